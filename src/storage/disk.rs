//! Reading and writing files so that nothing is lost: the only place that touches the disk.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::{LoadError, Loaded, MAX_BYTES};

/// What a file held when it was read or written: to notice that another program changed it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub struct Stamp {
    len: u64,
    hash: u64,
}

impl Stamp {
    /// How many bytes it is of.
    pub fn num_bytes(self) -> u64 {
        self.len
    }

    /// The stamp of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        let mut hasher = DefaultHasher::new();
        bytes.hash(&mut hasher);
        Self {
            len: bytes.len() as u64,
            hash: hasher.finish(),
        }
    }
}

/// Why a file could not be opened.
#[derive(Debug)]
pub enum OpenError {
    /// The disk says no.
    Disk(io::Error),
    /// It is a folder, a device or something else that is not a file.
    NotAFile,
    /// The content cannot be read.
    Content(LoadError),
}

/// Why a file could not be saved. The file on disk is then as it was.
#[derive(Debug)]
pub enum SaveError {
    /// Another program changed the file since it was opened or saved.
    ChangedOnDisk,
    /// A folder has this name.
    IsAFolder,
    /// A pipe, a device or the like has this name.
    NotAFile,
    /// A folder has the name of the backup beside it.
    BackupIsAFolder(PathBuf),
    /// What was written could not be read back as it was meant.
    ReadBack,
    /// The disk says no.
    Disk(io::Error),
}

impl From<io::Error> for SaveError {
    fn from(error: io::Error) -> Self {
        Self::Disk(error)
    }
}

/// What may happen to a file that stands in the way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Overwrite {
    /// Only if it still is what was read or written last.
    IfUnchanged(Stamp),
    /// Only if it still is this file, which is damaged: it is kept aside, and the backup stays as it is.
    Damaged(Stamp),
    /// The person said yes.
    Yes,
    /// Only if there is none.
    No,
}

/// How many bytes a file has.
///
/// # Errors
/// That it is not there, or no file.
pub fn size(path: &Path) -> Result<u64, OpenError> {
    let about = fs::metadata(path).map_err(OpenError::Disk)?;
    if about.is_file() {
        Ok(about.len())
    } else {
        Err(OpenError::NotAFile)
    }
}

/// The bytes of a file, if it is one and not too large.
///
/// # Errors
/// Says what stands in the way.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, OpenError> {
    // Looked at first: to open a pipe would wait for someone to write into it.
    if !fs::metadata(path).map_err(OpenError::Disk)?.is_file() {
        return Err(OpenError::NotAFile);
    }
    let file = File::open(path).map_err(OpenError::Disk)?;
    let about = file.metadata().map_err(OpenError::Disk)?;
    if !about.is_file() {
        return Err(OpenError::NotAFile);
    }
    let too_large = |bytes| {
        OpenError::Content(LoadError::TooLarge {
            bytes,
            limit: MAX_BYTES,
        })
    };
    if about.len() > MAX_BYTES {
        return Err(too_large(about.len()));
    }
    let mut bytes = Vec::with_capacity(about.len() as usize);
    // One more than allowed, for a file that grows while it is read.
    file.take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(OpenError::Disk)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(too_large(bytes.len() as u64));
    }
    Ok(bytes)
}

/// A longer path than this is none of a map.
const LONGEST_PATH: usize = 1_024;

/// Whether a path that stands in a map names something in the folder of the map or below it, on every system: no way up, no
/// drive, no other computer, no device, and no name that one system reads otherwise than another. The disk is not asked.
pub fn is_beside(path: &str) -> bool {
    const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];
    let is_device = |name: &str| {
        let stem = name
            .split('.')
            .next()
            .unwrap_or_default()
            .trim_end()
            .to_ascii_lowercase();
        let numbered = ["com", "lpt"].iter().find_map(|port| stem.strip_prefix(port));
        DEVICES.contains(&stem.as_str()) || numbered.is_some_and(|number| number.chars().count() == 1)
    };
    let is_name = |name: &str| {
        name == "." || !(name.is_empty() || name.ends_with(['.', ' ']) || name.starts_with('~') || is_device(name))
    };
    path.len() <= LONGEST_PATH
        && !path.contains(|letter: char| {
            letter.is_control() || matches!(letter, '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
        })
        && path.split('/').all(is_name)
}

