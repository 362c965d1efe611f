//! The report of an evening as pages: headings, lists, tables and bars on A4, with the same blocks as in its other forms.
//!
//! The parts of a bar are told apart by their signs, by stripes and by the words under it: blue and brown are the same
//! grey on a printer without color.

use super::choices::{Made, Said};
use super::flow::{self, Column, Desk, Frame, How, Running, Share, Slab, Stack, Tie, Words, lay};
use super::letters::{Align, Letters, Style};
use super::page::{Ink, Item, Outline, Print, Shape, Size, Stroke, Tag, TagId, mm};
use super::palette::{Look, Palette};
use super::words::common;
use crate::model::Stance;
use crate::report::{Bar, Block, Chart, Entry, Kind, Level, Line, Part, Report, Table};

/// Letters of the text.
const TEXT: f32 = 10.5;
/// Letters of notes, tables and what runs at the head and foot.
const SMALL: f32 = 10.0;
/// Letters of what runs at the head and foot.
const RUNNING: f32 = 10.0;
/// From the left edge to the words of a list.
const INDENT: f32 = 16.0;
/// The same within an entry.
const INNER: f32 = 11.0;
/// From the left edge to what facts have to say.
const FACTS: f32 = 112.0;
/// A table of so many rows stays on one page.
const SHORT: usize = 12;
/// From one stripe of a bar to the next.
const STRIPE: f32 = 7.0;
/// Levels of headings in a document.
const DEEPEST: u8 = 4;

/// The report on A4, in color or in black, white and grey.
pub fn report(report: &Report, letters: &mut Letters, has_color: bool) -> Made {
    letters.take_missing();
    let lang = report.lang.lang();
    let title = match report.title.text() {
        title if flow::is_blank(&title) => report.kind.to_owned(),
        title => title,
    };
    let frame = Frame {
        size: Size::mm(210.0, 297.0),
        left: mm(22.0),
        top: mm(20.0),
        right: mm(22.0),
        bottom: mm(20.0),
    };
    let mut print = Print::new(&title, lang);
    print.subject = Some(report.kind.to_owned());
    let mut maker = Maker {
        desk: Desk::new(letters),
        stack: Stack::new(frame.width()),
        look: Looks::new(has_color),
        level: 1,
    };
    maker.opening(report, &title);
    for (number, block) in report.blocks.iter().enumerate() {
        let next = report.blocks.get(number + 1);
        let is_led_in = match next {
            Some(Block::List { .. } | Block::Table(_) | Block::Chart(_)) => true,
            Some(Block::Heading { level, .. }) => *level > Level::Section,
            _ => false,
        };
        maker.block(block, is_led_in);
    }
    maker.closing(common(lang).made_with);
    let Maker { desk, stack, look, .. } = maker;
    lay(&stack, &frame, &mut print);
    print.tags = desk.into_tags();
    let words = common(lang);
    let style = Style::new(RUNNING, look.palette.soft());
    let number = format!("{} {1} {2} {1}", words.page, print.pages.len(), words.of);
    let room = frame.width() - letters.line(&number, style).width() - 24.0;
    let foot = foot(letters, &title, day(report), style, room);
    let running = Running {
        head: report.kind,
        foot: &foot,
        counts: &[(words.page, words.of)],
        style,
        line: look.palette.hairline(),
        num_without: 0,
    };
    running.add(&mut print, letters, &frame);
    let mut said = vec![Said::Sheets(print.pages.len()), Said::SmallestLetters(RUNNING)];
    let num_other = print.tags.all().iter().filter(|tagged| tagged.lang.is_some()).count();
    if num_other > 0 {
        said.push(Said::OtherLanguage(num_other));
    }
    let missing = letters.take_missing();
    if !missing.is_empty() {
        said.push(Said::UnknownLetters(missing.into_iter().collect()));
    }
    Made { print, said }
}

