//! What a person chooses before something is printed, and what the program says about what came of it.

use super::page::{Print, Size};
use crate::model::Lang;

/// What can be printed of a map.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Kind {
    /// Everything at a glance, for on a wall.
    Poster,
    /// For and against side by side, for on the table.
    HandOut,
    /// The instruments, a page a card.
    Booklet,
    /// Arguments to cut out, eight to a page.
    Cards,
    /// All arguments with room for dots.
    Dots,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Poster, Self::HandOut, Self::Booklet, Self::Cards, Self::Dots];
}

/// A size of paper (ISO 216).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Sheet {
    /// 210 by 297 mm.
    A4,
    /// 297 by 420 mm.
    A3,
    /// 420 by 594 mm.
    A2,
    /// 594 by 841 mm.
    A1,
}

impl Sheet {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::A4, Self::A3, Self::A2, Self::A1];

    /// Its size, upright or on its side.
    pub fn size(self, is_landscape: bool) -> Size {
        let (short, long) = match self {
            Self::A4 => (210.0, 297.0),
            Self::A3 => (297.0, 420.0),
            Self::A2 => (420.0, 594.0),
            Self::A1 => (594.0, 841.0),
        };
        if is_landscape {
            Size::mm(long, short)
        } else {
            Size::mm(short, long)
        }
    }
}

/// What is done with what does not fit on one sheet in letters that can be read.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, Debug)]
pub enum IfFull {
    /// It goes on on more sheets.
    #[default]
    Split,
    /// Only the claims, without their explanations.
    Claims,
    /// Only what belongs to the core.
    Core,
}

/// What was chosen.
#[derive(Clone, PartialEq, Debug)]
pub struct Choices {
    /// What is printed.
    pub kind: Kind,
    /// On which paper.
    pub sheet: Sheet,
    /// Whether it lies on its side.
    pub is_landscape: bool,
    /// In color, or in black, white and grey.
    pub has_color: bool,
    /// In one language or two; the first is that of the headings if there is room for only one.
    pub languages: Vec<Lang>,
    /// What is done if it does not fit.
    pub if_full: IfFull,
    /// A web address for a QR code.
    pub address: Option<String>,
    /// The day of this print, in words.
    pub date: String,
    /// The version of the map, in words, if it has one.
    pub version: Option<String>,
}

/// What the program says about a print.
#[derive(Clone, PartialEq, Debug)]
pub enum Said {
    /// It went on on so many sheets.
    Sheets(usize),
    /// So many explanations were left out.
    WithoutExplanations(usize),
    /// Only the core: so many arguments were left out.
    WithoutArguments(usize),
    /// So many replies were left out.
    WithoutReplies(usize),
    /// The core was asked for, but the map has none: everything is there.
    NoCore,
    /// Even so it did not fit on one sheet.
    StillFull,
    /// To leave something out was chosen, but it would save no sheet: everything is there.
    NothingGained,
    /// All arguments are on one sheet; the sources have one of their own.
    SourcesApart,
    /// Something might have been left out, but all of it fits.
    AllFits,
    /// The colophon of the map has no words.
    NoColophon,
    /// The smallest letters, in points.
    SmallestLetters(f32),
    /// So many sources stand there by number only up to here, and the rest were left out.
    WithoutSources(usize),
    /// So many texts stood there in another language because this one was missing.
    OtherLanguage(usize),
    /// Letters that no font has: a square stands there.
    UnknownLetters(String),
    /// What was typed is no web address, or too long for a QR code.
    NoCode,
}

/// A print, and what is to be said about it.
#[derive(Clone, PartialEq, Debug)]
pub struct Made {
    /// The pages.
    pub print: Print,
    /// What the program says.
    pub said: Vec<Said>,
}
