//! What the pages of all notes have: the problems of the note, and links to the pages before and after it.

use crate::domain::Item;
use crate::html::context::RenderContext;
use crate::html::view::{Head, Link, PageView, Problem};
use crate::html::writer::HtmlWriter;
use crate::text::{Diagnostic, Severity};

/// The view of an item's page, with the item's problems; the caller adds the rest.
pub(super) fn page_view(
    context: &RenderContext<'_>,
    item: &Item,
    diagnostics: &[Diagnostic],
) -> PageView {
    if !item.broken {
        return PageView::default();
    }
    let of_item = diagnostics
        .iter()
        .filter(|one| one.source.path == item.source.path && one.severity() == Severity::Error);
    let of_item = of_item.filter(|one| context.viewpoint.audience.is_owner() || !one.quotes());
    PageView {
        problems: of_item.map(|one| problem(context, one)).collect(),
        ..PageView::default()
    }
}

fn problem(context: &RenderContext<'_>, diagnostic: &Diagnostic) -> Problem {
    let language = context.language();
    let place = diagnostic.span.map(|span| diagnostic.source.place(span));
    let path = &diagnostic.source.path;
    let excerpt = place
        .filter(|_| context.viewpoint.audience.is_owner())
        .and_then(|place| {
            diagnostic
                .source
                .text
                .lines()
                .nth(place.line - 1)
                .map(str::to_owned)
        });
    Problem {
        place: place.map_or(path.to_string(), |place| {
            format!("{path}:{}:{}", place.line, place.column)
        }),
        message: diagnostic.message(language),
        hint: diagnostic.hint(language).unwrap_or_default(),
        excerpt: excerpt.unwrap_or_default(),
    }
}

/// Adds links to the previous and the next page of a sequence.
pub(super) fn neighbours<'i>(
    writer: &HtmlWriter<'_>,
    head: &mut Head,
    previous: Option<(&'i Item, String)>,
    next: Option<(&'i Item, String)>,
) {
    let link = |(item, label): (&Item, String)| Link {
        label,
        href: writer.href(&item.route),
    };
    head.previous = previous.map(link);
    head.next = next.map(link);
}
