//! Counts the promises of a side: made, kept, late, overdue and open, and the share kept.
//!
//! Share kept = promises closed by their date over promises that are due: kept, closed late, or still open past their
//! date. One closed without a date counts as kept; one not yet due does not count.

use super::promise::{Promise, PromiseState, Side};

/// The promises of one side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PromiseCounts {
    /// How many were made.
    pub made: usize,
    /// Closed on their date or before it.
    pub kept: usize,
    /// Closed after it.
    pub late: usize,
    /// Open past it.
    pub overdue: usize,
    /// Open, not due yet or without a date.
    pub open: usize,
}

impl PromiseCounts {
    /// Returns how many are due.
    pub fn due(&self) -> usize {
        self.kept + self.late + self.overdue
    }

    /// Returns the share kept, from 0 to 1; `None` if none was due.
    pub fn share_kept(&self) -> Option<f64> {
        (self.due() > 0).then(|| self.kept as f64 / self.due() as f64)
    }
}

/// Counts the promises of a side.
pub fn count_promises(promises: &[Promise<'_>], side: Side) -> PromiseCounts {
    let mut counts = PromiseCounts::default();
    for promise in promises.iter().filter(|promise| promise.side == side) {
        counts.made += 1;
        match promise.state {
            PromiseState::Kept => counts.kept += 1,
            PromiseState::LateDays(_) => counts.late += 1,
            PromiseState::OverdueDays(_) => counts.overdue += 1,
            PromiseState::DueInDays(_) | PromiseState::Undated => counts.open += 1,
        }
    }
    counts
}
