//! The disk and the copies on it: versions whatever the clock says, two programs on one map, and files that are damaged.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use argumentenkaart::app::{App, Settings, load};
use argumentenkaart::command::{ThemeName, UiLang};
use argumentenkaart::storage::disk::{self, Overwrite};
use argumentenkaart::storage::history;
use argumentenkaart::storage::{self, FilePlace};
use argumentenkaart::ui::words::Words;
use egui::{Key, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::apart::number;
use super::desk::{ARGUMENT, SMALL, claim, press};

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

fn names_in(folder: &Path) -> Vec<String> {
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
        folder.path().join(format!(".kaart.ron.{own}.new.tmp")),
        folder.path().join(format!(".kaart.ron.{own}.bak.tmp")),
        versions.join(format!(".copy.{own}.new.tmp")),
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

// The window and what was left behind.

/// A window whose settings are in this folder, on a map or on what cannot be opened.
fn window(map: &Path, data: &Path, lang: UiLang) -> Harness<'static, App> {
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
fn left_behind(data: &Path, text: &str) -> PathBuf {
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
