//! Who observes a build, note by note.

use crate::domain::{Directory, Draft, Item, Lookups, Settings, Viewpoint};
use std::sync::Arc;

/// Sees every note of a build, linked, but neither cut to the day nor filtered for its reader. It may change the notes: the
/// build goes on with what it leaves.
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

    /// Hears that an account, named by its slug, is the same as in the last build with this cache, and was not made again.
    fn keep(&self, account: &str);

    /// Returns the observer of the same notes as they were known on an earlier day.
    fn of_earlier_day(&self) -> Box<dyn Observer + '_>;
}
