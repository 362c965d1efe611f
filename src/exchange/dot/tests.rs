use proptest::prelude::*;

use super::super::build::{Choices, build};
use super::super::gathered::LinkKind;
use super::super::mind_map::tests::{compare, rewrite};
use super::super::proof;
use super::super::trouble::Trouble;
use super::*;
use crate::model::{Lang, Structure};

fn kinds(gathered: &Gathered) -> Vec<LinkKind> {
    gathered.links.iter().map(|link| link.kind).collect()
}

const SMALL: &str = r##"# een opmerking
strict DIGRAPH "Naam" { // en nog een
rankdir = "BT"; graph [bgcolor="transparent"] node[shape=box] edge [color=red]
subgraph cluster_1 { label = <<FONT>Ouders</FONT>>; color="#DADADA" margin="8" style = filled;
  a [label=<<TABLE><TR><TD><B>Afstand</B></TD></TR><TR><TD>Te<BR/>&#x20;ver</TD></TR></TABLE>>, gewicht=3, tooltip="uit\nleg", URL="https://x.nl/?a=1&amp;b=2"];
  subgraph cluster_2 { label="Reizen" d }
}
/* { */ b [label="Mengen \"nu\" " + "of \\ nooit"]; c:p:n -> b:q [label="supports"] a -> b
"e f" -> {g h; i} -> b [type="support"];
b -> j -> é [color="#00ff00"]
{k l} -> m
}"##;

#[test]
fn a_graph_is_read() {
    let gathered = read(SMALL).unwrap();
    let texts: Vec<&str> = gathered.nodes.iter().map(|node| node.text.main()).collect();
    assert_eq!(
        texts,
        [
            "Te ver",
            "d",
            "Mengen \"nu\" of \\ nooit",
            "c",
            "e f",
            "g",
            "h",
            "i",
            "j",
            "é",
            "k",
            "l",
            "m"
        ]
    );
    let far = &gathered.nodes[0];
    assert_eq!(
        (far.title.as_str(), far.explanation.main(), far.group),
        ("Afstand", "uit\nleg", Some(0))
    );
    assert_eq!(far.sources[0].urls, ["https://x.nl/?a=1&b=2"]);
    assert_eq!(&far.data["dot.gewicht"], "3");
    assert_eq!(gathered.groups[0].title.main(), "Ouders");
    assert_eq!(
        (gathered.groups[1].title.main(), gathered.groups[1].parent),
        ("Reizen", Some(0))
    );
    assert_eq!(&gathered.data["dot.rankdir"], "BT");
    use LinkKind::{Attack, Support};
    let mut expected = vec![Support, Attack];
    expected.extend([Support; 6]);
    expected.extend([Support, Support, Attack, Attack]);
    assert_eq!(kinds(&gathered), expected);
    assert_eq!((far.line, gathered.nodes[2].line, gathered.links[11].line), (5, 8, 11));
    assert_eq!((gathered.counts["nodes"], gathered.counts["edges"]), (13, 12));
}

#[test]
fn broken_files_are_read_as_far_as_they_go() {
    for bad in ["", "geen graaf", "{a}", "digraph", "graph x y", "\"graph\" {a}"] {
        assert!(matches!(read(bad), Err(Refusal::Malformed(..))), "{bad}");
    }
    assert_eq!(read("digraph {}"), Err(Refusal::NoArguments));
    for (cut, num) in [
        ("digraph { a -> b", 2),
        ("digraph { a [label=\"x", 1),
        ("digraph { a [label=<x", 1),
        ("digraph { a [label= } b", 1),
        ("digraph { a ? ] = : b", 2),
        ("digraph { -> a -> -> b; [x=1] { } -> a }", 2),
        ("digraph { subgraph cluster { a } } b", 1),
    ] {
        let gathered = read(cut).unwrap();
        assert_eq!(gathered.nodes.len(), num, "{cut}");
        assert!(!gathered.warnings.is_empty() || cut.ends_with(['b', '}']), "{cut}");
    }
    let open = read("digraph { a [label=\"x").unwrap();
    assert_eq!(open.nodes[0].text.main(), "x");
    assert!(matches!(open.warnings[0].what, Trouble::KeptAsText(_)));
    let ring = read("digraph { a -> a -> b -> a }").unwrap();
    assert_eq!(build(&ring, &Choices::new(&ring, Lang::NL)).document.relations.len(), 2);
    let depth = 9_000;
    let deep = format!(
        "digraph {{ {} a {} }}",
        "subgraph cluster {".repeat(depth),
        "}".repeat(depth)
    );
    assert_eq!(read(&deep).unwrap().groups.len(), depth);
    // Deeper than any file should be.
    let depth = 12_000;
    let deep = read(&format!(
        "digraph {{\n{} a {} b }}",
        "{".repeat(depth),
        "}".repeat(depth)
    ))
    .unwrap();
    assert_eq!(deep.nodes.len(), 2);
    assert_eq!(
        (deep.warnings[0].line, &deep.warnings[0].what),
        (2, &Trouble::Deep(10_000))
    );
    let open = format!("digraph {{\n\n{}", "{".repeat(depth));
    assert_eq!(read(&open), Err(Refusal::TooDeep(10_000, 3)));
    // More lines than any file should have.
    let many: String = (0..1_500).map(|number| format!(" n{number}")).collect();
    let many = read(&format!("digraph {{ {{ {many} }} -> {{ {many} }} }}")).unwrap();
    assert_eq!(many.counts["edges"], 1_000_000);
    assert_eq!((many.over.relations, many.over_line), (1_250_000, 1));
}

#[test]
fn a_map_is_written_for_graphviz() {
    let gathered = read(SMALL).unwrap();
    let built = build(&gathered, &Choices::new(&gathered, Lang::NL));
    let structure = Structure::new(&built.document);
    let written = write(&Export::new(&built.document, &structure, Lang::NL));
    for part in [
        "label=\"Ouders\"",
        "label=\"Mengen \\\"nu\\\" of \\\\ nooit\"",
        "label=\"Tegen\", style=dashed, arrowhead=tee",
        "label=\"Voor\", style=solid, arrowhead=normal",
        "gewicht=\"3\"",
        "URL=\"https://x.nl/?a=1&amp;b=2\"",
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
    rewrite(&["argdown-exports"], ".dot", read, write, KEEPS);
}

#[test]
fn real_files_have_what_others_counted() {
    let num = compare(&["argdown-exports", "tgf-apx-dot"], ".dot", read, &[], &[]);
    assert!(num.is_none_or(|num| num == 8));
}

#[test]
fn what_argdown_writes_keeps_its_titles_and_sides() {
    let Some(folder) = proof::corpora() else {
        eprintln!("skipped: no corpora");
        return;
    };
    let path = folder.join("argdown-exports/open/christianvoigt+argdown/argdown-primer.dot");
    let gathered = read(&std::fs::read_to_string(path).unwrap()).unwrap();
    let node = gathered
        .nodes
        .iter()
        .find(|node| node.title == "Argument title")
        .unwrap();
    assert!(node.text.main().starts_with("Statements can be supported by arguments"));
    let titles: Vec<&str> = gathered.groups.iter().map(|group| group.title.main()).collect();
    assert_eq!(titles, ["Argdown Basics", "Argument reconstructions"]);
    let num = |kind| kinds(&gathered).iter().filter(|known| **known == kind).count();
    assert_eq!(num(LinkKind::Support) + num(LinkKind::Attack), 11);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_map_comes_back(map in proof::maps()) {
        let read = |bytes: &[u8]| read(std::str::from_utf8(bytes).unwrap());
        proof::comes_back(&map, |export| write(export).into_bytes(), read, KEEPS)?;
    }

    #[test]
    fn nothing_makes_it_panic(text in "\\PC{0,200}", marks in "[a-c{}\\[\\];,:=\"<>\\\\#/*+\n -]{0,80}") {
        let _ = read(&text);
        let _ = read(&format!("digraph {{{marks}"));
        let _ = read(&format!("digraph {{ a [{marks}"));
    }
}
