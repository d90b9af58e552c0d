//! The store: all files of the last build by route, compressed in memory.
//!
//! Files of a build are available as they arrive and are kept once it is done; those of an aborted build are dropped.
//! Only files in the store can be requested. How a file is sent is up to `reply`.

use crate::domain::{Scope, Viewpoint};
use crate::html::Output;
use crate::text::Language;
use lz4_flex::block::{compress_prepend_size_with_dict, decompress_size_prepended_with_dict};
use std::collections::{BTreeSet, HashMap};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

/// The longest shared dictionary; a longer one costs more time than it saves memory.
const MOST_DICTIONARY_BYTES: usize = 32 * 1024;
/// The most kinds with a dictionary of their own; files of further kinds are packed like those at the top of the site.
const MOST_KINDS: usize = 64;

/// One file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum StoredPage {
    /// A generated page or asset, packed.
    InMemory(Packed),
    /// An attachment, by its path in the site's folder.
    Attachment(Arc<str>),
}

/// A file, compressed with another of its kind as dictionary. Packing is a function of kind and content, so that
/// unchanged files have equal packed bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Packed {
    bytes: Arc<[u8]>,
    dictionary: Arc<[u8]>,
}

impl Packed {
    fn of(bytes: &[u8], dictionary: Arc<[u8]>) -> Packed {
        Packed {
            bytes: compress_prepend_size_with_dict(bytes, &dictionary).into(),
            dictionary,
        }
    }

    /// Returns the bytes of the file.
    pub fn unpacked(&self) -> Vec<u8> {
        // Cannot fail: it was packed by `Packed::of`.
        decompress_size_prepended_with_dict(&self.bytes, &self.dictionary).unwrap_or_default()
    }
}

/// Returns the kind of the file at a route: files in folders of the same name, such as all visits, are similar; for an
/// account's own folder, the kind is that of its parent.
fn kind_of(route: &str) -> &str {
    let (folders, _) = route.rsplit_once('/').unwrap_or_default();
    match folders.matches('/').count() {
        0 | 1 => folders.split('/').next().unwrap_or_default(),
        _ => folders.rsplit('/').next().unwrap_or_default(),
    }
}

/// All files of the site.
#[derive(Default)]
pub(crate) struct MemoryStore {
    state: RwLock<State>,
    /// The dictionary of each kind: its first file, which shares the head, the navigation and the headings with the
    /// others.
    dictionary: RwLock<HashMap<Box<str>, Arc<[u8]>>>,
    /// The readers of the last build that began; `None` before the first.
    reader: RwLock<Option<Reader>>,
}

/// The readers of the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reader {
    /// Whether the readers do not see everything.
    pub filtered: bool,
    /// The language of the pages.
    pub language: Language,
}

#[derive(Default)]
struct State {
    /// The number of finished builds.
    builds: u64,
    /// The files of the last finished build.
    current: HashMap<Box<str>, CurrentPage>,
    /// New and changed files of the running build.
    incoming: HashMap<Box<str>, StoredPage>,
}

struct CurrentPage {
    page: StoredPage,
    /// The last build that had it.
    last_build: AtomicU64,
}

impl State {
    fn find(&self, route: &str) -> Option<&StoredPage> {
        let current = || self.current.get(route).map(|current| &current.page);
        self.incoming.get(route).or_else(current)
    }
}

impl MemoryStore {
    /// Returns the file at exactly this route.
    pub fn find(&self, route: &str) -> Option<StoredPage> {
        self.read().find(route).cloned()
    }

    /// Returns whether there is a file at exactly this route.
    pub fn contains(&self, route: &str) -> bool {
        self.read().find(route).is_some()
    }

    /// Returns the attachments of the last finished build, by their paths in the site's folder.
    pub fn attachments(&self) -> BTreeSet<Arc<str>> {
        let state = self.read();
        let pages = state.current.values().map(|current| &current.page);
        let attachment = |page: &StoredPage| match page {
            StoredPage::InMemory(_) => None,
            StoredPage::Attachment(path) => Some(Arc::clone(path)),
        };
        pages.filter_map(attachment).collect()
    }

    /// Returns the number of finished builds.
    pub fn builds(&self) -> u64 {
        self.read().builds
    }

    /// Returns whether the readers do not see everything; also `true` before the first build.
    pub fn is_filtered(&self) -> bool {
        self.reader().is_none_or(|reader| reader.filtered)
    }

    /// Returns the readers of the last build that began; `None` before the first.
    pub fn reader(&self) -> Option<Reader> {
        *self.reader.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins to receive the files of a build. `announce` is called with the route of every new or changed file once it
    /// is available.
    pub fn begin_build<'a>(&'a self, announce: &'a (dyn Fn(&str) + Sync)) -> Delivery<'a> {
        Delivery {
            build: self.builds() + 1,
            store: self,
            announce,
        }
    }

    fn packed(&self, route: &str, bytes: &[u8]) -> StoredPage {
        StoredPage::InMemory(Packed::of(bytes, self.dictionary(kind_of(route), bytes)))
    }

    /// Returns the dictionary of a kind; `bytes`, a file of this kind, becomes it if there is none.
    fn dictionary(&self, kind: &str, bytes: &[u8]) -> Arc<[u8]> {
        let known = self
            .dictionary
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        let kind = match known.len() < MOST_KINDS || known.contains_key(kind) {
            true => kind,
            false => "",
        };
        if let Some(dictionary) = known.get(kind) {
            return dictionary.clone();
        }
        drop(known);
        let mut known = self
            .dictionary
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        let first = || bytes[..bytes.len().min(MOST_DICTIONARY_BYTES)].into();
        known.entry(kind.into()).or_insert_with(first).clone()
    }

    fn read(&self) -> RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, State> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Receives the files of the running build.
pub(crate) struct Delivery<'a> {
    store: &'a MemoryStore,
    build: u64,
    announce: &'a (dyn Fn(&str) + Sync),
}

/// The routes that a build changed, sorted.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Delivered {
    /// Routes of files that are new or changed.
    pub changed: Vec<Box<str>>,
    /// Routes of files that were removed.
    pub removed: Vec<Box<str>>,
}

