//! What is kept from one build for the next: accounts by what they were built from, and what they share.

use super::inputs::SitePiece;
use super::load::{AccountSources, Loaded, LoadedAccount, is_same};
use super::observer::Observer;
use crate::domain::{Answers, Directory, Index, IndexEntry, Layout};
use crate::forms::Kind;
use crate::html::Output;
use crate::note::{self, Conventions, Note};
use crate::site::Summary;
use crate::site::reserved_routes;
use crate::text::{AttachmentPolicy, Diagnostic, Digest, Source};
use crate::theme::Theme;
use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

/// What a later build need not make again. A cache that is not persistent serves a single build, which then keeps
/// nothing in memory that it does not need, or a proof and the build of the same notes after it.
#[derive(Default)]
pub struct Cache {
    is_persistent: bool,
    /// The number of the last revision that was given out.
    revisions: AtomicU64,
    sources: HashMap<Box<str>, Arc<AccountSources>>,
    /// The notes outside the accounts.
    notes: HashMap<Arc<str>, (Conventions, Arc<Note>)>,
    layout: Option<(Vec<Arc<str>>, Arc<Layout>)>,
    directory: Option<CachedDirectory>,
    theme: Option<(u64, Arc<Theme>, Vec<Diagnostic>)>,
    accounts: HashMap<Box<str>, Arc<BuiltAccount>>,
    lists: Option<ListPages>,
    /// The notes of a build for its inputs, for the build of the same notes that follows.
    loaded: Option<Loaded>,
}

/// A directory and what it was made from.
struct CachedDirectory {
    indexes: Vec<Arc<Index>>,
    others: Vec<IndexEntry>,
    assets: Vec<Box<str>>,
    chosen: Option<Vec<usize>>,
    directory: Arc<Directory>,
}

impl CachedDirectory {
    /// Whether everything but the indexes of the accounts is unchanged.
    fn differs_only_in_indexes(
        &self,
        others: &[IndexEntry],
        assets: &[&str],
        chosen: &Option<Vec<usize>>,
    ) -> bool {
        let known_assets = self.assets.iter().map(AsRef::as_ref);
        self.others == others && self.chosen == *chosen && known_assets.eq(assets.iter().copied())
    }

    /// The same directory with new indexes; `None` if more than names differs.
    fn with_indexes(mut self, indexes: &[Arc<Index>]) -> Option<CachedDirectory> {
        if self.indexes.len() != indexes.len() {
            return None;
        }
        for (account_id, (known, now)) in (0_u32..).zip(self.indexes.iter_mut().zip(indexes)) {
            if !Arc::ptr_eq(known, now) {
                let directory = Arc::get_mut(&mut self.directory)?;
                if !directory.update_account(account_id, known, now) {
                    return None;
                }
                *known = now.clone();
            }
        }
        Some(self)
    }
}

/// The list pages of a build: what they were made from, and the files of each.
pub(super) struct ListPages {
    pub base: u64,
    pub summaries: Vec<Arc<Summary>>,
    pub pages: HashMap<&'static str, Arc<Recorded>>,
}

impl ListPages {
    /// The summaries that differ, before and after; `None` if accounts were added or removed.
    pub fn changed<'a>(
        &'a self,
        now: &'a [Arc<Summary>],
    ) -> Option<Vec<(&'a Summary, &'a Summary)>> {
        let both = self.summaries.iter().zip(now);
        let differing = both.filter(|(one, other)| !Arc::ptr_eq(one, other));
        let pairs = differing.map(|(one, other)| (&**one, &**other));
        (self.summaries.len() == now.len()).then(|| pairs.collect())
    }
}

/// The digest of what each page was made from, apart from what all pages share.
pub(super) type PageKeys = HashMap<String, u64>;

/// What an account was built from, apart from the answers about others.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct AccountKey {
    /// The digest of what all pages share.
    pub base: u64,
    /// The revision of its notes.
    pub revision: u64,
    /// Whether it is among the requested accounts: a name may come to mean another account.
    pub is_in_site: bool,
    /// The digest of its output folder: outside the company, its name depends on the names of other accounts.
    pub folder: u64,
}

/// A built account.
pub(super) struct BuiltAccount {
    /// The account's slug.
    pub slug: Box<str>,
    /// What it was built from, apart from the answers about others.
    pub key: AccountKey,
    /// The digest of what its pages are made from, if somebody observed the build.
    pub input: Option<Digest>,
    /// What the site-wide pages need; `None` if the account is not in the site.
    pub summary: Option<Arc<Summary>>,
    /// The diagnostics of its notes.
    pub found: Vec<Diagnostic>,
    /// The answers about others that it depends on.
    pub answers: Answers,
    /// Its pages.
    pub routes: Vec<String>,
    /// Its attachments: the output route and the source path of each.
    pub assets: Vec<(String, String)>,
}

