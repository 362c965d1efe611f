//! The Argument Interchange Format as JSON, in the shapes of AIFdb (`nodes` with `nodeID`), OVA3 (`AIF` and `OVA`: xAIF) and
//! OVA2 (`nodes` with `id`), and the like SADFace. After the AIF specification and the files that those tools write.
//!
//! A map is written in the shape of AIFdb, or as xAIF where it has places on a canvas. Each relation becomes a node; a
//! stakeholder becomes a participant who asserts the claim. All else stands in values whose names begin with `ak-`.

pub(super) mod json;
mod read;
mod write;

use super::gathered::Gathered;
use super::own::Export;
use super::parts::{IN_VALUES, Part};
use super::trouble::Refusal;

/// What of a map comes back when it is written and read.
pub const KEEPS: &[Part] = IN_VALUES;

/// Whether a text looks like AIF: JSON with the names that only this format has.
pub fn is_it(text: &str) -> bool {
    let has = |name: &str| text.contains(name);
    text.trim_start().starts_with('{')
        && (has("\"nodeID\"")
            || has("\"AIF\"")
            || (has("\"nodes\"") && (has("\"participantID\"") || has("\"source_id\""))))
}

/// Reads a graph.
///
/// # Errors
/// [`Refusal::Malformed`] for what is no JSON, or [`Refusal::NoArguments`] if nothing in it could be a claim.
pub fn read(text: &str) -> Result<Gathered, Refusal> {
    read::read(text)
}

/// Writes a map.
pub fn write(export: &Export<'_>) -> String {
    write::write(export)
}

#[cfg(test)]
mod tests;
