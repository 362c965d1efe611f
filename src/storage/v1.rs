//! File form 1: its own structs, so that the form and the model can change apart.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::model::{
    Citation, Claim, Cover, Document, Fact, Hue, Id, Instrument, Lang, Mark, ORDER_STEP, Ordered, Pictogram, Relation,
    RelationKind, Section, Source, Stakeholder, Statement, Symbol, Table, Target, Term, Text, Theme,
};

use super::error::{FilePlace, LoadError, Syntax};
use super::places::Places;
use super::{FORMAT, MAX_RECORDS};

/// Marks in messages of our own visitors, to find them back behind the parser's error type.
const TOO_MANY: &str = "argumentenkaart: too many";
const WORDS_EXPECTED: &str = "a text per language";
const BAD_LANGUAGE: &str = "argumentenkaart: bad language ";

/// A name in the file; borrowed from it where it has no escapes.
struct Name<'a>(Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Name<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NameVisitor;
        impl<'de> Visitor<'de> for NameVisitor {
            type Value = Name<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name between quotes")
            }
            fn visit_borrowed_str<E: de::Error>(self, name: &'de str) -> Result<Self::Value, E> {
                Ok(Name(Cow::Borrowed(name)))
            }
            fn visit_str<E: de::Error>(self, name: &str) -> Result<Self::Value, E> {
                Ok(Name(Cow::Owned(name.to_owned())))
            }
            fn visit_string<E: de::Error>(self, name: String) -> Result<Self::Value, E> {
                Ok(Name(Cow::Owned(name)))
            }
        }
        deserializer.deserialize_str(NameVisitor)
    }
}

/// A text: one field a language, `(nl: "…", en: "…")`.
#[derive(Default)]
struct Words(Text);

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct WordsVisitor;
        impl<'de> Visitor<'de> for WordsVisitor {
            type Value = Words;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(WORDS_EXPECTED)
            }
            fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
                Ok(Words::default())
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut text = Text::default();
                let mut empty: Vec<Lang> = Vec::new();
                while let Some(key) = map.next_key::<Name<'de>>()? {
                    let code = key.0.replace('_', "-");
                    let Some(lang) = Lang::new(&code) else {
                        return Err(de::Error::custom(format!("{BAD_LANGUAGE}{code}")));
                    };
                    if text.get(lang).is_some() || empty.contains(&lang) {
                        return Err(de::Error::custom(format!("{DOUBLED_LANGUAGE}{code}")));
                    }
                    let words = map.next_value::<Name<'de>>()?;
                    if words.0.is_empty() {
                        empty.push(lang);
                    }
                    text.set(lang, &words.0);
                }
                Ok(Words(text))
            }
        }
        deserializer.deserialize_any(WordsVisitor)
    }
}

const DOUBLED_LANGUAGE: &str = "argumentenkaart: doubled language ";

/// A list that may not be longer than [`MAX_RECORDS`].
struct Rows<T>(Vec<T>);

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Rows<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct RowsVisitor<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for RowsVisitor<T> {
            type Value = Rows<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list between [ and ]")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                let mut rows = Vec::new();
                while let Some(row) = seq.next_element()? {
                    if rows.len() >= MAX_RECORDS {
                        return Err(de::Error::custom(TOO_MANY));
                    }
                    rows.push(row);
                }
                Ok(Rows(rows))
            }
        }
        deserializer.deserialize_seq(RowsVisitor(PhantomData))
    }
}

/// A source in a claim: its name alone, or `(source: "…", supports: (…))`.
struct CitationRow<'a> {
    source: Name<'a>,
    supports: Words,
}

