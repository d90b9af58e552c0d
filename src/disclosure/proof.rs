//! The proof: a publication is made with canaries in place of all withheld values. The real one must be identical, and contain
//! nothing that was withheld. A site is compared by what its pages are rendered from, and page by page if that differs; a
//! document byte for byte.

use super::bisection::culprit;
use super::inputs::{InputCheck, Inputs};
use super::inspector::Inspection;
use super::leak::{Leak, LeakCheck};
use super::overlap::{self, BlankedNotes};
use super::probe::{Counts, Inventories, Probe, ValueInventory, ValuePath};
use super::publication::{Product, Publication};
use super::recheck::{theme_line, unchanged_without};
use super::secrets::Secrets;
use crate::build::{BuildError, Cache};
use crate::domain::Audience;
use crate::html::{NoProgress, Output, Phase, Progress};
use crate::text::{Code, Diagnostic};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use thiserror::Error;

/// The digest of a file.
pub type Hash = [u8; 32];

/// How a site is compared with the one that has canaries. Documents are always compared by their files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// By what its pages are rendered from.
    Inputs,
    /// By its files: all pages are rendered twice.
    Files,
}

/// What the real publication must agree with.
pub(super) enum Expected {
    Inputs(Box<Inputs>),
    /// The digest of every file.
    Files(Arc<BTreeMap<String, Hash>>),
}

/// The result of a proof: what the publication must agree with, and the texts that must not be in any file.
pub struct Proof {
    expected: Expected,
    /// The files of a site with canaries, if it was rendered because its inputs were not the expected ones.
    rendered: OnceLock<BTreeMap<String, Hash>>,
    pub(super) secrets: Secrets,
    inventories: Vec<Arc<ValueInventory>>,
    pub(super) audience: Audience,
}

/// A series of proofs of one site: what is unchanged is not made again.
pub struct Prover {
    method: Method,
    cache: Cache,
    files: Arc<BTreeMap<String, Hash>>,
    inventories: Inventories,
}

