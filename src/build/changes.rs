//! What became otherwise between two days: the same notes, known on each to the same reader, and compared.

use super::document::{asked, document, each, known};
use super::options::InternalDocument;
use super::{BuildContext, BuildError, BuildOutcome, Cache, Options, Probe, Read, gather};
use crate::documents::{ChangedAccount, changes_file};
use crate::domain::{Account, Directory, Lookups, Viewpoint};
use crate::insight::{DayView, differences};
use crate::text::{Diagnostic, Snapshot};
use jiff::civil::Date;

/// What became otherwise, account by account, and the document that tells it.
#[derive(Debug)]
pub struct Changes {
    /// The accounts that were asked for, also those of which nothing changed.
    pub accounts: Vec<ChangedAccount>,
    /// The document, as HTML.
    pub html: Vec<u8>,
    /// What the notes came to on the second day.
    pub built: BuildOutcome,
}

impl Changes {
    /// All that is told of them, as it goes to programs: account by account, a list of objects.
    pub fn told(&self) -> Vec<u8> {
        let accounts: Vec<_> = self
            .accounts
            .iter()
            .map(|one| (&one.name, &one.changes))
            .collect();
        // Texts and numbers can always be written as JSON.
        serde_json::to_vec(&accounts).unwrap_or_default()
    }
}

/// The first of the two days: its directory, and of each account the notes.
pub(super) struct FirstDay<'l> {
    probe: Option<Probe<'l>>,
    directory: std::sync::Arc<Directory>,
    viewpoint: Viewpoint,
    reads: Vec<Read>,
}

impl<'l> FirstDay<'l> {
    /// The notes as they were known on a day before the one that a viewpoint looks from; through a probe, where they are
    /// proved.
    ///
    /// # Errors
    /// Refuses audiences outside the house, and a first day after the second.
    pub fn of(
        snapshot: &Snapshot,
        options: &Options,
        since: Date,
        now: &Viewpoint,
        cache: &mut Cache,
        probe: Option<&Probe<'l>>,
    ) -> Result<FirstDay<'l>, BuildError> {
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
        let first = gather(snapshot, &earlier, cache)?;
        // What was known on the first day is told on the second.
        let probe = probe.map(|probe| Probe {
            told: None,
            ..*probe
        });
        let directory = first.directory;
        Ok(FirstDay {
            directory: match &probe {
                Some(probe) => probe.directory(directory),
                None => directory,
            },
            probe,
            viewpoint: first.viewpoint,
            reads: first.accounts,
        })
    }

    /// The notes of that day by account; they can be taken once.
    pub fn take_reads(&mut self) -> Vec<Read> {
        std::mem::take(&mut self.reads)
    }

    /// A context on that day, beside one of today.
    pub fn context<'d>(&'d self, now: &BuildContext<'d>) -> BuildContext<'d> {
        BuildContext {
            directory: &self.directory,
            viewpoint: &self.viewpoint,
            probe: self.probe.as_ref(),
            ..*now
        }
    }
}

/// Compares an earlier day with the day that counts as today.
/// A `probe` sees every value that is read, where the document is part of a proof.
///
/// # Errors
/// Refuses what `build` refuses, audiences outside the house, and a first day after the second.
pub fn changes(
    snapshot: &Snapshot,
    options: &Options,
    since: Date,
    probe: Option<&Probe<'_>>,
) -> Result<Changes, BuildError> {
    let mut cache = Cache::default();
    let gathered = gather(snapshot, options, &mut cache)?;
    let now = &gathered.viewpoint;
    let first = FirstDay::of(snapshot, options, since, now, &mut cache, probe)?;
    let ((accounts, html), built) = document(
        snapshot,
        gathered,
        &mut cache,
        probe,
        |context, reads, found| {
            let accounts = compare(context, first, reads, found);
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

/// Compares the accounts that were asked for, each by itself, in their order.
fn compare(
    context: &BuildContext<'_>,
    mut first: FirstDay<'_>,
    reads: Vec<Read>,
    found: &mut Vec<Diagnostic>,
) -> Vec<ChangedAccount> {
    let first_reads = first.take_reads();
    let then = first.context(context);
    let [asked, _] = asked(context, first_reads.into_iter().zip(reads));
    each(asked, found, |(place, (before, after))| {
        let (found, after) = known(context, place, after);
        let changed = after.map(|after| changed(context, &then, place, before, &after));
        (found, changed)
    })
}

/// What became otherwise of an account since the day of an earlier context.
pub(super) fn changed(
    now: &BuildContext<'_>,
    then: &BuildContext<'_>,
    place: u32,
    before: Read,
    after: &Account,
) -> ChangedAccount {
    let (_, before) = known(then, place, before);
    let audience = &now.viewpoint.audience;
    let settings = now.render.settings;
    let since = then.viewpoint.as_of;
    let before = before.as_ref();
    let before = before.map(|account| DayView::of(account, since, settings, audience));
    let after_picture = DayView::of(after, now.viewpoint.as_of, settings, audience);
    let all = differences(before.as_ref(), &after_picture, since);
    let lookups = Lookups::new(now.directory, Some(place));
    ChangedAccount::of(now.render, &lookups, after, &all)
}
