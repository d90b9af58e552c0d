//! Blocks as templates are given them: the label, and the rows as one piece of HTML.
//!
//! A page is mostly rows of facts and tables, made 33,000 times over: their markup is written here once, while what
//! stands around them is the theme's. It is written short: end tags that HTML lets one leave out are left out, and what all
//! cells of a column have in common is said once, by the table.

use super::escape::escape;
use super::view::{Block, Column, Fact, Row};
use serde::ser::{Serialize, SerializeStruct, Serializer};

/// A table with more columns than this is laid out anew on a phone.
const NARROW_COLUMNS: usize = 3;
/// So many columns of a table are described by its classes.
const MOST_COUNTED: usize = 8;
/// Names and dates up to this width stay on one line; 14 Chinese characters.
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
            Block::Elsewhere { .. } => ("elsewhere", String::new(), false),
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
            Block::Elsewhere { links } => block.serialize_field("links", links)?,
            Block::Muted { text } => block.serialize_field("text", text)?,
            Block::Prose { .. } | Block::List { .. } | Block::Alerts { .. } => {}
        }
        block.end()
    }
}

/// Whether a table is laid out anew on a phone, each cell behind its label. The data of a figure keeps its columns.
fn is_stacked(columns: &[Column], class: &str) -> bool {
    columns.len() > NARROW_COLUMNS && class != "data"
}

/// The class of the frame of a table: `stackable` for one that a script lays out anew on a phone, `stack` where none is needed.
fn frame(columns: &[Column], class: &str) -> &'static str {
    let tells_itself = columns.iter().any(|column| column.is_told_by_cells);
    match is_stacked(columns, class) {
        true if tells_itself => " stack",
        true => " stackable",
        false => "",
    }
}

/// The classes of a table, its own and those that say what its columns are: `lines k1 k3 r4`. See `.k1` in the style sheet.
fn classes_of(class: &str, columns: &[Column]) -> String {
    let mut classes = class.to_owned();
    for (at, column) in columns.iter().take(MOST_COUNTED).enumerate() {
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

/// Head and bodies of a table; a row of the class `group` begin a body of its own. The cells of a stacked table bear the
/// labels of their columns where no script can put them there.
fn table(columns: &[Column], rows: &[Row], is_stacked: bool) -> String {
    let mut html = String::with_capacity(rows.len() * columns.len() * 48);
    html.push_str("<thead><tr>");
    for column in columns {
        if column.label.is_empty() {
            // The head of nothing: what stands below says what it is by itself.
            html.push_str("<td>");
            continue;
        }
        open("<th", column.class, &mut html);
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
        open("<tr", row.class, &mut html);
        cells(columns, row, is_stacked, &mut html);
        // In a cell that holds nothing, a line break would be something.
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
            open("<th scope=row", class, html);
            html.push_str(cell);
            continue;
        }
        html.push_str("<td");
        if column.is_told_by_cells && is_stacked && !column.label.is_empty() {
            html.push_str(" data-l=\"");
            escape(&column.label, html);
            html.push('"');
        }
        open("", class, html);
        html.push_str(cell);
    }
}

/// The class of a cell: what does not break in its column breaks all the same where it is long. What its column is, the
/// table says; cells say it themselves only in columns that no table counts.
fn class_of<'c>(class: &'c str, cell: &str, index: usize) -> &'c str {
    match class {
        "k" if shown_width(cell) > LONGEST_UNBROKEN => "long",
        _ if index >= MOST_COUNTED => class,
        _ => "",
    }
}

/// How wide a piece of HTML is shown: a Chinese character counts two, a Latin letter one; tags, and the titles of
/// drawings, which nobody sees, nothing.
fn shown_width(html: &str) -> usize {
    let width = |letter: char| if letter.is_ascii() { 1 } else { 2 };
    let shown = html.split('<').map(|piece| match piece.split_once('>') {
        Some(("title", _)) => "",
        Some((_, text)) => text,
        None => piece,
    });
    shown.flat_map(str::chars).map(width).sum()
}

/// The end of an opening tag, with its class if it has one. A class is one word, so it needs no quotes.
fn open(tag: &str, class: &str, html: &mut String) {
    html.push_str(tag);
    if !class.is_empty() {
        html.extend([" class=", class]);
    }
    html.push('>');
}