/// The day of the evening, if that is known.
fn day(report: &Report) -> Option<String> {
    let name = common(report.lang.lang()).date;
    let facts = report.blocks.iter().filter_map(|block| match block {
        Block::Facts(facts) => Some(facts),
        _ => None,
    });
    let day = facts.flatten().find(|(of, _)| of == name).map(|(_, day)| day.text());
    day.filter(|day| !flow::is_blank(day))
}

/// Title and day on one line: of a long title only the beginning, so that the day is there.
fn foot(letters: &mut Letters, title: &str, day: Option<String>, style: Style, room: f32) -> String {
    let day = day.map(|day| format!(" · {day}")).unwrap_or_default();
    let room = room - letters.line(&day, style).width();
    if letters.set(title, style, room, Align::Left).num_lines() < 2 {
        return format!("{title}{day}");
    }
    let dots = letters.line("…", style).width();
    let (first, _) = letters.set(title, style, room - dots, Align::Left).split(1);
    format!("{}…{day}", first.text().trim_end())
}

/// How everything looks.
#[derive(Clone, Copy, Debug)]
struct Looks {
    palette: Palette,
    text: Style,
    soft: Style,
    table: Style,
}

impl Looks {
    fn new(has_color: bool) -> Self {
        let palette = Palette::new(has_color);
        Self {
            palette,
            text: Style::new(TEXT, palette.ink()).leading(14.5),
            soft: Style::new(TEXT, palette.soft()).leading(14.5),
            table: Style::new(SMALL, palette.ink()).leading(12.5),
        }
    }

    /// Of a part of a bar. What was not known has a tone between the others.
    fn of_kind(&self, kind: Kind) -> Look {
        match kind {
            Kind::For => self.palette.side(Stance::Pro),
            Kind::Against => self.palette.side(Stance::Contra),
            Kind::Agree | Kind::Plain => self.palette.thesis(),
            Kind::Disagree => self.palette.hue(None),
            Kind::Unknown => Look {
                solid: self.palette.hairline(),
                on: if self.palette.has_color() {
                    Ink::BLACK
                } else {
                    Ink::WHITE
                },
                ..self.palette.hue(None)
            },
        }
    }
}

struct Maker<'a> {
    desk: Desk<'a>,
    stack: Stack,
    look: Looks,
    /// How deep the last heading was.
    level: u8,
}

/// The words of a line, in a style.
fn words(line: &Line, style: Style) -> Vec<Words<'_>> {
    let pieces = line.pieces().iter();
    pieces
        .map(|piece| Words::new(&piece.words, style).in_lang(piece.lang))
        .collect()
}

fn is_blank(line: &Line) -> bool {
    flow::is_blank(&line.text())
}

