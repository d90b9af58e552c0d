//! The promises of both sides, with their state on the as-of day.

use super::meeting::days_between;
use crate::domain::{Account, Item, PromiseEntry};
use crate::forms::{Moment, Reference};
use crate::text::Span;
use jiff::civil::Date;

/// Who promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// We did.
    Ours,
    /// The customer did.
    Theirs,
    /// Nobody: an internal action.
    Action,
}

/// The state of a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PromiseState {
    /// Overdue by days.
    OverdueDays(i32),
    /// Due in days.
    DueInDays(i32),
    /// Open, without a date.
    Undated,
    /// Done on time, or without a date.
    Kept,
    /// Done late, by days.
    LateDays(i32),
}

impl PromiseState {
    /// Whether it is still to be done.
    pub fn is_open(self) -> bool {
        matches!(
            self,
            PromiseState::OverdueDays(_) | PromiseState::DueInDays(_) | PromiseState::Undated
        )
    }

    /// Whether it is due, or was done before its date.
    pub fn was_due(self) -> bool {
        !matches!(self, PromiseState::DueInDays(_) | PromiseState::Undated)
    }
}

/// A promise or an action.
#[derive(Clone, Copy, Debug)]
pub struct Promise<'a> {
    /// Who promised.
    pub side: Side,
    /// The note it was made in.
    pub item: &'a Item,
    /// Its task, owner, date and so on.
    pub entry: PromiseEntry<'a>,
    /// When it was made.
    pub made_on: Option<Moment>,
    /// Its state.
    pub state: PromiseState,
}

impl<'a> Promise<'a> {
    /// Returns the task.
    pub fn task(&self) -> &'a str {
        self.entry.task().unwrap_or("…")
    }

    /// Returns the responsible colleague, as written.
    pub fn owner(&self) -> Option<&'a str> {
        self.entry.owner()
    }

    /// Returns the person at the customer it is for, or who made it.
    pub fn contact(&self) -> Option<&'a Reference> {
        self.entry.person()
    }

    /// Returns the due date.
    pub fn due(&self) -> Option<Moment> {
        self.entry.due()
    }

    /// Returns when it was done.
    pub fn done(&self) -> Option<Moment> {
        self.entry.done()
    }

    /// Where in its note it is written.
    pub fn span(&self) -> Span {
        self.entry.record.span
    }
}

/// Returns all promises and actions of an account, in the order in which they were made.
pub fn promises(account: &Account, as_of: Date) -> Vec<Promise<'_>> {
    let mut all = Vec::new();
    for visit in &account.visits {
        let lists = [
            (visit.promises(), Side::Ours),
            (visit.customer_commitments(), Side::Theirs),
            (visit.actions(), Side::Action),
        ];
        for (entries, side) in lists {
            all.extend(entries.map(|entry| promise(side, &visit.item, entry, visit.date, as_of)));
        }
    }
    for exchange in &account.exchanges {
        let Some(summary) = exchange.summary() else {
            continue;
        };
        let actions = summary.actions();
        all.extend(actions.map(|entry| {
            promise(
                Side::Action,
                &exchange.item,
                entry,
                exchange.took_place_on(),
                as_of,
            )
        }));
    }
    all
}

fn promise<'a>(
    side: Side,
    item: &'a Item,
    entry: PromiseEntry<'a>,
    made_on: Option<Moment>,
    as_of: Date,
) -> Promise<'a> {
    let due = entry.due().map(|due| due.day);
    let state = match (entry.done().map(|done| done.day), due) {
        (Some(done), Some(due)) if done > due => PromiseState::LateDays(days_between(due, done)),
        (Some(_), _) => PromiseState::Kept,
        (None, Some(due)) if due < as_of => PromiseState::OverdueDays(days_between(due, as_of)),
        (None, Some(due)) => PromiseState::DueInDays(days_between(as_of, due)),
        (None, None) => PromiseState::Undated,
    };
    Promise {
        side,
        item,
        entry,
        made_on,
        state,
    }
}
