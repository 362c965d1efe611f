//! Every card of the toolbox is in the booklet, whole.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;

use super::{booklet, proportions};
use crate::model::{Document, Instrument, Lang, Pictogram, Source, Statement, Structure};
use crate::paper::choices::{Choices, IfFull, Kind, Made, Said, Sheet};
use crate::paper::letters::Letters;
use crate::paper::page::{Item, Tag};
use crate::paper::proof::{any_map, any_words, plain_map, read_aloud, text, wrong};

fn choices(languages: &[Lang]) -> Choices {
    Choices {
        kind: Kind::Booklet,
        sheet: Sheet::A4,
        is_landscape: false,
        has_color: true,
        languages: languages.to_vec(),
        if_full: IfFull::Split,
        address: None,
        date: String::new(),
        version: Some("2".to_owned()),
    }
}

/// The head of a PNG file of 200 by 100.
fn picture() -> Arc<[u8]> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend([0, 0, 0, 200, 0, 0, 0, 100]);
    bytes.into()
}

/// All words that are read, with one space between them.
fn read(made: &Made) -> String {
    let words = read_aloud(&made.print);
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn make(document: &Document, choices: &Choices) -> Result<Made, String> {
    let structure = Structure::new(document);
    let pictures = BTreeMap::from([("beeld.png".to_owned(), picture())]);
    let made = booklet(document, &structure, choices, &mut Letters::new(), &pictures);
    wrong(&made.print, 28.0)?;
    let smallest = if choices.sheet == Sheet::A4 { 10.0 } else { 9.0 };
    for item in made.print.pages.iter().flat_map(|page| &page.items) {
        if let Item::Run(run) = item
            && run.size < smallest - 0.001
        {
            return Err(format!("{:?} in {}", run.text, run.size));
        }
    }
    Ok(made)
}

/// A card with so many statements in each part.
fn add_card(document: &mut Document, words: &str, num_statements: usize, has_picture: bool) {
    let number = document.instruments.len();
    let source = document.sources.intern(&format!("b{number}"));
    let record = Source {
        citation: format!("Bron {number} {words}").into(),
        urls: vec![format!("https://example.org/{number}").into()],
        order: number as u64,
        ..Source::default()
    };
    document.sources.set(source, Some(record));
    let id = document.instruments.intern(&format!("i{number}"));
    let statements: Vec<Statement> = (0..num_statements)
        .map(|at| Statement {
            text: text(&format!("Zin {at}: {words}"), words),
            sources: vec![source],
            own: at % 3 == 0,
        })
        .collect();
    let record = Instrument {
        name: text(words, &format!("Instrument {number}")),
        summary: text("Wat het is", words),
        audience: text("scholen", ""),
        tried: text("Utrecht", ""),
        pictogram: Pictogram::ALL[number % Pictogram::ALL.len()],
        image: has_picture.then(|| "beeld.png".into()),
        image_text: text("Een foto", ""),
        sections: std::array::from_fn(|_| statements.clone()),
        order: number as u64,
    };
    document.instruments.set(id, Some(record));
    for claim in document.claims.in_order().into_iter().step_by(number + 2) {
        let Some(mut record) = document.claims.get(claim).cloned() else {
            continue;
        };
        record.instruments.push(id);
        document.claims.set(claim, Some(record));
    }
}

#[test]
fn a_card_has_a_page_with_all_of_it() {
    let mut document = plain_map(9);
    add_card(&mut document, "Scholencarrousel", 2, true);
    add_card(&mut document, "Ouderinitiatief", 1, false);
    let made = make(&document, &choices(&[Lang::NL])).unwrap();
    assert_eq!(made.print.pages.len(), 3);
    let words = read(&made);
    assert!(words.starts_with("Toolbox"), "{words}");
    for part in [
        "De kaarten A Scholencarrousel",
        "Voor wie: scholen",
        "Waarvoor • Zin 0",
        "Stappen 1. Zin 0: Scholencarrousel (eigen suggestie; vergelijk",
        "Argumenten waar dit een antwoord op is",
        "(tegen, Ouders)",
        "Bronnen 1 Bron 0",
        "example.org/0",
        "Versie: 2",
    ] {
        // Bullets are decoration.
        assert!(words.contains(&part.replace("• ", "")), "{part}: {words}");
    }
    let bookmarks: Vec<(u8, &str, usize)> = made
        .print
        .bookmarks
        .iter()
        .map(|mark| (mark.level, mark.title.as_str(), mark.page))
        .collect();
    assert_eq!(bookmarks[1..3], [(1, "Scholencarrousel", 1), (1, "Ouderinitiatief", 2)]);
    let pictures: Vec<_> = made
        .print
        .pages
        .iter()
        .enumerate()
        .flat_map(|(page, of)| of.items.iter().map(move |item| (page, item)))
        .filter_map(|(page, item)| match item {
            Item::Picture {
                rect: [_, _, width, height],
                tag,
                ..
            } => Some((page, width / height, tag.is_some())),
            _ => None,
        })
        .collect();
    assert_eq!(pictures, [(1, 2.0, true)]);
    assert!(
        made.print
            .tags
            .all()
            .iter()
            .any(|tagged| tagged.tag == Tag::Figure("Een foto".to_owned()))
    );
}

#[test]
fn the_cover_tells_on_which_page_a_card_is() {
    let mut document = plain_map(4);
    add_card(&mut document, "Lang", 40, false);
    add_card(&mut document, "Kort", 1, false);
    let made = make(&document, &choices(&[Lang::NL, Lang::EN])).unwrap();
    let page = made
        .print
        .bookmarks
        .iter()
        .find(|mark| mark.title.starts_with("Kort"))
        .map(|mark| mark.page + 1);
    let page = page.unwrap();
    assert!(page > 4, "{page}");
    let words = read(&made);
    assert!(words.contains(&format!("B Kort / Instrument 1 {page}")), "{words}");
    // The name stands again on the pages on which the card goes on, and is not read there.
    let again = made.print.pages.iter().filter(|page| {
        let mut items = page.items.iter();
        items.any(
            |item| matches!(item, Item::Run(run) if run.text.contains("(vervolg / continued)") && run.tag.is_none()),
        )
    });
    assert_eq!(again.count(), page - 3);
}

#[test]
fn a_full_card_has_smaller_letters() {
    let size = |num: usize| {
        let mut document = Document::default();
        add_card(
            &mut document,
            "Een zin van een aantal woorden die op een kaart staat",
            num,
            false,
        );
        let made = make(&document, &choices(&[Lang::NL])).unwrap();
        let items = made.print.pages.get(1).into_iter().flat_map(|page| &page.items);
        let sizes = items.filter_map(|item| match item {
            Item::Run(run) if run.text.contains("Zin 0") => Some(run.size),
            _ => None,
        });
        (made.print.pages.len(), sizes.fold(0.0, f32::max))
    };
    let sizes: Vec<_> = [1, 2, 3, 12].map(size).to_vec();
    assert_eq!(sizes.first().copied(), Some((2, 12.0)));
    assert_eq!(sizes.last().map(|(_, size)| *size), Some(10.0));
    assert!(sizes.is_sorted_by(|(_, one), (_, other)| one >= other), "{sizes:?}");
}

#[test]
fn a_toolbox_without_cards_says_so() {
    let made = make(&Document::default(), &choices(&[Lang::EN])).unwrap();
    assert_eq!(made.print.pages.len(), 1);
    assert!(read(&made).contains("There are no instruments in the toolbox yet."));
    assert!(made.said.contains(&Said::Sheets(1)));
}

#[test]
fn proportions_are_read_from_the_head_of_a_file() {
    assert_eq!(proportions(&picture()), Some((200.0, 100.0)));
    let jpeg = [
        &b"\xff\xd8\xff\xe0\0\x04ab\xff\xff\xc2\0\x0b\x08"[..],
        &[0, 30, 0, 40, 1, 0, 0, 0],
    ]
    .concat();
    assert_eq!(proportions(&jpeg), Some((40.0, 30.0)));
    for bad in [
        &b""[..],
        b"GIF89a",
        b"\xff\xd8\xff\xda\0\x04ab",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0\0\0",
    ] {
        assert_eq!(proportions(bad), None);
    }
}

#[test]
fn every_pictogram_stays_in_its_square() {
    for kind in Pictogram::ALL {
        let mut print = crate::paper::page::Print::new("t", Lang::NL);
        let size = crate::paper::page::Size {
            width: 60.0,
            height: 60.0,
        };
        let mut page = crate::paper::page::Page::new(size);
        let ink = crate::paper::page::Ink::BLACK;
        page.items = crate::paper::pictogram::pictogram(kind, 60.0, ink);
        assert!(!page.items.is_empty());
        print.pages.push(page);
        wrong(&print, 0.0).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn whatever_the_toolbox_nothing_overlaps_or_is_lost(
        sketch in any_map(),
        cards in prop::collection::vec((any_words(), 0_usize..9, any::<bool>()), 0..4),
        sheet in 0..4_usize,
        (is_landscape, has_color, has_english) in any::<(bool, bool, bool)>(),
    ) {
        let mut document = sketch.document();
        for (words, num_statements, has_picture) in &cards {
            add_card(&mut document, words, *num_statements, *has_picture);
        }
        let languages: &[Lang] = if has_english { &[Lang::NL, Lang::EN] } else { &[Lang::EN] };
        let choices = Choices {
            sheet: Sheet::ALL[sheet],
            is_landscape,
            has_color,
            ..choices(languages)
        };
        let made = make(&document, &choices);
        prop_assert!(made.is_ok(), "{:?}", made.err());
    }
}

#[test]
fn cards_with_much_on_them_share_their_sources_at_the_end() {
    let mut document = plain_map(40);
    for name in ["Loten", "Buurtschool", "Vriendschap"] {
        add_card(&mut document, name, 2, false);
    }
    for languages in [&[Lang::NL][..], &[Lang::NL, Lang::EN]] {
        let made = make(&document, &choices(languages)).unwrap();
        let words = read(&made);
        assert_eq!(words.matches("Bronnen").count(), 1, "{words}");
        assert!(words.contains("3 Bron 2 Vriendschap"), "{words}");
        let starts: Vec<usize> = made
            .print
            .bookmarks
            .iter()
            .filter(|mark| mark.level == 1)
            .map(|mark| mark.page)
            .collect();
        // Card after card, a page each in one language and two at most in two.
        let is_near = |pair: &[usize]| pair[1] - pair[0] <= languages.len();
        assert!(starts.windows(2).all(is_near), "{starts:?}");
        let num_with_colophon = made.print.pages.iter().filter(|page| {
            let mut items = page.items.iter();
            items.any(|item| matches!(item, Item::Run(run) if run.text.contains("Over deze kaart")))
        });
        assert_eq!(num_with_colophon.count(), 1);
    }
}
