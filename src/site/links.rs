//! Links from the pages that list something of all accounts: to notes, and to our people.

use super::summary::PageLink;
use crate::domain::Item;
use crate::html::context::RenderContext;
use crate::html::escape::escaped;
use crate::html::route::href;
use crate::html::topic_route::owner_route;

/// A link to an item, from the top of the site.
pub(crate) fn page_link(item: &Item) -> PageLink {
    PageLink {
        name: item.name(),
        route: href(&item.route),
    }
}

/// A link to a page; only the name if there is none.
pub(crate) fn link(root: &str, target: &PageLink) -> String {
    if target.route.is_empty() {
        return escaped(&target.name);
    }
    format!(
        "<a href=\"{root}{}\">{}</a>",
        escaped(&target.route),
        escaped(&target.name)
    )
}

/// The name of one of our people, linked to their page if there are such pages.
pub(crate) fn owner_link(context: &RenderContext<'_>, name: &str, root: &str) -> String {
    if name.is_empty() || !context.is_internal() {
        return escaped(name);
    }
    let route = href(&owner_route(name));
    let name = name.to_owned();
    link(root, &PageLink { name, route })
}
