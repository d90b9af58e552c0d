//! What an earlier build left: accounts by what they were read and made from, and what they share.

use super::reading::{Read, Reading, is_same};
use crate::domain::{Asked, Directory, Index, IndexEntry, Layout, ValueInventory};
use crate::forms::Kind;
use crate::html::Output;
use crate::note::{self, Conventions, Note};
use crate::site::Summary;
use crate::site::reserved_routes;
use crate::text::{Diagnostic, Source, Vetting};
use crate::theme::Theme;
use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

/// What a later build need not make again. A cache that keeps nothing serves single builds, which then hold no more in
/// memory than they need.
#[derive(Default)]
pub struct Cache {
    kept: bool,
    /// How many readings there have been.
    readings_made: AtomicU64,
    readings: HashMap<Box<str>, Arc<Reading>>,
    /// The notes beside the accounts.
    notes: HashMap<Arc<str>, (Conventions, Arc<Note>)>,
    layout: Option<(Vec<Arc<str>>, Arc<Layout>)>,
    directory: Option<KnownDirectory>,
    theme: Option<(u64, Arc<Theme>, Vec<Diagnostic>)>,
    accounts: HashMap<Box<str>, Arc<Compiled>>,
    lists: Option<ListPages>,
}

/// A directory and what it was made from.
struct KnownDirectory {
    rolls: Vec<Arc<Index>>,
    others: Vec<IndexEntry>,
    assets: Vec<Box<str>>,
    chosen: Option<Vec<usize>>,
    directory: Arc<Directory>,
}

impl KnownDirectory {
    /// Whether all but the rolls is as it was.
    fn is_beside_rolls(
        &self,
        others: &[IndexEntry],
        assets: &[&str],
        chosen: &Option<Vec<usize>>,
    ) -> bool {
        let known_assets = self.assets.iter().map(AsRef::as_ref);
        self.others == others && self.chosen == *chosen && known_assets.eq(assets.iter().copied())
    }

