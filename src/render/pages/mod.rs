//! What stands on each page.

mod account;
mod alerts;
mod asking;
mod changes;
mod competitor;
mod contact;
mod dossier;
mod elements;
mod exchange;
mod forms;
mod home;
mod keys;
mod listing;
mod map;
mod note;
mod page;
mod project;
mod promises;
mod report;
mod search;
mod summarise;
mod sums;
mod timeline;
mod visit;

use super::press::{Emit, Press};
use super::scribe::Scribe;
use super::summary::Summary;
use super::view::{Head, Link, Problem, Sheet};
use crate::model::Item;
use crate::text::{Diagnostic, Severity};

pub use changes::{ChangeLine, ChangedAccount, changes_file};
pub use competitor::competitor_page;
pub(crate) use dossier::Dossier;
pub use forms::{FormsFile, forms_file};
pub use home::{Beside, home_page};
pub(crate) use listing::rooms_of;
pub use listing::{listing_pages, shows_the_same};
pub use page::ordinary_page;
pub use report::{Chapter, Pack, Picture, report_file};
pub use search::search_others;

/// What the site-wide pages need to know of an account.
pub(crate) fn account_summary(dossier: &Dossier<'_>) -> Summary {
    summarise::summary(dossier)
}

/// Renders all pages of an account.
pub(crate) fn account_pages(dossier: &Dossier<'_>, emit: &dyn Emit) {
    let account = dossier.account;
    for contact in &account.contacts {
        emit.put(&contact.item.route, contact::page(dossier, contact));
    }
    for project in &account.projects {
        emit.put(&project.item.route, project::page(dossier, project));
    }
    for (index, visit) in account.visits.iter().enumerate() {
        emit.put(&visit.item.route, visit::page(dossier, index, visit));
    }
    for (index, exchange) in account.exchanges.iter().enumerate() {
        emit.put(
            &exchange.item.route,
            exchange::page(dossier, index, exchange),
        );
    }
    for page in &account.pages {
        emit.put(&page.route, note::page(dossier, page));
    }
    forms::account_pages(dossier, emit);
    // The account's own page comes last: it lists the attachments of all the others.
    account::pages_of(dossier, emit);
    dossier.attachments.copy(dossier.lookups, emit);
}

/// The sheet of a page that is made from an item: its problems, then what the caller adds.
fn sheet(press: &Press<'_>, item: &Item, found: &[Diagnostic]) -> Sheet {
    if !item.broken {
        return Sheet::default();
    }
    let of_item = found
        .iter()
        .filter(|one| one.source.path == item.source.path && one.severity() == Severity::Error);
    let of_item = of_item.filter(|one| press.viewpoint.audience.is_owner() || !one.quotes());
    Sheet {
        problems: of_item.map(|one| problem(press, one)).collect(),
        ..Sheet::default()
    }
}

fn problem(press: &Press<'_>, diagnostic: &Diagnostic) -> Problem {
    let language = press.language();
    let place = diagnostic.span.map(|span| diagnostic.source.place(span));
    let path = &diagnostic.source.path;
    let excerpt = place
        .filter(|_| press.viewpoint.audience.is_owner())
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

/// The prose of an item as the last section of its page.
fn notes_section(scribe: &Scribe<'_>, item: &Item) -> Option<super::view::Section> {
    let prose = item.prose.as_ref().filter(|prose| !prose.body.is_empty())?;
    let block = super::view::Block::Prose {
        label: String::new(),
        html: scribe.prose(prose),
        private: false,
    };
    Some(scribe.section("notes-words", vec![block]))
}

/// The pages before and after one of a row.
fn neighbours<'i>(
    scribe: &Scribe<'_>,
    head: &mut Head,
    previous: Option<(&'i Item, String)>,
    next: Option<(&'i Item, String)>,
) {
    let link = |(item, label): (&Item, String)| Link {
        label,
        href: scribe.href(&item.route),
    };
    head.previous = previous.map(link);
    head.next = next.map(link);
}

/// A link to an item as the site-wide pages hold it.
fn named(item: &Item) -> super::summary::Named {
    super::summary::Named {
        name: item.name(),
        route: super::route::href(&item.route),
    }
}
