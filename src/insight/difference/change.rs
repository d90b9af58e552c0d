//! A difference: what differs, what it is about, and the states before and after.

use crate::domain::{Contact, Item, Project, Stage};
use crate::forms::{Reference, Value};
use crate::insight::ground::Ground;
use crate::insight::promise::Promise;
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
    /// A stage.
    Stage(Stage),
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
