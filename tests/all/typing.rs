//! The map as text: what is typed there is done to the map at once.

use argumentenkaart::app::App;
use argumentenkaart::model::RelationKind;
use egui::{Event, Key, Modifiers};
use egui_kittest::Harness;

use super::desk::{ARGUMENT, claim, harness, press, press_with, select, type_words, words_of};

fn text_of(harness: &Harness<'_, App>) -> String {
    harness.state().outline_text().expect("the text is shown").to_owned()
}

fn put_text(harness: &mut Harness<'_, App>, text: &str, at: usize) {
    let line = text[..at].matches('\n').count();
    let context = harness.ctx.clone();
    let action = argumentenkaart::command::AppAction::TypeOutline {
        text: text.to_owned(),
        cursor: Some(line),
    };
    harness
        .state_mut()
        .apply(&context, argumentenkaart::command::Action::App(action));
    harness.run_ok();
}

#[test]
fn the_map_follows_its_text_line_by_line() {
    let mut harness = harness();
    press(&mut harness, Key::F7);
    let document = harness.state().editor().document();
    let num = document.claims.len();
    let argument = claim(&harness, ARGUMENT);
    let text = text_of(&harness);
    let sentence = words_of(&harness, argument);
    // Type a reply under it, letter by letter, as one does.
    let at = text.find(&sentence).unwrap() + sentence.len();
    let mut typed = text.clone();
    typed.insert_str(at, "\n  - ");
    let mut at = at + 5;
    put_text(&mut harness, &typed, at);
    for letter in "Dat is te duur".chars() {
        typed.insert(at, letter);
        at += letter.len_utf8();
        put_text(&mut harness, &typed, at);
    }
    let document = harness.state().editor().document();
    assert_eq!(document.claims.len(), num + 1);
    let reply = *harness.state().derived().structure.children(argument).last().unwrap();
    let children = harness.state().derived().structure.children(argument).to_vec();
    let new = children
        .into_iter()
        .find(|id| words_of(&harness, *id) == "Dat is te duur")
        .expect("it is there");
    let place = harness.state().derived().structure.place(new).unwrap();
    assert_eq!(place.kind, Some(RelationKind::Attack));
    let _ = reply;
    // A mistake is told; the rest goes on working.
    let wrong = typed.replace("  - Dat is te duur", "  Dat is te duur");
    put_text(&mut harness, &wrong, 0);
    assert!(harness.state().editor().document().claims.contains(new));
    put_text(&mut harness, &typed, 0);
    // All of it is one step with its words, and is taken back.
    press(&mut harness, Key::F7);
    press_with(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(harness.state().editor().document().claims.len(), num);
}

#[test]
fn the_text_opens_at_what_is_selected_and_new_headings_have_a_look_of_their_own() {
    let mut harness = harness();
    press(&mut harness, Key::F7);
    assert_eq!(harness.state().view().selected, None);
    press(&mut harness, Key::F7);
    let argument = claim(&harness, ARGUMENT);
    select(&mut harness, argument);
    press(&mut harness, Key::F7);
    assert_eq!(harness.state().view().claim(), Some(argument));
    // One types on behind the words of its line.
    type_words(&mut harness, " en zo");
    assert!(words_of(&harness, argument).ends_with(" en zo"));
    let text = text_of(&harness) + "\n\n# Buren\n+ Een\n\n# Winkels\n+ Twee";
    put_text(&mut harness, &text, text.len());
    let document = harness.state().editor().document();
    let looks = || document.stakeholders.iter().map(|(_, known)| (known.hue, known.symbol));
    for (number, (hue, symbol)) in looks().enumerate() {
        let others: Vec<_> = looks().take(number).collect();
        assert!(others.iter().all(|(_, known)| *known != symbol), "{others:?}");
        // There are four colors.
        assert!(
            number >= 4 || others.iter().all(|(known, _)| *known != hue),
            "{others:?}"
        );
    }
}

#[test]
fn a_line_without_a_place_is_parked_when_the_text_goes() {
    let mut harness = harness();
    press(&mut harness, Key::F7);
    press_with(&mut harness, Modifiers::CTRL | Modifiers::COMMAND, Key::End);
    let before = text_of(&harness);
    let text = format!("{before}\nzonder teken");
    put_text(&mut harness, &text, text.len());
    assert!(harness.state().editor().document().claims.id("zonder-teken").is_none());
    press(&mut harness, Key::F7);
    let document = harness.state().editor().document();
    let parked = document.claims.id("zonder-teken").expect("it is not lost");
    assert!(harness.state().derived().structure.is_loose(parked));
}

#[test]
fn keys_of_one_slow_frame_are_done_in_their_order() {
    let mut harness = harness();
    press(&mut harness, Key::F7);
    press_with(&mut harness, Modifiers::CTRL | Modifiers::COMMAND, Key::End);
    let before = text_of(&harness);
    let key = |key| Event::Key {
        key,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: Modifiers::NONE,
    };
    // Letters come with their keys; a mistake is taken back before Enter.
    let typed = |words: &str| Event::Text(words.to_owned());
    for event in [
        key(Key::Enter),
        typed("te"),
        key(Key::Space),
        typed(" "),
        typed("verx"),
        key(Key::Backspace),
        key(Key::Enter),
        key(Key::Minus),
        typed("te duur-"),
        key(Key::Backspace),
        key(Key::Tab),
        typed("!"),
    ] {
        // Not one a frame, as `Harness::event` would.
        harness.input_mut().events.push(event);
    }
    harness.run_ok();
    let after = text_of(&harness);
    let added = after.strip_prefix(&before).unwrap_or_else(|| panic!("{after}"));
    let lines: Vec<&str> = added.trim_start_matches('\n').split('\n').map(str::trim).collect();
    let words: Vec<&str> = lines.iter().map(|line| line.get(2..).unwrap_or("")).collect();
    assert_eq!(words, ["te ver", "te duur!"], "{added:?}");
    let indent = |line: &str| line.len() - line.trim_start().len();
    let lines: Vec<&str> = added.trim_start_matches('\n').split('\n').collect();
    assert_eq!(indent(lines[1]), indent(lines[0]) + 2, "{added:?}");
}

#[test]
fn fast_typing_in_the_text_stays_in_order() {
    let mut harness = harness();
    press(&mut harness, Key::F7);
    // The text has the keyboard at once.
    press_with(&mut harness, Modifiers::CTRL | Modifiers::COMMAND, Key::End);
    let before = text_of(&harness);
    let num = harness.state().editor().document().claims.len();
    let key = |key, pressed| Event::Key {
        key,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers: Modifiers::NONE,
    };
    // All in one frame, as a slow computer gets them.
    let put = |harness: &mut Harness<'_, App>, event| harness.input_mut().events.push(event);
    put(&mut harness, key(Key::Enter, true));
    put(&mut harness, Event::Text("te ".to_owned()));
    put(&mut harness, Event::Text("ver".to_owned()));
    put(&mut harness, key(Key::Enter, true));
    put(&mut harness, Event::Text("te duur".to_owned()));
    put(&mut harness, key(Key::Tab, true));
    put(&mut harness, Event::Text(" ook".to_owned()));
    harness.run_ok();
    let after = text_of(&harness);
    let added = after.strip_prefix(&before).unwrap_or_else(|| panic!("{after}"));
    let lines: Vec<&str> = added.trim_start_matches('\n').split('\n').collect();
    assert_eq!(lines.len(), 2, "{added:?}");
    assert!(
        lines[0].ends_with("te ver") && lines[1].ends_with("te duur ook"),
        "{lines:?}"
    );
    assert!(lines[1].starts_with("  "), "{lines:?}");
    assert_eq!(harness.state().editor().document().claims.len(), num + 2);
    // Typed over what Enter put there.
    harness.event(key(Key::Enter, true));
    harness.run_ok();
    for letter in "- toch niet".chars() {
        type_words(&mut harness, &letter.to_string());
    }
    let document = harness.state().editor().document();
    let words: Vec<String> = document.claims.iter().map(|(id, _)| words_of(&harness, id)).collect();
    assert!(words.contains(&"toch niet".to_owned()), "{words:?}");
    // And a new heading with an argument under it.
    press(&mut harness, Key::Escape);
    press(&mut harness, Key::F6);
}

#[test]
fn headings_typed_behind_a_mark_leave_nothing_behind() {
    let mut harness = harness();
    press(&mut harness, Key::F7);
    let before = text_of(&harness);
    let (num, num_groups) = {
        let document = harness.state().editor().document();
        (document.claims.len(), document.stakeholders.len())
    };
    let mut typed = format!("{before}\n+ ");
    put_text(&mut harness, &typed, typed.len());
    for letter in "# Zorgclub".chars() {
        typed.push(letter);
        let at = typed.len();
        put_text(&mut harness, &typed, at);
        assert_eq!(harness.state().editor().document().claims.len(), num, "{letter}");
    }
    typed.push_str("\n+ Samen sterk");
    let at = typed.len();
    put_text(&mut harness, &typed, at);
    let document = harness.state().editor().document();
    assert_eq!(
        (document.claims.len(), document.stakeholders.len()),
        (num + 1, num_groups + 1)
    );
    let new = document.stakeholders.id("zorgclub").expect("it has its whole name");
    assert!(document.claims.iter().any(|(_, claim)| claim.stakeholder == Some(new)));
}

#[test]
fn a_line_that_is_cut_takes_its_name_along_and_its_replies_do_not_change_sides() {
    let mut harness = harness();
    press(&mut harness, Key::F7);
    let structure = &harness.state().derived().structure;
    let document = harness.state().editor().document();
    let thesis = document.cover.thesis.unwrap();
    let argument = *structure
        .children(thesis)
        .iter()
        .find(|id| !structure.children(**id).is_empty())
        .unwrap();
    let reply = structure.children(argument)[0];
    let name = document.claims.name(argument).to_owned();
    let sentence = words_of(&harness, argument);
    let text = text_of(&harness);
    let line = text.lines().find(|line| line.ends_with(&sentence)).unwrap().to_owned();
    let without = text.replacen(&format!("{line}\n"), "", 1);
    put_text(&mut harness, &without, 0);
    assert!(
        harness
            .state()
            .editor()
            .document()
            .claims
            .id(&name)
            .is_none_or(|id| !harness.state().editor().document().claims.contains(id))
    );
    let place = harness.state().derived().structure.place(reply);
    assert_ne!(
        place.and_then(|place| place.parent),
        Some(thesis),
        "a reply does not become an argument"
    );
    put_text(&mut harness, &text, 0);
    let back = harness.state().editor().document().claims.id(&name).unwrap();
    assert_eq!(words_of(&harness, back), sentence);
    assert_eq!(
        harness.state().derived().structure.place(reply).unwrap().parent,
        Some(back)
    );
}

#[test]
fn a_heading_that_is_typed_twice_makes_no_stakeholder_on_the_way() {
    let mut harness = harness();
    press(&mut harness, Key::F7);
    let num = harness.state().editor().document().stakeholders.len();
    // The first heading, below the thesis and an empty line.
    for key in [Key::ArrowDown, Key::ArrowDown, Key::End, Key::Enter] {
        press(&mut harness, key);
    }
    for letter in "# Ouders".chars() {
        type_words(&mut harness, &letter.to_string());
    }
    let text = text_of(&harness);
    assert!(text.contains("# Ouders\n# Ouders\n"), "{text}");
    let document = harness.state().editor().document();
    let names: Vec<_> = document
        .stakeholders
        .iter()
        .map(|(id, _)| document.stakeholders.name(id))
        .collect();
    assert_eq!(document.stakeholders.len(), num, "{names:?}");
}
