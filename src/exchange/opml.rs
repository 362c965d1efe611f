//! Outlines in OPML 1.0 and 2.0 (<http://opml.org/spec2.opml>): a tree of texts, and nothing else that all programs know.
//!
//! A map is written with the side of an argument as a word before its text, its explanation as the note that outliners show
//! (`_note`), and all else in attributes whose names begin with `ak-`, as the format allows.

use serde_json::Value;

use super::address::{first_safe, has_other_link, is_other_scheme};
use super::format::Format;
use super::gathered::{Cited, Gathered, LinkKind};
use super::mind_map::leaf::{Leaf, OWN, clear, leaves, settle};
use super::mind_map::markup::{Piece, Tag, Walker, escape, is_html, one_line, plain};
use super::own::Export;
use super::parts::{IN_VALUES, Part};
use super::signs::signed;
use super::tree::{Became, Branch, gather};
use super::trouble::{Refusal, Trouble};

/// What of a map comes back when it is written and read.
pub const KEEPS: &[Part] = IN_VALUES;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    /// An outline, by its number.
    Outline(usize),
    /// An outline that is a remark, or stands under one.
    Remark,
    /// The title, in the head.
    Title,
    Other,
}

/// Reads an outline.
///
/// # Errors
/// [`Refusal::Malformed`] for what is no outline, [`Refusal::Entities`], or [`Refusal::NoArguments`] if nothing is in it.
pub fn read(text: &str) -> Result<Gathered, Refusal> {
    let mut gathered = Gathered::new(Format::Opml);
    let mut walker = Walker::new(text, Format::Opml.name());
    let mut open: Vec<Open> = Vec::new();
    // Those of them that are outlines.
    let mut within: Vec<Open> = Vec::new();
    let mut branches: Vec<Branch> = Vec::new();
    let mut counts = Counts::default();
    let mut title = String::new();
    let mut depth = 0;
    let mut is_opml = false;
    loop {
        match walker.next() {
            Ok(Piece::Open(tag)) => {
                let name = tag.name.to_ascii_lowercase();
                if !is_opml && !matches!(name.as_str(), "opml" | "outline" | "body") {
                    let words = format!("<{}>", tag.name);
                    return Err(Refusal::Malformed(Format::Opml.name().to_owned(), tag.line, 1, words));
                }
                is_opml = true;
                let next = match name.as_str() {
                    "outline" => {
                        depth += 1;
                        counts.outline(&tag, depth);
                        let next = outline(tag, within.last().copied(), &mut branches, &mut gathered);
                        within.push(next);
                        next
                    }
                    "title" if title.is_empty() => Open::Title,
                    _ => Open::Other,
                };
                open.push(next);
            }
            Ok(Piece::Close) => {
                if matches!(open.pop(), Some(Open::Outline(_) | Open::Remark)) {
                    depth -= 1;
                    within.pop();
                }
            }
            Ok(Piece::Letters(letters)) => {
                if open.last() == Some(&Open::Title) {
                    title.push_str(&letters);
                }
            }
            Ok(Piece::End) => break,
            Err(Refusal::Malformed(format, line, column, words)) => {
                if branches.is_empty() {
                    return Err(Refusal::Malformed(format, line, column, words));
                }
                gathered.warn(line, Trouble::Broken(column, words));
                break;
            }
            Err(refusal) => return Err(refusal),
        }
    }
    counts.tell(&mut gathered);
    if branches.is_empty() {
        return Err(Refusal::NoArguments);
    }
    *gathered.title.main_mut() = one_line(&title);
    let mut empty = Vec::new();
    for (number, branch) in branches.iter_mut().enumerate() {
        let is_root = branch.parent.is_none();
        if settle(branch, is_root, &mut gathered) {
            empty.push(number);
        }
    }
    let became = gather(branches, &mut gathered, "opml");
    for number in empty {
        if let Some(Became::Node(node)) = became.get(number)
            && let Some(node) = gathered.nodes.get_mut(*node)
        {
            clear(node);
        }
    }
    Ok(gathered)
}

#[derive(Default)]
struct Counts {
    outlines: usize,
    top_level: usize,
    max_depth: usize,
    with_text: usize,
    with_note: usize,
    with_url: usize,
    is_comment: usize,
    non_ascii: usize,
    html_in_text: usize,
    types: std::collections::BTreeMap<String, usize>,
}

