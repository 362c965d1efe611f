//! Opening and saving: dialogs and disk work on threads of their own, answers through an inbox.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Instant;

use egui::Context;

use crate::model::{Claim, Document, Item, Lang, Ordered as _, Problem, ProblemKind, Text};
use crate::storage::disk::{self, OpenError, Overwrite, SaveError, Stamp};
use crate::storage::history::{self, Before, Unread, Version};
use crate::storage::{self, FilePlace, LoadError, Loaded};
use crate::ui::NoPicture;
use crate::ui::words::Words;

use super::based_on::{NewBase, keep_base};
use super::outgoing::NotWritten;
use super::outside::OnDisk;
use super::pictures::{self, Chosen};
use super::reports::ReportMade;
use super::versions::{Brought, Theirs, now_as_text};

/// The maps that are built in: name of the file and its text.
pub const BUILT_IN: [(&str, &str); 2] = [
    ("gemengde-scholen.ron", include_str!("../../maps/gemengde-scholen.ron")),
    (
        "aanmelden-utrecht.ron",
        include_str!("../../maps/aanmelden-utrecht.ron"),
    ),
];

/// The file of the document on screen.
#[derive(Clone, Debug, Default)]
pub struct OpenFile {
    /// Where it is; `None` for a built-in or new map.
    pub path: Option<PathBuf>,
    /// What it held when it was read or written.
    pub stamp: Option<Stamp>,
    /// Whether it is a built-in map.
    pub is_built_in: bool,
    /// What does not hold in it.
    pub problems: Vec<(Problem, Option<FilePlace>)>,
    /// How the file on disk stands to this.
    pub on_disk: OnDisk,
    /// The file itself is damaged: saving keeps it aside.
    pub is_damaged: bool,
    /// What was opened in its place, since it is damaged or gone.
    pub before: Option<Before>,
}

impl OpenFile {
    /// Whether the file is (still) there.
    pub fn is_there(&self) -> bool {
        self.path.as_ref().is_some_and(|path| path.exists())
    }

    /// Takes over the problems of a map that was read.
    pub fn set_problems(&mut self, problems: Vec<(Problem, Option<FilePlace>)>) {
        self.problems = problems;
    }

    /// Looks again at what does not hold now; what stood in the file keeps its place.
    pub fn look_for_problems(&mut self, document: &Document) {
        let known = std::mem::take(&mut self.problems);
        let places: HashMap<&Problem, Option<FilePlace>> = known.iter().map(|(known, place)| (known, *place)).collect();
        let place = |problem: Problem| {
            let place = places.get(&problem).copied().flatten();
            (problem, place)
        };
        self.problems = document.problems().into_iter().map(place).collect();
        // These are of the file, not of the document: they stay until the next saving.
        let of_file = known
            .iter()
            .filter(|(problem, _)| matches!(problem.kind, ProblemKind::Comment(_) | ProblemKind::Spoiled { .. }));
        self.problems.extend(of_file.cloned());
    }
}

/// What came of opening a map at the start.
pub enum Opened {
    /// A map.
    Map(Box<Loaded>, OpenFile),
    /// A file that could not be opened, and what can be in its place, or was looked at and cannot.
    Failed(PathBuf, OpenError, Result<Before, Unread>),
}

/// Opens a file, or the built-in map if none is named.
pub fn load(path: Option<&Path>) -> Opened {
    match path {
        None => built_in(0),
        // As a whole path: it is remembered, and the program may be started elsewhere next time.
        Some(path) => {
            let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
            match disk::open(&path) {
                Ok((loaded, stamp)) => {
                    let file = OpenFile {
                        path: Some(path),
                        stamp: Some(stamp),
                        ..OpenFile::default()
                    };
                    Opened::Map(Box::new(loaded), file)
                }
                Err(error) => {
                    let kept = kept_of(&path, &error);
                    Opened::Failed(path, error, kept)
                }
            }
        }
    }
}

