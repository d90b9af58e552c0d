//! Notes of accounts that lie outside `accounts/`: to the program they are ordinary pages, with fields that no page has and
//! nothing that says whose they are. They are private until they are moved.

use crate::domain::Place;
use crate::forms::{Field, Kind, Level, Other, dictionary};
use crate::note::{Note, make_private};
use crate::text::{Code, Diagnostic, fold, nearest_within};

/// What people call the folder of the accounts.
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

/// Makes a page private that is the note of an account by its fields, and says so instead of naming its keys one by one.
pub(in crate::domain) fn seal_unplaced(note: &mut Note, place: &Place<'_>) {
    if place.kind != Kind::Page || place.account.is_some() || !is_of_account(note, place) {
        return;
    }
    note.found.retain(|one| one.code != Code::UnknownKey);
    note.found
        .push(Diagnostic::of_file(Code::UnplacedNote, &note.source));
    let fields = note.record.span;
    make_private(&mut note.record, Kind::Page, fields);
}

/// Whether a page has the field that names what it is about, or lies in a folder of accounts, and has another of their fields.
fn is_of_account(note: &Note, place: &Place<'_>) -> bool {
    let filled = || {
        note.record
            .others
            .iter()
            .filter(|other| !other.text.is_empty())
    };
    let folder = place.page.split('/').next().unwrap_or_default();
    let folder = fold(folder);
    let is_called = FOLDERS.contains(&folder.as_ref())
        || nearest_within(&folder, ["accounts"], |_| 1).is_some();
    let named = filled().position(|other| fields_of(other).any(|field| field.required));
    let tells = |(at, other): (usize, &Other)| Some(at) != named && is_telling(other);
    let has_name_only = named.is_some_and(|at| filled().nth(at).is_some_and(is_telling));
    match is_called {
        true => has_name_only || filled().enumerate().any(tells),
        false => named.is_some() && filled().enumerate().any(tells),
    }
}

/// The fields that a key means in notes of accounts.
fn fields_of(other: &Other) -> impl Iterator<Item = &'static Field> {
    KINDS.into_iter().filter_map(|kind| {
        let schema = dictionary().schema(kind);
        Some(schema.field_of(schema.find(&other.key)?))
    })
}

/// Whether a key is that of a note of an account: its name is no word of other programs as well, or it is private.
fn is_telling(other: &Other) -> bool {
    fields_of(other).any(|field| !other.key.is_ascii() || field.level == Level::Private)
}
