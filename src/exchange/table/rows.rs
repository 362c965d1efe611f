//! A map as rows.

use std::collections::BTreeMap;

use super::super::gathered::{Cited, Group, Words};
use super::super::own::{Export, group_attributes, take_group};
use super::super::tree::{What, twigs};
use super::Whole;
use super::heads::{Column, Does, name_of, word_of};
use crate::model::{ClaimId, Lang, Mark, RelationKind, Text};

use super::super::gathered::LinkKind;

/// What a column is, and the language of its texts or its own name.
pub(super) type Key = (Column, String);

/// A table to be written.
pub(super) struct Table {
    /// Its columns.
    pub(super) columns: Vec<Key>,
    /// Its rows, each with a cell for every column.
    pub(super) rows: Vec<Vec<String>>,
}

impl Table {
    fn new(rows: Vec<BTreeMap<Key, String>>, always: &[Column]) -> Self {
        let mut columns: Vec<Key> = always.iter().map(|column| (*column, String::new())).collect();
        columns.extend(rows.iter().flat_map(BTreeMap::keys).cloned());
        columns.sort();
        columns.dedup();
        let rows = rows
            .into_iter()
            .map(|mut row| columns.iter().map(|key| row.remove(key).unwrap_or_default()).collect())
            .collect();
        Self { columns, rows }
    }

    /// The heads of the columns in a language.
    pub(super) fn names(&self, lang: Lang) -> Vec<String> {
        let name = |(column, own): &Key| match column {
            Column::Other => own.clone(),
            column if own.is_empty() => name_of(*column, lang).to_owned(),
            column => format!("{} ({own})", name_of(*column, lang)),
        };
        self.columns.iter().map(name).collect()
    }
}

/// The columns that every table of arguments has.
const ALWAYS: [Column; 10] = [
    Column::Id,
    Column::Parent,
    Column::Relation,
    Column::Stakeholder,
    Column::Text,
    Column::Tags,
    Column::Source,
    Column::Url,
    Column::Weight,
    Column::Note,
];

fn put(row: &mut BTreeMap<Key, String>, column: Column, cell: impl Into<String>) {
    let cell: String = cell.into();
    if !cell.is_empty() {
        row.insert((column, String::new()), cell);
    }
}

/// The words of a text: those of the written language in the column itself, others beside it.
fn put_text(row: &mut BTreeMap<Key, String>, column: Column, text: &Text, lang: Lang) {
    for (of, words) in text.iter() {
        let of = if of == lang { "" } else { of.code() };
        row.insert((column, of.to_owned()), words.to_owned());
    }
}

/// What a person sees of sources: citations, and on the same lines their addresses.
fn lines(cited: &[Cited]) -> (String, String) {
    let line = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
    let citations: Vec<String> = cited.iter().map(|source| line(&source.citation)).collect();
    let urls: Vec<String> = cited.iter().map(|source| line(&source.urls.join(" "))).collect();
    let has_urls = urls.iter().any(|line| !line.is_empty());
    (
        citations.join("\n"),
        if has_urls { urls.join("\n") } else { String::new() },
    )
}

/// The arguments, one a row. What belongs to the map as a whole stands in the first; its sources in detail only if asked.
pub(super) fn arguments(export: &Export<'_>, with_sources: bool) -> Table {
    let mut rows = Vec::with_capacity(export.document.claims.len());
    for twig in twigs(export) {
        match twig.what {
            What::Root(Some(claim)) => rows.push(row(export, claim, Does::Thesis)),
            What::Claim(claim, kind, is_step) => {
                let does = match kind {
                    Some(RelationKind::Support) => Does::Speaks(LinkKind::Support, is_step),
                    Some(RelationKind::Attack) => Does::Speaks(LinkKind::Attack, is_step),
                    None => Does::Loose,
                };
                rows.push(row(export, claim, does));
            }
            _ => {}
        }
    }
    if rows.is_empty() {
        rows.push(BTreeMap::new());
    }
    if let Some(first) = rows.first_mut() {
        let json = serde_json::to_string(&whole(export, with_sources));
        put(first, Column::Map, json.unwrap_or_default());
    }
    Table::new(rows, &ALWAYS)
}

