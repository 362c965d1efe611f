//! What every format is held to: a map that is written and read again is the same map, but for what the format loses.

use proptest::prelude::*;

use crate::model::{
    Citation, Claim, ClaimId, Document, Hue, Lang, Mark, ORDER_STEP, Relation, RelationKind, Source, Stakeholder,
    Structure, Symbol, Target, Text, Theme,
};

use super::build::{Choices, build};
use super::gathered::Gathered;
use super::own::Export;
use super::parts::Part;
use super::trouble::Refusal;

/// Letters that have a meaning in some format, among others.
const PIECES: &[&str] = &[
    "school",
    "wijk",
    "één",
    "+ plus",
    "- min",
    "* ster",
    "# kop",
    "[haak]",
    "<punt>",
    "{accolade}",
    "\"aanhaling\"",
    "'enkel'",
    "a & b",
    "a_b_c",
    "10:30",
    "o.a.",
    "1. een",
    "(2)",
    "//",
    "/*",
    "http://x.nl/a?b=1&c=2",
    "@naam",
    "=som(1)",
    "\\n",
    "|",
    ";",
    ", ",
    "→",
    "日本",
    "مدرسة",
    "🏫",
    "Voor: x",
    "-> See 1.2.",
    "---",
    "===",
    "<b>",
    "&amp;",
    ":up:",
    "``",
    "$",
];

fn words() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(PIECES), 1..5)
        .prop_map(|pieces| pieces.join(" ").trim().to_owned())
}

fn text(langs: &'static [Lang]) -> impl Strategy<Value = Text> {
    proptest::collection::vec(proptest::option::weighted(0.7, words()), langs.len()).prop_map(move |all| {
        let mut text = Text::default();
        for (lang, words) in langs.iter().zip(all) {
            text.set(*lang, &words.unwrap_or_default());
        }
        text
    })
}

#[derive(Clone, Debug)]
struct Seed {
    text: Text,
    explanation: Text,
    note: Text,
    parent: prop::sample::Index,
    kind: bool,
    /// Into the step of its parent, with another claim, also to another claim, hanging nowhere.
    how: u8,
    stakeholder: Option<prop::sample::Index>,
    theme: Option<prop::sample::Index>,
    source: Option<prop::sample::Index>,
    core: bool,
    mark: u8,
    tag: Option<String>,
    data: Option<String>,
}

const LANGS: &[Lang] = &[Lang::NL, Lang::EN];

fn seed() -> impl Strategy<Value = Seed> {
    let one = (
        text(LANGS),
        text(LANGS),
        text(LANGS),
        any::<prop::sample::Index>(),
        any::<bool>(),
        0..10_u8,
    );
    let index = || proptest::option::of(any::<prop::sample::Index>());
    let two = (index(), index(), index(), any::<bool>(), 0..4_u8);
    let tag = proptest::option::weighted(0.3, "[a-zé]{1,6}( [a-z]{1,4})?");
    (one, two, tag, proptest::option::weighted(0.2, words())).prop_map(|(one, two, tag, data)| Seed {
        text: one.0,
        explanation: one.1,
        note: one.2,
        parent: one.3,
        kind: one.4,
        how: one.5,
        stakeholder: two.0,
        theme: two.1,
        source: two.2,
        core: two.3,
        mark: two.4,
        tag,
        data,
    })
}

fn relate(map: &mut Document, name: &str, premise: ClaimId, supports: bool, target: Target) {
    let id = map.relations.intern(name);
    let relation = Relation {
        premises: premise.into(),
        kind: if supports {
            RelationKind::Support
        } else {
            RelationKind::Attack
        },
        target,
        order: map.relations.order_at_end(),
    };
    map.relations.set(id, Some(relation));
}

fn stem(text: &mut Text, lang: Lang, number: usize) {
    // Each claim is another sentence, and none is empty in the language that is written.
    let words = text.get(lang).unwrap_or("zin").to_owned();
    text.set(lang, &format!("{words} n{number}"));
}

