//! What is written and cannot have all of the map, or cannot be made: told with a reason, in the window as on the command line.

use std::path::{Path, PathBuf};

use argumentenkaart::app::App;
use argumentenkaart::command::{Action, AppAction, UiLang};
use argumentenkaart::ui::dialogs::Dialog;
use egui::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::desk::{ARGUMENT, SMALL, type_words, until};
use super::disk::{wait_for, window};

fn click_button(harness: &mut Harness<'_, App>, name: &str) {
    harness.get_by_role_and_label(Role::Button, name).click();
    harness.run_steps(5);
}

/// A map with a picture on an argument and on the first card of the toolbox.
fn pictured(folder: &Path, on_claim: &str, on_card: &str) -> PathBuf {
    let old = std::fs::read_to_string(SMALL).unwrap();
    let claim = format!("id: \"{ARGUMENT}\",\n            image: \"{on_claim}\",");
    let text = old.replacen(&format!("id: \"{ARGUMENT}\","), &claim, 1);
    let first = text.find("\n    instruments: [").unwrap();
    let id = first + text[first..].find("id: \"").unwrap();
    let text = format!("{}image: \"{on_card}\",\n            {}", &text[..id], &text[id..]);
    let map = folder.join("kaart.ron");
    std::fs::write(&map, text).unwrap();
    std::fs::write(folder.join("stuk.png"), "geen plaatje").unwrap();
    let mut good = Vec::new();
    image::GrayImage::new(4, 4)
        .write_to(&mut std::io::Cursor::new(&mut good), image::ImageFormat::Png)
        .unwrap();
    std::fs::write(folder.join("goed.png"), good).unwrap();
    map
}

/// Chooses where something is written: there is no file window here, so the path is typed.
fn to_path(harness: &mut Harness<'_, App>, path: &Path, ok: &str) {
    until(harness, |app| matches!(app.dialog(), Some(Dialog::Path { .. })));
    type_words(harness, &path.display().to_string());
    click_button(harness, ok);
}

#[test]
fn pictures_that_are_not_in_what_is_exported_are_told_with_their_reason() {
    let of_claim = "uitspraak ‘vroeg-inschrijven-hoeft-niet’: ";
    for (lang, picture, format, told) in [
        (
            UiLang::Dutch,
            "stuk.png",
            "svg",
            Some(format!(
                "1 afbeelding kon niet mee: {of_claim}stuk.png: Geen leesbare afbeelding (PNG, JPEG, WebP of GIF)"
            )),
        ),
        (
            UiLang::English,
            "weg.png",
            "pdf",
            Some(
                "1 picture could not come along: claim ‘vroeg-inschrijven-hoeft-niet’: weg.png: Picture not found"
                    .to_owned(),
            ),
        ),
        (UiLang::Dutch, "goed.png", "svg", None),
        // Pictures are no part of it at all: that is told before.
        (UiLang::Dutch, "weg.png", "opml", None),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let map = pictured(folder.path(), picture, "weg.png");
        let mut harness = window(&map, &folder.path().join("data"), lang);
        let context = harness.ctx.clone();
        harness.state_mut().apply(&context, Action::App(AppAction::Export));
        harness.run_ok();
        let nl = lang == UiLang::Dutch;
        let name = match (format, nl) {
            ("svg", _) => "SVG",
            ("pdf", _) => "PDF",
            _ => "OPML",
        };
        harness.get_by_label(name).click();
        harness.run_ok();
        click_button(&mut harness, if nl { "Opslaan…" } else { "Save…" });
        let out = folder.path().join(format!("uit.{format}"));
        to_path(&mut harness, &out, if nl { "Oké" } else { "OK" });
        wait_for(&mut harness, if nl { "Geëxporteerd" } else { "Exported" });
        assert!(out.exists() && harness.state().dialog().is_none());
        let said = format!(
            "{:?}",
            harness.get_by_label_contains(if nl { "Geëxporteerd" } else { "Exported" })
        );
        // In the window as a whole from its first moment, though it takes the place of a short message.
        let node = harness.get_by_label_contains(if nl { "Geëxporteerd" } else { "Exported" });
        let rect = node.rect();
        assert!(rect.left() > 0.0 && rect.right() < 1600.0, "{rect:?}");
        let button = harness.get_by_role_and_label(Role::Button, if nl { "Bekijken" } else { "Look at it" });
        assert!(button.rect().right() < 1600.0, "{:?}", button.rect());
        match told {
            Some(told) => assert!(said.contains(&told), "{said}"),
            None => assert!(!said.contains("kon niet mee"), "{said}"),
        }
    }
}

