//! `slot-feed build`: turns a workbook, or CSV files and a TOML file, into a feed that the engine reads without a
//! problem, or lists every cell to correct and writes nothing.

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::Map;
use slot_publisher::build::{Built, File, Refusal, Request, build, summary};
use slot_publisher::failure::Failure;
use slot_publisher::words::{Language, Words};

use crate::clock::now_ms;
use crate::output;
use crate::question::parse_now;
use crate::source;

/// Makes a feed from a spreadsheet.
///
/// Start from `slot-feed template -o quota.xlsx`. If a cell cannot be read, names every such cell with its sheet, row
/// and column (`Kuota!D7`), writes nothing, and exits with 2.
#[derive(Args)]
#[command(after_help = HELP)]
pub struct Options {
    /// One workbook (.xlsx, .ods), or two CSV files: the offices and the quota; a file, an https address such as that of
    /// a published Google Sheet, or - for standard input
    #[arg(value_name = "FILE|URL", num_args = 1..=2, required = true)]
    files: Vec<String>,
    /// Settings for CSV files, in TOML: publisher, services, booking, `update_every` ...; a workbook's own sheets win
    /// over it
    #[arg(long, value_name = "META.toml")]
    meta: Option<String>,
    /// The feed to write; standard output if absent
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// When the feed is made, in RFC 3339 or as milliseconds since 1970 [default: now]
    #[arg(long, value_name = "T", value_parser = parse_now, allow_hyphen_values = true)]
    now: Option<i64>,
    /// The language of messages: id or en
    #[arg(long, value_name = "L", default_value = "id", value_parser = parse_language)]
    lang: Language,
}

const HELP: &str = "\
The quota is read in two forms, told apart by their headings:
  a row for each day      Kantor | Layanan | Tanggal | Sisa | Kuota | Mulai | Selesai | Saluran | Acara
  a column for each day   Kantor | Layanan | 01/12/2026 | 02/12/2026 | ...
In English: Office, Service, Date, Left, Total, Start, End, Channel, Event.

What a cell says about a day:
  12                      places left
  penuh, habis, full      full
  tutup, libur, -         no service (also closed, holiday)
  blank, ?                not known
  belum                   this day and those after it are not released yet (also not yet)

Dates: of Excel, 2026-12-01, 01/12/2026 (day first), 1 Des 2026.

How often the sheet is updated decides when its numbers are old and when they expire; a sheet made on Friday
with \"1 hari kerja\" lives over the weekend. On the sheet Penerbit it is the line \"Diperbarui setiap\", in META.toml
the key update_every: 30 menit, 2 jam, 2 jam pada hari kerja, 1 hari, 1 hari kerja, 1 minggu, or in English
30 minutes, 2 hours, 2 hours on weekdays, 1 day, 1 working day, 1 week. If it is missing you are asked.";

/// The language of an option.
pub fn parse_language(tag: &str) -> Result<Language, String> {
    Language::of(tag).ok_or_else(|| "the language is id or en".to_owned())
}

/// Reads, builds, checks and writes.
///
/// # Errors
/// If a file or a cell cannot be read, or the engine would find a problem in the feed.
pub fn run(options: &Options) -> Result<(), Failure> {
    let words = Words::new(options.lang)?;
    let now = options.now.unwrap_or_else(now_ms);
    let sources = Sources::read(&options.files, options.meta.as_deref(), &words)?;
    let built = make(&sources, now, &words)?;
    output::write(options.output.as_deref(), &built.json)?;
    let file = options.output.as_deref().map(Path::display);
    let file = file.map(|path| path.to_string()).unwrap_or_default();
    let told = notes(&built, &words) + &summary(&built.feed, &file, &words);
    if options.output.is_some() {
        output::write(None, told.as_bytes())
    } else {
        // The feed itself goes to standard output.
        let _ = io::stderr().write_all(told.as_bytes());
        Ok(())
    }
}

/// The files that a feed is made of.
pub struct Sources {
    /// One workbook, or CSV files.
    pub files: Vec<File>,
    /// Settings in TOML.
    pub meta: Option<File>,
}

impl Sources {
    /// Reads them: files, addresses, standard input.
    ///
    /// # Errors
    /// If one cannot be read.
    pub fn read(files: &[String], meta: Option<&str>, words: &Words) -> Result<Self, Failure> {
        let all = files.iter().map(String::as_str).chain(meta);
        if all.filter(|file| *file == "-").count() > 1 {
            return Err(Failure::new(
                "standard input holds one file; give the path of the other one",
            ));
        }
        let meta = meta.map(|meta| source::read(meta, words)).transpose()?;
        let files = files.iter().map(|file| source::read(file, words));
        let files = files.collect::<Result<_, _>>()?;
        Ok(Self { files, meta })
    }
}

/// Makes a feed.
///
/// # Errors
/// If a cell cannot be read, or the engine would find a problem in the feed.
pub fn make(sources: &Sources, now: i64, words: &Words) -> Result<Built, Failure> {
    let request = Request {
        files: &sources.files,
        meta: sources.meta.as_ref(),
        settings: Map::new(),
        now,
        words,
    };
    build(&request, &mut |wrong| ask(wrong, words)).map_err(|refusal| told(&refusal, words))
}

fn told(refusal: &Refusal, words: &Words) -> Failure {
    Failure::new(refusal.told(words))
}

/// The notes, one per line.
pub fn notes(built: &Built, words: &Words) -> String {
    let lines = built.notes.iter().map(|note| note.line(words) + "\n");
    lines.collect()
}

/// Asks at the terminal, if there is one.
fn ask(wrong: Option<String>, words: &Words) -> Option<String> {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return None;
    }
    if let Some(wrong) = wrong {
        eprintln!("update_every: {wrong}");
    }
    eprint!("{} ", words.t("build.ask", &[]));
    io::stdin().lock().lines().next()?.ok()
}
