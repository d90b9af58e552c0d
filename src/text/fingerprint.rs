//! Fingerprints of values, for caches.

use std::hash::{DefaultHasher, Hash, Hasher};

/// Returns a hash of a value, stable within one run of the program.
pub fn fingerprint(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
