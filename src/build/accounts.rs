//! Builds each account by itself, in parallel: its notes are prepared for the reader and the day, then rendered.

use super::cache::{AccountKey, BuiltAccount, Cache, Recorder};
use super::context::{BuildContext, Extent};
use super::inputs::account_input;
use super::load::LoadedAccount;
use crate::domain::resolve::{check, link};
use crate::domain::visibility::{cut, filter};
use crate::domain::{
    Account, Answers, Draft, Lookups, account_of, check_rivals, check_superiors, check_team,
};
use crate::html::Phase;
use crate::insight::check_mutes;
use crate::site::Summary;
use crate::site::{AccountFacts, account_pages, account_summary};
use crate::text::{Diagnostic, Digest, fingerprint};
use rayon::prelude::*;
use std::sync::Arc;

/// Builds every account that is in the site; the others are only checked. Accounts that changed are built first,
/// because whoever waits for a page waits for one of them.
pub(super) fn build_accounts(
    context: &BuildContext<'_>,
    accounts: Vec<LoadedAccount>,
    cache: &Cache,
) -> Vec<Arc<BuiltAccount>> {
    context.progress.begin(Phase::Accounts, accounts.len());
    let numbered: Vec<(u32, LoadedAccount)> = (0_u32..).zip(accounts).collect();
    let (known, fresh): (Vec<_>, Vec<_>) = numbered
        .into_par_iter()
        .map(|(account_id, loaded)| {
            (
                reusable(context, account_id, &loaded, cache),
                account_id,
                loaded,
            )
        })
        .partition(|(known, ..)| known.is_some());
    let made = fresh.into_par_iter().map(|(_, account_id, loaded)| {
        let prepared = PreparedAccount::of(context, account_id, loaded);
        let built = match context.extent {
            Extent::Site => prepared.render(context, cache, None),
            Extent::Inputs => prepared.unrendered(context),
        };
        context.progress.advance();
        (account_id, Arc::new(built))
    });
    let mut built: Vec<(u32, Arc<BuiltAccount>)> = made.collect();
    for (known, account_id, _) in known {
        let Some(known) = known else { continue };
        known.keep(context.output);
        if let Some(observer) = context.observer {
            observer.keep(&known.slug);
            known.report_to(observer, account_id);
        }
        context.progress.advance();
        built.push((account_id, known));
    }
    built.sort_by_key(|(account_id, _)| *account_id);
    built.into_iter().map(|(_, built)| built).collect()
}

/// Summarizes every account and writes nothing. With the summaries, the site-wide pages can be written before the
/// pages of the accounts, which are most of the work. The prepared account is dropped and prepared again for its
/// pages: keeping all of them would take too much memory.
pub(super) fn summarize_accounts(
    context: &BuildContext<'_>,
    accounts: Vec<LoadedAccount>,
) -> Vec<Summarized> {
    let numbered: Vec<(u32, LoadedAccount)> = (0_u32..).zip(accounts).collect();
    let summarize = |(account_id, loaded)| Summarized::of(context, account_id, loaded);
    numbered.into_par_iter().map(summarize).collect()
}

/// Builds accounts that were summarized before.
pub(super) fn build_summarized(
    context: &BuildContext<'_>,
    accounts: Vec<Summarized>,
    cache: &Cache,
) -> Vec<Arc<BuiltAccount>> {
    context.progress.begin(Phase::Accounts, accounts.len());
    let build = |known: Summarized| {
        let prepared = PreparedAccount::of(context, known.account_id, known.loaded);
        let mut built = prepared.render(context, cache, known.summary);
        built.answers.extend(known.answers);
        context.progress.advance();
        Arc::new(built)
    };
    accounts.into_par_iter().map(build).collect()
}

/// Returns the account of the last build if building it again would give the same result.
fn reusable(
    context: &BuildContext<'_>,
    account_id: u32,
    loaded: &LoadedAccount,
    cache: &Cache,
) -> Option<Arc<BuiltAccount>> {
    let known = cache.account(&loaded.index.slug)?;
    let holds = known.key == key_of(context, account_id, loaded)
        && Lookups::still_holds(context.directory, account_id, &known.answers);
    holds.then(|| known.clone())
}

fn key_of(context: &BuildContext<'_>, account_id: u32, loaded: &LoadedAccount) -> AccountKey {
    let own = context.directory.account(account_id);
    AccountKey {
        base: context.base,
        revision: loaded.revision(),
        is_in_site: context.has(account_id),
        folder: fingerprint(&own.map(|target| &target.route)),
    }
}

/// An account with its summary, whose pages are not written yet.
pub(super) struct Summarized {
    account_id: u32,
    loaded: LoadedAccount,
    /// `None` if it is not in the site, or the reader may not know of it.
    pub summary: Option<Arc<Summary>>,
    /// The answers about other accounts that the summary depends on.
    answers: Answers,
}

