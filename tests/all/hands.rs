//! Hands on the map: writing, dragging, selecting several, copying, with the keyboard and with the pointer.

use argumentenkaart::app::{App, Settings, load};
use argumentenkaart::command::{ThemeName, UiLang};
use argumentenkaart::layout::Spot;
use argumentenkaart::model::{ClaimId, Lang, RelationKind, Stance};
use argumentenkaart::view::{Editing, ViewAction};
use egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect, vec2};
use egui_kittest::Harness;

const SMALL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/maps/aanmelden-utrecht.ron");

fn harness() -> Harness<'static, App> {
    let mut harness = Harness::builder()
        .with_size(vec2(4800.0, 3200.0))
        .with_theme(egui::Theme::Light)
        .with_max_steps(60)
        .build_eframe(move |creation| {
            App::new(
                &creation.egui_ctx,
                load(Some(SMALL.as_ref())),
                Settings::unkept(UiLang::Dutch, ThemeName::Light),
            )
        });
    // Room enough for cards instead of the names of their themes.
    for action in [ViewAction::ToggleOutline, ViewAction::ToggleDetails] {
        harness.state_mut().apply_view(action);
    }
    harness.run_ok();
    harness
        .state_mut()
        .apply_view(ViewAction::ZoomTo(argumentenkaart::view::ZoomTo::All));
    harness.run_ok();
    harness
}

fn press(harness: &mut Harness<'_, App>, key: Key) {
    press_with(harness, Modifiers::NONE, key);
}

fn press_with(harness: &mut Harness<'_, App>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run_ok();
}

fn type_words(harness: &mut Harness<'_, App>, words: &str) {
    harness.event(Event::Text(words.to_owned()));
    harness.run_ok();
}

fn claim(harness: &Harness<'_, App>, name: &str) -> ClaimId {
    harness.state().editor().document().claims.id(name).unwrap()
}

fn select(harness: &mut Harness<'_, App>, claim: ClaimId) {
    harness.state_mut().apply_view(ViewAction::Select(Spot::Claim(claim)));
    harness.run_ok();
}

fn selected(harness: &Harness<'_, App>) -> ClaimId {
    harness.state().view().claim().expect("a claim is selected")
}

fn words_of(harness: &Harness<'_, App>, claim: ClaimId) -> String {
    let document = harness.state().editor().document();
    document
        .claims
        .get(claim)
        .unwrap()
        .text
        .get(Lang::NL)
        .unwrap_or("")
        .to_owned()
}

fn on_screen(harness: &mut Harness<'_, App>, claim: ClaimId) -> Rect {
    harness
        .state_mut()
        .apply_view(ViewAction::ZoomTo(argumentenkaart::view::ZoomTo::All));
    harness.run_ok();
    let app = harness.state();
    let card = app.derived().scene.card(claim).expect("it is shown");
    let camera = app.view().camera;
    Rect::from_two_pos(
        camera.screen_from_world(card.rect().min),
        camera.screen_from_world(card.rect().max),
    )
}

fn button(harness: &mut Harness<'_, App>, pos: Pos2, pressed: bool, modifiers: Modifiers) {
    harness.event(Event::ModifiersChanged(modifiers));
    harness.event(Event::PointerMoved(pos));
    harness.event(Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers,
    });
    harness.run_ok();
}

fn click(harness: &mut Harness<'_, App>, pos: Pos2, modifiers: Modifiers) {
    harness.event(Event::ModifiersChanged(modifiers));
    harness.event(Event::PointerMoved(pos));
    for pressed in [true, false] {
        harness.event(Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed,
            modifiers,
        });
    }
    harness.run_ok();
    harness.event(Event::ModifiersChanged(Modifiers::NONE));
    harness.run_ok();
}

fn drag(harness: &mut Harness<'_, App>, from: Pos2, to: Pos2, modifiers: Modifiers) {
    button(harness, from, true, modifiers);
    for part in 1..=4 {
        harness.event(Event::PointerMoved(from + (to - from) * (part as f32 / 4.0)));
        harness.run_ok();
    }
    button(harness, to, false, modifiers);
    harness.event(Event::ModifiersChanged(Modifiers::NONE));
    harness.run_ok();
}

