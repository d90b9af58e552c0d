//! I30: good news: somebody came round, a visit got somewhere, a promise of the customer's was kept.

use crate::insight::alert::{AlertSeverity, Case, Finding, Rule, Said, Threshold};
use crate::insight::{Change, Ground, PromiseState, Side, What};

const DAYS: Threshold = Threshold::of("good_news_days", 14);

pub(super) const RULE: Rule = Rule {
    id: "I30",
    severity: AlertSeverity::Information,
    thresholds: &[DAYS],
    tells: &["i30-attitude", "i30-visit", "i30-kept"],
    check,
};

fn check<'a>(case: &Case<'_, 'a>) -> Vec<Finding<'a>> {
    let days = case.threshold(&DAYS);
    let lately = |day| (0..=days).contains(&case.days_since(day));
    let steps = case.steps.iter().filter(|step| lately(step.day));
    let mut found: Vec<Finding<'a>> = steps
        .flat_map(|step| &step.changes)
        .filter_map(|change| came_round(case, change))
        .collect();
    let visits = case.account.visits.iter();
    let visits = visits.filter_map(|visit| Some((visit, visit.date?)));
    found.extend(
        visits
            .filter(|(_, date)| lately(date.day))
            .filter_map(|(visit, date)| {
                let record = &visit.item.record;
                let outcome = record.entry("outcome")?;
                let is_good = matches!(record.choice("outcome"), Some("commitment" | "advance"));
                let finding = Finding::at("i30-visit", Ground::field(&visit.item, "outcome"))
                    .day("date", date)
                    .with("outcome", Said::Value(&outcome.value))
                    .names(
                        "names",
                        visit.people().iter().filter_map(|one| case.name_of(one)),
                    );
                is_good.then(|| finding.owned_by(record.text("manager")))
            }),
    );
    let kept = case.promises.iter().filter_map(|one| {
        let done = one.record.moment("done").filter(|done| lately(done.day))?;
        let is_kept = one.side == Side::Theirs && one.state == PromiseState::Kept;
        let finding = Finding::at("i30-kept", Ground::at(one.item, one.record.span))
            .says("task", one.task())
            .says(
                "name",
                one.contact()
                    .and_then(|contact| case.name_of(contact))
                    .unwrap_or("?"),
            );
        is_kept.then(|| finding.day("done", done))
    });
    found.extend(kept);
    found
}

/// Somebody whose attitude is nearer to us than it was.
fn came_round<'a>(case: &Case<'_, 'a>, change: &Change<'a>) -> Option<Finding<'a>> {
    use crate::forms::Value::Choice;
    let What::Seen {
        key: "attitude",
        from: Some(from @ Choice(choices, Ok(before))),
        to: to @ Choice(_, Ok(now)),
    } = change.what
    else {
        return None;
    };
    let unknown = choices.values.iter().position(|one| one.key == "unknown")?;
    let is_nearer = now < before && usize::from(*before) != unknown;
    let contact = case.account.contacts.get(change.contact)?;
    let finding = Finding::at("i30-attitude", Ground::field(change.item, "observations"))
        .says("name", contact.name.as_str())
        .with("from", Said::Value(from))
        .with("to", Said::Value(to))
        .says("note", change.item.name());
    is_nearer.then_some(finding)
}
