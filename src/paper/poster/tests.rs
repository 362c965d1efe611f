use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::model::{
    Citation, Claim, Hue, Instrument, Premises, Relation, RelationKind, Source, Stakeholder, Symbol, Table, Target,
    Text, Theme,
};
use crate::paper::choices::Kind;
use crate::paper::page::{Item, Run, Tag};
use crate::paper::proof::{read_aloud, wrong};

/// A claim of a random map.
#[derive(Clone, Debug)]
struct Seed {
    /// What it answers: the thesis, an earlier claim, the step of one, or nothing.
    under: u8,
    of: usize,
    supports: bool,
    words: u8,
    explained: u8,
    stakeholder: u8,
    theme: u8,
    core: bool,
    is_english: bool,
    sources: u8,
}

fn seeds(most: usize) -> impl Strategy<Value = Vec<Seed>> {
    let seed = (
        (0_u8..10, any::<usize>(), any::<bool>(), 0_u8..8, 0_u8..8),
        (0_u8..5, 0_u8..4, any::<bool>(), any::<bool>(), 0_u8..6),
    );
    let seed = seed.prop_map(
        |((under, of, supports, words, explained), (stakeholder, theme, core, is_english, sources))| Seed {
            under,
            of,
            supports,
            words,
            explained,
            stakeholder,
            theme,
            core,
            is_english,
            sources,
        },
    );
    prop::collection::vec(seed, 0..most)
}

fn words(kind: u8) -> String {
    match kind {
        0 => String::new(),
        1 => "w".repeat(200),
        2 => "المدرسة للجميع في كل حي من المدينة".to_owned(),
        3 => "Leerlingen leren van elkaar, ook buiten de les om. ".repeat(18),
        _ => "Kinderen leren omgaan met wie anders is".to_owned(),
    }
}

/// What stands at the head of a text, to find it again.
fn sign(number: usize, lang: Lang) -> String {
    format!("q{number}{lang}")
}

fn document(seeds: &[Seed], has_thesis: bool, num_stakeholders: u8) -> Document {
    let mut document = Document::default();
    document.cover.languages = vec![Lang::NL, Lang::EN];
    document.cover.question = Text::new(Lang::NL, "Moeten we meer mengen?");
    document.cover.explanation = Text::new(Lang::NL, &words(3));
    document.cover.colophon = Text::new(Lang::NL, &words(3));
    for number in 0..num_stakeholders {
        let id = document.stakeholders.intern(&format!("s{number}"));
        let record = Stakeholder {
            name: Text::new(Lang::NL, &words(number * 2)),
            hue: Hue::ALL[usize::from(number) % 4],
            symbol: Symbol::House,
            order: u64::from(number),
        };
        document.stakeholders.set(id, Some(record));
    }
    for number in 0..3_u8 {
        let id = document.themes.intern(&format!("t{number}"));
        let record = Theme {
            name: Text::new(Lang::NL, &words(number * 2)),
            order: u64::from(number),
        };
        document.themes.set(id, Some(record));
        let id = document.instruments.intern(&format!("i{number}"));
        let record = Instrument {
            name: Text::new(Lang::NL, &words(4 - number)),
            summary: Text::new(Lang::NL, &words(number + 2)),
            order: u64::from(number),
            ..Instrument::default()
        };
        document.instruments.set(id, Some(record));
        let id = document.sources.intern(&format!("b{number}"));
        let record = Source {
            citation: words(number).into(),
            urls: vec!["https://scp.nl/a".into()],
            order: u64::from(number),
            ..Source::default()
        };
        document.sources.set(id, Some(record));
    }
    let thesis = document.claims.intern("thesis");
    if has_thesis {
        document.cover.thesis = Some(thesis);
        let record = Claim {
            text: Text::new(Lang::NL, "Wij moeten mengen"),
            ..Claim::default()
        };
        document.claims.set(thesis, Some(record));
    }
    for (number, seed) in seeds.iter().enumerate() {
        claim(&mut document, number, seed);
    }
    document
}

