//! Folders of an account with misspelled names: their notes are pages, with fields that no page has. Reported once
//! for each folder, not for each field.

use crate::domain::place_of;
use crate::forms::Kind;
use crate::note::Note;
use crate::text::{Code, Diagnostic, MessageValue, fold, nearest};

/// The folders that determine the kind of a note, with Chinese names that people give them.
/// Read, never shown, so it is in no catalog.
const FOLDERS: [(&str, Kind, &[&str]); 4] = [
    ("contacts", Kind::Contact, &["联系人", "联系人名单"]),
    ("projects", Kind::Project, &["项目"]),
    ("visits", Kind::Visit, &["拜访", "拜访记录"]),
    ("exchanges", Kind::Exchange, &["技术交流", "交流"]),
];

/// Reports misspelled folders of an account, and removes the diagnostics of unknown fields in their notes. Only
/// fields give a folder away: ordinary pages may be in any folder.
pub(in crate::domain) fn check_folders(notes: &mut [Note], found: &mut Vec<Diagnostic>) {
    let mut reported: Vec<String> = Vec::new();
    for place in 0..notes.len() {
        let Some((folder, intended_folder, kind)) = notes.get(place).and_then(intended_folder)
        else {
            continue;
        };
        if reported.contains(&folder)
            || !notes
                .get(place)
                .is_some_and(|note| has_fields_of(note, kind))
        {
            continue;
        }
        let mut first = None;
        for note in notes.iter_mut().filter(|note| is_in(note, &folder)) {
            note.found.retain(|one| one.code != Code::UnknownKey);
            first.get_or_insert_with(|| note.source.clone());
        }
        let named = |folder: &str| folder.rsplit('/').next().unwrap_or_default().to_owned();
        found.extend(first.map(|source| {
            Diagnostic::of_file(Code::UnlikeFolder, &source)
                .with("value", named(&folder))
                .with("nearest", intended_folder)
        }));
        reported.push(folder);
    }
}

fn is_in(note: &Note, folder: &str) -> bool {
    let within = note.source.path.strip_prefix(folder);
    note.kind == Kind::Page && within.is_some_and(|rest| rest.starts_with('/'))
}

/// Returns the folder of an account's page, and the name and kind that it was probably meant to have.
fn intended_folder(note: &Note) -> Option<(String, &'static str, Kind)> {
    let account = place_of(&note.source.path)?.account?;
    let path = note.source.path.as_ref();
    let account = format!("content/accounts/{account}/");
    let (folder, file) = path.strip_prefix(&account)?.split_once('/')?;
    let is_page = note.kind == Kind::Page && !file.is_empty();
    let has_other_name = |(_, _, names): &&(&str, Kind, &[&str])| names.contains(&folder);
    let near = nearest(folder, FOLDERS.iter().map(|(name, ..)| *name));
    let is_near = |(name, ..): &&(&str, Kind, &[&str])| near == Some(*name);
    let mut folders = FOLDERS.iter();
    let (name, kind, _) = folders
        .clone()
        .find(has_other_name)
        .or_else(|| folders.find(is_near))?;
    (is_page && *name != folder).then(|| (format!("{account}{folder}"), *name, *kind))
}

/// Whether a page has a field that pages lack and notes of a kind have.
fn has_fields_of(note: &Note, kind: Kind) -> bool {
    let schema = note.dictionary.schema(kind);
    let names_one = |(name, words): &(&str, MessageValue)| match words {
        MessageValue::Quoted(key) => *name == "value" && schema.find(&fold(key)).is_some(),
        MessageValue::Term(..) | MessageValue::Withheld => false,
    };
    let unknown = note.found.iter().filter(|one| one.code == Code::UnknownKey);
    unknown.flat_map(|one| &one.values).any(names_one)
}
