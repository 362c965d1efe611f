//! What a person is told when something is wrong with a file, and what can be done about it in one click.

use std::path::Path;

use argumentenkaart::app::App;
use argumentenkaart::command::UiLang;
use argumentenkaart::storage::{disk, history};
use argumentenkaart::ui::dialogs::Dialog;
use argumentenkaart::ui::words::Words;
use egui::{Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::desk::{ARGUMENT, SMALL, claim, press, press_with, until};
use super::disk::{names_in, refocus, reworded, wait_for, window};

fn click_button(harness: &mut Harness<'_, App>, name: &str) {
    harness.get_by_role_and_label(Role::Button, name).click();
    harness.run_ok();
}

// A damaged map whose version before is whole.

/// A map that is damaged like this, beside a version before that is whole.
fn damaged(folder: &Path, bytes: &[u8]) -> std::path::PathBuf {
    let map = folder.join("mijn kaart.ron");
    std::fs::write(&map, bytes).unwrap();
    std::fs::copy(SMALL, disk::backup_path(&map)).unwrap();
    map
}

#[test]
fn the_version_before_a_damaged_map_is_opened_in_one_click_and_saved_in_its_place() {
    let small = std::fs::read(SMALL).unwrap();
    let half = &small[..small.len() / 2];
    for (bytes, lang, why, button) in [
        (&[0; 700][..], UiLang::Dutch, "nultekens", "Vorige versie openen"),
        (half, UiLang::English, "ends too early", "Open the version before"),
        (b"", UiLang::Dutch, "leeg", "Vorige versie openen"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let map = damaged(folder.path(), bytes);
        let mut harness = window(&map, &data, lang);
        harness.get_by_label_contains(why);
        // The file that is opened is called by its name, once.
        harness.get_by_label_contains("mijn kaart.ron.bak");
        click_button(&mut harness, button);
        until(&mut harness, |app| {
            app.editor().document().claims.id(ARGUMENT).is_some()
        });
        assert!(harness.state().editor().is_dirty());
        // Nothing is written before it is saved.
        assert_eq!(std::fs::read(&map).unwrap(), bytes);
        reworded(&mut harness, "Van ons");
        press_with(&mut harness, Modifiers::COMMAND, Key::S);
        until(&mut harness, |app| !app.editor().is_dirty() || app.dialog().is_some());
        assert!(harness.state().dialog().is_none());
        assert!(std::fs::read_to_string(&map).unwrap().contains("Van ons"));
        let aside = folder.path().join("mijn kaart.ron.damaged");
        assert_eq!(std::fs::read(&aside).unwrap(), bytes);
        assert_eq!(std::fs::read(disk::backup_path(&map)).unwrap(), small);
        // What is damaged is no version.
        assert_eq!(history::list(&map).len(), 1);
        // From now on it is a map as any other: the version before is the one that was saved.
        reworded(&mut harness, "Nog een keer");
        press_with(&mut harness, Modifiers::COMMAND, Key::S);
        until(&mut harness, |app| !app.editor().is_dirty() || app.dialog().is_some());
        let backup = std::fs::read_to_string(disk::backup_path(&map)).unwrap();
        assert!(backup.contains("Van ons"));
        assert_eq!(std::fs::read(&aside).unwrap(), bytes);
        drop(harness);
        let names: Vec<String> = names_in(folder.path())
            .into_iter()
            .filter(|name| name != "data")
            .collect();
        assert_eq!(
            names,
            [
                "mijn kaart.ron",
                "mijn kaart.ron.bak",
                "mijn kaart.ron.damaged",
                "mijn kaart.ron.history"
            ]
        );
    }
}

#[test]
fn what_became_of_the_damaged_file_meanwhile_is_not_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let map = damaged(folder.path(), &[0; 700]);
    let mut harness = window(&map, &folder.path().join("data"), UiLang::Dutch);
    click_button(&mut harness, "Vorige versie openen");
    until(&mut harness, |app| {
        app.editor().document().claims.id(ARGUMENT).is_some()
    });
    reworded(&mut harness, "Van ons");
    let mended = std::fs::read_to_string(SMALL).unwrap().replace("Gemeente", "Stad");
    std::fs::write(&map, &mended).unwrap();
    press_with(&mut harness, Modifiers::COMMAND, Key::S);
    until(&mut harness, |app| {
        matches!(app.dialog(), Some(Dialog::Conflict { theirs: Some(_), .. }))
    });
    assert_eq!(std::fs::read_to_string(&map).unwrap(), mended);
}

#[test]
fn a_damaged_map_is_kept_aside_once_and_under_a_name_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let map = damaged(folder.path(), &[0; 700]);
    let text = std::fs::read_to_string(SMALL).unwrap();
    let aside = |number: &str| folder.path().join(format!("mijn kaart.ron.damaged{number}"));
    std::fs::write(aside(""), "van eerder").unwrap();
    let stamp = disk::stamp(&map).unwrap();
    // Saving was tried before, and broke off behind this.
    std::fs::write(aside("-2"), [0; 700]).unwrap();
    disk::save(&map, &text, disk::Overwrite::Damaged(stamp)).unwrap();
    assert_eq!(std::fs::read(aside("")).unwrap(), b"van eerder");
    assert!(!aside("-3").exists());
    // By now it is another file.
    let error = disk::save(&map, &text, disk::Overwrite::Damaged(stamp)).unwrap_err();
    assert!(matches!(error, disk::SaveError::ChangedOnDisk));
    // Another one that is damaged.
    std::fs::write(&map, "(format: 1, wa").unwrap();
    let stamp = disk::stamp(&map).unwrap();
    disk::save(&map, &text, disk::Overwrite::Damaged(stamp)).unwrap();
    assert_eq!(std::fs::read(aside("-3")).unwrap(), b"(format: 1, wa");
}

