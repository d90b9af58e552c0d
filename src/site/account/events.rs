//! The events of an account: the timeline, and the same as a list, latest first.

use crate::domain::{Exchange, Item, Visit};
use crate::figure::timeline::MarkKind;
use crate::html::escape::escaped;
use crate::html::view::{Block, Column, Row, Section};
use crate::html::writer::HtmlWriter;
use crate::insight::{Appointment, StalledRun, aim_reached, stalled_runs};
use crate::site::event_mark::EventMark;
use crate::site::facts::AccountFacts;
use crate::site::headlines;
use crate::site::timeline::{account_figure, appointment_kind, promise_table};
use crate::site::widgets::{
    aim_or_topics, counted_section, exchange_state, mode_label, outcome_html, table,
};
use jiff::civil::Date;

pub(crate) fn events(facts: &AccountFacts<'_>, writer: &HtmlWriter<'_>) -> Option<Section> {
    let list = EventList {
        facts,
        writer,
        runs: stalled_runs(facts.account),
    };
    let rows = list.rows();
    let count = rows.len();
    let mut section = counted_section(writer, "timeline", table(list.columns(), rows), count)?;
    section.blocks.splice(0..0, account_figure(facts, writer));
    section.blocks.extend(promise_table(facts, writer));
    section.summary = headlines::events(facts);
    section.summary.extend(list.lasting_run());
    let has_figure = matches!(section.blocks.first(), Some(Block::Figure { .. }));
    section
        .summary
        .extend(has_figure.then(|| facts.context.words("timeline-joins")));
    Some(section)
}

/// How many rows at the top of the list lie in the future: agreed visits and planned exchanges.
pub(crate) fn agreed_rows(facts: &AccountFacts<'_>) -> usize {
    let as_of = facts.context.viewpoint.as_of;
    let is_listed = |one: &Appointment<'_>| {
        let is_plan = one.item.kind == crate::forms::Kind::Exchange;
        is_plan || appointment_kind(facts, one).is_some()
    };
    let is_upcoming = |one: &&Appointment<'_>| one.date.day > as_of && is_listed(one);
    facts.appointments.iter().filter(is_upcoming).count()
}

struct EventList<'a> {
    facts: &'a AccountFacts<'a>,
    writer: &'a HtmlWriter<'a>,
    runs: Vec<StalledRun>,
}

impl EventList<'_> {
    fn columns(&self) -> Vec<Column> {
        let words = |key: &str| self.facts.context.words(key);
        vec![
            Column::short(words("date")),
            Column::short(words("mode")),
            Column::text(words("with")),
            Column::text(words("aim-short")),
            Column::short(words("outcome")),
            Column::short(words("aim-reached")),
        ]
    }

    /// The rows, latest first; appointments come before past events.
    fn rows(&self) -> Vec<Row> {
        let account = self.facts.account;
        let visits = account
            .visits
            .iter()
            .map(|visit| (visit.day(), self.visit(visit)));
        let exchanges = account.exchanges.iter().map(|exchange| {
            let held = exchange.took_place_on().or(exchange.date);
            (held.map(|date| date.day), self.exchange(exchange))
        });
        let agreed = self.facts.appointments.iter().filter_map(|appointment| {
            let row = self.appointment(appointment)?;
            Some((Some(appointment.date.day), row))
        });
        let mut rows: Vec<(Option<Date>, Row)> = visits.chain(exchanges).chain(agreed).collect();
        rows.sort_by_key(|(day, _)| std::cmp::Reverse(*day));
        rows.into_iter().map(|(_, row)| row).collect()
    }

    fn visit(&self, visit: &Visit) -> Row {
        let context = self.facts.context;
        let words = |key: &str| context.words(key);
        let outcome = visit.outcome().map_or(String::new(), |outcome| {
            outcome_html(EventMark::of(&visit.item), context.label_of(outcome))
        });
        let run = self
            .runs
            .iter()
            .find(|run| run.visits.contains(&visit.item.id));
        let ends = run.filter(|run| run.visits.last() == Some(&visit.item.id));
        // Our assessment of a visit is not for readers outside the company.
        let reached = aim_reached(visit).filter(|_| self.facts.context.is_internal());
        Row {
            cells: vec![
                self.writer.item(&visit.item),
                escaped(&mode_label(self.writer, &visit.item)),
                self.writer.references(visit.people()),
                self.aim(&visit.item),
                format!(
                    "{outcome}{}",
                    ends.map_or(String::new(), |run| self.chip(run))
                ),
                reached.map_or(String::new(), |reached| match reached {
                    true => format!("<span class=good>{}</span>", escaped(&words("reached"))),
                    false => escaped(&words("not-reached")),
                }),
            ],
            class: if run.is_some() { "run" } else { "" },
        }
    }

    /// What a visit or an exchange was for.
    fn aim(&self, item: &Item) -> String {
        aim_or_topics(item).map_or(String::new(), |entry| self.writer.value(entry))
    }

    /// The length of a run, shown at its last visit.
    fn chip(&self, run: &StalledRun) -> String {
        let count = run.visits.len();
        let strings = self.facts.context.strings();
        let words = strings.with_args("run-of", &[("count", &count)]);
        format!(" <span class=\"chip run\">{}</span>", escaped(&words))
    }

    fn exchange(&self, exchange: &Exchange) -> Row {
        let people = exchange.people().into_iter();
        let people = self
            .writer
            .join(people.map(|person| self.writer.reference(person)));
        let label = self
            .facts
            .context
            .words(exchange_state(self.facts, exchange));
        Row::of(vec![
            self.writer.item(&exchange.item),
            escaped(&mode_label(self.writer, &exchange.item)),
            people,
            self.aim(&exchange.item),
            outcome_html(EventMark::of(&exchange.item), &label),
            String::new(),
        ])
    }

    /// An agreed visit without a meeting; `None` for a planned exchange, which has its own row.
    fn appointment(&self, appointment: &Appointment<'_>) -> Option<Row> {
        let is_plan = appointment.item.kind == crate::forms::Kind::Exchange;
        let kind = appointment_kind(self.facts, appointment).filter(|_| !is_plan)?;
        let strings = self.facts.context.strings();
        let state = match kind {
            MarkKind::Lapsed => {
                let words = escaped(strings.get("no-report"));
                format!("<span class=bad>{words}</span>")
            }
            _ => escaped(strings.get("visit-agreed")),
        };
        let date = appointment.date.iso();
        let href = self.writer.href(&appointment.item.route);
        let place = appointment.place().unwrap_or_default();
        let purpose = appointment.purpose_entry();
        Some(Row {
            cells: vec![
                format!(
                    "<a class=num href=\"{}#next-visit\">{date}</a>",
                    escaped(&href)
                ),
                [strings.get("next-visit"), place].map(escaped).join(" "),
                String::new(),
                purpose.map_or(String::new(), |entry| self.writer.value(entry)),
                state,
                String::new(),
            ],
            class: "agreed",
        })
    }

    /// A sentence on the last visits if they were all continuations.
    fn lasting_run(&self) -> Option<String> {
        if !self.facts.context.is_internal() {
            return None;
        }
        let run = self.runs.iter().rev().find(|run| run.is_ongoing)?;
        let strings = self.facts.context.strings();
        let count = run.visits.len();
        Some(strings.with_args("run-lasts", &[("count", &count)]))
    }
}
