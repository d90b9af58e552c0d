//! The input of all rules: the facts of one account, derived once.

use super::person::Person;
use super::project::ActiveProject;
use super::rule::Threshold;
use crate::domain::{Account, Contact, FieldKey, Project, Settings};
use crate::forms::Reference;
use crate::insight::{
    Appointment, ChangeDay, Deciders, Ground, InformationClass, Meeting, Promise, Standing,
    change_days, days_between, progress, scorecard, stage_spans,
};
use jiff::civil::Date;

/// Facts of an account that were derived elsewhere.
#[derive(Clone, Copy, Debug)]
pub struct RuleFacts<'c, 'a> {
    /// The account.
    pub account: &'a Account,
    /// The day.
    pub as_of: Date,
    /// Thresholds and our people.
    pub settings: &'c Settings,
    /// Meetings, oldest first.
    pub meetings: &'c [Meeting<'a>],
    /// Agreed visits and planned exchanges.
    pub appointments: &'c [Appointment<'a>],
    /// Promises of both sides and actions.
    pub promises: &'c [Promise<'a>],
    /// What is known about the people, in the account's order.
    pub standings: &'c [Standing<'a>],
    /// The questions of the five classes.
    pub information: &'c [InformationClass<'a>],
}

/// The input of the rules for one account. Derefs to the facts derived elsewhere.
#[derive(Clone, Debug)]
pub struct RuleContext<'c, 'a> {
    facts: RuleFacts<'c, 'a>,
    /// The people who are present, including placeholders.
    pub people: Vec<Person<'c, 'a>>,
    /// Projects that are neither lost nor on hold.
    pub projects: Vec<ActiveProject<'a>>,
    /// The days on which something became known about the people, oldest first.
    pub change_days: Vec<ChangeDay<'a>>,
}

impl<'c, 'a> std::ops::Deref for RuleContext<'c, 'a> {
    type Target = RuleFacts<'c, 'a>;

    fn deref(&self) -> &RuleFacts<'c, 'a> {
        &self.facts
    }
}

impl<'c, 'a> RuleContext<'c, 'a> {
    /// Derives the input for an account.
    pub fn of(facts: RuleFacts<'c, 'a>) -> RuleContext<'c, 'a> {
        let projects = active_projects(&facts);
        RuleContext {
            people: people(&facts, &projects),
            change_days: change_days(facts.account, facts.standings, facts.meetings),
            projects,
            facts,
        }
    }

    /// Returns the value of a threshold.
    pub fn threshold(&self, threshold: &Threshold) -> i64 {
        threshold.value_in(self.settings)
    }

    /// Returns the days from a day to the as-of day.
    pub fn days_since(&self, day: Date) -> i64 {
        days_between(day, self.as_of).into()
    }

    /// Cites a field of the account's own note, or the whole note if it is empty.
    pub fn own(&self, key: FieldKey) -> Ground<'a> {
        Ground::field(&self.account.item, key)
    }

    /// Returns a person who is present.
    pub fn person(&self, id: u32) -> Option<&Person<'c, 'a>> {
        self.people.iter().find(|one| one.contact.item.id == id)
    }

    /// The name of a person at the customer, as in their own note; `None` if the reader may not know of them.
    pub fn name_of(&self, reference: &'a Reference) -> Option<&'a str> {
        match reference.target {
            Some(id) => Some(&self.account.contact(Some(id))?.name),
            None => Some(&reference.text),
        }
    }

    /// Returns the meetings of the last `days` days.
    pub fn meetings_within(&self, days: i64) -> impl DoubleEndedIterator<Item = &'c Meeting<'a>> {
        let as_of = self.as_of;
        let recent =
            move |meeting: &&Meeting<'a>| i64::from(days_between(meeting.date.day, as_of)) <= days;
        self.facts.meetings.iter().filter(recent)
    }
}

fn active_projects<'a>(facts: &RuleFacts<'_, 'a>) -> Vec<ActiveProject<'a>> {
    let projects = facts.account.projects.iter().filter(|one| one.is_active());
    let active = projects.map(|project: &'a Project| ActiveProject {
        project,
        progress: progress(facts.account, project, facts.meetings, facts.standings),
        card: scorecard(project),
        spans: stage_spans(project, facts.as_of),
    });
    active.collect()
}

/// Returns the people who are present on the day.
fn people<'c, 'a>(
    facts: &RuleFacts<'c, 'a>,
    projects: &[ActiveProject<'a>],
) -> Vec<Person<'c, 'a>> {
    let projects = projects.iter().map(|active| active.project);
    let deciders = Deciders::of(facts.account, facts.standings, projects);
    let people = facts.account.contacts.iter().zip(facts.standings);
    let present = people.filter(|(contact, _)| contact.is_present(facts.as_of));
    let person = |(contact, standing): (&'a Contact, &'c Standing<'a>)| {
        let mut latest = facts.meetings.iter().rev();
        Person {
            contact,
            standing,
            last_met: latest.find(|meeting| meeting.includes(contact)),
            decides: deciders.contains(contact),
        }
    };
    present.map(person).collect()
}
