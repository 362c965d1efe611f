//! Maps of Compendium, as its XML export has them: nodes, links between them, and views that show which node stands in which
//! map. What the numbers of kinds mean stands in the source of CompendiumNG (`ICoreConstants`).

use std::collections::{BTreeMap, HashMap};

use super::format::Format;
use super::gathered::{Cited, Gathered, Goal, Group, Kind, LinkKind, Node, Words};
use super::mind_map::leaf::label_sign;
use super::mind_map::markup::{Piece, Tag, Walker, one_line};
use super::signs::is_stakeholder;
use super::trouble::{Refusal, Trouble};

/// Reads a map.
///
/// # Errors
/// [`Refusal::Malformed`] for what is no export of Compendium, [`Refusal::Entities`], or [`Refusal::NoArguments`] if it has
/// no nodes.
pub fn read(text: &str) -> Result<Gathered, Refusal> {
    let mut into = Gathered::new(Format::Compendium);
    let mut reader = Reader::default();
    let mut walker = Walker::new(text, Format::Compendium.name());
    let mut is_first = true;
    loop {
        match walker.next() {
            Ok(Piece::Open(tag)) => {
                if std::mem::take(&mut is_first) && tag.name != "model" {
                    let words = format!("<{}>", tag.name);
                    return Err(Refusal::Malformed(
                        Format::Compendium.name().to_owned(),
                        tag.line,
                        1,
                        words,
                    ));
                }
                reader.opened(tag, &mut into);
            }
            Ok(Piece::Close) => reader.closed(),
            Ok(Piece::Letters(letters)) => reader.words.push_str(&letters),
            Ok(Piece::End) => break,
            Err(Refusal::Malformed(format, line, column, words)) => {
                if reader.nodes.is_empty() {
                    return Err(Refusal::Malformed(format, line, column, words));
                }
                into.warn(line, Trouble::Broken(column, words));
                break;
            }
            Err(refusal) => return Err(refusal),
        }
    }
    if reader.nodes.is_empty() {
        return Err(Refusal::NoArguments);
    }
    reader.finish(&mut into);
    Ok(into)
}

#[derive(Default)]
struct RawNode {
    id: String,
    kind: u32,
    label: String,
    line: u32,
    details: Vec<String>,
    sources: Vec<Cited>,
    codes: Vec<String>,
    data: Vec<(&'static str, String)>,
}

struct RawLink {
    from: String,
    to: String,
    kind: String,
    label: String,
    line: u32,
}

#[derive(Default)]
struct Reader {
    root: String,
    nodes: Vec<RawNode>,
    /// Which node stands in which view: view, node.
    views: Vec<(String, String)>,
    links: Vec<RawLink>,
    /// The names of keywords.
    codes: HashMap<String, String>,
    open: Vec<String>,
    is_in_node: bool,
    /// The letters of the element that was opened last.
    words: String,
    counts: BTreeMap<String, usize>,
}

impl Reader {
    fn opened(&mut self, tag: Tag, into: &mut Gathered) {
        if tag.is_odd {
            into.warn_at(tag.line, Trouble::BadData, &tag.name);
        }
        let get = |name: &str| tag.get(name).unwrap_or_default().to_owned();
        self.words.clear();
        match tag.name.as_str() {
            "model" => self.root = get("rootview"),
            "view" => {
                *self.counts.entry("views".to_owned()).or_default() += 1;
                self.views.push((get("viewref"), get("noderef")));
            }
            "node" => {
                let kind = get("type");
                *self.counts.entry(format!("node_types.{kind}")).or_default() += 1;
                self.is_in_node = true;
                let mut data = Vec::new();
                for name in ["author", "created", "lastModified"] {
                    let value = get(name);
                    if !value.is_empty() {
                        data.push((name, value));
                    }
                }
                self.nodes.push(RawNode {
                    id: get("id"),
                    kind: kind.trim().parse().unwrap_or_default(),
                    label: get("label"),
                    line: tag.line,
                    data,
                    ..RawNode::default()
                });
            }
            "link" => {
                let kind = get("type");
                *self.counts.entry(format!("link_types.{kind}")).or_default() += 1;
                self.links.push(RawLink {
                    from: get("from"),
                    to: get("to"),
                    kind,
                    label: get("label"),
                    line: tag.line,
                });
            }
            "code" => {
                self.codes.insert(get("id"), get("name"));
            }
            "coderef" if self.is_in_node => {
                if let Some(node) = self.nodes.last_mut() {
                    node.codes.push(get("coderef"));
                }
            }
            _ => {}
        }
        self.open.push(tag.name);
    }