impl Maker<'_> {
    fn opening(&mut self, report: &Report, title: &str) {
        let kind = Words::new(report.kind, self.look.soft.bold());
        // Not twice the same words.
        if title != report.kind {
            let how = How::default().tied();
            self.stack.paragraph(&mut self.desk, None, &[kind], how);
        }
        let style = Style::new(24.0, self.look.palette.ink()).leading(29.0).bold();
        let mut line = words(&report.title, style);
        if is_blank(&report.title) {
            line = vec![Words::new(title, style)];
        }
        let spare = self.desk.spare(title, style, self.stack.width());
        let how = How::below(3.0).inset(spare);
        self.stack.heading(&mut self.desk, None, 1, &line, how, Some(0));
    }

    /// What it was made with, under everything and never alone on a page.
    fn closing(&mut self, made_with: &str) {
        self.stack.tie();
        let words = [Words::new(made_with, self.look.soft)];
        self.stack.paragraph(&mut self.desk, None, &words, How::below(26.0));
    }

    fn block(&mut self, block: &Block, is_led_in: bool) {
        let how = How {
            tie: if is_led_in { Tie::Hard } else { Tie::None },
            ..How::below(7.0)
        };
        match block {
            Block::Heading { level, line, side } => self.heading(*level, line, side.map(|side| Kind::from(Some(side)))),
            Block::Paragraph(line) => {
                let words = words(line, self.look.text);
                self.stack.paragraph(&mut self.desk, None, &words, how);
            }
            Block::Aside(line) => {
                let words = words(line, self.look.soft);
                self.stack.paragraph(&mut self.desk, None, &words, how);
            }
            Block::Facts(facts) => self.facts(facts),
            Block::List { is_numbered, entries } => self.list(*is_numbered, entries),
            Block::Table(table) => self.table(table),
            Block::Chart(chart) => self.chart(chart),
        }
    }

    fn heading(&mut self, level: Level, line: &Line, kind: Option<Kind>) {
        if is_blank(line) {
            return;
        }
        let ink = self.look.palette.ink();
        let (wanted, style, gap) = match level {
            Level::Section => (2, Style::new(16.0, ink).leading(20.0).bold(), 7.0),
            Level::Part => (3, Style::new(12.5, ink).leading(16.0).bold(), 15.0),
            Level::Detail => (4, Style::new(TEXT, ink).leading(14.5).bold(), 11.0),
        };
        // No level is left out.
        self.level = wanted.min(self.level + 1).min(DEEPEST);
        if level == Level::Section {
            let stroke = Stroke {
                width: 1.25,
                ink,
                dash: None,
            };
            self.stack.rule(26.0, stroke);
        }
        let sign = kind.map(|kind| format!("{} ", kind.sign()));
        let mut all = Vec::new();
        if let (Some(sign), Some(kind)) = (&sign, kind) {
            let style = Style {
                ink: self.look.of_kind(kind).line,
                ..style
            };
            all.push(Words::new(sign, style));
        }
        all.extend(words(line, style));
        let bookmark = match level {
            Level::Section => Some(0),
            Level::Part => Some(1),
            Level::Detail => None,
        };
        let level = self.level;
        self.stack
            .heading(&mut self.desk, None, level, &all, How::below(gap), bookmark);
    }

    /// Names with what they stand for, beside each other.
    fn facts(&mut self, facts: &[(String, Line)]) {
        let filled = facts
            .iter()
            .filter(|(name, line)| !flow::is_blank(name) && !is_blank(line));
        let mut list: Option<TagId> = None;
        for (name, line) in filled {
            let gap = if list.is_none() { 10.0 } else { 2.0 };
            let of = *list.get_or_insert_with(|| self.desk.tag(None, Tag::List));
            let entry = self.desk.tag(Some(of), Tag::Entry);
            let width = self.stack.width();
            let mut left = Stack::new(FACTS - 10.0);
            // With a space, so that it is not read as one word with what follows.
            let name = format!("{name} ");
            let how = How::default();
            left.lines(
                &mut self.desk,
                &[Words::new(&name, self.look.soft)],
                how,
                Some(entry),
                true,
            );
            let mut right = Stack::new(width - FACTS);
            right.lines(&mut self.desk, &words(line, self.look.text), how, Some(entry), false);
            self.stack.whole_columns(gap, vec![(0.0, left), (FACTS, right)]);
        }
    }

    fn list(&mut self, is_numbered: bool, entries: &[Entry]) {
        let filled = |entry: &&Entry| {
            let lines = [&entry.line, &entry.note].into_iter().chain(&entry.under);
            lines.into_iter().any(|line| !is_blank(line))
        };
        let filled: Vec<&Entry> = entries.iter().filter(filled).collect();
        if filled.is_empty() {
            return;
        }
        let list = self.desk.tag(None, Tag::List);
        // Three digits need more room than two.
        let widest = if is_numbered {
            let mark = format!("{}.", filled.len());
            self.desk.letters.line(&mark, self.look.text).width() + 4.0
        } else {
            0.0
        };
        let indent = widest.ceil().max(INDENT);
        for (number, entry) in filled.into_iter().enumerate() {
            let mark = if is_numbered {
                format!("{}.", number + 1)
            } else {
                "•".to_owned()
            };
            self.entry(list, &mark, entry, indent, if number == 0 { 6.0 } else { 5.0 });
        }
    }

    fn entry(&mut self, list: TagId, mark: &str, entry: &Entry, indent: f32, gap: f32) {
        let (text, soft) = (self.look.text, self.look.table);
        let soft = Style {
            ink: self.look.palette.soft(),
            ..soft
        };
        let under: Vec<&Line> = entry.under.iter().filter(|line| !is_blank(line)).collect();
        let has_note = !is_blank(&entry.line) && !is_blank(&entry.note);
        let line = if is_blank(&entry.line) {
            &entry.note
        } else {
            &entry.line
        };
        let mark = Words::new(mark, text);
        let how = How {
            tie: if has_note || !under.is_empty() {
                Tie::Hard
            } else {
                Tie::None
            },
            ..How::below(gap).indented(indent)
        };
        let tag = self.stack.entry(&mut self.desk, list, mark, &words(line, text), how);
        // Only what belongs under it has words.
        let tag = tag.unwrap_or_else(|| self.desk.tag(Some(list), Tag::Entry));
        if has_note {
            let how = How {
                tie: if under.is_empty() { Tie::None } else { Tie::Hard },
                ..How::below(1.0).indented(indent)
            };
            let part = self.desk.tag_for(Some(tag), Tag::Paragraph, &words(&entry.note, soft));
            let note = words(&entry.note, soft);
            self.stack.lines(&mut self.desk, &note, how, Some(part), false);
        }
        if under.is_empty() {
            return;
        }
        let inner = self.desk.tag(Some(tag), Tag::List);
        for line in under {
            let how = How::below(2.0).indented(INNER);
            let mut below = Stack::new(self.stack.width() - indent);
            below.entry(&mut self.desk, inner, Words::new("–", text), &words(line, text), how);
            self.stack.columns(2.0, vec![(indent, below)], None);
        }
    }

    fn table(&mut self, table: &Table) {
        let style = self.look.table;
        let columns = table.heads.iter().map(|head| Column {
            head: &head.words,
            is_number: head.is_number,
        });
        let rows = table
            .rows
            .iter()
            .map(|row| row.iter().map(|cell| words(cell, style)).collect());
        let table = flow::Table {
            caption: &table.caption,
            columns: columns.collect(),
            rows: rows.collect(),
            style,
            line: self.look.palette.hairline(),
        };
        if table.rows.len() > SHORT {
            self.stack.table(&mut self.desk, None, 12.0, &table);
            return;
        }
        let mut inner = Stack::new(self.stack.width());
        inner.table(&mut self.desk, None, 0.0, &table);
        self.stack.whole(12.0, inner);
    }

    fn chart(&mut self, chart: &Chart) {
        for (number, bar) in chart.bars.iter().enumerate() {
            self.bar(bar, if number == 0 { 8.0 } else { 10.0 });
        }
    }

    fn bar(&mut self, bar: &Bar, gap: f32) {
        let signs: Vec<String> = bar
            .parts
            .iter()
            .map(|part| format!("{} {}", part.kind.sign(), part.num).trim().to_owned())
            .collect();
        let is_striped = |part: &Part| part.kind == Kind::Against;
        let shares = bar.widths().zip(&signs).map(|((part, width), sign)| Share {
            share: width as f32 / 1000.0,
            look: self.look.of_kind(part.kind),
            // That of a striped part stands on its stripes.
            sign: if is_striped(part) { "" } else { sign },
        });
        let shares: Vec<Share<'_>> = shares.collect();
        let is_on_stripes: Vec<bool> = bar.parts.iter().map(is_striped).collect();
        let drawn = flow::Bar {
            label: Vec::new(),
            shares,
            words: Vec::new(),
            sign: Style::new(RUNNING, self.look.palette.ink()).bold(),
            edge: self.look.palette.ink(),
        };
        let width = self.stack.width();
        let mut solid = Stack::new(width);
        solid.bar(&mut self.desk, None, 0.0, &drawn);
        let height = solid.height();
        let mut stripes = Slab::new(height);
        let mut x = 0.0;
        for ((share, sign), is_striped) in drawn.shares.iter().zip(&signs).zip(is_on_stripes) {
            let wide = (share.share * width).min(width - x);
            if is_striped && wide > 0.0 {
                let style = Style {
                    ink: share.look.on,
                    ..drawn.sign
                };
                self.striped(&mut stripes, [x, wide], share.look, (sign, style));
            }
            x += wide;
        }
        let mut inner = Stack::new(width);
        let label = words(&bar.label, self.look.text.bold());
        inner.paragraph(&mut self.desk, None, &label, How::default().tied());
        inner.append(2.0, solid);
        inner.tie();
        if !stripes.items.is_empty() {
            // Over the bar, not under it.
            inner.slab(-height, stripes);
        }
        let text = bar.text();
        let text = [Words::new(&text, self.look.table)];
        inner.paragraph(&mut self.desk, None, &text, How::below(2.0));
        self.stack.whole(gap, inner);
    }

    /// Stripes on a part of a bar, within its edge, and its sign on a plain ground where there is room for it.
    fn striped(&mut self, slab: &mut Slab, [x, wide]: [f32; 2], look: Look, (sign, style): (&str, Style)) {
        const EDGE: f32 = 1.0;
        let shape = |outline, fill, stroke| {
            Item::Shape(Shape {
                outline,
                fill,
                stroke,
                tag: None,
            })
        };
        let high = slab.height - 2.0 * EDGE;
        let (left, right) = (x + EDGE, x + wide - EDGE);
        let stroke = Stroke {
            width: 1.0,
            ink: look.on,
            dash: None,
        };
        let num = ((right - left + high) / STRIPE).ceil().max(0.0) as usize;
        for number in 0..num {
            // From the lower left to the upper right.
            let foot = left - high + (number as f32 + 0.5) * STRIPE;
            let (from, to) = (foot.max(left), (foot + high).min(right));
            if to - from > 0.5 {
                let at = |x: f32| (x, EDGE + high - (x - foot));
                slab.items
                    .push(shape(Outline::Line(vec![at(from), at(to)]), None, Some(stroke)));
            }
        }
        let sign = self.desk.letters.line(sign, style);
        let ground = sign.width() + 8.0;
        if sign.is_empty() || ground + 2.0 > wide {
            return;
        }
        let (middle, top) = (x + wide / 2.0, (slab.height - sign.height()) / 2.0);
        let outline = Outline::Rect {
            x: middle - ground / 2.0,
            // The ends of stripes stick out a little.
            y: EDGE / 2.0,
            width: ground,
            height: high + EDGE,
            radius: 0.0,
        };
        slab.items.push(shape(outline, Some(look.solid), None));
        let letters = self.desk.items(&sign, middle - sign.width() / 2.0, top, None);
        slab.items.extend(letters);
    }
}

