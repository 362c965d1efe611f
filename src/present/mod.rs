//! The evening: stops one after the other, and where in them one is.
//!
//! **Invariant:** nothing is painted here, no file is touched and the map is never changed.

mod ready;
mod show;

pub use ready::{Ready, ready_stops};
pub use show::{Outcome, Picture, Screen, Show, ShowAction, Step};
