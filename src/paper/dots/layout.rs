//! Where everything stands on sheets for dots, in one size of letters.

use super::super::cards::as_decoration;
use super::super::letters::{Align, Letters, Set, Span, Style};
use super::super::page::{Bookmark, Ink, Item, Page, Stroke, TagId, mm};
use super::super::palette::Look;
use super::super::side_sign::side_sign;
use super::super::stack::{Stack, shortened};
use super::Form;
use super::content::{Argument, Content, Part, Piece, Side};
use crate::model::Stance;

/// A question of more lines than this is cut off with dots: else no room would be left for what is asked.
const TITLE_LINES: usize = 8;
/// The same for a name of a stakeholder.
const NAME_LINES: usize = 4;
/// From the edge of a row to that of its boxes.
const INSET: f32 = 0.5;
/// Boxes may grow by this share of their height if a sheet is not full.
const GROWTH: f32 = 0.45;

/// An argument in its column.
#[derive(Clone, Debug)]
struct Cell {
    side: Option<Stance>,
    /// The part of its sign.
    sign: Option<TagId>,
    /// Empty where a long text goes on.
    number: Stack,
    words: Stack,
}

/// The head of a column.
#[derive(Clone, Debug)]
struct SideHead {
    side: Option<Stance>,
    words: Stack,
}

/// What stands on a sheet, from side to side.
#[derive(Clone, Debug)]
enum Kind {
    /// The name of a stakeholder, by its place; `None` for the color of nobody.
    Name { part: usize, is_first: bool },
    /// The heads of the columns.
    Sides {
        heads: [Option<SideHead>; 2],
        is_first: bool,
    },
    /// An argument in each column.
    Row([Option<Cell>; 2]),
}

#[derive(Clone, Debug)]
struct Placed {
    gap: f32,
    height: f32,
    kind: Kind,
}

/// Widths within a column.
#[derive(Clone, Copy, Debug)]
struct Columns {
    /// Left edges.
    lefts: [f32; 2],
    number: f32,
    text: f32,
    text_width: f32,
    dots: f32,
    dots_width: f32,
    total: f32,
    total_width: f32,
}

/// Everything in its place.
pub(super) struct Layout<'a> {
    form: &'a Form,
    content: &'a Content,
    size: f32,
    columns: Columns,
    title: Stack,
    /// What stands over the sheets behind the first.
    again: Stack,
    names: Vec<(Stack, Stack)>,
    dots: Set,
    total: Set,
    sheets: Vec<Vec<Placed>>,
    used: f32,
}

impl<'a> Layout<'a> {
    /// Lays out everything in letters of a size.
    pub fn new(form: &'a Form, content: &'a Content, size: f32, continued: &str, letters: &mut Letters) -> Self {
        let columns = columns(form, content, size, letters);
        let soft = Style::new(form.small(size), form.palette.soft());
        let mut layout = Self {
            form,
            content,
            size,
            columns,
            title: title(form, content, size, letters),
            again: title_again(form, content, size, letters),
            names: Vec::with_capacity(content.parts.len()),
            dots: letters.set(&content.dots, soft, columns.dots_width, Align::Left),
            total: letters.set(&content.total, soft, columns.total_width, Align::Left),
            sheets: vec![Vec::new()],
            used: 0.0,
        };
        layout.used = layout.title.height();
        for (number, part) in content.parts.iter().enumerate() {
            let names = layout.name(part, continued, letters);
            layout.names.push(names);
            layout.part(number, part, letters);
        }
        layout
    }

    /// How many sheets it takes.
    pub fn num_sheets(&self) -> usize {
        self.sheets.len()
    }

    /// What stands over all else of a sheet.
    fn over(&self, sheet: usize) -> &Stack {
        if sheet == 0 { &self.title } else { &self.again }
    }

    fn room(&self) -> f32 {
        self.form.bottom(self.size) - self.form.margin
    }

    fn pad(&self) -> f32 {
        self.size * 0.32
    }

