//! A poster in letters of one size: every part with its blocks, as wide as they will stand on the sheet.

use super::block::{Area, Block, Hang, Mark, Piece};
use super::content::{Argument, Band, Content, Label, Side, Sign, Statement, Words};
use crate::model::Stance;
use crate::paper::letters::{Align, Letters, Set, Span, Style};
use crate::paper::page::{Ink, Size, TagId};
use crate::paper::palette::{Look, Palette};

/// The sheet and what is the same for all sizes of letters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub size: Size,
    pub margin: f32,
    /// No letters are smaller.
    pub floor: f32,
    pub palette: Palette,
    /// Width of the code, if there is one.
    pub code: Option<f32>,
}

impl Frame {
    /// Width between the margins.
    pub fn width(&self) -> f32 {
        self.size.width - 2.0 * self.margin
    }
}

/// What a part of the poster is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    Head,
    Guide,
    Band,
    Toolbox,
    Sources,
    Colophon,
}

/// The bar over a part.
#[derive(Clone, Default, Debug)]
pub(super) struct Bar {
    pub height: f32,
    pub name: Set,
    /// The name for where the part goes on, as decoration.
    pub again: Set,
    pub name_tag: Option<TagId>,
    /// What stands at both ends, and its tag.
    pub ends: [Option<(Set, TagId)>; 2],
    pub bookmark: String,
}

/// A part of the poster: as wide as the sheet.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub role: Role,
    pub look: Look,
    pub bar: Option<Bar>,
    pub areas: Vec<Area>,
    /// Room between the bar or upper edge and the letters, and between the letters and the lower edge.
    pub pad: f32,
    /// At least this high, without `pad`.
    pub least: f32,
}

/// All parts in letters of one size.
#[derive(Clone, Debug)]
pub(super) struct Cast {
    /// Size of the claims.
    pub body: f32,
    pub parts: Vec<Part>,
    /// The heads of both halves.
    pub halves: Option<[(Set, Option<TagId>); 2]>,
    pub halves_height: f32,
    /// The line over a second sheet.
    pub slim: Set,
    /// What is drawn behind words with a tag.
    pub marks: Vec<Option<Mark>>,
}

/// Room between two halves or columns, in sizes of the body.
const GUTTER: f32 = 1.3;
/// Room within the edge of a half.
pub(super) const PAD: f32 = 0.9;
/// Room in the middle of the sheet.
pub(super) const AXIS: f32 = 1.0;

/// Sets letters of one size.
pub(super) struct Setter<'a> {
    pub letters: &'a mut Letters,
    pub frame: Frame,
    pub form: Form,
    pub body: f32,
    pub small: f32,
    pub note: f32,
    /// Size of sources.
    pub source: f32,
    pub marks: Vec<Option<Mark>>,
}

/// What a poster is tried in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form {
    /// Size of the claims.
    pub body: f32,
    /// Columns of each half.
    pub columns: usize,
    /// Whether the sources have a sheet of their own.
    pub is_apart: bool,
}

/// How many columns each half may have: what reads best, and what reads well too.
pub(super) fn column_choices(frame: &Frame, body: f32) -> (usize, Vec<usize>) {
    let width = (frame.width() - body * AXIS) / 2.0 - 2.0 * body * PAD;
    let gutter = body * GUTTER;
    let best = columns(width, gutter, body, body * 1.5, 50.0);
    let is_good = |columns: &usize| {
        let columns = *columns as f32;
        let column = (width - gutter * (columns - 1.0)) / columns - body * 1.5;
        (36.0..=66.0).contains(&(column / (body * LETTER)))
    };
    let others = [best.saturating_sub(1), best + 1].into_iter();
    (best, others.filter(|columns| *columns > 0).filter(is_good).collect())
}

/// How many columns have lines nearest to a number of letters, next to a sign of `indent`.
pub(super) fn columns(width: f32, gutter: f32, size: f32, indent: f32, wanted: f32) -> usize {
    let letters = |columns: f32| {
        let column = (width - gutter * (columns - 1.0)) / columns - indent;
        (column / (size * LETTER)).max(1.0)
    };
    let far = |columns: f32| (letters(columns) / wanted).ln().abs();
    let mut columns = 1.0;
    while far(columns + 1.0) < far(columns) {
        columns += 1.0;
    }
    columns as usize
}

