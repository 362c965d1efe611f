//! GraphML (<http://graphml.graphdrawing.org>), also as yEd and Argdown's own tool write it: labels, boxes and colors of
//! nodes and lines stand in elements of yEd.
//!
//! A map is written so that yEd shows it: one box for each stakeholder, boxes for themes in it, and the side of each line as
//! a word, a line style and a color. All else stands in named values, which yEd keeps.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value;

use super::format::Format;
use super::gathered::{Cited, Gathered, Goal, Group, Kind, Link, LinkKind, Node, Words};
use super::mind_map::leaf::{
    Leaf, OWN, add_line, label_sign, leaves, line_kind, lines, side_word, sign_of, spots, take_own, told,
};
use super::mind_map::markup::{Piece, Tag, Walker, escape, one_line, plain};
use super::own::{Export, take_group};
use super::parts::Part;
use super::signs::is_stakeholder;
use super::trouble::{Refusal, Trouble};
use crate::model::{Id as _, RelationKind};

/// What of a map comes back when it is written and read.
pub const KEEPS: &[Part] = &[
    Part::OtherLanguages,
    Part::Explanations,
    Part::Notes,
    Part::Stakeholders,
    Part::Themes,
    Part::Tags,
    Part::Sources,
    Part::UncitedSources,
    Part::SourceDetails,
    Part::Core,
    Part::Marks,
    Part::InstrumentLinks,
    Part::CrossRelations,
    Part::Undercuts,
    Part::JointPremises,
    Part::Names,
    Part::Data,
    Part::Cover,
];

