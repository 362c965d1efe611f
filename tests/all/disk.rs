//! The disk and the copies on it: versions whatever the clock says, two programs on one map, and files that are damaged.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use argumentenkaart::app::{App, Settings, load};
use argumentenkaart::command::{Action, ThemeName, UiLang};
use argumentenkaart::edit::{Edit, TextField};
use argumentenkaart::model::Lang;
use argumentenkaart::storage::disk::{self, Overwrite};
use argumentenkaart::storage::history;
use argumentenkaart::storage::{self, FilePlace};
use argumentenkaart::ui::dialogs::Dialog;
use argumentenkaart::ui::words::Words;
use egui::{Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::apart::number;
use super::desk::{ARGUMENT, SMALL, claim, press, press_with, reword, type_words, until};

/// A small map with a number in it.
fn small(number: u64) -> String {
    format!("(\n    format: 1,\n    question: (nl: \"{number} keer?\"),\n)\n")
}

/// Saves as the program does: what is there is a version, and so is what takes its place.
fn save(map: &Path, text: &str, now: &str) {
    if map.exists() {
        history::keep(map, now, None).unwrap();
    }
    disk::save(map, text, Overwrite::Yes).unwrap();
    history::keep(map, now, None).unwrap();
}

/// The numbers in the versions of a map, the newest first; each of them opens.
fn numbers(map: &Path) -> Vec<u64> {
    let versions = history::list(map);
    versions.iter().map(|version| number(&version.path).unwrap()).collect()
}

// Versions and the clock.

#[test]
fn two_hundred_savings_in_sixty_days_are_kept_as_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("kaart.ron");
    let start = jiff::civil::date(2026, 9, 20).at(9, 0, 0, 0);
    // Seven hours and twelve minutes between two: two hundred in sixty days.
    let times: Vec<_> = (0..200)
        .map(|step| start + jiff::Span::new().minutes(432 * step))
        .collect();
    for (step, time) in times.iter().enumerate() {
        save(
            &map,
            &small(step as u64),
            &time.strftime("%Y-%m-%d %H.%M.%S").to_string(),
        );
    }
    let kept = numbers(&map);
    assert!(kept.is_sorted_by(|a, b| a > b), "{kept:?}");
    let last = times[199];
    let days_ago = |step: usize| last.date().since(times[step].date()).unwrap().get_days();
    // All of the last day, one an hour of the last week (no two are in one hour here), one a day before that: the last of it.
    for step in 0..200 {
        let is_last_of_day = times.get(step + 1).is_none_or(|next| next.date() != times[step].date());
        let is_promised = days_ago(step) <= 7 || is_last_of_day;
        assert!(
            !is_promised || kept.contains(&(step as u64)),
            "{step} of {} is gone",
            times[step]
        );
    }
    assert!(kept.len() < 100, "{} are kept", kept.len());
}

#[test]
fn what_was_saved_last_night_is_all_there_in_a_new_month() {
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("kaart.ron");
    let times = [
        "2026-04-30 23.30.00",
        "2026-04-30 23.40.00",
        "2026-04-30 23.50.00",
        "2026-05-01 00.10.00",
    ];
    for (step, time) in times.into_iter().enumerate() {
        save(&map, &small(step as u64), time);
    }
    assert_eq!(numbers(&map), [3, 2, 1, 0]);
}

