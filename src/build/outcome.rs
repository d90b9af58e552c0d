//! The result of a build, as its audience may read it.

use super::load::LoadedAccount;
use crate::domain::{Directory, Scope, Viewpoint};
use crate::forms::Dictionary;
use crate::html::folder_of;
use crate::text::{Diagnostic, Diagnostics, Language, Snapshot, Source};
use jiff::civil::Date;

/// The result of a build, without its files: those went to the `Output`.
#[derive(Debug)]
pub struct BuildOutcome {
    /// The diagnostics of all notes, in order.
    pub diagnostics: Diagnostics,
    /// How many notes were read, not counting the settings.
    pub notes: usize,
    /// How many notes are dated after the day and therefore left out.
    pub upcoming: usize,
    /// How many accounts are in the site.
    pub accounts: usize,
    /// The language of the pages.
    pub language: Language,
    /// The day that counted as today.
    pub as_of: Date,
    /// The fields of the notes.
    pub dictionary: &'static Dictionary,
    /// The audience and the accounts of the site.
    pub scope: Scope,
    /// Texts that the search should find but does not: a bug of this program, not of the notes.
    pub search_gaps: Vec<String>,
}

/// Returns the diagnostics as the site's audience may read them: only the owner's build quotes notes.
pub(super) fn diagnostics_for(viewpoint: &Viewpoint, found: Vec<Diagnostic>) -> Diagnostics {
    let all = Diagnostics::from_found(found);
    match viewpoint.audience.is_owner() {
        true => all,
        false => all.redacted(),
    }
}

/// Returns the texts that the search misses as the site's audience may read them.
pub(super) fn missed_for(viewpoint: &Viewpoint, missed: Vec<String>) -> Vec<String> {
    match viewpoint.audience.is_owner() {
        true => missed,
        false => vec!["…".to_owned(); missed.len()],
    }
}

/// Counts the notes of a site, not its settings.
pub(super) fn notes_of(snapshot: &Snapshot) -> usize {
    let is_note = |source: &&Source| source.path.ends_with(".md");
    snapshot.sources.iter().filter(is_note).count()
}

/// Counts the notes of the site's accounts that are dated after the day and left out as a whole.
pub(super) fn upcoming(accounts: &[LoadedAccount], chosen: Option<&[usize]>) -> usize {
    let in_site = |account_id: usize| chosen.is_none_or(|chosen| chosen.contains(&account_id));
    let indexes = accounts.iter().map(|loaded| &loaded.index).enumerate();
    indexes
        .filter(|(account_id, index)| in_site(*account_id) && index.own.visible)
        .map(|(_, index)| index.upcoming)
        .sum()
}

/// Returns the audience of the site and the requested accounts, by the folders in which its readers find them.
pub(super) fn scope(
    directory: &Directory,
    viewpoint: &Viewpoint,
    chosen: Option<&[usize]>,
) -> Scope {
    let folder = |account_id: &usize| {
        let account = directory.account(u32::try_from(*account_id).ok()?)?;
        let folder = folder_of(&account.route);
        let name = folder.rsplit('/').next().unwrap_or(folder);
        account.visible.then(|| name.to_owned())
    };
    let accounts = chosen.map(|chosen| {
        let mut folders: Vec<String> = chosen.iter().filter_map(folder).collect();
        folders.sort();
        folders.dedup();
        folders
    });
    Scope {
        audience: viewpoint.audience.clone(),
        accounts,
    }
}
