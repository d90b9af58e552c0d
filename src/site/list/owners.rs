//! Our people: an index of all, and of each a page with their accounts and projects, what comes next, what they still owe
//! and what the alerts say.

use super::actions::{by_urgency, columns as promise_columns, row as promise_row};
use super::subject::Subject;
use super::week::{appointment_columns, appointment_row, desk_links};
use super::{Listing, accounts, alerts, link, pipeline};
use crate::html::context::RenderContext;
use crate::html::escape::escaped;
use crate::html::output::Output;
use crate::html::pagination::Group;
use crate::html::route::href;
use crate::html::topic_route::owner_route;
use crate::html::view::{Column, Fact, Row};
use crate::site::calendar::calendar_files;
use crate::site::list_page::{Included, ListInput, ListPage};
use crate::site::search::Topic;
use crate::site::summary::{
    AccountRow, AlertRow, AppointmentRow, Named, ProjectRow, PromiseRow, Summary,
};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};

/// What is on one of ours.
#[derive(Default)]
struct Owner<'a> {
    name: String,
    title: String,
    accounts: Vec<&'a AccountRow>,
    projects: Vec<&'a ProjectRow>,
    appointments: Vec<&'a AppointmentRow>,
    promises: Vec<&'a PromiseRow>,
    alerts: Vec<&'a AlertRow>,
}

