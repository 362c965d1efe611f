//! What the room added.

use crate::session::{Addition, Fate, Place, Subject};

use super::blocks::{Block, Entry, Level, Line};
use super::evening::Evening;

/// Where something from the room stands in the report.
enum Home {
    /// By itself.
    Own,
    /// Under another one that says the same.
    Under(usize),
    /// Under what is on the map.
    OnMap(Subject),
}

/// What this is joined with in the end. A file that was changed by hand may join in a circle: then it is itself.
fn root(all: &[Addition], number: usize) -> Subject {
    let mut here = number;
    for _ in all {
        match all.get(here).and_then(|addition| addition.joined.as_ref()) {
            Some(Subject::Addition(next)) if *next < all.len() => here = *next,
            None | Some(Subject::Addition(_)) => return Subject::Addition(here),
            Some(other) => return other.clone(),
        }
    }
    Subject::Addition(number)
}

fn home(all: &[Addition], number: usize) -> Home {
    let is_guess = |number: usize| all.get(number).is_some_and(|addition| addition.is_guess);
    match root(all, number) {
        // A guess is nobody's own view: it never stands under one, nor the other way round.
        Subject::Addition(root) if root != number && is_guess(root) == is_guess(number) => Home::Under(root),
        Subject::Addition(_) => Home::Own,
        _ if is_guess(number) => Home::Own,
        other => Home::OnMap(other),
    }
}

/// Where it belongs, in words; empty if that says nothing.
pub(super) fn place(evening: &Evening<'_>, place: &Place) -> Line {
    let words = evening.words;
    match place {
        Place::Parked => words.no_place.into(),
        Place::Question => Line::default(),
        Place::Argument { side, stakeholder } => {
            let side = Line::from(words.side_small(*side));
            Line::joined(
                [Some(side), evening.stakeholder(stakeholder)].into_iter().flatten(),
                ", ",
            )
        }
        Place::Reply { side, claim } => {
            let target = evening.subject(&Subject::Claim(claim.clone())).quoted();
            Line::from(format!("{} ", words.reply_to))
                .and(target)
                .and(format!(" ({})", words.reply(*side)))
        }
    }
}

/// An entry with those that say the same under it.
fn entry(evening: &Evening<'_>, number: usize, addition: &Addition) -> Entry {
    let words = evening.words;
    let all = &evening.session.additions;
    let is_same = |other: &usize| matches!(home(all, *other), Home::Under(root) if root == number);
    let same = (0..all.len()).filter(is_same).filter_map(|other| all.get(other));
    let also_said = |line: Line| Line::from(format!("{} ", words.also_said)).and(line.quoted());
    let joined_with = match root(all, number) {
        Subject::Addition(root) if root == number => Line::default(),
        Subject::Addition(root) => evening
            .on_map(&Subject::Addition(root))
            .map(also_said)
            .unwrap_or_default(),
        other => Line::from(format!("{} ", words.is_on_map)).and(evening.subject(&other).quoted()),
    };
    let fate = match addition.fate {
        // Nobody has to decide about a guess.
        Fate::Open if addition.is_guess => Line::default(),
        fate => words.fate(fate).into(),
    };
    let place = match &addition.place {
        Place::Parked if addition.is_guess || addition.cluster.is_empty() => Line::default(),
        known => place(evening, known),
    };
    Entry {
        line: evening.said(&addition.words),
        note: Line::joined([place, joined_with, fate], " · "),
        under: same.map(|other| also_said(evening.said(&other.words))).collect(),
    }
}

/// Those that stand by themselves, with their numbers.
fn own<'a>(evening: &'a Evening<'_>, is_guess: bool) -> impl Iterator<Item = (usize, &'a Addition)> {
    let all = &evening.session.additions;
    let numbered = all
        .iter()
        .enumerate()
        .filter(move |(_, addition)| addition.is_guess == is_guess);
    numbered.filter(|(number, _)| matches!(home(all, *number), Home::Own))
}

/// It is for later: nobody knows where it belongs, and it is under no headline either.
fn is_for_later(addition: &Addition) -> bool {
    match addition.place {
        Place::Question => true,
        Place::Parked => addition.cluster.is_empty(),
        _ => false,
    }
}

fn list(entries: Vec<Entry>) -> Block {
    Block::List {
        is_numbered: false,
        entries,
    }
}

/// Arguments and replies, under their headlines.
pub(super) fn added(evening: &Evening<'_>) -> Vec<Block> {
    let words = evening.words;
    let all = &evening.session.additions;
    let mut groups: Vec<(&str, Vec<Entry>)> = Vec::new();
    for (number, addition) in own(evening, false).filter(|(_, addition)| !is_for_later(addition)) {
        let entry = entry(evening, number, addition);
        match groups.iter_mut().find(|(headline, _)| *headline == addition.cluster) {
            Some((_, entries)) => entries.push(entry),
            None => groups.push((&addition.cluster, vec![entry])),
        }
    }
    // Without a headline: behind those that have one.
    groups.sort_by_key(|(headline, _)| headline.is_empty());
    let has_headlines = groups.iter().any(|(headline, _)| !headline.is_empty());
    let mut blocks = Vec::new();
    for (headline, entries) in groups {
        if has_headlines {
            let named = evening.said(headline);
            let title = if named.is_empty() {
                words.no_headline.into()
            } else {
                named
            };
            blocks.push(evening.heading(Level::Part, title));
        }
        blocks.push(list(entries));
    }
    let mut on_map: Vec<(Subject, Vec<Line>)> = Vec::new();
    for (number, addition) in all.iter().enumerate() {
        let Home::OnMap(subject) = home(all, number) else {
            continue;
        };
        let line = evening.said(&addition.words).quoted();
        match on_map.iter_mut().find(|(known, _)| *known == subject) {
            Some((_, lines)) => lines.push(line),
            None => on_map.push((subject, vec![line])),
        }
    }
    if !on_map.is_empty() {
        let to_entry = |(subject, lines): (Subject, Vec<Line>)| Entry {
            line: evening.subject(&subject),
            note: Line::default(),
            under: lines
                .into_iter()
                .map(|line| Line::from(format!("{} ", words.also_said)).and(line))
                .collect(),
        };
        blocks.push(evening.heading(Level::Part, words.on_the_map));
        blocks.push(list(on_map.into_iter().map(to_entry).collect()));
    }
    if !blocks.is_empty() {
        blocks.insert(0, Block::Aside(words.room_about.into()));
    }
    blocks
}

