//! An ordinary page outside the accounts: the playbook, and any other note.

use super::competitor::mention_section;
use super::note_page::{neighbours, page_view};
use super::summary::Summary;
use super::widgets::notes_section;
use crate::domain::{FieldKey, Item, Lookups};
use crate::forms::Kind;
use crate::html::context::RenderContext;
use crate::html::navigation::{HOME, SitePart};
use crate::html::output::Output;
use crate::html::view::{Block, Fact, Link, Section};
use crate::html::writer::{Attachments, HtmlWriter};
use crate::text::Diagnostic;

/// The playbook, whose pages are notes.
pub(crate) const PLAYBOOK: SitePart = SitePart {
    key: "playbook",
    route: "playbook/index.html",
    in_navigation: true,
};

/// Fields that are shown in the head or not meant for readers.
pub(crate) const SHOWN_ELSEWHERE: &[FieldKey] = &[
    Item::TITLE,
    Item::ORDER,
    Item::TAGS,
    Item::SENSITIVITY,
    Item::ACCOUNT,
    Item::ACCOUNT_CODE,
];

/// Renders an ordinary page. `siblings` are all pages of its folder in order, including itself.
pub fn ordinary_page(
    context: &RenderContext<'_>,
    lookups: &Lookups<'_>,
    item: &Item,
    siblings: &[&Item],
    summaries: &[&Summary],
    diagnostics: &[Diagnostic],
    output: &dyn Output,
) {
    let attachments = Attachments::default();
    let writer = HtmlWriter {
        context,
        lookups,
        route: &item.route,
        source: &item.source,
        attachments: &attachments,
    };
    let mut view = page_view(context, item, diagnostics);
    view.sections = writer.sections(Kind::Page, &item.record, SHOWN_ELSEWHERE);
    view.headings = headings(item);
    view.sections.extend(notes_section(&writer, item));
    view.sections
        .extend(pages_of_folder(&writer, item, siblings));
    view.sections.extend(writer.unknown_fields(&item.record));
    view.sections
        .extend(mention_section(&writer, item, summaries));
    let part = match item.route.starts_with("playbook/") {
        true => PLAYBOOK.key,
        false => "notes",
    };
    let mut head = context.head(&item.route, part, item.name());
    head.meta = meta(&writer, item);
    head.source = context.file_of(item);
    let here = Link {
        label: head.heading.clone(),
        href: String::new(),
    };
    head.crumbs = match part {
        // The home page leads to notes that belong to no part of the site.
        "notes" => context.crumbs(&head.root, HOME.key, vec![here]),
        _ if item.route.as_ref() == PLAYBOOK.route => context.crumbs(&head.root, part, Vec::new()),
        _ => context.crumbs(&head.root, part, vec![here]),
    };
    let index = siblings
        .iter()
        .position(|page| page.id == item.id)
        .unwrap_or_default();
    let at = |index: Option<usize>| {
        let page = siblings.get(index?)?;
        Some((*page, page.name()))
    };
    neighbours(
        &writer,
        &mut head,
        at(index.checked_sub(1)),
        at(Some(index + 1)),
    );
    attachments.copy(lookups, output);
    output.put(&item.route, context.print("page.html", &head, &view));
}

/// The headings of a page, for its table of contents: the highest level that it has, where there are several.
pub(crate) fn headings(item: &Item) -> Vec<Link> {
    let headings = item.prose.as_ref().map(|prose| &prose.body.headings);
    let headings = headings.map(Vec::as_slice).unwrap_or_default();
    let highest = headings.iter().map(|heading| heading.level).min();
    let of_level = headings
        .iter()
        .filter(|heading| Some(heading.level) == highest);
    let links: Vec<Link> = of_level
        .map(|heading| Link {
            label: heading.text.clone(),
            href: format!("#{}", heading.id),
        })
        .collect();
    match links.len() {
        0 | 1 => Vec::new(),
        _ => links,
    }
}

/// The page's own fields, shown under its heading.
pub(crate) fn meta(writer: &HtmlWriter<'_>, item: &Item) -> Vec<Fact> {
    let tags = Item::TAGS.entry(&item.record);
    tags.map(|entry| writer.fact(entry)).into_iter().collect()
}

/// A list of the other pages of the folder, on its index page.
fn pages_of_folder(writer: &HtmlWriter<'_>, item: &Item, siblings: &[&Item]) -> Option<Section> {
    let others = siblings.iter().filter(|page| page.id != item.id);
    let items: Vec<String> = others.map(|page| writer.item(page)).collect();
    let is_index = item.slug.as_ref() == "index" && !items.is_empty();
    let list = Block::list(items);
    is_index.then(|| writer.section("pages", vec![list]))
}
