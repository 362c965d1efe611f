//! What stands at the head and the foot of every page: only decoration, as it is no part of the text.

use super::Frame;
use crate::paper::letters::{Align, Letters, Set, Style};
use crate::paper::page::{Ink, Print, Stroke};

/// Texts at the head and foot of pages.
#[derive(Clone, Copy, Debug)]
pub struct Running<'a> {
    /// At the head, on the left; not on the first page.
    pub head: &'a str,
    /// At the foot, on the left.
    pub foot: &'a str,
    /// In each language the word for a page, and the word between its number and how many there are.
    pub counts: &'a [(&'a str, &'a str)],
    /// How they look.
    pub style: Style,
    /// Color of the lines beside them.
    pub line: Ink,
    /// How many pages at the beginning have neither.
    pub num_without: usize,
}

/// Room between a text and the content.
const ROOM: f32 = 9.0;

impl Running<'_> {
    /// Adds them to all pages.
    pub fn add(&self, print: &mut Print, letters: &mut Letters, frame: &Frame) {
        let width = frame.width();
        let num_pages = print.pages.len();
        let numbers: Vec<Set> = (1..=num_pages)
            .map(|number| {
                let counts = self.counts.iter();
                let words: Vec<String> = counts
                    .map(|(page, of)| format!("{page} {number} {of} {num_pages}"))
                    .collect();
                letters.line(&words.join(" / "), self.style)
            })
            .collect();
        let widest = numbers.iter().map(Set::width).fold(0.0, f32::max);
        let head = first_line(letters, self.head, self.style, width);
        let foot = first_line(letters, self.foot, self.style, width - widest - 12.0);
        let stroke = Stroke {
            width: 0.5,
            ink: self.line,
            dash: None,
        };
        let right = frame.left + width;
        let pages = print.pages.iter_mut().zip(&numbers).enumerate().skip(self.num_without);
        for (at, (page, number)) in pages {
            let y = frame.size.height - frame.bottom + ROOM;
            page.line(vec![(frame.left, y), (right, y)], stroke);
            foot.place(page, frame.left, y + 4.0, None);
            number.place(page, right - number.width(), y + 4.0, None);
            if at > 0 && !head.is_empty() {
                let y = frame.top - ROOM;
                page.line(vec![(frame.left, y), (right, y)], stroke);
                head.place(page, frame.left, y - 3.0 - head.height(), None);
            }
        }
    }
}

/// As much of a text as fits on one line, with dots if that is not all.
pub(crate) fn first_line(letters: &mut Letters, text: &str, style: Style, width: f32) -> Set {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let set = letters.set(&text, style, width, Align::Left);
    if set.num_lines() < 2 {
        return set;
    }
    let dots = letters.line("…", style).width();
    let (first, _) = letters.set(&text, style, width - dots - 1.0, Align::Left).split(1);
    letters.line(&format!("{}…", first.text()), style)
}
