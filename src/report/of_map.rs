//! A map as a document: the same blocks as a report, so that the same writers write it.

use std::collections::BTreeMap;

use super::Report;
use super::blocks::{Block, Entry, Level, Line};
use super::words::{ReportLang, Words};
use crate::model::{
    ClaimId, Document, InstrumentId, Lang, RelationKind, Section, SourceId, StakeholderId, Stance, Structure, Text,
    ThemeId,
};
use crate::session::Side;

/// Whose arguments stand together: a stakeholder by its place in the list, or nobody in particular.
type Whose = (usize, Option<StakeholderId>);

/// The arguments of one theme, in order.
type Theme = (Option<ThemeId>, Vec<ClaimId>);

/// The arguments of one side of somebody, by the place of their theme in the list of themes.
type OfSide = BTreeMap<usize, Theme>;

/// What of a map is written.
struct OfMap<'a> {
    document: &'a Document,
    structure: &'a Structure,
    words: &'static Words,
    lang: Lang,
    /// The numbers of sources, in the order in which they are named.
    numbers: BTreeMap<SourceId, usize>,
    named: Vec<SourceId>,
}

impl Report {
    /// A whole map in one language: question, arguments per stakeholder, side and theme with explanations and replies, the
    /// toolbox, the words, the sources that are named, and the colophon. Texts that are not there in this language stand
    /// there in another one, marked as such. Takes time linear in the map.
    pub fn of_map(document: &Document, structure: &Structure, lang: Lang) -> Self {
        let report_lang = if lang == Lang::NL {
            ReportLang::Dutch
        } else {
            ReportLang::English
        };
        let words = Words::of(report_lang);
        let mut of = OfMap {
            document,
            structure,
            words,
            lang,
            numbers: BTreeMap::new(),
            named: Vec::new(),
        };
        let mut blocks = of.opening();
        blocks.extend(of.arguments());
        blocks.extend(of.loose());
        blocks.extend(of.toolbox());
        blocks.extend(of.glossary());
        blocks.extend(of.sources());
        blocks.extend(of.colophon());
        let question = of.said(&document.cover.question);
        let title = if question.is_empty() {
            of.said(&document.cover.title)
        } else {
            question
        };
        Self {
            lang: report_lang,
            kind: words.map,
            title: if title.is_empty() { words.map.into() } else { title },
            blocks,
        }
    }
}

