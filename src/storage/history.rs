//! The history of a map: every saved version, beside the file, until it is old enough to be thinned out.
//!
//! The versions of `kaart.ron` stand in the folder `kaart.ron.history`, each under the time at which it was saved
//! (`2026-11-22 19.30.05`) and, if a person gave it one, its name. They are whole maps that can be opened like any other.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::disk;

/// Length of the time in the name of a version.
const STAMP: usize = "2026-11-22 19.30.05".len();
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
    number: u32,
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
    let mut versions: Vec<Version> = entries
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let file = entry.file_name().into_string().ok()?;
            let stem = file.strip_suffix(".ron")?;
            let time = stem.get(..STAMP).filter(|time| is_stamp(time))?;
            let name = stem.get(STAMP..).unwrap_or("").trim();
            let numbered = name.strip_suffix(')').and_then(|name| name.rsplit_once('('));
            let number = numbered.and_then(|(_, number)| number.parse().ok());
            let name = numbered
                .filter(|_| number.is_some())
                .map_or(name, |(name, _)| name.trim());
            Some(Version {
                path: entry.path(),
                time: time.to_owned(),
                name: (!name.is_empty()).then(|| name.to_owned()),
                number: number.unwrap_or(1),
                bytes: entry.metadata().map_or(0, |about| about.len()),
            })
        })
        .collect();
    // Of several in one second the later ones have a number.
    versions.sort_by(|a, b| (&b.time, b.number).cmp(&(&a.time, a.number)));
    versions
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

/// Keeps the map as it now is on disk as a version of this time, under a name if one is given, and thins out old ones.
/// A second name for the file costs no room; where the disk knows no such links it is copied. What is the same as the
/// newest version is not kept twice, unless it gets a name.
///
/// # Errors
/// Says what stands in the way; the map itself is never touched.
pub fn keep(map: &Path, time: &str, name: Option<&str>) -> io::Result<()> {
    let folder = folder_of(map);
    fs::create_dir_all(&folder)?;
    let name = name.map(plain_name).filter(|name| !name.is_empty());
    let same = list(map).into_iter().next().filter(|_| name.is_none());
    if same.is_some_and(|version| disk::stamp(&version.path) == disk::stamp(map)) {
        return Ok(());
    }
    let name = name.map_or(String::new(), |name| format!(" {name}"));
    let mut target = folder.join(format!("{time}{name}.ron"));
    for number in 2..100 {
        if !target.exists() {
            break;
        }
        target = folder.join(format!("{time}{name} ({number}).ron"));
    }
    if fs::hard_link(map, &target).is_err() {
        fs::copy(map, &target)?;
    }
    for version in too_old(&list(map), time) {
        // One that cannot be deleted is tried again next time.
        let _ = fs::remove_file(version);
    }
    Ok(())
}

/// Unnamed versions that may go: all of the last day stay, one an hour of the last week, one a day of the last ninety
/// days, as long as there is room for them.
fn too_old(versions: &[Version], now: &str) -> Vec<PathBuf> {
    let mut gone = Vec::new();
    let mut bytes = 0;
    let mut last: Option<String> = None;
    for version in versions.iter().filter(|version| version.name.is_none()) {
        let days = days_between(&version.time, now);
        let slot = match days {
            ..=1 => version.path.display().to_string(),
            2..=7 => version.time.get(..13).unwrap_or("").to_owned(),
            8..=90 => version.time.get(..10).unwrap_or("").to_owned(),
            _ => String::new(),
        };
        bytes += version.bytes;
        if slot.is_empty() || last.as_ref() == Some(&slot) || bytes > MOST_BYTES {
            bytes -= version.bytes;
            gone.push(version.path.clone());
        } else {
            last = Some(slot);
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

/// Days from one time to another, about: months count for 31 days, which only keeps versions a little longer.
fn days_between(from: &str, to: &str) -> i64 {
    let number = |time: &str, start: usize, end: usize| -> i64 {
        time.get(start..end).and_then(|digits| digits.parse().ok()).unwrap_or(0)
    };
    let day = |time: &str| number(time, 0, 4) * 372 + number(time, 5, 7) * 31 + number(time, 8, 10);
    day(to) - day(from)
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
    fn old_versions_are_thinned_out() {
        let version = |time: &str, name: Option<&str>| Version {
            path: PathBuf::from(time),
            time: time.to_owned(),
            name: name.map(str::to_owned),
            bytes: 1000,
            number: 1,
        };
        let versions = [
            version("2026-11-22 19.30.05", None),
            version("2026-11-22 19.30.01", None),
            version("2026-11-18 12.45.00", None),
            version("2026-11-18 12.15.00", None),
            version("2026-11-18 11.00.00", None),
            version("2026-10-01 12.00.00", None),
            version("2026-10-01 11.00.00", None),
            version("2025-01-01 11.00.00", Some("oud")),
            version("2025-01-01 10.00.00", None),
        ];
        let gone = too_old(&versions, "2026-11-22 20.00.00");
        let gone: Vec<_> = gone.iter().map(|path| path.display().to_string()).collect();
        assert_eq!(
            gone,
            ["2026-11-18 12.15.00", "2026-10-01 11.00.00", "2025-01-01 10.00.00"]
        );
    }
}
