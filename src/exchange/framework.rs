//! Abstract argumentation frameworks: arguments that are names only, and which of them attack which.
//!
//! TGF, the trivial graph format: a name (and perhaps words) a line, a line `#`, then two names (and perhaps words) a line.
//! APX, as solvers for frameworks read it: facts `arg(a).`, `att(a,b).` and, in bipolar frameworks, `support(a,b).`

use std::collections::HashMap;

use super::format::Format;
use super::gathered::{Gathered, Goal, LinkKind, Node};
use super::trouble::{Refusal, Trouble};

/// So many lines or facts are read; what comes after is left out.
const MOST: usize = 2_000_000;

/// Whether a text is a graph in TGF: lines that begin with a name, a line with nothing but `#`, and lines with two names.
pub fn is_tgf(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).take(10_000);
    let (mut num, mut has_end) = (0, false);
    for line in lines.by_ref() {
        if line == "#" {
            has_end = true;
            break;
        }
        if line.starts_with(['#', '<', '{']) {
            return false;
        }
        num += 1;
    }
    has_end && num > 0 && lines.all(|line| line.split_whitespace().take(2).count() == 2)
}

/// Whether a text is a framework in APX: a fact stands first, but for remarks.
pub fn is_apx(text: &str) -> bool {
    let first = text
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty() && !line.starts_with('%'));
    first.is_some_and(|line| fact(line.split_once(").").map_or(line, |(fact, _)| fact)).is_some())
}

/// Reads a framework, in whichever of the two forms it is.
///
/// # Errors
/// [`Refusal::NoArguments`] if there is no argument in it.
pub fn read(text: &str) -> Result<Gathered, Refusal> {
    if is_apx(text) { read_apx(text) } else { read_tgf(text) }
}

/// The arguments by their names.
struct Names {
    by_name: HashMap<String, usize>,
}

impl Names {
    fn new() -> Self {
        Self {
            by_name: HashMap::new(),
        }
    }

    fn add(&mut self, name: &str, words: &str, line: u32, prefix: &str, into: &mut Gathered) {
        if let Some(known) = self.by_name.get(name) {
            // The same argument named again.
            into.warn_at(line, Trouble::Doubled, name);
            if let Some(node) = into
                .nodes
                .get_mut(*known)
                .filter(|node| node.text.main() == name && !words.is_empty())
            {
                *node.text.main_mut() = words.to_owned();
                node.data.insert(format!("{prefix}.id"), name.to_owned());
            }
            return;
        }
        let mut node = Node::new(if words.is_empty() { name } else { words }, line);
        if !words.is_empty() {
            node.data.insert(format!("{prefix}.id"), name.to_owned());
        }
        let number = into.node(node);
        self.by_name.insert(name.to_owned(), number);
    }

    /// The argument with a name; an empty one if there is none.
    fn find_or_make(&mut self, name: &str, line: u32, prefix: &str, into: &mut Gathered) -> usize {
        if let Some(known) = self.by_name.get(name) {
            return *known;
        }
        into.warn_at(line, Trouble::Missing, name);
        self.add(name, "", line, prefix, into);
        self.by_name.get(name).copied().unwrap_or_default()
    }
}

/// An attack of an argument on itself has no place in a map: it is kept with its data.
fn attack_itself(of: usize, prefix: &str, line: u32, into: &mut Gathered) {
    let mut words = String::new();
    if let Some(node) = into.nodes.get_mut(of) {
        node.data.insert(format!("{prefix}.attacks-itself"), "true".to_owned());
        node.text.main().clone_into(&mut words);
    }
    into.warn_at(line, Trouble::NoEnd, &words);
}

