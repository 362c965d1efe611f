//! Arguments on cards to cut out, for work in groups: lay them out, put them in order, weigh them.
//!
//! All cards have the same size and stand against each other, so that a line is cut once. The first card holds the
//! question.

use super::choices::{Choices, IfFull, Made, Said};
use super::letters::{Align, Letters, Set, Span, Style};
use super::numbered::{Group, Numbered, Reader, Whose, Wording, groups, joined, keep, one_line};
use super::page::{Bookmark, Ink, Item, Page, Print, Size, Stroke, Tag, TagId, Tags, mm};
use super::palette::{Look, Palette};
use super::side_sign::side_sign;
use super::stack::{Stack, shortened};
use super::words::{cards as texts, common, num_cards, prints};
use crate::model::{Document, Stance, Structure};

/// What most printers leave white, in millimetres: lines to cut along end there.
const WHITE: f32 = 5.0;
/// From the edge of the sheet to the first card, in millimetres: the lines can be seen beyond the cards.
const EDGE: f32 = 8.0;
/// From where is cut to what stands on a card, in millimetres.
const INSIDE: f32 = 4.5;
/// Sizes of letters of a claim, largest first; the first few leave room for an explanation.
const SIZES: [f32; 8] = [18.0, 16.0, 14.5, 13.0, 12.0, 11.0, 10.0, 9.0];
/// So many of the sizes are tried before the explanation is left out.
const WITH_EXPLANATION: usize = 4;
/// Which of the sizes the colophon has, which is no argument: what does not fit goes on on a next card.
const ABOUT: usize = 6;
/// Letters of explanations and names.
const SMALL: f32 = 10.0;
/// Larger letters for explanations, if there is room for them.
const LARGER: [f32; 2] = [12.0, 11.0];
/// Letters of the mark of the core.
const CORE: f32 = 10.0;
/// Height of the head of a card.
const HEAD: f32 = 21.0;
/// Under the head, and under the names.
const GAP: f32 = 6.0;
/// Between a claim and its explanation.
const BELOW: f32 = 7.0;
/// Between an explanation in one language and in the next.
const BETWEEN: f32 = 3.0;
/// The color of a stakeholder, and the room behind it.
const SWATCH: f32 = 13.0;
/// From the left end of a head to its words, beside the sign.
const HEAD_LEFT: f32 = 23.0;
/// Room at the ends of a head.
const HEAD_END: f32 = 9.0;
/// Between what stands in a head.
const HEAD_GAP: f32 = 12.0;
/// So wide that nothing is broken.
const WIDEST: f32 = 10_000.0;
/// A name of a stakeholder with its theme takes so many lines at most.
const NAME_LINES: usize = 3;

/// Argument cards on sheets: the question, and then per stakeholder what is for and against.
pub fn cards(document: &Document, structure: &Structure, choices: &Choices, letters: &mut Letters) -> Made {
    let mut groups = groups(document, structure);
    let kept = keep(&mut groups, choices.if_full);
    let reader = Reader::new(document, &choices.languages);
    letters.take_missing();
    let mut maker = Maker::new(document, choices, letters, reader);
    maker.question(&groups);
    for group in &groups {
        maker.group(group);
    }
    maker.colophon();
    maker.made(kept.num_left, kept.is_without_core)
}

/// Where cards stand on a sheet.
#[derive(Clone, Copy, Debug)]
struct Grid {
    sheet: Size,
    columns: u16,
    rows: u16,
    card: Size,
}

