//! The arguments in the order of the map, each with a number: the same on cards, on sheets for dots and in the room.

use super::choices::IfFull;
use super::flow::is_blank;
use crate::model::{ClaimId, Document, Id as _, Lang, StakeholderId, Stance, Structure, Text, ThemeId};

/// An argument with its number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Numbered {
    /// From 1, over the whole map: it is the same if only the core is printed.
    pub number: usize,
    /// The argument.
    pub claim: ClaimId,
    /// Its side; `None` if it does not hang together with the thesis.
    pub side: Option<Stance>,
    /// Its theme.
    pub theme: Option<ThemeId>,
    /// Whether it belongs to the core.
    pub is_core: bool,
}

/// Whose arguments stand together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Whose {
    /// Those of a stakeholder.
    Stakeholder(StakeholderId),
    /// Those of nobody in particular.
    Nobody,
    /// Those that have no place on the map yet.
    Loose,
}

/// The arguments of one stakeholder.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Group {
    /// Whose they are.
    pub whose: Whose,
    /// For, against, and on no side.
    pub sides: [Vec<Numbered>; 3],
}

impl Group {
    /// All of its arguments, in order.
    pub fn all(&self) -> impl Iterator<Item = &Numbered> {
        self.sides.iter().flatten()
    }
}

/// All arguments that have words, per stakeholder, side and theme as on the map.
pub(super) fn groups(document: &Document, structure: &Structure) -> Vec<Group> {
    let stakeholders = document.stakeholders.in_order();
    let rank = |ids: Vec<usize>, num_slots: usize| {
        let mut ranks = vec![usize::MAX; num_slots];
        for (number, index) in ids.into_iter().enumerate() {
            if let Some(slot) = ranks.get_mut(index) {
                *slot = number;
            }
        }
        ranks
    };
    let themes = document.themes.in_order().into_iter().map(|id| id.index()).collect();
    let theme_rank = rank(themes, document.themes.num_slots());
    let bands = stakeholders.iter().map(|id| id.index()).collect();
    let band_of = rank(bands, document.stakeholders.num_slots());
    let whose = stakeholders.iter().copied().map(Whose::Stakeholder);
    let mut groups: Vec<Group> = whose
        .chain([Whose::Nobody, Whose::Loose])
        .map(|whose| Group {
            whose,
            sides: Default::default(),
        })
        .collect();
    let thesis = document.cover.thesis;
    let under_thesis = thesis.map_or(&[][..], |thesis| structure.children(thesis));
    let loose = structure.loose().iter().filter(|id| Some(**id) != thesis);
    let placed = under_thesis.iter().map(|id| (*id, false));
    for (claim, is_loose) in placed.chain(loose.map(|id| (*id, true))) {
        let Some(record) = document.claims.get(claim).filter(|record| has_words(&record.text)) else {
            continue;
        };
        let side = if is_loose { None } else { structure.stance(claim) };
        let band = match record.stakeholder.and_then(|id| band_of.get(id.index()).copied()) {
            _ if is_loose => stakeholders.len() + 1,
            Some(band) if band != usize::MAX => band,
            _ => stakeholders.len(),
        };
        let place = match side {
            Some(Stance::Pro) => 0,
            Some(Stance::Contra) => 1,
            None => 2,
        };
        let rank = |id: &ThemeId| theme_rank.get(id.index()).is_some_and(|rank| *rank != usize::MAX);
        if let Some(list) = groups.get_mut(band).and_then(|group| group.sides.get_mut(place)) {
            list.push(Numbered {
                number: 0,
                claim,
                side,
                theme: record.theme.filter(rank),
                is_core: record.core,
            });
        }
    }
    groups.retain(|group| group.all().next().is_some());
    let mut number = 0;
    for list in groups.iter_mut().flat_map(|group| &mut group.sides) {
        list.sort_by_key(|of| {
            of.theme
                .and_then(|id| theme_rank.get(id.index()).copied())
                .unwrap_or(usize::MAX)
        });
        for of in list {
            number += 1;
            of.number = number;
        }
    }
    groups
}

/// What of the arguments is printed.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(super) struct Kept {
    /// How many were left out.
    pub num_left: usize,
    /// Whether the core was asked for and there is none.
    pub is_without_core: bool,
}

/// Leaves what is not of the core out of the groups, if that was chosen and there is a core.
pub(super) fn keep(groups: &mut Vec<Group>, if_full: IfFull) -> Kept {
    if if_full != IfFull::Core {
        return Kept::default();
    }
    let num_all: usize = groups.iter().flat_map(Group::all).count();
    let num_core = groups.iter().flat_map(Group::all).filter(|of| of.is_core).count();
    if num_core == 0 {
        return Kept {
            num_left: 0,
            is_without_core: num_all > 0,
        };
    }
    for list in groups.iter_mut().flat_map(|group| &mut group.sides) {
        list.retain(|of| of.is_core);
    }
    groups.retain(|group| group.all().next().is_some());
    Kept {
        num_left: num_all - num_core,
        is_without_core: false,
    }
}

