//! The list of projects by stage, with their amounts and their days in the stage.

use super::listing::Listing;
use crate::domain::{KnownChoice, Stage};
use crate::forms::Money;
use crate::html::context::RenderContext;
use crate::html::escape::escaped;
use crate::html::pagination::Group;
use crate::html::view::{Column, Row};
use crate::site::links::{link, owner_link};
use crate::site::list_page::{Included, ListInput, ListPage};
use crate::site::summary::{ProjectRow, Summary};
use std::collections::BTreeMap;

/// The page's row in the table.
pub(crate) const PAGE: ListPage = ListPage {
    key: "pipeline",
    route: "pipeline.html",
    template: "pipeline.html",
    folders: &[],
    included: Included::WithAccounts,
    in_navigation: true,
    shows_same: |one, other| one.projects == other.projects,
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
    let projects = || summaries.iter().flat_map(|summary| &summary.projects);
    let listing = Listing {
        context,
        page: &PAGE,
        columns: columns(context),
        class: "sortable",
        summary: vec![words("pipeline-summary")],
        lede: in_hand(context, summaries),
        tail: Vec::new(),
    };
    let mut groups: Vec<Group<&ProjectRow>> = Vec::new();
    let stages = Stage::ALL.iter().map(|stage| Some(*stage));
    for stage in stages.chain([None]) {
        let label = match stage {
            Some(stage) => context.label_of(stage).to_owned(),
            None => words("no-stage"),
        };
        let of_stage = projects().filter(|project| project.stage == stage);
        let mut rows: Vec<&ProjectRow> = of_stage.collect();
        rows.sort_by(|one, other| {
            other
                .money
                .map(|money| money.cents)
                .cmp(&one.money.map(|money| money.cents))
                .then_with(|| one.project.cmp(&other.project))
        });
        if rows.is_empty() {
            continue;
        }
        let sum = total_amounts(context, rows.iter().copied());
        groups.push(Group {
            label,
            note: sum,
            rows,
        });
    }
    listing.write(groups, |project, root| row(context, project, root), output);
}

/// The number and total value of the open projects: neither won, nor lost, nor on hold.
pub(crate) fn in_hand(context: &RenderContext<'_>, summaries: &[&Summary]) -> String {
    let open: Vec<&ProjectRow> = summaries
        .iter()
        .flat_map(|summary| &summary.projects)
        .filter(|project| project.is_open())
        .collect();
    let (count, sum) = (
        open.len().to_string(),
        total_amounts(context, open.into_iter()),
    );
    let values = [("count", count.as_str()), ("sum", sum.as_str())];
    let key = match sum.is_empty() {
        true => "pipeline-count-only",
        false => "pipeline-count",
    };
    context.strings().with(key, &values)
}

/// The total amounts of projects, by currency.
pub(crate) fn total_amounts<'a>(
    context: &RenderContext<'_>,
    projects: impl Iterator<Item = &'a ProjectRow>,
) -> String {
    let mut sums: BTreeMap<crate::forms::Currency, i64> = BTreeMap::new();
    for money in projects.filter_map(|project| project.money) {
        let sum = sums.entry(money.currency).or_default();
        *sum = sum.saturating_add(money.cents);
    }
    let amounts = sums
        .into_iter()
        .map(|(currency, cents)| Money { currency, cents }.display(context.language()));
    amounts.collect::<Vec<_>>().join(" + ")
}

/// The columns of a list of projects.
pub(crate) fn columns(context: &RenderContext<'_>) -> Vec<Column> {
    let words = |key: &str| context.words(key);
    vec![
        Column::text(words("project")),
        Column::short(words("account")),
        Column::number(words("amount")),
        Column::number(words("days-in-stage")),
        Column::number(words("evidenced-stage")),
        Column::number(words("weighted-lead")),
        Column::number(words("expected-purchase")),
        Column::short(words("manager")),
    ]
}

/// A row of a list of projects.
pub(crate) fn row(context: &RenderContext<'_>, project: &ProjectRow, root: &str) -> Row {
    let evidenced = if project.evidenced == 0 {
        String::new()
    } else {
        project.evidenced.to_string()
    };
    let evidenced = if project.claimed > project.evidenced {
        format!("<span class=warn>{evidenced}</span>")
    } else {
        evidenced
    };
    Row::of(vec![
        link(root, &project.project),
        link(root, &project.account),
        escaped(&project.amount),
        project
            .days
            .map(|days| days.to_string())
            .unwrap_or_default(),
        evidenced,
        project.lead.clone(),
        project.expected.clone(),
        owner_link(context, &project.manager, root),
    ])
}
