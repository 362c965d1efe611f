//! Cards: what stands on them, and that nothing is cut.

use super::super::choices::{Kind, Sheet};
use super::super::{numbered, proof};
use super::*;
use crate::model::Lang;
use proptest::prelude::*;

fn choices(sheet: Sheet, is_landscape: bool, languages: &[Lang]) -> Choices {
    Choices {
        kind: Kind::Cards,
        sheet,
        is_landscape,
        has_color: true,
        languages: languages.to_vec(),
        if_full: IfFull::Split,
        address: None,
        date: "26 november 2026".to_owned(),
        version: Some("3".to_owned()),
    }
}

fn make(document: &Document, choices: &Choices) -> Made {
    cards(document, &Structure::new(document), choices, &mut Letters::new())
}

/// The runs of a print with their card: page, column, row.
fn sound(document: &Document, choices: &Choices) -> Result<Made, String> {
    let made = make(document, choices);
    proof::wrong(&made.print, mm(WHITE))?;
    let grid = Grid::new(choices.sheet.size(choices.is_landscape));
    for run in made
        .print
        .pages
        .iter()
        .flat_map(|page| &page.items)
        .filter_map(|item| match item {
            Item::Run(run) => Some(run),
            _ => None,
        })
    {
        let ink: f32 = run.glyphs.iter().map(|glyph| glyph.advance).sum();
        let column = ((run.x - mm(EDGE)) / grid.card.width).floor();
        let end = ((run.x + ink - mm(EDGE) - 4.0) / grid.card.width).floor();
        let row = ((run.y - mm(EDGE)) / grid.card.height).floor();
        let top = ((run.y - run.size * 0.7 - mm(EDGE)) / grid.card.height).floor();
        if column != end || row != top {
            return Err(format!("{:?} is cut through", run.text));
        }
    }
    Ok(made)
}

#[test]
fn a_sheet_of_a4_has_eight_cards_and_larger_ones_more_of_about_that_size() {
    let num = |sheet: Sheet, is_landscape| {
        let grid = Grid::new(sheet.size(is_landscape));
        (grid.columns, grid.rows)
    };
    assert_eq!((num(Sheet::A4, false), num(Sheet::A4, true)), ((2, 4), (4, 2)));
    for sheet in Sheet::ALL {
        for is_landscape in [false, true] {
            let grid = Grid::new(sheet.size(is_landscape));
            let a4 = Grid::new(Sheet::A4.size(is_landscape));
            let (wide, high) = (grid.card.width / a4.card.width, grid.card.height / a4.card.height);
            assert!(
                (0.85..1.2).contains(&wide) && (0.85..1.2).contains(&high),
                "{sheet:?} {wide} {high}"
            );
        }
    }
}

#[test]
fn there_is_a_card_for_the_question_and_for_each_argument() {
    let document = proof::plain_map(15);
    let made = sound(&document, &choices(Sheet::A4, false, &[Lang::NL])).unwrap();
    assert_eq!(made.print.pages.len(), 2);
    assert!(made.said.contains(&Said::Sheets(2)));
    let words = proof::read_aloud(&made.print);
    assert!(words.contains("Moeten we meer mengen?"));
    assert!(words.contains("15 argumenten: 10 voor, 5 tegen"));
    for number in 0..15 {
        assert!(words.contains(&format!("Argument {number}: kinderen")), "{number}");
    }
    let titles: Vec<&str> = made.print.bookmarks.iter().map(|of| of.title.as_str()).collect();
    assert_eq!(titles, ["Leerlingen", "Voor", "Tegen", "Ouders", "Voor", "Tegen"]);
    let headings: Vec<&Tag> = made.print.tags.all().iter().map(|of| &of.tag).collect();
    assert!(headings.contains(&&Tag::Heading(2, "Voor 1 Leerlingen".to_owned())));
}

#[test]
fn what_is_chosen_is_what_stands_there() {
    let document = proof::plain_map(12);
    let of = |if_full, languages: &[Lang]| {
        let choices = Choices {
            if_full,
            ..choices(Sheet::A4, true, languages)
        };
        let made = sound(&document, &choices).unwrap();
        (proof::read_aloud(&made.print), made.said)
    };
    let (words, said) = of(IfFull::Core, &[Lang::NL]);
    assert!(said.contains(&Said::WithoutArguments(6)));
    assert!(!words.contains("Argument 1:") && words.contains("Argument 2:"));
    let (words, said) = of(IfFull::Claims, &[Lang::NL]);
    assert!(said.contains(&Said::WithoutExplanations(12)) && !words.contains("buiten de les"));
    let (words, said) = of(IfFull::Split, &[Lang::NL, Lang::EN]);
    assert!(words.contains("buiten de les") && words.contains("outside of class"));
    let words: Vec<&str> = words.split_whitespace().collect();
    let words = words.join(" ");
    assert!(words.contains("children learn") && words.contains("Voor /"), "{words}");
    // The names of the stakeholders are in Dutch only.
    assert!(said.contains(&Said::OtherLanguage(2)), "{said:?}");
}

