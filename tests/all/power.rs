//! The power goes, the disk is full, or a call to the system fails, while a map is saved.
//!
//! What the program asks of the system is recorded with `strace`; without it these tests say `skipped`. From the record follow
//! all states that a disk may be in after a power cut: whatever was not flushed may be there, in part, or not at all (the model
//! of Pillai et al., “All File Systems Are Not Created Equal”, OSDI 2014).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use argumentenkaart::storage::disk;

use super::apart::{command, number, numbered};

const CALLS: &str = "openat,write,fsync,fdatasync,rename,renameat,renameat2,linkat,unlink,unlinkat";

/// Something that was asked of the disk.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Op {
    Create(PathBuf),
    Truncate(PathBuf),
    Write(PathBuf),
    Flush(PathBuf),
    FlushFolder,
    Link(PathBuf, PathBuf),
    Rename(PathBuf, PathBuf),
    Unlink(PathBuf),
}

/// A call that was recorded: its name, which of that name it was in its thread, and the line.
struct Call {
    name: String,
    nth: usize,
    line: String,
}

fn strace(log: &Path, more: &[String], folder: &Path) -> Option<i32> {
    let (words, variables) = command("save-once", folder);
    let done = Command::new("strace")
        .args(["-f", "-y", "-s", "8", "-o"])
        .arg(log)
        .args(["-e", &format!("trace={CALLS}")])
        .args(more)
        .args(&words)
        .envs(variables)
        .output()
        .ok()?;
    // Where it may not look at processes it writes nothing. A process that a signal ended has no status: -1 stands for that.
    let is_recorded = std::fs::metadata(log).is_ok_and(|log| log.len() > 0);
    is_recorded.then(|| done.status.code().unwrap_or(-1))
}

/// The calls that were about this folder.
fn calls(log: &Path, folder: &Path) -> Vec<Call> {
    let text = std::fs::read_to_string(log).unwrap();
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut found = Vec::new();
    for line in text.lines() {
        let Some((thread, call)) = line.split_once(' ') else {
            continue;
        };
        let Some((name, _)) = call.trim_start().split_once('(') else {
            continue;
        };
        let nth = counts.entry((thread.to_owned(), name.to_owned())).or_default();
        *nth += 1;
        if line.contains(folder.to_str().unwrap()) {
            found.push(Call {
                name: name.to_owned(),
                nth: *nth,
                line: line.to_owned(),
            });
        }
    }
    found
}

/// What the calls did to the disk.
fn ops(calls: &[Call], folder: &Path) -> Vec<Op> {
    let between = |line: &str, open: char, close: char| -> Vec<PathBuf> {
        let parts = line.split(open).skip(1);
        parts
            .filter_map(|part| Some(PathBuf::from(part.split_once(close)?.0)))
            .filter(|path| path.starts_with(folder))
            .collect()
    };
    let mut ops = Vec::new();
    for call in calls.iter().filter(|call| !call.line.contains(" = -1 ")) {
        let handles = between(&call.line, '<', '>');
        // Every second quote begins a path.
        let paths: Vec<PathBuf> = call
            .line
            .split('"')
            .skip(1)
            .step_by(2)
            .map(PathBuf::from)
            .filter(|path| path.starts_with(folder))
            .collect();
        match call.name.as_str() {
            "openat" if call.line.contains("O_CREAT") => ops.push(Op::Create(paths[0].clone())),
            "openat" if call.line.contains("O_TRUNC") => ops.push(Op::Truncate(paths[0].clone())),
            "openat" => {}
            "write" => ops.push(Op::Write(handles[0].clone())),
            "fsync" | "fdatasync" if handles[0] == folder => ops.push(Op::FlushFolder),
            "fsync" | "fdatasync" => ops.push(Op::Flush(handles[0].clone())),
            "linkat" => ops.push(Op::Link(paths[0].clone(), paths[1].clone())),
            name if name.starts_with("rename") => ops.push(Op::Rename(paths[0].clone(), paths[1].clone())),
            name if name.starts_with("unlink") => ops.push(Op::Unlink(paths[0].clone())),
            other => panic!("{other}"),
        }
    }
    ops
}

/// What a file may hold after the power came back.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Content {
    Old,
    New,
    Half,
    Nothing,
}

/// What stands in the folder, by number of the file.
type Names = BTreeMap<PathBuf, usize>;
/// A change of the folder: which name stands for which file from then on.
type Entry = Vec<(PathBuf, Option<usize>)>;

