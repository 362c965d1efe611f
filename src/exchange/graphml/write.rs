//! Writes GraphML.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::model::{Id as _, RelationKind};

use super::super::address::first_safe;
use super::super::gathered::LinkKind;
use super::super::mind_map::leaf::{Leaf, OWN, leaves, lines, side_word, sign_of, spots};
use super::super::mind_map::markup::{escape, one_line};
use super::super::own::Export;
use super::read::WORDS;

/// Which data a node has room for: all that is not the name of something else.
fn fits(name: &str, value: &str) -> bool {
    let lower = name.to_lowercase();
    let is_taken = matches!(
        lower.as_str(),
        "x" | "y" | "color" | "description" | "explanation" | "url" | "nodetype"
    ) || matches!(lower.as_str(), "nodegraphics" | "edgegraphics" | "resources")
        || WORDS.contains(&lower.as_str());
    let is_whole = value.trim() == value;
    !is_taken && !name.trim().is_empty() && !lower.starts_with(OWN) && is_whole
}

/// The whole file.
pub fn write(export: &Export<'_>) -> String {
    let leaves = leaves(export, "graphml.", fits);
    let spots = spots(&leaves);
    let mut names: BTreeSet<String> = ["description", "url", "ak-kind", "ak-note", "ak-tags"]
        .map(str::to_owned)
        .into();
    for leaf in &leaves {
        names.extend(leaf.own.iter().map(|(key, _)| format!("{OWN}{key}")));
        names.extend(leaf.native.iter().map(|(key, _)| key.clone()));
    }
    let keys: BTreeMap<String, String> = names
        .into_iter()
        .enumerate()
        .map(|(at, name)| (name, format!("k{at}")))
        .collect();
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
        let parent = spot
            .parent
            .and_then(|parent| leaves.get(parent).map(|leaf| id_of(leaf, parent)));
        if let (Some(parent), Some(sign)) = (parent, leaf.sign) {
            let rel = leaf
                .own
                .iter()
                .find(|(key, _)| *key == "rel")
                .and_then(|(_, value)| value.as_str());
            let kind = if sign == LinkKind::Attack {
                RelationKind::Attack
            } else {
                RelationKind::Support
            };
            edge(
                &mut file,
                num_edges,
                &id_of(leaf, number),
                &parent,
                Some((kind, side_word(kind, export.lang))),
                rel,
            );
            num_edges += 1;
        }
        for line in leaf.claim.into_iter().flat_map(|claim| lines(export, claim)) {
            let side = line.kind.map(|kind| (kind, side_word(kind, export.lang)));
            edge(
                &mut file,
                num_edges,
                &id_of(leaf, number),
                &format!("n{}", line.to.index()),
                side,
                None,
            );
            num_edges += 1;
        }
    }
    file += "</graph>\n</graphml>\n";
    file
}

fn id_of(leaf: &Leaf, number: usize) -> String {
    leaf.claim
        .map_or_else(|| format!("t{number}"), |claim| format!("n{}", claim.index()))
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
        datum(
            file,
            keys,
            "ak-kind",
            if leaf.claim.is_some() { "thesis" } else { "question" },
        );
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
    if let Some(url) = first_safe(leaf.sources.iter().flat_map(|source| &source.urls)) {
        datum(file, keys, "url", url);
    }
    for (name, value) in &leaf.native {
        datum(file, keys, name, value);
    }
    own_data(file, leaf, keys);
    *file += "</node>\n";
}

/// Long words over several lines: only where a single space stands, so that no space is lost.
pub fn wrapped(text: &str) -> String {
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