fn claim(document: &mut Document, number: usize, seed: &Seed) {
    let id = document.claims.intern(&format!("c{number}"));
    let mut text = Text::new(Lang::NL, &format!("{} {}", sign(number, Lang::NL), words(seed.words)));
    if seed.is_english {
        text.set(Lang::EN, &format!("{} Children learn", sign(number, Lang::EN)));
    }
    let citation = |name: &str| Citation {
        source: document.sources.id(name).unwrap(),
        supports: Text::default(),
    };
    let sources = (0..seed.sources.min(3))
        .map(|number| citation(&format!("b{number}")))
        .collect();
    let instruments = (0..seed.sources.min(3)).map(|number| document.instruments.id(&format!("i{number}")).unwrap());
    let record = Claim {
        text,
        explanation: Text::new(Lang::NL, &words(seed.explained)),
        stakeholder: document.stakeholders.id(&format!("s{}", seed.stakeholder)),
        theme: document.themes.id(&format!("t{}", seed.theme)),
        sources,
        instruments: instruments.collect(),
        core: seed.core,
        order: number as u64 + 1,
        ..Claim::default()
    };
    document.claims.set(id, Some(record));
    let earlier = (number > 0).then(|| seed.of % number.max(1));
    let (name, target) = match (seed.under, earlier) {
        (0, _) => return,
        (1, Some(earlier)) => {
            let of = document.relations.intern(&format!("r{earlier}"));
            (format!("r{number}"), Target::Relation(of))
        }
        (2..=4, Some(earlier)) => {
            let of = document.claims.intern(&format!("c{earlier}"));
            (format!("r{number}"), Target::Claim(of))
        }
        _ => (format!("r{number}"), Target::Claim(document.claims.intern("thesis"))),
    };
    let relation = document.relations.intern(&name);
    let record = Relation {
        premises: Premises::from(id),
        kind: if seed.supports && seed.under != 1 {
            RelationKind::Support
        } else {
            RelationKind::Attack
        },
        target,
        order: number as u64,
    };
    document.relations.set(relation, Some(record));
}

fn choices(sheet: Sheet, if_full: IfFull, languages: &[Lang]) -> Choices {
    Choices {
        kind: Kind::Poster,
        sheet,
        is_landscape: false,
        has_color: true,
        languages: languages.to_vec(),
        if_full,
        address: Some("https://argumentenkaart.example/mengen".to_owned()),
        date: "26 november 2026".to_owned(),
        version: Some("3".to_owned()),
    }
}

fn runs(print: &Print) -> impl Iterator<Item = &Run> {
    let items = print.pages.iter().flat_map(|page| &page.items);
    items.filter_map(|item| match item {
        Item::Run(run) => Some(run),
        _ => None,
    })
}

fn made(document: &Document, choices: &Choices, letters: &mut Letters) -> Made {
    poster(document, &Structure::new(document), choices, letters)
}

/// What must hold of every poster.
fn check(made: &Made, choices: &Choices) -> Result<(), String> {
    wrong(&made.print, mm(5.0))?;
    let (floor, _) = sizes(choices.sheet);
    let smallest = runs(&made.print).map(|run| run.size).fold(f32::INFINITY, f32::min);
    if smallest < floor {
        return Err(format!("letters of {smallest}"));
    }
    if !made.said.contains(&Said::SmallestLetters(smallest)) {
        return Err(format!("smallest letters are {smallest}, said {:?}", made.said));
    }
    let num_pages = made.print.pages.len();
    if made.said.contains(&Said::Sheets(num_pages)) != (num_pages > 1) {
        return Err(format!("{num_pages} pages, said {:?}", made.said));
    }
    if made.print.pages.iter().any(|page| page.items.len() < 4) {
        return Err("an empty page".to_owned());
    }
    lonely(&made.print)
}

