//! The report of an evening, as files in a folder beside it.

use std::path::{Path, PathBuf};

use egui::Context;

use crate::command::UiLang;
use crate::model::Document;
use crate::paper::{self, Letters};
use crate::report::{Report, ReportLang, to_csv, to_docx, to_html, to_markdown};
use crate::session::Session;
use crate::storage::disk::{self, SaveError};
use crate::ui::words::Words;
use crate::ui::{NotMade, Output};

use super::files::{FileEvent, Inbox};

/// The names of the five files in a language: page, paper, document, text, table.
fn names(lang: ReportLang) -> [&'static str; 5] {
    match lang {
        ReportLang::Dutch => [
            "verslag.html",
            "verslag.pdf",
            "verslag.docx",
            "verslag.md",
            "uitkomst.csv",
        ],
        ReportLang::English => ["report.html", "report.pdf", "report.docx", "report.md", "results.csv"],
    }
}

/// The folder of the reports of an evening: beside its file, under its name.
pub fn folder_of(session: &Path) -> PathBuf {
    let name = session.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let name = name.strip_suffix(".sessie.ron").unwrap_or(&name).to_owned();
    session.with_file_name(format!("{name} verslag"))
}

/// Makes the report; the page to look at. A report that was made before is replaced.
///
/// # Errors
/// Says why it could not be written.
pub fn make(
    path: &Path,
    session: &Session,
    document: &Document,
    lang: ReportLang,
    words: &Words,
) -> Result<PathBuf, String> {
    let folder = folder_of(path);
    let report = Report::new(session, document, lang);
    let docx = to_docx(&report).map_err(|why| words.not_made(&NotMade::new(Output::ReportWord, &why)))?;
    let made = paper::report(&report, &mut Letters::new(), true);
    let pdf = paper::to_pdf(&made.print).map_err(|why| words.not_made(&NotMade::new(Output::ReportPdf, &why)))?;
    let [page, pages, word, text, table] = names(lang);
    let files: [(&str, Vec<u8>); 5] = [
        (page, to_html(&report).into_bytes()),
        (pages, pdf),
        (word, docx),
        (text, to_markdown(&report).into_bytes()),
        (table, to_csv(session, document, lang).into_bytes()),
    ];
    let told = |file: &Path, error: SaveError| format!("{}: {}", file.display(), words.reason(&error));
    disk::make_folder(&folder).map_err(|error| told(&folder, error.into()))?;
    for (name, bytes) in files {
        let file = folder.join(name);
        disk::save_bytes(&file, &bytes).map_err(|error| told(&file, error))?;
    }
    Ok(folder.join(page))
}

impl Inbox {
    /// Makes the report of an evening.
    pub fn make_report(
        &mut self,
        context: &Context,
        path: PathBuf,
        session: Session,
        document: Document,
        lang: UiLang,
        words: &'static Words,
    ) {
        let lang = match lang {
            UiLang::Dutch => ReportLang::Dutch,
            UiLang::English => ReportLang::English,
        };
        self.start(context, "report", move || {
            FileEvent::Report(make(&path, &session, &document, lang, words))
        });
    }
}
