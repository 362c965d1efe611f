//! Where the records of a map stand in its text: one linear walk over the signs, made only when a
//! place has to be named.

use hashbrown::HashMap;

use crate::model::{Document, Item, Problem, ProblemKind, Target};

use super::error::FilePlace;

/// Start and end of an entry, in bytes.
#[derive(Clone, Copy, Debug)]
struct Span {
    start: usize,
    end: usize,
}

/// The entries of the lists of a map, by position and by name.
pub(super) struct Places<'a> {
    text: &'a str,
    /// Where the lines start: to find a line by halving.
    line_starts: Vec<usize>,
    /// How many letters stand before each stretch of so many bytes: a map may be one line.
    letters: Vec<usize>,
    entries: HashMap<&'a str, Vec<Span>>,
    names: HashMap<(&'a str, &'a str), Span>,
    first_comment: Option<usize>,
}

enum Token<'a> {
    Open,
    Close,
    Word(&'a str),
    Quoted(&'a str),
    Colon,
    Other,
}

impl<'a> Places<'a> {
    /// Walks over a text that the parser accepted (on another text it finds what it can).
    pub(super) fn scan(text: &'a str) -> Self {
        let line_starts = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(at, _)| at + 1))
            .collect();
        let mut num_letters = 0;
        let letters = text.as_bytes().chunks(STRETCH).map(|stretch| {
            let before = num_letters;
            num_letters += count_letters(stretch);
            before
        });
        let mut places = Self {
            text,
            line_starts,
            letters: letters.collect(),
            entries: HashMap::new(),
            names: HashMap::new(),
            first_comment: None,
        };
        let mut tokens = Tokens {
            text,
            at: 0,
            first_comment: None,
        };
        let mut depth = 0_usize;
        let mut field = "";
        let mut list = "";
        let mut start = 0;
        let mut id = None;
        let mut last_word = "";
        while let Some((at, token)) = tokens.next() {
            match token {
                Token::Open => {
                    depth += 1;
                    match depth {
                        2 => list = field,
                        3 => {
                            start = at;
                            id = None;
                        }
                        _ => {}
                    }
                }
                Token::Close => {
                    if depth == 3 {
                        let span = Span { start, end: at + 1 };
                        places.entries.entry(list).or_default().push(span);
                        if let Some(id) = id.take() {
                            places.names.entry((list, id)).or_insert(span);
                        }
                    }
                    depth = depth.saturating_sub(1);
                }
                Token::Word(word) => last_word = word,
                Token::Colon if depth == 1 => field = last_word,
                Token::Quoted(words) if depth == 3 && last_word == "id" && id.is_none() => id = Some(words),
                Token::Quoted(_) | Token::Colon | Token::Other => {}
            }
        }
        places.first_comment = tokens.first_comment;
        places
    }

    /// The line of the first comment.
    pub(super) fn first_comment(&self) -> Option<usize> {
        self.first_comment.map(|at| self.place(at).line)
    }

    /// Place of the entry with this number in a list.
    pub(super) fn of_entry(&self, list: &str, number: usize) -> Option<FilePlace> {
        self.entries
            .get(list)
            .and_then(|spans| spans.get(number))
            .map(|span| self.place(span.start))
    }

    /// Place of the entry with this name in a list.
    pub(super) fn of_name(&self, list: &str, name: &str) -> Option<FilePlace> {
        self.names.get(&(list, name)).map(|span| self.place(span.start))
    }

    /// Place where a problem can be mended.
    pub(super) fn of_problem(&self, document: &Document, problem: &Problem) -> Option<FilePlace> {
        if let ProblemKind::Comment(line) = problem.kind {
            return Some(FilePlace { line, column: 1 });
        }
        let (list, name) = match problem.item {
            Item::Cover => ("", ""),
            Item::Claim(id) => ("claims", document.claims.name(id)),
            Item::Relation(id) => self.relation_entry(document, id),
            Item::Stakeholder(id) => ("stakeholders", document.stakeholders.name(id)),
            Item::Theme(id) => ("themes", document.themes.name(id)),
            Item::Instrument(id) => ("instruments", document.instruments.name(id)),
            Item::Source(id) => ("sources", document.sources.name(id)),
            Item::Fact(id) => ("facts", document.facts.name(id)),
            Item::Term(id) => ("glossary", document.terms.name(id)),
            Item::Route(id) => ("routes", document.routes.name(id)),
        };
        let span = if list.is_empty() {
            Span {
                start: 0,
                end: self.text.len(),
            }
        } else {
            *self.names.get(&(list, name))?
        };
        let named = match &problem.kind {
            ProblemKind::Dangling(name)
            | ProblemKind::BadAddress(name)
            | ProblemKind::BadPicture(name)
            | ProblemKind::BothWays(name)
            | ProblemKind::Doubled(name) => Some(name),
            _ => None,
        };
        let exact = named.and_then(|name| reference(self.text.get(span.start..span.end)?, name));
        Some(self.place(span.start + exact.unwrap_or(0)))
    }

    /// A relation stands in its own list, or as a field of its claim.
    fn relation_entry<'d>(&self, document: &'d Document, id: crate::model::RelationId) -> (&'static str, &'d str) {
        let name = document.relations.name(id);
        if self.names.contains_key(&("relations", name)) {
            return ("relations", name);
        }
        let Some(relation) = document.relations.get(id) else {
            return ("", "");
        };
        let premise = relation.premises.first().map(|premise| document.claims.name(*premise));
        let target = match relation.target {
            Target::Claim(target) => document.claims.name(target),
            Target::Relation(target) => document.relations.name(target),
        };
        ("claims", premise.unwrap_or(target))
    }

    fn place(&self, offset: usize) -> FilePlace {
        let line = self.line_starts.partition_point(|start| *start <= offset);
        let start = line
            .checked_sub(1)
            .and_then(|line| self.line_starts.get(line))
            .copied()
            .unwrap_or(0);
        FilePlace {
            line,
            column: self.letters_before(offset).saturating_sub(self.letters_before(start)) + 1,
        }
    }

    fn letters_before(&self, offset: usize) -> usize {
        let stretch = offset / STRETCH;
        let before = self.letters.get(stretch).copied().unwrap_or(0);
        let rest = self.text.as_bytes().get(stretch * STRETCH..offset);
        before + count_letters(rest.unwrap_or_default())
    }
}

