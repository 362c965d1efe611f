//! A copy of unsaved work, apart from the map: written soon after each change, offered after a crash.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use crate::edit::{Edit, EditError, EditName, Editor, Fragment, Site, Under};
use crate::model::{Document, Lang};
use crate::storage::disk::{self, Overwrite};
use crate::storage::{self, history};

/// After a pause in typing of this many seconds the copy is written.
const PAUSE: f64 = 0.35;
/// And at the latest this many seconds after a change: it must be on disk within a second.
const LATEST: f64 = 0.6;
/// While a copy is being written the next one waits; it is asked for again after this many seconds.
const WAIT: f64 = 0.05;

/// Threads take turns at writing, however slow the disk is; only the newest copy is worth writing.
#[derive(Default)]
struct Queue {
    newest: AtomicU64,
    /// A copy is on its way to the disk.
    is_writing: AtomicBool,
    /// Held while a copy is written or taken away: a copy of another program that this one's own copy replaces.
    superseded: Mutex<Option<PathBuf>>,
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
pub struct Found {
    /// The document as it was.
    pub document: Document,
    /// The map it belongs to.
    pub map: Option<PathBuf>,
    /// What that file held when it was opened or saved last.
    pub stamp: Option<disk::Stamp>,
    /// The copy itself, for [`Recovery::supersede`].
    pub copy: PathBuf,
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
    /// The revision that is on disk, and the lines.
    written: Option<(u64, Lines)>,
    /// First and last change that is not on disk: their times, and what there was to write.
    changed: Option<(f64, f64, (u64, Lines))>,
    found: Option<PathBuf>,
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
        let lock = folder.as_ref().and_then(|folder| {
            std::fs::create_dir_all(folder).ok()?;
            let lock = File::create(folder.join(format!("{}.lock", std::process::id()))).ok()?;
            lock.try_lock().ok()?;
            Some(lock)
        });
        Self {
            folder,
            written: None,
            changed: None,
            found: None,
            has_copy: false,
            replaces: false,
            queue: Arc::default(),
            _lock: lock,
        }
    }

    fn path(&self, process: u32) -> Option<PathBuf> {
        self.folder.as_ref().map(|folder| folder.join(format!("{process}.ron")))
    }

    /// Looks for the copy of a program that is gone: the newest, if there are several.
    pub fn find(&mut self) -> bool {
        let entries = self.folder.as_ref().and_then(|folder| std::fs::read_dir(folder).ok());
        let mut copies: Vec<(SystemTime, PathBuf)> = Vec::new();
        for entry in entries.into_iter().flatten().flatten() {
            let path = entry.path();
            let is_own = path
                .file_stem()
                .is_some_and(|stem| stem == std::process::id().to_string().as_str());
            if path.extension().is_some_and(|kind| kind == "ron") && !is_own && !is_held(&path.with_extension("lock")) {
                let changed = entry
                    .metadata()
                    .and_then(|about| about.modified())
                    .unwrap_or(SystemTime::UNIX_EPOCH);
                copies.push((changed, path));
            }
        }
        self.found = copies.into_iter().max().map(|(_, path)| path);
        self.found.is_some()
    }

    /// What was found: the map, and how many minutes ago it was written.
    pub fn about_found(&self) -> Option<(Option<PathBuf>, u64)> {
        let path = self.found.as_ref()?;
        let minutes = std::fs::metadata(path)
            .and_then(|about| about.modified())
            .ok()
            .and_then(|time| time.elapsed().ok());
        Some((
            about(path).and_then(|about| about.map),
            minutes.map_or(0, |time| time.as_secs() / 60),
        ))
    }

    /// The work that was found; it stays where it is.
    pub fn peek(&self) -> Option<Found> {
        let path = self.found.as_ref()?;
        let (loaded, _) = disk::open(path).ok()?;
        let (map, stamp) = about(path).map_or((None, None), |about| (about.map, about.stamp));
        Some(Found {
            document: loaded.document,
            map,
            stamp,
            copy: path.clone(),
        })
    }

