//! The words of a map as running text: in one language or two, with the numbers of their sources.

use std::collections::BTreeMap;

use super::address;
use super::choices::{Choices, Made, Said};
use super::code::code;
use super::flow::{Desk, How, Slab, Stack, Words};
use super::letters::{Letters, Style};
use super::numbered::{Reader, Wording, joined, one_line};
use super::page::{Item, Print, Shape, Tag, TagId, mm};
use super::palette::Palette;
use super::words::{Prints, common, in_each, prints};
use crate::model::{Document, Lang, SourceId};

/// Side of a QR code.
const CODE: f32 = 28.0;

/// What running text is made with.
pub(super) struct Prose<'a, 'l> {
    pub desk: Desk<'l>,
    pub reader: Reader<'a>,
    pub document: &'a Document,
    pub palette: Palette,
    /// Size of the letters of most of it; nothing is smaller.
    pub body: f32,
    /// Whether an address was too long for a QR code.
    pub has_no_code: bool,
}

impl<'a, 'l> Prose<'a, 'l> {
    pub fn new(document: &'a Document, choices: &Choices, body: f32, letters: &'l mut Letters) -> Self {
        Self {
            desk: Desk::new(letters),
            reader: Reader::new(document, &choices.languages),
            document,
            palette: Palette::new(choices.has_color),
            body,
            has_no_code: false,
        }
    }

    /// In each language the word for a page, and the word between its number and how many there are.
    pub fn counts(&self) -> Vec<(&'static str, &'static str)> {
        let mut counts: Vec<(&str, &str)> = Vec::new();
        for lang in self.reader.languages() {
            let count = (common(*lang).page, common(*lang).of);
            if !counts.contains(&count) {
                counts.push(count);
            }
        }
        counts
    }

    /// Behind a name where its part goes on: ` (vervolg / continued)`.
    pub fn continued(&self) -> String {
        format!(" ({})", joined(&self.fixed(|prints| prints.continued)))
    }

    /// Letters of most of the text.
    pub fn plain(&self) -> Style {
        Style::new(self.body, self.palette.ink())
    }

    /// Letters of less weight.
    pub fn soft(&self) -> Style {
        Style::new(self.body, self.palette.soft())
    }

