//! The timeline of a contact: one lane for each of our people who met them, and the promises of both sides.

use super::account_chart::{Hrefs, appointment_kind, people_of};
use super::frame::{Frame, MarkWords, axis_words};
use super::{promise, stage_rows};
use crate::domain::{Contact, Item};
use crate::figure::timeline::{Bar, Lane, Mark, MarkKind, Timeline};
use crate::html::view::Block;
use crate::html::writer::HtmlWriter;
use crate::insight::{Meeting, Promise};
use crate::site::event_mark::EventMark;
use crate::site::facts::AccountFacts;

/// The figure as a block; `None` for readers outside the company, and for a contact whom nobody has met or will meet.
pub(crate) fn contact_figure(
    facts: &AccountFacts<'_>,
    writer: &HtmlWriter<'_>,
    contact: &Contact,
) -> Option<Block> {
    if !facts.context.is_internal() {
        return None;
    }
    let hrefs = Hrefs::of(facts, writer);
    let chart = Chart::of(facts, contact, &hrefs);
    let frame = Frame {
        context: facts.context,
        anchor: "timeline-",
        with_bars: !chart.bars.is_empty(),
    };
    let today_label = frame.today_label();
    let cluster_title = |count, from, to| frame.cluster_title(count, from, to);
    frame.block(&Timeline {
        title: facts.context.strings().get("timeline"),
        description: &contact.name,
        lanes: chart.lanes.iter().map(|name| lane_of(name)).collect(),
        marks: chart.marks,
        bars: chart.bars,
        rows: stage_rows(facts),
        today: facts.context.viewpoint.as_of,
        today_label: &today_label,
        words: axis_words(facts.context),
        cluster_title: &cluster_title,
        cluster_anchor: frame.anchor,
    })
}

fn lane_of(name: &str) -> Lane<'_> {
    Lane {
        name,
        ..Lane::default()
    }
}

/// The lanes, marks and bars of a contact.
struct Chart<'a> {
    /// Our people, in the order of their first meeting.
    lanes: Vec<&'a str>,
    marks: Vec<Mark<'a>>,
    bars: Vec<Bar<'a>>,
}

impl<'a> Chart<'a> {
    fn of(facts: &'a AccountFacts<'_>, contact: &Contact, hrefs: &'a Hrefs) -> Chart<'a> {
        let mut chart = Chart {
            lanes: Vec::new(),
            marks: Vec::new(),
            bars: Vec::new(),
        };
        let words = MarkWords::of(facts.context);
        for (event, meeting) in facts.meetings_with(contact).enumerate() {
            chart.add_meeting(facts, meeting, event, (hrefs, &words));
        }
        for (index, appointment) in facts.appointments.iter().enumerate() {
            let kind = appointment_kind(facts, appointment);
            let is_involved = people_of(facts, appointment.item).contains(&contact.item.id);
            let Some(kind) = kind.filter(|_| is_involved) else {
                continue;
            };
            let who = manager_of(facts, appointment.item);
            let state = match kind {
                MarkKind::Lapsed => words.lapsed,
                _ => words.agreed,
            };
            let lane = chart.lane(who);
            chart.marks.push(Mark {
                lane,
                day: appointment.date.day,
                kind,
                first: false,
                event: facts.meetings.len() + index,
                title: words.title(&appointment.date.iso(), who, state),
                href: hrefs.agreed(appointment),
            });
        }
        let with = |promise: &&Promise<'_>| {
            let person = promise.contact().and_then(|one| one.target);
            person == Some(contact.item.id)
        };
        for promise in facts.promises.iter().filter(with) {
            let owner = promise
                .owner()
                .map(|name| facts.context.settings.person(name));
            let who = owner.unwrap_or_else(|| manager_of(facts, promise.item));
            let lane = chart.lane(who);
            let href = hrefs.note(promise.item);
            chart.bars.extend(promise::bar(facts, promise, lane, href));
        }
        chart
    }

    /// The lane of one of our people.
    fn lane(&mut self, name: &'a str) -> usize {
        let known = self.lanes.iter().position(|known| *known == name);
        known.unwrap_or_else(|| {
            self.lanes.push(name);
            self.lanes.len() - 1
        })
    }

    fn add_meeting(
        &mut self,
        facts: &'a AccountFacts<'_>,
        meeting: &'a Meeting<'_>,
        event: usize,
        (hrefs, words): (&'a Hrefs, &MarkWords<'_>),
    ) {
        let mark = EventMark::of(meeting.item);
        let date = meeting.date.iso_day();
        let mut ours = facts.context.settings.people(&meeting.ours);
        if ours.is_empty() {
            ours.push(manager_of(facts, meeting.item));
        }
        for name in ours {
            let lane = self.lane(name);
            self.marks.push(Mark {
                lane,
                day: meeting.date.day,
                kind: mark.kind(),
                first: !self.marks.iter().any(|mark| mark.lane == lane),
                event,
                title: words.title(&date, name, words.outcome(mark)),
                href: hrefs.note(meeting.item),
            });
        }
    }
}

/// Our person responsible for a note, by their canonical name.
fn manager_of<'a>(facts: &'a AccountFacts<'_>, item: &'a Item) -> &'a str {
    let manager = item.manager().or(facts.account.manager());
    let unnamed = facts.context.strings().get("ours-short");
    manager.map_or(unnamed, |name| facts.context.settings.person(name))
}
