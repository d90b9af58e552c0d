//! The trial: a build with canaries in all withheld places. What the real build makes must be the same, byte for byte, and
//! hold nothing that was withheld.

use super::dictionary::Dictionary;
use super::leak::Leak;
use crate::compile::{
    Cache, Choice, Lens, Refusal, ReportOrder, build_through, reader, report_through,
};
use crate::forms::{Field, Level};
use crate::model::{Audience, Spot, Told};
use crate::render::{Emit, Work};
use crate::text::Snapshot;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

/// The digest of a file.
pub type Hash = [u8; 32];

/// All places: no number is above it.
const EVERYWHERE: Range<u64> = 0..u64::MAX;

/// What a trial left: how every file must be, and what must be in none.
pub struct Trial {
    pub(super) files: BTreeMap<String, Hash>,
    pub(super) dictionary: Dictionary,
    pub(super) told: Told,
    pub(super) audience: Audience,
}

/// Why there is no trial.
#[derive(Debug)]
pub enum NoTrial {
    /// What was asked for cannot be meant.
    Refused(Refusal),
    /// There is more to look for than a search can hold.
    TooMuch(String),
}

/// The digest of a file's bytes.
pub fn hash_of(bytes: &[u8]) -> Hash {
    Sha256::digest(bytes).into()
}

/// Builds with canaries; nothing where the reader sees everything, so that nothing is withheld.
///
/// # Errors
/// See [`NoTrial`].
pub fn trial(
    snapshot: &Snapshot,
    choice: &Choice,
    progress: &dyn Emit,
) -> Result<Option<Trial>, NoTrial> {
    trial_with(snapshot, choice, progress, &|field| field.level)
}

/// The same, by levels of fields that may be others than the dictionary's: so the proof itself is tried.
///
/// # Errors
/// See [`NoTrial`].
pub fn trial_with(
    snapshot: &Snapshot,
    choice: &Choice,
    progress: &dyn Emit,
    level_of: &(dyn Fn(&Field) -> Level + Sync),
) -> Result<Option<Trial>, NoTrial> {
    let site = |tracer: &Tracer<'_>, lens: &Lens<'_>| {
        build_through(snapshot, choice, &mut Cache::default(), tracer, lens).map(drop)
    };
    tried(snapshot, choice, progress, level_of, &site)
}

/// Makes a report with canaries, under the name of its file; nothing where the reader sees everything.
///
/// # Errors
/// See [`NoTrial`].
pub fn trial_of_report(
    snapshot: &Snapshot,
    choice: &Choice,
    order: &ReportOrder,
    file: &str,
) -> Result<Option<Trial>, NoTrial> {
    let document = |tracer: &Tracer<'_>, lens: &Lens<'_>| {
        let made = report_through(snapshot, choice, order, lens)?;
        tracer.put(file, made.html);
        Ok(())
    };
    tried(snapshot, choice, &Silent, &|field| field.level, &document)
}

/// Makes something with canaries in all withheld places.
fn tried(
    snapshot: &Snapshot,
    choice: &Choice,
    progress: &dyn Emit,
    level_of: &(dyn Fn(&Field) -> Level + Sync),
    make: &dyn Fn(&Tracer<'_>, &Lens<'_>) -> Result<(), Refusal>,
) -> Result<Option<Trial>, NoTrial> {
    let audience = reader(snapshot, choice).map_err(NoTrial::Refused)?;
    if audience.is_owner() {
        return Ok(None);
    }
    let tracer = Tracer::new(progress);
    let told = Mutex::<Told>::default();
    let lens = Lens {
        canaries: Some(EVERYWHERE),
        level_of,
        told: &told,
    };
    make(&tracer, &lens).map_err(NoTrial::Refused)?;
    let told = told.into_inner().unwrap_or_else(PoisonError::into_inner);
    let traced = tracer
        .traced
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner);
    let dictionary = Dictionary::of(&told).map_err(|error| NoTrial::TooMuch(error.to_string()))?;
    Ok(Some(Trial {
        files: traced.files,
        dictionary,
        told,
        audience,
    }))
}

