//! Writes mind maps.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::model::Id as _;

use super::super::gathered::LinkKind;
use super::super::own::Export;
use super::leaf::{Leaf, OWN, leaves, lines, side_word};
use super::markup::{escape, paragraphs};

/// The whole file.
pub fn write(export: &Export<'_>) -> String {
    let leaves = leaves(export, "mm.", fits);
    let names = Names::new(export);
    let mut file = String::from("<map version=\"freeplane 1.7.0\">\n<attribute_registry SHOW_ATTRIBUTES=\"hide\"/>\n");
    let mut open = 0;
    // Headings and arguments of the first level stand on both sides of the question.
    let num_first = leaves.iter().filter(|leaf| leaf.depth == 1).count();
    let mut first = 0;
    for (number, leaf) in leaves.iter().enumerate() {
        while open > leaf.depth {
            file.push_str("</node>\n");
            open -= 1;
        }
        let is_right = match leaf.sign {
            Some(LinkKind::Attack) => false,
            Some(_) => true,
            None => first * 2 < num_first,
        };
        let side = (leaf.depth == 1).then_some(if is_right { "right" } else { "left" });
        first += usize::from(leaf.depth == 1);
        node(&mut file, export, leaf, number, side, &names);
        open += 1;
    }
    for _ in 0..open {
        file.push_str("</node>\n");
    }
    file.push_str("</map>\n");
    file
}

/// The names of nodes in the file.
struct Names(Vec<String>);

impl Names {
    /// The name that a node had in a mind map before, or a new one.
    fn new(export: &Export<'_>) -> Self {
        let claims = &export.document.claims;
        let mut names = vec![String::new(); claims.num_slots()];
        let mut taken = BTreeSet::new();
        for (id, claim) in claims.iter() {
            let own = claim
                .data
                .get("mm.ID")
                .filter(|name| is_plain(name) && !name.starts_with("ID_ak"));
            if let (Some(own), Some(slot)) = (own, names.get_mut(id.index()))
                && taken.insert(own)
            {
                own.clone_into(slot);
            }
        }
        for (number, slot) in names.iter_mut().enumerate() {
            if slot.is_empty() {
                *slot = format!("ID_ak{number}");
            }
        }
        Self(names)
    }

    fn of(&self, claim: crate::model::ClaimId) -> &str {
        self.0.get(claim.index()).map_or("", String::as_str)
    }
}

fn is_plain(word: &str) -> bool {
    !word.is_empty()
        && word.len() < 100
        && word
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '.' | ' ' | ','))
}

fn is_color(word: &str) -> bool {
    word.strip_prefix('#')
        .is_some_and(|digits| digits.len() == 6 && digits.chars().all(|letter| letter.is_ascii_hexdigit()))
}

/// Which data a node of the format has room for: what it had in one before, if it is still in order.
fn fits(name: &str, value: &str) -> bool {
    let is_number = || !value.is_empty() && value.len() < 20 && value.chars().all(|letter| letter.is_ascii_digit());
    match name {
        "COLOR" | "BACKGROUND_COLOR" | "edge.COLOR" | "cloud.COLOR" => is_color(value),
        "CREATED" | "MODIFIED" | "font.SIZE" => is_number(),
        "FOLDED" | "NUMBERED" | "font.BOLD" | "font.ITALIC" => matches!(value, "true" | "false"),
        "STYLE" | "font.NAME" | "edge.STYLE" | "edge.WIDTH" | "cloud.SHAPE" | "icons" => is_plain(value),
        _ => name
            .strip_prefix("attribute.")
            .is_some_and(|name| !name.trim().is_empty() && !name.starts_with(OWN) && !super::read::is_source(name)),
    }
}

fn node(file: &mut String, export: &Export<'_>, leaf: &Leaf, number: usize, side: Option<&str>, names: &Names) {
    let attribute = |name: &str, value: &str| format!(" {name}=\"{}\"", escape(value));
    let mut tag = String::from("<node");
    tag += &attribute("TEXT", &guarded(&leaf.text));
    let id = leaf
        .claim
        .map_or_else(|| format!("ID_aki{number}"), |claim| names.of(claim).to_owned());
    tag += &attribute("ID", &id);
    tag += &side.map_or(String::new(), |side| attribute("POSITION", side));
    let urls = || leaf.sources.iter().flat_map(|source| &source.urls);
    let link = urls().find(|url| url.starts_with("http://") || url.starts_with("https://"));
    tag += &link.map_or(String::new(), |url| attribute("LINK", url));
    if !leaf.tags.is_empty() {
        tag += &attribute("TAGS", &leaf.tags.join("\n"));
    }
    let mut inner: Vec<(&str, String)> = Vec::new();
    let mut under = String::new();
    for (name, value) in &leaf.native {
        match name.split_once('.') {
            Some(("attribute", name)) => {
                under += &format!("<attribute NAME=\"{}\" VALUE=\"{}\"/>\n", escape(name), escape(value));
            }
            Some((element, name)) => match inner.iter_mut().find(|(known, _)| *known == element) {
                Some((_, all)) => *all += &attribute(name, value),
                None => inner.push((element, attribute(name, value))),
            },
            None if name == "icons" => {
                for icon in value.split(' ').filter(|icon| !icon.is_empty()) {
                    under += &format!("<icon BUILTIN=\"{}\"/>\n", escape(icon));
                }
            }
            None => tag += &attribute(name, value),
        }
    }
    *file += &tag;
    *file += ">\n";
    if let Some(sign) = leaf.sign {
        let icon = if sign == LinkKind::Attack {
            "button_cancel"
        } else {
            "button_ok"
        };
        *file += &format!("<icon BUILTIN=\"{icon}\"/>\n");
    }
    for (element, attributes) in inner {
        *file += &format!("<{element}{attributes}/>\n");
    }
    if leaf.is_heading {
        *file += "<font BOLD=\"true\"/>\n<cloud COLOR=\"#f0f0f0\" SHAPE=\"ROUND_RECT\"/>\n";
    }
    if leaf.is_loose {
        *file += "<hook NAME=\"FreeNode\"/>\n";
    }
    *file += &under;
    for (name, value) in &leaf.own {
        let words = match value {
            Value::String(words) => words.clone(),
            other => other.to_string(),
        };
        *file += &format!("<attribute NAME=\"{OWN}{name}\" VALUE=\"{}\"/>\n", escape(&words));
    }
    for (kind, text) in [("DETAILS", &leaf.explanation), ("NOTE", &leaf.note)] {
        if !text.is_empty() {
            let html = paragraphs(text);
            *file += &format!(
                "<richcontent TYPE=\"{kind}\" CONTENT-TYPE=\"xml/\"><html><head></head><body>{html}</body></html></richcontent>\n"
            );
        }
    }
    for line in leaf.claim.into_iter().flat_map(|claim| lines(export, claim)) {
        let label = line.kind.map_or(String::new(), |kind| {
            format!(" MIDDLE_LABEL=\"{}\"", side_word(kind, export.lang))
        });
        *file += &format!(
            "<arrowlink DESTINATION=\"{}\" STARTARROW=\"NONE\" ENDARROW=\"DEFAULT\"{label}/>\n",
            escape(names.of(line.to))
        );
    }
}

/// A text that begins as a formula gets a mark before it, so that it is shown and not calculated.
fn guarded(text: &str) -> String {
    if text.trim_start_matches('\'').starts_with('=') {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}
