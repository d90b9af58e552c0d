//! The home page: where the accounts stand, what comes next, what was done lately.

mod agenda;
mod portfolio;
mod standing;

use super::alerts::columns::of_all as alerts;
use super::elements::table;
use super::list::pipeline::in_hand;
use super::list::tags;
use super::list::timeline::{columns as event_columns, latest_first, row as event_row};
use super::list::{link, most_used};
use super::summary::{EventRow, Named, Summary};
use super::{named, notes_section};
use crate::domain::{Item, Lookups};
use crate::html::context::RenderContext;
use crate::html::output::Output;
use crate::html::view::{Block, PageView, Row, Section};
use crate::html::writer::{Attachments, HtmlWriter};
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

/// What lies home_notes the accounts.
pub struct HomeNotes<'a> {
    /// The note `content/index.md`, where there is one.
    pub words: Option<&'a Item>,
    /// The notes that no room of the site leads to.
    pub loose: &'a [&'a Item],
    /// All, competitors among them.
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
    let words = home_notes.words;
    let route = "index.html";
    let mut sections: Vec<Section> = Vec::new();
    if context.reckons() {
        sections.extend(alerts(context, summaries));
        sections.extend(agenda(context, summaries));
        sections.extend(accounts(context, summaries));
        sections.extend(portfolio(context, summaries));
        sections.extend(lately(context, summaries));
    } else {
        sections.extend(account_links(context, summaries));
    }
    if let Some(item) = words {
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
    let title = words
        .and_then(|item| item.record.text("title"))
        .or(context.settings.title.as_deref());
    let mut head = context.head(
        route,
        "home",
        title.map_or_else(|| context.words("site-title"), str::to_owned),
    );
    head.kind = context.viewpoint.as_of.to_string();
    head.lede = lede(context, summaries);
    head.crumbs = context.crumbs(&head.root, "home", Vec::new());
    head.source = words.map(|item| context.file_of(item)).unwrap_or_default();
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

/// How many accounts there are, and what is in hand.
fn lede(context: &RenderContext<'_>, summaries: &[&Summary]) -> String {
    // Outside the house there is one account, and nobody is told that there may be more.
    if !context.reckons() {
        return String::new();
    }
    let count = summaries.len().to_string();
    let accounts = context
        .strings()
        .with("accounts-count", &[("count", &count)]);
    if summaries.iter().all(|summary| summary.projects.is_empty()) {
        return accounts;
    }
    let separator = context.language().pick("，", "; ");
    [accounts, in_hand(context, summaries)].join(separator)
}

fn section(context: &RenderContext<'_>, id: &str, blocks: Vec<Block>) -> Section {
    Section {
        id: id.to_owned(),
        title: context.words(id),
        blocks,
        ..Section::default()
    }
}

fn accounts(context: &RenderContext<'_>, summaries: &[&Summary]) -> Option<Section> {
    let rows: Vec<Row> = summaries
        .iter()
        .take(MOST_ACCOUNTS)
        .map(|summary| standing::row(context, &summary.row))
        .collect();
    let table = Block::Table {
        label: String::new(),
        columns: standing::columns(context),
        rows,
        private: false,
        class: "sortable cards",
    };
    let marks = Block::figure(standing::marks(context));
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

/// The tags that are used most, and the way to all.
fn tags(context: &RenderContext<'_>, summaries: &[&Summary], others: &[Item]) -> Option<Section> {
    if !context.reckons() {
        return None;
    }
    let tags = most_used(summaries, others);
    let links = tags.iter().take(MOST_TAGS);
    let links = links.map(|(tag, notes)| format!("{} <small>{notes}</small>", link("", tag)));
    let all = Named {
        name: context.words("all-tags"),
        route: tags::PAGE.route.to_owned(),
    };
    let list = Block::list(links.chain([link("", &all)]).collect());
    (!tags.is_empty()).then(|| section(context, "tags", vec![list]))
}

/// The notes that no room of the site leads to.
fn loose_pages(context: &RenderContext<'_>, pages: &[&Item]) -> Option<Section> {
    let items = pages
        .iter()
        .take(MOST_PAGES)
        .map(|page| link("", &named(page)))
        .collect();
    let list = Block::list(items);
    (!pages.is_empty()).then(|| section(context, "notes", vec![list]))
}

/// The accounts by name alone.
fn account_links(context: &RenderContext<'_>, summaries: &[&Summary]) -> Option<Section> {
    let items = summaries
        .iter()
        .map(|summary| link("", &summary.row.account))
        .collect();
    let list = Block::list(items);
    (!summaries.is_empty()).then(|| section(context, "accounts", vec![list]))
}

/// The last visits and exchanges.
fn lately(context: &RenderContext<'_>, summaries: &[&Summary]) -> Option<Section> {
    let as_of = context.viewpoint.as_of.to_string();
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
        .map(|event| event_row(context, event, ""))
        .collect();
    (!rows.is_empty())
        .then(|| section(context, "lately", vec![table(event_columns(context), rows)]))
}
