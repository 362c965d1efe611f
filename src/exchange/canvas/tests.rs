use proptest::prelude::*;

use super::super::build::{Choices, build};
use super::super::gathered::{Goal, LinkKind};
use super::super::mind_map::tests::{compare, rewrite};
use super::super::proof;
use super::super::trouble::Trouble;
use super::*;
use crate::model::{Lang, Structure};

const SMALL: &str = r##"{"nodes":[
{"id":"g","type":"group","label":"Ouders","x":-10,"y":-10,"width":500,"height":500},
{"id":"h","type":"group","label":"Reizen","x":0,"y":0,"width":200,"height":200},
{"id":"a","type":"text","text":"# Te *ver*\nwant **acht** km, zie [kaart](https://x.nl/k) en [[blad|dit blad]] a\\_b","x":10,"y":10,"width":50,"height":50,"color":"1"},
{"id":"t","type":"text","text":"Mengen\nis goed","x":900,"y":0.5,"width":50,"height":50,"styleAttributes":{"a":1}},
{"id":"f","type":"file","file":"map/blad.md","x":300,"y":300,"width":50,"height":50},
{"id":"l","type":"link","url":"https://y.nl","x":0,"y":900,"width":50,"height":50},
{"id":"a","type":"text","text":"tweede","x":0,"y":1000,"width":1,"height":1}],
"edges":[{"id":"1","fromNode":"a","toNode":"t"},{"id":"2","fromNode":"f","toNode":"t","label":"Voor"},
{"id":"3","fromNode":"t","toNode":"l","fromEnd":"arrow","toEnd":"none","label":"gaat over"},
{"id":"4","fromNode":"a","toNode":"weg"},{"id":"5","fromNode":"a","toNode":"g"},{"id":"6","fromNode":"t","toNode":"t"}],"metadata":{"v":"1"}}"##;

#[test]
fn a_canvas_is_read() {
    let gathered = read(SMALL).unwrap();
    let texts: Vec<&str> = gathered.nodes.iter().map(|node| node.text.main()).collect();
    assert_eq!(
        texts,
        ["Te *ver*", "Mengen is goed", "map/blad.md", "https://y.nl", "tweede"]
    );
    let far = &gathered.nodes[0];
    assert_eq!(far.explanation.main(), "want acht km, zie kaart en dit blad a_b");
    assert_eq!(far.sources[0].urls, ["https://x.nl/k"]);
    assert_eq!((far.group, gathered.groups[1].parent), (Some(1), Some(0)));
    assert_eq!(gathered.nodes[2].group, Some(0));
    assert_eq!(gathered.groups[0].is_stakeholder, Some(true));
    assert_eq!(gathered.nodes[1].data["canvas.styleAttributes"], "{\"a\":1}");
    assert_eq!(gathered.data["canvas.metadata"], "{\"v\":\"1\"}");
    let links: Vec<_> = gathered
        .links
        .iter()
        .map(|link| (link.premises[0], link.kind, link.goal))
        .collect();
    assert_eq!(
        links,
        [
            (0, LinkKind::Attack, Goal::Node(1)),
            (2, LinkKind::Support, Goal::Node(1)),
            (3, LinkKind::Under, Goal::Node(1)),
            (1, LinkKind::Under, Goal::Node(1)),
        ]
    );
    let troubles: Vec<&Trouble> = gathered.warnings.iter().map(|warning| &warning.what).collect();
    for trouble in [
        Trouble::Doubled("a".to_owned()),
        Trouble::NoEnd("weg".to_owned()),
        Trouble::NoEnd("g".to_owned()),
        Trouble::UnknownKind("gaat over".to_owned()),
        Trouble::Include("map/blad.md".to_owned()),
    ] {
        assert!(troubles.contains(&&trouble), "{troubles:?}");
    }
    for (name, num) in [
        ("nodes", 7),
        ("edges", 6),
        ("dangling_edges", 1),
        ("self_edges", 1),
        ("non_integer_coordinates", 1),
    ] {
        assert_eq!(gathered.counts[name], num, "{name}");
    }
}

#[test]
fn boxes_in_the_same_place_hold_each_other_once() {
    let boxes = r#"{"nodes":[{"id":"a","type":"group","x":0,"y":0,"width":9,"height":9},{"id":"b","type":"group","x":0,"y":0,"width":9,"height":9},{"id":"c","type":"text","text":"x","x":0,"y":0,"width":9,"height":9}]}"#;
    let gathered = read(boxes).unwrap();
    assert_eq!((gathered.groups[0].parent, gathered.groups[1].parent), (None, Some(0)));
    assert_eq!(
        build(&gathered, &Choices::new(&gathered, Lang::NL))
            .document
            .claims
            .len(),
        1
    );
}

