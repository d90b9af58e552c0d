//! Visits and exchanges as rows of a list, for the timeline, the week and the home page.

use crate::html::context::RenderContext;
use crate::html::escape::escaped;
use crate::html::view::{Column, Row};
use crate::site::links::link;
use crate::site::summary::{EventRow, Summary};
use crate::site::widgets::outcome_html;
use rayon::prelude::*;
use std::cmp::Ordering;

/// The length of `2026-03-12 14:30`.
const DATE_BYTES: usize = "2026-03-12 14:30".len();

/// Orders events: latest first, those of one day by account.
pub(crate) fn latest_first(one: &EventRow, other: &EventRow) -> Ordering {
    let by_name = || (&one.account, &one.event).cmp(&(&other.account, &other.event));
    other.date.cmp(&one.date).then_with(by_name)
}

/// All events, latest first. Dates are copied next to the references: fetching them one by one would take longer than
/// all comparisons.
pub(crate) fn sorted<'s>(summaries: &[&'s Summary]) -> Vec<&'s EventRow> {
    let keyed = |event: &'s EventRow| {
        let mut date = [0; DATE_BYTES];
        date.iter_mut()
            .zip(event.date.bytes())
            .for_each(|(to, from)| *to = from);
        (date, event)
    };
    let all = summaries.iter().flat_map(|summary| &summary.events);
    let mut events: Vec<([u8; DATE_BYTES], &EventRow)> = all.map(keyed).collect();
    events.par_sort_by(|one, other| {
        let by_all = || latest_first(one.1, other.1);
        other.0.cmp(&one.0).then_with(by_all)
    });
    events.into_iter().map(|(_, event)| event).collect()
}

/// The columns of a list of visits and exchanges.
pub(crate) fn columns(context: &RenderContext<'_>) -> Vec<Column> {
    let words = |key: &str| context.words(key);
    vec![
        Column::short(words("date")),
        Column::short(words("account")),
        Column::short(words("mode")),
        Column::text(words("with")),
        Column::text(words("our-people")),
        Column::short(words("outcome")),
        Column::text(words("aim-short")),
    ]
}

/// A row of a list of visits and exchanges.
pub(crate) fn row(context: &RenderContext<'_>, event: &EventRow, root: &str) -> Row {
    let outcome = if event.outcome.is_empty() {
        String::new()
    } else {
        outcome_html(event.mark, &event.outcome)
    };
    Row::of(vec![
        link(root, &event.event),
        link(root, &event.account),
        escaped(&event.mode),
        escaped(&event.people),
        names(context, &event.our_people),
        outcome,
        escaped(&event.aim),
    ])
}

/// Names joined in a row; no name is broken across lines.
fn names(context: &RenderContext<'_>, names: &[String]) -> String {
    let name = |name: &String| format!("<span class=nw>{}</span>", escaped(name));
    let names: Vec<String> = names.iter().map(name).collect();
    context.language().list(&names)
}