    /// A fixed text of all prints, in each language.
    pub fn fixed(&self, of: impl Fn(&'static Prints) -> &'static str) -> Vec<Wording> {
        self.reader.fixed(|lang| of(prints(lang)).to_owned())
    }

    /// Wordings behind each other in one style; all but the first in soft ink, if that is to be seen on the ground.
    pub fn label<'w>(&self, wordings: &'w [Wording], style: Style, soft: Style) -> Vec<Words<'w>> {
        let mut words = Vec::with_capacity(wordings.len() * 2);
        for (number, wording) in wordings.iter().enumerate() {
            if number > 0 {
                words.push(Words::new(" / ", soft));
            }
            let style = if number > 0 { soft } else { style };
            words.push(Words::new(&wording.words, style).in_lang(wording.lang));
        }
        words
    }

    /// A heading with all wordings behind each other.
    pub fn heading(
        &mut self,
        stack: &mut Stack,
        parent: Option<TagId>,
        level: u8,
        wordings: &[Wording],
        (style, gap, bookmark): (Style, f32, Option<u8>),
    ) -> Option<TagId> {
        let soft = Style {
            bold: false,
            ink: self.palette.soft(),
            ..style
        };
        let words = self.label(wordings, style, soft);
        stack.heading(&mut self.desk, parent, level, &words, How::below(gap), bookmark)
    }

    /// A heading with each wording from a new line: the first in one style, the others under it in another.
    pub fn title(
        &mut self,
        stack: &mut Stack,
        parent: Option<TagId>,
        level: u8,
        wordings: &[Wording],
        (first, other): (Style, Style),
        how: How,
    ) {
        let words = wordings.iter().enumerate().map(|(number, wording)| {
            let style = if number == 0 { first } else { other };
            [Words::new(&wording.words, style).in_lang(wording.lang)]
        });
        let words: Vec<[Words<'_>; 1]> = words.collect();
        let lines: Vec<&[Words<'_>]> = words.iter().map(<[_; 1]>::as_slice).collect();
        let bookmark = Some(level.saturating_sub(1));
        stack.heading_lines(&mut self.desk, parent, level, &lines, how, bookmark);
    }

    /// Paragraphs, one a language: the first in this style, the others under it in soft ink. `tail` stands behind the first.
    pub fn paragraphs(
        &mut self,
        stack: &mut Stack,
        parent: Option<TagId>,
        wordings: &[Wording],
        style: Style,
        how: How,
        tail: &[Words<'_>],
    ) {
        let mut how = how;
        for (number, wording) in wordings.iter().enumerate() {
            let style = if number == 0 {
                style
            } else {
                second(style, self.palette)
            };
            let mut words = vec![Words::new(&wording.words, style).in_lang(wording.lang)];
            if number == 0 {
                words.extend_from_slice(tail);
            }
            stack.paragraph(&mut self.desk, parent, &words, how);
            how.gap = 1.0;
        }
    }

    /// Entries in two columns, down the first and then down the second.
    pub fn two_columns(&self, stack: &mut Stack, gap: f32, gutter: f32, entries: Vec<Stack>) {
        let width = column_width(stack.width(), gutter, 2);
        let entries = entries.into_iter().map(|entry| (gap, entry)).collect();
        stack.winding(gap, vec![0.0, width + gutter], entries);
    }

    /// A source with its number and so many of its addresses, as a note.
    pub fn source(
        &mut self,
        stack: &mut Stack,
        parent: Option<TagId>,
        (number, id): (usize, SourceId),
        indent: f32,
        num_addresses: usize,
    ) {
        let document = self.document;
        let Some(source) = document.sources.get(id) else {
            return;
        };
        let addresses: Vec<(String, Option<String>)> = source
            .urls
            .iter()
            .map(|url| (one_line(shown(url)), address::sound(url)))
            .filter(|(shown, _)| !shown.is_empty())
            .take(num_addresses)
            .collect();
        let citation = match one_line(&source.citation) {
            empty if empty.is_empty() && addresses.is_empty() => document.sources.name(id).to_owned(),
            citation => citation,
        };
        let link = Style {
            ink: self.palette.soft(),
            ..self.plain()
        };
        let mut words = Vec::new();
        if !citation.is_empty() {
            words.push(Words::new(&citation, self.plain()));
        }
        for (shown, opens) in &addresses {
            if !words.is_empty() {
                words.push(Words::new("\n", link));
            }
            let address = Words::new(shown, link);
            words.push(opens.as_ref().map_or(address, |opens| address.opening(opens)));
        }
        let tag = self.desk.tag(parent, Tag::Note);
        let mark = format!("{number}");
        let mark = Words::new(&mark, self.plain().bold());
        stack.marked(&mut self.desk, mark, &words, How::default().indented(indent), tag);
    }

    /// Who made the map, from what, and when it was printed.
    pub fn colophon(&mut self, stack: &mut Stack, level: u8, choices: &Choices) {
        let head = self.fixed(|prints| prints.about);
        let style = self.head_style();
        let bookmark = Some(level.saturating_sub(1));
        let section = self.desk.tag(None, Tag::Section);
        stack.room(self.body * 8.0);
        self.heading(stack, Some(section), level, &head, (style, self.body * 2.2, bookmark));
        let outline = choices
            .address
            .as_deref()
            .map(str::trim)
            .filter(|address| !address.is_empty());
        let side = mm(CODE);
        let drawn = outline.and_then(|address| code(address, 0.0, 0.0, side));
        self.has_no_code |= outline.is_some() && drawn.is_none();
        let room = if drawn.is_some() { side + self.body * 1.5 } else { 0.0 };
        let mut text = Stack::new(stack.width() - room);
        let colophon = self.reader.read(&self.document.cover.colophon);
        self.paragraphs(&mut text, Some(section), &colophon, self.plain(), How::default(), &[]);
        for line in self.reader.fixed(|lang| imprint(lang, choices)) {
            let words = [Words::new(&line.words, self.soft()).in_lang(line.lang)];
            text.paragraph(&mut self.desk, Some(section), &words, How::below(4.0));
        }
        if let Some(address) = outline {
            let opens = address::sound(address);
            let words = Words::new(shown(address), self.soft());
            let words = [opens.as_ref().map_or(words, |opens| words.opening(opens))];
            text.paragraph(&mut self.desk, Some(section), &words, How::below(4.0));
        }
        let Some(outline) = drawn else {
            stack.columns(self.body * 0.4, vec![(0.0, text)], None);
            return;
        };
        let says = self.fixed(|prints| prints.code);
        let tag = self.desk.tag(Some(section), Tag::Figure(joined(&says)));
        let mut slab = Slab::new(side);
        slab.items.push(Item::Shape(Shape {
            outline,
            fill: Some(super::page::Ink::BLACK),
            stroke: None,
            tag: Some(tag),
        }));
        let mut right = Stack::new(side);
        right.slab(0.0, slab);
        let x = stack.width() - side;
        stack.columns(self.body * 0.4, vec![(0.0, text), (x, right)], None);
    }

    /// Letters of the headings of sections.
    pub fn head_style(&self) -> Style {
        Style::new(self.body * 1.4, self.palette.ink()).bold()
    }

    /// What is said of every print; `said` is what this one has to say beside it.
    pub fn made(self, mut print: Print, said: Vec<Said>) -> Made {
        let Self { desk, reader, .. } = self;
        let missing = desk.letters.take_missing();
        print.tags = desk.into_tags();
        let mut all = vec![Said::Sheets(print.pages.len())];
        all.extend(said);
        all.push(Said::SmallestLetters(self.body));
        if reader.num_other > 0 {
            all.push(Said::OtherLanguage(reader.num_other));
        }
        if !missing.is_empty() {
            all.push(Said::UnknownLetters(missing.into_iter().collect()));
        }
        if self.has_no_code {
            all.push(Said::NoCode);
        }
        Made { print, said: all }
    }
}

/// An address as it is typed: without what a browser puts before it.
fn shown(address: &str) -> &str {
    let address = address.trim();
    let rest = address
        .strip_prefix("https://")
        .or_else(|| address.strip_prefix("http://"));
    rest.filter(|rest| !rest.is_empty()).unwrap_or(address)
}

/// The style of another language under the first.
pub(super) fn second(style: Style, palette: Palette) -> Style {
    Style {
        bold: false,
        ink: palette.soft(),
        ..style
    }
}

/// Width of each of some columns.
pub(super) fn column_width(width: f32, gutter: f32, num_columns: usize) -> f32 {
    let num = num_columns.max(1) as f32;
    (width - gutter * (num - 1.0)) / num
}

/// Title of the map, version and day: for the foot of a page and the colophon.
pub(super) fn foot(document: &Document, languages: &[Lang], choices: &Choices) -> String {
    let version = choices.version.as_deref().unwrap_or_default();
    let title = in_each(languages, |lang| one_line(document.title(lang)));
    let parts = [&title, version, &choices.date].map(one_line);
    let filled: Vec<&str> = parts
        .iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    filled.join(" · ")
}

fn imprint(lang: Lang, choices: &Choices) -> String {
    let common = common(lang);
    let mut parts = Vec::new();
    if let Some(version) = choices
        .version
        .as_deref()
        .map(one_line)
        .filter(|version| !version.is_empty())
    {
        parts.push(format!("{}: {version}", common.version));
    }
    let date = one_line(&choices.date);
    if !date.is_empty() {
        parts.push(format!("{}: {date}", common.date));
    }
    parts.push(common.made_with.to_owned());
    parts.join(" · ")
}

/// Numbers of sources in the order in which they are met.
#[derive(Clone, Default, Debug)]
pub(super) struct Notes {
    numbers: BTreeMap<SourceId, usize>,
    /// The sources, from number 1.
    pub cited: Vec<SourceId>,
}

impl Notes {
    /// Numbers of the sources that there are, each once: ` [1, 2]`; empty if there are none.
    pub fn of(&mut self, document: &Document, sources: impl IntoIterator<Item = SourceId>) -> String {
        let mut found: Vec<usize> = Vec::new();
        for source in sources.into_iter().filter(|source| document.sources.contains(*source)) {
            let number = *self.numbers.entry(source).or_insert_with(|| {
                self.cited.push(source);
                self.cited.len()
            });
            if !found.contains(&number) {
                found.push(number);
            }
        }
        found.sort_unstable();
        if found.is_empty() {
            return String::new();
        }
        let numbers: Vec<String> = found.iter().map(usize::to_string).collect();
        // Not alone on the next line, and a few of them not broken.
        let between = if numbers.len() > 3 { ", " } else { ",\u{a0}" };
        format!("\u{a0}[{}]", numbers.join(between))
    }
}
