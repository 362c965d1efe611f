//! The stops of a route as words, for comparing and merging them line by line.

use crate::model::{
    Ballot, Chart, ClaimId, Document, InstrumentId, Item, Lang, MapView, Shows, Stage, Stance, Stop, Text,
};

use super::Kind;
use super::flat::Line;
use super::names::Names;

use crate::model::Id as _;

/// What a stop shows, a word each: `claims`, `claim=shade`, `seconds=90`.
pub(super) fn words_of(stop: &Stop, names: &Names<'_>) -> Vec<String> {
    let claim = |claim: &ClaimId| format!("claim={}", names.claim(*claim));
    let tool = |tool: &InstrumentId| format!("instrument={}", names.name(Kind::Instrument, tool.index()));
    let item = |item: Item| match item {
        Item::Cover => "cover".to_owned(),
        item => {
            let (kind, name) = names.item(item);
            format!("{}/{name}", list_of(kind))
        }
    };
    let mut words = match &stop.shows {
        Shows::Whole => vec!["whole".to_owned()],
        Shows::Claims(claims) => ["claims".to_owned()]
            .into_iter()
            .chain(claims.iter().map(claim))
            .collect(),
        Shows::Stakeholder(id) => vec![
            "stakeholder".to_owned(),
            format!("of={}", names.name(Kind::Stakeholder, id.index())),
        ],
        Shows::Instrument(id) => vec!["card".to_owned(), tool(id)],
        Shows::Picture(of) => vec!["picture".to_owned(), format!("item={}", item(*of))],
        Shows::View(view) => {
            let mut words = vec![
                "view".to_owned(),
                format!("item={}", item(view.anchor)),
                format!("offset={},{}", view.offset.0, view.offset.1),
                format!("height={}", view.height),
            ];
            words.extend(view.folded.iter().map(claim));
            words.extend(view.focus.map(|claim| format!("focus={}", names.claim(claim))));
            words.extend(view.lit.map(|lit| format!("lit={}", item(lit))));
            words
        }
        Shows::Vote(Ballot::Before) => vec!["before".to_owned()],
        Shows::Vote(Ballot::After) => vec!["after".to_owned()],
        Shows::Vote(Ballot::Opinion(claims)) => ["opinion".to_owned()]
            .into_iter()
            .chain(claims.iter().map(claim))
            .collect(),
        Shows::Vote(Ballot::Dots(claims)) => ["dots".to_owned()]
            .into_iter()
            .chain(claims.iter().map(claim))
            .collect(),
        Shows::Vote(Ballot::Tools(tools)) => ["tools".to_owned()].into_iter().chain(tools.iter().map(tool)).collect(),
        Shows::Result(chart) => vec![format!("result={}", chart.word())],
        Shows::Stage(stage) => vec![format!("stage={}", stage.word())],
        Shows::Sides { covered, claims } => {
            let side = if *covered == Stance::Pro { "for" } else { "against" };
            [format!("covered={side}")]
                .into_iter()
                .chain(claims.iter().map(claim))
                .collect()
        }
    };
    if stop.seconds > 0 {
        words.push(format!("seconds={}", stop.seconds));
    }
    words.extend(stop.lang.map(|lang| format!("lang={lang}")));
    words
}

/// A stop as a line: its note in every language, and what it shows.
pub(super) fn line<'a>(stop: &'a Stop, words: &'a [String]) -> Line<'a> {
    Line {
        words: stop
            .note
            .iter()
            .map(|(lang, note)| (lang, note, stop.note.is_outdated(lang)))
            .collect(),
        sources: words.iter().map(String::as_str).collect(),
        own: false,
    }
}

