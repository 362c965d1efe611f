//! Argument graphs of Carneades: LKIF as Carneades 1 and 2 write it (XML), and the YAML of Carneades 4, after the examples
//! that come with it.
//!
//! The premises of one argument only hold together. An exception, and the undercutter of an argument, attack its step.

mod xml;
mod yaml;

use std::collections::{BTreeMap, HashMap, HashSet};

use super::format::Format;
use super::framework::parts;
use super::gathered::{Gathered, Goal, Kind, Link, LinkKind, Node};
use super::trouble::{Refusal, Trouble, excerpt};

/// The parts that a file in YAML may have.
const SECTIONS: &[&str] = &[
    "meta",
    "language",
    "statements",
    "issues",
    "arguments",
    "argument_schemes",
    "issue_schemes",
    "assumptions",
    "weighing_functions",
    "labels",
    "tests",
    "references",
];

/// Whether a text is YAML at all.
///
/// # Errors
/// Where it is not.
pub fn check_yaml(text: &str) -> Result<(), Refusal> {
    yaml::check(text)
}

/// Whether a text is such a graph in YAML: at least two of its parts stand at the beginning of lines.
pub fn is_yaml(text: &str) -> bool {
    let is_part = |line: &&str| {
        let name = line.split_once(':').map(|(name, _)| name);
        name.is_some_and(|name| SECTIONS.contains(&name))
    };
    let is_told = |line: &&str| {
        line.starts_with("arguments:") || line.starts_with("statements:") || line.starts_with("assumptions:")
    };
    text.lines().filter(is_part).take(2).count() == 2 && text.lines().any(|line| is_told(&line))
}

/// Reads a graph, in XML or YAML.
///
/// # Errors
/// [`Refusal::Malformed`] for what is no such graph, [`Refusal::Entities`], or [`Refusal::NoArguments`] if nothing in it could
/// be a claim.
pub fn read(text: &str) -> Result<Gathered, Refusal> {
    let mut gathered = Gathered::new(Format::Carneades);
    if text.trim_start().starts_with('<') {
        xml::read(text, &mut gathered)?;
    } else {
        yaml::read(text, &mut gathered)?;
    }
    if gathered.nodes.is_empty() {
        return Err(Refusal::NoArguments);
    }
    Ok(gathered)
}

#[derive(Default)]
struct Statement {
    id: String,
    text: String,
    data: Vec<(&'static str, String)>,
    line: u32,
}

#[derive(Default)]
struct Premise {
    statement: String,
    role: String,
    is_negative: bool,
    /// It attacks the step instead of being part of it.
    is_exception: bool,
}

#[derive(Default)]
struct Argument {
    id: String,
    conclusion: String,
    premises: Vec<Premise>,
    is_con: bool,
    data: Vec<(&'static str, String)>,
    line: u32,
}

/// One argument graph.
#[derive(Default)]
struct Graph {
    /// The statement that all is about.
    main: String,
    statements: Vec<Statement>,
    arguments: Vec<Argument>,
    /// Statements that exclude each other, with the line where that is said.
    issues: Vec<(Vec<String>, u32)>,
}

/// Notes a value with a node, beside what was noted under that name before.
fn note(node: &mut Node, name: &str, value: &str) {
    const MOST: usize = 2_000;
    if value.is_empty() {
        return;
    }
    node.data.change(format!("carneades.{name}"), |known| {
        if known.is_empty() {
            value.clone_into(known);
        } else if known != value && known.len() < MOST {
            known.push_str("; ");
            known.push_str(value);
        }
    });
}

/// Puts a graph into what was gathered.
struct Gatherer<'a> {
    into: &'a mut Gathered,
    by_id: HashMap<String, usize>,
    /// How a statement that is only named is put into words.
    language: BTreeMap<String, String>,
}

impl Gatherer<'_> {
    fn graph(&mut self, graph: &Graph) {
        self.by_id.clear();
        for statement in &graph.statements {
            self.statement(statement);
        }
        if self.into.thesis.is_none() {
            self.into.thesis = self.by_id.get(&graph.main).copied();
        }
        // First all steps, then what is said of them.
        let mut steps: Vec<Option<usize>> = Vec::with_capacity(graph.arguments.len());
        for argument in &graph.arguments {
            let step = self.step(argument);
            steps.push(step);
        }
        for (argument, step) in graph.arguments.iter().zip(steps) {
            self.beside(argument, step);
        }
        for (positions, line) in &graph.issues {
            let mut ends = positions.iter();
            let Some(first) = ends.next() else { continue };
            let first = self.find_or_make(first, *line);
            for other in ends {
                let other = self.find_or_make(other, *line);
                if other != first {
                    self.into.link(other, LinkKind::Contradiction, Goal::Node(first), *line);
                }
            }
        }
    }

