//! The map in sentences: supporters against opponents, and who was never met.

use crate::domain::Contact;
use crate::site::facts::AccountFacts;

/// So many names are told; the others are counted.
const MOST_NAMES: usize = 5;

/// How the picture stands.
pub(crate) fn stands(facts: &AccountFacts<'_>) -> Vec<String> {
    let mut sums = [0_usize; 4];
    for (contact, standing) in here(facts) {
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
    let [on_our_side, against, neutral, unknown] = sums;
    let strings = facts.context.strings();
    let values: [(&str, &dyn std::fmt::Display); 4] = [
        ("for", &on_our_side),
        ("against", &against),
        ("neutral", &neutral),
        ("unknown", &unknown),
    ];
    let mut said = vec![strings.with_args("map-balance", &values)];
    said.extend(unmet(facts));
    said
}

/// Who was never met, those with most influence first.
fn unmet(facts: &AccountFacts<'_>) -> Option<String> {
    let mut unmet: Vec<(Option<usize>, &str)> = here(facts)
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

/// The sentence that describes the drawing to who cannot see it.
pub(crate) fn described(facts: &AccountFacts<'_>) -> String {
    stands(facts).join(" ")
}

/// The people who have not left, with what is known of them.
fn here<'d>(
    facts: &'d AccountFacts<'_>,
) -> impl Iterator<Item = (&'d Contact, &'d crate::insight::Standing<'d>)> {
    let people = facts.account.contacts.iter().zip(&facts.standings);
    people.filter(|(contact, _)| !contact.item.record.has("left_on"))
}
