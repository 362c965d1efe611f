//! Argument maps of others: what is read from their files, and our maps written in their formats.
//!
//! A reader makes [`Gathered`] of a file and never gives up on it: what it does not understand it keeps as text, with a
//! warning that names the line. [`build()`] makes a map of that. A writer writes a map and names what the format loses
//! ([`losses`]).

mod address;
mod aif;
mod argdown;
mod argdown_json;
mod arggraph;
mod build;
mod canvas;
mod carneades;
mod compendium;
mod decode;
mod dispatch;
mod dot;
mod fences;
mod format;
mod framework;
mod gathered;
mod graphml;
mod html;
mod json_places;
mod kialo;
mod limit;
mod loose;
mod markdown;
mod mind_map;
mod mindmup;
mod names;
mod opml;
mod order;
mod own;
mod parts;
mod plain;
#[cfg(test)]
mod proof;
mod root;
mod signs;
mod table;
mod tree;
mod trouble;

pub use build::{Built, Choices, NoSign, build};
pub use decode::{Decoded, MOST_BYTES, decode};
pub use dispatch::{by_extension, kept, read, write, written_extensions};
pub use format::Format;
pub use gathered::{Also, Cited, Data, Gathered, Goal, Group, Kind, Link, LinkKind, Node, Words};
pub use limit::{MOST_RECORDS, Over};
pub use own::Export;
pub use parts::{Loss, Part, losses};
pub use trouble::{Refusal, Trouble, Warning, excerpt};
