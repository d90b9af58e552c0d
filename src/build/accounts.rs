//! The accounts, each compiled by itself, in parallel: first opened, which is to know what its reader may know of it on
//! the day, then printed.

use super::cache::{AccountKey, Cache, Compiled, Recorder};
use super::reading::Read;
use super::{BuildContext, Probe};
use crate::domain::resolve::{check, link};
use crate::domain::visibility::{cut, filter};
use crate::domain::{
    Account, Asked, Draft, Lookups, account_of, check_rivals, check_superiors, check_team,
};
use crate::html::Phase;
use crate::insight::check_mutes;
use crate::site::Summary;
use crate::site::{AccountFacts, account_pages, account_summary};
use crate::text::{Diagnostic, fingerprint};
use rayon::prelude::*;
use std::sync::{Arc, Mutex, PoisonError};

/// Compiles every account that is in the site; the others are checked only. Those that must be made anew come first:
/// whoever waits for a page waits for them.
pub(super) fn compile_accounts(
    context: &BuildContext<'_>,
    accounts: Vec<Read>,
    cache: &Cache,
) -> Vec<Arc<Compiled>> {
    context.progress.begin(Phase::Accounts, accounts.len());
    let numbered: Vec<(u32, Read)> = (0_u32..).zip(accounts).collect();
    let (known, fresh): (Vec<_>, Vec<_>) = numbered
        .into_par_iter()
        .map(|(place, read)| (as_before(context, place, &read, cache), place, read))
        .partition(|(known, ..)| known.is_some());
    let made = fresh.into_par_iter().map(|(_, place, read)| {
        let compiled = compile_account(context, place, read, cache);
        context.progress.advance();
        (place, Arc::new(compiled))
    });
    let mut compiled: Vec<(u32, Arc<Compiled>)> = made.collect();
    for (known, place, _) in known {
        let Some(known) = known else { continue };
        known.keep(context.output);
        if let Some(probe) = context.probe {
            probe.record(&known.told);
        }
        context.progress.advance();
        compiled.push((place, known));
    }
    compiled.sort_by_key(|(place, _)| *place);
    compiled.into_iter().map(|(_, compiled)| compiled).collect()
}

/// Sums every account up; nothing is written yet. By the summaries the site-wide pages can be written before the pages of
/// the accounts, which are most of the work. An account is opened once more for these: all of them open at once would take
/// much room.
pub(super) fn sum_up_accounts(context: &BuildContext<'_>, accounts: Vec<Read>) -> Vec<SummedUp> {
    let numbered: Vec<(u32, Read)> = (0_u32..).zip(accounts).collect();
    let sum_up = |(place, read)| SummedUp::of(context, place, read);
    numbered.into_par_iter().map(sum_up).collect()
}

/// Compiles accounts that are summed up.
pub(super) fn compile_summed_up(
    context: &BuildContext<'_>,
    accounts: Vec<SummedUp>,
    cache: &Cache,
) -> Vec<Arc<Compiled>> {
    context.progress.begin(Phase::Accounts, accounts.len());
    let compile = |known: SummedUp| {
        let opened = Opened::of(context, known.place, known.read);
        let mut compiled = opened.print(context, cache, known.summary);
        compiled.asked.extend(known.asked);
        context.progress.advance();
        Arc::new(compiled)
    };
    accounts.into_par_iter().map(compile).collect()
}

/// The account as it was compiled before, if it would be compiled the same.
fn as_before(
    context: &BuildContext<'_>,
    place: u32,
    read: &Read,
    cache: &Cache,
) -> Option<Arc<Compiled>> {
    let known = cache.account(&read.roll.slug)?;
    let holds = known.key == key_of(context, place, read)
        && Lookups::still_holds(context.directory, place, &known.asked);
    holds.then(|| known.clone())
}

fn key_of(context: &BuildContext<'_>, place: u32, read: &Read) -> AccountKey {
    let own = context.directory.account(place);
    AccountKey {
        base: context.base,
        reading: read.number(),
        is_in_site: context.has(place),
        folder: fingerprint(&own.map(|target| &target.route)),
    }
}