impl Delivery<'_> {
    /// Finishes the build: keeps its files and removes those that it no longer has.
    pub fn finish(self) -> Delivered {
        let mut state = self.store.write();
        let incoming = std::mem::take(&mut state.incoming);
        let mut changed: Vec<Box<str>> = incoming.keys().cloned().collect();
        changed.sort_unstable();
        for (route, page) in incoming {
            let last_build = AtomicU64::new(self.build);
            state
                .current
                .insert(route, CurrentPage { page, last_build });
        }
        let mut removed = Vec::new();
        state.current.retain(|route, current| {
            let is_kept = *current.last_build.get_mut() == self.build;
            if !is_kept {
                removed.push(route.clone());
            }
            is_kept
        });
        removed.sort_unstable();
        state.builds = self.build;
        Delivered { changed, removed }
    }

    fn store_page(&self, route: &str, page: StoredPage) {
        let is_current = |state: &State| {
            let current = state.current.get(route);
            current.is_some_and(|current| {
                current.last_build.store(self.build, Ordering::Relaxed);
                current.page == page
            })
        };
        if is_current(&self.store.read()) {
            return;
        }
        self.store.write().incoming.insert(route.into(), page);
        (self.announce)(route);
    }
}

impl Drop for Delivery<'_> {
    fn drop(&mut self) {
        self.store.write().incoming.clear();
    }
}

impl Output for Delivery<'_> {
    fn begin(&self, viewpoint: &Viewpoint, _: &Scope, _: usize) {
        let mut reader = self
            .store
            .reader
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        *reader = Some(Reader {
            filtered: !viewpoint.audience.is_owner(),
            language: viewpoint.language,
        });
    }

    fn put(&self, route: &str, bytes: Vec<u8>) {
        self.store_page(route, self.store.packed(route, &bytes));
    }

    fn keep(&self, route: &str) {
        if let Some(current) = self.store.read().current.get(route) {
            current.last_build.store(self.build, Ordering::Relaxed);
        }
    }

    fn copy(&self, route: &str, asset: &str) {
        self.store_page(route, StoredPage::Attachment(asset.into()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(store: &MemoryStore, route: &str) -> Option<String> {
        match store.find(route)? {
            StoredPage::InMemory(packed) => String::from_utf8(packed.unpacked()).ok(),
            StoredPage::Attachment(path) => Some(format!("at {path}")),
        }
    }

    fn ignore(_: &str) {}

    #[test]
    fn files_are_available_as_they_arrive_and_missing_ones_are_removed() {
        let store = MemoryStore::default();
        let first = store.begin_build(&ignore);
        first.put("a.html", b"one".to_vec());
        first.put("b.html", b"two".to_vec());
        first.copy("c.pdf", "content/c.pdf");
        assert_eq!(text(&store, "a.html").as_deref(), Some("one"));
        assert_eq!(first.finish().changed.len(), 3);

        let second = store.begin_build(&ignore);
        second.put("a.html", b"one".to_vec());
        second.keep("b.html");
        second.put("d.html", b"new".to_vec());
        let delivered = second.finish();
        assert_eq!(delivered.changed, ["d.html".into()]);
        assert_eq!(delivered.removed, ["c.pdf".into()]);
        assert_eq!(text(&store, "b.html").as_deref(), Some("two"));
        assert_eq!(text(&store, "c.pdf"), None);
        assert_eq!(store.builds(), 2);
    }

    #[test]
    fn files_of_a_kind_share_a_dictionary() {
        assert_eq!(kind_of("index.html"), "");
        assert_eq!(kind_of("owners/li.html"), "owners");
        assert_eq!(kind_of("accounts/lanche/index.html"), "accounts");
        assert_eq!(kind_of("accounts/lanche/visits/a.html"), "visits");
        let store = MemoryStore::default();
        let delivery = store.begin_build(&ignore);
        let texts =
            (0..2 * MOST_KINDS).map(|number| (format!("a/b/{number}/c"), "语".repeat(number)));
        for (route, text) in texts.clone() {
            delivery.put(&route, text.into_bytes());
        }
        delivery.finish();
        for (route, expected) in texts {
            assert_eq!(text(&store, &route), Some(expected));
        }
        let second = store.begin_build(&ignore);
        second.put("a/b/1/c", "语".into());
        assert_eq!(second.finish().changed, []);
    }

    #[test]
    fn an_aborted_build_leaves_the_last_files() {
        let store = MemoryStore::default();
        let first = store.begin_build(&ignore);
        first.put("a.html", b"one".to_vec());
        first.finish();
        let aborted = store.begin_build(&ignore);
        aborted.put("a.html", b"half".to_vec());
        assert_eq!(text(&store, "a.html").as_deref(), Some("half"));
        drop(aborted);
        assert_eq!(text(&store, "a.html").as_deref(), Some("one"));
        assert_eq!(store.builds(), 1);
    }
}
