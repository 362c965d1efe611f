//! Writes canvases.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::model::{ClaimId, Id as _, RelationKind};

use super::super::gathered::LinkKind;
use super::super::mind_map::leaf::{Leaf, OWN, Spot, cover, leaves, lines, side_word, spots};
use super::super::own::Export;
use super::kept::{self, BARE, DRAWN, Drawn, KEPT, NEW, STRAY, text_of};

/// How wide a card is, in the units of the format (dots).
const WIDTH: i64 = 380;
/// How far a reply stands to the right of what it answers.
const INDENT: i64 = 30;
/// Replies deeper than this stand no further to the right.
const MOST_INDENTS: i64 = 6;
/// Between cards.
const GAP: i64 = 30;
/// Between the edge of a box and its cards.
const PADDING: i64 = 40;

/// The whole file.
pub fn write(export: &Export<'_>) -> String {
    let leaves = leaves(export, "canvas.", fits);
    let spots = spots(&leaves);
    let old: Vec<Option<Drawn>> = leaves.iter().map(Drawn::of).collect();
    let is_old = old.iter().any(Option::is_some);
    let drawn_boxes = kept::boxes(export);
    let (mut places, mut boxes) = layout(&leaves, &spots);
    if is_old {
        places = beside(&leaves, &spots, &old, &drawn_boxes);
        boxes.clear();
    }
    let ids = ids(&leaves);
    let id_of = |number: usize| ids.get(number).map(|(_, id)| id.clone()).unwrap_or_default();
    let mut nodes: Vec<Value> = Vec::new();
    let mut themes: Vec<Value> = Vec::new();
    let mut told = BTreeSet::new();
    nodes.extend(drawn_boxes);
    for (number, leaf) in leaves.iter().enumerate().filter(|(_, leaf)| leaf.is_heading) {
        let mut own = Map::new();
        if leaf.is_stakeholder && !is_old {
            let Some((_, place)) = boxes.iter().find(|(heading, _)| *heading == number) else {
                continue;
            };
            own.insert("id".to_owned(), format!("group-{number}").into());
            own.insert("type".to_owned(), "group".into());
            own.insert("label".to_owned(), leaf.words.clone().into());
            place.tell(&mut own);
            own.extend(
                leaf.own
                    .iter()
                    .map(|(key, value)| (format!("{OWN}{key}"), value.clone())),
            );
            nodes.push(Value::Object(own));
        } else if told.insert((leaf.is_stakeholder, name_of(leaf))) {
            own.insert("name".to_owned(), leaf.words.clone().into());
            own.extend(leaf.own.iter().map(|(key, value)| ((*key).to_owned(), value.clone())));
            themes.push(Value::Object(own));
        }
    }
    nodes.extend(kept::list(export, BARE));
    let mut edges: Vec<Value> = Vec::new();
    let mut old_lines = kept::Lines::new(export, &ids);
    for (number, leaf) in leaves.iter().enumerate().filter(|(_, leaf)| !leaf.is_heading) {
        let place = places.get(number).copied().unwrap_or_default();
        let spot = spots.get(number).copied().unwrap_or_default();
        let drawn = old.get(number).and_then(Option::as_ref);
        nodes.push(card(leaf, id_of(number), place, drawn, spot, &leaves, is_old));
        if let (Some((at, parent)), Some(sign)) = (spot.parent.and_then(|at| Some((at, leaves.get(at)?))), leaf.sign) {
            let kind = if sign == LinkKind::Attack {
                RelationKind::Attack
            } else {
                RelationKind::Support
            };
            let rel = leaf
                .own
                .iter()
                .find(|(key, _)| *key == "rel")
                .map(|(_, value)| value.clone());
            let is_left = place.x < 0;
            let (from, to) = match (parent.depth, is_left) {
                (0, true) => ("right", "bottom"),
                (0, false) => ("left", "bottom"),
                _ => ("left", "left"),
            };
            let (start, end) = (id_of(number), id_of(at));
            let drawn = old_lines.take((&start, &end), Some(kind), rel.clone(), export);
            edges.push(drawn.unwrap_or_else(|| {
                json!({
                    "id": old_lines.name(edges.len()), "fromNode": start, "fromSide": from,
                    "toNode": end, "toSide": to, "color": color(kind),
                    "label": side_word(kind, export.lang), "ak-rel": rel, NEW: true,
                })
            }));
        }
        for line in leaf.claim.into_iter().flat_map(|claim| lines(export, claim)) {
            let (start, end) = (id_of(number), old_lines.id_of(line.to));
            if let Some(drawn) = old_lines.take((&start, &end), line.kind, None, export) {
                edges.push(drawn);
                continue;
            }
            let mut edge = json!({
                "id": old_lines.name(edges.len()), "fromNode": start, "toNode": end, NEW: true,
            });
            if let (Some(kind), Some(edge)) = (line.kind, edge.as_object_mut()) {
                edge.insert("color".to_owned(), color(kind).into());
                edge.insert("label".to_owned(), side_word(kind, export.lang).into());
            }
            edges.push(edge);
        }
    }
    edges.extend(kept::list(export, STRAY));
    let mut file = Map::new();
    for (name, value) in export.document.cover.data.iter() {
        let own = name
            .strip_prefix("canvas.")
            .filter(|name| !matches!(*name, "nodes" | "edges"));
        if let Some(name) = own.filter(|name| !name.starts_with(OWN)) {
            file.insert(name.to_owned(), parsed(value));
        }
    }
    file.insert("nodes".to_owned(), nodes.into());
    file.insert("edges".to_owned(), edges.into());
    let mut cover: Map<String, Value> = cover(export)
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value))
        .collect();
    // What is drawn is found again in the drawing.
    if let Some(Value::Object(data)) = cover.get_mut("cover") {
        data.retain(|key, _| !DRAWN.contains(&key.as_str()));
    }
    file.insert("ak-cover".to_owned(), Value::Object(cover));
    if !themes.is_empty() {
        file.insert("ak-themes".to_owned(), themes.into());
    }
    serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"
}

