//! Writes mind maps.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

use crate::model::{ClaimId, Id as _};

use super::super::address::{is_safe, leads_elsewhere};
use super::super::gathered::{Cited, LinkKind};
use super::super::own::Export;
use super::kept::{self, GIVEN_ID, NEW_ARROW, NEW_ID, Old};
use super::leaf::{Leaf, Line, OWN, label_sign, leaves, lines, side_word, sign_of};
use super::markup::{Piece, Walker, escape, paragraphs};

/// The whole file.
pub fn write(export: &Export<'_>) -> String {
    let leaves = leaves(export, "mm.", fits);
    let mut names = Names::new(export);
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
        node(&mut file, export, leaf, number, side, &mut names);
        open += 1;
    }
    for _ in 0..open {
        file.push_str("</node>\n");
    }
    file.push_str("</map>\n");
    file
}

/// The names of nodes in the file.
struct Names {
    of_claims: Vec<String>,
    claims: HashMap<String, ClaimId>,
    /// To which claims arrows lead.
    ends: BTreeSet<ClaimId>,
    taken: BTreeSet<String>,
}

impl Names {
    /// The name that a node had in a mind map before, or a new one.
    fn new(export: &Export<'_>) -> Self {
        let claims = &export.document.claims;
        let mut names = Self {
            of_claims: vec![String::new(); claims.num_slots()],
            claims: HashMap::new(),
            ends: BTreeSet::new(),
            taken: BTreeSet::new(),
        };
        for (id, claim) in claims.iter() {
            let own = claim
                .data
                .get("mm.ID")
                .filter(|name| is_plain(name) && !name.starts_with(NEW_ID));
            let own = own.filter(|own| names.taken.insert((*own).to_owned()));
            let is_old = ["mm.TEXT", "mm.NODE"].iter().any(|name| claim.data.get(name).is_some());
            let start = if is_old { GIVEN_ID } else { NEW_ID };
            let name = own.map_or_else(|| format!("{start}{}", id.index()), str::to_owned);
            names.ends.extend(lines(export, id).into_iter().map(|line| line.to));
            names.claims.insert(name.clone(), id);
            if let Some(slot) = names.of_claims.get_mut(id.index()) {
                *slot = name;
            }
        }
        names
    }

    fn of(&self, claim: ClaimId) -> &str {
        self.of_claims.get(claim.index()).map_or("", String::as_str)
    }

