//! Sheets for dots: nothing is cut, nothing is left out, and what is asked fits the room.

use proptest::prelude::*;

use super::super::choices::{IfFull, Kind};
use super::super::numbered::Group;
use super::super::page::{Item, Outline, Shape, Tag, TagId};
use super::super::proof;
use super::*;
use crate::model::Lang;

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
    if boxes(&made.print).iter().any(|height| *height < form.box_height - 0.01) {
        return Err("a box in which no sticker fits".to_owned());
    }
    let smallest = if choices.sheet == Sheet::A4 { 10.0 } else { 9.0 };
    for item in made.print.pages.iter().flat_map(|page| &page.items) {
        if let Item::Run(run) = item
            && run.size < smallest
        {
            return Err(format!("{:?} in {}", run.text, run.size));
        }
    }
    // Each argument once, in a row of its own with its number, and two boxes.
    let mut all = groups(document, &Structure::new(document));
    keep(&mut all, choices.if_full);
    let numbers: Vec<usize> = all.iter().flat_map(Group::all).map(|of| of.number).collect();
    let found: Vec<usize> = entries(&made.print)
        .iter()
        .filter_map(|words| words.split_whitespace().next()?.parse().ok())
        .collect();
    if found != numbers {
        return Err(format!("rows {found:?} for arguments {numbers:?}"));
    }
    let is_said = made.said.iter().any(|said| matches!(said, Said::Sheets(_)));
    if is_said != (made.print.pages.len() > 1) {
        return Err("the number of sheets".to_owned());
    }
    Ok(made)
}

/// What is read of each row.
fn entries(print: &Print) -> Vec<String> {
    let all = print.tags.all();
    let mut rows: Vec<Option<String>> = all.iter().map(|of| (of.tag == Tag::Entry).then(String::new)).collect();
    for item in print.pages.iter().flat_map(|page| &page.items) {
        let (tag, words) = match item {
            Item::Run(run) => (run.tag, run.text.clone()),
            _ => continue,
        };
        let Some(tag) = tag.map(TagId::index) else { continue };
        let parent = all.get(tag).and_then(|of| of.parent).map(TagId::index);
        for row in [Some(tag), parent].into_iter().flatten() {
            if let Some(Some(row)) = rows.get_mut(row) {
                row.push_str(&words);
            }
        }
    }
    rows.into_iter().flatten().collect()
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
            assert!(heights.iter().all(|height| *height >= mm(least) - 0.01), "{sheet:?}");
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
    for of in groups(&document, &structure).iter().flat_map(Group::all) {
        let claim = document
            .read(&document.claims.get(of.claim).unwrap().text, Lang::NL)
            .words;
        assert_eq!(words.contains(&format!("{} {claim}", of.number)), of.is_core, "{claim}");
    }
}

#[test]
fn each_row_says_its_side() {
    let document = proof::plain_map(9);
    let made = sound(&document, &choices(Sheet::A4, false, &[Lang::NL])).unwrap();
    let all = made.print.tags.all();
    let signs = |word: &str| all.iter().filter(|of| of.tag == Tag::Figure(word.to_owned())).count();
    assert_eq!((signs("Voor"), signs("Tegen")), (6, 3));
    let is_in_row = |of: &super::super::page::Tagged| {
        let parent = of.parent.and_then(|parent| all.get(parent.index()));
        parent.is_some_and(|parent| parent.tag == Tag::Entry)
    };
    assert!(all.iter().filter(|of| matches!(of.tag, Tag::Figure(_))).all(is_in_row));
}

#[test]
fn for_stands_on_the_left_and_against_on_the_right_but_under_each_other_on_a_narrow_sheet() {
    let document = proof::plain_map(8);
    for sheet in Sheet::ALL {
        for is_landscape in [false, true] {
            for languages in [&[Lang::NL][..], &[Lang::NL, Lang::EN]] {
                let made = sound(&document, &choices(sheet, is_landscape, languages)).unwrap();
                let lefts = |word: &str| -> Vec<f32> {
                    let items = made.print.pages.iter().flat_map(|page| &page.items);
                    let runs = items.filter_map(|item| match item {
                        Item::Run(run) if run.text.trim() == word => Some(run.x),
                        _ => None,
                    });
                    runs.collect()
                };
                let (pro, contra) = (lefts("Voor"), lefts("Tegen"));
                let middle = sheet.size(is_landscape).width / 2.0;
                let is_double = is_landscape || sheet != Sheet::A4;
                assert!(!pro.is_empty() && pro.iter().all(|x| *x < middle));
                assert!(!contra.is_empty() && contra.iter().all(|x| (*x > middle) == is_double));
            }
        }
    }
}

#[test]
fn a_sheet_with_one_row_is_saved_by_letters_that_are_somewhat_smaller() {
    let num_sheets = |num: usize| {
        let document = proof::plain_map(num);
        let made = sound(&document, &choices(Sheet::A3, true, &[Lang::NL])).unwrap();
        let size = made.print.pages[0].items.iter().find_map(|item| match item {
            Item::Run(run) if run.text.starts_with("Argument 0") => Some(run.size),
            _ => None,
        });
        (made.print.pages.len(), size.unwrap())
    };
    let found: Vec<(usize, f32)> = (10..70).map(num_sheets).collect();
    // More arguments never take fewer sheets, and nothing is smaller than it may be.
    assert!(found.windows(2).all(|pair| pair[0].0 <= pair[1].0), "{found:?}");
    let form = Form::new(&choices(Sheet::A3, true, &[Lang::NL]));
    let smaller = |(num, size): &(usize, f32)| *num > 1 && *size < form.usual;
    assert!(found.iter().any(smaller), "{found:?}");
    assert!(
        found
            .iter()
            .filter(|of| smaller(of))
            .all(|(_, size)| *size >= form.usual * SOMEWHAT_SMALLER)
    );
}

#[test]
fn a_column_that_has_come_to_its_end_has_no_head_on_the_next_sheet() {
    let drawn: Vec<_> = (0..80).map(|number| proof::argument(number, 0, number > 1)).collect();
    let document = proof::map(["Vraag?", ""], &["Ouders".to_owned()], &drawn, true);
    let made = sound(&document, &choices(Sheet::A4, true, &[Lang::NL])).unwrap();
    assert!(made.print.pages.len() > 2);
    let num = |page: &Page, word: &str| {
        let is_it = |item: &&Item| matches!(item, Item::Run(run) if run.text.trim() == word);
        page.items.iter().filter(is_it).count()
    };
    for (number, page) in made.print.pages.iter().enumerate() {
        assert_eq!(num(page, "Voor"), 1);
        assert_eq!(num(page, "Tegen"), usize::from(number == 0));
        assert_eq!(num(page, "Stippen"), if number == 0 { 2 } else { 1 });
    }
}

#[test]
fn a_very_large_map_takes_seconds() {
    let document = proof::plain_map(10_000);
    let structure = Structure::new(&document);
    let start = std::time::Instant::now();
    let made = dots(
        &document,
        &structure,
        &choices(Sheet::A3, true, &[Lang::NL]),
        &mut Letters::new(),
    );
    assert!(made.print.pages.len() > 100);
    assert!(
        start.elapsed() < std::time::Duration::from_secs(60),
        "{:?}",
        start.elapsed()
    );
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
        sheet in prop_oneof![4 => Just(Sheet::A4), 3 => Just(Sheet::A3), 1 => Just(Sheet::A1)],
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
