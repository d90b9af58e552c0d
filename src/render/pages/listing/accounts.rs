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
    // One path for each kind of square: a thousand accounts stand on one page.
    let squares = |class: &str, from: usize, to: usize| match to.saturating_sub(from) {
        0 => String::new(),
        count => {
            let further = "m10 0h7v7h-7z".repeat(count - 1);
            format!(
                "<path class=\"{class}\" d=\"M{}.5.5h7v7h-7z{further}\"/>",
                from * 10
            )
        }
    };
    let claimed = row.claimed.max(row.evidenced);
    let squares = [
        squares("f-acc", 0, row.evidenced),
        squares("stripe", row.evidenced, claimed),
        squares("bar-0", claimed, 8),
    ]
    .concat();
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
