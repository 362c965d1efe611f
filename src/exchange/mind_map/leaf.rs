//! What mind maps and outlines have in common: a map of our own as a tree of texts with named values, and the words for
//! sides and relations.

use std::collections::{BTreeSet, HashMap, VecDeque};

use serde_json::Value;

use crate::model::{ClaimId, Document, Id as _, Lang, RelationKind, Target, Text};

use super::super::gathered::{Cited, Data, Gathered, Goal, LinkKind, Node};
use super::super::own::{Export, group_attributes, take};
use super::super::signs::{side_heading, signed};
use super::super::tree::{Branch, HEADINGS, SIDE, Twig, What, does, twigs, words_of};

/// How the names of our own values begin in formats of others.
pub const OWN: &str = "ak-";

/// What stands where a claim has no words.
const NO_WORDS: &str = "…";

/// Takes the mark of [`NO_WORDS`] away from a claim that has no words.
pub fn clear(node: &mut Node) {
    if node.text.main() == NO_WORDS {
        node.text.main_mut().clear();
    }
}

/// One text of the tree that is written.
#[derive(Clone, Default, Debug)]
pub struct Leaf {
    /// How deep it hangs; the question is at 0.
    pub depth: usize,
    /// What others read, with its side before it.
    pub text: String,
    /// The text without its side.
    pub words: String,
    /// Its side, if it has one.
    pub sign: Option<LinkKind>,
    /// Whether it is a heading.
    pub is_heading: bool,
    /// Whether it is a heading that is a stakeholder.
    pub is_stakeholder: bool,
    /// Whether it hangs here for want of a place.
    pub is_loose: bool,
    /// Whether a heading that is gone said its side.
    pub is_under_heading: bool,
    /// The claim, if it is one.
    pub claim: Option<ClaimId>,
    /// What explains it.
    pub explanation: String,
    /// What only the presenter sees.
    pub note: String,
    /// Keywords.
    pub tags: Vec<String>,
    /// What it rests on.
    pub sources: Vec<Cited>,
    /// Our own values, without [`OWN`].
    pub own: Vec<(&'static str, Value)>,
    /// What the format itself has room for, without the name of the format.
    pub native: Vec<(String, String)>,
}

/// The word for a side in a language.
pub fn side_word(kind: RelationKind, lang: Lang) -> &'static str {
    match (kind, lang) {
        (RelationKind::Support, Lang::NL) => "Voor",
        (RelationKind::Attack, Lang::NL) => "Tegen",
        (RelationKind::Support, Lang::EN) => "For",
        (RelationKind::Attack, Lang::EN) => "Against",
        (RelationKind::Support, _) => "Pro",
        (RelationKind::Attack, _) => "Contra",
    }
}

/// The side of a relation as links have it.
pub fn sign_of(kind: RelationKind) -> LinkKind {
    match kind {
        RelationKind::Support => LinkKind::Support,
        RelationKind::Attack => LinkKind::Attack,
    }
}

/// The map as a tree of texts. Data whose names begin with `prefix` (`mm.`) and that `fits` says the format has room for
/// is given apart.
pub fn leaves(export: &Export<'_>, prefix: &str, fits: impl Fn(&str, &str) -> bool) -> Vec<Leaf> {
    let twigs = twigs(export);
    let told: BTreeSet<usize> = twigs
        .iter()
        .filter_map(|twig| match twig.what {
            What::Theme(id) => Some(id.index()),
            _ => None,
        })
        .collect();
    let mut looks = looks(export, prefix);
    let finished = |twig| {
        let mut leaf = leaf(export, twig, &told, prefix, &fits);
        if leaf.is_heading {
            leaf.words.clone_from(&leaf.text);
            let look = looks.get_mut(&leaf.words).and_then(VecDeque::pop_front);
            for (name, value) in look.into_iter().flatten() {
                if let Some(name) = name.strip_prefix(prefix).filter(|name| fits(name, &value)) {
                    leaf.native.push((name.to_owned(), value));
                }
            }
        }
        leaf
    };
    twigs.iter().map(finished).collect()
}

