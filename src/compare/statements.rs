//! Statements on a card have no names: which is which, and what two sides made of them.

use std::collections::{BTreeMap, VecDeque};

use hashbrown::HashMap;

use crate::model::Lang;

use super::fields::merge_names;
use super::flat::Line;
use super::order::interleave;

/// For every statement of `after` the position of the one in `before` that it goes back to: an equal one, else one with
/// a sentence in common, else the one that stood in its place. Takes linear time.
pub(super) fn align(before: &[Line<'_>], after: &[Line<'_>]) -> Vec<Option<usize>> {
    let mut from: Vec<Option<usize>> = vec![None; after.len()];
    let mut is_free = vec![true; before.len()];
    let mut equal: HashMap<&Line<'_>, VecDeque<usize>> = HashMap::new();
    for (at, line) in before.iter().enumerate() {
        equal.entry(line).or_default().push_back(at);
    }
    for (line, from) in after.iter().zip(&mut from) {
        *from = equal.get_mut(line).and_then(VecDeque::pop_front);
        free(&mut is_free, *from);
    }
    let mut sentences: HashMap<(Lang, &str), usize> = HashMap::new();
    for (at, line) in before.iter().enumerate() {
        if is_free.get(at).copied().unwrap_or(false) {
            sentences.extend(line.words.iter().map(|(lang, words, _)| ((*lang, *words), at)));
        }
    }
    for (line, from) in after.iter().zip(&mut from).filter(|(_, from)| from.is_none()) {
        let mut known = line
            .words
            .iter()
            .filter_map(|(lang, words, _)| sentences.get(&(*lang, *words)));
        *from = known.find(|at| is_free.get(**at).copied().unwrap_or(false)).copied();
        free(&mut is_free, *from);
    }
    let mut next = 0;
    for from in &mut from {
        if from.is_none() && is_free.get(next).copied().unwrap_or(false) {
            *from = Some(next);
            free(&mut is_free, *from);
        }
        if let Some(at) = from {
            next = *at + 1;
        }
    }
    from
}

fn free(is_free: &mut [bool], at: Option<usize>) {
    if let Some(flag) = at.and_then(|at| is_free.get_mut(at)) {
        *flag = false;
    }
}

/// A statement while two lists become one.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Token {
    Old(usize),
    Ours(usize),
    Theirs(usize),
}

/// Merges one part of a card. No statement that only one side added or reworded is lost; where both reworded one
/// differently, both stand there. Takes linear time.
pub(super) fn merge<'a>(base: &[Line<'a>], ours: &[Line<'a>], theirs: &[Line<'a>]) -> Vec<Line<'a>> {
    let from_ours = align(base, ours);
    let from_theirs = align(base, theirs);
    let in_ours = inverse(&from_ours, base.len());
    let in_theirs = inverse(&from_theirs, base.len());
    let mut added: HashMap<&Line<'a>, VecDeque<usize>> = HashMap::new();
    for (at, line) in ours.iter().enumerate() {
        if from_ours.get(at).copied().flatten().is_none() {
            added.entry(line).or_default().push_back(at);
        }
    }
    let our_tokens: Vec<Token> = from_ours
        .iter()
        .enumerate()
        .map(|(at, from)| from.map_or(Token::Ours(at), Token::Old))
        .collect();
    let their_tokens: Vec<Token> = from_theirs
        .iter()
        .zip(theirs)
        .enumerate()
        .map(|(at, (from, line))| match from {
            Some(from) => Token::Old(*from),
            // The same statement added on both sides is one.
            None => match added.get_mut(line).and_then(VecDeque::pop_front) {
                Some(same) => Token::Ours(same),
                None => Token::Theirs(at),
            },
        })
        .collect();
    let base_tokens: Vec<Token> = (0..base.len()).map(Token::Old).collect();
    let line_of = |list: &[Line<'a>], place: &[Option<usize>], old: usize| -> Option<Line<'a>> {
        let at = place.get(old).copied().flatten()?;
        list.get(at).cloned()
    };
    let mut merged = Vec::new();
    for token in interleave(&base_tokens, &our_tokens, &their_tokens, |_| true) {
        match token {
            Token::Ours(at) => merged.extend(ours.get(at).cloned()),
            Token::Theirs(at) => merged.extend(theirs.get(at).cloned()),
            Token::Old(old) => {
                let Some(before) = base.get(old) else { continue };
                match (line_of(ours, &in_ours, old), line_of(theirs, &in_theirs, old)) {
                    (Some(one), Some(other)) => match merge_line(before, &one, &other) {
                        Some(line) => merged.push(line),
                        None => merged.extend([one, other]),
                    },
                    // What one side took away stays if the other reworded it.
                    (Some(line), None) | (None, Some(line)) => merged.extend((line != *before).then_some(line)),
                    (None, None) => {}
                }
            }
        }
    }
    merged
}

