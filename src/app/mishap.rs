//! When the program itself fails: a report to send, and what was done last. No words of a map are ever in it.

use std::backtrace::Backtrace;
use std::fmt::{self, Write as _};
use std::panic::PanicHookInfo;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread::ThreadId;

use crate::storage::disk;

/// Where reports stand, in the folder of the settings.
const FOLDER: &str = "failures";
/// Beside them: the path of a report that no person was told of yet.
const UNSEEN: &str = "unseen";
/// So many reports are kept.
const MOST: usize = 10;
/// So many wishes are remembered.
const NUM_WISHES: usize = 20;
/// A message of a failure is cut off behind this many letters.
const LONGEST: usize = 200;

/// What failed since it was last asked for.
static FAILED: Mutex<Vec<Mishap>> = Mutex::new(Vec::new());
/// What was asked of the program last.
static WISHES: Mutex<Vec<String>> = Mutex::new(Vec::new());
/// Who is to hear of it, and on which thread that lives.
static WINDOW: OnceLock<(egui::Context, ThreadId)> = OnceLock::new();

/// A part of the program failed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mishap {
    /// The report, if it could be written.
    pub report: Option<PathBuf>,
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// From now on this window is woken when another thread fails; to be called on its own thread.
pub fn wake(window: &egui::Context) {
    let _ = WINDOW.set((window.clone(), std::thread::current().id()));
}

/// What failed since this was last called.
pub fn take() -> Vec<Mishap> {
    std::mem::take(&mut *locked(&FAILED))
}

/// Writes the report of a failure, in the folder of the settings; for the panic hook. Nothing in here may fail itself.
pub fn record(folder: Option<&Path>, about: &PanicHookInfo<'_>) {
    let place = about
        .location()
        .map(|place| (place.file(), place.line(), place.column()));
    let thread = std::thread::current();
    let text = report(
        &message(about),
        place,
        thread.name().unwrap_or("?"),
        &Backtrace::force_capture().to_string(),
    );
    let report = folder.and_then(|folder| write(&folder.join(FOLDER), &text));
    if let (Some(folder), Some(report)) = (folder, &report) {
        let _ = disk::save_bytes(&folder.join(FOLDER).join(UNSEEN), report.to_string_lossy().as_bytes());
    }
    locked(&FAILED).push(Mishap { report });
    wake_up();
}

/// Lets the window look what is new. Not from its own thread: that may have failed with the state of the window in its hands,
/// and would wait for itself; it goes on by itself too.
pub fn wake_up() {
    if let Some((window, thread)) = WINDOW.get()
        && *thread != std::thread::current().id()
    {
        window.request_repaint();
    }
}

/// The report of a failure that no person was told of yet; from now on this one was.
pub fn take_unseen(folder: &Path) -> Option<PathBuf> {
    let note = folder.join(FOLDER).join(UNSEEN);
    let path = String::from_utf8(disk::read_bytes(&note).ok()?).ok()?;
    let _ = disk::remove(&note);
    Some(PathBuf::from(path)).filter(|path| path.is_file())
}

/// Remembers what kind of thing was asked for: the names of it, never the words in it.
pub fn note(wish: &impl fmt::Debug) {
    let mut name = Name::default();
    // It ends with an error as soon as it has enough.
    let _ = write!(name, "{wish:?}");
    let mut wishes = locked(&WISHES);
    if wishes.len() >= NUM_WISHES {
        wishes.remove(0);
    }
    wishes.push(name.names.join(" "));
}

/// The first names that a value is printed with: those of its variants.
#[derive(Default)]
struct Name {
    names: Vec<String>,
}

impl fmt::Write for Name {
    fn write_str(&mut self, part: &str) -> fmt::Result {
        let is_name = part.starts_with(|letter: char| letter.is_ascii_uppercase())
            && part.chars().all(|letter| letter.is_ascii_alphanumeric());
        match is_name {
            true => self.names.push(part.to_owned()),
            // Brackets between names; whatever else comes is content.
            false if ["(", " { ", "{", "(\n", " {\n"].contains(&part) => {}
            false => return Err(fmt::Error),
        }
        if self.names.len() < 3 { Ok(()) } else { Err(fmt::Error) }
    }
}

/// What a failure says of itself, without whatever it may quote.
fn message(about: &PanicHookInfo<'_>) -> String {
    let payload = about.payload();
    match (payload.downcast_ref::<&str>(), payload.downcast_ref::<String>()) {
        // A text of the program itself.
        (Some(literal), _) => (*literal).to_owned(),
        (None, Some(made)) => without_quotes(made),
        (None, None) => "(no text)".to_owned(),
    }
}

/// A message up to the first thing that it quotes, without paths.
fn without_quotes(text: &str) -> String {
    let known = [
        "called `Result::unwrap()` on an `Err` value",
        "called `Option::unwrap()` on a `None` value",
    ];
    if let Some(known) = known.iter().find(|known| text.starts_with(**known)) {
        return (*known).to_owned();
    }
    let end = text.find(['"', '\'', '`', '“', '‘', '«']).unwrap_or(text.len());
    let kept = text.get(..end).unwrap_or_default();
    let words = kept
        .split_whitespace()
        .map(|word| if word.contains(['/', '\\', '@']) { "…" } else { word });
    let mut short: String = words.collect::<Vec<_>>().join(" ").chars().take(LONGEST).collect();
    if end < text.len() {
        short.push_str(" …");
    }
    short
}

