use super::*;
use crate::app::new_document;
use crate::ui::words::DUTCH;

/// A copy as a program with another number left it.
fn left_behind(folder: &Path, map: &Path) -> PathBuf {
    let recovery = folder.join("recovery");
    std::fs::create_dir_all(&recovery).unwrap();
    let copy = recovery.join("999999999.ron");
    std::fs::write(&copy, storage::write(&new_document(&DUTCH))).unwrap();
    let about = About {
        map: Some(map.to_owned()),
        stamp: Some(disk::Stamp::of(b"as it was")),
    };
    std::fs::write(copy.with_extension("about"), ron::to_string(&about).unwrap()).unwrap();
    std::fs::write(copy.with_extension("lock"), "").unwrap();
    copy
}

#[test]
fn work_of_a_program_that_is_gone_is_found_with_its_map_and_stamp() {
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("kaart.ron");
    let copy = left_behind(folder.path(), &map);
    let mut recovery = Recovery::new(Some(folder.path()));
    assert!(recovery.find());
    assert_eq!(recovery.about_found().unwrap().0, Some(map.clone()));
    let found = recovery.take().unwrap();
    assert_eq!(
        (found.map, found.stamp),
        (Some(map), Some(disk::Stamp::of(b"as it was")))
    );
    // The copy stays until the work is safe elsewhere.
    assert!(copy.exists());
    recovery.supersede(found.copy, found.is_of_before);
    assert!(copy.exists());
    recovery.clear();
    assert!(!copy.exists());
}

/// The words of the map that is offered, and whether it is the copy of before; `None` where none can be read.
fn offered(folder: &Path) -> Option<(String, bool)> {
    let mut recovery = Recovery::new(Some(folder));
    assert!(recovery.find());
    let found = recovery.peek()?.ok()?;
    Some((storage::write(&found.document), found.is_of_before))
}

#[test]
fn of_a_damaged_copy_the_one_of_before_is_offered_and_nothing_is_deleted() {
    let folder = tempfile::tempdir().unwrap();
    let copy = left_behind(folder.path(), &folder.path().join("kaart.ron"));
    let whole = std::fs::read(&copy).unwrap();
    let mut before = Editor::new(new_document(&DUTCH));
    before
        .run(parking(Lang::NL, vec!["van even daarvoor".to_owned()]))
        .unwrap();
    let before = storage::write(before.document());
    std::fs::write(disk::backup_path(&copy), &before).unwrap();
    let mut damaged: Vec<Vec<u8>> = (0..whole.len() - 2)
        .step_by(7)
        .map(|end| whole[..end].to_vec())
        .collect();
    damaged.push(vec![0; whole.len()]);
    damaged.push([&whole[..whole.len() / 2], &vec![0; 4096][..]].concat());
    damaged.push([&whole[..], &vec![0; 4096][..]].concat());
    damaged.push(vec![0xff; 300]);
    for bytes in damaged {
        std::fs::write(&copy, &bytes).unwrap();
        assert_eq!(
            offered(folder.path()),
            Some((before.clone(), true)),
            "{} bytes",
            bytes.len()
        );
        assert_eq!(std::fs::read(&copy).unwrap(), bytes);
    }
    // A bit of it more or less: it is the copy still, or the one of before is offered.
    let last = whole.len() - 200;
    for at in last..whole.len() {
        for bit in 0..8 {
            let mut bytes = whole.clone();
            bytes[at] ^= 1 << bit;
            std::fs::write(&copy, &bytes).unwrap();
            let (text, is_before) = offered(folder.path()).unwrap();
            assert_eq!(text == before, is_before);
        }
    }
    // Neither a folder in its place nor none at all hides the one of before.
    std::fs::remove_file(&copy).unwrap();
    assert_eq!(offered(folder.path()), Some((before.clone(), true)));
    std::fs::create_dir(&copy).unwrap();
    assert_eq!(offered(folder.path()), Some((before.clone(), true)));
    std::fs::remove_dir(&copy).unwrap();
    // Taken up, the damaged one stays beside it, also when the work is saved.
    std::fs::write(&copy, "half").unwrap();
    let mut recovery = Recovery::new(Some(folder.path()));
    assert!(recovery.find());
    let found = recovery.take().unwrap();
    recovery.supersede(found.copy, found.is_of_before);
    assert_eq!(offered(folder.path()), Some((before, true)));
    recovery.clear();
    assert!(!recovery.find());
    assert_eq!(std::fs::read(copy.with_extension("ron.damaged")).unwrap(), b"half");
}

