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
            explanation: Text::new(Lang::NL, &format!("[klik]({words}) en <{words}>\n\n[a]\n\n[a]: {words}")),
            note: Text::new(Lang::NL, words),
            sources: vec![citation].into(),
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
        Format::GraphMl => between("<data key=\"url\">", '<'),
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
    for format in Format::ALL.into_iter().filter(|format| exchange::kept(*format).is_some()) {
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
        // The test sees what it looks for.
        let is_known = ["Html", "MindMap", "Opml", "Dot", "Xlsx"].contains(&&*format!("{format:?}"));
        assert!(!is_known || links(&good).iter().any(|link| link.contains("https://x.nl/a")), "{format:?}");
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
            nodes.filter_map(|node| Some(node["text"].as_str()?.to_owned())).collect()
        } else {
            // In Argdown what is kept stands behind the sentence, as JSON: nobody shows it as Markdown.
            let shown = text.lines().map(|line| line.split(" {\"").next().unwrap_or_default());
            vec![shown.collect::<Vec<_>>().join("\n")]
        };
        for text in texts {
            for event in Parser::new(&text) {
                let (Event::Start(Tag::Link { dest_url, .. }) | Event::Start(Tag::Image { dest_url, .. })) = event else {
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
