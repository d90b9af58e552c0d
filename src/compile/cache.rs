//! What an earlier build left: notes by their content, accounts by what they were made from.

use crate::forms::Kind;
use crate::model::{Asked, Draft};
use crate::note::{self, Conventions, Note};
use crate::render::{Emit, Summary};
use crate::text::{Diagnostic, Source};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex};

/// What a later build need not make again. A cache that keeps nothing serves single builds, which then hold no more in
/// memory than they need.
#[derive(Default)]
pub struct Cache {
    kept: bool,
    notes: HashMap<Arc<str>, (Conventions, Arc<Note>)>,
    accounts: HashMap<Box<str>, Compiled>,
}

/// An account as it was compiled.
#[derive(Clone)]
pub(super) struct Compiled {
    /// The account's slug.
    pub slug: Box<str>,
    /// The digest of what it was made from.
    pub key: u64,
    /// What the site-wide pages need; nothing where the account is not in the site.
    pub summary: Option<Summary>,
    /// What is wrong with its notes.
    pub found: Vec<Diagnostic>,
    /// What it asked about others.
    pub asked: Asked,
    /// Its pages.
    pub routes: Vec<String>,
    /// Its attachments: where each goes and where it lies.
    pub assets: Vec<(String, String)>,
}

impl Compiled {
    /// An account that left nothing.
    pub fn nothing(slug: Box<str>, key: u64) -> Compiled {
        Compiled {
            slug,
            key,
            summary: None,
            found: Vec::new(),
            asked: Asked::new(),
            routes: Vec::new(),
            assets: Vec::new(),
        }
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

    /// The note of a source if it was read before, as the same kind, with the same content and conventions.
    pub(super) fn recall(
        &self,
        source: &Source,
        kind: Kind,
        conventions: Conventions,
    ) -> Option<Arc<Note>> {
        let (known_conventions, note) = self.notes.get(&source.path)?;
        let same_text =
            Arc::ptr_eq(&note.source.text, &source.text) || note.source.text == source.text;
        (note.kind == kind && *known_conventions == conventions && same_text).then(|| note.clone())
    }

    /// The note of a source, read now or before.
    pub(super) fn note(
        &mut self,
        source: &Source,
        kind: Kind,
        conventions: Conventions,
    ) -> Arc<Note> {
        if let Some(note) = self.recall(source, kind, conventions) {
            return note;
        }
        let note = Arc::new(note::read(source, kind, conventions));
        self.keep_notes(std::iter::once(note.clone()), conventions);
        note
    }

    pub(super) fn keep_notes(
        &mut self,
        notes: impl Iterator<Item = Arc<Note>>,
        conventions: Conventions,
    ) {
        if self.kept {
            self.notes
                .extend(notes.map(|note| (note.source.path.clone(), (conventions, note))));
        }
    }

    /// An account, if it was compiled from the same before.
    pub(super) fn account(&self, slug: &str, key: u64) -> Option<&Compiled> {
        self.accounts
            .get(slug)
            .filter(|compiled| self.kept && compiled.key == key)
    }

    pub(super) fn keep_accounts(&mut self, accounts: Vec<Compiled>) {
        if self.kept {
            self.accounts = accounts
                .into_iter()
                .map(|compiled| (compiled.slug.clone(), compiled))
                .collect();
        }
    }
}

/// A digest of anything that can be hashed; the same within a run of the program.
pub(super) fn fingerprint(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// The digest of the notes that an account is made from.
pub(super) fn digest_of(draft: &Draft) -> u64 {
    let mut sources: Vec<&Source> = std::iter::once(&draft.core)
        .chain(&draft.items)
        .map(|item| &item.source)
        .collect();
    sources.sort_by(|one, other| one.path.cmp(&other.path));
    sources.dedup_by(|one, other| one.path == other.path);
    let texts = sources
        .iter()
        .map(|source| (&source.path, &source.text))
        .collect::<Vec<_>>();
    fingerprint(&(draft.core.broken, texts))
}

/// Passes files on and, for a cache that keeps, writes down their routes.
pub(super) struct Recorder<'a> {
    emit: &'a dyn Emit,
    made: Option<Mutex<Made>>,
}

/// What was passed on: routes, and attachments with where each goes and where it lies.
#[derive(Default)]
pub(super) struct Made {
    pub routes: Vec<String>,
    pub assets: Vec<(String, String)>,
}

impl<'a> Recorder<'a> {
    pub fn new(emit: &'a dyn Emit, keeps: bool) -> Recorder<'a> {
        Recorder {
            emit,
            made: keeps.then(Mutex::default),
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

impl Emit for Recorder<'_> {
    fn put(&self, route: &str, bytes: Vec<u8>) {
        self.write_down(|made| made.routes.push(route.to_owned()));
        self.emit.put(route, bytes);
    }

    fn keep(&self, route: &str) {
        self.write_down(|made| made.routes.push(route.to_owned()));
        self.emit.keep(route);
    }

    fn copy(&self, route: &str, asset: &str) {
        self.write_down(|made| made.assets.push((route.to_owned(), asset.to_owned())));
        self.emit.copy(route, asset);
    }
}
