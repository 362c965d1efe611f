//! The check of a map: what in it deserves attention, as data, with an edit that mends it where one is enough.
//!
//! **Invariant:** nothing here changes a document, knows what day it is, or makes a sentence for the screen.
//! A finding is a remark, not a verdict: a map may be good and have many.

mod balance;
mod day;
mod fields;
mod language;
mod problems;
mod records;
mod similar;
mod stem;
mod texts;
mod word_lists;

use crate::edit::{Edit, TextField};
use crate::model::{ClaimId, Document, Item, Lang, ProblemKind, StakeholderId, Stance, Structure};

pub use balance::Measure;
pub use day::Day;
pub use fields::each_text;
pub use language::{B1_READING_EASE, Formula, LEAST_WORDS, ReadingEase, likely_language, reading_ease};
pub use records::LOOKED_AT_DAYS;
pub use similar::{ALIKE_PERCENT, FIND_PERCENT, SimilarIndex};
pub use texts::{MOST_CLAIM_WORDS, MOST_EXPLANATION_WORDS, MOST_SENTENCE_WORDS};

/// One thing that deserves attention.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// Where.
    pub item: Item,
    /// What.
    pub kind: FindingKind,
    /// What mends it, where one edit is enough.
    pub fix: Option<Fix>,
}

/// An edit that makes a finding go away, with what its button is called.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fix {
    /// What it does, for the button.
    pub kind: FixKind,
    /// The edit. It may be refused if the document has changed since.
    pub edit: Edit,
}

/// What a fix does.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum FixKind {
    /// Writes down that the source was looked at today.
    MarkChecked,
    /// Takes away a reference to what does not exist.
    Unlink,
    /// Takes a relation away.
    Disconnect,
    /// Takes an unfit web address away.
    RemoveAddress,
    /// Takes an unfit picture path away.
    RemovePicture,
    /// Makes one claim of two.
    Join,
    /// Says that a translation is right as it is.
    MarkCurrent,
    /// Deletes what nothing uses.
    Remove,
}

/// What deserves attention.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FindingKind {
    /// What is not sound in the map itself.
    Problem(ProblemKind),
    /// A claim from a debate or from research that names no source.
    NoSource,
    /// A claim of the makers' own that names no source.
    OwnWithoutSource,
    /// A source that nobody says to have looked at, on any day.
    NotChecked,
    /// A source that was last looked at so many days ago.
    CheckedLongAgo {
        /// Days.
        days: i64,
    },
    /// A stakeholder with arguments on one side only.
    OneSided {
        /// Who.
        stakeholder: StakeholderId,
        /// The side without arguments.
        missing: Stance,
    },
    /// More than one and a half times as much on one side as on the other.
    Unbalanced {
        /// Whose arguments, or `None` for the whole map.
        stakeholder: Option<StakeholderId>,
        /// What was weighed.
        measure: Measure,
        /// How much for.
        pro: usize,
        /// How much against.
        contra: usize,
    },
    /// A sentence that is too long for the map.
    LongClaim {
        /// In this language it is longest.
        lang: Lang,
        /// How long it is.
        words: usize,
        /// How long it should be at most.
        limit: usize,
    },
    /// An explanation that is too long to project.
    LongExplanation {
        /// In this language it is longest.
        lang: Lang,
        /// How long it is.
        words: usize,
        /// How long it should be at most.
        limit: usize,
    },
    /// Probably the same argument as another one, which comes later.
    Alike {
        /// The other one.
        other: ClaimId,
        /// How much they are alike.
        percent: u8,
    },
    /// A text that is missing in a language of the map.
    Untranslated {
        /// Which text.
        field: TextField,
        /// In which language.
        lang: Lang,
    },
    /// A translation that is older than what it translates.
    Outdated {
        /// Which text.
        field: TextField,
        /// In which language.
        lang: Lang,
    },
    /// A word that has a plainer one.
    HardWord {
        /// Which text.
        field: TextField,
        /// In which language.
        lang: Lang,
        /// The word, in lower case.
        word: Box<str>,
        /// The plainer one.
        instead: &'static str,
    },
    /// A text with a sentence that is long to read.
    LongSentence {
        /// Which text.
        field: TextField,
        /// In which language.
        lang: Lang,
        /// How long its longest sentence is.
        words: usize,
        /// How long it should be at most.
        limit: usize,
    },
    /// An explanation that is hard to read: see [`reading_ease`] and [`B1_READING_EASE`].
    Hard {
        /// Which text.
        field: TextField,
        /// In which language.
        lang: Lang,
        /// Its score.
        score: i32,
    },
    /// Two versions of something that were brought together and differ.
    Conflict {
        /// Which one of the conflicts of the cover.
        number: usize,
    },
    /// A link in a text whose address is never opened.
    BadLink {
        /// Which text.
        field: TextField,
        /// The address.
        address: Box<str>,
    },
    /// A source that nothing cites.
    UnusedSource,
    /// An instrument that no claim names.
    UnusedInstrument,
    /// A theme that no claim stands under.
    UnusedTheme,
    /// A stakeholder that no claim belongs to.
    UnusedStakeholder,
    /// A picture without words for who cannot see it.
    NoAltText,
}

