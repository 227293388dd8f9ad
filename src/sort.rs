//! Sorts every list through one compiled sort.
//!
//! The standard library compiles its sort again for each type of item and each comparison: a dozen of them made up a quarter
//! of the Wasm. Here only indexes are sorted, by a comparison called through a pointer.

use std::cmp::Ordering;

/// Sorts a list; equal items keep their order.
pub(crate) fn sort_by<T>(list: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let order = sorted(list.len(), &|a, b| match (list.get(a), list.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    let mut items: Vec<Option<T>> = list.drain(..).map(Some).collect();
    let taken = order.into_iter();
    list.extend(taken.filter_map(|index| items.get_mut(index)?.take()));
}

/// The indexes `0..len` in the order of the items at them; equal ones keep their order.
///
/// Merges runs of twice the length in each round; runs that are in order already are joined by one comparison. One sort of
/// the standard library is 3 kB of Wasm after brotli.
pub(crate) fn sorted(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..len).collect();
    let mut merged = Vec::with_capacity(len);
    let mut run = 1;
    while run < len {
        for pair in order.chunks(2 * run) {
            let (first, second) = pair.split_at_checked(run).unwrap_or((pair, &[]));
            merge(first, second, compare, &mut merged);
        }
        std::mem::swap(&mut order, &mut merged);
        merged.clear();
        run *= 2;
    }
    order
}

/// Appends two sorted lists as one; of equal ones, those of the first come first.
fn merge(
    mut first: &[usize],
    mut second: &[usize],
    compare: &dyn Fn(usize, usize) -> Ordering,
    merged: &mut Vec<usize>,
) {
    if let (Some(last), Some(next)) = (first.last(), second.first())
        && compare(*last, *next).is_le()
    {
        merged.extend_from_slice(first);
        first = &[];
    }
    while let ([a, behind_a @ ..], [b, behind_b @ ..]) = (first, second) {
        if compare(*a, *b).is_gt() {
            merged.push(*b);
            second = behind_b;
        } else {
            merged.push(*a);
            first = behind_a;
        }
    }
    merged.extend_from_slice(first);
    merged.extend_from_slice(second);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_and_equal_items_keep_their_order() {
        let mut list = vec![(2, 'a'), (1, 'b'), (2, 'c'), (0, 'd'), (1, 'e')];
        sort_by(&mut list, |a, b| a.0.cmp(&b.0));
        assert_eq!(list, [(0, 'd'), (1, 'b'), (1, 'e'), (2, 'a'), (2, 'c')]);
        assert!(sorted(0, &|_, _| Ordering::Equal).is_empty());
    }

    #[test]
    fn a_list_of_few_runs_takes_few_comparisons() {
        let items: Vec<usize> = (500..1000).chain(0..9500).collect();
        let compared = std::cell::Cell::new(0);
        let order = sorted(items.len(), &|a, b| {
            compared.set(compared.get() + 1);
            items[a].cmp(&items[b])
        });
        assert!(order.is_sorted_by_key(|index| items[*index]));
        // One for each pair of runs that are joined, and those of one merge.
        assert!(compared.get() < 2 * items.len(), "{compared:?}");
    }

    #[test]
    fn every_length_is_sorted_as_the_standard_library_sorts() {
        for len in 0..200_usize {
            let items: Vec<usize> = (0..len).map(|n| n * 7919 % 31).collect();
            let mut expected: Vec<usize> = (0..len).collect();
            expected.sort_by_key(|n| items[*n]);
            assert_eq!(sorted(len, &|a, b| items[a].cmp(&items[b])), expected);
        }
    }
}