/// What can be opened in the place of a map that is damaged or gone; or what was kept of it and cannot be read either.
///
/// # Errors
/// As it says; there is nothing where the map is neither damaged nor gone.
pub fn kept_of(map: &Path, error: &OpenError) -> Result<Before, Unread> {
    if !is_damage(error) && !is_gone(error) {
        return Err(Unread::default());
    }
    let whole = history::newest_whole(map).map(|(before, _)| before);
    whole.ok_or_else(|| history::unread(map))
}

/// Whether a file may be a map that was damaged: one of a newer program is whole, and one that is too large is none.
pub(super) fn is_damage(error: &OpenError) -> bool {
    match error {
        OpenError::Content(error) => !matches!(error, LoadError::NewerFormat { .. } | LoadError::TooLarge { .. }),
        OpenError::Disk(_) | OpenError::NotAFile => false,
    }
}

/// Whether a file is not there.
pub(super) fn is_gone(error: &OpenError) -> bool {
    matches!(error, OpenError::Disk(error) if error.kind() == std::io::ErrorKind::NotFound)
}

/// Whether the file of a map is damaged and still is what it was when it had this stamp.
pub(super) fn is_damaged(map: &Path, stamp: Option<Stamp>) -> bool {
    let bytes = disk::read_bytes(map).ok();
    bytes.is_some_and(|bytes| {
        Some(Stamp::of(&bytes)) == stamp
            && storage::read_bytes(&bytes).is_err_and(|error| is_damage(&OpenError::Content(error)))
    })
}

/// Opens the newest that was kept of a map that is damaged or gone, as that map.
fn load_before(path: PathBuf) -> Opened {
    let Some((before, loaded)) = history::newest_whole(&path) else {
        // It was there a moment ago.
        return load(Some(&path));
    };
    let stamp = disk::stamp(&path);
    let file = OpenFile {
        is_damaged: stamp.is_some(),
        // That it is gone is known.
        on_disk: if stamp.is_some() { OnDisk::Same } else { OnDisk::Gone },
        stamp,
        path: Some(path),
        before: Some(before),
        ..OpenFile::default()
    };
    Opened::Map(Box::new(loaded), file)
}

/// A built-in map.
pub fn built_in(number: usize) -> Opened {
    let (name, text) = BUILT_IN.get(number).copied().unwrap_or(BUILT_IN[0]);
    let file = OpenFile {
        is_built_in: true,
        ..OpenFile::default()
    };
    match storage::read(text) {
        Ok(loaded) => Opened::Map(Box::new(loaded), file),
        Err(error) => Opened::Failed(PathBuf::from(name), OpenError::Content(error), Err(Unread::default())),
    }
}

/// A new map: a question, a thesis and one stakeholder, with words to replace in the language of the interface. The other
/// language is empty: words that nobody wrote would stay there unseen.
pub fn new_document(words: &Words) -> Document {
    let mut document = Document::default();
    let lang = words.content_lang();
    let other = if lang == Lang::NL { Lang::EN } else { Lang::NL };
    document.cover.languages = vec![lang, other];
    document.cover.title = Text::new(lang, words.new_map_title);
    document.cover.question = Text::new(lang, words.new_map_question);
    let thesis = document.claims.intern("stelling");
    let mut claim = Claim {
        text: Text::new(lang, words.new_map_thesis),
        ..Claim::default()
    };
    claim.set_order(document.claims.order_at_end());
    document.claims.set(thesis, Some(claim));
    document.cover.thesis = Some(thesis);
    let group = document.stakeholders.intern("betrokkenen");
    let order = document.stakeholders.order_at_end();
    let stakeholder = crate::model::Stakeholder {
        name: Text::new(lang, words.new_map_group),
        hue: crate::model::Hue::Amber,
        symbol: crate::model::Symbol::People,
        order,
    };
    document.stakeholders.set(group, Some(stakeholder));
    document
}

