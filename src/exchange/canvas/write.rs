//! Writes canvases.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::model::{Id as _, RelationKind};

use super::super::gathered::LinkKind;
use super::super::mind_map::leaf::{Leaf, OWN, Spot, cover, leaves, lines, side_word, spots};
use super::super::own::Export;
use super::markdown::escape;

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
    let (places, boxes) = layout(&leaves, &spots);
    let mut nodes: Vec<Value> = Vec::new();
    let mut themes: Vec<Value> = Vec::new();
    let mut told = BTreeSet::new();
    for (number, leaf) in leaves.iter().enumerate().filter(|(_, leaf)| leaf.is_heading) {
        let mut own = Map::new();
        if leaf.is_stakeholder {
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
        } else if told.insert(name_of(leaf)) {
            own.insert("name".to_owned(), leaf.words.clone().into());
            own.extend(leaf.own.iter().map(|(key, value)| ((*key).to_owned(), value.clone())));
            themes.push(Value::Object(own));
        }
    }
    let mut edges: Vec<Value> = Vec::new();
    for (number, leaf) in leaves.iter().enumerate().filter(|(_, leaf)| !leaf.is_heading) {
        let place = places.get(number).copied().unwrap_or_default();
        let spot = spots.get(number).copied().unwrap_or_default();
        nodes.push(card(leaf, number, place, spot, &leaves));
        if let (Some(parent), Some(sign)) = (spot.parent.and_then(|parent| leaves.get(parent)), leaf.sign) {
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
            edges.push(json!({
                "id": format!("edge-{}", edges.len()), "fromNode": id_of(leaf, number), "fromSide": from,
                "toNode": id_of(parent, spot.parent.unwrap_or_default()), "toSide": to, "color": color(kind),
                "label": side_word(kind, export.lang), "ak-rel": rel,
            }));
        }
        for line in leaf.claim.into_iter().flat_map(|claim| lines(export, claim)) {
            let to = format!("claim-{}", line.to.index());
            let mut edge = json!({
                "id": format!("edge-{}", edges.len()), "fromNode": id_of(leaf, number), "toNode": to,
            });
            if let (Some(kind), Some(edge)) = (line.kind, edge.as_object_mut()) {
                edge.insert("color".to_owned(), color(kind).into());
                edge.insert("label".to_owned(), side_word(kind, export.lang).into());
            }
            edges.push(edge);
        }
    }
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
    let cover = cover(export).into_iter().map(|(key, value)| (key.to_owned(), value));
    file.insert("ak-cover".to_owned(), Value::Object(cover.collect()));
    if !themes.is_empty() {
        file.insert("ak-themes".to_owned(), themes.into());
    }
    serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"
}

fn color(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::Support => "4",
        RelationKind::Attack => "1",
    }
}

fn name_of(leaf: &Leaf) -> String {
    let id = leaf.own.iter().find(|(key, _)| *key == "id");
    id.and_then(|(_, value)| value.as_str()).unwrap_or_default().to_owned()
}

fn id_of(leaf: &Leaf, number: usize) -> String {
    leaf.claim
        .map_or_else(|| format!("text-{number}"), |claim| format!("claim-{}", claim.index()))
}

/// Which data a card has room for: what it had in one before, but for its place.
fn fits(name: &str, _: &str) -> bool {
    let is_taken = matches!(
        name,
        "id" | "type"
            | "text"
            | "file"
            | "subpath"
            | "url"
            | "label"
            | "x"
            | "y"
            | "width"
            | "height"
            | "color"
            | "frontmatter"
            | "background"
            | "backgroundStyle"
    );
    !is_taken && !name.is_empty() && !name.starts_with(OWN)
}

/// Data that is more than words was JSON.
fn parsed(value: &str) -> Value {
    match serde_json::from_str(value) {
        Ok(found @ (Value::Object(_) | Value::Array(_))) => found,
        _ => value.into(),
    }
}

fn text_of(leaf: &Leaf) -> String {
    let mut text = escape(&super::super::mind_map::markup::one_line(&leaf.words));
    if !leaf.explanation.is_empty() {
        text += "\n\n";
        text += &escape(&leaf.explanation);
    }
    text
}

fn card(leaf: &Leaf, number: usize, place: Place, spot: Spot, leaves: &[Leaf]) -> Value {
    let mut card = Map::new();
    card.insert("id".to_owned(), id_of(leaf, number).into());
    card.insert("type".to_owned(), "text".into());
    card.insert("text".to_owned(), text_of(leaf).into());
    place.tell(&mut card);
    match leaf.sign {
        Some(LinkKind::Attack) => card.insert("color".to_owned(), "1".into()),
        Some(_) => card.insert("color".to_owned(), "4".into()),
        None => None,
    };
    for (key, value) in &leaf.native {
        card.insert(key.clone(), parsed(value));
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
    let lines: usize = text_of(leaf)
        .lines()
        .map(|line| line.chars().count() / per_line + 1)
        .sum();
    30 + 26 * lines as i64
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
