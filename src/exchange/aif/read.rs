//! Reads AIF.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::super::format::Format;
use super::super::gathered::{Data, Gathered, Goal, Group, Link, LinkKind, Node, Words};
use super::super::json_places;
use super::super::mind_map::leaf::{OWN, take_cover, take_own};
use super::super::mind_map::markup::unescape;
use super::super::own::take_group;
use super::super::trouble::{Refusal, Trouble, excerpt};
use super::json::{List, Row, Word, malformed};

/// The parts of a file that are wanted.
#[derive(Default)]
struct Raw {
    nodes: Vec<Row>,
    edges: Vec<Row>,
    locutions: Vec<Row>,
    participants: Vec<Row>,
    /// The graph within xAIF.
    aif: Option<Box<Raw>>,
    /// The picture within xAIF, or what is said of a whole file.
    ova: Option<Box<Raw>>,
    /// The document that was analysed.
    document: Row,
    words: Vec<(String, String)>,
    own: Vec<(String, Value)>,
}

impl Raw {
    /// Says on which lines the nodes and edges stand.
    fn stand_at(&mut self, nodes: &[u32], edges: &[u32]) {
        for (rows, lines) in [(&mut self.nodes, nodes), (&mut self.edges, edges)] {
            for (row, line) in rows.iter_mut().zip(lines) {
                row.line = *line;
            }
        }
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Raw, E> {
        Ok(Raw::default())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Raw, E> {
        Ok(Raw::default())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Raw, E> {
        Ok(Raw::default())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Raw, E> {
        Ok(Raw::default())
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Raw, E> {
        Ok(Raw::default())
    }

    fn visit_unit<E: Error>(self) -> Result<Raw, E> {
        Ok(Raw::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut all: A) -> Result<Raw, A::Error> {
        while all.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Raw::default())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut all: A) -> Result<Raw, A::Error> {
        let mut raw = Raw::default();
        while let Some(key) = all.next_key::<Cow<'de, str>>()? {
            match &*key {
                "nodes" => raw.nodes = all.next_value::<List<Row>>()?.0,
                "edges" => raw.edges = all.next_value::<List<Row>>()?.0,
                "locutions" => raw.locutions = all.next_value::<List<Row>>()?.0,
                "participants" => raw.participants = all.next_value::<List<Row>>()?.0,
                "AIF" => raw.aif = Some(Box::new(all.next_value()?)),
                "OVA" | "metadata" => raw.ova = Some(Box::new(all.next_value()?)),
                "analysis" | "core" => raw.document = all.next_value()?,
                _ => match key.strip_prefix(OWN) {
                    Some(own) => raw.own.push((own.to_owned(), all.next_value()?)),
                    None => {
                        let words = all.next_value::<Word>()?.0;
                        if !words.trim().is_empty() {
                            raw.words.push((key.into_owned(), words));
                        }
                    }
                },
            }
        }
        Ok(raw)
    }
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(RawVisitor)
    }
}

/// What a node is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Claim,
    Inference,
    Conflict,
    Rephrase,
    Preference,
    Locution,
    Illocution,
    Transition,
    /// Nothing that is known.
    Other,
}

impl Kind {
    fn of(row: &Row) -> Self {
        match row.get("type").trim().to_ascii_uppercase().as_str() {
            "I" | "EN" | "ATOM" => Self::Claim,
            "RA" => Self::Inference,
            "CA" => Self::Conflict,
            "MA" => Self::Rephrase,
            "PA" => Self::Preference,
            "L" => Self::Locution,
            "YA" => Self::Illocution,
            "TA" => Self::Transition,
            "SCHEME" => match row.first(&["name", "text"]).to_lowercase().as_str() {
                "conflict" | "attack" | "default conflict" => Self::Conflict,
                "rephrase" | "default rephrase" => Self::Rephrase,
                "preference" | "default preference" => Self::Preference,
                _ => Self::Inference,
            },
            _ => Self::Other,
        }
    }

    fn is_scheme(self) -> bool {
        self.says().is_some()
    }

    fn says(self) -> Option<LinkKind> {
        match self {
            Self::Inference => Some(LinkKind::Support),
            Self::Conflict => Some(LinkKind::Attack),
            Self::Rephrase => Some(LinkKind::Rephrase),
            Self::Preference => Some(LinkKind::Related),
            _ => None,
        }
    }
}

/// The graph: what each node is, and what leads to it and from it.
struct Graph {
    rows: Vec<Row>,
    kinds: Vec<Kind>,
    ins: Vec<Vec<usize>>,
    outs: Vec<Vec<usize>>,
}

/// Reads a graph.
pub fn read(text: &str) -> Result<Gathered, Refusal> {
    let mut raw: Raw = serde_json::from_str(text).map_err(|error| malformed(Format::Aif.name(), &error))?;
    let mut gathered = Gathered::new(Format::Aif);
    let places = json_places::scan(text);
    raw.stand_at(places.last("nodes"), places.last("edges"));
    if let Some(aif) = &mut raw.aif {
        aif.stand_at(places.last("AIF.nodes"), places.last("AIF.edges"));
    }
    whole(&mut raw, &mut gathered);
    let ova = raw.ova.take();
    let mut raw = match raw.aif.take() {
        Some(mut aif) => {
            whole(&mut aif, &mut gathered);
            if aif.nodes.is_empty() && aif.edges.is_empty() {
                (aif.nodes, aif.edges) = (raw.nodes, raw.edges);
            }
            *aif
        }
        None => raw,
    };
    for row in raw.nodes.iter().chain(&raw.edges).filter(|row| row.is_odd) {
        gathered.warn_at(row.line, Trouble::BadData, "nodes, edges");
    }
    raw.nodes.retain(|row| !row.is_odd);
    raw.edges.retain(|row| !row.is_odd);
    let speakers = Speakers::new(&raw);
    let ids = ids(&raw.nodes, &mut gathered);
    let mut graph = Graph::new(&mut raw, &ids, &mut gathered);
    gathered.set_count("locutions", raw.locutions.len());
    let became = claims(&mut graph, &mut gathered);
    if gathered.nodes.is_empty() {
        return Err(Refusal::NoArguments);
    }
    let places = ova.as_deref().map_or(&[][..], |ova| ova.nodes.as_slice());
    for row in places {
        let node = ids.get(row.first(ID)).and_then(|at| became.get(*at)).copied().flatten();
        if let Some(node) = node.and_then(|node| gathered.nodes.get_mut(node)) {
            place(row, node);
        }
    }
    links(&graph, &became, &mut gathered);
    speakers.tell(&graph, &became, &mut gathered);
    Ok(gathered)
}

const ID: &[&str] = &["nodeID", "id"];

/// What is said of the whole.
fn whole(raw: &mut Raw, into: &mut Gathered) {
    for (name, value) in std::mem::take(&mut raw.own) {
        match (name.as_str(), value) {
            ("cover", Value::Object(all)) => {
                for (name, value) in &all {
                    take_cover(into, name, value);
                }
            }
            ("groups", Value::Array(all)) => all.iter().for_each(|one| group(one, into)),
            (_, value) => {
                into.data.insert(format!("aif.{OWN}{name}"), value.to_string());
            }
        }
    }
    for (name, value) in std::mem::take(&mut raw.words) {
        note(&mut into.data, format!("aif.{name}"), &value);
    }
    let documents = [Some(&raw.document), raw.ova.as_deref().map(|ova| &ova.document)];
    for (name, value) in documents.into_iter().flatten().flat_map(Row::iter) {
        match name {
            "documentTitle" | "title" if into.title.is_empty() => into.title = Words::plain(value.trim()),
            // The same as the text, without its marks.
            "plain_txt" => {}
            _ => {
                let name = if name == "txt" { "text" } else { name };
                note(&mut into.data, format!("aif.{name}"), value);
            }
        }
    }
    let words = raw.ova.as_deref().map_or(&[][..], |ova| ova.words.as_slice());
    for (name, value) in words {
        note(&mut into.data, format!("aif.ova.{name}"), value);
    }
}

/// Notes a value under a name that has none.
fn note(data: &mut Data, name: String, value: &str) {
    if !data.contains(&name) {
        data.insert(name, value.to_owned());
    }
}

/// A heading of our own.
fn group(value: &Value, into: &mut Gathered) {
    let Some(all) = value.as_object() else { return };
    let mut group = Group::default();
    for (name, value) in all {
        match (name.as_str(), value.as_str()) {
            ("title", Some(title)) => *group.title.main_mut() = title.to_owned(),
            _ => {
                take_group(&mut group, name, value);
            }
        }
    }
    into.groups.push(group);
}

fn ids(rows: &[Row], into: &mut Gathered) -> HashMap<String, usize> {
    let mut ids: HashMap<String, usize> = HashMap::with_capacity(rows.len());
    let mut num_doubled = 0;
    for (at, row) in rows.iter().enumerate() {
        let id = row.first(ID);
        if ids.contains_key(id) {
            num_doubled += 1;
            into.warn_at(row.line, Trouble::Doubled, id);
        } else {
            ids.insert(id.to_owned(), at);
        }
    }
    into.set_count("duplicate_node_ids", num_doubled);
    ids
}

impl Graph {
    fn new(raw: &mut Raw, ids: &HashMap<String, usize>, into: &mut Gathered) -> Self {
        let rows = std::mem::take(&mut raw.nodes);
        let kinds: Vec<Kind> = rows.iter().map(Kind::of).collect();
        let (mut ins, mut outs) = (vec![Vec::new(); rows.len()], vec![Vec::new(); rows.len()]);
        let mut num_dangling = 0;
        let num_edges = raw.edges.len();
        for edge in std::mem::take(&mut raw.edges) {
            let (from, to) = (edge.first(FROM), edge.first(TO));
            let (Some(from), Some(to)) = (ids.get(from), ids.get(to)) else {
                num_dangling += 1;
                into.warn_at(edge.line, Trouble::NoEnd, &format!("{from} → {to}"));
                continue;
            };
            if let (Some(outs), Some(ins)) = (outs.get_mut(*from), ins.get_mut(*to)) {
                outs.push(*to);
                ins.push(*from);
            }
        }
        let graph = Self { rows, kinds, ins, outs };
        into.set_count("edges", num_edges);
        into.set_count("dangling_edges", num_dangling);
        graph.count(into);
        graph
    }

    fn kind(&self, at: usize) -> Kind {
        self.kinds.get(at).copied().unwrap_or(Kind::Other)
    }

    fn ins(&self, at: usize) -> &[usize] {
        self.ins.get(at).map_or(&[], Vec::as_slice)
    }

    fn outs(&self, at: usize) -> &[usize] {
        self.outs.get(at).map_or(&[], Vec::as_slice)
    }

    /// Counts what the format's own tools count.
    fn count(&self, into: &mut Gathered) {
        into.set_count("nodes", self.rows.len());
        let mut by_type: BTreeMap<&str, usize> = BTreeMap::new();
        for row in &self.rows {
            *by_type.entry(row.get("type")).or_default() += 1;
        }
        for (kind, num) in by_type {
            into.set_count(&format!("nodes_by_type.{kind}"), num);
        }
        let texts = || self.rows.iter().map(|row| row.get("text"));
        into.set_count(
            "empty_text_nodes",
            texts().filter(|text| text.trim().is_empty()).count(),
        );
        into.set_count(
            "longest_text",
            texts().map(|text| text.chars().count()).max().unwrap_or(0),
        );
        into.set_count("non_ascii_texts", texts().filter(|text| !text.is_ascii()).count());
        let has_entity = |text: &&str| text.contains('&') && unescape(text) != **text;
        into.set_count("html_entities_in_texts", texts().filter(has_entity).count());
        into.set_count("weak_components", self.components());
        let all = || self.kinds.iter().copied().enumerate();
        let of = |kind: Kind| all().filter(move |(_, own)| *own == kind).map(|(at, _)| at);
        let is_layer = |at: &&usize| self.kind(**at) == Kind::Claim || self.kind(**at).is_scheme();
        let is_claim = |at: &&usize| self.kind(**at) == Kind::Claim;
        let pairs = |kind: Kind| -> usize {
            let pair =
                |at| self.ins(at).iter().filter(is_claim).count() * self.outs(at).iter().filter(is_claim).count();
            of(kind).map(pair).sum()
        };
        let layer = || all().filter(|(_, kind)| *kind == Kind::Claim || kind.is_scheme());
        let edges = layer()
            .map(|(at, _)| self.outs(at).iter().filter(is_layer).count())
            .sum();
        let between = layer().filter(|(_, kind)| kind.is_scheme()).map(|(at, _)| {
            let is_scheme = |at: &&usize| self.kind(**at).is_scheme();
            self.outs(at).iter().filter(is_scheme).count()
        });
        let is_alone = |at: &usize| !self.ins(*at).iter().chain(self.outs(*at)).any(|other| is_layer(&other));
        for (name, num) in [
            ("I", of(Kind::Claim).count()),
            ("RA", of(Kind::Inference).count()),
            ("CA", of(Kind::Conflict).count()),
            ("MA", of(Kind::Rephrase).count()),
            ("edges", edges),
            ("support_pairs_I_RA_I", pairs(Kind::Inference)),
            ("attack_pairs_I_CA_I", pairs(Kind::Conflict)),
            ("scheme_to_scheme_edges", between.sum()),
            ("isolated_I", of(Kind::Claim).filter(is_alone).count()),
        ] {
            into.set_count(&format!("inference_layer.{name}"), num);
        }
    }

    /// How many parts hang together with no other.
    fn components(&self) -> usize {
        let mut seen = vec![false; self.rows.len()];
        let mut num = 0;
        for start in 0..self.rows.len() {
            let mut waiting = vec![start];
            let mut is_new = false;
            while let Some(at) = waiting.pop() {
                if let Some(slot) = seen.get_mut(at)
                    && !std::mem::replace(slot, true)
                {
                    is_new = true;
                    waiting.extend(self.ins(at).iter().chain(self.outs(at)));
                }
            }
            num += usize::from(is_new);
        }
        num
    }
}

const FROM: &[&str] = &["fromID", "from", "source_id"];
const TO: &[&str] = &["toID", "to", "target_id"];

/// Makes a node of each that is a claim: by the place in the file.
fn claims(graph: &mut Graph, into: &mut Gathered) -> Vec<Option<usize>> {
    let mut became = Vec::with_capacity(graph.rows.len());
    for (row, kind) in graph.rows.iter_mut().zip(graph.kinds.iter().copied()) {
        let text = row.get("text").trim();
        let is_form = kind == Kind::Other && matches!(row.get("type").trim(), "" | "F") && text.is_empty();
        if !matches!(kind, Kind::Claim | Kind::Other) || is_form {
            became.push(None);
            continue;
        }
        let mut node = Node::new(text, row.line);
        let is_ours = row.own.iter().any(|(name, _)| name == "id");
        if kind == Kind::Other {
            into.warn_at(row.line, Trouble::KeptAsText, text);
        }
        for (name, value) in row.iter() {
            let is_shown = matches!(name, "text" | "from" | "to") || (name == "type" && kind == Kind::Claim);
            if is_shown || is_ours {
                continue;
            }
            let name = if name == "nodeID" { "id" } else { name };
            node.data.insert(format!("aif.{name}"), value.to_owned());
        }
        let kind = take_own(&mut node, std::mem::take(&mut row.own), "aif", into);
        let number = into.node(node);
        if kind == "thesis" && into.thesis.is_none() {
            into.thesis = Some(number);
        }
        became.push(Some(number));
    }
    became
}

/// Where a node stands on the canvas.
fn place(row: &Row, node: &mut Node) {
    for name in ["x", "y", "visible", "timestamp"] {
        let value = row.get(name);
        // What is seen is the rule.
        if value.is_empty() || (name == "visible" && value == "true") {
            continue;
        }
        node.data.insert(format!("aif.{name}"), value.to_owned());
    }
}

/// Names that say no more of a step than what it is.
fn is_plain(name: &str) -> bool {
    let name = name.trim().to_lowercase();
    name.starts_with("default ") || matches!(name.as_str(), "" | "ra" | "ca" | "ma" | "pa" | "support" | "conflict")
}

/// How the nodes between claims hang together.
struct Steps {
    /// By node: the claims that it starts from, if it is a step.
    premises: Vec<Vec<usize>>,
    /// By node: whether it becomes a link.
    becomes: Vec<bool>,
    /// By node: the claim that stands for a step without premises.
    instead: Vec<Option<usize>>,
}

/// So many claims are looked for through another step.
const MOST_THROUGH: usize = 64;

impl Steps {
    fn new(graph: &Graph, became: &[Option<usize>]) -> Self {
        let num = graph.rows.len();
        let node = |at: &usize| became.get(*at).copied().flatten();
        let mut premises: Vec<Vec<usize>> = vec![Vec::new(); num];
        for (at, slot) in premises
            .iter_mut()
            .enumerate()
            .filter(|(at, _)| graph.kind(*at).is_scheme())
        {
            slot.extend(graph.ins(at).iter().filter_map(node));
            // An inference may be in conflict with something: then its premises are.
            if slot.is_empty() && graph.kind(at) != Kind::Inference {
                let schemes = graph
                    .ins(at)
                    .iter()
                    .filter(|before| graph.kind(**before) == Kind::Inference);
                let through = schemes
                    .take(MOST_THROUGH)
                    .flat_map(|before| graph.ins(*before).iter().take(MOST_THROUGH));
                slot.extend(through.filter_map(node).take(MOST_THROUGH));
            }
        }
        let has_premises = |at: usize| premises.get(at).is_some_and(|all| !all.is_empty());
        let mut instead = vec![None; num];
        for (at, slot) in instead.iter_mut().enumerate() {
            if graph.kind(at).is_scheme() && !has_premises(at) {
                *slot = graph.outs(at).iter().find_map(node);
            }
        }
        // What leads to a claim becomes a link, and so does what leads to that.
        let is_end = |at: &usize| node(at).is_some() || instead.get(*at).copied().flatten().is_some();
        let can = |at: usize| graph.kind(at).is_scheme() && has_premises(at);
        let mut becomes = vec![false; num];
        let mut waiting: Vec<usize> = (0..num)
            .filter(|at| can(*at) && graph.outs(*at).iter().any(is_end))
            .collect();
        while let Some(at) = waiting.pop() {
            if let Some(slot) = becomes.get_mut(at)
                && !std::mem::replace(slot, true)
            {
                waiting.extend(graph.ins(at).iter().copied().filter(|before| can(*before)));
            }
        }
        Self {
            premises,
            becomes,
            instead,
        }
    }

    fn becomes(&self, at: usize) -> bool {
        self.becomes.get(at).copied().unwrap_or(false)
    }

    /// The claim that stands for a step without premises.
    fn instead(&self, at: usize) -> Option<usize> {
        self.instead.get(at).copied().flatten()
    }

    /// To what a step leads, as far as the links do not have more premises than there are edges, times a number.
    fn ends<'a>(&'a self, graph: &'a Graph, became: &'a [Option<usize>], at: usize) -> impl Iterator<Item = &'a usize> {
        let num = self.premises.get(at).map_or(1, Vec::len).max(1);
        let most = MOST_THROUGH * (num + graph.outs(at).len()) / num;
        let is_claim = |to: usize| became.get(to).copied().flatten().is_some();
        let is_end = move |to: &&usize| is_claim(**to) || self.becomes(**to) || self.instead(**to).is_some();
        graph.outs(at).iter().filter(is_end).take(most.max(1))
    }
}