#[test]
fn versions_keep_their_order_and_are_all_there_whatever_the_clock_does() {
    for (name, times) in [
        (
            "back a year",
            [
                "2026-11-22 19.30.00",
                "2026-11-22 19.40.00",
                "2025-11-22 19.50.00",
                "2025-11-22 20.00.00",
            ],
        ),
        (
            "forward ten years and back",
            [
                "2026-11-22 19.30.00",
                "2036-11-22 19.40.00",
                "2026-11-22 19.50.00",
                "2026-11-22 20.00.00",
            ],
        ),
        (
            "forward for good",
            [
                "2026-11-22 19.30.00",
                "2026-11-22 19.35.00",
                "2036-11-22 19.40.00",
                "2036-11-23 19.50.00",
            ],
        ),
        (
            "the end of summer time",
            [
                "2026-10-25 02.50.00",
                "2026-10-25 02.10.00",
                "2026-10-25 02.20.00",
                "2026-10-25 03.10.00",
            ],
        ),
        (
            "back twice",
            [
                "2026-11-22 19.30.00",
                "2000-01-01 00.01.00",
                "2026-11-22 19.50.00",
                "2000-01-01 00.01.00",
            ],
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let map = folder.path().join("kaart.ron");
        for (step, time) in times.into_iter().enumerate() {
            save(&map, &small(step as u64), time);
        }
        assert_eq!(numbers(&map), [3, 2, 1, 0], "{name}");
        // Each says when it was saved, as the clock said then.
        let told: Vec<String> = history::list(&map).into_iter().map(|version| version.time).collect();
        let told: Vec<&str> = told.iter().rev().map(String::as_str).collect();
        assert_eq!(told, times, "{name}");
        // The newest is what the map holds: saving the same once more keeps nothing twice.
        save(&map, &small(3), times[3]);
        assert_eq!(numbers(&map), [3, 2, 1, 0], "{name}");
    }
}

#[test]
fn a_clock_that_goes_to_and_fro_thins_nothing_out_that_is_to_stay() {
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("kaart.ron");
    // A machine that forgets the time: it begins in 2000 each morning, and is put right a little later.
    for day in 1..=20 {
        save(&map, &small(day * 10), "2000-01-01 00.03.00");
        save(&map, &small(day * 10 + 1), &format!("2026-11-{day:02} 09.00.00"));
    }
    let kept = numbers(&map);
    for day in 1..=20 {
        assert!(kept.contains(&(day * 10 + 1)), "day {day}: {kept:?}");
    }
}

#[test]
fn a_hundred_and_fifty_savings_in_one_second_are_a_hundred_and_fifty_versions() {
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("kaart.ron");
    for step in 0..150 {
        save(&map, &small(step), "2026-11-22 19.30.00");
    }
    assert_eq!(numbers(&map), (0..150).rev().collect::<Vec<_>>());
    assert_eq!(number(&map), Some(149));
    history::keep(&map, "2026-11-22 19.30.00", Some("eind")).unwrap();
    history::keep(&map, "2026-11-22 19.30.00", Some("eind")).unwrap();
    let names: Vec<_> = history::list(&map)
        .into_iter()
        .take(3)
        .map(|version| version.name)
        .collect();
    assert_eq!(names, [Some("eind".to_owned()), Some("eind".to_owned()), None]);
}

#[test]
fn a_version_stays_what_it_was_when_another_program_writes_into_the_map() {
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("kaart.ron");
    save(&map, &small(1), "2026-11-22 19.30.00");
    save(&map, &small(2), "2026-11-22 19.40.00");
    // In place, as many editors do: what was the second version stands nowhere else.
    std::fs::write(&map, small(7)).unwrap();
    assert_eq!(numbers(&map), [2, 1]);
    save(&map, &small(3), "2026-11-22 19.50.00");
    assert_eq!(numbers(&map), [3, 7, 2, 1]);
    let names: Vec<String> = names_in(&history::folder_of(&map));
    assert!(
        names
            .iter()
            .all(|name| name.ends_with(".ron") && !name.starts_with('.')),
        "{names:?}"
    );
}

#[test]
fn the_newest_version_stays_however_large_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("kaart.ron");
    for step in 1..=3 {
        let wide = " ".repeat(26 * 1024 * 1024 * step);
        std::fs::write(&map, small(step as u64) + &wide).unwrap();
        history::keep(&map, &format!("2026-11-22 19.30.0{step}"), None).unwrap();
    }
    assert_eq!(numbers(&map), [3]);
}

pub fn names_in(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let names: BTreeSet<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.into_iter().collect()
}

#[test]
fn what_a_program_of_the_same_number_left_behind_is_not_in_the_way() {
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("kaart.ron");
    let own = std::process::id();
    save(&map, &small(1), "2026-11-22 19.30.00");
    let versions = history::folder_of(&map);
    for left in [
        folder.path().join(format!(".kaart.ron.{own}.new1.tmp")),
        folder.path().join(format!(".kaart.ron.{own}.bak.tmp")),
        versions.join(format!(".copy.{own}.new1.tmp")),
    ] {
        std::fs::write(left, "half").unwrap();
    }
    save(&map, &small(2), "2026-11-22 19.40.00");
    assert_eq!((number(&map), numbers(&map)), (Some(2), vec![2, 1]));
    assert_eq!(number(&disk::backup_path(&map)), Some(1));
    assert_eq!(
        names_in(folder.path()),
        ["kaart.ron", "kaart.ron.bak", "kaart.ron.history"]
    );
}

#[test]
fn threads_that_write_the_same_file_all_come_to_their_end() {
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("kaart.ron");
    let write = |begin: u64| {
        for step in begin..begin + 20 {
            disk::save_alone(&map, &small(step)).unwrap();
            assert!(number(&map).is_some());
        }
    };
    std::thread::scope(|scope| {
        for begin in [0, 100, 200] {
            scope.spawn(move || write(begin));
        }
    });
    assert_eq!(names_in(folder.path()), ["kaart.ron"]);
}

