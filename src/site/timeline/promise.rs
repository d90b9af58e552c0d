//! Promises as bars of a timeline, and as the table below it.

use crate::figure::timeline::Bar;
use crate::forms::Moment;
use crate::html::context::RenderContext;
use crate::html::escape::escaped;
use crate::html::view::{Block, Column, Row};
use crate::html::writer::HtmlWriter;
use crate::insight::{Promise, PromiseState, Side};
use crate::site::facts::AccountFacts;
use crate::site::promises::state_html;
use crate::site::widgets::table;

/// A promise as a bar of a lane; `None` if its note has no date.
pub(crate) fn bar<'a>(
    facts: &AccountFacts<'_>,
    promise: &Promise<'_>,
    lane: usize,
    href: &'a str,
) -> Option<Bar<'a>> {
    let day = |moment: Option<Moment>| moment.map(|moment| moment.day);
    Some(Bar {
        lane,
        from: promise.made_on?.day,
        due: day(promise.due()),
        done: day(promise.done()),
        title: title(facts.context, promise),
        href,
    })
}

/// The title of a bar: whose promise, the task, its state.
pub(crate) fn title(context: &RenderContext<'_>, promise: &Promise<'_>) -> String {
    let strings = context.strings();
    let side = match promise.side {
        Side::Ours => "ours-short",
        Side::Theirs => "theirs-short",
        Side::Action => "action-short",
    };
    let days = |key: &str, days: i32| strings.with(key, &[("days", &days.to_string())]);
    let state = match promise.state {
        PromiseState::OverdueDays(count) => days("overdue-days", count),
        PromiseState::DueInDays(0) => strings.get("due-today").to_owned(),
        PromiseState::DueInDays(count) => days("due-in-days", count),
        PromiseState::Undated => strings.get("undated").to_owned(),
        PromiseState::Kept => strings.get("kept").to_owned(),
        PromiseState::LateDays(count) => days("late-days", count),
    };
    let values = [
        ("side", strings.get(side)),
        ("task", promise.task()),
        ("state", &state),
    ];
    strings.with("bar-title", &values)
}

/// The bars as a table that unfolds below the figure.
pub(crate) fn promise_table(facts: &AccountFacts<'_>, writer: &HtmlWriter<'_>) -> Option<Block> {
    if !facts.context.is_internal() || facts.promises.is_empty() {
        return None;
    }
    let words = |key: &str| facts.context.words(key);
    let day = |moment: Option<Moment>| moment.map_or(String::new(), |moment| moment.iso());
    let row = |promise: &Promise<'_>| {
        let side = match promise.side {
            Side::Ours => "ours-short",
            Side::Theirs => "theirs-short",
            Side::Action => "action-short",
        };
        Row::of(vec![
            escaped(promise.task()),
            escaped(&words(side)),
            writer.item(promise.item),
            day(promise.due()),
            day(promise.done()),
            state_html(facts, promise.state),
        ])
    };
    let columns = vec![
        Column::text(words("task")),
        Column::short(words("side")),
        Column::short(words("made-in")),
        Column::short(words("due")),
        Column::short(words("done")),
        Column::number(words("state")),
    ];
    let rows = facts.promises.iter().rev().map(row).collect();
    let table = table(columns, rows).with_label(words("promises"));
    Some(table.with_class("data"))
}