fn inverse(from: &[Option<usize>], len: usize) -> Vec<Option<usize>> {
    let mut inverse = vec![None; len];
    for (at, from) in from.iter().enumerate() {
        if let Some(slot) = from.and_then(|from| inverse.get_mut(from)) {
            *slot = Some(at);
        }
    }
    inverse
}

/// One statement out of two, or `None` if both reworded it in the same language, each in its own way.
fn merge_line<'a>(base: &Line<'a>, ours: &Line<'a>, theirs: &Line<'a>) -> Option<Line<'a>> {
    if ours == theirs || theirs == base {
        return Some(ours.clone());
    }
    if ours == base {
        return Some(theirs.clone());
    }
    let mut langs: BTreeMap<Lang, ()> = BTreeMap::new();
    for (lang, _, _) in [base, ours, theirs].into_iter().flat_map(|line| &line.words) {
        langs.insert(*lang, ());
    }
    let mut line = Line {
        sources: merge_names(&base.sources, &ours.sources, &theirs.sources),
        own: if ours.own == base.own { theirs.own } else { ours.own },
        ..Line::default()
    };
    for lang in langs.into_keys() {
        let find = |line: &Line<'a>| {
            let mut words = line.words.iter();
            words
                .find(|(has, _, _)| *has == lang)
                .map(|(_, words, outdated)| (*words, *outdated))
        };
        let (before, one, other) = (find(base), find(ours), find(theirs));
        let words = |found: Option<(&'a str, bool)>| found.map(|(words, _)| words);
        let outdated = |found: Option<(&'a str, bool)>| found.is_some_and(|(_, outdated)| outdated);
        let chosen = if words(one) == words(before) {
            words(other)
        } else if words(other) == words(before) || words(one) == words(other) {
            words(one)
        } else {
            return None;
        };
        let flag = if outdated(one) == outdated(before) {
            outdated(other)
        } else {
            outdated(one)
        };
        line.words.extend(chosen.map(|words| (lang, words, flag)));
    }
    Some(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines<'a>(words: &[&'a str]) -> Vec<Line<'a>> {
        let line = |words: &&'a str| Line {
            words: vec![(Lang::NL, *words, false)],
            ..Line::default()
        };
        words.iter().map(line).collect()
    }

    fn merged<'a>(base: &[&'a str], ours: &[&'a str], theirs: &[&'a str]) -> Vec<&'a str> {
        let merged = merge(&lines(base), &lines(ours), &lines(theirs));
        merged.iter().map(|line| line.words[0].1).collect()
    }

    #[test]
    fn statements_are_matched_by_equality_and_then_by_place() {
        assert_eq!(
            align(&lines(&["a", "b"]), &lines(&["n", "a", "b"])),
            [None, Some(0), Some(1)]
        );
        assert_eq!(align(&lines(&["a", "b"]), &lines(&["a2", "b"])), [Some(0), Some(1)]);
        assert_eq!(align(&lines(&["a", "b"]), &lines(&["b", "a"])), [Some(1), Some(0)]);
    }

    #[test]
    fn no_statement_is_lost() {
        assert_eq!(merged(&["a", "b"], &["a2", "b"], &["a", "b2", "n"]), ["a2", "b2", "n"]);
        assert_eq!(merged(&["a", "b"], &["a2", "b"], &["a3", "b"]), ["a2", "a3", "b"]);
        assert_eq!(merged(&["a"], &["a", "n"], &["a", "n"]), ["a", "n"]);
        assert_eq!(merged(&["a", "b"], &["b"], &["a", "b2"]), ["b2"]);
        assert_eq!(merged(&["a", "b"], &["b"], &["a2", "b"]), ["a2", "b"]);
    }

    #[test]
    fn two_languages_of_a_statement_are_two_fields() {
        let line = |nl, en| Line {
            words: vec![(Lang::EN, en, false), (Lang::NL, nl, false)],
            ..Line::default()
        };
        let both = merge(&[line("een", "one")], &[line("een!", "one")], &[line("een", "one!")]);
        assert_eq!(both, [line("een!", "one!")]);
    }
}