/// How headings were written in this format before: by their words, for each time that they stood there.
fn looks(export: &Export<'_>, prefix: &str) -> HashMap<String, VecDeque<Data>> {
    let name = format!("{}{HEADINGS}", prefix.trim_end_matches('.'));
    let json = export.document.cover.data.get(&name).unwrap_or_default();
    let all: Vec<(String, Data)> = serde_json::from_str(json).unwrap_or_default();
    let mut looks: HashMap<String, VecDeque<Data>> = HashMap::new();
    for (title, look) in all {
        looks.entry(title).or_default().push_back(look);
    }
    looks
}

fn leaf(
    export: &Export<'_>,
    twig: &Twig,
    told: &BTreeSet<usize>,
    prefix: &str,
    fits: &impl Fn(&str, &str) -> bool,
) -> Leaf {
    let document = export.document;
    let depth = twig.depth;
    match twig.what {
        What::Root(thesis) => {
            let mut leaf = Leaf {
                depth,
                ..Leaf::default()
            };
            if let Some(thesis) = thesis {
                claim(export, thesis, &mut leaf, prefix, fits);
                headings(export, thesis, &mut leaf, told);
            }
            let question = export.words(&document.cover.question);
            if leaf.text.is_empty() {
                let title = document.title(export.lang);
                leaf.text = if question.is_empty() { title } else { question }.to_owned();
                leaf.words.clone_from(&leaf.text);
            }
            leaf.own.extend(cover(export));
            // How the headings look is found again with the headings.
            let headings = format!("{}{HEADINGS}", prefix.trim_end_matches('.'));
            for (_, value) in leaf.own.iter_mut().filter(|(key, _)| *key == "cover") {
                value.as_object_mut().and_then(|all| all.remove(&headings));
            }
            leaf
        }
        What::Stakeholder(id) => {
            let record = document.stakeholders.get(id);
            let place = document.stakeholders.in_order().iter().position(|known| *known == id);
            let none = Text::default();
            let name = record.map_or(&none, |record| &record.name);
            Leaf {
                depth,
                text: or_name(export.words(name), document.stakeholders.name(id)),
                is_heading: true,
                is_stakeholder: true,
                own: group_attributes(
                    document.stakeholders.name(id),
                    true,
                    record.map(|record| (record.hue, record.symbol)),
                    place.unwrap_or_default(),
                    export.other_words(name),
                ),
                ..Leaf::default()
            }
        }
        What::Theme(id) => {
            let record = document.themes.get(id);
            let place = document.themes.in_order().iter().position(|known| *known == id);
            let none = Text::default();
            let name = record.map_or(&none, |record| &record.name);
            Leaf {
                depth,
                text: or_name(export.words(name), document.themes.name(id)),
                is_heading: true,
                own: group_attributes(
                    document.themes.name(id),
                    false,
                    None,
                    place.unwrap_or_default(),
                    export.other_words(name),
                ),
                ..Leaf::default()
            }
        }
        What::Claim(id, kind, undercut) => {
            let mut leaf = Leaf {
                depth,
                ..Leaf::default()
            };
            claim(export, id, &mut leaf, prefix, fits);
            match kind {
                Some(kind) => {
                    leaf.text = format!("{}: {}", side_word(kind, export.lang), leaf.text);
                    leaf.sign = Some(sign_of(kind));
                    leaf.own.push(("rel", does(kind, undercut).into()));
                }
                None => {
                    leaf.is_loose = true;
                    leaf.own.push(("rel", "nothing".into()));
                }
            }
            let parent = export.structure.place(id).and_then(|place| place.parent);
            if parent.is_none() || parent != document.cover.thesis {
                headings(export, id, &mut leaf, told);
            }
            leaf
        }
    }
}

/// What a claim has for its own stakeholder and theme, where no heading shows it.
fn headings(export: &Export<'_>, id: ClaimId, leaf: &mut Leaf, told: &BTreeSet<usize>) {
    let document = export.document;
    let Some(record) = document.claims.get(id) else { return };
    let stakeholder = record.stakeholder.filter(|id| document.stakeholders.contains(*id));
    let stakeholder = stakeholder.map(|id| ("stakeholder", document.stakeholders.name(id).into()));
    leaf.own.extend(stakeholder);
    let theme = record
        .theme
        .and_then(|id| document.themes.get(id).map(|theme| (id, theme)));
    leaf.own.extend(theme.map(|(id, theme)| {
        let words = if told.contains(&id.index()) {
            document.themes.name(id)
        } else {
            export.words(&theme.name)
        };
        ("theme", words.into())
    }));
}

