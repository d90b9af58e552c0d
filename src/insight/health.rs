//! Health: the sum of its parts.
//!
//! Five parts of 20 points each, rounded to whole points so that the list adds up:
//!
//! - stage: evidenced stage over claimed stage;
//! - lead: 10 + 10 × lead over the best rival, the lead clamped to −1 to +1;
//! - coverage: influence met over influence of all;
//! - promises: the share of our due promises that was kept;
//! - information: the share of questions that is answered.
//!
//! Unknown is not zero: an unknown part is left out of both the sum and the maximum. An account without an open
//! project has neither stage nor lead.

use super::coverage::Coverage;
use super::information::InformationClass;
use super::promise_counts::PromiseCounts;
use super::scorecard::Scorecard;
use super::stage::Progress;

/// The points of a part.
pub const PART_POINTS: u32 = 20;

/// The health of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    /// The parts, in order.
    pub parts: Vec<HealthPart>,
}

/// A part of health.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HealthPart {
    /// Which.
    pub kind: HealthPartKind,
    /// From 0 to [`PART_POINTS`]; `None` if it is not known.
    pub points: Option<u32>,
}

/// The parts of health.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HealthPartKind {
    /// Evidenced stage over claimed stage.
    Stage,
    /// The weighted lead.
    Lead,
    /// Influence met over influence of all.
    Coverage,
    /// The share of our due promises that was kept.
    Promises,
    /// The share of questions that is answered.
    Information,
}

impl HealthPartKind {
    /// Whether only accounts with a project have it.
    fn is_of_project(self) -> bool {
        matches!(self, HealthPartKind::Stage | HealthPartKind::Lead)
    }
}

impl Health {
    /// Returns the sum of the known parts.
    pub fn points(&self) -> u32 {
        self.parts.iter().filter_map(|part| part.points).sum()
    }

    /// Returns the maximum sum of the known parts.
    pub fn of(&self) -> u32 {
        let known = self.parts.iter().filter(|part| part.points.is_some());
        known.map(|_| PART_POINTS).sum()
    }

    /// Returns the sum in whole percent of the maximum; `None` if no part is known.
    pub fn percent(&self) -> Option<u32> {
        (self.of() > 0).then(|| (self.points() * 100 + self.of() / 2) / self.of())
    }
}

/// The facts that health is computed from.
#[derive(Clone, Copy, Debug)]
pub struct HealthFacts<'a> {
    /// The stages of the leading project.
    pub progress: Option<&'a Progress<'a>>,
    /// Its scorecard.
    pub card: Option<&'a Scorecard<'a>>,
    /// The coverage.
    pub coverage: &'a Coverage,
    /// The counts of our promises.
    pub ours: &'a PromiseCounts,
    /// The questions of the five classes.
    pub information: &'a [InformationClass<'a>],
}

/// Computes the health of an account.
pub fn health(facts: &HealthFacts<'_>) -> Health {
    let stage = facts.progress.and_then(|progress| {
        let claimed = progress.claimed_number()?.max(progress.evidenced);
        Some(share(progress.evidenced, claimed))
    });
    let lead = facts.card.and_then(Scorecard::lead);
    let lead = lead.map(|lead| 0.5 + lead.clamp(-1.0, 1.0) / 2.0);
    let coverage = (facts.coverage.all > 0).then(|| share(facts.coverage.met, facts.coverage.all));
    let total: usize = facts
        .information
        .iter()
        .map(|class| class.questions.len())
        .sum();
    let answered = facts.information.iter().map(InformationClass::answered);
    let information = (total > 0).then(|| share(answered.sum(), total));
    let parts = [
        (HealthPartKind::Stage, stage),
        (HealthPartKind::Lead, lead),
        (HealthPartKind::Coverage, coverage),
        (HealthPartKind::Promises, facts.ours.share_kept()),
        (HealthPartKind::Information, information),
    ];
    let applies = |kind: HealthPartKind| facts.progress.is_some() || !kind.is_of_project();
    let part = |(kind, share): (HealthPartKind, Option<f64>)| HealthPart {
        kind,
        points: share.map(points),
    };
    let parts = parts.into_iter().filter(|(kind, _)| applies(*kind));
    Health {
        parts: parts.map(part).collect(),
    }
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// Converts a share from 0 to 1 into whole points.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "from 0 to 20"
)]
fn points(share: f64) -> u32 {
    (share.clamp(0.0, 1.0) * f64::from(PART_POINTS)).round() as u32
}