pub(super) fn color(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::Support => "4",
        RelationKind::Attack => "1",
    }
}

fn name_of(leaf: &Leaf) -> String {
    let id = leaf.own.iter().find(|(key, _)| *key == "id");
    id.and_then(|(_, value)| value.as_str()).unwrap_or_default().to_owned()
}

/// By leaf: the name of its card in the file; what had one in a canvas before keeps it, each once.
fn ids(leaves: &[Leaf]) -> Vec<(Option<ClaimId>, String)> {
    let mut taken = BTreeSet::new();
    let named = |(number, leaf): (usize, &Leaf)| {
        let new = leaf
            .claim
            .map_or_else(|| format!("text-{number}"), |claim| format!("claim-{}", claim.index()));
        let old = kept::datum(leaf, "id").filter(|id| !id.is_empty() && taken.insert((*id).to_owned()));
        (leaf.claim, old.map_or(new, str::to_owned))
    };
    leaves.iter().enumerate().map(named).collect()
}

/// Which data a card has room for: what it had in one before, but for what stood before its text.
fn fits(name: &str, _: &str) -> bool {
    !name.is_empty() && name != "frontmatter" && !name.starts_with(OWN)
}

/// Data that is more than words was JSON.
fn parsed(value: &str) -> Value {
    match serde_json::from_str(value) {
        Ok(found @ (Value::Object(_) | Value::Array(_) | Value::Bool(_))) => found,
        _ => value.into(),
    }
}