    /// The name of a stakeholder, and the same where it goes on.
    fn name(&self, part: &Part, continued: &str, letters: &mut Letters) -> (Stack, Stack) {
        let style = Style::new(self.size * 1.3, self.form.palette.ink()).leading(self.size * 1.55);
        let width = self.form.width();
        let mut first = Stack::default();
        for (number, piece) in part.name.iter().enumerate() {
            let style = if number == 0 { style.bold() } else { style };
            let set = shortened(letters, &piece.words, style, width, NAME_LINES);
            first.push(0.0, set, Some(piece.tag));
        }
        let mut again = Stack::default();
        if !part.name.is_empty() {
            let mark = letters.line(&format!(" ({continued})"), style.bold());
            let names: Vec<&str> = part.name.iter().map(|piece| piece.words.as_str()).collect();
            let name = shortened(letters, &names.join(" / "), style.bold(), width - mark.width() - 2.0, 1);
            let whole = format!("{} ({continued})", name.text());
            again.push(0.0, letters.line(&whole, style.bold()), None);
        }
        (first, again)
    }

    fn part(&mut self, number: usize, part: &Part, letters: &mut Letters) {
        let find = |stance: Option<Stance>| part.sides.iter().find(|side| side.side == stance);
        let pairs: Vec<[Option<&Side>; 2]> = if self.form.is_double {
            let pair = [find(Some(Stance::Pro)), find(Some(Stance::Contra))];
            [pair, [find(None), None]]
                .into_iter()
                .filter(|pair| pair.iter().any(Option::is_some))
                .collect()
        } else {
            part.sides.iter().map(|side| [Some(side), None]).collect()
        };
        let mut rows = Vec::new();
        let (mut height, mut first_two) = (0.0, 0.0);
        for (place, pair) in pairs.into_iter().enumerate() {
            let heads = pair.map(|side| side.map(|side| self.side_head(side, letters)));
            let num = pair.iter().flatten().map(|side| side.all.len()).max().unwrap_or(0);
            for row in 0..num {
                let cells = pair.map(|side| {
                    let side = side?;
                    side.all.get(row).map(|of| self.cell(side.side, of, letters))
                });
                let start = match (row, place) {
                    (0, 0) => Start::Part,
                    (0, _) => Start::Side,
                    _ => Start::Row,
                };
                if start != Start::Row {
                    let above = self.heads(number, &heads, start);
                    height += above.iter().map(|of| of.gap + of.height).sum::<f32>();
                }
                height += self.row_height(&cells) + self.gap();
                if rows.len() < 2 {
                    first_two = height;
                }
                rows.push((heads.clone(), cells, start));
            }
        }
        // A stakeholder begins a sheet if that keeps all of it together and leaves little empty, or if only one of its
        // rows would stand here.
        let left = self.room() - self.used;
        let next = self.room() - self.again.height();
        let is_kept = height <= next && left < self.room() * 0.25;
        let is_single = first_two > left && first_two <= next;
        if height > left && (is_kept || is_single) {
            self.next_sheet();
        }
        for (heads, cells, start) in rows {
            self.row(number, &heads, cells, start);
        }
    }

    fn next_sheet(&mut self) {
        if self.sheets.last().is_some_and(|sheet| !sheet.is_empty()) {
            self.sheets.push(Vec::new());
            self.used = self.again.height();
        }
    }

    /// Between two rows.
    fn gap(&self) -> f32 {
        self.size * 0.28
    }

    fn side_head(&self, side: &Side, letters: &mut Letters) -> SideHead {
        let on = self.look(side.side).on;
        let style = Style::new(self.size, on).bold().leading(self.size * 1.25);
        let room = self.columns.dots - self.size * 2.8;
        let joined: Vec<&str> = side.name.iter().map(|piece| piece.words.as_str()).collect();
        let whole = letters.line(&joined.join(" / "), style);
        let mut words = Stack::default();
        if whole.width() <= room {
            let set = letters.set_spans(&spans(&side.name, style), room + 4.0, Align::Left);
            words.push(0.0, set, side.name.first().map(|piece| piece.tag));
        } else {
            for piece in &side.name {
                words.push(0.0, shortened(letters, &piece.words, style, room, 2), Some(piece.tag));
            }
        }
        SideHead { side: side.side, words }
    }

