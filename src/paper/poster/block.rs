//! What stands in columns: blocks of lines, and how they are divided over columns of a height.

use std::ops::Range;

use crate::model::Stance;
use crate::paper::letters::Set;
use crate::paper::page::{Ink, TagId};
use crate::paper::palette::Look;

/// What is drawn behind a letter or sign.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Mark {
    /// A disc: behind a plus.
    Disc(Look),
    /// A square with sharp corners: behind a minus.
    Box(Look),
    /// A square with round corners.
    Square(Look),
}

impl Mark {
    /// What is behind the sign of a side.
    pub fn of(side: Stance, look: Look) -> Self {
        match side {
            Stance::Pro => Self::Disc(look),
            Stance::Contra => Self::Box(look),
        }
    }
}

/// A sign or number to the left of the first line of a piece.
#[derive(Clone, Debug)]
pub(super) struct Hang {
    pub set: Set,
    /// From the left edge of the block.
    pub x: f32,
    pub tag: Option<TagId>,
    pub mark: Option<Mark>,
}

/// A paragraph of a block.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub set: Set,
    /// From the left edge of the block.
    pub x: f32,
    /// Room above it, if something of the same block stands there.
    pub gap: f32,
    pub tag: Option<TagId>,
    pub hang: Option<Hang>,
    /// What it opens.
    pub link: Option<(String, TagId)>,
}

impl Piece {
    pub fn new(set: Set, tag: Option<TagId>) -> Self {
        Self {
            set,
            x: 0.0,
            gap: 0.0,
            tag,
            hang: None,
            link: None,
        }
    }

    /// Height of a line.
    pub fn line(&self) -> f32 {
        self.set.height() / self.set.num_lines().max(1) as f32
    }
}

/// What stays together: a headline, an argument with its replies, a card, a source.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub pieces: Vec<Piece>,
    /// Room above it, if it is not the first of its column.
    pub gap: f32,
    /// Room under it in any case: makes cards in a row equally high.
    pub pad: f32,
    /// A headline: it never stands last in a column.
    pub is_heading: bool,
    /// Whether it may be cut between any two lines, as running text is.
    pub is_free: bool,
    /// The color of the line over it.
    pub rule: Option<Ink>,
    /// How deep it is in the list of contents, and its name there.
    pub bookmarks: Vec<(u8, String)>,
    height: f32,
    rows: usize,
}

impl Block {
    /// Pieces without lines are left out.
    pub fn new(mut pieces: Vec<Piece>, gap: f32) -> Self {
        pieces.retain(|piece| !piece.set.is_empty());
        let rows = pieces.iter().map(|piece| piece.set.num_lines()).sum();
        let mut block = Self {
            pieces,
            gap,
            pad: 0.0,
            is_heading: false,
            is_free: false,
            rule: None,
            bookmarks: Vec::new(),
            height: 0.0,
            rows,
        };
        block.height = block.height_of(0..rows);
        block
    }

    /// Height of all of it.
    pub fn height(&self) -> f32 {
        self.height + self.pad
    }

    /// Number of lines.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The pieces with those of their lines that are among these lines of the block.
    pub fn parts(&self, rows: &Range<usize>) -> impl Iterator<Item = (&Piece, Range<usize>)> {
        let rows = rows.clone();
        let mut first = 0;
        self.pieces.iter().filter_map(move |piece| {
            let start = first;
            first += piece.set.num_lines();
            let from = rows.start.max(start);
            let to = rows.end.min(first);
            (from < to).then(|| (piece, from - start..to - start))
        })
    }

    /// Height of some lines.
    pub fn height_of(&self, rows: Range<usize>) -> f32 {
        if rows == (0..self.rows) && self.height > 0.0 {
            return self.height();
        }
        let mut height = 0.0;
        for (number, (piece, lines)) in self.parts(&rows).enumerate() {
            if number > 0 {
                height += piece.gap;
            }
            height += lines.len() as f32 * piece.line();
        }
        height
    }

    /// How many lines from a line on fit in a height.
    fn rows_within(&self, from: usize, height: f32) -> usize {
        let mut left = height + 0.01;
        let mut rows = 0;
        for (number, (piece, lines)) in self.parts(&(from..self.rows)).enumerate() {
            if number > 0 {
                left -= piece.gap;
            }
            let fit = (left / piece.line().max(0.01)).floor().max(0.0) as usize;
            rows += fit.min(lines.len());
            if fit < lines.len() {
                break;
            }
            left -= lines.len() as f32 * piece.line();
        }
        rows
    }
}

/// Columns beside each other that are filled one after the other.
#[derive(Clone, Debug)]
pub(super) struct Area {
    /// Left edge on the page.
    pub x: f32,
    pub width: f32,
    pub columns: usize,
    /// Room between columns.
    pub gutter: f32,
    pub stance: Option<Stance>,
    pub blocks: Vec<Block>,
}

