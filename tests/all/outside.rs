//! What comes from outside and must not go further: addresses and signs in texts, in every format that is written.

use std::collections::BTreeSet;

use argumentenkaart::app::write_as;
use argumentenkaart::exchange::{self, Format};
use argumentenkaart::model::{
    Citation, Claim, Document, Lang, ORDER_STEP, Relation, RelationKind, Source, Target, Text,
};

/// A map of one thesis and an argument for it from each of these words: in its text, explanation and note, as a tag, in what
/// was kept of another program, and as a source (its citation and its address).
fn map_of(words: &[String]) -> Document {
    let mut map = Document::default();
    map.cover.languages = vec![Lang::NL];
    map.cover.title = Text::new(Lang::NL, words.first().map_or("", |words| words));
    let top = map.claims.intern("top");
    let thesis = Claim {
        text: Text::new(Lang::NL, "De stelling"),
        order: ORDER_STEP,
        ..Claim::default()
    };
    map.claims.set(top, Some(thesis));
    map.cover.thesis = Some(top);
    for (number, words) in words.iter().enumerate() {
        let order = (number as u64 + 2) * ORDER_STEP;
        let source = map.sources.intern(&format!("bron-{number}"));
        let record = Source {
            citation: words.as_str().into(),
            urls: vec![words.as_str().into()],
            order,
            ..Source::default()
        };
        map.sources.set(source, Some(record));
        let citation = Citation {
            source,
            supports: Text::default(),
        };
        let id = map.claims.intern(&format!("c{number}"));
        let mut claim = Claim {
            text: Text::new(Lang::NL, &format!("zin {number} {words}")),
            explanation: Text::new(
                Lang::NL,
                &format!("[klik]({words}) en <{words}>\n\n[a]\n\n[a]: {words}"),
            ),
            note: Text::new(Lang::NL, words),
            sources: vec![citation],
            order,
            ..Claim::default()
        };
        claim.data.set("mm.LINK", words);
        claim.data.set("canvas.url", words);
        map.claims.set(id, Some(claim));
        let step = map.relations.intern(&format!("c{number}>top"));
        let relation = Relation {
            premises: id.into(),
            kind: RelationKind::Support,
            target: Target::Claim(top),
            order,
        };
        map.relations.set(step, Some(relation));
    }
    map
}

fn attacks() -> Vec<String> {
    serde_json::from_str(include_str!("../hostile/links.json")).unwrap()
}

/// The texts in a file that was written: of a packed one, those of all its parts.
fn texts_in(format: Format, bytes: &[u8]) -> Vec<(String, String)> {
    if !matches!(format, Format::Xlsx | Format::Docx) {
        return vec![(String::new(), String::from_utf8_lossy(bytes).into_owned())];
    }
    use std::io::Read as _;
    let mut packed = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let num = packed.len();
    let read = |number: usize| {
        let (mut file, mut text) = (packed.by_index(number).unwrap(), String::new());
        file.read_to_string(&mut text).unwrap();
        (file.name().unwrap().into_owned(), text)
    };
    (0..num).map(read).collect()
}

/// Letters of XML and HTML as they are meant.
fn meant(words: &str) -> String {
    let words = words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    words.replace("&#39;", "'").replace("&apos;", "'").replace("&amp;", "&")
}

/// Where a click on something in a file leads: what stands in attributes and values that others follow.
fn goals(format: Format, name: &str, text: &str) -> BTreeSet<String> {
    let mut goals = BTreeSet::new();
    let mut between = |start: &str, end: char| {
        for rest in text.split(start).skip(1) {
            goals.insert(meant(rest.split(end).next().unwrap_or_default()));
        }
    };
    match format {
        Format::Html | Format::Svg => {
            between(" href=\"", '"');
            between(" src=\"", '"');
            between(" xlink:href=\"", '"');
        }
        Format::MindMap => {
            between(" LINK=\"", '"');
            between("href=\"", '"');
        }
        Format::Opml => {
            between(" url=\"", '"');
            between(" htmlUrl=\"", '"');
            between(" xmlUrl=\"", '"');
        }
        Format::Dot => {
            between(" URL=\"", '"');
            between("[URL=\"", '"');
            between(" href=\"", '"');
        }
        // The key of an address is declared at the top of the file.
        Format::GraphMl => {
            let declared = text.split("<key ").find(|key| key.contains("attr.name=\"url\""));
            let key = declared.and_then(|key| key.split("id=\"").nth(1)?.split('"').next());
            if let Some(key) = key {
                between(&format!("<data key=\"{key}\">"), '<');
            }
        }
        Format::Canvas => between("\"url\":", ','),
        Format::Xlsx | Format::Docx if name.ends_with(".rels") => between(" Target=\"", '"'),
        Format::Pdf => between("/URI(", ')'),
        _ => {}
    }
    goals
}

