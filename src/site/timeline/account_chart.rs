//! The timeline of an account: one lane per contact, the stages of its projects behind, runs without an advance above.

use super::frame::{Frame, MarkWords, axis_words};
use super::promise;
use crate::domain::{Item, Project, Stage};
use crate::figure::timeline::{Band, BandRow, BandTone, Lane, Mark, MarkKind, Timeline};
use crate::html::view::Block;
use crate::html::writer::HtmlWriter;
use crate::insight::{Appointment, Meeting, stage_spans, stalled_runs};
use crate::site::event_mark::EventMark;
use crate::site::facts::AccountFacts;
use crate::site::headlines;
use crate::site::widgets::stage_label;
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The anchor on a visit's page of the appointment agreed in it.
pub(crate) const NEXT_VISIT_FRAGMENT: &str = "#next-visit";

/// The figure as a block; `None` for readers outside the company and if nothing has a date.
pub(crate) fn account_figure(facts: &AccountFacts<'_>, writer: &HtmlWriter<'_>) -> Option<Block> {
    if !facts.context.is_internal() {
        return None;
    }
    let frame = Frame {
        context: facts.context,
        anchor: "timeline-",
        with_bars: !facts.promises.is_empty(),
    };
    let hrefs = Hrefs::of(facts, writer);
    let chart = Chart::of(facts, writer, &hrefs);
    let today_label = frame.today_label();
    let cluster_title = |count, from, to| frame.cluster_title(count, from, to);
    let description = headlines::events(facts).join(" ");
    let title = facts.context.strings().get("timeline");
    frame.block(&Timeline {
        title,
        description: &description,
        lanes: chart.lanes,
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

/// Links to the notes of an account, built once: several marks share each.
pub(crate) struct Hrefs(BTreeMap<u32, (String, String)>);

impl Hrefs {
    pub fn of(facts: &AccountFacts<'_>, writer: &HtmlWriter<'_>) -> Hrefs {
        let visits = facts.account.visits.iter().map(|visit| &visit.item);
        let exchanges = facts.account.exchanges.iter().map(|one| &one.item);
        let hrefs = |item: &Item| {
            let href = writer.href(&item.route);
            let agreed = format!("{href}{NEXT_VISIT_FRAGMENT}");
            (item.id, (href, agreed))
        };
        Hrefs(visits.chain(exchanges).map(hrefs).collect())
    }

    /// The page of a note.
    pub fn note(&self, item: &Item) -> &str {
        self.0.get(&item.id).map_or("", |(href, _)| href)
    }

    /// The place where a note agrees on the next visit; for a planned exchange the page itself.
    pub fn agreed(&self, appointment: &Appointment<'_>) -> &str {
        let of = self.0.get(&appointment.item.id);
        let is_plan = appointment.item.kind == crate::forms::Kind::Exchange;
        of.map_or("", |(href, agreed)| if is_plan { href } else { agreed })
    }
}

/// The mark of an appointment: agreed or lapsed; `None` if a meeting or a planned exchange covers it.
pub(crate) fn appointment_kind(
    facts: &AccountFacts<'_>,
    appointment: &Appointment<'_>,
) -> Option<MarkKind> {
    let is_plan = |one: &Appointment<'_>| one.item.kind == crate::forms::Kind::Exchange;
    let planned = |day: Date| {
        let mut others = facts.appointments.iter();
        others.any(|other| is_plan(other) && other.date.day == day)
    };
    // An agreed visit and the exchange planned for it are one meeting; the plan is more detailed.
    let is_covered = match is_plan(appointment) {
        true => false,
        false => appointment.fulfilled_by.is_some() || planned(appointment.date.day),
    };
    let passed = appointment.date.day < facts.context.viewpoint.as_of;
    (!is_covered).then_some(if passed {
        MarkKind::Lapsed
    } else {
        MarkKind::Agreed
    })
}

/// The lanes, marks and bars of an account.
struct Chart<'a> {
    lanes: Vec<Lane<'a>>,
    marks: Vec<Mark<'a>>,
    bars: Vec<crate::figure::timeline::Bar<'a>>,
    /// The lane of each contact, by id.
    contact_lanes: BTreeMap<u32, usize>,
    /// The lane of events without a contact, if there is one.
    other_lane: Option<usize>,
    other_lane_name: &'a str,
}

impl<'a> Chart<'a> {
    fn of(facts: &'a AccountFacts<'_>, writer: &HtmlWriter<'_>, hrefs: &'a Hrefs) -> Chart<'a> {
        let mut chart = Chart {
            lanes: Vec::new(),
            marks: Vec::new(),
            bars: Vec::new(),
            contact_lanes: BTreeMap::new(),
            other_lane: None,
            other_lane_name: facts.context.strings().get("other-lane"),
        };
        chart.add_people(facts, writer);
        let words = MarkWords::of(facts.context);
        for (event, meeting) in facts.meetings.iter().enumerate() {
            chart.add_meeting(meeting, event, hrefs, &words);
        }
        for (index, appointment) in facts.appointments.iter().enumerate() {
            if let Some(kind) = appointment_kind(facts, appointment) {
                let event = facts.meetings.len() + index;
                chart.add_appointment(facts, appointment, (event, kind), hrefs, &words);
            }
        }
        for promise in &facts.promises {
            let person = promise.contact().and_then(|contact| contact.target);
            let lane = match person.and_then(|person| chart.contact_lanes.get(&person).copied()) {
                Some(lane) => lane,
                None => {
                    let people = people_of(facts, promise.item);
                    chart.lanes_of(&people).first().copied().unwrap_or_default()
                }
            };
            let href = hrefs.note(promise.item);
            chart.bars.extend(promise::bar(facts, promise, lane, href));
        }
        chart
    }

    /// Adds one lane per contact: decision makers first, those who have left last.
    fn add_people(&mut self, facts: &'a AccountFacts<'_>, writer: &HtmlWriter<'_>) {
        let mut people: Vec<_> = facts
            .account
            .contacts
            .iter()
            .zip(&facts.standings)
            .collect();
        people.sort_by_key(|(contact, standing)| {
            let has_left = contact.has_left(facts.context.viewpoint.as_of);
            (has_left, std::cmp::Reverse(standing.influence()))
        });
        for (contact, _) in people {
            self.contact_lanes.insert(contact.item.id, self.lanes.len());
            self.lanes.push(Lane {
                name: &contact.name,
                note: contact.title().unwrap_or_default(),
                href: Some(writer.href(&contact.item.route)),
                ..Lane::default()
            });
        }
    }

    /// The lanes of some contacts, top down, each once; the lane of other events if none of them has one.
    fn lanes_of(&mut self, people: &[u32]) -> Vec<usize> {
        let lanes = people
            .iter()
            .filter_map(|person| self.contact_lanes.get(person));
        let mut lanes: Vec<usize> = lanes.copied().collect();
        lanes.sort_unstable();
        lanes.dedup();
        if lanes.is_empty() {
            let other = self.other_lane.unwrap_or(self.lanes.len());
            if self.other_lane.is_none() {
                self.lanes.push(Lane {
                    name: self.other_lane_name,
                    ..Lane::default()
                });
            }
            self.other_lane = Some(other);
            lanes.push(other);
        }
        lanes
    }

    fn add_meeting(
        &mut self,
        meeting: &Meeting<'a>,
        event: usize,
        hrefs: &'a Hrefs,
        words: &MarkWords<'_>,
    ) {
        let mark = EventMark::of(meeting.item);
        let date = meeting.date.iso_day();
        for lane in self.lanes_of(&meeting.people) {
            let is_person = Some(lane) != self.other_lane;
            let first = is_person && !self.marks.iter().any(|mark| mark.lane == lane);
            let who = self.lanes.get(lane).map_or("", |lane| lane.name);
            self.marks.push(Mark {
                lane,
                day: meeting.date.day,
                kind: mark.kind(),
                first,
                event,
                title: words.title(&date, who, words.outcome(mark)),
                href: hrefs.note(meeting.item),
            });
        }
    }

    fn add_appointment(
        &mut self,
        facts: &AccountFacts<'_>,
        appointment: &Appointment<'_>,
        (event, kind): (usize, MarkKind),
        hrefs: &'a Hrefs,
        words: &MarkWords<'_>,
    ) {
        let people = people_of(facts, appointment.item);
        let state = match kind {
            MarkKind::Lapsed => words.lapsed,
            _ => words.agreed,
        };
        for lane in self.lanes_of(&people) {
            let who = self.lanes.get(lane).map_or("", |lane| lane.name);
            self.marks.push(Mark {
                lane,
                day: appointment.date.day,
                kind,
                first: false,
                event,
                title: words.title(&appointment.date.iso(), who, state),
                href: hrefs.agreed(appointment),
            });
        }
    }
}

/// The ids of the customer's people in a note.
pub(crate) fn people_of(facts: &AccountFacts<'_>, item: &Item) -> Vec<u32> {
    let visit = facts
        .account
        .visits
        .iter()
        .find(|visit| visit.item.id == item.id);
    let exchange = || {
        let mut exchanges = facts.account.exchanges.iter();
        exchanges.find(|exchange| exchange.item.id == item.id)
    };
    match visit {
        Some(visit) => visit.people().iter().filter_map(|one| one.target).collect(),
        None => exchange().map_or(Vec::new(), |exchange| {
            let people = exchange.people().into_iter();
            people.filter_map(|one| one.target).collect()
        }),
    }
}

/// The stages of the projects, the lead project first, and the runs without an advance.
pub(crate) fn stage_rows(facts: &AccountFacts<'_>) -> Vec<BandRow> {
    let lead = facts
        .lead_project
        .as_ref()
        .map(|(project, _)| project.item.id);
    let mut projects: Vec<&Project> = facts.account.projects.iter().collect();
    projects.sort_by_key(|project| Some(project.item.id) != lead);
    let rows = projects.iter().map(|project| BandRow {
        name: project.name.clone(),
        bands: stage_bands(facts, project),
        tints: false,
    });
    let mut rows: Vec<BandRow> = rows.filter(|row| !row.bands.is_empty()).collect();
    if let Some(first) = rows.first_mut() {
        first.tints = true;
    }
    let runs = run_bands(facts);
    if !runs.is_empty() {
        rows.push(BandRow {
            name: facts.context.words("run-row"),
            bands: runs,
            tints: false,
        });
    }
    rows
}

pub(crate) fn stage_bands(facts: &AccountFacts<'_>, project: &Project) -> Vec<Band> {
    let strings = facts.context.strings();
    let evidenced = facts.progress(project).evidenced;
    let index_of = |stage: Stage| stage.number().map(|number| number - 1);
    let mut highest = None;
    let spans = stage_spans(project, facts.context.viewpoint.as_of);
    let band = |span: crate::insight::StageSpan| {
        let stage = stage_label(facts, span.stage);
        let index = index_of(span.stage);
        let goes_back = index.is_some() && index < highest;
        highest = highest.max(index);
        let is_claimed = index.is_some_and(|index| index >= evidenced);
        let with_stage = |key: &str| strings.with(key, &[("stage", &stage)]);
        let label = match (goes_back, is_claimed) {
            (true, _) => with_stage("band-back"),
            (false, true) => with_stage("band-claimed"),
            (false, false) => stage.clone(),
        };
        let since = span.from.iso();
        let values: [(&str, &dyn std::fmt::Display); 3] =
            [("stage", &label), ("date", &since), ("days", &span.days)];
        Band {
            from: span.from.day,
            to: after(span.from.day, span.days),
            title: strings.with_args("band-title", &values),
            label,
            short: index.map_or(String::new(), |index| (index + 1).to_string()),
            tone: if is_claimed {
                BandTone::Claimed
            } else {
                BandTone::Plain
            },
        }
    };
    spans.into_iter().map(band).collect()
}

/// The runs without an advance, each from its first visit to its last.
fn run_bands(facts: &AccountFacts<'_>) -> Vec<Band> {
    let band = |run: &crate::insight::StalledRun| {
        let count = run.visits.len();
        let label = facts
            .context
            .strings()
            .with_args("run-of", &[("count", &count)]);
        Band {
            from: run.from,
            to: after(run.to, 1),
            title: format!("{label} · {} – {}", run.from, run.to),
            label,
            short: count.to_string(),
            tone: BandTone::Warned,
        }
    };
    stalled_runs(facts.account).iter().map(band).collect()
}

fn after(day: Date, days: i32) -> Date {
    day.saturating_add(i64::from(days.max(0)).days())
}
