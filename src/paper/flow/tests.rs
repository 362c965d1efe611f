//! Properties of content that runs down pages.

use proptest::prelude::*;

use super::{Bar, Column, Desk, Frame, Ground, How, Running, Share, Stack, Table, Words, lay};
use crate::model::{Lang, Stance};
use crate::paper::letters::{Letters, Style};
use crate::paper::page::{Ink, Item, Print, Run, Size, Tag};
use crate::paper::palette::Palette;
use crate::paper::proof::{read_aloud, wrong};

const FRAME: Frame = Frame {
    size: Size {
        width: 300.0,
        height: 300.0,
    },
    left: 30.0,
    top: 40.0,
    right: 30.0,
    bottom: 40.0,
};

fn style() -> Style {
    Style::new(10.0, Ink::BLACK)
}

fn words(text: &str) -> [Words<'_>; 1] {
    [Words::new(text, style())]
}

fn many(num: usize) -> String {
    (0..num).map(|number| format!("woord{number} ")).collect()
}

fn print(desk: Desk<'_>, stack: &Stack) -> Print {
    let mut print = Print::new("t", Lang::NL);
    lay(stack, &FRAME, &mut print);
    print.tags = desk.into_tags();
    print
}

fn runs(print: &Print, page: usize) -> Vec<&Run> {
    let items = &print.pages[page].items;
    items
        .iter()
        .filter_map(|item| match item {
            Item::Run(run) => Some(run),
            _ => None,
        })
        .collect()
}

fn page_text(print: &Print, page: usize) -> String {
    let all: Vec<&str> = runs(print, page).into_iter().map(|run| run.text.trim()).collect();
    all.join(" ")
}

#[test]
fn nothing_is_one_empty_page() {
    let mut letters = Letters::new();
    let made = print(Desk::new(&mut letters), &Stack::new(240.0));
    assert_eq!((made.pages.len(), made.pages[0].items.len()), (1, 0));
}

#[test]
fn a_paragraph_leaves_two_lines_on_either_side_and_loses_none() {
    let mut letters = Letters::new();
    for above in 0..18 {
        let mut desk = Desk::new(&mut letters);
        let mut stack = Stack::new(FRAME.width());
        for number in 0..above {
            stack.paragraph(&mut desk, None, &words(&format!("regel {number}")), How::default());
        }
        let text = many(40);
        stack.paragraph(&mut desk, None, &words(&text), How::default());
        let made = print(desk, &stack);
        wrong(&made, 30.0).unwrap();
        assert!(read_aloud(&made).ends_with(text.trim()), "{above}");
        let of_text = |page: usize| {
            runs(&made, page)
                .iter()
                .filter(|run| run.text.contains("woord"))
                .count()
        };
        for page in 0..made.pages.len() {
            assert!(of_text(page) != 1, "{above} above: page {page}");
        }
    }
}

#[test]
fn a_heading_stays_with_what_follows() {
    let mut letters = Letters::new();
    for above in 10..20 {
        let mut desk = Desk::new(&mut letters);
        let mut stack = Stack::new(FRAME.width());
        for number in 0..above {
            stack.paragraph(&mut desk, None, &words(&format!("regel {number}")), How::default());
        }
        stack.heading(&mut desk, None, 1, &words("Kop"), How::below(8.0), Some(0));
        let mut left = Stack::new(110.0);
        left.paragraph(&mut desk, None, &words(&many(12)), How::default());
        let mut right = Stack::new(110.0);
        right.paragraph(&mut desk, None, &words("anders dan links"), How::default());
        stack.columns(4.0, vec![(0.0, left), (130.0, right)], None);
        let made = print(desk, &stack);
        wrong(&made, 30.0).unwrap();
        let bookmark = &made.bookmarks[0];
        assert!(page_text(&made, bookmark.page).contains("woord1 "), "{above}");
        assert!(page_text(&made, bookmark.page).contains("Kop"), "{above}");
    }
}

