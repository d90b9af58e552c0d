//! The page of a technical exchange: form 6 and form 7 side by side, planned against actual.

use super::facts::AccountFacts;
use super::key_figures::exchange_key_figures;
use super::note_page::{neighbours, page_view};
use super::widgets::add_closing_sections;
use crate::domain::{Exchange, ExchangePlan, FieldKey, Item};
use crate::forms::{Entry, Kind, Record, Value};
use crate::html::view::{Block, Fact, PageView};
use crate::html::writer::HtmlWriter;

const SHOWN_ELSEWHERE: &[FieldKey] = &[
    Exchange::PLAN,
    Exchange::SUMMARY,
    Item::ACCOUNT,
    Item::ACCOUNT_CODE,
    Item::SENSITIVITY,
];
/// The tables that need the full width of the page: the lists of attendees and their interests.
const WIDE: [FieldKey; 2] = [
    ExchangePlan::CUSTOMER_ATTENDEES,
    ExchangePlan::OUR_ATTENDEES,
];

pub(crate) fn page(facts: &AccountFacts<'_>, index: usize, exchange: &Exchange) -> Vec<u8> {
    let writer = facts.writer(&exchange.item);
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
    let about = Item::PROJECT.entry(exchange.record());
    head.meta.extend(about.map(|entry| writer.fact(entry)));
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
    let mut view = page_view(facts.context, &exchange.item, facts.diagnostics);
    view.sections = writer.sections(Kind::Exchange, exchange.record(), SHOWN_ELSEWHERE);
    let plan = exchange.plan().map(|plan| plan.record);
    let people = writer.blocks(&entries(plan, true));
    if !people.is_empty() {
        view.sections.push(writer.section("attendees", people));
    }
    let planned = writer.blocks(&entries(plan, false));
    let summary = exchange.summary().map(|summary| summary.record);
    let actual = writer.blocks(&entries(summary, false));
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

/// The fields of the plan or of the summary: the tables that need the full width of the page, or all others.
fn entries(part: Option<&Record>, wide: bool) -> Vec<&Entry> {
    let all = part.map_or(&[][..], |part| &part.entries).iter();
    all.filter(|entry| is_wide(entry) == wide).collect()
}

fn is_wide(entry: &Entry) -> bool {
    matches!(&entry.value, Value::Records(_))
        && WIDE.iter().any(|key| key.as_str() == entry.field.key)
}
