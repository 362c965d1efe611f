//! Tables: text with separators (<https://www.rfc-editor.org/rfc/rfc4180>) and spreadsheets, one row for each argument. Also
//! tables that others made for something else, as the comments that Polis gives
//! (<https://compdemocracy.org/export/>): the column with the longest texts is then the claim.
//!
//! What a person works with stands in columns with plain words at their heads. What only the program needs (further
//! relations, names, the sources in detail) stands as JSON in the last columns; a table without these is read as well.

mod csv;
mod grid;
mod heads;
mod known;
mod rows;
mod sheet;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::format::Format;
use super::gathered::{Cited, Data, Gathered, Goal, Group, LinkKind, Node, Words};
use super::limit::MOST_RECORDS;
use super::own::take;
use super::parts::{IN_VALUES, Part};
use super::trouble::{Refusal, Trouble, excerpt};
use grid::{Grid, MOST_COLUMNS};
use heads::{Column, Does, column_of, does_of, is_cross, side_of};
use known::Known;
pub use sheet::{read as read_book, write as write_book};

/// What comes back from a table that was written.
pub const KEEPS: &[Part] = IN_VALUES;

/// Where the heads of a table are looked for.
const HEAD_ROWS: usize = 20;

/// What belongs to the map as a whole.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct Whole {
    lang: String,
    title: Words,
    question: Words,
    explanation: Words,
    colophon: Words,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    groups: Vec<Group>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sources: Vec<Cited>,
    #[serde(skip_serializing_if = "Data::is_empty")]
    data: Data,
}

/// Reads a table that is text.
///
/// # Errors
/// [`Refusal::Empty`] if there is no cell with anything in it, [`Refusal::NoArguments`] if no row could be a claim.
pub fn read_csv(text: &str) -> Result<Gathered, Refusal> {
    let mut gathered = Gathered::new(Format::Csv);
    let grid = csv::parse(text, &mut gathered);
    let is_empty = |letter: char| letter.is_whitespace() || matches!(letter, ',' | ';' | '|' | '"' | '\u{feff}');
    if grid.num_rows() == 0 || text.chars().all(is_empty) {
        return Err(Refusal::Empty);
    }
    let heads = Heads::of(&grid);
    gather(&grid, &heads, Vec::new(), &mut gathered)?;
    Ok(gathered)
}

/// Writes a map as text: with semicolons and decimal commas in Dutch, as Dutch spreadsheets want it, and else with commas.
/// The last columns hold what only the program needs.
pub fn write_csv(export: &super::own::Export<'_>) -> String {
    let separator = if export.lang == crate::model::Lang::NL {
        ';'
    } else {
        ','
    };
    csv::write(&text_rows(export), separator)
}

/// As [`write_csv`], with tabs.
pub fn write_tsv(export: &super::own::Export<'_>) -> String {
    csv::write(&text_rows(export), '\t')
}

fn text_rows(export: &super::own::Export<'_>) -> Vec<Vec<String>> {
    let table = rows::arguments(export, true);
    let mut all = vec![table.names(export.lang)];
    all.extend(table.rows);
    all
}

/// What the columns of a table are.
struct Heads {
    /// The row in which they stand; `None` if there is none.
    row: Option<usize>,
    /// By column: what it is, the language of its texts, its name, and whether it goes on with an earlier one.
    columns: Vec<Head>,
    /// Whether the sentences stand in columns for and against.
    is_sided: bool,
}

struct Head {
    column: Column,
    lang: String,
    name: String,
    goes_on: bool,
    /// Its number, where it has no name.
    number: Option<usize>,
}

impl Heads {
    /// How many columns have a head that is known.
    fn num_known(&self) -> usize {
        self.columns
            .iter()
            .filter(|head| head.column != Column::Other && !head.name.is_empty())
            .count()
    }

    fn has(&self, column: Column) -> bool {
        self.columns.iter().any(|head| head.column == column)
    }