/// A headline at the foot of a column: nothing of its column under it.
fn lonely(print: &Print) -> Result<(), String> {
    for page in &print.pages {
        let on_page: Vec<&Run> = page
            .items
            .iter()
            .filter_map(|item| match item {
                Item::Run(run) if run.tag.is_some() => Some(run),
                _ => None,
            })
            .collect();
        let mut seen = None;
        for run in &on_page {
            // The first run of a headline stands at its edge.
            if run.tag == std::mem::replace(&mut seen, run.tag) {
                continue;
            }
            let tag = run.tag.and_then(|tag| print.tags.all().get(tag.index()));
            // What runs from right to left stands at the other edge of its column.
            if run.is_rtl || !tag.is_some_and(|tagged| matches!(tagged.tag, Tag::Heading(4, _))) {
                continue;
            }
            let is_under = |other: &&&Run| {
                other.tag != run.tag && other.y > run.y && (other.x - run.x).abs() < 100.0 && other.y - run.y < 200.0
            };
            if !on_page.iter().any(|other| is_under(&other)) {
                return Err(format!("{:?} stands alone", run.text));
            }
        }
    }
    Ok(())
}

/// How often each word is read.
fn counts(print: &Print) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for word in read_aloud(print).split_whitespace() {
        *counts.entry(word.to_owned()).or_default() += 1;
    }
    counts
}

const BOTH: [Lang; 2] = [Lang::NL, Lang::EN];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]

    #[test]
    fn a_poster_of_any_map_is_in_order_and_has_every_claim_once(
        seeds in seeds(30),
        has_thesis in any::<bool>(),
        num_stakeholders in 0_u8..4,
        (sheet, if_full, num_languages) in (0_usize..4, 0_usize..3, 1_usize..3),
        (is_landscape, has_color) in any::<(bool, bool)>(),
    ) {
        let document = document(&seeds, has_thesis, num_stakeholders);
        let if_full = [IfFull::Split, IfFull::Claims, IfFull::Core][if_full];
        let languages = &BOTH[..num_languages];
        let mut choices = choices(Sheet::ALL[sheet], if_full, languages);
        choices.is_landscape = is_landscape;
        choices.has_color = has_color;
        let mut letters = Letters::new();
        let made = made(&document, &choices, &mut letters);
        prop_assert_eq!(check(&made, &choices), Ok(()));
        let counts = counts(&made.print);
        let left_out = made.said.iter().any(|said| matches!(said, Said::WithoutArguments(_) | Said::WithoutReplies(_)));
        for (number, seed) in seeds.iter().enumerate() {
            for lang in languages {
                let is_there = *lang == Lang::NL || seed.is_english;
                let count = counts.get(&sign(number, *lang)).copied().unwrap_or(0);
                prop_assert!(count == usize::from(is_there) || left_out && count == 0, "claim {} {}: {}", number, lang, count);
            }
        }
    }
}

/// So many arguments, alike.
fn many(count: usize, change: impl Fn(usize, &mut Seed)) -> Vec<Seed> {
    let seed = |number| {
        let mut seed = Seed {
            under: 9,
            of: 0,
            supports: number % 2 == 0,
            words: 5,
            explained: 6,
            stakeholder: (number % 3) as u8,
            theme: 2,
            core: false,
            is_english: true,
            sources: 1,
        };
        change(number, &mut seed);
        seed
    };
    (0..count).map(seed).collect()
}

#[test]
fn few_arguments_are_on_one_sheet_in_large_letters() {
    let mut document = document(&many(6, |_, _| {}), true, 3);
    document.instruments = Table::default();
    document.cover.colophon = Text::default();
    let mut letters = Letters::new();
    for sheet in Sheet::ALL {
        let made = made(&document, &choices(sheet, IfFull::Split, &BOTH), &mut letters);
        assert_eq!(check(&made, &choices(sheet, IfFull::Split, &BOTH)), Ok(()));
        assert_eq!(made.print.pages.len(), 1, "{sheet:?}");
        let claim = runs(&made.print)
            .find(|run| run.text.contains("q0nl"))
            .map(|run| run.size);
        let (floor, _) = sizes(sheet);
        assert!(claim.is_some_and(|size| size > floor), "{sheet:?}: {claim:?}");
    }
}

