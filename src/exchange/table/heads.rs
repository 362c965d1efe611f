//! What stands at the head of the columns, in Dutch and in English.

use crate::model::{Lang, plain_name};

use super::super::gathered::LinkKind;

/// What a column is, in the order in which columns are written.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Column {
    /// The name of the claim.
    Id,
    /// The name of what it hangs under.
    Parent,
    /// What it does to that.
    Relation,
    /// Whose argument it is.
    Stakeholder,
    /// The sentence.
    Text,
    /// Keywords.
    Tags,
    /// Citations, one a line.
    Source,
    /// Web addresses; those of one citation on one line.
    Url,
    /// A number that others gave it.
    Weight,
    /// What only the presenter sees.
    Note,
    /// What explains it.
    Explanation,
    /// The heading within the stakeholder.
    Theme,
    /// Whether it belongs to the core.
    Core,
    /// Where it comes from.
    Mark,
    /// A column of others.
    Other,
    /// Instruments, by their names in a map of our own.
    Instruments,
    /// Further relations, as JSON.
    Also,
    /// What it only holds together with.
    Joint,
    /// What its sources support in this claim, as JSON.
    Supports,
    /// What other programs noted, as JSON.
    Data,
    /// What belongs to the map as a whole, as JSON in the first row.
    Map,
    /// Of a source: what it supports.
    About,
    /// Of a source: how much of it was seen.
    Seen,
    /// Of a source: when it was last checked.
    Checked,
    /// Sentences that speak for it. Never written.
    For,
    /// Sentences that speak against it. Never written.
    Against,
}

/// What a column is called: first as it is written in Dutch and in English, then by others, as plain names.
type Names = (Column, &'static str, &'static str, &'static [&'static str]);

const NAMES: &[Names] = &[
    (
        Column::Id,
        "id",
        "id",
        &["nr", "nummer", "number", "no", "claim-id", "node-id"],
    ),
    (
        Column::Parent,
        "onder",
        "parent",
        &[
            "parent-id",
            "ouder-id",
            "bij",
            "hoort-bij",
            "valt-onder",
            "reageert-op",
            "reactie-op",
            "antwoord-op",
            "under",
            "reply-to",
            "target",
        ],
    ),
    (
        Column::Relation,
        "relatie",
        "relation",
        &[
            "voor-tegen",
            "voor-of-tegen",
            "voor-en-tegen",
            "pro-con",
            "pro-contra",
            "for-against",
            "for-or-against",
            "kant",
            "zijde",
            "side",
            "stance",
            "standpunt",
            "positie",
            "position",
            "richting",
            "plus-min",
            "pro-of-contra",
            "pro-or-con",
        ],
    ),
    (
        Column::Stakeholder,
        "belanghebbende",
        "stakeholder",
        &[
            "belanghebbenden",
            "stakeholders",
            "partij",
            "party",
            "groep",
            "group",
            "actor",
            "wie",
            "who",
        ],
    ),
    (
        Column::Text,
        "tekst",
        "text",
        &[
            "argument",
            "argumenten",
            "arguments",
            "bewering",
            "claim",
            "uitspraak",
            "statement",
            "stelling",
            "zin",
            "sentence",
            "comment-body",
        ],
    ),
    (
        Column::Tags,
        "trefwoorden",
        "tags",
        &["trefwoord", "tag", "keywords", "keyword", "labels", "label"],
    ),
    (
        Column::Source,
        "bron",
        "source",
        &[
            "bronnen",
            "sources",
            "bronvermelding",
            "citation",
            "citations",
            "reference",
            "references",
        ],
    ),
    (
        Column::Url,
        "url",
        "url",
        &[
            "urls",
            "link",
            "links",
            "webadres",
            "webadressen",
            "web-address",
            "website",
        ],
    ),
    (Column::Weight, "gewicht", "weight", &["belang", "importance"]),
    (
        Column::Note,
        "notitie",
        "note",
        &[
            "notities",
            "notes",
            "opmerking",
            "opmerkingen",
            "aantekening",
            "remark",
            "remarks",
        ],
    ),
    (
        Column::Explanation,
        "toelichting",
        "explanation",
        &["uitleg", "onderbouwing", "explanations"],
    ),
    (
        Column::Theme,
        "thema",
        "theme",
        &["onderwerp", "topic", "kop", "heading"],
    ),
    (Column::Core, "kern", "core", &[]),
    (Column::Mark, "herkomst", "mark", &["merk", "origin"]),
    (Column::Instruments, "instrumenten", "instruments", &[]),
    (Column::Also, "ook", "also", &[]),
    (Column::Joint, "samen", "joint", &[]),
    (Column::Supports, "brongegevens", "source data", &[]),
    (Column::Data, "gegevens", "data", &[]),
    (Column::Map, "kaart", "map", &[]),
    (Column::About, "ondersteunt", "supports", &[]),
    (Column::Seen, "gezien", "seen", &[]),
    (Column::Checked, "gecontroleerd", "checked", &[]),
    (
        Column::For,
        "voor",
        "for",
        &[
            "pro",
            "pros",
            "plus",
            "plussen",
            "pluspunt",
            "pluspunten",
            "voordeel",
            "voordelen",
            "voorargument",
            "voorargumenten",
            "argument-voor",
            "argumenten-voor",
            "argumenten-pro",
            "argument-for",
            "arguments-for",
            "arguments-in-favour",
            "arguments-in-favor",
            "points-for",
            "advantage",
            "advantages",
            "benefits",
            "in-favour",
            "in-favor",
        ],
    ),
    (
        Column::Against,
        "tegen",
        "against",
        &[
            "con",
            "cons",
            "contra",
            "contras",
            "min",
            "minnen",
            "minus",
            "minpunt",
            "minpunten",
            "nadeel",
            "nadelen",
            "tegenargument",
            "tegenargumenten",
            "argument-tegen",
            "argumenten-tegen",
            "argumenten-contra",
            "argument-against",
            "arguments-against",
            "points-against",
            "disadvantage",
            "disadvantages",
            "drawbacks",
            "bezwaar",
            "bezwaren",
            "objections",
        ],
    ),
];

