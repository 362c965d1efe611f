//! What goes on paper: pages as data, and who writes them.
//!
//! Whoever lays out (poster, hand-out, cards, the map itself) makes a [`Print`]; whoever writes (PDF, SVG, the preview
//! on screen) reads one. So what is seen before printing is what is printed.

mod address;
mod booklet;
mod cards;
mod choices;
mod code;
mod dots;
mod flow;
mod handout;
mod letters;
mod make;
mod numbered;
mod page;
pub mod palette;
mod pdf;
mod pictogram;
mod poster;
#[cfg(test)]
mod proof;
mod prose;
mod report;
mod side_sign;
mod stack;
mod svg;
mod words;

pub use booklet::booklet;
pub use cards::cards;
pub use choices::{Choices, IfFull, Kind, Made, Said, Sheet};
pub use code::code;
pub use dots::dots;
pub use handout::hand_out;
pub use letters::{Align, Letters, Set, Span, Style};
pub use make::make;
pub use page::{
    Bookmark, Font, Glyph, Ink, Item, Outline, Page, Print, Run, Shape, Size, Stroke, Tag, TagId, Tags, mm,
};
pub use pdf::{PdfError, Written, to_pdf, write_pdf};
pub use poster::poster;
pub use report::report;
pub use svg::to_svg;