#[test]
fn what_does_not_fit_is_split_shortened_or_limited_and_that_is_said() {
    let seeds = many(60, |number, seed| {
        seed.core = number % 10 < 2;
        seed.explained = 6;
    });
    let document = document(&seeds, true, 3);
    let mut letters = Letters::new();
    let mut said = |if_full| made(&document, &choices(Sheet::A3, if_full, &[Lang::NL]), &mut letters).said;
    let split = said(IfFull::Split);
    assert!(
        split.iter().any(|said| matches!(said, Said::Sheets(2 | 3))),
        "{split:?}"
    );
    // It would be on as many sheets without its explanations: then these stay.
    let claims = said(IfFull::Claims);
    assert!(claims.contains(&Said::NothingGained), "{claims:?}");
    assert!(
        !claims
            .iter()
            .any(|said| matches!(said, Said::WithoutExplanations(_) | Said::StillFull))
    );
    let core = said(IfFull::Core);
    assert!(core.contains(&Said::WithoutArguments(48)), "{core:?}");
    assert!(
        !core
            .iter()
            .any(|said| matches!(said, Said::Sheets(_) | Said::StillFull)),
        "{core:?}"
    );
    // Where it saves a sheet, they go.
    let long = self::document(&many(150, |_, seed| seed.explained = 12), true, 0);
    let claims = self::made(&long, &choices(Sheet::A3, IfFull::Claims, &[Lang::NL]), &mut letters).said;
    assert!(claims.contains(&Said::WithoutExplanations(150)), "{claims:?}");
    let none = document_without_core();
    let made = made(&none, &choices(Sheet::A4, IfFull::Core, &[Lang::NL]), &mut letters);
    assert!(
        made.said.contains(&Said::NoCore) && made.said.contains(&Said::StillFull),
        "{:?}",
        made.said
    );
}

fn document_without_core() -> Document {
    document(&many(60, |_, _| {}), true, 3)
}

#[test]
fn three_hundred_arguments_of_one_theme_and_nobody_go_over_sheets_in_order() {
    let seeds = many(300, |number, seed| {
        seed.stakeholder = 9;
        seed.supports = true;
        seed.explained = if number % 40 == 7 { 3 } else { 6 };
    });
    let document = document(&seeds, true, 0);
    let mut letters = Letters::new();
    let choices = choices(Sheet::A3, IfFull::Split, &[Lang::NL]);
    let made = made(&document, &choices, &mut letters);
    assert_eq!(check(&made, &choices), Ok(()));
    let read = read_aloud(&made.print);
    let signs: Vec<&str> = read
        .split_whitespace()
        .filter(|word| word.starts_with('q') && word.ends_with("nl"))
        .collect();
    let expected: Vec<String> = (0..300).map(|number| sign(number, Lang::NL)).collect();
    assert_eq!(signs, expected);
}

#[test]
fn an_empty_map_is_a_page_and_an_address_too_long_is_said() {
    let mut letters = Letters::new();
    let mut choices = choices(Sheet::A4, IfFull::Split, &[]);
    choices.address = Some(format!("https://a.nl/{}", "x".repeat(4000)));
    let made = made(&Document::default(), &choices, &mut letters);
    assert!(made.said.contains(&Said::NoCode), "{:?}", made.said);
    choices.address = None;
    let made = poster(&Document::default(), &Structure::default(), &choices, &mut letters);
    assert_eq!(check(&made, &choices), Ok(()));
    assert_eq!(made.print.pages.len(), 1);
}

#[test]
fn reading_order_is_for_then_against_and_bookmarks_nest() {
    let document = document(&many(8, |_, seed| seed.stakeholder = 2), true, 3);
    let mut letters = Letters::new();
    let made = made(&document, &choices(Sheet::A3, IfFull::Split, &[Lang::NL]), &mut letters);
    let read = read_aloud(&made.print);
    let at = |sign: &str| read.find(sign).unwrap_or(usize::MAX);
    assert!(at("q6nl") < at("q1nl"), "{read}");
    let mut last = 0;
    for bookmark in &made.print.bookmarks {
        assert!(bookmark.level <= last + 1, "{bookmark:?}");
        last = bookmark.level;
    }
    let levels: Vec<u8> = made.print.bookmarks.iter().map(|bookmark| bookmark.level).collect();
    assert_eq!(levels, [0, 1, 2, 1, 2, 0, 0]);
}