    /// Reads what was found. The copy stays until this program has written its own.
    pub fn take(&mut self) -> Option<Found> {
        let found = self.peek();
        self.found = None;
        found
    }

    /// From now on the work of this copy is this program's own: once that is on disk, saved or thrown away,
    /// the copy goes.
    pub fn supersede(&mut self, copy: PathBuf) {
        *self.queue.superseded.lock().unwrap_or_else(PoisonError::into_inner) = Some(copy);
        self.replaces = true;
        self.written = None;
    }

    /// Throws away what was found.
    pub fn discard(&mut self) {
        if let Some(path) = self.found.take() {
            remove(&path);
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

    fn start(&mut self, unsaved: Unsaved<'_>) {
        let Some(path) = self.path(std::process::id()) else {
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
                    log::warn!("recovery copy: {error:?}");
                }
            });
        };
        if let Err(error) = std::thread::Builder::new().name("recovery".to_owned()).spawn(write) {
            log::warn!("recovery copy: {error}");
        }
    }

    /// Writes the copy and waits for it: the program is failing.
    ///
    /// # Errors
    /// Says why it could not be written.
    pub fn write_now(&mut self, unsaved: Unsaved<'_>) -> Result<(), disk::SaveError> {
        let path = self
            .path(std::process::id())
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
        let own = self.path(std::process::id()).filter(|_| has_copy);
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
    std::fs::read_to_string(copy.with_extension("about"))
        .ok()
        .and_then(|text| ron::from_str::<About>(&text).ok())
}

/// Whether a running program holds a lock.
fn is_held(lock: &Path) -> bool {
    match File::open(lock) {
        Ok(file) => file.try_lock().is_err(),
        Err(_) => false,
    }
}

impl Drop for Recovery {
    fn drop(&mut self) {
        // What is being written or taken away just now comes to its end.
        let turn = self.queue.superseded.lock();
        if let Some(path) = self.path(std::process::id()) {
            if !self.has_copy {
                remove_copy(&path);
            }
            let _ = std::fs::remove_file(path.with_extension("lock"));
        }
        drop(turn);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::new_document;
    use crate::ui::words::DUTCH;

    /// A copy as a program with another number left it.
    fn left_behind(folder: &Path, map: &Path) -> PathBuf {
        let recovery = folder.join("recovery");
        std::fs::create_dir_all(&recovery).unwrap();
        let copy = recovery.join("999999999.ron");
        std::fs::write(&copy, storage::write(&new_document(&DUTCH))).unwrap();
        let about = About {
            map: Some(map.to_owned()),
            stamp: Some(disk::Stamp::of(b"as it was")),
        };
        std::fs::write(copy.with_extension("about"), ron::to_string(&about).unwrap()).unwrap();
        std::fs::write(copy.with_extension("lock"), "").unwrap();
        copy
    }

    #[test]
    fn work_of_a_program_that_is_gone_is_found_with_its_map_and_stamp() {
        let folder = tempfile::tempdir().unwrap();
        let map = folder.path().join("kaart.ron");
        let copy = left_behind(folder.path(), &map);
        let mut recovery = Recovery::new(Some(folder.path()));
        assert!(recovery.find());
        assert_eq!(recovery.about_found().unwrap().0, Some(map.clone()));
        let found = recovery.take().unwrap();
        assert_eq!(
            (found.map, found.stamp),
            (Some(map), Some(disk::Stamp::of(b"as it was")))
        );
        // The copy stays until the work is safe elsewhere.
        assert!(copy.exists());
        recovery.supersede(found.copy);
        assert!(copy.exists());
        recovery.clear();
        assert!(!copy.exists());
    }

    #[test]
    fn work_of_a_running_program_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let copy = left_behind(folder.path(), &folder.path().join("kaart.ron"));
        let lock = File::create(copy.with_extension("lock")).unwrap();
        lock.try_lock().unwrap();
        assert!(!Recovery::new(Some(folder.path())).find());
        drop(lock);
        assert!(Recovery::new(Some(folder.path())).find());
    }

