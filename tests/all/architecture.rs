//! The floors of the house: which room may name which. A new arrow is a decision, made here with its reason.

use std::path::{Path, PathBuf};

/// Room, and the rooms it may use.
const MAY_USE: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("edit", &["model"]),
    // What came of an evening: it names records of a map by their names.
    ("session", &["model"]),
    // Maps of others, read and written.
    ("exchange", &["model"]),
    // The files of the fonts, as bytes.
    ("fonts", &[]),
    // What goes home on paper.
    ("report", &["model", "session"]),
    // Pages; `report` for the report of an evening.
    ("paper", &["model", "fonts", "report"]),
    // `session` for its files.
    ("storage", &["model", "session"]),
    // `edit` for what an outline that was edited as text asks for.
    ("notation", &["model", "edit"]),
    ("compare", &["model"]),
    // `edit` for what mends a finding.
    ("check", &["model", "edit"]),
    ("layout", &["model"]),
    // The only room that goes on the network.
    ("links", &["model"]),
    ("view", &["model", "layout"]),
    // `view` and `layout` for what the room asks about: it is selected on the map.
    // `session` for what is counted meanwhile.
    ("present", &["model", "session", "layout", "view"]),
    // `edit` for what a wish would do, `view` for what is selected, `present` for wishes about a show.
    // `session` for changes of an evening.
    ("command", &["model", "session", "edit", "layout", "view", "present"]),
    // `storage` for the errors that it puts into words.
    (
        "ui",
        // `links` for how an address answered.
        &[
            "model", "session", "exchange", "report", "paper", "fonts", "edit", "layout", "notation", "check",
            "compare", "links", "view", "present", "command", "storage",
        ],
    ),
    (
        "app",
        &[
            "model", "session", "exchange", "report", "paper", "fonts", "edit", "layout", "notation", "check",
            "compare", "links", "view", "present", "command", "ui", "storage",
        ],
    ),
    (
        "cli",
        &[
            "model", "session", "exchange", "report", "paper", "fonts", "edit", "layout", "notation", "check",
            "compare", "links", "view", "present", "command", "ui", "storage", "app",
        ],
    ),
];

fn sources(room: &str) -> Vec<(PathBuf, String)> {
    fn collect(path: &Path, found: &mut Vec<(PathBuf, String)>) {
        if path.is_dir() {
            let mut entries: Vec<_> = std::fs::read_dir(path)
                .unwrap()
                .map(|entry| entry.unwrap().path())
                .collect();
            entries.sort();
            entries.iter().for_each(|entry| collect(entry, found));
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            found.push((path.to_owned(), std::fs::read_to_string(path).unwrap()));
        }
    }
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    for path in [src.join(room), src.join(format!("{room}.rs"))] {
        if path.exists() {
            collect(&path, &mut found);
        }
    }
    assert!(!found.is_empty(), "room {room} has no file");
    // Files that are nothing but tests are no part of the house.
    found.retain(|(path, _)| !path.ends_with("tests.rs") && !path.ends_with("proof.rs"));
    found
}

