//! The records of file form 1, as they stand in the text.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor};

use super::super::MAX_RECORDS;
use crate::model::{Chart, Hue, Lang, Mark, Pictogram, Section, Stage, Stance, Symbol, Text};

/// Marks in messages of our own visitors, to find them back behind the parser's error type.
pub(super) const TOO_MANY: &str = "argumentenkaart: too many";
pub(super) const WORDS_EXPECTED: &str = "a text per language";
pub(super) const BAD_LANGUAGE: &str = "argumentenkaart: bad language ";

/// A name in the file; borrowed from it where it has no escapes.
pub(super) struct Name<'a>(pub Cow<'a, str>);

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
pub(super) struct Words(pub Text);

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
                let mut outdated = Vec::new();
                while let Some(key) = map.next_key::<Name<'de>>()? {
                    if key.0 == OUTDATED {
                        outdated = map.next_value::<Vec<Name<'de>>>()?;
                        continue;
                    }
                    let code = key.0.replace('_', "-");
                    let Some(lang) = Lang::new(&code) else {
                        return Err(de::Error::custom(format!("{BAD_LANGUAGE}{code}")));
                    };
                    if text.get(lang).is_some() || empty.contains(&lang) {
                        return Err(de::Error::custom(format!("{DOUBLED_LANGUAGE}{code}")));
                    }
                    if text.iter().count() + empty.len() >= MAX_LANGUAGES {
                        return Err(de::Error::custom(TOO_MANY));
                    }
                    let words = map.next_value::<Name<'de>>()?;
                    if words.0.is_empty() {
                        empty.push(lang);
                    }
                    text.set(lang, &words.0);
                }
                for code in outdated {
                    match Lang::new(&code.0.replace('_', "-")) {
                        Some(lang) => text.set_outdated(lang, true),
                        None => return Err(de::Error::custom(format!("{BAD_LANGUAGE}{}", code.0))),
                    }
                }
                Ok(Words(text))
            }
        }
        deserializer.deserialize_any(WordsVisitor)
    }
}

/// The field of a text that lists the languages whose original was changed since.
pub(in super::super) const OUTDATED: &str = "outdated";

/// No text has more languages than this: they are looked through one by one.
const MAX_LANGUAGES: usize = 100;

pub(super) const DOUBLED_LANGUAGE: &str = "argumentenkaart: doubled language ";

/// A list that may not be longer than [`MAX_RECORDS`].
pub(super) struct Rows<T>(pub Vec<T>);

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
pub(super) struct CitationRow<'a> {
    pub source: Name<'a>,
    pub supports: Words,
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

/// A whole map as rows: what the parser alone costs, for the benchmark.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "parsed and dropped again")]
pub(super) struct File<'a> {
    pub format: u32,
    #[serde(default, borrow)]
    pub languages: Vec<Name<'a>>,
    #[serde(default)]
    pub title: Words,
    pub question: Words,
    #[serde(default)]
    pub explanation: Words,
    #[serde(default)]
    pub colophon: Words,
    #[serde(default)]
    pub thesis: Option<Name<'a>>,
    #[serde(default)]
    pub image: Option<Name<'a>>,
    #[serde(default)]
    pub image_text: Words,
    #[serde(default)]
    pub based_on: Option<Name<'a>>,
    #[serde(default)]
    pub data: DataRow,
    #[serde(default)]
    pub conflicts: Rows<ConflictRow<'a>>,
    #[serde(default)]
    pub stakeholders: Rows<StakeholderRow<'a>>,
    #[serde(default)]
    pub themes: Rows<ThemeRow<'a>>,
    #[serde(default)]
    pub claims: Rows<ClaimRow<'a>>,
    #[serde(default)]
    pub relations: Rows<RelationRow<'a>>,
    #[serde(default)]
    pub instruments: Rows<InstrumentRow<'a>>,
    #[serde(default)]
    pub sources: Rows<SourceRow<'a>>,
    #[serde(default)]
    pub facts: Rows<FactRow<'a>>,
    #[serde(default)]
    pub glossary: Rows<TermRow<'a>>,
    #[serde(default)]
    pub routes: Rows<RouteRow<'a>>,
}

/// What other programs noted, by name.
pub(super) type DataRow = BTreeMap<String, String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RouteRow<'a> {
    #[serde(borrow)]
    pub id: Name<'a>,
    pub name: Words,
    #[serde(default)]
    pub stops: Vec<StopRow<'a>>,
}