/// In bytes.
const STRETCH: usize = 1024;

/// The letters that begin in these bytes of a text.
fn count_letters(bytes: &[u8]) -> usize {
    // Those behind the first of a letter begin with the bits 10.
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

/// The fields in which a record refers to others.
const REFERENCES: [&str; 12] = [
    "thesis",
    "supports",
    "attacks",
    "undercuts",
    "backs",
    "premises",
    "stakeholder",
    "theme",
    "sources",
    "source",
    "instruments",
    "urls",
];

/// Where a record refers to a name: the quoted name in one of the fields for that, not in a text.
fn reference(record: &str, name: &str) -> Option<usize> {
    let mut tokens = Tokens {
        text: record,
        at: 0,
        first_comment: None,
    };
    let mut field = "";
    let mut last_word = "";
    while let Some((at, token)) = tokens.next() {
        match token {
            Token::Word(word) => last_word = word,
            Token::Colon => field = last_word,
            Token::Quoted(words) if words == name && (REFERENCES.contains(&field) || field == "image") => {
                return Some(at);
            }
            _ => {}
        }
    }
    None
}

/// What stands as the number of the file form, wherever that is in the outermost brackets and whatever stands beside it, and
/// where; nothing if the text ends there.
pub(super) fn format_of(text: &str) -> Option<(usize, &str)> {
    let mut tokens = Tokens {
        text,
        at: 0,
        first_comment: None,
    };
    let (mut depth, mut last_word) = (0_usize, "");
    while let Some((_, token)) = tokens.next() {
        match token {
            Token::Open => depth += 1,
            Token::Close => depth = depth.saturating_sub(1),
            Token::Word(word) => last_word = word,
            Token::Colon if depth == 1 && last_word == "format" => {
                let (start, token) = tokens.next()?;
                if matches!(token, Token::Quoted(_)) {
                    return Some((start, text.get(start..tokens.at)?));
                }
                let rest = text.get(start..)?;
                let end = rest.find([',', ')', '\n', '\r', '/']).unwrap_or(rest.len());
                let found = rest.get(..end)?.trim_end();
                return (!found.is_empty()).then_some((start, found));
            }
            _ => {}
        }
    }
    None
}

struct Tokens<'a> {
    text: &'a str,
    at: usize,
    first_comment: Option<usize>,
}

