//! Loads the notes of a site. An account whose notes are unchanged is not parsed again.

use super::cache::Cache;
use super::options::{BuildError, Options, chosen_accounts, viewpoint_of};
use super::site_file::{Doubt, doubt};
use crate::domain::{
    Audience, Directory, Draft, Index, IndexEntry, Item, Layout, Settings, SiteNote, Viewpoint,
    draft_of, is_active, name_of_note, other_of, place_of,
};
use crate::forms::{Currency, Dictionary, Kind};
use crate::insight::check_thresholds;
use crate::note::{self, Conventions, Note};
use crate::site::reserved_routes;
use crate::text::{Code, Diagnostic, Language, Snapshot, Source, Term, fingerprint, nearest};
use crate::theme;
use rayon::prelude::*;
use std::sync::Arc;

/// The notes of a site, parsed and entered in its directory; nothing is linked yet. A clone shares them.
#[derive(Clone)]
pub(super) struct Loaded {
    pub settings: Settings,
    pub viewpoint: Viewpoint,
    /// The accounts, in the order of the directory.
    pub accounts: Vec<LoadedAccount>,
    /// Competitors and pages outside the accounts.
    pub others: Vec<Item>,
    /// The requested accounts, by number; `None` for all.
    pub chosen: Option<Vec<usize>>,
    pub directory: Arc<Directory>,
    pub found: Vec<Diagnostic>,
}

/// An account as it was loaded.
#[derive(Clone)]
pub(super) struct LoadedAccount {
    /// Its entries in the directory.
    pub index: Arc<Index>,
    /// Its draft, if its notes were parsed; a proof and the build after it share it.
    draft: Option<Arc<Draft>>,
    /// What a later build needs of it; `None` if the cache is not persistent.
    sources: Option<Arc<AccountSources>>,
    dictionary: &'static Dictionary,
}

impl LoadedAccount {
    /// Returns the draft, numbered by the directory and ready to be linked.
    pub fn draft(self, directory: &Directory, account_id: u32) -> Draft {
        let dictionary = self.dictionary;
        let made = self
            .draft
            .map(Arc::unwrap_or_clone)
            .or_else(|| Some(self.sources?.draft()));
        let mut draft =
            made.unwrap_or_else(|| draft_of(&self.index.slug, dictionary, None, Vec::new()));
        directory.number(account_id, &mut draft);
        draft
    }

    /// The revision of its notes; 0 if the cache is not persistent.
    pub fn revision(&self) -> u64 {
        self.sources.as_ref().map_or(0, |sources| sources.revision)
    }

    /// What a later build needs of it.
    pub fn sources(&self) -> Option<Arc<AccountSources>> {
        self.sources.clone()
    }
}

/// The texts of an account's notes. What was parsed from them is dropped with the draft: a site has many notes and
/// few are saved at a time, and parsing those of one account again takes no longer than rendering one page.
pub(super) struct AccountSources {
    core: Option<Source>,
    /// The other notes, by path.
    notes: Vec<Source>,
    /// Whether its own note exists and could not be read.
    unreadable: bool,
    conditions: LoadConditions,
    pub index: Arc<Index>,
    /// Unique within a cache.
    revision: u64,
}

/// What the draft depends on besides the notes: the conventions, and a digest of day and reader.
#[derive(Clone, Copy, PartialEq, Eq)]
struct LoadConditions {
    conventions: Conventions,
    viewpoint: u64,
}

impl AccountSources {
    fn draft(&self) -> Draft {
        let notes: Vec<&Source> = self.notes.iter().collect();
        let conventions = self.conditions.conventions;
        let mut draft = drafted(&self.index.slug, self.core.as_ref(), &notes, conventions);
        draft.seal_if(self.unreadable);
        draft
    }
}

/// Parses the notes of an account into a draft. They are parsed in parallel: often one account is all there is to do.
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
    draft_of(slug, conventions.dictionary, core.and_then(read), notes)
}

/// Returns the audience of the site.
///
/// # Errors
/// Refuses an audience that does not exist, and one outside the company without an account.
pub fn reader(snapshot: &Snapshot, options: &Options) -> Result<Audience, BuildError> {
    let mut found = Vec::new();
    let layout = Layout::of(&snapshot.sources, &reserved_routes());
    found.extend(layout.found.iter().cloned());
    let (settings, doubt) = settings(snapshot, &layout, &mut Cache::default(), &mut found);
    let viewpoint = viewpoint_of(snapshot, &settings, options, &found);
    Ok(trusted(viewpoint, doubt)?.audience)
}

