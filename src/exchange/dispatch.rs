//! Which format a file has, by its content and then by its name; and the reader and writer of each.

use super::decode::{MOST_BYTES, decode};
use super::fences::fenced_argdown;
use super::format::Format;
use super::gathered::Gathered;
use super::mind_map::markup::{Piece, Walker};
use super::own::Export;
use super::parts::Part;
use super::trouble::Refusal;
use super::{
    aif, argdown, argdown_json, arggraph, canvas, carneades, compendium, dot, framework, graphml, html, json_places,
    kialo, markdown, mind_map, mindmup, opml, plain, table,
};

/// What of a map stands in a document for people.
const READ_BY_PEOPLE: &[Part] = &[
    Part::Explanations,
    Part::Stakeholders,
    Part::Themes,
    Part::Sources,
    Part::SourceDetails,
    Part::Cover,
    Part::Toolbox,
    Part::Glossary,
    Part::Order,
];

/// What of a map is seen when all of it is drawn.
const SEEN_ON_THE_MAP: &[Part] = &[
    Part::Explanations,
    Part::Stakeholders,
    Part::Themes,
    Part::Core,
    Part::Marks,
    Part::Pictures,
    Part::Order,
];

/// Reads a file of others. `extension` is how its name ends, without the dot; `wanted` a format that a person named.
///
/// # Errors
/// Why it cannot be read, and where.
pub fn read(bytes: &[u8], extension: &str, wanted: Option<Format>) -> Result<Gathered, Refusal> {
    let num = bytes.len() as u64;
    if num > MOST_BYTES {
        return Err(Refusal::TooLarge(num, MOST_BYTES));
    }
    if let Some(format) = binary(bytes, extension) {
        return match format {
            Format::Xlsx => table::read_book(bytes),
            other => Err(Refusal::NotRead(other.name().to_owned())),
        };
    }
    let decoded = decode(bytes)?;
    let format = wanted
        .or_else(|| recognise(&decoded.text, extension))
        .ok_or_else(|| unknown(&decoded.text, &extension.to_lowercase()))?;
    let mut gathered = match format {
        Format::Argdown => match fenced_argdown(&decoded.text) {
            Some(fenced) => argdown::read(&fenced),
            None => argdown::read(&decoded.text),
        },
        Format::Kialo => kialo::read(&decoded.text),
        Format::MindMap => mind_map::read(&decoded.text),
        Format::ArgdownJson => argdown_json::read(&decoded.text),
        Format::Aif => aif::read(&decoded.text),
        Format::ArgGraph => arggraph::read(&decoded.text),
        Format::Carneades => carneades::read(&decoded.text),
        Format::Tgf | Format::Apx => framework::read(&decoded.text),
        Format::MindMup => mindmup::read(&decoded.text),
        Format::Compendium => compendium::read(&decoded.text),
        Format::Opml => opml::read(&decoded.text),
        Format::Csv | Format::Tsv => table::read_csv(&decoded.text),
        Format::Canvas => canvas::read(&decoded.text),
        Format::GraphMl => graphml::read(&decoded.text),
        Format::Dot => dot::read(&decoded.text),
        Format::Markdown => markdown::read(&decoded.text),
        Format::Text => plain::read(&decoded.text),
        // What is packed was told by its first bytes.
        Format::Xlsx => Err(Refusal::Malformed(format.name().to_owned(), 0, 0, "ZIP".to_owned())),
        other => Err(Refusal::NotRead(other.name().to_owned())),
    }?;
    if matches!(
        format,
        Format::Canvas | Format::Aif | Format::ArgdownJson | Format::MindMup
    ) {
        json_places::scan(&decoded.text).tell(&mut gathered);
    }
    decoded.note(&mut gathered);
    Ok(gathered)
}