impl Summarized {
    fn of(context: &BuildContext<'_>, account_id: u32, loaded: LoadedAccount) -> Summarized {
        let prepared = PreparedAccount::of(context, account_id, loaded.clone());
        let summary = prepared.account.as_ref().map(|account| {
            let facts =
                AccountFacts::of(context.render, &prepared.lookups, account, &prepared.found);
            Arc::new(account_summary(&facts))
        });
        Summarized {
            account_id,
            loaded,
            summary,
            answers: prepared.lookups.into_answers(),
        }
    }
}

/// An account whose notes are linked, checked, cut to the day and filtered for the reader.
struct PreparedAccount<'a> {
    account_id: u32,
    slug: Box<str>,
    key: AccountKey,
    /// Records every answer about other accounts, also while pages are rendered.
    lookups: Lookups<'a>,
    /// The diagnostics of its notes.
    found: Vec<Diagnostic>,
    /// `None` if it is not in the site, or the reader may not know of it.
    account: Option<Account>,
}

impl<'a> PreparedAccount<'a> {
    fn of(
        context: &BuildContext<'a>,
        account_id: u32,
        loaded: LoadedAccount,
    ) -> PreparedAccount<'a> {
        let key = key_of(context, account_id, &loaded);
        let slug = loaded.index.slug.clone();
        let (lookups, found, account) = if key.is_in_site {
            let lookups = Lookups::new(context.directory, Some(account_id));
            let draft = loaded.draft(context.directory, account_id);
            let (found, account) = visible_account(context, &lookups, draft);
            (lookups, found, account)
        } else {
            (
                report_withheld(context, account_id, loaded),
                Vec::new(),
                None,
            )
        };
        PreparedAccount {
            account_id,
            slug,
            key,
            lookups,
            found,
            account,
        }
    }

    /// Returns the digest of what its pages are made from, if somebody observes the build.
    fn input(&self, context: &BuildContext<'_>) -> Option<Digest> {
        let is_observed = context.observer.is_some();
        is_observed.then(|| account_input(self.account.as_ref(), &self.found))
    }

    /// Goes without its pages.
    fn unrendered(self, context: &BuildContext<'_>) -> BuiltAccount {
        let built = BuiltAccount {
            input: self.input(context),
            found: self.found,
            answers: self.lookups.into_answers(),
            ..BuiltAccount::empty(self.slug, self.key)
        };
        observed(context, self.account_id, built)
    }

    /// Renders its pages. `known` is its summary if it was computed before.
    fn render(
        self,
        context: &BuildContext<'_>,
        cache: &Cache,
        known: Option<Arc<Summary>>,
    ) -> BuiltAccount {
        let Some(account) = &self.account else {
            return self.unrendered(context);
        };
        let input = self.input(context);
        let recorder = Recorder::new(context.output, cache.is_persistent());
        let facts = AccountFacts::of(context.render, &self.lookups, account, &self.found);
        account_pages(&facts, &recorder);
        let summary = known.unwrap_or_else(|| {
            let summary = account_summary(&facts);
            // Keeping the same `Arc` tells the list pages that nothing changed.
            let before = cache
                .account(&self.slug)
                .and_then(|known| known.summary.clone());
            let same = before.filter(|before| **before == summary);
            same.unwrap_or_else(|| Arc::new(summary))
        });
        drop(facts);
        let recorded = recorder.finish();
        let built = BuiltAccount {
            slug: self.slug,
            key: self.key,
            input,
            summary: Some(summary),
            found: self.found,
            answers: self.lookups.into_answers(),
            routes: recorded.routes,
            assets: recorded.assets,
        };
        observed(context, self.account_id, built)
    }
}

/// Returns an account after it was shown to the observer of the build, if there is one.
fn observed(context: &BuildContext<'_>, account_id: u32, built: BuiltAccount) -> BuiltAccount {
    if let Some(observer) = context.observer {
        built.report_to(observer, account_id);
    }
    built
}

/// Shows an account outside the site to the observer, for whom it is withheld as a whole. Readers within the company may know of
/// the other accounts, and one account may mention another: for them nothing is reported. Returns the lookups with
/// the recorded answers.
pub(super) fn report_withheld<'a>(
    context: &BuildContext<'a>,
    account_id: u32,
    loaded: LoadedAccount,
) -> Lookups<'a> {
    let lookups = Lookups::new(context.directory, Some(account_id));
    if let Some(observer) = context
        .observer
        .filter(|_| context.viewpoint.audience.external)
    {
        let mut draft = loaded.draft(context.directory, account_id);
        observer.account(&mut draft, context.viewpoint, &lookups, false);
    }
    lookups
}

/// Links and checks an account, then cuts and filters it: what its reader may know on the day, with the diagnostics
/// of its notes. `None` if the reader may not know of it.
pub(super) fn visible_account(
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
    if let Some(observer) = context.observer {
        observer.account(&mut draft, context.viewpoint, lookups, true);
    }
    if !visible {
        return (found, None);
    }
    cut(&mut draft, context.viewpoint, lookups);
    filter(&mut draft, context.viewpoint, lookups);
    (found, Some(account_of(draft)))
}
