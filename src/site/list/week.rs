//! For each of our people: agreed visits, what is due and overdue, and last week's visits as a report to a leader.

mod report;

use super::actions::{by_urgency, columns as promise_columns, row as promise_row};
use super::timeline::{columns as event_columns, row as event_row};
use super::{anchor, link};
use crate::html::context::RenderContext;
use crate::html::escape::escaped;
use crate::html::pagination::{Group, paginate, part_links};
use crate::html::route::href;
use crate::html::topic_route::owner_route;
use crate::html::view::{Block, Column, PageView, Row, Section};
use crate::site::calendar::calendars;
use crate::site::list_page::{Included, ListInput, ListPage};
use crate::site::summary::{AppointmentRow, EventRow, Named, PromiseRow, Summary};
use crate::text::fingerprint;
use rayon::prelude::*;
use report::report_text;
use std::collections::BTreeMap;

/// The pages lie at the top of the site.
const TOP: &str = "";
/// Desks on one page, each with some 180 rows at the most.
const MOST_DESKS: usize = 12;
/// How far ahead the page looks.
const AHEAD_DAYS: i32 = 7;
/// How far back the report goes: with the day itself seven days.
const BACK_DAYS: i64 = 6;
/// More than this of one person's list stands on the page of actions.
const MOST_ROWS: usize = 60;

#[derive(Default)]
struct Agenda<'a> {
    appointments: Vec<&'a AppointmentRow>,
    promises: Vec<&'a PromiseRow>,
    events: Vec<&'a EventRow>,
}

impl Agenda<'_> {
    fn is_clear(&self) -> bool {
        self.appointments.is_empty() && self.promises.is_empty() && self.events.is_empty()
    }
}

/// The page's row in the table.
pub(crate) const PAGE: ListPage = ListPage {
    key: "week",
    route: "week.html",
    template: "week.html",
    folders: &["calendar/"],
    included: Included::WithAccounts,
    in_navigation: true,
    shows_same: |one, other| {
        one.appointments == other.appointments
            && one.promises == other.promises
            && one.events == other.events
            && one.row.account == other.row.account
            && one.people == other.people
    },
    render,
};

fn render(input: &ListInput<'_>) {
    let ListInput {
        context,
        summaries,
        output,
        ..
    } = *input;
    let desks = desks(context, summaries);
    let files: Vec<String> = calendars(context, summaries, output)
        .iter()
        .map(|file| link(TOP, file))
        .collect();
    let parts = paginate("week.html", sections(context, &desks), MOST_DESKS);
    parts.par_iter().enumerate().for_each(|(index, part)| {
        let mut sections: Vec<Section> = part
            .groups
            .iter()
            .flat_map(|group| group.rows.clone())
            .collect();
        if !files.is_empty() {
            sections.push(Section {
                id: "calendar".to_owned(),
                title: context.words("calendar"),
                summary: vec![context.words("calendar-summary")],
                blocks: vec![Block::list(files.clone())],
                ..Section::default()
            });
        }
        if sections.is_empty() {
            let nothing = Block::Muted {
                text: context.words("nothing-yet"),
            };
            sections.push(Section {
                id: "week".to_owned(),
                blocks: vec![nothing],
                ..Section::default()
            });
        }
        let links = part_links(&parts, index);
        if output.is_unchanged(&part.route, fingerprint(&(&sections, &links))) {
            return;
        }
        let mut head = context.head(&part.route, "week", context.words("week"));
        head.lede = context.words("week-lede");
        head.crumbs = context.crumbs(&head.root, "week", Vec::new());
        let sheet = PageView {
            sections,
            parts: links,
            ..PageView::default()
        };
        output.put(&part.route, context.print(PAGE.template, &head, &sheet));
    });
}

/// The desks that are not clear, a section each.
fn sections(
    context: &RenderContext<'_>,
    desks: &BTreeMap<String, Agenda<'_>>,
) -> Vec<Group<Section>> {
    let numbered = desks.iter().enumerate();
    let groups = numbered.filter_map(|(place, (name, desk))| {
        Some(Group {
            label: name.clone(),
            note: String::new(),
            rows: vec![section(context, place, name, desk)?],
        })
    });
    groups.collect()
}

/// Where the week of each of ours stands.
pub(crate) fn desk_links(
    context: &RenderContext<'_>,
    summaries: &[&Summary],
) -> BTreeMap<String, String> {
    let desks = desks(context, summaries);
    let numbered = desks.iter().enumerate();
    let groups = numbered
        .filter(|(_, (_, desk))| !desk.is_clear())
        .map(|(place, (name, _))| Group {
            label: name.clone(),
            note: String::new(),
            rows: vec![anchor(place, name)],
        });
    let mut links = BTreeMap::new();
    for part in paginate("week.html", groups.collect(), MOST_DESKS) {
        for group in part.groups {
            let anchor = group.rows.join("");
            links.insert(group.label, format!("{}#{anchor}", part.route));
        }
    }
    links
}

