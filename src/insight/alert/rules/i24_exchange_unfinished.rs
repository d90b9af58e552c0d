//! I24: an exchange was held and not summed up, or a person it was planned for did not come and was not met since.

use crate::domain::Exchange;
use crate::insight::Ground;
use crate::insight::alert::{AlertSeverity, Case, Finding, Rule, Threshold};

const DAYS: Threshold = Threshold::of("exchange_summary_days", 3);

pub(super) const RULE: Rule = Rule {
    id: "I24",
    severity: AlertSeverity::Amber,
    thresholds: &[DAYS],
    tells: &["i24-summary", "i24-absent"],
    check,
};

fn check<'a>(case: &Case<'_, 'a>) -> Vec<Finding<'a>> {
    let limit = case.threshold(&DAYS);
    let exchanges = case.account.exchanges.iter();
    exchanges
        .filter_map(|exchange| match exchange.summary() {
            Some(_) => absent(case, exchange),
            None => without_summary(case, exchange, limit),
        })
        .collect()
}

fn without_summary<'a>(
    case: &Case<'_, 'a>,
    exchange: &'a Exchange,
    limit: i64,
) -> Option<Finding<'a>> {
    let date = exchange.date?;
    let days = case.days_since(date.day);
    let finding = Finding::at("i24-summary", Ground::field(&exchange.item, "date"))
        .day("date", date)
        .number("days", days)
        .number("limit", limit)
        .owned_by(exchange.item.record.text("project_manager"));
    (days > limit).then_some(finding)
}

/// Who was to come, did not, and was not met on that day or later.
fn absent<'a>(case: &Case<'_, 'a>, exchange: &'a Exchange) -> Option<Finding<'a>> {
    let held = exchange.held_on()?;
    let came = exchange.summary()?.references("attendees");
    let planned = exchange.plan()?.records("customer_attendees").iter();
    let planned = planned.filter_map(|row| Some((row, row.reference("contact")?.target?)));
    let missed = planned.filter_map(|(row, id)| {
        let person = case.person(id)?;
        let came = came.iter().any(|one| one.target == Some(id));
        let met_since = person
            .last_met
            .is_some_and(|meeting| meeting.date.day >= held.day);
        (!came && !met_since).then_some((row, person))
    });
    let missed: Vec<_> = missed.filter(|_| !came.is_empty()).collect();
    let (row, _) = missed.first()?;
    let grounds = missed
        .iter()
        .map(|(row, _)| Ground::at(&exchange.item, row.span));
    let first = Ground::at(&exchange.item, row.span);
    let finding = Finding::resting_on("i24-absent", grounds, first)
        .names("names", missed.iter().map(|(_, person)| person.name()));
    Some(finding.day("date", held))
}
