//! A map as names and words: what two documents can be compared by, whatever handles they use.

use std::borrow::Cow;
use std::cell::Cell;

use crate::model::{
    Claim, Cover, Data, Fact, Id, Instrument, Lang, Ordered, Picture, Relation, RelationKind, Route, Section, Source,
    SourceId, Stakeholder, Statement, Table, Target, Term, Text, Theme,
};

use super::Kind;
use super::names::Names;
use super::words::{of_hue, of_mark, of_pictogram, of_section, of_symbol};

/// Which field of a record: every language of a text is a field of its own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Key<'a> {
    /// The name of the field in the file.
    pub field: &'static str,
    /// The source, for what a citation supports; else empty.
    pub sub: &'a str,
    /// The language, in a text.
    pub lang: Option<Lang>,
    /// Whether this is the flag that says that the words are outdated.
    pub outdated: bool,
}

impl Key<'_> {
    /// The field as it is named to a person and in a conflict.
    pub fn path(&self) -> String {
        if self.sub.is_empty() {
            self.field.to_owned()
        } else {
            format!("{}/{}", self.field, self.sub)
        }
    }
}

/// What stands in a field. What is empty stands nowhere.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Value<'a> {
    /// Words of a text, a fixed word, or the name of a record.
    Words(&'a str),
    /// A set: tags, or names of records.
    Names(Vec<&'a str>),
    /// What a claim speaks for and against by relations of its own, or the target of a listed relation.
    Places(Vec<Place<'a>>),
    /// A part of a card.
    Statements(Vec<Line<'a>>),
}

/// A relation as a claim carries it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Place<'a> {
    /// For or against.
    pub kind: RelationKind,
    /// Whether the target is a relation.
    pub step: bool,
    /// The name of what it is about.
    pub target: Cow<'a, str>,
}

impl Place<'_> {
    /// Whether both are about the same.
    pub fn same_target(&self, other: &Place<'_>) -> bool {
        self.step == other.step && self.target == other.target
    }

    /// The field of the file that it stands in.
    pub fn field(&self) -> &'static str {
        match (self.kind, self.step) {
            (RelationKind::Support, false) => "supports",
            (RelationKind::Attack, false) => "attacks",
            (RelationKind::Attack, true) => "undercuts",
            (RelationKind::Support, true) => "backs",
        }
    }

    /// The fields stand in this order in the file.
    pub fn group(&self) -> u8 {
        match (self.kind, self.step) {
            (RelationKind::Support, false) => 0,
            (RelationKind::Attack, false) => 1,
            (RelationKind::Attack, true) => 2,
            (RelationKind::Support, true) => 3,
        }
    }
}

/// Places in words: `supports yes, attacks no`.
pub(super) fn place_words(places: &[Place<'_>]) -> String {
    let each: Vec<String> = places
        .iter()
        .map(|place| format!("{} {}", place.field(), place.target))
        .collect();
    each.join(", ")
}

/// A statement of a card.
#[derive(Clone, Default, PartialEq, Eq, Hash, Debug)]
pub(super) struct Line<'a> {
    /// The words by language, and whether they are outdated.
    pub words: Vec<(Lang, &'a str, bool)>,
    /// The names of its sources.
    pub sources: Vec<&'a str>,
    /// Whether it is our own suggestion.
    pub own: bool,
}

/// A record as its fields that are not empty, sorted by key.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(super) struct Record<'a> {
    /// The fields.
    pub fields: Vec<(Key<'a>, Value<'a>)>,
}

impl<'a> Record<'a> {
    /// The places of a claim, or the target of a listed relation.
    pub fn places(&self) -> &[Place<'a>] {
        let found = self.fields.iter().find_map(|(_, value)| match value {
            Value::Places(places) => Some(places.as_slice()),
            _ => None,
        });
        found.unwrap_or_default()
    }

    /// Puts the places.
    pub fn set_places(&mut self, places: Vec<Place<'a>>) {
        self.fields.retain(|(_, value)| !matches!(value, Value::Places(_)));
        if !places.is_empty() {
            let key = key("place");
            let at = self.fields.partition_point(|(other, _)| *other < key);
            self.fields.insert(at, (key, Value::Places(places)));
        }
    }

    /// The names in a set.
    pub fn names(&self, field: &str) -> &[&'a str] {
        let found = self.fields.iter().find_map(|(key, value)| match value {
            Value::Names(names) if key.field == field => Some(names.as_slice()),
            _ => None,
        });
        found.unwrap_or_default()
    }

