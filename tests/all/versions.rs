//! Maps that others change too: what is told of it, merging, versions, and maps that build on others.

use argumentenkaart::app::{App, Settings, load};
use argumentenkaart::command::{Action, ThemeName, UiLang};
use argumentenkaart::edit::{Edit, TextField};
use argumentenkaart::model::Lang;
use argumentenkaart::storage::disk::{EditLock, Lock};
use argumentenkaart::storage::history;
use argumentenkaart::ui::dialogs::Dialog;
use egui::{Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::desk::{ARGUMENT, SMALL, claim, press, press_with, reword, select, type_words, until, words_of};

/// A window on a map of one's own.
fn window(map: &std::path::Path) -> Harness<'static, App> {
    let path = map.to_owned();
    let mut harness = Harness::builder()
        .with_size(vec2(1600.0, 1000.0))
        .with_max_steps(60)
        .build_eframe(move |creation| {
            let settings = Settings::unkept(UiLang::Dutch, ThemeName::Light);
            App::new(&creation.egui_ctx, load(Some(&path)), settings)
        });
    harness.run_ok();
    harness
}

/// The same with a copy of the small map.
fn window_on(map: &std::path::Path) -> Harness<'static, App> {
    std::fs::copy(SMALL, map).unwrap();
    window(map)
}

/// Someone else changes a text in the file, and saving here asks what to do with both.
fn conflict(harness: &mut Harness<'_, App>, map: &std::path::Path) {
    let text = std::fs::read_to_string(map).unwrap();
    let other = text.replace("en: \"Parents\"", "en: \"Families\"");
    assert_ne!(text, other);
    std::fs::write(map, other).unwrap();
    press_with(harness, Modifiers::COMMAND, Key::S);
    until(harness, |app| matches!(app.dialog(), Some(Dialog::Conflict { .. })));
}

/// Whether the change of someone else is on screen.
fn has_families(app: &App) -> bool {
    let document = app.editor().document();
    let parents = document.stakeholders.id("ouders").unwrap();
    document.stakeholders.get(parents).unwrap().name.get(Lang::EN) == Some("Families")
}

#[test]
fn what_was_saved_in_the_middle_of_typing_is_not_let_go_of() {
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("kaart.ron");
    let mut harness = window_on(&map);
    let argument = claim(&harness, ARGUMENT);
    let before = words_of(&harness, argument);
    select(&mut harness, argument);
    press(&mut harness, Key::F2);
    type_words(&mut harness, " meer");
    press_with(&mut harness, Modifiers::COMMAND, Key::S);
    until(&mut harness, |app| !app.editor().is_dirty());
    type_words(&mut harness, " en nog meer");
    press(&mut harness, Key::Escape);
    assert_eq!(words_of(&harness, argument), format!("{before} meer"));
    // A new card: it is an argument like all others once it was saved, and nothing before it is taken back either.
    press(&mut harness, Key::T);
    type_words(&mut harness, "Toch niet");
    press_with(&mut harness, Modifiers::COMMAND, Key::S);
    until(&mut harness, |app| !app.editor().is_dirty());
    press(&mut harness, Key::Escape);
    assert_eq!(words_of(&harness, argument), format!("{before} meer"));
    claim(&harness, "toch-niet");
    assert!(!harness.state().editor().is_dirty());
}

#[test]
fn what_is_typed_during_a_merge_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("kaart.ron");
    let mut harness = window_on(&map);
    let argument = claim(&harness, ARGUMENT);
    reword(&mut harness, argument, "Van ons");
    conflict(&mut harness, &map);
    harness.get_by_label("Samenvoegen met mijn versie").click();
    for _ in 0..10 {
        harness.step();
        if harness.state().dialog().is_none() {
            break;
        }
    }
    assert!(harness.state().dialog().is_none());
    // The merge goes on in its thread; its answer is looked at in the next frame.
    let context = harness.ctx.clone();
    harness.state_mut().apply(
        &context,
        Action::Edit(Edit::SetText {
            field: TextField::Claim(argument),
            lang: Lang::NL,
            words: "Van ons, en nog meer".to_owned(),
        }),
    );
    until(&mut harness, has_families);
    assert_eq!(words_of(&harness, argument), "Van ons, en nog meer");
}

