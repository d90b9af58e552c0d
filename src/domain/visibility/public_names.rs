//! Names that files go by in a site for readers who may not know what the notes' own files are called.
//!
//! The name of a file is internal, as a text is: `contacts/王某-难缠.md` says more than the name of the person. Below that
//! level pages go by what their readers see, but for notes that are marked public themselves.

use crate::domain::slug::{TakenSlugs, slug_of};
use crate::domain::{Draft, Item, Viewpoint};
use crate::forms::{Kind, Level};

/// Whether the readers may not know what the notes' files are called.
pub(in crate::domain) fn hides_files(viewpoint: &Viewpoint) -> bool {
    viewpoint.audience.level < Level::Internal
}

/// The folder of an account's pages and, of each of its items, the page in it.
pub(in crate::domain) fn public_pages(draft: &Draft) -> (String, Vec<String>) {
    let own = format!("accounts/{}/", draft.slug);
    let mut taken = TakenSlugs::of(std::iter::empty());
    let pages = draft.items.iter().map(|item| {
        let page = item.route.strip_prefix(own.as_str()).unwrap_or(&item.route);
        match (name_of(item), page.split_once('/')) {
            (Some(name), Some((room, _))) => {
                let page = taken.take(format!("{room}/{}", slug_of(&name)));
                format!("{page}.html")
            }
            _ => page.to_owned(),
        }
    });
    let folder = name_of(&draft.core).map_or(draft.slug.to_string(), |name| slug_of(&name));
    (folder, pages.collect())
}

/// What the page of an item is named after; nothing where it goes by the name of its file.
fn name_of(item: &Item) -> Option<String> {
    let is_shown = matches!(item.kind, Kind::Account | Kind::Contact | Kind::Project);
    if !is_shown || item.record.sensitivity() == Some(Level::Public) {
        return None;
    }
    let has_name = item.record.has("name") || item.record.has("short_name");
    let name = || item.name();
    Some(if has_name {
        name()
    } else {
        item.kind.name().to_owned()
    })
}