impl<'de: 'a, 'a> Deserialize<'de> for CitationRow<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct RowVisitor;
        impl<'de> Visitor<'de> for RowVisitor {
            type Value = CitationRow<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a source, or (source: \"…\", supports: (…))")
            }
            fn visit_borrowed_str<E: de::Error>(self, name: &'de str) -> Result<Self::Value, E> {
                Ok(CitationRow {
                    source: Name(Cow::Borrowed(name)),
                    supports: Words::default(),
                })
            }
            fn visit_str<E: de::Error>(self, name: &str) -> Result<Self::Value, E> {
                Ok(CitationRow {
                    source: Name(Cow::Owned(name.to_owned())),
                    supports: Words::default(),
                })
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let (mut source, mut supports) = (None, None);
                while let Some(key) = map.next_key::<Name<'de>>()? {
                    match &*key.0 {
                        "source" if source.is_some() => return Err(de::Error::duplicate_field("source")),
                        "supports" if supports.is_some() => return Err(de::Error::duplicate_field("supports")),
                        "source" => source = Some(map.next_value()?),
                        "supports" => supports = Some(map.next_value()?),
                        other => return Err(de::Error::unknown_field(other, &["source", "supports"])),
                    }
                }
                Ok(CitationRow {
                    source: source.ok_or_else(|| de::Error::missing_field("source"))?,
                    supports: supports.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_any(RowVisitor)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File<'a> {
    format: u32,
    #[serde(default, borrow)]
    languages: Vec<Name<'a>>,
    #[serde(default)]
    title: Words,
    question: Words,
    #[serde(default)]
    explanation: Words,
    #[serde(default)]
    colophon: Words,
    #[serde(default)]
    thesis: Option<Name<'a>>,
    #[serde(default)]
    stakeholders: Rows<StakeholderRow<'a>>,
    #[serde(default)]
    themes: Rows<ThemeRow<'a>>,
    #[serde(default)]
    claims: Rows<ClaimRow<'a>>,
    #[serde(default)]
    relations: Rows<RelationRow<'a>>,
    #[serde(default)]
    instruments: Rows<InstrumentRow<'a>>,
    #[serde(default)]
    sources: Rows<SourceRow<'a>>,
    #[serde(default)]
    facts: Rows<FactRow<'a>>,
    #[serde(default)]
    glossary: Rows<TermRow<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StakeholderRow<'a> {
    #[serde(borrow)]
    id: Name<'a>,
    name: Words,
    #[serde(default)]
    hue: Option<HueWord>,
    #[serde(default)]
    symbol: Option<SymbolWord>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ThemeRow<'a> {
    #[serde(borrow)]
    id: Name<'a>,
    name: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClaimRow<'a> {
    #[serde(borrow)]
    id: Name<'a>,
    text: Words,
    #[serde(default)]
    explanation: Words,
    #[serde(default)]
    note: Words,
    #[serde(default)]
    stakeholder: Option<Name<'a>>,
    #[serde(default)]
    theme: Option<Name<'a>>,
    #[serde(default)]
    supports: Vec<Name<'a>>,
    #[serde(default)]
    attacks: Vec<Name<'a>>,
    #[serde(default)]
    undercuts: Vec<Name<'a>>,
    #[serde(default)]
    mark: Option<MarkWord>,
    #[serde(default)]
    core: bool,
    #[serde(default)]
    tags: Vec<Name<'a>>,
    #[serde(default)]
    sources: Vec<CitationRow<'a>>,
    #[serde(default)]
    instruments: Vec<Name<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RelationRow<'a> {
    #[serde(borrow)]
    id: Name<'a>,
    premises: Vec<Name<'a>>,
    #[serde(default)]
    supports: Option<Name<'a>>,
    #[serde(default)]
    attacks: Option<Name<'a>>,
    #[serde(default)]
    undercuts: Option<Name<'a>>,
    #[serde(default)]
    backs: Option<Name<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InstrumentRow<'a> {
    #[serde(borrow)]
    id: Name<'a>,
    name: Words,
    #[serde(default)]
    summary: Words,
    #[serde(default)]
    for_whom: Words,
    #[serde(default)]
    tried: Words,
    #[serde(default)]
    pictogram: Option<PictogramWord>,
    #[serde(default)]
    image: Option<Name<'a>>,
    #[serde(default)]
    image_text: Words,
    #[serde(default)]
    purpose: Vec<StatementRow<'a>>,
    #[serde(default)]
    audience: Vec<StatementRow<'a>>,
    #[serde(default)]
    experience: Vec<StatementRow<'a>>,
    #[serde(default)]
    steps: Vec<StatementRow<'a>>,
    #[serde(default)]
    conditions: Vec<StatementRow<'a>>,
    #[serde(default)]
    pitfalls: Vec<StatementRow<'a>>,
    #[serde(default)]
    facts: Vec<StatementRow<'a>>,
    #[serde(default)]
    further: Vec<StatementRow<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StatementRow<'a> {
    text: Words,
    #[serde(default, borrow)]
    sources: Vec<Name<'a>>,
    #[serde(default)]
    own: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SourceRow<'a> {
    #[serde(borrow)]
    id: Name<'a>,
    citation: Name<'a>,
    #[serde(default)]
    urls: Vec<Name<'a>>,
    #[serde(default)]
    supports: Words,
    #[serde(default)]
    seen: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FactRow<'a> {
    #[serde(borrow)]
    id: Name<'a>,
    text: Words,
    #[serde(default)]
    year: Words,
    #[serde(default)]
    sources: Vec<Name<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TermRow<'a> {
    #[serde(borrow)]
    id: Name<'a>,
    term: Words,
    #[serde(default)]
    meaning: Words,
}

macro_rules! words_of_enum {
    ($word:ident, $model:ident { $($variant:ident = $text:literal),* $(,)? }) => {
        #[derive(Deserialize, Clone, Copy)]
        enum $word {
            $(#[serde(rename = $text)] $variant),*
        }
        impl From<$word> for $model {
            fn from(word: $word) -> Self {
                match word { $($word::$variant => Self::$variant),* }
            }
        }
        impl $word {
            /// The word for a value in a file.
            pub(super) fn text(value: $model) -> &'static str {
                match value { $($model::$variant => $text),* }
            }
        }
    };
}
words_of_enum!(HueWord, Hue { Amber = "amber", Purple = "purple", Green = "green", Slate = "slate" });
words_of_enum!(SymbolWord, Symbol {
    Backpack = "backpack", People = "people", Building = "building", Columns = "columns", House = "house", Bike = "bike",
});
words_of_enum!(MarkWord, Mark { PrintedMap = "printed_map", Research = "research", Own = "own" });
words_of_enum!(PictogramWord, Pictogram {
    Tool = "tool", Rules = "rules", Tour = "tour", Together = "together", Bridge = "bridge", Map = "map", Book = "book",
    Stairs = "stairs", Magnifier = "magnifier",
});

/// The word for a color in a file.
pub(super) fn hue_word(hue: Hue) -> &'static str {
    HueWord::text(hue)
}
/// The word for a symbol in a file.
pub(super) fn symbol_word(symbol: Symbol) -> &'static str {
    SymbolWord::text(symbol)
}
/// The word for a provenance mark in a file.
pub(super) fn mark_word(mark: Mark) -> &'static str {
    MarkWord::text(mark)
}
/// The word for a pictogram in a file.
pub(super) fn pictogram_word(pictogram: Pictogram) -> &'static str {
    PictogramWord::text(pictogram)
}