/// Words in one language.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Wording {
    /// The words, on one line.
    pub words: String,
    /// Their language, if it is another one than the first of the print.
    pub lang: Option<Lang>,
}

/// Reads texts in the languages of a print.
#[derive(Clone, Debug)]
pub(super) struct Reader<'a> {
    document: &'a Document,
    languages: Vec<Lang>,
    /// How many texts stood there in another language than one that was asked for.
    pub num_other: usize,
}

impl<'a> Reader<'a> {
    /// For these languages; the first of the map if there are none.
    pub fn new(document: &'a Document, chosen: &[Lang]) -> Self {
        let mut languages: Vec<Lang> = Vec::new();
        for lang in chosen {
            if !languages.contains(lang) {
                languages.push(*lang);
            }
        }
        if languages.is_empty() {
            languages.push(document.languages().first().copied().unwrap_or(Lang::NL));
        }
        Self {
            document,
            languages,
            num_other: 0,
        }
    }

    /// The first language: that of the print.
    pub fn lang(&self) -> Lang {
        self.languages.first().copied().unwrap_or(Lang::NL)
    }

    /// All languages of the print.
    pub fn languages(&self) -> &[Lang] {
        &self.languages
    }

    /// A text in each language, the same words only once; empty if it has no words.
    pub fn read(&mut self, text: &Text) -> Vec<Wording> {
        let mut found: Vec<Wording> = Vec::new();
        let mut is_other = false;
        for lang in &self.languages {
            let reading = self.document.read(text, *lang);
            let words = one_line(reading.words);
            if words.is_empty() {
                continue;
            }
            is_other |= reading.fallback.is_some();
            if found.iter().all(|known| known.words != words) {
                let lang = reading.fallback.unwrap_or(*lang);
                found.push(Wording {
                    words,
                    lang: Some(lang).filter(|lang| *lang != self.lang()),
                });
            }
        }
        self.num_other += usize::from(is_other);
        found
    }

    /// A fixed text in each language that has its own; those are Dutch and English.
    pub fn fixed(&self, of: impl Fn(Lang) -> String) -> Vec<Wording> {
        let mut found: Vec<Wording> = Vec::new();
        for lang in &self.languages {
            let words = of(*lang);
            if found.iter().all(|known| known.words != words) {
                let is_known = *lang == Lang::NL || *lang == Lang::EN;
                let lang = if is_known { *lang } else { Lang::EN };
                found.push(Wording {
                    words,
                    lang: Some(lang).filter(|lang| *lang != self.lang()),
                });
            }
        }
        found
    }
}

/// Wordings behind each other, for titles and headings.
pub(super) fn joined(wordings: &[Wording]) -> String {
    let words: Vec<&str> = wordings.iter().map(|wording| wording.words.as_str()).collect();
    words.join(" / ")
}

/// Whether there is anything to be seen.
fn has_words(text: &Text) -> bool {
    text.iter().any(|(_, words)| !one_line(words).is_empty())
}

/// Words on one line, without what has no form; empty if nothing is to be seen.
pub(super) fn one_line(words: &str) -> String {
    // Else a part could be left that has no content.
    let plain = words.split_whitespace().filter(|word| !is_blank(word));
    plain.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::proof;
    use super::*;

    #[test]
    fn numbers_follow_the_map_and_stay_when_only_the_core_is_kept() {
        let document = proof::plain_map(12);
        let structure = Structure::new(&document);
        let mut all = groups(&document, &structure);
        let numbers: Vec<usize> = all.iter().flat_map(Group::all).map(|of| of.number).collect();
        assert_eq!(numbers, (1..=numbers.len()).collect::<Vec<_>>());
        let whole = all.clone();
        let kept = keep(&mut all, IfFull::Core);
        assert!(kept.num_left > 0 && !kept.is_without_core);
        for of in all.iter().flat_map(Group::all) {
            assert!(of.is_core && whole.iter().flat_map(Group::all).any(|known| known == of));
        }
    }

    #[test]
    fn the_same_words_stand_there_once_and_another_language_is_counted() {
        let document = Document::default();
        let mut reader = Reader::new(&document, &[Lang::NL, Lang::EN, Lang::NL]);
        assert_eq!(reader.languages, [Lang::NL, Lang::EN]);
        let text = Text::new(Lang::EN, "mixing\n now ");
        let read = reader.read(&text);
        assert_eq!(joined(&read), "mixing now");
        assert_eq!(read.first().and_then(|of| of.lang), Some(Lang::EN));
        assert_eq!(reader.num_other, 1);
        assert!(reader.read(&Text::new(Lang::NL, "\u{200b} \u{7}")).is_empty());
    }
}
