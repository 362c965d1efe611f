//! A copy of unsaved work, apart from the map: written soon after each change, offered after a crash.

use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use crate::edit::{Edit, EditError, EditName, Editor, Fragment, Site, Under};
use crate::model::{Document, Lang};
use crate::storage::disk::{self, OpenError, Overwrite};
use crate::storage::{self, history};

/// After a pause in typing of this many seconds the copy is written.
const PAUSE: f64 = 0.35;
/// And at the latest this many seconds after a change: it must be on disk within a second.
const LATEST: f64 = 0.6;
/// While a copy is being written the next one waits; it is asked for again after this many seconds.
const WAIT: f64 = 0.05;
/// A copy that could not be written is tried again after this many seconds.
const AGAIN: f64 = 10.0;

/// Threads take turns at writing, however slow the disk is; only the newest copy is worth writing.
#[derive(Default)]
struct Queue {
    newest: AtomicU64,
    /// A copy is on its way to the disk.
    is_writing: AtomicBool,
    /// Held while a copy is written or taken away: a copy of another program that this one's own copy replaces.
    superseded: Mutex<Option<PathBuf>>,
    /// Why the last copy could not be written, until that is heard.
    failure: Mutex<Option<disk::SaveError>>,
}

/// A copy is on its way to the disk, until this is let go of (also when the writing fails).
struct Writing(Arc<Queue>);

impl Drop for Writing {
    fn drop(&mut self) {
        self.0.is_writing.store(false, Ordering::Release);
    }
}

impl Queue {
    /// Does something with the disk, unless something newer is wanted by then.
    fn take_turn(&self, number: u64, work: impl FnOnce(&mut Option<PathBuf>)) {
        // A copy whose writing failed must not keep the next one from being written.
        let mut superseded = self.superseded.lock().unwrap_or_else(PoisonError::into_inner);
        if self.newest.load(Ordering::Relaxed) == number {
            work(&mut superseded);
        }
    }

    fn next(&self) -> u64 {
        self.newest.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Remembers why a copy could not be written, until the window looks.
    fn fail(&self, error: disk::SaveError) {
        log::warn!("recovery copy: {error:?}");
        *self.failure.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
        super::mishap::wake_up();
    }
}

/// What stands beside a recovery copy.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct About {
    /// The map it is a copy of.
    map: Option<PathBuf>,
    /// What that file held when it was opened or saved last.
    stamp: Option<disk::Stamp>,
}

/// Work that was found.
#[derive(Clone)]
pub struct Found {
    /// The document as it was.
    pub document: Document,
    /// The map it belongs to.
    pub map: Option<PathBuf>,
    /// What that file held when it was opened or saved last.
    pub stamp: Option<disk::Stamp>,
    /// The copy itself, for [`Recovery::supersede`].
    pub copy: PathBuf,
    /// The last copy is damaged: this is the one of before.
    pub is_of_before: bool,
}

/// A copy of a program that is gone.
struct Left {
    path: PathBuf,
    changed: Option<SystemTime>,
    read: Result<Found, OpenError>,
}

impl Left {
    /// Reads a copy; where it is damaged, the one of before that stands beside it.
    fn read(path: &Path) -> Self {
        let changed = |path: &Path| std::fs::metadata(path).and_then(|about| about.modified()).ok();
        let before = disk::backup_path(path);
        let (map, stamp) = about(path).map_or((None, None), |about| (about.map, about.stamp));
        let found = |document, is_of_before| Found {
            document,
            map,
            stamp,
            copy: path.to_owned(),
            is_of_before,
        };
        let read = match disk::open(path) {
            Ok((loaded, _)) => Ok(found(loaded.document, false)),
            Err(error) => match disk::open(&before) {
                Ok((loaded, _)) => Ok(found(loaded.document, true)),
                Err(_) => Err(error),
            },
        };
        Self {
            path: path.to_owned(),
            changed: changed(path).or_else(|| changed(&before)),
            read,
        }
    }
}

impl Found {
    /// The map as it was before this work: as it is on disk, or one of its versions.
    pub fn base(&self) -> Option<Document> {
        let path = history::with_stamp(self.map.as_ref()?, self.stamp?)?;
        disk::open(&path).ok().map(|(loaded, _)| loaded.document)
    }

