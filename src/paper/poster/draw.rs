//! Puts a planned poster on pages.

use std::ops::Range;

use super::block::{Area, Block, Hang, Mark, Piece, Slice, height_of};
use super::cast::{AXIS, Bar, Cast, Frame, Part, Role};
use super::plan::{Placed, Plan, Sheet, bar_gap, foot_height, slim_height};
use crate::model::Stance;
use crate::paper::letters::{Align, Letters, Set, Style};
use crate::paper::page::{Bookmark, Item, Outline, Page, Run, Shape, Stroke, TagId};
use crate::paper::palette::Look;

/// What was drawn.
#[derive(Debug)]
pub(super) struct Drawn {
    pub pages: Vec<Page>,
    pub bookmarks: Vec<Bookmark>,
    /// Where the code goes, on the first page: left, top, width.
    pub code_at: Option<[f32; 3]>,
}

struct Artist<'a> {
    cast: &'a Cast,
    frame: &'a Frame,
    page: Page,
    number: usize,
    bookmarks: Vec<Bookmark>,
    code_at: Option<[f32; 3]>,
    linked: Vec<TagId>,
}

/// Draws all sheets. `foot` gives the line at the foot of a sheet by its number, from 0.
pub(super) fn draw(
    cast: &Cast,
    frame: &Frame,
    plan: &Plan,
    letters: &mut Letters,
    foot: &dyn Fn(usize) -> String,
) -> Drawn {
    let mut artist = Artist {
        cast,
        frame,
        page: Page::new(frame.size),
        number: 0,
        bookmarks: Vec::new(),
        code_at: None,
        linked: Vec::new(),
    };
    let mut pages = Vec::with_capacity(plan.sheets.len());
    let num_sheets = plan.sheets.len();
    for (number, sheet) in plan.sheets.iter().enumerate() {
        artist.number = number;
        let mut sheet = sheet.clone();
        let bottom = frame.size.height - frame.margin - if plan.has_numbers { foot_height(frame) } else { 0.0 };
        let is_last = number + 1 == plan.num_main && num_sheets > 1;
        artist.stretch(&mut sheet, bottom, is_last);
        if number > 0 {
            artist.slim();
        }
        artist.sheet(&sheet);
        if plan.has_numbers {
            let style = Style::new(frame.floor, frame.palette.soft());
            let line = letters.set(&foot(number), style, frame.width(), Align::Right);
            let y = frame.size.height - frame.margin - line.height();
            line.place(&mut artist.page, frame.margin, y, None);
        }
        pages.push(std::mem::replace(&mut artist.page, Page::new(frame.size)));
    }
    Drawn {
        pages,
        bookmarks: artist.bookmarks,
        code_at: artist.code_at,
    }
}