/// Makes links of the nodes between claims.
fn links(graph: &Graph, became: &[Option<usize>], into: &mut Gathered) {
    let node = |at: &usize| became.get(*at).copied().flatten();
    let steps = Steps::new(graph, became);
    let ends = |at: usize| steps.ends(graph, became, at);
    // First the number of the first link of each, so that others can lead to it.
    let mut first: Vec<usize> = vec![0; graph.rows.len()];
    let mut num = 0;
    for (at, slot) in first.iter_mut().enumerate().filter(|(at, _)| steps.becomes(*at)) {
        *slot = num;
        num += ends(at).count();
    }
    // By node: how many links leave it, to name their schemes apart.
    let mut leaving = vec![0_u32; into.nodes.len()];
    for (at, row) in graph.rows.iter().enumerate() {
        let Some(kind) = graph.kind(at).says() else { continue };
        let name = row.first(&["scheme", "text", "name"]);
        let name = if is_plain(name) { row.get("text") } else { name };
        if !steps.becomes(at) {
            into.warn_at(
                row.line,
                Trouble::NoEnd,
                if name.is_empty() { row.first(ID) } else { name },
            );
            continue;
        }
        let own = steps.premises.get(at).map_or(&[][..], Vec::as_slice);
        if let Some(of) = own.first().copied()
            && let (Some(node), Some(num)) = (into.nodes.get_mut(of), leaving.get_mut(of))
        {
            *num += 1;
            if !is_plain(name) {
                let key = if *num == 1 {
                    "aif.scheme".to_owned()
                } else {
                    format!("aif.scheme-{num}")
                };
                node.data.insert(key, name.to_owned());
            }
        }
        for to in ends(at) {
            let goal = match (node(to), steps.instead(*to)) {
                (Some(node), _) => Goal::Node(node),
                (None, Some(node)) => {
                    into.warn(row.line, Trouble::UndercutOfClaim(excerpt(name)));
                    Goal::Node(node)
                }
                (None, None) => Goal::Link(first.get(*to).copied().unwrap_or_default()),
            };
            into.links.push(Link {
                premises: own.to_vec(),
                kind,
                goal,
                line: row.line,
            });
        }
    }
    // What leads straight from claim to claim, which some programs allow.
    for (at, from) in became.iter().enumerate() {
        let Some(from) = from else { continue };
        for to in graph.outs(at).iter().filter_map(node) {
            let line = into.nodes.get(*from).map_or(0, |node| node.line);
            into.link(*from, LinkKind::Under, Goal::Node(to), line);
        }
    }
}

