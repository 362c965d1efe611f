//! Reads GraphML.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

use super::super::format::Format;
use super::super::gathered::{Cited, Gathered, Goal, Group, Kind, Link, LinkKind, Node, Words};
use super::super::mind_map::leaf::{OWN, add_line, label_sign, line_kind, take_own, told};
use super::super::mind_map::markup::{Piece, Tag, Walker, one_line, plain};
use super::super::own::take_group;
use super::super::signs::is_stakeholder;
use super::super::trouble::{Refusal, Trouble};

/// Reads the text of a file.
pub fn read(text: &str) -> Result<Gathered, Refusal> {
    let mut gathered = Gathered::new(Format::GraphMl);
    let mut reader = Reader::default();
    let mut walker = Walker::new(text, Format::GraphMl.name());
    let mut is_first = true;
    loop {
        match walker.next() {
            Ok(Piece::Open(tag)) => {
                if std::mem::take(&mut is_first) && !matches!(tag.name.as_str(), "graphml" | "graph") {
                    let words = format!("<{}>", tag.name);
                    return Err(Refusal::Malformed(
                        Format::GraphMl.name().to_owned(),
                        tag.line,
                        1,
                        words,
                    ));
                }
                reader.opened(tag, &mut gathered);
            }
            Ok(Piece::Close) => reader.closed(&mut gathered),
            Ok(Piece::Letters(letters)) => reader.letters(&letters),
            Ok(Piece::End) => break,
            Err(Refusal::Malformed(format, line, column, words)) => {
                if reader.nodes.is_empty() {
                    return Err(Refusal::Malformed(format, line, column, words));
                }
                gathered.warn(line, Trouble::Broken(column, words));
                break;
            }
            Err(refusal) => return Err(refusal),
        }
    }
    if reader.nodes.is_empty() {
        return Err(Refusal::NoArguments);
    }
    reader.finish(&mut gathered);
    Ok(gathered)
}

enum Open {
    Node(usize),
    Edge(usize),
    /// A named value: of whatever stands around it.
    Data(String, String),
    /// A label, and whether it belongs to an edge.
    Label(String),
    Other,
}

#[derive(Default)]
struct RawNode {
    id: String,
    line: u32,
    parent: Option<usize>,
    is_group: bool,
    labels: Vec<String>,
    data: Vec<(String, String)>,
}

#[derive(Default)]
struct RawEdge {
    from: String,
    to: String,
    line: u32,
    labels: Vec<String>,
    color: String,
    data: Vec<(String, String)>,
}

#[derive(Default)]
struct Reader {
    keys: HashMap<String, String>,
    nodes: Vec<RawNode>,
    edges: Vec<RawEdge>,
    open: Vec<Open>,
    /// The nodes and edges that are open, so that what belongs to them is found at once.
    within: Vec<Open>,
    /// Only the nodes of these.
    around: Vec<usize>,
    num_graphs: usize,
}

impl Reader {
    fn data(&mut self, into: &mut Gathered, name: String, value: String) {
        match self.within.last() {
            Some(Open::Node(at)) => {
                if let Some(node) = self.nodes.get_mut(*at) {
                    node.data.push((name, value));
                }
            }
            Some(Open::Edge(at)) => {
                if let Some(edge) = self.edges.get_mut(*at) {
                    edge.data.push((name, value));
                }
            }
            _ => {
                if !value.trim().is_empty() {
                    into.data.insert(format!("graphml.{name}"), value);
                }
            }
        }
    }

