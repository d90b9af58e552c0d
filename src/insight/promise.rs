//! The promises of both sides, with what became of them by the day looked at.

use super::meeting::days_between;
use crate::domain::{Account, Item};
use crate::forms::{Moment, Record, Reference};
use jiff::civil::Date;

/// Who promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// We did.
    Ours,
    /// The customer did.
    Theirs,
    /// Nobody: an action we set ourselves.
    Action,
}

/// What became of a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PromiseState {
    /// Past its date by so many days.
    OverdueDays(i32),
    /// Due in so many days.
    DueInDays(i32),
    /// Open, with no date.
    Undated,
    /// Done, on its date or before, or with no date.
    Kept,
    /// Done, so many days late.
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

    /// Whether its date has come, or it was done before it.
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
    pub record: &'a Record,
    /// When it was made.
    pub made_on: Option<Moment>,
    /// What became of it.
    pub state: PromiseState,
}

impl<'a> Promise<'a> {
    /// What was promised.
    pub fn task(&self) -> &'a str {
        self.record.text("task").unwrap_or("…")
    }

    /// Our person it is on, as written.
    pub fn owner(&self) -> Option<&'a str> {
        self.record.text("owner")
    }

    /// The customer's person it is for, or who promised it.
    pub fn contact(&self) -> Option<&'a Reference> {
        self.record
            .reference("contact")
            .or(self.record.reference("for"))
    }

    /// Until when.
    pub fn due(&self) -> Option<Moment> {
        self.record.moment("due")
    }
}

/// All promises and actions of an account, in the order made.
pub fn promises(account: &Account, as_of: Date) -> Vec<Promise<'_>> {
    let mut all = Vec::new();
    for visit in &account.visits {
        let lists = [
            ("promises", Side::Ours),
            ("customer_commitments", Side::Theirs),
            ("actions", Side::Action),
        ];
        for (key, side) in lists {
            let records = visit.item.record.records(key).iter();
            all.extend(records.map(|record| promise(side, &visit.item, record, visit.date, as_of)));
        }
    }
    for exchange in &account.exchanges {
        let Some(summary) = exchange.summary() else {
            continue;
        };
        let actions = summary.records("actions").iter();
        all.extend(actions.map(|record| {
            promise(
                Side::Action,
                &exchange.item,
                record,
                exchange.held_on(),
                as_of,
            )
        }));
    }
    all
}

fn promise<'a>(
    side: Side,
    item: &'a Item,
    record: &'a Record,
    made_on: Option<Moment>,
    as_of: Date,
) -> Promise<'a> {
    let due = record.moment("due").map(|due| due.day);
    let state = match (record.moment("done").map(|done| done.day), due) {
        (Some(done), Some(due)) if done > due => PromiseState::LateDays(days_between(due, done)),
        (Some(_), _) => PromiseState::Kept,
        (None, Some(due)) if due < as_of => PromiseState::OverdueDays(days_between(due, as_of)),
        (None, Some(due)) => PromiseState::DueInDays(days_between(as_of, due)),
        (None, None) => PromiseState::Undated,
    };
    Promise {
        side,
        item,
        record,
        made_on,
        state,
    }
}
