//! Markdown (<https://spec.commonmark.org/0.31.2/>): headings and nested lists.
//!
//! A list item may begin with a sign (`+ …` or `- …` behind its own bullet) or with a word for it (`Voor: …`). What a
//! reader of the page sees is written as ordinary Markdown; what only the program needs stands as JSON in a comment
//! (`<!-- ak {…} -->`) behind the sentence that it belongs to.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde_json::{Map, Value};

use super::address::is_safe;
use super::format::Format;
use super::gathered::{Cited, Gathered, LinkKind, Node, Words};
use super::limit::MOST_RECORDS;
use super::mind_map::leaf::{Leaf, leaves, settle, take_cover};
use super::mind_map::markup::plain;
use super::own::Export;
use super::parts::{IN_VALUES, Part};
use super::signs::{side_heading, signed};
use super::tree::{Became, Branch, gather};
use super::trouble::{Refusal, Trouble};
use crate::model::Lang;

/// What comes back from a text that was written.
pub const KEEPS: &[Part] = IN_VALUES;

/// So many bytes and lines are read, since the parser makes much more of them: what comes after is left out.
const MOST_BYTES: usize = 10_000_000;
const MOST_LINES: usize = 400_000;

/// So deep are lists nested when they are written; what hangs deeper stands there too, and names what it hangs under.
const DEEPEST: usize = 40;

/// How a comment of ours begins: behind the sentence that it belongs to, and at the end of the text for the whole map.
const OURS: &str = "ak {";
const WHOLE: &str = "ak-map {";

/// What belongs to the whole map rather than to its first heading: it would stand in the way of who reads the text.
const OF_WHOLE: [&str; 7] = ["about", "colophon", "cover", "lang", "library", "question", "title"];

/// What is open while a text is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Heading,
    Item(usize),
    /// An item that is only the sign of the item around it.
    Sign,
    Other,
}

/// The lines of a text by the places of its letters, asked in order.
struct Lines<'a> {
    text: &'a str,
    place: usize,
    line: u32,
}

impl Lines<'_> {
    fn at(&mut self, place: usize) -> u32 {
        if place > self.place {
            let passed = self.text.as_bytes().get(self.place..place).unwrap_or_default();
            self.line += passed.iter().filter(|byte| **byte == b'\n').count() as u32;
            self.place = place;
        }
        self.line
    }
}

/// Words that are being put together: of a heading, an item or a paragraph.
#[derive(Default)]
struct Piece {
    words: String,
    sources: Vec<Cited>,
    named: Vec<(String, Value)>,
    /// Whether it begins with emphasis.
    is_stressed: bool,
    /// Links and images that are open: where their words begin, and where they lead.
    links: Vec<(usize, String, String)>,
}

/// A paragraph under no heading or item.
struct First {
    words: String,
    sources: Vec<Cited>,
    line: u32,
}

struct Reader<'a> {
    text: &'a str,
    lines: Lines<'a>,
    into: Gathered,
    branches: Vec<Branch>,
    /// The bullet of each branch that is an item.
    bullets: Vec<Option<char>>,
    /// Which branches are headings.
    is_heading: Vec<bool>,
    /// The headings that are open, with their levels.
    headings: Vec<(u8, usize)>,
    open: Vec<Open>,
    piece: Piece,
    /// Paragraphs that stand under no heading or item.
    first: Vec<First>,
    front: Option<String>,
    /// How many headings and items were only counted.
    num_over: usize,
    /// What a comment says of the whole map.
    whole: Vec<(String, Value)>,
}

