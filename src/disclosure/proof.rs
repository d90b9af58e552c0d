//! The proof: something is made with canaries in all withheld places. What is made in earnest must be the same, byte for
//! byte, and hold nothing that was withheld.

use super::inspector::Inspected;
use super::leak::{By, Leak};
use super::overlap::{self, Blanks};
use super::publication::Publication;
use super::recheck::{said_by_theme, the_same_without};
use super::secrets::Dictionary;
use crate::build::{BuildError, Cache, Probe};
use crate::domain::{Audience, Counts, Substitute, Substitution, ValueInventory, ValuePath};
use crate::html::{NoProgress, Output, Phase, Progress};
use crate::text::{Code, Diagnostic};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

/// The digest of a file.
pub type Hash = [u8; 32];

/// All places: no number is above it.
const EVERYWHERE: Range<u64> = 0..u64::MAX;

/// What a proof left: how every file must be, and what must be in none.
pub struct Proof {
    pub(super) files: Arc<BTreeMap<String, Hash>>,
    pub(super) dictionary: Dictionary,
    told: Vec<Arc<ValueInventory>>,
    pub(super) audience: Audience,
}

/// Trials of one site that follow each other: what is as it was is not made again.
pub struct Prover {
    cache: Cache,
    with: Substitute,
    files: Arc<BTreeMap<String, Hash>>,
}

/// Why there is no proof.
#[derive(Debug)]
pub enum ProofError {
    /// What was asked for cannot be meant.
    Refused(BuildError),
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
/// See [`ProofError`].
pub fn prove(
    publication: &Publication<'_>,
    progress: &dyn Progress,
) -> Result<Option<Proof>, ProofError> {
    prove_with(publication, Substitute::Canaries, progress)
}

/// Makes something with canaries in all withheld places, or with nothing in them.
///
/// # Errors
/// See [`ProofError`].
pub fn prove_with(
    publication: &Publication<'_>,
    with: Substitute,
    progress: &dyn Progress,
) -> Result<Option<Proof>, ProofError> {
    let mut prover = Prover {
        cache: Cache::default(),
        with,
        files: Arc::default(),
    };
    prover.next(publication, progress)
}

impl Default for Prover {
    fn default() -> Prover {
        Prover {
            cache: Cache::keeping(),
            with: Substitute::Canaries,
            files: Arc::default(),
        }
    }
}

impl Prover {
    /// Proves once and keeps nothing for the next time.
    pub fn once() -> Prover {
        Prover {
            cache: Cache::default(),
            with: Substitute::Canaries,
            files: Arc::default(),
        }
    }

    /// The next proof, by the same levels of fields as those before.
    ///
    /// # Errors
    /// See [`ProofError`].
    pub fn next(
        &mut self,
        publication: &Publication<'_>,
        progress: &dyn Progress,
    ) -> Result<Option<Proof>, ProofError> {
        let Some(audience) = publication.reader().map_err(ProofError::Refused)? else {
            return Ok(None);
        };
        let tracer = Tracer::new(&self.files);
        let told = Mutex::default();
        let probe = Probe {
            substitution: Some(Substitution {
                places: &EVERYWHERE,
                with: self.with,
            }),
            level_of: publication.level_of,
            told: Some(&told),
        };
        let made = publication.through(&mut self.cache, &tracer, &ProofProgress(progress), &probe);
        made.map_err(ProofError::Refused)?;
        let files = Arc::new(tracer.files());
        self.files = Arc::clone(&files);
        let told = told.into_inner().unwrap_or_else(PoisonError::into_inner);
        let dictionary = Dictionary::of(&told, &publication.snapshot.theme)
            .map_err(|error| ProofError::TooMuch(error.to_string()))?;
        Ok(Some(Proof {
            files,
            dictionary,
            told,
            audience,
        }))
    }
}

impl Proof {
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
    pub(super) fn places(&self) -> BTreeMap<u64, &ValuePath> {
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
        let holds = |(piece, place): &(String, ValuePath)| Leak {
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
    pub fn settled(&self, publication: &Publication<'_>, mut inspected: Inspected) -> Inspected {
        let theme = &publication.snapshot.theme;
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
            let (same, unknown) = the_same_without(publication, &self.told, &pieces, files);
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
    pub fn overlaps(&self, publication: &Publication<'_>) -> Vec<Diagnostic> {
        let overlaps = &self.dictionary.overlaps;
        if overlaps.is_empty() {
            return Vec::new();
        }
        let mut notes = Blanks::of(&publication.snapshot.sources);
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
    pub fn diagnostics(&self, publication: &Publication<'_>, leaks: &[Leak]) -> Vec<Diagnostic> {
        let mut notes = Blanks::of(&publication.snapshot.sources);
        let at = |place: &ValuePath| {
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

    /// Finds the place that a file depends on, by canaries in ever fewer places of the same publication.
    pub fn located(&self, publication: &Publication<'_>, leak: Leak, real: Option<&Hash>) -> Leak {
        if leak.by != By::Comparison {
            return leak;
        }
        let places = self.places();
        let numbers: Vec<u64> = places.keys().copied().collect();
        let mut within = 0..numbers.len();
        let differs = |places: &Range<usize>| {
            let first = numbers.get(places.start).copied().unwrap_or_default();
            let last = numbers.get(places.end).copied().unwrap_or(u64::MAX);
            let file = file_with(publication, first..last, &leak.file);
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
fn file_with(publication: &Publication<'_>, canaries: Range<u64>, route: &str) -> Option<Hash> {
    let substitution = Substitution {
        places: &canaries,
        with: Substitute::Canaries,
    };
    made(publication, Some(substitution))?.get(route).copied()
}

/// The digests of all files, made as they are.
pub(super) fn traced(publication: &Publication<'_>) -> Option<BTreeMap<String, Hash>> {
    made(publication, None)
}

fn made(
    publication: &Publication<'_>,
    substitution: Option<Substitution<'_>>,
) -> Option<BTreeMap<String, Hash>> {
    let before = BTreeMap::new();
    let tracer = Tracer::new(&before);
    let probe = Probe {
        substitution,
        level_of: publication.level_of,
        told: None,
    };
    let made = publication.through(&mut Cache::default(), &tracer, &NoProgress, &probe);
    made.ok()?;
    Some(tracer.files())
}

/// Follows the build of a proof: its accounts are parts of the proof.
struct ProofProgress<'a>(&'a dyn Progress);

impl Progress for ProofProgress<'_> {
    fn begin(&self, phase: Phase, parts: usize) {
        if phase == Phase::Accounts {
            self.0.begin(Phase::Proof, parts);
        }
    }

    fn advance(&self) {
        self.0.advance();
    }
}

/// Keeps only the digest of every file.
struct Tracer<'a> {
    /// What the proof before this one left.
    before: &'a BTreeMap<String, Hash>,
    files: Mutex<BTreeMap<String, Hash>>,
}

impl<'a> Tracer<'a> {
    fn new(before: &'a BTreeMap<String, Hash>) -> Tracer<'a> {
        Tracer {
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

impl Output for Tracer<'_> {
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
}
