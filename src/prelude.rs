//! What the standard library's prelude has and `no_std` has not.

pub(crate) use alloc::{borrow::ToOwned, boxed::Box, string::String, vec, vec::Vec};
