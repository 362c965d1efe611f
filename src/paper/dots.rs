//! A sheet to hang on the wall: every argument with room for stickers or strokes, and for their total.
//!
//! Where there is room, what is for stands on the left and what is against on the right, in rows of the same height, so
//! that no side seems longer than it is; on narrow sheets they stand under each other. The letters are as large as they can
//! be on one sheet; if even the smallest do not fit there, it goes on on more sheets, each with its own heads.

mod content;
mod layout;
#[cfg(test)]
mod tests;

use super::choices::{Choices, Made, Said, Sheet};
use super::letters::{Align, Letters, Style};
use super::numbered::{Reader, groups, joined, keep, one_line};
use super::page::{Page, Print, Size, Tag, mm};
use super::palette::Palette;
use super::stack::shortened;
use super::words::{common, dots as texts};
use crate::model::{Document, Structure};
use content::Content;
use layout::Layout;

/// On so many sheets one sheet less matters.
const FEW_SHEETS: usize = 8;
/// Letters may be this share of their usual size to save a sheet.
const SOMEWHAT_SMALLER: f32 = 0.85;

/// Dot-voting sheets: all arguments with their numbers, and a box for dots behind each.
pub fn dots(document: &Document, structure: &Structure, choices: &Choices, letters: &mut Letters) -> Made {
    let mut groups = groups(document, structure);
    let kept = keep(&mut groups, choices.if_full);
    letters.take_missing();
    let mut reader = Reader::new(document, &choices.languages);
    let lang = reader.lang();
    let form = Form::new(choices);
    let mut content = Content::new(document, &groups, &mut reader);
    let continued = joined(&reader.fixed(|lang| texts(lang).continued.to_owned()));
    let (layout, size) = form.layout(&content, &continued, letters);
    let (mut pages, bookmarks, end) = layout.pages();
    let title: Vec<&str> = content.title.iter().map(|piece| piece.words.as_str()).collect();
    let mut print = Print::new(&title.join(" / "), lang);
    print.subject = Some(texts(lang).how.to_owned());
    if let Some(page) = pages.last_mut() {
        colophon(document, &form, &mut content, &mut reader, size, letters, page, end);
    }
    print.pages = pages;
    print.bookmarks = bookmarks;
    // What stands at the foot is decoration: it is not counted again.
    let about = about(document, choices, &mut reader.clone());
    form.feet(&mut print.pages, &about, size, &reader, letters);
    let mut said = Vec::new();
    if print.pages.len() > 1 {
        said.push(Said::Sheets(print.pages.len()));
    }
    if kept.num_left > 0 {
        said.push(Said::WithoutArguments(kept.num_left));
    }
    if kept.is_without_core {
        said.push(Said::NoCore);
    }
    said.push(Said::SmallestLetters(form.small(size)));
    if reader.num_other > 0 {
        said.push(Said::OtherLanguage(reader.num_other));
    }
    let missing = letters.take_missing();
    if !missing.is_empty() {
        said.push(Said::UnknownLetters(missing.into_iter().collect()));
    }
    print.tags = content.tags;
    Made { print, said }
}

/// Who made the map, under the last boxes if there is room: nothing else is made smaller for it.
#[expect(clippy::too_many_arguments, reason = "what is known of one step")]
fn colophon(
    document: &Document,
    form: &Form,
    content: &mut Content,
    reader: &mut Reader<'_>,
    size: f32,
    letters: &mut Letters,
    page: &mut Page,
    end: f32,
) {
    let words = reader.read(&document.cover.colophon);
    let style = Style::new(form.small(size), form.palette.soft());
    let sets = words
        .iter()
        .map(|of| (letters.set(&of.words, style, form.width(), Align::Start), of.lang));
    let sets: Vec<_> = sets.collect();
    let height: f32 = sets.iter().map(|(set, _)| set.height() + 2.0).sum();
    let mut y = form.bottom(size) - height;
    if y < end + size * 0.8 {
        return;
    }
    for (set, lang) in sets.iter().filter(|(set, _)| !set.is_empty()) {
        let tag = content.tags.add_in(None, Tag::Paragraph, *lang);
        set.place(page, form.margin, y, Some(tag));
        y += set.height() + 2.0;
    }
}

/// What stands at the foot: the map, its version and the day.
fn about(document: &Document, choices: &Choices, reader: &mut Reader<'_>) -> String {
    let title = joined(&reader.read(&document.cover.title));
    let version = choices.version.as_deref().map(one_line).unwrap_or_default();
    let version = match version.as_str() {
        "" => String::new(),
        some => format!(
            "{} {some}",
            joined(&reader.fixed(|lang| common(lang).version.to_lowercase()))
        ),
    };
    let all = [title, version, one_line(&choices.date)];
    let filled: Vec<String> = all.into_iter().filter(|words| !words.is_empty()).collect();
    filled.join(" · ")
}