/// Why there is no proof.
#[derive(Debug, Error)]
pub enum ProofError {
    /// The build was refused.
    #[error(transparent)]
    Refused(#[from] BuildError),
    /// There is more to search for than a search can hold.
    #[error("more is withheld than can be searched for")]
    TooMuch(#[source] aho_corasick::BuildError),
}

/// Returns the digest of a file's bytes.
pub fn hash_of(bytes: &[u8]) -> Hash {
    Sha256::digest(bytes).into()
}

impl Prover {
    /// Creates a prover for a series of proofs.
    pub fn repeated(method: Method) -> Prover {
        Prover {
            cache: Cache::persistent(),
            ..Prover::once(method)
        }
    }

    /// Creates a prover for a single proof.
    pub fn once(method: Method) -> Prover {
        Prover {
            method,
            cache: Cache::default(),
            files: Arc::default(),
            inventories: Inventories::default(),
        }
    }

    /// Returns the cache of a single proof, for the build of the same notes after it.
    pub fn into_cache(self) -> Cache {
        self.cache
    }

    /// Makes the next proof: the publication with canaries in place of all withheld values. `None` if the reader sees
    /// everything, so that nothing is withheld.
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
        let progress = ProofProgress(progress);
        let probe = Probe::recording(self.inventories.clone());
        let is_site = matches!(publication.product, Product::Site);
        let is_rendered = self.method == Method::Files || !is_site;
        if is_rendered {
            let tracer = Tracer::new(&self.files);
            publication.observed(&mut self.cache, &tracer, &progress, &probe)?;
            self.files = Arc::new(tracer.files());
        } else {
            publication.prepared(&mut self.cache, &progress, &probe)?;
        }
        let (recorded, inputs) = probe.into_recorded();
        self.inventories = recorded;
        let inventories = self.inventories.all();
        let secrets =
            Secrets::of(&inventories, &publication.snapshot.theme).map_err(ProofError::TooMuch)?;
        Ok(Some(Proof {
            expected: match is_rendered {
                true => Expected::Files(Arc::clone(&self.files)),
                false => Expected::Inputs(Box::new(inputs)),
            },
            rendered: OnceLock::new(),
            secrets,
            inventories,
            audience,
        }))
    }
}

impl Proof {
    /// Returns for each field, by kind of note and key, how many values are included and how many withheld. What
    /// notes elsewhere withhold does not count.
    pub(super) fn counts(&self) -> BTreeMap<&str, Counts> {
        let mut counts = BTreeMap::<&str, Counts>::new();
        for inventory in &self.inventories {
            for (field, of_account) in &inventory.counts {
                let withheld = match inventory.is_elsewhere {
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

    /// Returns how many texts were searched for and how many values had canaries, not counting notes elsewhere.
    pub(super) fn searched_for(&self) -> (usize, usize) {
        let own = || {
            self.inventories
                .iter()
                .filter(|inventory| !inventory.is_elsewhere)
        };
        let texts = own().map(|inventory| inventory.withheld.len()).sum();
        let values: BTreeSet<u64> = own()
            .flat_map(|inventory| inventory.paths.keys().copied())
            .collect();
        (texts, values.len())
    }

    /// Returns the paths of withheld values, by their numbers.
    pub(super) fn paths(&self) -> BTreeMap<u64, &ValuePath> {
        let all = self
            .inventories
            .iter()
            .flat_map(|inventory| &inventory.paths);
        all.map(|(number, path)| (*number, path)).collect()
    }

    /// Returns what compares the inputs of the real site with the expected ones; `None` if its files are compared.
    pub fn input_check(&self) -> Option<InputCheck<'_>> {
        match &self.expected {
            Expected::Inputs(expected) => Some(InputCheck::of(expected)),
            Expected::Files(_) => None,
        }
    }

    /// Returns the expected digest of every file; `None` as long as only inputs are compared.
    pub fn files(&self) -> Option<&BTreeMap<String, Hash>> {
        match &self.expected {
            Expected::Inputs(_) => self.rendered.get(),
            Expected::Files(files) => Some(files),
        }
    }

    /// Compares the files of a site whose inputs are not the expected ones: something withheld may have reached a page.
    pub fn compare_files(&self, publication: &Publication<'_>, inspected: &mut Inspection) {
        let all = || traced(publication, 0..u64::MAX).unwrap_or_default();
        let files = self.rendered.get_or_init(all);
        let routes: BTreeSet<&String> = files.keys().chain(inspected.files.keys()).collect();
        let differ = routes.into_iter().filter(|route| {
            let compared = inspected.files.get(*route).map(|(hash, _)| hash);
            files.get(*route) != compared && !inspected.withheld.contains(*route)
        });
        let found: BTreeSet<&str> = inspected.leaks.iter().map(|leak| &*leak.file).collect();
        let differ = differ.filter(|route| !found.contains(route.as_str()));
        let leaks: Vec<Leak> = differ.map(|route| Leak::of_comparison(route)).collect();
        inspected.leaks.extend(leaks);
        inspected.leaks.sort();
    }

    /// Returns the name of the audience.
    pub fn audience(&self) -> &str {
        &self.audience.name
    }

    /// Returns the leaks in a file of the real build.
    pub(super) fn leaks(&self, route: &str, bytes: &[u8], hash: &Hash) -> Vec<Leak> {
        let found = self.secrets.found_in(route, bytes);
        let pieces = found
            .into_iter()
            .filter_map(|index| self.secrets.piece(index));
        let holds = |(piece, path): &(String, ValuePath)| Leak {
            file: route.to_owned(),
            path: Some(path.clone()),
            check: LeakCheck::Search {
                piece: piece.clone(),
            },
        };
        let mut leaks: Vec<Leak> = pieces.map(holds).collect();
        let is_expected = |files: &BTreeMap<String, Hash>| files.get(route) == Some(hash);
        if leaks.is_empty() && !self.files().is_none_or(is_expected) {
            leaks.push(Leak::of_comparison(route));
        }
        leaks
    }

    /// Rechecks the files that contain withheld text. Those that would contain it whatever the notes withhold are
    /// cleared, unless the text is in the site's own theme.
    pub fn rechecked(
        &self,
        publication: &Publication<'_>,
        mut inspected: Inspection,
    ) -> Inspection {
        let theme = &publication.snapshot.theme;
        let mut pieces: BTreeSet<String> = BTreeSet::new();
        for leak in &mut inspected.leaks {
            let LeakCheck::Search { piece } = &leak.check else {
                continue;
            };
            let piece = piece.clone();
            match theme_line(theme, &piece) {
                Some(line) => leak.check = LeakCheck::Theme { line, piece },
                None => {
                    pieces.insert(piece);
                }
            }
        }
        if !pieces.is_empty() {
            let pieces = pieces.iter().map(String::as_str).collect();
            let files = &inspected.files;
            let (same, unknown) = unchanged_without(publication, &self.inventories, &pieces, files);
            inspected.leaks.retain(|leak| match &leak.check {
                LeakCheck::Search { piece } => {
                    unknown.contains(piece) || !same.contains(&leak.file)
                }
                _ => true,
            });
            // Files with withheld text were not compared yet.
            let compared = |route: &String| inspected.files.get(route).map(|(hash, _)| hash);
            let differ = same.iter().filter(|route| {
                self.files()
                    .is_some_and(|files| files.get(*route) != compared(route))
            });
            let differ = differ.map(|route| Leak::of_comparison(route));
            inspected.leaks.extend(differ);
        }
        inspected.leaks.sort();
        // One leak of each value in a file is enough.
        inspected
            .leaks
            .dedup_by(|one, other| one.file == other.file && one.path == other.path);
        inspected
    }

    /// Returns the diagnostics of withheld values in visible texts: warnings within the company, errors outside it.
    pub fn overlaps(&self, publication: &Publication<'_>) -> Vec<Diagnostic> {
        let overlaps = &self.secrets.overlaps;
        if overlaps.is_empty() {
            return Vec::new();
        }
        let mut notes = BlankedNotes::of(&publication.snapshot.sources);
        let diagnostics = overlaps.iter().filter_map(|one| {
            let code = match self.audience.external && one.is_private {
                true => Code::WithheldValueShown,
                false => Code::WithheldValueInText,
            };
            overlap::diagnostic(one, (code, self.audience()), &mut notes)
        });
        diagnostics.collect()
    }

    /// Returns the diagnostics of leaks.
    pub fn diagnostics(&self, publication: &Publication<'_>, leaks: &[Leak]) -> Vec<Diagnostic> {
        let mut notes = BlankedNotes::of(&publication.snapshot.sources);
        let at = |path: &ValuePath| {
            let withheld = self
                .inventories
                .iter()
                .flat_map(|inventory| &inventory.withheld);
            let of_path = withheld.filter(|value| value.path == *path);
            of_path
                .map(|value| value.span.start)
                .min()
                .unwrap_or_default()
        };
        let diagnostics = leaks.iter().map(|leak| {
            let at = leak.path.as_ref().map_or(0, at);
            leak.diagnostic(self.audience(), at, &mut notes)
        });
        diagnostics.collect()
    }

    /// Finds the value that a file depends on, by bisection over the values that have canaries.
    pub fn located(&self, publication: &Publication<'_>, leak: Leak, real: Option<&Hash>) -> Leak {
        if leak.check != LeakCheck::Comparison {
            return leak;
        }
        let paths = self.paths();
        let numbers: Vec<u64> = paths.keys().copied().collect();
        let culprit = culprit(&numbers, |canaries| {
            file_with(publication, canaries, &leak.file).as_ref() != real
        });
        let path = culprit.and_then(|number| paths.get(&number));
        Leak {
            path: path.map(|path| (*path).clone()),
            ..leak
        }
    }
}

/// Returns the digest of a file with canaries for some values.
fn file_with(publication: &Publication<'_>, canaries: Range<u64>, route: &str) -> Option<Hash> {
    traced(publication, canaries)?.get(route).copied()
}

/// Returns the digests of all files, with canaries for some values.
pub(super) fn traced(
    publication: &Publication<'_>,
    canaries: Range<u64>,
) -> Option<BTreeMap<String, Hash>> {
    let before = BTreeMap::new();
    let tracer = Tracer::new(&before);
    let probe = Probe::with_canaries(canaries);
    let made = publication.observed(&mut Cache::default(), &tracer, &NoProgress, &probe);
    made.ok()?;
    Some(tracer.files())
}

/// Reports the accounts of a proof's build as parts of the proof.
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
    /// The digests of the previous proof.
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
        // A file that was never made is reported as missing by the inspection of the real build.
        if let Some(hash) = self.before.get(route) {
            self.trace(route, *hash);
        }
    }

    /// The contents of an attachment never change; that it is published, and where, must not depend on what is
    /// withheld.
    fn copy(&self, route: &str, asset: &str) {
        self.trace(route, hash_of(asset.as_bytes()));
    }
}
