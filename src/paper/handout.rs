//! The hand-out, for on the table: per stakeholder what is for and what is against side by side, then the toolbox, the
//! words and the sources.

use super::choices::{Choices, IfFull, Made, Said, Sheet};
use super::flow::{Frame, Ground, How, Running, Slab, Stack, Words, lay};
use super::letters::{Align, Letters, Style};
use super::numbered::{Group, Numbered, Whose, Wording, groups, joined, keep};
use super::page::{Item, Outline, Page, Print, Shape, Size, Stroke, Tag, TagId, mm};
use super::prose::{Notes, Prose, column_width, foot};
use super::side_sign::side_sign;
use super::words::{HandOut, common, hand_out as texts, prints};
use crate::model::{ClaimId, Document, Id as _, Stance, Structure, Text};

/// Between two columns.
const GUTTER: f32 = 18.0;
/// A line of more letters than these is hard to follow: then the letters are made larger. In sizes of the letters.
const LONGEST_LINE: f32 = 34.0;
/// Replies to replies to replies … are no further to the right than this many steps.
const MAX_STEPS: u32 = 5;

/// The hand-out of a map: the question, per stakeholder the arguments for on the left and against on the right, the
/// toolbox in short, the glossary, the numbered sources and the colophon, over as many sheets as needed. Letters are never
/// smaller than 10 points on A4 and 9 on larger sheets. Takes time linear in the map.
///
/// `choices.if_full` says what of it: all, no explanations, or only the core; what was left out is said.
pub fn hand_out(document: &Document, structure: &Structure, choices: &Choices, letters: &mut Letters) -> Made {
    let (frame, body) = sheet(choices);
    let writer = Writer {
        prose: Prose::new(document, choices, body, letters),
        structure,
        notes: Notes::default(),
        letters_of: vec![None; document.instruments.num_slots()],
        number_room: 0.0,
        tops: Vec::new(),
        marks_core: false,
        has_explanations: choices.if_full != IfFull::Claims,
        num_explanations: 0,
    };
    writer.write(&frame, choices)
}

/// The margins of a sheet that is read from nearby, and the size of the letters: never smaller than can be read, and larger
/// where two columns would else have lines that are hard to follow.
pub(super) fn sheet(choices: &Choices) -> (Frame, f32) {
    let size = choices.sheet.size(choices.is_landscape);
    let side = mm(15.0).max(size.width.min(size.height) * 0.06);
    let smallest: f32 = if choices.sheet == Sheet::A4 { 10.0 } else { 9.0 };
    let column = column_width(size.width - 2.0 * side, GUTTER, 2);
    let body = (column / LONGEST_LINE * 2.0).round() / 2.0;
    let body = body.max(smallest);
    // Room for the lines at the head and foot, which stand in the margins.
    let above = mm(10.0) + body * 1.3 + 14.0;
    let frame = Frame {
        size,
        left: side,
        top: above,
        right: side,
        bottom: above,
    };
    (frame, body)
}

/// What stands at the head and foot of each page.
fn run(prose: &mut Prose<'_, '_>, print: &mut Print, frame: &Frame, choices: &Choices) {
    let foot = foot(prose.document, prose.reader.languages(), choices);
    let counts = prose.counts();
    let head = print.title.clone();
    let running = Running {
        head: &head,
        foot: &foot,
        counts: &counts,
        style: prose.soft(),
        line: prose.palette.hairline(),
        num_without: 0,
    };
    running.add(print, prose.desk.letters, frame);
}

struct Writer<'a, 'l> {
    prose: Prose<'a, 'l>,
    structure: &'a Structure,
    notes: Notes,
    /// The letter of each instrument.
    letters_of: Vec<Option<String>>,
    /// Room for the numbers of the arguments.
    number_room: f32,
    /// The arguments that are printed.
    tops: Vec<ClaimId>,
    marks_core: bool,
    has_explanations: bool,
    num_explanations: usize,
}

