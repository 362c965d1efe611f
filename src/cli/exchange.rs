//! Files of others on the command line: read into a map, or written from one.

use std::path::Path;
use std::process::ExitCode;

use serde_json::{Value, json};

use super::{fail, not_opened, say, warn};
use crate::app::ReadError;
use crate::exchange::{self, Choices, Format, Loss, Refusal};
use crate::model::{Document, Lang, Structure};
use crate::storage::disk;
use crate::ui::words::Words;

/// What was asked for besides the two files.
pub struct Wishes {
    /// The format that is read, if its content is not to say so.
    pub from: Option<Format>,
    /// The format that is written, if the name of the file is not to say so.
    pub to: Option<Format>,
    /// The language of what is read, and in which is written.
    pub lang: Option<Lang>,
    /// Whether a report is printed as JSON.
    pub report: bool,
    /// Whether a file that is there is replaced.
    pub force: bool,
}

/// A map of ours or a file of others: the map, and what is to be said of the latter.
fn read(file: &Path, wishes: &Wishes, words: &Words) -> Result<(Document, Option<Value>), String> {
    let told = |error: String| format!("{}: {error}", file.display());
    let bytes = disk::read_bytes(file).map_err(|error| not_opened(file, &error, words))?;
    let extension = file
        .extension()
        .map(|kind| kind.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    if wishes.from.is_none() && extension == "ron" {
        let loaded = crate::storage::read_bytes(&bytes).map_err(disk::OpenError::Content);
        let loaded = loaded.map_err(|error| not_opened(file, &error, words))?;
        return Ok((loaded.document, None));
    }
    let gathered = exchange::read(&bytes, &extension, wishes.from).map_err(|refusal| told(words.refusal(&refusal)))?;
    // What is read is made into something else step by step; what is done with is let go, since a file may be large.
    drop(bytes);
    let texts = gathered.nodes.iter().map(|node| node.text.main());
    let lang = wishes.lang.or_else(|| crate::check::likely_language(texts));
    let choices = Choices::new(&gathered, lang.unwrap_or(words.content_lang()));
    let built = exchange::build(&gathered, &choices);
    if built.document.claims.is_empty() {
        return Err(told(words.refusal(&Refusal::NoArguments)));
    }
    let counts = Structure::new(&built.document).counts();
    let warnings = gathered.warnings.iter().chain(&built.warnings);
    let warnings: Vec<Value> = warnings
        .map(|warning| {
            let mut about = serde_json::to_value(warning).unwrap_or_default();
            if let Value::Object(about) = &mut about {
                about.insert("says".to_owned(), words.exchange_warning(warning).into());
            }
            about
        })
        .collect();
    let report = json!({
        "format": gathered.format.name(),
        "language": choices.lang.code(),
        "read": gathered.counts,
        "map": {
            "claims": counts.claims,
            "relations": counts.relations,
            "supports": counts.supports,
            "attacks": counts.attacks,
            "undercuts": counts.undercuts,
            "stakeholders": built.document.stakeholders.len(),
            "themes": built.document.themes.len(),
            "sources": built.document.sources.len(),
        },
        "warnings": warnings,
    });
    Ok((built.document, Some(report)))
}

/// Reads one file and writes another; warnings and losses go to stderr, or with the report to stdout.
pub fn convert(file: &Path, out: &Path, wishes: &Wishes, words: &Words) -> ExitCode {
    let (document, gathered) = match read(file, wishes, words) {
        Ok(read) => read,
        Err(error) => return fail(&error),
    };
    let mut report = json!({});
    if let Some(read) = gathered {
        if !wishes.report {
            for warning in read.get("warnings").and_then(Value::as_array).into_iter().flatten() {
                let says = warning.get("says").and_then(Value::as_str).unwrap_or_default();
                warn(&format!("{}: {says}", file.display()));
            }
        }
        report = read;
    }
    let unshown = written_format(out, wishes)
        .map(|format| crate::app::unshown_as(Some(file), &document, words, format))
        .unwrap_or_default();
    match write(document, file, out, wishes, words) {
        Ok(lost) => {
            for sentence in unshown {
                warn(&format!("{}: {sentence}", file.display()));
            }
            if wishes.report {
                if let Value::Object(report) = &mut report {
                    let lost = lost.iter().map(|loss| serde_json::to_value(loss).unwrap_or_default());
                    report.insert("lost".to_owned(), lost.collect());
                }
                return say(&report.to_string());
            }
            for loss in &lost {
                warn(&format!("{}: {} {}", out.display(), words.is_lost, words.loss(loss)));
            }
            ExitCode::SUCCESS
        }
        Err(error) => fail(&error),
    }
}

/// The format that is written; none for our own.
fn written_format(out: &Path, wishes: &Wishes) -> Option<Format> {
    let extension = out.extension().map(|kind| kind.to_string_lossy().to_lowercase());
    wishes.to.or_else(|| exchange::by_extension(&extension?))
}

fn write(document: Document, from: &Path, out: &Path, wishes: &Wishes, words: &Words) -> Result<Vec<Loss>, String> {
    let told = |error: String| format!("{}: {error}", out.display());
    let is_same = std::path::absolute(from).ok() == std::path::absolute(out).ok();
    if is_same {
        return Err(told(words.same_file.to_owned()));
    }
    if out.exists() && !wishes.force {
        return Err(told(words.out_exists.to_owned()));
    }
    let extension = out
        .extension()
        .map(|kind| kind.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    if wishes.to.is_none() && extension == "ron" {
        let text = crate::storage::write(&document);
        // What was written is read back: only one of both is kept in memory.
        drop(document);
        let saved = disk::save(out, &text, disk::Overwrite::Yes);
        saved.map_err(|error| told(words.save_error(&error)))?;
        return Ok(Vec::new());
    }
    let Some(format) = wishes.to.or_else(|| exchange::by_extension(&extension)) else {
        return Err(told(words.not_written(exchange::written_extensions())));
    };
    let structure = Structure::new(&document);
    let known = document.languages();
    if let Some(asked) = wishes.lang.filter(|lang| !known.contains(lang)) {
        return Err(told(words.not_in_language(asked, &known)));
    }
    let lang = wishes.lang.or(known.first().copied()).unwrap_or(Lang::NL);
    let Some(kept) = exchange::kept(format) else {
        return Err(told(words.not_written(exchange::written_extensions())));
    };
    let bytes = crate::app::write_as(&document, Some(from), format, lang).map_err(|why| told(words.not_made(&why)))?;
    disk::save_bytes(out, &bytes).map_err(|error| told(words.save_error(&error)))?;
    Ok(exchange::losses(&document, &structure, kept))
}

/// Memory that a reader may take: so much, and so many times the size of the file.
#[cfg(unix)]
const MEMORY: (u64, u64) = (512 << 20, 40);

/// Reads a file of others and prints what was gathered, or why not, as JSON. What is asked for here can be cut off without
/// harm: it never takes more memory than in proportion to the file.
pub fn read_apart(file: &Path, wanted: Option<Format>) -> ExitCode {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let size = disk::size(file).unwrap_or(0);
        let most = size.saturating_mul(MEMORY.1).saturating_add(MEMORY.0);
        let limit = Rlimit {
            current: Some(most),
            maximum: Some(most),
        };
        // Where this is not possible, the reader still has its own limits.
        let _ = setrlimit(Resource::As, limit);
    }
    let read = match crate::app::read_here(file, wanted) {
        Ok(gathered) => Ok(gathered),
        Err(ReadError::Refused(refusal)) => Err(refusal),
        // It was looked at before this was started: something changed meanwhile.
        Err(ReadError::Open(_)) => Err(Refusal::Stopped),
    };
    match serde_json::to_string(&read) {
        Ok(text) => say(&text),
        Err(_) => ExitCode::FAILURE,
    }
}