/// Reads TGF. A word on an edge that stands for support makes it one; else it is an attack.
///
/// # Errors
/// [`Refusal::NoArguments`] if there is no node in it.
pub fn read_tgf(text: &str) -> Result<Gathered, Refusal> {
    let mut gathered = Gathered::new(Format::Tgf);
    let mut names = Names::new();
    let (mut is_behind, mut num_edges) = (false, 0);
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        if number as usize > MOST {
            gathered.warn_at(number, Trouble::LeftOut, line);
            break;
        }
        if line == "#" && !is_behind {
            is_behind = true;
            continue;
        }
        let (first, rest) = word(line);
        if !is_behind {
            names.add(first, rest, number, "tgf", &mut gathered);
            continue;
        }
        let (second, label) = word(rest);
        if second.is_empty() {
            gathered.warn_at(number, Trouble::NoEnd, line);
            continue;
        }
        num_edges += 1;
        let from = names.find_or_make(first, number, "tgf", &mut gathered);
        let to = names.find_or_make(second, number, "tgf", &mut gathered);
        let kind = match label.to_lowercase().as_str() {
            "+" | "support" | "supports" | "sup" => LinkKind::Support,
            "" | "-" | "attack" | "attacks" | "att" => LinkKind::Attack,
            _ => {
                gathered.warn_at(number, Trouble::KeptAsText, label);
                if let Some(node) = gathered.nodes.get_mut(from) {
                    node.data.insert(format!("tgf.edge.{second}"), label.to_owned());
                }
                LinkKind::Attack
            }
        };
        if from == to {
            attack_itself(from, "tgf", number, &mut gathered);
        } else {
            gathered.link(from, kind, Goal::Node(to), number);
        }
    }
    if gathered.nodes.is_empty() {
        return Err(Refusal::NoArguments);
    }
    let num = gathered.nodes.len();
    gathered.set_count("nodes", num);
    gathered.set_count("edges", num_edges);
    Ok(gathered)
}

/// The first word of a line, and the rest.
fn word(line: &str) -> (&str, &str) {
    let (first, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    (first, rest.trim_start())
}

/// A fact without its end: its name, and what stands between its brackets.
fn fact(words: &str) -> Option<(&str, &str)> {
    let (name, inner) = words.trim().split_once('(')?;
    let name = name.trim();
    let inner = inner.trim();
    let inner = inner.strip_suffix(')').unwrap_or(inner);
    let is_name = matches!(
        name,
        "arg" | "argument" | "att" | "attack" | "support" | "supports" | "sup" | "supp"
    );
    (is_name && !inner.trim().is_empty()).then_some((name, inner))
}

/// The names between the brackets of a fact: parted by commas, but within brackets or quotation marks of their own.
pub(super) fn parts(inner: &str) -> Vec<&str> {
    let (mut depth, mut is_quoted, mut from) = (0_u32, false, 0);
    let mut found = Vec::new();
    for (at, letter) in inner.char_indices() {
        match letter {
            '"' => is_quoted = !is_quoted,
            '(' if !is_quoted => depth += 1,
            ')' if !is_quoted => depth = depth.saturating_sub(1),
            ',' if !is_quoted && depth == 0 => {
                found.extend(inner.get(from..at));
                from = at + 1;
            }
            _ => {}
        }
    }
    found.extend(inner.get(from..));
    found
        .into_iter()
        .map(|part| part.trim().trim_matches('"'))
        .filter(|part| !part.is_empty())
        .collect()
}

/// Reads APX. Several facts may stand on one line; `%` begins a remark.
///
/// # Errors
/// [`Refusal::NoArguments`] if there is no argument in it.
pub fn read_apx(text: &str) -> Result<Gathered, Refusal> {
    let mut gathered = Gathered::new(Format::Apx);
    let mut names = Names::new();
    // All arguments first: an attack may stand before them.
    let mut relations: Vec<(LinkKind, Vec<&str>, u32)> = Vec::new();
    let (mut num_attacks, mut num_supports, mut num_facts) = (0, 0, 0);
    'lines: for (number, line) in (1..).zip(text.lines()) {
        let mut rest = line.split_once('%').map_or(line, |(facts, _)| facts).trim();
        while !rest.is_empty() {
            let (words, behind) = split(rest);
            rest = behind.trim_start();
            num_facts += 1;
            if num_facts > MOST {
                gathered.warn_at(number, Trouble::LeftOut, words);
                break 'lines;
            }
            let Some((name, inner)) = fact(words) else {
                gathered.warn_at(number, Trouble::LeftOut, words);
                continue;
            };
            let parts = parts(inner);
            match (name, parts.as_slice()) {
                ("arg" | "argument", [name]) => names.add(name, "", number, "apx", &mut gathered),
                ("att" | "attack", [_, _]) => {
                    num_attacks += 1;
                    relations.push((LinkKind::Attack, parts, number));
                }
                ("support" | "supports" | "sup" | "supp", [_, _]) => {
                    num_supports += 1;
                    relations.push((LinkKind::Support, parts, number));
                }
                _ => gathered.warn_at(number, Trouble::NoEnd, words),
            }
        }
    }
    for (kind, ends, line) in relations {
        let [from, to] = ends.as_slice() else { continue };
        let from = names.find_or_make(from, line, "apx", &mut gathered);
        let to = names.find_or_make(to, line, "apx", &mut gathered);
        if from == to {
            attack_itself(from, "apx", line, &mut gathered);
        } else {
            gathered.link(from, kind, Goal::Node(to), line);
        }
    }
    if gathered.nodes.is_empty() {
        return Err(Refusal::NoArguments);
    }
    let num = gathered.nodes.len();
    gathered.set_count("arguments", num);
    gathered.set_count("attacks", num_attacks);
    gathered.set_count("supports", num_supports);
    Ok(gathered)
}

