//! Where the files of a build go, and how far the build is.

use crate::domain::{Scope, Viewpoint};

/// Receives finished files. Called from many threads; the order in which files arrive means nothing.
pub trait Output: Sync {
    /// Receives for whom the files are, what they cover, and how many accounts the notes hold. Called once, before any
    /// file.
    fn begin(&self, _viewpoint: &Viewpoint, _scope: &Scope, _accounts: usize) {}
    /// Receives a page or an asset of the site.
    fn put(&self, route: &str, bytes: Vec<u8>);
    /// Keeps a file that the last build of the same cache made and that has not changed.
    fn keep(&self, route: &str);
    /// Keeps a page and returns true where the last build of the same cache made it from the same data. `made_from` is a
    /// fingerprint of all the data that pages do not share.
    fn is_unchanged(&self, _route: &str, _made_from: u64) -> bool {
        false
    }
    /// Receives an attachment, by its path in the site's folder.
    fn copy(&self, route: &str, asset: &str);
}

/// Follows how far a build is. Called from many threads.
pub trait Progress: Sync {
    /// A phase begins, with so many parts; 0 where they are not counted.
    fn begin(&self, phase: Phase, parts: usize);
    /// One part of the phase is done.
    fn advance(&self);
}

/// A phase of a build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Notes are read.
    Notes,
    /// Accounts are built; an account is a part.
    Accounts,
    /// The pages next to the accounts are built: competitors, ordinary pages, lists.
    Lists,
    /// The output folder is brought up to date.
    Folder,
    /// The notes are prepared with canaries, to prove that nothing depends on what is withheld; an account is a part.
    Proof,
}

/// Follows nothing.
#[derive(Clone, Copy, Debug)]
pub struct NoProgress;

impl Progress for NoProgress {
    fn begin(&self, _: Phase, _: usize) {}
    fn advance(&self) {}
}

/// Drops every file: for checks and for documents of one file.
#[derive(Clone, Copy, Debug)]
pub struct NoOutput;

impl Output for NoOutput {
    fn put(&self, _: &str, _: Vec<u8>) {}
    fn keep(&self, _: &str) {}
    fn copy(&self, _: &str, _: &str) {}
}
