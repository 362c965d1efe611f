//! Why a file cannot be read.

/// A place in a text file; both numbers count from 1, the column in characters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct FilePlace {
    /// The line.
    pub line: usize,
    /// The character in the line.
    pub column: usize,
}

impl FilePlace {
    /// The place directly behind this text.
    pub fn after(text: &str) -> Self {
        let start = text.rfind('\n').map_or(0, |at| at + 1);
        Self {
            line: text.bytes().filter(|byte| *byte == b'\n').count() + 1,
            column: text.get(start..).unwrap_or("").chars().count() + 1,
        }
    }

    /// The place of a byte in a text.
    pub fn of(text: &str, offset: usize) -> Self {
        Self::after(text.get(..offset).unwrap_or(text))
    }
}

/// Why a file is not a map that this program can read. Nothing of it is then shown or changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LoadError {
    /// More bytes than a map can have.
    TooLarge { bytes: u64, limit: u64 },
    /// No bytes, or only white space.
    Empty,
    /// Nothing but signs of zero, as a power cut can leave of a file.
    OnlyZeros,
    /// UTF-16, as some Windows programs write.
    Utf16,
    /// Bytes that are no UTF-8 text.
    NotUtf8 { place: FilePlace },
    /// A program, a picture, another format: not a map at all.
    NotAMap,
    /// Written by a newer program.
    NewerFormat { found: u32, known: u32 },
    /// A form that never was, as it stands there: a number, or something else.
    UnknownFormat { found: String, place: FilePlace },
    /// The text does not follow the form.
    Syntax { place: FilePlace, what: Syntax },
    /// Two records of one list have the same id.
    DoubledId {
        id: String,
        place: FilePlace,
        first: FilePlace,
    },
    /// A relation that has no target, or more than one.
    RelationTarget { id: String, place: FilePlace },
}

/// What is wrong with the text of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Syntax {
    /// A field that does not exist here, with the ones that do.
    UnknownField { found: String, expected: Vec<&'static str> },
    /// A field that stands there twice.
    DoubledField(String),
    /// A field that is missing.
    MissingField(String),
    /// A word that is not one of the possible ones.
    UnknownWord { found: String, expected: Vec<&'static str> },
    /// A language code that is none.
    BadLanguage(String),
    /// This sign is expected.
    Expected(&'static str),
    /// A text between quotes is expected.
    ExpectedText,
    /// A text per language is expected.
    ExpectedWords,
    /// A word without quotes is expected.
    ExpectedWord,
    /// A number is expected.
    ExpectedNumber,
    /// `true` or `false` is expected.
    ExpectedYesNo,
    /// A text between quotes has no end.
    OpenText,
    /// A comment has no end.
    OpenComment,
    /// The file ends too early.
    Unfinished,
    /// Something stands behind the end of the map.
    Trailing,
    /// Brackets are nested too deeply.
    TooDeep,
    /// A list has more entries than a map can have.
    TooMany,
    /// Git left two versions of some lines there.
    ConflictMarker,
    /// A sign of zero, as a damaged disk or a file that is no text has.
    Zero,
    /// Anything else, in the words of the parser.
    Other(String),
}
