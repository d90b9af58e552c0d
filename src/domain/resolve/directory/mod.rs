//! The directory: the name, slug and page of everything in a site, against which references are resolved.
//!
//! An account uses it through `Lookups`, which records lookups outside the account and their answers: an account
//! whose own notes and answers are unchanged need not be built again.

mod lookups;
mod update;

use super::team::allowed_typos;
use crate::domain::slug::TakenSlugs;
use crate::domain::{Draft, Index, IndexEntry, Item};
use crate::forms::Kind;
use crate::text::{AttachmentPolicy, fold, nearest_within};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

pub use lookups::{Answers, Lookups, Question, Referent};

/// Something that can be referred to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Target {
    /// What it is.
    pub kind: Kind,
    /// The number of its account.
    pub account: Option<u32>,
    /// The name of its page.
    slug: Box<str>,
    /// Its display name.
    pub name: Box<str>,
    /// The file that contains it.
    pub path: Box<str>,
    /// Its page.
    pub route: Box<str>,
    /// Whether it exists for this reader on this day.
    pub visible: bool,
    /// Its names, folded for comparison: slug, name, and full name.
    folded: [Box<str>; 3],
}

/// The targets that match a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Matches {
    /// Exactly one.
    One(u32),
    /// At least two; the first two.
    Two(u32, u32),
    /// None.
    Nothing,
}

/// The names of one account.
#[derive(Clone, Debug, PartialEq)]
struct AccountNames {
    slug: Box<str>,
    own: u32,
    targets: Range<u32>,
}

/// All names of a site.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Directory {
    targets: Vec<Target>,
    accounts: Vec<AccountNames>,
    /// The id of the first item outside the accounts.
    first_other: u32,
    by_name: HashMap<Box<str>, Vec<u32>>,
    by_path: HashMap<Box<str>, u32>,
    assets: HashMap<Box<str>, Vec<Box<str>>>,
    /// The folders of the accounts' pages, where their names differ from those of the notes.
    folders: HashMap<u32, Box<str>>,
    /// The routes of attachments, where they differ from the paths of the sources.
    asset_routes: HashMap<Box<str>, Box<str>>,
    vetting: Option<Vetted>,
}

/// Decides which attachments are withheld.
#[derive(Clone, Debug)]
struct Vetted(Arc<dyn AttachmentPolicy>);

impl PartialEq for Vetted {
    fn eq(&self, other: &Vetted) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Directory {
    /// Creates a directory. `others` are competitors and pages outside the accounts; `chosen` are the requested
    /// accounts, `None` for all.
    pub fn of(
        indexes: &[Arc<Index>],
        others: &[IndexEntry],
        assets: &[&str],
        chosen: &Option<Vec<usize>>,
    ) -> Directory {
        let mut directory = Directory::default();
        let mut folders = TakenSlugs::of(std::iter::empty());
        for (number, index) in indexes.iter().enumerate() {
            let in_site = chosen
                .as_ref()
                .is_none_or(|chosen| chosen.contains(&number));
            let account = u32::try_from(number).unwrap_or(u32::MAX);
            let account_visible = in_site && index.own.visible;
            let first = directory.next_id();
            for entry in std::iter::once(&index.own).chain(&index.rest) {
                directory.enter(entry, Some(account), account_visible);
            }
            if let Some(folder) = &index.folder {
                let own = folders.take(folder.to_string());
                directory.move_pages(first, folder, own);
            }
            let targets = first..directory.next_id();
            directory.accounts.push(AccountNames {
                slug: index.slug.clone(),
                own: first,
                targets,
            });
        }
        directory.first_other = directory.next_id();
        for entry in others {
            directory.enter(entry, None, true);
        }
        for path in assets {
            if !directory.is_open(path) {
                continue;
            }
            let name = path.rsplit('/').next().unwrap_or(path);
            directory
                .assets
                .entry(fold(name).into())
                .or_default()
                .push((*path).into());
        }
        if indexes.iter().any(|index| index.folder.is_some()) {
            directory.place_assets(assets);
        }
        directory
    }

    /// Withholds attachments as `vetting` decides.
    pub fn vetted(self, vetting: Option<Arc<dyn AttachmentPolicy>>) -> Directory {
        Directory {
            vetting: vetting.map(Vetted),
            ..self
        }
    }

    /// Whether attachments are withheld as `vetting` decides.
    pub fn is_vetted_by(&self, vetting: &Option<Arc<dyn AttachmentPolicy>>) -> bool {
        self.vetting == vetting.clone().map(Vetted)
    }

    /// Whether the attachment at a path is withheld.
    pub fn withholds(&self, path: &str) -> bool {
        let vetting = self.vetting.as_ref();
        vetting.is_some_and(|vetting| vetting.0.withholds(path))
    }

    /// Sets the ids of the items of an account.
    pub fn number(&self, account: u32, draft: &mut Draft) {
        let first = self
            .accounts
            .get(account as usize)
            .map_or(u32::MAX, |names| names.own);
        let items = std::iter::once(&mut draft.core).chain(&mut draft.items);
        self.number_items(first, items);
    }

    /// Sets the ids of items outside the accounts.
    pub fn number_others(&self, others: &mut [Item]) {
        self.number_items(self.first_other, others.iter_mut());
    }

    /// Sets consecutive ids, and the routes of pages with names of their own.
    fn number_items<'i>(&self, first: u32, items: impl Iterator<Item = &'i mut Item>) {
        for (id, item) in (first..).zip(items) {
            item.id = id;
            if let Some(target) = self.target(id)
                && target.route != item.route
            {
                item.route = target.route.clone();
                item.slug = target.slug.clone();
            }
        }
    }