/// The name of a part of a card in a file.
pub(super) fn section_word(section: Section) -> &'static str {
    match section {
        Section::Purpose => "purpose",
        Section::Audience => "audience",
        Section::Experience => "experience",
        Section::Steps => "steps",
        Section::Conditions => "conditions",
        Section::Pitfalls => "pitfalls",
        Section::Facts => "facts",
        Section::Further => "further",
    }
}

fn options() -> ron::Options {
    // Absent fields have defaults, present ones stand without `Some(…)`. The parser's limit of 128
    // levels of nesting stays: no map needs more than ten.
    ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
}

/// Parses a text into the structs of the form and drops them again: the floor below which no reading
/// can go. For the benchmark.
///
/// # Errors
/// As [`super::read`].
#[doc(hidden)]
pub fn parse_only(text: &str) -> Result<usize, LoadError> {
    options()
        .from_str::<File<'_>>(text)
        .map(|file| file.claims.0.len())
        .map_err(|error| load_error(text, error))
}

/// Reads a text of form 1 (or says that it is of a newer form).
pub(super) fn read(text: &str) -> Result<Document, LoadError> {
    match options().from_str::<File<'_>>(text) {
        Ok(file) if file.format == FORMAT => document(text, file),
        Ok(file) => Err(other_format(file.format)),
        Err(error) => {
            if let Some(found) = super::places::format_number(text).filter(|found| *found != FORMAT) {
                return Err(other_format(found));
            }
            Err(load_error(text, error))
        }
    }
}

fn other_format(found: u32) -> LoadError {
    if found > FORMAT {
        LoadError::NewerFormat { found, known: FORMAT }
    } else {
        LoadError::UnknownFormat { found }
    }
}

