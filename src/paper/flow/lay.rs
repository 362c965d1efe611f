//! Puts parts on pages: where each page ends, and what stands again on the next.

use std::collections::BTreeSet;

use super::Frame;
use super::part::{Body, Facing, Ground, Part, Slab, Stack, Tie, even_height, moved, num_within};
use crate::paper::page::{Bookmark, Item, Outline, Page, Print, Shape, Stroke};

/// Sums of lines differ a little from sums of sums.
const SLACK: f32 = 0.02;
/// A head that takes more of a page than this does not stand on the next one again.
const MAX_HEAD: f32 = 0.4;

/// Adds pages with a stack to a print.
pub(super) fn lay(stack: &Stack, frame: &Frame, print: &mut Print) {
    let mut layer = Layer {
        frame,
        first: print.pages.len(),
        print,
        grounds: Vec::new(),
        openings: Vec::new(),
        below: 0.0,
        drawn: BTreeSet::new(),
        num_heads: 0,
        lanes: None,
        limit: None,
        deepest: 0.0,
        is_dry: false,
    };
    let mut at = At {
        slot: 0,
        y: frame.top,
        is_start: true,
        is_fresh: true,
    };
    layer.need_page(0);
    layer.run(&stack.parts, frame.left, &mut at);
    layer.finish();
}

/// Where the next part goes.
#[derive(Clone, Copy)]
struct At {
    /// The page; or the column of a page, where a text runs on in columns.
    slot: usize,
    y: f32,
    /// Nothing is above it that it needs room to.
    is_start: bool,
    /// A next page has no more room than this one.
    is_fresh: bool,
}

/// What a new page begins with, from the outside to the inside.
#[derive(Clone, Copy)]
enum Opening<'a> {
    Room(f32),
    Head {
        number: usize,
        head: &'a Stack,
        x: f32,
    },
    Sides {
        number: usize,
        again: &'a [Stack; 3],
        x: f32,
    },
}

/// From a page on, a text runs down the left half of a page, then down the right half, and then on to the next.
#[derive(Clone, Copy)]
struct Lanes {
    first: usize,
    /// From where its column stands to the left and to the right half.
    shifts: [f32; 2],
    /// So many openings stand over both.
    depth: usize,
    /// Which of the heads of two sides stands over it.
    side: usize,
}

impl Opening<'_> {
    fn height(&self) -> f32 {
        match self {
            Self::Room(room) => *room,
            Self::Head { head, .. } => head.height(),
            // All three are as high as each other.
            Self::Sides { again: [both, ..], .. } => both.height(),
        }
    }
}

struct Layer<'a> {
    frame: &'a Frame,
    print: &'a mut Print,
    /// Pages that were there before.
    first: usize,
    /// What lies under everything of each page, with how deep it is.
    grounds: Vec<Vec<(usize, Item)>>,
    openings: Vec<Opening<'a>>,
    /// Room that boxes need under what is in them.
    below: f32,
    /// Which heads stand on which pages again, and in which slot, if not over the whole page.
    drawn: BTreeSet<(usize, usize, usize)>,
    num_heads: usize,
    lanes: Option<Lanes>,
    /// A page that is filled only down to here.
    limit: Option<(usize, f32)>,
    /// How far down the columns of that page came, apart from the last one.
    deepest: f32,
    /// Whether it is only tried where everything comes.
    is_dry: bool,
}

/// On more pages than this, the columns of the last one are not made as high as each other: it would take long.
const MANY: usize = 60;
/// So many heights of the last page are tried.
const NUM_TRIES: usize = 7;

impl<'a> Layer<'a> {
    /// The page of a slot, and how far to the right of its place what stands there is moved.
    fn page_of(&self, slot: usize) -> (usize, f32) {
        match self.lanes {
            Some(Lanes {
                first,
                shifts: [left, right],
                ..
            }) if slot >= first => {
                let is_left = (slot - first).is_multiple_of(2);
                (first + (slot - first) / 2, if is_left { left } else { right })
            }
            _ => (slot, 0.0),
        }
    }

    fn need_page(&mut self, page: usize) {
        if self.is_dry {
            return;
        }
        while self.grounds.len() <= page {
            self.grounds.push(Vec::new());
            self.print.pages.push(Page::new(self.frame.size));
        }
    }

    fn bottom(&self) -> f32 {
        self.frame.size.height - self.frame.bottom - self.below
    }

