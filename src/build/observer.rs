//! Who observes a build, note by note.

use super::inputs::SitePiece;
use crate::domain::{Answers, Directory, Draft, Item, Lookups, Settings, Viewpoint};
use crate::text::Digest;
use std::sync::Arc;

/// Sees every note of a build, linked, but neither cut to the day nor filtered for its reader. It may change the notes: the
/// build goes on with what it leaves. Sees, too, what each piece of the site is then made from.
pub trait Observer: Sync {
    /// Sees the settings before any note; returns the directory that the build goes on with.
    fn begin(
        &self,
        settings: &Settings,
        viewpoint: &Viewpoint,
        directory: Arc<Directory>,
    ) -> Arc<Directory>;

    /// Sees the notes of an account. `is_in_site` is whether the account was requested.
    fn account(
        &self,
        draft: &mut Draft,
        viewpoint: &Viewpoint,
        lookups: &Lookups<'_>,
        is_in_site: bool,
    );

    /// Sees a note outside the accounts.
    fn note(&self, item: &mut Item, viewpoint: &Viewpoint, lookups: &Lookups<'_>);

    /// Sees that an account, named by its slug, is the same as in the last build with this cache, and was not made again.
    fn keep(&self, account: &str);

    /// Sees the digest of what a piece of the site is made from, before it is rendered or in place of it.
    fn input(&self, _piece: SitePiece<'_>, _input: Digest) {}

    /// Sees what a piece of the site asked about notes outside of it.
    fn asked(&self, _piece: SitePiece<'_>, _answers: &Answers) {}

    /// Returns the observer of the same notes as they were known on an earlier day.
    fn of_earlier_day(&self) -> Box<dyn Observer + '_>;
}
