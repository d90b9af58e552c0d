//! The inspector: looks at every file of the real build before it is written anywhere.

use super::leak::Leak;
use super::proof::{Hash, Proof, hash_of};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Appearance at the files of one build.
pub struct Inspector<'t> {
    proof: &'t Proof,
    /// What was made by the last build and is kept by this one.
    before: BTreeMap<String, (Hash, Hash)>,
    seen: Mutex<Seen>,
}

/// What was seen: of every file the digest of what is compared, and that of its bytes.
#[derive(Debug, Default)]
struct Seen {
    files: BTreeMap<String, (Hash, Hash)>,
    withheld: BTreeSet<String>,
    leaks: Vec<Leak>,
    held: BTreeMap<String, Vec<u8>>,
}

/// What an inspection came to.
#[derive(Debug)]
pub struct Inspected {
    /// Of every file the digest of what is compared with the proof, and that of its bytes.
    pub files: BTreeMap<String, (Hash, Hash)>,
    /// What is wrong, by file and place.
    pub leaks: Vec<Leak>,
    /// Files that hold withheld words, and are not to be written before a second look at them.
    pub held: BTreeMap<String, Vec<u8>>,
}

impl<'t> Inspector<'t> {
    /// Inspects a build by a proof; `before` are the files of the last build, which this one may keep.
    pub fn new(proof: &'t Proof, before: BTreeMap<String, (Hash, Hash)>) -> Inspector<'t> {
        Inspector {
            proof,
            before,
            seen: Mutex::default(),
        }
    }

    /// Appearance at a file; whether nothing is wrong with it. May be called from many threads.
    pub fn file(&self, route: &str, bytes: &[u8]) -> bool {
        let hash = hash_of(bytes);
        let leaks = self.proof.leaks(route, bytes, &hash);
        self.hold(route, bytes, &leaks);
        self.saw(route, (hash, hash), leaks)
    }

    /// Appearance at an attachment as it leaves; `asset` is its path among the notes.
    pub fn attachment(&self, route: &str, asset: &str, bytes: &[u8]) -> bool {
        let compared = hash_of(asset.as_bytes());
        let leaks = self.proof.leaks(route, bytes, &compared);
        self.hold(route, bytes, &leaks);
        self.saw(route, (compared, hash_of(bytes)), leaks)
    }

    /// An attachment is withheld: there is no file to look at, and none is missed.
    pub fn withheld(&self, route: &str) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.withheld.insert(route.to_owned());
    }

    /// A file is as the last build made it.
    pub fn kept(&self, route: &str) {
        let Some((compared, bytes)) = self.before.get(route) else {
            return;
        };
        let is_same = self.proof.files.get(route) == Some(compared);
        let leak = (!is_same).then(|| Leak::of_comparison(route));
        self.saw(route, (*compared, *bytes), leak.into_iter().collect());
    }

    /// What it came to: a file that only the proof made is a leak, too.
    pub fn done(&self) -> Inspected {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let Seen {
            files,
            withheld,
            mut leaks,
            held,
        } = std::mem::take(&mut *seen);
        let missing = self
            .proof
            .files
            .keys()
            .filter(|route| !files.contains_key(*route) && !withheld.contains(*route));
        leaks.extend(missing.map(|route| Leak::of_comparison(route)));
        leaks.sort();
        leaks.dedup();
        Inspected { files, leaks, held }
    }

    /// Keeps a file that holds withheld words: a second look may let it go.
    fn hold(&self, route: &str, bytes: &[u8], leaks: &[Leak]) {
        if leaks.iter().any(|leak| leak.by.is_search()) {
            let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
            seen.held.insert(route.to_owned(), bytes.to_vec());
        }
    }

    fn saw(&self, route: &str, hashes: (Hash, Hash), leaks: Vec<Leak>) -> bool {
        let is_clean = leaks.is_empty();
        let mut seen: MutexGuard<'_, Seen> =
            self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.files.insert(route.to_owned(), hashes);
        seen.leaks.extend(leaks);
        is_clean
    }
}