const ARGUMENT: &str = "vroeg-inschrijven-hoeft-niet";

#[test]
fn enter_writes_a_card_beside_it_and_tab_one_under_it() {
    let mut harness = harness();
    let argument = claim(&harness, ARGUMENT);
    select(&mut harness, argument);
    let num = harness.state().editor().document().claims.len();
    press(&mut harness, Key::Enter);
    type_words(&mut harness, "Een eerste");
    type_words(&mut harness, " zin");
    press(&mut harness, Key::Enter);
    let first = selected(&harness);
    assert_eq!(words_of(&harness, first), "Een eerste zin");
    // The file knows it by its words.
    assert_eq!(harness.state().editor().document().claims.name(first), "een-eerste-zin");
    let structure = &harness.state().derived().structure;
    assert_eq!(
        structure.place(first).unwrap().parent,
        structure.place(argument).unwrap().parent
    );
    assert_eq!(structure.stance(first), structure.stance(argument));
    press(&mut harness, Key::Tab);
    type_words(&mut harness, "Een reactie");
    press_with(&mut harness, Modifiers::COMMAND, Key::Enter);
    type_words(&mut harness, "Nog een");
    press(&mut harness, Key::Escape);
    let second = selected(&harness);
    assert_eq!(words_of(&harness, second), "Nog een");
    let structure = &harness.state().derived().structure;
    assert_eq!(structure.children(first).len(), 2);
    assert_eq!(structure.place(second).unwrap().kind, Some(RelationKind::Support));
    assert_eq!(harness.state().editor().document().claims.len(), num + 3);
    // Each card is one step, its words with it.
    for _ in 0..3 {
        press_with(&mut harness, Modifiers::COMMAND, Key::Z);
    }
    assert_eq!(harness.state().editor().document().claims.len(), num);
    assert!(!harness.state().editor().is_dirty());
    for _ in 0..3 {
        press_with(&mut harness, Modifiers::COMMAND, Key::Y);
    }
    assert_eq!(words_of(&harness, second), "Nog een");
}

#[test]
fn an_empty_card_is_gone_on_escape() {
    let mut harness = harness();
    let argument = claim(&harness, ARGUMENT);
    select(&mut harness, argument);
    for key in [Key::Enter, Key::Tab, Key::V, Key::T] {
        let num = harness.state().editor().document().claims.len();
        press(&mut harness, key);
        assert_eq!(harness.state().editor().document().claims.len(), num + 1, "{key:?}");
        press(&mut harness, Key::Escape);
        assert_eq!(harness.state().editor().document().claims.len(), num, "{key:?}");
        assert_eq!(harness.state().view().editing, Editing::No);
        assert_eq!(selected(&harness), argument);
    }
    assert!(!harness.state().editor().is_dirty());
}

#[test]
fn a_card_is_dragged_under_another_beside_it_and_back() {
    let mut harness = harness();
    let structure = &harness.state().derived().structure;
    let thesis = harness.state().editor().document().cover.thesis.unwrap();
    let arguments = structure.children(thesis).to_vec();
    let (moved, target) = (arguments[0], *arguments.last().unwrap());
    let stance = structure.stance(target).unwrap();
    for (part, kind) in [(0.25, RelationKind::Support), (0.75, RelationKind::Attack)] {
        let (from, to) = (on_screen(&mut harness, moved), on_screen(&mut harness, target));
        let to = to.min + to.size() * vec2(part, 0.5);
        drag(&mut harness, from.center(), to, Modifiers::NONE);
        let place = harness.state().derived().structure.place(moved).unwrap();
        assert_eq!((place.parent, place.kind), (Some(target), Some(kind)));
        assert_eq!(place.stance, Some(stance.of_reply(kind)));
        press_with(&mut harness, Modifiers::COMMAND, Key::Z);
        assert!(!harness.state().editor().is_dirty());
    }
    let (from, to) = (on_screen(&mut harness, moved), on_screen(&mut harness, target));
    drag(
        &mut harness,
        from.center(),
        to.center_top() + vec2(0.0, 1.0),
        Modifiers::NONE,
    );
    let document = harness.state().editor().document();
    let (a, b) = (
        document.claims.get(moved).unwrap(),
        document.claims.get(target).unwrap(),
    );
    assert_eq!((a.stakeholder, a.theme), (b.stakeholder, b.theme));
    assert!(a.order < b.order);
    assert_eq!(harness.state().derived().structure.stance(moved), Some(stance));
    // Escape lets go of it.
    press_with(&mut harness, Modifiers::COMMAND, Key::Z);
    let (from, to) = (
        on_screen(&mut harness, moved).center(),
        on_screen(&mut harness, target).center(),
    );
    button(&mut harness, from, true, Modifiers::NONE);
    harness.event(Event::PointerMoved(to));
    harness.run_ok();
    press(&mut harness, Key::Escape);
    button(&mut harness, to, false, Modifiers::NONE);
    assert!(!harness.state().editor().is_dirty());
}