/// An answer from a thread.
pub enum FileEvent {
    /// A file was chosen to open, or not.
    ToOpen(Picked),
    /// A file was chosen to save to, or not.
    ToSave(Picked),
    /// A file was read.
    Opened(Box<Opened>),
    /// A file was written.
    Saved {
        path: PathBuf,
        serial: u64,
        result: Result<SavedFile, SaveError>,
        base: Option<NewBase>,
    },
    /// A picture was chosen for a claim, a card or the cover.
    Picture {
        item: Item,
        chosen: Result<Chosen, NoPicture>,
    },
    /// A picture stands beside the map now.
    Stored { item: Item, path: std::io::Result<String> },
    /// A picture was to be chosen, and there is no file window on this machine.
    NoPictureWindow(Item),
    /// No picture was chosen.
    NoneChosen,
    /// The versions of the map.
    Versions(Vec<Version>),
    /// A version could not be kept.
    NoVersion(SaveError),
    /// A version was read.
    Version {
        path: PathBuf,
        read: Result<Box<Document>, OpenError>,
    },
    /// What someone else wrote was brought together with ours.
    Brought(Result<Box<Brought>, OpenError>),
    /// A place was chosen to write another format to, or not.
    ToExport(Picked),
    /// The map was written in another format, or not.
    Exported {
        path: PathBuf,
        result: Result<(), NotWritten>,
        /// The pictures that are not in it, in sentences.
        unshown: Vec<String>,
        /// Whether it is to be opened at once.
        is_opened: bool,
    },
    /// Pages were laid out, for these choices.
    LaidOut(Box<super::printing::LaidOut>),
    /// A file of another program was chosen to read, or not.
    ToImport(Picked),
    /// A file of another program was read.
    Imported(super::importing::Read),
    /// What the choices make of it.
    Previewed(Box<crate::ui::import_form::Preview>),
    /// The report of an evening was made, or there is no place for it.
    Report(Result<ReportMade, String>),
    /// The task failed in itself.
    Failed,
    /// No program was found that shows this file.
    NotShown(PathBuf),
    /// What someone else wrote was compared with what we had.
    Theirs {
        path: PathBuf,
        read: Result<Theirs, OpenError>,
    },
}

/// A file that was written.
pub struct SavedFile {
    /// What it holds.
    pub stamp: Stamp,
    /// What does not hold in the map.
    pub problems: Vec<(Problem, Option<FilePlace>)>,
    /// Why the version of the base that is in it could not be kept.
    pub no_base: Option<SaveError>,
    /// Why this version, or the one of before, could not be kept.
    pub no_version: Option<SaveError>,
}

/// A map that is to be written.
pub struct ToSave {
    /// The map.
    pub document: Document,
    /// Where.
    pub path: PathBuf,
    /// Its step in the history.
    pub serial: u64,
    /// Whether a file that is there may be replaced.
    pub overwrite: Overwrite,
    /// The version of the map that it builds on, if that is another one than before.
    pub base: Option<NewBase>,
}

/// What came of a file window.
pub enum Picked {
    /// A file.
    Path(PathBuf),
    /// The person closed it.
    Nothing,
    /// There is no file window on this machine.
    NoWindow,
}

/// Work that goes on apart from the window, and its answers.
pub struct Inbox {
    sender: Sender<FileEvent>,
    receiver: Receiver<FileEvent>,
    num_busy: usize,
}

impl Inbox {
    /// Nothing going on.
    pub fn new() -> Self {
        let (sender, receiver) = channel();
        Self {
            sender,
            receiver,
            num_busy: 0,
        }
    }

    /// Whether something is going on.
    pub fn is_busy(&self) -> bool {
        self.num_busy > 0
    }

