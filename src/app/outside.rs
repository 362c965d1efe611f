//! What others do with the file that is open: whether it changed on disk, and whether someone else is changing it.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use egui::Context;

use crate::storage::disk::{self, EditLock, Lock, Stamp};

/// How the file on disk stands to what was opened or saved.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum OnDisk {
    /// As it was.
    #[default]
    Same,
    /// Someone changed it.
    Changed,
    /// It is gone, or has another name.
    Gone,
}

/// What was found out.
pub enum News {
    /// What the file holds now.
    Stamp(PathBuf, Option<Stamp>),
    /// What came of asking for its lock.
    Lock(PathBuf, Lock),
    /// Someone else opened the map that is being changed here, or wants to change it too.
    Guest(PathBuf, String),
}

/// Looks at the file when the window gets the keyboard and when work on it begins, on a thread of its own.
pub struct Outside {
    sender: Sender<News>,
    receiver: Receiver<News>,
    had_focus: bool,
    was_dirty: bool,
    /// Kept from the first change until it is saved or thrown away.
    lock: Option<EditLock>,
    /// The file whose lock is ours, or is being asked for.
    locked: Shared,
    /// The file that is watched; whoever watches it stops once this is another one.
    watched: Shared,
}

/// A file that the threads know of too.
type Shared = Arc<Mutex<Option<PathBuf>>>;

fn is_about(shared: &Shared, path: Option<&Path>) -> bool {
    shared.lock().is_ok_and(|known| known.as_deref() == path)
}

fn set(shared: &Shared, path: Option<&Path>) {
    if let Ok(mut known) = shared.lock() {
        *known = path.map(Path::to_owned);
    }
}

impl Default for Outside {
    fn default() -> Self {
        let (sender, receiver) = channel();
        Self {
            sender,
            receiver,
            had_focus: true,
            was_dirty: false,
            lock: None,
            locked: Arc::default(),
            watched: Arc::default(),
        }
    }
}

/// How often the file is looked at, apart from the window: what the folder says of it only, so it costs next to nothing.
const WATCH: Duration = Duration::from_secs(2);

/// What changes whenever another program changes a file: its size and time; where the system tells it also which file it is
/// and when that was last touched, since some programs set the time back to what it was.
#[derive(PartialEq, Eq, Debug)]
struct Look {
    size: u64,
    time: Option<SystemTime>,
    of_system: (u64, i64, i64),
}

fn look(path: &Path) -> Option<Look> {
    let about = std::fs::metadata(path).ok()?;
    #[cfg(unix)]
    let of_system = {
        use std::os::unix::fs::MetadataExt as _;
        (about.ino(), about.ctime(), about.ctime_nsec())
    };
    #[cfg(not(unix))]
    let of_system = (0, 0, 0);
    Some(Look {
        size: about.len(),
        time: about.modified().ok(),
        of_system,
    })
}

impl Outside {
    /// Watches a file from now on: news comes as soon as it is another one, and if somebody is changing it already.
    fn watch(&mut self, context: &Context, path: Option<&Path>) {
        if is_about(&self.watched, path) {
            return;
        }
        set(&self.watched, path);
        let (watched, locked) = (Arc::clone(&self.watched), Arc::clone(&self.locked));
        let Some(path) = path.map(Path::to_owned) else { return };
        let (sender, context) = (self.sender.clone(), context.clone());
        let watch = move || {
            let tell = |news| {
                let _ = sender.send(news);
                context.request_repaint();
            };
            let mut known = look(&path);
            let mut is_held = false;
            loop {
                // Each hears of the other, whoever came first.
                if is_about(&locked, Some(&path)) {
                    is_held = false;
                    if let Some(who) = EditLock::guest(&path) {
                        tell(News::Guest(path.clone(), who));
                    }
                } else {
                    let holder = EditLock::holder(&path);
                    if let Some(holder) = holder.as_ref().filter(|_| !is_held) {
                        EditLock::knock(&path, &who());
                        tell(News::Lock(path.clone(), Lock::HeldBy(holder.clone())));
                    }
                    is_held = holder.is_some();
                }
                std::thread::sleep(WATCH);
                // Only the watcher is left once the program has let go of it.
                if !is_about(&watched, Some(&path)) || Arc::strong_count(&watched) == 1 {
                    return;
                }
                let now = look(&path);
                if now != known {
                    known = now;
                    tell(News::Stamp(path.clone(), disk::stamp(&path)));
                }
            }
        };
        if let Err(error) = std::thread::Builder::new().name("watch".to_owned()).spawn(watch) {
            log::warn!("watch: {error}");
        }
    }

