//! A report as a text document for Word and LibreOffice.
//!
//! The document is written here, in the few elements that a report needs. The crates that were looked at (`docx-rs`
//! 0.4.22) have no table headers that repeat, no language of the document and no captions: without them it cannot be
//! read well with a screen reader.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::blocks::{Bar, Block, Chart, Entry, Kind, Level, Line, Table};
use super::html::escape;
use super::words::Words;
use super::{Report, docx_parts};

/// Why there is no document.
#[derive(Debug)]
pub enum DocxError {
    /// It could not be packed.
    Packing(zip::result::ZipError),
}

impl From<zip::result::ZipError> for DocxError {
    fn from(error: zip::result::ZipError) -> Self {
        Self::Packing(error)
    }
}

impl From<std::io::Error> for DocxError {
    fn from(error: std::io::Error) -> Self {
        Self::Packing(error.into())
    }
}

/// How wide the text is on A4, in twentieths of a point.
const WIDTH: u32 = 9354;

/// The bytes of a Word document, with styles for headings, tables with headers that repeat, and a language.
///
/// # Errors
/// Says that it could not be packed; in memory that only happens if it is far too large.
pub fn to_docx(report: &Report) -> Result<Vec<u8>, DocxError> {
    let words = Words::of(report.lang);
    let mut body = paragraph("Subtitle", &run(report.kind, ""));
    body += &paragraph("Title", &line(&report.title));
    let mut number = 0;
    for (at, one) in report.blocks.iter().enumerate() {
        if matches!(one, Block::List { is_numbered: true, .. }) {
            number += 1;
        }
        let next = report.blocks.get(at + 1);
        let is_led_in = matches!(next, Some(Block::List { .. } | Block::Table(_) | Block::Chart(_)));
        body += &block(one, number, if is_led_in { "<w:keepNext/>" } else { "" });
    }
    let lang = report.lang.lang();
    let parts = [
        ("[Content_Types].xml", docx_parts::CONTENT_TYPES.to_owned()),
        ("_rels/.rels", docx_parts::RELATIONS.to_owned()),
        ("docProps/core.xml", docx_parts::core(&report.title.text(), lang)),
        ("word/document.xml", docx_parts::document(&body)),
        (
            "word/_rels/document.xml.rels",
            docx_parts::DOCUMENT_RELATIONS.to_owned(),
        ),
        ("word/styles.xml", docx_parts::styles(lang)),
        ("word/settings.xml", docx_parts::settings(lang)),
        ("word/numbering.xml", docx_parts::numbering(number)),
        ("word/footer1.xml", docx_parts::footer(words.made_with, words.page)),
    ];
    // No clock: the same report gives the same bytes.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, options)?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

/// A run of letters, with properties.
fn run(words: &str, properties: &str) -> String {
    let properties = match properties {
        "" => String::new(),
        some => format!("<w:rPr>{some}</w:rPr>"),
    };
    format!(
        "<w:r>{properties}<w:t xml:space=\"preserve\">{}</w:t></w:r>",
        escape(words)
    )
}

fn line(line: &Line) -> String {
    let piece = |piece: &super::Piece| {
        let properties = piece.lang.map(docx_parts::run_language).unwrap_or_default();
        run(&piece.words, &properties)
    };
    line.pieces().iter().map(piece).collect()
}

/// A paragraph in a style, with what else it needs to know before its runs.
fn paragraph_with(style: &str, properties: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{properties}</w:pPr>{runs}</w:p>")
}

fn paragraph(style: &str, runs: &str) -> String {
    paragraph_with(style, "", runs)
}

fn block(block: &Block, number: u32, together: &str) -> String {
    match block {
        Block::Heading { level, line: of, side } => {
            let style = match level {
                Level::Section => "Heading1",
                Level::Part => "Heading2",
                Level::Detail => "Heading3",
            };
            let sign = side.map(|side| {
                let kind = Kind::from(Some(side));
                run(
                    &format!("{} ", kind.sign()),
                    &format!("<w:color w:val=\"{}\"/>", fill(kind)),
                )
            });
            paragraph(style, &(sign.unwrap_or_default() + &line(of)))
        }
        Block::Paragraph(of) => paragraph_with("Normal", together, &line(of)),
        Block::Aside(of) => paragraph_with("Aside", together, &line(of)),
        Block::Facts(facts) => {
            let fact = |(name, of): &(String, Line)| {
                let tab = "<w:r><w:tab/></w:r>";
                paragraph("Fact", &(run(name, "<w:color w:val=\"4A5563\"/>") + tab + &line(of)))
            };
            facts.iter().map(fact).collect()
        }
        Block::List { is_numbered, entries } => {
            let list = if *is_numbered {
                docx_parts::FIRST_NUMBERED + number
            } else {
                docx_parts::BULLETS
            };
            entries.iter().map(|one| entry(one, list)).collect()
        }
        Block::Table(of) => table(of),
        Block::Chart(of) => chart(of),
    }
}

fn entry(entry: &Entry, list: u32) -> String {
    let item = |level: u32, list: u32, runs: &str| {
        let properties = format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>");
        paragraph_with("ListParagraph", &properties, runs)
    };
    let note = match entry.note.is_empty() {
        true => String::new(),
        false => {
            let grey = |piece: &super::Piece| {
                let lang = piece.lang.map(docx_parts::run_language).unwrap_or_default();
                run(&piece.words, &format!("<w:color w:val=\"4A5563\"/>{lang}"))
            };
            let runs: String = entry.note.pieces().iter().map(grey).collect();
            format!("<w:r><w:br/></w:r>{runs}")
        }
    };
    let under = entry.under.iter().map(|of| item(1, docx_parts::BULLETS, &line(of)));
    item(0, list, &(line(&entry.line) + &note)) + &under.collect::<String>()
}

fn cell(width: u32, shade: Option<&str>, content: &str) -> String {
    let shade = shade.map(|fill| format!("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{fill}\"/>"));
    format!(
        "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{}</w:tcPr>{content}</w:tc>",
        shade.unwrap_or_default()
    )
}

fn grid(widths: &[u32]) -> String {
    let columns = widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>"));
    format!("<w:tblGrid>{}</w:tblGrid>", columns.collect::<String>())
}

/// What keeps words off the numbers before them.
const INDENT: u32 = 170;

/// How wide columns are: as wide as the longest of what must not be broken, and the rest for the first.
fn column_widths(table: &Table) -> Vec<u32> {
    // A letter is hardly ever wider than this, whatever font is there.
    let of_letters = |num: usize| u32::try_from(num).unwrap_or(0).min(16) * 140 + 240;
    let longest_word = |words: &str| words.split(' ').map(|word| word.chars().count()).max().unwrap_or(0);
    let width = |(column, head): (usize, &super::Head)| {
        let cells = table
            .rows
            .iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.text().chars().count());
        let indent = if head.is_number { 0 } else { INDENT };
        indent + of_letters(cells.chain([longest_word(&head.words)]).max().unwrap_or(0))
    };
    let others: Vec<u32> = table.heads.iter().enumerate().skip(1).map(width).collect();
    let all: u32 = others.iter().sum();
    // The first column has a third at least.
    let most = WIDTH * 2 / 3;
    let others: Vec<u32> = others
        .into_iter()
        .map(|width| if all > most { width * most / all } else { width })
        .collect();
    let first = WIDTH.saturating_sub(others.iter().sum());
    [first].into_iter().chain(others).collect()
}

