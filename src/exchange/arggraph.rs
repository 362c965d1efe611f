//! Argument graphs as XML, after the annotation scheme of the arg-microtexts corpus and its `arggraph.dtd`: pieces of text
//! (`edu`), claims that rest on them (`adu`, of the proponent or the opponent), and edges.
//!
//! `seg` says which pieces a claim rests on; `sup` and `exa` support, `reb` attacks a claim, `und` attacks the step of an
//! edge, and `add` adds a premise to an edge.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use super::format::Format;
use super::gathered::{Gathered, Goal, LinkKind, Node, Words};
use super::mind_map::markup::{Piece, Tag, Walker};
use super::trouble::{Refusal, Trouble};

/// What is named in a graph.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Thing {
    Edu(usize),
    Joint(usize),
    Adu(usize),
    Edge(usize),
}

struct Edge {
    id: String,
    from: String,
    to: String,
    kind: String,
    line: u32,
}

#[derive(Default)]
struct Reader {
    by_id: HashMap<String, Thing>,
    /// The texts of the pieces, with their lines.
    edus: Vec<(String, u32)>,
    num_joints: usize,
    /// Of each claim its type and line.
    adus: Vec<(String, String, u32)>,
    edges: Vec<Edge>,
    is_in_edu: bool,
}

/// Reads a graph.
///
/// # Errors
/// [`Refusal::Malformed`] for what is no such graph, [`Refusal::Entities`], or [`Refusal::NoArguments`] if it has no claims.
pub fn read(text: &str) -> Result<Gathered, Refusal> {
    let mut gathered = Gathered::new(Format::ArgGraph);
    let mut reader = Reader::default();
    let mut walker = Walker::new(text, Format::ArgGraph.name());
    let mut is_first = true;
    loop {
        match walker.next() {
            Ok(Piece::Open(tag)) => {
                if std::mem::take(&mut is_first) {
                    if tag.name != "arggraph" {
                        let words = format!("<{}>", tag.name);
                        return Err(Refusal::Malformed(
                            Format::ArgGraph.name().to_owned(),
                            tag.line,
                            1,
                            words,
                        ));
                    }
                    whole(&tag, &mut gathered);
                } else {
                    reader.opened(&tag, &mut gathered);
                }
            }
            Ok(Piece::Close) => reader.is_in_edu = false,
            Ok(Piece::Letters(letters)) => {
                if let Some((text, _)) = reader.edus.last_mut().filter(|_| reader.is_in_edu) {
                    text.push_str(&letters);
                }
            }
            Ok(Piece::End) => break,
            Err(Refusal::Malformed(format, line, column, words)) => {
                if reader.edus.is_empty() && reader.adus.is_empty() {
                    return Err(Refusal::Malformed(format, line, column, words));
                }
                gathered.warn(line, Trouble::Broken(column, words));
                break;
            }
            Err(refusal) => return Err(refusal),
        }
    }
    reader.finish(&mut gathered)?;
    Ok(gathered)
}

fn whole(tag: &Tag, into: &mut Gathered) {
    for (name, value) in &tag.attributes {
        if !value.is_empty() {
            into.data.insert(format!("arggraph.{name}"), value.clone());
        }
    }
    // A topic is named by words with lines between them.
    if let Some(topic) = tag.get("topic_id") {
        into.title = Words::plain(topic.replace('_', " ").trim());
    }
}

impl Reader {
    fn opened(&mut self, tag: &Tag, into: &mut Gathered) {
        if tag.is_odd {
            into.warn_at(tag.line, Trouble::BadData, &tag.name);
        }
        let get = |name: &str| tag.get(name).unwrap_or_default().to_owned();
        let id = get("id");
        self.is_in_edu = tag.name == "edu";
        let thing = match tag.name.as_str() {
            "edu" => {
                self.edus.push((String::new(), tag.line));
                Thing::Edu(self.edus.len() - 1)
            }
            "joint" => {
                self.num_joints += 1;
                Thing::Joint(self.num_joints - 1)
            }
            "adu" => {
                self.adus.push((id.clone(), get("type"), tag.line));
                Thing::Adu(self.adus.len() - 1)
            }
            "edge" => {
                self.edges.push(Edge {
                    id: id.clone(),
                    from: get("src"),
                    to: get("trg"),
                    kind: get("type"),
                    line: tag.line,
                });
                Thing::Edge(self.edges.len() - 1)
            }
            _ => {
                into.warn_at(tag.line, Trouble::LeftOut, &format!("<{}>", tag.name));
                return;
            }
        };
        if id.is_empty() {
            return;
        }
        match self.by_id.entry(id) {
            Entry::Occupied(known) => into.warn_at(tag.line, Trouble::Doubled, known.key()),
            Entry::Vacant(free) => {
                free.insert(thing);
            }
        }
    }

