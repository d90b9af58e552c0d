//! The directory: the name, slug and page of everything there is, so that references find what they mean.
//!
//! An account asks it through `Lookups`, which writes down what was asked about others and what was answered: an
//! account whose own notes and whose answers are the same as before need not be compiled again.

use super::{Audience, Draft, Item, Roll, RollEntry, Viewpoint};
use crate::forms::{Kind, Level, Moment, Refers};
use crate::note::date_of_file_name;
use crate::text::fold;
use jiff::civil::Date;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;

/// One thing that can be referred to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Target {
    /// What it is.
    pub kind: Kind,
    /// The place of its account among the accounts.
    pub account: Option<u32>,
    /// What it is called.
    pub name: Box<str>,
    /// The file it is written in.
    pub path: Box<str>,
    /// Its page; of an attachment, where it is copied to.
    pub route: Box<str>,
    /// Whether it exists for this reader on this day.
    pub visible: bool,
    /// Its names as they are compared: slug, name, and further names.
    folded: [Box<str>; 3],
}

/// What a reference was found to mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Found {
    /// One thing.
    One(u32),
    /// Two things or more; the first two.
    Two(u32, u32),
    /// Nothing.
    Nothing,
}

/// The names of one account.
#[derive(Clone, Debug)]
struct AccountNames {
    slug: Box<str>,
    own: u32,
    targets: Range<u32>,
}

/// All names of a site.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    targets: Vec<Target>,
    accounts: Vec<AccountNames>,
    /// The place of the first thing beside the accounts.
    first_other: u32,
    by_name: HashMap<Box<str>, Vec<u32>>,
    by_path: HashMap<Box<str>, u32>,
    assets: HashMap<Box<str>, Vec<Box<str>>>,
}

