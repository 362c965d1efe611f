//! Reads mind maps.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

use super::super::format::Format;
use super::super::gathered::{Cited, Data, Gathered, Goal, Kind, LinkKind};
use super::super::signs::signed;
use super::super::tree::{Became, Branch, gather};
use super::super::trouble::{Refusal, Trouble};
use super::kept::{GIVEN_ID, NEW_ID, is_new_arrow};
use super::leaf::{OWN, clear, label_sign, settle, told};
use super::markup::{Piece, Plain, Tag, Walker, one_line, plain};

/// Reads the text of a file.
pub fn read(text: &str) -> Result<Gathered, Refusal> {
    let mut gathered = Gathered::new(Format::MindMap);
    let mut reader = Reader::default();
    let mut walker = Walker::new(text, Format::MindMap.name());
    loop {
        match walker.next() {
            Ok(Piece::Open(tag)) => {
                if reader.open.is_empty() && !matches!(tag.name.as_str(), "map" | "node") && !reader.is_map {
                    let words = format!("<{}>", tag.name);
                    return Err(Refusal::Malformed(
                        Format::MindMap.name().to_owned(),
                        tag.line,
                        1,
                        words,
                    ));
                }
                reader.is_map = true;
                reader.piece = (walker.span().0, tag.name.clone());
                reader.opened(tag, &mut gathered);
            }
            Ok(Piece::Close) => {
                reader.whole_part(text, walker.span().1);
                reader.closed(&mut gathered);
            }
            Ok(Piece::Letters(letters)) => {
                if let Some((_, _, rich)) = &mut reader.rich {
                    rich.letters(&letters);
                }
            }
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

/// Whether an attribute of a node is named as a source.
pub fn is_source(name: &str) -> bool {
    let name = name.trim().to_lowercase();
    matches!(name.as_str(), "source" | "sources" | "bron" | "bronnen" | "url")
}

#[derive(Clone, PartialEq, Eq)]
enum Open {
    /// A node, by its number.
    Node(usize),
    /// A text with markup, in a node or in a style.
    Rich,
    /// Markup within such a text.
    Markup(String),
    /// What is none of ours.
    Other,
}

#[derive(Default)]
struct Node {
    branch: Branch,
    id: String,
    /// The text stands in an attribute.
    has_text: bool,
    /// It has a text with markup.
    has_rich: bool,
    icons: Vec<String>,
    is_question: bool,
    is_free: bool,
    /// It is a second place of this node.
    twin_of: Option<String>,
    /// It has the words of this node.
    words_of: Option<String>,
    /// Its text and its link as they stand in the file.
    raw_text: String,
    raw_link: String,
    /// What stands in it, as it stands in the file: by what it is, and what is none of ours one behind the other.
    raw: BTreeMap<&'static str, String>,
    /// Its arrows, likewise.
    raw_arrows: Vec<String>,
    /// Where it begins in the file, and whether nodes stand in it.
    start: usize,
    has_nodes: bool,
    /// All its icons, also those of its side.
    all_icons: Vec<String>,
}

struct Arrow {
    from: usize,
    to: String,
    label: String,
    line: u32,
}

#[derive(Default)]
struct Reader {
    is_map: bool,
    open: Vec<Open>,
    /// Where the element begins that was opened last, and its name.
    piece: (usize, String),
    /// The element in a node that is being read: how deep, where it begins, what it is.
    part: Option<(usize, usize, &'static str)>,
    /// The nodes that are open.
    within: Vec<usize>,
    depth: usize,
    nodes: Vec<Node>,
    arrows: Vec<Arrow>,
    /// The text with markup that is being read: of which node, and as what.
    rich: Option<(Option<usize>, String, Plain)>,
    /// The names to which arrows lead, also those of styles.
    ends: Vec<String>,
    counts: BTreeMap<String, usize>,
}

impl Reader {
    fn count(&mut self, name: &str) {
        *self.counts.entry(name.to_owned()).or_default() += 1;
    }

    fn opened(&mut self, tag: Tag, into: &mut Gathered) {
        if tag.is_odd {
            into.warn_at(tag.line, Trouble::BadData, &tag.name);
        }
        if let Some((_, _, rich)) = &mut self.rich {
            rich.open(&tag.name, &tag.attributes);
            self.open.push(Open::Markup(tag.name));
            return;
        }
        let of = match self.open.last() {
            Some(Open::Node(number)) => Some(*number),
            _ => None,
        };
        if let Some(of) = of.filter(|_| tag.name != "node") {
            self.part = raw_kind(&tag, self.nodes.get(of)).map(|kind| (self.open.len(), self.piece.0, kind));
        }
        let next = match tag.name.as_str() {
            "node" => self.node(tag, into),
            "richcontent" => {
                let kind = tag.get("TYPE").unwrap_or("NODE").to_owned();
                self.count(&format!("richcontent.{kind}"));
                self.rich = Some((of, kind, Plain::default()));
                Open::Rich
            }
            name => {
                match name {
                    "arrowlink" => self.count("arrowlinks"),
                    "icon" => self.count("icons"),
                    "cloud" => self.count("clouds"),
                    "stylenode" => self.count("stylenodes"),
                    "attribute" => self.count("attributes"),
                    _ => {}
                }
                if name == "arrowlink" {
                    self.ends.extend(tag.get("DESTINATION").map(str::to_owned));
                }
                if let Some(of) = of {
                    self.note_part(of, &tag, into);
                }
                Open::Other
            }
        };
        self.open.push(next);
    }

    /// An element ends: if it stands in a node, it is kept as it is in the file.
    fn whole_part(&mut self, text: &str, end: usize) {
        if let Some(Open::Node(number)) = self.open.last() {
            self.whole_node(*number, text, end);
            return;
        }
        let Some((_, start, kind)) = self.part.filter(|(depth, ..)| self.open.len() == depth + 1) else {
            return;
        };
        self.part = None;
        let of = self.within.last().copied();
        let Some(node) = of.and_then(|of| self.nodes.get_mut(of)) else {
            return;
        };
        let raw = text.get(start..end).unwrap_or_default();
        if kind == "arrowlinks" {
            node.raw_arrows.push(raw.to_owned());
        } else {
            let all = node.raw.entry(kind).or_default();
            all.push_str(raw);
            all.push('\n');
        }
    }

    /// A node without words and without nodes in it is kept with the node above it.
    fn whole_node(&mut self, number: usize, text: &str, end: usize) {
        let Some(node) = self.nodes.get_mut(number) else { return };
        let branch = &mut node.branch;
        let is_twin = node.twin_of.is_some() || node.words_of.is_some();
        if !branch.is_bare() || is_twin || node.has_nodes {
            return;
        }
        let raw = text.get(node.start..end).unwrap_or_default();
        let Some(parent) = branch.parent else { return };
        branch.is_kept = true;
        if let Some(parent) = self.nodes.get_mut(parent) {
            let all = parent.raw.entry("bare").or_default();
            all.push_str(raw);
            all.push('\n');
        }
    }

    /// What stands in a node and is not text.
    fn note_part(&mut self, of: usize, tag: &Tag, into: &mut Gathered) {
        let Some(node) = self.nodes.get_mut(of) else { return };
        match tag.name.as_str() {
            "icon" => {
                let icon = tag.get("BUILTIN").unwrap_or_default();
                node.all_icons.push(icon.to_owned());
                match icon {
                    "button_ok" if node.branch.sign.is_none() => node.branch.sign = Some(LinkKind::Support),
                    "button_cancel" if node.branch.sign.is_none() => node.branch.sign = Some(LinkKind::Attack),
                    icon => {
                        node.is_question |= icon == "help";
                        node.icons.push(icon.to_owned());
                    }
                }
            }
            "attribute" => {
                let name = tag.get("NAME").unwrap_or_default();
                let value = tag.get("VALUE").unwrap_or_default();
                match name.strip_prefix(OWN) {
                    Some(own) => node
                        .branch
                        .named
                        .push((own.to_owned(), Value::String(value.to_owned()))),
                    None => {
                        if is_source(name) {
                            node.branch.sources.push(source(value));
                        }
                        node.branch
                            .data
                            .insert(format!("mm.attribute.{name}"), value.to_owned());
                    }
                }
            }
            "font" | "edge" | "cloud" => {
                let start = format!("mm.{}.", tag.name);
                if !node.branch.data.iter().any(|(name, _)| name.starts_with(&start)) {
                    for (name, value) in &tag.attributes {
                        node.branch.data.insert(format!("{start}{name}"), value.clone());
                    }
                }
            }
            "arrowlink" => {
                let label = ["MIDDLE_LABEL", "SOURCE_LABEL", "TARGET_LABEL"]
                    .iter()
                    .filter_map(|name| tag.get(name))
                    .find(|label| !label.trim().is_empty());
                self.arrows.push(Arrow {
                    from: of,
                    to: tag.get("DESTINATION").unwrap_or_default().to_owned(),
                    label: label.unwrap_or_default().to_owned(),
                    line: tag.line,
                });
            }
            "hook" => match tag.get("NAME").unwrap_or_default() {
                "FreeNode" => node.is_free = true,
                "ExternalObject" => {
                    let place = tag.get("URI").unwrap_or_default();
                    node.branch.data.insert("mm.picture".to_owned(), place.to_owned());
                    into.warn_at(tag.line, Trouble::LeftOut, place);
                }
                _ => {}
            },
            _ => {}
        }
    }

    fn node(&mut self, tag: Tag, into: &mut Gathered) -> Open {
        let parent = self.within.last().copied();
        self.depth += 1;
        self.count("nodes");
        let deepest = self.counts.entry("max_depth".to_owned()).or_default();
        *deepest = self.depth.max(*deepest);
        if parent.is_none() {
            self.count("top_level_nodes");
        }
        let mut node = Node::default();
        node.branch.parent = parent;
        node.start = self.piece.0;
        if let Some(parent) = parent.and_then(|parent| self.nodes.get_mut(parent)) {
            parent.has_nodes = true;
        }
        node.branch.line = tag.line;
        let number = self.nodes.len();
        for (name, value) in tag.attributes {
            match name.as_str() {
                "TEXT" => {
                    node.has_text = true;
                    node.raw_text.clone_from(&value);
                    self.count("nodes_with_TEXT");
                    for (name, holds) in [
                        ("empty_TEXT", value.trim().is_empty()),
                        ("multiline_TEXT", value.contains('\n')),
                        ("non_ascii_TEXT", !value.is_ascii()),
                    ] {
                        if holds {
                            self.count(name);
                        }
                    }
                    let (text, links) = text_of(&value);
                    node.branch.text = text;
                    node.branch.sources.extend(links);
                }
                "LOCALIZED_TEXT" => {
                    self.count("nodes_localized_text");
                    if node.branch.text.is_empty() {
                        node.branch.text.clone_from(&value);
                    }
                    node.branch.data.insert("mm.LOCALIZED_TEXT".to_owned(), value);
                }
                "ID" => node.id = value,
                "LINK" => {
                    self.count("links");
                    node.raw_link.clone_from(&value);
                    match value.strip_prefix('#') {
                        Some(to) => self.arrows.push(Arrow {
                            from: number,
                            to: to.to_owned(),
                            label: String::new(),
                            line: tag.line,
                        }),
                        None => node.branch.sources.insert(0, source(&value)),
                    }
                }
                "TAGS" => {
                    let tags = value.split('\n').map(str::trim).filter(|tag| !tag.is_empty());
                    node.branch.tags.extend(tags.map(str::to_owned));
                }
                "TREE_ID" | "REFERENCE_ID" => node.twin_of = Some(value),
                "CONTENT_ID" => node.words_of = Some(value),
                _ => {
                    if name == "ENCRYPTED_CONTENT" {
                        into.warn(tag.line, Trouble::Encrypted);
                    }
                    if name == "FOLDED" && value == "true" {
                        self.count("folded");
                    }
                    node.branch.data.insert(format!("mm.{name}"), value);
                }
            }
        }
        self.nodes.push(node);
        self.within.push(number);
        Open::Node(number)
    }

    fn closed(&mut self, into: &mut Gathered) {
        match self.open.pop() {
            Some(Open::Node(_)) => {
                self.depth = self.depth.saturating_sub(1);
                self.within.pop();
            }
            Some(Open::Markup(name)) => {
                if let Some((_, _, rich)) = &mut self.rich {
                    rich.close(&name);
                }
            }
            Some(Open::Rich) => {
                let Some((Some(of), kind, rich)) = self.rich.take() else {
                    return;
                };
                let Some(node) = self.nodes.get_mut(of) else { return };
                let line = node.branch.line;
                for place in rich.pictures() {
                    into.warn_at(line, Trouble::LeftOut, place);
                }
                let branch = &mut node.branch;
                branch.sources.extend(rich.links().iter().cloned());
                match kind.as_str() {
                    "DETAILS" => branch.explanation = rich.text().to_owned(),
                    "NOTE" => branch.note = rich.text().to_owned(),
                    _ => {
                        node.has_rich = true;
                        if !node.has_text {
                            branch.text = rich.line();
                            self.count("nodes_with_richcontent_text");
                        }
                    }
                }
            }
            _ => {}
        }
    }

    /// What was kept with a node that is itself without words goes to the one above it.
    fn lift_bare(&mut self) {
        for number in (0..self.nodes.len()).rev() {
            let Some(node) = self.nodes.get_mut(number) else {
                continue;
            };
            if node.branch.is_kept || !node.branch.is_bare() {
                continue;
            }
            let Some(parent) = node.branch.parent else { continue };
            let Some(raw) = node.raw.remove("bare") else { continue };
            if let Some(parent) = self.nodes.get_mut(parent) {
                parent.raw.entry("bare").or_default().push_str(&raw);
            }
        }
    }

    fn finish(mut self, into: &mut Gathered) {
        self.lift_bare();
        let mut by_id: HashMap<String, usize> = HashMap::new();
        let mut num_doubled = 0;
        for (number, node) in self.nodes.iter().enumerate().filter(|(_, node)| !node.id.is_empty()) {
            if by_id.contains_key(&node.id) {
                num_doubled += 1;
                into.warn_at(node.branch.line, Trouble::Doubled, &node.id);
            } else {
                by_id.insert(node.id.clone(), number);
            }
        }
        let num_dangling = self.ends.iter().filter(|end| !by_id.contains_key(*end)).count();
        let is_bare = |node: &Node| !node.has_text && !node.has_rich && node.branch.text.is_empty();
        let num_bare = self.nodes.iter().filter(|node| is_bare(node)).count();
        for name in [
            "nodes_with_TEXT",
            "nodes_localized_text",
            "nodes_with_richcontent_text",
            "empty_TEXT",
            "links",
            "arrowlinks",
            "icons",
            "folded",
            "attributes",
            "stylenodes",
            "clouds",
            "multiline_TEXT",
            "non_ascii_TEXT",
        ] {
            into.set_count(name, 0);
        }
        for (name, num) in std::mem::take(&mut self.counts) {
            into.set_count(&name, num);
        }
        into.set_count("nodes_without_any_text", num_bare);
        into.set_count("duplicate_ids", num_doubled);
        into.set_count("arrowlinks_dangling", num_dangling);
        // Words that stand with another node.
        let mut twins: Vec<(usize, usize)> = Vec::new();
        for number in 0..self.nodes.len() {
            let Some(node) = self.nodes.get(number).filter(|node| is_bare(node)) else {
                continue;
            };
            let other = |name: &Option<String>| name.as_ref().and_then(|name| by_id.get(name)).copied();
            if let Some(twin) = other(&node.twin_of).filter(|twin| *twin != number) {
                twins.push((number, twin));
            } else if let Some(from) = other(&node.words_of).and_then(|from| self.nodes.get(from)) {
                let (text, explanation) = (from.branch.text.clone(), from.branch.explanation.clone());
                let note = from.branch.note.clone();
                if let Some(node) = self.nodes.get_mut(number) {
                    node.branch.text = text;
                    node.branch.explanation = explanation;
                    node.branch.note = note;
                }
            }
        }
        let mut names = Vec::with_capacity(self.nodes.len());
        let mut questions = Vec::new();
        let mut empty = Vec::new();
        let mut branches = Vec::with_capacity(self.nodes.len());
        let twin_signs: Vec<Option<LinkKind>> = twins
            .iter()
            .map(|(number, _)| self.nodes.get(*number).and_then(|node| node.branch.sign))
            .collect();
        for (number, mut node) in self.nodes.into_iter().enumerate() {
            let mut branch = std::mem::take(&mut node.branch);
            let is_root = branch.parent.is_none();
            let own = |name: &str| branch.named.iter().any(|(known, _)| known == name);
            let is_ours = own("id") || own("kind");
            if node.is_free && !is_root && !is_ours && branch.sign.is_none() {
                branch.named.push(("rel".to_owned(), "nothing".into()));
            }
            // What we wrote ourselves is made anew each time; what others wrote is kept as it is, also in a file of ours.
            if is_ours && node.id.starts_with(NEW_ID) && !node.id.starts_with(GIVEN_ID) {
                branch.data.remove("mm.POSITION");
                let is_heading = branch.named.iter().any(|(known, _)| known == "kind");
                if is_heading {
                    branch.data = Data::new();
                }
                if !node.icons.is_empty() {
                    branch.data.insert("mm.icons".to_owned(), node.icons.join(" "));
                }
            } else {
                if is_ours {
                    node.raw_arrows.retain(|raw| !is_new_arrow(raw));
                }
                if node.id.starts_with(GIVEN_ID) {
                    node.id.clear();
                }
                let is_shown = branch.text == node.raw_text && !node.id.is_empty();
                let means_more = signed(&branch.text).is_some() || branch.text.starts_with('=');
                if !is_shown || means_more {
                    branch.data.insert("mm.TEXT".to_owned(), node.raw_text);
                }
                for (name, value) in [
                    ("mm.ID", node.id),
                    ("mm.LINK", node.raw_link),
                    ("mm.icons", node.all_icons.join(" ")),
                ] {
                    branch.data.insert(name.to_owned(), value);
                }
                for (kind, raw) in node.raw {
                    branch.data.insert(format!("mm.{kind}"), raw.trim_end().to_owned());
                }
                if !node.raw_arrows.is_empty() {
                    let arrows = Value::from(node.raw_arrows).to_string();
                    branch.data.insert("mm.arrowlinks".to_owned(), arrows);
                }
                branch.data.retain(|_, value| !value.is_empty());
            }
            if node.is_question {
                questions.push(number);
            }
            if settle(&mut branch, is_root, into) {
                empty.push(number);
            }
            names.push((branch.parent, branch.line));
            branches.push(branch);
        }
        let became = gather(branches, into, "mm");
        let node_of = |number: usize| match became.get(number) {
            Some(Became::Node(node)) => Some(*node),
            _ => None,
        };
        for number in empty {
            if let Some(node) = node_of(number).and_then(|node| into.nodes.get_mut(node)) {
                clear(node);
            }
        }
        for number in questions {
            if let Some(node) = node_of(number).and_then(|node| into.nodes.get_mut(node)) {
                node.kind = Kind::Question;
            }
        }
        for ((number, twin), sign) in twins.into_iter().zip(twin_signs) {
            let (parent, line) = names.get(number).copied().unwrap_or_default();
            match (node_of(twin), parent.and_then(node_of)) {
                (Some(from), Some(to)) if from != to => {
                    into.link(from, sign.unwrap_or(LinkKind::Under), Goal::Node(to), line);
                }
                _ => into.warn_at(line, Trouble::NoEnd, ""),
            }
        }
        for arrow in self.arrows {
            let from = node_of(arrow.from);
            let to = by_id.get(&arrow.to).copied().and_then(node_of);
            let (Some(from), Some(to)) = (from, to) else {
                let words = if arrow.label.is_empty() {
                    &arrow.to
                } else {
                    &arrow.label
                };
                into.warn_at(arrow.line, Trouble::NoEnd, words);
                continue;
            };
            let name = into.nodes.get(to).map(|node| node.id.clone()).unwrap_or_default();
            if from == to || into.nodes.get(from).is_some_and(|node| told(node, &name)) {
                continue;
            }
            let (kind, is_step) = label_sign(&arrow.label).unwrap_or((LinkKind::Related, false));
            let goal = if is_step { Goal::StepOf(to) } else { Goal::Node(to) };
            into.link(from, kind, goal, arrow.line);
        }
    }
}

/// Under which name what stands in a node is kept as it is; what is kept otherwise has none.
fn raw_kind(tag: &Tag, node: Option<&Node>) -> Option<&'static str> {
    match tag.name.as_str() {
        "richcontent" => match tag.get("TYPE").unwrap_or("NODE") {
            "DETAILS" => Some("DETAILS"),
            "NOTE" => Some("NOTE"),
            _ => Some("NODE"),
        },
        "arrowlink" => Some("arrowlinks"),
        "icon" | "attribute" => None,
        // Of several only the first is kept by its values.
        "font" | "edge" | "cloud" => {
            let start = format!("mm.{}.", tag.name);
            let is_known = node.is_some_and(|node| node.branch.data.iter().any(|(name, _)| name.starts_with(&start)));
            (tag.attributes.is_empty() || is_known).then_some("parts")
        }
        _ => Some("parts"),
    }
}

/// What the text of a node says, with the links in it.
pub fn text_of(value: &str) -> (String, Vec<Cited>) {
    let start: String = value.trim_start().chars().take(5).collect();
    if start.eq_ignore_ascii_case("<html") {
        let html = plain(value);
        (html.line(), html.links().to_vec())
    } else {
        (unguarded(&one_line(value)), Vec::new())
    }
}

fn source(words: &str) -> Cited {
    let words = words.trim().to_owned();
    let is_address = words.contains("://") || words.starts_with("mailto:") || words.starts_with("www.");
    if is_address || words.contains('/') && !words.contains(' ') {
        Cited {
            urls: vec![words],
            ..Cited::default()
        }
    } else {
        Cited {
            citation: words,
            ..Cited::default()
        }
    }
}

/// The mark before what would else be a formula is no part of the text.
fn unguarded(text: &str) -> String {
    match text.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with('=') => rest.to_owned(),
        _ => text.to_owned(),
    }
}
