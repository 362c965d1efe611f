//! Mind maps of FreeMind and Freeplane (`.mm`), as FreeMind's `freemind.xsd` describes them and Freeplane's own reader
//! (`NodeBuilder`, `NodeTextBuilder`, `LinkBuilder`, `IconBuilder`, `AttributeBuilder`) reads them.
//!
//! A map is written so that Freeplane shows it: the side of an argument is an icon and a word before its text, its
//! explanation a detail, its note a note, its first source a link. What a mind map has no place for stands in attributes
//! whose names begin with `ak-`.
//!
//! What others wrote is written as they wrote it, as long as it still says what the map says: the text with its markup, the
//! looks, icons, arrows and hooks. Only what a person changed is made anew.

mod kept;
pub(super) mod leaf;
pub(super) mod markup;
mod read;
mod write;

use super::gathered::Gathered;
use super::own::Export;
use super::parts::{IN_VALUES, Part};
use super::trouble::Refusal;

/// What of a map comes back when it is written and read.
pub const KEEPS: &[Part] = IN_VALUES;

/// Reads a mind map.
///
/// # Errors
/// [`Refusal::Malformed`] for what is no mind map, [`Refusal::Entities`], or [`Refusal::NoArguments`] if it has no nodes.
pub fn read(text: &str) -> Result<Gathered, Refusal> {
    read::read(text)
}

/// Writes a map as a mind map.
pub fn write(export: &Export<'_>) -> String {
    write::write(export)
}

#[cfg(test)]
pub(super) mod tests;
