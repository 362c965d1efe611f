//! The report of an evening: the result on paper.
//!
//! [`Report::new`] makes blocks – headings, lists, tables, bars – from a session and its map; [`to_html`],
//! [`to_markdown`] and [`to_docx`] write them down. [`to_csv`] gives the bare results for a spreadsheet.
//!
//! **Invariants:** nothing here reads a file or a clock: the same session and map always give the same report. A round
//! that is not closed never shows a number. Totals are all that is said: no sentence tells who, or how many, changed
//! their mind. Every text from a person is escaped by the form that writes it. Whatever a color or a bar says is also
//! said in words beside it.

mod blocks;
mod counted;
mod docx;
mod docx_parts;
mod evening;
mod html;
mod markdown;
mod of_map;
mod room;
mod sheet;
mod shift;
mod shown;
mod spelled;
mod svg;
mod weighed;
mod words;

#[cfg(test)]
mod sample;

pub use blocks::{Bar, Block, Chart, Entry, Head, Kind, Level, Line, Part, Piece, Table};
pub use docx::{DocxError, to_docx};
pub use html::to_html;
pub use markdown::to_markdown;
pub use sheet::to_csv;
pub use words::ReportLang;

/// A day that is written as `2026-11-25`, in words; anything else as it is.
pub fn day(lang: ReportLang, day: &str) -> String {
    words::Words::of(lang).day(day)
}

use crate::model::Document;
use crate::session::Session;

use evening::Evening;

/// A report, before it is written in some form.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Report {
    /// The language of its fixed texts.
    pub lang: ReportLang,
    /// What kind of document it is, for above the title.
    pub kind: &'static str,
    /// What it is called.
    pub title: Line,
    /// What stands in it, in order.
    pub blocks: Vec<Block>,
}

