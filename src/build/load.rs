//! Reads the notes of a site: each once for its content. An account whose notes are as they were is not touched again.

use super::cache::Cache;
use super::options::{chosen_accounts, viewpoint_of};
use super::site_file::{Doubt, doubt};
use super::{BuildError, Options};
use crate::domain::{
    Audience, Directory, Draft, Index, IndexEntry, Item, Layout, Settings, Viewpoint, draft_of,
    is_active, name_of_note, other_of, place_of,
};
use crate::forms::{Currency, Kind};
use crate::insight::check_thresholds;
use crate::note::{self, Conventions, Note};
use crate::site::reserved_routes;
use crate::text::{Code, Diagnostic, Language, Snapshot, Source, fingerprint, nearest};
use crate::theme;
use rayon::prelude::*;
use std::sync::Arc;

/// The notes of a site, read and entered in its directory; nothing is linked yet.
pub(super) struct Gathered {
    pub settings: Settings,
    pub viewpoint: Viewpoint,
    /// The accounts, by their places.
    pub accounts: Vec<Read>,
    /// Competitors and pages beside the accounts.
    pub others: Vec<Item>,
    /// The accounts that are asked for, by their places; nothing where all are.
    pub chosen: Option<Vec<usize>>,
    pub directory: Arc<Directory>,
    pub found: Vec<Diagnostic>,
}

/// An account as it was read in this build.
#[derive(Clone)]
pub(super) struct Read {
    /// What the directory knows of it.
    pub roll: Arc<Index>,
    /// Its draft, where it was read in this build.
    draft: Option<Draft>,
    /// What a later build needs of it, where there may be one.
    kept: Option<Arc<Reading>>,
}

impl Read {
    /// The account, to be linked, numbered by the directory.
    pub fn draft(self, directory: &Directory, place: u32) -> Draft {
        let made = self.draft.or_else(|| Some(self.kept?.draft()));
        let mut draft = made.unwrap_or_else(|| draft_of(&self.roll.slug, None, Vec::new()));
        directory.number(place, &mut draft);
        draft
    }

    /// Which reading it is; 0 where readings are not kept.
    pub fn number(&self) -> u64 {
        self.kept.as_ref().map_or(0, |reading| reading.number)
    }

    /// What a later build needs of it.
    pub fn kept(&self) -> Option<Arc<Reading>> {
        self.kept.clone()
    }
}

/// The notes of an account as they stood when it was read. What was read of them is let go with the draft: a site holds
/// many notes and few are saved, and to read those of an account again takes no longer than to make one page of it.
pub(super) struct Reading {
    core: Option<Source>,
    /// The others, by path.
    notes: Vec<Source>,
    /// Whether its own note is there and could not be read.
    unreadable: bool,
    under: Under,
    pub roll: Arc<Index>,
    /// No two readings of a cache have the same.
    number: u64,
}

/// What a reading depends on beside the notes: conventions, and a digest of day and reader.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Under {
    conventions: Conventions,
    viewpoint: u64,
}

impl Reading {
    fn draft(&self) -> Draft {
        let notes: Vec<&Source> = self.notes.iter().collect();
        let mut draft = drafted(
            &self.roll.slug,
            self.core.as_ref(),
            &notes,
            self.under.conventions,
        );
        draft.seal_if(self.unreadable);
        draft
    }
}

/// The draft of an account from its notes. They are read side by side: often one account is all there is to do.
fn drafted(
    slug: &str,
    core: Option<&Source>,
    notes: &[&Source],
    conventions: Conventions,
) -> Draft {
    let read = |source: &Source| {
        let kind = place_of(&source.path)?.kind;
        Some(note::read(source, kind, conventions))
    };
    let notes = notes.par_iter().filter_map(|source| read(source)).collect();
    draft_of(slug, core.and_then(read), notes)
}

