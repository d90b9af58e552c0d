//! Writes one sheet as HTML: one form, blank or filled from a note. Covers the head, the grid of labels and values, and
//! the foot; lists are written by `table`.

use super::cell::{CellWriter, element, paper_date};
use super::layout::{FieldCell, Layout, Row, SheetPart, Table, ValueSource, WritingSpace};
use super::table::{TableRows, write_list, write_scorecard};
use crate::domain::{Account, Item, Project};
use crate::forms::{Entry, FieldType, Moment, Record, Value};
use crate::html::escape::{escape, escaped};
use crate::insight;

/// The note that a sheet is filled from.
pub(crate) struct SheetSource<'a> {
    /// The note.
    pub item: &'a Item,
    /// The account it belongs to.
    pub account: &'a Account,
    /// The note's project, if it is a project note.
    pub project: Option<&'a Project>,
    /// The relative link to the note's page; `None` in a standalone document.
    pub href: Option<String>,
}

/// Appends the sheet of a form.
pub(crate) fn write_sheet(
    cells: &CellWriter<'_>,
    layout: &Layout,
    source: Option<&SheetSource<'_>>,
    id: &str,
    html: &mut String,
) {
    let sheet = SheetWriter { cells, source };
    html.push_str(&format!(
        "<section class=\"sheet f{}\" id=\"",
        layout.form.form
    ));
    escape(id, html);
    html.push_str("\">");
    sheet.head(layout, html);
    for part in &layout.parts {
        match part {
            SheetPart::Grid(rows) => sheet.grid(rows, html),
            SheetPart::Table(table) => sheet.table(table, html),
        }
    }
    sheet.foot(html);
    html.push_str("</section>\n");
}

/// Writes the parts of one sheet.
struct SheetWriter<'a> {
    cells: &'a CellWriter<'a>,
    source: Option<&'a SheetSource<'a>>,
}

impl<'a> SheetWriter<'a> {
    fn head(&self, layout: &Layout, html: &mut String) {
        let context = self.cells.context;
        let number = layout.form.form.to_string();
        let number = context.strings().with("form-no", &[("number", &number)]);
        html.push_str("<header>");
        let company = context.settings.company.as_deref().unwrap_or_default();
        element("p", company, html);
        element("h2", self.cells.context.label(layout.form), html);
        element("p", &number, html);
        html.push_str("</header>");
    }

    fn grid(&self, rows: &[Row], html: &mut String) {
        // If no two fields share a row, a second pair of columns is not needed.
        let has_pairs = rows
            .iter()
            .any(|row| matches!(row, Row::Fields(_, Some(_))));
        let (columns, whole, group) = match has_pairs {
            true => ("<col><col><col><col>", " colspan=\"3\"", 4),
            false => ("<col><col>", "", 2),
        };
        html.push_str(&format!(
            "<table class=\"grid\"><colgroup>{columns}</colgroup><tbody>"
        ));
        for row in rows {
            html.push_str("<tr>");
            match row {
                Row::Fields(first, Some(second)) => {
                    self.cell(first, "", html);
                    self.cell(second, "", html);
                }
                Row::Fields(cell, None) | Row::FullWidth(cell) => self.cell(cell, whole, html),
                Row::Heading(field) => {
                    html.push_str(&format!("<th class=\"group\" colspan=\"{group}\">"));
                    escape(self.cells.context.label(*field), html);
                    html.push_str("</th>");
                }
            }
            html.push_str("</tr>");
        }
        html.push_str("</tbody></table>");
    }

