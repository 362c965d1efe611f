//! The text export of Kialo: a first line `Discussion Title: …`, an empty line, and then one claim a line with its number
//! (`1.2.1.`) and its side (`Pro: `, `Con: `). There is no official description; this follows real exports.
//!
//! A claim that hangs in a second place is there `-> See 1.2.1.` Links are written as in Markdown, and `(`, `)`, `[` and `]`
//! have a backslash before them.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::address::is_safe;
use super::format::Format;
use super::gathered::{Cited, Gathered, Goal, Kind, LinkKind, Node, Words};
use super::own::Export;
use super::parts::Part;
use super::trouble::{Refusal, Trouble};
use crate::model::{ClaimId, Id as _, RelationKind, Target};

/// What of a map comes back when it is written and read.
pub const KEEPS: &[Part] = &[Part::CrossRelations];

/// So deep claims are numbered; what hangs deeper stands there too, since else a chain would be written in square its
/// length.
const DEEPEST: usize = 500;

/// So many links of one claim are kept.
const MOST_LINKS: usize = 500;

const TITLE: &str = "Discussion Title:";

/// Whether a text is such an export: its title, or a first claim with an answer.
pub fn is_it(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let Some(first) = lines.next() else { return false };
    if starts_with_title(first) {
        return true;
    }
    let is_root = numbered(first).is_some_and(|(number, _)| number == "1.");
    is_root
        && lines
            .take(50)
            .filter_map(numbered)
            .any(|(number, words)| number == "1.1." && side(words).0.is_some())
}

fn starts_with_title(line: &str) -> bool {
    line.get(..TITLE.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(TITLE))
}

/// The number at the beginning of a line, with a dot behind each part, and what stands behind it.
fn numbered(line: &str) -> Option<(&str, &str)> {
    let line = line.trim();
    let (number, words) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let parts = number.strip_suffix('.')?;
    let is_number = |part: &str| !part.is_empty() && part.len() < 10 && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.split('.').all(is_number).then_some((number, words.trim()))
}

/// The side before a claim, in the languages in which it may be written, and the claim.
fn side(words: &str) -> (Option<LinkKind>, &str) {
    if let Some((word, rest)) = words.split_once(':')
        && word.len() <= 8
    {
        let kind = match word.trim_end().to_lowercase().as_str() {
            "pro" | "voor" | "pour" | "for" | "dafür" => Some(LinkKind::Support),
            "con" | "contra" | "tegen" | "contre" | "against" | "dagegen" => Some(LinkKind::Attack),
            _ => None,
        };
        if kind.is_some() && (rest.is_empty() || rest.starts_with(char::is_whitespace)) {
            return (kind, rest.trim_start());
        }
    }
    (None, words)
}

/// The number that a reference to another claim names.
fn reference(words: &str) -> Option<&str> {
    let rest = words.strip_prefix("->")?.trim_start();
    let rest = rest.strip_prefix("See").or_else(|| rest.strip_prefix("see"))?;
    let (number, behind) = numbered(rest.strip_prefix(' ')?)?;
    behind.is_empty().then_some(number)
}

/// The number of what this one hangs under (empty for a root), and the last part.
fn split(number: &str) -> (&str, u32) {
    let parts = number.strip_suffix('.').unwrap_or(number);
    let last = parts.rsplit('.').next().unwrap_or(parts);
    let above = number
        .strip_suffix('.')
        .and_then(|parts| parts.strip_suffix(last))
        .unwrap_or("");
    (above, last.parse().unwrap_or(0))
}

/// The part of `number` behind `above`, where the former stands under the latter or is it.
fn next_part(number: &str, above: &str) -> Option<u32> {
    let rest = number.strip_prefix(above)?;
    rest.split('.').next().filter(|part| !part.is_empty())?.parse().ok()
}

/// One claim of the file.
struct Row<'a> {
    number: &'a str,
    side: Option<LinkKind>,
    text: String,
    line: u32,
}

