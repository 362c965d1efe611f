//! Bad files for every reader, made from good ones: each is an error that says what to do, or a map that is sound.

use std::collections::BTreeSet;

use argumentenkaart::exchange::{self, Choices, Format, Refusal};
use argumentenkaart::model::{Lang, Structure};
use argumentenkaart::storage;
use argumentenkaart::ui::words::{DUTCH, ENGLISH};

/// Good files, small as they are, with the names `c1`, `c2` and `c3` where a format has names, and the word `woord`.
const GOOD: &[(Format, &str, &str)] = &[
    (
        Format::Argdown,
        "argdown",
        "[c1]: woord een\n  + <c2>: woord twee\n    - [c3]: woord drie\n  - [c1]\n",
    ),
    (
        Format::ArgdownJson,
        "json",
        r#"{"statements":{"c1":{"type":"equivalence-class","title":"c1","members":[{"text":"woord een","startLine":1}]},"c2":{"title":"c2","members":[{"text":"woord"}]}},"arguments":{"c3":{"title":"c3","members":[{"text":"woord drie"}],"pcs":[{"title":"c1","inference":{"data":{"uses":[1]}}}]}},"relations":[{"relationType":"support","from":"c2","to":"c1"}],"map":{"nodes":[{"id":"n1","title":"c1","type":"statement-map-node"}],"edges":[]}}"#,
    ),
    (
        Format::Aif,
        "json",
        r#"{"nodes":[{"nodeID":"1","text":"woord een","type":"I"},{"nodeID":"2","text":"woord twee","type":"I"},{"nodeID":"3","text":"Default Inference","type":"RA"}],"edges":[{"edgeID":"4","fromID":"2","toID":"3"},{"edgeID":"5","fromID":"3","toID":"1"}],"locutions":[]}"#,
    ),
    (
        Format::Kialo,
        "txt",
        "Discussion Title: woord\n\n1. woord een\n1.1. Pro: woord twee\n1.1.1. Con: woord drie\n1.2. Con: -> See 1.1.\n",
    ),
    (
        Format::MindMap,
        "mm",
        "<map version=\"1.0.1\"><node TEXT=\"woord een\" ID=\"c1\" POSITION=\"right\"><node TEXT=\"woord twee\" ID=\"c2\"><icon BUILTIN=\"button_ok\"/><arrowlink DESTINATION=\"c3\" ID=\"c4\"/></node><node ID=\"c3\" LINK=\"https://x.nl\"><richcontent TYPE=\"NODE\"><html><body><p>woord drie</p></body></html></richcontent></node></node></map>",
    ),
    (
        Format::Opml,
        "opml",
        "<?xml version=\"1.0\"?><opml version=\"2.0\"><head><title>woord</title></head><body><outline text=\"woord een\"><outline text=\"Voor\"><outline text=\"woord twee\" _note=\"woord\" url=\"https://x.nl\"/></outline></outline></body></opml>",
    ),
    (
        Format::Canvas,
        "canvas",
        r#"{"nodes":[{"id":"c1","type":"text","text":"woord een","x":0,"y":0,"width":250,"height":60},{"id":"c2","type":"text","text":"woord twee","x":0,"y":200,"width":250,"height":60,"color":"1"},{"id":"c3","type":"group","label":"woord","x":-20,"y":180,"width":500,"height":100}],"edges":[{"id":"e1","fromNode":"c2","fromSide":"top","toNode":"c1","toSide":"bottom","label":"voor"}]}"#,
    ),
    (
        Format::MindMup,
        "mup",
        r#"{"id":"root","formatVersion":3,"title":"woord","ideas":{"1":{"id":1,"title":"woord een","ideas":{"-1":{"id":2,"title":"woord twee","attr":{"note":{"index":1,"text":"woord"}}}}}},"links":[{"ideaIdFrom":2,"ideaIdTo":1}]}"#,
    ),
    (
        Format::Compendium,
        "xml",
        "<model rootview=\"r\"><views><view viewref=\"r\" noderef=\"c1\"/></views><nodes><node id=\"r\" type=\"2\" label=\"woord\"/><node id=\"c1\" type=\"3\" label=\"woord een\"/><node id=\"c2\" type=\"6\" label=\"woord twee\"><details><page>woord</page></details></node></nodes><links><link from=\"c2\" to=\"c1\" type=\"39\"/></links></model>",
    ),
    (
        Format::Carneades,
        "yml",
        "meta:\n  title: woord\nstatements:\n  c1: woord een\n  c2:\n    text: woord twee\n    assumed: true\narguments:\n  c3:\n    conclusion: c1\n    premises: {datum: c2}\n    undercutter: c2\n    weight: 0.5\nassumptions: [c2]\n",
    ),
    (
        Format::Carneades,
        "xml",
        "<lkif><argument-graphs><argument-graph id=\"g\" title=\"woord\" main-issue=\"c1\"><statements><statement id=\"c1\"><s>woord een</s></statement><statement id=\"c2\"><s>woord twee</s></statement></statements><arguments><argument id=\"a1\" direction=\"con\"><conclusion statement=\"c1\"/><premises><premise statement=\"c2\"/></premises></argument></arguments></argument-graph></argument-graphs></lkif>",
    ),
    (
        Format::ArgGraph,
        "xml",
        "<arggraph id=\"x\"><edu id=\"e1\"><![CDATA[woord een]]></edu><edu id=\"e2\">woord twee</edu><adu id=\"c1\" type=\"pro\"/><adu id=\"c2\" type=\"opp\"/><edge id=\"s1\" src=\"e1\" trg=\"c1\" type=\"seg\"/><edge id=\"s2\" src=\"e2\" trg=\"c2\" type=\"seg\"/><edge id=\"c3\" src=\"c2\" trg=\"c1\" type=\"reb\"/></arggraph>",
    ),
    (Format::Tgf, "tgf", "c1 woord een\nc2 woord twee\nc3\n#\nc2 c1\nc3 c2\n"),
    (
        Format::Apx,
        "apx",
        "arg(c1).\narg(c2).\narg(c3).\natt(c2,c1).\natt(c3,c2).\n",
    ),
    (
        Format::GraphMl,
        "graphml",
        "<graphml><key id=\"label\" for=\"node\" attr.name=\"label\" attr.type=\"string\"/><graph edgedefault=\"directed\"><node id=\"c1\"><data key=\"label\">woord een</data></node><node id=\"c2\"><data key=\"label\">woord twee</data></node><node id=\"c3\"><graph><node id=\"c4\"/></graph></node><edge id=\"e1\" source=\"c2\" target=\"c1\"/></graph></graphml>",
    ),
    (
        Format::Dot,
        "dot",
        "digraph woord {\n  c1 [label=\"woord een\", pos=\"0,0!\"];\n  c2 [label=<<b>woord</b> twee>];\n  subgraph cluster_0 { label=\"woord\"; c3; }\n  c2 -> c1 [color=red];\n  c3 -> c2;\n}\n",
    ),
    (
        Format::Csv,
        "csv",
        "id;tekst;bij;kant;toelichting\nc1;woord een;;;\nc2;woord twee;c1;voor;\"woord\nwoord\"\nc3;woord drie;c2;tegen;\n",
    ),
    (
        Format::Tsv,
        "tsv",
        "id\ttekst\tbij\tkant\nc1\twoord een\t\t\nc2\twoord twee\tc1\tvoor\nc3\twoord drie\tc2\ttegen\n",
    ),
    (
        Format::Markdown,
        "md",
        "# woord een\n\n## Voor\n\n- woord twee [bron](https://x.nl)\n  - Tegen: woord drie\n\n> woord\n\n1. woord\n",
    ),
    (
        Format::Text,
        "txt",
        "woord een\n  + woord twee\n    - woord drie\n\twoord\n",
    ),
];

