//! I24: an exchange took place without a summary, or an invited person neither attended nor was met since.

use crate::domain::{Exchange, Item};
use crate::insight::Ground;
use crate::insight::alert::{AlertSeverity, Finding, Rule, RuleContext, Threshold};

const DAYS: Threshold = Threshold::of("exchange_summary_days", 3);

pub(super) const RULE: Rule = Rule {
    id: "I24",
    severity: AlertSeverity::Amber,
    thresholds: &[DAYS],
    messages: &["i24-summary", "i24-absent"],
    check,
};

fn check<'a>(context: &RuleContext<'_, 'a>) -> Vec<Finding<'a>> {
    let limit = context.threshold(&DAYS);
    let exchanges = context.account.exchanges.iter();
    exchanges
        .filter_map(|exchange| match exchange.summary() {
            Some(_) => absent(context, exchange),
            None => without_summary(context, exchange, limit),
        })
        .collect()
}

fn without_summary<'a>(
    context: &RuleContext<'_, 'a>,
    exchange: &'a Exchange,
    limit: i64,
) -> Option<Finding<'a>> {
    let date = exchange.date?;
    let days = context.days_since(date.day);
    let finding = Finding::at("i24-summary", Ground::field(&exchange.item, Item::DATE))
        .day("date", date)
        .number("days", days)
        .number("limit", limit)
        .owned_by(exchange.project_manager());
    (days > limit).then_some(finding)
}

/// Finds people who were invited, did not attend, and were not met on that day or later.
fn absent<'a>(context: &RuleContext<'_, 'a>, exchange: &'a Exchange) -> Option<Finding<'a>> {
    let held = exchange.took_place_on()?;
    let attended = exchange.summary()?.attendees();
    let planned = exchange.plan()?.customer_attendees();
    let planned = planned.filter_map(|row| Some((row, row.contact()?.target?)));
    let missed = planned.filter_map(|(row, id)| {
        let person = context.person(id)?;
        let attended = attended.iter().any(|one| one.target == Some(id));
        let met_since = person
            .last_met
            .is_some_and(|meeting| meeting.date.day >= held.day);
        (!attended && !met_since).then_some((row, person))
    });
    let missed: Vec<_> = missed.filter(|_| !attended.is_empty()).collect();
    let (row, _) = missed.first()?;
    let grounds = missed
        .iter()
        .map(|(row, _)| Ground::at(&exchange.item, row.record.span));
    let first = Ground::at(&exchange.item, row.record.span);
    let finding = Finding::based_on("i24-absent", grounds, first)
        .names("names", missed.iter().map(|(_, person)| person.name()));
    Some(finding.day("date", held))
}
