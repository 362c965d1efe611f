//! From the letters of an Argdown file to lines without comments, with data and escaped letters set apart.

use serde_json::Value;

use super::super::gathered::Gathered;
use super::super::trouble::Trouble;

/// Stands before an escaped letter in a line.
pub const ESCAPED: char = '\u{f8fe}';
/// Stands around the number of a piece of data in a line.
pub const DATA: char = '\u{f8ff}';

/// So many letters are looked through for the end of a piece of data.
const MOST_DATA: usize = 65_536;

/// A line of the file.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its number, from 1.
    pub number: u32,
    /// Columns before its first letter; a tab counts to the next fourth column.
    pub indent: usize,
    /// What stands in it, without spaces at either end.
    pub text: String,
}

/// A file in lines.
#[derive(Debug, Default)]
pub struct Scanned {
    /// What stands before the text, as YAML.
    pub front: Option<Value>,
    /// The lines, blank ones too.
    pub lines: Vec<Line>,
    /// The pieces of data that lines point at.
    pub data: Vec<Value>,
}

/// Takes a file apart. Takes time linear in it.
pub fn scan(text: &str, gathered: &mut Gathered) -> Scanned {
    let mut scanned = Scanned::default();
    let (body, first_line) = front_matter(text, &mut scanned, gathered);
    let letters: Vec<char> = body.chars().collect();
    let letter = |at: usize| letters.get(at).copied();
    let starts = |at: usize, word: &str| {
        word.chars()
            .enumerate()
            .all(|(by, wanted)| letter(at + by) == Some(wanted))
    };
    let mut line = Line {
        number: first_line,
        indent: 0,
        text: String::new(),
    };
    // What is never closed is looked for once.
    let mut budget = letters.len() * 4 + MOST_DATA;
    let mut is_closed = [true, true];
    // A line that holds nothing but a comment is none: an empty line would end a block.
    let mut has_comment = false;
    let (mut at, mut is_start, mut has_tab, mut has_space) = (0, true, false, false);
    while let Some(here) = letter(at) {
        let before = at.checked_sub(1).and_then(letter);
        match here {
            '\n' => {
                let next = Line {
                    number: line.number + 1,
                    indent: 0,
                    text: String::new(),
                };
                let whole = std::mem::replace(&mut line, next);
                if !has_comment || !whole.text.trim().is_empty() {
                    push(&mut scanned.lines, whole);
                }
                has_comment = false;
                is_start = true;
            }
            ' ' if is_start => {
                line.indent += 1;
                has_space = true;
            }
            '\t' if is_start => {
                line.indent = (line.indent / 4 + 1) * 4;
                has_tab = true;
            }
            '\\' => {
                is_start = false;
                if let Some(next) = letter(at + 1).filter(|next| *next != '\n') {
                    line.text.extend([ESCAPED, next]);
                    at += 1;
                } else {
                    line.text.push('\\');
                }
            }
            // The reference parser takes what follows a web address's colon for a comment too.
            '/' if letter(at + 1) == Some('/') && before != Some(':') => {
                has_comment = true;
                while letter(at + 1).is_some_and(|next| next != '\n') {
                    at += 1;
                }
            }
            '/' if letter(at + 1) == Some('*') && is_closed.first() == Some(&true) => {
                match find(&letters, at + 2, "*/") {
                    Some(end) => {
                        has_comment = true;
                        line.number += num_lines(letters.get(at..end).unwrap_or_default());
                        at = end + 1;
                    }
                    None => {
                        is_closed = [false, is_closed.last() == Some(&true)];
                        line.text.push('/');
                    }
                }
            }
            '<' if starts(at, "<!--") && is_closed.last() == Some(&true) => match find(&letters, at + 4, "-->") {
                Some(end) => {
                    has_comment = true;
                    line.number += num_lines(letters.get(at..end).unwrap_or_default());
                    at = end + 2;
                }
                None => {
                    is_closed = [is_closed.first() == Some(&true), false];
                    line.text.push('<');
                }
            },
            '{' if before.is_none_or(|before| before.is_whitespace() || matches!(before, ']' | '>' | ')' | '}')) => {
                is_start = false;
                match data(&letters, at, &mut budget) {
                    Some((value, end)) => {
                        let inside = letters.get(at..end).unwrap_or_default();
                        line.text.push(DATA);
                        line.text.push_str(&scanned.data.len().to_string());
                        line.text.push(DATA);
                        scanned.data.push(value);
                        // It goes on behind the data, in the same line for who reads it.
                        line.number += num_lines(inside);
                        at = end;
                    }
                    None => line.text.push('{'),
                }
            }
            DATA | ESCAPED => {}
            other => {
                is_start = false;
                line.text.push(other);
            }
        }
        at += 1;
    }
    push(&mut scanned.lines, line);
    if has_tab && has_space {
        gathered.warn(0, Trouble::Tabs);
    }
    scanned
}

