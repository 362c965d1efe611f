//! A map of ours as Argdown.

use std::collections::HashMap;
use std::fmt::Write as _;

use serde_json::{Map, Value};

use super::super::gathered::Also;
use super::super::own::{Export, group_attributes};
use super::super::parts::{IN_VALUES, Part};
use super::super::tree::{Twig, What, twigs};
use super::short_title;
use crate::model::{ClaimId, Id as _, RelationKind};

/// What comes back from a file that was written.
pub const KEEPS: &[Part] = IN_VALUES;

/// Writes a map: the thesis, the arguments under the headings of their stakeholders and themes, and the replies under them.
pub fn write(export: &Export<'_>) -> String {
    let document = export.document;
    let titles = titles(export);
    let mut out = String::with_capacity(document.claims.len() * 160);
    front(export, &mut out);
    let twigs = twigs(export);
    // What stands under no heading comes first: a heading has no end.
    let (mut free, mut headed) = (Vec::new(), Vec::new());
    let mut is_headed = false;
    for twig in &twigs {
        match twig.what {
            What::Root(_) => {}
            What::Stakeholder(_) => is_headed = true,
            What::Theme(_) if twig.depth == 1 => is_headed = true,
            What::Claim(..) if twig.depth == 1 => is_headed = false,
            _ => {}
        }
        if is_headed {
            headed.push(*twig);
        } else {
            free.push(*twig);
        }
    }
    let writer = Writer {
        export,
        titles: &titles,
        thesis: document.cover.thesis,
    };
    for twig in free.iter().chain(&headed) {
        writer.twig(twig, &mut out);
    }
    if !out.ends_with('\n') {
        out.push('\n');
    }
    out
}

/// Titles of all claims: noted ones, or the first words; each once.
fn titles(export: &Export<'_>) -> Vec<String> {
    let document = export.document;
    let mut titles = vec![String::new(); document.claims.num_slots()];
    let mut taken: HashMap<String, u32> = HashMap::new();
    for id in document.claims.in_order() {
        let Some(claim) = document.claims.get(id) else { continue };
        let noted = claim
            .data
            .get("title")
            .map(safe_title)
            .filter(|title| !title.is_empty());
        let mut title = noted.unwrap_or_else(|| short_title(export.words(&claim.text)));
        if title.is_empty() {
            title = document.claims.name(id).to_owned();
        }
        let mut free = title.clone();
        loop {
            let num = taken.entry(free.clone()).or_default();
            *num += 1;
            if *num == 1 {
                break;
            }
            let num = *num;
            free = format!("{title} ({num})");
        }
        if let Some(slot) = titles.get_mut(id.index()) {
            *slot = free;
        }
    }
    titles
}

/// A title without what cannot be escaped in one.
fn safe_title(title: &str) -> String {
    let title: String = title
        .chars()
        .map(|letter| match letter {
            '[' | '<' => '(',
            ']' | '>' => ')',
            '\n' | '\\' | '{' | '}' => ' ',
            letter => letter,
        })
        .collect();
    title.replace("//", "/ /").replace("/*", "/ *").trim().to_owned()
}

struct Writer<'a> {
    export: &'a Export<'a>,
    titles: &'a [String],
    thesis: Option<ClaimId>,
}

