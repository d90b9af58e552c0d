//! Differences: what changed in an account between two days.
//!
//! Both days are views of the same notes, made by the cut. Events with a date of their own (a meeting, a score, a
//! stage, joining and leaving, a promise) count if the date is after the first day and not after the second. Computed
//! figures (lead, coverage, evidenced stage, questions answered) are compared between the days, and dated by the
//! second.

mod events;
mod figures;
mod people;
mod scores;

use super::ground::Ground;
use super::information::information;
use super::meeting::{Meeting, meetings};
use super::promise::Promise;
use super::standing::{Standing, standing};
use super::{Coverage, InformationClass, Reach};
use crate::domain::{Account, Audience, Contact, Item, Project, Settings};
use crate::forms::{Moment, Reference, Value};
use jiff::civil::Date;

/// What differs, in the order in which it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// Evidenced stage of the leading project.
    EvidencedStage,
    /// Weighted lead in the leading project.
    Lead,
    /// Coverage in percent.
    Coverage,
    /// Questions answered.
    Answered,
    /// Someone joined.
    Joined,
    /// Someone left.
    Left,
    /// Someone was met for the first time.
    Met,
    /// A person's attitude changed.
    Attitude,
    /// A person's influence changed.
    Influence,
    /// The relation to a person changed.
    Relation,
    /// The rapport with a person changed.
    Rapport,
    /// A project began.
    Project,
    /// A project entered a stage.
    Stage,
    /// A score of form 4.
    Score,
    /// A score of the key-account criteria.
    KeyAccount,
    /// A visit took place.
    Visit,
    /// A technical exchange took place.
    Exchange,
    /// A promise or an action was agreed.
    Made,
    /// It was done.
    Kept,
    /// Its day passed.
    Overdue,
}

/// What it is about.
#[derive(Clone, Copy, Debug)]
pub enum Subject<'a> {
    /// The account as a whole.
    Account,
    /// A person.
    Person(&'a Contact),
    /// A project.
    Project(&'a Project),
    /// A score on form 4: the project, the criterion, and the rival; `None` for our own score.
    Score(&'a Project, &'a str, Option<&'a Reference>),
    /// One of the key-account criteria.
    Criterion(&'a Value),
    /// A promise or an action.
    Promise(Promise<'a>),
    /// A meeting, by its note.
    Meeting(&'a Item),
}

/// A state before or after.
#[derive(Clone, Copy, Debug)]
pub enum State<'a> {
    /// Nothing was there or known.
    Nothing,
    /// A choice of a list.
    Value(&'a Value),
    /// Points, from 1 to 5.
    Points(u8),
    /// A stage, by its key.
    Stage(&'static str),
    /// A weighted lead.
    Lead(f64),
    /// Percent.
    Percent(usize),
    /// A number out of a total.
    Fraction(usize, usize),
    /// Open, and overdue by days.
    OverdueDays(i32),
    /// Done, and late by days.
    LateDays(i32),
}

/// A difference.
#[derive(Clone, Copy, Debug)]
pub struct Difference<'a> {
    /// What differs.
    pub topic: Topic,
    /// What it is about.
    pub subject: Subject<'a>,
    /// The state before.
    pub from: State<'a>,
    /// The state after.
    pub to: State<'a>,
    /// When, after the first day and not after the second.
    pub date: Date,
    /// The place in the notes that shows it.
    pub ground: Ground<'a>,
}

/// The time between the two days: after the first, up to and including the second.
#[derive(Clone, Copy, Debug)]
struct Window {
    since: Date,
    as_of: Date,
}

impl Window {
    fn contains(self, day: Date) -> bool {
        self.since < day && day <= self.as_of
    }

    /// Returns the day of a moment within the window.
    fn day(self, moment: Option<Moment>) -> Option<Date> {
        let moment = moment.filter(|moment| moment.is_after(self.since));
        moment
            .map(|moment| moment.day)
            .filter(|day| self.contains(*day))
    }
}

/// An account as it was known on a day, with the facts derived from that.
#[derive(Clone, Debug)]
pub struct DayView<'a> {
    account: &'a Account,
    as_of: Date,
    meetings: Vec<Meeting<'a>>,
    standings: Vec<Standing<'a>>,
    coverage: Coverage,
    information: Vec<InformationClass<'a>>,
}

impl<'a> DayView<'a> {
    /// Derives the view of an account that was cut to a day.
    pub fn of(
        account: &'a Account,
        as_of: Date,
        settings: &Settings,
        audience: &Audience,
    ) -> DayView<'a> {
        let meetings = meetings(account, as_of);
        let contacts = account.contacts.iter();
        let standings: Vec<Standing<'a>> =
            contacts.map(|contact| standing(account, contact)).collect();
        let reach = Reach::of(account, &standings, &meetings, settings);
        DayView {
            account,
            as_of,
            coverage: reach.coverage(as_of),
            information: information(account, &standings, audience),
            meetings,
            standings,
        }
    }
}

/// Returns what changed, by topic, then by day. An account that was not known on the first day had nothing.
pub fn differences<'a>(
    before: Option<&DayView<'a>>,
    after: &DayView<'a>,
    since: Date,
) -> Vec<Difference<'a>> {
    let window = Window {
        since,
        as_of: after.as_of,
    };
    let mut all = Vec::new();
    if since < after.as_of {
        figures::differences(before, after, &mut all);
        people::differences(after, window, &mut all);
        scores::differences(after, window, &mut all);
        events::differences(after, window, &mut all);
    }
    all.sort_by_key(|one| (one.topic, one.date));
    all
}
