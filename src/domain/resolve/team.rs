//! Our own people in the notes: a name that is similar to one of the team's is probably a typo.
//!
//! People outside the team may be named, too, so a name that is similar to none is not reported.

use crate::domain::{Draft, Settings};
use crate::forms::{Entry, FieldType, Kind, Record, Value};
use crate::text::{Code, Diagnostic, Source, fold, nearest_within};
use std::borrow::Cow;
use std::collections::HashSet;

/// Reports names in an account's notes that are similar to one of the team's.
pub fn check_team(draft: &mut Draft, settings: &Settings) {
    let team: Vec<&str> = settings
        .team
        .iter()
        .flat_map(|one| std::iter::once(&one.name).chain(&one.aliases))
        .map(String::as_str)
        .collect();
    if team.is_empty() {
        return;
    }
    let contacts = draft.items.iter().filter(|item| item.kind == Kind::Contact);
    let theirs = contacts.filter_map(|item| item.record.text("name"));
    let known: HashSet<Cow<'_, str>> = team.iter().copied().chain(theirs).map(fold).collect();
    let mut found = Vec::new();
    for item in std::iter::once(&draft.core).chain(&draft.items) {
        let mut report = |entry: &Entry, name: &str| {
            if !known.contains(&fold(name)) {
                found.extend(unlike(entry, name, &team, &item.source));
            }
        };
        each_person(&item.record, &mut report);
    }
    draft.found.append(&mut found);
}

fn unlike(entry: &Entry, name: &str, team: &[&str], source: &Source) -> Option<Diagnostic> {
    let near = nearest_within(name, team.iter().copied(), allowed_typos)?;
    let unlike = Diagnostic::at(Code::UnlikeTeam, source, entry.span);
    Some(unlike.with("value", name).with("nearest", near))
}

/// How many characters of a name may be a typo. Many different names of two characters differ in only one.
pub(in crate::domain) fn allowed_typos(characters: usize) -> usize {
    match characters {
        0..=2 => 0,
        3..=9 => 1,
        _ => 2,
    }
}

/// Calls `report` with every name of one of our people.
pub fn each_person(record: &Record, report: &mut impl FnMut(&Entry, &str)) {
    for entry in &record.entries {
        match (&entry.value, entry.field.value_type) {
            (Value::Text(name), FieldType::Person) => report(entry, name),
            (Value::Texts(names), FieldType::Persons) => {
                names.iter().for_each(|name| report(entry, name));
            }
            (Value::Record(inner), _) => each_person(inner, report),
            (Value::Records(inner), _) => {
                inner.iter().for_each(|inner| each_person(inner, report));
            }
            _ => {}
        }
    }
}