/// Reads a file, whichever kind it is said to be, and holds what comes of it to what is promised. Whether a map came of it.
fn hold(what: &str, bytes: &[u8], extension: &str, wanted: Option<Format>) -> bool {
    let gathered = match exchange::read(bytes, extension, wanted) {
        Ok(gathered) => gathered,
        Err(refusal) => {
            told(what, &refusal);
            return false;
        }
    };
    let choices = Choices::new(&gathered, Lang::NL);
    let built = exchange::build(&gathered, &choices);
    for warning in gathered.warnings.iter().chain(&built.warnings) {
        let (nl, en) = (DUTCH.exchange_warning(warning), ENGLISH.exchange_warning(warning));
        assert!(!nl.is_empty() && !en.is_empty() && nl.len() < 2_000, "{what}: {nl}");
    }
    let written = storage::write(&built.document);
    let loaded = storage::read(&written).unwrap_or_else(|error| panic!("{what}: {error:?}\n{written}"));
    assert_eq!(storage::write(&loaded.document), written, "{what}");
    assert_eq!(loaded.document.claims.len(), built.document.claims.len(), "{what}");
    // Every claim has a place, or is loose: no cycle takes one away.
    let structure = Structure::new(&loaded.document);
    for (id, _) in loaded.document.claims.iter() {
        assert!(structure.place(id).is_some() || structure.is_loose(id), "{what}");
    }
    true
}