#[test]
fn ten_thousand_arguments_take_seconds() {
    let seeds = many(10_000, |number, seed| {
        seed.under = if number % 3 == 0 { 9 } else { 3 };
        seed.of = number / 2;
        seed.is_english = false;
    });
    let document = document(&seeds, true, 3);
    let structure = Structure::new(&document);
    let mut letters = Letters::new();
    let made = poster(
        &document,
        &structure,
        &choices(Sheet::A3, IfFull::Claims, &[Lang::NL]),
        &mut letters,
    );
    assert!(made.print.pages.len() > 50, "{}", made.print.pages.len());
    assert_eq!(
        counts(&made.print)
            .keys()
            .filter(|word| word.starts_with('q') && word.ends_with("nl"))
            .count(),
        10_000
    );
}

#[test]
fn the_sign_of_a_reply_is_what_it_does_and_its_color_its_side() {
    let document = crate::paper::proof::answered_map();
    let choices = choices(Sheet::A2, IfFull::Split, &[Lang::NL]);
    let made = made(&document, &choices, &mut Letters::new());
    let words = read_aloud(&made.print);
    assert!(
        words.contains("weerlegt: Argument 1") && words.contains("steunt: Argument 2"),
        "{words}"
    );
    assert!(
        words.contains("steunt wat erboven staat") && words.contains("weerlegt wat erboven staat"),
        "{words}"
    );
    let all = made.print.tags.all();
    let sides: Vec<&Tag> = all
        .iter()
        .map(|of| &of.tag)
        .filter(|tag| matches!(tag, Tag::Figure(says) if says == "Voor" || says == "Tegen"))
        .collect();
    assert_eq!(
        sides,
        [&Tag::Figure("Voor".to_owned()), &Tag::Figure("Tegen".to_owned())]
    );
    // The reply that refutes what is against is for: it has the plus.
    let signs: Vec<&str> = made
        .print
        .pages
        .iter()
        .flat_map(|page| &page.items)
        .filter_map(|item| match item {
            Item::Run(run) => run
                .tag
                .filter(|tag| sides.contains(&&all[tag.index()].tag))
                .map(|_| run.text.trim()),
            _ => None,
        })
        .collect();
    assert_eq!(signs, ["−", "+"]);
}

#[test]
fn where_one_side_has_come_to_its_end_the_other_has_the_whole_width() {
    for num_pro in [0, 3, 37] {
        let drawn: Vec<_> = (0..40)
            .map(|number| crate::paper::proof::argument(number, 0, number < num_pro))
            .collect();
        let document = crate::paper::proof::map(["Meer mengen?", "Mix?"], &["Ouders".to_owned()], &drawn, true);
        let choices = choices(Sheet::A4, IfFull::Split, &[Lang::NL, Lang::EN]);
        let made = made(&document, &choices, &mut Letters::new());
        check(&made, &choices).unwrap();
        assert!(made.print.pages.len() > 2);
        for page in &made.print.pages {
            let arguments = page.items.iter().filter_map(|item| match item {
                Item::Run(run) if run.text.contains("Argument ") && run.tag.is_some() => Some(run.x),
                _ => None,
            });
            let [left, right] = arguments.fold([0, 0], |[left, right], x| {
                if x < page.size.width / 2.0 {
                    [left + 1, right]
                } else {
                    [left, right + 1]
                }
            });
            let is_first = page.items == made.print.pages[0].items;
            assert!(
                left + right < 2 || is_first || (left > 0 && right > 0),
                "{num_pro}: {left} {right}"
            );
        }
    }
}