/// A letter for an instrument: A to Z, then AA.
pub(super) fn letter(number: usize) -> String {
    let mut rest = number + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

impl<'a> Writer<'a, '_> {
    fn fixed(&self, of: impl Fn(&'static HandOut) -> &'static str) -> Vec<Wording> {
        self.prose.reader.fixed(|lang| of(texts(lang)).to_owned())
    }

    /// A text of the map, or that it has none.
    fn read(&mut self, text: &Text) -> Vec<Wording> {
        let words = self.prose.reader.read(text);
        if words.is_empty() {
            self.prose.fixed(|prints| prints.no_text)
        } else {
            words
        }
    }

    fn write(mut self, frame: &Frame, choices: &Choices) -> Made {
        let document = self.prose.document;
        let mut groups = groups(document, self.structure);
        let all: Vec<ClaimId> = groups.iter().flat_map(Group::all).map(|of| of.claim).collect();
        let num_core = groups.iter().flat_map(Group::all).filter(|of| of.is_core).count();
        let kept = keep(&mut groups, choices.if_full);
        self.marks_core = kept.num_left == 0 && num_core > 0 && num_core < all.len();
        self.tops = groups.iter().flat_map(Group::all).map(|of| of.claim).collect();
        let mut said = Vec::new();
        if kept.num_left > 0 {
            said.push(Said::WithoutArguments(kept.num_left));
            let num_replies = |ids: &mut dyn Iterator<Item = ClaimId>| -> usize {
                ids.map(|id| self.structure.branch(id).len() - 1).sum()
            };
            let num_all = num_replies(&mut all.iter().copied());
            let num_kept = num_replies(&mut groups.iter().flat_map(Group::all).map(|of| of.claim));
            if num_all > num_kept {
                said.push(Said::WithoutReplies(num_all - num_kept));
            }
        }
        if kept.is_without_core {
            said.push(Said::NoCore);
        }
        for (number, id) in document.instruments.in_order().into_iter().enumerate() {
            if let Some(slot) = self.letters_of.get_mut(id.index()) {
                *slot = Some(letter(number));
            }
        }
        let bold = self.prose.plain().bold();
        let widest = self.prose.desk.letters.line(&format!("{}", all.len()), bold).width();
        self.number_room = (widest + self.prose.body * 0.5).ceil();

        let mut stack = Stack::new(frame.width());
        let title = self.head(&mut stack);
        if groups.is_empty() {
            let empty = self.fixed(|texts| texts.empty);
            let style = self.prose.plain();
            let how = How::below(self.prose.body * 1.6);
            self.prose.paragraphs(&mut stack, None, &empty, style, how, &[]);
        }
        for group in &groups {
            self.group(&mut stack, group, frame);
        }
        self.toolbox(&mut stack);
        self.glossary(&mut stack);
        // Before the sources: behind them it would often have a page of its own.
        self.prose.colophon(&mut stack, 2, choices);
        self.sources(&mut stack);

        let mut print = Print::new(&title, self.prose.reader.lang());
        let subject = document
            .read(&document.cover.explanation, self.prose.reader.lang())
            .words;
        print.subject = Some(subject.to_owned()).filter(|subject| !subject.trim().is_empty());
        lay(&stack, frame, &mut print);
        run(&mut self.prose, &mut print, frame, choices);
        if self.num_explanations > 0 {
            said.push(Said::WithoutExplanations(self.num_explanations));
        }
        self.prose.made(print, said)
    }

    /// The question with its explanation, and the sentence that all is for or against. Gives the question.
    fn head(&mut self, stack: &mut Stack) -> String {
        let cover = &self.prose.document.cover;
        let body = self.prose.body;
        let thesis = cover.thesis.and_then(|id| self.prose.document.claims.get(id));
        let mut thesis = thesis.map_or_else(Vec::new, |claim| self.prose.reader.read(&claim.text));
        let name = self.prose.reader.read(&cover.title);
        let mut question = self.prose.reader.read(&cover.question);
        if question.is_empty() {
            question = std::mem::take(&mut thesis);
        }
        let mut kicker = self.prose.reader.fixed(|lang| common(lang).map.to_owned());
        if question.is_empty() {
            question = if name.is_empty() {
                std::mem::take(&mut kicker)
            } else {
                name
            };
        } else {
            kicker = [kicker, name]
                .into_iter()
                .filter(|words| !words.is_empty())
                .flatten()
                .collect();
        }
        let (soft, ink) = (self.prose.soft(), self.prose.palette.ink());
        let mut over = Vec::new();
        for (number, wording) in kicker.iter().enumerate() {
            if number > 0 {
                over.push(Words::new(" · ", soft));
            }
            over.push(Words::new(&wording.words, soft).in_lang(wording.lang));
        }
        // What is read first is the question: this stands over it, as a sign of what it is.
        stack.lines(&mut self.prose.desk, &over, How::default().tied(), None, true);
        let large = Style::new(body * 2.2, ink).bold().leading(body * 2.6);
        let other = Style::new(body * 1.4, soft.ink).leading(body * 1.8);
        let first = question.first().map_or("", |wording| &wording.words);
        let spare = self.prose.desk.spare(first, large, stack.width());
        let how = How::below(body * 0.4).inset(spare);
        self.prose.title(stack, None, 1, &question, (large, other), how);
        let explanation = self.prose.reader.read(&cover.explanation);
        let plain = self.prose.plain();
        let how = How::below(body * 0.6);
        self.prose.paragraphs(stack, None, &explanation, plain, how, &[]);
        if !thesis.is_empty() {
            let look = self.prose.palette.thesis();
            let ground = Ground {
                stroke: Some(Stroke {
                    width: 1.2,
                    ink: look.line,
                    dash: None,
                }),
                radius: 4.0,
                ..Ground::default()
            };
            let ground = ground.padded(body, body * 0.6);
            let mut inner = Stack::new(ground.inner_width(stack.width()));
            let label = self.fixed(|texts| texts.thesis);
            let label = label
                .first()
                .map(|label| format!("{}: ", label.words))
                .unwrap_or_default();
            let mut is_first = true;
            for wording in &thesis {
                let style = Style::new(body * 1.2, ink);
                let words = if is_first {
                    let label = Words::new(&label, style);
                    vec![label, Words::new(&wording.words, style.bold()).in_lang(wording.lang)]
                } else {
                    let style = super::prose::second(style, self.prose.palette);
                    vec![Words::new(&wording.words, style).in_lang(wording.lang)]
                };
                is_first = false;
                inner.paragraph(&mut self.prose.desk, None, &words, How::below(1.0));
            }
            stack.boxed(body, ground, true, inner);
        }
        self.legend(stack);
        joined(&question)
    }

    /// What the signs of replies say, and the words behind them.
    fn legend(&mut self, stack: &mut Stack) {
        let has_reply = |id: &ClaimId| !self.structure.children(*id).is_empty();
        if !self.tops.iter().any(has_reply) {
            return;
        }
        let body = self.prose.body;
        let texts = self.prose.reader.fixed(|lang| common(lang).about_color.to_owned());
        let soft = self.prose.soft();
        for (number, wording) in texts.iter().enumerate() {
            let words = common(wording.lang.unwrap_or(self.prose.reader.lang()));
            let mut says = format!("+ {} · − {}", words.reply_supports, words.reply_attacks);
            if self.prose.palette.has_color() {
                says = format!("{says} · {}.", words.about_color);
            }
            let line = [Words::new(&says, soft).in_lang(wording.lang)];
            let how = How::below(if number == 0 { body } else { 1.0 });
            stack.paragraph(&mut self.prose.desk, None, &line, how);
        }
    }

    fn group(&mut self, stack: &mut Stack, group: &Group, frame: &Frame) {
        let body = self.prose.body;
        let document = self.prose.document;
        let (name, hue) = match group.whose {
            Whose::Stakeholder(id) => match document.stakeholders.get(id) {
                Some(stakeholder) => (self.read(&stakeholder.name), Some(stakeholder.hue)),
                None => return,
            },
            Whose::Nobody => (self.prose.reader.fixed(|lang| common(lang).nobody.to_owned()), None),
            Whose::Loose => (self.fixed(|texts| texts.loose), None),
        };
        let section = self.prose.desk.tag(None, Tag::Section);
        let look = self.prose.palette.hue(hue);
        let ground = Ground {
            fill: Some(look.tint),
            bar: Some((body * 0.6, look.solid)),
            pad: [body * 1.4, body * 0.4, body * 0.6, body * 0.5],
            stroke: (!self.prose.palette.has_color()).then_some(Stroke {
                width: 0.75,
                ink: look.line,
                dash: None,
            }),
            ..Ground::default()
        };
        let style = self.prose.head_style();
        let width = stack.width();
        let mut inner = Stack::new(ground.inner_width(width));
        self.prose
            .heading(&mut inner, Some(section), 2, &name, (style, 0.0, Some(1)));
        let mut head = Stack::new(width);
        head.boxed(0.0, ground, true, inner);
        head.tie();
        // On next pages the same, with a word that says that it goes on.
        let mut inner = Stack::new(ground.inner_width(width));
        let continued = self.prose.continued();
        let soft = super::prose::second(style, self.prose.palette);
        let mut words = self.prose.label(&name, style, soft);
        words.push(Words::new(&continued, self.prose.soft()));
        inner.lines(&mut self.prose.desk, &words, How::default(), None, true);
        let mut again = Stack::new(width);
        again.boxed(0.0, ground, true, inner);
        again.tie();

        let column = column_width(width, GUTTER, 2);
        let right = column + GUTTER;
        let [pro, contra, rest] = &group.sides;
        let stroke = Stroke {
            width: 0.5,
            ink: self.prose.palette.hairline(),
            dash: None,
        };
        let divider = (column + GUTTER / 2.0, stroke);
        stack.room((frame.height() * 0.25).max(body * 14.0));
        if !rest.is_empty() {
            // What is on no side: as much of it on the left as on the right.
            let all: Vec<Numbered> = group.all().copied().collect();
            let (first, second) = all.split_at(all.len().div_ceil(2));
            let mut columns = vec![(0.0, self.arguments(column, first, section, None))];
            if !second.is_empty() {
                columns.push((right, self.arguments(column, second, section, None)));
            }
            for head in [&mut head, &mut again] {
                head.tie();
                head.slab(0.0, Slab::new(body * 0.7));
            }
            let mut both = Stack::new(width);
            both.columns(0.0, columns, Some(divider));
            stack.headed_otherwise(body * 2.0, head, again, both);
            return;
        }
        let mut over = |x: f32, side: Stance, list: &[Numbered]| {
            let part = self.prose.desk.tag(Some(section), Tag::Section);
            let head = self.side_head(column, side, list.len(), Some(part));
            let column = self.arguments(column, list, part, Some(side));
            ((x, head), (x, column))
        };
        let (pro_head, pro_column) = over(0.0, Stance::Pro, pro);
        let (contra_head, contra_column) = over(right, Stance::Contra, contra);
        let with = |heads: Vec<(f32, Stack)>, over: &Stack| {
            let mut head = over.clone();
            head.whole_columns(body * 0.6, heads);
            head.tie();
            head.slab(0.0, Slab::new(body * 0.7));
            head.tie();
            head
        };
        let head = with(vec![pro_head, contra_head], &head);
        let [pro_again, contra_again] = [(Stance::Pro, pro), (Stance::Contra, contra)]
            .map(|(side, list)| [column, width].map(|wide| self.side_head(wide, side, list.len(), None)));
        let [pro_half, pro_whole] = pro_again;
        let [contra_half, contra_whole] = contra_again;
        let again = [
            with(vec![(0.0, pro_half), (right, contra_half)], &again),
            with(vec![(0.0, pro_whole)], &again),
            with(vec![(0.0, contra_whole)], &again),
        ];
        stack.append(body * 2.0, head);
        stack.facing([pro_column, contra_column], divider, again);
    }

    /// The head of a column: sign, word and how many.
    fn side_head(&mut self, width: f32, side: Stance, num: usize, parent: Option<TagId>) -> Stack {
        let body = self.prose.body;
        let look = self.prose.palette.side(side);
        let style = Style::new(body * 1.1, look.on).bold();
        let words = self.prose.reader.fixed(|lang| {
            let common = common(lang);
            match side {
                Stance::Pro => common.pro,
                Stance::Contra => common.contra,
            }
            .to_owned()
        });
        let count = format!(" ({num})");
        let plain = Style { bold: false, ..style };
        let mut label = self.prose.label(&words, style, plain);
        label.push(Words::new(&count, plain));
        let tag = parent.map(|parent| self.prose.desk.tag(Some(parent), Tag::Heading(3, joined(&words))));
        let sign = body * 1.2;
        let (left, above) = (body * 0.6, body * 0.35);
        let x = left + sign + body * 0.5;
        let set = self.prose.desk.set(&label, width - x - left, Align::Left, tag);
        let mut slab = Slab::new(set.height() + 2.0 * above);
        let edge = if self.prose.palette.has_color() { 0.0 } else { 0.75 };
        slab.items.push(Item::Shape(Shape {
            outline: Outline::Rect {
                x: edge / 2.0,
                y: edge / 2.0,
                width: width - edge,
                height: slab.height - edge,
                radius: 0.0,
            },
            fill: Some(look.solid),
            stroke: (edge > 0.0).then_some(Stroke {
                width: edge,
                ink: look.line,
                dash: None,
            }),
            tag: None,
        }));
        let mut page = Page::new(Size {
            width,
            height: slab.height,
        });
        let middle = (left + sign / 2.0, above + style.line / 2.0);
        side_sign(&mut page, side, middle, sign, look.on, look.solid);
        slab.items.append(&mut page.items);
        slab.items.extend(self.prose.desk.items(&set, x, above, tag));
        let mut stack = Stack::new(width);
        stack.slab(0.0, slab);
        stack
    }

    /// Arguments under the headlines of their themes.
    fn arguments(&mut self, width: f32, list: &[Numbered], parent: TagId, side: Option<Stance>) -> Stack {
        let body = self.prose.body;
        let document = self.prose.document;
        let mut stack = Stack::new(width);
        if list.is_empty() {
            let words = self.fixed(|texts| match side {
                Some(Stance::Contra) => texts.no_contra,
                _ => texts.no_pro,
            });
            let soft = self.prose.soft();
            self.prose
                .paragraphs(&mut stack, Some(parent), &words, soft, How::default(), &[]);
            return stack;
        }
        let level = if side.is_some() { 4 } else { 3 };
        let has_themes = list.iter().any(|of| of.theme.is_some());
        let mut here = None;
        let mut entries = None;
        for of in list {
            if entries.is_none() || of.theme != here {
                here = of.theme;
                let name = match of.theme.and_then(|id| document.themes.get(id)) {
                    Some(theme) => self.prose.reader.read(&theme.name),
                    None if has_themes => self.prose.reader.fixed(|lang| common(lang).other.to_owned()),
                    None => Vec::new(),
                };
                let ink = of
                    .side
                    .map_or(self.prose.palette.ink(), |side| self.prose.palette.side(side).line);
                let style = Style::new(body * 1.1, ink).bold();
                let gap = if entries.is_some() { body * 1.3 } else { 0.0 };
                self.prose
                    .heading(&mut stack, Some(parent), level, &name, (style, gap, None));
                entries = Some(self.prose.desk.tag(Some(parent), Tag::List));
            }
            if let Some(entries) = entries {
                self.argument(&mut stack, of, entries);
            }
        }
        stack
    }

    fn argument(&mut self, stack: &mut Stack, of: &Numbered, list: TagId) {
        let body = self.prose.body;
        let entry = self.prose.desk.tag(Some(list), Tag::Entry);
        let number = format!("{}", of.number);
        let ink = of
            .side
            .map_or(self.prose.palette.ink(), |side| self.prose.palette.side(side).line);
        let mark = Words::new(&number, Style::new(body, ink).bold());
        let mut inner = Stack::new(stack.width());
        let bold = self.prose.plain().bold();
        self.statement(&mut inner, of.claim, entry, bold, self.number_room, &[mark]);
        let num_replies = self.structure.branch(of.claim).len() - 1;
        if num_replies == 0 {
            stack.whole(body * 0.7, inner);
            return;
        }
        // The claim keeps its first reply with it; over the others on a next page stands what they belong to.
        let mut head = Stack::new(stack.width());
        head.whole(0.0, inner);
        head.tie_softly();
        let mut rest = Stack::new(stack.width());
        self.replies([&mut head, &mut rest], of.claim, entry);
        if rest.is_empty() {
            stack.append(body * 0.7, head);
            return;
        }
        head.tie_softly();
        head.slab(0.0, Slab::new(body * 0.45));
        let mut again = Stack::new(stack.width());
        let belongs = self.prose.reader.fixed(|lang| {
            let [belongs, continued] = [texts(lang).belongs, prints(lang).continued];
            format!("{belongs} {number} ({continued})")
        });
        let how = How::default().indented(self.number_room);
        let belongs = joined(&belongs);
        let words = [Words::new(&belongs, self.prose.soft())];
        again.lines(&mut self.prose.desk, &words, how, None, true);
        again.slab(0.0, Slab::new(body * 0.45));
        stack.headed_otherwise(body * 0.7, head, again, rest);
    }

    /// The replies to an argument: the first goes with it, and the others.
    fn replies(&mut self, [first, rest]: [&mut Stack; 2], top: ClaimId, entry: TagId) {
        let body = self.prose.body;
        let width = first.width();
        let base = self.structure.place(top).map_or(0, |place| place.depth);
        // Where the next reply of each level hangs: the entry, and the list in it once there is one.
        let mut open: Vec<(TagId, Option<TagId>)> = vec![(entry, None)];
        let mut goes_first = Some(first);
        for id in self.structure.branch(top).into_iter().skip(1) {
            let Some(place) = self.structure.place(id) else {
                continue;
            };
            let level = (place.depth.saturating_sub(base + 1) as usize).min(open.len().saturating_sub(1));
            open.truncate(level + 1);
            let Some((above, list)) = open.last().copied() else {
                continue;
            };
            let list = list.unwrap_or_else(|| self.prose.desk.tag(Some(above), Tag::List));
            if let Some(last) = open.last_mut() {
                last.1 = Some(list);
            }
            let entry = self.prose.desk.tag(Some(list), Tag::Entry);
            open.push((entry, None));

            // As on the map: the sign says what it does to what is above it, the color on which side it is.
            let sign = if place.supports() { "+ " } else { "− " };
            let ink = match place.stance {
                Some(side) => self.prose.palette.side(side).line,
                None => self.prose.palette.soft(),
            };
            let does = self.prose.reader.fixed(|lang| common(lang).does(&place).to_owned());
            let does: Vec<String> = does.iter().map(|does| format!("{sign}{}: ", does.words)).collect();
            let steps = (level as u32).min(MAX_STEPS) as f32;
            let ground = Ground::barred(1.5, ink, body * 0.6).indented(self.number_room + steps * body * 0.9);
            let mut inner = Stack::new(ground.inner_width(width));
            let style = self.prose.plain();
            let bold = Style::new(body, ink).bold();
            let marks: Vec<Words<'_>> = does.iter().map(|does| Words::new(does, bold)).collect();
            self.statement(&mut inner, id, entry, style, 0.0, &marks);
            match goes_first.take() {
                Some(first) => first.boxed(body * 0.45, ground, true, inner),
                None => rest.boxed(body * 0.45, ground, true, inner),
            }
        }
    }

    /// A claim with what stands before it: beside it if there is room for that, or else on the same line. Then its
    /// explanation, the letters of its instruments and the numbers of its sources. `before` is one for each language, or one.
    fn statement(
        &mut self,
        stack: &mut Stack,
        id: ClaimId,
        entry: TagId,
        style: Style,
        indent: f32,
        before: &[Words<'_>],
    ) {
        let Some(claim) = self.prose.document.claims.get(id) else {
            return;
        };
        let document = self.prose.document;
        let words = self.read(&claim.text);
        let mut explanation = self.prose.reader.read(&claim.explanation);
        if !self.has_explanations {
            self.num_explanations += usize::from(!explanation.is_empty());
            explanation.clear();
        }
        let notes = self
            .notes
            .of(document, claim.sources.iter().map(|citation| citation.source));
        let instruments = self.instruments(id);
        let soft = self.prose.soft();
        let between = if instruments.is_empty() || notes.is_empty() {
            ""
        } else {
            " "
        };
        let trimmed = if between.is_empty() {
            notes.as_str()
        } else {
            notes.trim_start()
        };
        let behind = format!("{instruments}{between}{trimmed}");
        let behind = [Words::new(&behind, soft)];
        let core = if self.marks_core && claim.core && style.bold {
            format!(
                " ({})",
                joined(&self.prose.reader.fixed(|lang| common(lang).core.to_owned()))
            )
        } else {
            String::new()
        };
        for (number, wording) in words.iter().enumerate() {
            let gap = if number == 0 { 0.0 } else { 1.0 };
            let how = How::below(gap).indented(indent);
            let style = if number == 0 {
                style
            } else {
                super::prose::second(style, self.prose.palette)
            };
            let mut line = vec![Words::new(&wording.words, style).in_lang(wording.lang)];
            if number > 0 {
                let before = before.get(number).map(|words| words.in_lang(wording.lang));
                let all: Vec<Words<'_>> = before.into_iter().chain(line).collect();
                stack.paragraph(&mut self.prose.desk, Some(entry), &all, how);
                continue;
            }
            line.push(Words::new(&core, soft));
            if explanation.is_empty() {
                line.extend_from_slice(&behind);
            }
            match before.first() {
                Some(mark) if indent > 0.0 => {
                    let tag = self.prose.desk.tag_for(Some(entry), Tag::Paragraph, &line);
                    stack.marked(&mut self.prose.desk, *mark, &line, how, tag);
                }
                _ => {
                    let all: Vec<Words<'_>> = before.iter().take(1).copied().chain(line).collect();
                    stack.paragraph(&mut self.prose.desk, Some(entry), &all, how);
                }
            }
        }
        // A reply has no bold: what explains it is told apart by being soft.
        let style = if style.bold { self.prose.plain() } else { soft };
        let how = How::below(1.5).indented(indent);
        self.prose
            .paragraphs(stack, Some(entry), &explanation, style, how, &behind);
    }

    /// The letters of the instruments of a claim: ` → A, C`.
    fn instruments(&self, id: ClaimId) -> String {
        let claim = self.prose.document.claims.get(id);
        let ids = claim.map_or(&[][..], |claim| &claim.instruments);
        let mut labels: Vec<&str> = Vec::new();
        for label in ids.iter().filter_map(|id| self.letters_of.get(id.index())?.as_deref()) {
            if !labels.contains(&label) {
                labels.push(label);
            }
        }
        if labels.is_empty() {
            return String::new();
        }
        labels.sort_by_key(|label| (label.len(), *label));
        // A few of them are not broken.
        let between = if labels.len() > 3 { ", " } else { ",\u{a0}" };
        format!("\u{a0}→\u{a0}{}", labels.join(between))
    }

    /// The head of a part behind the arguments, with a sentence about it.
    fn part(&mut self, stack: &mut Stack, name: &[Wording], about: &[Wording]) -> TagId {
        let body = self.prose.body;
        let section = self.prose.desk.tag(None, Tag::Section);
        stack.room(body * 9.0);
        let stroke = Stroke {
            width: 1.0,
            ink: self.prose.palette.ink(),
            dash: None,
        };
        stack.rule(body * 2.2, stroke);
        let style = self.prose.head_style();
        self.prose
            .heading(stack, Some(section), 2, name, (style, body * 0.6, Some(1)));
        let soft = self.prose.soft();
        self.prose
            .paragraphs(stack, Some(section), about, soft, How::below(body * 0.2).tied(), &[]);
        section
    }

    fn toolbox(&mut self, stack: &mut Stack) {
        let document = self.prose.document;
        let ids = document.instruments.in_order();
        if ids.is_empty() {
            return;
        }
        let name = self.prose.reader.fixed(|lang| common(lang).toolbox.to_owned());
        let about = self.fixed(|texts| texts.about_toolbox);
        let section = self.part(stack, &name, &about);
        let list = self.prose.desk.tag(Some(section), Tag::List);
        let body = self.prose.body;
        let width = column_width(stack.width(), GUTTER, 2);
        let look = self.prose.palette.instrument();
        let mut entries = Vec::with_capacity(ids.len());
        for id in ids {
            let Some(instrument) = document.instruments.get(id) else {
                continue;
            };
            let label = self.letters_of.get(id.index()).cloned().flatten().unwrap_or_default();
            let name = self.read(&instrument.name);
            let summary = self.prose.reader.read(&instrument.summary);
            let entry = self.prose.desk.tag(Some(list), Tag::Entry);
            let bold = self.prose.plain().bold();
            let soft = super::prose::second(bold, self.prose.palette);
            let words = self.prose.label(&name, bold, soft);
            let tag = self.prose.desk.tag_for(Some(entry), Tag::Paragraph, &words);
            let mut inner = Stack::new(width);
            let indent = body * (0.9 + 0.7 * label.len() as f32);
            let mark = Words::new(&label, Style::new(body, look.line).bold());
            let how = How::default().indented(indent).tied();
            inner.marked(&mut self.prose.desk, mark, &words, how, tag);
            let plain = self.prose.plain();
            let how = How::below(1.0).indented(indent);
            self.prose
                .paragraphs(&mut inner, Some(entry), &summary, plain, how, &[]);
            entries.push(inner);
        }
        self.prose.two_columns(stack, body * 0.8, GUTTER, entries);
    }

    fn glossary(&mut self, stack: &mut Stack) {
        let document = self.prose.document;
        let ids = document.terms.in_order();
        let terms: Vec<_> = ids.into_iter().filter_map(|id| document.terms.get(id)).collect();
        let has_words = |text: &Text| text.iter().any(|(_, words)| !super::flow::is_blank(words));
        if !terms.iter().any(|term| has_words(&term.term)) {
            return;
        }
        let name = self.fixed(|texts| texts.glossary);
        let section = self.part(stack, &name, &[]);
        let list = self.prose.desk.tag(Some(section), Tag::List);
        let body = self.prose.body;
        let width = column_width(stack.width(), GUTTER, 2);
        let mut entries = Vec::new();
        for term in terms.into_iter().filter(|term| has_words(&term.term)) {
            let words = self.prose.reader.read(&term.term);
            let meaning = self.prose.reader.read(&term.meaning);
            let entry = self.prose.desk.tag(Some(list), Tag::Entry);
            let bold = self.prose.plain().bold();
            let soft = super::prose::second(bold, self.prose.palette);
            let label = self.prose.label(&words, bold, soft);
            let mut inner = Stack::new(width);
            inner.paragraph(&mut self.prose.desk, Some(entry), &label, How::default().tied());
            let plain = self.prose.plain();
            self.prose
                .paragraphs(&mut inner, Some(entry), &meaning, plain, How::below(1.0), &[]);
            entries.push(inner);
        }
        self.prose.two_columns(stack, body * 0.7, GUTTER, entries);
    }

    fn sources(&mut self, stack: &mut Stack) {
        let cited = std::mem::take(&mut self.notes.cited);
        if cited.is_empty() {
            return;
        }
        let name = self.prose.reader.fixed(|lang| common(lang).sources.to_owned());
        let about = self.fixed(|texts| texts.about_sources);
        let section = self.part(stack, &name, &about);
        let body = self.prose.body;
        let width = column_width(stack.width(), GUTTER, 2);
        let bold = self.prose.plain().bold();
        let widest = self.prose.desk.letters.line(&format!("{}", cited.len()), bold).width();
        let indent = (widest + body * 0.6).ceil();
        let mut entries = Vec::with_capacity(cited.len());
        for (at, id) in cited.into_iter().enumerate() {
            let mut inner = Stack::new(width);
            self.prose
                .source(&mut inner, Some(section), (at + 1, id), indent, usize::MAX);
            entries.push(inner);
        }
        self.prose.two_columns(stack, body * 0.5, GUTTER, entries);
    }
}

#[cfg(test)]
mod tests;
