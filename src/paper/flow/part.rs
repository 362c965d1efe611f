//! What content is made of before it is on pages: parts under each other, each with what it stays together with.

use crate::paper::page::{Ink, Item, Outline, Run, Shape, Stroke};

/// How strongly a part holds on to the one under it.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Tie {
    /// A page may end here.
    #[default]
    None,
    /// A page ends here only if all of it is too high for a page.
    Soft,
    /// No page ends here: a heading and its text, the first two lines of a paragraph.
    Hard,
}

/// What lies under a box, and the room between its edge and what is in it. A box that goes on on a next page has this
/// on each.
#[derive(Clone, Copy, Default, PartialEq, Debug)]
pub struct Ground {
    /// The color of its ground.
    pub fill: Option<Ink>,
    /// The line around it.
    pub stroke: Option<Stroke>,
    /// A bar along its left edge: width and color.
    pub bar: Option<(f32, Ink)>,
    /// Radius of its corners.
    pub radius: f32,
    /// Room on the left, above, on the right and below.
    pub pad: [f32; 4],
    /// How far its left edge is to the right.
    pub indent: f32,
}

impl Ground {
    /// With a bar on the left and room beside it.
    pub fn barred(width: f32, ink: Ink, room: f32) -> Self {
        Self {
            bar: Some((width, ink)),
            pad: [width + room, 0.0, 0.0, 0.0],
            ..Self::default()
        }
    }

    /// With this much room beside and above what is in it.
    pub fn padded(mut self, beside: f32, above: f32) -> Self {
        self.pad = [beside, above, beside, above];
        self
    }

    /// This far to the right.
    pub fn indented(mut self, indent: f32) -> Self {
        self.indent = indent;
        self
    }

    /// Width of what is in a box that ends at a width.
    pub fn inner_width(&self, width: f32) -> f32 {
        let [left, _, right, _] = self.pad;
        (width - self.indent - left - right).max(1.0)
    }
}

/// Something drawn that stays on one page. Its items stand as if its upper left corner were at 0, 0.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Slab {
    /// Height.
    pub height: f32,
    /// What is drawn.
    pub items: Vec<Item>,
    /// An entry in the list of contents: how deep, and its words.
    pub bookmark: Option<(u8, String)>,
    /// Whether it is left out at the top of a page: a line between two rows.
    pub is_between: bool,
}

impl Slab {
    /// With nothing on it.
    pub fn new(height: f32) -> Self {
        Self {
            height,
            ..Self::default()
        }
    }
}

/// A part: the room above it (dropped at the top of a page), what it is, and how it holds on to the next one.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Part {
    pub gap: f32,
    pub tie: Tie,
    pub body: Body,
}

#[derive(Clone, PartialEq, Debug)]
pub(super) enum Body {
    Slab(Slab),
    /// A box; kept on one page where that is possible if it is whole.
    Boxed {
        ground: Ground,
        width: f32,
        is_whole: bool,
        inner: Stack,
    },
    /// Side by side, each with its left edge; every one runs on to next pages on its own.
    Columns {
        is_whole: bool,
        columns: Vec<(f32, Stack)>,
        divider: Option<(f32, Stroke)>,
    },
    /// Its head stands again, as decoration, on each page that it goes on on.
    Headed {
        head: Stack,
        /// What stands there instead of the head, if that is something else.
        again: Option<Stack>,
        inner: Stack,
    },
    /// One list in several columns: down the first, then down the next. Left edges, and entries with the room above each.
    Winding {
        lefts: Vec<f32>,
        entries: Vec<(f32, Stack)>,
        /// Its height if it is not broken.
        height: f32,
    },
    /// Two sides.
    Facing(Facing),
    /// What follows begins a page if no more than this is left of this one.
    Room(f32),
}

/// Two sides next to each other, each with its left edge. Where one has come to its end, the other goes on over both halves
/// of the next page.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Facing {
    pub columns: [(f32, Stack); 2],
    pub divider: (f32, Stroke),
    /// What stands over next pages, as decoration: over both, over the first alone, and over the second alone.
    pub again: [Stack; 3],
}

impl Body {
    /// Its height if it does not go on on a next page.
    pub(super) fn height(&self) -> f32 {
        match self {
            Self::Slab(slab) => slab.height,
            Self::Boxed { ground, inner, .. } => {
                let [_, above, _, below] = ground.pad;
                above + inner.height() + below
            }
            Self::Columns { columns, .. } => columns.iter().map(|(_, column)| column.height()).fold(0.0, f32::max),
            Self::Headed { head, inner, .. } => head.height() + inner.height(),
            Self::Facing(Facing { columns, .. }) => {
                columns.iter().map(|(_, column)| column.height()).fold(0.0, f32::max)
            }
            Self::Winding { height, .. } => *height,
            Self::Room(_) => 0.0,
        }
    }
}

