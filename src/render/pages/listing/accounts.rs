//! All accounts in one table that can be sorted and filtered.

use super::{Listing, link};
use crate::render::escape::escaped;
use crate::render::parts::Group;
use crate::render::press::{Emit, Press};
use crate::render::summary::{AccountRow, Summary};
use crate::render::view::{Column, Row};

pub(super) fn pages(press: &Press<'_>, summaries: &[&Summary], emit: &dyn Emit) {
    let words = |key: &str| press.words(key);
    let listing = Listing {
        press,
        room: "accounts",
        route: "accounts/index.html",
        columns: columns(press),
        class: "sortable cards",
        summary: vec![words("accounts-summary")],
        lede: press
            .strings()
            .with("accounts-count", &[("count", &summaries.len().to_string())]),
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
    listing.write(groups, |row, root| account_row(press, row, root), emit);
}

/// The columns of a table of accounts.
pub(in crate::render::pages) fn columns(press: &Press<'_>) -> Vec<Column> {
    let words = |key: &str| press.words(key);
    vec![
        Column::short(words("account")),
        Column::short(words("tier")),
        Column::text(words("industry")),
        Column::short(words("manager")),
        Column::short(words("evidenced-stage")),
        Column::number(words("weighted-lead")),
        Column::number(words("coverage")),
        Column::number(words("our-open")),
        Column::number(words("their-open")),
        Column::number(words("last-visit")),
        Column::number(words("next-visit")),
    ]
}

/// A row of a table of accounts.
pub(in crate::render::pages) fn account_row(
    press: &Press<'_>,
    row: &AccountRow,
    root: &str,
) -> Row {
    let solid = if row.tier == "vip" { " solid" } else { "" };
    let tier = match row.tier_label.as_str() {
        "" => String::new(),
        label => format!(
            "<span class=\"chip tier-{}{solid}\">{}</span>",
            row.tier,
            escaped(label)
        ),
    };
    let lead = if row.behind {
        format!("<span class=\"bad\">{}</span>", row.lead)
    } else {
        row.lead.clone()
    };
    let coverage = if row.coverage.is_empty() {
        String::new()
    } else {
        format!("{} %", row.coverage)
    };
    Row::of(vec![
        link(root, &row.account),
        tier,
        escaped(&row.industry),
        escaped(&row.manager),
        stage(row),
        lead,
        coverage,
        open(press, row.our_open, row.our_overdue),
        open(press, row.their_open, row.their_overdue),
        row.last_visit.clone(),
        row.next_visit.clone(),
    ])
}

/// The evidenced stage as eight small squares and its name; what is claimed ahead of it is hatched.
fn stage(row: &AccountRow) -> String {
    if row.evidenced == 0 {
        return String::new();
    }
    let square = |number: usize| {
        let class = match number {
            number if number <= row.evidenced => "f-acc",
            number if number <= row.claimed => "stripe",
            _ => "bar-0",
        };
        let left = (number - 1) * 10;
        format!("<rect class=\"{class}\" x=\"{left}.5\" y=\".5\" width=\"7\" height=\"7\"/>")
    };
    let squares: String = (1..=8).map(square).collect();
    format!(
        "<svg class=\"squares\" viewBox=\"0 0 79 8\" width=\"79\" height=\"8\" aria-hidden=\"true\">{squares}</svg> {} {}",
        row.evidenced,
        escaped(&row.stage)
    )
}

/// How many are open, with the overdue before them.
fn open(press: &Press<'_>, open: usize, overdue: usize) -> String {
    if overdue == 0 {
        return open.to_string();
    }
    let words = press
        .strings()
        .with("overdue-count", &[("count", &overdue.to_string())]);
    format!("<span class=\"bad\">{}</span> {open}", escaped(&words))
}
