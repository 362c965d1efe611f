//! Maps in other formats and on paper.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::Context;

use crate::command::{Action, AppAction};
use crate::exchange::{self, Export, Format};
use crate::model::{Document, Lang, Structure};
use crate::paper::Made;
use crate::report::{Report, to_docx};
use crate::storage::disk::{self, SaveError};
use crate::ui::dialogs::{Dialog, PathFor};
use crate::ui::export_form::ExportForm;
use crate::ui::words::Words;
use crate::ui::{NotMade, Output};

use super::App;
use super::files::{FileEvent, Inbox, Picked, pick_to_write};
use super::{pictures, plate};

/// A map in another format. `map` is its own file, for the pictures beside it.
///
/// # Errors
/// What could not be made, and why.
pub fn write_as(document: &Document, map: Option<&Path>, format: Format, lang: Lang) -> Result<Vec<u8>, NotMade> {
    match format {
        Format::Svg => return Ok(plate::svg(document, map, lang).into_bytes()),
        Format::Png => return plate::png(document, map, lang),
        Format::Pdf => return plate::pdf(document, map, lang),
        _ => {}
    }
    let structure = Structure::new(document);
    if format == Format::Docx {
        return to_docx(&Report::of_map(document, &structure, lang))
            .map_err(|error| NotMade::new(Output::Word, &error));
    }
    exchange::write(format, &Export::new(document, &structure, lang))
        .ok_or_else(|| NotMade::new(Output::Format(format.name()), &format))
}

/// Why nothing was written.
#[derive(Debug)]
pub enum NotWritten {
    /// It could not be made.
    Made(NotMade),
    /// It could not be saved.
    Saved(SaveError),
}

/// What is to be written.
#[derive(Clone, Debug)]
pub struct Outgoing {
    /// The format.
    pub format: Format,
    /// The language.
    lang: Lang,
    /// Under which name, unless one says otherwise.
    name: String,
    /// Pages, rather than the map.
    pages: Option<Arc<Made>>,
    /// The pictures that are not on these, in sentences.
    unshown: Vec<String>,
}

impl Outgoing {
    /// Pages as PDF.
    pub(super) fn pages(name: String, made: Arc<Made>, unshown: Vec<String>) -> Self {
        Self {
            format: Format::Pdf,
            lang: made.print.lang,
            name,
            pages: Some(made),
            unshown,
        }
    }
}

impl Inbox {
    fn pick_export(&mut self, context: &Context, folder: Option<PathBuf>, out: &Outgoing) {
        let (name, format) = (out.name.clone(), out.format);
        self.start(context, "export", move || {
            FileEvent::ToExport(pick_to_write(folder, &name, format))
        });
    }

    fn export(
        &mut self,
        context: &Context,
        document: Document,
        map: Option<PathBuf>,
        out: &Outgoing,
        path: PathBuf,
        words: &'static Words,
    ) {
        let (format, lang) = (out.format, out.lang);
        self.start(context, "export", move || {
            let written = write_as(&document, map.as_deref(), format, lang)
                .map_err(NotWritten::Made)
                .and_then(|bytes| disk::save_bytes(&path, &bytes).map_err(NotWritten::Saved));
            let unshown = pictures::unshown_as(map.as_deref(), &document, words, format);
            FileEvent::Exported {
                path,
                result: written,
                unshown,
                is_opened: false,
            }
        });
    }
}

impl App {
    /// Asks in which format the map is to be written.
    pub(super) fn ask_export(&mut self) {
        let document = self.editor.document();
        let lang = self.view.spec.lang;
        let mut languages = document.languages();
        if languages.is_empty() {
            languages.push(lang);
        }
        // Counted once: all that the map has, of which each format keeps some.
        let all = exchange::losses(document, &self.derived.structure, &[]);
        let losses = Format::ALL.into_iter().filter_map(|format| {
            let kept = exchange::kept(format)?;
            let lost = all.iter().filter(|loss| !kept.contains(&loss.part));
            Some((format, lost.cloned().collect()))
        });
        self.dialog = Some(Dialog::Export(ExportForm {
            format: self.flags.export_format.unwrap_or(Format::Html),
            lang: if languages.contains(&lang) {
                lang
            } else {
                languages.first().copied().unwrap_or(lang)
            },
            languages,
            losses: losses.collect(),
        }));
    }

    /// Asks where it is to be written.
    pub(super) fn pick_export(&mut self, context: &Context, form: &ExportForm) {
        let name = self.suggested_name();
        let stem = name.strip_suffix(".ron").unwrap_or(&name);
        let extension = form.format.extensions().first().copied().unwrap_or_default();
        let out = Outgoing {
            format: form.format,
            lang: form.lang,
            name: format!("{stem}.{extension}"),
            pages: None,
            unshown: Vec::new(),
        };
        self.flags.export_format = Some(form.format);
        self.pick_out(context, out);
    }

