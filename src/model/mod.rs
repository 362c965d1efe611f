//! What an argument map is: claims, the relations between them, and what belongs to them.
//!
//! **Invariant:** nothing here knows of files, screens, colors, history or the language of the
//! interface; beside the standard library only containers are used (`hashbrown`, `smallvec`).

mod address;
mod buckets;
mod document;
mod ids;
mod problem;
mod records;
mod route;
mod structure;
mod text;

pub use address::{NotFollowed, as_followed, is_followed, is_of_mail, why_not_followed};
pub use buckets::by_bucket;
pub use document::{Document, Item};
pub use ids::{
    ClaimId, FactId, Id, InstrumentId, ORDER_STEP, Ordered, RelationId, RouteId, SourceId, StakeholderId, Table,
    TermId, ThemeId, plain_letter, plain_name,
};
pub use problem::{Problem, ProblemKind};
pub use records::{
    Citation, Claim, Conflict, Cover, Data, Fact, Hue, Instrument, Mark, Pictogram, Picture, Premises, Relation,
    RelationKind, Section, Source, Stakeholder, Stance, Statement, Symbol, Target, Term, Theme,
};
pub use route::{Ballot, Chart, MapView, Route, Shows, Stage, Stop};
pub use structure::{Counts, Place, Structure};
pub use text::{Lang, Reading, Text};
