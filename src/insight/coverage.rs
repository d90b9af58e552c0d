//! Coverage: the influence of the people met in a window of time over the influence of all.
//!
//! Influence counts member 1, core 2, organizer 3, decision maker 4; unknown counts as member. Placeholders count
//! among all; people who have left, or have not joined yet, do not. The window is `thresholds.coverage_days`, 90 days
//! by default. Everything can be computed for any day up to the as-of day.

use super::ground::Ground;
use super::meeting::{Meeting, days_between};
use super::standing::Standing;
use crate::domain::{Account, Contact, Influence, Item, Settings, Visit};
use crate::forms::Value;
use jiff::civil::Date;

/// The default window, in days.
const WINDOW_DAYS: i64 = 90;

/// How much of the customer's influence we have met recently.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Influence of the people met in the window.
    pub met: usize,
    /// Influence of all who are present.
    pub all: usize,
    /// How many people were met in the window.
    pub people_met: usize,
    /// How many people are present.
    pub people: usize,
    /// The window, in days.
    pub window_days: i64,
}

impl Coverage {
    /// Returns it in whole percent; `None` if nobody is known.
    pub fn percent(&self) -> Option<usize> {
        (self.all > 0).then(|| (self.met * 100 + self.all / 2) / self.all)
    }

    fn add(&mut self, covered: &CoveredPerson<'_>) {
        self.all += covered.influence;
        self.people += 1;
        if covered.met.is_some() {
            self.met += covered.influence;
            self.people_met += 1;
        }
    }
}

/// A person as coverage counts them on a day.
#[derive(Clone, Copy, Debug)]
pub struct CoveredPerson<'a> {
    /// The person.
    pub contact: &'a Contact,
    /// From 1 to 4.
    pub influence: usize,
    /// The last meeting in the window.
    pub met: Option<Ground<'a>>,
}

/// The history of whom we met in an account, from which coverage on any day is computed.
#[derive(Clone, Debug, Default)]
pub struct Reach<'a> {
    people: Vec<PersonHistory<'a>>,
    window_days: i64,
}

/// What coverage needs to know about a person.
#[derive(Clone, Debug)]
struct PersonHistory<'a> {
    contact: &'a Contact,
    /// The observed influence, oldest first.
    observed: Vec<(Date, Influence)>,
    /// The meetings, oldest first.
    meetings: Vec<(Date, &'a Item)>,
}

impl<'a> Reach<'a> {
    /// Collects the history; `standings` are in the order of the account's contacts.
    pub fn of(
        account: &'a Account,
        standings: &[Standing<'a>],
        meetings: &[Meeting<'a>],
        settings: &Settings,
    ) -> Reach<'a> {
        let person = |(contact, standing): (&'a Contact, &Standing<'a>)| {
            let observed = standing.observations.iter().filter_map(|observation| {
                Some((observation.date.day, observation.entry.influence()?))
            });
            let with = meetings.iter().filter(|meeting| meeting.includes(contact));
            PersonHistory {
                contact,
                observed: observed.collect(),
                meetings: with
                    .map(|meeting| (meeting.date.day, meeting.item))
                    .collect(),
            }
        };
        Reach {
            people: account.contacts.iter().zip(standings).map(person).collect(),
            window_days: settings.threshold("coverage_days", WINDOW_DAYS),
        }
    }

    /// Returns the people who are present on a day, in the account's order.
    pub fn on(&self, day: Date) -> impl Iterator<Item = CoveredPerson<'a>> {
        let window_days = self.window_days;
        self.people
            .iter()
            .filter(move |person| person.contact.is_present(day))
            .map(move |person| person.covered(day, window_days))
    }

    /// Returns the coverage of the account on a day.
    pub fn coverage(&self, day: Date) -> Coverage {
        let mut coverage = self.none();
        self.on(day).for_each(|covered| coverage.add(&covered));
        coverage
    }

    /// Returns the coverage of each department on a day, in the order of their first people; people without a
    /// department form one group.
    pub fn by_department(&self, day: Date) -> Vec<DepartmentCoverage<'a>> {
        let mut departments: Vec<DepartmentCoverage<'a>> = Vec::new();
        for covered in self.on(day) {
            let department = covered.contact.department_value();
            let position = departments
                .iter()
                .position(|known| is_same(known.department, department));
            let position = position.unwrap_or_else(|| {
                departments.push(DepartmentCoverage {
                    department,
                    coverage: self.none(),
                    people: Vec::new(),
                });
                departments.len() - 1
            });
            if let Some(known) = departments.get_mut(position) {
                known.coverage.add(&covered);
                known.people.push(covered);
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
    /// The department; `None` for people without one.
    pub department: Option<&'a Value>,
    /// Its coverage.
    pub coverage: Coverage,
    /// Its people.
    pub people: Vec<CoveredPerson<'a>>,
}

impl<'a> PersonHistory<'a> {
    fn covered(&self, day: Date, window_days: i64) -> CoveredPerson<'a> {
        let observed = self
            .observed
            .iter()
            .rev()
            .find(|(covered, _)| *covered <= day);
        let influence = observed.map(|(_, influence)| *influence);
        let influence = influence.or(self.contact.own_influence());
        let in_window = |(met, _): &&(Date, &Item)| {
            *met <= day && i64::from(days_between(*met, day)) <= window_days
        };
        let met = self.meetings.iter().rev().find(in_window);
        CoveredPerson {
            contact: self.contact,
            influence: Influence::weight(influence),
            met: met.map(|(_, item)| Ground::field(item, Visit::PEOPLE)),
        }
    }
}

/// Whether two departments are the same: the same choice, or the same text.
fn is_same(one: Option<&Value>, other: Option<&Value>) -> bool {
    match (one, other) {
        (None, None) => true,
        (Some(one), Some(other)) => one.is_same_choice(other),
        _ => false,
    }
}
