//! All results as a sheet, as a Dutch spreadsheet program opens it with a double click.

use csv::{QuoteStyle, Terminator, WriterBuilder};

use crate::model::Document;
use crate::session::{Addition, Asked, Fate, Group, Place, Round, Session, State, Subject};

use super::counted::with_tally;
use super::evening::Evening;
use super::room;
use super::words::{ReportLang, Words};

/// So many columns has a sheet.
const COLUMNS: usize = 12;

/// A cell that a spreadsheet would take for a formula gets an apostrophe in front.
fn safe(cell: &str) -> String {
    const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    // Some programs leave out spaces before they look.
    let is_formula = cell.starts_with(FORMULA) || cell.trim_start().starts_with(FORMULA);
    if is_formula {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

/// A part of all in percents, with one decimal behind a comma.
fn percent(num: u32, all: u32) -> String {
    if all == 0 {
        return String::new();
    }
    let tenths = (2000 * u64::from(num) + u64::from(all)) / (2 * u64::from(all));
    format!("{},{}", tenths / 10, tenths % 10)
}

/// Every result of an evening, one number a row: each answer of each group about each thing in the rounds that are
/// closed (earlier counts too), then what the room added and which instruments were chosen. Semicolons, decimal commas,
/// CRLF and a mark at the beginning, whatever the language: so that a Dutch spreadsheet program opens it right.
pub fn to_csv(session: &Session, document: &Document, lang: ReportLang) -> String {
    let evening = Evening::new(session, document, lang);
    let words = evening.words;
    let heads = [
        words.sheet_kind,
        words.sheet_round,
        words.sheet_asked,
        words.sheet_way,
        words.sheet_subject,
        words.sheet_side,
        words.sheet_group,
        words.sheet_answer,
        words.sheet_number,
        words.sheet_percent,
        words.sheet_all,
        words.sheet_note,
    ];
    let mut rows: Vec<[String; COLUMNS]> = vec![heads.map(str::to_owned)];
    for (number, round) in session.rounds.iter().enumerate() {
        if round.state != State::Closed {
            let note = if round.state == State::Open {
                words.not_closed
            } else {
                words.not_held
            };
            rows.push(row([
                (0, words.sheet_count.to_owned()),
                (1, (number + 1).to_string()),
                (2, words.asked(round.asked).to_owned()),
                (11, note.to_owned()),
            ]));
            continue;
        }
        for tally in &round.earlier {
            counts(
                &evening,
                words.sheet_earlier,
                number,
                &with_tally(round, tally),
                &mut rows,
            );
        }
        counts(&evening, words.sheet_count, number, round, &mut rows);
    }
    rows.extend(session.additions.iter().map(|addition| from_room(&evening, addition)));
    rows.extend(session.chosen.iter().map(|name| {
        row([
            (0, words.sheet_tool.to_owned()),
            (4, evening.subject(&Subject::Instrument(name.clone())).text()),
        ])
    }));
    let mut writer = WriterBuilder::new()
        .delimiter(b';')
        .terminator(Terminator::CRLF)
        .quote_style(QuoteStyle::Necessary)
        .from_writer(Vec::new());
    for row in rows {
        // Writing to memory does not fail, and every row is as long as the first.
        let _ = writer.write_record(row.iter().map(|cell| safe(cell)));
    }
    let bytes = writer.into_inner().unwrap_or_default();
    format!("\u{feff}{}", String::from_utf8_lossy(&bytes))
}

/// A row with these cells filled.
fn row<const N: usize>(cells: [(usize, String); N]) -> [String; COLUMNS] {
    let mut row: [String; COLUMNS] = Default::default();
    for (at, words) in cells {
        if let Some(cell) = row.get_mut(at) {
            *cell = words;
        }
    }
    row
}

pub(super) fn group_name(words: &Words, group: &Group) -> String {
    match group {
        Group::Room => words.sheet_whole.to_owned(),
        Group::Role(role) => words.role_name(*role).to_owned(),
        Group::Table(number) => words.table(*number),
        Group::Together => words.sheet_small.to_owned(),
    }
}

fn counts(evening: &Evening<'_>, kind: &str, number: usize, round: &Round, rows: &mut Vec<[String; COLUMNS]>) {
    let words = evening.words;
    for (at, of) in round.rows.iter().enumerate() {
        for (group, whose) in round.tally.groups.iter().enumerate() {
            // Dots are parts of all dots; answers of all answers about the same.
            let all = match round.asked {
                Asked::Dots => round.tally.total(),
                Asked::Tools => 0,
                _ => round.num_in_group(at, group),
            };
            for (answer, name) in round.asked.answers().iter().enumerate() {
                let count = round.count(at, answer, group);
                let name = if round.asked == Asked::Dots {
                    words.dots
                } else {
                    words.answer(*name)
                };
                rows.push(row([
                    (0, kind.to_owned()),
                    (1, (number + 1).to_string()),
                    (2, words.asked(round.asked).to_owned()),
                    (3, words.way(round.way).to_owned()),
                    (4, evening.row(of).text()),
                    (5, of.side.map_or("", |side| words.side_small(side)).to_owned()),
                    (6, group_name(words, whose)),
                    (7, name.to_lowercase()),
                    (8, count.to_string()),
                    (9, percent(count, all)),
                    (10, if all > 0 { all.to_string() } else { String::new() }),
                ]));
            }
        }
    }
}

fn from_room(evening: &Evening<'_>, addition: &Addition) -> [String; COLUMNS] {
    let words = evening.words;
    let (kind, side) = match &addition.place {
        Place::Parked => (words.sheet_parked, None),
        Place::Question => (words.sheet_question, None),
        Place::Argument { side, .. } => (words.argument, Some(*side)),
        Place::Reply { side, .. } => (words.sheet_reply, Some(*side)),
    };
    let joined = addition.joined.as_ref().map(|with| {
        let with = evening.subject(with).quoted().text();
        format!("{} {with}", words.same_as)
    });
    // Nobody has to decide about a guess, or about what was joined with something.
    let is_settled = addition.fate == Fate::Open && (addition.is_guess || addition.joined.is_some());
    let place = room::place(evening, &addition.place).text();
    let notes = [
        if side.is_some() { place } else { String::new() },
        evening.said(&addition.cluster).text(),
        joined.unwrap_or_default(),
        if addition.is_guess { words.sheet_guess } else { "" }.to_owned(),
        if is_settled { "" } else { words.fate(addition.fate) }.to_owned(),
    ];
    let notes: Vec<String> = notes.into_iter().filter(|note| !note.is_empty()).collect();
    row([
        (0, words.sheet_room.to_owned()),
        (2, kind.to_lowercase()),
        (4, evening.said(&addition.words).text()),
        (5, side.map_or("", |side| words.side_small(side)).to_owned()),
        (11, notes.join("; ")),
    ])
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    fn records(text: &str) -> Vec<Vec<String>> {
        let text = text.strip_prefix('\u{feff}').unwrap();
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(b';')
            .has_headers(false)
            .from_reader(text.as_bytes());
        let record = |record: csv::StringRecord| record.iter().map(str::to_owned).collect();
        reader.records().map(|found| record(found.unwrap())).collect()
    }

    #[test]
    fn all_counts_are_there_and_add_up() {
        for lang in ReportLang::ALL {
            let session = sample::session();
            let text = to_csv(&session, &sample::document(), lang);
            assert!(text.starts_with('\u{feff}') && text.ends_with("\r\n"));
            let found = records(&text);
            assert!(found.iter().all(|record| record.len() == COLUMNS));
            let kind = Words::of(lang).sheet_count;
            let sum = |round: &str| -> u32 {
                let of = found.iter().filter(|record| record[0] == kind && record[1] == round);
                of.filter_map(|record| record[8].parse::<u32>().ok()).sum()
            };
            for (number, round) in session.rounds.iter().enumerate() {
                let expected = if round.state == State::Closed {
                    round.tally.total()
                } else {
                    0
                };
                assert_eq!(sum(&(number + 1).to_string()), expected);
            }
        }
    }

    #[test]
    fn rows_are_as_a_dutch_sheet_wants_them() {
        let text = to_csv(&sample::session(), &sample::document(), ReportLang::Dutch);
        assert!(text.contains(
            "\r\ntelling;1;Voor of tegen, vooraf;Met kaartjes, allemaal tegelijk;Moeten we leerlingen meer mengen?;;Ouders;voor;5;33,3;15;\r\n"
        ));
        assert!(text.contains("eerdere telling;5;"));
        let guess = "De school is dan te ver weg;tegen;;;;;;\"tegen, Ouders; hetzelfde als ‘De reistijd wordt voor veel kinderen te lang’; bedacht voor de andere kant\"";
        assert!(text.contains(guess));
        assert!(text.contains("\r\ngekozen instrument;;;;Scholencarrousel;;;;;;;\r\n"));
    }

    #[test]
    fn no_cell_is_a_formula() {
        for evil in ["=1+1", "+31 6", "-nee", "@SUM(A1)", "\tx", "\rx", "＝1"] {
            assert_eq!(safe(evil), format!("'{evil}"));
        }
        assert_eq!([safe("a=b"), safe(""), safe("12")], ["a=b", "", "12"]);
        let mut session = sample::session();
        session.chosen = vec!["@naam".to_owned()];
        for addition in &mut session.additions {
            addition.words = "=HYPERLINK(\"x\";\"y\")".to_owned();
        }
        for row in session.rounds.iter_mut().flat_map(|round| &mut round.rows) {
            row.words = "- te \"ver\"; weg".to_owned();
        }
        let text = to_csv(&session, &Document::default(), ReportLang::Dutch);
        let found = records(&text);
        assert!(
            found
                .iter()
                .flatten()
                .all(|cell| !cell.starts_with(['=', '+', '-', '@']))
        );
        assert!(found.iter().any(|record| record[4] == "'=HYPERLINK(\"x\";\"y\")"));
        assert!(found.iter().any(|record| record[4] == "'- te \"ver\"; weg"));
        assert!(found.iter().any(|record| record[4].starts_with("'@naam")));
    }

    #[test]
    fn percents_are_rounded_to_tenths() {
        assert_eq!([percent(1, 3), percent(2, 3), percent(5, 5)], ["33,3", "66,7", "100,0"]);
        assert_eq!(percent(1, 0), "");
    }
}
