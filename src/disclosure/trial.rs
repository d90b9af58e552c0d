//! The trial: something is made with canaries in all withheld places. What is made in earnest must be the same, byte for
//! byte, and hold nothing that was withheld.

use super::dictionary::Dictionary;
use super::inspector::Inspected;
use super::leak::{By, Leak};
use super::making::Making;
use super::overlap::{self, Blanks};
use super::second_look::{said_by_theme, the_same_without};
use crate::build::{Cache, Lens, Refusal};
use crate::domain::{Audience, Counts, Spot, Swap, Told, With};
use crate::html::{Emit, Work};
use crate::text::{Code, Diagnostic};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

/// The digest of a file.
pub type Hash = [u8; 32];

/// All places: no number is above it.
const EVERYWHERE: Range<u64> = 0..u64::MAX;

/// What a trial left: how every file must be, and what must be in none.
pub struct Trial {
    pub(super) files: Arc<BTreeMap<String, Hash>>,
    pub(super) dictionary: Dictionary,
    told: Vec<Arc<Told>>,
    pub(super) audience: Audience,
}

/// Trials of one site that follow each other: what is as it was is not made again.
pub struct Trials {
    cache: Cache,
    with: With,
    files: Arc<BTreeMap<String, Hash>>,
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

/// Makes something with canaries in all withheld places; nothing where the reader sees everything, so that nothing is
/// withheld.
///
/// # Errors
/// See [`NoTrial`].
pub fn trial(making: &Making<'_>, progress: &dyn Emit) -> Result<Option<Trial>, NoTrial> {
    trial_with(making, With::Canaries, progress)
}

/// Makes something with canaries in all withheld places, or with nothing in them.
///
/// # Errors
/// See [`NoTrial`].
pub fn trial_with(
    making: &Making<'_>,
    with: With,
    progress: &dyn Emit,
) -> Result<Option<Trial>, NoTrial> {
    let mut trials = Trials {
        cache: Cache::default(),
        with,
        files: Arc::default(),
    };
    trials.next(making, progress)
}

impl Default for Trials {
    fn default() -> Trials {
        Trials {
            cache: Cache::keeping(),
            with: With::Canaries,
            files: Arc::default(),
        }
    }
}

impl Trials {
    /// The next trial, by the same levels of fields as those before.
    ///
    /// # Errors
    /// See [`NoTrial`].
    pub fn next(
        &mut self,
        making: &Making<'_>,
        progress: &dyn Emit,
    ) -> Result<Option<Trial>, NoTrial> {
        let Some(audience) = making.reader().map_err(NoTrial::Refused)? else {
            return Ok(None);
        };
        let tracer = Tracer::new(progress, &self.files);
        let told = Mutex::default();
        let lens = Lens {
            swap: Some(Swap {
                places: &EVERYWHERE,
                with: self.with,
            }),
            level_of: making.level_of,
            told: Some(&told),
        };
        let made = making.through(&mut self.cache, &tracer, &lens);
        made.map_err(NoTrial::Refused)?;
        let files = Arc::new(tracer.files());
        self.files = Arc::clone(&files);
        let told = told.into_inner().unwrap_or_else(PoisonError::into_inner);
        let dictionary = Dictionary::of(&told, &making.snapshot.theme)
            .map_err(|error| NoTrial::TooMuch(error.to_string()))?;
        Ok(Some(Trial {
            files,
            dictionary,
            told,
            audience,
        }))
    }
}

impl Trial {
    /// Of each field, by its kind of note and key, how many values are included and how many withheld. What notes elsewhere
    /// withhold does not count.
    pub(super) fn counts(&self) -> BTreeMap<&str, Counts> {
        let mut counts = BTreeMap::<&str, Counts>::new();
        for told in &self.told {
            for (field, of_account) in &told.counts {
                let withheld = match told.is_elsewhere {
                    true => 0,
                    false => of_account.withheld,
                };
                if of_account.included + withheld > 0 {
                    let sum = counts.entry(field).or_default();
                    sum.included += of_account.included;
                    sum.withheld += withheld;
                }
            }
        }
        counts
    }

    /// How many texts were searched for and how many places had canaries, likewise.
    pub(super) fn searched_for(&self) -> (usize, usize) {
        let own = || self.told.iter().filter(|told| !told.is_elsewhere);
        let texts = own().map(|told| told.withheld.len()).sum();
        let places: BTreeSet<u64> = own().flat_map(|told| told.places.keys().copied()).collect();
        (texts, places.len())
    }

    /// The places that are withheld, by their numbers.
    pub(super) fn places(&self) -> BTreeMap<u64, &Spot> {
        let all = self.told.iter().flat_map(|told| &told.places);
        all.map(|(number, place)| (*number, place)).collect()
    }

    /// The digest that every file must have, by what is compared.
    pub fn files(&self) -> &BTreeMap<String, Hash> {
        &self.files
    }

    /// The name of the audience.
    pub fn audience(&self) -> &str {
        &self.audience.name
    }

    /// What is wrong with a file of the real build.
    pub(super) fn leaks(&self, route: &str, bytes: &[u8], hash: &Hash) -> Vec<Leak> {
        let found = self.dictionary.found_in(route, bytes);
        let pieces = found
            .into_iter()
            .filter_map(|index| self.dictionary.piece(index));
        let holds = |(piece, place): &(String, Spot)| Leak {
            file: route.to_owned(),
            place: Some(place.clone()),
            by: By::Search {
                piece: piece.clone(),
            },
        };
        let mut leaks: Vec<Leak> = pieces.map(holds).collect();
        if leaks.is_empty() && self.files.get(route) != Some(hash) {
            leaks.push(Leak::of_comparison(route));
        }
        leaks
    }

