//! The program is killed at any moment, as `kill -9` does: the map is there, and so is the work but for the last second.

use std::path::Path;
use std::time::Duration;

use argumentenkaart::storage::disk;

use super::apart::{Worker, number, numbered};

/// How often it is killed: `KILLS` says so, for a long run.
fn num_kills(usual: u64) -> u64 {
    std::env::var("KILLS")
        .ok()
        .and_then(|number| number.parse().ok())
        .unwrap_or(usual)
}

/// Moments that differ and are the same in each run.
fn moments(num: u64, longest: Duration) -> impl Iterator<Item = Duration> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    (0..num).map(move |_| {
        // Xorshift (Marsaglia 2003).
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        longest.mul_f64((state >> 11) as f64 / (1_u64 << 53) as f64)
    })
}

fn leftovers(folder: &Path) -> usize {
    let names = std::fs::read_dir(folder).unwrap().flatten();
    names
        .filter(|file| file.file_name().to_string_lossy().ends_with(".tmp"))
        .count()
}

#[test]
fn a_map_that_is_being_saved_is_the_old_or_the_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("kaart.ron");
    std::fs::write(&map, numbered(0)).unwrap();
    let (mut in_between, mut num_left) = (0, 0);
    for moment in moments(num_kills(12), Duration::from_millis(60)) {
        let worker = Worker::start("save-on", folder.path());
        // It has begun.
        let first = worker.heard.recv_timeout(Duration::from_mins(2)).unwrap();
        std::thread::sleep(moment);
        let (_, heard) = worker.kill();
        let last = heard.last().copied().unwrap_or(first).0;
        let found = number(&map);
        assert!(
            found == Some(last) || found == Some(last + 1),
            "{last} was said to be saved; {found:?} is there"
        );
        in_between += u64::from(found != Some(last));
        // The version before is whole too.
        let before = number(&disk::backup_path(&map));
        let is_last = |before: u64| before == found.unwrap() || before + 1 == found.unwrap();
        assert!(before.is_some_and(is_last), "{before:?}, {found:?}");
        let left = leftovers(folder.path());
        assert!(left <= 2, "{left}");
        num_left += left;
    }
    // The next saving takes away what was left.
    disk::save(&map, &numbered(1), disk::Overwrite::Yes).unwrap();
    assert_eq!(leftovers(folder.path()), 0);
    eprintln!("killed between saving and saying so: {in_between}; files left: {num_left}");
}

#[test]
fn at_most_a_second_of_typing_is_gone() {
    let mut worst = Duration::ZERO;
    for moment in moments(num_kills(4), Duration::from_millis(2_500)) {
        let folder = tempfile::tempdir().unwrap();
        let worker = Worker::start("type-on", folder.path());
        let first = worker.heard.recv_timeout(Duration::from_mins(2)).unwrap();
        std::thread::sleep(moment);
        let (at, rest) = worker.kill();
        let heard: Vec<_> = std::iter::once(first).chain(rest).collect();
        let kept = copy_in(folder.path());
        // The first that is gone was typed this long before.
        if let Some((number, typed)) = heard.iter().find(|(number, _)| *number > kept) {
            let gone = at.duration_since(*typed);
            worst = worst.max(gone);
            // A machine that does other things can stand still for longer than it takes to type a letter.
            let stalls = heard.windows(2).map(|two| two[1].1.duration_since(two[0].1));
            let most = Duration::from_secs(1) + stalls.max().unwrap_or_default();
            assert!(
                gone <= most,
                "{number} was typed {gone:?} before and is gone; {most:?} is allowed"
            );
        }
    }
    eprintln!("longest that was gone: {worst:?}");
}

/// The last number in the recovery copy; 0 if there is none.
fn copy_in(folder: &Path) -> u64 {
    let Ok(files) = std::fs::read_dir(folder.join("recovery")) else {
        return 0;
    };
    let mut copies = files
        .flatten()
        .map(|file| file.path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "ron"));
    let Some(copy) = copies.next() else { return 0 };
    // What is there can be read: half a copy is none.
    let (loaded, _) = disk::open(&copy).unwrap();
    let claim = loaded.document.claims.id(super::desk::ARGUMENT).unwrap();
    let record = loaded.document.claims.get(claim).unwrap();
    let text = record.text.get(argumentenkaart::model::Lang::NL).unwrap();
    text.rsplit(' ').next().unwrap().parse().unwrap()
}
