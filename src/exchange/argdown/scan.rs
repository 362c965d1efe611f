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
    let starts = |at: usize, word: &str| body.get(at..).is_some_and(|rest| rest.starts_with(word));
    let mut line = Line {
        number: first_line,
        indent: 0,
        text: String::new(),
    };
    // What is never closed is looked for once.
    let mut budget = body.len() * 4 + MOST_DATA;
    let mut is_closed = [true, true];
    // A line that holds nothing but a comment is none: an empty line would end a block.
    let mut has_comment = false;
    let (mut at, mut is_start, mut has_tab, mut has_space) = (0, true, false, false);
    // Places are counted in bytes: all marks are ASCII.
    while let Some(here) = letter(body, at) {
        let before = body.get(..at).and_then(|before| before.chars().next_back());
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
                if let Some(next) = letter(body, at + 1).filter(|next| *next != '\n') {
                    line.text.extend([ESCAPED, next]);
                    at += next.len_utf8();
                } else {
                    line.text.push('\\');
                }
            }
            // The reference parser takes what follows a web address's colon for a comment too.
            '/' if starts(at + 1, "/") && before != Some(':') => {
                has_comment = true;
                let rest = body.get(at..).unwrap_or_default();
                at += rest.find('\n').unwrap_or(rest.len()) - here.len_utf8();
            }
            '/' if starts(at + 1, "*") && is_closed.first() == Some(&true) => match find(body, at + 2, "*/") {
                Some(end) => {
                    has_comment = true;
                    line.number += num_lines(body.get(at..end).unwrap_or_default());
                    at = end + 1;
                }
                None => {
                    is_closed = [false, is_closed.last() == Some(&true)];
                    line.text.push('/');
                }
            },
            '<' if starts(at, "<!--") && is_closed.last() == Some(&true) => match find(body, at + 4, "-->") {
                Some(end) => {
                    has_comment = true;
                    line.number += num_lines(body.get(at..end).unwrap_or_default());
                    at = end + 2;
                }
                None => {
                    is_closed = [is_closed.first() == Some(&true), false];
                    line.text.push('<');
                }
            },
            '{' if before.is_none_or(|before| before.is_whitespace() || matches!(before, ']' | '>' | ')' | '}')) => {
                is_start = false;
                match data(body, at, &mut budget) {
                    Some((value, end)) => {
                        let inside = body.get(at..end).unwrap_or_default();
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
            DATA | ESCAPED => at += here.len_utf8() - 1,
            other => {
                is_start = false;
                line.text.push(other);
                at += other.len_utf8() - 1;
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

/// The letter that begins at a byte.
fn letter(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
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
fn num_lines(letters: &str) -> u32 {
    letters.bytes().filter(|letter| *letter == b'\n').count() as u32
}

/// Where a word stands behind a place.
fn find(text: &str, from: usize, word: &str) -> Option<usize> {
    text.get(from..)?.find(word).map(|at| from + at)
}

/// The data that begins at a brace: its value, and where its closing brace is.
fn data(text: &str, from: usize, budget: &mut usize) -> Option<(Value, usize)> {
    for with_quotes in [true, false] {
        if let Some(end) = closing(text, from, with_quotes, budget)
            && let Some(value) = text.get(from..=end).and_then(value)
        {
            return Some((value, end));
        }
    }
    None
}

fn closing(text: &str, from: usize, with_quotes: bool, budget: &mut usize) -> Option<usize> {
    let (mut depth, mut quote, mut is_blank) = (0_usize, None, false);
    let (mut before, mut is_escaped) = (' ', false);
    for (by, letter) in text.get(from..)?.char_indices() {
        if by >= MOST_DATA || *budget == 0 {
            return None;
        }
        *budget -= 1;
        if std::mem::take(&mut is_escaped) {
            before = letter;
            continue;
        }
        match (quote, letter) {
            (Some('"'), '\\') => is_escaped = true,
            (Some(open), letter) if letter == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'')
                if with_quotes && (before.is_whitespace() || matches!(before, '[' | '{' | ',' | ':')) =>
            {
                quote = Some(letter);
            }
            (None, '{') => depth += 1,
            (None, '}') => {
                depth -= 1;
                if depth == 0 {
                    return Some(from + by);
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
        before = letter;
    }
    None
}

/// The value of a mapping between braces: as JSON if it is that, else in the flow of YAML, else (with a line break behind the
/// brace) as a block of YAML.
fn value(text: &str) -> Option<Value> {
    if let Ok(value @ Value::Object(_)) = serde_json::from_str(text) {
        return Some(value);
    }
    let inner = text.strip_prefix('{')?.strip_suffix('}')?;
    if inner.trim_start_matches([' ', '\t']).starts_with('\n') && inner.contains(':') {
        return yaml(inner);
    }
    yaml(text)
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