/// The formats that are written, with what each keeps.
pub fn kept(format: Format) -> Option<&'static [Part]> {
    match format {
        Format::Argdown => Some(argdown::KEEPS),
        Format::Aif => Some(aif::KEEPS),
        Format::Kialo => Some(kialo::KEEPS),
        Format::MindMap => Some(mind_map::KEEPS),
        Format::Opml => Some(opml::KEEPS),
        Format::Csv | Format::Tsv | Format::Xlsx => Some(table::KEEPS),
        Format::Canvas => Some(canvas::KEEPS),
        Format::GraphMl => Some(graphml::KEEPS),
        Format::Dot => Some(dot::KEEPS),
        Format::Html => Some(html::KEEPS),
        Format::Markdown => Some(markdown::KEEPS),
        Format::Text => Some(plain::KEEPS),
        // These are drawn or laid out by others; what of a map shows in them is said here, with the rest.
        Format::Docx => Some(READ_BY_PEOPLE),
        Format::Svg | Format::Png | Format::Pdf => Some(SEEN_ON_THE_MAP),
        _ => None,
    }
}

/// Writes a map; `None` for a format that is not written.
pub fn write(format: Format, export: &Export<'_>) -> Option<Vec<u8>> {
    match format {
        Format::Argdown => Some(argdown::write(export).into_bytes()),
        Format::Aif => Some(aif::write(export).into_bytes()),
        Format::Kialo => Some(kialo::write(export).into_bytes()),
        Format::MindMap => Some(mind_map::write(export).into_bytes()),
        Format::Opml => Some(opml::write(export).into_bytes()),
        Format::Csv => Some(table::write_csv(export).into_bytes()),
        Format::Tsv => Some(table::write_tsv(export).into_bytes()),
        Format::Canvas => Some(canvas::write(export).into_bytes()),
        Format::GraphMl => Some(graphml::write(export).into_bytes()),
        Format::Dot => Some(dot::write(export).into_bytes()),
        Format::Html => Some(html::write(export).into_bytes()),
        Format::Markdown => Some(markdown::write(export).into_bytes()),
        Format::Text => Some(plain::write(export).into_bytes()),
        Format::Xlsx => Some(table::write_book(export)),
        _ => None,
    }
}

/// The formats that are written with the endings by which each is chosen, in the order of [`Format::ALL`].
fn written() -> impl Iterator<Item = (Format, &'static str)> {
    let all = Format::ALL.into_iter().filter(|format| kept(*format).is_some());
    let all = all.flat_map(|format| format.written_extensions().map(move |extension| (format, extension)));
    // Of two that share an ending the one that says more of it: a text is an outline unless somebody says Kialo.
    all.filter(|(format, extension)| *format != Format::Kialo || *extension != "txt")
}

/// The format in which a file of this name is written.
pub fn by_extension(extension: &str) -> Option<Format> {
    let extension = extension.to_lowercase();
    let found = written().find(|(_, known)| *known == extension);
    found.map(|(format, _)| format)
}

/// How files end that are written, without the dot.
pub fn written_extensions() -> impl Iterator<Item = &'static str> {
    written().map(|(_, extension)| extension)
}

/// Formats that are told by their first bytes; of what is packed, only by the name what it is.
fn binary(bytes: &[u8], extension: &str) -> Option<Format> {
    let extension = extension.to_lowercase();
    let is_packed = bytes.starts_with(b"PK\x03\x04");
    if is_packed && extension != "docx" && extension != "doc" {
        return Some(Format::Xlsx);
    }
    let marks: [(&[u8], Format); 3] = [
        (b"\x89PNG", Format::Png),
        (b"%PDF", Format::Pdf),
        (b"PK\x03\x04", Format::Docx),
    ];
    marks
        .into_iter()
        .find(|(mark, _)| bytes.starts_with(mark))
        .map(|(_, format)| format)
}