    fn of(grid: &Grid) -> Self {
        let known = |row: usize| grid.cells(row).filter(|cell| column_of(cell).is_some()).count();
        let has_text = |row: usize| {
            let mut columns = grid.cells(row).filter_map(column_of);
            columns.any(|(column, _)| matches!(column, Column::Text | Column::Source))
        };
        let mut best: Option<(usize, usize)> = None;
        for row in 0..grid.num_rows().min(HEAD_ROWS) {
            let num = known(row);
            // One known word among many others may stand in any row.
            let is_likely = num >= 2 || (num == 1 && has_text(row) && (row == 0 || grid.width(row) == 1));
            if is_likely && best.is_none_or(|(most, _)| num > most) {
                best = Some((num, row));
            }
        }
        let row = best.map(|(_, row)| row).or_else(|| is_head(grid, 0).then_some(0));
        let num_columns = (0..grid.num_rows()).map(|row| grid.width(row)).max().unwrap_or(0);
        let mut columns: Vec<Head> = Vec::with_capacity(num_columns);
        for number in 0..num_columns.min(MOST_COLUMNS) {
            let name = row.map_or("", |row| grid.get(row, number)).trim().to_owned();
            let head = head(&name, number, &columns);
            columns.push(head);
        }
        let mut heads = Self {
            row,
            columns,
            is_sided: false,
        };
        heads.is_sided = heads.row.is_some() && !heads.has(Column::Text) && heads.are_sides_sentences(grid);
        let is_sources = heads.has(Column::Source) && heads.num_known() > 1;
        if !heads.has(Column::Text) && !heads.is_sided {
            heads.sides_may_be_sentences(grid);
        }
        if !heads.has(Column::Text) && !is_sources && !heads.is_sided {
            heads.longest_is_text(grid);
        }
        heads
    }

    /// The cells of the columns of some kind that have anything in them.
    fn filled<'a>(&'a self, grid: &'a Grid, is_it: impl Fn(&Head) -> bool + 'a) -> impl Iterator<Item = &'a str> {
        let rows = self.row.map_or(0, |row| row + 1)..grid.num_rows();
        let columns = self.columns.iter().enumerate().filter(move |(_, head)| is_it(head));
        columns
            .flat_map(move |(number, _)| rows.clone().map(move |row| grid.get(row, number).trim()))
            .filter(|cell| !cell.is_empty())
    }

    /// Whether what stands under "for" and "against" are sentences, rather than crosses or votes.
    fn are_sides_sentences(&self, grid: &Grid) -> bool {
        let is_side = |head: &Head| side_of(head.column).is_some();
        let (num, sentences) = self
            .filled(grid, is_side)
            .fold((0_usize, 0_usize), |(num, found), cell| {
                let is_sentence = !is_cross(cell) && number_of(cell).is_none();
                (num + 1, found + usize::from(is_sentence))
            });
        sentences * 2 > num
    }

    /// A column that is called "standpoint" may have the standpoints themselves.
    fn sides_may_be_sentences(&mut self, grid: &Grid) {
        let is_relation = |head: &Head| head.column == Column::Relation;
        let (num, known) = self
            .filled(grid, is_relation)
            .fold((0_usize, 0_usize), |(num, known), cell| {
                (num + 1, known + usize::from(does_of(cell).is_some()))
            });
        if num > 0
            && known == 0
            && let Some(head) = self.columns.iter_mut().find(|head| is_relation(head))
        {
            head.column = Column::Text;
        }
    }

    /// Says which columns were not understood; where none was, which heads would be.
    fn tell(&self, grid: &Grid, into: &mut Gathered) {
        let line = grid.line(self.row.unwrap_or(0));
        let num_columns = self.columns.len();
        if !self
            .columns
            .iter()
            .any(|head| column_of(&head.name).is_some() || head.goes_on)
        {
            if num_columns > 1 {
                let names: Vec<&str> = grid.cells(self.row.unwrap_or(0)).collect();
                into.warn(line, Trouble::UnknownHeads(told(&names)));
            }
            return;
        }
        let is_other = |head: &&Head| head.column == Column::Other && head.number.is_none();
        let names: Vec<&str> = self.columns.iter().filter(is_other).map(|head| &*head.name).collect();
        if !names.is_empty() {
            into.warn(line, Trouble::UnknownColumns(told(&names)));
        }
    }

    /// The column with the longest texts is the claim.
    fn longest_is_text(&mut self, grid: &Grid) {
        let mut lengths = vec![0_usize; self.columns.len()];
        let from = self.row.map_or(0, |row| row + 1);
        for row in from..grid.num_rows() {
            for (length, cell) in lengths.iter_mut().zip(grid.cells(row)) {
                *length += cell.trim().chars().count();
            }
        }
        let longest = self
            .columns
            .iter_mut()
            .zip(lengths)
            .filter(|(head, _)| head.column == Column::Other)
            .max_by_key(|(_, length)| *length);
        if let Some((head, _)) = longest {
            head.column = Column::Text;
            head.lang.clear();
        }
    }
}

