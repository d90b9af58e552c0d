//! Stages: the claimed one, the evidenced one, and how long a project was in each.
//!
//! The evidenced stage is the highest stage for which there is evidence of it and of all stages before it; planning
//! needs none. `evidence_of_stage` of the dictionary lists what counts as evidence.

use super::ground::Ground;
use super::information::AnswerFinder;
use super::meeting::{Meeting, days_between};
use super::scorecard::scorecard;
use crate::domain::{Account, Exchange, Project, Visit};
use crate::forms::{Moment, Record, dictionary};
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

/// Returns the number of a stage of the form, from 1; `None` for lost and on hold.
pub fn stage_number(stage: &str) -> Option<usize> {
    let place = STAGES.iter().position(|one| *one == stage);
    place.map(|place| place + 1)
}

/// The claimed and evidenced stages of a project.
#[derive(Clone, Debug, Default)]
pub struct Progress<'a> {
    /// The claimed stage, by its key.
    pub claimed: Option<&'static str>,
    /// The number of the highest evidenced stage, from 1.
    pub evidenced: usize,
    /// The evidence of each stage.
    pub evidence: Vec<StageEvidence<'a>>,
}

/// The evidence of one stage.
#[derive(Clone, Debug)]
pub struct StageEvidence<'a> {
    /// The stage, by its key.
    pub stage: &'static str,
    /// Whether there is evidence.
    pub is_present: bool,
    /// The places that are evidence; empty for planning, which needs none.
    pub grounds: Vec<Ground<'a>>,
}

impl<'a> Progress<'a> {
    /// Returns the number of the claimed stage, from 1; `None` for lost, on hold and unknown.
    pub fn claimed_number(&self) -> Option<usize> {
        stage_number(self.claimed?)
    }

    /// Returns the evidence of the evidenced stages, in the order of the stages.
    pub fn grounds(&self) -> impl Iterator<Item = Ground<'a>> {
        let stages = self.evidence.iter().take(self.evidenced);
        stages.flat_map(|stage| stage.grounds.iter().copied())
    }

    /// Returns the key of the evidenced stage.
    pub fn evidenced_stage(&self) -> &'static str {
        STAGES
            .get(self.evidenced.saturating_sub(1))
            .copied()
            .unwrap_or(STAGES[0])
    }
}

/// Determines the stages of a project from the account's notes.
pub fn progress<'a>(
    account: &'a Account,
    project: &'a Project,
    meetings: &[Meeting<'a>],
) -> Progress<'a> {
    let evidence_of_project = ProjectEvidence {
        account,
        project,
        meetings,
        only_one: account.projects.len() == 1,
        finder: AnswerFinder {
            account,
            projects: vec![project],
            key_people: Vec::new(),
        },
    };
    let evidence: Vec<StageEvidence<'a>> = STAGES
        .iter()
        .map(|stage| {
            let places = evidence_of_project.evidence_for(stage);
            StageEvidence {
                stage,
                is_present: places.is_some(),
                grounds: places.unwrap_or_default(),
            }
        })
        .collect();
    let evidenced = evidence.iter().take_while(|stage| stage.is_present).count();
    Progress {
        claimed: project.item.record.choice("stage"),
        evidenced,
        evidence,
    }
}

/// The notes that can be evidence for a project. Notes that name no project count for it if it is the only one.
struct ProjectEvidence<'a, 'm> {
    account: &'a Account,
    project: &'a Project,
    meetings: &'m [Meeting<'a>],
    only_one: bool,
    finder: AnswerFinder<'a>,
}

