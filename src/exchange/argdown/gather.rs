//! From what an Argdown file means to claims and links.

use serde_json::{Map, Value};

use super::super::gathered::{Cited, Gathered, Goal, Group, Kind, Link, LinkKind, Node, Words};
use super::super::own::{take, take_group};
use super::super::tree::words_of;
use super::super::trouble::{Trouble, excerpt};
use super::model::{Class, End, Model, Relation, Says};
use super::scan::Scanned;

/// Puts everything into what is gathered, with the counts that the language's own tools give.
pub fn gather(scanned: &Scanned, model: Model, into: &mut Gathered) {
    count(&model, into);
    for section in &model.sections {
        let mut group = Group {
            title: Words::plain(section.title.clone()),
            parent: section.parent,
            is_stakeholder: super::super::signs::is_stakeholder(&section.title).then_some(true),
            line: section.line,
            ..Group::default()
        };
        for (key, value) in &section.data {
            if !take_group(&mut group, key, value) {
                group.data.insert(format!("argdown.{key}"), words(value));
            }
        }
        into.groups.push(group);
    }
    if let Some(Value::Object(front)) = &scanned.front {
        self::front(front, into);
    }
    // In the order in which they were met.
    let mut order: Vec<(usize, bool, usize)> = Vec::new();
    order.extend(
        model
            .statements
            .iter()
            .enumerate()
            .map(|(number, class)| (class.sequence, false, number)),
    );
    // One that is laid out is its steps.
    let plain = model
        .arguments
        .iter()
        .enumerate()
        .filter(|(_, class)| class.steps.is_empty());
    order.extend(plain.map(|(number, class)| (class.sequence, true, number)));
    order.sort_unstable();
    let mut statements = vec![usize::MAX; model.statements.len()];
    let mut arguments = vec![None; model.arguments.len()];
    for (_, is_argument, number) in order {
        let class = if is_argument {
            model.arguments.get(number)
        } else {
            model.statements.get(number)
        };
        let Some(class) = class else { continue };
        let kind = if is_argument { Kind::Argument } else { Kind::Claim };
        let node = node(class, kind, into);
        let node = into.node(node);
        if is_argument {
            if let Some(slot) = arguments.get_mut(number) {
                *slot = Some(node);
            }
        } else if let Some(slot) = statements.get_mut(number) {
            *slot = node;
        }
    }
    let steps = steps(&model, &statements, into);
    for relation in &model.relations {
        link(relation, &statements, &arguments, &steps, &model, into);
    }
    if let Some(thesis) = into.data.remove("thesis") {
        into.thesis = into.nodes.iter().position(|node| node.id == thesis);
    }
}

fn count(model: &Model, into: &mut Gathered) {
    let titled = |all: &[Class]| all.iter().filter(|class| !class.title.is_empty()).count();
    into.set_count("statements", model.statements.len());
    into.set_count("statements_titled", titled(&model.statements));
    into.set_count("arguments", model.arguments.len());
    into.set_count("arguments_titled", titled(&model.arguments));
    let laid_out = model.arguments.iter().filter(|class| !class.steps.is_empty());
    into.set_count("arguments_with_pcs", laid_out.count());
    into.set_count("relations", model.relations.len());
    for relation in &model.relations {
        into.count(&format!("relations.{}", relation.says.name()));
    }
    into.set_count("sections", model.sections.len());
    into.set_count("tags", model.tags.len());
}

