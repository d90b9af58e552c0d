//! What the site-wide pages know of an account: words and routes, and no more, so that the
//! notes themselves can go before the site-wide pages are written.

use crate::figure::timeline::MarkKind;
use jiff::civil::Date;
use std::hash::{Hash, Hasher};

/// An account in the words of the site-wide pages.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// Its row among the accounts.
    pub(crate) row: AccountRow,
    /// Its people.
    pub(crate) people: Vec<PersonRow>,
    /// Its projects.
    pub(crate) projects: Vec<ProjectRow>,
    /// Its visits and exchanges, oldest first.
    pub(crate) events: Vec<EventRow>,
    /// Promises and actions of both sides.
    pub(crate) promises: Vec<PromiseRow>,
    /// What its notes say that nobody wrote, in the order of severity.
    pub(crate) alerts: Vec<AlertRow>,
    /// Agreed visits and planned exchanges that were not fulfilled.
    pub(crate) appointments: Vec<AppointmentRow>,
    /// Rivals it met.
    pub(crate) rivals: Vec<RivalRow>,
    /// Pages beside the accounts that its notes refer to: the page referred to, the page that does, and its name.
    pub(crate) mentions: Vec<Mention>,
    /// Its paper forms; nothing for readers outside the house.
    pub(crate) forms: Option<FormsRow>,
    /// Its lane on the timeline.
    pub(crate) lane: LaneRow,
    /// What is known of it, by the classes of questions.
    pub(crate) known: Vec<KnownRow>,
    /// The tags of its notes.
    pub(crate) tags: Vec<TagRow>,
    /// Everyone of ours whom its notes name, by the names that count.
    pub(crate) ours: Vec<String>,
    /// What the search finds of it.
    pub(crate) search: super::search::Section,
}

/// A note that bears a tag.
#[derive(Clone, Debug, PartialEq, Hash)]
pub(crate) struct TagRow {
    /// The tag, and its page.
    pub tag: Named,
    /// What the note is.
    pub kind: crate::forms::Kind,
    /// The note.
    pub note: Named,
    /// Its account; nothing for a note beside the accounts.
    pub account: Named,
}

/// Words with the page they lead to.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Named {
    /// The words.
    pub name: String,
    /// The page; empty for none.
    pub route: String,
}

/// An account.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct AccountRow {
    /// The account.
    pub account: Named,
    /// `vip`, `important`, `general` or nothing.
    pub tier: &'static str,
    /// The label of the tier.
    pub tier_label: String,
    /// Where it came from; empty where that is not told.
    pub source: String,
    /// How the lead was found; empty where that is not told.
    pub tactic: String,
    /// The key of what it is to us today; empty where that is not told.
    pub status: &'static str,
    /// Its industry.
    pub industry: String,
    /// Our person in charge.
    pub manager: String,
    /// The number of the evidenced stage, 1 to 8; 0 without an open project.
    pub evidenced: usize,
    /// The number of the claimed stage; 0 for none.
    pub claimed: usize,
    /// The label of the evidenced stage.
    pub stage: String,
    /// The weighted lead; nothing without a form 4.
    pub lead: Option<f64>,
    /// The weighted totals: ours, and that of the rival we lead least.
    pub totals: [Option<f64>; 2],
    /// Coverage in percent; nothing where nobody is known.
    pub coverage: Option<usize>,
    /// Health in percent of what it could be.
    pub health: Option<usize>,
    /// Meetings in each of the last twelve months, the latest last.
    pub meetings: Vec<usize>,
    /// The score of the criterion `potential`, from 1 to 5.
    pub potential: Option<u8>,
    /// What we sold to it in the last whole year that is told of, and which.
    pub sales: Option<(i64, crate::forms::Money)>,
    /// The day of the last meeting.
    pub last_visit: String,
    /// The next appointment.
    pub next_visit: String,
    /// Our open promises.
    pub our_open: usize,
    /// Of them overdue.
    pub our_overdue: usize,
    /// The customer's open promises.
    pub their_open: usize,
    /// Of them overdue.
    pub their_overdue: usize,
}

/// A person.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub(crate) struct PersonRow {
    /// The person.
    pub person: Named,
    /// Post.
    pub title: String,
    /// Department.
    pub department: String,
    /// Influence.
    pub influence: String,
    /// Attitude.
    pub attitude: String,
    /// The key of the attitude, for its mark.
    pub attitude_key: &'static str,
    /// Relation.
    pub relation: String,
    /// Who on our side has met the person: name and how often.
    pub known_by: Vec<KnownBy>,
    /// The last meeting.
    pub last_met: String,
    /// Whether the person has left.
    pub left: bool,
    /// Whether the holder of the post is not known yet.
    pub placeholder: bool,
    /// Who of ours keeps the relation.
    pub owner: String,
    /// The birthday; told to the owner of the notes only.
    pub birthday: Option<crate::forms::Moment>,
}

/// One of ours who knows a person.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub(crate) struct KnownBy {
    /// The name.
    pub name: String,
    /// How many meetings.
    pub meetings: usize,
}

/// A project.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub(crate) struct ProjectRow {
    /// The project.
    pub project: Named,
    /// The account.
    pub account: Named,
    /// The key of the claimed stage; empty for none.
    pub stage: &'static str,
    /// The number of the evidenced stage.
    pub evidenced: usize,
    /// The number of the claimed stage.
    pub claimed: usize,
    /// The amount.
    pub amount: String,
    /// Currency and hundredths, for sums.
    pub money: Option<crate::forms::Money>,
    /// Days in the stage.
    pub days: Option<i32>,
    /// The expected purchase.
    pub expected: String,
    /// The weighted lead.
    pub lead: String,
    /// Our person in charge of the account.
    pub manager: String,
}