#[cfg(unix)]
#[test]
fn another_name_of_a_map_keeps_the_old_version_and_the_mode_stays() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("kaart.ron");
    let other = folder.path().join("ook.ron");
    for mode in [0o640, 0o600, 0o444] {
        std::fs::write(&map, small(1)).unwrap();
        std::fs::set_permissions(&map, std::fs::Permissions::from_mode(mode)).unwrap();
        std::fs::hard_link(&map, &other).unwrap();
        save(&map, &small(2), "2026-11-22 19.30.00");
        assert_eq!((number(&map), number(&other)), (Some(2), Some(1)));
        let versions = history::list(&map);
        let made = [map.clone(), disk::backup_path(&map)]
            .into_iter()
            .chain(versions.into_iter().map(|one| one.path));
        for path in made {
            let about = std::fs::metadata(&path).unwrap();
            assert_eq!(about.permissions().mode() & 0o7777, mode, "{}", path.display());
            assert_eq!(about.gid(), std::fs::metadata(&other).unwrap().gid());
        }
        for path in [&map, &other, &disk::backup_path(&map)] {
            std::fs::remove_file(path).unwrap();
        }
        std::fs::remove_dir_all(history::folder_of(&map)).unwrap();
    }
}

/// Why a map cannot be saved to this path; whatever stands in the folder stays as it is.
fn refused(path: &Path) -> disk::SaveError {
    let folder = path.parent().unwrap();
    let names = || folder.is_dir().then(|| names_in(folder));
    let before = names();
    let error = disk::save(path, &small(2), Overwrite::Yes).unwrap_err();
    assert_eq!(names(), before);
    let words = [UiLang::Dutch, UiLang::English].map(|lang| Words::of(lang).save_error(&error));
    assert!(words.iter().all(|words| !words.contains("os error")), "{words:?}");
    error
}

#[test]
fn a_place_that_takes_no_map_is_told_and_left_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    refused(&folder.path().join("weg").join("kaart.ron"));
    let taken = folder.path().join("kaart.ron");
    std::fs::create_dir(&taken).unwrap();
    assert!(matches!(refused(&taken), disk::SaveError::IsAFolder));
    std::fs::write(folder.path().join("bestand"), "").unwrap();
    refused(&folder.path().join("bestand").join("kaart.ron"));
    refused(&folder.path().join("k".repeat(300)));
    // A deep folder with a path of more than 250 letters takes a map as any other.
    let deep = folder.path().join("diep".repeat(40)).join("dieper".repeat(30));
    std::fs::create_dir_all(&deep).unwrap();
    let map = deep.join("kaart.ron");
    save(&map, &small(1), "2026-11-22 19.30.00");
    save(&map, &small(2), "2026-11-22 19.40.00");
    assert_eq!((number(&map), numbers(&map)), (Some(2), vec![2, 1]));
}

#[test]
fn a_map_with_a_name_as_long_as_can_be_is_saved_or_told_and_whole() {
    for length in [200, 230, 245, 251, 255] {
        let folder = tempfile::tempdir().unwrap();
        let map = folder.path().join("k".repeat(length - 4) + ".ron");
        std::fs::write(&map, small(1)).unwrap();
        if length > 240 {
            // What is written beside it would have a name that is too long.
            assert!(
                matches!(refused(&map), disk::SaveError::Disk(error) if error.kind() == std::io::ErrorKind::InvalidFilename)
            );
            assert_eq!(number(&map), Some(1));
            continue;
        }
        save(&map, &small(2), "2026-11-22 19.30.00");
        history::keep(&map, "2026-11-22 19.30.00", Some(&"naam ".repeat(30))).unwrap();
        assert_eq!((number(&map), numbers(&map)), (Some(2), vec![2, 2, 1]));
        assert_eq!(number(&disk::backup_path(&map)), Some(1));
    }
}

#[cfg(unix)]
#[test]
fn a_lock_of_another_program_on_the_map_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("kaart.ron");
    std::fs::write(&map, small(1)).unwrap();
    let held = std::fs::File::open(&map).unwrap();
    held.lock().unwrap();
    save(&map, &small(2), "2026-11-22 19.30.00");
    assert_eq!((number(&map), numbers(&map)), (Some(2), vec![2, 1]));
}

// The window and what was left behind.

/// A window whose settings are in this folder, on a map or on what cannot be opened.
pub fn window(map: &Path, data: &Path, lang: UiLang) -> Harness<'static, App> {
    let (map, data) = (map.to_owned(), data.to_owned());
    let mut harness = Harness::builder()
        .with_size(vec2(1600.0, 1000.0))
        .with_max_steps(60)
        .build_eframe(move |creation| {
            let settings = Settings::kept_in(&data, lang, ThemeName::Light);
            App::new(&creation.egui_ctx, load(Some(&map)), settings)
        });
    harness.run_ok();
    harness
}

