//! From lines to what they mean. A block that does not follow the rules is kept as text, and the next one is read as ever.

use serde_json::{Map, Value};

use super::super::gathered::Gathered;
use super::super::trouble::Trouble;
use super::inline::{Content, content, plain, squeeze};
use super::model::{End, Met, Model, Says, Section, Step};
use super::scan::{Line, Scanned};

/// A relation as it is written: what it says, and whether it runs from what stands above to what stands here.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Symbol {
    says: Says,
    is_outgoing: bool,
}

const SYMBOLS: &[(&str, Says, bool)] = &[
    ("><", Says::Contradictory, true),
    ("+>", Says::Support, true),
    ("->", Says::Attack, true),
    ("_>", Says::Undercut, true),
    ("<+", Says::Support, false),
    ("<-", Says::Attack, false),
    ("<_", Says::Undercut, false),
    ("+", Says::Support, false),
    ("-", Says::Attack, false),
    ("_", Says::Undercut, false),
];

/// The symbol at the beginning of a line, and what stands behind it.
fn symbol(text: &str) -> Option<(Symbol, &str)> {
    for (word, says, is_outgoing) in SYMBOLS {
        let Some(rest) = text.strip_prefix(word) else { continue };
        // A line of dashes is no relation, and an underscore needs room behind it: it may begin a word.
        let is_word = *word == "_" && !rest.starts_with([' ', '\t']);
        if rest.trim().is_empty() || is_word || (*word == "-" && rest.starts_with('-')) {
            return None;
        }
        let symbol = Symbol {
            says: *says,
            is_outgoing: *is_outgoing,
        };
        return Some((symbol, rest.trim_start()));
    }
    None
}

/// How an element begins.
enum Head<'t> {
    Statement {
        title: String,
        is_defined: bool,
        rest: &'t str,
    },
    Argument {
        title: String,
        is_defined: bool,
        rest: &'t str,
    },
    Text(&'t str),
}

fn head(text: &str) -> Head<'_> {
    let letters: Vec<char> = text.chars().take(2_100).collect();
    if text.starts_with('[') && super::inline::link(&letters).is_none() {
        if let Some((title, is_defined, rest)) = titled(text, '[', ']') {
            return Head::Statement {
                title,
                is_defined,
                rest,
            };
        }
    } else if text.starts_with('<')
        && let Some((title, is_defined, rest)) = titled(text, '<', '>')
    {
        return Head::Argument {
            title,
            is_defined,
            rest,
        };
    }
    Head::Text(text)
}

/// A title in its brackets: the title, whether a colon makes it a definition, and what follows.
fn titled(text: &str, open: char, close: char) -> Option<(String, bool, &str)> {
    let inner = text.strip_prefix(open)?;
    let end: String = [close, ':'].iter().collect();
    if let Some((title, rest)) = inner.split_once(&end)
        && !title.is_empty()
    {
        return Some((name(title), true, rest));
    }
    let (title, rest) = inner.split_once(close)?;
    let is_name = !title.trim().is_empty() && !title.starts_with('-');
    is_name.then(|| (name(title), false, rest))
}

fn name(title: &str) -> String {
    plain(title.trim())
}

/// An element while its lines are being collected.
struct Open {
    end: End,
    line: u32,
    words: String,
    is_reference: bool,
    is_text: bool,
}

/// The reader of a file.
pub struct Parser<'a> {
    /// What was found.
    pub model: Model,
    gathered: &'a mut Gathered,
    data: &'a [Value],
    is_strict: bool,
    section: Option<usize>,
    /// What relations further down may hang under: column, element.
    stack: Vec<(usize, End)>,
    open: Option<Open>,
    /// The argument of the block before, which may be laid out next.
    last_argument: Option<usize>,
    layout: Option<Layout>,
}

/// An argument that is being laid out.
struct Layout {
    argument: Option<usize>,
    line: u32,
    premises: Vec<usize>,
    steps: Vec<Step>,
    /// The last of the items, which is a conclusion if a line was drawn above it.
    is_drawn: bool,
    /// Premises since the last line.
    fresh: Vec<usize>,
    conclusion: Option<usize>,
    /// Which premises the step that was drawn says it uses, by their numbers.
    uses: Vec<usize>,
    numbers: Vec<(usize, usize)>,
    /// What stands between two lines of dashes, while the second one has not come.
    rules: Option<String>,
}

