//! A list page: its names and routes, the sites that have it, and how it is written.

use super::summary::Summary;
use crate::domain::Item;
use crate::html::context::RenderContext;
use crate::html::navigation::SitePart;
use crate::html::output::Output;

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
    pub(super) fn is_in(&self, site: SiteContent) -> bool {
        match self.included {
            Included::Always => true,
            Included::Internally => !site.is_external,
            Included::WithAccounts => !site.is_external && site.has_accounts,
            Included::WithCompetitors => !site.is_external && site.has_competitors,
        }
    }
}