/// A copy as a program that is gone left it.
pub fn left_behind(data: &Path, text: &str) -> PathBuf {
    let copy = data.join("recovery").join("999999999.ron");
    std::fs::create_dir_all(copy.parent().unwrap()).unwrap();
    std::fs::write(&copy, text).unwrap();
    copy
}

#[test]
fn after_a_power_cut_each_damaged_file_is_told_and_stays() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let map = folder.path().join("kaart.ron");
    let evening = folder.path().join("kaart 2026-11-25 1930.sessie.ron");
    let copy = left_behind(&data, &std::fs::read_to_string(SMALL).unwrap());
    std::fs::write(&map, vec![0; 700]).unwrap();
    std::fs::write(&evening, "(format: 1, wa").unwrap();
    std::fs::write(data.join("evening.txt"), evening.display().to_string()).unwrap();
    let mut harness = window(&map, &data, UiLang::Dutch);
    // First the map, then the unsaved work, then the evening: none hides another.
    harness.get_by_label_contains("nultekens");
    press(&mut harness, Key::Enter);
    harness.get_by_label_contains("Er is werk teruggevonden");
    harness.get_by_label("Terughalen").click();
    harness.run_ok();
    harness.get_by_label_contains("Deze avond kan niet gelezen worden");
    press(&mut harness, Key::Enter);
    assert!(harness.state().dialog().is_none());
    claim(&harness, ARGUMENT);
    assert_eq!(std::fs::read(&map).unwrap(), vec![0; 700]);
    assert_eq!(std::fs::read_to_string(&evening).unwrap(), "(format: 1, wa");
    // The copy, or that of this program which took its place.
    let names = names_in(copy.parent().unwrap());
    assert!(names.iter().any(|name| name.ends_with(".ron")), "{names:?}");
}

#[test]
fn a_copy_that_cannot_be_read_is_told_with_its_reason_and_place() {
    for (lang, words, later) in [
        (UiLang::Dutch, "nieuwere versie", "Later"),
        (UiLang::English, "newer version", "Later"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let copy = left_behind(folder.path(), "(format: 9, anders: true)");
        let mut harness = window(SMALL.as_ref(), folder.path(), lang);
        harness.get_by_label_contains(words);
        harness.get_by_label_contains("999999999.ron");
        // There is nothing to bring back; looking away keeps it.
        assert!(harness.query_by_label("Terughalen").is_none() && harness.query_by_label("Bring it back").is_none());
        harness.get_by_label(later).click();
        harness.run_ok();
        assert!(harness.state().dialog().is_none());
        drop(harness);
        assert!(copy.exists());
    }
}

#[test]
fn a_damaged_evening_never_fails_the_program_and_stays_as_it_is() {
    use argumentenkaart::session::Session;
    use argumentenkaart::storage::session;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kaart.sessie.ron");
    let text = session::write(&Session::default());
    session::save(&path, &text).unwrap();
    // Nothing of before stays beside it: closing a count takes the answers of small groups out of the file.
    session::save(&path, &text).unwrap();
    assert_eq!(names_in(folder.path()), ["kaart.sessie.ron"]);
    let whole = std::fs::read(&path).unwrap();
    let mut damaged: Vec<Vec<u8>> = (0..whole.len() - 2).map(|end| whole[..end].to_vec()).collect();
    damaged.push(vec![0; whole.len()]);
    damaged.push([&whole[..], &[0; 4096][..]].concat());
    for bytes in damaged {
        std::fs::write(&path, &bytes).unwrap();
        assert!(session::open(&path).is_err(), "{} bytes", bytes.len());
        assert_eq!(std::fs::read(&path).unwrap(), bytes);
    }
    for at in 0..whole.len() {
        for bit in 0..8 {
            let mut bytes = whole.clone();
            bytes[at] ^= 1 << bit;
            let _ = std::str::from_utf8(&bytes).map(session::read);
        }
    }
    std::fs::remove_file(&path).unwrap();
    std::fs::create_dir(&path).unwrap();
    assert!(matches!(session::open(&path), Err(disk::OpenError::NotAFile)));
    assert!(matches!(session::save(&path, &text), Err(disk::SaveError::IsAFolder)));
}

#[test]
fn the_program_starts_whatever_the_settings_are_and_keeps_them_aside() {
    let start = |data: &Path, map: &Path| {
        let (data, map) = (data.to_owned(), map.to_owned());
        let mut harness = Harness::builder()
            .with_size(vec2(1600.0, 1000.0))
            .with_max_steps(60)
            .build_eframe(move |creation| {
                let settings = Settings::load_from(Some(data));
                App::new(&creation.egui_ctx, load(Some(&map)), settings)
            });
        harness.run_ok();
        harness
    };
    let deep = "(recent: ".to_owned() + &"[".repeat(100_000);
    let deep_unknown = format!("(later: {}{})", "[".repeat(100_000), "]".repeat(100_000));
    let cases: [&[u8]; 7] = [
        b"",
        &[0; 900],
        &vec![b'7'; 10_000_000],
        deep.as_bytes(),
        deep_unknown.as_bytes(),
        b"(theme: Aurora, lang: Klingon)",
        b"(lang: En\xff)",
    ];
    for bytes in cases.into_iter().map(Some).chain([None]) {
        let folder = tempfile::tempdir().unwrap();
        let map = folder.path().join("kaart.ron");
        std::fs::copy(SMALL, &map).unwrap();
        let data = folder.path().join("data");
        let file = data.join("settings.ron");
        match bytes {
            Some(bytes) => {
                std::fs::create_dir(&data).unwrap();
                std::fs::write(&file, bytes).unwrap();
            }
            None => std::fs::create_dir_all(file.join("iets")).unwrap(),
        }
        let mut harness = start(&data, &map);
        assert!(matches!(harness.state().dialog(), Some(Dialog::Error { .. })));
        harness.get_by_label_contains("settings.ron.damaged");
        press(&mut harness, Key::Enter);
        claim(&harness, ARGUMENT);
        drop(harness);
        let aside = data.join("settings.ron.damaged");
        match bytes {
            Some(bytes) => assert!(std::fs::read(&aside).unwrap() == bytes),
            None => assert!(aside.join("iets").is_dir()),
        }
        assert_eq!(std::fs::read(&map).unwrap(), std::fs::read(SMALL).unwrap());
        // It is told once: from now on there is nothing to be read.
        assert!(start(&data, &map).state().dialog().is_none());
    }
    // What an older or newer program wrote is read for what is known of it.
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("settings.ron"), "(lang: English, later: 7)").unwrap();
    let settings = Settings::load_from(Some(folder.path().to_owned()));
    assert_eq!(settings.lang, UiLang::English);
}

