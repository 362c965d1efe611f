//! Writes DOT.

use serde_json::Value;

use crate::model::{Id as _, RelationKind};

use super::super::address::{first_safe, is_other_scheme};
use super::super::gathered::LinkKind;
use super::super::graphml::wrapped;
use super::super::mind_map::leaf::{Leaf, OWN, leaves, lines, side_word, spots};
use super::super::mind_map::markup::one_line;
use super::super::own::Export;
use super::lexer::quoted;

/// Which data a node has room for: what it had in one before, but for what shows its side.
fn fits(name: &str, value: &str) -> bool {
    let is_word = name.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && name
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
    let is_taken = matches!(
        name,
        "label" | "tooltip" | "URL" | "href" | "shape" | "style" | "color" | "peripheries" | "image" | "shapefile"
    );
    // As `labelURL` and `edgehref` are.
    let is_link = name.ends_with("URL") || name.ends_with("href");
    is_word && !is_taken && !(is_link && is_other_scheme(value))
}

/// A label as Graphviz shows it: it knows letters by their names, as HTML does.
fn shown(words: &str) -> String {
    quoted(&words.replace('&', "&amp;"))
}

/// The whole file.
pub fn write(export: &Export<'_>) -> String {
    let leaves = leaves(export, "dot.", fits);
    let spots = spots(&leaves);
    let mut file = String::from("digraph {\n");
    for (name, value) in export.document.cover.data.iter() {
        let own = name.strip_prefix("dot.").filter(|name| fits(name, value));
        if let Some(name) = own {
            file += &format!("  {name}={};\n", quoted(value));
        }
    }
    if export.document.cover.data.get("dot.rankdir").is_none() {
        file += "  rankdir=RL;\n";
    }
    file += concat!(
        "  node [shape=box, style=rounded, fontname=\"Helvetica\"];\n",
        "  edge [fontname=\"Helvetica\", fontsize=10];\n",
    );
    let mut open: Vec<usize> = Vec::new();
    for (number, leaf) in leaves.iter().enumerate() {
        while open.last().is_some_and(|depth| *depth >= leaf.depth) {
            open.pop();
            file += "}\n";
        }
        if leaf.is_heading {
            open.push(leaf.depth);
            file += &format!(
                "subgraph cluster_{number} {{\n  label={};\n  style=rounded;\n",
                shown(&one_line(&leaf.words))
            );
            for (key, value) in &leaf.own {
                file += &format!("  \"{OWN}{key}\"={};\n", quoted(&words_of(value)));
            }
        } else {
            node(&mut file, leaf, number);
        }
    }
    for _ in open {
        file += "}\n";
    }
    for (number, leaf) in leaves.iter().enumerate() {
        let spot = spots.get(number).copied().unwrap_or_default();
        let parent = spot
            .parent
            .and_then(|parent| leaves.get(parent).map(|leaf| id_of(leaf, parent)));
        if let (Some(parent), Some(sign)) = (parent, leaf.sign) {
            let rel = leaf
                .own
                .iter()
                .find(|(key, _)| *key == "rel")
                .map(|(_, value)| words_of(value));
            let rel = rel.unwrap_or_default();
            let kind = if sign == LinkKind::Attack {
                RelationKind::Attack
            } else {
                RelationKind::Support
            };
            let is_step = matches!(rel.as_str(), "undercuts" | "backs");
            file += &format!(
                "  {} -> {parent} [label=\"{}\", {}, \"{OWN}rel\"=\"{rel}\"];\n",
                id_of(leaf, number),
                side_word(kind, export.lang),
                look(Some(kind), is_step)
            );
        }
        for line in leaf.claim.into_iter().flat_map(|claim| lines(export, claim)) {
            let label = line.kind.map_or("", |kind| side_word(kind, export.lang));
            file += &format!(
                "  {} -> n{} [label=\"{label}\", {}, weight=0];\n",
                id_of(leaf, number),
                line.to.index(),
                look(line.kind, false)
            );
        }
    }
    file += "}\n";
    file
}

/// For and against differ in line, arrow and color.
fn look(kind: Option<RelationKind>, is_step: bool) -> &'static str {
    match (kind, is_step) {
        (Some(RelationKind::Support), false) => "style=solid, arrowhead=normal, color=\"#1b7837\"",
        (Some(RelationKind::Support), true) => "style=solid, arrowhead=odot, color=\"#1b7837\"",
        (Some(RelationKind::Attack), false) => "style=dashed, arrowhead=tee, color=\"#b00020\"",
        (Some(RelationKind::Attack), true) => "style=dotted, arrowhead=odot, color=\"#b00020\"",
        (None, _) => "style=dotted, arrowhead=none, color=\"#808080\"",
    }
}

fn words_of(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn id_of(leaf: &Leaf, number: usize) -> String {
    leaf.claim
        .map_or_else(|| format!("t{number}"), |claim| format!("n{}", claim.index()))
}

fn node(file: &mut String, leaf: &Leaf, number: usize) {
    *file += &format!(
        "  {} [label={}",
        id_of(leaf, number),
        shown(&wrapped(&one_line(&leaf.words)))
    );
    let mut tell = |name: &str, value: &str| *file += &format!(", {name}={value}");
    match leaf.sign {
        Some(LinkKind::Attack) => {
            tell("style", "\"rounded,dashed\"");
            tell("color", "\"#b00020\"");
        }
        Some(_) => tell("color", "\"#1b7837\""),
        None => tell("shape", "octagon"),
    }
    if leaf.depth == 0 {
        tell("peripheries", "2");
        tell("\"ak-kind\"", if leaf.claim.is_some() { "thesis" } else { "question" });
    }
    if !leaf.explanation.is_empty() {
        tell("tooltip", &shown(&leaf.explanation));
    }
    if let Some(url) = first_safe(leaf.sources.iter().flat_map(|source| &source.urls)) {
        tell("URL", &shown(url));
    }
    for (name, value) in &leaf.native {
        tell(name, &quoted(value));
    }
    if !leaf.note.is_empty() {
        tell("\"ak-note\"", &quoted(&leaf.note));
    }
    if !leaf.tags.is_empty() {
        tell("\"ak-tags\"", &quoted(&Value::from(leaf.tags.clone()).to_string()));
    }
    for (key, value) in leaf.own.iter().filter(|(key, _)| *key != "rel") {
        tell(&format!("\"{OWN}{key}\""), &quoted(&words_of(value)));
    }
    *file += "];\n";
}
