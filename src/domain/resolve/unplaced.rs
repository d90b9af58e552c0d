//! Notes of accounts outside `accounts/`: to the program they are ordinary pages with unknown fields, and belong to
//! no account. They are private until they are moved.

use crate::domain::Place;
use crate::forms::{Dictionary, Field, Kind, Level, UnknownEntry};
use crate::note::Note;
use crate::text::{Code, Diagnostic, fold, nearest_within};

/// Names that people give the folder of the accounts. Read, never shown, so it is in no catalog.
const FOLDERS: [&str; 10] = [
    "account",
    "accounts",
    "client",
    "clients",
    "customer",
    "customers",
    "客户",
    "大客户",
    "客户档案",
    "客户资料",
];
/// Kinds of notes that belong to accounts.
const KINDS: [Kind; 5] = [
    Kind::Account,
    Kind::Contact,
    Kind::Project,
    Kind::Visit,
    Kind::Exchange,
];

/// Makes a page private if its fields are those of an account's note, and reports that instead of its unknown keys.
pub(in crate::domain) fn seal_unplaced(note: &mut Note, place: &Place<'_>) {
    if place.kind != Kind::Page || place.account.is_some() || !belongs_to_account(note, place) {
        return;
    }
    note.found.retain(|one| one.code != Code::UnknownKey);
    note.found
        .push(Diagnostic::of_file(Code::UnplacedNote, &note.source));
    let fields = note.record.span;
    note.make_private(fields);
}

/// Whether a page has the field that names its subject, or is in a folder of accounts, and has another field of their
/// notes.
fn belongs_to_account(note: &Note, place: &Place<'_>) -> bool {
    let filled = || {
        note.record
            .unknown
            .iter()
            .filter(|other| !other.text.is_empty())
    };
    let folder = place.page.split('/').next().unwrap_or_default();
    let folder = fold(folder);
    let is_called = FOLDERS.contains(&folder.as_ref())
        || nearest_within(&folder, ["accounts"], |_| 1).is_some();
    let named =
        filled().position(|other| fields_of(other, note.dictionary).any(|field| field.required));
    let is_specific = |other: &UnknownEntry| is_specific(other, note.dictionary);
    let is_evidence = |(at, other): (usize, &UnknownEntry)| Some(at) != named && is_specific(other);
    let name_is_specific = named.is_some_and(|at| filled().nth(at).is_some_and(is_specific));
    match is_called {
        true => name_is_specific || filled().enumerate().any(is_evidence),
        false => named.is_some() && filled().enumerate().any(is_evidence),
    }
}

/// Returns the fields that a key means in notes of accounts.
fn fields_of(
    other: &UnknownEntry,
    dictionary: &'static Dictionary,
) -> impl Iterator<Item = &'static Field> {
    KINDS.into_iter().filter_map(|kind| {
        let schema = dictionary.schema(kind);
        Some(schema.field_of(schema.find(&other.key)?))
    })
}

/// Whether a key is specific to notes of accounts: it is not a word that other programs use as well, or it is
/// private.
fn is_specific(other: &UnknownEntry, dictionary: &'static Dictionary) -> bool {
    fields_of(other, dictionary).any(|field| !other.key.is_ascii() || field.level == Level::Private)
}
