//! A page of an account's own: any other note in its folder.

use super::elements::finish;
use super::facts::AccountFacts;
use super::{page, sheet};
use crate::domain::Item;
use crate::forms::Kind;

pub(crate) fn page(facts: &AccountFacts<'_>, item: &Item) -> Vec<u8> {
    let writer = facts.writer(item);
    let mut view = sheet(facts.context, item, facts.found);
    view.sections = writer.sections(Kind::Page, &item.record, page::SHOWN_ELSEWHERE);
    view.headings = page::headings(item);
    finish(facts, &writer, item, &mut view);
    let mut head = facts.head(item, "page", item.name());
    head.meta = page::meta(&writer, item);
    facts.context.print("page.html", &head, &view)
}