fn card(
    leaf: &Leaf,
    id: String,
    place: Place,
    drawn: Option<&Drawn>,
    spot: Spot,
    leaves: &[Leaf],
    is_old: bool,
) -> Value {
    let mut card = Map::new();
    card.insert("id".to_owned(), id.into());
    kept::words(leaf, &mut card);
    place.tell(&mut card);
    match leaf.sign {
        Some(LinkKind::Attack) if drawn.is_none() => card.insert("color".to_owned(), "1".into()),
        Some(_) if drawn.is_none() => card.insert("color".to_owned(), "4".into()),
        _ => None,
    };
    for (key, value) in leaf.native.iter().filter(|(key, _)| !kept::is_told(key)) {
        let value = if key == "color" {
            value.as_str().into()
        } else {
            parsed(value)
        };
        card.insert(key.clone(), value);
    }
    if let Some(drawn) = drawn {
        drawn.tell(&mut card);
    }
    if leaf.native.iter().any(|(key, _)| key == "color" || kept::is_told(key)) {
        card.insert(KEPT.to_owned(), kept::place_words(&card).into());
    }
    let mut tell = |key: &str, value: Value| {
        card.insert(format!("{OWN}{key}"), value);
    };
    if leaf.depth == 0 {
        let kind = if leaf.claim.is_some() { "thesis" } else { "question" };
        tell("kind", kind.into());
    }
    if !leaf.note.is_empty() {
        tell("note", leaf.note.clone().into());
    }
    if !leaf.tags.is_empty() {
        tell("tags", leaf.tags.clone().into());
    }
    let is_argument = spot
        .parent
        .and_then(|parent| leaves.get(parent))
        .is_some_and(|parent| parent.depth == 0);
    // Where the boxes of others stand, they do not say whose arguments are in them.
    let stakeholder = spot.stakeholder.and_then(|stakeholder| leaves.get(stakeholder));
    if let Some(stakeholder) = stakeholder.filter(|_| is_argument && is_old) {
        tell("stakeholder", name_of(stakeholder).into());
    }
    if let Some(theme) = spot.theme.and_then(|theme| leaves.get(theme)).filter(|_| is_argument) {
        tell("theme", name_of(theme).into());
    }
    // The cover stands with the whole, the relation with its line.
    let of_cover = [
        "question", "title", "about", "colophon", "lang", "cover", "library", "rel",
    ];
    for (key, value) in leaf.own.iter().filter(|(key, _)| !of_cover.contains(key)) {
        tell(key, value.clone());
    }
    Value::Object(card)
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
struct Place {
    x: i64,
    y: i64,
    width: i64,
    height: i64,
}

impl Place {
    fn tell(&self, into: &mut Map<String, Value>) {
        for (name, value) in [
            ("x", self.x),
            ("y", self.y),
            ("width", self.width),
            ("height", self.height),
        ] {
            into.insert(name.to_owned(), value.into());
        }
    }
}

/// High enough for its text.
fn height(leaf: &Leaf, width: i64) -> i64 {
    let per_line = (width / 9).max(1) as usize;
    let lines: usize = text_of(&leaf.words, &leaf.explanation)
        .lines()
        .map(|line| line.chars().count() / per_line + 1)
        .sum();
    30 + 26 * lines as i64
}

/// Where each card stands if others drew some of them: these where they are, what is new in a column beside everything.
fn beside(leaves: &[Leaf], spots: &[Spot], old: &[Option<Drawn>], boxes: &[Value]) -> Vec<Place> {
    let mut places = vec![Place::default(); leaves.len()];
    let (mut right, mut top) = (i64::MIN, i64::MAX);
    for (slot, drawn) in places.iter_mut().zip(old) {
        let Some([x, y, width, height]) = drawn.as_ref().map(Drawn::dots) else {
            continue;
        };
        *slot = Place { x, y, width, height };
        right = right.max(x + width);
        top = top.min(y);
    }
    for drawn in boxes {
        let number = |name: &str| drawn.get(name).and_then(Value::as_f64).unwrap_or_default();
        right = right.max((number("x") + number("width")).clamp(-1e12, 1e12) as i64);
    }
    let left = right + 2 * PADDING;
    let mut bottom = top;
    for (number, leaf) in leaves.iter().enumerate().filter(|(_, leaf)| !leaf.is_heading) {
        if old.get(number).is_none_or(Option::is_some) {
            continue;
        }
        let parent = spots.get(number).and_then(|spot| places.get(spot.parent?));
        let y = parent.map_or(bottom, |parent| parent.y.max(bottom));
        let height = height(leaf, WIDTH);
        if let Some(slot) = places.get_mut(number) {
            *slot = Place {
                x: left,
                y,
                width: WIDTH,
                height,
            };
        }
        bottom = y + height + GAP;
    }
    places
}

/// Where each card stands, and each box by the number of its heading: what is for in one column, what is against in the
/// other, the stakeholders one below the other.
fn layout(leaves: &[Leaf], spots: &[Spot]) -> (Vec<Place>, Vec<(usize, Place)>) {
    let column = WIDTH + INDENT * MOST_INDENTS;
    let mut places = vec![Place::default(); leaves.len()];
    let mut boxes: Vec<(usize, Place)> = Vec::new();
    // How far down each column is filled, and the box that is being filled.
    let mut bottom = [0_i64; 2];
    let mut current: Option<(usize, i64)> = None;
    let mut sides: Vec<usize> = vec![0; leaves.len()];
    let close = |current: &mut Option<(usize, i64)>, bottom: &mut [i64; 2], boxes: &mut Vec<(usize, Place)>| {
        let lowest = bottom.iter().copied().max().unwrap_or(0);
        if let Some((heading, top)) = current.take() {
            let end = lowest.max(top + 60) + PADDING - GAP;
            let place = Place {
                x: -(column + 2 * PADDING),
                y: top,
                width: 2 * (column + 2 * PADDING),
                height: end - top,
            };
            boxes.push((heading, place));
            *bottom = [end + 2 * PADDING; 2];
        } else {
            *bottom = [lowest; 2];
        }
    };
    for (number, leaf) in leaves.iter().enumerate() {
        let spot = spots.get(number).copied().unwrap_or_default();
        if leaf.depth == 0 {
            let height = height(leaf, WIDTH + 120);
            let place = Place {
                x: -(WIDTH + 120) / 2,
                y: 0,
                width: WIDTH + 120,
                height,
            };
            bottom = [height + 3 * PADDING; 2];
            places
                .iter_mut()
                .take(number + 1)
                .skip(number)
                .for_each(|slot| *slot = place);
            continue;
        }
        if leaf.is_stakeholder {
            close(&mut current, &mut bottom, &mut boxes);
            let top = bottom.iter().copied().max().unwrap_or(0);
            current = Some((number, top));
            bottom = [top + PADDING; 2];
            continue;
        }
        if leaf.is_heading {
            continue;
        }
        if current.map(|(heading, _)| heading) != spot.stakeholder {
            close(&mut current, &mut bottom, &mut boxes);
        }
        let above = spot
            .parent
            .and_then(|parent| leaves.get(parent).map(|leaf| (parent, leaf.depth)));
        let side = match above {
            Some((parent, depth)) if depth > 0 => sides.get(parent).copied().unwrap_or(0),
            _ => usize::from(leaf.sign == Some(LinkKind::Attack)),
        };
        let indents = match above {
            Some((parent, depth)) if depth > 0 => {
                let from = places.get(parent).map_or(0, |place| place.x);
                let left = if side == 0 { -(column + PADDING) } else { PADDING };
                ((from - left) / INDENT + 1).min(MOST_INDENTS)
            }
            _ => 0,
        };
        let left = if side == 0 { -(column + PADDING) } else { PADDING };
        let height = height(leaf, WIDTH);
        let y = bottom.get(side).copied().unwrap_or(0);
        if let Some(slot) = places.get_mut(number) {
            *slot = Place {
                x: left + indents * INDENT,
                y,
                width: WIDTH,
                height,
            };
        }
        if let Some(slot) = sides.get_mut(number) {
            *slot = side;
        }
        if let Some(slot) = bottom.get_mut(side) {
            *slot = y + height + GAP;
        }
    }
    close(&mut current, &mut bottom, &mut boxes);
    (places, boxes)
}

#[cfg(test)]
pub(super) fn overlap(export: &Export<'_>) -> bool {
    let leaves = leaves(export, "canvas.", fits);
    let (places, _) = layout(&leaves, &spots(&leaves));
    let places: Vec<&Place> = places.iter().filter(|place| place.width > 0).collect();
    let meet = |a: &Place, b: &Place| {
        a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
    };
    places
        .iter()
        .enumerate()
        .any(|(at, a)| places.iter().skip(at + 1).any(|b| meet(a, b)))
}