#[test]
fn a_line_from_a_handle_connects_two_cards() {
    let mut harness = harness();
    let structure = &harness.state().derived().structure;
    let thesis = harness.state().editor().document().cover.thesis.unwrap();
    let arguments = structure.children(thesis).to_vec();
    let (premise, target) = (arguments[0], *arguments.last().unwrap());
    select(&mut harness, premise);
    harness
        .state_mut()
        .apply_view(ViewAction::ZoomTo(argumentenkaart::view::ZoomTo::All));
    harness.run_ok();
    let num = harness.state().editor().document().relations.len();
    let rect = on_screen(&mut harness, premise);
    let handle = rect.right_bottom() + vec2(-18.0, 1.0);
    let to = on_screen(&mut harness, target).center();
    drag(&mut harness, handle, to, Modifiers::NONE);
    let document = harness.state().editor().document();
    assert_eq!(document.relations.len(), num + 1);
    let newest = document.relations.in_order().last().copied().unwrap();
    let relation = document.relations.get(newest).unwrap();
    assert_eq!(relation.kind, RelationKind::Attack);
    assert_eq!(relation.target, argumentenkaart::model::Target::Claim(target));
}

#[test]
fn several_are_selected_deleted_and_brought_back() {
    let mut harness = harness();
    let structure = &harness.state().derived().structure;
    let thesis = harness.state().editor().document().cover.thesis.unwrap();
    let arguments = structure.children(thesis).to_vec();
    let num = harness.state().editor().document().claims.len();
    for (number, modifiers) in [(0, Modifiers::NONE), (2, Modifiers::COMMAND), (3, Modifiers::COMMAND)] {
        let at = on_screen(&mut harness, arguments[number]).center();
        click(&mut harness, at, modifiers);
    }
    assert_eq!(harness.state().view().claims().len(), 3);
    let before: usize = [0, 2, 3]
        .iter()
        .map(|n| harness.state().derived().structure.branch(arguments[*n]).len())
        .sum();
    press(&mut harness, Key::Delete);
    assert_eq!(harness.state().editor().document().claims.len(), num - before);
    press_with(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(harness.state().editor().document().claims.len(), num);
    // A frame around everything.
    let screen = harness.state().view().camera.viewport;
    drag(
        &mut harness,
        screen.left_top() + vec2(4.0, 4.0),
        screen.right_bottom() - vec2(4.0, 4.0),
        Modifiers::SHIFT,
    );
    assert!(
        harness.state().view().claims().len() > 15,
        "{}",
        harness.state().view().claims().len()
    );
}

#[test]
fn what_is_cut_comes_back_with_all_it_had_and_text_becomes_arguments() {
    let mut harness = harness();
    let argument = claim(&harness, ARGUMENT);
    let before = harness
        .state()
        .editor()
        .document()
        .claims
        .get(argument)
        .unwrap()
        .clone();
    assert!(!before.sources.is_empty());
    select(&mut harness, argument);
    harness.event(Event::Copy);
    harness.run_ok();
    harness.event(Event::Cut);
    harness.run_ok();
    assert!(!harness.state().editor().document().claims.contains(argument));
    let copied = harness
        .output()
        .platform_output
        .commands
        .iter()
        .find_map(|command| match command {
            egui::OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        });
    let text = copied.unwrap_or_else(|| format!("+ {}\n", before.text.get(Lang::NL).unwrap()));
    harness.state_mut().apply_view(ViewAction::Clear);
    harness.run_ok();
    harness.event(Event::Paste(text));
    harness.run_ok();
    let back = selected(&harness);
    let document = harness.state().editor().document();
    assert_eq!(document.claims.name(back), ARGUMENT);
    let after = document.claims.get(back).unwrap();
    assert_eq!(
        (&after.sources, &after.explanation),
        (&before.sources, &before.explanation)
    );
    assert_eq!(after.stakeholder, before.stakeholder);
    harness.event(Event::Paste("- een\n- twee\n  - drie".to_owned()));
    harness.run_ok();
    let structure = &harness.state().derived().structure;
    let new = selected(&harness);
    assert_eq!(structure.place(new).unwrap().parent, Some(back));
    assert_eq!(words_of(&harness, new), "een");
}

#[test]
fn the_keyboard_moves_connects_joins_and_splits() {
    let mut harness = harness();
    let structure = &harness.state().derived().structure;
    let thesis = harness.state().editor().document().cover.thesis.unwrap();
    let arguments = structure.children(thesis).to_vec();
    let (moved, target) = (arguments[0], *arguments.last().unwrap());
    let pick = |harness: &mut Harness<'_, App>, modifiers, key, last| {
        select(harness, moved);
        press_with(harness, modifiers, key);
        harness.state_mut().apply_view(ViewAction::Select(Spot::Claim(target)));
        harness.run_ok();
        press(harness, last);
    };
    pick(&mut harness, Modifiers::NONE, Key::G, Key::T);
    let place = harness.state().derived().structure.place(moved).unwrap();
    assert_eq!((place.parent, place.kind), (Some(target), Some(RelationKind::Attack)));
    select(&mut harness, moved);
    press_with(&mut harness, Modifiers::SHIFT, Key::P);
    let place = harness.state().derived().structure.place(moved).unwrap();
    assert_eq!(place.depth, 1);
    press_with(&mut harness, Modifiers::COMMAND, Key::Z);
    press_with(&mut harness, Modifiers::COMMAND, Key::Z);
    let num = harness.state().editor().document().relations.len();
    pick(&mut harness, Modifiers::NONE, Key::L, Key::V);
    assert_eq!(harness.state().editor().document().relations.len(), num + 1);
    press_with(&mut harness, Modifiers::COMMAND, Key::Z);
    let sources = |harness: &Harness<'_, App>, claim| {
        harness
            .state()
            .editor()
            .document()
            .claims
            .get(claim)
            .map_or(0, |claim| claim.sources.len())
    };
    let both = sources(&harness, moved).max(sources(&harness, target));
    pick(&mut harness, Modifiers::NONE, Key::J, Key::Enter);
    assert!(!harness.state().editor().document().claims.contains(target));
    assert!(sources(&harness, moved) >= both);
    press_with(&mut harness, Modifiers::COMMAND, Key::Z);
    assert!(!harness.state().editor().is_dirty());
    select(&mut harness, moved);
    press_with(&mut harness, Modifiers::SHIFT, Key::X);
    assert!(harness.state().derived().structure.is_loose(moved));
    press_with(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(harness.state().derived().structure.stance(moved), Some(Stance::Pro));
}

