//! Reads DOT.

use std::collections::HashMap;
use std::rc::Rc;

use serde_json::Value;

use super::super::format::Format;
use super::super::gathered::{Cited, Gathered, Group, Kind, Node, Words};
use super::super::graphml::color_sign;
use super::super::mind_map::leaf::{OWN, add_line, label_sign, line_kind, take_own, told};
use super::super::mind_map::markup::{one_line, plain, unescape};
use super::super::own::take_group;
use super::super::signs::is_stakeholder;
use super::super::trouble::{Refusal, Trouble};
use super::lexer::{Lexer, Token, unquoted};

/// More lines than this are not drawn by one file: boxes with many nodes on both ends could name any number.
const MOST_EDGES: usize = 1_000_000;

/// So deep are lists of statements nested; what is deeper counts to the list at this depth.
const DEEPEST: usize = 10_000;

/// Reads the text of a file.
pub fn read(text: &str) -> Result<Gathered, Refusal> {
    let mut reader = Reader {
        lexer: Lexer::new(text),
        into: Gathered::new(Format::Dot),
        nodes: Vec::new(),
        by_name: HashMap::new(),
        mentions: Vec::new(),
        edges: Vec::new(),
        scopes: Vec::new(),
        num_deeper: 0,
        deep_line: 0,
    };
    reader.head(text)?;
    reader.body();
    reader.finish()
}

/// A value of an attribute.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Said {
    Words(String),
    Quoted(String),
    Html(String),
}

impl Said {
    fn words(&self, name: &str) -> String {
        match self {
            Self::Words(words) => words.clone(),
            Self::Quoted(words) => unquoted(words, name),
            Self::Html(html) => plain(html).text().to_owned(),
        }
    }

    /// No more of it than the name of a kind of line can have: many lines may share one long label.
    fn beginning(&self) -> Self {
        let cut = |words: &str| words.chars().take(200).collect();
        match self {
            Self::Words(words) => Self::Words(cut(words)),
            Self::Quoted(words) => Self::Quoted(cut(words)),
            Self::Html(html) => Self::Html(html.chars().take(2_000).collect()),
        }
    }

    /// As a label is shown: with the letters that `&amp;` and the like stand for.
    fn label(&self, name: &str) -> String {
        match self {
            Self::Html(_) => self.words(name),
            _ => unescape(&self.words(name)),
        }
    }
}

/// Names and values; the values of lines are shared by all that have them.
type Values = Vec<(String, Rc<Said>)>;

#[derive(Default)]
struct RawNode {
    name: String,
    line: u32,
    group: Option<usize>,
    values: Values,
}

struct RawEdge {
    from: usize,
    to: usize,
    line: u32,
    values: Rc<Values>,
}

/// A list of statements that is open: the graph, or a part of it.
struct Scope {
    group: Option<usize>,
    /// Whether the group is made for this scope, so that its values are those of the group.
    is_box: bool,
    /// From where the nodes of this scope are mentioned.
    first: usize,
    /// The ends of the line that is being read, each a stretch of mentions.
    chain: Vec<(usize, usize)>,
    /// Where that line begins.
    line: u32,
    /// A line leads to what comes next.
    is_open: bool,
    /// What all lines of this scope have.
    usual: Rc<Values>,
    values: Values,
}

struct Reader<'a> {
    lexer: Lexer<'a>,
    into: Gathered,
    nodes: Vec<RawNode>,
    by_name: HashMap<String, usize>,
    mentions: Vec<usize>,
    edges: Vec<RawEdge>,
    scopes: Vec<Scope>,
    /// How many more lists are open than are kept.
    num_deeper: usize,
    /// Where it was first deeper than is read.
    deep_line: u32,
}

