//! Posters and other paper: chosen and looked at in the window, kept as a file, and printed on the command line.

use std::process::Command;

use argumentenkaart::app::App;
use argumentenkaart::command::{Action, AppAction};
use argumentenkaart::paper::{Kind, Said, Sheet};
use argumentenkaart::ui::dialogs::Dialog;
use argumentenkaart::ui::print_form::PrintForm;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::desk::{SMALL, harness, type_words, until};

fn form(app: &App) -> &PrintForm {
    match app.dialog() {
        Some(Dialog::Print(form)) => form,
        other => panic!("{other:?}"),
    }
}

fn click(harness: &mut Harness<'_, App>, label: &str) {
    harness.get_by_label(label).click();
    harness.run_steps(5);
    until_made(harness);
}

fn until_made(harness: &mut Harness<'_, App>) {
    until(harness, |app| match app.dialog() {
        Some(Dialog::Print(form)) => form.current().is_some(),
        _ => true,
    });
    // With pages the window has another size.
    harness.run_steps(5);
}

fn open(harness: &mut Harness<'_, App>) {
    let context = harness.ctx.clone();
    harness.state_mut().apply(&context, Action::App(AppAction::Print));
    until_made(harness);
}

#[test]
fn pages_are_shown_as_chosen_before_they_are_kept() {
    let mut harness = harness();
    open(&mut harness);
    assert_eq!(form(harness.state()).choices.kind, Kind::Poster);
    let size = |harness: &Harness<'_, App>| form(harness.state()).current().unwrap().print.pages[0].size;
    let wide = size(&harness);
    click(&mut harness, "Staand");
    let high = size(&harness);
    assert_eq!((wide.width, wide.height), (high.height, high.width));
    click(&mut harness, "Argumentkaartjes");
    let choices = form(harness.state()).choices.clone();
    // Each kind has the paper that it is usually printed on.
    assert_eq!((choices.kind, choices.sheet), (Kind::Cards, Sheet::A4));
    assert!(harness.query_by_label_contains("Kleinste letter").is_some());
    let num = form(harness.state()).current().unwrap().print.pages.len();
    assert!(num > 1);
    harness.get_by_label("Volgende pagina").click();
    harness.run_steps(5);
    assert_eq!(form(harness.state()).page, 1);
    click(&mut harness, "Zwart-wit");
    harness.get_by_label("PDF opslaan…").click();
    until(&mut harness, |app| matches!(app.dialog(), Some(Dialog::Path { .. })));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kaartjes.pdf");
    type_words(&mut harness, &path.display().to_string());
    harness.get_by_label("Oké").click();
    until(&mut harness, |_| path.exists());
    assert!(std::fs::read(&path).unwrap().starts_with(b"%PDF-1.7"));
    // What was chosen is there the next time.
    open(&mut harness);
    assert!(!form(harness.state()).choices.has_color);
}

#[test]
fn what_is_left_out_is_said() {
    let mut harness = harness();
    open(&mut harness);
    click(&mut harness, "A4");
    click(&mut harness, "Zonder toelichting");
    let made = form(harness.state()).current().unwrap().clone();
    let left_out = made
        .said
        .iter()
        .any(|said| matches!(said, Said::WithoutExplanations(num) if *num > 0));
    let shown = harness.query_by_label_contains("weggelaten").is_some();
    assert_eq!(left_out, shown, "{:?}", made.said);
}

#[test]
fn the_command_line_prints_every_kind() {
    let folder = tempfile::tempdir().unwrap();
    for kind in ["poster", "handout", "booklet", "cards", "dots"] {
        let path = folder.path().join(format!("{kind}.pdf"));
        let print = || {
            Command::new(env!("CARGO_BIN_EXE_argumentenkaart"))
                .args(["print", kind, SMALL])
                .arg(&path)
                .args(["--paper", "a3", "--landscape", "--gray", "--lang", "nl", "--lang", "en"])
                .env("ARGUMENTENKAART_DATA", folder.path())
                .output()
                .unwrap()
        };
        let output = print();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{kind}: {said}");
        assert!(
            said.contains("pt") || said.contains("punt") || said.contains("points"),
            "{said}"
        );
        assert!(std::fs::read(&path).unwrap().starts_with(b"%PDF-"), "{kind}");
        // Nothing that is there is replaced.
        assert!(!print().status.success(), "{kind}");
    }
}

#[test]
fn nothing_is_said_of_a_print_that_could_not_be_written() {
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_argumentenkaart"))
        .args(["print", "poster", SMALL])
        .arg(folder.path().join("nergens/poster.pdf"))
        .env("ARGUMENTENKAART_DATA", folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success());
    assert!(!said.contains("punt") && !said.contains("points"), "{said}");
}