fn row(export: &Export<'_>, id: ClaimId, does: Does) -> BTreeMap<Key, String> {
    let (document, lang) = (export.document, export.lang);
    let mut row = BTreeMap::new();
    let Some(claim) = document.claims.get(id) else {
        return row;
    };
    put(&mut row, Column::Id, document.claims.name(id));
    let parent = export.structure.place(id).and_then(|place| place.parent);
    if let Some(parent) = parent.filter(|_| does != Does::Thesis) {
        put(&mut row, Column::Parent, document.claims.name(parent));
    }
    put(&mut row, Column::Relation, word_of(does, lang));
    if let Some((id, record)) = claim
        .stakeholder
        .and_then(|id| Some((id, document.stakeholders.get(id)?)))
    {
        let name = export.words(&record.name);
        let same = |other: &Text| export.words(other) == name;
        let is_only = document
            .stakeholders
            .iter()
            .filter(|(_, other)| same(&other.name))
            .count()
            == 1;
        let name = if is_only && !name.is_empty() {
            name
        } else {
            document.stakeholders.name(id)
        };
        put(&mut row, Column::Stakeholder, name);
    }
    if let Some((id, record)) = claim.theme.and_then(|id| Some((id, document.themes.get(id)?))) {
        let name = export.words(&record.name);
        let same = |other: &Text| export.words(other) == name;
        let is_only = document.themes.iter().filter(|(_, other)| same(&other.name)).count() == 1;
        let name = if is_only && !name.is_empty() {
            name
        } else {
            document.themes.name(id)
        };
        put(&mut row, Column::Theme, name);
    }
    put_text(&mut row, Column::Text, &claim.text, lang);
    put_text(&mut row, Column::Explanation, &claim.explanation, lang);
    put_text(&mut row, Column::Note, &claim.note, lang);
    if claim
        .tags
        .iter()
        .any(|tag| tag.contains([',', ';', '\n']) || tag.starts_with('['))
    {
        put(
            &mut row,
            Column::Tags,
            serde_json::to_string(&claim.tags).unwrap_or_default(),
        );
    } else {
        put(&mut row, Column::Tags, claim.tags.join(", "));
    }
    let cited = export.cited(id);
    let (citations, urls) = lines(&cited);
    put(&mut row, Column::Source, citations);
    put(&mut row, Column::Url, urls);
    if cited.iter().any(|source| !source.supports.is_empty()) {
        let supports: Vec<&Words> = cited.iter().map(|source| &source.supports).collect();
        put(
            &mut row,
            Column::Supports,
            serde_json::to_string(&supports).unwrap_or_default(),
        );
    }
    let is_dutch = lang == Lang::NL;
    if claim.core {
        put(&mut row, Column::Core, if is_dutch { "ja" } else { "yes" });
    }
    let mark = match (claim.mark, is_dutch) {
        (Mark::PrintedMap, true) => "gedrukte kaart",
        (Mark::PrintedMap, false) => "printed map",
        (Mark::Research, true) => "onderzoek",
        (Mark::Research, false) => "research",
        (Mark::Own, _) => "",
    };
    put(&mut row, Column::Mark, mark);
    let instruments = claim.instruments.iter().map(|id| document.instruments.name(*id));
    put(
        &mut row,
        Column::Instruments,
        instruments.collect::<Vec<_>>().join(", "),
    );
    let also = export.also(id);
    if !also.is_empty() {
        put(&mut row, Column::Also, serde_json::to_string(&also).unwrap_or_default());
    }
    put(&mut row, Column::Joint, export.joint(id).unwrap_or_default());
    data(claim.data.iter(), lang, &mut row);
    row
}