#[test]
fn quick_entry_takes_every_letter_and_puts_the_sentence_in_its_place() {
    let mut harness = harness();
    let num = harness.state().editor().document().claims.len();
    harness.key_press(Key::F8);
    for letter in "ouders - te ver weg".chars() {
        harness.event(Event::Text(letter.to_string()));
        harness.step();
    }
    harness.run_ok();
    press(&mut harness, Key::Enter);
    let document = harness.state().editor().document();
    assert_eq!(document.claims.len(), num + 1);
    let new = document
        .claims
        .in_order()
        .into_iter()
        .find(|id| document.claims.name(*id) == "te-ver-weg");
    let names: Vec<&str> = document.claims.iter().map(|(id, _)| document.claims.name(id)).collect();
    let new = new.unwrap_or_else(|| panic!("{names:?}"));
    assert_eq!(
        document.claims.get(new).unwrap().stakeholder,
        document.stakeholders.id("ouders")
    );
    assert_eq!(harness.state().derived().structure.stance(new), Some(Stance::Contra));
    press(&mut harness, Key::Escape);
    assert!(!harness.state().view().show_quick);
}

#[test]
fn the_map_follows_its_text_line_by_line() {
    let mut harness = harness();
    press(&mut harness, Key::F7);
    let document = harness.state().editor().document();
    let num = document.claims.len();
    let argument = claim(&harness, ARGUMENT);
    let text = text_of(&harness);
    let line = text
        .lines()
        .find(|line| line.contains("Vroeg"))
        .map_or("", |line| line)
        .to_owned();
    let _ = line;
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

/// Runs frames until something is so; file work goes on apart from the window.
fn until(harness: &mut Harness<'_, App>, is_so: impl Fn(&App) -> bool) {
    for _ in 0..200 {
        harness.run_ok();
        if is_so(harness.state()) {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(25));
    }
    panic!("it did not come");
}

#[test]
fn what_someone_else_saved_is_merged_in_and_versions_come_back() {
    use argumentenkaart::ui::dialogs::Dialog;
    use egui_kittest::kittest::Queryable as _;
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("kaart.ron");
    std::fs::copy(SMALL, &map).unwrap();
    let path = map.clone();
    let mut harness = Harness::builder()
        .with_size(vec2(1600.0, 1000.0))
        .with_max_steps(60)
        .build_eframe(move |creation| {
            let settings = Settings::unkept(UiLang::Dutch, ThemeName::Light);
            App::new(&creation.egui_ctx, load(Some(&path)), settings)
        });
    harness.run_ok();
    let argument = claim(&harness, ARGUMENT);
    let change = |harness: &mut Harness<'_, App>, words: &str| {
        select(harness, argument);
        press(harness, Key::F2);
        press_with(harness, Modifiers::COMMAND, Key::A);
        type_words(harness, words);
        press(harness, Key::Enter);
    };
    change(&mut harness, "Van ons");
    assert_eq!(words_of(&harness, argument), "Van ons");
    // Someone else changes another text of the same argument.
    let text = std::fs::read_to_string(&map).unwrap();
    let other = text.replace("en: \"Parents\"", "en: \"Families\"");
    assert_ne!(text, other);
    std::fs::write(&map, other).unwrap();
    press_with(&mut harness, Modifiers::COMMAND, Key::S);
    until(&mut harness, |app| {
        matches!(app.dialog(), Some(Dialog::Conflict { .. }))
    });
    harness.get_by_label("Samenvoegen met mijn versie").click();
    let families = |app: &App| {
        let document = app.editor().document();
        let parents = document
            .stakeholders
            .get(document.stakeholders.id("ouders").unwrap())
            .unwrap();
        parents.name.get(Lang::EN) == Some("Families")
    };
    until(&mut harness, families);
    assert_eq!(words_of(&harness, argument), "Van ons");
    press_with(&mut harness, Modifiers::COMMAND, Key::S);
    until(&mut harness, |app| !app.editor().is_dirty());
    let saved = std::fs::read_to_string(&map).unwrap();
    assert!(saved.contains("Van ons") && saved.contains("Families"));
    // The version of before is in the history, and comes back as a step.
    change(&mut harness, "Weer anders");
    press_with(&mut harness, Modifiers::COMMAND, Key::S);
    until(&mut harness, |app| !app.editor().is_dirty());
    press_with(&mut harness, Modifiers::COMMAND | Modifiers::SHIFT, Key::H);
    until(
        &mut harness,
        |app| matches!(app.dialog(), Some(Dialog::Versions { rows, .. }) if rows.len() >= 2),
    );
    let oldest = harness
        .query_all_by_label_contains(":")
        .filter(|node| node.value().is_none())
        .count();
    assert!(oldest > 0);
    let versions = argumentenkaart::storage::history::list(&map);
    let first = versions.last().unwrap();
    let began = std::fs::read_to_string(&first.path).unwrap();
    assert!(began.contains("Families") && !began.contains("Van ons"));
}