/// Reads a text.
///
/// # Errors
/// [`Refusal::NoArguments`] if there are no words in it.
pub fn read(text: &str) -> Result<Gathered, Refusal> {
    let whole = text;
    let text = beginning(whole);
    let options = Options::ENABLE_TASKLISTS | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut reader = Reader {
        text,
        lines: Lines {
            text,
            place: 0,
            line: 1,
        },
        into: Gathered::new(Format::Markdown),
        branches: Vec::new(),
        bullets: Vec::new(),
        is_heading: Vec::new(),
        headings: Vec::new(),
        open: Vec::new(),
        piece: Piece::default(),
        first: Vec::new(),
        front: None,
        num_over: 0,
        whole: Vec::new(),
    };
    let mut last_over = 0;
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        if reader.branches.len() < MOST_RECORDS {
            reader.event(event, range.start);
        } else if let Event::Start(Tag::Item | Tag::Heading { .. }) = event {
            // The words of the last are at their end.
            reader.flush(range.start);
            let line = reader.lines.at(range.start);
            // A second on the same line is the sign of the first.
            if line > last_over {
                last_over = line;
                reader.num_over += 1;
                reader.into.leave_over(line);
            }
        } else if reader.num_over == 0 {
            reader.event(event, range.start);
        }
    }
    if let Some(rest) = whole.get(text.len()..).filter(|rest| !rest.trim().is_empty()) {
        let line = reader.lines.at(text.len());
        let num_lines = rest.lines().filter(|line| !line.trim().is_empty()).count();
        let what = Trouble::OnlyBeginning(text.len() as u64, rest.len() as u64, num_lines as u32);
        reader.into.warn(line, what);
    }
    reader.end()
}