    /// Where content ends in a slot.
    fn bottom_of(&self, slot: usize) -> f32 {
        match self.limit {
            Some((page, y)) if self.page_of(slot).0 == page => (y - self.below).min(self.bottom()),
            _ => self.bottom(),
        }
    }

    /// Where content begins on a new page.
    fn top(&self) -> f32 {
        self.frame.top + self.openings.iter().map(Opening::height).sum::<f32>()
    }

    fn new_page(&mut self, at: &mut At) {
        if self.limit.is_some_and(|(page, _)| page == self.page_of(at.slot).0) {
            self.deepest = self.deepest.max(at.y);
        }
        at.slot += 1;
        let (page, shift) = self.page_of(at.slot);
        self.need_page(page);
        let mut y = self.frame.top;
        for (depth, opening) in self.openings.clone().into_iter().enumerate() {
            // What stands over both halves does so once.
            let is_over = self
                .lanes
                .is_some_and(|lanes| depth < lanes.depth && at.slot >= lanes.first);
            let (lane, shift) = if is_over { (0, 0.0) } else { (at.slot, shift) };
            y += opening.height();
            let (number, head, x) = match opening {
                Opening::Room(_) => continue,
                Opening::Head { number, head, x } => (number, head, x),
                Opening::Sides {
                    number,
                    again: [both, pro, contra],
                    x,
                } => match self.lanes.filter(|_| is_over) {
                    Some(Lanes { side: 0, .. }) => (number, pro, x),
                    Some(_) => (number, contra, x),
                    None => (number, both, x),
                },
            };
            if !self.is_dry && self.drawn.insert((number, page, lane)) {
                self.decorate(&head.parts, x, y - opening.height(), (page, shift));
            }
        }
        at.y = y;
        at.is_start = true;
        at.is_fresh = true;
    }

    /// Draws parts again, without tags.
    fn decorate(&mut self, parts: &[Part], x: f32, y: f32, at: (usize, f32)) {
        let mut y = y;
        for part in parts {
            y += part.gap;
            match &part.body {
                Body::Slab(slab) => self.draw(slab, x, y, at, false),
                Body::Boxed {
                    ground, width, inner, ..
                } => {
                    let [left, above, ..] = ground.pad;
                    let x = x + ground.indent;
                    self.ground(ground, [x, y, *width, part.body.height()], at);
                    self.decorate(&inner.parts, x + left, y + above, at);
                }
                Body::Columns { columns, .. } => {
                    for (left, column) in columns {
                        self.decorate(&column.parts, x + left, y, at);
                    }
                }
                Body::Headed { head, inner, .. } => {
                    self.decorate(&head.parts, x, y, at);
                    self.decorate(&inner.parts, x, y + head.height(), at);
                }
                Body::Winding { .. } | Body::Facing(_) | Body::Room(_) => {}
            }
            y += part.body.height();
        }
    }

    fn draw(&mut self, slab: &Slab, x: f32, y: f32, (page, shift): (usize, f32), has_tags: bool) {
        if self.is_dry {
            return;
        }
        let x = x + shift;
        let index = self.first + page;
        if let Some(page) = self.print.pages.get_mut(index) {
            let items = slab.items.iter().filter_map(|item| moved(item, x, y, has_tags));
            page.items.extend(items);
        }
        if let Some((level, title)) = slab.bookmark.as_ref().filter(|_| has_tags) {
            self.print.bookmarks.push(Bookmark {
                level: *level,
                title: title.clone(),
                page: index,
                y,
            });
        }
    }

    fn ground(&mut self, ground: &Ground, [x, y, width, height]: [f32; 4], (page, shift): (usize, f32)) {
        let x = x + shift;
        let depth = self.openings.len();
        let shape = |width: f32, radius: f32, fill, stroke| {
            Item::Shape(Shape {
                outline: Outline::Rect {
                    x,
                    y,
                    width,
                    height,
                    radius,
                },
                fill,
                stroke,
                tag: None,
            })
        };
        let Some(grounds) = self.grounds.get_mut(page).filter(|_| !self.is_dry) else {
            return;
        };
        if ground.fill.is_some() || ground.stroke.is_some() {
            grounds.push((depth, shape(width, ground.radius, ground.fill, ground.stroke)));
        }
        if let Some((bar, ink)) = ground.bar {
            grounds.push((depth, shape(bar, 0.0, Some(ink), None)));
        }
    }

