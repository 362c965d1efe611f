//! Comparing and merging on the command line, also as drivers of git (`docs/git.md`).

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::{PROBLEMS, WRONG, fail, not_opened, say, shown, warn};
use crate::compare;
use crate::model::Document;
use crate::storage::disk;
use crate::ui::words::Words;

/// A map; an empty file, or the name that git gives to what is not there, is an empty map.
fn read(file: &Path) -> Result<Document, disk::OpenError> {
    let is_nothing = file == Path::new("/dev/null") || file == Path::new("nul");
    let is_empty = std::path::Path::new(file)
        .metadata()
        .is_ok_and(|about| about.is_file() && about.len() == 0);
    if is_nothing || is_empty {
        return Ok(Document::default());
    }
    disk::open(file).map(|(loaded, _)| loaded.document)
}

/// Prints what differs; status 0 if nothing does, 1 if something does, 2 if a file cannot be read. With the words that
/// git gives to a diff driver the status is 0, as git wants it.
pub fn diff(files: &[PathBuf], words: &Words) -> ExitCode {
    let (before, after, is_git) = match files {
        [before, after] => (before, after, false),
        // path, old file, its hash and mode, new file, its hash and mode (and, for a renamed file, two more).
        [_, before, _, _, after, ..] if files.len() >= 7 => (before, after, true),
        _ => return fail(words.two_files),
    };
    let mut documents = Vec::new();
    for file in [before, after] {
        match read(file) {
            Ok(document) => documents.push(document),
            // Git stops altogether where a driver fails.
            Err(error) if is_git => {
                return say(&shown(&format!("{}: {}", file.display(), words.open_error(&error))));
            }
            Err(error) => return fail(&not_opened(file, &error, words)),
        }
    }
    let [before, after] = documents.as_slice() else {
        return ExitCode::from(WRONG);
    };
    let found = compare::diff(before, after);
    if let (true, Some(path)) = (is_git, files.first()) {
        say(&shown(&format!("{}:", path.display())));
    }
    let mut lines = String::new();
    for difference in &found {
        lines.push_str(&words.difference(before, after, difference));
        lines.push('\n');
    }
    if found.is_empty() {
        say(words.no_differences);
    } else {
        say(&shown(lines.trim_end()));
    }
    if found.is_empty() || is_git {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(PROBLEMS)
    }
}

/// Merges; status 0 if nobody has to choose, 1 if there is something to choose (both wordings are in the file), 2 if
/// nothing was written.
pub fn merge(base: &Path, ours: &Path, theirs: &Path, out: &Path, force: bool, words: &Words) -> ExitCode {
    // Git wants the result in the place of one of the three; any other file that is there is somebody's.
    let is_own = [base, ours, theirs].contains(&out);
    if !is_own && !force && disk::is_there(out) {
        return fail(&format!("{}: {}", out.display(), words.out_exists));
    }
    let mut documents = Vec::new();
    for (file, may_be_empty) in [(base, true), (ours, false), (theirs, false)] {
        // Only of the version that both began with may there be none: an empty copy would delete the whole map.
        let document = if may_be_empty {
            read(file)
        } else {
            disk::open(file).map(|(loaded, _)| loaded.document)
        };
        match document {
            Ok(document) => documents.push(document),
            Err(error) => return fail(&not_opened(file, &error, words)),
        }
    }
    let [base, ours, theirs] = documents.as_slice() else {
        return ExitCode::from(WRONG);
    };
    let merged = compare::merge(base, ours, theirs);
    let text = crate::storage::write(&merged.document);
    if let Err(error) = disk::save_alone(out, &text) {
        return fail(&format!("{}: {}", out.display(), words.save_error(&error)));
    }
    for conflict in &merged.document.cover.conflicts {
        warn(&format!(
            "{}: {}",
            out.display(),
            words.conflict_line(&merged.document, conflict)
        ));
    }
    if merged.document.cover.conflicts.is_empty() {
        ExitCode::SUCCESS
    } else {
        warn(words.choose_in_window);
        ExitCode::from(PROBLEMS)
    }
}
