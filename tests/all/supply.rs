//! What the program is built from is known and said.

use std::collections::BTreeSet;

const MANIFEST: &str = include_str!("../../Cargo.toml");
const LIST: &str = include_str!("../../docs/dependencies.md");

/// The crates under the headings of dependencies.
fn named() -> BTreeSet<&'static str> {
    let mut is_list = false;
    let mut found = BTreeSet::new();
    for line in MANIFEST.lines() {
        if let Some(heading) = line.strip_prefix('[') {
            is_list = heading.trim_end_matches(']').ends_with("dependencies");
        } else if is_list
            && !line.starts_with('#')
            && let Some((name, _)) = line.split_once(" = ")
        {
            found.insert(name);
        }
    }
    found
}

#[test]
fn each_dependency_has_a_reason() {
    let said: BTreeSet<&str> = LIST
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once("` | "))
        .filter(|(_, why)| why.trim_end_matches('|').trim().len() > 10)
        .map(|(name, _)| name)
        .collect();
    assert_eq!(said, named());
}

#[test]
fn our_code_has_no_unsafe() {
    assert!(MANIFEST.contains("unsafe_code = \"forbid\""));
}
