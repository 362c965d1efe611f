//! Reading orders: what changed its place, and one order out of two.

use std::hash::Hash;

use hashbrown::HashMap;

/// Which of the numbers do not belong to a longest increasing run of them; the numbers are all different.
/// Takes n log n steps.
pub(super) fn out_of_order(numbers: &[usize]) -> Vec<bool> {
    if numbers.is_sorted() {
        return vec![false; numbers.len()];
    }
    // For every length the run of it that ends lowest, and for every number the one before it in its run.
    let mut ends: Vec<(usize, usize)> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(numbers.len());
    for (at, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|(end, _)| end < number);
        before.push(length.checked_sub(1).and_then(|last| ends.get(last)).map(|(_, at)| *at));
        match ends.get_mut(length) {
            Some(end) => *end = (*number, at),
            None => ends.push((*number, at)),
        }
    }
    let mut out = vec![true; numbers.len()];
    let mut here = ends.last().map(|(_, at)| *at);
    while let Some(at) = here {
        if let Some(flag) = out.get_mut(at) {
            *flag = false;
        }
        here = before.get(at).copied().flatten();
    }
    out
}

/// One order out of two that go back to the same: that of `ours`, unless only `theirs` changed places. What only the
/// other has comes right behind what it stands behind there. Items for which `stays` is false are left out.
/// Takes linear time; no item may stand twice in a list.
pub(super) fn interleave<T: Copy + Eq + Hash>(
    base: &[T],
    ours: &[T],
    theirs: &[T],
    stays: impl Fn(T) -> bool,
) -> Vec<T> {
    if ours == theirs {
        return ours.iter().copied().filter(|item| stays(*item)).collect();
    }
    let in_ours = places(ours);
    let in_theirs = places(theirs);
    let is_common = |item: &T| in_ours.contains_key(item) && in_theirs.contains_key(item);
    let common: Vec<T> = base.iter().copied().filter(is_common).collect();
    let changed = |places: &HashMap<T, usize>| !common.iter().map(|item| places.get(item)).is_sorted();
    let (lead, led, in_lead) = if !changed(&in_ours) && changed(&in_theirs) {
        (theirs, ours, &in_theirs)
    } else {
        (ours, theirs, &in_ours)
    };
    let mut order = Vec::with_capacity(lead.len());
    let mut behind: HashMap<T, Vec<T>> = HashMap::new();
    let mut anchor = None;
    for item in led.iter().copied().filter(|item| stays(*item)) {
        if in_lead.contains_key(&item) {
            anchor = Some(item);
            continue;
        }
        match anchor {
            Some(anchor) => behind.entry(anchor).or_default().push(item),
            None => order.push(item),
        }
    }
    for item in lead.iter().copied().filter(|item| stays(*item)) {
        order.push(item);
        order.extend(behind.remove(&item).unwrap_or_default());
    }
    order
}

fn places<T: Copy + Eq + Hash>(list: &[T]) -> HashMap<T, usize> {
    list.iter().enumerate().map(|(at, item)| (*item, at)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_left_its_place_is_out_of_order() {
        assert_eq!(out_of_order(&[0, 1, 2]), [false; 3]);
        assert_eq!(out_of_order(&[2, 0, 1]), [true, false, false]);
        assert_eq!(out_of_order(&[0, 3, 1, 2, 4]), [false, true, false, false, false]);
        assert!(out_of_order(&[]).is_empty());
    }

    #[test]
    fn an_order_takes_over_what_only_one_side_changed() {
        let all = |base: &str, ours: &str, theirs: &str| -> String {
            let list = |text: &str| text.chars().collect::<Vec<_>>();
            interleave(&list(base), &list(ours), &list(theirs), |_| true)
                .into_iter()
                .collect()
        };
        assert_eq!(all("abc", "abc", "cab"), "cab");
        assert_eq!(all("abc", "cab", "abc"), "cab");
        assert_eq!(all("abc", "axbc", "aybc"), "ayxbc");
        assert_eq!(all("abc", "axbc", "cab"), "caxb");
        assert_eq!(all("abc", "bac", "cab"), "bac");
        assert_eq!(all("ab", "ab", "xyab"), "xyab");
    }

    #[test]
    fn what_goes_is_no_anchor() {
        let order = interleave(&['a', 'b', 'c'], &['a', 'c'], &['a', 'b', 'n', 'c'], |item| item != 'b');
        assert_eq!(order, ['a', 'n', 'c']);
    }
}
