//! What is opened in the place of a map that is gone or damaged: the newest of what was kept of it that can be read.

use std::path::{Path, PathBuf};

use argumentenkaart::app::App;
use argumentenkaart::command::{Action, FileAction, UiLang};
use argumentenkaart::storage::{disk, history};
use argumentenkaart::ui::dialogs::Dialog;
use egui::{Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::desk::{ARGUMENT, SMALL, claim, press, press_with, until};
use super::disk::{left_behind, names_in, refocus, reworded, wait_for, window};

fn click_button(harness: &mut Harness<'_, App>, name: &str) {
    harness.get_by_role_and_label(Role::Button, name).click();
    harness.run_ok();
}

fn save(harness: &mut Harness<'_, App>) {
    press_with(harness, Modifiers::COMMAND, Key::S);
    until(harness, |app| !app.editor().is_dirty() || app.dialog().is_some());
}

/// The whole text of what is shown with these words.
fn said(harness: &Harness<'_, App>, words: &str) -> String {
    format!("{:?}", harness.get_by_label_contains(words))
}

/// The small map, in which one thing has another name.
fn small(name: &str) -> String {
    std::fs::read_to_string(SMALL).unwrap().replace("Gemeente", name)
}

/// Keeps a version of a map, which says this.
fn kept(map: &Path, time: &str, bytes: impl AsRef<[u8]>) {
    std::fs::write(map, bytes).unwrap();
    history::keep(map, time, None).unwrap();
}

/// What is on screen, as it would be written.
fn on_screen(harness: &Harness<'_, App>) -> String {
    argumentenkaart::storage::write(harness.state().editor().document())
}

fn map_in(folder: &Path) -> (PathBuf, PathBuf) {
    (folder.join("mijn kaart.ron"), folder.join("data"))
}

#[test]
fn the_backup_of_a_map_that_is_gone_is_opened_in_one_click_and_saved_in_its_place() {
    for (lang, told, button) in [
        (
            UiLang::Dutch,
            "Er is geen bestand met deze naam",
            "Vorige versie openen",
        ),
        (
            UiLang::English,
            "There is no file of this name",
            "Open the version before",
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let (map, data) = map_in(folder.path());
        std::fs::copy(SMALL, disk::backup_path(&map)).unwrap();
        let mut harness = window(&map, &data, lang);
        said(&harness, told);
        assert!(said(&harness, "mijn kaart.ron.bak").contains("mijn kaart.ron"));
        click_button(&mut harness, button);
        until(&mut harness, |app| {
            app.editor().document().claims.id(ARGUMENT).is_some()
        });
        assert!(harness.state().editor().is_dirty());
        // Nothing is written before it is saved, and that it is gone is no news.
        refocus(&mut harness);
        assert!(!map.exists() && harness.query_by_label_contains("staat er niet meer").is_none());
        save(&mut harness);
        assert!(harness.state().dialog().is_none());
        assert!(map.exists());
        assert_eq!(
            std::fs::read(disk::backup_path(&map)).unwrap(),
            std::fs::read(SMALL).unwrap()
        );
        reworded(&mut harness, "Nog een keer");
        save(&mut harness);
        assert!(std::fs::read_to_string(&map).unwrap().contains("Nog een keer"));
        let names = names_in(folder.path());
        assert!(!names.iter().any(|name| name.contains("damaged")), "{names:?}");
    }
}

#[test]
fn of_a_map_that_is_gone_the_newest_version_that_can_be_read_is_opened() {
    for (lang, told, button, after) in [
        (
            UiLang::Dutch,
            "22 november 2026 om 19.30 uur",
            "Deze versie openen",
            "Dit is de versie van 22 november 2026 om 19.30 uur",
        ),
        (
            UiLang::English,
            "22 November 2026, 19.30",
            "Open this version",
            "This is the version of 22 November 2026, 19.30",
        ),
    ] {
        // With the backup that saving leaves (the version before the last one), and without.
        for has_backup in [true, false] {
            let folder = tempfile::tempdir().unwrap();
            let (map, data) = map_in(folder.path());
            kept(&map, "2026-11-20 10.00.00", small("Eerste"));
            kept(&map, "2026-11-22 19.30.05", small("Tweede"));
            kept(&map, "2026-11-23 08.00.00", "(format: 1, wa");
            kept(&map, "2026-11-24 08.00.00", [0; 700]);
            std::fs::remove_file(&map).unwrap();
            if has_backup {
                std::fs::write(disk::backup_path(&map), small("Eerste")).unwrap();
            }
            let mut harness = window(&map, &data, lang);
            said(&harness, told);
            click_button(&mut harness, button);
            until(&mut harness, |app| {
                app.editor().document().claims.id(ARGUMENT).is_some()
            });
            assert!(on_screen(&harness).contains("Tweede"));
            said(&harness, after);
            assert!(!map.exists());
            save(&mut harness);
            assert!(std::fs::read_to_string(&map).unwrap().contains("Tweede"));
            // All versions are still there.
            assert!(history::list(&map).len() >= 4);
        }
    }
}

#[test]
fn a_damaged_map_whose_backup_is_no_better_gets_its_newest_version_back() {
    for backup in [None, Some(&[0; 700][..]), Some(b"(format: 9, anders: true)")] {
        let folder = tempfile::tempdir().unwrap();
        let (map, data) = map_in(folder.path());
        kept(&map, "2026-11-20 10.00.00", small("Eerste"));
        kept(&map, "2026-11-22 19.30.05", small("Tweede"));
        kept(&map, "2026-11-24 08.00.00", [0; 700]);
        std::fs::write(&map, "(format: 1, wa").unwrap();
        if let Some(backup) = backup {
            std::fs::write(disk::backup_path(&map), backup).unwrap();
        }
        let mut harness = window(&map, &data, UiLang::Dutch);
        assert!(said(&harness, "22 november 2026 om 19.30 uur").contains("mijn kaart.ron.damaged"));
        // What cannot be put back is not named.
        assert!(harness.query_by_label_contains("mijn kaart.ron.bak").is_none());
        click_button(&mut harness, "Deze versie openen");
        until(&mut harness, |app| {
            app.editor().document().claims.id(ARGUMENT).is_some()
        });
        assert_eq!(std::fs::read(&map).unwrap(), b"(format: 1, wa");
        save(&mut harness);
        assert!(harness.state().dialog().is_none());
        assert!(std::fs::read_to_string(&map).unwrap().contains("Tweede"));
        let aside = folder.path().join("mijn kaart.ron.damaged");
        assert_eq!(std::fs::read(aside).unwrap(), b"(format: 1, wa");
        let bak = std::fs::read(disk::backup_path(&map)).ok();
        assert_eq!(bak.as_deref(), backup);
    }
}

#[test]
fn where_nothing_that_was_kept_can_be_read_it_is_said_that_it_was_looked_at() {
    for (lang, has_backup, num_versions, told) in [
        (
            UiLang::Dutch,
            true,
            2,
            Some("de reservekopie (mijn kaart.ron.bak) en de 2 versies in mijn kaart.ron.history"),
        ),
        (UiLang::English, false, 1, Some("the version in mijn kaart.ron.history")),
        (UiLang::Dutch, true, 0, Some("de reservekopie (mijn kaart.ron.bak)")),
        (UiLang::Dutch, false, 0, None),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let (map, data) = map_in(folder.path());
        for day in 0..num_versions {
            kept(&map, &format!("2026-11-2{day} 08.00.00"), vec![0; 700 + day]);
        }
        std::fs::write(&map, "(format: 1, wa").unwrap();
        if has_backup {
            std::fs::write(disk::backup_path(&map), [0; 700]).unwrap();
        }
        let mut harness = window(&map, &data, lang);
        assert!(matches!(harness.state().dialog(), Some(Dialog::Error { .. })));
        match told {
            Some(told) => drop(said(&harness, told)),
            // Nothing is spoken of that is not there.
            None => assert!(harness.query_by_label_contains("reservekopie").is_none()),
        }
        press(&mut harness, Key::Enter);
    }
}

#[test]
fn a_wide_message_lies_between_the_panels() {
    let folder = tempfile::tempdir().unwrap();
    let map = folder
        .path()
        .join(format!("{}.ron", "een lange naam ".repeat(9).trim_end()));
    std::fs::copy(SMALL, disk::backup_path(&map)).unwrap();
    let mut harness = window(&map, &folder.path().join("data"), UiLang::Dutch);
    harness.set_size(egui::vec2(1280.0, 720.0));
    harness.run_ok();
    click_button(&mut harness, "Vorige versie openen");
    wait_for(&mut harness, "Sla op om");
    for has_outline in [false, true] {
        if harness.state().view().show_outline != has_outline {
            harness
                .state_mut()
                .apply_view(argumentenkaart::view::ViewAction::ToggleOutline);
        }
        harness.run_ok();
        assert!(harness.state().view().show_details);
        let middle = harness.state().view().camera.viewport;
        let message = harness.get_by_label_contains("Sla op om").rect();
        assert!(middle.contains_rect(message), "{message:?} in {middle:?}");
    }
}

#[test]
fn the_damaged_file_is_kept_under_the_name_that_was_said() {
    let folder = tempfile::tempdir().unwrap();
    let (map, data) = map_in(folder.path());
    std::fs::write(folder.path().join("mijn kaart.ron.damaged"), "van eerder").unwrap();
    std::fs::copy(SMALL, disk::backup_path(&map)).unwrap();
    std::fs::write(&map, "(format: 1, wa").unwrap();
    let mut harness = window(&map, &data, UiLang::Dutch);
    said(&harness, "bewaard als mijn kaart.ron.damaged-2.");
    click_button(&mut harness, "Vorige versie openen");
    until(&mut harness, |app| {
        app.editor().document().claims.id(ARGUMENT).is_some()
    });
    save(&mut harness);
    let aside = folder.path().join("mijn kaart.ron.damaged-2");
    assert_eq!(std::fs::read(aside).unwrap(), b"(format: 1, wa");
}

#[test]
fn a_version_that_was_kept_after_the_backup_comes_before_it() {
    let folder = tempfile::tempdir().unwrap();
    let (map, data) = map_in(folder.path());
    kept(&map, "2026-11-20 10.00.00", small("Eerste"));
    kept(&map, "2026-11-22 19.30.05", small("Tweede"));
    std::fs::write(&map, [0; 700]).unwrap();
    // As saving leaves it: the backup is the version before the one that was damaged.
    std::fs::write(disk::backup_path(&map), small("Eerste")).unwrap();
    let mut harness = window(&map, &data, UiLang::Dutch);
    click_button(&mut harness, "Deze versie openen");
    until(&mut harness, |app| {
        app.editor().document().claims.id(ARGUMENT).is_some()
    });
    assert!(on_screen(&harness).contains("Tweede"));
    drop(harness);
    // The backup itself where it is the newest, and where the versions know nothing of it.
    for backup in ["Tweede", "Ander"] {
        std::fs::write(disk::backup_path(&map), small(backup)).unwrap();
        let mut harness = window(&map, &folder.path().join(backup), UiLang::Dutch);
        click_button(&mut harness, "Vorige versie openen");
        until(&mut harness, |app| {
            app.editor().document().claims.id(ARGUMENT).is_some()
        });
        assert!(on_screen(&harness).contains(backup));
    }
}

#[test]
fn what_stands_in_the_place_of_a_map_that_was_gone_is_not_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let (map, data) = map_in(folder.path());
    std::fs::copy(SMALL, disk::backup_path(&map)).unwrap();
    let mut harness = window(&map, &data, UiLang::Dutch);
    click_button(&mut harness, "Vorige versie openen");
    until(&mut harness, |app| {
        app.editor().document().claims.id(ARGUMENT).is_some()
    });
    reworded(&mut harness, "Van ons");
    // Somebody puts it back.
    std::fs::write(&map, small("Stad")).unwrap();
    press_with(&mut harness, Modifiers::COMMAND, Key::S);
    until(&mut harness, |app| {
        matches!(app.dialog(), Some(Dialog::Conflict { theirs: Some(_), .. }))
    });
    assert_eq!(std::fs::read_to_string(&map).unwrap(), small("Stad"));
}

#[test]
fn work_on_a_map_that_was_gone_comes_back_after_a_crash_and_overwrites_nothing() {
    for is_back in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        let (map, data) = map_in(folder.path());
        let copy = left_behind(&data, &small("Van ons"));
        let about = format!("(map: Some({:?}), stamp: None)", map.display().to_string());
        std::fs::write(copy.with_extension("about"), about).unwrap();
        if is_back {
            std::fs::write(&map, small("Stad")).unwrap();
        }
        let mut harness = window(SMALL.as_ref(), &data, UiLang::Dutch);
        click_button(&mut harness, "Terughalen");
        claim(&harness, ARGUMENT);
        save(&mut harness);
        let now = std::fs::read_to_string(&map).unwrap();
        if is_back {
            assert!(matches!(harness.state().dialog(), Some(Dialog::Conflict { .. })));
            assert_eq!(now, small("Stad"));
        } else {
            assert!(harness.state().dialog().is_none() && now.contains("Van ons"));
        }
    }
}

