//! Fetches feeds and spreadsheets; a feed as a browser on another site would, and keeps the server's response.

use std::io::Read;
use std::time::Duration;

use brotli_decompressor::Decompressor;
use flate2::read::MultiGzDecoder;
use slot_checker::Answer;
use slot_finder::MAX_BYTES;
use ureq::http::HeaderMap;
use ureq::{Agent, Body};

use slot_publisher::failure::Failure;

/// The origin of another site, as a browser sends it.
const ORIGIN: &str = "https://news.example";
/// The timeout of all requests.
const TIMEOUT: Duration = Duration::from_secs(60);

/// A feed and its origin.
pub struct Fetched {
    /// The feed, uncompressed.
    pub bytes: Vec<u8>,
    /// Its address after redirections.
    pub address: Option<String>,
    /// The server's response.
    pub answer: Option<Answer>,
}

/// The address of a feed; `None` for a file.
///
/// # Errors
/// If the address may not be fetched.
pub fn address(feed: &str) -> Result<Option<String>, Failure> {
    let Some((scheme, rest)) = feed.split_once("://") else {
        return Ok(None);
    };
    match scheme.to_ascii_lowercase().as_str() {
        "https" => Ok(Some(feed.to_owned())),
        "http" if is_loopback(rest) => Ok(Some(feed.to_owned())),
        "http" => Err(Failure::new(format!(
            "cannot read {feed}: readers take feeds by https only; give its https address (http is for this machine alone)"
        ))),
        _ => Err(Failure::new(format!(
            "cannot read {feed}: `{scheme}` is unknown here; give a file or an https address"
        ))),
    }
}

/// Whether the host at the start of `rest` is this machine.
fn is_loopback(rest: &str) -> bool {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = if authority.starts_with("[::1]") {
        "localhost"
    } else {
        authority.split(':').next().unwrap_or_default()
    };
    let is_ip = host
        .parse()
        .is_ok_and(|ip: std::net::Ipv4Addr| ip.is_loopback());
    is_ip || host.eq_ignore_ascii_case("localhost")
}

/// What an address gave.
pub struct Got {
    /// The bytes, uncompressed.
    pub bytes: Vec<u8>,
    /// The address after redirections.
    pub address: String,
    /// The server's headers.
    pub headers: Vec<(String, String)>,
    agent: Agent,
}

impl Got {
    /// A header of the response.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self
            .headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

/// Fetches what is at an address.
///
/// # Errors
/// If there is no response, or no success.
pub fn get(address: &str) -> Result<Got, Failure> {
    let on_loopback = address
        .get(..5)
        .is_some_and(|scheme| scheme.eq_ignore_ascii_case("http:"));
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .https_only(!on_loopback)
        .timeout_global(Some(TIMEOUT))
        .user_agent(concat!("slot-feed/", env!("CARGO_PKG_VERSION")));
    // Loopback needs no proxy, and may not redirect elsewhere.
    let config = if on_loopback {
        config.proxy(None).max_redirects(0)
    } else {
        config
    };
    let agent: Agent = config.build().into();
    let failed = |why: &dyn std::fmt::Display| {
        Failure::new(format!(
            "cannot fetch {address}: {why}; check the address and the connection"
        ))
    };
    let request = agent.get(address).header("Origin", ORIGIN);
    let response = request.header("Accept-Encoding", "gzip, br").call();
    let mut response = response.map_err(|error| failed(&error))?;
    if !response.status().is_success() {
        return Err(failed(&format!(
            "the server answered {}",
            response.status()
        )));
    }
    let headers = headers(response.headers());
    let landed = ureq::ResponseExt::get_uri(&response).to_string();
    let coding = coding(&headers);
    let bytes = read(response.body_mut(), &coding).map_err(|error| failed(&error))?;
    Ok(Got {
        bytes,
        address: landed,
        headers,
        agent,
    })
}

/// Fetches a feed, then sends a preflight for it.
///
/// # Errors
/// If there is no response, or no success.
pub fn fetch(address: &str) -> Result<Fetched, Failure> {
    let got = get(address)?;
    let answer = Answer {
        bytes: got.bytes.len(),
        stale_after: 0,
        preflight: preflight(&got.agent, &got.address),
        headers: got.headers,
    };
    Ok(Fetched {
        bytes: got.bytes,
        address: Some(got.address),
        answer: Some(answer),
    })
}

/// Fetches a part of a feed.
///
/// # Errors
/// Why there are no bytes.
pub fn fetch_part(address: &str) -> Result<Vec<u8>, String> {
    let allowed = self::address(address).map_err(|failure| failure.to_string())?;
    let address = allowed.ok_or("it is no https address")?;
    let got = get(&address).map_err(|failure| failure.to_string())?;
    Ok(got.bytes)
}

/// The compression of the body; empty for none.
fn coding(headers: &[(String, String)]) -> String {
    let found = headers
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("content-encoding"));
    found.map_or_else(String::new, |(_, coding)| {
        coding.trim().to_ascii_lowercase()
    })
}

/// The body, uncompressed; at most one byte more than the size limit of a feed.
fn read(body: &mut Body, coding: &str) -> std::io::Result<Vec<u8>> {
    let limit = u64::try_from(MAX_BYTES)
        .unwrap_or(u64::MAX)
        .saturating_add(1);
    let mut bytes = Vec::new();
    let reader = body.as_reader();
    match coding {
        "" | "identity" => reader.take(limit).read_to_end(&mut bytes),
        "gzip" | "x-gzip" => MultiGzDecoder::new(reader)
            .take(limit)
            .read_to_end(&mut bytes),
        "br" => Decompressor::new(reader, 4096)
            .take(limit)
            .read_to_end(&mut bytes),
        other => Err(std::io::Error::other(format!(
            "the server compresses by \"{other}\", which was not asked for"
        ))),
    }?;
    Ok(bytes)
}

fn headers(map: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
    map.iter()
        .map(|(name, value)| (name.to_string(), text(value.as_bytes())))
        .collect()
}

/// Whether the server allows a browser to add a custom header.
fn preflight(agent: &Agent, address: &str) -> bool {
    let request = agent
        .options(address)
        .header("Origin", ORIGIN)
        .header("Access-Control-Request-Method", "GET")
        .header("Access-Control-Request-Headers", "x-requested-with");
    request.call().is_ok_and(|response| {
        let allowed = response.headers().get("access-control-allow-origin");
        let allowed = allowed.and_then(|origin| origin.to_str().ok());
        response.status().is_success() && matches!(allowed, Some("*" | ORIGIN))
    })
}
