use proptest::prelude::*;

use super::super::build::{Choices, build};
use super::super::gathered::{Goal, LinkKind};
use super::super::mind_map::tests::{compare, rewrite};
use super::super::proof;
use super::super::trouble::Trouble;
use super::*;
use crate::model::{Lang, Structure};

const SMALL: &str = r##"<?xml version="1.0"?><graphml xmlns:y="y"><key id="d0" for="node" attr.name="label"/><key id="d1" attr.name="weight"/><key id="d2" attr.name="Description"/><key id="d3" for="node" yfiles.type="nodegraphics"/>
<graph><node id="g" yfiles.foldertype="group"><data key="d3"><y:GroupNode><y:NodeLabel>Ouders</y:NodeLabel></y:GroupNode><y:GroupNode><y:NodeLabel>Ouders</y:NodeLabel></y:GroupNode></data>
<graph><node id="a"><data key="d3"><y:NodeLabel>&lt;html&gt;Afstand&lt;/html&gt;</y:NodeLabel><y:NodeLabel>&lt;html&gt;Te &lt;br/&gt;ver&lt;/html&gt;</y:NodeLabel></data><data key="d1">3</data><data key="d2">uitleg</data></node></graph></node>
<node id="b"><data key="d0">Mengen</data></node><node id="c"/><node id="c"/>
<edge source="a" target="b"><data key="x"><y:LineStyle color="#ff0000"/></data></edge>
<edge source="c" target="b"><data key="d0">supports</data></edge><edge source="c" target="g"/><edge source="c" target="weg"/><edge source="b" target="c"/><hyperedge id="h"/></graph></graphml>"##;

#[test]
fn a_graph_is_read() {
    let gathered = read(SMALL).unwrap();
    let texts: Vec<&str> = gathered.nodes.iter().map(|node| node.text.main()).collect();
    assert_eq!(texts, ["Te ver", "Mengen", "c", "c"]);
    let far = &gathered.nodes[0];
    assert_eq!(
        (far.title.as_str(), far.explanation.main(), far.group),
        ("Afstand", "uitleg", Some(0))
    );
    assert_eq!(&far.data["graphml.weight"], "3");
    assert_eq!(gathered.groups[0].is_stakeholder, Some(true));
    let kinds: Vec<LinkKind> = gathered.links.iter().map(|link| link.kind).collect();
    assert_eq!(kinds, [LinkKind::Attack, LinkKind::Support, LinkKind::Under]);
    let troubles: Vec<&Trouble> = gathered.warnings.iter().map(|warning| &warning.what).collect();
    for trouble in [
        Trouble::NoEnd("weg".to_owned()),
        Trouble::NoEnd("g".to_owned()),
        Trouble::Doubled("c".to_owned()),
        Trouble::LeftOut("h".to_owned()),
        Trouble::NoSign(1),
    ] {
        assert!(troubles.contains(&&trouble), "{troubles:?}");
    }
}

#[test]
fn steps_that_stand_as_nodes_become_links() {
    let node = |id: &str, kind: &str| {
        format!("<node id='{id}'><data key='nodeType'>{kind}</data><data key='label'>{id}</data></node>")
    };
    let edge = |from: &str, to: &str| format!("<edge source='{from}' target='{to}'/>");
    let graph = [
        node("ra", "RA-node"),
        node("a", "I-node"),
        node("b", "I-node"),
        node("ca", "CA-node"),
        node("c", "I-node"),
        node("d", "I-node"),
        node("los", "RA-node"),
        edge("a", "ra"),
        edge("b", "ra"),
        edge("ra", "c"),
        edge("d", "ca"),
        edge("ca", "ra"),
    ];
    let gathered = read(&format!("<graphml><graph>{}</graph></graphml>", graph.concat())).unwrap();
    let texts: Vec<&str> = gathered.nodes.iter().map(|node| node.text.main()).collect();
    assert_eq!(texts, ["a", "b", "c", "d", "los"]);
    assert_eq!(gathered.links.len(), 2);
    assert_eq!(gathered.links[0].premises, [0, 1]);
    assert_eq!(
        (gathered.links[1].kind, gathered.links[1].goal),
        (LinkKind::Attack, Goal::Link(0))
    );
}

