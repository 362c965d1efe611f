use proptest::prelude::*;
use serde_json::{Value, json};

use super::super::build::{Choices, build};
use super::super::decode::decode;
use super::super::gathered::{Goal, Link, LinkKind};
use super::super::kialo;
use super::super::proof::{comes_back, corpora, maps, normal};
use super::super::trouble::Trouble;
use super::*;
use crate::model::{Document, Lang, Structure};

fn graph(nodes: &[(&str, &str, &str)], edges: &[(&str, &str)]) -> Value {
    let nodes: Vec<Value> = nodes
        .iter()
        .map(|(id, kind, text)| json!({"nodeID": id, "type": kind, "text": text}))
        .collect();
    let edges: Vec<Value> = edges
        .iter()
        .map(|(from, to)| json!({"edgeID": "1", "fromID": from, "toID": to}))
        .collect();
    json!({"nodes": nodes, "edges": edges})
}

fn parsed(value: &Value) -> Gathered {
    read(&value.to_string()).unwrap()
}

fn made(gathered: &Gathered) -> Document {
    build(gathered, &Choices::new(gathered, Lang::NL)).document
}

fn written(document: &Document) -> String {
    let structure = Structure::new(document);
    write(&Export::new(document, &structure, Lang::NL))
}

fn troubles(gathered: &Gathered) -> Vec<&Trouble> {
    gathered.warnings.iter().map(|warning| &warning.what).collect()
}

fn step(premises: &[usize], kind: LinkKind, goal: Goal) -> Link {
    Link {
        premises: premises.to_vec(),
        kind,
        goal,
        line: 1,
    }
}

#[test]
fn steps_become_links() {
    let file = graph(
        &[
            ("1", "I", "thesis"),
            ("2", "I", "first"),
            ("3", "I", "second"),
            ("4", "RA", "Argument From Example"),
            ("5", "I", "against the step"),
            ("6", "CA", "Default Conflict"),
            ("7", "I", "in other words"),
            ("8", "MA", "Default Rephrase"),
            ("9", "EN", "better"),
            ("10", "PA", "Default Preference"),
        ],
        &[
            ("5", "6"),
            ("6", "4"),
            ("2", "4"),
            ("3", "4"),
            ("4", "1"),
            ("7", "8"),
            ("8", "2"),
            ("9", "10"),
            ("10", "3"),
        ],
    );
    let gathered = parsed(&file);
    let expected = [
        step(&[1, 2], LinkKind::Support, Goal::Node(0)),
        step(&[3], LinkKind::Attack, Goal::Link(0)),
        step(&[4], LinkKind::Rephrase, Goal::Node(1)),
        step(&[5], LinkKind::Related, Goal::Node(2)),
    ];
    assert_eq!(gathered.links, expected);
    assert_eq!(&gathered.nodes[1].data["aif.scheme"], "Argument From Example");
    assert_eq!(&gathered.nodes[1].data["aif.id"], "2");
    assert_eq!(gathered.counts["inference_layer.support_pairs_I_RA_I"], 2);
    let document = made(&gathered);
    assert_eq!(document.claims.name(document.cover.thesis.unwrap()), "thesis");
    // The scheme and the names come back.
    let again = parsed(&serde_json::from_str(&written(&document)).unwrap());
    assert_eq!(again.links[..3], expected[..3]);
    assert_eq!(&again.nodes[1].data["aif.scheme"], "Argument From Example");
    // As others see it: two claims lead to one inference, a conflict leads to that inference.
    let file: Value = serde_json::from_str(&written(&document)).unwrap();
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    let type_of = |id: &Value| {
        let found = file["nodes"]
            .as_array()
            .unwrap()
            .iter()
            .find(|node| node["nodeID"] == *id);
        word(&found.unwrap()["type"])
    };
    let mut edges: Vec<String> = Vec::new();
    for edge in file["edges"].as_array().unwrap() {
        edges.push(format!("{} {}", type_of(&edge["fromID"]), type_of(&edge["toID"])));
    }
    edges.sort();
    assert_eq!(edges, ["CA RA", "I CA", "I MA", "I RA", "I RA", "MA I", "RA I"]);
    assert!(
        file["nodes"]
            .as_array()
            .unwrap()
            .iter()
            .any(|node| node["nodeID"] == "9")
    );
}

