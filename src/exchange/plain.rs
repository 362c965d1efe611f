//! Indented lines: what stands deeper hangs under the line above it. `+` and `-`, or words as `Voor:`, give the side.
//!
//! Besides the sentences there may be lines for what belongs to the sentence above them: `>` explains it, `Bron:` or
//! `Source:` is what it rests on. A line that ends in `:` is a heading; `~` stands before what hangs nowhere. The first
//! lines may be `Titel:` and `Vraag:` (`Title:`, `Question:`).

use std::fmt::Write as _;

use super::format::Format;
use super::gathered::{Cited, Gathered, LinkKind, Words};
use super::limit::MOST_RECORDS;
use super::mind_map::leaf::leaves;
use super::own::Export;
use super::parts::Part;
use super::signs::{side_heading, signed};
use super::tree::{Branch, gather};
use super::trouble::{Refusal, Trouble};
use crate::model::Lang;

/// What comes back from a text that was written.
pub const KEEPS: &[Part] = &[Part::Explanations, Part::Stakeholders, Part::Sources];

/// So many spaces is a tab worth.
const TAB: usize = 4;

/// So deep lines are indented; what hangs deeper stands there too, since else a chain would be written in square its length.
const DEEPEST: usize = 1_000;

/// Reads a text.
///
/// # Errors
/// [`Refusal::NoArguments`] if there is no line with anything on it.
pub fn read(text: &str) -> Result<Gathered, Refusal> {
    let mut gathered = Gathered::new(Format::Text);
    let mut branches: Vec<Branch> = Vec::new();
    // The lines that are still open, with how far they are indented.
    let mut open: Vec<(usize, usize)> = Vec::new();
    let (mut has_tabs, mut has_spaces, mut is_mixed) = (false, false, false);
    let (mut num_lines, mut num_blank) = (0, 0);
    for (number, line) in text.lines().enumerate() {
        let line_number = number as u32 + 1;
        let words = line.trim();
        num_lines += 1;
        if words.is_empty() {
            num_blank += 1;
            continue;
        }
        if branches.len() >= MOST_RECORDS {
            // No more than counted, but for what belongs to the last.
            let mut nothing = Branch::default();
            let last = branches.last_mut().filter(|_| gathered.over.is_none());
            if !belongs(words, last.unwrap_or(&mut nothing)) {
                gathered.leave_over(line_number);
            }
            continue;
        }
        let mut indent = 0;
        for letter in line.chars().take_while(|letter| letter.is_whitespace()) {
            if letter == '\t' {
                has_tabs = true;
                indent += TAB - indent % TAB;
            } else {
                has_spaces = true;
                indent += 1;
            }
        }
        if has_tabs && has_spaces && !is_mixed {
            is_mixed = true;
            gathered.warn(line_number, Trouble::Tabs);
        }
        if branches.is_empty() && head(words, &mut gathered) {
            continue;
        }
        if let Some(last) = branches.last_mut()
            && !belongs(words, last)
        {
            // What it belongs to is the line that is less indented.
        } else if !branches.is_empty() {
            continue;
        }
        let deeper = open.last().is_some_and(|(last, _)| *last < indent);
        while open.last().is_some_and(|(last, _)| *last >= indent) {
            let popped = open.pop();
            let above = open.last().map_or(0, |(last, _)| *last);
            if popped.is_some_and(|(last, _)| last > indent) && above < indent && !deeper {
                // Between two that are open: under the one that is less indented.
                gathered.warn_at(line_number, Trouble::Indent, words);
            }
        }
        let branch = branch(
            words,
            open.last().map(|(_, branch)| *branch),
            line_number,
            branches.is_empty(),
            &branches,
        );
        open.push((indent, branches.len()));
        branches.push(branch);
    }
    gathered.set_count("lines", num_lines);
    gathered.set_count("blank_lines", num_blank);
    only_with_some(&mut branches);
    let is_heading = |branch: &&Branch| branch.named.iter().any(|(name, _)| name == "kind");
    gathered.set_count("headings", branches.iter().filter(is_heading).count());
    if branches.is_empty() && gathered.title.is_empty() && gathered.question.is_empty() {
        return Err(Refusal::NoArguments);
    }
    gather(branches, &mut gathered, "text");
    Ok(gathered)
}