/// The format of a text.
fn recognise(text: &str, extension: &str) -> Option<Format> {
    let extension = extension.to_lowercase();
    let named = |format: Format| format.extensions().contains(&extension.as_str());
    if let Some(format) = xml(text) {
        return Some(format);
    }
    if kialo::is_it(text) {
        return Some(Format::Kialo);
    }
    if named(Format::Argdown) {
        return Some(Format::Argdown);
    }
    if named(Format::Markdown) && fenced_argdown(text).is_some() {
        return Some(Format::Argdown);
    }
    if argdown_json::is_it(text) {
        return Some(Format::ArgdownJson);
    }
    if aif::is_it(text) {
        return Some(Format::Aif);
    }
    if is_mind_mup(text) {
        return Some(Format::MindMup);
    }
    if is_canvas(text) {
        return Some(Format::Canvas);
    }
    let by_name = [
        Format::Csv,
        Format::Tsv,
        Format::Canvas,
        Format::GraphMl,
        Format::Dot,
        Format::MindMap,
        Format::Opml,
        Format::Markdown,
        Format::Tgf,
        Format::Apx,
    ];
    if let Some(format) = by_name.into_iter().find(|format| named(*format)) {
        return Some(format);
    }
    if carneades::is_yaml(text) {
        return Some(Format::Carneades);
    }
    if named(Format::Text) && framework::is_tgf(text) {
        return Some(Format::Tgf);
    }
    if framework::is_apx(text) {
        return Some(Format::Apx);
    }
    if is_argdown(text) {
        return Some(Format::Argdown);
    }
    named(Format::Text).then_some(Format::Text)
}

/// Why a text of no kind that is known cannot be read: if it is broken, where.
fn unknown(text: &str, extension: &str) -> Refusal {
    let start = text.trim_start();
    if start.starts_with(['{', '[']) || extension == "json" {
        return match serde_json::from_str::<serde::de::IgnoredAny>(text) {
            Ok(_) => Refusal::UnknownOf("JSON".to_owned()),
            Err(error) => aif::json::malformed("JSON", &error),
        };
    }
    let is_tag =
        |rest: &str| rest.starts_with(|letter: char| letter.is_ascii_alphabetic() || matches!(letter, '?' | '!'));
    if start.strip_prefix('<').is_some_and(is_tag) || extension == "xml" {
        let mut walker = Walker::new(text, "XML");
        loop {
            match walker.next() {
                Ok(Piece::End) => return Refusal::UnknownOf("XML".to_owned()),
                Ok(_) => {}
                Err(refusal) => return refusal,
            }
        }
    }
    if start.starts_with("---") || start.starts_with("%YAML") || matches!(extension, "yml" | "yaml") {
        return match carneades::check_yaml(text) {
            Ok(()) => Refusal::UnknownOf("YAML".to_owned()),
            Err(refusal) => refusal,
        };
    }
    Refusal::Unknown
}

/// Whether a JSON text is a mind map of MindMup: ideas under numbers.
fn is_mind_mup(text: &str) -> bool {
    text.trim_start().starts_with('{') && text.contains("\"ideas\"") && text.contains("\"title\"")
}

/// Whether a JSON text is a canvas: nodes with a place and a size.
fn is_canvas(text: &str) -> bool {
    let start = text.trim_start();
    let end = start.char_indices().nth(4_000).map_or(start.len(), |(at, _)| at);
    let start = start.get(..end).unwrap_or(start);
    start.starts_with('{')
        && ["\"nodes\"", "\"x\"", "\"width\"", "\"type\""]
            .iter()
            .all(|name| start.contains(name))
}

/// What an XML text is, by the name of its outermost element.
fn xml(text: &str) -> Option<Format> {
    let mut rest = text.trim_start();
    // Past the declaration, comments and the document type.
    while rest.starts_with("<?") || rest.starts_with("<!") {
        let end = if rest.starts_with("<!--") { "-->" } else { ">" };
        rest = rest.split_once(end)?.1.trim_start();
    }
    let name: String = rest
        .strip_prefix('<')?
        .chars()
        .take_while(|letter| letter.is_alphanumeric())
        .collect();
    match name.to_lowercase().as_str() {
        "map" => Some(Format::MindMap),
        "opml" => Some(Format::Opml),
        "model" => Some(Format::Compendium),
        "arggraph" => Some(Format::ArgGraph),
        "lkif" => Some(Format::Carneades),
        "graphml" => Some(Format::GraphMl),
        _ => None,
    }
}

