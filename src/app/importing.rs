//! Files of other programs become maps: read apart from the window, looked at, and taken over as one step.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use egui::Context;

use crate::command::{Action, FileAction};
use crate::edit::{Edit, EditName, Editor, Fragment, Site, TextField, Under};
use crate::exchange::{Format, Gathered, Refusal};
use crate::model::{Document, Item, Lang};
use crate::storage::Loaded;
use crate::storage::disk;
use crate::ui::dialogs::{Dialog, PathFor};
use crate::ui::import_form::{ImportForm, ImportState, Origin, Preview, Understood};
use crate::ui::words::Words;
use crate::view::ViewState;

use super::App;
use super::apart::{ReadError, Reader};
use super::files::{FileEvent, Inbox, OpenFile, Picked, pick_to_read};

/// What came of reading.
pub struct Read {
    /// The file.
    pub path: PathBuf,
    /// A file of another program, or a map of our own.
    pub read: Result<ReadMap, ReadError>,
}

/// What a file was.
pub enum ReadMap {
    /// Of another program.
    Others(Box<Gathered>),
    /// Of our own.
    Own(Box<Document>),
}

/// What is to become the map.
#[derive(Debug)]
pub struct Imported {
    document: Arc<Document>,
    /// Under which name it is saved, unless one says otherwise.
    name: String,
    /// What was looked at, for who does not want to leave the open map yet.
    form: Option<Box<ImportForm>>,
}

/// The map that was open before an imported one took its place: it comes back when that is taken back.
pub struct Replaced {
    editor: Editor,
    file: OpenFile,
    view: ViewState,
    /// The step that made the imported map.
    serial: u64,
    imported: Imported,
}

impl Inbox {
    /// Asks for a file of another program.
    pub fn pick_import(&mut self, context: &Context, words: &'static Words, folder: Option<PathBuf>) {
        self.start(context, "import", move || {
            FileEvent::ToImport(pick_to_read(words, folder))
        });
    }

    /// Reads a file of another program, apart from the window.
    pub fn import(&mut self, context: &Context, path: PathBuf, wanted: Option<Format>, is_dropped: Arc<AtomicBool>) {
        self.start(context, "import", move || {
            let is_own = wanted.is_none() && path.extension().is_some_and(|kind| kind.eq_ignore_ascii_case("ron"));
            let read = if is_own {
                let loaded = disk::open(&path).map_err(ReadError::Open);
                loaded.map(|(loaded, _)| ReadMap::Own(Box::new(loaded.document)))
            } else {
                let gathered = Reader::new().read(&path, wanted, &is_dropped);
                gathered.map(|gathered| ReadMap::Others(Box::new(gathered)))
            };
            FileEvent::Imported(Read { path, read })
        });
    }

    /// Works out what the choices make of a file.
    fn preview(&mut self, context: &Context, origin: Origin, choices: crate::exchange::Choices) {
        self.start(context, "preview", move || {
            FileEvent::Previewed(Box::new(Preview::new(&origin, &choices)))
        });
    }
}

/// The map with its thesis once more among what has no place yet, if ours says something else: it would be lost otherwise.
fn with_its_thesis(document: Document, ours: &Document) -> Document {
    let text = |document: &Document| {
        document
            .cover
            .thesis
            .and_then(|thesis| document.claims.get(thesis))
            .map(|claim| claim.text.clone())
    };
    let (Some(theirs), ours) = (text(&document), text(ours)) else {
        return document;
    };
    let is_ours = |lang: Lang, words: &str| ours.as_ref().and_then(|ours| ours.get(lang)) == Some(words);
    if theirs
        .iter()
        .all(|(lang, words)| words.trim().is_empty() || is_ours(lang, words))
    {
        return document;
    }
    let mut editor = Editor::new(document);
    let Some((lang, words)) = theirs.iter().next() else {
        return editor.document().clone();
    };
    let site = Site::end_of(Under::Nothing);
    let words = words.to_owned();
    let added = editor
        .run(Edit::Add { site, lang, words })
        .ok()
        .and_then(|done| done.focus);
    if let Some(Item::Claim(claim)) = added {
        for (lang, words) in theirs.iter().skip(1) {
            let (field, words) = (TextField::Claim(claim), words.to_owned());
            if let Err(error) = editor.run(Edit::SetText { field, lang, words }) {
                log::warn!("thesis of an import: {error:?}");
            }
        }
    }
    editor.document().clone()
}