impl OfMap<'_> {
    /// A text of the map on one line, with its language where that is not the one of the document.
    fn said(&self, text: &Text) -> Line {
        let reading = self.document.read(text, self.lang);
        let lang = reading.fallback.or(Some(self.lang));
        Line::said(reading.words, lang.filter(|lang| *lang != self.words.lang.lang()))
    }

    fn paragraphs(&self, text: &Text) -> Vec<Block> {
        let reading = self.document.read(text, self.lang);
        let lang = reading.fallback.or(Some(self.lang));
        let lang = lang.filter(|lang| *lang != self.words.lang.lang());
        let lines = reading.words.lines().map(|line| Line::said(line, lang));
        lines.filter(|line| !line.is_empty()).map(Block::Paragraph).collect()
    }

    fn heading(level: Level, line: Line, side: Option<Side>) -> Block {
        Block::Heading { level, line, side }
    }

    fn opening(&self) -> Vec<Block> {
        let document = self.document;
        let thesis = document.cover.thesis.and_then(|id| document.claims.get(id));
        let mut facts = Vec::new();
        if let Some(thesis) = thesis {
            facts.push((self.words.thesis.to_owned(), self.said(&thesis.text)));
        }
        let children = document.cover.thesis.map_or(&[][..], |id| self.structure.children(id));
        let num = |kind| {
            let of = |id: &&ClaimId| self.structure.place(**id).and_then(|place| place.kind) == Some(kind);
            children.iter().filter(of).count().to_string()
        };
        facts.push((self.words.pro.to_owned(), num(RelationKind::Support).into()));
        facts.push((self.words.contra.to_owned(), num(RelationKind::Attack).into()));
        let mut blocks = vec![Block::Facts(facts)];
        blocks.extend(self.paragraphs(&document.cover.explanation));
        blocks
    }

    /// All arguments, in one walk: per stakeholder in their order, for and then against, by theme, as on the map.
    fn arguments(&mut self) -> Vec<Block> {
        let (document, structure) = (self.document, self.structure);
        let stakeholders = document.stakeholders.in_order();
        let places: BTreeMap<StakeholderId, usize> =
            stakeholders.iter().enumerate().map(|(at, id)| (*id, at)).collect();
        let themes = document.themes.in_order();
        let ranks: BTreeMap<ThemeId, usize> = themes.into_iter().enumerate().map(|(at, id)| (id, at)).collect();
        let mut all: BTreeMap<(Whose, Stance), OfSide> = BTreeMap::new();
        let children = document.cover.thesis.map_or(&[][..], |id| structure.children(id));
        for id in children {
            let (Some(claim), Some(stance)) = (document.claims.get(*id), structure.stance(*id)) else {
                continue;
            };
            let stakeholder = claim.stakeholder.filter(|id| places.contains_key(id));
            let place = stakeholder
                .and_then(|id| places.get(&id))
                .copied()
                .unwrap_or(usize::MAX);
            let rank = claim.theme.and_then(|id| ranks.get(&id)).copied().unwrap_or(usize::MAX);
            let theme = all.entry(((place, stakeholder), stance)).or_default();
            let (_, claims) = theme.entry(rank).or_insert_with(|| (claim.theme, Vec::new()));
            claims.push(*id);
        }
        let mut blocks = Vec::new();
        let mut last: Option<Whose> = None;
        for ((whose, stance), themes) in all {
            if last != Some(whose) {
                let stakeholder = whose.1.and_then(|id| document.stakeholders.get(id));
                let name = stakeholder
                    .map(|one| self.said(&one.name))
                    .filter(|name| !name.is_empty());
                let name = name.unwrap_or_else(|| self.words.nobody.into());
                blocks.push(Self::heading(Level::Section, name, None));
                last = Some(whose);
            }
            let (title, side) = match stance {
                Stance::Pro => (self.words.most_pro, Side::For),
                Stance::Contra => (self.words.most_contra, Side::Against),
            };
            blocks.push(Self::heading(Level::Part, title.into(), Some(side)));
            for (theme, claims) in themes.into_values() {
                let theme = theme.and_then(|id| document.themes.get(id));
                if let Some(name) = theme
                    .map(|theme| self.said(&theme.name))
                    .filter(|name| !name.is_empty())
                {
                    blocks.push(Self::heading(Level::Detail, name, None));
                }
                let entries = claims.into_iter().map(|id| self.entry(id)).collect();
                blocks.push(Block::List {
                    is_numbered: false,
                    entries,
                });
            }
        }
        blocks
    }

    fn entry(&mut self, id: ClaimId) -> Entry {
        let mut entry = Entry {
            line: self.sentence(id),
            ..Entry::default()
        };
        if let Some(claim) = self.document.claims.get(id) {
            entry.note = self.said(&claim.explanation);
        }
        // The replies, and what is said of them, in the order of reading.
        let children = |id: ClaimId, depth: usize| {
            let replies = self.structure.children(id).iter().rev();
            replies.map(|reply| (*reply, depth)).collect::<Vec<_>>()
        };
        let mut waiting = children(id, 0);
        let mut replies = Vec::new();
        while let Some((reply, depth)) = waiting.pop() {
            replies.push((reply, depth));
            waiting.extend(children(reply, depth + 1));
        }
        for (reply, depth) in replies {
            let place = self.structure.place(reply);
            let does = match place.and_then(|place| place.kind) {
                Some(RelationKind::Support) => self.words.supports,
                Some(RelationKind::Attack) if place.is_some_and(|place| place.undercut) => self.words.undercuts,
                _ => self.words.attacks,
            };
            // How deep it stands shows as arrows: an entry has one level under it.
            let arrows = "→ ".repeat(depth.min(8));
            let line = Line::from(format!("{arrows}{does}: ")).and(self.sentence(reply));
            entry.under.push(line);
        }
        entry
    }

    /// A claim, with the numbers of its sources.
    fn sentence(&mut self, id: ClaimId) -> Line {
        let Some(claim) = self.document.claims.get(id) else {
            return Line::default();
        };
        let line = self.said(&claim.text);
        let sources: Vec<SourceId> = claim.sources.iter().map(|citation| citation.source).collect();
        line.and(self.notes(&sources).as_str())
    }

    /// ` [1, 4]`, or nothing.
    fn notes(&mut self, sources: &[SourceId]) -> String {
        let mut numbers = Vec::with_capacity(sources.len());
        for source in sources.iter().filter(|id| self.document.sources.contains(**id)) {
            let next = self.numbers.len() + 1;
            let number = *self.numbers.entry(*source).or_insert(next);
            if number == next {
                self.named.push(*source);
            }
            numbers.push(number.to_string());
        }
        if numbers.is_empty() {
            return String::new();
        }
        format!(" [{}]", numbers.join(", "))
    }

    /// What hangs together with nothing.
    fn loose(&mut self) -> Vec<Block> {
        let structure = self.structure;
        let thesis = self.document.cover.thesis;
        let loose = structure.loose().iter().filter(|id| Some(**id) != thesis);
        let entries: Vec<Entry> = loose.map(|id| self.entry(*id)).collect();
        if entries.is_empty() {
            return Vec::new();
        }
        vec![
            Self::heading(Level::Section, self.words.loose.into(), None),
            Block::List {
                is_numbered: false,
                entries,
            },
        ]
    }

    fn toolbox(&mut self) -> Vec<Block> {
        let cards = self.document.instruments.in_order();
        if cards.is_empty() {
            return Vec::new();
        }
        let mut blocks = vec![Self::heading(Level::Section, self.words.toolbox.into(), None)];
        for card in cards {
            blocks.extend(self.card(card));
        }
        blocks
    }

    fn card(&mut self, id: InstrumentId) -> Vec<Block> {
        let document = self.document;
        let Some(card) = document.instruments.get(id) else {
            return Vec::new();
        };
        let mut blocks = vec![Self::heading(Level::Part, self.said(&card.name), None)];
        blocks.extend(self.paragraphs(&card.summary));
        for section in Section::ALL {
            let statements = card.section(section);
            if statements.is_empty() {
                continue;
            }
            blocks.push(Self::heading(Level::Detail, self.words.section(section).into(), None));
            let entries = statements.iter().map(|statement| {
                let own = if statement.own { self.words.own_suggestion } else { "" };
                let notes = self.notes(&statement.sources);
                Entry {
                    line: self.said(&statement.text).and(own).and(notes.as_str()),
                    ..Entry::default()
                }
            });
            let entries = entries.collect();
            blocks.push(Block::List {
                is_numbered: section == Section::Steps,
                entries,
            });
        }
        blocks
    }

    fn glossary(&self) -> Vec<Block> {
        let terms = self.document.terms.in_order();
        if terms.is_empty() {
            return Vec::new();
        }
        let entries = terms.into_iter().filter_map(|id| {
            let term = self.document.terms.get(id)?;
            Some(Entry {
                line: self.said(&term.term),
                note: self.said(&term.meaning),
                under: Vec::new(),
            })
        });
        vec![
            Self::heading(Level::Section, self.words.glossary.into(), None),
            Block::List {
                is_numbered: false,
                entries: entries.collect(),
            },
        ]
    }

    /// The sources that are named, in the order of their numbers.
    fn sources(&self) -> Vec<Block> {
        if self.named.is_empty() {
            return Vec::new();
        }
        let entries = self.named.iter().filter_map(|id| {
            let source = self.document.sources.get(*id)?;
            let urls: Vec<&str> = source.urls.iter().map(|url| &**url).collect();
            Some(Entry {
                line: Line::said(&source.citation, None),
                note: Line::said(&urls.join(" "), None),
                under: Vec::new(),
            })
        });
        vec![
            Self::heading(Level::Section, self.words.sources.into(), None),
            Block::List {
                is_numbered: true,
                entries: entries.collect(),
            },
        ]
    }

    fn colophon(&self) -> Vec<Block> {
        let paragraphs = self.paragraphs(&self.document.cover.colophon);
        if paragraphs.is_empty() {
            return Vec::new();
        }
        let mut blocks = vec![Self::heading(Level::Section, self.words.colophon.into(), None)];
        blocks.extend(paragraphs);
        blocks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document() -> Document {
        super::super::sample::document()
    }

    #[test]
    fn a_map_becomes_a_document_with_every_claim_once() {
        let mut document = document();
        let thesis = document.cover.thesis;
        let source = document.sources.intern("bron");
        document.sources.set(
            source,
            Some(crate::model::Source {
                citation: "Een boek (2010)".into(),
                ..crate::model::Source::default()
            }),
        );
        let cited = document
            .claims
            .in_order()
            .into_iter()
            .find(|id| Some(*id) != thesis)
            .unwrap();
        let mut claim = document.claims.get(cited).unwrap().clone();
        claim.sources.push(crate::model::Citation {
            source,
            supports: Text::default(),
        });
        document.claims.set(cited, Some(claim));
        let structure = Structure::new(&document);
        let report = Report::of_map(&document, &structure, Lang::NL);
        assert_eq!(report.kind, "Argumentenkaart");
        let text = super::super::to_markdown(&report);
        for (id, claim) in document.claims.iter() {
            let words = document.read(&claim.text, Lang::NL).words;
            if words.is_empty() || Some(id) == thesis {
                continue;
            }
            assert_eq!(text.matches(words).count(), 1, "{words}");
        }
        assert!(text.contains("\\[1\\]") && text.contains("Een boek (2010)"), "{text}");
        assert!(super::super::to_docx(&report).is_ok());
    }

    #[test]
    fn themes_stand_in_the_order_of_the_map_and_who_is_gone_is_nobody() {
        let mut document = document();
        for (order, name) in ["eerst", "later"].into_iter().enumerate() {
            let id = document.themes.intern(name);
            let name = Text::new(Lang::NL, name);
            let order = order as u64;
            document.themes.set(id, Some(crate::model::Theme { name, order }));
        }
        let themes = ["later", "eerst"].map(|name| document.themes.id(name));
        let gone = document.stakeholders.intern("weg");
        let thesis = document.cover.thesis.unwrap();
        let structure = Structure::new(&document);
        for (number, id) in structure.children(thesis).iter().enumerate() {
            let mut claim = document.claims.get(*id).unwrap().clone();
            claim.theme = themes[number % 2];
            claim.stakeholder = Some(gone).filter(|_| number % 2 == 0);
            document.claims.set(*id, Some(claim));
        }
        let report = Report::of_map(&document, &Structure::new(&document), Lang::NL);
        let headings: Vec<String> = report
            .blocks
            .iter()
            .filter_map(|block| match block {
                Block::Heading { line, .. } => Some(line.text()),
                _ => None,
            })
            .collect();
        let first = headings.get(..7).unwrap();
        let all = [
            "Zonder belanghebbende",
            "Argumenten voor",
            "eerst",
            "later",
            "Argumenten tegen",
            "eerst",
            "later",
        ];
        assert_eq!(first, all);
    }
}
