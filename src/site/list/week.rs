//! The week of each of our people: appointments, due and overdue promises, and last week's visits as a report to a
//! manager.

mod report;

use super::actions::{by_urgency, columns as promise_columns, row as promise_row};
use super::event_rows::{columns as event_columns, row as event_row};
use super::listing::anchor;
use crate::html::context::RenderContext;
use crate::html::escape::escaped;
use crate::html::pagination::{Group, paginate, part_links};
use crate::html::route::href;
use crate::html::topic_route::owner_route;
use crate::html::view::{Block, Column, PageView, Row, Section};
use crate::site::calendar::calendars;
use crate::site::links::link;
use crate::site::list_page::{Included, ListInput, ListPage};
use crate::site::summary::{AppointmentRow, EventRow, PageLink, PromiseRow, Summary};
use crate::text::fingerprint;
use rayon::prelude::*;
use report::report_text;
use std::collections::BTreeMap;

/// The pages are at the top level of the site.
const TOP: &str = "";
/// The most agendas on one page, each with up to some 180 rows.
const MOST_AGENDAS: usize = 12;
/// How far ahead the page looks, in days.
const AHEAD_DAYS: i32 = 7;
/// How far back the report goes: seven days including the as-of day.
const BACK_DAYS: i64 = 6;
/// The most rows of one person's list; the rest is on the page of actions.
const MOST_ROWS: usize = 60;

#[derive(Default)]
struct Agenda<'a> {
    appointments: Vec<&'a AppointmentRow>,
    promises: Vec<&'a PromiseRow>,
    events: Vec<&'a EventRow>,
}

impl Agenda<'_> {
    fn is_empty(&self) -> bool {
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
    let agendas = agendas(context, summaries);
    let files: Vec<String> = calendars(context, summaries, output)
        .iter()
        .map(|file| link(TOP, file))
        .collect();
    let parts = paginate("week.html", sections(context, &agendas), MOST_AGENDAS);
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
            let empty_text = Block::Muted {
                text: context.words("nothing-yet"),
            };
            sections.push(Section {
                id: "week".to_owned(),
                blocks: vec![empty_text],
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
        let view = PageView {
            sections,
            parts: links,
            ..PageView::default()
        };
        output.put(&part.route, context.print(PAGE.template, &head, &view));
    });
}

/// The agendas that are not empty, one section each.
fn sections(
    context: &RenderContext<'_>,
    agendas: &BTreeMap<String, Agenda<'_>>,
) -> Vec<Group<Section>> {
    let numbered = agendas.iter().enumerate();
    let groups = numbered.filter_map(|(index, (name, agenda))| {
        Some(Group {
            label: name.clone(),
            note: String::new(),
            rows: vec![section(context, index, name, agenda)?],
        })
    });
    groups.collect()
}

/// The link to the week of each of our people.
pub(crate) fn agenda_links(
    context: &RenderContext<'_>,
    summaries: &[&Summary],
) -> BTreeMap<String, String> {
    let agendas = agendas(context, summaries);
    let numbered = agendas.iter().enumerate();
    let groups =
        numbered
            .filter(|(_, (_, agenda))| !agenda.is_empty())
            .map(|(index, (name, _))| Group {
                label: name.clone(),
                note: String::new(),
                rows: vec![anchor(index, name)],
            });
    let mut links = BTreeMap::new();
    for part in paginate("week.html", groups.collect(), MOST_AGENDAS) {
        for group in part.groups {
            let anchor = group.rows.join("");
            links.insert(group.label, format!("{}#{anchor}", part.route));
        }
    }
    links
}

/// The section of one agenda; `None` if it is empty.
fn section(
    context: &RenderContext<'_>,
    index: usize,
    name: &str,
    agenda: &Agenda<'_>,
) -> Option<Section> {
    let blocks = [
        agreed(context, agenda, TOP),
        due(context, agenda, TOP),
        visits(context, agenda, TOP),
        report_text(context, name, agenda, &since(context)),
    ];
    let blocks: Vec<Block> = blocks.into_iter().flatten().collect();
    let count = agenda.appointments.len() + agenda.promises.len();
    (!blocks.is_empty()).then(|| Section {
        id: anchor(index, name),
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

/// The agendas by name.
fn agendas<'a>(
    context: &RenderContext<'_>,
    summaries: &[&'a Summary],
) -> BTreeMap<String, Agenda<'a>> {
    let mut agendas: BTreeMap<String, Agenda<'a>> = BTreeMap::new();
    let since = since(context);
    let today = context.viewpoint.as_of.to_string();
    for summary in summaries {
        let soon = summary
            .appointments
            .iter()
            .filter(|appointment| appointment.in_days <= AHEAD_DAYS);
        for appointment in soon.filter(|appointment| !appointment.owner.is_empty()) {
            agendas
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
            agendas
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
            if let Some(first) = event.our_people.first() {
                agendas.entry(first.clone()).or_default().events.push(event);
            }
        }
    }
    for agenda in agendas.values_mut() {
        agenda
            .appointments
            .sort_by(|one, other| (&one.date, &one.account).cmp(&(&other.date, &other.account)));
        agenda.promises.sort_by(|one, other| by_urgency(one, other));
        agenda
            .events
            .sort_by(|one, other| (&one.date, &one.account).cmp(&(&other.date, &other.account)));
    }
    agendas
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
    let date = PageLink {
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

fn agreed(context: &RenderContext<'_>, agenda: &Agenda<'_>, root: &str) -> Option<Block> {
    let shown = agenda.appointments.iter().take(MOST_ROWS);
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

fn due(context: &RenderContext<'_>, agenda: &Agenda<'_>, root: &str) -> Option<Block> {
    let rows: Vec<Row> = agenda
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

fn visits(context: &RenderContext<'_>, agenda: &Agenda<'_>, root: &str) -> Option<Block> {
    let rows: Vec<Row> = agenda
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
