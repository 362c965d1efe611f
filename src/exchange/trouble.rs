//! What can be said of a file that was read: data without prose; who shows it makes the sentence.

use serde::{Deserialize, Serialize};

use super::limit::Over;

/// Something that deserves attention in a file that was read all the same.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Warning {
    /// The line in the file, from 1; 0 if there is none to name, and then it is left out of a report.
    #[serde(default, skip_serializing_if = "is_none")]
    pub line: u32,
    /// What it is.
    pub what: Trouble,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde wants it so")]
fn is_none(line: &u32) -> bool {
    *line == 0
}

/// What deserves attention. Each may hold a few words of the file, cut short with [`excerpt`].
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trouble {
    /// This could not be understood; its text was kept with what stands before it, or as a claim.
    KeptAsText(String),
    /// This has no place in a map and was left out.
    LeftOut(String),
    /// A relation points at this, which is not in the file: an empty claim was made for it.
    Missing(String),
    /// A relation without both ends was left out.
    NoEnd(String),
    /// Two things have this name: the second got another one.
    Doubled(String),
    /// A line is indented in a way that fits nothing above it; it was hung under this.
    Indent(String),
    /// Tabs and spaces are mixed at the beginning of lines.
    Tabs,
    /// This is said of a claim where only a step can be meant: it was taken as against the claim.
    UndercutOfClaim(String),
    /// An argument is laid out a second time: it became a second argument of this name.
    SecondArgument(String),
    /// Data that could not be read; it was kept as text.
    BadData(String),
    /// A relation of this kind is not known: it was taken as one that supports.
    UnknownKind(String),
    /// Two claims exclude each other: one was taken to speak against the other.
    BothWays(String),
    /// A connection that is neither for nor against was kept with the data of its first end.
    Connection(String),
    /// What hangs under something has no sign: it was taken as one that supports. How many there are.
    NoSign(u32),
    /// There are several beginnings; they were put together under the question. How many there are.
    SeveralRoots(u32),
    /// Another file is named here and was not followed.
    Include(String),
    /// This part cannot be read without its password.
    Encrypted,
    /// The letters were read as this encoding.
    Encoding(String),
    /// Letters that do not belong to a text were left out; how many.
    ControlLetters(u32),
    /// It is nested deeper than this; what is deeper was put at this depth.
    Deep(u32),
    /// There are more of these; they are not listed one by one. How many there are in all.
    More(u32),
    /// These columns of a table have no head that is known; they were kept as data. Their heads.
    UnknownColumns(String),
    /// No column of a table has a head that is known: the longest texts were taken as claims. What stands in the first row.
    UnknownHeads(String),
    /// An object has this name twice; one of both was read.
    DoubledKey(String),
    /// So many text fields were empty and were left out.
    EmptyCards(u32),
    /// So many boxes were looked at to see what stands in them; those beyond have nothing in them.
    ManyBoxes(u32),
    /// A formula without a value, which is not worked out here: it was kept as it is written. Its cell and the formula.
    Formula(String),
    /// From this column on the file is no good any more, in the words of its parser: what came before was read.
    Broken(u32, String),
    /// A map holds no more than so many of each; so many were left out, from here on.
    TooMany(u32, Over),
    /// Only the beginning was read, so many bytes; so many bytes from here on were left out, in so many lines.
    OnlyBeginning(u64, u64, u32),
}

/// Why a file could not be read at all.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Refusal {
    /// It has so many bytes; so many are allowed.
    TooLarge(u64, u64),
    /// It is nested deeper than this, at this line.
    TooDeep(u32, u32),
    /// There is nothing in it.
    Empty,
    /// It is not text, and nothing else that is known.
    NotText,
    /// It is none of the formats that are known.
    Unknown,
    /// It is sound JSON, XML or YAML, but of no kind that is known.
    UnknownOf(String),
    /// It is said to be of this format and is not; the line and column where that shows (from 1; 0 if unknown), and what
    /// the parser says in its own words.
    Malformed(String, u32, u32, String),
    /// It defines entities, which could make it grow without end.
    Entities,
    /// It says that it unpacks to more than is allowed.
    Unpacks,
    /// Nothing in it could be an argument.
    NoArguments,
    /// Of this format no map is read.
    NotRead(String),
    /// The reader broke off; nothing was changed.
    Stopped,
}

/// A few words of the file, for a warning.
pub fn excerpt(text: &str) -> String {
    const MOST: usize = 60;
    let line = text.trim().lines().next().unwrap_or_default();
    let mut letters = line.chars();
    let mut short: String = letters.by_ref().take(MOST).collect();
    if letters.next().is_some() {
        short.push('…');
    }
    short
}
