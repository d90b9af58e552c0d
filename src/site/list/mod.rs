//! The site-wide lists, made from summaries: accounts, timeline, people, actions, week, pipeline, what is
//! known, and competitors, of which every note counts, too. The room of the paper forms is left to `forms`.

pub(crate) mod accounts;
pub(crate) mod actions;
mod alerts;
pub(crate) mod competitors;
mod known;
mod leads;
mod owners;
mod people;
pub(crate) mod pipeline;
mod portfolio;
mod subject;
mod switcher;
mod tags;
pub(crate) mod timeline;
mod week;

use super::summary::{Named, Summary};
use super::timeline::words_script;
use crate::domain::Item;
use crate::html::context::RenderContext;
use crate::html::escape::escaped;
use crate::html::output::Output;
use crate::html::parts::{Group, ROWS, part_links, parts};
use crate::html::route::{href, root_of};
use crate::html::subject::owner_route;
use crate::html::view::{Block, Column, Row, Section, Sheet};
use crate::text::fingerprint;
pub(crate) use owners::topics as owner_topics;
use rayon::prelude::*;
use std::hash::Hash;
pub(crate) use tags::{most_used, tags_of, topics as tag_topics};

/// Renders the site-wide list of a room; `others` are the competitors and pages beside the accounts. What it takes from a
/// summary stands in [`shows_the_same`], too.
pub fn listing_pages(
    context: &RenderContext<'_>,
    room: &str,
    summaries: &[&Summary],
    others: &[Item],
    output: &dyn Output,
) {
    match room {
        "accounts" => {
            accounts::pages(context, summaries, output);
            switcher::script(context, summaries, output);
        }
        "alerts" => alerts::pages(context, summaries, output),
        "timeline" => {
            portfolio::pages(context, summaries, output);
            words_script(context, output);
        }
        "people" => people::pages(context, summaries, output),
        "owners" => owners::pages(context, summaries, output),
        "tags" => tags::pages(context, summaries, others, output),
        "actions" => actions::pages(context, summaries, output),
        "week" => week::pages(context, summaries, output),
        "pipeline" => pipeline::pages(context, summaries, output),
        "known" => known::pages(context, summaries, output),
        "competitors" => competitors::pages(context, summaries, others, output),
        "forms" => super::forms::room_pages(context, summaries, output),
        "search" => super::search::pages::pages(context, summaries, output),
        _ => {}
    }
}

/// Whether the list of a room shows the same of two summaries of an account.
pub fn shows_the_same(room: &str, one: &Summary, other: &Summary) -> bool {
    match room {
        "accounts" => one.row == other.row && one.projects == other.projects,
        "alerts" => one.alerts == other.alerts,
        "timeline" => portfolio::made_from(one) == portfolio::made_from(other),
        "people" => one.row.account == other.row.account && one.people == other.people,
        "actions" => one.promises == other.promises,
        "owners" => {
            one.row == other.row
                && one.ours == other.ours
                && one.projects == other.projects
                && one.appointments == other.appointments
                && one.promises == other.promises
                && one.alerts == other.alerts
                && one.events == other.events
                && one.people == other.people
        }
        "tags" => one.tags == other.tags,
        "week" => {
            one.appointments == other.appointments
                && one.promises == other.promises
                && one.events == other.events
                && one.row.account == other.row.account
                && one.people == other.people
        }
        "pipeline" => one.projects == other.projects,
        "known" => one.row.account == other.row.account && one.known == other.known,
        "competitors" => one.rivals == other.rivals,
        "forms" => one.forms == other.forms,
        "search" => one.search == other.search,
        _ => true,
    }
}

/// Which of these lists have anything to show.
pub(crate) fn rooms_of(has_accounts: bool, has_competitors: bool) -> Vec<&'static str> {
    let lists: &[&str] = if has_accounts {
        &[
            "accounts", "alerts", "timeline", "people", "owners", "actions", "week", "pipeline",
            "known",
        ]
    } else {
        &[]
    };
    let competitors = has_competitors.then_some("competitors");
    // Blank forms are of use before there is any account; a page beside them may bear a tag.
    let forms = ["forms", "tags"];
    lists
        .iter()
        .copied()
        .chain(competitors)
        .chain(forms)
        .collect()
}

