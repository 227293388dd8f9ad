//! `slot-feed`: the publisher's command.
//!
//! Exit codes: 0 for an answer; 1 if `check` finds errors, `diff` finds what `--fail-on` names, or `publish` stops; 2 if
//! something could not be read, written or understood, with one sentence on standard error: the problem, its place and
//! the remedy.

mod build;
mod check;
mod clock;
mod convert;
mod diff;
mod fetch;
mod hash;
mod input;
mod output;
mod page;
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

use std::ffi::OsString;

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

/// Runs the command with these arguments, the first of which is its own name; says the exit code.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(help) => {
            // Where the message can't be written, the exit code has to do.
            let _ = help.print();
            return u8::try_from(help.exit_code()).unwrap_or(2);
        }
    };
    let done = match cli.command {
        Command::Build(options) => build::run(&options).map(|()| true),
        Command::Convert(options) => convert::run(&options).map(|()| true),
        Command::Check(options) => check::run(&options),
        Command::Diff(options) => diff::run(&options),
        Command::Publish(options) => publish::run(&options),
        Command::Rank(options) => rank::run(&options).map(|()| true),
        Command::Render(options) => render::run(&options).map(|()| true),
        Command::Sample(options) => sample::run(&options).map(|()| true),
        Command::Set(options) => set::run(&options).map(|()| true),
        Command::Split(options) => split::run(&options).map(|()| true),
        Command::Template(options) => template::run(&options).map(|()| true),
    };
    match done {
        Ok(true) => 0,
        Ok(false) => 1,
        Err(failure) => {
            eprintln!("slot-feed: {failure}");
            2
        }
    }
}
