//! The cells of a table, close together in memory.

/// Rows of cells, with the line or row number of each.
#[derive(Clone, Default, Debug)]
pub(super) struct Grid {
    text: String,
    /// Where each cell ends in the text.
    ends: Vec<u32>,
    /// The line of each row, and its first cell.
    rows: Vec<(u32, u32)>,
}

/// So many columns are read; what stands further to the right is left out.
pub(super) const MOST_COLUMNS: usize = 500;

impl Grid {
    /// Begins a row.
    pub(super) fn row(&mut self, line: u32) {
        self.rows.push((line, self.ends.len() as u32));
    }

    /// Adds a cell to the last row.
    pub(super) fn cell(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len() as u32);
    }

    /// Takes empty cells from the end of the last row, and the row itself if nothing is left of it.
    pub(super) fn end_row(&mut self) {
        let Some((_, first)) = self.rows.last().copied() else {
            return;
        };
        while self.ends.len() > first as usize {
            let num = self.ends.len();
            let start = num
                .checked_sub(2)
                .and_then(|at| self.ends.get(at))
                .copied()
                .unwrap_or(0);
            let is_empty = self
                .ends
                .last()
                .and_then(|end| self.text.get(start as usize..*end as usize))
                .is_none_or(|cell| cell.trim().is_empty());
            if !is_empty {
                return;
            }
            self.text.truncate(start as usize);
            self.ends.pop();
        }
        self.rows.pop();
    }

    /// A mark to come [back to](Grid::back_to).
    pub(super) fn mark(&self) -> (usize, usize, usize) {
        (self.text.len(), self.ends.len(), self.rows.len())
    }

    /// Forgets what came after a mark.
    pub(super) fn back_to(&mut self, mark: (usize, usize, usize)) {
        self.text.truncate(mark.0);
        self.ends.truncate(mark.1);
        self.rows.truncate(mark.2);
    }

    /// How many rows there are.
    pub(super) fn num_rows(&self) -> usize {
        self.rows.len()
    }

    /// How many bytes the cells have together.
    pub(super) fn num_bytes(&self) -> usize {
        self.text.len()
    }

    /// The line of a row; 0 for none.
    pub(super) fn line(&self, row: usize) -> u32 {
        self.rows.get(row).map_or(0, |(line, _)| *line)
    }

    /// How many cells a row has.
    pub(super) fn width(&self, row: usize) -> usize {
        let (from, to) = self.range(row);
        to - from
    }

    fn range(&self, row: usize) -> (usize, usize) {
        let from = self.rows.get(row).map_or(self.ends.len(), |(_, first)| *first as usize);
        let to = self
            .rows
            .get(row + 1)
            .map_or(self.ends.len(), |(_, first)| *first as usize);
        (from, to.max(from))
    }

    /// A cell; empty where there is none.
    pub(super) fn get(&self, row: usize, column: usize) -> &str {
        let (from, to) = self.range(row);
        let at = from + column;
        if at >= to {
            return "";
        }
        let start = at.checked_sub(1).and_then(|at| self.ends.get(at)).copied().unwrap_or(0);
        let end = self.ends.get(at).copied().unwrap_or(start);
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }

    /// The cells of a row.
    pub(super) fn cells(&self, row: usize) -> impl Iterator<Item = &str> {
        (0..self.width(row)).map(move |column| self.get(row, column))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_ends_and_rows_take_no_room() {
        let mut grid = Grid::default();
        for row in [&["a", "", "c", ""][..], &["", ""], &["", "b"]] {
            grid.row(1);
            row.iter().for_each(|cell| grid.cell(cell));
            grid.end_row();
        }
        assert_eq!(grid.num_rows(), 2);
        assert_eq!(grid.cells(0).collect::<Vec<_>>(), ["a", "", "c"]);
        assert_eq!(grid.cells(1).collect::<Vec<_>>(), ["", "b"]);
        assert_eq!((grid.get(0, 9), grid.get(9, 0)), ("", ""));
    }
}