impl Directory {
    /// Enters everything. `others` are competitors and pages beside the accounts; `chosen` are the accounts that are in
    /// the site, where not all are.
    pub fn of(
        rolls: &[Arc<Roll>],
        others: &[RollEntry],
        assets: &[&str],
        chosen: &Option<Vec<usize>>,
    ) -> Directory {
        let mut directory = Directory::default();
        for (place, roll) in rolls.iter().enumerate() {
            let in_site = chosen.as_ref().is_none_or(|chosen| chosen.contains(&place));
            let account = u32::try_from(place).unwrap_or(u32::MAX);
            let account_visible = in_site && roll.own.visible;
            let first = directory.next_id();
            for entry in std::iter::once(&roll.own).chain(&roll.rest) {
                directory.enter(entry, Some(account), account_visible);
            }
            let targets = first..directory.next_id();
            directory.accounts.push(AccountNames {
                slug: roll.slug.clone(),
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
        directory
    }

    /// Gives the items of an account their places.
    pub fn number(&self, account: u32, draft: &mut Draft) {
        let first = self
            .accounts
            .get(account as usize)
            .map_or(u32::MAX, |names| names.own);
        let items = std::iter::once(&mut draft.core).chain(&mut draft.items);
        number(first, items);
    }

    /// Gives what lies beside the accounts its places.
    pub fn number_others(&self, others: &mut [Item]) {
        number(self.first_other, others.iter_mut());
    }

    fn next_id(&self) -> u32 {
        u32::try_from(self.targets.len()).unwrap_or(u32::MAX)
    }

    fn enter(&mut self, entry: &RollEntry, account: Option<u32>, with_account: bool) {
        let id = self.next_id();
        let dated = matches!(entry.kind, Kind::Visit | Kind::Exchange);
        if !dated {
            let names = entry.folded.iter().filter(|name| !name.is_empty());
            let mut names: Vec<&Box<str>> = names.collect();
            names.dedup();
            for name in names {
                let known = self.by_name.entry(name.clone()).or_default();
                if known.last() != Some(&id) {
                    known.push(id);
                }
            }
        }
        if !entry.inline {
            self.by_path.insert(entry.path.clone(), id);
        }
        self.targets.push(Target {
            kind: entry.kind,
            account,
            name: entry.name.clone(),
            path: entry.path.clone(),
            route: entry.route.clone(),
            visible: with_account && entry.visible,
            folded: entry.folded.clone(),
        });
    }

    /// A thing by its place.
    pub fn target(&self, id: u32) -> Option<&Target> {
        self.targets.get(id as usize)
    }

    /// The account's own entry.
    pub fn account(&self, account: u32) -> Option<&Target> {
        self.target(self.accounts.get(account as usize)?.own)
    }

    /// The place of an account by slug, name or code as a person would type it.
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

    /// The account's own entry exists for the reader.
    pub fn shows(&self, account: u32) -> bool {
        self.account(account).is_some_and(|own| own.visible)
    }

    /// Whether an attachment may be in the site: not where the account it lies in is not, whoever links to it.
    fn is_open(&self, path: &str) -> bool {
        let within = path.strip_prefix("content/accounts/");
        let account = within.and_then(|within| within.split_once('/'));
        let Some((slug, _)) = account else {
            return true;
        };
        let known = self
            .accounts
            .binary_search_by(|account| account.slug.as_ref().cmp(slug));
        let own = known.ok().and_then(|index| self.accounts.get(index));
        own.and_then(|account| self.target(account.own))
            .is_none_or(|own| own.visible)
    }

    /// Whether an attachment exists.
    pub fn has_asset(&self, path: &str) -> bool {
        let name = path.rsplit('/').next().unwrap_or(path);
        self.assets
            .get(fold(name).as_ref())
            .is_some_and(|paths| paths.iter().any(|known| known.as_ref() == path))
    }

    /// The only attachment of a file name, for `![[plan.png]]`; of an account's own before others'.
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

    fn in_account(&self, account: u32, fits: impl Fn(&Target) -> bool, name: &str) -> Found {
        // What has no slug of its own is entered with an empty one: `[[]]` must not mean it.
        let names = self.accounts.get(account as usize);
        let Some(names) = names.filter(|_| !name.is_empty()) else {
            return Found::Nothing;
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
            Found::Nothing => first_two(with(1)),
            found => found,
        }
    }

    fn site_wide(&self, fits: impl Fn(&Target) -> bool, name: &str) -> Found {
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
            Found::Nothing => first_two(fitting()),
            found => found,
        }
    }
}

/// Gives items their places, one after the other.
fn number<'i>(first: u32, items: impl Iterator<Item = &'i mut Item>) {
    for (id, item) in (first..).zip(items) {
        item.id = id;
    }
}

fn first_two(mut ids: impl Iterator<Item = u32>) -> Found {
    match (ids.next(), ids.next()) {
        (None, _) => Found::Nothing,
        (Some(one), None) => Found::One(one),
        (Some(one), Some(other)) => Found::Two(one, other),
    }
}

/// Whether an item exists for a reader on a day.
pub(super) fn is_visible(item: &Item, viewpoint: &Viewpoint) -> bool {
    is_known(item, viewpoint.as_of) && may_see(item, &viewpoint.audience)
}

/// Whether an item is known on a day: a visit from its day on, a contact from the day they joined.
pub(super) fn is_known(item: &Item, day: Date) -> bool {
    let date = match item.kind {
        Kind::Visit => date_of_visit(item),
        Kind::Contact => item.record.moment("joined_on"),
        _ => None,
    };
    !date.is_some_and(|date| date.is_after(day))
}

/// When a visit was. One whose date cannot be read is known from the day that its file is named after, no earlier.
fn date_of_visit(item: &Item) -> Option<Moment> {
    let of_file = || date_of_file_name(&item.source.path).filter(|_| !item.inline);
    item.record.moment("date").or_else(of_file)
}

/// Whether a reader may see an item.
pub(super) fn may_see(item: &Item, audience: &Audience) -> bool {
    let level = item.level();
    let shows_added = || {
        let unmarked = item.record.sensitivity().is_none() && level < Level::Private;
        unmarked
            && item
                .record
                .entries
                .iter()
                .any(|entry| audience.adds(item.kind, &entry.field.key))
    };
    level <= audience.level || shows_added()
}

/// What an account asked about others.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Question {
    /// What a reference of a kind means; its words.
    Reference(u8, Box<str>),
    /// What a path means.
    Path(Box<str>),
    /// Which attachment a file name means.
    Asset(Box<str>),
}