/// Maps of up to a dozen claims with nearly everything that a map can have.
pub fn maps() -> impl Strategy<Value = Document> {
    let sources = proptest::collection::vec(
        (
            words(),
            proptest::option::of("https://[a-z]{3}\\.nl/[a-z]{1,5}"),
            text(LANGS),
        ),
        1..4,
    );
    let names = proptest::collection::vec(("[A-Z][a-zé]{2,7}", "[A-Z][a-z]{2,7}"), 1..4);
    (
        proptest::collection::vec(seed(), 1..12),
        sources,
        names.clone(),
        names,
        text(LANGS),
        text(LANGS),
    )
        .prop_map(|(seeds, sources, stakeholders, themes, about, colophon)| {
            let mut map = Document::default();
            map.cover.languages = LANGS.to_vec();
            map.cover.title = Text::new(Lang::NL, "Kaart");
            map.cover.question = Text::new(Lang::NL, "Moet het?");
            map.cover.question.set(Lang::EN, "Should it?");
            map.cover.explanation = about;
            map.cover.colophon = colophon;
            let named = |nl: &str, en: &str, number: usize| {
                let mut text = Text::new(Lang::NL, &format!("{nl}{number}"));
                text.set(Lang::EN, en);
                text
            };
            let mut stakeholder_ids = Vec::new();
            for (number, (nl, en)) in stakeholders.iter().enumerate() {
                let id = map.stakeholders.intern(&format!("s{number}"));
                let record = Stakeholder {
                    name: named(nl, en, number),
                    hue: Hue::ALL[number % 4],
                    symbol: Symbol::ALL[(number + 1) % 6],
                    order: (number as u64 + 1) * ORDER_STEP,
                };
                map.stakeholders.set(id, Some(record));
                stakeholder_ids.push(id);
            }
            let mut theme_ids = Vec::new();
            for (number, (nl, en)) in themes.iter().enumerate() {
                let id = map.themes.intern(&format!("t{number}"));
                let order = (number as u64 + 1) * ORDER_STEP;
                map.themes.set(
                    id,
                    Some(Theme {
                        name: named(nl, en, number + 7),
                        order,
                    }),
                );
                theme_ids.push(id);
            }
            let mut source_ids = Vec::new();
            for (number, (citation, url, supports)) in sources.into_iter().enumerate() {
                let id = map.sources.intern(&format!("bron-{number}"));
                let record = Source {
                    citation: format!("{citation} {number}").into(),
                    urls: url.into_iter().map(Into::into).collect(),
                    supports,
                    checked: if number == 0 { "2026-11-22".into() } else { "".into() },
                    order: (number as u64 + 1) * ORDER_STEP,
                    ..Source::default()
                };
                map.sources.set(id, Some(record));
                source_ids.push(id);
            }
            let mut thesis = Text::new(Lang::NL, "Het moet");
            thesis.set(Lang::EN, "It should");
            let top = map.claims.intern("stelling");
            map.claims.set(
                top,
                Some(Claim {
                    text: thesis,
                    order: ORDER_STEP,
                    ..Claim::default()
                }),
            );
            map.cover.thesis = Some(top);
            let mut ids: Vec<ClaimId> = vec![top];
            for (number, seed) in seeds.into_iter().enumerate() {
                let id = map.claims.intern(&format!("c{number}"));
                let parent = *seed.parent.get(&ids);
                let mut text = seed.text;
                stem(&mut text, Lang::NL, number);
                let is_loose = seed.how == 9;
                let hangs_on_top = parent == top && !is_loose;
                let mut claim = Claim {
                    text,
                    explanation: seed.explanation,
                    note: seed.note,
                    stakeholder: seed
                        .stakeholder
                        .filter(|_| hangs_on_top)
                        .map(|index| *index.get(&stakeholder_ids)),
                    theme: seed.theme.filter(|_| hangs_on_top).map(|index| *index.get(&theme_ids)),
                    tags: seed.tag.into_iter().map(Into::into).collect(),
                    core: seed.core,
                    mark: [Mark::Own, Mark::Own, Mark::Research, Mark::PrintedMap][usize::from(seed.mark)],
                    order: (number as u64 + 2) * ORDER_STEP,
                    ..Claim::default()
                };
                claim.sources.extend(seed.source.map(|index| Citation {
                    source: *index.get(&source_ids),
                    supports: Text::default(),
                }));
                if let Some(data) = seed.data {
                    claim.data.set("mm.color", &data);
                }
                map.claims.set(id, Some(claim));
                let own = format!("c{number}");
                let step = ids.iter().position(|known| *known == parent).filter(|at| *at > 0);
                let step = step.map(|_| map.claims.name(parent).to_owned());
                if !is_loose {
                    let of_parent = step.and_then(|name| {
                        let found = map.relations.iter().find(|(_, relation)| {
                            relation
                                .premises
                                .first()
                                .is_some_and(|first| map.claims.name(*first) == name)
                        });
                        found.map(|(id, _)| id)
                    });
                    match (seed.how, of_parent) {
                        (7, Some(relation)) => {
                            let to = map.relations.name(relation).to_owned();
                            relate(&mut map, &format!("{own}>{to}"), id, false, Target::Relation(relation));
                        }
                        _ => {
                            let to = map.claims.name(parent).to_owned();
                            relate(&mut map, &format!("{own}>{to}"), id, seed.kind, Target::Claim(parent));
                        }
                    }
                    // To a place further down: of two that are equal either may come first in another order.
                    if seed.how == 8 && ids.len() > 2 && hangs_on_top {
                        let other = ids[1];
                        if other != parent {
                            let to = map.claims.name(other).to_owned();
                            relate(&mut map, &format!("{own}>{to}"), id, !seed.kind, Target::Claim(other));
                        }
                    }
                }
                ids.push(id);
            }
            map
        })
}