    /// Asks where something is to be written.
    pub(super) fn pick_out(&mut self, context: &Context, out: Outgoing) {
        self.inbox.pick_export(context, self.folder(), &out);
        self.flags.outgoing = Some(out);
    }

    /// A place was chosen, or a path has to be typed.
    pub(super) fn export_chosen(&mut self, context: &Context, picked: Picked) {
        match picked {
            // The file window of the system asked already whether a file that is there may be replaced.
            Picked::Path(path) => self.export_to(context, path),
            Picked::NoWindow => {
                let folder = self
                    .folder()
                    .or_else(|| std::env::current_dir().ok())
                    .unwrap_or_default();
                let name = self
                    .flags
                    .outgoing
                    .as_ref()
                    .map(|out| out.name.clone())
                    .unwrap_or_default();
                let is_pages = self.flags.outgoing.as_ref().is_some_and(|out| out.pages.is_some());
                if let Some(Dialog::Print(form)) = self.dialog.take() {
                    self.flags.print_form = Some(form);
                }
                self.dialog = Some(Dialog::Path {
                    purpose: if is_pages { PathFor::Pages } else { PathFor::Export },
                    typed: folder.join(name).display().to_string(),
                });
            }
            Picked::Nothing => {}
        }
    }

    /// A path was typed: a file that is there is asked about.
    pub(super) fn export_typed(&mut self, context: &Context, path: PathBuf) {
        if path.exists() {
            self.dialog = Some(Dialog::ReplaceExport(path));
        } else {
            self.export_to(context, path);
        }
    }

    /// Writes it.
    pub(super) fn export_to(&mut self, context: &Context, mut path: PathBuf) {
        let Some(out) = self.flags.outgoing.clone() else { return };
        if path.extension().is_none() && !path.is_dir() {
            path.set_extension(out.format.extensions().first().copied().unwrap_or_default());
        }
        if self.file.path.as_ref() == Some(&path) {
            // The map itself is never written over by another format.
            let text = self.settings.words().same_file.to_owned();
            self.dialog = Some(Dialog::Error { text, path: Some(path) });
            return;
        }
        self.messages.say(self.settings.words().exporting);
        if let Some(made) = out.pages {
            return self.inbox.write_pages(context, made, out.unshown, path, false);
        }
        let map = self.file.path.clone();
        let words = self.settings.words();
        self.inbox
            .export(context, self.editor.document().clone(), map, &out, path, words);
    }

    /// What can be printed is shown again, once a place was chosen.
    pub(super) fn back_to_print(&mut self) {
        if self.dialog.is_none()
            && let Some(form) = self.flags.print_form.take()
        {
            self.dialog = Some(Dialog::Print(form));
        }
    }

    /// It was written, without these pictures, or not.
    pub(super) fn exported(
        &mut self,
        path: PathBuf,
        result: Result<(), NotWritten>,
        unshown: &[String],
        is_opened: bool,
    ) {
        let words = self.settings.words();
        let with_lack = |said: String| match words.not_along(unshown) {
            Some(lack) => format!("{}. {lack}", said.trim_end_matches('.')),
            None => said,
        };
        self.back_to_print();
        match result {
            Ok(()) if is_opened => {
                self.messages.say(with_lack(words.print_opened.to_owned()));
                self.inbox.show_file(path);
            }
            Ok(()) => {
                let open = Action::App(AppAction::OpenReport(path.clone()));
                self.messages
                    .offer(with_lack(words.exported(&path)), words.open_report, open);
            }
            Err(error) => {
                self.messages.clear();
                let text = match error {
                    NotWritten::Made(not_made) => words.not_made(&not_made),
                    NotWritten::Saved(error) => words.save_error(&error),
                };
                self.dialog = Some(Dialog::Error { text, path: Some(path) });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Settings;
    use crate::app::files::built_in;
    use crate::command::{ThemeName, UiLang};
    use crate::paper::PdfError;

    #[test]
    fn what_could_not_be_made_is_told_in_a_sentence_and_is_no_fault_of_the_disk() {
        for (lang, told) in [
            (
                UiLang::Dutch,
                "De PDF is niet gemaakt. Probeer het opnieuw, of kies ander papier.",
            ),
            (
                UiLang::English,
                "The PDF was not made. Try again, or choose other paper.",
            ),
        ] {
            let settings = Settings::unkept(lang, ThemeName::Light);
            let mut app = App::new(&Context::default(), built_in(1), settings);
            let why = PdfError::Refused("krilla".to_owned());
            let why = NotWritten::Made(NotMade::new(Output::Pages, &why));
            app.exported(PathBuf::from("a.pdf"), Err(why), &[], false);
            let Some(Dialog::Error { text, .. }) = &app.dialog else {
                panic!("nothing is told");
            };
            assert!(text.starts_with(told), "{text}");
            assert!(text.ends_with("(Refused(\"krilla\"))."), "{text}");
        }
    }
}