    /// Height of what stays together from a part on, without the room above it, and how many parts that are.
    fn chain(&self, parts: &[Part], strength: Tie) -> (f32, usize) {
        let mut height = 0.0;
        for (number, part) in parts.iter().enumerate() {
            if number > 0 {
                height += part.gap;
            }
            let (first, is_all) = self.first_of(&part.body, strength);
            height += first;
            if !is_all || part.tie < strength {
                return (height, number + 1);
            }
        }
        (height, parts.len())
    }

    /// Height of what has to stay together of the beginning of a part, and whether that is all of it.
    fn first_of(&self, body: &Body, strength: Tie) -> (f32, bool) {
        let first_need = |stack: &Stack| self.chain(&stack.parts, Tie::Hard).0;
        match body {
            Body::Slab(slab) => (slab.height, true),
            Body::Boxed { is_whole: true, .. } | Body::Columns { is_whole: true, .. } if strength == Tie::Soft => {
                (body.height(), true)
            }
            Body::Boxed { ground, inner, .. } => {
                let [_, above, _, below] = ground.pad;
                (above + first_need(inner) + below, false)
            }
            Body::Columns { columns, .. } => {
                let needs = columns.iter().map(|(_, column)| first_need(column));
                (needs.fold(0.0, f32::max), false)
            }
            Body::Headed { head, inner, .. } => (head.height() + first_need(inner), false),
            Body::Facing(facing) => {
                let needs = facing.columns.iter().map(|(_, column)| first_need(column));
                (needs.fold(0.0, f32::max), false)
            }
            Body::Winding { entries, .. } => {
                let first = entries.first().map_or(0.0, |(_, entry)| entry.height());
                // One that is too high for a page is broken as any other text.
                let is_low = first <= self.bottom() - self.top();
                let broken = || entries.first().map_or(0.0, |(_, entry)| first_need(entry));
                (if is_low { first } else { broken() }, false)
            }
            Body::Room(_) => (0.0, true),
        }
    }

    fn fits(&self, height: f32, gap: f32, at: &At) -> bool {
        let gap = if at.is_start { 0.0 } else { gap };
        at.y + gap + height <= self.bottom_of(at.slot) + SLACK
    }

    /// Parts under each other, from a place on.
    fn run(&mut self, parts: &'a [Part], x: f32, at: &mut At) {
        let mut rest = parts;
        while let Some(part) = rest.first() {
            let (height, num) = self.chain(rest, Tie::Soft);
            let (together, after) = rest.split_at(num.clamp(1, rest.len()));
            rest = after;
            let fits_here = self.fits(height, part.gap, at);
            if fits_here || self.top() + height <= self.bottom() + SLACK {
                if !fits_here && !at.is_fresh {
                    self.new_page(at);
                }
                for part in together {
                    self.part(part, x, at);
                }
            } else {
                self.run_apart(together, x, at);
            }
        }
    }

    /// Parts that would stay together if they were not too high for a page.
    fn run_apart(&mut self, parts: &'a [Part], x: f32, at: &mut At) {
        let mut rest = parts;
        while let Some(part) = rest.first() {
            let (height, num) = self.chain(rest, Tie::Hard);
            let (together, after) = rest.split_at(num.clamp(1, rest.len()));
            rest = after;
            if !self.fits(height, part.gap, at) && !at.is_fresh {
                self.new_page(at);
            }
            for part in together {
                self.part(part, x, at);
            }
        }
    }

    fn part(&mut self, part: &'a Part, x: f32, at: &mut At) {
        let is_page_full = match &part.body {
            Body::Room(height) => Some(!self.fits(*height, 0.0, at)),
            _ => None,
        };
        if let Some(is_page_full) = is_page_full {
            if is_page_full && !at.is_fresh {
                self.new_page(at);
            }
            return;
        }
        if let Body::Slab(slab) = &part.body {
            if slab.is_between && at.is_start {
                return;
            }
            // Only if even what must stay together is higher than a page.
            if !self.fits(slab.height, part.gap, at) && !at.is_fresh {
                self.new_page(at);
            }
        }
        if !at.is_start {
            at.y += part.gap;
        }
        match &part.body {
            Body::Slab(slab) => {
                self.draw(slab, x, at.y, self.page_of(at.slot), true);
                at.y += slab.height;
                at.is_start = false;
                at.is_fresh = false;
            }
            Body::Boxed {
                ground, width, inner, ..
            } => self.boxed(ground, *width, inner, x, at),
            Body::Columns { columns, divider, .. } => self.columns(columns, *divider, x, at),
            Body::Headed { head, again, inner } => {
                self.run(&head.parts, x, at);
                let head = again.as_ref().unwrap_or(head);
                let is_repeated = head.height() <= MAX_HEAD * self.frame.height();
                if is_repeated {
                    self.num_heads += 1;
                    let number = self.num_heads;
                    self.openings.push(Opening::Head { number, head, x });
                }
                at.is_start = true;
                self.run(&inner.parts, x, at);
                if is_repeated {
                    self.openings.pop();
                }
                at.is_start = false;
            }
            Body::Winding { lefts, entries, .. } => self.winding(lefts, entries, x, at),
            Body::Facing(facing) => self.facing(facing, x, at),
            Body::Room(_) => {}
        }
    }

