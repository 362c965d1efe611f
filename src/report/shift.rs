//! For and against, before and after: totals only.

use crate::session::{Answer, Asked, RoleShift, State, shift as shift_of};

use super::blocks::{Bar, Block, Chart, Head, Kind, Level, Line, Part, Table};
use super::evening::Evening;
use super::sheet::group_name;
use super::words::Words;

fn sum(counts: [u32; 3]) -> u32 {
    counts.iter().sum()
}

/// A bar of three answers, over its whole width.
pub(super) fn bar(words: &Words, label: Line, asked: Asked, counts: [u32; 3]) -> Bar {
    let parts = asked.answers().iter().zip(counts).map(|(answer, num)| Part {
        kind: match answer {
            Answer::For => Kind::For,
            Answer::Against => Kind::Against,
            Answer::Agree => Kind::Agree,
            Answer::Disagree => Kind::Disagree,
            Answer::Unknown => Kind::Unknown,
            Answer::Dot => Kind::Plain,
        },
        num,
        words: words.num_answer(num, *answer),
    });
    Bar {
        label,
        parts: parts.collect(),
        full: sum(counts),
        note: words.n(sum(counts)),
    }
}

/// Three answers with their part of all, and how many there are.
fn cells(words: &Words, counts: [u32; 3]) -> impl Iterator<Item = Line> {
    let all = sum(counts);
    let with_part = counts.map(|num| words.num_of(num, all).into());
    with_part.into_iter().chain([words.num(all).into()])
}

fn heads(words: &Words) -> impl Iterator<Item = Head> {
    [words.pro, words.contra, words.unknown, "n"]
        .into_iter()
        .map(Head::number)
}

/// The section about it; empty if it was not counted.
pub(super) fn shift(evening: &Evening<'_>) -> Vec<Block> {
    let words = evening.words;
    let Some(shift) = shift_of(evening.session) else {
        return Vec::new();
    };
    let moments = [(words.before, shift.before), (words.after, shift.after)];
    let moments: Vec<(&str, [u32; 3])> = moments
        .into_iter()
        .filter_map(|(name, counts)| Some((name, counts?)))
        .collect();
    let row = |(name, counts): &(&str, [u32; 3])| {
        let name = Line::from(*name);
        [name].into_iter().chain(cells(words, *counts)).collect()
    };
    let mut blocks = vec![
        Block::Paragraph(format!("{} {}", words.shift_about, words.n_about).into()),
        Block::Chart(Chart {
            title: words.shift_chart.to_owned(),
            bars: moments
                .iter()
                .map(|(name, counts)| bar(words, Line::from(*name), Asked::Before, *counts))
                .collect(),
            is_in_table: true,
        }),
        Block::Table(Table {
            caption: words.shift_chart.to_owned(),
            heads: [Head::words(words.moment)].into_iter().chain(heads(words)).collect(),
            rows: moments.iter().map(row).collect(),
        }),
    ];
    if shift.roles.is_empty() {
        blocks.extend(groups(evening));
    } else {
        let of_role = |role: &RoleShift| {
            let name = role.role.map_or(words.everybody_else, |role| words.role_name(role));
            let both = [
                (words.before, shift.before.is_some(), role.before),
                (words.after, shift.after.is_some(), role.after),
            ];
            let counted = both.into_iter().filter(|(_, was_counted, _)| *was_counted);
            let row = |(moment, _, counts)| -> Vec<Line> {
                let names = [Line::from(name), Line::from(moment)];
                names.into_iter().chain(cells(words, counts)).collect()
            };
            counted.map(row).collect::<Vec<_>>()
        };
        let names = [words.role, words.moment].into_iter().map(Head::words);
        blocks.extend([
            evening.heading(Level::Part, words.roles),
            Block::Paragraph(words.roles_about.into()),
            Block::Table(Table {
                caption: words.shift_roles.to_owned(),
                heads: names.chain(heads(words)).collect(),
                rows: shift.roles.iter().flat_map(of_role).collect(),
            }),
        ]);
    }
    blocks
}

/// What each role or table answered, where before and after were not both counted by role.
fn groups(evening: &Evening<'_>) -> Vec<Block> {
    let words = evening.words;
    let counted = evening.session.rounds.iter().filter(|round| {
        round.asked.is_question() && round.state == State::Closed && round.has_counts() && round.tally.groups.len() > 1
    });
    let rows: Vec<Vec<Line>> = counted
        .flat_map(|round| {
            let moment = if round.asked == Asked::Before {
                words.before
            } else {
                words.after
            };
            let groups = round.tally.groups.iter().enumerate();
            groups.map(move |(number, group)| {
                let counts = [0, 1, 2].map(|answer| round.count(0, answer, number));
                let names = [Line::from(group_name(words, group)), Line::from(moment)];
                names.into_iter().chain(cells(words, counts)).collect()
            })
        })
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let names = [words.group, words.moment].into_iter().map(Head::words);
    vec![Block::Table(Table {
        caption: words.by_group.to_owned(),
        heads: names.chain(heads(words)).collect(),
        rows,
    })]
}

#[cfg(test)]
mod tests {
    use super::super::words::ReportLang;
    use super::super::{Report, sample};
    use super::*;
    use crate::model::Document;
    use crate::session::Session;

    fn tables(blocks: &[Block]) -> Vec<&Table> {
        let found = blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        });
        found.collect()
    }

    #[test]
    fn totals_stand_with_their_part_and_how_many_answered() {
        let (session, document) = (sample::session(), sample::document());
        let evening = Evening::new(&session, &document, ReportLang::Dutch);
        let blocks = shift(&evening);
        let found = tables(&blocks);
        let texts = |row: &[Line]| row.iter().map(Line::text).collect::<Vec<_>>();
        assert_eq!(
            texts(&found[0].rows[0]),
            ["Vooraf", "11 (38%)", "12 (41%)", "6 (21%)", "29"]
        );
        assert_eq!(
            texts(&found[0].rows[1]),
            ["Achteraf", "14 (50%)", "11 (39%)", "3 (11%)", "28"]
        );
        let roles: Vec<String> = found[1].rows.iter().map(|row| row[0].text()).collect();
        assert_eq!(
            roles,
            ["Ouders", "Ouders", "Leraren", "Leraren", "Alle anderen", "Alle anderen"]
        );
    }

    #[test]
    fn what_was_not_counted_has_no_row() {
        let mut session = Session {
            rounds: sample::session().rounds,
            ..Session::default()
        };
        session.rounds.retain(|round| round.asked == Asked::After);
        let document = Document::default();
        let blocks = shift(&Evening::new(&session, &document, ReportLang::English));
        assert_eq!(tables(&blocks)[0].rows.len(), 1);
        assert!(tables(&blocks)[1].rows.iter().all(|row| row[1].text() == "After"));
        session.rounds.clear();
        assert!(shift(&Evening::new(&session, &document, ReportLang::English)).is_empty());
        assert_eq!(Report::new(&session, &document, ReportLang::English).blocks.len(), 3);
    }
}