/// All that may be found under a name after a power cut behind so many of the steps.
fn after_a_cut(ops: &[Op], start: &Names, look: &Path) -> Vec<Option<Content>> {
    let mut names = start.clone();
    // Of each file what is in it, and whether that was flushed.
    let mut files: Vec<(Content, bool)> = vec![(Content::Old, true); start.len()];
    let mut durable = start.clone();
    let mut pending: Vec<Entry> = Vec::new();
    for op in ops {
        match op {
            Op::Create(path) => {
                files.push((Content::Nothing, true));
                names.insert(path.clone(), files.len() - 1);
                pending.push(vec![(path.clone(), Some(files.len() - 1))]);
            }
            Op::Truncate(path) => files[names[path]] = (Content::Nothing, false),
            Op::Write(path) => files[names[path]] = (Content::New, false),
            Op::Flush(path) => files[names[path]].1 = true,
            Op::FlushFolder => {
                durable = names.clone();
                pending.clear();
            }
            Op::Link(from, to) => {
                let file = names[from];
                names.insert(to.clone(), file);
                pending.push(vec![(to.clone(), Some(file))]);
            }
            // Two names of one file: nothing happens.
            Op::Rename(from, to) if names.get(from) == names.get(to) => {}
            Op::Rename(from, to) => {
                let file = names.remove(from).unwrap();
                names.insert(to.clone(), file);
                pending.push(vec![(from.clone(), None), (to.clone(), Some(file))]);
            }
            Op::Unlink(path) => {
                names.remove(path);
                pending.push(vec![(path.clone(), None)]);
            }
        }
    }
    let mut found = Vec::new();
    for subset in 0..1_u32 << pending.len() {
        let mut names = durable.clone();
        for (_, entry) in pending
            .iter()
            .enumerate()
            .filter(|(number, _)| subset & (1 << number) != 0)
        {
            for (path, file) in entry {
                match file {
                    Some(file) => names.insert(path.clone(), *file),
                    None => names.remove(path),
                };
            }
        }
        match names.get(look).map(|file| files[*file]) {
            None => found.push(None),
            Some((content, true)) => found.push(Some(content)),
            Some((content, false)) => found.extend([content, Content::Half, Content::Nothing].map(Some)),
        }
    }
    found
}

/// How many states cannot be read, and how many lose what was said to be saved.
fn losses(ops: &[Op], start: &Names, map: &Path) -> (usize, usize, usize) {
    let whole = |found: &Option<Content>| matches!(found, Some(Content::Old | Content::New));
    let (mut num, mut unreadable) = (0, 0);
    for step in 0..=ops.len() {
        let found = after_a_cut(&ops[..step], start, map);
        num += found.len();
        unreadable += found.iter().filter(|found| !whole(found)).count();
    }
    let lost = after_a_cut(ops, start, map);
    (
        num,
        unreadable,
        lost.iter().filter(|found| **found != Some(Content::New)).count(),
    )
}

#[test]
fn the_model_of_a_disk_finds_what_other_ways_of_saving_lose() {
    let (map, new, old) = (PathBuf::from("/d/k"), PathBuf::from("/d/n"), PathBuf::from("/d/k.bak"));
    let start = Names::from([(map.clone(), 0)]);
    let in_place = [
        Op::Truncate(map.clone()),
        Op::Write(map.clone()),
        Op::Flush(map.clone()),
    ];
    assert!(losses(&in_place, &start, &map).1 > 0);
    let rename_only = [
        Op::Create(new.clone()),
        Op::Write(new.clone()),
        Op::Rename(new.clone(), map.clone()),
    ];
    assert!(losses(&rename_only, &start, &map).1 > 0);
    let no_folder = [
        Op::Create(new.clone()),
        Op::Write(new.clone()),
        Op::Flush(new.clone()),
        Op::Rename(new.clone(), map.clone()),
    ];
    let (_, unreadable, lost) = losses(&no_folder, &start, &map);
    assert!(unreadable == 0 && lost > 0);
    let old_away = [
        Op::Rename(map.clone(), old),
        Op::Create(map.clone()),
        Op::Write(map.clone()),
        Op::Flush(map.clone()),
        Op::FlushFolder,
    ];
    assert!(losses(&old_away, &start, &map).1 > 0);
}

