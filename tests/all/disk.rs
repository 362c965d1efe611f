//! The disk and the copies on it: versions whatever the clock says, two programs on one map, and files that are damaged.

use std::collections::BTreeSet;
use std::path::Path;

use argumentenkaart::storage::disk::{self, Overwrite};
use argumentenkaart::storage::history;

use super::apart::number;

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