#[test]
fn where_the_version_before_is_no_better_nothing_is_offered() {
    let newer = b"(format: 9, anders: true)";
    for (map_has, before_has) in [
        (&[0; 700][..], Some(&[0; 700][..])),
        (&[0; 700][..], None),
        // That one is whole, for another program.
        (newer, Some(&std::fs::read(SMALL).unwrap()[..])),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let map = folder.path().join("kaart.ron");
        std::fs::write(&map, map_has).unwrap();
        if let Some(before) = before_has {
            std::fs::write(disk::backup_path(&map), before).unwrap();
        }
        let mut harness = window(&map, &folder.path().join("data"), UiLang::Dutch);
        assert!(matches!(harness.state().dialog(), Some(Dialog::Error { .. })));
        assert!(harness.query_by_label("Vorige versie openen").is_none());
        press(&mut harness, Key::Enter);
        assert!(harness.state().dialog().is_none());
    }
}

#[test]
fn work_on_the_version_before_that_comes_back_after_a_crash_keeps_the_damaged_file_too() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let map = damaged(folder.path(), &[0; 700]);
    let copy = super::disk::left_behind(&data, &std::fs::read_to_string(SMALL).unwrap());
    let stamp = ron::to_string(&disk::stamp(&map).unwrap()).unwrap();
    let about = format!("(map: Some({:?}), stamp: Some({stamp}))", map.display().to_string());
    std::fs::write(copy.with_extension("about"), about).unwrap();
    let mut harness = window(&map, &data, UiLang::Dutch);
    click_button(&mut harness, "Annuleren");
    click_button(&mut harness, "Terughalen");
    claim(&harness, ARGUMENT);
    press_with(&mut harness, Modifiers::COMMAND, Key::S);
    until(&mut harness, |app| !app.editor().is_dirty() || app.dialog().is_some());
    assert!(harness.state().dialog().is_none());
    let aside = folder.path().join("mijn kaart.ron.damaged");
    assert_eq!(std::fs::read(aside).unwrap(), [0; 700]);
    assert_eq!(
        std::fs::read(disk::backup_path(&map)).unwrap(),
        std::fs::read(SMALL).unwrap()
    );
}

// What the system says.