/// Sets all of a poster. Sources on a sheet of their own are as large as explanations.
pub(super) fn cast(content: &Content, frame: &Frame, form: Form, letters: &mut Letters) -> Cast {
    let Form { body, is_apart, .. } = form;
    let floor = frame.floor;
    let mut setter = Setter {
        letters,
        frame: *frame,
        form,
        body,
        small: (body * 0.9).max(floor),
        note: (body * 0.68).max(floor),
        source: (body * if is_apart { 0.9 } else { 0.68 }).max(floor),
        marks: vec![None; content.tags.all().len()],
    };
    let mut parts = vec![setter.head(content)];
    parts.extend(setter.guide(content));
    for band in &content.bands {
        parts.push(setter.band(band, content));
    }
    if let Some((head, cards)) = &content.toolbox {
        parts.push(setter.toolbox(head, cards));
    }
    if let Some((head, notes)) = &content.sources {
        parts.push(setter.sources(head, notes));
    }
    parts.push(setter.colophon(content));
    let halves = content.halves.as_ref().map(|labels| setter.halves(labels));
    let halves_height = halves
        .iter()
        .flatten()
        .map(|(set, _)| set.height() + body * 0.7)
        .fold(0.0, f32::max);
    let slim = setter.slim(content);
    Cast {
        body,
        parts,
        halves,
        halves_height,
        slim,
        marks: setter.marks,
    }
}

/// Width of an average letter, in sizes.
const LETTER: f32 = 0.5;
/// A line of this much of the size of its letters.
const LINE: f32 = 1.22;

