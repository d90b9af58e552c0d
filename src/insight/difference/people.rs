//! People: who joined, left, or was met for the first time, and what was observed to have changed.

use super::{DayView, Difference, State, Subject, Topic, Window};
use crate::domain::{Contact, FieldKey, Visit};
use crate::insight::ground::Ground;
use crate::insight::history::{OBSERVED, known_on};
use crate::insight::standing::Standing;

pub(super) fn differences<'a>(after: &DayView<'a>, window: Window, all: &mut Vec<Difference<'a>>) {
    for (contact, standing) in after.account.contacts.iter().zip(&after.standings) {
        let of_post = [
            (contact.joined_on(), Contact::JOINED_ON, Topic::Joined),
            (contact.left_on(), Contact::LEFT_ON, Topic::Left),
        ];
        for (moment, key, topic) in of_post {
            let day = window.day(moment);
            all.extend(day.map(|date| Difference {
                topic,
                subject: Subject::Person(contact),
                from: State::Nothing,
                to: State::Nothing,
                date,
                ground: Ground::field(&contact.item, key),
            }));
        }
        let mut meetings = after.meetings.iter();
        let first = meetings.find(|meeting| meeting.includes(contact));
        let first = first.filter(|meeting| window.contains(meeting.date.day));
        all.extend(first.map(|meeting| Difference {
            topic: Topic::Met,
            subject: Subject::Person(contact),
            from: State::Nothing,
            to: State::Nothing,
            date: meeting.date.day,
            ground: Ground::field(meeting.item, Visit::PEOPLE),
        }));
        for key in OBSERVED {
            all.extend(observed_difference(contact, standing, key, window));
        }
    }
}

/// Returns what changed in what is known about a person, with the last observation that shows it.
fn observed_difference<'a>(
    contact: &'a Contact,
    standing: &Standing<'a>,
    key: FieldKey,
    window: Window,
) -> Option<Difference<'a>> {
    let from = known_on(contact, standing, key, window.since);
    let to = known_on(contact, standing, key, window.as_of)?;
    if from.is_some_and(|from| from.is_same_choice(to)) {
        return None;
    }
    let mut observed = standing.observations.iter().rev();
    let last = observed
        .find(|one| window.contains(one.date.day) && key.entry(one.entry.record).is_some())?;
    Some(Difference {
        topic: match key {
            Contact::ATTITUDE => Topic::Attitude,
            Contact::INFLUENCE => Topic::Influence,
            Contact::RELATION_STATE => Topic::Relation,
            _ => Topic::Rapport,
        },
        subject: Subject::Person(contact),
        from: from.map_or(State::Nothing, State::Value),
        to: State::Value(to),
        date: last.date.day,
        ground: Ground::at(last.item, last.entry.record.span),
    })
}
