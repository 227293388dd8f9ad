//! Tests the engine natively: feeds, questions and places, by hand-worked cases and against a slow reference.

#![cfg(not(target_arch = "wasm32"))]

#[cfg(test)]
mod conformance;
#[cfg(test)]
mod coverage;
#[cfg(test)]
mod feed;
#[cfg(test)]
mod hand_worked;
#[cfg(debug_assertions)]
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod nulls;
#[cfg(test)]
mod oracle;
#[cfg(test)]
mod places;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod random;
#[cfg(test)]
mod reference;
#[cfg(test)]
mod shortcuts;
#[cfg(test)]
mod split;
#[cfg(debug_assertions)]
#[cfg(test)]
mod work;
#[cfg(test)]
mod zones;
