//! Our people: an index, and a page for each with their accounts, projects, appointments, open promises and alerts.

use super::actions::{by_urgency, columns as promise_columns, row as promise_row};
use super::listing::Listing;
use super::subject::Subject;
use super::week::{agenda_links, appointment_columns, appointment_row};
use super::{accounts, alerts, pipeline};
use crate::html::context::RenderContext;
use crate::html::escape::escaped;
use crate::html::output::Output;
use crate::html::pagination::Group;
use crate::html::route::href;
use crate::html::topic_route::owner_route;
use crate::html::view::{Column, Fact, Row};
use crate::site::calendar::calendar_files;
use crate::site::links::link;
use crate::site::list_page::{Included, ListInput, ListPage};
use crate::site::search::Topic;
use crate::site::summary::{
    AccountRow, AlertRow, AppointmentRow, PageLink, ProjectRow, PromiseRow, Summary,
};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};

/// One of our people, with everything they are responsible for.
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

/// A row of a person's page.
#[derive(Hash)]
enum OwnerRow<'a> {
    Account(&'a AccountRow),
    Project(&'a ProjectRow),
    Appointment(&'a AppointmentRow),
    Promise(&'a PromiseRow),
    Alert(&'a AlertRow),
}

/// A row of the index.
#[derive(Hash)]
struct IndexRow {
    owner: PageLink,
    title: String,
    counts: [usize; 5],
    overdue: usize,
}

/// The owners by route, and the route of each name.
struct Owners<'a> {
    all: BTreeMap<String, Owner<'a>>,
    routes: HashMap<&'a str, String>,
}

impl<'a> Owners<'a> {
    fn get_or_add(&mut self, name: &'a str) -> Option<&mut Owner<'a>> {
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
            && one.our_people == other.our_people
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
    let agendas = agenda_links(context, summaries);
    let owners: Vec<(String, Owner<'_>)> = owners.into_iter().collect();
    owners.into_par_iter().for_each(|(route, owner)| {
        let subject = Subject {
            context,
            page: &PAGE,
            route,
            kind: context.words("owner"),
            lede: owner.title.clone(),
            meta: meta(context, &owner.name, &calendars, &agendas),
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

/// All of our people who have a page, for the search.
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

/// All of our people: the team, and whoever else a note names as one of us.
fn owners<'a>(
    context: &'a RenderContext<'_>,
    summaries: &[&'a Summary],
) -> BTreeMap<String, Owner<'a>> {
    let mut owners = Owners {
        all: BTreeMap::new(),
        routes: HashMap::new(),
    };
    for teammate in &context.settings.team {
        if let Some(owner) = owners.get_or_add(&teammate.name) {
            owner.title = teammate.title.clone().unwrap_or_default();
        }
    }
    for summary in summaries {
        summary.our_people.iter().for_each(|name| {
            owners.get_or_add(name);
        });
        if let Some(owner) = owners.get_or_add(&summary.row.manager) {
            owner.accounts.push(&summary.row);
            owner.projects.extend(&summary.projects);
        }
        for appointment in &summary.appointments {
            if let Some(owner) = owners.get_or_add(&appointment.owner) {
                owner.appointments.push(appointment);
            }
        }
        for promise in summary.promises.iter().filter(|promise| !promise.done) {
            if let Some(owner) = owners.get_or_add(&promise.owner) {
                owner.promises.push(promise);
            }
        }
        for alert in summary.alerts.iter().filter(|alert| alert.muted.is_empty()) {
            if let Some(owner) = owners.get_or_add(&alert.owner) {
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
            .sort_by_key(|alert| (alert.severity, alert.rule, &alert.account));
    }
    owners.all
}

fn index(context: &RenderContext<'_>, owners: &BTreeMap<String, Owner<'_>>, output: &dyn Output) {
    let words = |key: &str| context.words(key);
    let entry = |(route, owner): (&String, &Owner<'_>)| IndexRow {
        owner: PageLink {
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
    let mut entries: Vec<IndexRow> = owners.iter().map(entry).collect();
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
    let row = |entry: &IndexRow, root: &str| {
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

/// The links to a person's week and calendar.
fn meta(
    context: &RenderContext<'_>,
    name: &str,
    calendars: &[PageLink],
    agendas: &BTreeMap<String, String>,
) -> Vec<Fact> {
    let calendar = calendars.iter().skip(1).find(|file| file.name == name);
    let calendar = calendar.map(|file| (context.words("calendar"), file.clone()));
    let week = agendas.get(name).map(|route| {
        let named = PageLink {
            name: context.words("week-of-owner"),
            route: route.clone(),
        };
        (context.words("week"), named)
    });
    let fact = |(label, named): (String, PageLink)| Fact {
        label,
        html: link("../", &named),
        mark: String::new(),
    };
    week.into_iter().chain(calendar).map(fact).collect()
}

fn groups<'a>(context: &RenderContext<'_>, owner: Owner<'a>) -> Vec<Group<OwnerRow<'a>>> {
    let all: [(&str, Vec<OwnerRow<'a>>); 5] = [
        ("agreed", rows_of(owner.appointments, OwnerRow::Appointment)),
        ("open-promises", rows_of(owner.promises, OwnerRow::Promise)),
        ("alerts", rows_of(owner.alerts, OwnerRow::Alert)),
        ("accounts", rows_of(owner.accounts, OwnerRow::Account)),
        ("projects", rows_of(owner.projects, OwnerRow::Project)),
    ];
    let group = |(key, rows)| Group {
        label: context.words(key),
        note: String::new(),
        rows,
    };
    let filled = all.into_iter().filter(|(_, rows)| !rows.is_empty());
    filled.map(group).collect()
}

fn rows_of<'a, T>(rows: Vec<&'a T>, line: fn(&'a T) -> OwnerRow<'a>) -> Vec<OwnerRow<'a>> {
    rows.into_iter().map(line).collect()
}

fn columns(context: &RenderContext<'_>, line: &OwnerRow<'_>) -> (Vec<Column>, &'static str) {
    match line {
        OwnerRow::Account(_) => (accounts::columns(context), "sortable cards"),
        OwnerRow::Project(_) => (pipeline::columns(context), "sortable"),
        OwnerRow::Appointment(_) => (appointment_columns(context), "sortable"),
        OwnerRow::Promise(_) => (promise_columns(context), "sortable lines"),
        OwnerRow::Alert(_) => (alerts::columns(context), "sortable lines"),
    }
}

fn row(context: &RenderContext<'_>, line: &OwnerRow<'_>, root: &str) -> Row {
    match line {
        OwnerRow::Account(row) => accounts::account_row(context, row, root),
        OwnerRow::Project(row) => pipeline::row(context, row, root),
        OwnerRow::Appointment(row) => appointment_row(context, row, root),
        OwnerRow::Promise(row) => promise_row(context, row, root),
        OwnerRow::Alert(row) => alerts::row(context, row, root),
    }
}