    fn count(&self, into: &mut Gathered) {
        for (name, num) in [
            ("edus", self.edus.len()),
            ("joints", self.num_joints),
            ("adus", self.adus.len()),
            ("edges", self.edges.len()),
        ] {
            into.set_count(name, num);
        }
        for (_, kind, _) in &self.adus {
            into.count(&format!("adus_by_type.{kind}"));
        }
        for edge in &self.edges {
            into.count(&format!("edges_by_type.{}", edge.kind));
        }
    }

    fn thing(&self, id: &str) -> Option<Thing> {
        self.by_id.get(id).copied()
    }

    /// Puts together on which pieces of text each claim rests, in the order of the text.
    fn pieces(&self, into: &mut Gathered) -> Vec<Vec<usize>> {
        let mut of_adu: Vec<Vec<usize>> = vec![Vec::new(); self.adus.len()];
        let mut of_joint: Vec<Vec<usize>> = vec![Vec::new(); self.num_joints];
        let mut through: Vec<(usize, usize)> = Vec::new();
        for edge in self.edges.iter().filter(|edge| edge.kind == "seg") {
            match (self.thing(&edge.from), self.thing(&edge.to)) {
                (Some(Thing::Edu(edu)), Some(Thing::Adu(adu))) => {
                    of_adu.get_mut(adu).into_iter().for_each(|all| all.push(edu))
                }
                (Some(Thing::Edu(edu)), Some(Thing::Joint(joint))) => {
                    of_joint.get_mut(joint).into_iter().for_each(|all| all.push(edu))
                }
                (Some(Thing::Joint(joint)), Some(Thing::Adu(adu))) => through.push((joint, adu)),
                _ => into.warn_at(edge.line, Trouble::NoEnd, &edge.id),
            }
        }
        for (joint, adu) in through {
            // A joint is part of one claim.
            let edus = of_joint.get_mut(joint).map(std::mem::take).unwrap_or_default();
            if let Some(all) = of_adu.get_mut(adu) {
                all.extend(edus);
            }
        }
        for all in &mut of_adu {
            all.sort_unstable();
            all.dedup();
        }
        of_adu
    }

    fn finish(self, into: &mut Gathered) -> Result<(), Refusal> {
        self.count(into);
        let pieces = self.pieces(into);
        let mut is_told = vec![false; self.edus.len()];
        for ((id, kind, line), pieces) in self.adus.iter().zip(&pieces) {
            let mut words: Vec<&str> = Vec::new();
            for piece in pieces {
                words.extend(self.edus.get(*piece).map(|(text, _)| text.trim()));
                if let Some(slot) = is_told.get_mut(*piece) {
                    *slot = true;
                }
            }
            if words.is_empty() {
                into.warn_at(*line, Trouble::BadData, id);
            }
            let mut node = Node::new(words.join(" "), *line);
            for (name, value) in [("id", id), ("type", kind)] {
                if !value.is_empty() {
                    node.data.insert(format!("arggraph.{name}"), value.clone());
                }
            }
            into.node(node);
        }
        if self.adus.is_empty() {
            // Only the text was divided: each piece is a claim then.
            for (text, line) in &self.edus {
                into.node(Node::new(text.trim(), *line));
            }
        } else {
            for ((text, line), _) in self.edus.iter().zip(&is_told).filter(|(_, told)| !**told) {
                into.warn_at(*line, Trouble::LeftOut, text);
            }
        }
        if into.nodes.is_empty() {
            return Err(Refusal::NoArguments);
        }
        self.links(into);
        Ok(())
    }