    fn statement(&mut self, statement: &Statement) {
        if self.by_id.contains_key(&statement.id) {
            self.into.warn_at(statement.line, Trouble::Doubled, &statement.id);
        }
        let words = if statement.text.trim().is_empty() {
            self.worded(&statement.id)
        } else {
            statement.text.trim().to_owned()
        };
        let mut node = Node::new(words, statement.line);
        note(&mut node, "id", &statement.id);
        for (name, value) in &statement.data {
            note(&mut node, name, value);
        }
        let number = self.into.node(node);
        self.by_id.entry(statement.id.clone()).or_insert(number);
    }

    /// A statement as `crime(x)` in the words of the file, if it has some for it.
    fn worded(&self, id: &str) -> String {
        let (name, inner) = id
            .strip_suffix(')')
            .and_then(|id| id.split_once('('))
            .unwrap_or((id, ""));
        let ends = if inner.is_empty() { Vec::new() } else { parts(inner) };
        let Some(form) = self.language.get(&format!("{}/{}", name.trim(), ends.len())) else {
            return id.to_owned();
        };
        let mut ends = ends.into_iter();
        let mut words = String::new();
        let mut rest = form.as_str();
        while let Some((before, behind)) = rest.split_once('%') {
            words.push_str(before);
            match behind.strip_prefix(['s', 'v']) {
                Some(behind) => {
                    words.push_str(ends.next().unwrap_or("…"));
                    rest = behind;
                }
                None => {
                    words.push('%');
                    rest = behind;
                }
            }
        }
        words.push_str(rest);
        words
    }

    fn find_or_make(&mut self, id: &str, line: u32) -> usize {
        if let Some(node) = self.by_id.get(id) {
            return *node;
        }
        self.into.warn_at(line, Trouble::Missing, id);
        self.statement(&Statement {
            id: id.to_owned(),
            line,
            ..Statement::default()
        });
        self.by_id.get(id).copied().unwrap_or_default()
    }

    /// The link of an argument, from its ordinary premises to its conclusion.
    fn step(&mut self, argument: &Argument) -> Option<usize> {
        if argument.conclusion.is_empty() {
            self.into.warn_at(argument.line, Trouble::NoEnd, &argument.id);
            return None;
        }
        let conclusion = self.find_or_make(&argument.conclusion, argument.line);
        let mut premises = Vec::new();
        let mut seen = HashSet::new();
        for premise in argument
            .premises
            .iter()
            .filter(|premise| !premise.is_negative && !premise.is_exception)
        {
            let node = self.find_or_make(&premise.statement, argument.line);
            if let Some(node) = self.into.nodes.get_mut(node) {
                note(node, "role", &premise.role);
            }
            if seen.insert(node) {
                premises.push(node);
            }
        }
        let is_bare = argument.premises.iter().all(|premise| premise.is_exception);
        if premises.is_empty() && is_bare {
            // It needs no premises: then the argument itself is what speaks for its conclusion.
            let scheme = argument
                .data
                .iter()
                .find(|(name, _)| *name == "scheme" || *name == "title");
            let words = scheme.map_or(argument.id.as_str(), |(_, words)| words.as_str());
            premises.push(self.into.node(Node {
                kind: Kind::Argument,
                ..Node::new(words, argument.line)
            }));
        }
        if let Some(node) = premises.first().and_then(|first| self.into.nodes.get_mut(*first)) {
            note(node, "argument", &argument.id);
            for (name, value) in &argument.data {
                note(node, name, value);
            }
        }
        if premises.is_empty() {
            return None;
        }
        self.into.links.push(Link {
            premises,
            kind: if argument.is_con {
                LinkKind::Attack
            } else {
                LinkKind::Support
            },
            goal: Goal::Node(conclusion),
            line: argument.line,
        });
        Some(self.into.links.len() - 1)
    }

    /// What attacks the step of an argument: exceptions, and what it needs to be false.
    fn beside(&mut self, argument: &Argument, step: Option<usize>) {
        if argument.conclusion.is_empty() {
            return;
        }
        for premise in argument
            .premises
            .iter()
            .filter(|premise| premise.is_negative || premise.is_exception)
        {
            let from = self.find_or_make(&premise.statement, argument.line);
            let is_double = premise.is_negative && premise.is_exception;
            if premise.is_negative {
                let mut words = String::new();
                if let Some(node) = self.into.nodes.get_mut(from) {
                    note(node, "negative", &argument.id);
                    node.text.main().clone_into(&mut words);
                }
                self.into.warn(argument.line, Trouble::BothWays(excerpt(&words)));
            }
            // Without a step of its own: what it needs to be false speaks the other way.
            let (goal, kind) = match step {
                Some(link) => (
                    Goal::Link(link),
                    if is_double { LinkKind::Support } else { LinkKind::Attack },
                ),
                None => {
                    let node = self.find_or_make(&argument.conclusion, argument.line);
                    let is_for = argument.is_con != is_double;
                    (
                        Goal::Node(node),
                        if is_for { LinkKind::Support } else { LinkKind::Attack },
                    )
                }
            };
            self.into.link(from, kind, goal, argument.line);
        }
    }
}

#[cfg(test)]
mod tests;
