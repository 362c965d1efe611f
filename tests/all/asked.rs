//! Which files are opened for a map of others: none outside its folder, whatever paths stand in it.
//!
//! What the program asks of the system is recorded with `strace`; without it this test says `skipped`.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const PICTURE: &[u8] = include_bytes!("../pictures/toolbox.png");

/// A map with a claim for each path of a picture, and an instrument for each.
fn map_with(paths: &[String]) -> String {
    let (mut claims, mut instruments) = (String::new(), String::new());
    for (number, path) in paths.iter().enumerate() {
        // The signs that have no form of their own in the file are left to the unit tests.
        let path = path.replace('\\', "\\\\").replace('"', "\\\"").replace('\0', "\\u{0}");
        let _ = writeln!(
            claims,
            "(id: \"c{number}\", text: (nl: \"Claim {number}\"), supports: [\"ja\"], image: \"{path}\"),"
        );
        let _ = writeln!(
            instruments,
            "(id: \"i{number}\", name: (nl: \"Kaart {number}\"), image: \"{path}\"),"
        );
    }
    format!(
        "(format: 1, question: (nl: \"Wel of niet?\"), thesis: \"ja\", \
         claims: [(id: \"ja\", text: (nl: \"Wel\")), {claims}], instruments: [{instruments}])"
    )
}

/// The files that are opened by these tasks and are in neither folder; `None` if nothing can be recorded here.
fn opened(folder: &Path, own: &[&Path]) -> Option<BTreeSet<PathBuf>> {
    let map = folder.join("kaart.ron");
    let out = folder.join("gemaakt");
    std::fs::create_dir_all(&out).unwrap();
    let name = |name: &str| out.join(name).display().to_string();
    let map = map.display().to_string();
    let tasks: [&[&str]; 7] = [
        &["check", &map],
        &[
            "shot",
            &map,
            &name("beeld.png"),
            "--select",
            "c0",
            "--zoom",
            "selection",
        ],
        &["export", &map, &name("blad.html"), "--force"],
        &["export", &map, &name("tekening.svg"), "--force"],
        &["export", &map, &name("tekst.docx"), "--force"],
        &["print", "booklet", &map, &name("boekje.pdf"), "--force"],
        &["print", "handout", &map, &name("blad.pdf"), "--force"],
    ];
    let mut found = BTreeSet::new();
    for task in tasks {
        let log = folder.join("log");
        let done = Command::new("strace")
            .args(["-f", "-s", "4096", "-e", "trace=open,openat,openat2,execve", "-o"])
            .arg(&log)
            .arg(env!("CARGO_BIN_EXE_argumentenkaart"))
            .args(task)
            .env("ARGUMENTENKAART_DATA", folder.join("instellingen"))
            .stdin(Stdio::null())
            .output()
            .ok()?;
        let calls = std::fs::read_to_string(&log).ok().filter(|calls| !calls.is_empty())?;
        let is_refusal = matches!(done.status.code(), Some(0 | 1));
        assert!(is_refusal, "{task:?}: {}", String::from_utf8_lossy(&done.stderr));
        assert!(calls.contains(&map), "{task:?} does not open the map");
        for call in calls.lines() {
            let Some(path) = call.split('"').nth(1) else { continue };
            let path = PathBuf::from(path);
            if !own.iter().any(|folder| path.starts_with(folder)) {
                found.insert(path);
            }
        }
    }
    Some(found)
}

#[test]
fn no_file_outside_the_folder_of_a_map_is_opened() {
    let outside = tempfile::tempdir().unwrap();
    let outside = outside.path().canonicalize().unwrap();
    let folder = outside.join("kaarten");
    std::fs::create_dir_all(folder.join("pictures/sub")).unwrap();
    for place in [&outside, &folder, &folder.join("pictures/sub")] {
        std::fs::write(place.join("aas.png"), PICTURE).unwrap();
    }
    #[cfg(unix)]
    for (name, goal) in [("uit", ".."), ("wortel", "/"), ("pictures/op", "../..")] {
        std::os::unix::fs::symlink(goal, folder.join(name)).unwrap();
    }
    let mut attacks: Vec<String> = serde_json::from_str(include_str!("../hostile/paths.json")).unwrap();
    attacks.push(outside.join("aas.png").display().to_string());
    attacks.push(format!("file://{}", outside.join("aas.png").display()));
    attacks.push("a/../".repeat(200) + "../aas.png");
    attacks.retain(|path| !path.contains('\0'));
    let mut seen = Vec::new();
    for paths in [vec!["pictures/sub/aas.png".to_owned()], attacks] {
        std::fs::write(folder.join("kaart.ron"), map_with(&paths)).unwrap();
        let Some(found) = opened(&folder, &[&folder]) else {
            eprintln!("skipped: no strace here");
            return;
        };
        seen.push(found);
    }
    let [usual, attacked] = seen.try_into().unwrap();
    let more: Vec<&PathBuf> = attacked.difference(&usual).collect();
    assert!(more.is_empty(), "opened outside the folder: {more:?}");
    assert!(!attacked.iter().any(|path| path.ends_with("aas.png")), "{attacked:?}");
}