    fn links(&self, into: &mut Gathered) {
        let node = |id: &str| match self.thing(id) {
            Some(Thing::Adu(adu)) => Some(adu),
            _ => None,
        };
        // First which edges become links, so that they can be led to before they are made.
        let says = |edge: &Edge| match edge.kind.as_str() {
            "sup" | "exa" => Some(LinkKind::Support),
            "reb" | "und" => Some(LinkKind::Attack),
            "seg" | "add" => None,
            _ => Some(LinkKind::Support),
        };
        let mut link_of: Vec<Option<usize>> = vec![None; self.edges.len()];
        let mut num = 0;
        // What leads to an edge only counts if that does: so from those that lead to claims on.
        let mut leading: Vec<Vec<usize>> = vec![Vec::new(); self.edges.len()];
        let mut waiting = Vec::new();
        for (at, edge) in self.edges.iter().enumerate() {
            if says(edge).is_none() || node(&edge.from).is_none() {
                continue;
            }
            match self.thing(&edge.to) {
                Some(Thing::Adu(_)) => waiting.push(at),
                Some(Thing::Edge(to)) => leading.get_mut(to).into_iter().for_each(|all| all.push(at)),
                _ => {}
            }
        }
        let mut counts = vec![false; self.edges.len()];
        while let Some(at) = waiting.pop() {
            if let Some(slot) = counts.get_mut(at)
                && !std::mem::replace(slot, true)
            {
                waiting.extend(leading.get(at).into_iter().flatten());
            }
        }
        for (slot, _) in link_of.iter_mut().zip(&counts).filter(|(_, counts)| **counts) {
            *slot = Some(num);
            num += 1;
        }
        let link = |at: usize| link_of.get(at).copied().flatten();
        for (at, edge) in self.edges.iter().enumerate() {
            let (Some(kind), Some(from)) = (says(edge), node(&edge.from)) else {
                if edge.kind != "seg" && edge.kind != "add" {
                    into.warn_at(edge.line, Trouble::NoEnd, &edge.id);
                }
                continue;
            };
            let goal = match self.thing(&edge.to) {
                Some(Thing::Adu(to)) => Some(Goal::Node(to)),
                Some(Thing::Edge(to)) => link(to).map(Goal::Link),
                _ => None,
            };
            let Some(goal) = goal.filter(|_| link(at).is_some()) else {
                into.warn_at(edge.line, Trouble::NoEnd, &edge.id);
                continue;
            };
            match (edge.kind.as_str(), goal) {
                ("und", Goal::Node(to)) => {
                    let words = into
                        .nodes
                        .get(to)
                        .map_or(String::new(), |node| node.text.main().to_owned());
                    into.warn_at(edge.line, Trouble::UndercutOfClaim, &words);
                }
                ("sup" | "exa" | "reb" | "und", _) => {}
                (other, _) => into.warn_at(edge.line, Trouble::UnknownKind, other),
            }
            // What a link cannot say is kept with where it begins.
            let is_plain = matches!(
                (edge.kind.as_str(), goal),
                ("sup" | "reb", Goal::Node(_)) | ("und", Goal::Link(_))
            );
            if let Some(node) = into.nodes.get_mut(from).filter(|_| !is_plain) {
                node.data.insert("arggraph.edge".to_owned(), edge.kind.clone());
            }
            into.link(from, kind, goal, edge.line);
        }
        let mut added: HashSet<(usize, usize)> = HashSet::new();
        for edge in self.edges.iter().filter(|edge| edge.kind == "add") {
            // A premise may be added to what adds one: they all belong to the same step.
            let mut to = self.thing(&edge.to);
            for _ in 0..16 {
                match to {
                    Some(Thing::Edge(at)) if link(at).is_none() => {
                        to = self.edges.get(at).and_then(|edge| self.thing(&edge.to));
                    }
                    _ => break,
                }
            }
            let to = match to {
                Some(Thing::Edge(at)) => link(at),
                _ => None,
            };
            let (Some(from), Some(to)) = (node(&edge.from), to) else {
                into.warn_at(edge.line, Trouble::NoEnd, &edge.id);
                continue;
            };
            if let Some(link) = into.links.get_mut(to)
                && link.premises.first() != Some(&from)
                && added.insert((to, from))
            {
                link.premises.push(from);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::build::{Choices, build};
    use super::super::decode::decode;
    use super::super::gathered::Link;
    use super::super::kialo;
    use super::super::proof::corpora;
    use super::*;
    use crate::model::Lang;

    const SMALL: &str = "<?xml version='1.0' encoding='UTF-8'?>\n<!DOCTYPE arggraph SYSTEM \"arggraph.dtd\">\n\
        <arggraph id=\"micro\" topic_id=\"waste_separation\" stance=\"pro\">\n\
        <edu id=\"e1\"><![CDATA[Separate & ]]></edu><edu id=\"e2\">burn &lt;less.</edu><edu id=\"e3\">Dear.</edu>\n\
        <edu id=\"e4\">No.</edu><edu id=\"e5\">Because.</edu><edu id=\"e6\">Not told.</edu>\n<joint id=\"j1\"/>\n\
        <adu id=\"a1\" type=\"pro\"/><adu id=\"a2\" type=\"opp\"/><adu id=\"a3\" type=\"pro\"/><adu id=\"a4\" type=\"pro\"/>\n\
        <edge id=\"c1\" src=\"e1\" trg=\"j1\" type=\"seg\"/><edge id=\"c2\" src=\"e2\" trg=\"j1\" type=\"seg\"/>\n\
        <edge id=\"c3\" src=\"j1\" trg=\"a1\" type=\"seg\"/><edge id=\"c4\" src=\"e3\" trg=\"a2\" type=\"seg\"/>\n\
        <edge id=\"c5\" src=\"e4\" trg=\"a3\" type=\"seg\"/><edge id=\"c6\" src=\"e5\" trg=\"a4\" type=\"seg\"/>\n\
        <edge id=\"c9\" src=\"a4\" trg=\"c8\" type=\"add\"/><edge id=\"c8\" src=\"a3\" trg=\"c7\" type=\"und\"/>\n\
        <edge id=\"c7\" src=\"a2\" trg=\"a1\" type=\"reb\"/></arggraph>";

    #[test]
    fn a_graph_is_read() {
        let gathered = read(SMALL).unwrap();
        let texts: Vec<&str> = gathered.nodes.iter().map(|node| node.text.main()).collect();
        assert_eq!(texts, ["Separate & burn <less.", "Dear.", "No.", "Because."]);
        let link = |premises: &[usize], goal: Goal, line| Link {
            premises: premises.to_vec(),
            kind: LinkKind::Attack,
            goal,
            line,
        };
        assert_eq!(
            gathered.links,
            [link(&[2, 3], Goal::Link(1), 11), link(&[1], Goal::Node(0), 12)]
        );
        assert_eq!(&gathered.nodes[1].data["arggraph.type"], "opp");
        assert_eq!(
            (gathered.title.main(), &gathered.data["arggraph.stance"]),
            ("waste separation", "pro")
        );
        assert_eq!(gathered.warnings.len(), 1);
        assert_eq!(gathered.warnings[0].what, Trouble::LeftOut("Not told.".to_owned()));
        assert_eq!((gathered.counts["edus"], gathered.counts["edges_by_type.seg"]), (6, 6));
    }

    #[test]
    fn nothing_is_given_up_on() {
        assert!(matches!(read("<x/>"), Err(Refusal::Malformed(..))));
        assert!(matches!(read("<arggraph><"), Err(Refusal::Malformed(..))));
        assert_eq!(read("<arggraph/>"), Err(Refusal::NoArguments));
        assert_eq!(
            read("<!DOCTYPE a [<!ENTITY b \"c\">]><arggraph/>"),
            Err(Refusal::Entities)
        );
        let text = "<arggraph><edu id='e'>a</edu><adu id='a'/><adu id='a'/><adu id='b'/><zzz/><edge id='s' src='e' trg='a' type='seg'/>\
            <edge id='c' src='a' trg='x' type='sup'/><edge id='d' src='a' trg='b' type='strange'/><edge id='f' src='b' trg='g' type='und'/>\
            <edge id='g' src='b' trg='f' type='und'/><edge id='h' src='b' trg='a' type='und'/><edge id='i' src='b' trg='i' type='add'/><adu";
        let gathered = read(text).unwrap();
        let what: Vec<&Trouble> = gathered.warnings.iter().map(|warning| &warning.what).collect();
        for trouble in [
            Trouble::Doubled("a".to_owned()),
            Trouble::LeftOut("<zzz>".to_owned()),
            Trouble::NoEnd("c".to_owned()),
            Trouble::NoEnd("f".to_owned()),
            Trouble::NoEnd("g".to_owned()),
            Trouble::NoEnd("i".to_owned()),
            Trouble::UnknownKind("strange".to_owned()),
            Trouble::UndercutOfClaim("a".to_owned()),
        ] {
            assert!(what.contains(&&trouble), "{trouble:?} in {what:?}");
        }
        assert_eq!((gathered.nodes.len(), gathered.links.len()), (3, 2));
        let deep = format!("<arggraph>{}<adu id='a'/>", "<edu>".repeat(10_000));
        assert_eq!(read(&deep).unwrap().nodes.len(), 1);
        let only = read("<arggraph><edu id='e'>a</edu><edu id='f'>b</edu></arggraph>").unwrap();
        assert_eq!(only.nodes.len(), 2);
    }

    /// Every file and every count.
    #[test]
    fn real_files_have_what_others_counted() {
        let Some(folder) = corpora() else {
            eprintln!("skipped: no corpora");
            return;
        };
        let list = std::fs::read_to_string(folder.join("expected-open.json")).unwrap();
        let list: serde_json::Value = serde_json::from_str(&list).unwrap();
        let (mut num, mut num_counts, mut wrong) = (0, 0, Vec::new());
        for (path, entry) in list["files"].as_object().unwrap() {
            if entry["kind"] != "arggraph-xml" {
                continue;
            }
            num += 1;
            let text = decode(&std::fs::read(folder.join(path)).unwrap()).unwrap().text;
            let expected = &entry["expected"];
            // What the files have to be like; it defines entities and is no file itself.
            if expected["dtd"] == true {
                assert!(read(&text).is_err());
                continue;
            }
            let gathered = read(&text).unwrap();
            for (name, value) in expected
                .as_object()
                .unwrap()
                .iter()
                .filter(|(name, _)| *name != "arguebuf")
            {
                let single = value.as_u64().map(|value| (name.clone(), value));
                let several = value.as_object().into_iter().flatten();
                let several = several.filter_map(|(part, value)| Some((format!("{name}.{part}"), value.as_u64()?)));
                for (name, value) in single.into_iter().chain(several) {
                    num_counts += 1;
                    let found = gathered.counts.get(&name).copied();
                    if found != Some(value as usize) {
                        wrong.push(format!("{path}: {name} is {found:?}, not {value}"));
                    }
                }
            }
            let data = ["arggraph.id", "arggraph.topic_id", "arggraph.stance"].map(|name| gathered.data.get(name));
            assert_eq!(
                data,
                ["id", "topic", "stance"].map(|name| expected[name].as_str()),
                "{path}"
            );
            // Another tool made as many claims and steps of it.
            assert_eq!(
                gathered.nodes.len() as u64,
                expected["arguebuf"]["atom_nodes"].as_u64().unwrap(),
                "{path}"
            );
            assert_eq!(
                gathered.links.len() as u64,
                expected["arguebuf"]["scheme_nodes"].as_u64().unwrap(),
                "{path}"
            );
            assert!(gathered.warnings.is_empty(), "{path} {:?}", gathered.warnings);
            let built = build(&gathered, &Choices::new(&gathered, Lang::NL));
            assert_eq!(built.document.relations.len(), gathered.links.len(), "{path}");
            kialo::tests::comes_back(&built.document, path);
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        eprintln!("{num} files, {num_counts} counts");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn nothing_makes_it_panic(text in "\\PC{0,200}", tags in proptest::collection::vec("</?(edu|joint|adu|edge)( id='[a-d]')?( src='[a-d]' trg='[a-d]' type='(seg|sup|reb|und|add)')?/?>|x", 0..30)) {
            let _ = read(&text);
            if let Ok(gathered) = read(&format!("<arggraph>{}", tags.concat())) {
                let _ = build(&gathered, &Choices::new(&gathered, Lang::EN));
            }
        }
    }
}
