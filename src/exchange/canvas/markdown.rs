//! The little of Markdown that stands on cards: a heading, links, and letters that are only marks.

use super::super::gathered::Cited;
use super::super::mind_map::markup::one_line;

/// Letters that mean something in Markdown wherever they stand.
const MARKS: &str = "\\`*_[]<>#|~$=^&!%";

/// What stands on a card.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Card {
    /// Its first paragraph, or its heading.
    pub text: String,
    /// What follows.
    pub rest: String,
    /// What stands before it, between lines of hyphens.
    pub front: String,
    /// Where its links lead.
    pub links: Vec<Cited>,
}

/// Writes words so that they stand on a card as they are.
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            safe.push('\n');
        }
        let digits = line.chars().take_while(char::is_ascii_digit).count();
        for (at, letter) in line.chars().enumerate() {
            let begins_list =
                at == 0 && matches!(letter, '-' | '+') || digits > 0 && at == digits && matches!(letter, '.' | ')');
            if begins_list || MARKS.contains(letter) {
                safe.push('\\');
            }
            safe.push(letter);
        }
    }
    safe
}

/// Takes a card apart.
pub fn read(text: &str) -> Card {
    let mut card = Card::default();
    let mut text = text;
    if let Some(rest) = text.strip_prefix("---\n")
        && let Some((front, behind)) = rest.split_once("\n---\n").or_else(|| rest.split_once("\n---"))
    {
        front.clone_into(&mut card.front);
        text = behind;
    }
    let text = text.trim_start_matches('\n');
    // Some programs write the ends of lines twice over.
    let repaired;
    let text = if !text.contains('\n') && text.contains("\\n\\n") && !text.contains("\\\\n") {
        repaired = text.replace("\\n", "\n");
        repaired.as_str()
    } else {
        text
    };
    let first = text.lines().next().unwrap_or_default();
    let heading = first.trim_start_matches('#');
    let is_heading = heading.len() < first.len() && heading.starts_with(' ');
    let (start, rest) = if is_heading {
        (heading, text.split_once('\n').map_or("", |(_, rest)| rest))
    } else {
        text.split_once("\n\n").unwrap_or((text, ""))
    };
    card.text = one_line(&plain(start, &mut card.links));
    card.rest = plain(rest, &mut card.links).trim().to_owned();
    card
}

/// The words without their marks.
fn plain(text: &str, links: &mut Vec<Cited>) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        let rest = letters.as_str();
        match letter {
            '\\' => {
                let next = rest.chars().next().filter(char::is_ascii_punctuation);
                plain.push(next.unwrap_or('\\'));
                if next.is_some() {
                    letters.next();
                }
            }
            '`' => {}
            '*' if rest.starts_with('*') => {
                letters.next();
            }
            '!' if rest.starts_with('[') => {}
            '[' => match link(rest) {
                Some((words, to, behind)) => {
                    plain.push_str(words);
                    if to.contains("://") || to.starts_with("mailto:") {
                        let citation = if words == to { "" } else { words };
                        links.push(Cited {
                            citation: citation.to_owned(),
                            urls: vec![to.to_owned()],
                            ..Cited::default()
                        });
                    }
                    letters = behind.chars();
                }
                None => plain.push('['),
            },
            letter => plain.push(letter),
        }
    }
    plain
}

/// A link behind its first bracket: its words, where it leads, and what follows. Another bracket ends the search, so that
/// nothing is looked through twice.
fn link(rest: &str) -> Option<(&str, &str, &str)> {
    let until = |from: &'_ str, end: char| from.find([end, '[', '\n']);
    if let Some(inner) = rest.strip_prefix('[') {
        let (inner, behind) = inner.split_at_checked(until(inner, ']')?)?;
        let (to, words) = inner.split_once('|').unwrap_or((inner, inner));
        return Some((words, to, behind.strip_prefix("]]")?));
    }
    let (words, behind) = rest.split_at_checked(until(rest, ']')?)?;
    let behind = behind.strip_prefix("](")?;
    let (to, behind) = behind.split_at_checked(until(behind, ')')?)?;
    Some((words, to, behind.strip_prefix(')')?))
}
