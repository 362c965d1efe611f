//! A window that is used all day: what it takes of memory and of open files does not grow.
//!
//! `SOAK=600 cargo test --test all soak` goes on for so many seconds.

use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use argumentenkaart::app::{App, Settings, load};
use argumentenkaart::command::{ThemeName, UiLang};
use argumentenkaart::ui::dialogs::Dialog;
use argumentenkaart::view::{ViewAction, ZoomTo};
use egui::{Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::apart::command;
use super::desk::{ARGUMENT, SMALL, claim, press, press_with, reword, select, until};

/// Rounds that are not counted: fonts, pictures and lists are made in them.
const WARMING_UP: usize = 5;
/// Counted at least.
const ROUNDS: usize = 9;

/// Memory that the process has now, in kilobytes, and its open files.
fn taken() -> (usize, usize) {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    let kilobytes = line.trim().trim_end_matches(" kB").parse().unwrap();
    (kilobytes, std::fs::read_dir("/proc/self/fd").unwrap().count())
}

/// In a process of its own: one round after the other, with a line of what is taken behind each.
pub fn use_on(place: &Path) {
    let seconds: u64 = std::env::var("SOAK")
        .ok()
        .and_then(|seconds| seconds.parse().ok())
        .unwrap_or(0);
    let map = place.join("kaart.ron");
    let text = std::fs::read_to_string(SMALL).unwrap();
    let named = format!("id: \"{ARGUMENT}\",\n");
    assert!(text.contains(&named));
    std::fs::write(
        &map,
        text.replace(&named, &format!("{named}            image: \"foto.png\",\n")),
    )
    .unwrap();
    image::RgbImage::from_fn(1_200, 800, |x, y| image::Rgb([x as u8, y as u8, (x + y) as u8]))
        .save(place.join("foto.png"))
        .unwrap();
    let folder = place.to_owned();
    let mut harness = Harness::builder()
        .with_size(vec2(1400.0, 900.0))
        .with_max_steps(60)
        .build_eframe(move |creation| {
            let settings = Settings::kept_in(&folder, UiLang::Dutch, ThemeName::Light);
            App::new(&creation.egui_ctx, load(Some(&map)), settings)
        });
    harness.run_ok();
    let start = std::time::Instant::now();
    let mut round = 0;
    while round < WARMING_UP + ROUNDS || start.elapsed().as_secs() < seconds {
        one_round(&mut harness, round);
        let (kilobytes, files) = taken();
        let mut out = std::io::stdout();
        writeln!(out, "\nround {kilobytes} {files}").unwrap();
        round += 1;
    }
}

/// Writes, saves, takes back, looks around, checks, presents and weighs; the map is then as it was.
fn one_round(harness: &mut Harness<'_, App>, round: usize) {
    let argument = claim(harness, ARGUMENT);
    reword(harness, argument, &format!("Ronde {round}"));
    press_with(harness, Modifiers::COMMAND, Key::S);
    until(harness, |app| !app.editor().is_dirty());
    while harness.state().editor().undo_name().is_some() {
        press_with(harness, Modifiers::COMMAND, Key::Z);
    }
    press_with(harness, Modifiers::COMMAND, Key::S);
    until(harness, |app| !app.editor().is_dirty());
    // From afar, near by with the picture, the lists beside it.
    for to in [ZoomTo::All, ZoomTo::Full] {
        harness.state_mut().apply_view(ViewAction::ZoomTo(to));
        harness.run_ok();
    }
    select(harness, argument);
    for key in [Key::F7, Key::F7, Key::F9, Key::F9, Key::F10, Key::F10] {
        press(harness, key);
    }
    // An evening, with a count.
    press_with(harness, Modifiers::COMMAND, Key::F5);
    harness.run_steps(4);
    harness.get_by_label("Beginnen").click();
    harness.run_ok();
    assert!(harness.state().is_showing());
    for _ in 0..6 {
        press(harness, Key::PageDown);
        press(harness, Key::Plus);
    }
    for _ in 0..4 {
        press(harness, Key::Escape);
    }
    assert!(!harness.state().is_showing());
    if matches!(harness.state().dialog(), Some(Dialog::GoOn { .. })) {
        press(harness, Key::Escape);
    }
    harness.run_ok();
}

#[test]
#[cfg(target_os = "linux")]
fn a_day_of_work_takes_no_more_than_its_first_hour() {
    let place = tempfile::tempdir().unwrap();
    let (words, variables) = command("soak", place.path());
    let done = Command::new(&words[0])
        .args(&words[1..])
        .envs(variables)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stdout);
    assert!(done.status.success(), "{said}{}", String::from_utf8_lossy(&done.stderr));
    let rounds: Vec<(usize, usize)> = said
        .lines()
        .filter_map(|line| line.strip_prefix("round ")?.split_once(' '))
        .map(|(kilobytes, files)| (kilobytes.parse().unwrap(), files.parse().unwrap()))
        .skip(WARMING_UP)
        .collect();
    assert!(rounds.len() >= ROUNDS, "{said}");
    // What is let go of comes back to the system in parts: so the least of the first and of the last third are compared.
    let third = rounds.len() / 3;
    let least = |part: &[(usize, usize)]| part.iter().map(|(kilobytes, _)| *kilobytes).min().unwrap();
    let (early, late) = (least(&rounds[..third]), least(&rounds[rounds.len() - third..]));
    let files = |part: &[(usize, usize)]| part.iter().map(|(_, files)| *files).min().unwrap();
    // For the long form, which is asked for figures.
    let mut out = std::io::stderr();
    writeln!(out, "{} rounds: {early} kB, then {late} kB", rounds.len()).unwrap();
    assert!(late * 100 <= early * 105, "{early} kB grew to {late} kB: {rounds:?}");
    assert_eq!(
        files(&rounds[..third]),
        files(&rounds[rounds.len() - third..]),
        "{rounds:?}"
    );
}
