//! Form 4: us against competitors, with gap × weight against the best rival, totals and lead.

use super::super::elements::signed;
use crate::forms::{Percent, Score};
use crate::insight::{Scorecard, ScorecardRow, scorecard};
use crate::model::Project;
use crate::render::escape::escaped;
use crate::render::scribe::Scribe;
use crate::render::view::{Block, Column, Row, Section};

/// More rivals than this are no table; the best of them stands in the sentence beside it all the same.
const MOST_RIVALS: usize = 8;

/// Form 4: us against competitors, with gap × weight against the best rival, totals and lead.
pub(super) fn competition(scribe: &Scribe<'_>, project: &Project) -> Option<Section> {
    let card = scorecard(project)?;
    let entry = project.item.record.entry("competition")?;
    let strings = scribe.press.strings();
    let item_label = |key: &str| match entry.field.of_type {
        crate::forms::FieldType::List(schema) => schema
            .field(key)
            .map_or(String::new(), |field| scribe.label(field)),
        _ => String::new(),
    };
    let best = card.best_rival().map(|rival| rival.name.text.to_string());
    let mut columns = vec![
        Column::text(item_label("criterion")),
        Column::number(item_label("weight")),
        Column::text(item_label("us")),
    ];
    let rival = item_label("scores");
    columns.extend(
        card.rivals
            .iter()
            .take(MOST_RIVALS)
            .map(|one| Column::text(format!("{rival}：{}", name_of(scribe, one.name)))),
    );
    columns.push(Column::number(strings.get("gap-times-weight")));
    columns.push(Column::text(item_label("evidence")));
    let mut rows: Vec<Row> = card
        .rows
        .iter()
        .map(|row| score_row(scribe, &card, row, best.as_deref()))
        .collect();
    rows.push(total_row(scribe, &card));
    let label = scribe.label(entry.field);
    let table = Block::Table {
        label,
        columns,
        rows,
        private: false,
        class: "score",
    };
    let mut section = scribe.section("competition", vec![table]);
    section.summary = vec![lead_sentence(scribe, &card)];
    if card.rivals.len() > MOST_RIVALS {
        let more = (card.rivals.len() - MOST_RIVALS).to_string();
        section
            .summary
            .push(strings.with("and-more", &[("count", &more)]));
    }
    section.count = strings.with("form-number", &[("number", "4")]);
    Some(section)
}

fn name_of(scribe: &Scribe<'_>, reference: &crate::forms::Reference) -> String {
    let target = reference.target.and_then(|id| scribe.lookups.target(id));
    target.map_or_else(
        || reference.text.to_string(),
        |target| target.name.to_string(),
    )
}

fn score_row(
    scribe: &Scribe<'_>,
    card: &Scorecard<'_>,
    row: &ScorecardRow<'_>,
    best: Option<&str>,
) -> Row {
    let weight = row
        .weight
        .map(|weight| format!("{} %", weight.number()))
        .unwrap_or_default();
    let mut cells = vec![escaped(row.criterion), weight, scribe.scores(row.us)];
    let rivals = row.rivals.iter().take(MOST_RIVALS);
    cells.extend(rivals.map(|scores| scribe.scores(scores)));
    let best = card
        .rivals
        .iter()
        .position(|rival| Some(rival.name.text.as_ref()) == best);
    let gap = best.and_then(|best| {
        let ours = Score::current(row.us)?.points;
        let theirs = Score::current(row.rivals.get(best)?)?.points;
        Some((f64::from(ours) - f64::from(theirs)) * row.weight?.fraction())
    });
    cells.push(gap.map_or(String::new(), |gap| match gap < 0.0 {
        true => format!("<span class=\"bad\">{}</span>", signed(gap)),
        false => signed(gap),
    }));
    cells.push(scribe.references(row.record.references("evidence")));
    Row::of(cells)
}

fn total_row(scribe: &Scribe<'_>, card: &Scorecard<'_>) -> Row {
    let total =
        |total: Option<f64>| total.map_or(String::new(), |total| format!("<b>{total:.2}</b>"));
    let weights = card
        .rows
        .iter()
        .filter_map(|row| row.weight)
        .fold(0_i32, |sum, weight| sum.saturating_add(weight.hundredths));
    let weight = format!(
        "{} %",
        Percent {
            hundredths: weights
        }
        .number()
    );
    let mut cells = vec![
        escaped(scribe.press.strings().get("weighted-total")),
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

fn lead_sentence(scribe: &Scribe<'_>, card: &Scorecard<'_>) -> String {
    let strings = scribe.press.strings();
    let (Some(lead), Some(best)) = (card.lead(), card.best_rival()) else {
        return strings.get("no-lead").to_owned();
    };
    let rival = name_of(scribe, best.name);
    let key = if lead < 0.0 {
        "lead-behind"
    } else {
        "lead-ahead"
    };
    let mut sentence = strings.with(
        key,
        &[("rival", &rival), ("lead", &format!("{:.2}", lead.abs()))],
    );
    let gaps = card.our_gaps + card.rivals.iter().map(|rival| rival.gaps).sum::<usize>();
    if gaps > 0 {
        sentence.push_str(&strings.with("lead-gaps", &[("gaps", &gaps.to_string())]));
    }
    sentence
}
