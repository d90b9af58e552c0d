//! The distribution of measured times.

use std::time::Duration;

/// Returns the time in milliseconds that this percentage of times does not exceed; `None` without times.
pub fn percentile(times: &[Duration], share: usize) -> Option<f64> {
    let mut times = times.to_vec();
    times.sort();
    let place = (times.len() * share / 100).min(times.len().checked_sub(1)?);
    times.get(place).map(|time| time.as_secs_f64() * 1000.0)
}