impl Reader<'_> {
    /// `strict digraph name {`.
    fn head(&mut self, text: &str) -> Result<(), Refusal> {
        let mut is_graph = false;
        for token in self.lexer.by_ref() {
            match token {
                Token::Word(word) if !is_graph => match word.to_ascii_lowercase().as_str() {
                    "strict" => {}
                    "graph" | "digraph" => is_graph = true,
                    _ => break,
                },
                Token::Word(_) | Token::Quoted(_) | Token::Html(_) if is_graph => {}
                Token::Mark('{') if is_graph => {
                    self.scopes.push(Scope {
                        group: None,
                        is_box: false,
                        first: 0,
                        chain: Vec::new(),
                        line: 0,
                        is_open: false,
                        usual: Rc::default(),
                        values: Vec::new(),
                    });
                    return Ok(());
                }
                _ => break,
            }
        }
        let words: String = text.trim_start().chars().take(20).collect();
        Err(Refusal::Malformed(Format::Dot.name().to_owned(), 1, 1, words))
    }

    fn body(&mut self) {
        while !self.scopes.is_empty() {
            let Some(token) = self.lexer.next() else {
                self.into.warn_at(self.lexer.taken_line(), Trouble::BadData, "}");
                break;
            };
            match token {
                Token::Mark('{') => self.open(None),
                Token::Mark('}') => self.close(),
                Token::Mark(';' | ',') => self.flush(None),
                Token::Mark('[') => {
                    let values = self.values();
                    self.apply(values);
                }
                Token::Edge => {
                    if let Some(scope) = self.scopes.last_mut() {
                        scope.is_open = true;
                    }
                }
                Token::Word(word) => self.word(word, true),
                Token::Quoted(words) => {
                    let name = unquoted(&words, "");
                    self.word(name, false);
                }
                Token::Html(html) => self.word(html, false),
                Token::Mark(mark) => self
                    .into
                    .warn_at(self.lexer.taken_line(), Trouble::BadData, &mark.to_string()),
                Token::Unknown(letter) => {
                    self.into
                        .warn_at(self.lexer.taken_line(), Trouble::BadData, &letter.to_string())
                }
                Token::Open(words) => self.into.warn_at(self.lexer.taken_line(), Trouble::KeptAsText, &words),
            }
        }
        self.num_deeper = 0;
        while !self.scopes.is_empty() {
            self.close();
        }
    }

    fn word(&mut self, word: String, may_be_key: bool) {
        if self.lexer.peek() == Some(&Token::Mark('=')) {
            self.lexer.next();
            let value = self.value();
            self.flush(None);
            if let (Some(value), Some(scope)) = (value, self.scopes.last_mut()) {
                scope.values.push((word, Rc::new(value)));
            }
            return;
        }
        let key = if may_be_key {
            word.to_ascii_lowercase()
        } else {
            String::new()
        };
        match key.as_str() {
            "subgraph" => {
                let name = match self.lexer.peek() {
                    Some(Token::Word(_) | Token::Quoted(_)) => match self.lexer.next() {
                        Some(Token::Word(name) | Token::Quoted(name)) => Some(name),
                        _ => None,
                    },
                    _ => None,
                };
                if self.lexer.peek() == Some(&Token::Mark('{')) {
                    self.lexer.next();
                    self.open(name);
                }
            }
            "node" | "edge" | "graph" if self.lexer.peek() == Some(&Token::Mark('[')) => {
                self.flush(None);
                self.lexer.next();
                let values = self.values();
                let Some(scope) = self.scopes.last_mut() else { return };
                match key.as_str() {
                    "graph" => scope.values.extend(values),
                    "edge" => {
                        let mut usual = (*scope.usual).clone();
                        for (name, value) in values {
                            if matches!(name.as_str(), "label" | "color" | "type") {
                                usual.retain(|(known, _)| *known != name);
                                usual.push((name, value));
                            }
                        }
                        scope.usual = Rc::new(usual);
                    }
                    _ => {}
                }
            }
            _ => self.mention(word),
        }
    }

    fn mention(&mut self, name: String) {
        while self.lexer.peek() == Some(&Token::Mark(':')) {
            self.lexer.next();
            if matches!(self.lexer.peek(), Some(Token::Word(_) | Token::Quoted(_))) {
                self.lexer.next();
            }
        }
        if self.scopes.last().is_some_and(|scope| !scope.is_open) {
            self.flush(None);
        }
        let group = self.scopes.last().and_then(|scope| scope.group);
        let number = match self.by_name.get(&name) {
            Some(number) => *number,
            None => {
                self.by_name.insert(name.clone(), self.nodes.len());
                self.nodes.push(RawNode {
                    name,
                    line: self.lexer.taken_line(),
                    ..RawNode::default()
                });
                self.nodes.len() - 1
            }
        };
        if let Some(node) = self.nodes.get_mut(number).filter(|node| node.group.is_none()) {
            node.group = group;
        }
        self.mentions.push(number);
        let end = self.mentions.len();
        self.end_of_line((end - 1, end));
    }

    fn end_of_line(&mut self, stretch: (usize, usize)) {
        if let Some(scope) = self.scopes.last_mut() {
            if scope.chain.is_empty() {
                scope.line = self.lexer.taken_line();
            }
            scope.chain.push(stretch);
            scope.is_open = false;
        }
    }

    fn open(&mut self, name: Option<String>) {
        if self.scopes.len() >= DEEPEST {
            self.num_deeper += 1;
            if self.deep_line == 0 {
                self.deep_line = self.lexer.taken_line();
                self.into.warn(self.deep_line, Trouble::Deep(DEEPEST as u32));
            }
            return;
        }
        if self.scopes.last().is_some_and(|scope| !scope.is_open) {
            self.flush(None);
        }
        let (parent, usual) = match self.scopes.last() {
            Some(scope) => (scope.group, Rc::clone(&scope.usual)),
            None => (None, Rc::default()),
        };
        let is_box = name.is_some_and(|name| name.to_lowercase().starts_with("cluster"));
        let group = if is_box {
            self.into.groups.push(Group {
                parent,
                line: self.lexer.taken_line(),
                ..Group::default()
            });
            Some(self.into.groups.len() - 1)
        } else {
            parent
        };
        self.scopes.push(Scope {
            group,
            is_box,
            first: self.mentions.len(),
            chain: Vec::new(),
            line: 0,
            is_open: false,
            usual,
            values: Vec::new(),
        });
    }

    fn close(&mut self) {
        self.flush(None);
        if self.num_deeper > 0 {
            self.num_deeper -= 1;
            return;
        }
        let Some(scope) = self.scopes.pop() else { return };
        if let Some(group) = scope.group.filter(|_| scope.is_box) {
            self.group(group, scope.values);
        } else if self.scopes.is_empty() {
            self.whole(scope.values);
        }
        let end = self.mentions.len();
        self.end_of_line((scope.first, end));
    }

    fn group(&mut self, number: usize, values: Values) {
        let Some(group) = self.into.groups.get_mut(number) else {
            return;
        };
        for (name, value) in values {
            if name == "label" {
                let title = one_line(&value.label(""));
                group.is_stakeholder = group.is_stakeholder.or(is_stakeholder(&title).then_some(true));
                *group.title.main_mut() = title;
            } else if let Some(own) = name.strip_prefix(OWN) {
                take_group(group, own, &Value::String(value.words("")));
            }
        }
    }

    fn whole(&mut self, values: Values) {
        for (name, value) in values {
            let words = value.words("");
            if name == "label" {
                self.into.title = Words::plain(one_line(&value.label("")));
            } else if !words.is_empty() {
                // From right to left is how every file of ours goes.
                if name != "rankdir" || words != "RL" {
                    self.into.data.insert(format!("dot.{name}"), words);
                }
            }
        }
    }

    /// A value behind `=`.
    fn value(&mut self) -> Option<Said> {
        match self.lexer.peek() {
            Some(Token::Word(_) | Token::Quoted(_) | Token::Html(_)) => match self.lexer.next() {
                Some(Token::Word(words)) => Some(Said::Words(words)),
                Some(Token::Quoted(words)) => Some(Said::Quoted(words)),
                Some(Token::Html(html)) => Some(Said::Html(html)),
                _ => None,
            },
            _ => None,
        }
    }

    /// The values up to `]`.
    fn values(&mut self) -> Values {
        let mut found = Vec::new();
        loop {
            // What stands behind a list that was not closed is no part of it.
            if matches!(self.lexer.peek(), Some(Token::Mark('{' | '}')) | None) {
                self.into.warn_at(self.lexer.taken_line(), Trouble::BadData, "]");
                return found;
            }
            let name = match self.lexer.next() {
                Some(Token::Mark(']')) | None => return found,
                Some(Token::Word(name)) => name,
                Some(Token::Quoted(name)) => unquoted(&name, ""),
                Some(Token::Open(words)) => {
                    self.into.warn_at(self.lexer.taken_line(), Trouble::KeptAsText, &words);
                    found.push(("label".to_owned(), Rc::new(Said::Quoted(words))));
                    return found;
                }
                Some(_) => continue,
            };
            if self.lexer.peek() == Some(&Token::Mark('=')) {
                self.lexer.next();
                if let Some(Token::Open(_)) = self.lexer.peek() {
                    if let Some(Token::Open(words)) = self.lexer.next() {
                        self.into.warn_at(self.lexer.taken_line(), Trouble::KeptAsText, &words);
                        found.push((name, Rc::new(Said::Quoted(words))));
                    }
                    return found;
                }
                found.extend(self.value().map(|value| (name, Rc::new(value))));
            }
        }
    }

    /// Values behind a node or a line.
    fn apply(&mut self, values: Values) {
        let Some(scope) = self.scopes.last() else { return };
        if let [(from, to)] = *scope.chain {
            if to - from == 1
                && let Some(number) = self.mentions.get(from)
                && let Some(node) = self.nodes.get_mut(*number)
            {
                node.values.extend(values);
            }
        } else {
            self.flush(Some(values));
        }
    }

    /// Ends a statement: its line is drawn.
    fn flush(&mut self, values: Option<Values>) {
        let Some(scope) = self.scopes.last_mut() else { return };
        scope.is_open = false;
        let line = scope.line;
        let chain = std::mem::take(&mut scope.chain);
        if chain.len() < 2 {
            return;
        }
        let values = match values {
            Some(values) => Rc::new(scope.usual.iter().cloned().chain(values).collect()),
            None => Rc::clone(&scope.usual),
        };
        for pair in chain.windows(2) {
            let [(a, b), (c, d)] = *pair else { continue };
            let num = (b - a).saturating_mul(d - c);
            let room = MOST_EDGES.saturating_sub(self.edges.len());
            if num > room {
                let over = u32::try_from(num - room).unwrap_or(u32::MAX);
                self.into.over.relations = self.into.over.relations.saturating_add(over);
                self.into.over_from(line);
            }
            if room == 0 {
                continue;
            }
            for from in self.mentions.get(a..b).unwrap_or_default() {
                for to in self.mentions.get(c..d).unwrap_or_default() {
                    if self.edges.len() >= MOST_EDGES {
                        break;
                    }
                    self.edges.push(RawEdge {
                        from: *from,
                        to: *to,
                        line,
                        values: Rc::clone(&values),
                    });
                }
            }
        }
    }

    fn finish(self) -> Result<Gathered, Refusal> {
        if self.nodes.is_empty() {
            return Err(match self.deep_line {
                0 => Refusal::NoArguments,
                line => Refusal::TooDeep(DEEPEST as u32, line),
            });
        }
        let mut into = self.into;
        into.set_count("nodes", self.nodes.len());
        into.set_count("edges", self.edges.len());
        for raw in self.nodes {
            node(raw, &mut into);
        }
        let mut num_unsigned = 0;
        for edge in self.edges {
            let get = |name: &str| {
                let found = edge.values.iter().rev().find(|(known, _)| known == name);
                found
                    .map(|(_, value)| one_line(&value.beginning().label("")))
                    .unwrap_or_default()
            };
            let own = get("ak-rel");
            let name = into.nodes.get(edge.to).map(|node| node.id.clone()).unwrap_or_default();
            if own.is_empty() && into.nodes.get(edge.from).is_some_and(|node| told(node, &name)) {
                continue;
            }
            let label = get("label");
            let seen = label_sign(&get("type")).or_else(|| label_sign(&label));
            let kind = line_kind(&own, seen.or_else(|| color_sign(&get("color"))));
            if kind.is_none() {
                if label.is_empty() {
                    num_unsigned += 1;
                } else {
                    into.warn_at(edge.line, Trouble::UnknownKind, &label);
                }
            }
            add_line(&mut into, edge.from, edge.to, kind, edge.line);
        }
        if num_unsigned > 0 {
            into.warn(0, Trouble::NoSign(num_unsigned));
        }
        Ok(into)
    }
}

