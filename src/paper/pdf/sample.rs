//! Prints for tests: one with everything in it, and any that a mistake could make.

use std::sync::Arc;

use proptest::prelude::{Just, Strategy, any, prop_oneof};

use super::super::page::{Bookmark, Item, Page, Print, Size, TagId};
use crate::model::Lang;
use crate::paper::{Align, Ink, Letters, Outline as Form, Shape, Span, Stroke, Style, Tag, Tags, mm};

/// A grey PNG of one pixel.
pub(in crate::paper) const PIXEL: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0, 0, 1, 8, 0,
    0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 10, b'I', b'D', b'A', b'T', 0x78, 0x9c, 0x63, 0x68, 0, 0, 0, 0x82, 0,
    0x81, 0x77, 0xcd, 0x72, 0xb6, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82,
];

const DASHED: Stroke = Stroke {
    width: 1.0,
    ink: Ink(29, 102, 209),
    dash: Some((4.0, 2.0)),
};

fn shape(outline: Form, tag: Option<TagId>) -> Item {
    Item::Shape(Shape {
        outline,
        fill: Some(Ink(242, 183, 5)),
        stroke: Some(DASHED),
        tag,
    })
}

/// A print with every kind of item and of part.
pub(in crate::paper) fn sample() -> Print {
    let mut letters = Letters::new();
    let mut print = Print::new("Meer mengen op school?", Lang::NL);
    print.author = Some("Werkgroep & co".to_owned());
    print.subject = Some("Argumenten <voor> en tegen".to_owned());
    let mut tags = Tags::default();
    let mut page = Page::new(Size::mm(210.0, 297.0));
    let small = Style::new(11.0, Ink::BLACK);
    let section = tags.add(None, Tag::Section);
    let question = tags.add(Some(section), Tag::Heading(1, "Meer mengen op school?".to_owned()));
    letters
        .set(
            "Meer mengen op school?",
            Style::new(24.0, Ink::BLACK).bold(),
            400.0,
            Align::Start,
        )
        .place(&mut page, 50.0, 40.0, Some(question));
    let body = tags.add(Some(section), Tag::Paragraph);
    let turkish = tags.add_in(Some(body), Tag::Words, Lang::new("tr"));
    let link = tags.add(Some(body), Tag::Link);
    let span = |text, tag| Span {
        tag,
        ..Span::new(text, small)
    };
    let spans = [
        span("Leerlingen leren van elkaar (", None),
        span("okul herkes içindir", Some(turkish)),
        span("), ook buiten de les om; zie ", None),
        span("het rapport van het SCP", Some(link)),
        span(" voor cijfers.", None),
    ];
    letters
        .set_spans(&spans, 200.0, Align::Start)
        .place(&mut page, 50.0, 80.0, Some(body));
    for line in 0..2_u8 {
        page.items.push(Item::Link {
            rect: [50.0, 105.0 + 14.0 * f32::from(line), 150.0, 14.0],
            address: "https://www.scp.nl/é".to_owned(),
            tag: link,
        });
    }
    // Not read: a section without content, and a decoration.
    let empty = tags.add(None, Tag::Section);
    tags.add(Some(empty), Tag::Heading(2, "Leeg".to_owned()));
    let number = letters.line("Pagina 1", small);
    number.place(&mut page, 500.0, 800.0, None);
    let heading = tags.add(Some(section), Tag::Heading(4, "Voor".to_owned()));
    letters
        .line("Voor", Style::new(16.0, Ink(29, 102, 209)).bold())
        .place(&mut page, 50.0, 180.0, Some(heading));
    let list = tags.add(Some(section), Tag::List);
    for (line, text) in ["Eén", "Twee"].into_iter().enumerate() {
        let entry = tags.add(Some(list), Tag::Entry);
        letters
            .line(text, small)
            .place(&mut page, 50.0, 210.0 + 15.0 * line as f32, Some(entry));
    }
    let table = tags.add(Some(section), Tag::Table);
    let caption = tags.add(Some(table), Tag::Caption);
    letters
        .line("Stemmen", small)
        .place(&mut page, 50.0, 250.0, Some(caption));
    for (line, [first, second]) in [["Wie", "Hoeveel"], ["Ouders", "12"], ["Scholen", ""]]
        .into_iter()
        .enumerate()
    {
        let row = tags.add(Some(table), Tag::Row);
        let y = 270.0 + 15.0 * line as f32;
        let kinds = if line == 0 {
            [Tag::ColumnHead, Tag::ColumnHead]
        } else {
            [Tag::RowHead, Tag::Cell]
        };
        for (column, (text, kind)) in [first, second].into_iter().zip(kinds).enumerate() {
            let cell = tags.add(Some(row), kind);
            let set = letters.line(text, small);
            set.place(&mut page, 50.0 + 100.0 * column as f32, y, Some(cell));
        }
    }
    page.line(vec![(50.0, 330.0), (250.0, 330.0)], DASHED);
    let figure = tags.add(Some(section), Tag::Figure("Een rondje".to_owned()));
    page.items.push(shape(
        Form::Rect {
            x: 50.0,
            y: 340.0,
            width: 60.0,
            height: 40.0,
            radius: 8.0,
        },
        Some(figure),
    ));
    let (x, y, radius) = (80.0, 360.0, 12.0);
    page.items.push(shape(Form::Circle { x, y, radius }, Some(figure)));
    page.items.push(shape(
        Form::Polygon(vec![(130.0, 340.0), (160.0, 380.0), (120.0, 370.0)]),
        None,
    ));
    let square = |left: f32, side: f32| {
        let (right, top, bottom) = (left + side, 340.0, 340.0 + side);
        vec![(left, top), (right, top), (right, bottom), (left, bottom)]
    };
    page.items.push(shape(
        Form::Polygons(vec![square(170.0, 40.0), square(180.0, 20.0)]),
        None,
    ));
    for (bytes, tag) in [(PIXEL, Some(figure)), (&PIXEL[..50], None)] {
        page.items.push(Item::Picture {
            bytes: bytes.into(),
            rect: [220.0, 340.0, 40.0, 40.0],
            tag,
        });
    }
    let note = tags.add_in(Some(section), Tag::Note, Lang::new("ar"));
    letters
        .set("المدرسة للجميع 12 (SCP)", small, 300.0, Align::Start)
        .place(&mut page, 50.0, 400.0, Some(note));
    let mut second = Page::new(Size::mm(297.0, 210.0));
    letters
        .set(
            "Vervolg van de alinea op een andere bladzijde.",
            small,
            300.0,
            Align::Start,
        )
        .place(&mut second, mm(20.0), mm(20.0), Some(body));
    print.pages = vec![page, second];
    print.tags = tags;
    for (level, title, page) in [
        (0, "Vraag", 0),
        (1, "Voor", 0),
        (1, "Tegen", 1),
        (0, "Bronnen", 1),
        (0, "Weg", 7),
    ] {
        print.bookmarks.push(Bookmark {
            level,
            title: title.to_owned(),
            page,
            y: 40.0,
        });
    }
    print
}
fn any_length() -> impl Strategy<Value = f32> {
    prop_oneof![
        6 => -100.0_f32..600.0,
        1 => any::<f32>(),
        1 => Just(f32::NAN),
        1 => Just(0.0),
        1 => Just(f32::INFINITY),
    ]
}

