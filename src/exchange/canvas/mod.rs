//! JSON Canvas 1.0 (<https://github.com/obsidianmd/jsoncanvas>, `spec/1.0.md`), as Obsidian has it: cards with Markdown,
//! boxes around them and lines between them.
//!
//! A map is written with one box for each stakeholder, what is for at the left and what is against at the right. Green (4)
//! and red (1) say the side, and so does the word beside each line. What a canvas has no place for stands in keys that begin
//! with `ak-`.
//!
//! Cards, boxes and lines that others drew stay as they drew them: cards as data of their claims, boxes, lines and cards
//! without words as data of the cover. What is new stands in a column beside them.

mod kept;
mod markdown;
mod parts;
mod read;
mod write;

use super::gathered::Gathered;
use super::own::Export;
use super::parts::{IN_VALUES, Part};
use super::trouble::Refusal;

/// What of a map comes back when it is written and read.
pub const KEEPS: &[Part] = IN_VALUES;

/// Reads a canvas.
///
/// # Errors
/// [`Refusal::Malformed`] for what is no JSON, or no canvas; [`Refusal::NoArguments`] if it has no cards.
pub fn read(text: &str) -> Result<Gathered, Refusal> {
    read::read(text)
}

/// Writes a map as a canvas.
pub fn write(export: &Export<'_>) -> String {
    write::write(export)
}

#[cfg(test)]
mod tests;