#[test]
fn what_the_system_says_is_put_in_plain_words_with_its_number() {
    use std::io::{Error, ErrorKind};
    let words = [UiLang::Dutch, UiLang::English].map(Words::of);
    let said = |error: &Error| words.map(|words| words.system_error(error));
    #[cfg(target_os = "linux")]
    for (number, dutch, english) in [
        (2, "niet gevonden (fout 2)", "not found (error 2)"),
        (5, "het systeem meldde fout 5", "the system reported error 5"),
        (13, "geen rechten (fout 13)", "no permission (error 13)"),
        (
            17,
            "er staat al iets anders met de naam die nodig is (fout 17)",
            "something else has the name that is needed (error 17)",
        ),
        (
            21,
            "dit is een map (folder), geen bestand (fout 21)",
            "this is a folder, not a file (error 21)",
        ),
        (24, "het systeem meldde fout 24", "the system reported error 24"),
        (
            26,
            "in gebruik door een ander programma (fout 26)",
            "in use by another program (error 26)",
        ),
        (28, "de schijf is vol (fout 28)", "the disk is full (error 28)"),
        (
            30,
            "de schijf is alleen te lezen (fout 30)",
            "the disk can only be read (error 30)",
        ),
        (
            36,
            "de naam is te lang of kan hier niet (fout 36)",
            "the name is too long or not possible here (error 36)",
        ),
        (
            122,
            "uw ruimte op deze schijf is op (fout 122)",
            "your room on this disk is used up (error 122)",
        ),
    ] {
        let error = Error::from_raw_os_error(number);
        assert_eq!(said(&error), [dutch, english]);
        // Saving and opening each say what to do, and give the same reason.
        for (words, reason) in words.iter().zip([dutch, english]) {
            let error = || Error::from_raw_os_error(number);
            let saving = words.save_error(&disk::SaveError::Disk(error()));
            let opening = words.open_error(&disk::OpenError::Disk(error()));
            assert!(saving.ends_with(&format!(": {reason}.")), "{saving}");
            assert!(opening.ends_with(&format!(": {reason}.")), "{opening}");
            assert!(!opening.contains("opslaan") && !opening.contains("save"), "{opening}");
        }
    }
    // Without a number, and of our own making.
    assert_eq!(
        said(&ErrorKind::PermissionDenied.into()),
        ["geen rechten", "no permission"]
    );
    let own = said(&Error::other("Zip(UnexpectedEof)"));
    assert!(own.iter().all(|words| !words.contains("Zip")), "{own:?}");
}

#[test]
fn where_the_folder_of_the_map_is_gone_another_place_is_offered_in_one_click() {
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("usb").join("kaarten").join("kaart.ron");
    std::fs::create_dir_all(map.parent().unwrap()).unwrap();
    std::fs::copy(SMALL, &map).unwrap();
    let mut harness = window(&map, &folder.path().join("data"), UiLang::Dutch);
    reworded(&mut harness, "Van ons");
    std::fs::remove_dir_all(folder.path().join("usb")).unwrap();
    refocus(&mut harness);
    wait_for(&mut harness, "De map (folder) van deze kaart is er niet meer");
    let asks_where = |app: &App| matches!(app.dialog(), Some(Dialog::Path { .. }));
    // From the message.
    harness
        .get_all_by_role_and_label(Role::Button, "Opslaan als…")
        .last()
        .unwrap()
        .click();
    until(&mut harness, asks_where);
    // It begins where there still is a folder.
    let Some(Dialog::Path { typed, .. }) = harness.state().dialog() else {
        panic!("no place is asked for");
    };
    assert_eq!(Path::new(typed), folder.path().join("kaart.ron"));
    press(&mut harness, Key::Escape);
    // From saving, which does not speak of opening.
    press_with(&mut harness, Modifiers::COMMAND, Key::S);
    until(&mut harness, |app| app.dialog().is_some());
    let said = harness.get_by_label_contains("is er niet of niet meer");
    let said = format!("{said:?}");
    assert!(
        said.contains("Kies een andere plek") && !said.contains("geen bestand met deze naam"),
        "{said}"
    );
    click_button(&mut harness, "Opslaan als…");
    until(&mut harness, asks_where);
    click_button(&mut harness, "Oké");
    until(&mut harness, |app| !app.editor().is_dirty());
    assert!(
        std::fs::read_to_string(folder.path().join("kaart.ron"))
            .unwrap()
            .contains("Van ons")
    );
}

// Unsaved work without its map.

