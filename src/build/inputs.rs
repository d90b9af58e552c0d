//! What pages are made from, as digests: rendering takes nothing else, so pages made from the same input are the same.

use crate::domain::{Account, Item, Scope, Settings, Viewpoint};
use crate::html::SitePart;
use crate::text::{Code, Diagnostic, Digest, MessageValue, Severity, Span, digest};

/// A part of a site that is rendered from an input of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SitePiece<'a> {
    /// The pages of an account, by its number and slug.
    Account(u32, &'a str),
    /// All other pages. They are also made from the summaries of the accounts, which follow from their inputs.
    Others,
}

/// Returns the digest of what the pages of an account are made from, apart from answers about others.
pub(super) fn account_input(account: Option<&Account>, found: &[Diagnostic]) -> Digest {
    let items = account.into_iter().flat_map(Account::items);
    digest(&(account, problems_of(items, found)))
}

/// Returns the digest of what the other pages are made from, apart from the accounts.
pub(super) fn others_input(
    (settings, viewpoint, scope): (&Settings, &Viewpoint, &Scope),
    parts: &[SitePart],
    others: &[Item],
    found: &[Diagnostic],
) -> Digest {
    let problems = problems_of(others.iter(), found);
    digest(&(settings, viewpoint, scope, parts, others, problems))
}

/// A problem that a page shows: its kind, its place, the values in its message.
type ShownProblem<'a> = (Code, Option<Span>, &'a [(&'static str, MessageValue)]);

/// Returns the problems that pages of broken notes show, without the texts of the files.
fn problems_of<'a>(
    items: impl Iterator<Item = &'a Item>,
    found: &'a [Diagnostic],
) -> Vec<ShownProblem<'a>> {
    let broken: Vec<&str> = items
        .filter(|item| item.broken)
        .map(|item| item.source.path.as_ref())
        .collect();
    let of_broken = found.iter().filter(|one| {
        one.severity() == Severity::Error && broken.contains(&one.source.path.as_ref())
    });
    of_broken
        .map(|one| (one.code, one.span, one.values.as_slice()))
        .collect()
}