/// The title and the text of a label that is a table with a bold first row.
fn title_and_text(html: &str) -> (String, String) {
    let upper = html.to_ascii_uppercase();
    let end = upper.find("</TR>").map(|at| at + "</TR>".len());
    if let Some((first, rest)) = end.and_then(|end| html.split_at_checked(end)) {
        let is_title = first.to_ascii_uppercase().contains("<B>");
        let (title, text) = (plain(first).line(), plain(rest).line());
        if is_title && !text.is_empty() {
            return (title, text);
        }
    }
    (String::new(), plain(html).line())
}

fn node(raw: RawNode, into: &mut Gathered) {
    let is_ours = raw
        .values
        .iter()
        .any(|(name, _)| matches!(name.as_str(), "ak-id" | "ak-kind"));
    let mut node = Node {
        group: raw.group,
        line: raw.line,
        ..Node::default()
    };
    let mut named = Vec::new();
    for (name, value) in raw.values {
        match name.as_str() {
            "label" => {
                if let Said::Html(html) = &*value {
                    let (title, text) = title_and_text(html);
                    node.title = title;
                    node.text = Words::plain(text);
                } else {
                    node.text = Words::plain(one_line(&value.label(&raw.name)));
                }
            }
            "tooltip" => node.explanation = Words::plain(value.label(&raw.name)),
            "shape" | "style" | "color" | "peripheries" | "URL" | "href" if is_ours => {}
            "URL" | "href" => node.sources.push(Cited {
                urls: vec![value.label(&raw.name)],
                ..Cited::default()
            }),
            name => match name.strip_prefix(OWN) {
                Some(own) => named.push((own.to_owned(), Value::String(value.words(&raw.name)))),
                None => {
                    let words = value.words(&raw.name);
                    if !words.is_empty() {
                        node.data.insert(format!("dot.{name}"), words);
                    }
                }
            },
        }
    }
    if node.text.is_empty() {
        node.text = Words::plain(one_line(&raw.name));
    }
    let kind = take_own(&mut node, named, "dot", into);
    if kind == "question" {
        node.kind = Kind::Question;
    }
    let number = into.node(node);
    if kind == "thesis" && into.thesis.is_none() {
        into.thesis = Some(number);
    }
}
