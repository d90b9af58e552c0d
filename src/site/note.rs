//! An ordinary page of an account: any note of its folder that is of no other kind.

use super::facts::AccountFacts;
use super::note_page::page_view;
use super::page;
use super::widgets::add_closing_sections;
use crate::domain::Item;
use crate::forms::Kind;

pub(crate) fn page(facts: &AccountFacts<'_>, item: &Item) -> Vec<u8> {
    let writer = facts.writer(item);
    let mut view = page_view(facts.context, item, facts.diagnostics);
    view.sections = writer.sections(Kind::Page, &item.record, page::SHOWN_ELSEWHERE);
    view.headings = page::headings(item);
    add_closing_sections(facts, &writer, item, &mut view);
    let mut head = facts.head(item, "page", item.name());
    head.meta = page::meta(&writer, item);
    facts.context.print("page.html", &head, &view)
}
