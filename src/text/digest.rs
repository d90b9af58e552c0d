//! Digests of values: two values with the same digest are the same.

use sha2::{Digest as _, Sha256};
use std::hash::{Hash, Hasher};

/// Hashed at once: feeding each number by itself would cost more than hashing it.
const BUFFER_BYTES: usize = 16 * 1024;

/// The SHA-256 of a value. Stable within one build of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Digest([u8; 32]);

/// Returns the digest of a value: of everything that its `Hash` takes.
pub fn digest(value: &impl Hash) -> Digest {
    let mut hasher = DigestHasher {
        sha: Sha256::new(),
        buffer: Vec::with_capacity(BUFFER_BYTES),
    };
    value.hash(&mut hasher);
    hasher.sha.update(&hasher.buffer);
    Digest(hasher.sha.finalize().into())
}

struct DigestHasher {
    sha: Sha256,
    buffer: Vec<u8>,
}

impl Hasher for DigestHasher {
    fn write(&mut self, bytes: &[u8]) {
        if self.buffer.len() + bytes.len() > BUFFER_BYTES {
            self.sha.update(&self.buffer);
            self.buffer.clear();
        }
        match bytes.len() < BUFFER_BYTES {
            true => self.buffer.extend_from_slice(bytes),
            false => self.sha.update(bytes),
        }
    }

    /// Not asked for: the digest is longer.
    fn finish(&self) -> u64 {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_differ_have_different_digests() {
        let long = "长".repeat(BUFFER_BYTES);
        let mut longer = long.clone();
        longer.push('.');
        let values = [
            vec!["a", "bc"],
            vec!["ab", "c"],
            vec!["abc"],
            vec![&long],
            vec![&longer],
            vec![&long, "a"],
        ];
        for (index, one) in values.iter().enumerate() {
            for (other_index, other) in values.iter().enumerate() {
                assert_eq!(digest(one) == digest(other), index == other_index);
            }
        }
    }
}
