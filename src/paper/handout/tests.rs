//! The hand-out has all of the map, and everything on its pages has room.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::hand_out;
use crate::model::{Citation, Document, Instrument, Lang, Source, Structure, Term, Text};
use crate::paper::choices::{Choices, IfFull, Kind, Made, Said, Sheet};
use crate::paper::letters::Letters;
use crate::paper::page::{Item, Tag};
use crate::paper::proof::{answered_map, any_map, any_words, argument, map, plain_map, read_aloud, text, wrong};

fn choices(languages: &[Lang]) -> Choices {
    Choices {
        kind: Kind::HandOut,
        sheet: Sheet::A4,
        is_landscape: false,
        has_color: true,
        languages: languages.to_vec(),
        if_full: IfFull::Split,
        address: Some("https://example.org/kaart".to_owned()),
        date: "26 november 2026".to_owned(),
        version: None,
    }
}

/// All words that are read, with one space between them.
fn read(made: &Made) -> String {
    let words = read_aloud(&made.print);
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn make(document: &Document, choices: &Choices) -> Result<Made, String> {
    let structure = Structure::new(document);
    let made = hand_out(document, &structure, choices, &mut Letters::new());
    wrong(&made.print, 28.0)?;
    let smallest = if choices.sheet == Sheet::A4 { 10.0 } else { 9.0 };
    for item in made.print.pages.iter().flat_map(|page| &page.items) {
        if let Item::Run(run) = item
            && run.size < smallest
        {
            return Err(format!("{:?} in {}", run.text, run.size));
        }
    }
    Ok(made)
}

/// With instruments, terms and sources.
fn furnished(mut document: Document, words: &[String]) -> Document {
    for (number, words) in words.iter().enumerate() {
        let instrument = document.instruments.intern(&format!("i{number}"));
        let record = Instrument {
            name: text(words, ""),
            summary: text("Een middel", "An instrument"),
            order: number as u64,
            ..Instrument::default()
        };
        document.instruments.set(instrument, Some(record));
        let term = document.terms.intern(&format!("t{number}"));
        let record = Term {
            term: text("", words),
            meaning: Text::new(Lang::NL, words),
            order: number as u64,
        };
        document.terms.set(term, Some(record));
        let source = document.sources.intern(&format!("b{number}"));
        let record = Source {
            citation: words.as_str().into(),
            urls: vec![format!("https://example.org/{number}").into(), words.as_str().into()],
            order: number as u64,
            ..Source::default()
        };
        document.sources.set(source, Some(record));
        for id in document.claims.in_order().into_iter().step_by(number + 2) {
            let Some(mut claim) = document.claims.get(id).cloned() else {
                continue;
            };
            claim.instruments.push(instrument);
            claim.sources.push(Citation {
                source,
                supports: Text::default(),
            });
            document.claims.set(id, Some(claim));
        }
    }
    document
}

#[test]
fn for_and_against_stand_side_by_side_and_are_read_one_after_the_other() {
    let document = furnished(plain_map(12), &["Aannamebeleid".to_owned()]);
    let made = make(&document, &choices(&[Lang::NL])).unwrap();
    let words = read(&made);
    assert!(words.starts_with("Moeten we meer mengen?"), "{words}");
    let at = |part: &str| words.find(part).unwrap_or_else(|| panic!("{part}: {words}"));
    assert!(at("Leerlingen") < at("Voor (") && at("Voor (") < at("Tegen (") && at("Tegen (") < at("Ouders Voor ("));
    assert!(
        at("Ouders Voor (") < at("Toolbox")
            && at("Toolbox") < at("Over deze kaart")
            && at("Over deze kaart") < at("Bronnen")
    );
    for number in 0..12 {
        at(&format!("Argument {number}:"));
    }
    assert!(words.contains("om. → A [1]"), "{words}");
    let place = |found: &str| {
        let items = made.print.pages.first().into_iter().flat_map(|page| &page.items);
        items
            .filter_map(|item| match item {
                Item::Run(run) if run.text.trim() == found => Some((run.x, run.y)),
                _ => None,
            })
            .next()
    };
    let (pro, contra) = (place("Voor").unwrap(), place("Tegen").unwrap());
    assert!(pro.0 < contra.0 && (pro.1 - contra.1).abs() < 0.01);
    let headings = made.print.tags.all().iter().filter_map(|tagged| match &tagged.tag {
        Tag::Heading(level, words) => Some((*level, words.as_str())),
        _ => None,
    });
    let headings: Vec<_> = headings.collect();
    assert!(headings.starts_with(&[
        (1, "Moeten we meer mengen?"),
        (2, "Leerlingen"),
        (3, "Voor"),
        (4, "Thema Ouders")
    ]));
    let bookmarks: Vec<(u8, &str)> = made
        .print
        .bookmarks
        .iter()
        .map(|mark| (mark.level, mark.title.as_str()))
        .collect();
    assert_eq!(
        bookmarks[..3],
        [(0, "Moeten we meer mengen?"), (1, "Leerlingen"), (1, "Ouders")]
    );
    let links = made.print.pages.iter().flat_map(|page| &page.items);
    assert_eq!(links.filter(|item| matches!(item, Item::Link { .. })).count(), 2);
}

#[test]
fn what_is_left_out_is_said() {
    let mut drawn: Vec<_> = (0..12)
        .map(|number| argument(number, number % 2, number % 3 != 0))
        .collect();
    for number in 0..3 {
        let mut reply = argument(20 + number, 9, false);
        reply.under = Some(number);
        drawn.push(reply);
    }
    let names = ["Leerlingen".to_owned(), "Ouders".to_owned()];
    let document = map(["Vraag?", "Question?"], &names, &drawn, true);
    let of = |if_full, languages: &[Lang]| {
        let choices = Choices {
            if_full,
            ..choices(languages)
        };
        let made = make(&document, &choices).unwrap();
        (read(&made), made.said)
    };
    let (words, said) = of(IfFull::Core, &[Lang::NL]);
    assert!(
        said.contains(&Said::WithoutArguments(6)) && said.contains(&Said::WithoutReplies(1)),
        "{said:?}"
    );
    assert!(!words.contains("Argument 1:") && words.contains("Argument 2:") && !words.contains("kern"));
    let (words, said) = of(IfFull::Claims, &[Lang::NL]);
    assert!(said.contains(&Said::WithoutExplanations(15)), "{said:?}");
    assert!(
        !words.contains("buiten de les") && words.contains("− weerlegt: Argument 20:"),
        "{words}"
    );
    let (words, said) = of(IfFull::Split, &[Lang::NL, Lang::EN]);
    assert!(words.contains("buiten de les") && words.contains("outside of class") && words.contains("(kern / core)"));
    assert!(words.contains("Vraag? Question?"), "{words}");
    // The names of the stakeholders are in Dutch only.
    assert!(said.contains(&Said::OtherLanguage(2)), "{said:?}");
}

#[test]
fn an_empty_map_has_one_page_that_says_so() {
    let made = make(&Document::default(), &choices(&[Lang::EN])).unwrap();
    assert_eq!(made.print.pages.len(), 1);
    assert!(read(&made).contains("There are no arguments on this map yet."));
    assert!(made.said.contains(&Said::Sheets(1)));
}

#[test]
fn hundreds_of_arguments_of_one_theme_run_on() {
    let drawn: Vec<_> = (0..300)
        .map(|number| {
            let mut of = argument(number, 0, true);
            of.theme = 0;
            of
        })
        .collect();
    let document = map(["Vraag?", "Question?"], &["Leerlingen".to_owned()], &drawn, true);
    let made = make(&document, &choices(&[Lang::NL])).unwrap();
    assert!(made.print.pages.len() > 10);
    let words = read(&made);
    assert!((0..300).all(|number| words.contains(&format!("Argument {number}:"))));
    assert!(words.contains("Geen argumenten tegen"));
    // What is repeated at the head of each page is not read again.
    assert_eq!(words.matches("Voor (300)").count(), 1);
}

#[test]
fn a_very_large_map_takes_seconds() {
    let mut drawn: Vec<_> = (0..2_000)
        .map(|number| argument(number, number % 2, number % 3 != 0))
        .collect();
    // A chain of replies, each to the one before.
    for (number, of) in drawn.iter_mut().enumerate().skip(1_000).take(400) {
        of.under = Some(number - 1);
    }
    let names = ["Leerlingen".to_owned(), "Ouders".to_owned()];
    let document = map(["Vraag?", "Question?"], &names, &drawn, true);
    let structure = Structure::new(&document);
    let start = Instant::now();
    let made = hand_out(&document, &structure, &choices(&[Lang::NL]), &mut Letters::new());
    assert!(made.print.pages.len() > 40);
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
    wrong(&made.print, 28.0).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_the_map_nothing_overlaps_or_is_lost(
        sketch in any_map(),
        words in prop::collection::vec(any_words(), 0..4),
        sheet in 0..4_usize,
        (is_landscape, has_color, has_english) in any::<(bool, bool, bool)>(),
        if_full in 0..3_usize,
    ) {
        let document = furnished(sketch.document(), &words);
        let languages: &[Lang] = if has_english { &[Lang::NL, Lang::EN] } else { &[Lang::NL] };
        let choices = Choices {
            sheet: Sheet::ALL[sheet],
            is_landscape,
            has_color,
            if_full: [IfFull::Split, IfFull::Claims, IfFull::Core][if_full],
            ..choices(languages)
        };
        let made = make(&document, &choices);
        prop_assert!(made.is_ok(), "{:?}", made.err());
    }
}

#[test]
fn the_sign_of_a_reply_is_what_it_does() {
    let made = make(&answered_map(), &choices(&[Lang::NL])).unwrap();
    let words = read(&made);
    assert!(words.contains("− weerlegt: Argument 1"), "{words}");
    assert!(words.contains("+ steunt: Argument 2"), "{words}");
    assert!(words.contains("de kleur van een reactie"), "{words}");
    let made = make(&answered_map(), &choices(&[Lang::NL, Lang::EN])).unwrap();
    assert!(read(&made).contains("− objects to: Argument 1"));
}

/// Words with the middle of their left edge, and whether they are decoration, from the top of a page.
fn from_the_top(page: &crate::paper::page::Page) -> Vec<(f32, f32, String, bool)> {
    let mut all: Vec<(f32, f32, String, bool)> = page
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Run(run) if !run.text.trim().is_empty() => {
                Some((run.y, run.x, run.text.trim().to_owned(), run.tag.is_none()))
            }
            _ => None,
        })
        .collect();
    all.sort_by(|one, other| one.0.total_cmp(&other.0));
    all
}

