//! Files: what is read, what is refused and where, and that saving loses nothing.

use std::path::Path;

use argumentenkaart::cli::generate;
use argumentenkaart::model::{Lang, ProblemKind};
use argumentenkaart::storage::disk::{self, OpenError, Overwrite, SaveError, Stamp};
use argumentenkaart::storage::{self, FilePlace, LoadError, Syntax};
use proptest::prelude::*;

const MAPS: [&str; 2] = [
    include_str!("../../maps/gemengde-scholen.ron"),
    include_str!("../../maps/aanmelden-utrecht.ron"),
];

/// A small map with everything that matters for errors.
const SMALL: &str = "(
    format: 1,
    question: (nl: \"Vraag?\"),
    thesis: \"t\",
    claims: [
        (id: \"t\", text: (nl: \"Stelling\")),
        (id: \"a\", text: (nl: \"Een\"), supports: [\"t\"]),
    ],
)
";

fn place(line: usize, column: usize) -> FilePlace {
    FilePlace { line, column }
}

fn error(text: &str) -> LoadError {
    storage::read(text).expect_err(text)
}

fn syntax(text: &str) -> (FilePlace, Syntax) {
    match error(text) {
        LoadError::Syntax { place, what } => (place, what),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_shipped_maps_are_sound_and_saved_as_they_are() {
    for text in MAPS {
        let loaded = storage::read(text).unwrap();
        assert_eq!(loaded.problems, []);
        assert!(storage::write(&loaded.document) == text, "re-saving changes the file");
    }
}

#[test]
fn one_changed_translation_changes_one_line_and_a_changed_original_marks_its_translations() {
    let loaded = storage::read(MAPS[0]).unwrap();
    let mut editor = argumentenkaart::edit::Editor::new(loaded.document);
    let claim = editor.document().claims.in_order()[5];
    let field = argumentenkaart::edit::TextField::Claim(claim);
    let mut set = |lang, words: &str| {
        let words = words.to_owned();
        editor
            .run(argumentenkaart::edit::Edit::SetText { field, lang, words })
            .unwrap();
        storage::write(editor.document())
    };
    let differing = |after: &str| {
        let lines = MAPS[0].lines().zip(after.lines());
        lines.filter(|(before, after)| before != after).count()
    };
    let after = set(Lang::EN, "Otherwise");
    assert_eq!((differing(&after), MAPS[0].lines().count()), (1, after.lines().count()));
    let after = set(Lang::NL, "Anders");
    let extra: Vec<&str> = after.lines().filter(|line| line.contains("outdated")).collect();
    assert_eq!(extra, ["                outdated: [\"en\"],"]);
    assert_eq!(after.lines().count(), MAPS[0].lines().count() + 1);
    let again = storage::read(&after).unwrap().document;
    let text = &again
        .claims
        .get(again.claims.id(editor_name(&after)).unwrap())
        .unwrap()
        .text;
    assert!(text.is_outdated(Lang::EN) && !text.is_outdated(Lang::NL));
    // The translator looks at it again.
    assert!(!set(Lang::EN, "Otherwise again").contains("outdated"));
}

/// The id of the claim with the outdated translation.
fn editor_name(text: &str) -> &str {
    let before = text.split("outdated").next().unwrap();
    let id = before.rsplit("id: \"").next().unwrap();
    id.split('"').next().unwrap()
}

#[test]
fn a_byte_order_mark_windows_line_ends_and_any_order_are_fine() {
    let windows = format!("\u{feff}{}", SMALL.replace('\n', "\r\n"));
    let shuffled = "(thesis: \"t\", claims: [(supports: [\"t\"], text: (nl: \"Een\"), id: \"a\"), (text: (nl: \"Stelling\"), id: \"t\")], question: (nl: \"Vraag?\"), format: 1)";
    for text in [windows.as_str(), shuffled] {
        let document = storage::read(text).unwrap().document;
        assert_eq!(document.claims.len(), 2);
        assert_eq!(document.cover.question.get(Lang::NL), Some("Vraag?"));
    }
}

#[test]
fn mistakes_are_named_with_line_and_column() {
    let (at, what) = syntax(&SMALL.replace("text: (nl: \"Een\")", "txet: (nl: \"Een\")"));
    assert_eq!(at, place(7, 19));
    assert!(matches!(what, Syntax::UnknownField { found, expected } if found == "txet" && expected.contains(&"text")));

    let (at, what) = syntax(&SMALL.replace("(nl: \"Een\"),", "(nl: \"Een\"), text: (nl: \"Twee\"),"));
    assert_eq!((at.line, what), (7, Syntax::DoubledField("text".to_owned())));

    let (at, what) = syntax(&SMALL.replace("text: (nl: \"Stelling\")", "mark: own"));
    assert_eq!((at.line, what), (6, Syntax::MissingField("text".to_owned())));

    let (at, what) = syntax(&SMALL.replace("supports:", "mark: sterk, supports:"));
    assert_eq!(at.line, 7);
    assert!(matches!(what, Syntax::UnknownWord { found, .. } if found == "sterk"));

    let (at, what) = syntax(&SMALL.replace("(nl: \"Een\")", "(nederlandstalig: \"Een\")"));
    assert_eq!((at.line, what), (7, Syntax::BadLanguage("nederlandstalig".to_owned())));

    let (at, what) = syntax(&SMALL.replace("(nl: \"Een\")", "(nl: \"Een\", nl: \"Twee\")"));
    assert_eq!((at.line, what), (7, Syntax::DoubledField("nl".to_owned())));

    let (_, what) = syntax(SMALL.split("supports").next().unwrap());
    assert!(matches!(what, Syntax::Unfinished | Syntax::Expected(_)), "{what:?}");

    let (at, what) = syntax(&format!("{SMALL}nog iets"));
    assert_eq!((at.line, what), (10, Syntax::Trailing));
}

#[test]
fn a_doubled_id_names_both_places() {
    let text = SMALL.replace("    ],\n", "        (id: \"a\", text: (nl: \"Nog een\")),\n    ],\n");
    assert_eq!(
        error(&text),
        LoadError::DoubledId {
            id: "a".to_owned(),
            place: place(8, 9),
            first: place(7, 9)
        }
    );
}

#[test]
fn a_newer_form_is_refused_whatever_it_holds() {
    let text = SMALL.replace("format: 1", "format: 7").replace("claims:", "nodes:");
    assert_eq!(error(&text), LoadError::NewerFormat { found: 7, known: 1 });
}

#[test]
fn a_newer_form_is_known_even_where_it_cannot_be_parsed() {
    let deep = format!("(anders: {}{}, format: 9)", "[".repeat(300), "]".repeat(300));
    assert_eq!(error(&deep), LoadError::NewerFormat { found: 9, known: 1 });
    assert_eq!(
        error(&SMALL.replace("format: 1", "format: 0")),
        LoadError::UnknownFormat {
            found: "0".to_owned(),
            place: FilePlace::of(SMALL, SMALL.find("format: 1").unwrap() + 8)
        }
    );
}

#[test]
fn values_of_the_wrong_kind_are_named_where_they_stand() {
    let (at, what) = syntax(&SMALL.replace("(nl: \"Een\")", "\"Een\""));
    assert_eq!((at.line, what), (7, Syntax::ExpectedWords));
    let (at, what) = syntax(&SMALL.replace("[\"t\"]", "\"t\""));
    assert_eq!((at, what), (place(7, 48), Syntax::Expected("[")));
    let (at, what) = syntax(&SMALL.replace("supports:", "mark: \"own\", supports:"));
    assert_eq!((at.line, what), (7, Syntax::ExpectedWord));
}

#[test]
fn a_place_is_that_of_the_reference_not_of_the_same_word_in_a_text() {
    let text = SMALL.replace(
        "supports: [\"t\"]",
        "supports: [\"weg\"], tags: [\"weg\"], note: (nl: \"weg\")",
    );
    let loaded = storage::read(&text).unwrap();
    let (_, at) = loaded
        .problems
        .iter()
        .find(|(problem, _)| matches!(&problem.kind, ProblemKind::Dangling(_)))
        .unwrap();
    assert_eq!(*at, Some(place(7, 49)));
}

#[test]
fn what_is_no_map_is_told_so() {
    assert_eq!(error(""), LoadError::Empty);
    assert_eq!(error("  \n "), LoadError::Empty);
    for text in ["{\"nodes\": []}", "<map/>", "Gewoon een brief.", "# Titel"] {
        assert!(
            matches!(error(text), LoadError::NotAMap | LoadError::Syntax { .. }),
            "{text}"
        );
    }
    assert!(matches!(
        storage::read_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        Err(LoadError::NotAMap)
    ));
    assert!(matches!(
        storage::read_bytes(&[0xff, 0xfe, b'(', 0]),
        Err(LoadError::Utf16)
    ));
    let mut bytes = SMALL.as_bytes().to_vec();
    let at = SMALL.find("Stelling").unwrap();
    bytes[at] = 0xff;
    assert_eq!(
        storage::read_bytes(&bytes).unwrap_err(),
        LoadError::NotUtf8 { place: place(6, 31) }
    );
}

#[test]
fn hostile_nesting_is_refused_and_does_not_overflow_the_stack() {
    for text in [
        "[".repeat(1_000_000),
        "(format:1,question:".repeat(100_000),
        format!("(format: 1, question: {}", "(nl:".repeat(100_000)),
        "/*".repeat(500_000),
    ] {
        assert!(storage::read(&text).is_err());
    }
    let deep = SMALL.replace("[\"t\"]", &format!("{}\"t\"{}", "[".repeat(500), "]".repeat(500)));
    assert!(storage::read(&deep).is_err());
}

#[test]
fn lists_are_bounded() {
    let claims = (0..=storage::MAX_RECORDS)
        .map(|number| format!("(id:\"{number}\",text:()),"))
        .collect::<String>();
    let (_, what) = syntax(&format!("(format:1,question:(nl:\"V\"),claims:[{claims}])"));
    assert_eq!(what, Syntax::TooMany);
}

#[test]
fn what_is_not_sound_opens_with_its_problems_and_nothing_is_dropped() {
    let text = "(
    format: 1,
    question: (nl: \"Vraag?\"),
    thesis: \"t\",
    // een opmerking
    claims: [
        (id: \"t\", text: (nl: \"Stelling\")),
        (id: \"a\", text: (nl: \"Een\"), supports: [\"t\", \"weg\"], sources: [\"bron\"], stakeholder: \"niemand\"),
        (id: \"b\", text: (nl: \"Los\")),
        (id: \"c\", text: (nl: \"Kring\"), supports: [\"d\"]),
        (id: \"d\", text: (nl: \"Kring\"), supports: [\"c\"]),
        (id: \"e\", text: (), undercuts: [\"a>weg2\"]),
    ],
    sources: [(id: \"s\", citation: \"Bron\", urls: [\"javascript:alert(1)\"])],
    instruments: [(id: \"i\", name: (nl: \"I\"), image: \"../geheim.png\")],
)
";
    let loaded = storage::read(text).unwrap();
    let found: Vec<(usize, usize, &ProblemKind)> = loaded
        .problems
        .iter()
        .map(|(problem, place)| (place.unwrap().line, place.unwrap().column, &problem.kind))
        .collect();
    let has = |line: usize, test: &dyn Fn(&ProblemKind) -> bool| {
        assert!(
            found.iter().any(|(at, _, kind)| *at == line && test(kind)),
            "line {line}: {found:?}"
        )
    };
    has(
        8,
        &|kind| matches!(kind, ProblemKind::Dangling(name) if &**name == "weg"),
    );
    has(
        8,
        &|kind| matches!(kind, ProblemKind::Dangling(name) if &**name == "bron"),
    );
    has(
        8,
        &|kind| matches!(kind, ProblemKind::Dangling(name) if &**name == "niemand"),
    );
    has(9, &|kind| *kind == ProblemKind::Unreachable);
    has(
        10,
        &|kind| matches!(kind, ProblemKind::SupportCircle(names) if names.len() == 2),
    );
    has(12, &|kind| *kind == ProblemKind::NoText);
    has(
        12,
        &|kind| matches!(kind, ProblemKind::Dangling(name) if &**name == "a>weg2"),
    );
    has(14, &|kind| matches!(kind, ProblemKind::BadAddress(_)));
    has(15, &|kind| matches!(kind, ProblemKind::BadPicture(_)));
    has(5, &|kind| matches!(kind, ProblemKind::Comment(5)));
    let dangling = found
        .iter()
        .find(|(_, _, kind)| matches!(kind, ProblemKind::Dangling(name) if &**name == "weg"))
        .unwrap();
    assert_eq!(
        dangling.1,
        8 + text.lines().nth(7).unwrap()[8..].find("\"weg\"").unwrap() + 1
    );
    // Written again, all of it is still there.
    let again = storage::write(&loaded.document);
    for words in [
        "weg",
        "bron",
        "niemand",
        "a>weg2",
        "javascript:alert(1)",
        "../geheim.png",
        "Los",
    ] {
        assert!(again.contains(words), "{words}");
    }
}

#[test]
fn long_and_odd_texts_survive() {
    let words = "Regel 1\nRegel 2 \"met\" \\ en \t en \u{202e}om\u{202c} en \u{1f642} en \r\nWindows en r#\"rauw\"# // en /* */ \0x".replace('\0', "");
    let mut document = storage::read(SMALL).unwrap().document;
    let claim = document.claims.id("a").unwrap();
    let mut record = document.claims.get(claim).unwrap().clone();
    record.note.set(Lang::NL, &words);
    record.note.set(Lang::new("zh-Hans").unwrap(), "学校");
    document.claims.set(claim, Some(record.clone()));
    let text = storage::write(&document);
    assert!(!text.contains('\u{202e}'), "signs that do not show are escaped");
    let again = storage::read(&text).unwrap();
    assert_eq!(again.document.claims.get(claim).unwrap().note, record.note);
    assert_eq!(again.problems, []);
    // And through a program that turns line ends into those of Windows.
    let windows = storage::read(&text.replace('\n', "\r\n")).unwrap();
    assert_eq!(windows.document.claims.get(claim).unwrap().note, record.note);
}

#[test]
fn generated_maps_are_sound_and_the_same_for_the_same_seed() {
    let text = storage::write(&generate(500, 7));
    assert_eq!(storage::write(&generate(500, 7)), text);
    assert_ne!(storage::write(&generate(500, 8)), text);
    let loaded = storage::read(&text).unwrap();
    assert_eq!(loaded.problems, []);
    assert_eq!(storage::write(&loaded.document), text);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever happens to a file: no panic, and what can be read can be written and read again.
    #[test]
    fn damaged_files_never_panic(changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>(), 0..3_u8), 1..6)) {
        let mut bytes = MAPS[1].as_bytes()[..6000].to_vec();
        bytes.extend_from_slice(b"]\n)");
        for (at, byte, kind) in changes {
            let at = at.index(bytes.len());
            match kind {
                0 => bytes[at] = byte,
                1 => { bytes.remove(at); }
                _ => bytes.insert(at, byte),
            }
        }
        if let Ok(loaded) = storage::read_bytes(&bytes) {
            let text = storage::write(&loaded.document);
            let again = storage::read(&text).expect("what is written can be read");
            prop_assert_eq!(storage::write(&again.document), text);
        }
    }

    #[test]
    fn any_text_survives(words in any::<String>()) {
        prop_assume!(!words.contains('\0') && !words.is_empty());
        let mut document = storage::read(SMALL).unwrap().document;
        document.cover.title.set(Lang::NL, &words);
        let again = storage::read(&storage::write(&document)).unwrap().document;
        prop_assert_eq!(again.cover.title.get(Lang::NL), Some(words.as_str()));
    }
}

// Saving.

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn saving_keeps_the_old_version_and_leaves_nothing_behind() {
    let folder = folder();
    let path = folder.path().join("kaart.ron");
    let first = disk::save(&path, SMALL, Overwrite::No).unwrap();
    assert_eq!(files(folder.path()), ["kaart.ron"]);
    let second = SMALL.replace("Een", "Twee");
    disk::save(&path, &second, Overwrite::IfUnchanged(first)).unwrap();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), second);
    assert_eq!(
        std::fs::read_to_string(folder.path().join("kaart.ron.bak")).unwrap(),
        SMALL
    );
    assert_eq!(files(folder.path()), ["kaart.ron", "kaart.ron.bak"]);
    let third = SMALL.replace("Een", "Drie");
    disk::save(&path, &third, Overwrite::Yes).unwrap();
    assert_eq!(
        std::fs::read_to_string(folder.path().join("kaart.ron.bak")).unwrap(),
        second
    );
}

#[test]
fn a_file_that_changed_outside_is_not_overwritten() {
    let folder = folder();
    let path = folder.path().join("kaart.ron");
    let stamp = disk::save(&path, SMALL, Overwrite::No).unwrap();
    let theirs = SMALL.replace("Een", "Van een ander");
    std::fs::write(&path, &theirs).unwrap();
    assert!(matches!(
        disk::save(&path, &SMALL.replace("Een", "Van mij"), Overwrite::IfUnchanged(stamp)),
        Err(SaveError::ChangedOnDisk)
    ));
    assert!(matches!(
        disk::save(&path, SMALL, Overwrite::No),
        Err(SaveError::ChangedOnDisk)
    ));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), theirs);
    assert_eq!(files(folder.path()), ["kaart.ron"]);
    disk::save(&path, SMALL, Overwrite::Yes).unwrap();
    assert_eq!(
        std::fs::read_to_string(folder.path().join("kaart.ron.bak")).unwrap(),
        theirs
    );
}

#[test]
fn what_cannot_be_read_back_is_not_saved() {
    let folder = folder();
    let path = folder.path().join("kaart.ron");
    disk::save(&path, SMALL, Overwrite::No).unwrap();
    assert!(matches!(
        disk::save(&path, "(format: 1", Overwrite::Yes),
        Err(SaveError::ReadBack)
    ));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), SMALL);
    assert_eq!(files(folder.path()), ["kaart.ron"]);
}

#[test]
fn opening_writes_nothing() {
    let folder = folder();
    let path = folder.path().join("kaart.ron");
    std::fs::write(&path, SMALL).unwrap();
    let before = std::fs::metadata(&path).unwrap().modified().unwrap();
    let (_, stamp) = disk::open(&path).unwrap();
    assert_eq!(stamp, Stamp::of(SMALL.as_bytes()));
    assert_eq!(std::fs::metadata(&path).unwrap().modified().unwrap(), before);
    assert_eq!(files(folder.path()), ["kaart.ron"]);
}

#[test]
fn folders_and_missing_files_are_no_maps() {
    let folder = folder();
    assert!(matches!(
        disk::open(folder.path()),
        Err(OpenError::NotAFile | OpenError::Disk(_))
    ));
    assert!(matches!(
        disk::open(&folder.path().join("weg.ron")),
        Err(OpenError::Disk(_))
    ));
    assert!(matches!(
        disk::save(folder.path(), SMALL, Overwrite::Yes),
        Err(SaveError::IsAFolder)
    ));
    assert!(matches!(
        disk::save(&folder.path().join("weg/kaart.ron"), SMALL, Overwrite::Yes),
        Err(SaveError::Disk(_))
    ));
}

#[test]
fn a_file_that_is_too_large_is_refused_before_it_is_read() {
    let folder = folder();
    let path = folder.path().join("groot.ron");
    let file = std::fs::File::create(&path).unwrap();
    file.set_len(1 << 30).unwrap();
    assert!(matches!(
        disk::open(&path),
        Err(OpenError::Content(LoadError::TooLarge { .. }))
    ));
}

#[cfg(unix)]
#[test]
fn links_and_the_mode_of_a_file_stay() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = folder();
    let real = folder.path().join("echt.ron");
    let link = folder.path().join("kaart.ron");
    std::fs::write(&real, SMALL).unwrap();
    std::fs::set_permissions(&real, std::fs::Permissions::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    let changed = SMALL.replace("Een", "Twee");
    disk::save(&link, &changed, Overwrite::Yes).unwrap();
    assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(std::fs::read_to_string(&real).unwrap(), changed);
    assert_eq!(std::fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
}

#[cfg(target_os = "linux")]
#[test]
fn what_a_killed_program_left_behind_is_swept() {
    let folder = folder();
    let path = folder.path().join("kaart.ron");
    std::fs::write(folder.path().join(".kaart.ron.999999999.new.tmp"), "half").unwrap();
    std::fs::write(folder.path().join(".ander.ron.999999999.new.tmp"), "van een ander").unwrap();
    disk::save(&path, SMALL, Overwrite::No).unwrap();
    assert_eq!(files(folder.path()), [".ander.ron.999999999.new.tmp", "kaart.ron"]);
}

#[test]
fn only_one_program_has_the_lock_of_a_map() {
    use argumentenkaart::storage::disk::{EditLock, Lock};
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("kaart.ron");
    std::fs::write(&map, SMALL).unwrap();
    let Lock::Given(lock) = EditLock::take(&map, "Noor (school)") else {
        panic!("the first gets it");
    };
    assert!(matches!(EditLock::take(&map, "Sam"), Lock::HeldBy(who) if who == "Noor (school)"));
    // Another name for the same file is the same map.
    #[cfg(unix)]
    {
        let link = folder.path().join("link.ron");
        std::os::unix::fs::symlink(&map, &link).unwrap();
        assert!(matches!(EditLock::take(&link, "Sam"), Lock::HeldBy(_)));
    }
    // Saving does not let go of it, although it puts another file in place.
    disk::save(&map, SMALL, Overwrite::Yes).unwrap();
    assert!(matches!(EditLock::take(&map, "Sam"), Lock::HeldBy(_)));
    drop(lock);
    assert!(!EditLock::path_of(&map).exists());
    // What a program that was killed left behind does not stand in the way.
    std::fs::write(EditLock::path_of(&map), "Noor").unwrap();
    assert!(matches!(EditLock::take(&map, "Sam"), Lock::Given(_)));
    let nowhere = folder.path().join("niet/kaart.ron");
    assert!(matches!(EditLock::take(&nowhere, "Sam"), Lock::Impossible));
}

#[test]
fn a_zero_sign_in_a_map_is_named_with_its_place() {
    let text = SMALL.replace("Een", "E\0n");
    assert_eq!(syntax(&text), (place(7, 32), Syntax::Zero));
}

#[test]
fn a_text_in_very_many_languages_is_refused_at_once() {
    let languages: String = (0..100_000).map(|number| format!("a{number}: \"x\", ")).collect();
    let text = SMALL.replace("nl: \"Een\"", &languages);
    assert!(matches!(syntax(&text), (FilePlace { line: 7, .. }, Syntax::TooMany)));
}
