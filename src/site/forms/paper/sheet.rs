//! Sheets: one form of one note, or a blank one, as HTML. Owns the head, the grid of labels and values, and the foot;
//! lists are ruled by `table`.

use super::cell::{Pen, date, element};
use super::layout::{Hand, Layout, Origin, Row, Slot, Strip, Table};
use super::table::{Rows, list, scorecard};
use crate::domain::{Item, Project};
use crate::forms::{Entry, FieldType, Moment, Record, Value};
use crate::html::escape::{escape, escaped};
use crate::insight;

/// What a form is filled from.
pub(crate) struct Subject<'a> {
    /// The note.
    pub item: &'a Item,
    /// The account it belongs to.
    pub account: &'a Item,
    /// The note as a project, where it is one.
    pub project: Option<&'a Project>,
    /// The page of the note, from the page that the sheet stands on; nothing where the sheet stands alone.
    pub href: Option<String>,
}

/// Appends the sheet of a form.
pub(crate) fn write(
    pen: &Pen<'_>,
    layout: &Layout,
    subject: Option<&Subject<'_>>,
    id: &str,
    html: &mut String,
) {
    let desk = SheetWriter { pen, subject };
    html.push_str(&format!(
        "<section class=\"sheet f{}\" id=\"",
        layout.form.form
    ));
    escape(id, html);
    html.push_str("\">");
    desk.head(layout, html);
    for strip in &layout.strips {
        match strip {
            Strip::Grid(rows) => desk.grid(rows, html),
            Strip::Table(table) => desk.table(table, html),
        }
    }
    desk.foot(html);
    html.push_str("</section>\n");
}

/// One sheet while it is written.
struct SheetWriter<'a> {
    pen: &'a Pen<'a>,
    subject: Option<&'a Subject<'a>>,
}

impl<'a> SheetWriter<'a> {
    fn head(&self, layout: &Layout, html: &mut String) {
        let context = self.pen.context;
        let number = layout.form.form.to_string();
        let number = context.strings().with("form-no", &[("number", &number)]);
        html.push_str("<header>");
        let company = context.settings.company.as_deref().unwrap_or_default();
        element("p", company, html);
        element("h2", self.pen.context.label(layout.form), html);
        element("p", &number, html);
        html.push_str("</header>");
    }

    fn grid(&self, rows: &[Row], html: &mut String) {
        // Where no two fields stand beside each other there is nothing for a second pair of columns.
        let has_pairs = rows.iter().any(|row| matches!(row, Row::Short(_, Some(_))));
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
                Row::Short(first, Some(second)) => {
                    self.slot(first, "", html);
                    self.slot(second, "", html);
                }
                Row::Short(slot, None) | Row::Whole(slot) => self.slot(slot, whole, html),
                Row::Group(field) => {
                    html.push_str(&format!("<th class=\"group\" colspan=\"{group}\">"));
                    escape(self.pen.context.label(*field), html);
                    html.push_str("</th>");
                }
            }
            html.push_str("</tr>");
        }
        html.push_str("</tbody></table>");
    }

    fn slot(&self, slot: &Slot, span: &str, html: &mut String) {
        html.push_str("<th scope=\"row\">");
        escape(self.pen.context.label(slot.field), html);
        html.push_str("</th>");
        match slot.hand {
            Hand::Line => html.extend(["<td", span, ">"]),
            Hand::Lines(_) => html.extend(["<td class=\"ruled\"", span, ">"]),
            // What is written already needs no more room than it takes.
            Hand::Space(lines) => {
                let lines = if self.is_filled(slot) {
                    1
                } else {
                    lines.min(9)
                };
                html.push_str(&format!("<td class=\"h{lines}\"{span}>"));
            }
        }
        match (slot.from, slot.hand) {
            (Origin::AccountName, _) => self.account_name(html),
            (Origin::AccountCode, _) => self.account_code(html),
            (Origin::ProjectName, _) => self.project_name(html),
            (Origin::Note(under), Hand::Lines(lines)) => {
                self.lines(self.value(under, slot), lines, html);
            }
            (Origin::Note(under), _) => {
                self.pen.cell(slot.field, self.value(under, slot), html);
            }
        }
        html.push_str("</td>");
    }

    /// The record that a field lies in.
    fn record(&self, under: Option<&str>) -> Option<&'a Record> {
        let record = &self.subject?.item.record;
        match under {
            Some(key) => match &record.entry(key)?.value {
                Value::Record(inner) => Some(inner),
                _ => None,
            },
            None => Some(record),
        }
    }

    fn value(&self, under: Option<&str>, slot: &Slot) -> Option<&'a Value> {
        let record = self.record(under)?;
        record.entry(&slot.field.key).map(|entry| &entry.value)
    }

    fn is_filled(&self, slot: &Slot) -> bool {
        matches!(slot.from, Origin::Note(under) if self.value(under, slot).is_some())
    }

    fn account_name(&self, html: &mut String) {
        if let Some(subject) = self.subject {
            let name = subject.account.record.text("name").map(str::to_owned);
            escape(&name.unwrap_or_else(|| subject.account.name()), html);
        }
    }

    fn account_code(&self, html: &mut String) {
        if let Some(code) = self.subject.and_then(|one| one.account.record.text("code")) {
            escape(code, html);
        }
    }

    fn project_name(&self, html: &mut String) {
        if let Some(subject) = self.subject {
            escape(&subject.item.name(), html);
        }
    }

    /// Texts on ruled lines, numbered as one numbers them by hand.
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
        let record = self.record(table.under);
        let filled = record.map_or(&[][..], |record| match record.entry(&table.field.key) {
            Some(Entry {
                value: Value::Records(records),
                ..
            }) => records,
            _ => &[],
        });
        let rows = Rows {
            filled,
            empty: if filled.is_empty() { table.rows } else { 0 },
            printed: table.printed.filter(|_| self.subject.is_none()),
        };
        let scored = |one: &&crate::forms::Field| matches!(one.value_type, FieldType::MapOfScores);
        if table.schema.fields.iter().any(|field| scored(&field)) {
            let card = self.subject.and_then(|subject| subject.project);
            let card = card.and_then(insight::scorecard);
            scorecard(self.pen, table, &rows, card.as_ref(), html);
        } else {
            list(self.pen, table, &rows, html);
        }
    }

    /// Which note the sheet was filled from, and as of which day.
    fn foot(&self, html: &mut String) {
        let Some(subject) = self.subject else { return };
        let context = self.pen.context;
        let language = self.pen.language();
        let file = context.file_of(subject.item);
        let path = if file.is_empty() {
            subject.item.name()
        } else {
            file
        };
        let note = match &subject.href {
            Some(href) => format!("<a href=\"{}\">{}</a>", escaped(href), escaped(&path)),
            None => escaped(&path),
        };
        let day = date(Moment::of_day(context.viewpoint.as_of), language);
        let day = context.strings().with("sheet-as-of", &[("date", &day)]);
        let stop = language.pick("　", " · ");
        let from = escaped(context.strings().get("sheet-from"));
        html.push_str(&format!(
            "<footer>{from} {note}{stop}{}</footer>",
            escaped(&day)
        ));
    }
}
