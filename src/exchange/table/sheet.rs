//! Spreadsheets: read in the formats of Excel and LibreOffice, written as Excel has it
//! (<https://learn.microsoft.com/openspecs/office_standards/ms-xlsx>).

use std::io::{Cursor, Read as _};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data as Cell, DataRef, DataType, Ods, Range, Reader as _, Xls, Xlsx};
use rust_xlsxwriter::{Color, Format as Look, FormatAlign, FormatBorder, Url, Workbook, Worksheet, XlsxError};

use super::super::format::Format;
use super::super::gathered::{Cited, Gathered, Words};
use super::super::own::Export;
use super::super::trouble::{Refusal, Trouble};
use super::grid::{Grid, MOST_COLUMNS};
use super::heads::Column;
use super::{Heads, gather, rows};
use crate::model::Lang;

/// A spreadsheet may unpack to so many bytes, and its cells may have so many together.
const MOST_UNPACKED: u64 = 200_000_000;

/// So many letters has a cell at most, as UTF-16 counts them; what is longer goes on in a further column.
const LONGEST: usize = 32_000;

/// Reads a spreadsheet: the sheet whose heads are known best, or else the one with most in it. A sheet of sources is read
/// with it; others are left out.
///
/// # Errors
/// [`Refusal::Unpacks`] for one that unpacks to more than 200 MB, [`Refusal::Malformed`] for one that cannot be read,
/// [`Refusal::Empty`] and [`Refusal::NoArguments`] for one without arguments, [`Refusal::Unknown`] for no spreadsheet.
pub fn read(bytes: &[u8]) -> Result<Gathered, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    // The readers are not ours: what breaks them shall not break the program.
    let sheets = catch_unwind(AssertUnwindSafe(|| sheets(bytes))).unwrap_or(Err(Refusal::Stopped))?;
    let mut gathered = Gathered::new(Format::Xlsx);
    gathered.set_count("sheets", sheets.len());
    let mut all: Vec<(Sheet, Heads)> = sheets
        .into_iter()
        .filter(|sheet| sheet.grid.num_rows() > 0)
        .map(|sheet| {
            let heads = Heads::of(&sheet.grid);
            (sheet, heads)
        })
        .collect();
    let rank = |(Sheet { grid, .. }, heads): &(Sheet, Heads)| {
        let is_known = heads.is_sided || (heads.has(Column::Text) && heads.num_known() > 1);
        (is_known, if is_known { heads.num_known() } else { 0 }, grid.num_bytes())
    };
    let best = all
        .iter()
        .enumerate()
        .rev()
        .max_by_key(|(_, sheet)| rank(sheet))
        .map(|(number, _)| number);
    let Some(best) = best else {
        return Err(Refusal::Empty);
    };
    let (Sheet { grid, formulas, .. }, heads) = all.remove(best);
    for (row, column, formula) in formulas {
        let place = format!("{}{} {formula}", letters(column), row + 1);
        gathered.warn_at(row.saturating_add(1), Trouble::Formula, &place);
    }
    let mut sources = Vec::new();
    for (Sheet { name, grid, .. }, heads) in &all {
        let is_sources = heads.has(Column::Source) && !heads.has(Column::Text) && heads.num_known() > 1;
        if is_sources {
            sources.extend(described(grid, heads));
        } else {
            gathered.warn_at(0, Trouble::LeftOut, name);
        }
    }
    gather(&grid, &heads, sources, &mut gathered)?;
    Ok(gathered)
}

/// The sources of a sheet of sources.
fn described(grid: &Grid, heads: &Heads) -> Vec<Cited> {
    let mut found = Vec::new();
    for row in heads.row.map_or(0, |row| row + 1)..grid.num_rows() {
        let mut source = Cited::default();
        for (head, cell) in heads.columns.iter().zip(grid.cells(row)) {
            let cell = cell.trim();
            let put = |into: &mut Words| {
                into.insert(head.lang.clone(), cell.to_owned());
            };
            match head.column {
                _ if cell.is_empty() => {}
                Column::Id => source.id = cell.to_owned(),
                Column::Source => source.citation.push_str(cell),
                Column::Url => source.urls.extend(cell.split_whitespace().map(str::to_owned)),
                Column::About => put(&mut source.about),
                Column::Seen => put(&mut source.seen),
                Column::Checked => source.checked = cell.to_owned(),
                _ => {}
            }
        }
        if !source.citation.is_empty() || !source.urls.is_empty() {
            found.push(source);
        }
    }
    found
}