impl Area {
    /// Width of a column.
    pub fn column_width(&self) -> f32 {
        let columns = self.columns.max(1) as f32;
        (self.width - self.gutter * (columns - 1.0)) / columns
    }

    /// The left edges of its columns.
    pub fn lefts(&self) -> Vec<f32> {
        let step = self.column_width() + self.gutter;
        (0..self.columns.max(1))
            .map(|number| self.x + step * number as f32)
            .collect()
    }
}

/// How far the blocks of an area have been placed: the next block, and the next line of it.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(super) struct Cursor {
    pub block: usize,
    pub row: usize,
}

/// Lines of a block in a column.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Slice {
    pub block: usize,
    pub rows: Range<usize>,
    /// From the upper edge of the column.
    pub y: f32,
    pub height: f32,
}

/// No fewer lines than this on either side of a cut through a block.
const MIN_ROWS: usize = 2;

/// A height that lines are sure to fit in although sums of sizes differ a little.
const SLACK: f32 = 0.02;

/// Fills so many columns of a height; also says how far it came. A block is only cut if it is higher than `tallest`, the height
/// of a column on a sheet of its own.
pub(super) fn fill(
    area: &Area,
    num_columns: usize,
    from: Cursor,
    height: f32,
    tallest: f32,
) -> (Vec<Vec<Slice>>, Cursor) {
    let mut at = from;
    let mut columns = Vec::with_capacity(num_columns);
    for _ in 0..num_columns.max(1) {
        let column = fill_column(area, &mut at, height, tallest);
        columns.push(column);
    }
    (columns, at)
}

fn fill_column(area: &Area, at: &mut Cursor, height: f32, tallest: f32) -> Vec<Slice> {
    let mut column: Vec<Slice> = Vec::new();
    let mut y = 0.0;
    while let Some(block) = area.blocks.get(at.block) {
        let gap = if column.is_empty() { 0.0 } else { block.gap };
        let rest = block.height_of(at.row..block.rows());
        let mut needed = gap + rest;
        if block.is_heading {
            // What stands under it comes along, or the first lines of what is too high for that.
            for next in area.blocks.get(at.block + 1..).unwrap_or_default() {
                needed += next.gap;
                if next.is_heading || needed - gap + next.height() <= tallest && !next.is_free {
                    needed += next.height();
                } else {
                    needed += next.height_of(0..next.rows().min(MIN_ROWS + 1));
                }
                if !next.is_heading {
                    break;
                }
            }
        }
        let is_first_heading = block.is_heading && column.is_empty() && needed > tallest && gap + rest <= height;
        if y + needed <= height + SLACK || is_first_heading {
            column.push(Slice {
                block: at.block,
                rows: at.row..block.rows(),
                y: y + gap,
                height: rest,
            });
            y += gap + rest;
            *at = Cursor {
                block: at.block + 1,
                row: 0,
            };
            continue;
        }
        let follows_heading = column
            .last()
            .and_then(|last| area.blocks.get(last.block))
            .is_some_and(|last| last.is_heading);
        if rest > tallest || block.is_free || follows_heading {
            let left = block.rows() - at.row;
            let fit = block.rows_within(at.row, height - y - gap);
            let fit = fit
                .min(left.saturating_sub(MIN_ROWS))
                .max(usize::from(column.is_empty() && fit > 0));
            if fit >= MIN_ROWS || (fit > 0 && column.is_empty()) {
                let rows = at.row..at.row + fit;
                column.push(Slice {
                    block: at.block,
                    y: y + gap,
                    height: block.height_of(rows.clone()),
                    rows,
                });
                at.row += fit;
            }
        }
        break;
    }
    column
}

/// Height of the highest column.
pub(super) fn height_of(columns: &[Vec<Slice>]) -> f32 {
    let ends = columns.iter().filter_map(|column| column.last());
    ends.map(|last| last.y + last.height).fold(0.0, f32::max)
}

/// The lowest columns in which all of the rest of an area fits, if that is not more than `most`.
pub(super) fn balance(
    area: &Area,
    num_columns: usize,
    from: Cursor,
    most: f32,
    tallest: f32,
) -> Option<Vec<Vec<Slice>>> {
    let is_done = |(_, at): &(Vec<Vec<Slice>>, Cursor)| at.block >= area.blocks.len();
    let mut best = fill(area, num_columns, from, most, tallest);
    if !is_done(&best) {
        return None;
    }
    let rest = area.blocks.get(from.block..).unwrap_or_default();
    let sum: f32 = rest.iter().map(|block| block.height() + block.gap).sum();
    let (mut low, mut high) = (sum * 0.5 / num_columns.max(1) as f32, height_of(&best.0));
    for _ in 0..12 {
        if high - low < 1.0 {
            break;
        }
        let middle = (low + high) / 2.0;
        let tried = fill(area, num_columns, from, middle, tallest);
        if is_done(&tried) {
            high = height_of(&tried.0).min(middle);
            best = tried;
        } else {
            low = middle;
        }
    }
    Some(best.0)
}
