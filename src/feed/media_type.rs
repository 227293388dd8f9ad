//! Judges the media types with which servers send feeds.

/// Types of pages, pictures and the like, by their beginning.
const REFUSED: [&str; 6] = [
    "text/html",
    "application/xhtml",
    "image/",
    "audio/",
    "video/",
    "text/css",
];

/// Whether a `Content-Type` is surely none of a feed. Static hosts send JSON under many names, so all others pass.
#[must_use]
pub fn is_refused_type(content_type: &str) -> bool {
    let content_type = content_type.trim_start().to_ascii_lowercase();
    REFUSED
        .iter()
        .any(|refused| content_type.starts_with(refused))
}

#[cfg(test)]
mod tests {
    use super::is_refused_type;

    #[test]
    fn pages_and_pictures_are_no_feeds_and_all_else_may_be_one() {
        for refused in ["text/html; charset=utf-8", " TEXT/HTML", "image/png"] {
            assert!(is_refused_type(refused), "{refused}");
        }
        for other in ["application/json", "text/plain", "binary/octet-stream", ""] {
            assert!(!is_refused_type(other), "{other}");
        }
    }
}