fn load_error(text: &str, error: ron::error::SpannedError) -> LoadError {
    use ron::Error as E;
    let start = FilePlace {
        line: error.span.start.line,
        column: error.span.start.col,
    };
    // The parser may name the white space before what is wrong.
    let place = behind_white_space(text, start);
    if error.code == E::TrailingCharacters {
        // The parser names where the map ends; what is too much stands behind the white space after it.
        let end = FilePlace {
            line: error.span.end.line,
            column: error.span.end.col,
        };
        return LoadError::Syntax {
            place: behind_white_space(text, end),
            what: Syntax::Trailing,
        };
    }
    let first = text.trim_start().chars().next();
    if first.is_some_and(|letter| letter != '(' && letter != '/' && letter != '#') {
        return LoadError::NotAMap;
    }
    let list = |expected: &'static [&'static str]| expected.to_vec();
    let what = match error.code {
        E::NoSuchStructField { expected, found, .. } => Syntax::UnknownField {
            found,
            expected: list(expected),
        },
        E::DuplicateStructField { field, .. } => Syntax::DoubledField(field.to_owned()),
        E::MissingStructField { field, .. } => Syntax::MissingField(field.to_owned()),
        E::NoSuchEnumVariant { expected, found, .. } => Syntax::UnknownWord {
            found,
            expected: list(expected),
        },
        E::Message(message) if message == TOO_MANY => Syntax::TooMany,
        E::Message(message) if message.starts_with(BAD_LANGUAGE) => {
            Syntax::BadLanguage(message.strip_prefix(BAD_LANGUAGE).unwrap_or_default().to_owned())
        }
        E::Message(message) if message.starts_with(DOUBLED_LANGUAGE) => {
            Syntax::DoubledField(message.strip_prefix(DOUBLED_LANGUAGE).unwrap_or_default().to_owned())
        }
        E::ExceededRecursionLimit => Syntax::TooDeep,
        E::ExpectedArray => Syntax::Expected("["),
        E::ExpectedArrayEnd => Syntax::Expected("]"),
        E::ExpectedStructLike | E::ExpectedNamedStructLike(_) => Syntax::Expected("("),
        E::ExpectedStructLikeEnd | E::ExpectedOptionEnd => Syntax::Expected(")"),
        E::ExpectedComma => Syntax::Expected(","),
        E::ExpectedMapColon => Syntax::Expected(":"),
        E::InvalidValueForType { expected, .. } if expected.starts_with(WORDS_EXPECTED) => Syntax::ExpectedWords,
        E::ExpectedIdentifier => Syntax::ExpectedWord,
        E::ExpectedString | E::InvalidValueForType { .. } => Syntax::ExpectedText,
        E::ExpectedInteger | E::IntegerOutOfBounds => Syntax::ExpectedNumber,
        E::ExpectedBoolean => Syntax::ExpectedYesNo,
        E::ExpectedStringEnd => Syntax::OpenText,
        E::UnclosedBlockComment | E::UnclosedLineComment => Syntax::OpenComment,
        E::Eof => Syntax::Unfinished,
        other => Syntax::Other(other.to_string()),
    };
    LoadError::Syntax { place, what }
}

/// The first place from here on that is not white space.
fn behind_white_space(text: &str, from: FilePlace) -> FilePlace {
    let start: usize = text.split_inclusive('\n').take(from.line - 1).map(str::len).sum();
    let rest = text.get(start..).unwrap_or("");
    let offset = start
        + rest
            .char_indices()
            .nth(from.column - 1)
            .map_or(rest.len(), |(at, _)| at);
    let blank = text
        .get(offset..)
        .map_or(0, |rest| rest.len() - rest.trim_start().len());
    FilePlace::of(text, offset + blank)
}

