//! Files of others on the command line and back, and what is said of the bad ones.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

const MAP: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/maps/gemengde-scholen.ron");

fn run(arguments: &[&str]) -> Output {
    let data = tempfile::tempdir().unwrap();
    Command::new(env!("CARGO_BIN_EXE_argumentenkaart"))
        .args(arguments)
        .env("ARGUMENTENKAART_DATA", data.path())
        .env("LC_ALL", "C")
        .env("LANG", "C")
        .output()
        .unwrap()
}

fn json(output: &Output) -> Value {
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

fn path(folder: &Path, name: &str) -> String {
    folder.join(name).to_str().unwrap().to_owned()
}

#[test]
fn the_shipped_map_goes_out_as_argdown_and_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let (out, back) = (path(folder.path(), "kaart.argdown"), path(folder.path(), "terug.ron"));
    let lost = json(&run(&["export", MAP, &out, "--report"]));
    let parts: Vec<&str> = lost["lost"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["part"].as_str().unwrap())
        .collect();
    assert_eq!(parts, ["toolbox", "facts", "glossary"], "nothing else is lost");
    let report = json(&run(&["convert", &out, &back, "--report"]));
    assert_eq!(report["warnings"], serde_json::json!([]));
    assert_eq!(report["read"]["arguments"], 109);
    let counts = |map: &str| {
        let mut counts = json(&run(&["info", map, "--json"]));
        counts["instruments"] = Value::Null;
        counts
    };
    assert_eq!(counts(MAP), counts(&back));
    // The same once more: what is written does not change.
    let again = path(folder.path(), "nog-eens.argdown");
    run(&["export", &back, &again]);
    let read = |file: &str| std::fs::read_to_string(file).unwrap();
    let differs = read(&out)
        .lines()
        .zip(read(&again).lines())
        .position(|(one, two)| one != two);
    assert_eq!(differs, None);
}

#[test]
fn every_format_goes_out_and_comes_back_with_all_claims_and_relations() {
    let folder = tempfile::tempdir().unwrap();
    let before = json(&run(&["info", MAP, "--json"]));
    for (name, format) in [
        ("a.argdown", "argdown"),
        ("a.mm", "freeplane"),
        ("a.opml", "opml"),
        ("a.canvas", "canvas"),
        ("a.graphml", "graphml"),
        ("a.dot", "dot"),
        ("a.csv", "csv"),
        ("a.tsv", "tsv"),
        ("a.xlsx", "xlsx"),
        ("a.md", "markdown"),
        ("kialo.txt", "kialo"),
        ("a.json", "aif"),
    ] {
        let (out, back) = (path(folder.path(), name), path(folder.path(), &format!("{name}.ron")));
        let lost = json(&run(&["export", MAP, &out, "--to", format, "--report"]));
        let lost: Vec<String> = lost["lost"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["part"].as_str().unwrap().to_owned())
            .collect();
        json(&run(&["convert", &out, &back, "--report"]));
        let after = json(&run(&["info", &back, "--json"]));
        for name in [
            "claims",
            "relations",
            "supports",
            "attacks",
            "pro",
            "contra",
            "max_depth",
        ] {
            let keeps = lost.iter().all(|part| part != "cross-relations");
            if keeps || !["relations", "supports", "attacks"].contains(&name) {
                assert_eq!(before[name], after[name], "{format}: {name}; lost {lost:?}");
            }
        }
    }
}

#[test]
fn bad_files_are_told_and_nothing_is_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        std::fs::write(folder.path().join(name), bytes).unwrap();
        path(folder.path(), name)
    };
    let out = path(folder.path(), "uit.ron");
    for (name, bytes, says) in [
        ("leeg.argdown", &b""[..], "leeg"),
        ("nul.argdown", &[0_u8; 200][..], "geen tekst"),
        ("plaat.argdown", b"\x89PNG\r\n\x1a\n", "PNG"),
        ("onbekend.qqq", b"gewone woorden", "niet bekend"),
    ] {
        let output = run(&["convert", &write(name, bytes), &out]);
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{name}");
        assert!(error.contains(name) && error.contains(says), "{error}");
        assert!(!Path::new(&out).exists());
    }
    let good = write("goed.argdown", "[a]: één\n  + <b>: twee\n".as_bytes());
    assert_eq!(run(&["convert", &good, &good]).status.code(), Some(2));
    assert_eq!(run(&["convert", &good, &out]).status.code(), Some(0));
    let output = run(&["convert", &good, &out]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("--force"));
    assert_eq!(run(&["convert", &good, &out, "--force"]).status.code(), Some(0));
    assert_eq!(run(&["check", &out, "--problems"]).status.code(), Some(0));
}