/// For whom the site is.
///
/// # Errors
/// Refuses an audience that does not exist, and one outside the house without an account.
pub fn reader(snapshot: &Snapshot, options: &Options) -> Result<Audience, BuildError> {
    let mut found = Vec::new();
    let layout = Layout::of(&snapshot.sources, &reserved_routes());
    found.extend(layout.found.iter().cloned());
    let (settings, doubt) = settings(snapshot, &layout, &mut Cache::default(), &mut found);
    let viewpoint = viewpoint_of(snapshot, &settings, options, &found);
    Ok(trusted(viewpoint, doubt)?.audience)
}

/// The viewpoint, unless the settings are in doubt and the readers do not see everything.
fn trusted(
    viewpoint: Result<Viewpoint, BuildError>,
    doubt: Option<Doubt>,
) -> Result<Viewpoint, BuildError> {
    let sees_everything = viewpoint
        .as_ref()
        .is_ok_and(|viewpoint| viewpoint.audience.is_owner());
    match doubt.filter(|_| !sees_everything) {
        Some(doubt) => Err(BuildError::SettingsInDoubt(doubt)),
        None => viewpoint,
    }
}

/// Reads everything and enters it in the directory.
///
/// # Errors
/// Refuses what cannot be meant.
pub(super) fn gather(
    snapshot: &Snapshot,
    options: &Options,
    cache: &mut Cache,
) -> Result<Gathered, BuildError> {
    let layout = cache.layout(&snapshot.sources);
    let mut found = layout.found.clone();
    found.extend(snapshot.refused.iter().map(refused));
    found.extend(
        snapshot
            .assets
            .iter()
            .filter_map(|asset| unread(&asset.path)),
    );
    let (mut settings, doubt) = settings(snapshot, &layout, cache, &mut found);
    found.extend(doubt.as_ref().and_then(Doubt::diagnostic));
    if options.language.is_some() {
        settings.locale = None;
    }
    let viewpoint = trusted(viewpoint_of(snapshot, &settings, options, &found), doubt)?;
    let conventions = Conventions {
        currency: settings.currency,
    };
    let accounts = read_accounts(snapshot, &layout, cache, conventions, &viewpoint);
    let mut others = read_others(snapshot, &layout, cache, conventions, &mut found);
    cache.forget_others(&layout, &snapshot.sources);
    let rolls: Vec<Arc<Index>> = accounts.iter().map(|read| read.roll.clone()).collect();
    let chosen = chosen_accounts(&rolls, options, &viewpoint.audience)?;
    let entries: Vec<IndexEntry> = others
        .iter()
        .map(|item| IndexEntry::of(item, &viewpoint))
        .collect();
    let vetting = snapshot.vetting.clone();
    let vetting = vetting.filter(|_| !viewpoint.audience.is_owner());
    let assets = attachments(snapshot);
    let directory = cache.directory(rolls, entries, &assets, &chosen, vetting);
    directory.number_others(&mut others);
    let logo = settings.looks.logo.as_deref();
    settings.looks.is_logo_withheld = logo.is_some_and(|logo| directory.withholds(logo));
    let first = chosen.as_ref().and_then(|chosen| chosen.first());
    let is_shown = |place: &usize| u32::try_from(*place).is_ok_and(|place| directory.shows(place));
    if viewpoint.audience.external && !first.is_some_and(is_shown) {
        return Err(BuildError::AccountWithheld {
            account: options.accounts.first().cloned().unwrap_or_default(),
            audience: viewpoint.audience.name,
        });
    }
    cache.keep_readings(&accounts);
    Ok(Gathered {
        settings,
        viewpoint,
        accounts,
        others,
        chosen,
        directory,
        found,
    })
}

fn refused(refused: &crate::text::Refused) -> Diagnostic {
    let source = Source {
        path: refused.path.clone(),
        text: "".into(),
    };
    match &refused.reason {
        Some((chinese, english)) => {
            Diagnostic::of_file(Code::UnreadableFile, &source).with_ours("reason", chinese, english)
        }
        None => Diagnostic::of_file(Code::NotUtf8, &source),
    }
}

/// What is said of a file that looks like a note and is none by its name.
fn unread(path: &Arc<str>) -> Option<Diagnostic> {
    let source = Source {
        path: path.clone(),
        text: "".into(),
    };
    let name = name_of_note(path)?;
    Some(Diagnostic::of_file(Code::UnreadNote, &source).with("name", name))
}