impl App {
    /// Shows that a file is being read, and begins.
    pub(super) fn import(&mut self, context: &Context, path: PathBuf, wanted: Option<Format>, is_merge: bool) {
        self.drop_import();
        let is_dropped = Arc::new(AtomicBool::new(false));
        self.flags.import_dropped = Arc::clone(&is_dropped);
        self.dialog = Some(Dialog::Import(Box::new(ImportForm {
            path: path.clone(),
            wanted,
            state: ImportState::Busy,
            is_merge,
        })));
        self.inbox.import(context, path, wanted, is_dropped);
    }

    /// Nobody waits any more for what is being read.
    pub(super) fn drop_import(&mut self) {
        self.flags.import_dropped.store(true, Ordering::Relaxed);
    }

    /// A file was chosen, or a path has to be typed.
    pub(super) fn import_chosen(&mut self, context: &Context, picked: Picked) {
        match picked {
            Picked::Path(path) => self.import(context, path, None, false),
            Picked::NoWindow => {
                let typed = self.suggested_path(false);
                let purpose = PathFor::Import;
                self.dialog = Some(Dialog::Path { purpose, typed });
            }
            Picked::Nothing => {}
        }
    }

    /// A file was read: what was understood is shown.
    pub(super) fn import_read(&mut self, context: &Context, read: Read) {
        let words = self.settings.words();
        let lang = words.content_lang();
        let open = self.editor.document().languages();
        let Some(Dialog::Import(form)) = &mut self.dialog else {
            return;
        };
        if form.path != read.path || !matches!(form.state, ImportState::Busy) {
            return;
        }
        let refused = |refusal: &Refusal| ImportState::Refused(words.refusal(refusal));
        form.state = match read.read {
            Ok(ReadMap::Others(gathered)) if gathered.nodes.is_empty() => refused(&Refusal::NoArguments),
            Ok(ReadMap::Others(gathered)) => {
                let texts = gathered.nodes.iter().map(|node| node.text.main());
                let lang = crate::check::likely_language(texts).unwrap_or(lang);
                ImportState::Read(Box::new(Understood::others(*gathered, lang, &open)))
            }
            Ok(ReadMap::Own(document)) => ImportState::Read(Box::new(Understood::own(*document, lang))),
            Err(ReadError::Refused(refusal)) => refused(&refusal),
            Err(ReadError::Open(error)) => ImportState::Refused(words.open_error(&error)),
        };
        self.ask_preview(context);
    }

    /// Asks for what the choices give, if they are others than those that are shown.
    pub(super) fn ask_preview(&mut self, context: &Context) {
        let Some(Dialog::Import(form)) = &mut self.dialog else {
            return;
        };
        let ImportState::Read(understood) = &mut form.state else {
            return;
        };
        let choices = understood.choices.clone();
        if understood.asked.as_ref() != Some(&choices) {
            understood.asked = Some(choices.clone());
            self.inbox.preview(context, understood.origin.clone(), choices);
        }
    }

    /// What the choices give is there.
    pub(super) fn previewed(&mut self, preview: Box<Preview>) {
        if let Some(Dialog::Import(form)) = &mut self.dialog
            && let ImportState::Read(understood) = &mut form.state
            && understood.asked.as_ref() == Some(&preview.choices)
        {
            understood.preview = Some(preview);
        }
    }

