//! Health: the listed sum of its parts, nothing beyond it.
//!
//! Five parts of 20 points each, rounded to whole points so that the list adds up:
//!
//! - stage: evidenced stage over claimed stage;
//! - lead: 10 + 10 × lead over the best rival, the lead held between −1 and +1;
//! - coverage: influence met over influence of all;
//! - promises: our share kept of what was due;
//! - information: questions answered of those asked.
//!
//! What is not known is no zero: that part is left out of both the sum and what it is compared with. An account without an
//! open project has neither stage nor lead.

use super::coverage::Coverage;
use super::information::InformationClass;
use super::ledger::Ledger;
use super::scorecard::Scorecard;
use super::stage::Progress;

/// The points of a part.
pub const PART_POINTS: u32 = 20;

/// What health is a sum of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    /// The parts, in order.
    pub parts: Vec<HealthPart>,
}

/// A part of health.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HealthPart {
    /// Which: `stage`, `lead`, `coverage`, `promises`, `information`.
    pub key: &'static str,
    /// From 0 to [`PART_POINTS`]; nothing where it is not known.
    pub points: Option<u32>,
}

impl Health {
    /// The sum of the parts that are known.
    pub fn points(&self) -> u32 {
        self.parts.iter().filter_map(|part| part.points).sum()
    }

    /// What it could be at most.
    pub fn of(&self) -> u32 {
        let known = self.parts.iter().filter(|part| part.points.is_some());
        known.map(|_| PART_POINTS).sum()
    }

    /// In whole percent of what it could be; nothing where no part is known.
    pub fn percent(&self) -> Option<u32> {
        (self.of() > 0).then(|| (self.points() * 100 + self.of() / 2) / self.of())
    }
}

/// What health is made of.
#[derive(Clone, Copy, Debug)]
pub struct HealthFacts<'a> {
    /// Where the leading project stands.
    pub progress: Option<&'a Progress<'a>>,
    /// Its scorecard.
    pub card: Option<&'a Scorecard<'a>>,
    /// Whom we reach.
    pub coverage: &'a Coverage,
    /// Our promises.
    pub ours: &'a Ledger,
    /// What we know.
    pub information: &'a [InformationClass<'a>],
}

/// The health of an account.
pub fn health(facts: &HealthFacts<'_>) -> Health {
    let stage = facts.progress.and_then(|progress| {
        let claimed = progress.claimed_number()?.max(progress.evidenced);
        Some(share(progress.evidenced, claimed))
    });
    let lead = facts.card.and_then(Scorecard::lead);
    let lead = lead.map(|lead| 0.5 + lead.clamp(-1.0, 1.0) / 2.0);
    let coverage = (facts.coverage.all > 0).then(|| share(facts.coverage.met, facts.coverage.all));
    let asked: usize = facts
        .information
        .iter()
        .map(|class| class.questions.len())
        .sum();
    let answered = facts.information.iter().map(InformationClass::answered);
    let information = (asked > 0).then(|| share(answered.sum(), asked));
    let parts = [
        ("stage", stage),
        ("lead", lead),
        ("coverage", coverage),
        ("promises", facts.ours.share_kept()),
        ("information", information),
    ];
    let applies = |key: &str| facts.progress.is_some() || !matches!(key, "stage" | "lead");
    let part = |(key, share): (&'static str, Option<f64>)| HealthPart {
        key,
        points: share.map(points),
    };
    let parts = parts.into_iter().filter(|(key, _)| applies(key));
    Health {
        parts: parts.map(part).collect(),
    }
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// A share from 0 to 1 in whole points.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "from 0 to 20"
)]
fn points(share: f64) -> u32 {
    (share.clamp(0.0, 1.0) * f64::from(PART_POINTS)).round() as u32
}
