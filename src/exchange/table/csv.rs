//! Tables as text: fields with `,`, `;`, tab or `|` between them, quoted where they need it
//! (<https://www.rfc-editor.org/rfc/rfc4180>).

use super::super::gathered::Gathered;
use super::super::trouble::Trouble;
use super::grid::{Grid, MOST_COLUMNS};
use super::heads::column_of;

/// Cells that a spreadsheet would take for a formula begin with one of these.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Whether a spreadsheet would take a cell for a formula, or it would once an apostrophe is taken off.
fn is_formula(cell: &str) -> bool {
    let cell = cell.trim_start_matches('\'');
    // Some programs leave out spaces before they look, others take a line end at the beginning for a new cell.
    cell.starts_with(FORMULA) || cell.trim_start().starts_with(FORMULA)
}

/// A cell that no spreadsheet takes for a formula.
fn guarded(cell: &str) -> String {
    if is_formula(cell) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

/// The cell as it was before [`guarded`].
pub(super) fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(cell)
}

/// Writes a table; each row ends with a carriage return and line feed, as the standard has it.
pub(super) fn write(rows: &[Vec<String>], separator: char) -> String {
    // Spreadsheets read the letters rightly only with this mark.
    let mut out = String::from('\u{feff}');
    for row in rows {
        for (number, cell) in row.iter().enumerate() {
            if number > 0 {
                out.push(separator);
            }
            let cell = guarded(cell);
            // Also what another program would take for a separator.
            let is_quoted = cell.contains([',', ';', '\t', '|', '"', '\n', '\r', '\'']) || cell.trim() != cell;
            if is_quoted {
                out.push('"');
                out.push_str(&cell.replace('"', "\"\""));
                out.push('"');
            } else {
                out.push_str(&cell);
            }
        }
        out.push_str("\r\n");
    }
    out
}

/// What a field is in the middle of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Start,
    Plain,
    Quoted,
    Closed,
}

/// One record: its fields into `field`; what is left of the text, and whether a quote was closed where one was opened.
fn record(text: &str, separator: char, mut field: impl FnMut(&str)) -> (&str, bool) {
    let mut at = At::Start;
    let mut value = String::new();
    for (place, letter) in text.char_indices() {
        match (at, letter) {
            (At::Start, '"') => at = At::Quoted,
            (At::Quoted, '"') => at = At::Closed,
            (At::Quoted, letter) => value.push(letter),
            (At::Closed, '"') => {
                value.push('"');
                at = At::Quoted;
            }
            (_, '\n') => {
                field(value.strip_suffix('\r').unwrap_or(&value));
                return (text.get(place + 1..).unwrap_or_default(), true);
            }
            (_, letter) if letter == separator => {
                field(&value);
                value.clear();
                at = At::Start;
            }
            (_, letter) => {
                value.push(letter);
                at = At::Plain;
            }
        }
    }
    let is_closed = at != At::Quoted;
    if !is_closed {
        value.insert(0, '"');
        value.truncate(value.trim_end_matches('\n').len());
    }
    field(value.strip_suffix('\r').unwrap_or(&value));
    ("", is_closed)
}

/// The separator that fits a text best: the one with which most heads are known, and then the one with which rows have as
/// many fields.
fn separator(text: &str) -> char {
    const SAMPLE: usize = 64 * 1024;
    const ROWS: usize = 50;
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let is_whole = end == text.len();
    let sample = text.get(..end).unwrap_or_default();
    let mut best = (',', (0, 0, 0));
    for separator in [',', ';', '\t', '|'] {
        let (mut rest, mut widths, mut most_known) = (sample, Vec::new(), 0);
        while !rest.is_empty() && widths.len() < ROWS {
            let (mut width, mut known, mut has_any) = (0_usize, 0_usize, false);
            let (next, _) = record(rest, separator, |field| {
                width += 1;
                has_any |= !field.trim().is_empty();
                known += usize::from(widths.len() < 20 && column_of(unguarded(field)).is_some());
            });
            rest = next;
            // What the end of the sample cuts off says nothing.
            if has_any && (is_whole || !rest.is_empty()) {
                widths.push(width);
                most_known = most_known.max(known);
            }
        }
        let mut sorted = widths.clone();
        sorted.sort_unstable();
        let middle = sorted.get(sorted.len() / 2).copied().unwrap_or(0);
        let same = widths.iter().filter(|width| **width == middle).count();
        let fits = middle > 1 && same * 10 >= widths.len() * 8;
        let score = (most_known, if fits { same } else { 0 }, if fits { middle } else { 0 });
        if score > best.1 {
            best = (separator, score);
        }
    }
    best.0
}