#[test]
fn broken_files_are_read_as_far_as_they_go() {
    assert!(matches!(read("<svg/>"), Err(Refusal::Malformed(..))));
    assert!(matches!(read("<graphml><graph>"), Err(Refusal::Malformed(..))));
    assert_eq!(read("<graphml><graph/></graphml>"), Err(Refusal::NoArguments));
    assert_eq!(read("<!DOCTYPE x [<!ENTITY a 'b'>]><graphml/>"), Err(Refusal::Entities));
    let cut = read("<graphml><graph><node id='a'/><node id='b'><data key='label'>x").unwrap();
    assert_eq!(cut.nodes.len(), 2);
    assert!(matches!(cut.warnings[0].what, Trouble::Broken(..)));
    let ring = read("<graphml><graph><node id='a'/><edge source='a' target='a'/></graph></graphml>").unwrap();
    assert_eq!(build(&ring, &Choices::new(&ring, Lang::NL)).document.relations.len(), 0);
    let depth = 20_000;
    let deep = "<node id='a'><graph>".repeat(depth) + &"</graph></node>".repeat(depth);
    let deep = read(&format!("<graphml><graph>{deep}</graph></graphml>")).unwrap();
    assert_eq!(deep.counts["group_nodes"], depth);
}

#[test]
fn a_map_is_written_for_yed() {
    let gathered = read(SMALL).unwrap();
    let built = build(&gathered, &Choices::new(&gathered, Lang::NL));
    let structure = Structure::new(&built.document);
    let written = write(&Export::new(&built.document, &structure, Lang::NL));
    for part in [
        "yfiles.foldertype=\"group\"",
        "<y:NodeLabel>Te ver</y:NodeLabel>",
        "<y:EdgeLabel>Tegen</y:EdgeLabel>",
        "type=\"dashed\"",
        "attr.name=\"weight\"",
    ] {
        assert!(written.contains(part), "{part}\n{written}");
    }
    let again = read(&written).unwrap();
    let rebuilt = build(&again, &Choices::new(&again, Lang::NL));
    assert_eq!(
        proof::normal(&built.document, KEEPS),
        proof::normal(&rebuilt.document, KEEPS)
    );
}

#[test]
fn real_files_come_back() {
    rewrite(&["graphml", "argdown-exports"], ".graphml", read, write, KEEPS);
}

#[test]
fn real_files_have_what_others_counted() {
    let num = compare(
        &["graphml", "argdown-exports"],
        ".graphml",
        read,
        &["bytes", "networkx"],
        &[],
    );
    assert!(num.is_none_or(|num| num == 12));
}

#[test]
fn what_argdown_writes_keeps_its_titles_and_sides() {
    let Some(folder) = proof::corpora() else {
        eprintln!("skipped: no corpora");
        return;
    };
    let path = folder.join("argdown-exports/open/christianvoigt+argdown/demo.graphml");
    let gathered = read(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert_eq!(gathered.nodes[3].title, "Thirdly");
    assert!(
        gathered.nodes[3]
            .text
            .main()
            .starts_with("If you activate the dlig ligatures, shortcodes")
    );
    let kinds: Vec<LinkKind> = gathered.links.iter().map(|link| link.kind).collect();
    assert_eq!(kinds, [LinkKind::Support, LinkKind::Attack, LinkKind::Support]);
}

#[test]
fn deep_graphs_and_empty_groups_are_kept() {
    let depth = 10_000;
    let mut text = String::from("<graphml><graph>");
    for number in 0..depth {
        text += &format!("<node id='n{number}'><graph>");
    }
    text += &"</graph></node>".repeat(depth);
    text += "</graph></graphml>";
    let gathered = read(&text).unwrap();
    assert_eq!((gathered.nodes.len(), gathered.groups.len()), (1, depth - 1));
    assert_eq!(gathered.nodes[0].text.main(), "n9999");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_map_comes_back(map in proof::maps()) {
        let read = |bytes: &[u8]| read(std::str::from_utf8(bytes).unwrap());
        proof::comes_back(&map, |export| write(export).into_bytes(), read, KEEPS)?;
    }

    #[test]
    fn nothing_makes_it_panic(text in "\\PC{0,200}", tags in proptest::collection::vec("</?(graph|node|edge|data|NodeLabel|key)( (id|key|source|target)=\"?[a-c;#\"]{0,2}\"?)?/?>|x", 0..30)) {
        let _ = read(&text);
        let _ = read(&format!("<graphml><node id='a'>{}", tags.concat()));
    }
}
