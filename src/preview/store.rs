//! The store: route and content of everything that the last build emitted, in memory and packed.
//!
//! A build's files are to be had as they come and stay once it is done; those of a build that is broken off go. Only what
//! lies here can be asked for. What a file means to a browser is left to others.

use crate::domain::{Scope, Viewpoint};
use crate::html::Output;
use crate::text::Language;
use lz4_flex::block::{compress_prepend_size_with_dict, decompress_size_prepended_with_dict};
use std::collections::{BTreeSet, HashMap};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

/// More in common costs more time than it saves state.
const MOST_COMMON_BYTES: usize = 32 * 1024;
/// Of more kinds of pages than this the further ones are packed like files at the top of the site.
const MOST_KINDS: usize = 64;

/// One file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum StoredPage {
    /// A page or an asset, packed.
    Made(Packed),
    /// An attachment, by its path in the site's folder.
    Attachment(Arc<str>),
}

/// A file, packed against another of its kind. Packing is a function of kind and content, so that a file which is as it
/// was is packed as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Packed {
    bytes: Arc<[u8]>,
    common: Arc<[u8]>,
}

impl Packed {
    fn of(bytes: &[u8], common: Arc<[u8]>) -> Packed {
        Packed {
            bytes: compress_prepend_size_with_dict(bytes, &common).into(),
            common,
        }
    }

    /// The bytes of the file.
    pub fn unpacked(&self) -> Vec<u8> {
        // What was packed here is whole.
        decompress_size_prepended_with_dict(&self.bytes, &self.common).unwrap_or_default()
    }
}

/// What kind of file lies at a route: those in folders of one name are much alike, as all visits are; of an account's own
/// folder, which bears its name, the one above tells.
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
    /// What files of a kind have in common (the head, the navigation, the headings): the first of them that came. Others
    /// are packed against it.
    common: RwLock<HashMap<Box<str>, Arc<[u8]>>>,
    /// For whom the last build is that began; nothing before the first.
    reader: RwLock<Option<Reader>>,
}

/// For whom the files are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reader {
    /// Whether the readers see less than there is.
    pub filtered: bool,
    /// The language of the pages.
    pub language: Language,
}

#[derive(Default)]
struct State {
    /// How many builds there were.
    builds: u64,
    /// Files of the last build that was done.
    standing: HashMap<Box<str>, Standing>,
    /// What the build that is going on has made anew.
    arrived: HashMap<Box<str>, StoredPage>,
}

struct Standing {
    leaf: StoredPage,
    /// The last build that had it.
    seen: AtomicU64,
}

impl State {
    fn find(&self, route: &str) -> Option<&StoredPage> {
        let standing = || self.standing.get(route).map(|standing| &standing.leaf);
        self.arrived.get(route).or_else(standing)
    }
}

impl MemoryStore {
    /// A file by its exact route.
    pub fn find(&self, route: &str) -> Option<StoredPage> {
        self.read().find(route).cloned()
    }

    /// Whether there is a file of this exact route.
    pub fn holds(&self, route: &str) -> bool {
        self.read().find(route).is_some()
    }

    /// The attachments of the last build that was done, by their paths in the site's folder, in order.
    pub fn attachments(&self) -> BTreeSet<Arc<str>> {
        let state = self.read();
        let leaves = state.standing.values().map(|standing| &standing.leaf);
        let attachment = |leaf: &StoredPage| match leaf {
            StoredPage::Made(_) => None,
            StoredPage::Attachment(path) => Some(Arc::clone(path)),
        };
        leaves.filter_map(attachment).collect()
    }

    /// How many builds are done.
    pub fn builds(&self) -> u64 {
        self.read().builds
    }

    /// Whether the readers see less than there is; so it is, too, as long as nothing is known of them.
    pub fn is_filtered(&self) -> bool {
        self.reader().is_none_or(|reader| reader.filtered)
    }

    /// For whom the last build is that began; nothing before the first.
    pub fn reader(&self) -> Option<Reader> {
        *self.reader.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes in the files of a build. Of every file that is new or changed `tell` hears once it can be had.
    pub fn take_in<'a>(&'a self, tell: &'a (dyn Fn(&str) + Sync)) -> Delivery<'a> {
        Delivery {
            build: self.builds() + 1,
            store: self,
            tell,
        }
    }

    fn packed(&self, route: &str, bytes: &[u8]) -> StoredPage {
        StoredPage::Made(Packed::of(bytes, self.common(kind_of(route), bytes)))
    }

    /// What files of a kind have in common; `bytes` are those of one.
    fn common(&self, kind: &str, bytes: &[u8]) -> Arc<[u8]> {
        let known = self.common.read().unwrap_or_else(PoisonError::into_inner);
        let kind = match known.len() < MOST_KINDS || known.contains_key(kind) {
            true => kind,
            false => "",
        };
        if let Some(common) = known.get(kind) {
            return common.clone();
        }
        drop(known);
        let mut known = self.common.write().unwrap_or_else(PoisonError::into_inner);
        let first = || bytes[..bytes.len().min(MOST_COMMON_BYTES)].into();
        known.entry(kind.into()).or_insert_with(first).clone()
    }

    fn read(&self) -> RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, State> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The files of a build that is going on.
pub(crate) struct Delivery<'a> {
    store: &'a MemoryStore,
    build: u64,
    tell: &'a (dyn Fn(&str) + Sync),
}

/// What a build changed, each sorted.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Delivered {
    /// Routes of files that are new or changed.
    pub changed: Vec<Box<str>>,
    /// Routes that are no more.
    pub removed: Vec<Box<str>>,
}