/// Whether a goal of a mind map is another file beside it, as its own program wrote it: no scheme, no other computer, no place
/// from the root of the disk.
fn is_beside(goal: &str) -> bool {
    let relative = url::Url::parse(goal) == Err(url::ParseError::RelativeUrlWithoutBase);
    relative && !goal.trim_start().starts_with(['/', '\\'])
}

/// Whether a goal lies within the file itself, or in one of its parts.
fn is_within(goal: &str) -> bool {
    goal.starts_with('#')
        || goal.starts_with("data:image/")
        || goal.is_empty()
        || (goal.ends_with(".xml") && !goal.contains(':') && !goal.contains(".."))
}

#[test]
fn no_attack_goes_out_as_a_link() {
    let attacks = attacks();
    let map = map_of(&attacks);
    let good: Vec<String> = ["https://x.nl/a?b=1", "mailto:a@b.nl"].map(str::to_owned).into();
    let good = map_of(&good);
    for format in Format::ALL
        .into_iter()
        .filter(|format| exchange::kept(*format).is_some())
    {
        if format == Format::Png {
            continue;
        }
        let links = |map: &Document| -> BTreeSet<String> {
            let bytes = write_as(map, None, format, Lang::NL).unwrap();
            let texts = texts_in(format, &bytes);
            let all = texts.iter().flat_map(|(name, text)| goals(format, name, text));
            all.filter(|goal| !is_within(goal)).collect()
        };
        for link in links(&map) {
            let link = link.trim().trim_matches('"');
            // Nor a space that somebody forgot within an address that is good without it.
            if format == Format::MindMap && (is_beside(link) || link == "https://x.nl/a b") {
                continue;
            }
            assert!(
                argumentenkaart::model::is_followed(link) && !attacks.iter().any(|attack| attack == link),
                "{format:?}: {link:?}"
            );
        }
        // The test sees what it looks for; the other formats have no address that can be followed at all (Markdown and its
        // kin are looked at below): should one get them, this says so.
        let has_links = ["Html", "MindMap", "Opml", "Dot", "GraphMl", "Xlsx"].contains(&&*format!("{format:?}"));
        let is_seen = links(&good).iter().any(|link| link.contains("https://x.nl/a"));
        assert_eq!(has_links, is_seen, "{format:?}");
    }
}

/// What a reader of Markdown makes of what was written: no link leads to what attacks.
#[test]
fn no_attack_is_a_link_in_markdown() {
    use pulldown_cmark::{Event, Parser, Tag};
    let attacks = attacks();
    let map = map_of(&attacks);
    for format in [Format::Markdown, Format::Argdown, Format::Kialo, Format::Canvas] {
        let bytes = write_as(&map, None, format, Lang::NL).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let texts: Vec<String> = if format == Format::Canvas {
            let canvas: serde_json::Value = serde_json::from_str(&text).unwrap();
            let nodes = canvas["nodes"].as_array().unwrap().iter();
            nodes
                .filter_map(|node| Some(node["text"].as_str()?.to_owned()))
                .collect()
        } else {
            // In Argdown what is kept stands behind the sentence, as JSON: nobody shows it as Markdown.
            let shown = text.lines().map(|line| line.split(" {\"").next().unwrap_or_default());
            vec![shown.collect::<Vec<_>>().join("\n")]
        };
        for text in texts {
            for event in Parser::new(&text) {
                let (Event::Start(Tag::Link { dest_url, .. }) | Event::Start(Tag::Image { dest_url, .. })) = event
                else {
                    continue;
                };
                let is_other = dest_url.contains(':') && !dest_url.starts_with('#');
                assert!(
                    !is_other || argumentenkaart::model::is_followed(&dest_url),
                    "{format:?}: {dest_url:?}"
                );
            }
        }
    }
}

