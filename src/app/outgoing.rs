//! Maps in other formats and on paper.

use std::path::PathBuf;

use egui::Context;

use crate::command::{Action, AppAction};
use crate::exchange::{self, Export, Format};
use crate::model::{Document, Lang, Structure};
use crate::storage::disk::{self, SaveError};
use crate::ui::dialogs::{Dialog, PathFor};
use crate::ui::export_form::ExportForm;

use super::App;
use super::files::{FileEvent, Inbox, Picked, pick_to_write};

/// A map in another format.
///
/// # Errors
/// The name of a format that is not written, or why it could not be made.
pub fn write_as(document: &Document, format: Format, lang: Lang) -> Result<Vec<u8>, String> {
    let structure = Structure::new(document);
    exchange::write(format, &Export::new(document, &structure, lang)).ok_or_else(|| format.name().to_owned())
}

/// What is to be written where.
#[derive(Clone, Debug)]
pub struct Outgoing {
    /// The format.
    pub format: Format,
    /// The language.
    pub lang: Lang,
    /// Under which name, unless one says otherwise.
    name: String,
}

impl Inbox {
    fn pick_export(&mut self, context: &Context, folder: Option<PathBuf>, out: &Outgoing) {
        let (name, format) = (out.name.clone(), out.format);
        self.start(context, "export", move || {
            FileEvent::ToExport(pick_to_write(folder, &name, format))
        });
    }

    fn export(&mut self, context: &Context, document: Document, out: &Outgoing, path: PathBuf) {
        let (format, lang) = (out.format, out.lang);
        self.start(context, "export", move || {
            let written = write_as(&document, format, lang)
                .map_err(|why| SaveError::Disk(std::io::Error::other(why)))
                .and_then(|bytes| disk::save_bytes(&path, &bytes));
            FileEvent::Exported {
                path,
                result: written.map(|_| ()),
            }
        });
    }
}

impl App {
    /// Asks in which format the map is to be written.
    pub(super) fn ask_export(&mut self) {
        let document = self.editor.document();
        let structure = Structure::new(document);
        let lang = self.view.spec.lang;
        let mut languages = document.languages();
        if languages.is_empty() {
            languages.push(lang);
        }
        let losses = Format::ALL.into_iter().filter_map(|format| {
            let kept = exchange::kept(format)?;
            Some((format, exchange::losses(document, &structure, kept)))
        });
        self.dialog = Some(Dialog::Export(ExportForm {
            format: self.flags.outgoing.as_ref().map_or(Format::Html, |out| out.format),
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
        };
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
                self.dialog = Some(Dialog::Path {
                    purpose: PathFor::Export,
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
        self.inbox.export(context, self.editor.document().clone(), &out, path);
    }

    /// It was written, or not.
    pub(super) fn exported(&mut self, path: PathBuf, result: Result<(), SaveError>) {
        let words = self.settings.words();
        match result {
            Ok(()) => {
                let open = Action::App(AppAction::OpenReport(path.clone()));
                self.messages.offer(words.exported(&path), words.open_report, open);
            }
            Err(error) => {
                self.messages.clear();
                let text = words.save_error(&error);
                self.dialog = Some(Dialog::Error { text, path: Some(path) });
            }
        }
    }

    pub(super) fn ask_print(&mut self, _: &Context) {}
}