/// Who said what.
struct Speakers {
    /// By node: the person, the time.
    by_node: HashMap<String, (String, String)>,
}

impl Speakers {
    fn new(raw: &Raw) -> Self {
        let names: HashMap<&str, String> = raw
            .participants
            .iter()
            .map(|row| {
                let name = format!("{} {}", row.get("firstname").trim(), row.get("surname").trim());
                (row.first(&["participantID", "id"]), name.trim().to_owned())
            })
            .collect();
        let mut by_node = HashMap::new();
        for row in &raw.locutions {
            let name = names.get(row.get("personID")).cloned().unwrap_or_default();
            let time = row.first(&["start", "timestamp"]).to_owned();
            by_node.insert(row.get("nodeID").to_owned(), (name, time));
        }
        for row in &raw.nodes {
            let name = names.get(row.get("participantID")).filter(|name| !name.is_empty());
            if let Some(name) = name.filter(|_| Kind::of(row) == Kind::Locution) {
                let time = row.get("timestamp").to_owned();
                by_node
                    .entry(row.first(ID).to_owned())
                    .or_insert_with(|| (name.clone(), time));
            }
        }
        Self { by_node }
    }

    /// Notes with each claim who asserts it. A participant is a stakeholder, but of what all is about.
    fn tell(&self, graph: &Graph, became: &[Option<usize>], into: &mut Gathered) {
        let mut has_link = vec![false; into.nodes.len()];
        for link in &into.links {
            for premise in &link.premises {
                if let Some(slot) = has_link.get_mut(*premise) {
                    *slot = true;
                }
            }
        }
        // By locution: the claim that it asserts.
        let mut asserts: Vec<Option<usize>> = vec![None; graph.rows.len()];
        for (at, row) in graph.rows.iter().enumerate() {
            if graph.kind(at) != Kind::Locution {
                continue;
            }
            let is_illocution = |at: &&usize| graph.kind(**at) == Kind::Illocution;
            let said = graph
                .outs(at)
                .iter()
                .filter(is_illocution)
                .flat_map(|at| graph.outs(*at));
            let mut claims = Vec::new();
            let mut is_told = false;
            for to in said {
                claims.extend(became.get(*to).copied().flatten());
                is_told |= graph.kind(*to) == Kind::Locution;
            }
            let known = self.by_node.get(row.first(ID));
            let named = known.map(|(name, _)| name.as_str()).filter(|name| !name.is_empty());
            let name = named.or_else(|| speaker(row.get("text"))).unwrap_or("");
            let time = known.map_or("", |(_, time)| time.as_str());
            let time = if time.is_empty() { row.get("timestamp") } else { time };
            if claims.is_empty() && !is_told && !self.leads_on(graph, at) {
                into.warn_at(row.line, Trouble::LeftOut, row.get("text"));
            }
            for claim in claims {
                let is_premise = has_link.get(claim).copied().unwrap_or(false);
                let Some(node) = into.nodes.get_mut(claim) else {
                    continue;
                };
                // What a map of our own says with the claim itself goes before.
                if !node.id.is_empty() || name.is_empty() {
                    continue;
                }
                if named.is_some() && is_premise && node.stakeholder.is_empty() {
                    node.stakeholder = name.to_owned();
                }
                let mut note = |key: &str, value: &str| {
                    if !value.is_empty() {
                        note(&mut node.data, key.to_owned(), value);
                    }
                };
                note("aif.speaker", name);
                note("aif.time", time);
                if let Some(slot) = asserts.get_mut(at).filter(|slot| slot.is_none()) {
                    *slot = Some(claim);
                }
            }
        }
        replies(graph, &asserts, &mut has_link, into);
    }