impl Grid {
    /// Eight cards on A4, and as many of about that size on other sheets.
    fn new(sheet: Size) -> Self {
        let is_landscape = sheet.width > sheet.height;
        let a4 = super::Sheet::A4.size(is_landscape);
        let (columns, rows) = if is_landscape { (4.0, 2.0) } else { (2.0, 4.0) };
        let num = |length: f32, of_a4: f32, num: f32| {
            let card = (of_a4 - 2.0 * mm(EDGE)) / num;
            // Far under what a whole number of 16 bits holds.
            ((length - 2.0 * mm(EDGE)) / card).round().clamp(1.0, 200.0) as u16
        };
        let (columns, rows) = (num(sheet.width, a4.width, columns), num(sheet.height, a4.height, rows));
        let card = Size {
            width: (sheet.width - 2.0 * mm(EDGE)) / f32::from(columns),
            height: (sheet.height - 2.0 * mm(EDGE)) / f32::from(rows),
        };
        Self {
            sheet,
            columns,
            rows,
            card,
        }
    }

    /// The upper left corner of a place.
    fn place(&self, number: usize) -> (f32, f32) {
        let number = u16::try_from(number).unwrap_or(0);
        let (row, column) = (number / self.columns, number % self.columns);
        (
            mm(EDGE) + f32::from(column) * self.card.width,
            mm(EDGE) + f32::from(row) * self.card.height,
        )
    }

    fn num_places(&self) -> usize {
        usize::from(self.columns) * usize::from(self.rows)
    }

    /// A sheet with lines to cut along, around all cards, as far as a printer can print.
    fn page(&self, ink: Ink) -> Page {
        let mut page = Page::new(self.sheet);
        let stroke = Stroke {
            width: 0.5,
            ink,
            dash: Some((3.0, 3.0)),
        };
        for column in 0..=self.columns {
            let x = mm(EDGE) + f32::from(column) * self.card.width;
            page.line(vec![(x, mm(WHITE)), (x, self.sheet.height - mm(WHITE))], stroke);
        }
        for row in 0..=self.rows {
            let y = mm(EDGE) + f32::from(row) * self.card.height;
            page.line(vec![(mm(WHITE), y), (self.sheet.width - mm(WHITE), y)], stroke);
        }
        page
    }
}

/// What stands in the head of a card.
struct Head {
    /// Its side in words, or what it is.
    words: Vec<Wording>,
    side: Option<Stance>,
    number: Option<usize>,
    is_core: bool,
    /// Whether it is the colophon.
    is_about: bool,
    look: Look,
    /// The color of the stakeholder.
    hue: Option<Ink>,
    /// The stakeholder.
    whose: Vec<Wording>,
    /// The theme.
    theme: Vec<Wording>,
}

struct Maker<'a> {
    document: &'a Document,
    choices: &'a Choices,
    letters: &'a mut Letters,
    reader: Reader<'a>,
    palette: Palette,
    grid: Grid,
    pages: Vec<Page>,
    /// How many places of the last sheet are taken.
    num_taken: usize,
    tags: Tags,
    bookmarks: Vec<Bookmark>,
    num_without: usize,
    smallest: f32,
    title: String,
}

impl<'a> Maker<'a> {
    fn new(document: &'a Document, choices: &'a Choices, letters: &'a mut Letters, reader: Reader<'a>) -> Self {
        Self {
            document,
            choices,
            letters,
            reader,
            palette: Palette::new(choices.has_color),
            grid: Grid::new(choices.sheet.size(choices.is_landscape)),
            pages: Vec::new(),
            num_taken: 0,
            tags: Tags::default(),
            bookmarks: Vec::new(),
            num_without: 0,
            smallest: SIZES.first().copied().unwrap_or(SMALL),
            title: String::new(),
        }
    }

    /// The card with the question, or else with the title of the map.
    fn question(&mut self, groups: &[Group]) {
        let cover = &self.document.cover;
        let mut question = self.reader.read(&cover.question);
        let mut title = self.reader.read(&cover.title);
        if question.is_empty() {
            question = std::mem::take(&mut title);
        }
        if question.is_empty() {
            question = self.reader.fixed(|lang| common(lang).map.to_owned());
        }
        self.title = joined(&question);
        let count = |side| groups.iter().flat_map(Group::all).filter(|of| of.side == side).count();
        let (pro, contra) = (count(Some(Stance::Pro)), count(Some(Stance::Contra)));
        let counted = self
            .reader
            .fixed(|lang| num_cards(lang, pro + contra + count(None), pro, contra));
        let head = Head {
            words: self.reader.fixed(|lang| texts(lang).question.to_owned()),
            side: None,
            number: None,
            is_core: false,
            is_about: false,
            look: self.palette.thesis(),
            hue: None,
            whose: title,
            theme: self.about(),
        };
        self.card(&head, &question, &counted);
    }