    /// The work as a step on top of the map as it was: it can be taken back, and merged with what others did since.
    pub fn editor(&self) -> Editor {
        let adopt = |base| {
            let mut editor = Editor::new(base);
            let other = Fragment::new(self.document.clone());
            let name = EditName::Recover;
            let done = editor.run(Edit::Adopt { other, name });
            let is_whole = storage::write(editor.document()) == storage::write(&self.document);
            (is_whole && !matches!(done, Err(ref error) if *error != EditError::NoChange)).then_some(editor)
        };
        let on_base = self.base().and_then(adopt);
        on_base.unwrap_or_else(|| Editor::new_unsaved(self.document.clone()))
    }
}

/// Lines of the text pane that stand nowhere on the map yet, in their language.
pub type Lines = (Lang, Vec<String>);

/// What there is to write.
pub struct Unsaved<'a> {
    /// The work.
    pub editor: &'a Editor,
    /// What was typed and is not in the document.
    pub lines: Lines,
    /// The map that it is about.
    pub map: Option<&'a Path>,
    /// What that file held when it was opened or saved last.
    pub stamp: Option<disk::Stamp>,
}

impl Unsaved<'_> {
    fn about(&self) -> About {
        About {
            map: self.map.map(Path::to_owned),
            stamp: self.stamp,
        }
    }
}

/// Writes a copy with what stands beside it; then the one that it replaces goes.
fn write_copy(
    path: &Path,
    about: &About,
    document: &Document,
    superseded: &mut Option<PathBuf>,
) -> Result<(), disk::SaveError> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    if let Ok(text) = ron::to_string(about) {
        disk::save_checked(&path.with_extension("about"), &text, Overwrite::Yes, |_| true)?;
    }
    disk::save(path, &storage::write(document), Overwrite::Yes)?;
    if let Some(old) = superseded.take() {
        remove(&old);
    }
    Ok(())
}

/// Keeps the copy.
pub struct Recovery {
    folder: Option<PathBuf>,
    /// Where this program writes its own copy.
    own: Option<PathBuf>,
    /// The revision that is on disk, and the lines.
    written: Option<(u64, Lines)>,
    /// First and last change that is not on disk: their times, and what there was to write.
    changed: Option<(f64, f64, (u64, Lines))>,
    found: Option<Left>,
    /// The last copy could not be written, and that was told; not before this time it is tried again.
    fails: Option<f64>,
    has_copy: bool,
    /// Its own copy takes the place of that of another program.
    replaces: bool,
    queue: Arc<Queue>,
    /// Held as long as this program runs: the system lets go of it however the program ends.
    _lock: Option<File>,
}

impl Recovery {
    /// Keeps copies in this folder.
    pub fn new(folder: Option<&Path>) -> Self {
        let folder = folder.map(|folder| folder.join("recovery"));
        let (own, lock) = folder.as_deref().map_or((None, None), |folder| {
            let (own, lock) = own_place(folder);
            (Some(own), lock)
        });
        Self {
            folder,
            own,
            written: None,
            changed: None,
            found: None,
            fails: None,
            has_copy: false,
            replaces: false,
            queue: Arc::default(),
            _lock: lock,
        }
    }

    /// Looks for the copy of a program that is gone: the newest that can be read, or else the newest.
    pub fn find(&mut self) -> bool {
        let entries = self.folder.as_ref().and_then(|folder| std::fs::read_dir(folder).ok());
        let mut copies: BTreeSet<PathBuf> = BTreeSet::new();
        for entry in entries.into_iter().flatten().flatten() {
            let path = entry.path();
            let is_file = std::fs::metadata(&path).is_ok_and(|about| about.is_file());
            let copy = match path.extension() {
                // Only the copy of before may be left of one.
                Some(kind) if kind == "bak" => path.with_extension(""),
                _ => path,
            };
            let is_copy = is_file && copy.extension().is_some_and(|kind| kind == "ron");
            if is_copy && Some(&copy) != self.own.as_ref() && !is_held(&copy.with_extension("lock")) {
                copies.insert(copy);
            }
        }
        let newest = |left: &Left| (left.read.is_ok(), left.changed);
        self.found = copies.iter().map(|copy| Left::read(copy)).max_by_key(newest);
        self.found.is_some()
    }

    /// What was found: the map, and how many minutes ago it was written.
    pub fn about_found(&self) -> Option<(Option<PathBuf>, u64)> {
        let left = self.found.as_ref()?;
        let minutes = left.changed.and_then(|time| time.elapsed().ok());
        Some((
            about(&left.path).and_then(|about| about.map),
            minutes.map_or(0, |time| time.as_secs() / 60),
        ))
    }

