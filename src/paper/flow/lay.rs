//! Puts parts on pages: where each page ends, and what stands again on the next.

use std::collections::BTreeSet;

use super::Frame;
use super::part::{Body, Ground, Part, Slab, Stack, Tie, even_height, moved, num_within};
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
    };
    let mut at = At {
        page: 0,
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
    page: usize,
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
    Head { number: usize, head: &'a Stack, x: f32 },
}

impl Opening<'_> {
    fn height(&self) -> f32 {
        match self {
            Self::Room(room) => *room,
            Self::Head { head, .. } => head.height(),
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
    /// Which heads stand on which pages again.
    drawn: BTreeSet<(usize, usize)>,
    num_heads: usize,
}

impl<'a> Layer<'a> {
    fn need_page(&mut self, page: usize) {
        while self.grounds.len() <= page {
            self.grounds.push(Vec::new());
            self.print.pages.push(Page::new(self.frame.size));
        }
    }

    fn bottom(&self) -> f32 {
        self.frame.size.height - self.frame.bottom - self.below
    }

    /// Where content begins on a new page.
    fn top(&self) -> f32 {
        self.frame.top + self.openings.iter().map(Opening::height).sum::<f32>()
    }

    fn new_page(&mut self, at: &mut At) {
        at.page += 1;
        self.need_page(at.page);
        let mut y = self.frame.top;
        for opening in self.openings.clone() {
            if let Opening::Head { number, head, x } = opening
                && self.drawn.insert((number, at.page))
            {
                self.decorate(&head.parts, x, y, at.page);
            }
            y += opening.height();
        }
        at.y = y;
        at.is_start = true;
        at.is_fresh = true;
    }

    /// Draws parts again, without tags.
    fn decorate(&mut self, parts: &[Part], x: f32, y: f32, page: usize) {
        let mut y = y;
        for part in parts {
            y += part.gap;
            match &part.body {
                Body::Slab(slab) => self.draw(slab, x, y, page, false),
                Body::Boxed {
                    ground, width, inner, ..
                } => {
                    let [left, above, ..] = ground.pad;
                    let x = x + ground.indent;
                    self.ground(ground, [x, y, *width, part.body.height()], page);
                    self.decorate(&inner.parts, x + left, y + above, page);
                }
                Body::Columns { columns, .. } => {
                    for (left, column) in columns {
                        self.decorate(&column.parts, x + left, y, page);
                    }
                }
                Body::Headed { head, inner, .. } => {
                    self.decorate(&head.parts, x, y, page);
                    self.decorate(&inner.parts, x, y + head.height(), page);
                }
                Body::Winding { .. } | Body::Room(_) => {}
            }
            y += part.body.height();
        }
    }

    fn draw(&mut self, slab: &Slab, x: f32, y: f32, page: usize, has_tags: bool) {
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

    fn ground(&mut self, ground: &Ground, [x, y, width, height]: [f32; 4], page: usize) {
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
        let Some(grounds) = self.grounds.get_mut(page) else {
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
        at.y + gap + height <= self.bottom() + SLACK
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
                self.draw(slab, x, at.y, at.page, true);
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
            Body::Room(_) => {}
        }
    }

    fn winding(&mut self, lefts: &[f32], entries: &'a [(f32, Stack)], x: f32, at: &mut At) {
        let mut rest = entries;
        while let Some((gap, first)) = rest.first() {
            let above = if at.is_start { 0.0 } else { *gap };
            let room = self.bottom() - at.y - above;
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
        for (page, y, end) in stretches(&from, at, top, bottom) {
            self.ground(ground, [x, y, width, end - y], page);
        }
    }

    fn columns(&mut self, columns: &'a [(f32, Stack)], divider: Option<(f32, Stroke)>, x: f32, at: &mut At) {
        let (from, top, bottom) = (*at, self.top(), self.bottom());
        let mut end = from;
        for (left, column) in columns {
            let mut here = from;
            here.is_start = true;
            self.run(&column.parts, x + left, &mut here);
            if (here.page, here.y) > (end.page, end.y) {
                end = here;
            }
        }
        if let Some((left, stroke)) = divider {
            for (page, y, end) in stretches(&from, &end, top, bottom) {
                let line = Item::Shape(Shape {
                    outline: Outline::Line(vec![(x + left, y), (x + left, end)]),
                    fill: None,
                    stroke: Some(stroke),
                    tag: None,
                });
                let depth = self.openings.len();
                if let Some(grounds) = self.grounds.get_mut(page) {
                    grounds.push((depth, line));
                }
            }
        }
        *at = end;
        at.is_start = false;
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

/// From where to where something stands on each page: page, top and bottom.
fn stretches(from: &At, to: &At, top: f32, bottom: f32) -> Vec<(usize, f32, f32)> {
    (from.page..=to.page)
        .map(|page| {
            let start = if page == from.page { from.y } else { top };
            let end = if page == to.page { to.y } else { bottom };
            (page, start, end)
        })
        .filter(|(_, start, end)| end > start)
        .collect()
}