    /// The records that this one names, with their kinds.
    pub fn references(&self) -> Vec<(Kind, &str)> {
        let mut found: Vec<(Kind, &str)> = Vec::new();
        for (key, value) in &self.fields {
            match value {
                Value::Words(words) => match key.field {
                    "stakeholder" => found.push((Kind::Stakeholder, *words)),
                    "theme" => found.push((Kind::Theme, *words)),
                    "thesis" => found.push((Kind::Claim, *words)),
                    "sources" => found.push((Kind::Source, key.sub)),
                    _ => {}
                },
                Value::Names(names) => {
                    let kind = match key.field {
                        "premises" => Kind::Claim,
                        "sources" => Kind::Source,
                        "instruments" => Kind::Instrument,
                        _ => continue,
                    };
                    found.extend(names.iter().map(|name| (kind, *name)));
                }
                Value::Places(places) => found.extend(places.iter().map(|place| {
                    let kind = if place.step { Kind::Relation } else { Kind::Claim };
                    (kind, &*place.target)
                })),
                // A stop that shows what is gone says so.
                Value::Statements(_) if key.field == "stops" => {}
                Value::Statements(lines) => found.extend(
                    lines
                        .iter()
                        .flat_map(|line| line.sources.iter().map(|name| (Kind::Source, *name))),
                ),
            }
        }
        found
    }
}

/// A field without language.
pub(super) fn key<'a>(field: &'static str) -> Key<'a> {
    Key {
        field,
        sub: "",
        lang: None,
        outdated: false,
    }
}

/// The records of one kind in reading order.
pub(super) struct List<'a> {
    /// Their names.
    pub names: Vec<&'a str>,
    records: Vec<Record<'a>>,
    kind: Kind,
    of: &'a Names<'a>,
    /// Positions by slot.
    by_slot: Vec<u32>,
    /// Where the name that is asked for next most likely stands: two maps are nearly always in the same order.
    next: Cell<usize>,
}

/// No position.
const NOWHERE: u32 = u32::MAX;

impl<'a> List<'a> {
    fn new(of: &'a Names<'a>, kind: Kind, num_records: usize, num_slots: usize) -> Self {
        Self {
            names: Vec::with_capacity(num_records),
            records: Vec::with_capacity(num_records),
            kind,
            of,
            by_slot: vec![NOWHERE; num_slots],
            next: Cell::new(0),
        }
    }

    /// The record of a name.
    pub fn get(&self, name: &str) -> Option<&Record<'a>> {
        self.records.get(self.position(name)?)
    }

    /// The records with their names, in reading order.
    pub fn iter(&self) -> impl Iterator<Item = (&'a str, &Record<'a>)> {
        self.names.iter().copied().zip(&self.records)
    }

    /// The position of a name.
    pub fn position(&self, name: &str) -> Option<usize> {
        let mut at = self.next.get();
        if self.names.get(at).is_none_or(|likely| *likely != name) {
            let slot = self.of.slot(self.kind, name)?;
            at = self.by_slot.get(slot).filter(|at| **at != NOWHERE).copied()? as usize;
        }
        self.next.set(at + 1);
        Some(at)
    }

    fn push(&mut self, slot: usize, name: &'a str, mut record: Record<'a>) {
        record.fields.sort_by(|one, other| one.0.cmp(&other.0));
        if let Some(at) = self.by_slot.get_mut(slot) {
            *at = self.names.len() as u32;
        }
        self.names.push(name);
        self.records.push(record);
    }
}

/// A whole map as names and words.
pub(super) struct Snapshot<'a> {
    /// The cover.
    pub cover: Record<'a>,
    lists: [List<'a>; Kind::LISTS.len()],
    nothing: List<'a>,
}