    #[test]
    fn the_lock_stays_when_the_work_is_saved() {
        let folder = tempfile::tempdir().unwrap();
        let mut recovery = Recovery::new(Some(folder.path()));
        let copy = recovery.path(std::process::id()).unwrap();
        std::fs::write(&copy, "").unwrap();
        recovery.has_copy = true;
        recovery.clear();
        assert!(!copy.exists() && is_held(&copy.with_extension("lock")));
    }

    fn unsaved(editor: &Editor) -> Unsaved<'_> {
        Unsaved {
            editor,
            lines: (Lang::NL, Vec::new()),
            map: None,
            stamp: None,
        }
    }

    /// The copy, once the thread that writes it is done.
    fn copy_of(recovery: &Recovery) -> Document {
        let copy = recovery.path(std::process::id()).unwrap();
        let read = (0..400).find_map(|_| {
            std::thread::sleep(std::time::Duration::from_millis(5));
            let _turn = recovery.queue.superseded.lock().unwrap();
            disk::open(&copy).ok()
        });
        read.unwrap().0.document
    }

    #[test]
    fn lines_without_a_place_are_in_the_copy_too() {
        let folder = tempfile::tempdir().unwrap();
        let mut recovery = Recovery::new(Some(folder.path()));
        let editor = Editor::new(new_document(&DUTCH));
        let lines = |words: &[&str]| Unsaved {
            lines: (Lang::NL, words.iter().map(|line| (*line).to_owned()).collect()),
            ..unsaved(&editor)
        };
        // Nothing in the document changed.
        assert!(recovery.update(10.0, lines(&["nog geen plaats"])).is_some());
        assert!(recovery.update(11.0, lines(&["nog geen plaats"])).is_none());
        let copy = copy_of(&recovery);
        assert_eq!(copy.claims.len(), editor.document().claims.len() + 1);
        // Gone from the text: gone from the disk.
        recovery.update(12.0, lines(&[]));
        drop(recovery);
        assert!(!Recovery::new(Some(folder.path())).find());
    }

    #[test]
    fn work_that_comes_back_is_a_step_on_the_map_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let map = folder.path().join("kaart.ron");
        let before = new_document(&DUTCH);
        std::fs::write(&map, storage::write(&before)).unwrap();
        history::keep(&map, "2026-11-22 19.30.05", None).unwrap();
        let stamp = disk::stamp(&map);
        let mut editor = Editor::new(before.clone());
        editor.run(parking(Lang::NL, vec!["van ons".to_owned()])).unwrap();
        let found = |stamp| Found {
            document: editor.document().clone(),
            map: Some(map.clone()),
            stamp,
            copy: PathBuf::new(),
        };
        // Someone else saved since; the version of before is still there.
        std::fs::remove_file(&map).unwrap();
        let mut other = Editor::new(before.clone());
        other
            .run(parking(Lang::NL, vec!["van iemand anders".to_owned()]))
            .unwrap();
        std::fs::write(&map, storage::write(other.document())).unwrap();
        let mut back = found(stamp).editor();
        assert_eq!(storage::write(back.document()), storage::write(editor.document()));
        let saved = back.saved_document().unwrap();
        assert_eq!(storage::write(&saved), storage::write(&before));
        assert!(back.is_dirty());
        back.undo().unwrap();
        assert_eq!(storage::write(back.document()), storage::write(&before));
        // Without it the work is there all the same.
        let back = found(Some(disk::Stamp::of(b"something else"))).editor();
        assert_eq!(storage::write(back.document()), storage::write(editor.document()));
        assert!(back.is_dirty() && back.saved_document().is_none());
    }

    #[test]
    fn unsaved_work_is_written_within_a_second() {
        let folder = tempfile::tempdir().unwrap();
        let mut recovery = Recovery::new(Some(folder.path()));
        let editor = Editor::new_unsaved(new_document(&DUTCH));
        assert!(
            recovery
                .update(10.0, unsaved(&editor))
                .is_some_and(|wait| wait <= LATEST)
        );
        assert!(recovery.update(11.0, unsaved(&editor)).is_none());
        copy_of(&recovery);
    }
}
