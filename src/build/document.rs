//! What documents of one file share: the context at which they are written, and the accounts that were asked for, told one after
//! the other.

use super::{
    BuildContext, BuildOutcome, Cache, Gathered, Probe, Read, SiteParts, diagnostics_for,
    known_account, notes_of, scope, theme_of, to_come,
};
use crate::domain::{Account, Lookups};
use crate::html::{NoOutput, NoProgress, RenderContext};
use crate::text::{Diagnostic, Snapshot};
use rayon::prelude::*;

/// Writes a document at a context of its own, looked at through a probe where it is proved: what it is, and what the notes came
/// to. `write` also says how many accounts the document tells of.
pub(super) fn document<T>(
    snapshot: &Snapshot,
    gathered: Gathered,
    cache: &mut Cache,
    probe: Option<&Probe<'_>>,
    write: impl FnOnce(&BuildContext<'_>, Vec<Read>, &mut Vec<Diagnostic>) -> (T, usize),
) -> (T, BuildOutcome) {
    let Gathered {
        settings,
        viewpoint,
        accounts: reads,
        chosen,
        others,
        directory,
        mut found,
    } = gathered;
    let directory = match probe {
        Some(probe) => probe.site(&settings, &viewpoint, directory),
        None => directory,
    };
    let theme = theme_of(snapshot, &settings, &viewpoint, cache, &mut found);
    let parts = SiteParts::of(&directory, reads.len(), &others, &viewpoint);
    let to_come = to_come(&reads, chosen.as_deref());
    let render = RenderContext::new(&theme, &settings, &viewpoint, &parts.all);
    let context = BuildContext {
        chosen: chosen.as_deref(),
        directory: &directory,
        render: &render,
        viewpoint: &viewpoint,
        output: &NoOutput,
        progress: &NoProgress,
        probe,
        base: 0,
    };
    let (written, accounts) = write(&context, reads, &mut found);
    found.extend(render.problems());
    let built = BuildOutcome {
        notes: notes_of(snapshot),
        to_come,
        accounts,
        diagnostics: diagnostics_for(&viewpoint, found),
        language: viewpoint.language,
        as_of: viewpoint.as_of,
        scope: scope(&directory, &viewpoint, chosen.as_deref()),
        missed: Vec::new(),
    };
    (written, built)
}

/// What there is of every account by its place: of those that were asked for, and of the others.
pub(super) fn asked<W>(
    context: &BuildContext<'_>,
    all: impl Iterator<Item = W>,
) -> [Vec<(u32, W)>; 2] {
    let is_chosen = |(place, _): &(u32, W)| {
        let chosen = context.chosen;
        chosen.is_none_or(|all| all.contains(&(*place as usize)))
    };
    let (asked, others) = (0_u32..).zip(all).partition(is_chosen);
    [asked, others]
}

/// Accounts with numbers among those that the reader may know of: what a document calls its parts says nothing of how many
/// are withheld.
pub(super) fn numbered<W>(
    context: &BuildContext<'_>,
    asked: Vec<(u32, W)>,
) -> Vec<(u32, (u32, W))> {
    let number = |next: &mut u32, (place, one): (u32, W)| {
        let number = *next;
        *next += u32::from(context.directory.shows(place));
        Some((number, (place, one)))
    };
    asked.into_iter().scan(0, number).collect()
}

/// Tells of each by itself, side by side; what is told, in their order.
pub(super) fn each<W: Send, T: Send>(
    all: Vec<W>,
    found: &mut Vec<Diagnostic>,
    one: impl Fn(W) -> (Vec<Diagnostic>, Option<T>) + Send + Sync,
) -> Vec<T> {
    let made: Vec<(Vec<Diagnostic>, Option<T>)> = all.into_par_iter().map(one).collect();
    let mut told = Vec::new();
    for (of_account, one) in made {
        found.extend(of_account);
        told.extend(one);
    }
    told
}

/// An account as it is known on the day of a context, with what is wrong with its notes.
pub(super) fn known(
    context: &BuildContext<'_>,
    place: u32,
    read: Read,
) -> (Vec<Diagnostic>, Option<Account>) {
    let lookups = Lookups::new(context.directory, Some(place));
    known_account(context, &lookups, read.draft(context.directory, place))
}