impl Trial {
    /// The name of the audience.
    pub fn audience(&self) -> &str {
        &self.audience.name
    }

    /// What is wrong with a file of the real build.
    pub(super) fn leaks(&self, route: &str, bytes: &[u8], hash: &Hash) -> Vec<Leak> {
        let found = self.dictionary.found_in(route, bytes);
        let holds = |place: Spot| Leak {
            file: route.to_owned(),
            place: Some(place),
        };
        let mut leaks: Vec<Leak> = found.into_iter().map(holds).collect();
        if leaks.is_empty() && self.files.get(route) != Some(hash) {
            leaks.push(Leak {
                file: route.to_owned(),
                place: None,
            });
        }
        leaks
    }

    /// Finds the place that a file depends on, by canaries in ever fewer places.
    pub fn located(
        &self,
        snapshot: &Snapshot,
        choice: &Choice,
        leak: Leak,
        real: Option<&Hash>,
    ) -> Leak {
        if leak.place.is_some() {
            return leak;
        }
        let numbers: Vec<u64> = self.told.places.keys().copied().collect();
        let mut within = 0..numbers.len();
        let differs = |places: &Range<usize>| {
            let first = numbers.get(places.start).copied().unwrap_or_default();
            let last = numbers.get(places.end).copied().unwrap_or(u64::MAX);
            let file = file_with(snapshot, choice, first..last, &leak.file);
            file.as_ref() != real
        };
        while within.len() > 1 {
            let middle = within.start + within.len() / 2;
            let (lower, upper) = (within.start..middle, middle..within.end);
            within = match (differs(&lower), || differs(&upper)) {
                (true, _) => lower,
                (false, upper_differs) if upper_differs() => upper,
                // It takes places of both halves: the file is all that can be told.
                _ => return leak,
            };
        }
        let place = numbers
            .get(within.start)
            .and_then(|number| self.told.places.get(number));
        Leak {
            place: place.cloned(),
            ..leak
        }
    }
}

/// A file as it is with canaries in some places.
fn file_with(
    snapshot: &Snapshot,
    choice: &Choice,
    canaries: Range<u64>,
    route: &str,
) -> Option<Hash> {
    let tracer = Tracer::new(&Silent);
    let lens = Lens {
        canaries: Some(canaries),
        level_of: &|field| field.level,
        told: &Mutex::default(),
    };
    build_through(snapshot, choice, &mut Cache::default(), &tracer, &lens).ok()?;
    let traced = tracer
        .traced
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner);
    traced.files.get(route).copied()
}

/// Keeps of every file its digest only.
struct Tracer<'a> {
    progress: &'a dyn Emit,
    traced: Mutex<Traced>,
}

#[derive(Default)]
struct Traced {
    files: BTreeMap<String, Hash>,
}

impl<'a> Tracer<'a> {
    fn new(progress: &'a dyn Emit) -> Tracer<'a> {
        Tracer {
            progress,
            traced: Mutex::default(),
        }
    }

    fn trace(&self, trace: impl FnOnce(&mut Traced)) {
        trace(&mut self.traced.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

impl Emit for Tracer<'_> {
    fn put(&self, route: &str, bytes: Vec<u8>) {
        let hash = hash_of(&bytes);
        self.trace(|traced| {
            traced.files.insert(route.to_owned(), hash);
        });
    }

    fn keep(&self, _: &str) {}

    /// An attachment is what it is; that it is there, and where, must not depend on what is withheld.
    fn copy(&self, route: &str, asset: &str) {
        let hash = hash_of(asset.as_bytes());
        self.trace(|traced| {
            traced.files.insert(route.to_owned(), hash);
        });
    }

    fn begins(&self, work: Work, parts: usize) {
        if work == Work::Accounts {
            self.progress.begins(Work::Proof, parts);
        }
    }

    fn one_done(&self) {
        self.progress.one_done();
    }
}

/// Says nothing.
struct Silent;

impl Emit for Silent {
    fn put(&self, _: &str, _: Vec<u8>) {}
    fn keep(&self, _: &str) {}
    fn copy(&self, _: &str, _: &str) {}
}
