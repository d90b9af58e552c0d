//! The table of accounts on the home page: their key figures with small charts, and how often we met.

use crate::figure::shape::bar_swatch;
use crate::figure::spark::{spark, strip};
use crate::figure::{Ink, Party};
use crate::html::context::RenderContext;
use crate::html::escape::escaped;
use crate::html::view::{Column, Row};
use crate::site::links::link;
use crate::site::list::accounts::{lead, open, percent, stage, tier};
use crate::site::summary::AccountRow;
use crate::site::widgets::legend;

/// The width of a small chart in the table, in pixels.
const CHART_PX: f64 = 64.0;

/// The columns of the table.
pub(crate) fn columns(context: &RenderContext<'_>) -> Vec<Column> {
    let words = |key: &str| context.words(key);
    vec![
        Column::short(words("account")),
        Column::short(words("tier")),
        Column::number(words("health")),
        Column::short(words("manager")),
        Column::short(words("evidenced-stage")),
        Column::number(words("weighted-lead")),
        Column::number(words("coverage")),
        Column::short(words("year-of-meetings")),
        Column::number(words("our-open")),
        Column::number(words("their-open")),
        Column::number(words("last-visit")),
    ]
}

/// The row of an account.
pub(crate) fn row(context: &RenderContext<'_>, row: &AccountRow) -> Row {
    let [ours, rival] = row.totals;
    let strip = strip(ours.filter(|_| row.lead.is_some()), &[rival], CHART_PX, "");
    Row::of(vec![
        link("", &row.account),
        tier(row),
        percent(row.health),
        escaped(&row.manager),
        stage(row),
        format!("{strip} {}", lead(row)).trim_start().to_owned(),
        row.coverage.map_or(String::new(), covered),
        meetings(context, &row.meetings),
        open(context, row.our_open, row.our_overdue),
        open(context, row.their_open, row.their_overdue),
        row.last_visit.clone(),
    ])
}

/// The legend of the small charts.
pub(crate) fn small_charts_legend(context: &RenderContext<'_>) -> String {
    let words = |key: &str| escaped(context.strings().get(key));
    legend(&[
        (Party::Us.swatch(false), words("us")),
        (Party::Rival(0).swatch(false), words("best-rival")),
        (bar_swatch(Ink::BarClaimed), words("claimed-ahead")),
    ])
}

/// Coverage as a small bar, and in percent.
fn covered(percent: usize) -> String {
    let width = percent.min(100) * 54 / 100;
    format!(
        "<svg class=inline viewBox=\"0 0 56 8\" width=\"56\" height=\"8\" aria-hidden=true><path class=bar-0 d=\"M.5.5h55v7h-55z\"/><path class=bar d=\"M1 1h{width}v6h-{width}z\"/></svg> <span class=pct>{percent} %</span>"
    )
}

/// The number of meetings by month as a small line.
fn meetings(context: &RenderContext<'_>, months: &[usize]) -> String {
    let most = months.iter().copied().max().unwrap_or_default();
    let count: usize = months.iter().sum();
    if most == 0 {
        return String::new();
    }
    let last = months.len().saturating_sub(1).max(1) as f64;
    let points: Vec<(f64, Option<f64>)> = months
        .iter()
        .enumerate()
        .map(|(at, count)| (at as f64 / last, Some(*count as f64 / most as f64)))
        .collect();
    let count = count.to_string();
    let title = context
        .strings()
        .with("meetings-by-month", &[("count", &count)]);
    spark(&points, CHART_PX, &title)
}