/// Puts the rows of one list into a table, in their order; refuses a doubled id.
fn fill<K: Id, T: Ordered, R>(
    text: &str,
    list: &'static str,
    rows: Vec<R>,
    into: &mut Table<K, T>,
    name_of: impl Fn(&R) -> &str,
    mut record_of: impl FnMut(R, u64) -> T,
) -> Result<(), LoadError> {
    into.reserve(rows.len());
    for (number, row) in rows.into_iter().enumerate() {
        let id = into.intern(name_of(&row));
        if into.contains(id) {
            return Err(doubled_id(text, list, name_of(&row), number));
        }
        into.set(id, Some(record_of(row, (number as u64 + 1) * ORDER_STEP)));
    }
    Ok(())
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

fn document(text: &str, file: File<'_>) -> Result<Document, LoadError> {
    let mut document = Document::default();
    let mut languages: Vec<Lang> = Vec::new();
    for name in &file.languages {
        let Some(lang) = Lang::new(&name.0.replace('_', "-")) else {
            let at = text.find(&format!("\"{}\"", name.0)).unwrap_or(0);
            return Err(LoadError::Syntax {
                place: FilePlace::of(text, at),
                what: Syntax::BadLanguage(name.0.clone().into_owned()),
            });
        };
        if !languages.contains(&lang) {
            languages.push(lang);
        }
    }
    document.cover = Cover {
        title: file.title.0,
        question: file.question.0,
        explanation: file.explanation.0,
        colophon: file.colophon.0,
        thesis: file.thesis.map(|name| document.claims.intern(&name.0)),
        languages,
    };
    let mut number = 0;
    fill(
        text,
        "stakeholders",
        file.stakeholders.0,
        &mut document.stakeholders,
        |row| &row.id.0,
        |row, order| {
            number += 1;
            let hue = row.hue.map_or_else(
                || {
                    Hue::ALL
                        .get((number - 1) % Hue::ALL.len())
                        .copied()
                        .unwrap_or(Hue::Slate)
                },
                Hue::from,
            );
            let symbol = row.symbol.map_or_else(
                || {
                    Symbol::ALL
                        .get((number - 1) % Symbol::ALL.len())
                        .copied()
                        .unwrap_or(Symbol::People)
                },
                Symbol::from,
            );
            Stakeholder {
                name: row.name.0,
                hue,
                symbol,
                order,
            }
        },
    )?;
    fill(
        text,
        "themes",
        file.themes.0,
        &mut document.themes,
        |row| &row.id.0,
        |row, order| Theme {
            name: row.name.0,
            order,
        },
    )?;
    let Document {
        sources,
        instruments,
        facts,
        terms,
        ..
    } = &mut document;
    fill(
        text,
        "sources",
        file.sources.0,
        sources,
        |row| &row.id.0,
        |row, order| Source {
            citation: row.citation.0.into(),
            urls: row.urls.into_iter().map(|url| url.0.into()).collect(),
            supports: row.supports.0,
            seen: row.seen.0,
            order,
        },
    )?;
    fill(
        text,
        "instruments",
        file.instruments.0,
        instruments,
        |row| &row.id.0,
        |row, order| {
            let mut statements = |rows: Vec<StatementRow<'_>>| {
                rows.into_iter()
                    .map(|row| Statement {
                        text: row.text.0,
                        sources: row.sources.iter().map(|name| sources.intern(&name.0)).collect(),
                        own: row.own,
                    })
                    .collect()
            };
            Instrument {
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
                order,
            }
        },
    )?;
    fill(
        text,
        "facts",
        file.facts.0,
        facts,
        |row| &row.id.0,
        |row, order| Fact {
            text: row.text.0,
            year: row.year.0,
            sources: row.sources.iter().map(|name| sources.intern(&name.0)).collect(),
            order,
        },
    )?;
    fill(
        text,
        "glossary",
        file.glossary.0,
        terms,
        |row| &row.id.0,
        |row, order| Term {
            term: row.term.0,
            meaning: row.meaning.0,
            order,
        },
    )?;
    claims(text, file.claims.0, &mut document)?;
    relations(text, file.relations.0, &mut document)?;
    Ok(document)
}

fn claims(text: &str, rows: Vec<ClaimRow<'_>>, into: &mut Document) -> Result<(), LoadError> {
    into.relations.reserve(rows.len());
    into.claims.reserve(rows.len());
    let mut name = String::new();
    let mut relation_order = 0;
    for (number, row) in rows.into_iter().enumerate() {
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
                relation_order += ORDER_STEP;
                into.relations.set(
                    relation,
                    Some(Relation {
                        premises: vec![id],
                        kind,
                        target,
                        order: relation_order,
                    }),
                );
            }
        }
    }
    Ok(())
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
