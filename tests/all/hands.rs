//! Hands on the map: writing, dragging, selecting several, copying, with the keyboard and with the pointer.

use argumentenkaart::app::App;
use argumentenkaart::command::{Action, AppAction};
use argumentenkaart::edit::Edit;
use argumentenkaart::layout::Spot;
use argumentenkaart::model::{ClaimId, Lang, RelationKind, Stance};
use argumentenkaart::view::{Editing, ViewAction};
use egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::desk::{ARGUMENT, claim, harness, press, press_with, select, type_words, words_of};

fn selected(harness: &Harness<'_, App>) -> ClaimId {
    harness.state().view().claim().expect("a claim is selected")
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
    press(&mut harness, Key::Enter);
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
fn cards_that_are_typed_in_one_slow_frame_are_two() {
    let mut harness = harness();
    let argument = claim(&harness, ARGUMENT);
    select(&mut harness, argument);
    let key = |key| Event::Key {
        key,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: Modifiers::NONE,
    };
    let num = harness.state().editor().document().claims.len();
    let words = |words: &str| Event::Text(words.to_owned());
    for event in [
        key(Key::T),
        words("t"),
        // Letters come with their keys, which are commands where no field is open.
        key(Key::T),
        words("t"),
        key(Key::E),
        words("e"),
        words(" ver"),
        key(Key::Enter),
        key(Key::Enter),
        key(Key::T),
        words("te duur"),
        key(Key::Tab),
        key(Key::V),
        words("v"),
        words("alt mee"),
        key(Key::Enter),
    ] {
        harness.input_mut().events.push(event);
    }
    harness.run_ok();
    let document = harness.state().editor().document();
    assert_eq!(document.claims.len(), num + 3);
    let by_name = |name: &str| document.claims.id(name).unwrap_or_else(|| panic!("{name}"));
    let structure = &harness.state().derived().structure;
    let parent = |name| structure.place(by_name(name)).and_then(|place| place.parent);
    assert_eq!(parent("te-ver"), Some(argument));
    assert_eq!(parent("te-duur"), Some(argument));
    assert_eq!(parent("valt-mee"), Some(by_name("te-duur")));
}

#[test]
fn escape_lets_go_of_what_was_typed_and_redo_brings_it_back() {
    let mut harness = harness();
    let argument = claim(&harness, ARGUMENT);
    let before = words_of(&harness, argument);
    select(&mut harness, argument);
    press(&mut harness, Key::F2);
    type_words(&mut harness, " en meer");
    assert_ne!(words_of(&harness, argument), before);
    press(&mut harness, Key::Escape);
    assert_eq!(words_of(&harness, argument), before);
    assert_eq!(harness.state().view().editing, Editing::No);
    press_with(&mut harness, Modifiers::COMMAND, Key::Y);
    assert_eq!(words_of(&harness, argument), format!("{before} en meer"));
    // A new card goes as a whole.
    let num = harness.state().editor().document().claims.len();
    press(&mut harness, Key::T);
    type_words(&mut harness, "toch niet");
    press(&mut harness, Key::Escape);
    assert_eq!(harness.state().editor().document().claims.len(), num);
    assert_eq!(selected(&harness), argument);
}

#[test]
fn a_line_onto_the_sign_of_an_argument_undercuts_its_step() {
    use argumentenkaart::model::Target;
    let mut harness = harness();
    let structure = &harness.state().derived().structure;
    let thesis = harness.state().editor().document().cover.thesis.unwrap();
    let arguments = structure.children(thesis).to_vec();
    let (from, onto) = (arguments[0], *arguments.last().unwrap());
    select(&mut harness, from);
    let rect = on_screen(&mut harness, from);
    let app = harness.state();
    let (scene, camera) = (&app.derived().scene, app.view().camera);
    let column = scene.column_of(scene.card_index(onto).unwrap()).unwrap();
    let card = scene.card(onto).unwrap();
    let sign = camera.screen_from_world(egui::pos2(column.line_x, card.rect().min.y + 23.5));
    let knob = rect.right_bottom() + vec2(-18.0, 1.0);
    drag(&mut harness, knob, sign, Modifiers::NONE);
    let document = harness.state().editor().document();
    let place = harness.state().derived().structure.place(onto).unwrap();
    let step = place.relation.unwrap();
    let undercuts = document
        .relations
        .iter()
        .any(|(_, relation)| relation.target == Target::Relation(step) && relation.premises.contains(&from));
    assert!(undercuts);
}

#[test]
fn from_afar_a_frame_selects_by_the_labels_of_themes() {
    let mut harness = harness();
    harness.set_size(vec2(1280.0, 720.0));
    harness.run_ok();
    harness
        .state_mut()
        .apply_view(ViewAction::ZoomTo(argumentenkaart::view::ZoomTo::All));
    harness.run_ok();
    assert!(harness.state().view().camera.scale < argumentenkaart::view::FAR);
    use egui_kittest::kittest::Queryable as _;
    let label = harness
        .query_all_by_label_contains("Gemengde scholen")
        .map(|node| node.rect())
        .find(|rect| rect.min.x > 640.0)
        .expect("a theme against");
    let shift = Modifiers::SHIFT;
    drag(
        &mut harness,
        label.left_bottom() + vec2(6.0, 5.0),
        label.right_center() - vec2(6.0, 0.0),
        shift,
    );
    let claims = harness.state().view().claims();
    let document = harness.state().editor().document();
    let theme = document.themes.id("menging");
    assert!(!claims.is_empty());
    let structure = &harness.state().derived().structure;
    for claim in claims {
        assert_eq!(structure.theme_of(document, claim), theme);
        assert_eq!(structure.stance(structure.argument_of(claim)), Some(Stance::Contra));
    }
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
    press(&mut harness, Key::Enter);
    assert_eq!(
        words_of(&harness, argument).replace(' ', ""),
        format!("{before}xsk").replace(' ', "")
    );
    assert!(!harness.state().view().show_toolbox);
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
    press(&mut harness, Key::Enter);
    assert_eq!(words_of(&harness, new), "Dat kost te veel");
}

#[test]
fn a_click_in_the_panel_while_a_card_is_written_counts() {
    use egui_kittest::kittest::Queryable as _;
    let mut harness = harness();
    harness.state_mut().apply_view(ViewAction::ToggleDetails);
    harness.run_ok();
    let argument = claim(&harness, ARGUMENT);
    select(&mut harness, argument);
    press(&mut harness, Key::T);
    type_words(&mut harness, "te duur");
    let button = harness.get_by_label("Wijzigen").rect().center();
    // As a hand does it: over several frames.
    harness.event(Event::PointerMoved(button));
    harness.run_ok();
    for pressed in [true, false] {
        harness.event(Event::PointerButton {
            pos: button,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
        harness.run_ok();
    }
    assert_eq!(harness.state().view().editing, Editing::InPanel);
    let new = selected(&harness);
    assert_eq!(words_of(&harness, new), "te duur");
}

#[test]
fn several_get_a_tag_at_once_and_keep_their_own() {
    let mut harness = harness();
    let first = claim(&harness, ARGUMENT);
    let second = claim(&harness, "voorrang-beperkt-keuze");
    let context = harness.ctx.clone();
    let own = Edit::SetTags {
        claim: first,
        tags: vec!["eigen".to_owned()],
    };
    harness.state_mut().apply(&context, Action::Edit(own));
    select(&mut harness, first);
    harness.state_mut().apply_view(ViewAction::Mark(second));
    harness.run_ok();
    let tags = AppAction::EditTags(second);
    harness.state_mut().apply(&context, Action::App(tags));
    harness.run_ok();
    type_words(&mut harness, "geld, tijd");
    press(&mut harness, Key::Enter);
    let tags_of = |claim| {
        let document = harness.state().editor().document();
        document
            .claims
            .get(claim)
            .unwrap()
            .tags
            .iter()
            .map(|tag| tag.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(tags_of(first), ["eigen", "geld", "tijd"]);
    assert_eq!(tags_of(second), ["geld", "tijd"]);
}

#[test]
fn what_was_selected_is_selected_again_when_a_copy_is_taken_back() {
    let mut harness = harness();
    let argument = claim(&harness, ARGUMENT);
    select(&mut harness, argument);
    press_with(&mut harness, Modifiers::COMMAND, Key::D);
    assert_ne!(selected(&harness), argument);
    press_with(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(selected(&harness), argument);
}

#[test]
fn the_right_button_offers_what_can_be_done_with_a_card() {
    let mut harness = harness();
    let argument = claim(&harness, ARGUMENT);
    let num = harness.state().editor().document().claims.len();
    let at = on_screen(&mut harness, argument).center();
    harness.event(Event::PointerMoved(at));
    harness.run_ok();
    for pressed in [true, false] {
        harness.event(Event::PointerButton {
            pos: at,
            button: PointerButton::Secondary,
            pressed,
            modifiers: Modifiers::NONE,
        });
        harness.run_ok();
    }
    assert_eq!(selected(&harness), argument);
    harness.get_by_label("Dupliceren").click();
    harness.run_ok();
    assert!(harness.state().editor().document().claims.len() > num);
}
