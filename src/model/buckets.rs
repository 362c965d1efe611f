//! Sorting by counting: linear, where the keys are small numbers.

/// The items by the number of their bucket, those of one bucket in the order in which they came; and where each bucket begins, with
/// the end behind the last. Takes time linear in the items and the buckets. An item whose bucket is not among them is left
/// out.
pub fn by_bucket<T: Copy>(items: &[T], num_buckets: usize, bucket: impl Fn(&T) -> usize) -> (Vec<u32>, Vec<T>) {
    let mut starts = vec![0_u32; num_buckets + 1];
    for item in items {
        if let Some(count) = starts.get_mut(bucket(item).saturating_add(1)) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for count in &mut starts {
        sum += *count;
        *count = sum;
    }
    let mut next = starts.clone();
    // The last place is where what has no bucket would go.
    next.truncate(num_buckets);
    // Each place is written below; until then any item stands there.
    let mut sorted: Vec<T> = items.iter().copied().take(sum as usize).collect();
    for item in items {
        if let Some(at) = next.get_mut(bucket(item)) {
            if let Some(place) = sorted.get_mut(*at as usize) {
                *place = *item;
            }
            *at += 1;
        }
    }
    (starts, sorted)
}

#[cfg(test)]
mod tests {
    use super::by_bucket;

    #[test]
    fn items_stand_by_bucket_in_the_order_in_which_they_came() {
        let items = [(2, 'a'), (0, 'b'), (2, 'c'), (9, 'd'), (0, 'e'), (usize::MAX, 'f')];
        let (starts, sorted) = by_bucket(&items, 4, |item| item.0);
        assert_eq!(starts, [0, 2, 2, 4, 4]);
        assert_eq!(sorted, [(0, 'b'), (0, 'e'), (2, 'a'), (2, 'c')]);
        assert_eq!(by_bucket(&items, 0, |item| item.0), (vec![0], vec![]));
        assert_eq!(
            by_bucket(&[], 2, |item: &(usize, char)| item.0),
            (vec![0, 0, 0], vec![])
        );
    }
}
