//! The tree of parts: what a document is for who has it read aloud.

use std::collections::BTreeMap;
use std::num::NonZeroU16;

use krilla::geom;
use krilla::tagging::{
    BBox, Identifier, ListNumbering, Node, TableHeaderScope, Tag as Part, TagGroup, TagKind, TagTree,
};

use super::clean;
use crate::model::Lang;
use crate::paper::page::{Tag, TagId, Tagged};

/// Deeper than this nothing is nested: the rest stands beside it. Readers and the library go down by recursion.
const DEEPEST: u8 = 60;

/// Content that belongs to a part.
struct Leaf {
    /// How many items were drawn before it.
    place: usize,
    identifier: Identifier,
    is_link: bool,
}

/// What of each part was drawn, and where.
pub(super) struct Parts<'a> {
    tags: &'a [Tagged],
    leaves: Vec<Vec<Leaf>>,
    /// Where a figure stands: page, left, top, right, bottom; a page less than 0 if it stands on several.
    figures: BTreeMap<usize, (Option<usize>, [f32; 4])>,
    num_places: usize,
}

impl<'a> Parts<'a> {
    pub(super) fn new(tags: &'a [Tagged]) -> Self {
        Self {
            tags,
            leaves: tags.iter().map(|_| Vec::new()).collect(),
            figures: BTreeMap::new(),
            num_places: 0,
        }
    }

    /// The part of a tag: `None` if there is no such tag, or if it is a figure that is seen but not said in words.
    pub(super) fn part(&self, tag: Option<TagId>, is_seen_only: bool) -> Option<usize> {
        let index = tag?.index();
        match &self.tags.get(index)?.tag {
            Tag::Figure(words) if is_seen_only && words.trim().is_empty() => None,
            _ => Some(index),
        }
    }

    /// Adds content to a part.
    pub(super) fn add(&mut self, part: usize, identifier: Identifier, is_link: bool) {
        if let Some(leaves) = self.leaves.get_mut(part) {
            leaves.push(Leaf {
                place: self.num_places,
                identifier,
                is_link,
            });
        }
        self.num_places += 1;
    }

    /// Says that something of a part stands in a place (left, top, right, bottom): figures tell where they are.
    pub(super) fn cover(&mut self, part: usize, page: usize, [left, top, right, bottom]: [f32; 4]) {
        // The figure itself or the one that it is in.
        let mut figure = Some(part);
        while let Some(index) = figure {
            let Some(tagged) = self.tags.get(index) else {
                return;
            };
            if matches!(tagged.tag, Tag::Figure(_)) {
                break;
            }
            figure = parent(self.tags, index);
        }
        let Some(figure) = figure else {
            return;
        };
        let (on, [l, t, r, b]) = self
            .figures
            .entry(figure)
            .or_insert((Some(page), [left, top, right, bottom]));
        if *on != Some(page) {
            *on = None;
        }
        (*l, *t) = (l.min(left), t.min(top));
        (*r, *b) = (r.max(right), b.max(bottom));
    }

    /// The tree: parts in reading order, without those that have no content.
    pub(super) fn tree(self, lang: Lang) -> TagTree {
        let parents = self.parents();
        let (kept, firsts) = self.kept(&parents);
        let levels = self.levels(&kept);
        let Self {
            tags, leaves, figures, ..
        } = self;
        let mut waiting: Vec<Vec<(usize, Node)>> = tags.iter().map(|_| Vec::new()).collect();
        let mut top = Vec::new();
        // Parts stand behind what they are part of: from the last to the first each is complete when it is its turn.
        let all = tags.iter().zip(leaves).zip(parents).enumerate().rev();
        for (index, ((tagged, leaves), parent)) in all {
            if !kept.get(index).is_some_and(|kept| *kept) {
                continue;
            }
            let outer = parent.and_then(|parent| tags.get(parent)).map(|tagged| &tagged.tag);
            let mut children = waiting.get_mut(index).map(std::mem::take).unwrap_or_default();
            children.reverse();
            // A link to nowhere is only words.
            let is_dead = tagged.tag == Tag::Link && !leaves.iter().any(|leaf| leaf.is_link);
            let words = Tagged {
                tag: Tag::Words,
                parent: tagged.parent,
                lang: tagged.lang,
            };
            let tagged = if is_dead { &words } else { tagged };
            let children = woven(
                children,
                leaves.into_iter().map(|leaf| (leaf.place, node(leaf, &tagged.tag))),
            );
            let level = levels.get(index).copied().flatten();
            let group = group(tagged, outer, level, children, figures.get(&index));
            let place = firsts.get(index).copied().unwrap_or(usize::MAX);
            match parent.and_then(|parent| waiting.get_mut(parent)) {
                Some(of_parent) => of_parent.push((place, fitting(group, outer).into())),
                None => top.push(group.into()),
            }
        }
        top.reverse();
        TagTree::from(top).with_lang(Some(lang.code().to_owned()))
    }