/// A table of so many rows stays on one page.
const SHORT: usize = 12;

fn table(table: &Table) -> String {
    let widths = column_widths(table);
    // Words behind numbers need some room.
    let in_cell = |column: usize, is_number: bool, style: &str, together: &str, runs: &str| {
        let place = match (is_number, column) {
            (true, _) => "<w:jc w:val=\"right\"/>".to_owned(),
            (false, 0) => String::new(),
            (false, _) => format!("<w:ind w:left=\"{INDENT}\"/>"),
        };
        paragraph_with(style, &format!("{together}{place}"), runs)
    };
    let heads = table
        .heads
        .iter()
        .zip(&widths)
        .enumerate()
        .map(|(column, (head, width))| {
            let runs = run(&head.words, "");
            cell(*width, None, &in_cell(column, head.is_number, "TableHead", "", &runs))
        });
    let row = |(number, cells): (usize, &Vec<Line>)| {
        let is_kept = table.rows.len() <= SHORT && number + 1 < table.rows.len();
        let together = if is_kept { "<w:keepNext/>" } else { "" };
        let all = cells.iter().zip(&table.heads).zip(&widths).enumerate();
        let all = all.map(|(column, ((of, head), width))| {
            cell(
                *width,
                None,
                &in_cell(column, head.is_number, "TableText", together, &line(of)),
            )
        });
        format!(
            "<w:tr><w:trPr><w:cantSplit/></w:trPr>{}</w:tr>",
            all.collect::<String>()
        )
    };
    let rows: String = table.rows.iter().enumerate().map(row).collect();
    format!(
        "{caption}<w:tbl><w:tblPr><w:tblStyle w:val=\"ReportTable\"/><w:tblW w:w=\"{WIDTH}\" w:type=\"dxa\"/>\
         <w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"04A0\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"1\" \
         w:lastColumn=\"0\" w:noHBand=\"0\" w:noVBand=\"1\"/><w:tblCaption w:val=\"{name}\"/></w:tblPr>{grid}\
         <w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{heads}</w:tr>{rows}</w:tbl>{space}",
        caption = paragraph("Caption", &run(&table.caption, "")),
        name = escape(&table.caption),
        grid = grid(&widths),
        heads = heads.collect::<String>(),
        space = paragraph("Space", ""),
    )
}

