//! Texts that a person types or pastes: lines of the outline, the quick entry, and explanations in Markdown in every format
//! that shows them formatted.
#![no_main]

use argumentenkaart::app::{from_template, write_as};
use argumentenkaart::command::Template;
use argumentenkaart::edit::{Edit, Editor, TextField};
use argumentenkaart::exchange::Format;
use argumentenkaart::model::Lang;
use argumentenkaart::notation;
use argumentenkaart::ui::words::DUTCH;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let document = from_template(Template::FourStakeholders, &DUTCH);
    let _ = notation::quick_entry(&document, Lang::NL, text);
    let mut editor = Editor::new(document);
    if let Some(fragment) = notation::fragment(text, Lang::NL) {
        let site = argumentenkaart::edit::Site::end_of(argumentenkaart::edit::Under::Nothing);
        let _ = editor.run(Edit::Insert { fragment, site });
    }
    let Some(thesis) = editor.document().cover.thesis else { return };
    let _ = editor.run(Edit::SetText {
        field: TextField::Explanation(thesis),
        lang: Lang::NL,
        words: text.to_owned(),
    });
    for format in [Format::Html, Format::Docx, Format::Markdown, Format::Dot] {
        write_as(editor.document(), None, format, Lang::NL).expect("it can be written");
    }
    while editor.undo().is_some() {}
    assert!(!editor.is_dirty());
});
