//! The input of all rules: the facts of one account, derived once.

use super::person::{Person, rank};
use super::project::OpenProject;
use super::rule::Threshold;
use crate::domain::{Account, Settings};
use crate::forms::Reference;
use crate::insight::{
    Appointment, ChangeDay, Ground, InformationClass, Meeting, Promise, Standing, change_days,
    days_between, progress, scorecard, stage_spans,
};
use jiff::civil::Date;

/// The rank of `decision_maker` in the list of influence.
const DECIDES: usize = 3;

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
    pub projects: Vec<OpenProject<'a>>,
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
        let projects = open_projects(&facts);
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

    /// Whether we pursue this account: it is neither lost nor dormant.
    pub fn is_pursued(&self) -> bool {
        let status = self.account.item.record.choice("status");
        !matches!(status, Some("dormant" | "lost"))
    }

    /// `vip`, `important` or `general`, the default.
    pub fn tier(&self) -> &'static str {
        self.account.item.record.choice("tier").unwrap_or("general")
    }

    /// Cites a field of the account's own note, or the whole note if it is empty.
    pub fn own(&self, key: &str) -> Ground<'a> {
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

fn open_projects<'a>(facts: &RuleFacts<'_, 'a>) -> Vec<OpenProject<'a>> {
    let is_open = |project: &&crate::domain::Project| {
        let stage = project.item.record.choice("stage");
        !matches!(stage, Some("closed_lost" | "on_hold"))
    };
    let projects = facts.account.projects.iter().filter(is_open);
    let open = projects.map(|project| OpenProject {
        project,
        progress: progress(facts.account, project, facts.meetings),
        card: scorecard(project),
        spans: stage_spans(project, facts.as_of),
    });
    open.collect()
}

/// Returns the people who are present on the day.
fn people<'c, 'a>(facts: &RuleFacts<'c, 'a>, projects: &[OpenProject<'a>]) -> Vec<Person<'c, 'a>> {
    let named = facts.account.item.record.references("decision_maker");
    let committees = projects
        .iter()
        .flat_map(|project| project.item().record.records("committee"));
    let bosses = committees
        .filter(|member| member.choice("role") == Some("boss"))
        .filter_map(|member| member.reference("contact"));
    let deciders: Vec<u32> = named
        .iter()
        .chain(bosses)
        .filter_map(|one| one.target)
        .collect();
    let present = facts.account.contacts.iter().zip(facts.standings);
    let present = present.filter(|(contact, _)| {
        let record = &contact.item.record;
        let is_upcoming = |date: crate::forms::Moment| date.is_after(facts.as_of);
        record.moment("left_on").is_none_or(is_upcoming)
            && !record.moment("joined_on").is_some_and(is_upcoming)
    });
    let person = |(contact, standing): (&'a crate::domain::Contact, &'c Standing<'a>)| {
        let id = contact.item.id;
        let mut latest = facts.meetings.iter().rev();
        Person {
            contact,
            standing,
            last_met: latest.find(|meeting| meeting.people.contains(&id)),
            decides: rank(standing.influence) == Some(DECIDES) || deciders.contains(&id),
        }
    };
    present.map(person).collect()
}
