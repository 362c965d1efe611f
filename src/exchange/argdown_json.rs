//! The JSON that Argdown's own tool writes (`argdown json`): the statements, arguments, relations, sections and the map of an
//! Argdown text, after the files that it writes.
//!
//! Statements, arguments and relations tell all that the map tells, and more; the map is read where they are not there.

use std::collections::HashMap;

use serde_json::Value;

use super::aif::json::{Tree, malformed, wanted};
use super::format::Format;
use super::gathered::{Cited, Gathered, Goal, Group, Kind, Link, LinkKind, Node, Words};
use super::own::{take, take_group};
use super::signs::is_stakeholder;
use super::trouble::{Refusal, Trouble, excerpt};

/// Whether a text looks like such a file.
pub fn is_it(text: &str) -> bool {
    let has = |name: &str| text.contains(name);
    text.trim_start().starts_with('{')
        && ((has("\"equivalence-class\"") && has("\"statements\""))
            || has("\"statement-map-node\"")
            || has("\"argument-map-node\"")
            || (has("\"arguments\"") && has("\"relations\"") && has("\"pcs\"")))
}

/// Reads such a file.
///
/// # Errors
/// [`Refusal::Malformed`] for what is no JSON, or [`Refusal::NoArguments`] if it has neither statements nor arguments.
pub fn read(text: &str) -> Result<Gathered, Refusal> {
    let names = &["arguments", "statements", "relations", "map", "sections", "tags"];
    let top = wanted(text, names).map_err(|error| malformed(Format::ArgdownJson.name(), &error))?;
    let mut gathered = Gathered::new(Format::ArgdownJson);
    count(&top, &mut gathered);
    let sections = sections(top.get("sections").list(), &mut gathered);
    if top.get("statements").map().is_empty() && top.get("arguments").map().is_empty() {
        map(&top, &mut gathered);
    } else {
        Reader::new(&top, &sections, &mut gathered).links(&top, &mut gathered);
    }
    if gathered.nodes.is_empty() {
        return Err(Refusal::NoArguments);
    }
    Ok(gathered)
}

/// What is all on the map, with the number of the box around it; boxes have themselves in the list too.
fn on_map(top: &Tree) -> Vec<(&Tree, Option<usize>)> {
    let mut found: Vec<(&Tree, Option<usize>)> = Vec::new();
    let mut waiting: Vec<(&Tree, Option<usize>)> = Vec::new();
    waiting.extend(top.get("map").get("nodes").list().iter().rev().map(|node| (node, None)));
    while let Some((node, around)) = waiting.pop() {
        let number = found.len();
        found.push((node, around));
        waiting.extend(
            node.get("children")
                .list()
                .iter()
                .rev()
                .map(|child| (child, Some(number))),
        );
    }
    found
}

fn is_group(node: &Tree) -> bool {
    node.get("type").word() == "group-map-node"
}

/// Titles that the tool made itself.
fn is_untitled(title: &str) -> bool {
    let number = title.strip_prefix("Untitled ");
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

fn count(top: &Tree, into: &mut Gathered) {
    let (statements, arguments) = (top.get("statements").map(), top.get("arguments").map());
    let titled = |all: &[(String, Tree)]| all.iter().filter(|(title, _)| !is_untitled(title)).count();
    let laid_out = arguments
        .iter()
        .filter(|(_, argument)| !argument.get("pcs").list().is_empty());
    let relations = top.get("relations").list();
    let map = on_map(top);
    let edges = top.get("map").get("edges").list();
    let groups = map.iter().filter(|(node, _)| is_group(node)).count();
    for (name, num) in [
        ("statements", statements.len()),
        ("statements_titled", titled(statements)),
        ("arguments", arguments.len()),
        ("arguments_titled", titled(arguments)),
        ("arguments_with_pcs", laid_out.count()),
        ("relations", relations.len()),
        ("tags", top.get("tags").map().len()),
        ("map_nodes", map.len() - groups),
        ("map_groups", groups),
        ("map_edges", edges.len()),
    ] {
        into.set_count(name, num);
    }
    for (name, all) in [("relations_by_type", relations), ("map_edges_by_type", edges)] {
        for relation in all {
            into.count(&format!("{name}.{}", relation.get("relationType").word()));
        }
    }
    for (node, _) in &map {
        into.count(&format!("map_nodes_by_type.{}", node.get("type").word()));
    }
}

/// Makes a group of each section: by its name.
fn sections<'a>(all: &'a [Tree], into: &mut Gathered) -> HashMap<&'a str, usize> {
    let mut by_id = HashMap::new();
    let mut waiting: Vec<(&Tree, Option<usize>)> = all.iter().rev().map(|section| (section, None)).collect();
    while let Some((section, parent)) = waiting.pop() {
        let title = section.get("title").word();
        let mut group = Group {
            title: Words::plain(title),
            parent,
            is_stakeholder: is_stakeholder(title).then_some(true),
            line: line(section),
            ..Group::default()
        };
        for (key, value) in section.get("data").map() {
            if !take_group(&mut group, key, &value.value()) {
                group.data.insert(format!("argdown.{key}"), value.words());
            }
        }
        let number = into.groups.len();
        into.groups.push(group);
        by_id.entry(section.get("id").word()).or_insert(number);
        waiting.extend(
            section
                .get("children")
                .list()
                .iter()
                .rev()
                .map(|child| (child, Some(number))),
        );
    }
    into.set_count("sections", into.groups.len());
    by_id
}