    /// The next answer.
    pub fn take(&mut self) -> Option<FileEvent> {
        let event = self.receiver.try_recv().ok();
        if event
            .as_ref()
            .is_some_and(|event| !matches!(event, FileEvent::NotShown(_)))
        {
            self.num_busy = self.num_busy.saturating_sub(1);
        }
        event
    }

    pub(super) fn start(&mut self, context: &Context, name: &str, work: impl FnOnce() -> FileEvent + Send + 'static) {
        let (sender, context) = (self.sender.clone(), context.clone());
        let run = move || {
            // A task that fails gives an answer too: what waits for it would wait for ever.
            let answer = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
            let _ = sender.send(answer.unwrap_or(FileEvent::Failed));
            context.request_repaint();
        };
        match std::thread::Builder::new().name(name.to_owned()).spawn(run) {
            Ok(_) => self.num_busy += 1,
            Err(error) => log::error!("{name}: {error}"),
        }
    }

    /// Shows a file that this program made; says so where nothing shows it.
    pub fn show_file(&self, path: PathBuf) {
        let sender = self.sender.clone();
        show_file(path, move |path| {
            let _ = sender.send(FileEvent::NotShown(path));
            super::mishap::wake_up();
        });
    }

    /// Asks for a file to open.
    pub fn pick_open(&mut self, context: &Context, words: &'static Words, folder: Option<PathBuf>) {
        self.start(context, "open", move || FileEvent::ToOpen(pick(words, folder, None)));
    }

    /// Asks for a file to save to.
    pub fn pick_save(&mut self, context: &Context, words: &'static Words, folder: Option<PathBuf>, name: String) {
        self.start(context, "save-as", move || {
            FileEvent::ToSave(pick(words, folder, Some(name)))
        });
    }

    /// Reads a file.
    pub fn open(&mut self, context: &Context, path: PathBuf) {
        self.start(context, "read", move || FileEvent::Opened(Box::new(load(Some(&path)))));
    }

    /// Reads the newest that was kept of a map that is damaged or gone.
    pub fn open_before(&mut self, context: &Context, path: PathBuf) {
        self.start(context, "read", move || FileEvent::Opened(Box::new(load_before(path))));
    }

    /// Writes a file.
    pub fn save(&mut self, context: &Context, work: ToSave) {
        self.start(context, "write", move || {
            let ToSave {
                document,
                path,
                serial,
                overwrite,
                base,
            } = work;
            let text = storage::write(&document);
            // What is there now is a version too: that of before the first saving, or what someone else wrote.
            let is_version = path.exists() && !matches!(overwrite, Overwrite::Damaged(_));
            let before = is_version.then(|| keep_version(&path)).flatten();
            let result = disk::save(&path, &text, overwrite).map(|stamp| SavedFile {
                stamp,
                problems: storage::problems(&document, &text),
                no_base: base.as_ref().and_then(|base| keep_base(&path, &base.text)),
                no_version: keep_version(&path).or(before),
            });
            FileEvent::Saved {
                path,
                serial,
                result,
                base,
            }
        });
    }
}

impl Inbox {
    /// Asks for a picture file.
    pub fn pick_picture(&mut self, context: &Context, words: &'static Words, map: PathBuf, item: Item) {
        self.start(context, "picture", move || {
            let kinds = ["png", "jpg", "jpeg", "webp", "gif"];
            let dialog = rfd::FileDialog::new().add_filter(words.picture_filter, &kinds);
            let folder = map.parent().unwrap_or(Path::new("."));
            let start = Instant::now();
            match dialog.set_directory(folder).pick_file() {
                Some(file) => FileEvent::Picture {
                    item,
                    chosen: pictures::choose(&file, &map),
                },
                None if is_no_window(start) => FileEvent::NoPictureWindow(item),
                None => FileEvent::NoneChosen,
            }
        });
    }

    /// Reads a picture file that was dropped.
    pub fn read_picture(&mut self, context: &Context, file: PathBuf, map: PathBuf, item: Item) {
        self.start(context, "picture", move || FileEvent::Picture {
            item,
            chosen: pictures::choose(&file, &map),
        });
    }