impl Counts {
    fn outline(&mut self, tag: &Tag, depth: usize) {
        let text = tag.get("text").unwrap_or_default();
        self.outlines += 1;
        self.top_level += usize::from(depth == 1);
        self.max_depth = self.max_depth.max(depth);
        self.with_text += usize::from(!text.is_empty());
        self.with_note += usize::from(tag.get("_note").is_some());
        self.with_url += usize::from(tag.get("xmlUrl").is_some());
        self.is_comment += usize::from(is_remark(tag));
        self.non_ascii += usize::from(!text.is_ascii());
        self.html_in_text += usize::from(text.contains('<') && text.contains('>'));
        let kind = tag.get("type").unwrap_or("null").to_owned();
        *self.types.entry(kind).or_default() += 1;
    }

    fn tell(self, gathered: &mut Gathered) {
        for (name, num) in [
            ("outlines", self.outlines),
            ("top_level", self.top_level),
            ("max_depth", self.max_depth),
            ("with_text", self.with_text),
            ("with_note", self.with_note),
            ("with_xmlUrl", self.with_url),
            ("is_comment", self.is_comment),
            ("non_ascii", self.non_ascii),
            ("html_in_text", self.html_in_text),
        ] {
            gathered.set_count(name, num);
        }
        for (kind, num) in self.types {
            gathered.set_count(&format!("types.{kind}"), num);
        }
    }
}

fn is_remark(tag: &Tag) -> bool {
    tag.get_any_case("isComment")
        .is_some_and(|value| value.eq_ignore_ascii_case("true"))
}

fn outline(tag: Tag, above: Option<Open>, branches: &mut Vec<Branch>, gathered: &mut Gathered) -> Open {
    if tag.is_odd {
        gathered.warn_at(tag.line, Trouble::BadData, tag.get_any_case("text").unwrap_or_default());
    }
    // What is a remark is not shown, nor is what stands under it.
    if is_remark(&tag) || above == Some(Open::Remark) {
        gathered.warn_at(tag.line, Trouble::LeftOut, tag.get_any_case("text").unwrap_or_default());
        return Open::Remark;
    }
    let mut branch = Branch {
        line: tag.line,
        parent: match above {
            Some(Open::Outline(number)) => Some(number),
            _ => None,
        },
        ..Branch::default()
    };
    let is_ours = tag
        .attributes
        .iter()
        .any(|(name, _)| matches!(name.as_str(), "ak-id" | "ak-kind"));
    // What others wrote is kept as it is, also in a file of ours.
    let is_kept = !is_ours || tag.get("ak-kept").is_some();
    let has_old_text = tag.get("ak-kept") == Some("text");
    let is_noted = !is_ours || is_kept && tag.get("ak-note").is_none();
    let (mut title, mut kind) = (String::new(), String::new());
    let mut urls: Vec<String> = Vec::new();
    for (name, value) in tag.attributes {
        let lower = name.to_ascii_lowercase();
        if is_kept && RAW.contains(&lower.as_str()) && !value.trim().is_empty() {
            let name = if lower == "text" { "text" } else { &name };
            branch.data.insert(format!("opml.{name}"), value.clone());
        }
        match lower.as_str() {
            "text" => branch.text = words(&value, is_ours && !has_old_text, &mut branch.sources),
            "title" => title = value,
            "_note" | "note" if !is_noted => branch.explanation = value,
            "_note" | "note" => {
                let html = if is_html(&value) { Some(plain(&value)) } else { None };
                branch
                    .sources
                    .extend(html.iter().flat_map(|html| html.links()).cloned());
                branch.note = html.map_or(value, |html| html.text().to_owned());
            }
            "url" | "htmlurl" | "xmlurl" if !value.trim().is_empty() => urls.push(value.trim().to_owned()),
            "type" => kind = value,
            "category" => {
                let tags = value.split(',').map(|tag| tag.trim().trim_matches('/').to_owned());
                branch.tags.extend(tags.filter(|tag| !tag.is_empty()));
            }
            "_status" | "iscomment" | "ak-kept" => {}
            _ => match name.strip_prefix(OWN) {
                Some("note") => branch.note = value,
                Some(own) => branch.named.push((own.to_owned(), Value::String(value))),
                None if value.is_empty() => {}
                None => {
                    branch.data.insert(format!("opml.{name}"), value);
                }
            },
        }
    }
    if branch.text.is_empty() {
        branch.text = words(&title, is_ours, &mut branch.sources);
    }
    let is_include = kind.eq_ignore_ascii_case("include");
    if is_include {
        gathered.warn_at(branch.line, Trouble::Include, urls.first().map_or("", String::as_str));
    }
    if !kind.is_empty() && is_kept {
        branch.data.insert("opml.type".to_owned(), kind);
    }
    // The page goes before the feed.
    urls.dedup();
    if !urls.is_empty() && !is_ours {
        let urls = urls.clone();
        branch.sources.insert(
            0,
            Cited {
                urls,
                ..Cited::default()
            },
        );
    }
    branches.push(branch);
    Open::Outline(branches.len() - 1)
}

