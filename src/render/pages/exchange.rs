//! The page of a technical exchange: form 6 and form 7 side by side, planned against actual.

use super::dossier::Dossier;
use super::elements::finish;
use super::{neighbours, sheet};
use crate::forms::{Entry, Kind};
use crate::model::Exchange;
use crate::render::view::{Block, Fact};

const ELSEWHERE: &[&str] = &["plan", "summary", "account", "account_code", "sensitivity"];

pub(super) fn page(dossier: &Dossier<'_>, index: usize, exchange: &Exchange) -> Vec<u8> {
    let scribe = dossier.scribe(&exchange.item);
    let record = &exchange.item.record;
    let mut view = sheet(dossier.press, &exchange.item, dossier.found);
    view.sections = scribe.sections(Kind::Exchange, record, ELSEWHERE);
    let part = |key: &str| {
        let entries: Vec<&Entry> = record
            .record(key)
            .map(|part| part.entries.iter().collect())
            .unwrap_or_default();
        scribe.blocks(&entries)
    };
    let planned = part("plan");
    let actual = part("summary");
    let heading = |key: &str| Block::Muted {
        text: dossier.press.words(key),
    };
    let mut section = scribe.section("plan-and-summary", Vec::new());
    section.blocks = std::iter::once(heading("plan-heading"))
        .chain(planned)
        .collect();
    section.beside = match actual.is_empty() {
        true => vec![heading("no-summary")],
        false => std::iter::once(heading("summary-heading"))
            .chain(actual)
            .collect(),
    };
    view.sections.push(section);
    finish(dossier, &scribe, &exchange.item, &mut view);
    let date = exchange
        .date
        .map_or_else(|| exchange.item.slug.to_string(), |date| date.iso());
    let heading = format!("{date} {}", dossier.press.words("exchange"));
    let mut head = dossier.head(&exchange.item, "exchange", heading);
    head.kind = format!("{} · {}", head.kind, dossier.account.item.name());
    let people = scribe.row(
        exchange
            .people()
            .into_iter()
            .map(|person| scribe.reference(person)),
    );
    if !people.is_empty() {
        head.meta.push(Fact {
            label: dossier.press.words("with"),
            html: people,
            mark: String::new(),
        });
    }
    head.meta
        .extend(record.entry("project").map(|entry| scribe.fact(entry)));
    let at = |index: Option<usize>| {
        let exchange = dossier.account.exchanges.get(index?)?;
        Some((&exchange.item, exchange.item.name()))
    };
    neighbours(
        &scribe,
        &mut head,
        at(index.checked_sub(1)),
        at(Some(index + 1)),
    );
    dossier.press.print("exchange.html", &head, &view)
}
