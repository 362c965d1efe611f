//! Which line of a text that was edited stands for what.

use hashbrown::HashMap;

use super::lines::{LineKind, parse_line};
use super::outline::{LineRef, Outline};

/// Which line of the new text stands for what: lines that are the same keep their meaning, those that were
/// changed keep it in their order, and a sentence that stands elsewhere takes it along.
pub(super) fn follow_lines(outline: &Outline, text: &str) -> Vec<LineRef> {
    let old: Vec<&str> = outline.text().split('\n').collect();
    let new: Vec<&str> = text.split('\n').collect();
    let same_start = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let rest = old.len().min(new.len()) - same_start;
    let same_end = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take(rest)
        .take_while(|(old, new)| old == new)
        .count();
    let mut refs = vec![LineRef::None; new.len()];
    for (at, slot) in refs.iter_mut().enumerate().take(same_start) {
        *slot = outline.line_ref(at);
    }
    for back in 1..=same_end {
        if let Some(slot) = new.len().checked_sub(back).and_then(|at| refs.get_mut(at)) {
            *slot = old
                .len()
                .checked_sub(back)
                .map_or(LineRef::None, |at| outline.line_ref(at));
        }
    }
    let old_middle = same_start..old.len() - same_end;
    let new_middle = same_start..new.len() - same_end;
    if old_middle.len() == new_middle.len() {
        for (from, to) in old_middle.clone().zip(new_middle.clone()) {
            if let Some(slot) = refs.get_mut(to) {
                *slot = outline.line_ref(from);
            }
        }
        // Lines that changed places are told by their words.
        let is_swapped = |line: usize| {
            let words = |lines: &[&str]| lines.get(line).map(|line| parse_line(line).words.to_owned());
            words(&old) != words(&new)
        };
        if new_middle.clone().filter(|line| is_swapped(*line)).count() < 2 {
            return refs;
        }
        for slot in refs.iter_mut().skip(new_middle.start).take(new_middle.len()) {
            *slot = LineRef::None;
        }
    }
    // By their words first, each once; then what is left, in order.
    let mut by_words: HashMap<&str, Vec<usize>> = HashMap::new();
    for at in old_middle.clone().rev() {
        if let Some(line) = old.get(at) {
            by_words.entry(parse_line(line).words).or_default().push(at);
        }
    }
    let mut is_used = vec![false; old.len()];
    for at in new_middle.clone() {
        let Some(line) = new
            .get(at)
            .map(|line| parse_line(line))
            .filter(|line| !line.words.is_empty())
        else {
            continue;
        };
        if let Some(from) = by_words.get_mut(line.words).and_then(Vec::pop)
            && let (Some(slot), Some(used)) = (refs.get_mut(at), is_used.get_mut(from))
        {
            *slot = outline.line_ref(from);
            *used = true;
        }
    }
    let mut left = old_middle
        .clone()
        .filter(|at| is_used.get(*at) == Some(&false) && outline.line_ref(*at) != LineRef::None);
    for at in new_middle {
        let is_blank = new.get(at).is_none_or(|line| parse_line(line).kind == LineKind::Blank);
        if refs.get(at) != Some(&LineRef::None) || is_blank {
            continue;
        }
        // A line that says something quite different is a new one, unless it was typed over.
        let Some(from) = left.next() else { break };
        if let Some(slot) = refs.get_mut(at)
            && (old_middle.len() <= 2 || alike(old.get(from).unwrap_or(&""), new.get(at).unwrap_or(&"")))
        {
            *slot = outline.line_ref(from);
        }
    }
    refs
}

/// Whether two lines share at least half of their words.
fn alike(old: &str, new: &str) -> bool {
    let words = |line| {
        let line = parse_line(line);
        line.words.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>()
    };
    let (old, new) = (words(old), words(new));
    let common = new.iter().filter(|word| old.contains(word)).count();
    common * 2 >= old.len().max(new.len())
}