fn line(of: &Tree) -> u32 {
    of.get("startLine")
        .number()
        .and_then(|line| u32::try_from(line).ok())
        .unwrap_or(0)
}

/// So many links of one sentence are kept.
const MOST_LINKS: usize = 500;

/// The words of a member, without its tags, with what it links to.
fn words(member: &Tree, sources: &mut Vec<Cited>) -> String {
    let text: Vec<u16> = member.get("text").word().encode_utf16().collect();
    let place = |range: &Tree, name: &str| range.get(name).number().unwrap_or(usize::MAX);
    let piece = |from: usize, to: usize| String::from_utf16_lossy(text.get(from..to).unwrap_or_default());
    let mut ranges: Vec<&Tree> = member.get("ranges").list().iter().collect();
    ranges.sort_by_key(|range| place(range, "start"));
    let mut plain = String::new();
    let mut at = 0;
    for range in ranges {
        let (from, to) = (
            place(range, "start"),
            place(range, "stop").saturating_add(1).min(text.len()),
        );
        if from < at || to <= from {
            continue;
        }
        match range.get("type").word() {
            "tag" => {
                plain.push_str(&piece(at, from));
                at = to;
            }
            "statement-mention" | "argument-mention" => {
                plain.push_str(&piece(at, from));
                plain.push_str(range.get("title").word());
                // A space behind it may be taken for part of it.
                let ends = piece(from, to);
                if ends.ends_with(char::is_whitespace) {
                    plain.push(' ');
                }
                at = to;
            }
            "link" => {
                let url = range.get("url").word();
                if !url.is_empty()
                    && sources.len() < MOST_LINKS
                    && !sources
                        .iter()
                        .any(|source| source.urls.iter().any(|known| known == url))
                {
                    sources.push(Cited {
                        citation: piece(from, to).trim().to_owned(),
                        urls: vec![url.to_owned()],
                        ..Cited::default()
                    });
                }
            }
            _ => {}
        }
    }
    plain.push_str(&piece(at, text.len()));
    plain.trim().to_owned()
}

/// The member whose words are shown: one that says so, or the last with words.
fn canonical(class: &Tree) -> Option<&Tree> {
    let members = class.get("members").list();
    let has_words = |member: &&Tree| !member.get("text").word().trim().is_empty();
    let says_so = |member: &&Tree| member.get("data").get("isCanonical").value() == Value::Bool(true);
    let mut with_words = members.iter().rev().filter(has_words);
    members
        .iter()
        .filter(has_words)
        .find(says_so)
        .or_else(|| with_words.next())
}

