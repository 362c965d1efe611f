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

/// A report that was made.
pub struct ReportMade {
    /// Where its files are.
    pub folder: PathBuf,
    /// What is to be looked at: the page, or the first of the others that was made; `None` if none was.
    pub page: Option<PathBuf>,
    /// The files that were not made, each with the reason.
    pub not_made: Vec<String>,
}

/// Makes the report, each file that can be made. A report that was made before is replaced.
///
/// # Errors
/// Says why there is no folder for it.
pub fn make(
    path: &Path,
    session: &Session,
    document: &Document,
    lang: ReportLang,
    words: &Words,
) -> Result<ReportMade, String> {
    let folder = folder_of(path);
    let report = Report::new(session, document, lang);
    let docx = to_docx(&report).map_err(|why| words.not_made(&NotMade::new(Output::ReportWord, &why)));
    let made = paper::report(&report, &mut Letters::new(), true);
    let pdf = paper::to_pdf(&made.print).map_err(|why| words.not_made(&NotMade::new(Output::ReportPdf, &why)));
    let [page, pages, word, text, table] = names(lang);
    let files = [
        (page, Ok(to_html(&report).into_bytes())),
        (pages, pdf),
        (word, docx),
        (text, Ok(to_markdown(&report).into_bytes())),
        (table, Ok(to_csv(session, document, lang).into_bytes())),
    ];
    write(folder, files, words)
}

/// Writes the files that were made; one that was not, or cannot be written, keeps no other from being there.
fn write(folder: PathBuf, files: [(&str, Result<Vec<u8>, String>); 5], words: &Words) -> Result<ReportMade, String> {
    let told = |error: SaveError| format!("{}: {}.", folder.display(), words.reason(&error));
    disk::make_folder(&folder).map_err(|error| told(error.into()))?;
    let (mut page, mut not_made) = (None, Vec::new());
    for (name, bytes) in files {
        let file = folder.join(name);
        let written = bytes.and_then(|bytes| {
            let reason = |error| format!("{}.", words.reason(&error));
            disk::save_bytes(&file, &bytes).map_err(reason)
        });
        match written {
            Ok(()) if page.is_none() => page = Some(file),
            Ok(()) => {}
            Err(why) => not_made.push(format!("{name}: {why}")),
        }
    }
    Ok(ReportMade { folder, page, not_made })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_file_of_a_report_that_cannot_be_made_keeps_no_other_from_being_there() {
        let parent = tempfile::tempdir().unwrap();
        let words = Words::of(UiLang::Dutch);
        let ours = || Ok(b"van ons".to_vec());
        let names_in = |folder: &Path| {
            let mut names: Vec<String> = disk::files_in(folder, 20)
                .iter()
                .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
                .collect();
            names.sort();
            names
        };
        // Not made at all, and made but not written: a folder stands in the way.
        let folder = parent.path().join("avond verslag");
        std::fs::create_dir_all(folder.join("verslag.docx")).unwrap();
        let [page, pdf, docx, text, table] = names(ReportLang::Dutch);
        let refused = Err("De PDF is niet gemaakt.".to_owned());
        let files = [
            (page, ours()),
            (pdf, refused.clone()),
            (docx, ours()),
            (text, ours()),
            (table, ours()),
        ];
        let made = write(folder.clone(), files, words).unwrap();
        assert_eq!(made.page, Some(folder.join("verslag.html")));
        assert_eq!(
            made.not_made,
            [
                "verslag.pdf: De PDF is niet gemaakt.",
                "verslag.docx: er is een map (folder) met deze naam."
            ]
        );
        assert_eq!(
            names_in(&folder),
            ["uitkomst.csv", "verslag.docx", "verslag.html", "verslag.md"]
        );
        // Without the page the first that is there is looked at.
        let folder = parent.path().join("tweede verslag");
        let files = [
            (page, refused.clone()),
            (pdf, refused),
            (docx, ours()),
            (text, ours()),
            (table, ours()),
        ];
        let made = write(folder.clone(), files, words).unwrap();
        assert_eq!((made.page, made.not_made.len()), (Some(folder.join("verslag.docx")), 2));
        // Where there can be no folder, nothing is there.
        std::fs::write(parent.path().join("bestand"), "x").unwrap();
        let files = names(ReportLang::Dutch).map(|name| (name, ours()));
        assert!(write(parent.path().join("bestand").join("verslag"), files, words).is_err());
    }
}
