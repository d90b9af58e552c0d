//! What changed lately in the accounts: visits and exchanges, people, stages. One group an account, the latest first.
//!
//! Only dated facts of the notes count. `kafolio changes` compares two days and finds more: scores, coverage, fields.

use super::listing::Listing;
use crate::domain::Project;
use crate::html::context::RenderContext;
use crate::html::escape::escaped;
use crate::html::pagination::Group;
use crate::html::view::{Column, Row};
use crate::html::writer::HtmlWriter;
use crate::insight::{StageSpan, stage_spans};
use crate::site::facts::AccountFacts;
use crate::site::links::{link, page_link};
use crate::site::list_page::{Included, ListInput, ListPage};
use crate::site::map::{PersonChanges, person_changes};
use crate::site::summary::{ChangeRow, EventRow, PageLink, Summary};
use crate::site::widgets::stage_label;
use jiff::civil::Date;
use std::cmp::Reverse;

/// The length of `2026-03-12`, with which a date begins.
const DAY_BYTES: usize = "2026-03-12".len();

/// Changes older than this are left out.
pub(crate) const PERIOD_DAYS: i32 = 30;

/// The page's row in the table. The home page leads to it: the navigation is full.
pub(crate) const PAGE: ListPage = ListPage {
    key: "recent-changes",
    route: "changes.html",
    template: "sheet.html",
    folders: &[],
    included: Included::WithAccounts,
    in_navigation: false,
    shows_same: |one, other| one.row.account == other.row.account && one.changes == other.changes,
    render,
};

/// Returns the changes of the period in an account, the latest first. `events` are its visits and exchanges.
pub(crate) fn rows(
    facts: &AccountFacts<'_>,
    writer: &HtmlWriter<'_>,
    events: &[EventRow],
) -> Vec<ChangeRow> {
    let as_of = facts.context.viewpoint.as_of;
    let is_recent = |day: Date| {
        let age_days = (as_of - day).get_days();
        (0..PERIOD_DAYS).contains(&age_days)
    };
    let recent = events.iter().filter(|event| {
        let day = event.date.get(..DAY_BYTES).and_then(|day| day.parse().ok());
        day.is_some_and(is_recent)
    });
    let mut rows: Vec<ChangeRow> = recent.map(of_event).collect();
    let people = person_changes(facts, writer);
    let people = people.into_iter().filter(|(day, _)| is_recent(*day));
    rows.extend(people.map(|(day, changes)| of_person(facts, day, changes)));
    let projects = facts.account.projects.iter();
    rows.extend(projects.flat_map(|project| of_stages(facts, project, &is_recent)));
    rows.sort_by(|one, other| (&other.date, one).cmp(&(&one.date, other)));
    rows
}

fn of_event(event: &EventRow) -> ChangeRow {
    let people = (!event.people.is_empty()).then_some(event.people.as_str());
    let outcome = (!event.outcome.is_empty()).then_some(event.outcome.as_str());
    let details: Vec<&str> = people.into_iter().chain(outcome).collect();
    ChangeRow {
        date: event.date.clone(),
        kind: event.mode.clone(),
        subject: event.event.clone(),
        detail: details.join(" · "),
    }
}

fn of_person(facts: &AccountFacts<'_>, day: Date, changes: PersonChanges<'_>) -> ChangeRow {
    ChangeRow {
        date: day.to_string(),
        kind: facts.context.words("contact"),
        subject: PageLink {
            name: changes.name,
            route: crate::html::route::href(changes.route),
        },
        detail: changes.words,
    }
}

fn of_stages(
    facts: &AccountFacts<'_>,
    project: &Project,
    is_recent: &impl Fn(Date) -> bool,
) -> Vec<ChangeRow> {
    let spans = stage_spans(project, facts.context.viewpoint.as_of);
    let entered = spans.iter().filter(|span| is_recent(span.from.day));
    let row = |span: &StageSpan| ChangeRow {
        date: span.from.day.to_string(),
        kind: facts.context.words("changes-stage"),
        subject: PageLink {
            name: project.name.clone(),
            ..page_link(&project.item)
        },
        detail: stage_label(facts, span.stage),
    };
    entered.map(row).collect()
}

fn render(input: &ListInput<'_>) {
    let ListInput {
        context,
        summaries,
        output,
        ..
    } = *input;
    let mut changed: Vec<&Summary> = summaries
        .iter()
        .copied()
        .filter(|summary| !summary.changes.is_empty())
        .collect();
    changed.sort_by_key(|summary| {
        let latest = summary.changes.first().map(|change| &change.date);
        (Reverse(latest), &summary.row.account)
    });
    let groups: Vec<Group<&ChangeRow>> = changed.iter().map(|summary| group(summary)).collect();
    let listing = Listing {
        context,
        page: &PAGE,
        columns: columns(context),
        class: "",
        summary: Vec::new(),
        lede: lede(context, &groups),
        tail: Vec::new(),
    };
    listing.write(groups, row, output);
}

fn group(summary: &Summary) -> Group<&ChangeRow> {
    Group {
        label: summary.row.account.name.clone(),
        note: String::new(),
        rows: summary.changes.iter().collect(),
    }
}

fn lede(context: &RenderContext<'_>, groups: &[Group<&ChangeRow>]) -> String {
    let count: usize = groups.iter().map(|group| group.rows.len()).sum();
    context.strings().with(
        "recent-changes-lede",
        &[
            ("days", &PERIOD_DAYS.to_string()),
            ("accounts", &groups.len().to_string()),
            ("count", &count.to_string()),
        ],
    )
}

fn columns(context: &RenderContext<'_>) -> Vec<Column> {
    vec![
        Column::short(context.words("date")),
        Column::short(context.words("recent-changes-kind")),
        Column::text(context.words("changes-of")),
        Column::text(context.words("changes-what")),
    ]
}

fn row(change: &&ChangeRow, root: &str) -> Row {
    Row::of(vec![
        escaped(&change.date),
        escaped(&change.kind),
        link(root, &change.subject),
        escaped(&change.detail),
    ])
}