/// What was asked, with a digest of the answer.
pub type Asked = BTreeMap<Question, u64>;

/// The directory as one account sees it.
#[derive(Debug)]
pub struct Lookups<'a> {
    directory: &'a Directory,
    /// The account that asks; nothing for what lies beside the accounts.
    account: Option<u32>,
    asked: RefCell<Asked>,
}

impl<'a> Lookups<'a> {
    /// The directory for an account.
    pub fn new(directory: &'a Directory, account: Option<u32>) -> Lookups<'a> {
        Lookups {
            directory,
            account,
            asked: RefCell::default(),
        }
    }

    /// A thing by its place; places come out of answers only, so nothing is written down.
    pub fn target(&self, id: u32) -> Option<&'a Target> {
        self.directory.target(id)
    }

    /// The folder of the account that asks, ending in `/`.
    pub fn folder(&self) -> String {
        match self
            .account
            .and_then(|account| self.directory.accounts.get(account as usize))
        {
            Some(account) => format!("content/accounts/{}/", account.slug),
            None => "content/".to_owned(),
        }
    }

    /// What a reference in a field means, asked from the folder of a note (ending in `/`).
    pub fn reference(&self, refers: Refers, text: &str, folder: &str) -> Found {
        let fits = |target: &Target| match refers {
            Refers::Contact => target.kind == Kind::Contact,
            Refers::Project => target.kind == Kind::Project,
            Refers::Competitor => target.kind == Kind::Competitor,
            Refers::Note => target.kind != Kind::Account,
        };
        let name = fold(text);
        if let Some(account) = self.account
            && refers != Refers::Competitor
        {
            match self.directory.in_account(account, fits, &name) {
                Found::Nothing => {}
                found => return found,
            }
        }
        if let Some(id) = self
            .path(text, folder)
            .filter(|id| self.target(*id).is_some_and(fits))
        {
            return Found::One(id);
        }
        let found = self.directory.site_wide(fits, &name);
        self.write_down(
            Question::Reference(refers as u8, text.into()),
            self.digest(found),
        );
        found
    }

    /// What a wikilink means: anything of the account, then anything of the site.
    pub fn wikilink(&self, text: &str, folder: &str) -> Found {
        let name = fold(text.rsplit('/').next().unwrap_or(text));
        if !text.contains('/')
            && let Some(account) = self.account
        {
            match self.directory.in_account(account, |_| true, &name) {
                Found::Nothing => {}
                found => return found,
            }
        }
        if let Some(id) = self.path(text, folder) {
            return Found::One(id);
        }
        let found = self.directory.site_wide(|_| true, &name);
        self.write_down(
            Question::Reference(u8::MAX, text.into()),
            self.digest(found),
        );
        found
    }