#[test]
fn a_copy_that_cannot_be_read_hides_no_other_and_stays() {
    let folder = tempfile::tempdir().unwrap();
    let good = left_behind(folder.path(), &folder.path().join("kaart.ron"));
    let newer = good.with_file_name("999999998.ron");
    std::fs::write(&newer, "(format: 77, iets: 1)").unwrap();
    std::fs::create_dir(good.with_file_name("999999997.ron")).unwrap();
    let mut recovery = Recovery::new(Some(folder.path()));
    assert!(recovery.find());
    recovery.supersede(recovery.peek().unwrap().unwrap().copy.clone(), false);
    // What this program does itself goes its way.
    let editor = Editor::new_unsaved(new_document(&DUTCH));
    recovery.update(10.0, unsaved(&editor));
    recovery.update(11.0, unsaved(&editor));
    copy_of(&recovery);
    assert!(!good.exists() && newer.exists());
    assert!(recovery.find());
    assert!(matches!(
        recovery.peek(),
        Some(Err((path, OpenError::Content(storage::LoadError::NewerFormat { found: 77, .. })))) if path == newer
    ));
    assert!(recovery.take().is_none() && newer.exists());
    assert!(recovery.find());
    recovery.discard();
    assert!(!newer.exists());
}

#[test]
fn what_stands_beside_a_copy_may_be_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let copy = left_behind(folder.path(), &folder.path().join("kaart.ron"));
    for about in ["", "\0\0\0", "(map: Some(\"", "(map: None, stamp: None, nieuw: 1)"] {
        std::fs::write(copy.with_extension("about"), about).unwrap();
        let mut recovery = Recovery::new(Some(folder.path()));
        assert!(recovery.find());
        let found = recovery.take().unwrap();
        assert!(found.map.is_none() && found.base().is_none() && found.editor().is_dirty());
    }
}

#[test]
fn a_copy_of_a_program_of_the_same_number_is_offered_and_not_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let other = left_behind(folder.path(), &folder.path().join("kaart.ron"));
    let same = other.with_file_name(format!("{}.ron", std::process::id()));
    std::fs::rename(&other, &same).unwrap();
    let before = std::fs::read(&same).unwrap();
    let mut recovery = Recovery::new(Some(folder.path()));
    assert!(recovery.find());
    let mut editor = Editor::new_unsaved(new_document(&DUTCH));
    editor.run(parking(Lang::NL, vec!["van nu".to_owned()])).unwrap();
    recovery.update(10.0, unsaved(&editor));
    recovery.update(11.0, unsaved(&editor));
    copy_of(&recovery);
    assert_eq!(std::fs::read(&same).unwrap(), before);
}

#[test]
fn that_no_copy_can_be_written_is_told_once_and_it_is_tried_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut recovery = Recovery::new(Some(folder.path()));
    let place = recovery.own.clone().unwrap();
    std::fs::create_dir(&place).unwrap();
    let editor = Editor::new_unsaved(new_document(&DUTCH));
    let write = |recovery: &mut Recovery, now: f64| {
        recovery.update(now, unsaved(&editor));
        recovery.update(now + 1.0, unsaved(&editor));
        while recovery.queue.is_writing.load(Ordering::Acquire) {
            std::thread::yield_now();
        }
        recovery.failure(now + 1.0)
    };
    assert!(matches!(write(&mut recovery, 10.0), Some(disk::SaveError::IsAFolder)));
    assert!(write(&mut recovery, 30.0).is_none());
    // Not at every frame.
    assert!(recovery.update(32.0, unsaved(&editor)).is_some_and(|wait| wait > 1.0));
    std::fs::remove_dir(&place).unwrap();
    assert!(write(&mut recovery, 50.0).is_none());
    copy_of(&recovery);
    assert!(recovery.fails.is_none());
}

#[test]
fn work_of_a_running_program_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let copy = left_behind(folder.path(), &folder.path().join("kaart.ron"));
    let lock = File::create(copy.with_extension("lock")).unwrap();
    lock.try_lock().unwrap();
    assert!(!Recovery::new(Some(folder.path())).find());
    drop(lock);
    assert!(Recovery::new(Some(folder.path())).find());
}

#[test]
fn the_lock_stays_when_the_work_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let mut recovery = Recovery::new(Some(folder.path()));
    let copy = recovery.own.clone().unwrap();
    std::fs::write(&copy, "").unwrap();
    recovery.has_copy = true;
    recovery.clear();
    assert!(!copy.exists() && is_held(&copy.with_extension("lock")));
}

