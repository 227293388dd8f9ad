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
