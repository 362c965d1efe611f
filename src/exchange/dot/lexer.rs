//! The words and marks of DOT.

/// A word or a mark.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Token {
    /// A word as it stands.
    Word(String),
    /// A word between quotation marks, with its backslashes.
    Quoted(String),
    /// What stands between angle brackets: HTML.
    Html(String),
    /// `->` or `--`.
    Edge,
    /// One of `{ } [ ] ; , : =`.
    Mark(char),
    /// A letter that has no meaning here.
    Unknown(char),
    /// A word between quotation marks, or HTML, that never ends: the rest of the file.
    Open(String),
}

/// Walks through the text.
pub struct Lexer<'a> {
    rest: &'a str,
    line: u32,
    at_start: bool,
    /// What comes next, if it was looked at, and its line.
    next: Option<(Option<Token>, u32)>,
    /// The line of what was taken last.
    taken: u32,
}

impl<'a> Lexer<'a> {
    /// Starts at the beginning.
    pub fn new(text: &'a str) -> Self {
        Self {
            rest: text,
            line: 1,
            at_start: true,
            next: None,
            taken: 1,
        }
    }

    /// The line of what was taken last.
    pub fn taken_line(&self) -> u32 {
        self.taken
    }

    /// What comes next, without taking it.
    pub fn peek(&mut self) -> Option<&Token> {
        if self.next.is_none() {
            self.pass_space();
            let line = self.line;
            self.next = Some((self.token(), line));
        }
        self.next.as_ref().and_then(|(token, _)| token.as_ref())
    }

    fn pass(&mut self, num_bytes: usize) -> &'a str {
        let (passed, rest) = self.rest.split_at_checked(num_bytes).unwrap_or((self.rest, ""));
        self.line += passed.bytes().filter(|byte| *byte == b'\n').count() as u32;
        self.at_start = passed.ends_with('\n') || self.at_start && passed.is_empty();
        self.rest = rest;
        passed
    }

    fn pass_space(&mut self) {
        loop {
            let num = self.rest.len() - self.rest.trim_start().len();
            if num > 0 {
                self.pass(num);
            }
            let end = |mark: &str, from: &str| from.find(mark).map_or(from.len(), |at| at + mark.len());
            let num = if self.rest.starts_with("//") || self.at_start && self.rest.starts_with('#') {
                end("\n", self.rest)
            } else if let Some(inner) = self.rest.strip_prefix("/*") {
                2 + end("*/", inner)
            } else {
                return;
            };
            self.pass(num);
        }
    }

    /// What comes next.
    fn token(&mut self) -> Option<Token> {
        self.pass_space();
        let mut letters = self.rest.chars();
        let letter = letters.next()?;
        let behind = letters.as_str();
        Some(match letter {
            '{' | '}' | '[' | ']' | ';' | ',' | ':' | '=' => {
                self.pass(1);
                Token::Mark(letter)
            }
            '-' if behind.starts_with(['>', '-']) => {
                self.pass(2);
                Token::Edge
            }
            '"' => self.quoted(),
            '<' => self.html(),
            _ if is_of_word(letter) || letter == '-' => {
                let num = behind.find(|letter| !is_of_word(letter)).unwrap_or(behind.len());
                let word = self.pass(letter.len_utf8() + num).to_owned();
                Token::Word(word)
            }
            _ => {
                self.pass(letter.len_utf8());
                Token::Unknown(letter)
            }
        })
    }

    fn quoted(&mut self) -> Token {
        let mut words = String::new();
        loop {
            let inner = self.rest.strip_prefix('"').unwrap_or_default();
            let mut is_escaped = false;
            let end = inner.char_indices().find(|(_, letter)| {
                let ends = *letter == '"' && !is_escaped;
                is_escaped = *letter == '\\' && !is_escaped;
                ends
            });
            let Some((end, _)) = end else {
                words.push_str(inner);
                self.pass(self.rest.len());
                return Token::Open(words);
            };
            self.pass(1);
            words.push_str(self.pass(end));
            self.pass(1);
            // Words that are put together.
            let before = (self.rest, self.line, self.at_start);
            self.pass_space();
            if self.rest.starts_with('+') {
                self.pass(1);
                self.pass_space();
                if self.rest.starts_with('"') {
                    continue;
                }
            }
            (self.rest, self.line, self.at_start) = before;
            return Token::Quoted(words);
        }
    }

    fn html(&mut self) -> Token {
        let mut depth = 0_usize;
        let end = self.rest.char_indices().find(|(_, letter)| {
            match letter {
                '<' => depth += 1,
                '>' => depth -= 1,
                _ => {}
            }
            depth == 0
        });
        let Some((end, _)) = end else {
            let rest = self.pass(self.rest.len());
            return Token::Open(rest.to_owned());
        };
        self.pass(1);
        let html = self.pass(end - 1).to_owned();
        self.pass(1);
        Token::Html(html)
    }
}

impl Iterator for Lexer<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        self.peek();
        let (token, line) = self.next.take()?;
        self.taken = line;
        token
    }
}

fn is_of_word(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_' || letter == '.' || !letter.is_ascii() && !letter.is_whitespace()
}

/// The words that stand between quotation marks, without their backslashes; `name` is that of the node, for `\N`.
pub fn unquoted(words: &str, name: &str) -> String {
    let mut plain = String::with_capacity(words.len());
    let mut letters = words.chars();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            plain.push(letter);
            continue;
        }
        match letters.next() {
            Some('n' | 'l' | 'r') => plain.push('\n'),
            Some('N') => plain.push_str(name),
            // A line that goes on.
            Some('\n') => {}
            Some(letter) => plain.push(letter),
            None => plain.push('\\'),
        }
    }
    plain
}

/// Words between quotation marks, so that Graphviz and [`unquoted`] find them as they are.
pub fn quoted(words: &str) -> String {
    let mut safe = String::with_capacity(words.len() + 2);
    safe.push('"');
    for letter in words.chars() {
        match letter {
            '"' => safe.push_str("\\\""),
            '\\' => safe.push_str("\\\\"),
            '\n' => safe.push_str("\\n"),
            letter => safe.push(letter),
        }
    }
    safe.push('"');
    safe
}
