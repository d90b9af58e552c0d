//! The pages of the site: their content, as views that templates lay out.

pub(crate) mod account;
pub(crate) mod alerts;
mod calendar;
mod competitor;
pub(crate) mod contact;
pub(crate) mod exchange;
pub(crate) mod facts;
mod forms;
mod headlines;
mod home;
mod key_figures;
pub(crate) mod list;
mod list_page;
mod map;
mod note;
mod page;
pub(crate) mod project;
mod promises;
mod questions;
pub mod search;
mod summarise;
pub(crate) mod summary;
mod timeline;
pub(crate) mod visit;
pub(crate) mod widgets;

use crate::domain::Item;
use crate::html::context::RenderContext;
use crate::html::output::Output;
use crate::html::view::{Head, Link, PageView, Problem};
use crate::html::writer::HtmlWriter;
use crate::text::{Diagnostic, Severity};

pub use competitor::competitor_page;
pub(crate) use facts::AccountFacts;
pub use forms::{FormsFile, forms_file};
pub use home::{HomeNotes, home_page};
pub use list_page::{
    Included, LIST_PAGES, ListInput, ListPage, SiteContent, list_pages, reserved_routes,
};
pub(crate) use page::PLAYBOOK;
pub use page::ordinary_page;
pub use search::pages::search_others;
pub use summary::Summary;

/// Returns the summary of an account, which the site-wide pages are rendered from.
pub(crate) fn account_summary(facts: &AccountFacts<'_>) -> Summary {
    summarise::summary(facts)
}

/// Renders all pages of an account.
pub(crate) fn account_pages(facts: &AccountFacts<'_>, output: &dyn Output) {
    let account = facts.account;
    for contact in &account.contacts {
        output.put(&contact.item.route, contact::page(facts, contact));
    }
    for project in &account.projects {
        output.put(&project.item.route, project::page(facts, project));
    }
    for (index, visit) in account.visits.iter().enumerate() {
        output.put(&visit.item.route, visit::page(facts, index, visit));
    }
    for (index, exchange) in account.exchanges.iter().enumerate() {
        output.put(&exchange.item.route, exchange::page(facts, index, exchange));
    }
    for page in &account.pages {
        output.put(&page.route, note::page(facts, page));
    }
    forms::account_pages(facts, output);
    // The account's own page comes last: it lists the attachments of all others.
    account::write_pages(facts, output);
    facts.attachments.copy(facts.lookups, output);
}

/// The view of an item's page, with the item's problems; the caller adds the rest.
fn page_view(context: &RenderContext<'_>, item: &Item, diagnostics: &[Diagnostic]) -> PageView {
    if !item.broken {
        return PageView::default();
    }
    let of_item = diagnostics
        .iter()
        .filter(|one| one.source.path == item.source.path && one.severity() == Severity::Error);
    let of_item = of_item.filter(|one| context.viewpoint.audience.is_owner() || !one.quotes());
    PageView {
        problems: of_item.map(|one| problem(context, one)).collect(),
        ..PageView::default()
    }
}

fn problem(context: &RenderContext<'_>, diagnostic: &Diagnostic) -> Problem {
    let language = context.language();
    let place = diagnostic.span.map(|span| diagnostic.source.place(span));
    let path = &diagnostic.source.path;
    let excerpt = place
        .filter(|_| context.viewpoint.audience.is_owner())
        .and_then(|place| {
            diagnostic
                .source
                .text
                .lines()
                .nth(place.line - 1)
                .map(str::to_owned)
        });
    Problem {
        place: place.map_or(path.to_string(), |place| {
            format!("{path}:{}:{}", place.line, place.column)
        }),
        message: diagnostic.message(language),
        hint: diagnostic.hint(language).unwrap_or_default(),
        excerpt: excerpt.unwrap_or_default(),
    }
}

/// The text of an item, as a section of its page.
fn notes_section(writer: &HtmlWriter<'_>, item: &Item) -> Option<crate::html::view::Section> {
    let prose = item.prose.as_ref().filter(|prose| !prose.body.is_empty())?;
    let block = crate::html::view::Block::Prose {
        label: String::new(),
        html: writer.prose(prose),
        private: false,
    };
    Some(writer.section("notes-words", vec![block]))
}

/// Adds links to the previous and the next page of a sequence.
fn neighbours<'i>(
    writer: &HtmlWriter<'_>,
    head: &mut Head,
    previous: Option<(&'i Item, String)>,
    next: Option<(&'i Item, String)>,
) {
    let link = |(item, label): (&Item, String)| Link {
        label,
        href: writer.href(&item.route),
    };
    head.previous = previous.map(link);
    head.next = next.map(link);
}

/// A link to an item, from the top of the site.
fn page_link(item: &Item) -> crate::site::summary::PageLink {
    crate::site::summary::PageLink {
        name: item.name(),
        route: crate::html::route::href(&item.route),
    }
}
