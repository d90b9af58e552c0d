//! The list pages, one file each, and the table of them all: the navigation, reserved names, templates and the cache follow
//! from it.

pub(crate) mod accounts;
pub(crate) mod actions;
pub(crate) mod alerts;
pub(crate) mod changes;
pub(crate) mod competitors;
pub(crate) mod event_rows;
pub(crate) mod information;
mod leads;
mod listing;
pub(crate) mod owners;
pub(crate) mod people;
pub(crate) mod pipeline;
mod subject;
mod switcher;
pub(crate) mod tags;
pub(crate) mod timeline;
pub(crate) mod week;

use super::list_page::{ListPage, SiteContent};
use super::{forms, search};
use crate::domain::ReservedRoutes;
pub(crate) use owners::topics as owner_topics;
pub(crate) use tags::{most_used, tags_of, topics as tag_topics};

/// The list pages, in the order of the navigation.
pub static LIST_PAGES: &[ListPage] = &[
    accounts::PAGE,
    alerts::PAGE,
    timeline::PAGE,
    people::PAGE,
    owners::PAGE,
    actions::PAGE,
    week::PAGE,
    changes::PAGE,
    pipeline::PAGE,
    information::PAGE,
    competitors::PAGE,
    forms::PAGE,
    tags::PAGE,
    search::pages::PAGE,
];

/// Folders of the site that hold the program's own files and belong to no list page.
const OTHER_FOLDERS: &[&str] = &["assets/"];

/// Pages that no note may replace although the program does not write them: templates have these names.
const OTHER_PAGES: &[&str] = &["notes"];

/// Returns the list pages of a site, in the order of the navigation.
pub fn list_pages(site: SiteContent) -> Vec<&'static ListPage> {
    let pages = LIST_PAGES.iter();
    pages.filter(|page| page.is_in(site)).collect()
}

/// Returns the routes that no note may take.
pub fn reserved_routes() -> ReservedRoutes {
    let stem = |page: &'static ListPage| {
        let stem = page.route.strip_suffix(".html").unwrap_or(page.route);
        stem.strip_suffix("/index").unwrap_or(stem)
    };
    let folders = LIST_PAGES.iter().flat_map(|page| page.folders);
    ReservedRoutes {
        pages: LIST_PAGES
            .iter()
            .map(stem)
            .chain(OTHER_PAGES.iter().copied())
            .collect(),
        folders: folders.chain(OTHER_FOLDERS).copied().collect(),
    }
}
