//! The summary of an account: the text and routes that the site-wide pages need, so that the notes themselves can be
//! dropped before these pages are rendered.

use super::event_mark::EventMark;
use crate::domain::{Attitude, Stage, Status, Tier};
use crate::figure::timeline::MarkKind;
use crate::insight::{AlertSeverity, Side};
use jiff::civil::Date;
use std::hash::{Hash, Hasher};

/// What the site-wide pages show of an account.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// Its row in the list of accounts.
    pub(crate) row: AccountRow,
    /// Its people.
    pub(crate) people: Vec<PersonRow>,
    /// Its projects.
    pub(crate) projects: Vec<ProjectRow>,
    /// Its visits and exchanges, oldest first.
    pub(crate) events: Vec<EventRow>,
    /// Promises and actions of both sides.
    pub(crate) promises: Vec<PromiseRow>,
    /// Its alerts, by severity.
    pub(crate) alerts: Vec<AlertRow>,
    /// Agreed visits and planned exchanges that have not taken place.
    pub(crate) appointments: Vec<AppointmentRow>,
    /// Its recent changes, the latest first.
    pub(crate) changes: Vec<ChangeRow>,
    /// The rivals in its projects.
    pub(crate) rivals: Vec<RivalRow>,
    /// The links from its notes to pages outside the accounts.
    pub(crate) mentions: Vec<Mention>,
    /// Its paper forms; `None` for readers outside the company.
    pub(crate) forms: Option<FormsRow>,
    /// Its lane on the timeline.
    pub(crate) lane: LaneRow,
    /// Which questions about it are answered, by information class.
    pub(crate) information: Vec<InformationRow>,
    /// The tags of its notes.
    pub(crate) tags: Vec<TagRow>,
    /// All of our people whom its notes name, by their canonical names.
    pub(crate) our_people: Vec<String>,
    /// Its section of the search index.
    pub(crate) search: super::search::Section,
}

/// A note that bears a tag.
#[derive(Clone, Debug, PartialEq, Hash)]
pub(crate) struct TagRow {
    /// The tag, and its page.
    pub tag: PageLink,
    /// What the note is.
    pub kind: crate::forms::Kind,
    /// The note.
    pub note: PageLink,
    /// Its account; empty for a note outside the accounts.
    pub account: PageLink,
}

/// A name with the page it links to.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct PageLink {
    /// The name.
    pub name: String,
    /// The page; empty for none.
    pub route: String,
}

/// An account.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct AccountRow {
    /// The account.
    pub account: PageLink,
    /// The tier, if its note says it.
    pub tier: Option<Tier>,
    /// The label of the tier.
    pub tier_label: String,
    /// Where the lead came from; empty if unknown.
    pub source: String,
    /// How the lead was found; empty if unknown.
    pub tactic: String,
    /// The state of the cooperation, if known.
    pub status: Option<Status>,
    /// Its industry.
    pub industry: String,
    /// Our account manager.
    pub manager: String,
    /// The number of the evidenced stage, 1 to 8; 0 without an open project.
    pub evidenced: usize,
    /// The number of the claimed stage; 0 for none.
    pub claimed: usize,
    /// The label of the evidenced stage.
    pub stage: String,
    /// The weighted lead; `None` without a scorecard (form 4).
    pub lead: Option<f64>,
    /// Our weighted total, and that of the strongest rival.
    pub totals: [Option<f64>; 2],
    /// Coverage in percent; `None` if no contact is known.
    pub coverage: Option<usize>,
    /// Health in percent of the points that could be reached.
    pub health: Option<usize>,
    /// The number of meetings in each of the last twelve months, latest last.
    pub meetings: Vec<usize>,
    /// The score of the criterion `potential`, from 1 to 5.
    pub potential: Option<u8>,
    /// Our sales to it in the last full year with a known figure, and the year.
    pub sales: Option<(i64, crate::forms::Money)>,
    /// The day of the last meeting.
    pub last_visit: String,
    /// The next appointment.
    pub next_visit: String,
    /// Our open promises.
    pub our_open: usize,
    /// How many of them are overdue.
    pub our_overdue: usize,
    /// The customer's open promises.
    pub their_open: usize,
    /// How many of them are overdue.
    pub their_overdue: usize,
}

