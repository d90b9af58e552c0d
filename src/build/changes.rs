//! What became otherwise between two days: the same notes, known on each to the same reader, and compared.

use super::choice::Matter;
use super::document::{asked, document, each, known};
use super::{Built, Cache, Choice, Desk, Lens, Read, Refusal, gather};
use crate::documents::{ChangedAccount, changes_file};
use crate::domain::{Account, Directory, Lookups, Viewpoint};
use crate::insight::{Picture, differences};
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
    pub built: Built,
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
    lens: Option<Lens<'l>>,
    directory: std::sync::Arc<Directory>,
    viewpoint: Viewpoint,
    reads: Vec<Read>,
}

impl<'l> FirstDay<'l> {
    /// The notes as they were known on a day before the one that a viewpoint looks from; through a lens, where they are
    /// proved.
    ///
    /// # Errors
    /// Refuses audiences outside the house, and a first day after the second.
    pub fn of(
        snapshot: &Snapshot,
        choice: &Choice,
        since: Date,
        now: &Viewpoint,
        cache: &mut Cache,
        lens: Option<&Lens<'l>>,
    ) -> Result<FirstDay<'l>, Refusal> {
        if now.audience.external {
            return Err(Refusal::HouseOnly {
                matter: Matter::Changes,
                audience: now.audience.name.clone(),
            });
        }
        if since > now.as_of {
            let as_of = now.as_of;
            return Err(Refusal::SinceLater { since, as_of });
        }
        let earlier = Choice {
            as_of: Some(since),
            ..choice.clone()
        };
        let first = gather(snapshot, &earlier, cache)?;
        // What was known on the first day is told on the second.
        let lens = lens.map(|lens| Lens {
            told: None,
            ..*lens
        });
        let directory = first.directory;
        Ok(FirstDay {
            directory: match &lens {
                Some(lens) => lens.directory(directory),
                None => directory,
            },
            lens,
            viewpoint: first.viewpoint,
            reads: first.accounts,
        })
    }

    /// The notes of that day by account; they can be taken once.
    pub fn take_reads(&mut self) -> Vec<Read> {
        std::mem::take(&mut self.reads)
    }

    /// A desk on that day, beside one of today.
    pub fn desk<'d>(&'d self, now: &Desk<'d>) -> Desk<'d> {
        Desk {
            directory: &self.directory,
            viewpoint: &self.viewpoint,
            lens: self.lens.as_ref(),
            ..*now
        }
    }
}

/// Compares an earlier day with the day that counts as today.
///
/// # Errors
/// Refuses what `build` refuses, audiences outside the house, and a first day after the second.
pub fn changes(snapshot: &Snapshot, choice: &Choice, since: Date) -> Result<Changes, Refusal> {
    compared(snapshot, choice, since, None)
}

/// The same, and is told, meanwhile, of every value that is read; canaries may stand in the places that are withheld.
///
/// # Errors
/// See [`changes`].
pub fn changes_through(
    snapshot: &Snapshot,
    choice: &Choice,
    since: Date,
    lens: &Lens<'_>,
) -> Result<Changes, Refusal> {
    compared(snapshot, choice, since, Some(lens))
}

fn compared(
    snapshot: &Snapshot,
    choice: &Choice,
    since: Date,
    lens: Option<&Lens<'_>>,
) -> Result<Changes, Refusal> {
    let mut cache = Cache::default();
    let gathered = gather(snapshot, choice, &mut cache)?;
    let now = &gathered.viewpoint;
    let first = FirstDay::of(snapshot, choice, since, now, &mut cache, lens)?;
    let ((accounts, html), built) = document(
        snapshot,
        gathered,
        &mut cache,
        lens,
        |desk, reads, found| {
            let accounts = compare(desk, first, reads, found);
            let html = changes_file(desk.press, since, &accounts);
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
    desk: &Desk<'_>,
    mut first: FirstDay<'_>,
    reads: Vec<Read>,
    found: &mut Vec<Diagnostic>,
) -> Vec<ChangedAccount> {
    let first_reads = first.take_reads();
    let then = first.desk(desk);
    let [asked, _] = asked(desk, first_reads.into_iter().zip(reads));
    each(asked, found, |(place, (before, after))| {
        let (found, after) = known(desk, place, after);
        let changed = after.map(|after| changed(desk, &then, place, before, &after));
        (found, changed)
    })
}

/// What became otherwise of an account since the day of an earlier desk.
pub(super) fn changed(
    now: &Desk<'_>,
    then: &Desk<'_>,
    place: u32,
    before: Read,
    after: &Account,
) -> ChangedAccount {
    let (_, before) = known(then, place, before);
    let audience = &now.viewpoint.audience;
    let settings = now.press.settings;
    let since = then.viewpoint.as_of;
    let before = before.as_ref();
    let before = before.map(|account| Picture::of(account, since, settings, audience));
    let after_picture = Picture::of(after, now.viewpoint.as_of, settings, audience);
    let all = differences(before.as_ref(), &after_picture, since);
    let lookups = Lookups::new(now.directory, Some(place));
    ChangedAccount::of(now.press, &lookups, after, &all)
}
