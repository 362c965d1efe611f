//! Under which claim all others hang, if a file does not say it.

use super::gathered::{Gathered, Goal, LinkKind};

/// The only claim that speaks for nothing, or of several the one with most under it; and how many there are that could be it.
pub(super) fn root(gathered: &Gathered) -> (Option<usize>, usize) {
    let num = gathered.nodes.len();
    let mut leaves = vec![false; num];
    let mut under: Vec<Vec<usize>> = vec![Vec::new(); num];
    for link in &gathered.links {
        let goal = match link.goal {
            Goal::Node(node) | Goal::StepOf(node) => Some(node),
            Goal::Link(link) => gathered.links.get(link).and_then(|link| link.premises.first().copied()),
        };
        if matches!(link.kind, LinkKind::Related) {
            continue;
        }
        for premise in &link.premises {
            if goal == Some(*premise) {
                continue;
            }
            if let Some(slot) = leaves.get_mut(*premise) {
                *slot = true;
            }
            if let Some(list) = goal.and_then(|goal| under.get_mut(goal)) {
                list.push(*premise);
            }
        }
    }
    let roots: Vec<usize> = (0..num)
        .filter(|node| !leaves.get(*node).copied().unwrap_or(true))
        .collect();
    let with_some: Vec<usize> = roots
        .iter()
        .copied()
        .filter(|root| under.get(*root).is_some_and(|list| !list.is_empty()))
        .collect();
    let candidates = if with_some.is_empty() { roots } else { with_some };
    let num_candidates = candidates.len();
    // How much hangs under each; each node is counted for the first root that reaches it.
    let mut seen = vec![false; num];
    let size = |root: usize, seen: &mut Vec<bool>| {
        let (mut waiting, mut num) = (vec![root], 0_usize);
        while let Some(node) = waiting.pop() {
            if let Some(slot) = seen.get_mut(node)
                && !std::mem::replace(slot, true)
            {
                num += 1;
                waiting.extend(under.get(node).into_iter().flatten());
            }
        }
        num
    };
    let mut best: Option<(usize, usize)> = None;
    for root in candidates {
        let num = size(root, &mut seen);
        if best.is_none_or(|(most, _)| num > most) {
            best = Some((num, root));
        }
    }
    // Everything speaks for something: the one to which most speaks directly.
    let most = || (0..num).max_by_key(|node| (under.get(*node).map_or(0, Vec::len), num - node));
    (best.map(|(_, root)| root).or_else(most), num_candidates)
}