/// The stop of a line. Of what two versions say differently, what comes first counts.
pub(super) fn stop_of(line: &Line<'_>, document: &mut Document) -> Stop {
    let mut note = Text::default();
    for (lang, words, is_outdated) in &line.words {
        note.set(*lang, words);
        note.set_outdated(*lang, *is_outdated);
    }
    let value = |key: &str| -> Option<&str> {
        let mut all = line.sources.iter();
        all.find_map(|word| word.strip_prefix(key)?.strip_prefix('='))
    };
    let all = |key: &'static str| -> Vec<&str> {
        let all = line.sources.iter();
        all.filter_map(|word| word.strip_prefix(key)?.strip_prefix('='))
            .collect()
    };
    let claims = |document: &mut Document, key| -> Vec<ClaimId> {
        all(key).into_iter().map(|name| document.claims.intern(name)).collect()
    };
    let tools = |document: &mut Document| -> Vec<InstrumentId> {
        let names = all("instrument").into_iter();
        names.map(|name| document.instruments.intern(name)).collect()
    };
    let item = |document: &mut Document, key| value(key).and_then(|name| interned(document, name));
    let has = |word: &str| line.sources.contains(&word);
    let shows = if has("claims") {
        Some(Shows::Claims(claims(document, "claim")))
    } else if has("stakeholder") {
        value("of").map(|name| Shows::Stakeholder(document.stakeholders.intern(name)))
    } else if has("card") {
        tools(document).first().copied().map(Shows::Instrument)
    } else if has("picture") {
        item(document, "item").map(Shows::Picture)
    } else if has("view") {
        let offset = value("offset").and_then(|offset| offset.split_once(','));
        let number = |number: &str| number.parse().ok();
        item(document, "item").map(|anchor| {
            Shows::View(Box::new(MapView {
                anchor,
                offset: offset.map_or((0, 0), |(x, y)| (number(x).unwrap_or(0), number(y).unwrap_or(0))),
                height: value("height").and_then(|height| height.parse().ok()).unwrap_or(1_000),
                folded: claims(document, "claim"),
                focus: claims(document, "focus").first().copied(),
                lit: item(document, "lit"),
            }))
        })
    } else if has("before") {
        Some(Shows::Vote(Ballot::Before))
    } else if has("after") {
        Some(Shows::Vote(Ballot::After))
    } else if has("opinion") {
        Some(Shows::Vote(Ballot::Opinion(claims(document, "claim"))))
    } else if has("dots") {
        Some(Shows::Vote(Ballot::Dots(claims(document, "claim"))))
    } else if has("tools") {
        Some(Shows::Vote(Ballot::Tools(tools(document))))
    } else if let Some(side) = value("covered") {
        Some(Shows::Sides {
            covered: if side == "for" { Stance::Pro } else { Stance::Contra },
            claims: claims(document, "claim"),
        })
    } else if let Some(chart) = value("result") {
        Chart::of_word(chart).map(Shows::Result)
    } else {
        value("stage").and_then(Stage::of_word).map(Shows::Stage)
    };
    Stop {
        shows: shows.unwrap_or_default(),
        note,
        seconds: value("seconds").and_then(|seconds| seconds.parse().ok()).unwrap_or(0),
        lang: value("lang").and_then(Lang::new),
    }
}

fn list_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Claim => "claims",
        Kind::Stakeholder => "stakeholders",
        Kind::Instrument => "instruments",
        Kind::Theme => "themes",
        Kind::Relation => "relations",
        Kind::Source => "sources",
        Kind::Fact => "facts",
        Kind::Term => "glossary",
        Kind::Route => "routes",
        Kind::Cover => "cover",
    }
}

fn interned(document: &mut Document, name: &str) -> Option<Item> {
    let Some((list, id)) = name.split_once('/') else {
        return Some(Item::Cover);
    };
    match list {
        "claims" => Some(Item::Claim(document.claims.intern(id))),
        "stakeholders" => Some(Item::Stakeholder(document.stakeholders.intern(id))),
        "instruments" => Some(Item::Instrument(document.instruments.intern(id))),
        _ => None,
    }
}
