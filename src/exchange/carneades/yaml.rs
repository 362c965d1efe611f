//! Reads the YAML of Carneades 4.

use std::collections::{HashMap, HashSet};

use serde_saphyr::DuplicateKeyPolicy;

use super::super::aif::json::Tree;
use super::super::format::Format;
use super::super::gathered::{Cited, Gathered, Words};
use super::super::trouble::Refusal;
use super::{Argument, Gatherer, Graph, Premise, Statement, note};

/// In which line a name stands first before a colon, for a file in YAML.
struct Lines<'a>(HashMap<&'a str, u32>);

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        let mut lines = HashMap::new();
        for (number, line) in (1..).zip(text.lines()) {
            if let Some((name, _)) = line.split_once(':') {
                let name = name.trim().trim_start_matches("- ").trim_matches(['"', '\'']);
                lines.entry(name).or_insert(number);
            }
        }
        Self(lines)
    }

    fn of(&self, name: &str) -> u32 {
        self.0.get(name).copied().unwrap_or(0)
    }
}

/// What stands in a text; `format` is what it is said to be.
fn tree(text: &str, format: &str) -> Result<Tree, Refusal> {
    let mut options = serde_saphyr::Options::default();
    options.duplicate_keys = DuplicateKeyPolicy::PassThrough;
    options.strict_booleans = true;
    // The usual bounds are for settings of a program; a map has as many parts as its file is long.
    let budget = options.budget.get_or_insert_default();
    budget.max_nodes = budget.max_nodes.max(text.len() / 8);
    budget.max_events = budget.max_events.max(text.len());
    serde_saphyr::from_str_with_options(text, options).map_err(|error| {
        let place = error.location();
        let number = |number: Option<u64>| number.and_then(|number| u32::try_from(number).ok()).unwrap_or(0);
        let (line, column) = (
            number(place.map(|place| place.line())),
            number(place.map(|place| place.column())),
        );
        let words = error.to_string();
        let words = words.lines().next().unwrap_or_default().to_owned();
        Refusal::Malformed(format.to_owned(), line, column, words)
    })
}

/// Whether a text is YAML at all.
///
/// # Errors
/// Where it is not.
pub fn check(text: &str) -> Result<(), Refusal> {
    tree(text, "YAML").map(|_| ())
}

/// Puts the graph of a file into what is gathered.
pub fn read(text: &str, into: &mut Gathered) -> Result<(), Refusal> {
    let tree = tree(text, Format::Carneades.name())?;
    let lines = Lines::new(text);
    let mut graph = Graph::default();
    for (id, value) in tree.get("statements").map() {
        graph.statements.push(statement(id, value, lines.of(id)));
    }
    // A list of statements without names of their own.
    for value in tree.get("statements").list() {
        let id = value.get("id").words();
        graph.statements.push(statement(&id, value, lines.of(&id)));
    }
    let mut num_premises = 0;
    let of_lists = tree
        .get("arguments")
        .list()
        .iter()
        .map(|value| (value.get("id").words(), value));
    let of_maps = tree
        .get("arguments")
        .map()
        .iter()
        .map(|(id, value)| (id.clone(), value));
    for (id, value) in of_maps.chain(of_lists) {
        let line = lines.of(&id);
        let argument = argument(id, value, line, &mut num_premises);
        graph.arguments.push(argument);
    }
    let issues = tree.get("issues");
    for (id, value) in issues.map() {
        let positions = value.get("positions").list().iter().map(Tree::words).collect();
        graph.issues.push((positions, lines.of(id)));
    }
    for (name, num) in [
        ("statements", graph.statements.len()),
        ("arguments", graph.arguments.len()),
        ("issues", issues.map().len() + issues.list().len()),
        ("premises", num_premises),
    ] {
        into.set_count(name, num);
    }
    assumed(&tree, &mut graph);
    undercut(&mut graph);
    whole(&tree, into);
    for id in ["in", "out", "undecided"] {
        for section in ["labels", "tests"] {
            let named: Vec<String> = tree.get(section).get(id).list().iter().map(Tree::words).collect();
            if !named.is_empty() {
                into.data.insert(format!("carneades.{section}.{id}"), named.join(", "));
            }
        }
    }
    let language = tree
        .get("language")
        .map()
        .iter()
        .map(|(name, words)| (name.clone(), words.words()));
    let mut gatherer = Gatherer {
        into,
        by_id: HashMap::new(),
        language: language.collect(),
    };
    gatherer.graph(&graph);
    // Which issue asks for which proof is kept with its first position.
    for (_, value) in issues.map() {
        let first = value
            .get("positions")
            .list()
            .first()
            .map(Tree::words)
            .unwrap_or_default();
        let node = gatherer.by_id.get(&first).copied();
        if let Some(node) = node.and_then(|node| gatherer.into.nodes.get_mut(node)) {
            note(node, "standard", value.get("standard").word());
        }
    }
    Ok(())
}

