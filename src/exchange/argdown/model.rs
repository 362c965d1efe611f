//! What an Argdown file means: statements and arguments by their titles, what they are to each other, and headings.

use std::collections::{BTreeSet, HashMap, HashSet};

use serde_json::{Map, Value};

use super::inline::Content;

/// A statement (all that have its title) or an argument.
#[derive(Clone, Default, Debug)]
pub struct Class {
    /// Its title; empty if it has none.
    pub title: String,
    /// What its last definition says.
    pub text: String,
    /// All its tags.
    pub tags: Vec<String>,
    /// Links in its text: their words and addresses.
    pub links: Vec<(String, String)>,
    /// All its data.
    pub data: Map<String, Value>,
    /// The section of its definition, or else of its first mention.
    pub section: Option<usize>,
    /// Its line: of its definition, or else of its first mention.
    pub line: u32,
    /// Its place among all that were met.
    pub sequence: usize,
    /// Whether its text was defined.
    is_defined: bool,
    /// How an argument is laid out.
    pub steps: Vec<Step>,
}

/// One step of an argument that is laid out: from premises to a conclusion.
#[derive(Clone, Default, Debug)]
pub struct Step {
    /// The statements that it rests on.
    pub premises: Vec<usize>,
    /// What follows.
    pub conclusion: usize,
    /// Its line.
    pub line: u32,
}

/// What can stand in a relation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum End {
    /// A statement, by its number.
    Statement(usize),
    /// An argument, by its number.
    Argument(usize),
    /// A step of an argument.
    Step(usize, usize),
}

/// What a relation says.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Says {
    /// Supports.
    Support,
    /// Attacks.
    Attack,
    /// Attacks the step.
    Undercut,
    /// Excludes, and is excluded.
    Contradictory,
    /// One statement follows from the other.
    Entails,
    /// Both cannot be true.
    Contrary,
}

impl Says {
    /// Its name in the language's own tools.
    pub fn name(self) -> &'static str {
        match self {
            Self::Support => "support",
            Self::Attack => "attack",
            Self::Undercut => "undercut",
            Self::Contradictory => "contradictory",
            Self::Entails => "entails",
            Self::Contrary => "contrary",
        }
    }
}

/// A relation.
#[derive(Clone, Copy, Debug)]
pub struct Relation {
    /// From what.
    pub from: End,
    /// To what.
    pub to: End,
    /// What it says.
    pub says: Says,
    /// Its line.
    pub line: u32,
}

/// A heading.
#[derive(Clone, Default, Debug)]
pub struct Section {
    /// What it says.
    pub title: String,
    /// How deep it is, from 1.
    pub level: usize,
    /// The section that it stands in.
    pub parent: Option<usize>,
    /// Its data.
    pub data: Map<String, Value>,
    /// Its line.
    pub line: u32,
}

/// Everything that a file says.
#[derive(Default, Debug)]
pub struct Model {
    /// Statements.
    pub statements: Vec<Class>,
    /// Arguments.
    pub arguments: Vec<Class>,
    /// What they are to each other, each once.
    pub relations: Vec<Relation>,
    /// Headings.
    pub sections: Vec<Section>,
    /// All tags.
    pub tags: BTreeSet<String>,
    statement_of: HashMap<String, usize>,
    argument_of: HashMap<String, usize>,
    known: HashSet<(End, End, Says)>,
    num_met: usize,
}

/// Where something was met.
#[derive(Clone, Copy)]
pub struct Met {
    /// Its line.
    pub line: u32,
    /// The section that it stands in.
    pub section: Option<usize>,
    /// Whether it is defined here rather than named.
    pub is_defined: bool,
}

impl Model {
    /// The statement of a title, new if it was not met before; without a title always a new one.
    pub fn statement(&mut self, title: &str, met: Met) -> usize {
        class(
            &mut self.statements,
            &mut self.statement_of,
            &mut self.num_met,
            title,
            met,
        )
    }

    /// The argument of a title, new if it was not met before; without a title always a new one.
    pub fn argument(&mut self, title: &str, met: Met) -> usize {
        class(
            &mut self.arguments,
            &mut self.argument_of,
            &mut self.num_met,
            title,
            met,
        )
    }

    /// Whether there is an argument of this title.
    pub fn has_argument(&self, title: &str) -> bool {
        self.argument_of.contains_key(title)
    }

    /// Gives a statement or an argument what stands with it.
    pub fn put(&mut self, end: End, content: Content, data: Vec<Map<String, Value>>) {
        self.tags.extend(content.tags.iter().cloned());
        let class = match end {
            End::Statement(number) => self.statements.get_mut(number),
            End::Argument(number) | End::Step(number, _) => self.arguments.get_mut(number),
        };
        let Some(class) = class else { return };
        if !content.text.is_empty() {
            class.text = content.text;
        }
        for tag in content.tags {
            if !class.tags.contains(&tag) {
                class.tags.push(tag);
            }
        }
        class.links.extend(content.links);
        for data in data {
            merge(&mut class.data, data);
        }
    }

    /// What leaves an argument that is laid out leaves its main conclusion; what then leads to itself says nothing more.
    pub fn settle(&mut self) {
        let relations = std::mem::take(&mut self.relations);
        self.known.clear();
        for mut relation in relations {
            let was = relation.from;
            if let End::Argument(number) = relation.from
                && relation.says != Says::Undercut
                && let Some(last) = self.arguments.get(number).and_then(|class| class.steps.last())
            {
                relation.from = End::Statement(last.conclusion);
            }
            if relation.from == was || relation.from != relation.to {
                self.relate(relation.from, relation.says, relation.to, relation.line);
            }
        }
    }

    /// Notes a relation, once.
    pub fn relate(&mut self, from: End, says: Says, to: End, line: u32) {
        let mirrored = matches!(says, Says::Contradictory | Says::Contrary) && self.known.contains(&(to, from, says));
        if !mirrored && self.known.insert((from, to, says)) {
            self.relations.push(Relation { from, to, says, line });
        }
    }
}

fn class(
    all: &mut Vec<Class>,
    by_title: &mut HashMap<String, usize>,
    num_met: &mut usize,
    title: &str,
    met: Met,
) -> usize {
    let known = by_title.get(title).copied().filter(|_| !title.is_empty());
    let number = known.unwrap_or_else(|| {
        *num_met += 1;
        all.push(Class {
            title: title.to_owned(),
            section: met.section,
            line: met.line,
            sequence: *num_met,
            ..Class::default()
        });
        let number = all.len() - 1;
        if !title.is_empty() {
            by_title.insert(title.to_owned(), number);
        }
        number
    });
    if let Some(class) = all.get_mut(number)
        && met.is_defined
        && !class.is_defined
    {
        // It stands where it is defined, not where it is first named.
        *num_met += 1;
        class.sequence = *num_met;
        class.is_defined = true;
        class.section = met.section;
        class.line = met.line;
    }
    number
}

fn merge(into: &mut Map<String, Value>, from: Map<String, Value>) {
    for (key, value) in from {
        match (into.get_mut(&key), value) {
            (Some(Value::Object(into)), Value::Object(from)) => {
                for (key, value) in from {
                    into.insert(key, value);
                }
            }
            (_, value) => {
                into.insert(key, value);
            }
        }
    }
}
