//! Other views of the same people: influence against attitude, and who of ours has met whom.

use crate::domain::{Attitude, Contact, Influence, KnownChoice};
use crate::html::escape::escaped;
use crate::html::view::{Block, Column, Row};
use crate::html::writer::HtmlWriter;
use crate::site::facts::AccountFacts;
use crate::site::widgets::attitude_html;

/// The class of the table of influence and attitude.
pub(crate) const STANCES: &str = "stances";

/// The class of the table of who met whom.
pub(crate) const TEAM: &str = "team";

/// All contacts by influence, highest at the top, and attitude, best at the right; unknown comes last.
pub(crate) fn grid(facts: &AccountFacts<'_>, writer: &HtmlWriter<'_>) -> Block {
    let context = facts.context;
    let across = || Attitude::FROM_WORST.into_iter().chain([Attitude::Unknown]);
    let mut columns = vec![Column::short(facts.context.words("influence"))];
    columns.extend(across().map(|attitude| Column::text(context.label_of(attitude))));
    let cell = |influence: Influence, attitude: Attitude| {
        let members = facts.present_contacts().filter(|(_, standing)| {
            standing.influence().unwrap_or(Influence::Member) == influence
                && standing.attitude().unwrap_or(Attitude::Unknown) == attitude
        });
        let names = members.map(|(contact, _)| writer.link(&contact.item.route, &contact.name));
        let names: Vec<String> = names.collect();
        match names.is_empty() {
            true => String::new(),
            false => format!(
                "{} {}",
                attitude_html(attitude, ""),
                writer.join(names.into_iter())
            ),
        }
    };
    let rows = Influence::ALL.iter().rev().map(|influence| {
        let mut cells = vec![escaped(context.label_of(*influence))];
        cells.extend(across().map(|attitude| cell(*influence, attitude)));
        Row::of(cells)
    });
    Block::Table {
        label: facts.context.words("map-grid"),
        columns,
        rows: rows.collect(),
        private: false,
        class: STANCES,
    }
}

/// Our people who met any contact, those with most meetings first.
fn our_people<'d>(facts: &'d AccountFacts<'_>) -> Vec<&'d str> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for meeting in &facts.meetings {
        for name in facts.context.settings.people(&meeting.ours) {
            match counts.iter_mut().find(|(known, _)| *known == name) {
                Some((_, count)) => *count += 1,
                None => counts.push((name, 1)),
            }
        }
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.into_iter().map(|(name, _)| name).collect()
}

/// How often one of our people met a contact, and how many days ago last.
fn meetings_between(
    facts: &AccountFacts<'_>,
    contact: &Contact,
    name: &str,
) -> Option<(usize, i32)> {
    let together = || {
        facts
            .meetings_with(contact)
            .filter(|meeting| facts.context.settings.people(&meeting.ours).contains(&name))
    };
    let last = together().next_back()?;
    Some((together().count(), facts.days_since(last.date.day)))
}

/// The customer's people against ours: how often they met, and when last.
pub(crate) fn team(facts: &AccountFacts<'_>, writer: &HtmlWriter<'_>) -> Option<Block> {
    let ours = our_people(facts);
    let strings = facts.context.strings();
    let mut columns = vec![Column::short(facts.context.words("name"))];
    columns.extend(ours.iter().map(|name| Column::number(*name)));
    let mut people: Vec<_> = facts.present_contacts().collect();
    people.sort_by_key(|(_, standing)| std::cmp::Reverse(standing.influence()));
    let rows = people.iter().map(|(contact, _)| {
        let cell = |name: &&str| match meetings_between(facts, contact, name) {
            None => String::new(),
            Some((count, days)) => {
                let days = days.to_string();
                let ago = strings.with("days-ago", &[("days", &days)]);
                format!("<small class=mute>{}</small> <b>{count}</b>", escaped(&ago))
            }
        };
        let mut cells = vec![writer.link(&contact.item.route, &contact.name)];
        cells.extend(ours.iter().map(cell));
        Row::of(cells)
    });
    let rows: Vec<Row> = rows.collect();
    (!ours.is_empty()).then(|| Block::Table {
        label: facts.context.words("map-team"),
        columns,
        rows,
        private: false,
        class: TEAM,
    })
}

/// A sentence if more than half of the contacts we have met are known to only one of our people.
pub(crate) fn single_contact_sentence(facts: &AccountFacts<'_>) -> Option<String> {
    let ours = our_people(facts);
    let known_by = facts.present_contacts().map(|(contact, _)| {
        let known_by = ours
            .iter()
            .filter(|name| meetings_between(facts, contact, name).is_some());
        known_by.copied().collect::<Vec<&str>>()
    });
    let known_by: Vec<Vec<&str>> = known_by.filter(|names| !names.is_empty()).collect();
    let alone = |name: &str| {
        let alone = known_by.iter().filter(|names| names.as_slice() == [name]);
        alone.count()
    };
    let (count, name) = ours
        .iter()
        .map(|name| (alone(name), *name))
        .max_by_key(|one| one.0)?;
    let (count, met) = (count, known_by.len());
    let values: [(&str, &dyn std::fmt::Display); 3] =
        [("met", &met), ("count", &count), ("name", &name)];
    (count * 2 > met).then(|| facts.context.strings().with_args("map-hangs-on", &values))
}
