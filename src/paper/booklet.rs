//! The booklet of the toolbox: a cover with the list of cards, then a page a card, and at the end the sources of all.

mod end;
mod picture;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::choices::{Choices, Made, Said};
use super::flow::{Desk, Frame, Ground, How, Running, Slab, Stack, Words, lay};
use super::handout::{letter, sheet};
use super::letters::{Align, Letters, Style};
use super::numbered::{Group, Wording, groups, joined};
use super::page::{Print, Stroke, Tag, TagId, mm};
use super::pictogram::pictogram;
use super::prose::{Notes, Prose, column_width, foot, second};
use super::words::{Booklet, booklet as texts, common, section_name};
use crate::model::{ClaimId, Document, Instrument, InstrumentId, Section, Stance, Structure, Text};
use picture::{Drawn, proportions};

/// Between two columns.
const GUTTER: f32 = 18.0;
/// How a card may look: the first way in which it fits on a page, or else on two.
const WAYS: [Way; 5] = [
    Way::new(1.2, 1.0, false),
    Way::new(1.1, 1.0, false),
    Way::new(1.0, 1.0, false),
    Way::new(1.0, 0.45, false),
    Way::new(1.0, 0.45, true),
];
/// A card that needs more of two pages than this may need a third.
const TWO_PAGES: f32 = 1.85;
/// The same of the cover.
const USUAL: f32 = 1.1;

/// The booklet of the toolbox: a cover with the question and the list of cards, then per instrument a page with its name,
/// summary, picture, the parts of its card and the arguments that it answers; at the end the sources of all cards as numbered
/// notes. A card that does not fit is set in smaller letters, never smaller than 10 points on A4 and 9 on larger sheets, with
/// less room in between, and then with the numbers of its arguments, whose words stand at the end; if that is not enough it
/// goes on on a next page under its name. Takes time linear in the toolbox and the map.
///
/// `pictures` has the files (PNG or JPEG) that the cards name, by path; a card without one has its pictogram.
/// `choices.if_full` makes no difference: a card is always whole.
pub fn booklet(
    document: &Document,
    structure: &Structure,
    choices: &Choices,
    letters: &mut Letters,
    pictures: &BTreeMap<String, Arc<[u8]>>,
) -> Made {
    let (frame, base) = sheet(choices);
    // A page a card asks for narrow margins; there is nothing at the head of a page.
    let side = frame.left * 0.8;
    let frame = Frame {
        left: side,
        right: side,
        top: mm(11.0),
        bottom: frame.bottom - 1.0,
        ..frame
    };
    let structure_groups = groups(document, structure);
    let numbers = structure_groups
        .iter()
        .flat_map(Group::all)
        .map(|of| (of.claim, of.number));
    let maker = Maker {
        numbers: numbers.collect(),
        document,
        structure,
        choices,
        pictures,
        frame,
        base,
        answered: answered(document),
    };
    maker.make(letters)
}

/// The claims that name each instrument, in reading order.
fn answered(document: &Document) -> BTreeMap<InstrumentId, Vec<crate::model::ClaimId>> {
    let mut found: BTreeMap<InstrumentId, Vec<crate::model::ClaimId>> = BTreeMap::new();
    for claim in document.claims.in_order() {
        let Some(record) = document.claims.get(claim) else {
            continue;
        };
        for instrument in &record.instruments {
            let of_instrument = found.entry(*instrument).or_default();
            if of_instrument.last() != Some(&claim) {
                of_instrument.push(claim);
            }
        }
    }
    found
}

/// How a card may look.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Way {
    /// How much larger than the smallest letters those of the card are.
    size: f32,
    /// How much of the usual room there is between its parts.
    air: f32,
    /// Whether of arguments only the numbers stand on it.
    has_numbers: bool,
}

impl Way {
    const fn new(size: f32, air: f32, has_numbers: bool) -> Self {
        Self { size, air, has_numbers }
    }
}

/// What the cards refer to: it stands at the end, once for all of them.
#[derive(Clone, Default, Debug)]
struct Referred {
    notes: Notes,
    /// The arguments by their numbers.
    arguments: BTreeMap<usize, ClaimId>,
}