/// The rows of a text. A quote that is never closed is a letter like others.
pub(super) fn parse(text: &str, into: &mut Gathered) -> Grid {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut line = 1_u32;
    // `sep=;` on the first line is for a spreadsheet.
    let first = text.lines().next().unwrap_or_default().trim_end();
    let named = first.strip_prefix("sep=").and_then(|rest| {
        let mut letters = rest.chars();
        letters.next().filter(|_| letters.next().is_none())
    });
    let (mut rest, separator) = match named {
        Some(separator) => {
            line += 1;
            (text.split_once('\n').map_or("", |(_, rest)| rest), separator)
        }
        None => (text, separator(text)),
    };
    let mut grid = Grid::default();
    let mut is_careful = false;
    let mut num_wide = 0;
    while !rest.is_empty() {
        let here = if is_careful {
            let end = rest.find('\n').map_or(rest.len(), |end| end + 1);
            rest.get(..end).unwrap_or(rest)
        } else {
            rest
        };
        let before = grid.mark();
        grid.row(line);
        let mut width = 0;
        let (left, is_closed) = record(here, separator, |field| {
            width += 1;
            if width <= MOST_COLUMNS {
                grid.cell(unguarded(field));
            }
        });
        if !is_closed && !is_careful {
            // From here on a quote closes on its own line or is none.
            let words = rest.lines().next().unwrap_or_default();
            into.warn_at(line, Trouble::BadData, words);
            grid.back_to(before);
            is_careful = true;
            continue;
        }
        let used = here.len() - left.len();
        let read = rest.get(..used).unwrap_or_default();
        line += read.bytes().filter(|byte| *byte == b'\n').count() as u32;
        rest = rest.get(used..).unwrap_or_default();
        if width > MOST_COLUMNS {
            num_wide += 1;
            if num_wide == 1 {
                into.warn_at(grid.line(grid.num_rows().saturating_sub(1)), Trouble::LeftOut, read);
            }
        }
        grid.end_row();
    }
    grid
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::super::format::Format;
    use super::*;

    fn rows(text: &str) -> (Vec<Vec<String>>, Gathered) {
        let mut gathered = Gathered::new(Format::Csv);
        let grid = parse(text, &mut gathered);
        let rows = (0..grid.num_rows()).map(|row| grid.cells(row).map(str::to_owned).collect());
        (rows.collect(), gathered)
    }

    #[test]
    fn separators_and_quotes_are_recognised() {
        for text in [
            "id,tekst\na,\"b, \"\"c\"\"\nd\"\n",
            "\u{feff}id;tekst\r\na;\"b, \"\"c\"\"\nd\"\r\n",
            "id\ttekst\na\t\"b, \"\"c\"\"\nd\"",
            "sep=|\nid|tekst\na|\"b, \"\"c\"\"\nd\"",
        ] {
            assert_eq!(rows(text).0, [["id", "tekst"], ["a", "b, \"c\"\nd"]], "{text}");
        }
        // Neither commas in sentences nor a single column are a table of several.
        assert_eq!(rows("Ik vind, dat\nAls, dan, nooit\nJa\n").0.len(), 3);
        assert_eq!(rows("tekst\nEen, twee\nDrie, vier; vijf\n").0[1], ["Een", " twee"]);
    }

    #[test]
    fn a_quote_that_is_not_closed_takes_nothing_with_it() {
        let (rows, gathered) = rows("id,tekst\na,\"open\nb,dicht\nc,goed\n");
        assert_eq!(rows, [["id", "tekst"], ["a", "\"open"], ["b", "dicht"], ["c", "goed"]]);
        assert_eq!((gathered.warnings.len(), gathered.warnings[0].line), (1, 2));
    }

    #[test]
    fn formulas_are_words_and_come_back() {
        for cell in [
            "=1+1", "'=1", "-x", "'", "''", "\tx", "gewoon", "'t kind", "@a", "＝1", " =1", "\u{a0}+1", "' =1", "  '=1",
        ] {
            let out = write(&[vec!["id".to_owned(), cell.to_owned(), "z".to_owned()]], ';');
            let first = out.split(';').nth(1).unwrap().trim_start_matches('"');
            assert!(!first.trim_start().starts_with(FORMULA), "{out}");
            assert_eq!(rows(&out).0[0][1], cell);
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(cells in proptest::collection::vec(
            proptest::collection::vec("[a=+'\",;\t\n|é -]{0,6}", 3),
            1..5,
        )) {
            let marked: Vec<Vec<String>> = cells
                .into_iter()
                .map(|row| row.into_iter().map(|cell| format!("{cell}x")).collect())
                .collect();
            for separator in [',', ';'] {
                // The heads tell the separator.
                let mut all = vec![vec!["id".to_owned(), "text".to_owned(), "note".to_owned()]];
                all.extend(marked.clone());
                prop_assert_eq!(&rows(&write(&all, separator)).0, &all);
            }
        }

        #[test]
        fn well_formed_tables_are_read_as_another_reader_reads_them(text in "[a\",\n]{0,40}") {
            let mut other = ::csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
            let expected: Vec<Vec<String>> = other
                .records()
                .map(|record| record.unwrap().iter().map(str::to_owned).collect())
                .collect();
            let mut gathered = Gathered::new(Format::Csv);
            let _ = parse(&text, &mut gathered);
            let mut found = Vec::new();
            let (mut rest, mut is_well_formed) = (&*text, true);
            while !rest.is_empty() {
                let mut fields = Vec::new();
                let (next, is_closed) = record(rest, ',', |field| fields.push(field.to_owned()));
                is_well_formed &= is_closed;
                rest = next;
                // The other reader has no rows for empty lines.
                if fields != [""] {
                    found.push(fields);
                }
            }
            let is_plain = !text.contains("\"\"") || expected.iter().all(|row| *row != [""]);
            if is_well_formed && is_plain {
                prop_assert_eq!(found, expected);
            }
        }
    }
}