fn report(message: &str, place: Option<(&str, u32, u32)>, thread: &str, trace: &str) -> String {
    let mut text = String::new();
    let (file, line, column) = place.unwrap_or(("?", 0, 0));
    let _ = writeln!(
        text,
        "{}",
        crate::ui::mishap_words::REPORT_HEAD
            .replace("{version}", env!("CARGO_PKG_VERSION"))
            .replace(
                "{system}",
                &format!("{} {}", std::env::consts::OS, std::env::consts::ARCH)
            )
    );
    let _ = writeln!(
        text,
        "time:    {}",
        jiff::Timestamp::now().strftime("%Y-%m-%d %H:%M:%S UTC")
    );
    let _ = writeln!(text, "thread:  {thread}");
    let _ = writeln!(text, "place:   {}:{line}:{column}", short_path(file));
    let _ = writeln!(text, "message: {message}");
    let _ = writeln!(text, "\nlast wishes:");
    for wish in locked(&WISHES).iter() {
        let _ = writeln!(text, "  {wish}");
    }
    let _ = writeln!(text, "\ntrace:");
    for line in trace.lines() {
        // Where the source stood on the machine that built this is of no use, and may hold a name.
        if line.trim_start().starts_with("at ") {
            let _ = writeln!(
                text,
                "      at {}",
                short_path(line.trim_start().trim_start_matches("at "))
            );
        } else {
            let _ = writeln!(text, "{line}");
        }
    }
    text
}

/// The path of a source file from its crate on.
fn short_path(path: &str) -> &str {
    let cut = |mark: &str| path.rfind(mark).and_then(|at| path.get(at + 1..));
    let within = path
        .find("/registry/src/")
        .and_then(|at| path.get(at + "/registry/src/".len()..));
    within
        .and_then(|rest| rest.split_once('/').map(|(_, rest)| rest))
        .or_else(|| cut("/src/"))
        .unwrap_or(path)
}

/// Writes a report and lets the oldest go.
fn write(folder: &Path, text: &str) -> Option<PathBuf> {
    disk::make_folder(folder).ok()?;
    let name = jiff::Zoned::now().strftime("%Y-%m-%d %H.%M.%S").to_string();
    // Two in one second are two.
    let path = (1..100)
        .map(|number| match number {
            1 => folder.join(format!("{name}.txt")),
            _ => folder.join(format!("{name} ({number}).txt")),
        })
        .find(|path| !path.exists())?;
    disk::save_bytes(&path, text.as_bytes()).ok()?;
    let mut reports: Vec<PathBuf> = disk::files_in(folder, 1000)
        .into_iter()
        .filter(|path| path.extension().is_some_and(|kind| kind == "txt"))
        .collect();
    reports.sort();
    let num_old = reports.len().saturating_sub(MOST);
    for old in reports.iter().take(num_old).filter(|old| **old != path) {
        let _ = disk::remove(old);
    }
    Some(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::{Action, AppAction};
    use crate::edit::Edit;
    use crate::model::Lang;

    #[test]
    fn a_wish_is_remembered_by_its_names_only() {
        let secret = "Groep 8 van de Regenboog";
        let mut name = Name::default();
        let _ = write!(
            name,
            "{:?}",
            Action::Edit(Edit::Add {
                site: crate::edit::Site::end_of(crate::edit::Under::Nothing),
                lang: Lang::NL,
                words: secret.to_owned(),
            })
        );
        assert_eq!(name.names.join(" "), "Edit Add");
        let mut name = Name::default();
        let _ = write!(name, "{:?}", Action::App(AppAction::PasteText(secret.to_owned())));
        assert_eq!(name.names.join(" "), "App PasteText");
        let mut name = Name::default();
        let _ = write!(name, "{:?}", Action::Undo);
        assert_eq!(name.names.join(" "), "Undo");
    }

    #[test]
    fn a_message_quotes_nothing() {
        for (whole, kept) in [
            (
                "index out of bounds: the len is 3 but the index is 7",
                "index out of bounds: the len is 3 but the index is 7",
            ),
            (
                "byte index 2 is not a char boundary; it is inside 'é' of `Café`",
                "byte index 2 is not a char boundary; it is inside …",
            ),
            (
                "called `Result::unwrap()` on an `Err` value: NotFound(\"/home/fatima/kaart.ron\")",
                "called `Result::unwrap()` on an `Err` value",
            ),
            ("cannot read /home/fatima/kaart.ron", "cannot read …"),
        ] {
            assert_eq!(without_quotes(whole), kept);
        }
        assert!(without_quotes(&"a ".repeat(9_999)).chars().count() <= LONGEST);
    }

    #[test]
    fn paths_of_the_machine_that_built_it_are_cut() {
        assert_eq!(
            short_path("/home/x/.cargo/registry/src/index-1/egui-0.37.0/src/ui.rs:3"),
            "egui-0.37.0/src/ui.rs:3"
        );
        assert_eq!(short_path("/home/x/kaart/src/app/frame.rs"), "src/app/frame.rs");
        assert_eq!(short_path("src/app/frame.rs"), "src/app/frame.rs");
    }

    #[test]
    fn the_newest_reports_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        let first = write(folder.path(), "a").unwrap();
        for _ in 0..MOST {
            write(folder.path(), "b").unwrap();
        }
        let left = disk::files_in(folder.path(), 1000);
        assert_eq!(left.len(), MOST);
        assert!(!left.contains(&first) || left.len() == MOST);
    }
}