#[test]
fn what_is_written_is_told_and_tabs_are_tabs() {
    let folder = tempfile::tempdir().unwrap();
    let output = run(&["export", MAP, &path(folder.path(), "a.qqq")]);
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    for ending in [
        ".ron", ".argdown", ".kialo", ".mm", ".opml", ".canvas", ".csv", ".tsv", ".xlsx", ".md", ".txt", ".json",
        ".graphml", ".dot", ".gv", ".html", ".docx", ".svg", ".png", ".pdf",
    ] {
        assert!(
            [",", " of", "."]
                .iter()
                .any(|end| error.contains(&format!("{ending}{end}"))),
            "{ending}: {error}"
        );
    }
    let (tabs, kialo) = (path(folder.path(), "a.tsv"), path(folder.path(), "a.kialo"));
    assert_eq!(run(&["export", MAP, &tabs]).status.code(), Some(0));
    assert_eq!(run(&["export", MAP, &kialo]).status.code(), Some(0));
    let table = std::fs::read_to_string(&tabs).unwrap();
    assert!(
        table.lines().next().unwrap().split('\t').count() >= 10,
        "{}",
        table.lines().next().unwrap()
    );
    let back = path(folder.path(), "terug.ron");
    json(&run(&["convert", &kialo, &back, "--report"]));
}

/// In every format the lists of a map come back in their order.
#[test]
fn the_order_of_the_lists_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    for name in [
        "a.argdown",
        "a.mm",
        "a.opml",
        "a.canvas",
        "a.graphml",
        "a.dot",
        "a.csv",
        "a.tsv",
        "a.xlsx",
        "a.md",
        "a.json",
    ] {
        let (out, back) = (path(folder.path(), name), path(folder.path(), &format!("{name}.ron")));
        assert_eq!(run(&["export", MAP, &out]).status.code(), Some(0));
        assert_eq!(run(&["convert", &out, &back]).status.code(), Some(0));
        let differs = run(&["diff", MAP, &back]);
        let differs = String::from_utf8_lossy(&differs.stdout).into_owned();
        let lines: Vec<&str> = differs.lines().filter(|line| !line.starts_with('-')).collect();
        // Only the links of claims to cards of the toolbox lead nowhere now.
        assert_eq!(lines, Vec::<&str>::new(), "{name}");
    }
    let out = path(folder.path(), "a.txt");
    let lost = json(&run(&["export", MAP, &out, "--report"]));
    let parts: Vec<&str> = lost["lost"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["part"].as_str().unwrap())
        .collect();
    assert!(parts.contains(&"order"), "{parts:?}");
}

/// What runs something when it is clicked on goes out as text or data only, and comes back.
#[test]
fn only_addresses_of_the_web_go_out_as_links() {
    let folder = tempfile::tempdir().unwrap();
    let evil = "javascript:alert(1)";
    let map = path(folder.path(), "kwaad.ron");
    let text = std::fs::read_to_string(MAP).unwrap();
    let url = text.lines().find(|line| line.contains("\"https://")).unwrap();
    let start = url.find("\"https://").unwrap() + 1;
    let end = start + url[start..].find('"').unwrap();
    std::fs::write(&map, text.replacen(&url[start..end], evil, 1)).unwrap();
    for (name, links) in [
        ("a.dot", &["URL=\"javascript", "href=\"javascript"][..]),
        ("a.md", &["](<javascript", "](javascript", "<javascript"][..]),
        ("a.mm", &["LINK=\"javascript", "href=\"javascript"][..]),
        ("a.opml", &[" url=\"javascript", "Url=\"javascript"][..]),
        ("a.canvas", &["\"url\": \"javascript", "](javascript"][..]),
        ("a.graphml", &[">javascript:alert(1)</data>"][..]),
        ("a.html", &["href=\"javascript"][..]),
        ("a.kialo", &["](javascript"][..]),
        ("a.argdown", &["](javascript"][..]),
    ] {
        let out = path(folder.path(), name);
        assert_eq!(run(&["export", &map, &out]).status.code(), Some(0), "{name}");
        let written = std::fs::read_to_string(&out).unwrap();
        for link in links {
            assert!(!written.contains(link), "{name}: {link}");
        }
        if !["a.html", "a.kialo"].contains(&name) {
            let back = path(folder.path(), &format!("{name}.ron"));
            assert_eq!(run(&["convert", &out, &back]).status.code(), Some(0), "{name}");
            assert!(
                std::fs::read_to_string(&back).unwrap().contains(evil),
                "{name}: kept as data"
            );
        }
    }
}

