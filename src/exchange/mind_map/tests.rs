use proptest::prelude::*;

use super::super::address::leads_elsewhere;
use super::super::build::{Choices, build};
use super::super::decode::decode;
use super::super::gathered::{Goal, Kind, LinkKind, Node};
use super::super::proof;
use super::super::trouble::Trouble;
use super::*;
use crate::model::Lang;

/// A file whose counts may differ, and which warning says why.
pub struct Differs {
    pub file: &'static str,
    pub why: fn(&Trouble) -> bool,
}

/// Reads all files of a kind and compares with what others counted in them; gives how many there were.
pub fn compare(
    kinds: &[&str],
    extension: &str,
    read: fn(&str) -> Result<Gathered, Refusal>,
    skipped: &[&str],
    differs: &[Differs],
) -> Option<usize> {
    let Some(folder) = proof::corpora() else {
        eprintln!("skipped: no corpora");
        return None;
    };
    let list = std::fs::read_to_string(folder.join("expected-open.json")).unwrap();
    let list: serde_json::Value = serde_json::from_str(&list).unwrap();
    let (mut num, mut wrong) = (0, Vec::new());
    for (path, entry) in list["files"].as_object().unwrap() {
        let kind = path.split('/').next().unwrap();
        if !kinds.contains(&kind) || !path.ends_with(extension) {
            continue;
        }
        num += 1;
        let text = decode(&std::fs::read(folder.join(path)).unwrap()).unwrap().text;
        let gathered = match read(&text) {
            Ok(gathered) => gathered,
            Err(refusal) => {
                wrong.push(format!("{path}: {refusal:?}"));
                continue;
            }
        };
        let built = build(&gathered, &Choices::new(&gathered, Lang::NL));
        assert_eq!(built.document.claims.len(), gathered.nodes.len(), "{path}");
        let known = differs.iter().find(|differs| path.ends_with(differs.file));
        if let Some(known) = known {
            let is_told = gathered.warnings.iter().any(|warning| (known.why)(&warning.what));
            assert!(is_told, "{path}: {:?}", gathered.warnings);
        }
        let mut told = |name: &str, value: &serde_json::Value| {
            let Some(expected) = value.as_u64() else { return };
            let found = gathered.counts.get(name).copied();
            if found != Some(expected as usize) && known.is_none() {
                wrong.push(format!("{path}: {name} is {found:?}, not {expected}"));
            }
        };
        for (name, value) in entry["expected"].as_object().unwrap() {
            if skipped.contains(&name.as_str()) {
                continue;
            }
            told(name, value);
            for (part, value) in value.as_object().into_iter().flatten() {
                told(&format!("{name}.{part}"), value);
            }
        }
    }
    assert!(wrong.is_empty(), "{num} files\n{}", wrong.join("\n"));
    eprintln!("{num} files of {kinds:?} {extension}");
    Some(num)
}