fn any_outline() -> impl Strategy<Value = Form> {
    let points = || proptest::collection::vec((any_length(), any_length()), 0..5);
    prop_oneof![
        [any_length(), any_length(), any_length(), any_length(), any_length()].prop_map(
            |[x, y, width, height, radius]| Form::Rect {
                x,
                y,
                width,
                height,
                radius
            }
        ),
        [any_length(), any_length(), any_length()].prop_map(|[x, y, radius]| Form::Circle { x, y, radius }),
        points().prop_map(Form::Line),
        points().prop_map(Form::Polygon),
        proptest::collection::vec(points(), 0..3).prop_map(Form::Polygons),
    ]
}

fn any_tag() -> impl Strategy<Value = Tag> {
    prop_oneof![
        Just(Tag::Section),
        (any::<u8>(), ".{0,8}").prop_map(|(level, words)| Tag::Heading(level, words)),
        ".{0,3}".prop_map(Tag::Figure),
        proptest::sample::select(vec![
            Tag::Paragraph,
            Tag::List,
            Tag::Entry,
            Tag::Table,
            Tag::Row,
            Tag::ColumnHead,
            Tag::RowHead,
            Tag::Cell,
            Tag::Caption,
            Tag::Link,
            Tag::Note,
            Tag::Words,
        ]),
    ]
}

