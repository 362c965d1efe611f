//! The history of a map: every saved version, beside the file, until it is old enough to be thinned out.
//!
//! The versions of `kaart.ron` stand in the folder `kaart.ron.history`, each under the time at which it was saved
//! (`2026-11-22 19.30.05`) and, if a person gave it one, its name. They are whole maps that can be opened like any other.
//!
//! The order is that of saving, whatever the clock said: should it be set back, the names get a number that says how often
//! that happened (`2025-11-22 19.40.00+1`), and what has a higher one is newer. Age is counted in days on which the map was
//! saved, not in days that passed, so a clock that jumps ahead makes nothing old.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::FilePlace;
use super::{Loaded, disk};
use crate::model::{Item, Problem, ProblemKind};

/// Length of the time in the name of a version.
const STAMP: usize = "2026-11-22 19.30.05".len();
/// Length of the day in it, and of the day with the hour.
const DAY: usize = "2026-11-22".len();
const HOUR: usize = "2026-11-22 19".len();
/// From so many days of saving ago no unnamed version stays.
const MOST_DAYS: usize = 91;
/// More versions than this in one second are none of a person.
const MOST_IN_A_SECOND: u32 = 10_000;
/// Unnamed versions take no more room than this together, in bytes.
const MOST_BYTES: u64 = 50 * 1024 * 1024;

/// One version of a map.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Version {
    /// The file.
    pub path: PathBuf,
    /// When it was saved, as in `2026-11-22 19.30.05`.
    pub time: String,
    /// What a person called it.
    pub name: Option<String>,
    bytes: u64,
    /// How often the clock had been set back by then.
    set_back: u32,
    /// Of several in one second the later ones have a number.
    number: u32,
}

impl Version {
    /// What grows with every version that is kept.
    fn order(&self) -> (u32, &str, u32) {
        (self.set_back, &self.time, self.number)
    }
}

/// What can be opened in the place of a map that is damaged or gone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Before {
    /// Its backup (`.bak`).
    Backup,
    /// A version that was kept.
    Version(Version),
}

/// What was kept of a map and cannot be read either.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Unread {
    /// Its backup (`.bak`).
    pub has_backup: bool,
    /// Its versions.
    pub num_versions: usize,
}

/// What there is of a map of which nothing that was kept can be read ([`newest_whole`]).
pub fn unread(map: &Path) -> Unread {
    Unread {
        has_backup: disk::is_there(&disk::backup_path(map)),
        num_versions: list(map).len(),
    }
}

/// The folder with the versions of a map.
pub fn folder_of(map: &Path) -> PathBuf {
    let mut name = map.file_name().unwrap_or_default().to_owned();
    name.push(".history");
    map.with_file_name(name)
}

/// All versions of a map, the newest first; none if there is no history.
pub fn list(map: &Path) -> Vec<Version> {
    let Ok(entries) = fs::read_dir(folder_of(map)) else {
        return Vec::new();
    };
    let mut versions: Vec<Version> = entries.filter_map(|entry| version(&entry.ok()?)).collect();
    versions.sort_by(|a, b| b.order().cmp(&a.order()));
    versions
}

/// What the name of a file says, if it is that of a version.
fn version(entry: &fs::DirEntry) -> Option<Version> {
    let file = entry.file_name().into_string().ok()?;
    let stem = file.strip_suffix(".ron")?;
    let time = stem.get(..STAMP).filter(|time| is_stamp(time))?;
    let rest = stem.get(STAMP..).unwrap_or("");
    let (set_back, rest) = rest
        .strip_prefix('+')
        .map(|rest| rest.split_once(' ').unwrap_or((rest, "")))
        .and_then(|(times, rest)| Some((times.parse().ok()?, rest)))
        .unwrap_or((0, rest));
    let name = rest.trim();
    let numbered = name.strip_suffix(')').and_then(|name| name.rsplit_once('('));
    let number = numbered.and_then(|(_, number)| number.parse().ok());
    let name = numbered
        .filter(|_| number.is_some())
        .map_or(name, |(name, _)| name.trim());
    Some(Version {
        path: entry.path(),
        time: time.to_owned(),
        name: (!name.is_empty()).then(|| name.to_owned()),
        set_back,
        number: number.unwrap_or(1),
        bytes: entry.metadata().map_or(0, |about| about.len()),
    })
}