/// A stop: what it shows is told by which field it has; without any it is the whole map.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StopRow<'a> {
    #[serde(default, borrow)]
    pub claims: Vec<Name<'a>>,
    #[serde(default)]
    pub stakeholder: Option<Name<'a>>,
    #[serde(default)]
    pub instrument: Option<Name<'a>>,
    #[serde(default)]
    pub picture: Option<Name<'a>>,
    #[serde(default)]
    pub view: Option<ViewRow<'a>>,
    #[serde(default)]
    pub vote: Option<VoteWord>,
    #[serde(default)]
    pub instruments: Vec<Name<'a>>,
    #[serde(default)]
    pub result: Option<ChartWord>,
    #[serde(default)]
    pub stage: Option<StageWord>,
    #[serde(default)]
    pub covered: Option<SideWord>,
    #[serde(default)]
    pub note: Words,
    #[serde(default)]
    pub seconds: u32,
    #[serde(default)]
    pub lang: Option<Name<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ViewRow<'a> {
    #[serde(borrow)]
    pub at: Name<'a>,
    #[serde(default)]
    pub offset: (i32, i32),
    pub height: u32,
    #[serde(default)]
    pub folded: Vec<Name<'a>>,
    #[serde(default)]
    pub focus: Option<Name<'a>>,
    #[serde(default)]
    pub lit: Option<Name<'a>>,
}