fn or_name(words: &str, name: &str) -> String {
    if words.trim().is_empty() { name } else { words }.to_owned()
}

fn claim(export: &Export<'_>, id: ClaimId, leaf: &mut Leaf, prefix: &str, fits: &impl Fn(&str, &str) -> bool) {
    let Some(record) = export.document.claims.get(id) else {
        return;
    };
    leaf.claim = Some(id);
    leaf.text = or_name(export.words(&record.text), NO_WORDS);
    leaf.words.clone_from(&leaf.text);
    leaf.explanation = export.words(&record.explanation).to_owned();
    leaf.note = export.words(&record.note).to_owned();
    leaf.tags = record.tags.iter().map(ToString::to_string).collect();
    leaf.sources = export.cited(id);
    leaf.own = export.attributes(id);
    if export.words(&record.text).trim().is_empty() {
        leaf.own.push(("empty", true.into()));
    }
    leaf.own.retain(|(key, _)| *key != "data");
    leaf.is_under_heading = record
        .data
        .iter()
        .any(|(name, _)| name == format!("{}{SIDE}", prefix.trim_end_matches('.')));
    let mut rest = serde_json::Map::new();
    for (name, value) in record.data.iter() {
        match name.strip_prefix(prefix).filter(|name| fits(name, value)) {
            Some(name) => leaf.native.push((name.to_owned(), value.to_owned())),
            None => {
                rest.insert(name.to_owned(), value.into());
            }
        }
    }
    if !rest.is_empty() {
        leaf.own.push(("data", Value::Object(rest)));
    }
    if !leaf.sources.is_empty() {
        leaf.own
            .push(("sources", serde_json::to_value(&leaf.sources).unwrap_or_default()));
    }
}

/// Where a text of the tree hangs.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Spot {
    /// The number of the claim, or the question, that it hangs under; nothing for headings and for what is loose.
    pub parent: Option<usize>,
    /// The number of the stakeholder under which it, or the argument that it belongs to, stands.
    pub stakeholder: Option<usize>,
    /// The number of the theme, likewise.
    pub theme: Option<usize>,
}

/// Where each text of the tree hangs.
pub fn spots(leaves: &[Leaf]) -> Vec<Spot> {
    let mut spots: Vec<Spot> = Vec::with_capacity(leaves.len());
    let mut open: Vec<usize> = Vec::new();
    for (number, leaf) in leaves.iter().enumerate() {
        let depth_of = |number: &usize| leaves.get(*number).map_or(0, |leaf| leaf.depth);
        while open.last().is_some_and(|last| depth_of(last) >= leaf.depth) {
            open.pop();
        }
        let mut spot = Spot::default();
        for above in open.iter().rev() {
            match leaves.get(*above) {
                Some(heading) if heading.is_stakeholder => spot.stakeholder = Some(*above),
                Some(heading) if heading.is_heading => spot.theme = Some(*above),
                _ => {
                    let under = spots.get(*above).copied().unwrap_or_default();
                    spot.stakeholder = spot.stakeholder.or(under.stakeholder);
                    spot.theme = spot.theme.or(under.theme);
                    spot.parent = Some(*above).filter(|_| !leaf.is_heading && !leaf.is_loose);
                    break;
                }
            }
        }
        spots.push(spot);
        open.push(number);
    }
    spots
}

/// Takes our own values over into a node that was read from a graph; what is none of ours goes to the data, under the name
/// of the format. Gives what it says it is, and its relation to what it hangs under.
pub fn take_own(node: &mut Node, named: Vec<(String, Value)>, prefix: &str, into: &mut Gathered) -> String {
    let mut kind = String::new();
    for (name, value) in named {
        match (name.as_str(), value.as_str()) {
            ("kind", Some(word)) => word.clone_into(&mut kind),
            ("rel", Some(_)) => {}
            ("empty", _) => clear(node),
            ("data", _) if take_data(&mut node.data, &value) => {}
            (key, _) if take_cover(into, key, &value) => {}
            _ if take(node, &name, &value) => {}
            _ => {
                let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                node.data.insert(format!("{prefix}.{OWN}{name}"), value);
            }
        }
    }
    kind
}

