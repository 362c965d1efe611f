//! What stands on a sheet for dots, read once and with its tags: the sheet is laid out in several sizes.

use super::super::numbered::{Group, Numbered, Reader, Whose, Wording, joined};
use super::super::page::{Tag, TagId, Tags};
use super::super::words::{cards as card_texts, common, dots as texts};
use crate::model::{Document, Hue, Lang, Stance};

/// Words, and what they are part of.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub words: String,
    pub tag: TagId,
}

/// An argument.
#[derive(Clone, Debug)]
pub(super) struct Argument {
    /// Its number, in digits.
    pub number: String,
    pub tag: TagId,
    /// The sign of its side, which says the word for it.
    pub sign: Option<TagId>,
    /// In each language.
    pub words: Vec<Piece>,
}

/// The arguments of one side.
#[derive(Clone, Debug)]
pub(super) struct Side {
    pub side: Option<Stance>,
    /// In each language.
    pub name: Vec<Piece>,
    pub all: Vec<Argument>,
}

/// The arguments of a stakeholder.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// In each language; empty if the map has no stakeholders.
    pub name: Vec<Piece>,
    pub hue: Option<Hue>,
    /// For, against and on no side; those that have arguments.
    pub sides: Vec<Side>,
}

/// All words.
#[derive(Clone, Debug)]
pub(super) struct Content {
    pub title: Vec<Piece>,
    /// What one is to do.
    pub how: Vec<Piece>,
    pub parts: Vec<Part>,
    /// Over the boxes.
    pub dots: String,
    /// Over the boxes for the total.
    pub total: String,
    pub tags: Tags,
}

impl Content {
    /// Reads all of it.
    pub fn new(document: &Document, groups: &[Group], reader: &mut Reader<'_>) -> Self {
        let mut tags = Tags::default();
        let mut title = reader.read(&document.cover.question);
        if title.is_empty() {
            title = reader.read(&document.cover.title);
        }
        if title.is_empty() {
            title = reader.fixed(|lang| common(lang).map.to_owned());
        }
        let title = heading(&mut tags, None, 1, &title);
        let how = reader.fixed(|lang| {
            let texts = texts(lang);
            // Each on a line of its own: they are read from some way off.
            format!("{}\n{}", texts.how, texts.how_many)
        });
        let how = how.into_iter().map(|of| Piece {
            tag: tags.add_in(None, Tag::Paragraph, of.lang),
            words: of.words,
        });
        let how = how.collect();
        let dots = joined(&reader.fixed(|lang| texts(lang).dots.to_owned()));
        let total = joined(&reader.fixed(|lang| texts(lang).total.to_owned()));
        let parts = groups.iter().map(|group| part(document, group, reader, &mut tags));
        Self {
            title,
            how,
            parts: parts.collect(),
            dots,
            total,
            tags,
        }
    }

    /// How many rows there are at least.
    pub fn num_rows(&self, is_double: bool) -> usize {
        let rows = |part: &Part| {
            let nums = part.sides.iter().map(|side| side.all.len());
            if is_double { nums.max().unwrap_or(0) } else { nums.sum() }
        };
        self.parts.iter().map(rows).sum()
    }

    /// How many arguments there are.
    pub fn num_arguments(&self) -> usize {
        self.parts
            .iter()
            .flat_map(|part| &part.sides)
            .map(|side| side.all.len())
            .sum()
    }
}

fn part(document: &Document, group: &Group, reader: &mut Reader<'_>, tags: &mut Tags) -> Part {
    let record = match group.whose {
        Whose::Stakeholder(id) => document.stakeholders.get(id),
        Whose::Nobody | Whose::Loose => None,
    };
    let mut name = record.map(|record| reader.read(&record.name)).unwrap_or_default();
    if name.is_empty() && group.whose == Whose::Loose {
        name = reader.fixed(|lang| card_texts(lang).loose.to_owned());
    } else if name.is_empty() && !document.stakeholders.is_empty() {
        name = reader.fixed(|lang| common(lang).nobody.to_owned());
    }
    let section = tags.add(None, Tag::Section);
    let level = if name.is_empty() { 2 } else { 3 };
    let name = if name.is_empty() {
        Vec::new()
    } else {
        heading(tags, Some(section), 2, &name)
    };
    let filled = group.sides.iter().filter(|list| !list.is_empty());
    let sides = filled.map(|list| {
        let side = list.first().and_then(|of| of.side);
        let name = reader.fixed(|lang| name_of(side, lang).to_owned());
        let name = heading(tags, Some(section), level, &name);
        let list_tag = tags.add(Some(section), Tag::List);
        let all = list.iter().map(|of| argument(document, of, reader, tags, list_tag));
        Side {
            side,
            name,
            all: all.collect(),
        }
    });
    Part {
        name,
        hue: record.map(|record| record.hue),
        sides: sides.collect(),
    }
}

fn name_of(side: Option<Stance>, lang: Lang) -> &'static str {
    match side {
        Some(Stance::Pro) => common(lang).pro,
        Some(Stance::Contra) => common(lang).contra,
        None => card_texts(lang).neither,
    }
}

fn argument(document: &Document, of: &Numbered, reader: &mut Reader<'_>, tags: &mut Tags, list: TagId) -> Argument {
    let read = document.claims.get(of.claim).map(|claim| reader.read(&claim.text));
    let tag = tags.add(Some(list), Tag::Entry);
    let sign = of.side.and_then(|side| {
        let names = reader.fixed(|lang| name_of(Some(side), lang).to_owned());
        let name = names.into_iter().next()?;
        Some(tags.add_in(Some(tag), Tag::Figure(name.words), name.lang))
    });
    let pieces = read.unwrap_or_default().into_iter().map(|of| Piece {
        tag: of
            .lang
            .map_or(tag, |lang| tags.add_in(Some(tag), Tag::Words, Some(lang))),
        words: of.words,
    });
    Argument {
        number: of.number.to_string(),
        tag,
        sign,
        words: pieces.collect(),
    }
}

/// A heading in each language: one heading, with words in another language in it.
fn heading(tags: &mut Tags, parent: Option<TagId>, level: u8, all: &[Wording]) -> Vec<Piece> {
    // In one language, which is another one than that of the print: the heading as a whole is in it.
    let whole = match all {
        [only] => only.lang,
        _ => None,
    };
    let tag = tags.add_in(parent, Tag::Heading(level, joined(all)), whole);
    let piece = |of: &Wording| Piece {
        words: of.words.clone(),
        tag: match of.lang.filter(|_| whole.is_none()) {
            Some(lang) => tags.add_in(Some(tag), Tag::Words, Some(lang)),
            None => tag,
        },
    };
    all.iter().map(piece).collect()
}