#[test]
fn other_encodings_are_recognised_and_said() {
    let folder = tempfile::tempdir().unwrap();
    let wide: Vec<u8> = "\u{feff}[a]: één\n  - <b>: café\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let latin: Vec<u8> = b"[a]: \xe9\xe9n\n  - <b>: caf\xe9\n".to_vec();
    for (name, bytes, encoding) in [
        ("wijd.argdown", wide, "UTF-16LE"),
        ("latijn.argdown", latin, "windows-1252"),
    ] {
        std::fs::write(folder.path().join(name), bytes).unwrap();
        let (file, out) = (path(folder.path(), name), path(folder.path(), &format!("{name}.ron")));
        let report = json(&run(&["convert", &file, &out, "--report"]));
        assert_eq!(report["warnings"][0]["what"]["encoding"], encoding);
        assert!(std::fs::read_to_string(&out).unwrap().contains("café"));
    }
}

/// Runs the program with so many kilobytes of addresses, which is more than it touches of memory: whether it came to an end.
#[cfg(target_os = "linux")]
fn fits_in(kilobytes: u64, file: &Path, out: &Path) -> bool {
    let done = Command::new("bash")
        .args(["-c", "ulimit -c 0; ulimit -v \"$1\"; shift; exec \"$@\"", "bash"])
        .arg(kilobytes.to_string())
        .args([env!("CARGO_BIN_EXE_argumentenkaart"), "convert", "--force"])
        .args([file, out])
        .env("ARGUMENTENKAART_DATA", out.parent().unwrap())
        .output()
        .unwrap();
    // Whoever gets no memory is ended by a signal.
    done.status.code().is_some_and(|code| code == 0 || code == 2)
}

/// What it asks for of memory, beyond that for a small file, is at most so many times the file: of one that is twice as large too.
#[cfg(target_os = "linux")]
#[test]
fn a_large_or_deep_file_is_read_in_proportion() {
    let folder = tempfile::tempdir().unwrap();
    let deep = |num: usize| {
        let mut text = String::from("[a]: top\n");
        for depth in 1..num {
            text.push_str(&" ".repeat(depth % 1_000 + 1));
            text.push_str("+ <x>: y\n");
        }
        text
    };
    let open = |num: usize| "[".repeat(2 * num) + &"{".repeat(2 * num) + &"/*".repeat(num) + &"*a ".repeat(num);
    let [file, out] = ["in.argdown", "uit.ron"].map(|name| folder.path().join(name));
    // What it takes for next to nothing: the program itself, its threads and tables.
    std::fs::write(&file, "[a]: top\n  + <b>: y\n").unwrap();
    let is_enough = |kilobytes: &u64| fits_in(*kilobytes, &file, &out);
    let about = (1..=256).map(|step| step * 8_000).find(is_enough).unwrap();
    let base = (about - 8_000..=about).step_by(500).find(is_enough).unwrap();
    for (name, text, factor) in [
        ("deep", deep(5_000), 8),
        ("deep", deep(10_000), 8),
        // Letters stand in four bytes each while marks are looked for (`scripts/bounds`).
        ("open", open(50_000), 18),
        ("open", open(100_000), 18),
    ] {
        std::fs::write(&file, &text).unwrap();
        let more = factor * text.len() as u64 / 1_000;
        assert!(fits_in(base + more, &file, &out), "{name}: {} bytes", text.len());
    }
}

/// The limit itself, which is lower where the library is tested from within (`exchange/limit.rs`, four formats).
#[test]
fn of_more_lines_than_a_map_holds_it_takes_what_it_holds_and_counts_the_rest() {
    use argumentenkaart::exchange::{self, Choices, MOST_RECORDS, Over, Trouble};
    use argumentenkaart::model::Lang;
    const NUM: usize = 210_000;
    let gathered = exchange::read("x\n".repeat(NUM).as_bytes(), "txt", None).unwrap();
    let built = exchange::build(&gathered, &Choices::new(&gathered, Lang::NL));
    assert_eq!(built.document.claims.len(), MOST_RECORDS);
    let mut warnings = gathered.warnings.iter().chain(&built.warnings);
    let left_out = warnings.find_map(|warning| match warning.what {
        Trouble::TooMany(_, over) => Some(over),
        _ => None,
    });
    // The thesis, which nothing in the file is, takes one place.
    let claims = (NUM + 1 - MOST_RECORDS) as u32;
    let over = Over {
        claims,
        ..Over::default()
    };
    assert_eq!(left_out, Some(over));
}

