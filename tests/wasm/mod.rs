//! Tests the engine as JavaScript sees it: takes classes from their objects, and calls methods by name. The same tests
//! run in Node and in a browser.

mod answers;
mod calls;
mod errors;
mod loading;
mod memory;
mod package;
mod zones;