/// What is said of the whole.
fn whole(tree: &Tree, into: &mut Gathered) {
    for (name, value) in tree.get("meta").map() {
        let words = value.words();
        let words = words.trim();
        match name.as_str() {
            "title" => into.title = Words::plain(words),
            "note" | "notes" | "description" => into.explanation = Words::plain(words),
            "source" if !words.is_empty() => into.sources.push(Cited {
                citation: words.to_owned(),
                ..Cited::default()
            }),
            _ => {
                into.data.insert(format!("carneades.meta.{name}"), words.to_owned());
            }
        }
    }
    // Rules, from which other statements could be derived, and all that is not known.
    let is_shown = |name: &str| {
        matches!(
            name,
            "meta" | "statements" | "arguments" | "issues" | "assumptions" | "labels" | "tests"
        )
    };
    for (name, value) in tree.map().iter().filter(|(name, _)| !is_shown(name)) {
        into.data.insert(format!("carneades.{name}"), value.words());
    }
}

fn statement(id: &str, value: &Tree, line: u32) -> Statement {
    let mut statement = Statement {
        id: id.to_owned(),
        line,
        ..Statement::default()
    };
    if value.map().is_empty() {
        statement.text = value.words();
        return statement;
    }
    for (name, value) in value.map() {
        match name.as_str() {
            "text" => statement.text = value.words(),
            "id" => {}
            "assumed" => statement.data.push(("assumed", value.words())),
            "label" => statement.data.push(("label", value.words())),
            _ => statement.data.push(("meta", format!("{name}: {}", value.words()))),
        }
    }
    statement
}

fn argument(id: String, value: &Tree, line: u32, num_premises: &mut usize) -> Argument {
    let mut argument = Argument {
        id,
        line,
        ..Argument::default()
    };
    // Premises are a list, or have roles.
    let all = |value: &Tree, is_exception: bool| -> Vec<Premise> {
        let premise = |role: &str, value: &Tree| Premise {
            statement: value.words(),
            role: role.to_owned(),
            is_negative: false,
            is_exception,
        };
        let listed = value.list().iter().map(|one| match one.map() {
            [(role, statement)] => premise(role, statement),
            _ => premise(
                one.get("role").word(),
                if one.map().is_empty() {
                    one
                } else {
                    one.get("statement")
                },
            ),
        });
        let named = value.map().iter().map(|(role, statement)| premise(role, statement));
        let single = Some(value)
            .filter(|value| !value.word().is_empty())
            .map(|value| premise("", value));
        let all = listed.chain(named).chain(single);
        all.filter(|premise| !premise.statement.is_empty()).collect()
    };
    for (name, value) in value.map() {
        match name.as_str() {
            "conclusion" => argument.conclusion = value.words(),
            "premises" => {
                let premises = all(value, false);
                *num_premises += premises.len();
                argument.premises.extend(premises);
            }
            "assumptions" => argument.premises.extend(all(value, false)),
            "exceptions" | "undercutter" => argument.premises.extend(all(value, true)),
            "scheme" => argument.data.push(("scheme", value.words())),
            "weight" => argument.data.push(("weight", value.words())),
            "direction" | "pro" => argument.is_con = matches!(value.words().as_str(), "con" | "false"),
            "id" => {}
            _ => argument
                .data
                .push(("argument-meta", format!("{name}: {}", value.words()))),
        }
    }
    argument
}

/// What is assumed is noted with its statement, and is one itself.
fn assumed(tree: &Tree, graph: &mut Graph) {
    let known: HashMap<String, usize> = graph
        .statements
        .iter()
        .enumerate()
        .map(|(number, statement)| (statement.id.clone(), number))
        .collect();
    let mut seen = HashSet::new();
    for assumption in tree.get("assumptions").list() {
        let id = assumption.words();
        if id.is_empty() || !seen.insert(id.clone()) {
            continue;
        }
        let assumed = ("assumed", "true".to_owned());
        match known.get(&id).and_then(|number| graph.statements.get_mut(*number)) {
            Some(statement) => {
                if !statement.data.contains(&assumed) {
                    statement.data.push(assumed);
                }
            }
            None => graph.statements.push(Statement {
                id,
                data: vec![assumed],
                ..Statement::default()
            }),
        }
    }
}

/// A statement `undercut(a1)` attacks the step of that argument, if nothing else does.
fn undercut(graph: &mut Graph) {
    let known: HashSet<&str> = graph.statements.iter().map(|statement| statement.id.as_str()).collect();
    let concluded: HashSet<String> = graph
        .arguments
        .iter()
        .map(|argument| argument.conclusion.clone())
        .collect();
    for argument in &mut graph.arguments {
        let id = format!("undercut({})", argument.id);
        let is_told = argument.premises.iter().any(|premise| premise.is_exception);
        if !is_told && (known.contains(id.as_str()) || concluded.contains(&id)) {
            argument.premises.push(Premise {
                statement: id,
                is_exception: true,
                ..Premise::default()
            });
        }
    }
}