// What is no map, or no whole one.

/// What is said of bytes that are no map, in both languages.
fn told(bytes: &[u8]) -> [String; 2] {
    let error = storage::read_bytes(bytes).unwrap_err();
    [UiLang::Dutch, UiLang::English].map(|lang| Words::of(lang).load_error(&error))
}

#[test]
fn what_is_wrong_with_a_file_is_said_by_its_name_in_both_languages() {
    let text = std::fs::read_to_string(SMALL).unwrap();
    let utf16 = |to_bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(to_bytes).collect::<Vec<u8>>();
    let (little, big) = (utf16(u16::to_le_bytes), utf16(u16::to_be_bytes));
    let latin: Vec<u8> = small(7)
        .replace("keer", "één keer")
        .chars()
        .map(|letter| letter as u8)
        .collect();
    let place = FilePlace::of(&small(7), small(7).find("keer").unwrap());
    let random: Vec<u8> = (0..100_u32)
        .map(|n| (n.wrapping_mul(2_654_435_761) >> 23) as u8)
        .collect();
    let (line, column) = (place.line, place.column);
    for (bytes, wanted) in [
        (little.clone(), ["UTF-16".to_owned(), "UTF-16".to_owned()]),
        (big.clone(), ["UTF-16".to_owned(), "UTF-16".to_owned()]),
        (
            [&[0xff, 0xfe][..], &little].concat(),
            ["UTF-16".to_owned(), "UTF-16".to_owned()],
        ),
        (
            [&[0xfe, 0xff][..], &big].concat(),
            ["UTF-16".to_owned(), "UTF-16".to_owned()],
        ),
        (
            latin,
            [
                format!("regel {line}, kolom {column} "),
                format!("line {line}, column {column} "),
            ],
        ),
        (
            vec![0; 5000],
            ["alleen nultekens".to_owned(), "only zero signs".to_owned()],
        ),
        (vec![0], ["alleen nultekens".to_owned(), "only zero signs".to_owned()]),
        (
            random,
            ["geen argumentenkaart".to_owned(), "not an argument map".to_owned()],
        ),
        (Vec::new(), ["is leeg".to_owned(), "is empty".to_owned()]),
        (vec![0xef, 0xbb, 0xbf], ["is leeg".to_owned(), "is empty".to_owned()]),
        (vec![0xff, 0xfe], ["is leeg".to_owned(), "is empty".to_owned()]),
        (
            vec![0xef, 0xbb, 0xbf, b'\n', b' '],
            ["is leeg".to_owned(), "is empty".to_owned()],
        ),
        (
            b"\x7fELF\x02\x01\x01\0\0\0".to_vec(),
            ["geen argumentenkaart".to_owned(), "not an argument map".to_owned()],
        ),
    ] {
        let told = told(&bytes);
        for (told, wanted) in told.iter().zip(&wanted) {
            assert!(told.contains(wanted), "{wanted}: {told}");
        }
    }
    // The end of it gone, as zeros: where they begin.
    let half = &text.as_bytes()[..1000];
    let FilePlace { line, column } = FilePlace::of(&text, 1000);
    let [dutch, english] = told(&[half, &[0; 500]].concat());
    assert!(
        dutch.starts_with(&format!("Regel {line}, kolom {column}: hier staat een nulteken")),
        "{dutch}"
    );
    assert!(
        english.starts_with(&format!("Line {line}, column {column}: there is a zero sign")),
        "{english}"
    );
}