/// As much of a text as is read: whole lines, or whole letters of a line that is too long.
fn beginning(text: &str) -> &str {
    let by_lines = text
        .match_indices('\n')
        .nth(MOST_LINES)
        .map_or(text.len(), |(end, _)| end);
    let mut end = by_lines.min(MOST_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    // Half a sentence says something else than the whole one.
    let last = text.get(..end).and_then(|read| read.rfind('\n'));
    if let Some(last) = last.filter(|last| end < by_lines && *last > end / 2) {
        end = last + 1;
    }
    text.get(..end).unwrap_or(text)
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, place: usize) {
        match event {
            Event::Start(tag) => self.start(tag, place),
            Event::End(end) => self.close(end, place),
            Event::Text(words) => match &mut self.front {
                Some(front) => front.push_str(&words),
                None => self.piece.words.push_str(&words),
            },
            Event::Code(words) | Event::InlineMath(words) | Event::DisplayMath(words) => {
                self.piece.words.push_str(&words);
            }
            Event::SoftBreak => self.piece.words.push(' '),
            Event::HardBreak => self.piece.words.push('\n'),
            Event::Html(html) | Event::InlineHtml(html) => self.html(&html, place),
            Event::TaskListMarker(is_done) => {
                let value = if is_done { "x" } else { "-" };
                if let Some(branch) = self.item().and_then(|item| self.branches.get_mut(item)) {
                    branch.data.insert("md.task".to_owned(), value.to_owned());
                }
            }
            Event::FootnoteReference(_) | Event::Rule => {}
        }
    }

    /// The item that is open.
    fn item(&self) -> Option<usize> {
        self.open.iter().rev().find_map(|open| match open {
            Open::Item(item) => Some(*item),
            _ => None,
        })
    }

    fn start(&mut self, tag: Tag<'_>, place: usize) {
        let next = match tag {
            Tag::Heading { level, .. } => {
                self.flush(place);
                let level = level as u8;
                while self.headings.last().is_some_and(|(last, _)| *last >= level) {
                    self.headings.pop();
                }
                let parent = self.item().or(self.headings.last().map(|(_, branch)| *branch));
                self.begin(parent, None, place);
                if let Some(slot) = self.is_heading.last_mut() {
                    *slot = true;
                }
                // A heading in an item does not go on behind it.
                if self.item().is_none() {
                    self.headings.push((level, self.branches.len() - 1));
                }
                Open::Heading
            }
            Tag::Item => {
                self.flush(place);
                let bullet = self.text.get(place..).and_then(|rest| rest.trim_start().chars().next());
                let around = self.item();
                let is_sign = around.is_some_and(|item| self.is_only_sign(item, place));
                if let (true, Some(branch)) = (is_sign, around.and_then(|item| self.branches.get_mut(item))) {
                    branch.sign = match bullet {
                        Some('+') => Some(LinkKind::Support),
                        Some('-') => Some(LinkKind::Attack),
                        _ => branch.sign,
                    };
                    Open::Sign
                } else {
                    self.paragraph_is_root();
                    let parent = around.or(self.headings.last().map(|(_, branch)| *branch));
                    self.begin(parent, bullet, place);
                    Open::Item(self.branches.len() - 1)
                }
            }
            Tag::Emphasis => {
                self.piece.is_stressed |= self.piece.words.trim().is_empty();
                Open::Other
            }
            Tag::Link { dest_url, title, .. } | Tag::Image { dest_url, title, .. } => {
                let start = self.piece.words.len();
                self.piece
                    .links
                    .push((start, dest_url.into_string(), title.into_string()));
                Open::Other
            }
            Tag::MetadataBlock(_) => {
                self.front = Some(String::new());
                Open::Other
            }
            Tag::List(_) | Tag::Paragraph | Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::BlockQuote(_) => {
                self.flush(place);
                Open::Other
            }
            _ => Open::Other,
        };
        self.open.push(next);
    }

    /// Whether an item holds nothing but the item that begins on its own line here.
    fn is_only_sign(&mut self, item: usize, place: usize) -> bool {
        let line = self.lines.at(place);
        let last = self.branches.len().checked_sub(1);
        self.branches.get(item).is_some_and(|branch| {
            Some(item) == last && branch.text.is_empty() && branch.sign.is_none() && branch.line == line
        })
    }

    /// A new branch. It stays empty until its words are known.
    fn begin(&mut self, parent: Option<usize>, bullet: Option<char>, place: usize) {
        let line = self.lines.at(place);
        self.branches.push(Branch {
            parent,
            line,
            ..Branch::default()
        });
        self.bullets.push(bullet);
        self.is_heading.push(false);
    }

    fn close(&mut self, end: TagEnd, place: usize) {
        // The last words of an item belong to it, not to the item around it.
        if end == TagEnd::Item {
            self.flush(place);
        }
        self.open.pop();
        match end {
            TagEnd::Link | TagEnd::Image => self.link(),
            TagEnd::MetadataBlock(_) => {
                let front = self.front.take().unwrap_or_default();
                self.front_matter(&front);
            }
            TagEnd::Heading(_) => {
                let piece = std::mem::take(&mut self.piece);
                let number = match self.item() {
                    Some(_) => self.branches.len().checked_sub(1),
                    None => self.headings.last().map(|(_, branch)| *branch),
                };
                if let Some(branch) = number.and_then(|number| self.branches.get_mut(number)) {
                    branch.text = piece.words.trim().to_owned();
                    branch.sources.extend(piece.sources);
                    branch.named.extend(piece.named);
                }
            }
            TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::HtmlBlock => self.flush(place),
            _ => {}
        }
    }

    fn link(&mut self) {
        let Some((start, url, title)) = self.piece.links.pop() else {
            return;
        };
        let words = self.piece.words.get(start..).unwrap_or_default().trim();
        if url.is_empty() || url.starts_with('#') {
            return;
        }
        let citation = if words.is_empty() || words == url {
            title
        } else {
            words.to_owned()
        };
        self.piece.sources.push(Cited {
            citation,
            urls: vec![url],
            ..Cited::default()
        });
    }

    /// The title of a page, in the lines before it; the rest is kept.
    fn front_matter(&mut self, text: &str) {
        for line in text.lines() {
            let Some((name, value)) = line
                .split_once(':')
                .filter(|(name, _)| !name.starts_with([' ', '#', '-']))
            else {
                continue;
            };
            let value = value.trim().trim_matches(['"', '\'']);
            match name.trim() {
                "title" if self.into.title.is_empty() => self.into.title = Words::plain(value),
                name if !value.is_empty() => {
                    self.into.data.insert(format!("md.{name}"), value.to_owned());
                }
                _ => {}
            }
        }
    }

    fn html(&mut self, html: &str, place: usize) {
        let comment = html
            .trim()
            .strip_prefix("<!--")
            .and_then(|rest| rest.strip_suffix("-->"));
        let line = self.lines.at(place);
        match comment.map(str::trim) {
            Some(comment) if comment.starts_with(OURS) || comment.starts_with(WHOLE) => {
                let is_whole = comment.starts_with(WHOLE);
                let json = comment.split_once(' ').map_or("", |(_, json)| json);
                match serde_json::from_str::<Map<String, Value>>(json) {
                    Ok(named) if is_whole => self.whole.extend(named),
                    Ok(named) => self.piece.named.extend(named),
                    Err(_) => self.into.warn_at(line, Trouble::BadData, comment),
                }
            }
            Some(comment) => self.into.warn_at(line, Trouble::LeftOut, comment),
            None if html.starts_with("<br") => self.piece.words.push('\n'),
            // Of marks the words between them are kept.
            None => {
                let words = plain(html).line();
                if !words.is_empty() {
                    self.piece.words.push_str(&words);
                    self.piece.words.push('\n');
                }
            }
        }
    }

    /// Ends the words of a paragraph.
    fn flush(&mut self, place: usize) {
        let piece = std::mem::take(&mut self.piece);
        let words = piece.words.trim();
        if words.is_empty() && piece.named.is_empty() {
            return;
        }
        let line = self.lines.at(place);
        let item = self.item();
        let target = item.or(self.headings.last().map(|(_, branch)| *branch));
        let Some(branch) = target.and_then(|target| self.branches.get_mut(target)) else {
            let words = words.to_owned();
            let sources = piece.sources;
            self.first.push(First { words, sources, line });
            return;
        };
        let is_sources = piece.is_stressed && {
            let word = words.split_once(':').map_or("", |(word, _)| word).to_lowercase();
            matches!(&*word, "bron" | "bronnen" | "source" | "sources")
        };
        branch.named.extend(piece.named);
        if words.is_empty() {
            return;
        }
        if is_sources {
            if piece.sources.is_empty() {
                branch.sources.push(Cited {
                    citation: words.split_once(':').map_or(words, |(_, rest)| rest).trim().to_owned(),
                    ..Cited::default()
                });
            } else {
                branch.sources.extend(piece.sources);
            }
            return;
        }
        // Under a heading for or against each paragraph is an argument of its own.
        let is_under_side = item.is_none() && side_heading(&branch.text).is_some();
        if is_under_side {
            let words = words.to_owned();
            self.begin(target, None, place);
            if let Some(branch) = self.branches.last_mut() {
                branch.text = words;
                branch.sources = piece.sources;
            }
            return;
        }
        branch.sources.extend(piece.sources);
        if branch.text.is_empty() {
            branch.text = words.to_owned();
        } else {
            if !branch.explanation.is_empty() {
                branch.explanation.push_str("\n\n");
            }
            branch.explanation.push_str(words);
        }
    }

    /// The first paragraph stands for a heading if there is none before the first item.
    fn paragraph_is_root(&mut self) {
        if !self.branches.is_empty() || self.first.is_empty() {
            return;
        }
        let mut first = std::mem::take(&mut self.first).into_iter();
        if let Some(root) = first.next() {
            let mut branch = Branch {
                text: root.words,
                sources: root.sources,
                line: root.line,
                ..Branch::default()
            };
            let mut rest = Vec::new();
            for paragraph in first {
                rest.push(paragraph.words);
                branch.sources.extend(paragraph.sources);
            }
            branch.explanation = rest.join("\n\n");
            self.branches.push(branch);
            self.bullets.push(None);
            self.is_heading.push(true);
            self.headings.push((0, 0));
        }
    }

    fn end(mut self) -> Result<Gathered, Refusal> {
        let num_headings = self.is_heading.iter().filter(|is_heading| **is_heading).count();
        self.into.set_count("headings", num_headings);
        self.into
            .set_count("items", self.branches.len() - num_headings + self.num_over);
        if self.branches.is_empty() {
            self.paragraphs_are_items();
        }
        if self.branches.is_empty() {
            return Err(Refusal::NoArguments);
        }
        if !self.first.is_empty() {
            let words: Vec<&str> = self.first.iter().map(|first| first.words.as_str()).collect();
            self.into.explanation = Words::plain(words.join("\n\n"));
            let sources = self.first.drain(..).flat_map(|first| first.sources);
            self.into.sources.extend(sources);
        }
        self.bullets_as_signs();
        self.hang_deep();
        for (name, value) in &self.whole {
            take_cover(&mut self.into, name, value);
        }
        let num_roots = self.branches.iter().filter(|branch| branch.parent.is_none()).count();
        for branch in &mut self.branches {
            // What the comment says of sources goes before what a reader of the page sees of them.
            if branch.named.iter().any(|(name, _)| name == "sources") {
                branch.sources.clear();
            }
            let is_root = branch.parent.is_none() && num_roots == 1;
            settle(branch, is_root, &mut self.into);
        }
        let explained: Vec<(u32, String)> = self
            .branches
            .iter()
            .map(|branch| (branch.line, branch.explanation.clone()))
            .collect();
        let became = gather(self.branches, &mut self.into, "md");
        for (became, (line, words)) in became.iter().zip(&explained) {
            if !matches!(became, Became::Node(_)) && !words.is_empty() {
                // What stands under a heading that is no claim hangs nowhere, but is there.
                self.into.warn_at(*line, Trouble::KeptAsText, words);
                let mut node = Node::new(words.clone(), *line);
                node.group = match became {
                    Became::Group(group) => Some(*group),
                    _ => None,
                };
                self.into.node(node);
            }
        }
        Ok(self.into)
    }

    /// Without headings and lists each paragraph is an item, as a line is in plain text.
    fn paragraphs_are_items(&mut self) {
        let all = std::mem::take(&mut self.first);
        self.into.set_count("paragraphs", all.len());
        for paragraph in all {
            if self.branches.len() >= MOST_RECORDS {
                self.into.leave_over(paragraph.line);
                continue;
            }
            self.branches.push(Branch {
                text: paragraph.words,
                sources: paragraph.sources,
                line: paragraph.line,
                ..Branch::default()
            });
            self.bullets.push(None);
            self.is_heading.push(false);
        }
    }

    /// Where both `+` and `-` are used as bullets and no item has a sign of its own, they are the signs.
    fn bullets_as_signs(&mut self) {
        let has = |bullet: char| self.bullets.contains(&Some(bullet));
        let has_signs = self.branches.iter().zip(&self.bullets).any(|(branch, bullet)| {
            let is_ours = !branch.named.is_empty();
            bullet.is_some() && (is_ours || branch.sign.is_some() || signed(&branch.text).is_some())
        });
        if !has('+') || !has('-') || has_signs {
            return;
        }
        for (branch, bullet) in self.branches.iter_mut().zip(&self.bullets) {
            branch.sign = match bullet {
                Some('+') => Some(LinkKind::Support),
                Some('-') => Some(LinkKind::Attack),
                _ => None,
            };
        }
    }

    /// What was written less deep than it hangs names what it hangs under.
    fn hang_deep(&mut self) {
        let mut by_id: HashMap<String, usize> = HashMap::new();
        for (number, branch) in self.branches.iter_mut().enumerate() {
            if let Some(at) = branch.named.iter().position(|(name, _)| name == "under") {
                let (_, value) = branch.named.remove(at);
                if let Some(parent) = value.as_str().and_then(|id| by_id.get(id)) {
                    branch.parent = Some(*parent);
                }
            }
            let id = branch.named.iter().find(|(name, _)| name == "id");
            if let Some(id) = id.and_then(|(_, id)| id.as_str()) {
                by_id.entry(id.to_owned()).or_insert(number);
            }
        }
    }
}