/// The file that a path in a map means; `None` unless it is there, and in the folder of the map once links are followed.
pub fn beside(map: &Path, path: &str) -> Option<PathBuf> {
    if !is_beside(path) {
        return None;
    }
    let folder = map.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = fs::canonicalize(folder.unwrap_or(Path::new("."))).ok()?;
    let file = fs::canonicalize(folder.join(path)).ok()?;
    file.starts_with(&folder).then_some(file)
}

/// Opens a map.
///
/// # Errors
/// Says what stands in the way, or what cannot be read and where.
pub fn open(path: &Path) -> Result<(Loaded, Stamp), OpenError> {
    open_with_bytes(path).map(|(loaded, bytes)| (loaded, Stamp::of(&bytes)))
}

/// As [`open`], with the file itself.
///
/// # Errors
/// As [`open`].
pub fn open_with_bytes(path: &Path) -> Result<(Loaded, Vec<u8>), OpenError> {
    let bytes = read_bytes(path)?;
    let mut loaded = super::read_bytes(&bytes).map_err(OpenError::Content)?;
    if let Some(spoiled) = super::history::spoiled(path, &bytes) {
        loaded.problems.insert(0, spoiled);
    }
    Ok((loaded, bytes))
}

/// Whether something other than a file has this name, which might make whoever opens it wait.
fn is_no_file(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|about| !about.is_file())
}

/// Whether anything has this name, be it a link that leads nowhere.
pub fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// The stamp of a file as it is now; `None` if there is none.
pub fn stamp(path: &Path) -> Option<Stamp> {
    read_bytes(path).ok().map(|bytes| Stamp::of(&bytes))
}

/// Saves a map: written beside the file, read back and parsed, flushed, the old version kept as
/// backup, put in place in one step, and the folder flushed. Links and the mode of the file stay.
///
/// # Errors
/// Says what stands in the way; the file on disk is then as it was.
pub fn save(path: &Path, text: &str, overwrite: Overwrite) -> Result<Stamp, SaveError> {
    save_checked(path, text, overwrite, |text| super::read(text).is_ok())
}

/// As [`save`] over whatever is there, without a backup beside it: for results of other files, such as a merge.
///
/// # Errors
/// As [`save`].
pub fn save_alone(path: &Path, text: &str) -> Result<Stamp, SaveError> {
    save_whole(path, text, |text| super::read(text).is_ok())
}

/// As [`save_alone`], for a file that only this program makes: a link in its place is replaced, not followed.
///
/// # Errors
/// As [`save`].
pub fn save_own(path: &Path, text: &str) -> Result<Stamp, SaveError> {
    if fs::symlink_metadata(path).is_ok_and(|about| about.file_type().is_symlink()) {
        fs::remove_file(path)?;
    }
    save_alone(path, text)
}

/// As [`save_alone`], for a text of any kind: `is_sound` says whether what was read back is what was meant.
///
/// # Errors
/// As [`save`].
pub fn save_whole(path: &Path, text: &str, is_sound: impl Fn(&str) -> bool) -> Result<Stamp, SaveError> {
    let target = real_path(path)?;
    let folder = target.parent().unwrap_or(Path::new(".")).to_owned();
    let existing = existing_file(&target)?;
    let temporary = Temporary::new(&folder, &target)?;
    temporary.write(text, existing.as_ref())?;
    if !holds(&temporary.path, text)? || !is_sound(text) {
        return Err(SaveError::ReadBack);
    }
    temporary.put_in_place(&target)?;
    flush_folder(&folder)?;
    Ok(Stamp::of(text.as_bytes()))
}

