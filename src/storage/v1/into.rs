//! From the text of a map straight into a document: each record is taken over while it is at hand, so that the rows
//! of a large map never stand in memory together.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

use super::super::MAX_RECORDS;
use super::super::error::{FilePlace, LoadError, Syntax};
use super::super::places::Places;
use super::rows::{
    ClaimRow, ConflictRow, DataRow, FactRow, InstrumentRow, Name, RelationRow, RouteRow, Rows, SourceRow,
    StakeholderRow, StatementRow, StopRow, TOO_MANY, TermRow, ThemeRow, ViewRow, VoteWord, Words,
};
use crate::model::{
    Ballot, Citation, Claim, Conflict, Data, Document, Fact, Hue, Id, Instrument, Item, Lang, MapView, Mark,
    ORDER_STEP, Ordered, Pictogram, Picture, Relation, RelationKind, Route, Shows, Source, Stakeholder, Stance,
    Statement, Stop, Symbol, Table, Target, Term, Theme,
};

/// The fields of a map.
const FIELDS: &[&str] = &[
    "format",
    "languages",
    "title",
    "question",
    "explanation",
    "colophon",
    "thesis",
    "image",
    "image_text",
    "based_on",
    "data",
    "conflicts",
    "stakeholders",
    "themes",
    "claims",
    "relations",
    "instruments",
    "sources",
    "facts",
    "glossary",
    "routes",
];

#[derive(Clone, Copy, Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum Field {
    Format,
    Languages,
    Title,
    Question,
    Explanation,
    Colophon,
    Thesis,
    Image,
    ImageText,
    BasedOn,
    Data,
    Conflicts,
    Stakeholders,
    Themes,
    Claims,
    Relations,
    Instruments,
    Sources,
    Facts,
    Glossary,
    Routes,
}

/// Reads a map into an empty document and gives the number of its form.
pub(super) struct IntoDocument<'t> {
    /// The text that is read, to find places in it.
    pub text: &'t str,
    /// Where it goes.
    pub document: &'t mut Document,
    /// What made the reading stop, if it is not the parser's own error.
    pub stop: &'t mut Option<LoadError>,
}

impl<'de> DeserializeSeed<'de> for IntoDocument<'_> {
    type Value = u32;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<u32, D::Error> {
        deserializer.deserialize_struct("File", FIELDS, self)
    }
}

