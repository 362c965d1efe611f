//! What was weighed: the heaviest, where the room agrees, everything, and the toolbox.

use crate::session::{Answer, Asked, Side, Subject, Weighed, agreed, divided, heaviest as heaviest_of, weighed};

use super::blocks::{Bar, Block, Chart, Entry, Head, Kind, Level, Line, Part, Table};
use super::evening::Evening;
use super::shift::bar;

/// So many of each side are called heaviest; more only if they weigh the same.
const MOST: usize = 5;

fn is_tool(one: &Weighed) -> bool {
    matches!(one.of, Subject::Instrument(_))
}

fn agree(one: &Weighed) -> u32 {
    one.opinion.map_or(0, |[agree, ..]| agree)
}

/// Agree, disagree and not known, in words.
fn opinion_text(evening: &Evening<'_>, counts: [u32; 3]) -> String {
    let answers = Asked::Opinion.answers().iter().zip(counts);
    let parts: Vec<String> = answers
        .map(|(answer, num)| evening.words.num_answer(num, *answer))
        .collect();
    format!("{} ({})", parts.join(", "), evening.words.n(counts.iter().sum()))
}

/// What weighed most, per side.
pub(super) fn heaviest(evening: &Evening<'_>) -> Vec<Block> {
    let words = evening.words;
    let all = weighed(evening.session);
    let has_dots = all.iter().any(|one| !is_tool(one) && one.dots.is_some());
    let weight = |one: &Weighed| if has_dots { one.dots.unwrap_or(0) } else { agree(one) };
    let most = all.iter().filter(|one| !is_tool(one)).map(weight).max().unwrap_or(0);
    let sides = [
        (Some(Side::For), words.most_pro, words.most_pro_chart),
        (Some(Side::Against), words.most_contra, words.most_contra_chart),
        (None, words.most_other, words.most_other_chart),
    ];
    let mut blocks = Vec::new();
    for (side, title, chart) in sides {
        let found: Vec<&Weighed> = heaviest_of(&all, side)
            .into_iter()
            .filter(|one| weight(one) > 0)
            .collect();
        // Whoever weighs as much as the last one belongs to it too.
        let least = found.iter().take(MOST).next_back().map_or(0, |one| weight(one));
        let to_bar = |one: &&Weighed| Bar {
            label: evening.said(&one.words),
            parts: vec![Part {
                kind: Kind::from(side),
                num: weight(one),
                words: if has_dots {
                    words.num_dots(weight(one))
                } else {
                    words.num_answer(agree(one), Answer::Agree)
                },
            }],
            full: most,
            note: one
                .opinion
                .map(|counts| opinion_text(evening, counts))
                .unwrap_or_default(),
        };
        let bars: Vec<Bar> = found
            .iter()
            .take_while(|one| weight(one) >= least)
            .map(to_bar)
            .collect();
        if !bars.is_empty() {
            blocks.push(Block::Heading {
                level: Level::Part,
                line: title.into(),
                side,
            });
            blocks.push(Block::Chart(Chart {
                title: chart.to_owned(),
                bars,
                is_in_table: false,
            }));
        }
    }
    if !blocks.is_empty() {
        let about = if has_dots {
            words.heaviest_dots
        } else {
            words.heaviest_agree
        };
        blocks.insert(0, Block::Paragraph(about.into()));
    }
    blocks
}

/// Where the room is of one mind, and where it is split.
pub(super) fn division(evening: &Evening<'_>) -> Vec<Block> {
    let words = evening.words;
    let all = weighed(evening.session);
    let one_mind = agreed(&all);
    let (with, against): (Vec<&Weighed>, Vec<&Weighed>) = one_mind
        .into_iter()
        .partition(|one| one.opinion.is_some_and(|[agree, disagree, _]| agree >= disagree));
    let parts = [
        (words.of_one_mind, words.of_one_mind_about, with),
        (words.against_it, words.against_it_about, against),
        (words.divided, words.divided_about, divided(&all)),
    ];
    let mut blocks = Vec::new();
    for (title, about, found) in parts {
        let to_bar = |one: &&Weighed| -> Option<Bar> {
            let side = one
                .side
                .map(|side| Line::from(format!(" ({})", words.side_small(side))));
            let label = evening.said(&one.words).and(side.unwrap_or_default());
            Some(bar(words, label, Asked::Opinion, one.opinion?))
        };
        let bars: Vec<Bar> = found.iter().filter_map(to_bar).collect();
        if !bars.is_empty() {
            blocks.extend([
                evening.heading(Level::Part, title),
                Block::Paragraph(about.into()),
                Block::Chart(Chart {
                    title: title.to_owned(),
                    bars,
                    is_in_table: false,
                }),
            ]);
        }
    }
    if !blocks.is_empty() {
        let about = format!("{} {}", words.division_about, words.n_about);
        blocks.insert(0, Block::Aside(about.into()));
    }
    blocks
}