    /// The same with these rolls; nothing where more than names differs.
    fn renewed(mut self, rolls: &[Arc<Index>]) -> Option<KnownDirectory> {
        if self.rolls.len() != rolls.len() {
            return None;
        }
        for (place, (known, now)) in (0_u32..).zip(self.rolls.iter_mut().zip(rolls)) {
            if !Arc::ptr_eq(known, now) {
                let directory = Arc::get_mut(&mut self.directory)?;
                if !directory.renew(place, known, now) {
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
    pub pages: HashMap<&'static str, Arc<Made>>,
}

impl ListPages {
    /// The summaries that differ, as they were and as they are; nothing where accounts came or went.
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

/// Of pages what each was made from, beside what all pages share.
pub(super) type Keys = HashMap<String, u64>;

/// What an account was made from, beside what it asked about others.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct AccountKey {
    /// The digest of what all pages share.
    pub base: u64,
    /// Which reading of its notes.
    pub reading: u64,
    /// Whether it is among the accounts that were asked for: a name may come to mean another.
    pub is_in_site: bool,
    /// The digest of where its pages lie: outside the house that hangs on what other accounts are called.
    pub folder: u64,
}

/// An account as it was compiled.
pub(super) struct Compiled {
    /// The account's slug.
    pub slug: Box<str>,
    /// What it was made from, beside what it asked about others.
    pub key: AccountKey,
    /// What the site-wide pages need; nothing where the account is not in the site.
    pub summary: Option<Arc<Summary>>,
    /// What is wrong with its notes.
    pub found: Vec<Diagnostic>,
    /// What it asked about others.
    pub asked: Asked,
    /// Its pages.
    pub routes: Vec<String>,
    /// Its attachments: where each goes and where it lies.
    pub assets: Vec<(String, String)>,
    /// What a proof was told of it.
    pub told: Vec<Arc<ValueInventory>>,
}

impl Compiled {
    /// An account that left nothing.
    pub fn nothing(slug: Box<str>, key: AccountKey) -> Compiled {
        Compiled {
            slug,
            key,
            summary: None,
            found: Vec::new(),
            asked: Asked::new(),
            routes: Vec::new(),
            assets: Vec::new(),
            told: Vec::new(),
        }
    }

    /// Says that its files are as the last build made them.
    pub fn keep(&self, output: &dyn Output) {
        self.routes.iter().for_each(|route| output.keep(route));
        let assets = self.assets.iter();
        assets.for_each(|(route, path)| output.copy(route, path));
    }
}

impl Cache {
    /// A cache for builds that follow each other.
    pub fn keeping() -> Cache {
        Cache {
            kept: true,
            ..Cache::default()
        }
    }

    pub(super) fn is_kept(&self) -> bool {
        self.kept
    }

    /// Whether builds are to follow each other and this is the first of them.
    pub(super) fn is_new(&self) -> bool {
        self.kept && self.accounts.is_empty()
    }

    /// A number that no reading had before.
    pub(super) fn next_number(&self) -> u64 {
        self.readings_made.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Which note lies where. Looked at again only where a note came, went or moved.
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
        // What is wrong with where notes lie is told with their texts, which change.
        if self.kept && layout.found.is_empty() {
            let paths = sources.iter().map(|source| source.path.clone()).collect();
            self.layout = Some((paths, layout.clone()));
        } else {
            self.layout = None;
        }
        layout
    }

    /// How the notes of an account were read before.
    pub(super) fn reading(&self, slug: &str) -> Option<&Arc<Reading>> {
        self.readings.get(slug)
    }

    pub(super) fn keep_readings(&mut self, accounts: &[Read]) {
        if self.kept {
            self.readings = accounts
                .iter()
                .filter_map(|read| Some((read.roll.slug.clone(), read.kept()?)))
                .collect();
        }
    }

    /// The note of a source beside the accounts, read now or before.
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
        if self.kept {
            let kept = (conventions, note.clone());
            self.notes.insert(source.path.clone(), kept);
        }
        note
    }

    /// Forgets the notes beside the accounts that are there no longer.
    pub(super) fn forget_others(&mut self, layout: &Layout, sources: &[Source]) {
        if self.notes.len() <= layout.others.len() + 1 {
            return;
        }
        let there = layout.others.iter().chain(&layout.site);
        let there: HashSet<&str> = there
            .filter_map(|index| sources.get(*index))
            .map(|source| source.path.as_ref())
            .collect();
        self.notes.retain(|path, _| there.contains(path.as_ref()));
    }

    /// The directory: the one of the last build where no name, page or date changed, and that one renewed where only names
    /// did.
    pub(super) fn directory(
        &mut self,
        rolls: Vec<Arc<Index>>,
        others: Vec<IndexEntry>,
        assets: &[&str],
        chosen: &Option<Vec<usize>>,
        vetting: Option<Arc<dyn Vetting>>,
    ) -> Arc<Directory> {
        let known = self.directory.take();
        let known = known.filter(|known| {
            known.is_beside_rolls(&others, assets, chosen) && known.directory.is_vetted_by(&vetting)
        });
        if let Some(known) = known.and_then(|known| known.renewed(&rolls)) {
            let directory = known.directory.clone();
            self.directory = Some(known);
            return directory;
        }
        let directory = Directory::of(&rolls, &others, assets, chosen);
        let directory = Arc::new(directory.vetted(vetting));
        if self.kept {
            self.directory = Some(KnownDirectory {
                rolls,
                others,
                assets: assets.iter().map(|path| (*path).into()).collect(),
                chosen: chosen.clone(),
                directory: directory.clone(),
            });
        }
        directory
    }

    /// The theme of a digest, with what is wrong with it; made where the last build's was another.
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
        if self.kept {
            self.theme = Some((key, theme.clone(), problems));
        }
        theme
    }

    /// An account as it was compiled last.
    pub(super) fn account(&self, slug: &str) -> Option<&Arc<Compiled>> {
        self.accounts.get(slug)
    }

    pub(super) fn keep_accounts(&mut self, accounts: Vec<Arc<Compiled>>) {
        if self.kept {
            self.accounts = accounts
                .into_iter()
                .map(|compiled| (compiled.slug.clone(), compiled))
                .collect();
        }
    }

    /// The lists of the last build, where pages share the same as then.
    pub(super) fn lists(&self, base: u64) -> Option<&ListPages> {
        self.lists.as_ref().filter(|lists| lists.base == base)
    }

    pub(super) fn keep_lists(&mut self, lists: Option<ListPages>) {
        self.lists = lists.filter(|_| self.kept);
    }
}

/// Passes files on and, for a cache that keeps, writes down their routes.
pub(super) struct Recorder<'a> {
    output: &'a dyn Output,
    made: Option<Mutex<Made>>,
    /// What the last build's pages were made from, where they can stand.
    before: Option<&'a Keys>,
}

/// What was passed on: routes, what pages were made from, and attachments with where each goes and where it lies.
#[derive(Default)]
pub(super) struct Made {
    pub routes: Vec<String>,
    pub keys: Keys,
    pub assets: Vec<(String, String)>,
}

impl<'a> Recorder<'a> {
    pub fn new(output: &'a dyn Output, keeps: bool) -> Recorder<'a> {
        Recorder::after(output, keeps, None)
    }

    /// Lets stand what the last build made from the same.
    pub fn after(output: &'a dyn Output, keeps: bool, before: Option<&'a Keys>) -> Recorder<'a> {
        Recorder {
            output,
            made: keeps.then(Mutex::default),
            before,
        }
    }

    pub fn made(self) -> Made {
        let made = self.made.and_then(|made| made.into_inner().ok());
        made.unwrap_or_default()
    }

    fn write_down(&self, note: impl FnOnce(&mut Made)) {
        if let Some(made) = &self.made
            && let Ok(mut made) = made.lock()
        {
            note(&mut made);
        }
    }
}

impl Output for Recorder<'_> {
    fn put(&self, route: &str, bytes: Vec<u8>) {
        self.write_down(|made| made.routes.push(route.to_owned()));
        self.output.put(route, bytes);
    }

    fn keep(&self, route: &str) {
        self.write_down(|made| made.routes.push(route.to_owned()));
        self.output.keep(route);
    }

    fn is_unchanged(&self, route: &str, made_from: u64) -> bool {
        self.write_down(|made| {
            made.keys.insert(route.to_owned(), made_from);
        });
        let before = self.before.and_then(|keys| keys.get(route));
        let stands = before == Some(&made_from);
        if stands {
            self.keep(route);
        }
        stands
    }

    fn copy(&self, route: &str, asset: &str) {
        self.write_down(|made| made.assets.push((route.to_owned(), asset.to_owned())));
        self.output.copy(route, asset);
    }
}