/// A refusal is told in both languages, and says what to do.
fn told(what: &str, refusal: &Refusal) {
    let (nl, en) = (DUTCH.refusal(refusal), ENGLISH.refusal(refusal));
    assert!(nl != en, "{what}: {nl}");
    let does = |said: &str, words: &[&str]| words.iter().any(|word| said.to_lowercase().contains(word));
    let (dutch, english) = (
        ["maak", "kies", "controleer", "geef", "herstel", "bewaar", "splits"],
        ["make", "choose", "check", "give", "mend", "save", "split"],
    );
    assert!(does(&nl, &dutch) && does(&en, &english), "{what}: {nl} {en}");
    assert!(
        !nl.chars().any(char::is_control) && nl.chars().count() < 500,
        "{what}: {nl:?}"
    );
}

fn both(what: &str, bytes: &[u8], extension: &str, format: Format) {
    hold(what, bytes, extension, Some(format));
    hold(what, bytes, extension, None);
}

/// Each place in a text where one of these stands, with each of those instead.
fn replaced(text: &str, parts: &[&str], instead: &[&str]) -> Vec<String> {
    let mut made = Vec::new();
    for part in parts {
        for (at, _) in text.match_indices(part) {
            for other in instead.iter().filter(|other| *other != part) {
                made.push(format!("{}{other}{}", &text[..at], &text[at + part.len()..]));
            }
        }
    }
    made
}

#[test]
fn good_files_are_read() {
    for (format, extension, text) in GOOD {
        assert!(hold(extension, text.as_bytes(), extension, Some(*format)), "{format:?}");
        assert!(hold(extension, text.as_bytes(), extension, None), "{format:?}");
    }
    let known: BTreeSet<Format> = GOOD.iter().map(|(format, ..)| *format).collect();
    let all: BTreeSet<Format> = Format::ALL.into_iter().filter(|format| format.is_read()).collect();
    assert_eq!(all.difference(&known).collect::<Vec<_>>(), [&Format::Xlsx]);
}

#[test]
fn every_refusal_says_what_to_do() {
    let malformed = |says: &str| Refusal::Malformed("XML".to_owned(), 3, 5, says.to_owned());
    for refusal in [
        Refusal::TooLarge(60_000_000, 50_000_000),
        Refusal::TooDeep(100, 7),
        Refusal::Empty,
        Refusal::NotText,
        Refusal::Unknown,
        Refusal::UnknownOf("JSON".to_owned()),
        malformed("invalid type: map, expected a string at line 3"),
        malformed("iets onbekends"),
        Refusal::Entities,
        Refusal::Unpacks,
        Refusal::NoArguments,
        Refusal::NotRead("PDF".to_owned()),
        Refusal::Stopped,
    ] {
        told("", &refusal);
    }
}

#[test]
fn what_is_cut_off_or_in_another_encoding_is_told_or_read() {
    for (format, extension, text) in GOOD {
        let what = |how: &str| format!("{format:?} {how}");
        for at in (0..text.len()).step_by(1 + text.len() / 24).chain([text.len() - 1]) {
            both(
                &what(&format!("cut at {at}")),
                &text.as_bytes()[..at],
                extension,
                *format,
            );
            both(&what(&format!("from {at}")), &text.as_bytes()[at..], extension, *format);
        }
        let wide = |make: fn(u16) -> [u8; 2], mark: &str| -> Vec<u8> {
            format!("{mark}{text}").encode_utf16().flat_map(make).collect()
        };
        let spoiled = |by: &[u8]| -> Vec<u8> {
            let at = text.find("woord").unwrap_or(6);
            [&text.as_bytes()[..at + 2], by, &text.as_bytes()[at + 2..]].concat()
        };
        let half = [&text.as_bytes()[..text.len() / 2], &vec![0; text.len() / 2]].concat();
        for (how, bytes) in [
            ("UTF-16LE", wide(u16::to_le_bytes, "\u{feff}")),
            ("UTF-16BE", wide(u16::to_be_bytes, "\u{feff}")),
            ("UTF-16LE without a mark", wide(u16::to_le_bytes, "")),
            ("UTF-16BE without a mark", wide(u16::to_be_bytes, "")),
            (
                "half of a letter in UTF-16",
                wide(u16::to_le_bytes, "\u{feff}")[..31].to_vec(),
            ),
            (
                "UTF-32",
                format!("\u{feff}{text}")
                    .chars()
                    .flat_map(|letter| u32::from(letter).to_le_bytes())
                    .collect(),
            ),
            ("two marks", format!("\u{feff}\u{feff}{text}").into_bytes()),
            ("Windows-1252", spoiled(b"\xe9\x80\x93")),
            ("broken UTF-8", spoiled(b"\xf0\x9f\x92")),
            ("surrogates in UTF-8", spoiled(b"\xed\xa0\x80\xed\xb0\x80")),
            ("overlong", spoiled(b"\xc0\xae\xc0\xaf")),
            ("NUL", spoiled(b"\0\0\0")),
            ("half NUL", half),
            ("all NUL", vec![0; 400]),
            ("CR", text.replace('\n', "\r").into_bytes()),
            ("CRLF", text.replace('\n', "\r\n").into_bytes()),
            ("twice", format!("{text}{text}").into_bytes()),
            ("spaces", vec![b' '; 400]),
            (
                "noise",
                (0..3_000_u32)
                    .map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8)
                    .collect(),
            ),
        ] {
            both(&what(how), &bytes, extension, *format);
        }
    }
}