    fn opened(&mut self, tag: Tag, into: &mut Gathered) {
        if tag.is_odd {
            into.warn_at(tag.line, Trouble::BadData, &tag.name);
        }
        let get = |name: &str| tag.get(name).unwrap_or_default().to_owned();
        let next = match tag.name.as_str() {
            "key" => {
                let name = tag
                    .get("attr.name")
                    .or_else(|| tag.get("yfiles.type"))
                    .unwrap_or_default();
                self.keys.insert(get("id"), name.to_owned());
                Open::Other
            }
            "graph" => {
                self.num_graphs += 1;
                if let Some(Open::Node(at)) = self.within.last()
                    && let Some(node) = self.nodes.get_mut(*at)
                {
                    node.is_group = true;
                }
                Open::Other
            }
            "node" => {
                let parent = self.around.last().copied();
                self.nodes.push(RawNode {
                    id: get("id"),
                    line: tag.line,
                    parent,
                    is_group: tag.get("yfiles.foldertype").is_some(),
                    ..RawNode::default()
                });
                self.within.push(Open::Node(self.nodes.len() - 1));
                self.around.push(self.nodes.len() - 1);
                Open::Node(self.nodes.len() - 1)
            }
            "edge" => {
                self.edges.push(RawEdge {
                    from: get("source"),
                    to: get("target"),
                    line: tag.line,
                    ..RawEdge::default()
                });
                self.within.push(Open::Edge(self.edges.len() - 1));
                Open::Edge(self.edges.len() - 1)
            }
            "hyperedge" => {
                into.warn_at(tag.line, Trouble::LeftOut, &get("id"));
                Open::Other
            }
            "data" => {
                let key = get("key");
                let name = self.keys.get(&key).filter(|name| !name.is_empty()).cloned();
                Open::Data(name.unwrap_or(key), String::new())
            }
            "NodeLabel" | "EdgeLabel" => Open::Label(String::new()),
            "LineStyle" => {
                if let Some(Open::Edge(at)) = self.within.last()
                    && let Some(edge) = self.edges.get_mut(*at)
                {
                    edge.color = get("color");
                }
                Open::Other
            }
            "Geometry" | "Fill" => {
                for name in ["x", "y", "color"] {
                    if let Some(value) = tag.get(name)
                        && matches!(self.within.last(), Some(Open::Node(_)))
                    {
                        self.data(into, name.to_owned(), value.to_owned());
                    }
                }
                Open::Other
            }
            _ => Open::Other,
        };
        self.open.push(next);
    }

    fn letters(&mut self, letters: &str) {
        if let Some(Open::Data(_, words) | Open::Label(words)) = self.open.last_mut() {
            words.push_str(letters);
        }
    }

    fn closed(&mut self, into: &mut Gathered) {
        match self.open.pop() {
            Some(Open::Node(_)) => {
                self.within.pop();
                self.around.pop();
            }
            Some(Open::Edge(_)) => {
                self.within.pop();
            }
            Some(Open::Data(name, value)) if !value.trim().is_empty() => {
                let is_look = matches!(name.as_str(), "nodegraphics" | "edgegraphics" | "resources");
                if !is_look {
                    self.data(into, name, value);
                }
            }
            Some(Open::Label(words)) if !words.trim().is_empty() => {
                let labels = match self.within.last() {
                    Some(Open::Node(at)) => self.nodes.get_mut(*at).map(|node| &mut node.labels),
                    Some(Open::Edge(at)) => self.edges.get_mut(*at).map(|edge| &mut edge.labels),
                    _ => None,
                };
                if let Some(labels) = labels.filter(|labels| !labels.contains(&words) && labels.len() < 100) {
                    labels.push(words);
                }
            }
            _ => {}
        }
    }