/// Reads all files of a kind, writes the maps that they become and reads those again: nothing may change.
pub fn rewrite(
    kinds: &[&str],
    extension: &str,
    read: fn(&str) -> Result<Gathered, Refusal>,
    write: fn(&Export<'_>) -> String,
    keeps: &[Part],
) {
    let Some(folder) = proof::corpora() else {
        eprintln!("skipped: no corpora");
        return;
    };
    let list = std::fs::read_to_string(folder.join("expected-open.json")).unwrap();
    let list: serde_json::Value = serde_json::from_str(&list).unwrap();
    let mut wrong = Vec::new();
    for path in list["files"].as_object().unwrap().keys() {
        let kind = path.split('/').next().unwrap();
        if !kinds.contains(&kind) || !path.ends_with(extension) {
            continue;
        }
        let text = decode(&std::fs::read(folder.join(path)).unwrap()).unwrap().text;
        let gathered = read(&text).unwrap();
        let first = build(&gathered, &Choices::new(&gathered, Lang::NL)).document;
        let structure = crate::model::Structure::new(&first);
        let written = write(&Export::new(&first, &structure, Lang::NL));
        let again = read(&written).unwrap();
        let second = build(&again, &Choices::new(&again, Lang::NL)).document;
        let (before, after) = (proof::normal(&first, keeps), proof::normal(&second, keeps));
        let missing: Vec<&String> = before.iter().filter(|line| !after.contains(line)).collect();
        let added: Vec<&String> = after.iter().filter(|line| !before.contains(line)).collect();
        if !missing.is_empty() || !added.is_empty() {
            wrong.push(format!("{path}\nmissing {missing:#?}\nadded {added:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{} files\n{}", wrong.len(), wrong.join("\n"));
}

fn link(gathered: &Gathered, from: &str, to: &str) -> LinkKind {
    let found = gathered.links.iter().find(|link| {
        let premise = &gathered.nodes[link.premises[0]];
        let goal = match link.goal {
            Goal::Node(node) | Goal::StepOf(node) => &gathered.nodes[node],
            Goal::Link(_) => panic!(),
        };
        premise.text.main() == from && goal.text.main() == to
    });
    found.unwrap_or_else(|| panic!("{from} -> {to}: {gathered:#?}")).kind
}

fn named<'a>(gathered: &'a Gathered, text: &str) -> &'a Node {
    let found = gathered.nodes.iter().find(|node| node.text.main() == text);
    found.unwrap_or_else(|| panic!("{text}: {gathered:#?}"))
}

const SMALL: &str = r##"<map version="freeplane 1.9.8">
<node TEXT="Mengen?" ID="ID_1"><hook NAME="MapStyle"><map_styles><stylenode TEXT="geen knoop"><icon BUILTIN="button_ok"/></stylenode></map_styles></hook>
<node TEXT="Ouders" ID="ID_2" POSITION="right">
<node TEXT="Het is dichtbij" ID="ID_3" LINK="https://x.nl/a" COLOR="#ff0000" TAGS="een&#xa;twee"><icon BUILTIN="button_ok"/><icon BUILTIN="idea"/>
<richcontent TYPE="DETAILS" HIDDEN="true"><html><head><title>x</title></head><body><p>Eerste  regel</p><p>met <a href="https://y.nl">een link</a>&#xa0; x</p></body></html></richcontent>
<richcontent TYPE="NOTE" CONTENT-TYPE="plain/auto"><text>let op</text></richcontent>
<attribute NAME="bron" VALUE="Bakker 2011"/><attribute NAME="gewicht" VALUE="3"/>
<arrowlink DESTINATION="ID_5" MIDDLE_LABEL="weerlegt"/>
<arrowlink DESTINATION="ID_6"/><arrowlink DESTINATION="ID_99"/>
</node>
<node ID="ID_4"><richcontent TYPE="NODE"><html><body><p>Tegen: te</p><p>ver</p></body></html></richcontent></node>
</node>
<node TEXT="&lt;html&gt;&lt;b&gt;Los&lt;/b&gt; blad" ID="ID_5"><hook NAME="FreeNode"/></node>
<node TEXT="'=som(1)" ID="ID_6" ENCRYPTED_CONTENT="xyz"><node TREE_ID="ID_3" ID="ID_7"/><node CONTENT_ID="ID_5" ID="ID_8"/></node>
</node>
</map>"##;

#[test]
fn a_mind_map_is_read() {
    let gathered = read(SMALL).unwrap();
    assert_eq!(gathered.thesis, Some(0));
    assert_eq!(gathered.groups[0].title.main(), "Ouders");
    assert_eq!(link(&gathered, "Het is dichtbij", "Mengen?"), LinkKind::Support);
    assert_eq!(link(&gathered, "te ver", "Mengen?"), LinkKind::Attack);
    assert_eq!(link(&gathered, "Het is dichtbij", "Los blad"), LinkKind::Attack);
    assert!(gathered.links.iter().any(|link| link.kind == LinkKind::Related));
    let near = named(&gathered, "Het is dichtbij");
    assert_eq!(near.explanation.main(), "Eerste regel\nmet een link  x");
    assert_eq!(near.note.main(), "let op");
    assert_eq!(near.tags, ["een", "twee"]);
    assert_eq!(&near.data["mm.COLOR"], "#ff0000");
    assert_eq!(&near.data["mm.icons"], "button_ok idea");
    assert_eq!(&near.data["mm.attribute.gewicht"], "3");
    let urls: Vec<&str> = near
        .sources
        .iter()
        .flat_map(|source| &source.urls)
        .map(String::as_str)
        .collect();
    assert_eq!(urls, ["https://x.nl/a", "https://y.nl"]);
    assert!(near.sources.iter().any(|source| source.citation == "Bakker 2011"));
    // What floats hangs nowhere.
    let loose = gathered
        .nodes
        .iter()
        .position(|node| node.text.main() == "Los blad")
        .unwrap();
    assert!(!gathered.links.iter().any(|link| link.premises == [loose]));
    assert_eq!(
        gathered
            .nodes
            .iter()
            .filter(|node| node.text.main() == "Los blad")
            .count(),
        2
    );
    let troubles: Vec<&Trouble> = gathered.warnings.iter().map(|warning| &warning.what).collect();
    assert!(troubles.contains(&&Trouble::Encrypted));
    assert!(troubles.contains(&&Trouble::NoEnd("ID_99".to_owned())));
    // The second place of a node.
    let twice = gathered
        .links
        .iter()
        .filter(|link| gathered.nodes[link.premises[0]].text == near.text);
    assert_eq!(twice.count(), 4);
    assert_eq!(gathered.counts["nodes"], 8);
    assert_eq!(gathered.counts["icons"], 3);
}

#[test]
fn what_a_person_changes_in_sight_goes_before_our_own_value() {
    let map = |text: &str, icon: &str| {
        format!(
            r#"<map><node TEXT="Vraag"><node TEXT="{text}"><icon BUILTIN="{icon}"/><attribute NAME="ak-id" VALUE="a"/><attribute NAME="ak-rel" VALUE="supports"/></node></node></map>"#
        )
    };
    for (text, icon, kind) in [
        ("Voor: a", "button_ok", LinkKind::Support),
        ("Tegen: a", "button_ok", LinkKind::Attack),
        ("Voor: a", "button_cancel", LinkKind::Attack),
    ] {
        assert_eq!(link(&read(&map(text, icon)).unwrap(), "a", "Vraag"), kind);
    }
    let question = read(r#"<map><node TEXT="x"><node TEXT="Hoe?"><icon BUILTIN="help"/></node></node></map>"#).unwrap();
    assert_eq!(named(&question, "Hoe?").kind, Kind::Question);
}

#[test]
fn broken_files_are_read_as_far_as_they_go() {
    assert!(matches!(read("<html></html>"), Err(Refusal::Malformed(..))));
    assert!(matches!(read("geen xml"), Err(Refusal::NoArguments)));
    assert!(matches!(read("<map></map>"), Err(Refusal::NoArguments)));
    assert!(matches!(read("<map"), Err(Refusal::Malformed(..))));
    let entities = "<!DOCTYPE map [<!ENTITY a \"b\">]><map><node TEXT=\"&a;\"/></map>";
    assert_eq!(read(entities), Err(Refusal::Entities));
    assert!(read("<!DOCTYPE map SYSTEM \"x.dtd\"><map><node TEXT=\"a\"/></map>").is_ok());
    let cut = read("<map>\n<node TEXT=\"a\">\n<node TEXT=\"b\">\n<node TEX").unwrap();
    assert_eq!(cut.nodes.len(), 2);
    assert!(matches!(
        cut.warnings.last().unwrap().what,
        Trouble::Broken(..) | Trouble::BadData(_) | Trouble::NoSign(_)
    ));
    let doubled = read(r#"<map><node TEXT="a" ID="x"><node TEXT="b" ID="x"/></node><node TEXT="c"/></map>"#).unwrap();
    assert_eq!(doubled.counts["duplicate_ids"], 1);
    assert!(
        doubled
            .warnings
            .iter()
            .any(|warning| warning.what == Trouble::SeveralRoots(2))
    );
    let odd =
        read(r#"<map><node TEXT="zeg "ja" & nee" ID="x"><node TEXT="&#xZZ; &#7; &eacute;&onbekend;"/></node></map>"#);
    let odd = odd.unwrap();
    assert_eq!(odd.nodes[0].text.main(), "zeg \"ja\" & nee");
    assert_eq!(odd.nodes[1].text.main(), "&#xZZ;  é&onbekend;");
    // Twins of themselves, of each other and of nothing.
    let ring = r#"<map><node TEXT="a" ID="a"><node TREE_ID="b" ID="b"/><node TREE_ID="d" ID="c"/><node TREE_ID="c" ID="d"/><node CONTENT_ID="weg"/></node></map>"#;
    assert_eq!(read(ring).unwrap().nodes.len(), 1);
}

#[test]
fn real_files_come_back() {
    rewrite(&["mm"], ".mm", read, write, KEEPS);
}

#[test]
fn deep_nesting_is_read() {
    let depth = 20_000;
    let deep = format!(
        "<map>{}{}</map>",
        "<node TEXT=\"a\">".repeat(depth),
        "</node>".repeat(depth)
    );
    let gathered = read(&deep).unwrap();
    assert_eq!(gathered.nodes.len(), depth);
    let built = build(&gathered, &Choices::new(&gathered, Lang::NL));
    let structure = crate::model::Structure::new(&built.document);
    let written = write(&Export::new(&built.document, &structure, Lang::NL));
    assert_eq!(read(&written).unwrap().nodes.len(), depth);
    let html = format!("<map><node TEXT=\"&lt;html&gt;{}\"/></map>", "&lt;b&gt;".repeat(depth));
    assert!(read(&html).is_ok());
}

#[test]
fn a_map_is_written_for_freeplane() {
    let gathered = read(SMALL).unwrap();
    let built = build(&gathered, &Choices::new(&gathered, Lang::NL));
    let structure = crate::model::Structure::new(&built.document);
    let written = write(&Export::new(&built.document, &structure, Lang::NL));
    for part in [
        "TEXT=\"Het is dichtbij\" ID=\"ID_3\"",
        "<icon BUILTIN=\"button_ok\"/>",
        "<p>Tegen: te</p><p>ver</p>",
        "TEXT=\"&lt;html&gt;&lt;b&gt;Los&lt;/b&gt; blad\"",
        "<icon BUILTIN=\"idea\"/>",
        "LINK=\"https://x.nl/a\"",
        "COLOR=\"#ff0000\"",
        "<attribute NAME=\"gewicht\" VALUE=\"3\"/>",
        "<richcontent TYPE=\"DETAILS\" HIDDEN=\"true\">",
        "<p>met <a href=\"https://y.nl\">een link</a>&#xa0; x</p>",
        "<attribute NAME=\"bron\" VALUE=\"Bakker 2011\"/>",
        "<arrowlink DESTINATION=\"ID_5\" MIDDLE_LABEL=\"weerlegt\"/>",
        "<arrowlink DESTINATION=\"ID_6\"/>",
        "<arrowlink DESTINATION=\"ID_99\"/>",
        "<stylenode TEXT=\"geen knoop\">",
    ] {
        assert!(written.contains(part), "{part}\n{written}");
    }
    // Once more, and nothing changes.
    let again = read(&written).unwrap();
    let rebuilt = build(&again, &Choices::new(&again, Lang::NL));
    assert_eq!(
        proof::normal(&built.document, KEEPS),
        proof::normal(&rebuilt.document, KEEPS)
    );
}

/// What others wrote in a mind map, element by element, without what we noted with it; names of nodes stand for them.
fn written_by_others(text: &str) -> std::collections::BTreeMap<String, usize> {
    let mut walker = markup::Walker::new(text, "");
    let mut counts = std::collections::BTreeMap::new();
    let mut open = Vec::new();
    loop {
        match walker.next().unwrap() {
            markup::Piece::Open(tag) => {
                let is_own = tag.name == "attribute" && tag.get("NAME").is_some_and(|name| name.starts_with("ak-"));
                let mut attributes: Vec<String> = tag
                    .attributes
                    .iter()
                    .filter(|(name, value)| !value.is_empty() && name != "POSITION" && tag.name != "map")
                    // What runs something is not written as a link, and what is ours may need a name.
                    .filter(|(name, value)| name != "LINK" || !leads_elsewhere(value))
                    .filter(|(name, value)| name != "ID" || !value.starts_with(kept::NEW_ID))
                    .map(|(name, value)| format!("{name}={value}"))
                    .collect();
                attributes.sort();
                // Of the map itself nothing is kept but its nodes.
                let is_node = open.iter().any(|name| name == "node") || tag.name == "node";
                if !is_own && is_node {
                    *counts
                        .entry(format!("{} {}", tag.name, attributes.join(" ")))
                        .or_default() += 1;
                }
                open.push(tag.name);
            }
            markup::Piece::Close => drop(open.pop()),
            markup::Piece::Letters(_) => {}
            markup::Piece::End => return counts,
        }
    }
}

#[test]
fn what_others_wrote_stays_as_they_wrote_it() {
    let Some(folder) = proof::corpora() else {
        eprintln!("skipped: no corpora");
        return;
    };
    let list = std::fs::read_to_string(folder.join("expected-open.json")).unwrap();
    let list: serde_json::Value = serde_json::from_str(&list).unwrap();
    let mut wrong = Vec::new();
    let paths = list["files"].as_object().unwrap().keys();
    for path in paths.filter(|path| path.starts_with("mm/") && path.ends_with(".mm")) {
        let text = decode(&std::fs::read(folder.join(path)).unwrap()).unwrap().text;
        let mut before = text.clone();
        // Once more, and it is still the same.
        for _ in 0..2 {
            let gathered = read(&before).unwrap();
            let built = build(&gathered, &Choices::new(&gathered, Lang::NL)).document;
            let structure = crate::model::Structure::new(&built);
            before = write(&Export::new(&built, &structure, Lang::NL));
            let (old, new) = (written_by_others(&text), written_by_others(&before));
            let names = old
                .keys()
                .chain(new.keys())
                .filter(|name| old.get(*name) != new.get(*name));
            let told: std::collections::BTreeSet<String> = names
                .map(|name| format!("{:?} {:?} {:.160}", old.get(name), new.get(name), name))
                .collect();
            let num_of = |all: &std::collections::BTreeMap<String, usize>, element: &str| -> usize {
                all.iter()
                    .filter(|(name, _)| name.split(' ').next() == Some(element))
                    .map(|(_, num)| num)
                    .sum()
            };
            // Nodes without words around others are gone, with their looks; that is said.
            let num_gone: usize = built.cover.data.get("mm.ak-gone").map_or(0, |num| num.parse().unwrap());
            let num_nodes = num_of(&old, "node") - num_of(&new, "node");
            let is_kept = |element: &str| num_of(&old, element) == num_of(&new, element);
            let is_fine = num_nodes == num_gone && ["arrowlink", "cloud", "font"].into_iter().all(is_kept);
            if !is_fine || told.len() > 4 * num_gone {
                wrong.push(format!("{path} {num_gone} {num_nodes}\n{told:#?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_begins_as_a_formula_is_shown_and_not_calculated() {
    let gathered = read(r#"<map><node TEXT="'=a"/></map>"#).unwrap();
    assert_eq!(gathered.nodes[0].text.main(), "=a");
    let built = build(&gathered, &Choices::new(&gathered, Lang::NL));
    let structure = crate::model::Structure::new(&built.document);
    assert!(write(&Export::new(&built.document, &structure, Lang::NL)).contains("TEXT=\"'=a\""));
}

#[test]
fn real_files_have_what_others_counted() {
    let num = compare(&["mm"], ".mm", read, &["xmllint_count_node"], &[]);
    assert!(num.is_none_or(|num| num == 15));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_map_comes_back(map in proof::maps()) {
        proof::comes_back(&map, |export| write(export).into_bytes(), |bytes| read(std::str::from_utf8(bytes).unwrap()), KEEPS)?;
    }

    #[test]
    fn nothing_makes_it_panic(text in "\\PC{0,200}", tags in proptest::collection::vec("</?(map|node|richcontent|html|p|a|hook)( (TEXT|ID|TYPE|href)=\"?[a-z&;#\"]{0,6}\"?)?/?>|x", 0..20)) {
        let _ = read(&text);
        let _ = read(&format!("<map><node>{}", tags.concat()));
        let _ = markup::plain(&tags.concat());
        let _ = markup::plain(&text);
    }
}
