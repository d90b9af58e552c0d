//! Coverage: the influence of the people met in the window over the influence of all.
//!
//! Influence counts member 1, core 2, organizer 3, decision maker 4; unknown counts as member. Placeholders count among
//! all; people who have left, or are not there yet, do not. The window is `thresholds.coverage_days`, 90 days where left
//! out. All of it holds for any day up to the one looked at.

use super::ground::Ground;
use super::meeting::{Meeting, days_between};
use super::standing::Standing;
use crate::domain::{Account, Contact, Item, Settings};
use crate::forms::{Moment, Value};
use jiff::civil::Date;

/// Days of the window where site.yaml says nothing.
const WINDOW_DAYS: i64 = 90;

/// How much of the customer's influence we have met lately.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Influence of the people met in the window.
    pub met: usize,
    /// Influence of all who are there.
    pub all: usize,
    /// How many people were met in the window.
    pub people_met: usize,
    /// How many there are.
    pub people: usize,
    /// The days of the window.
    pub window_days: i64,
}

impl Coverage {
    /// In whole percent; nothing where nobody is known.
    pub fn percent(&self) -> Option<usize> {
        (self.all > 0).then(|| (self.met * 100 + self.all / 2) / self.all)
    }

    fn add(&mut self, seen: &Seen<'_>) {
        self.all += seen.influence;
        self.people += 1;
        if seen.met.is_some() {
            self.met += seen.influence;
            self.people_met += 1;
        }
    }
}

/// A person as coverage counts it on a day.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// The person.
    pub contact: &'a Contact,
    /// From 1 to 4.
    pub influence: usize,
    /// The last meeting in the window.
    pub met: Option<Ground<'a>>,
}

/// Whom of an account we reach: made once, asked for any day.
#[derive(Clone, Debug, Default)]
pub struct Reach<'a> {
    people: Vec<Person<'a>>,
    window_days: i64,
}

/// What coverage needs to know of a person.
#[derive(Clone, Debug)]
struct Person<'a> {
    contact: &'a Contact,
    /// The contact's own field, where it has one.
    influence: Option<usize>,
    /// What was observed, oldest first.
    observed: Vec<(Date, usize)>,
    /// The meetings, oldest first.
    meetings: Vec<(Date, &'a Item)>,
    joined: Option<Moment>,
    left: Option<Moment>,
}

impl<'a> Reach<'a> {
    /// The reach into an account; `standings` stand in the order of its contacts.
    pub fn of(
        account: &'a Account,
        standings: &[Standing<'a>],
        meetings: &[Meeting<'a>],
        settings: &Settings,
    ) -> Reach<'a> {
        let person = |(contact, standing): (&'a Contact, &Standing<'a>)| {
            let record = &contact.item.record;
            let observed = standing.observations.iter().filter_map(|observation| {
                Some((observation.date.day, observation.record.rank("influence")?))
            });
            let with = meetings
                .iter()
                .filter(|meeting| meeting.people.contains(&contact.item.id));
            Person {
                contact,
                influence: record.rank("influence"),
                observed: observed.collect(),
                meetings: with
                    .map(|meeting| (meeting.date.day, meeting.item))
                    .collect(),
                joined: record.moment("joined_on"),
                left: record.moment("left_on"),
            }
        };
        Reach {
            people: account.contacts.iter().zip(standings).map(person).collect(),
            window_days: settings.threshold("coverage_days", WINDOW_DAYS),
        }
    }

    /// The people who are there on a day, in the account's order.
    pub fn on(&self, day: Date) -> impl Iterator<Item = Seen<'a>> {
        let there = move |person: &&Person<'a>| {
            let joined = person.joined.is_none_or(|joined| !joined.is_after(day));
            joined && person.left.is_none_or(|left| left.is_after(day))
        };
        let window_days = self.window_days;
        self.people
            .iter()
            .filter(there)
            .map(move |person| person.seen(day, window_days))
    }

    /// The coverage of the account on a day.
    pub fn coverage(&self, day: Date) -> Coverage {
        let mut coverage = self.none();
        self.on(day).for_each(|seen| coverage.add(&seen));
        coverage
    }

    /// The coverage of each department on a day, in the order in which their first people stand; those of no department
    /// stand together.
    pub fn by_department(&self, day: Date) -> Vec<DepartmentCoverage<'a>> {
        let mut departments: Vec<DepartmentCoverage<'a>> = Vec::new();
        for seen in self.on(day) {
            let entry = seen.contact.item.record.entry("department");
            let department = entry.map(|entry| &entry.value);
            let place = departments
                .iter()
                .position(|known| is_same(known.department, department));
            let place = place.unwrap_or_else(|| {
                departments.push(DepartmentCoverage {
                    department,
                    coverage: self.none(),
                    people: Vec::new(),
                });
                departments.len() - 1
            });
            if let Some(known) = departments.get_mut(place) {
                known.coverage.add(&seen);
                known.people.push(seen);
            }
        }
        departments
    }

    fn none(&self) -> Coverage {
        Coverage {
            window_days: self.window_days,
            ..Coverage::default()
        }
    }
}

/// The coverage of a department.
#[derive(Clone, Debug)]
pub struct DepartmentCoverage<'a> {
    /// The department; nothing for people of whom it is not known.
    pub department: Option<&'a Value>,
    /// What of it we reach.
    pub coverage: Coverage,
    /// Its people.
    pub people: Vec<Seen<'a>>,
}

impl<'a> Person<'a> {
    fn seen(&self, day: Date, window_days: i64) -> Seen<'a> {
        let observed = self.observed.iter().rev().find(|(seen, _)| *seen <= day);
        let rank = observed.map(|(_, rank)| *rank).or(self.influence);
        let in_window = |(met, _): &&(Date, &Item)| {
            *met <= day && i64::from(days_between(*met, day)) <= window_days
        };
        let met = self.meetings.iter().rev().find(in_window);
        Seen {
            contact: self.contact,
            influence: rank.map_or(1, |rank| rank + 1),
            met: met.map(|(_, item)| Ground::field(item, "people")),
        }
    }
}

/// Whether two departments are one: the same of the list, or the same words.
fn is_same(one: Option<&Value>, other: Option<&Value>) -> bool {
    match (one, other) {
        (None, None) => true,
        (Some(Value::Choice(_, one)), Some(Value::Choice(_, other))) => one == other,
        _ => false,
    }
}
