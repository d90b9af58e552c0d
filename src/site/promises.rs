//! The promises section of an account: open promises, and how many were kept, late or overdue.

use super::facts::AccountFacts;
use super::widgets::{compact_table, legend, table};
use crate::figure::shape::bar_swatch;
use crate::figure::{Ink, StackedBar, StackedBars, StackedPart};
use crate::html::escape::escaped;
use crate::html::view::{Block, Column, Row, Section};
use crate::html::writer::HtmlWriter;
use crate::insight::{Ground, Promise, PromiseCounts, PromiseState, Side, count_promises};

/// The open promises of both sides, overdue first, and how many were kept.
pub(crate) fn open_promises(facts: &AccountFacts<'_>, writer: &HtmlWriter<'_>) -> Option<Section> {
    let mut rows = Vec::new();
    for (side, label) in [
        (Side::Ours, "ours"),
        (Side::Theirs, "theirs"),
        (Side::Action, "our-actions"),
    ] {
        let of_side = || facts.promises.iter().filter(|promise| promise.side == side);
        if !of_side().any(|promise| promise.state.is_open()) {
            continue;
        }
        let totals = count_promises(&facts.promises, side);
        let kept_note = facts
            .context
            .strings()
            .with_args("kept-of", &[("kept", &totals.kept), ("due", &totals.due())]);
        let label = escaped(facts.context.strings().get(label));
        let heading = match totals.due() {
            0 => label,
            _ => format!("{label}<span>{}</span>", escaped(&kept_note)),
        };
        rows.push(Row {
            cells: vec![heading],
            class: "group",
        });
        let mut open: Vec<_> = of_side()
            .filter(|promise| promise.state.is_open())
            .collect();
        open.sort_by_key(|promise| promise.due().map(|due| due.day));
        rows.extend(
            open.into_iter()
                .map(|promise| promise_row(facts, writer, promise)),
        );
    }
    let words = |key: &str| facts.context.words(key);
    let columns = vec![
        Column::text(words("task")),
        Column::short(words("owner")),
        Column::short(words("counterpart")),
        Column::short(words("made-in")),
        Column::short(words("due")),
        Column::number(words("state")),
    ];
    let count = facts
        .promises
        .iter()
        .filter(|promise| promise.state.is_open())
        .count();
    let list = compact_table(columns, rows);
    let mut blocks = promise_chart(facts, writer);
    if count > 0 {
        blocks.push(list);
    }
    let mut section = writer.section("promises", blocks);
    section.count = count.to_string();
    section.summary = super::headlines::promises(facts.context, &facts.promises);
    section.summary.extend(kept_share_sentence(facts));
    (!section.blocks.is_empty()).then_some(section)
}

/// A chart and a table of both sides' promises by outcome; empty if none was made, and for readers outside the company.
fn promise_chart(facts: &AccountFacts<'_>, writer: &HtmlWriter<'_>) -> Vec<Block> {
    let made: usize = facts.promise_totals.iter().map(|totals| totals.made).sum();
    if made == 0 || !facts.context.is_internal() {
        return Vec::new();
    }
    let strings = facts.context.strings();
    let sides: Vec<(String, String, Vec<PromiseGroup>)> = ["ours", "theirs"]
        .into_iter()
        .zip(&facts.promise_totals)
        .map(|(side, totals)| {
            let states = [
                (totals.kept, Ink::Bar, "ledger-kept"),
                (totals.late, Ink::BarSecond, "ledger-late"),
                (totals.overdue, Ink::BarAgainst, "ledger-overdue"),
                (totals.open, Ink::BarEmpty, "ledger-open"),
            ];
            let parts = states.into_iter().map(|(count, ink, key)| PromiseGroup {
                count,
                figure: count.to_string(),
                ink,
                words: format!("{} {count}", strings.get(key)),
            });
            let label = strings.get(side).to_owned();
            (label, totals.made.to_string(), parts.collect())
        })
        .collect();
    let parts: Vec<Vec<StackedPart<'_>>> = sides
        .iter()
        .map(|(_, _, parts)| {
            let parts = parts.iter().filter(|part| part.count > 0);
            parts.map(PromiseGroup::to_part).collect()
        })
        .collect();
    let rows: Vec<StackedBar<'_>> = sides
        .iter()
        .zip(&parts)
        .map(|((label, sum, _), parts)| StackedBar { label, parts, sum })
        .collect();
    let title = strings.get("promises-of-both").to_owned();
    let sentence = kept_share_sentence(facts).unwrap_or_default();
    let figure = StackedBars {
        title: &title,
        description: &sentence,
        rows: &rows,
    };
    let html = format!("{}{}", figure.draw(), promise_legend(writer));
    let figure = Block::figure(html)
        .with_label(title.clone())
        .with_note(strings.get("pieces").to_owned());
    vec![figure, promise_count_table(facts, writer).with_label(title)]
}

