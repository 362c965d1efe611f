//! Bars: shares of a whole, told apart by color, sign and words.

use super::part::{Slab, Stack, Tie};
use super::{Desk, How, Words};
use crate::paper::letters::Style;
use crate::paper::page::{Ink, Item, Outline, Shape, Stroke, TagId};
use crate::paper::palette::Look;

/// A part of a bar.
#[derive(Clone, Copy, Debug)]
pub struct Share<'a> {
    /// How much of the whole width, from 0 to 1.
    pub share: f32,
    /// Its colors.
    pub look: Look,
    /// The sign that stands on it, where it is wide enough.
    pub sign: &'a str,
}

/// A bar.
#[derive(Clone, Debug)]
pub struct Bar<'a> {
    /// What it is about; may be empty.
    pub label: Vec<Words<'a>>,
    /// Its parts, from the left.
    pub shares: Vec<Share<'a>>,
    /// The same in words; may be empty.
    pub words: Vec<Words<'a>>,
    /// How the signs look; their color is that of the part.
    pub sign: Style,
    /// Color of its edge.
    pub edge: Ink,
}

/// Height of a bar.
const HEIGHT: f32 = 14.0;
/// A sign needs this much room on either side.
const ROOM: f32 = 2.0;

impl Stack {
    /// A bar under its label, its numbers in words below; all of it on one page. The bar itself is decoration: label and
    /// words say the same.
    pub fn bar(&mut self, desk: &mut Desk<'_>, parent: Option<TagId>, gap: f32, bar: &Bar<'_>) {
        let mut inner = Stack::new(self.width());
        inner.paragraph(desk, parent, &bar.label, How::default().tied());
        inner.slab(2.0, drawn(desk, bar, self.width()));
        inner.tie();
        let how = How {
            tie: Tie::None,
            ..How::below(2.0)
        };
        inner.paragraph(desk, parent, &bar.words, how);
        self.whole(gap, inner);
    }
}

fn drawn(desk: &mut Desk<'_>, bar: &Bar<'_>, width: f32) -> Slab {
    let mut slab = Slab::new(HEIGHT);
    let mut x = 0.0;
    let stroke = Stroke {
        width: 0.75,
        ink: bar.edge,
        dash: None,
    };
    let rect = |x: f32, width: f32| Outline::Rect {
        x,
        y: 0.0,
        width,
        height: HEIGHT,
        radius: 0.0,
    };
    let shape = |outline, fill, stroke| {
        Item::Shape(Shape {
            outline,
            fill,
            stroke,
            tag: None,
        })
    };
    for share in &bar.shares {
        let wide = (share.share.clamp(0.0, 1.0) * width).min(width - x);
        if wide <= 0.0 {
            continue;
        }
        slab.items
            .push(shape(rect(x, wide), Some(share.look.solid), Some(stroke)));
        let style = Style {
            ink: share.look.on,
            ..bar.sign
        };
        let sign = desk.letters.line(share.sign, style);
        if !sign.is_empty() && sign.width() + 2.0 * ROOM <= wide {
            let (left, top) = (x + (wide - sign.width()) / 2.0, (HEIGHT - sign.height()) / 2.0);
            slab.items.extend(desk.items(&sign, left, top, None));
        }
        x += wide;
    }
    slab.items.push(shape(rect(0.0, width), None, Some(stroke)));
    slab
}