    /// Who made the map, on a card behind the others.
    fn colophon(&mut self) {
        let colophon = self.reader.read(&self.document.cover.colophon);
        if colophon.is_empty() {
            return;
        }
        let head = Head {
            words: self.reader.fixed(|lang| prints(lang).about.to_owned()),
            side: None,
            number: None,
            is_core: false,
            is_about: true,
            look: self.palette.thesis(),
            hue: None,
            whose: Vec::new(),
            theme: Vec::new(),
        };
        self.card(&head, &colophon, &[]);
    }

    /// The version and the day of the print.
    fn about(&self) -> Vec<Wording> {
        let version = self
            .choices
            .version
            .as_deref()
            .map(one_line)
            .filter(|words| !words.is_empty());
        let called = joined(&self.reader.fixed(|lang| common(lang).version.to_lowercase()));
        let version = version.map(|words| format!("{called} {words}"));
        let date = Some(one_line(&self.choices.date)).filter(|words| !words.is_empty());
        let words: Vec<String> = version.into_iter().chain(date).collect();
        if words.is_empty() {
            return Vec::new();
        }
        vec![Wording {
            words: words.join(" · "),
            lang: None,
        }]
    }

    fn group(&mut self, group: &Group) {
        let document = self.document;
        let record = match group.whose {
            Whose::Stakeholder(id) => document.stakeholders.get(id),
            Whose::Nobody | Whose::Loose => None,
        };
        let whose = match (record, group.whose) {
            (Some(record), _) => self.reader.read(&record.name),
            (None, Whose::Loose) => self.reader.fixed(|lang| texts(lang).loose.to_owned()),
            (None, _) if document.stakeholders.is_empty() => Vec::new(),
            (None, _) => self.reader.fixed(|lang| common(lang).nobody.to_owned()),
        };
        let mut is_new = !whose.is_empty();
        for list in &group.sides {
            for (place, of) in list.iter().enumerate() {
                let side = self.side(of.side);
                let at = self.next_place();
                for (level, title) in [(0, &whose), (1, &side)] {
                    if (level == 0 && is_new) || (level == 1 && place == 0) {
                        let level = if whose.is_empty() { 0 } else { level };
                        self.bookmarks.push(Bookmark {
                            level,
                            title: joined(title),
                            page: at.0,
                            y: at.1,
                        });
                    }
                }
                is_new = false;
                let hue = record.map(|record| self.palette.hue(Some(record.hue)).solid);
                self.argument(of, side, whose.clone(), hue);
            }
        }
    }

    fn side(&self, side: Option<Stance>) -> Vec<Wording> {
        self.reader.fixed(|lang| {
            match side {
                Some(Stance::Pro) => common(lang).pro,
                Some(Stance::Contra) => common(lang).contra,
                None => texts(lang).neither,
            }
            .to_owned()
        })
    }

    fn argument(&mut self, of: &Numbered, side: Vec<Wording>, whose: Vec<Wording>, hue: Option<Ink>) {
        let document = self.document;
        let Some(record) = document.claims.get(of.claim) else {
            return;
        };
        let theme = of.theme.and_then(|id| document.themes.get(id));
        let theme = theme.map(|theme| self.reader.read(&theme.name)).unwrap_or_default();
        let claim = self.reader.read(&record.text);
        let explanation = match self.choices.if_full {
            IfFull::Claims => Vec::new(),
            IfFull::Split | IfFull::Core => {
                let num_other = self.reader.num_other;
                let read = self.reader.read(&record.explanation);
                // Only what is printed counts: see below.
                self.reader.num_other = num_other;
                read
            }
        };
        let head = Head {
            words: side,
            side: of.side,
            number: Some(of.number),
            is_core: of.is_core,
            is_about: false,
            look: of.side.map_or(self.palette.hue(None), |side| self.palette.side(side)),
            hue: hue.filter(|_| self.palette.has_color()),
            whose,
            theme,
        };
        let has_explanation = self.card(&head, &claim, &explanation);
        if has_explanation && !explanation.is_empty() {
            self.reader.read(&record.explanation);
        } else if !record.explanation.is_empty() {
            self.num_without += 1;
        }
    }

