//! What the documents of one file share: the build context, and the requested accounts, processed in parallel.

use super::accounts::visible_account;
use super::cache::Cache;
use super::context::{BuildContext, Extent};
use super::lists::SiteParts;
use super::load::{Loaded, LoadedAccount};
use super::observer::Observer;
use super::outcome::{BuildOutcome, diagnostics_for, notes_of, scope, upcoming};
use super::site_theme::theme_of;
use crate::domain::{Account, Lookups};
use crate::html::{NoOutput, NoProgress, RenderContext};
use crate::text::{Diagnostic, Snapshot};
use rayon::prelude::*;

/// Writes a document in a context of its own. Returns the document and the outcome of the build; `write` also returns how many accounts the document covers.
pub(super) fn document<T>(
    snapshot: &Snapshot,
    site: Loaded,
    cache: &mut Cache,
    observer: Option<&dyn Observer>,
    write: impl FnOnce(&BuildContext<'_>, Vec<LoadedAccount>, &mut Vec<Diagnostic>) -> (T, usize),
) -> (T, BuildOutcome) {
    let Loaded {
        settings,
        viewpoint,
        accounts: loaded,
        chosen,
        others,
        directory,
        mut found,
    } = site;
    let directory = match observer {
        Some(observer) => observer.begin(&settings, &viewpoint, directory),
        None => directory,
    };
    let theme = theme_of(snapshot, &settings, &viewpoint, cache, &mut found);
    let parts = SiteParts::of(&directory, loaded.len(), &others, &viewpoint);
    let upcoming = upcoming(&loaded, chosen.as_deref());
    let render = RenderContext::new(&theme, &settings, &viewpoint, &parts.all);
    let context = BuildContext {
        extent: Extent::Site,
        chosen: chosen.as_deref(),
        directory: &directory,
        render: &render,
        viewpoint: &viewpoint,
        output: &NoOutput,
        progress: &NoProgress,
        observer,
        base: 0,
    };
    let (written, accounts) = write(&context, loaded, &mut found);
    found.extend(render.problems());
    let built = BuildOutcome {
        notes: notes_of(snapshot),
        upcoming,
        accounts,
        diagnostics: diagnostics_for(&viewpoint, found),
        language: viewpoint.language,
        as_of: viewpoint.as_of,
        dictionary: viewpoint.dictionary,
        scope: scope(&directory, &viewpoint, chosen.as_deref()),
        search_gaps: Vec::new(),
    };
    (written, built)
}

/// Splits accounts, with their numbers in the directory, into those that were requested and the others.
pub(super) fn requested<W>(
    context: &BuildContext<'_>,
    all: impl Iterator<Item = W>,
) -> [Vec<(u32, W)>; 2] {
    let is_chosen = |(account_id, _): &(u32, W)| {
        let chosen = context.chosen;
        chosen.is_none_or(|all| all.contains(&(*account_id as usize)))
    };
    let (requested, others) = (0_u32..).zip(all).partition(is_chosen);
    [requested, others]
}

/// Numbers accounts among those that the reader may know of: the anchors of a document must not reveal how many are
/// withheld.
pub(super) fn numbered<W>(
    context: &BuildContext<'_>,
    requested: Vec<(u32, W)>,
) -> Vec<(u32, (u32, W))> {
    let number = |next: &mut u32, (account_id, one): (u32, W)| {
        let number = *next;
        *next += u32::from(context.directory.shows(account_id));
        Some((number, (account_id, one)))
    };
    requested.into_iter().scan(0, number).collect()
}

/// Processes each account in parallel; returns the results in their order.
pub(super) fn in_parallel<W: Send, T: Send>(
    all: Vec<W>,
    found: &mut Vec<Diagnostic>,
    one: impl Fn(W) -> (Vec<Diagnostic>, Option<T>) + Send + Sync,
) -> Vec<T> {
    let outcomes: Vec<(Vec<Diagnostic>, Option<T>)> = all.into_par_iter().map(one).collect();
    let mut results = Vec::new();
    for (diagnostics, one) in outcomes {
        found.extend(diagnostics);
        results.extend(one);
    }
    results
}

/// Returns an account as it is known on the day of a context, with the diagnostics of its notes.
pub(super) fn account_on_day(
    context: &BuildContext<'_>,
    account_id: u32,
    loaded: LoadedAccount,
) -> (Vec<Diagnostic>, Option<Account>) {
    let lookups = Lookups::new(context.directory, Some(account_id));
    visible_account(
        context,
        &lookups,
        loaded.draft(context.directory, account_id),
    )
}
