//! Texts under each other: how high they are, and where they may be cut in two.

use super::letters::{Letters, Set, Style};
use super::page::{Page, TagId};

/// A text of a stack.
#[derive(Clone, Debug)]
struct Part {
    /// Room above it, if it is not the first.
    gap: f32,
    set: Set,
    /// What it is part of.
    tag: Option<TagId>,
}

/// Texts under each other.
#[derive(Clone, Default, Debug)]
pub(super) struct Stack(Vec<Part>);

impl Stack {
    /// Puts a text under the others, with so much room between; nothing happens if it is empty.
    pub fn push(&mut self, gap: f32, set: Set, tag: Option<TagId>) {
        if !set.is_empty() {
            self.0.push(Part { gap, set, tag });
        }
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How high it is.
    pub fn height(&self) -> f32 {
        let gaps: f32 = self.0.iter().skip(1).map(|part| part.gap).sum();
        gaps + self.0.iter().map(|part| part.set.height()).sum::<f32>()
    }

    /// Puts the texts on a page, with their upper left corner there; with their tags, or as decoration.
    pub fn place(&self, page: &mut Page, x: f32, y: f32) {
        let mut top = y;
        for (number, part) in self.0.iter().enumerate() {
            if number > 0 {
                top += part.gap;
            }
            part.set.place(page, x, top, part.tag);
            top += part.set.height();
        }
    }

    /// What fits in a height, and the rest. At least one line is taken, so that cutting again and again comes to an end.
    pub fn split(self, height: f32) -> (Self, Self) {
        let (mut first, mut rest) = (Self::default(), Self::default());
        let mut left = height;
        for part in self.0 {
            if !rest.is_empty() {
                rest.0.push(part);
                continue;
            }
            let gap = if first.is_empty() { 0.0 } else { part.gap };
            let num_lines = part.set.lines_within(left - gap).max(usize::from(first.is_empty()));
            let Part { set, tag, .. } = part;
            let (fits, over) = set.split(num_lines);
            left -= gap + fits.height();
            first.push(gap, fits, tag);
            rest.push(part.gap, over, tag);
        }
        (first, rest)
    }

    /// How many pieces it is cut into by [`Stack::split`], again and again.
    pub fn pieces(self, height: f32) -> Vec<Self> {
        let mut pieces = Vec::new();
        let mut rest = self;
        while !rest.is_empty() {
            let (first, over) = rest.split(height);
            pieces.push(first);
            rest = over;
        }
        pieces
    }
}

/// Words in at most so many lines; what is longer ends with three dots. Only for names that stand elsewhere in full.
pub(super) fn shortened(letters: &mut Letters, words: &str, style: Style, width: f32, num_lines: usize) -> Set {
    let set = letters.set(words, style, width, super::Align::Start);
    if set.num_lines() <= num_lines {
        return set;
    }
    let mut kept: Vec<char> = set.split(num_lines).0.text().chars().collect();
    for _ in 0..6 {
        kept.truncate(kept.len().saturating_sub(3));
        let text = kept.iter().collect::<String>();
        let set = letters.set(&format!("{}…", text.trim_end()), style, width, super::Align::Start);
        if set.num_lines() <= num_lines {
            return set;
        }
    }
    letters.set("…", style, width, super::Align::Start)
}

#[cfg(test)]
mod tests {
    use super::super::{Align, Ink};
    use super::*;

    #[test]
    fn a_stack_that_is_cut_keeps_all_its_words() {
        let mut letters = Letters::new();
        let style = Style::new(10.0, Ink::BLACK);
        let mut stack = Stack::default();
        for words in ["een twee drie vier vijf zes", "", "zeven acht negen tien"] {
            stack.push(4.0, letters.set(words, style, 40.0, Align::Start), None);
        }
        let height = stack.height();
        let pieces = stack.clone().pieces(30.0);
        assert!(pieces.len() > 2 && height > 60.0);
        let words: Vec<String> = pieces
            .iter()
            .flat_map(|piece| piece.0.iter().map(|part| part.set.text()))
            .collect();
        assert_eq!(words.join(" "), "een twee drie vier vijf zes zeven acht negen tien");
        assert!(
            pieces
                .iter()
                .all(|piece| piece.height() <= 30.0 && piece.0.iter().all(|part| part.set.width() <= 40.0))
        );
        assert!(stack.pieces(1.0).len() > 5, "one line at a time where none fits");
    }

    #[test]
    fn a_long_name_ends_with_dots() {
        let mut letters = Letters::new();
        let style = Style::new(10.0, Ink::BLACK);
        let set = shortened(&mut letters, &"lang ".repeat(40), style, 80.0, 2);
        assert_eq!(set.num_lines(), 2);
        assert!(set.text().ends_with('…'));
        assert_eq!(shortened(&mut letters, "kort", style, 80.0, 1).text(), "kort");
    }
}