impl<'a> Tokens<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// The next token and where it starts; comments and white space are passed over.
    fn next(&mut self) -> Option<(usize, Token<'a>)> {
        loop {
            let rest = self.rest();
            let letter = rest.chars().next()?;
            let at = self.at;
            if letter.is_whitespace() {
                self.at += letter.len_utf8();
            } else if rest.starts_with("//") {
                self.first_comment.get_or_insert(at);
                self.at += rest.find('\n').unwrap_or(rest.len());
            } else if rest.starts_with("/*") {
                self.first_comment.get_or_insert(at);
                self.at += block_comment_len(rest);
            } else {
                return Some((at, self.token(letter)));
            }
        }
    }

    fn token(&mut self, letter: char) -> Token<'a> {
        let rest = self.rest();
        match letter {
            '(' | '[' | '{' => self.take(1, Token::Open),
            ')' | ']' | '}' => self.take(1, Token::Close),
            ':' => self.take(1, Token::Colon),
            '"' => {
                let len = quoted_len(rest);
                let words = rest.get(1..len.saturating_sub(1).max(1)).unwrap_or("");
                self.take(len, Token::Quoted(words))
            }
            'r' if rest.starts_with("r\"") || rest.starts_with("r#\"") || rest.starts_with("r##") => {
                let hashes = rest.bytes().skip(1).take_while(|byte| *byte == b'#').count();
                let end = format!("\"{}", "#".repeat(hashes));
                let from = hashes + 2;
                let len = rest
                    .get(from..)
                    .and_then(|rest| rest.find(&end))
                    .map_or(rest.len(), |at| from + at + end.len());
                let words = rest.get(from..len.saturating_sub(end.len()).max(from)).unwrap_or("");
                self.take(len, Token::Quoted(words))
            }
            _ if letter.is_alphanumeric() || letter == '_' => {
                let len = rest
                    .find(|letter: char| !letter.is_alphanumeric() && letter != '_')
                    .unwrap_or(rest.len());
                self.take(len, Token::Word(rest.get(..len).unwrap_or("")))
            }
            other => self.take(other.len_utf8(), Token::Other),
        }
    }

    fn take(&mut self, len: usize, token: Token<'a>) -> Token<'a> {
        self.at += len;
        token
    }
}

/// Length of a quoted text with its quotes.
fn quoted_len(text: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// Length of a block comment; such comments nest.
fn block_comment_len(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut at, mut depth) = (0, 0_usize);
    while let Some(pair) = bytes.get(at..at + 2) {
        match pair {
            b"/*" => (at, depth) = (at + 2, depth + 1),
            b"*/" => {
                (at, depth) = (at + 2, depth - 1);
                if depth == 0 {
                    return at;
                }
            }
            _ => at += 1,
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_found_the_same_way_in_lines_of_any_length() {
        let line = "eén woord — 東 ".repeat(300);
        let text = format!("(\n{line}{line}\n\n{line}\n)");
        let places = Places::scan(&text);
        for (at, _) in text.char_indices() {
            assert_eq!(places.place(at), FilePlace::of(&text, at), "{at}");
        }
    }
}
