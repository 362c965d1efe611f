//! The evening: ready-made routes, and a show with the keys of a clicker.

use argumentenkaart::app::App;
use argumentenkaart::layout::Spot;
use argumentenkaart::model::{Document, Stance, Structure};
use argumentenkaart::present::{Aside, Ready, Screen, Step, ready_stops};
use argumentenkaart::view::Selected;
use egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::desk::{SMALL, harness, press, press_with, type_words};

fn small() -> (Document, Structure) {
    let text = std::fs::read_to_string(SMALL).unwrap();
    let document = argumentenkaart::storage::read(&text).unwrap().document;
    let structure = Structure::new(&document);
    (document, structure)
}

#[test]
fn ready_made_routes_come_by_every_argument_once_and_change_sides() {
    let (document, structure) = small();
    let thesis = document.cover.thesis.unwrap();
    let mut all = structure.children(thesis).to_vec();
    all.sort();
    for kind in [Ready::Stakeholders, Ready::Themes] {
        for first in [Stance::Pro, Stance::Contra] {
            let stops = ready_stops(kind, &document, &structure, first);
            let mut said: Vec<_> = stops.iter().flat_map(|stop| stop.claims().to_vec()).collect();
            let begins = said.first().and_then(|claim| structure.stance(*claim));
            assert_eq!(begins, Some(first), "{kind:?}");
            said.sort();
            assert_eq!(said, all, "{kind:?}");
        }
    }
    // The strongest of the other side comes first, with what is said in reply.
    let stops = ready_stops(Ready::Strongest, &document, &structure, Stance::Pro);
    let with_claims = stops.iter().find(|stop| !stop.claims().is_empty()).unwrap();
    assert_eq!(structure.stance(with_claims.claims()[0]), Some(Stance::Contra));
    let core = ready_stops(Ready::Core, &document, &structure, Stance::Pro);
    let is_core = |claim| document.claims.get(claim).unwrap().core;
    assert!(core.iter().flat_map(|stop| stop.claims()).all(|claim| is_core(*claim)));
}

fn step(harness: &Harness<'_, App>) -> Step {
    harness.state().show().expect("a show is going on").at()
}

#[test]
fn a_clicker_alone_runs_the_show() {
    let mut harness = harness();
    press(&mut harness, Key::F5);
    assert_eq!(step(&harness), Step { stop: 0, reveal: 0 });
    press(&mut harness, Key::PageDown);
    assert_eq!(step(&harness).stop, 1);
    // Held down: one step.
    for repeat in [false, true, true, true] {
        harness.event(Event::Key {
            key: Key::PageDown,
            physical_key: None,
            pressed: true,
            repeat,
            modifiers: Modifiers::NONE,
        });
        harness.run_ok();
    }
    harness.event(Event::Key {
        key: Key::PageDown,
        physical_key: None,
        pressed: false,
        repeat: false,
        modifiers: Modifiers::NONE,
    });
    assert_eq!(step(&harness), Step { stop: 2, reveal: 0 });
    // The clicker's button for starting sends F5 and Escape in turn: neither does harm.
    press(&mut harness, Key::F5);
    press(&mut harness, Key::Escape);
    press(&mut harness, Key::F5);
    press(&mut harness, Key::Escape);
    assert_eq!(step(&harness), Step { stop: 2, reveal: 0 });
    press(&mut harness, Key::Period);
    assert_eq!(harness.state().show().unwrap().audience().screen, Screen::Black);
    press(&mut harness, Key::PageDown);
    assert_eq!(harness.state().show().unwrap().audience().screen, Screen::Live);
    assert_eq!(step(&harness), Step { stop: 2, reveal: 1 });
    press(&mut harness, Key::PageUp);
    assert_eq!(step(&harness), Step { stop: 2, reveal: 0 });
    let num = harness.state().editor().document().claims.len();
    press(&mut harness, Key::T);
    press(&mut harness, Key::Delete);
    assert_eq!(
        harness.state().editor().document().claims.len(),
        num,
        "nothing is changed in a show"
    );
    press(&mut harness, Key::Escape);
    press(&mut harness, Key::Escape);
    assert!(!harness.state().is_showing());
}