#[test]
fn odd_signs_in_texts_are_no_end_of_them() {
    let mut signs: Vec<String> = [
        "\0",
        "\u{1}",
        "\u{8}",
        "\u{b}",
        "\u{1b}[2J",
        "\u{7f}",
        "\u{85}",
        "\u{202e}",
        "\u{2066}\u{2067}",
        "\u{2028}",
        "\u{feff}",
        "\u{fffe}",
        "\u{ffff}",
        "\u{e0001}",
        "👩\u{200d}👧",
        "é",
        "e\u{301}",
        "مدرسة",
        "<",
        ">",
        "&",
        "&#0;",
        "&#x202e;",
        "&#xD800;",
        "&#1114112;",
        "&nbsp;",
        "&onbekend;",
        "]]>",
        "<![CDATA[",
        "-->",
        "\"",
        "'",
        "\\",
        "\\u0000",
        "\\ud800",
        "\\u202e",
        "\\x00",
        "\n\n\n",
        "\r",
        "\t",
        ";",
        ",",
        "|",
        "{",
        "}",
        "[",
        "]",
        "(",
        ")",
        "#",
        "%",
        "*",
        "**",
        "_",
        "`",
        "```",
        "~~~",
        "---",
        "===",
        "...",
        ": ",
        "- ",
        "+ ",
        "=1+1",
        "@",
        "!",
        "$",
        "\\$",
        "\u{0}\u{0}\u{0}",
    ]
    .map(str::to_owned)
    .into();
    signs.push("x".repeat(60_000));
    signs.push("[".repeat(5_000));
    signs.push("*a_".repeat(5_000));
    for (format, extension, text) in GOOD {
        for sign in &signs {
            let short: String = sign.chars().take(9).collect();
            let whole = text.replace("woord", &format!("wo{sign}ord"));
            hold(
                &format!("{format:?} all {short:?}"),
                whole.as_bytes(),
                extension,
                Some(*format),
            );
            let name = text.replace("c2", &format!("c2{sign}"));
            hold(
                &format!("{format:?} name {short:?}"),
                name.as_bytes(),
                extension,
                Some(*format),
            );
        }
    }
}

#[test]
fn names_that_are_doubled_dangle_or_lead_round_are_told_or_mended() {
    for (format, extension, text) in GOOD {
        let names = ["c1", "c2", "c3", "\"1\"", "\"2\"", "\"3\"", "1.1.", "1.2."];
        let instead = [
            "c1",
            "c2",
            "c3",
            "zz",
            "",
            "\"1\"",
            "\"2\"",
            "1.1.",
            "9.9.",
            "1.1.1.1.1.",
        ];
        for (number, made) in replaced(text, &names, &instead).iter().enumerate() {
            hold(
                &format!("{format:?} names {number}"),
                made.as_bytes(),
                extension,
                Some(*format),
            );
        }
    }
}

#[test]
fn numbers_may_be_anything() {
    let odd = [
        "NaN",
        "inf",
        "-Infinity",
        "1e38",
        "1e999",
        "-1",
        "99999999999999999999",
        "0.1e-400",
        "\"x\"",
        "null",
    ];
    for (format, extension, text) in GOOD {
        let numbers = ["0", "1", "2", "3", "39", "200", "250", "60", "-20", "0.5"];
        for (number, made) in replaced(text, &numbers, &odd).iter().enumerate() {
            hold(
                &format!("{format:?} numbers {number}"),
                made.as_bytes(),
                extension,
                Some(*format),
            );
        }
    }
}

