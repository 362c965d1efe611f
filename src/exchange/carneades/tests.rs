use proptest::prelude::*;

use super::super::build::{Choices, build};
use super::super::decode::decode;
use super::super::proof::corpora;
use super::*;
use crate::model::Lang;

fn shape(gathered: &Gathered) -> Vec<(Vec<usize>, LinkKind, Goal)> {
    gathered
        .links
        .iter()
        .map(|link| (link.premises.clone(), link.kind, link.goal))
        .collect()
}

fn troubles(gathered: &Gathered) -> Vec<&Trouble> {
    gathered.warnings.iter().map(|warning| &warning.what).collect()
}

#[test]
fn lkif_is_read() {
    use LinkKind::Attack;
    let text = "<lkif><argument-graphs><argument-graph id='g' title='Titel' main-issue='s1'><statements>\n\
        <statement id='s0' value='unknown' assumption='true' standard='PE'><s>een &amp; <v>twee</v></s></statement>\n\
        <statement id='s1' value='true'><s>these</s></statement><statement id='s2'><s>uitzondering</s></statement>\n\
        <statement id='s3'><s>onwaar</s></statement></statements><arguments>\n\
        <argument id='a1' direction='con' scheme='regel' weight='0.7'><conclusion statement='s1'/><premises>\n\
        <premise polarity='positive' type='ordinary' role='datum' statement='s0'/><premise type='exception' statement='s2'/>\n\
        <premise polarity='negative' statement='s3'/><premise statement='s9'/></premises></argument>\n\
        <argument id='a2' direction='pro'><conclusion statement='s1'/><premises><premise polarity='negative' statement='s3'/></premises></argument>\n\
        <argument id='a3'><premises/></argument><rule><s>weg</s></rule></arguments></argument-graph></argument-graphs></lkif>";
    let gathered = read(text).unwrap();
    let texts: Vec<&str> = gathered.nodes.iter().map(|node| node.text.main()).collect();
    assert_eq!(texts, ["een & twee", "these", "uitzondering", "onwaar", "s9"]);
    let expected = [
        (vec![0, 4], Attack, Goal::Node(1)),
        (vec![2], Attack, Goal::Link(0)),
        (vec![3], Attack, Goal::Link(0)),
        (vec![3], Attack, Goal::Node(1)),
    ];
    assert_eq!(shape(&gathered), expected);
    let first = &gathered.nodes[0].data;
    assert_eq!(
        (
            &first["carneades.scheme"],
            &first["carneades.role"],
            &first["carneades.id"]
        ),
        ("regel", "datum", "s0")
    );
    assert_eq!(
        (gathered.title.main(), gathered.thesis, gathered.nodes[3].line),
        ("Titel", Some(1), 4)
    );
    let expected = [
        &Trouble::LeftOut("<rule>".to_owned()),
        &Trouble::Missing("s9".to_owned()),
        &Trouble::NoEnd("a3".to_owned()),
        &Trouble::BothWays("onwaar".to_owned()),
        &Trouble::BothWays("onwaar".to_owned()),
    ];
    assert_eq!(troubles(&gathered), expected);
    assert_eq!((gathered.counts["premises"], gathered.counts["elements.s"]), (5, 5));
}

#[test]
fn yaml_is_read() {
    use LinkKind::{Attack, Contradiction, Support};
    let text = "meta:\n  title: Titel\n  source: >\n    Bakker\n    2011\n  note: let op\nlanguage:\n  \
        wet/2: \"%s maakt %v nat.\"\nstatements:\n  p: Het regent.\n  q:\n    text: yes\n    assumed: true\n  ¬app(a1): niet\n\
        issues:\n  i1:\n    positions: [q, p]\n    standard: PE\narguments:\n  a1:\n    scheme: regel\n    conclusion: q\n    \
        premises: {datum: p, warrant: 'wet(regen,straat)'}\n    undercutter: ¬app(a1)\n    weight: 0.5\n  a2:\n    conclusion: p\n  \
        a3:\n    premises:\n      - undercut(a2)\n    conclusion: undercut(a2)\n    exceptions: [q]\nassumptions: [p, 'wet(zee,strand)']\n\
        tests:\n  in: [p, q]\n";
    let gathered = read(text).unwrap();
    let texts: Vec<&str> = gathered.nodes.iter().map(|node| node.text.main()).collect();
    let expected = [
        "Het regent.",
        "yes",
        "niet",
        "zee maakt strand nat.",
        "regen maakt straat nat.",
        "a2",
        "undercut(a2)",
    ];
    assert_eq!(texts, expected);
    let expected = [
        (vec![0, 4], Support, Goal::Node(1)),
        (vec![5], Support, Goal::Node(0)),
        (vec![6], Support, Goal::Node(6)),
        (vec![2], Attack, Goal::Link(0)),
        (vec![6], Attack, Goal::Link(1)),
        (vec![1], Attack, Goal::Link(2)),
        (vec![0], Contradiction, Goal::Node(1)),
    ];
    assert_eq!(shape(&gathered), expected);
    assert_eq!(
        (gathered.title.main(), gathered.explanation.main()),
        ("Titel", "let op")
    );
    assert_eq!(gathered.sources[0].citation, "Bakker 2011");
    assert_eq!(
        (&gathered.nodes[0].data["carneades.assumed"], gathered.nodes[0].line),
        ("true", 10)
    );
    assert_eq!(&gathered.nodes[1].data["carneades.standard"], "PE");
    assert_eq!(&gathered.data["carneades.tests.in"], "p, q");
    assert_eq!(gathered.nodes[5].kind, Kind::Argument);
    assert!(is_yaml(text) && !is_yaml("meta: a\ntests: b\n") && !is_yaml("statements:\n- a"));
}