#[test]
fn pictures_that_are_not_on_paper_are_told_in_the_window_for_printing_and_afterwards() {
    let nl = "1 afbeelding kon niet mee: instrument ‘";
    let why = "stuk.png: Geen leesbare afbeelding (PNG, JPEG, WebP of GIF)";
    for (picture, is_told) in [("stuk.png", true), ("goed.png", false)] {
        let folder = tempfile::tempdir().unwrap();
        // What stands on arguments is not on paper at all.
        let map = pictured(folder.path(), "weg.png", picture);
        let mut harness = window(&map, &folder.path().join("data"), UiLang::Dutch);
        let context = harness.ctx.clone();
        harness.state_mut().apply(&context, Action::App(AppAction::Print));
        let is_made = |app: &App| matches!(app.dialog(), Some(Dialog::Print(form)) if form.current().is_some());
        until(&mut harness, is_made);
        harness.run_steps(5);
        assert!(harness.query_by_label_contains("kon niet mee").is_none());
        harness.get_by_label("Toolboxboekje").click();
        harness.run_steps(5);
        until(&mut harness, is_made);
        harness.run_steps(5);
        let said = |harness: &Harness<'_, App>| {
            let said = harness.query_all_by_label_contains("kon niet mee");
            said.map(|node| format!("{node:?}")).collect::<Vec<_>>().join(" ")
        };
        let before = said(&harness);
        assert_eq!(before.contains(nl) && before.contains(why), is_told, "{before}");
        click_button(&mut harness, "PDF opslaan…");
        let out = folder.path().join("boekje.pdf");
        to_path(&mut harness, &out, "Oké");
        wait_for(&mut harness, "Geëxporteerd");
        let after = format!("{:?}", harness.get_by_label_contains("Geëxporteerd"));
        assert_eq!(after.contains(nl) && after.contains(why), is_told, "{after}");
        assert!(matches!(harness.state().dialog(), Some(Dialog::Print(_))));
    }
}

#[test]
fn of_many_pictures_that_are_not_along_the_first_are_told_and_how_many_there_are() {
    use argumentenkaart::ui::words::Words;
    let [nl, en] = [UiLang::Dutch, UiLang::English].map(Words::of);
    let all: Vec<String> = (1..=12).map(|number| format!("{number}.png: weg")).collect();
    assert_eq!(nl.not_along(&[]), None);
    assert_eq!(
        nl.not_along(&all[..2]).unwrap(),
        "2 afbeeldingen konden niet mee: 1.png: weg; 2.png: weg."
    );
    assert_eq!(
        en.not_along(&all).unwrap(),
        "12 pictures could not come along: 1.png: weg; 2.png: weg; 3.png: weg; and 9 more."
    );
    assert!(nl.not_along(&all).unwrap().ends_with("3.png: weg; en nog 9."));
}

#[test]
fn what_could_not_be_made_is_said_with_what_to_do_and_what_the_makers_need() {
    use argumentenkaart::ui::words::Words;
    use argumentenkaart::ui::{NotMade, Output};
    let words = [UiLang::Dutch, UiLang::English].map(Words::of);
    for (output, dutch, english) in [
        (
            Output::Pdf,
            "De PDF is niet gemaakt. Probeer het opnieuw, of kies een andere vorm, zoals SVG.",
            "The PDF was not made. Try again, or choose another format, such as SVG.",
        ),
        (
            Output::Word,
            "Het Word-document is niet gemaakt. Probeer het opnieuw, of kies een andere vorm, zoals HTML.",
            "The Word document was not made. Try again, or choose another format, such as HTML.",
        ),
        (
            Output::ReportWord,
            "Het Word-document is niet gemaakt. Probeer het opnieuw.",
            "The Word document was not made. Try again.",
        ),
        (
            Output::Window,
            "De afbeelding is niet gemaakt. Probeer het opnieuw, of kies een andere maat met --size.",
            "The picture was not made. Try again, or choose another size with --size.",
        ),
        (
            Output::Format("opml"),
            "opml is niet gemaakt. Probeer het opnieuw, of kies een andere vorm, zoals HTML.",
            "opml was not made. Try again, or choose another format, such as HTML.",
        ),
    ] {
        let why = NotMade::new(output, &("UnexpectedEof", 3));
        for (words, told) in words.iter().zip([dutch, english]) {
            let said = words.not_made(&why);
            assert!(said.starts_with(told), "{said}");
            assert!(said.ends_with("(\"UnexpectedEof\", 3))."), "{said}");
        }
    }
}
