//! The map in sentences: the balance of supporters and opponents, and who was never met.

use crate::domain::Contact;
use crate::site::facts::AccountFacts;

/// The most names in a sentence; the others are counted.
const MOST_NAMES: usize = 5;

/// The influence for and against us, and who was never met.
pub(crate) fn balance(facts: &AccountFacts<'_>) -> Vec<String> {
    let mut sums = [0_usize; 4];
    for (contact, standing) in present_contacts(facts) {
        if contact.item.record.yes("placeholder") {
            continue;
        }
        let influence = standing.influence.and_then(|known| known.rank());
        let side = match standing.attitude.and_then(|known| known.key()) {
            Some("champion" | "supporter") => 0,
            Some("sceptic" | "opponent") => 1,
            Some("neutral") => 2,
            _ => 3,
        };
        sums[side] += influence.map_or(1, |rank| rank + 1);
    }
    let [in_favour, against, neutral, unknown] = sums;
    let strings = facts.context.strings();
    let values: [(&str, &dyn std::fmt::Display); 4] = [
        ("for", &in_favour),
        ("against", &against),
        ("neutral", &neutral),
        ("unknown", &unknown),
    ];
    let mut sentences = vec![strings.with_args("map-balance", &values)];
    sentences.extend(unmet(facts));
    sentences
}

/// Who was never met, most influential first.
fn unmet(facts: &AccountFacts<'_>) -> Option<String> {
    let mut unmet: Vec<(Option<usize>, &str)> = present_contacts(facts)
        .filter(|(contact, _)| facts.meetings_with(contact).next().is_none())
        .map(|(contact, standing)| {
            let influence = standing.influence.and_then(|known| known.rank());
            (influence, contact.name.as_str())
        })
        .collect();
    unmet.sort_by_key(|(influence, _)| std::cmp::Reverse(*influence));
    let names = unmet.iter().take(MOST_NAMES).map(|(_, name)| *name);
    let names: Vec<&str> = names.collect();
    let names = names.join(facts.context.language().pick("、", ", "));
    let strings = facts.context.strings();
    match unmet.len() {
        0 => None,
        count if count > MOST_NAMES => {
            let count = count.to_string();
            Some(strings.with("map-unmet-more", &[("names", &names), ("count", &count)]))
        }
        _ => Some(strings.with("map-unmet", &[("names", &names)])),
    }
}

/// The description of the figure for readers who cannot see it.
pub(crate) fn description(facts: &AccountFacts<'_>) -> String {
    balance(facts).join(" ")
}

/// The contacts who have not left, each with their standing.
fn present_contacts<'d>(
    facts: &'d AccountFacts<'_>,
) -> impl Iterator<Item = (&'d Contact, &'d crate::insight::Standing<'d>)> {
    let people = facts.account.contacts.iter().zip(&facts.standings);
    people.filter(|(contact, _)| !contact.item.record.has("left_on"))
}
