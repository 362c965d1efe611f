//! GraphML (<http://graphml.graphdrawing.org>), also as yEd and Argdown's own tool write it: labels, boxes and colors of
//! nodes and lines stand in elements of yEd.
//!
//! A map is written so that yEd shows it: one box for each stakeholder, boxes for themes in it, and the side of each line as
//! a word, a line style and a color. All else stands in named values, which yEd keeps.

mod read;
mod write;

pub(super) use read::color_sign;
pub(super) use write::wrapped;

use super::gathered::Gathered;
use super::own::Export;
use super::parts::{IN_VALUES, Part};
use super::trouble::Refusal;

/// What of a map comes back when it is written and read.
pub const KEEPS: &[Part] = IN_VALUES;

/// Reads a graph.
///
/// # Errors
/// [`Refusal::Malformed`] for what is no GraphML, [`Refusal::Entities`], or [`Refusal::NoArguments`] if it has no nodes.
pub fn read(text: &str) -> Result<Gathered, Refusal> {
    read::read(text)
}

/// Writes a map as a graph for yEd.
pub fn write(export: &Export<'_>) -> String {
    write::write(export)
}

#[cfg(test)]
mod tests;
