//! File form 1: its own structs, so that the form and the model can change apart.

mod into;
mod rows;

use crate::model::Document;

use super::FORMAT;
use super::error::{FilePlace, LoadError, Syntax};
use into::IntoDocument;
use rows::{BAD_LANGUAGE, DOUBLED_LANGUAGE, File, TOO_MANY, WORDS_EXPECTED};

pub(super) use rows::{
    OUTDATED, chart_word, hue_word, mark_word, pictogram_word, section_word, side_word, stage_word, symbol_word,
};

pub(super) fn options() -> ron::Options {
    // Absent fields have defaults, present ones stand without `Some(…)`. The parser's limit of 128
    // levels of nesting stays: no map needs more than ten.
    ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
}

/// Parses a text into the structs of the form and drops them again: the floor below which no reading
/// can go. For the benchmark.
///
/// # Errors
/// As [`super::read`].
#[doc(hidden)]
pub fn parse_only(text: &str) -> Result<usize, LoadError> {
    options()
        .from_str::<File<'_>>(text)
        .map(|file| file.claims.0.len())
        .map_err(|error| load_error(text, error))
}

/// Reads a text of form 1 (or says that it is of a newer form).
pub(super) fn read(text: &str) -> Result<Document, LoadError> {
    let mut document = Document::default();
    let mut stop = None;
    let seed = IntoDocument {
        text,
        document: &mut document,
        stop: &mut stop,
    };
    let read = options().from_str_seed(text, seed);
    let error = match (read, stop) {
        (Ok(FORMAT), _) => return Ok(document),
        (Ok(_), _) => LoadError::NotAMap,
        (Err(_), Some(error)) => error,
        (Err(error), None) => load_error(text, error),
    };
    Err(other_format(text, FORMAT).unwrap_or(error))
}

/// What a text says of its form, if that is not the one that is known: a newer form may well have what this one does not know,
/// and that it is newer is what matters.
pub(super) fn other_format(text: &str, known: u32) -> Option<LoadError> {
    let (at, found) = super::places::format_of(text)?;
    match found.parse::<u32>() {
        Ok(found) if found == known => None,
        Ok(found) if found > known => Some(LoadError::NewerFormat { found, known }),
        _ => Some(LoadError::UnknownFormat {
            found: found.chars().take(MOST_SAID).collect(),
            place: FilePlace::of(text, at),
        }),
    }
}

/// So many letters are repeated of what stands in the place of a number.
const MOST_SAID: usize = 24;

pub(super) fn load_error(text: &str, error: ron::error::SpannedError) -> LoadError {
    use ron::Error as E;
    let start = FilePlace {
        line: error.span.start.line,
        column: error.span.start.col,
    };
    let end = FilePlace {
        line: error.span.end.line,
        column: error.span.end.col,
    };
    // The parser may name the white space before what is wrong.
    let place = behind_white_space(text, start);
    if error.code == E::TrailingCharacters {
        // The parser names where the map ends; what is too much stands behind the white space after it.
        return LoadError::Syntax {
            place: behind_white_space(text, end),
            what: Syntax::Trailing,
        };
    }
    let first = text.trim_start().chars().next();
    if first.is_some_and(|letter| letter != '(' && letter != '/' && letter != '#') {
        return LoadError::NotAMap;
    }
    let list = |expected: &'static [&'static str]| expected.to_vec();
    // What is wrong goes on to the end of the file: a word that was cut in two is not one that does not exist.
    let rest = text.get(offset_of(text, end)..).unwrap_or("").trim();
    let is_cut = rest
        .chars()
        .all(|sign| sign.is_alphanumeric() || matches!(sign, '_' | '('));
    let what = match error.code {
        E::ExceededRecursionLimit => Syntax::TooDeep,
        E::Message(message) if message == TOO_MANY => Syntax::TooMany,
        E::ExpectedStringEnd => Syntax::OpenText,
        E::UnclosedBlockComment | E::UnclosedLineComment => Syntax::OpenComment,
        E::MissingStructField { field, .. } => Syntax::MissingField(field.to_owned()),
        _ if is_cut => Syntax::Unfinished,
        E::NoSuchStructField { expected, found, .. } => Syntax::UnknownField {
            found,
            expected: list(expected),
        },
        E::DuplicateStructField { field, .. } => Syntax::DoubledField(field.to_owned()),
        E::NoSuchEnumVariant { expected, found, .. } => Syntax::UnknownWord {
            found,
            expected: list(expected),
        },
        E::Message(message) if message.starts_with(BAD_LANGUAGE) => {
            Syntax::BadLanguage(message.strip_prefix(BAD_LANGUAGE).unwrap_or_default().to_owned())
        }
        E::Message(message) if message.starts_with(DOUBLED_LANGUAGE) => {
            Syntax::DoubledField(message.strip_prefix(DOUBLED_LANGUAGE).unwrap_or_default().to_owned())
        }
        E::ExpectedArray => Syntax::Expected("["),
        E::ExpectedArrayEnd => Syntax::Expected("]"),
        E::ExpectedStructLike | E::ExpectedNamedStructLike(_) => Syntax::Expected("("),
        E::ExpectedStructLikeEnd | E::ExpectedOptionEnd => Syntax::Expected(")"),
        E::ExpectedComma => Syntax::Expected(","),
        E::ExpectedMapColon => Syntax::Expected(":"),
        E::InvalidValueForType { expected, .. } if expected.starts_with(WORDS_EXPECTED) => Syntax::ExpectedWords,
        E::ExpectedIdentifier => Syntax::ExpectedWord,
        E::ExpectedString | E::InvalidValueForType { .. } => Syntax::ExpectedText,
        E::ExpectedInteger | E::IntegerOutOfBounds => Syntax::ExpectedNumber,
        E::ExpectedBoolean => Syntax::ExpectedYesNo,
        E::Eof => Syntax::Unfinished,
        other => Syntax::Other(other.to_string()),
    };
    LoadError::Syntax { place, what }
}

/// The first place from here on that is not white space.
fn behind_white_space(text: &str, from: FilePlace) -> FilePlace {
    let offset = offset_of(text, from);
    let blank = text
        .get(offset..)
        .map_or(0, |rest| rest.len() - rest.trim_start().len());
    FilePlace::of(text, offset + blank)
}

/// The byte of a place in a text.
fn offset_of(text: &str, place: FilePlace) -> usize {
    let start: usize = text
        .split_inclusive('\n')
        .take(place.line.saturating_sub(1))
        .map(str::len)
        .sum();
    let rest = text.get(start..).unwrap_or("");
    let in_line = rest.char_indices().nth(place.column.saturating_sub(1));
    start + in_line.map_or(rest.len(), |(at, _)| at)
}