#[test]
fn of_unsaved_work_whose_map_is_gone_it_is_said_how_much_it_is() {
    let small = std::fs::read_to_string(SMALL).unwrap();
    for (lang, map_has, said) in [
        (
            UiLang::Dutch,
            None,
            "De kaart zelf staat er niet meer; de kopie heeft 23 argumenten.",
        ),
        (
            UiLang::English,
            None,
            "The map itself is no longer there; the copy has 23 arguments.",
        ),
        (
            UiLang::Dutch,
            Some("(format: 1, wa"),
            "De kaart zelf kan niet gelezen worden; de kopie heeft 23 argumenten.",
        ),
        (UiLang::Dutch, Some(&*small), "Er is niets"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let map = folder.path().join("weg").join("kaart.ron");
        let copy = super::disk::left_behind(&data, &small.replace("en: \"Parents\"", "en: \"Mothers\""));
        if let Some(text) = map_has {
            std::fs::create_dir(map.parent().unwrap()).unwrap();
            std::fs::write(&map, text).unwrap();
        }
        let about = format!("(map: Some({:?}), stamp: None)", map.display().to_string());
        std::fs::write(copy.with_extension("about"), about).unwrap();
        let mut harness = window(SMALL.as_ref(), &data, lang);
        let Some(Dialog::Recover { changes, .. }) = harness.state().dialog() else {
            panic!("nothing is offered");
        };
        if map_has == Some(&small) {
            assert!(changes.len() == 1 && changes[0].contains("Mothers"), "{changes:?}");
            continue;
        }
        assert_eq!(changes, &[said]);
        harness.get_by_label(said);
        click_button(
            &mut harness,
            if lang == UiLang::Dutch {
                "Terughalen"
            } else {
                "Bring it back"
            },
        );
        claim(&harness, ARGUMENT);
    }
}

#[test]
fn of_unsaved_work_that_cannot_be_read_the_heading_says_so_too() {
    for (lang, title, other, button) in [
        (
            UiLang::Dutch,
            "kan niet gelezen worden",
            "Er is werk teruggevonden",
            "Terughalen",
        ),
        (UiLang::English, "cannot be read", "Work was found", "Bring it back"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        super::disk::left_behind(&data, "(format: 1, wa");
        let harness = window(SMALL.as_ref(), &data, lang);
        assert!(matches!(harness.state().dialog(), Some(Dialog::Recover { .. })));
        harness.get_by_label_contains(title);
        assert!(harness.query_by_label_contains(other).is_none());
        // What cannot be read is not offered, nor anything that is not there.
        assert!(harness.query_by_role_and_label(Role::Button, button).is_none());
        assert!(harness.query_by_label_contains("reservekopie").is_none());
    }
}

// A number of the form that is none.

#[test]
fn a_number_of_the_form_that_is_none_is_said_with_its_place_and_what_to_do() {
    use argumentenkaart::storage::{self, FilePlace, LoadError};
    let small = std::fs::read_to_string(SMALL).unwrap();
    let session = "(format: 1, map: (title: \"t\"))";
    for found in [
        "-1",
        "0",
        "99999999999",
        "\"x\"",
        "1.5",
        "een",
        "\"1, 2\"",
        "(1)",
        "[",
        "'1'",
    ] {
        for text in [
            small.replacen("format: 1", &format!("format: {found}"), 1),
            format!("(\n    title: (nl: \"format: 1\"),\n    format: /* de vorm */ {found},\n)"),
        ] {
            let at = text
                .rfind(found.trim_end_matches(')'))
                .filter(|_| !text.contains("claims"))
                .unwrap_or_else(|| text.find("format: ").unwrap() + "format: ".len());
            let place = FilePlace::of(&text, at);
            let error = storage::read(&text).unwrap_err();
            assert!(matches!(error, LoadError::UnknownFormat { .. }), "{found}: {error:?}");
            let [dutch, english] = [UiLang::Dutch, UiLang::English].map(|lang| Words::of(lang).load_error(&error));
            let FilePlace { line, column } = place;
            assert!(
                dutch.starts_with(&format!("Regel {line}, kolom {column}: hier staat ")),
                "{text} {dutch}"
            );
            assert!(
                english.starts_with(&format!("Line {line}, column {column}: ")),
                "{english}"
            );
            for said in [&dutch, &english] {
                // Of a backup nothing is said: there may be none.
                assert!(said.contains("format: 1.") && !said.contains(".bak"), "{said}");
            }
        }
        let evening = storage::session::read(&session.replacen('1', found, 1)).unwrap_err();
        assert!(
            matches!(evening, LoadError::UnknownFormat { .. }),
            "{found}: {evening:?}"
        );
    }
    // A newer one that can be, and one whose end is not there.
    assert!(matches!(
        storage::read("(format: 4000000000)"),
        Err(LoadError::NewerFormat {
            found: 4_000_000_000,
            ..
        })
    ));
    assert!(matches!(storage::read("(format: "), Err(LoadError::Syntax { .. })));
    // A long one is not repeated as a whole.
    let long = storage::read(&format!("(format: {})", "9".repeat(100_000))).unwrap_err();
    assert!(Words::of(UiLang::Dutch).load_error(&long).len() < 300);
}

#[test]
fn it_is_said_in_the_same_words_in_the_window_and_on_the_command_line() {
    use argumentenkaart::storage;
    let small = std::fs::read_to_string(SMALL).unwrap();
    for (found, lang, locale) in [
        ("-1", UiLang::Dutch, "nl_NL.UTF-8"),
        ("-1", UiLang::English, "en_GB.UTF-8"),
        ("1.5", UiLang::Dutch, "nl_NL.UTF-8"),
        ("\"x\"", UiLang::English, "en_GB.UTF-8"),
        ("99999999999", UiLang::Dutch, "nl_NL.UTF-8"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let map = folder.path().join("mijn kaart.ron");
        let text = small.replacen("format: 1", &format!("format: {found}"), 1);
        std::fs::write(&map, &text).unwrap();
        let error = storage::read(&text).unwrap_err();
        let told = Words::of(lang).load_error(&error);
        // Opened at the start, and from the window.
        let mut harness = window(&map, &folder.path().join("data"), lang);
        harness.get_by_label(&told);
        press(&mut harness, Key::Enter);
        let context = harness.ctx.clone();
        let open = argumentenkaart::command::FileAction::OpenPath(map.clone());
        harness
            .state_mut()
            .apply(&context, argumentenkaart::command::Action::File(open));
        until(&mut harness, |app| app.dialog().is_some());
        harness.run_ok();
        harness.get_by_label(&told);
        let out = folder.path().join("uit.argdown");
        let picture = folder.path().join("uit.png");
        for (task, out) in [
            ("convert", Some(&out)),
            ("export", Some(&out)),
            ("shot", Some(&picture)),
            ("check", None),
        ] {
            let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_argumentenkaart"));
            command.arg(task).arg(&map).args(out);
            command.env("ARGUMENTENKAART_DATA", folder.path().join("task"));
            command.env("LC_ALL", locale).env("LANG", locale);
            let output = command.output().unwrap();
            let said = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
            assert!(said.contains(&told), "{task}: {said} instead of {told}");
            assert!(out.is_none_or(|out| !out.exists()));
        }
    }
}

// Work that was done while another map was being read.

#[test]
fn what_is_typed_while_another_map_is_read_is_asked_about_and_not_lost() {
    use argumentenkaart::command::{Action, FileAction};
    use argumentenkaart::edit::{Edit, TextField};
    use argumentenkaart::model::Lang;
    let folder = tempfile::tempdir().unwrap();
    let [map, other] = ["kaart.ron", "ander.ron"].map(|name| folder.path().join(name));
    std::fs::copy(SMALL, &map).unwrap();
    std::fs::write(&other, "(format: 1, question: (nl: \"Een andere?\"))").unwrap();
    std::fs::copy(&other, disk::backup_path(&map)).unwrap();
    for action in [FileAction::OpenPath(other.clone()), FileAction::OpenBefore(map.clone())] {
        let mut harness = window(&map, &folder.path().join("data"), UiLang::Dutch);
        let argument = claim(&harness, ARGUMENT);
        let context = harness.ctx.clone();
        harness.state_mut().apply(&context, Action::File(action.clone()));
        // The answer waits for the next frame.
        let edit = Edit::SetText {
            field: TextField::Claim(argument),
            lang: Lang::NL,
            words: "Van ons".to_owned(),
        };
        harness.state_mut().apply(&context, Action::Edit(edit));
        until(&mut harness, |app| {
            app.dialog().is_some() || app.editor().document().claims.id(ARGUMENT).is_none()
        });
        assert_eq!(super::desk::words_of(&harness, claim(&harness, ARGUMENT)), "Van ons");
        assert!(matches!(harness.state().dialog(), Some(Dialog::Unsaved(asked)) if *asked == action));
        click_button(&mut harness, "Niet opslaan");
        until(&mut harness, |app| {
            app.editor().document().claims.id(ARGUMENT).is_none()
        });
    }
}