fn malformed(name: &str, words: impl ToString) -> Refusal {
    Refusal::Malformed(name.to_owned(), 0, 0, words.to_string())
}

/// A sheet of a spreadsheet.
struct Sheet {
    name: String,
    grid: Grid,
    /// Formulas without a value, which stand as words in the grid.
    formulas: Formulas,
}

impl Sheet {
    fn new(name: String, grid: Grid) -> Self {
        Self {
            name,
            grid,
            formulas: Vec::new(),
        }
    }
}

/// The letters of a column, from 0.
fn letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = Some(column);
    while let Some(number) = rest {
        letters.insert(0, char::from(b'A' + (number % 26) as u8));
        rest = (number / 26).checked_sub(1);
    }
    letters.into_iter().collect()
}

/// The sheets with their names.
fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, Refusal> {
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| malformed("XLS", error))?;
        let mut left = MOST_UNPACKED;
        return book
            .worksheets()
            .into_iter()
            .map(|(name, range)| Ok(Sheet::new(name, dense(&range, &mut left)?)))
            .collect();
    }
    if !bytes.starts_with(b"PK") {
        return Err(Refusal::Unknown);
    }
    let names = check_unpacked(bytes)?;
    let has = |name: &str| names.iter().any(|known| known == name);
    if has("content.xml") {
        check_repeats(bytes)?;
        let mut book: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(|error| malformed("ODS", error))?;
        let mut left = MOST_UNPACKED;
        let mut all = Vec::new();
        for name in book.sheet_names() {
            let range = book.worksheet_range(&name).map_err(|error| malformed("ODS", error))?;
            all.push(Sheet::new(name, dense(&range, &mut left)?));
        }
        return Ok(all);
    }
    if !names.iter().any(|name| name.starts_with("xl/")) {
        return Err(Refusal::Unknown);
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| malformed("XLSX", error))?;
    let mut left = MOST_UNPACKED;
    let mut all = Vec::new();
    for name in book.sheet_names() {
        let (grid, formulas) = sparse(&mut book, &name, &mut left)?;
        all.push(Sheet { name, grid, formulas });
    }
    Ok(all)
}

/// Refuses what unpacks to too much, by what it says itself and by counting; gives the names of what is packed.
fn check_unpacked(bytes: &[u8]) -> Result<Vec<String>, Refusal> {
    let mut packed = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| malformed("ZIP", error))?;
    let mut sum = 0_u64;
    let mut names = Vec::new();
    for number in 0..packed.len() {
        let file = packed.by_index_raw(number).map_err(|error| malformed("ZIP", error))?;
        sum = sum.saturating_add(file.size());
        names.push(file.name().map(std::borrow::Cow::into_owned).unwrap_or_default());
    }
    if sum > MOST_UNPACKED {
        return Err(Refusal::Unpacks);
    }
    // What it says need not be so.
    let mut left = MOST_UNPACKED + 1;
    let mut buffer = vec![0; 64 * 1024];
    for number in 0..packed.len() {
        // What cannot be unpacked is told by who needs it.
        let Ok(mut file) = packed.by_index(number) else {
            continue;
        };
        while let Ok(num) = file.read(&mut buffer) {
            if num == 0 {
                break;
            }
            left = left.saturating_sub(num as u64);
            if left == 0 {
                return Err(Refusal::Unpacks);
            }
        }
    }
    Ok(names)
}