/// Whatever others wrote with Argdown becomes a map that is sound, but for claims that hang nowhere.
#[test]
fn argdown_files_of_others_become_maps() {
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora");
    if !corpora.is_dir() {
        eprintln!("skipped: no corpora");
        return;
    }
    let expected: Value =
        serde_json::from_str(&std::fs::read_to_string(corpora.join("expected-open.json")).unwrap()).unwrap();
    for (file, about) in expected["files"]
        .as_object()
        .unwrap()
        .iter()
        .filter(|(_, about)| about["kind"] == "argdown")
    {
        let bytes = std::fs::read(corpora.join(file)).unwrap();
        let gathered = argumentenkaart::exchange::read(&bytes, "argdown", None)
            .unwrap_or_else(|error| panic!("{file}: {error:?} {about}"));
        let choices = argumentenkaart::exchange::Choices::new(&gathered, argumentenkaart::model::Lang::EN);
        let built = argumentenkaart::exchange::build(&gathered, &choices);
        let text = argumentenkaart::storage::write(&built.document);
        let loaded = argumentenkaart::storage::read(&text).unwrap();
        assert_eq!(loaded.document.claims.len(), gathered.nodes.len(), "{file}");
    }
}

#[test]
fn the_reader_apart_prints_what_it_found_or_why_not() {
    let folder = tempfile::tempdir().unwrap();
    let read = |name: &str, text: &str| -> serde_json::Value {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_argumentenkaart"))
            .arg(argumentenkaart::app::READ_APART)
            .arg(&path)
            .output()
            .unwrap();
        serde_json::from_slice(&output.stdout).unwrap()
    };
    let good = read("a.argdown", "[a]: Een zin.\n  + <b>: Nog een.\n");
    assert_eq!(good["Ok"]["nodes"].as_array().unwrap().len(), 2);
    let bomb = "<!DOCTYPE map [<!ENTITY a 'aaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><map><node TEXT='&b;'/></map>";
    assert_eq!(read("b.mm", bomb)["Err"], "entities");
    let deep = format!("{}1{}", "[".repeat(200_000), "]".repeat(200_000));
    assert!(read("c.json", &deep)["Err"].is_object() || read("c.json", &deep)["Err"].is_string());
}

/// What is made of a file can be saved, and what was saved can be read.
const _: () = assert!(argumentenkaart::exchange::MOST_RECORDS < argumentenkaart::storage::MAX_RECORDS);

/// A warning has the line where it can be known, and no line where it cannot.
#[test]
fn what_is_told_of_a_file_has_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let report = |name: &str, text: &str| {
        std::fs::write(folder.path().join(name), text).unwrap();
        let (file, out) = (path(folder.path(), name), path(folder.path(), &format!("{name}.ron")));
        json(&run(&["convert", &file, &out, "--report"]))
    };
    let canvas = "{\n\"nodes\": [\n{\"id\":\"a\",\"type\":\"text\",\"text\":\"een\",\"x\":0,\"width\":1},\n\
                  {\"id\":\"b\",\"type\":\"wolk\",\"text\":\"twee\"},\n{\"id\":\"c\",\"type\":\"text\",\"text\":\"\"}\n],\n\
                  \"edges\": [\n{\"fromNode\":\"b\",\"toNode\":\"zz\"},{\"fromNode\":\"b\",\"toNode\":\"a\"}]}";
    let told = report("a.canvas", canvas);
    let lines: Vec<Option<u64>> = told["warnings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|warning| warning.get("line").and_then(Value::as_u64))
        .collect();
    assert_eq!(lines, [Some(4), Some(5), Some(8), None], "{told}");
    // A text of paragraphs only is a map too.
    let told = report("alinea.md", "Moet het?\n\nHet helpt.\n\nTe duur.\n");
    assert_eq!(told["read"]["paragraphs"], 3);
    assert_eq!(told["map"]["claims"], 4);
    let told = report("a.csv", "Voor,Tegen\nHet helpt.,Te duur.\n");
    assert_eq!(
        (&told["map"]["supports"], &told["map"]["attacks"]),
        (&1.into(), &1.into())
    );
}