    /// The work that was found, or why it cannot be read and where it stands; it stays where it is.
    pub fn peek(&self) -> Option<Result<&Found, (&Path, &OpenError)>> {
        let left = self.found.as_ref()?;
        Some(left.read.as_ref().map_err(|error| (left.path.as_path(), error)))
    }

    /// Reads what was found. The copy stays until this program has written its own.
    pub fn take(&mut self) -> Option<Found> {
        self.found.take()?.read.ok()
    }

    /// From now on the work of this copy is this program's own: once that is on disk, saved or thrown away,
    /// the copy goes. One that was damaged is kept aside.
    pub fn supersede(&mut self, copy: PathBuf, is_damaged: bool) {
        if is_damaged && let Err(error) = disk::set_aside(&copy) {
            log::warn!("{}: {error}", copy.display());
        }
        *self.queue.superseded.lock().unwrap_or_else(PoisonError::into_inner) = Some(copy);
        self.replaces = true;
        self.written = None;
    }

    /// Throws away what was found.
    pub fn discard(&mut self) {
        if let Some(left) = self.found.take() {
            remove(&left.path);
        }
    }

    /// Writes the copy if it is time; gives in how many seconds to ask again.
    pub fn update(&mut self, now: f64, unsaved: Unsaved<'_>) -> Option<f64> {
        let Unsaved { editor, lines, .. } = &unsaved;
        if !editor.is_dirty() && lines.1.is_empty() {
            self.clear();
            return None;
        }
        let state = (editor.revision(), lines.clone());
        if self.written.as_ref() == Some(&state) {
            return None;
        }
        let (first, last) = match &self.changed {
            Some((first, last, known)) if *known == state => (*first, *last),
            Some((first, _, _)) => (*first, now),
            None => (now, now),
        };
        if let Some(again) = self.fails.filter(|again| now < *again) {
            self.changed = Some((first, last, state));
            return Some(again - now);
        }
        if now - last < PAUSE && now - first < LATEST {
            self.changed = Some((first, last, state));
            return Some((PAUSE - (now - last)).min(LATEST - (now - first)).max(0.02));
        }
        if self.queue.is_writing.load(Ordering::Acquire) {
            // A copy of the whole work is made for each: there is never more than one on its way.
            self.changed = Some((first, last, state));
            return Some(WAIT);
        }
        self.changed = None;
        self.written = Some(state);
        self.start(unsaved);
        None
    }

    /// Why no copy can be written, once for as long as that is so; it is tried again.
    pub fn failure(&mut self, now: f64) -> Option<disk::SaveError> {
        if self.queue.is_writing.load(Ordering::Acquire) {
            return None;
        }
        let failure = self.queue.failure.lock().unwrap_or_else(PoisonError::into_inner).take();
        match failure {
            Some(error) => {
                self.written = None;
                self.fails.replace(now + AGAIN).is_none().then_some(error)
            }
            None => {
                if self.written.is_some() {
                    self.fails = None;
                }
                None
            }
        }
    }

    fn start(&mut self, unsaved: Unsaved<'_>) {
        let Some(path) = self.own.clone() else {
            return;
        };
        self.has_copy = true;
        let about = unsaved.about();
        let (document, (lang, lines)) = (unsaved.editor.document().clone(), unsaved.lines);
        let (queue, number) = (Arc::clone(&self.queue), self.queue.next());
        queue.is_writing.store(true, Ordering::Release);
        let writing = Writing(Arc::clone(&queue));
        let write = move || {
            let _writing = writing;
            let document = with_lines(document, lang, lines);
            queue.take_turn(number, |superseded| {
                if let Err(error) = write_copy(&path, &about, &document, superseded) {
                    queue.fail(error);
                }
            });
        };
        if let Err(error) = std::thread::Builder::new().name("recovery".to_owned()).spawn(write) {
            self.queue.fail(error.into());
        }
    }

    /// Writes the copy and waits for it: the program is failing.
    ///
    /// # Errors
    /// Says why it could not be written.
    pub fn write_now(&mut self, unsaved: Unsaved<'_>) -> Result<(), disk::SaveError> {
        let path = self
            .own
            .clone()
            .ok_or_else(|| std::io::Error::from(std::io::ErrorKind::NotFound))?;
        self.has_copy = true;
        let about = unsaved.about();
        let (lang, lines) = unsaved.lines;
        let document = with_lines(unsaved.editor.document().clone(), lang, lines);
        // Older copies that wait for their turn are not wanted any more.
        self.queue.next();
        let mut superseded = self.queue.superseded.lock().unwrap_or_else(PoisonError::into_inner);
        write_copy(&path, &about, &document, &mut superseded)
    }