    /// What an inspection came to after a second look at the files that hold withheld words: those that would hold them
    /// whatever the notes withhold are let go, but for words of the site's own theme.
    pub fn settled(&self, making: &Making<'_>, mut inspected: Inspected) -> Inspected {
        let theme = &making.snapshot.theme;
        let mut pieces: BTreeSet<String> = BTreeSet::new();
        for leak in &mut inspected.leaks {
            let By::Search { piece } = &leak.by else {
                continue;
            };
            let piece = piece.clone();
            match said_by_theme(theme, &piece) {
                Some(line) => leak.by = By::Theme { line, piece },
                None => {
                    pieces.insert(piece);
                }
            }
        }
        if !pieces.is_empty() {
            let pieces = pieces.iter().map(String::as_str).collect();
            let files = &inspected.files;
            let (same, unknown) = the_same_without(making, &self.told, &pieces, files);
            inspected.leaks.retain(|leak| match &leak.by {
                By::Search { piece } => unknown.contains(piece) || !same.contains(&leak.file),
                _ => true,
            });
            // Where words were found, nothing was compared yet.
            let compared = |route: &String| inspected.files.get(route).map(|(hash, _)| hash);
            let differ = same
                .iter()
                .filter(|route| self.files.get(*route) != compared(route));
            let differ = differ.map(|route| Leak::of_comparison(route));
            inspected.leaks.extend(differ);
        }
        inspected.leaks.sort();
        // One place is enough of each file.
        inspected
            .leaks
            .dedup_by(|one, other| one.file == other.file && one.place == other.place);
        inspected
    }

    /// What is said of withheld values that stand in texts: warnings within the company, outside it a refusal.
    pub fn overlaps(&self, making: &Making<'_>) -> Vec<Diagnostic> {
        let overlaps = &self.dictionary.overlaps;
        if overlaps.is_empty() {
            return Vec::new();
        }
        let mut notes = Blanks::of(&making.snapshot.sources);
        let said = overlaps.iter().filter_map(|one| {
            let code = match self.audience.external && one.is_private {
                true => Code::WithheldValueShown,
                false => Code::WithheldValueInText,
            };
            overlap::diagnostic(one, (code, self.audience()), &mut notes)
        });
        said.collect()
    }

    /// What is said of leaks.
    pub fn diagnostics(&self, making: &Making<'_>, leaks: &[Leak]) -> Vec<Diagnostic> {
        let mut notes = Blanks::of(&making.snapshot.sources);
        let at = |place: &Spot| {
            let withheld = self.told.iter().flat_map(|told| &told.withheld);
            let of_place = withheld.filter(|said| said.place == *place);
            of_place
                .map(|said| said.span.start)
                .min()
                .unwrap_or_default()
        };
        let said = leaks.iter().map(|leak| {
            let at = leak.place.as_ref().map_or(0, at);
            leak.diagnostic(self.audience(), at, &mut notes)
        });
        said.collect()
    }

    /// Finds the place that a file depends on, by canaries in ever fewer places of the same making.
    pub fn located(&self, making: &Making<'_>, leak: Leak, real: Option<&Hash>) -> Leak {
        if leak.by != By::Comparison {
            return leak;
        }
        let places = self.places();
        let numbers: Vec<u64> = places.keys().copied().collect();
        let mut within = 0..numbers.len();
        let differs = |places: &Range<usize>| {
            let first = numbers.get(places.start).copied().unwrap_or_default();
            let last = numbers.get(places.end).copied().unwrap_or(u64::MAX);
            let file = file_with(making, first..last, &leak.file);
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
            .and_then(|number| places.get(number));
        Leak {
            place: place.map(|place| (*place).clone()),
            ..leak
        }
    }
}

/// A file as it is with canaries in some places.
fn file_with(making: &Making<'_>, canaries: Range<u64>, route: &str) -> Option<Hash> {
    let swap = Swap {
        places: &canaries,
        with: With::Canaries,
    };
    made(making, Some(swap))?.get(route).copied()
}

/// The digests of all files, made as they are.
pub(super) fn traced(making: &Making<'_>) -> Option<BTreeMap<String, Hash>> {
    made(making, None)
}

fn made(making: &Making<'_>, swap: Option<Swap<'_>>) -> Option<BTreeMap<String, Hash>> {
    let before = BTreeMap::new();
    let tracer = Tracer::new(&Silent, &before);
    let lens = Lens {
        swap,
        level_of: making.level_of,
        told: None,
    };
    let made = making.through(&mut Cache::default(), &tracer, &lens);
    made.ok()?;
    Some(tracer.files())
}

/// Keeps of every file its digest only.
struct Tracer<'a> {
    progress: &'a dyn Emit,
    /// What the trial before this one left.
    before: &'a BTreeMap<String, Hash>,
    files: Mutex<BTreeMap<String, Hash>>,
}

impl<'a> Tracer<'a> {
    fn new(progress: &'a dyn Emit, before: &'a BTreeMap<String, Hash>) -> Tracer<'a> {
        Tracer {
            progress,
            before,
            files: Mutex::default(),
        }
    }

    fn trace(&self, route: &str, hash: Hash) {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.insert(route.to_owned(), hash);
    }

    fn files(self) -> BTreeMap<String, Hash> {
        self.files
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Emit for Tracer<'_> {
    fn put(&self, route: &str, bytes: Vec<u8>) {
        self.trace(route, hash_of(&bytes));
    }

    fn keep(&self, route: &str) {
        // A file that was never made is missed by the real build, which says so.
        if let Some(hash) = self.before.get(route) {
            self.trace(route, *hash);
        }
    }

    /// An attachment is what it is; that it is there, and where, must not depend on what is withheld.
    fn copy(&self, route: &str, asset: &str) {
        self.trace(route, hash_of(asset.as_bytes()));
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
