//! Building blocks of many pages: labels, tables, the marks of attitudes and outcomes, the closing sections of a note.

use super::event_mark::EventMark;
use super::facts::AccountFacts;
use crate::domain::{
    Attitude, Exchange, ExchangePlan, FieldKey, Item, KnownChoice, Stage, Tier, Visit,
};
use crate::forms::{Entry, Kind, Value};
use crate::html::context::RenderContext;
use crate::html::escape::escaped;
use crate::html::view::{Block, Column, PageView, Row, Section};
use crate::html::writer::HtmlWriter;
use crate::insight::Progress;

/// The label of a choice, or the text of an author's own value; empty for other types.
pub(crate) fn value_label(writer: &HtmlWriter<'_>, value: &Value) -> String {
    match value {
        Value::Choice(choices, choice) => writer.context.chosen(choices, choice).to_owned(),
        Value::Text(text) => text.to_string(),
        _ => String::new(),
    }
}

/// The label of a stage.
pub(crate) fn stage_label(facts: &AccountFacts<'_>, stage: Stage) -> String {
    facts.context.label_of(stage).to_owned()
}

/// How a visit or an exchange took place, in words: its mode, else what kind of note it is.
pub(crate) fn mode_label(writer: &HtmlWriter<'_>, item: &Item) -> String {
    let mode = Visit::MODE.entry(&item.record);
    mode.map_or_else(
        || writer.context.words(item.kind.name()),
        |mode| value_label(writer, &mode.value),
    )
}

/// What a visit or an exchange was for: the aim of a visit, the purpose of an exchange.
pub(crate) fn aim_of(item: &Item) -> Option<&Entry> {
    let purpose = || ExchangePlan::PURPOSE.entry(item.plan()?.record);
    Visit::AIM.entry(&item.record).or_else(purpose)
}

/// What a visit or an exchange was for; for a visit without an aim what was talked about.
pub(crate) fn aim_or_topics(item: &Item) -> Option<&Entry> {
    aim_of(item).or(Visit::TOPICS.entry(&item.record))
}

/// The stages without evidence, in order, each with a description of the evidence that is missing.
pub(crate) fn missing_evidence<'p>(
    context: &'p RenderContext<'_>,
    progress: &Progress,
) -> Vec<(Stage, &'p str)> {
    let stages = progress.evidence.iter().filter(|stage| !stage.is_present);
    let missing = stages.filter_map(|stage| {
        let key = match stage.stage {
            Stage::Visiting => "evidence-visiting",
            Stage::PreliminaryProposal => "evidence-preliminary-proposal",
            Stage::Demonstration => "evidence-demonstration",
            Stage::SolutionDefinition => "evidence-solution-definition",
            Stage::Evaluation => "evidence-evaluation",
            Stage::Negotiation => "evidence-negotiation",
            Stage::ClosedWon => "evidence-closed-won",
            Stage::Planning | Stage::ClosedLost | Stage::OnHold => return None,
        };
        Some((stage.stage, context.strings().get(key)))
    });
    missing.collect()
}

/// The label of a field.
pub(crate) fn field_label(writer: &HtmlWriter<'_>, kind: Kind, key: FieldKey) -> String {
    let field = key.field(writer.context.dictionary().schema(kind));
    field.map_or(String::new(), |field| writer.label(field))
}

/// A table without a label; columns in which every row is empty are dropped.
pub(crate) fn table(mut columns: Vec<Column>, mut rows: Vec<Row>) -> Block {
    let filled: Vec<bool> = (0..columns.len())
        .map(|at| {
            rows.iter()
                .any(|row| row.cells.get(at).is_some_and(|cell| !cell.is_empty()))
        })
        .collect();
    if !filled.iter().all(|filled| *filled) {
        columns = only_filled(columns, &filled);
        for row in &mut rows {
            row.cells = only_filled(std::mem::take(&mut row.cells), &filled);
        }
    }
    Block::Table {
        label: String::new(),
        columns,
        rows,
        private: false,
        class: "",
    }
}

/// A table that shows each row as one line on a phone.
pub(crate) fn compact_table(columns: Vec<Column>, rows: Vec<Row>) -> Block {
    Block::Table {
        label: String::new(),
        columns,
        rows,
        private: false,
        class: "lines",
    }
}

/// A section with a count in its title; `None` if the count is zero.
pub(crate) fn counted_section(
    writer: &HtmlWriter<'_>,
    id: &str,
    block: Block,
    count: usize,
) -> Option<Section> {
    let mut section = writer.section(id, vec![block]);
    section.count = count.to_string();
    (count > 0).then_some(section)
}

