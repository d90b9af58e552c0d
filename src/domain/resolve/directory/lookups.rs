//! The directory as one account sees it. What it asked about others is written down, with what was answered.

use super::{Directory, Found, Target};
use crate::forms::{Kind, Refers};
use crate::text::fold;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// What an account asked about others.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Question {
    /// What a reference of a kind means; its words.
    Reference(u8, Box<str>),
    /// What a path means.
    Path(Box<str>),
    /// Which competitor a name is near to.
    Near(Box<str>),
    /// Which attachment a file name means.
    Asset(Box<str>),
    /// Whether an attachment is withheld.
    Withheld(Box<str>),
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

    /// Where an attachment lies in the site.
    pub fn route_of_asset<'p>(&'p self, path: &'p str) -> &'p str {
        self.directory.route_of_asset(path)
    }

    /// Whether an attachment is withheld, though there is one at the path.
    pub fn withholds(&self, path: &str) -> bool {
        let answer = self.directory.withholds(path);
        self.write_down(Question::Withheld(path.into()), hash_of(&answer));
        answer
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
            let place = self.place_of_asset(&path);
            self.write_down(Question::Asset(path.as_str().into()), hash_of(&place));
            if place.is_some() {
                return Some(path);
            }
        }
        let found = if by_name {
            self.directory.asset_named(text, &self.folder())
        } else {
            None
        };
        if by_name {
            let answer = found.map(|path| (path, self.route_of_asset(path)));
            self.write_down(Question::Asset(text.into()), hash_of(&answer));
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

    /// The competitor of the site that a name is nearly that of.
    pub fn rival_near(&self, name: &str) -> Option<&'a str> {
        let near = self.directory.rival_near(name);
        self.write_down(Question::Near(name.into()), hash_of(&near));
        near
    }

    /// Where an attachment lies in the site; nothing where there is none at the path.
    fn place_of_asset<'p>(&'p self, path: &'p str) -> Option<&'p str> {
        let exists = self.directory.has_asset(path);
        exists.then(|| self.route_of_asset(path))
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
            Question::Near(name) => hash_of(&self.directory.rival_near(name)),
            Question::Withheld(path) => hash_of(&self.directory.withholds(path)),
            Question::Asset(path) if path.contains('/') => hash_of(&self.place_of_asset(path)),
            Question::Asset(name) => {
                let found = self.directory.asset_named(name, &self.folder());
                hash_of(&found.map(|path| (path, self.route_of_asset(path))))
            }
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
pub(crate) fn joined(folder: &str, relative: &str) -> Option<String> {
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
