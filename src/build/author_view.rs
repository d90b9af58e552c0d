//! What is known of a site and of one account in it on a day, for tools that write notes rather than pages.
//!
//! Nothing is filtered: whoever writes notes sees all of them.

use super::{BuildError, Cache, Gathered, Options, gather};
use crate::domain::resolve::link;
use crate::domain::visibility::cut;
use crate::domain::{Account, Draft, Item, Lookups, Settings, Viewpoint, account_of};
use crate::forms::{Kind, Moment};
use crate::text::Snapshot;
use std::collections::HashSet;

/// A site as it is known on a day.
#[derive(Debug)]
pub struct Known {
    /// The settings.
    pub settings: Settings,
    /// The day, the reader and the language.
    pub viewpoint: Viewpoint,
    /// The account that was asked for, linked and cut at the day; nothing where none was.
    pub account: Option<Account>,
    /// The visits and exchanges of that account that are dated later.
    pub to_come: Vec<ToCome>,
    /// All accounts and competitors, and the people and projects of the account that was asked for.
    pub named: Vec<NamedNote>,
}

/// A visit or an exchange that is still to come.
#[derive(Clone, Debug)]
pub struct ToCome {
    /// Which of the two.
    pub kind: Kind,
    /// When it is.
    pub date: Moment,
    /// The file it is written in, relative to the site's folder.
    pub path: String,
}

/// A note that a name belongs to.
#[derive(Clone, Debug)]
pub struct NamedNote {
    /// What it is.
    pub kind: Kind,
    /// What it is called: slug, name, short name.
    pub names: Vec<String>,
    /// The file it is written in, relative to the site's folder.
    pub path: String,
    /// Whether there is such a file: a folder of an account's notes may lack the account's own.
    pub has_file: bool,
}

/// Reads a site as far as a new note needs it. Of the accounts of the options the first is the one asked for.
///
/// # Errors
/// Refuses an account that does not exist.
pub fn known(snapshot: &Snapshot, options: &Options) -> Result<Known, BuildError> {
    let Gathered {
        settings,
        viewpoint,
        accounts,
        others,
        chosen,
        directory,
        ..
    } = gather(snapshot, options, &mut Cache::default())?;
    let mut drafts: Vec<Draft> = (0_u32..)
        .zip(accounts)
        .map(|(place, read)| read.draft(&directory, place))
        .collect();
    let place = chosen.and_then(|chosen| chosen.first().copied());
    let cores = drafts.iter().map(|draft| &draft.core);
    let competitors = others.iter().filter(|item| item.kind == Kind::Competitor);
    let mut named: Vec<NamedNote> = cores.chain(competitors).map(named_note).collect();
    let files = files(snapshot);
    named
        .iter_mut()
        .for_each(|note| note.has_file = files.contains(note.path.as_str()));
    let mut to_come = Vec::new();
    let account = place.filter(|place| *place < drafts.len()).map(|place| {
        let mut draft = drafts.swap_remove(place);
        let inner = |item: &&Item| matches!(item.kind, Kind::Contact | Kind::Project);
        named.extend(draft.items.iter().filter(inner).map(named_note));
        to_come = to_come_of(&draft, &viewpoint);
        let lookups = Lookups::new(&directory, u32::try_from(place).ok());
        link(&mut draft, &lookups);
        cut(&mut draft, &viewpoint, &lookups);
        account_of(draft)
    });
    Ok(Known {
        settings,
        viewpoint,
        account,
        to_come,
        named,
    })
}

fn to_come_of(draft: &Draft, viewpoint: &Viewpoint) -> Vec<ToCome> {
    let dated = draft
        .items
        .iter()
        .filter(|item| matches!(item.kind, Kind::Visit | Kind::Exchange));
    let later = dated.filter_map(|item| {
        let date = item.record.moment("date")?;
        date.is_after(viewpoint.as_of).then(|| ToCome {
            kind: item.kind,
            date,
            path: item.source.path.to_string(),
        })
    });
    later.collect()
}

fn named_note(item: &Item) -> NamedNote {
    let written = ["name", "short_name"].map(|key| item.record.text(key));
    let slug = Some(item.slug.as_ref()).filter(|_| !item.inline);
    let names = [slug].into_iter().chain(written).flatten();
    NamedNote {
        kind: item.kind,
        names: names.map(str::to_owned).collect(),
        path: item.source.path.to_string(),
        has_file: true,
    }
}

/// The files that are there, those that could not be read among them.
fn files(snapshot: &Snapshot) -> HashSet<&str> {
    let read = snapshot.sources.iter().map(|source| source.path.as_ref());
    let refused = snapshot.refused.iter().map(|refused| refused.path.as_ref());
    read.chain(refused).collect()
}