#[test]
fn what_the_room_asks_for_is_shown_and_the_route_goes_on_where_it_was_left() {
    let mut harness = harness();
    press(&mut harness, Key::F5);
    for _ in 0..3 {
        press(&mut harness, Key::PageDown);
    }
    let left = step(&harness);
    press_with(&mut harness, Modifiers::COMMAND, Key::F);
    type_words(&mut harness, "nijmegen");
    press(&mut harness, Key::Enter);
    let picture = harness.state().show().unwrap().audience();
    let document = harness.state().editor().document();
    let wanted = document.claims.id("nijmegen-had-andere-regels").unwrap();
    assert_eq!(
        picture.aside,
        Some(Aside::Selected(Selected::Spot(Spot::Claim(wanted))))
    );
    press(&mut harness, Key::PageDown);
    assert_eq!(
        (step(&harness), harness.state().show().unwrap().audience().aside),
        (left, None)
    );
    // By what it cites: shown with its source.
    press_with(&mut harness, Modifiers::COMMAND, Key::F);
    type_words(&mut harness, "kamerstuk");
    press(&mut harness, Key::Enter);
    let picture = harness.state().show().unwrap().audience();
    assert!(picture.sources && picture.aside.is_some());
    // A clicker leads on while somebody types.
    press_with(&mut harness, Modifiers::COMMAND, Key::F);
    type_words(&mut harness, "nij");
    press(&mut harness, Key::PageDown);
    assert_eq!(
        (step(&harness), harness.state().show().unwrap().audience().aside),
        (left, None)
    );
    // With one screen it is the audience's again. A number that is not there is told to the presenter; nothing moves.
    assert!(harness.query_by_label_contains("Wat vraagt de zaal").is_none());
    press(&mut harness, Key::H);
    for key in [Key::Num9, Key::Num9, Key::Enter] {
        press(&mut harness, key);
    }
    assert_eq!(step(&harness), left);
    assert!(harness.query_by_label_contains("Er zijn").is_some());
    for key in [Key::Num1, Key::Enter] {
        press(&mut harness, key);
    }
    assert_eq!(step(&harness).stop, 0);
}

#[test]
fn another_map_ends_a_show_and_nothing_of_the_former_is_selected() {
    let mut harness = harness();
    let context = harness.ctx.clone();
    press(&mut harness, Key::N);
    press_with(&mut harness, Modifiers::COMMAND, Key::D);
    press_with(&mut harness, Modifiers::COMMAND, Key::Z);
    press(&mut harness, Key::F5);
    let new = argumentenkaart::command::FileAction::OpenBuiltIn(0);
    harness
        .state_mut()
        .apply(&context, argumentenkaart::command::Action::File(new));
    harness.run_ok();
    assert!(!harness.state().is_showing());
    assert_eq!(harness.state().view().selected, None);
}

#[test]
fn what_lies_over_the_presenters_side_is_left_with_the_key_that_opened_it_or_escape() {
    let mut harness = harness();
    press(&mut harness, Key::F5);
    let is_open = |harness: &Harness<'_, App>, title: &str| harness.query_by_label(title).is_some();
    for close in [Key::Questionmark, Key::Escape] {
        press(&mut harness, Key::Questionmark);
        assert!(is_open(&harness, "Tijdens het presenteren"));
        press(&mut harness, close);
        assert!(!is_open(&harness, "Tijdens het presenteren"), "{close:?}");
    }
    for close in [Key::O, Key::Escape, Key::Enter] {
        press(&mut harness, Key::O);
        assert!(is_open(&harness, "Alle haltes"));
        press(&mut harness, Key::ArrowDown);
        press(&mut harness, close);
        assert!(!is_open(&harness, "Alle haltes"), "{close:?}");
    }
    // Enter went to the stop that was highlighted; Escape has not asked to end the show.
    assert_eq!(step(&harness).stop, 1);
    press(&mut harness, Key::Escape);
    assert!(harness.state().is_showing());
}
