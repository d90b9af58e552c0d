//! The shelf: route and content of everything that the last build emitted, in memory and packed.
//!
//! A build's files are to be had as they come and stay once it is done; those of a build that is broken off go. Only what
//! lies here can be asked for. What a file means to a browser is left to others.

use crate::model::Audience;
use crate::render::Emit;
use lz4_flex::block::{compress_prepend_size_with_dict, decompress_size_prepended_with_dict};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

/// More in common costs more time than it saves room.
const MOST_COMMON_BYTES: usize = 8 * 1024;

/// One file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Leaf {
    /// A page or an asset, packed. Packing is a function of the content, so equal files are equal packed.
    Made(Arc<[u8]>),
    /// An attachment, by its path in the site's folder.
    Attachment(Arc<str>),
}

/// All files of the site.
#[derive(Default)]
pub(super) struct Shelf {
    state: RwLock<State>,
    /// What pages have in common (the head, the navigation): the first page that came. Others are packed against it.
    common: OnceLock<Box<[u8]>>,
    /// Whether the readers see less than there is.
    filtered: AtomicBool,
}

#[derive(Default)]
struct State {
    /// How many builds there were.
    builds: u64,
    /// Files of the last build that was done.
    standing: HashMap<Box<str>, Standing>,
    /// What the build that is going on has made anew.
    arrived: HashMap<Box<str>, Leaf>,
}

struct Standing {
    leaf: Leaf,
    /// The last build that had it.
    seen: AtomicU64,
}

impl State {
    fn find(&self, route: &str) -> Option<&Leaf> {
        let standing = || self.standing.get(route).map(|standing| &standing.leaf);
        self.arrived.get(route).or_else(standing)
    }
}

impl Shelf {
    /// A file by its exact route.
    pub fn find(&self, route: &str) -> Option<Leaf> {
        self.read().find(route).cloned()
    }

    /// How many builds are done.
    pub fn builds(&self) -> u64 {
        self.read().builds
    }

    /// Whether the readers see less than there is.
    pub fn is_filtered(&self) -> bool {
        self.filtered.load(Ordering::Relaxed)
    }

    /// Takes in the files of a build. Of every file that is new or changed `tell` hears once it can be had.
    pub fn take_in<'a>(&'a self, tell: &'a (dyn Fn(&str) + Sync)) -> Delivery<'a> {
        Delivery {
            build: self.builds() + 1,
            shelf: self,
            tell,
        }
    }

    /// The bytes of a page or an asset.
    pub fn unpacked(&self, packed: &[u8]) -> Vec<u8> {
        let common = self.common.get().map_or(&[][..], AsRef::as_ref);
        // What was packed here is whole.
        decompress_size_prepended_with_dict(packed, common).unwrap_or_default()
    }

    fn packed(&self, bytes: &[u8]) -> Leaf {
        let first = || bytes[..bytes.len().min(MOST_COMMON_BYTES)].into();
        let common = self.common.get_or_init(first);
        Leaf::Made(compress_prepend_size_with_dict(bytes, common).into())
    }

    fn read(&self) -> RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, State> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The files of a build that is going on.
pub(super) struct Delivery<'a> {
    shelf: &'a Shelf,
    build: u64,
    tell: &'a (dyn Fn(&str) + Sync),
}

/// What a build changed, each sorted.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Delivered {
    /// Routes of files that are new or changed.
    pub changed: Vec<Box<str>>,
    /// Routes that are no more.
    pub removed: Vec<Box<str>>,
}

impl Delivery<'_> {
    /// The build is done: what it made stays, what it no longer has goes.
    pub fn done(self) -> Delivered {
        let mut state = self.shelf.write();
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

    fn shelve(&self, route: &str, leaf: Leaf) {
        let stands = |state: &State| {
            let standing = state.standing.get(route);
            standing.is_some_and(|standing| {
                standing.seen.store(self.build, Ordering::Relaxed);
                standing.leaf == leaf
            })
        };
        if stands(&self.shelf.read()) {
            return;
        }
        self.shelf.write().arrived.insert(route.into(), leaf);
        (self.tell)(route);
    }
}

impl Drop for Delivery<'_> {
    fn drop(&mut self) {
        self.shelf.write().arrived.clear();
    }
}

impl Emit for Delivery<'_> {
    fn is_for(&self, audience: &Audience) {
        let is_filtered = !audience.is_owner();
        self.shelf.filtered.store(is_filtered, Ordering::Relaxed);
    }

    fn put(&self, route: &str, bytes: Vec<u8>) {
        self.shelve(route, self.shelf.packed(&bytes));
    }

    fn keep(&self, route: &str) {
        if let Some(standing) = self.shelf.read().standing.get(route) {
            standing.seen.store(self.build, Ordering::Relaxed);
        }
    }

    fn copy(&self, route: &str, asset: &str) {
        self.shelve(route, Leaf::Attachment(asset.into()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(shelf: &Shelf, route: &str) -> Option<String> {
        match shelf.find(route)? {
            Leaf::Made(packed) => String::from_utf8(shelf.unpacked(&packed)).ok(),
            Leaf::Attachment(path) => Some(format!("at {path}")),
        }
    }

    fn quiet(_: &str) {}

    #[test]
    fn a_build_is_to_be_had_as_it_comes_and_what_it_lacks_goes() {
        let shelf = Shelf::default();
        let first = shelf.take_in(&quiet);
        first.put("a.html", b"one".to_vec());
        first.put("b.html", b"two".to_vec());
        first.copy("c.pdf", "content/c.pdf");
        assert_eq!(text(&shelf, "a.html").as_deref(), Some("one"));
        assert_eq!(first.done().changed.len(), 3);

        let second = shelf.take_in(&quiet);
        second.put("a.html", b"one".to_vec());
        second.keep("b.html");
        second.put("d.html", b"new".to_vec());
        let delivered = second.done();
        assert_eq!(delivered.changed, ["d.html".into()]);
        assert_eq!(delivered.removed, ["c.pdf".into()]);
        assert_eq!(text(&shelf, "b.html").as_deref(), Some("two"));
        assert_eq!(text(&shelf, "c.pdf"), None);
        assert_eq!(shelf.builds(), 2);
    }

    #[test]
    fn a_build_that_is_broken_off_leaves_what_stood() {
        let shelf = Shelf::default();
        let first = shelf.take_in(&quiet);
        first.put("a.html", b"one".to_vec());
        first.done();
        let broken = shelf.take_in(&quiet);
        broken.put("a.html", b"half".to_vec());
        assert_eq!(text(&shelf, "a.html").as_deref(), Some("half"));
        drop(broken);
        assert_eq!(text(&shelf, "a.html").as_deref(), Some("one"));
        assert_eq!(shelf.builds(), 1);
    }
}
