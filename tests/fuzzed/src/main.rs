//! Runs a fuzz target on files: `slot-fuzzed TARGET FILE...`.

use std::env::args;

fn main() {
    let mut arguments = args().skip(1);
    let target = arguments.next().expect("a target comes first");
    for path in arguments {
        eprintln!("{path}");
        let data = std::fs::read(&path).expect("the file can be read");
        slot_fuzzed::run(&target, &data);
    }
}
