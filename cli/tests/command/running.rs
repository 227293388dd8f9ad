//! Runs the command.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// Runs `slot-feed` with the words of `line` as arguments.
pub fn run(line: &str) -> Output {
    start(line.split_whitespace(), "")
}

/// Runs `slot-feed` with these arguments and this standard input.
pub fn start<'a>(arguments: impl IntoIterator<Item = &'a str>, input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_slot-feed"));
    command
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // The command may refuse its arguments before it reads anything.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

/// The standard output of a successful run.
pub fn text(output: Output) -> String {
    let message = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), &*message), (Some(0), ""));
    String::from_utf8(output.stdout).unwrap()
}

/// The feed that `slot-feed sample` makes with these options.
pub fn sample(options: &str) -> Value {
    serde_json::from_str(&sample_text(options)).unwrap()
}

/// The bytes that `slot-feed sample` writes with these options.
pub fn sample_text(options: &str) -> String {
    text(run(&format!("sample {options}")))
}

/// The items of a JSON array.
pub fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// The required string.
pub fn string(value: &Value) -> &str {
    value
        .as_str()
        .unwrap_or_else(|| panic!("{value} is no string"))
}

/// An office of a feed.
pub fn office<'a>(feed: &'a Value, id: &str) -> &'a Value {
    list(&feed["offices"])
        .iter()
        .find(|office| office["id"] == id)
        .unwrap_or_else(|| panic!("no office {id}"))
}
