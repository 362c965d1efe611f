//! XML and HTML as other programs write them, read piece by piece: nothing is followed, nothing is resolved, and what is
//! nearly right is read all the same.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::super::gathered::Cited;
use super::super::trouble::Refusal;

/// A beginning of an element.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Tag {
    /// Its name, without what stands before a colon.
    pub name: String,
    /// Names and values, in the order of the file.
    pub attributes: Vec<(String, String)>,
    /// Its line, from 1.
    pub line: u32,
    /// Whether the attributes are not quite as they should be.
    pub is_odd: bool,
}

impl Tag {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The value of an attribute, whichever of its letters are capitals.
    pub fn get_any_case(&self, name: &str) -> Option<&str> {
        let found = self
            .attributes
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

/// A piece of XML. Each [`Piece::Open`] has its [`Piece::Close`], but for what a broken file leaves open.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece {
    /// An element begins.
    Open(Tag),
    /// The last one that was opened ends.
    Close,
    /// Letters.
    Letters(String),
    /// The file ends.
    End,
}

/// Walks through XML.
pub struct Walker<'a> {
    reader: Reader<&'a [u8]>,
    text: &'a str,
    format: &'static str,
    /// Up to where lines were counted.
    counted: usize,
    line: u32,
    num_open: usize,
    /// An element without content was opened, and is to be closed.
    is_empty: bool,
    /// Where the last piece began.
    start: usize,
}

impl<'a> Walker<'a> {
    /// Starts at the beginning; `format` is the name in what is said of broken files.
    pub fn new(text: &'a str, format: &'static str) -> Self {
        let mut reader = Reader::from_reader(text.as_bytes());
        let config = reader.config_mut();
        config.allow_dangling_amp = true;
        config.check_comments = false;
        Self {
            reader,
            text,
            format,
            counted: 0,
            line: 1,
            num_open: 0,
            is_empty: false,
            start: 0,
        }
    }

    /// Where the last piece began and where it ended.
    pub fn span(&self) -> (usize, usize) {
        (self.start, self.reader.buffer_position() as usize)
    }

    fn count_lines(&mut self, to: usize) {
        let passed = self.text.as_bytes().get(self.counted..to).unwrap_or_default();
        self.line += passed.iter().filter(|byte| **byte == b'\n').count() as u32;
        self.counted = self.counted.max(to);
    }

    fn malformed(&mut self, words: String) -> Refusal {
        let at = self.reader.error_position().max(self.reader.buffer_position()) as usize;
        let at = at.min(self.text.len());
        self.count_lines(at);
        let before = self.text.as_bytes().get(..at).unwrap_or_default();
        let column = before.iter().rev().take_while(|byte| **byte != b'\n').count() as u32 + 1;
        Refusal::Malformed(self.format.to_owned(), self.line, column, words)
    }

    /// The next piece.
    ///
    /// # Errors
    /// [`Refusal::Entities`] for a document type that defines entities, [`Refusal::Malformed`] for what is no XML from here
    /// on.
    pub fn next(&mut self) -> Result<Piece, Refusal> {
        if std::mem::take(&mut self.is_empty) {
            return Ok(Piece::Close);
        }
        loop {
            let from = self.reader.buffer_position() as usize;
            self.start = from;
            self.count_lines(from);
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(error) => {
                    let words = error.to_string();
                    return Err(self.malformed(words));
                }
            };
            return Ok(match event {
                Event::Start(start) => {
                    self.num_open += 1;
                    Piece::Open(tag(&start, self.line))
                }
                Event::Empty(start) => {
                    self.is_empty = true;
                    Piece::Open(tag(&start, self.line))
                }
                Event::End(_) => {
                    self.num_open = self.num_open.saturating_sub(1);
                    Piece::Close
                }
                Event::Text(text) => Piece::Letters(text.into_inner().into_owned()),
                Event::CData(text) => Piece::Letters(text.into_inner().into_owned()),
                Event::GeneralRef(name) => Piece::Letters(unescape(&format!("&{};", &*name.into_inner()))),
                Event::DocType(words) => {
                    if words.into_inner().to_ascii_uppercase().contains("<!ENTITY") {
                        return Err(Refusal::Entities);
                    }
                    continue;
                }
                Event::Eof if self.num_open > 0 => {
                    let num = self.num_open;
                    return Err(self.malformed(format!("{num} elements are not closed")));
                }
                Event::Eof => Piece::End,
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            });
        }
    }
}