    fn cell(&self, side: Option<Stance>, of: &Argument, letters: &mut Letters) -> Cell {
        let style = Style::new(self.size, self.form.palette.ink()).leading(self.size * 1.22);
        let mut number = Stack::default();
        // With a space, so that it is not read as part of the first word.
        number.push(
            0.0,
            letters.line(&format!("{} ", of.number), style.bold()),
            Some(of.tag),
        );
        let mut words = Stack::default();
        for (place, piece) in of.words.iter().enumerate() {
            let style = match place {
                0 => style.bold(),
                _ => Style {
                    ink: self.form.palette.soft(),
                    ..style
                },
            };
            let set = letters.set(&piece.words, style, self.columns.text_width, Align::Start);
            words.push(self.size * 0.15, set, Some(piece.tag));
        }
        Cell {
            side,
            sign: of.sign,
            number,
            words,
        }
    }

    fn look(&self, side: Option<Stance>) -> Look {
        side.map_or(self.form.palette.hue(None), |side| self.form.palette.side(side))
    }

    fn head_height(&self, heads: &[Option<SideHead>; 2]) -> f32 {
        let words = heads.iter().flatten().map(|head| head.words.height());
        let band = words.fold(0.0, f32::max) + self.size * 0.5;
        band.max(self.dots.height()).max(self.total.height())
    }

    /// The heads that stand above a row where a stakeholder begins, or goes on on a next sheet.
    fn heads(&self, part: usize, heads: &[Option<SideHead>; 2], start: Start) -> Vec<Placed> {
        let mut placed = Vec::new();
        let name = self.names.get(part);
        let name = name.map(|(first, again)| if start == Start::Part { first } else { again });
        if start != Start::Side
            && let Some(name) = name.filter(|name| !name.is_empty())
        {
            placed.push(Placed {
                gap: self.size * 1.3,
                height: name.height() + self.size * 0.6,
                kind: Kind::Name {
                    part,
                    is_first: start == Start::Part,
                },
            });
        }
        placed.push(Placed {
            gap: self.size * if placed.is_empty() { 0.8 } else { 0.3 },
            height: self.head_height(heads),
            kind: Kind::Sides {
                heads: heads.clone(),
                is_first: start != Start::Row,
            },
        });
        placed
    }