/// What a line between two cards says: what is seen of it (a word, or else a color) goes before our own value.
pub fn line_kind(own: &str, seen: Option<(LinkKind, bool)>) -> Option<(LinkKind, bool)> {
    let own = match own {
        "supports" => Some((LinkKind::Support, false)),
        "attacks" => Some((LinkKind::Attack, false)),
        "undercuts" => Some((LinkKind::Attack, true)),
        "backs" => Some((LinkKind::Support, true)),
        _ => None,
    };
    match (own, seen) {
        (Some((kind, is_step)), Some((other, _))) if kind != other => Some((other, is_step)),
        (Some(own), _) => Some(own),
        (None, seen) => seen,
    }
}

/// Adds a line between two cards; `kind` is nothing if it does not say what it means.
pub fn add_line(into: &mut Gathered, from: usize, to: usize, kind: Option<(LinkKind, bool)>, line: u32) {
    let (kind, is_step) = kind.unwrap_or((LinkKind::Under, false));
    let goal = if is_step { Goal::StepOf(to) } else { Goal::Node(to) };
    into.link(from, kind, goal, line);
}

/// What stands on the cover, as named values.
pub fn cover(export: &Export<'_>) -> Vec<(&'static str, Value)> {
    let cover = &export.document.cover;
    let texts = [
        ("question", &cover.question),
        ("title", &cover.title),
        ("about", &cover.explanation),
        ("colophon", &cover.colophon),
    ];
    let mut found: Vec<(&'static str, Value)> = vec![("lang", export.lang.code().into())];
    for (name, text) in texts {
        let words = export.all_words(text);
        if !words.is_empty() {
            found.push((name, serde_json::to_value(words).unwrap_or_default()));
        }
    }
    let uncited = export.uncited();
    if !uncited.is_empty() {
        found.push(("library", serde_json::to_value(uncited).unwrap_or_default()));
    }
    let data = export.cover_data().into_iter();
    let data: serde_json::Map<String, Value> = data.map(|(name, value)| (name, value.into())).collect();
    if !data.is_empty() {
        found.push(("cover", Value::Object(data)));
    }
    found
}

/// Takes a value of the cover over, as [`cover`] names it; `false` if it is none of these.
pub fn take_cover(into: &mut Gathered, name: &str, value: &Value) -> bool {
    let place = match name {
        "question" => &mut into.question,
        "title" => &mut into.title,
        "about" => &mut into.explanation,
        "colophon" => &mut into.colophon,
        "lang" => {
            into.lang = value.as_str().map(str::to_owned);
            return into.lang.is_some();
        }
        "cover" => return take_data(&mut into.data, value),
        "library" => {
            let found: Option<Vec<Cited>> = match value {
                Value::String(text) => serde_json::from_str(text).ok(),
                other => serde_json::from_value(other.clone()).ok(),
            };
            let is_read = found.is_some();
            into.sources.extend(found.into_iter().flatten());
            return is_read;
        }
        _ => return false,
    };
    match words_of(value) {
        Some(words) => {
            *place = words;
            true
        }
        None => false,
    }
}

/// Adds named data, as an object or as JSON in words; `false` if it is neither.
pub fn take_data(into: &mut Data, value: &Value) -> bool {
    let found: Option<Data> = match value {
        Value::String(text) => serde_json::from_str(text).ok(),
        other => serde_json::from_value(other.clone()).ok(),
    };
    match found {
        Some(found) => {
            into.extend(found);
            true
        }
        None => false,
    }
}

/// Makes a branch ready to be gathered: its data is put with the other data, and of its root the cover is taken. What a
/// person changed for all to see (the word or icon of its side) goes before our own value of the same. Gives whether it has
/// no words of its own: see [`clear`].
pub fn settle(branch: &mut Branch, is_root: bool, into: &mut Gathered) -> bool {
    let named = std::mem::take(&mut branch.named);
    let mut is_empty = false;
    for (name, value) in named {
        let is_taken = match name.as_str() {
            "empty" => {
                is_empty = true;
                true
            }
            "data" => take_data(&mut branch.data, &value),
            name if is_root => take_cover(into, name, &value),
            _ => false,
        };
        if !is_taken {
            branch.named.push((name, value));
        }
    }
    let seen = [signed(&branch.text).map(|(sign, _)| sign), branch.sign];
    for (_, value) in branch.named.iter_mut().filter(|(name, _)| name == "rel") {
        let (own, other) = match value.as_str() {
            Some("supports") => (LinkKind::Support, "attacks"),
            Some("backs") => (LinkKind::Support, "undercuts"),
            Some("attacks") => (LinkKind::Attack, "supports"),
            Some("undercuts") => (LinkKind::Attack, "backs"),
            _ => continue,
        };
        if seen.iter().flatten().any(|sign| *sign != own) {
            *value = other.into();
        }
    }
    is_empty
}

/// What a word beside a line says, and whether it is said of a step.
pub fn label_sign(label: &str) -> Option<(LinkKind, bool)> {
    let label = label.trim();
    if label.chars().count() > 40 {
        return None;
    }
    if let Some(side) = side_heading(label) {
        return Some((side, false));
    }
    Some(match label.to_lowercase().trim_end_matches(':') {
        "+" | "support" | "supports" | "supporting" | "entails" | "because" | "in favour" | "in favor" | "steunt"
        | "ondersteunt" | "spreekt voor" | "backs" | "unterstützt" | "inference" => (LinkKind::Support, false),
        "-" | "attack" | "attacks" | "attacking" | "opposing" | "opposes" | "objects to" | "challenges" | "rebuts"
        | "however" | "weerlegt" | "spreekt tegen" | "bestrijdt" | "conflict" | "contrary" => (LinkKind::Attack, false),
        "undercut" | "undercuts" | "ondergraaft" => (LinkKind::Attack, true),
        "contradictory" | "contradicts" | "contradiction" | "><" => (LinkKind::Contradiction, false),
        "rephrase" | "rephrases" | "equivalent" => (LinkKind::Rephrase, false),
        "related" | "related to" => (LinkKind::Related, false),
        _ => return None,
    })
}

/// A relation of a claim that its place does not show, for a line to another claim.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// The claim to which it leads.
    pub to: ClaimId,
    /// What it says; `None` for a connection that says nothing.
    pub kind: Option<RelationKind>,
}