/// Refuses a table in which few letters stand for many cells.
fn check_repeats(bytes: &[u8]) -> Result<(), Refusal> {
    use quick_xml::events::{BytesStart, Event};
    const MOST_CELLS: u64 = 10_000_000;
    let mut packed = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| malformed("ZIP", error))?;
    let mut text = String::new();
    let file = packed.by_name("content.xml").map_err(|error| malformed("ODS", error))?;
    file.take(MOST_UNPACKED)
        .read_to_string(&mut text)
        .map_err(|error| malformed("ODS", error))?;
    let number = |start: &BytesStart<'_>, name: &str| {
        let found = start.try_get_attribute(name).ok().flatten();
        found
            .and_then(|found| found.value.parse::<u64>().ok())
            .unwrap_or(1)
            .max(1)
    };
    let mut reader = quick_xml::Reader::from_str(&text);
    // Bytes of all cells; rows down to the last with something in it; the widest row.
    let (mut sum, mut last_row, mut widest) = (0_u64, 0_u64, 0_u64);
    let (mut rows, mut repeats, mut row_sum, mut width) = (0_u64, 0_u64, 0_u64, 0_u64);
    let mut columns = 1;
    loop {
        let event = reader.read_event().map_err(|error| malformed("ODS", error))?;
        let is_end = matches!(event, Event::Eof);
        match &event {
            Event::Start(start) | Event::Empty(start) => match start.name().as_ref() {
                "table:table-row" => {
                    sum = sum.saturating_add(row_sum.saturating_mul(repeats));
                    rows = rows.saturating_add(repeats);
                    repeats = number(start, "table:number-rows-repeated").min(1 << 20);
                    (row_sum, width) = (0, 0);
                }
                "table:table" => {
                    sum = sum.saturating_add(row_sum.saturating_mul(repeats));
                    (rows, repeats, row_sum, last_row, widest) = (0, 0, 0, 0, 0);
                }
                "table:table-cell" | "table:covered-table-cell" => {
                    columns = number(start, "table:number-columns-repeated").min(1 << 14);
                    width = width.saturating_add(columns).min(1 << 14);
                    let lengths = start.attributes().flatten().filter(|attribute| {
                        let name = attribute.key.as_ref();
                        name == "table:formula" || (name.starts_with("office:") && name != "office:value-type")
                    });
                    let length: usize = lengths.map(|attribute| attribute.value.len() + 32).sum();
                    row_sum = row_sum.saturating_add(columns.saturating_mul(length as u64));
                }
                _ => {}
            },
            Event::Text(words) if !words.trim().is_empty() => {
                row_sum = row_sum.saturating_add(columns.saturating_mul(words.len() as u64 + 32));
            }
            _ => {}
        }
        if row_sum > 0 {
            last_row = rows.saturating_add(repeats);
            widest = widest.max(width);
        }
        let bytes = sum.saturating_add(row_sum.saturating_mul(repeats));
        if bytes > MOST_UNPACKED || last_row.saturating_mul(widest) > MOST_CELLS {
            return Err(Refusal::Unpacks);
        }
        if is_end {
            return Ok(());
        }
    }
}

/// The words of a cell.
fn words(cell: &impl DataType) -> String {
    if let Some(words) = cell.get_string() {
        return words.replace("\r\n", "\n");
    }
    if let Some(whole) = cell.get_int() {
        return whole.to_string();
    }
    if let Some(number) = cell.get_float() {
        return number.to_string();
    }
    if let Some(is_so) = cell.get_bool() {
        return is_so.to_string();
    }
    if let Some(time) = cell.get_datetime() {
        if time.is_duration() {
            return time.as_f64().to_string();
        }
        let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
        let day = format!("{year:04}-{month:02}-{day:02}");
        return if (hour, minute, second) == (0, 0, 0) {
            day
        } else {
            format!("{day} {hour:02}:{minute:02}:{second:02}")
        };
    }
    let iso = cell.get_datetime_iso().or(cell.get_duration_iso());
    iso.unwrap_or_default().to_owned()
}

/// A sheet of a reader that gives all cells at once.
fn dense(range: &Range<Cell>, left: &mut u64) -> Result<Grid, Refusal> {
    let mut grid = Grid::default();
    let top = range.start().map_or(0, |(row, _)| row);
    for (number, row) in range.rows().enumerate() {
        grid.row(top.saturating_add(number as u32).saturating_add(1));
        for cell in row.iter().take(MOST_COLUMNS) {
            let words = words(cell);
            *left = left.saturating_sub(words.len() as u64);
            if *left == 0 {
                return Err(Refusal::Unpacks);
            }
            grid.cell(&words);
        }
        grid.end_row();
    }
    Ok(grid)
}