impl<'de> Visitor<'de> for IntoDocument<'_> {
    type Value = u32;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<u32, A::Error> {
        let Self { text, document, stop } = self;
        // A claim with its relation takes about so many bytes; what is too much is never touched.
        document.claims.reserve(text.len() / 400);
        document.relations.reserve(text.len() / 400);
        let mut seen = 0_u32;
        let mut format = None;
        let mut relations = Vec::new();
        let mut relation_order = 0;
        let (mut image, mut image_text, mut conflicts) = (None, Words::default(), Vec::new());
        while let Some(field) = map.next_key::<Field>()? {
            if seen & (1 << field as u32) != 0 {
                return Err(A::Error::duplicate_field(FIELDS.get(field as usize).unwrap_or(&"")));
            }
            seen |= 1 << field as u32;
            let stop = &mut *stop;
            match field {
                Field::Format => format = Some(map.next_value()?),
                Field::Languages => {
                    for name in map.next_value::<Vec<Name<'de>>>()? {
                        match Lang::new(&name.0.replace('_', "-")) {
                            Some(lang) if document.cover.languages.contains(&lang) => {}
                            Some(lang) => document.cover.languages.push(lang),
                            None => return Err(stopped(stop, bad_language(text, &name))),
                        }
                    }
                }
                Field::Title => document.cover.title = map.next_value::<Words>()?.0,
                Field::Question => document.cover.question = map.next_value::<Words>()?.0,
                Field::Explanation => document.cover.explanation = map.next_value::<Words>()?.0,
                Field::Colophon => document.cover.colophon = map.next_value::<Words>()?.0,
                Field::Thesis => {
                    let name: Option<Name<'de>> = map.next_value()?;
                    document.cover.thesis = name.map(|name| document.claims.intern(&name.0));
                }
                Field::Image => image = map.next_value::<Option<Name<'de>>>()?,
                Field::ImageText => image_text = map.next_value::<Words>()?,
                Field::BasedOn => {
                    let path: Option<Name<'de>> = map.next_value()?;
                    document.cover.based_on = path.filter(|path| !path.0.is_empty()).map(|path| path.0.into());
                }
                Field::Data => document.cover.data = data(&map.next_value()?),
                // What they are about may stand further on in the file.
                Field::Conflicts => conflicts = map.next_value::<Rows<ConflictRow<'de>>>()?.0,
                Field::Stakeholders => map.next_value_seed(Each::new(stop, |row: StakeholderRow<'de>, number| {
                    stakeholder(text, document, row, number)
                }))?,
                Field::Themes => map.next_value_seed(Each::new(stop, |row: ThemeRow<'de>, number| {
                    let order = order_of(number);
                    let theme = Theme {
                        name: row.name.0,
                        order,
                    };
                    put(text, "themes", &mut document.themes, &row.id, number, theme)
                }))?,
                Field::Claims => map.next_value_seed(Each::new(stop, |row: ClaimRow<'de>, number| {
                    claim(text, document, row, number, &mut relation_order)
                }))?,
                // They come behind those that stand with their claims, wherever they are in the file.
                Field::Relations => relations = map.next_value::<Rows<RelationRow<'de>>>()?.0,
                Field::Instruments => map.next_value_seed(Each::new(stop, |row: InstrumentRow<'de>, number| {
                    instrument(text, document, row, number)
                }))?,
                Field::Sources => map.next_value_seed(Each::new(stop, |row: SourceRow<'de>, number| {
                    let source = Source {
                        citation: row.citation.0.into(),
                        urls: row.urls.into_iter().map(|url| url.0.into()).collect(),
                        supports: row.supports.0,
                        seen: row.seen.0,
                        checked: row.checked.map_or_else(Box::default, |day| day.0.into()),
                        order: order_of(number),
                    };
                    put(text, "sources", &mut document.sources, &row.id, number, source)
                }))?,
                Field::Facts => map.next_value_seed(Each::new(stop, |row: FactRow<'de>, number| {
                    let fact = Fact {
                        text: row.text.0,
                        year: row.year.0,
                        sources: interned(&mut document.sources, &row.sources),
                        order: order_of(number),
                    };
                    put(text, "facts", &mut document.facts, &row.id, number, fact)
                }))?,
                Field::Glossary => map.next_value_seed(Each::new(stop, |row: TermRow<'de>, number| {
                    let term = Term {
                        term: row.term.0,
                        meaning: row.meaning.0,
                        order: order_of(number),
                    };
                    put(text, "glossary", &mut document.terms, &row.id, number, term)
                }))?,
                Field::Routes => map.next_value_seed(Each::new(stop, |row: RouteRow<'de>, number| {
                    route(text, document, row, number)
                }))?,
            }
        }
        let format = format.ok_or_else(|| A::Error::missing_field("format"))?;
        if seen & (1 << Field::Question as u32) == 0 {
            return Err(A::Error::missing_field("question"));
        }
        document.cover.picture = picture(image, image_text);
        self::relations(text, relations, document).map_err(|error| stopped(stop, error))?;
        self::conflicts(text, conflicts, document).map_err(|error| stopped(stop, error))?;
        Ok(format)
    }
}

/// Keeps our own error beside the one that ends the parser.
fn stopped<E: serde::de::Error>(stop: &mut Option<LoadError>, error: LoadError) -> E {
    *stop = Some(error);
    E::custom("stopped")
}

/// Takes over the rows of a list, one by one.
struct Each<'s, R, F> {
    stop: &'s mut Option<LoadError>,
    take: F,
    row: PhantomData<R>,
}

impl<'s, R, F: FnMut(R, usize) -> Result<(), LoadError>> Each<'s, R, F> {
    fn new(stop: &'s mut Option<LoadError>, take: F) -> Self {
        Self {
            stop,
            take,
            row: PhantomData,
        }
    }
}

