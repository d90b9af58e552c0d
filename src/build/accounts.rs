//! The accounts, each compiled by itself, in parallel: first opened, which is to know what its reader may know of it on
//! the day, then printed.

use super::cache::{AccountKey, Cache, Compiled, Recorder};
use super::reading::Read;
use super::{Desk, Lens};
use crate::domain::resolve::{check, link};
use crate::domain::visibility::{cut, filter};
use crate::domain::{
    Account, Asked, Draft, Lookups, account_of, check_rivals, check_superiors, check_team,
};
use crate::html::Work;
use crate::insight::check_mutes;
use crate::site::Summary;
use crate::site::{Dossier, account_pages, account_summary};
use crate::text::{Diagnostic, fingerprint};
use rayon::prelude::*;
use std::sync::{Arc, Mutex, PoisonError};

/// Compiles every account that is in the site; the others are checked only. Those that must be made anew come first:
/// whoever waits for a page waits for them.
pub(super) fn compile_accounts(
    desk: &Desk<'_>,
    accounts: Vec<Read>,
    cache: &Cache,
) -> Vec<Arc<Compiled>> {
    desk.emit.begins(Work::Accounts, accounts.len());
    let numbered: Vec<(u32, Read)> = (0_u32..).zip(accounts).collect();
    let (known, fresh): (Vec<_>, Vec<_>) = numbered
        .into_par_iter()
        .map(|(place, read)| (as_before(desk, place, &read, cache), place, read))
        .partition(|(known, ..)| known.is_some());
    let made = fresh.into_par_iter().map(|(_, place, read)| {
        let compiled = compile_account(desk, place, read, cache);
        desk.emit.one_done();
        (place, Arc::new(compiled))
    });
    let mut compiled: Vec<(u32, Arc<Compiled>)> = made.collect();
    for (known, place, _) in known {
        let Some(known) = known else { continue };
        known.keep(desk.emit);
        if let Some(lens) = desk.lens {
            lens.take_down(&known.told);
        }
        desk.emit.one_done();
        compiled.push((place, known));
    }
    compiled.sort_by_key(|(place, _)| *place);
    compiled.into_iter().map(|(_, compiled)| compiled).collect()
}

/// Sums every account up; nothing is written yet. By the summaries the site-wide pages can be written before the pages of
/// the accounts, which are most of the work. An account is opened once more for these: all of them open at once would take
/// much room.
pub(super) fn sum_up_accounts(desk: &Desk<'_>, accounts: Vec<Read>) -> Vec<SummedUp> {
    let numbered: Vec<(u32, Read)> = (0_u32..).zip(accounts).collect();
    let sum_up = |(place, read)| SummedUp::of(desk, place, read);
    numbered.into_par_iter().map(sum_up).collect()
}

/// Compiles accounts that are summed up.
pub(super) fn compile_summed_up(
    desk: &Desk<'_>,
    accounts: Vec<SummedUp>,
    cache: &Cache,
) -> Vec<Arc<Compiled>> {
    desk.emit.begins(Work::Accounts, accounts.len());
    let compile = |known: SummedUp| {
        let opened = Opened::of(desk, known.place, known.read);
        let mut compiled = opened.print(desk, cache, known.summary);
        compiled.asked.extend(known.asked);
        desk.emit.one_done();
        Arc::new(compiled)
    };
    accounts.into_par_iter().map(compile).collect()
}

/// The account as it was compiled before, if it would be compiled the same.
fn as_before(desk: &Desk<'_>, place: u32, read: &Read, cache: &Cache) -> Option<Arc<Compiled>> {
    let known = cache.account(&read.roll.slug)?;
    let holds = known.key == key_of(desk, place, read)
        && Lookups::still_holds(desk.directory, place, &known.asked);
    holds.then(|| known.clone())
}

fn key_of(desk: &Desk<'_>, place: u32, read: &Read) -> AccountKey {
    let own = desk.directory.account(place);
    AccountKey {
        base: desk.base,
        reading: read.number(),
        is_in_site: desk.has(place),
        folder: fingerprint(&own.map(|target| &target.route)),
    }
}

/// Compiles an account; what a proof is told of it stays with it.
fn compile_account(desk: &Desk<'_>, place: u32, read: Read, cache: &Cache) -> Compiled {
    let Some(lens) = desk.lens else {
        return Opened::of(desk, place, read).print(desk, cache, None);
    };
    let told = Mutex::default();
    let own = Lens {
        told: Some(&told),
        ..*lens
    };
    let desk = Desk {
        lens: Some(&own),
        ..*desk
    };
    let compiled = Opened::of(&desk, place, read).print(&desk, cache, None);
    let told = told.into_inner().unwrap_or_else(PoisonError::into_inner);
    lens.take_down(&told);
    Compiled { told, ..compiled }
}

