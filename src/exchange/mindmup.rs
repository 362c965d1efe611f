//! Mind maps of MindMup (`.mup`), in the JSON of its own library (<https://github.com/mindmup/mapjs>): ideas within ideas,
//! by their ranks, with links between them.
//!
//! In argument maps a group that stands for or against (`attr.group`) joins the reasons under it.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::format::Format;
use super::gathered::{Cited, Gathered, Goal, LinkKind};
use super::mind_map::leaf::{OWN, label_sign, settle};
use super::mind_map::markup::{is_html, one_line, plain};
use super::tree::{Became, Branch, gather};
use super::trouble::{Refusal, Trouble};

/// Reads a mind map.
///
/// # Errors
/// [`Refusal::Malformed`] for what is no JSON or no mind map, [`Refusal::NoArguments`] if it has no ideas.
pub fn read(text: &str) -> Result<Gathered, Refusal> {
    let malformed = |line, column, words| Refusal::Malformed(Format::MindMup.name().to_owned(), line, column, words);
    let Idea(whole) = serde_json::from_str(text)
        .map_err(|error| malformed(error.line() as u32, error.column() as u32, error.to_string()))?;
    let Value::Object(mut whole) = whole else {
        return Err(malformed(1, 1, "no object".to_owned()));
    };
    if !whole.contains_key("ideas") && !whole.contains_key("title") {
        return Err(malformed(1, 1, "no ideas".to_owned()));
    }
    let mut reader = Reader {
        into: Gathered::new(Format::MindMup),
        branches: Vec::new(),
        by_id: HashMap::new(),
        max_depth: 0,
        num_ideas: 0,
    };
    let links = whole.remove("links");
    let links: Vec<Value> = match links {
        Some(Value::Array(links)) => links,
        _ => Vec::new(),
    };
    reader.ideas(whole);
    if reader.branches.is_empty() {
        return Err(Refusal::NoArguments);
    }
    Ok(reader.finish(links))
}

/// An idea with those under it, as a value; nothing for what is no object. What can be no idea is passed over while it is read:
/// a list where ideas belong may have millions of members, and each would take a hundred times its letters.
struct Idea(Value);

/// The ideas under one, by rank; nothing for what is no object.
struct Under(Value);

/// What becomes nothing: everything but an object.
macro_rules! nothing_else {
    () => {
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an idea")
        }
        fn visit_bool<E>(self, _: bool) -> Result<Value, E> {
            Ok(Value::Null)
        }
        fn visit_i64<E>(self, _: i64) -> Result<Value, E> {
            Ok(Value::Null)
        }
        fn visit_u64<E>(self, _: u64) -> Result<Value, E> {
            Ok(Value::Null)
        }
        fn visit_f64<E>(self, _: f64) -> Result<Value, E> {
            Ok(Value::Null)
        }
        fn visit_str<E>(self, _: &str) -> Result<Value, E> {
            Ok(Value::Null)
        }
        fn visit_unit<E>(self) -> Result<Value, E> {
            Ok(Value::Null)
        }
        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
            while list.next_element::<IgnoredAny>()?.is_some() {}
            Ok(Value::Null)
        }
    };
}

impl<'de> Deserialize<'de> for Idea {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct IdeaVisitor;
        impl<'de> Visitor<'de> for IdeaVisitor {
            type Value = Value;
            nothing_else!();
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
                let mut idea = Map::new();
                while let Some(name) = map.next_key::<String>()? {
                    let value = if name == "ideas" {
                        map.next_value::<Under>()?.0
                    } else {
                        map.next_value()?
                    };
                    idea.insert(name, value);
                }
                Ok(Value::Object(idea))
            }
        }
        deserializer.deserialize_any(IdeaVisitor).map(Self)
    }
}

impl<'de> Deserialize<'de> for Under {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct UnderVisitor;
        impl<'de> Visitor<'de> for UnderVisitor {
            type Value = Value;
            nothing_else!();
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
                let mut ideas = Map::new();
                while let Some(rank) = map.next_key::<String>()? {
                    let Idea(idea) = map.next_value()?;
                    if idea.is_object() {
                        ideas.insert(rank, idea);
                    }
                }
                Ok(Value::Object(ideas))
            }
        }
        deserializer.deserialize_any(UnderVisitor).map(Self)
    }
}

struct Reader {
    into: Gathered,
    branches: Vec<Branch>,
    by_id: HashMap<String, usize>,
    max_depth: usize,
    num_ideas: usize,
}

/// A value as words.
fn words(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(words)) => words.clone(),
        None | Some(Value::Null) => String::new(),
        Some(other) => other.to_string(),
    }
}

