//! An evening with its map, as a report looks at it.

use crate::model::{Document, Lang, Structure, Text};
use crate::session::{Asked, Row, Session, State, Subject};

use super::blocks::{Block, Entry, Level, Line};
use super::words::{ReportLang, Words};

/// What all sections of a report look at.
pub(super) struct Evening<'a> {
    pub session: &'a Session,
    pub document: &'a Document,
    pub structure: Structure,
    pub words: &'static Words,
    /// The language of the report.
    pub lang: Lang,
    /// The language of the evening, if it is another one.
    other_lang: Option<Lang>,
}

impl<'a> Evening<'a> {
    pub fn new(session: &'a Session, document: &'a Document, lang: ReportLang) -> Self {
        let of_report = lang.lang();
        Self {
            session,
            document,
            structure: Structure::new(document),
            words: Words::of(lang),
            lang: of_report,
            other_lang: Lang::new(&session.map.lang).filter(|of_evening| *of_evening != of_report),
        }
    }

    /// Words from the evening itself.
    pub fn said(&self, words: &str) -> Line {
        Line::said(words, self.other_lang)
    }

    /// A text of the map.
    pub fn read(&self, text: &Text) -> Line {
        let reading = self.document.read(text, self.lang);
        Line::said(reading.words, reading.fallback)
    }

    /// A heading.
    pub fn heading(&self, level: Level, words: impl Into<Line>) -> Block {
        Block::Heading {
            level,
            line: words.into(),
            side: None,
        }
    }

    /// What something was called on the evening, if it was weighed.
    pub fn on_evening(&self, subject: &Subject) -> Option<Line> {
        let mut rows = self.session.rounds.iter().flat_map(|round| &round.rows);
        let line = rows.find(|row| row.of == *subject).map(|row| self.row(row));
        line.filter(|line| !line.is_empty())
    }

    /// What was weighed, in its words of the evening; in the language of the report, if the map has it there and its words
    /// are still those of the evening.
    pub fn row(&self, row: &Row) -> Line {
        self.same_words(&row.of, &row.words)
    }

    /// The same, of something with these words on the evening.
    pub fn same_words(&self, of: &Subject, said: &str) -> Line {
        let document = self.document;
        let text = match of {
            Subject::Claim(name) => document
                .claims
                .id(name)
                .and_then(|id| document.claims.get(id))
                .map(|record| &record.text),
            Subject::Instrument(name) => {
                let id = document.instruments.id(name);
                id.and_then(|id| document.instruments.get(id))
                    .map(|record| &record.name)
            }
            Subject::Question | Subject::Addition(_) => None,
        };
        let is_same = |text: &&Text| text.get(self.lang).is_some() && text.iter().any(|(_, words)| words == said);
        text.filter(is_same)
            .map_or_else(|| self.said(said), |text| self.read(text))
    }

    /// What something was called on the evening, or is on the map; if neither is known, its name with a word that says so.
    pub fn subject(&self, subject: &Subject) -> Line {
        self.on_evening(subject)
            .or_else(|| self.on_map(subject))
            .unwrap_or_else(|| match subject {
                Subject::Claim(name) | Subject::Instrument(name) => {
                    Line::said(name, None).and(format!(" ({})", self.words.is_gone))
                }
                Subject::Question => self.question(),
                Subject::Addition(_) => Line::from("…"),
            })
    }

    /// What something is called on the map, or what the room said; `None` if it is not there.
    pub fn on_map(&self, subject: &Subject) -> Option<Line> {
        let line = match subject {
            Subject::Question => self.question(),
            Subject::Claim(name) => {
                let claims = &self.document.claims;
                self.read(&claims.get(claims.id(name)?)?.text)
            }
            Subject::Instrument(name) => {
                let instruments = &self.document.instruments;
                self.read(&instruments.get(instruments.id(name)?)?.name)
            }
            Subject::Addition(number) => self.said(&self.session.additions.get(*number)?.words),
        };
        (!line.is_empty()).then_some(line)
    }

    /// The name of a stakeholder; `None` for nobody in particular. One that is gone keeps the name it has in the file.
    pub fn stakeholder(&self, name: &str) -> Option<Line> {
        if name.trim().is_empty() {
            return None;
        }
        let all = &self.document.stakeholders;
        let found = all
            .id(name)
            .and_then(|id| all.get(id))
            .map(|record| self.read(&record.name));
        Some(
            found
                .filter(|line| !line.is_empty())
                .unwrap_or_else(|| Line::said(name, None)),
        )
    }

    /// The question, as it was asked; in the language of the report if the map has it.
    fn question(&self) -> Line {
        let asked = self.said(&self.session.map.question);
        let on_map = self.read(&self.document.cover.question);
        let is_translated = self.other_lang.is_some() && self.document.cover.question.get(self.lang).is_some();
        if asked.is_empty() || is_translated {
            on_map
        } else {
            asked
        }
    }

    /// How long it took, in seconds.
    fn seconds(&self) -> u32 {
        match self.session.at.seconds {
            0 => self.session.used.iter().fold(0, |all, used| all.saturating_add(*used)),
            seconds => seconds,
        }
    }

