//! Alerts: what the notes say that nobody wrote. One rule a file under `rules`; each is a pure function of the facts of one
//! account, gathered once in a [`Case`].
//!
//! A rule knows no language: a finding names the sentence that tells it and what stands in it, and the words are the
//! theme's. Every finding rests on places in notes; one about what is absent cites the note that lacks it.

mod case;
mod finding;
mod mute;
mod person;
mod project;
mod rule;
mod rules;
mod thresholds;

pub use case::{Case, CaseFacts};
pub use finding::{Finding, Said};
pub use mute::{Mute, check_mutes};
pub use person::Person;
pub use project::OpenProject;
pub use rule::{AlertSeverity, Rule, Threshold};
pub use rules::RULES;
pub use thresholds::check_thresholds;

use mute::mutes;

/// A finding with its rule.
#[derive(Clone, Debug)]
pub struct Alert<'a> {
    /// The rule that raised it.
    pub rule: &'static Rule,
    /// What it found.
    pub finding: Finding<'a>,
    /// Why it is not raised for now, and until when.
    pub muted: Option<Mute<'a>>,
}

/// All alerts of an account: by severity, then in the order of the rules.
pub fn alerts<'a>(case: &Case<'_, 'a>) -> Vec<Alert<'a>> {
    let mutes = mutes(case.account, case.as_of);
    let of_rule = |rule: &'static Rule| {
        let muted = mutes.iter().find(|mute| mute.rule.id == rule.id).copied();
        let findings = (rule.check)(case).into_iter();
        findings.map(move |finding| Alert {
            rule,
            finding,
            muted,
        })
    };
    let mut alerts: Vec<Alert<'a>> = RULES.iter().copied().flat_map(of_rule).collect();
    alerts.sort_by_key(|alert| alert.rule.severity);
    alerts
}