/// Ideas in the order in which they are shown: those with a positive rank, then the others, each away from nought.
fn by_rank(ideas: Value) -> Vec<Map<String, Value>> {
    let Value::Object(ideas) = ideas else { return Vec::new() };
    let mut ranked: Vec<(bool, f64, Map<String, Value>)> = ideas
        .into_iter()
        .filter_map(|(rank, idea)| {
            let rank: f64 = rank.trim().parse().unwrap_or(f64::MAX);
            match idea {
                Value::Object(idea) => Some((rank < 0.0, rank.abs(), idea)),
                _ => None,
            }
        })
        .collect();
    ranked.sort_by(|(left, a, _), (right, b, _)| left.cmp(right).then(a.total_cmp(b)));
    ranked.into_iter().map(|(_, _, idea)| idea).collect()
}

/// What hands down from a group to its reasons.
#[derive(Clone, Default)]
struct Joined {
    sign: Option<LinkKind>,
    name: String,
}

/// An idea that is to be read: under which branch, how deep, and with what its group hands down.
type Waiting = (Map<String, Value>, Option<usize>, usize, Joined);

impl Reader {
    /// Walks through all ideas. Since the third version of the format the outermost is only a frame around the roots.
    fn ideas(&mut self, mut whole: Map<String, Value>) {
        let version = whole.get("formatVersion").and_then(Value::as_f64).unwrap_or(1.0);
        let is_frame = words(whole.get("id")) == "root" || version >= 3.0;
        let mut waiting: Vec<Waiting> = Vec::new();
        if is_frame && whole.contains_key("ideas") {
            self.num_ideas = 1;
            self.max_depth = 1;
            self.into.title = super::gathered::Words::plain(one_line(&words(whole.get("title"))));
            let roots = by_rank(whole.remove("ideas").unwrap_or_default());
            waiting.extend(roots.into_iter().rev().map(|idea| (idea, None, 2, Joined::default())));
        } else {
            waiting.push((whole, None, 1, Joined::default()));
        }
        while let Some((mut idea, parent, depth, joined)) = waiting.pop() {
            self.num_ideas += 1;
            self.max_depth = self.max_depth.max(depth);
            let under = idea.remove("ideas").unwrap_or_default();
            let number = self.branches.len();
            let mut handed = Joined::default();
            let group = idea.get("attr").and_then(|attr| attr.get("group"));
            if let Some(group) = group.filter(|group| !matches!(group, Value::Null | Value::Bool(false))) {
                handed.sign = match group.as_str().unwrap_or_default() {
                    "supporting" => Some(LinkKind::Support),
                    "opposing" => Some(LinkKind::Attack),
                    _ => None,
                };
                if under.as_object().is_some_and(|under| under.len() > 1) {
                    handed.name = format!("group-{number}");
                }
            }
            let is_group = group.is_some_and(Value::is_string);
            let mut branch = self.branch(idea, parent, number);
            if is_group {
                // Only a bracket around reasons.
                branch.text.clear();
                branch.explanation.clear();
            }
            branch.sign = branch.sign.or(joined.sign);
            if !joined.name.is_empty() {
                branch.named.push(("joint".to_owned(), joined.name.into()));
            }
            self.branches.push(branch);
            let under = by_rank(under);
            waiting.extend(
                under
                    .into_iter()
                    .rev()
                    .map(|idea| (idea, Some(number), depth + 1, handed.clone())),
            );
        }
    }

    fn branch(&mut self, idea: Map<String, Value>, parent: Option<usize>, number: usize) -> Branch {
        let mut branch = Branch {
            parent,
            text: one_line(&words(idea.get("title"))),
            ..Branch::default()
        };
        let id = words(idea.get("id"));
        if !id.is_empty() {
            match self.by_id.entry(id) {
                Entry::Occupied(known) => self.into.warn_at(0, Trouble::Doubled, known.key()),
                Entry::Vacant(free) => {
                    free.insert(number);
                }
            }
        }
        for (name, value) in idea {
            match (name.as_str(), value) {
                ("attr", Value::Object(attributes)) => {
                    for (name, value) in attributes {
                        self.attribute(&mut branch, &name, value);
                    }
                }
                ("id" | "title", _) => {}
                (_, value) => {
                    let value = words(Some(&value));
                    branch.data.insert(format!("mindmup.{name}"), value);
                }
            }
        }
        branch
    }