fn tag(start: &BytesStart<'_>, line: u32) -> Tag {
    let (attributes, is_odd) = attributes(start.attributes_raw());
    Tag {
        name: start.local_name().as_ref().to_owned(),
        attributes,
        line,
        is_odd,
    }
}

/// So many quotation marks within one value are looked at to find its end.
const MOST_QUOTES: usize = 16;

/// The attributes of a tag, and whether they are odd. A quotation mark within a value is seen by what stands behind it.
pub fn attributes(raw: &str) -> (Vec<(String, String)>, bool) {
    let mut found = Vec::new();
    let mut is_odd = false;
    let mut rest = raw.trim_start();
    while !rest.is_empty() {
        let end = rest
            .find(|letter: char| letter.is_whitespace() || letter == '=')
            .unwrap_or(rest.len());
        let (name, behind) = rest.split_at(end);
        let Some(value) = behind.trim_start().strip_prefix('=').map(str::trim_start) else {
            if name.trim_matches('/').is_empty() {
                let mut letters = behind.chars();
                letters.next();
                rest = letters.as_str().trim_start();
            } else {
                is_odd = true;
                found.push((name.to_owned(), String::new()));
                rest = behind.trim_start();
            }
            continue;
        };
        let quote = value.chars().next().filter(|letter| matches!(letter, '"' | '\''));
        let (value, behind) = match quote {
            Some(quote) => {
                let inner = value.strip_prefix(quote).unwrap_or_default();
                let (value, behind, odd) = quoted(inner, quote);
                is_odd |= odd;
                (value, behind)
            }
            None => {
                is_odd = true;
                let end = value.find(char::is_whitespace).unwrap_or(value.len());
                value.split_at(end)
            }
        };
        if !name.is_empty() {
            found.push((name.to_owned(), unescape(value)));
        }
        rest = behind.trim_start();
    }
    (found, is_odd)
}

/// A value up to its closing quotation mark, and what stands behind that.
fn quoted(inner: &str, quote: char) -> (&str, &str, bool) {
    let mut first = None;
    for (at, _) in inner.match_indices(quote).take(MOST_QUOTES) {
        let (value, behind) = inner.split_at(at);
        let behind = behind.strip_prefix(quote).unwrap_or_default();
        if ends_here(behind) {
            return (value, behind, first.is_some());
        }
        first = first.or(Some((value, behind)));
    }
    match first {
        Some((value, behind)) => (value, behind, true),
        None => (inner, "", true),
    }
}

/// Whether this can stand behind a value: nothing, or another name with a value.
fn ends_here(behind: &str) -> bool {
    let rest = behind.trim_start();
    if matches!(rest, "" | "/" | "?") {
        return true;
    }
    let end = rest
        .find(|letter: char| letter.is_whitespace() || matches!(letter, '=' | '"' | '\'' | '<' | '>'))
        .unwrap_or(rest.len());
    let (name, rest) = rest.split_at(end);
    let value = rest.trim_start().strip_prefix('=').map(str::trim_start);
    !name.is_empty() && value.is_some_and(|value| value.starts_with(['"', '\'']))
}

