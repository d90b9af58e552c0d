//! The list of all promises and actions of both sides: by our person responsible, overdue first, done ones last.

use super::listing::Listing;
use crate::html::context::RenderContext;
use crate::html::escape::escaped;
use crate::html::pagination::Group;
use crate::html::view::{Column, Row};
use crate::insight::Side;
use crate::site::links::link;
use crate::site::list_page::{Included, ListInput, ListPage};
use crate::site::summary::PromiseRow;
use rayon::prelude::*;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// The page's row in the table.
pub(crate) const PAGE: ListPage = ListPage {
    key: "actions",
    route: "actions.html",
    template: "actions.html",
    folders: &[],
    included: Included::WithAccounts,
    in_navigation: true,
    shows_same: |one, other| one.promises == other.promises,
    render,
};

fn render(input: &ListInput<'_>) {
    let ListInput {
        context,
        summaries,
        output,
        ..
    } = *input;
    let words = |key: &str| context.words(key);
    let promises = || summaries.iter().flat_map(|summary| &summary.promises);
    let open = promises().filter(|promise| !promise.done).count();
    let overdue = promises().filter(|promise| is_overdue(promise)).count();
    let listing = Listing {
        context,
        page: &PAGE,
        columns: columns(context),
        class: "sortable lines",
        summary: vec![words("actions-summary")],
        lede: context.strings().with(
            "actions-count",
            &[
                ("open", &open.to_string()),
                ("overdue", &overdue.to_string()),
            ],
        ),
        tail: Vec::new(),
    };
    let mut by_owner: BTreeMap<&str, Vec<&PromiseRow>> = BTreeMap::new();
    for promise in promises().filter(|promise| !promise.done) {
        by_owner.entry(&promise.owner).or_default().push(promise);
    }
    let label = |owner: &str| {
        if owner.is_empty() {
            words("nobody")
        } else {
            owner.to_owned()
        }
    };
    let mut groups: Vec<Group<&PromiseRow>> = Vec::new();
    for (owner, mut rows) in by_owner {
        rows.sort_by(|one, other| by_urgency(one, other));
        groups.push(Group {
            label: label(owner),
            note: String::new(),
            rows,
        });
    }
    let mut done: Vec<&PromiseRow> = promises().filter(|promise| promise.done).collect();
    done.par_sort_by(|one, other| {
        other
            .due
            .cmp(&one.due)
            .then_with(|| one.account.cmp(&other.account))
    });
    if !done.is_empty() {
        groups.push(Group {
            label: words("done"),
            note: String::new(),
            rows: done,
        });
    }
    listing.write(groups, |promise, root| row(context, promise, root), output);
}

fn is_overdue(promise: &PromiseRow) -> bool {
    promise.overdue_days.is_some_and(|days| days > 0)
}

/// Orders promises: longest overdue first, then by due date, undated ones last.
pub(crate) fn by_urgency(one: &PromiseRow, other: &PromiseRow) -> Ordering {
    fn key(promise: &PromiseRow) -> (i32, &str, &str) {
        let days = promise.overdue_days.map_or(i32::MAX, |days| -days);
        (days, &promise.account.name, &promise.task)
    }
    key(one).cmp(&key(other))
}

/// The columns of a list of promises.
pub(crate) fn columns(context: &RenderContext<'_>) -> Vec<Column> {
    let words = |key: &str| context.words(key);
    vec![
        Column::text(words("task")),
        Column::short(words("side")),
        Column::short(words("account")),
        Column::short(words("counterpart")),
        Column::short(words("made-in")),
        Column::short(words("due")),
        Column::number(words("state")),
    ]
}

/// A row of a list of promises.
pub(crate) fn row(context: &RenderContext<'_>, promise: &PromiseRow, root: &str) -> Row {
    let side = match promise.side {
        Side::Ours => "ours-short",
        Side::Theirs => "theirs-short",
        Side::Action => "action-short",
    };
    let state = escaped(&promise.state);
    // The sort key is the number of days left, negative if overdue.
    let state = match promise.overdue_days {
        Some(days @ 1..) => format!("<span class=bad data-n={}>{state}</span>", -days),
        Some(days) => format!("<span data-n={}>{state}</span>", -days),
        None => state,
    };
    Row::of(vec![
        escaped(&promise.task),
        context.words(side),
        link(root, &promise.account),
        link(root, &promise.contact),
        link(root, &promise.from),
        promise.due.clone(),
        state,
    ])
}