/// The settings of the site, and why they are in doubt, if they are. Its amounts are read by the currency it names itself.
fn settings(
    snapshot: &Snapshot,
    layout: &Layout,
    cache: &mut Cache,
    found: &mut Vec<Diagnostic>,
) -> (Settings, Option<Doubt>) {
    let Some(source) = layout.site.and_then(|index| snapshot.sources.get(index)) else {
        return match doubt(snapshot, None) {
            Some(doubt) => (Settings::unreadable(), Some(doubt)),
            None => (Settings::default(), None),
        };
    };
    let conventions = Conventions {
        currency: Currency::CNY,
    };
    let note = cache.note(source, Kind::Site, conventions);
    found.extend(note.found.iter().cloned());
    found.extend(missing_theme(&note, snapshot));
    check_thresholds(&note, found);
    let mut settings = Settings::of(&note, &attachments(snapshot), found);
    settle_language(&mut settings, &note, snapshot, found);
    let doubt = doubt(snapshot, Some(&note));
    (settings, doubt)
}

/// A language beside the two is that of the pages where the theme words it, with English for all else; where it does not,
/// it is told, and the default holds.
fn settle_language(
    settings: &mut Settings,
    note: &Note,
    snapshot: &Snapshot,
    found: &mut Vec<Diagnostic>,
) {
    let Some(tag) = settings.locale.clone() else {
        return;
    };
    if theme::speaks(settings.theme.as_deref(), &snapshot.theme, &tag) {
        settings.language = Some(Language::English);
        return;
    }
    settings.locale = None;
    if let Some(entry) = note.record.entry("language") {
        let unknown = Diagnostic::at(Code::UnknownValue, &note.source, entry.span)
            .with_ours("field", &entry.field.zh, &entry.field.key)
            .with("allowed", "zh-CN, en")
            .with("value", tag);
        found.push(unknown);
    }
}

/// The attachments that may stand in the site.
fn attachments(snapshot: &Snapshot) -> Vec<&str> {
    let reserved = reserved_routes();
    snapshot
        .assets
        .iter()
        .map(|asset| asset.path.as_ref())
        .filter(|path| {
            !is_active(path) && !reserved.is_in_folder(path) && name_of_note(path).is_none()
        })
        .collect()
}

/// A theme that site.yaml names and that has no folder.
fn missing_theme(note: &Note, snapshot: &Snapshot) -> Option<Diagnostic> {
    let entry = note.record.entry("theme")?;
    let name = note
        .record
        .text("theme")
        .filter(|name| *name != "default")?;
    let mut names: Vec<&str> = snapshot
        .theme
        .iter()
        .filter_map(|file| file.path.split_once('/')?.1.split_once('/'))
        .map(|(folder, _)| folder)
        .collect();
    names.dedup();
    names.retain(|name| *name != "default");
    let missing = Diagnostic::at(Code::UnknownReference, &note.source, entry.span);
    let missing = missing
        .with("value", name)
        .with_ours("what", "主题", "theme")
        .with_ours(
            "themes",
            [&names[..], &["default（内置）"]].concat().join("、"),
            [&names[..], &["default (built in)"]].concat().join(", "),
        );
    // The built-in one is there without a folder.
    let near = nearest(name, names.iter().copied().chain(["default"]));
    (!names.contains(&name)).then(|| missing.maybe("nearest", near))
}

/// Reads the notes of all accounts; of those that are as they were, nothing is made again.
fn read_accounts(
    snapshot: &Snapshot,
    layout: &Layout,
    cache: &Cache,
    conventions: Conventions,
    viewpoint: &Viewpoint,
) -> Vec<Read> {
    let under = Under {
        conventions,
        viewpoint: fingerprint(viewpoint),
    };
    let reader = AccountReader {
        layout,
        snapshot,
        cache,
        viewpoint,
        under,
    };
    let read = |(slug, core, rest): &(String, Option<usize>, Vec<usize>)| {
        let known = cache.reading(slug);
        reader
            .as_it_was(slug, *core, rest, known)
            .unwrap_or_else(|| reader.read(slug, *core, rest, known))
    };
    layout.accounts.par_iter().map(read).collect()
}

