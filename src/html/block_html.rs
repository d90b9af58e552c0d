//! Serialises blocks for templates: the label, and the rows as one piece of HTML.
//!
//! Most of a page is rows of facts and tables, of which a large site has tens of thousands of pages: their markup is
//! written here once, everything around them belongs to the theme. It is compact: optional end tags are omitted, and
//! what the cells of a column have in common is stated once, by a class of the table.

use super::escape::escape;
use super::view::{Block, Column, Fact, Row};
use serde::ser::{Serialize, SerializeStruct, Serializer};

/// Tables with more columns than this are rearranged on a phone.
const NARROW_COLUMNS: usize = 3;
/// The number of columns that classes of the table can describe.
const MOST_DESCRIBED_COLUMNS: usize = 8;
/// The longest name or date that is kept on one line: 14 Chinese characters.
const LONGEST_UNBROKEN: usize = 28;

impl Serialize for Block {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut block = serializer.serialize_struct("Block", 9)?;
        let (kind, html, private) = match self {
            Block::Facts { rows, .. } => ("facts", facts(rows), false),
            Block::Table {
                columns,
                rows,
                private,
                class,
                ..
            } => {
                let html = table(columns, rows, is_stacked(columns, class));
                ("table", html, *private)
            }
            Block::Prose { html, private, .. } => ("prose", html.clone(), *private),
            Block::List { items, private, .. } => ("list", list(items), *private),
            Block::Figure { html, .. } => ("figure", html.clone(), false),
            Block::Alerts { html } => ("alerts", html.clone(), false),
            Block::Links { .. } => ("elsewhere", String::new(), false),
            Block::Muted { .. } => ("muted", String::new(), false),
        };
        block.serialize_field("kind", kind)?;
        block.serialize_field("label", self.label())?;
        block.serialize_field("html", &html)?;
        block.serialize_field("private", &private)?;
        match self {
            Block::Facts { folded, .. } => block.serialize_field("folded", folded)?,
            Block::Table { columns, class, .. } => {
                block.serialize_field("class", class)?;
                block.serialize_field("classes", &classes_of(class, columns))?;
                block.serialize_field("frame", frame(columns, class))?;
            }
            Block::Figure { note, fold, .. } => {
                block.serialize_field("note", note)?;
                block.serialize_field("fold", fold)?;
            }
            Block::Links { links } => block.serialize_field("links", links)?,
            Block::Muted { text } => block.serialize_field("text", text)?,
            Block::Prose { .. } | Block::List { .. } | Block::Alerts { .. } => {}
        }
        block.end()
    }
}

/// Returns whether a table is rearranged on a phone, each cell after its label. The data of a chart keeps its columns.
fn is_stacked(columns: &[Column], class: &str) -> bool {
    columns.len() > NARROW_COLUMNS && class != "data"
}

/// The class of a table's frame: `stackable` if a script rearranges it on a phone, `stack` if its cells are labelled
/// already.
fn frame(columns: &[Column], class: &str) -> &'static str {
    let has_cell_labels = columns.iter().any(|column| column.labels_cells);
    match is_stacked(columns, class) {
        true if has_cell_labels => " stack",
        true => " stackable",
        false => "",
    }
}

/// The classes of a table: its own, and those that describe its columns: `lines k1 k3 r4`. See `.k1` in the style
/// sheet.
fn classes_of(class: &str, columns: &[Column]) -> String {
    let mut classes = class.to_owned();
    for (at, column) in columns.iter().take(MOST_DESCRIBED_COLUMNS).enumerate() {
        if !column.class.is_empty() {
            let space = if classes.is_empty() { "" } else { " " };
            classes.push_str(&format!("{space}{}{}", column.class, at + 1));
        }
    }
    classes
}

fn facts(rows: &[Fact]) -> String {
    let mut html = String::with_capacity(rows.len() * 64);
    for fact in rows {
        html.push_str("<div><dt>");
        escape(&fact.label, &mut html);
        if !fact.mark.is_empty() {
            html.push_str(" <i class=chip>");
            escape(&fact.mark, &mut html);
            html.push_str("</i>");
        }
        html.push_str("<dd>");
        html.push_str(&fact.html);
        html.push_str("</div>");
    }
    html
}

fn list(items: &[String]) -> String {
    let mut html = String::new();
    for item in items {
        html.push_str("<li>");
        html.push_str(item);
    }
    html
}

/// The head and bodies of a table; a row of class `group` begins a new body. The cells of a stacked table carry their
/// labels if no script can add them.
fn table(columns: &[Column], rows: &[Row], is_stacked: bool) -> String {
    let mut html = String::with_capacity(rows.len() * columns.len() * 48);
    html.push_str("<thead><tr>");
    for column in columns {
        if column.label.is_empty() {
            // A column without a label needs no heading cell.
            html.push_str("<td>");
            continue;
        }
        open_tag("<th", column.class, &mut html);
        escape(&column.label, &mut html);
    }
    html.push_str("\n<tbody>");
    for (index, row) in rows.iter().enumerate() {
        if row.class == "group" {
            if index > 0 {
                html.push_str("\n<tbody>");
            }
            let span = columns.len();
            html.push_str(&format!(
                "<tr class=group><th scope=rowgroup colspan={span}>"
            ));
            html.push_str(row.cells.first().map_or("", String::as_str));
            html.push('\n');
            continue;
        }
        open_tag("<tr", row.class, &mut html);
        cells(columns, row, is_stacked, &mut html);
        // In an empty cell a line break would count as content.
        if row.cells.last().is_some_and(|last| !last.is_empty()) {
            html.push('\n');
        }
    }
    html
}

fn cells(columns: &[Column], row: &Row, is_stacked: bool, html: &mut String) {
    for (index, (column, cell)) in columns.iter().zip(&row.cells).enumerate() {
        let class = class_of(column.class, cell, index);
        if index == 0 {
            open_tag("<th scope=row", class, html);
            html.push_str(cell);
            continue;
        }
        html.push_str("<td");
        if column.labels_cells && is_stacked && !column.label.is_empty() {
            html.push_str(" data-l=\"");
            escape(&column.label, html);
            html.push('"');
        }
        open_tag("", class, html);
        html.push_str(cell);
    }
}

/// The class of a cell. Long values in unbroken columns may break; other classes are stated by the table, except in
/// columns beyond those it can describe.
fn class_of<'c>(class: &'c str, cell: &str, index: usize) -> &'c str {
    match class {
        "k" if displayed_width(cell) > LONGEST_UNBROKEN => "long",
        _ if index >= MOST_DESCRIBED_COLUMNS => class,
        _ => "",
    }
}

/// The displayed width of HTML: two for a Chinese character, one for a Latin letter; none for tags and for the
/// invisible titles of drawings.
fn displayed_width(html: &str) -> usize {
    let width = |letter: char| if letter.is_ascii() { 1 } else { 2 };
    let shown = html.split('<').map(|piece| match piece.split_once('>') {
        Some(("title", _)) => "",
        Some((_, text)) => text,
        None => piece,
    });
    shown.flat_map(str::chars).map(width).sum()
}

/// Writes an opening tag with its class, if any. A class is one word, so it needs no quotes.
fn open_tag(tag: &str, class: &str, html: &mut String) {
    html.push_str(tag);
    if !class.is_empty() {
        html.extend([" class=", class]);
    }
    html.push('>');
}