    /// Returns a copy in which what does not exist for the reader has other names, by the paths of its files; `None` keeps a
    /// name. References still resolve by the original names.
    pub fn with_other_names(&self, other_name: impl Fn(&str) -> Option<String>) -> Directory {
        let mut directory = self.clone();
        let targets = directory.targets.iter_mut();
        for target in targets.filter(|target| !target.visible) {
            if let Some(name) = other_name(&target.path) {
                let name: Box<str> = name.into();
                target.route = format!("{name}.html").into();
                target.path = format!("content/{name}.md").into();
                target.slug = name.clone();
                target.name = name;
            }
        }
        directory
    }

    fn next_id(&self) -> u32 {
        u32::try_from(self.targets.len()).unwrap_or(u32::MAX)
    }

    fn enter(&mut self, entry: &IndexEntry, account: Option<u32>, with_account: bool) {
        let id = self.next_id();
        for name in update::names(entry) {
            let known = self.by_name.entry(name.clone()).or_default();
            if known.last() != Some(&id) {
                known.push(id);
            }
        }
        if !entry.inline {
            self.by_path.insert(entry.path.clone(), id);
        }
        self.targets.push(Target {
            kind: entry.kind,
            account,
            slug: entry.slug.clone(),
            name: entry.name.clone(),
            path: entry.path.clone(),
            route: entry.route.clone(),
            visible: with_account && entry.visible,
            folded: entry.folded.clone(),
        });
    }

    /// Moves the pages of the last account into a folder whose name was free.
    fn move_pages(&mut self, first: u32, wanted: &str, folder: String) {
        let before = format!("accounts/{wanted}/");
        for target in self.targets.iter_mut().skip(first as usize) {
            if let Some(page) = target
                .route
                .strip_prefix(&before)
                .filter(|_| wanted != folder)
            {
                target.route = format!("accounts/{folder}/{page}").into();
            }
        }
        if let Some(account) = self.targets.get(first as usize).and_then(|own| own.account) {
            self.folders.insert(account, folder.into());
        }
    }

    /// Returns the route of an attachment: next to the notes, or in a folder of its own if the readers may not know
    /// the folders of the notes.
    pub fn route_of_asset<'p>(&'p self, path: &'p str) -> &'p str {
        let own = path.strip_prefix("content/").unwrap_or(path);
        self.asset_routes.get(path).map_or(own, AsRef::as_ref)
    }

    /// Assigns routes to attachments if the readers may not know the folders of the notes.
    fn place_assets(&mut self, assets: &[&str]) {
        let mut taken = TakenSlugs::of(std::iter::empty());
        let open: Vec<&&str> = assets.iter().filter(|path| self.is_open(path)).collect();
        let mut routes: HashMap<Box<str>, Box<str>> = HashMap::new();
        for path in open {
            let folder = self.account_of_asset(path).and_then(|index| {
                let account = u32::try_from(index).ok()?;
                self.folders.get(&account)
            });
            let folder = folder.map_or(String::new(), |folder| format!("accounts/{folder}/"));
            let name = path.rsplit('/').next().unwrap_or(path);
            let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
            // The extension is part of the key, so that only files with the same name and extension are numbered.
            let key = taken.take(format!("{folder}attachments/{ending}/{stem}"));
            let stem = key.rsplit('/').next().unwrap_or(stem);
            let dot = if ending.is_empty() { "" } else { "." };
            let route = format!("{folder}attachments/{stem}{dot}{ending}");
            routes.insert((*path).into(), route.into());
        }
        self.asset_routes = routes;
    }

