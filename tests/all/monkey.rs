//! Keys, words and the pointer at random on the whole window: it never fails, and the map stays sound.
//!
//! Each run is a process of its own, in a folder of its own, without a display, other programs or a network, so that whatever is
//! hit touches nothing. A run that fails is made as short as it still fails, and is kept in `tests/monkey`, where every test run
//! repeats it. `DEEDS=100000 cargo test --test all monkey` is the long form.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use argumentenkaart::app::{App, Guarded, Settings, load};
use argumentenkaart::command::{ThemeName, UiLang};
use argumentenkaart::storage;
use egui::{Event, Key, Modifiers, MouseWheelUnit, PointerButton, Pos2, TouchPhase, pos2, vec2};
use egui_kittest::Harness;

use super::apart::command;
use super::desk::SMALL;

/// Deeds of one run: a run that fails is repeated while it is made shorter, so it is not long.
const DEEDS_PER_RUN: u64 = 2_500;
/// Where the lists of deeds are kept that once failed.
const KEPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/monkey");

/// Xorshift (Marsaglia 2003): the same numbers for the same seed, everywhere.
struct Dice(u64);

impl Dice {
    fn new(seed: u64) -> Self {
        let mut dice = Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        for _ in 0..8 {
            dice.next();
        }
        dice
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() >> 16) as usize % end
    }

    fn one<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// What is done, as lines that can be kept: `key ctrl+Z`, `click 300 200`, `type ja`.
fn deeds(seed: u64, num: u64) -> Vec<String> {
    let mut dice = Dice::new(seed);
    let words = [
        "a",
        "nee",
        "ouders - te ver",
        "+ veilig",
        "é🙂",
        "مرحبا",
        "\u{202e}om",
        "# kop",
        "1",
        "  ",
        "\\",
        "**vet**",
        "[x](y)",
        "een heel lange zin die nergens op slaat en maar door blijft gaan zonder dat er iets mee bedoeld wordt",
    ];
    let modifiers = [
        "",
        "",
        "",
        "",
        "ctrl+",
        "ctrl+",
        "shift+",
        "alt+",
        "ctrl+shift+",
        "ctrl+alt+",
    ];
    (0..num)
        .map(|_| {
            let at = |dice: &mut Dice| (dice.below(1_280), dice.below(720));
            match dice.below(100) {
                0..=44 => format!("key {}{}", dice.one(&modifiers), dice.one(Key::ALL).name()),
                45..=54 => {
                    let often = [
                        "Enter",
                        "Escape",
                        "Tab",
                        "Down",
                        "Up",
                        "Left",
                        "Right",
                        "F2",
                        "F5",
                        "Space",
                        "Backspace",
                    ];
                    format!("key {}", dice.one(&often))
                }
                55..=62 => format!("type {}", dice.one(&words)),
                63..=64 => format!("paste {}", dice.one(&words)),
                65..=84 => {
                    let (x, y) = at(&mut dice);
                    format!("click {x} {y}")
                }
                85..=87 => {
                    let (x, y) = at(&mut dice);
                    format!("menu {x} {y}")
                }
                88..=94 => {
                    let ((x, y), (to_x, to_y)) = (at(&mut dice), at(&mut dice));
                    format!("drag {x} {y} {to_x} {to_y}")
                }
                95..=97 => {
                    let (x, y) = at(&mut dice);
                    format!("wheel {x} {y} {}", dice.one(&["-1", "1", "-9", "9"]))
                }
                98 => format!("size {} {}", 800 + dice.below(1_200), 500 + dice.below(700)),
                _ => "wait".to_owned(),
            }
        })
        .collect()
}

/// Does one deed.
fn carry_out(harness: &mut Harness<'_, Guarded>, deed: &str) {
    let (kind, what) = deed.split_once(' ').unwrap_or((deed, ""));
    let numbers: Vec<f32> = what.split(' ').filter_map(|number| number.parse().ok()).collect();
    let point = |number: usize| pos2(numbers[number], numbers[number + 1]);
    match kind {
        "key" => {
            let (held, name) = what.rsplit_once('+').unwrap_or(("", what));
            let modifiers = Modifiers {
                alt: held.contains("alt"),
                ctrl: held.contains("ctrl"),
                shift: held.contains("shift"),
                mac_cmd: false,
                command: held.contains("ctrl"),
            };
            if let Some(key) = Key::from_name(name) {
                harness.key_press_modifiers(modifiers, key);
            }
        }
        "type" => harness.event(Event::Text(what.to_owned())),
        "paste" => harness.event(Event::Paste(what.to_owned())),
        "click" => {
            press(harness, point(0), PointerButton::Primary, true);
            press(harness, point(0), PointerButton::Primary, false);
        }
        "menu" => {
            press(harness, point(0), PointerButton::Secondary, true);
            press(harness, point(0), PointerButton::Secondary, false);
        }
        "drag" => {
            let (from, to) = (point(0), point(2));
            press(harness, from, PointerButton::Primary, true);
            for part in 1..=4 {
                harness.event(Event::PointerMoved(from.lerp(to, part as f32 / 4.0)));
                harness.step();
            }
            press(harness, to, PointerButton::Primary, false);
        }
        "wheel" => {
            harness.event(Event::PointerMoved(point(0)));
            harness.event(Event::MouseWheel {
                unit: MouseWheelUnit::Line,
                delta: vec2(0.0, numbers[2]),
                phase: TouchPhase::Move,
                source: egui::MouseWheelSource::Unknown,
                modifiers: Modifiers::NONE,
            });
        }
        "size" => {
            harness.set_size(vec2(numbers[0], numbers[1]));
        }
        _ => {}
    }
    harness.step();
}