/// A statement or argument as a node.
fn node(title: &str, class: &Tree, kind: Kind, sections: &HashMap<&str, usize>) -> Node {
    let mut sources = Vec::new();
    let text = canonical(class).map_or_else(String::new, |member| words(member, &mut sources));
    let first = class
        .get("members")
        .list()
        .iter()
        .map(line)
        .filter(|line| *line > 0)
        .min();
    let mut node = Node {
        kind,
        title: if is_untitled(title) {
            String::new()
        } else {
            title.to_owned()
        },
        group: sections.get(class.get("section").word()).copied(),
        tags: class
            .get("tags")
            .list()
            .iter()
            .map(|tag| tag.word().to_owned())
            .filter(|tag| !tag.is_empty())
            .collect(),
        ..Node::new(text, first.unwrap_or(0))
    };
    let mut has_own_title = false;
    for (key, value) in class.get("data").map() {
        match key.as_str() {
            "titled" => has_own_title = value.value() == Value::Bool(true),
            "isCanonical" => {}
            "proponent" if node.stakeholder.is_empty() => node.stakeholder = value.words(),
            "isInGroup" if value.value() == Value::Bool(false) => node.group = None,
            _ if take(&mut node, key, &value.value()) => {}
            _ => {
                node.data.insert(format!("argdown.{key}"), value.words());
            }
        }
    }
    // A title that we made ourselves says nothing more than the text.
    if !has_own_title && !node.id.is_empty() {
        node.title = String::new();
    }
    for source in sources {
        if !node.sources.iter().any(|known| known.urls == source.urls) {
            node.sources.push(source);
        }
    }
    node
}

/// What the titles stand for.
struct Reader<'a> {
    statements: HashMap<&'a str, usize>,
    /// Arguments that are nodes of their own.
    arguments: HashMap<&'a str, usize>,
    /// Arguments that are laid out: the links of their steps, each with the place of its conclusion among the sentences.
    steps: HashMap<&'a str, Vec<(usize, usize)>>,
}

impl<'a> Reader<'a> {
    fn new(top: &'a Tree, sections: &HashMap<&str, usize>, into: &mut Gathered) -> Self {
        let (statements, arguments) = (top.get("statements").map(), top.get("arguments").map());
        let mut reader = Self {
            statements: HashMap::with_capacity(statements.len()),
            arguments: HashMap::with_capacity(arguments.len()),
            steps: HashMap::new(),
        };
        let is_laid_out = |argument: &Tree| {
            argument
                .get("pcs")
                .list()
                .iter()
                .any(|step| !step.get("inference").map().is_empty())
        };
        // In the order in which they stand in the text.
        let mut order: Vec<(u32, &'a str, &'a Tree, Kind)> = Vec::new();
        let all = statements.iter().map(|one| (one, Kind::Claim));
        let plain = arguments
            .iter()
            .filter(|(_, argument)| !is_laid_out(argument))
            .map(|one| (one, Kind::Argument));
        for ((title, class), kind) in all.chain(plain) {
            let line = class
                .get("members")
                .list()
                .iter()
                .map(line)
                .filter(|line| *line > 0)
                .min();
            order.push((line.unwrap_or(u32::MAX), title, class, kind));
        }
        order.sort_by_key(|(line, ..)| *line);
        for (_, title, class, kind) in order {
            let number = into.node(node(title, class, kind, sections));
            let by_title = if kind == Kind::Argument {
                &mut reader.arguments
            } else {
                &mut reader.statements
            };
            if by_title.insert(title, number).is_some() {
                into.warn_at(line(class), Trouble::Doubled, title);
            }
        }
        for (title, argument) in arguments.iter().filter(|(_, argument)| is_laid_out(argument)) {
            reader.lay_out(title, argument, sections, into);
        }
        reader
    }

    /// The statement with a title; an empty one if there is none.
    fn statement(&mut self, title: &'a str, line: u32, into: &mut Gathered) -> usize {
        if let Some(node) = self.statements.get(title) {
            return *node;
        }
        into.warn_at(line, Trouble::Missing, title);
        let node = into.node(Node {
            title: title.to_owned(),
            line,
            ..Node::default()
        });
        self.statements.insert(title, node);
        node
    }

