//! The directory as one account sees it. Lookups outside the account are recorded with their answers.

use super::{Directory, Matches, Target};
use crate::forms::{Kind, Reference, ReferenceKind};
use crate::text::fold;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// A lookup of something outside the account.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Question {
    /// The target of a reference of a kind, by its text.
    Reference(u8, Box<str>),
    /// The note at a path.
    Path(Box<str>),
    /// The competitor with the most similar name.
    Near(Box<str>),
    /// The attachment of a file name or path.
    Asset(Box<str>),
    /// Whether an attachment is withheld.
    Withheld(Box<str>),
}

/// Lookups outside an account, each with a digest of its answer.
pub type Answers = BTreeMap<Question, u64>;

/// What a reference leads to for its reader.
#[derive(Clone, Copy, Debug)]
pub enum Referent<'a> {
    /// Something with a page.
    Target(&'a Target),
    /// Something that does not exist for the reader. The cut removes such references; if one is left, nothing of it is shown.
    Hidden,
    /// Nothing with a page: its text is all there is.
    Text,
}

/// The directory as one account sees it.
#[derive(Debug)]
pub struct Lookups<'a> {
    directory: &'a Directory,
    /// The account; `None` for notes outside the accounts.
    account: Option<u32>,
    answers: RefCell<Answers>,
}

impl<'a> Lookups<'a> {
    /// Creates the lookups of an account.
    pub fn new(directory: &'a Directory, account: Option<u32>) -> Lookups<'a> {
        Lookups {
            directory,
            account,
            answers: RefCell::default(),
        }
    }

    /// Returns a target by id if it exists for the reader. Ids come from answers only, so this is not recorded.
    pub fn target(&self, id: u32) -> Option<&'a Target> {
        self.any_target(id).filter(|target| target.visible)
    }