/// The tags of a page or a drawing, each with the names of its attributes; and where they lead.
fn tags(text: &str) -> (BTreeSet<String>, Vec<String>) {
    let (mut tags, mut goals) = (BTreeSet::new(), Vec::new());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if !rest.starts_with(|letter: char| letter.is_ascii_alphabetic() || matches!(letter, '!' | '?')) {
            continue;
        }
        // As browsers do: a tag ends at the first `>` outside quotes.
        let mut quote = None;
        let end = rest.char_indices().find(|(_, letter)| match quote {
            Some(open) => {
                if *letter == open {
                    quote = None;
                }
                false
            }
            None => {
                if matches!(letter, '"' | '\'') {
                    quote = Some(*letter);
                }
                *letter == '>'
            }
        });
        let tag = &rest[..end.map_or(rest.len(), |(at, _)| at)];
        let (mut words, mut name) = (
            vec![tag.split([' ', '\n', '\t', '/']).next().unwrap().to_lowercase()],
            String::new(),
        );
        let mut parts = tag[words[0].len()..].chars();
        while let Some(letter) = parts.next() {
            match letter {
                '=' => {
                    let quote = parts.next();
                    assert_eq!(quote, Some('"'), "every value is quoted: {tag}");
                    let value: String = parts.by_ref().take_while(|letter| *letter != '"').collect();
                    if name.contains("href") || name == "src" || name == "action" {
                        goals.push(meant(&value));
                    }
                    words.push(std::mem::take(&mut name));
                }
                ' ' | '\n' | '\t' | '/' if !name.is_empty() => words.push(std::mem::take(&mut name)),
                ' ' | '\n' | '\t' | '/' => {}
                letter => name.extend(letter.to_lowercase()),
            }
        }
        words.push(name);
        words.retain(|word| !word.is_empty());
        tags.insert(words.join(" "));
    }
    (tags, goals)
}

/// Whatever stands in the texts of a map, the page and the drawings made of it have the same tags with the same attributes as
/// those of a map of plain words, and lead nowhere else.
#[test]
fn no_text_becomes_part_of_a_page() {
    let scripts: Vec<String> = serde_json::from_str(include_str!("../hostile/scripts.json")).unwrap();
    let plain = |number: usize| match number % 4 {
        0 => "https://x.nl/a".to_owned(),
        1 => "gewone **vette** en *schuine* woorden, `code`\n\n- een\n- twee\n\n1. drie\n\n# kop\n\n> woord".to_owned(),
        2 => "[klik](https://x.nl/b)\n\n```\nregels\n```\n\n    ruim\n\n---\n\n<b>x</b>".to_owned(),
        _ => "woorden ".repeat(30),
    };
    let plain: Vec<String> = (0..scripts.len()).map(plain).collect();
    for format in [Format::Html, Format::Svg] {
        let page = |words: &[String]| {
            let bytes = write_as(&map_of(words), None, format, Lang::NL).unwrap();
            String::from_utf8(bytes).unwrap()
        };
        // What is ours and the same for every map.
        let parts = |page: &str| -> (BTreeSet<String>, Vec<String>) {
            let start = page.find("<body").unwrap_or(0);
            let own = page[start..].rfind("<script>").map_or(page.len(), |at| start + at);
            tags(&page[start..own])
        };
        let (hostile, good) = (page(&scripts), page(&plain));
        let (known, _) = parts(&good);
        let (found, goals) = parts(&hostile);
        let odd: Vec<&String> = found.difference(&known).collect();
        assert!(odd.is_empty(), "{format:?}: {odd:?}");
        for goal in goals {
            assert!(
                is_within(&goal) || argumentenkaart::model::is_followed(&goal),
                "{format:?}: {goal}"
            );
        }
        let count = |page: &str, word: &str| page.to_lowercase().matches(word).count();
        for word in ["<script", "<style", "<meta", "<title", "<link"] {
            assert_eq!(count(&hostile, word), count(&good, word), "{format:?}: {word}");
        }
        assert!(format != Format::Html || hostile.contains("Content-Security-Policy"));
        if format == Format::Svg {
            let drawing = roxmltree::Document::parse(&hostile).unwrap();
            for node in drawing.descendants() {
                assert!(node.tag_name().name() != "script");
                assert!(node.attributes().all(|attribute| !attribute.name().starts_with("on")));
            }
        }
    }
}

