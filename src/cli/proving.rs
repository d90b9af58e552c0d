//! Proves what is made for readers who do not see everything: nothing is shown before it is, and it is recorded what it
//! discloses.

use super::arguments::Site;
use super::disclosing::Disclosing;
use super::options::refused;
use super::report::{self, Reporter};
use crate::build::BuildOutcome;
use crate::disclosure::{
    Attachments, By, Hash, Inspected, Inspector, Leak, Proof, ProofError, Prover, Publication,
    hash_of, prove,
};
use crate::html::{NoProgress, Progress};
use crate::text::{Diagnostic, Diagnostics, Language, Severity};
use std::collections::BTreeMap;
use std::path::Path;

/// Files of a site: of each the digest of what is compared, and that of its bytes.
pub(super) type Files = BTreeMap<String, (Hash, Hash)>;

/// More leaks than this are told as a number.
const MOST_LEAKS: usize = 10;

/// Tries a site with canaries; nothing where the reader sees everything.
///
/// # Errors
/// What was asked for cannot be had.
pub(super) fn tried(
    publication: &Publication<'_>,
    progress: &dyn Progress,
) -> Result<Option<Proof>, String> {
    prove(publication, progress).map_err(|none| why(none, publication))
}

/// The same, after earlier prover of the site.
///
/// # Errors
/// What was asked for cannot be had.
pub(super) fn tried_again(
    prover: &mut Prover,
    publication: &Publication<'_>,
    progress: &dyn Progress,
) -> Result<Option<Proof>, String> {
    let proof = prover.next(publication, progress);
    proof.map_err(|none| why(none, publication))
}

/// Why there is no proof, in words.
fn why(none: ProofError, publication: &Publication<'_>) -> String {
    match none {
        ProofError::Refused(refusal) => refused(&refusal, publication.options.language),
        ProofError::TooMuch(error) => error,
    }
}

/// Where it is recorded what something discloses; nothing where its reader sees everything. `site` and `asked` are the
/// site's folder and the file that was asked for, `out` is where it will lie.
///
/// # Errors
/// What was asked for cannot be had, or the record has no place there.
pub(super) fn disclosing(
    publication: &Publication<'_>,
    place: (&Path, Option<&Path>),
    out: &Path,
) -> Result<Option<Disclosing>, String> {
    let language = publication.options.language;
    let audience = publication.reader();
    let audience = audience.map_err(|refusal| refused(&refusal, language))?;
    let disclosing = audience.map(|audience| Disclosing::at(place, out, &audience, language));
    disclosing.transpose()
}

/// The proof of a document of one file.
pub(super) struct DocumentProof<'a> {
    publication: &'a Publication<'a>,
    /// What canaries left; nothing where the reader sees everything.
    proof: Option<Proof>,
    /// Where it is recorded.
    disclosing: Option<Disclosing>,
    inspected: Option<Inspected>,
}