impl Writer<'_> {
    fn title(&self, claim: ClaimId) -> &str {
        self.titles.get(claim.index()).map_or("", String::as_str)
    }

    fn twig(&self, twig: &Twig, out: &mut String) {
        let document = self.export.document;
        match twig.what {
            What::Root(Some(thesis)) => {
                out.push('\n');
                self.element(thesis, out);
                out.push('\n');
            }
            What::Root(None) => {}
            What::Stakeholder(id) => {
                let Some(record) = document.stakeholders.get(id) else {
                    return;
                };
                let order = document.stakeholders.in_order().iter().position(|known| *known == id);
                let attributes = group_attributes(
                    document.stakeholders.name(id),
                    true,
                    Some((record.hue, record.symbol)),
                    order.unwrap_or(0),
                    self.export.other_words(&record.name),
                );
                heading(out, 1, self.export.words(&record.name), attributes);
            }
            What::Theme(id) => {
                let Some(record) = document.themes.get(id) else { return };
                let order = document.themes.in_order().iter().position(|known| *known == id);
                let others = self.export.other_words(&record.name);
                let attributes = group_attributes(document.themes.name(id), false, None, order.unwrap_or(0), others);
                heading(out, twig.depth, self.export.words(&record.name), attributes);
            }
            What::Claim(claim, kind, undercut) => self.claim(claim, kind, undercut, out),
        }
    }

    fn claim(&self, claim: ClaimId, kind: Option<RelationKind>, undercut: bool, out: &mut String) {
        let structure = self.export.structure;
        let place = structure.place(claim);
        let parent = place.and_then(|place| place.parent);
        let depth = place.map_or(0, |place| place.depth) as usize;
        let is_top = parent.is_none() || parent == self.thesis;
        if is_top {
            out.push('\n');
            self.element(claim, out);
            if let (Some(kind), Some(parent)) = (kind, parent) {
                let symbol = if kind == RelationKind::Support { "+>" } else { "->" };
                let _ = write!(out, "\n    {symbol} [{}]", self.title(parent));
            }
            out.push('\n');
            self.further(claim, 4, out);
            return;
        }
        // A loose branch begins at its own top.
        let top = if place.is_some_and(|place| place.stance.is_some()) {
            1
        } else {
            0
        };
        let indent = 4 * depth.saturating_sub(top).max(1);
        let symbol = match (kind, undercut) {
            (_, true) => "_",
            (Some(RelationKind::Support), false) => "+",
            _ => "-",
        };
        let _ = write!(out, "{:indent$}{symbol} ", "");
        self.element(claim, out);
        out.push('\n');
        self.further(claim, indent + 4, out);
    }

    /// The further relations of a claim with other claims, a line each.
    fn further(&self, claim: ClaimId, indent: usize, out: &mut String) {
        for also in self.export.also(claim).into_iter().filter(is_plain) {
            let Some(target) = self.export.document.claims.id(&also.of) else {
                continue;
            };
            let symbol = if also.does == "supports" { "+>" } else { "->" };
            let (open, close) = if self.thesis == Some(target) {
                ('[', ']')
            } else {
                ('<', '>')
            };
            let _ = writeln!(out, "{:indent$}{symbol} {open}{}{close}", "", self.title(target));
        }
    }

    /// `<title>: text #tag {data}`.
    fn element(&self, claim: ClaimId, out: &mut String) {
        let export = self.export;
        let Some(record) = export.document.claims.get(claim) else {
            return;
        };
        let is_thesis = self.thesis == Some(claim);
        let (open, close) = if is_thesis { ('[', ']') } else { ('<', '>') };
        let text = export.words(&record.text);
        let _ = write!(out, "{open}{}{close}:", self.title(claim));
        let (mut data, mut escaped) = (Map::new(), String::new());
        escape(text, &mut escaped);
        if !escaped.trim().is_empty() {
            out.push(' ');
            out.push_str(escaped.trim());
        }
        for (key, value) in export.attributes(claim) {
            data.insert(key.to_owned(), value);
        }
        // Those that the language has words for stand in lines of their own.
        let also: Vec<_> = export.also(claim).into_iter().filter(|also| !is_plain(also)).collect();
        data.remove("also");
        if !also.is_empty() {
            data.insert("also".to_owned(), serde_json::to_value(also).unwrap_or_default());
        }
        // What a reader would make of the written words must be the words.
        if super::inline::squeeze(text) != text {
            data.insert("text".to_owned(), text.into());
        }
        if record.data.get("title").is_some() {
            data.insert("titled".to_owned(), true.into());
        }
        for (key, words) in [("explanation", &record.explanation), ("note", &record.note)] {
            let words = export.words(words);
            if !words.is_empty() {
                data.insert(key.to_owned(), words.into());
            }
        }
        let parent = export.structure.place(claim).and_then(|place| place.parent);
        if parent.is_some() && parent != self.thesis {
            // A reply that has these of its own rather than from what it answers.
            if let Some(id) = record.stakeholder {
                data.insert("stakeholder".to_owned(), export.document.stakeholders.name(id).into());
            }
            if let Some(id) = record.theme {
                data.insert("theme".to_owned(), export.document.themes.name(id).into());
            }
        }
        let is_word = |tag: &str| {
            !tag.is_empty()
                && tag
                    .chars()
                    .all(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_'))
        };
        if record.tags.iter().all(|tag| is_word(tag)) {
            for tag in &record.tags {
                let _ = write!(out, " #{tag}");
            }
        } else {
            let tags: Vec<&str> = record.tags.iter().map(|tag| &**tag).collect();
            data.insert("tags".to_owned(), tags.into());
        }
        let cited = export.cited(claim);
        if !cited.is_empty() {
            data.insert("sources".to_owned(), serde_json::to_value(cited).unwrap_or_default());
        }
        let _ = write!(out, " {}", Value::Object(data));
    }
}