    fn cell(&self, cell: &FieldCell, span: &str, html: &mut String) {
        html.push_str("<th scope=\"row\">");
        escape(self.cells.context.label(cell.field), html);
        html.push_str("</th>");
        match cell.space {
            WritingSpace::Line => html.extend(["<td", span, ">"]),
            WritingSpace::RuledLines(_) => html.extend(["<td class=\"ruled\"", span, ">"]),
            // A filled cell needs no extra space.
            WritingSpace::Free(lines) => {
                let lines = if self.is_filled(cell) {
                    1
                } else {
                    lines.min(9)
                };
                html.push_str(&format!("<td class=\"h{lines}\"{span}>"));
            }
        }
        match (cell.source, cell.space) {
            (ValueSource::AccountName, _) => self.account_name(html),
            (ValueSource::AccountCode, _) => self.account_code(html),
            (ValueSource::ProjectName, _) => self.project_name(html),
            (ValueSource::Note(parent), WritingSpace::RuledLines(lines)) => {
                self.lines(self.value(parent, cell), lines, html);
            }
            (ValueSource::Note(parent), _) => {
                self.cells.cell(cell.field, self.value(parent, cell), html);
            }
        }
        html.push_str("</td>");
    }

    /// The record that contains a field.
    fn record(&self, parent: Option<&str>) -> Option<&'a Record> {
        let record = &self.source?.item.record;
        match parent {
            Some(key) => match &record.entry(key)?.value {
                Value::Record(inner) => Some(inner),
                _ => None,
            },
            None => Some(record),
        }
    }

    fn value(&self, parent: Option<&str>, cell: &FieldCell) -> Option<&'a Value> {
        let record = self.record(parent)?;
        record.entry(&cell.field.key).map(|entry| &entry.value)
    }

    fn is_filled(&self, cell: &FieldCell) -> bool {
        matches!(cell.source, ValueSource::Note(parent) if self.value(parent, cell).is_some())
    }

    fn account_name(&self, html: &mut String) {
        if let Some(source) = self.source {
            let name = source.account.name().map(str::to_owned);
            escape(&name.unwrap_or_else(|| source.account.item.name()), html);
        }
    }

    fn account_code(&self, html: &mut String) {
        if let Some(code) = self.source.and_then(|one| one.account.code()) {
            escape(code, html);
        }
    }

    fn project_name(&self, html: &mut String) {
        if let Some(source) = self.source {
            escape(&source.item.name(), html);
        }
    }

    /// Texts on ruled, numbered lines.
    fn lines(&self, value: Option<&Value>, lines: usize, html: &mut String) {
        html.push_str("<ol>");
        match value {
            Some(Value::Texts(texts)) if !texts.is_empty() => {
                texts.iter().for_each(|text| element("li", text, html));
            }
            _ => (0..lines).for_each(|_| html.push_str("<li></li>")),
        }
        html.push_str("</ol>");
    }

    fn table(&self, table: &Table, html: &mut String) {
        let record = self.record(table.parent);
        let filled = record.map_or(&[][..], |record| match record.entry(&table.field.key) {
            Some(Entry {
                value: Value::Records(records),
                ..
            }) => records,
            _ => &[],
        });
        let rows = TableRows {
            filled,
            empty: if filled.is_empty() { table.rows } else { 0 },
            preprinted: table.preprinted.filter(|_| self.source.is_none()),
        };
        let scored = |one: &&crate::forms::Field| matches!(one.value_type, FieldType::MapOfScores);
        if table.schema.fields.iter().any(|field| scored(&field)) {
            let card = self.source.and_then(|source| source.project);
            let card = card.and_then(insight::scorecard);
            write_scorecard(self.cells, table, &rows, card.as_ref(), html);
        } else {
            write_list(self.cells, table, &rows, html);
        }
    }

    /// The note that the sheet was filled from, and the as-of day.
    fn foot(&self, html: &mut String) {
        let Some(source) = self.source else { return };
        let context = self.cells.context;
        let language = self.cells.language();
        let file = context.file_of(source.item);
        let path = if file.is_empty() {
            source.item.name()
        } else {
            file
        };
        let note = match &source.href {
            Some(href) => format!("<a href=\"{}\">{}</a>", escaped(href), escaped(&path)),
            None => escaped(&path),
        };
        let day = paper_date(Moment::of_day(context.viewpoint.as_of), language);
        let day = context.strings().with("sheet-as-of", &[("date", &day)]);
        let from = escaped(context.strings().get("sheet-from"));
        let facts = language.facts(&[format!("{from} {note}"), escaped(&day)]);
        html.push_str(&format!("<footer>{facts}</footer>"));
    }
}