/// The code of a file without its tests and comments.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]").next().unwrap();
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn names_point_down_only() {
    for (room, may_use) in MAY_USE {
        for (path, text) in sources(room) {
            let code = code(&text);
            for (other, _) in MAY_USE
                .iter()
                .filter(|(other, _)| other != room && !may_use.contains(other))
            {
                assert!(
                    !code.contains(&format!("crate::{other}")),
                    "{} uses {other}",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn each_room_lacks_what_it_must_not_contain() {
    let forbidden: &[(&str, &[&str])] = &[
        ("model", &["egui", "serde", "std::fs", "Instant", "SystemTime"]),
        ("edit", &["egui", "serde", "std::fs"]),
        ("session", &["egui", "std::fs", "SystemTime"]),
        ("report", &["egui", "std::fs", "SystemTime"]),
        ("exchange", &["egui", "std::fs", "SystemTime", "Instant", "thread::"]),
        ("notation", &["egui", "serde", "std::fs"]),
        ("compare", &["egui", "serde", "std::fs"]),
        ("check", &["egui", "serde", "std::fs", "SystemTime"]),
        ("storage", &["egui", "rfd"]),
        (
            "layout",
            &[
                "Ui,",
                "egui::Context",
                "Painter",
                "Color32",
                "Instant",
                "SystemTime",
                "HashMap",
            ],
        ),
        ("view", &["Painter", "Color32", "std::fs", "Instant"]),
        ("command", &["Painter", "std::fs"]),
        ("ui", &["&mut Document", "std::fs", "thread::", "rfd"]),
    ];
    for (room, words) in forbidden {
        for (path, text) in sources(room) {
            let code = code(&text);
            for word in *words {
                assert!(!code.contains(word), "{} contains {word}", path.display());
            }
        }
    }
}

#[test]
fn only_the_editor_changes_a_document_that_is_on_screen() {
    for (room, _) in MAY_USE.iter().filter(|(room, _)| !["edit", "storage"].contains(room)) {
        for (path, text) in sources(room) {
            // `cli::generate` and `app::start` make documents, and lend the one they are making.
            // `compare::stops` is part of building the document that a merge gives.
            let makes = ["generate.rs", "start.rs", "stops.rs"];
            if !makes.iter().any(|file| path.ends_with(file)) {
                assert!(!code(&text).contains("&mut Document"), "{}", path.display());
            }
        }
    }
}

/// egui takes cursors in scripts from right to left to stand behind the end of a text, and then fails (`ui::typed`).
#[test]
fn the_cursor_of_every_field_is_held() {
    let mut num_fields = 0;
    for (path, text) in sources("ui")
        .into_iter()
        .filter(|(path, _)| !path.ends_with("typed.rs"))
    {
        let code = code(&text);
        let count = |word: &str| code.matches(word).count();
        let fields = count("TextEdit::singleline(") + count("TextEdit::multiline(");
        assert_eq!(
            (fields, fields),
            (count("Typed("), count("typed::hold(")),
            "{}",
            path.display()
        );
        num_fields += fields;
    }
    assert!(num_fields > 20);
}

#[test]
fn disk_is_touched_in_few_places() {
    let may = [
        "disk.rs",
        "history.rs",
        "outside.rs",
        "settings.rs",
        "recovery.rs",
        "pictures.rs",
    ];
    for (room, _) in MAY_USE {
        for (path, text) in sources(room) {
            let name = path.file_name().unwrap().to_str().unwrap();
            assert!(
                may.contains(&name) || !code(&text).contains("std::fs"),
                "{}",
                path.display()
            );
        }
    }
}

/// What a library says is in English and for those who made it: it stands in the log, or behind a sentence (`NotMade`).
#[test]
fn what_a_library_says_is_told_to_nobody_as_it_is() {
    for (path, text) in ["app", "cli", "ui"].into_iter().flat_map(sources) {
        // What is wrong with the settings goes into the log only.
        let is_logged = |line: &&str| line.contains("log::") || path.ends_with("settings.rs");
        for line in code(&text).lines().filter(|line| !is_logged(line)) {
            let is_raw = line.contains("error:?}") || line.contains("why:?}");
            assert!(!is_raw, "{}: {line}", path.display());
        }
    }
}

#[test]
fn the_network_is_asked_in_one_place() {
    for (room, _) in MAY_USE.iter().filter(|(room, _)| *room != "links") {
        for (path, text) in sources(room) {
            for word in ["ureq", "std::net", "TcpStream", "UdpSocket"] {
                assert!(!code(&text).contains(word), "{} contains {word}", path.display());
            }
        }
    }
}

#[test]
fn colors_are_made_in_the_theme_only() {
    for (path, text) in sources("ui").into_iter().chain(sources("app")) {
        let name = path.file_name().unwrap().to_str().unwrap();
        if name == "theme.rs" || name == "raster.rs" {
            continue;
        }
        for word in [
            "Color32::from_",
            "Color32::RED",
            "Color32::BLACK",
            "Color32::BLUE",
            "hex_color!",
        ] {
            assert!(!code(&text).contains(word), "{} contains {word}", path.display());
        }
    }
}

#[test]
fn files_stay_readable() {
    for (room, _) in MAY_USE {
        for (path, text) in sources(room) {
            let name = path.file_name().unwrap().to_str().unwrap();
            // The texts stand together on purpose.
            let most = if name == "words.rs" { 1200 } else { 800 };
            let lines = text.lines().count();
            assert!(lines <= most, "{} has {lines} lines", path.display());
        }
    }
}

#[test]
fn the_app_has_few_fields() {
    let app = sources("app")
        .into_iter()
        .find(|(path, _)| path.ends_with("app/mod.rs"))
        .unwrap()
        .1;
    let fields = app.split("pub struct App {").nth(1).unwrap().split('}').next().unwrap();
    assert!(fields.lines().filter(|line| line.trim_end().ends_with(',')).count() <= 12);
}

#[test]
fn texts_on_screen_stand_in_one_place() {
    // A literal with a space and letters is a sentence; those belong in words.rs, and in
    // sentences.rs and errors.rs where they are made from data.
    let allowed = [
        "words.rs",
        "address_words.rs",
        "evening_words.rs",
        "exchange_words.rs",
        "kept_words.rs",
        "print_words.rs",
        "promise_words.rs",
        "mishap_words.rs",
        "sentences.rs",
        "errors.rs",
        "raster.rs",
        "fonts.rs",
        "theme.rs",
    ];
    for (path, text) in sources("ui") {
        let name = path.file_name().unwrap().to_str().unwrap();
        if allowed.contains(&name) {
            continue;
        }
        for line in code(&text)
            .lines()
            .filter(|line| !line.contains("log::") && !line.contains("reason ="))
        {
            for literal in line.split('"').skip(1).step_by(2) {
                let is_sentence = literal
                    .split(' ')
                    .filter(|word| word.chars().filter(|letter| letter.is_alphabetic()).count() > 2)
                    .count()
                    > 1;
                assert!(!is_sentence || literal.contains('{'), "{}: {literal}", path.display());
            }
        }
    }
}