/// Returns the viewpoint, unless the settings are in doubt and the readers do not see everything.
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

/// Loads all notes and enters them in the directory.
///
/// # Errors
/// Refuses options that contradict the site or each other.
pub(super) fn load(
    snapshot: &Snapshot,
    options: &Options,
    cache: &mut Cache,
) -> Result<Loaded, BuildError> {
    let layout = cache.layout(&snapshot.sources);
    let mut found = layout.found.clone();
    found.extend(snapshot.unreadable.iter().map(unreadable_file));
    found.extend(
        snapshot
            .assets
            .iter()
            .filter_map(|asset| unread_note(&asset.path)),
    );
    let (mut settings, doubt) = settings(snapshot, &layout, cache, &mut found);
    found.extend(doubt.as_ref().and_then(Doubt::diagnostic));
    if options.language.is_some() {
        settings.locale = None;
    }
    let viewpoint = trusted(viewpoint_of(snapshot, &settings, options, &found), doubt)?;
    let conventions = Conventions {
        dictionary: settings.dictionary,
        currency: settings.currency,
    };
    let accounts = read_accounts(snapshot, &layout, cache, conventions, &viewpoint);
    let mut others = read_others(snapshot, &layout, cache, conventions, &mut found);
    cache.forget_others(&layout, &snapshot.sources);
    let indexes: Vec<Arc<Index>> = accounts
        .iter()
        .map(|account| account.index.clone())
        .collect();
    let chosen = chosen_accounts(&indexes, options, &viewpoint.audience)?;
    let entries: Vec<IndexEntry> = others
        .iter()
        .map(|item| IndexEntry::of(item, &viewpoint))
        .collect();
    let vetting = snapshot.attachment_policy.clone();
    let vetting = vetting.filter(|_| !viewpoint.audience.is_owner());
    let assets = attachments(snapshot);
    let directory = cache.directory(indexes, entries, &assets, &chosen, vetting);
    directory.number_others(&mut others);
    let logo = settings.appearance.logo.as_deref();
    settings.appearance.is_logo_withheld = logo.is_some_and(|logo| directory.withholds(logo));
    let first = chosen.as_ref().and_then(|chosen| chosen.first());
    let is_shown = |id: &usize| u32::try_from(*id).is_ok_and(|id| directory.shows(id));
    if viewpoint.audience.external && !first.is_some_and(is_shown) {
        return Err(BuildError::AccountWithheld {
            account: options.accounts.first().cloned().unwrap_or_default(),
            audience: viewpoint.audience.name,
        });
    }
    cache.store_sources(&accounts);
    Ok(Loaded {
        settings,
        viewpoint,
        accounts,
        others,
        chosen,
        directory,
        found,
    })
}

fn unreadable_file(refused: &crate::text::UnreadableFile) -> Diagnostic {
    let source = Source {
        path: refused.path.clone(),
        text: "".into(),
    };
    match &refused.reason {
        Some(reason) => {
            Diagnostic::of_file(Code::UnreadableFile, &source).with_term("reason", reason.clone())
        }
        None => Diagnostic::of_file(Code::NotUtf8, &source),
    }
}

/// The diagnostic for a file that looks like a note but does not have the name of one.
fn unread_note(path: &Arc<str>) -> Option<Diagnostic> {
    let source = Source {
        path: path.clone(),
        text: "".into(),
    };
    let name = name_of_note(path)?;
    Some(Diagnostic::of_file(Code::UnreadNote, &source).with("name", name))
}

/// Returns the settings of the site, and why they are in doubt, if they are. Their own amounts are read in the
/// default currency.
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
        dictionary: Dictionary::built_in(),
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

/// A third language is used for pages if the theme has words for it, with English for everything else; if not, it is
/// reported and the default applies.
fn settle_language(
    settings: &mut Settings,
    note: &Note,
    snapshot: &Snapshot,
    found: &mut Vec<Diagnostic>,
) {
    let Some(tag) = settings.locale.clone() else {
        return;
    };
    if theme::supports(
        settings.theme.as_deref(),
        &snapshot.theme,
        &tag,
        settings.dictionary,
    ) {
        settings.language = Some(Language::ENGLISH);
        return;
    }
    settings.locale = None;
    if let Some(entry) = SiteNote::LANGUAGE.entry(&note.record) {
        let unknown = Diagnostic::at(Code::UnknownValue, &note.source, entry.span)
            .with_term("field", entry.field.term())
            .with("allowed", "zh-CN, en")
            .with("value", tag);
        found.push(unknown);
    }
}