/// Everything that was weighed, with its numbers. Columns that would be empty are left out.
pub(super) fn all(evening: &Evening<'_>) -> Vec<Block> {
    let words = evening.words;
    let all: Vec<Weighed> = weighed(evening.session)
        .into_iter()
        .filter(|one| !is_tool(one))
        .collect();
    if all.is_empty() {
        return Vec::new();
    }
    let has_sides = all.iter().any(|one| one.side.is_some());
    let has_dots = all.iter().any(|one| one.dots.is_some());
    let has_opinion = all.iter().any(|one| one.opinion.is_some());
    let not_asked = || Line::from("–");
    let row = |one: &Weighed| {
        let side = has_sides.then(|| one.side.map_or_else(not_asked, |side| words.side(side).into()));
        let dots = has_dots.then(|| one.dots.map_or_else(not_asked, |num| words.num(num).into()));
        let answers: Vec<Line> = match one.opinion {
            _ if !has_opinion => Vec::new(),
            Some(counts) => {
                let all: u32 = counts.iter().sum();
                counts
                    .into_iter()
                    .chain([all])
                    .map(|num| words.num(num).into())
                    .collect()
            }
            None => (0..4).map(|_| not_asked()).collect(),
        };
        [evening.said(&one.words)]
            .into_iter()
            .chain(side)
            .chain(dots)
            .chain(answers)
            .collect()
    };
    let answers = [words.agree, words.disagree, words.unknown, "n"].map(Head::number);
    let heads = [Head::words(words.argument)]
        .into_iter()
        .chain(has_sides.then(|| Head::words(words.side)))
        .chain(has_dots.then(|| Head::number(words.dots)))
        .chain(answers.into_iter().filter(|_| has_opinion));
    let about = has_opinion.then(|| Block::Aside(words.n_about.into()));
    let table = Block::Table(Table {
        caption: words.weighed_caption.to_owned(),
        heads: heads.collect(),
        rows: all.iter().map(row).collect(),
    });
    about.into_iter().chain([table]).collect()
}

