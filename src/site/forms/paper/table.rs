//! Lists as ruled tables, with rows to write on, and form 4's: a column for each side, and the weighted totals.

use super::cell::{Pen, element, points};
use super::layout::Table;
use crate::forms::{Field, FieldType, Percent, Record, Score, Value, dictionary};
use crate::html::escape::escape;
use crate::insight::Scorecard;
use crate::text::Language;

/// The rivals of a scorecard that is filled in by hand.
const RIVALS_BY_HAND: [&str; 3] = ["A", "B", "C"];

/// The start of a cell for a figure that stands in the middle.
const CENTRED: &str = "<td class=\"c\">";

/// The rows of a table.
pub(crate) struct Rows<'a> {
    /// What is filled in.
    pub filled: &'a [Record],
    /// How many are left to write on.
    pub empty: usize,
    /// The list of the dictionary that stands in the first cells of those.
    pub printed: Option<&'static str>,
}

impl Rows<'_> {
    /// The words that stand in the first cell of an empty row. The dictionary has them in Chinese only.
    fn printed(&self, index: usize, language: Language) -> &'static str {
        let list = self.printed.filter(|_| language == Language::Chinese);
        let list = list.and_then(|list| dictionary().lists.get(list)?.as_sequence());
        let words = list.and_then(|list| list.get(index)?.as_str());
        words.unwrap_or_default()
    }
}

/// A list: a column for each field of its items, and their sum where they have weights.
pub(crate) fn list(pen: &Pen<'_>, table: &Table, rows: &Rows<'_>, html: &mut String) {
    let fields: Vec<&Field> = table.schema.fields.iter().collect();
    let widths: Vec<&str> = fields.iter().map(|field| width(field)).collect();
    open(pen, table, &widths, html);
    html.push_str("<tr>");
    number_head(pen, "", html);
    fields
        .iter()
        .for_each(|field| column_head(pen, field, "", html));
    html.push_str("</tr></thead><tbody>");
    for (index, record) in rows.filled.iter().enumerate() {
        number(index, html);
        for field in &fields {
            cell(pen, field, Some(record), html);
        }
        html.push_str("</tr>");
    }
    for index in 0..rows.empty {
        number(index, html);
        for (place, field) in fields.iter().enumerate() {
            match place {
                0 => element("td", rows.printed(index, pen.language()), html),
                _ => cell(pen, field, None, html),
            }
        }
        html.push_str("</tr>");
    }
    sum(pen, &fields, rows, html);
    html.push_str("</tbody></table>");
}

