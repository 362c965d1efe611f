//! The picture of a card: a file, or its pictogram.

use std::sync::Arc;

use super::super::flow::Slab;
use super::super::page::{Item, Tag, TagId};
use super::super::prose::Prose;

/// What is drawn on a card.
pub(super) enum Drawn {
    Picture {
        bytes: Arc<[u8]>,
        rect: [f32; 4],
        alt: String,
    },
    Pictogram(Vec<Item>, f32),
}

impl Drawn {
    /// The slab with it.
    pub fn finished(self, prose: &mut Prose<'_, '_>, parent: TagId) -> Slab {
        match self {
            Self::Pictogram(items, side) => {
                let mut slab = Slab::new(side);
                slab.items = items;
                slab
            }
            Self::Picture { bytes, rect, alt } => {
                let [.., height] = rect;
                let mut slab = Slab::new(height);
                let tag = (!alt.is_empty()).then(|| prose.desk.tag(Some(parent), Tag::Figure(alt)));
                slab.items.push(Item::Picture { bytes, rect, tag });
                slab
            }
        }
    }
}

/// Width and height of a PNG or JPEG file; `None` if it is neither.
pub(super) fn proportions(bytes: &[u8]) -> Option<(f32, f32)> {
    let number = |at: usize, len: usize| -> Option<u32> {
        let all = bytes.get(at..at.checked_add(len)?)?;
        Some(all.iter().fold(0, |sum, byte| sum << 8 | u32::from(*byte)))
    };
    let found = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        (number(16, 4)?, number(20, 4)?)
    } else if bytes.starts_with(b"\xff\xd8") {
        let mut at = 2;
        loop {
            if number(at, 1)? != 0xff {
                return None;
            }
            let kind = number(at + 1, 1)?;
            match kind {
                // Filled up.
                0xff => at += 1,
                // Begin of a frame: precision, height, width.
                0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                    break (number(at + 7, 2)?, number(at + 5, 2)?);
                }
                // Without a length.
                0x01 | 0xd0..=0xd8 => at += 2,
                0xd9 | 0xda => return None,
                _ => at += 2 + number(at + 2, 2)? as usize,
            }
        }
    } else {
        return None;
    };
    let (width, height) = found;
    (width > 0 && height > 0).then_some((width as f32, height as f32))
}
