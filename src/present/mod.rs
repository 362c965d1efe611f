//! The evening: stops one after the other, where in them one is, and what is counted meanwhile.
//!
//! **Invariant:** nothing is painted here, no file is touched and the map is never changed.

mod counting;
mod prepare;
mod ready;
mod record;
mod show;
mod turned;
mod wish;

pub use prepare::{Named, named_row, prepare, round_of, row_of_claim};
pub use ready::{Ready, evening_stops, ready_stops};
pub use record::recorded;
pub use show::{Prepared, Show, TO_STOP};
pub use turned::first_side;
pub use wish::{Aside, Outcome, Phase, Picture, Pointer, Screen, ShowAction, Step, Zoom};