#[cfg(test)]
mod tests {

    use super::super::{proof, to_pdf};
    use super::*;
    use crate::model::{Document, Lang, Structure};
    use crate::report::{Head, ReportLang};
    use crate::session::{About, Session};
    use proptest::prelude::*;

    fn of(blocks: Vec<Block>) -> Report {
        Report {
            lang: ReportLang::Dutch,
            kind: "Verslag van de avond",
            title: "Ouderavond Lombok".into(),
            blocks,
        }
    }

    fn heading(level: Level, words: &str) -> Block {
        Block::Heading {
            level,
            line: Line::said(words, None),
            side: None,
        }
    }

    fn bar(label: &str) -> Bar {
        let part = |kind, num: u32, words: &str| Part {
            kind,
            num,
            words: words.to_owned(),
        };
        Bar {
            label: Line::said(label, Some(Lang::EN)),
            parts: vec![
                part(Kind::For, 11, "11 voor"),
                part(Kind::Against, 12, "12 tegen"),
                part(Kind::Unknown, 6, "6 weet niet"),
            ],
            full: 29,
            note: "n = 29".to_owned(),
        }
    }

    /// One of each block, with these words.
    fn blocks(words: &str, num: usize) -> Vec<Block> {
        let line = || Line::said(words, None);
        let entry = |number: usize| Entry {
            line: if number % 5 == 3 { Line::default() } else { line() },
            note: if number.is_multiple_of(2) {
                line()
            } else {
                Line::default()
            },
            under: vec![Line::said(words, Some(Lang::EN)); number % 3],
        };
        vec![
            Block::Facts(vec![("Datum".to_owned(), line()), (words.to_owned(), "x".into())]),
            heading(Level::Section, words),
            Block::Paragraph(line()),
            heading(Level::Detail, "Te diep"),
            Block::Aside(line()),
            Block::List {
                is_numbered: true,
                entries: (0..num).map(entry).collect(),
            },
            heading(Level::Section, "Tafel"),
            Block::Heading {
                level: Level::Part,
                line: "Argumenten voor".into(),
                side: Some(Stance::Pro.into()),
            },
            Block::Table(Table {
                caption: words.to_owned(),
                heads: vec![Head::words(words), Head::number("Aantal"), Head::words("")],
                rows: (0..num)
                    .map(|number| vec![line(), number.to_string().as_str().into(), line()])
                    .collect(),
            }),
            Block::Chart(Chart {
                title: words.to_owned(),
                bars: (0..num).map(|_| bar(words)).collect(),
                is_in_table: false,
            }),
            Block::List {
                is_numbered: false,
                entries: vec![],
            },
        ]
    }

