//! The page of a visit, call or meeting.

use super::dossier::Dossier;
use super::elements::{finish, outcome_html, plain};
use super::{neighbours, sheet};
use crate::forms::Kind;
use crate::model::Visit;
use crate::render::scribe::Scribe;
use crate::render::view::Fact;

const ELSEWHERE: &[&str] = &["account", "account_code", "sensitivity"];

pub(super) fn page(dossier: &Dossier<'_>, index: usize, visit: &Visit) -> Vec<u8> {
    let scribe = dossier.scribe(&visit.item);
    let record = &visit.item.record;
    let mut view = sheet(dossier.press, &visit.item, dossier.found);
    view.sections = scribe.sections(Kind::Visit, record, ELSEWHERE);
    finish(dossier, &scribe, &visit.item, &mut view);
    let account = dossier.account.item.name();
    let mode = record.entry("mode").map_or_else(
        || dossier.press.words("visit"),
        |entry| plain(&scribe, &entry.value),
    );
    let date = visit
        .date
        .map_or_else(|| visit.item.slug.to_string(), |date| date.iso());
    let mut head = dossier.head(&visit.item, "visit", format!("{date} {mode}"));
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

fn meta(scribe: &Scribe<'_>, visit: &Visit) -> Vec<Fact> {
    let record = &visit.item.record;
    let fact = |key: &str| record.entry(key).map(|entry| scribe.fact(entry));
    let mut meta: Vec<Fact> = ["people", "project"].into_iter().filter_map(fact).collect();
    if let Some(entry) = record.entry("outcome") {
        let html = outcome_html(
            record.choice("outcome").unwrap_or_default(),
            &plain(scribe, &entry.value),
        );
        meta.push(Fact {
            label: scribe.label(entry.field),
            html,
            mark: String::new(),
        });
    }
    meta
}
