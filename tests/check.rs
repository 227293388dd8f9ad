//! The checker, rule by rule: a feed that breaks exactly that rule, and one beside it that does not.

#![cfg(all(feature = "check", not(target_arch = "wasm32")))]

#[cfg(test)]
#[path = "check/cases.rs"]
mod cases;
#[cfg(test)]
#[path = "check/checking.rs"]
mod checking;
#[cfg(test)]
#[path = "check/docs.rs"]
mod docs;
#[cfg(test)]
#[path = "check/hosting.rs"]
mod hosting;
#[cfg(test)]
#[path = "check/whole.rs"]
mod whole;