/// A person.
#[derive(Clone, Debug, PartialEq, Hash)]
pub(crate) struct PersonRow {
    /// The person.
    pub person: PageLink,
    /// Post.
    pub title: String,
    /// Department.
    pub department: String,
    /// Influence.
    pub influence: String,
    /// Attitude, which selects the mark.
    pub attitude: Attitude,
    /// The label of the attitude; empty if nothing is known of it.
    pub attitude_label: String,
    /// Relation.
    pub relation: String,
    /// Our people who have met the contact, and how often.
    pub known_by: Vec<KnownBy>,
    /// The last meeting.
    pub last_met: String,
    /// Whether the person has left.
    pub left: bool,
    /// Whether the holder of the post is still unknown.
    pub placeholder: bool,
    /// Our person responsible for the relationship.
    pub owner: String,
    /// The birthday; only for the owner of the notes.
    pub birthday: Option<crate::forms::Moment>,
}

/// One of our people who knows a contact.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub(crate) struct KnownBy {
    /// The name.
    pub name: String,
    /// The number of meetings.
    pub meetings: usize,
}

/// A project.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub(crate) struct ProjectRow {
    /// The project.
    pub project: PageLink,
    /// The account.
    pub account: PageLink,
    /// The claimed stage.
    pub stage: Option<Stage>,
    /// The number of the evidenced stage.
    pub evidenced: usize,
    /// The number of the claimed stage.
    pub claimed: usize,
    /// The amount.
    pub amount: String,
    /// The amount with its currency, for totals.
    pub money: Option<crate::forms::Money>,
    /// Days in the stage.
    pub days: Option<i32>,
    /// The expected purchase.
    pub expected: String,
    /// The weighted lead.
    pub lead: String,
    /// Our manager of the account.
    pub manager: String,
}

impl ProjectRow {
    /// Whether the purchase is still to be decided, as [`crate::domain::Project::is_open`] says.
    pub fn is_open(&self) -> bool {
        self.stage.is_none_or(Stage::is_open)
    }
}

/// A visit or an exchange.
#[derive(Clone, Debug, PartialEq, Hash)]
pub(crate) struct EventRow {
    /// The date.
    pub date: String,
    /// The note.
    pub event: PageLink,
    /// The account.
    pub account: PageLink,
    /// The mode: visit, call, exchange.
    pub mode: String,
    /// The customer's people.
    pub people: String,
    /// Our people.
    pub our_people: Vec<String>,
    /// The outcome.
    pub outcome: String,
    /// Its mark.
    pub mark: EventMark,
    /// The aim.
    pub aim: String,
}

/// A promise or action.
#[derive(Clone, Debug, PartialEq, Hash)]
pub(crate) struct PromiseRow {
    /// Who promised.
    pub side: Side,
    /// The task.
    pub task: String,
    /// Our person responsible.
    pub owner: String,
    /// The customer's person.
    pub contact: PageLink,
    /// The account.
    pub account: PageLink,
    /// The note it was made in.
    pub from: PageLink,
    /// The due date.
    pub due: String,
    /// The due date as a value.
    pub due_on: Option<crate::forms::Moment>,
    /// Days overdue if positive, days left if zero or negative; `None` if done or undated.
    pub overdue_days: Option<i32>,
    /// Whether it is done.
    pub done: bool,
    /// Its state in words: due, overdue, kept, late.
    pub state: String,
}

/// An alert with its text.
#[derive(Clone, Debug, PartialEq, Hash)]
pub(crate) struct AlertRow {
    /// The rule that raised it.
    pub rule: &'static str,
    /// Its severity.
    pub severity: AlertSeverity,
    /// What was found.
    pub finding: String,
    /// The figures behind it, in a sentence.
    pub sentence: String,
    /// The account.
    pub account: PageLink,
    /// The tier of the account, if its note says it.
    pub tier: Option<Tier>,
    /// Our person responsible.
    pub owner: String,
    /// The first notes that support it, each with a line number.
    pub grounds: Vec<(PageLink, usize)>,
    /// How many more places support it.
    pub more_grounds: usize,
    /// Why it is muted and until when; empty if it is not.
    pub muted: String,
}