/// The first of some names, for a warning.
fn told(names: &[&str]) -> String {
    const MOST: usize = 12;
    let first = names.iter().take(MOST).map(|name| format!("‘{}’", excerpt(name)));
    let mut told = first.collect::<Vec<_>>().join(", ");
    if names.len() > MOST {
        told.push_str(", …");
    }
    told
}

/// What a column is by its name.
fn head(name: &str, number: usize, before: &[Head]) -> Head {
    let other = |name: &str| Head {
        column: Column::Other,
        lang: String::new(),
        name: if name.is_empty() {
            (number + 1).to_string()
        } else {
            name.to_owned()
        },
        goes_on: false,
        number: name.is_empty().then_some(number),
    };
    let is_new = |column: Column, lang: &str| !before.iter().any(|head| head.column == column && head.lang == lang);
    if let Some((column, lang)) = column_of(name) {
        let is_again = !is_new(column, &lang);
        return if !is_again || side_of(column).is_some() {
            Head {
                column,
                lang,
                name: name.to_owned(),
                goes_on: is_again,
                number: None,
            }
        } else {
            other(name)
        };
    }
    // `bron 2`: more of what an earlier column has.
    let first = name
        .rsplit_once(' ')
        .filter(|(_, number)| number.parse::<u32>().is_ok_and(|number| number > 1));
    match first.and_then(|(first, _)| column_of(first)) {
        Some((column, lang)) if !is_new(column, &lang) => Head {
            column,
            lang,
            name: name.to_owned(),
            goes_on: true,
            number: None,
        },
        _ => other(name),
    }
}

/// Whether a row looks like heads though none of them is known: short words over longer texts.
fn is_head(grid: &Grid, row: usize) -> bool {
    let num = grid.width(row);
    let is_word = |cell: &str| {
        let cell = cell.trim();
        !cell.is_empty() && cell.chars().count() <= 40 && !cell.ends_with('.') && number_of(cell).is_none()
    };
    if num < 2 || grid.num_rows() < row + 2 || !grid.cells(row).all(is_word) {
        return false;
    }
    let lengths = |row: usize| grid.cells(row).map(|cell| cell.trim().chars().count());
    let own = lengths(row).max().unwrap_or(0);
    let below = (row + 1..grid.num_rows().min(row + 21)).map(|row| lengths(row).max().unwrap_or(0));
    let (sum, rows) = below.fold((0, 0), |(sum, rows), length| (sum + length, rows + 1));
    sum > own * 2 * rows
}

/// A number as people write it, with a decimal comma or point.
fn number_of(cell: &str) -> Option<f64> {
    let cell = cell.trim();
    let with_point = match (cell.matches(',').count(), cell.contains('.')) {
        (1, false) => cell.replace(',', "."),
        _ => cell.to_owned(),
    };
    let starts_well =
        with_point.starts_with(|letter: char| letter.is_ascii_digit() || matches!(letter, '-' | '+' | '.'));
    with_point
        .parse()
        .ok()
        .filter(|number: &f64| starts_well && number.is_finite())
}

