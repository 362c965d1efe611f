//! From what was chosen to pages.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::numbered::one_line;
use super::{Choices, IfFull, Kind, Letters, Made, Said, booklet, cards, dots, hand_out, poster};
use crate::model::{Document, Structure};

/// Lays out what was chosen. `pictures` has the files (PNG or JPEG) that the cards of the toolbox name, by path.
pub fn make(
    document: &Document,
    structure: &Structure,
    choices: &Choices,
    pictures: &BTreeMap<String, Arc<[u8]>>,
    letters: &mut Letters,
) -> Made {
    let mut made = laid_out(document, structure, choices, pictures, letters);
    let is_less = |said: &Said| {
        matches!(
            said,
            Said::WithoutExplanations(_)
                | Said::WithoutArguments(_)
                | Said::WithoutReplies(_)
                | Said::WithoutSources(_)
                | Said::NoCore
                | Said::NothingGained
        )
    };
    // Whoever asked for less is told when that was not needed.
    if choices.if_full != IfFull::Split && !made.said.iter().any(is_less) {
        made.said.push(Said::AllFits);
    }
    let colophon = &document.cover.colophon;
    if colophon.iter().all(|(_, words)| one_line(words).is_empty()) {
        made.said.push(Said::NoColophon);
    }
    made
}

fn laid_out(
    document: &Document,
    structure: &Structure,
    choices: &Choices,
    pictures: &BTreeMap<String, Arc<[u8]>>,
    letters: &mut Letters,
) -> Made {
    match choices.kind {
        Kind::Poster => {
            let typed = choices
                .address
                .as_deref()
                .map(str::trim)
                .filter(|typed| !typed.is_empty());
            let address = typed.and_then(web_address);
            let is_none = typed.is_some() && address.is_none();
            let choices = Choices {
                address,
                ..choices.clone()
            };
            let mut made = poster(document, structure, &choices, letters);
            if is_none {
                made.said.push(Said::NoCode);
            }
            made
        }
        Kind::HandOut => hand_out(document, structure, choices, letters),
        Kind::Booklet => booklet(document, structure, choices, letters, pictures),
        Kind::Cards => cards(document, structure, choices, letters),
        Kind::Dots => dots(document, structure, choices, letters),
    }
}

/// A web address as a person types it, with or without `https://`; `None` if it cannot be one.
fn web_address(typed: &str) -> Option<String> {
    let address = if typed.contains("://") {
        typed.to_owned()
    } else {
        format!("https://{typed}")
    };
    let host = address
        .strip_prefix("https://")
        .or_else(|| address.strip_prefix("http://"))?
        .split(['/', '?', '#'])
        .next()?;
    let is_host = host.contains('.') && !host.starts_with('.') && !host.ends_with('.');
    (is_host && !address.chars().any(char::is_whitespace)).then_some(address)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{make, web_address};
    use crate::model::{Instrument, Lang, Section, Structure};
    use crate::paper::proof::{plain_map, read_aloud, text};
    use crate::paper::{Choices, IfFull, Item, Kind, Letters, Said, Sheet};

    #[test]
    fn in_two_languages_every_word_of_the_program_is_in_both() {
        let mut document = plain_map(60);
        let id = document.instruments.intern("i");
        let mut record = Instrument {
            name: text("Loten", "Drawing lots"),
            ..Instrument::default()
        };
        record.sections[Section::Steps as usize].extend((0..80).map(|number| {
            let long = "kinderen van elke school ".repeat(12);
            crate::model::Statement {
                text: text(&format!("Stap {number} {long}"), &format!("Step {number} {long}")),
                ..Default::default()
            }
        }));
        document.instruments.set(id, Some(record));
        let structure = Structure::new(&document);
        for kind in Kind::ALL {
            let choices = Choices {
                kind,
                sheet: Sheet::A4,
                is_landscape: false,
                has_color: true,
                languages: vec![Lang::NL, Lang::EN],
                if_full: IfFull::Split,
                address: None,
                date: "26 november 2026".to_owned(),
                version: Some("2".to_owned()),
            };
            let print = make(&document, &structure, &choices, &BTreeMap::new(), &mut Letters::new()).print;
            assert!(print.pages.len() > 1, "{kind:?}");
            let mut num = 0;
            for item in print.pages.iter().flat_map(|page| &page.items) {
                let Item::Run(run) = item else { continue };
                for (dutch, english) in [
                    ("Vel 2 van", "Sheet 2 of"),
                    ("Pagina 2 van", "Page 2 of"),
                    ("vervolg", "continued"),
                    ("Middel A", "Instrument A"),
                ] {
                    let has = run.text.contains(dutch);
                    num += usize::from(has);
                    assert!(!has || run.text.contains(english), "{kind:?}: {:?}", run.text);
                }
            }
            assert!(num > 0 || kind == Kind::Cards, "{kind:?}");
            let is_booklet = kind == Kind::Booklet;
            let title = if is_booklet {
                "Toolbox"
            } else {
                "Moeten we meer mengen? / Should we mix more?"
            };
            assert!(print.title.starts_with(title), "{kind:?}: {}", print.title);
        }
    }

    #[test]
    fn an_address_is_one_with_a_host() {
        assert_eq!(
            web_address("school.nl/kaart").as_deref(),
            Some("https://school.nl/kaart")
        );
        assert_eq!(web_address("http://school.nl").as_deref(), Some("http://school.nl"));
        for typed in [
            "onzin",
            "de school",
            "file:///etc",
            "javascript:alert(1)",
            "https://",
            "school.nl met spatie",
        ] {
            assert_eq!(web_address(typed), None, "{typed}");
        }
    }

    #[test]
    fn what_was_not_needed_and_what_is_missing_is_said() {
        let mut document = plain_map(6);
        let of = |document: &crate::model::Document, kind, sheet, if_full| {
            let choices = Choices {
                kind,
                sheet,
                is_landscape: true,
                has_color: true,
                languages: vec![Lang::NL],
                if_full,
                address: None,
                date: String::new(),
                version: None,
            };
            let structure = Structure::new(document);
            make(document, &structure, &choices, &BTreeMap::new(), &mut Letters::new())
        };
        let made = of(&document, Kind::Poster, Sheet::A1, IfFull::Core);
        assert!(
            made.said.contains(&Said::AllFits) && made.said.contains(&Said::NoColophon),
            "{:?}",
            made.said
        );
        let made = of(&document, Kind::Poster, Sheet::A1, IfFull::Split);
        assert!(!made.said.contains(&Said::AllFits), "{:?}", made.said);
        document.cover.colophon = text("Versie 1, van ons, CC BY", "Version 1, by us, CC BY");
        for kind in Kind::ALL {
            let made = of(&document, kind, Sheet::A3, IfFull::Split);
            assert!(!made.said.contains(&Said::NoColophon));
            assert!(read_aloud(&made.print).contains("Versie 1, van ons"), "{kind:?}");
        }
        let full = plain_map(300);
        for if_full in [IfFull::Claims, IfFull::Core] {
            let made = of(&full, Kind::Poster, Sheet::A4, if_full);
            assert!(
                made.print.pages.len() > 1 && made.said.contains(&Said::StillFull),
                "{:?}",
                made.said
            );
        }
    }
}