impl<'de, R: Deserialize<'de>, F: FnMut(R, usize) -> Result<(), LoadError>> DeserializeSeed<'de> for Each<'_, R, F> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, R: Deserialize<'de>, F: FnMut(R, usize) -> Result<(), LoadError>> Visitor<'de> for Each<'_, R, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list between [ and ]")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut seq: A) -> Result<(), A::Error> {
        let mut number = 0;
        while let Some(row) = seq.next_element()? {
            if number >= MAX_RECORDS {
                return Err(A::Error::custom(TOO_MANY));
            }
            (self.take)(row, number).map_err(|error| stopped(self.stop, error))?;
            number += 1;
        }
        Ok(())
    }
}

fn order_of(number: usize) -> u64 {
    (number as u64 + 1) * ORDER_STEP
}

fn bad_language(text: &str, name: &Name<'_>) -> LoadError {
    let at = text.find(&format!("\"{}\"", name.0)).unwrap_or(0);
    LoadError::Syntax {
        place: FilePlace::of(text, at),
        what: Syntax::BadLanguage(name.0.clone().into_owned()),
    }
}

/// Puts a record under its name; refuses a doubled id.
fn put<K: Id, T: Ordered>(
    text: &str,
    list: &'static str,
    into: &mut Table<K, T>,
    name: &Name<'_>,
    number: usize,
    record: T,
) -> Result<(), LoadError> {
    let id = into.intern(&name.0);
    if into.contains(id) {
        return Err(doubled_id(text, list, &name.0, number));
    }
    into.set(id, Some(record));
    Ok(())
}

fn interned<K: Id, T: Ordered>(table: &mut Table<K, T>, names: &[Name<'_>]) -> Vec<K> {
    names.iter().map(|name| table.intern(&name.0)).collect()
}

fn doubled_id(text: &str, list: &'static str, id: &str, number: usize) -> LoadError {
    let places = Places::scan(text);
    let place = places
        .of_entry(list, number)
        .unwrap_or(FilePlace { line: 1, column: 1 });
    let first = places.of_name(list, id).unwrap_or(place);
    LoadError::DoubledId {
        id: id.to_owned(),
        place,
        first,
    }
}

fn stakeholder(text: &str, into: &mut Document, row: StakeholderRow<'_>, number: usize) -> Result<(), LoadError> {
    // Whoever names no color or symbol gets the next one.
    let hue = Hue::ALL.get(number % Hue::ALL.len()).copied().unwrap_or(Hue::Slate);
    let symbol = Symbol::ALL
        .get(number % Symbol::ALL.len())
        .copied()
        .unwrap_or(Symbol::People);
    let stakeholder = Stakeholder {
        name: row.name.0,
        hue: row.hue.map_or(hue, Hue::from),
        symbol: row.symbol.map_or(symbol, Symbol::from),
        order: order_of(number),
    };
    put(
        text,
        "stakeholders",
        &mut into.stakeholders,
        &row.id,
        number,
        stakeholder,
    )
}

fn instrument(text: &str, into: &mut Document, row: InstrumentRow<'_>, number: usize) -> Result<(), LoadError> {
    let sources = &mut into.sources;
    let mut statements = |rows: Vec<StatementRow<'_>>| {
        rows.into_iter()
            .map(|row| Statement {
                text: row.text.0,
                sources: interned(sources, &row.sources),
                own: row.own,
            })
            .collect()
    };
    let instrument = Instrument {
        name: row.name.0,
        summary: row.summary.0,
        audience: row.for_whom.0,
        tried: row.tried.0,
        pictogram: row.pictogram.map_or_else(Pictogram::default, Pictogram::from),
        image: row.image.map(|name| name.0.into()),
        image_text: row.image_text.0,
        sections: [
            statements(row.purpose),
            statements(row.audience),
            statements(row.experience),
            statements(row.steps),
            statements(row.conditions),
            statements(row.pitfalls),
            statements(row.facts),
            statements(row.further),
        ],
        order: order_of(number),
    };
    put(text, "instruments", &mut into.instruments, &row.id, number, instrument)
}