/// The words of an attribute that may hold HTML.
fn words(value: &str, is_ours: bool, sources: &mut Vec<Cited>) -> String {
    if is_ours || !is_html(value) {
        return one_line(value);
    }
    let html = plain(value);
    sources.extend(html.links().iter().cloned());
    html.line()
}

/// Which data an outline has room for: what it had in one before, as far as it can be the name of an attribute.
fn fits(name: &str, value: &str) -> bool {
    let is_word = !name.is_empty()
        && name.len() < 60
        && name.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '_')
        && name
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '.'));
    let lower = name.to_ascii_lowercase();
    let is_link = lower.ends_with("url") || lower.ends_with("href");
    if !is_word || is_link && is_other_scheme(value) {
        return false;
    }
    let is_taken = lower.starts_with("xml")
        || lower.starts_with(OWN)
        || matches!(lower.as_str(), "title" | "note" | "category" | "iscomment" | "_status");
    RAW.contains(&lower.as_str()) || lower == "type" || !is_taken
}

/// What is kept to the letter, as far as it still says the same.
const RAW: [&str; 5] = ["text", "_note", "url", "htmlurl", "xmlurl"];

/// What a text that others wrote is written as: as it was, if it still says the same and the side that it has.
fn text_of(leaf: &Leaf) -> &str {
    let Some((_, raw)) = leaf.native.iter().find(|(name, _)| name.eq_ignore_ascii_case("text")) else {
        return &leaf.text;
    };
    let read = words(raw, false, &mut Vec::new());
    let said = signed(&read).filter(|_| leaf.sign.is_some());
    let is_same = said.map_or(read.as_str(), |(_, rest)| rest).trim() == leaf.words.trim();
    let is_signed_right = match (said, leaf.sign) {
        (Some((said, _)), Some(sign)) => said == sign,
        // What has no sign supports, unless a heading that is gone said so.
        (None, Some(sign)) => sign == LinkKind::Support && !leaf.is_under_heading,
        (_, None) => true,
    };
    match (is_signed_right, is_same, said) {
        (true, true, _) if !has_other_link(raw) => raw,
        (true, _, None) => &leaf.words,
        _ => &leaf.text,
    }
}

/// Whether a note that others wrote still says the same.
fn is_note(raw: &str, note: &str) -> bool {
    let is_same = if is_html(raw) {
        plain(raw).text().trim() == note.trim()
    } else {
        raw.trim() == note.trim()
    };
    is_same && !has_other_link(raw)
}

