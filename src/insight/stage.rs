//! Stages: the claimed one, the evidenced one, how long each took, and what they make of the account.
//!
//! The evidenced stage is the highest stage for which the evidence of it and of all stages before it is there;
//! planning needs none. What counts as evidence is listed in `evidence_of_stage` of the dictionary.

use super::meeting::{Meeting, days_between};
use super::scorecard::scorecard;
use crate::forms::{Moment, Question, Record, dictionary};
use crate::model::{Account, Exchange, Project, Visit};
use jiff::civil::Date;

/// The eight stages of the form, in order; `closed_lost` and `on_hold` follow them in the dictionary.
const STAGES: [&str; 8] = [
    "planning",
    "visiting",
    "preliminary_proposal",
    "demonstration",
    "solution_definition",
    "evaluation",
    "negotiation",
    "closed_won",
];

/// Where a project stands.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    /// The stage the notes claim, by its key.
    pub claimed: Option<&'static str>,
    /// The number of the highest evidenced stage, from 1.
    pub evidenced: usize,
    /// For each stage, whether its own evidence is there.
    pub evidence: Vec<StageEvidence>,
}

/// Whether a stage is evidenced by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StageEvidence {
    /// The stage, by its key.
    pub stage: &'static str,
    /// Whether its evidence is there.
    pub there: bool,
}

impl Progress {
    /// The number of the claimed stage, from 1; nothing for lost, on hold and unknown.
    pub fn claimed_number(&self) -> Option<usize> {
        let claimed = self.claimed?;
        STAGES
            .iter()
            .position(|stage| *stage == claimed)
            .map(|index| index + 1)
    }

    /// The key of the evidenced stage.
    pub fn evidenced_stage(&self) -> &'static str {
        STAGES
            .get(self.evidenced.saturating_sub(1))
            .copied()
            .unwrap_or(STAGES[0])
    }
}

/// Where a project stands, by what the account's notes show.
pub fn progress(account: &Account, project: &Project, meetings: &[Meeting<'_>]) -> Progress {
    let only_one = account.projects.len() == 1;
    let case = Case {
        account,
        project,
        meetings,
        only_one,
    };
    let evidence: Vec<StageEvidence> = STAGES
        .iter()
        .map(|stage| StageEvidence {
            stage,
            there: case.shows(stage),
        })
        .collect();
    let evidenced = evidence.iter().take_while(|stage| stage.there).count();
    Progress {
        claimed: project.item.record.choice("stage"),
        evidenced,
        evidence,
    }
}

/// What can bear witness for a project. Notes that name no project speak for it where it is the only one.
struct Case<'a> {
    account: &'a Account,
    project: &'a Project,
    meetings: &'a [Meeting<'a>],
    only_one: bool,
}

impl<'a> Case<'a> {
    fn shows(&self, stage: &str) -> bool {
        let project = &self.project.item.record;
        match stage {
            "planning" => true,
            "visiting" => self.visits().any(|visit| !visit.people().is_empty()),
            "preliminary_proposal" => self
                .visits()
                .any(|visit| aimed_at(visit, "proposal", &["commitment", "advance"])),
            "demonstration" => self
                .exchanges()
                .any(|exchange| exchange.summary().is_some()),
            "solution_definition" => weights_are_whole(project) && self.answers("product_needs"),
            "evaluation" => scorecard(self.project).is_some() && self.decision_maker_met(),
            "negotiation" => {
                self.has_purchaser()
                    && dictionary()
                        .question("payment")
                        .is_some_and(|question| self.answer(question))
            }
            "closed_won" => self
                .visits()
                .any(|visit| aimed_at(visit, "contract", &["commitment"])),
            _ => false,
        }
    }

    fn is_of_project(&self, record: &Record) -> bool {
        match record.reference("project") {
            Some(project) => project.target == Some(self.project.item.id),
            None => self.only_one,
        }
    }