impl Artist<'_> {
    /// Gives what is left of a sheet to the bands, so that it is filled to its foot.
    fn stretch(&self, sheet: &mut Sheet, bottom: f32, is_last: bool) {
        let left = bottom - sheet.end;
        let is_band = |placed: &Placed| {
            let part = self.cast.parts.get(placed.part);
            part.is_some_and(|part| part.role == Role::Band)
        };
        let all: f32 = sheet
            .placed
            .iter()
            .filter(|placed| is_band(placed))
            .map(|placed| placed.height)
            .sum();
        if left <= 0.0 || all <= 0.0 {
            return;
        }
        let share = left / all;
        let share = if is_last { share.min(0.35) } else { share };
        let mut moved = 0.0;
        for placed in &mut sheet.placed {
            placed.y += moved;
            if is_band(placed) {
                moved += placed.height * share;
                placed.height += placed.height * share;
            }
        }
        sheet.end += moved;
    }

    /// The line over a second sheet.
    fn slim(&mut self) {
        let frame = self.frame;
        let look = frame.palette.thesis();
        let height = slim_height(self.cast);
        self.badge(
            [frame.margin, frame.margin, frame.width(), height],
            self.cast.body * 0.35,
            look,
        );
        let y = frame.margin + (height - self.cast.slim.height()) / 2.0;
        let x = frame.margin + self.cast.body * PAD_X;
        self.cast.slim.place(&mut self.page, x, y, None);
    }

    fn badge(&mut self, rect: [f32; 4], radius: f32, look: Look) {
        let [x, y, width, height] = rect;
        self.page
            .items
            .push(Item::Shape(rectangle([x, y, width, height], radius, look)));
    }

    fn sheet(&mut self, sheet: &Sheet) {
        self.trunk(sheet);
        for placed in &sheet.placed {
            if let Some(part) = self.cast.parts.get(placed.part) {
                self.part(part, placed);
            }
        }
    }

    /// The line in the middle, down through all bands.
    fn trunk(&mut self, sheet: &Sheet) {
        let is_facing = |placed: &&Placed| {
            let part = self.cast.parts.get(placed.part);
            part.is_some_and(|part| part.role == Role::Band && part.areas.len() > 1) && placed.wide.is_none()
        };
        let (Some(first), Some(last)) = (
            sheet.placed.iter().find(is_facing),
            sheet.placed.iter().rfind(is_facing),
        ) else {
            return;
        };
        let x = self.frame.size.width / 2.0;
        let stroke = Stroke {
            width: self.cast.body * 0.22,
            ink: self.frame.palette.thesis().line,
            dash: None,
        };
        self.page.line(vec![(x, first.y), (x, last.y + last.height)], stroke);
    }

    fn part(&mut self, part: &Part, placed: &Placed) {
        let frame = self.frame;
        let mut y = placed.y;
        let bottom = placed.y + placed.height;
        let between = bar_gap(self.cast);
        if placed.has_halves {
            self.halves(y);
            y += self.cast.halves_height + between;
        }
        let width = frame.width();
        match part.role {
            Role::Head => {
                self.badge([frame.margin, y, width, bottom - y], self.cast.body * 0.5, part.look);
                if let (Some(size), true) = (frame.code, placed.is_first) {
                    self.code_at = Some([frame.margin + width - part.pad - size, (y + bottom - size) / 2.0, size]);
                }
            }
            Role::Toolbox => {
                let look = Look {
                    solid: part.look.tint,
                    ..part.look
                };
                let top = y;
                self.badge([frame.margin, top, width, bottom - top], self.cast.body * 0.5, look);
            }
            Role::Sources | Role::Colophon => {
                let stroke = Stroke {
                    width: 0.75,
                    ink: frame.palette.hairline(),
                    dash: None,
                };
                self.page
                    .line(vec![(frame.margin, y), (frame.margin + width, y)], stroke);
            }
            Role::Band | Role::Guide => {}
        }
        if let Some(bar) = &part.bar {
            y = self.bar(part, bar, placed, y) + between;
        }
        if part.role == Role::Band {
            self.grounds(part, placed.wide, y, bottom);
        }
        // Over the whole width an area has the columns of both.
        let all: Vec<f32> = part.areas.iter().flat_map(Area::lefts).collect();
        for (side, (area, columns)) in part.areas.iter().zip(&placed.columns).enumerate() {
            let lefts = match placed.wide {
                Some(wide) if wide == side => all.clone(),
                _ => area.lefts(),
            };
            let mut top = y + part.pad;
            if part.role == Role::Head {
                // Beside the code, words stand in the middle.
                top += ((bottom - part.pad - top - height_of(columns)) / 2.0).max(0.0);
            }
            self.area(area, (columns, &lefts), [top, bottom - part.pad], part.role);
        }
    }

    /// The heads of both halves.
    fn halves(&mut self, y: f32) {
        let Some(halves) = &self.cast.halves else { return };
        let body = self.cast.body;
        let axis = body * AXIS;
        let half = (self.frame.width() - axis) / 2.0;
        let height = self.cast.halves_height;
        let is_first = self.number == 0 || !self.linked_halves();
        for (number, ((set, tag), stance)) in halves.iter().zip([Stance::Pro, Stance::Contra]).enumerate() {
            let look = self.frame.palette.side(stance);
            let x = self.frame.margin + if number == 0 { 0.0 } else { half + axis };
            self.badge([x, y, half, height], body * 0.35, look);
            let tag = tag.filter(|_| is_first);
            // A plus or minus of two bars.
            let arm = height * 0.2;
            let (middle_x, middle_y) = (x + body * 0.9 + arm, y + height / 2.0);
            let stroke = Stroke {
                width: height * 0.11,
                ink: look.on,
                dash: None,
            };
            self.page
                .line(vec![(middle_x - arm, middle_y), (middle_x + arm, middle_y)], stroke);
            if stance == Stance::Pro {
                self.page
                    .line(vec![(middle_x, middle_y - arm), (middle_x, middle_y + arm)], stroke);
            }
            let left = middle_x + arm + body * 0.8;
            place_as(set, &mut self.page, left, y + (height - set.height()) / 2.0, tag);
        }
        if let Some(tag) = halves.first().and_then(|(_, tag)| *tag) {
            self.linked.push(tag);
        }
    }

    fn linked_halves(&self) -> bool {
        let tag = self.cast.halves.as_ref().and_then(|[(_, tag), _]| *tag);
        tag.is_some_and(|tag| self.linked.contains(&tag))
    }

    /// The bar over a part; says where it ends.
    fn bar(&mut self, part: &Part, bar: &Bar, placed: &Placed, y: f32) -> f32 {
        let frame = self.frame;
        let body = self.cast.body;
        let (set, tag) = if placed.is_first {
            (&bar.name, bar.name_tag)
        } else {
            (&bar.again, None)
        };
        let height = if placed.is_first {
            bar.height
        } else {
            bar.height.min(bar.again.height() + body * 0.5)
        };
        if placed.is_first {
            self.bookmarks.push(Bookmark {
                level: 0,
                title: bar.bookmark.clone(),
                page: self.number,
                y,
            });
        }
        let width = frame.width();
        if part.role != Role::Band {
            let top = y + if part.role == Role::Toolbox {
                body * 0.4
            } else {
                body * 0.25
            };
            set.place(&mut self.page, frame.margin + body * PAD_X, top, tag);
            return y + height;
        }
        let middle = y + height / 2.0;
        let stroke = Stroke {
            width: body * 0.3,
            ink: part.look.line,
            dash: None,
        };
        let pill = set.width() + body * 2.0;
        let left = frame.margin + (width - pill) / 2.0;
        let mut from = frame.margin;
        let mut to = frame.margin + width;
        for (number, end) in bar.ends.iter().enumerate() {
            let Some((label, label_tag)) = end else { continue };
            if placed.wide.is_some_and(|wide| wide != number) {
                continue;
            }
            let label_tag = placed.is_first.then_some(*label_tag);
            let x = if number == 0 {
                from = frame.margin + body * PAD_X + label.width() + body * 0.6;
                frame.margin + body * PAD_X
            } else {
                to = frame.margin + width - body * PAD_X - label.width() - body * 0.6;
                frame.margin + width - body * PAD_X - label.width()
            };
            place_as(label, &mut self.page, x, middle - label.height() / 2.0, label_tag);
        }
        self.page.line(vec![(from, middle), (to, middle)], stroke);
        self.badge([left, y, pill, height], height.min(body * 2.6) / 2.0, part.look);
        // The name is set in the middle of its width: its own left edge is not 0.
        let inset = (width * 0.46 - set.width()) / 2.0;
        let x = if placed.is_first {
            left + body - inset
        } else {
            left + body
        };
        set.place(&mut self.page, x, middle - set.height() / 2.0, tag);
        y + height
    }

    fn grounds(&mut self, part: &Part, wide: Option<usize>, top: f32, bottom: f32) {
        let frame = self.frame;
        let body = self.cast.body;
        let radius = body * 0.4;
        for (side, area) in part.areas.iter().enumerate() {
            let inset = body * PAD_X;
            let rect = match wide {
                Some(wide) if wide == side => [frame.margin, top, frame.width(), bottom - top],
                Some(_) => continue,
                None => [area.x - inset, top, area.width + 2.0 * inset, bottom - top],
            };
            let look = area
                .stance
                .map_or(frame.palette.hue(None), |stance| frame.palette.side(stance));
            let look = Look {
                solid: look.tint,
                line: if frame.palette.has_color() {
                    look.tint
                } else {
                    frame.palette.hairline()
                },
                ..look
            };
            self.badge(rect, radius, look);
        }
    }

    fn area(&mut self, area: &Area, (columns, lefts): (&[Vec<Slice>], &[f32]), [top, bottom]: [f32; 2], role: Role) {
        let body = self.cast.body;
        let width = area.column_width();
        for (number, (column, x)) in columns.iter().zip(lefts.iter().copied()).enumerate() {
            if number > 0 && !column.is_empty() && role == Role::Band {
                let stroke = Stroke {
                    width: 0.5,
                    ink: self.frame.palette.hairline(),
                    dash: None,
                };
                let line = x - area.gutter / 2.0;
                self.page.line(vec![(line, top), (line, bottom)], stroke);
            }
            let end = column.last().map_or(0.0, |last| last.y + last.height);
            let gaps = column.len().saturating_sub(1);
            let air = match role {
                Role::Band => ((bottom - top - end) / gaps.max(1) as f32).clamp(0.0, body * 1.1),
                _ => 0.0,
            };
            let mut moved = 0.0;
            for (index, slice) in column.iter().enumerate() {
                let Some(block) = area.blocks.get(slice.block) else {
                    continue;
                };
                let after_heading = index
                    .checked_sub(1)
                    .and_then(|before| column.get(before))
                    .and_then(|before| area.blocks.get(before.block))
                    .is_some_and(|before| before.is_heading);
                // A headline stays near what it is over.
                if index > 0 && !after_heading {
                    moved += air;
                }
                let rule = block.rule.filter(|_| index > 0);
                if let Some(ink) = rule {
                    let stroke = Stroke {
                        width: body * 0.09,
                        ink,
                        dash: None,
                    };
                    let y = top + slice.y + moved;
                    self.page.line(vec![(x, y), (x + width, y)], stroke);
                }
                self.block(block, &slice.rows, x, top + slice.y + moved);
            }
        }
    }

    fn block(&mut self, block: &Block, rows: &Range<usize>, x: f32, y: f32) {
        let bookmarks = block.bookmarks.iter().filter(|_| rows.start == 0);
        self.bookmarks.extend(bookmarks.map(|(level, title)| Bookmark {
            level: *level,
            title: title.clone(),
            page: self.number,
            y,
        }));
        let mut top = y;
        for (number, (piece, lines)) in block.parts(rows).enumerate() {
            if number > 0 {
                top += piece.gap;
            }
            top = self.piece(piece, &lines, x, top);
        }
    }

    fn piece(&mut self, piece: &Piece, lines: &Range<usize>, x: f32, y: f32) -> f32 {
        let height = lines.len() as f32 * piece.line();
        if let (Some(hang), 0) = (&piece.hang, lines.start) {
            self.hang(hang, x, y + piece.set.first_baseline() - hang.set.first_baseline());
        }
        let before = self.page.items.len();
        if lines.len() == piece.set.num_lines() {
            piece.set.place(&mut self.page, x + piece.x, y, piece.tag);
        } else {
            let (_, rest) = piece.set.clone().split(lines.start);
            let (shown, _) = rest.split(lines.len());
            shown.place(&mut self.page, x + piece.x, y, piece.tag);
        }
        self.marks(before);
        if let (Some((address, tag)), 0) = (&piece.link, lines.start) {
            self.page.items.push(Item::Link {
                rect: [x + piece.x, y, piece.set.width().max(1.0), height],
                address: address.clone(),
                tag: *tag,
            });
        }
        y + height
    }

    fn hang(&mut self, hang: &Hang, x: f32, y: f32) {
        // Its middle is where it hangs, if something is drawn behind it.
        let left = match hang.mark {
            Some(_) => x + hang.x - hang.set.width() / 2.0,
            None => x + hang.x,
        };
        let before = self.page.items.len();
        hang.set.place(&mut self.page, left, y, hang.tag);
        if let Some(mark) = hang.mark {
            let shapes: Vec<Item> = self
                .page
                .items
                .get(before..)
                .unwrap_or_default()
                .iter()
                .filter_map(|item| match item {
                    Item::Run(run) => Some(Item::Shape(behind(run, mark))),
                    _ => None,
                })
                .collect();
            self.page.items.splice(before..before, shapes);
        }
    }

    /// Draws what belongs behind words that were just placed.
    fn marks(&mut self, before: usize) {
        let mut shapes = Vec::new();
        for item in self.page.items.get(before..).unwrap_or_default() {
            if let Item::Run(run) = item {
                let mark = run
                    .tag
                    .and_then(|tag| self.cast.marks.get(tag.index()).copied().flatten());
                shapes.extend(mark.map(|mark| Item::Shape(behind(run, mark))));
            }
        }
        self.page.items.splice(before..before, shapes);
    }
}