/// What lies on one desk; nothing where it is clear.
fn section(
    context: &RenderContext<'_>,
    place: usize,
    name: &str,
    desk: &Agenda<'_>,
) -> Option<Section> {
    let blocks = [
        agreed(context, desk, TOP),
        due(context, desk, TOP),
        visits(context, desk, TOP),
        report_text(context, name, desk, &since(context)),
    ];
    let blocks: Vec<Block> = blocks.into_iter().flatten().collect();
    let count = desk.appointments.len() + desk.promises.len();
    (!blocks.is_empty()).then(|| Section {
        id: anchor(place, name),
        title: name.to_owned(),
        href: href(&owner_route(name)),
        count: count.to_string(),
        blocks,
        ..Section::default()
    })
}

/// The first day of the report.
fn since(context: &RenderContext<'_>) -> String {
    let back = jiff::Span::new().days(BACK_DAYS);
    context.viewpoint.as_of.saturating_sub(back).to_string()
}

/// What lies on whose desk, by name.
fn desks<'a>(
    context: &RenderContext<'_>,
    summaries: &[&'a Summary],
) -> BTreeMap<String, Agenda<'a>> {
    let mut desks: BTreeMap<String, Agenda<'a>> = BTreeMap::new();
    let since = since(context);
    let today = context.viewpoint.as_of.to_string();
    for summary in summaries {
        let soon = summary
            .appointments
            .iter()
            .filter(|appointment| appointment.in_days <= AHEAD_DAYS);
        for appointment in soon.filter(|appointment| !appointment.owner.is_empty()) {
            desks
                .entry(appointment.owner.clone())
                .or_default()
                .appointments
                .push(appointment);
        }
        let due = summary
            .promises
            .iter()
            .filter(|promise| promise.overdue_days.is_some_and(|days| days >= -AHEAD_DAYS));
        for promise in due.filter(|promise| !promise.owner.is_empty()) {
            desks
                .entry(promise.owner.clone())
                .or_default()
                .promises
                .push(promise);
        }
        for event in summary
            .events
            .iter()
            .filter(|event| event.date >= since && event.date <= today)
        {
            if let Some(first) = event.ours.first() {
                desks.entry(first.clone()).or_default().events.push(event);
            }
        }
    }
    for desk in desks.values_mut() {
        desk.appointments
            .sort_by(|one, other| (&one.date, &one.account).cmp(&(&other.date, &other.account)));
        desk.promises.sort_by(|one, other| by_urgency(one, other));
        desk.events
            .sort_by(|one, other| (&one.date, &one.account).cmp(&(&other.date, &other.account)));
    }
    desks
}

/// The columns of a list of appointments.
pub(crate) fn appointment_columns(context: &RenderContext<'_>) -> Vec<Column> {
    let words = |key: &str| context.words(key);
    vec![
        Column::short(words("date")),
        Column::short(words("account")),
        Column::text(words("purpose")),
        Column::text(words("place")),
        Column::number(words("state")),
    ]
}

/// A row of a list of appointments.
pub(crate) fn appointment_row(
    context: &RenderContext<'_>,
    appointment: &AppointmentRow,
    root: &str,
) -> Row {
    let strings = context.strings();
    let state = match (appointment.lapsed, appointment.in_days) {
        (true, _) => format!(
            "<span class=bad>{}</span>",
            escaped(strings.get("no-report"))
        ),
        (false, 0) => context.words("today"),
        (false, days) => strings.with("in-days", &[("days", &days.to_string())]),
    };
    let date = Named {
        name: appointment.date.clone(),
        route: appointment.from.route.clone(),
    };
    Row::of(vec![
        link(root, &date),
        link(root, &appointment.account),
        escaped(&appointment.purpose),
        escaped(&appointment.place),
        state,
    ])
}

fn agreed(context: &RenderContext<'_>, desk: &Agenda<'_>, root: &str) -> Option<Block> {
    let shown = desk.appointments.iter().take(MOST_ROWS);
    let rows: Vec<Row> = shown
        .map(|appointment| appointment_row(context, appointment, root))
        .collect();
    (!rows.is_empty()).then(|| Block::Table {
        label: context.words("agreed"),
        columns: appointment_columns(context),
        rows,
        private: false,
        class: "",
    })
}

fn due(context: &RenderContext<'_>, desk: &Agenda<'_>, root: &str) -> Option<Block> {
    let rows: Vec<Row> = desk
        .promises
        .iter()
        .take(MOST_ROWS)
        .map(|promise| promise_row(context, promise, root))
        .collect();
    let label = context.words("due-this-week");
    (!rows.is_empty()).then(|| Block::Table {
        label,
        columns: promise_columns(context),
        rows,
        private: false,
        class: "lines",
    })
}

fn visits(context: &RenderContext<'_>, desk: &Agenda<'_>, root: &str) -> Option<Block> {
    let rows: Vec<Row> = desk
        .events
        .iter()
        .take(MOST_ROWS)
        .map(|event| event_row(context, event, root))
        .collect();
    (!rows.is_empty()).then(|| Block::Table {
        label: context.words("last-week"),
        columns: event_columns(context),
        rows,
        private: false,
        class: "",
    })
}
