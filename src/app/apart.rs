//! Reading files of others apart from the window: in a process of its own, so that whatever such a file does to a reader, the
//! work on screen is not lost.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::exchange::{self, Format, Gathered, MOST_BYTES, Refusal};
use crate::storage::disk;

/// A file of the size that is allowed is read in a few seconds on an old laptop; ten times that is a reader that hangs.
const MOST_TIME: Duration = Duration::from_secs(60);

/// More than this is never printed for a file of the size that is allowed.
const MOST_PRINTED: u64 = 40 * MOST_BYTES;

/// The hidden task of the command line that reads a file and prints what it found.
pub const TASK: &str = "read-apart";

/// Why a file of others is not there.
#[derive(Debug)]
pub enum ReadError {
    /// It could not be opened.
    Open(disk::OpenError),
    /// It cannot be read as an argument map.
    Refused(Refusal),
}

/// Who reads.
#[derive(Clone, Debug)]
pub enum Reader {
    /// This program, started once more.
    Program(PathBuf),
    /// This process itself: where the program cannot be found again.
    Here,
}

impl Reader {
    /// This program, if it is found.
    pub fn new() -> Self {
        match std::env::current_exe() {
            // In tests another program runs this code.
            Ok(path) if path.file_stem().is_some_and(|name| name == "argumentenkaart") => Self::Program(path),
            _ => Self::Here,
        }
    }

    /// Reads a file. `is_dropped` may be set meanwhile by whoever does not want it any more.
    ///
    /// # Errors
    /// Why it could not be read.
    pub fn read(
        &self,
        file: &Path,
        wanted: Option<Format>,
        is_dropped: &Arc<AtomicBool>,
    ) -> Result<Gathered, ReadError> {
        match self {
            Self::Here => read_here(file, wanted),
            Self::Program(program) => {
                // What the disk says is told in its own words, not as “broke off”.
                look_at(file)?;
                let mut command = Command::new(program);
                command.arg(TASK).arg(file);
                if let Some(format) = wanted {
                    command.arg("--from").arg(format.name());
                }
                without_console(&mut command);
                command
                    .stdin(Stdio::null())
                    .stdout(Stdio::piped())
                    .stderr(Stdio::null());
                let child = command
                    .spawn()
                    .map_err(|error| ReadError::Open(disk::OpenError::Disk(error)))?;
                hear(child, is_dropped, MOST_TIME)
            }
        }
    }
}

impl Default for Reader {
    fn default() -> Self {
        Self::new()
    }
}

/// On Windows a program that is started from a window would show a console.
#[cfg(windows)]
fn without_console(command: &mut Command) {
    use std::os::windows::process::CommandExt as _;
    const CREATE_NO_WINDOW: u32 = 0x0800_0000;
    command.creation_flags(CREATE_NO_WINDOW);
}

#[cfg(not(windows))]
fn without_console(_: &mut Command) {}

/// Reads a file in this process.
///
/// # Errors
/// Why it could not be read.
pub fn read_here(file: &Path, wanted: Option<Format>) -> Result<Gathered, ReadError> {
    look_at(file)?;
    let bytes = disk::read_bytes(file).map_err(ReadError::Open)?;
    let extension = file.extension().map(|kind| kind.to_string_lossy().to_lowercase());
    exchange::read(&bytes, extension.as_deref().unwrap_or_default(), wanted).map_err(ReadError::Refused)
}

/// Whether it is a file, and not too large.
fn look_at(file: &Path) -> Result<(), ReadError> {
    match disk::size(file).map_err(ReadError::Open)? {
        size if size > MOST_BYTES => Err(ReadError::Refused(Refusal::TooLarge(size, MOST_BYTES))),
        _ => Ok(()),
    }
}

