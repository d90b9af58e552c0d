//! The parts of a site that its navigation and the trails above its pages lead to.

use serde::Serialize;

/// The home page, the first part of every site.
pub const HOME: SitePart = SitePart {
    key: "home",
    route: "index.html",
    in_navigation: true,
};

/// A part of the site: a page that lists something, and all pages that belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SitePart {
    /// Its name in the program, in the theme's words and in templates.
    pub key: &'static str,
    /// Its first page.
    pub route: &'static str,
    /// Whether the navigation has an entry for it; the trail above its pages leads to it either way.
    pub in_navigation: bool,
}

/// An entry of the navigation, as templates see it.
#[derive(Debug, Serialize)]
pub(super) struct NavigationEntry {
    pub key: &'static str,
    pub route: &'static str,
    pub label: String,
}