/// A map as lines, with the parts that a format keeps: two maps with the same lines are the same to a reader.
pub fn normal(map: &Document, keeps: &[Part]) -> Vec<String> {
    let structure = Structure::new(map);
    let keeps = |part: Part| keeps.contains(&part);
    let label = |id: ClaimId| {
        let record = map.claims.get(id);
        record
            .map_or("", |record| map.read(&record.text, Lang::NL).words)
            .to_owned()
    };
    let words = |text: &Text| -> String {
        if keeps(Part::OtherLanguages) {
            format!("{text:?}")
        } else {
            map.read(text, Lang::NL).words.to_owned()
        }
    };
    let mut lines = vec![format!("question {}", words(&map.cover.question))];
    lines.extend(map.cover.thesis.map(|thesis| format!("thesis {}", label(thesis))));
    if keeps(Part::Cover) {
        lines.push(format!(
            "cover {} {}",
            words(&map.cover.explanation),
            words(&map.cover.colophon)
        ));
    }
    let mut claims = Vec::new();
    for (id, claim) in map.claims.iter() {
        let mut line = format!("claim {}", words(&claim.text));
        if keeps(Part::Names) {
            line += &format!(" id={}", map.claims.name(id));
        }
        if keeps(Part::Explanations) {
            line += &format!(" explanation={}", words(&claim.explanation));
        }
        if keeps(Part::Notes) {
            line += &format!(" note={}", words(&claim.note));
        }
        if keeps(Part::Stakeholders) && map.cover.thesis != Some(id) {
            let own = structure
                .stakeholder_of(map, id)
                .and_then(|id| map.stakeholders.get(id));
            line += &format!(" of={}", own.map_or(String::new(), |own| words(&own.name)));
        }
        if keeps(Part::Themes) && map.cover.thesis != Some(id) {
            let own = structure.theme_of(map, id).and_then(|id| map.themes.get(id));
            line += &format!(" theme={}", own.map_or(String::new(), |own| words(&own.name)));
        }
        if keeps(Part::Tags) {
            line += &format!(" tags={:?}", claim.tags);
        }
        if keeps(Part::Core) {
            line += &format!(" core={}", claim.core);
        }
        if keeps(Part::Marks) {
            line += &format!(" mark={:?}", claim.mark);
        }
        if keeps(Part::Data) {
            line += &format!(" data={:?}", claim.data);
        }
        if keeps(Part::Sources) {
            for citation in &claim.sources {
                let source = map.sources.get(citation.source);
                line += &source.map_or(String::new(), |source| {
                    let details = if keeps(Part::SourceDetails) {
                        format!("{} {}", words(&source.supports), source.checked)
                    } else {
                        String::new()
                    };
                    format!(" source={} {:?} {details}", source.citation, source.urls)
                });
            }
        }
        claims.push(line);
        if structure.is_loose(id) {
            claims.push(format!("loose {}", label(id)));
        }
    }
    claims.sort();
    lines.extend(claims);
    if keeps(Part::Order) {
        let claims: Vec<String> = map.claims.in_order().into_iter().map(&label).collect();
        lines.push(format!("claims in order {claims:?}"));
        let sources = map.sources.in_order().into_iter();
        let sources: Vec<_> = sources.filter_map(|id| Some(&map.sources.get(id)?.citation)).collect();
        lines.push(format!("sources in order {sources:?}"));
    }
    if keeps(Part::UncitedSources) {
        lines.push(format!("sources {}", map.sources.len()));
    }
    let mut relations = Vec::new();
    for (id, relation) in map.relations.iter() {
        if structure.cross_relations().contains(&id) && !keeps(Part::CrossRelations) {
            continue;
        }
        let target = match relation.target {
            Target::Claim(claim) => label(claim),
            Target::Relation(of) => {
                let of = map.relations.get(of);
                let premise = of.and_then(|of| of.premises.first().copied());
                let premise = premise.map_or(String::new(), &label);
                if keeps(Part::Undercuts) {
                    format!("step of {premise}")
                } else {
                    premise
                }
            }
        };
        let mut from: Vec<String> = relation.premises.iter().map(|premise| label(*premise)).collect();
        from.sort();
        if keeps(Part::JointPremises) {
            from = vec![from.join(" & ")];
        }
        for from in from {
            relations.push(format!("{from} {:?} {target}", relation.kind));
        }
    }
    relations.sort();
    lines.extend(relations);
    // The order in which replies of one side stand under what they answer.
    for id in map.claims.in_order() {
        if keeps(Part::CrossRelations) && map.cover.thesis != Some(id) {
            for side in [RelationKind::Support, RelationKind::Attack] {
                let is_on = |child: &&ClaimId| structure.place(**child).and_then(|place| place.kind) == Some(side);
                let children = structure.children(id).iter().filter(is_on);
                let own: Vec<String> = children.map(|child| label(*child)).collect();
                lines.push(format!("order {} {side:?} {own:?}", label(id)));
            }
        }
    }
    let from = lines
        .iter()
        .position(|line| line.starts_with("order "))
        .unwrap_or(lines.len());
    lines[from..].sort();
    lines
}

