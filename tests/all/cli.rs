//! The command line: what it prints where, and with which status it ends.

use std::process::{Command, Output};

const MAP: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/maps/gemengde-scholen.ron");

fn run(arguments: &[&str]) -> Output {
    let data = tempfile::tempdir().unwrap();
    Command::new(env!("CARGO_BIN_EXE_argumentenkaart"))
        .args(arguments)
        .env("ARGUMENTENKAART_DATA", data.path())
        .env("LC_ALL", "C")
        .env("LANG", "C")
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET")
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn info_counts_the_shipped_map() {
    let output = run(&["info", MAP, "--json"]);
    assert_eq!(output.status.code(), Some(0));
    let info: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(info["title"], "Gemengde scholen");
    assert_eq!(info["languages"], serde_json::json!(["nl", "en"]));
    for (name, count) in [
        ("stakeholders", 4),
        ("claims", 110),
        ("arguments", 109),
        ("relations", 121),
        ("instruments", 8),
        ("sources", 97),
        ("undercuts", 0),
        ("max_depth", 2),
    ] {
        assert_eq!(info[name], count, "{name}");
    }
    assert_eq!(info["pro"].as_u64().unwrap() + info["contra"].as_u64().unwrap(), 109);
    assert_eq!(
        info["supports"].as_u64().unwrap() + info["attacks"].as_u64().unwrap(),
        121
    );
    assert!(info["words"].as_u64().unwrap() > 1500);
}

#[test]
fn check_ends_with_0_1_or_2() {
    let folder = tempfile::tempdir().unwrap();
    let unsound = folder.path().join("los.ron");
    std::fs::write(&unsound, "(format: 1, question: (nl: \"V\"), thesis: \"t\",\n claims: [(id: \"t\", text: (nl: \"T\"), attacks: [\"weg\"])])").unwrap();
    let broken = folder.path().join("stuk.ron");
    std::fs::write(&broken, "(format: 1,\n  vraag: 3)").unwrap();
    let good = run(&["check", MAP]);
    assert_eq!((good.status.code(), text(&good.stderr)), (Some(0), String::new()));
    let problems = run(&["check", MAP, unsound.to_str().unwrap()]);
    assert_eq!(problems.status.code(), Some(1));
    assert!(
        text(&problems.stdout).contains("los.ron:2:"),
        "{}",
        text(&problems.stdout)
    );
    let unreadable = run(&["check", unsound.to_str().unwrap(), broken.to_str().unwrap()]);
    assert_eq!(unreadable.status.code(), Some(2));
    assert!(
        text(&unreadable.stderr).contains("Regel 2, kolom"),
        "{}",
        text(&unreadable.stderr)
    );
    assert_eq!(run(&["check", "/bestaat/niet.ron"]).status.code(), Some(2));
}

#[test]
fn an_address_that_is_never_opened_is_a_warning_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("adres.ron");
    let text_of_map = "(format: 1, languages: [\"nl\"], question: (nl: \"V\"), thesis: \"t\", claims: [
        (id: \"t\", text: (nl: \"T\"), explanation: (nl: \"Kijk [hier](javascript:alert(1)).\")),
    ], sources: [
        (id: \"s\", citation: \"S\", urls: [\"http://a@b\", \"https://x.nl\"]),
    ])";
    std::fs::write(&map, text_of_map).unwrap();
    let output = run(&["check", map.to_str().unwrap()]);
    let said = text(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{said}");
    let line = |start: &str| said.lines().find(|line| line.contains(start)).unwrap_or("").to_owned();
    let (in_text, in_source) = (line("adres.ron:2:"), line("adres.ron:4:"));
    assert!(
        in_text.contains("let op") && in_text.contains("javascript:alert(1)"),
        "{said}"
    );
    assert!(
        in_source.contains("let op") && in_source.contains("http://a@b"),
        "{said}"
    );
    assert!(in_source.contains("voor de naam van de website"), "{said}");
    assert!(!said.contains("x.nl"), "{said}");
}

#[test]
fn of_a_map_that_cannot_be_read_it_is_said_what_was_kept_and_how_to_get_it() {
    use argumentenkaart::storage::{disk, history};
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("kaart.ron");
    let name = map.to_str().unwrap();
    std::fs::copy(MAP, &map).unwrap();
    history::keep(&map, "2026-11-22 19.30.05", None).unwrap();
    let way = format!("argumentenkaart \"{name}\"");
    let version = "kaart.ron.history/2026-11-22 19.30.05.ron";
    let told = |kept: &str| {
        for task in [&["info"][..], &["check"], &["diff", MAP], &["print", "cards"]] {
            let out = folder.path().join("uit.pdf");
            let out = out.to_str().filter(|_| task[0] == "print");
            let arguments: Vec<&str> = task.iter().copied().chain([name]).chain(out).collect();
            let output = run(&arguments);
            let said = text(&output.stderr);
            assert_eq!(output.status.code(), Some(2), "{task:?}: {said}");
            assert!(said.contains(kept) && said.contains(&way), "{task:?}: {said}");
        }
    };
    std::fs::write(&map, [0; 700]).unwrap();
    told(version);
    std::fs::remove_file(&map).unwrap();
    told(version);
    std::fs::remove_dir_all(history::folder_of(&map)).unwrap();
    std::fs::copy(MAP, disk::backup_path(&map)).unwrap();
    told("kaart.ron.bak");
    // What is no good is no way back.
    std::fs::write(disk::backup_path(&map), [0; 700]).unwrap();
    let said = text(&run(&["check", name]).stderr);
    assert!(said.contains("kaart.ron.bak") && !said.contains(&way), "{said}");
    std::fs::remove_file(disk::backup_path(&map)).unwrap();
    let said = text(&run(&["check", name]).stderr);
    assert!(!said.contains(".bak") && !said.contains("reservekopie"), "{said}");
}

#[test]
fn wrong_use_ends_with_2_and_help_with_0() {
    assert_eq!(run(&["info"]).status.code(), Some(2));
    assert_eq!(
        run(&["shot", MAP, "/tmp/x.png", "--size", "groot"]).status.code(),
        Some(2)
    );
    let unknown = run(&["check", "--hard", MAP]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(text(&unknown.stderr).contains("‘--hard’"), "{}", text(&unknown.stderr));
    assert!(unknown.stdout.is_empty());
    let help = run(&["--help"]);
    assert_eq!(help.status.code(), Some(0));
    assert!(text(&help.stdout).contains("generate"));
}

#[test]
fn without_a_display_the_window_says_what_to_do() {
    let output = run(&[MAP]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        text(&output.stderr).contains("argumentenkaart check"),
        "{}",
        text(&output.stderr)
    );
    assert!(!text(&output.stderr).contains("panicked"));
}

#[test]
fn generate_and_shot_work_without_a_display() {
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("proef.ron");
    let picture = folder.path().join("proef.png");
    let (map, picture) = (map.to_str().unwrap(), picture.to_str().unwrap());
    assert_eq!(
        run(&["generate", "--arguments", "40", "--seed", "3", map])
            .status
            .code(),
        Some(0)
    );
    let info: serde_json::Value = serde_json::from_slice(&run(&["info", map, "--json"]).stdout).unwrap();
    assert_eq!(
        (info["arguments"].as_u64(), info["stakeholders"].as_u64()),
        (Some(40), Some(4))
    );
    let shot = run(&[
        "shot",
        map,
        picture,
        "--size",
        "640x480",
        "--lang",
        "en",
        "--theme",
        "dark",
        "--select",
        "a3",
        "--zoom",
        "selection",
    ]);
    assert_eq!(shot.status.code(), Some(0), "{}", text(&shot.stderr));
    assert_eq!(image::image_dimensions(picture).unwrap(), (640, 480));
    let missing = run(&["shot", map, picture, "--select", "bestaat-niet"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(text(&missing.stderr).contains("bestaat-niet"));
}

#[test]
fn a_picture_never_replaces_a_map() {
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("kaart.ron");
    std::fs::copy(MAP, &map).unwrap();
    let before = std::fs::read(&map).unwrap();
    let named_so = folder.path().join("kaart.png");
    std::fs::copy(MAP, &named_so).unwrap();
    for out in [&map, &named_so] {
        let output = run(&["shot", MAP, out.to_str().unwrap(), "--size", "400x300"]);
        assert_eq!(output.status.code(), Some(2));
        assert!(text(&output.stderr).contains(".png"), "{}", text(&output.stderr));
        assert!(std::fs::read(out).unwrap() == before);
    }
}

fn changed(folder: &std::path::Path, name: &str, change: impl Fn(&str) -> String) -> String {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/maps/aanmelden-utrecht.ron")).unwrap();
    let path = folder.join(name);
    std::fs::write(&path, change(&text)).unwrap();
    path.display().to_string()
}

/// Status, what was said, and what was complained about.
fn ran(arguments: &[&str]) -> (i32, String, String) {
    let output = run(arguments);
    (
        output.status.code().unwrap(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

#[test]
fn maps_are_compared_and_merged_by_argument() {
    let folder = tempfile::tempdir().unwrap();
    let base = changed(folder.path(), "base.ron", str::to_owned);
    // Two lines of one text, one below the other.
    let ours = changed(folder.path(), "ours.ron", |text| {
        text.replace("nl: \"Ouders\"", "nl: \"Gezinnen\"")
    });
    let theirs = changed(folder.path(), "theirs.ron", |text| {
        text.replace("en: \"Parents\"", "en: \"Families\"")
    });
    let out = folder.path().join("out.ron").display().to_string();
    let (status, said, _) = ran(&["diff", &base, &base]);
    assert_eq!(status, 0, "{said}");
    let (status, said, _) = ran(&["diff", &base, &ours]);
    assert_eq!(status, 1);
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.contains("Ouders") && said.contains("Gezinnen"), "{said}");
    // As git calls a diff driver.
    let (status, ..) = ran(&["diff", "map.ron", &base, "a", "100644", &ours, "b", "100644"]);
    assert_eq!(status, 0);
    let (status, _, complaints) = ran(&["merge", &base, &ours, &theirs, "-o", &out]);
    assert_eq!(status, 0, "{complaints}");
    let merged = std::fs::read_to_string(&out).unwrap();
    assert!(merged.contains("nl: \"Gezinnen\"") && merged.contains("en: \"Families\""));
    assert!(!merged.contains("conflicts"));
    // Both reworded the same: both are kept.
    let other = changed(folder.path(), "other.ron", |text| {
        text.replace("nl: \"Ouders\"", "nl: \"Opvoeders\"")
    });
    // A file that is there and is none of the three is somebody's.
    let (status, _, complaints) = ran(&["merge", &base, &ours, &other, "-o", &out]);
    assert_eq!(status, 2);
    assert!(complaints.contains("--force"), "{complaints}");
    assert_eq!(std::fs::read_to_string(&out).unwrap(), merged);
    let (status, _, complaints) = ran(&["merge", &base, &ours, &other, "-o", &out, "--force"]);
    assert_eq!(status, 1);
    assert!(complaints.contains("Opvoeders"), "{complaints}");
    let merged = std::fs::read_to_string(&out).unwrap();
    assert!(merged.contains("nl: \"Gezinnen\"") && merged.contains("theirs: \"Opvoeders\""));
    let (status, said, _) = ran(&["check", "--problems", &out]);
    assert_eq!(status, 0, "{said}");
    // What waits for a choice is in the list.
    let (status, said, _) = ran(&["check", &out]);
    assert_eq!(status, 1);
    assert!(said.contains("Opvoeders"), "{said}");
    let (status, ..) = ran(&["merge", &base, &ours, "nergens.ron", "-o", &out]);
    assert_eq!(status, 2);
}

#[test]
fn git_merges_maps_with_our_driver() {
    if Command::new("git").arg("--version").output().is_err() {
        eprintln!("skipped: there is no git");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let git = |arguments: &[&str]| {
        let output = Command::new("git")
            .args([
                "-c",
                "user.name=Test",
                "-c",
                "user.email=test@example.org",
                "-c",
                "init.defaultBranch=main",
            ])
            .args(arguments)
            .current_dir(folder.path())
            .env("ARGUMENTENKAART_DATA", folder.path().join("data"))
            .env("HOME", folder.path())
            .output()
            .unwrap();
        (output.status.success(), text(&output.stdout) + &text(&output.stderr))
    };
    let commit = |name: &str| assert!(git(&["add", "-A"]).0 && git(&["commit", "-qm", name]).0);
    assert!(git(&["init", "-q"]).0);
    let program = env!("CARGO_BIN_EXE_argumentenkaart");
    let driver = format!("{program} merge %O %A %B -o %A");
    assert!(git(&["config", "merge.argumentenkaart.driver", &driver]).0);
    assert!(git(&["config", "diff.argumentenkaart.command", &format!("{program} diff")]).0);
    std::fs::write(
        folder.path().join(".gitattributes"),
        "*.ron diff=argumentenkaart merge=argumentenkaart\n",
    )
    .unwrap();
    changed(folder.path(), "kaart.ron", str::to_owned);
    commit("base");
    assert!(git(&["checkout", "-qb", "other"]).0);
    changed(folder.path(), "kaart.ron", |text| {
        text.replace("en: \"Parents\"", "en: \"Families\"")
    });
    commit("theirs");
    assert!(git(&["checkout", "-q", "main"]).0);
    changed(folder.path(), "kaart.ron", |text| {
        text.replace("nl: \"Ouders\"", "nl: \"Gezinnen\"")
    });
    let (_, said) = git(&["diff"]);
    assert!(
        said.contains("Gezinnen") && said.contains("Ouders") && !said.contains("@@"),
        "{said}"
    );
    commit("ours");
    // Neighbouring lines: by line this would be a conflict.
    let (done, said) = git(&["merge", "-q", "other", "-m", "both"]);
    assert!(done, "{said}");
    let merged = std::fs::read_to_string(folder.path().join("kaart.ron")).unwrap();
    assert!(merged.contains("nl: \"Gezinnen\"") && merged.contains("en: \"Families\""));
}

#[test]
fn what_cannot_be_done_is_said_with_a_way_out() {
    let maps = concat!(env!("CARGO_MANIFEST_DIR"), "/maps/aanmelden-utrecht.ron");
    let folder = tempfile::tempdir().unwrap();
    let out = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    // A language that the map is not in, neither printed nor written.
    let (status, _, error) = ran(&["print", "dots", maps, &out("a.pdf"), "--lang", "fr"]);
    assert!(
        status == 2 && error.contains("‘fr’") && error.contains("nl, en"),
        "{error}"
    );
    let (status, _, error) = ran(&["export", maps, &out("a.mm"), "--lang", "de"]);
    assert!(status == 2 && error.contains("‘de’"), "{error}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    // Two that exclude each other.
    let (status, _, error) = ran(&["print", "dots", maps, &out("a.pdf"), "--landscape", "--portrait"]);
    assert!(
        status == 2 && error.contains("--landscape") && error.contains("--portrait"),
        "{error}"
    );
    // A file of another program where a map is wanted.
    let other = out("a.argdown");
    std::fs::write(&other, "[school]: Children should walk to school.\n  + <health>: Walking every day is good for their health and for the street.\n").unwrap();
    let (status, _, error) = ran(&["info", &other]);
    assert!(status == 2 && error.contains("convert"), "{error}");
    // The language is that of the words.
    let (status, report, _) = ran(&["convert", &other, &out("a.ron"), "--report"]);
    assert!(status == 0 && report.contains("\"language\":\"en\""), "{report}");
}

#[test]
fn a_file_of_others_that_is_too_large_is_refused_before_it_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("groot.txt");
    // All zeros that take no room on the disk: read, they would be refused for another reason.
    std::fs::File::create(&file).unwrap().set_len(50_000_001).unwrap();
    let out = folder.path().join("kaart.ron");
    let output = run(&["convert", file.to_str().unwrap(), out.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("50 MB"), "{}", text(&output.stderr));
    assert!(!out.exists());
    // At the limit it is read.
    std::fs::File::options()
        .write(true)
        .open(&file)
        .unwrap()
        .set_len(50_000_000)
        .unwrap();
    let output = run(&["convert", file.to_str().unwrap(), out.to_str().unwrap()]);
    assert!(!text(&output.stderr).contains("50 MB"), "{}", text(&output.stderr));
}

#[test]
fn pictures_that_cannot_be_shown_are_told_with_record_reason_and_limit() {
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("kaart.ron");
    let old = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/maps/aanmelden-utrecht.ron")).unwrap();
    std::fs::write(folder.path().join("stuk.png"), "geen plaatje").unwrap();
    std::fs::write(folder.path().join("vol.png"), vec![0; 20 * 1024 * 1024 + 1]).unwrap();
    let mut wide = Vec::new();
    let image = image::GrayImage::new(8_000, 5_001);
    image
        .write_to(&mut std::io::Cursor::new(&mut wide), image::ImageFormat::Png)
        .unwrap();
    std::fs::write(folder.path().join("wijd.png"), wide).unwrap();
    let mut good = Vec::new();
    image::GrayImage::new(4, 4)
        .write_to(&mut std::io::Cursor::new(&mut good), image::ImageFormat::Png)
        .unwrap();
    std::fs::write(folder.path().join("goed.png"), good).unwrap();
    let outside = tempfile::tempdir().unwrap();
    std::fs::write(outside.path().join("x.png"), "x").unwrap();
    let mut cases = vec![
        ("stuk.png", "Geen leesbare afbeelding"),
        ("vol.png", "Afbeelding te groot: meer dan 20 MB"),
        ("wijd.png", "Afbeelding te groot: meer dan 40 miljoen beeldpunten"),
        ("weg.png", "Afbeelding niet gevonden"),
        ("../x.png", "Afbeelding staat niet in de map (folder) van de kaart"),
    ];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(outside.path().join("x.png"), folder.path().join("uit.png")).unwrap();
        cases.push(("uit.png", "Afbeelding staat niet in de map (folder) van de kaart"));
    }
    let pdf = folder.path().join("boekje.pdf");
    let svg = folder.path().join("kaart.svg");
    let [map_path, pdf, svg] = [&map, &pdf, &svg].map(|path| path.to_str().unwrap().to_owned());
    for (path, why) in cases
        .into_iter()
        .map(|(path, why)| (path, Some(why)))
        .chain([("goed.png", None)])
    {
        let claim = format!("id: \"vroeg-inschrijven-hoeft-niet\",\n            image: \"{path}\",");
        let text = old.replacen("id: \"vroeg-inschrijven-hoeft-niet\",", &claim, 1);
        let first = text.find("\n    instruments: [").unwrap();
        let id = first + text[first..].find("id: \"").unwrap();
        let text = format!("{}image: \"{path}\",\n            {}", &text[..id], &text[id..]);
        std::fs::write(&map, text).unwrap();
        let (status, said, errors) = ran(&["check", &map_path]);
        let is_told_above = path == "../x.png";
        assert_eq!(status, i32::from(is_told_above), "{said}{errors}");
        let pictures: Vec<&str> = said.lines().filter(|line| line.contains(path)).collect();
        assert_eq!(pictures.len(), if why.is_some() { 2 } else { 0 }, "{said}");
        let of_claim = format!("uitspraak ‘vroeg-inschrijven-hoeft-niet’: {path}: ");
        if let Some(why) = why.filter(|_| !is_told_above) {
            assert!(pictures[0].contains(&format!(": let op: {of_claim}{why}")), "{said}");
            assert!(
                pictures[1].contains(": let op: instrument ‘") && pictures[1].contains(why),
                "{said}"
            );
            // With the line of the record.
            assert!(
                pictures[0].contains("kaart.ron:") && !pictures[0].contains("kaart.ron: "),
                "{said}"
            );
        }
        for (arguments, record) in [
            (
                ["print", "booklet", &map_path, &pdf, "--force"].to_vec(),
                "instrument ‘",
            ),
            (
                ["export", &map_path, &svg, "--force"].to_vec(),
                "uitspraak ‘vroeg-inschrijven-hoeft-niet’",
            ),
        ] {
            let (status, _, errors) = ran(&arguments);
            assert_eq!(status, 0, "{errors}");
            let told: Vec<&str> = errors.lines().filter(|line| line.contains(path)).collect();
            match why {
                Some(why) => assert!(
                    told.len() == 1
                        && told[0].contains(&format!(": {record}"))
                        && told[0].contains(&format!("{path}: {why}")),
                    "{errors}"
                ),
                None => assert!(told.is_empty(), "{errors}"),
            }
        }
        let (_, said, _) = ran(&["check", "--problems", &map_path]);
        assert_eq!(said.contains(path), is_told_above, "{said}");
    }
}

#[test]
fn check_tells_of_a_bit_that_turned_since_the_map_was_saved() {
    use argumentenkaart::storage::{disk, history};
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("kaart.ron");
    let words = std::fs::read_to_string(MAP).unwrap();
    disk::save(&map, &words, disk::Overwrite::Yes).unwrap();
    history::keep(&map, "2026-11-22 19.30.05", None).unwrap();
    let time = std::fs::metadata(&map).unwrap().modified().unwrap();
    let path = map.to_str().unwrap();
    assert_eq!(run(&["check", "--problems", path]).status.code(), Some(0));
    let at = words.find("Moeten we").unwrap();
    let mut bytes = words.into_bytes();
    bytes[at + 1] ^= 1;
    std::fs::write(&map, &bytes).unwrap();
    let file = std::fs::File::options().write(true).open(&map).unwrap();
    file.set_modified(time).unwrap();
    let checked = run(&["check", "--problems", path]);
    assert_eq!(checked.status.code(), Some(1));
    let said = text(&checked.stdout);
    assert!(said.contains("‘Mneten’") && said.contains("‘Moeten’"), "{said}");
    // With its line.
    let line = text_before(&bytes, at).matches('\n').count() + 1;
    assert!(said.contains(&format!("kaart.ron:{line}:")), "{said}");
}

fn text_before(bytes: &[u8], at: usize) -> String {
    text(&bytes[..at])
}

#[cfg(unix)]
#[test]
fn nothing_but_a_file_is_ever_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pijp.ron");
    if !Command::new("mkfifo")
        .arg(&pipe)
        .status()
        .is_ok_and(|made| made.success())
    {
        eprintln!("skipped: no pipe can be made here");
        return;
    }
    let map = folder.path().join("kaart.ron");
    std::fs::copy("maps/aanmelden-utrecht.ron", &map).unwrap();
    let (map, out) = (map.to_str().unwrap(), pipe.to_str().unwrap());
    for words in [
        &["generate", "--arguments", "3", out, "--force"][..],
        &["convert", map, out, "--force"],
        &["merge", map, map, map, "-o", out, "--force"],
        &["export", map, out, "--to", "argdown", "--force"],
        &["print", "cards", map, out, "--force"],
    ] {
        let done = run(words);
        assert_eq!(done.status.code(), Some(2), "{words:?}");
        assert!(
            text(&done.stderr).contains("geen gewoon bestand"),
            "{words:?}: {}",
            text(&done.stderr)
        );
        use std::os::unix::fs::FileTypeExt as _;
        assert!(std::fs::metadata(&pipe).unwrap().file_type().is_fifo(), "{words:?}");
    }
    let left = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(left, 2, "something was left behind");
    // A map that is there is not written over unasked.
    let before = std::fs::read(map).unwrap();
    assert_eq!(run(&["generate", "--arguments", "3", map]).status.code(), Some(2));
    assert_eq!(std::fs::read(map).unwrap(), before);
}

#[test]
fn what_cannot_be_printed_is_told_and_nothing_commands_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("kaart.ron");
    let thesis = "a\u{1b}[2J\u{9b}b";
    std::fs::write(
        &map,
        format!("(format: 1, question: (nl: \"?\"), thesis: \"{thesis}\", claims: [])"),
    )
    .unwrap();
    let map = map.to_str().unwrap();
    let done = run(&["check", map]);
    let said = text(&done.stdout) + &text(&done.stderr);
    assert!(
        !said.contains(['\u{1b}', '\u{9b}']) && said.contains("\\u{1b}[2J"),
        "{said}"
    );
    if let Ok(full) = std::fs::OpenOptions::new().write(true).open("/dev/full") {
        let program = env!("CARGO_BIN_EXE_argumentenkaart");
        let done = Command::new(program)
            .args(["info", "--json", "maps/aanmelden-utrecht.ron"])
            .stdout(full)
            .output();
        assert_eq!(done.unwrap().status.code(), Some(2));
    }
}
