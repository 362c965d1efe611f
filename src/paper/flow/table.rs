//! Tables: columns as wide as they need to be, rows that are not broken, a head on each page.

use super::part::{Slab, Stack, Tie};
use super::{Desk, How, Words};
use crate::paper::letters::{Align, Style};
use crate::paper::page::{Ink, Item, Outline, Shape, Stroke, Tag, TagId};

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Column<'a> {
    /// Its head.
    pub head: &'a str,
    /// Whether there are numbers in it: they stand on the right, and the column is no wider than they are.
    pub is_number: bool,
}

/// A table; the first cell of each row says what the row is about.
#[derive(Clone, Debug)]
pub struct Table<'a> {
    /// What it shows; may be empty.
    pub caption: &'a str,
    /// The columns.
    pub columns: Vec<Column<'a>>,
    /// The cells of each row, in the order of the columns.
    pub rows: Vec<Vec<Vec<Words<'a>>>>,
    /// How its head and caption look.
    pub style: Style,
    /// Color of its lines.
    pub line: Ink,
}

/// Between two columns.
const GUTTER: f32 = 10.0;
/// Above and below the words of a row.
const PAD: f32 = 3.0;
/// What stands in a cell without words: an empty one could be one that was forgotten.
const NOTHING: &str = "–";

impl Stack {
    /// A table as wide as the stack. Nothing for one without columns.
    pub fn table(&mut self, desk: &mut Desk<'_>, parent: Option<TagId>, gap: f32, table: &Table<'_>) {
        if table.columns.is_empty() {
            return;
        }
        let places = places(desk, table, self.width());
        let tag = desk.tag(parent, Tag::Table);
        let mut gap = gap;
        if !super::is_blank(table.caption) {
            let caption = desk.tag(Some(tag), Tag::Caption);
            let words = [Words::new(table.caption, table.style.bold())];
            self.lines(desk, &words, How::below(gap).tied(), Some(caption), true);
            gap = 4.0;
        }
        let stroke = |width: f32| Stroke {
            width,
            ink: table.line,
            dash: None,
        };
        let mut head = Stack::new(self.width());
        let row = desk.tag(Some(tag), Tag::Row);
        let mut cells = Vec::with_capacity(places.len());
        for (column, (x, width)) in table.columns.iter().zip(&places) {
            let words = Words::new(column.head, table.style.bold());
            let words = if words.is_blank() {
                Words::new(NOTHING, table.style.bold())
            } else {
                words
            };
            let cell = desk.tag(Some(row), Tag::ColumnHead);
            let words = [words];
            cells.push((*x, cell_stack(desk, &words, *width, column.is_number, cell)));
        }
        head.whole_columns(0.0, cells);
        head.tie();
        head.slab(0.0, full_line(self.width(), stroke(1.0)));
        let mut inner = Stack::new(self.width());
        for (number, row_words) in table.rows.iter().enumerate() {
            if number > 0 {
                inner.rule(0.0, stroke(0.5));
            }
            let row = desk.tag(Some(tag), Tag::Row);
            let mut cells = Vec::with_capacity(places.len());
            for (at, (column, (x, width))) in table.columns.iter().zip(&places).enumerate() {
                let kind = if at == 0 { Tag::RowHead } else { Tag::Cell };
                let words = row_words.get(at).map_or(&[][..], Vec::as_slice);
                let nothing = [Words::new(NOTHING, table.style)];
                let words = if words.iter().all(Words::is_blank) {
                    &nothing
                } else {
                    words
                };
                let cell = desk.tag_for(Some(row), kind, words);
                cells.push((*x, cell_stack(desk, words, *width, column.is_number, cell)));
            }
            inner.whole_columns(0.0, cells);
        }
        self.headed(gap, head, inner);
        self.slab(0.0, full_line(self.width(), stroke(0.5)));
    }
}

fn full_line(width: f32, stroke: Stroke) -> Slab {
    let mut slab = Slab::new(stroke.width);
    let y = stroke.width / 2.0;
    slab.items.push(Item::Shape(Shape {
        outline: Outline::Line(vec![(0.0, y), (width, y)]),
        fill: None,
        stroke: Some(stroke),
        tag: None,
    }));
    slab
}

fn cell_stack(desk: &mut Desk<'_>, words: &[Words<'_>], width: f32, is_number: bool, tag: TagId) -> Stack {
    let align = if is_number { Align::Right } else { Align::Start };
    let mut cell = Stack::new(width);
    cell.slab(0.0, Slab::new(PAD));
    cell.tie();
    let how = How {
        tie: Tie::Hard,
        ..How::default().aligned(align)
    };
    cell.lines(desk, words, how, Some(tag), false);
    cell.slab(0.0, Slab::new(PAD));
    cell
}

/// Left edge and width of each column. Numbers get what they need; words share the rest by how much they have to say.
fn places(desk: &mut Desk<'_>, table: &Table<'_>, width: f32) -> Vec<(f32, f32)> {
    let num = table.columns.len();
    let room = width - GUTTER * num.saturating_sub(1) as f32;
    let mut needs: Vec<f32> = Vec::with_capacity(num);
    for (at, column) in table.columns.iter().enumerate() {
        let words = column.head.split_whitespace();
        let head = words
            .map(|word| desk.letters.line(word, table.style.bold()).width())
            .fold(0.0, f32::max);
        let cells = table.rows.iter().filter_map(|row| row.get(at));
        let cells = cells.map(|cell| {
            let widths = cell
                .iter()
                .map(|words| desk.letters.line(words.text, words.style).width());
            widths.sum::<f32>()
        });
        // A little more, so that what was measured on one line is not broken.
        needs.push(cells.fold(head, f32::max).ceil() + 1.0);
    }
    let sum = |is_number: bool, needs: &[f32]| -> f32 {
        let all = table.columns.iter().zip(needs);
        all.filter(|(column, _)| column.is_number == is_number)
            .map(|(_, need)| *need)
            .sum()
    };
    let has_words = table.columns.iter().any(|column| !column.is_number);
    let numbers = sum(true, &needs);
    let for_numbers = if has_words { numbers.min(room * 0.6) } else { room };
    let for_words = room - for_numbers;
    // One very long cell must not leave the other columns a word wide.
    let cap = for_words * 0.7;
    for (column, need) in table.columns.iter().zip(&mut needs) {
        if !column.is_number {
            *need = need.clamp(20.0, cap.max(20.0));
        }
    }
    let words = sum(false, &needs).max(1.0);
    let mut x = 0.0;
    table
        .columns
        .iter()
        .zip(&needs)
        .map(|(column, need)| {
            let width = if column.is_number {
                need * for_numbers / numbers.max(1.0)
            } else {
                need * for_words / words
            };
            let place = (x, width.max(1.0));
            x += width + GUTTER;
            place
        })
        .collect()
}
