//! Comparing two maps, and bringing the work of two people together, record by record.
//!
//! A line of a file says little: two people who reword the same argument in two languages change neighbouring lines,
//! and whoever moves a record changes many. So maps are compared by what they say: [`diff`] lists what changed in which
//! record, and [`merge`] takes both changes over and asks a person only where both changed the same field.
//!
//! **Invariant:** documents go in and come out; nothing here knows of files, screens or the history of an editor.
//! Records are matched by their names, for handles differ between documents.

mod build;
mod diff;
mod fields;
mod flat;
mod graph;
mod merge;
mod names;
mod order;
mod repair;
mod statements;
mod stops;
mod words;

pub use diff::{Change, Difference, diff};
pub use merge::{Merged, merge};

/// What kind of record something is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    /// The cover of the map.
    Cover,
    /// A stakeholder.
    Stakeholder,
    /// A theme.
    Theme,
    /// A claim.
    Claim,
    /// A relation that is listed on its own, such as one with joint premises.
    Relation,
    /// An instrument.
    Instrument,
    /// A source.
    Source,
    /// A fact.
    Fact,
    /// A glossary entry.
    Term,
    /// A route.
    Route,
}

impl Kind {
    /// The kinds that stand in lists, in the order in which they are reported.
    const LISTS: [Self; 9] = [
        Self::Stakeholder,
        Self::Theme,
        Self::Claim,
        Self::Relation,
        Self::Instrument,
        Self::Source,
        Self::Fact,
        Self::Term,
        Self::Route,
    ];

    /// The place in [`Self::LISTS`]; of the cover, none that exists.
    fn at(self) -> usize {
        (self as usize).wrapping_sub(1)
    }
}
