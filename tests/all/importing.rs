//! Files of other programs in the window: looked at before anything happens, taken over as one step, and written.

use argumentenkaart::app::App;
use argumentenkaart::command::{Action, AppAction};
use argumentenkaart::exchange::Format;
use argumentenkaart::model::{Lang, RelationKind, Structure};
use argumentenkaart::ui::dialogs::Dialog;
use argumentenkaart::ui::import_form::ImportState;
use argumentenkaart::ui::words::DUTCH;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::desk::{harness, until};

const TEXT: &str = "\
[more]: Children should mix more at school.
  + <contact>: They learn from the others.
  - <travel>: The way to school is longer.
    + <bus>: There is no bus to the other school.

<other>: Something that hangs together with nothing.
";

fn import(harness: &mut Harness<'_, App>, name: &str, text: &str) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    let action = Action::App(AppAction::ImportPath(path));
    let context = harness.ctx.clone();
    harness.state_mut().apply(&context, action);
    until(harness, |app| match app.dialog() {
        Some(Dialog::Import(form)) => match &form.state {
            ImportState::Busy => false,
            ImportState::Refused(_) => true,
            ImportState::Read(understood) => understood.preview.is_some(),
        },
        _ => false,
    });
    harness.run_ok();
}

fn click(harness: &mut Harness<'_, App>, label: &str) {
    harness.get_by_label(label).click();
    harness.run_ok();
}

fn is_idle(app: &App) -> bool {
    match app.dialog() {
        Some(Dialog::Import(form)) => match &form.state {
            ImportState::Read(understood) => {
                let made = understood.preview.as_ref().map(|preview| &preview.choices);
                made == Some(&understood.choices)
            }
            _ => false,
        },
        _ => true,
    }
}

#[test]
fn a_file_is_shown_before_it_becomes_a_map() {
    let mut harness = harness();
    let before = harness.state().editor().document().claims.len();
    import(&mut harness, "school.argdown", TEXT);
    for label in [
        "beweringen: 5",
        "argumenten voor: 1",
        "argumenten tegen: 1",
        "losse teksten: 1",
    ] {
        assert!(harness.query_by_label(label).is_some(), "{label}");
    }
    assert!(harness.query_by_label("Tegen The way to school is longer.").is_some());
    // Nothing happened yet.
    assert_eq!(harness.state().editor().document().claims.len(), before);
    click(&mut harness, "Losse teksten weglaten");
    until(&mut harness, is_idle);
    assert!(harness.query_by_label("beweringen: 4").is_some());
    click(&mut harness, "Kaart maken");
    let app = harness.state();
    let document = app.editor().document();
    assert_eq!(document.claims.len(), 4);
    // The language was known by its words, and it is read in it.
    assert_eq!(document.languages(), [Lang::EN]);
    assert_eq!(app.lang(), Lang::EN);
    assert!(app.editor().is_dirty());
    let context = harness.ctx.clone();
    // Taken back: the map that was open before is there again, as it was.
    harness.state_mut().apply(&context, Action::Undo);
    harness.run_ok();
    let app = harness.state();
    assert_eq!(app.editor().document().claims.len(), before);
    assert!(!app.editor().is_dirty());
    assert_eq!(app.lang(), Lang::NL);
    // And it can be had after all.
    let again = Action::File(argumentenkaart::command::FileAction::TakeImport);
    harness.state_mut().apply(&context, again);
    assert_eq!(harness.state().editor().document().claims.len(), 4);
}