    /// The note at a path: from the folder of the note that asks, from its account's, or from the top of the notes.
    pub fn path(&self, text: &str, folder: &str) -> Option<u32> {
        let is_path = text.contains('/') || text.ends_with(".md") || text.ends_with(".html");
        if !is_path {
            return None;
        }
        let stem = text
            .strip_suffix(".md")
            .or(text.strip_suffix(".html"))
            .unwrap_or(text);
        let own_folder = self.folder();
        for base in [folder, own_folder.as_str(), "content/"] {
            let Some(path) = joined(base, stem) else {
                continue;
            };
            let candidates = [format!("{path}.md"), format!("{path}/index.md")];
            let found = candidates
                .iter()
                .find_map(|path| self.directory.by_path.get(path.as_str()).copied());
            self.note_path(&path, &own_folder, found);
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// The attachment that a link names, as a path of the site's folder.
    pub fn asset(&self, text: &str, folder: &str, by_name: bool) -> Option<String> {
        for base in [folder, self.folder().as_str(), "content/"] {
            let Some(path) = joined(base, text) else {
                continue;
            };
            let exists = self.directory.has_asset(&path);
            self.write_down(Question::Asset(path.as_str().into()), u64::from(exists));
            if exists {
                return Some(path);
            }
        }
        let found = if by_name {
            self.directory.asset_named(text, &self.folder())
        } else {
            None
        };
        if by_name {
            self.write_down(Question::Asset(text.into()), hash_of(&found));
        }
        found.map(str::to_owned)
    }

    /// Names that a reference might have meant.
    pub fn names(&self, refers: Option<Refers>) -> Vec<&'a str> {
        let fits = |target: &&Target| match refers {
            Some(Refers::Contact) => target.kind == Kind::Contact,
            Some(Refers::Project) => target.kind == Kind::Project,
            Some(Refers::Competitor) => target.kind == Kind::Competitor,
            _ => true,
        };
        let Some(names) = self
            .account
            .and_then(|account| self.directory.accounts.get(account as usize))
        else {
            return Vec::new();
        };
        let range = names.targets.start as usize..names.targets.end as usize;
        let targets = self.directory.targets.get(range).unwrap_or_default();
        let both = |target: &'a Target| [target.folded[0].as_ref(), target.name.as_ref()];
        targets.iter().filter(fits).flat_map(both).collect()
    }

    /// What was asked about others so far.
    pub fn asked(self) -> Asked {
        self.asked.into_inner()
    }

    /// Whether everything that was asked would be answered the same today.
    pub fn still_holds(directory: &Directory, account: u32, asked: &Asked) -> bool {
        let lookups = Lookups::new(directory, Some(account));
        asked
            .iter()
            .all(|(question, answer)| lookups.answer(question) == *answer)
    }

    fn answer(&self, question: &Question) -> u64 {
        match question {
            Question::Reference(refers, text) => {
                let fits = |target: &Target| match refers {
                    0 => target.kind == Kind::Contact,
                    1 => target.kind == Kind::Project,
                    2 => target.kind == Kind::Competitor,
                    3 => target.kind != Kind::Account,
                    _ => true,
                };
                let name = if *refers == u8::MAX {
                    text.rsplit('/').next().unwrap_or(text)
                } else {
                    text
                };
                self.digest(self.directory.site_wide(fits, &fold(name)))
            }
            Question::Path(path) => {
                let candidates = [format!("{path}.md"), format!("{path}/index.md")];
                let found = candidates
                    .iter()
                    .find_map(|path| self.directory.by_path.get(path.as_str()).copied());
                self.digest(found.map_or(Found::Nothing, Found::One))
            }
            Question::Asset(path) if path.contains('/') => {
                u64::from(self.directory.has_asset(path))
            }
            Question::Asset(name) => hash_of(&self.directory.asset_named(name, &self.folder())),
        }
    }

    fn note_path(&self, path: &str, own_folder: &str, found: Option<u32>) {
        if !path.starts_with(own_folder) {
            let digest = self.digest(found.map_or(Found::Nothing, Found::One));
            self.write_down(Question::Path(path.into()), digest);
        }
    }

    fn digest(&self, found: Found) -> u64 {
        let target = |id: u32| self.directory.target(id);
        match found {
            Found::Nothing => 0,
            Found::One(id) => hash_of(&(1_u8, target(id))),
            Found::Two(one, other) => hash_of(&(2_u8, target(one), target(other))),
        }
    }

    fn write_down(&self, question: Question, answer: u64) {
        self.asked.borrow_mut().insert(question, answer);
    }
}

fn hash_of(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Joins a relative path to a folder; nothing where it leaves the notes.
pub(super) fn joined(folder: &str, relative: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    (parts.first() == Some(&"content") && parts.len() > 1).then(|| parts.join("/"))
}