#[test]
fn no_power_cut_leaves_half_a_map_or_takes_back_what_was_saved() {
    let folder = tempfile::tempdir().unwrap();
    let folder = std::fs::canonicalize(folder.path()).unwrap();
    let map = folder.join("kaart.ron");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(&map, numbered(1)).unwrap();
    std::fs::write(disk::backup_path(&map), numbered(0)).unwrap();
    let log = tempfile::NamedTempFile::new().unwrap();
    let Some(status) = strace(log.path(), &[], &folder) else {
        eprintln!("skipped: no strace here");
        return;
    };
    assert_eq!((status, number(&map)), (0, Some(2)));
    let ops = ops(&calls(log.path(), &folder), &folder);
    // The order itself: written, flushed, put in place, folder flushed.
    let is_in_place = |op: &Op| matches!(op, Op::Rename(_, to) if *to == map);
    let in_place = ops.iter().position(is_in_place).unwrap();
    let Op::Rename(new, _) = &ops[in_place] else {
        unreachable!()
    };
    let last_written = ops.iter().rposition(|op| *op == Op::Write(new.clone())).unwrap();
    let flushed = ops.iter().rposition(|op| *op == Op::Flush(new.clone())).unwrap();
    assert!(last_written < flushed && flushed < in_place, "{ops:?}");
    assert_eq!(ops.last(), Some(&Op::FlushFolder), "{ops:?}");
    let start = Names::from([(map.clone(), 0), (disk::backup_path(&map), 1)]);
    let (num, unreadable, lost) = losses(&ops, &start, &map);
    assert_eq!((unreadable, lost), (0, 0), "of {num} states: {ops:?}");
    // The copy of before is always whole too.
    let (_, unreadable, _) = losses(&ops, &start, &disk::backup_path(&map));
    assert_eq!(unreadable, 0, "{ops:?}");
    eprintln!("{num} states of the disk, none lost");
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn whatever_call_fails_the_map_is_whole_and_the_failure_is_told() {
    let log = tempfile::NamedTempFile::new().unwrap();
    let begin = || {
        let folder = tempfile::tempdir().unwrap();
        let path = std::fs::canonicalize(folder.path()).unwrap();
        std::fs::write(path.join("kaart.ron"), numbered(1)).unwrap();
        (folder, path)
    };
    let (_kept, folder) = begin();
    let Some(status) = strace(log.path(), &[], &folder) else {
        eprintln!("skipped: no strace here");
        return;
    };
    assert_eq!((status, number(&folder.join("kaart.ron"))), (0, Some(2)));
    let mut num_told = 0;
    let mut tried = 0;
    for call in calls(log.path(), &folder) {
        let errors: &[&str] = match call.name.as_str() {
            // Fewer bytes than were asked for were taken, and are not on the disk either.
            "write" => &["error=ENOSPC", "error=EIO", "error=EINTR", "retval=10"],
            "openat" => &["error=EACCES", "error=EMFILE", "error=ENOSPC"],
            _ => &["error=EIO", "error=ENOSPC", "error=EACCES"],
        };
        for error in errors {
            let (_kept, folder) = begin();
            let map = folder.join("kaart.ron");
            let inject = format!("inject={}:{error}:when={}", call.name, call.nth);
            let status = strace(log.path(), &["-e".to_owned(), inject.clone()], &folder).unwrap();
            tried += 1;
            assert!(
                status == 0 || status == 7,
                "{inject} ended with {status}: {}",
                call.line
            );
            let found = number(&map);
            assert!(found == Some(1) || found == Some(2), "{inject}: {found:?}");
            if status == 0 {
                assert_eq!(found, Some(2), "{inject}: said to be saved");
            } else {
                num_told += 1;
            }
            // Nothing is left behind, unless it was the taking away that failed.
            let left = std::fs::read_dir(&folder).unwrap().flatten();
            let left = left
                .filter(|file| file.file_name().to_string_lossy().ends_with(".tmp"))
                .count();
            assert!(left == 0 || call.name.starts_with("unlink"), "{inject} left {left}");
        }
    }
    assert!(num_told > 0 && tried > 20);
    eprintln!("{tried} calls failed, {num_told} of these failures were told");
}

/// A disk of one megabyte, where that can be had.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    fn new() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let done = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"])
            .arg(folder.path())
            .output()
            .ok()?;
        done.status.success().then_some(Self(folder))
    }

    fn remount(&self, how: &str) {
        let done = Command::new("mount")
            .args(["-o", how])
            .arg(self.0.path())
            .status()
            .unwrap();
        assert!(done.success());
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0.path()).status();
    }
}

#[test]
fn a_full_disk_and_one_that_may_not_be_written_keep_the_map() {
    let Some(small) = SmallDisk::new() else {
        eprintln!("skipped: no disk can be mounted here");
        return;
    };
    let map = small.0.path().join("kaart.ron");
    std::fs::write(&map, numbered(1)).unwrap();
    let filler = small.0.path().join("vol");
    std::fs::write(&filler, vec![0; 700_000]).unwrap();
    let save = |number| disk::save(&map, &numbered(number), disk::Overwrite::Yes);
    let refused = |kind| matches!(save(2), Err(disk::SaveError::Disk(error)) if error.kind() == kind);
    assert!(refused(std::io::ErrorKind::StorageFull));
    assert_eq!(number(&map), Some(1));
    assert_eq!(std::fs::read_dir(small.0.path()).unwrap().count(), 2);
    std::fs::remove_file(&filler).unwrap();
    small.remount("remount,ro");
    assert!(refused(std::io::ErrorKind::ReadOnlyFilesystem));
    assert_eq!(number(&map), Some(1));
    small.remount("remount,rw");
    save(2).unwrap();
    assert_eq!(number(&map), Some(2));
}

#[test]
fn a_limit_on_the_size_of_files_keeps_the_map() {
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("kaart.ron");
    std::fs::write(&map, numbered(1)).unwrap();
    let (words, variables) = command("save-once", folder.path());
    // `ulimit -f`: the system refuses what is behind the first 100 kB of any file.
    let done = Command::new("bash")
        .args(["-c", "trap '' XFSZ; ulimit -f 100; exec \"$@\"", "bash"])
        .args(&words)
        .envs(variables)
        .output();
    let Ok(done) = done else {
        eprintln!("skipped: no bash here");
        return;
    };
    assert_eq!(done.status.code(), Some(7));
    assert_eq!(number(&map), Some(1));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}
