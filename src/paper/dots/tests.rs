//! Sheets for dots: nothing is cut, nothing is left out, and what is asked fits the room.

use proptest::prelude::*;

use super::super::choices::{IfFull, Kind};
use super::super::page::{Item, Outline, Shape, Tag};
use super::super::proof;
use super::*;

fn choices(sheet: Sheet, is_landscape: bool, languages: &[Lang]) -> Choices {
    Choices {
        kind: Kind::Dots,
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
    dots(document, &Structure::new(document), choices, &mut Letters::new())
}

/// Heights of all boxes of a print.
fn boxes(print: &Print) -> Vec<f32> {
    let items = print.pages.iter().flat_map(|page| &page.items);
    let frames = items.filter_map(|item| match item {
        Item::Shape(Shape {
            outline: Outline::Rect { height, radius, .. },
            fill: None,
            ..
        }) if *radius == 2.0 => Some(*height),
        _ => None,
    });
    frames.collect()
}

fn sound(document: &Document, choices: &Choices) -> Result<Made, String> {
    let made = make(document, choices);
    let form = Form::new(choices);
    proof::wrong(&made.print, form.margin - 1.0)?;
    // The last thing on a sheet is never a head.
    for (number, page) in made.print.pages.iter().enumerate() {
        let lowest = |find: &dyn Fn(&Item) -> Option<f32>| page.items.iter().filter_map(find).fold(0.0, f32::max);
        let lowest_box = lowest(&|item| match item {
            Item::Shape(Shape {
                outline: Outline::Rect { y, height, radius, .. },
                fill: None,
                ..
            }) if *radius == 2.0 => Some(y + height),
            _ => None,
        });
        let lowest_head = lowest(&|item| match item {
            Item::Shape(Shape {
                outline: Outline::Rect { y, height, .. },
                fill: Some(_),
                ..
            }) if *height > 12.0 => Some(y + height),
            _ => None,
        });
        if lowest_head > lowest_box {
            return Err(format!("a head at the foot of sheet {number}"));
        }
        let size = made.said.iter().find_map(|said| match said {
            Said::SmallestLetters(size) => Some(*size),
            _ => None,
        });
        if lowest_box > form.size.height - form.margin - size.unwrap_or(9.0) * 1.3 {
            return Err(format!("boxes run into the foot of sheet {number}"));
        }
    }
    Ok(made)
}

#[test]
fn every_argument_has_a_box_and_a_box_for_the_total_that_a_sticker_fits_in() {
    let document = proof::plain_map(14);
    for sheet in Sheet::ALL {
        for is_landscape in [false, true] {
            let made = sound(&document, &choices(sheet, is_landscape, &[Lang::NL])).unwrap();
            let heights = boxes(&made.print);
            assert_eq!(heights.len(), 28, "{sheet:?}");
            let least = if sheet == Sheet::A4 { 9.0 } else { 12.0 };
            assert!(heights.iter().all(|height| *height >= mm(least) - 1.1), "{sheet:?}");
            let words = proof::read_aloud(&made.print);
            assert!((0..14).all(|number| words.contains(&format!("Argument {number}: kinderen"))));
            assert!(words.contains("Plak een stip"));
        }
    }
}

#[test]
fn a_large_sheet_has_large_letters() {
    let document = proof::plain_map(14);
    let smallest = |sheet: Sheet| {
        let made = make(&document, &choices(sheet, false, &[Lang::NL]));
        assert_eq!(made.print.pages.len(), 1, "{sheet:?}");
        made.said
            .iter()
            .find_map(|said| match said {
                Said::SmallestLetters(size) => Some(*size),
                _ => None,
            })
            .unwrap()
    };
    let sizes = Sheet::ALL.map(smallest);
    assert!(sizes[0] >= 9.0 && sizes[3] > 20.0, "{sizes:?}");
    assert!(sizes.windows(2).all(|pair| pair[0] <= pair[1]), "{sizes:?}");
}

#[test]
fn what_goes_on_on_a_next_sheet_has_its_heads_again_but_is_read_once() {
    let document = proof::plain_map(60);
    let made = sound(&document, &choices(Sheet::A4, false, &[Lang::NL])).unwrap();
    let num = made.print.pages.len();
    assert!(num > 1);
    let texts: Vec<Vec<&str>> = made
        .print
        .pages
        .iter()
        .map(|page| {
            page.items
                .iter()
                .filter_map(|item| match item {
                    Item::Run(run) => Some(run.text.trim()),
                    _ => None,
                })
                .collect()
        })
        .collect();
    for (number, page) in texts.iter().enumerate() {
        assert!(page.contains(&"Moeten we meer mengen?"));
        assert!(
            page.iter()
                .any(|words| *words == format!("Vel {} van {num}", number + 1))
        );
        assert!(page.contains(&"Voor") || page.contains(&"Tegen"));
    }
    assert!(texts[1].iter().any(|words| words.ends_with("(vervolg)")));
    let words = proof::read_aloud(&made.print);
    assert_eq!(words.matches("Moeten we meer mengen?").count(), 1);
    assert_eq!(words.matches("Argument ").count(), 60);
    let headings = made
        .print
        .tags
        .all()
        .iter()
        .filter(|of| matches!(of.tag, Tag::Heading(..)))
        .count();
    assert_eq!(headings, 1 + 2 + 4);
    assert_eq!(made.print.bookmarks.len(), 2);
}

#[test]
fn numbers_are_those_of_the_cards_also_if_only_the_core_is_there() {
    let document = proof::plain_map(12);
    let choices = Choices {
        if_full: IfFull::Core,
        ..choices(Sheet::A3, true, &[Lang::NL, Lang::EN])
    };
    let made = sound(&document, &choices).unwrap();
    assert!(made.said.contains(&Said::WithoutArguments(6)));
    let structure = Structure::new(&document);
    let words = proof::read_aloud(&made.print);
    for of in groups(&document, &structure)
        .iter()
        .flat_map(super::super::numbered::Group::all)
    {
        let claim = document
            .read(&document.claims.get(of.claim).unwrap().text, Lang::NL)
            .words;
        assert_eq!(words.contains(&format!("{} {claim}", of.number)), of.is_core, "{claim}");
    }
}

#[test]
fn a_text_higher_than_a_sheet_goes_on_on_the_next() {
    let mut drawn = proof::argument(0, 0, true);
    drawn.words[0] = (0..1500).map(|number| format!("woord{number} ")).collect();
    let document = proof::map(
        ["Vraag?", ""],
        &["Ouders".to_owned()],
        &[drawn, proof::argument(1, 0, false)],
        true,
    );
    for is_landscape in [false, true] {
        let made = sound(&document, &choices(Sheet::A4, is_landscape, &[Lang::NL])).unwrap();
        assert!(made.print.pages.len() > 1);
        let words = proof::read_aloud(&made.print);
        let words: Vec<&str> = words.split_whitespace().collect();
        assert!((0..1500).all(|number| words.contains(&format!("woord{number}").as_str())));
    }
}

#[test]
fn a_map_with_nothing_is_a_sheet_with_its_question() {
    let made = sound(&Document::default(), &choices(Sheet::A4, false, &[Lang::EN])).unwrap();
    assert_eq!(made.print.pages.len(), 1);
    assert!(proof::read_aloud(&made.print).contains("Argument map"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn whatever_the_map_nothing_is_cut_or_lies_on_something(
        map in proof::any_map(),
        sheet in prop_oneof![Just(Sheet::A4), Just(Sheet::A3)],
        is_landscape in any::<bool>(),
        has_color in any::<bool>(),
        languages in prop_oneof![Just(vec![Lang::NL]), Just(vec![Lang::EN, Lang::NL])],
        if_full in prop_oneof![Just(IfFull::Split), Just(IfFull::Core)],
    ) {
        let choices = Choices { has_color, if_full, ..choices(sheet, is_landscape, &languages) };
        let sound = sound(&map.document(), &choices);
        prop_assert!(sound.is_ok(), "{}", sound.err().unwrap_or_default());
    }
}