    fn winding(&mut self, lefts: &[f32], entries: &'a [(f32, Stack)], x: f32, at: &mut At) {
        let mut rest = entries;
        while let Some((gap, first)) = rest.first() {
            let above = if at.is_start { 0.0 } else { *gap };
            let room = self.bottom_of(at.slot) - at.y - above;
            if first.height() > room + SLACK {
                if !at.is_fresh {
                    self.new_page(at);
                    continue;
                }
                // Higher than a page: it runs on by itself.
                let left = lefts.first().copied().unwrap_or(0.0);
                self.run(&first.parts, x + left, at);
                at.is_start = false;
                at.is_fresh = false;
                rest = rest.get(1..).unwrap_or_default();
                continue;
            }
            at.y += above;
            // What goes on this page: all that its columns have room for.
            let mut num_here = 0;
            for _ in lefts {
                num_here += num_within(rest.get(num_here..).unwrap_or_default(), room);
            }
            let (here, after) = rest.split_at(num_here.clamp(1, rest.len()));
            rest = after;
            let height = if rest.is_empty() {
                even_height(here, lefts.len()).min(room)
            } else {
                room
            };
            let mut column = here;
            let mut end = at.y;
            for left in lefts {
                let (together, behind) = column.split_at(num_within(column, height));
                column = behind;
                let mut below = *at;
                for (number, (gap, entry)) in together.iter().enumerate() {
                    below.y += if number == 0 { 0.0 } else { *gap };
                    below.is_start = true;
                    self.run(&entry.parts, x + left, &mut below);
                }
                end = end.max(below.y);
            }
            at.y = end;
            at.is_start = false;
            at.is_fresh = false;
            if !rest.is_empty() {
                self.new_page(at);
            }
        }
    }

    fn boxed(&mut self, ground: &Ground, width: f32, inner: &'a Stack, x: f32, at: &mut At) {
        let [left, above, _, below] = ground.pad;
        let x = x + ground.indent;
        let (from, top, bottom) = (*at, self.top(), self.bottom());
        self.openings.push(Opening::Room(above));
        self.below += below;
        at.y += above;
        at.is_start = true;
        self.run(&inner.parts, x + left, at);
        self.below -= below;
        self.openings.pop();
        at.y += below;
        at.is_start = false;
        for (slot, y, end) in stretches(&from, at, top, bottom) {
            self.ground(ground, [x, y, width, end - y], self.page_of(slot));
        }
    }

    fn columns(&mut self, columns: &'a [(f32, Stack)], divider: Option<(f32, Stroke)>, x: f32, at: &mut At) {
        let (from, top, bottom) = (*at, self.top(), self.bottom());
        let mut end = from;
        for (left, column) in columns {
            let mut here = from;
            here.is_start = true;
            self.run(&column.parts, x + left, &mut here);
            if (here.slot, here.y) > (end.slot, end.y) {
                end = here;
            }
        }
        if let Some(divider) = divider {
            for stretch in stretches(&from, &end, top, bottom) {
                self.divide(divider, x, stretch);
            }
        }
        *at = end;
        at.is_start = false;
    }

    /// A line down between columns.
    fn divide(&mut self, (left, stroke): (f32, Stroke), x: f32, (slot, y, end): (usize, f32, f32)) {
        let (page, shift) = self.page_of(slot);
        let x = x + left + shift;
        let line = Item::Shape(Shape {
            outline: Outline::Line(vec![(x, y), (x, end)]),
            fill: None,
            stroke: Some(stroke),
            tag: None,
        });
        let depth = self.openings.len();
        if let Some(grounds) = self.grounds.get_mut(page).filter(|_| !self.is_dry) {
            grounds.push((depth, line));
        }
    }

