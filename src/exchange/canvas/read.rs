//! Reads canvases.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, Value};

use super::super::format::Format;
use super::super::gathered::{Cited, Gathered, Group, Kind, LinkKind, Node, Words};
use super::super::json_places;
use super::super::mind_map::leaf::{OWN, add_line, label_sign, line_kind, take_own, told};
use super::super::own::take_group;
use super::super::trouble::{Refusal, Trouble};
use super::kept::{BARE, BOXES, EDGES, KEPT, NEW, STRAY, place_words, text_of};
use super::markdown;
use super::parts::walk;

/// So many boxes are looked at to see what stands in them.
const MOST_BOXES: usize = 1_000;

/// Reads the text of a file.
pub fn read(text: &str) -> Result<Gathered, Refusal> {
    let mut reader = Reader::new();
    let mut is_canvas = false;
    let places = json_places::scan(text);
    let (node_lines, edge_lines) = (places.all("nodes"), places.all("edges"));
    let mut node_lines = node_lines.into_iter();
    let mut edge_lines = edge_lines.into_iter();
    let done = walk(text, |key, in_list, value| match (key, in_list) {
        ("nodes", true) => {
            is_canvas = true;
            reader.node(value, node_lines.next().unwrap_or(0));
        }
        ("edges", true) => {
            is_canvas = true;
            reader.edge(value, edge_lines.next().unwrap_or(0));
        }
        ("ak-themes", _) => reader.themes = value,
        ("ak-cover", _) => {
            is_canvas = true;
            if let Value::Object(all) = value {
                let named = all.into_iter().collect();
                let mut nothing = Node::default();
                take_own(&mut nothing, named, "canvas", &mut reader.into);
            }
        }
        _ => {
            let words = words_of(&value);
            if words != "{}" && !words.is_empty() {
                reader.into.data.insert(format!("canvas.{key}"), words);
            }
        }
    });
    if let Err(error) = done {
        let (line, column) = (error.line() as u32, error.column() as u32);
        // What came whole is kept.
        if reader.nodes.is_empty() {
            return Err(Refusal::Malformed(
                Format::Canvas.name().to_owned(),
                line,
                column,
                error.to_string(),
            ));
        }
        reader.into.warn(line, Trouble::Broken(column, error.to_string()));
    } else if !is_canvas && !reader.into.data.is_empty() {
        let words = "no nodes".to_owned();
        return Err(Refusal::Malformed(Format::Canvas.name().to_owned(), 1, 1, words));
    }
    reader.finish()
}