/// As [`save`], for a text of any kind: `is_sound` says whether what was read back is what was meant.
///
/// # Errors
/// As [`save`].
pub fn save_checked(
    path: &Path,
    text: &str,
    overwrite: Overwrite,
    is_sound: impl Fn(&str) -> bool,
) -> Result<Stamp, SaveError> {
    let target = real_path(path)?;
    let existing = existing_file(&target)?;
    check_unchanged(&target, existing.is_some(), overwrite)?;
    let folder = target
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
        .to_owned();
    sweep(&folder, &target);
    let temporary = Temporary::new(&folder, &target)?;
    temporary.write(text, existing.as_ref())?;
    if !holds(&temporary.path, text)? || !is_sound(text) {
        return Err(SaveError::ReadBack);
    }
    if existing.is_some() {
        let backup = backup_path(&target);
        if !matches!(overwrite, Overwrite::Damaged(_)) && backup.is_dir() {
            return Err(SaveError::BackupIsAFolder(backup));
        }
        match overwrite {
            Overwrite::Damaged(_) => keep_damaged(&target)?,
            _ => keep_backup(&folder, &target)?,
        }
        // The backup is safe before the file itself is touched.
        flush_folder(&folder)?;
        check_unchanged(&target, true, overwrite)?;
    }
    temporary.put_in_place(&target)?;
    flush_folder(&folder)?;
    Ok(Stamp::of(text.as_bytes()))
}

/// What is in the place of a file that is about to be written; nothing else than a file is ever replaced.
fn existing_file(target: &Path) -> Result<Option<fs::Metadata>, SaveError> {
    match fs::metadata(target).ok() {
        Some(about) if about.is_dir() => Err(SaveError::IsAFolder),
        Some(about) if !about.is_file() => Err(SaveError::NotAFile),
        about => Ok(about),
    }
}

/// Whether a file is this text, byte by byte. It is read piece by piece: no second copy of the text is needed.
fn holds(path: &Path, text: &str) -> io::Result<bool> {
    let mut file = File::open(path)?;
    let mut piece = vec![0; 1 << 16];
    let mut rest = text.as_bytes();
    loop {
        let num = match file.read(&mut piece) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            num => num?,
        };
        let Some(read) = piece.get(..num).filter(|read| !read.is_empty()) else {
            return Ok(rest.is_empty());
        };
        match rest.strip_prefix(read) {
            Some(more) => rest = more,
            None => return Ok(false),
        }
    }
}

/// Takes a file away; one that is gone already is as it should be.
///
/// # Errors
/// Says why the disk says no.
pub fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Gives a damaged file another name, so that nothing is written over it: where it is now (`kaart.ron.damaged`).
///
/// # Errors
/// Says why the disk says no; the file is then where it was.
pub fn set_aside(path: &Path) -> io::Result<PathBuf> {
    let free = names_aside(path).find(|path| !is_there(path));
    let free = free.ok_or(io::ErrorKind::AlreadyExists)?;
    fs::rename(path, &free)?;
    Ok(free)
}

/// Where a damaged file is kept, in the order in which these are tried.
fn names_aside(path: &Path) -> impl Iterator<Item = PathBuf> {
    (1..100).map(|number| {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(".damaged");
        if number > 1 {
            name.push(format!("-{number}"));
        }
        path.with_file_name(name)
    })
}

/// Where saving keeps the damaged file of a map: under a name that nothing has, or where it is kept already.
pub fn place_aside(path: &Path) -> Option<PathBuf> {
    let target = real_path(path).ok()?;
    let known = stamp(&target);
    names_aside(&target).find(|aside| !is_there(aside) || stamp(aside) == known)
}

/// Keeps a copy of a damaged file that is about to be replaced; once, however often saving is tried.
fn keep_damaged(target: &Path) -> io::Result<()> {
    match place_aside(target).ok_or(io::ErrorKind::AlreadyExists)? {
        aside if is_there(&aside) => Ok(()),
        aside => copy_anew(target, &aside),
    }
}