    fn visits(&self) -> impl Iterator<Item = &'a Visit> {
        self.account
            .visits
            .iter()
            .filter(|visit| self.is_of_project(&visit.item.record))
    }

    fn exchanges(&self) -> impl Iterator<Item = &'a Exchange> {
        self.account
            .exchanges
            .iter()
            .filter(|exchange| self.is_of_project(&exchange.item.record))
    }

    /// Whether all questions of a class are answered.
    fn answers(&self, class: &str) -> bool {
        dictionary()
            .questions
            .iter()
            .filter(|question| question.class == class)
            .all(|question| self.answer(question))
    }

    /// Whether a question is answered by a field of this project or of the account, or among the account's answers.
    fn answer(&self, question: &Question) -> bool {
        let told = self
            .account
            .item
            .record
            .map("information")
            .iter()
            .any(|answer| answer.key == Some(&question.key));
        told || question.by.iter().any(|path| match path.split_once('.') {
            Some(("project", field)) => holds(&self.project.item.record, field),
            Some(("account", field)) => holds(&self.account.item.record, field),
            _ => false,
        })
    }

    fn has_purchaser(&self) -> bool {
        let committee = self.project.item.record.records("committee").iter();
        let mut purchasers = committee.filter(|member| member.choice("role") == Some("purchaser"));
        purchasers.any(|member| member.has("contact"))
    }

    /// Whether a decision maker was met: by influence, named by the account, or the boss of the committee.
    fn decision_maker_met(&self) -> bool {
        let named = self
            .account
            .item
            .record
            .references("decision_maker")
            .iter()
            .filter_map(|one| one.target);
        let committee = self.project.item.record.records("committee").iter();
        let bosses = committee
            .filter(|member| member.choice("role") == Some("boss"))
            .filter_map(|member| member.reference("contact")?.target);
        let by_influence = self.account.contacts.iter().filter(|contact| {
            let influence = super::standing(self.account, contact).influence;
            influence.and_then(|known| known.key()) == Some("decision_maker")
        });
        let deciders: Vec<u32> = named
            .chain(bosses)
            .chain(by_influence.map(|contact| contact.item.id))
            .collect();
        self.meetings.iter().any(|meeting| {
            meeting
                .people
                .iter()
                .any(|person| deciders.contains(person))
        })
    }
}

fn aimed_at(visit: &Visit, objective: &str, outcomes: &[&str]) -> bool {
    let record = &visit.item.record;
    record.choices("objectives").contains(&objective)
        && record
            .choice("outcome")
            .is_some_and(|outcome| outcomes.contains(&outcome))
}

fn weights_are_whole(project: &Record) -> bool {
    const WHOLE: i32 = 10_000;
    let weights = project
        .records("criteria")
        .iter()
        .filter_map(|row| row.percent("weight"));
    weights.fold(0_i32, |sum, weight| sum.saturating_add(weight.hundredths)) == WHOLE
}

/// Whether a field, or a field of an item of a list, is filled in.
fn holds(record: &Record, path: &str) -> bool {
    match path.split_once('.') {
        Some((list, field)) => record.records(list).iter().any(|item| item.has(field)),
        None => record.has(path),
    }
}

/// The time a project spent in a stage.
#[derive(Clone, Copy, Debug)]
pub struct StageSpan {
    /// The stage, by its key.
    pub stage: &'static str,
    /// When it was entered.
    pub from: Moment,
    /// Days in it, up to the next stage or to the day looked at.
    pub days: i32,
    /// Whether the project is in it still.
    pub current: bool,
}

/// The stages a project has been in, in order; a stage it went back to stands again.
pub fn stage_spans(project: &Project, as_of: Date) -> Vec<StageSpan> {
    let history = project.item.record.records("stage_history").iter();
    let mut entries: Vec<(&'static str, Moment)> = history
        .filter_map(|entry| Some((entry.choice("stage")?, entry.moment("date")?)))
        .collect();
    entries.sort_by_key(|(_, date)| date.day);
    let ends = entries
        .iter()
        .skip(1)
        .map(|(_, date)| date.day)
        .chain([as_of])
        .collect::<Vec<_>>();
    let last = entries.len().saturating_sub(1);
    let span = |(index, ((stage, from), end)): (usize, ((&'static str, Moment), Date))| StageSpan {
        stage,
        from,
        days: days_between(from.day, end),
        current: index == last,
    };
    entries
        .into_iter()
        .zip(ends)
        .enumerate()
        .map(span)
        .collect()
}

/// The open project of the largest amount, whose stage, step and lead are the account's; of equals the first.
///
/// Amounts compare in the currency of the first open project that has one; projects in others stand behind it.
pub fn lead_project(account: &Account) -> Option<&Project> {
    let open = || {
        account.projects.iter().filter(|project| {
            !matches!(
                project.item.record.choice("stage"),
                Some("closed_lost" | "on_hold")
            )
        })
    };
    let amount = |project: &Project| project.item.record.money("amount");
    let currency = open().find_map(amount).map(|money| money.currency);
    let comparable =
        |project: &Project| amount(project).filter(|money| Some(money.currency) == currency);
    open().reduce(|best, next| {
        let larger =
            comparable(next).map(|money| money.cents) > comparable(best).map(|money| money.cents);
        if larger { next } else { best }
    })
}