    /// Takes over what was read and looked at.
    pub(super) fn take_import(&mut self, context: &Context, form: ImportForm) {
        let ImportState::Read(mut understood) = form.state.clone() else {
            return;
        };
        let Some(preview) = understood.preview.take() else {
            return;
        };
        if form.is_merge {
            let document = with_its_thesis(Arc::unwrap_or_clone(preview.document), self.editor.document());
            // Its thesis gives way to ours.
            let num = document.claims.len().saturating_sub(1);
            let fragment = Fragment::new(document);
            let site = Site::end_of(Under::Own);
            if self.edit(Edit::Insert { fragment, site }).is_some() {
                self.name_last(EditName::Import);
                let text = self.settings.words().imported(num);
                self.messages.say(text);
            }
            return;
        }
        let name = form.path.file_stem().unwrap_or_default().to_string_lossy();
        self.flags.imported = Some(Imported {
            document: Arc::clone(&preview.document),
            name: format!("{name}.ron"),
            form: Some(Box::new(ImportForm {
                state: ImportState::Read(Box::new(Understood {
                    preview: Some(preview),
                    ..*understood
                })),
                ..form
            })),
        });
        // What is open and not saved is asked about first.
        self.file_action(context, FileAction::TakeImport);
    }

    /// Makes what was imported the map: one step, on top of nothing.
    pub(super) fn finish_import(&mut self) {
        let Some(mut imported) = self.flags.imported.take() else {
            return;
        };
        imported.form = None;
        let lang = self.view.spec.lang;
        let (editor, file, view) = (
            std::mem::take(&mut self.editor),
            self.file.clone(),
            std::mem::replace(&mut self.view, ViewState::new(lang)),
        );
        // Panels stay as they are.
        self.view.show_outline = view.show_outline;
        self.view.show_details = view.show_details;
        self.take_over(
            Loaded {
                document: Document::default(),
                problems: Vec::new(),
            },
            OpenFile::default(),
        );
        let other = Fragment::new(Document::clone(&imported.document));
        let mut new_editor = Editor::new(Document::default());
        let name = EditName::Import;
        if new_editor.run(Edit::Adopt { other, name }).is_err() {
            new_editor = Editor::new_unsaved(Document::clone(&imported.document));
        }
        self.editor = new_editor;
        self.derived.clear();
        self.flags.suggested = Some(imported.name.clone());
        self.flags.replaced = Some(Box::new(Replaced {
            editor,
            file,
            view,
            serial: self.editor.serial(),
            imported,
        }));
        // In the language that it has, if it is not there in the one that was read in.
        let languages = self.editor.document().languages();
        if !languages.contains(&self.view.spec.lang)
            && let Some(first) = languages.first()
        {
            self.view_action(crate::view::ViewAction::SetLang(*first));
        }
        self.file.look_for_problems(self.editor.document());
        let text = self.settings.words().imported(self.editor.document().claims.len());
        self.messages.say(text);
    }

    /// Takes an import back that made a map: the map that was open before it is there again. Whether it was that.
    pub(super) fn undo_import(&mut self) -> bool {
        let serial = self.editor.serial();
        let Some(replaced) = self.flags.replaced.take_if(|replaced| replaced.serial == serial) else {
            return false;
        };
        let Replaced {
            editor,
            file,
            view,
            imported,
            ..
        } = *replaced;
        let problems = file.problems.clone();
        let loaded = Loaded {
            document: Document::default(),
            problems,
        };
        self.take_over(loaded, file);
        self.editor = editor;
        self.view = view;
        self.derived.clear();
        // It can be had again, as long as nothing else is imported.
        self.flags.imported = Some(imported);
        let words = self.settings.words();
        let again = Action::File(FileAction::TakeImport);
        self.messages
            .offer(words.import_taken_back, words.import_once_more, again);
        true
    }

    /// The question about unsaved work was called off: back to what was looked at.
    pub(super) fn back_to_import(&mut self) {
        if let Some(form) = self.flags.imported.take().and_then(|imported| imported.form) {
            self.dialog = Some(Dialog::Import(form));
        }
    }

    /// Opens a map, or shows what would come of a file of another program.
    pub fn open_any(&mut self, context: &Context, path: PathBuf) {
        if Self::is_of_others(&path) {
            self.import(context, path, None, false);
        } else {
            self.read(context, FileAction::OpenPath(path));
        }
    }

    /// Whether the name of a file says that it is of another program.
    pub fn is_of_others(path: &std::path::Path) -> bool {
        let kind = path.extension().map(|kind| kind.to_string_lossy().to_lowercase());
        kind.is_some_and(|kind| {
            Format::ALL
                .into_iter()
                .any(|format| format.is_read() && format.extensions().contains(&kind.as_str()))
        })
    }
}
