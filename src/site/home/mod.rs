//! The home page: the state of the accounts, what comes next, what happened recently.

mod account_table;
mod agenda;
mod portfolio;
mod section;

use super::alerts::columns::all_alerts as alerts;
use super::links::{link, page_link};
use super::list::event_rows::{columns as event_columns, latest_first, row as event_row};
use super::list::most_used;
use super::list::pipeline::in_hand;
use super::list::tags;
use super::summary::{EventRow, PageLink, Summary};
use super::widgets::{notes_section, table};
use crate::domain::{Item, Lookups};
use crate::html::context::RenderContext;
use crate::html::output::Output;
use crate::html::view::{Block, PageView, Row, Section};
use crate::html::writer::{Attachments, HtmlWriter};
use crate::site::list::changes::{self, PERIOD_DAYS};
use agenda::agenda;
use portfolio::portfolio;
use section::section;

/// The most accounts listed; all of them are on the page of accounts.
const MOST_ACCOUNTS: usize = 100;
/// The most loose pages listed; a folder with more should have its own index.
const MOST_PAGES: usize = 200;
/// The most tags listed; all of them are in the index of tags.
const MOST_TAGS: usize = 24;
/// The most recent events listed; all of them are on the timeline.
const MOST_EVENTS: usize = 12;

/// The notes outside the accounts that the home page shows or counts.
pub struct HomeNotes<'a> {
    /// The note `content/index.md`, where there is one.
    pub index_note: Option<&'a Item>,
    /// The notes that no navigation entry leads to.
    pub loose: &'a [&'a Item],
    /// All notes outside the accounts, including competitors.
    pub all: &'a [Item],
}

/// Renders the home page.
pub fn home_page(
    context: &RenderContext<'_>,
    lookups: &Lookups<'_>,
    home_notes: &HomeNotes<'_>,
    summaries: &[&Summary],
    output: &dyn Output,
) {
    let index_note = home_notes.index_note;
    let route = "index.html";
    let mut sections: Vec<Section> = Vec::new();
    if context.is_internal() {
        sections.extend(alerts(context, summaries));
        sections.extend(agenda(context, summaries));
        sections.extend(accounts(context, summaries));
        sections.extend(portfolio(context, summaries));
        sections.extend(recent_events(context, summaries));
    } else {
        sections.extend(account_links(context, summaries));
    }
    if let Some(item) = index_note {
        let attachments = Attachments::default();
        let writer = HtmlWriter {
            context,
            lookups,
            route,
            source: &item.source,
            attachments: &attachments,
        };
        sections.extend(notes_section(&writer, item));
        attachments.copy(lookups, output);
    }
    sections.extend(loose_pages(context, home_notes.loose));
    sections.extend(tags(context, summaries, home_notes.all));
    if sections.is_empty() {
        sections.push(section(
            context,
            "nothing-yet",
            vec![Block::Muted {
                text: context.words("nothing-yet-hint"),
            }],
        ));
    }
    let title = index_note
        .and_then(Item::title)
        .or(context.settings.title.as_deref());
    let mut head = context.head(
        route,
        "home",
        title.map_or_else(|| context.words("site-title"), str::to_owned),
    );
    head.kind = context.viewpoint.as_of.to_string();
    head.lede = lede(context, summaries);
    head.crumbs = context.crumbs(&head.root, "home", Vec::new());
    head.source = index_note
        .map(|item| context.file_of(item))
        .unwrap_or_default();
    output.put(
        route,
        context.print(
            "home.html",
            &head,
            &PageView {
                sections,
                ..PageView::default()
            },
        ),
    );
}