    /// What each part is in, at a depth that can be handled.
    fn parents(&self) -> Vec<Option<usize>> {
        let mut depths: Vec<u8> = Vec::with_capacity(self.tags.len());
        let mut parents: Vec<Option<usize>> = Vec::with_capacity(self.tags.len());
        for index in 0..self.tags.len() {
            let mut parent = parent(self.tags, index);
            let mut depth = parent
                .and_then(|parent| depths.get(parent).copied())
                .map_or(0, |depth| depth + 1);
            if depth > DEEPEST {
                depth = DEEPEST;
                parent = parent.and_then(|parent| parents.get(parent).copied().flatten());
            }
            depths.push(depth);
            parents.push(parent);
        }
        parents
    }

    /// Which parts have content, and the place of their first.
    fn kept(&self, parents: &[Option<usize>]) -> (Vec<bool>, Vec<usize>) {
        let mut firsts: Vec<usize> = self
            .leaves
            .iter()
            .map(|leaves| leaves.first().map_or(usize::MAX, |leaf| leaf.place))
            .collect();
        for (index, parent) in parents.iter().enumerate().rev() {
            let first = firsts.get(index).copied().unwrap_or(usize::MAX);
            if let Some(of_parent) = parent.and_then(|parent| firsts.get_mut(parent)) {
                *of_parent = first.min(*of_parent);
            }
        }
        let mut kept: Vec<bool> = firsts.iter().map(|first| *first != usize::MAX).collect();
        for (index, parent) in parents.iter().enumerate() {
            // Without its empty cells a row would be shorter than the others.
            let is_cell = self.tags.get(index).is_some_and(|tagged| is_cell(&tagged.tag));
            let Some(row) = parent.filter(|_| is_cell) else {
                continue;
            };
            let is_of_row = self.tags.get(row).is_some_and(|tagged| tagged.tag == Tag::Row);
            if is_of_row
                && kept.get(row).is_some_and(|kept| *kept)
                && let Some(kept) = kept.get_mut(index)
            {
                *kept = true;
            }
        }
        (kept, firsts)
    }

    /// The level of each heading: none is skipped.
    fn levels(&self, kept: &[bool]) -> Vec<Option<NonZeroU16>> {
        let mut last = 0;
        let levels = self.tags.iter().zip(kept).map(|(tagged, kept)| match &tagged.tag {
            Tag::Heading(level, words) if *kept && !clean(words).is_empty() => {
                last = u16::from(*level).clamp(1, last + 1);
                NonZeroU16::new(last)
            }
            _ => None,
        });
        levels.collect()
    }
}

fn parent(tags: &[Tagged], index: usize) -> Option<usize> {
    let parent = tags.get(index)?.parent?.index();
    (parent < index).then_some(parent)
}

fn is_cell(tag: &Tag) -> bool {
    matches!(tag, Tag::ColumnHead | Tag::RowHead | Tag::Cell)
}

/// Content as it may stand in a part.
fn node(leaf: Leaf, of: &Tag) -> Node {
    let node = Node::from(leaf.identifier);
    if leaf.is_link && *of != Tag::Link {
        return TagGroup::with_children(Part::Link, vec![node]).into();
    }
    match of {
        Tag::List | Tag::Table | Tag::Row => fitting(TagGroup::with_children(Part::P, vec![node]), Some(of)).into(),
        _ => node,
    }
}