/// The elements whose flag in `filled` is set.
fn only_filled<T>(all: Vec<T>, filled: &[bool]) -> Vec<T> {
    let with_mark = all.into_iter().zip(filled);
    with_mark
        .filter(|(_, filled)| **filled)
        .map(|(one, _)| one)
        .collect()
}

/// The notes of the account that refer to an item.
pub(crate) fn mentions(
    facts: &AccountFacts<'_>,
    writer: &HtmlWriter<'_>,
    item: &Item,
) -> Option<Section> {
    let from = facts.backlinks.get(&item.id)?;
    let line = |one: &&Item| {
        format!(
            "{} <small class=mute>{}</small>",
            writer.item(one),
            escaped(&facts.context.words(one.kind.name()))
        )
    };
    let items: Vec<String> = from.iter().map(line).collect();
    Some(writer.section("mentions", vec![Block::list(items)]))
}

/// The text of an item, as a section of its page.
pub(crate) fn notes_section(writer: &HtmlWriter<'_>, item: &Item) -> Option<Section> {
    let prose = item.prose.as_ref().filter(|prose| !prose.body.is_empty())?;
    let block = Block::Prose {
        label: String::new(),
        html: writer.prose(prose),
        private: false,
    };
    Some(writer.section("notes-words", vec![block]))
}

/// Adds the sections that end every page of an account: the note's text, unknown fields, and mentions.
pub(crate) fn add_closing_sections(
    facts: &AccountFacts<'_>,
    writer: &HtmlWriter<'_>,
    item: &Item,
    view: &mut PageView,
) {
    view.sections.extend(notes_section(writer, item));
    view.sections.extend(writer.unknown_fields(&item.record));
    view.sections.extend(mentions(facts, writer, item));
}

/// The text key for the state of an exchange: held, planned, or past without a summary.
pub(crate) fn exchange_state(facts: &AccountFacts<'_>, exchange: &Exchange) -> &'static str {
    let day = exchange.date.map(|date| date.day);
    match exchange.summary() {
        Some(_) => "held",
        None if day.is_some_and(|day| day < facts.context.viewpoint.as_of) => "not-summed-up",
        None => "planned",
    }
}

/// A signed number with two decimals: `+0.24`, `−0.30`, `0.00`.
pub(crate) fn signed(number: f64) -> String {
    let rounded = (number * 100.0).round() / 100.0;
    match rounded {
        rounded if rounded > 0.0 => format!("+{rounded:.2}"),
        rounded if rounded < 0.0 => format!("−{:.2}", rounded.abs()),
        _ => "0.00".to_owned(),
    }
}

/// The eight stages as small squares: filled if evidenced, hatched if only claimed.
pub(crate) fn stage_squares(evidenced: usize, claimed: usize) -> String {
    // One path for each kind of square keeps the page small: it may list a thousand accounts.
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
    let claimed = claimed.max(evidenced);
    let squares = [
        squares("f-acc", 0, evidenced),
        squares("stripe", evidenced, claimed),
        squares("bar-0", claimed, 8),
    ]
    .concat();
    format!(
        "<svg class=squares viewBox=\"0 0 79 8\" width=\"79\" height=\"8\" aria-hidden=true>{squares}</svg>"
    )
}

/// A legend of a drawing: pairs of a swatch, which may be empty, and a description, both HTML.
pub(crate) fn legend(entries: &[(String, String)]) -> String {
    let entry = |(swatch, words): &(String, String)| match swatch.is_empty() {
        true => format!("<li class=mute>{words}"),
        false => format!("<li>{swatch}{words}"),
    };
    let entries: String = entries.iter().map(entry).collect();
    format!("<ul class=inline-legend>{entries}</ul>")
}

/// A tier as a chip with its label.
pub(crate) fn tier_chip(tier: Tier, label: &str) -> String {
    let solid = if tier == Tier::Vip { " solid" } else { "" };
    format!(
        "<span class=\"chip tier-{}{solid}\">{}</span>",
        tier.key(),
        escaped(label)
    )
}

/// An attitude: its label, preceded by the mark that the style sheet adds.
pub(crate) fn attitude_html(attitude: Attitude, label: &str) -> String {
    marked_label("att", attitude.key(), label)
}

/// An outcome, or the state of an exchange: its label, preceded by the mark that the style sheet adds.
pub(crate) fn outcome_html(mark: EventMark, label: &str) -> String {
    marked_label("out", mark.key(), label)
}

fn marked_label(kind: &str, key: &str, label: &str) -> String {
    let (key, label) = (escaped(key), escaped(label));
    format!("<span class=\"{kind} {kind}-{key}\">{label}</span>")
}