    fn sound(made: &Report, has_color: bool) -> Result<Made, String> {
        let made = report(made, &mut Letters::new(), has_color);
        proof::wrong(&made.print, mm(10.0))?;
        Ok(made)
    }

    #[test]
    fn every_block_stands_there_in_color_and_without() {
        for has_color in [true, false] {
            let made = sound(&of(blocks("Wat de zaal vond", 7)), has_color).unwrap();
            let words = proof::read_aloud(&made.print);
            assert!(
                words.starts_with("Verslag van de avond Ouderavond Lombok Datum Wat de zaal vond"),
                "{words}"
            );
            assert!(words.contains("11 voor · 12 tegen · 6 weet niet · n = 29"));
            assert!(words.contains("+ Argumenten voor"));
            assert_eq!(words.matches("weet niet").count(), 7);
            assert!(to_pdf(&made.print).is_ok());
        }
    }

    #[test]
    fn headings_have_no_gaps_and_are_in_the_list_of_contents() {
        let made = sound(&of(blocks("Kop", 2)), true).unwrap();
        let levels = made.print.tags.all().iter().filter_map(|of| match &of.tag {
            Tag::Heading(level, _) => Some(*level),
            _ => None,
        });
        assert_eq!(levels.collect::<Vec<_>>(), [1, 2, 3, 2, 3]);
        let titles: Vec<&str> = made.print.bookmarks.iter().map(|of| of.title.as_str()).collect();
        assert_eq!(titles, ["Ouderavond Lombok", "Kop", "Tafel", "+ Argumenten voor"]);
    }

