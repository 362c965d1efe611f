//! What was shown.

use crate::model::{ClaimId, StakeholderId};
use crate::session::{Side, Subject};

use super::blocks::{Block, Entry, Head, Level, Line, Table};
use super::evening::Evening;

const SIDES: [Option<Side>; 3] = [Some(Side::For), Some(Side::Against), None];

struct Shown {
    stakeholder: Option<StakeholderId>,
    side: Option<Side>,
    line: Line,
}

fn number(num: usize) -> u32 {
    u32::try_from(num).unwrap_or(u32::MAX)
}

/// The arguments that were shown, by stakeholder and side.
pub(super) fn shown(evening: &Evening<'_>) -> Vec<Block> {
    let (words, document) = (evening.words, evening.document);
    let mut found: Vec<Shown> = Vec::new();
    let mut gone: Vec<Entry> = Vec::new();
    for name in &evening.session.shown {
        let id = document.claims.id(name).filter(|id| document.claims.contains(*id));
        let Some(id) = id else {
            // Its words are known if it was weighed.
            let words = evening.on_evening(&Subject::Claim(name.clone()));
            gone.push(Entry::from(words.unwrap_or_else(|| Line::said(name, None))));
            continue;
        };
        if document.cover.thesis != Some(id) {
            found.push(one(evening, name, id));
        }
    }
    let in_order = document.stakeholders.in_order().into_iter().map(Some).chain([None]);
    let stakeholders: Vec<Option<StakeholderId>> = in_order
        .filter(|stakeholder| found.iter().any(|one| one.stakeholder == *stakeholder))
        .collect();
    let name = |stakeholder: &Option<StakeholderId>| -> Line {
        let record = stakeholder.and_then(|id| document.stakeholders.get(id));
        record.map_or_else(|| words.nobody.into(), |record| evening.read(&record.name))
    };
    let of = |stakeholder: Option<StakeholderId>, side: Option<Side>| -> Vec<&Shown> {
        let belongs = |one: &&Shown| one.stakeholder == stakeholder && one.side == side;
        found.iter().filter(belongs).collect()
    };
    let mut blocks = Vec::new();
    if !found.is_empty() {
        let has_neither = found.iter().any(|one| one.side.is_none());
        let sides: Vec<Option<Side>> = SIDES.into_iter().filter(|side| side.is_some() || has_neither).collect();
        let row = |name: Line, count: &dyn Fn(Option<Side>) -> usize| -> Vec<Line> {
            let nums: Vec<u32> = sides.iter().map(|side| number(count(*side))).collect();
            let all: u32 = nums.iter().sum();
            let cells = nums.into_iter().chain([all]).map(|num| words.num(num).into());
            [name].into_iter().chain(cells).collect()
        };
        let rows = stakeholders
            .iter()
            .map(|one| row(name(one), &|side| of(*one, side).len()));
        let all = row(words.together.into(), &|side| {
            found.iter().filter(|one| one.side == side).count()
        });
        let all = (stakeholders.len() > 1).then_some(all);
        let heads = sides
            .iter()
            .map(|side| side.map_or(words.neither, |side| words.side(side)));
        let heads = heads.chain([words.together]).map(Head::number);
        blocks.extend([
            Block::Aside(words.shown_about.into()),
            Block::Table(Table {
                caption: words.shown_caption.to_owned(),
                heads: [Head::words(words.stakeholder)].into_iter().chain(heads).collect(),
                rows: rows.chain(all).collect(),
            }),
        ]);
    }
    for stakeholder in &stakeholders {
        blocks.push(evening.heading(Level::Part, name(stakeholder)));
        for side in SIDES {
            let entries: Vec<Entry> = of(*stakeholder, side)
                .into_iter()
                .map(|one| one.line.clone().into())
                .collect();
            if entries.is_empty() {
                continue;
            }
            blocks.push(Block::Heading {
                level: Level::Detail,
                line: words.num_arguments(number(entries.len()), side).into(),
                side,
            });
            blocks.push(Block::List {
                is_numbered: false,
                entries,
            });
        }
    }
    if !gone.is_empty() {
        blocks.extend([
            evening.heading(Level::Part, words.gone),
            Block::Paragraph(words.num_gone(number(gone.len())).into()),
            Block::List {
                is_numbered: false,
                entries: gone,
            },
        ]);
    }
    blocks
}

fn one(evening: &Evening<'_>, name: &str, id: ClaimId) -> Shown {
    let line = evening.on_map(&Subject::Claim(name.to_owned()));
    Shown {
        stakeholder: evening.structure.stakeholder_of(evening.document, id),
        side: evening.structure.stance(id).map(Side::from),
        line: line.unwrap_or_else(|| Line::said(name, None)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::super::words::ReportLang;
    use super::*;
    use crate::model::Document;
    use crate::session::Session;

    #[test]
    fn arguments_stand_by_stakeholder_and_side_with_their_counts() {
        let (session, document) = (sample::session(), sample::document());
        let blocks = shown(&Evening::new(&session, &document, ReportLang::Dutch));
        let Some(Block::Table(table)) = blocks.get(1) else {
            panic!()
        };
        let rows: Vec<String> = table
            .rows
            .iter()
            .map(|row| row.iter().map(Line::text).collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(
            rows,
            ["Leerlingen 2 0 2", "Ouders 1 1 2", "Overheid 0 1 1", "Samen 3 2 5"]
        );
        let details: Vec<String> = blocks
            .iter()
            .filter_map(|block| match block {
                Block::Heading {
                    level: Level::Detail,
                    line,
                    ..
                } => Some(line.text()),
                _ => None,
            })
            .collect();
        assert_eq!(details[0], "2 argumenten voor");
        assert_eq!(details[2], "1 argument tegen");
    }

    #[test]
    fn the_thesis_is_no_argument_and_what_is_gone_is_named() {
        let document = sample::document();
        let session = Session {
            shown: vec!["mengen".to_owned(), "was-er-ooit".to_owned()],
            ..Session::default()
        };
        let blocks = shown(&Evening::new(&session, &document, ReportLang::English));
        let [
            Block::Heading { .. },
            Block::Paragraph(line),
            Block::List { entries, .. },
        ] = &blocks[..]
        else {
            panic!()
        };
        assert_eq!(line.text(), "1 argument is no longer on the map.");
        assert_eq!(entries[0].line.text(), "was-er-ooit");
        let nothing = (Session::default(), Document::default());
        assert!(shown(&Evening::new(&nothing.0, &nothing.1, ReportLang::Dutch)).is_empty());
    }
}