    /// Takes the picture on the clipboard.
    pub fn paste_picture(&mut self, context: &Context, item: Item) {
        self.start(context, "picture", move || FileEvent::Picture {
            item,
            chosen: pictures::choose_pasted(),
        });
    }

    /// Stores a picture beside the map.
    pub fn store_picture(
        &mut self,
        context: &Context,
        chosen: Chosen,
        map: PathBuf,
        most_side: Option<u32>,
        item: Item,
    ) {
        self.start(context, "picture", move || FileEvent::Stored {
            item,
            path: pictures::store(chosen, &map, most_side),
        });
    }
}

/// Adds the map on disk to its history. Where that cannot be, saving goes on without it, and that is told.
fn keep_version(path: &Path) -> Option<SaveError> {
    let error = history::keep(path, &now_as_text(), None).err()?;
    log::warn!("history of {}: {error}", path.display());
    Some(SaveError::Disk(error))
}

impl Default for Inbox {
    fn default() -> Self {
        Self::new()
    }
}

/// Shows a file that this program made in the program that the system has for it. Nobody waits for that: some systems only
/// answer when that program is closed.
pub(super) fn show_file(path: PathBuf, failed: impl FnOnce(PathBuf) + Send + 'static) {
    let open = move || {
        if let Err(error) = opener::open(&path) {
            log::warn!("{}: {error}", path.display());
            failed(path);
        }
    };
    if let Err(error) = std::thread::Builder::new().name("show".to_owned()).spawn(open) {
        log::warn!("show: {error}");
    }
}

/// Whether a file window was closed faster than any person is: there was none.
fn is_no_window(start: Instant) -> bool {
    start.elapsed().as_millis() < 250
}

/// Asks for a file of another program.
pub(super) fn pick_to_read(words: &Words, folder: Option<PathBuf>) -> Picked {
    let start = Instant::now();
    let mut kinds: Vec<&str> = crate::exchange::Format::ALL
        .into_iter()
        .filter(|format| format.is_read())
        .flat_map(|format| format.extensions().iter().copied())
        .chain(["ron"])
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    let mut dialog = rfd::FileDialog::new()
        .add_filter(words.import_filter, &kinds)
        .add_filter(words.all_files, &["*"]);
    if let Some(folder) = folder {
        dialog = dialog.set_directory(folder);
    }
    match dialog.pick_file() {
        Some(path) => Picked::Path(path),
        None if is_no_window(start) => Picked::NoWindow,
        None => Picked::Nothing,
    }
}

/// Asks where the map is to be written in another format.
pub(super) fn pick_to_write(folder: Option<PathBuf>, name: &str, format: crate::exchange::Format) -> Picked {
    let start = Instant::now();
    let mut dialog = rfd::FileDialog::new().add_filter(format.name(), format.extensions());
    if let Some(folder) = folder {
        dialog = dialog.set_directory(folder);
    }
    match dialog.set_file_name(name).save_file() {
        Some(path) => Picked::Path(path),
        None if is_no_window(start) => Picked::NoWindow,
        None => Picked::Nothing,
    }
}

/// Opens the file window of the system, on this thread.
fn pick(words: &Words, folder: Option<PathBuf>, save_as: Option<String>) -> Picked {
    let start = Instant::now();
    let mut dialog = rfd::FileDialog::new().add_filter(words.file_filter, &["ron"]);
    if let Some(folder) = folder {
        dialog = dialog.set_directory(folder);
    }
    let picked = match save_as {
        None => dialog.pick_file(),
        Some(name) => dialog.set_file_name(name).save_file(),
    };
    match picked {
        Some(path) => Picked::Path(path),
        None if is_no_window(start) => Picked::NoWindow,
        None => Picked::Nothing,
    }
}