#[test]
fn a_long_claim_goes_on_on_a_second_card_and_loses_no_word() {
    let mut drawn = proof::argument(0, 0, false);
    drawn.words[0] = (0..300).map(|number| format!("woord{number} ")).collect();
    let document = proof::map(["Vraag?", ""], &["Ouders".to_owned()], &[drawn], true);
    for is_landscape in [false, true] {
        let made = sound(&document, &choices(Sheet::A4, is_landscape, &[Lang::NL])).unwrap();
        let words = proof::read_aloud(&made.print);
        let words: Vec<&str> = words.split_whitespace().collect();
        assert!((0..300).all(|number| words.contains(&format!("woord{number}").as_str())));
        let all: Vec<String> = made.print.pages[0]
            .items
            .iter()
            .filter_map(|item| match item {
                Item::Run(run) => Some(run.text.trim().to_owned()),
                _ => None,
            })
            .collect();
        assert!(all.iter().any(|words| words.starts_with("1/")));
        assert_eq!(
            all.iter().filter(|words| *words == "Tegen").count(),
            all.iter().filter(|words| words.contains('/')).count()
        );
        assert!(made.said.contains(&Said::SmallestLetters(9.0)));
    }
}

#[test]
fn a_map_with_nothing_has_a_card_all_the_same() {
    let made = sound(&Document::default(), &choices(Sheet::A4, false, &[])).unwrap();
    assert_eq!(made.print.pages.len(), 1);
    assert!(proof::read_aloud(&made.print).contains("Argumentenkaart"));
}

#[test]
fn many_arguments_take_as_many_cards() {
    let document = proof::plain_map(300);
    let made = sound(&document, &choices(Sheet::A1, false, &[Lang::EN])).unwrap();
    let num_places = Grid::new(Sheet::A1.size(false)).num_places();
    assert_eq!(made.print.pages.len(), 301_usize.div_ceil(num_places));
    let groups = numbered::groups(&document, &Structure::new(&document));
    assert_eq!(groups.iter().flat_map(Group::all).count(), 300);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn whatever_the_map_no_card_is_too_full(
        map in proof::any_map(),
        sheet in prop_oneof![Just(Sheet::A4), Just(Sheet::A3)],
        is_landscape in any::<bool>(),
        has_color in any::<bool>(),
        languages in prop_oneof![
            Just(vec![Lang::NL]), Just(vec![Lang::EN]), Just(vec![Lang::EN, Lang::NL])
        ],
        if_full in prop_oneof![Just(IfFull::Split), Just(IfFull::Core), Just(IfFull::Claims)],
    ) {
        let choices = Choices { has_color, if_full, ..choices(sheet, is_landscape, &languages) };
        let sound = sound(&map.document(), &choices);
        prop_assert!(sound.is_ok(), "{}", sound.err().unwrap_or_default());
    }
}

#[test]
fn an_argument_without_words_to_be_seen_leaves_no_empty_tag() {
    let argument = |words: [&str; 2], explanation: [&str; 2]| proof::Drawn {
        words: words.map(str::to_owned),
        explanation: explanation.map(str::to_owned),
        ..proof::argument(0, 0, true)
    };
    let long = "een uitleg die niet op een kaart past ".repeat(12);
    for words in [
        ["\u{200b}", "Aa a a"],
        ["\u{200b}", ""],
        ["", ""],
        ["\u{200b}", "\u{200b}"],
    ] {
        for explanation in [["\u{7f}", long.as_str()], [long.as_str(), "\u{7f}"], ["\u{7f}", ""]] {
            for has_thesis in [true, false] {
                let names = [];
                let document = proof::map(
                    ["Aé a a", "Aé a a"],
                    &names,
                    &[argument(words, explanation)],
                    has_thesis,
                );
                for languages in [vec![Lang::NL], vec![Lang::EN], vec![Lang::EN, Lang::NL]] {
                    let made = sound(&document, &choices(Sheet::A4, true, &languages));
                    assert!(
                        made.is_ok(),
                        "{words:?} {explanation:?} {languages:?}: {:?}",
                        made.err()
                    );
                }
            }
        }
    }
}