/// How grave a finding is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// Something is wrong.
    Error,
    /// Something should be looked at.
    Warning,
    /// Something may be better.
    Hint,
}

/// The headings under which findings stand, in their order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Group {
    /// Versions that differ.
    Conflicts,
    /// What hangs together how.
    Structure,
    /// What it rests on.
    Sources,
    /// Whether both sides get their due.
    Balance,
    /// Whether it fits on the map and on the wall.
    Length,
    /// Said twice.
    Alike,
    /// The other languages.
    Translation,
    /// Whether everybody can follow it.
    Language,
    /// What nothing uses.
    Unused,
}

impl Group {
    /// All of them, in their order.
    pub const ALL: [Self; 9] = [
        Self::Conflicts,
        Self::Structure,
        Self::Sources,
        Self::Balance,
        Self::Length,
        Self::Alike,
        Self::Translation,
        Self::Language,
        Self::Unused,
    ];
}

impl Finding {
    /// How grave it is.
    pub fn severity(&self) -> Severity {
        match &self.kind {
            FindingKind::Problem(kind) => match kind {
                ProblemKind::Unreachable
                | ProblemKind::BothWays(_)
                | ProblemKind::Doubled(_)
                | ProblemKind::BadAddress(_)
                | ProblemKind::BadPicture(_) => Severity::Warning,
                ProblemKind::Comment(_) => Severity::Hint,
                _ => Severity::Error,
            },
            FindingKind::Conflict { .. } => Severity::Error,
            // What only the makers read may well stay in one language.
            FindingKind::Untranslated { field, .. } if !fields::is_for_audience(*field) => Severity::Hint,
            FindingKind::NoSource
            | FindingKind::CheckedLongAgo { .. }
            | FindingKind::OneSided { .. }
            | FindingKind::Unbalanced { .. }
            | FindingKind::LongClaim { .. }
            | FindingKind::Alike { .. }
            | FindingKind::Untranslated { .. }
            | FindingKind::Outdated { .. }
            | FindingKind::BadLink { .. }
            | FindingKind::NoAltText => Severity::Warning,
            FindingKind::OwnWithoutSource
            | FindingKind::NotChecked
            | FindingKind::LongExplanation { .. }
            | FindingKind::HardWord { .. }
            | FindingKind::LongSentence { .. }
            | FindingKind::Hard { .. }
            | FindingKind::UnusedSource
            | FindingKind::UnusedInstrument
            | FindingKind::UnusedTheme
            | FindingKind::UnusedStakeholder => Severity::Hint,
        }
    }
}