/// The number of accounts, and the open projects.
fn lede(context: &RenderContext<'_>, summaries: &[&Summary]) -> String {
    // A reader outside the company sees one account and must not learn that there are others.
    if !context.is_internal() {
        return String::new();
    }
    let count = summaries.len().to_string();
    let accounts = context
        .strings()
        .with("accounts-count", &[("count", &count)]);
    if summaries.iter().all(|summary| summary.projects.is_empty()) {
        return accounts;
    }
    let projects = in_hand(context, summaries);
    let values = [("accounts", accounts.as_str()), ("projects", &projects)];
    context.strings().with("accounts-and-projects", &values)
}

fn accounts(context: &RenderContext<'_>, summaries: &[&Summary]) -> Option<Section> {
    let rows: Vec<Row> = summaries
        .iter()
        .take(MOST_ACCOUNTS)
        .map(|summary| account_table::row(context, &summary.row))
        .collect();
    let table = Block::Table {
        label: String::new(),
        columns: account_table::columns(context),
        rows,
        private: false,
        class: "sortable cards",
    };
    let marks = Block::figure(account_table::small_charts_legend(context));
    let mut section = section(context, "accounts", vec![table, marks]);
    section.count = summaries.len().to_string();
    if summaries.len() > MOST_ACCOUNTS {
        let more = (summaries.len() - MOST_ACCOUNTS).to_string();
        section.blocks.push(Block::Muted {
            text: context.strings().with("and-more", &[("count", &more)]),
        });
    }
    (!summaries.is_empty()).then_some(section)
}

/// The most used tags, and a link to all.
fn tags(context: &RenderContext<'_>, summaries: &[&Summary], others: &[Item]) -> Option<Section> {
    if !context.is_internal() {
        return None;
    }
    let tags = most_used(summaries, others);
    let links = tags.iter().take(MOST_TAGS);
    let links = links.map(|(tag, notes)| format!("{} <small>{notes}</small>", link("", tag)));
    let all = PageLink {
        name: context.words("all-tags"),
        route: tags::PAGE.route.to_owned(),
    };
    let list = Block::list(links.chain([link("", &all)]).collect());
    (!tags.is_empty()).then(|| section(context, "tags", vec![list]))
}

/// The notes that no navigation entry leads to.
fn loose_pages(context: &RenderContext<'_>, pages: &[&Item]) -> Option<Section> {
    let items = pages
        .iter()
        .take(MOST_PAGES)
        .map(|page| link("", &page_link(page)))
        .collect();
    let list = Block::list(items);
    (!pages.is_empty()).then(|| section(context, "notes", vec![list]))
}

/// Links to the accounts, without further data.
fn account_links(context: &RenderContext<'_>, summaries: &[&Summary]) -> Option<Section> {
    let items = summaries
        .iter()
        .map(|summary| link("", &summary.row.account))
        .collect();
    let list = Block::list(items);
    (!summaries.is_empty()).then(|| section(context, "accounts", vec![list]))
}

/// The last visits and exchanges.
fn recent_events(context: &RenderContext<'_>, summaries: &[&Summary]) -> Option<Section> {
    let changes = PageLink {
        name: context
            .strings()
            .with("recent-changes-all", &[("days", &PERIOD_DAYS.to_string())]),
        route: changes::PAGE.route.to_owned(),
    };
    let changes = Block::list(vec![link("", &changes)]);
    let as_of = context.viewpoint.as_of.to_string();
    let mut events: Vec<&EventRow> = summaries
        .iter()
        .flat_map(|summary| &summary.events)
        .filter(|event| event.date <= as_of)
        .collect();
    // Only a few of possibly many thousand events are needed, so only these are sorted.
    if events.len() > MOST_EVENTS {
        events.select_nth_unstable_by(MOST_EVENTS, |one, other| latest_first(one, other));
        events.truncate(MOST_EVENTS);
    }
    events.sort_by(|one, other| latest_first(one, other));
    let rows: Vec<Row> = events
        .into_iter()
        .map(|event| event_row(context, event, ""))
        .collect();
    (!rows.is_empty()).then(|| {
        section(
            context,
            "lately",
            vec![table(event_columns(context), rows), changes],
        )
    })
}
