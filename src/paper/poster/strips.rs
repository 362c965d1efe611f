//! The strips under the bands: toolbox, sources and colophon.

use super::block::{Area, Block, Hang, Mark, Piece};
use super::cast::{Bar, PAD, Part, Role, Setter, columns};
use super::content::{Card, Content, Label, Note};
use crate::paper::letters::{Align, Style};
use crate::paper::palette::Look;

impl Setter<'_> {
    fn bar(&mut self, head: &Label, look: Look) -> Bar {
        let size = (self.body * 1.3).min(self.frame.width() * 0.028);
        let style = self.style(size, look.line).bold();
        let second = Style { bold: false, ..style };
        let width = self.frame.width() - self.body * 2.0;
        let name = self.label(head, style, second, width, Align::Left);
        let again = self.one_line(&head.joined(), style, width);
        Bar {
            height: name.height() + self.body * 0.25,
            name,
            again,
            name_tag: head.0.first().map(|words| words.tag),
            ends: [None, None],
            bookmark: head.joined(),
        }
    }

    pub fn toolbox(&mut self, head: &Label, cards: &[Card]) -> Part {
        let frame = self.frame;
        let body = self.body;
        let palette = frame.palette;
        let look = palette.instrument();
        let pad = body * PAD;
        let width = frame.width() - 2.0 * pad;
        let gutter = body * 1.6;
        let most = columns(width, gutter, body, body * 1.7, 34.0).min(cards.len().max(1));
        let rows = cards.len().div_ceil(most).max(1);
        let mut area = Area {
            x: frame.margin + pad,
            width,
            columns: cards.len().div_ceil(rows).max(1),
            gutter,
            stance: None,
            blocks: Vec::with_capacity(cards.len()),
        };
        let room = area.column_width();
        let indent = body * 1.7;
        for card in cards {
            let mut pieces = Vec::new();
            let name = self.style(body, palette.ink()).bold();
            let summary = self.style(self.small, palette.ink());
            let all = card.name.iter().map(|words| (words, name));
            for (words, style) in all.chain(card.summary.iter().map(|words| (words, summary))) {
                let style = if words.is_second {
                    Style {
                        bold: false,
                        ink: palette.soft(),
                        ..style
                    }
                } else {
                    style
                };
                let set = self.letters.set(&words.text, style, room - indent, Align::Start);
                let mut piece = Piece::new(set, Some(words.tag));
                piece.x = indent;
                pieces.push(piece);
            }
            let (text, tag) = &card.letter;
            let style = Style { ink: look.on, ..name };
            if let Some(first) = pieces.first_mut() {
                first.hang = Some(Hang {
                    set: self.letters.line(text, style),
                    x: body * 0.65,
                    tag: Some(*tag),
                    mark: Some(Mark::Square(look)),
                });
            }
            area.blocks.push(Block::new(pieces, body * 0.8));
        }
        // Cards in a row are equally high, unless one is far higher than the others.
        let highest = area.blocks.iter().map(Block::height).fold(0.0, f32::max);
        if rows > 1 && highest * rows as f32 <= frame.size.height * 0.3 {
            for block in &mut area.blocks {
                block.pad = highest - block.height();
            }
        }
        Part {
            role: Role::Toolbox,
            look,
            bar: Some(self.bar(head, look)),
            areas: vec![area],
            pad: body * 0.6,
            least: 0.0,
        }
    }

    pub fn sources(&mut self, head: &Label, notes: &[Note]) -> Part {
        let frame = self.frame;
        let palette = frame.palette;
        let size = self.source;
        let gutter = self.body * 1.4;
        let pad = self.body * PAD;
        let width = frame.width() - 2.0 * pad;
        let mut area = Area {
            x: frame.margin + pad,
            width,
            columns: columns(width, gutter, size, size * 2.0, 44.0),
            gutter,
            stance: None,
            blocks: Vec::with_capacity(notes.len()),
        };
        let room = area.column_width();
        let digits = notes.len().to_string().len() as f32;
        let indent = size * (0.65 * digits + 0.55);
        for note in notes {
            let style = self.style(size, palette.ink());
            let set = self.letters.set(&note.citation, style, room - indent, Align::Start);
            let number = self.letters.line(
                &note.number.to_string(),
                Style {
                    ink: palette.soft(),
                    ..style.bold()
                },
            );
            let tag = note.link.as_ref().map_or(note.tag, |(_, tag)| *tag);
            let mut piece = Piece::new(set, Some(tag));
            piece.x = indent;
            piece.link = note.link.clone();
            piece.hang = Some(Hang {
                x: indent - size * 0.5 - number.width(),
                set: number,
                tag: Some(note.tag),
                mark: None,
            });
            area.blocks.push(Block::new(vec![piece], size * 0.22));
        }
        let look = Look {
            line: palette.ink(),
            ..palette.hue(None)
        };
        Part {
            role: Role::Sources,
            look,
            bar: Some(self.bar(head, look)),
            areas: vec![area],
            pad: self.body * 0.45,
            least: 0.0,
        }
    }

    pub fn colophon(&mut self, content: &Content) -> Part {
        let frame = self.frame;
        let palette = frame.palette;
        let size = self.note;
        let gutter = self.body * 1.4;
        let pad = self.body * PAD;
        let width = frame.width() - 2.0 * pad;
        let mut area = Area {
            x: frame.margin + pad,
            width,
            columns: columns(width, gutter, size, 0.0, 66.0),
            gutter,
            stance: None,
            blocks: Vec::new(),
        };
        let room = area.column_width();
        let first = self.style(size, palette.ink());
        let second = self.style(size, palette.soft());
        let head = self.label(&content.colophon_head, first.bold(), first, room, Align::Start);
        let tag = content.colophon_head.0.first().map(|words| words.tag);
        let mut block = Block::new(vec![Piece::new(head, tag)], 0.0);
        block.is_heading = true;
        area.blocks.push(block);
        for words in content.imprint.iter().chain(&content.colophon) {
            let style = if words.is_second { second } else { first };
            let set = self.letters.set(&words.text, style, room, Align::Start);
            let mut block = Block::new(vec![Piece::new(set, Some(words.tag))], size * 0.3);
            block.is_free = true;
            area.blocks.push(block);
        }
        Part {
            role: Role::Colophon,
            look: palette.hue(None),
            bar: None,
            areas: vec![area],
            pad: self.body * 0.35,
            least: 0.0,
        }
    }
}
