//! Tests the checker rule by rule: a feed that breaks exactly that rule, and a similar one that does not.

#![cfg(not(target_arch = "wasm32"))]

#[cfg(test)]
mod cases;
#[cfg(test)]
mod checking;
#[cfg(test)]
mod docs;
#[cfg(test)]
mod edges;
#[cfg(test)]
mod growth;
#[cfg(test)]
mod hosting;
#[cfg(test)]
mod rules;
#[cfg(test)]
mod splitting;
#[cfg(test)]
mod whole;
