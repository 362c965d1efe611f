//! The files with which fuzzing begins (`scripts/fuzz`): each once reached something new in a reader. Here all of them are read
//! again, in each test run.

use std::path::Path;

use argumentenkaart::exchange::Format;

#[path = "../../fuzz/fuzz_targets/readers.rs"]
mod readers;

#[test]
fn every_kept_seed_is_read_without_a_fault() {
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds");
    let mut names: Vec<String> = Vec::new();
    for folder in std::fs::read_dir(&all).unwrap() {
        let folder = folder.unwrap();
        let name = folder.file_name().into_string().unwrap();
        let format = Format::ALL.into_iter().find(|format| format!("{format:?}") == name);
        let mut num_files = 0;
        for file in std::fs::read_dir(folder.path()).unwrap() {
            let bytes = std::fs::read(file.unwrap().path()).unwrap();
            num_files += 1;
            match name.as_str() {
                "map" => readers::map(&bytes),
                "picture" => readers::picture(&bytes),
                "words" => {
                    if let Ok(text) = std::str::from_utf8(&bytes) {
                        readers::words(text);
                    }
                }
                _ => {
                    // Each in its own format, and as what it looks like.
                    assert!(format.is_some(), "{name} is no format");
                    readers::import(&bytes, format);
                    readers::import(&bytes, None);
                }
            }
        }
        assert!(num_files > 5, "{name}: {num_files}");
        names.push(name);
    }
    // Every format that can be read has some.
    for format in Format::ALL.into_iter().filter(|format| format.is_read()) {
        assert!(names.contains(&format!("{format:?}")), "{format:?}");
    }
    for name in ["map", "picture", "words"] {
        assert!(names.iter().any(|known| known == name), "{name}");
    }
}