/// A row before its relation is known.
struct Row {
    node: usize,
    parent: String,
    does: Option<Does>,
}

/// Puts the rows of a table into what was gathered. `sources` are those that a sheet of their own describes.
fn gather(grid: &Grid, heads: &Heads, sources: Vec<Cited>, into: &mut Gathered) -> Result<(), Refusal> {
    let first = heads.row.map_or(0, |row| row + 1);
    title(grid, heads, into);
    heads.tell(grid, into);
    let mut known = Known::default();
    sources.into_iter().for_each(|source| known.add(source));
    // What belongs to the whole may stand in any row: rows may have been sorted.
    let whole = whole(grid, heads, first, into);
    let mut names = take_whole(whole, &mut known, into);
    names.sort();
    let may_be_signed = heads.has(Column::Relation) || heads.has(Column::Parent) || are_signed(grid, heads, first);
    let reading = Reading {
        grid,
        heads,
        may_be_signed,
        names,
    };
    let mut rows: Vec<Row> = Vec::new();
    let mut num_rows = 0;
    for number in first..grid.num_rows() {
        num_rows += 1;
        if rows.len() >= MOST_RECORDS {
            into.leave_over(grid.line(number));
            continue;
        }
        row(&reading, number, &mut known, into, &mut rows);
    }
    into.set_count("rows", num_rows);
    into.sources = known.unused();
    if rows.is_empty() && into.question.is_empty() && into.title.is_empty() {
        return Err(Refusal::NoArguments);
    }
    relate(&rows, heads.is_sided, into);
    Ok(())
}

/// Whether most texts have a sign: a dash before one of many sentences is none.
fn are_signed(grid: &Grid, heads: &Heads, first: usize) -> bool {
    let column = heads
        .columns
        .iter()
        .position(|head| head.column == Column::Text && head.lang.is_empty());
    let texts = (first..grid.num_rows()).filter_map(|row| column.map(|column| grid.get(row, column)));
    let (num, signed) = texts.fold((0_usize, 0_usize), |(num, signed), text| {
        (num + 1, signed + usize::from(super::signs::signed(text).is_some()))
    });
    signed * 2 >= num
}

/// What stands above the heads: the first of it is the title.
fn title(grid: &Grid, heads: &Heads, into: &mut Gathered) {
    for row in 0..heads.row.unwrap_or(0) {
        for cell in grid.cells(row).map(str::trim).filter(|cell| !cell.is_empty()) {
            if into.title.is_empty() {
                into.title = Words::plain(cell);
            } else {
                into.warn_at(grid.line(row), Trouble::LeftOut, cell);
            }
        }
    }
}

fn whole(grid: &Grid, heads: &Heads, first: usize, into: &mut Gathered) -> Whole {
    if !heads.has(Column::Map) {
        return Whole::default();
    }
    let columns = || {
        heads
            .columns
            .iter()
            .enumerate()
            .filter(|(_, head)| head.column == Column::Map)
    };
    for row in first..grid.num_rows() {
        let json: String = columns().map(|(number, _)| grid.get(row, number)).collect();
        if json.is_empty() {
            continue;
        }
        match serde_json::from_str(&json) {
            Ok(whole) => return whole,
            Err(_) => into.warn_at(grid.line(row), Trouble::BadData, &json),
        }
    }
    Whole::default()
}

