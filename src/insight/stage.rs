//! Stages: the claimed one, the evidenced one, and how long a project was in each.
//!
//! The evidenced stage is the highest stage for which there is evidence of it and of all stages before it; planning
//! needs none. `evidence_of_stage` of the dictionary lists what counts as evidence.

use super::decision::Deciders;
use super::ground::Ground;
use super::information::AnswerFinder;
use super::meeting::{Meeting, days_between};
use super::scorecard::scorecard;
use super::standing::Standing;
use crate::domain::{
    Account, BuyingRole, Exchange, Item, Objective, Outcome, Project, Stage, Visit,
};
use crate::forms::{Dictionary, Moment};
use jiff::civil::Date;

/// The claimed and evidenced stages of a project.
#[derive(Clone, Debug, Default)]
pub struct Progress<'a> {
    /// The claimed stage.
    pub claimed: Option<Stage>,
    /// The number of the highest evidenced stage, from 1.
    pub evidenced: usize,
    /// The evidence of each stage.
    pub evidence: Vec<StageEvidence<'a>>,
}

/// The evidence of one stage.
#[derive(Clone, Debug)]
pub struct StageEvidence<'a> {
    /// The stage.
    pub stage: Stage,
    /// Whether there is evidence.
    pub is_present: bool,
    /// The places that are evidence; empty for planning, which needs none.
    pub grounds: Vec<Ground<'a>>,
}

impl<'a> Progress<'a> {
    /// Returns the number of the claimed stage, from 1; `None` for lost, on hold and unknown.
    pub fn claimed_number(&self) -> Option<usize> {
        self.claimed?.number()
    }

    /// Returns the evidence of the evidenced stages, in the order of the stages.
    pub fn grounds(&self) -> impl Iterator<Item = Ground<'a>> {
        let stages = self.evidence.iter().take(self.evidenced);
        stages.flat_map(|stage| stage.grounds.iter().copied())
    }

    /// Returns the evidenced stage.
    pub fn evidenced_stage(&self) -> Stage {
        let index = self.evidenced.saturating_sub(1);
        let stage = Stage::OF_FORM.get(index).copied();
        stage.unwrap_or(Stage::Planning)
    }
}

/// Determines the stages of a project from the account's notes; `standings` are in the order of its contacts.
pub fn progress<'a>(
    account: &'a Account,
    project: &'a Project,
    meetings: &[Meeting<'a>],
    standings: &[Standing<'a>],
) -> Progress<'a> {
    let evidence_of_project = ProjectEvidence {
        account,
        project,
        meetings,
        deciders: Deciders::of(account, standings, [project]),
        only_one: account.projects.len() == 1,
        finder: AnswerFinder {
            account,
            projects: vec![project],
            key_people: Vec::new(),
        },
    };
    let evidence: Vec<StageEvidence<'a>> = Stage::OF_FORM
        .into_iter()
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
        claimed: project.stage(),
        evidenced,
        evidence,
    }
}

/// The notes that can be evidence for a project. Notes that name no project count for it if it is the only one.
struct ProjectEvidence<'a, 'm> {
    account: &'a Account,
    project: &'a Project,
    meetings: &'m [Meeting<'a>],
    deciders: Deciders,
    only_one: bool,
    finder: AnswerFinder<'a>,
}

