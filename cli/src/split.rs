//! `slot-feed split`: a feed goes in, an entry and its parts come out, for feeds of very many offices.
//!
//! The same feed gives the same bytes. Parts are named by their content and stay while two newer generations come, because
//! a reader may still hold an older entry. The entry is written after its parts, so it never names one that is not there.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use slot_finder::{Dropped, SplitPart};

use crate::hash::{hex, integrity};
use crate::input;
use crate::output;
use slot_publisher::failure::Failure;

/// The name of the entry.
const ENTRY: &str = "feed.json";
/// The folder of the parts.
const PARTS: &str = "parts";
/// What is published, the newest first, for the next run to know what it may remove. Readers do not need it.
const GENERATIONS: &str = "generations.json";
/// How many generations stay: the one that is published and two older ones.
const KEPT: usize = 3;

/// Splits a feed of very many offices into parts. A visitor then fetches only the nearest ones.
///
/// Writes feed.json, the entry, and its parts into a folder that is published as it is. Run it on the same folder
/// each time: it keeps the parts of the two generations before and removes older ones.
#[derive(Args)]
pub struct Options {
    /// The feed: a file, or - for standard input
    #[arg(value_name = "FEED")]
    feed: String,
    /// The folder to write into; it is made if there is none
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// About how many kB a part has, compressed by gzip [default: 64, or less where the feed would have fewer than 250 parts]
    #[arg(long, value_name = "KB", value_parser = clap::value_parser!(u32).range(1..=65_536))]
    part_kb: Option<u32>,
}

/// About how many bytes a part has after gzip: the most, the least, and of how many parts it may be a smaller share.
const PART_BYTES: usize = 64_000;
const LEAST_BYTES: usize = 4000;
const SHARES: usize = 250;

/// A generation that is published: its name, and the files of its parts.
#[derive(Debug, Deserialize, Serialize, PartialEq)]
struct Generation {
    generation: String,
    parts: Vec<String>,
}

/// A file to publish.
struct File {
    name: String,
    text: String,
}

/// Reads, splits and writes.
///
/// # Errors
/// If the feed cannot be read, is refused or is split already, or a file cannot be read, written or removed.
pub fn run(options: &Options) -> Result<(), Failure> {
    let bytes = input::read(&options.feed)?;
    let name = input::name(&options.feed);
    let compressed = compressed(&bytes)?;
    let part_bytes = match options.part_kb {
        Some(kb) => 1000 * kb as usize,
        // A visitor should fetch a small share of the feed, so of a small feed parts are small.
        None => (compressed / SHARES).clamp(LEAST_BYTES, PART_BYTES),
    };
    // The same feed split in another way is another generation.
    let generation = hex(&[&bytes[..], &part_bytes.to_le_bytes()].concat());
    let feed = input::parse(&options.feed, bytes)?;
    if feed.part_count() > 0 {
        return Err(Failure::new(format!(
            "{name} is split already; give the feed that it was made from"
        )));
    }
    let left_out = feed.problems();
    let left_out = left_out
        .iter()
        .filter(|found| found.dropped == Dropped::Office);
    match left_out.count() {
        0 => {}
        count => eprintln!(
            "slot-feed: {name}: left out {count} offices that readers leave out; `slot-feed check` names them"
        ),
    }
    let parts = feed.split(compressed.div_ceil(part_bytes));
    let mut told = Vec::new();
    let mut files = Vec::new();
    for part in &parts {
        let text = format!(
            "{{\"generation\":\"{generation}\",\"offices\":[{}]}}\n",
            part.offices.join(",\n")
        );
        let file = File {
            name: format!("{PARTS}/{}.json", hex(text.as_bytes())),
            text,
        };
        told.push(tell(part, &file)?);
        files.push(file);
    }
    let members = feed.envelope_members().into_iter();
    let members: String = members
        .flat_map(|(key, value)| [json!(key).to_string(), format!(":{value},\n")])
        .collect();
    let told = told.join(",\n");
    let entry = format!("{{{members}\"generation\":\"{generation}\",\n\"parts\":[\n{told}\n]}}\n");
    let generation = Generation {
        generation,
        parts: files.iter().map(|file| file.name.clone()).collect(),
    };
    publish(&options.output, &entry, &files, generation)?;
    println!(
        "{}: {} parts of about {} kB (gzip), {} bytes of entry",
        options.output.join(ENTRY).display(),
        files.len(),
        compressed.div_ceil(1000 * files.len().max(1)),
        entry.len()
    );
    Ok(())
}

/// What the entry says of a part.
fn tell(part: &SplitPart<'_>, file: &File) -> Result<String, Failure> {
    let mut told = Map::new();
    let mut say = |key: &str, value: Value| told.insert(key.to_owned(), value);
    say("url", json!(file.name));
    say("integrity", json!(integrity(file.text.as_bytes())));
    say("bbox", json!(part.bbox));
    say("offices", json!(part.offices.len()));
    if let Some(soonest) = part.soonest {
        say("soonest", json!(soonest.to_string()));
    }
    say("max_open", json!(part.max_open));
    say("regions", json!(part.regions));
    Ok(serde_json::to_string(&told)?)
}

/// How many bytes a text has after gzip.
fn compressed(bytes: &[u8]) -> Result<usize, Failure> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    let written = written.map_err(|error| Failure::new(format!("cannot compress: {error}")))?;
    Ok(written.len())
}

/// Writes parts and entry, and removes the parts of generations that are too old.
fn publish(
    folder: &Path,
    entry: &str,
    files: &[File],
    generation: Generation,
) -> Result<(), Failure> {
    let list = folder.join(GENERATIONS);
    let mut generations = read_generations(&list)?;
    generations.retain(|known| known.generation != generation.generation);
    generations.insert(0, generation);
    let old = generations.split_off(generations.len().min(KEPT));
    fs::create_dir_all(folder.join(PARTS)).map_err(|error| {
        Failure::new(format!(
            "cannot make the folder {}: {error}; choose another --output",
            folder.join(PARTS).display()
        ))
    })?;
    for file in files {
        let path = folder.join(&file.name);
        if fs::read(&path).ok().as_deref() != Some(file.text.as_bytes()) {
            output::write(Some(&path), file.text.as_bytes())?;
        }
    }
    let text = serde_json::to_string_pretty(&generations)? + "\n";
    output::write(Some(&list), text.as_bytes())?;
    output::write(Some(&folder.join(ENTRY)), entry.as_bytes())?;
    let kept: BTreeSet<&String> = generations.iter().flat_map(|kept| &kept.parts).collect();
    for name in old.iter().flat_map(|old| &old.parts) {
        if !kept.contains(name) && is_part(name) {
            // It may be gone already.
            let _ = fs::remove_file(folder.join(name));
        }
    }
    Ok(())
}

/// The generations that the folder has.
fn read_generations(list: &Path) -> Result<Vec<Generation>, Failure> {
    let Ok(text) = fs::read(list) else {
        return Ok(Vec::new());
    };
    serde_json::from_slice(&text).map_err(|error| {
        Failure::new(format!(
            "cannot read {}: {error}; remove it to keep all older parts",
            list.display()
        ))
    })
}

/// Whether a name is one that this command gives to parts: nothing else is removed.
fn is_part(name: &str) -> bool {
    let hash = name
        .strip_prefix("parts/")
        .and_then(|name| name.strip_suffix(".json"));
    hash.is_some_and(|hash| hash.len() == 16 && hash.bytes().all(|b| b.is_ascii_hexdigit()))
}