#[test]
fn a_file_goes_into_the_open_map_as_one_step() {
    let mut harness = harness();
    let thesis = harness.state().editor().document().cover.thesis.unwrap();
    let before = harness.state().editor().document().claims.len();
    import(&mut harness, "school.argdown", TEXT);
    click(&mut harness, "Bij de geopende kaart");
    click(&mut harness, "Voor en tegen omdraaien");
    until(&mut harness, is_idle);
    click(&mut harness, "Toevoegen");
    let document = harness.state().editor().document();
    // What is loose is parked, and so is the thesis of the file, which says something else than ours.
    assert_eq!(document.claims.len(), before + 5);
    let words = "Children should mix more at school.";
    let parked = document
        .claims
        .iter()
        .find(|(_, claim)| claim.text.get(Lang::EN) == Some(words));
    assert!(Structure::new(document).is_loose(parked.unwrap().0));
    let structure = Structure::new(document);
    let travel = document.claims.id("travel").unwrap();
    let place = structure.place(travel).unwrap();
    assert_eq!((place.parent, place.kind), (Some(thesis), Some(RelationKind::Support)));
    assert!(structure.is_loose(document.claims.id("other").unwrap()));
    let context = harness.ctx.clone();
    harness.state_mut().apply(&context, Action::Undo);
    assert_eq!(harness.state().editor().document().claims.len(), before);
}

#[test]
fn unsaved_work_is_asked_about_before_a_file_takes_its_place() {
    let mut harness = harness();
    let claim = super::desk::claim(&harness, super::desk::ARGUMENT);
    super::desk::reword(&mut harness, claim, "Iets anders");
    import(&mut harness, "school.argdown", TEXT);
    click(&mut harness, "Kaart maken");
    assert!(matches!(harness.state().dialog(), Some(Dialog::Unsaved(_))));
    click(&mut harness, "Annuleren");
    assert_eq!(super::desk::words_of(&harness, claim), "Iets anders");
    // What was looked at is looked at again.
    assert!(harness.query_by_label("beweringen: 5").is_some());
}

#[test]
fn a_file_that_cannot_be_read_says_why_and_changes_nothing() {
    let mut harness = harness();
    let before = harness.state().editor().document().claims.len();
    import(
        &mut harness,
        "map.mm",
        "<!DOCTYPE map [<!ENTITY a 'bb'>]><map><node TEXT='&a;'/></map>",
    );
    assert!(harness.query_by_label_contains("entiteiten").is_some());
    click(&mut harness, "Sluiten");
    assert_eq!(harness.state().editor().document().claims.len(), before);
}

#[test]
fn a_map_is_written_in_another_format_and_the_losses_are_told() {
    let mut harness = harness();
    let context = harness.ctx.clone();
    harness.state_mut().apply(&context, Action::App(AppAction::Export));
    harness.run_ok();
    click(&mut harness, "OPML");
    let lost = match harness.state().dialog() {
        Some(Dialog::Export(form)) => form.losses.iter().find(|(format, _)| *format == Format::Opml).cloned(),
        _ => None,
    };
    let (_, lost) = lost.unwrap();
    assert!(!lost.is_empty());
    for loss in &lost {
        let said = DUTCH.loss(loss);
        assert!(harness.query_by_label_contains(&said).is_some(), "{said}");
    }
    click(&mut harness, "Opslaan…");
    // There is no file window here: the path is typed.
    until(&mut harness, |app| matches!(app.dialog(), Some(Dialog::Path { .. })));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kaart.opml");
    if let Some(Dialog::Path { .. }) = harness.state().dialog() {
        super::desk::type_words(&mut harness, &path.display().to_string());
    }
    click(&mut harness, "Oké");
    until(&mut harness, |_| path.exists());
    assert!(std::fs::read_to_string(&path).unwrap().contains("<opml"));
}

#[test]
fn a_file_of_another_program_that_is_opened_is_shown_first() {
    let mut harness = harness();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("school.argdown");
    std::fs::write(&path, TEXT).unwrap();
    let context = harness.ctx.clone();
    let open = Action::File(argumentenkaart::command::FileAction::OpenPath(path));
    harness.state_mut().apply(&context, open);
    until(
        &mut harness,
        |app| matches!(app.dialog(), Some(Dialog::Import(form)) if matches!(form.state, ImportState::Read(_))),
    );
}

#[test]
fn a_long_text_is_shown_by_its_beginning() {
    let mut harness = harness();
    let long = "woord ".repeat(400);
    import(
        &mut harness,
        "lang.argdown",
        &format!("[a]: Een vraag.\n  + <b>: {long}\n"),
    );
    assert!(harness.query_by_label_contains("woord woord…").is_some());
    assert!(harness.query_by_label_contains(long.trim()).is_none());
}
