//! Writes lists as ruled tables with rows to write on, and the scorecard of form 4 with a column for each side and the
//! weighted totals.

use super::cell::{CellWriter, current_points, element};
use super::layout::Table;
use crate::domain::Criterion;
use crate::forms::{Field, FieldType, Percent, Record, Score, Value};
use crate::html::escape::escape;
use crate::insight::Scorecard;
use crate::text::Language;

/// The placeholder names of rivals on a blank scorecard.
const RIVALS_BY_HAND: [&str; 3] = ["A", "B", "C"];

/// The opening tag of a centred cell.
const CENTRED: &str = "<td class=\"c\">";

/// The rows of a table.
pub(crate) struct TableRows<'a> {
    /// The filled rows.
    pub filled: &'a [Record],
    /// The number of empty rows to write on.
    pub empty: usize,
    /// The dictionary's list for the first cells of the empty rows.
    pub preprinted: Option<&'static str>,
}

impl TableRows<'_> {
    /// The preprinted text in the first cell of an empty row. The dictionary has it in Chinese only.
    fn preprinted(&self, index: usize, cells: &CellWriter<'_>) -> &'static str {
        let language = cells.language();
        let list = self.preprinted.filter(|_| language == Language::CHINESE);
        let dictionary = cells.context.dictionary();
        let words = list.and_then(|list| dictionary.list(list, language).get(index)?.as_str());
        words.unwrap_or_default()
    }
}

/// Writes a list: one column per field of its items, and the total of their weights if they have any.
pub(crate) fn write_list(
    cells: &CellWriter<'_>,
    table: &Table,
    rows: &TableRows<'_>,
    html: &mut String,
) {
    let fields: Vec<&Field> = table.schema.fields.iter().collect();
    let widths: Vec<&str> = fields.iter().map(|field| width(field)).collect();
    open_table(cells, table, &widths, html);
    html.push_str("<tr>");
    number_heading(cells, "", html);
    fields
        .iter()
        .for_each(|field| column_heading(cells, field, "", html));
    html.push_str("</tr></thead><tbody>");
    for (index, record) in rows.filled.iter().enumerate() {
        number(index, html);
        for field in &fields {
            cell(cells, field, Some(record), html);
        }
        html.push_str("</tr>");
    }
    for index in 0..rows.empty {
        number(index, html);
        for (column, field) in fields.iter().enumerate() {
            match column {
                0 => element("td", rows.preprinted(index, cells), html),
                _ => cell(cells, field, None, html),
            }
        }
        html.push_str("</tr>");
    }
    weight_total(cells, &fields, rows, html);
    html.push_str("</tbody></table>");
}

/// Writes the row with the total of the weights; 100 % if none is filled in.
fn weight_total(
    cells: &CellWriter<'_>,
    fields: &[&Field],
    rows: &TableRows<'_>,
    html: &mut String,
) {
    let weight = |field: &&Field| {
        let is_percent = matches!(field.value_type, FieldType::Percent);
        is_percent && field.key == Criterion::WEIGHT.as_str()
    };
    let Some(index) = fields.iter().position(weight) else {
        return;
    };
    let weights = rows.filled.iter().map(Criterion::from);
    let weights = weights.filter_map(|row| row.weight());
    html.push_str(&format!("<tr class=\"sum\"><th colspan=\"{}\">", index + 1));
    escape(cells.context.strings().get("sheet-sum"), html);
    html.push_str("</th>");
    centred(&total_weight(weights), html);
    (index + 1..fields.len()).for_each(|_| html.push_str("<td></td>"));
    html.push_str("</tr>");
}

fn total_weight(weights: impl Iterator<Item = Percent>) -> String {
    const WHOLE: i32 = 10_000;
    let sum = weights.fold(None, |sum: Option<i32>, one| {
        Some(sum.unwrap_or_default().saturating_add(one.hundredths))
    });
    let hundredths = sum.unwrap_or(WHOLE);
    format!("{} %", Percent { hundredths }.number())
}

/// Writes form 4: the criteria with weights, our scores, each rival's scores, and the weighted totals.
pub(crate) fn write_scorecard(
    cells: &CellWriter<'_>,
    table: &Table,
    rows: &TableRows<'_>,
    card: Option<&Scorecard<'_>>,
    html: &mut String,
) {
    let rivals: Vec<&str> = match card {
        Some(card) if !card.rivals.is_empty() => card
            .rivals
            .iter()
            .map(|rival| cells.name(rival.name))
            .collect(),
        _ => RIVALS_BY_HAND.to_vec(),
    };
    let fields: Vec<&Field> = table.schema.fields.iter().collect();
    let widths = fields.iter().flat_map(|field| match field.value_type {
        FieldType::MapOfScores => vec![width(field); rivals.len()],
        _ => vec![width(field)],
    });
    open_table(cells, table, &widths.collect::<Vec<&str>>(), html);
    rival_headings(cells, &fields, &rivals, html);
    for (index, row) in card.iter().flat_map(|card| &card.rows).enumerate() {
        number(index, html);
        for field in &fields {
            match field.value_type {
                FieldType::MapOfScores => {
                    let scored = row.rivals.iter().map(|scores| scores.history);
                    let by_hand = rivals.len() - row.rivals.len();
                    scored.for_each(|scores| score(scores, html));
                    (0..by_hand).for_each(|_| score(&[], html));
                }
                FieldType::Percent => weight(row.weight, html),
                _ => cell(cells, field, Some(row.entry.record), html),
            }
        }
        html.push_str("</tr>");
    }
    for index in 0..rows.empty {
        number(index, html);
        element("td", rows.preprinted(index, cells), html);
        (2..fields.len() + rivals.len()).for_each(|_| html.push_str("<td></td>"));
        html.push_str("</tr>");
    }
    totals(cells, &fields, rivals.len(), card, html);
    html.push_str("</tbody></table>");
}

