//! The index of an account: what the directory must know of it, and nothing else. An edit that changes no name and no
//! date leaves the index unchanged, and the directory with it.

use crate::domain::visibility::existence::{is_upcoming, is_visible};
use crate::domain::visibility::public_names::{hides_files, public_pages};
use crate::domain::{Draft, Item, Viewpoint};
use crate::forms::Kind;
use crate::text::fold;

/// What the directory knows of one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexEntry {
    /// What it is.
    pub kind: Kind,
    /// The name of its page.
    pub slug: Box<str>,
    /// Its display name.
    pub name: Box<str>,
    /// The file that contains it.
    pub path: Box<str>,
    /// Its page.
    pub route: Box<str>,
    /// Whether it is an entry of the account's own note.
    pub inline: bool,
    /// Whether it exists for the reader on the day; its account may still be hidden.
    pub visible: bool,
    /// Its names, folded for comparison: slug, name, and an account's full name.
    pub folded: [Box<str>; 3],
}

impl IndexEntry {
    /// Makes the entry of an item.
    pub fn of(item: &Item, viewpoint: &Viewpoint) -> IndexEntry {
        let name = item.name();
        let further = match item.kind {
            Kind::Account => item.record.text("name").unwrap_or_default(),
            _ => "",
        };
        let mut folded = [item.slug.as_ref(), &name, further]
            .map(|name| fold(name).into_owned().into_boxed_str());
        // The slug of an inline item is derived from its name: neither of two namesakes takes precedence.
        if item.inline && folded[0] == folded[1] {
            folded[0] = Box::default();
        }
        IndexEntry {
            kind: item.kind,
            slug: item.slug.clone(),
            name: name.into(),
            path: item.source.path.as_ref().into(),
            route: item.route.clone(),
            inline: item.inline,
            visible: is_visible(item, viewpoint),
            folded,
        }
    }
}

impl IndexEntry {
    /// Moves it to a page of a folder and names it after the page if it has no name.
    fn go_by(&mut self, folder: &str, page: &str) {
        let stem = page.strip_suffix(".html").unwrap_or(page);
        let slug = match self.kind {
            Kind::Account => folder,
            _ => stem.rsplit('/').next().unwrap_or(stem),
        };
        if *self.name == *self.slug {
            self.name = slug.into();
        }
        self.slug = slug.into();
        self.route = format!("accounts/{folder}/{page}").into();
    }
}

/// What the directory knows of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Index {
    /// The account's folder.
    pub slug: Box<str>,
    /// The account itself.
    pub own: IndexEntry,
    /// Everything that belongs to it, in the order of the draft.
    pub rest: Vec<IndexEntry>,
    /// The folder of its pages, if the readers may not know the account's own; two accounts may ask for the same one.
    pub folder: Option<Box<str>>,
    /// How many items are dated after the day and left out as a whole.
    pub upcoming: usize,
}

impl Index {
    /// Makes the index of a draft.
    pub fn of(draft: &Draft, viewpoint: &Viewpoint) -> Index {
        let entry = |item: &Item| IndexEntry::of(item, viewpoint);
        let mut own = entry(&draft.core);
        let mut rest: Vec<IndexEntry> = draft.items.iter().map(entry).collect();
        let mut folder = None;
        if hides_files(&viewpoint.audience) {
            let (public, pages) = public_pages(draft);
            own.go_by(&public, "index.html");
            for (entry, page) in rest.iter_mut().zip(pages) {
                entry.go_by(&public, &page);
            }
            folder = Some(public.into());
        }
        Index {
            slug: draft.slug.clone(),
            own,
            rest,
            folder,
            upcoming: draft
                .items
                .iter()
                .filter(|item| is_upcoming(item, viewpoint))
                .count(),
        }
    }
}
