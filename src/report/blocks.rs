//! What a report is made of, whatever it is written as.

use crate::model::Lang;
use crate::session::Side;

/// Words in one language.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Piece {
    /// The words: one line, without control characters.
    pub words: String,
    /// Their language, where it is another one than that of the report.
    pub lang: Option<Lang>,
}

/// Some words next to each other.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Line(Vec<Piece>);

impl Line {
    /// Words that somebody wrote, made one line.
    pub fn said(words: &str, lang: Option<Lang>) -> Self {
        let plain: String = words
            .split_whitespace()
            .map(|word| word.chars().filter(|letter| is_plain(*letter)).collect())
            .filter(|word: &String| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        if plain.is_empty() {
            return Self::default();
        }
        Self(vec![Piece { words: plain, lang }])
    }

    /// With other words behind it.
    pub fn and(mut self, other: impl Into<Self>) -> Self {
        self.0.extend(other.into().0);
        self
    }

    /// In quotes.
    pub fn quoted(self) -> Self {
        Self::from("‘").and(self).and("’")
    }

    /// The lines one after the other, with this between them.
    pub fn joined(lines: impl IntoIterator<Item = Self>, between: &str) -> Self {
        let filled = lines.into_iter().filter(|line| !line.is_empty()).enumerate();
        filled.fold(Self::default(), |all, (number, line)| {
            let all = if number > 0 { all.and(between) } else { all };
            all.and(line)
        })
    }

    /// Whether there are no words.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|piece| piece.words.is_empty())
    }

    /// The pieces, in order.
    pub fn pieces(&self) -> &[Piece] {
        &self.0
    }

    /// All words.
    pub fn text(&self) -> String {
        self.0.iter().map(|piece| piece.words.as_str()).collect()
    }
}

/// No file form takes control characters, and XML none of the two at the end of the first plane.
fn is_plain(letter: char) -> bool {
    !letter.is_control() && !matches!(letter, '\u{fffe}' | '\u{ffff}')
}

impl From<&str> for Line {
    fn from(words: &str) -> Self {
        Self(vec![Piece {
            words: words.to_owned(),
            lang: None,
        }])
    }
}

impl From<String> for Line {
    fn from(words: String) -> Self {
        Self::from(words.as_str())
    }
}

/// How high a heading stands, under the title.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Level {
    /// A section of the report.
    Section,
    /// A part of a section.
    Part,
    /// A part of a part.
    Detail,
}

/// A part of a report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Block {
    /// A heading; with the sign of a side if it is about one.
    Heading {
        level: Level,
        line: Line,
        side: Option<Side>,
    },
    /// A paragraph.
    Paragraph(Line),
    /// What a reader should know beside it.
    Aside(Line),
    /// Names with what they stand for.
    Facts(Vec<(String, Line)>),
    /// A list.
    List { is_numbered: bool, entries: Vec<Entry> },
    /// A table.
    Table(Table),
    /// Bars.
    Chart(Chart),
}

/// An entry of a list.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Entry {
    /// What it says.
    pub line: Line,
    /// What is said about it, in smaller letters; may be empty.
    pub note: Line,
    /// What belongs under it.
    pub under: Vec<Line>,
}

/// A table: every row has a cell for each head. The first cell of a row says what the row is about.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// The columns.
    pub heads: Vec<Head>,
    /// The rows.
    pub rows: Vec<Vec<Line>>,
}

/// The head of a column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Head {
    /// Its words.
    pub words: String,
    /// Whether there are numbers under it.
    pub is_number: bool,
}

impl Head {
    /// The head of a column of words.
    pub fn words(words: &str) -> Self {
        Self {
            words: words.to_owned(),
            is_number: false,
        }
    }

    /// The head of a column of numbers.
    pub fn number(words: &str) -> Self {
        Self {
            words: words.to_owned(),
            is_number: true,
        }
    }
}

/// Bars under each other.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Chart {
    /// What it shows.
    pub title: String,
    /// The bars.
    pub bars: Vec<Bar>,
    /// Whether a table behind it says the same: then a form without pictures can do without it.
    pub is_in_table: bool,
}

/// A bar.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bar {
    /// What it is about.
    pub label: Line,
    /// Its parts, from the left.
    pub parts: Vec<Part>,
    /// How much the whole width stands for.
    pub full: u32,
    /// More numbers, in words; may be empty.
    pub note: String,
}

impl Bar {
    /// Its numbers in words.
    pub fn text(&self) -> String {
        let words = self.parts.iter().map(|part| part.words.as_str());
        let all: Vec<&str> = words
            .chain([self.note.as_str()])
            .filter(|words| !words.is_empty())
            .collect();
        all.join(" · ")
    }

    /// How wide each part is, in thousandths of the whole width.
    pub fn widths(&self) -> impl Iterator<Item = (&Part, u32)> {
        let full = u64::from(self.full.max(1));
        let width = move |num: u32| u32::try_from(1000 * u64::from(num) / full).unwrap_or(1000).min(1000);
        self.parts.iter().map(move |part| (part, width(part.num)))
    }
}

/// A part of a bar.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    /// What it stands for.
    pub kind: Kind,
    /// How many.
    pub num: u32,
    /// The same in words, as in “14 for”.
    pub words: String,
}

/// What a part of a bar stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// For.
    For,
    /// Against.
    Against,
    /// Agrees.
    Agree,
    /// Disagrees.
    Disagree,
    /// Does not know (yet).
    Unknown,
    /// Of no side.
    Plain,
}

impl Kind {
    /// The sign that stands beside its color.
    pub fn sign(self) -> &'static str {
        match self {
            Self::For => "+",
            Self::Against => "−",
            Self::Agree => "=",
            Self::Disagree => "≠",
            Self::Unknown => "?",
            Self::Plain => "",
        }
    }
}

impl From<Option<Side>> for Kind {
    fn from(side: Option<Side>) -> Self {
        match side {
            Some(Side::For) => Self::For,
            Some(Side::Against) => Self::Against,
            None => Self::Plain,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_becomes_one_line_without_control_characters() {
        let line = Line::said("  De school\n\tis \u{1b}te\u{7} ver\u{fffe} \u{0} ", None);
        assert_eq!(line.text(), "De school is te ver");
        assert!(Line::said(" \u{7} \n", Some(Lang::EN)).is_empty());
        let all = [Line::from("a"), Line::default(), Line::from("b").quoted()];
        assert_eq!(Line::joined(all, ", ").text(), "a, ‘b’");
    }

    #[test]
    fn parts_of_a_bar_never_leave_it() {
        let part = |num| Part {
            kind: Kind::Plain,
            num,
            words: String::new(),
        };
        let bar = |nums: &[u32], full| Bar {
            label: Line::default(),
            parts: nums.iter().copied().map(part).collect(),
            full,
            note: String::new(),
        };
        let widths = |bar: &Bar| bar.widths().map(|(_, width)| width).collect::<Vec<_>>();
        assert_eq!(widths(&bar(&[1, 1, 1], 3)), [333, 333, 333]);
        assert_eq!(widths(&bar(&[0, 7], 0)), [0, 1000]);
        assert_eq!(widths(&bar(&[u32::MAX], 5)), [1000]);
    }
}