impl FindingKind {
    /// The heading under which it stands.
    pub fn group(&self) -> Group {
        match self {
            Self::Problem(_) | Self::BadLink { .. } => Group::Structure,
            Self::NoSource | Self::OwnWithoutSource | Self::NotChecked | Self::CheckedLongAgo { .. } => Group::Sources,
            Self::OneSided { .. } | Self::Unbalanced { .. } => Group::Balance,
            Self::LongClaim { .. } | Self::LongExplanation { .. } => Group::Length,
            Self::Alike { .. } => Group::Alike,
            Self::Untranslated { .. } | Self::Outdated { .. } => Group::Translation,
            Self::HardWord { .. } | Self::LongSentence { .. } | Self::Hard { .. } | Self::NoAltText => Group::Language,
            Self::Conflict { .. } => Group::Conflicts,
            Self::UnusedSource | Self::UnusedInstrument | Self::UnusedTheme | Self::UnusedStakeholder => Group::Unused,
        }
    }
}

/// All that deserves attention, by group and within a group in the order of the document.
pub fn check(document: &Document, structure: &Structure, today: Day) -> Vec<Finding> {
    let lang = document.languages().first().copied().unwrap_or(Lang::NL);
    let mut found: Vec<Finding> = problems::problems(document).collect();
    records::sources(document, today, &mut found);
    balance::balance(document, structure, lang, &mut found);
    alike(document, structure, lang, &mut found);
    texts::texts(document, &mut found);
    records::conflicts(document, &mut found);
    records::unused(document, &mut found);
    // Stable: what was found in the order of the document stays so.
    found.sort_by_key(|finding| finding.kind.group());
    found
}

/// Claims that probably say the same, in reading order; the one that is read first is the one to keep.
fn alike(document: &Document, structure: &Structure, lang: Lang, found: &mut Vec<Finding>) {
    use crate::model::Id as _;
    let pairs = SimilarIndex::new(document, lang).pairs();
    if pairs.is_empty() {
        return;
    }
    let mut rank = vec![usize::MAX; document.claims.num_slots()];
    for (number, id) in document.claims.in_order().into_iter().enumerate() {
        if let Some(slot) = rank.get_mut(id.index()) {
            *slot = number;
        }
    }
    let rank = |id: ClaimId| rank.get(id.index()).copied().unwrap_or(usize::MAX);
    let mut pairs: Vec<(ClaimId, ClaimId, u8)> = pairs
        .into_iter()
        .map(|(one, other, percent)| {
            if rank(one) <= rank(other) {
                (one, other, percent)
            } else {
                (other, one, percent)
            }
        })
        .collect();
    pairs.sort_by_key(|(first, other, _)| (rank(*first), rank(*other)));
    let hangs_under = |low: ClaimId, high: ClaimId| structure.path_to_thesis(low).contains(&high);
    let is_thesis = |id: ClaimId| document.cover.thesis == Some(id);
    for (first, other, percent) in pairs {
        let can_join =
            !is_thesis(first) && !is_thesis(other) && !hangs_under(first, other) && !hangs_under(other, first);
        found.push(Finding {
            item: Item::Claim(first),
            kind: FindingKind::Alike { other, percent },
            fix: can_join.then(|| Fix {
                kind: FixKind::Join,
                edit: Edit::Join { keep: first, other },
            }),
        });
    }
}

#[cfg(test)]
mod tests {
    //! Each kind of finding appears, and goes away when its cause does: see also the files of the room.

    use super::*;
    use crate::edit::Editor;
    use crate::model::Text;

    const TODAY: &str = "2026-11-22";