#[test]
fn columns_run_on_on_their_own_and_what_follows_stands_under_the_longest() {
    let mut letters = Letters::new();
    let mut desk = Desk::new(&mut letters);
    let mut stack = Stack::new(FRAME.width());
    let column = |desk: &mut Desk<'_>, head: &str, num: usize| {
        let mut top = Stack::new(110.0);
        top.paragraph(desk, None, &words(head), How::default());
        let mut inner = Stack::new(110.0);
        for number in 0..num {
            inner.paragraph(desk, None, &words(&format!("{head}{number}")), How::default());
        }
        let mut both = Stack::new(110.0);
        both.headed(0.0, top, inner);
        both
    };
    let (left, right) = (column(&mut desk, "L", 40), column(&mut desk, "R", 20));
    stack.columns(0.0, vec![(0.0, left), (130.0, right)], None);
    stack.paragraph(&mut desk, None, &words("slot"), How::default());
    let made = print(desk, &stack);
    wrong(&made, 30.0).unwrap();
    assert_eq!(made.pages.len(), 3);
    assert!(page_text(&made, 1).starts_with("L L15"), "{}", page_text(&made, 1));
    assert!(page_text(&made, 1).contains("R R15"));
    assert!(page_text(&made, 2).ends_with("slot"));
    let all = read_aloud(&made);
    assert!(all.starts_with("L L0 L1") && all.contains("L39 R R0"), "{all}");
}

#[test]
fn a_box_is_whole_if_it_can_be_and_goes_on_if_not() {
    let mut letters = Letters::new();
    let mut desk = Desk::new(&mut letters);
    let mut stack = Stack::new(FRAME.width());
    let ground = Ground {
        fill: Some(Ink(200, 200, 200)),
        ..Ground::default()
    }
    .padded(6.0, 6.0);
    let fill = |desk: &mut Desk<'_>, name: &str, num: usize| {
        let mut inner = Stack::new(ground.inner_width(FRAME.width()));
        for number in 0..num {
            inner.paragraph(desk, None, &words(&format!("{name}{number}")), How::default());
        }
        inner
    };
    let (first, second, third) = (
        fill(&mut desk, "a", 8),
        fill(&mut desk, "b", 12),
        fill(&mut desk, "c", 40),
    );
    stack.boxed(0.0, ground, true, first);
    stack.boxed(6.0, ground, true, second);
    stack.boxed(6.0, ground, true, third);
    let made = print(desk, &stack);
    wrong(&made, 30.0).unwrap();
    assert!(page_text(&made, 0).ends_with("a7"));
    assert!(page_text(&made, 1).starts_with("b0"));
    assert!(page_text(&made, 1).contains("b11 c0"));
    let grounds = |page: usize| {
        let items = &made.pages[page].items;
        items.iter().filter(|item| matches!(item, Item::Shape(_))).count()
    };
    assert_eq!((0..made.pages.len()).map(grounds).collect::<Vec<_>>(), [1, 2, 1, 1, 1]);
}

#[test]
fn the_head_of_a_table_is_read_once_and_seen_on_each_page() {
    let mut letters = Letters::new();
    let mut desk = Desk::new(&mut letters);
    let mut stack = Stack::new(FRAME.width());
    let names: Vec<String> = (0..30).map(|number| format!("rij{number}")).collect();
    let rows = names.iter().map(|name| {
        let cells = [name.as_str(), "een zin die wat langer is dan de kolom breed is", "12"];
        cells.map(|cell| words(cell).to_vec()).to_vec()
    });
    let column = |head, is_number| Column { head, is_number };
    let table = Table {
        caption: "Wat er staat",
        columns: vec![column("Naam", false), column("Zin", false), column("Aantal", true)],
        rows: rows.collect(),
        style: style(),
        line: Ink::BLACK,
    };
    stack.table(&mut desk, None, 0.0, &table);
    let made = print(desk, &stack);
    wrong(&made, 30.0).unwrap();
    assert!(made.pages.len() > 2);
    for page in 0..made.pages.len() {
        assert!(page_text(&made, page).contains("Naam Zin Aantal"), "{page}");
    }
    assert_eq!(read_aloud(&made).matches("Naam").count(), 1);
    let num = |tag: &Tag| made.tags.all().iter().filter(|tagged| tagged.tag == *tag).count();
    assert_eq!((num(&Tag::Row), num(&Tag::RowHead), num(&Tag::Cell)), (31, 30, 60));
}