#[test]
fn speakers_are_noted_and_participants_are_stakeholders() {
    let mut file = graph(
        &[
            ("1", "I", "thesis"),
            ("2", "I", "reason"),
            ("3", "RA", "Default Inference"),
            ("4", "L", "Rachel Smith: reason"),
            ("5", "YA", "Asserting"),
            ("6", "L", "Bob : thesis"),
            ("7", "YA", "Asserting"),
            ("8", "TA", "Default Transition"),
            ("9", "L", "Bob : why?"),
            ("10", "I", "an answer"),
            ("11", "L", "Bob says 'an answer'"),
            ("12", "YA", "Asserting"),
        ],
        &[
            ("2", "3"),
            ("3", "1"),
            ("4", "5"),
            ("5", "2"),
            ("6", "7"),
            ("7", "1"),
            ("6", "8"),
            ("8", "11"),
            ("11", "12"),
            ("12", "10"),
        ],
    );
    file["participants"] = json!([{"participantID": 7, "firstname": "Rachel", "surname": "Smith"}]);
    file["locutions"] = json!([{"nodeID": "4", "personID": "7", "start": null, "timestamp": "2014-04-28 15:51:40"}]);
    let gathered = parsed(&file);
    assert_eq!(gathered.nodes[1].stakeholder, "Rachel Smith");
    assert_eq!(&gathered.nodes[1].data["aif.time"], "2014-04-28 15:51:40");
    assert_eq!(
        (
            gathered.nodes[0].stakeholder.as_str(),
            &gathered.nodes[0].data["aif.speaker"]
        ),
        ("", "Bob")
    );
    assert_eq!(&gathered.nodes[2].data["aif.speaker"], "Bob");
    assert_eq!(gathered.links[1], step(&[2], LinkKind::Related, Goal::Node(0)));
    assert_eq!(troubles(&gathered), [&Trouble::LeftOut("Bob : why?".to_owned())]);
    assert_eq!(gathered.counts["locutions"], 1);
    let text = written(&made(&gathered));
    assert!(text.contains("\"firstname\": \"Bob\"") && text.contains("\"text\": \"Bob: an answer\""));
    // As a stakeholder it is written as a participant again, who asserts the claim.
    let text = written(&made(&gathered))
        .replace("ak-stakeholder", "other")
        .replace("\"ak-id\"", "\"old\"");
    let again = read(&text).unwrap();
    assert_eq!(again.nodes[1].stakeholder, "Rachel Smith");
}

#[test]
fn the_other_shapes_are_read() {
    let xaif = json!({
        "AIF": {"nodes": [{"nodeID": 1, "text": "a", "type": "I"}, {"nodeID": "2_1", "text": "b", "type": "I"},
            {"nodeID": 3, "text": "RA", "type": "RA"}],
            "edges": [{"fromID": "2_1", "toID": 3}, {"fromID": "3", "toID": 1}], "participants": null, "locutions": null},
        "OVA": {"firstname": "An", "nodes": [{"nodeID": "1", "x": 12.5, "y": "7", "visible": true}]},
        "text": {"txt": "the text", "url": "u"}, "dialog": true
    });
    let gathered = parsed(&xaif);
    assert_eq!(gathered.links, [step(&[1], LinkKind::Support, Goal::Node(0))]);
    assert_eq!(
        (&gathered.nodes[0].data["aif.x"], &gathered.nodes[0].data["aif.y"]),
        ("12.5", "7")
    );
    assert_eq!(&gathered.data["aif.text"], "the text");
    let document = made(&gathered);
    let again: Value = serde_json::from_str(&written(&document)).unwrap();
    assert_eq!(again["OVA"]["nodes"][0]["x"], 12.5);
    assert_eq!(again["OVA"]["firstname"], "An");
    assert_eq!(again["OVA"]["nodes"][1]["y"], 7.0);
    assert_eq!(again["OVA"]["edges"].as_array().unwrap().len(), 2);
    assert_eq!((&again["text"], &again["dialog"]), (&json!("the text"), &json!(true)));
    assert_eq!(normal(&made(&parsed(&again)), KEEPS), normal(&document, KEEPS));
    // OVA2 has whole nodes in its edges.
    let ova = json!({
        "nodes": [{"id": 1, "x": 3, "y": 4, "text": "a", "type": "I"}, {"id": 2, "text": "b", "type": "I"},
            {"id": 3, "text": "CA", "type": "CA", "scheme": "0"}, {"id": 4, "type": "L", "text": "b", "participantID": 9},
            {"id": 5, "type": "YA", "text": "YA"}],
        "edges": [{"from": {"id": 2, "text": "b"}, "to": {"id": 3}}, {"from": {"id": 3}, "to": {"id": 1}},
            {"from": {"id": 4}, "to": {"id": 5}}, {"from": {"id": 5}, "to": {"id": 2}}],
        "participants": [{"id": 9, "firstname": "Cor", "surname": ""}],
        "analysis": {"documentTitle": "Title", "txt": "<p>a</p>", "plain_txt": "a"}
    });
    let gathered = parsed(&ova);
    assert_eq!(gathered.links, [step(&[1], LinkKind::Attack, Goal::Node(0))]);
    assert_eq!(
        (gathered.title.main(), &*gathered.nodes[1].stakeholder),
        ("Title", "Cor")
    );
    assert_eq!(&gathered.nodes[0].data["aif.y"], "4");
}