/// The file that holds what the map held when it had this stamp: the map itself, or one of its versions.
pub fn with_stamp(map: &Path, stamp: disk::Stamp) -> Option<PathBuf> {
    let versions = list(map).into_iter().map(|version| version.path);
    // What has another size need not be read.
    let may_be = |path: &PathBuf| fs::metadata(path).is_ok_and(|about| about.len() == stamp.num_bytes());
    [map.to_owned()]
        .into_iter()
        .chain(versions)
        .filter(may_be)
        .find(|path| disk::stamp(path) == Some(stamp))
}

/// Nobody changes fewer bytes than these, in their places, without saving.
const MOST_SPOILED: usize = 8;
/// So many signs are shown of what was spoiled.
const SHOWN: usize = 20;

/// Whether a map that was read is not what was last saved, although nothing was written into its file since: a few bytes differ, or
/// what differs are zeros (a disk that loses a block gives such). People edit maps by hand, so the file has no checksum of
/// itself; but its newest version is a copy of it, made right behind the saving, and is compared with it where neither
/// length nor time say that the file was written later. The problem, and the place of the first difference.
pub fn spoiled(map: &Path, bytes: &[u8]) -> Option<(Problem, Option<FilePlace>)> {
    let mut versions = list(map).into_iter();
    let newest = versions.next()?;
    let (about, kept) = (fs::metadata(map).ok()?, fs::metadata(&newest.path).ok()?);
    if kept.len() != bytes.len() as u64 || about.modified().ok()? > kept.modified().ok()? {
        return None;
    }
    let version = disk::read_bytes(&newest.path).ok()?;
    if version == bytes || version.len() != bytes.len() {
        return None;
    }
    let differ = || (0..bytes.len()).filter(|at| bytes.get(*at) != version.get(*at));
    let are_zeros = || differ().all(|at| bytes.get(at) == Some(&0));
    if differ().nth(MOST_SPOILED).is_some() && !are_zeros() {
        return None;
    }
    // A version of before that a person put back by hand, with its old time.
    let now = disk::Stamp::of(bytes);
    let is_it = |path: PathBuf| disk::stamp(&path) == Some(now);
    if versions.any(|version| version.bytes == now.num_bytes() && is_it(version.path)) || is_it(disk::backup_path(map))
    {
        return None;
    }
    let (now, before) = (std::str::from_utf8(bytes).ok()?, std::str::from_utf8(&version).ok()?);
    let (first, last) = (differ().next()?, differ().next_back()?);
    // The word in which it stands, or the beginning of it.
    let word = |text: &str| -> Box<str> {
        let is_end = |letter: char| letter.is_whitespace() || letter == '"';
        let (ahead, rest) = text.split_at(text.floor_char_boundary(first));
        let start = ahead.rfind(is_end).map_or(0, |at| text.ceil_char_boundary(at + 1));
        let behind = text.get(text.ceil_char_boundary(last + 1)..).unwrap_or("");
        let end = text.len() - behind.len() + behind.find(is_end).unwrap_or(behind.len());
        let word = text.get(start..end).unwrap_or(rest);
        word.chars().take(SHOWN).collect::<String>().into()
    };
    let problem = Problem {
        item: Item::Cover,
        kind: ProblemKind::Spoiled {
            saved: newest.time.into(),
            before: word(before),
            now: word(now),
        },
    };
    Some((problem, Some(FilePlace::of(now, now.floor_char_boundary(first)))))
}

/// The newest that can be read of what was kept of a map. That is its backup, unless versions were kept after what is in it:
/// saving keeps the version before as backup, and what is saved as a version.
pub fn newest_whole(map: &Path) -> Option<(Before, Loaded)> {
    let backup = disk::open(&disk::backup_path(map)).ok();
    let versions = list(map);
    let is_backup = |version: &Version, stamp: disk::Stamp| {
        version.bytes == stamp.num_bytes() && disk::stamp(&version.path) == Some(stamp)
    };
    let num_later = match &backup {
        None => versions.len(),
        Some((_, stamp)) => versions
            .iter()
            .position(|version| is_backup(version, *stamp))
            .unwrap_or(0),
    };
    let whole = versions.into_iter().take(num_later).find_map(|version| {
        let (loaded, _) = disk::open(&version.path).ok()?;
        Some((Before::Version(version), loaded))
    });
    whole.or_else(|| backup.map(|(loaded, _)| (Before::Backup, loaded)))
}