impl BuiltAccount {
    /// Shows an observer what it was made from and what it asked about others.
    pub fn report_to(&self, observer: &dyn Observer, account_id: u32) {
        let piece = SitePiece::Account(account_id, &self.slug);
        if let Some(input) = self.input {
            observer.input(piece, input);
        }
        observer.asked(piece, &self.answers);
    }

    /// An account without output.
    pub fn empty(slug: Box<str>, key: AccountKey) -> BuiltAccount {
        BuiltAccount {
            slug,
            key,
            input: None,
            summary: None,
            found: Vec::new(),
            answers: Answers::new(),
            routes: Vec::new(),
            assets: Vec::new(),
        }
    }

    /// Reports its files as unchanged since the last build.
    pub fn keep(&self, output: &dyn Output) {
        self.routes.iter().for_each(|route| output.keep(route));
        let assets = self.assets.iter();
        assets.for_each(|(route, path)| output.copy(route, path));
    }
}

impl Cache {
    /// A cache that serves a series of builds.
    pub fn persistent() -> Cache {
        Cache {
            is_persistent: true,
            ..Cache::default()
        }
    }

    pub(super) fn is_persistent(&self) -> bool {
        self.is_persistent
    }

    /// Whether it serves a series of builds and this is the first of them.
    pub(super) fn is_new(&self) -> bool {
        self.is_persistent && self.accounts.is_empty()
    }

    /// Returns a revision number that was not used before.
    pub(super) fn next_revision(&self) -> u64 {
        self.revisions.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// The layout of the notes. Computed again only if a note was added, removed or moved.
    pub(super) fn layout(&mut self, sources: &[Source]) -> Arc<Layout> {
        let same = |(path, source): (&Arc<str>, &Source)| {
            Arc::ptr_eq(path, &source.path) || *path == source.path
        };
        if let Some((paths, layout)) = &self.layout
            && paths.len() == sources.len()
            && paths.iter().zip(sources).all(same)
        {
            return layout.clone();
        }
        let layout = Arc::new(Layout::of(sources, &reserved_routes()));
        // Diagnostics of the layout quote the texts of notes, which may change: only a layout without any is kept.
        if self.is_persistent && layout.found.is_empty() {
            let paths = sources.iter().map(|source| source.path.clone()).collect();
            self.layout = Some((paths, layout.clone()));
        } else {
            self.layout = None;
        }
        layout
    }

    /// The notes of an account as the last build read them.
    pub(super) fn sources(&self, slug: &str) -> Option<&Arc<AccountSources>> {
        self.sources.get(slug)
    }

    pub(super) fn store_sources(&mut self, accounts: &[LoadedAccount]) {
        if self.is_persistent {
            self.sources = accounts
                .iter()
                .filter_map(|loaded| Some((loaded.index.slug.clone(), loaded.sources()?)))
                .collect();
        }
    }

    /// The note of a source outside the accounts, parsed now or before.
    pub(super) fn note(
        &mut self,
        source: &Source,
        kind: Kind,
        conventions: Conventions,
    ) -> Arc<Note> {
        let known = self.notes.get(&source.path);
        let known = known.filter(|(known_conventions, note)| {
            note.kind == kind && *known_conventions == conventions && is_same(&note.source, source)
        });
        if let Some((_, note)) = known {
            return note.clone();
        }
        let note = Arc::new(note::read(source, kind, conventions));
        if self.is_persistent {
            let entry = (conventions, note.clone());
            self.notes.insert(source.path.clone(), entry);
        }
        note
    }

    /// Forgets notes outside the accounts that no longer exist.
    pub(super) fn forget_others(&mut self, layout: &Layout, sources: &[Source]) {
        if self.notes.len() <= layout.others.len() + 1 {
            return;
        }
        let existing = layout.others.iter().chain(&layout.site);
        let existing: HashSet<&str> = existing
            .filter_map(|index| sources.get(*index))
            .map(|source| source.path.as_ref())
            .collect();
        self.notes
            .retain(|path, _| existing.contains(path.as_ref()));
    }

    /// The directory: that of the last build if no name, page or date changed, and that one updated if only names
    /// did.
    pub(super) fn directory(
        &mut self,
        indexes: Vec<Arc<Index>>,
        others: Vec<IndexEntry>,
        assets: &[&str],
        chosen: &Option<Vec<usize>>,
        vetting: Option<Arc<dyn AttachmentPolicy>>,
    ) -> Arc<Directory> {
        let known = self.directory.take();
        let known = known.filter(|known| {
            known.differs_only_in_indexes(&others, assets, chosen)
                && known.directory.is_vetted_by(&vetting)
        });
        if let Some(known) = known.and_then(|known| known.with_indexes(&indexes)) {
            let directory = known.directory.clone();
            self.directory = Some(known);
            return directory;
        }
        let directory = Directory::of(&indexes, &others, assets, chosen);
        let directory = Arc::new(directory.vetted(vetting));
        if self.is_persistent {
            self.directory = Some(CachedDirectory {
                indexes,
                others,
                assets: assets.iter().map(|path| (*path).into()).collect(),
                chosen: chosen.clone(),
                directory: directory.clone(),
            });
        }
        directory
    }

    /// The theme of a digest, with its diagnostics; made anew if the last build used another.
    pub(super) fn theme(
        &mut self,
        key: u64,
        make: impl FnOnce(&mut Vec<Diagnostic>) -> Theme,
        found: &mut Vec<Diagnostic>,
    ) -> Arc<Theme> {
        if let Some((known, theme, problems)) = &self.theme
            && *known == key
        {
            found.extend(problems.iter().cloned());
            return theme.clone();
        }
        let mut problems = Vec::new();
        let theme = Arc::new(make(&mut problems));
        found.extend(problems.iter().cloned());
        if self.is_persistent {
            self.theme = Some((key, theme.clone(), problems));
        }
        theme
    }

    /// Returns the notes of the last build, if that one made no pages.
    pub(super) fn take_loaded(&mut self) -> Option<Loaded> {
        self.loaded.take()
    }

    /// Keeps the notes for the build that follows. A persistent cache has their texts.
    pub(super) fn keep_loaded(&mut self, loaded: &Loaded) {
        self.loaded = (!self.is_persistent).then(|| loaded.clone());
    }

    /// An account as the last build made it.
    pub(super) fn account(&self, slug: &str) -> Option<&Arc<BuiltAccount>> {
        self.accounts.get(slug)
    }

    pub(super) fn store_accounts(&mut self, accounts: Vec<Arc<BuiltAccount>>) {
        if self.is_persistent {
            self.accounts = accounts
                .into_iter()
                .map(|built| (built.slug.clone(), built))
                .collect();
        }
    }

    /// The lists of the last build, if what all pages share is unchanged.
    pub(super) fn lists(&self, base: u64) -> Option<&ListPages> {
        self.lists.as_ref().filter(|lists| lists.base == base)
    }

    pub(super) fn store_lists(&mut self, lists: Option<ListPages>) {
        self.lists = lists.filter(|_| self.is_persistent);
    }
}

/// Passes files on and, for a persistent cache, records their routes.
pub(super) struct Recorder<'a> {
    output: &'a dyn Output,
    recorded: Option<Mutex<Recorded>>,
    /// What the pages of the last build were made from, if they can be reused.
    before: Option<&'a PageKeys>,
}

