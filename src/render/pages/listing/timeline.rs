//! All visits and exchanges of all accounts, the latest first, by month.

use super::{Listing, link};
use crate::render::escape::escaped;
use crate::render::pages::elements::outcome_html;
use crate::render::parts::Group;
use crate::render::press::{Emit, Press};
use crate::render::summary::{EventRow, Summary};
use crate::render::view::{Column, Row};
use rayon::prelude::*;

pub(super) fn pages(press: &Press<'_>, summaries: &[&Summary], emit: &dyn Emit) {
    let mut events: Vec<&EventRow> = summaries
        .iter()
        .flat_map(|summary| &summary.events)
        .collect();
    latest_first(&mut events);
    let listing = Listing {
        press,
        room: "timeline",
        route: "timeline.html",
        columns: columns(press),
        class: "",
        summary: Vec::new(),
        lede: press
            .strings()
            .with("events-count", &[("count", &events.len().to_string())]),
    };
    let mut groups: Vec<Group<&EventRow>> = Vec::new();
    for event in events {
        let month = event.date.get(..7).unwrap_or("—").to_owned();
        match groups.last_mut().filter(|group| group.label == month) {
            Some(group) => group.rows.push(event),
            None => groups.push(Group {
                label: month,
                note: String::new(),
                rows: vec![event],
            }),
        }
    }
    listing.write(groups, |event, root| row(press, event, root), emit);
}

/// The latest first; of one day's in the order of the accounts.
pub(in crate::render::pages) fn latest_first(events: &mut [&EventRow]) {
    events.par_sort_by(|one, other| {
        let by_name = || (&one.account, &one.event).cmp(&(&other.account, &other.event));
        other.date.cmp(&one.date).then_with(by_name)
    });
}

/// The columns of a list of visits and exchanges.
pub(in crate::render::pages) fn columns(press: &Press<'_>) -> Vec<Column> {
    let words = |key: &str| press.words(key);
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
pub(in crate::render::pages) fn row(press: &Press<'_>, event: &EventRow, root: &str) -> Row {
    let outcome = if event.outcome.is_empty() {
        String::new()
    } else {
        outcome_html(event.outcome_key, &event.outcome)
    };
    Row::of(vec![
        link(root, &event.event),
        link(root, &event.account),
        escaped(&event.mode),
        escaped(&event.people),
        names(press, &event.ours),
        outcome,
        escaped(&event.aim),
    ])
}

/// Names in a row, none of which breaks.
fn names(press: &Press<'_>, names: &[String]) -> String {
    let name = |name: &String| format!("<span class=\"nw\">{}</span>", escaped(name));
    let names: Vec<String> = names.iter().map(name).collect();
    names.join(press.language().pick("、", ", "))
}