/// The instruments that were chosen, and how often.
pub(super) fn tools(evening: &Evening<'_>) -> Vec<Block> {
    let words = evening.words;
    let chosen = &evening.session.chosen;
    let is_chosen = |of: &Subject| matches!(of, Subject::Instrument(name) if chosen.contains(name));
    let mut blocks = Vec::new();
    let to_entry = |name: &String| Entry::from(evening.subject(&Subject::Instrument(name.clone())));
    if !chosen.is_empty() {
        blocks.push(Block::Paragraph(words.tools_kept.into()));
        blocks.push(Block::List {
            is_numbered: false,
            entries: chosen.iter().map(to_entry).collect(),
        });
    }
    let mut counted: Vec<Weighed> = weighed(evening.session).into_iter().filter(is_tool).collect();
    counted.sort_by_key(|one| std::cmp::Reverse(one.dots));
    if counted.is_empty() {
        return blocks;
    }
    let row = |one: &Weighed| {
        let kept = if is_chosen(&one.of) { words.yes } else { words.no };
        let times = one.dots.map_or_else(|| "–".to_owned(), |num| words.num(num));
        [evening.said(&one.words), times.into()]
            .into_iter()
            .chain((!chosen.is_empty()).then(|| kept.into()))
            .collect()
    };
    let heads = [Head::words(words.tool), Head::number(words.tool_times)];
    blocks.push(Block::Table(Table {
        caption: words.tool_caption.to_owned(),
        heads: heads
            .into_iter()
            .chain((!chosen.is_empty()).then(|| Head::words(words.tool_kept)))
            .collect(),
        rows: counted.iter().map(row).collect(),
    }));
    blocks
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::super::words::ReportLang;
    use super::*;
    use crate::session::{Round, Row, Session};

    fn charts(blocks: &[Block]) -> Vec<&Chart> {
        let found = blocks.iter().filter_map(|block| match block {
            Block::Chart(chart) => Some(chart),
            _ => None,
        });
        found.collect()
    }

    fn labels(chart: &Chart) -> Vec<String> {
        chart.bars.iter().map(|bar| bar.label.text()).collect()
    }

    #[test]
    fn the_heaviest_of_each_side_share_one_measure() {
        let (session, document) = (sample::session(), sample::document());
        let blocks = heaviest(&Evening::new(&session, &document, ReportLang::Dutch));
        let found = charts(&blocks);
        assert_eq!(labels(found[0])[0], "Kinderen leren omgaan met wie anders is dan zij");
        assert_eq!(labels(found[1])[0], "De reistijd wordt voor veel kinderen te lang");
        let full: Vec<u32> = found.iter().flat_map(|chart| &chart.bars).map(|bar| bar.full).collect();
        assert!(full.iter().all(|one| *one == 26), "{full:?}");
        assert_eq!(
            found[1].bars[0].text(),
            "21 stippen · 13 eens, 12 oneens, 2 weet niet (n = 27)"
        );
    }

    #[test]
    fn none_is_cut_off_that_weighs_as_much_as_the_last() {
        let rows: Vec<Row> = (0..8)
            .map(|number| Row {
                of: Subject::Claim(number.to_string()),
                words: number.to_string(),
                side: Some(Side::For),
            })
            .collect();
        let mut round = Round::new(Asked::Dots, rows, 0);
        round.open();
        for (row, count) in [9, 8, 7, 6, 5, 5, 5, 1].into_iter().enumerate() {
            round.set(row, 0, 0, count).unwrap();
        }
        round.close();
        let session = Session {
            rounds: vec![round],
            ..Session::default()
        };
        let document = sample::document();
        let blocks = heaviest(&Evening::new(&session, &document, ReportLang::English));
        assert_eq!(labels(charts(&blocks)[0]), ["0", "1", "2", "3", "4", "5", "6"]);
    }

    #[test]
    fn agreeing_disagreeing_and_divided_stand_apart() {
        let (session, document) = (sample::session(), sample::document());
        let blocks = division(&Evening::new(&session, &document, ReportLang::Dutch));
        let titles: Vec<&str> = charts(&blocks).iter().map(|chart| chart.title.as_str()).collect();
        assert_eq!(
            titles,
            [
                "De zaal is het hiermee eens",
                "De zaal is het hiermee oneens",
                "De zaal is verdeeld"
            ]
        );
        assert_eq!(labels(charts(&blocks)[1]), ["Mengen is niet haalbaar (tegen)"]);
    }

    #[test]
    fn columns_that_nobody_was_asked_for_are_left_out() {
        let (mut session, document) = (sample::session(), sample::document());
        let heads = |session: &Session| {
            let blocks = all(&Evening::new(session, &document, ReportLang::English));
            let Some(Block::Table(table)) = blocks.last() else {
                panic!()
            };
            assert!(table.rows.iter().all(|row| row.len() == table.heads.len()));
            table.heads.iter().map(|head| head.words.clone()).collect::<Vec<_>>()
        };
        assert_eq!(
            heads(&session),
            ["Argument", "Side", "Dots", "Agree", "Disagree", "Do not know", "n"]
        );
        session.rounds.retain(|round| round.asked == Asked::Dots);
        assert_eq!(heads(&session), ["Argument", "Side", "Dots"]);
    }

    #[test]
    fn instruments_are_counted_and_named() {
        let (mut session, document) = (sample::session(), sample::document());
        session.chosen.push("weg".to_owned());
        let blocks = tools(&Evening::new(&session, &document, ReportLang::Dutch));
        let [_, Block::List { entries, .. }, Block::Table(table)] = &blocks[..] else {
            panic!()
        };
        assert_eq!(entries[0].line.text(), "Scholencarrousel");
        assert_eq!(entries[1].line.text(), "weg (niet meer op de kaart)");
        let row: Vec<String> = table.rows[0].iter().map(Line::text).collect();
        assert_eq!(row, ["Scholencarrousel", "17", "ja"]);
    }
}
