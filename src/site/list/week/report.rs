//! The week of one of our people as a report to their manager (周报): plain text that can be copied.

use super::Agenda;
use crate::domain::Outcome;
use crate::html::context::RenderContext;
use crate::html::escape::{escape, escaped};
use crate::html::view::Block;
use crate::site::event_mark::EventMark;
use crate::site::summary::{AppointmentRow, EventRow, PromiseRow};
use std::fmt::Display;

/// The report, with the labels that the script of the copy button needs.
pub(crate) fn report_text(
    context: &RenderContext<'_>,
    name: &str,
    agenda: &Agenda<'_>,
    since: &str,
) -> Option<Block> {
    if agenda.events.is_empty() && agenda.appointments.is_empty() && agenda.promises.is_empty() {
        return None;
    }
    let text = text(context, name, agenda, since);
    let strings = context.strings();
    let mut html = String::with_capacity(text.len() + 128);
    html.push_str("<pre class=report data-copy=\"");
    escape(strings.get("copy"), &mut html);
    html.push_str("\" data-copied=\"");
    escape(strings.get("copied"), &mut html);
    html.push_str("\">");
    html.push_str(&escaped(&text));
    html.push_str("</pre>");
    Some(Block::Prose {
        label: context.words("report"),
        html,
        private: false,
    })
}

fn text(context: &RenderContext<'_>, name: &str, agenda: &Agenda<'_>, since: &str) -> String {
    let strings = context.strings();
    let today = context.viewpoint.as_of.to_string();
    let upcoming: Vec<_> = agenda
        .appointments
        .iter()
        .filter(|one| !one.lapsed)
        .collect();
    let lapsed: Vec<_> = agenda
        .appointments
        .iter()
        .filter(|one| one.lapsed)
        .collect();
    let counted = |key: &str, count: usize| strings.with_args(key, &[("count", &count)]);
    let mut lines = vec![strings.with(
        "report-title",
        &[("name", name), ("from", since), ("to", &today)],
    )];
    let mut part = |key: &str, rows: Vec<String>| {
        lines.push(String::new());
        lines.push(counted(key, rows.len()));
        let numbered = rows.into_iter().enumerate();
        lines.extend(numbered.map(|(index, row)| format!("{}. {row}", index + 1)));
    };
    part(
        "report-visits",
        agenda
            .events
            .iter()
            .map(|event| visit_text(context, event))
            .collect(),
    );
    part(
        "report-agreed",
        upcoming
            .iter()
            .map(|one| appointment_text(context, one))
            .collect(),
    );
    if !lapsed.is_empty() {
        part(
            "report-lapsed",
            lapsed
                .iter()
                .map(|one| appointment_text(context, one))
                .collect(),
        );
    }
    part(
        "report-due",
        agenda
            .promises
            .iter()
            .map(|one| promise_text(context, one))
            .collect(),
    );
    lines.join("\n")
}

/// A visit in two or three lines: when and with whom, its aim, its outcome.
fn visit_text(context: &RenderContext<'_>, event: &EventRow) -> String {
    let strings = context.strings();
    let mut text = context.language().values(&[
        &*event.date,
        &*event.account.name,
        &*event.mode,
        &*event.people,
    ]);
    let mut line = |key: &str, words: &dyn Display| {
        text.push_str("\n   ");
        text.push_str(&strings.with_args(key, &[("words", words)]));
    };
    if !event.aim.is_empty() {
        line("report-aim", &event.aim);
    }
    if !event.outcome.is_empty() {
        let reached = match event.mark {
            EventMark::Exchange => "",
            EventMark::Visit(_) if event.aim.is_empty() => "",
            EventMark::Visit(Some(Outcome::Commitment)) => strings.get("report-reached"),
            EventMark::Visit(_) => strings.get("report-not-reached"),
        };
        line("report-outcome", &format!("{}{reached}", event.outcome));
    }
    text
}

fn appointment_text(context: &RenderContext<'_>, appointment: &AppointmentRow) -> String {
    let parts = [
        &*appointment.date,
        &*appointment.account.name,
        &*appointment.purpose,
        &*appointment.place,
    ];
    row(context, &parts)
}

fn promise_text(context: &RenderContext<'_>, promise: &PromiseRow) -> String {
    let parts = [
        &*promise.task,
        &*promise.account.name,
        &*promise.due,
        &*promise.state,
    ];
    row(context, &parts)
}

/// The non-empty values on one line.
fn row(context: &RenderContext<'_>, parts: &[&str]) -> String {
    let filled: Vec<&str> = parts
        .iter()
        .copied()
        .filter(|part| !part.is_empty())
        .collect();
    context.language().values(&filled)
}
