//! A page of an account's own: any other note in its folder.

use super::elements::finish;
use super::facts::Dossier;
use super::{page, sheet};
use crate::domain::Item;
use crate::forms::Kind;

pub(crate) fn page(dossier: &Dossier<'_>, item: &Item) -> Vec<u8> {
    let scribe = dossier.scribe(item);
    let mut view = sheet(dossier.press, item, dossier.found);
    view.sections = scribe.sections(Kind::Page, &item.record, page::ELSEWHERE);
    view.headings = page::headings(item);
    finish(dossier, &scribe, item, &mut view);
    let mut head = dossier.head(item, "page", item.name());
    head.meta = page::meta(&scribe, item);
    dossier.press.print("page.html", &head, &view)
}
