//! The page of a technical exchange: form 6 and form 7 side by side, planned against actual.

use super::facts::AccountFacts;
use super::key_figures::exchange_key_figures;
use super::note_page::{neighbours, page_view};
use super::widgets::add_closing_sections;
use crate::domain::Exchange;
use crate::forms::{Entry, Kind, Value};
use crate::html::view::{Block, Fact, PageView};
use crate::html::writer::HtmlWriter;

const SHOWN_ELSEWHERE: &[&str] = &["plan", "summary", "account", "account_code", "sensitivity"];

pub(crate) fn page(facts: &AccountFacts<'_>, index: usize, exchange: &Exchange) -> Vec<u8> {
    let writer = facts.writer(&exchange.item);
    let record = &exchange.item.record;
    let view = view(facts, &writer, exchange);
    let heading = heading(facts, exchange);
    let mut head = facts.head(&exchange.item, "exchange", heading);
    head.kind = format!("{} · {}", head.kind, facts.account.item.name());
    let people = writer.join(
        exchange
            .people()
            .into_iter()
            .map(|person| writer.reference(person)),
    );
    if !people.is_empty() {
        head.meta.push(Fact {
            label: facts.context.words("with"),
            html: people,
            mark: String::new(),
        });
    }
    head.meta
        .extend(record.entry("project").map(|entry| writer.fact(entry)));
    let at = |index: Option<usize>| {
        let exchange = facts.account.exchanges.get(index?)?;
        Some((&exchange.item, exchange.item.name()))
    };
    neighbours(
        &writer,
        &mut head,
        at(index.checked_sub(1)),
        at(Some(index + 1)),
    );
    facts.context.print("exchange.html", &head, &view)
}

/// The content of an exchange's page.
pub(crate) fn view(
    facts: &AccountFacts<'_>,
    writer: &HtmlWriter<'_>,
    exchange: &Exchange,
) -> PageView {
    let record = &exchange.item.record;
    let mut view = page_view(facts.context, &exchange.item, facts.diagnostics);
    view.sections = writer.sections(Kind::Exchange, record, SHOWN_ELSEWHERE);
    let entries = |key: &str, people: bool| -> Vec<&Entry> {
        let part = record.record(key).map(|part| part.entries.as_slice());
        let fits = |entry: &&Entry| is_wide(entry) == people;
        part.unwrap_or_default().iter().filter(fits).collect()
    };
    let people = writer.blocks(&entries("plan", true));
    if !people.is_empty() {
        view.sections.push(writer.section("attendees", people));
    }
    let part = |key: &str| writer.blocks(&entries(key, false));
    let planned = part("plan");
    let actual = part("summary");
    let heading = |key: &str| Block::Muted {
        text: facts.context.words(key),
    };
    let mut section = writer.section("plan-and-summary", Vec::new());
    section.blocks = std::iter::once(heading("plan-heading"))
        .chain(planned)
        .collect();
    section.aside = match actual.is_empty() {
        true => vec![heading("no-summary")],
        false => std::iter::once(heading("summary-heading"))
            .chain(actual)
            .collect(),
    };
    view.sections.push(section);
    view.keys = exchange_key_figures(writer, exchange);
    add_closing_sections(facts, writer, &exchange.item, &mut view);
    view
}

/// The heading of an exchange: its date and kind.
pub(crate) fn heading(facts: &AccountFacts<'_>, exchange: &Exchange) -> String {
    let date = exchange
        .date
        .map_or_else(|| exchange.item.slug.to_string(), |date| date.iso());
    format!("{date} {}", facts.context.words("exchange"))
}

/// Returns whether a table needs the full width of the page: the lists of attendees and their interests.
fn is_wide(entry: &Entry) -> bool {
    matches!(&entry.value, Value::Records(_)) && entry.field.key.ends_with("_attendees")
}