/// What was recorded: routes, digests of pages, and attachments with output route and source path.
#[derive(Default)]
pub(super) struct Recorded {
    pub routes: Vec<String>,
    pub keys: PageKeys,
    pub assets: Vec<(String, String)>,
}

impl<'a> Recorder<'a> {
    pub fn new(output: &'a dyn Output, is_recording: bool) -> Recorder<'a> {
        Recorder::with_previous(output, is_recording, None)
    }

    /// Keeps the files of the last build that were made from the same input.
    pub fn with_previous(
        output: &'a dyn Output,
        is_recording: bool,
        before: Option<&'a PageKeys>,
    ) -> Recorder<'a> {
        Recorder {
            output,
            recorded: is_recording.then(Mutex::default),
            before,
        }
    }

    pub fn finish(self) -> Recorded {
        let recorded = self
            .recorded
            .and_then(|recorded| recorded.into_inner().ok());
        recorded.unwrap_or_default()
    }

    fn record(&self, note: impl FnOnce(&mut Recorded)) {
        if let Some(recorded) = &self.recorded
            && let Ok(mut recorded) = recorded.lock()
        {
            note(&mut recorded);
        }
    }
}

impl Output for Recorder<'_> {
    fn put(&self, route: &str, bytes: Vec<u8>) {
        self.record(|recorded| recorded.routes.push(route.to_owned()));
        self.output.put(route, bytes);
    }

    fn keep(&self, route: &str) {
        self.record(|recorded| recorded.routes.push(route.to_owned()));
        self.output.keep(route);
    }

    fn is_unchanged(&self, route: &str, made_from: u64) -> bool {
        self.record(|recorded| {
            recorded.keys.insert(route.to_owned(), made_from);
        });
        let before = self.before.and_then(|keys| keys.get(route));
        let is_same = before == Some(&made_from);
        if is_same {
            self.keep(route);
        }
        is_same
    }

    fn copy(&self, route: &str, asset: &str) {
        self.record(|recorded| recorded.assets.push((route.to_owned(), asset.to_owned())));
        self.output.copy(route, asset);
    }
}