    /// Puts a row under what is there, with the heads above it where it is the first; on a next sheet if it must, and on
    /// more than one if it is higher than a sheet.
    fn row(&mut self, part: usize, heads: &[Option<SideHead>; 2], cells: [Option<Cell>; 2], start: Start) {
        let above = if start == Start::Row {
            Vec::new()
        } else {
            self.heads(part, heads, start)
        };
        let over: f32 = above.iter().map(|of| of.gap + of.height).sum();
        let gap = self.gap();
        let height = self.row_height(&cells);
        let room = self.room();
        if self.used + over + gap + height <= room {
            self.put(above);
            self.put_row(cells, height, gap);
            return;
        }
        // On a next sheet, where the heads stand again; not over a column that has come to its end.
        let mut going = heads.clone();
        for (head, cell) in going.iter_mut().zip(&cells) {
            if cell.is_none() {
                *head = None;
            }
        }
        let again = if start == Start::Part {
            above.clone()
        } else {
            let mut again = self.heads(part, &going, Start::Row);
            for of in &mut again {
                // A side that begins on this sheet is read here; the name of its stakeholder was read before.
                if let Kind::Sides { is_first, .. } = &mut of.kind {
                    *is_first = start != Start::Row;
                }
            }
            again
        };
        let over_again: f32 = again.iter().map(|of| of.gap + of.height).sum();
        let has_something = self.sheets.last().is_some_and(|sheet| !sheet.is_empty());
        let fits_next = has_something && self.again.height() + over_again + gap + height <= room;
        let left = room - self.used - over - gap;
        if fits_next || (has_something && left < self.size * 6.0) {
            self.next_sheet();
            self.put(again);
        } else {
            self.put(above);
        }
        if fits_next {
            self.put_row(cells, height, gap);
            return;
        }
        let mut rest = cells;
        loop {
            let left = (room - self.used - gap).max(self.size * 2.0);
            let height = self.row_height(&rest);
            if height <= left {
                self.put_row(rest, height, gap);
                return;
            }
            let inside = left - 2.0 * self.pad();
            let mut over = [None, None];
            let mut first = [None, None];
            for (place, cell) in rest.into_iter().enumerate() {
                let Some(cell) = cell else { continue };
                let (fits, more) = cell.words.split(inside);
                let next = (!more.is_empty()).then(|| Cell {
                    side: cell.side,
                    sign: None,
                    number: Stack::default(),
                    words: more,
                });
                let now = (!fits.is_empty()).then_some(Cell { words: fits, ..cell });
                if let (Some(slot), Some(more)) = (first.get_mut(place), over.get_mut(place)) {
                    (*slot, *more) = (now, next);
                }
            }
            let height = self.row_height(&first);
            self.put_row(first, height, gap);
            if over.iter().all(Option::is_none) {
                return;
            }
            rest = over;
            self.sheets.push(Vec::new());
            self.used = self.again.height();
            let again = self.heads(part, &going, Start::Row);
            self.put(again);
        }
    }

    fn row_height(&self, cells: &[Option<Cell>; 2]) -> f32 {
        let words = cells.iter().flatten().map(|cell| cell.words.height());
        (words.fold(0.0, f32::max) + 2.0 * self.pad()).max(self.form.box_height + 2.0 * INSET)
    }

    fn put(&mut self, all: Vec<Placed>) {
        for placed in all {
            self.used += placed.gap + placed.height;
            if let Some(sheet) = self.sheets.last_mut() {
                sheet.push(placed);
            }
        }
    }

    fn put_row(&mut self, cells: [Option<Cell>; 2], height: f32, gap: f32) {
        self.put(vec![Placed {
            gap,
            height,
            kind: Kind::Row(cells),
        }]);
    }

    /// By how much every box grows, so that the sheets are full.
    fn growth(&self) -> f32 {
        let of_sheet = |(number, sheet): (usize, &Vec<Placed>)| {
            let room = self.room() - self.over(number).height();
            let used: f32 = sheet.iter().map(|of| of.gap + of.height).sum();
            let num = sheet.iter().filter(|of| matches!(of.kind, Kind::Row(_))).count();
            (room - used).max(0.0) / num.max(1) as f32
        };
        let most = self.form.box_height * GROWTH;
        self.sheets.iter().enumerate().map(of_sheet).fold(most, f32::min)
    }

    /// The pages, without what stands at their feet, and the entries of the list of contents; and how far down the
    /// last one is filled.
    pub fn pages(&self) -> (Vec<Page>, Vec<Bookmark>, f32) {
        let mut end = self.form.margin;
        let growth = self.growth();
        let mut pages = Vec::with_capacity(self.sheets.len());
        let mut bookmarks = Vec::new();
        for (number, sheet) in self.sheets.iter().enumerate() {
            let mut page = Page::new(self.form.size);
            let over = self.over(number);
            over.place(&mut page, self.form.margin, self.form.margin);
            let mut y = self.form.margin + over.height();
            for of in sheet {
                y += of.gap;
                match &of.kind {
                    Kind::Name { part, is_first } => {
                        self.draw_name(&mut page, *part, *is_first, y);
                        let title = self.content.parts.get(*part).map(|part| words_of(&part.name));
                        if let Some(title) = title.filter(|_| *is_first) {
                            bookmarks.push(Bookmark {
                                level: 0,
                                title,
                                page: number,
                                y,
                            });
                        }
                    }
                    Kind::Sides { heads, is_first } => {
                        let from = page.items.len();
                        for (head, left) in heads.iter().zip(self.columns.lefts) {
                            if let Some(head) = head {
                                self.draw_head(&mut page, head, left, y, of.height);
                            }
                        }
                        if !is_first {
                            as_decoration(&mut page, from);
                        }
                    }
                    Kind::Row(cells) => {
                        for (cell, left) in cells.iter().zip(self.columns.lefts) {
                            if let Some(cell) = cell {
                                self.draw_cell(&mut page, cell, left, y, of.height + growth);
                            }
                        }
                        y += growth;
                    }
                }
                y += of.height;
            }
            end = y;
            pages.push(page);
        }
        (pages, bookmarks, end)
    }