/// A row of their page.
#[derive(Hash)]
enum Line<'a> {
    Account(&'a AccountRow),
    Project(&'a ProjectRow),
    Appointment(&'a AppointmentRow),
    Promise(&'a PromiseRow),
    Alert(&'a AlertRow),
}

/// A line of the index.
#[derive(Hash)]
struct Entry {
    owner: Named,
    title: String,
    counts: [usize; 5],
    overdue: usize,
}

/// The owners by their pages, and the page of each name.
struct Owners<'a> {
    all: BTreeMap<String, Owner<'a>>,
    routes: HashMap<&'a str, String>,
}

impl<'a> Owners<'a> {
    fn of(&mut self, name: &'a str) -> Option<&mut Owner<'a>> {
        if name.trim().is_empty() {
            return None;
        }
        let route = self
            .routes
            .entry(name)
            .or_insert_with(|| owner_route(name))
            .clone();
        let owner = self.all.entry(route).or_default();
        if owner.name.is_empty() {
            owner.name = name.to_owned();
        }
        Some(owner)
    }
}

/// The page's row in the table.
pub(crate) const PAGE: ListPage = ListPage {
    key: "owners",
    route: "owners/index.html",
    template: "owners.html",
    folders: &["owners/"],
    included: Included::WithAccounts,
    in_navigation: true,
    shows_same: |one, other| {
        one.row == other.row
            && one.ours == other.ours
            && one.projects == other.projects
            && one.appointments == other.appointments
            && one.promises == other.promises
            && one.alerts == other.alerts
            && one.events == other.events
            && one.people == other.people
    },
    render,
};

/// Writes the index and the pages.
fn render(input: &ListInput<'_>) {
    let ListInput {
        context,
        summaries,
        output,
        ..
    } = *input;
    let owners = owners(context, summaries);
    index(context, &owners, output);
    let calendars = calendar_files(context, summaries);
    let desks = desk_links(context, summaries);
    let owners: Vec<(String, Owner<'_>)> = owners.into_iter().collect();
    owners.into_par_iter().for_each(|(route, owner)| {
        let subject = Subject {
            context,
            page: &PAGE,
            route,
            kind: context.words("owner"),
            lede: owner.title.clone(),
            meta: meta(context, &owner.name, &calendars, &desks),
            heading: owner.name.clone(),
        };
        subject.write(
            groups(context, owner),
            |line| columns(context, line),
            |line, root| row(context, line, root),
            output,
        );
    });
}

/// Everyone of ours who has a page, for the search.
pub(crate) fn topics(context: &RenderContext<'_>, summaries: &[&Summary]) -> Vec<Topic> {
    let topic = |(route, owner): (String, Owner<'_>)| {
        let team = context.settings.team.iter();
        let own = team.filter(|teammate| owner_route(&teammate.name) == route);
        Topic {
            letter: 'O',
            aliases: own.flat_map(|one| one.aliases.iter().cloned()).collect(),
            name: owner.name,
            title: owner.title,
            route,
        }
    };
    owners(context, summaries).into_iter().map(topic).collect()
}

/// Everyone of ours: the team, and whoever else a note names as one of ours.
fn owners<'a>(
    context: &'a RenderContext<'_>,
    summaries: &[&'a Summary],
) -> BTreeMap<String, Owner<'a>> {
    let mut owners = Owners {
        all: BTreeMap::new(),
        routes: HashMap::new(),
    };
    for teammate in &context.settings.team {
        if let Some(owner) = owners.of(&teammate.name) {
            owner.title = teammate.title.clone().unwrap_or_default();
        }
    }
    for summary in summaries {
        summary.ours.iter().for_each(|name| {
            owners.of(name);
        });
        if let Some(owner) = owners.of(&summary.row.manager) {
            owner.accounts.push(&summary.row);
            owner.projects.extend(&summary.projects);
        }
        for appointment in &summary.appointments {
            if let Some(owner) = owners.of(&appointment.owner) {
                owner.appointments.push(appointment);
            }
        }
        for promise in summary.promises.iter().filter(|promise| !promise.done) {
            if let Some(owner) = owners.of(&promise.owner) {
                owner.promises.push(promise);
            }
        }
        for alert in summary.alerts.iter().filter(|alert| alert.muted.is_empty()) {
            if let Some(owner) = owners.of(&alert.owner) {
                owner.alerts.push(alert);
            }
        }
    }
    for owner in owners.all.values_mut() {
        owner
            .appointments
            .sort_by(|one, other| (&one.date, &one.account).cmp(&(&other.date, &other.account)));
        owner.promises.sort_by(|one, other| by_urgency(one, other));
        owner
            .alerts
            .sort_by_key(|alert| (alerts::severity_place(alert), alert.rule, &alert.account));
    }
    owners.all
}

fn index(context: &RenderContext<'_>, owners: &BTreeMap<String, Owner<'_>>, output: &dyn Output) {
    let words = |key: &str| context.words(key);
    let entry = |(route, owner): (&String, &Owner<'_>)| Entry {
        owner: Named {
            name: owner.name.clone(),
            route: href(route),
        },
        title: owner.title.clone(),
        counts: [
            owner.accounts.len(),
            owner.projects.len(),
            owner.appointments.len(),
            owner.promises.len(),
            owner.alerts.len(),
        ],
        overdue: owner
            .promises
            .iter()
            .filter(|promise| promise.overdue_days.is_some_and(|days| days > 0))
            .count(),
    };
    let mut entries: Vec<Entry> = owners.iter().map(entry).collect();
    entries.sort_by(|one, other| {
        (other.counts[0], &one.owner.name).cmp(&(one.counts[0], &other.owner.name))
    });
    let listing = Listing {
        context,
        page: &PAGE,
        columns: vec![
            Column::short(words("name")),
            Column::text(words("title")),
            Column::number(words("accounts")),
            Column::number(words("projects")),
            Column::number(words("agreed")),
            Column::number(words("promises")),
            Column::number(words("alerts")),
        ],
        class: "sortable",
        summary: Vec::new(),
        lede: words("owners-lede"),
        tail: Vec::new(),
    };
    let group = Group {
        label: words("all-owners"),
        note: String::new(),
        rows: entries,
    };
    let groups = if group.rows.is_empty() {
        Vec::new()
    } else {
        vec![group]
    };
    let row = |entry: &Entry, root: &str| {
        let [of_accounts, projects, agreed, promises, of_alerts] = entry.counts;
        Row::of(vec![
            link(root, &entry.owner),
            escaped(&entry.title),
            of_accounts.to_string(),
            projects.to_string(),
            agreed.to_string(),
            accounts::open(context, promises, entry.overdue),
            of_alerts.to_string(),
        ])
    };
    listing.write(groups, row, output);
}

/// Where their calendar and their week are.
fn meta(
    context: &RenderContext<'_>,
    name: &str,
    calendars: &[Named],
    desks: &BTreeMap<String, String>,
) -> Vec<Fact> {
    let calendar = calendars.iter().skip(1).find(|file| file.name == name);
    let calendar = calendar.map(|file| (context.words("calendar"), file.clone()));
    let week = desks.get(name).map(|route| {
        let named = Named {
            name: context.words("week-of-owner"),
            route: route.clone(),
        };
        (context.words("week"), named)
    });
    let fact = |(label, named): (String, Named)| Fact {
        label,
        html: link("../", &named),
        mark: String::new(),
    };
    week.into_iter().chain(calendar).map(fact).collect()
}

fn groups<'a>(context: &RenderContext<'_>, owner: Owner<'a>) -> Vec<Group<Line<'a>>> {
    let all: [(&str, Vec<Line<'a>>); 5] = [
        ("agreed", lines(owner.appointments, Line::Appointment)),
        ("open-promises", lines(owner.promises, Line::Promise)),
        ("alerts", lines(owner.alerts, Line::Alert)),
        ("accounts", lines(owner.accounts, Line::Account)),
        ("projects", lines(owner.projects, Line::Project)),
    ];
    let group = |(key, rows)| Group {
        label: context.words(key),
        note: String::new(),
        rows,
    };
    let there = all.into_iter().filter(|(_, rows)| !rows.is_empty());
    there.map(group).collect()
}

fn lines<'a, T>(rows: Vec<&'a T>, line: fn(&'a T) -> Line<'a>) -> Vec<Line<'a>> {
    rows.into_iter().map(line).collect()
}

fn columns(context: &RenderContext<'_>, line: &Line<'_>) -> (Vec<Column>, &'static str) {
    match line {
        Line::Account(_) => (accounts::columns(context), "sortable cards"),
        Line::Project(_) => (pipeline::columns(context), "sortable"),
        Line::Appointment(_) => (appointment_columns(context), "sortable"),
        Line::Promise(_) => (promise_columns(context), "sortable lines"),
        Line::Alert(_) => (alerts::columns(context), "sortable lines"),
    }
}

fn row(context: &RenderContext<'_>, line: &Line<'_>, root: &str) -> Row {
    match line {
        Line::Account(row) => accounts::account_row(context, row, root),
        Line::Project(row) => pipeline::row(context, row, root),
        Line::Appointment(row) => appointment_row(context, row, root),
        Line::Promise(row) => promise_row(context, row, root),
        Line::Alert(row) => alerts::row(context, row, root),
    }
}