/// What the room thought that the other side would say.
pub(super) fn guesses(evening: &Evening<'_>) -> Vec<Block> {
    let entries: Vec<Entry> = own(evening, true)
        .map(|(number, addition)| entry(evening, number, addition))
        .collect();
    match entries.is_empty() {
        true => Vec::new(),
        false => vec![Block::Aside(evening.words.guesses_about.into()), list(entries)],
    }
}

/// Parked points and questions.
pub(super) fn later(evening: &Evening<'_>) -> Vec<Block> {
    let words = evening.words;
    let mut blocks = Vec::new();
    for (title, is_question) in [(words.questions, true), (words.parked, false)] {
        let belongs =
            |addition: &Addition| is_for_later(addition) && (addition.place == Place::Question) == is_question;
        let entries: Vec<Entry> = own(evening, false)
            .filter(|(_, addition)| belongs(addition))
            .map(|(number, addition)| entry(evening, number, addition))
            .collect();
        if !entries.is_empty() {
            blocks.extend([evening.heading(Level::Part, title), list(entries)]);
        }
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::super::words::ReportLang;
    use super::*;
    use crate::session::Session;

    fn entries(blocks: &[Block]) -> Vec<&Entry> {
        let lists = blocks.iter().filter_map(|block| match block {
            Block::List { entries, .. } => Some(entries),
            _ => None,
        });
        lists.flatten().collect()
    }

    /// All sections with these additions.
    fn sections(additions: Vec<Addition>) -> [Vec<Block>; 3] {
        let (document, session) = (
            sample::document(),
            Session {
                additions,
                ..Session::default()
            },
        );
        let evening = Evening::new(&session, &document, ReportLang::Dutch);
        [added(&evening), guesses(&evening), later(&evening)]
    }

    fn said(words: &str, joined: Option<Subject>) -> Addition {
        Addition {
            words: words.to_owned(),
            joined,
            ..Addition::default()
        }
    }

    #[test]
    fn each_stands_with_its_place_and_its_fate() {
        let (session, document) = (sample::session(), sample::document());
        let blocks = added(&Evening::new(&session, &document, ReportLang::Dutch));
        let found = entries(&blocks);
        assert_eq!(found[0].line.text(), "Broertjes en zusjes moeten op één school kunnen");
        assert_eq!(found[0].note.text(), "tegen, Ouders · staat nu op de kaart");
        assert_eq!(
            found[0].under[0].text(),
            "Ook zo gezegd: ‘Gezinnen wil je niet uit elkaar halen’"
        );
        let reply = "reactie op ‘De reistijd wordt voor veel kinderen te lang’ (gaat hiertegen in)";
        assert_eq!(
            found[1].note.text(),
            format!("{reply} · staat in andere woorden op de kaart")
        );
    }

    #[test]
    fn a_guess_stands_apart_and_says_what_it_meets_on_the_map() {
        let (session, document) = (sample::session(), sample::document());
        let evening = Evening::new(&session, &document, ReportLang::Dutch);
        let (guessed, own) = (guesses(&evening), added(&evening));
        assert_eq!(
            entries(&guessed)[0].note.text(),
            "tegen, Ouders · staat op de kaart: ‘De reistijd wordt voor veel kinderen te lang’"
        );
        let guess = entries(&guessed)[0].line.text();
        assert!(entries(&own).iter().all(|entry| entry.line.text() != guess));
    }

    #[test]
    fn nothing_is_lost_that_was_joined_in_a_circle_or_with_what_is_gone() {
        let [_, _, later] = sections(vec![
            said("a", Some(Subject::Addition(1))),
            said("b", Some(Subject::Addition(0))),
            said("c", Some(Subject::Addition(99))),
            said("d", Some(Subject::Addition(3))),
            said("e", Some(Subject::Addition(2))),
        ]);
        let lines: Vec<String> = entries(&later).iter().map(|entry| entry.line.text()).collect();
        assert_eq!(lines, ["a", "b", "c", "d"]);
        assert_eq!(entries(&later)[2].under[0].text(), "Ook zo gezegd: ‘e’");
        let [added, _, _] = sections(vec![said("f", Some(Subject::Claim("weg".to_owned())))]);
        assert_eq!(entries(&added)[0].line.text(), "weg (niet meer op de kaart)");
        assert_eq!(entries(&added)[0].under[0].text(), "Ook zo gezegd: ‘f’");
    }

    #[test]
    fn a_guess_and_an_own_view_are_never_put_under_each_other() {
        let guess = Addition {
            is_guess: true,
            ..said("zij zeggen dit", Some(Subject::Addition(1)))
        };
        let [_, guesses, later] = sections(vec![guess, said("ik zeg dit", None)]);
        assert_eq!(entries(&guesses)[0].note.text(), "Ook zo gezegd: ‘ik zeg dit’");
        assert!(entries(&later)[0].under.is_empty());
    }
}