    fn attribute(&mut self, branch: &mut Branch, name: &str, value: Value) {
        match name {
            "note" => {
                let text = words(value.get("text").or(Some(&value)));
                branch.note = self.html(branch, &text);
            }
            "attachment" => {
                let text = words(value.get("content").or(Some(&value)));
                branch.explanation = self.html(branch, &text);
            }
            "icon" => {
                let url = words(value.get("url"));
                // A picture within the file is no address that anyone could read.
                if url.starts_with("data:") {
                    self.into.warn_at(0, Trouble::LeftOut, &url);
                } else {
                    branch.data.insert("mindmup.icon".to_owned(), url);
                }
            }
            "parentConnector" | "style" => {
                let label = words(value.get("label"));
                if let Some((sign, _)) = label_sign(&label) {
                    branch.sign = Some(sign);
                }
                for (part, value) in value.as_object().into_iter().flatten() {
                    branch.data.insert(format!("mindmup.{name}.{part}"), words(Some(value)));
                }
            }
            "collapsed" | "position" | "group" => {
                branch.data.insert(format!("mindmup.{name}"), words(Some(&value)));
            }
            "url" | "link" => branch.sources.push(Cited {
                urls: vec![words(Some(&value))],
                ..Cited::default()
            }),
            _ => match name.strip_prefix(OWN) {
                Some(own) => branch.named.push((own.to_owned(), value)),
                None => {
                    branch.data.insert(format!("mindmup.{name}"), words(Some(&value)));
                }
            },
        }
    }

    /// The text of what may be HTML; its links become sources.
    fn html(&mut self, branch: &mut Branch, text: &str) -> String {
        if !is_html(text) {
            return text.to_owned();
        }
        let html = plain(text);
        branch.sources.extend(html.links().iter().cloned());
        for place in html.pictures() {
            self.into.warn_at(0, Trouble::LeftOut, place);
        }
        html.text().to_owned()
    }

