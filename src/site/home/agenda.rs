//! The agenda on the home page: the appointments of the next days, next to what is overdue.

use super::section::section;
use crate::html::context::RenderContext;
use crate::html::escape::escaped;
use crate::html::route::href;
use crate::html::view::{Block, Column, Link, Row, Section};
use crate::insight::Side;
use crate::site::links::link;
use crate::site::list::actions::by_urgency;
use crate::site::summary::{AppointmentRow, PageLink, PromiseRow, Summary};
use crate::site::widgets::table;

/// How far ahead the agenda looks.
const AHEAD_DAYS: i32 = 14;
/// The most rows of either list; the rest is on the timeline and on the page of actions.
const MOST_ROWS: usize = 12;

/// Upcoming appointments and overdue promises; `None` if there are neither.
pub(crate) fn agenda(context: &RenderContext<'_>, summaries: &[&Summary]) -> Option<Section> {
    let upcoming = upcoming(summaries);
    let overdue = overdue(summaries);
    let lists = [
        list(context, "ahead", &upcoming, |one| appointment_row(one)),
        list(context, "overdue", &overdue, |one| promise_row(one)),
    ];
    let mut lists = lists.into_iter().flatten();
    let mut section = section(context, "agenda", lists.next()?);
    section.aside = lists.next().unwrap_or_default();
    section.summary = vec![context.strings().with_args(
        "agenda-sum",
        &[("ahead", &upcoming.len()), ("overdue", &overdue.len())],
    )];
    section.count = (upcoming.len() + overdue.len()).to_string();
    Some(section)
}

fn upcoming<'s>(summaries: &[&'s Summary]) -> Vec<&'s AppointmentRow> {
    let all = summaries.iter().flat_map(|summary| &summary.appointments);
    let mut rows: Vec<&AppointmentRow> = all
        .filter(|appointment| (0..=AHEAD_DAYS).contains(&appointment.in_days))
        .collect();
    let key = |one: &AppointmentRow| (one.date.clone(), one.account.clone(), !one.is_exchange);
    rows.sort_by_cached_key(|one| key(one));
    // An agreed visit and the exchange planned for it are one meeting; the plan is more detailed.
    rows.dedup_by(|one, other| {
        (&one.date, &one.account) == (&other.date, &other.account) && other.is_exchange
    });
    rows
}

/// The overdue promises of both sides, longest overdue first.
fn overdue<'s>(summaries: &[&'s Summary]) -> Vec<&'s PromiseRow> {
    let all = summaries.iter().flat_map(|summary| &summary.promises);
    let mut rows: Vec<&PromiseRow> = all
        .filter(|promise| promise.overdue_days.is_some_and(|days| days > 0))
        .collect();
    rows.sort_by(|one, other| by_urgency(one, other));
    rows
}

/// A list with its heading, cut if it is long; `None` if it is empty.
fn list<T>(
    context: &RenderContext<'_>,
    key: &str,
    all: &[T],
    row: impl Fn(&T) -> Row,
) -> Option<Vec<Block>> {
    let words = |key: &str| context.words(key);
    let columns = vec![
        Column::short(words(match key {
            "ahead" => "date",
            _ => "state",
        })),
        Column::short(words("account")),
        Column::text(words(match key {
            "ahead" => "purpose",
            _ => "task",
        })),
    ];
    let rows = all.iter().take(MOST_ROWS).map(row).collect();
    let mut blocks = vec![table(columns, rows).with_label(words(key))];
    if all.len() > MOST_ROWS {
        let more = (all.len() - MOST_ROWS).to_string();
        let page = match key {
            "ahead" => "timeline.html",
            _ => "actions.html",
        };
        let link = Link {
            label: context.strings().with("and-more", &[("count", &more)]),
            href: href(page),
        };
        blocks.push(Block::Links { links: vec![link] });
    }
    (!all.is_empty()).then_some(blocks)
}

fn appointment_row(appointment: &AppointmentRow) -> Row {
    let date = PageLink {
        name: appointment.date.clone(),
        route: appointment.from.route.clone(),
    };
    Row::of(vec![
        link("", &date),
        link("", &appointment.account),
        with_owner(&appointment.purpose, &appointment.owner),
    ])
}

fn promise_row(promise: &PromiseRow) -> Row {
    let who = match promise.side {
        Side::Theirs => &promise.contact.name,
        Side::Ours | Side::Action => &promise.owner,
    };
    let from = PageLink {
        name: promise.state.clone(),
        route: promise.from.route.clone(),
    };
    Row::of(vec![
        format!("<span class=bad>{}</span>", link("", &from)),
        link("", &promise.account),
        with_owner(&promise.task, who),
    ])
}

fn with_owner(words: &str, owner: &str) -> String {
    format!(
        "{} <span class=\"mute nw\">{}</span>",
        escaped(words),
        escaped(owner)
    )
}