/// Reads an export.
///
/// # Errors
/// [`Refusal::NoArguments`] if there is no claim in it.
pub fn read(text: &str) -> Result<Gathered, Refusal> {
    let mut gathered = Gathered::new(Format::Kialo);
    let rows = rows(text, &mut gathered);
    if rows.is_empty() {
        return Err(Refusal::NoArguments);
    }
    let sees = rows.iter().filter(|row| reference(&row.text).is_some()).count();
    let of_side = |kind| rows.iter().filter(|row| row.side == Some(kind)).count();
    let deepest = rows.iter().map(|row| row.number.matches('.').count()).max();
    gathered.set_count("claims", rows.len());
    gathered.set_count("pro", of_side(LinkKind::Support));
    gathered.set_count("con", of_side(LinkKind::Attack));
    gathered.set_count("see_references", sees);
    gathered.set_count("max_depth", deepest.unwrap_or(0));
    let places = Places::new(&rows, &mut gathered);
    places.hang(&rows, &mut gathered);
    Ok(gathered)
}

/// The claims in the order of the file, each with the lines that belong to it.
fn rows<'a>(text: &'a str, into: &mut Gathered) -> Vec<Row<'a>> {
    let mut rows: Vec<Row<'a>> = Vec::new();
    // The last number that was taken to be part of a text: what counts on from it is too.
    let mut listed: Option<&str> = None;
    for (line_number, line) in (1..).zip(text.lines()) {
        let words = line.trim();
        if words.is_empty() {
            continue;
        }
        if rows.is_empty() && into.title.is_empty() && starts_with_title(words) {
            let title = words.get(TITLE.len()..).unwrap_or_default().trim();
            into.title = Words::plain(title);
            into.question = Words::plain(title);
            continue;
        }
        let found = numbered(words).filter(|(number, words)| is_next(number, words, rows.last(), listed));
        if let Some((number, words)) = found {
            listed = None;
            // A root has no side: what looks like one is part of its text.
            let (side, text) = if split(number).0.is_empty() {
                (None, words)
            } else {
                side(words)
            };
            rows.push(Row {
                number,
                side,
                text: text.to_owned(),
                line: line_number,
            });
            continue;
        }
        if let Some((number, _)) = numbered(words) {
            listed = Some(number);
        }
        match rows.last_mut() {
            Some(row) => {
                row.text.push('\n');
                row.text.push_str(words);
            }
            None => into.warn_at(line_number, Trouble::LeftOut, words),
        }
    }
    rows
}

/// Whether a number can be that of the next claim, rather than the beginning of a line within a claim.
fn is_next(number: &str, words: &str, last: Option<&Row<'_>>, listed: Option<&str>) -> bool {
    let Some(last) = last else { return true };
    let (above, part) = split(number);
    if !above.is_empty() && side(words).0.is_some() {
        return true;
    }
    let is_listed = listed
        .map(split)
        .is_some_and(|(list, before)| list == above && part == before.saturating_add(1));
    if is_listed {
        return false;
    }
    if above == last.number {
        return true;
    }
    match next_part(last.number, above) {
        Some(before) if above.is_empty() => part == before.saturating_add(1),
        Some(before) => part > before,
        None => false,
    }
}

/// What stands at a number.
#[derive(Clone, Copy)]
enum Place<'a> {
    Node(usize),
    See(&'a str),
}

struct Places<'a> {
    by_number: HashMap<&'a str, Place<'a>>,
    /// By row: its own node, if it has one.
    nodes: Vec<Option<usize>>,
}

/// So many references are followed one after the other.
const MOST_STEPS: usize = 32;

