//! Leads: where the accounts came from, how they were found, and their results.

use super::pipeline::total_amounts;
use crate::domain::{Account, KnownChoice, Stage, Status};
use crate::forms::Kind;
use crate::html::context::RenderContext;
use crate::html::escape::escaped;
use crate::html::view::{Block, Column, Row, Section};
use crate::site::summary::{ProjectRow, Summary};
use crate::site::widgets::table as without_empty;

/// The two tables, by source and by tactic; empty if there are no accounts.
pub(crate) fn sections(context: &RenderContext<'_>, summaries: &[&Summary]) -> Vec<Section> {
    if summaries.is_empty() {
        return Vec::new();
    }
    let dictionary = context.dictionary();
    let source = Account::SOURCE.field(dictionary.schema(Kind::Account));
    let sources = source.and_then(|field| field.value_type.choices());
    let sources = sources.iter().flat_map(|choices| &choices.values);
    let sources: Vec<&str> = sources.map(|one| context.label(one)).collect();
    let tactics = context.list("lead_tactics");
    let by_source = table(context, "lead-source", summaries, &sources, |one| {
        &one.row.source
    });
    let by_tactic = table(context, "lead-tactic", summaries, &tactics, |one| {
        &one.row.tactic
    });
    vec![Section {
        id: "leads".to_owned(),
        title: context.words("leads"),
        summary: vec![context.words("leads-summary")],
        blocks: vec![by_source, by_tactic],
        ..Section::default()
    }]
}

/// Accounts by one of their values: the listed values first, then the authors' own, then unknown.
fn table(
    context: &RenderContext<'_>,
    heading: &str,
    summaries: &[&Summary],
    listed: &[&str],
    value_of: fn(&Summary) -> &String,
) -> Block {
    let mut words: Vec<&str> = listed.to_vec();
    for summary in summaries {
        let word = value_of(summary).as_str();
        if !word.is_empty() && !words.contains(&word) {
            words.push(word);
        }
    }
    let mut rows = Vec::new();
    for value in words.into_iter().chain([""]) {
        let with_value = summaries.iter().filter(|one| value_of(one) == value);
        let with_value: Vec<&Summary> = with_value.copied().collect();
        let label = match value {
            "" => context.words("not-told"),
            _ => value.to_owned(),
        };
        if !with_value.is_empty() {
            rows.push(row(context, &label, &with_value, ""));
        }
    }
    rows.push(row(context, &context.words("sum"), summaries, "total"));
    let mut columns = vec![Column::short(""), Column::number(context.words("accounts"))];
    let statuses = Status::ALL.iter();
    columns.extend(statuses.map(|status| Column::number(context.label_of(*status))));
    columns.extend([
        Column::number(context.words("status-not-told")),
        Column::number(context.words("mean-stage")),
        Column::number(context.words("won")),
        Column::number(context.words("in-hand")),
    ]);
    without_empty(columns, rows).with_label(context.words(heading))
}

fn row(
    context: &RenderContext<'_>,
    label: &str,
    accounts: &[&Summary],
    class: &'static str,
) -> Row {
    let with_status = |status: Option<Status>| {
        let with_it = accounts.iter().filter(|one| one.row.status == status);
        let count = with_it.count();
        match count {
            0 => String::new(),
            _ => count.to_string(),
        }
    };
    let projects = || accounts.iter().flat_map(|one| &one.projects);
    let won = |one: &&ProjectRow| one.stage == Some(Stage::ClosedWon);
    let mut cells = vec![escaped(label), accounts.len().to_string()];
    cells.extend(Status::ALL.iter().map(|status| with_status(Some(*status))));
    cells.extend([
        with_status(None),
        mean_stage(accounts),
        escaped(&total_amounts(context, projects().filter(won))),
        escaped(&total_amounts(
            context,
            projects().filter(|one| one.is_open()),
        )),
    ]);
    Row { cells, class }
}

/// The mean evidenced stage, with one decimal, of the accounts with an open or won project.
fn mean_stage(accounts: &[&Summary]) -> String {
    let stages = accounts.iter().map(|one| one.row.evidenced);
    let stages: Vec<usize> = stages.filter(|stage| *stage > 0).collect();
    match stages.len() {
        0 => String::new(),
        count => {
            let tenths = (stages.iter().sum::<usize>() * 20 + count) / (count * 2);
            format!("{}.{}", tenths / 10, tenths % 10)
        }
    }
}
