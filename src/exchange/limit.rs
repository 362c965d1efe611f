//! How much one map holds. Whatever a file has, what is made of it can be saved, and what was saved can be read.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::gathered::{Gathered, Goal, Kind, Link, LinkKind};
use crate::model::Text;

/// A map holds so many claims, so many relations, so many sources, so many stakeholders and so many themes, whatever it was
/// read from. It is less than a file of our own may have of each.
#[cfg(not(test))]
pub const MOST_RECORDS: usize = 200_000;
/// Fewer, so that tests need not wait.
#[cfg(test)]
pub const MOST_RECORDS: usize = 20_000;

/// How many of each were left out because a map holds no more.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Over {
    /// Claims, with the relations that lead from and to them.
    pub claims: u32,
    /// Relations between claims that are in the map.
    pub relations: u32,
    /// Sources.
    pub sources: u32,
    /// Stakeholders and themes.
    pub groups: u32,
}

impl Over {
    /// Whether nothing was left out.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

/// A claim that becomes the question and the title of the map as well has no more letters there than this: it is whole itself,
/// and three copies of a text of megabytes are of no use to anybody.
pub(super) const MOST_IN_QUESTION: usize = 2_000;
/// As above, of the title.
pub(super) const MOST_IN_TITLE: usize = 200;

/// The beginning of a text.
pub(super) fn shortened(text: &Text, most: usize) -> Text {
    let mut short = Text::default();
    for (lang, words) in text.iter() {
        match words.char_indices().nth(most) {
            Some((end, _)) => {
                let start = words.get(..end).unwrap_or(words).trim_end();
                short.set(lang, &format!("{start}…"));
            }
            None => short.set(lang, words),
        }
    }
    short
}

/// What of something gathered fits in a map: the thesis and the first of the others, and the first of the relations that are
/// then whole. What is left out is counted in it.
pub(super) fn fitting(gathered: &Gathered, most: usize) -> Cow<'_, Gathered> {
    let num_relations = |gathered: &Gathered| {
        let is_relation = |link: &&Link| link.kind != LinkKind::Related;
        gathered.links.iter().filter(is_relation).count()
    };
    if gathered.nodes.len() <= most && (gathered.links.len() <= most || num_relations(gathered) <= most) {
        return Cow::Borrowed(gathered);
    }
    let mut fitting = Gathered {
        nodes: Vec::new(),
        links: Vec::new(),
        ..gathered.clone_without_lists()
    };
    let is_question = || gathered.nodes.iter().position(|node| node.kind == Kind::Question);
    let thesis = gathered.thesis.or_else(is_question).filter(|thesis| *thesis >= most);
    let num_first = most
        .saturating_sub(usize::from(thesis.is_some()))
        .min(gathered.nodes.len());
    let place = |node: usize| match node {
        node if node < num_first => Some(node),
        node if Some(node) == thesis => Some(num_first),
        _ => None,
    };
    for (number, node) in gathered.nodes.iter().enumerate() {
        if place(number).is_some() {
            fitting.nodes.push(node.clone());
        } else {
            fitting.over.claims = fitting.over.claims.saturating_add(1);
            fitting.over_from(node.line);
        }
    }
    fitting.thesis = gathered.thesis.and_then(place);
    links(gathered, &mut fitting, most, place);
    Cow::Owned(fitting)
}