#[test]
fn a_map_that_is_gone_is_offered_from_the_window_too_and_stays_in_the_list_of_recent_ones() {
    let folder = tempfile::tempdir().unwrap();
    let (map, data) = map_in(folder.path());
    std::fs::copy(SMALL, &map).unwrap();
    let mut harness = window(&map, &data, UiLang::Dutch);
    reworded(&mut harness, "Van ons");
    save(&mut harness);
    let context = harness.ctx.clone();
    harness
        .state_mut()
        .apply(&context, Action::File(FileAction::OpenBuiltIn(0)));
    std::fs::remove_file(&map).unwrap();
    let open = Action::File(FileAction::OpenPath(map.clone()));
    harness.state_mut().apply(&context, open.clone());
    until(&mut harness, |app| app.dialog().is_some());
    harness.run_ok();
    // What was saved last, and not the version before it.
    harness.get_by_role_and_label(Role::Button, "Deze versie openen");
    click_button(&mut harness, "Annuleren");
    assert!(harness.state().dialog().is_none());
    assert!(!on_screen(&harness).contains("Van ons"));
    harness.state_mut().apply(&context, open);
    until(&mut harness, |app| app.dialog().is_some());
    harness.run_ok();
    press(&mut harness, Key::Enter);
    wait_for(&mut harness, "Sla op om");
    assert!(on_screen(&harness).contains("Van ons"));
    drop(harness);
    let settings = std::fs::read_to_string(data.join("settings.ron")).unwrap();
    assert!(settings.contains("mijn kaart.ron"), "{settings}");
    // Of a map of which nothing was kept nothing is offered.
    let other = folder.path().join("ander.ron");
    let mut harness = window(&other, &folder.path().join("data-2"), UiLang::Dutch);
    assert!(matches!(harness.state().dialog(), Some(Dialog::Error { .. })));
    press(&mut harness, Key::Enter);
    assert!(harness.state().dialog().is_none());
}

