//! All data held about one person, for data-subject requests: the person's own note and its attachments, every line
//! that names the person, and every field and link that refers to the person by other words.

mod mentions;

use super::cache::Cache;
use super::load::{Loaded, load};
use super::options::{BuildError, Options};
use crate::domain::resolve::link;
use crate::domain::{Draft, Item, Lookups, link_item};
use crate::forms::Kind;
use crate::text::{Language, Snapshot, Source, fold};
use mentions::{FileLines, MentionFinder, add_private, attachments};
use serde::Serialize;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// Names of one letter occur in too many words.
const SHORTEST_NAME: usize = 2;

/// The data held about a person.
#[derive(Debug)]
pub struct PersonRecord {
    /// The contacts with that name.
    pub people: Vec<RecordedPerson>,
    /// Every line, by file and line.
    pub lines: Vec<RecordLine>,
    /// The language of the site.
    pub language: Language,
}

/// A contact that matches the query.
#[derive(Clone, Debug)]
pub struct RecordedPerson {
    /// The name.
    pub name: String,
    /// The account.
    pub account: String,
    /// The file of the note.
    pub file: String,
}

/// A line with data about the person.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct RecordLine {
    /// The file, relative to the site's folder.
    pub file: String,
    /// The line, from 1; 0 for a whole file.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// `own` for the person's note, `mention` for a line of another that names the person, `reference` if a field or
    /// a link refers to the person by other words, `attachment` for a file whose name contains the person's, or that
    /// the person's note links to.
    pub kind: &'static str,
    /// Whether it belongs to a private field, or to a private note.
    pub private: bool,
    /// The line without spaces around it.
    pub text: String,
}

/// Collects the data held about a person, by name or by the name of the note's file; in the requested accounts only,
/// if any are.
///
/// # Errors
/// Refuses an account that does not exist.
pub fn person_record(
    snapshot: &Snapshot,
    options: &Options,
    name: &str,
) -> Result<PersonRecord, BuildError> {
    let Loaded {
        viewpoint,
        accounts,
        mut others,
        chosen,
        directory,
        ..
    } = load(snapshot, options, &mut Cache::default())?;
    let is_requested = |account_id: &u32| {
        let chosen = chosen.as_ref();
        chosen.is_none_or(|all| all.contains(&(*account_id as usize)))
    };
    let drafts = (0_u32..)
        .zip(accounts)
        .filter(|(account_id, _)| is_requested(account_id));
    let drafts = drafts.map(|(account_id, loaded)| {
        let mut draft = loaded.draft(&directory, account_id);
        link(&mut draft, &Lookups::new(&directory, Some(account_id)));
        (account_id, draft)
    });
    let drafts: Vec<(u32, Draft)> = drafts.collect();
    let mut query = PersonQuery::of(name, &drafts);
    for (account_id, draft) in &drafts {
        let lookups = Lookups::new(&directory, Some(*account_id));
        let items = std::iter::once(&draft.core).chain(&draft.items);
        items.for_each(|item| query.scan(item, &lookups));
    }
    let site_lookups = Lookups::new(&directory, None);
    for item in &mut others {
        link_item(item, &site_lookups, &mut Vec::new());
        query.scan(item, &site_lookups);
    }
    let sources = snapshot.sources.iter();
    let mut lines: Vec<RecordLine> = sources.flat_map(|source| query.lines_of(source)).collect();
    let assets = snapshot.assets.iter().map(|asset| asset.path.as_ref());
    lines.extend(assets.filter_map(|path| query.attachment(path)));
    lines.sort();
    Ok(PersonRecord {
        people: query.people,
        lines,
        language: viewpoint.language,
    })
}

fn is_named(item: &Item, wanted: &str) -> bool {
    fold(&item.name()) == wanted || (!item.inline && fold(&item.slug) == wanted)
}

/// The lines of a person's own note.
struct OwnNote {
    file: String,
    lines: RangeInclusive<usize>,
}