#[test]
fn every_value_may_be_of_another_kind() {
    fn paths(value: &serde_json::Value, at: &str, found: &mut Vec<String>) {
        found.push(at.to_owned());
        match value {
            serde_json::Value::Array(all) => {
                for (number, one) in all.iter().enumerate() {
                    paths(one, &format!("{at}/{number}"), found);
                }
            }
            serde_json::Value::Object(all) => {
                for (name, one) in all {
                    paths(one, &format!("{at}/{name}"), found);
                }
            }
            _ => {}
        }
    }
    let kinds = [
        "null",
        "true",
        "-1",
        "1e308",
        "\"\"",
        "[]",
        "{}",
        "[[{}]]",
        "{\"id\":{\"a\":[null]}}",
        "[1,\"x\",null]",
    ];
    for (format, extension, text) in GOOD.iter().filter(|(_, _, text)| text.starts_with('{')) {
        let good: serde_json::Value = serde_json::from_str(text).unwrap();
        let mut all = Vec::new();
        paths(&good, "", &mut all);
        for path in all {
            for kind in kinds {
                let mut bad = good.clone();
                *bad.pointer_mut(&path).unwrap() = serde_json::from_str(kind).unwrap();
                hold(
                    &format!("{format:?} {path} {kind}"),
                    bad.to_string().as_bytes(),
                    extension,
                    Some(*format),
                );
            }
            // A field that is not there, and one that is there twice.
            if let Some((parent, name)) = path.rsplit_once('/') {
                let mut bad = good.clone();
                if let Some(object) = bad.pointer_mut(parent).and_then(serde_json::Value::as_object_mut) {
                    object.remove(name);
                    hold(
                        &format!("{format:?} without {path}"),
                        bad.to_string().as_bytes(),
                        extension,
                        Some(*format),
                    );
                }
            }
        }
    }
}

#[test]
fn entities_are_refused_in_every_kind_of_xml() {
    let heads = [
        "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>",
        "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>",
        "<!DOCTYPE x [<!ENTITY % p SYSTEM \"http://127.0.0.1/x.dtd\">%p;]>",
        "<!DOCTYPE x [<!entity a 'b'>]>",
        "<!DOCTYPE x [<!-- --><!ENTITY\na 'b'>]>",
    ];
    for (format, extension, text) in GOOD.iter().filter(|(_, _, text)| text.starts_with('<')) {
        let body = text.split_once("?>").map_or(*text, |(_, body)| body);
        for head in heads {
            let made = format!("{head}{}", body.replace("woord", "wo&a;&b;ord"));
            for wanted in [Some(*format), None] {
                let read = exchange::read(made.as_bytes(), extension, wanted);
                // In small letters it defines nothing.
                assert!(
                    read == Err(Refusal::Entities) || !head.contains("ENTITY"),
                    "{format:?} {head} {read:?}"
                );
                hold(head, made.as_bytes(), extension, wanted);
            }
        }
        // A document type without entities is read, and nothing is fetched.
        let made = format!("<!DOCTYPE x SYSTEM \"http://127.0.0.1/x.dtd\">{body}");
        assert!(hold("", made.as_bytes(), extension, Some(*format)), "{format:?}");
    }
}

/// What is nested as deep as this is refused or read, and never ends the process.
#[test]
fn depth_is_bearable_in_every_format() {
    for depth in [10, 127, 129, 1_000, 5_000] {
        let twice = |open: &str, close: &str| format!("{}{}", open.repeat(depth), close.repeat(depth));
        let indented = |mark: &str| -> String {
            let line = |at: usize| format!("{}{mark}x\n", " ".repeat(2 * (at % 500)));
            (0..depth).map(line).collect()
        };
        for (format, extension, text) in [
            (Format::Argdown, "argdown", format!("[a]: b\n{}", indented("+ "))),
            (Format::Argdown, "argdown", twice("[", "]")),
            (Format::ArgdownJson, "json", format!("{{\"map\":{}}}", twice("[", "]"))),
            (Format::Aif, "json", format!("{{\"nodes\":{}}}", twice("{\"a\":", "}"))),
            (
                Format::Kialo,
                "txt",
                format!("Discussion Title: x\n\n1. x\n{} Pro: x\n", "1.".repeat(depth)),
            ),
            (
                Format::MindMap,
                "mm",
                format!("<map>{}</map>", twice("<node TEXT='x'>", "</node>")),
            ),
            (
                Format::MindMap,
                "mm",
                format!(
                    "<map><node><richcontent>{}</richcontent></node></map>",
                    twice("<p>x", "</p>")
                ),
            ),
            (
                Format::Opml,
                "opml",
                format!(
                    "<opml><body>{}</body></opml>",
                    twice("<outline text='x'>", "</outline>")
                ),
            ),
            (Format::Canvas, "canvas", format!("{{\"nodes\":{}}}", twice("[", "]"))),
            (
                Format::MindMup,
                "mup",
                format!(
                    "{{\"title\":\"x\",\"ideas\":{}1{}}}",
                    "{\"1\":{\"title\":\"x\",\"ideas\":".repeat(depth),
                    "}}".repeat(depth)
                ),
            ),
            (
                Format::Compendium,
                "xml",
                format!(
                    "<model><nodes>{}</nodes></model>",
                    twice("<node id='a' type='4'>", "</node>")
                ),
            ),
            (
                Format::Carneades,
                "yml",
                format!("statements:\n  a: {}", twice("[", "]")),
            ),
            (
                Format::Carneades,
                "xml",
                format!("<lkif><statement id='a'>{}</statement></lkif>", twice("<s>x", "</s>")),
            ),
            (
                Format::ArgGraph,
                "xml",
                format!("<arggraph>{}</arggraph>", twice("<edu id='a'>x", "</edu>")),
            ),
            (Format::Apx, "apx", format!("arg({}).", twice("f(", ")"))),
            (
                Format::GraphMl,
                "graphml",
                format!(
                    "<graphml>{}</graphml>",
                    twice("<graph><node id='a'>", "</node></graph>")
                ),
            ),
            (Format::Dot, "dot", format!("digraph{{{}}}", twice("{a;", "}"))),
            (Format::Dot, "dot", format!("digraph{{a[label={}]}}", twice("<", ">"))),
            (Format::Csv, "csv", format!("tekst\n{}", twice("\"", "\""))),
            (Format::Markdown, "md", indented("- ")),
            (Format::Markdown, "md", format!("{}x", "> ".repeat(depth))),
            (Format::Text, "txt", indented("")),
        ] {
            both(&format!("{format:?} {depth}"), text.as_bytes(), extension, format);
        }
    }
}

