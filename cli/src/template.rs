//! `slot-feed template`: writes a workbook, or a folder of CSV files and a TOML file, to start from. Never overwrites
//! existing files.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use slot_publisher::failure::Failure;
use slot_publisher::template::{Form, Template};
use slot_publisher::words::{Language, Value, Words};

use crate::build::parse_language;
use crate::clock::now_ms;
use crate::output;
use crate::question::parse_now;

/// Writes a spreadsheet to start from, with instructions, two example offices and drop-down lists.
///
/// A name that ends in .xlsx gives one Excel workbook; any other name is a folder for OFFICES.csv, QUOTA.csv and
/// META.toml. Never overwrites existing files. Next: `slot-feed build`.
#[derive(Args)]
pub struct Options {
    /// The workbook (.xlsx) or the folder to write
    #[arg(short, long, value_name = "FILE.xlsx|FOLDER")]
    output: PathBuf,
    /// The quota with a column for each day instead of a row for each day
    #[arg(long)]
    wide: bool,
    /// That form with a column for at least this many working days
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=366))]
    days: Option<u16>,
    /// The moment from which to count the example days, in RFC 3339 or as milliseconds since 1970 [default: now]
    #[arg(long, value_name = "T", value_parser = parse_now, allow_hyphen_values = true)]
    now: Option<i64>,
    /// The language of messages: id or en; the instructions are in both
    #[arg(long, value_name = "L", default_value = "id", value_parser = parse_language)]
    lang: Language,
}

/// Makes the template and writes it.
///
/// # Errors
/// If the path exists already, or cannot be written.
pub fn run(options: &Options) -> Result<(), Failure> {
    let words = Words::new(options.lang)?;
    let form = match options.days {
        Some(days) => Form::Wide(days),
        None if options.wide => Form::Wide(0),
        None => Form::Long,
    };
    let template = Template::new(options.now.unwrap_or_else(now_ms), form)?;
    let path = &options.output;
    let shown = path.display().to_string();
    let extension = path.extension().map(std::ffi::OsStr::to_ascii_lowercase);
    let line = match extension.as_ref().and_then(|extension| extension.to_str()) {
        Some("xlsx") => {
            refuse_existing(path, &words)?;
            output::write(Some(path), &template.workbook(&words)?)?;
            format!("slot-feed build {shown} -o feed.json")
        }
        Some("csv" | "toml" | "xls" | "xlsm" | "xlsb" | "ods") => {
            let text = [("text", Value::Text(&shown))];
            return Err(Failure::new(words.t("build.template_name", &text)));
        }
        _ => {
            let files = template.files();
            for (name, _) in &files {
                refuse_existing(&path.join(name), &words)?;
            }
            fs::create_dir_all(path).map_err(|error| Failure::new(format!("{shown}: {error}")))?;
            for (name, text) in files {
                output::write(Some(&path.join(name)), text.as_bytes())?;
            }
            let file = |name| path.join(name).display().to_string();
            format!(
                "slot-feed build {} {} --meta {} -o feed.json",
                file("OFFICES.csv"),
                file("QUOTA.csv"),
                file("META.toml")
            )
        }
    };
    let values = [("text", Value::Text(&shown)), ("line", Value::Text(&line))];
    let told = words.t("build.template_done", &values) + "\n";
    output::write(None, told.as_bytes())
}

fn refuse_existing(path: &Path, words: &Words) -> Result<(), Failure> {
    if path.exists() {
        let shown = path.display().to_string();
        let text = [("text", Value::Text(&shown))];
        return Err(Failure::new(words.t("build.template_exists", &text)));
    }
    Ok(())
}