/// Puts a claim and its simple relations into a document; `relation_order` is the order key of the last relation.
fn claim(
    text: &str,
    into: &mut Document,
    row: ClaimRow<'_>,
    number: usize,
    relation_order: &mut u64,
) -> Result<(), LoadError> {
    let mut name = String::new();
    let id = into.claims.intern(&row.id.0);
    if into.claims.contains(id) {
        return Err(doubled_id(text, "claims", &row.id.0, number));
    }
    let claim = Claim {
        text: row.text.0,
        explanation: row.explanation.0,
        note: row.note.0,
        stakeholder: row.stakeholder.map(|name| into.stakeholders.intern(&name.0)),
        theme: row.theme.map(|name| into.themes.intern(&name.0)),
        tags: row.tags.into_iter().map(|tag| tag.0.into()).collect(),
        sources: row
            .sources
            .into_iter()
            .map(|citation| Citation {
                source: into.sources.intern(&citation.source.0),
                supports: citation.supports.0,
            })
            .collect(),
        mark: row.mark.map_or_else(Mark::default, Mark::from),
        core: row.core,
        instruments: row
            .instruments
            .iter()
            .map(|name| into.instruments.intern(&name.0))
            .collect(),
        picture: picture(row.image, row.image_text),
        data: data(&row.data),
        order: (number as u64 + 1) * ORDER_STEP,
    };
    into.claims.set(id, Some(claim));
    let simple = [
        (row.supports, RelationKind::Support, false),
        (row.attacks, RelationKind::Attack, false),
        (row.undercuts, RelationKind::Attack, true),
    ];
    for (targets, kind, undercut) in simple {
        for target in targets {
            name.clear();
            name.push_str(&row.id.0);
            name.push('>');
            name.push_str(&target.0);
            let mut relation = into.relations.intern(&name);
            if into.relations.contains(relation) {
                // For and against the same, or twice the same: all are kept, under names of their own.
                let free = (2..)
                    .map(|again| format!("{name}+{again}"))
                    .find(|name| into.relations.id(name).is_none_or(|id| !into.relations.contains(id)));
                relation = into.relations.intern(&free.unwrap_or_default());
            }
            let target = if undercut {
                Target::Relation(into.relations.intern(&target.0))
            } else {
                Target::Claim(into.claims.intern(&target.0))
            };
            *relation_order += ORDER_STEP;
            into.relations.set(
                relation,
                Some(Relation {
                    premises: id.into(),
                    kind,
                    target,
                    order: *relation_order,
                }),
            );
        }
    }
    Ok(())
}

fn data(row: &DataRow) -> Data {
    row.iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}

/// The picture of a record; words about it without a file are no picture.
fn picture(path: Option<Name<'_>>, text: Words) -> Option<Box<Picture>> {
    path.filter(|path| !path.0.is_empty()).map(|path| {
        Box::new(Picture {
            path: path.0.into(),
            text: text.0,
        })
    })
}

fn conflicts(text: &str, rows: Vec<ConflictRow<'_>>, into: &mut Document) -> Result<(), LoadError> {
    for row in rows {
        let lang = match row.lang {
            Some(name) => Some(Lang::new(&name.0.replace('_', "-")).ok_or_else(|| bad_language(text, &name))?),
            None => None,
        };
        // One about a record that is gone has nothing left to choose.
        let Some(item) = into.item_named(&row.of.0) else {
            continue;
        };
        into.cover.conflicts.push(Conflict {
            item,
            field: row.field.0.into(),
            lang,
            ours: row.ours.0.into(),
            theirs: row.theirs.0.into(),
        });
    }
    Ok(())
}

fn route(text: &str, into: &mut Document, row: RouteRow<'_>, number: usize) -> Result<(), LoadError> {
    let stops = row.stops.into_iter().map(|stop| self::stop(text, into, stop));
    let route = Route {
        name: row.name.0,
        stops: stops.collect::<Result<_, _>>()?,
        order: order_of(number),
    };
    put(text, "routes", &mut into.routes, &row.id, number, route)
}