    /// The sheet and the height where the next card will stand.
    fn next_place(&self) -> (usize, f32) {
        let is_full = self.pages.is_empty() || self.num_taken >= self.grid.num_places();
        let place = if is_full { 0 } else { self.num_taken };
        let page = if is_full {
            self.pages.len()
        } else {
            self.pages.len() - 1
        };
        (page, self.grid.place(place).1)
    }

    /// Puts words on a card, and on more cards if they do not fit on one; says whether the explanation is there.
    fn card(&mut self, head: &Head, claim: &[Wording], explanation: &[Wording]) -> bool {
        let section = self.tags.add(None, Tag::Section);
        let width = self.grid.card.width - 2.0 * mm(INSIDE);
        let number = head.number.map(|number| number.to_string());
        // On the first card the question itself is the heading.
        let is_title = head.number.is_none() && !head.is_about;
        let heading = match is_title {
            true => Tag::Paragraph,
            false => {
                let parts = [Some(joined(&head.words)), number, Some(joined(&head.whose))];
                let parts: Vec<String> = parts.into_iter().flatten().filter(|words| !words.is_empty()).collect();
                Tag::Heading(2, parts.join(" "))
            }
        };
        let heading = self.tags.add(Some(section), heading);
        let head_words = self.head_words(head, heading);
        let names = self.names(head, heading, width);
        let names_height = if names.is_empty() { 0.0 } else { names.height() + GAP };
        let room = self.grid.card.height - 2.0 * mm(INSIDE) - HEAD - GAP - names_height;

        let title = is_title.then(|| self.tags.add(Some(section), Tag::Heading(1, joined(claim))));
        let claim: Vec<(&str, TagId)> = claim
            .iter()
            .map(|of| {
                let tag = match (title, of.lang) {
                    (Some(title), None) => title,
                    (Some(title), lang) => self.tags.add_in(Some(title), Tag::Words, lang),
                    (None, lang) => self.tags.add_in(Some(section), Tag::Paragraph, lang),
                };
                (of.words.as_str(), tag)
            })
            .collect();
        let soft = self.palette.soft();
        let below = |letters: &mut Letters, size: f32| -> Vec<Set> {
            let style = Style::new(size, soft).leading(size * 1.28);
            let set = |of: &Wording| letters.set(&of.words, style, width, Align::Start);
            explanation.iter().map(set).collect()
        };
        let height = |sets: &[Set]| sets.iter().map(|set| set.height() + BETWEEN).sum::<f32>() + BELOW - BETWEEN;
        let mut fitting = Fitting::new(&claim, width, self.palette.ink(), !head.is_about);
        let mut small = below(self.letters, SMALL);
        let has_small = small.iter().any(|set| !set.is_empty());
        let with = has_small.then(|| room - height(&small));
        let with = with.and_then(|room| fitting.largest(self.letters, room, WITH_EXPLANATION));
        let found = with.or_else(|| fitting.largest(self.letters, room, SIZES.len()));
        let mut found = found.unwrap_or(SIZES.len() - 1);
        if head.is_about {
            found = ABOUT;
        }
        let mut stack = fitting.take(self.letters, found);
        let core = if head.is_core { CORE } else { SMALL };
        self.smallest = self.smallest.min(fitting.size(found)).min(core);
        if with.is_some() {
            // In larger letters if there is room for them.
            for size in LARGER {
                let larger = below(self.letters, size);
                if stack.height() + height(&larger) <= room {
                    small = larger;
                    break;
                }
            }
            for (number, (set, of)) in small.into_iter().zip(explanation).enumerate() {
                if !set.is_empty() {
                    let tag = self.tags.add_in(Some(section), Tag::Paragraph, of.lang);
                    stack.push(if number == 0 { BELOW } else { BETWEEN }, set, Some(tag));
                }
            }
        }
        let pieces = stack.pieces(room);
        // Where nothing is to be seen of the words there is a card all the same, to write on.
        let num = pieces.len().max(1);
        let mut pieces = pieces.into_iter();
        for part in 0..num {
            let (x, y) = self.place_card();
            let of_many = (num > 1).then(|| format!("{}/{num}", part + 1));
            let of_many = of_many.map(|words| self.letters.line(&words, Style::new(SMALL, head.look.on)));
            let Some(page) = self.pages.last_mut() else {
                return false;
            };
            let from = page.items.len();
            head_words.place(page, head, heading, of_many.as_ref(), (x, y, width));
            let mut top = y + HEAD + GAP;
            if !names.is_empty() {
                let shift = if head.hue.is_some() { SWATCH } else { 0.0 };
                if let Some(hue) = head.hue {
                    page.fill(x, top + 2.0, 8.0, 8.0, 1.5, hue);
                }
                names.place(page, x + shift, top);
                top += names_height;
            }
            if part > 0 {
                as_decoration(page, from);
            }
            if let Some(piece) = pieces.next() {
                piece.place(page, x, top);
            }
        }
        with.is_some()
    }