/// Takes over what belongs to the whole; gives the names of stakeholders (`true`) and themes with their ids.
fn take_whole(whole: Whole, known: &mut Known, into: &mut Gathered) -> Vec<(bool, String, String)> {
    if !whole.lang.is_empty() {
        into.lang = Some(whole.lang);
    }
    if !whole.title.is_empty() {
        into.title = whole.title;
    }
    into.question = whole.question;
    into.explanation = whole.explanation;
    into.colophon = whole.colophon;
    into.data = whole.data;
    whole.sources.into_iter().for_each(|source| known.add(source));
    let mut names = Vec::new();
    for group in &whole.groups {
        if let Some(is_stakeholder) = group.is_stakeholder {
            names.push((is_stakeholder, group.title.main().to_owned(), group.id.clone()));
        }
    }
    into.groups = whole.groups;
    names
}

/// What is the same for all rows.
struct Reading<'a> {
    grid: &'a Grid,
    heads: &'a Heads,
    /// Whether a sign before a sentence says its side.
    may_be_signed: bool,
    /// The names of stakeholders (`true`) and themes with their ids, in order.
    names: Vec<(bool, String, String)>,
}

fn row(reading: &Reading<'_>, number: usize, known: &mut Known, into: &mut Gathered, rows: &mut Vec<Row>) {
    let Reading {
        grid,
        heads,
        may_be_signed,
        names,
    } = reading;
    let line = grid.line(number);
    let mut node = Node {
        line,
        ..Node::default()
    };
    let (mut parent, mut relation) = (String::new(), String::new());
    let (mut sources, mut urls): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    // JSON may be spread over several columns.
    let mut json: BTreeMap<Column, String> = BTreeMap::new();
    let mut sides: Vec<(LinkKind, &str)> = Vec::new();
    for (head, whole_cell) in heads.columns.iter().zip(grid.cells(number)) {
        let cell = whole_cell.trim();
        if cell.is_empty() {
            continue;
        }
        let words = |into: &mut Words| {
            let slot = into.slot(&head.lang);
            if head.goes_on {
                slot.push_str(whole_cell);
            } else {
                *slot = cell.to_owned();
            }
        };
        let lines = || {
            whole_cell
                .split('\n')
                .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        };
        match head.column {
            Column::Id if cell.len() <= 100 && !cell.contains(['>', '\n']) => node.id = cell.to_owned(),
            Column::Id => keep(&mut node, "id", cell),
            Column::Parent => parent = cell.to_owned(),
            Column::Relation => relation = cell.to_owned(),
            Column::Stakeholder | Column::Theme => {
                let is_stakeholder = head.column == Column::Stakeholder;
                let at = names.partition_point(|(kind, name, _)| (*kind, name.as_str()) < (is_stakeholder, cell));
                let found = names
                    .get(at)
                    .filter(|(kind, name, _)| *kind == is_stakeholder && name == cell);
                let name = found.map_or(cell, |(_, _, id)| id).to_owned();
                if is_stakeholder {
                    node.stakeholder = name;
                } else {
                    node.theme = name;
                }
            }
            Column::Text => words(&mut node.text),
            Column::Explanation => words(&mut node.explanation),
            Column::Note => words(&mut node.note),
            Column::Tags => node.tags.extend(list(cell, true)),
            Column::Source => sources.extend(lines()),
            Column::Url => urls.extend(lines()),
            Column::Weight => {
                let number = number_of(cell).map_or_else(|| cell.to_owned(), |number| number.to_string());
                keep(&mut node, "weight", &number);
            }
            Column::Core => match &*cell.to_lowercase() {
                "ja" | "yes" | "true" | "waar" | "x" | "1" => node.core = true,
                "nee" | "no" | "false" | "onwaar" | "0" => {}
                _ => keep(&mut node, "core", cell),
            },
            Column::Mark => match &*crate::model::plain_name(cell, 4) {
                "gedrukte-kaart" | "printed-map" => node.mark = "printed_map".to_owned(),
                "onderzoek" | "debat-of-onderzoek" | "research" | "debate-or-research" => {
                    node.mark = "research".to_owned();
                }
                "eigen" | "own" => {}
                _ => keep(&mut node, "mark", cell),
            },
            Column::Instruments => node.instruments.extend(list(cell, false)),
            Column::Joint => node.joint = cell.to_owned(),
            Column::Also | Column::Supports | Column::Data => {
                json.entry(head.column).or_default().push_str(whole_cell);
            }
            Column::Map => {}
            Column::For | Column::Against if heads.is_sided => {
                sides.extend(side_of(head.column).map(|side| (side, cell)));
            }
            Column::For | Column::Against if relation.is_empty() && is_cross(cell) => relation.clone_from(&head.name),
            Column::Other | Column::About | Column::Seen | Column::Checked | Column::For | Column::Against => {
                keep(&mut node, &head.name, cell)
            }
        }
    }
    let mut supports: Vec<Words> = Vec::new();
    for (column, text) in &json {
        let is_read = match column {
            Column::Also => take(&mut node, "also", &text.as_str().into()),
            Column::Data => match serde_json::from_str::<Data>(text) {
                Ok(data) => {
                    node.data.extend(data);
                    true
                }
                Err(_) => false,
            },
            _ => serde_json::from_str(text).map(|read| supports = read).is_ok(),
        };
        if !is_read {
            into.warn_at(line, Trouble::BadData, text);
            keep(&mut node, heads::name_of(*column, crate::model::Lang::EN), text);
        }
    }
    node.sources = known.cited(&sources, &urls, supports);
    if !sides.is_empty() {
        for (kind, cell) in sides {
            if rows.len() >= MOST_RECORDS {
                into.leave_over(line);
                continue;
            }
            let said = super::signs::signed(cell).filter(|(sign, _)| *sign == kind);
            let own = Node {
                text: Words::plain(said.map_or(cell, |(_, rest)| rest)),
                // Only one has the name of the row.
                id: std::mem::take(&mut node.id),
                ..node.clone()
            };
            let node = into.node(own);
            let parent = parent.clone();
            let does = Some(Does::Speaks(kind, false));
            rows.push(Row { node, parent, does });
        }
        return;
    }
    let mut does = does_of(&relation).filter(|_| !relation.is_empty());
    if does.is_none() && !relation.is_empty() {
        into.warn_at(line, Trouble::UnknownKind, &relation);
        keep(&mut node, "relation", &relation);
        does = Some(Does::Speaks(LinkKind::Support, false));
    }
    if does.is_none()
        && *may_be_signed
        && let Some((kind, rest)) = super::signs::signed(node.text.main())
    {
        let rest = rest.to_owned();
        *node.text.main_mut() = rest;
        does = Some(Does::Speaks(kind, false));
    }
    if node.text.is_empty() {
        // A row without a sentence: whatever else stands in it explains it.
        let is_nothing = node.id.is_empty() && node.explanation.is_empty() && node.note.is_empty();
        if is_nothing {
            let words = node.data.iter().next().map(|(_, value)| value.to_owned());
            let words = words.or_else(|| Some(node.sources.first()?.citation.clone()));
            if let Some(words) = words {
                into.warn_at(line, Trouble::LeftOut, &words);
            }
            return;
        }
        if node.explanation.main().is_empty() && node.id.is_empty() {
            node.text = std::mem::take(&mut node.note);
        } else if !node.explanation.is_empty() && node.id.is_empty() {
            node.text = std::mem::take(&mut node.explanation);
        }
    }
    let node = into.node(node);
    rows.push(Row { node, parent, does });
}