    /// Whether a locution is answered or answers something: then its words are told by what that makes.
    fn leads_on(&self, graph: &Graph, at: usize) -> bool {
        let makes = |at: &usize| {
            graph.kind(*at) == Kind::Transition && graph.outs(*at).iter().any(|to| graph.kind(*to) == Kind::Illocution)
        };
        graph.ins(at).iter().chain(graph.outs(at)).any(makes)
    }
}

/// Claims that hang on nothing but a reply: they are connected with what is replied to.
fn replies(graph: &Graph, asserts: &[Option<usize>], has_link: &mut [bool], into: &mut Gathered) {
    for link in &into.links {
        if let Goal::Node(to) = link.goal
            && let Some(slot) = has_link.get_mut(to)
        {
            *slot = true;
        }
    }
    for at in 0..graph.rows.len() {
        if graph.kind(at) != Kind::Transition {
            continue;
        }
        let claim = |at: &usize| asserts.get(*at).copied().flatten();
        let (before, after) = (
            graph.ins(at).iter().find_map(claim),
            graph.outs(at).iter().find_map(claim),
        );
        if let (Some(before), Some(after)) = (before, after)
            && before != after
            && !has_link.get(after).copied().unwrap_or(true)
        {
            let line = into.nodes.get(after).map_or(0, |node| node.line);
            into.link(after, LinkKind::Related, Goal::Node(before), line);
        }
    }
}

/// Who speaks, where the text of a locution says so.
fn speaker(text: &str) -> Option<&str> {
    let colon = text.split_once(':').map(|(name, _)| name);
    let says = text.split_once(" says '").map(|(name, _)| name);
    let name = says.or(colon)?.trim();
    (!name.is_empty() && name.chars().count() <= 60).then_some(name)
}