impl<'a> Places<'a> {
    fn new(rows: &'a [Row<'a>], into: &mut Gathered) -> Self {
        let mut places = Self {
            by_number: HashMap::with_capacity(rows.len()),
            nodes: Vec::with_capacity(rows.len()),
        };
        for row in rows {
            let see = reference(&row.text);
            let place = match see {
                Some(number) => Place::See(number),
                None => {
                    let (text, sources) = plain(&row.text);
                    let node = Node {
                        sources,
                        ..Node::new(text, row.line)
                    };
                    Place::Node(into.node(node))
                }
            };
            places.nodes.push(match place {
                Place::Node(node) => Some(node),
                Place::See(_) => None,
            });
            if places.by_number.contains_key(row.number) {
                into.warn_at(row.line, Trouble::Doubled, row.number);
            } else {
                places.by_number.insert(row.number, place);
            }
        }
        places
    }

    /// The node at a number, through references.
    fn find(&self, number: &str) -> Option<usize> {
        let mut place = self.by_number.get(number).copied();
        for _ in 0..MOST_STEPS {
            match place? {
                Place::Node(node) => return Some(node),
                Place::See(number) => place = self.by_number.get(number).copied(),
            }
        }
        None
    }

    /// The node at a number; an empty one with the number as its title if there is none.
    fn find_or_make(&mut self, number: &'a str, line: u32, into: &mut Gathered) -> usize {
        if let Some(node) = self.find(number) {
            return node;
        }
        into.warn_at(line, Trouble::Missing, number);
        let node = into.node(Node {
            title: number.to_owned(),
            line,
            ..Node::default()
        });
        self.by_number.insert(number, Place::Node(node));
        node
    }

    fn hang(mut self, rows: &'a [Row<'a>], into: &mut Gathered) {
        let roots: Vec<usize> = rows
            .iter()
            .zip(&self.nodes)
            .filter(|(row, _)| split(row.number).0.is_empty())
            .filter_map(|(_, node)| *node)
            .collect();
        // The first is what all is about; what stands beside it hangs together with nothing.
        into.thesis = roots.first().copied();
        if roots.len() > 1 {
            into.warn(0, Trouble::SeveralRoots(roots.len() as u32));
        }
        let mut num_unsigned = 0;
        for (at, row) in rows.iter().enumerate() {
            let (above, _) = split(row.number);
            if above.is_empty() {
                continue;
            }
            let from = match (self.nodes.get(at).copied().flatten(), reference(&row.text)) {
                (Some(node), _) => node,
                (None, Some(number)) => self.find_or_make(number, row.line, into),
                (None, None) => continue,
            };
            let to = self.find_or_make(above, row.line, into);
            num_unsigned += u32::from(row.side.is_none());
            into.link(from, row.side.unwrap_or(LinkKind::Under), Goal::Node(to), row.line);
            // Answers without a side are the theses of a discussion that is a question.
            if row.side.is_none()
                && let Some(root) = into.nodes.get_mut(to).filter(|_| Some(to) == roots.first().copied())
            {
                root.kind = Kind::Question;
            }
        }
        if num_unsigned > 0 {
            into.warn(0, Trouble::NoSign(num_unsigned));
        }
        if into.thesis.is_none() {
            // A part of a discussion: the claim that was only named by its answers comes first.
            let first = rows.first().map(|row| split(row.number).0);
            into.thesis = first.and_then(|number| self.find(number));
        }
    }
}

/// The words of a claim without the signs of links, and the links.
fn plain(text: &str) -> (String, Vec<Cited>) {
    let mut sources = Vec::new();
    let mut words = String::with_capacity(text.len());
    // Where in the words brackets were opened.
    let mut open: Vec<usize> = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['\\', '[', ']']) {
        let (before, behind) = rest.split_at(at);
        words.push_str(before);
        let mut letters = behind.chars();
        let letter = letters.next();
        let behind = letters.as_str();
        rest = behind;
        match letter {
            Some('\\') => {
                let escaped = letters.next().filter(|letter| matches!(letter, '(' | ')' | '[' | ']'));
                if let Some(escaped) = escaped {
                    words.push(escaped);
                    rest = letters.as_str();
                } else {
                    words.push('\\');
                }
            }
            Some('[') => {
                open.push(words.len());
                words.push('[');
            }
            _ => {
                let from = open.pop();
                match from.and_then(|from| Some((from, address(behind)?))) {
                    Some((from, (url, behind))) => {
                        let mut label = words.split_off(from);
                        label.remove(0);
                        rest = link(&mut words, &label, url, behind, &mut sources);
                    }
                    None => words.push(']'),
                }
            }
        }
    }
    words.push_str(rest);
    (words.trim().to_owned(), sources)
}

