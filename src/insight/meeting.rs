//! Meetings and appointments.
//!
//! A meeting is a visit of any mode, or an exchange that took place, with the person among its people; our people are
//! its manager and companions. An agreed visit is fulfilled by any meeting from 3 days before to 7 days after it.

use crate::domain::{Account, Contact, Exchange, ExchangePlan, Item, NextVisit};
use crate::forms::{Entry, Moment};
use crate::text::Span;
use jiff::civil::Date;

/// How many days before an agreed visit a meeting may fulfil it.
const EARLY_DAYS: i32 = 3;
/// How many days after an agreed visit a meeting may fulfil it.
const LATE_DAYS: i32 = 7;

/// A meeting that took place.
#[derive(Clone, Debug)]
pub struct Meeting<'a> {
    /// Its note.
    pub item: &'a Item,
    /// When.
    pub date: Moment,
    /// The customer's people, by their ids in the directory.
    pub people: Vec<u32>,
    /// Our people, as written.
    pub ours: Vec<&'a str>,
}

impl Meeting<'_> {
    /// Whether a person was met.
    pub fn includes(&self, contact: &Contact) -> bool {
        self.people.contains(&contact.item.id)
    }
}

/// Returns all meetings of an account up to the as-of day, oldest first.
pub fn meetings<'a>(account: &'a Account, as_of: Date) -> Vec<Meeting<'a>> {
    let visits = account.visits.iter().filter_map(|visit| {
        let people = visit
            .people()
            .iter()
            .filter_map(|person| person.target)
            .collect();
        Some(Meeting {
            item: &visit.item,
            date: visit.date?,
            people,
            ours: account.ours_at(visit),
        })
    });
    let exchanges = account.exchanges.iter().filter_map(|exchange| {
        let date = exchange
            .took_place_on()
            .filter(|date| !date.is_after(as_of))?;
        let people = exchange
            .people()
            .into_iter()
            .filter_map(|person| person.target)
            .collect();
        Some(Meeting {
            item: &exchange.item,
            date,
            people,
            ours: exchange.ours(),
        })
    });
    let mut all: Vec<Meeting<'a>> = visits.chain(exchanges).collect();
    all.sort_by_key(|meeting| (meeting.date.day, meeting.date.minute));
    all
}

/// A visit that was agreed.
#[derive(Clone, Debug)]
pub struct Appointment<'a> {
    /// The note that agreed it: a visit, or the plan of an exchange.
    pub item: &'a Item,
    /// When it is planned.
    pub date: Moment,
    /// What was agreed.
    pub plan: Agreed<'a>,
    /// The note of the meeting that fulfilled it.
    pub fulfilled_by: Option<&'a Item>,
}

/// What was agreed.
#[derive(Clone, Copy, Debug)]
pub enum Agreed<'a> {
    /// The next visit, in the report of the last.
    Visit(NextVisit<'a>),
    /// A technical exchange.
    Exchange(&'a Exchange),
}

impl<'a> Appointment<'a> {
    /// What it is for.
    pub fn purpose(&self) -> Option<&'a str> {
        match self.plan {
            Agreed::Visit(next) => next.purpose(),
            Agreed::Exchange(exchange) => exchange.plan()?.purpose(),
        }
    }

    /// What it is for, with its place in the note.
    pub fn purpose_entry(&self) -> Option<&'a Entry> {
        match self.plan {
            Agreed::Visit(next) => NextVisit::PURPOSE.entry(next.record),
            Agreed::Exchange(exchange) => ExchangePlan::PURPOSE.entry(exchange.plan()?.record),
        }
    }

    /// Where it takes place.
    pub fn place(&self) -> Option<&'a str> {
        match self.plan {
            Agreed::Visit(next) => next.place(),
            Agreed::Exchange(_) => None,
        }
    }

    /// Where in its note it is agreed.
    pub fn span(&self) -> Span {
        match self.plan {
            Agreed::Visit(next) => next.record.span,
            Agreed::Exchange(exchange) => exchange.item.record.span,
        }
    }
    /// Whether its date passed without a meeting.
    pub fn lapsed(&self, as_of: Date) -> bool {
        self.fulfilled_by.is_none() && self.date.day < as_of
    }

    /// Whether a meeting on a day is not too early to be the agreed one.
    pub fn may_be_met_on(&self, day: Date) -> bool {
        days_between(self.date.day, day) >= -EARLY_DAYS
    }
}

/// Returns all agreed visits and planned exchanges of an account, in the order of their dates.
pub fn appointments<'a>(account: &'a Account, meetings: &[Meeting<'a>]) -> Vec<Appointment<'a>> {
    let agreed = account.visits.iter().filter_map(|visit| {
        let next = visit.next_visit()?;
        Some((&visit.item, next.date()?, Agreed::Visit(next), visit.date))
    });
    let planned = account
        .exchanges
        .iter()
        .filter(|exchange| exchange.summary().is_none());
    let planned = planned.filter_map(|exchange| {
        let plan = Agreed::Exchange(exchange);
        Some((&exchange.item, exchange.date?, plan, None))
    });
    let appointment =
        |(item, date, plan, agreed_on): (&'a Item, Moment, Agreed<'a>, Option<Moment>)| {
            let fulfils = |meeting: &&Meeting<'a>| {
                let later = agreed_on.is_none_or(|agreed| meeting.date.day > agreed.day);
                let own = std::ptr::eq(meeting.item, item);
                !own && later
                    && (-EARLY_DAYS..=LATE_DAYS).contains(&days_between(date.day, meeting.date.day))
            };
            Appointment {
                item,
                date,
                plan,
                fulfilled_by: meetings.iter().find(fulfils).map(|meeting| meeting.item),
            }
        };
    let mut all: Vec<Appointment<'a>> = agreed.chain(planned).map(appointment).collect();
    all.sort_by_key(|appointment| (appointment.date.day, appointment.date.minute));
    all
}

/// Returns the days from one day to another; negative if the second is earlier.
pub fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}