fn push(lines: &mut Vec<Line>, mut line: Line) {
    let end = line.text.trim_end().len();
    // A letter that is escaped stays, even if it is a space.
    line.text.truncate(end);
    if line.text.ends_with(ESCAPED) {
        line.text.push(' ');
    }
    lines.push(line);
}

/// What goes over several lines joins what stands before and behind it; empty lines in it divide nothing.
fn num_lines(letters: &[char]) -> u32 {
    letters.iter().filter(|letter| **letter == '\n').count() as u32
}

fn find(letters: &[char], from: usize, word: &str) -> Option<usize> {
    let first = word.chars().next()?;
    let mut at = from;
    while let Some(letter) = letters.get(at) {
        if *letter == first
            && word
                .chars()
                .enumerate()
                .all(|(by, wanted)| letters.get(at + by) == Some(&wanted))
        {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// The data that begins at a brace: its value, and where its closing brace is.
fn data(letters: &[char], from: usize, budget: &mut usize) -> Option<(Value, usize)> {
    for with_quotes in [true, false] {
        if let Some(end) = closing(letters, from, with_quotes, budget)
            && let Some(value) = letters.get(from..=end).and_then(value)
        {
            return Some((value, end));
        }
    }
    None
}

fn closing(letters: &[char], from: usize, with_quotes: bool, budget: &mut usize) -> Option<usize> {
    let (mut depth, mut quote, mut is_blank) = (0_usize, None, false);
    let mut at = from;
    while let Some(letter) = letters.get(at).filter(|_| at - from < MOST_DATA && *budget > 0) {
        *budget -= 1;
        match (quote, *letter) {
            (Some('"'), '\\') => at += 1,
            (Some(open), letter) if letter == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if with_quotes => {
                let before = letters.get(at.wrapping_sub(1)).copied().unwrap_or(' ');
                if before.is_whitespace() || matches!(before, '[' | '{' | ',' | ':') {
                    quote = Some(*letter);
                }
            }
            (None, '{') => depth += 1,
            (None, '}') => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            // An empty line ends everything.
            (None, '\n') if is_blank => return None,
            _ => {}
        }
        is_blank = match letter {
            '\n' => true,
            letter => is_blank && letter.is_whitespace(),
        };
        at += 1;
    }
    None
}

/// A mapping between braces: as JSON if it is that, else in the flow of YAML, else (with a line break behind the brace) as
/// a block of YAML.
fn value(braced: &[char]) -> Option<Value> {
    let text: String = braced.iter().collect();
    if let Ok(value @ Value::Object(_)) = serde_json::from_str(&text) {
        return Some(value);
    }
    let inner = text.strip_prefix('{')?.strip_suffix('}')?;
    if inner.trim_start_matches([' ', '\t']).starts_with('\n') && inner.contains(':') {
        return yaml(inner);
    }
    yaml(&text)
}

/// Reads YAML; only a mapping counts.
pub fn yaml(text: &str) -> Option<Value> {
    match serde_saphyr::from_str::<Value>(text) {
        Ok(value @ Value::Object(_)) => Some(value),
        _ => None,
    }
}

/// Sets apart what stands between lines of `===` at the beginning; what follows, and the number of its first line.
fn front_matter<'t>(text: &'t str, scanned: &mut Scanned, gathered: &mut Gathered) -> (&'t str, u32) {
    let is_rule = |line: &str| line.len() >= 3 && line.chars().all(|letter| letter == '=');
    let (mut number, mut rest) = (1, text);
    let mut start = None;
    while let Some((line, behind)) = split_line(rest) {
        match start {
            None if line.trim().is_empty() => {}
            None if is_rule(line.trim_end()) => start = Some(behind),
            None => return (text, 1),
            Some(front) if is_rule(line.trim_end()) => {
                let length = front.len().saturating_sub(rest.len());
                let front = front.get(..length).unwrap_or_default();
                scanned.front = yaml(front);
                if scanned.front.is_none() && !front.trim().is_empty() {
                    gathered.warn_at(2, Trouble::BadData, front);
                    gathered
                        .data
                        .insert("argdown.front".to_owned(), front.trim().to_owned());
                }
                return (behind, number + 1);
            }
            Some(_) => {}
        }
        number += 1;
        rest = behind;
    }
    (text, 1)
}

fn split_line(text: &str) -> Option<(&str, &str)> {
    if text.is_empty() {
        return None;
    }
    Some(text.split_once('\n').unwrap_or((text, "")))
}