impl<'a> ProjectEvidence<'a, '_> {
    /// Returns the evidence of a stage; `None` if it is not evidenced.
    fn evidence_for(&self, stage: Stage) -> Option<Vec<Ground<'a>>> {
        let item = &self.project.item;
        match stage {
            Stage::Planning => Some(Vec::new()),
            Stage::Visiting => {
                let met = self.visits().filter(|visit| !visit.people().is_empty());
                some(met.map(|visit| Ground::field(&visit.item, Visit::PEOPLE)))
            }
            Stage::PreliminaryProposal => self.aimed_at(Objective::Proposal, Outcome::is_progress),
            Stage::Demonstration => {
                let completed = self
                    .exchanges()
                    .filter(|exchange| exchange.summary().is_some());
                some(completed.map(|exchange| Ground::field(&exchange.item, Exchange::SUMMARY)))
            }
            Stage::SolutionDefinition => {
                let needs = self.answers("product_needs")?;
                let criteria = Ground::field(item, Project::CRITERIA);
                self.project
                    .weights_are_whole()
                    .then(|| std::iter::once(criteria).chain(needs).collect())
            }
            Stage::Evaluation => {
                scorecard(self.project)?;
                let met = self.decision_maker_met()?;
                Some(vec![Ground::field(item, Project::COMPETITION), met])
            }
            Stage::Negotiation => {
                let payment = self.finder.answers(self.dictionary().question("payment")?);
                let purchaser = self.purchaser()?;
                (!payment.is_empty()).then(|| std::iter::once(purchaser).chain(payment).collect())
            }
            Stage::ClosedWon => self.aimed_at(Objective::Contract, |outcome| {
                outcome == Outcome::Commitment
            }),
            Stage::ClosedLost | Stage::OnHold => None,
        }
    }

    fn dictionary(&self) -> &'static Dictionary {
        self.account.item.dictionary
    }

    fn concerns_project(&self, item: &Item) -> bool {
        match item.project() {
            Some(project) => project.target == Some(self.project.item.id),
            None => self.only_one,
        }
    }

    fn visits(&self) -> impl Iterator<Item = &'a Visit> {
        self.account
            .visits
            .iter()
            .filter(|visit| self.concerns_project(&visit.item))
    }

    fn exchanges(&self) -> impl Iterator<Item = &'a Exchange> {
        self.account
            .exchanges
            .iter()
            .filter(|exchange| self.concerns_project(&exchange.item))
    }

    /// Returns visits with an objective whose outcome was good enough.
    fn aimed_at(
        &self,
        objective: Objective,
        is_reached: fn(Outcome) -> bool,
    ) -> Option<Vec<Ground<'a>>> {
        let reached = self.visits().filter(|visit| {
            visit.objectives().contains(&objective) && visit.outcome().is_some_and(is_reached)
        });
        some(reached.map(|visit| Ground::field(&visit.item, Visit::OUTCOME)))
    }

    /// Returns the answers to the questions of a class, if all are answered.
    fn answers(&self, class: &str) -> Option<Vec<Ground<'a>>> {
        let questions = self.dictionary().questions.iter();
        let of_class = questions.filter(|question| question.class == class);
        let mut grounds = Vec::new();
        for question in of_class {
            grounds.push(*self.finder.answers(question).first()?);
        }
        Some(grounds)
    }

    /// Returns where the committee names a purchaser.
    fn purchaser(&self) -> Option<Ground<'a>> {
        let purchaser = self.project.committee().find(|member| {
            member.role() == Some(BuyingRole::Purchaser) && member.contact().is_some()
        })?;
        Some(Ground::at(&self.project.item, purchaser.record.span))
    }

    /// Returns where somebody who decides was met.
    fn decision_maker_met(&self) -> Option<Ground<'a>> {
        let met = self.meetings.iter().find(|meeting| {
            let mut people = meeting.people.iter();
            people.any(|person| self.deciders.has(*person))
        })?;
        Some(Ground::field(met.item, Visit::PEOPLE))
    }
}

/// Returns the places if there are any.
fn some<'a>(grounds: impl Iterator<Item = Ground<'a>>) -> Option<Vec<Ground<'a>>> {
    let grounds: Vec<Ground<'a>> = grounds.collect();
    (!grounds.is_empty()).then_some(grounds)
}

/// The time that a project spent in a stage.
#[derive(Clone, Copy, Debug)]
pub struct StageSpan {
    /// The stage.
    pub stage: Stage,
    /// When it was entered.
    pub from: Moment,
    /// Days in it, up to the next stage or the as-of day.
    pub days: i32,
    /// Whether it is the current stage.
    pub current: bool,
}

/// Returns the stages a project has been in, in order; a stage it went back to is listed again.
pub fn stage_spans(project: &Project, as_of: Date) -> Vec<StageSpan> {
    let history = project.stage_history();
    let mut entries: Vec<(Stage, Moment)> = history
        .filter_map(|entry| Some((entry.stage()?, entry.date()?)))
        .collect();
    entries.sort_by_key(|(_, date)| date.day);
    let ends = entries
        .iter()
        .skip(1)
        .map(|(_, date)| date.day)
        .chain([as_of])
        .collect::<Vec<_>>();
    let last = entries.len().saturating_sub(1);
    let span = |(index, ((stage, from), end)): (usize, ((Stage, Moment), Date))| StageSpan {
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

/// Returns the active project with the largest amount, whose stage, step and lead are the account's; of equals the
/// first.
///
/// Amounts are compared in the currency of the first active project that has one; projects in other currencies rank
/// below.
pub fn lead_project(account: &Account) -> Option<&Project> {
    let active = || {
        let projects = account.projects.iter();
        projects.filter(|project| project.is_active())
    };
    let currency = active().find_map(Project::amount);
    let currency = currency.map(|money| money.currency);
    let comparable = |project: &Project| {
        let amount = project.amount();
        amount.filter(|money| Some(money.currency) == currency)
    };
    active().reduce(|best, next| {
        let larger =
            comparable(next).map(|money| money.cents) > comparable(best).map(|money| money.cents);
        if larger { next } else { best }
    })
}