/// A line that ends in a colon is a heading only if something stands under it, and else a sentence.
fn only_with_some(branches: &mut [Branch]) {
    let mut has_some = vec![false; branches.len()];
    for branch in branches.iter() {
        if let Some(slot) = branch.parent.and_then(|parent| has_some.get_mut(parent)) {
            *slot = true;
        }
    }
    for (branch, has_some) in branches.iter_mut().zip(has_some) {
        if !has_some && branch.named.iter().any(|(name, _)| name == "kind") {
            branch.named.retain(|(name, _)| name != "kind");
            branch.text.push(':');
        }
    }
}

/// Takes a line with the title or the question over.
fn head(words: &str, into: &mut Gathered) -> bool {
    let Some((word, rest)) = words.split_once(':') else {
        return false;
    };
    let place = match &*word.trim().to_lowercase() {
        "titel" | "title" | "discussion title" => &mut into.title,
        "vraag" | "question" => &mut into.question,
        _ => return false,
    };
    let rest = rest.trim();
    if rest.is_empty() || !place.is_empty() {
        return false;
    }
    *place = Words::plain(rest);
    true
}

/// Takes over what belongs to the sentence above it.
fn belongs(words: &str, above: &mut Branch) -> bool {
    if let Some(rest) = words.strip_prefix('>') {
        if !above.explanation.is_empty() {
            above.explanation.push('\n');
        }
        above.explanation.push_str(rest.trim());
        return true;
    }
    let Some((word, rest)) = words.split_once(':') else {
        return false;
    };
    if !matches!(&*word.to_lowercase(), "bron" | "source" | "bronnen" | "sources") || rest.trim().is_empty() {
        return false;
    }
    let mut citation = rest.trim();
    let mut urls: Vec<String> = Vec::new();
    loop {
        let (before, last) = citation.rsplit_once(char::is_whitespace).unwrap_or(("", citation));
        let address = last.strip_prefix('<').and_then(|last| last.strip_suffix('>'));
        let Some(address) = address.or(Some(last).filter(|last| last.starts_with("http") && last.contains("://")))
        else {
            break;
        };
        urls.insert(0, address.to_owned());
        citation = before.trim_end();
    }
    above.sources.push(Cited {
        citation: citation.to_owned(),
        urls,
        ..Cited::default()
    });
    true
}

fn branch(words: &str, parent: Option<usize>, line: u32, is_first: bool, before: &[Branch]) -> Branch {
    let mut branch = Branch {
        parent,
        line,
        ..Branch::default()
    };
    let named = |branch: &mut Branch, name: &str, value: &str| branch.named.push((name.to_owned(), value.into()));
    let words = if is_first {
        words
    } else if let Some(rest) = words.strip_prefix("~ ") {
        named(&mut branch, "rel", "nothing");
        rest.trim()
    } else {
        words.strip_prefix(['*', '•', '–', '—']).map_or(words, |rest| {
            if rest.starts_with([' ', '\t']) {
                rest.trim()
            } else {
                words
            }
        })
    };
    let is_heading = !is_first && branch.named.is_empty() && signed(words).is_none();
    if let Some(title) = words
        .strip_suffix(':')
        .filter(|title| is_heading && side_heading(title).is_none())
    {
        let is_under_heading = parent
            .and_then(|parent| before.get(parent))
            .is_some_and(|parent| parent.named.iter().any(|(name, _)| name == "kind"));
        let kind = if is_under_heading { "theme" } else { "stakeholder" };
        named(&mut branch, "kind", kind);
        branch.text = title.trim().to_owned();
    } else {
        branch.text = words.to_owned();
    }
    branch
}

fn one_line(words: &str) -> String {
    words
        .split('\n')
        .map(str::trim)
        .collect::<Vec<_>>()
        .join(" ")
        .trim()
        .to_owned()
}