#[test]
fn taking_a_merge_back_and_saving_keeps_the_other_work_as_a_version() {
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("kaart.ron");
    let mut harness = window_on(&map);
    let argument = claim(&harness, ARGUMENT);
    reword(&mut harness, argument, "Van ons");
    conflict(&mut harness, &map);
    harness.get_by_label("Samenvoegen met mijn versie").click();
    until(&mut harness, has_families);
    press_with(&mut harness, Modifiers::COMMAND, Key::Z);
    assert!(!has_families(harness.state()));
    // What the other saved is not on screen any more: it is asked again.
    press_with(&mut harness, Modifiers::COMMAND, Key::S);
    until(&mut harness, |app| {
        matches!(app.dialog(), Some(Dialog::Conflict { .. }))
    });
    assert!(std::fs::read_to_string(&map).unwrap().contains("Families"));
    harness
        .get_by_label("Toch overschrijven (het andere wordt reservekopie)")
        .click();
    until(&mut harness, |app| !app.editor().is_dirty());
    assert!(!std::fs::read_to_string(&map).unwrap().contains("Families"));
    let versions = history::list(&map);
    let has = |version: &history::Version| std::fs::read_to_string(&version.path).unwrap().contains("Families");
    assert!(versions.iter().any(has));
}

#[test]
fn what_someone_else_changed_is_shown_on_the_cards() {
    use argumentenkaart::view::{Changed, ViewAction};
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("kaart.ron");
    let mut harness = window_on(&map);
    let argument = claim(&harness, ARGUMENT);
    reword(&mut harness, argument, "Van ons");
    let text = std::fs::read_to_string(&map).unwrap();
    let other = text.replace(
        "Een nieuw aanmeldsysteem is ingewikkeld en kost geld",
        "Een nieuw systeem kost geld",
    );
    assert_ne!(text, other);
    std::fs::write(&map, other).unwrap();
    press_with(&mut harness, Modifiers::COMMAND, Key::S);
    wait_for(&mut harness, "Toon op de kaart");
    harness.get_by_label("Toon op de kaart").click();
    harness.run_ok();
    let view = harness.state().view();
    let changes: Vec<Changed> = view.changes.values().copied().collect();
    assert_eq!(changes, [Changed::Reworded]);
    assert_eq!(view.claim(), view.changes.keys().next().copied());
    let context = harness.ctx.clone();
    harness.state_mut().apply(&context, Action::View(ViewAction::Clear));
    assert!(harness.state().view().changes.is_empty());
}

#[test]
fn what_someone_else_saved_is_merged_in_and_versions_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("kaart.ron");
    let mut harness = window_on(&map);
    let argument = claim(&harness, ARGUMENT);
    reword(&mut harness, argument, "Van ons");
    assert_eq!(words_of(&harness, argument), "Van ons");
    conflict(&mut harness, &map);
    harness.get_by_label("Samenvoegen met mijn versie").click();
    until(&mut harness, has_families);
    assert_eq!(words_of(&harness, argument), "Van ons");
    press_with(&mut harness, Modifiers::COMMAND, Key::S);
    until(&mut harness, |app| !app.editor().is_dirty());
    let saved = std::fs::read_to_string(&map).unwrap();
    assert!(saved.contains("Van ons") && saved.contains("Families"));
    // The version of before is in the history, and comes back as a step.
    reword(&mut harness, argument, "Weer anders");
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
    let versions = history::list(&map);
    let first = versions.last().unwrap();
    let began = std::fs::read_to_string(&first.path).unwrap();
    assert!(began.contains("Families") && !began.contains("Van ons"));
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
    let mut harness = window(&local);
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

