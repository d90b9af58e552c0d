//! Rivals on scorecards: a name that is similar to one of the competitors is probably a typo, and would count as a
//! rival of its own.
//!
//! A rival needs no note, so a name that is similar to none is not reported.

use super::team::allowed_typos;
use crate::domain::{Draft, Item, Lookups};
use crate::forms::{Kind, Record};
use crate::text::{Code, Diagnostic, fold, nearest_within};

/// Reports scores of a rival whose name is similar to one of the competitors.
pub fn check_rivals(draft: &mut Draft, lookups: &Lookups<'_>) {
    let mut found = Vec::new();
    let projects = draft.items.iter().filter(|item| item.kind == Kind::Project);
    projects.for_each(|project| check_project(project, lookups, &mut found));
    draft.found.append(&mut found);
}

fn check_project(project: &Item, lookups: &Lookups<'_>, found: &mut Vec<Diagnostic>) {
    let listed = project.record.records("competitors").iter();
    let listed: Vec<&str> = listed.filter_map(name).collect();
    let is_listed = |name: &str| listed.iter().any(|known| fold(known) == fold(name));
    let rows = project.record.records("competition").iter();
    for named in rows.flat_map(|row| row.map("scores")) {
        let name = named.name.text.as_ref();
        if named.name.target.is_some() || is_listed(name) {
            continue;
        }
        let near = nearest_within(name, listed.iter().copied(), allowed_typos);
        let is_other = |near: &&str| fold(near) != fold(name);
        if let Some(near) = near.or_else(|| lookups.rival_near(name)).filter(is_other) {
            let unlike = Diagnostic::at(Code::UnlikeCompetitor, &project.source, named.name.span);
            found.push(unlike.with("value", name).with("nearest", near));
        }
    }
}

fn name(row: &Record) -> Option<&str> {
    row.reference("name").map(|name| name.text.as_ref())
}
