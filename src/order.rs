//! One sort for all lists.
//!
//! Each type that the standard library's sort is used with costs 4 kB of Wasm, and the first one as much. So lists are
//! sorted by way of their indexes, by a merge sort of few lines.

use crate::prelude::*;
use core::cmp::Ordering;

/// The indexes `0..n` in the order of what they stand for; equal ones stay in place.
pub(crate) fn sorted(n: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..n).collect();
    let mut width = 1;
    while width < n {
        let mut merged = Vec::with_capacity(n);
        for pair in order.chunks(width * 2) {
            let (mut left, mut right) = pair.split_at(width.min(pair.len()));
            while let ([first, left_rest @ ..], [second, right_rest @ ..]) = (left, right) {
                if compare(*first, *second).is_le() {
                    merged.push(*first);
                    left = left_rest;
                } else {
                    merged.push(*second);
                    right = right_rest;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        order = merged;
        width *= 2;
    }
    order
}

/// Sorts a list; equal items stay in place.
pub(crate) fn sort_by<T: Clone>(list: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let order = sorted(list.len(), &|a, b| match (list.get(a), list.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    let mut items = Vec::with_capacity(list.len());
    for index in order {
        items.extend(list.get(index).cloned());
    }
    *list = items;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_and_equal_items_stay_in_place() {
        let mut list = vec![(2, 'a'), (1, 'b'), (2, 'c'), (0, 'd'), (1, 'e')];
        sort_by(&mut list, |a, b| a.0.cmp(&b.0));
        assert_eq!(list, [(0, 'd'), (1, 'b'), (1, 'e'), (2, 'a'), (2, 'c')]);
        let mut list: Vec<u32> = (0..1000).map(|n| n * 7919 % 1009).collect();
        sort_by(&mut list, u32::cmp);
        assert!(list.is_sorted() && list.len() == 1000);
        assert!(sorted(0, &|_, _| Ordering::Equal).is_empty());
    }
}