    /// Takes the next place, on a new sheet if it must, and gives where its contents begin.
    fn place_card(&mut self) -> (f32, f32) {
        if self.pages.is_empty() || self.num_taken >= self.grid.num_places() {
            self.pages.push(self.grid.page(self.palette.hairline()));
            self.num_taken = 0;
        }
        let (x, y) = self.grid.place(self.num_taken);
        self.num_taken += 1;
        (x + mm(INSIDE), y + mm(INSIDE))
    }

    /// The words in the head of a card.
    fn head_words(&mut self, head: &Head, heading: TagId) -> HeadWords {
        let number = head.number.map(|number| number.to_string()).unwrap_or_default();
        let number = self.letters.line(&number, Style::new(13.0, head.look.on).bold());
        let core = if head.is_core {
            joined(&self.reader.fixed(|lang| common(lang).core.to_owned()))
        } else {
            String::new()
        };
        let core = self.letters.line(&core, Style::new(CORE, head.look.on));
        // Without a mark of the core there must be room for "1/2".
        let beside = if core.is_empty() { 14.0 } else { core.width() } + number.width() + 2.0 * HEAD_GAP;
        let room = self.grid.card.width - 2.0 * mm(INSIDE) - HEAD_LEFT - HEAD_END - beside;
        let bold = Style::new(11.0, head.look.on).bold();
        // Measured first: a tag without content may not be left behind.
        let mut words = shortened(self.letters, &joined(&head.words), bold, room, 1);
        if words.text() == joined(&head.words) {
            let spans = wordings(&mut self.tags, heading, &head.words, bold, bold);
            let spans: Vec<Span<'_>> = spans.iter().map(SpanOf::span).collect();
            words = self.letters.set_spans(&spans, WIDEST, Align::Left);
        }
        HeadWords { words, number, core }
    }