/// Makes a folder with those above it, where it is missing.
///
/// # Errors
/// Says why the disk says no.
pub fn make_folder(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)
}

/// Writes bytes as a whole: beside the file, flushed, and put in place in one step.
///
/// # Errors
/// As [`save`].
pub fn save_bytes(path: &Path, bytes: &[u8]) -> Result<(), SaveError> {
    let target = real_path(path)?;
    let folder = target.parent().unwrap_or(Path::new(".")).to_owned();
    let existing = existing_file(&target)?;
    let temporary = Temporary::new(&folder, &target)?;
    temporary.write_bytes(bytes, existing.as_ref())?;
    temporary.put_in_place(&target)?;
    flush_folder(&folder)?;
    Ok(())
}

/// Copies a file under a name that nothing has yet: as a whole, flushed, or not at all.
///
/// # Errors
/// Says why the disk says no, and that something has this name ([`io::ErrorKind::AlreadyExists`]).
pub fn copy_anew(from: &Path, to: &Path) -> io::Result<()> {
    let folder = to.parent().unwrap_or(Path::new("."));
    // One name for all that is copied into a folder, so that what was left behind is found and swept.
    let stem = folder.join("copy");
    sweep(folder, &stem);
    let temporary = Temporary::new(folder, &stem)?;
    fs::copy(from, &temporary.path)?;
    flush(&temporary.path)?;
    // A second name is given only where nothing has it; renaming would replace what is there.
    match fs::hard_link(&temporary.path, to) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(error),
        Err(_) if fs::symlink_metadata(to).is_ok() => return Err(io::ErrorKind::AlreadyExists.into()),
        // The disk knows no second names.
        Err(_) => temporary.put_in_place(to)?,
        Ok(()) => drop(temporary),
    }
    flush_folder(folder)
}

/// The files of a folder, in no order; none if it cannot be read. At most so many.
pub fn files_in(folder: &Path, most: usize) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    paths.take(most).collect()
}

fn check_unchanged(target: &Path, exists: bool, overwrite: Overwrite) -> Result<(), SaveError> {
    let allowed = match overwrite {
        Overwrite::Yes => true,
        Overwrite::No => !exists,
        Overwrite::IfUnchanged(known) | Overwrite::Damaged(known) => !exists || stamp(target) == Some(known),
    };
    if allowed { Ok(()) } else { Err(SaveError::ChangedOnDisk) }
}

/// Says to others that a person is changing a map, as long as it is kept: a locked file beside the map, with who
/// it is. The map itself cannot be locked, since every saving puts another file in its place.
#[derive(Debug)]
pub struct EditLock {
    path: PathBuf,
    _file: File,
}

/// What came of asking for an [`EditLock`].
#[derive(Debug)]
pub enum Lock {
    /// It was given.
    Given(EditLock),
    /// Someone else has it: who, as far as is known.
    HeldBy(String),
    /// No file can be made there, or the disk knows no locks.
    Impossible,
}

impl EditLock {
    /// Where the lock of a map stands.
    pub fn path_of(map: &Path) -> PathBuf {
        let name = map.file_name().unwrap_or_default().to_string_lossy();
        map.with_file_name(format!(".{name}.lock"))
    }

    /// Who is changing a map, if somebody is.
    pub fn holder(map: &Path) -> Option<String> {
        let path = Self::path_of(&real_path(map).unwrap_or_else(|_| map.to_owned()));
        if is_no_file(&path) {
            return None;
        }
        let mut file = File::open(&path).ok()?;
        match file.try_lock_shared() {
            Err(fs::TryLockError::WouldBlock) => {
                let mut who = String::new();
                let _ = std::io::Read::by_ref(&mut file).take(200).read_to_string(&mut who);
                Some(who.trim().to_owned())
            }
            _ => None,
        }
    }