/// Reads the lines of a file.
pub fn parse(scanned: &Scanned, gathered: &mut Gathered) -> Model {
    let mode = scanned
        .front
        .as_ref()
        .and_then(|front| front.get("model")?.get("mode")?.as_str());
    let mut parser = Parser {
        model: Model::default(),
        gathered,
        data: &scanned.data,
        is_strict: mode == Some("strict"),
        section: None,
        stack: Vec::new(),
        open: None,
        last_argument: None,
        layout: None,
    };
    let blocks: Vec<&[Line]> = scanned
        .lines
        .split(|line| line.text.is_empty())
        .filter(|block| !block.is_empty())
        .collect();
    // Numbered sentences are premises if a line is drawn below them, be it behind empty lines. Known from the back.
    let mut leads = vec![false; blocks.len() + 1];
    for (number, block) in blocks.iter().enumerate().rev() {
        let begins = block.first().map_or("", |line| &line.text);
        let has_line = block
            .iter()
            .any(|line| is_line(&line.text) || line.text.starts_with("--"));
        let behind = leads.get(number + 1).copied().unwrap_or(false);
        if let Some(slot) = leads.get_mut(number) {
            *slot = is_line(begins) || (numbered(begins).is_some() && (has_line || behind));
        }
    }
    for (block, leads) in blocks.into_iter().zip(leads) {
        parser.block(block, leads);
    }
    parser.end_layout();
    parser.model.settle();
    parser.model
}

/// `(12)` at the beginning of a line: the number, and what stands behind it.
fn numbered(text: &str) -> Option<(usize, &str)> {
    let (number, rest) = text.strip_prefix('(')?.split_once(')')?;
    Some((number.trim().parse().ok()?, rest.trim_start()))
}

fn is_line(text: &str) -> bool {
    text.len() >= 3 && text.chars().all(|letter| letter == '-')
}

/// A list item at the beginning of a line: what stands behind its sign.
fn item(text: &str) -> Option<&str> {
    if let Some(rest) = text.strip_prefix("* ") {
        return Some(rest.trim_start());
    }
    let (number, rest) = text.split_once(". ")?;
    let is_number = !number.is_empty() && number.len() < 6 && number.chars().all(|letter| letter.is_ascii_digit());
    is_number.then(|| rest.trim_start())
}

