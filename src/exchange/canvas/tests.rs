use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::Value;

use super::super::build::{Choices, build};
use super::super::gathered::{Data, Goal, LinkKind};
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
    assert_eq!(&gathered.nodes[1].data["canvas.styleAttributes"], "{\"a\":1}");
    assert_eq!(&gathered.data["canvas.metadata"], "{\"v\":\"1\"}");
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
    let mut gathered = read(SMALL).unwrap();
    // As if it came from elsewhere.
    gathered.nodes.iter_mut().for_each(|node| node.data = Data::new());
    gathered.data.retain(|name, _| name == "canvas.metadata");
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

/// All that others drew, without what we noted with it.
fn drawn(json: &str) -> BTreeSet<String> {
    let file: Value = serde_json::from_str(json).unwrap();
    let lists = ["nodes", "edges"].map(|name| file[name].as_array().cloned().unwrap_or_default());
    let without = |value: &Value| {
        let all = value.as_object().unwrap().iter();
        let others: serde_json::Map<String, Value> = all
            // A number is the same with and without a point.
            .map(|(key, value)| (key.clone(), value.as_f64().map_or(value.clone(), Value::from)))
            .filter(|(key, value)| !key.starts_with("ak-") && !value.is_null() && value != "")
            .collect();
        Value::Object(others).to_string()
    };
    lists.iter().flatten().map(without).collect()
}

#[test]
fn what_others_drew_stays_as_they_drew_it() {
    let Some(folder) = proof::corpora() else {
        eprintln!("skipped: no corpora");
        return;
    };
    let list = std::fs::read_to_string(folder.join("expected-open.json")).unwrap();
    let list: Value = serde_json::from_str(&list).unwrap();
    let mut wrong = Vec::new();
    let paths = list["files"].as_object().unwrap().keys();
    for path in paths.filter(|path| path.ends_with(".canvas")) {
        let text = std::fs::read_to_string(folder.join(path)).unwrap();
        let mut before = text.clone();
        // Once more, and it is still the same.
        for _ in 0..2 {
            let gathered = read(&before).unwrap();
            let built = build(&gathered, &Choices::new(&gathered, Lang::NL)).document;
            let structure = Structure::new(&built);
            before = write(&Export::new(&built, &structure, Lang::NL));
            let (old, new) = (drawn(&text), drawn(&before));
            let differs =
                |one: &BTreeSet<String>, two: &BTreeSet<String>| one.difference(two).cloned().collect::<Vec<_>>();
            if old != new {
                wrong.push(format!(
                    "{path}\ngone {:#?}\nnew {:#?}",
                    differs(&old, &new),
                    differs(&new, &old)
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_changed_map_keeps_the_places_of_what_is_still_there() {
    let gathered = read(SMALL).unwrap();
    let mut built = build(&gathered, &Choices::new(&gathered, Lang::NL)).document;
    let find = |map: &crate::model::Document, words: &str| {
        let found = map
            .claims
            .iter()
            .find(|(_, claim)| claim.text.get(Lang::NL) == Some(words));
        found.map(|(id, _)| id).unwrap()
    };
    let far = find(&built, "Te *ver*");
    let mut claim = built.claims.get(far).cloned().unwrap();
    claim.text.set(Lang::NL, "Te duur");
    built.claims.set(far, Some(claim.clone()));
    let second = find(&built, "tweede");
    built.claims.set(second, None);
    claim.text.set(Lang::NL, "Nieuw");
    claim.data = crate::model::Data::default();
    let new = built.claims.intern("nieuw");
    built.claims.set(new, Some(claim));
    let structure = Structure::new(&built);
    let written = write(&Export::new(&built, &structure, Lang::NL));
    let json: Value = serde_json::from_str(&written).unwrap();
    let nodes = json["nodes"].as_array().unwrap();
    let far = nodes.iter().find(|node| node["id"] == "a").unwrap();
    assert_eq!(
        (&far["x"], &far["color"], &far["type"]),
        (&10.into(), &"1".into(), &"text".into())
    );
    assert!(far["text"].as_str().unwrap().starts_with("Te duur\n\nwant acht km"));
    let new = nodes
        .iter()
        .find(|node| node["text"].as_str().is_some_and(|text| text.starts_with("Nieuw")));
    assert!(new.unwrap()["x"].as_i64().unwrap() >= 950, "beside all that was there");
    assert!(!written.contains("tweede"));
    let edges = json["edges"].as_array().unwrap();
    assert!(
        edges
            .iter()
            .any(|edge| edge["id"] == "3" && edge["label"] == "gaat over")
    );
    assert!(edges.iter().any(|edge| edge["id"] == "5" && edge["toNode"] == "g"));
    let again = read(&written).unwrap();
    let rebuilt = build(&again, &Choices::new(&again, Lang::NL));
    let without_data: Vec<Part> = KEEPS.iter().copied().filter(|part| *part != Part::Data).collect();
    assert_eq!(
        proof::normal(&built, &without_data),
        proof::normal(&rebuilt.document, &without_data)
    );
}

#[test]
fn what_runs_something_is_not_written_as_a_link() {
    let evil = r#"{"nodes":[{"id":"a","type":"link","url":"javascript:alert(1)","x":0,"y":0,"width":9,"height":9},{"id":"b","type":"text","text":"zie [dit](javascript:x)","x":0,"y":20,"width":9,"height":9}],"edges":[]}"#;
    let gathered = read(evil).unwrap();
    let built = build(&gathered, &Choices::new(&gathered, Lang::NL)).document;
    let structure = Structure::new(&built);
    let written = write(&Export::new(&built, &structure, Lang::NL));
    assert!(
        !written.contains("\"url\": \"javascript") && !written.contains("](javascript"),
        "{written}"
    );
    assert!(written.contains("\"text\": \"javascript:alert(1)\"") && written.contains("\"text\": \"zie dit\""));
    let again = read(&written).unwrap();
    assert_eq!(again.nodes[0].sources[0].urls, ["javascript:alert(1)"], "kept as data");
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