/// Relations that lead round through so many claims become a map in which every claim can be reached or is loose.
#[test]
fn cycles_of_any_length_end() {
    for num in [1_usize, 2, 3, 1_000] {
        let next = |n: usize| (n + 1) % num;
        let each = |line: &dyn Fn(usize) -> String| -> String { (0..num).map(line).collect() };
        let json = |line: &dyn Fn(usize) -> String| -> String { (0..num).map(line).collect::<Vec<_>>().join(",") };
        for (format, extension, text) in [
            (
                Format::Argdown,
                "argdown",
                each(&|n| format!("[c{n}]: woord {n}\n  + [c{}]\n\n", next(n))),
            ),
            (
                Format::ArgdownJson,
                "json",
                format!(
                    "{{\"statements\":{{{}}},\"arguments\":{{}},\"relations\":[{}]}}",
                    json(&|n| format!("\"c{n}\":{{\"title\":\"c{n}\",\"members\":[{{\"text\":\"woord {n}\"}}]}}")),
                    json(&|n| format!(
                        "{{\"relationType\":\"attack\",\"from\":\"c{n}\",\"to\":\"c{}\"}}",
                        next(n)
                    ))
                ),
            ),
            (
                Format::Aif,
                "json",
                format!(
                    "{{\"nodes\":[{},{}],\"edges\":[{},{}],\"locutions\":[]}}",
                    json(&|n| format!("{{\"nodeID\":\"i{n}\",\"text\":\"woord {n}\",\"type\":\"I\"}}")),
                    json(&|n| format!("{{\"nodeID\":\"r{n}\",\"text\":\"\",\"type\":\"RA\"}}")),
                    json(&|n| format!("{{\"edgeID\":\"a{n}\",\"fromID\":\"i{n}\",\"toID\":\"r{n}\"}}")),
                    json(&|n| format!("{{\"edgeID\":\"b{n}\",\"fromID\":\"r{n}\",\"toID\":\"i{}\"}}", next(n)))
                ),
            ),
            (
                Format::Aif,
                "json",
                format!(
                    "{{\"nodes\":[{}],\"edges\":[{}],\"locutions\":[]}}",
                    json(&|n| format!("{{\"nodeID\":\"r{n}\",\"text\":\"\",\"type\":\"CA\"}}")),
                    json(&|n| format!("{{\"edgeID\":\"b{n}\",\"fromID\":\"r{n}\",\"toID\":\"r{}\"}}", next(n)))
                ),
            ),
            (
                Format::MindMap,
                "mm",
                format!(
                    "<map><node TEXT='woord'>{}</node></map>",
                    each(&|n| format!(
                        "<node TEXT='woord {n}' ID='c{n}'><arrowlink DESTINATION='c{}'/></node>",
                        next(n)
                    ))
                ),
            ),
            (
                Format::Canvas,
                "canvas",
                format!(
                    "{{\"nodes\":[{}],\"edges\":[{}]}}",
                    json(&|n| format!(
                        "{{\"id\":\"c{n}\",\"type\":\"text\",\"text\":\"woord {n}\",\"x\":{n},\"y\":1e38,\"width\":9,\"height\":9}}"
                    )),
                    json(&|n| format!("{{\"id\":\"e{n}\",\"fromNode\":\"c{n}\",\"toNode\":\"c{}\"}}", next(n)))
                ),
            ),
            (
                Format::MindMup,
                "mup",
                format!(
                    "{{\"title\":\"x\",\"ideas\":{{{}}},\"links\":[{}]}}",
                    json(&|n| format!("\"{}\":{{\"id\":{},\"title\":\"woord {n}\"}}", n + 1, n + 1)),
                    json(&|n| format!("{{\"ideaIdFrom\":{},\"ideaIdTo\":{}}}", n + 1, next(n) + 1))
                ),
            ),
            (
                Format::Compendium,
                "xml",
                format!(
                    "<model><views>{}</views><nodes>{}</nodes><links>{}</links></model>",
                    each(&|n| format!("<view viewref='c{n}' noderef='c{}'/>", next(n))),
                    each(&|n| format!("<node id='c{n}' type='{}' label='woord {n}'/>", [4, 2][n % 2])),
                    each(&|n| format!("<link from='c{n}' to='c{}' type='39'/>", next(n)))
                ),
            ),
            (
                Format::Carneades,
                "yml",
                format!(
                    "statements:\n{}arguments:\n{}",
                    each(&|n| format!("  c{n}: woord {n}\n")),
                    each(&|n| format!(
                        "  a{n}:\n    conclusion: c{}\n    premises: [c{n}]\n    undercutter: undercut(a{})\n",
                        next(n),
                        next(n)
                    ))
                ),
            ),
            (
                Format::ArgGraph,
                "xml",
                format!(
                    "<arggraph>{}{}</arggraph>",
                    each(&|n| format!(
                        "<edu id='e{n}'>woord {n}</edu><adu id='c{n}'/><edge id='s{n}' src='e{n}' trg='c{n}' type='seg'/>"
                    )),
                    each(&|n| format!("<edge id='r{n}' src='c{n}' trg='r{}' type='und'/>", next(n)))
                ),
            ),
            (
                Format::Tgf,
                "tgf",
                format!(
                    "{}#\n{}",
                    each(&|n| format!("c{n} woord\n")),
                    each(&|n| format!("c{n} c{}\n", next(n)))
                ),
            ),
            (
                Format::Apx,
                "apx",
                format!(
                    "{}{}",
                    each(&|n| format!("arg(c{n}).")),
                    each(&|n| format!("att(c{n},c{}).", next(n)))
                ),
            ),
            (
                Format::GraphMl,
                "graphml",
                format!(
                    "<graphml><graph>{}{}</graph></graphml>",
                    each(&|n| format!("<node id='c{n}'/>")),
                    each(&|n| format!("<edge source='c{n}' target='c{}'/>", next(n)))
                ),
            ),
            (
                Format::Dot,
                "dot",
                format!("digraph{{{}}}", each(&|n| format!("c{n}->c{};", next(n)))),
            ),
            (
                Format::Csv,
                "csv",
                format!(
                    "id;tekst;bij;kant\n{}",
                    each(&|n| format!("c{n};woord {n};c{};voor\n", next(n)))
                ),
            ),
        ] {
            both(&format!("{format:?} round {num}"), text.as_bytes(), extension, format);
        }
    }
}

