//! Who reports to whom: nobody reports to himself, not even through others.

use crate::domain::{Draft, Item};
use crate::forms::Kind;
use crate::text::{Code, Diagnostic};
use std::collections::BTreeMap;

/// Says where people report to each other in a circle: once a circle, at the first of its people.
pub fn check_superiors(draft: &mut Draft) {
    let contacts: Vec<&Item> = draft
        .items
        .iter()
        .filter(|item| item.kind == Kind::Contact)
        .collect();
    let places: BTreeMap<u32, usize> = contacts
        .iter()
        .enumerate()
        .map(|(place, contact)| (contact.id, place))
        .collect();
    let superiors: Vec<Option<usize>> = contacts
        .iter()
        .map(|contact| {
            let target = contact.record.reference("reports_to")?.target?;
            places.get(&target).copied()
        })
        .collect();
    let mut found = Vec::new();
    for circle in circles(&superiors) {
        let people: Vec<&Item> = circle.iter().map(|place| contacts[*place]).collect();
        let Some((first, entry)) = people
            .first()
            .and_then(|first| Some((first, first.record.entry("reports_to")?)))
        else {
            continue;
        };
        let names: Vec<String> = people.iter().map(|one| one.name()).collect();
        let way = format!("{} → {}", names.join(" → "), first.name());
        let round = Diagnostic::at(Code::ReportsInCircle, &first.source, entry.span);
        found.push(round.with("way", way));
    }
    draft.found.append(&mut found);
}

/// The circles among people and their superiors, each from its first member upwards.
fn circles(superiors: &[Option<usize>]) -> Vec<Vec<usize>> {
    // On which way up somebody was met first.
    let mut met: Vec<Option<usize>> = vec![None; superiors.len()];
    let mut circles = Vec::new();
    for start in 0..superiors.len() {
        let mut way = Vec::new();
        let mut here = Some(start);
        while let Some(place) = here.filter(|place| met[*place].is_none()) {
            met[place] = Some(start);
            way.push(place);
            here = superiors[place];
        }
        let Some(again) = here.filter(|place| met[*place] == Some(start)) else {
            continue;
        };
        let mut circle: Vec<usize> = way.into_iter().skip_while(|one| *one != again).collect();
        let first = circle.iter().min().copied();
        let index = circle.iter().position(|place| Some(*place) == first);
        circle.rotate_left(index.unwrap_or(0));
        circles.push(circle);
    }
    circles
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_circle_is_found_once() {
        let superiors = [
            Some(2),
            Some(0),
            Some(3),
            Some(0),
            Some(4),
            None,
            Some(5),
            Some(2),
        ];
        assert_eq!(circles(&superiors), [vec![0, 2, 3], vec![4]]);
        assert_eq!(circles(&[]), Vec::<Vec<usize>>::new());
    }
}