/// The first fact of a line, without the dot behind it, and the rest.
fn split(line: &str) -> (&str, &str) {
    let mut is_quoted = false;
    let mut before = ' ';
    for (at, letter) in line.char_indices() {
        match letter {
            '"' => is_quoted = !is_quoted,
            '.' if !is_quoted && before == ')' => {
                let (words, rest) = line.split_at(at);
                return (words, rest.strip_prefix('.').unwrap_or(rest));
            }
            _ => {}
        }
        if !letter.is_whitespace() {
            before = letter;
        }
    }
    (line, "")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::build::{Choices, build};
    use super::super::decode::decode;
    use super::super::proof::corpora;
    use super::*;
    use crate::model::Lang;

    fn shape(gathered: &Gathered) -> (Vec<&str>, Vec<(usize, LinkKind, Goal)>) {
        let texts = gathered.nodes.iter().map(|node| node.text.main()).collect();
        let links = gathered
            .links
            .iter()
            .map(|link| (link.premises[0], link.kind, link.goal))
            .collect();
        (texts, links)
    }

    #[test]
    fn a_graph_is_read() {
        use LinkKind::{Attack, Support};
        let text = "1 Het is ver.\n2\n\n#\n2 1\n1 2 supports\n2 2\n3 1 zomaar\n1\n";
        assert!(is_tgf("a\n#\na a") && !is_tgf(text) && !is_apx(text) && !is_tgf("# kop\n#\n") && !is_tgf("a\nb"));
        let gathered = read(text).unwrap();
        let links = vec![
            (1, Attack, Goal::Node(0)),
            (0, Support, Goal::Node(1)),
            (2, Attack, Goal::Node(0)),
        ];
        assert_eq!(shape(&gathered), (vec!["Het is ver.", "2", "3"], links));
        assert_eq!(&gathered.nodes[1].data["tgf.attacks-itself"], "true");
        let what: Vec<(u32, &Trouble)> = gathered
            .warnings
            .iter()
            .map(|warning| (warning.line, &warning.what))
            .collect();
        assert!(what.contains(&(7, &Trouble::NoEnd("2".to_owned()))));
        assert!(what.contains(&(8, &Trouble::Missing("3".to_owned()))));
        assert!(what.contains(&(8, &Trouble::KeptAsText("zomaar".to_owned()))));
        assert!(what.contains(&(9, &Trouble::NoEnd("1".to_owned()))));
        assert_eq!((gathered.counts["nodes"], gathered.counts["edges"]), (3, 4));
    }

    #[test]
    fn facts_are_read() {
        use LinkKind::{Attack, Support};
        let text = "% een opmerking\natt(b,a). arg(a).arg(b).\narg(\"c, d.\").\nsupport(\"c, d.\", f(a,b) ).\nonzin(x).\narg(a).\natt(a).\natt(a,a)\n";
        assert!(is_apx(text) && !is_tgf(text));
        let gathered = read(text).unwrap();
        let links = vec![(1, Attack, Goal::Node(0)), (2, Support, Goal::Node(3))];
        assert_eq!(shape(&gathered), (vec!["a", "b", "c, d.", "f(a,b)"], links));
        let what: Vec<(u32, &Trouble)> = gathered
            .warnings
            .iter()
            .map(|warning| (warning.line, &warning.what))
            .collect();
        assert!(what.contains(&(5, &Trouble::LeftOut("onzin(x)".to_owned()))));
        assert!(what.contains(&(6, &Trouble::Doubled("a".to_owned()))));
        assert!(what.contains(&(7, &Trouble::NoEnd("att(a)".to_owned()))));
        assert!(what.contains(&(4, &Trouble::Missing("f(a,b)".to_owned()))));
    }

    #[test]
    fn nothing_is_no_framework() {
        for empty in ["", "\n#\n", "%", "onzin.", "arg().", "arg("] {
            assert_eq!(read_apx(empty), Err(Refusal::NoArguments), "{empty}");
        }
        assert_eq!(read_tgf("\n#\n"), Err(Refusal::NoArguments));
        let nested = format!("arg({}a{}).", "f(".repeat(10_000), ")".repeat(10_000));
        assert_eq!(read(&nested).unwrap().nodes.len(), 1);
    }

    /// Every file and every count.
    #[test]
    fn real_files_have_what_others_counted() {
        let Some(folder) = corpora() else {
            eprintln!("skipped: no corpora");
            return;
        };
        let list = std::fs::read_to_string(folder.join("expected-open.json")).unwrap();
        let list: serde_json::Value = serde_json::from_str(&list).unwrap();
        let mut num = 0;
        for (path, entry) in list["files"].as_object().unwrap() {
            let is_tgf = path.ends_with(".tgf");
            if entry["kind"] != "tgf-apx-dot" || !(is_tgf || path.ends_with(".apx")) {
                continue;
            }
            num += 1;
            let text = decode(&std::fs::read(folder.join(path)).unwrap()).unwrap().text;
            assert_eq!((self::is_tgf(&text), is_apx(&text)), (is_tgf, !is_tgf), "{path}");
            let gathered = read(&text).unwrap();
            for (name, value) in entry["expected"].as_object().unwrap() {
                assert_eq!(
                    gathered.counts.get(name).copied(),
                    value.as_u64().map(|num| num as usize),
                    "{path} {name}"
                );
            }
            let built = build(&gathered, &Choices::new(&gathered, Lang::EN));
            assert_eq!(built.document.claims.len(), gathered.nodes.len(), "{path}");
            assert_eq!(built.document.relations.len(), gathered.links.len(), "{path}");
        }
        eprintln!("{num} files");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn nothing_makes_it_panic(text in "\\PC{0,200}", lines in proptest::collection::vec("(arg|att|support|#|[a-c])?[(),.\"% a-c#]{0,8}", 0..20)) {
            let _ = read(&text);
            let lines = lines.join("\n");
            for read in [read_tgf, read_apx] {
                if let Ok(gathered) = read(&lines) {
                    let _ = build(&gathered, &Choices::new(&gathered, Lang::EN));
                }
            }
        }
    }
}