    fn draw_name(&self, page: &mut Page, part: usize, is_first: bool, y: f32) {
        let (Some((first, again)), Some(of)) = (self.names.get(part), self.content.parts.get(part)) else {
            return;
        };
        let form = self.form;
        let thick = (self.size * 0.2).max(2.0);
        let look = form.palette.hue(of.hue);
        let ink = if form.palette.has_color() && of.hue.is_some() {
            look.solid
        } else {
            form.palette.ink()
        };
        page.fill(form.margin, y, form.width(), thick, 0.0, ink);
        let words = if is_first { first } else { again };
        words.place(page, form.margin, y + self.size * 0.45);
    }

    fn draw_head(&self, page: &mut Page, head: &SideHead, left: f32, y: f32, height: f32) {
        let (columns, size, look) = (self.columns, self.size, self.look(head.side));
        let band = head.words.height() + size * 0.5;
        let top = y + height - band;
        let width = columns.dots - size * 0.6;
        // For is round, against has corners, as on the cards.
        let radius = if head.side == Some(Stance::Contra) {
            0.0
        } else {
            band.min(size * 1.8) / 2.0
        };
        page.fill(left, top, width, band, radius, look.solid);
        if look.solid == Ink::WHITE {
            let edge = Stroke {
                width: 1.25,
                ink: look.line,
                dash: None,
            };
            page.frame(left + 0.6, top + 0.6, width - 1.2, band - 1.2, radius, edge);
        }
        let mut x = left + size * 0.7;
        if let Some(side) = head.side {
            let middle = (left + size * 1.05, top + band / 2.0);
            side_sign(page, side, middle, size * 1.1, look.on, look.solid);
            x = left + size * 2.0;
        }
        head.words.place(page, x, top + size * 0.25);
        for (set, at) in [(&self.dots, columns.dots), (&self.total, columns.total)] {
            set.place(page, left + at, y + height - set.height(), None);
        }
    }

    fn draw_cell(&self, page: &mut Page, cell: &Cell, left: f32, y: f32, height: f32) {
        let (columns, size, palette) = (self.columns, self.size, self.form.palette);
        let top = y + (height - cell.words.height()) / 2.0;
        cell.number.place(page, left + columns.number, top);
        if let Some(side) = cell.side.filter(|_| !cell.number.is_empty()) {
            let middle = (left + size * 0.5, top + size * 0.62);
            let from = page.items.len();
            side_sign(page, side, middle, size * 0.95, self.look(Some(side)).line, Ink::WHITE);
            for item in page.items.iter_mut().skip(from) {
                if let Item::Shape(shape) = item {
                    shape.tag = cell.sign;
                }
            }
        }
        cell.words.place(page, left + columns.text, top);
        let line = |width: f32| Stroke {
            width,
            ink: palette.hairline(),
            dash: None,
        };
        let foot = y + height;
        page.line(vec![(left, foot), (left + columns.dots - size * 0.6, foot)], line(0.5));
        let edge = Stroke {
            ink: self.look(cell.side).line,
            ..line(1.0)
        };
        page.frame(
            left + columns.dots,
            y + INSET,
            columns.dots_width,
            height - 2.0 * INSET,
            2.0,
            edge,
        );
        page.frame(
            left + columns.total,
            y + INSET,
            columns.total_width,
            height - 2.0 * INSET,
            2.0,
            line(0.75),
        );
    }
}