    /// The name of what is no claim.
    fn of_other(&mut self, leaf: &Leaf, number: usize) -> String {
        let own = kept::datum(leaf, "ID").filter(|name| is_plain(name) && !name.starts_with(NEW_ID));
        let own = own.filter(|own| self.taken.insert((*own).to_owned()));
        let start = if kept::is_old(leaf) { GIVEN_ID } else { NEW_ID };
        own.map_or_else(|| format!("{start}i{number}"), str::to_owned)
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
    let is_name = |name: &str| {
        !name.is_empty()
            && name
                .chars()
                .all(|letter| letter.is_ascii_uppercase() || letter.is_ascii_digit() || letter == '_')
    };
    match name {
        "COLOR" | "BACKGROUND_COLOR" | "edge.COLOR" | "cloud.COLOR" => is_color(value),
        "CREATED" | "MODIFIED" | "font.SIZE" => is_number(),
        "FOLDED" | "NUMBERED" | "font.BOLD" | "font.ITALIC" => matches!(value, "true" | "false"),
        "STYLE" | "font.NAME" | "edge.STYLE" | "edge.WIDTH" | "cloud.SHAPE" => is_plain(value),
        "icons" => value.chars().all(|letter| !letter.is_control()),
        "DETAILS" | "NOTE" | "NODE" | "parts" => kept::is_whole(value, false),
        "bare" => kept::is_whole(value, true),
        "LINK" => !leads_elsewhere(value),
        "arrowlinks" | "TEXT" | "ID" => true,
        "TAGS" | "TREE_ID" | "REFERENCE_ID" | "CONTENT_ID" => false,
        _ => match name.split_once('.') {
            Some(("attribute", name)) => !name.trim().is_empty() && !name.starts_with(OWN),
            Some(("font" | "edge" | "cloud", name)) => is_name(name),
            Some(_) => false,
            None => is_name(name),
        },
    }
}

/// The arrows and the link of a node of others that still stand for something, as they were, and the lines that are new.
fn arrows(leaf: &Leaf, export: &Export<'_>, names: &Names) -> (Vec<String>, Option<String>, Vec<Line>) {
    let mut new: Vec<Line> = leaf.claim.into_iter().flat_map(|claim| lines(export, claim)).collect();
    let mut stands = |to: &str, label: &str| {
        // What leads nowhere, to a heading or back to itself never was a relation.
        let Some(claim) = names.claims.get(to).filter(|claim| Some(**claim) != leaf.claim) else {
            return true;
        };
        let said = label_sign(label).map(|(kind, _)| kind);
        let is_it = |line: &Line| {
            let kind = line.kind.map(sign_of);
            line.to == *claim && (said.is_none() || kind.is_none() || said == kind)
        };
        // An arrow without words first stands for what is only connected.
        let bare = new.iter().position(|line| line.kind.is_none() && is_it(line));
        let found = bare.filter(|_| said.is_none()).or_else(|| new.iter().position(is_it));
        found.map(|at| new.remove(at)).is_some()
    };
    let link = kept::datum(leaf, "LINK").filter(|link| match link.strip_prefix('#') {
        Some(to) => stands(to, ""),
        None => {
            let is_named =
                |cited: &Cited| cited.citation == link.trim() || cited.urls.iter().any(|url| url == link.trim());
            !leads_elsewhere(link) && leaf.sources.iter().any(is_named)
        }
    });
    let link = link.map(str::to_owned);
    let raw: Vec<String> = kept::datum(leaf, "arrowlinks")
        .and_then(|json| serde_json::from_str(json).ok())
        .unwrap_or_default();
    let still = raw.into_iter().filter(|raw| {
        let mut walker = Walker::new(raw, "");
        let Ok(Piece::Open(tag)) = walker.next() else {
            return false;
        };
        let labels = ["MIDDLE_LABEL", "SOURCE_LABEL", "TARGET_LABEL"].iter();
        let label = labels
            .filter_map(|name| tag.get(name))
            .find(|label| !label.trim().is_empty());
        tag.name == "arrowlink"
            && kept::is_whole(raw, false)
            && stands(tag.get("DESTINATION").unwrap_or_default(), label.unwrap_or_default())
    });
    let still = still.collect();
    (still, link, new)
}

fn node(file: &mut String, export: &Export<'_>, leaf: &Leaf, number: usize, side: Option<&str>, names: &mut Names) {
    let attribute = |name: &str, value: &str| format!(" {name}=\"{}\"", escape(value));
    let old = Old::of(leaf);
    let is_right = old.as_ref().is_some_and(|old| old.is_signed_right);
    let mut tag = String::from("<node");
    match &old {
        Some(old) if is_right && old.text.is_some() => tag += &attribute("TEXT", old.text.unwrap_or_default()),
        Some(old) if is_right && old.rich.is_some() => {}
        Some(_) if is_right && kept::datum(leaf, "LOCALIZED_TEXT") == Some(&leaf.words) => {}
        Some(old) if is_right && !old.has_word => tag += &attribute("TEXT", &guarded(&leaf.words)),
        _ => tag += &attribute("TEXT", &guarded(&leaf.text)),
    }
    let id = match leaf.claim {
        Some(claim) => names.of(claim).to_owned(),
        None => names.of_other(leaf, number),
    };
    // A node of others without a name gets none, unless an arrow leads to it.
    let is_needed = leaf.claim.is_some_and(|claim| names.ends.contains(&claim));
    if old.is_none() || is_needed || !id.starts_with(GIVEN_ID) {
        tag += &attribute("ID", &id);
    }
    if old.is_none() {
        tag += &side.map_or(String::new(), |side| attribute("POSITION", side));
    }
    let (old_arrows, old_link, new_lines) = arrows(leaf, export, names);
    let urls = leaf.sources.iter().flat_map(|source| &source.urls);
    let link = urls.into_iter().find(|url| is_safe(url) && !url.starts_with("mailto:"));
    let link = old_link.or_else(|| link.filter(|_| old.is_none()).cloned());
    tag += &link.map_or(String::new(), |url| attribute("LINK", &url));
    if !leaf.tags.is_empty() {
        tag += &attribute("TAGS", &leaf.tags.join("\n"));
    }
    let mut inner: Vec<(&str, String)> = Vec::new();
    let mut under = String::new();
    for (name, value) in &leaf.native {
        match name.split_once('.') {
            Some(("attribute", name)) => {
                let is_cited = || {
                    let mut all = leaf.sources.iter();
                    all.any(|cited| cited.citation == value.trim() || cited.urls.iter().any(|url| url == value.trim()))
                };
                if !super::read::is_source(name) || is_cited() {
                    under += &format!("<attribute NAME=\"{}\" VALUE=\"{}\"/>\n", escape(name), escape(value));
                }
            }
            Some((element, name)) => match inner.iter_mut().find(|(known, _)| *known == element) {
                Some((_, all)) => *all += &attribute(name, value),
                None => inner.push((element, attribute(name, value))),
            },
            None => match name.as_str() {
                "icons" | "parts" | "bare" | "arrowlinks" | "TEXT" | "ID" | "LINK" | "DETAILS" | "NOTE" | "NODE" => {}
                name => tag += &attribute(name, value),
            },
        }
    }
    *file += &tag;
    *file += ">\n";
    let mut icon = |name: &str| *file += &format!("<icon BUILTIN=\"{}\"/>\n", escape(name));
    let sign = match leaf.sign {
        Some(LinkKind::Attack) => Some("button_cancel"),
        Some(_) => Some("button_ok"),
        None => None,
    };
    if let Some(sign) = sign.filter(|_| !is_right) {
        icon(sign);
    }
    for name in kept::icons(leaf).filter(|name| is_right || old.is_none() || kept::side_of(name).is_none()) {
        icon(name);
    }
    for (element, attributes) in inner {
        *file += &format!("<{element}{attributes}/>\n");
    }
    if leaf.is_heading && old.is_none() {
        *file += "<font BOLD=\"true\"/>\n<cloud COLOR=\"#f0f0f0\" SHAPE=\"ROUND_RECT\"/>\n";
    }
    let parts = kept::datum(leaf, "parts").unwrap_or_default();
    if !parts.is_empty() {
        *file += parts;
        file.push('\n');
    }
    if leaf.is_loose && !parts.contains("NAME=\"FreeNode\"") {
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
    if let Some(rich) = old.as_ref().and_then(|old| old.rich).filter(|_| is_right) {
        *file += rich;
        file.push('\n');
    }
    for (kind, text) in [("DETAILS", &leaf.explanation), ("NOTE", &leaf.note)] {
        // Of a heading nothing but this is known.
        let raw = kept::datum(leaf, kind).filter(|raw| leaf.is_heading || kept::rich_text(raw).text() == text.trim());
        if let Some(raw) = raw {
            *file += raw;
            file.push('\n');
        } else if !text.is_empty() {
            let html = paragraphs(text);
            *file += &format!(
                "<richcontent TYPE=\"{kind}\" CONTENT-TYPE=\"xml/\"><html><head></head><body>{html}</body></html></richcontent>\n"
            );
        }
    }
    for raw in old_arrows
        .into_iter()
        .chain(kept::datum(leaf, "bare").map(str::to_owned))
    {
        *file += &raw;
        file.push('\n');
    }
    for line in new_lines {
        let label = line.kind.map_or(String::new(), |kind| {
            format!(" MIDDLE_LABEL=\"{}\"", side_word(kind, export.lang))
        });
        *file += &format!(
            "<arrowlink DESTINATION=\"{}\"{NEW_ARROW}{label}/>\n",
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