impl<'a> ProjectEvidence<'a, '_> {
    /// Returns the evidence of a stage; `None` if it is not evidenced.
    fn evidence_for(&self, stage: &str) -> Option<Vec<Ground<'a>>> {
        let item = &self.project.item;
        match stage {
            "planning" => Some(Vec::new()),
            "visiting" => {
                let met = self.visits().filter(|visit| !visit.people().is_empty());
                some(met.map(|visit| Ground::field(&visit.item, "people")))
            }
            "preliminary_proposal" => self.aimed_at("proposal", &["commitment", "advance"]),
            "demonstration" => {
                let completed = self
                    .exchanges()
                    .filter(|exchange| exchange.summary().is_some());
                some(completed.map(|exchange| Ground::field(&exchange.item, "summary")))
            }
            "solution_definition" => {
                let needs = self.answers("product_needs")?;
                let criteria = Ground::field(item, "criteria");
                weights_are_whole(&item.record)
                    .then(|| std::iter::once(criteria).chain(needs).collect())
            }
            "evaluation" => {
                scorecard(self.project)?;
                let met = self.decision_maker_met()?;
                Some(vec![Ground::field(item, "competition"), met])
            }
            "negotiation" => {
                let payment = self.finder.answers(dictionary().question("payment")?);
                let purchaser = self.purchaser()?;
                (!payment.is_empty()).then(|| std::iter::once(purchaser).chain(payment).collect())
            }
            "closed_won" => self.aimed_at("contract", &["commitment"]),
            _ => None,
        }
    }

    fn concerns_project(&self, record: &Record) -> bool {
        match record.reference("project") {
            Some(project) => project.target == Some(self.project.item.id),
            None => self.only_one,
        }
    }

    fn visits(&self) -> impl Iterator<Item = &'a Visit> {
        self.account
            .visits
            .iter()
            .filter(|visit| self.concerns_project(&visit.item.record))
    }

    fn exchanges(&self) -> impl Iterator<Item = &'a Exchange> {
        self.account
            .exchanges
            .iter()
            .filter(|exchange| self.concerns_project(&exchange.item.record))
    }

    /// Returns visits with an objective and one of some outcomes.
    fn aimed_at(&self, objective: &str, outcomes: &[&str]) -> Option<Vec<Ground<'a>>> {
        let reached = self
            .visits()
            .filter(|visit| aimed_at(visit, objective, outcomes));
        some(reached.map(|visit| Ground::field(&visit.item, "outcome")))
    }

    /// Returns the answers to the questions of a class, if all are answered.
    fn answers(&self, class: &str) -> Option<Vec<Ground<'a>>> {
        let questions = dictionary().questions.iter();
        let of_class = questions.filter(|question| question.class == class);
        let mut grounds = Vec::new();
        for question in of_class {
            grounds.push(*self.finder.answers(question).first()?);
        }
        Some(grounds)
    }

    /// Returns where the committee names a purchaser.
    fn purchaser(&self) -> Option<Ground<'a>> {
        let item = &self.project.item;
        let mut committee = item.record.records("committee").iter();
        let purchaser = committee
            .find(|member| member.choice("role") == Some("purchaser") && member.has("contact"))?;
        Some(Ground::at(item, purchaser.span))
    }

    /// Returns where a decision maker was met: by influence, as named by the account, or as the boss of the
    /// committee.
    fn decision_maker_met(&self) -> Option<Ground<'a>> {
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
        let with_decider = |meeting: &&Meeting<'a>| {
            let mut people = meeting.people.iter();
            people.any(|person| deciders.contains(person))
        };
        let met = self.meetings.iter().find(with_decider)?;
        Some(Ground::field(met.item, "people"))
    }
}

/// Returns the places if there are any.
fn some<'a>(grounds: impl Iterator<Item = Ground<'a>>) -> Option<Vec<Ground<'a>>> {
    let grounds: Vec<Ground<'a>> = grounds.collect();
    (!grounds.is_empty()).then_some(grounds)
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

/// The time that a project spent in a stage.
#[derive(Clone, Copy, Debug)]
pub struct StageSpan {
    /// The stage, by its key.
    pub stage: &'static str,
    /// When it was entered.
    pub from: Moment,
    /// Days in it, up to the next stage or the as-of day.
    pub days: i32,
    /// Whether it is the current stage.
    pub current: bool,
}

/// Returns the stages a project has been in, in order; a stage it went back to is listed again.
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

/// Returns the open project with the largest amount, whose stage, step and lead are the account's; of equals the
/// first.
///
/// Amounts are compared in the currency of the first open project that has one; projects in other currencies rank
/// below.
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