/// Writes a map, with tabs. Headings of themes are written within stakeholders only.
pub fn write(export: &Export<'_>) -> String {
    let document = export.document;
    let is_dutch = export.lang == Lang::NL;
    let mut out = String::with_capacity(document.claims.len() * 120);
    let word = |dutch: &'static str, english: &'static str| if is_dutch { dutch } else { english };
    let leaves = leaves(export, "text.", |_, _| false);
    let thesis = leaves.first().map_or("", |leaf| &leaf.words);
    let title = one_line(export.words(&document.cover.title));
    let question = one_line(export.words(&document.cover.question));
    if !title.is_empty() {
        let _ = writeln!(out, "{}: {title}", word("Titel", "Title"));
    }
    if !question.is_empty() {
        let _ = writeln!(out, "{}: {question}", word("Vraag", "Question"));
    }
    if !out.is_empty() && !thesis.is_empty() {
        out.push('\n');
    }
    let mut is_in_stakeholder = false;
    let mut shift = 0;
    for (number, leaf) in leaves.iter().enumerate() {
        if leaf.depth <= 1 {
            is_in_stakeholder = leaf.is_stakeholder;
            shift = 0;
        }
        if leaf.is_heading && !leaf.is_stakeholder && !is_in_stakeholder {
            // A heading that would pass for a stakeholder.
            shift = 1;
            continue;
        }
        if leaf.is_stakeholder && leaves.get(number + 1).is_none_or(|next| next.depth <= leaf.depth) {
            continue;
        }
        let depth = leaf.depth.saturating_sub(shift).min(DEEPEST);
        let tabs = "\t".repeat(depth);
        let words = one_line(&leaf.words);
        let sign = match leaf.sign {
            // Behind a sign a colon would belong to it.
            Some(kind) if words.starts_with(':') => match kind {
                LinkKind::Support => word("Voor: ", "For: "),
                _ => word("Tegen: ", "Against: "),
            },
            Some(LinkKind::Support) => "+ ",
            Some(_) => "- ",
            None if leaf.is_loose => "~ ",
            None => "",
        };
        if leaf.is_heading {
            let _ = writeln!(out, "{tabs}{}:", one_line(&leaf.text));
        } else {
            let _ = writeln!(out, "{tabs}{sign}{words}");
        }
        for line in leaf.explanation.lines() {
            let _ = writeln!(out, "{tabs}\t> {}", line.trim());
        }
        for source in &leaf.sources {
            let _ = write!(
                out,
                "{tabs}\t{}: {}",
                word("Bron", "Source"),
                one_line(&source.citation)
            );
            for url in &source.urls {
                let _ = write!(out, " <{}>", url.split_whitespace().collect::<Vec<_>>().join("%20"));
            }
            out.push('\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::build::{Choices, build};
    use super::super::decode::decode;
    use super::super::proof::{comes_back, corpora, maps};
    use super::*;
    use crate::model::Structure;

    fn kinds(gathered: &Gathered) -> Vec<(usize, LinkKind, String)> {
        let link = |link: &super::super::gathered::Link| (link.premises[0], link.kind, format!("{:?}", link.goal));
        gathered.links.iter().map(link).collect()
    }

    #[test]
    fn lines_hang_under_what_is_less_indented() {
        let gathered = read(
            "Moet het? #geen trefwoord\n\n  Ouders\n    + dichtbij\n      > want dan\n      > kun je lopen\n      Bron: Bakker, p. 3 <https://x.nl>\n\
             \u{20}     - te duur\n    tegen: te ver\n  Leerlingen:\n    + samen\n  Overheid en school\n",
        )
        .unwrap();
        let texts: Vec<&str> = gathered.nodes.iter().map(|node| node.text.main()).collect();
        assert_eq!(
            texts,
            [
                "Moet het? #geen trefwoord",
                "dichtbij",
                "te duur",
                "te ver",
                "samen",
                "Overheid en school"
            ]
        );
        use LinkKind::{Attack, Support, Under};
        let links: Vec<_> = kinds(&gathered);
        let kinds: Vec<LinkKind> = links.iter().map(|(_, kind, _)| *kind).collect();
        assert_eq!(kinds, [Support, Attack, Attack, Support, Under]);
        assert_eq!(links[1].2, "Node(1)");
        let near = &gathered.nodes[1];
        assert_eq!(near.explanation.main(), "want dan\nkun je lopen");
        assert_eq!(
            (&*near.sources[0].citation, &*near.sources[0].urls[0]),
            ("Bakker, p. 3", "https://x.nl")
        );
        assert_eq!(gathered.groups.len(), 2);
        assert_eq!(gathered.groups[1].title.main(), "Leerlingen");
        assert!(near.tags.is_empty());
        assert_eq!((gathered.counts["lines"], gathered.counts["blank_lines"]), (12, 1));
        let alone = read("een\nDit is geen kop:\n  + twee\nEn dit ook niet:\n").unwrap();
        assert_eq!(alone.groups.len(), 1);
        assert_eq!(alone.nodes.last().unwrap().text.main(), "En dit ook niet:");
    }

    #[test]
    fn odd_indents_are_told_and_nothing_is_lost() {
        let gathered = read("a\n\t+ b\n        - c\n      - d\n").unwrap();
        assert_eq!(gathered.nodes.len(), 4);
        let what: Vec<_> = gathered
            .warnings
            .iter()
            .map(|warning| (warning.line, warning.what.clone()))
            .collect();
        assert_eq!(what, [(3, Trouble::Tabs), (4, Trouble::Indent("- d".to_owned()))]);
        let ends: Vec<String> = kinds(&gathered).into_iter().map(|(_, _, goal)| goal).collect();
        assert_eq!(ends, ["Node(0)", "Node(1)", "Node(1)"]);
        let roots = read("a\nb\nc\n").unwrap();
        assert_eq!((roots.nodes.len(), roots.links.len()), (4, 3));
        assert_eq!(read(" \n\t\n"), Err(Refusal::NoArguments));
        assert_eq!(read("Vraag: moet het?\n+ ja\n").unwrap().question.main(), "moet het?");
    }

    #[test]
    fn deep_and_long_texts_are_read() {
        let deep: String = (0..10_000).map(|depth| format!("{}+ x\n", " ".repeat(depth))).collect();
        let gathered = read(&deep).unwrap();
        assert_eq!((gathered.nodes.len(), gathered.links.len()), (10_000, 9_999));
        let built = build(&gathered, &Choices::new(&gathered, Lang::NL));
        let structure = Structure::new(&built.document);
        let written = write(&Export::new(&built.document, &structure, Lang::NL));
        assert_eq!(read(&written).unwrap().nodes.len(), 10_000);
    }

    #[test]
    fn files_of_others_are_read_whatever_they_are() {
        let Some(folder) = corpora() else {
            eprintln!("skipped: no corpora");
            return;
        };
        let mut num = 0;
        for kind in ["unicode", "argdown", "opml"] {
            let mut waiting = vec![folder.join(kind)];
            while let Some(path) = waiting.pop() {
                if path.is_dir() {
                    waiting.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
                } else if let Ok(decoded) = decode(&std::fs::read(&path).unwrap()) {
                    let gathered = read(&decoded.text).unwrap();
                    build(&gathered, &Choices::new(&gathered, Lang::NL));
                    num += 1;
                }
            }
        }
        eprintln!("{num} files");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn a_map_comes_back(map in maps()) {
            let read = |bytes: &[u8]| read(&decode(bytes)?.text);
            comes_back(&map, |export| write(export).into_bytes(), read, KEEPS)?;
        }

        #[test]
        fn no_letters_break_it(text in "(\\PC|[\n\t :+>~-]){0,200}") {
            if let Ok(gathered) = read(&text) {
                build(&gathered, &Choices::new(&gathered, Lang::NL));
            }
        }
    }
}
