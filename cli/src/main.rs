//! Runs `slot-feed` and exits with its code.

use std::env::args_os;
use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(slot_feed::run(args_os()))
}