/// The relations of which all ends are in the map, as many as it holds.
fn links(gathered: &Gathered, into: &mut Gathered, most: usize, place: impl Fn(usize) -> Option<usize>) {
    let mut is_kept: Vec<bool> = Vec::with_capacity(gathered.links.len());
    // By link: those that lead to its step, in one list with the beginning of each stretch.
    let mut on_step: Vec<(usize, usize)> = Vec::new();
    let mut waiting: Vec<usize> = Vec::new();
    let mut num = 0;
    for (number, link) in gathered.links.iter().enumerate() {
        let has_goal = match link.goal {
            Goal::Node(node) | Goal::StepOf(node) => place(node).is_some(),
            Goal::Link(of) => {
                on_step.push((of, number));
                of < gathered.links.len()
            }
        };
        let is_whole = has_goal && link.premises.iter().all(|premise| place(*premise).is_some());
        let is_relation = link.kind != LinkKind::Related;
        let fits = !is_relation || num < most;
        if is_whole && !fits {
            into.over.relations = into.over.relations.saturating_add(1);
            into.over_from(link.line);
        }
        num += usize::from(is_whole && fits && is_relation);
        is_kept.push(is_whole && fits);
        if !(is_whole && fits) {
            waiting.push(number);
        }
    }
    // What leads to the step of a link that is gone is gone with it.
    on_step.sort_unstable();
    while let Some(gone) = waiting.pop() {
        let from = on_step.partition_point(|(of, _)| *of < gone);
        for (_, number) in on_step.iter().skip(from).take_while(|(of, _)| *of == gone) {
            if let Some(kept) = is_kept.get_mut(*number)
                && std::mem::replace(kept, false)
            {
                waiting.push(*number);
            }
        }
    }
    let mut moved = Vec::with_capacity(is_kept.len());
    let mut next = 0;
    for is_kept in &is_kept {
        moved.push(is_kept.then_some(next));
        next += usize::from(*is_kept);
    }
    for (link, _) in gathered.links.iter().zip(&is_kept).filter(|(_, is_kept)| **is_kept) {
        let goal = match link.goal {
            Goal::Node(node) => place(node).map(Goal::Node),
            Goal::StepOf(node) => place(node).map(Goal::StepOf),
            Goal::Link(of) => moved.get(of).copied().flatten().map(Goal::Link),
        };
        let premises = link.premises.iter().filter_map(|premise| place(*premise)).collect();
        if let Some(goal) = goal {
            into.links.push(Link {
                premises,
                goal,
                ..*link
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::build::{Choices, build, build_within};
    use super::super::dispatch::read;
    use super::super::format::Format;
    use super::super::gathered::{Cited, Node};
    use super::super::trouble::Trouble;
    use super::*;
    use crate::model::Lang;

    fn flat(num: u32) -> Gathered {
        let mut gathered = Gathered::new(Format::Text);
        for line in 1..=num {
            gathered.node(Node::new(format!("zin {line}"), line));
        }
        gathered
    }

    #[test]
    fn what_fits_is_taken_as_it_is() {
        let gathered = flat(5);
        assert!(matches!(fitting(&gathered, 5), Cow::Borrowed(_)));
    }

    #[test]
    fn the_thesis_stays_and_the_rest_is_counted() {
        let mut gathered = flat(6);
        gathered.thesis = Some(5);
        for from in 0..5 {
            gathered.link(from, LinkKind::Support, Goal::Node(5), from as u32 + 1);
        }
        // On the step of one that goes, and on the step of one that stays.
        gathered.link(0, LinkKind::Attack, Goal::Link(4), 7);
        gathered.link(0, LinkKind::Attack, Goal::Link(5), 7);
        gathered.link(1, LinkKind::Attack, Goal::Link(0), 8);
        let fit = fitting(&gathered, 3);
        let texts: Vec<&str> = fit.nodes.iter().map(|node| node.text.main()).collect();
        assert_eq!(texts, ["zin 1", "zin 2", "zin 6"]);
        assert_eq!((fit.thesis, fit.over.claims, fit.over_line), (Some(2), 3, 3));
        let goals: Vec<Goal> = fit.links.iter().map(|link| link.goal).collect();
        assert_eq!(goals, [Goal::Node(2), Goal::Node(2)]);
    }

    #[test]
    fn relations_have_their_own_limit() {
        let mut gathered = flat(3);
        for line in 1..=5 {
            gathered.link(1, LinkKind::Support, Goal::Node(0), line);
        }
        let fit = fitting(&gathered, 3);
        assert_eq!((fit.nodes.len(), fit.links.len()), (3, 3));
        assert_eq!((fit.over.relations, fit.over_line), (2, 4));
    }

    /// One rule for all formats: what a map does not hold is left out and counted, once.
    #[test]
    fn what_is_too_much_for_a_map_is_counted_once() {
        let over = 7;
        let lines = |line: &str| line.repeat(MOST_RECORDS + over);
        for (extension, text, first) in [
            ("argdown", format!("[a]: top\n{}", lines("  + <x>: y\n")), 0),
            ("md", lines("- x\n"), MOST_RECORDS),
            ("txt", lines("x\n"), MOST_RECORDS),
            ("csv", format!("tekst\n{}", lines("x\n")), MOST_RECORDS + 1),
        ] {
            // Argdown takes what has the same name for one.
            let text = if extension == "argdown" {
                let mut number = 0;
                let each = |line: &str| {
                    number += 1;
                    line.replace("<x>", &format!("<x{number}>")) + "\n"
                };
                text.lines().map(each).collect()
            } else {
                text
            };
            let gathered = read(text.as_bytes(), extension, None).unwrap();
            let built = build(&gathered, &Choices::new(&gathered, Lang::NL));
            assert_eq!(built.document.claims.len(), MOST_RECORDS, "{extension}");
            let told: Vec<(u32, Over)> = gathered
                .warnings
                .iter()
                .chain(&built.warnings)
                .filter_map(|warning| match warning.what {
                    Trouble::TooMany(_, over) => Some((warning.line, over)),
                    _ => None,
                })
                .collect();
            let claims = over as u32 + 1;
            let all = Over {
                claims,
                ..Over::default()
            };
            let first = if first == 0 { MOST_RECORDS + 1 } else { first };
            assert_eq!(told, [(first as u32, all)], "{extension}");
        }
    }

    #[test]
    fn sources_and_groups_have_a_limit_too() {
        let mut gathered = flat(4);
        for (number, node) in gathered.nodes.iter_mut().enumerate() {
            node.stakeholder = format!("groep {number}");
            node.sources.push(Cited {
                citation: format!("boek {number}"),
                ..Cited::default()
            });
        }
        let mut again = gathered.clone();
        again.nodes.truncate(3);
        let built = build_within(&gathered, &Choices::new(&gathered, Lang::NL), 4);
        assert_eq!(built.document.sources.len(), 4);
        again.nodes[2].sources.extend(gathered.nodes[3].sources.clone());
        let built = build_within(&again, &Choices::new(&again, Lang::NL), 3);
        assert_eq!(
            (built.document.sources.len(), built.document.stakeholders.len()),
            (3, 3)
        );
        let over = Over {
            sources: 1,
            ..Over::default()
        };
        assert_eq!(built.warnings[0].what, Trouble::TooMany(3, over));
    }
}
