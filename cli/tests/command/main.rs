//! Tests the command `slot-feed` from outside: the built binary, its output, its messages and its exit codes.

#[cfg(test)]
mod asking;
#[cfg(test)]
mod building;
#[cfg(test)]
mod checking;
#[cfg(test)]
mod convert;
#[cfg(test)]
mod diff;
#[cfg(test)]
mod failing;
mod first_answer;
#[cfg(test)]
mod invented;
#[cfg(test)]
mod offices;
#[cfg(test)]
mod publishing;
#[cfg(test)]
mod releases;
mod render;
#[cfg(test)]
mod running;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod setting;
#[cfg(test)]
mod splitting;
#[cfg(test)]
mod valid;
