use proptest::prelude::*;

use super::sample::{any_print, sample};
use super::*;
use crate::model::Lang;
use crate::paper::{Glyph, Ink, Run};

fn has(bytes: &[u8], part: &str) -> bool {
    bytes.windows(part.len()).any(|window| window == part.as_bytes())
}

#[test]
fn every_kind_of_item_is_written_accessibly_and_the_same_each_time() {
    let written = write_pdf(&sample()).unwrap();
    assert!(written.is_accessible);
    assert_eq!(written.num_broken_pictures, 1);
    assert_eq!(write_pdf(&sample()).unwrap(), written);
    for part in [
        "/Lang(nl)",
        "/Lang(tr)",
        "/LBody",
        "/Scope/Column",
        "/Scope/Row",
        "/Alt",
        "/DisplayDocTitle true",
    ] {
        let spaced = part.replace('(', " (").replace("/Scope/", "/Scope /");
        assert!(has(&written.bytes, part) || has(&written.bytes, &spaced), "{part}");
    }
    assert!(!has(&written.bytes, "Leeg"), "a heading without content is no part");
    assert!(
        !has(&written.bytes, "/H4") && has(&written.bytes, "/H2"),
        "no level is skipped"
    );
}

#[test]
fn a_link_to_nowhere_is_only_words() {
    let mut print = sample();
    for item in print.pages.iter_mut().flat_map(|page| &mut page.items) {
        if let Item::Link { address, .. } = item {
            "javascript:alert(1)".clone_into(address);
        }
    }
    let written = write_pdf(&print).unwrap();
    assert!(written.is_accessible && !has(&written.bytes, "/Link") && !has(&written.bytes, "javascript"));
}

#[test]
fn nothing_at_all_is_a_document_with_an_empty_page() {
    let written = write_pdf(&Print::new(" \u{0} ", Lang::EN)).unwrap();
    assert!(written.is_accessible);
    assert!(has(&written.bytes, CREATOR));
}

#[test]
fn what_cannot_be_accessible_is_printed_all_the_same() {
    let mut print = sample();
    let mut page = Page::new(Size::mm(100.0, 100.0));
    page.items.push(Item::Run(Run {
        font: Font::Regular,
        size: 10.0,
        ink: Ink::BLACK,
        x: 10.0,
        y: 20.0,
        width: 5.0,
        text: "é".to_owned(),
        glyphs: vec![Glyph {
            id: 0,
            advance: 5.0,
            shift: (0.0, 0.0),
            start: 1,
            end: 9,
        }],
        is_rtl: false,
        tag: None,
    }));
    print.pages.push(page);
    let written = write_pdf(&print).unwrap();
    assert!(!written.is_accessible && written.bytes.starts_with(b"%PDF"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_print_fails(print in any_print()) {
        let written = write_pdf(&print);
        prop_assert!(written.as_ref().is_ok_and(|written| written.is_accessible), "{:?}", written.err());
    }
}