/// An appointment.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub(crate) struct AppointmentRow {
    /// The date.
    pub date: String,
    /// The date as a value.
    pub at: Option<crate::forms::Moment>,
    /// The account.
    pub account: PageLink,
    /// The note that agreed it.
    pub from: PageLink,
    /// Whether it is a technical exchange.
    pub is_exchange: bool,
    /// The purpose.
    pub purpose: String,
    /// The place.
    pub place: String,
    /// Our person responsible.
    pub owner: String,
    /// Whether its date has passed without a meeting.
    pub lapsed: bool,
    /// Days from the as-of day.
    pub in_days: i32,
}

/// A rival in a project.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct RivalRow {
    /// The rival, with its page if it has one.
    pub rival: PageLink,
    /// The account.
    pub account: PageLink,
    /// The project.
    pub project: PageLink,
    /// Our lead over it, with its sign; empty if either side has no total.
    pub lead: String,
    /// The lead as a number.
    pub lead_number: Option<f64>,
    /// Our score minus its score, by criterion.
    pub gaps: Vec<(String, i32)>,
    /// Its offer: product and price.
    pub offer: String,
    /// What the customer likes.
    pub satisfied: String,
    /// What the customer dislikes.
    pub dissatisfied: String,
}

// Floating-point numbers have no `Hash`. Their debug text has, and it covers every field.

impl Hash for AccountRow {
    fn hash<H: Hasher>(&self, state: &mut H) {
        format!("{self:?}").hash(state);
    }
}

impl Hash for RivalRow {
    fn hash<H: Hasher>(&self, state: &mut H) {
        format!("{self:?}").hash(state);
    }
}

/// The paper forms of an account.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub(crate) struct FormsRow {
    /// The account, and the page of its forms.
    pub account: PageLink,
    /// How many fields of its own form are filled.
    pub filled: usize,
    /// The number of fields that the reader may see.
    pub total: usize,
    /// For each form in order, the number of sheets and the route of the first one, empty if there is none.
    pub sheets: Vec<(usize, String)>,
}

/// A note that refers to a page outside the accounts.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Mention {
    /// The page referred to.
    pub to: String,
    /// The note that refers to it.
    pub from: PageLink,
    /// Its account.
    pub account: String,
}

/// An information class, with the questions answered and open.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub(crate) struct InformationRow {
    /// The class.
    pub class: String,
    /// One cell per department, in the order of the columns; the last is for questions that no department can answer.
    pub cells: Vec<InformationCell>,
}

/// The questions of a class that one department can answer.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub(crate) struct InformationCell {
    /// The number of answered questions.
    pub answered: usize,
    /// The open questions.
    pub open: Vec<String>,
    /// Who could answer them: contacts, else the department.
    pub respondents: Vec<PageLink>,
}

/// An account's lane on the timeline of all accounts.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub(crate) struct LaneRow {
    /// Events and appointments, in the order of their days.
    pub marks: Vec<LaneMark>,
    /// The open promises.
    pub bars: Vec<LaneBar>,
    /// The stages of its lead project: from, to, title, and whether the stage is only claimed.
    pub stages: Vec<(Date, Date, String, bool)>,
}

/// An event or appointment in a lane.
#[derive(Clone, Debug, PartialEq, Hash)]
pub(crate) struct LaneMark {
    /// Its day.
    pub day: Date,
    /// What kind of mark it is.
    pub kind: MarkKind,
    /// Its title.
    pub title: String,
    /// Its link, from the top of the site.
    pub href: String,
}

/// An open promise in a lane.
#[derive(Clone, Debug, PartialEq, Hash)]
pub(crate) struct LaneBar {
    /// The day it was made.
    pub from: Date,
    /// The due date.
    pub due: Option<Date>,
    /// Its title.
    pub title: String,
    /// Its link, from the top of the site.
    pub href: String,
}

/// A dated change in an account.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ChangeRow {
    /// The day.
    pub date: String,
    /// What kind of change it is.
    pub kind: String,
    /// What changed, with its page.
    pub subject: PageLink,
    /// How.
    pub detail: String,
}
