use proptest::prelude::*;
use serde_json::Value;

use super::super::proof::{comes_back, maps};
use super::super::trouble::Trouble;
use super::*;

/// Statements, arguments and relations as the reference parser names them.
fn meaning(text: &str) -> (model::Model, Gathered) {
    let mut gathered = Gathered::new(Format::Argdown);
    let scanned = scan::scan(text, &mut gathered);
    let model = parse::parse(&scanned, &mut gathered);
    (model, gathered)
}

fn relations(model: &model::Model) -> Vec<(String, String, String)> {
    // The reference parser numbers what has no title in the order in which it closes it; here it is told by its text.
    let name = |end: model::End| match end {
        model::End::Statement(number) => {
            let class = &model.statements[number];
            format!(
                "[{}]",
                if class.title.is_empty() {
                    &class.text
                } else {
                    &class.title
                }
            )
        }
        model::End::Argument(number) => format!("<{}>", model.arguments[number].title),
        model::End::Step(number, step) => format!("inference:{}#{}", model.arguments[number].title, step + 1),
    };
    let mut all: Vec<_> = model
        .relations
        .iter()
        .map(|relation| (name(relation.from), relation.says.name().to_owned(), name(relation.to)))
        .collect();
    all.sort();
    all
}

#[test]
fn what_the_reference_parser_reads_is_read_the_same() {
    let golden: Vec<Value> = serde_json::from_str(include_str!("../../../tests/argdown/golden.json")).unwrap();
    let mut wrong = Vec::new();
    for case in &golden {
        let label = case["label"].as_str().unwrap();
        if case["reference_error"]
            .as_array()
            .is_none_or(|errors| !errors.is_empty())
        {
            continue;
        }
        let (model, _) = meaning(case["input"].as_str().unwrap());
        let text_of = |title: &str| {
            let all = case["statements"].as_array().unwrap();
            let found = all.iter().find(|one| one["title"] == title);
            let text = found.and_then(|one| {
                one["texts"]
                    .as_array()?
                    .last()?
                    .as_str()
                    .map(|text| text.trim().to_owned())
            });
            text.filter(|_| title.starts_with("Untitled"))
        };
        let named = |end: &str| match end
            .strip_prefix('[')
            .and_then(|end| end.strip_suffix(']'))
            .and_then(text_of)
        {
            Some(text) => format!("[{text}]"),
            None => end.to_owned(),
        };
        let mut expected: Vec<(String, String, String)> = case["relations"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| {
                let word = |at: usize| one[at].as_str().unwrap().to_owned();
                (named(&word(0)), word(1), named(&word(2)))
            })
            .collect();
        expected.sort();
        let count = |list: &str| case[list].as_array().unwrap().len();
        let found = (model.statements.len(), model.arguments.len());
        // These two it reads without an error and yet wrongly: a web address is a comment, a tab is one column.
        if !matches!(label, "url in text" | "mixed tab/space")
            && (relations(&model) != expected || found != (count("statements"), count("arguments")))
        {
            wrong.push(format!("{label}: {found:?} {:?} for {expected:?}", relations(&model)));
        }
        for statement in case["statements"].as_array().unwrap() {
            let title = statement["title"].as_str().unwrap();
            let class = model.statements.iter().find(|class| class.title == title);
            let text = statement["texts"].as_array().unwrap().last().and_then(Value::as_str);
            let Some((class, text)) = class.zip(text) else { continue };
            let known = ["url in text", "mention"].contains(&label);
            if !known && class.text != inline::squeeze(text) {
                wrong.push(format!("{label}: ‘{}’ for ‘{text}’", class.text));
            }
            let tags: Vec<&str> = statement["tags"]
                .as_array()
                .unwrap()
                .iter()
                .filter_map(Value::as_str)
                .collect();
            if class.tags != tags {
                wrong.push(format!("{label}: tags {:?}", class.tags));
            }
            if let Value::Object(data) = &statement["data"]
                && class.data != *data
            {
                wrong.push(format!("{label}: data {:?}", class.data));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn texts(text: &str) -> Vec<String> {
    let gathered = read(text).unwrap();
    gathered.nodes.iter().map(|node| node.text.main().to_owned()).collect()
}

#[test]
fn where_the_reference_parser_gives_up_nothing_is_lost() {
    assert_eq!(texts("[c] en meer"), ["en meer"]);
    assert_eq!(texts("[c]: tekst [noot] en meer"), ["tekst [noot] en meer"]);
    assert_eq!(texts("[c]: tekst <3 en a->b"), ["tekst <3 en a->b"]);
    assert_eq!(
        texts("[c]: een snake_case naam\n\n[d]: twee"),
        ["een snake_case naam", "twee"]
    );
    assert_eq!(texts("[c]: tekst\n---"), ["tekst ---"]);
    assert_eq!(texts("[c]: eerste\n  (2) tweede"), ["eerste (2) tweede"]);
    assert_eq!(texts("+ los begin"), ["+ los begin"]);
    assert_eq!(
        texts("[c]: zie https://x.nl/a_b#c voor meer"),
        ["zie https://x.nl/a_b#c voor meer"]
    );
    assert_eq!(texts("[c]: 5 < 6 en 7 > 3"), ["5 < 6 en 7 > 3"]);
    let gathered = read("[c]: tekst {a: 1} en {b: 1} verder").unwrap();
    assert_eq!(gathered.nodes[0].text.main(), "tekst en verder");
    assert_eq!(gathered.nodes[0].data.iter().count(), 2);
    let gathered = read("[c]: x {note: \"a } b\", s: [\"x, y\"]}").unwrap();
    assert_eq!(
        (gathered.nodes[0].text.main(), gathered.nodes[0].note.main()),
        ("x", "a } b")
    );
}

#[test]
fn relations_are_found_behind_empty_lines_and_without_an_indent() {
    let (model, gathered) = meaning("[c]: claim\n\n  + <a>: x\n\n[d]: y\n- <b>: z\n");
    let expected = [("<a>", "support", "[c]"), ("<b>", "attack", "[d]")];
    let found = relations(&model);
    let found: Vec<_> = found
        .iter()
        .map(|(from, says, to)| (from.as_str(), says.as_str(), to.as_str()))
        .collect();
    assert_eq!(found, expected);
    let lines: Vec<u32> = gathered.warnings.iter().map(|warning| warning.line).collect();
    assert_eq!(lines, [3, 6]);
    let (model, _) = meaning("[c]: claim\n\t+ <a>\n    - <b>\n");
    assert_eq!(relations(&model)[1].2, "[c]", "a tab is four columns wide");
    let (model, _) = meaning("[c]: claim\n      + <a>\n    - <b>\n");
    assert_eq!(relations(&model).len(), 2);
}

#[test]
fn an_argument_is_laid_out_over_empty_lines_and_twice() {
    let (model, _) = meaning("<a>\n\n(1) p\n\n(2) q\n----\n(3) c\n");
    let step = &model.arguments[0].steps[0];
    assert_eq!(
        (step.premises.len(), model.arguments.len(), model.statements.len()),
        (2, 1, 3)
    );
    let (model, gathered) = meaning("<a>\n\n(1) p\n----\n(2) c\n\n<a>\n\n(1) p2\n----\n(2) c2\n");
    let titles: Vec<&str> = model.arguments.iter().map(|class| class.title.as_str()).collect();
    assert_eq!(titles, ["a", "a (2)"]);
    assert!(
        gathered
            .warnings
            .iter()
            .any(|warning| matches!(warning.what, Trouble::SecondArgument(_)))
    );
    let (model, _) = meaning("<a>\n\n(1) p\n(2) q\n-- Regel {uses: [2]} --\n(3) c\n----\n  _ <u>\n(4) d\n");
    let steps = &model.arguments[0].steps;
    assert_eq!((steps[0].premises.len(), steps[1].premises.len()), (1, 1));
    assert_eq!(
        relations(&model),
        [("<u>".into(), "undercut".into(), "inference:a#2".into())]
    );
}

#[test]
fn premises_lead_to_their_conclusion_and_an_undercut_to_the_step() {
    let gathered = read("<a>: omdat\n\n(1) [p]: een\n(2) [q]: twee\n----\n  _ <u>: niet zo\n(3) [c]: dus\n").unwrap();
    let link = &gathered.links[0];
    assert_eq!(link.premises.len(), 2);
    assert_eq!(gathered.links[1].goal, super::super::Goal::Link(0));
    let built = super::super::build(
        &gathered,
        &super::super::Choices::new(&gathered, crate::model::Lang::NL),
    );
    let counts = crate::model::Structure::new(&built.document).counts();
    assert_eq!((counts.claims, counts.undercuts), (4, 1));
}

#[test]
fn every_open_file_has_the_counts_of_the_reference_parser() {
    let Some(folder) = super::super::proof::corpora() else {
        eprintln!("skipped: no corpora");
        return;
    };
    let expected = std::fs::read_to_string(folder.join("expected-open.json")).unwrap();
    let expected: Value = serde_json::from_str(&expected).unwrap();
    let mut wrong = Vec::new();
    let mut num = 0;
    for (path, about) in expected["files"].as_object().unwrap() {
        if about["kind"] != "argdown" {
            continue;
        }
        num += 1;
        let bytes = std::fs::read(folder.join(path)).unwrap();
        let expected = &about["expected"];
        let text = super::super::decode(&bytes)
            .map(|decoded| decoded.text)
            .unwrap_or_default();
        let gathered = match read(&text) {
            Ok(gathered) => gathered,
            Err(refusal) => {
                wrong.push(format!("{path}: {refusal:?} for {expected}"));
                continue;
            }
        };
        // Where the reference parser lost something, or follows other files, ours says so.
        let is_lost =
            expected["parser_errors"] != 0 || expected["exceptions"].as_array().is_none_or(|all| !all.is_empty());
        let includes = gathered
            .warnings
            .iter()
            .any(|warning| matches!(warning.what, Trouble::Include(_)));
        if is_lost || includes || path.contains("_partial") {
            let is_told = !gathered.warnings.is_empty() || path.contains("_partial");
            if !is_told {
                wrong.push(format!("{path}: nothing is said of what the reference parser lost"));
            }
            continue;
        }
        let names = [
            "statements",
            "statements_titled",
            "arguments",
            "arguments_titled",
            "arguments_with_pcs",
            "relations",
            "sections",
            "tags",
        ];
        for name in names {
            let wanted = expected[name].as_u64();
            let found = gathered.counts.get(name).copied().unwrap_or(0) as u64;
            if wanted.is_some_and(|wanted| wanted != found) {
                wrong.push(format!(
                    "{path}: {name} {found} for {}; {:?}",
                    expected[name], gathered.warnings
                ));
            }
        }
        for (says, wanted) in expected["relations_by_type"].as_object().into_iter().flatten() {
            let found = gathered.counts.get(&format!("relations.{says}")).copied().unwrap_or(0) as u64;
            if wanted.as_u64() != Some(found) {
                wrong.push(format!("{path}: {says} {found} for {wanted}"));
            }
        }
    }
    eprintln!("{num} files");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn what_is_written_comes_back(map in maps()) {
        comes_back(
            &map,
            |export| write(export).into_bytes(),
            |bytes| read(std::str::from_utf8(bytes).unwrap()),
            KEEPS,
        )?;
    }

    #[test]
    fn no_text_makes_it_stumble(text in "[-+_<>\\[\\](){}#:*/@=\\\\\"' \t\na-c0-9.]{0,120}") {
        let _ = read(&text);
    }
}

#[test]
fn what_looks_like_a_mistake_is_told_with_its_line() {
    let text = "[a]: Stelling\n  + [b]: goed {bron: [kapot\n\n- [onaf\n\n===\ntitel\n===\n";
    let gathered = read(text).unwrap();
    let lines: Vec<u32> = gathered
        .warnings
        .iter()
        .filter(|warning| matches!(warning.what, Trouble::KeptAsText(_)))
        .map(|warning| warning.line)
        .collect();
    assert_eq!(lines, [2, 4, 6], "{:?}", gathered.warnings);
}