    /// Starts looking if there is reason to.
    pub fn update(&mut self, context: &Context, path: Option<&Path>, dirty: bool) {
        self.watch(context, path);
        let has_focus = context.input(|input| input.focused);
        let (came_back, begins) = (has_focus && !self.had_focus, dirty && !self.was_dirty);
        (self.had_focus, self.was_dirty) = (has_focus, dirty);
        if !dirty {
            self.drop_lock();
        }
        let Some(path) = path.filter(|_| came_back || begins).map(Path::to_owned) else {
            return;
        };
        let (sender, context) = (self.sender.clone(), context.clone());
        if begins {
            // Before it is given: the watcher would take it for that of somebody else.
            set(&self.locked, Some(&path));
        }
        let look = move || {
            if begins {
                let lock = EditLock::take(&path, &who());
                if let Lock::HeldBy(_) = &lock {
                    EditLock::knock(&path, &who());
                }
                let _ = sender.send(News::Lock(path.clone(), lock));
            }
            let stamp = disk::stamp(&path);
            let _ = sender.send(News::Stamp(path, stamp));
            context.request_repaint();
        };
        if let Err(error) = std::thread::Builder::new().name("outside".to_owned()).spawn(look) {
            log::warn!("outside: {error}");
        }
    }

    /// The next thing that was found out.
    pub fn take(&mut self) -> Option<News> {
        self.receiver.try_recv().ok()
    }

    /// Keeps a lock that was given until the work is saved; another map lets go of it.
    pub fn keep(&mut self, path: &Path, lock: EditLock) {
        if self.was_dirty {
            self.lock = Some(lock);
            set(&self.locked, Some(path));
        }
    }

    /// The lock was not given.
    pub fn go_without(&mut self) {
        if self.lock.is_none() {
            set(&self.locked, None);
        }
    }

    fn drop_lock(&mut self) {
        self.lock = None;
        set(&self.locked, None);
    }

    /// Lets go of the lock: another map is open.
    pub fn let_go(&mut self) {
        self.drop_lock();
        self.was_dirty = false;
    }
}

/// This person and machine, for others who want to change the same map.
fn who() -> String {
    let variable = |names: [&str; 2]| names.iter().find_map(|name| std::env::var(name).ok());
    let person = variable(["USER", "USERNAME"]).unwrap_or_default();
    match variable(["HOSTNAME", "COMPUTERNAME"]) {
        Some(machine) if !person.is_empty() => format!("{person} ({machine})"),
        _ => person,
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_file_looks_different_after_any_change() {
        let folder = tempfile::tempdir().unwrap();
        let map = folder.path().join("kaart.ron");
        let time = |path: &Path| std::fs::metadata(path).unwrap().modified().unwrap();
        std::fs::write(&map, "een").unwrap();
        let first = look(&map);
        assert_eq!(look(&map), first);
        // Another file of the same size and time takes its place, as some programs that bring files together do.
        let other = folder.path().join("ander.ron");
        std::fs::write(&other, "twe").unwrap();
        std::fs::File::open(&other).unwrap().set_modified(time(&map)).unwrap();
        std::fs::rename(&other, &map).unwrap();
        let second = look(&map);
        assert_ne!(second, first);
        // An older one.
        let old = time(&map) - Duration::from_secs(86_400);
        std::fs::File::open(&map).unwrap().set_modified(old).unwrap();
        let third = look(&map);
        assert_ne!(third, second);
        // A folder, and nothing.
        std::fs::remove_file(&map).unwrap();
        assert_eq!(look(&map), None);
        std::fs::create_dir(&map).unwrap();
        assert_ne!(look(&map), third);
    }
}