/// The promises of one side with the same outcome, with their labels for the chart.
struct PromiseGroup {
    count: usize,
    figure: String,
    ink: Ink,
    words: String,
}

impl PromiseGroup {
    fn to_part(&self) -> StackedPart<'_> {
        StackedPart {
            size: self.count as f64,
            ink: self.ink,
            words: &self.figure,
            warning: "",
            title: &self.words,
            href: None,
        }
    }
}

fn promise_legend(writer: &HtmlWriter<'_>) -> String {
    let entries = [
        (Ink::Bar, "ledger-kept"),
        (Ink::BarSecond, "ledger-late"),
        (Ink::BarAgainst, "ledger-overdue"),
        (Ink::BarEmpty, "ledger-open"),
    ];
    let entry = |(ink, key)| (bar_swatch(ink), escaped(writer.context.strings().get(key)));
    legend(&entries.map(entry))
}

fn promise_count_table(facts: &AccountFacts<'_>, writer: &HtmlWriter<'_>) -> Block {
    let words = |key: &str| facts.context.words(key);
    let columns = vec![
        Column::text(words("side")),
        Column::number(words("made")),
        Column::number(words("kept")),
        Column::number(words("closed-late")),
        Column::number(words("overdue")),
        Column::number(words("open")),
        Column::number(words("share-kept")),
        Column::text(words("evidence")),
    ];
    let sides = [(Side::Ours, "ours"), (Side::Theirs, "theirs")];
    let rows = sides
        .into_iter()
        .zip(&facts.promise_totals)
        .map(|((side, label), totals)| {
            let counts = [
                totals.made,
                totals.kept,
                totals.late,
                totals.overdue,
                totals.open,
            ];
            let share = totals.share_kept();
            let share = share.map_or("?".to_owned(), |share| format!("{:.0} %", share * 100.0));
            let of_side = facts.promises.iter().filter(|one| one.side == side);
            let grounds = of_side.map(|one| Ground::at(one.item, one.span()));
            let mut cells = vec![escaped(&words(label))];
            cells.extend(counts.map(|count| count.to_string()));
            cells.extend([share, writer.grounds(grounds).html()]);
            Row::of(cells)
        });
    table(columns, rows.collect()).with_class("data")
}

/// The share of due promises that each side kept, in a sentence.
fn kept_share_sentence(facts: &AccountFacts<'_>) -> Option<String> {
    let strings = facts.context.strings();
    let side = |(key, totals): (&str, &PromiseCounts)| {
        let values = [
            ("kept", &*totals.kept.to_string()),
            ("due", &*totals.due().to_string()),
        ];
        (totals.due() > 0).then(|| strings.with(key, &values))
    };
    let sides = ["ours-kept", "theirs-kept"]
        .into_iter()
        .zip(&facts.promise_totals);
    let sentences: Vec<String> = sides.filter_map(side).collect();
    (facts.context.is_internal() && !sentences.is_empty()).then(|| sentences.concat())
}

fn promise_row(facts: &AccountFacts<'_>, writer: &HtmlWriter<'_>, promise: &Promise<'_>) -> Row {
    Row::of(vec![
        escaped(promise.task()),
        promise
            .owner()
            .map_or(String::new(), |owner| writer.person(owner)),
        promise
            .contact()
            .map_or(String::new(), |contact| writer.reference(contact)),
        writer.item(promise.item),
        promise.due().map_or(String::new(), |due| due.iso()),
        state_html(facts, promise.state),
    ])
}

/// The state of a promise as HTML.
pub(crate) fn state_html(facts: &AccountFacts<'_>, state: PromiseState) -> String {
    let strings = facts.context.strings();
    let with_days =
        |key: &str, days: i32| escaped(&strings.with(key, &[("days", &days.to_string())]));
    match state {
        PromiseState::OverdueDays(days) => {
            format!("<span class=bad>{}</span>", with_days("overdue-days", days))
        }
        PromiseState::DueInDays(0) => escaped(strings.get("due-today")),
        PromiseState::DueInDays(days) => with_days("due-in-days", days),
        PromiseState::Undated => escaped(strings.get("undated")),
        PromiseState::Kept => format!("<span class=good>{}</span>", escaped(strings.get("kept"))),
        PromiseState::LateDays(days) => with_days("late-days", days),
    }
}