struct AccountReader<'a> {
    layout: &'a Layout,
    snapshot: &'a Snapshot,
    cache: &'a Cache,
    viewpoint: &'a Viewpoint,
    under: Under,
}

impl AccountReader<'_> {
    /// The account, if every note of it is as it was.
    fn as_it_was(
        &self,
        slug: &str,
        core: Option<usize>,
        rest: &[usize],
        known: Option<&Arc<Reading>>,
    ) -> Option<Read> {
        let known = known?;
        let is_same = |known: &Source, index: &usize| {
            let source = self.snapshot.sources.get(*index);
            source.is_some_and(|source| is_same(known, source))
        };
        let core_is_same = match (&known.core, core) {
            (Some(note), Some(index)) => is_same(note, &index),
            (None, None) => true,
            _ => false,
        };
        let holds = known.under == self.under
            && core_is_same
            && known.unreadable == self.is_unreadable(slug)
            && known.notes.len() == rest.len()
            && known
                .notes
                .iter()
                .zip(rest)
                .all(|(note, index)| is_same(note, index));
        holds.then(|| Read {
            roll: known.roll.clone(),
            draft: None,
            kept: Some(known.clone()),
        })
    }

    /// Reads the account.
    fn read(
        &self,
        slug: &str,
        core: Option<usize>,
        rest: &[usize],
        known: Option<&Arc<Reading>>,
    ) -> Read {
        let source = |index: usize| self.snapshot.sources.get(index);
        let core = core.and_then(source);
        let notes: Vec<&Source> = rest.iter().filter_map(|index| source(*index)).collect();
        // Nobody can tell the level of an account's note that could not be read: it counts as broken, hence private.
        let unreadable = self.is_unreadable(slug);
        let mut draft = drafted(slug, core, &notes, self.under.conventions);
        draft.seal_if(unreadable);
        let roll = Index::of(&draft, self.viewpoint);
        let roll = match known.filter(|known| *known.roll == roll) {
            Some(known) => known.roll.clone(),
            None => Arc::new(roll),
        };
        let kept = self.cache.is_kept().then(|| {
            Arc::new(Reading {
                core: core.cloned(),
                notes: notes.into_iter().cloned().collect(),
                unreadable,
                under: self.under,
                roll: roll.clone(),
                number: self.cache.next_number(),
            })
        });
        Read {
            roll,
            draft: Some(draft),
            kept,
        }
    }

    fn is_unreadable(&self, slug: &str) -> bool {
        is_refused(self.snapshot, Kind::Account, Some(slug))
            || self.layout.doubtful.iter().any(|doubtful| doubtful == slug)
    }
}

/// Whether two sources are the same file with the same text.
pub(super) fn is_same(one: &Source, other: &Source) -> bool {
    let same = |one: &Arc<str>, other: &Arc<str>| Arc::ptr_eq(one, other) || one == other;
    same(&one.path, &other.path) && same(&one.text, &other.text)
}

/// Whether the settings, or the own note of an account, are there and could not be read.
fn is_refused(snapshot: &Snapshot, kind: Kind, account: Option<&str>) -> bool {
    snapshot.refused.iter().any(|refused| {
        place_of(&refused.path).is_some_and(|place| place.kind == kind && place.account == account)
    })
}

/// Reads competitors and pages beside the accounts.
fn read_others(
    snapshot: &Snapshot,
    layout: &Layout,
    cache: &mut Cache,
    conventions: Conventions,
    found: &mut Vec<Diagnostic>,
) -> Vec<Item> {
    let mut others = Vec::with_capacity(layout.others.len());
    for source in layout
        .others
        .iter()
        .filter_map(|index| snapshot.sources.get(*index))
    {
        let Some(place) = place_of(&source.path) else {
            continue;
        };
        others.push(other_of(cache.note(source, place.kind, conventions), found));
    }
    others
}
