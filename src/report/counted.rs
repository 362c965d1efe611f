//! How it was counted.

use crate::session::{Answer, Asked, Round, State, Tally};

use super::blocks::{Block, Entry, Line};
use super::evening::Evening;

/// The counts of one row, in words.
fn row_text(evening: &Evening<'_>, round: &Round, row: usize) -> String {
    let words = evening.words;
    let answers = round.asked.answers().iter().enumerate();
    let parts: Vec<String> = answers
        .map(|(number, answer)| match (round.asked, answer) {
            (Asked::Dots, Answer::Dot) => words.num_dots(round.sum(row, number)),
            _ => words.num_answer(round.sum(row, number), *answer),
        })
        .collect();
    let all = match round.asked {
        Asked::Dots | Asked::Tools => String::new(),
        _ => format!(" ({})", words.n(round.num_answered(row))),
    };
    format!("{}{all}", parts.join(", "))
}

/// The same round with an earlier count.
pub(super) fn with_tally(round: &Round, tally: &Tally) -> Round {
    Round {
        tally: tally.clone(),
        earlier: Vec::new(),
        ..round.clone()
    }
}

/// A count that was done again, in a line for each row.
fn earlier(evening: &Evening<'_>, round: &Round, number: usize) -> Vec<Line> {
    let title = evening.words.earlier(number + 1);
    let row = |(number, row): (usize, &crate::session::Row)| {
        let counts = row_text(evening, round, number);
        if round.asked.is_question() {
            return Line::from(format!("{title} {counts}"));
        }
        let about = evening.row(row).quoted();
        Line::from(format!("{title} ")).and(about).and(format!(" – {counts}"))
    };
    round.rows.iter().enumerate().map(row).collect()
}

/// How much was counted.
fn amount(evening: &Evening<'_>, round: &Round) -> String {
    let words = evening.words;
    match round.asked {
        _ if round.tally.total() == 0 => words.no_answers.to_owned(),
        Asked::Before | Asked::After => words.people_counted(round.num_people()),
        Asked::Opinion => words.most_answers(round.num_people()),
        Asked::Dots => {
            let budget = (round.dots > 0).then(|| words.budget(round.dots, round.people));
            let placed = words.dots_placed(round.tally.total());
            budget.into_iter().chain([placed]).collect::<Vec<_>>().join(" ")
        }
        Asked::Tools => format!("{}: {}.", words.tool_times, words.num(round.tally.total())),
    }
}

/// The rounds, in order.
pub(super) fn ways(evening: &Evening<'_>) -> Vec<Block> {
    let words = evening.words;
    let entry = |round: &Round| {
        let asked = words.asked(round.asked);
        match round.state {
            State::Ready => return Entry::from(Line::from(format!("{asked}. {}", words.not_held))),
            State::Open => return Entry::from(Line::from(format!("{asked}. {}", words.not_closed))),
            State::Closed => {}
        }
        let again = if round.earlier.is_empty() {
            String::new()
        } else {
            format!(" {}", words.again)
        };
        let tallies = round.earlier.iter().enumerate();
        Entry {
            line: format!("{asked}. {}. {}{again}", words.way(round.way), amount(evening, round)).into(),
            note: Line::default(),
            under: tallies
                .flat_map(|(number, tally)| earlier(evening, &with_tally(round, tally), number))
                .collect(),
        }
    };
    let entries: Vec<Entry> = evening.session.rounds.iter().map(entry).collect();
    match entries.is_empty() {
        true => Vec::new(),
        false => vec![Block::List {
            is_numbered: true,
            entries,
        }],
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::super::words::ReportLang;
    use super::*;
    use crate::session::Session;

    fn entries(session: &Session) -> Vec<Entry> {
        let document = sample::document();
        match ways(&Evening::new(session, &document, ReportLang::Dutch)).pop() {
            Some(Block::List { entries, .. }) => entries,
            _ => Vec::new(),
        }
    }

    #[test]
    fn each_round_says_how_it_was_counted_and_how_many_took_part() {
        let found: Vec<String> = entries(&sample::session())
            .iter()
            .map(|entry| entry.line.text())
            .collect();
        assert_eq!(
            found,
            [
                "Voor of tegen, vooraf. Met kaartjes, allemaal tegelijk. 29 mensen geteld.",
                "Eens of oneens met argumenten. Met opgestoken handen. Hoogstens 28 antwoorden bij één argument.",
                "Stippen verdelen over argumenten. Met stickers of briefjes. 3 stippen per persoon, voor 28 mensen. 84 stippen geplakt.",
                "Instrumenten kiezen. Met opgestoken handen. Keer gekozen: 36.",
                "Voor of tegen, achteraf. Met kaartjes, allemaal tegelijk. 28 mensen geteld. Er is opnieuw geteld; de laatste telling geldt.",
                "Eens of oneens met argumenten. Deze ronde is niet afgesloten. De aantallen staan daarom niet in dit verslag.",
            ]
        );
    }

    #[test]
    fn a_count_that_was_done_again_keeps_its_first_result() {
        let session = sample::session();
        let found = entries(&session);
        assert_eq!(
            found[4].under[0].text(),
            "Telling 1: 12 voor, 11 tegen, 4 weet niet (n = 27)"
        );
        assert!(found[0].under.is_empty());
    }
}