/// Keeps the map as it now is on disk as a version of this time, under a name if one is given, and thins out old ones.
/// It is a copy: a second name for the same file would change with it when another program writes into the map. What is
/// the same as the newest version is not kept twice, unless it gets a name.
///
/// # Errors
/// Says what stands in the way; the map itself is never touched, and no version is ever replaced.
pub fn keep(map: &Path, time: &str, name: Option<&str>) -> io::Result<()> {
    let folder = folder_of(map);
    fs::create_dir_all(&folder)?;
    let name = name.map(plain_name).filter(|name| !name.is_empty());
    let versions = list(map);
    let newest = versions.first();
    let same = newest.filter(|_| name.is_none());
    if same
        .and_then(|version| disk::stamp(&version.path))
        .is_some_and(|stamp| disk::stamp(map) == Some(stamp))
    {
        return Ok(());
    }
    let (set_back, mut number) = match newest {
        None => (0, 1),
        Some(newest) if time < newest.time.as_str() => (newest.set_back.saturating_add(1), 1),
        Some(newest) if time == newest.time => (newest.set_back, newest.number.saturating_add(1)),
        Some(newest) => (newest.set_back, 1),
    };
    loop {
        let target = folder.join(file_name(time, set_back, name.as_deref(), number));
        match disk::copy_anew(map, &target) {
            // Another program keeps one in the same second.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && number < MOST_IN_A_SECOND => number += 1,
            Err(error) => return Err(error),
            Ok(()) => break,
        }
    }
    for version in too_old(&list(map)) {
        // One that cannot be deleted is tried again next time.
        let _ = fs::remove_file(version);
    }
    Ok(())
}

fn file_name(time: &str, set_back: u32, name: Option<&str>, number: u32) -> String {
    let mut file = time.to_owned();
    if set_back > 0 {
        file += &format!("+{set_back}");
    }
    if let Some(name) = name {
        file += &format!(" {name}");
    }
    if number > 1 {
        file += &format!(" ({number})");
    }
    file + ".ron"
}

/// Unnamed versions that may go, of versions in their order: all of the last three days on which the map was saved stay, one
/// an hour of the last nine of such days, one a day of the last ninety-two, as long as there is room for them; and the
/// newest in any case. Since days without savings do not count, all of the last day, week and ninety days stay that is
/// promised, also when a clock that jumps makes one day into two.
fn too_old(versions: &[Version]) -> Vec<PathBuf> {
    let mut gone = Vec::new();
    let mut bytes = 0;
    // The days from now back, in the order in which they are met; and of which hours and days there is one.
    let mut days: HashMap<&str, usize> = HashMap::new();
    let mut taken: HashSet<(u32, &str)> = HashSet::new();
    for version in versions {
        let day = version.time.get(..DAY).unwrap_or("");
        let num_days = days.len();
        let age = *days.entry(day).or_insert(num_days);
        if version.name.is_some() {
            continue;
        }
        let slot = match age {
            ..=2 => None,
            3..=8 => version.time.get(..HOUR),
            _ => Some(day),
        };
        let is_doubled = slot.is_some_and(|slot| taken.contains(&(version.set_back, slot)));
        let is_newest = bytes == 0;
        let has_room = is_newest || bytes + version.bytes <= MOST_BYTES;
        if age > MOST_DAYS || is_doubled || !has_room {
            gone.push(version.path.clone());
        } else {
            bytes += version.bytes;
            taken.extend(slot.map(|slot| (version.set_back, slot)));
        }
    }
    gone
}

fn is_stamp(time: &str) -> bool {
    time.len() == STAMP
        && time.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            10 => byte == b' ',
            13 | 16 => byte == b'.',
            _ => byte.is_ascii_digit(),
        })
}

