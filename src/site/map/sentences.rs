//! The map in sentences: the balance of supporters and opponents, and who was never met.

use crate::domain::{Attitude, Influence};
use crate::site::facts::AccountFacts;

/// The most names in a sentence; the others are counted.
const MOST_NAMES: usize = 5;

/// The influence for and against us, and who was never met.
pub(crate) fn balance(facts: &AccountFacts<'_>) -> Vec<String> {
    let mut sums = [0_usize; 4];
    let present = facts.present_contacts();
    for (_, standing) in present.filter(|(contact, _)| !contact.is_placeholder()) {
        let side = match standing.attitude() {
            Some(attitude) if attitude.is_for_us() => 0,
            Some(attitude) if attitude.is_against_us() => 1,
            Some(Attitude::Neutral) => 2,
            _ => 3,
        };
        sums[side] += standing.weight();
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
    let mut unmet: Vec<(Option<Influence>, &str)> = facts
        .present_contacts()
        .filter(|(contact, _)| !facts.has_met(contact))
        .map(|(contact, standing)| (standing.influence(), contact.name.as_str()))
        .collect();
    unmet.sort_by_key(|(influence, _)| std::cmp::Reverse(*influence));
    let names = unmet.iter().take(MOST_NAMES).map(|(_, name)| *name);
    let names: Vec<&str> = names.collect();
    let names = facts.context.language().list(&names);
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
