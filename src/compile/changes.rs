//! What became otherwise between two days: the same notes, known on each to the same reader, and compared.

use super::choice::Matter;
use super::paper::Nowhere;
use super::{
    Built, Cache, Choice, Desk, Gathered, Lens, Read, Refusal, gather, known_account, notes_of,
    rooms, theme_of, to_come,
};
use crate::insight::{Picture, differences};
use crate::model::{Account, Directory, Lookups, Viewpoint};
use crate::render::Press;
use crate::render::pages::{ChangedAccount, changes_file};
use crate::text::{Diagnostic, Diagnostics, Snapshot};
use jiff::civil::Date;
use rayon::prelude::*;

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

/// The first of the two days: its directory, and of each account the notes.
pub(super) struct FirstDay {
    directory: std::sync::Arc<Directory>,
    viewpoint: Viewpoint,
    reads: Vec<Read>,
}

impl FirstDay {
    /// The notes as they were known on a day.
    pub fn of(
        snapshot: &Snapshot,
        choice: &Choice,
        since: Date,
        cache: &mut Cache,
    ) -> Result<FirstDay, Refusal> {
        let earlier = Choice {
            as_of: Some(since),
            ..choice.clone()
        };
        let first = gather(snapshot, &earlier, cache)?;
        Ok(FirstDay {
            directory: first.directory,
            viewpoint: first.viewpoint,
            reads: first.accounts,
        })
    }

    /// The day as a proof looks at it.
    pub fn through(self, lens: &Lens<'_>) -> FirstDay {
        FirstDay {
            directory: lens.directory(self.directory),
            ..self
        }
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
            ..*now
        }
    }
}

/// Compares an earlier day with the day that counts as today.
///
/// # Errors
/// Refuses what `build` refuses, audiences outside the house, and a first day after the second.
pub fn changes(snapshot: &Snapshot, choice: &Choice, since: Date) -> Result<Changes, Refusal> {
    let mut cache = Cache::default();
    let Gathered {
        settings,
        viewpoint,
        accounts: reads,
        chosen,
        others,
        directory,
        mut found,
    } = gather(snapshot, choice, &mut cache)?;
    if viewpoint.audience.external {
        return Err(Refusal::HouseOnly {
            matter: Matter::Changes,
            audience: viewpoint.audience.name,
        });
    }
    if since > viewpoint.as_of {
        let as_of = viewpoint.as_of;
        return Err(Refusal::SinceLater { since, as_of });
    }
    let first = FirstDay::of(snapshot, choice, since, &mut cache)?;
    let theme = theme_of(snapshot, &settings, &viewpoint, &mut cache, &mut found);
    let rooms = rooms(&directory, reads.len(), &others, &viewpoint);
    let to_come = to_come(&reads, chosen.as_deref());
    let press = Press::new(&theme, &settings, &viewpoint, &rooms);
    let desk = Desk {
        chosen: chosen.as_deref(),
        directory: &directory,
        press: &press,
        viewpoint: &viewpoint,
        emit: &Nowhere,
        lens: None,
        base: 0,
    };
    let accounts = compare(&desk, first, reads, &mut found);
    let html = changes_file(&press, since, &accounts);
    found.extend(press.problems());
    let built = Built {
        notes: notes_of(snapshot),
        to_come,
        accounts: accounts.len(),
        diagnostics: Diagnostics::from_found(found),
        language: viewpoint.language,
        as_of: viewpoint.as_of,
        missed: Vec::new(),
    };
    Ok(Changes {
        accounts,
        html,
        built,
    })
}

/// Compares the accounts that were asked for, each by itself, in their order.
fn compare(
    desk: &Desk<'_>,
    first: FirstDay,
    reads: Vec<Read>,
    found: &mut Vec<Diagnostic>,
) -> Vec<ChangedAccount> {
    let mut first = first;
    let first_reads = first.take_reads();
    let then = first.desk(desk);
    let pairs: Vec<(u32, (Read, Read))> =
        (0_u32..).zip(first_reads.into_iter().zip(reads)).collect();
    let is_chosen = |place: &u32| {
        let chosen = desk.chosen;
        chosen.is_none_or(|all| all.contains(&(*place as usize)))
    };
    let one = |(place, (before, after)): (u32, (Read, Read))| {
        let (found, after) = known(desk, place, after);
        let changed = after.map(|after| {
            let (_, before) = known(&then, place, before);
            changed(desk, &then, place, before.as_ref(), &after)
        });
        (found, changed)
    };
    let made: Vec<(Vec<Diagnostic>, Option<ChangedAccount>)> = pairs
        .into_par_iter()
        .filter(|(place, _)| is_chosen(place))
        .map(one)
        .collect();
    let mut accounts = Vec::new();
    for (of_account, changed) in made {
        found.extend(of_account);
        accounts.extend(changed);
    }
    accounts
}

/// An account as it was known on the day of a desk.
pub(super) fn known(desk: &Desk<'_>, place: u32, read: Read) -> (Vec<Diagnostic>, Option<Account>) {
    let lookups = Lookups::new(desk.directory, Some(place));
    known_account(desk, &lookups, read.draft(desk.directory, place))
}

pub(super) fn changed(
    now: &Desk<'_>,
    then: &Desk<'_>,
    place: u32,
    before: Option<&Account>,
    after: &Account,
) -> ChangedAccount {
    let audience = &now.viewpoint.audience;
    let settings = now.press.settings;
    let since = then.viewpoint.as_of;
    let before = before.map(|account| Picture::of(account, since, settings, audience));
    let after_picture = Picture::of(after, now.viewpoint.as_of, settings, audience);
    let all = differences(before.as_ref(), &after_picture, since);
    let lookups = Lookups::new(now.directory, Some(place));
    ChangedAccount::of(now.press, &lookups, after, &all)
}