/// Letters by the names that HTML has for them, as far as they are common in texts.
const NAMED: &[(&str, &str)] = &[
    ("lt", "<"),
    ("gt", ">"),
    ("amp", "&"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", "\u{a0}"),
    ("eacute", "é"),
    ("egrave", "è"),
    ("ecirc", "ê"),
    ("euml", "ë"),
    ("iuml", "ï"),
    ("iacute", "í"),
    ("oacute", "ó"),
    ("ouml", "ö"),
    ("uuml", "ü"),
    ("auml", "ä"),
    ("aacute", "á"),
    ("agrave", "à"),
    ("ccedil", "ç"),
    ("szlig", "ß"),
    ("copy", "©"),
    ("euro", "€"),
    ("hellip", "…"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("bull", "•"),
    ("middot", "·"),
];

/// Replaces `&amp;`, `&#10;` and the like by the letters that they stand for; what stands for none stays as it is.
pub fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('&') {
        plain.push_str(before);
        // No name is longer than this.
        let end = behind.char_indices().take(12).find(|(_, letter)| *letter == ';');
        let name = end.and_then(|(end, _)| behind.get(..end));
        let letter = name.and_then(|name| letter_of(name).map(|letter| (name, letter)));
        match letter {
            Some((name, letter)) => {
                plain.push_str(&letter);
                rest = behind.get(name.len() + 1..).unwrap_or_default();
            }
            None => {
                plain.push('&');
                rest = behind;
            }
        }
    }
    plain.push_str(rest);
    plain
}

fn letter_of(name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        let letter = char::from_u32(code)?;
        // Letters that no text has are left out, as everywhere.
        let is_allowed = !letter.is_control() || matches!(letter, '\n' | '\t');
        return Some(if is_allowed { letter.to_string() } else { String::new() });
    }
    let found = NAMED.iter().find(|(known, _)| *known == name);
    found.map(|(_, letter)| (*letter).to_owned())
}

/// Writes text so that it can stand in XML, also within a value between double quotation marks.
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match letter {
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            '"' => safe.push_str("&quot;"),
            '\n' => safe.push_str("&#10;"),
            '\t' => safe.push_str("&#9;"),
            '\u{fffe}' | '\u{ffff}' => {}
            letter if letter.is_control() => {}
            letter => safe.push(letter),
        }
    }
    safe
}

/// Gathers the text of HTML: one line for each paragraph.
#[derive(Clone, Default, Debug)]
pub struct Plain {
    text: String,
    links: Vec<Cited>,
    pictures: Vec<String>,
    /// Where the text of a link began, and where it leads.
    link: Option<(usize, String)>,
    /// So many elements are open whose letters are no text.
    num_hidden: u32,
    wants_space: bool,
    wants_line: bool,
}

impl Plain {
    /// An element begins.
    pub fn open(&mut self, name: &str, attributes: &[(String, String)]) {
        let name = name.to_ascii_lowercase();
        let get = |name: &str| attributes.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        match name.as_str() {
            "head" | "style" | "script" | "title" => self.num_hidden += 1,
            "td" | "th" => self.wants_space = true,
            "li" => {
                self.wants_line = true;
                self.letters("- ");
                self.wants_space = true;
            }
            "a" => {
                if let Some((_, to)) = get("href") {
                    self.link = Some((self.text.len(), to.trim().to_owned()));
                }
            }
            "img" => {
                if let Some((_, words)) = get("alt") {
                    self.letters(&words.clone());
                }
                self.pictures.extend(get("src").map(|(_, from)| from.clone()));
            }
            name if is_block(name) => self.wants_line = true,
            _ => {}
        }
    }

    /// An element ends.
    pub fn close(&mut self, name: &str) {
        let name = name.to_ascii_lowercase();
        match name.as_str() {
            "head" | "style" | "script" | "title" => self.num_hidden = self.num_hidden.saturating_sub(1),
            "a" => {
                let Some((from, to)) = self.link.take() else { return };
                let words = self.text.get(from..).unwrap_or_default().trim();
                let citation = if words == to { "" } else { words };
                if !to.is_empty() && !to.starts_with('#') {
                    self.links.push(Cited {
                        citation: citation.to_owned(),
                        urls: vec![to],
                        ..Cited::default()
                    });
                }
            }
            name if is_block(name) => self.wants_line = true,
            _ => {}
        }
    }

    /// Letters.
    pub fn letters(&mut self, letters: &str) {
        if self.num_hidden > 0 {
            return;
        }
        for letter in letters.chars() {
            if matches!(letter, ' ' | '\n' | '\t' | '\r') {
                self.wants_space = true;
                continue;
            }
            if std::mem::take(&mut self.wants_line) {
                self.wants_space = false;
                if !self.text.is_empty() {
                    self.text.push('\n');
                }
            }
            if std::mem::take(&mut self.wants_space) && !self.text.is_empty() && !self.text.ends_with('\n') {
                self.text.push(' ');
            }
            // A space that must not break is how programs write one of several.
            self.text.push(if letter == '\u{a0}' { ' ' } else { letter });
        }
    }

