//! The arguments as plain text: an indented outline with a mark before each sentence.
//!
//! ```text
//! We should plant trees in our street
//! # Neighbours
//! ## Comfort
//! + Trees give shade
//!   - The street lies north
//!   _ Shade is not what we miss
//! - Leaves make the pavement slippery
//! & The street is on a slope
//! ```
//!
//! The marks are those of Argdown (`+` supports, `-` attacks, `_` undercuts the step above it); `&` joins a premise to
//! the sentence before it. `#` names a stakeholder, `##` a theme; `# ?` stands above what is parked. The first line
//! without a mark is the thesis.
//!
//! **Invariant:** nothing here knows of screens or files; a line that cannot be understood is told, never dropped.

mod follow;
mod lines;
mod outline;
mod paste;
mod quick;
mod reading;

pub use lines::{Line, LineKind, Mark, Mistake, parse_line};
pub use outline::{LineRef, MOST_WHOLE, Outline, Scope};
pub use paste::{fragment, render_claims};
pub use quick::{QuickEntry, quick_entry};
