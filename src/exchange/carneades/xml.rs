//! Reads LKIF.

use std::collections::{BTreeMap, HashMap};

use super::super::format::Format;
use super::super::gathered::{Gathered, Words};
use super::super::mind_map::markup::{Piece, Tag, Walker};
use super::super::trouble::{Refusal, Trouble};
use super::{Argument, Gatherer, Graph, Premise, Statement};

/// What is open in XML.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    /// The words of a statement.
    Words,
    /// Something of the names of elements that are known.
    Known,
    /// Something else, which is kept out.
    Other,
}

/// Puts all graphs of a file into what is gathered.
pub fn read(text: &str, into: &mut Gathered) -> Result<(), Refusal> {
    let mut walker = Walker::new(text, Format::Carneades.name());
    let mut graphs: Vec<Graph> = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut elements: BTreeMap<String, usize> = BTreeMap::new();
    loop {
        match walker.next() {
            Ok(Piece::Open(tag)) => {
                if elements.is_empty() && tag.name != "lkif" {
                    let words = format!("<{}>", tag.name);
                    return Err(Refusal::Malformed(
                        Format::Carneades.name().to_owned(),
                        tag.line,
                        1,
                        words,
                    ));
                }
                if tag.is_odd {
                    into.warn_at(tag.line, Trouble::BadData, &tag.name);
                }
                let next = match open.last() {
                    Some(Open::Words) => Open::Words,
                    Some(Open::Other) => Open::Other,
                    _ => element(&tag, &mut graphs, into),
                };
                open.push(next);
                *elements.entry(tag.name).or_default() += 1;
            }
            Ok(Piece::Close) => {
                open.pop();
            }
            Ok(Piece::Letters(letters)) => {
                let statement = graphs.last_mut().and_then(|graph| graph.statements.last_mut());
                if let Some(statement) = statement.filter(|_| open.last() == Some(&Open::Words)) {
                    statement.text.push_str(&letters);
                }
            }
            Ok(Piece::End) => break,
            Err(Refusal::Malformed(format, line, column, words)) => {
                if graphs.iter().all(|graph| graph.statements.is_empty()) {
                    return Err(Refusal::Malformed(format, line, column, words));
                }
                into.warn(line, Trouble::Broken(column, words));
                break;
            }
            Err(refusal) => return Err(refusal),
        }
    }
    let sum = |num: fn(&Graph) -> usize| graphs.iter().map(num).sum();
    into.set_count("statements", sum(|graph| graph.statements.len()));
    into.set_count("arguments", sum(|graph| graph.arguments.len()));
    into.set_count(
        "premises",
        sum(|graph| graph.arguments.iter().map(|argument| argument.premises.len()).sum()),
    );
    for (name, num) in elements {
        into.set_count(&format!("elements.{name}"), num);
    }
    let mut gatherer = Gatherer {
        into,
        by_id: HashMap::new(),
        language: BTreeMap::new(),
    };
    graphs.iter().for_each(|graph| gatherer.graph(graph));
    Ok(())
}

fn element(tag: &Tag, graphs: &mut Vec<Graph>, into: &mut Gathered) -> Open {
    let get = |name: &str| tag.get(name).unwrap_or_default().trim().to_owned();
    // What is always there is not worth noting.
    let data = |names: &[(&'static str, &str)]| {
        let all = names.iter().map(|(name, usual)| (*name, get(name), *usual));
        let said = all.filter(|(_, value, usual)| !value.is_empty() && value != usual);
        said.map(|(name, value, _)| (name, value)).collect::<Vec<_>>()
    };
    if tag.name == "argument-graph" || (graphs.is_empty() && matches!(tag.name.as_str(), "statement" | "argument")) {
        let title = get("title");
        if into.title.is_empty() && title != "New Graph" && tag.name == "argument-graph" {
            into.title = Words::plain(title);
        }
        graphs.push(Graph {
            main: get("main-issue"),
            ..Graph::default()
        });
    }
    let Some(graph) = graphs.last_mut() else {
        let is_frame = matches!(
            tag.name.as_str(),
            "lkif" | "argument-graphs" | "statements" | "arguments"
        );
        if !is_frame {
            into.warn_at(tag.line, Trouble::LeftOut, &format!("<{}>", tag.name));
        }
        return if is_frame { Open::Known } else { Open::Other };
    };
    match tag.name.as_str() {
        "statement" => graph.statements.push(Statement {
            id: get("id"),
            text: String::new(),
            data: data(&[("value", "unknown"), ("assumption", "false"), ("standard", "BA")]),
            line: tag.line,
        }),
        "s" => return Open::Words,
        "argument" => graph.arguments.push(Argument {
            id: get("id"),
            is_con: get("direction") == "con",
            data: data(&[("title", ""), ("scheme", ""), ("weight", "0.5")]),
            line: tag.line,
            ..Argument::default()
        }),
        "conclusion" | "premise" => {
            let Some(argument) = graph.arguments.last_mut() else {
                into.warn_at(tag.line, Trouble::NoEnd, &get("statement"));
                return Open::Other;
            };
            if tag.name == "conclusion" {
                argument.conclusion = get("statement");
            } else {
                argument.premises.push(Premise {
                    statement: get("statement"),
                    role: get("role"),
                    is_negative: get("polarity") == "negative",
                    is_exception: get("type") == "exception",
                });
            }
        }
        "argument-graph" | "statements" | "arguments" | "premises" => {}
        other => {
            into.warn_at(tag.line, Trouble::LeftOut, &format!("<{other}>"));
            return Open::Other;
        }
    }
    Open::Known
}
