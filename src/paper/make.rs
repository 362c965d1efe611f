//! From what was chosen to pages.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Choices, Kind, Letters, Made, booklet, cards, dots, hand_out, poster};
use crate::model::{Document, Structure};

/// Lays out what was chosen. `pictures` has the files (PNG or JPEG) that the cards of the toolbox name, by path.
pub fn make(
    document: &Document,
    structure: &Structure,
    choices: &Choices,
    pictures: &BTreeMap<String, Arc<[u8]>>,
    letters: &mut Letters,
) -> Made {
    match choices.kind {
        Kind::Poster => poster(document, structure, choices, letters),
        Kind::HandOut => hand_out(document, structure, choices, letters),
        Kind::Booklet => booklet(document, structure, choices, letters, pictures),
        Kind::Cards => cards(document, structure, choices, letters),
        Kind::Dots => dots(document, structure, choices, letters),
    }
}