/// What other programs noted: columns of tables become columns again.
fn data<'a>(all: impl Iterator<Item = (&'a str, &'a str)>, lang: Lang, row: &mut BTreeMap<Key, String>) {
    let mut rest: BTreeMap<&str, &str> = BTreeMap::new();
    for (name, value) in all {
        let column = name.strip_prefix("table.").filter(|column| *column == column.trim());
        match column {
            Some("weight") => {
                let is_number = super::number_of(value).is_some();
                let value = if is_number && lang == Lang::NL {
                    value.replace('.', ",")
                } else {
                    value.to_owned()
                };
                put(row, Column::Weight, value);
            }
            Some(column) if !column.is_empty() && super::heads::column_of(column).is_none() => {
                row.insert((Column::Other, column.to_owned()), value.to_owned());
            }
            _ => {
                rest.insert(name, value);
            }
        }
    }
    if !rest.is_empty() {
        put(row, Column::Data, serde_json::to_string(&rest).unwrap_or_default());
    }
}

/// All sources with their details, in reading order.
fn details(export: &Export<'_>) -> Vec<Cited> {
    let document = export.document;
    let mut all: BTreeMap<String, Cited> = BTreeMap::new();
    for source in document
        .claims
        .iter()
        .flat_map(|(id, _)| export.cited(id))
        .chain(export.uncited())
    {
        let source = Cited {
            supports: Words::default(),
            ..source
        };
        all.entry(source.id.clone()).or_insert(source);
    }
    let in_order = document.sources.in_order();
    in_order
        .iter()
        .filter_map(|id| all.remove(document.sources.name(*id)))
        .collect()
}

fn whole(export: &Export<'_>, with_sources: bool) -> Whole {
    let document = export.document;
    let cover = &document.cover;
    let mut groups = Vec::new();
    for (order, id) in document.stakeholders.in_order().into_iter().enumerate() {
        if let Some(record) = document.stakeholders.get(id) {
            let look = Some((record.hue, record.symbol));
            groups.push(group(export, document.stakeholders.name(id), look, order, &record.name));
        }
    }
    for (order, id) in document.themes.in_order().into_iter().enumerate() {
        if let Some(record) = document.themes.get(id) {
            groups.push(group(export, document.themes.name(id), None, order, &record.name));
        }
    }
    Whole {
        lang: export.lang.code().to_owned(),
        title: export.all_words(&cover.title),
        question: export.all_words(&cover.question),
        explanation: export.all_words(&cover.explanation),
        colophon: export.all_words(&cover.colophon),
        groups,
        sources: if with_sources { details(export) } else { Vec::new() },
        data: export.cover_data().into(),
    }
}

fn group(
    export: &Export<'_>,
    id: &str,
    look: Option<(crate::model::Hue, crate::model::Symbol)>,
    order: usize,
    name: &Text,
) -> Group {
    let mut group = Group::default();
    for (key, value) in group_attributes(id, look.is_some(), look, order, BTreeMap::new()) {
        take_group(&mut group, key, &value);
    }
    group.title = export.all_words(name);
    group
}

/// The sources, one a row.
pub(super) fn sources(export: &Export<'_>) -> Table {
    let words = |row: &mut BTreeMap<Key, String>, column: Column, words: &Words| {
        let is_fallback = words.get(export.lang.code()).is_some_and(str::is_empty);
        for (lang, words) in words.iter() {
            // What is shown for want of a translation stands with its own language.
            let is_double = lang.is_empty() && is_fallback;
            if !words.is_empty() && !is_double {
                row.insert((column, lang.to_owned()), words.to_owned());
            }
        }
    };
    let row = |source: &Cited| {
        let mut row = BTreeMap::new();
        put(&mut row, Column::Id, &*source.id);
        put(&mut row, Column::Source, &*source.citation);
        put(&mut row, Column::Url, source.urls.join(" "));
        words(&mut row, Column::About, &source.about);
        words(&mut row, Column::Seen, &source.seen);
        put(&mut row, Column::Checked, &*source.checked);
        row
    };
    let rows = details(export).iter().map(row).collect();
    Table::new(
        rows,
        &[
            Column::Id,
            Column::Source,
            Column::Url,
            Column::About,
            Column::Seen,
            Column::Checked,
        ],
    )
}
