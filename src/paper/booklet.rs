//! The booklet of the toolbox: a cover with the list of cards, then a page a card.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::choices::{Choices, Made, Said};
use super::flow::{Desk, Frame, Ground, How, Running, Slab, Stack, Words, lay};
use super::handout::{letter, sheet};
use super::letters::{Align, Letters, Style};
use super::numbered::{Wording, joined};
use super::page::{Item, Print, Stroke, Tag, TagId};
use super::pictogram::pictogram;
use super::prose::{Notes, Prose, column_width, foot, second};
use super::words::{Booklet, booklet as texts, common, section_name};
use crate::model::{Document, Instrument, InstrumentId, Section, Stance, Structure, Text};

/// Between two columns.
const GUTTER: f32 = 22.0;
/// How much larger than the smallest letters those of a card are: the first at which it fits on a page.
const SIZES: [f32; 3] = [1.2, 1.1, 1.0];
/// The same of the cover.
const USUAL: f32 = 1.1;

/// The booklet of the toolbox: a cover with the question and the list of cards, then per instrument a page with its name,
/// summary, picture, the parts of its card, the arguments that it answers and its sources as numbered notes. A card that does
/// not fit is set in smaller letters, never smaller than 10 points on A4 and 9 on larger sheets; if that is not enough it
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
    let maker = Maker {
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

struct Maker<'a> {
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
        let (top, rows, title) = self.cover(&mut prose, &cards);
        let mut inside = Print::new(&title, prose.reader.lang());
        let mut pages = Vec::with_capacity(cards.len());
        for (number, (id, instrument)) in cards.iter().enumerate() {
            let is_last = number + 1 == cards.len();
            let body = self.size_of(&mut prose, (number, *id, instrument), is_last);
            prose.body = body;
            let mut stack = self.card(&mut prose, (number, *id, instrument));
            if is_last {
                prose.body = usual;
                prose.colophon(&mut stack, 2, self.choices);
            }
            pages.push(inside.pages.len());
            lay(&stack, &self.frame, &mut inside);
        }
        prose.body = usual;
        let mut cover = Print::new(&title, prose.reader.lang());
        let whole = self.with_pages(&mut prose, &top, &rows, &[]);
        lay(&whole, &self.frame, &mut cover);
        let num_before = cover.pages.len();
        let pages: Vec<String> = pages.iter().map(|page| format!("{}", page + num_before + 1)).collect();
        let whole = self.with_pages(&mut prose, &top, &rows, &pages);

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
        let lang = prose.reader.lang();
        let foot = foot(self.document, lang, self.choices);
        let head = print.title.clone();
        let words = prose.reader.each(|lang| (common(lang).page, common(lang).of));
        let running = Running {
            head: &head,
            foot: &foot,
            words: &words,
            style: Style::new(self.base, prose.palette.soft()),
            line: prose.palette.hairline(),
            num_without: 1,
        };
        running.add(print, prose.desk.letters, &self.frame);
    }

    /// The cover without the numbers of pages: what stands above the list, the list, and the title.
    fn cover(&self, prose: &mut Prose<'a, '_>, cards: &[(InstrumentId, &Instrument)]) -> (Stack, Vec<Row>, String) {
        let cover = &self.document.cover;
        let body = prose.body;
        let width = self.frame.width();
        let look = prose.palette.instrument();
        let ground = Ground {
            fill: Some(look.tint),
            bar: Some((body * 0.8, look.solid)),
            pad: [body * 2.2, body * 2.0, body * 1.4, body * 2.2],
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
        prose.heading(&mut top, Some(section), 2, &head, (style, body * 2.0, None));
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
    fn with_pages(&self, prose: &mut Prose<'_, '_>, top: &Stack, rows: &[Row], pages: &[String]) -> Stack {
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
                whole.rule(prose.body * 0.5, stroke);
            }
            let columns = vec![(0.0, row.left.clone()), (width - room, right)];
            whole.whole_columns(prose.body * 0.6, columns);
        }
        whole
    }

    /// The size of the letters of a card: the largest in which it fits on a page; the last one with the colophon under it,
    /// if that is possible.
    fn size_of(&self, prose: &mut Prose<'a, '_>, card: Card<'_>, is_last: bool) -> f32 {
        let with_colophon = [true, false].into_iter().filter(|has| is_last || !has);
        for has_colophon in with_colophon {
            for size in SIZES {
                // On a desk of its own: what is measured gets no tags.
                let mut scratch = Prose {
                    desk: Desk::new(prose.desk.letters),
                    reader: prose.reader.clone(),
                    document: self.document,
                    palette: prose.palette,
                    body: self.base * size,
                    has_no_code: false,
                };
                let mut stack = self.card(&mut scratch, card);
                if has_colophon {
                    scratch.body = self.base * USUAL;
                    scratch.colophon(&mut stack, 2, self.choices);
                }
                if stack.height() <= self.frame.height() {
                    return self.base * size;
                }
            }
        }
        self.base
    }

    fn card(&self, prose: &mut Prose<'_, '_>, (number, id, instrument): Card<'_>) -> Stack {
        let body = prose.body;
        let width = self.frame.width();
        let section = prose.desk.tag(None, Tag::Section);
        let name = self.read(prose, &instrument.name);
        let head = self.head(prose, section, number, instrument, &name);
        let again = self.head_again(prose, &name);

        let column = column_width(width, GUTTER, 2);
        let mut notes = Notes::default();
        let mut parts = Vec::new();
        for part in Section::ALL {
            parts.extend(self.section(prose, section, column, instrument, part, &mut notes));
        }
        parts.extend(self.arguments(prose, section, column, id));
        let mut inner = Stack::new(width);
        inner.winding(0.0, vec![0.0, column + GUTTER], parts);
        if !notes.cited.is_empty() {
            let part = prose.desk.tag(Some(section), Tag::Section);
            let name = prose.reader.fixed(|lang| common(lang).sources.to_owned());
            let stroke = Stroke {
                width: 0.5,
                ink: prose.palette.hairline(),
                dash: None,
            };
            inner.rule(body * 1.2, stroke);
            let style = self.part_style(prose);
            prose.heading(&mut inner, Some(part), 3, &name, (style, body * 0.6, None));
            let mut entries = Vec::with_capacity(notes.cited.len());
            let widest = format!("{}", notes.cited.len());
            let indent = prose.desk.letters.line(&widest, prose.plain().bold()).width() + body * 0.6;
            for (at, source) in notes.cited.into_iter().enumerate() {
                let mut entry = Stack::new(column);
                prose.source(&mut entry, Some(part), (at + 1, source), indent, 1);
                entries.push((body * 0.4, entry));
            }
            inner.winding(body * 0.4, vec![0.0, column + GUTTER], entries);
        }
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
        section: TagId,
        number: usize,
        instrument: &Instrument,
        name: &[Wording],
    ) -> Stack {
        let body = prose.body;
        let width = self.frame.width();
        let ground = self.ground(prose);
        let inner_width = ground.inner_width(width);
        let (picture, side) = self.picture(prose, instrument, inner_width);
        let mut text = Stack::new(inner_width - side - body * 1.2);
        let kicker = self.fixed(prose, |texts| texts.instrument);
        let kicker = kicker.first().map_or("", |kicker| &kicker.words);
        let kicker = format!("{kicker} {}", letter(number));
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
        head.slab(0.0, Slab::new(body * 1.4));
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
        let continued = prose.fixed(|prints| prints.continued);
        let continued = format!(" ({})", joined(&continued));
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
            let head = self.fixed(prose, |texts| match side {
                Some(Stance::Contra) => texts.answers,
                Some(Stance::Pro) => texts.strengthens,
                None => texts.others,
            });
            let ink = side.map_or(prose.palette.ink(), |side| prose.palette.side(side).line);
            let style = Style::new(prose.body * 1.1, ink).bold();
            prose.heading(&mut stack, Some(part), 3, &head, (style, 0.0, None));
            let list = prose.desk.tag(Some(part), Tag::List);
            let says = self.fixed(prose, |texts| match side {
                Some(Stance::Pro) => texts.pro,
                _ => texts.contra,
            });
            let says = says.first().filter(|_| side.is_some()).map(|says| says.words.clone());
            let mut gap = prose.body * 1.1;
            for (claim, record) in of_side {
                let words = self.read(prose, &record.text);
                let whose = self.structure.stakeholder_of(self.document, claim);
                let whose = whose.and_then(|id| self.document.stakeholders.get(id));
                let whose = whose.map(|whose| prose.reader.read(&whose.name));
                let whose = whose.and_then(|words| words.first().map(|first| first.words.clone()));
                let parts: Vec<String> = [says.clone(), whose].into_iter().flatten().collect();
                let behind = if parts.is_empty() {
                    String::new()
                } else {
                    format!(" ({})", parts.join(", "))
                };
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

/// What is drawn on a card.
enum Drawn {
    Picture {
        bytes: Arc<[u8]>,
        rect: [f32; 4],
        alt: String,
    },
    Pictogram(Vec<Item>, f32),
}

impl Drawn {
    fn finished(self, prose: &mut Prose<'_, '_>, parent: TagId) -> Slab {
        match self {
            Self::Pictogram(items, side) => {
                let mut slab = Slab::new(side);
                slab.items = items;
                slab
            }
            Self::Picture { bytes, rect, alt } => {
                let [.., height] = rect;
                let mut slab = Slab::new(height);
                let tag = (!alt.is_empty()).then(|| prose.desk.tag(Some(parent), Tag::Figure(alt)));
                slab.items.push(Item::Picture { bytes, rect, tag });
                slab
            }
        }
    }
}

/// Width and height of a PNG or JPEG file; `None` if it is neither.
fn proportions(bytes: &[u8]) -> Option<(f32, f32)> {
    let number = |at: usize, len: usize| -> Option<u32> {
        let all = bytes.get(at..at.checked_add(len)?)?;
        Some(all.iter().fold(0, |sum, byte| sum << 8 | u32::from(*byte)))
    };
    let found = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        (number(16, 4)?, number(20, 4)?)
    } else if bytes.starts_with(b"\xff\xd8") {
        let mut at = 2;
        loop {
            if number(at, 1)? != 0xff {
                return None;
            }
            let kind = number(at + 1, 1)?;
            match kind {
                // Filled up.
                0xff => at += 1,
                // Begin of a frame: precision, height, width.
                0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                    break (number(at + 7, 2)?, number(at + 5, 2)?);
                }
                // Without a length.
                0x01 | 0xd0..=0xd8 => at += 2,
                0xd9 | 0xda => return None,
                _ => at += 2 + number(at + 2, 2)? as usize,
            }
        }
    } else {
        return None;
    };
    let (width, height) = found;
    (width > 0 && height > 0).then_some((width as f32, height as f32))
}

#[cfg(test)]
mod tests;