    fn closed(&mut self) {
        let Some(name) = self.open.pop() else { return };
        let words = std::mem::take(&mut self.words);
        let words = words.trim();
        if name == "node" {
            self.is_in_node = false;
            return;
        }
        let Some(node) = self.nodes.last_mut().filter(|_| self.is_in_node && !words.is_empty()) else {
            return;
        };
        match name.as_str() {
            "page" if !matches!(words, "(No Detail)" | "No Detail") => node.details.push(words.to_owned()),
            "source" => node.sources.push(source(words)),
            "image" => node.data.push(("image", words.to_owned())),
            _ => {}
        }
    }

    fn finish(self, into: &mut Gathered) {
        into.set_count("views", 0);
        into.set_count("nodes", self.nodes.len());
        into.set_count("links", self.links.len());
        for (name, num) in self.counts {
            into.set_count(&name, num);
        }
        // The first view that shows a node is where it stands.
        let mut view_of: HashMap<&str, &str> = HashMap::new();
        for (view, node) in &self.views {
            view_of.entry(node).or_insert(view);
        }
        let mut groups: HashMap<&str, usize> = HashMap::new();
        for raw in self.nodes.iter().filter(|raw| is_view(raw.kind)) {
            let title = one_line(&raw.label);
            if raw.id == self.root {
                into.title = Words::plain(title.clone());
            }
            groups.insert(&raw.id, into.groups.len());
            into.groups.push(Group {
                is_stakeholder: is_stakeholder(&title).then_some(true),
                title: Words::plain(title),
                line: raw.line,
                ..Group::default()
            });
            for lost in &raw.details {
                into.warn_at(raw.line, Trouble::LeftOut, lost);
            }
        }
        let group_of = |id: &str| view_of.get(id).and_then(|view| groups.get(view)).copied();
        for raw in self.nodes.iter().filter(|raw| is_view(raw.kind)) {
            // Views may show each other: only one that stands before is around another.
            let (own, around) = (groups.get(raw.id.as_str()).copied(), group_of(&raw.id));
            if let (Some(own), Some(around)) = (own, around.filter(|around| Some(*around) < own))
                && let Some(group) = into.groups.get_mut(own)
            {
                group.parent = Some(around);
            }
        }
        let mut found: HashMap<&str, (usize, u32)> = HashMap::new();
        for raw in self.nodes.iter().filter(|raw| !is_view(raw.kind)) {
            let kind = standing(raw.kind);
            let mut node = Node {
                kind: if kind == 3 { Kind::Question } else { Kind::Claim },
                text: Words::plain(one_line(&raw.label)),
                explanation: Words::plain(raw.details.join("\n")),
                sources: raw.sources.clone(),
                group: group_of(&raw.id),
                line: raw.line,
                ..Node::default()
            };
            for code in &raw.codes {
                node.tags.extend(self.codes.get(code).cloned());
            }
            node.data.insert("compendium.type".to_owned(), raw.kind.to_string());
            for (name, value) in &raw.data {
                node.data.insert(format!("compendium.{name}"), value.clone());
            }
            let number = into.node(node);
            if found.contains_key(raw.id.as_str()) {
                into.warn_at(raw.line, Trouble::Doubled, &raw.id);
            } else {
                found.insert(&raw.id, (number, kind));
            }
        }
        let mut num_unsigned = 0;
        for link in &self.links {
            let (from, to) = (found.get(link.from.as_str()), found.get(link.to.as_str()));
            let (Some((from, kind)), Some((to, _))) = (from.copied(), to.copied()) else {
                let words = if link.label.is_empty() { &link.to } else { &link.label };
                into.warn_at(link.line, Trouble::NoEnd, words);
                continue;
            };
            // What the node itself is goes before that it only responds.
            let of_node = match kind {
                6 => Some(LinkKind::Support),
                7 => Some(LinkKind::Attack),
                _ => None,
            };
            let said = match link.kind.trim() {
                "40" | "47" => Some(LinkKind::Support),
                "41" | "42" => Some(LinkKind::Attack),
                "43" | "44" => of_node.or(Some(LinkKind::Under)),
                "45" | "46" => of_node.or(Some(LinkKind::Related)),
                "39" => of_node,
                other => {
                    let words = if link.label.is_empty() { other } else { &link.label };
                    into.warn_at(link.line, Trouble::UnknownKind, words);
                    of_node
                }
            };
            let said = label_sign(&link.label).map(|(kind, _)| kind).or(said);
            num_unsigned += u32::from(said.is_none());
            into.link(from, said.unwrap_or(LinkKind::Under), Goal::Node(to), link.line);
        }
        if num_unsigned > 0 {
            into.warn(0, Trouble::NoSign(num_unsigned));
        }
    }
}

/// The kind of which a shortcut is one.
fn standing(kind: u32) -> u32 {
    match kind {
        11..=20 | 32 => kind - 10,
        _ => kind,
    }
}

/// Whether nodes of this kind show other nodes: lists and maps.
fn is_view(kind: u32) -> bool {
    matches!(kind, 1 | 2 | 22 | 51 | 52)
}

fn source(words: &str) -> Cited {
    if words.contains("://") {
        Cited {
            urls: vec![words.to_owned()],
            ..Cited::default()
        }
    } else {
        Cited {
            citation: words.to_owned(),
            ..Cited::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::build::{Choices, build};
    use super::super::mind_map::tests::compare;
    use super::*;
    use crate::model::{Lang, RelationKind, Structure};

    const SMALL: &str = r#"<?xml version="1.0"?><!DOCTYPE model SYSTEM "Compendium.dtd"><model rootview="r"><views>
<view viewref="r" noderef="m"/><view viewref="m" noderef="q"/><view viewref="m" noderef="p"/><view viewref="m" noderef="r"/></views>
<nodes><node id="r" type="1" label="Lijst"/><node id="m" type="2" label="Kaart"><details><page>over de kaart</page></details></node>
<node id="q" type="3" label="Hoe?"/><node id="p" type="4" label="Zo" author="iemand"><details><page>een</page><page>twee</page></details><source>https://x.nl</source><coderefs><coderef coderef="c"/></coderefs></node>
<node id="a" type="6" label="want"/><node id="b" type="7" label="maar"/><node id="s" type="14" label="ook zo"/><node id="s" type="5" label="dubbel"/></nodes>
<links><link from="p" to="q" type="39"/><link from="a" to="p" type="39"/><link from="b" to="p" type="39"/><link from="s" to="a" type="42"/><link from="s" to="b" type="45"/><link from="s" to="m" type="39"/><link from="a" to="q" type="77"/></links>
<codes><code id="c" name="Sleutel"/></codes></model>"#;

    #[test]
    fn a_map_is_read() {
        let gathered = read(SMALL).unwrap();
        let kinds: Vec<LinkKind> = gathered.links.iter().map(|link| link.kind).collect();
        use LinkKind::{Attack, Related, Support, Under};
        assert_eq!(kinds, [Under, Support, Attack, Attack, Related, Support]);
        let position = &gathered.nodes[1];
        assert_eq!(position.explanation.main(), "een\ntwee");
        assert_eq!(position.tags, ["Sleutel"]);
        assert_eq!(position.sources[0].urls, ["https://x.nl"]);
        assert_eq!(&position.data["compendium.author"], "iemand");
        assert_eq!((position.group, gathered.nodes[0].kind), (Some(1), Kind::Question));
        assert_eq!((gathered.groups[0].parent, gathered.groups[1].parent), (None, Some(0)));
        assert_eq!(gathered.title.main(), "Lijst");
        let troubles: Vec<&Trouble> = gathered.warnings.iter().map(|warning| &warning.what).collect();
        for trouble in [
            Trouble::Doubled("s".to_owned()),
            Trouble::NoEnd("m".to_owned()),
            Trouble::UnknownKind("77".to_owned()),
            Trouble::LeftOut("over de kaart".to_owned()),
        ] {
            assert!(troubles.contains(&&trouble), "{troubles:?}");
        }
        // The question is the thesis, and what is against is against.
        let built = build(&gathered, &Choices::new(&gathered, Lang::NL)).document;
        assert_eq!(built.cover.thesis.map(|id| built.claims.name(id)), Some("hoe"));
        let structure = Structure::new(&built);
        let but = structure.place(built.claims.id("maar").unwrap()).unwrap();
        assert_eq!(but.kind, Some(RelationKind::Attack));
    }

    #[test]
    fn broken_files_are_read_as_far_as_they_go() {
        assert!(matches!(read("<nodes/>"), Err(Refusal::Malformed(..))));
        assert!(matches!(read("<model>"), Err(Refusal::Malformed(..))));
        assert_eq!(read("<model/>"), Err(Refusal::NoArguments));
        assert_eq!(
            read("<!DOCTYPE model [<!ENTITY a 'b'>]><model/>"),
            Err(Refusal::Entities)
        );
        let cut = read("<model><nodes><node id='a' type='x' label='een'><details><page>half").unwrap();
        assert_eq!(cut.nodes[0].text.main(), "een");
        assert!(matches!(cut.warnings[0].what, Trouble::Broken(..)));
        let deep = format!(
            "<model>{}{}</model>",
            "<node id='a' type='5'>".repeat(20_000),
            "</node>".repeat(20_000)
        );
        assert_eq!(read(&deep).unwrap().nodes.len(), 20_000);
    }

    #[test]
    fn real_files_have_what_others_counted() {
        let num = compare(&["mindmap-other"], ".xml", read, &[], &[]);
        assert!(num.is_none_or(|num| num == 5));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn nothing_makes_it_panic(text in "\\PC{0,200}", tags in proptest::collection::vec("</?(node|view|link|page|code|coderef)( (id|type|from|to|viewref|noderef)=\"?[1-7ab\"]{0,2}\"?)?/?>|x", 0..30)) {
            let _ = read(&text);
            let _ = read(&format!("<model><node id='a' type='4'>{}", tags.concat()));
        }
    }
}