/// Writes a map in Dutch, reads it and compares.
pub fn comes_back(
    map: &Document,
    write: impl Fn(&Export<'_>) -> Vec<u8>,
    read: impl Fn(&[u8]) -> Result<Gathered, Refusal>,
    keeps: &[Part],
) -> Result<(), TestCaseError> {
    let structure = Structure::new(map);
    let export = Export::new(map, &structure, Lang::NL);
    let bytes = write(&export);
    let gathered = read(&bytes).map_err(|refusal| TestCaseError::fail(format!("{refusal:?}")))?;
    let choices = Choices::new(&gathered, Lang::NL);
    let built = build(&gathered, &choices);
    let (before, after) = (normal(map, keeps), normal(&built.document, keeps));
    if before != after {
        let written = String::from_utf8_lossy(&bytes).into_owned();
        let missing: Vec<&String> = before.iter().filter(|line| !after.contains(line)).collect();
        let added: Vec<&String> = after.iter().filter(|line| !before.contains(line)).collect();
        return Err(TestCaseError::fail(format!(
            "missing: {missing:#?}\nadded: {added:#?}\nwarnings: {:?} {:?}\n{written}",
            gathered.warnings, built.warnings
        )));
    }
    Ok(())
}

/// The folder of files by others, where it is there.
pub fn corpora() -> Option<std::path::PathBuf> {
    let beside = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora");
    let named = std::env::var_os("CORPORA").map(std::path::PathBuf::from);
    [Some(beside), named]
        .into_iter()
        .flatten()
        .find(|folder| folder.is_dir())
}