/// What a column of sentences says of all of them, if it is one for or against.
pub(super) fn side_of(column: Column) -> Option<LinkKind> {
    match column {
        Column::For => Some(LinkKind::Support),
        Column::Against => Some(LinkKind::Attack),
        _ => None,
    }
}

/// Whether a cell is no more than a cross in a form.
pub(super) fn is_cross(cell: &str) -> bool {
    matches!(
        &*cell.trim().to_lowercase(),
        "x" | "✓" | "✔" | "✗" | "v" | "ja" | "yes" | "+" | "-" | "*" | "true" | "waar"
    )
}

/// How a column is called in the language that is written.
pub(super) fn name_of(column: Column, lang: Lang) -> &'static str {
    let found = NAMES.iter().find(|(known, ..)| *known == column);
    found.map_or(
        "",
        |(_, dutch, english, _)| if lang == Lang::NL { dutch } else { english },
    )
}

/// What a column is by its head, and in which language its texts are; no language is that of the file.
pub(super) fn column_of(head: &str) -> Option<(Column, String)> {
    if head.len() > 80 {
        return None;
    }
    let name = plain_name(head, 6);
    let known = |name: &str| {
        let found = NAMES.iter().find(|(_, dutch, english, others)| {
            name == plain_name(dutch, 6) || name == plain_name(english, 6) || others.contains(&name)
        });
        found.map(|(column, ..)| *column)
    };
    if let Some(column) = known(&name) {
        return Some((column, String::new()));
    }
    // `text (en)`, `tekst_tr`
    let in_brackets = head.trim().strip_suffix(')').and_then(|head| head.rsplit_once('('));
    let (name, code) = match in_brackets {
        Some((name, code)) => (plain_name(name, 6), code.trim().to_owned()),
        None => {
            let (name, code) = name.rsplit_once('-').filter(|(_, code)| code.len() == 2)?;
            (name.to_owned(), code.to_owned())
        }
    };
    let column = known(&name).filter(|column| {
        matches!(
            column,
            Column::Text | Column::Explanation | Column::Note | Column::About | Column::Seen
        )
    })?;
    Lang::new(&code)?;
    Some((column, code))
}

/// What a word in the column of relations says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Does {
    /// It is what all others are for or against.
    Thesis,
    /// It hangs nowhere.
    Loose,
    /// It speaks for or against what it hangs under, or (second) the step of that.
    Speaks(LinkKind, bool),
}

