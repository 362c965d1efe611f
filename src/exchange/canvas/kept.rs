//! What others drew on a canvas, kept so that it can be drawn again: with a card as data of its claim, all else as data of
//! the cover, in JSON.

use std::collections::{BTreeSet, HashMap, VecDeque};

use serde_json::{Map, Number, Value};

use super::super::address::{has_other_link, is_other_scheme};
use super::super::gathered::LinkKind;
use super::super::mind_map::leaf::{Leaf, OWN, label_sign, side_word};
use super::super::own::Export;
use super::markdown;
use super::write::color;
use crate::model::{ClaimId, RelationKind, Text, plain_name};

/// A card, box or line that was drawn by others, in a file of ours; of a card, where it stood when the file was written.
pub const KEPT: &str = "ak-kept";
/// A line that we drew.
pub const NEW: &str = "ak-new";
/// Boxes.
pub const BOXES: &str = "canvas.ak-boxes";
/// Lines between cards.
pub const EDGES: &str = "canvas.ak-edges";
/// Lines that begin or end at something else, or at nothing.
pub const STRAY: &str = "canvas.ak-stray-edges";
/// Cards without words that no line touches.
pub const BARE: &str = "canvas.ak-bare";
/// All of them.
pub const DRAWN: [&str; 4] = [BOXES, EDGES, STRAY, BARE];

/// What stands on a card with these words.
pub fn text_of(words: &str, explanation: &str) -> String {
    let mut text = markdown::escape(&super::super::mind_map::markup::one_line(words));
    if !explanation.is_empty() {
        text += "\n\n";
        text += &markdown::escape(explanation);
    }
    text
}

/// Where a card stands, to see whether a person moved it.
pub fn place_words(card: &Map<String, Value>) -> String {
    let words = ["x", "y", "width", "height"].map(|key| card.get(key).map(Value::to_string).unwrap_or_default());
    words.join(" ")
}

/// What a card of others has under this name.
pub fn datum<'l>(leaf: &'l Leaf, name: &str) -> Option<&'l str> {
    let found = leaf.native.iter().find(|(key, _)| key == name);
    found.map(|(_, value)| value.as_str())
}

/// What is told by [`words`] and [`Drawn`], and not with the other data.
pub fn is_told(name: &str) -> bool {
    matches!(
        name,
        "id" | "type" | "text" | "file" | "subpath" | "url" | "x" | "y" | "width" | "height" | "frontmatter"
    )
}

/// Where others put a card, to the letter.
pub struct Drawn([Number; 4]);

impl Drawn {
    /// The place of a card, if it had one.
    pub fn of(leaf: &Leaf) -> Option<Self> {
        let number = |name: &str| -> Option<Number> { serde_json::from_str(datum(leaf, name)?).ok() };
        Some(Self([number("x")?, number("y")?, number("width")?, number("height")?]))
    }

    /// In whole dots: from where and how large.
    pub fn dots(&self) -> [i64; 4] {
        // Beyond any screen nothing is compared any more.
        self.0
            .each_ref()
            .map(|number| number.as_f64().unwrap_or_default().clamp(-1e12, 1e12) as i64)
    }

    /// Says it in the card.
    pub fn tell(&self, card: &mut Map<String, Value>) {
        for (name, number) in ["x", "y", "width", "height"].into_iter().zip(&self.0) {
            card.insert(name.to_owned(), Value::Number(number.clone()));
        }
    }
}

/// Puts the words of a claim on its card: as they stood there, if they still say the same.
pub fn words(leaf: &Leaf, card: &mut Map<String, Value>) {
    let is_empty = leaf.own.iter().any(|(key, _)| *key == "empty");
    let old = |name: &str| datum(leaf, name).unwrap_or_default();
    let shown = match old("type") {
        "file" => format!("{}{}", old("file"), old("subpath")),
        "link" => old("url").to_owned(),
        _ => String::new(),
    };
    let kind = match old("type") {
        "file" | "link" if shown.trim() != leaf.words.trim() => "text",
        "link" if is_other_scheme(old("url")) => "text",
        "" => "text",
        kind => kind,
    };
    card.insert("type".to_owned(), kind.into());
    if matches!(kind, "file" | "link") {
        for name in ["file", "subpath", "url"] {
            if let Some(value) = datum(leaf, name) {
                card.insert(name.to_owned(), value.into());
            }
        }
        if !leaf.explanation.is_empty() {
            card.insert(format!("{OWN}explanation"), leaf.explanation.clone().into());
        }
        return;
    }
    let is_same = |text: &str| {
        let read = markdown::read(text);
        (is_empty || read.text.trim() == leaf.words.trim()) && read.rest.trim() == leaf.explanation.trim()
    };
    let text = match datum(leaf, "text").filter(|text| is_same(text) && !has_other_link(text)) {
        Some(text) => text.to_owned(),
        None if is_empty && leaf.explanation.is_empty() && datum(leaf, "id").is_some() => String::new(),
        None => {
            let text = text_of(&leaf.words, &leaf.explanation);
            match datum(leaf, "frontmatter") {
                Some(front) => format!("---\n{front}\n---\n{text}"),
                None => text,
            }
        }
    };
    card.insert("text".to_owned(), text.into());
}

