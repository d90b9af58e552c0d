//! The lane of one account on the timeline of all accounts: meetings, appointments and open promises.

use super::account_chart::{NEXT_VISIT_FRAGMENT, appointment_kind, stage_bands};
use super::frame::MarkWords;
use super::promise::title;
use crate::domain::Item;
use crate::figure::timeline::{BandTone, MarkKind};
use crate::forms::Kind;
use crate::html::route::href;
use crate::insight::Side;
use crate::site::event_mark::EventMark;
use crate::site::facts::AccountFacts;
use crate::site::summary::{LaneBar, LaneMark, LaneRow};

/// The lane of an account; empty for readers outside the company.
pub(crate) fn lane_row(facts: &AccountFacts<'_>) -> LaneRow {
    if !facts.context.is_internal() {
        return LaneRow::default();
    }
    let lead = facts.lead_project.as_ref();
    let stages = lead.map_or(Vec::new(), |(project, _)| stage_bands(facts, project));
    let stage = |band: crate::figure::timeline::Band| {
        let is_claimed = band.tone == BandTone::Claimed;
        (band.from, band.to, band.title, is_claimed)
    };
    LaneRow {
        marks: marks(facts),
        bars: bars(facts),
        stages: stages.into_iter().map(stage).collect(),
    }
}

fn marks(facts: &AccountFacts<'_>) -> Vec<LaneMark> {
    let words = MarkWords::of(facts.context);
    let who = |item: &Item| people(facts, item);
    let meetings = facts.meetings.iter().map(|meeting| {
        let mark = EventMark::of(meeting.item);
        let (date, who) = (meeting.date.iso_day(), who(meeting.item));
        LaneMark {
            day: meeting.date.day,
            kind: mark.kind(),
            title: words.title(&date, &who, words.outcome(mark)),
            href: href(&meeting.item.route),
        }
    });
    let agreed = facts.appointments.iter().filter_map(|appointment| {
        let kind = appointment_kind(facts, appointment)?;
        let state = match kind {
            MarkKind::Lapsed => words.lapsed,
            _ => words.agreed,
        };
        let fragment = match appointment.item.kind {
            Kind::Exchange => "",
            _ => NEXT_VISIT_FRAGMENT,
        };
        let (date, who) = (appointment.date.iso(), who(appointment.item));
        Some(LaneMark {
            day: appointment.date.day,
            kind,
            title: words.title(&date, &who, state),
            href: format!("{}{fragment}", href(&appointment.item.route)),
        })
    });
    let mut marks: Vec<LaneMark> = meetings.chain(agreed).collect();
    marks.sort_by_key(|mark| mark.day);
    marks
}

/// The names of the customer's people in a note; the account's name if there are none.
fn people(facts: &AccountFacts<'_>, item: &Item) -> String {
    let people = super::account_chart::people_of(facts, item);
    let contacts = facts.account.contacts.iter();
    let named = contacts.filter(|contact| people.contains(&contact.item.id));
    let names: Vec<&str> = named.map(|contact| contact.name.as_str()).collect();
    if names.is_empty() {
        return facts.account.item.name();
    }
    facts.context.language().list(&names)
}

/// The open promises of both sides.
fn bars(facts: &AccountFacts<'_>) -> Vec<LaneBar> {
    let open = facts
        .promises
        .iter()
        .filter(|promise| promise.state.is_open() && promise.side != Side::Action);
    let bar = |promise: &crate::insight::Promise<'_>| {
        Some(LaneBar {
            from: promise.made_on?.day,
            due: promise.due().map(|due| due.day),
            title: title(facts.context, promise),
            href: href(&promise.item.route),
        })
    };
    open.filter_map(bar).collect()
}