/// Words with a backslash before each letter that would mean something.
fn escaped(words: &str, is_heading: bool) -> String {
    let mut out = String::with_capacity(words.len() + 8);
    let mut is_start = true;
    let mut digits = 0;
    for letter in words.chars() {
        let means = match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '&' => true,
            '#' => is_heading || is_start,
            '>' | '+' | '-' | '=' | '~' | '|' => is_start,
            '.' | ')' => digits > 0,
            _ => false,
        };
        if means {
            out.push('\\');
        }
        out.push(letter);
        digits = if letter.is_ascii_digit() && (is_start || digits > 0) {
            digits + 1
        } else {
            0
        };
        is_start = false;
    }
    out
}

/// Words of one line.
fn line_of(words: &str, is_heading: bool) -> String {
    escaped(
        &words.split('\n').map(str::trim).collect::<Vec<_>>().join(" "),
        is_heading,
    )
}

/// Paragraphs, each line of which begins with this many spaces.
fn paragraphs(words: &str, indent: usize, out: &mut String) {
    let spaces = " ".repeat(indent);
    let mut is_open = false;
    for line in words.trim().split('\n').map(str::trim) {
        if line.is_empty() {
            if is_open {
                out.push('\n');
            }
            is_open = false;
            continue;
        }
        out.push_str(if is_open { "\\\n" } else { "\n" });
        out.push_str(&spaces);
        out.push_str(&escaped(line, false));
        is_open = true;
    }
    if is_open {
        out.push('\n');
    }
}