/// No cell of a table is taken for a formula, and each comes back as it was.
#[test]
fn no_cell_becomes_a_formula() {
    let formulas: Vec<String> = serde_json::from_str(include_str!("../hostile/formulas.json")).unwrap();
    let mut map = map_of(&[]);
    let top = map.cover.thesis.unwrap();
    let mut words_of = Vec::new();
    for (number, words) in formulas.iter().enumerate() {
        let order = (number as u64 + 2) * ORDER_STEP;
        let id = map.claims.intern(&format!("c{number}"));
        let claim = Claim {
            text: Text::new(Lang::NL, words),
            explanation: Text::new(Lang::NL, words),
            note: Text::new(Lang::NL, &format!("{words} {number}")),
            order,
            ..Claim::default()
        };
        words_of.push(claim.text.get(Lang::NL).unwrap_or_default().to_owned());
        map.claims.set(id, Some(claim));
        let step = map.relations.intern(&format!("c{number}>top"));
        let relation = Relation {
            premises: id.into(),
            kind: RelationKind::Attack,
            target: Target::Claim(top),
            order,
        };
        map.relations.set(step, Some(relation));
    }
    for (format, separator, extension) in [(Format::Csv, b';', "csv"), (Format::Tsv, b'\t', "tsv")] {
        let bytes = write_as(&map, None, format, Lang::NL).unwrap();
        let mut cells = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .from_reader(&bytes[3..]);
        let mut num = 0;
        for cell in cells
            .records()
            .flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>())
        {
            let start = cell.trim_start();
            assert!(
                !start.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']),
                "{cell:?}"
            );
            num += 1;
        }
        assert!(num > formulas.len() * 3, "{num}");
        let gathered = exchange::read(&bytes, extension, None).unwrap();
        let built = exchange::build(&gathered, &exchange::Choices::new(&gathered, Lang::NL));
        for (number, words) in words_of.iter().enumerate() {
            let id = built.document.claims.id(&format!("c{number}")).unwrap();
            let claim = built.document.claims.get(id).unwrap();
            let expected = words.replace("\r\n", "\n").replace('\r', "\n");
            assert_eq!(
                claim.text.get(Lang::NL).unwrap_or_default().trim(),
                expected.trim(),
                "{format:?} {words:?}"
            );
        }
    }
}

/// Signs of any kind are the same after saving and opening.
#[test]
fn odd_signs_are_saved_and_read_as_they_are() {
    let mut odd: Vec<String> = [
        "één e\u{301}e\u{301}n",
        "مدرسة עברית \u{202e}abc\u{202c} \u{2066}x\u{2069}",
        "👩\u{200d}👩\u{200d}👧 🏳\u{fe0f}\u{200d}🌈",
        "\"## r#\"x\"# // /* */ \\ \\n \\u{41}",
        "NUL \0 BEL \u{7} ESC \u{1b}[31m DEL \u{7f} C1 \u{85}\u{9f}",
        "CR \r LF \n CRLF \r\n TAB \t VT \u{b} FF \u{c}",
        "\u{2028}\u{2029}\u{feff}\u{200b}\u{ad}\u{e0001}\u{fffe}\u{ffff}\u{10ffff}",
        " voor en achter ",
        "'\u{0}'",
        "(a: [b], {c}) #![enable(x)]",
        "é 🙂.png. ",
        "https://x.nl/\u{202e}gpj.exe",
    ]
    .map(str::to_owned)
    .into();
    odd.push("w".repeat(1_000_000));
    odd.push("regel\n".repeat(20_000));
    odd.push("a\u{300}".repeat(50_000));
    for list in [
        include_str!("../hostile/links.json"),
        include_str!("../hostile/scripts.json"),
        include_str!("../hostile/formulas.json"),
    ] {
        odd.extend(serde_json::from_str::<Vec<String>>(list).unwrap());
    }
    let map = map_of(&odd);
    let written = argumentenkaart::storage::write(&map);
    let read = argumentenkaart::storage::read(&written).unwrap().document;
    for (id, claim) in map.claims.iter() {
        let again = read.claims.get(read.claims.id(map.claims.name(id)).unwrap()).unwrap();
        assert_eq!(again.text, claim.text);
        assert_eq!(again.explanation, claim.explanation);
        assert_eq!(again.note, claim.note);
    }
    for (id, source) in map.sources.iter() {
        let again = read
            .sources
            .get(read.sources.id(map.sources.name(id)).unwrap())
            .unwrap();
        assert_eq!((&again.citation, &again.urls), (&source.citation, &source.urls));
    }
    assert_eq!(argumentenkaart::storage::write(&read), written);
    // What turns letters around or does not show stands in the file as a number.
    assert!(!written.contains(['\u{202e}', '\u{2066}', '\0', '\u{7}', '\u{1b}', '\u{feff}']));
}
