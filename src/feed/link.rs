//! Links of a feed: relative ones are resolved, unsafe ones fall.

use crate::cut::{cut, is_one_of, next_part};

/// The absolute form of a link, if it is one that the format allows.
///
/// That is `https:` with a host, and `http:` where the feed itself was read from loopback. `base` is the feed's own
/// address; without it, relative links have nothing to resolve against. The rules are those of RFC 3986, section 5.2,
/// for a base with an authority.
pub(crate) fn resolve(link: &str, base: Option<&str>) -> Option<String> {
    if link.is_empty() || link.chars().any(is_unsafe) {
        return None;
    }
    let absolute = if has_scheme(link) {
        link.to_owned()
    } else {
        join(base?, link)?
    };
    let (scheme, authority, _) = split(&absolute)?;
    let allowed = scheme.eq_ignore_ascii_case("https")
        || (scheme.eq_ignore_ascii_case("http") && base.is_some_and(is_on_loopback));
    // `https://good.example@evil.example/` goes to the second host: nobody publishes that honestly.
    (allowed && !authority.is_empty() && cut(authority, b"@").1.is_empty()).then_some(absolute)
}

/// Scheme, authority and the rest of an absolute address.
fn split(address: &str) -> Option<(&str, &str, &str)> {
    let (scheme, rest) = cut(address, b":");
    let (authority, rest) = cut(rest.strip_prefix("://")?, b"/?#");
    Some((scheme, authority, rest))
}

/// Control characters, white space, marks that nobody sees or that turn the order of letters round, and what no address has.
fn is_unsafe(c: char) -> bool {
    matches!(
        c,
        '\0'..=' ' | '\u{7f}'..='\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200f}' | '\u{2028}'..='\u{202f}'
            | '\u{205f}' | '\u{2066}'..='\u{2069}' | '\u{3000}' | '\u{feff}'
    ) || matches!(c, '\\' | '"' | '<' | '>')
}

/// Whether a link begins with a scheme.
fn has_scheme(link: &str) -> bool {
    let (scheme, rest) = cut(link, b":");
    !rest.is_empty()
        && scheme
            .as_bytes()
            .first()
            .is_some_and(u8::is_ascii_alphabetic)
        && scheme
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || is_one_of(b, b"+-."))
}

fn is_on_loopback(base: &str) -> bool {
    let Some((_, authority, _)) = split(base) else {
        return false;
    };
    let (host, _) = cut(authority, b":");
    authority.starts_with("[::1]")
        || host == "localhost"
        || host.ends_with(".localhost")
        || host.starts_with("127.")
}

/// Resolves a link without scheme against the address that it stands in.
fn join(base: &str, link: &str) -> Option<String> {
    let (scheme, authority, rest) = split(base)?;
    let (without_fragment, _) = cut(rest, b"#");
    let (path, _) = cut(without_fragment, b"?");
    let mut out = String::from(scheme);
    out.push(':');
    if link.starts_with("//") {
        out.push_str(link);
        return Some(out);
    }
    out.push_str("//");
    out.push_str(authority);
    let (link_path, link_tail) = cut(link, b"?#");
    if !link_path.is_empty() {
        push_path(&mut out, path, link_path);
    } else if link_tail.starts_with('#') {
        out.push_str(without_fragment);
    } else {
        out.push_str(if path.is_empty() { "/" } else { path });
    }
    out.push_str(link_tail);
    Some(out)
}

/// Appends a path, seen from another one, with its `.` and `..` segments resolved.
fn push_path(out: &mut String, from: &str, path: &str) {
    let mut kept: Vec<&str> = Vec::new();
    let mut last = "";
    let whole = path.strip_prefix('/');
    let from = if whole.is_some() { "" } else { from };
    for text in [from.strip_prefix('/'), Some(whole.unwrap_or(path))] {
        // The last segment of where one is seen from is a file.
        kept.pop();
        let mut rest = text;
        while let Some(segment) = next_part(&mut rest, b'/') {
            last = segment;
            match segment {
                "." => {}
                ".." => drop(kept.pop()),
                segment => kept.push(segment),
            }
        }
    }
    if last == "." || last == ".." {
        kept.push("");
    }
    for segment in kept {
        out.push('/');
        out.push_str(segment);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: Option<&str> = Some("https://example.org/a/feed.json?x=1#y");

    #[test]
    fn https_links_stand() {
        assert_eq!(
            resolve("https://imigrasi.example/daftar?a=b#c", None).as_deref(),
            Some("https://imigrasi.example/daftar?a=b#c")
        );
        assert_eq!(
            resolve("HTTPS://imigrasi.example", None).as_deref(),
            Some("HTTPS://imigrasi.example")
        );
    }

    #[test]
    fn other_schemes_fall() {
        for link in [
            "http://example.org/",
            "javascript:alert(1)",
            "data:text/html,x",
            "ftp://example.org",
            "https:",
            "https://",
            "https:///x",
            "https://good.example@evil.example/",
            " https://example.org",
            "https://exa mple.org",
            "https://example.org/\u{202e}",
            "java\nscript:alert(1)",
            "",
            "mailto:a@b.c",
        ] {
            assert_eq!(resolve(link, BASE), None, "{link}");
        }
    }

    #[test]
    fn http_is_allowed_only_where_the_feed_is_on_loopback() {
        for base in [
            "http://127.0.0.1:8080/feed.json",
            "http://localhost/feed.json",
            "http://[::1]:80/feed.json",
        ] {
            assert!(
                resolve("http://127.0.0.1:8080/x", Some(base)).is_some(),
                "{base}"
            );
            assert!(resolve("x", Some(base)).is_some(), "{base}");
        }
        assert_eq!(
            resolve("x", Some("http://localhost.example.org/feed.json")),
            None
        );
    }

    #[test]
    fn relative_links_resolve_against_the_feed() {
        for (link, expected) in [
            ("b.html", "https://example.org/a/b.html"),
            ("./b.html", "https://example.org/a/b.html"),
            ("../b", "https://example.org/b"),
            ("../../../b/..", "https://example.org/"),
            ("/b?q", "https://example.org/b?q"),
            ("//other.example/b", "https://other.example/b"),
            ("?q", "https://example.org/a/feed.json?q"),
            ("#f", "https://example.org/a/feed.json?x=1#f"),
            ("b:c/d", ""),
        ] {
            let expected = (!expected.is_empty()).then_some(expected);
            assert_eq!(resolve(link, BASE).as_deref(), expected, "{link}");
        }
        assert_eq!(
            resolve("b", Some("https://example.org")).as_deref(),
            Some("https://example.org/b")
        );
        assert_eq!(resolve("b.html", None), None);
    }
}