/// Writes a map as an outline.
pub fn write(export: &Export<'_>) -> String {
    let title = export.document.title(export.lang);
    let mut file = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n<head>\n<title>{}</title>\n</head>\n<body>\n",
        escape(title)
    );
    let mut open = 0;
    for leaf in leaves(export, "opml.", fits) {
        while open > leaf.depth {
            file.push_str("</outline>\n");
            open -= 1;
        }
        file.push_str("<outline");
        let mut attribute = |name: &str, value: &str| file.push_str(&format!(" {name}=\"{}\"", escape(value)));
        let text = text_of(&leaf);
        attribute("text", text);
        let old = |wanted: &str| {
            let mut all = leaf.native.iter();
            all.find(|(name, _)| name.eq_ignore_ascii_case(wanted))
                .map(|(_, value)| value.as_str())
        };
        let is_old = old("text").is_some();
        if is_old {
            let is_same = old("text") == Some(text);
            attribute("ak-kept", if is_same { "text" } else { "true" });
        }
        let note = old("_note").filter(|note| leaf.explanation.is_empty() && is_note(note, &leaf.note));
        match note {
            Some(note) => attribute("_note", note),
            None => {
                if !leaf.explanation.is_empty() {
                    attribute("_note", &leaf.explanation);
                }
                if !leaf.note.is_empty() || is_old && !leaf.explanation.is_empty() {
                    attribute("ak-note", &leaf.note);
                }
            }
        }
        let urls = || leaf.sources.iter().flat_map(|source| &source.urls);
        let still = |name: &str, value: &str| match name.to_ascii_lowercase().as_str() {
            "url" | "htmlurl" | "xmlurl" => urls().any(|url| url == value.trim()),
            "text" | "_note" => false,
            _ => true,
        };
        let has_url = leaf
            .native
            .iter()
            .any(|(name, value)| name.to_ascii_lowercase().ends_with("url") && still(name, value));
        if let Some(url) = first_safe(urls()).filter(|_| !has_url) {
            if old("type").is_none() {
                attribute("type", "link");
            }
            attribute("url", url);
        }
        if !leaf.tags.is_empty() {
            let category: Vec<String> = leaf.tags.iter().map(|tag| tag.replace(',', " ")).collect();
            attribute("category", &category.join(","));
            if leaf.tags.iter().any(|tag| tag.contains([',', '/'])) {
                attribute("ak-tags", &Value::from(leaf.tags.clone()).to_string());
            }
        }
        for (name, value) in leaf.native.iter().filter(|(name, value)| still(name, value)) {
            attribute(name, value);
        }
        for (name, value) in &leaf.own {
            let words = match value {
                Value::String(words) => words.clone(),
                other => other.to_string(),
            };
            attribute(&format!("{OWN}{name}"), &words);
        }
        file.push_str(">\n");
        open += 1;
    }
    for _ in 0..open {
        file.push_str("</outline>\n");
    }
    file.push_str("</body>\n</opml>\n");
    file
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::build::{Choices, build};
    use super::super::mind_map::tests::{Differs, compare, rewrite};
    use super::super::proof;
    use super::*;
    use crate::model::{Lang, Structure};

    const SMALL: &str = r#"<?xml version="1.0"?>
