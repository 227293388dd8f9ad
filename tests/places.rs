//! The gazetteer answers what visitors type: the committed one, small ones written by hand, and broken ones.

#![cfg(not(target_arch = "wasm32"))]

#[cfg(test)]
#[path = "places/file.rs"]
mod file;
#[cfg(test)]
#[path = "places/gazetteers.rs"]
mod gazetteers;
#[cfg(test)]
#[path = "places/searching.rs"]
mod searching;
