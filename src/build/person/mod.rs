//! All that is held of one person: the person's own note and its attachments, every line that names the person, and every
//! field and link that refers to the person by other words. For whoever asks what is held of them, or wants it gone.

mod spoken;

use super::{BuildError, Cache, Gathered, Options, gather};
use crate::domain::resolve::link;
use crate::domain::{Draft, Item, Lookups, link_item};
use crate::forms::Kind;
use crate::text::{Language, Snapshot, Source, fold};
use serde::Serialize;
use spoken::{Lines, Spoken, add_private, attachments};
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// A name of one letter stands in half of all words.
const SHORTEST_NAME: usize = 2;

/// What is held of a person.
#[derive(Debug)]
pub struct Held {
    /// The contacts of that name.
    pub people: Vec<HeldPerson>,
    /// Every line, by file and line.
    pub lines: Vec<HeldLine>,
    /// The language of the site.
    pub language: Language,
}

/// A contact of the name that was asked for.
#[derive(Clone, Debug)]
pub struct HeldPerson {
    /// What the person is called.
    pub name: String,
    /// The account.
    pub account: String,
    /// The file of the note.
    pub file: String,
}

/// A line in which something is held.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct HeldLine {
    /// The file, relative to the site's folder.
    pub file: String,
    /// The line, from 1; 0 for a file that is held as a whole.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// `own` for the person's note, `mention` for another that names the person, `reference` where a field or a link refers
    /// to the person by other words, `attachment` for a file whose name says it, or that the person's note links to.
    pub kind: &'static str,
    /// Whether it belongs to a private field, or to a private note.
    pub private: bool,
    /// The line without spaces around it.
    pub text: String,
}

/// Gathers what is held of a person, by name or by the name of the note's file; in the accounts that were asked for, where
/// any were.
///
/// # Errors
/// Refuses an account that does not exist.
pub fn held(snapshot: &Snapshot, options: &Options, name: &str) -> Result<Held, BuildError> {
    let Gathered {
        viewpoint,
        accounts,
        mut others,
        chosen,
        directory,
        ..
    } = gather(snapshot, options, &mut Cache::default())?;
    let is_asked = |place: &u32| {
        let chosen = chosen.as_ref();
        chosen.is_none_or(|all| all.contains(&(*place as usize)))
    };
    let drafts = (0_u32..).zip(accounts).filter(|(place, _)| is_asked(place));
    let drafts = drafts.map(|(place, read)| {
        let mut draft = read.draft(&directory, place);
        link(&mut draft, &Lookups::new(&directory, Some(place)));
        (place, draft)
    });
    let drafts: Vec<(u32, Draft)> = drafts.collect();
    let mut asked = Asked::of(name, &drafts);
    for (place, draft) in &drafts {
        let lookups = Lookups::new(&directory, Some(*place));
        let items = std::iter::once(&draft.core).chain(&draft.items);
        items.for_each(|item| asked.look_through(item, &lookups));
    }
    let beside = Lookups::new(&directory, None);
    for item in &mut others {
        link_item(item, &beside, &mut Vec::new());
        asked.look_through(item, &beside);
    }
    let sources = snapshot.sources.iter();
    let mut lines: Vec<HeldLine> = sources.flat_map(|source| asked.lines_of(source)).collect();
    let assets = snapshot.assets.iter().map(|asset| asset.path.as_ref());
    lines.extend(assets.filter_map(|path| asked.attachment(path)));
    lines.sort();
    Ok(Held {
        people: asked.people,
        lines,
        language: viewpoint.language,
    })
}

fn is_called(item: &Item, wanted: &str) -> bool {
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
            // Of a person within another note, the lines of its fields.
            lines: match (item.inline, first, last) {
                (true, Some(first), Some(last)) => first..=last,
                _ => 1..=usize::MAX,
            },
        }
    }
}

/// Who was asked for, and where the notes speak of them.
struct Asked {
    people: Vec<HeldPerson>,
    /// Their places in the directory.
    ids: BTreeSet<u32>,
    /// The words that name them.
    names: BTreeSet<String>,
    notes: Vec<OwnNote>,
    /// What their notes link to.
    attached: BTreeSet<String>,
    spoken: Lines,
    private: Lines,
}

impl Asked {
    fn of(name: &str, drafts: &[(u32, Draft)]) -> Asked {
        let mut asked = Asked {
            people: Vec::new(),
            ids: BTreeSet::new(),
            names: BTreeSet::from([name.trim().to_lowercase()]),
            notes: Vec::new(),
            attached: BTreeSet::new(),
            spoken: Lines::default(),
            private: Lines::default(),
        };
        let wanted = fold(name);
        for (_, draft) in drafts {
            let contacts = draft.items.iter().filter(|item| item.kind == Kind::Contact);
            for item in contacts.filter(|item| is_called(item, &wanted)) {
                asked.meets(item, draft);
            }
        }
        let tells = |name: &String| name.chars().count() >= SHORTEST_NAME;
        asked.names.retain(tells);
        asked
    }

    fn meets(&mut self, item: &Item, draft: &Draft) {
        let slug = Some(item.slug.to_lowercase()).filter(|_| !item.inline);
        self.names
            .extend(slug.into_iter().chain([item.name().to_lowercase()]));
        self.ids.insert(item.id);
        self.notes.push(OwnNote::of(item));
        self.attached.extend(attachments(item));
        self.people.push(HeldPerson {
            name: item.name(),
            account: draft.core.name(),
            file: item.source.path.to_string(),
        });
    }

    fn look_through(&mut self, item: &Item, lookups: &Lookups<'_>) {
        let mut spoken = Spoken {
            people: &self.ids,
            lookups,
            of: &mut self.spoken,
        };
        spoken.item(item);
        add_private(item, &mut self.private);
    }

    fn lines_of(&self, source: &Source) -> Vec<HeldLine> {
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
                None if self.spoken.hold(&source.path, number) => ("reference", Some(first)),
                None => ("", None),
            };
            Some(HeldLine {
                file: source.path.to_string(),
                line: number,
                column: column.filter(|_| !is_empty)?,
                kind,
                private: self.private.hold(&source.path, number),
                text: trimmed.to_owned(),
            })
        };
        source.text.lines().enumerate().filter_map(line).collect()
    }

    fn attachment(&self, path: &str) -> Option<HeldLine> {
        let is_held = self.attached.contains(path) || column_of(path, &self.names).is_some();
        is_held.then(|| HeldLine {
            file: path.to_owned(),
            line: 0,
            column: 0,
            kind: "attachment",
            private: false,
            text: String::new(),
        })
    }
}

/// Where in a line a name first stands, in characters from 1.
fn column_of(line: &str, names: &BTreeSet<String>) -> Option<usize> {
    let lower = line.to_lowercase();
    let starts = names.iter().filter_map(|name| lower.find(name.as_str()));
    let start = starts.min()?;
    Some(1 + lower[..start].chars().count())
}
