//! The inspector: checks every file of the real build before it is written anywhere.

use super::leak::Leak;
use super::proof::{Hash, Proof, hash_of};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Checks the files of one build.
pub struct Inspector<'t> {
    proof: &'t Proof,
    /// The files of the last build that this one may keep.
    before: BTreeMap<String, (Hash, Hash)>,
    state: Mutex<InspectionState>,
}

/// The state of an inspection: for every file, the digest of what is compared and that of its bytes.
#[derive(Debug, Default)]
struct InspectionState {
    files: BTreeMap<String, (Hash, Hash)>,
    withheld: BTreeSet<String>,
    leaks: Vec<Leak>,
    quarantined: BTreeMap<String, Vec<u8>>,
}

/// The result of an inspection.
#[derive(Debug)]
pub struct Inspection {
    /// For every file, the digest of what is compared with the proof and that of its bytes.
    pub files: BTreeMap<String, (Hash, Hash)>,
    /// Attachments that are withheld.
    pub withheld: BTreeSet<String>,
    /// The leaks, by file and place.
    pub leaks: Vec<Leak>,
    /// Files that contain withheld text, which must not be written before they are rechecked.
    pub quarantined: BTreeMap<String, Vec<u8>>,
}

impl<'t> Inspector<'t> {
    /// Creates an inspector for a build; `before` are the files of the last build, which this one may keep.
    pub fn new(proof: &'t Proof, before: BTreeMap<String, (Hash, Hash)>) -> Inspector<'t> {
        Inspector {
            proof,
            before,
            state: Mutex::default(),
        }
    }

    /// Inspects a file and returns whether it is clean. May be called from many threads.
    pub fn inspect(&self, route: &str, bytes: &[u8]) -> bool {
        let hash = hash_of(bytes);
        let leaks = self.proof.leaks(route, bytes, &hash);
        self.quarantine(route, bytes, &leaks);
        self.record(route, (hash, hash), leaks)
    }

    /// Inspects an attachment as it is published; `asset` is its path among the notes.
    pub fn inspect_attachment(&self, route: &str, asset: &str, bytes: &[u8]) -> bool {
        let compared = hash_of(asset.as_bytes());
        let leaks = self.proof.leaks(route, bytes, &compared);
        self.quarantine(route, bytes, &leaks);
        self.record(route, (compared, hash_of(bytes)), leaks)
    }

    /// Records that an attachment is withheld, so that it is not missed.
    pub fn withheld(&self, route: &str) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.withheld.insert(route.to_owned());
    }

    /// Records that a file is unchanged since the last build.
    pub fn unchanged(&self, route: &str) {
        let Some((compared, bytes)) = self.before.get(route) else {
            return;
        };
        let files = self.proof.files();
        let is_other = files.is_some_and(|files| files.get(route) != Some(compared));
        let leak = is_other.then(|| Leak::of_comparison(route));
        self.record(route, (*compared, *bytes), leak.into_iter().collect());
    }

    /// Returns the result. A file that only the proof made is a leak, too.
    pub fn finish(&self) -> Inspection {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let InspectionState {
            files,
            withheld,
            mut leaks,
            quarantined,
        } = std::mem::take(&mut *state);
        let expected = self.proof.files().into_iter().flat_map(BTreeMap::keys);
        let missing =
            expected.filter(|route| !files.contains_key(*route) && !withheld.contains(*route));
        leaks.extend(missing.map(|route| Leak::of_comparison(route)));
        leaks.sort();
        leaks.dedup();
        Inspection {
            files,
            withheld,
            leaks,
            quarantined,
        }
    }

    /// Keeps a file that contains withheld text: a recheck may clear it.
    fn quarantine(&self, route: &str, bytes: &[u8], leaks: &[Leak]) {
        if leaks.iter().any(|leak| leak.check.is_search()) {
            let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            state.quarantined.insert(route.to_owned(), bytes.to_vec());
        }
    }

    fn record(&self, route: &str, hashes: (Hash, Hash), leaks: Vec<Leak>) -> bool {
        let is_clean = leaks.is_empty();
        let mut state: MutexGuard<'_, InspectionState> =
            self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.files.insert(route.to_owned(), hashes);
        state.leaks.extend(leaks);
        is_clean
    }
}
