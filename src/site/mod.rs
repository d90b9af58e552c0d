//! The pages of the site: their content, as views that templates lay out.

pub(crate) mod account;
pub(crate) mod alerts;
mod calendar;
mod competitor;
pub(crate) mod contact;
mod event_mark;
pub(crate) mod exchange;
pub(crate) mod facts;
mod forms;
mod headlines;
mod home;
mod key_figures;
mod links;
pub(crate) mod list;
mod list_page;
mod map;
mod note;
mod note_page;
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

use crate::html::output::Output;

pub use competitor::competitor_page;
pub(crate) use facts::AccountFacts;
pub use forms::{FormsFile, forms_file};
pub use home::{HomeNotes, home_page};
pub use list::{LIST_PAGES, list_pages, reserved_routes};
pub use list_page::{Included, ListInput, ListPage, SiteContent};
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