/// Compiles an account; what a proof is told of it stays with it.
fn compile_account(context: &BuildContext<'_>, place: u32, read: Read, cache: &Cache) -> Compiled {
    let Some(probe) = context.probe else {
        return Opened::of(context, place, read).print(context, cache, None);
    };
    let told = Mutex::default();
    let own = Probe {
        told: Some(&told),
        ..*probe
    };
    let context = BuildContext {
        probe: Some(&own),
        ..*context
    };
    let compiled = Opened::of(&context, place, read).print(&context, cache, None);
    let told = told.into_inner().unwrap_or_else(PoisonError::into_inner);
    probe.record(&told);
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
    fn of(context: &BuildContext<'_>, place: u32, read: Read) -> SummedUp {
        let opened = Opened::of(context, place, read.clone());
        let summary = opened.account.as_ref().map(|account| {
            let facts = AccountFacts::of(context.render, &opened.lookups, account, &opened.found);
            Arc::new(account_summary(&facts))
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
    fn of(context: &BuildContext<'a>, place: u32, read: Read) -> Opened<'a> {
        let key = key_of(context, place, &read);
        let slug = read.roll.slug.clone();
        let (lookups, found, account) = if key.is_in_site {
            let lookups = Lookups::new(context.directory, Some(place));
            let draft = read.draft(context.directory, place);
            let (found, account) = known_account(context, &lookups, draft);
            (lookups, found, account)
        } else {
            (tell_as_withheld(context, place, read), Vec::new(), None)
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
    fn print(
        self,
        context: &BuildContext<'_>,
        cache: &Cache,
        known: Option<Arc<Summary>>,
    ) -> Compiled {
        let Some(account) = &self.account else {
            return Compiled {
                found: self.found,
                asked: self.lookups.asked(),
                ..Compiled::nothing(self.slug, self.key)
            };
        };
        let recorder = Recorder::new(context.output, cache.is_kept());
        let facts = AccountFacts::of(context.render, &self.lookups, account, &self.found);
        account_pages(&facts, &recorder);
        let summary = known.unwrap_or_else(|| {
            let summary = account_summary(&facts);
            // The lists are made again only where a summary differs.
            let before = cache
                .account(&self.slug)
                .and_then(|known| known.summary.clone());
            let same = before.filter(|before| **before == summary);
            same.unwrap_or_else(|| Arc::new(summary))
        });
        drop(facts);
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
pub(super) fn tell_as_withheld<'a>(
    context: &BuildContext<'a>,
    place: u32,
    read: Read,
) -> Lookups<'a> {
    let lookups = Lookups::new(context.directory, Some(place));
    if let Some(probe) = context
        .probe
        .filter(|_| context.viewpoint.audience.external)
    {
        let mut draft = read.draft(context.directory, place);
        probe.draft(&mut draft, context.viewpoint, &lookups, false);
    }
    lookups
}

/// An account as its reader may know it on the day, with what is wrong with its notes; nothing where the reader may not
/// know of it.
pub(super) fn known_account(
    context: &BuildContext<'_>,
    lookups: &Lookups<'_>,
    mut draft: Draft,
) -> (Vec<Diagnostic>, Option<Account>) {
    let own = context.directory.target(draft.core.id);
    let visible = own.is_some_and(|target| target.visible);
    link(&mut draft, lookups);
    check(&mut draft, context.viewpoint);
    check_superiors(&mut draft);
    check_rivals(&mut draft, lookups);
    check_mutes(&mut draft);
    check_team(&mut draft, context.render.settings);
    let found = std::mem::take(&mut draft.found);
    if let Some(probe) = context.probe {
        probe.draft(&mut draft, context.viewpoint, lookups, true);
    }
    if !visible {
        return (found, None);
    }
    cut(&mut draft, context.viewpoint, lookups);
    filter(&mut draft, context.viewpoint, lookups);
    (found, Some(account_of(draft)))
}