    /// Returns a target by id.
    pub fn target(&self, id: u32) -> Option<&Target> {
        self.targets.get(id as usize)
    }

    /// Returns the account's own target.
    pub fn account(&self, account: u32) -> Option<&Target> {
        self.target(self.accounts.get(account as usize)?.own)
    }

    /// Returns the number of an account by slug, name or code as a person would type it.
    pub fn account_named(&self, name: &str) -> Option<u32> {
        let folded = fold(name);
        let by_slug = self
            .accounts
            .iter()
            .position(|account| fold(&account.slug) == folded);
        let named = || {
            let fits = |account: &AccountNames| {
                self.target(account.own)
                    .is_some_and(|own| own.folded.iter().any(|name| **name == *folded))
            };
            self.accounts.iter().position(fits)
        };
        by_slug
            .or_else(named)
            .and_then(|index| u32::try_from(index).ok())
    }

    /// Whether the account exists for the reader.
    pub fn shows(&self, account: u32) -> bool {
        self.account(account).is_some_and(|own| own.visible)
    }

    /// Whether an attachment may be in the site. Those of accounts outside the site may not, whoever links to them.
    fn is_open(&self, path: &str) -> bool {
        let account = self
            .account_of_asset(path)
            .and_then(|index| self.accounts.get(index));
        account
            .and_then(|account| self.target(account.own))
            .is_none_or(|own| own.visible)
    }

    /// Returns the account whose folder contains an attachment.
    fn account_of_asset(&self, path: &str) -> Option<usize> {
        let (slug, _) = path.strip_prefix("content/accounts/")?.split_once('/')?;
        let by_slug = |account: &AccountNames| account.slug.as_ref().cmp(slug);
        self.accounts.binary_search_by(by_slug).ok()
    }

    /// Whether an attachment exists.
    pub fn has_asset(&self, path: &str) -> bool {
        let name = path.rsplit('/').next().unwrap_or(path);
        self.assets
            .get(fold(name).as_ref())
            .is_some_and(|paths| paths.iter().any(|known| known.as_ref() == path))
    }

    /// Returns the only attachment with a file name, for `![[plan.png]]`; the account's own takes precedence.
    fn asset_named(&self, name: &str, folder: &str) -> Option<&str> {
        let paths = self.assets.get(fold(name).as_ref())?;
        let own = paths.iter().find(|path| path.starts_with(folder));
        own.or(if paths.len() == 1 {
            paths.first()
        } else {
            None
        })
        .map(AsRef::as_ref)
    }

    /// Returns the competitor with a name similar to this one.
    fn rival_near(&self, name: &str) -> Option<&Target> {
        let others = self.targets.get(self.first_other as usize..);
        let rivals = others.unwrap_or_default().iter();
        let mut rivals = rivals.filter(|target| target.kind == Kind::Competitor);
        let names = rivals.clone().map(|target| target.name.as_ref());
        let near = nearest_within(name, names, allowed_typos)?;
        rivals.find(|target| target.name.as_ref() == near)
    }

    fn in_account(&self, account: u32, fits: impl Fn(&Target) -> bool, name: &str) -> Matches {
        // Items without a slug are entered with an empty one, which `[[]]` must not match.
        let names = self.accounts.get(account as usize);
        let Some(names) = names.filter(|_| !name.is_empty()) else {
            return Matches::Nothing;
        };
        let ids = || {
            names
                .targets
                .clone()
                .filter(|id| self.targets.get(*id as usize).is_some_and(&fits))
        };
        let with = |at: usize| {
            ids().filter(move |id| self.targets[*id as usize].folded[at].as_ref() == name)
        };
        match first_two(with(0)) {
            Matches::Nothing => first_two(with(1)),
            found => found,
        }
    }

    fn site_wide(&self, fits: impl Fn(&Target) -> bool, name: &str) -> Matches {
        let ids = self
            .by_name
            .get(name)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let fitting = || {
            ids.iter()
                .copied()
                .filter(|id| fits(&self.targets[*id as usize]))
        };
        let by_slug =
            first_two(fitting().filter(|id| self.targets[*id as usize].folded[0].as_ref() == name));
        match by_slug {
            Matches::Nothing => first_two(fitting()),
            found => found,
        }
    }
}

fn first_two(mut ids: impl Iterator<Item = u32>) -> Matches {
    match (ids.next(), ids.next()) {
        (None, _) => Matches::Nothing,
        (Some(one), None) => Matches::One(one),
        (Some(one), Some(other)) => Matches::Two(one, other),
    }
}