    #[test]
    fn words_in_another_language_say_so() {
        let line = Line::from("Op de kaart: ").and(Line::said("mixing helps", Some(Lang::EN)));
        let made = sound(&of(vec![Block::Paragraph(line)]), true).unwrap();
        let tagged = made.print.tags.all().iter().find(|of| of.lang == Some(Lang::EN));
        assert_eq!(tagged.map(|of| of.tag.clone()), Some(Tag::Words));
        let said = made.print.pages[0].items.iter().any(|item| match item {
            Item::Run(run) => run.text.contains("mixing") && run.tag.is_some(),
            _ => false,
        });
        assert!(said);
        assert!(made.said.contains(&Said::OtherLanguage(1)));
    }

    #[test]
    fn an_empty_report_is_a_page_with_its_title() {
        let mut empty = of(Vec::new());
        empty.title = Line::default();
        let made = sound(&empty, true).unwrap();
        let words = proof::read_aloud(&made.print);
        assert_eq!(words, "Verslag van de avond Gemaakt met Argumentenkaart");
        assert_eq!(made.print.pages.len(), 1);
    }

    /// What stands on a page without being read, for the foot and head.
    fn running(made: &Made, page: usize) -> Vec<String> {
        let items = made.print.pages.get(page).into_iter().flat_map(|page| &page.items);
        let texts = items.filter_map(|item| match item {
            Item::Run(run) if run.tag.is_none() => Some(run.text.clone()),
            _ => None,
        });
        texts.collect()
    }