fn unsaved(editor: &Editor) -> Unsaved<'_> {
    Unsaved {
        editor,
        lines: (Lang::NL, Vec::new()),
        map: None,
        stamp: None,
    }
}

/// The copy, once the thread that writes it is done.
fn copy_of(recovery: &Recovery) -> Document {
    let copy = recovery.own.clone().unwrap();
    let read = (0..400).find_map(|_| {
        std::thread::sleep(std::time::Duration::from_millis(5));
        let _turn = recovery.queue.superseded.lock().unwrap();
        disk::open(&copy).ok()
    });
    read.unwrap().0.document
}

#[test]
fn lines_without_a_place_are_in_the_copy_too() {
    let folder = tempfile::tempdir().unwrap();
    let mut recovery = Recovery::new(Some(folder.path()));
    let editor = Editor::new(new_document(&DUTCH));
    let lines = |words: &[&str]| Unsaved {
        lines: (Lang::NL, words.iter().map(|line| (*line).to_owned()).collect()),
        ..unsaved(&editor)
    };
    // Nothing in the document changed.
    assert!(recovery.update(10.0, lines(&["nog geen plaats"])).is_some());
    assert!(recovery.update(11.0, lines(&["nog geen plaats"])).is_none());
    let copy = copy_of(&recovery);
    assert_eq!(copy.claims.len(), editor.document().claims.len() + 1);
    // Gone from the text: gone from the disk.
    recovery.update(12.0, lines(&[]));
    drop(recovery);
    assert!(!Recovery::new(Some(folder.path())).find());
}

#[test]
fn work_that_comes_back_is_a_step_on_the_map_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("kaart.ron");
    let before = new_document(&DUTCH);
    std::fs::write(&map, storage::write(&before)).unwrap();
    history::keep(&map, "2026-11-22 19.30.05", None).unwrap();
    let stamp = disk::stamp(&map);
    let mut editor = Editor::new(before.clone());
    editor.run(parking(Lang::NL, vec!["van ons".to_owned()])).unwrap();
    let found = |stamp| Found {
        document: editor.document().clone(),
        map: Some(map.clone()),
        stamp,
        copy: PathBuf::new(),
        is_of_before: false,
    };
    // Someone else saved since; the version of before is still there.
    std::fs::remove_file(&map).unwrap();
    let mut other = Editor::new(before.clone());
    other
        .run(parking(Lang::NL, vec!["van iemand anders".to_owned()]))
        .unwrap();
    std::fs::write(&map, storage::write(other.document())).unwrap();
    let mut back = found(stamp).editor();
    assert_eq!(storage::write(back.document()), storage::write(editor.document()));
    let saved = back.saved_document().unwrap();
    assert_eq!(storage::write(&saved), storage::write(&before));
    assert!(back.is_dirty());
    back.undo().unwrap();
    assert_eq!(storage::write(back.document()), storage::write(&before));
    // Without it the work is there all the same.
    let back = found(Some(disk::Stamp::of(b"something else"))).editor();
    assert_eq!(storage::write(back.document()), storage::write(editor.document()));
    assert!(back.is_dirty() && back.saved_document().is_none());
}

#[test]
fn unsaved_work_is_written_within_a_second() {
    let folder = tempfile::tempdir().unwrap();
    let mut recovery = Recovery::new(Some(folder.path()));
    let editor = Editor::new_unsaved(new_document(&DUTCH));
    assert!(
        recovery
            .update(10.0, unsaved(&editor))
            .is_some_and(|wait| wait <= LATEST)
    );
    assert!(recovery.update(11.0, unsaved(&editor)).is_none());
    copy_of(&recovery);
}

#[cfg(unix)]
#[test]
fn pipes_beside_a_copy_make_nothing_wait() {
    for kind in ["about", "lock"] {
        let folder = tempfile::tempdir().unwrap();
        let copy = left_behind(folder.path(), &folder.path().join("kaart.ron"));
        let pipe = copy.with_extension(kind);
        std::fs::remove_file(&pipe).unwrap();
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        if !made.is_ok_and(|made| made.success()) {
            eprintln!("skipped: no pipe can be made here");
            return;
        }
        let path = folder.path().to_owned();
        let (send, heard) = std::sync::mpsc::channel();
        let look = move || {
            let mut recovery = Recovery::new(Some(&path));
            send.send(recovery.find() && recovery.about_found().is_some())
        };
        let thread = std::thread::Builder::new().name("look".to_owned());
        thread.spawn(look).unwrap();
        let found = heard.recv_timeout(std::time::Duration::from_mins(1));
        assert_eq!(found, Ok(true), "{kind}");
    }
}
