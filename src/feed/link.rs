//! Links of a feed: relative ones are resolved, unsafe ones fall.

use crate::prelude::*;

/// The absolute form of a link, if it is one that the format allows.
///
/// That is `https:` with a host, and `http:` where the feed itself was read from loopback. `base` is the feed's own
/// address; without it, relative links have nothing to resolve against. The rules are those of RFC 3986, section 5.2,
/// for a base with an authority.
pub(crate) fn resolve(link: &str, base: Option<&str>) -> Option<String> {
    if link.is_empty() || link.chars().any(is_unsafe) {
        return None;
    }
    let absolute = match (scheme(link), base) {
        (Some(_), _) => link.to_owned(),
        (None, Some(base)) => join(base, link)?,
        (None, None) => return None,
    };
    let (scheme, authority, _) = split(&absolute)?;
    let allowed = scheme.eq_ignore_ascii_case("https")
        || (scheme.eq_ignore_ascii_case("http") && base.is_some_and(is_on_loopback));
    // `https://good.example@evil.example/` goes to the second host: nobody publishes that honestly.
    (allowed && !authority.is_empty() && !authority.contains('@')).then_some(absolute)
}

/// Scheme, authority and the rest of an absolute address.
fn split(address: &str) -> Option<(&str, &str, &str)> {
    let (scheme, rest) = address.split_once(':')?;
    let rest = rest.strip_prefix("//")?;
    let end = rest.find(is_delimiter).unwrap_or(rest.len());
    let (authority, rest) = rest.split_at_checked(end)?;
    Some((scheme, authority, rest))
}

fn is_delimiter(c: char) -> bool {
    matches!(c, '/' | '?' | '#')
}

/// Control characters, white space, marks that nobody sees or that turn the order of letters round, and what no address has.
fn is_unsafe(c: char) -> bool {
    matches!(
        c,
        '\0'..=' ' | '\u{7f}'..='\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200f}' | '\u{2028}'..='\u{202f}'
            | '\u{205f}' | '\u{2066}'..='\u{2069}' | '\u{3000}' | '\u{feff}'
    ) || matches!(c, '\\' | '"' | '<' | '>')
}

/// The scheme that a link begins with.
fn scheme(link: &str) -> Option<&str> {
    let (scheme, _) = link.split_once(':')?;
    let good = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    good.then_some(scheme)
}

fn is_on_loopback(base: &str) -> bool {
    let Some((_, authority, _)) = split(base) else {
        return false;
    };
    let host = if authority.starts_with("[::1]") {
        "localhost"
    } else {
        authority.split(':').next().unwrap_or_default()
    };
    host == "localhost" || host.ends_with(".localhost") || host.starts_with("127.")
}

/// Resolves a link without scheme against the address that it stands in.
fn join(base: &str, link: &str) -> Option<String> {
    let (scheme, authority, rest) = split(base)?;
    let without_fragment = rest.split('#').next().unwrap_or_default();
    let path = without_fragment.split('?').next().unwrap_or_default();
    let mut out = String::from(scheme);
    out.push(':');
    if !link.starts_with("//") {
        out.push_str("//");
        out.push_str(authority);
    }
    let first = link.chars().next();
    if first == Some('#') {
        out.push_str(without_fragment);
    } else if first == Some('?') {
        out.push_str(if path.is_empty() { "/" } else { path });
    } else if !link.starts_with("//") {
        let end = link.find(['?', '#']).unwrap_or(link.len());
        let (link_path, link_tail) = link.split_at_checked(end)?;
        let folder = path
            .bytes()
            .rposition(|b| b == b'/')
            .and_then(|end| path.get(..end));
        push_path(&mut out, folder.filter(|_| first != Some('/')), link_path);
        out.push_str(link_tail);
        return Some(out);
    }
    out.push_str(link);
    Some(out)
}

/// Appends a path below a folder, with its `.` and `..` segments resolved.
fn push_path(out: &mut String, folder: Option<&str>, path: &str) {
    let mut kept: Vec<&str> = Vec::new();
    let below = folder.unwrap_or_default().split('/').skip(1);
    let path = path.strip_prefix('/').unwrap_or(path);
    for segment in below.chain(path.split('/')) {
        match segment {
            "." => {}
            ".." => drop(kept.pop()),
            segment => kept.push(segment),
        }
    }
    if path.ends_with("/.") || path.ends_with("/..") || path == "." || path == ".." {
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