/// The lines that a picture shows besides the places of claims: each has its match in what [`told`] finds.
pub fn lines(export: &Export<'_>, claim: ClaimId) -> Vec<Line> {
    let document = export.document;
    let mut found = Vec::new();
    for also in export.also(claim) {
        let kind = match also.does.as_str() {
            "supports" | "backs" => RelationKind::Support,
            _ => RelationKind::Attack,
        };
        let to = if matches!(also.does.as_str(), "undercuts" | "backs") {
            premise_of(document, &also.of)
        } else {
            document.claims.id(&also.of)
        };
        found.extend(to.map(|to| Line { to, kind: Some(kind) }));
    }
    let related = document.claims.get(claim).and_then(|record| record.data.get("related"));
    for name in related.unwrap_or_default().split(' ') {
        let to = document.claims.id(name).filter(|to| document.claims.contains(*to));
        found.extend(to.map(|to| Line { to, kind: None }));
    }
    found
}

/// The claim that a relation with a simple name starts from.
fn premise_of(document: &Document, relation: &str) -> Option<ClaimId> {
    let id = document.relations.id(relation)?;
    let record = document.relations.get(id)?;
    let premise = *record.premises.first()?;
    let name = match record.target {
        Target::Claim(to) => Document::simple_relation_name(document.claims.name(premise), document.claims.name(to)),
        Target::Relation(_) => return None,
    };
    (name == relation).then_some(premise)
}

/// Whether a node that was read already tells of a line to the node with this name.
pub fn told(node: &Node, to: &str) -> bool {
    let is_told = |of: &str| of == to || of.strip_prefix(to).is_some_and(|rest| rest.starts_with('>'));
    let related = node.data.get("related").unwrap_or_default();
    !to.is_empty() && (node.also.iter().any(|also| is_told(&also.of)) || related.split(' ').any(|name| name == to))
}