/// What a row is the first of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Start {
    /// Of a stakeholder.
    Part,
    /// Of a side.
    Side,
    /// Of nothing.
    Row,
}

fn words_of(pieces: &[Piece]) -> String {
    let words: Vec<&str> = pieces.iter().map(|piece| piece.words.as_str()).collect();
    words.join(" / ")
}

/// Pieces behind each other, with a stroke between.
fn spans(pieces: &[Piece], style: Style) -> Vec<Span<'_>> {
    let mut spans = Vec::new();
    for (number, piece) in pieces.iter().enumerate() {
        if number > 0 {
            spans.push(Span::new(" / ", style));
        }
        spans.push(Span {
            tag: Some(piece.tag),
            ..Span::new(&piece.words, style)
        });
    }
    spans
}

/// The question and what one is to do.
fn title(form: &Form, content: &Content, size: f32, letters: &mut Letters) -> Stack {
    let mut stack = Stack::default();
    for (number, piece) in content.title.iter().enumerate() {
        let style = if number == 0 {
            title_style(form, size)
        } else {
            Style::new(size * 1.4, form.palette.ink()).leading(size * 1.75)
        };
        let set = shortened(letters, &piece.words, style, form.width(), TITLE_LINES);
        stack.push(size * 0.15, set, Some(piece.tag));
    }
    for (number, piece) in content.how.iter().enumerate() {
        let style = Style::new(size, form.palette.soft());
        // Lines of more than some hundred letters are hard to read.
        let width = form.width().min(size * 50.0);
        let set = letters.set(&piece.words, style, width, Align::Start);
        let gap = if number == 0 { 0.6 } else { 0.2 };
        stack.push(size * gap, set, Some(piece.tag));
    }
    stack
}

/// The question over the sheets behind the first, as decoration: in smaller letters and without what one is to do, so that
/// there is room.
fn title_again(form: &Form, content: &Content, size: f32, letters: &mut Letters) -> Stack {
    let mut stack = Stack::default();
    for (number, piece) in content.title.iter().enumerate() {
        let first = title_style(form, size);
        let (style, most) = if number == 0 {
            (first, TITLE_LINES)
        } else {
            (Style::new(size, form.palette.soft()), 1)
        };
        stack.push(0.0, shortened(letters, &piece.words, style, form.width(), most), None);
    }
    stack
}

fn title_style(form: &Form, size: f32) -> Style {
    Style::new(size * 1.8, form.palette.ink()).leading(size * 2.1).bold()
}

fn columns(form: &Form, content: &Content, size: f32, letters: &mut Letters) -> Columns {
    let between = size * 1.6;
    let width = if form.is_double {
        (form.width() - between) / 2.0
    } else {
        form.width()
    };
    let lefts = [form.margin, form.margin + width + between];
    let bold = Style::new(size, form.palette.ink()).bold();
    let digits = "0".repeat(content.num_arguments().to_string().len().max(2));
    let number = size * 1.25;
    let text = number + letters.line(&digits, bold).width() + size * 0.6;
    let small = Style::new(form.small(size), form.palette.soft());
    let has_several = content.how.len() > 1;
    let total_width = letters
        .line(&content.total, small)
        .width()
        .min(size * if has_several { 3.2 } else { 5.0 })
        .max(mm(13.0))
        .max(size * 2.6)
        + 1.0;
    let gap = size * 0.45;
    // Words in two languages need more of the width.
    let share = match (has_several, form.is_double) {
        (true, _) => 0.27,
        (false, true) => 0.31,
        (false, false) => 0.28,
    };
    let dots_width = width * share;
    let total = width - total_width;
    let dots = total - gap - dots_width;
    Columns {
        lefts,
        number,
        text,
        text_width: (dots - size * 0.8 - text).max(size * 3.0),
        dots,
        dots_width,
        total,
        total_width,
    }
}