/// The color of a part of a bar. Sign, number and word stand beside it.
fn fill(kind: Kind) -> &'static str {
    match kind {
        Kind::For => "1D66D1",
        Kind::Against => "B4530A",
        Kind::Agree | Kind::Plain => "2B3644",
        Kind::Disagree => "D5DBE1",
        Kind::Unknown => "69737F",
    }
}

fn chart(chart: &Chart) -> String {
    chart.bars.iter().map(bar).collect::<String>() + &paragraph("Space", "")
}

/// A bar: its label, its numbers in words, and a row of shaded cells. The row comes last: only so all three stay together
/// on a page in LibreOffice too.
fn bar(bar: &Bar) -> String {
    let parts: Vec<(Option<Kind>, u32, String)> = bar
        .widths()
        .filter(|(part, _)| part.num > 0)
        .map(|(part, width)| {
            let text = format!("{} {}", part.kind.sign(), part.num);
            let text = if width < 90 {
                String::new()
            } else {
                text.trim().to_owned()
            };
            (Some(part.kind), (width * WIDTH / 1000).max(60), text)
        })
        .collect();
    let used: u32 = parts.iter().map(|(_, width, _)| *width).sum();
    // What is left is empty; a few points only come from rounding.
    let rest = Some(WIDTH.saturating_sub(used)).filter(|rest| *rest > 100);
    let parts: Vec<_> = parts
        .into_iter()
        .chain(rest.map(|rest| (None, rest, String::new())))
        .collect();
    let widths: Vec<u32> = parts.iter().map(|(_, width, _)| *width).collect();
    let cells = parts.iter().map(|(kind, width, text)| {
        let ink = if *kind == Some(Kind::Disagree) {
            "14181F"
        } else {
            "FFFFFF"
        };
        let runs = match text.as_str() {
            "" => String::new(),
            text => run(text, &format!("<w:b/><w:color w:val=\"{ink}\"/>")),
        };
        cell(*width, Some(kind.map_or("EEF1F4", fill)), &paragraph("BarText", &runs))
    });
    format!(
        "{label}{numbers}<w:tbl><w:tblPr><w:tblW w:w=\"{WIDTH}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/>\
         <w:tblCellMar><w:left w:w=\"60\" w:type=\"dxa\"/><w:right w:w=\"0\" w:type=\"dxa\"/></w:tblCellMar>\
         <w:tblCaption w:val=\"{name}\"/><w:tblDescription w:val=\"{text}\"/></w:tblPr>{grid}\
         <w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr></w:tbl>",
        label = paragraph("BarLabel", &line(&bar.label)),
        name = escape(&bar.label.text()),
        text = escape(&bar.text()),
        grid = grid(&widths),
        cells = cells.collect::<String>(),
        numbers = paragraph("BarNumbers", &run(&bar.text(), "")),
    )
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::super::sample;
    use super::super::words::ReportLang;
    use super::*;
    use crate::model::Document;
    use crate::session::Session;

    fn parts(bytes: Vec<u8>) -> Vec<(String, String)> {
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let read = |number| {
            let mut file = zip.by_index(number).unwrap();
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            (file.name().unwrap().into_owned(), text)
        };
        (0..9).map(read).collect()
    }

    fn part(bytes: &[u8], name: &str) -> String {
        let found = parts(bytes.to_vec()).into_iter().find(|(known, _)| known == name);
        found.unwrap().1
    }

    #[test]
    fn every_part_is_sound_xml_and_the_headings_are_headings() {
        for lang in ReportLang::ALL {
            let bytes = to_docx(&Report::new(&sample::session(), &sample::document(), lang)).unwrap();
            for (name, text) in parts(bytes.clone()) {
                roxmltree::Document::parse(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
            }
            let text = part(&bytes, "word/document.xml");
            let heading = format!(
                "<w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t xml:space=\"preserve\">{}<",
                Words::of(lang).shift
            );
            assert!(text.contains(&heading));
            assert_eq!(text.matches("\"Heading1\"").count(), 13);
            assert_eq!(
                text.matches("<w:tblHeader/>").count(),
                5,
                "each table has a head that repeats"
            );
            let styles = part(&bytes, "word/styles.xml");
            let code = if lang == ReportLang::Dutch { "nl-NL" } else { "en-GB" };
            assert!(styles.contains(&format!("<w:lang w:val=\"{code}\"")));
            for style in text
                .split("<w:pStyle w:val=\"")
                .skip(1)
                .filter_map(|rest| rest.split('"').next())
            {
                assert!(styles.contains(&format!("w:styleId=\"{style}\"")), "{style} is known");
            }
        }
    }

    #[test]
    fn columns_fill_the_page_and_bars_too() {
        let bytes = to_docx(&Report::new(&sample::session(), &sample::document(), ReportLang::Dutch)).unwrap();
        let text = part(&bytes, "word/document.xml");
        for grid in text.split("<w:tblGrid>").skip(1) {
            let grid = grid.split("</w:tblGrid>").next().unwrap();
            let widths = grid
                .split("w:w=\"")
                .skip(1)
                .filter_map(|rest| rest.split('"').next()?.parse::<u32>().ok());
            let all: u32 = widths.sum();
            assert!((WIDTH - 100..=WIDTH + 60).contains(&all), "{all}");
        }
        assert!(text.contains("11 voor · 12 tegen · 6 weet niet · n = 29"));
    }

    #[test]
    fn what_people_wrote_is_no_markup() {
        let mut session = Session::default();
        session.about.title = "A & B <w:br/> \"C\" \u{8}".to_owned();
        let report = Report::new(&session, &Document::default(), ReportLang::English);
        let bytes = to_docx(&report).unwrap();
        let text = part(&bytes, "word/document.xml");
        assert!(text.contains("A &amp; B &lt;w:br/&gt; &quot;C&quot;"));
        roxmltree::Document::parse(&text).unwrap();
        roxmltree::Document::parse(&part(&bytes, "docProps/core.xml")).unwrap();
    }
}