/// What a round asks.
#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
pub(super) enum VoteWord {
    #[serde(rename = "before")]
    Before,
    #[serde(rename = "after")]
    After,
    #[serde(rename = "opinion")]
    Opinion,
    #[serde(rename = "dots")]
    Dots,
    #[serde(rename = "tools")]
    Tools,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StakeholderRow<'a> {
    #[serde(borrow)]
    pub id: Name<'a>,
    pub name: Words,
    #[serde(default)]
    pub hue: Option<HueWord>,
    #[serde(default)]
    pub symbol: Option<SymbolWord>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ThemeRow<'a> {
    #[serde(borrow)]
    pub id: Name<'a>,
    pub name: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClaimRow<'a> {
    #[serde(borrow)]
    pub id: Name<'a>,
    pub text: Words,
    #[serde(default)]
    pub explanation: Words,
    #[serde(default)]
    pub note: Words,
    #[serde(default)]
    pub stakeholder: Option<Name<'a>>,
    #[serde(default)]
    pub theme: Option<Name<'a>>,
    #[serde(default)]
    pub supports: Vec<Name<'a>>,
    #[serde(default)]
    pub attacks: Vec<Name<'a>>,
    #[serde(default)]
    pub undercuts: Vec<Name<'a>>,
    #[serde(default)]
    pub mark: Option<MarkWord>,
    #[serde(default)]
    pub core: bool,
    #[serde(default)]
    pub tags: Vec<Name<'a>>,
    #[serde(default)]
    pub sources: Vec<CitationRow<'a>>,
    #[serde(default)]
    pub instruments: Vec<Name<'a>>,
    #[serde(default)]
    pub image: Option<Name<'a>>,
    #[serde(default)]
    pub image_text: Words,
    #[serde(default)]
    pub data: DataRow,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ConflictRow<'a> {
    #[serde(borrow)]
    pub of: Name<'a>,
    pub field: Name<'a>,
    #[serde(default)]
    pub lang: Option<Name<'a>>,
    pub ours: Name<'a>,
    pub theirs: Name<'a>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RelationRow<'a> {
    #[serde(borrow)]
    pub id: Name<'a>,
    pub premises: Vec<Name<'a>>,
    #[serde(default)]
    pub supports: Option<Name<'a>>,
    #[serde(default)]
    pub attacks: Option<Name<'a>>,
    #[serde(default)]
    pub undercuts: Option<Name<'a>>,
    #[serde(default)]
    pub backs: Option<Name<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct InstrumentRow<'a> {
    #[serde(borrow)]
    pub id: Name<'a>,
    pub name: Words,
    #[serde(default)]
    pub summary: Words,
    #[serde(default)]
    pub for_whom: Words,
    #[serde(default)]
    pub tried: Words,
    #[serde(default)]
    pub pictogram: Option<PictogramWord>,
    #[serde(default)]
    pub image: Option<Name<'a>>,
    #[serde(default)]
    pub image_text: Words,
    #[serde(default)]
    pub purpose: Vec<StatementRow<'a>>,
    #[serde(default)]
    pub audience: Vec<StatementRow<'a>>,
    #[serde(default)]
    pub experience: Vec<StatementRow<'a>>,
    #[serde(default)]
    pub steps: Vec<StatementRow<'a>>,
    #[serde(default)]
    pub conditions: Vec<StatementRow<'a>>,
    #[serde(default)]
    pub pitfalls: Vec<StatementRow<'a>>,
    #[serde(default)]
    pub facts: Vec<StatementRow<'a>>,
    #[serde(default)]
    pub further: Vec<StatementRow<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StatementRow<'a> {
    pub text: Words,
    #[serde(default, borrow)]
    pub sources: Vec<Name<'a>>,
    #[serde(default)]
    pub own: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SourceRow<'a> {
    #[serde(borrow)]
    pub id: Name<'a>,
    pub citation: Name<'a>,
    #[serde(default)]
    pub urls: Vec<Name<'a>>,
    #[serde(default)]
    pub supports: Words,
    #[serde(default)]
    pub seen: Words,
    #[serde(default)]
    pub checked: Option<Name<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FactRow<'a> {
    #[serde(borrow)]
    pub id: Name<'a>,
    pub text: Words,
    #[serde(default)]
    pub year: Words,
    #[serde(default)]
    pub sources: Vec<Name<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TermRow<'a> {
    #[serde(borrow)]
    pub id: Name<'a>,
    pub term: Words,
    #[serde(default)]
    pub meaning: Words,
}

macro_rules! words_of_enum {
    ($word:ident, $model:ident { $($variant:ident = $text:literal),* $(,)? }) => {
        #[derive(Deserialize, Clone, Copy)]
        pub(super) enum $word {
            $(#[serde(rename = $text)] $variant),*
        }
        impl From<$word> for $model {
            fn from(word: $word) -> Self {
                match word { $($word::$variant => Self::$variant),* }
            }
        }
        impl $word {
            /// The word for a value in a file.
            pub(in super::super) fn text(value: $model) -> &'static str {
                match value { $($model::$variant => $text),* }
            }
        }
    };
}
words_of_enum!(ChartWord, Chart {
    Shift = "shift", Roles = "roles", Heaviest = "heaviest", Division = "division",
});
words_of_enum!(StageWord, Stage {
    Facts = "facts", Silent = "silent", Turns = "turns", Prune = "prune", Cluster = "cluster", Headline = "headline",
    Weigh = "weigh",
});
words_of_enum!(SideWord, Stance { Pro = "for", Contra = "against" });
words_of_enum!(HueWord, Hue { Amber = "amber", Purple = "purple", Green = "green", Slate = "slate" });
words_of_enum!(SymbolWord, Symbol {
    Backpack = "backpack", People = "people", Building = "building", Columns = "columns", House = "house", Bike = "bike",
});
words_of_enum!(MarkWord, Mark { PrintedMap = "printed_map", Research = "research", Own = "own" });
words_of_enum!(PictogramWord, Pictogram {
    Tool = "tool", Rules = "rules", Tour = "tour", Together = "together", Bridge = "bridge", Map = "map", Book = "book",
    Stairs = "stairs", Magnifier = "magnifier",
});

/// The word for a chart in a file.
pub(in super::super) fn chart_word(chart: Chart) -> &'static str {
    ChartWord::text(chart)
}
/// The word for a stage in a file.
pub(in super::super) fn stage_word(stage: Stage) -> &'static str {
    StageWord::text(stage)
}
/// The word for a side in a file.
pub(in super::super) fn side_word(side: Stance) -> &'static str {
    SideWord::text(side)
}
/// The word for a color in a file.
pub(in super::super) fn hue_word(hue: Hue) -> &'static str {
    HueWord::text(hue)
}
/// The word for a symbol in a file.
pub(in super::super) fn symbol_word(symbol: Symbol) -> &'static str {
    SymbolWord::text(symbol)
}
/// The word for a provenance mark in a file.
pub(in super::super) fn mark_word(mark: Mark) -> &'static str {
    MarkWord::text(mark)
}
/// The word for a pictogram in a file.
pub(in super::super) fn pictogram_word(pictogram: Pictogram) -> &'static str {
    PictogramWord::text(pictogram)
}

/// The name of a part of a card in a file.
pub(in super::super) fn section_word(section: Section) -> &'static str {
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