    /// Where others leave word for who has the lock.
    fn guest_path(map: &Path) -> PathBuf {
        let name = map.file_name().unwrap_or_default().to_string_lossy();
        map.with_file_name(format!(".{name}.guest"))
    }

    /// Tells whoever has the lock that `who` is here too. Where no file can be made, nobody hears of it.
    pub fn knock(map: &Path, who: &str) {
        let map = real_path(map).unwrap_or_else(|_| map.to_owned());
        if let Err(error) = fs::write(Self::guest_path(&map), who) {
            log::warn!("{}: {error}", map.display());
        }
    }

    /// Who knocked since this was last asked; for whoever has the lock.
    pub fn guest(map: &Path) -> Option<String> {
        let path = Self::guest_path(&real_path(map).unwrap_or_else(|_| map.to_owned()));
        let mut who = String::new();
        File::open(&path).ok()?.take(200).read_to_string(&mut who).ok()?;
        fs::remove_file(&path).ok()?;
        Some(who.trim().to_owned())
    }

    /// Asks for the lock of a map; `who` is for others to read.
    pub fn take(map: &Path, who: &str) -> Lock {
        let path = Self::path_of(&real_path(map).unwrap_or_else(|_| map.to_owned()));
        if is_no_file(&path) {
            return Lock::Impossible;
        }
        // The file may go between opening and locking it, when its holder ends just then.
        for _ in 0..3 {
            let opened = OpenOptions::new()
                .read(true)
                .write(true)
                .create(true)
                .truncate(false)
                .open(&path);
            let Ok(mut file) = opened else { return Lock::Impossible };
            match file.try_lock() {
                Ok(()) if is_same_file(&file, &path) => {
                    let _ = file.set_len(0).and_then(|()| file.write_all(who.as_bytes()));
                    return Lock::Given(Self { path, _file: file });
                }
                Ok(()) => {}
                Err(fs::TryLockError::WouldBlock) => {
                    let mut who = String::new();
                    let _ = file.take(200).read_to_string(&mut who);
                    return Lock::HeldBy(who.trim().to_owned());
                }
                Err(fs::TryLockError::Error(_)) => return Lock::Impossible,
            }
        }
        Lock::Impossible
    }
}

impl Drop for EditLock {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
        // Nobody is left to hear it.
        let _ = fs::remove_file(self.path.with_extension("guest"));
    }
}

#[cfg(unix)]
fn is_same_file(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let number = |about: fs::Metadata| (about.dev(), about.ino());
    match (file.metadata(), fs::metadata(path)) {
        (Ok(one), Ok(other)) => number(one) == number(other),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_same_file(_file: &File, path: &Path) -> bool {
    path.exists()
}

/// Where a path leads when links are followed; the file itself need not exist.
fn real_path(path: &Path) -> io::Result<PathBuf> {
    match fs::canonicalize(path) {
        Ok(path) => Ok(path),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let name = path
                .file_name()
                .ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
            let folder = path
                .parent()
                .filter(|folder| !folder.as_os_str().is_empty())
                .unwrap_or(Path::new("."));
            Ok(fs::canonicalize(folder)?.join(name))
        }
        Err(error) => Err(error),
    }
}

/// The path of the backup of a map.
pub fn backup_path(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".bak");
    path.with_file_name(name)
}

fn keep_backup(folder: &Path, target: &Path) -> io::Result<()> {
    let temporary = Temporary::free_path(folder, target, "bak");
    // A second name for the same content costs nothing; where the disk has no such links, a copy.
    if fs::hard_link(target, &temporary).is_err() {
        fs::copy(target, &temporary)?;
    }
    let kept = flush(&temporary).and_then(|()| fs::rename(&temporary, backup_path(target)));
    // Renaming one name of a file over another name of the same file does nothing and leaves both.
    let _ = fs::remove_file(&temporary);
    kept
}

