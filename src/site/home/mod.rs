//! The home page: where the accounts stand, what comes next, what was done lately.

mod agenda;
mod portfolio;
mod standing;

use super::alerts::columns::of_all as alerts;
use super::elements::table;
use super::list::pipeline::in_hand;
use super::list::timeline::{columns as event_columns, latest_first, row as event_row};
use super::list::{link, most_used};
use super::summary::{EventRow, Named, Summary};
use super::{named, notes_section};
use crate::domain::{Item, Lookups};
use crate::html::context::{Emit, Press, route_of_room};
use crate::html::view::{Block, Row, Section, Sheet};
use crate::html::writer::{Attachments, Scribe};
use agenda::agenda;
use portfolio::portfolio;

/// More accounts than this stand on their own page only.
const MOST_ACCOUNTS: usize = 100;
/// More loose pages than this are a folder that wants an index of its own.
const MOST_PAGES: usize = 200;
/// More tags than this stand in their index only.
const MOST_TAGS: usize = 24;
/// The last visits that are shown; all of them stand on the timeline.
const MOST_EVENTS: usize = 12;

/// What lies beside the accounts.
pub struct Beside<'a> {
    /// The note `content/index.md`, where there is one.
    pub words: Option<&'a Item>,
    /// The notes that no room of the site leads to.
    pub loose: &'a [&'a Item],
    /// All, competitors among them.
    pub all: &'a [Item],
}

/// Renders the home page.
pub fn home_page(
    press: &Press<'_>,
    lookups: &Lookups<'_>,
    beside: &Beside<'_>,
    summaries: &[&Summary],
    emit: &dyn Emit,
) {
    let words = beside.words;
    let route = "index.html";
    let mut sections: Vec<Section> = Vec::new();
    if press.reckons() {
        sections.extend(alerts(press, summaries));
        sections.extend(agenda(press, summaries));
        sections.extend(accounts(press, summaries));
        sections.extend(portfolio(press, summaries));
        sections.extend(lately(press, summaries));
    } else {
        sections.extend(account_links(press, summaries));
    }
    if let Some(item) = words {
        let attachments = Attachments::default();
        let scribe = Scribe {
            press,
            lookups,
            route,
            source: &item.source,
            attachments: &attachments,
        };
        sections.extend(notes_section(&scribe, item));
        attachments.copy(lookups, emit);
    }
    sections.extend(loose_pages(press, beside.loose));
    sections.extend(tags(press, summaries, beside.all));
    if sections.is_empty() {
        sections.push(section(
            press,
            "nothing-yet",
            vec![Block::Muted {
                text: press.words("nothing-yet-hint"),
            }],
        ));
    }
    let title = words
        .and_then(|item| item.record.text("title"))
        .or(press.settings.title.as_deref());
    let mut head = press.head(
        route,
        "home",
        title.map_or_else(|| press.words("site-title"), str::to_owned),
    );
    head.kind = press.viewpoint.as_of.to_string();
    head.lede = lede(press, summaries);
    head.crumbs = press.crumbs(&head.root, "home", Vec::new());
    head.source = words.map(|item| press.file_of(item)).unwrap_or_default();
    emit.put(
        route,
        press.print(
            "home.html",
            &head,
            &Sheet {
                sections,
                ..Sheet::default()
            },
        ),
    );
}

/// How many accounts there are, and what is in hand.
fn lede(press: &Press<'_>, summaries: &[&Summary]) -> String {
    // Outside the house there is one account, and nobody is told that there may be more.
    if !press.reckons() {
        return String::new();
    }
    let count = summaries.len().to_string();
    let accounts = press.strings().with("accounts-count", &[("count", &count)]);
    if summaries.iter().all(|summary| summary.projects.is_empty()) {
        return accounts;
    }
    let separator = press.language().pick("，", "; ");
    [accounts, in_hand(press, summaries)].join(separator)
}

fn section(press: &Press<'_>, id: &str, blocks: Vec<Block>) -> Section {
    Section {
        id: id.to_owned(),
        title: press.words(id),
        blocks,
        ..Section::default()
    }
}

fn accounts(press: &Press<'_>, summaries: &[&Summary]) -> Option<Section> {
    let rows: Vec<Row> = summaries
        .iter()
        .take(MOST_ACCOUNTS)
        .map(|summary| standing::row(press, &summary.row))
        .collect();
    let table = Block::Table {
        label: String::new(),
        columns: standing::columns(press),
        rows,
        private: false,
        class: "sortable cards",
    };
    let marks = Block::figure(standing::marks(press));
    let mut section = section(press, "accounts", vec![table, marks]);
    section.count = summaries.len().to_string();
    if summaries.len() > MOST_ACCOUNTS {
        let more = (summaries.len() - MOST_ACCOUNTS).to_string();
        section.blocks.push(Block::Muted {
            text: press.strings().with("and-more", &[("count", &more)]),
        });
    }
    (!summaries.is_empty()).then_some(section)
}

/// The tags that are used most, and the way to all.
fn tags(press: &Press<'_>, summaries: &[&Summary], others: &[Item]) -> Option<Section> {
    if !press.reckons() {
        return None;
    }
    let tags = most_used(summaries, others);
    let links = tags.iter().take(MOST_TAGS);
    let links = links.map(|(tag, notes)| format!("{} <small>{notes}</small>", link("", tag)));
    let all = Named {
        name: press.words("all-tags"),
        route: route_of_room("tags").to_owned(),
    };
    let list = Block::list(links.chain([link("", &all)]).collect());
    (!tags.is_empty()).then(|| section(press, "tags", vec![list]))
}

/// The notes that no room of the site leads to.
fn loose_pages(press: &Press<'_>, pages: &[&Item]) -> Option<Section> {
    let items = pages
        .iter()
        .take(MOST_PAGES)
        .map(|page| link("", &named(page)))
        .collect();
    let list = Block::list(items);
    (!pages.is_empty()).then(|| section(press, "notes", vec![list]))
}

/// The accounts by name alone.
fn account_links(press: &Press<'_>, summaries: &[&Summary]) -> Option<Section> {
    let items = summaries
        .iter()
        .map(|summary| link("", &summary.row.account))
        .collect();
    let list = Block::list(items);
    (!summaries.is_empty()).then(|| section(press, "accounts", vec![list]))
}

/// The last visits and exchanges.
fn lately(press: &Press<'_>, summaries: &[&Summary]) -> Option<Section> {
    let as_of = press.viewpoint.as_of.to_string();
    let mut events: Vec<&EventRow> = summaries
        .iter()
        .flat_map(|summary| &summary.events)
        .filter(|event| event.date <= as_of)
        .collect();
    // Of many thousands a few are wanted: only these are put in order.
    if events.len() > MOST_EVENTS {
        events.select_nth_unstable_by(MOST_EVENTS, |one, other| latest_first(one, other));
        events.truncate(MOST_EVENTS);
    }
    events.sort_by(|one, other| latest_first(one, other));
    let rows: Vec<Row> = events
        .into_iter()
        .map(|event| event_row(press, event, ""))
        .collect();
    (!rows.is_empty()).then(|| section(press, "lately", vec![table(event_columns(press), rows)]))
}