#[test]
fn no_heading_stands_over_an_empty_column_and_no_reply_without_what_it_belongs_to() {
    for (num, num_pro, languages) in [
        (60, 4, &[Lang::NL][..]),
        (41, 40, &[Lang::NL, Lang::EN]),
        (24, 0, &[Lang::NL]),
        (33, 16, &[Lang::NL, Lang::EN]),
    ] {
        let mut drawn: Vec<_> = (0..num).map(|number| argument(number, 0, number < num_pro)).collect();
        for under in 0..num {
            for number in 0..under % 5 {
                drawn.push(crate::paper::proof::Drawn {
                    under: Some(under),
                    ..argument(100 + number, 0, number % 2 == 0)
                });
            }
        }
        let document = map(["Moeten we meer mengen?", "Mix?"], &["Ouders".to_owned()], &drawn, true);
        let made = make(&document, &choices(languages)).unwrap();
        let mut num_going_on = 0;
        for page in &made.print.pages {
            let words = from_the_top(page);
            let middle = page.size.width / 2.0;
            let is_side = |text: &str| text == "Voor" || text == "Tegen";
            let heads: Vec<_> = words.iter().filter(|(.., text, _)| is_side(text)).collect();
            for (y, x, text, _) in &heads {
                let is_alone = heads.len() == 1;
                let has_content = words.iter().any(|(below, left, _, is_decoration)| {
                    !is_decoration && below > y && (is_alone || (*left > middle) == (*x > middle))
                });
                assert!(has_content, "{text} over nothing of {num} {num_pro}");
            }
            // What goes on in another column of the page says so as well.
            for is_right in [false, true] {
                let mut column = words.iter().filter(|(_, x, ..)| (*x > middle) == is_right);
                let first = column.clone().find(|(.., is_decoration)| !is_decoration);
                let is_reply = |text: &str| ["+ ", "− "].iter().any(|sign| text.starts_with(sign));
                if first.is_some_and(|(.., text, _)| is_reply(text)) {
                    num_going_on += 1;
                    assert!(column.any(|(.., text, is_decoration)| *is_decoration && text.starts_with("bij ")));
                }
            }
        }
        assert!(num_going_on > 0 || num < 30, "no reply begins a column");
    }
}