#[test]
fn fast_typing_in_the_text_stays_in_order() {
    let mut harness = harness();
    press(&mut harness, Key::F7);
    // The text has the keyboard at once.
    press_with(&mut harness, Modifiers::COMMAND, Key::End);
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
    harness.event(key(Key::Enter, true));
    harness.event(Event::Text("te ".to_owned()));
    harness.event(Event::Text("ver".to_owned()));
    harness.event(key(Key::Enter, true));
    harness.event(Event::Text("te duur".to_owned()));
    harness.event(key(Key::Tab, true));
    harness.event(Event::Text(" ook".to_owned()));
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
fn a_local_map_takes_over_a_new_version_of_the_one_it_builds_on() {
    use argumentenkaart::command::{Action, AppAction};
    let folder = tempfile::tempdir().unwrap();
    let text = std::fs::read_to_string(SMALL).unwrap();
    let national = folder.path().join("landelijk.ron");
    let local = folder.path().join("lokaal.ron");
    std::fs::write(folder.path().join("lokaal.ron.base"), &text).unwrap();
    let own = text.replacen("format: 1,", "format: 1,\n    based_on: \"landelijk.ron\",", 1);
    let own = own.replace("nl: \"Ouders\"", "nl: \"Ouders in Utrecht\"");
    std::fs::write(&local, own).unwrap();
    let newer = text.replace("nl: \"Gemeente\"", "nl: \"De gemeente\"");
    assert_ne!(newer, text);
    std::fs::write(&national, &newer).unwrap();
    let path = local.clone();
    let mut harness = Harness::builder()
        .with_size(vec2(1600.0, 1000.0))
        .with_max_steps(60)
        .build_eframe(move |creation| {
            let settings = Settings::unkept(UiLang::Dutch, ThemeName::Light);
            App::new(&creation.egui_ctx, load(Some(&path)), settings)
        });
    harness.run_ok();
    let context = harness.ctx.clone();
    harness.state_mut().apply(&context, Action::App(AppAction::UpdateBase));
    let name_of = |app: &App, id: &str| {
        let document = app.editor().document();
        let record = document
            .stakeholders
            .get(document.stakeholders.id(id).unwrap())
            .unwrap();
        record.name.get(Lang::NL).unwrap_or("").to_owned()
    };
    until(&mut harness, |app| name_of(app, "gemeente") == "De gemeente");
    assert_eq!(name_of(harness.state(), "ouders"), "Ouders in Utrecht");
    assert!(harness.state().editor().document().cover.conflicts.is_empty());
    assert!(harness.state().editor().document().cover.based_on.is_some());
    press_with(&mut harness, Modifiers::COMMAND, Key::S);
    until(&mut harness, |app| !app.editor().is_dirty());
    // Only what was saved counts as taken over.
    let base = std::fs::read_to_string(folder.path().join("lokaal.ron.base")).unwrap();
    assert_eq!(base, newer);
}

#[test]
fn typing_on_a_card_edits_it_for_who_wants_that() {
    use argumentenkaart::command::{Action, AppAction};
    let mut harness = harness();
    let argument = claim(&harness, ARGUMENT);
    let before = words_of(&harness, argument);
    select(&mut harness, argument);
    let context = harness.ctx.clone();
    harness.state_mut().apply(&context, Action::App(AppAction::TypeOnCards));
    harness.run_ok();
    for letter in [" ", "x", "s", "k"] {
        if let Some(key) = Key::from_name(&letter.to_uppercase()) {
            harness.key_press(key);
        }
        harness.event(Event::Text(letter.to_owned()));
        harness.run_ok();
    }
    press(&mut harness, Key::Escape);
    assert_eq!(
        words_of(&harness, argument).replace(' ', ""),
        format!("{before}xsk").replace(' ', "")
    );
    assert!(!harness.state().view().show_toolbox);
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
fn the_sign_of_a_side_adds_an_argument_with_the_pointer_alone() {
    use egui_kittest::kittest::Queryable as _;
    let mut harness = harness();
    let num = harness.state().editor().document().claims.len();
    harness
        .get_by_role_and_label(egui::Role::Button, "Argument toevoegen · Tegen · Gemeente")
        .click();
    harness.run_ok();
    assert_eq!(harness.state().editor().document().claims.len(), num + 1);
    let new = selected(&harness);
    assert_eq!(harness.state().derived().structure.stance(new), Some(Stance::Contra));
    type_words(&mut harness, "Dat kost te veel");
    press(&mut harness, Key::Escape);
    assert_eq!(words_of(&harness, new), "Dat kost te veel");
}
