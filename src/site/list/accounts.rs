//! The list of all accounts, in one table that can be sorted and filtered.

use super::listing::Listing;
use crate::domain::Tier;
use crate::html::context::RenderContext;
use crate::html::escape::escaped;
use crate::html::pagination::Group;
use crate::html::view::{Column, Row};
use crate::site::links::{link, owner_link};
use crate::site::list_page::{Included, ListInput, ListPage};
use crate::site::summary::AccountRow;
use crate::site::widgets::{signed, stage_squares, tier_chip};

/// The page's row in the table.
pub(crate) const PAGE: ListPage = ListPage {
    key: "accounts",
    route: "accounts/index.html",
    template: "accounts.html",
    folders: &[],
    included: Included::WithAccounts,
    in_navigation: true,
    shows_same: |one, other| one.row == other.row && one.projects == other.projects,
    render,
};

fn render(input: &ListInput<'_>) {
    let ListInput {
        context,
        summaries,
        output,
        ..
    } = *input;
    super::switcher::script(context, summaries, output);
    let words = |key: &str| context.words(key);
    let listing = Listing {
        context,
        page: &PAGE,
        columns: columns(context),
        class: "sortable cards",
        summary: vec![words("accounts-summary")],
        lede: context
            .strings()
            .with("accounts-count", &[("count", &summaries.len().to_string())]),
        tail: super::leads::sections(context, summaries),
    };
    let rows = summaries.iter().map(|summary| &summary.row).collect();
    let group = Group {
        label: words("all-accounts"),
        note: String::new(),
        rows,
    };
    let groups = if summaries.is_empty() {
        Vec::new()
    } else {
        vec![group]
    };
    listing.write(groups, |row, root| account_row(context, row, root), output);
}

/// The columns of a table of accounts.
pub(crate) fn columns(context: &RenderContext<'_>) -> Vec<Column> {
    let words = |key: &str| context.words(key);
    vec![
        Column::short(words("account")),
        Column::short(words("tier")),
        Column::text(words("industry")),
        Column::short(words("manager")),
        Column::short(words("evidenced-stage")),
        Column::number(words("weighted-lead")),
        Column::number(words("coverage")),
        Column::number(words("health")),
        Column::number(words("our-open")),
        Column::number(words("their-open")),
        Column::number(words("last-visit")),
        Column::number(words("next-visit")),
    ]
}

/// A row of a table of accounts.
pub(crate) fn account_row(context: &RenderContext<'_>, row: &AccountRow, root: &str) -> Row {
    Row::of(vec![
        link(root, &row.account),
        tier(row),
        escaped(&row.industry),
        owner_link(context, &row.manager, root),
        stage(row),
        lead(row),
        percent(row.coverage),
        percent(row.health),
        open(context, row.our_open, row.our_overdue),
        open(context, row.their_open, row.their_overdue),
        row.last_visit.clone(),
        row.next_visit.clone(),
    ])
}

/// The tier as a chip.
pub(crate) fn tier(row: &AccountRow) -> String {
    let chip = |tier: Tier| tier_chip(tier, &row.tier_label);
    row.tier.map_or(String::new(), chip)
}

/// The weighted lead with its sign; a negative one is highlighted.
pub(crate) fn lead(row: &AccountRow) -> String {
    match row.lead {
        Some(lead) if lead < 0.0 => format!("<span class=bad>{}</span>", signed(lead)),
        Some(lead) => signed(lead),
        None => String::new(),
    }
}

/// A whole percentage; empty if it is unknown.
pub(crate) fn percent(percent: Option<usize>) -> String {
    percent.map_or(String::new(), |percent| format!("{percent} %"))
}

/// The evidenced stage as eight small squares and its name.
pub(crate) fn stage(row: &AccountRow) -> String {
    if row.evidenced == 0 {
        return String::new();
    }
    format!(
        "{} {} {}",
        stage_squares(row.evidenced, row.claimed),
        row.evidenced,
        escaped(&row.stage)
    )
}

/// The number of open promises, preceded by that of overdue ones.
pub(crate) fn open(context: &RenderContext<'_>, open: usize, overdue: usize) -> String {
    if overdue == 0 {
        return open.to_string();
    }
    let words = context
        .strings()
        .with("overdue-count", &[("count", &overdue.to_string())]);
    format!("<span class=bad>{}</span> / {open}", escaped(&words))
}