/// Whether a text without a telling name looks like Argdown: a definition at the beginning of a line.
fn is_argdown(text: &str) -> bool {
    text.lines().take(2_000).any(|line| {
        let line = line.trim_start();
        let is_defined = |open: char, close: &str| {
            line.strip_prefix(open)
                .and_then(|rest| rest.split_once(close))
                .is_some_and(|(title, _)| !title.is_empty() && title.len() < 200)
        };
        is_defined('[', "]: ") || is_defined('<', ">: ")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_content_and_then_by_its_name() {
        assert_eq!(recognise("[a]: b\n  + <c>: d", "txt"), Some(Format::Argdown));
        assert_eq!(recognise("gewone tekst", "argdown"), Some(Format::Argdown));
        assert_eq!(
            recognise("# kop\n\n```argdown\n[a]: b\n```\n", "md"),
            Some(Format::Argdown)
        );
        assert_eq!(read(b"%PDF-1.7", "pdf", None), Err(Refusal::NotRead("PDF".to_owned())));
        assert_eq!(read(b"", "argdown", None), Err(Refusal::Empty));
    }

    #[test]
    fn what_is_broken_and_of_no_known_kind_is_told_with_its_place() {
        let place = |text: &str, extension: &str| match read(text.as_bytes(), extension, None) {
            Err(Refusal::Malformed(format, line, column, _)) => Some((format, line, column)),
            _ => None,
        };
        assert_eq!(place("{\n\"a\": ]}", "json"), Some(("JSON".to_owned(), 2, 6)));
        assert_eq!(place("[1,", "qqq"), Some(("JSON".to_owned(), 1, 3)));
        assert_eq!(
            place("<a>\n<b", "xml").map(|(format, line, _)| (format, line)),
            Some(("XML".to_owned(), 2))
        );
        assert!(place("---\na: [1\nb: 2\n", "yml").is_some_and(|(format, line, _)| format == "YAML" && line > 1));
        for (text, extension, kind) in [
            ("{}", "json", "JSON"),
            ("<a/>", "xml", "XML"),
            ("a: 1\n", "yaml", "YAML"),
        ] {
            let refusal = read(text.as_bytes(), extension, None);
            assert_eq!(refusal, Err(Refusal::UnknownOf(kind.to_owned())), "{text}");
        }
        assert_eq!(read(b"gewone woorden", "qqq", None), Err(Refusal::Unknown));
    }

    #[test]
    fn names_that_are_there_twice_are_told() {
        let text =
            "{\"nodes\":[\n{\"id\":\"a\",\"type\":\"text\",\"text\":\"een\",\"x\":0,\"width\":1,\n\"text\":\"twee\"}]}";
        let gathered = read(text.as_bytes(), "canvas", None).unwrap();
        let told = super::super::trouble::Warning {
            line: 3,
            what: super::super::trouble::Trouble::DoubledKey("text".to_owned()),
        };
        assert_eq!(gathered.warnings, [told]);
        assert_eq!((gathered.nodes[0].text.main(), gathered.nodes[0].line), ("twee", 2));
    }

    #[test]
    fn what_is_written_is_chosen_by_the_ending_of_its_name() {
        for (extension, format) in [
            ("tsv", Some(Format::Tsv)),
            ("CSV", Some(Format::Csv)),
            ("kialo", Some(Format::Kialo)),
            ("txt", Some(Format::Text)),
            ("gv", Some(Format::Dot)),
            ("json", Some(Format::Aif)),
            ("ods", None),
            ("tgf", None),
        ] {
            assert_eq!(by_extension(extension), format, "{extension}");
            assert_eq!(
                written_extensions().any(|known| known == extension.to_lowercase()),
                format.is_some()
            );
        }
    }

    #[test]
    fn fences_keep_their_lines() {
        let gathered = read(b"# kop\n\ntekst\n\n```argdown\n[a]: b\n```\n", "md", None).unwrap();
        assert_eq!((gathered.nodes.len(), gathered.nodes[0].line), (1, 6));
    }
}
