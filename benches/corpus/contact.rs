//! A contact of an account (form 3).

use super::account::{Account, contact_slug};
use super::author::Author;
use super::day::Day;
use super::note::Note;
use super::words::{
    ATTITUDES, INFLUENCES, INTERESTS, POSTS, RAPPORTS, RELATION_STATES, RELATION_TYPES,
};

/// The latest visit's observation of a contact; the contact's own note has the same, as a careful author's would.
#[derive(Clone)]
pub struct Impression {
    /// The day and hour of the visit, and its number if two coincide.
    pub when: (Day, usize, usize),
    pub rapport: &'static str,
    pub attitude: &'static str,
}

/// Returns the contact's note. The last contact decides, and the others report to it.
pub fn note(
    author: &mut Author,
    account: &Account,
    index: usize,
    name: &str,
    seen: Option<Impression>,
) -> Note {
    let own_slug = contact_slug(index);
    let (department, title) = POSTS.get(index % POSTS.len()).copied().unwrap_or_default();
    let random = &mut author.random;
    let rapport = seen
        .as_ref()
        .map_or_else(|| random.pick(RAPPORTS), |impression| impression.rapport);
    let attitude = seen
        .as_ref()
        .map_or_else(|| random.pick(ATTITUDES), |impression| impression.attitude);
    let decides = own_slug == account.decision_maker();
    let influence = if decides {
        "decision_maker"
    } else {
        random.pick(INFLUENCES)
    };
    let relation_type = random.pick(RELATION_TYPES);
    let relation_state = random.pick(RELATION_STATES);
    let phone = random.between(100_000_000, 999_999_999);
    let (month, day) = (random.between(1, 12), random.between(1, 28));
    let interest = random.pick(INTERESTS);
    let superior = if decides {
        String::new()
    } else {
        format!("reports_to: {}\n", account.decision_maker())
    };
    let other = random.below(account.people.len());
    let influences = if other == index {
        String::new()
    } else {
        format!("influences: [{}]\n", contact_slug(other))
    };
    let (number, manager) = (account.number, account.manager);
    let words = author.paragraph(3);
    let text = format!(
        "---
name: \"{name}\"
title: {title}
department: {department}
rapport: {rapport}
influence: {influence}
relation_type: {relation_type}
relation_state: {relation_state}
attitude: {attitude}
phone: \"13{phone}\"
email: {own_slug}@a{number:04}.example
birthday: \"--{month:02}-{day:02}\"
interests: [{interest}]
{superior}{influences}owner: {manager}
---

{words}
"
    );
    Note {
        path: format!("contacts/{own_slug}.md"),
        text,
    }
}
