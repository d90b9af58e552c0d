//! The page of a visit, call or meeting.

use super::elements::{finish, plain};
use super::facts::Dossier;
use super::keys::visit_keys;
use super::{neighbours, sheet};
use crate::domain::Visit;
use crate::forms::Kind;
use crate::html::view::{Fact, Sheet};
use crate::html::writer::Scribe;

/// What the visit came to stands in the head.
const ELSEWHERE: &[&str] = &["outcome", "account", "account_code", "sensitivity"];

pub(crate) fn page(dossier: &Dossier<'_>, index: usize, visit: &Visit) -> Vec<u8> {
    let scribe = dossier.scribe(&visit.item);
    let view = view(dossier, &scribe, visit);
    let account = dossier.account.item.name();
    let mut head = dossier.head(&visit.item, "visit", heading(dossier, &scribe, visit));
    head.kind = format!("{} · {account}", head.kind);
    head.meta = meta(&scribe, visit);
    let at = |index: Option<usize>| {
        let visit = dossier.account.visits.get(index?)?;
        Some((&visit.item, visit.item.name()))
    };
    neighbours(
        &scribe,
        &mut head,
        at(index.checked_sub(1)),
        at(Some(index + 1)),
    );
    dossier.press.print("visit.html", &head, &view)
}

/// What stands on the page of a visit.
pub(crate) fn view(dossier: &Dossier<'_>, scribe: &Scribe<'_>, visit: &Visit) -> Sheet {
    let mut view = sheet(dossier.press, &visit.item, dossier.found);
    view.sections = scribe.sections(Kind::Visit, &visit.item.record, ELSEWHERE);
    view.keys = visit_keys(dossier, scribe, visit);
    finish(dossier, scribe, &visit.item, &mut view);
    view
}

/// The day of a visit and how it was made.
pub(crate) fn heading(dossier: &Dossier<'_>, scribe: &Scribe<'_>, visit: &Visit) -> String {
    let mode = visit.item.record.entry("mode").map_or_else(
        || dossier.press.words("visit"),
        |entry| plain(scribe, &entry.value),
    );
    let date = visit
        .date
        .map_or_else(|| visit.item.slug.to_string(), |date| date.iso());
    format!("{date} {mode}")
}

fn meta(scribe: &Scribe<'_>, visit: &Visit) -> Vec<Fact> {
    let record = &visit.item.record;
    let fact = |key: &str| record.entry(key).map(|entry| scribe.fact(entry));
    ["people", "project"].into_iter().filter_map(fact).collect()
}