/// Waits for what the other process prints, and ends it when it takes too long or nobody waits any more.
fn hear(mut child: Child, is_dropped: &Arc<AtomicBool>, most: Duration) -> Result<Gathered, ReadError> {
    let stopped = || ReadError::Refused(Refusal::Stopped);
    let Some(output) = child.stdout.take() else {
        return Err(stopped());
    };
    let hear = move || {
        let mut printed = Vec::new();
        output
            .take(MOST_PRINTED)
            .read_to_end(&mut printed)
            .map(|_| printed)
            .unwrap_or_default()
    };
    let Ok(hearing) = std::thread::Builder::new().name("hear".to_owned()).spawn(hear) else {
        let _ = child.kill();
        let _ = child.wait();
        return Err(stopped());
    };
    let until = Instant::now() + most;
    while !hearing.is_finished() {
        if is_dropped.load(Ordering::Relaxed) || Instant::now() > until {
            let _ = child.kill();
            break;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    let printed = hearing.join().unwrap_or_default();
    let _ = child.kill();
    let _ = child.wait();
    match serde_json::from_slice::<Result<Gathered, Refusal>>(&printed) {
        Ok(Ok(gathered)) => Ok(gathered),
        Ok(Err(refusal)) => Err(ReadError::Refused(refusal)),
        Err(_) => Err(stopped()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_reader_that_breaks_off_or_prints_nonsense_is_a_refusal() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let dropped = Arc::default();
        for program in ["/bin/false", "/bin/echo"] {
            let read = Reader::Program(program.into()).read(file.path(), None, &dropped);
            assert!(matches!(read, Err(ReadError::Refused(Refusal::Stopped))), "{read:?}");
        }
        let read = Reader::Program("/bin/false".into()).read(Path::new("/no/such/file"), None, &dropped);
        assert!(matches!(read, Err(ReadError::Open(_))), "{read:?}");
        let read = Reader::Here.read(Path::new("/"), None, &dropped);
        assert!(
            matches!(read, Err(ReadError::Open(disk::OpenError::NotAFile))),
            "{read:?}"
        );
    }

    #[cfg(unix)]
    #[test]
    fn nobody_waits_for_a_reader_that_is_not_wanted_any_more() {
        let mut command = Command::new("/bin/sleep");
        let child = command.arg("60").stdout(Stdio::piped()).spawn().unwrap();
        let dropped = Arc::new(AtomicBool::new(true));
        let read = hear(child, &dropped, MOST_TIME);
        assert!(matches!(read, Err(ReadError::Refused(Refusal::Stopped))), "{read:?}");
    }

    /// Whatever becomes of the other process, this one says that it broke off and goes on.
    #[cfg(unix)]
    #[test]
    fn a_reader_that_dies_hangs_or_raves_is_a_refusal() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("kaart.argdown");
        std::fs::write(&file, "[a]: b").unwrap();
        for (number, deed) in [
            "kill -9 $$",
            "kill -SEGV $$",
            "kill -ABRT $$; echo nog",
            "printf '{\"Ok\":{\"format\":\"argdown\"'",
            "echo '{\"Ok\":{}}'",
            "echo '{\"Ok\":null}'",
            "echo '{\"Err\":\"zomaar\"}'",
            "echo null",
            "head -c 3000000 /dev/zero",
            "printf '\\377\\376\\000'",
            "exec >&-; sleep 0",
            "exit 3",
        ]
        .into_iter()
        .enumerate()
        {
            let program = folder.path().join(format!("lezer{number}"));
            std::fs::write(&program, format!("#!/bin/sh\n{deed}\n")).unwrap();
            std::fs::set_permissions(&program, PermissionsExt::from_mode(0o700)).unwrap();
            // Another test may just start a process, which has the script open for a moment.
            let read = loop {
                match Reader::Program(program.clone()).read(&file, None, &Arc::default()) {
                    Err(ReadError::Open(disk::OpenError::Disk(error)))
                        if error.kind() == std::io::ErrorKind::ExecutableFileBusy => {}
                    read => break read,
                }
            };
            assert!(
                matches!(read, Err(ReadError::Refused(Refusal::Stopped))),
                "{deed}: {read:?}"
            );
        }
        let start = |word: &str| {
            Command::new("/bin/sleep")
                .arg(word)
                .stdout(Stdio::piped())
                .spawn()
                .unwrap()
        };
        let read = hear(start("600"), &Arc::default(), Duration::from_millis(1));
        assert!(matches!(read, Err(ReadError::Refused(Refusal::Stopped))), "{read:?}");
    }
}