    /// The stakeholder and the theme.
    fn names(&mut self, head: &Head, heading: TagId, width: f32) -> Stack {
        let width = width - if head.hue.is_some() { SWATCH } else { 0.0 };
        let bold = Style::new(SMALL, self.palette.ink()).bold().leading(12.0);
        let soft = Style::new(SMALL, self.palette.soft()).leading(12.0);
        let plain: Vec<String> = [joined(&head.whose), joined(&head.theme)]
            .into_iter()
            .filter(|words| !words.is_empty())
            .collect();
        let mut stack = Stack::default();
        // Measured first: a tag without content may not be left behind.
        let measured = self.letters.set(&plain.join(" · "), bold, width, Align::Start);
        if measured.num_lines() > NAME_LINES {
            let set = shortened(self.letters, &plain.join(" · "), bold, width, NAME_LINES);
            stack.push(0.0, set, Some(heading));
            return stack;
        }
        let mut spans = wordings(&mut self.tags, heading, &head.whose, bold, soft);
        if plain.len() > 1 {
            spans.push(SpanOf::new(" · ", soft, None));
        }
        spans.extend(wordings(&mut self.tags, heading, &head.theme, soft, soft));
        let spans: Vec<Span<'_>> = spans.iter().map(SpanOf::span).collect();
        let set = self.letters.set_spans(&spans, width, Align::Start);
        stack.push(0.0, set, Some(heading));
        stack
    }

    fn made(self, num_left: usize, is_without_core: bool) -> Made {
        let mut print = Print::new(&self.title, self.reader.lang());
        print.subject =
            Some(self.document.title(self.reader.lang()).to_owned()).filter(|title| !title.trim().is_empty());
        let mut said = vec![Said::Sheets(self.pages.len())];
        print.pages = self.pages;
        print.tags = self.tags;
        print.bookmarks = self.bookmarks;
        if num_left > 0 {
            said.push(Said::WithoutArguments(num_left));
        }
        if is_without_core {
            said.push(Said::NoCore);
        }
        if self.num_without > 0 {
            said.push(Said::WithoutExplanations(self.num_without));
        }
        said.push(Said::SmallestLetters(self.smallest));
        if self.reader.num_other > 0 {
            said.push(Said::OtherLanguage(self.reader.num_other));
        }
        let missing = self.letters.take_missing();
        if !missing.is_empty() {
            said.push(Said::UnknownLetters(missing.into_iter().collect()));
        }
        Made { print, said }
    }
}

/// The words in the head of a card, set.
struct HeadWords {
    words: Set,
    number: Set,
    core: Set,
}

impl HeadWords {
    /// Puts the head of a card there: x, y and how wide.
    fn place(&self, page: &mut Page, head: &Head, tag: TagId, of_many: Option<&Set>, at: (f32, f32, f32)) {
        let (x, y, width) = at;
        let look = head.look;
        // For is round, against has corners: whoever sees no color sees that.
        let radius = if head.side == Some(Stance::Contra) {
            0.0
        } else {
            HEAD / 2.0
        };
        page.fill(x, y, width, HEAD, radius, look.solid);
        if look.solid == Ink::WHITE {
            let stroke = Stroke {
                width: 1.25,
                ink: look.line,
                dash: None,
            };
            page.frame(x + 0.6, y + 0.6, width - 1.2, HEAD - 1.2, radius, stroke);
        }
        let mut left = x + HEAD_END;
        if let Some(side) = head.side {
            let middle = (x + 12.0, y + HEAD / 2.0);
            side_sign(page, side, middle, 12.0, look.on, look.solid);
            left = x + HEAD_LEFT;
        }
        let middle = |set: &Set| y + (HEAD - set.height()) / 2.0;
        self.words.place(page, left, middle(&self.words), Some(tag));
        let left = left + self.words.width();
        let mut right = x + width - HEAD_END - self.number.width();
        self.number.place(page, right, middle(&self.number), Some(tag));
        if let Some(of_many) = of_many {
            right -= of_many.width() + 6.0;
            of_many.place(page, right, middle(of_many) + 0.5, Some(tag));
        }
        right -= self.core.width() + HEAD_GAP;
        if !self.core.is_empty() && right - 5.0 > left {
            let stroke = Stroke {
                width: 0.75,
                ink: look.on,
                dash: None,
            };
            let top = y + (HEAD - 13.0) / 2.0;
            page.frame(right - 5.0, top, self.core.width() + 10.0, 13.0, 3.0, stroke);
            self.core.place(page, right, middle(&self.core), Some(tag));
        }
    }
}

