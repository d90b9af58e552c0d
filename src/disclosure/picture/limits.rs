//! How much memory decoded pictures may take.

use super::reason::Reason;
use std::sync::{Mutex, PoisonError};

/// The maximum memory of a decoded frame: 170 million pixels of three bytes.
pub(super) const MOST_FRAME_BYTES: u64 = 512 * 1024 * 1024;
/// The maximum memory of all frames of an animation together: it limits the time.
const MOST_BYTES_OF_ALL_FRAMES: u64 = 4 * 1024 * 1024 * 1024;
/// Only one picture larger than this is decoded at a time.
const LARGE_FRAME_BYTES: u64 = 96 * 1024 * 1024;

/// Runs work on frames of a size in bytes, if they are within the limits.
pub(super) fn within_limits<T>(
    frame_bytes: u64,
    frames: u64,
    work: impl FnOnce() -> Result<T, Reason>,
) -> Result<T, Reason> {
    static LARGE: Mutex<()> = Mutex::new(());
    if frame_bytes > MOST_FRAME_BYTES
        || frame_bytes.saturating_mul(frames) > MOST_BYTES_OF_ALL_FRAMES
    {
        return Err(Reason::TooLarge);
    }
    let _one_at_a_time = (frame_bytes > LARGE_FRAME_BYTES)
        .then(|| LARGE.lock().unwrap_or_else(PoisonError::into_inner));
    work()
}