/// Keeps a cell with a node, under the name of its column.
fn keep(node: &mut Node, name: &str, cell: &str) {
    node.data.insert(format!("table.{name}"), cell.to_owned());
}

/// Several words in one cell: as JSON, or with `,`, `;` or a line break between them.
fn list(cell: &str, may_have_spaces: bool) -> Vec<String> {
    if cell.starts_with('[')
        && let Ok(all) = serde_json::from_str(cell)
    {
        return all;
    }
    cell.split(|letter: char| matches!(letter, ',' | ';' | '\n') || (!may_have_spaces && letter == ' '))
        .map(str::trim)
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Hangs the rows under each other.
fn relate(rows: &[Row], is_sided: bool, into: &mut Gathered) {
    let mut by_id: HashMap<String, usize> = HashMap::new();
    for row in rows {
        let id = into.nodes.get(row.node).map_or("", |node| &node.id);
        if !id.is_empty() && !by_id.contains_key(id) {
            by_id.insert(id.to_owned(), row.node);
        }
    }
    let thesis = rows
        .iter()
        .find(|row| row.does == Some(Does::Thesis))
        .map(|row| row.node);
    // What has neither a parent nor a word for it: one of these alone is the thesis.
    let mut bare = rows.iter().filter(|row| row.parent.is_empty() && row.does.is_none());
    let only = bare.next().filter(|_| bare.next().is_none()).map(|row| row.node);
    let is_sign = |row: &&Row| row.parent.is_empty() && matches!(row.does, Some(Does::Speaks(..)));
    let num_free = rows.iter().filter(is_sign).count();
    let has_parents = rows.iter().any(|row| !row.parent.is_empty());
    let mut top = thesis.or(only);
    let is_plain_list = thesis.is_none() && only.is_none() && !has_parents && num_free == 0 && rows.len() > 1;
    if top.is_none() && (num_free > 0 || is_plain_list || rows.is_empty()) {
        let words = if into.question.is_empty() {
            into.title.clone()
        } else {
            into.question.clone()
        };
        top = Some(into.node(Node {
            text: words,
            ..Node::default()
        }));
        if !rows.is_empty() && !is_sided {
            let num = if num_free > 0 { num_free } else { rows.len() };
            into.warn(0, Trouble::SeveralRoots(num as u32));
        }
    }
    into.thesis = top;
    let mut num_unsigned = 0;
    for row in rows {
        let line = into.nodes.get(row.node).map_or(0, |node| node.line);
        let goals = goals(&row.parent, &mut by_id, line, into);
        let goals = match (row.does, goals.is_empty()) {
            (Some(Does::Speaks(..)), true) => top.into_iter().collect(),
            (Some(Does::Thesis | Does::Loose), _) => continue,
            // Its parent is not there.
            (None, true) if !row.parent.is_empty() => top.filter(|top| *top != row.node).into_iter().collect(),
            _ => goals,
        };
        for goal in goals {
            let (kind, is_step) = match row.does {
                Some(Does::Speaks(kind, is_step)) => (kind, is_step),
                _ => {
                    num_unsigned += 1;
                    (LinkKind::Under, false)
                }
            };
            let goal = if is_step { Goal::StepOf(goal) } else { Goal::Node(goal) };
            into.link(row.node, kind, goal, line);
        }
    }
    if num_unsigned > 0 {
        into.warn(0, Trouble::NoSign(num_unsigned));
    }
}

/// The nodes that a cell names: one, or several with `,` or `;` between them. An empty claim is made for one that is not
/// there.
fn goals(parent: &str, by_id: &mut HashMap<String, usize>, line: u32, into: &mut Gathered) -> Vec<usize> {
    if parent.is_empty() {
        return Vec::new();
    }
    if let Some(found) = by_id.get(parent) {
        return vec![*found];
    }
    let several: Option<Vec<usize>> = parent
        .split([',', ';', '\n'])
        .map(str::trim)
        .filter(|id| !id.is_empty())
        .map(|id| by_id.get(id).copied())
        .collect();
    if let Some(several) = several.filter(|several| !several.is_empty()) {
        return several;
    }
    into.warn_at(line, Trouble::Missing, parent);
    // A number says nothing that could be a claim.
    if number_of(parent).is_some() {
        return Vec::new();
    }
    let made = into.node(Node {
        title: parent.to_owned(),
        line,
        ..Node::default()
    });
    by_id.insert(parent.to_owned(), made);
    vec![made]
}