    fn finish(mut self, links: Vec<Value>) -> Gathered {
        self.into.set_count("ideas", self.num_ideas);
        self.into.set_count("max_depth", self.max_depth);
        self.into.set_count("links", links.len());
        let mut into = self.into;
        for branch in &mut self.branches {
            let is_root = branch.parent.is_none();
            settle(branch, is_root, &mut into);
        }
        let became = gather(self.branches, &mut into, "mindmup");
        let node = |id: &Value| {
            let number = self.by_id.get(&words(Some(id)))?;
            match became.get(*number) {
                Some(Became::Node(node)) => Some(*node),
                _ => None,
            }
        };
        for link in links {
            let end = |name: &str| link.get(name).and_then(node);
            let attr = link.get("attr");
            let label = words(attr.and_then(|attr| attr.get("label").or_else(|| attr.get("style")?.get("label"))));
            match (end("ideaIdFrom"), end("ideaIdTo")) {
                (Some(from), Some(to)) if from != to => {
                    let (kind, is_step) = label_sign(&label).unwrap_or((LinkKind::Related, false));
                    let goal = if is_step { Goal::StepOf(to) } else { Goal::Node(to) };
                    into.link(from, kind, goal, 0);
                }
                _ => into.warn_at(0, Trouble::NoEnd, &label),
            }
        }
        into
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::build::{Choices, build};
    use super::super::mind_map::tests::compare;
    use super::*;
    use crate::model::Lang;

    const SMALL: &str = r##"{"formatVersion":3,"id":"root","title":"Kaart","ideas":{"1":{"id":1,"title":"Mengen\nis goed","ideas":{
"-1":{"id":2,"title":"laatste","attr":{"parentConnector":{"label":"Tegen","color":"#ff0000"}}},
"2.5":{"id":"3.a","title":"group","attr":{"group":"supporting"},"ideas":{"1":{"id":4,"title":"dichtbij","attr":{"note":{"index":1,"text":"let op"},"style":{"background":"#fff"}}},"2":{"id":5,"title":"en goed","attr":{"attachment":{"contentType":"text/html","content":"<p>Zie <a href='https://x.nl'>hier</a></p>"}}}}},
"1":{"id":6,"title":"eerste","attr":{"icon":{"url":"data:image/png;base64,xyz"}}}}}},
"links":[{"ideaIdFrom":6,"ideaIdTo":4,"attr":{"label":"weerlegt"}},{"ideaIdFrom":6,"ideaIdTo":2},{"ideaIdFrom":6,"ideaIdTo":99}]}"##;

    #[test]
    fn what_can_be_no_idea_is_passed_over() {
        let text = r#"{"title": "x", "ideas": {"1": {"title": "a", "ideas": [{"title": "weg"}, 0]}, "2": 7, "3": "b", "4": null,
            "5": [1.5, true], "-1": {"title": "c", "note": {"x": [1]}, "ideas": {"1": {"title": "d"}}}}}"#;
        let gathered = read(text).unwrap();
        let texts: Vec<&str> = gathered.nodes.iter().map(|node| node.text.main()).collect();
        assert_eq!(texts, ["x", "a", "c", "d"]);
        let kept = gathered.nodes[2].data.get("mindmup.note");
        assert_eq!(kept, Some(r#"{"x":[1]}"#));
        for text in ["[]", "7", "{\"ideas\":", "{\"ideas\":{\"1\":{]}"] {
            assert!(matches!(read(text), Err(Refusal::Malformed(..))), "{text}");
        }
    }

    #[test]
    fn a_mind_map_is_read() {
        let gathered = read(SMALL).unwrap();
        let texts: Vec<&str> = gathered.nodes.iter().map(|node| node.text.main()).collect();
        assert_eq!(texts, ["Mengen is goed", "eerste", "dichtbij", "en goed", "laatste"]);
        let links: Vec<_> = gathered
            .links
            .iter()
            .map(|link| (link.premises[0], link.kind, link.goal))
            .collect();
        let top = Goal::Node(0);
        assert_eq!(
            links,
            [
                (1, LinkKind::Under, top),
                (2, LinkKind::Support, top),
                (3, LinkKind::Support, top),
                (4, LinkKind::Attack, top),
                (1, LinkKind::Attack, Goal::Node(2)),
                (1, LinkKind::Related, Goal::Node(4)),
            ]
        );
        assert_eq!(gathered.nodes[2].note.main(), "let op");
        assert_eq!(&gathered.nodes[2].data["mindmup.style.background"], "#fff");
        assert_eq!(gathered.nodes[3].explanation.main(), "Zie hier");
        assert_eq!(gathered.nodes[3].sources[0].urls, ["https://x.nl"]);
        assert_eq!(
            (
                gathered.counts["ideas"],
                gathered.counts["max_depth"],
                gathered.counts["links"]
            ),
            (7, 4, 3)
        );
        // Both reasons of a group only hold together.
        let built = build(&gathered, &Choices::new(&gathered, Lang::NL)).document;
        assert!(built.relations.iter().any(|(_, relation)| relation.premises.len() == 2));
        let troubles: Vec<&Trouble> = gathered.warnings.iter().map(|warning| &warning.what).collect();
        assert!(troubles.contains(&&Trouble::NoEnd(String::new())));
    }

    #[test]
    fn an_older_version_has_its_root_outside() {
        let gathered = read(
            r#"{"title":"Vraag","id":1,"formatVersion":2,"ideas":{"1":{"title":"Voor: a","id":2},"x":{"title":"b"},"y":3}}"#,
        );
        let gathered = gathered.unwrap();
        assert_eq!(gathered.nodes[0].text.main(), "Vraag");
        assert_eq!((gathered.nodes.len(), gathered.counts["ideas"]), (3, 3));
        assert_eq!(gathered.links[0].kind, LinkKind::Support);
    }

    #[test]
    fn broken_files_are_refused_or_read() {
        for bad in ["", "[]", "{", "{\"a\":1}", "3"] {
            assert!(matches!(read(bad), Err(Refusal::Malformed(..))), "{bad}");
        }
        assert_eq!(read("{\"formatVersion\":3,\"ideas\":{}}"), Err(Refusal::NoArguments));
        assert_eq!(read("{\"id\":\"root\",\"ideas\":[3]}"), Err(Refusal::NoArguments));
        let odd = read(
            r#"{"title":5,"attr":[],"links":{},"ideas":{"1":{"title":null,"attr":{"note":3,"group":{},"icon":2,"style":1}},"2":{"id":1},"3":{"id":1}}}"#,
        );
        assert!(
            odd.unwrap()
                .warnings
                .iter()
                .any(|warning| matches!(warning.what, Trouble::Doubled(_)))
        );
        let deep = format!(
            "{}{{\"title\":1}}{}",
            "{\"title\":1,\"ideas\":{\"1\":".repeat(10_000),
            "}}".repeat(10_000)
        );
        assert!(matches!(read(&deep), Err(Refusal::Malformed(..))));
    }

    #[test]
    fn real_files_have_what_others_counted() {
        for extension in [".mup", ".json"] {
            let num = compare(&["mindmap-other"], extension, read, &[], &[]);
            assert!(num.is_none_or(|num| num == 1));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn nothing_makes_it_panic(text in "\\PC{0,200}", parts in proptest::collection::vec("\"(ideas|title|id|attr|links|group|note|1|-2)\":|[{}\\[\\],]|3|\"x\"", 0..30)) {
            let _ = read(&text);
            let _ = read(&format!("{{\"title\":\"a\",\"ideas\":{{\"1\":{{{}}}}}}}", parts.concat()));
        }
    }
}
