//! Tests that work grows no faster than its input, by counted steps: a clock would measure the machine.

use crate::work::counted;

/// How many steps something takes.
pub(crate) fn of<T>(task: impl FnOnce() -> T) -> u64 {
    counted(task).1.steps
}

/// Asserts that steps grow no faster than sizes, from 1 to 10 to 100 times the size.
pub(crate) fn assert_linear(what: &str, steps: impl Fn(usize) -> u64) {
    let one = steps(1);
    assert!(one > 0, "{what}: nothing is counted");
    for times in [10, 100] {
        let more = steps(usize::try_from(times).unwrap());
        // Sorting adds a logarithm; what is quadratic takes a hundred times as many.
        assert!(
            more <= one * times * 4,
            "{what}: {one} steps become {more} for {times} times as much"
        );
    }
}