impl OwnNote {
    fn of(item: &Item) -> OwnNote {
        let lines = |span| {
            let place = item.source.place(span);
            place.line..=place.end_line
        };
        let entries = || item.record.entries.iter().map(|entry| lines(entry.span));
        let first = entries().map(|lines| *lines.start()).min();
        let last = entries().map(|lines| *lines.end()).max();
        OwnNote {
            file: item.source.path.to_string(),
            // For a person within another note, the lines of its fields.
            lines: match (item.inline, first, last) {
                (true, Some(first), Some(last)) => first..=last,
                _ => 1..=usize::MAX,
            },
        }
    }
}

/// The person that is looked for, and where the notes mention them.
struct PersonQuery {
    people: Vec<RecordedPerson>,
    /// Their ids in the directory.
    ids: BTreeSet<u32>,
    /// The words that name them.
    names: BTreeSet<String>,
    notes: Vec<OwnNote>,
    /// The attachments that their notes link to.
    attached: BTreeSet<String>,
    mentions: FileLines,
    private: FileLines,
}

impl PersonQuery {
    fn of(name: &str, drafts: &[(u32, Draft)]) -> PersonQuery {
        let mut query = PersonQuery {
            people: Vec::new(),
            ids: BTreeSet::new(),
            names: BTreeSet::from([name.trim().to_lowercase()]),
            notes: Vec::new(),
            attached: BTreeSet::new(),
            mentions: FileLines::default(),
            private: FileLines::default(),
        };
        let wanted = fold(name);
        for (_, draft) in drafts {
            let contacts = draft.items.iter().filter(|item| item.kind == Kind::Contact);
            for item in contacts.filter(|item| is_named(item, &wanted)) {
                query.add_person(item, draft);
            }
        }
        let is_long_enough = |name: &String| name.chars().count() >= SHORTEST_NAME;
        query.names.retain(is_long_enough);
        query
    }

    fn add_person(&mut self, item: &Item, draft: &Draft) {
        let slug = Some(item.slug.to_lowercase()).filter(|_| !item.inline);
        self.names
            .extend(slug.into_iter().chain([item.name().to_lowercase()]));
        self.ids.insert(item.id);
        self.notes.push(OwnNote::of(item));
        self.attached.extend(attachments(item));
        self.people.push(RecordedPerson {
            name: item.name(),
            account: draft.core.name(),
            file: item.source.path.to_string(),
        });
    }

    fn scan(&mut self, item: &Item, lookups: &Lookups<'_>) {
        let mut mentions = MentionFinder {
            people: &self.ids,
            lookups,
            lines: &mut self.mentions,
        };
        mentions.item(item);
        add_private(item, &mut self.private);
    }

    fn lines_of(&self, source: &Source) -> Vec<RecordLine> {
        let own: Vec<&OwnNote> = self
            .notes
            .iter()
            .filter(|note| *note.file == *source.path)
            .collect();
        let line = |(index, text): (usize, &str)| {
            let number = index + 1;
            let trimmed = text.trim();
            let is_empty = trimmed.is_empty() || trimmed == "---";
            let first = 1 + text.chars().take_while(|one| one.is_whitespace()).count();
            let is_own = own.iter().any(|note| note.lines.contains(&number));
            let (kind, column) = match column_of(text, &self.names) {
                _ if is_own => ("own", Some(first)),
                Some(column) => ("mention", Some(column)),
                None if self.mentions.contains(&source.path, number) => ("reference", Some(first)),
                None => ("", None),
            };
            Some(RecordLine {
                file: source.path.to_string(),
                line: number,
                column: column.filter(|_| !is_empty)?,
                kind,
                private: self.private.contains(&source.path, number),
                text: trimmed.to_owned(),
            })
        };
        source.text.lines().enumerate().filter_map(line).collect()
    }

    fn attachment(&self, path: &str) -> Option<RecordLine> {
        let is_recorded = self.attached.contains(path) || column_of(path, &self.names).is_some();
        is_recorded.then(|| RecordLine {
            file: path.to_owned(),
            line: 0,
            column: 0,
            kind: "attachment",
            private: false,
            text: String::new(),
        })
    }
}

/// The column at which the first name in a line starts, in characters from 1.
fn column_of(line: &str, names: &BTreeSet<String>) -> Option<usize> {
    let lower = line.to_lowercase();
    let starts = names.iter().filter_map(|name| lower.find(name.as_str()));
    let start = starts.min()?;
    Some(1 + lower[..start].chars().count())
}