impl Delivery<'_> {
    /// The build is done: what it made stays, what it no longer has goes.
    pub fn done(self) -> Delivered {
        let mut state = self.store.write();
        let arrived = std::mem::take(&mut state.arrived);
        let mut changed: Vec<Box<str>> = arrived.keys().cloned().collect();
        changed.sort_unstable();
        for (route, leaf) in arrived {
            let seen = AtomicU64::new(self.build);
            state.standing.insert(route, Standing { leaf, seen });
        }
        let mut removed = Vec::new();
        state.standing.retain(|route, standing| {
            let stays = *standing.seen.get_mut() == self.build;
            if !stays {
                removed.push(route.clone());
            }
            stays
        });
        removed.sort_unstable();
        state.builds = self.build;
        Delivered { changed, removed }
    }

    fn shelve(&self, route: &str, leaf: StoredPage) {
        let stands = |state: &State| {
            let standing = state.standing.get(route);
            standing.is_some_and(|standing| {
                standing.seen.store(self.build, Ordering::Relaxed);
                standing.leaf == leaf
            })
        };
        if stands(&self.store.read()) {
            return;
        }
        self.store.write().arrived.insert(route.into(), leaf);
        (self.tell)(route);
    }
}

impl Drop for Delivery<'_> {
    fn drop(&mut self) {
        self.store.write().arrived.clear();
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
        self.shelve(route, self.store.packed(route, &bytes));
    }

    fn keep(&self, route: &str) {
        if let Some(standing) = self.store.read().standing.get(route) {
            standing.seen.store(self.build, Ordering::Relaxed);
        }
    }

    fn copy(&self, route: &str, asset: &str) {
        self.shelve(route, StoredPage::Attachment(asset.into()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(store: &MemoryStore, route: &str) -> Option<String> {
        match store.find(route)? {
            StoredPage::Made(packed) => String::from_utf8(packed.unpacked()).ok(),
            StoredPage::Attachment(path) => Some(format!("at {path}")),
        }
    }

    fn quiet(_: &str) {}

    #[test]
    fn a_build_is_to_be_had_as_it_comes_and_what_it_lacks_goes() {
        let store = MemoryStore::default();
        let first = store.take_in(&quiet);
        first.put("a.html", b"one".to_vec());
        first.put("b.html", b"two".to_vec());
        first.copy("c.pdf", "content/c.pdf");
        assert_eq!(text(&store, "a.html").as_deref(), Some("one"));
        assert_eq!(first.done().changed.len(), 3);

        let second = store.take_in(&quiet);
        second.put("a.html", b"one".to_vec());
        second.keep("b.html");
        second.put("d.html", b"new".to_vec());
        let delivered = second.done();
        assert_eq!(delivered.changed, ["d.html".into()]);
        assert_eq!(delivered.removed, ["c.pdf".into()]);
        assert_eq!(text(&store, "b.html").as_deref(), Some("two"));
        assert_eq!(text(&store, "c.pdf"), None);
        assert_eq!(store.builds(), 2);
    }

    #[test]
    fn files_of_a_kind_are_packed_against_each_other() {
        assert_eq!(kind_of("index.html"), "");
        assert_eq!(kind_of("owners/li.html"), "owners");
        assert_eq!(kind_of("accounts/lanche/index.html"), "accounts");
        assert_eq!(kind_of("accounts/lanche/visits/a.html"), "visits");
        let store = MemoryStore::default();
        let delivery = store.take_in(&quiet);
        let texts =
            (0..2 * MOST_KINDS).map(|number| (format!("a/b/{number}/c"), "语".repeat(number)));
        for (route, text) in texts.clone() {
            delivery.put(&route, text.into_bytes());
        }
        delivery.done();
        for (route, expected) in texts {
            assert_eq!(text(&store, &route), Some(expected));
        }
        let again = store.take_in(&quiet);
        again.put("a/b/1/c", "语".into());
        assert_eq!(again.done().changed, []);
    }

    #[test]
    fn a_build_that_is_broken_off_leaves_what_stood() {
        let store = MemoryStore::default();
        let first = store.take_in(&quiet);
        first.put("a.html", b"one".to_vec());
        first.done();
        let broken = store.take_in(&quiet);
        broken.put("a.html", b"half".to_vec());
        assert_eq!(text(&store, "a.html").as_deref(), Some("half"));
        drop(broken);
        assert_eq!(text(&store, "a.html").as_deref(), Some("one"));
        assert_eq!(store.builds(), 1);
    }
}