/// A list: a room's page of groups of rows, split where it is long.
struct Listing<'a> {
    context: &'a RenderContext<'a>,
    room: &'static str,
    route: &'a str,
    columns: Vec<Column>,
    class: &'static str,
    /// Sentences in the rail of the first section.
    summary: Vec<String>,
    lede: String,
    /// What stands below the rows, on the first page.
    tail: Vec<Section>,
}

impl Listing<'_> {
    /// Writes the pages, those whose rows are as they were only where nothing stands. `row` is given what leads to the
    /// top of the site; what it makes of a row depends on nothing else that changes.
    fn write<T: Sync + Hash>(
        &self,
        groups: Vec<Group<T>>,
        row: impl Fn(&T, &str) -> Row + Sync,
        output: &dyn Output,
    ) {
        let parts = parts(self.route, groups, ROWS);
        parts.par_iter().enumerate().for_each(|(index, part)| {
            let links = part_links(&parts, index);
            let tail = if index == 0 { &self.tail[..] } else { &[] };
            let below = format!("{tail:?}");
            let made_from = fingerprint(&(&part.groups, &links, &self.summary, &self.lede, &below));
            if output.is_unchanged(&part.route, made_from) {
                return;
            }
            let root = root_of(&part.route);
            let section = |(place, group): (usize, &Group<T>)| {
                let rows = group.rows.iter().map(|one| row(one, &root)).collect();
                let block = Block::Table {
                    label: String::new(),
                    columns: self.columns.clone(),
                    rows,
                    private: false,
                    class: self.class,
                };
                Section {
                    id: anchor(place, &group.label),
                    title: group.label.clone(),
                    summary: note_of(group),
                    count: group.rows.len().to_string(),
                    blocks: vec![block],
                    ..Section::default()
                }
            };
            let mut view = Sheet {
                sections: part.groups.iter().enumerate().map(section).collect(),
                ..Sheet::default()
            };
            if let Some(first) = view.sections.first_mut() {
                first.summary.extend(self.summary.iter().cloned());
            } else {
                let nothing = Block::Muted {
                    text: self.context.words("nothing-yet"),
                };
                view.sections.push(Section {
                    id: self.room.to_owned(),
                    blocks: vec![nothing],
                    ..Section::default()
                });
            }
            view.sections.extend(tail.iter().cloned());
            view.parts = links;
            let mut head = self
                .context
                .head(&part.route, self.room, self.context.words(self.room));
            head.lede = self.lede.clone();
            head.crumbs = self.context.crumbs(&head.root, self.room, Vec::new());
            output.put(
                &part.route,
                self.context
                    .print(&format!("{}.html", self.room), &head, &view),
            );
        });
    }
}

/// The sentence under a group's heading, if it has one.
fn note_of<T>(group: &Group<T>) -> Vec<String> {
    [&group.note]
        .into_iter()
        .filter(|note| !note.is_empty())
        .cloned()
        .collect()
}

/// An anchor of a heading, by its place: two headings may differ in punctuation only.
fn anchor(place: usize, label: &str) -> String {
    let clean: String = label
        .chars()
        .map(|one| if one.is_alphanumeric() { one } else { '-' })
        .collect();
    format!("g{}-{clean}", place + 1)
}

/// The name of one of ours with a link to their page, where there are such pages.
pub(crate) fn owner_link(context: &RenderContext<'_>, name: &str, root: &str) -> String {
    if name.is_empty() || !context.reckons() {
        return escaped(name);
    }
    let route = href(&owner_route(name));
    let name = name.to_owned();
    link(root, &Named { name, route })
}

/// A link to what has a page, else its name.
pub(crate) fn link(root: &str, named: &Named) -> String {
    if named.route.is_empty() {
        return escaped(&named.name);
    }
    format!(
        "<a href=\"{root}{}\">{}</a>",
        escaped(&named.route),
        escaped(&named.name)
    )
}
