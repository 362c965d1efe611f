//! Session files: the form of an evening on disk.

use std::path::{Path, PathBuf};

use crate::session::{EXTENSION, FORMAT, Session};

use super::disk::{self, OpenError, SaveError, Stamp};
use super::v1::{load_error, options, other_format};
use super::{LoadError, Syntax};

/// Reads a session from text. Takes time linear in it.
///
/// # Errors
/// Says what cannot be read, and where.
pub fn read(text: &str) -> Result<Session, LoadError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(LoadError::Empty);
    }
    let read: Result<Session, LoadError> = options().from_str(text).map_err(|error| load_error(text, error));
    let session = match read {
        Ok(session) => session,
        // What a newer form has is unknown here: that it is newer is what matters.
        Err(error) => return Err(other_format(text, FORMAT).unwrap_or(error)),
    };
    match session.format.0 {
        FORMAT => check(text, session),
        _ => Err(other_format(text, FORMAT).unwrap_or(LoadError::NotAMap)),
    }
}

/// Counts must fit their rows, answers and groups: what does not was changed by hand.
fn check(text: &str, session: Session) -> Result<Session, LoadError> {
    let fits = |round: &crate::session::Round| {
        let cells = |groups: usize| {
            let cells = round.rows.len().checked_mul(round.num_answers())?;
            cells.checked_mul(groups)
        };
        let tallies = std::iter::once(&round.tally).chain(&round.earlier);
        tallies.into_iter().all(|tally| {
            let sum: u64 = tally.counts.iter().map(|count| u64::from(*count)).sum();
            cells(tally.groups.len()) == Some(tally.counts.len()) && sum < u64::from(u32::MAX / 200)
        })
    };
    match session.rounds.iter().position(|round| !fits(round)) {
        None => Ok(session),
        Some(number) => {
            let at = text.match_indices("counts:").nth(number).map_or(0, |(at, _)| at);
            Err(LoadError::Syntax {
                place: super::FilePlace::of(text, at),
                what: Syntax::Other("counts".to_owned()),
            })
        }
    }
}

/// Writes a session in the form that [`read`] reads. The same session always gives the same text.
pub fn write(session: &Session) -> String {
    let pretty = ron::ser::PrettyConfig::default()
        .new_line("\n")
        .indentor("    ")
        .compact_arrays(false)
        .extensions(ron::extensions::Extensions::empty());
    let text = options().to_string_pretty(session, pretty).unwrap_or_default();
    text + "\n"
}

/// Opens a session file.
///
/// # Errors
/// Says what stands in the way, or what cannot be read and where.
pub fn open(path: &Path) -> Result<Session, OpenError> {
    let bytes = disk::read_bytes(path)?;
    super::text_of(&bytes).and_then(read).map_err(OpenError::Content)
}

/// Saves a session: beside the file, read back, and put in place in one step. The session of before is not kept: closing a
/// count takes the answers of small groups out of the file, and they are not to stay in another one.
///
/// # Errors
/// Says what stands in the way; the file on disk is then as it was.
pub fn save(path: &Path, text: &str) -> Result<Stamp, SaveError> {
    if let Some(folder) = path.parent() {
        disk::make_folder(folder)?;
    }
    disk::save_whole(path, text, |text| read(text).is_ok())
}

/// Whether a file is called like a session.
pub fn is_session(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.to_lowercase().ends_with(&format!(".{EXTENSION}"))
}

/// A free name for the session of a map in a folder: `kaart 2026-11-25 1930.sessie.ron`.
pub fn free_path(folder: &Path, map: &str, date: &str, time: &str) -> PathBuf {
    let time: String = time.chars().filter(char::is_ascii_digit).collect();
    let name = format!("{map} {date} {time}");
    let mut path = folder.join(format!("{name}.{EXTENSION}"));
    let mut number = 2;
    while path.exists() {
        path = folder.join(format!("{name} ({number}).{EXTENSION}"));
        number += 1;
    }
    path
}

/// The session files in a folder, the newest name first.
pub fn all_in(folder: &Path) -> Vec<PathBuf> {
    let mut found = disk::files_in(folder, 10_000);
    found.retain(|path| is_session(path));
    found.sort();
    found.reverse();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{Addition, Asked, Place, Role, Round, Row, Side, Subject, Walk};

    fn session() -> Session {
        let row = Row {
            of: Subject::Claim("school-te-ver".to_owned()),
            words: "De school ligt \"te ver\" weg".to_owned(),
            side: Some(Side::Against),
        };
        let mut round = Round::new(Asked::Opinion, vec![row], 30);
        round.open();
        round.set(0, 1, 0, 12).unwrap();
        round.close();
        let mut session = Session {
            rounds: vec![round],
            ..Session::default()
        };
        session.plan.walk = Walk::Own("onze-avond".to_owned());
        session.additions.push(Addition {
            words: "Fietsen is\ngevaarlijk".to_owned(),
            place: Place::Argument {
                side: Side::For,
                stakeholder: "ouders".to_owned(),
            },
            joined: Some(Subject::Addition(0)),
            ..Addition::default()
        });
        session
    }

    #[test]
    fn what_is_written_is_read_back() {
        let session = session();
        let text = write(&session);
        assert_eq!(read(&text).unwrap(), session, "{text}");
        assert!(text.starts_with("(\n    format: 1,\n"), "{text}");
        assert_eq!(write(&read(&text).unwrap()), text);
        let _ = Role::Parent;
    }

    #[test]
    fn bad_files_are_refused_with_their_place() {
        let text = write(&session());
        for (from, to) in [
            ("format: 1", "format: 2"),
            ("format: 1", "format: 0"),
            ("against", "aganst"),
            ("counts: [\n", "counts: [\n7,"),
            ("words:", "wrods:"),
        ] {
            let bad = text.replacen(from, to, 1);
            assert!(bad != text && read(&bad).is_err(), "{from} → {to}");
        }
        assert!(read("").is_err() && read("hallo").is_err());
        let mut cut = text.clone();
        while cut.pop().is_some() && cut.len() > text.len() - 40 {
            if cut.trim_end().len() < text.trim_end().len() {
                assert!(read(&cut).is_err());
            }
        }
    }
}
