//! I26: what is due in the next days: agreed visits, promises of both sides, actions, birthdays that the reader may
//! see.

use crate::domain::Contact;
use crate::forms::{Moment, Precision};
use crate::insight::alert::{AlertSeverity, Finding, FindingValue, Rule, RuleContext, Threshold};
use crate::insight::{Appointment, Ground, PromiseState};
use jiff::civil::Date;

const DAYS: Threshold = Threshold::of("due_days", 7);
/// A message names at most this many.
const MOST_NAMED: usize = 3;

pub(super) const RULE: Rule = Rule {
    id: "I26",
    severity: AlertSeverity::Information,
    thresholds: &[DAYS],
    messages: &["i26"],
    check,
};

fn check<'a>(context: &RuleContext<'_, 'a>) -> Vec<Finding<'a>> {
    let days = context.threshold(&DAYS);
    let mut due = due(context, days);
    due.sort_by_key(|(day, ..)| *day);
    let grounds: Vec<Ground<'a>> = due.iter().map(|(_, _, ground)| *ground).collect();
    let Some(first) = grounds.first().copied() else {
        return Vec::new();
    };
    let named = due.iter().take(MOST_NAMED);
    let named = named.map(|(day, words, _)| FindingValue::Text(format!("{day} {words}").into()));
    let finding = Finding::based_on("i26", grounds, first)
        .number("days", days)
        .number("count", due.len());
    vec![finding.with("what", FindingValue::Phrases(named.collect()))]
}

fn due<'a>(context: &RuleContext<'_, 'a>, days: i64) -> Vec<(Date, String, Ground<'a>)> {
    let soon = |day: Date| (-days..=0).contains(&context.days_since(day));
    let agreed = context.appointments.iter();
    let agreed = agreed.filter(|one| one.fulfilled_by.is_none() && soon(one.date.day));
    let agreed = agreed.map(|one| {
        let ground = Ground::at(one.item, one.span());
        (one.date.day, aim_of(one), ground)
    });
    let promises = context.promises.iter().filter_map(|one| {
        let due = one.due().filter(|due| soon(due.day))?;
        let is_due = matches!(one.state, PromiseState::DueInDays(_));
        let ground = Ground::at(one.item, one.span());
        is_due.then(|| (due.day, one.task().to_owned(), ground))
    });
    let birthdays = context.people.iter().filter_map(|person| {
        let day = next_anniversary(person.contact.birthday()?, context.as_of)?;
        let ground = Ground::field(&person.contact.item, Contact::BIRTHDAY);
        soon(day).then(|| (day, format!("{} *", person.name()), ground))
    });
    agreed.chain(promises).chain(birthdays).collect()
}

/// Returns the purpose of a visit or an exchange, else the name of its note.
fn aim_of(one: &Appointment<'_>) -> String {
    let words = one.purpose().and_then(|words| words.lines().next());
    words.map_or_else(|| one.item.name(), str::to_owned)
}

/// Returns the next anniversary of a birthday; that of 29 February is on 1 March in other years.
fn next_anniversary(born: Moment, as_of: Date) -> Option<Date> {
    if born.precision == Precision::Month {
        return None;
    }
    let in_year = |year: i16| {
        Date::new(year, born.day.month(), born.day.day())
            .or_else(|_| Date::new(year, 3, 1))
            .ok()
    };
    let this_year = in_year(as_of.year()).filter(|day| *day >= as_of);
    this_year.or_else(|| in_year(as_of.year().checked_add(1)?))
}
