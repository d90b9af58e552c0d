//! The facts of one account that rules look at, gathered once.

use super::person::{Person, rank};
use super::project::OpenProject;
use super::rule::Threshold;
use crate::domain::{Account, Settings};
use crate::forms::Reference;
use crate::insight::{
    Appointment, Ground, InformationClass, Meeting, Promise, Standing, Step, days_between,
    progress, scorecard, stage_spans, steps,
};
use jiff::civil::Date;

/// `decision_maker` in the list of influence.
const DECIDES: usize = 3;

/// Facts that were derived of an account already.
#[derive(Clone, Copy, Debug)]
pub struct CaseFacts<'c, 'a> {
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
    /// What is known of the people, in the account's order.
    pub standings: &'c [Standing<'a>],
    /// The questions of the five classes.
    pub information: &'c [InformationClass<'a>],
}

/// The facts of one account. Derefs to what was derived already.
#[derive(Clone, Debug)]
pub struct Case<'c, 'a> {
    facts: CaseFacts<'c, 'a>,
    /// The people who are there, placeholders among them.
    pub people: Vec<Person<'c, 'a>>,
    /// Projects that are neither lost nor on hold.
    pub projects: Vec<OpenProject<'a>>,
    /// What changed in what is known of the people, oldest first.
    pub steps: Vec<Step<'a>>,
}

impl<'c, 'a> std::ops::Deref for Case<'c, 'a> {
    type Target = CaseFacts<'c, 'a>;

    fn deref(&self) -> &CaseFacts<'c, 'a> {
        &self.facts
    }
}

impl<'c, 'a> Case<'c, 'a> {
    /// The case of an account.
    pub fn of(facts: CaseFacts<'c, 'a>) -> Case<'c, 'a> {
        let projects = open_projects(&facts);
        Case {
            people: people(&facts, &projects),
            steps: steps(facts.account, facts.standings, facts.meetings),
            projects,
            facts,
        }
    }

    /// The number of a rule.
    pub fn threshold(&self, threshold: &Threshold) -> i64 {
        threshold.held(self.settings)
    }

    /// Days from a day to the one looked at.
    pub fn days_since(&self, day: Date) -> i64 {
        days_between(day, self.as_of).into()
    }

    /// Whether we are after this account: it is not given up, and not asleep.
    pub fn is_pursued(&self) -> bool {
        let status = self.account.item.record.choice("status");
        !matches!(status, Some("dormant" | "lost"))
    }

    /// `vip`, `important` or `general`, which stands for all others.
    pub fn tier(&self) -> &'static str {
        self.account.item.record.choice("tier").unwrap_or("general")
    }

    /// A place in the account's own note: a field, or the note as a whole.
    pub fn own(&self, key: &str) -> Ground<'a> {
        Ground::field(&self.account.item, key)
    }

    /// A person who is there.
    pub fn person(&self, id: u32) -> Option<&Person<'c, 'a>> {
        self.people.iter().find(|one| one.contact.item.id == id)
    }

    /// The name of a person of the customer's, as their own note says it; nothing where the reader may not know of them.
    pub fn name_of(&self, reference: &'a Reference) -> Option<&'a str> {
        match reference.target {
            Some(id) => Some(&self.account.contact(Some(id))?.name),
            None => Some(&reference.text),
        }
    }

    /// The meetings of the last days.
    pub fn meetings_within(&self, days: i64) -> impl DoubleEndedIterator<Item = &'c Meeting<'a>> {
        let as_of = self.as_of;
        let recent =
            move |meeting: &&Meeting<'a>| i64::from(days_between(meeting.date.day, as_of)) <= days;
        self.facts.meetings.iter().filter(recent)
    }
}

fn open_projects<'a>(facts: &CaseFacts<'_, 'a>) -> Vec<OpenProject<'a>> {
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

/// The people who are there on the day.
fn people<'c, 'a>(facts: &CaseFacts<'c, 'a>, projects: &[OpenProject<'a>]) -> Vec<Person<'c, 'a>> {
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
    let there = facts.account.contacts.iter().zip(facts.standings);
    let there = there.filter(|(contact, _)| {
        let record = &contact.item.record;
        let is_to_come = |date: crate::forms::Moment| date.is_after(facts.as_of);
        record.moment("left_on").is_none_or(is_to_come)
            && !record.moment("joined_on").is_some_and(is_to_come)
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
    there.map(person).collect()
}