fn words(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn front(front: &Map<String, Value>, into: &mut Gathered) {
    for (key, value) in front {
        let own = words_of(value);
        match (key.as_str(), own) {
            ("title", Some(title)) => into.title = title,
            ("question", Some(question)) => into.question = question,
            ("explanation" | "abstract", Some(explanation)) => into.explanation = explanation,
            ("colophon", Some(colophon)) => into.colophon = colophon,
            ("lang", _) => into.lang = value.as_str().map(str::to_owned),
            ("thesis", _) => {
                into.data.insert("thesis".to_owned(), words(value));
            }
            // What every file of ours says to the language's own tools.
            ("model", _) if *value == serde_json::json!({"removeTagsFromText": true}) => {}
            ("sources", _) if serde_json::from_value::<Vec<Cited>>(value.clone()).is_ok() => {
                into.sources = serde_json::from_value(value.clone()).unwrap_or_default();
            }
            ("data", _) => {
                let data = value.as_object().into_iter().flatten();
                into.data.extend(data.map(|(key, value)| (key.clone(), words(value))));
            }
            ("author" | "date" | "subTitle", _) => {
                let all = match value {
                    Value::Array(all) => all.iter().map(words).collect::<Vec<_>>().join(", "),
                    other => words(other),
                };
                let colophon = into.colophon.main_mut();
                if !colophon.is_empty() {
                    colophon.push_str(", ");
                }
                colophon.push_str(&all);
                into.data.insert(format!("argdown.{key}"), words(value));
            }
            _ => {
                into.data.insert(format!("argdown.{key}"), words(value));
            }
        }
    }
}

fn node(class: &Class, kind: Kind, into: &mut Gathered) -> Node {
    let mut node = Node {
        kind,
        title: class.title.clone(),
        group: class.section,
        tags: class.tags.clone(),
        ..Node::new(class.text.clone(), class.line)
    };
    let mut has_own_title = false;
    for (key, value) in &class.data {
        match key.as_str() {
            "titled" => has_own_title = value.as_bool().unwrap_or(false),
            "proponent" if node.stakeholder.is_empty() => node.stakeholder = words(value),
            "isInGroup" if *value == Value::Bool(false) => node.group = None,
            _ if take(&mut node, key, value) => {}
            _ => {
                node.data.insert(format!("argdown.{key}"), words(value));
            }
        }
    }
    // A title that we made ourselves says nothing more than the text.
    let is_made = !has_own_title && !node.id.is_empty();
    if is_made {
        node.title = String::new();
    }
    for (label, url) in &class.links {
        if !node.sources.iter().any(|source| source.urls.contains(url)) {
            node.sources.push(Cited {
                citation: label.clone(),
                urls: vec![url.clone()],
                ..Cited::default()
            });
        }
    }
    if node.text.is_empty() && node.title.is_empty() && node.data.is_empty() {
        into.warn_at(class.line, Trouble::LeftOut, "");
    }
    node
}

/// Links of the steps of arguments that are laid out: by argument, by step.
fn steps(model: &Model, statements: &[usize], into: &mut Gathered) -> Vec<Vec<usize>> {
    let of = |number: &usize| statements.get(*number).copied().unwrap_or(0);
    let mut all = Vec::with_capacity(model.arguments.len());
    for class in &model.arguments {
        let mut links = Vec::with_capacity(class.steps.len());
        for step in &class.steps {
            into.links.push(Link {
                premises: step.premises.iter().map(of).collect(),
                kind: LinkKind::Support,
                goal: Goal::Node(of(&step.conclusion)),
                line: step.line,
            });
            links.push(into.links.len() - 1);
        }
        if let Some(last) = class.steps.last() {
            // What was said of the argument itself is kept with its conclusion.
            let node = into.nodes.get_mut(of(&last.conclusion));
            if let Some(node) = node {
                let mut keep = |key: &str, value: String| {
                    if !value.is_empty() {
                        let key = format!("argdown.argument.{key}");
                        let known = node.data.remove(&key).map(|known| format!("{known}; {value}"));
                        node.data.insert(key, known.unwrap_or(value));
                    }
                };
                keep("title", class.title.clone());
                keep("tags", class.tags.join(", "));
                if !class.data.is_empty() {
                    keep("data", Value::Object(class.data.clone()).to_string());
                }
                if node.explanation.is_empty() {
                    node.explanation = Words::plain(class.text.clone());
                } else {
                    keep("text", class.text.clone());
                }
            }
        }
        all.push(links);
    }
    all
}

fn link(
    relation: &Relation,
    statements: &[usize],
    arguments: &[Option<usize>],
    steps: &[Vec<usize>],
    model: &Model,
    into: &mut Gathered,
) {
    let words_of = |end: End| match end {
        End::Statement(number) => model.statements.get(number).map_or("", |class| &class.title),
        End::Argument(number) | End::Step(number, _) => model.arguments.get(number).map_or("", |class| &class.title),
    };
    // What leaves an argument that is laid out leaves its main conclusion.
    let from = match relation.from {
        End::Statement(number) => statements.get(number).copied(),
        End::Argument(number) | End::Step(number, _) => arguments.get(number).copied().flatten().or_else(|| {
            let class = model.arguments.get(number)?;
            statements.get(class.steps.last()?.conclusion).copied()
        }),
    };
    let goal = match relation.to {
        End::Statement(number) => statements.get(number).copied().map(Goal::Node),
        End::Argument(number) => match arguments.get(number).copied().flatten() {
            Some(node) if relation.says == Says::Undercut => Some(Goal::StepOf(node)),
            Some(node) => Some(Goal::Node(node)),
            None => steps
                .get(number)
                .and_then(|steps| steps.last())
                .copied()
                .map(Goal::Link),
        },
        End::Step(number, step) => steps
            .get(number)
            .and_then(|steps| steps.get(step))
            .copied()
            .map(Goal::Link),
    };
    let (Some(from), Some(goal)) = (from, goal) else {
        let words = format!("{} {}", words_of(relation.from), words_of(relation.to));
        return into.warn_at(relation.line, Trouble::NoEnd, &words);
    };
    if relation.says == Says::Undercut && matches!(goal, Goal::Node(_)) {
        into.warn(relation.line, Trouble::UndercutOfClaim(excerpt(words_of(relation.to))));
    }
    let kind = match relation.says {
        Says::Support | Says::Entails => LinkKind::Support,
        Says::Attack | Says::Undercut => LinkKind::Attack,
        Says::Contradictory | Says::Contrary => LinkKind::Contradiction,
    };
    into.link(from, kind, goal, relation.line);
}