/// A value as words, as data has it.
fn words_of(value: &Value) -> String {
    match value {
        Value::String(words) => words.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// What others drew, without what we noted with it.
fn without_own(all: &Map<String, Value>) -> Value {
    let others = all.iter().filter(|(key, _)| !key.starts_with(OWN));
    Value::Object(others.map(|(key, value)| (key.clone(), value.clone())).collect())
}

#[derive(Clone, Copy, Default)]
struct Place {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

impl Place {
    fn holds(&self, other: &Self) -> bool {
        other.x >= self.x
            && other.y >= self.y
            && other.x + other.width <= self.x + self.width
            && other.y + other.height <= self.y + self.height
    }

    fn area(&self) -> f64 {
        self.width * self.height
    }
}

#[derive(Clone, Copy)]
enum What {
    Card(usize),
    Box(usize),
    /// A card without words and lines.
    Bare,
}

struct Edge {
    from: String,
    to: String,
    label: String,
    color: String,
    own: String,
    line: u32,
    /// What is kept of it, unless we drew it ourselves.
    raw: Option<Value>,
}

struct Reader {
    into: Gathered,
    nodes: Vec<(What, Place)>,
    by_id: HashMap<String, usize>,
    /// By card: its color.
    colors: Vec<String>,
    edges: Vec<Edge>,
    themes: Value,
    /// Boxes that others drew, and cards without words.
    boxes: Vec<Value>,
    bare: Vec<(usize, Value)>,
    /// Cards of ours that stand where they stood.
    settled: Vec<usize>,
    counts: BTreeMap<String, usize>,
}

impl Reader {
    fn new() -> Self {
        let names = [
            "nodes",
            "edges",
            "edges_with_label",
            "dangling_edges",
            "self_edges",
            "duplicate_ids",
            "nodes_inside_a_group",
            "non_integer_coordinates",
            "negative_xy",
            "non_ascii_texts",
        ];
        Self {
            into: Gathered::new(Format::Canvas),
            nodes: Vec::new(),
            by_id: HashMap::new(),
            colors: Vec::new(),
            edges: Vec::new(),
            themes: Value::Null,
            boxes: Vec::new(),
            bare: Vec::new(),
            settled: Vec::new(),
            counts: names.iter().map(|name| ((*name).to_owned(), 0)).collect(),
        }
    }

    fn count(&mut self, name: &str) {
        *self.counts.entry(name.to_owned()).or_default() += 1;
    }

    fn node(&mut self, value: Value, line: u32) {
        let Value::Object(all) = value else {
            self.into.warn_at(line, Trouble::BadData, &value.to_string());
            return;
        };
        let get = |key: &str| all.get(key).map(words_of).unwrap_or_default();
        let number = |key: &str| all.get(key).and_then(Value::as_f64).unwrap_or_default();
        let place = Place {
            x: number("x"),
            y: number("y"),
            width: number("width"),
            height: number("height"),
        };
        let kind = get("type");
        let text = if kind == "group" { get("label") } else { get("text") };
        self.count("nodes");
        self.count(&format!("nodes_by_type.{kind}"));
        let color = get("color");
        for (name, holds) in [
            (format!("colours.{color}"), !color.is_empty()),
            ("negative_xy".to_owned(), place.x < 0.0 || place.y < 0.0),
            ("non_ascii_texts".to_owned(), !text.is_ascii()),
            (
                "non_integer_coordinates".to_owned(),
                [place.x, place.y, place.width, place.height]
                    .iter()
                    .any(|at| at.fract() != 0.0),
            ),
        ] {
            if holds {
                self.count(&name);
            }
        }
        let id = get("id");
        if self.by_id.contains_key(&id) {
            self.count("duplicate_ids");
            self.into.warn_at(line, Trouble::Doubled, &id);
        } else {
            self.by_id.insert(id, self.nodes.len());
        }
        let what = if kind == "group" {
            What::Box(self.group(&text, all, line))
        } else {
            What::Card(self.card(&kind, &text, color, all, line))
        };
        self.nodes.push((what, place));
    }

    fn group(&mut self, label: &str, all: Map<String, Value>, line: u32) -> usize {
        let mut group = Group {
            title: Words::plain(label.trim()),
            line,
            ..Group::default()
        };
        if super::super::signs::is_stakeholder(label) {
            group.is_stakeholder = Some(true);
        }
        if !all.contains_key("ak-id") || all.contains_key(KEPT) {
            self.boxes.push(without_own(&all));
        }
        for (key, value) in all {
            if let Some(own) = key.strip_prefix(OWN) {
                take_group(&mut group, own, &value);
            }
        }
        self.into.groups.push(group);
        self.into.groups.len() - 1
    }

    fn card(&mut self, kind: &str, text: &str, color: String, all: Map<String, Value>, line: u32) -> usize {
        let mut node = Node {
            line,
            ..Node::default()
        };
        let get = |key: &str| all.get(key).map(words_of).unwrap_or_default();
        match kind {
            "file" => {
                let place = get("file") + &get("subpath");
                self.into.warn_at(line, Trouble::Include, &place);
                node.text = Words::plain(place.clone());
                node.sources.push(Cited {
                    citation: place,
                    ..Cited::default()
                });
            }
            "link" => {
                let url = get("url");
                node.text = Words::plain(url.clone());
                node.sources.push(Cited {
                    urls: vec![url],
                    ..Cited::default()
                });
            }
            _ => {
                if kind != "text" {
                    self.into.warn_at(line, Trouble::UnknownKind, kind);
                }
                let card = markdown::read(text);
                node.text = Words::plain(card.text);
                node.explanation = Words::plain(card.rest);
                node.sources = card.links;
                if !card.front.is_empty() {
                    node.data.insert("canvas.frontmatter".to_owned(), card.front);
                }
            }
        }
        let is_ours = all.contains_key("ak-id") || all.contains_key("ak-kind");
        let kept = all.get(KEPT).and_then(Value::as_str).map(str::to_owned);
        // A card that still stands where it stood has its stakeholder and theme from our own values, not from its box.
        if kept.as_deref() == Some(&place_words(&all)) {
            self.settled.push(self.into.nodes.len());
        }
        if node.text.is_empty() && node.explanation.is_empty() && !is_ours {
            self.bare.push((self.into.nodes.len(), without_own(&all)));
        }
        let mut named = Vec::new();
        for (key, value) in all {
            match key.as_str() {
                KEPT => {}
                "type" if value == "text" => {}
                // What the words on the card are again when they are written anew.
                "text" if kind == "text" && value == text_of(node.text.main(), node.explanation.main()) => {}
                "id" | "type" | "text" | "file" | "subpath" | "url" | "x" | "y" | "width" | "height" | "color"
                    if is_ours && kept.is_none() => {}
                key => match key.strip_prefix(OWN) {
                    Some(own) => named.push((own.to_owned(), value)),
                    None => {
                        node.data.insert(format!("canvas.{key}"), words_of(&value));
                    }
                },
            }
        }
        let kind = take_own(&mut node, named, "canvas", &mut self.into);
        if kind == "question" {
            node.kind = Kind::Question;
        }
        let number = self.into.node(node);
        if kind == "thesis" && self.into.thesis.is_none() {
            self.into.thesis = Some(number);
        }
        self.colors.push(color);
        number
    }

    fn edge(&mut self, value: Value, line: u32) {
        let Value::Object(all) = value else {
            self.into.warn_at(line, Trouble::BadData, &value.to_string());
            return;
        };
        self.count("edges");
        let get = |key: &str| all.get(key).map(words_of).unwrap_or_default();
        let (mut from, mut to) = (get("fromNode"), get("toNode"));
        // Drawn from the goal to the reason.
        if get("fromEnd") == "arrow" && get("toEnd") == "none" {
            std::mem::swap(&mut from, &mut to);
        }
        let label = get("label");
        if !label.is_empty() {
            self.count("edges_with_label");
        }
        if from == to {
            self.count("self_edges");
        }
        self.edges.push(Edge {
            from,
            to,
            label,
            color: get("color"),
            own: get("ak-rel"),
            line,
            raw: (all.contains_key(KEPT) || !all.contains_key(NEW)).then(|| without_own(&all)),
        });
    }

    fn finish(mut self) -> Result<Gathered, Refusal> {
        if self.into.nodes.is_empty() && self.into.groups.is_empty() {
            return Err(Refusal::NoArguments);
        }
        self.find_boxes();
        for card in std::mem::take(&mut self.settled) {
            if let Some(node) = self.into.nodes.get_mut(card) {
                node.group = None;
            }
        }
        self.leave_out_bare();
        let boxes = std::mem::take(&mut self.boxes);
        let (edges, stray) = self.drawn_edges();
        for (name, drawn) in [(BOXES, boxes), (EDGES, edges), (STRAY, stray)] {
            if !drawn.is_empty() {
                self.into.data.insert(name.to_owned(), Value::Array(drawn).to_string());
            }
        }
        let themes = std::mem::take(&mut self.themes);
        for theme in themes.as_array().into_iter().flatten() {
            let mut group = Group {
                is_stakeholder: Some(false),
                ..Group::default()
            };
            for (key, value) in theme.as_object().into_iter().flatten() {
                match (key.as_str(), value) {
                    ("name", Value::String(name)) => group.title = Words::plain(name.clone()),
                    (key, value) => {
                        take_group(&mut group, key, value);
                    }
                }
            }
            self.into.groups.push(group);
        }
        let mut num_unsigned = 0;
        for edge in std::mem::take(&mut self.edges) {
            let card = |id: &str| {
                self.by_id
                    .get(id)
                    .and_then(|at| self.nodes.get(*at))
                    .map(|(what, _)| *what)
            };
            let (from, to) = match (card(&edge.from), card(&edge.to)) {
                (Some(What::Card(from)), Some(What::Card(to))) => (from, to),
                (from, to) => {
                    if from.is_none() || to.is_none() {
                        *self.counts.entry("dangling_edges".to_owned()).or_default() += 1;
                    }
                    let words = if edge.label.is_empty() { &edge.to } else { &edge.label };
                    self.into.warn_at(edge.line, Trouble::NoEnd, words);
                    continue;
                }
            };
            let name = self.into.nodes.get(to).map(|node| node.id.clone()).unwrap_or_default();
            let is_told = edge.own.is_empty() && self.into.nodes.get(from).is_some_and(|node| told(node, &name));
            if is_told {
                continue;
            }
            let side = |color: &str| match color {
                "4" => Some((LinkKind::Support, false)),
                "1" => Some((LinkKind::Attack, false)),
                _ => None,
            };
            let own_color = || self.colors.get(from).and_then(|color| side(color));
            let seen = label_sign(&edge.label).or_else(|| side(&edge.color));
            let seen = seen.or_else(|| if edge.own.is_empty() { own_color() } else { None });
            let kind = line_kind(&edge.own, seen);
            if kind.is_none() {
                if edge.label.trim().is_empty() {
                    num_unsigned += 1;
                } else {
                    self.into.warn_at(edge.line, Trouble::UnknownKind, &edge.label);
                }
            }
            add_line(&mut self.into, from, to, kind, edge.line);
        }
        if num_unsigned > 0 {
            self.into.warn(0, Trouble::NoSign(num_unsigned));
        }
        for (name, num) in self.counts {
            self.into.set_count(&name, num);
        }
        Ok(self.into)
    }

    /// The lines of others: those between two cards, and the rest.
    fn drawn_edges(&mut self) -> (Vec<Value>, Vec<Value>) {
        let (mut edges, mut stray) = (Vec::new(), Vec::new());
        for edge in &mut self.edges {
            let Some(raw) = edge.raw.take() else { continue };
            let is_card = |id: &str| {
                let found = self.by_id.get(id).and_then(|at| self.nodes.get(*at));
                found.is_some_and(|(what, _)| matches!(what, What::Card(_)))
            };
            // A line from a card to itself is no relation.
            if edge.from != edge.to && is_card(&edge.from) && is_card(&edge.to) {
                edges.push(raw);
            } else {
                stray.push(raw);
            }
        }
        (edges, stray)
    }

    /// Cards without words that no line touches are there for their looks.
    fn leave_out_bare(&mut self) {
        let mut is_used = vec![false; self.into.nodes.len()];
        for id in self.edges.iter().flat_map(|edge| [&edge.from, &edge.to]) {
            if let Some((What::Card(card), _)) = self.by_id.get(id).and_then(|at| self.nodes.get(*at))
                && let Some(slot) = is_used.get_mut(*card)
            {
                *slot = true;
            }
        }
        let bare = |node: &Node| {
            let has_words = !node.text.is_empty() || !node.explanation.is_empty() || !node.note.is_empty();
            !has_words && node.id.is_empty() && node.sources.is_empty()
        };
        for (slot, node) in is_used.iter_mut().zip(&self.into.nodes) {
            *slot = *slot || !bare(node);
        }
        let num_bare = is_used.iter().filter(|is_used| !**is_used).count();
        // A canvas of empty cards only is left as it is.
        if num_bare == 0 || num_bare == is_used.len() {
            return;
        }
        let mut next = 0;
        let mut moved = Vec::with_capacity(is_used.len());
        for is_used in &is_used {
            moved.push(is_used.then_some(next));
            next += usize::from(*is_used);
        }
        let place = |number: usize| moved.get(number).copied().flatten();
        for (what, _) in &mut self.nodes {
            if let What::Card(card) = what {
                *what = place(*card).map_or(What::Bare, What::Card);
            }
        }
        let mut of_bare = is_used.iter().zip(&self.into.nodes).filter(|(is_used, _)| !**is_used);
        let first_line = of_bare.next().map_or(0, |(_, node)| node.line);
        let mut keep = is_used.iter();
        self.into.nodes.retain(|_| keep.next().copied().unwrap_or(true));
        let mut keep = is_used.iter();
        self.colors.retain(|_| keep.next().copied().unwrap_or(true));
        self.into.thesis = self.into.thesis.and_then(place);
        let drawn = std::mem::take(&mut self.bare).into_iter();
        let drawn: Vec<Value> = drawn
            .filter_map(|(card, raw)| place(card).is_none().then_some(raw))
            .collect();
        self.into.data.insert(BARE.to_owned(), Value::Array(drawn).to_string());
        self.into.warn(first_line, Trouble::EmptyCards(num_bare as u32));
    }

    /// What stands in which box: the smallest around it.
    fn find_boxes(&mut self) {
        let boxes: Vec<(usize, usize, Place)> = self
            .nodes
            .iter()
            .enumerate()
            .filter_map(|(at, (what, place))| match what {
                What::Box(group) => Some((at, *group, *place)),
                What::Card(_) | What::Bare => None,
            })
            .collect();
        if boxes.len() > MOST_BOXES {
            self.into.warn(0, Trouble::ManyBoxes(MOST_BOXES as u32));
        }
        let mut num_inside = 0;
        for (at, (what, place)) in self.nodes.iter().enumerate() {
            let mut found: Option<(usize, f64)> = None;
            let mut is_inside = false;
            for (number, group, around) in boxes.iter().take(MOST_BOXES) {
                if *number == at || !around.holds(place) {
                    continue;
                }
                is_inside = true;
                // Of two boxes in the same place the first holds the second.
                let is_around = matches!(what, What::Card(_))
                    || around.area() > place.area()
                    || around.area() >= place.area() && *number < at;
                if is_around && found.is_none_or(|(_, area)| around.area() < area) {
                    found = Some((*group, around.area()));
                }
            }
            num_inside += usize::from(is_inside);
            let group = found.map(|(group, _)| group);
            match what {
                What::Card(card) => {
                    if let Some(node) = self.into.nodes.get_mut(*card) {
                        node.group = group;
                    }
                }
                What::Bare => {}
                What::Box(own) => {
                    if let Some(own) = self.into.groups.get_mut(*own) {
                        own.parent = group;
                    }
                }
            }
        }
        self.counts.insert("nodes_inside_a_group".to_owned(), num_inside);
    }
}
