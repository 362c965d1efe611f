//! A copy of unsaved work, apart from the map: written soon after each change, offered after a crash.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::edit::Editor;
use crate::model::Document;
use crate::storage::disk::{self, Overwrite};
use crate::storage::{self};

/// After a pause in typing of this many seconds the copy is written.
const PAUSE: f64 = 0.6;
/// And at the latest this many seconds after a change.
const LATEST: f64 = 1.0;

/// What stands beside a recovery copy.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct About {
    /// The map it is a copy of.
    map: Option<PathBuf>,
}

/// Work that was found.
pub struct Found {
    /// The document as it was.
    pub document: Document,
    /// The map it belongs to.
    pub map: Option<PathBuf>,
}

/// Keeps the copy.
pub struct Recovery {
    folder: Option<PathBuf>,
    /// The serial that is on disk.
    written: u64,
    /// First and last change that is not on disk: serial and time.
    changed: Option<(f64, f64, u64)>,
    found: Option<PathBuf>,
    has_copy: bool,
}

impl Recovery {
    /// Keeps copies in this folder.
    pub fn new(folder: Option<&Path>) -> Self {
        Self {
            folder: folder.map(|folder| folder.join("recovery")),
            written: 0,
            changed: None,
            found: None,
            has_copy: false,
        }
    }

    fn path(&self, process: u32) -> Option<PathBuf> {
        self.folder.as_ref().map(|folder| folder.join(format!("{process}.ron")))
    }

    /// Looks for the copy of a program that is gone.
    pub fn find(&mut self) -> bool {
        let entries = self.folder.as_ref().and_then(|folder| std::fs::read_dir(folder).ok());
        self.found = entries
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path())
            .find(|path| {
                let process = path
                    .file_stem()
                    .and_then(|stem| stem.to_str())
                    .and_then(|stem| stem.parse::<u32>().ok());
                path.extension().is_some_and(|kind| kind == "ron")
                    && process.is_some_and(|process| process != std::process::id() && !is_running(process))
            });
        self.found.is_some()
    }

    /// Reads what was found.
    pub fn take(&mut self) -> Option<Found> {
        let path = self.found.take()?;
        let about = std::fs::read_to_string(path.with_extension("about"))
            .ok()
            .and_then(|text| ron::from_str::<About>(&text).ok());
        let (loaded, _) = disk::open(&path).ok()?;
        remove(&path);
        Some(Found {
            document: loaded.document,
            map: about.and_then(|about| about.map),
        })
    }

    /// Throws away what was found.
    pub fn discard(&mut self) {
        if let Some(path) = self.found.take() {
            remove(&path);
        }
    }

    /// Writes the copy if it is time; gives in how many seconds to ask again.
    pub fn update(&mut self, now: f64, editor: &Editor, map: Option<&Path>) -> Option<f64> {
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
        self.start(editor.document().clone(), map);
        None
    }

    fn start(&mut self, document: Document, map: Option<&Path>) {
        let Some(path) = self.path(std::process::id()) else {
            return;
        };
        self.has_copy = true;
        let about = About {
            map: map.map(Path::to_owned),
        };
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
            if let Err(error) = saved {
                log::warn!("recovery copy: {error:?}");
            }
        };
        if let Err(error) = std::thread::Builder::new().name("recovery".to_owned()).spawn(write) {
            log::warn!("recovery copy: {error}");
        }
    }

    /// Takes the copy away: the work is saved or was thrown away.
    pub fn clear(&mut self) {
        self.changed = None;
        if std::mem::take(&mut self.has_copy)
            && let Some(path) = self.path(std::process::id())
        {
            remove(&path);
        }
    }
}

fn remove(path: &Path) {
    for path in [
        path.to_owned(),
        path.with_extension("about"),
        disk::backup_path(path),
        disk::backup_path(&path.with_extension("about")),
    ] {
        let _ = std::fs::remove_file(path);
    }
}

#[cfg(target_os = "linux")]
fn is_running(process: u32) -> bool {
    Path::new("/proc").join(process.to_string()).exists()
}

#[cfg(not(target_os = "linux"))]
fn is_running(_process: u32) -> bool {
    // Not known here: the copy is offered, and the running program writes it anew.
    false
}
