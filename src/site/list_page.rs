//! The table of list pages, one row per page. The navigation, reserved names, templates and the cache derive from it.

use super::list::{
    accounts, actions, alerts, changes, competitors, information, owners, people, pipeline, tags,
    timeline, week,
};
use super::summary::Summary;
use super::{forms, search};
use crate::domain::{Item, ReservedRoutes};
use crate::html::context::RenderContext;
use crate::html::navigation::SitePart;
use crate::html::output::Output;

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

/// A page that lists something of all accounts, with its subordinate pages.
#[derive(Debug)]
pub struct ListPage {
    /// Its name in the program; the theme has words of this name.
    pub key: &'static str,
    /// Its first page.
    pub route: &'static str,
    /// Its template: `sheet.html` unless it needs one of its own.
    pub template: &'static str,
    /// Folders that hold nothing but its further pages and files.
    pub folders: &'static [&'static str],
    /// Which sites have it.
    pub included: Included,
    /// Whether the navigation has an entry for it.
    pub in_navigation: bool,
    /// Whether it shows the same for two summaries of an account, so that it need not be written again. Must compare
    /// everything that `render` reads of a summary; `tests/incremental.rs` finds what is missing.
    pub shows_same: fn(&Summary, &Summary) -> bool,
    /// Writes its pages.
    pub render: fn(&ListInput<'_>),
}

/// Which sites have a list page. Sites for readers outside the company hold one account and no lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Included {
    /// All sites.
    Always,
    /// Sites for readers within the company.
    Internally,
    /// Those of them that have accounts.
    WithAccounts,
    /// Those of them that have notes about competitors.
    WithCompetitors,
}

/// What a list page is rendered from.
pub struct ListInput<'a> {
    /// The context of all pages.
    pub context: &'a RenderContext<'a>,
    /// The summaries of the accounts.
    pub summaries: &'a [&'a Summary],
    /// The competitors and other pages outside the accounts.
    pub others: &'a [Item],
    /// Where the pages go.
    pub output: &'a dyn Output,
}

/// What decides which list pages a site has.
#[derive(Clone, Copy, Debug)]
pub struct SiteContent {
    /// Whether its readers are outside the company.
    pub is_external: bool,
    /// Whether it has accounts.
    pub has_accounts: bool,
    /// Whether it has notes about competitors.
    pub has_competitors: bool,
}

impl ListPage {
    /// Returns the part of the site that the page begins.
    pub fn part(&self) -> SitePart {
        SitePart {
            key: self.key,
            route: self.route,
            in_navigation: self.in_navigation,
        }
    }

    /// Returns whether a site has the page.
    fn is_in(&self, site: SiteContent) -> bool {
        match self.included {
            Included::Always => true,
            Included::Internally => !site.is_external,
            Included::WithAccounts => !site.is_external && site.has_accounts,
            Included::WithCompetitors => !site.is_external && site.has_competitors,
        }
    }
}

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