impl<'a> DocumentProof<'a> {
    /// Makes the document with canaries. `out` is where it will lie, if anywhere, `site` and `asked` are the site's folder and
    /// the file that its record was asked for in.
    ///
    /// # Errors
    /// What was asked for cannot be had.
    pub fn begin(
        publication: &'a Publication<'a>,
        out: Option<&Path>,
        (site, asked): (&Path, Option<&Path>),
    ) -> Result<DocumentProof<'a>, String> {
        let disclosing = out.map(|out| disclosing(publication, (site, asked), out));
        let disclosing = disclosing.transpose()?.flatten();
        let proof = prove(publication, &NoProgress).map_err(|none| why(none, publication))?;
        Ok(DocumentProof {
            publication,
            proof,
            disclosing,
            inspected: None,
        })
    }

    /// Whether what was made in earnest gives something away; says what, behind what is wrong with the notes. What is no
    /// reason to refuse is added to that. Files by their names.
    pub fn leaks(&mut self, made: &[(&str, &[u8])], built: &mut BuildOutcome, site: &Site) -> bool {
        let Some(proof) = &self.proof else {
            return false;
        };
        let inspector = Inspector::new(proof, Files::new());
        for (file, bytes) in made {
            inspector.file(file, bytes);
        }
        let verdict = Verdict::of(proof, inspector.done(), self.publication);
        if verdict.is_refusal {
            verdict.say(built, site);
        }
        verdict.add_to(built);
        self.inspected = Some(verdict.inspected);
        verdict.is_refusal
    }

    /// Writes the record of it, where it was proved, and says where that is. The digest is that of the file that is sent, pictures and password in it.
    ///
    /// # Errors
    /// The system does not let it be written.
    pub fn disclose(
        self,
        (out, file): (&Path, &str),
        bytes: &[u8],
        built: &BuildOutcome,
    ) -> Result<(), String> {
        let (Some(proof), Some(disclosing), Some(inspected)) =
            (self.proof, self.disclosing, self.inspected)
        else {
            return Ok(());
        };
        let hash = hash_of(bytes);
        let inspected = Inspected {
            files: BTreeMap::from([(file.to_owned(), (hash, hash))]),
            ..inspected
        };
        let attachments = Attachments::default();
        let accounts = &self.publication.options.accounts;
        disclosing.write(&proof, &inspected, built, accounts, &attachments)?;
        disclosing.say();
        disclosing.say_what_earlier_versions_left(out);
        Ok(())
    }
}

/// What a proof came to.
pub(super) struct Verdict {
    /// The files, after a second look at those that hold withheld words.
    pub inspected: Inspected,
    /// Whether nothing may be written.
    pub is_refusal: bool,
    /// What there is to say: leaks, and withheld values that stand in texts.
    found: Vec<Diagnostic>,
    more_leaks: usize,
}

impl Verdict {
    /// Judges what was inspected.
    pub fn of(proof: &Proof, inspected: Inspected, publication: &Publication<'_>) -> Verdict {
        let inspected = proof.settled(publication, inspected);
        let mut found = proof.overlaps(publication);
        let is_shown = found.iter().any(|one| one.severity() == Severity::Error);
        found.extend(leaks(proof, &inspected, publication));
        Verdict {
            is_refusal: is_shown || !inspected.leaks.is_empty(),
            more_leaks: inspected.leaks.len().saturating_sub(MOST_LEAKS),
            found,
            inspected,
        }
    }

    /// Says what is wrong with the notes, and then why nothing is written.
    pub fn say(&self, built: &BuildOutcome, site: &Site) {
        let found = Diagnostics::from_found(self.found.clone());
        let all = built.diagnostics.iter().chain(found.iter());
        Reporter::new(site.format, built.language).in_order(all.collect());
        let more = self.more_leaks;
        if more > 0 {
            report::failure(&match built.language {
                Language::Chinese => format!("另有 {more} 处同样的泄露"),
                Language::English => format!("and {more} more leaks like these"),
            });
        }
    }

    /// Adds what is no reason to refuse to what is wrong with the notes.
    pub fn add_to(&self, built: &mut BuildOutcome) {
        let all = built.diagnostics.iter().chain(&self.found);
        built.diagnostics = Diagnostics::from_found(all.cloned().collect());
    }

    /// The files that were held for a second look and that may be written.
    pub fn held(&mut self) -> BTreeMap<String, Vec<u8>> {
        std::mem::take(&mut self.inspected.held)
    }
}

/// What is said of leaks.
fn leaks(proof: &Proof, inspected: &Inspected, publication: &Publication<'_>) -> Vec<Diagnostic> {
    let mut leaks: Vec<Leak> = inspected.leaks.iter().take(MOST_LEAKS).cloned().collect();
    // Finding one takes many builds; the others are named by their files.
    if let Some(first) = leaks.iter_mut().find(|leak| leak.by == By::Comparison) {
        let real = inspected.files.get(&first.file);
        let real = real.map(|(compared, _)| compared);
        *first = proof.located(publication, first.clone(), real);
    }
    proof.diagnostics(publication, &leaks)
}
