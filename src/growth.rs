//! Counts steps in tests, where a clock would measure the machine: work must grow no faster than the input.

#[cfg(test)]
use std::cell::Cell;

#[cfg(test)]
thread_local!(static STEPS: Cell<usize> = const { Cell::new(0) });

/// Counts some steps of work; nothing outside tests.
#[inline]
pub(crate) fn count(steps: usize) {
    #[cfg(test)]
    STEPS.set(STEPS.get() + steps);
    #[cfg(not(test))]
    let _ = steps;
}

/// How many steps something takes.
#[cfg(test)]
pub(crate) fn of<T>(task: impl FnOnce() -> T) -> usize {
    let before = STEPS.get();
    task();
    STEPS.get() - before
}

/// Asserts that steps grow no faster than sizes, from 1 to 10 to 100 times the size.
#[cfg(test)]
pub(crate) fn assert_linear(what: &str, steps: impl Fn(usize) -> usize) {
    let one = steps(1);
    assert!(one > 0, "{what}: nothing is counted");
    for times in [10, 100] {
        let more = steps(times);
        // Sorting adds a logarithm; what is quadratic takes a hundred times as many.
        assert!(
            more <= one * times * 4,
            "{what}: {one} steps become {more} for {times} times as much"
        );
    }
}
