//! Content that runs down pages: paragraphs, headings, lists, boxes, tables, columns, bars.
//!
//! First a [`Stack`] is filled, with the help of a [`Desk`] that sets letters and hands out tags in reading order. Then
//! [`lay`] puts it on pages: a heading stays with what follows, a paragraph is broken with at least two lines on either
//! side, the head of a table stands again on each page. Last, [`Running`] adds what stands at the head and foot of every
//! page. Time and memory are linear in the content.
//!
//! ```text
//! let mut desk = Desk::new(letters);
//! let mut stack = Stack::new(frame.width());
//! stack.heading(&mut desk, None, 1, &[Words::new("Title", style)], How::default(), Some(0));
//! stack.paragraph(&mut desk, None, &[Words::new("Text", style)], How::below(6.0));
//! lay(&stack, &frame, &mut print);
//! print.tags = desk.into_tags();
//! ```

mod bars;
mod lay;
mod part;
mod running;
mod table;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

pub use bars::{Bar, Share};
pub use part::{Ground, Slab, Stack, Tie};
pub use running::Running;
pub use table::{Column, Table};

use super::letters::{Align, Letters, Set, Span, Style};
use super::page::{Item, Page, Print, Size, Tag, TagId, Tags};
use crate::model::Lang;
use part::Body;

/// A sheet and the margins around its content.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Frame {
    /// The sheet.
    pub size: Size,
    /// Margin.
    pub left: f32,
    /// Margin; a running head stands in it.
    pub top: f32,
    /// Margin.
    pub right: f32,
    /// Margin; a running foot stands in it.
    pub bottom: f32,
}

impl Frame {
    /// Width of the content.
    pub fn width(&self) -> f32 {
        (self.size.width - self.left - self.right).max(1.0)
    }

    /// Height of the content.
    pub fn height(&self) -> f32 {
        (self.size.height - self.top - self.bottom).max(1.0)
    }
}

/// Adds pages to a print with all of a stack, and its entries in the list of contents. There is always a page.
pub fn lay(stack: &Stack, frame: &Frame, print: &mut Print) {
    lay::lay(stack, frame, print);
}

/// Words in one style.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// The words.
    pub text: &'a str,
    /// How they look.
    pub style: Style,
    /// Their language, if it is another one than that of the print.
    pub lang: Option<Lang>,
    /// A web address that they open.
    pub address: Option<&'a str>,
}

impl<'a> Words<'a> {
    /// Words in the language of the print.
    pub fn new(text: &'a str, style: Style) -> Self {
        Self {
            text,
            style,
            lang: None,
            address: None,
        }
    }

    /// In a language of their own.
    pub fn in_lang(mut self, lang: Option<Lang>) -> Self {
        self.lang = lang;
        self
    }

    /// That open a web address.
    pub fn opening(mut self, address: &'a str) -> Self {
        self.address = Some(address);
        self
    }

    fn is_blank(&self) -> bool {
        is_blank(self.text)
    }
}

/// Whether nothing is seen of a text: then it gets no tag.
pub fn is_blank(text: &str) -> bool {
    !text.chars().any(|letter| {
        let has_no_form = matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}' | '\u{fe0e}' | '\u{fe0f}' | '\u{feff}');
        !letter.is_whitespace() && !letter.is_control() && !has_no_form
    })
}

/// How a paragraph stands under what is above it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct How {
    /// Room above it; dropped at the top of a page.
    pub gap: f32,
    /// How far its left edge is to the right.
    pub indent: f32,
    /// How far its right edge is to the left.
    pub inset: f32,
    /// Where its lines stand.
    pub align: Align,
    /// How its last line holds on to what follows.
    pub tie: Tie,
}

impl Default for How {
    fn default() -> Self {
        Self {
            gap: 0.0,
            indent: 0.0,
            inset: 0.0,
            align: Align::Start,
            tie: Tie::None,
        }
    }
}

impl How {
    /// With this room above it.
    pub fn below(gap: f32) -> Self {
        Self { gap, ..Self::default() }
    }

    /// This far to the right.
    pub fn indented(mut self, indent: f32) -> Self {
        self.indent = indent;
        self
    }

    /// With its right edge this far to the left.
    pub fn inset(mut self, inset: f32) -> Self {
        self.inset = inset;
        self
    }

    /// Kept with what follows.
    pub fn tied(mut self) -> Self {
        self.tie = Tie::Hard;
        self
    }

    /// With its lines standing so.
    pub fn aligned(mut self, align: Align) -> Self {
        self.align = align;
        self
    }
}