fn press(harness: &mut Harness<'_, Guarded>, pos: Pos2, button: PointerButton, pressed: bool) {
    harness.event(Event::PointerMoved(pos));
    harness.event(Event::PointerButton {
        pos,
        button,
        pressed,
        modifiers: Modifiers::NONE,
    });
    harness.step();
}

/// For the process that does the deeds of a list: fails where the program fails or the map is not sound any more.
pub fn play(place: &Path) {
    let deeds = std::fs::read_to_string(place.join("deeds.txt")).unwrap();
    let map = place.join("kaart.ron");
    std::fs::copy(SMALL, &map).unwrap();
    let folder = place.to_owned();
    let mut harness = Harness::builder()
        .with_size(vec2(1280.0, 720.0))
        .with_max_steps(60)
        // As in the program: what no font has is a box.
        .allow_missing_glyphs()
        .build_eframe(move |creation| {
            let settings = Settings::kept_in(&folder, UiLang::Dutch, ThemeName::Light);
            Guarded::new(
                &creation.egui_ctx,
                App::new(&creation.egui_ctx, load(Some(&map)), settings),
            )
        });
    for (number, deed) in deeds.lines().enumerate() {
        carry_out(&mut harness, deed);
        let Some(app) = harness.state().app() else {
            panic!("the program failed at {deed}");
        };
        if number % 100 == 99 {
            is_sound(app, deed);
        }
    }
    let Some(app) = harness.state().app() else { return };
    is_sound(app, "the end");
}

fn is_sound(app: &App, deed: &str) {
    let document = app.editor().document();
    let written = storage::write(document);
    let read = storage::read(&written).unwrap_or_else(|error| panic!("{error:?} behind {deed}"));
    assert_eq!(written, storage::write(&read.document), "behind {deed}");
}

/// Plays a list of deeds in a process of its own. What it said, if it failed.
fn failure(deeds: &[String]) -> Option<String> {
    let place = tempfile::tempdir().unwrap();
    std::fs::write(place.path().join("deeds.txt"), deeds.join("\n")).unwrap();
    let (words, variables) = command("play", place.path());
    let done = Command::new(&words[0])
        .args(&words[1..])
        .current_dir(place.path())
        // Nothing outside is reached: no display, no session, no other program, no network.
        .env_clear()
        .env("HOME", place.path())
        .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
        .env("ALL_PROXY", "http://127.0.0.1:9")
        .env("RUST_BACKTRACE", "1")
        .envs(variables)
        .output()
        .unwrap();
    (!done.status.success()).then(|| {
        let mut said = String::from_utf8_lossy(&done.stdout).into_owned();
        let _ = write!(said, "{}{}", String::from_utf8_lossy(&done.stderr), done.status);
        said
    })
}

/// The shortest list, made of parts of this one, that still fails (Zeller and Hildebrandt 2002, “ddmin”).
fn shortest(mut deeds: Vec<String>) -> Vec<String> {
    let mut parts = 2;
    while deeds.len() > 1 {
        let size = deeds.len().div_ceil(parts);
        let without = |part: usize| -> Vec<String> {
            let kept = deeds.iter().enumerate();
            kept.filter(|(number, _)| number / size != part)
                .map(|(_, deed)| deed.clone())
                .collect()
        };
        match (0..deeds.len().div_ceil(size))
            .map(without)
            .find(|fewer| failure(fewer).is_some())
        {
            Some(fewer) => {
                deeds = fewer;
                parts = parts.saturating_sub(1).max(2);
            }
            None if size == 1 => break,
            None => parts = (parts * 2).min(deeds.len()),
        }
    }
    deeds
}

#[test]
fn no_keys_and_no_clicks_make_it_fail() {
    let num: u64 = std::env::var("DEEDS")
        .ok()
        .and_then(|num| num.parse().ok())
        .unwrap_or(1_000);
    let first: u64 = std::env::var("SEED")
        .ok()
        .and_then(|seed| seed.parse().ok())
        .unwrap_or(1);
    for run in 0..num.div_ceil(DEEDS_PER_RUN) {
        let seed = first + run;
        let list = deeds(seed, DEEDS_PER_RUN.min(num - run * DEEDS_PER_RUN));
        if let Some(said) = failure(&list) {
            let short = shortest(list);
            std::fs::create_dir_all(KEPT).unwrap();
            let kept = PathBuf::from(KEPT).join(format!("{seed}.txt"));
            std::fs::write(&kept, short.join("\n")).unwrap();
            panic!("seed {seed} fails, kept in {}: {short:#?}\n{said}", kept.display());
        }
    }
}

#[test]
fn what_failed_once_does_not_fail_again() {
    let kept = std::fs::read_dir(KEPT).unwrap().flatten();
    let kept: Vec<_> = kept
        .filter(|file| file.path().extension().is_some_and(|kind| kind == "txt"))
        .collect();
    assert!(!kept.is_empty(), "the kept cases are gone");
    for file in kept {
        let list: Vec<String> = std::fs::read_to_string(file.path())
            .unwrap()
            .lines()
            .map(str::to_owned)
            .collect();
        let failure = failure(&list);
        assert!(failure.is_none(), "{}: {}", file.path().display(), failure.unwrap());
    }
}