/// Puts a link into the words: its label stays there, unless the link is all that stands between two brackets at the end.
fn link<'a>(words: &mut String, label: &str, url: String, behind: &'a str, sources: &mut Vec<Cited>) -> &'a str {
    let host = url.split_once("//").map_or(url.as_str(), |(_, rest)| rest);
    let host = host.split('/').next().unwrap_or(host);
    let is_inside = host == "kialo.com" || host.ends_with(".kialo.com");
    if !is_inside {
        let is_known = sources.iter().any(|known: &Cited| known.urls.contains(&url));
        if !is_known && sources.len() < MOST_LINKS {
            sources.push(Cited {
                citation: label.trim().to_owned(),
                urls: vec![url],
                ..Cited::default()
            });
        }
        // As a source is written: `words ([citation](address))`.
        if let (true, Some(rest)) = (words.ends_with(" ("), behind.strip_prefix(')'))
            && (rest.is_empty() || rest.starts_with(" (["))
        {
            words.truncate(words.len() - 2);
            return rest;
        }
    }
    words.push_str(label);
    behind
}

/// The address between the brackets that follow, and what stands behind them.
fn address(behind: &str) -> Option<(String, &str)> {
    let inner = behind.strip_prefix('(')?;
    let start = inner.get(..8).or_else(|| inner.get(..7)).unwrap_or(inner);
    let start = start.to_ascii_lowercase();
    let is_address = ["http://", "https://", "www.", "mailto:", "/"]
        .iter()
        .any(|known| start.starts_with(known));
    if !is_address {
        return None;
    }
    let mut url = String::new();
    let mut depth = 0_u32;
    let mut letters = inner.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.clone().next() {
                Some(next) if matches!(next, '(' | ')' | '[' | ']') => {
                    letters.next();
                    url.push(next);
                }
                _ => url.push('\\'),
            },
            '(' => {
                depth += 1;
                url.push('(');
            }
            ')' if depth == 0 => return Some((url, letters.as_str())),
            ')' => {
                depth -= 1;
                url.push(')');
            }
            // Another link begins, or the text goes on: this was none.
            '[' | ']' => return None,
            _ if letter.is_whitespace() => return None,
            _ => url.push(letter),
        }
    }
    None
}

/// Words with a backslash before each bracket, on one line.
fn escape(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len() + 8);
    for letter in words.trim().chars() {
        match letter {
            '(' | ')' | '[' | ']' => {
                escaped.push('\\');
                escaped.push(letter);
            }
            _ if letter.is_whitespace() => escaped.push(' '),
            _ => escaped.push(letter),
        }
    }
    escaped
}

/// A line that is written: which claim, its side, and how deep.
struct Line {
    claim: ClaimId,
    kind: Option<RelationKind>,
    depth: usize,
    /// The claim stands in full elsewhere.
    is_reference: bool,
}

/// Writes a map: the first place of each claim in full, further places as references. What hangs together with nothing has
/// a number beside the thesis.
pub fn write(export: &Export<'_>) -> String {
    let document = export.document;
    let lines = lines(export);
    // The number of each line, and where each claim stands.
    let mut numbers: Vec<String> = Vec::with_capacity(lines.len());
    let mut at: Vec<Option<usize>> = vec![None; document.claims.num_slots()];
    let mut open: Vec<u32> = Vec::new();
    let mut has_thesis = false;
    for (place, line) in lines.iter().enumerate() {
        open.truncate(line.depth + 1);
        if open.len() == line.depth + 1 {
            if let Some(last) = open.last_mut() {
                *last += 1;
            }
        } else {
            // Without a thesis its number stays free for the question.
            let is_first = open.is_empty();
            has_thesis |= is_first && document.cover.thesis == Some(line.claim);
            open.push(if is_first && !has_thesis { 2 } else { 1 });
        }
        let mut number = String::with_capacity(open.len() * 3);
        for part in &open {
            let _ = write!(number, "{part}.");
        }
        numbers.push(number);
        if let Some(slot) = at.get_mut(line.claim.index()).filter(|_| !line.is_reference) {
            *slot = Some(place);
        }
    }
    let question = match one_line(export.words(&document.cover.question)) {
        question if question.is_empty() => one_line(document.title(export.lang)),
        question => question,
    };
    let mut file = format!("{TITLE} {question}\n\n");
    if !has_thesis {
        let _ = writeln!(file, "1. {}", escape(&question));
    }
    for (line, number) in lines.iter().zip(&numbers) {
        let side = match line.kind {
            Some(RelationKind::Support) => "Pro: ",
            Some(RelationKind::Attack) => "Con: ",
            None => "",
        };
        if line.is_reference {
            let of = at
                .get(line.claim.index())
                .copied()
                .flatten()
                .and_then(|at| numbers.get(at));
            let _ = writeln!(file, "{number} {side}-> See {}", of.map_or("", String::as_str));
            continue;
        }
        let _ = writeln!(file, "{number} {side}{}", words(export, line.claim));
    }
    file
}