    /// Returns what a reference leads to for the reader.
    pub fn referent(&self, reference: &Reference) -> Referent<'a> {
        match reference.target {
            Some(id) => self.target(id).map_or(Referent::Hidden, Referent::Target),
            None => Referent::Text,
        }
    }

    /// Returns a target by id, even if it does not exist for the reader.
    pub(crate) fn any_target(&self, id: u32) -> Option<&'a Target> {
        self.directory.target(id)
    }

    /// Returns the route of an attachment.
    pub fn route_of_asset<'p>(&'p self, path: &'p str) -> &'p str {
        self.directory.route_of_asset(path)
    }

    /// Whether an existing attachment is withheld.
    pub fn withholds(&self, path: &str) -> bool {
        let answer = self.directory.withholds(path);
        self.record(Question::Withheld(path.into()), hash_of(&answer));
        answer
    }

    /// Returns the folder of the account, ending in `/`.
    pub fn folder(&self) -> String {
        match self
            .account
            .and_then(|account| self.directory.accounts.get(account as usize))
        {
            Some(account) => format!("content/accounts/{}/", account.slug),
            None => "content/".to_owned(),
        }
    }

    /// Resolves a reference in a field, relative to the folder of its note (ending in `/`).
    pub fn reference(&self, refers: ReferenceKind, text: &str, folder: &str) -> Matches {
        let fits = |target: &Target| match refers {
            ReferenceKind::Contact => target.kind == Kind::Contact,
            ReferenceKind::Project => target.kind == Kind::Project,
            ReferenceKind::Competitor => target.kind == Kind::Competitor,
            ReferenceKind::Note => target.kind != Kind::Account,
        };
        let name = fold(text);
        if let Some(account) = self.account
            && refers != ReferenceKind::Competitor
        {
            match self.directory.in_account(account, fits, &name) {
                Matches::Nothing => {}
                found => return found,
            }
        }
        if let Some(id) = self
            .path(text, folder)
            .filter(|id| self.any_target(*id).is_some_and(fits))
        {
            return Matches::One(id);
        }
        let found = self.directory.site_wide(fits, &name);
        self.record(
            Question::Reference(refers as u8, text.into()),
            self.digest(found),
        );
        found
    }

    /// Resolves a wikilink: within the account first, then within the site.
    pub fn wikilink(&self, text: &str, folder: &str) -> Matches {
        let name = fold(text.rsplit('/').next().unwrap_or(text));
        if !text.contains('/')
            && let Some(account) = self.account
        {
            match self.directory.in_account(account, |_| true, &name) {
                Matches::Nothing => {}
                found => return found,
            }
        }
        if let Some(id) = self.path(text, folder) {
            return Matches::One(id);
        }
        let found = self.directory.site_wide(|_| true, &name);
        self.record(
            Question::Reference(u8::MAX, text.into()),
            self.digest(found),
        );
        found
    }

    /// Returns the note at a path: relative to the folder of the linking note, to the account's, or to the top of the
    /// notes.
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
            self.record_path(&path, &own_folder, found);
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// Returns the path of the attachment that a link names.
    pub fn asset(&self, text: &str, folder: &str, by_name: bool) -> Option<String> {
        for base in [folder, self.folder().as_str(), "content/"] {
            let Some(path) = joined(base, text) else {
                continue;
            };
            let place = self.place_of_asset(&path);
            self.record(Question::Asset(path.as_str().into()), hash_of(&place));
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
            self.record(Question::Asset(text.into()), hash_of(&answer));
        }
        found.map(str::to_owned)
    }

    /// Returns names that a reference might have meant.
    pub fn names(&self, refers: Option<ReferenceKind>) -> Vec<&'a str> {
        let fits = |target: &&Target| match refers {
            Some(ReferenceKind::Contact) => target.kind == Kind::Contact,
            Some(ReferenceKind::Project) => target.kind == Kind::Project,
            Some(ReferenceKind::Competitor) => target.kind == Kind::Competitor,
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

    /// Returns the competitor with a name similar to this one.
    pub fn rival_near(&self, name: &str) -> Option<&'a str> {
        let near = self.directory.rival_near(name);
        self.record(Question::Near(name.into()), hash_of(&near));
        near.map(|target| target.name.as_ref())
    }

    /// Returns the route of an attachment; `None` if there is none at the path.
    fn place_of_asset<'p>(&'p self, path: &'p str) -> Option<&'p str> {
        let exists = self.directory.has_asset(path);
        exists.then(|| self.route_of_asset(path))
    }

    /// Returns the recorded answers.
    pub fn into_answers(self) -> Answers {
        self.answers.into_inner()
    }

    /// Whether two directories give a reader the same answers. What does not exist for the reader has other names in one of
    /// them.
    pub fn same_for_reader(
        directories: [&Directory; 2],
        account: Option<u32>,
        answers: &Answers,
    ) -> bool {
        let [one, other] = directories.map(|directory| Lookups::new(directory, account));
        let mut questions = answers.keys();
        questions
            .all(|question| one.answer_for_reader(question) == other.answer_for_reader(question))
    }

    /// Returns the digest of an answer, without the names of what does not exist for the reader.
    fn answer_for_reader(&self, question: &Question) -> u64 {
        let known = |id: u32| (id, self.target(id));
        match self.matches(question) {
            Some(Matches::Nothing) => 0,
            Some(Matches::One(id)) => hash_of(&(1_u8, known(id))),
            Some(Matches::Two(one, other)) => hash_of(&(2_u8, known(one), known(other))),
            None => match question {
                // It is only for the author, in a message.
                Question::Near(_) => 0,
                question => self.answer(question),
            },
        }
    }

    /// Whether all recorded answers are still the same.
    pub fn still_holds(directory: &Directory, account: u32, answers: &Answers) -> bool {
        let lookups = Lookups::new(directory, Some(account));
        answers
            .iter()
            .all(|(question, answer)| lookups.answer(question) == *answer)
    }

    /// Returns what a question about a name or a path matches.
    fn matches(&self, question: &Question) -> Option<Matches> {
        Some(match question {
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
                self.directory.site_wide(fits, &fold(name))
            }
            Question::Path(path) => {
                let candidates = [format!("{path}.md"), format!("{path}/index.md")];
                let found = candidates
                    .iter()
                    .find_map(|path| self.directory.by_path.get(path.as_str()).copied());
                found.map_or(Matches::Nothing, Matches::One)
            }
            Question::Near(_) | Question::Withheld(_) | Question::Asset(_) => return None,
        })
    }

    fn answer(&self, question: &Question) -> u64 {
        match question {
            Question::Reference(..) | Question::Path(_) => {
                self.digest(self.matches(question).unwrap_or(Matches::Nothing))
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

    fn record_path(&self, path: &str, own_folder: &str, found: Option<u32>) {
        if !path.starts_with(own_folder) {
            let digest = self.digest(found.map_or(Matches::Nothing, Matches::One));
            self.record(Question::Path(path.into()), digest);
        }
    }

    fn digest(&self, found: Matches) -> u64 {
        let target = |id: u32| self.directory.target(id);
        match found {
            Matches::Nothing => 0,
            Matches::One(id) => hash_of(&(1_u8, target(id))),
            Matches::Two(one, other) => hash_of(&(2_u8, target(one), target(other))),
        }
    }

    fn record(&self, question: Question, answer: u64) {
        self.answers.borrow_mut().insert(question, answer);
    }
}

fn hash_of(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Joins a relative path to a folder; `None` if it leaves the notes.
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