    pub(super) fn document(fields: &str) -> Document {
        let map = format!(r#"(format: 1, languages: ["nl"], question: (nl: "Moet dit?"), thesis: "ja", {fields})"#);
        crate::storage::read(&map).unwrap().document
    }

    pub(super) fn claims(more: &str) -> Document {
        document(&format!(r#"claims: [(id: "ja", text: (nl: "Ja")), {more}]"#))
    }

    pub(super) fn found(document: &Document) -> Vec<Finding> {
        check(document, &Structure::new(document), Day::parse(TODAY).unwrap())
    }

    pub(super) fn num(document: &Document, is_wanted: impl Fn(&FindingKind) -> bool) -> usize {
        found(document)
            .iter()
            .filter(|finding| is_wanted(&finding.kind))
            .count()
    }

    /// Runs the fix of the first finding of a kind; whether there is one less afterwards.
    pub(super) fn mends(document: Document, fix_kind: FixKind, is_wanted: impl Fn(&FindingKind) -> bool) -> bool {
        let before = num(&document, &is_wanted);
        let finding = found(&document)
            .into_iter()
            .find(|finding| is_wanted(&finding.kind))
            .unwrap();
        let fix = finding.fix.unwrap();
        assert_eq!(fix.kind, fix_kind);
        let mut editor = Editor::new(document);
        editor.run(fix.edit).unwrap();
        num(editor.document(), &is_wanted) + 1 == before
    }

    #[test]
    fn an_empty_map_has_little_to_say() {
        assert!(found(&claims("")).is_empty());
        let kinds: Vec<_> = found(&Document::default()).into_iter().map(|one| one.kind).collect();
        assert_eq!(
            kinds,
            [
                FindingKind::Problem(ProblemKind::NoThesis),
                FindingKind::Problem(ProblemKind::NoText)
            ]
        );
    }

    #[test]
    fn what_is_said_twice_can_be_joined() {
        let is_alike = |kind: &FindingKind| matches!(kind, FindingKind::Alike { .. });
        let twice = claims(
            r#"(id: "a", text: (nl: "De gemeente geeft scholen meer geld"), supports: ["ja"]),
            (id: "b", text: (nl: "Gemeenten geven een school meer geld"), supports: ["ja"]),
            (id: "c", text: (nl: "Bomen zorgen voor schaduw in de straat"), supports: ["ja"])"#,
        );
        assert_eq!(num(&twice, is_alike), 1);
        assert!(mends(twice, FixKind::Join, is_alike));
        let under = claims(
            r#"(id: "a", text: (nl: "De gemeente geeft scholen meer geld"), supports: ["ja"]),
            (id: "b", text: (nl: "Gemeenten geven een school meer geld"), supports: ["a"])"#,
        );
        let finding = found(&under)
            .into_iter()
            .find(|finding| is_alike(&finding.kind))
            .unwrap();
        assert_eq!(finding.fix, None);
    }

    #[test]
    fn findings_stand_by_group_and_every_fix_can_be_done() {
        for text in [
            include_str!("../../maps/gemengde-scholen.ron"),
            include_str!("../../maps/aanmelden-utrecht.ron"),
        ] {
            let map = crate::storage::read(text).unwrap().document;
            let findings = found(&map);
            let groups: Vec<Group> = findings.iter().map(|finding| finding.kind.group()).collect();
            assert!(groups.is_sorted());
            assert!(findings.iter().all(|finding| finding.severity() != Severity::Error));
            for fix in findings.into_iter().filter_map(|finding| finding.fix) {
                assert!(crate::edit::plan(&map, fix.edit.clone()).is_ok(), "{fix:?}");
            }
            assert_eq!(found(&map), found(&map));
        }
        assert!(Group::ALL.is_sorted());
    }

    #[test]
    fn balance_is_part_of_the_check() {
        let map = document(
            r#"stakeholders: [(id: "o", name: (nl: "Ouders"))], claims: [(id: "ja", text: (nl: "Ja")),
            (id: "a", text: (nl: "A"), supports: ["ja"], stakeholder: "o")]"#,
        );
        assert_eq!(num(&map, |kind| matches!(kind, FindingKind::OneSided { .. })), 1);
        let mut map = map;
        map.cover.title = Text::new(Lang::NL, "Kaart");
        assert_eq!(num(&map, |kind| kind.group() == Group::Balance), 1);
    }
}