/// A map may say that it builds on any file of this computer: outside its folder it is read when the person says so.
#[test]
fn a_base_outside_the_folder_is_asked_about_first() {
    use argumentenkaart::command::{Action, AppAction};
    use argumentenkaart::ui::dialogs::Dialog;
    let (folder, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let text = std::fs::read_to_string(SMALL).unwrap();
    let national = elsewhere.path().join("landelijk.ron");
    std::fs::write(&national, text.replace("nl: \"Gemeente\"", "nl: \"De gemeente\"")).unwrap();
    std::fs::write(folder.path().join("lokaal.ron.base"), &text).unwrap();
    let local = folder.path().join("lokaal.ron");
    let attacks: Vec<String> = serde_json::from_str(include_str!("../hostile/paths.json")).unwrap();
    // What has no file there says so, without a question: nothing else can come of it.
    let is_name = |attack: &&String| !argumentenkaart::storage::disk::is_beside(attack) && !attack.is_empty();
    let attacks: Vec<String> = attacks.iter().filter(is_name).cloned().collect();
    let whole = national.display().to_string();
    let mut harness = window(&local);
    let context = harness.ctx.clone();
    for attack in attacks.iter().chain([&whole]) {
        let own = text.replacen("format: 1,", &format!("format: 1,\n    based_on: {attack:?},"), 1);
        if argumentenkaart::storage::read(&own).is_err() {
            continue;
        }
        std::fs::write(&local, own).unwrap();
        let settings = Settings::unkept(UiLang::Dutch, ThemeName::Light);
        *harness.state_mut() = App::new(&context, load(Some(&local)), settings);
        harness.state_mut().apply(&context, Action::App(AppAction::UpdateBase));
        assert!(
            matches!(harness.state().dialog(), Some(Dialog::BaseElsewhere(_))),
            "{attack:?}"
        );
    }
    harness.run_ok();
    harness.get_by_label("Lezen").click();
    until(&mut harness, |app| {
        let document = app.editor().document();
        let record = document.stakeholders.get(document.stakeholders.id("gemeente").unwrap());
        record.unwrap().name.get(Lang::NL) == Some("De gemeente")
    });
}

/// Runs frames until something is on screen that a thread had to find out first.
fn wait_for(harness: &mut Harness<'_, App>, label: &str) {
    for _ in 0..1200 {
        harness.step();
        if harness.query_by_label_contains(label).is_some() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    panic!("{label} does not come");
}

fn refocus(harness: &mut Harness<'_, App>) {
    for focused in [false, true] {
        harness.input_mut().focused = focused;
        harness.step();
    }
}

#[test]
fn a_change_on_disk_is_told_when_the_window_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("kaart.ron");
    let text = std::fs::read_to_string(SMALL).unwrap();
    std::fs::write(&map, &text).unwrap();
    let mut harness = window(&map);
    std::fs::write(&map, text.replace("Gemeente", "Stad")).unwrap();
    refocus(&mut harness);
    wait_for(&mut harness, "Verschillen bekijken");
    harness.get_by_label("Verschillen bekijken").click();
    // What changed there is told before anything is chosen.
    wait_for(&mut harness, "‘Stad’");
    harness.get_by_label("Nieuwe versie openen").click();
    wait_for(&mut harness, "Belanghebbende Stad");
    std::fs::remove_file(&map).unwrap();
    refocus(&mut harness);
    wait_for(&mut harness, "Bestand is weg");
}

#[test]
fn whoever_begins_to_change_a_map_hears_who_is_changing_it_too() {
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("kaart.ron");
    std::fs::copy(SMALL, &map).unwrap();
    let Lock::Given(lock) = EditLock::take(&map, "Noor") else {
        panic!("nobody else has it");
    };
    let mut harness = window(&map);
    let change = |harness: &mut Harness<'_, App>| {
        for key in [Key::Home, Key::N, Key::N, Key::N, Key::Delete] {
            press(harness, key);
        }
        assert!(harness.state().editor().is_dirty());
    };
    change(&mut harness);
    wait_for(&mut harness, "Noor werkt nu ook aan deze kaart");
    press_with(&mut harness, Modifiers::COMMAND, Key::Z);
    drop(lock);
    // Nobody has it now: the next change takes it, and taking the change back lets go of it.
    assert!(!EditLock::path_of(&map).exists());
    change(&mut harness);
    let comes = |wanted: bool| {
        (0..400).any(|_| {
            std::thread::sleep(std::time::Duration::from_millis(5));
            EditLock::path_of(&map).exists() == wanted
        })
    };
    assert!(comes(true));
    harness.run_ok();
    press_with(&mut harness, Modifiers::COMMAND, Key::Z);
    assert!(!harness.state().editor().is_dirty());
    harness.run_ok();
    assert!(comes(false));
}

#[test]
fn whoever_is_changing_a_map_hears_who_opens_it_too() {
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("kaart.ron");
    std::fs::copy(SMALL, &map).unwrap();
    let mut first = window(&map);
    for key in [Key::Home, Key::N, Key::N, Key::N, Key::Delete] {
        press(&mut first, key);
    }
    let lock = EditLock::path_of(&map);
    while !lock.exists() {
        first.step();
    }
    let mut second = window(&map);
    wait_for(&mut second, "werkt nu ook aan deze kaart");
    wait_for(&mut first, "heeft deze kaart nu ook open");
    // Nothing but the map and its lock is left beside it.
    assert!(!folder.path().join(".kaart.ron.guest").exists());
}

#[test]
fn enter_saves_elsewhere_when_the_place_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    for is_writing in [false, true] {
        let map = folder.path().join("weg").join("kaart.ron");
        std::fs::create_dir(map.parent().unwrap()).unwrap();
        let mut harness = window_on(&map);
        let argument = claim(&harness, ARGUMENT);
        reword(&mut harness, argument, "Van ons");
        if is_writing {
            press(&mut harness, Key::T);
            type_words(&mut harness, "Toch niet");
        }
        std::fs::remove_dir_all(map.parent().unwrap()).unwrap();
        press_with(&mut harness, Modifiers::COMMAND, Key::S);
        until(&mut harness, |app| {
            matches!(app.dialog(), Some(Dialog::NotSaved { .. }))
        });
        press(&mut harness, Key::Enter);
        until(&mut harness, |app| matches!(app.dialog(), Some(Dialog::Path { .. })));
    }
}
