//! What goes to the terminal.

use std::borrow::Cow;
use std::io::Write as _;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

use super::WRONG;

/// Says why nothing came of it.
pub(super) fn fail(message: &str) -> ExitCode {
    warn(message);
    ExitCode::from(WRONG)
}

/// Says something beside what was asked for.
pub(super) fn warn(message: &str) {
    eprintln!("{}", shown(message));
}

/// Whether something that was to be printed could not be.
static IS_CUT_OFF: AtomicBool = AtomicBool::new(false);

/// Whether something that was to be printed could not be, until now.
pub(super) fn is_cut_off() -> bool {
    IS_CUT_OFF.load(Ordering::Relaxed)
}

/// Prints a text as it is.
pub(super) fn say(text: &str) -> ExitCode {
    let mut out = std::io::stdout();
    match writeln!(out, "{text}").and_then(|()| out.flush()) {
        // A reader that stopped listening (a closed pipe) is no failure of ours.
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            IS_CUT_OFF.store(true, Ordering::Relaxed);
            ExitCode::from(WRONG)
        }
        _ => ExitCode::SUCCESS,
    }
}

/// A text for a terminal: signs that would command it are spelled out.
pub(super) fn shown(text: &str) -> Cow<'_, str> {
    let commands = |letter: char| letter.is_control() && letter != '\n' && letter != '\t';
    if !text.contains(commands) {
        return text.into();
    }
    let spelled = |letter: char| {
        if commands(letter) {
            letter.escape_default().to_string()
        } else {
            letter.to_string()
        }
    };
    text.chars().map(spelled).collect::<String>().into()
}