#[test]
fn bars_have_signs_and_words() {
    let mut letters = Letters::new();
    let mut desk = Desk::new(&mut letters);
    let mut stack = Stack::new(FRAME.width());
    let palette = Palette::new(true);
    let share = |share, side, sign| Share {
        share,
        look: palette.side(side),
        sign,
    };
    let bar = Bar {
        label: words("Voor de pauze").to_vec(),
        shares: vec![
            share(0.6, Stance::Pro, "+"),
            share(0.9, Stance::Contra, "−"),
            share(0.0, Stance::Pro, "+"),
        ],
        words: words("12 voor · 8 tegen").to_vec(),
        sign: style().bold(),
        edge: Ink::BLACK,
    };
    stack.bar(&mut desk, None, 0.0, &bar);
    let made = print(desk, &stack);
    wrong(&made, 30.0).unwrap();
    assert_eq!(page_text(&made, 0), "Voor de pauze + − 12 voor · 8 tegen");
    assert_eq!(read_aloud(&made), "Voor de pauze 12 voor · 8 tegen");
}

#[test]
fn heads_and_feet_are_decoration_and_fit_on_a_line() {
    let mut letters = Letters::new();
    let mut desk = Desk::new(&mut letters);
    let mut stack = Stack::new(FRAME.width());
    stack.paragraph(&mut desk, None, &words("een"), How::default());
    // More than a page has.
    stack.room(10_000.0);
    stack.room(10_000.0);
    stack.paragraph(&mut desk, None, &words("twee"), How::default());
    let mut made = print(desk, &stack);
    let long = many(50);
    let running = Running {
        head: &long,
        foot: &long,
        counts: &[("Pagina", "van")],
        style: Style::new(8.0, Ink::BLACK),
        line: Ink::BLACK,
        num_without: 0,
    };
    running.add(&mut made, &mut letters, &FRAME);
    wrong(&made, 10.0).unwrap();
    assert_eq!(made.pages.len(), 2);
    assert!(page_text(&made, 1).contains("Pagina 2 van 2"));
    assert_eq!(read_aloud(&made), "een twee");
}

#[test]
fn words_in_another_language_and_links_have_their_own_tags() {
    let mut letters = Letters::new();
    let mut desk = Desk::new(&mut letters);
    let mut stack = Stack::new(FRAME.width());
    let english = Words::new("in English ", style()).in_lang(Some(Lang::EN));
    let link = Words::new("example.org", style()).opening("https://example.org");
    stack.paragraph(
        &mut desk,
        None,
        &[Words::new("gewoon ", style()), english, link],
        How::default(),
    );
    stack.paragraph(&mut desk, None, &[english], How::default());
    stack.paragraph(&mut desk, None, &words(" \u{200b}"), How::default());
    let made = print(desk, &stack);
    wrong(&made, 30.0).unwrap();
    let tags: Vec<(&Tag, Option<Lang>)> = made
        .tags
        .all()
        .iter()
        .map(|tagged| (&tagged.tag, tagged.lang))
        .collect();
    let paragraph = &Tag::Paragraph;
    assert_eq!(
        tags,
        [
            (paragraph, None),
            (&Tag::Words, Some(Lang::EN)),
            (&Tag::Link, None),
            (paragraph, Some(Lang::EN))
        ]
    );
    let links = made.pages[0]
        .items
        .iter()
        .filter(|item| matches!(item, Item::Link { .. }));
    assert_eq!(links.count(), 1);
}

#[derive(Clone, Debug)]
enum Bit {
    Heading(usize),
    Paragraph(usize),
    Word(usize),
    Boxed(Vec<Bit>, bool),
    Columns(Vec<Bit>, Vec<Bit>),
    Table(Vec<(usize, usize)>),
    Entry(usize),
}

