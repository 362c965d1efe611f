//! Argdown (<https://argdown.org/syntax/>): text with `[statements]`, `<arguments>`, relations by indentation, headings and
//! data between braces.
//!
//! Where the reference parser gives up on a whole document, this one keeps the block as text and says so. An argument that
//! is laid out in premises and conclusions becomes relations of its premises with its conclusion; what is said of the
//! argument is said of that step.

mod gather;
mod inline;
mod model;
mod parse;
mod scan;
#[cfg(test)]
mod tests;
mod write;

pub use write::{KEEPS, write};

use super::format::Format;
use super::gathered::Gathered;
use super::trouble::Refusal;

/// Reads a text.
///
/// # Errors
/// [`Refusal::NoArguments`] if there is not a single statement in it.
pub fn read(text: &str) -> Result<Gathered, Refusal> {
    let mut gathered = Gathered::new(Format::Argdown);
    let scanned = scan::scan(text, &mut gathered);
    let model = parse::parse(&scanned, &mut gathered);
    if model.statements.is_empty() && model.arguments.is_empty() && model.sections.is_empty() {
        return Err(Refusal::NoArguments);
    }
    gather::gather(&scanned, model, &mut gathered);
    Ok(gathered)
}

/// A short title for a sentence: its first words, with nothing in it that has a meaning in a title.
fn short_title(text: &str) -> String {
    let allowed = |letter: char| {
        if letter.is_alphanumeric() || matches!(letter, '\'' | '’' | '-' | '.' | ',' | '?' | '!' | '%' | '(' | ')') {
            letter
        } else {
            ' '
        }
    };
    let plain: String = text.chars().map(allowed).collect();
    let words: Vec<&str> = plain.split_whitespace().take(6).collect();
    let title = words.join(" ");
    let title = title.trim_matches(['-', '.', ',', ' ', '(', ')']);
    let mut short: String = title.chars().take(60).collect();
    short.truncate(short.trim_end().len());
    short
}