#[test]
fn two_versions_that_git_left_in_a_map_are_called_that() {
    let text = std::fs::read_to_string(SMALL).unwrap();
    let at = text.find("    claims:").unwrap();
    let line = text[..at].lines().count() + 1;
    let marked = format!("{}<<<<<<< HEAD\n=======\n>>>>>>> other\n{}", &text[..at], &text[at..]);
    let [dutch, english] = told(marked.as_bytes());
    assert!(
        dutch.starts_with(&format!("Regel {line}, kolom 1: git heeft")),
        "{dutch}"
    );
    assert!(
        english.starts_with(&format!("Line {line}, column 1: git has")),
        "{english}"
    );
}

#[test]
fn a_map_that_was_cut_off_anywhere_is_refused_with_the_place_and_says_so() {
    let text = std::fs::read_to_string(SMALL).unwrap();
    let bytes = text.trim_end().as_bytes();
    for end in (1..bytes.len()).step_by(97) {
        let [dutch, english] = told(&bytes[..end]);
        let has_place = dutch.starts_with("Regel ") && english.starts_with("Line ");
        let is_named = dutch.contains("niet heel gekopieerd") && english.contains("not copied as a whole");
        assert!(has_place && is_named, "{end}: {dutch}");
    }
}

// Others that change the map while it is open.

/// Work of one's own in the window, which is not saved.
pub fn reworded(harness: &mut Harness<'_, App>, words: &str) {
    let argument = claim(harness, ARGUMENT);
    reword(harness, argument, words);
    assert!(harness.state().editor().is_dirty());
}

/// The window gets the keyboard back: the file is looked at.
pub fn refocus(harness: &mut Harness<'_, App>) {
    for focused in [false, true] {
        harness.input_mut().focused = focused;
        harness.step();
    }
}

/// Runs frames until something is on screen.
pub fn wait_for(harness: &mut Harness<'_, App>, label: &str) {
    let begin = std::time::Instant::now();
    while harness.query_by_label_contains(label).is_none() {
        assert!(begin.elapsed().as_secs() < 60, "{label} does not come");
        std::thread::sleep(std::time::Duration::from_millis(5));
        harness.step();
    }
}

