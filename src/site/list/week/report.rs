//! The week of one of our people as a report to a leader, 周报: plain text that can be copied.

use super::Agenda;
use crate::html::context::RenderContext;
use crate::html::escape::{escape, escaped};
use crate::html::view::Block;
use crate::site::summary::{AppointmentRow, EventRow, PromiseRow};
use std::fmt::Display;

/// The report, with what a script needs to offer a button that copies it.
pub(crate) fn report_text(
    context: &RenderContext<'_>,
    name: &str,
    desk: &Agenda<'_>,
    since: &str,
) -> Option<Block> {
    if desk.events.is_empty() && desk.appointments.is_empty() && desk.promises.is_empty() {
        return None;
    }
    let text = text(context, name, desk, since);
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

fn text(context: &RenderContext<'_>, name: &str, desk: &Agenda<'_>, since: &str) -> String {
    let strings = context.strings();
    let today = context.viewpoint.as_of.to_string();
    let ahead: Vec<_> = desk.appointments.iter().filter(|one| !one.lapsed).collect();
    let lapsed: Vec<_> = desk.appointments.iter().filter(|one| one.lapsed).collect();
    let counted = |key: &str, count: usize| strings.with_args(key, &[("count", &count)]);
    let mut lines = vec![strings.with(
        "report-title",
        &[("name", name), ("from", since), ("to", &today)],
    )];
    let mut part = |key: &str, rows: Vec<String>| {
        lines.push(String::new());
        lines.push(counted(key, rows.len()));
        let numbered = rows.into_iter().enumerate();
        lines.extend(numbered.map(|(place, row)| format!("{}. {row}", place + 1)));
    };
    part(
        "report-visits",
        desk.events
            .iter()
            .map(|event| visit(context, event))
            .collect(),
    );
    part(
        "report-agreed",
        ahead.iter().map(|one| agreed(context, one)).collect(),
    );
    if !lapsed.is_empty() {
        part(
            "report-lapsed",
            lapsed.iter().map(|one| agreed(context, one)).collect(),
        );
    }
    part(
        "report-due",
        desk.promises.iter().map(|one| due(context, one)).collect(),
    );
    lines.join("\n")
}

/// A visit in two or three lines: where and with whom, what for, what came of it.
fn visit(context: &RenderContext<'_>, event: &EventRow) -> String {
    let strings = context.strings();
    let mut text = [
        &*event.date,
        &*event.account.name,
        &*event.mode,
        &*event.people,
    ]
    .join(gap(context));
    let mut line = |key: &str, words: &dyn Display| {
        text.push_str("\n   ");
        text.push_str(&strings.with_args(key, &[("words", words)]));
    };
    if !event.aim.is_empty() {
        line("report-aim", &event.aim);
    }
    if !event.outcome.is_empty() {
        let reached = match event.outcome_key {
            "exchange" => String::new(),
            _ if event.aim.is_empty() => String::new(),
            "commitment" => strings.get("report-reached").to_owned(),
            _ => strings.get("report-not-reached").to_owned(),
        };
        line("report-outcome", &format!("{}{reached}", event.outcome));
    }
    text
}

fn agreed(context: &RenderContext<'_>, appointment: &AppointmentRow) -> String {
    let parts = [
        &*appointment.date,
        &*appointment.account.name,
        &*appointment.purpose,
        &*appointment.place,
    ];
    row(context, &parts)
}

fn due(context: &RenderContext<'_>, promise: &PromiseRow) -> String {
    let parts = [
        &*promise.task,
        &*promise.account.name,
        &*promise.due,
        &*promise.state,
    ];
    row(context, &parts)
}

/// What stands between words that are side by side.
fn gap(context: &RenderContext<'_>) -> &'static str {
    context.language().pick("　", ", ")
}

/// What there is of some words, side by side.
fn row(context: &RenderContext<'_>, parts: &[&str]) -> String {
    let there: Vec<&str> = parts
        .iter()
        .copied()
        .filter(|part| !part.is_empty())
        .collect();
    there.join(gap(context))
}
