//! What each reader must stand up to, whatever the bytes: for the fuzz targets, and for the test that reads the kept seeds.

use argumentenkaart::app::{decode_picture, from_template, write_as};
use argumentenkaart::command::Template;
use argumentenkaart::edit::{Edit, Editor, Site, TextField, Under};
use argumentenkaart::exchange::{self, Choices, Format};
use argumentenkaart::model::Lang;
use argumentenkaart::notation;
use argumentenkaart::storage;
use argumentenkaart::ui::words::DUTCH;

/// A file of others, of this format or of the one that it looks like. What is read becomes a map that can be saved and read again.
#[allow(dead_code, reason = "each target uses its own")]
pub fn import(bytes: &[u8], format: Option<Format>) {
    let Ok(gathered) = exchange::read(bytes, "", format) else {
        return;
    };
    let built = exchange::build(&gathered, &Choices::new(&gathered, Lang::NL));
    let written = storage::write(&built.document);
    let again = storage::read(&written).expect("what was built can be saved");
    assert_eq!(written, storage::write(&again.document), "saved twice, the same");
}

/// A map or an evening: what is read is written and read again, and is the same.
#[allow(dead_code, reason = "each target uses its own")]
pub fn map(bytes: &[u8]) {
    if let Ok(loaded) = storage::read_bytes(bytes) {
        let written = storage::write(&loaded.document);
        let again = storage::read(&written).expect("what was written can be read");
        assert_eq!(written, storage::write(&again.document), "written twice, the same");
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Ok(session) = storage::session::read(text)
    {
        let written = storage::session::write(&session);
        let again = storage::session::read(&written).expect("what was written can be read");
        assert_eq!(written, storage::session::write(&again), "written twice, the same");
    }
}

/// Texts that a person types or pastes: lines of the outline, the quick entry, and explanations in Markdown in every format
/// that shows them formatted.
#[allow(dead_code, reason = "each target uses its own")]
pub fn words(text: &str) {
    let document = from_template(Template::FourStakeholders, &DUTCH);
    let _ = notation::quick_entry(&document, Lang::NL, text);
    let mut editor = Editor::new(document);
    if let Some(fragment) = notation::fragment(text, Lang::NL) {
        let site = Site::end_of(Under::Nothing);
        let _ = editor.run(Edit::Insert { fragment, site });
    }
    let Some(thesis) = editor.document().cover.thesis else {
        return;
    };
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
}

/// A picture that a map names: decoded within limits, or refused.
#[allow(dead_code, reason = "each target uses its own")]
pub fn picture(bytes: &[u8]) {
    if let Ok(picture) = decode_picture(bytes) {
        assert!(picture.size.iter().all(|side| (1..=1024).contains(side)));
    }
}
