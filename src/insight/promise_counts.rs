//! The promise ledger of both sides: what was promised, what was due, what became of it, and the share kept.
//!
//! Share kept = promises closed by their date over promises whose date has come: kept, closed late, or still open past
//! it. One closed without a date counts as kept; one not yet due counts for nothing.

use super::promise::{Promise, PromiseState, Side};

/// One side of the ledger.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// How many were made.
    pub made: usize,
    /// Closed on their date or before it.
    pub kept: usize,
    /// Closed after it.
    pub late: usize,
    /// Open past it.
    pub overdue: usize,
    /// Open, with their date to come or without one.
    pub open: usize,
}

impl Ledger {
    /// How many had their date.
    pub fn due(&self) -> usize {
        self.kept + self.late + self.overdue
    }

    /// The share kept, from 0 to 1; nothing where none was due.
    pub fn share_kept(&self) -> Option<f64> {
        (self.due() > 0).then(|| self.kept as f64 / self.due() as f64)
    }
}

/// The ledger of a side.
pub fn ledger(promises: &[Promise<'_>], side: Side) -> Ledger {
    let mut ledger = Ledger::default();
    for promise in promises.iter().filter(|promise| promise.side == side) {
        ledger.made += 1;
        match promise.state {
            PromiseState::Kept => ledger.kept += 1,
            PromiseState::LateDays(_) => ledger.late += 1,
            PromiseState::OverdueDays(_) => ledger.overdue += 1,
            PromiseState::DueInDays(_) | PromiseState::Undated => ledger.open += 1,
        }
    }
    ledger
}
