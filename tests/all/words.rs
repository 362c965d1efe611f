//! Texts and keys: complete, and each key once.

use std::collections::BTreeMap;

use argumentenkaart::command::{Command, Menu, UiLang};
use argumentenkaart::model::Lang;
use argumentenkaart::storage;

#[test]
fn no_key_stands_for_two_commands() {
    let mut seen = BTreeMap::new();
    for command in Command::ALL {
        for (modifiers, key) in command.keys() {
            let name = format!("{modifiers:?} {key:?}");
            assert!(
                seen.insert(name.clone(), command).is_none(),
                "{name} stands for {command:?} and {:?}",
                seen[&name]
            );
        }
    }
}

#[test]
fn every_command_has_a_name_in_both_languages_and_a_menu() {
    for command in Command::ALL {
        assert!(!command.text(UiLang::Dutch).is_empty() && !command.text(UiLang::English).is_empty());
        assert!(Menu::ALL.contains(&command.menu()));
    }
    for lang in [UiLang::Dutch, UiLang::English] {
        let mut names: Vec<_> = Command::ALL.iter().map(|command| command.text(lang)).collect();
        names.sort_unstable();
        // "Up" moves a claim in one menu and the selection in another.
        names.dedup();
        assert!(names.len() + 2 >= Command::ALL.len());
    }
}

#[test]
fn keys_need_no_american_keyboard() {
    use egui::Key as K;
    for (_, key) in Command::ALL.iter().flat_map(|command| command.keys()) {
        assert!(
            !matches!(
                key,
                K::Quote | K::Backtick | K::Backslash | K::OpenBracket | K::CloseBracket | K::Semicolon
            ),
            "{key:?}"
        );
    }
}

#[test]
fn the_shipped_maps_are_complete_in_dutch_and_english() {
    for name in ["gemengde-scholen.ron", "aanmelden-utrecht.ron"] {
        let text = std::fs::read_to_string(format!("{}/maps/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
        let document = storage::read(&text).unwrap().document;
        let complete = |text: &argumentenkaart::model::Text| {
            text.is_empty() || (text.get(Lang::NL).is_some() && text.get(Lang::EN).is_some())
        };
        for (id, claim) in document.claims.iter() {
            assert!(
                !claim.text.is_empty()
                    && complete(&claim.text)
                    && complete(&claim.explanation)
                    && complete(&claim.note),
                "{}",
                document.claims.name(id)
            );
        }
        for (_, instrument) in document.instruments.iter() {
            assert!(
                complete(&instrument.name)
                    && complete(&instrument.summary)
                    && complete(&instrument.audience)
                    && complete(&instrument.tried)
            );
            assert!(
                instrument
                    .sections
                    .iter()
                    .flatten()
                    .all(|statement| complete(&statement.text))
            );
        }
        assert!(
            document
                .sources
                .iter()
                .all(|(_, source)| complete(&source.supports) && complete(&source.seen))
        );
        assert!(
            document
                .facts
                .iter()
                .all(|(_, fact)| complete(&fact.text) && complete(&fact.year))
        );
        assert!(document.terms.iter().all(|(_, term)| complete(&term.term)));
        assert!(
            document
                .stakeholders
                .iter()
                .all(|(_, stakeholder)| complete(&stakeholder.name))
        );
        assert!(document.themes.iter().all(|(_, theme)| complete(&theme.name)));
    }
}

#[test]
fn the_shipped_map_holds_all_content() {
    let text = include_str!("../../maps/gemengde-scholen.ron");
    let document = storage::read(text).unwrap().document;
    let structure = argumentenkaart::model::Structure::new(&document);
    let thesis = document.cover.thesis.unwrap();
    let arguments = structure.children(thesis);
    assert_eq!(arguments.len(), 68);
    assert_eq!(
        arguments
            .iter()
            .filter(|id| document.claims.get(**id).unwrap().core)
            .count(),
        40
    );
    assert_eq!(document.claims.len() - 1 - arguments.len(), 41);
    assert_eq!(structure.cross_relations().len(), 12);
    assert_eq!(
        (
            document.instruments.len(),
            document.sources.len(),
            document.facts.len(),
            document.terms.len()
        ),
        (8, 97, 30, 52)
    );
    // Five core arguments per stakeholder per side.
    for stakeholder in document.stakeholders.in_order() {
        for side in [
            argumentenkaart::model::Stance::Pro,
            argumentenkaart::model::Stance::Contra,
        ] {
            let core = arguments.iter().filter(|id| {
                let claim = document.claims.get(**id).unwrap();
                claim.core && claim.stakeholder == Some(stakeholder) && structure.stance(**id) == Some(side)
            });
            assert_eq!(core.count(), 5);
        }
    }
    // A claim without a source is marked as our own.
    assert!(
        document
            .claims
            .iter()
            .all(|(id, claim)| Some(id) == document.cover.thesis
                || !claim.sources.is_empty()
                || claim.mark == argumentenkaart::model::Mark::Own)
    );
}
