//! Alerts: conclusions from the notes. One rule a file under `rules`; each is a pure function of a [`RuleContext`],
//! the facts of one account.
//!
//! A rule knows no language: a finding has the key and the values of a message, and the theme has its words. Every
//! finding is based on places in notes; one about something missing cites the note that lacks it.

mod context;
mod finding;
mod mute;
mod person;
mod project;
mod rule;
mod rules;
mod thresholds;

pub use context::{RuleContext, RuleFacts};
pub use finding::{Finding, FindingValue};
pub use mute::{Mute, check_mutes};
pub use person::Person;
pub use project::ActiveProject;
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
    /// The mute that silences it for now.
    pub muted: Option<Mute<'a>>,
}

/// Returns all alerts of an account: by severity, then in the order of the rules.
pub fn alerts<'a>(context: &RuleContext<'_, 'a>) -> Vec<Alert<'a>> {
    let mutes = mutes(context.account, context.as_of);
    let of_rule = |rule: &'static Rule| {
        let muted = mutes.iter().find(|mute| mute.rule.id == rule.id).copied();
        let findings = (rule.check)(context).into_iter();
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