fn one_line(words: &str) -> String {
    let plain = |letter: char| if letter.is_whitespace() { ' ' } else { letter };
    words.trim().chars().map(plain).collect()
}

/// The words of a claim with the sources that have an address.
fn words(export: &Export<'_>, claim: ClaimId) -> String {
    let document = export.document;
    let Some(record) = document.claims.get(claim) else {
        return String::new();
    };
    let mut words = escape(export.words(&record.text));
    if words.is_empty() {
        words.push('…');
    }
    if reference(&words).is_some() {
        // Else it would be read as one.
        words = words.replacen("->", "→", 1);
    }
    for citation in &record.sources {
        let Some(source) = document.sources.get(citation.source) else {
            continue;
        };
        if let Some(url) = source.urls.iter().find(|url| is_safe(url)) {
            let url: String = escape(url).split_whitespace().collect::<Vec<_>>().join("%20");
            let _ = write!(words, " ([{}]({url}))", escape(&source.citation));
        }
    }
    words
}

fn lines(export: &Export<'_>) -> Vec<Line> {
    let (document, structure) = (export.document, export.structure);
    // By claim: what else speaks for or against it than what hangs under it.
    let mut further: Vec<Vec<(ClaimId, RelationKind)>> = vec![Vec::new(); document.claims.num_slots()];
    for id in document.relations.in_order() {
        let Some(relation) = document.relations.get(id) else {
            continue;
        };
        let target = match relation.target {
            Target::Claim(claim) => Some(claim),
            Target::Relation(of) => document.relations.get(of).and_then(|of| of.premises.first().copied()),
        };
        let target = target.filter(|target| document.claims.contains(*target));
        for premise in relation
            .premises
            .iter()
            .filter(|premise| document.claims.contains(**premise))
        {
            let is_shown = structure.place(*premise).and_then(|place| place.relation) == Some(id);
            if let Some(list) = target
                .and_then(|target| further.get_mut(target.index()))
                .filter(|_| !is_shown)
            {
                list.push((*premise, relation.kind));
            }
        }
    }
    let thesis = document.cover.thesis.filter(|thesis| document.claims.contains(*thesis));
    let mut lines = Vec::with_capacity(document.claims.len());
    for top in thesis.into_iter().chain(structure.loose().iter().copied()) {
        // With the claim at the deepest number that is still given.
        let mut waiting = vec![(top, None, 0_usize, top, false)];
        while let Some((claim, kind, depth, under, is_reference)) = waiting.pop() {
            lines.push(Line {
                claim,
                kind,
                depth,
                is_reference,
            });
            if is_reference {
                continue;
            }
            let is_deepest = depth + 1 >= DEEPEST;
            let (depth, under) = if is_deepest { (depth, under) } else { (depth + 1, claim) };
            let of_side = |kind: RelationKind| {
                // Beside what it answers it must say what it does to what both hang under.
                let against = is_deepest && structure.stance(claim) != structure.stance(under);
                Some(match (kind, against) {
                    (kind, false) => kind,
                    (RelationKind::Support, true) => RelationKind::Attack,
                    (RelationKind::Attack, true) => RelationKind::Support,
                })
            };
            let more = further.get(claim.index()).into_iter().flatten();
            let more: Vec<_> = more
                .map(|(claim, kind)| (*claim, of_side(*kind), depth, under, true))
                .collect();
            waiting.extend(more.into_iter().rev());
            let children = structure.children(claim).iter().rev();
            waiting.extend(children.map(|child| {
                let kind = structure.place(*child).and_then(|place| place.kind);
                (*child, kind.and_then(of_side), depth, under, false)
            }));
        }
    }
    lines
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::super::build::{Choices, build};
    use super::super::proof::{self, maps, normal};
    use super::*;
    use crate::model::{Document, Lang, Structure};

    const SMALL: &str = "Discussion Title: Should it?\r\n\r\n1. It should.\r\n1.1. Con: It is \\(too\\) dear.\r\n\
        1.1.1. Pro: See [the report](https://x.nl/a_(b)) and [this](https://www.kialo.com/p/1).\r\n\
        1.1.1.1. Con: No.\r\n1.2. Pro: It works.\r\n1.2.1. Con: -> See 1.1.1.\r\n";

    fn links(gathered: &Gathered) -> Vec<(usize, LinkKind, usize)> {
        let node = |goal| match goal {
            Goal::Node(node) => node,
            _ => usize::MAX,
        };
        let all = gathered.links.iter();
        all.map(|link| (link.premises[0], link.kind, node(link.goal))).collect()
    }

    /// A map of another format that was read is written and read again.
    pub fn comes_back(document: &Document, path: &str) {
        let structure = Structure::new(document);
        let written = write(&Export::new(document, &structure, Lang::NL));
        let again = read(&written).unwrap();
        assert!(is_it(&written), "{path}");
        assert_eq!(again.nodes.len(), document.claims.len(), "{path}");
        let again = build(&again, &Choices::new(&again, Lang::NL)).document;
        assert_eq!(normal(&again, KEEPS), normal(document, KEEPS), "{path}");
    }

    #[test]
    fn an_export_is_read() {
        use LinkKind::{Attack, Support};
        let gathered = read(&SMALL.replace('\r', "")).unwrap();
        assert_eq!(gathered, read(SMALL).unwrap());
        assert!(is_it(SMALL) && is_it("1. a\n1.1. Pro: b") && !is_it("1. a\n2. b") && !is_it("Vraag: a\n+ b"));
        let texts: Vec<&str> = gathered.nodes.iter().map(|node| node.text.main()).collect();
        assert_eq!(
            texts,
            [
                "It should.",
                "It is (too) dear.",
                "See the report and this.",
                "No.",
                "It works."
            ]
        );
        let expected = [
            (1, Attack, 0),
            (2, Support, 1),
            (3, Attack, 2),
            (4, Support, 0),
            (2, Attack, 4),
        ];
        assert_eq!(links(&gathered), expected);
        assert_eq!(gathered.nodes[2].sources.len(), 1);
        assert_eq!(gathered.nodes[2].sources[0].urls, ["https://x.nl/a_(b)"]);
        assert_eq!(gathered.nodes[2].sources[0].citation, "the report");
        assert_eq!((gathered.title.main(), gathered.thesis), ("Should it?", Some(0)));
        let counts = ["claims", "see_references", "pro", "con", "max_depth"].map(|name| gathered.counts[name]);
        assert_eq!(counts, [6, 1, 2, 3, 4]);
        assert!(gathered.warnings.is_empty());
    }

    #[test]
    fn a_discussion_of_several_theses_is_a_question() {
        let gathered =
            read("Discussion Title: Which?\n\n1. Which?\n1.1. The first.\n1.1.1. Pro: a\n1.2. The second.\n").unwrap();
        assert_eq!(gathered.nodes[0].kind, Kind::Question);
        assert_eq!(links(&gathered)[0], (1, LinkKind::Under, 0));
        assert_eq!(gathered.warnings[0].what, Trouble::NoSign(2));
    }

    #[test]
    fn lines_that_look_like_numbers_belong_to_the_text() {
        let text =
            "1. a\n1.1. Pro: a list:\n1. one\n2. two\n\n3. three\n10. ten\n1.2. Tegen: b\nand more\n1.2.1. contra: c\n";
        let gathered = read(text).unwrap();
        let texts: Vec<&str> = gathered.nodes.iter().map(|node| node.text.main()).collect();
        assert_eq!(
            texts,
            ["a", "a list:\n1. one\n2. two\n3. three\n10. ten", "b\nand more", "c"]
        );
        assert_eq!(links(&gathered)[2], (3, LinkKind::Attack, 2));
    }

    #[test]
    fn references_may_point_forward_or_nowhere() {
        let text = "1. a\n1.1. Pro: -> See 1.2.\n1.1.1. Con: under a reference\n1.2. Con: b\n1.2. Pro: again\n\
            1.3. Pro: -> See 1.9.\n1.4. Con: -> See 1.4.\n1.7.1. Pro: without a parent\n";
        let gathered = read(text).unwrap();
        let what: Vec<&Trouble> = gathered.warnings.iter().map(|warning| &warning.what).collect();
        assert!(what.contains(&&Trouble::Doubled("1.2.".to_owned())));
        for number in ["1.9.", "1.4.", "1.7."] {
            assert!(what.contains(&&Trouble::Missing(number.to_owned())), "{number}");
        }
        use LinkKind::{Attack, Support};
        assert_eq!(
            links(&gathered)[..4],
            [(2, Support, 0), (1, Attack, 2), (2, Attack, 0), (3, Support, 0)]
        );
        let built = build(&gathered, &Choices::new(&gathered, Lang::EN));
        assert_eq!(built.document.claims.len(), gathered.nodes.len());
    }

    #[test]
    fn broken_files_are_read_as_far_as_they_go() {
        assert_eq!(read(""), Err(Refusal::NoArguments));
        assert_eq!(read("Discussion Title: a\n\nzomaar"), Err(Refusal::NoArguments));
        let part = read("1.2.1. Pro: a\n1.2.1.1. Con: b").unwrap();
        assert_eq!((part.nodes.len(), part.links.len()), (3, 2));
        assert_eq!(part.thesis, Some(2));
        let text = read("1. [a](b) [c [d]](http://e \\x ] [f](https://g.nl").unwrap();
        assert_eq!(
            text.nodes[0].text.main(),
            "[a](b) [c [d]](http://e \\x ] [f](https://g.nl"
        );
    }

    #[test]
    fn deep_chains_are_read_and_written() {
        let mut text = String::from("1. a\n");
        let mut number = String::from("1.");
        for _ in 0..3_000 {
            number.push_str("1.");
            text.push_str(&format!("{number} Con: b\n"));
        }
        let gathered = read(&text).unwrap();
        let built = build(&gathered, &Choices::new(&gathered, Lang::NL));
        let structure = Structure::new(&built.document);
        let written = write(&Export::new(&built.document, &structure, Lang::NL));
        let again = read(&written).unwrap();
        assert_eq!(again.nodes.len(), 3_001);
        let rebuilt = build(&again, &Choices::new(&again, Lang::NL)).document;
        let sides = |structure: &Structure| (structure.counts().pro, structure.counts().contra);
        assert_eq!(sides(&structure), sides(&Structure::new(&rebuilt)));
        let brackets = format!("1. {}", "](http://a".repeat(50_000));
        assert_eq!(read(&brackets).unwrap().nodes.len(), 1);
    }

    #[test]
    fn sources_with_an_address_come_back() {
        let gathered =
            read("1. a\n1.1. Pro: b ([Bakker \\(2011\\), p. 3](https://x.nl/\\(1\\))) ([y](https://y.nl))\n").unwrap();
        let node = &gathered.nodes[1];
        assert_eq!((node.text.main(), node.sources.len()), ("b", 2));
        assert_eq!(node.sources[0].citation, "Bakker (2011), p. 3");
        let document = build(&gathered, &Choices::new(&gathered, Lang::NL)).document;
        let structure = Structure::new(&document);
        let again = read(&write(&Export::new(&document, &structure, Lang::NL))).unwrap();
        assert_eq!(
            (&again.nodes[1].text, &again.nodes[1].sources),
            (&node.text, &node.sources)
        );
        assert_eq!(again.title.main(), "a");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn a_map_comes_back(map in maps()) {
            let read = |bytes: &[u8]| read(std::str::from_utf8(bytes).unwrap());
            proof::comes_back(&map, |export| write(export).into_bytes(), read, KEEPS)?;
        }

        #[test]
        fn nothing_makes_it_panic(text in "\\PC{0,200}", lines in proptest::collection::vec("(1\\.){0,3}[0-9]?\\.? ?(Pro|Con)?:? ?(-> See 1\\.1\\.|[\\[\\]()\\\\ah:/]{0,8})", 0..20)) {
            let _ = read(&text);
            let _ = read(&format!("1. a\n{}", lines.join("\n")));
        }
    }
}
