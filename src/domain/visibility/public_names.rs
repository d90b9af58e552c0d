//! Names of files in a site whose readers may not know the names of the notes' own files.
//!
//! The name of a file is internal, as a text is: `contacts/王某-难缠.md` reveals more than the name of the person. Below
//! that level pages are named after what their readers see, except for notes that are marked public themselves.

use crate::domain::slug::{TakenSlugs, slug_of};
use crate::domain::{Audience, Draft, Item};
use crate::forms::{Kind, Level};

/// Whether the readers may not know the names of the notes' files.
pub(in crate::domain) fn hides_files(audience: &Audience) -> bool {
    audience.level < Level::Internal
}

/// Returns the folder of an account's pages and the page of each of its items.
pub(in crate::domain) fn public_pages(draft: &Draft) -> (String, Vec<String>) {
    let own = format!("accounts/{}/", draft.slug);
    let mut taken = TakenSlugs::of(std::iter::empty());
    let pages = draft.items.iter().map(|item| {
        let page = item.route.strip_prefix(own.as_str()).unwrap_or(&item.route);
        match (name_of(item), page.split_once('/')) {
            (Some(name), Some((folder, _))) => {
                let page = taken.take(format!("{folder}/{}", slug_of(&name)));
                format!("{page}.html")
            }
            _ => page.to_owned(),
        }
    });
    let account_folder = name_of(&draft.core).map_or(draft.slug.to_string(), |name| slug_of(&name));
    (account_folder, pages.collect())
}

/// Returns what the page of an item is named after; `None` for the name of its file.
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