/// Parts and loose content in one order: a part comes before the content that follows its own.
fn woven(parts: Vec<(usize, Node)>, leaves: impl Iterator<Item = (usize, Node)>) -> Vec<Node> {
    let mut leaves = leaves.peekable();
    let mut all = Vec::with_capacity(parts.len());
    for (place, part) in parts {
        while let Some((_, leaf)) = leaves.next_if(|(of_leaf, _)| *of_leaf < place) {
            all.push(leaf);
        }
        all.push(part);
    }
    all.extend(leaves.map(|(_, leaf)| leaf));
    all
}

/// A part with what stands in it.
fn group(
    tagged: &Tagged,
    outer: Option<&Tag>,
    level: Option<NonZeroU16>,
    children: Vec<Node>,
    figure: Option<&(Option<usize>, [f32; 4])>,
) -> TagGroup {
    let (children, mut kind) = match (&tagged.tag, outer) {
        (Tag::Entry, Some(Tag::List)) => {
            let body = TagGroup::with_children(Part::LBody, children);
            (vec![body.into()], TagKind::from(Part::LI))
        }
        (tag, _) => (children, kind(tag, outer, level, figure)),
    };
    if let Some(lang) = tagged.lang {
        kind.set_lang(Some(lang.code().to_owned()));
    }
    TagGroup::with_children(kind, children)
}

fn kind(
    tag: &Tag,
    outer: Option<&Tag>,
    level: Option<NonZeroU16>,
    figure: Option<&(Option<usize>, [f32; 4])>,
) -> TagKind {
    match (tag, outer) {
        (Tag::Section, _) => Part::Section.into(),
        (Tag::Heading(_, words), _) => match level {
            Some(level) => Part::Hn(level, Some(clean(words))).into(),
            None => Part::P.into(),
        },
        (Tag::List, _) => Part::L(ListNumbering::None).into(),
        (Tag::Table, _) => Part::Table.into(),
        (Tag::Row, Some(Tag::Table)) => Part::TR.into(),
        (Tag::ColumnHead, Some(Tag::Row)) => Part::TH(TableHeaderScope::Column).into(),
        (Tag::RowHead, Some(Tag::Row)) => Part::TH(TableHeaderScope::Row).into(),
        (Tag::Cell, Some(Tag::Row)) => Part::TD.into(),
        (Tag::Caption, Some(Tag::Table | Tag::Figure(_) | Tag::List)) => Part::Caption.into(),
        (Tag::Figure(words), _) if !clean(words).is_empty() => Part::Figure(Some(clean(words)))
            .with_bbox(figure.and_then(|(page, [left, top, right, bottom])| {
                let rect = geom::Rect::from_ltrb(*left, *top, *right, *bottom)?;
                page.map(|page| BBox::new(page, rect))
            }))
            .into(),
        (Tag::Link, _) => Part::Link.into(),
        (Tag::Note, _) => Part::Note.into(),
        (Tag::Words, _) => Part::Span.into(),
        (Tag::Paragraph | Tag::Caption, _) => Part::P.into(),
        // Parts of a table or list that stand in none, and figures without words.
        (Tag::Entry | Tag::Row | Tag::ColumnHead | Tag::RowHead | Tag::Cell | Tag::Figure(_), _) => Part::Div.into(),
    }
}

/// A part as it may stand in lists, tables and rows, which hold only entries, rows and cells.
fn fitting(group: TagGroup, outer: Option<&Tag>) -> TagGroup {
    let cell = |group: TagGroup| TagGroup::with_children(Part::TD, vec![group.into()]);
    match (outer, &group.tag) {
        (Some(Tag::List), TagKind::LI(_) | TagKind::Caption(_))
        | (Some(Tag::Table), TagKind::TR(_) | TagKind::Caption(_))
        | (Some(Tag::Row), TagKind::TH(_) | TagKind::TD(_)) => group,
        (Some(Tag::List), _) => {
            let body = TagGroup::with_children(Part::LBody, vec![group.into()]);
            TagGroup::with_children(Part::LI, vec![body.into()])
        }
        (Some(Tag::Table), _) => TagGroup::with_children(Part::TR, vec![cell(group).into()]),
        (Some(Tag::Row), _) => cell(group),
        _ => group,
    }
}
