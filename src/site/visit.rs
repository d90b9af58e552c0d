//! The page of a visit, call or meeting.

use super::facts::AccountFacts;
use super::key_figures::visit_key_figures;
use super::note_page::{neighbours, page_view};
use super::widgets::{add_closing_sections, mode_label};
use crate::domain::{FieldKey, Item, Visit};
use crate::forms::Kind;
use crate::html::view::{Fact, PageView};
use crate::html::writer::HtmlWriter;

/// The outcome is shown in the head.
const SHOWN_ELSEWHERE: &[FieldKey] = &[
    Visit::OUTCOME,
    Item::ACCOUNT,
    Item::ACCOUNT_CODE,
    Item::SENSITIVITY,
];

pub(crate) fn page(facts: &AccountFacts<'_>, index: usize, visit: &Visit) -> Vec<u8> {
    let writer = facts.writer(&visit.item);
    let view = view(facts, &writer, visit);
    let account = facts.account.item.name();
    let mut head = facts.head(&visit.item, "visit", heading(&writer, visit));
    head.kind = format!("{} · {account}", head.kind);
    head.meta = meta(&writer, visit);
    let at = |index: Option<usize>| {
        let visit = facts.account.visits.get(index?)?;
        Some((&visit.item, visit.item.name()))
    };
    neighbours(
        &writer,
        &mut head,
        at(index.checked_sub(1)),
        at(Some(index + 1)),
    );
    facts.context.print("visit.html", &head, &view)
}

/// The content of a visit's page.
pub(crate) fn view(facts: &AccountFacts<'_>, writer: &HtmlWriter<'_>, visit: &Visit) -> PageView {
    let mut view = page_view(facts.context, &visit.item, facts.diagnostics);
    view.sections = writer.sections(Kind::Visit, &visit.item.record, SHOWN_ELSEWHERE);
    view.keys = visit_key_figures(facts, writer, visit);
    add_closing_sections(facts, writer, &visit.item, &mut view);
    view
}

/// The heading of a visit: its date and mode.
pub(crate) fn heading(writer: &HtmlWriter<'_>, visit: &Visit) -> String {
    let mode = mode_label(writer, &visit.item);
    let date = visit
        .date
        .map_or_else(|| visit.item.slug.to_string(), |date| date.iso());
    format!("{date} {mode}")
}

fn meta(writer: &HtmlWriter<'_>, visit: &Visit) -> Vec<Fact> {
    let fact = |key: FieldKey| Some(writer.fact(key.entry(visit.record())?));
    let fields = [Visit::PEOPLE, Item::PROJECT];
    fields.into_iter().filter_map(fact).collect()
}