    /// Makes links of the steps of an argument.
    fn lay_out(&mut self, title: &'a str, argument: &'a Tree, sections: &HashMap<&str, usize>, into: &mut Gathered) {
        let sentences = argument.get("pcs").list();
        // By sentence its statement; and what no step used yet.
        let mut numbers: Vec<usize> = Vec::with_capacity(sentences.len());
        let mut since: Vec<usize> = Vec::new();
        let mut steps: Vec<(usize, usize)> = Vec::new();
        for (place, sentence) in sentences.iter().enumerate() {
            let statement = self.statement(sentence.get("title").word(), line(sentence), into);
            let inference = sentence.get("inference");
            numbers.push(statement);
            if inference.map().is_empty() {
                since.push(statement);
                continue;
            }
            let data = [inference.get("data"), sentence.get("data")];
            let uses = data.into_iter().flat_map(|data| [data.get("uses"), data.get("from")]);
            let uses = uses.flat_map(Tree::list).filter_map(Tree::number);
            let mut premises: Vec<usize> = uses
                .filter_map(|number| numbers.get(number.checked_sub(1)?).copied())
                .collect();
            if premises.is_empty() {
                premises = std::mem::take(&mut since);
            }
            premises.retain(|premise| *premise != statement);
            let mut seen = std::collections::HashSet::new();
            premises.retain(|premise| seen.insert(*premise));
            since = vec![statement];
            if premises.is_empty() {
                into.warn_at(line(inference), Trouble::NoEnd, title);
                continue;
            }
            steps.push((into.links.len(), place));
            into.links.push(Link {
                premises,
                kind: LinkKind::Support,
                goal: Goal::Node(statement),
                line: line(inference),
            });
        }
        // What was said of the argument itself is kept with its conclusion.
        let own = node(title, argument, Kind::Argument, sections);
        if let Some(conclusion) = numbers.last().and_then(|last| into.nodes.get_mut(*last)) {
            let mut keep = |key: &str, value: String| {
                if !value.is_empty() {
                    let key = format!("argdown.argument.{key}");
                    let known = conclusion.data.remove(&key).map(|known| format!("{known}; {value}"));
                    conclusion.data.insert(key, known.unwrap_or(value));
                }
            };
            keep("title", own.title);
            keep("tags", own.tags.join(", "));
            if !argument.get("data").map().is_empty() {
                keep("data", argument.get("data").words());
            }
            if !conclusion.explanation.is_empty() {
                keep("text", own.text.main().to_owned());
            } else if !own.text.is_empty() {
                conclusion.explanation = own.text;
            }
        }
        if steps.is_empty() {
            // Nothing can be said of its step: its conclusion stands for it.
            if let Some(last) = numbers.last() {
                self.arguments.insert(title, *last);
            }
            return;
        }
        self.steps.insert(title, steps);
    }

    fn links(mut self, top: &'a Tree, into: &mut Gathered) {
        for relation in top.get("relations").list() {
            let (from, to) = (relation.get("from").word(), relation.get("to").word());
            let says = relation.get("relationType").word();
            let line = line(relation);
            let from_node = match relation.get("fromType").word() {
                "argument" | "inference" => match (self.arguments.get(from), self.steps.get(from)) {
                    (Some(node), _) => Some(*node),
                    // What leaves an argument that is laid out leaves its main conclusion.
                    (None, Some(steps)) => steps.last().and_then(|(link, _)| conclusion(*link, into)),
                    (None, None) => None,
                },
                _ if from.is_empty() => None,
                _ => Some(self.statement(from, line, into)),
            };
            let place = relation.get("conclusionIndex").number();
            let goal = match relation.get("toType").word() {
                "argument" | "inference" => match (self.arguments.get(to), self.steps.get(to)) {
                    (Some(node), _) if says == "undercut" => Some(Goal::StepOf(*node)),
                    (Some(node), _) => Some(Goal::Node(*node)),
                    (None, Some(steps)) => {
                        let place = place.unwrap_or(usize::MAX);
                        let found = steps.binary_search_by_key(&place, |(_, own)| *own).ok();
                        let step = found.and_then(|at| steps.get(at)).or(steps.last());
                        step.map(|(link, _)| Goal::Link(*link))
                    }
                    (None, None) => None,
                },
                _ if to.is_empty() => None,
                _ => Some(Goal::Node(self.statement(to, line, into))),
            };
            let (Some(from), Some(goal)) = (from_node, goal) else {
                into.warn_at(line, Trouble::NoEnd, &format!("{from} {to}"));
                continue;
            };
            if says == "undercut" && matches!(goal, Goal::Node(_)) {
                into.warn(line, Trouble::UndercutOfClaim(excerpt(to)));
            }
            let kind = kind(says, line, into);
            into.link(from, kind, goal, line);
        }
    }
}

fn conclusion(link: usize, of: &Gathered) -> Option<usize> {
    match of.links.get(link)?.goal {
        Goal::Node(node) => Some(node),
        _ => None,
    }
}