/// A name that every disk takes: letters, digits, spaces and hyphens, at most sixty.
fn plain_name(name: &str) -> String {
    let kept: String = name
        .chars()
        .map(|letter| {
            if letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_' | ',') {
                letter
            } else {
                ' '
            }
        })
        .take(60)
        .collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_save_is_kept_once_and_named_ones_for_good() {
        let folder = tempfile::tempdir().unwrap();
        let map = folder.path().join("kaart.ron");
        assert!(list(&map).is_empty());
        for (number, text) in ["a", "a", "b"].into_iter().enumerate() {
            // As saving does: another file in its place.
            let new = folder.path().join("new");
            fs::write(&new, text).unwrap();
            fs::rename(&new, &map).unwrap();
            keep(&map, &format!("2026-11-22 19.30.0{number}"), None).unwrap();
        }
        keep(&map, "2026-11-22 19.31.00", Some("vóór de avond: in Utrecht/2")).unwrap();
        let versions = list(&map);
        let names: Vec<_> = versions.iter().map(|version| version.name.as_deref()).collect();
        assert_eq!(names, [Some("vóór de avond in Utrecht 2"), None, None]);
        assert_eq!(fs::read_to_string(&versions[2].path).unwrap(), "a");
    }

    #[test]
    fn every_bit_that_turns_in_a_saved_map_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let map = folder.path().join("kaart.ron");
        let text =
            r#"(format: 1, question: (nl: "Één bos, of twee?"), thesis: "ja", claims: [(id: "ja", text: (nl: "Ja"))])"#;
        disk::save(&map, text, disk::Overwrite::Yes).unwrap();
        keep(&map, "2026-11-22 19.30.05", None).unwrap();
        let time = fs::metadata(&map).unwrap().modified().unwrap();
        // As a disk does it: what stands there changes, the time does not.
        let spoil = |bytes: &[u8]| {
            fs::write(&map, bytes).unwrap();
            fs::File::options()
                .write(true)
                .open(&map)
                .unwrap()
                .set_modified(time)
                .unwrap();
        };
        assert!(disk::open(&map).unwrap().0.problems.is_empty());
        let mut num_refused = 0;
        for bit in 0..text.len() * 8 {
            let mut bytes = text.as_bytes().to_vec();
            bytes[bit / 8] ^= 1 << (bit % 8);
            spoil(&bytes);
            match disk::open(&map) {
                Err(_) => num_refused += 1,
                Ok((loaded, _)) => {
                    let (problem, place) = &loaded.problems[0];
                    assert!(matches!(problem.kind, ProblemKind::Spoiled { .. }), "bit {bit}");
                    assert!(place.is_some());
                }
            }
        }
        // Else this was no test of what can be read all the same.
        assert!(text.len() * 8 - num_refused > 100, "{num_refused}");
        spoil(text.replace("twee", "tvee").as_bytes());
        let (loaded, _) = disk::open(&map).unwrap();
        let Some((
            Problem {
                kind: ProblemKind::Spoiled { saved, before, now },
                ..
            },
            Some(place),
        )) = loaded.problems.first()
        else {
            panic!("{:?}", loaded.problems)
        };
        assert_eq!((&**saved, &**before, &**now), ("2026-11-22 19.30.05", "twee?", "tvee?"));
        assert_eq!((place.line, place.column), (1, 42));
    }

    #[test]
    fn what_others_wrote_is_not_taken_for_a_fault_of_the_disk() {
        let folder = tempfile::tempdir().unwrap();
        let map = folder.path().join("kaart.ron");
        let text =
            r#"(format: 1, question: (nl: "Een bos, of twee?"), thesis: "ja", claims: [(id: "ja", text: (nl: "Ja"))])"#;
        disk::save(&map, text, disk::Overwrite::Yes).unwrap();
        keep(&map, "2026-11-22 19.30.05", None).unwrap();
        let later = fs::metadata(&map).unwrap().modified().unwrap() + std::time::Duration::from_secs(10);
        let write = |text: &str| {
            fs::write(&map, text).unwrap();
            fs::File::options()
                .write(true)
                .open(&map)
                .unwrap()
                .set_modified(later)
                .unwrap();
        };
        for other in [
            text.replace("twee", "drie"),
            text.replace("bos", "woud"),
            text.to_owned(),
        ] {
            write(&other);
            assert!(disk::open(&map).unwrap().0.problems.is_empty(), "{other}");
        }
    }

    #[test]
    fn a_version_that_was_put_back_by_hand_is_no_fault_of_the_disk() {
        let folder = tempfile::tempdir().unwrap();
        let map = folder.path().join("kaart.ron");
        let text =
            r#"(format: 1, question: (nl: "Een bos, of twee?"), thesis: "ja", claims: [(id: "ja", text: (nl: "Ja"))])"#;
        disk::save(&map, text, disk::Overwrite::Yes).unwrap();
        keep(&map, "2026-11-22 19.30.05", None).unwrap();
        disk::save(&map, &text.replace("twee", "drie"), disk::Overwrite::Yes).unwrap();
        keep(&map, "2026-11-22 19.30.06", None).unwrap();
        fs::rename(disk::backup_path(&map), &map).unwrap();
        assert!(disk::open(&map).unwrap().0.problems.is_empty());
        let spoiled = text.replace("twee", "dree");
        let time = fs::metadata(&map).unwrap().modified().unwrap();
        fs::write(&map, spoiled).unwrap();
        fs::File::options()
            .write(true)
            .open(&map)
            .unwrap()
            .set_modified(time)
            .unwrap();
        assert_eq!(disk::open(&map).unwrap().0.problems.len(), 1);
    }

    #[test]
    fn old_versions_are_thinned_out() {
        let version = |time: &str, name: Option<&str>| Version {
            path: PathBuf::from(time),
            time: time.to_owned(),
            name: name.map(str::to_owned),
            bytes: 1000,
            set_back: 0,
            number: 1,
        };
        let versions = [
            version("2026-11-22 19.30.05", None),
            version("2026-11-22 19.30.01", None),
            version("2026-11-21 12.45.00", None),
            version("2026-11-20 12.45.00", None),
            version("2026-11-20 12.15.00", None),
            version("2026-11-18 12.45.00", None),
            version("2026-11-18 12.15.00", None),
            version("2026-11-18 11.00.00", None),
            version("2025-01-01 11.00.00", Some("oud")),
            version("2025-01-01 10.00.00", None),
        ];
        let gone = too_old(&versions);
        let gone: Vec<_> = gone.iter().map(|path| path.display().to_string()).collect();
        // A day on which nothing was saved makes nothing older.
        assert_eq!(gone, ["2026-11-18 12.15.00"]);
        // A hundred days with two savings each, the last one first.
        let days = (0..100).flat_map(|day| {
            let date = format!("{:04}-01-01", 2200 - day);
            [format!("{date} 12.10.00"), format!("{date} 12.05.00")]
        });
        let versions: Vec<_> = days.map(|time| version(&time, None)).collect();
        let gone = too_old(&versions);
        let is_gone = |number: usize| gone.contains(&versions[number].path);
        assert!(!(0..6).any(is_gone), "of three days all stay");
        assert!((3..=91).all(|day| !is_gone(day * 2) && is_gone(day * 2 + 1)));
        assert!((92 * 2..200).all(is_gone));
    }

    #[test]
    fn the_names_of_versions_say_their_order() {
        assert_eq!(file_name("2026-11-22 19.30.05", 0, None, 1), "2026-11-22 19.30.05.ron");
        let folder = tempfile::tempdir().unwrap();
        for (set_back, name, number) in [
            (0, None, 2),
            (12, None, 1),
            (2, Some("eind 3"), 1),
            (0, Some("begin"), 12),
        ] {
            let file = folder
                .path()
                .join(file_name("2026-11-22 19.30.05", set_back, name, number));
            fs::write(&file, "").unwrap();
            let entry = fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap();
            let read = version(&entry).unwrap();
            let time = "2026-11-22 19.30.05";
            assert_eq!((read.order(), read.name.as_deref()), ((set_back, time, number), name));
            fs::remove_file(&file).unwrap();
        }
    }
}