/// Reads a graph.
///
/// # Errors
/// [`Refusal::Malformed`] for what is no GraphML, [`Refusal::Entities`], or [`Refusal::NoArguments`] if it has no nodes.
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
                    return Err(Refusal::Malformed(Format::GraphMl.name().to_owned(), tag.line, 1, words));
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
                gathered.warn(line, Trouble::BadData(words));
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
                let name = tag.get("attr.name").or_else(|| tag.get("yfiles.type")).unwrap_or_default();
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
                let parent = self.within.iter().rev().find_map(|open| match open {
                    Open::Node(at) => Some(*at),
                    _ => None,
                });
                self.nodes.push(RawNode {
                    id: get("id"),
                    line: tag.line,
                    parent,
                    is_group: tag.get("yfiles.foldertype").is_some(),
                    ..RawNode::default()
                });
                self.within.push(Open::Node(self.nodes.len() - 1));
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
            Some(Open::Node(_) | Open::Edge(_)) => {
                self.within.pop();
            }
            Some(Open::Data(name, value)) => {
                if !value.trim().is_empty() && !matches!(name.as_str(), "nodegraphics" | "edgegraphics" | "resources") {
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
            let group = raw.parent.and_then(|parent| became.get(parent).copied()).and_then(Result::err);
            if raw.is_group {
                became.push(Err(self::group(raw, group, into)));
                continue;
            }
            let scheme = raw.data.iter().find(|(name, _)| name == "nodeType").map(|(_, value)| value.trim());
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
            let own = edge.data.iter().find(|(name, _)| name == "ak-rel").map(|(_, value)| value.as_str());
            let name = into.nodes.get(to).map(|node| node.id.clone()).unwrap_or_default();
            if own.is_none() && into.nodes.get(from).is_some_and(|node| told(node, &name)) {
                continue;
            }
            let said = edge.data.iter().filter(|(name, _)| {
                let name = name.to_lowercase();
                matches!(name.as_str(), "type" | "relation" | "relationtype" | "kind" | "label" | "interaction")
            });
            let mut words = edge.labels.iter().chain(said.map(|(_, value)| value)).map(|words| words.trim());
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
    let title = raw.labels.first().map(|label| label_words(label, false)).unwrap_or_default();
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
    let is_ours = raw.data.iter().any(|(name, _)| matches!(name.as_str(), "ak-id" | "ak-kind"));
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
const WORDS: &[&str] = &["text", "label", "content", "title", "name"];

/// What the color of a line says: green is for, red is against.
pub(super) fn color_sign(color: &str) -> Option<(LinkKind, bool)> {
    let part = |from: usize| {
        let digits = color.strip_prefix('#').filter(|digits| digits.len() == 6)?.get(from..from + 2)?;
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

/// Which data a node has room for: all that is not the name of something else.
fn fits(name: &str, value: &str) -> bool {
    let lower = name.to_lowercase();
    let is_taken = matches!(lower.as_str(), "x" | "y" | "color" | "description" | "explanation" | "url" | "nodetype")
        || matches!(lower.as_str(), "nodegraphics" | "edgegraphics" | "resources")
        || WORDS.contains(&lower.as_str());
    let is_whole = value.trim() == value;
    !is_taken && !name.trim().is_empty() && !lower.starts_with(OWN) && is_whole
}

/// Writes a map as a graph for yEd.
pub fn write(export: &Export<'_>) -> String {
    let leaves = leaves(export, "graphml.", fits);
    let spots = spots(&leaves);
    let mut names: BTreeSet<String> = ["description", "url", "ak-kind", "ak-note", "ak-tags"].map(str::to_owned).into();
    for leaf in &leaves {
        names.extend(leaf.own.iter().map(|(key, _)| format!("{OWN}{key}")));
        names.extend(leaf.native.iter().map(|(key, _)| key.clone()));
    }
    let keys: BTreeMap<String, String> = names.into_iter().enumerate().map(|(at, name)| (name, format!("k{at}"))).collect();
    let mut file = String::from(concat!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
        "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" xmlns:y=\"http://www.yworks.com/xml/graphml\">\n",
        "<key for=\"node\" id=\"d0\" yfiles.type=\"nodegraphics\"/>\n",
        "<key for=\"edge\" id=\"d1\" yfiles.type=\"edgegraphics\"/>\n",
        "<key attr.name=\"ak-rel\" attr.type=\"string\" for=\"edge\" id=\"d2\"/>\n",
    ));
    for (name, key) in &keys {
        let name = escape(name);
        file += &format!("<key attr.name=\"{name}\" attr.type=\"string\" for=\"node\" id=\"{key}\"/>\n");
    }
    file += "<graph edgedefault=\"directed\" id=\"G\">\n";
    let mut open: Vec<usize> = Vec::new();
    for (number, leaf) in leaves.iter().enumerate() {
        while open.last().is_some_and(|depth| *depth >= leaf.depth) {
            open.pop();
            file += "</graph>\n</node>\n";
        }
        if leaf.is_heading {
            open.push(leaf.depth);
            box_start(&mut file, leaf, number, &keys);
        } else {
            card(&mut file, leaf, number, &keys);
        }
    }
    for _ in open {
        file += "</graph>\n</node>\n";
    }
    let mut num_edges = 0;
    for (number, leaf) in leaves.iter().enumerate() {
        let spot = spots.get(number).copied().unwrap_or_default();
        let parent = spot.parent.and_then(|parent| leaves.get(parent).map(|leaf| id_of(leaf, parent)));
        if let (Some(parent), Some(sign)) = (parent, leaf.sign) {
            let rel = leaf.own.iter().find(|(key, _)| *key == "rel").and_then(|(_, value)| value.as_str());
            let kind = if sign == LinkKind::Attack { RelationKind::Attack } else { RelationKind::Support };
            edge(&mut file, num_edges, &id_of(leaf, number), &parent, Some((kind, side_word(kind, export.lang))), rel);
            num_edges += 1;
        }
        for line in leaf.claim.into_iter().flat_map(|claim| lines(export, claim)) {
            let side = line.kind.map(|kind| (kind, side_word(kind, export.lang)));
            edge(&mut file, num_edges, &id_of(leaf, number), &format!("n{}", line.to.index()), side, None);
            num_edges += 1;
        }
    }
    file += "</graph>\n</graphml>\n";
    file
}

fn id_of(leaf: &Leaf, number: usize) -> String {
    leaf.claim.map_or_else(|| format!("t{number}"), |claim| format!("n{}", claim.index()))
}

fn datum(file: &mut String, keys: &BTreeMap<String, String>, name: &str, value: &str) {
    if let Some(key) = keys.get(name) {
        *file += &format!("<data key=\"{key}\">{}</data>\n", escape(value));
    }
}

fn own_data(file: &mut String, leaf: &Leaf, keys: &BTreeMap<String, String>) {
    for (key, value) in leaf.own.iter().filter(|(key, _)| *key != "rel") {
        let words = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        datum(file, keys, &format!("{OWN}{key}"), &words);
    }
}

fn box_start(file: &mut String, leaf: &Leaf, number: usize, keys: &BTreeMap<String, String>) {
    *file += &format!("<node id=\"g{number}\" yfiles.foldertype=\"group\">\n");
    own_data(file, leaf, keys);
    *file += &format!(
        concat!(
            "<data key=\"d0\"><y:ProxyAutoBoundsNode><y:Realizers active=\"0\"><y:GroupNode>",
            "<y:Fill color=\"#F5F5F5\" transparent=\"false\"/><y:NodeLabel fontStyle=\"bold\" modelName=\"internal\" modelPosition=\"t\">",
            "{}</y:NodeLabel><y:Shape type=\"roundrectangle\"/></y:GroupNode></y:Realizers></y:ProxyAutoBoundsNode></data>\n",
            "<graph edgedefault=\"directed\" id=\"g{}:\">\n",
        ),
        escape(&leaf.words),
        number
    );
}

fn card(file: &mut String, leaf: &Leaf, number: usize, keys: &BTreeMap<String, String>) {
    let label = wrapped(&one_line(&leaf.words));
    let num_lines = label.lines().count().max(1);
    // The thesis has a shape of its own, and what is against another line than what is for.
    let (shape, line, color) = match leaf.sign {
        Some(LinkKind::Attack) => ("rectangle", "dashed", "#b00020"),
        Some(_) => ("roundrectangle", "line", "#1b7837"),
        None => ("octagon", "line", "#000000"),
    };
    *file += &format!("<node id=\"{}\">\n", id_of(leaf, number));
    *file += &format!(
        concat!(
            "<data key=\"d0\"><y:ShapeNode><y:Geometry height=\"{}\" width=\"320\" x=\"{}\" y=\"{}\"/>",
            "<y:Fill color=\"#FFFFFF\" transparent=\"false\"/><y:BorderStyle color=\"{}\" type=\"{}\" width=\"1.5\"/>",
            "<y:NodeLabel>{}</y:NodeLabel><y:Shape type=\"{}\"/></y:ShapeNode></data>\n",
        ),
        20 + 16 * num_lines,
        leaf.depth * 400,
        number * 140,
        color,
        line,
        escape(&label),
        shape
    );
    if leaf.depth == 0 {
        datum(file, keys, "ak-kind", if leaf.claim.is_some() { "thesis" } else { "question" });
    }
    if !leaf.explanation.is_empty() {
        datum(file, keys, "description", &leaf.explanation);
    }
    if !leaf.note.is_empty() {
        datum(file, keys, "ak-note", &leaf.note);
    }
    if !leaf.tags.is_empty() {
        datum(file, keys, "ak-tags", &Value::from(leaf.tags.clone()).to_string());
    }
    if let Some(url) = leaf.sources.iter().flat_map(|source| &source.urls).next() {
        datum(file, keys, "url", url);
    }
    for (name, value) in &leaf.native {
        datum(file, keys, name, value);
    }
    own_data(file, leaf, keys);
    *file += "</node>\n";
}

/// Long words over several lines: only where a single space stands, so that no space is lost.
pub(super) fn wrapped(text: &str) -> String {
    const WIDTH: usize = 44;
    let mut label = String::with_capacity(text.len());
    let mut num = 0;
    let mut letters = text.chars().peekable();
    let mut last = ' ';
    while let Some(letter) = letters.next() {
        let is_single = letter == ' ' && last != ' ' && letters.peek().is_some_and(|next| *next != ' ');
        if is_single && num >= WIDTH {
            label.push('\n');
            num = 0;
        } else {
            label.push(letter);
            num += 1;
        }
        last = letter;
    }
    label
}

fn edge(file: &mut String, number: usize, from: &str, to: &str, side: Option<(RelationKind, &str)>, rel: Option<&str>) {
    *file += &format!("<edge directed=\"true\" id=\"e{number}\" source=\"{from}\" target=\"{to}\">\n");
    if let Some(rel) = rel {
        *file += &format!("<data key=\"d2\">{rel}</data>\n");
    }
    let (color, line, arrow) = match side.map(|(kind, _)| sign_of(kind)) {
        Some(LinkKind::Attack) => ("#b00020", "dashed", "t_shape"),
        Some(_) => ("#1b7837", "line", "standard"),
        None => ("#808080", "dotted", "none"),
    };
    let label = side.map_or(String::new(), |(_, word)| format!("<y:EdgeLabel>{word}</y:EdgeLabel>"));
    *file += &format!(
        concat!(
            "<data key=\"d1\"><y:PolyLineEdge><y:LineStyle color=\"{}\" type=\"{}\" width=\"1.5\"/>",
            "<y:Arrows source=\"none\" target=\"{}\"/>{}</y:PolyLineEdge></data>\n</edge>\n",
        ),
        color, line, arrow, label
    );
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::build::{Choices, build};
    use super::super::mind_map::tests::compare;
    use super::super::proof;
    use super::*;
    use crate::model::{Lang, Structure};

    const SMALL: &str = r##"<?xml version="1.0"?><graphml xmlns:y="y"><key id="d0" for="node" attr.name="label"/><key id="d1" attr.name="weight"/><key id="d2" attr.name="Description"/><key id="d3" for="node" yfiles.type="nodegraphics"/>
<graph><node id="g" yfiles.foldertype="group"><data key="d3"><y:GroupNode><y:NodeLabel>Ouders</y:NodeLabel></y:GroupNode><y:GroupNode><y:NodeLabel>Ouders</y:NodeLabel></y:GroupNode></data>
<graph><node id="a"><data key="d3"><y:NodeLabel>&lt;html&gt;Afstand&lt;/html&gt;</y:NodeLabel><y:NodeLabel>&lt;html&gt;Te &lt;br/&gt;ver&lt;/html&gt;</y:NodeLabel></data><data key="d1">3</data><data key="d2">uitleg</data></node></graph></node>
<node id="b"><data key="d0">Mengen</data></node><node id="c"/><node id="c"/>
<edge source="a" target="b"><data key="x"><y:LineStyle color="#ff0000"/></data></edge>
<edge source="c" target="b"><data key="d0">supports</data></edge><edge source="c" target="g"/><edge source="c" target="weg"/><edge source="b" target="c"/><hyperedge id="h"/></graph></graphml>"##;

    #[test]
    fn a_graph_is_read() {
        let gathered = read(SMALL).unwrap();
        let texts: Vec<&str> = gathered.nodes.iter().map(|node| node.text.main()).collect();
        assert_eq!(texts, ["Te ver", "Mengen", "c", "c"]);
        let far = &gathered.nodes[0];
        assert_eq!((far.title.as_str(), far.explanation.main(), far.group), ("Afstand", "uitleg", Some(0)));
        assert_eq!(far.data["graphml.weight"], "3");
        assert_eq!(gathered.groups[0].is_stakeholder, Some(true));
        let kinds: Vec<LinkKind> = gathered.links.iter().map(|link| link.kind).collect();
        assert_eq!(kinds, [LinkKind::Attack, LinkKind::Support, LinkKind::Under]);
        let troubles: Vec<&Trouble> = gathered.warnings.iter().map(|warning| &warning.what).collect();
        for trouble in [
            Trouble::NoEnd("weg".to_owned()),
            Trouble::NoEnd("g".to_owned()),
            Trouble::Doubled("c".to_owned()),
            Trouble::LeftOut("h".to_owned()),
            Trouble::NoSign(1),
        ] {
            assert!(troubles.contains(&&trouble), "{troubles:?}");
        }
    }

    #[test]
    fn steps_that_stand_as_nodes_become_links() {
        let node = |id: &str, kind: &str| {
            format!("<node id='{id}'><data key='nodeType'>{kind}</data><data key='label'>{id}</data></node>")
        };
        let edge = |from: &str, to: &str| format!("<edge source='{from}' target='{to}'/>");
        let graph = [
            node("ra", "RA-node"),
            node("a", "I-node"),
            node("b", "I-node"),
            node("ca", "CA-node"),
            node("c", "I-node"),
            node("d", "I-node"),
            node("los", "RA-node"),
            edge("a", "ra"),
            edge("b", "ra"),
            edge("ra", "c"),
            edge("d", "ca"),
            edge("ca", "ra"),
        ];
        let gathered = read(&format!("<graphml><graph>{}</graph></graphml>", graph.concat())).unwrap();
        let texts: Vec<&str> = gathered.nodes.iter().map(|node| node.text.main()).collect();
        assert_eq!(texts, ["a", "b", "c", "d", "los"]);
        assert_eq!(gathered.links.len(), 2);
        assert_eq!(gathered.links[0].premises, [0, 1]);
        assert_eq!((gathered.links[1].kind, gathered.links[1].goal), (LinkKind::Attack, Goal::Link(0)));
    }

    #[test]
    fn broken_files_are_read_as_far_as_they_go() {
        assert!(matches!(read("<svg/>"), Err(Refusal::Malformed(..))));
        assert!(matches!(read("<graphml><graph>"), Err(Refusal::Malformed(..))));
        assert_eq!(read("<graphml><graph/></graphml>"), Err(Refusal::NoArguments));
        assert_eq!(read("<!DOCTYPE x [<!ENTITY a 'b'>]><graphml/>"), Err(Refusal::Entities));
        let cut = read("<graphml><graph><node id='a'/><node id='b'><data key='label'>x").unwrap();
        assert_eq!(cut.nodes.len(), 2);
        assert!(matches!(cut.warnings[0].what, Trouble::BadData(_)));
        let ring = read("<graphml><graph><node id='a'/><edge source='a' target='a'/></graph></graphml>").unwrap();
        assert_eq!(build(&ring, &Choices::new(&ring, Lang::NL)).document.relations.len(), 0);
        let depth = 20_000;
        let deep = "<node id='a'><graph>".repeat(depth) + &"</graph></node>".repeat(depth);
        let deep = read(&format!("<graphml><graph>{deep}</graph></graphml>")).unwrap();
        assert_eq!(deep.counts["group_nodes"], depth);
    }

    #[test]
    fn a_map_is_written_for_yed() {
        let gathered = read(SMALL).unwrap();
        let built = build(&gathered, &Choices::new(&gathered, Lang::NL));
        let structure = Structure::new(&built.document);
        let written = write(&Export::new(&built.document, &structure, Lang::NL));
        for part in [
            "yfiles.foldertype=\"group\"",
            "<y:NodeLabel>Te ver</y:NodeLabel>",
            "<y:EdgeLabel>Tegen</y:EdgeLabel>",
            "type=\"dashed\"",
            "attr.name=\"weight\"",
        ] {
            assert!(written.contains(part), "{part}\n{written}");
        }
        let again = read(&written).unwrap();
        let rebuilt = build(&again, &Choices::new(&again, Lang::NL));
        assert_eq!(proof::normal(&built.document, KEEPS), proof::normal(&rebuilt.document, KEEPS));
    }

    #[test]
    fn real_files_have_what_others_counted() {
        compare(&["graphml", "argdown-exports"], ".graphml", read, &["bytes", "networkx"], &[]);
    }

    #[test]
    fn what_argdown_writes_keeps_its_titles_and_sides() {
        let Some(folder) = proof::corpora() else {
            println!("skipped: no corpora");
            return;
        };
        let path = folder.join("argdown-exports/open/christianvoigt+argdown/demo.graphml");
        let gathered = read(&std::fs::read_to_string(path).unwrap()).unwrap();
        assert_eq!(gathered.nodes[3].title, "Thirdly");
        assert!(gathered.nodes[3].text.main().starts_with("If you activate the dlig ligatures, shortcodes"));
        let kinds: Vec<LinkKind> = gathered.links.iter().map(|link| link.kind).collect();
        assert_eq!(kinds, [LinkKind::Support, LinkKind::Attack, LinkKind::Support]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn a_map_comes_back(map in proof::maps()) {
            let read = |bytes: &[u8]| read(std::str::from_utf8(bytes).unwrap());
            proof::comes_back(&map, |export| write(export).into_bytes(), read, KEEPS)?;
        }

        #[test]
        fn nothing_makes_it_panic(text in "\\PC{0,200}", tags in proptest::collection::vec("</?(graph|node|edge|data|NodeLabel|key)( (id|key|source|target)=\"?[a-c;#\"]{0,2}\"?)?/?>|x", 0..30)) {
            let _ = read(&text);
            let _ = read(&format!("<graphml><node id='a'>{}", tags.concat()));
        }
    }
}
