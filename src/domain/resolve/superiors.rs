//! Reporting lines: nobody reports to themselves, not even through others.

use crate::domain::{Draft, Item};
use crate::forms::Kind;
use crate::text::{Code, Diagnostic};
use std::collections::BTreeMap;

/// Reports circular reporting lines: once each, at the first of their people.
pub fn check_superiors(draft: &mut Draft) {
    let contacts: Vec<&Item> = draft
        .items
        .iter()
        .filter(|item| item.kind == Kind::Contact)
        .collect();
    let places: BTreeMap<u32, usize> = contacts
        .iter()
        .enumerate()
        .map(|(index, contact)| (contact.id, index))
        .collect();
    let superiors: Vec<Option<usize>> = contacts
        .iter()
        .map(|contact| {
            let target = contact.record.reference("reports_to")?.target?;
            places.get(&target).copied()
        })
        .collect();
    let mut found = Vec::new();
    for cycle in cycles(&superiors) {
        let people: Vec<&Item> = cycle.iter().map(|index| contacts[*index]).collect();
        let Some((first, entry)) = people
            .first()
            .and_then(|first| Some((first, first.record.entry("reports_to")?)))
        else {
            continue;
        };
        let names: Vec<String> = people.iter().map(|one| one.name()).collect();
        let path = format!("{} → {}", names.join(" → "), first.name());
        let diagnostic = Diagnostic::at(Code::ReportsInCircle, &first.source, entry.span);
        found.push(diagnostic.with("way", path));
    }
    draft.found.append(&mut found);
}

/// Returns the cycles among people and their superiors, each from its first member upwards.
fn cycles(superiors: &[Option<usize>]) -> Vec<Vec<usize>> {
    // The start of the path on which each person was visited first.
    let mut visited: Vec<Option<usize>> = vec![None; superiors.len()];
    let mut cycles = Vec::new();
    for start in 0..superiors.len() {
        let mut path = Vec::new();
        let mut next = Some(start);
        while let Some(index) = next.filter(|index| visited[*index].is_none()) {
            visited[index] = Some(start);
            path.push(index);
            next = superiors[index];
        }
        let Some(cycle_start) = next.filter(|index| visited[*index] == Some(start)) else {
            continue;
        };
        let mut cycle: Vec<usize> = path
            .into_iter()
            .skip_while(|one| *one != cycle_start)
            .collect();
        let first = cycle.iter().min().copied();
        let index = cycle.iter().position(|index| Some(*index) == first);
        cycle.rotate_left(index.unwrap_or(0));
        cycles.push(cycle);
    }
    cycles
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_cycle_is_found_once() {
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
        assert_eq!(cycles(&superiors), [vec![0, 2, 3], vec![4]]);
        assert_eq!(cycles(&[]), Vec::<Vec<usize>>::new());
    }
}