/// Formulas without a value: row, column and the formula.
type Formulas = Vec<(u32, u32, String)>;

/// A sheet of a reader that gives cells one by one: those that are far apart take no room between them.
fn sparse(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, left: &mut u64) -> Result<(Grid, Formulas), Refusal> {
    let mut reader = match book.worksheet_cells_reader(name) {
        Ok(reader) => reader,
        // A sheet of charts, or one that is named and not there.
        Err(_) => return Ok((Grid::default(), Vec::new())),
    };
    let mut text = String::new();
    let mut cells: Vec<(u32, u32, u32, u32)> = Vec::new();
    while let Some(cell) = reader.next_cell().map_err(|error| malformed("XLSX", error))? {
        let (row, column) = cell.get_position();
        let value: &DataRef<'_> = cell.get_value();
        let words = words(value);
        if words.is_empty() || column as usize >= MOST_COLUMNS {
            continue;
        }
        *left = left.saturating_sub(words.len() as u64);
        if *left == 0 {
            return Err(Refusal::Unpacks);
        }
        let start = text.len() as u32;
        text.push_str(&words);
        cells.push((row, column, start, text.len() as u32));
    }
    drop(reader);
    cells.sort_by_key(|(row, column, ..)| (*row, *column));
    // What a formula comes to stands beside it, unless the program that wrote it never worked it out.
    let mut formulas: Formulas = Vec::new();
    let num_values = cells.len();
    if let Ok(mut reader) = book.worksheet_cells_reader(name) {
        while let Ok(Some(cell)) = reader.next_formula() {
            let (row, column) = cell.get_position();
            let formula = cell.get_value();
            let values = cells.get(..num_values).unwrap_or_default();
            let has_value = values
                .binary_search_by_key(&(row, column), |cell| (cell.0, cell.1))
                .is_ok();
            if formula.is_empty() || has_value || column as usize >= MOST_COLUMNS {
                continue;
            }
            let words = format!("={formula}");
            *left = left.saturating_sub(words.len() as u64);
            if *left == 0 {
                return Err(Refusal::Unpacks);
            }
            let start = text.len() as u32;
            text.push_str(&words);
            cells.push((row, column, start, text.len() as u32));
            formulas.push((row, column, words));
        }
    }
    cells.sort_by_key(|(row, column, ..)| (*row, *column));
    let mut grid = Grid::default();
    let mut here: Option<(u32, u32)> = None;
    for (row, column, start, end) in cells {
        let mut next = match here {
            Some((last, next)) if last == row => next,
            _ => {
                grid.end_row();
                grid.row(row.saturating_add(1));
                0
            }
        };
        // The same cell twice: the first counts.
        if column < next {
            continue;
        }
        while next < column {
            grid.cell("");
            next += 1;
        }
        grid.cell(text.get(start as usize..end as usize).unwrap_or_default());
        here = Some((row, next + 1));
    }
    grid.end_row();
    Ok((grid, formulas))
}

/// Writes a map as a spreadsheet of two sheets: the arguments and the sources.
pub fn write(export: &Export<'_>) -> Vec<u8> {
    try_write(export).unwrap_or_default()
}

fn try_write(export: &Export<'_>) -> Result<Vec<u8>, XlsxError> {
    let is_dutch = export.lang == Lang::NL;
    let mut book = Workbook::new();
    let title = export.document.title(export.lang);
    // The same map gives the same file.
    let made = rust_xlsxwriter::ExcelDateTime::from_ymd(2026, 1, 1)?;
    let title: String = title.chars().take(250).collect();
    let properties = rust_xlsxwriter::DocProperties::new()
        .set_title(title)
        .set_creation_datetime(&made);
    book.set_properties(&properties);
    let sheet = book.add_worksheet();
    sheet.set_name(if is_dutch { "Argumenten" } else { "Arguments" })?;
    fill(sheet, rows::arguments(export, false), export.lang)?;
    let sheet = book.add_worksheet();
    sheet.set_name(if is_dutch { "Bronnen" } else { "Sources" })?;
    fill(sheet, rows::sources(export), export.lang)?;
    book.save_to_buffer()
}

