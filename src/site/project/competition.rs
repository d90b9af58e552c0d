//! Form 4 on the page of a project: the score board, what would change the order, and all scores as a table.

use super::board::{Board, weights};
use super::sensitivity::sensitivity_blocks;
use crate::domain::{CompetitionRow, FieldKey, Project, Referent};
use crate::forms::{Field, Reference};
use crate::html::escape::escaped;
use crate::html::view::{Block, Column, Row, Section};
use crate::html::writer::HtmlWriter;
use crate::insight::{Scorecard, ScorecardRow, lead_history, scorecard};
use crate::site::widgets::signed;

/// The most rivals in the table; the strongest is named in the sentence in any case.
const MOST_RIVALS: usize = 8;

/// Form 4: us against competitors, with gap × weight against the best rival, totals and lead.
pub(crate) fn competition(writer: &HtmlWriter<'_>, project: &Project) -> Option<Section> {
    let card = scorecard(project)?;
    let entry = Project::COMPETITION.entry(project.record())?;
    let strings = writer.context.strings();
    let title = writer.label(entry.field);
    let sentence = lead_sentence(writer, &card);
    let board = Board::of(writer, &card);
    let mut blocks: Vec<Block> = board.block(&title, &sentence).into_iter().collect();
    blocks.push(score_table(writer, &card, entry.field).with_label(title.clone()));
    blocks.extend(board.radar(&title, &sentence));
    if writer.context.is_internal() {
        blocks.extend(sensitivity_blocks(writer, &card));
    }
    let mut section = writer.section("competition", blocks);
    section.summary = vec![sentence];
    section.summary.extend(lead_change(writer, &card));
    section.summary.extend(unevidenced_share(writer, &card));
    section.wide = true;
    section.count = strings.with("form-number", &[("number", "4")]);
    Some(section)
}

/// How the lead changed since the first scores were given.
fn lead_change(writer: &HtmlWriter<'_>, card: &Scorecard<'_>) -> Option<String> {
    let history = lead_history(card);
    let ((first_day, first), (_, last)) = (history.first()?, history.last()?);
    let (from, to) = (signed(*first), signed(*last));
    let values = [
        ("date", &*first_day.to_string()),
        ("from", &*from),
        ("to", &*to),
    ];
    (from != to).then(|| writer.context.strings().with("lead-moved", &values))
}

/// The share of the weight for which our score has no evidence.
fn unevidenced_share(writer: &HtmlWriter<'_>, card: &Scorecard<'_>) -> Option<String> {
    let percent = (card.unevidenced() * 100.0).round();
    let values = [("percent", &*percent.to_string())];
    (percent > 0.0).then(|| writer.context.strings().with("unevidenced-share", &values))
}

/// All scores with their history and evidence, folded away below the board.
fn score_table(writer: &HtmlWriter<'_>, card: &Scorecard<'_>, field: &Field) -> Block {
    let strings = writer.context.strings();
    let schema = field.value_type.schema();
    let item_label = |key: FieldKey| {
        let field = schema.and_then(|schema| key.field(schema));
        field.map_or(String::new(), |field| writer.label(field))
    };
    let mut columns = vec![
        Column::text(item_label(CompetitionRow::CRITERION)),
        Column::number(item_label(CompetitionRow::WEIGHT)),
        Column::text(item_label(CompetitionRow::US)),
    ];
    let shown = card.rivals.iter().take(MOST_RIVALS);
    let rival = item_label(CompetitionRow::SCORES);
    let colon = writer.language().colon();
    columns.extend(
        shown.map(|one| Column::text(format!("{rival}{colon}{}", name_of(writer, one.name)))),
    );
    columns.push(Column::number(strings.get("gap-times-weight")));
    columns.push(Column::text(item_label(CompetitionRow::EVIDENCE)));
    let rows = card.rows.iter().map(|row| score_row(writer, card, row));
    let rows: Vec<Row> = rows.chain([total_row(writer, card)]).collect();
    Block::Table {
        label: String::new(),
        columns,
        rows,
        private: false,
        class: "data",
    }
}

/// The name of a rival: that of its note, else as written.
pub(crate) fn name_of(writer: &HtmlWriter<'_>, reference: &Reference) -> String {
    match writer.lookups.referent(reference) {
        Referent::Target(target) => target.name.to_string(),
        Referent::Hidden => "…".to_owned(),
        Referent::Text => reference.text.to_string(),
    }
}

fn score_row(writer: &HtmlWriter<'_>, card: &Scorecard<'_>, row: &ScorecardRow<'_>) -> Row {
    let weight = row
        .weight
        .map(|weight| format!("{} %", weight.number()))
        .unwrap_or_default();
    let mut cells = vec![
        escaped(row.criterion),
        weight,
        writer.scores(row.us.history),
    ];
    let rivals = row.rivals.iter().take(MOST_RIVALS);
    cells.extend(rivals.map(|scores| writer.scores(scores.history)));
    let gap = card.best().and_then(|best| row.part_of_lead(best));
    cells.push(gap.map_or(String::new(), |gap| match gap < 0.0 {
        true => format!("<span class=bad>{}</span>", signed(gap)),
        false => signed(gap),
    }));
    cells.push(writer.references(row.entry.evidence()));
    Row::of(cells)
}

fn total_row(writer: &HtmlWriter<'_>, card: &Scorecard<'_>) -> Row {
    let total =
        |total: Option<f64>| total.map_or(String::new(), |total| format!("<b>{total:.2}</b>"));
    let weight = format!("{} %", weights(card).number());
    let mut cells = vec![
        escaped(writer.context.strings().get("weighted-total")),
        weight,
        total(card.our_total),
    ];
    let rivals = card.rivals.iter().take(MOST_RIVALS);
    cells.extend(rivals.map(|rival| total(rival.total)));
    cells.push(
        card.lead()
            .map_or(String::new(), |lead| format!("<b>{}</b>", signed(lead))),
    );
    cells.push(String::new());
    Row {
        cells,
        class: "total",
    }
}

fn lead_sentence(writer: &HtmlWriter<'_>, card: &Scorecard<'_>) -> String {
    let strings = writer.context.strings();
    let (Some(lead), Some(best)) = (card.lead(), card.best_rival()) else {
        return strings.get("no-lead").to_owned();
    };
    let rival = name_of(writer, best.name);
    let key = if lead < 0.0 {
        "lead-behind"
    } else {
        "lead-ahead"
    };
    let mut sentence = strings.with(
        key,
        &[("rival", &rival), ("lead", &format!("{:.2}", lead.abs()))],
    );
    let gaps = card.gaps();
    if gaps > 0 {
        sentence.push_str(&strings.with("lead-gaps", &[("gaps", &gaps.to_string())]));
    }
    sentence
}