impl Setter<'_> {
    pub fn style(&mut self, size: f32, ink: Ink) -> Style {
        let size = size.max(self.frame.floor);
        Style::new(size, ink).leading(size * LINE)
    }

    fn mark(&mut self, tag: TagId, mark: Mark) {
        if let Some(slot) = self.marks.get_mut(tag.index()) {
            *slot = Some(mark);
        }
    }

    /// A short text in one or several languages on as few lines as it needs.
    pub fn label(&mut self, label: &Label, first: Style, second: Style, width: f32, align: Align) -> Set {
        let mut spans = Vec::with_capacity(label.0.len() * 2);
        for words in &label.0 {
            let style = if words.is_second { second } else { first }.leading(first.line);
            if words.is_second {
                spans.push(Span::new(" / ", style));
            }
            spans.push(Span {
                tag: words.is_second.then_some(words.tag),
                ..Span::new(&words.text, style)
            });
        }
        self.letters.set_spans(&spans, width, align)
    }

    fn head(&mut self, content: &Content) -> Part {
        let frame = self.frame;
        let look = frame.palette.thesis();
        let body = self.body;
        let (width, height) = (frame.size.width, frame.size.height);
        let is_wide = width > height;
        let pad = (width * 0.007).max(9.0);
        let inner = frame.width() - 2.0 * pad - frame.code.map_or(0.0, |code| code + pad);
        let has_about = !content.about.is_empty();
        let share = match (has_about, is_wide) {
            (false, _) => 1.0,
            (true, true) => 0.62,
            (true, false) => 0.58,
        };
        let gutter = pad * 1.6;
        let left = if has_about { (inner - gutter) * share } else { inner };
        let soft = Ink(0xd3, 0xd8, 0xe0);
        let long = width.max(height);
        // Where room is short, the head is less high.
        let ease = ((body / frame.floor - 1.0) / 0.25).clamp(0.0, 1.0);
        let about = (long * 0.0063 * (0.8 + 0.2 * ease)).max(body * 0.9).max(frame.floor);
        let mut pieces = Vec::new();
        for words in &content.kicker {
            let style = self.style(about, soft);
            let style = if words.is_second { style } else { style.bold() };
            pieces.push(Piece::new(
                self.letters.set(&words.text, style, left, Align::Start),
                Some(words.tag),
            ));
        }
        let largest = long * 0.0255 * (0.78 + 0.22 * ease);
        for words in &content.question {
            let scale = if words.is_second { 0.55 } else { 1.0 };
            let set = self.question(words, largest * scale, ease, left);
            let mut piece = Piece::new(set, Some(words.tag));
            piece.gap = about * 0.25;
            pieces.push(piece);
        }
        for words in &content.thesis {
            let style = self.style(about * 1.2, if words.is_second { soft } else { look.on });
            let mut piece = Piece::new(
                self.letters.set(&words.text, style, left, Align::Start),
                Some(words.tag),
            );
            piece.gap = if words.is_second { 0.0 } else { about * 0.45 };
            pieces.push(piece);
        }
        let mut block = Block::new(pieces, 0.0);
        block.is_free = true;
        let x = frame.margin + pad;
        let mut areas = vec![Area {
            x,
            width: left,
            columns: 1,
            gutter: 0.0,
            stance: None,
            blocks: vec![block],
        }];
        if has_about {
            let right = inner - gutter - left;
            let gutter_in = body * GUTTER;
            let columns = columns(right, gutter_in, about, 0.0, 60.0).min(2);
            let mut area = Area {
                x: x + left + gutter,
                width: right,
                columns,
                gutter: gutter_in,
                stance: None,
                blocks: Vec::new(),
            };
            for words in &content.about {
                let style = self.style(about, if words.is_second { soft } else { look.on });
                let set = self.letters.set(&words.text, style, area.column_width(), Align::Start);
                let mut block = Block::new(vec![Piece::new(set, Some(words.tag))], body * 0.5);
                block.is_free = true;
                area.blocks.push(block);
            }
            areas.push(area);
        }
        Part {
            role: Role::Head,
            look,
            bar: None,
            areas,
            pad,
            least: frame.code.unwrap_or(0.0),
        }
    }

    /// The question: on one line if it only just takes more, and in smaller letters if it is long.
    fn question(&mut self, words: &Words, largest: f32, ease: f32, width: f32) -> Set {
        let ink = self.frame.palette.thesis().on;
        let least = self.body * 1.1;
        let mut size = largest.max(least);
        let mut set = |size: f32, width: Option<f32>| {
            let style = Style::new(size, ink).leading(size * 1.12);
            let style = if words.is_second { style } else { style.bold() };
            match width {
                Some(width) => self.letters.set(&words.text, style, width, Align::Start),
                None => self.letters.line(&words.text, style),
            }
        };
        let whole = set(size, None).width().max(1.0);
        if (0.92 - 0.2 * ease..1.0).contains(&(width / whole)) {
            return set((size * width / whole * 0.985).max(least), Some(width));
        }
        let mut tried = set(size, Some(width));
        for _ in 0..6 {
            let smaller = (size * 0.86).max(least);
            let is_long = tried.num_lines() > 3;
            if tried.num_lines() <= 1 || smaller >= size || !is_long && smaller < largest * 0.8 {
                break;
            }
            let other = set(smaller, Some(width));
            if is_long || other.num_lines() < tried.num_lines() {
                tried = other;
            }
            size = smaller;
        }
        tried
    }

    /// The question on one line, for a second sheet.
    fn slim(&mut self, content: &Content) -> Set {
        let style = self.style(self.body * 1.1, self.frame.palette.thesis().on).bold();
        let width = self.frame.width() - self.body * 2.0;
        let question = Label(content.question.clone()).joined();
        // Rather in smaller letters than cut off.
        let whole = self.letters.line(&question, style).width().max(1.0);
        let style = self
            .style((style.size * width / whole).min(style.size), style.ink)
            .bold();
        self.one_line(&question, style, width)
    }

    /// As many words as fit on a line; an ellipsis tells of the rest. Only for what stands in full elsewhere.
    pub fn one_line(&mut self, text: &str, style: Style, width: f32) -> Set {
        let set = self.letters.line(text, style);
        if set.width() <= width {
            return set;
        }
        let share = f64::from(width / set.width());
        let mut keep = (text.chars().count() as f64 * share) as usize;
        for _ in 0..8 {
            let words: String = text.chars().take(keep).collect();
            let set = self.letters.line(&format!("{}…", words.trim_end()), style);
            if set.width() <= width {
                return set;
            }
            keep = keep * 9 / 10;
        }
        Set::default()
    }

    /// The heads of both halves, on one line each if letters that can be read allow it.
    fn halves(&mut self, [pro, contra]: &[Label; 2]) -> [(Set, Option<TagId>); 2] {
        let mut size = (self.body * 1.5).min(self.frame.width() * 0.03);
        loop {
            let made = [
                self.half(pro, Stance::Pro, size),
                self.half(contra, Stance::Contra, size),
            ];
            if size <= self.frame.floor || made.iter().all(|(set, ..)| set.num_lines() <= 1) {
                return made;
            }
            size *= 0.85;
        }
    }

    /// The head of a half in letters of a size.
    fn half(&mut self, label: &Label, stance: Stance, size: f32) -> (Set, Option<TagId>) {
        let look = self.frame.palette.side(stance);
        let width = self.frame.width() / 2.0 - self.body * 5.7;
        let first = self.style(size, look.on).bold();
        let second = Style { bold: false, ..first };
        let set = self.label(label, first, second, width, Align::Left);
        (set, label.0.first().map(|words| words.tag))
    }

    fn guide(&mut self, content: &Content) -> Option<Part> {
        let tag = content.guide_tag?;
        let frame = self.frame;
        let palette = frame.palette;
        let style = self.style(self.small, palette.soft());
        let mut spans = Vec::new();
        for (number, (sign, sign_tag, label)) in content.guide.iter().enumerate() {
            if number > 0 {
                spans.push(Span::new("      \u{a0}", style));
            }
            let mut signed = Style {
                ink: palette.ink(),
                ..style.bold()
            };
            let text = match sign {
                Sign::Core => "★",
                Sign::Reply(supports) => sign_of(shape(*supports)),
                Sign::Color => "",
                Sign::Instrument => "A",
                Sign::Note => "[1]",
            };
            if *sign == Sign::Instrument {
                signed.ink = palette.instrument().on;
            }
            if *sign == Sign::Note {
                signed = Style {
                    size: self.note,
                    ..style
                };
            }
            if let Some(sign_tag) = sign_tag {
                match sign {
                    Sign::Instrument => self.mark(*sign_tag, Mark::Square(palette.instrument())),
                    Sign::Reply(supports) => {
                        let look = Look {
                            solid: Ink::WHITE,
                            on: palette.ink(),
                            line: palette.ink(),
                            tint: Ink::WHITE,
                        };
                        self.mark(*sign_tag, Mark::of(shape(*supports), look));
                    }
                    Sign::Core | Sign::Color | Sign::Note => {}
                }
                spans.push(Span {
                    tag: Some(*sign_tag),
                    ..Span::new(text, signed)
                });
            }
            for words in &label.0 {
                match (words.is_second, sign) {
                    (true, _) => spans.push(Span::new(" / ", style)),
                    (false, Sign::Color) => {}
                    (false, _) => spans.push(Span::new("\u{a0}\u{a0}", style)),
                }
                spans.push(Span {
                    tag: Some(words.tag),
                    ..Span::new(&words.text, style)
                });
            }
        }
        let set = self.letters.set_spans(&spans, frame.width(), Align::Center);
        Some(Part {
            role: Role::Guide,
            look: palette.hue(None),
            bar: None,
            areas: vec![Area {
                x: frame.margin,
                width: frame.width(),
                columns: 1,
                gutter: 0.0,
                stance: None,
                blocks: vec![Block::new(vec![Piece::new(set, Some(tag))], 0.0)],
            }],
            pad: 0.0,
            least: 0.0,
        })
    }

    fn band(&mut self, band: &Band, content: &Content) -> Part {
        let frame = self.frame;
        let palette = frame.palette;
        let body = self.body;
        let look = palette.hue(band.hue);
        let axis = body * AXIS;
        let half = (frame.width() - axis) / 2.0;
        let pad = body * PAD;
        let gutter = body * GUTTER;
        let mut areas = Vec::with_capacity(2);
        let is_facing = band.sides.len() > 1;
        for (number, side) in band.sides.iter().enumerate() {
            let wide = if is_facing { half } else { frame.width() };
            let width = wide - 2.0 * pad;
            let columns = if is_facing {
                self.form.columns
            } else {
                columns(width, gutter, body, body * 1.5, 50.0)
            };
            let mut area = Area {
                x: frame.margin + pad + if number == 0 { 0.0 } else { half + axis },
                width,
                columns,
                gutter,
                stance: side.stance,
                blocks: Vec::new(),
            };
            area.blocks = self.side(side, area.column_width());
            areas.push(area);
        }
        let size = (body * 1.4).min(frame.width() * 0.028);
        let name_style = self.style(size, look.on).bold();
        let second = Style {
            bold: false,
            ..name_style
        };
        let name = self.label(&band.name, name_style, second, frame.width() * 0.46, Align::Center);
        let plain = band.name.joined();
        let most = frame.width() * 0.46;
        let mut again = self
            .letters
            .line(&format!("{plain} ({})", content.continued), name_style);
        if again.width() > most {
            again = self.one_line(&plain, name_style, most);
        }
        let mut ends = [None, None];
        let end_width = frame.width() * 0.27 - body * 4.0;
        for (end, side) in ends.iter_mut().zip(&band.sides) {
            let Some((head, count)) = &side.head else { continue };
            let ink = side.stance.map_or(palette.ink(), |stance| palette.side(stance).line);
            let style = self.style(body * 1.05, ink);
            let mut head = head.clone();
            if let Some(last) = head.0.last_mut() {
                last.text = format!("{} · {count}", last.text);
            }
            let set = self.label(&head, style.bold(), style, end_width.max(body * 4.0), Align::Left);
            let tag = head.0.first().map(|words| words.tag);
            *end = tag.map(|tag| (set, tag));
        }
        let ends_height = ends.iter().flatten().map(|(set, _)| set.height()).fold(0.0, f32::max);
        let bar = Bar {
            height: (name.height() + body * 0.5).max(ends_height),
            name,
            again,
            name_tag: band.name.0.first().map(|words| words.tag),
            ends,
            bookmark: band.name.joined(),
        };
        Part {
            role: Role::Band,
            look,
            bar: Some(bar),
            areas,
            pad: body * 0.55,
            least: 0.0,
        }
    }

    fn side(&mut self, side: &Side, width: f32) -> Vec<Block> {
        let palette = self.frame.palette;
        let body = self.body;
        let mut blocks = Vec::new();
        let mut empty = Vec::new();
        for words in &side.empty {
            let style = self.style(body, palette.soft());
            let set = self.letters.set(&words.text, style, width, Align::Start);
            empty.push(Piece::new(set, Some(words.tag)));
        }
        if !empty.is_empty() {
            blocks.push(Block::new(empty, 0.0));
        }
        let ink = side.stance.map_or(palette.ink(), |stance| palette.side(stance).line);
        for group in &side.groups {
            if let Some(theme) = &group.theme {
                let first = self.style(body * 1.08, ink);
                let first = first.bold().leading(first.size * 1.4);
                let second = Style { bold: false, ..first };
                let set = self.label(theme, first, second, width, Align::Start);
                let mut block = Block::new(
                    vec![Piece::new(set, theme.0.first().map(|words| words.tag))],
                    body * 0.6,
                );
                block.is_heading = true;
                block.rule = Some(ink);
                block.bookmarks.push((2, theme.joined()));
                blocks.push(block);
            }
            for (number, argument) in group.arguments.iter().enumerate() {
                let gap = if number == 0 && group.theme.is_some() {
                    0.15
                } else {
                    0.62
                };
                let block = self.argument(argument, side.stance, width, body * gap);
                blocks.push(block);
            }
        }
        if let (Some(first), Some((head, _))) = (blocks.first_mut(), &side.head) {
            first.bookmarks.insert(0, (1, head.joined()));
        }
        blocks
    }

    fn argument(&mut self, argument: &Argument, stance: Option<Stance>, width: f32, gap: f32) -> Block {
        let palette = self.frame.palette;
        let body = self.body;
        let indent = body * 1.5;
        let claim = self.style(body, palette.ink()).bold();
        let explanation = self.style(self.small, palette.ink());
        let mut pieces = self.statement(&argument.statement, width, indent, (claim, explanation), &[]);
        if let (Some(first), Some(stance)) = (pieces.first_mut(), stance) {
            let look = palette.side(stance);
            let style = Style { ink: look.on, ..claim };
            first.hang = Some(Hang {
                set: self.letters.line(sign_of(stance), style),
                x: body * 0.58,
                tag: None,
                mark: Some(Mark::of(
                    stance,
                    Look {
                        line: look.solid,
                        ..look
                    },
                )),
            });
        }
        for reply in &argument.replies {
            let x = indent + body * 1.3 * reply.level.min(3) as f32;
            let style = self.style(self.small, palette.ink());
            let look = reply.side.map(|(stance, _)| outlined(palette.side(stance)));
            let ink = look.map_or(palette.ink(), |look| look.on);
            let does: Vec<Span<'_>> = reply
                .does
                .iter()
                .map(|words| Span::new(words, Style { ink, ..style.bold() }))
                .collect();
            let right = x + body * if reply.side.is_some() { 1.35 } else { 0.0 };
            let mut made = self.statement(&reply.statement, width, right, (style, style), &does);
            for (number, piece) in made.iter_mut().enumerate() {
                piece.gap = if number == 0 { body * 0.28 } else { 0.0 };
            }
            if let (Some(first), Some((_, tag)), Some(look)) = (made.first_mut(), reply.side, look) {
                let shape = shape(reply.supports);
                first.hang = Some(Hang {
                    set: self.letters.line(sign_of(shape), Style { ink, ..style.bold() }),
                    x: x + body * 0.5,
                    tag: Some(tag),
                    mark: Some(Mark::of(shape, look)),
                });
            }
            pieces.extend(made);
        }
        Block::new(pieces, gap)
    }

    /// A claim and its explanation, and what it rests on behind the last of them. `does` stands before the claim, one for
    /// each language.
    fn statement(
        &mut self,
        statement: &Statement,
        width: f32,
        x: f32,
        (claim, explanation): (Style, Style),
        does: &[Span<'_>],
    ) -> Vec<Piece> {
        let soft = self.frame.palette.soft();
        let mut pieces = Vec::with_capacity(statement.claim.len() + statement.explanation.len());
        let is_explained = !statement.explanation.is_empty();
        let all = statement.claim.iter().map(|words| (words, claim, !is_explained));
        let all = all.chain(statement.explanation.iter().map(|words| (words, explanation, true)));
        for (words, first, has_notes) in all {
            let style = if words.is_second {
                Style {
                    size: first.size.min(explanation.size),
                    line: first.line.min(explanation.line),
                    bold: false,
                    ink: soft,
                }
            } else {
                first
            };
            let is_claim = pieces.is_empty();
            let does = does.get(pieces.len()).filter(|_| pieces.len() < statement.claim.len());
            let notes = (has_notes && !words.is_second).then_some(statement);
            let core = statement.core.filter(|_| is_claim);
            let set = self.words(words, (style, does), width - x, core, notes);
            let mut piece = Piece::new(set, Some(words.tag));
            piece.x = x;
            piece.gap = self.body * 0.06;
            pieces.push(piece);
        }
        pieces
    }

    fn words(
        &mut self,
        words: &Words,
        (style, does): (Style, Option<&Span<'_>>),
        width: f32,
        core: Option<TagId>,
        cites: Option<&Statement>,
    ) -> Set {
        let palette = self.frame.palette;
        let mut spans = Vec::with_capacity(4);
        if let Some(does) = does {
            let strong = Style {
                size: style.size,
                line: style.line,
                ..does.style
            };
            spans.push(Span::new(does.text, strong));
        }
        spans.push(Span::new(words.text.as_str(), style));
        if let Some(tag) = core {
            spans.push(Span::new("\u{a0}", style));
            spans.push(Span {
                tag: Some(tag),
                ..Span::new("★", style)
            });
        }
        let numbers;
        if let Some(statement) = cites {
            let small = Style {
                size: self.note,
                line: style.line,
                bold: false,
                ink: palette.soft(),
            };
            if !statement.notes.is_empty() {
                numbers = format!("\u{a0}[{}]", numbers_of(&statement.notes));
                spans.push(Span::new(&numbers, small));
            }
            let size = (style.size * 0.82).max(self.frame.floor);
            let look = palette.instrument();
            let letter = Style {
                size,
                line: style.line,
                bold: true,
                ink: look.on,
            };
            let is_few = statement.letters.len() <= 4;
            for (number, (text, tag)) in statement.letters.iter().enumerate() {
                // A few stay together.
                let gap = if is_few && number > 0 {
                    "\u{a0}\u{a0}"
                } else {
                    " \u{a0}"
                };
                spans.push(Span::new(gap, letter));
                spans.push(Span {
                    tag: Some(*tag),
                    ..Span::new(text, letter)
                });
                self.mark(*tag, Mark::Square(look));
            }
        }
        self.letters.set_spans(&spans, width, Align::Start)
    }
}

/// The sign of a side.
fn sign_of(side: Stance) -> &'static str {
    match side {
        Stance::Pro => "+",
        Stance::Contra => "−",
    }
}

/// A reply that supports has the shape of what is for; one that objects, that of what is against.
fn shape(supports: bool) -> Stance {
    if supports { Stance::Pro } else { Stance::Contra }
}

/// The sign of a reply is of less weight than that of an argument: a line around it instead of a ground.
fn outlined(look: Look) -> Look {
    Look {
        solid: Ink::WHITE,
        on: look.line,
        ..look
    }
}

/// Numbers behind each other; a few stay on one line.
fn numbers_of(numbers: &[usize]) -> String {
    let numbers_in_words: Vec<String> = numbers.iter().map(usize::to_string).collect();
    numbers_in_words.join(if numbers.len() <= 5 { ",\u{a0}" } else { ", " })
}