/// The sheet, and what follows from its size.
#[derive(Clone, Copy, Debug)]
struct Form {
    size: Size,
    margin: f32,
    /// Whether what is for and what is against stand side by side.
    is_double: bool,
    /// Least height of a box.
    box_height: f32,
    /// Sizes of letters of arguments, largest first.
    sizes: [f32; 7],
    /// The size if it goes on on more sheets.
    usual: f32,
    /// The smallest letters.
    smallest: f32,
    palette: Palette,
}

impl Form {
    fn new(choices: &Choices) -> Self {
        let size = choices.sheet.size(choices.is_landscape);
        let (margin, box_height, sizes, usual) = match choices.sheet {
            Sheet::A4 => (12.0, 9.0, [14.0, 13.0, 12.0, 11.5, 11.0, 10.5, 10.0], 11.0),
            Sheet::A3 => (14.0, 12.0, [18.0, 17.0, 16.0, 15.0, 14.0, 12.5, 11.0], 14.0),
            Sheet::A2 => (18.0, 12.0, [24.0, 22.0, 20.0, 18.0, 16.0, 14.0, 12.0], 18.0),
            Sheet::A1 => (22.0, 12.0, [34.0, 30.0, 26.0, 23.0, 20.0, 17.0, 14.0], 23.0),
        };
        Self {
            size,
            margin: mm(margin),
            // Half of it must leave room for words beside the boxes.
            is_double: choices.is_landscape || choices.sheet != Sheet::A4,
            box_height: mm(box_height),
            sizes,
            usual,
            smallest: if choices.sheet == Sheet::A4 { 10.0 } else { 9.0 },
            palette: Palette::new(choices.has_color),
        }
    }

    /// Letters of heads of columns and at the foot.
    fn small(&self, size: f32) -> f32 {
        (size * 0.8).max(self.smallest)
    }

    fn width(&self) -> f32 {
        self.size.width - 2.0 * self.margin
    }

    /// How far down the content may go: the foot stands under it.
    fn bottom(&self, size: f32) -> f32 {
        self.size.height - self.margin - self.small(size) * 2.3
    }

    /// In the largest letters with which everything stands on one sheet, or else in the usual ones; and their size.
    fn layout<'a>(&'a self, content: &'a Content, continued: &str, letters: &mut Letters) -> (Layout<'a>, f32) {
        // Boxes alone need this much: then there is nothing to try.
        let boxes = content.num_rows(self.is_double) as f32 * self.box_height;
        let (mut fits, mut low, mut high) = (None, 0, self.sizes.len());
        while low < high && boxes < self.size.height {
            let middle = (low + high) / 2;
            let size = self.sizes.get(middle).copied().unwrap_or(self.usual);
            let layout = Layout::new(self, content, size, continued, letters);
            if layout.num_sheets() < 2 {
                (fits, high) = (Some((layout, size)), middle);
            } else {
                low = middle + 1;
            }
        }
        fits.unwrap_or_else(|| self.over_sheets(content, continued, letters))
    }

    /// On more sheets than one, in the usual letters; somewhat smaller if that saves a sheet with only a few rows.
    fn over_sheets<'a>(&'a self, content: &'a Content, continued: &str, letters: &mut Letters) -> (Layout<'a>, f32) {
        let usual = Layout::new(self, content, self.usual, continued, letters);
        let num_sheets = usual.num_sheets();
        if num_sheets <= FEW_SHEETS {
            let somewhat = self.usual * SOMEWHAT_SMALLER..self.usual;
            for size in self.sizes.into_iter().filter(|size| somewhat.contains(size)) {
                let layout = Layout::new(self, content, size, continued, letters);
                if layout.num_sheets() < num_sheets {
                    return (layout, size);
                }
            }
        }
        (usual, self.usual)
    }

    /// Puts what it is and the number of the sheet at the foot of each, as decoration.
    fn feet(&self, pages: &mut [Page], about: &str, size: f32, reader: &Reader<'_>, letters: &mut Letters) {
        let style = Style::new(self.small(size), self.palette.soft());
        let num = pages.len();
        for (number, page) in pages.iter_mut().enumerate() {
            let words = reader.fixed(|lang| format!("{} {} {} {num}", texts(lang).sheet, number + 1, common(lang).of));
            let sheet = letters.line(&joined(&words), style);
            let y = self.size.height - self.margin - sheet.height();
            let right = self.margin + self.width() - sheet.width();
            if num > 1 {
                sheet.place(page, right, y, None);
            }
            let about = shortened(letters, about, style, self.width() - sheet.width() - size * 2.0, 1);
            about.place(page, self.margin, y, None);
        }
    }
}