#[test]
fn broken_files_are_read_as_far_as_they_go() {
    for bad in [
        "",
        "[]",
        "3",
        "{",
        "{\"a\":1}",
        "{\"nodes\":3}",
        "{\"nodes\":{\"a\":1}}",
    ] {
        assert!(
            matches!(read(bad), Err(Refusal::Malformed(..))),
            "{bad}: {:?}",
            read(bad)
        );
    }
    assert_eq!(read("{}"), Err(Refusal::NoArguments));
    assert_eq!(read("{\"nodes\":null,\"edges\":[]}"), Err(Refusal::NoArguments));
    let cut = read("{\"nodes\":[{\"id\":\"a\",\"type\":\"text\",\"text\":\"x\"},{\"id\":").unwrap();
    assert_eq!(cut.nodes.len(), 1);
    assert!(matches!(cut.warnings[0].what, Trouble::Broken(..)));
    let odd = read(
        "{\"nodes\":[3,null,{\"id\":5,\"type\":7,\"text\":[1],\"x\":\"a\",\"ak-id\":[],\"ak-also\":3}],\"edges\":[[],{}]}",
    );
    assert_eq!(odd.unwrap().nodes.len(), 1);
    let deep = format!("{{\"nodes\":[{}{}]}}", "[".repeat(10_000), "]".repeat(10_000));
    assert!(matches!(read(&deep), Err(Refusal::Malformed(..))));
}

#[test]
fn a_map_is_written_with_sides_and_boxes() {
    let gathered = read(SMALL).unwrap();
    let built = build(&gathered, &Choices::new(&gathered, Lang::NL));
    let structure = Structure::new(&built.document);
    let export = Export::new(&built.document, &structure, Lang::NL);
    let written = write(&export);
    let json: serde_json::Value = serde_json::from_str(&written).unwrap();
    assert_eq!(json["metadata"]["v"], "1");
    let nodes = json["nodes"].as_array().unwrap();
    assert_eq!(
        (&nodes[0]["type"], &nodes[0]["label"]),
        (&"group".into(), &"Ouders".into())
    );
    let far = nodes
        .iter()
        .find(|node| node["text"].as_str().is_some_and(|text| text.starts_with("Te")))
        .unwrap();
    assert_eq!(far["color"], "1");
    assert_eq!(far["text"], "Te \\*ver\\*\n\nwant acht km, zie kaart en dit blad a\\_b");
    assert!(far["x"].as_i64().unwrap() > 0);
    let edges = json["edges"].as_array().unwrap();
    assert!(
        edges
            .iter()
            .any(|edge| edge["label"] == "Tegen" && edge["color"] == "1")
    );
    assert!(edges.iter().any(|edge| edge["label"] == "Voor" && edge["color"] == "4"));
    let again = read(&written).unwrap();
    let rebuilt = build(&again, &Choices::new(&again, Lang::NL));
    assert_eq!(
        proof::normal(&built.document, KEEPS),
        proof::normal(&rebuilt.document, KEEPS)
    );
}

#[test]
fn what_a_person_changes_in_sight_goes_before_our_own_value() {
    let canvas = |label: &str| {
        format!(
            r#"{{"nodes":[{{"id":"a","type":"text","text":"a","ak-id":"a"}},{{"id":"b","type":"text","text":"b"}}],"edges":[{{"fromNode":"a","toNode":"b","label":"{label}","ak-rel":"undercuts"}}]}}"#
        )
    };
    assert_eq!(read(&canvas("Tegen")).unwrap().links[0].kind, LinkKind::Attack);
    assert_eq!(read(&canvas("Voor")).unwrap().links[0].kind, LinkKind::Support);
    assert_eq!(read(&canvas("")).unwrap().links[0].goal, Goal::StepOf(1));
}

#[test]
fn real_files_come_back() {
    rewrite(&["canvas"], ".canvas", read, write, KEEPS);
}

#[test]
fn real_files_have_what_others_counted() {
    let num = compare(&["canvas"], ".canvas", read, &["pyjsoncanvas"], &[]);
    assert!(num.is_none_or(|num| num == 53));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_map_comes_back(map in proof::maps()) {
        let read = |bytes: &[u8]| read(std::str::from_utf8(bytes).unwrap());
        proof::comes_back(&map, |export| write(export).into_bytes(), read, KEEPS)?;
        let structure = Structure::new(&map);
        prop_assert!(!write::overlap(&Export::new(&map, &structure, Lang::NL)));
    }

    #[test]
    fn nothing_makes_it_panic(text in "\\PC{0,200}", marks in "[\\[\\]()!*`#|\\\\\n -]{0,60}") {
        let _ = read(&text);
        let _ = markdown::read(&marks);
        let _ = markdown::read(&format!("---\n{marks}"));
        prop_assert_eq!(markdown::read(&markdown::escape(&text)).text, super::super::mind_map::markup::one_line(&text));
    }
}