impl Parser<'_> {
    fn block(&mut self, block: &[Line], leads: bool) {
        let Some(first) = block.first() else { return };
        let goes_on = self.layout.is_some() && numbered(&first.text).is_some();
        let is_layout = numbered(&first.text).is_some() && (goes_on || leads);
        if goes_on
            && self
                .layout
                .as_ref()
                .is_some_and(|layout| !layout.steps.is_empty() && !layout.is_drawn)
        {
            // The one before came to its end.
            self.end_layout();
        } else if goes_on {
            self.gathered.warn_at(first.number, Trouble::KeptAsText, &first.text);
        } else if !is_layout {
            // One may still come to its conclusion behind an empty line; anything else ends it.
            let may_go_on = is_line(&first.text) && self.layout.is_some();
            if !may_go_on {
                self.end_layout();
            }
        }
        if is_layout || (self.layout.is_some() && is_line(&first.text)) {
            return self.layout_lines(block);
        }
        let mut is_list = item(&first.text).is_some();
        let is_hanging = first.indent > 0 && symbol(&first.text).is_some() && !self.stack.is_empty();
        if is_hanging {
            self.gathered.warn_at(first.number, Trouble::Indent, &first.text);
        } else {
            self.stack.clear();
            self.last_argument = None;
        }
        for (at, line) in block.iter().enumerate() {
            if line.indent == 0
                && let Some((level, title)) = heading(&line.text)
            {
                self.close();
                self.stack.clear();
                self.heading(level, title, line.number);
                is_list = false;
                continue;
            }
            let list = item(&line.text).filter(|_| is_list);
            let is_top = line.indent == 0;
            if let Some((symbol, rest)) = symbol(&line.text).filter(|_| at > 0 || is_hanging) {
                if is_top && !self.stack.is_empty() {
                    self.gathered.warn_at(line.number, Trouble::Indent, &line.text);
                }
                self.relation(line, symbol, rest);
            } else if let Some(rest) = list {
                self.close();
                self.stack.clear();
                self.element(line.indent, rest, line.number);
            } else if self.open.is_none() || (is_top && at > 0 && begins_anew(&line.text)) {
                self.close();
                if is_top {
                    self.stack.clear();
                }
                self.element(line.indent, &line.text, line.number);
            } else {
                self.more(&line.text);
            }
        }
        self.close();
        let argument_of = |(_, end): &(usize, End)| match end {
            End::Argument(argument) => Some(*argument),
            _ => None,
        };
        self.last_argument = self.stack.first().and_then(argument_of);
    }

    fn heading(&mut self, level: usize, title: &str, line: u32) {
        let content = content(title);
        let mut parent = self.section;
        while let Some(number) = parent {
            match self.model.sections.get(number) {
                Some(section) if section.level >= level => parent = section.parent,
                _ => break,
            }
        }
        let mut title = content.text;
        for tag in &content.tags {
            title.push_str(" #");
            title.push_str(tag);
        }
        let mut section = Section {
            title: title.trim().to_owned(),
            level,
            parent,
            data: Map::new(),
            line,
        };
        for number in content.data {
            if let Some(Value::Object(data)) = self.data.get(number) {
                section.data.extend(data.clone());
            }
        }
        self.model.sections.push(section);
        self.section = Some(self.model.sections.len() - 1);
    }

    fn met(&self, line: u32, is_defined: bool) -> Met {
        Met {
            line,
            section: self.section,
            is_defined,
        }
    }

    /// An element begins; lines that follow may add to it.
    fn element(&mut self, indent: usize, text: &str, line: u32) -> End {
        let (end, words, is_reference, is_text) = match head(text) {
            Head::Statement {
                title,
                is_defined,
                rest,
            } => {
                let met = self.met(line, is_defined);
                (
                    End::Statement(self.model.statement(&title, met)),
                    rest,
                    !is_defined,
                    false,
                )
            }
            Head::Argument {
                title,
                is_defined,
                rest,
            } => {
                let met = self.met(line, is_defined);
                (
                    End::Argument(self.model.argument(&title, met)),
                    rest,
                    !is_defined,
                    false,
                )
            }
            Head::Text(text) => {
                let met = self.met(line, true);
                (End::Statement(self.model.statement("", met)), text, false, true)
            }
        };
        self.open = Some(Open {
            end,
            line,
            words: words.to_owned(),
            is_reference,
            is_text,
        });
        self.stack.push((indent, end));
        end
    }

    fn more(&mut self, text: &str) {
        if let Some(open) = &mut self.open {
            open.words.push(' ');
            open.words.push_str(text);
        }
    }

    /// The element is complete.
    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let (content, data) = self.taken_apart(&open.words);
        if let Some((_, path)) = open.words.split_once("@include(") {
            let path = path.split_once(')').map_or(path, |(path, _)| path);
            self.gathered.warn_at(open.line, Trouble::Include, path);
        }
        if open.is_reference && !content.text.is_empty() {
            // The reference parser loses what stands behind a mere mention.
            self.gathered.warn_at(open.line, Trouble::KeptAsText, &content.text);
            let is_undefined = match open.end {
                End::Statement(number) => self
                    .model
                    .statements
                    .get(number)
                    .is_none_or(|class| class.text.is_empty()),
                End::Argument(number) | End::Step(number, _) => self
                    .model
                    .arguments
                    .get(number)
                    .is_none_or(|class| class.text.is_empty()),
            };
            let content = if is_undefined {
                content
            } else {
                Content {
                    text: String::new(),
                    ..content
                }
            };
            return self.model.put(open.end, content, data);
        }
        // A bracket that is never closed, or a sign that begins something else: most likely a mistake.
        let is_unclosed = |begin, end| {
            let last = content.text.rfind(begin);
            last.is_some_and(|at| !content.text.get(at..).unwrap_or_default().contains(end))
        };
        let begins_else = open.is_text && content.text.starts_with(['-', '+', '=', '>', '<', '[']);
        if begins_else || is_unclosed('{', '}') {
            self.gathered.warn_at(open.line, Trouble::KeptAsText, &content.text);
        }
        if open.is_text && content.text.is_empty() && data.is_empty() && content.tags.is_empty() {
            self.gathered.warn_at(open.line, Trouble::LeftOut, &open.words);
        }
        self.model.put(open.end, content, data);
    }

    fn taken_apart(&self, words: &str) -> (Content, Vec<Map<String, Value>>) {
        let content = content(words);
        let data = content.data.iter().filter_map(|number| match self.data.get(*number) {
            Some(Value::Object(data)) => Some(data.clone()),
            _ => None,
        });
        let data = data.collect();
        (content, data)
    }

    fn relation(&mut self, line: &Line, symbol: Symbol, rest: &str) {
        self.close();
        while self.stack.len() > 1 && self.stack.last().is_some_and(|(indent, _)| *indent >= line.indent) {
            self.stack.pop();
        }
        let Some((_, parent)) = self.stack.last().copied() else {
            self.element(line.indent, rest, line.number);
            return;
        };
        let child = self.element(line.indent.max(1), rest, line.number);
        self.relate(parent, symbol, child, line.number);
    }

    fn relate(&mut self, parent: End, symbol: Symbol, child: End, line: u32) {
        let (from, to) = if symbol.is_outgoing {
            (parent, child)
        } else {
            (child, parent)
        };
        let both_statements = matches!((from, to), (End::Statement(_), End::Statement(_)));
        let says = match symbol.says {
            Says::Support if self.is_strict && both_statements => Says::Entails,
            Says::Attack if self.is_strict && both_statements => Says::Contrary,
            says => says,
        };
        self.model.relate(from, says, to, line);
    }

    /// Lines of an argument that is laid out: numbered sentences, and lines between premises and conclusions.
    fn layout_lines(&mut self, block: &[Line]) {
        let base = block.first().map_or(0, |line| line.indent);
        if self.layout.is_none() {
            self.layout = Some(Layout {
                argument: self.last_argument.take().filter(|_| base == 0),
                line: block.first().map_or(0, |line| line.number),
                premises: Vec::new(),
                steps: Vec::new(),
                is_drawn: false,
                fresh: Vec::new(),
                conclusion: None,
                uses: Vec::new(),
                numbers: Vec::new(),
                rules: None,
            });
            self.begin_layout();
        }
        self.stack.clear();
        for line in block {
            let text = line.text.as_str();
            let rules = self.layout.as_mut().and_then(|layout| layout.rules.as_mut());
            if let Some(rules) = rules {
                // Between two lines of dashes stand the names of rules and data.
                match text.strip_suffix("--") {
                    Some(last) => {
                        rules.push(' ');
                        rules.push_str(last);
                        self.drawn();
                    }
                    None => {
                        rules.push(' ');
                        rules.push_str(text);
                    }
                }
            } else if is_line(text) {
                self.close();
                self.drawn();
            } else if let Some(begun) = text.strip_prefix("--").filter(|_| line.indent <= base) {
                self.close();
                let one_line = begun.strip_suffix("--").filter(|_| !begun.trim().is_empty());
                if let Some(layout) = &mut self.layout {
                    layout.rules = Some(one_line.unwrap_or(begun).to_owned());
                }
                if one_line.is_some() {
                    self.drawn();
                }
            } else if let Some((number, rest)) = numbered(text).filter(|_| line.indent <= base) {
                self.close();
                self.stack.clear();
                let end = self.element(0, rest, line.number);
                self.item(number, end, line.number);
            } else if let Some((symbol, rest)) = symbol(text) {
                self.relation(line, symbol, rest);
            } else if self.open.is_some() {
                self.more(text);
            } else {
                self.gathered.warn_at(line.number, Trouble::KeptAsText, text);
                self.element(0, text, line.number);
            }
        }
        self.close();
        self.stack.clear();
    }

    /// The argument that a layout belongs to is known from its beginning.
    fn begin_layout(&mut self) {
        let Some(layout) = &self.layout else { return };
        let line = layout.line;
        let argument = match layout.argument {
            Some(number) => {
                let class = self.model.arguments.get(number);
                if class.is_some_and(|class| !class.steps.is_empty()) {
                    let title = class.map_or(String::new(), |class| class.title.clone());
                    let mut again = 2;
                    while self.model.has_argument(&format!("{title} ({again})")) {
                        again += 1;
                    }
                    let title = format!("{title} ({again})");
                    self.gathered.warn_at(line, Trouble::SecondArgument, &title);
                    let met = self.met(line, true);
                    self.model.argument(&title, met)
                } else {
                    number
                }
            }
            None => {
                let met = self.met(line, true);
                self.model.argument("", met)
            }
        };
        let section = self.section;
        if let Some(class) = self.model.arguments.get_mut(argument) {
            class.section = section;
        }
        if let Some(layout) = &mut self.layout {
            layout.argument = Some(argument);
        }
    }

    /// A line was drawn: the next item is a conclusion.
    fn drawn(&mut self) {
        let Some(layout) = &mut self.layout else { return };
        let rules = layout.rules.take().unwrap_or_default();
        layout.is_drawn = true;
        layout.uses.clear();
        let argument = layout.argument.unwrap_or(0);
        let step = layout.steps.len();
        let (content, data) = self.taken_apart(&rules);
        let used = data
            .iter()
            .filter_map(|data| data.get("uses").or(data.get("from")))
            .next();
        let numbers = |value: &Value| -> Vec<usize> {
            let all = value.as_array().into_iter().flatten();
            all.filter_map(|number| Some(number.as_u64()? as usize)).collect()
        };
        let uses = used.map(numbers).unwrap_or_default();
        if let Some(layout) = &mut self.layout {
            layout.uses = uses;
        }
        if !content.text.is_empty()
            && let Some(class) = self.model.arguments.get_mut(argument)
        {
            let rules = class.data.entry("rules").or_insert_with(|| Value::Array(Vec::new()));
            if let Value::Array(rules) = rules {
                rules.push(squeeze(&content.text).into());
            }
        }
        // Relations below the line speak to the step.
        self.stack = vec![(0, End::Step(argument, step))];
    }

    fn item(&mut self, number: usize, end: End, line: u32) {
        let End::Statement(statement) = end else {
            // An argument cannot be a premise.
            self.gathered.warn(line, Trouble::KeptAsText(String::new()));
            return;
        };
        let Some(layout) = &mut self.layout else { return };
        if layout.is_drawn {
            let by_number = |wanted: &usize| {
                let found = layout.numbers.iter().find(|(number, _)| number == wanted);
                found.map(|(_, statement)| *statement)
            };
            let mut premises: Vec<usize> = layout.uses.iter().filter_map(by_number).collect();
            if premises.is_empty() {
                premises.extend(layout.conclusion);
                premises.append(&mut layout.fresh);
            }
            layout.fresh.clear();
            premises.retain(|premise| *premise != statement);
            layout.steps.push(Step {
                premises,
                conclusion: statement,
                line,
            });
            layout.conclusion = Some(statement);
            layout.is_drawn = false;
        } else {
            layout.premises.push(statement);
            layout.fresh.push(statement);
        }
        layout.numbers.push((number, statement));
    }

    fn end_layout(&mut self) {
        let Some(mut layout) = self.layout.take() else { return };
        if !layout.fresh.is_empty() && layout.steps.is_empty() {
            // Never concluded: its sentences stay.
            self.gathered.warn(layout.line, Trouble::NoEnd(String::new()));
        }
        let argument = layout.argument.unwrap_or(0);
        if let Some(class) = self.model.arguments.get_mut(argument) {
            class.steps.append(&mut layout.steps);
        }
        self.stack.clear();
    }
}

fn heading(text: &str) -> Option<(usize, &str)> {
    let level = text.chars().take_while(|letter| *letter == '#').count();
    let rest = text.get(level..)?;
    (level > 0 && rest.starts_with([' ', '\t'])).then(|| (level, rest.trim()))
}

/// Whether a line without an indent begins another element though no empty line stands before it.
fn begins_anew(text: &str) -> bool {
    matches!(
        head(text),
        Head::Statement { is_defined: true, .. } | Head::Argument { is_defined: true, .. }
    )
}