fn stop(text: &str, into: &mut Document, row: StopRow<'_>) -> Result<Stop, LoadError> {
    let claims = interned(&mut into.claims, &row.claims);
    let shows = if let Some(vote) = row.vote {
        Shows::Vote(match vote {
            VoteWord::Before => Ballot::Before,
            VoteWord::After => Ballot::After,
            VoteWord::Opinion => Ballot::Opinion(claims),
            VoteWord::Dots => Ballot::Dots(claims),
            VoteWord::Tools => Ballot::Tools(interned(&mut into.instruments, &row.instruments)),
        })
    } else if let Some(covered) = row.covered {
        let covered = Stance::from(covered);
        Shows::Sides { covered, claims }
    } else if !claims.is_empty() {
        Shows::Claims(claims)
    } else if let Some(name) = row.stakeholder {
        Shows::Stakeholder(into.stakeholders.intern(&name.0))
    } else if let Some(name) = row.instrument {
        Shows::Instrument(into.instruments.intern(&name.0))
    } else if let Some(name) = row.picture {
        Shows::Picture(pointed(text, into, &name)?)
    } else if let Some(view) = row.view {
        Shows::View(Box::new(self::view(text, into, view)?))
    } else if let Some(chart) = row.result {
        Shows::Result(chart.into())
    } else if let Some(stage) = row.stage {
        Shows::Stage(stage.into())
    } else {
        Shows::Whole
    };
    let lang = match row.lang {
        Some(name) => Some(Lang::new(&name.0.replace('_', "-")).ok_or_else(|| bad_language(text, &name))?),
        None => None,
    };
    Ok(Stop {
        shows,
        note: row.note.0,
        seconds: row.seconds,
        lang,
    })
}

fn view(text: &str, into: &mut Document, row: ViewRow<'_>) -> Result<MapView, LoadError> {
    Ok(MapView {
        anchor: pointed(text, into, &row.at)?,
        offset: row.offset,
        height: row.height,
        folded: interned(&mut into.claims, &row.folded),
        focus: row.focus.map(|name| into.claims.intern(&name.0)),
        lit: row.lit.map(|name| pointed(text, into, &name)).transpose()?,
    })
}

/// What a stop points at: `cover`, or a claim, stakeholder or instrument with its list.
fn pointed(text: &str, into: &mut Document, name: &Name<'_>) -> Result<Item, LoadError> {
    let found = match name.0.split_once('/') {
        None if name.0 == "cover" => Some(Item::Cover),
        Some(("claims", id)) => Some(Item::Claim(into.claims.intern(id))),
        Some(("stakeholders", id)) => Some(Item::Stakeholder(into.stakeholders.intern(id))),
        Some(("instruments", id)) => Some(Item::Instrument(into.instruments.intern(id))),
        _ => None,
    };
    found.ok_or_else(|| LoadError::Syntax {
        place: FilePlace::of(text, text.find(&format!("\"{}\"", name.0)).unwrap_or(0)),
        what: Syntax::UnknownWord {
            found: name.0.clone().into_owned(),
            expected: vec!["cover", "claims/…", "stakeholders/…", "instruments/…"],
        },
    })
}

fn relations(text: &str, rows: Vec<RelationRow<'_>>, into: &mut Document) -> Result<(), LoadError> {
    let mut order = into.relations.order_at_end();
    for (number, row) in rows.into_iter().enumerate() {
        let id = into.relations.intern(&row.id.0);
        if into.relations.contains(id) {
            return Err(doubled_id(text, "relations", &row.id.0, number));
        }
        let claim =
            |name: Option<Name<'_>>, into: &mut Document| name.map(|name| Target::Claim(into.claims.intern(&name.0)));
        let step = |name: Option<Name<'_>>, into: &mut Document| {
            name.map(|name| Target::Relation(into.relations.intern(&name.0)))
        };
        let given = [
            (RelationKind::Support, claim(row.supports, into)),
            (RelationKind::Attack, claim(row.attacks, into)),
            (RelationKind::Attack, step(row.undercuts, into)),
            (RelationKind::Support, step(row.backs, into)),
        ];
        let mut targets = given
            .into_iter()
            .filter_map(|(kind, target)| target.map(|target| (kind, target)));
        let (Some((kind, target)), None) = (targets.next(), targets.next()) else {
            let place = Places::scan(text)
                .of_entry("relations", number)
                .unwrap_or(FilePlace { line: 1, column: 1 });
            return Err(LoadError::RelationTarget {
                id: row.id.0.into_owned(),
                place,
            });
        };
        let premises = row.premises.iter().map(|name| into.claims.intern(&name.0)).collect();
        into.relations.set(
            id,
            Some(Relation {
                premises,
                kind,
                target,
                order,
            }),
        );
        order += ORDER_STEP;
    }
    Ok(())
}