/// What one needs to fill a stack: letters, and tags in the order in which they are read.
pub struct Desk<'a> {
    /// Sets the letters.
    pub letters: &'a mut Letters,
    tags: Tags,
    addresses: BTreeMap<TagId, String>,
}

impl<'a> Desk<'a> {
    /// With no tags yet.
    pub fn new(letters: &'a mut Letters) -> Self {
        Self {
            letters,
            tags: Tags::default(),
            addresses: BTreeMap::new(),
        }
    }

    /// All tags that were handed out.
    pub fn into_tags(self) -> Tags {
        self.tags
    }

    /// A new tag, which must get content: behind all others in reading order.
    pub fn tag(&mut self, parent: Option<TagId>, tag: Tag) -> TagId {
        self.tags.add(parent, tag)
    }

    /// A new tag for words: in their language, if they all have the same.
    pub fn tag_for(&mut self, parent: Option<TagId>, tag: Tag, words: &[Words<'_>]) -> TagId {
        self.tags.add_in(parent, tag, common_lang(words))
    }

    /// Lines of words that belong to a tag. Words in a language of their own, and words that open something, get a tag
    /// within it.
    pub fn set(&mut self, words: &[Words<'_>], width: f32, align: Align, tag: Option<TagId>) -> Set {
        let common = common_lang(words);
        let spans: Vec<Span<'_>> = words
            .iter()
            .map(|words| {
                let lang = words.lang.filter(|lang| common != Some(*lang));
                let own = tag.filter(|_| !words.is_blank()).and_then(|tag| {
                    if let Some(address) = words.address {
                        let link = self.tags.add_in(Some(tag), Tag::Link, lang);
                        self.addresses.insert(link, address.to_owned());
                        Some(link)
                    } else {
                        lang.map(|lang| self.tags.add_in(Some(tag), Tag::Words, Some(lang)))
                    }
                });
                Span {
                    text: words.text,
                    style: words.style,
                    tag: own,
                    lift: 0.0,
                }
            })
            .collect();
        self.letters.set_spans(&spans, width, align)
    }

    /// How much narrower a heading can be without more lines: its lines are then about as long as each other. It is set
    /// a few times.
    pub fn spare(&mut self, text: &str, style: Style, width: f32) -> f32 {
        let num_lines = self.letters.set(text, style, width, Align::Start).num_lines();
        let steps = [0.45, 0.35, 0.25, 0.15].map(|share| share * width);
        let mut is_enough = |spare: &f32| {
            num_lines > 1 && self.letters.set(text, style, width - spare, Align::Start).num_lines() <= num_lines
        };
        steps.into_iter().find(|spare| is_enough(spare)).unwrap_or(0.0)
    }

    /// What is drawn of lines, as if their upper left corner were at a place; words that open something do so.
    pub fn items(&self, set: &Set, x: f32, y: f32, tag: Option<TagId>) -> Vec<Item> {
        let size = Size {
            width: 0.0,
            height: 0.0,
        };
        let mut page = Page::new(size);
        set.place(&mut page, x, y, tag);
        let links: Vec<Item> = page
            .items
            .iter()
            .filter_map(|item| match item {
                Item::Run(run) => run.tag.and_then(|tag| Some((run, tag, self.addresses.get(&tag)?))),
                _ => None,
            })
            .map(|(run, tag, address)| Item::Link {
                rect: [run.x, run.y - 0.8 * run.size, run.width, 1.05 * run.size],
                address: address.clone(),
                tag,
            })
            .collect();
        page.items.extend(links);
        page.items
    }
}

fn common_lang(words: &[Words<'_>]) -> Option<Lang> {
    let mut langs = words.iter().filter(|words| !words.is_blank()).map(|words| words.lang);
    let first = langs.next().flatten();
    first.filter(|first| langs.all(|lang| lang == Some(*first)))
}

/// Single lines, from the first.
fn each_line(set: Set, lines: &mut Vec<Set>) {
    match set.num_lines() {
        0 => {}
        1 => lines.push(set),
        num => {
            let (first, rest) = set.split(num / 2);
            each_line(first, lines);
            each_line(rest, lines);
        }
    }
}

impl Stack {
    /// Words that belong to a tag that is there already; `is_together`: they are not broken. Nothing for no words.
    pub fn lines(&mut self, desk: &mut Desk<'_>, words: &[Words<'_>], how: How, tag: Option<TagId>, is_together: bool) {
        let set = desk.set(words, self.width() - how.indent - how.inset, how.align, tag);
        self.set(desk, set, how, tag, is_together);
    }

    fn set(&mut self, desk: &Desk<'_>, set: Set, how: How, tag: Option<TagId>, is_together: bool) {
        let num = set.num_lines();
        let mut lines = Vec::with_capacity(num);
        each_line(set, &mut lines);
        for (number, line) in lines.iter().enumerate() {
            let mut slab = Slab::new(line.height());
            slab.items = desk.items(line, how.indent, 0.0, tag);
            let tie = if number + 1 == num {
                how.tie
            } else if is_together || number == 0 || number + 2 == num {
                Tie::Hard
            } else {
                Tie::None
            };
            let gap = if number == 0 { how.gap } else { 0.0 };
            self.push(gap, tie, Body::Slab(slab));
        }
    }

    /// A paragraph, broken between pages with at least two lines on either side; `None` for no words.
    pub fn paragraph(
        &mut self,
        desk: &mut Desk<'_>,
        parent: Option<TagId>,
        words: &[Words<'_>],
        how: How,
    ) -> Option<TagId> {
        if words.iter().all(Words::is_blank) {
            return None;
        }
        let tag = desk.tag_for(parent, Tag::Paragraph, words);
        self.lines(desk, words, how, Some(tag), false);
        Some(tag)
    }

    /// A heading, from level 1, kept with what follows; `bookmark`: how deep it stands in the list of contents. `None`
    /// for no words.
    pub fn heading(
        &mut self,
        desk: &mut Desk<'_>,
        parent: Option<TagId>,
        level: u8,
        words: &[Words<'_>],
        how: How,
        bookmark: Option<u8>,
    ) -> Option<TagId> {
        self.heading_lines(desk, parent, level, &[words], how, bookmark)
    }

    /// A heading of several texts, each from a new line: a question in two languages.
    pub fn heading_lines(
        &mut self,
        desk: &mut Desk<'_>,
        parent: Option<TagId>,
        level: u8,
        lines: &[&[Words<'_>]],
        how: How,
        bookmark: Option<u8>,
    ) -> Option<TagId> {
        let has_words = |words: &&&[Words<'_>]| !words.iter().all(Words::is_blank);
        let filled: Vec<&[Words<'_>]> = lines.iter().filter(has_words).copied().collect();
        let texts = filled.iter().map(|words| {
            let text: String = words.iter().map(|words| words.text).collect();
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        });
        let title = texts.collect::<Vec<_>>().join(" / ");
        let first = filled.first()?;
        let tag = desk.tag_for(parent, Tag::Heading(level, title.clone()), first);
        let from = self.parts.len();
        self.lines(desk, first, how.tied(), Some(tag), true);
        for words in filled.iter().skip(1) {
            let lang = common_lang(words).filter(|lang| common_lang(first) != Some(*lang));
            let own = lang.map_or(tag, |lang| desk.tags.add_in(Some(tag), Tag::Words, Some(lang)));
            self.lines(desk, words, How { gap: 0.0, ..how }.tied(), Some(own), true);
        }
        if let Some(level) = bookmark
            && let Some(Body::Slab(slab)) = self.parts.get_mut(from).map(|part| &mut part.body)
        {
            slab.bookmark = Some((level, title));
        }
        Some(tag)
    }

    /// An entry of a list with its sign or number on the left of `how.indent`. `list` is a [`Tag::List`]. A sign without a
    /// letter or digit is decoration. `None` for no words.
    pub fn entry(
        &mut self,
        desk: &mut Desk<'_>,
        list: TagId,
        mark: Words<'_>,
        words: &[Words<'_>],
        how: How,
    ) -> Option<TagId> {
        if words.iter().all(Words::is_blank) {
            return None;
        }
        let tag = desk.tag_for(Some(list), Tag::Entry, words);
        self.marked(desk, mark, words, how, tag);
        Some(tag)
    }

    /// Words of a tag with a sign or number on the left of `how.indent`, on the line of the first.
    pub fn marked(&mut self, desk: &mut Desk<'_>, mark: Words<'_>, words: &[Words<'_>], how: How, tag: TagId) {
        let set = desk.set(words, self.width() - how.indent - how.inset, how.align, Some(tag));
        let is_read = mark.text.chars().any(char::is_alphanumeric);
        // With a space, so that it is not read as part of the first word.
        let text = format!("{} ", mark.text);
        let sign = desk.letters.line(&text, mark.style);
        let down = set.first_baseline() - sign.first_baseline();
        let mut items = desk.items(&sign, 0.0, down, is_read.then_some(tag));
        let from = self.parts.len();
        self.set(desk, set, how, Some(tag), false);
        if let Some(Body::Slab(slab)) = self.parts.get_mut(from).map(|part| &mut part.body) {
            items.append(&mut slab.items);
            slab.items = items;
        }
    }
}
