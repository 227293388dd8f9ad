//! `slot-feed`: the publisher's command.
//!
//! Exit codes: 0 for an answer; 1 if `check` finds errors, `diff` finds what `--fail-on` names,
//! or `publish` stops; 2 if something could
//! not be read, written or understood, with one sentence on standard error: the problem, its place and the remedy.

mod build;
mod check;
mod clock;
mod convert;
mod diff;
mod fetch;
mod hash;
mod input;
mod output;
mod parts;
mod publish;
mod question;
mod rank;
mod render;
mod sample;
mod set;
mod source;
mod split;
mod table;
mod template;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Reads, ranks, compares and makes feeds of open appointment quota.
#[derive(Parser)]
#[command(name = "slot-feed", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Build(build::Options),
    Convert(convert::Options),
    Check(check::Options),
    Diff(diff::Options),
    Publish(publish::Options),
    Rank(rank::Options),
    Render(render::Options),
    Sample(sample::Options),
    Set(set::Options),
    Split(split::Options),
    Template(template::Options),
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Build(options) => build::run(&options),
        Command::Convert(options) => convert::run(&options),
        Command::Check(options) => match check::run(&options) {
            Ok(true) => Ok(()),
            Ok(false) => return ExitCode::FAILURE,
            Err(failure) => Err(failure),
        },
        Command::Diff(options) => match diff::run(&options) {
            Ok(true) => Ok(()),
            Ok(false) => return ExitCode::FAILURE,
            Err(failure) => Err(failure),
        },
        Command::Publish(options) => match publish::run(&options) {
            Ok(true) => Ok(()),
            Ok(false) => return ExitCode::FAILURE,
            Err(failure) => Err(failure),
        },
        Command::Rank(options) => rank::run(&options),
        Command::Render(options) => render::run(&options),
        Command::Sample(options) => sample::run(&options),
        Command::Set(options) => set::run(&options),
        Command::Split(options) => split::run(&options),
        Command::Template(options) => template::run(&options),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("slot-feed: {failure}");
            ExitCode::from(2)
        }
    }
}