impl Report {
    /// The report of an evening with a map. Arguments that were weighed stand in it in the words of the evening; the
    /// map gives the names of stakeholders and the words of what was only shown. The map may have changed since: what is
    /// gone is said to be gone.
    pub fn new(session: &Session, document: &Document, lang: ReportLang) -> Self {
        let evening = Evening::new(session, document, lang);
        let words = evening.words;
        let sections = [
            (words.shift, shift::shift(&evening)),
            (words.heaviest, weighed::heaviest(&evening)),
            (words.division, weighed::division(&evening)),
            (words.weighed, weighed::all(&evening)),
            (words.tools, weighed::tools(&evening)),
            (words.room, room::added(&evening)),
            (words.guesses, room::guesses(&evening)),
            (words.to_do, room::later(&evening)),
            (words.next_steps, evening.next_steps()),
            (words.minutes, evening.minutes()),
            (words.shown, shown::shown(&evening)),
            (words.ways, counted::ways(&evening)),
            (words.privacy, vec![Block::Paragraph(words.privacy_about.into())]),
        ];
        let (title, mut blocks) = evening.opening();
        for (title, section) in sections {
            if !section.is_empty() {
                blocks.push(evening.heading(Level::Section, title));
                blocks.extend(section);
            }
        }
        Self {
            lang,
            kind: words.report,
            title,
            blocks,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{About, Asked, OfMap, Round};

    fn headings(report: &Report) -> Vec<String> {
        let found = report.blocks.iter().filter_map(|block| match block {
            Block::Heading {
                level: Level::Section,
                line,
                ..
            } => Some(line.text()),
            _ => None,
        });
        found.collect()
    }

    #[test]
    fn a_full_evening_has_all_sections_in_order_in_both_languages() {
        let nl = Report::new(&sample::session(), &sample::document(), ReportLang::Dutch);
        assert_eq!(
            headings(&nl),
            [
                "Voor of tegen",
                "Wat het zwaarst woog",
                "Waar de zaal het over eens is, en waar niet",
                "Alles wat gewogen is",
                "Instrumenten",
                "Wat de zaal toevoegde",
                "De andere kant raden",
                "Voor later",
                "Hoe het verder gaat",
                "Aantekeningen",
                "Wat er getoond is",
                "Hoe er is geteld",
                "Privacy",
            ]
        );
        let en = Report::new(&sample::session(), &sample::document(), ReportLang::English);
        assert_eq!(headings(&en).len(), 13);
        assert!(
            headings(&en)
                .iter()
                .all(|title| !headings(&nl).contains(title) || title == "Privacy")
        );
    }

    #[test]
    fn an_evening_with_nothing_still_has_a_small_report() {
        for lang in ReportLang::ALL {
            let report = Report::new(&Session::default(), &Document::default(), lang);
            assert!(!report.title.is_empty());
            assert_eq!(headings(&report), ["Privacy"]);
            assert!(to_html(&report).contains("<main"));
            assert!(!to_markdown(&report).is_empty());
            assert!(to_docx(&report).is_ok());
        }
    }

    #[test]
    fn the_title_is_that_of_the_evening_or_else_the_question() {
        let mut session = Session {
            map: OfMap {
                question: "Mengen?".to_owned(),
                lang: "nl".to_owned(),
                ..OfMap::default()
            },
            ..Session::default()
        };
        let title = |session: &Session| {
            Report::new(session, &Document::default(), ReportLang::Dutch)
                .title
                .text()
        };
        assert_eq!(title(&session), "Mengen?");
        session.about = About {
            title: "Avond in Lombok".to_owned(),
            ..About::default()
        };
        assert_eq!(title(&session), "Avond in Lombok");
    }

    #[test]
    fn no_number_of_an_open_round_gets_out() {
        let mut session = sample::session();
        let mut round = Round::new(Asked::Opinion, session.rounds[1].rows.clone(), 0);
        round.open();
        round.set(0, 0, 0, 7_777).unwrap();
        session.rounds = vec![round.clone()];
        let all = |session: &Session| {
            let report = Report::new(session, &sample::document(), ReportLang::Dutch);
            let bytes = to_docx(&report).unwrap();
            let text = format!(
                "{}{}{}{}",
                to_html(&report),
                to_markdown(&report),
                String::from_utf8_lossy(&bytes),
                to_csv(session, &sample::document(), ReportLang::Dutch)
            );
            text
        };
        let open = all(&session);
        assert!(!open.contains("7.777") && !open.contains("7777"));
        assert!(open.contains("niet afgesloten"));
        // Neither what it was before it was counted again.
        round.close();
        session.rounds = vec![round.clone()];
        assert!(all(&session).contains("7.777"), "the test can fail");
        round.again();
        session.rounds = vec![round];
        let open = all(&session);
        assert!(!open.contains("7.777") && !open.contains("7777"));
    }

    #[test]
    fn the_same_evening_gives_the_same_report() {
        let make = || {
            let report = Report::new(&sample::session(), &sample::document(), ReportLang::Dutch);
            (to_html(&report), to_markdown(&report), to_docx(&report).unwrap())
        };
        assert_eq!(make(), make());
    }

    #[test]
    fn nothing_says_who_changed_their_mind() {
        for lang in ReportLang::ALL {
            let report = Report::new(&sample::session(), &sample::document(), lang);
            let text = to_markdown(&report).to_lowercase();
            for wrong in [
                "veranderd",
                "van mening",
                "verschoven",
                "changed their",
                "moved",
                "overtuigd",
                "convinced",
            ] {
                assert!(!text.contains(wrong), "{wrong}");
            }
        }
    }

    mod properties {
        use super::*;
        use proptest::prelude::*;

        proptest! {
            #![proptest_config(ProptestConfig::with_cases(48))]
            #[test]
            fn whatever_people_write_every_form_stays_sound(words in "\\PC*|[\u{0}-\u{7f}]*", other in "[<>&|*;\"'=+@ -]*") {
                let mut session = sample::session();
                session.about.title = other.clone();
                session.about.place = words.clone();
                session.minutes = format!("{words}\n{other}");
                session.next_steps = format!("{other}\n{words}");
                for (number, addition) in session.additions.iter_mut().enumerate() {
                    addition.words = if number % 2 == 0 { words.clone() } else { other.clone() };
                    addition.cluster.clone_from(&other);
                }
                for row in session.rounds.iter_mut().flat_map(|round| &mut round.rows) {
                    row.words.clone_from(&words);
                }
                let report = Report::new(&session, &sample::document(), ReportLang::English);
                let html = to_html(&report);
                let start = html.find("<body>").unwrap();
                prop_assert!(roxmltree::Document::parse(html.get(start..html.find("</html>").unwrap()).unwrap()).is_ok());
                let mut zip = zip::ZipArchive::new(std::io::Cursor::new(to_docx(&report).unwrap())).unwrap();
                let text = std::io::read_to_string(zip.by_name("word/document.xml").unwrap()).unwrap();
                prop_assert!(roxmltree::Document::parse(&text).is_ok());
                for table in to_markdown(&report).split("\n\n").filter(|part| part.starts_with('|')) {
                    let cells = |line: &str| line.replace("\\\\", "").replace("\\|", "").matches('|').count();
                    let num = table.lines().next().map(cells);
                    prop_assert!(table.lines().all(|line| Some(cells(line)) == num), "{}", table);
                }
                let sheet = to_csv(&session, &sample::document(), ReportLang::English);
                let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(sheet.as_bytes());
                for record in reader.records() {
                    let record = record.unwrap();
                    prop_assert!(record.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@'])));
                }
            }
        }
    }
}