/// A packed file of these parts, that may say other sizes than they have.
fn packed(parts: &[(&str, Vec<u8>)], lie: Option<u32>) -> Vec<u8> {
    use std::io::Write as _;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    let mut file = zip.finish().unwrap().into_inner();
    if let Some(size) = lie {
        // Where the list of parts says how large each is, unpacked.
        let places: Vec<usize> = file
            .windows(4)
            .enumerate()
            .filter(|(_, four)| four == b"PK\x01\x02")
            .map(|(at, _)| at)
            .collect();
        for at in places {
            file[at + 24..at + 28].copy_from_slice(&size.to_le_bytes());
        }
    }
    file
}

#[test]
fn packed_files_that_lie_are_told_or_read() {
    let sheet = |rows: &str| {
        format!("<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>{rows}</sheetData></worksheet>").into_bytes()
    };
    let types = b"<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Default Extension='xml' ContentType='application/xml'/><Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/></Types>".to_vec();
    let relation = |kind: &str, target: &str| {
        format!("<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='rId1' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}' Target='{target}'/></Relationships>").into_bytes()
    };
    let book = b"<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'><sheets><sheet name='Blad' sheetId='1' r:id='rId1'/></sheets></workbook>".to_vec();
    let row = "<row r='1'><c r='A1' t='inlineStr'><is><t>tekst</t></is></c></row><row r='2'><c r='A2' t='inlineStr'><is><t>een zin</t></is></c></row>";
    let parts = |rows: &str, target: &str| -> Vec<(&'static str, Vec<u8>)> {
        vec![
            ("[Content_Types].xml", types.clone()),
            ("_rels/.rels", relation("officeDocument", "xl/workbook.xml")),
            ("xl/workbook.xml", book.clone()),
            ("xl/_rels/workbook.xml.rels", relation("worksheet", target)),
            ("xl/worksheets/sheet1.xml", sheet(rows)),
        ]
    };
    let good = packed(&parts(row, "worksheets/sheet1.xml"), None);
    assert!(
        hold("good", &good, "xlsx", None),
        "{:?}",
        exchange::read(&good, "xlsx", None)
    );
    let ods = |content: &str| {
        packed(
            &[
                ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet".to_vec()),
                ("content.xml", content.as_bytes().to_vec()),
            ],
            None,
        )
    };
    let table = |rows: &str| {
        format!(
            "<office:document-content xmlns:office='o' xmlns:table='t' xmlns:text='x'><office:body><office:spreadsheet><table:table table:name='a'>{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
        )
    };
    let mut files: Vec<(String, Vec<u8>)> = vec![
        (
            "says nothing".to_owned(),
            packed(&parts(row, "worksheets/sheet1.xml"), Some(0)),
        ),
        (
            "says little".to_owned(),
            packed(&parts(row, "worksheets/sheet1.xml"), Some(1)),
        ),
        (
            "says much".to_owned(),
            packed(&parts(row, "worksheets/sheet1.xml"), Some(u32::MAX - 1)),
        ),
        (
            "says 64 bits".to_owned(),
            packed(&parts(row, "worksheets/sheet1.xml"), Some(u32::MAX)),
        ),
        ("up".to_owned(), packed(&parts(row, "../../../../etc/passwd"), None)),
        ("root".to_owned(), packed(&parts(row, "/etc/passwd"), None)),
        ("itself".to_owned(), packed(&parts(row, "workbook.xml"), None)),
        ("nothing in it".to_owned(), packed(&[], None)),
        (
            "names".to_owned(),
            packed(
                &[
                    ("../../x", vec![1]),
                    ("/abs", vec![1]),
                    ("C:\\w", vec![1]),
                    ("a\0b", vec![1]),
                    ("CON", vec![1]),
                ],
                None,
            ),
        ),
        ("no table".to_owned(), ods("<x/>")),
        (
            "entities".to_owned(),
            ods(&format!("<!DOCTYPE x [<!ENTITY a 'b'>]>{}", table("&a;"))),
        ),
        (
            "repeats".to_owned(),
            ods(&table(
                "<table:table-row table:number-rows-repeated='1048576'><table:table-cell table:number-columns-repeated='16384'><text:p>x</text:p></table:table-cell></table:table-row>",
            )),
        ),
        (
            "repeats more".to_owned(),
            ods(&table(
                "<table:table-row table:number-rows-repeated='99999999999999999999'><table:table-cell table:number-columns-repeated='-1'><text:p>x</text:p></table:table-cell></table:table-row>",
            )),
        ),
        (
            "deep".to_owned(),
            ods(&table(&format!(
                "{}{}",
                "<text:p>".repeat(20_000),
                "</text:p>".repeat(20_000)
            ))),
        ),
    ];
    let many: Vec<String> = (0..3_000).map(|number| format!("xl/{number}.xml")).collect();
    files.push((
        "many parts".to_owned(),
        packed(
            &many.iter().map(|name| (name.as_str(), Vec::new())).collect::<Vec<_>>(),
            None,
        ),
    ));
    let cells = ["A1", "ZZZZZZZ1", "A0", "A99999999999", "", "1A", "XFD1048576"];
    for cell in cells {
        let rows = format!(
            "<row r='1'><c r='{cell}' t='inlineStr'><is><t>tekst</t></is></c><c r='{cell}' t='s'><v>99</v></c></row>"
        );
        files.push((
            format!("cell {cell}"),
            packed(&parts(&rows, "worksheets/sheet1.xml"), None),
        ));
    }
    for at in (0..good.len()).step_by(1 + good.len() / 40) {
        files.push((format!("cut at {at}"), good[..at].to_vec()));
        let mut spoiled = good.clone();
        spoiled[at] ^= 0xff;
        files.push((format!("spoiled at {at}"), spoiled));
    }
    for (what, bytes) in files {
        both(&what, &bytes, "xlsx", Format::Xlsx);
        hold(&what, &bytes, "ods", None);
    }
}

/// A text of any length is in the map once: what is made of it beside it is short.
#[test]
fn a_text_without_end_is_there_once() {
    for text in ["woord ".repeat(50_000), "x".repeat(300_000)] {
        for (extension, start) in [("txt", ""), ("argdown", "[a]: "), ("md", "- "), ("csv", "tekst\n")] {
            let gathered = exchange::read(format!("{start}{text}\n").as_bytes(), extension, None).unwrap();
            let built = exchange::build(&gathered, &Choices::new(&gathered, Lang::NL));
            let written = storage::write(&built.document);
            assert!(written.len() < text.len() + 5_000, "{extension}: {}", written.len());
            let (_, claim) = built.document.claims.iter().next().unwrap();
            assert_eq!(
                claim.text.get(Lang::NL).unwrap().len(),
                text.trim().len(),
                "{extension}"
            );
        }
    }
}