/// How wide a column is, in letters.
fn width(column: Column) -> f64 {
    match column {
        Column::Id | Column::Parent | Column::Stakeholder | Column::Tags | Column::Theme => 22.0,
        Column::Relation | Column::Mark | Column::Checked => 14.0,
        Column::Text | Column::Source | Column::For | Column::Against => 60.0,
        Column::Explanation | Column::Note | Column::About => 50.0,
        Column::Url => 40.0,
        Column::Seen | Column::Other => 24.0,
        Column::Weight | Column::Core => 9.0,
        Column::Instruments | Column::Also | Column::Joint | Column::Supports | Column::Data | Column::Map => 12.0,
    }
}

/// Whether only the program needs a column.
fn is_hidden(column: Column) -> bool {
    matches!(
        column,
        Column::Also | Column::Joint | Column::Supports | Column::Data | Column::Map
    )
}

/// A text in pieces that fit in a cell.
fn pieces(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    loop {
        let mut num = 0;
        let end = rest.char_indices().find(|(_, letter)| {
            num += letter.len_utf16();
            num > LONGEST
        });
        match end {
            Some((end, _)) => {
                let (piece, next) = rest.split_at(end);
                found.push(piece);
                rest = next;
            }
            None => {
                found.push(rest);
                return found;
            }
        }
    }
}

fn fill(sheet: &mut Worksheet, table: rows::Table, lang: Lang) -> Result<(), XlsxError> {
    let names = table.names(lang);
    let head = Look::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_background_color(Color::RGB(0x00E8_ECF1))
        .set_border_bottom(FormatBorder::Thin);
    // Kept as text also when someone edits the cell.
    let text = Look::new()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_num_format("@");
    let guarded = text.clone().set_quote_prefix();
    let number = Look::new().set_align(FormatAlign::Top);
    let mut longest = vec![1_usize; table.columns.len()];
    for row in &table.rows {
        for (longest, cell) in longest.iter_mut().zip(row) {
            // By bytes: never less than needed.
            if cell.len() > LONGEST {
                *longest = (*longest).max(pieces(cell).len());
            }
        }
    }
    let mut at = 0_u16;
    let mut num_links = 0;
    for (number_of_column, (key, name)) in table.columns.iter().zip(&names).enumerate() {
        let num = longest.get(number_of_column).copied().unwrap_or(1);
        for piece in 0..num {
            let column = key.0;
            let name = if piece == 0 {
                name.clone()
            } else {
                format!("{name} {}", piece + 1)
            };
            sheet.write_string_with_format(0, at, name, &head)?;
            sheet.set_column_width(at, width(column))?;
            if is_hidden(column) {
                sheet.set_column_hidden(at)?;
            }
            for (row, cells) in table.rows.iter().enumerate() {
                let row = row as u32 + 1;
                let cell = cells.get(number_of_column).map_or("", String::as_str);
                let cell = if num == 1 {
                    cell
                } else {
                    pieces(cell).get(piece).copied().unwrap_or_default()
                };
                if cell.is_empty() {
                    continue;
                }
                if let (Column::Weight, Some(value)) = (column, super::number_of(cell)) {
                    sheet.write_number_with_format(row, at, value, &number)?;
                    continue;
                }
                let is_address = column == Column::Url && super::super::address::is_safe(cell) && cell.len() < 2_000;
                if is_address && num_links < 10_000 {
                    let link = sheet.write_url_with_format(row, at, Url::new(cell).set_text(cell), &text);
                    if link.is_ok() {
                        num_links += 1;
                        continue;
                    }
                }
                let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\'']);
                sheet.write_string_with_format(row, at, cell, if is_formula { &guarded } else { &text })?;
            }
            at += 1;
        }
    }
    let last = table.rows.len() as u32;
    sheet.set_freeze_panes(1, 0)?;
    if at > 0 {
        sheet.autofilter(0, 0, last.max(1), at - 1)?;
    }
    sheet.set_landscape();
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, 0)?;
    Ok(())
}
