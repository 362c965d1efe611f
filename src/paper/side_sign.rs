//! The sign of a side: a plus in a circle for, a minus in a square against. Form and sign say it without color.

use super::page::{Ink, Item, Outline, Page, Shape, Stroke};
use crate::model::Stance;

/// Draws the sign of a side as decoration (the word stands beside it): its middle, how wide and high it is, the color of its
/// ground and that of the plus or minus.
pub(super) fn side_sign(page: &mut Page, side: Stance, middle: (f32, f32), size: f32, ground: Ink, sign: Ink) {
    let (x, y) = middle;
    let half = size / 2.0;
    let outline = match side {
        Stance::Pro => Outline::Circle { x, y, radius: half },
        Stance::Contra => Outline::Rect {
            x: x - half * 0.92,
            y: y - half * 0.92,
            width: size * 0.92,
            height: size * 0.92,
            radius: 0.0,
        },
    };
    page.items.push(Item::Shape(Shape {
        outline,
        fill: Some(ground),
        stroke: None,
        tag: None,
    }));
    let stroke = Stroke {
        width: size * 0.15,
        ink: sign,
        dash: None,
    };
    let arm = half * 0.58;
    page.line(vec![(x - arm, y), (x + arm, y)], stroke);
    if side == Stance::Pro {
        page.line(vec![(x, y - arm), (x, y + arm)], stroke);
    }
}