    fn finish(self, into: &mut Gathered) {
        into.set_count("nodes", self.nodes.len());
        into.set_count("edges", self.edges.len());
        into.set_count("graphs_incl_nested", self.num_graphs);
        into.set_count("group_nodes", self.nodes.iter().filter(|node| node.is_group).count());
        // A group of nothing is a node, unless it is ours.
        let mut has_some = vec![false; self.nodes.len()];
        for raw in &self.nodes {
            if let Some(slot) = raw.parent.and_then(|parent| has_some.get_mut(parent)) {
                *slot = true;
            }
        }
        // What became of each node: a node, or a group.
        let mut became: Vec<Result<usize, usize>> = Vec::with_capacity(self.nodes.len());
        let mut by_id: HashMap<String, usize> = HashMap::new();
        let mut schemes: BTreeMap<usize, LinkKind> = BTreeMap::new();
        for (at, raw) in self.nodes.into_iter().enumerate() {
            if by_id.contains_key(&raw.id) {
                into.warn_at(raw.line, Trouble::Doubled, &raw.id);
            } else {
                by_id.insert(raw.id.clone(), at);
            }
            let group = raw
                .parent
                .and_then(|parent| became.get(parent).copied())
                .and_then(Result::err);
            let is_ours = || raw.data.iter().any(|(name, _)| name.starts_with(OWN));
            let holds = has_some.get(at).copied().unwrap_or(false);
            if raw.is_group && (holds || is_ours()) {
                became.push(Err(self::group(raw, group, into)));
                continue;
            }
            let scheme = raw
                .data
                .iter()
                .find(|(name, _)| name == "nodeType")
                .map(|(_, value)| value.trim());
            let scheme = match scheme {
                Some("RA-node") => Some(LinkKind::Support),
                Some("CA-node") => Some(LinkKind::Attack),
                Some("MA-node") => Some(LinkKind::Rephrase),
                _ => None,
            };
            let node = self::node(raw, group, into);
            schemes.extend(scheme.map(|kind| (node, kind)));
            became.push(Ok(node));
        }
        let mut num_unsigned = 0;
        for edge in self.edges {
            let end = |id: &str| by_id.get(id).and_then(|at| became.get(*at)).copied();
            let (Some(Ok(from)), Some(Ok(to))) = (end(&edge.from), end(&edge.to)) else {
                let words = edge.labels.first().map_or(edge.to.as_str(), String::as_str);
                into.warn_at(edge.line, Trouble::NoEnd, words);
                continue;
            };
            let own = edge
                .data
                .iter()
                .find(|(name, _)| name == "ak-rel")
                .map(|(_, value)| value.as_str());
            let name = into.nodes.get(to).map(|node| node.id.clone()).unwrap_or_default();
            if own.is_none() && into.nodes.get(from).is_some_and(|node| told(node, &name)) {
                continue;
            }
            let said = edge.data.iter().filter(|(name, _)| {
                let name = name.to_lowercase();
                matches!(
                    name.as_str(),
                    "type" | "relation" | "relationtype" | "kind" | "label" | "interaction"
                )
            });
            let mut words = edge
                .labels
                .iter()
                .chain(said.map(|(_, value)| value))
                .map(|words| words.trim());
            let seen = words.clone().find_map(label_sign).or_else(|| color_sign(&edge.color));
            let kind = line_kind(own.unwrap_or_default(), seen);
            let is_of_scheme = schemes.contains_key(&from) || schemes.contains_key(&to);
            if kind.is_none() && !is_of_scheme {
                match words.find(|words| !words.is_empty()) {
                    Some(words) => into.warn_at(edge.line, Trouble::UnknownKind, words),
                    None => num_unsigned += 1,
                }
            }
            add_line(into, from, to, kind, edge.line);
        }
        if num_unsigned > 0 {
            into.warn(0, Trouble::NoSign(num_unsigned));
        }
        if !schemes.is_empty() {
            join_schemes(into, &schemes);
        }
    }
}

fn group(raw: RawNode, parent: Option<usize>, into: &mut Gathered) -> usize {
    let title = raw
        .labels
        .first()
        .map(|label| label_words(label, false))
        .unwrap_or_default();
    let mut group = Group {
        is_stakeholder: is_stakeholder(&title).then_some(true),
        title: Words::plain(title),
        parent,
        line: raw.line,
        ..Group::default()
    };
    for (name, value) in raw.data {
        if let Some(own) = name.strip_prefix(OWN) {
            take_group(&mut group, own, &Value::String(value));
        }
    }
    into.groups.push(group);
    into.groups.len() - 1
}

/// The words of a label, which may be HTML where it is not ours.
fn label_words(label: &str, is_ours: bool) -> String {
    let start: String = label.trim_start().chars().take(6).collect();
    if !is_ours && start.eq_ignore_ascii_case("<html>") {
        plain(label).line()
    } else {
        one_line(label)
    }
}

fn node(raw: RawNode, group: Option<usize>, into: &mut Gathered) -> usize {
    let is_ours = raw
        .data
        .iter()
        .any(|(name, _)| matches!(name.as_str(), "ak-id" | "ak-kind"));
    let mut labels = raw.labels.iter().map(|label| label_words(label, is_ours));
    let first = labels.next().unwrap_or_default();
    let others: Vec<String> = labels.collect();
    let mut node = Node {
        group,
        line: raw.line,
        ..Node::default()
    };
    if others.is_empty() {
        node.text = Words::plain(first);
    } else {
        // A label for the title and one for the text.
        node.title = first;
        node.text = Words::plain(others.join(" "));
    }
    let mut named = Vec::new();
    let mut words: BTreeMap<&str, String> = BTreeMap::new();
    for (name, value) in raw.data {
        if let Some(own) = name.strip_prefix(OWN) {
            named.push((own.to_owned(), Value::String(value)));
            continue;
        }
        let is_address = value.contains("://");
        match name.to_lowercase().as_str() {
            "x" | "y" | "color" if is_ours => {}
            "description" | "explanation" => node.explanation = Words::plain(value.trim()),
            "url" if is_ours => {}
            "url" if is_address => node.sources.push(Cited {
                urls: vec![value.trim().to_owned()],
                ..Cited::default()
            }),
            key => match WORDS.iter().find(|known| **known == key) {
                Some(known) => {
                    words.insert(known, value);
                }
                None => {
                    node.data.insert(format!("graphml.{name}"), value);
                }
            },
        }
    }
    // A graph without labels may have its words in a value, or nowhere.
    if node.text.is_empty() {
        let found = WORDS.iter().find_map(|name| words.remove(*name));
        node.text = Words::plain(one_line(&found.unwrap_or_else(|| raw.id.clone())));
    }
    for (name, value) in words {
        node.data.insert(format!("graphml.{name}"), value);
    }
    let kind = take_own(&mut node, named, "graphml", into);
    if kind == "question" {
        node.kind = Kind::Question;
    }
    let number = into.node(node);
    if kind == "thesis" && into.thesis.is_none() {
        into.thesis = Some(number);
    }
    number
}

