//! I05: behind a rival in the weighted total, from evaluation on.

use crate::insight::Ground;
use crate::insight::alert::{AlertSeverity, Case, Finding, OpenProject, Rule, Said};

pub(super) const RULE: Rule = Rule {
    id: "I05",
    severity: AlertSeverity::Red,
    thresholds: &[],
    tells: &["i05"],
    check,
};

fn check<'a>(case: &Case<'_, 'a>) -> Vec<Finding<'a>> {
    let projects = case.projects.iter();
    let late = projects.filter(|open| open.has_come_to("evaluation"));
    late.filter_map(behind).collect()
}

fn behind<'a>(open: &OpenProject<'a>) -> Option<Finding<'a>> {
    let card = open.card.as_ref()?;
    let lead = card.lead().filter(|lead| *lead < 0.0)?;
    let rival = card.best_rival()?;
    let total = |total: Option<f64>| total.map_or("?".to_owned(), |total| format!("{total:.2}"));
    let finding = Finding::at("i05", Ground::field(open.item(), "competition"))
        .says("project", open.name())
        .with("rival", Said::Reference(rival.name))
        .says("lead", format!("{:.2}", lead.abs()))
        .says("us", total(card.our_total));
    Some(finding.says("theirs", total(rival.total)))
}
