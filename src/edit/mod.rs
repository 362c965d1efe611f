//! How a document changes: a wish becomes a transaction of before/after records, and every
//! transaction can be taken back.
//!
//! **Invariant:** only [`Editor`] changes a document; nothing here knows of screens or files.

mod change;
mod editor;
mod fragment;
mod plan;
mod wish;

pub use change::{Change, NewName, Transaction};
pub use editor::Editor;
pub use fragment::Fragment;
pub use plan::plan;
pub use wish::{Beside, Edit, EditError, EditName, Entry, EntryPlace, Heading, Rewrite, Site, Take, TextField, Under};