<opml version="2.0"><head><title>Een
titel</title><expansionState>/opml[1]/body[1]/outline[1]</expansionState></head>
<body><outline TEXT="Mengen?">
<outline text="Ouders"><outline text="Voor: dichtbij" _note="let &lt;b&gt;op&lt;/b&gt;" url="https://x.nl" type="link" category="/een/twee, drie" created="nu"/>
<outline title="Tegen: &lt;a href=&quot;https://y.nl&quot;&gt;te ver&lt;/a&gt;"/></outline>
<outline text="Argumenten tegen"><outline text="duur"/></outline>
<outline text="weg" isComment="true"><outline text="ook weg"/></outline>
<outline text="elders" type="include" url="https://z.nl/a.opml"/>
</outline></body></opml>"#;

    #[test]
    fn an_outline_is_read() {
        let gathered = read(SMALL).unwrap();
        assert_eq!(gathered.title.main(), "Een titel");
        let texts: Vec<&str> = gathered.nodes.iter().map(|node| node.text.main()).collect();
        assert_eq!(texts, ["Mengen?", "dichtbij", "te ver", "duur", "elders"]);
        let kinds: Vec<LinkKind> = gathered.links.iter().map(|link| link.kind).collect();
        use LinkKind::{Attack, Support, Under};
        assert_eq!(kinds, [Support, Attack, Attack, Under]);
        assert_eq!(gathered.groups[0].is_stakeholder, Some(true));
        let near = &gathered.nodes[1];
        assert_eq!(near.note.main(), "let op");
        assert_eq!(near.tags, ["een/twee", "drie"]);
        assert_eq!(near.sources[0].urls, ["https://x.nl"]);
        assert_eq!(&near.data["opml.created"], "nu");
        assert_eq!(gathered.nodes[2].sources[0].citation, "te ver");
        let troubles: Vec<&Trouble> = gathered.warnings.iter().map(|warning| &warning.what).collect();
        assert!(troubles.contains(&&Trouble::Include("https://z.nl/a.opml".to_owned())));
        assert!(troubles.contains(&&Trouble::LeftOut("ook weg".to_owned())));
        assert_eq!(gathered.counts["outlines"], 9);
    }

    #[test]
    fn several_outlines_hang_under_the_title() {
        let gathered =
            read("<opml><head><title>Vraag</title></head><body><outline text='a'/><outline text='b'/></body></opml>");
        let gathered = gathered.unwrap();
        assert_eq!(gathered.nodes.len(), 3);
        assert_eq!(gathered.nodes[gathered.thesis.unwrap()].text.main(), "Vraag");
    }

    #[test]
    fn broken_files_are_read_as_far_as_they_go() {
        assert!(matches!(read("<rss/>"), Err(Refusal::Malformed(..))));
        assert_eq!(read("<opml><body/></opml>"), Err(Refusal::NoArguments));
        assert!(matches!(read("<opml><body>"), Err(Refusal::Malformed(..))));
        assert_eq!(read("<!DOCTYPE x [<!ENTITY a 'b'>]><opml/>"), Err(Refusal::Entities));
        let cut = read("<opml><body><outline text='a'><outline text='b'").unwrap();
        assert_eq!(cut.nodes.len(), 1);
        let odd = read(r#"<opml><body><outline text="Krant "De Zin" & co" title="x"/></body></opml>"#).unwrap();
        assert_eq!(odd.nodes[0].text.main(), "Krant \"De Zin\" & co");
        assert!(matches!(odd.warnings[0].what, Trouble::BadData(_)));
        let depth = 20_000;
        let deep = "<outline text='a'>".repeat(depth) + &"</outline>".repeat(depth);
        assert_eq!(
            read(&format!("<opml><body>{deep}</body></opml>")).unwrap().nodes.len(),
            depth
        );
    }

    #[test]
    fn a_map_is_written_with_its_sides_in_words() {
        let gathered = read(SMALL).unwrap();
        let built = build(&gathered, &Choices::new(&gathered, Lang::NL));
        let structure = Structure::new(&built.document);
        let written = write(&Export::new(&built.document, &structure, Lang::NL));
        for part in [
            "<outline text=\"Voor: dichtbij\"",
            "<outline text=\"Tegen: te ver\"",
            "<outline text=\"Ouders\"",
            "url=\"https://x.nl\"",
            "category=\"een/twee,drie\"",
            "created=\"nu\"",
        ] {
            assert!(written.contains(part), "{part}\n{written}");
        }
        let again = read(&written).unwrap();
        let rebuilt = build(&again, &Choices::new(&again, Lang::NL));
        // What stood under a heading that is gone now says its side itself.
        let without_data: Vec<Part> = KEEPS.iter().copied().filter(|part| *part != Part::Data).collect();
        assert_eq!(
            proof::normal(&built.document, &without_data),
            proof::normal(&rebuilt.document, &without_data)
        );
    }

    #[test]
    fn real_files_come_back() {
        rewrite(&["opml"], ".opml", read, write, KEEPS);
    }

    #[test]
    fn real_files_have_what_others_counted() {
        // Those that are no XML are read all the same, and it is said where they are odd.
        let odd = |file| Differs {
            file,
            why: |trouble: &Trouble| matches!(trouble, Trouble::Broken(..) | Trouble::BadData(_)),
        };
        let num = compare(
            &["opml"],
            ".opml",
            read,
            &["xmllint_count_outline", "npm_opml_outlines"],
            &[odd("Russia.opml")],
        );
        assert!(num.is_none_or(|num| num == 12));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn a_map_comes_back(map in proof::maps()) {
            let read = |bytes: &[u8]| read(std::str::from_utf8(bytes).unwrap());
            proof::comes_back(&map, |export| write(export).into_bytes(), read, KEEPS)?;
        }

        #[test]
        fn nothing_makes_it_panic(text in "\\PC{0,200}", tags in proptest::collection::vec("</?(opml|body|outline|title)( (text|_note|ak-id|category)=\"?[a-z&;#,/\"]{0,6}\"?)?/?>|x", 0..20)) {
            let _ = read(&text);
            let _ = read(&format!("<opml><outline text='a'>{}", tags.concat()));
        }
    }
}