#[test]
fn a_file_that_is_damaged_while_its_map_is_open_is_kept_aside_by_saving_once_more() {
    let folder = tempfile::tempdir().unwrap();
    let (map, data) = map_in(folder.path());
    std::fs::copy(SMALL, &map).unwrap();
    let mut harness = window(&map, &data, UiLang::Dutch);
    let argument = claim(&harness, ARGUMENT);
    super::desk::reword(&mut harness, argument, "Wat ik net schreef");
    let whole = std::fs::read(&map).unwrap();
    std::fs::write(&map, &whole[..whole.len() / 2]).unwrap();
    save(&mut harness);
    until(&mut harness, |app| {
        matches!(app.dialog(), Some(Dialog::NotSaved { .. }))
    });
    let told = said(&harness, "Uw werk staat nog op het scherm");
    assert!(
        told.contains("nog een keer op") && told.contains("mijn kaart.ron.damaged"),
        "{told}"
    );
    assert!(harness.state().editor().is_dirty());
    click_button(&mut harness, "Sluiten");
    save(&mut harness);
    until(&mut harness, |app| !app.editor().is_dirty());
    assert!(std::fs::read_to_string(&map).unwrap().contains("Wat ik net schreef"));
    let aside = folder.path().join("mijn kaart.ron.damaged");
    assert_eq!(std::fs::read(aside).unwrap(), whole[..whole.len() / 2]);
}