#[test]
fn nothing_is_given_up_on() {
    assert!(matches!(read("<x/>"), Err(Refusal::Malformed(..))));
    assert!(matches!(read("<lkif><"), Err(Refusal::Malformed(..))));
    assert!(matches!(read("meta: [a"), Err(Refusal::Malformed(..))));
    assert_eq!(read("<!DOCTYPE a [<!ENTITY b \"c\">]><lkif/>"), Err(Refusal::Entities));
    for empty in ["<lkif/>", "meta: {title: a}", "- a", "a", "statements: 3"] {
        assert_eq!(read(empty), Err(Refusal::NoArguments), "{empty}");
    }
    let gathered =
        read("<lkif><statement id='a'><s>een</s></statement><statement id='a'/><premise statement='b'/><argument")
            .unwrap();
    assert_eq!(gathered.nodes.len(), 2);
    assert_eq!(troubles(&gathered)[0], &Trouble::NoEnd("b".to_owned()));
    let twice =
        read("statements:\n  a: een\n  a: twee\narguments:\n  - id: x\n    conclusion: a\n    premises: a\n").unwrap();
    assert_eq!(
        (twice.nodes.len(), troubles(&twice)[0]),
        (2, &Trouble::Doubled("a".to_owned()))
    );
    let deep = format!("<lkif><statement id='a'>{}", "<s>".repeat(10_000));
    assert_eq!(read(&deep).unwrap().nodes.len(), 1);
    for (open, close) in [("[", "]"), ("{a: ", "}"), ("- ", "")] {
        let deep = format!(
            "meta: x\nstatements:\n  {}b{}",
            open.repeat(10_000),
            close.repeat(10_000)
        );
        assert!(matches!(read(&deep), Err(Refusal::Malformed(..))), "{open}");
    }
    let bomb = "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n\
        d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\n\
        g: [*f,*f,*f,*f,*f,*f,*f,*f,*f]\n";
    assert!(read(bomb).is_err());
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
    // Files in which nothing could be a claim.
    let mut empty = Vec::new();
    for (path, entry) in list["files"].as_object().unwrap() {
        if entry["kind"] != "carneades" {
            continue;
        }
        num += 1;
        let text = decode(&std::fs::read(folder.join(path)).unwrap()).unwrap().text;
        let name = path.rsplit('/').next().unwrap();
        let gathered = match read(&text) {
            Err(Refusal::NoArguments) => {
                assert_eq!(
                    (&entry["expected"]["statements"], &entry["expected"]["arguments"]),
                    (&0.into(), &0.into())
                );
                empty.push(name.to_owned());
                continue;
            }
            read => read.unwrap_or_else(|refusal| panic!("{path} {refusal:?}")),
        };
        assert!(is_yaml(&text) || path.ends_with(".xml"), "{path}");
        for (name, value) in entry["expected"].as_object().unwrap() {
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
        let built = build(&gathered, &Choices::new(&gathered, Lang::EN));
        assert_eq!(built.document.claims.len(), gathered.nodes.len(), "{path}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(empty, ["empty.yml"]);
    eprintln!("{num} files, {num_counts} counts");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nothing_makes_it_panic(
        text in "\\PC{0,200}",
        tags in proptest::collection::vec("</?(statement|argument|premise|conclusion|s)( id='[a-c]')?( statement='[a-d]')?( polarity='negative')?( type='exception')?/?>|x", 0..30),
        lines in proptest::collection::vec("(statements|arguments|issues|meta|  [a-c]|    conclusion|    premises|    undercutter):( [a-c%]| \\[[a-c],[a-c]\\])?", 0..20),
    ) {
        let _ = read(&text);
        for text in [format!("<lkif>{}", tags.concat()), lines.join("\n")] {
            if let Ok(gathered) = read(&text) {
                let _ = build(&gathered, &Choices::new(&gathered, Lang::EN));
            }
        }
    }
}

#[test]
fn a_large_file_in_yaml_is_read() {
    let num = 30_000;
    let statements: String = (0..num).map(|number| format!("  s{number}: zin {number}\n")).collect();
    let arguments: String = (1..num)
        .map(|number| {
            format!(
                "  a{number}:\n    conclusion: s{}\n    premises: [s{number}]\n",
                number / 3
            )
        })
        .collect();
    let gathered = read(&format!("statements:\n{statements}arguments:\n{arguments}")).unwrap();
    assert_eq!(gathered.links.len(), num - 1);
}