impl<'a> Snapshot<'a> {
    /// Takes a map apart, without copying its words. Takes time linear in its size.
    pub fn new(names: &'a Names<'a>) -> Self {
        let document = names.document();
        // Which of them stand in the list of relations in the file comes along: those are read behind the others.
        let mut places: Vec<Vec<(bool, Place<'a>)>> = vec![Vec::new(); document.claims.num_slots()];
        for id in document.relations.in_order() {
            let Some(relation) = document.relations.get(id).filter(|_| names.is_carried(id.index())) else {
                continue;
            };
            let premise = relation.premises.first().map_or(usize::MAX, |premise| premise.index());
            if let Some(places) = places.get_mut(premise) {
                places.push((!names.is_exact(id), place(names, relation)));
            }
        }
        let mut cover = Record::default();
        put_cover(&mut cover, names, &document.cover);
        cover.fields.sort_by(|one, other| one.0.cmp(&other.0));
        Self {
            cover,
            lists: [
                list(names, Kind::Stakeholder, &document.stakeholders, |record, _, row| {
                    put_stakeholder(record, row);
                }),
                list(names, Kind::Theme, &document.themes, |record, _, row: &'a Theme| {
                    record.text("name", &row.name);
                }),
                list(names, Kind::Claim, &document.claims, |record, id, row| {
                    let mut own = places.get_mut(id.index()).map(std::mem::take).unwrap_or_default();
                    own.sort_by_key(|(is_late, place)| (place.group(), *is_late));
                    let own = own.into_iter().map(|(_, place)| place).collect();
                    put_claim(record, names, row, own);
                }),
                list(names, Kind::Relation, &document.relations, |record, _, row| {
                    let premises = row.premises.iter().map(|premise| names.claim(*premise)).collect();
                    record.set("premises", premises);
                    record.set_places(vec![place(names, row)]);
                }),
                list(names, Kind::Instrument, &document.instruments, |record, _, row| {
                    put_instrument(record, names, row);
                }),
                list(names, Kind::Source, &document.sources, |record, _, row| {
                    put_source(record, row)
                }),
                list(names, Kind::Fact, &document.facts, |record, _, row: &'a Fact| {
                    record.text("text", &row.text);
                    record.text("year", &row.year);
                    record.set("sources", names.sources(&row.sources));
                }),
                list(names, Kind::Term, &document.terms, |record, _, row: &'a Term| {
                    record.text("term", &row.term);
                    record.text("meaning", &row.meaning);
                }),
                list(names, Kind::Route, &document.routes, |record, id, row: &'a Route| {
                    record.text("name", &row.name);
                    let stops = row.stops.iter().zip(names.stops(id.index()));
                    let lines: Vec<Line<'a>> = stops.map(|(stop, words)| super::stops::line(stop, words)).collect();
                    if !lines.is_empty() {
                        record.fields.push((key("stops"), Value::Statements(lines)));
                    }
                }),
            ],
            nothing: List::new(names, Kind::Cover, 0, 0),
        }
    }

    /// The records of one kind.
    pub fn list(&self, kind: Kind) -> &List<'a> {
        self.lists.get(kind.at()).unwrap_or(&self.nothing)
    }

    /// One record; the name does not matter for the cover.
    pub fn record(&self, kind: Kind, name: &str) -> Option<&Record<'a>> {
        if kind == Kind::Cover {
            return Some(&self.cover);
        }
        self.list(kind).get(name)
    }
}

fn list<'a, K: Id, T: Ordered>(
    names: &'a Names<'a>,
    kind: Kind,
    table: &'a Table<K, T>,
    mut put: impl FnMut(&mut Record<'a>, K, &'a T),
) -> List<'a> {
    let mut list = List::new(names, kind, table.len(), table.num_slots());
    for id in table.in_order() {
        // Relations that claims carry are fields of those.
        if kind == Kind::Relation && names.is_carried(id.index()) {
            continue;
        }
        if let Some(row) = table.get(id) {
            let mut record = Record::default();
            put(&mut record, id, row);
            list.push(id.index(), names.name(kind, id.index()), record);
        }
    }
    list
}

fn place<'a>(names: &'a Names<'a>, relation: &Relation) -> Place<'a> {
    let (step, target) = match relation.target {
        Target::Claim(target) => (false, names.claim(target)),
        Target::Relation(target) => (true, names.relation(target)),
    };
    Place {
        kind: relation.kind,
        step,
        target: Cow::Borrowed(target),
    }
}

impl<'a> Record<'a> {
    fn text_of(&mut self, field: &'static str, sub: &'a str, text: &'a Text) {
        for (lang, words) in text.iter() {
            let key = Key {
                sub,
                lang: Some(lang),
                ..key(field)
            };
            self.fields.push((key, Value::Words(words)));
            if text.is_outdated(lang) {
                self.fields.push((Key { outdated: true, ..key }, Value::Words("true")));
            }
        }
    }

    fn text(&mut self, field: &'static str, text: &'a Text) {
        self.text_of(field, "", text);
    }