/// What an item is, with a number for its tag.
#[derive(Clone, Debug)]
enum Drawn {
    Words(String, f32, f32, f32),
    Shape(Form, bool, Option<(f32, f32, f32)>),
    Picture(Vec<u8>, [f32; 4]),
    Link(String, [f32; 4]),
}

fn any_drawn() -> impl Strategy<Value = Drawn> {
    let four = || [any_length(), any_length(), any_length(), any_length()];
    prop_oneof![
        ("[a-zé شאبفي🙂\\-]{0,12}", 1.0_f32..40.0, any_length(), any_length())
            .prop_map(|(text, size, x, y)| Drawn::Words(text, size, x, y)),
        (
            any_outline(),
            any::<bool>(),
            proptest::option::of((any_length(), any_length(), any_length()))
        )
            .prop_map(|(outline, fill, stroke)| Drawn::Shape(outline, fill, stroke)),
        (0..PIXEL.len() + 8, four()).prop_map(|(len, rect)| {
            let mut bytes = PIXEL.to_vec();
            bytes.resize(len, 7);
            Drawn::Picture(bytes, rect)
        }),
        ("(https:|javascript:)?.{0,9}", four()).prop_map(|(address, rect)| Drawn::Link(address, rect)),
    ]
}

type AnyPage = ((f32, f32), Vec<(Drawn, usize)>);

/// Any print, with lengths that are no numbers, broken pictures and tags that do not exist.
pub(in crate::paper) fn any_print() -> impl Strategy<Value = Print> {
    let kinds = (any_tag(), any::<proptest::sample::Index>(), any::<bool>());
    let items = proptest::collection::vec((any_drawn(), 0_usize..24), 0..16);
    let bookmark = (any::<u8>(), ".{0,4}", 0_usize..4, any_length());
    let bookmark = bookmark.prop_map(|(level, title, page, y)| Bookmark { level, title, page, y });
    (
        ".{0,9}",
        proptest::collection::vec(kinds, 1..20),
        proptest::collection::vec(((any_length(), any_length()), items), 0..3),
        proptest::collection::vec(bookmark, 0..6),
    )
        .prop_map(|(title, kinds, pages, bookmarks)| {
            let mut print = Print::new(&title, Lang::NL);
            print.bookmarks = bookmarks;
            let mut ids: Vec<TagId> = Vec::new();
            for (tag, parent, is_top) in kinds {
                let parent = (!is_top && !ids.is_empty()).then(|| ids[parent.index(ids.len())]);
                ids.push(print.tags.add(parent, tag));
            }
            // One that this print does not have.
            let mut other = Tags::default();
            ids.extend((0..40).map(|_| other.add(None, Tag::Link)).last());
            let mut letters = Letters::new();
            print.pages = pages.into_iter().map(|page| draw(&mut letters, &ids, page)).collect();
            print
        })
}

fn draw(letters: &mut Letters, ids: &[TagId], ((width, height), items): AnyPage) -> Page {
    let mut page = Page::new(Size { width, height });
    for (drawn, tag) in items {
        let tag = ids.get(tag).copied();
        match drawn {
            Drawn::Words(text, size, x, y) => {
                letters
                    .line(&text, Style::new(size, Ink::BLACK))
                    .place(&mut page, x, y, tag);
            }
            Drawn::Shape(outline, is_filled, stroke) => page.items.push(Item::Shape(Shape {
                outline,
                fill: is_filled.then_some(Ink(1, 2, 3)),
                stroke: stroke.map(|(width, dash, gap)| Stroke {
                    width,
                    ink: Ink::BLACK,
                    dash: Some((dash, gap)),
                }),
                tag,
            })),
            Drawn::Picture(bytes, rect) => {
                let bytes = Arc::from(bytes);
                page.items.push(Item::Picture { bytes, rect, tag });
            }
            Drawn::Link(address, rect) => page.items.extend(tag.map(|tag| Item::Link { rect, address, tag })),
        }
    }
    page
}
