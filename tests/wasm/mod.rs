//! What JavaScript sees, by what JavaScript can do: classes are taken from their objects, methods are called by name.
//! The same tests run in Node and in a browser.

mod answers;
mod calls;
mod errors;
mod loading;
mod memory;
mod package;
mod splitting;
mod zones;