fn kind(says: &str, line: u32, into: &mut Gathered) -> LinkKind {
    match says {
        "support" | "entails" => LinkKind::Support,
        "attack" | "undercut" => LinkKind::Attack,
        "contrary" | "contradictory" => LinkKind::Contradiction,
        other => {
            into.warn_at(line, Trouble::UnknownKind, other);
            LinkKind::Support
        }
    }
}

/// Reads the map alone.
fn map(top: &Tree, into: &mut Gathered) {
    let all = on_map(top);
    // A section that was read already is the same box.
    let known: HashMap<String, usize> = into
        .groups
        .iter()
        .enumerate()
        .map(|(number, group)| (group.title.main().to_owned(), number))
        .collect();
    let mut became: Vec<Result<usize, Option<usize>>> = Vec::with_capacity(all.len());
    let mut by_id: HashMap<&str, usize> = HashMap::new();
    for (of, around) in all {
        let text = |name: &str| of.get(name).word().trim().to_owned();
        let parent = around
            .and_then(|around| became.get(around).copied())
            .and_then(|group| group.err().flatten());
        if is_group(of) {
            let title = if text("labelTitle").is_empty() {
                text("title")
            } else {
                text("labelTitle")
            };
            let number = known.get(&title).copied().unwrap_or_else(|| {
                into.groups.push(Group {
                    is_stakeholder: is_stakeholder(&title).then_some(true),
                    title: Words::plain(title),
                    parent,
                    ..Group::default()
                });
                into.groups.len() - 1
            });
            became.push(Err(Some(number)));
            continue;
        }
        let title = if text("title").is_empty() {
            text("labelTitle")
        } else {
            text("title")
        };
        let is_argument = text("type") == "argument-map-node";
        let node = into.node(Node {
            kind: if is_argument { Kind::Argument } else { Kind::Claim },
            title: if is_untitled(&title) { String::new() } else { title },
            group: parent,
            tags: of
                .get("tags")
                .list()
                .iter()
                .map(|tag| tag.word().to_owned())
                .filter(|tag| !tag.is_empty())
                .collect(),
            ..Node::new(text("labelText"), 0)
        });
        let id = of.get("id").word();
        if by_id.insert(id, node).is_some() {
            into.warn_at(0, Trouble::Doubled, id);
        }
        became.push(Ok(node));
    }
    for edge in top.get("map").get("edges").list() {
        let (from, to) = (edge.get("from").word(), edge.get("to").word());
        let (Some(from), Some(to)) = (by_id.get(from), by_id.get(to)) else {
            into.warn_at(0, Trouble::NoEnd, &format!("{from} {to}"));
            continue;
        };
        let says = edge.get("relationType").word();
        let goal = if says == "undercut" {
            Goal::StepOf(*to)
        } else {
            Goal::Node(*to)
        };
        let kind = kind(says, 0, into);
        into.link(*from, kind, goal, 0);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::super::build::{Choices, build};
    use super::super::proof::corpora;
    use super::*;
    use crate::model::Lang;

    fn small() -> Value {
        let member = |text: &str, line: u32| json!({"type": "statement", "text": text, "startLine": line});
        json!({
            "statements": {
                "p": {"type": "equivalence-class", "title": "p", "section": "s1", "data": {"id": "own", "note": "let op", "x": [1]},
                    "tags": ["nl"], "members": [{"text": "zet @[c] hier #nl", "startLine": 5, "ranges": [
                        {"type": "tag", "start": 14, "stop": 16, "tag": "nl"}, {"type": "statement-mention", "title": "c", "start": 4, "stop": 8}]}]},
                "Untitled 1": {"title": "Untitled 1", "members": [member("second 🏫 link", 6)]},
                "c": {"title": "c", "members": [member("old", 8), {"isReference": true, "startLine": 9}, member("Conclusion", 20)]}
            },
            "arguments": {
                "a": {"title": "a", "members": [member("how it goes", 3)], "pcs": [
                    {"title": "p", "role": "premise"}, {"title": "Untitled 1", "role": "premise"},
                    {"title": "c", "role": "main-conclusion", "inference": {"type": "inference", "data": {"uses": [2]}}}]},
                "b": {"title": "b", "members": [member("undercut", 2)], "pcs": []}
            },
            "relations": [
                {"relationType": "undercut", "from": "b", "fromType": "argument", "to": "a", "toType": "inference", "conclusionIndex": 2},
                {"relationType": "attack", "from": "p", "fromType": "equivalence-class", "to": "b", "toType": "argument"},
                {"relationType": "undercut", "from": "a", "fromType": "argument", "to": "b", "toType": "argument"},
                {"relationType": "contrary", "from": "p", "fromType": "equivalence-class", "to": "zzz", "toType": "equivalence-class"},
                {"relationType": "odd", "from": "q", "fromType": "argument", "to": "b", "toType": "argument"}
            ],
            "sections": [{"id": "s1", "title": "Ouders", "children": [{"id": "s2", "title": "Thema", "data": {"kind": "theme"}}]}],
            "tags": {"nl": {}}, "ast": [[[1]]]
        })
    }

    #[test]
    fn statements_arguments_and_relations_are_read() {
        use LinkKind::{Attack, Contradiction, Support};
        let mut value = small();
        let link = json!({"type": "link", "start": 10, "stop": 13, "url": "https://x.nl"});
        value["statements"]["Untitled 1"]["members"][0]["ranges"] = json!([link]);
        let gathered = read(&value.to_string()).unwrap();
        let texts: Vec<&str> = gathered.nodes.iter().map(|node| node.text.main()).collect();
        assert_eq!(texts, ["undercut", "zet c hier", "second 🏫 link", "Conclusion", ""]);
        let links: Vec<_> = gathered
            .links
            .iter()
            .map(|link| (link.premises[0], link.kind, link.goal))
            .collect();
        let expected = [
            (2, Support, Goal::Node(3)),
            (0, Attack, Goal::Link(0)),
            (1, Attack, Goal::Node(0)),
            (3, Attack, Goal::StepOf(0)),
            (1, Contradiction, Goal::Node(4)),
        ];
        assert_eq!(links, expected);
        let own = &gathered.nodes[1];
        assert_eq!(
            (own.id.as_str(), own.note.main(), own.title.as_str()),
            ("own", "let op", "")
        );
        assert_eq!(
            (own.group, own.tags.as_slice(), &own.data["argdown.x"]),
            (Some(0), &["nl".to_owned()][..], "[1]")
        );
        assert_eq!(gathered.nodes[2].sources[0].citation, "link");
        assert_eq!(gathered.nodes[3].explanation.main(), "how it goes");
        assert_eq!(gathered.groups[0].is_stakeholder, Some(true));
        assert_eq!(
            (gathered.groups[1].parent, gathered.groups[1].is_stakeholder),
            (Some(0), Some(false))
        );
        let what: Vec<&Trouble> = gathered.warnings.iter().map(|warning| &warning.what).collect();
        assert_eq!(
            what,
            [&Trouble::Missing("zzz".to_owned()), &Trouble::NoEnd("q b".to_owned())]
        );
        assert!(is_it(&value.to_string()));
        let built = build(&gathered, &Choices::new(&gathered, Lang::NL));
        assert_eq!(built.document.relations.len(), 5);
    }

    #[test]
    fn a_map_alone_is_read() {
        let value = json!({"map": {
            "nodes": [{"id": "s1", "type": "group-map-node", "labelTitle": "Ouders", "children": [
                {"id": "n1", "title": "t", "type": "statement-map-node", "labelText": "thesis"},
                {"id": "n1", "title": "Untitled 2", "type": "argument-map-node", "labelText": "because", "tags": ["x"]}]},
                {"id": "n3", "title": "u", "type": "argument-map-node"}],
            "edges": [{"relationType": "support", "from": "n1", "to": "n3"}, {"relationType": "undercut", "from": "n3", "to": "n1"},
                {"relationType": "attack", "from": "n9", "to": "n1"}]
        }});
        let gathered = read(&value.to_string()).unwrap();
        assert_eq!(
            (gathered.nodes.len(), gathered.links.len(), gathered.groups.len()),
            (3, 2, 1)
        );
        assert_eq!(gathered.links[1].goal, Goal::StepOf(1));
        assert_eq!((gathered.nodes[0].group, gathered.nodes[2].group), (Some(0), None));
        assert_eq!((gathered.counts["map_nodes"], gathered.counts["map_groups"]), (3, 1));
        let what: Vec<&Trouble> = gathered.warnings.iter().map(|warning| &warning.what).collect();
        assert_eq!(
            what,
            [&Trouble::Doubled("n1".to_owned()), &Trouble::NoEnd("n9 n1".to_owned())]
        );
    }

    #[test]
    fn nothing_is_given_up_on() {
        for empty in ["{}", "{\"map\":null,\"statements\":[],\"arguments\":3}"] {
            assert_eq!(read(empty), Err(Refusal::NoArguments), "{empty}");
        }
        for broken in ["", "[]", "{\"map\":", "3"] {
            assert!(matches!(read(broken), Err(Refusal::Malformed(..))), "{broken}");
        }
        let deep = |name: &str| format!("{{\"{name}\":{}{}}}", "[".repeat(10_000), "]".repeat(10_000));
        assert!(matches!(read(&deep("map")), Err(Refusal::Malformed(..))));
        assert_eq!(read(&deep("ast")), Err(Refusal::NoArguments));
        let odd = json!({"statements": {"a": 3, "b": {"members": [1, {"text": 5, "ranges": [{"type": "tag", "start": 9, "stop": 2}, 4]}], "data": [1]}},
            "arguments": {"c": {"pcs": [{"inference": {"x": 1}}, 3, {"title": "a", "inference": {"data": {"uses": [0, 99]}}}]}}, "relations": [7, {}]});
        let gathered = read(&odd.to_string()).unwrap();
        assert!(gathered.nodes.len() >= 2);
        build(&gathered, &Choices::new(&gathered, Lang::NL));
    }

    /// What the tool wrote of the Argdown texts has the counts that it gives itself, where such files lie beside the others.
    #[test]
    fn real_files_have_what_others_counted() {
        let Some(folder) = corpora()
            .map(|folder| folder.join("argdown-json"))
            .filter(|folder| folder.is_dir())
        else {
            eprintln!("skipped: no corpora");
            return;
        };
        let list = std::fs::read_to_string(folder.join("../expected-open.json")).unwrap();
        let list: Value = serde_json::from_str(&list).unwrap();
        let (mut num, mut wrong) = (0, Vec::new());
        for (path, entry) in list["files"].as_object().unwrap() {
            let name = path.trim_start_matches("argdown/open/").replace(['/', ' '], "_") + ".json";
            let Ok(text) = std::fs::read_to_string(folder.join(name)) else {
                continue;
            };
            num += 1;
            assert!(is_it(&text) || !text.contains("equivalence-class"), "{path}");
            let gathered = match read(&text) {
                Ok(gathered) => gathered,
                Err(Refusal::NoArguments) if entry["expected"]["statements"] == 0 => continue,
                Err(refusal) => panic!("{path} {refusal:?}"),
            };
            for (name, value) in entry["expected"].as_object().unwrap() {
                let single = value.as_u64().map(|value| (name.clone(), value));
                let several = value.as_object().into_iter().flatten();
                let several = several.filter_map(|(part, value)| Some((format!("{name}.{part}"), value.as_u64()?)));
                for (name, value) in single
                    .into_iter()
                    .chain(several)
                    .filter(|(name, _)| !name.ends_with("_errors"))
                {
                    let found = gathered.counts.get(&name).copied();
                    if found != Some(value as usize) {
                        wrong.push(format!("{path}: {name} is {found:?}, not {value}"));
                    }
                }
            }
            let built = build(&gathered, &Choices::new(&gathered, Lang::NL));
            assert_eq!(built.document.claims.len(), gathered.nodes.len(), "{path}");
        }
        assert!(wrong.is_empty(), "{num} files\n{}", wrong.join("\n"));
        eprintln!("{num} files");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn nothing_makes_it_panic(text in "\\PC{0,200}", name in "statements|arguments|relations|map|sections|tags", from in 0..30_u32, to in 0..30_u32) {
            let _ = read(&text);
            let mut value = small();
            value[&name] = json!({"a": {"members": [{"text": text, "ranges": [{"type": "tag", "start": from, "stop": to}, {"type": "link", "start": to, "stop": from, "url": "u"}]}]}});
            if let Ok(gathered) = read(&value.to_string()) {
                build(&gathered, &Choices::new(&gathered, Lang::NL));
            }
        }
    }
}