fn bits() -> impl Strategy<Value = Vec<Bit>> {
    let leaf = prop_oneof![
        (0_usize..14).prop_map(Bit::Heading),
        (0_usize..160).prop_map(Bit::Paragraph),
        (1_usize..200).prop_map(Bit::Word),
        (0_usize..30).prop_map(Bit::Entry),
        prop::collection::vec((0_usize..6, 0_usize..90), 0..8).prop_map(Bit::Table),
    ];
    let bit = leaf.prop_recursive(3, 30, 6, |inner| {
        let many = || prop::collection::vec(inner.clone(), 0..6);
        prop_oneof![
            (many(), any::<bool>()).prop_map(|(inner, is_whole)| Bit::Boxed(inner, is_whole)),
            (many(), many()).prop_map(|(left, right)| Bit::Columns(left, right)),
        ]
    });
    prop::collection::vec(bit, 0..14)
}

fn fill(desk: &mut Desk<'_>, stack: &mut Stack, bits: &[Bit], count: &mut usize) {
    for bit in bits {
        let width = stack.width();
        match bit {
            Bit::Heading(num) => {
                stack.heading(desk, None, 2, &words(&many(*num)), How::below(9.0), Some(0));
            }
            Bit::Paragraph(num) => {
                stack.paragraph(desk, None, &words(&many(*num)), How::below(5.0));
            }
            Bit::Word(num) => {
                stack.paragraph(desk, None, &words(&"w".repeat(*num)), How::below(5.0));
            }
            Bit::Entry(num) => {
                let text = many(*num + 1);
                let list = desk.tag(None, Tag::List);
                let how = How::below(3.0).indented(14.0);
                stack.entry(desk, list, Words::new("1.", style()), &words(&text), how);
            }
            Bit::Boxed(inner_bits, is_whole) => {
                let ground = Ground {
                    fill: Some(Ink(220, 220, 220)),
                    ..Ground::default()
                }
                .padded(4.0, 4.0);
                let mut inner = Stack::new(ground.inner_width(width));
                fill(desk, &mut inner, inner_bits, count);
                stack.boxed(6.0, ground, *is_whole, inner);
            }
            Bit::Columns(left_bits, right_bits) => {
                let half = (width - 8.0) / 2.0;
                let (mut left, mut right) = (Stack::new(half), Stack::new(half));
                fill(desk, &mut left, left_bits, count);
                fill(desk, &mut right, right_bits, count);
                stack.columns(6.0, vec![(0.0, left), (half + 8.0, right)], None);
            }
            Bit::Table(rows) => {
                let texts: Vec<(String, String)> = rows.iter().map(|(one, other)| (many(*one), many(*other))).collect();
                let rows = texts
                    .iter()
                    .map(|(one, other)| vec![words(one).to_vec(), words(other).to_vec()]);
                let column = |head, is_number| Column { head, is_number };
                let table = Table {
                    caption: "tabel",
                    columns: vec![column("een", false), column("twee", (*count).is_multiple_of(2))],
                    rows: rows.collect(),
                    style: style(),
                    line: Ink::BLACK,
                };
                stack.table(desk, None, 6.0, &table);
            }
        }
        *count += 1;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_runs_down_pages_stays_on_them_and_overlaps_nothing(bits in bits()) {
        let mut letters = Letters::new();
        let mut desk = Desk::new(&mut letters);
        let mut stack = Stack::new(FRAME.width());
        stack.heading(&mut desk, None, 1, &words("Titel"), How::default(), Some(0));
        fill(&mut desk, &mut stack, &bits, &mut 0);
        let made = print(desk, &stack);
        // Narrow columns of columns: a letter can be wider than its room there.
        let result = wrong(&made, 24.0);
        prop_assert!(result.is_ok(), "{result:?}");
        for page in &made.pages {
            for item in &page.items {
                if let Item::Run(run) = item {
                    prop_assert!(run.y < 300.0 - 40.0 + 0.1, "{:?} at {}", run.text, run.y);
                }
            }
        }
    }
}