#[test]
fn nothing_is_given_up_on() {
    assert!(matches!(read("{\"nodes\":[{"), Err(Refusal::Malformed(_, 1, ..))));
    for empty in [
        "{}",
        "[]",
        "3",
        "null",
        "{\"nodes\":null}",
        "{\"AIF\":5,\"OVA\":[]}",
        "{\"nodes\":{},\"edges\":\"a\"}",
    ] {
        assert_eq!(read(empty), Err(Refusal::NoArguments), "{empty}");
    }
    let deep = format!("{}1{}", "{\"AIF\":".repeat(10_000), "}".repeat(10_000));
    assert!(matches!(read(&deep), Err(Refusal::Malformed(..))));
    // What is not wanted may be as deep as it likes.
    let deep = format!("{{\"x\":{}{}}}", "[".repeat(10_000), "]".repeat(10_000));
    assert_eq!(read(&deep), Err(Refusal::NoArguments));
    let mut odd = graph(
        &[
            ("1", "I", "a"),
            ("1", "I", "again"),
            ("2", "RA", ""),
            ("3", "ZZ", "what is this"),
            ("4", "CA", "to nothing"),
            ("5", "CA", "round"),
            ("6", "CA", "and round"),
            ("7", "F", ""),
            ("8", "I", "b"),
            ("9", "RA", "without premises"),
        ],
        &[
            ("2", "1"),
            ("3", "4"),
            ("8", "5"),
            ("5", "6"),
            ("1", "6"),
            ("6", "5"),
            ("1", "99"),
            ("8", "1"),
            ("9", "3"),
        ],
    );
    odd["nodes"]
        .as_array_mut()
        .unwrap()
        .extend([json!(3), json!(null), json!("a")]);
    let gathered = parsed(&odd);
    let found = troubles(&gathered);
    for trouble in [
        Trouble::Doubled("1".to_owned()),
        Trouble::KeptAsText("what is this".to_owned()),
        Trouble::NoEnd("to nothing".to_owned()),
        Trouble::NoEnd("round".to_owned()),
        Trouble::NoEnd("1 → 99".to_owned()),
        Trouble::NoEnd("without premises".to_owned()),
        Trouble::NoEnd("2".to_owned()),
    ] {
        assert!(found.contains(&&trouble), "{trouble:?} in {found:?}");
    }
    assert_eq!((gathered.nodes.len(), gathered.links.len()), (4, 1));
    assert_eq!(made(&gathered).claims.len(), 4);
    // A step that is attacked and has no premises: what it leads to is attacked.
    let file = graph(
        &[("1", "I", "a"), ("2", "RA", "RA"), ("3", "I", "b"), ("4", "CA", "CA")],
        &[("2", "1"), ("3", "4"), ("4", "2")],
    );
    assert_eq!(parsed(&file).links, [step(&[1], LinkKind::Attack, Goal::Node(0))]);
}