/// The column headings of a scorecard; the rivals are grouped under one label.
fn rival_headings(cells: &CellWriter<'_>, fields: &[&Field], rivals: &[&str], html: &mut String) {
    html.push_str("<tr>");
    number_heading(cells, " rowspan=\"2\"", html);
    for field in fields {
        if matches!(field.value_type, FieldType::MapOfScores) {
            html.push_str(&format!(
                "<th scope=\"colgroup\" colspan=\"{}\">",
                rivals.len()
            ));
            escape(cells.context.label(*field), html);
            html.push_str("</th>");
        } else {
            column_heading(cells, field, " rowspan=\"2\"", html);
        }
    }
    html.push_str("</tr><tr>");
    for rival in rivals {
        html.push_str("<th scope=\"col\">");
        escape(rival, html);
        html.push_str("</th>");
    }
    html.push_str("</tr></thead><tbody>");
}

/// Writes the row with the total weight and each side's weighted total.
fn totals(
    cells: &CellWriter<'_>,
    fields: &[&Field],
    rivals: usize,
    card: Option<&Scorecard<'_>>,
    html: &mut String,
) {
    let two_decimals =
        |total: Option<f64>| total.map_or(String::new(), |total| format!("{total:.2}"));
    html.push_str("<tr class=\"sum\"><th scope=\"row\" colspan=\"2\">");
    escape(cells.context.strings().get("sheet-weighted-sum"), html);
    html.push_str("</th>");
    for field in fields.iter().skip(1) {
        match field.value_type {
            FieldType::Percent => {
                let weights = card.iter().flat_map(|card| &card.rows);
                let weights = weights.filter_map(|row| row.weight);
                centred(&total_weight(weights), html);
            }
            FieldType::Score => {
                centred(&two_decimals(card.and_then(|card| card.our_total)), html);
            }
            FieldType::MapOfScores => (0..rivals).for_each(|index| {
                let rival = card.and_then(|card| card.rivals.get(index));
                centred(&two_decimals(rival.and_then(|rival| rival.total)), html);
            }),
            _ => html.push_str("<td></td>"),
        }
    }
    html.push_str("</tr>");
}

/// Opens a table: its columns, and its label as a heading row that is repeated on every printed page.
fn open_table(cells: &CellWriter<'_>, table: &Table, widths: &[&str], html: &mut String) {
    html.push_str("<table class=\"list\"><colgroup><col class=\"w-n\">");
    for width in widths {
        match *width {
            "" => html.push_str("<col>"),
            width => html.extend(["<col class=\"", width, "\">"]),
        }
    }
    html.push_str(&format!(
        "</colgroup><thead><tr><th class=\"group\" colspan=\"{}\">",
        widths.len() + 1
    ));
    escape(cells.context.label(table.field), html);
    html.push_str("</th></tr>");
}

fn number_heading(cells: &CellWriter<'_>, span: &str, html: &mut String) {
    let head = cells.context.strings().get("sheet-row-number");
    html.extend(["<th scope=\"col\" class=\"n\"", span, ">"]);
    escape(head, html);
    html.push_str("</th>");
}

/// The heading of a column: its label, and for a closed enum the values to choose from.
fn column_heading(cells: &CellWriter<'_>, field: &Field, span: &str, html: &mut String) {
    html.extend(["<th scope=\"col\"", span, ">"]);
    escape(cells.context.label(field), html);
    if let FieldType::Enum(choices) = field.value_type
        && !choices.open
    {
        html.push_str("<small>");
        for (index, choice) in choices.values.iter().enumerate() {
            html.push_str(if index > 0 { " / " } else { "" });
            escape(cells.context.label(choice), html);
        }
        html.push_str("</small>");
    }
    html.push_str("</th>");
}

/// The width class of a column by its type; columns without one share the remaining width.
fn width(field: &Field) -> &'static str {
    match field.value_type {
        FieldType::Date | FieldType::DateTime => "w-d",
        FieldType::Person | FieldType::Contact => "w-p",
        FieldType::Percent | FieldType::Score | FieldType::MapOfScores => "w-s",
        FieldType::Bool => "w-b",
        _ => "",
    }
}

fn number(index: usize, html: &mut String) {
    html.push_str(&format!("<tr><td class=\"n\">{}</td>", index + 1));
}

fn cell(cells: &CellWriter<'_>, field: &Field, record: Option<&Record>, html: &mut String) {
    let value = record.and_then(|record| record.entry(&field.key));
    let value: Option<&Value> = value.map(|entry| &entry.value);
    html.push_str(match width(field) {
        "w-s" => CENTRED,
        _ => "<td>",
    });
    cells.table_cell(field, value, html);
    html.push_str("</td>");
}

fn weight(weight: Option<Percent>, html: &mut String) {
    html.push_str(CENTRED);
    if let Some(weight) = weight {
        html.extend([&weight.number(), " %"]);
    }
    html.push_str("</td>");
}

fn score(scores: &[Score], html: &mut String) {
    centred(&current_points(scores), html);
}

fn centred(figure: &str, html: &mut String) {
    html.extend([CENTRED, figure, "</td>"]);
}
