//! From file to document and back: the RON form of a map, and safe reading and writing on disk.
//!
//! **Invariant:** nothing is repaired without saying so, and nothing is written on opening.
//! Files are touched in `disk.rs` only. The form itself is described in `docs/format.md`.

pub mod disk;
mod error;
pub mod history;
mod places;
pub mod session;
mod v1;
mod write;

use crate::model::{Document, Problem, ProblemKind};

pub use error::{FilePlace, LoadError, Syntax};
#[doc(hidden)]
pub use v1::parse_only;
pub use write::write;

/// Number of the file form that this program writes.
pub const FORMAT: u32 = 1;

/// A file of more bytes than this is refused: the largest map in use is far smaller.
pub const MAX_BYTES: u64 = 128 * 1024 * 1024;

/// No list in a file may have more entries than this: it bounds the memory that a file can ask for.
pub const MAX_RECORDS: usize = 250_000;

/// A map as it was read.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The map.
    pub document: Document,
    /// What does not hold in it, each with its place in the file.
    pub problems: Vec<(Problem, Option<FilePlace>)>,
}

/// Reads a map from the bytes of a file. Takes time and memory linear in their number.
///
/// # Errors
/// Says what cannot be read, and where.
pub fn read_bytes(bytes: &[u8]) -> Result<Loaded, LoadError> {
    if bytes.len() as u64 > MAX_BYTES {
        return Err(LoadError::TooLarge {
            bytes: bytes.len() as u64,
            limit: MAX_BYTES,
        });
    }
    match text_of(bytes) {
        Ok(text) => read(text),
        // A picture or a program; in what begins as a map the first wrong byte is named.
        Err(LoadError::NotUtf8 { .. }) if bytes.iter().take(1024).any(|byte| *byte == 0) && !begins_as_map(bytes) => {
            Err(LoadError::NotAMap)
        }
        Err(error) => Err(error),
    }
}

/// The text that the bytes of a file are, or why they are none.
fn text_of(bytes: &[u8]) -> Result<&str, LoadError> {
    if !bytes.is_empty() && bytes.iter().all(|byte| *byte == 0) {
        return Err(LoadError::OnlyZeros);
    }
    if is_utf16(bytes) {
        return Err(if bytes.len() == 2 {
            LoadError::Empty
        } else {
            LoadError::Utf16
        });
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let place = FilePlace::after(std::str::from_utf8(good).unwrap_or_default());
        match error.error_len() {
            // The end of the file cuts a sign in two.
            None => LoadError::Syntax {
                place,
                what: Syntax::Unfinished,
            },
            Some(_) => LoadError::NotUtf8 { place },
        }
    })
}

/// Whether bytes are a text in UTF-16: they say so themselves, or every other one is zero, as in the words of a map.
fn is_utf16(bytes: &[u8]) -> bool {
    let begin = bytes.get(..bytes.len().min(256)).unwrap_or_default();
    let zeros = |from: usize| begin.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let most = begin.len() / 2;
    let says_so = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let (even, odd) = (zeros(0), zeros(1));
    says_so || most > 0 && even.min(odd) == 0 && even.max(odd) * 4 >= most * 3
}

/// Whether the first sign of a file is that of a map.
fn begins_as_map(bytes: &[u8]) -> bool {
    let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    first.is_some_and(|byte| b"(/#".contains(byte))
}

/// Reads a map from text: a byte-order mark and Windows line ends are fine, and so is any order of fields.
///
/// # Errors
/// Says what cannot be read, and where.
pub fn read(text: &str) -> Result<Loaded, LoadError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let unix;
    // One walk for the two signs that nearly no map has.
    let is_plain = memchr::memchr2(b'\0', b'\r', text.as_bytes()).is_none();
    let text = if !is_plain && text.contains("\r\n") {
        unix = text.replace("\r\n", "\n");
        unix.as_str()
    } else {
        text
    };
    if text.trim().is_empty() {
        return Err(LoadError::Empty);
    }
    if !is_plain && let Some(at) = text.find('\0') {
        // What begins as a map is one with a fault; anything else is another kind of file.
        return Err(if text.trim_start().starts_with(['(', '/', '#']) {
            LoadError::Syntax {
                place: FilePlace::of(text, at),
                what: Syntax::Zero,
            }
        } else {
            LoadError::NotAMap
        });
    }
    let document = v1::read(text).map_err(|error| conflict_marker(text).unwrap_or(error))?;
    let problems = problems(&document, text);
    Ok(Loaded { document, problems })
}

/// Where git left two versions of some lines in a text that cannot be read: that says more than what the parser stumbles over.
fn conflict_marker(text: &str) -> Option<LoadError> {
    let mark = "<<<<<<< ";
    let at = if text.starts_with(mark) {
        0
    } else {
        text.find(&format!("\n{mark}"))? + 1
    };
    Some(LoadError::Syntax {
        place: FilePlace::of(text, at),
        what: Syntax::ConflictMarker,
    })
}

/// What does not hold in a map, each with its place in its text.
pub fn problems(document: &Document, text: &str) -> Vec<(Problem, Option<FilePlace>)> {
    let mut problems = document.problems();
    // The scan that finds places is only made when there is something to place.
    if problems.is_empty() && !may_have_comments(text) {
        return Vec::new();
    }
    let places = places::Places::scan(text);
    if let Some(line) = places.first_comment() {
        problems.push(Problem {
            item: crate::model::Item::Cover,
            kind: ProblemKind::Comment(line),
        });
    }
    let place = |problem: Problem| {
        let place = places.of_problem(document, &problem);
        (problem, place)
    };
    problems.into_iter().map(place).collect()
}

/// Where records stand in the text of a map. Takes time linear in the text.
pub fn places_of(document: &Document, text: &str, items: &[crate::model::Item]) -> Vec<Option<FilePlace>> {
    let places = places::Places::scan(text);
    let place = |item: &crate::model::Item| {
        let name = document.item_name(*item);
        let (list, id) = name.split_once('/')?;
        places.of_name(list, id)
    };
    items.iter().map(place).collect()
}

/// Whether there may be a comment: two slashes that do not belong to a web address, or the start of a block.
fn may_have_comments(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_comment = |at: usize| match bytes.get(at + 1) {
        Some(b'*') => true,
        Some(b'/') => at == 0 || bytes.get(at - 1) != Some(&b':'),
        _ => false,
    };
    memchr::memchr_iter(b'/', bytes).any(is_comment)
}