/// The sum of the weights; 100 % where they are still to be written.
fn sum(pen: &Pen<'_>, fields: &[&Field], rows: &Rows<'_>, html: &mut String) {
    let weight =
        |field: &&Field| matches!(field.value_type, FieldType::Percent) && field.key == "weight";
    let Some(place) = fields.iter().position(weight) else {
        return;
    };
    let weights = rows
        .filled
        .iter()
        .filter_map(|record| record.percent("weight"));
    html.push_str(&format!("<tr class=\"sum\"><th colspan=\"{}\">", place + 1));
    escape(pen.context.strings().get("sheet-sum"), html);
    html.push_str("</th>");
    centred(&total_weight(weights), html);
    (place + 1..fields.len()).for_each(|_| html.push_str("<td></td>"));
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

/// Form 4: the criteria with their weights, our scores, each rival's, and the weighted totals.
pub(crate) fn scorecard(
    pen: &Pen<'_>,
    table: &Table,
    rows: &Rows<'_>,
    card: Option<&Scorecard<'_>>,
    html: &mut String,
) {
    let rivals: Vec<&str> = match card {
        Some(card) if !card.rivals.is_empty() => card
            .rivals
            .iter()
            .map(|rival| pen.name(rival.name))
            .collect(),
        _ => RIVALS_BY_HAND.to_vec(),
    };
    let fields: Vec<&Field> = table.schema.fields.iter().collect();
    let widths = fields.iter().flat_map(|field| match field.value_type {
        FieldType::MapOfScores => vec![width(field); rivals.len()],
        _ => vec![width(field)],
    });
    open(pen, table, &widths.collect::<Vec<&str>>(), html);
    rival_heads(pen, &fields, &rivals, html);
    for (index, row) in card.iter().flat_map(|card| &card.rows).enumerate() {
        number(index, html);
        for field in &fields {
            match field.value_type {
                FieldType::MapOfScores => {
                    let scored = row.rivals.iter().map(|held| held.history);
                    let by_hand = rivals.len() - row.rivals.len();
                    scored.for_each(|scores| score(scores, html));
                    (0..by_hand).for_each(|_| score(&[], html));
                }
                FieldType::Percent => weight(row.weight, html),
                _ => cell(pen, field, Some(row.record), html),
            }
        }
        html.push_str("</tr>");
    }
    for index in 0..rows.empty {
        number(index, html);
        element("td", rows.printed(index, pen.language()), html);
        (2..fields.len() + rivals.len()).for_each(|_| html.push_str("<td></td>"));
        html.push_str("</tr>");
    }
    totals(pen, &fields, rivals.len(), card, html);
    html.push_str("</tbody></table>");
}

/// The heads of a scorecard: the rivals stand under their common label.
fn rival_heads(pen: &Pen<'_>, fields: &[&Field], rivals: &[&str], html: &mut String) {
    html.push_str("<tr>");
    number_head(pen, " rowspan=\"2\"", html);
    for field in fields {
        if matches!(field.value_type, FieldType::MapOfScores) {
            html.push_str(&format!(
                "<th scope=\"colgroup\" colspan=\"{}\">",
                rivals.len()
            ));
            escape(pen.context.label(*field), html);
            html.push_str("</th>");
        } else {
            column_head(pen, field, " rowspan=\"2\"", html);
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

/// The sum of the weights and each side's weighted total.
fn totals(
    pen: &Pen<'_>,
    fields: &[&Field],
    rivals: usize,
    card: Option<&Scorecard<'_>>,
    html: &mut String,
) {
    let two_decimals =
        |total: Option<f64>| total.map_or(String::new(), |total| format!("{total:.2}"));
    html.push_str("<tr class=\"sum\"><th scope=\"row\" colspan=\"2\">");
    escape(pen.context.strings().get("sheet-weighted-sum"), html);
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

/// The start of a table: its columns, and its label over all of them, repeated on every sheet of paper it runs on to.
fn open(pen: &Pen<'_>, table: &Table, widths: &[&str], html: &mut String) {
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
    escape(pen.context.label(table.field), html);
    html.push_str("</th></tr>");
}

fn number_head(pen: &Pen<'_>, span: &str, html: &mut String) {
    let head = pen.context.strings().get("sheet-row-number");
    html.extend(["<th scope=\"col\" class=\"n\"", span, ">"]);
    escape(head, html);
    html.push_str("</th>");
}

/// The head of a column: its label, and the values of an enum that may be written under it.
fn column_head(pen: &Pen<'_>, field: &Field, span: &str, html: &mut String) {
    html.extend(["<th scope=\"col\"", span, ">"]);
    escape(pen.context.label(field), html);
    if let FieldType::Enum(choices) = field.value_type
        && !choices.open
    {
        html.push_str("<small>");
        for (index, choice) in choices.values.iter().enumerate() {
            html.push_str(if index > 0 { " / " } else { "" });
            escape(pen.context.label(choice), html);
        }
        html.push_str("</small>");
    }
    html.push_str("</th>");
}

/// The width of a column by its type; those without share what is left.
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

fn cell(pen: &Pen<'_>, field: &Field, record: Option<&Record>, html: &mut String) {
    let value = record.and_then(|record| record.entry(&field.key));
    let value: Option<&Value> = value.map(|entry| &entry.value);
    html.push_str(match width(field) {
        "w-s" => CENTRED,
        _ => "<td>",
    });
    pen.table_cell(field, value, html);
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
    centred(&points(scores), html);
}

fn centred(figure: &str, html: &mut String) {
    html.extend([CENTRED, figure, "</td>"]);
}
