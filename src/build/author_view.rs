//! A site and one of its accounts as an author sees them on a day, for tools that write notes instead of pages.
//!
//! Nothing is filtered: an author sees all notes.

use super::cache::Cache;
use super::load::{Loaded, load};
use super::options::{BuildError, Options};
use crate::domain::resolve::link;
use crate::domain::visibility::cut;
use crate::domain::{Account, Draft, Item, Lookups, Settings, Viewpoint, account_of};
use crate::forms::{Kind, Moment};
use crate::text::Snapshot;
use std::collections::HashSet;

/// A site as its author sees it on a day.
#[derive(Debug)]
pub struct AuthorView {
    /// The settings.
    pub settings: Settings,
    /// The day, the reader and the language.
    pub viewpoint: Viewpoint,
    /// The requested account, linked and cut to the day; `None` if none was requested.
    pub account: Option<Account>,
    /// The visits and exchanges of that account that are dated later.
    pub upcoming: Vec<Upcoming>,
    /// All accounts and competitors, and the people and projects of the requested account.
    pub named: Vec<NamedNote>,
}

/// A visit or an exchange in the future.
#[derive(Clone, Debug)]
pub struct Upcoming {
    /// Which of the two.
    pub kind: Kind,
    /// When it is.
    pub date: Moment,
    /// The file that contains it, relative to the site's folder.
    pub path: String,
}

/// A note with its names.
#[derive(Clone, Debug)]
pub struct NamedNote {
    /// What it is.
    pub kind: Kind,
    /// Its names: slug, name, short name.
    pub names: Vec<String>,
    /// The file that contains it, relative to the site's folder.
    pub path: String,
    /// Whether the file exists: an account's folder may lack the account's own note.
    pub has_file: bool,
}

/// Reads as much of a site as a new note needs. Of the accounts in the options, the first is the requested one.
///
/// # Errors
/// Refuses an account that does not exist.
pub fn author_view(snapshot: &Snapshot, options: &Options) -> Result<AuthorView, BuildError> {
    let Loaded {
        settings,
        viewpoint,
        accounts,
        others,
        chosen,
        directory,
        ..
    } = load(snapshot, options, &mut Cache::default())?;
    let mut drafts: Vec<Draft> = (0_u32..)
        .zip(accounts)
        .map(|(account_id, loaded)| loaded.draft(&directory, account_id))
        .collect();
    let account_id = chosen.and_then(|chosen| chosen.first().copied());
    let cores = drafts.iter().map(|draft| &draft.core);
    let competitors = others.iter().filter(|item| item.kind == Kind::Competitor);
    let mut named: Vec<NamedNote> = cores.chain(competitors).map(named_note).collect();
    let files = files(snapshot);
    named
        .iter_mut()
        .for_each(|note| note.has_file = files.contains(note.path.as_str()));
    let mut upcoming = Vec::new();
    let account = account_id
        .filter(|account_id| *account_id < drafts.len())
        .map(|account_id| {
            let mut draft = drafts.swap_remove(account_id);
            let inner = |item: &&Item| matches!(item.kind, Kind::Contact | Kind::Project);
            named.extend(draft.items.iter().filter(inner).map(named_note));
            upcoming = upcoming_of(&draft, &viewpoint);
            let lookups = Lookups::new(&directory, u32::try_from(account_id).ok());
            link(&mut draft, &lookups);
            cut(&mut draft, &viewpoint, &lookups);
            account_of(draft)
        });
    Ok(AuthorView {
        settings,
        viewpoint,
        account,
        upcoming,
        named,
    })
}

fn upcoming_of(draft: &Draft, viewpoint: &Viewpoint) -> Vec<Upcoming> {
    let dated = draft
        .items
        .iter()
        .filter(|item| matches!(item.kind, Kind::Visit | Kind::Exchange));
    let later = dated.filter_map(|item| {
        let date = item.date()?;
        date.is_after(viewpoint.as_of).then(|| Upcoming {
            kind: item.kind,
            date,
            path: item.source.path.to_string(),
        })
    });
    later.collect()
}

fn named_note(item: &Item) -> NamedNote {
    let written = [item.own_name(), item.short_name()];
    let slug = Some(item.slug.as_ref()).filter(|_| !item.inline);
    let names = [slug].into_iter().chain(written).flatten();
    NamedNote {
        kind: item.kind,
        names: names.map(str::to_owned).collect(),
        path: item.source.path.to_string(),
        has_file: true,
    }
}

/// The existing files, including those that could not be read.
fn files(snapshot: &Snapshot) -> HashSet<&str> {
    let read = snapshot.sources.iter().map(|source| source.path.as_ref());
    let refused = snapshot
        .unreadable
        .iter()
        .map(|refused| refused.path.as_ref());
    read.chain(refused).collect()
}