/// Room from the edge of a ground to its letters, in sizes of the body.
const PAD_X: f32 = 0.9;

fn place_as(set: &Set, page: &mut Page, x: f32, y: f32, tag: Option<TagId>) {
    let before = page.items.len();
    set.place(page, x, y, tag);
    if tag.is_none() {
        for item in page.items.iter_mut().skip(before) {
            if let Item::Run(run) = item {
                run.tag = None;
            }
        }
    }
}

fn rectangle(rect: [f32; 4], radius: f32, look: Look) -> Shape {
    let [x, y, width, height] = rect;
    // The line lies within the edge.
    let line = 0.9;
    let has_line = look.line != look.solid;
    let inset = if has_line { line / 2.0 } else { 0.0 };
    Shape {
        outline: Outline::Rect {
            x: x + inset,
            y: y + inset,
            width: (width - 2.0 * inset).max(0.1),
            height: (height - 2.0 * inset).max(0.1),
            radius,
        },
        fill: Some(look.solid),
        stroke: has_line.then_some(Stroke {
            width: line,
            ink: look.line,
            dash: None,
        }),
        tag: None,
    }
}

/// What is drawn behind the letters of a run. Signs and capitals have their middle a third of their size up.
fn behind(run: &Run, mark: Mark) -> Shape {
    let (x, y) = (run.x + run.width / 2.0, run.y - run.size * 0.335);
    match mark {
        Mark::Disc(look) => Shape {
            outline: Outline::Circle {
                x,
                y,
                radius: run.size * 0.5,
            },
            fill: Some(look.solid),
            stroke: (look.line != look.solid).then_some(Stroke {
                width: (run.size * 0.07).max(0.7),
                ink: look.line,
                dash: None,
            }),
            tag: None,
        },
        Mark::Box(look) => {
            let side = run.size * 0.92;
            rectangle([x - side / 2.0, y - side / 2.0, side, side], 0.0, look)
        }
        Mark::Square(look) => {
            let (width, height) = (run.width + run.size * 0.36, run.size * 1.04);
            let shown = Look {
                line: look.solid,
                ..look
            };
            rectangle(
                [x - width / 2.0, y - height / 2.0, width, height],
                run.size * 0.2,
                shown,
            )
        }
    }
}