#[test]
fn steps_with_many_ends_stay_small() {
    let mut nodes: Vec<(String, &str)> = vec![("r".to_owned(), "RA")];
    let mut edges = Vec::new();
    for number in 0..5_000 {
        nodes.push((format!("a{number}"), "I"));
        nodes.push((format!("b{number}"), "I"));
        edges.push((format!("a{number}"), "r".to_owned()));
        edges.push(("r".to_owned(), format!("b{number}")));
    }
    let nodes: Vec<Value> = nodes
        .iter()
        .map(|(id, kind)| json!({"nodeID": id, "type": kind, "text": id}))
        .collect();
    let edges: Vec<Value> = edges
        .iter()
        .map(|(from, to)| json!({"fromID": from, "toID": to}))
        .collect();
    let gathered = parsed(&json!({"nodes": nodes, "edges": edges}));
    let num: usize = gathered.links.iter().map(|link| link.premises.len()).sum();
    assert!(num < 1_000_000, "{num}");
}

/// Every count that others made, but whether there is a circle, and what another tool made of the same.
#[test]
fn real_files_have_what_others_counted() {
    let Some(folder) = corpora() else {
        eprintln!("skipped: no corpora");
        return;
    };
    let list = std::fs::read_to_string(folder.join("expected-open.json")).unwrap();
    let list: Value = serde_json::from_str(&list).unwrap();
    let (mut num, mut num_counts, mut wrong) = (0, 0, Vec::new());
    for (path, entry) in list["files"].as_object().unwrap() {
        if entry["kind"] != "aif" {
            continue;
        }
        num += 1;
        let text = decode(&std::fs::read(folder.join(path)).unwrap()).unwrap().text;
        // A canvas with nothing on it yet.
        if path.ends_with("xaif-empty.json") {
            assert_eq!(read(&text), Err(Refusal::NoArguments));
            continue;
        }
        assert!(is_it(&text), "{path}");
        let gathered = read(&text).unwrap();
        let expected = entry["expected"].as_object().unwrap();
        for (name, value) in expected.iter().filter(|(name, _)| *name != "arguebuf") {
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
        if let Some(atoms) = entry["expected"]["arguebuf"]["atom_nodes"].as_u64() {
            assert_eq!(gathered.nodes.len(), atoms as usize, "{path}");
        }
        // What is written again is the same map, in this format and in one that keeps less.
        let document = made(&gathered);
        kialo::tests::comes_back(&document, path);
        let again = made(&read(&written(&document)).unwrap());
        assert_eq!(normal(&again, KEEPS), normal(&document, KEEPS), "{path}");
    }
    assert!(wrong.is_empty(), "{num} files\n{}", wrong.join("\n"));
    eprintln!("{num} files, {num_counts} counts");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_map_comes_back(map in maps()) {
        let read = |bytes: &[u8]| read(std::str::from_utf8(bytes).unwrap());
        comes_back(&map, |export| write(export).into_bytes(), read, KEEPS)?;
    }

    #[test]
    fn a_map_with_places_comes_back(map in maps(), x in -9.0..9_999.0_f64) {
        let mut map = map;
        let thesis = map.cover.thesis.unwrap();
        let mut claim = map.claims.get(thesis).unwrap().clone();
        claim.data.set("aif.x", &x.to_string());
        claim.data.set("aif.y", "007");
        map.claims.set(thesis, Some(claim));
        let read = |bytes: &[u8]| read(std::str::from_utf8(bytes).unwrap());
        comes_back(&map, |export| write(export).into_bytes(), read, KEEPS)?;
    }

    #[test]
    fn nothing_makes_it_panic(
        text in "\\PC{0,200}",
        nodes in proptest::collection::vec((0..9_u8, "I|RA|CA|MA|PA|L|YA|TA|F|EN", "[a-c:]{0,3}"), 0..12),
        edges in proptest::collection::vec((0..9_u8, 0..9_u8), 0..20),
    ) {
        let _ = read(&text);
        let nodes: Vec<Value> = nodes.iter().map(|(id, kind, text)| json!({"nodeID": id, "type": kind, "text": text})).collect();
        let edges: Vec<Value> = edges.iter().map(|(from, to)| json!({"fromID": from, "toID": to})).collect();
        if let Ok(gathered) = read(&json!({"nodes": nodes, "edges": edges}).to_string()) {
            for link in &gathered.links {
                let is_inside = match link.goal {
                    Goal::Node(node) | Goal::StepOf(node) => node < gathered.nodes.len(),
                    Goal::Link(link) => link < gathered.links.len(),
                };
                prop_assert!(is_inside && link.premises.iter().all(|node| *node < gathered.nodes.len()));
            }
            let _ = written(&made(&gathered));
        }
    }
}
