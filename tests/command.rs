//! The command `slot-feed`, run as people run it: the built binary, its output, its messages and its exit codes.

#![cfg(all(feature = "cli", not(target_arch = "wasm32")))]

#[cfg(test)]
#[path = "command/asking.rs"]
mod asking;
#[cfg(test)]
#[path = "command/building.rs"]
mod building;
#[cfg(test)]
#[path = "command/checking.rs"]
mod checking;
#[cfg(test)]
#[path = "command/convert.rs"]
mod convert;
#[cfg(test)]
#[path = "command/diff.rs"]
mod diff;
#[cfg(test)]
#[path = "command/failing.rs"]
mod failing;
#[cfg(test)]
#[path = "command/invented.rs"]
mod invented;
#[cfg(test)]
#[path = "command/offices.rs"]
mod offices;
#[cfg(test)]
#[path = "command/render.rs"]
mod render;
#[cfg(test)]
#[path = "command/running.rs"]
mod running;
#[cfg(test)]
#[path = "command/sample.rs"]
mod sample;
#[cfg(test)]
#[path = "command/valid.rs"]
mod valid;
