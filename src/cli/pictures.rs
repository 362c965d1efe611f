//! Pictures of a map that cannot be shown: what the window says in their place.

use std::path::Path;

use crate::app::why_no_picture;
use crate::model::{Document, Item};
use crate::ui::words::Words;

/// A sentence for each picture that cannot be shown, with its record; of the records that are wanted, in reading order.
pub fn unshown(file: &Path, document: &Document, words: &Words, is_wanted: fn(Item) -> bool) -> Vec<(Item, String)> {
    let cover = document
        .cover
        .picture
        .iter()
        .map(|picture| (Item::Cover, &picture.path));
    let claims = document.claims.iter().filter_map(|(id, claim)| {
        let picture = claim.picture.as_ref()?;
        Some((Item::Claim(id), &picture.path))
    });
    let instruments = document
        .instruments
        .iter()
        .filter_map(|(id, instrument)| Some((Item::Instrument(id), instrument.image.as_ref()?)));
    let all = cover.chain(claims).chain(instruments);
    all.filter(|(item, _)| is_wanted(*item))
        .filter_map(|(item, path)| {
            let why = why_no_picture(file, path)?;
            Some((item, words.not_shown_of(document, item, path, why)))
        })
        .collect()
}

/// Says so of what is printed or written.
pub fn warn(file: &Path, document: &Document, words: &Words, is_wanted: fn(Item) -> bool) {
    for (_, sentence) in unshown(file, document, words, is_wanted) {
        eprintln!("{}: {sentence}", file.display());
    }
}