/// Saves to another place: there is no file window here, so the path is typed.
fn save_elsewhere(harness: &mut Harness<'_, App>, path: &Path) {
    press_with(harness, Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    until(harness, |app| matches!(app.dialog(), Some(Dialog::Path { .. })));
    type_words(harness, &path.display().to_string());
    harness.get_by_label("Oké").click();
    until(harness, |app| !app.editor().is_dirty());
}

#[test]
fn whatever_others_do_with_the_file_is_told_and_nothing_is_overwritten() {
    let changed = |text: &str| text.replace("Gemeente", "Gemaente");
    let time = |path: &Path| std::fs::metadata(path).unwrap().modified().unwrap();
    type Deed<'a> = &'a dyn Fn(&Path, &str);
    let in_place: Deed<'_> = &|map, text| std::fs::write(map, changed(text)).unwrap();
    let by_rename: Deed<'_> = &|map, text| {
        let new = map.with_extension("new");
        std::fs::write(&new, changed(text)).unwrap();
        std::fs::rename(&new, map).unwrap();
    };
    // The size is the same in all of these; here the time is too, or an older one.
    let same_time: Deed<'_> = &|map, text| {
        let before = time(map);
        std::fs::write(map, changed(text)).unwrap();
        let file = std::fs::File::options().write(true).open(map).unwrap();
        file.set_modified(before).unwrap();
    };
    let older: Deed<'_> = &|map, text| {
        let before = time(map) - std::time::Duration::from_secs(400 * 86_400);
        std::fs::write(map, changed(text)).unwrap();
        let file = std::fs::File::options().write(true).open(map).unwrap();
        file.set_modified(before).unwrap();
    };
    let damaged: Deed<'_> = &|map, _| std::fs::write(map, [0; 300]).unwrap();
    let deleted: Deed<'_> = &|map, _| std::fs::remove_file(map).unwrap();
    let moved: Deed<'_> = &|map, _| std::fs::rename(map, map.with_extension("elders")).unwrap();
    let a_folder: Deed<'_> = &|map, _| {
        std::fs::remove_file(map).unwrap();
        std::fs::create_dir(map).unwrap();
    };
    let no_folder: Deed<'_> = &|map, _| std::fs::remove_dir_all(map.parent().unwrap()).unwrap();
    for (name, deed, told) in [
        ("in place", in_place, "buiten dit programma veranderd"),
        ("by rename", by_rename, "buiten dit programma veranderd"),
        ("same time", same_time, "buiten dit programma veranderd"),
        ("older", older, "buiten dit programma veranderd"),
        ("damaged", damaged, "buiten dit programma veranderd"),
        ("deleted", deleted, "staat er niet meer"),
        ("moved", moved, "staat er niet meer"),
        ("a folder", a_folder, "iets anders dan een bestand"),
        ("no folder", no_folder, "De map (folder) van deze kaart is er niet meer"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let map = folder.path().join("hier").join("kaart.ron");
        let elsewhere = folder.path().join("elders.ron");
        std::fs::create_dir(map.parent().unwrap()).unwrap();
        let text = std::fs::read_to_string(SMALL).unwrap();
        std::fs::write(&map, &text).unwrap();
        let mut harness = window(&map, folder.path(), UiLang::Dutch);
        // The lock is taken with the first change: its folder is not to go before.
        reworded(&mut harness, "Van ons");
        deed(&map, &text);
        let there = std::fs::read(&map).ok();
        refocus(&mut harness);
        wait_for(&mut harness, told);
        // The work is still there, and saving asks or says what is in the way. What is gone is made again.
        press_with(&mut harness, Modifiers::COMMAND, Key::S);
        until(&mut harness, |app| !app.editor().is_dirty() || app.dialog().is_some());
        let is_made_again = ["deleted", "moved"].contains(&name);
        assert_eq!(!harness.state().editor().is_dirty(), is_made_again, "{name}");
        if is_made_again {
            assert!(std::fs::read_to_string(&map).unwrap().contains("Van ons"));
            continue;
        }
        until(&mut harness, |app| {
            !matches!(app.dialog(), Some(Dialog::Conflict { theirs: None, .. }))
        });
        let is_question = matches!(harness.state().dialog(), Some(Dialog::Conflict { .. }));
        let is_refusal = matches!(harness.state().dialog(), Some(Dialog::NotSaved { .. }));
        assert!(is_question || is_refusal, "{name}");
        assert_eq!(
            is_question,
            ["in place", "by rename", "same time", "older"].contains(&name),
            "{name}"
        );
        assert_eq!(std::fs::read(&map).ok(), there, "{name}");
        press(&mut harness, Key::Escape);
        save_elsewhere(&mut harness, &elsewhere);
        assert!(
            std::fs::read_to_string(&elsewhere).unwrap().contains("Van ons"),
            "{name}"
        );
        assert_eq!(std::fs::read(&map).ok(), there, "{name}");
    }
}

#[test]
fn of_two_windows_that_save_in_turn_nothing_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("kaart.ron");
    std::fs::copy(SMALL, &map).unwrap();
    let mut windows = [0, 1].map(|number| window(&map, &folder.path().join(format!("data {number}")), UiLang::Dutch));
    for turn in 0..20 {
        let harness = &mut windows[turn % 2];
        let argument = claim(harness, ARGUMENT);
        let context = harness.ctx.clone();
        let words = format!("Beurt {turn:02}.");
        let field = TextField::Claim(argument);
        let edit = Edit::SetText {
            field,
            lang: Lang::NL,
            words,
        };
        harness.state_mut().apply(&context, Action::Edit(edit));
        press_with(harness, Modifiers::COMMAND, Key::S);
        until(harness, |app| !app.editor().is_dirty() || app.dialog().is_some());
        if turn > 0 {
            // The other one saved since.
            assert!(matches!(harness.state().dialog(), Some(Dialog::Conflict { .. })));
            harness
                .get_by_label("Toch overschrijven (het andere wordt reservekopie)")
                .click();
            until(harness, |app| !app.editor().is_dirty());
        }
        assert!(
            std::fs::read_to_string(&map)
                .unwrap()
                .contains(&format!("Beurt {turn:02}."))
        );
    }
    let versions = history::list(&map);
    let places = [map.clone(), disk::backup_path(&map)]
        .into_iter()
        .chain(versions.into_iter().map(|one| one.path));
    let kept: Vec<String> = places.map(|path| std::fs::read_to_string(path).unwrap()).collect();
    for turn in 0..20 {
        let words = format!("Beurt {turn:02}.");
        assert!(kept.iter().any(|text| text.contains(&words)), "{words} is lost");
    }
}