/// The attachments that may be part of the site.
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

/// Reports a theme that `site.yaml` names and that has no folder.
fn missing_theme(note: &Note, snapshot: &Snapshot) -> Option<Diagnostic> {
    let site = SiteNote::from(&note.record);
    let entry = SiteNote::THEME.entry(&note.record)?;
    let name = site.theme().filter(|name| *name != "default")?;
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
        .with_term("what", Term::phrase("build.theme"))
        .with_term(
            "themes",
            Term::each(|language| {
                let built_in = language.phrase("build.default-theme");
                language.list(&[&names[..], &[built_in]].concat())
            }),
        );
    // The built-in theme needs no folder.
    let near = nearest(name, names.iter().copied().chain(["default"]));
    (!names.contains(&name)).then(|| missing.with_optional("nearest", near))
}

/// Loads all accounts; those with unchanged notes are not parsed again.
fn read_accounts(
    snapshot: &Snapshot,
    layout: &Layout,
    cache: &Cache,
    conventions: Conventions,
    viewpoint: &Viewpoint,
) -> Vec<LoadedAccount> {
    let conditions = LoadConditions {
        conventions,
        viewpoint: fingerprint(viewpoint),
    };
    let reader = AccountReader {
        layout,
        snapshot,
        cache,
        viewpoint,
        conditions,
    };
    let read = |(slug, core, rest): &(String, Option<usize>, Vec<usize>)| {
        let known = cache.sources(slug);
        reader
            .unchanged(slug, *core, rest, known)
            .unwrap_or_else(|| reader.read(slug, *core, rest, known))
    };
    layout.accounts.par_iter().map(read).collect()
}

struct AccountReader<'a> {
    layout: &'a Layout,
    snapshot: &'a Snapshot,
    cache: &'a Cache,
    viewpoint: &'a Viewpoint,
    conditions: LoadConditions,
}

impl AccountReader<'_> {
    /// Returns the account of the last build if all of its notes are unchanged.
    fn unchanged(
        &self,
        slug: &str,
        core: Option<usize>,
        rest: &[usize],
        known: Option<&Arc<AccountSources>>,
    ) -> Option<LoadedAccount> {
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
        let holds = known.conditions == self.conditions
            && core_is_same
            && known.unreadable == self.is_unreadable(slug)
            && known.notes.len() == rest.len()
            && known
                .notes
                .iter()
                .zip(rest)
                .all(|(note, index)| is_same(note, index));
        holds.then(|| LoadedAccount {
            index: known.index.clone(),
            draft: None,
            sources: Some(known.clone()),
            dictionary: self.conditions.conventions.dictionary,
        })
    }

    /// Parses the notes of the account.
    fn read(
        &self,
        slug: &str,
        core: Option<usize>,
        rest: &[usize],
        known: Option<&Arc<AccountSources>>,
    ) -> LoadedAccount {
        let source = |index: usize| self.snapshot.sources.get(index);
        let core = core.and_then(source);
        let notes: Vec<&Source> = rest.iter().filter_map(|index| source(*index)).collect();
        // The level of an unreadable account note is unknown: it counts as broken, hence private.
        let unreadable = self.is_unreadable(slug);
        let mut draft = drafted(slug, core, &notes, self.conditions.conventions);
        draft.seal_if(unreadable);
        let index = Index::of(&draft, self.viewpoint);
        let index = match known.filter(|known| *known.index == index) {
            Some(known) => known.index.clone(),
            None => Arc::new(index),
        };
        let sources = self.cache.is_persistent().then(|| {
            Arc::new(AccountSources {
                core: core.cloned(),
                notes: notes.into_iter().cloned().collect(),
                unreadable,
                conditions: self.conditions,
                index: index.clone(),
                revision: self.cache.next_revision(),
            })
        });
        LoadedAccount {
            index,
            draft: Some(Arc::new(draft)),
            sources,
            dictionary: self.conditions.conventions.dictionary,
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

/// Whether the settings, or an account's own note, exist and could not be read.
fn is_refused(snapshot: &Snapshot, kind: Kind, account: Option<&str>) -> bool {
    snapshot.unreadable.iter().any(|refused| {
        place_of(&refused.path).is_some_and(|place| place.kind == kind && place.account == account)
    })
}

/// Parses competitors and pages outside the accounts.
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
