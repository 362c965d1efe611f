use proptest::prelude::*;

use super::super::build::{Choices, build};
use super::super::decode::decode;
use super::super::fences::fenced_argdown;
use super::super::gathered::Goal;
use super::super::proof::{comes_back, corpora, maps};
use super::*;
use crate::model::Structure;

fn texts(gathered: &Gathered) -> Vec<&str> {
    gathered.nodes.iter().map(|node| node.text.main()).collect()
}

fn kinds(gathered: &Gathered) -> Vec<LinkKind> {
    gathered.links.iter().map(|link| link.kind).collect()
}

const SMALL: &str = "\
---
title: Een kaart
auteur: ik
---

# Moet het?

Wat *dit* betekent.

## Ouders

- Voor: dichtbij, zie [Bakker](https://x.nl/a)

  Want dan kun je lopen.\\
  En fietsen.

  *Bron: Onderzoek, p. 3*

  - + goedkoop
  - - te `duur`
- Tegen: te ver
## Argumenten tegen
* [ ] duur
";

#[test]
fn headings_and_lists_are_read() {
    let gathered = read(SMALL).unwrap();
    use LinkKind::{Attack, Support};
    assert_eq!(
        texts(&gathered),
        [
            "Moet het?",
            "dichtbij, zie Bakker",
            "goedkoop",
            "te duur",
            "te ver",
            "duur"
        ]
    );
    assert_eq!(kinds(&gathered), [Support, Support, Attack, Attack, Attack]);
    assert_eq!(gathered.title.main(), "Een kaart");
    assert_eq!(&gathered.data["md.auteur"], "ik");
    assert_eq!(gathered.nodes[0].explanation.main(), "Wat dit betekent.");
    let near = &gathered.nodes[1];
    assert_eq!(near.explanation.main(), "Want dan kun je lopen.\nEn fietsen.");
    let citations: Vec<&str> = near.sources.iter().map(|source| &*source.citation).collect();
    assert_eq!(citations, ["Bakker", "Onderzoek, p. 3"]);
    assert_eq!((near.line, gathered.nodes[3].line), (12, 20));
    assert_eq!(gathered.groups.len(), 1);
    assert_eq!((gathered.counts["headings"], gathered.counts["items"]), (3, 5));
    assert!(gathered.warnings.is_empty(), "{:?}", gathered.warnings);
}

#[test]
fn bullets_are_signs_where_both_are_used() {
    let gathered = read("Moet het?\n\nDat is de vraag.\n\n+ ja\n    - toch niet\n\n- nee\n").unwrap();
    use LinkKind::{Attack, Support};
    assert_eq!(texts(&gathered), ["Moet het?", "ja", "toch niet", "nee"]);
    assert_eq!(kinds(&gathered), [Support, Attack, Attack]);
    assert_eq!(gathered.nodes[0].explanation.main(), "Dat is de vraag.");
    let plain = read("# a\n- b\n- c\n").unwrap();
    assert_eq!(kinds(&plain), [LinkKind::Under, LinkKind::Under]);
}

#[test]
fn other_things_are_kept_as_text() {
    let gathered = read("Vooraf.\n\n# a\n> b\n\n```\ncode\n```\n\n<!-- weg -->\n\n1. x\n\n   | y |\n").unwrap();
    assert_eq!(gathered.explanation.main(), "Vooraf.");
    assert_eq!(gathered.nodes[0].explanation.main(), "b\n\ncode");
    assert_eq!(gathered.nodes[1].explanation.main(), "| y |");
    assert_eq!(gathered.warnings[0].what, Trouble::LeftOut("weg".to_owned()));
    assert_eq!(read("<!-- -->\n\n---\n"), Err(Refusal::NoArguments));
    let bad = read("# a <!-- ak {kapot} -->\n").unwrap();
    assert!(matches!(bad.warnings[0].what, Trouble::BadData(_)));
}

#[test]
fn fences_keep_their_lines() {
    let text = "a\n\n  ```argdown\n  [a]: b\n    + c\n  ```\n~~~~markdown\n```argdown\nniet\n```\n~~~~\n```argdown-map {x}\n<d>: e";
    assert_eq!(
        fenced_argdown(text).unwrap(),
        "\n\n\n[a]: b\n  + c\n\n\n\n\n\n\n\n<d>: e\n"
    );
    assert_eq!(fenced_argdown("```rust\nx\n```"), None);
}

#[test]
fn nesting_and_length_do_no_harm() {
    for text in [
        "- ".repeat(10_000) + "x",
        "> ".repeat(10_000) + "x",
        "*".repeat(20_000),
        "[".repeat(20_000),
        "- x\n".repeat(20_000),
        "é\n".repeat(MOST_LINES + 10),
        format!("{}x", "# a\n- ".repeat(5_000)),
    ] {
        let _ = read(&text);
    }
    // A chain that is deeper than lists are nested.
    let mut map = crate::model::Document::default();
    map.cover.languages = vec![Lang::NL];
    map.cover.question = crate::model::Text::new(Lang::NL, "Moet het?");
    let mut last = None;
    for number in 0..300_u64 {
        let id = map.claims.intern(&format!("c{number}"));
        let claim = crate::model::Claim {
            text: crate::model::Text::new(Lang::NL, &format!("zin {number}")),
            order: number,
            ..Default::default()
        };
        map.claims.set(id, Some(claim));
        match last {
            None => map.cover.thesis = Some(id),
            Some(last) => {
                let relation = map.relations.intern(&format!("c{number}>c{}", number - 1));
                let record = crate::model::Relation {
                    premises: id.into(),
                    kind: crate::model::RelationKind::Attack,
                    target: crate::model::Target::Claim(last),
                    order: number,
                };
                map.relations.set(relation, Some(record));
            }
        }
        last = Some(id);
    }
    comes_back(
        &map,
        |export| write(export).into_bytes(),
        |bytes| read(&decode(bytes)?.text),
        KEEPS,
    )
    .unwrap();
}

#[test]
fn files_of_others_are_read_whatever_they_are() {
    let Some(folder) = corpora() else {
        eprintln!("skipped: no corpora");
        return;
    };
    let mut num = 0;
    for kind in ["unicode", "argdown", "canvas", "torture"] {
        let mut waiting = vec![folder.join(kind)];
        while let Some(path) = waiting.pop() {
            if path.is_dir() {
                waiting.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
            } else if let Ok(decoded) = decode(&std::fs::read(&path).unwrap()) {
                if let Ok(gathered) = read(&decoded.text) {
                    build(&gathered, &Choices::new(&gathered, Lang::NL));
                }
                num += 1;
            }
        }
    }
    eprintln!("{num} files");
}

#[test]
fn a_page_is_readable() {
    let gathered = read(SMALL).unwrap();
    let built = build(&gathered, &Choices::new(&gathered, Lang::NL));
    let structure = Structure::new(&built.document);
    let written = write(&Export::new(&built.document, &structure, Lang::NL));
    for part in [
        "# Moet het? <!-- ak {",
        "\n## Ouders <!-- ak {",
        "\n- Voor: dichtbij, zie Bakker <!-- ak {",
        "\n  Want dan kun je lopen.\\\n  En fietsen.\n",
        "\n  *Bron: [Bakker](<https://x.nl/a>)*\n",
        "\n  - Voor: goedkoop <!-- ak {",
    ] {
        assert!(written.contains(part), "{part}\n{written}");
    }
}

#[test]
fn paragraphs_without_headings_and_lists_are_items() {
    let gathered = read("Moet het?\n\nVoor: Het [helpt](https://x.nl).\nEcht waar.\n\nTegen: te duur\n").unwrap();
    let words = ["Moet het?", "Het helpt. Echt waar.", "te duur"];
    let found: Vec<&str> = texts(&gathered).into_iter().filter(|text| !text.is_empty()).collect();
    assert_eq!(found, words);
    assert_eq!(
        (gathered.nodes[2].line, &*gathered.nodes[2].sources[0].urls[0]),
        (3, "https://x.nl")
    );
    assert_eq!(kinds(&gathered)[1..], [LinkKind::Support, LinkKind::Attack]);
    assert_eq!(texts(&read("alleen een alinea").unwrap()), ["alleen een alinea"]);
    let html = read("<div>\n<p>Het <b>helpt</b>.</p>\n</div>\n").unwrap();
    assert_eq!(texts(&html), ["Het helpt."]);
}

#[test]
fn no_line_is_read_by_half() {
    let line = format!("- {}\n", "y".repeat(9_999_990));
    let text = format!("{line}- een halve zin\n");
    assert_eq!(beginning(&text), line);
    assert_eq!(beginning(&"y".repeat(MOST_BYTES + 1)).len(), MOST_BYTES);
    assert_eq!(beginning(SMALL), SMALL);
}

#[test]
fn paragraphs_under_headings_are_kept() {
    let gathered =
        read("# Moet het?\n\nInleiding.\n\n## Voor\n\nHet helpt.\n\nHet kan.\n\n## Tegen\n\nTe duur.\n").unwrap();
    assert_eq!(texts(&gathered), ["Moet het?", "Het helpt.", "Het kan.", "Te duur."]);
    assert_eq!(gathered.nodes[0].explanation.main(), "Inleiding.");
    use LinkKind::{Attack, Support};
    assert_eq!(kinds(&gathered), [Support, Support, Attack]);
    assert_eq!(gathered.warnings, []);
    // A heading that is no claim has no explanation.
    let gathered = read("# Moet het?\n\n## Ouders\n\nZij wonen ver.\n\n- + dichtbij\n").unwrap();
    assert_eq!(texts(&gathered), ["Moet het?", "dichtbij", "Zij wonen ver."]);
    assert_eq!((gathered.nodes[2].group, gathered.links.len()), (Some(0), 1));
    assert_eq!(
        gathered.warnings[0].what,
        Trouble::KeptAsText("Zij wonen ver.".to_owned())
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_map_comes_back(map in maps()) {
        comes_back(&map, |export| write(export).into_bytes(), |bytes| read(&decode(bytes)?.text), KEEPS)?;
    }

    #[test]
    fn no_letters_break_it(text in "(\\PC|[\n\t #*+>`<!-]){0,200}") {
        let _ = fenced_argdown(&text);
        if let Ok(gathered) = read(&text) {
            build(&gathered, &Choices::new(&gathered, Lang::NL));
        }
    }

    #[test]
    fn escaped_words_are_words(words in "[a1+*_#>.=~<&`|:)\\[\\]\\\\-]{1,12}") {
        let html = format!("# {} <!-- ak {{}} -->\n- {}\n", line_of(&words, true), line_of(&words, false));
        let gathered = read(&html).unwrap();
        prop_assert_eq!(gathered.nodes[0].text.main(), &words);
        let (_, rest) = signed(&words).unwrap_or((LinkKind::Support, &words));
        prop_assert_eq!(gathered.nodes[1].text.main(), rest);
    }
}

#[test]
fn an_argument_with_a_reply_under_a_side_is_no_heading() {
    let text =
        "# Mengen?\n\n## Voor\n\n- Kinderen leren van elkaar\n  - Tegen: dat is niet bewezen\n- Minder vooroordelen\n";
    let gathered = read(text).unwrap();
    assert!(gathered.groups.is_empty(), "{:?}", gathered.groups);
    assert_eq!(gathered.nodes.len(), 4);
    // The reply answers the argument, not the thesis.
    let reply = gathered
        .nodes
        .iter()
        .position(|node| node.text.main() == "dat is niet bewezen")
        .unwrap();
    let claim = gathered
        .nodes
        .iter()
        .position(|node| node.text.main() == "Kinderen leren van elkaar")
        .unwrap();
    assert!(
        gathered
            .links
            .iter()
            .any(|link| link.premises == [reply] && link.goal == Goal::Node(claim) && link.kind == LinkKind::Attack),
        "{:?}",
        gathered.links
    );
}