    /// The text.
    pub fn text(&self) -> &str {
        self.text.trim()
    }

    /// The text as one line.
    pub fn line(&self) -> String {
        one_line(self.text())
    }

    /// The links in it.
    pub fn links(&self) -> &[Cited] {
        &self.links
    }

    /// Where its pictures are.
    pub fn pictures(&self) -> &[String] {
        &self.pictures
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "br"
            | "tr"
            | "ul"
            | "ol"
            | "li"
            | "table"
            | "pre"
            | "blockquote"
            | "hr"
            | "dt"
            | "dd"
            | "dl"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "section"
            | "body"
    )
}

/// The ends of lines become spaces.
pub fn one_line(text: &str) -> String {
    let lines: Vec<&str> = text
        .split('\n')
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    if lines.len() <= 1 {
        text.trim().to_owned()
    } else {
        lines.join(" ")
    }
}

/// The text of HTML that stands in words.
pub fn plain(html: &str) -> Plain {
    let mut plain = Plain::default();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, from) = rest.split_at(at);
        plain.letters(&unescape(before));
        let inner = from.strip_prefix('<').unwrap_or_default();
        if let Some(comment) = inner.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, behind)| behind);
            continue;
        }
        let is_tag = inner.starts_with(|letter: char| letter.is_ascii_alphabetic() || matches!(letter, '/' | '!'));
        if !is_tag {
            plain.letters("<");
            rest = inner;
            continue;
        }
        let Some(end) = tag_end(inner) else {
            plain.letters(&unescape(from));
            return plain;
        };
        let (tag, behind) = inner.split_at(end);
        rest = behind.strip_prefix('>').unwrap_or_default();
        if let Some(name) = tag.strip_prefix('/') {
            plain.close(name.trim());
        } else {
            let end = tag
                .find(|letter: char| letter.is_whitespace() || letter == '/')
                .unwrap_or(tag.len());
            let (name, attributes) = tag.split_at(end);
            let (attributes, _) = self::attributes(attributes.trim_end_matches('/'));
            plain.open(name, &attributes);
            if tag.ends_with('/') && !is_block(name) {
                plain.close(name);
            }
        }
    }
    plain.letters(&unescape(rest));
    plain
}

/// Where a tag ends: the first `>` that stands in no value.
fn tag_end(inner: &str) -> Option<usize> {
    let mut quote = None;
    for (at, letter) in inner.char_indices() {
        match (quote, letter) {
            (None, '>') => return Some(at),
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), letter) if open == letter => quote = None,
            _ => {}
        }
    }
    None
}

/// Whether words look like HTML.
pub fn is_html(text: &str) -> bool {
    let mut rest = text;
    let mut num = 0;
    while let Some((_, behind)) = rest.split_once('<') {
        num += 1;
        let name: String = behind.chars().take(7).collect::<String>().to_ascii_lowercase();
        let is_known = [
            "br>", "br/", "br ", "a href", "img ", "p>", "html", "b>", "i>", "div", "ul>", "strong>", "em>",
        ];
        if is_known.iter().any(|known| name.starts_with(known))
            || name
                .strip_prefix('/')
                .is_some_and(|name| name.starts_with(|letter: char| letter.is_ascii_lowercase()))
        {
            return true;
        }
        if num > 1_000 {
            break;
        }
        rest = behind;
    }
    false
}

/// Text as paragraphs of HTML. Of several spaces all but the last are such that none is lost.
pub fn paragraphs(text: &str) -> String {
    let mut html = String::new();
    for line in text.lines() {
        let mut kept = String::with_capacity(line.len());
        let mut letters = line.chars().peekable();
        let mut is_first = true;
        while let Some(letter) = letters.next() {
            let is_lost = letter == ' ' && (is_first || matches!(letters.peek(), Some(' ') | None));
            kept.push(if is_lost { '\u{a0}' } else { letter });
            is_first = false;
        }
        html += &format!("<p>{}</p>", escape(&kept));
    }
    html
}
