//! Reads the machine's clock, which the engine does not.

use std::time::{SystemTime, UNIX_EPOCH};

/// Now, in milliseconds since 1970 in UTC; 0 on a clock before that.
pub fn now_ms() -> i64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