/// An account of which the site-wide pages can be written.
pub(super) struct SummedUp {
    place: u32,
    read: Read,
    /// Nothing where it is not in the site, or the reader may not know of it.
    pub summary: Option<Arc<Summary>>,
    /// What it asked about others to that end.
    asked: Asked,
}

impl SummedUp {
    fn of(desk: &Desk<'_>, place: u32, read: Read) -> SummedUp {
        let opened = Opened::of(desk, place, read.clone());
        let summary = opened.account.as_ref().map(|account| {
            let dossier = Dossier::of(desk.press, &opened.lookups, account, &opened.found);
            Arc::new(account_summary(&dossier))
        });
        SummedUp {
            place,
            read,
            summary,
            asked: opened.lookups.asked(),
        }
    }
}

/// An account whose notes are linked, checked, cut and filtered.
struct Opened<'a> {
    slug: Box<str>,
    key: AccountKey,
    /// What it asks about others, from now on, too.
    lookups: Lookups<'a>,
    /// What is wrong with its notes.
    found: Vec<Diagnostic>,
    /// Nothing where it is not in the site, or the reader may not know of it.
    account: Option<Account>,
}

impl<'a> Opened<'a> {
    fn of(desk: &Desk<'a>, place: u32, read: Read) -> Opened<'a> {
        let key = key_of(desk, place, &read);
        let slug = read.roll.slug.clone();
        let (lookups, found, account) = if key.is_in_site {
            let lookups = Lookups::new(desk.directory, Some(place));
            let draft = read.draft(desk.directory, place);
            let (found, account) = known_account(desk, &lookups, draft);
            (lookups, found, account)
        } else {
            (tell_as_withheld(desk, place, read), Vec::new(), None)
        };
        Opened {
            slug,
            key,
            lookups,
            found,
            account,
        }
    }

    /// Writes its pages. `known` is what the site-wide pages know of it, where it is summed up.
    fn print(self, desk: &Desk<'_>, cache: &Cache, known: Option<Arc<Summary>>) -> Compiled {
        let Some(account) = &self.account else {
            return Compiled {
                found: self.found,
                asked: self.lookups.asked(),
                ..Compiled::nothing(self.slug, self.key)
            };
        };
        let recorder = Recorder::new(desk.emit, cache.is_kept());
        let dossier = Dossier::of(desk.press, &self.lookups, account, &self.found);
        account_pages(&dossier, &recorder);
        let summary = known.unwrap_or_else(|| {
            let summary = account_summary(&dossier);
            // The lists are made again only where a summary differs.
            let before = cache
                .account(&self.slug)
                .and_then(|known| known.summary.clone());
            let same = before.filter(|before| **before == summary);
            same.unwrap_or_else(|| Arc::new(summary))
        });
        drop(dossier);
        let made = recorder.made();
        Compiled {
            slug: self.slug,
            key: self.key,
            summary: Some(summary),
            found: self.found,
            asked: self.lookups.asked(),
            routes: made.routes,
            assets: made.assets,
            told: Vec::new(),
        }
    }
}

/// Tells a proof that an account that is not in the site is withheld as a whole. From readers of the house it is not: they
/// may know of the other accounts, and one account may speak of another. Returns what was asked about others meanwhile.
pub(super) fn tell_as_withheld<'a>(desk: &Desk<'a>, place: u32, read: Read) -> Lookups<'a> {
    let lookups = Lookups::new(desk.directory, Some(place));
    if let Some(lens) = desk.lens.filter(|_| desk.viewpoint.audience.external) {
        let mut draft = read.draft(desk.directory, place);
        lens.draft(&mut draft, desk.viewpoint, &lookups, false);
    }
    lookups
}

/// An account as its reader may know it on the day, with what is wrong with its notes; nothing where the reader may not
/// know of it.
pub(super) fn known_account(
    desk: &Desk<'_>,
    lookups: &Lookups<'_>,
    mut draft: Draft,
) -> (Vec<Diagnostic>, Option<Account>) {
    let own = desk.directory.target(draft.core.id);
    let visible = own.is_some_and(|target| target.visible);
    link(&mut draft, lookups);
    check(&mut draft, desk.viewpoint);
    check_superiors(&mut draft);
    check_rivals(&mut draft, lookups);
    check_mutes(&mut draft);
    check_team(&mut draft, desk.press.settings);
    let found = std::mem::take(&mut draft.found);
    if let Some(lens) = desk.lens {
        lens.draft(&mut draft, desk.viewpoint, lookups, true);
    }
    if !visible {
        return (found, None);
    }
    cut(&mut draft, desk.viewpoint, lookups);
    filter(&mut draft, desk.viewpoint, lookups);
    (found, Some(account_of(draft)))
}
