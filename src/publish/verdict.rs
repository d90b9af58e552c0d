//! The verdict on the files of a publication: whether they leak withheld values, and what to report.

use super::Reporter;
use crate::build::BuildOutcome;
use crate::console::{Format, failure};
use crate::disclosure::{Inspection, Leak, LeakCheck, Proof, Publication};
use crate::text::{Diagnostic, Diagnostics, Severity};

/// Leaks beyond this number are only counted.
const MOST_LEAKS: usize = 10;

/// The result of comparing a publication with its proof.
pub(crate) struct Verdict {
    /// The files, after those that contain withheld words were checked again.
    inspected: Inspection,
    /// Leaks, and withheld values that are in texts.
    found: Vec<Diagnostic>,
    is_refusal: bool,
}

/// The leaks that block a publication.
pub(crate) struct Leaks {
    found: Vec<Diagnostic>,
    /// How many more leaks there are.
    more: usize,
}

impl Verdict {
    /// Judges the files that were inspected.
    pub fn of(proof: &Proof, inspected: Inspection, publication: &Publication<'_>) -> Verdict {
        let inspected = proof.rechecked(publication, inspected);
        let mut found = proof.overlaps(publication);
        let has_overlap_error = found.iter().any(|one| one.severity() == Severity::Error);
        found.extend(leaks(proof, &inspected, publication));
        Verdict {
            is_refusal: has_overlap_error || !inspected.leaks.is_empty(),
            found,
            inspected,
        }
    }

    /// Returns the files if they may be written, and adds the findings to the diagnostics of the notes.
    ///
    /// # Errors
    /// The files leak withheld values.
    pub fn into_inspection(self, built: &mut BuildOutcome) -> Result<Inspection, Leaks> {
        if self.is_refusal {
            return Err(Leaks {
                more: self.inspected.leaks.len().saturating_sub(MOST_LEAKS),
                found: self.found,
            });
        }
        let all = built.diagnostics.iter().cloned().chain(self.found);
        built.diagnostics = Diagnostics::from_found(all.collect());
        Ok(self.inspected)
    }
}

impl Leaks {
    /// Reports the diagnostics of the notes, then the leaks because of which nothing is written.
    pub fn report(&self, built: &BuildOutcome, format: Format) {
        let found = Diagnostics::from_found(self.found.clone());
        let all = built.diagnostics.iter().chain(found.iter());
        Reporter::new(format, built.language).in_order(all.collect());
        let more = self.more;
        if more > 0 {
            failure(
                &built
                    .language
                    .phrase_with("publish.more-leaks", &[("count", &more)]),
            );
        }
    }
}

/// Returns the diagnostics of leaks. Locating the note behind a difference takes many builds, so that only the first
/// one is located; the others name just their files.
fn leaks(proof: &Proof, inspected: &Inspection, publication: &Publication<'_>) -> Vec<Diagnostic> {
    let mut leaks: Vec<Leak> = inspected.leaks.iter().take(MOST_LEAKS).cloned().collect();
    if let Some(first) = leaks
        .iter_mut()
        .find(|leak| leak.check == LeakCheck::Comparison)
    {
        let real = inspected.files.get(&first.file);
        let real = real.map(|(compared, _)| compared);
        *first = proof.located(publication, first.clone(), real);
    }
    proof.diagnostics(publication, &leaks)
}
