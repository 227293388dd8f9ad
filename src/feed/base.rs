//! The address that a feed was read from, and its links: relative ones are resolved, unsafe ones are left out.

use std::fmt;

/// The address that a feed was read from.
///
/// The platform parses and joins addresses: the `url` crate natively, `URL` in the browser.
pub trait Base {
    /// The absolute address.
    fn address(&self) -> String;

    /// The absolute form of a relative link; `None` if there is none.
    fn join(&self, link: &str) -> Option<String>;
}

/// Not a supertrait: what is behind the pointer would bring its own, with tables of characters that the Wasm has no use for.
impl fmt::Debug for dyn Base {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.address())
    }
}

/// The absolute form of a link, if it is one that the format allows: `https:` with a host, and `http:` where the feed
/// itself was read from loopback.
///
/// Without a base, relative links have nothing to resolve against.
pub(crate) fn resolve(link: &str, base: Option<&dyn Base>) -> Option<String> {
    if link.is_empty() || link.chars().any(is_unsafe) {
        return None;
    }
    let absolute = if has_scheme(link) {
        link.to_owned()
    } else {
        base?.join(link)?
    };
    let (scheme, authority) = split(&absolute)?;
    let allowed = scheme.eq_ignore_ascii_case("https")
        || (scheme.eq_ignore_ascii_case("http")
            && base.is_some_and(|base| is_on_loopback(&base.address())));
    // `https://good.example@evil.example/` goes to the second host, which no honest publisher wants.
    (allowed && !authority.is_empty() && !authority.contains('@')).then_some(absolute)
}

/// Scheme and authority of an absolute address.
fn split(address: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = address.split_once("://")?;
    let end = rest.bytes().position(|b| b"/?#".contains(&b));
    Some((scheme, rest.get(..end.unwrap_or(rest.len()))?))
}

/// Control characters, white space, marks that are invisible or turn the order of letters round, and what no address has.
fn is_unsafe(c: char) -> bool {
    matches!(
        c,
        '\0'..=' ' | '\u{7f}'..='\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200f}' | '\u{2028}'..='\u{202f}'
            | '\u{205f}' | '\u{2066}'..='\u{2069}' | '\u{3000}' | '\u{feff}'
    ) || matches!(c, '\\' | '"' | '<' | '>')
}

/// Whether a link begins with a scheme.
fn has_scheme(link: &str) -> bool {
    link.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
    })
}

fn is_on_loopback(address: &str) -> bool {
    let Some((_, authority)) = split(address) else {
        return false;
    };
    let host = authority.split(':').next().unwrap_or_default();
    authority.starts_with("[::1]")
        || host == "localhost"
        || host.ends_with(".localhost")
        || host.starts_with("127.")
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use url::Url;

    const BASE: Option<&str> = Some("https://example.org/a/feed.json?x=1#y");

    fn resolve(link: &str, base: Option<&str>) -> Option<String> {
        let base = base.map(|base| Url::parse(base).unwrap());
        super::resolve(link, base.as_ref().map(|base| base as &dyn super::Base))
    }

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
            ("b_c:d", "https://example.org/a/b_c:d"),
            ("1:2", "https://example.org/a/1:2"),
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