    #[test]
    fn title_and_day_stand_at_the_foot_however_long_the_title_is() {
        let session = |title: &str| Session {
            about: About {
                title: title.to_owned(),
                date: "2026-11-25".to_owned(),
                ..About::default()
            },
            minutes: "Een zin.\n".repeat(40),
            ..Session::default()
        };
        let document = Document::default();
        for (lang, day, page) in [
            (ReportLang::Dutch, "25 november 2026", "Pagina 2 van 2"),
            (ReportLang::English, "25 November 2026", "Page 2 of 2"),
        ] {
            let made = sound(&Report::new(&session("Lombok"), &document, lang), true).unwrap();
            let words = running(&made, 1);
            assert!(words.contains(&format!("Lombok · {day}")), "{words:?}");
            assert!(words.contains(&page.to_owned()), "{words:?}");
            let long = "Een avond over het mengen van leerlingen ".repeat(9);
            let made = sound(&Report::new(&session(&long), &document, lang), true).unwrap();
            let words = running(&made, 0);
            let foot = words.iter().find(|words| words.contains(day));
            let is_cut = foot.is_some_and(|words| words.starts_with("Een avond") && words.contains("… · "));
            assert!(is_cut, "{words:?}");
        }
    }

    #[test]
    fn what_is_against_has_stripes_so_that_grey_paper_tells_it_apart() {
        let lines = |kind, has_color| {
            let mut bar = bar("Over");
            bar.parts = vec![Part {
                kind,
                num: 12,
                words: "12".to_owned(),
            }];
            let chart = Chart {
                title: String::new(),
                bars: vec![bar],
                is_in_table: false,
            };
            let made = sound(&of(vec![Block::Chart(chart)]), has_color).unwrap();
            assert!(running(&made, 0).iter().any(|words| words.contains("12")));
            let items = made.print.pages.iter().flat_map(|page| &page.items);
            let is_sloping = |item: &&Item| match item {
                Item::Shape(shape) => matches!(&shape.outline, Outline::Line(all) if all[0].1 != all[1].1),
                _ => false,
            };
            items.filter(is_sloping).count()
        };
        for has_color in [true, false] {
            assert!(lines(Kind::Against, has_color) > 20);
            for other in [Kind::For, Kind::Agree, Kind::Disagree, Kind::Unknown, Kind::Plain] {
                assert_eq!(lines(other, has_color), 0);
            }
        }
    }

    #[test]
    fn thousands_of_entries_and_bars_run_on() {
        let made = sound(&of(blocks("Kinderen leren van elkaar", 1_200)), false).unwrap();
        assert!(made.print.pages.len() > 100);
        assert!(proof::read_aloud(&made.print).contains("1000. "));
    }

    #[test]
    fn a_map_can_be_put_on_pages_too() {
        let document = proof::plain_map(40);
        let of_map = Report::of_map(&document, &Structure::new(&document), Lang::EN);
        let made = sound(&of_map, false).unwrap();
        assert!(made.print.pages.len() > 1);
        assert_eq!(proof::read_aloud(&made.print).matches("Argument ").count(), 40 + 1);
    }

    #[test]
    fn a_caption_of_which_nothing_is_seen_is_none() {
        for has_color in [true, false] {
            sound(&of(blocks("\u{7f}", 2)), has_color).unwrap();
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn whatever_people_write_nothing_is_cut_or_lies_on_something(
            all in proptest::collection::vec((proof::any_words(), 0..9_usize), 1..5),
            has_color in any::<bool>(),
        ) {
            let blocks = all.iter().flat_map(|(words, num)| blocks(words, *num)).collect();
            let sound = sound(&of(blocks), has_color);
            prop_assert!(sound.is_ok(), "{}", sound.err().unwrap_or_default());
        }
    }
}
