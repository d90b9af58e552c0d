//! Leads: where the accounts came from and how they were found, and what came of them.

use super::pipeline::sums;
use crate::forms::{Choice, dictionary};
use crate::html::context::Press;
use crate::html::escape::escaped;
use crate::html::view::{Block, Column, Row, Section};
use crate::site::elements::table as without_empty;
use crate::site::summary::{ProjectRow, Summary};
use serde_yaml::Value;

/// The two tables, by source and by tactic; none where there is no account.
pub(crate) fn sections(press: &Press<'_>, summaries: &[&Summary]) -> Vec<Section> {
    if summaries.is_empty() {
        return Vec::new();
    }
    let sources = dictionary().choices("source");
    let sources = sources.iter().flat_map(|choices| &choices.values);
    let sources: Vec<&str> = sources.map(|one| press.label(one)).collect();
    let tactics = dictionary().list("lead_tactics", press.language());
    let tactics: Vec<&str> = tactics
        .iter()
        .filter_map(Value::as_str)
        .map(|one| press.said(one))
        .collect();
    let by_source = table(press, "lead-source", summaries, &sources, |one| {
        &one.row.source
    });
    let by_tactic = table(press, "lead-tactic", summaries, &tactics, |one| {
        &one.row.tactic
    });
    vec![Section {
        id: "leads".to_owned(),
        title: press.words("leads"),
        summary: vec![press.words("leads-summary")],
        blocks: vec![by_source, by_tactic],
        ..Section::default()
    }]
}

/// Accounts by what is told of them in a word: the words of the list first, then the authors' own, then nothing told.
fn table(
    press: &Press<'_>,
    heading: &str,
    summaries: &[&Summary],
    listed: &[&str],
    word: fn(&Summary) -> &String,
) -> Block {
    let mut words: Vec<&str> = listed.to_vec();
    for summary in summaries {
        let word = word(summary).as_str();
        if !word.is_empty() && !words.contains(&word) {
            words.push(word);
        }
    }
    let mut rows = Vec::new();
    for told in words.into_iter().chain([""]) {
        let of_word = summaries.iter().filter(|one| word(one) == told);
        let of_word: Vec<&Summary> = of_word.copied().collect();
        let label = match told {
            "" => press.words("not-told"),
            _ => told.to_owned(),
        };
        if !of_word.is_empty() {
            rows.push(row(press, &label, &of_word, ""));
        }
    }
    rows.push(row(press, &press.words("sum"), summaries, "total"));
    let mut columns = vec![Column::short(""), Column::number(press.words("accounts"))];
    columns.extend(statuses().map(|one| Column::number(press.label(one))));
    columns.extend([
        Column::number(press.words("status-not-told")),
        Column::number(press.words("mean-stage")),
        Column::number(press.words("won")),
        Column::number(press.words("in-hand")),
    ]);
    without_empty(columns, rows).labelled(press.words(heading))
}

/// What an account may be to us.
fn statuses() -> impl Iterator<Item = &'static Choice> {
    let choices = dictionary().choices("status");
    choices.into_iter().flat_map(|choices| &choices.values)
}

fn row(press: &Press<'_>, label: &str, accounts: &[&Summary], class: &'static str) -> Row {
    let with_status = |key: &str| {
        let count = accounts.iter().filter(|one| one.row.status == key).count();
        match count {
            0 => String::new(),
            _ => count.to_string(),
        }
    };
    let projects = || accounts.iter().flat_map(|one| &one.projects);
    let is_open =
        |one: &&ProjectRow| !["closed_won", "closed_lost", "on_hold"].contains(&one.stage);
    let mut cells = vec![escaped(label), accounts.len().to_string()];
    cells.extend(statuses().map(|one| with_status(&one.key)));
    cells.extend([
        with_status(""),
        mean_stage(accounts),
        escaped(&sums(
            press,
            projects().filter(|one| one.stage == "closed_won"),
        )),
        escaped(&sums(press, projects().filter(is_open))),
    ]);
    Row { cells, class }
}

/// The mean of the evidenced stages, of the accounts with a project in hand or won; with one decimal.
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
