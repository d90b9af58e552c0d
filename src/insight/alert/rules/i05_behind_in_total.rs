//! I05: behind a rival in the weighted total, from the evaluation stage on.

use crate::domain::{Project, Stage};
use crate::insight::Ground;
use crate::insight::alert::{
    ActiveProject, AlertSeverity, Finding, FindingValue, Rule, RuleContext,
};

pub(super) const RULE: Rule = Rule {
    id: "I05",
    severity: AlertSeverity::Red,
    thresholds: &[],
    messages: &["i05"],
    check,
};

fn check<'a>(context: &RuleContext<'_, 'a>) -> Vec<Finding<'a>> {
    let projects = context.projects.iter();
    let late = projects.filter(|open| open.has_reached(Stage::Evaluation));
    late.filter_map(behind).collect()
}

fn behind<'a>(open: &ActiveProject<'a>) -> Option<Finding<'a>> {
    let card = open.card.as_ref()?;
    let lead = card.lead().filter(|lead| *lead < 0.0)?;
    let rival = card.best_rival()?;
    let total = |total: Option<f64>| total.map_or("?".to_owned(), |total| format!("{total:.2}"));
    let finding = Finding::at("i05", Ground::field(open.item(), Project::COMPETITION))
        .with_text("project", open.name())
        .with("rival", FindingValue::Reference(rival.name))
        .with_text("lead", format!("{:.2}", lead.abs()))
        .with_text("us", total(card.our_total));
    Some(finding.with_text("theirs", total(rival.total)))
}
