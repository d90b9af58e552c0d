//! I30: good news: an attitude improved, a visit made progress, the customer kept a promise.

use crate::domain::{Attitude, Contact, KnownChoice, Outcome, Visit};
use crate::insight::alert::{AlertSeverity, Finding, FindingValue, Rule, RuleContext, Threshold};
use crate::insight::{Change, ChangeKind, Ground, PromiseState, Side};

const DAYS: Threshold = Threshold::of("good_news_days", 14);

pub(super) const RULE: Rule = Rule {
    id: "I30",
    severity: AlertSeverity::Information,
    thresholds: &[DAYS],
    messages: &["i30-attitude", "i30-visit", "i30-kept"],
    check,
};

fn check<'a>(context: &RuleContext<'_, 'a>) -> Vec<Finding<'a>> {
    let days = context.threshold(&DAYS);
    let is_recent = |day| (0..=days).contains(&context.days_since(day));
    let change_days = context
        .change_days
        .iter()
        .filter(|change_day| is_recent(change_day.day));
    let mut found: Vec<Finding<'a>> = change_days
        .flat_map(|change_day| &change_day.changes)
        .filter_map(|change| improved_attitude(context, change))
        .collect();
    let visits = context.account.visits.iter();
    let visits = visits.filter_map(|visit| Some((visit, visit.date?)));
    found.extend(
        visits
            .filter(|(_, date)| is_recent(date.day))
            .filter_map(|(visit, date)| {
                let outcome = Visit::OUTCOME.entry(visit.record())?;
                let is_good = visit.outcome().is_some_and(Outcome::is_progress);
                let finding = Finding::at("i30-visit", Ground::field(&visit.item, Visit::OUTCOME))
                    .day("date", date)
                    .with("outcome", FindingValue::Value(&outcome.value))
                    .names(
                        "names",
                        visit.people().iter().filter_map(|one| context.name_of(one)),
                    );
                is_good.then(|| finding.owned_by(visit.item.manager()))
            }),
    );
    let kept = context.promises.iter().filter_map(|one| {
        let done = one.done().filter(|done| is_recent(done.day))?;
        let is_kept = one.side == Side::Theirs && one.state == PromiseState::Kept;
        let finding = Finding::at("i30-kept", Ground::at(one.item, one.span()))
            .with_text("task", one.task())
            .with_text(
                "name",
                one.contact()
                    .and_then(|contact| context.name_of(contact))
                    .unwrap_or("?"),
            );
        is_kept.then(|| finding.day("done", done))
    });
    found.extend(kept);
    found
}

/// Finds an attitude that improved.
fn improved_attitude<'a>(
    context: &RuleContext<'_, 'a>,
    change: &Change<'a>,
) -> Option<Finding<'a>> {
    use crate::forms::Value::Choice;
    let ChangeKind::Observed {
        key: Contact::ATTITUDE,
        from: Some(from @ Choice(_, Ok(before))),
        to: to @ Choice(_, Ok(now)),
    } = change.kind
    else {
        return None;
    };
    let [before, now] = [before, now].map(|index| Attitude::at(usize::from(*index)));
    let (before, now) = (before?, now?);
    let is_nearer = now < before && before != Attitude::Unknown;
    let contact = context.account.contacts.get(change.contact)?;
    let finding = Finding::at(
        "i30-attitude",
        Ground::field(change.item, Visit::OBSERVATIONS),
    )
    .with_text("name", contact.name.as_str())
    .with("from", FindingValue::Value(from))
    .with("to", FindingValue::Value(to))
    .with_text("note", change.item.name());
    is_nearer.then_some(finding)
}