/// Values in which the words of a node may stand, the likeliest first.
pub const WORDS: &[&str] = &["text", "label", "content", "title", "name"];

/// What the color of a line says: green is for, red is against.
pub fn color_sign(color: &str) -> Option<(LinkKind, bool)> {
    let part = |from: usize| {
        let digits = color
            .strip_prefix('#')
            .filter(|digits| digits.len() == 6)?
            .get(from..from + 2)?;
        u32::from_str_radix(digits, 16).ok()
    };
    match color.to_lowercase().as_str() {
        "green" | "darkgreen" | "forestgreen" => return Some((LinkKind::Support, false)),
        "red" | "darkred" | "crimson" => return Some((LinkKind::Attack, false)),
        "purple" | "#551a8b" => return Some((LinkKind::Attack, true)),
        _ => {}
    }
    let (red, green, blue) = (part(0)?, part(2)?, part(4)?);
    if green > red + 60 && green > blue + 60 {
        Some((LinkKind::Support, false))
    } else if red > green + 60 && red > blue + 60 {
        Some((LinkKind::Attack, false))
    } else {
        None
    }
}

/// Nodes that stand for a step (as AIF has them) become links, if they have both ends.
fn join_schemes(into: &mut Gathered, schemes: &BTreeMap<usize, LinkKind>) {
    let mut premises: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut goals: BTreeMap<usize, usize> = BTreeMap::new();
    for link in &into.links {
        let (Some(from), Goal::Node(to) | Goal::StepOf(to)) = (link.premises.first().copied(), link.goal) else {
            continue;
        };
        if schemes.contains_key(&from) {
            goals.entry(from).or_insert(to);
        } else if schemes.contains_key(&to) {
            premises.entry(to).or_default().push(from);
        }
    }
    // Those that lead to a node first, so that a step on them can be named.
    let mut found: BTreeMap<usize, usize> = BTreeMap::new();
    let mut added: Vec<Link> = Vec::new();
    for on_steps in [false, true] {
        for (scheme, kind) in schemes {
            let (Some(premises), Some(to)) = (premises.get(scheme), goals.get(scheme)) else {
                continue;
            };
            if schemes.contains_key(to) != on_steps || found.contains_key(scheme) {
                continue;
            }
            let goal = match (on_steps, found.get(to)) {
                (false, _) => Goal::Node(*to),
                (true, Some(link)) => Goal::Link(*link),
                (true, None) => continue,
            };
            found.insert(*scheme, added.len());
            added.push(Link {
                premises: premises.clone(),
                kind: *kind,
                goal,
                line: into.nodes.get(*scheme).map_or(0, |node| node.line),
            });
        }
    }
    // The steps that became links are no nodes any more: what is behind them moves up.
    let mut moved: Vec<Option<usize>> = Vec::with_capacity(into.nodes.len());
    let mut next = 0;
    for number in 0..into.nodes.len() {
        let stays = !found.contains_key(&number);
        moved.push(stays.then_some(next));
        next += usize::from(stays);
    }
    let place = |number: usize| moved.get(number).copied().flatten();
    let mut number = 0;
    into.nodes.retain(|_| {
        number += 1;
        !found.contains_key(&(number - 1))
    });
    into.thesis = into.thesis.and_then(place);
    let rest = std::mem::take(&mut into.links);
    for mut link in added.into_iter().chain(rest) {
        let ends: Option<Vec<usize>> = link.premises.iter().map(|premise| place(*premise)).collect();
        let goal = match link.goal {
            Goal::Node(node) => place(node).map(Goal::Node),
            Goal::StepOf(node) => place(node).map(Goal::StepOf),
            goal => Some(goal),
        };
        if let (Some(premises), Some(goal)) = (ends, goal) {
            link.premises = premises;
            link.goal = goal;
            into.links.push(link);
        }
    }
}