/// A comment with named values.
fn comment(word: &str, named: &[(&'static str, Value)]) -> String {
    let named: BTreeMap<&str, &Value> = named.iter().map(|(name, value)| (*name, value)).collect();
    let json = serde_json::to_string(&named).unwrap_or_default();
    // Nothing in it may end the comment.
    let json = json
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace("--", "-\\u002d");
    format!("<!-- {word} {json} -->")
}

/// What a reader of the page sees of a source.
fn source_line(source: &Cited) -> String {
    let words = line_of(&source.citation, false);
    let urls: Vec<&String> = source
        .urls
        .iter()
        .filter(|url| is_safe(url) && !url.contains(['<', '>', '\\']))
        .collect();
    match &*urls {
        [] if words.is_empty() => line_of(&source.urls.join(" "), false),
        [] => words,
        [first, rest @ ..] => {
            let words = if words.is_empty() { line_of(first, false) } else { words };
            let mut line = format!("[{words}](<{first}>)");
            for url in rest {
                line.push_str(&format!(" [{}](<{url}>)", line_of(url, false)));
            }
            line
        }
    }
}

/// Writes a map: the question as the first heading, stakeholders and themes as headings under it, arguments with their
/// replies as nested lists.
pub fn write(export: &Export<'_>) -> String {
    let mut out = String::with_capacity(export.document.claims.len() * 300);
    let mut leaves = leaves(export, "md.", |_, _| false);
    let mut whole = Vec::new();
    if let Some(root) = leaves.first_mut() {
        (whole, root.own) = std::mem::take(&mut root.own)
            .into_iter()
            .partition(|(name, _)| OF_WHOLE.contains(name));
    }
    // What stands under no heading comes first: a heading has no end.
    let (mut free, mut headed) = (Vec::new(), Vec::new());
    let mut is_headed = false;
    for leaf in &leaves {
        if leaf.depth <= 1 {
            is_headed = leaf.is_heading;
        }
        if is_headed {
            headed.push(leaf);
        } else {
            free.push(leaf);
        }
    }
    // How many headings stand above, and which claims.
    let mut num_headings = 1;
    let mut above: Vec<&str> = Vec::new();
    for leaf in free.iter().chain(&headed) {
        if leaf.depth == 0 || leaf.is_heading {
            num_headings = leaf.depth + 1;
            heading(leaf, export.lang, &mut out);
            continue;
        }
        if leaf.depth == 1 {
            num_headings = 1;
        }
        let level = leaf.depth.saturating_sub(num_headings);
        above.truncate(level);
        let parent = above.last().copied();
        let id = leaf.claim.map_or("", |claim| export.document.claims.name(claim));
        item(leaf, level, parent, export.lang, &mut out);
        above.push(id);
    }
    out.push('\n');
    out.push_str(&comment("ak-map", &whole));
    out.push('\n');
    out
}

fn named(leaf: &Leaf) -> Vec<(&'static str, Value)> {
    let mut named = leaf.own.clone();
    if !leaf.tags.is_empty() {
        named.push(("tags", leaf.tags.clone().into()));
    }
    if !leaf.note.is_empty() {
        named.push(("note", leaf.note.clone().into()));
    }
    named
}

fn heading(leaf: &Leaf, lang: Lang, out: &mut String) {
    if !out.is_empty() && !out.ends_with("\n\n") {
        out.push('\n');
    }
    out.push_str(&"#".repeat((leaf.depth + 1).min(6)));
    out.push(' ');
    out.push_str(&line_of(&leaf.text, true));
    out.push(' ');
    out.push_str(&comment("ak", &named(leaf)));
    out.push('\n');
    paragraphs(&leaf.explanation, 0, out);
    sources(leaf, 0, lang, out);
    out.push('\n');
}

fn item(leaf: &Leaf, level: usize, parent: Option<&str>, lang: Lang, out: &mut String) {
    let mut named = named(leaf);
    let indent = level.min(DEEPEST) * 2;
    if level > DEEPEST
        && let Some(parent) = parent
    {
        named.push(("under", parent.into()));
    }
    out.push_str(&" ".repeat(indent));
    out.push_str("- ");
    out.push_str(&line_of(&leaf.text, false));
    out.push(' ');
    out.push_str(&comment("ak", &named));
    out.push('\n');
    paragraphs(&leaf.explanation, indent + 2, out);
    sources(leaf, indent + 2, lang, out);
}

fn sources(leaf: &Leaf, indent: usize, lang: Lang, out: &mut String) {
    let word = if lang == Lang::NL { "Bron" } else { "Source" };
    for source in &leaf.sources {
        out.push('\n');
        out.push_str(&" ".repeat(indent));
        out.push_str(&format!("*{word}: {}*\n", source_line(source)));
    }
}