#[test]
fn that_a_version_cannot_be_kept_is_told_and_the_map_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("kaart.ron");
    std::fs::copy(SMALL, &map).unwrap();
    // A file has the name of the folder of the versions.
    std::fs::write(history::folder_of(&map), "van iemand").unwrap();
    let mut harness = window(&map, folder.path(), UiLang::Dutch);
    reworded(&mut harness, "Van ons");
    press_with(&mut harness, Modifiers::COMMAND, Key::S);
    wait_for(&mut harness, "deze versie kon niet apart bewaard worden");
    assert!(std::fs::read_to_string(&map).unwrap().contains("Van ons"));
    assert_eq!(std::fs::read(history::folder_of(&map)).unwrap(), b"van iemand");
}

#[test]
fn an_old_copy_beside_a_newer_map_is_offered_apart_and_never_put_over_it() {
    let text = std::fs::read_to_string(SMALL).unwrap();
    let newer = text.replace("en: \"Parents\"", "en: \"Families\"");
    for takes_it in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let map = folder.path().join("kaart.ron");
        let copy = left_behind(&data, &text.replace("en: \"Parents\"", "en: \"Mothers\""));
        let stamp = ron::to_string(&disk::Stamp::of(text.as_bytes())).unwrap();
        let about = format!("(map: Some({:?}), stamp: Some({stamp}))", map.display().to_string());
        std::fs::write(copy.with_extension("about"), about).unwrap();
        std::fs::write(&map, &newer).unwrap();
        let mut harness = window(&map, &data, UiLang::Dutch);
        // The newer map is what is open; the copy is offered.
        let english = |harness: &Harness<'_, App>| {
            let document = harness.state().editor().document();
            let parents = document.stakeholders.id("ouders").unwrap();
            let name = &document.stakeholders.get(parents).unwrap().name;
            name.get(Lang::EN).unwrap_or("").to_owned()
        };
        assert_eq!(english(&harness), "Families");
        let button = if takes_it { "Terughalen" } else { "Later" };
        harness.get_by_label(button).click();
        harness.run_ok();
        assert_eq!(english(&harness), if takes_it { "Mothers" } else { "Families" });
        assert_eq!(harness.state().editor().is_dirty(), takes_it);
        if takes_it {
            press_with(&mut harness, Modifiers::COMMAND, Key::S);
            until(&mut harness, |app| {
                matches!(app.dialog(), Some(Dialog::Conflict { .. }))
            });
        }
        assert_eq!(std::fs::read_to_string(&map).unwrap(), newer);
        drop(harness);
        let names = names_in(copy.parent().unwrap());
        assert!(names.iter().any(|name| name.ends_with(".ron")), "{names:?}");
    }
}

#[test]
fn saving_under_the_same_name_asks_too_when_somebody_changed_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("kaart.ron");
    let text = std::fs::read_to_string(SMALL).unwrap();
    std::fs::write(&map, &text).unwrap();
    let mut harness = window(&map, folder.path(), UiLang::Dutch);
    reworded(&mut harness, "Van ons");
    let theirs = text.replace("Gemeente", "Stad");
    std::fs::write(&map, &theirs).unwrap();
    press_with(&mut harness, Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    until(&mut harness, |app| matches!(app.dialog(), Some(Dialog::Path { .. })));
    type_words(&mut harness, &map.display().to_string());
    harness.get_by_label("Oké").click();
    until(&mut harness, |app| {
        !app.editor().is_dirty() || matches!(app.dialog(), Some(Dialog::Conflict { .. }))
    });
    assert!(harness.state().editor().is_dirty());
    assert_eq!(std::fs::read_to_string(&map).unwrap(), theirs);
}

#[test]
fn that_no_copy_of_unsaved_work_can_be_made_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let mut harness = window(SMALL.as_ref(), &data, UiLang::Dutch);
    std::fs::remove_dir_all(&data).unwrap();
    std::fs::write(&data, "een bestand").unwrap();
    reworded(&mut harness, "Van ons");
    wait_for(&mut harness, "geen reservekopie van uw werk");
    assert!(harness.state().editor().is_dirty());
}

#[test]
fn a_folder_in_the_place_of_the_backup_is_named_and_the_map_stays() {
    use argumentenkaart::storage::disk::{self, Overwrite, SaveError};
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("kaart.ron");
    let text = std::fs::read_to_string(super::desk::SMALL).unwrap();
    disk::save(&map, &text, Overwrite::No).unwrap();
    std::fs::create_dir(disk::backup_path(&map)).unwrap();
    let error = disk::save(&map, &text.replace("Gemeente", "Stad"), Overwrite::Yes).unwrap_err();
    assert!(matches!(&error, SaveError::BackupIsAFolder(_)), "{error:?}");
    let told = argumentenkaart::ui::words::DUTCH.save_error(&error);
    assert!(told.contains("kaart.ron.bak is een map (folder)"), "{told}");
    assert_eq!(std::fs::read_to_string(&map).unwrap(), text);
}