/// A list of what was drawn.
pub fn list(export: &Export<'_>, name: &str) -> Vec<Value> {
    let json = export.document.cover.data.get(name).unwrap_or_default();
    serde_json::from_str(json).unwrap_or_default()
}

/// The boxes of others, but for those whose stakeholder or theme is no longer there.
pub fn boxes(export: &Export<'_>) -> Vec<Value> {
    let document = export.document;
    let says = |name: &Text, label: &str| name.iter().any(|(_, words)| words == label);
    let still = |value: Value| -> Option<Value> {
        let Value::Object(mut drawn) = value else { return None };
        let label = drawn.get("label").and_then(Value::as_str).unwrap_or_default();
        let label = label.trim().to_owned();
        let name = plain_name(&label, 5);
        drawn.insert(KEPT.to_owned(), true.into());
        if name.is_empty() {
            return Some(Value::Object(drawn));
        }
        let stakeholders = document.stakeholders.iter();
        let stakeholders =
            stakeholders.map(|(id, record)| (document.stakeholders.name(id), &record.name, "stakeholder"));
        let themes = document.themes.iter();
        let themes = themes.map(|(id, record)| (document.themes.name(id), &record.name, "theme"));
        let (id, words, kind) = stakeholders
            .chain(themes)
            .find(|(id, words, _)| *id == name || says(words, &label))?;
        if !says(words, &label) {
            drawn.insert("label".to_owned(), export.words(words).into());
        }
        drawn.insert(format!("{OWN}id"), id.into());
        drawn.insert(format!("{OWN}kind"), kind.into());
        Some(Value::Object(drawn))
    };
    list(export, BOXES).into_iter().filter_map(still).collect()
}

/// The lines of others between cards, each for one relation.
pub struct Lines {
    by_ends: HashMap<(String, String), VecDeque<Map<String, Value>>>,
    ids: HashMap<ClaimId, String>,
    taken: BTreeSet<String>,
}

impl Lines {
    /// The lines that there were, by the names of the cards.
    pub fn new(export: &Export<'_>, ids: &[(Option<ClaimId>, String)]) -> Self {
        let mut by_ends: HashMap<_, VecDeque<_>> = HashMap::new();
        let mut taken = BTreeSet::new();
        for value in list(export, EDGES).into_iter().chain(list(export, STRAY)) {
            let Value::Object(drawn) = value else { continue };
            let word = |key: &str| drawn.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
            taken.insert(word("id"));
            let (mut from, mut to) = (word("fromNode"), word("toNode"));
            if word("fromEnd") == "arrow" && word("toEnd") == "none" {
                std::mem::swap(&mut from, &mut to);
            }
            by_ends.entry((from, to)).or_default().push_back(drawn);
        }
        let ids = ids
            .iter()
            .filter_map(|(claim, id)| Some(((*claim)?, id.clone())))
            .collect();
        Self { by_ends, ids, taken }
    }

    /// The name of the card of a claim.
    pub fn id_of(&self, claim: ClaimId) -> String {
        self.ids.get(&claim).cloned().unwrap_or_default()
    }

    /// A free name for a line.
    pub fn name(&mut self, number: usize) -> String {
        let mut name = format!("edge-{number}");
        while !self.taken.insert(name.clone()) {
            name.push('-');
        }
        name
    }

    /// The line that was drawn for a relation, if one was. It stays as it is, unless it says another side than the relation.
    pub fn take(
        &mut self,
        ends: (&str, &str),
        kind: Option<RelationKind>,
        rel: Option<Value>,
        export: &Export<'_>,
    ) -> Option<Value> {
        let ends = (ends.0.to_owned(), ends.1.to_owned());
        let mut drawn = self.by_ends.get_mut(&ends)?.pop_front()?;
        let word = |key: &str| drawn.get(key).and_then(Value::as_str).unwrap_or_default();
        let seen = label_sign(word("label")).map(|(kind, _)| kind).or(match word("color") {
            "4" => Some(LinkKind::Support),
            "1" => Some(LinkKind::Attack),
            _ => None,
        });
        let is_other = match (seen, kind) {
            (Some(LinkKind::Support | LinkKind::Rephrase), Some(kind)) => kind != RelationKind::Support,
            (Some(LinkKind::Attack | LinkKind::Contradiction), Some(kind)) => kind != RelationKind::Attack,
            _ => false,
        };
        if let Some(kind) = kind.filter(|_| is_other) {
            drawn.insert("color".to_owned(), color(kind).into());
            drawn.insert("label".to_owned(), side_word(kind, export.lang).into());
        }
        drawn.insert(KEPT.to_owned(), true.into());
        if let Some(rel) = rel {
            drawn.insert(format!("{OWN}rel"), rel);
        }
        Some(Value::Object(drawn))
    }
}