/// A visit or an exchange.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub(crate) struct EventRow {
    /// The date.
    pub date: String,
    /// The note.
    pub event: Named,
    /// The account.
    pub account: Named,
    /// How: visit, call, exchange.
    pub mode: String,
    /// With whom.
    pub people: String,
    /// Who of ours.
    pub ours: Vec<String>,
    /// What came of it.
    pub outcome: String,
    /// The key of what came of it, for its mark.
    pub outcome_key: &'static str,
    /// What it was for.
    pub aim: String,
}

/// A promise or action.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub(crate) struct PromiseRow {
    /// `ours`, `theirs` or `action`.
    pub side: &'static str,
    /// What.
    pub task: String,
    /// Our person it is on.
    pub owner: String,
    /// The customer's person.
    pub contact: Named,
    /// The account.
    pub account: Named,
    /// The note it was made in.
    pub from: Named,
    /// Until when.
    pub due: String,
    /// Until when, as a date.
    pub due_on: Option<crate::forms::Moment>,
    /// Days overdue, above zero, or to go, below or at zero; nothing where it is done or undated.
    pub overdue_days: Option<i32>,
    /// Whether it is done.
    pub done: bool,
    /// When it was done, and how late.
    pub state: String,
}

/// An alert in words.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub(crate) struct AlertRow {
    /// The rule that raised it.
    pub rule: &'static str,
    /// Its severity: `red`, `amber` or `info`.
    pub severity: &'static str,
    /// What was found.
    pub finding: String,
    /// The figures behind it.
    pub sentence: String,
    /// The account.
    pub account: Named,
    /// The tier of the account: `vip`, `important`, `general` or nothing.
    pub tier: &'static str,
    /// Our person it is on.
    pub owner: String,
    /// The first notes it rests on, each with a line.
    pub grounds: Vec<(Named, usize)>,
    /// How many places more.
    pub more_grounds: usize,
    /// Why it is muted, and until when; empty where it is not.
    pub muted: String,
}

/// An appointment.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub(crate) struct AppointmentRow {
    /// When.
    pub date: String,
    /// When, as a date.
    pub at: Option<crate::forms::Moment>,
    /// The account.
    pub account: Named,
    /// The note that agreed it.
    pub from: Named,
    /// What for.
    pub purpose: String,
    /// Where.
    pub place: String,
    /// Who of ours.
    pub owner: String,
    /// Whether it passed without a meeting.
    pub lapsed: bool,
    /// Days from the day looked at.
    pub in_days: i32,
}

/// A rival in a project.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct RivalRow {
    /// The rival: the words, and its page where it has one.
    pub rival: Named,
    /// The account.
    pub account: Named,
    /// The project.
    pub project: Named,
    /// Our lead over it, with its sign; empty where either has no total.
    pub lead: String,
    /// The lead as a number.
    pub lead_number: Option<f64>,
    /// By criterion, ours less its score.
    pub gaps: Vec<(String, i32)>,
    /// What it offers: product and price.
    pub offer: String,
    /// What the customer likes.
    pub satisfied: String,
    /// What the customer dislikes.
    pub dissatisfied: String,
}

// These hold fractions, which have no fingerprint; what they are told as has, and leaves no field out.

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
    pub account: Named,
    /// How many fields of its own form are filled.
    pub filled: usize,
    /// Of how many that the reader may see.
    pub of: usize,
    /// Of each form in order, how many sheets there are, and the first of them; empty for none.
    pub sheets: Vec<(usize, String)>,
}

/// A note that refers to a page beside the accounts.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Mention {
    /// The page referred to.
    pub to: String,
    /// The note that refers to it.
    pub from: Named,
    /// Its account.
    pub account: String,
}

/// A class of questions, and what is answered of it.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub(crate) struct KnownRow {
    /// The class.
    pub class: String,
    /// Of each department in the order of [`KnownRow`]s' columns what it is asked; the last of those it takes no
    /// department to ask.
    pub cells: Vec<KnownCell>,
}

/// What a department is asked of a class.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub(crate) struct KnownCell {
    /// How many questions are answered.
    pub answered: usize,
    /// The questions that are not.
    pub open: Vec<String>,
    /// Who could answer them: people, else the department.
    pub whom: Vec<Named>,
}

/// An account's lane on the timeline of all accounts.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub(crate) struct LaneRow {
    /// What happened and what is agreed, in the order of the days.
    pub marks: Vec<LaneMark>,
    /// What is promised and open.
    pub bars: Vec<LaneBar>,
    /// The stages of its leading project: from, to, words, and whether it is claimed only.
    pub stages: Vec<(Date, Date, String, bool)>,
}

/// A mark in it.
#[derive(Clone, Debug, PartialEq, Hash)]
pub(crate) struct LaneMark {
    /// Its day.
    pub day: Date,
    /// What it says.
    pub kind: MarkKind,
    /// Its words.
    pub title: String,
    /// Where it leads, from the top of the site.
    pub href: String,
}

/// A promise in it.
#[derive(Clone, Debug, PartialEq, Hash)]
pub(crate) struct LaneBar {
    /// When it was made.
    pub from: Date,
    /// Until when.
    pub due: Option<Date>,
    /// Its words.
    pub title: String,
    /// Where it leads, from the top of the site.
    pub href: String,
}