/// A relation of one claim with another claim.
fn is_plain(also: &Also) -> bool {
    also.with.is_empty() && matches!(also.does.as_str(), "supports" | "attacks")
}

fn heading(out: &mut String, level: usize, words: &str, attributes: Vec<(&'static str, Value)>) {
    let data: Map<String, Value> = attributes
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value))
        .collect();
    let mut title = String::new();
    escape(words, &mut title);
    let _ = writeln!(out, "\n{:#<level$} {} {}", "", title.trim(), Value::Object(data));
}

/// Writes words so that none of their letters means anything else.
fn escape(words: &str, out: &mut String) {
    let mut is_start = true;
    let mut letters = words.trim().chars().peekable();
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied();
        match letter {
            '\\' | '[' | ']' | '<' | '>' | '{' | '}' | '#' | '@' | '*' | '_' => {
                out.push('\\');
                out.push(letter);
            }
            // Neither a comment nor a web address, whose letters would be taken as they are.
            '/' if matches!(next, Some('/' | '*')) => out.push_str("\\/"),
            '.' | ':' if next.is_some_and(|next| !next.is_whitespace()) => {
                out.push('\\');
                out.push(letter);
            }
            '+' | '-' | '(' | '0'..='9' | '=' if is_start => {
                out.push('\\');
                out.push(letter);
            }
            letter if letter.is_whitespace() => out.push(' '),
            letter => out.push(letter),
        }
        is_start = false;
    }
}

/// The title, the question and what else is said of the whole, as YAML that is JSON too.
fn front(export: &Export<'_>, out: &mut String) {
    let document = export.document;
    let cover = &document.cover;
    let mut lines: Vec<(&str, Value)> = Vec::new();
    let words = |text: &crate::model::Text| -> Value {
        let all: std::collections::BTreeMap<String, String> = export.all_words(text).into();
        match (all.len(), all.get("")) {
            (1, Some(words)) => words.as_str().into(),
            _ => serde_json::to_value(all).unwrap_or_default(),
        }
    };
    for (key, text) in [
        ("title", &cover.title),
        ("question", &cover.question),
        ("explanation", &cover.explanation),
        ("colophon", &cover.colophon),
    ] {
        if !text.is_empty() {
            lines.push((key, words(text)));
        }
    }
    lines.push(("lang", export.lang.code().into()));
    if let Some(thesis) = cover.thesis {
        lines.push(("thesis", document.claims.name(thesis).into()));
    }
    let data = export.cover_data();
    if !data.is_empty() {
        lines.push(("data", serde_json::to_value(data).unwrap_or_default()));
    }
    let uncited = export.uncited();
    if !uncited.is_empty() {
        lines.push(("sources", serde_json::to_value(uncited).unwrap_or_default()));
    }
    out.push_str("===\n");
    for (key, value) in lines {
        let _ = writeln!(out, "{key}: {value}");
    }
    out.push_str("model:\n    removeTagsFromText: true\n===\n");
}
