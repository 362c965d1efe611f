//! A copy of unsaved work, apart from the map: written soon after each change, offered after a crash.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use crate::edit::Editor;
use crate::model::Document;
use crate::storage::disk::{self, Overwrite};
use crate::storage::{self};

/// After a pause in typing of this many seconds the copy is written.
const PAUSE: f64 = 0.6;
/// And at the latest this many seconds after a change.
const LATEST: f64 = 1.0;

/// No revision of a document.
const NOTHING: u64 = u64::MAX;

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

/// Keeps the copy.
pub struct Recovery {
    folder: Option<PathBuf>,
    /// The serial that is on disk.
    written: u64,
    /// First and last change that is not on disk: serial and time.
    changed: Option<(f64, f64, u64)>,
    found: Option<PathBuf>,
    /// A copy of another program that this one's own copy replaces.
    superseded: Option<PathBuf>,
    has_copy: bool,
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
            written: NOTHING,
            changed: None,
            found: None,
            superseded: None,
            has_copy: false,
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

    /// What the work that was found holds, for comparing; it stays where it is.
    pub fn peek(&self) -> Option<(crate::model::Document, Option<PathBuf>)> {
        let path = self.found.as_ref()?;
        let (loaded, _) = disk::open(path).ok()?;
        Some((loaded.document, about(path).and_then(|about| about.map)))
    }

    /// Reads what was found. The copy stays until this program has written its own.
    pub fn take(&mut self) -> Option<Found> {
        let path = self.found.take()?;
        let about = about(&path);
        let (loaded, _) = disk::open(&path).ok()?;
        let (map, stamp) = about.map_or((None, None), |about| (about.map, about.stamp));
        Some(Found {
            document: loaded.document,
            map,
            stamp,
            copy: path,
        })
    }

    /// From now on the work of this copy is this program's own: once that is on disk, saved or thrown away,
    /// the copy goes.
    pub fn supersede(&mut self, copy: PathBuf) {
        self.superseded = Some(copy);
        self.written = NOTHING;
    }

    /// Throws away what was found.
    pub fn discard(&mut self) {
        if let Some(path) = self.found.take() {
            remove(&path);
        }
    }

    /// Writes the copy if it is time; gives in how many seconds to ask again.
    pub fn update(&mut self, now: f64, editor: &Editor, map: Option<&Path>, stamp: Option<disk::Stamp>) -> Option<f64> {
        if !editor.is_dirty() {
            self.clear();
            return None;
        }
        let revision = editor.revision();
        if revision == self.written {
            return None;
        }
        let (first, last, _) = match self.changed {
            Some((first, last, known)) if known == revision => (first, last, known),
            Some((first, _, _)) => (first, now, revision),
            None => (now, now, revision),
        };
        self.changed = Some((first, last, revision));
        if now - last < PAUSE && now - first < LATEST {
            return Some((PAUSE - (now - last)).min(LATEST - (now - first)).max(0.05));
        }
        self.changed = None;
        self.written = revision;
        self.start(editor.document().clone(), map, stamp);
        None
    }

    fn start(&mut self, document: Document, map: Option<&Path>, stamp: Option<disk::Stamp>) {
        let Some(path) = self.path(std::process::id()) else {
            return;
        };
        self.has_copy = true;
        let about = About {
            map: map.map(Path::to_owned),
            stamp,
        };
        let superseded = self.superseded.take();
        let write = move || {
            let saved = path
                .parent()
                .map_or(Ok(()), std::fs::create_dir_all)
                .map_err(disk::SaveError::from)
                .and_then(|()| {
                    if let Ok(text) = ron::to_string(&about) {
                        disk::save_checked(&path.with_extension("about"), &text, Overwrite::Yes, |_| true)?;
                    }
                    disk::save(&path, &storage::write(&document), Overwrite::Yes)
                });
            match (saved, superseded) {
                (Ok(_), Some(old)) => remove(&old),
                (Ok(_), None) => {}
                (Err(error), _) => log::warn!("recovery copy: {error:?}"),
            }
        };
        if let Err(error) = std::thread::Builder::new().name("recovery".to_owned()).spawn(write) {
            log::warn!("recovery copy: {error}");
        }
    }

    /// Takes the copy away: the work is saved or was thrown away.
    pub fn clear(&mut self) {
        self.changed = None;
        if let Some(old) = self.superseded.take() {
            remove(&old);
        }
        if std::mem::take(&mut self.has_copy)
            && let Some(path) = self.path(std::process::id())
        {
            remove_copy(&path);
        }
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
        if let Some(path) = self.path(std::process::id()) {
            let _ = std::fs::remove_file(path.with_extension("lock"));
        }
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

    #[test]
    fn unsaved_work_is_written_within_a_second() {
        let folder = tempfile::tempdir().unwrap();
        let mut recovery = Recovery::new(Some(folder.path()));
        let editor = Editor::new_unsaved(new_document(&DUTCH));
        assert!(
            recovery
                .update(10.0, &editor, None, None)
                .is_some_and(|wait| wait <= LATEST)
        );
        assert!(recovery.update(11.0, &editor, None, None).is_none());
        let copy = recovery.path(std::process::id()).unwrap();
        // The thread that writes needs a moment of its own.
        let written = (0..400).any(|_| {
            std::thread::sleep(std::time::Duration::from_millis(5));
            copy.exists()
        });
        assert!(written);
    }
}