/// Finds the largest letters in which a claim fits, and sets it in each size once at most.
struct Fitting<'a> {
    claim: &'a [(&'a str, TagId)],
    width: f32,
    ink: Ink,
    is_bold: bool,
    by_size: [Option<Stack>; SIZES.len()],
}

impl<'a> Fitting<'a> {
    fn new(claim: &'a [(&'a str, TagId)], width: f32, ink: Ink, is_bold: bool) -> Self {
        Self {
            claim,
            width,
            ink,
            is_bold,
            by_size: Default::default(),
        }
    }

    fn size(&self, number: usize) -> f32 {
        SIZES.get(number).copied().unwrap_or(SMALL)
    }

    /// The claim in a size: the first language in bold, unless it is no claim.
    fn set(&self, letters: &mut Letters, number: usize) -> Stack {
        let size = self.size(number);
        let mut stack = Stack::default();
        for (place, (words, tag)) in self.claim.iter().enumerate() {
            let style = Style::new(size, self.ink).leading(size * 1.2);
            let style = if place == 0 && self.is_bold {
                style.bold()
            } else {
                style
            };
            let set = letters.set(words, style, self.width, Align::Start);
            stack.push(size * 0.4, set, Some(*tag));
        }
        stack
    }

    fn height(&mut self, letters: &mut Letters, number: usize) -> f32 {
        let known = self.by_size.get(number).and_then(Option::as_ref).map(Stack::height);
        known.unwrap_or_else(|| {
            let stack = self.set(letters, number);
            let height = stack.height();
            if let Some(slot) = self.by_size.get_mut(number) {
                *slot = Some(stack);
            }
            height
        })
    }

    /// Which of the first so many sizes is the largest that fits; halves what is left each time.
    fn largest(&mut self, letters: &mut Letters, room: f32, num: usize) -> Option<usize> {
        let (mut fits, mut low, mut high) = (None, 0, num);
        while low < high {
            // The largest first: most claims are short.
            let middle = if low == 0 && fits.is_none() && high == num {
                0
            } else {
                (low + high) / 2
            };
            if self.height(letters, middle) <= room + 0.01 {
                (fits, high) = (Some(middle), middle);
            } else {
                low = middle + 1;
            }
        }
        fits
    }

    fn take(&mut self, letters: &mut Letters, number: usize) -> Stack {
        let known = self.by_size.get_mut(number).and_then(Option::take);
        known.unwrap_or_else(|| self.set(letters, number))
    }
}

/// Takes the tags off what was put on a page from there on: it is repeated, and read once.
pub(super) fn as_decoration(page: &mut Page, from: usize) {
    for item in page.items.iter_mut().skip(from) {
        if let Item::Run(run) = item {
            run.tag = None;
        }
    }
}

/// Words for a span, which own their text.
struct SpanOf {
    words: String,
    style: Style,
    tag: Option<TagId>,
}

impl SpanOf {
    fn new(words: &str, style: Style, tag: Option<TagId>) -> Self {
        Self {
            words: words.to_owned(),
            style,
            tag,
        }
    }

    fn span(&self) -> Span<'_> {
        Span {
            tag: self.tag,
            ..Span::new(&self.words, self.style)
        }
    }
}

/// Wordings with a stroke between, each in its language.
fn wordings(tags: &mut Tags, parent: TagId, all: &[Wording], first: Style, others: Style) -> Vec<SpanOf> {
    let mut spans = Vec::new();
    for (number, of) in all.iter().enumerate() {
        let style = if number == 0 { first } else { others };
        if number > 0 {
            spans.push(SpanOf::new(" / ", style, None));
        }
        let tag = of.lang.map(|lang| tags.add_in(Some(parent), Tag::Words, Some(lang)));
        spans.push(SpanOf::new(&of.words, style, tag));
    }
    spans
}

#[cfg(test)]
mod tests;
