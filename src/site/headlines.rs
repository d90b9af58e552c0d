//! Headlines: the sentences next to a list that sum it up.

use super::facts::AccountFacts;
use crate::domain::{Attitude, KnownChoice, Outcome, Settings, Visit};
use crate::html::context::RenderContext;
use crate::insight::{Promise, PromiseState};

/// How far back “recently” reaches, in days: the same window as coverage.
const RECENT_DAYS: i32 = 90;

/// The number of contacts, how many of them we have met, and their attitudes.
pub(crate) fn people(facts: &AccountFacts<'_>) -> Vec<String> {
    if !facts.context.is_internal() {
        return Vec::new();
    }
    let here = || facts.present_contacts();
    let met = here().filter(|(contact, _)| facts.has_met(contact)).count();
    let attitudes = here().map(|(_, standing)| standing.attitude().unwrap_or(Attitude::Unknown));
    let attitudes: Vec<Attitude> = attitudes.collect();
    let attitudes = counts_of(facts.context, &attitudes);
    let mut sentences = vec![
        facts
            .context
            .strings()
            .with_args("people-sum", &[("here", &here().count()), ("met", &met)]),
    ];
    sentences.extend(attitudes);
    sentences
}

/// The number of open promises, and how many of them are overdue.
pub(crate) fn promises(context: &RenderContext<'_>, promises: &[Promise<'_>]) -> Vec<String> {
    let open = || promises.iter().filter(|promise| promise.state.is_open());
    let overdue = open()
        .filter(|promise| matches!(promise.state, PromiseState::OverdueDays(_)))
        .count();
    let count = open().count();
    let key = match overdue {
        0 => "promises-sum-fine",
        _ => "promises-sum",
    };
    vec![
        context
            .strings()
            .with_args(key, &[("open", &count), ("overdue", &overdue)]),
    ]
}

/// The number of meetings, how many of them are recent, and their outcomes.
pub(crate) fn events(facts: &AccountFacts<'_>) -> Vec<String> {
    if !facts.context.is_internal() {
        return Vec::new();
    }
    let days: Vec<i32> = facts
        .meetings
        .iter()
        .map(|meeting| facts.days_since(meeting.date.day))
        .collect();
    let recent = days.iter().filter(|days| **days <= RECENT_DAYS).count();
    let visits = facts.account.visits.iter();
    let outcomes: Vec<Outcome> = visits.filter_map(Visit::outcome).collect();
    let outcomes = counts_of(facts.context, &outcomes);
    let mut sentences = vec![
        facts
            .context
            .strings()
            .with_args("events-sum", &[("count", &days.len()), ("lately", &recent)]),
    ];
    sentences.extend(outcomes);
    sentences
}

/// Which of our people met a contact, and how often.
pub(crate) fn meetings(
    settings: &Settings,
    context: &RenderContext<'_>,
    ours: &[Vec<&str>],
) -> Vec<String> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for name in ours.iter().flat_map(|names| settings.people(names)) {
        match counts.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += 1,
            None => counts.push((name, 1)),
        }
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let one = |(name, count): (&str, usize)| {
        let values = [("name", name), ("count", &count.to_string())];
        context.strings().with("met-by", &values)
    };
    let sentences: Vec<String> = counts.into_iter().map(one).collect();
    match sentences.is_empty() {
        true => Vec::new(),
        false => vec![context.language().clauses(&sentences)],
    }
}

/// The values of an enum with their counts, in the order of the enum: `进展 6，维持 4`.
fn counts_of<C: KnownChoice>(context: &RenderContext<'_>, values: &[C]) -> Option<String> {
    let count = |choice: &C| {
        let count = values.iter().filter(|value| *value == choice).count();
        (count > 0).then(|| format!("{} {count}", context.label_of(*choice)))
    };
    let counts: Vec<String> = C::ALL.iter().filter_map(count).collect();
    (!counts.is_empty()).then(|| context.language().clauses(&counts))
}
