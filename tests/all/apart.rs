//! A test that needs a process of its own, to be killed or watched, starts this crate of tests once more with one of these.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Instant;

use argumentenkaart::app::{App, Settings, load};
use argumentenkaart::command::{ThemeName, UiLang};
use argumentenkaart::model::Lang;
use argumentenkaart::storage::disk::{self, Overwrite};
use egui::{Event, Key, vec2};
use egui_kittest::Harness;

use super::desk::{ARGUMENT, SMALL};

const TASK: &str = "ARGUMENTENKAART_TEST_TASK";
const PLACE: &str = "ARGUMENTENKAART_TEST_PLACE";

/// The map that is saved again and again, with this number in it.
pub fn numbered(number: u64) -> String {
    let map = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/maps/gemengde-scholen.ron")).unwrap();
    map.replacen("nl: \"Moeten we", &format!("nl: \"{number} Moeten we"), 1)
}

/// The number in a map that was saved; `None` if it cannot be read as a whole.
pub fn number(map: &Path) -> Option<u64> {
    let (loaded, _) = disk::open(map).ok()?;
    let question = loaded.document.cover.question.get(Lang::NL)?;
    question.split(' ').next()?.parse().ok()
}

/// The command that starts such a process.
pub fn command(task: &str, place: &Path) -> (Vec<std::ffi::OsString>, Vec<(&'static str, std::ffi::OsString)>) {
    let program = std::env::current_exe().unwrap().into_os_string();
    let words = ["--exact", "apart::for_another_test", "--nocapture", "--test-threads=1"];
    (
        std::iter::once(program).chain(words.map(Into::into)).collect(),
        vec![(TASK, task.into()), (PLACE, place.into())],
    )
}

/// A process that reports numbers: when each came.
pub struct Worker {
    child: Child,
    /// The numbers, with the time at which each was heard of.
    pub heard: Receiver<(u64, Instant)>,
}

impl Worker {
    /// Starts one.
    pub fn start(task: &str, place: &Path) -> Self {
        let (words, variables) = command(task, place);
        let mut child = Command::new(&words[0])
            .args(&words[1..])
            .envs(variables)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap());
        let (sender, heard) = channel();
        let hear = move || {
            for line in lines.lines().map_while(Result::ok) {
                if let Some(number) = line.strip_prefix("did ").and_then(|number| number.parse().ok())
                    && sender.send((number, Instant::now())).is_err()
                {
                    return;
                }
            }
        };
        std::thread::Builder::new().name("hear".to_owned()).spawn(hear).unwrap();
        Self { child, heard }
    }

    /// Kills it, as `kill -9` does: when, and what was heard of it until then.
    pub fn kill(mut self) -> (Instant, Vec<(u64, Instant)>) {
        let at = Instant::now();
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        // All that it said before is in the pipe.
        (at, self.heard.iter().collect())
    }
}

pub fn did(number: u64) {
    let mut out = std::io::stdout();
    // On a line of its own: the name of the test stands before the first.
    writeln!(out, "\ndid {number}").unwrap();
    out.flush().unwrap();
}

/// Not a test of its own: it does what the test asks for that started it.
#[test]
fn for_another_test() {
    let (Ok(task), Some(place)) = (std::env::var(TASK), std::env::var_os(PLACE)) else {
        return;
    };
    let place = Path::new(&place);
    match task.as_str() {
        "save-on" => {
            // Never a number twice, also when another process was here before.
            let map = place.join("kaart.ron");
            for number in number(&map).unwrap() + 1.. {
                disk::save(&map, &numbered(number), Overwrite::Yes).unwrap();
                did(number);
            }
        }
        "save-once" => {
            // A test that lets the n-th call of a thread fail is to hit this thread only.
            for _ in 0..300 {
                std::fs::OpenOptions::new()
                    .write(true)
                    .open("/dev/null")
                    .and_then(|mut sink| sink.write_all(b"."))
                    .unwrap();
            }
            // The answer is for the test that counts what was told of a failure.
            match disk::save(&place.join("kaart.ron"), &numbered(2), Overwrite::Yes) {
                Ok(_) => did(2),
                Err(_) => std::process::exit(7),
            }
        }
        "type-on" => type_on(place),
        "play" => super::monkey::play(place),
        "soak" => super::soak::use_on(place),
        "fail-inside" => super::mishap::fail_inside(place),
        other => panic!("no task {other}"),
    }
}

/// Types numbers on a card until it is killed.
fn type_on(place: &Path) {
    let folder = place.to_owned();
    let map = place.join("kaart.ron");
    std::fs::copy(SMALL, &map).unwrap();
    let mut harness = Harness::builder()
        .with_size(vec2(1600.0, 1000.0))
        .with_max_steps(60)
        .build_eframe(move |creation| {
            let settings = Settings::kept_in(&folder, UiLang::Dutch, ThemeName::Light);
            App::new(&creation.egui_ctx, load(Some(&map)), settings)
        });
    harness.run_ok();
    let argument = super::desk::claim(&harness, ARGUMENT);
    super::desk::select(&mut harness, argument);
    super::desk::press(&mut harness, Key::F2);
    let start = Instant::now();
    for number in 1.. {
        // The time of the window is that of the clock on the wall.
        harness.input_mut().time = Some(start.elapsed().as_secs_f64());
        harness.event(Event::Text(format!(" {number}")));
        harness.step();
        did(number);
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
}