/// Words for relations: first as they are written in Dutch and in English, then by others, as plain names.
const RELATIONS: &[(Does, &str, &str, &[&str])] = &[
    (
        Does::Speaks(LinkKind::Support, false),
        "voor",
        "supports",
        &[
            "for",
            "pro",
            "pros",
            "plus",
            "support",
            "steunt",
            "ondersteunt",
            "voordeel",
            "voorargument",
            "ja",
            "yes",
            "eens",
            "voorstander",
            "positief",
            "positive",
            "in-favour",
            "in-favor",
            "supporting",
            "agree",
        ],
    ),
    (
        Does::Speaks(LinkKind::Attack, false),
        "tegen",
        "attacks",
        &[
            "against",
            "con",
            "cons",
            "contra",
            "min",
            "minus",
            "attack",
            "valt-aan",
            "weerlegt",
            "nadeel",
            "tegenargument",
            "nee",
            "no",
            "oneens",
            "tegenstander",
            "negatief",
            "negative",
            "opposes",
            "opposing",
            "disagree",
            "objection",
            "bezwaar",
        ],
    ),
    (
        Does::Speaks(LinkKind::Attack, true),
        "ondergraaft",
        "undercuts",
        &["undercut", "ontkracht", "tegen-de-stap"],
    ),
    (
        Does::Speaks(LinkKind::Support, true),
        "steunt de stap",
        "backs",
        &["back", "backing"],
    ),
    (
        Does::Thesis,
        "stelling",
        "thesis",
        &["these", "hoofdstelling", "vraag", "question", "issue", "root"],
    ),
    (Does::Loose, "los", "loose", &["geen", "none"]),
];

/// How a relation is written.
pub(super) fn word_of(does: Does, lang: Lang) -> &'static str {
    let found = RELATIONS.iter().find(|(known, ..)| *known == does);
    found.map_or(
        "",
        |(_, dutch, english, _)| if lang == Lang::NL { dutch } else { english },
    )
}

/// What a word says; `None` if it is not known.
pub(super) fn does_of(word: &str) -> Option<Does> {
    match word.trim() {
        "+" | "++" => return Some(Does::Speaks(LinkKind::Support, false)),
        "-" | "−" | "–" | "--" => return Some(Does::Speaks(LinkKind::Attack, false)),
        "_" => return Some(Does::Speaks(LinkKind::Attack, true)),
        _ => {}
    }
    let name = plain_name(word, 4);
    let found = RELATIONS.iter().find(|(_, dutch, english, others)| {
        name == plain_name(dutch, 4) || name == *english || others.contains(&name.as_str())
    });
    found.map(|(does, ..)| *does)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_known_in_two_languages() {
        assert_eq!(column_of(" Tekst "), Some((Column::Text, String::new())));
        assert_eq!(column_of("Voor / tegen"), Some((Column::Relation, String::new())));
        assert_eq!(column_of("TEXT (en)"), Some((Column::Text, "en".to_owned())));
        assert_eq!(
            column_of("toelichting_tr"),
            Some((Column::Explanation, "tr".to_owned()))
        );
        assert_eq!(column_of("text (zh-Hans)"), Some((Column::Text, "zh-Hans".to_owned())));
        assert_eq!(column_of("Kleur"), None);
        assert_eq!(column_of("url (en)"), None);
        for (column, dutch, english, _) in NAMES {
            assert_eq!(column_of(dutch).map(|found| found.0), Some(*column), "{dutch}");
            assert_eq!(column_of(english).map(|found| found.0), Some(*column), "{english}");
        }
    }

    #[test]
    fn the_manual_has_all_heads_and_words() {
        let manual = include_str!("../../../docs/exchange.md");
        let columns = NAMES.iter().map(|(_, dutch, english, others)| (dutch, english, others));
        let words = RELATIONS
            .iter()
            .map(|(_, dutch, english, others)| (dutch, english, others));
        for (dutch, english, others) in columns.chain(words) {
            for name in [dutch, english].into_iter().chain(others.iter()) {
                assert!(manual.contains(&format!("`{name}`")), "{name}");
            }
        }
    }

    #[test]
    fn no_name_stands_for_two_columns() {
        let mut all: Vec<String> = Vec::new();
        for (_, dutch, english, others) in NAMES {
            all.push(plain_name(dutch, 6));
            all.extend((dutch != english).then(|| plain_name(english, 6)));
            all.extend(others.iter().map(|name| (*name).to_owned()));
        }
        let num = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), num);
    }

    #[test]
    fn relations_are_known_in_two_languages() {
        for (does, dutch, english, _) in RELATIONS {
            assert_eq!((does_of(dutch), does_of(english)), (Some(*does), Some(*does)));
        }
        assert_eq!(does_of("+"), Some(Does::Speaks(LinkKind::Support, false)));
        assert_eq!(does_of("Valt aan"), Some(Does::Speaks(LinkKind::Attack, false)));
        assert_eq!(does_of("misschien"), None);
    }
}
