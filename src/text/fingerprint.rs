//! Fingerprints: by one a cache knows what something was made from.

use std::hash::{DefaultHasher, Hash, Hasher};

/// A digest of anything that can be hashed; the same within a run of the program.
pub fn fingerprint(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