    /// Where a column ends, without drawing it.
    fn tried(&mut self, column: &'a Stack, x: f32, from: &At) -> At {
        let was_dry = std::mem::replace(&mut self.is_dry, true);
        let mut end = *from;
        end.is_start = true;
        self.run(&column.parts, x, &mut end);
        self.is_dry = was_dry;
        end
    }

    /// Two sides next to each other; where one has come to its end, the other goes on over both halves of the next page.
    fn facing(&mut self, facing: &'a Facing, x: f32, at: &mut At) {
        let (from, top) = (*at, self.top());
        self.num_heads += 1;
        let number = self.num_heads;
        let again = &facing.again;
        let is_repeated = again
            .iter()
            .all(|again| again.height() <= MAX_HEAD * self.frame.height());
        if is_repeated {
            self.openings.push(Opening::Sides { number, again, x });
        }
        let top = top
            + if is_repeated {
                again.first().map_or(0.0, Stack::height)
            } else {
                0.0
            };
        let bottom = self.bottom();
        let ends = facing
            .columns
            .each_ref()
            .map(|(left, column)| self.tried(column, x + left, &from));
        let [pro, contra] = &ends;
        let longer = usize::from(contra.slot > pro.slot);
        let last = pro.slot.min(contra.slot);
        // In columns of columns it goes on on its own side.
        let is_wide = pro.slot != contra.slot && self.lanes.is_none() && is_repeated;
        let mut end = from;
        for (side, (left, column)) in facing.columns.iter().enumerate() {
            let mut here = from;
            here.is_start = true;
            if !is_wide || side != longer {
                self.run(&column.parts, x + left, &mut here);
                if (here.slot, here.y) > (end.slot, end.y) {
                    end = here;
                }
                continue;
            }
            let right = facing.columns.iter().map(|(left, _)| *left).fold(0.0, f32::max);
            self.lanes = Some(Lanes {
                first: last + 1,
                shifts: [-left, right - left],
                depth: self.openings.len(),
                side,
            });
            let wide = self.wide(column, x + left, &from, top);
            self.lanes = None;
            if (wide.slot, wide.y) > (end.slot, end.y) {
                end = wide;
            }
        }
        for stretch in stretches(&from, &end, top, bottom) {
            self.divide(facing.divider, x, stretch);
        }
        if is_repeated {
            self.openings.pop();
        }
        *at = end;
        at.is_start = false;
    }

    /// A column that runs on over both halves of pages; they are as high as each other on the last one.
    fn wide(&mut self, column: &'a Stack, x: f32, from: &At, top: f32) -> At {
        let first = self.lanes.map_or(0, |lanes| lanes.first);
        let end = self.tried(column, x, from);
        let (page, _) = self.page_of(end.slot);
        let (mut low, mut high) = (top, self.bottom());
        if page < first + MANY {
            for _ in 0..NUM_TRIES {
                let middle = f32::midpoint(low, high);
                self.limit = Some((page, middle));
                let end = self.tried(column, x, from);
                if self.page_of(end.slot).0 <= page {
                    high = middle;
                } else {
                    low = middle;
                }
            }
        }
        self.limit = Some((page, high));
        self.deepest = top;
        let mut end = *from;
        end.is_start = true;
        self.run(&column.parts, x, &mut end);
        let (page, _) = self.page_of(end.slot);
        self.limit = None;
        At {
            slot: page,
            y: end.y.max(self.deepest),
            ..end
        }
    }

    /// Puts the grounds under what lies on them, outer ones first.
    fn finish(self) {
        let pages = self.print.pages.iter_mut().skip(self.first);
        for (page, mut grounds) in pages.zip(self.grounds) {
            grounds.sort_by_key(|(depth, _)| *depth);
            let items = std::mem::take(&mut page.items);
            page.items = grounds.into_iter().map(|(_, item)| item).chain(items).collect();
        }
    }
}

/// From where to where something stands in each slot: slot, top and bottom.
fn stretches(from: &At, to: &At, top: f32, bottom: f32) -> Vec<(usize, f32, f32)> {
    (from.slot..=to.slot)
        .map(|slot| {
            let start = if slot == from.slot { from.y } else { top };
            let end = if slot == to.slot { to.y } else { bottom };
            (slot, start, end)
        })
        .filter(|(_, start, end)| end > start)
        .collect()
}
