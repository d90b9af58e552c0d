//! What changed between two days: the same notes as the same reader knows them on each day, compared.

use super::cache::Cache;
use super::context::BuildContext;
use super::document::{account_on_day, document, in_parallel, requested};
use super::load::{LoadedAccount, load};
use super::observer::Observer;
use super::options::{BuildError, InternalDocument, Options};
use super::outcome::BuildOutcome;
use crate::documents::{ChangedAccount, changes_file};
use crate::domain::{Account, Directory, Lookups, Viewpoint};
use crate::insight::{DayView, differences};
use crate::text::{Diagnostic, Snapshot};
use jiff::civil::Date;
use std::sync::Arc;

/// What changed, account by account, and the document that shows it.
#[derive(Debug)]
pub struct Changes {
    /// The requested accounts, including those in which nothing changed.
    pub accounts: Vec<ChangedAccount>,
    /// The document, as HTML.
    pub html: Vec<u8>,
    /// The outcome of the build on the second day.
    pub built: BuildOutcome,
}

impl Changes {
    /// The changes as JSON: a list of accounts, each with its list of changes.
    pub fn to_json(&self) -> Vec<u8> {
        let accounts: Vec<_> = self
            .accounts
            .iter()
            .map(|one| (&one.name, &one.changes))
            .collect();
        // Texts and numbers can always be written as JSON.
        serde_json::to_vec(&accounts).unwrap_or_default()
    }
}

/// The first of the two days: its directory, and the notes of each account.
pub(super) struct StartOfPeriod<'l> {
    observer: Option<Box<dyn Observer + 'l>>,
    directory: Arc<Directory>,
    viewpoint: Viewpoint,
    loaded: Vec<LoadedAccount>,
}

impl<'l> StartOfPeriod<'l> {
    /// Loads the notes as they were known on a day before that of the viewpoint.
    ///
    /// # Errors
    /// Refuses audiences outside the company, and a first day after the second.
    pub fn of(
        snapshot: &Snapshot,
        options: &Options,
        since: Date,
        now: &Viewpoint,
        cache: &mut Cache,
        observer: Option<&'l dyn Observer>,
    ) -> Result<StartOfPeriod<'l>, BuildError> {
        if now.audience.external {
            return Err(BuildError::InternalOnly {
                matter: InternalDocument::Changes,
                audience: now.audience.name.clone(),
            });
        }
        if since > now.as_of {
            let as_of = now.as_of;
            return Err(BuildError::SinceLater { since, as_of });
        }
        let earlier = Options {
            as_of: Some(since),
            ..options.clone()
        };
        let start = load(snapshot, &earlier, cache)?;
        let observer = observer.map(Observer::of_earlier_day);
        let directory = start.directory;
        Ok(StartOfPeriod {
            directory: match &observer {
                Some(observer) => observer.begin(&start.settings, &start.viewpoint, directory),
                None => directory,
            },
            observer,
            viewpoint: start.viewpoint,
            loaded: start.accounts,
        })
    }

    /// Takes the loaded accounts; a second call returns none.
    pub fn take_accounts(&mut self) -> Vec<LoadedAccount> {
        std::mem::take(&mut self.loaded)
    }

    /// Returns the context of that day, derived from the one of today.
    pub fn context<'d>(&'d self, now: &BuildContext<'d>) -> BuildContext<'d> {
        BuildContext {
            directory: &self.directory,
            viewpoint: &self.viewpoint,
            observer: self.observer.as_deref(),
            ..*now
        }
    }
}

/// Compares an earlier day with the day that counts as today. An `observer` sees every note that is read.
///
/// # Errors
/// Refuses what `build` refuses, audiences outside the company, and a first day after the second.
pub fn changes(
    snapshot: &Snapshot,
    options: &Options,
    since: Date,
    observer: Option<&dyn Observer>,
) -> Result<Changes, BuildError> {
    let mut cache = Cache::default();
    let site = load(snapshot, options, &mut cache)?;
    let now = &site.viewpoint;
    let start = StartOfPeriod::of(snapshot, options, since, now, &mut cache, observer)?;
    let ((accounts, html), built) = document(
        snapshot,
        site,
        &mut cache,
        observer,
        |context, loaded, found| {
            let accounts = compare(context, start, loaded, found);
            let html = changes_file(context.render, since, &accounts);
            let count = accounts.len();
            ((accounts, html), count)
        },
    );
    Ok(Changes {
        accounts,
        html,
        built,
    })
}

/// Compares the requested accounts, each by itself, in their order.
fn compare(
    context: &BuildContext<'_>,
    mut start: StartOfPeriod<'_>,
    loaded: Vec<LoadedAccount>,
    found: &mut Vec<Diagnostic>,
) -> Vec<ChangedAccount> {
    let earlier = start.take_accounts();
    let then = start.context(context);
    let [requested, _] = requested(context, earlier.into_iter().zip(loaded));
    in_parallel(requested, found, |(account_id, (before, after))| {
        let (found, after) = account_on_day(context, account_id, after);
        let changed = after.map(|after| changed(context, &then, account_id, before, &after));
        (found, changed)
    })
}

/// Returns what changed in an account since the day of an earlier context.
pub(super) fn changed(
    now: &BuildContext<'_>,
    then: &BuildContext<'_>,
    account_id: u32,
    before: LoadedAccount,
    after: &Account,
) -> ChangedAccount {
    let (_, before) = account_on_day(then, account_id, before);
    let audience = &now.viewpoint.audience;
    let settings = now.render.settings;
    let since = then.viewpoint.as_of;
    let before = before.as_ref();
    let before = before.map(|account| DayView::of(account, since, settings, audience));
    let after_view = DayView::of(after, now.viewpoint.as_of, settings, audience);
    let all = differences(before.as_ref(), &after_view, since);
    let lookups = Lookups::new(now.directory, Some(account_id));
    ChangedAccount::of(now.render, &lookups, after, &all)
}
