//! The verdict on the files of a publication: whether they give away what is withheld, and what there is to report.

use super::Reporter;
use crate::build::BuildOutcome;
use crate::console::{Format, failure};
use crate::disclosure::{Inspection, Leak, LeakCheck, Proof, Publication};
use crate::text::{Diagnostic, Diagnostics, Language, Severity};

/// More leaks than this are only counted.
const MOST_LEAKS: usize = 10;

/// The result of comparing a publication with its proof.
pub(crate) struct Verdict {
    /// The files, after those that hold withheld words were checked once more.
    inspected: Inspection,
    /// Leaks, and withheld values that are in texts.
    found: Vec<Diagnostic>,
    is_refusal: bool,
}

/// Why a publication would give something away.
pub(crate) struct Leaks {
    found: Vec<Diagnostic>,
    /// How many more leaks there are.
    more: usize,
}

impl Verdict {
    /// Judges the files that an inspector saw.
    pub fn of(proof: &Proof, inspected: Inspection, publication: &Publication<'_>) -> Verdict {
        let inspected = proof.rechecked(publication, inspected);
        let mut found = proof.overlaps(publication);
        let is_shown = found.iter().any(|one| one.severity() == Severity::Error);
        found.extend(leaks(proof, &inspected, publication));
        Verdict {
            is_refusal: is_shown || !inspected.leaks.is_empty(),
            found,
            inspected,
        }
    }

    /// Returns the files if they may be written; what there is to report is added to the findings about the notes.
    ///
    /// # Errors
    /// They may not.
    pub fn or_leaks(self, built: &mut BuildOutcome) -> Result<Inspection, Leaks> {
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
    /// Reports what is wrong with the notes, and then why nothing is written.
    pub fn report(&self, built: &BuildOutcome, format: Format) {
        let found = Diagnostics::from_found(self.found.clone());
        let all = built.diagnostics.iter().chain(found.iter());
        Reporter::new(format, built.language).in_order(all.collect());
        let more = self.more;
        if more > 0 {
            failure(&match built.language {
                Language::Chinese => format!("另有 {more} 处同样的泄露"),
                Language::English => format!("and {more} more leaks like these"),
            });
        }
    }
}

/// Returns the diagnostics of leaks. Finding the note behind a difference takes many builds: only that of the first one is
/// looked for, the others are named by their files.
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