struct Maker<'a> {
    /// The numbers of the arguments: the same as in other prints.
    numbers: BTreeMap<ClaimId, usize>,
    document: &'a Document,
    structure: &'a Structure,
    choices: &'a Choices,
    pictures: &'a BTreeMap<String, Arc<[u8]>>,
    frame: Frame,
    /// The smallest letters.
    base: f32,
    answered: BTreeMap<InstrumentId, Vec<crate::model::ClaimId>>,
}

/// The place of a card in the toolbox, and what it is.
type Card<'c> = (usize, InstrumentId, &'c Instrument);

/// A line of the list of cards.
struct Row {
    left: Stack,
    /// Of the number of its page.
    tag: TagId,
}

impl<'a> Maker<'a> {
    fn fixed(&self, prose: &Prose<'_, '_>, of: impl Fn(&'static Booklet) -> &'static str) -> Vec<Wording> {
        prose.reader.fixed(|lang| of(texts(lang)).to_owned())
    }

    fn read(&self, prose: &mut Prose<'_, '_>, text: &Text) -> Vec<Wording> {
        let words = prose.reader.read(text);
        if words.is_empty() {
            prose.fixed(|prints| prints.no_text)
        } else {
            words
        }
    }

    fn make(&self, letters: &mut Letters) -> Made {
        let document = self.document;
        let usual = self.base * USUAL;
        let mut prose = Prose::new(document, self.choices, usual, letters);
        let ids = document.instruments.in_order();
        let cards: Vec<(InstrumentId, &Instrument)> = ids
            .into_iter()
            .filter_map(|id| Some((id, document.instruments.get(id)?)))
            .collect();

        // The tags of the cover come first; the numbers of the pages are known when the cards lie on theirs.
        let (cover_body, air) = self.look_of_cover(&mut prose, &cards);
        prose.body = cover_body;
        let (top, rows, title) = self.cover(&mut prose, &cards, air);
        let mut inside = Print::new(&title, prose.reader.lang());
        let mut pages = Vec::with_capacity(cards.len());
        let mut referred = Referred::default();
        for (number, (id, instrument)) in cards.iter().enumerate() {
            let way = self.way_of(&mut prose, (number, *id, instrument), &referred);
            prose.body = self.base * way.size;
            let stack = self.card(&mut prose, (number, *id, instrument), way, &mut referred);
            pages.push(inside.pages.len());
            if number + 1 < cards.len() {
                lay(&stack, &self.frame, &mut inside);
                continue;
            }
            prose.body = self.base;
            let air = self.air_of_end(&mut prose, &referred);
            let end = self.end(&mut prose, std::mem::take(&mut referred), air);
            // A page of its own only if there is no room under the last card.
            let gap = self.base * 2.0;
            if stack.height() + gap + end.height() <= self.frame.height() {
                let mut both = stack;
                both.append(gap, end);
                lay(&both, &self.frame, &mut inside);
            } else {
                lay(&stack, &self.frame, &mut inside);
                lay(&end, &self.frame, &mut inside);
            }
        }
        prose.body = cover_body;
        let mut cover = Print::new(&title, prose.reader.lang());
        let whole = self.with_pages(&mut prose, &top, &rows, &[], air);
        lay(&whole, &self.frame, &mut cover);
        let num_before = cover.pages.len();
        let pages: Vec<String> = pages.iter().map(|page| format!("{}", page + num_before + 1)).collect();
        let whole = self.with_pages(&mut prose, &top, &rows, &pages, air);

        let mut print = Print::new(&title, prose.reader.lang());
        let subject = document.read(&document.cover.question, prose.reader.lang()).words;
        print.subject = Some(subject.to_owned()).filter(|subject| !subject.trim().is_empty());
        lay(&whole, &self.frame, &mut print);
        let num_before = print.pages.len();
        print.pages.append(&mut inside.pages);
        print.bookmarks.extend(inside.bookmarks.into_iter().map(|mut bookmark| {
            bookmark.page += num_before;
            bookmark
        }));
        self.run(&mut prose, &mut print);
        // The foot of each page is in the smallest letters.
        prose.body = self.base;
        prose.made(print, Vec::<Said>::new())
    }

    /// What stands at the head and foot of each page behind the cover, in the smallest letters.
    fn run(&self, prose: &mut Prose<'_, '_>, print: &mut Print) {
        let foot = foot(self.document, prose.reader.languages(), self.choices);
        let counts = prose.counts();
        let running = Running {
            head: "",
            foot: &foot,
            counts: &counts,
            style: Style::new(self.base, prose.palette.soft()),
            line: prose.palette.hairline(),
            num_without: 1,
        };
        running.add(print, prose.desk.letters, &self.frame);
    }

    /// The cover without the numbers of pages: what stands above the list, the list, and the title.
    fn cover(
        &self,
        prose: &mut Prose<'a, '_>,
        cards: &[(InstrumentId, &Instrument)],
        air: f32,
    ) -> (Stack, Vec<Row>, String) {
        let cover = &self.document.cover;
        let body = prose.body;
        let width = self.frame.width();
        let look = prose.palette.instrument();
        let ground = Ground {
            fill: Some(look.tint),
            bar: Some((body * 0.8, look.solid)),
            pad: [body * 2.2, body * 2.0 * air, body * 1.4, body * 2.2 * air],
            ..Ground::default()
        };
        let mut inner = Stack::new(ground.inner_width(width));
        let map = prose.reader.fixed(|lang| common(lang).map.to_owned());
        let words = prose.label(&map, prose.soft(), prose.soft());
        inner.lines(&mut prose.desk, &words, How::default().tied(), None, true);
        let toolbox = prose.reader.fixed(|lang| common(lang).toolbox.to_owned());
        let name = prose.reader.read(&cover.title);
        let large = Style::new(body * 2.8, prose.palette.ink()).bold();
        let middle = Style::new(body * 1.5, prose.palette.ink());
        let words = prose.label(&toolbox, large, large);
        let mut lines: Vec<Vec<Words<'_>>> = vec![words];
        for (number, wording) in name.iter().enumerate() {
            let style = if number == 0 {
                middle
            } else {
                second(middle, prose.palette)
            };
            lines.push(vec![Words::new(&wording.words, style).in_lang(wording.lang)]);
        }
        let lines: Vec<&[Words<'_>]> = lines.iter().map(Vec::as_slice).collect();
        let how = How::below(body * 0.4);
        inner.heading_lines(&mut prose.desk, None, 1, &lines, how, Some(0));
        let question = prose.reader.read(&cover.question);
        let style = Style::new(body * 1.1, prose.palette.ink());
        prose.paragraphs(&mut inner, None, &question, style, How::below(body), &[]);
        let mut top = Stack::new(width);
        top.boxed(0.0, ground, true, inner);
        let title: Vec<String> = [joined(&toolbox), joined(&name)]
            .into_iter()
            .filter(|words| !words.is_empty())
            .collect();
        let title = title.join(": ");
        if cards.is_empty() {
            let empty = self.fixed(prose, |texts| texts.empty);
            let style = prose.plain();
            prose.paragraphs(&mut top, None, &empty, style, How::below(body * 2.0), &[]);
            prose.colophon(&mut top, 2, self.choices);
            return (top, Vec::new(), title);
        }
        let section = prose.desk.tag(None, Tag::Section);
        let head = self.fixed(prose, |texts| texts.cards);
        let style = prose.head_style();
        prose.heading(&mut top, Some(section), 2, &head, (style, body * 2.0 * air, None));
        let list = prose.desk.tag(Some(section), Tag::List);
        let room = self.number_room(prose);
        let mut rows = Vec::with_capacity(cards.len());
        for (number, (_, instrument)) in cards.iter().enumerate() {
            let name = self.read(prose, &instrument.name);
            let summary = prose.reader.read(&instrument.summary);
            let mut left = Stack::new(width - room);
            let tag = prose.desk.tag(Some(list), Tag::Entry);
            let label = letter(number);
            let bold = prose.plain().bold();
            let words = prose.label(&name, bold, second(bold, prose.palette));
            let of_name = prose.desk.tag_for(Some(tag), Tag::Paragraph, &words);
            let mark = Words::new(&label, Style::new(body, look.line).bold());
            let indent = body * (1.1 + 0.7 * label.len() as f32);
            left.marked(
                &mut prose.desk,
                mark,
                &words,
                How::default().indented(indent).tied(),
                of_name,
            );
            // Gets its words when the cards have their pages.
            let of_page = prose.desk.tag(Some(of_name), Tag::Words);
            let soft = prose.soft();
            let how = How::below(1.0).indented(indent);
            prose.paragraphs(&mut left, Some(tag), &summary, soft, how, &[]);
            rows.push(Row { left, tag: of_page });
        }
        (top, rows, title)
    }

    fn number_room(&self, prose: &mut Prose<'_, '_>) -> f32 {
        prose.desk.letters.line("0000", prose.plain().bold()).width() + prose.body
    }

    /// The whole cover, with the page of each card if that is known.
    fn with_pages(&self, prose: &mut Prose<'_, '_>, top: &Stack, rows: &[Row], pages: &[String], air: f32) -> Stack {
        let width = self.frame.width();
        let room = self.number_room(prose);
        let mut whole = Stack::new(width);
        whole.append(0.0, top.clone());
        let stroke = Stroke {
            width: 0.5,
            ink: prose.palette.hairline(),
            dash: None,
        };
        for (number, row) in rows.iter().enumerate() {
            let mut right = Stack::new(room);
            if let Some(page) = pages.get(number) {
                let words = [Words::new(page, prose.plain().bold())];
                let how = How::default().aligned(Align::Right);
                right.lines(&mut prose.desk, &words, how, Some(row.tag), true);
            }
            if number > 0 {
                whole.rule(prose.body * 0.5 * air, stroke);
            }
            let columns = vec![(0.0, row.left.clone()), (width - room, right)];
            whole.whole_columns(prose.body * 0.6 * air, columns);
        }
        whole
    }

    /// On a desk of its own: what is measured gets no tags.
    fn scratch<'l>(&self, prose: &'l mut Prose<'a, '_>, body: f32) -> Prose<'a, 'l> {
        Prose {
            desk: Desk::new(prose.desk.letters),
            reader: prose.reader.clone(),
            document: self.document,
            palette: prose.palette,
            body,
            has_no_code: false,
        }
    }

    /// The letters of the cover and how much of the usual room there is, so that the list of cards fits on it.
    fn look_of_cover(&self, prose: &mut Prose<'a, '_>, cards: &[(InstrumentId, &Instrument)]) -> (f32, f32) {
        let looks = [(USUAL, 1.0), (USUAL, 0.6), (1.0, 0.6), (1.0, 0.3)].map(|(size, air)| (self.base * size, air));
        let fits = |(body, air): &(f32, f32)| {
            let mut scratch = self.scratch(prose, *body);
            let (top, rows, _) = self.cover(&mut scratch, cards, *air);
            let whole = self.with_pages(&mut scratch, &top, &rows, &[], *air);
            whole.height() <= self.frame.height()
        };
        let found = looks.into_iter().find(fits);
        found.unwrap_or((self.base * USUAL, 1.0))
    }

    /// How a card looks: the first way in which it fits on one page, or else on two.
    fn way_of(&self, prose: &mut Prose<'a, '_>, card: Card<'_>, referred: &Referred) -> Way {
        let mut heights = Vec::with_capacity(WAYS.len());
        for way in WAYS {
            let mut scratch = self.scratch(prose, self.base * way.size);
            let height = self.card(&mut scratch, card, way, &mut referred.clone()).height();
            if height <= self.frame.height() {
                return way;
            }
            heights.push((way, height));
        }
        let on_two = |(_, height): &&(Way, f32)| *height <= self.frame.height() * TWO_PAGES;
        let way = heights.iter().find(on_two).or(heights.last()).map(|(way, _)| *way);
        way.unwrap_or(Way::new(1.0, 1.0, false))
    }

    fn card(
        &self,
        prose: &mut Prose<'_, '_>,
        (number, id, instrument): Card<'_>,
        way: Way,
        referred: &mut Referred,
    ) -> Stack {
        let width = self.frame.width();
        let section = prose.desk.tag(None, Tag::Section);
        let name = self.read(prose, &instrument.name);
        let head = self.head(prose, (section, number, instrument), &name, way.air);
        let again = self.head_again(prose, &name);

        let column = column_width(width, GUTTER, 2);
        let mut parts = Vec::new();
        for part in Section::ALL {
            parts.extend(self.section(prose, section, column, instrument, part, &mut referred.notes));
        }
        if way.has_numbers {
            parts.extend(self.argument_numbers(prose, section, column, id, referred));
        } else {
            parts.extend(self.arguments(prose, section, column, id));
        }
        for (gap, _) in &mut parts {
            *gap *= way.air;
        }
        let mut inner = Stack::new(width);
        inner.winding(0.0, vec![0.0, column + GUTTER], parts);
        let mut stack = Stack::new(width);
        stack.headed_otherwise(0.0, head, again, inner);
        stack
    }

    fn ground(&self, prose: &Prose<'_, '_>) -> Ground {
        let look = prose.palette.instrument();
        let body = prose.body;
        Ground {
            fill: Some(look.tint),
            bar: Some((body * 0.6, look.solid)),
            stroke: (!prose.palette.has_color()).then_some(Stroke {
                width: 0.75,
                ink: look.line,
                dash: None,
            }),
            pad: [body * 1.6, body, body, body],
            ..Ground::default()
        }
    }

    /// Name, summary and picture of a card.
    fn head(
        &self,
        prose: &mut Prose<'_, '_>,
        (section, number, instrument): (TagId, usize, &Instrument),
        name: &[Wording],
        air: f32,
    ) -> Stack {
        let body = prose.body;
        let width = self.frame.width();
        let mut ground = self.ground(prose);
        let [left, above, right, below] = ground.pad;
        ground.pad = [left, above * air, right, below * air];
        let inner_width = ground.inner_width(width);
        let (picture, side) = self.picture(prose, instrument, inner_width);
        let mut text = Stack::new(inner_width - side - body * 1.2);
        let kicker = prose
            .reader
            .fixed(|lang| format!("{} {}", texts(lang).instrument, letter(number)));
        let kicker = joined(&kicker);
        let look = prose.palette.instrument();
        let style = Style::new(body, look.line).bold();
        text.lines(
            &mut prose.desk,
            &[Words::new(&kicker, style)],
            How::default().tied(),
            None,
            true,
        );
        let large = Style::new(body * 2.0, prose.palette.ink()).bold();
        let other = Style::new(body * 1.3, prose.palette.soft());
        let how = How::below(body * 0.2);
        prose.title(&mut text, Some(section), 2, name, (large, other), how);
        let summary = prose.reader.read(&instrument.summary);
        let style = Style::new(body * 1.1, prose.palette.ink());
        prose.paragraphs(&mut text, Some(section), &summary, style, How::below(body * 0.4), &[]);
        let facts = [
            (self.fixed(prose, |texts| texts.audience), &instrument.audience),
            (self.fixed(prose, |texts| texts.tried), &instrument.tried),
        ];
        let mut gap = body * 0.6;
        for (label, said) in facts {
            for (number, wording) in prose.reader.read(said).iter().enumerate() {
                let label = label.get(number).or_else(|| label.first());
                let (lang, label) = label.map_or((None, ""), |label| (label.lang, &label.words));
                // “For schools” says already for whom.
                let first = |words: &str| words.split_whitespace().next().map(str::to_lowercase);
                let is_said = first(label) == first(&wording.words);
                let label = if is_said { String::new() } else { format!("{label}: ") };
                let soft = prose.soft();
                let words = [
                    Words::new(&label, soft.bold()).in_lang(lang),
                    Words::new(&wording.words, soft).in_lang(wording.lang),
                ];
                text.paragraph(&mut prose.desk, Some(section), &words, How::below(gap));
                gap = 1.0;
            }
        }
        // The picture is said behind the words beside it.
        let mut right = Stack::new(side);
        right.slab(0.0, picture.finished(prose, section));
        let mut inner = Stack::new(inner_width);
        inner.whole_columns(0.0, vec![(0.0, text), (inner_width - side, right)]);
        let mut head = Stack::new(width);
        head.boxed(0.0, ground, true, inner);
        head.tie();
        head.slab(0.0, Slab::new(body * 1.4 * air));
        head
    }

    /// The name of a card where it goes on.
    fn head_again(&self, prose: &mut Prose<'_, '_>, name: &[Wording]) -> Stack {
        let body = prose.body;
        let width = self.frame.width();
        let mut ground = self.ground(prose);
        let [left, _, right, _] = ground.pad;
        ground.pad = [left, body * 0.5, right, body * 0.5];
        let mut inner = Stack::new(ground.inner_width(width));
        let continued = prose.continued();
        let style = prose.head_style();
        let mut words = prose.label(name, style, second(style, prose.palette));
        words.push(Words::new(&continued, prose.soft()));
        inner.lines(&mut prose.desk, &words, How::default(), None, true);
        let mut again = Stack::new(width);
        again.boxed(0.0, ground, true, inner);
        again.tie();
        again.slab(0.0, Slab::new(body));
        again
    }

    /// The picture of a card, or its pictogram, and how wide it is.
    fn picture(&self, prose: &mut Prose<'_, '_>, instrument: &Instrument, width: f32) -> (Drawn, f32) {
        let bytes = instrument.image.as_deref().and_then(|path| self.pictures.get(path));
        if let Some((bytes, (wide, high))) = bytes.and_then(|bytes| Some((bytes, proportions(bytes)?))) {
            let (most, height) = (width * 0.34, (self.frame.height() * 0.2).min(width * 0.34));
            let scale = (most / wide).min(height / high);
            let alt = [&instrument.image_text, &instrument.name].map(|text| joined(&prose.reader.read(text)));
            let alt = alt.into_iter().find(|alt| !alt.is_empty());
            let rect = [0.0, 0.0, wide * scale, high * scale];
            let drawn = Drawn::Picture {
                bytes: Arc::clone(bytes),
                rect,
                alt: alt.unwrap_or_default(),
            };
            return (drawn, wide * scale);
        }
        let side = prose.body * 5.5;
        let ink = prose.palette.instrument().line;
        (Drawn::Pictogram(pictogram(instrument.pictogram, side, ink), side), side)
    }

    fn part_style(&self, prose: &Prose<'_, '_>) -> Style {
        Style::new(prose.body * 1.1, prose.palette.instrument().line).bold()
    }

    /// A part of a card: its heading with the first statement, then each other one, with the room above it.
    fn section(
        &self,
        prose: &mut Prose<'_, '_>,
        parent: TagId,
        width: f32,
        instrument: &Instrument,
        section: Section,
        notes: &mut Notes,
    ) -> Vec<(f32, Stack)> {
        let statements = instrument.section(section);
        let texts_of: Vec<(Vec<Wording>, String)> = statements
            .iter()
            .map(|statement| {
                let words = prose.reader.read(&statement.text);
                if words.is_empty() {
                    return (words, String::new());
                }
                let numbers = notes.of(self.document, statement.sources.iter().copied());
                let own = self.fixed(prose, |texts| texts.own);
                let compare = self.fixed(prose, |texts| texts.compare);
                let first = |words: &[Wording]| words.first().map_or(String::new(), |words| words.words.clone());
                let behind = match (statement.own, numbers.is_empty()) {
                    (true, true) => format!(" ({})", first(&own)),
                    (true, false) => format!(" ({}; {}{numbers})", first(&own), first(&compare)),
                    (false, _) => numbers,
                };
                (words, behind)
            })
            .filter(|(words, _)| !words.is_empty())
            .collect();
        if texts_of.is_empty() {
            return Vec::new();
        }
        let mut stack = Stack::new(width);
        let part = prose.desk.tag(Some(parent), Tag::Section);
        let name = prose.reader.fixed(|lang| section_name(lang, section).to_owned());
        let style = self.part_style(prose);
        prose.heading(&mut stack, Some(part), 3, &name, (style, 0.0, None));
        let list = prose.desk.tag(Some(part), Tag::List);
        let body = prose.body;
        let indent = body * 1.5;
        let mut gap = body * 1.1;
        let mut found = Vec::with_capacity(texts_of.len());
        for (number, (words, behind)) in texts_of.iter().enumerate() {
            let mark = if section == Section::Steps {
                format!("{}.", number + 1)
            } else {
                "•".to_owned()
            };
            let mark = Words::new(&mark, prose.soft());
            let behind = [Words::new(behind, prose.soft())];
            self.entry(prose, &mut stack, list, mark, words, &behind, indent);
            found.push((gap, std::mem::replace(&mut stack, Stack::new(width))));
            gap = body * 0.35;
        }
        found
    }

    /// An entry of a list, in each language.
    #[expect(
        clippy::too_many_arguments,
        reason = "an entry is a mark, words and what stands behind them, in a place"
    )]
    fn entry(
        &self,
        prose: &mut Prose<'_, '_>,
        stack: &mut Stack,
        list: TagId,
        mark: Words<'_>,
        wordings: &[Wording],
        behind: &[Words<'_>],
        indent: f32,
    ) {
        let entry = prose.desk.tag(Some(list), Tag::Entry);
        let mut gap = prose.body * 0.35;
        for (number, wording) in wordings.iter().enumerate() {
            let style = if number == 0 { prose.plain() } else { prose.soft() };
            let how = How::below(gap).indented(indent);
            let mut words = vec![Words::new(&wording.words, style).in_lang(wording.lang)];
            gap = 1.0;
            if number > 0 {
                stack.paragraph(&mut prose.desk, Some(entry), &words, how);
                continue;
            }
            words.extend_from_slice(behind);
            let tag = prose.desk.tag_for(Some(entry), Tag::Paragraph, &words);
            stack.marked(&mut prose.desk, mark, &words, how, tag);
        }
    }

    /// The arguments that a card answers, and those that it makes stronger.
    fn arguments(&self, prose: &mut Prose<'_, '_>, parent: TagId, width: f32, id: InstrumentId) -> Vec<(f32, Stack)> {
        let claims = self.answered.get(&id).map_or(&[][..], Vec::as_slice);
        let mut found = Vec::new();
        for side in [Some(Stance::Contra), Some(Stance::Pro), None] {
            let of_side: Vec<_> = claims
                .iter()
                .filter(|claim| self.structure.stance(**claim) == side)
                .filter_map(|claim| Some((*claim, self.document.claims.get(*claim)?)))
                .collect();
            if of_side.is_empty() {
                continue;
            }
            let mut stack = Stack::new(width);
            let part = prose.desk.tag(Some(parent), Tag::Section);
            let (head, ink) = self.argument_head(prose, side);
            let style = Style::new(prose.body * 1.1, ink).bold();
            prose.heading(&mut stack, Some(part), 3, &head, (style, 0.0, None));
            let list = prose.desk.tag(Some(part), Tag::List);
            let mut gap = prose.body * 1.1;
            for (claim, record) in of_side {
                let words = self.read(prose, &record.text);
                let behind = self.behind(prose, claim, side);
                let behind = [Words::new(&behind, prose.soft())];
                let sign = match side {
                    Some(Stance::Pro) => "+",
                    Some(Stance::Contra) => "−",
                    None => "•",
                };
                let mark = Words::new(sign, Style::new(prose.body, ink).bold());
                let indent = prose.body * 1.5;
                self.entry(prose, &mut stack, list, mark, &words, &behind, indent);
                found.push((gap, std::mem::replace(&mut stack, Stack::new(width))));
                gap = prose.body * 0.35;
            }
        }
        found
    }
}

#[cfg(test)]
mod tests;