#[cfg(unix)]
fn flush(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

#[cfg(not(unix))]
fn flush(path: &Path) -> io::Result<()> {
    // Windows flushes only what may be written.
    match OpenOptions::new().write(true).open(path) {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Ok(()),
        opened => opened?.sync_all(),
    }
}

#[cfg(unix)]
fn flush_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn flush_folder(_folder: &Path) -> io::Result<()> {
    // Other systems flush the folder with the file.
    Ok(())
}

/// A file beside the target that is removed unless it is put in place.
struct Temporary {
    path: PathBuf,
    is_in_place: bool,
}

/// The files that threads of this program are writing beside a target just now.
static BEING_WRITTEN: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

impl Temporary {
    fn free_path(folder: &Path, target: &Path, kind: &str) -> PathBuf {
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        folder.join(format!(".{name}.{}.{kind}.tmp", std::process::id()))
    }

    fn new(folder: &Path, target: &Path) -> io::Result<Self> {
        let mut written = BEING_WRITTEN.lock().unwrap_or_else(PoisonError::into_inner);
        let mut number = 1;
        let path = loop {
            let path = Self::free_path(folder, target, &format!("new{number}"));
            if !written.contains(&path) {
                break path;
            }
            // Another thread writes the same file.
            number += 1;
        };
        let make = || OpenOptions::new().write(true).create_new(true).open(&path);
        match make() {
            // A program of the same number was killed here: in a sandbox they all have the same.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                fs::remove_file(&path)?;
                make()?
            }
            made => made?,
        };
        written.insert(path.clone());
        Ok(Self {
            path,
            is_in_place: false,
        })
    }

    fn write(&self, text: &str, existing: Option<&fs::Metadata>) -> io::Result<()> {
        self.write_bytes(text.as_bytes(), existing)
    }

    fn write_bytes(&self, bytes: &[u8], existing: Option<&fs::Metadata>) -> io::Result<()> {
        let mut file = OpenOptions::new().write(true).open(&self.path)?;
        // Before there is anything to read in it: what is for few is not for all, not for a moment.
        if let Some(existing) = existing {
            #[cfg(unix)]
            {
                use std::os::unix::fs::MetadataExt as _;
                // Only the owner of the machine may give files away; for others it stays as it is.
                let _ = std::os::unix::fs::fchown(&file, None, Some(existing.gid()));
            }
            file.set_permissions(existing.permissions())?;
        }
        file.write_all(bytes)?;
        file.sync_all()
    }

    fn put_in_place(mut self, target: &Path) -> io::Result<()> {
        // Programs that watch a folder can hold a file for a moment on Windows.
        let waits = if cfg!(windows) {
            &[10, 25, 50, 100, 200][..]
        } else {
            &[]
        };
        let mut result = fs::rename(&self.path, target);
        for wait in waits {
            if result.is_ok() {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(*wait));
            result = fs::rename(&self.path, target);
        }
        self.is_in_place = result.is_ok();
        result
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let mut written = BEING_WRITTEN.lock().unwrap_or_else(PoisonError::into_inner);
        if !self.is_in_place {
            let _ = fs::remove_file(&self.path);
        }
        written.remove(&self.path);
    }
}

/// Removes what a program that was killed while saving this file left behind.
fn sweep(folder: &Path, target: &Path) {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let file_name = entry.file_name();
        let found = file_name.to_string_lossy();
        let process = found
            .strip_prefix('.')
            .and_then(|rest| rest.strip_prefix(&*name))
            .and_then(|rest| rest.strip_prefix('.'))
            .and_then(|rest| rest.strip_suffix(".tmp"))
            .and_then(|rest| rest.split_once('.'))
            .and_then(|(process, _)| process.parse::<u32>().ok());
        if let Some(process) = process
            && process != std::process::id()
            && !Path::new("/proc").join(process.to_string()).exists()
            && Path::new("/proc/self").exists()
        {
            let _ = fs::remove_file(entry.path());
        }
    }
}
