//! The program fails in the middle of a frame: nothing is lost, and the person is told.

use argumentenkaart::app::{App, Guarded, Settings, load};
use argumentenkaart::command::{Action, ThemeName, UiLang};
use argumentenkaart::edit::{Edit, TextField};
use argumentenkaart::model::Lang;
use argumentenkaart::storage;
use egui::vec2;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::desk::{ARGUMENT, SMALL};

fn window(folder: &std::path::Path, lang: UiLang) -> Harness<'static, Guarded> {
    let folder = folder.to_owned();
    let map = folder.join("kaart.ron");
    std::fs::copy(SMALL, &map).unwrap();
    let mut harness = Harness::builder()
        .with_size(vec2(1280.0, 720.0))
        .with_max_steps(60)
        .build_eframe(move |creation| {
            let settings = Settings::kept_in(&folder, lang, ThemeName::Light);
            Guarded::new(
                &creation.egui_ctx,
                App::new(&creation.egui_ctx, load(Some(&map)), settings),
            )
        });
    harness.run_ok();
    harness
}

/// Does something to the program at the beginning of the next frames.
fn meddle(harness: &mut Harness<'_, Guarded>, with: impl FnMut(&mut App) + 'static) {
    harness.state_mut().interfere(with);
    harness.run_ok();
}

fn reworded(app: &App, words: &str) -> Action {
    let claim = app.editor().document().claims.id(ARGUMENT).unwrap();
    Action::Edit(Edit::SetText {
        field: TextField::Claim(claim),
        lang: Lang::NL,
        words: words.to_owned(),
    })
}

#[test]
fn unsaved_work_is_in_the_copy_when_a_frame_fails() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(folder.path(), UiLang::Dutch);
    let context = harness.ctx.clone();
    meddle(&mut harness, move |app| {
        let action = reworded(app, "In dezelfde tel getypt");
        app.apply(&context, action);
        panic!("as asked for");
    });
    assert!(harness.state().app().is_none());
    harness.get_by_label_contains("Er ging iets mis in het programma");
    harness.get_by_label_contains("is bewaard");
    harness.get_by_label("Opnieuw starten");
    let copy = folder
        .path()
        .join("recovery")
        .join(format!("{}.ron", std::process::id()));
    let (copy, _) = storage::disk::open(&copy).unwrap();
    let claim = copy.document.claims.id(ARGUMENT).unwrap();
    let text = &copy.document.claims.get(claim).unwrap().text;
    assert_eq!(text.get(Lang::NL), Some("In dezelfde tel getypt"));
    // The map itself is as it was, and the copy stays when the window is closed.
    assert_eq!(
        std::fs::read(folder.path().join("kaart.ron")).unwrap(),
        std::fs::read(SMALL).unwrap()
    );
    drop(harness);
    let settings = Settings::kept_in(folder.path(), UiLang::Dutch, ThemeName::Light);
    let copies = std::fs::read_dir(settings.folder().unwrap().join("recovery")).unwrap();
    assert!(
        copies
            .flatten()
            .any(|file| file.path().extension().is_some_and(|kind| kind == "ron"))
    );
}

#[test]
fn where_all_was_saved_the_page_says_so_in_english_too() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(folder.path(), UiLang::English);
    meddle(&mut harness, |_| panic!("as asked for"));
    harness.get_by_label_contains("Something went wrong in the program");
    harness.get_by_label_contains("nothing is lost");
    harness.get_by_label("Start again");
    assert!(
        !folder
            .path()
            .join("recovery")
            .join(format!("{}.ron", std::process::id()))
            .exists()
    );
}

#[test]
fn a_copy_that_cannot_be_written_is_not_called_kept() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(folder.path(), UiLang::Dutch);
    // A file stands where the folder of the copies is to be.
    let recovery = folder.path().join("recovery");
    std::fs::remove_dir_all(&recovery).unwrap();
    std::fs::write(&recovery, "").unwrap();
    let context = harness.ctx.clone();
    meddle(&mut harness, move |app| {
        let action = reworded(app, "Getypt");
        app.apply(&context, action);
        panic!("as asked for");
    });
    harness.get_by_label_contains("kon niet worden bewaard");
}

/// For a process of its own, since the hook holds for all of it: the window fails while egui's own state is in use.
pub fn fail_inside(place: &std::path::Path) {
    let folder = place.to_owned();
    std::panic::set_hook(Box::new(move |about| {
        argumentenkaart::app::mishap::record(Some(&folder), about)
    }));
    let mut harness = window(place, UiLang::Dutch);
    let context = harness.ctx.clone();
    meddle(&mut harness, move |_| context.input_mut(|_| panic!("as asked for")));
    harness.get_by_label_contains("Er ging iets mis in het programma");
    super::apart::did(1);
}

#[test]
fn a_failure_within_egui_is_told_too() {
    let folder = tempfile::tempdir().unwrap();
    let worker = super::apart::Worker::start("fail-inside", folder.path());
    // It hangs, or it says that the page is there.
    let heard = worker.heard.recv_timeout(std::time::Duration::from_mins(1));
    worker.kill();
    assert!(heard.is_ok());
    let reports = std::fs::read_dir(folder.path().join("failures")).unwrap();
    assert!(
        reports
            .flatten()
            .any(|file| file.path().extension().is_some_and(|kind| kind == "txt"))
    );
}

#[test]
fn the_sheet_of_letters_stays_small_whatever_the_driver_takes() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(folder.path(), UiLang::Dutch);
    let context = harness.ctx.clone();
    let mut side = |width: f32, most: usize| {
        let mut input = egui::RawInput {
            screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, vec2(width, 800.0))),
            max_texture_side: Some(most),
            ..egui::RawInput::default()
        };
        eframe::App::raw_input_hook(harness.state_mut(), &context, &mut input);
        input.max_texture_side.unwrap()
    };
    assert_eq!(side(1280.0, 16_384), 2048);
    assert_eq!(side(1920.0, 1024), 1024);
    // One window on a screen of many pixels: all windows share the sheet, so it stays large.
    assert_eq!(side(3840.0, 16_384), 4096);
    assert_eq!(side(1280.0, 16_384), 4096);
}
