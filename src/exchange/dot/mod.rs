//! DOT, the language of Graphviz (<https://graphviz.org/doc/info/lang.html>).
//!
//! Read are nodes, lines, boxes (`subgraph cluster…`) and their values, also the tables that Argdown's own tool makes of
//! titles and texts. A map is written for Graphviz with one box for each stakeholder; what is for and what is against differ
//! in line and arrow, not only in color. All else stands in values that Graphviz passes over (`"ak-id"`).

mod lexer;
mod read;
mod write;

use super::gathered::Gathered;
use super::own::Export;
use super::parts::{IN_VALUES, Part};
use super::trouble::Refusal;

/// What of a map comes back when it is written and read.
pub const KEEPS: &[Part] = IN_VALUES;

/// Reads a graph.
///
/// # Errors
/// [`Refusal::Malformed`] for what does not begin as a graph, [`Refusal::NoArguments`] if it has no nodes.
pub fn read(text: &str) -> Result<Gathered, Refusal> {
    read::read(text)
}

/// Writes a map for Graphviz.
pub fn write(export: &Export<'_>) -> String {
    write::write(export)
}

#[cfg(test)]
mod tests;