/// Parts under each other, all within a width.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Stack {
    width: f32,
    height: f32,
    pub(super) parts: Vec<Part>,
}

impl Stack {
    /// An empty one.
    pub fn new(width: f32) -> Self {
        Self {
            width,
            height: 0.0,
            parts: Vec::new(),
        }
    }

    /// Its width.
    pub fn width(&self) -> f32 {
        self.width
    }

    /// Its height if it is not broken.
    pub fn height(&self) -> f32 {
        self.height
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    pub(super) fn push(&mut self, gap: f32, tie: Tie, body: Body) {
        // The room above the first one is dropped.
        let gap = if self.parts.is_empty() { 0.0 } else { gap };
        self.height += gap + body.height();
        self.parts.push(Part { gap, tie, body });
    }

    /// The parts of another stack of the same width under this one.
    pub fn append(&mut self, gap: f32, other: Self) {
        for (number, part) in other.parts.into_iter().enumerate() {
            let gap = if number == 0 { gap } else { part.gap };
            self.push(gap, part.tie, part.body);
        }
    }

    /// Holds the last part to what comes under it.
    pub fn tie(&mut self) {
        if let Some(last) = self.parts.last_mut() {
            last.tie = Tie::Hard;
        }
    }

    /// Something drawn, with this room above it.
    pub fn slab(&mut self, gap: f32, slab: Slab) {
        self.push(gap, Tie::None, Body::Slab(slab));
    }

    /// A line from side to side, left out at the top of a page.
    pub fn rule(&mut self, gap: f32, stroke: Stroke) {
        let mut slab = Slab::new(stroke.width);
        slab.is_between = true;
        let y = stroke.width / 2.0;
        slab.items.push(Item::Shape(Shape {
            outline: Outline::Line(vec![(0.0, y), (self.width, y)]),
            fill: None,
            stroke: Some(stroke),
            tag: None,
        }));
        self.push(gap, Tie::Hard, Body::Slab(slab));
    }

    /// A box as wide as this; what is in it is [`Ground::inner_width`] wide. `is_whole`: it goes on on a next page only if
    /// it is higher than a page.
    pub fn boxed(&mut self, gap: f32, ground: Ground, is_whole: bool, inner: Stack) {
        if inner.is_empty() {
            return;
        }
        let width = (self.width - ground.indent).max(1.0);
        self.push(
            gap,
            Tie::None,
            Body::Boxed {
                ground,
                width,
                is_whole,
                inner,
            },
        );
    }

    /// What stays on one page where that is possible.
    pub fn whole(&mut self, gap: f32, inner: Stack) {
        self.boxed(gap, Ground::default(), true, inner);
    }

    /// Stacks side by side, each with its left edge; every one runs on to next pages on its own, and what follows stands
    /// under the longest. `divider`: a line down between them, and where.
    pub fn columns(&mut self, gap: f32, columns: Vec<(f32, Stack)>, divider: Option<(f32, Stroke)>) {
        let body = Body::Columns {
            is_whole: false,
            columns,
            divider,
        };
        self.push(gap, Tie::None, body);
    }

    /// Stacks side by side that go on on a next page only if they are higher than a page.
    pub fn whole_columns(&mut self, gap: f32, columns: Vec<(f32, Stack)>) {
        let body = Body::Columns {
            is_whole: true,
            columns,
            divider: None,
        };
        self.push(gap, Tie::None, body);
    }

    /// One list that runs down the first column and then the next, as high as each other; on a next page it begins at the
    /// first again. Entries are not broken unless they are higher than a page; each has room above it, dropped at the top of
    /// a column. `lefts`: the left edges of the columns.
    pub fn winding(&mut self, gap: f32, lefts: Vec<f32>, entries: Vec<(f32, Self)>) {
        let entries: Vec<(f32, Self)> = entries.into_iter().filter(|(_, entry)| !entry.is_empty()).collect();
        if entries.is_empty() || lefts.is_empty() {
            return;
        }
        let height = even_height(&entries, lefts.len());
        let body = Body::Winding { lefts, entries, height };
        self.push(gap, Tie::None, body);
    }

    /// A stack with a head that stands again, as decoration, on every page that it goes on on.
    pub fn headed(&mut self, gap: f32, head: Stack, inner: Stack) {
        let again = None;
        self.push(gap, Tie::None, Body::Headed { head, again, inner });
    }

    /// The same, where something else than the head stands on those pages; it is to have no tags.
    pub fn headed_otherwise(&mut self, gap: f32, head: Stack, again: Stack, inner: Stack) {
        let again = Some(again);
        self.push(gap, Tie::None, Body::Headed { head, again, inner });
    }

    /// Two stacks of the same width side by side, each with its left edge. Where one has come to its end before the other, the
    /// other runs down both halves of the next pages. `again` stands on those, and is to have no tags: over both, over the
    /// first alone and over the second alone. `divider`: a line down between them, and where.
    pub fn facing(&mut self, columns: [(f32, Self); 2], divider: (f32, Stroke), again: [Self; 3]) {
        let highest = again.iter().map(Self::height).fold(0.0, f32::max);
        let again = again.map(|mut again| {
            again.slab(0.0, Slab::new(highest - again.height()));
            again
        });
        let facing = Facing {
            columns,
            divider,
            again,
        };
        self.push(0.0, Tie::None, Body::Facing(facing));
    }

    /// Holds the last part to what comes under it, unless both together are too high for a page.
    pub fn tie_softly(&mut self) {
        if let Some(last) = self.parts.last_mut() {
            last.tie = last.tie.max(Tie::Soft);
        }
    }

    /// What follows begins a page if less than this is left of this one.
    pub fn room(&mut self, height: f32) {
        self.push(0.0, Tie::None, Body::Room(height));
    }
}

/// How many of the first entries stand under each other in a height.
pub(super) fn num_within(entries: &[(f32, Stack)], height: f32) -> usize {
    let mut bottom = 0.0;
    let fits = |(number, (gap, entry)): &(usize, &(f32, Stack))| {
        bottom += entry.height() + if *number == 0 { 0.0 } else { *gap };
        // Sums of lines differ a little from sums of sums.
        bottom <= height + 0.02
    };
    entries.iter().enumerate().take_while(fits).count()
}

/// The least height in which entries stand in so many columns, each behind the one before it; a few points more at most.
pub(super) fn even_height(entries: &[(f32, Stack)], num_columns: usize) -> f32 {
    let all: f32 = entries.iter().map(|(gap, entry)| entry.height() + gap).sum();
    let highest = entries.iter().map(|(_, entry)| entry.height()).fold(0.0, f32::max);
    let is_enough = |height: f32| {
        let mut rest = entries;
        for _ in 0..num_columns {
            rest = rest.get(num_within(rest, height)..).unwrap_or_default();
        }
        rest.is_empty()
    };
    let (mut low, mut high) = (highest, all.max(highest));
    if is_enough(low) {
        return low;
    }
    for _ in 0..14 {
        let middle = (low + high) / 2.0;
        if is_enough(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
    high
}

/// An item moved to the right and down; without its tags it is decoration, and opens nothing.
pub(super) fn moved(item: &Item, x: f32, y: f32, has_tags: bool) -> Option<Item> {
    let points = |all: &[(f32, f32)]| all.iter().map(|(px, py)| (px + x, py + y)).collect::<Vec<_>>();
    Some(match item {
        Item::Run(run) => Item::Run(Run {
            x: run.x + x,
            y: run.y + y,
            tag: run.tag.filter(|_| has_tags),
            ..run.clone()
        }),
        Item::Shape(shape) => Item::Shape(Shape {
            outline: match &shape.outline {
                Outline::Rect {
                    x: left,
                    y: top,
                    width,
                    height,
                    radius,
                } => Outline::Rect {
                    x: left + x,
                    y: top + y,
                    width: *width,
                    height: *height,
                    radius: *radius,
                },
                Outline::Circle {
                    x: middle_x,
                    y: middle_y,
                    radius,
                } => Outline::Circle {
                    x: middle_x + x,
                    y: middle_y + y,
                    radius: *radius,
                },
                Outline::Line(all) => Outline::Line(points(all)),
                Outline::Polygon(all) => Outline::Polygon(points(all)),
                Outline::Polygons(all) => Outline::Polygons(all.iter().map(|one| points(one)).collect()),
            },
            fill: shape.fill,
            stroke: shape.stroke,
            tag: shape.tag.filter(|_| has_tags),
        }),
        Item::Picture { bytes, rect, tag } => Item::Picture {
            bytes: bytes.clone(),
            rect: shifted(*rect, x, y),
            tag: tag.filter(|_| has_tags),
        },
        Item::Link { rect, address, tag } if has_tags => Item::Link {
            rect: shifted(*rect, x, y),
            address: address.clone(),
            tag: *tag,
        },
        Item::Link { .. } => return None,
    })
}

fn shifted([left, top, width, height]: [f32; 4], x: f32, y: f32) -> [f32; 4] {
    [left + x, top + y, width, height]
}