    /// The title, and what stands above the first section.
    pub fn opening(&self) -> (Line, Vec<Block>) {
        let (about, words) = (&self.session.about, self.words);
        let question = self.question();
        let named = self.said(&about.title);
        let title = match (named.is_empty(), question.is_empty()) {
            (false, _) => named,
            (true, false) => question.clone(),
            (true, true) => words.report.into(),
        };
        let people_counted = |asked: Asked, moment: &str| {
            let is_it = |round: &&crate::session::Round| round.asked == asked && round.state == State::Closed;
            let round = self
                .session
                .rounds
                .iter()
                .find(is_it)
                .filter(|round| round.tally.total() > 0)?;
            Some(Line::from(format!(
                "{} {}",
                moment.to_lowercase(),
                words.num_people(round.num_people())
            )))
        };
        let counted = [(Asked::Before, words.before), (Asked::After, words.after)];
        let counted = counted
            .into_iter()
            .filter_map(|(asked, moment)| people_counted(asked, moment));
        let people = if about.people > 0 {
            words.about_people(about.people)
        } else {
            String::new()
        };
        let duration = match self.seconds() {
            0..30 => String::new(),
            seconds => words.duration(seconds),
        };
        let question_again = if question == title { Line::default() } else { question };
        let facts = [
            (words.question, question_again),
            (words.date, Line::said(&words.day(&about.date), None)),
            (words.begin, Line::said(&words.time(&about.time), None)),
            (words.duration, duration.into()),
            (words.place, self.said(&about.place)),
            (words.group, self.said(&about.group)),
            (words.people, people.into()),
            (words.counted, Line::joined(counted, ", ")),
            (words.map, self.said(&self.session.map.title)),
        ];
        let facts: Vec<(String, Line)> = facts
            .into_iter()
            .filter(|(_, line)| !line.is_empty())
            .map(|(name, line)| (name.to_owned(), line))
            .collect();
        let mut blocks = Vec::new();
        if !facts.is_empty() {
            blocks.push(Block::Facts(facts));
        }
        if self.session.is_empty() {
            blocks.push(Block::Paragraph(words.nothing.into()));
        }
        (title, blocks)
    }

    /// What happens next: each line is a step.
    pub fn next_steps(&self) -> Vec<Block> {
        let step = |line: &str| self.said(line.trim_start().trim_start_matches(['-', '*', '•', '–']));
        let steps = self
            .session
            .next_steps
            .lines()
            .map(step)
            .filter(|line| !line.is_empty());
        let entries: Vec<Entry> = steps.map(Entry::from).collect();
        match entries.is_empty() {
            true => Vec::new(),
            false => vec![Block::List {
                is_numbered: false,
                entries,
            }],
        }
    }

    /// Notes: each line is a paragraph.
    pub fn minutes(&self) -> Vec<Block> {
        let lines = self.session.minutes.lines().map(|line| self.said(line));
        lines.filter(|line| !line.is_empty()).map(Block::Paragraph).collect()
    }
}

impl From<Line> for Entry {
    fn from(line: Line) -> Self {
        Self {
            line,
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn words_in_another_language_say_which() {
        let (session, document) = (sample::session(), sample::document());
        let nl = Evening::new(&session, &document, ReportLang::Dutch);
        let en = Evening::new(&session, &document, ReportLang::English);
        assert_eq!(nl.said("ja").pieces()[0].lang, None);
        assert_eq!(en.said("ja").pieces()[0].lang, Some(Lang::NL));
        // The map has its question in English, but not this argument.
        assert_eq!(en.opening().1.len(), 1);
        assert_eq!(en.question().text(), "Should we mix pupils more?");
        let only_dutch = en.on_map(&Subject::Claim("haalbaar".to_owned())).unwrap();
        assert_eq!(only_dutch.pieces()[0].lang, Some(Lang::NL));
    }

    #[test]
    fn what_is_gone_is_said_to_be_gone() {
        let (session, document) = (sample::session(), sample::document());
        let evening = Evening::new(&session, &document, ReportLang::Dutch);
        let gone = evening.subject(&Subject::Claim("was-er-ooit".to_owned()));
        assert_eq!(gone.text(), "was-er-ooit (niet meer op de kaart)");
        assert_eq!(evening.stakeholder("buren").unwrap().text(), "buren");
        assert_eq!(evening.stakeholder(""), None);
    }

    #[test]
    fn steps_and_notes_are_lines() {
        let session = Session {
            next_steps: "- Eerst dit\n\n* Dan dat\n".to_owned(),
            minutes: "Een.\n\nTwee.".to_owned(),
            ..Session::default()
        };
        let document = Document::default();
        let evening = Evening::new(&session, &document, ReportLang::Dutch);
        let steps = evening.next_steps();
        assert!(matches!(&steps[..], [Block::List { entries, .. }] if entries[1].line.text() == "Dan dat"));
        assert_eq!(evening.minutes().len(), 2);
    }
}
