//! All that is held of one person: the person's own note, and every line that names the person. For whoever asks what is
//! held of them, or wants it gone.

use super::{Cache, Choice, Gathered, Refusal, gather};
use crate::forms::{Kind, Level};
use crate::model::{Item, Lookups, link};
use crate::text::{Language, Snapshot, Source, fold};
use serde::Serialize;
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
    /// `own` for the person's note, `mention` for another, `attachment` for a file whose name says it.
    pub kind: &'static str,
    /// Whether it belongs to a private field.
    pub private: bool,
    /// The line without spaces around it.
    pub text: String,
}

/// Gathers what is held of a person, by name or by the name of the note's file; in the accounts that were asked for, where
/// any were.
///
/// # Errors
/// Refuses an account that does not exist.
pub fn held(snapshot: &Snapshot, choice: &Choice, name: &str) -> Result<Held, Refusal> {
    let Gathered {
        viewpoint,
        accounts,
        chosen,
        directory,
        ..
    } = gather(snapshot, choice, &mut Cache::default())?;
    let wanted = fold(name);
    let mut people = Vec::new();
    let mut notes = Vec::new();
    let mut names = BTreeSet::from([name.trim().to_lowercase()]);
    for (place, read) in (0_u32..).zip(accounts) {
        if chosen
            .as_ref()
            .is_some_and(|all| !all.contains(&(place as usize)))
        {
            continue;
        }
        let mut draft = read.draft(&directory, place);
        link(&mut draft, &Lookups::new(&directory, Some(place)));
        let contacts = draft.items.iter().filter(|item| item.kind == Kind::Contact);
        for item in contacts.filter(|item| is_called(item, &wanted)) {
            let slug = Some(item.slug.to_lowercase()).filter(|_| !item.inline);
            names.extend(slug.into_iter().chain([item.name().to_lowercase()]));
            people.push(HeldPerson {
                name: item.name(),
                account: draft.core.name(),
                file: item.source.path.to_string(),
            });
            notes.push(OwnNote::of(item));
        }
    }
    names.retain(|name| name.chars().count() >= SHORTEST_NAME);
    let mut lines: Vec<HeldLine> = snapshot
        .sources
        .iter()
        .flat_map(|source| lines_of(source, &notes, &names))
        .collect();
    let assets = snapshot.assets.iter();
    let assets = assets.filter(|asset| column_of(&asset.path, &names).is_some());
    lines.extend(assets.map(|asset| HeldLine {
        file: asset.path.to_string(),
        line: 0,
        column: 0,
        kind: "attachment",
        private: false,
        text: String::new(),
    }));
    lines.sort();
    Ok(Held {
        people,
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
    private: Vec<RangeInclusive<usize>>,
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
        let private = item.record.entries.iter();
        let private = private.filter(|entry| entry.field.level == Level::Private);
        OwnNote {
            file: item.source.path.to_string(),
            // Of a person within another note, the lines of its fields.
            lines: match (item.inline, first, last) {
                (true, Some(first), Some(last)) => first..=last,
                _ => 1..=usize::MAX,
            },
            private: private.map(|entry| lines(entry.span)).collect(),
        }
    }
}

fn lines_of(source: &Source, notes: &[OwnNote], names: &BTreeSet<String>) -> Vec<HeldLine> {
    let own: Vec<&OwnNote> = notes
        .iter()
        .filter(|note| *note.file == *source.path)
        .collect();
    let line = |(index, text): (usize, &str)| {
        let number = index + 1;
        let note = own.iter().find(|note| note.lines.contains(&number));
        let trimmed = text.trim();
        let column = match note {
            Some(_) if trimmed.is_empty() || trimmed == "---" => None,
            Some(_) => Some(1 + text.chars().take_while(|one| one.is_whitespace()).count()),
            None => column_of(text, names),
        };
        Some(HeldLine {
            file: source.path.to_string(),
            line: number,
            column: column?,
            kind: if note.is_some() { "own" } else { "mention" },
            private: note
                .is_some_and(|note| note.private.iter().any(|lines| lines.contains(&number))),
            text: trimmed.to_owned(),
        })
    };
    source.text.lines().enumerate().filter_map(line).collect()
}

/// Where in a line a name first stands, in characters from 1.
fn column_of(line: &str, names: &BTreeSet<String>) -> Option<usize> {
    let lower = line.to_lowercase();
    let starts = names.iter().filter_map(|name| lower.find(name.as_str()));
    let start = starts.min()?;
    Some(1 + lower[..start].chars().count())
}
