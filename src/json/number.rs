//! Reads decimal numbers as doubles.

/// The double nearest to a JSON number; `None` beyond what a double can hold.
pub fn parse(text: &str) -> Option<f64> {
    text.parse().ok().filter(|number: &f64| number.is_finite())
}