    fn word(&mut self, field: &'static str, word: &'a str) {
        if !word.is_empty() {
            self.fields.push((key(field), Value::Words(word)));
        }
    }

    fn set(&mut self, field: &'static str, names: Vec<&'a str>) {
        if !names.is_empty() {
            self.fields.push((key(field), Value::Names(names)));
        }
    }

    fn data(&mut self, data: &'a Data) {
        for (sub, value) in data.iter() {
            self.fields.push((Key { sub, ..key("data") }, Value::Words(value)));
        }
    }

    fn picture(&mut self, picture: Option<&'a Picture>) {
        // Without a path there is no picture for the text to say something of.
        if let Some(picture) = picture.filter(|picture| !picture.path.is_empty()) {
            self.word("image", &picture.path);
            self.text("image_text", &picture.text);
        }
    }
}

fn put_cover<'a>(record: &mut Record<'a>, names: &'a Names<'a>, cover: &'a Cover) {
    record.text("title", &cover.title);
    record.text("question", &cover.question);
    record.text("explanation", &cover.explanation);
    record.text("colophon", &cover.colophon);
    record.picture(cover.picture.as_deref());
    if let Some(path) = &cover.based_on {
        record.word("based_on", path);
    }
    record.data(&cover.data);
    if let Some(thesis) = cover.thesis {
        record.word("thesis", names.claim(thesis));
    }
    record.set("languages", cover.languages.iter().map(Lang::code).collect());
}

fn put_stakeholder<'a>(record: &mut Record<'a>, row: &'a Stakeholder) {
    record.text("name", &row.name);
    record.word("hue", of_hue(row.hue));
    record.word("symbol", of_symbol(row.symbol));
}

fn put_claim<'a>(record: &mut Record<'a>, names: &'a Names<'a>, row: &'a Claim, places: Vec<Place<'a>>) {
    record.text("text", &row.text);
    record.text("explanation", &row.explanation);
    record.text("note", &row.note);
    if let Some(stakeholder) = row.stakeholder {
        record.word("stakeholder", names.name(Kind::Stakeholder, stakeholder.index()));
    }
    if let Some(theme) = row.theme {
        record.word("theme", names.name(Kind::Theme, theme.index()));
    }
    record.word("mark", of_mark(row.mark));
    if row.core {
        record.word("core", "true");
    }
    record.set("tags", row.tags.iter().map(|tag| &**tag).collect());
    let source = |id: SourceId| names.name(Kind::Source, id.index());
    record.set(
        "sources",
        row.sources.iter().map(|citation| source(citation.source)).collect(),
    );
    for citation in &row.sources {
        record.text_of("sources", source(citation.source), &citation.supports);
    }
    let instruments = row.instruments.iter();
    record.set(
        "instruments",
        instruments.map(|id| names.name(Kind::Instrument, id.index())).collect(),
    );
    record.picture(row.picture.as_deref());
    record.data(&row.data);
    if !places.is_empty() {
        record.fields.push((key("place"), Value::Places(places)));
    }
}

fn put_instrument<'a>(record: &mut Record<'a>, names: &'a Names<'a>, row: &'a Instrument) {
    record.text("name", &row.name);
    record.text("summary", &row.summary);
    record.text("for_whom", &row.audience);
    record.text("tried", &row.tried);
    record.word("pictogram", of_pictogram(row.pictogram));
    record.word("image", row.image.as_deref().unwrap_or(""));
    record.text("image_text", &row.image_text);
    for section in Section::ALL {
        let lines: Vec<Line<'a>> = row.section(section).iter().map(|row| line(names, row)).collect();
        if !lines.is_empty() {
            record.fields.push((key(of_section(section)), Value::Statements(lines)));
        }
    }
}

fn line<'a>(names: &'a Names<'a>, row: &'a Statement) -> Line<'a> {
    Line {
        words: row
            .text
            .iter()
            .map(|(lang, words)| (lang, words, row.text.is_outdated(lang)))
            .collect(),
        sources: names.sources(&row.sources),
        own: row.own,
    }
}

fn put_source<'a>(record: &mut Record<'a>, row: &'a Source) {
    record.word("citation", &row.citation);
    record.set("urls", row.urls.iter().map(|url| &**url).collect());
    record.text("supports", &row.supports);
    record.text("seen", &row.seen);
    record.word("checked", &row.checked);
}
