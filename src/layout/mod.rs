//! Where things stand: from a document to rectangles in world points, without a screen.
//!
//! World points are the size at 100 % zoom. The question stands in the middle; each stakeholder has
//! a band with what is for on the left and against on the right, in columns by theme; replies stand
//! beyond what they answer.
//!
//! **Invariant:** no fonts, colors, time or chance; the same input gives the same scene, in time
//! linear in the number of claims.

mod arrange;
mod measure;
mod scene;
mod spec;

pub use arrange::layout;
pub use measure::{Advances, Face, MeasuredClaim, TextSizes, Texts, Wrapped, plain, wrap};
pub use scene::{Band, BandKind, Card, Column, Row, Scene, Spot};
pub use spec::{Filter, Folds, LayoutSpec};