    /// Takes the copy away: the work is saved or was thrown away.
    pub fn clear(&mut self) {
        self.changed = None;
        self.written = None;
        let has_copy = std::mem::take(&mut self.has_copy);
        if !std::mem::take(&mut self.replaces) && !has_copy {
            return;
        }
        let own = self.own.clone().filter(|_| has_copy);
        let take_away = move |superseded: &mut Option<PathBuf>| {
            if let Some(old) = superseded.take() {
                remove(&old);
            }
            if let Some(own) = own {
                remove_copy(&own);
            }
        };
        // While a copy is being written the window does not wait for the disk.
        if let Ok(mut superseded) = self.queue.superseded.try_lock() {
            self.queue.next();
            return take_away(&mut superseded);
        }
        let (queue, number) = (Arc::clone(&self.queue), self.queue.next());
        let wait = move || queue.take_turn(number, take_away);
        if let Err(error) = std::thread::Builder::new().name("recovery".to_owned()).spawn(wait) {
            log::warn!("recovery copy: {error}");
        }
    }
}

/// Where a program that starts now writes its copy, and its lock. The number of the process does as a name, unless a copy
/// of that name is left: in a sandbox every program has the same number, and it must not write over what is to be offered.
fn own_place(folder: &Path) -> (PathBuf, Option<File>) {
    let number = std::process::id();
    let first = folder.join(format!("{number}.ron"));
    if let Err(error) = std::fs::create_dir_all(folder) {
        log::warn!("{}: {error}", folder.display());
        return (first, None);
    }
    let others = (2..100).map(|other| folder.join(format!("{number}-{other}.ron")));
    for own in std::iter::once(first.clone()).chain(others) {
        let is_taken = [&own, &disk::backup_path(&own)]
            .into_iter()
            .any(|path| std::fs::symlink_metadata(path).is_ok());
        let lock = || {
            let lock = File::create(own.with_extension("lock")).ok()?;
            lock.try_lock().ok()?;
            Some(lock)
        };
        if !is_taken && let Some(lock) = lock() {
            return (own, Some(lock));
        }
    }
    (first, None)
}

/// The document with lines that stand nowhere on the map in its parking place.
fn with_lines(document: Document, lang: Lang, lines: Vec<String>) -> Document {
    if lines.is_empty() {
        return document;
    }
    let mut editor = Editor::new(document);
    if let Err(error) = editor.run(parking(lang, lines)) {
        log::warn!("lines for the recovery copy: {error:?}");
    }
    editor.document().clone()
}

/// Puts lines into the parking place.
pub fn parking(lang: Lang, lines: Vec<String>) -> Edit {
    let edits = lines.into_iter().map(|words| Edit::Add {
        site: Site::end_of(Under::Nothing),
        lang,
        words,
    });
    Edit::Many {
        name: EditName::AddArgument,
        edits: edits.collect(),
    }
}

/// Removes the copy of a program that is gone, with its lock.
fn remove(path: &Path) {
    remove_copy(path);
    let _ = std::fs::remove_file(path.with_extension("lock"));
}

/// Removes a copy. The lock stays: as long as its program runs, what it writes later is not to be taken for lost.
fn remove_copy(path: &Path) {
    for path in [
        path.to_owned(),
        path.with_extension("about"),
        disk::backup_path(path),
        disk::backup_path(&path.with_extension("about")),
    ] {
        let _ = std::fs::remove_file(path);
    }
}

fn about(copy: &Path) -> Option<About> {
    let path = copy.with_extension("about");
    // To open a pipe would wait for someone to write into it.
    if !std::fs::metadata(&path).is_ok_and(|about| about.is_file()) {
        return None;
    }
    ron::from_str::<About>(&std::fs::read_to_string(path).ok()?).ok()
}

/// Whether a running program holds a lock.
fn is_held(lock: &Path) -> bool {
    let is_file = std::fs::metadata(lock).is_ok_and(|about| about.is_file());
    is_file && File::open(lock).is_ok_and(|file| file.try_lock().is_err())
}

impl Drop for Recovery {
    fn drop(&mut self) {
        // What is being written or taken away just now comes to its end.
        let turn = self.queue.superseded.lock();
        if let Some(path) = &self.own {
            if !self.has_copy {
                remove_copy(path);
            }
            let _ = std::fs::remove_file(path.with_extension("lock"));
        }
        drop(turn);
    }
}

#[cfg(test)]
mod tests;
