//! Blocks as templates are given them: the label, and the rows as one piece of HTML.
//!
//! A page is mostly rows of facts and tables, made 33,000 times over: their markup is written here once, while what
//! stands around them is the theme's.

use super::escape::escape;
use super::view::{Block, Column, Fact, Row};
use serde::ser::{Serialize, SerializeStruct, Serializer};

/// A table with more columns than this is laid out anew on a phone.
const NARROW_COLUMNS: usize = 3;
/// Names and dates up to this width stay on one line; 14 Chinese characters.
const LONGEST_UNBROKEN: usize = 28;

impl Serialize for Block {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut block = serializer.serialize_struct("Block", 9)?;
        let (kind, label, html, private) = match self {
            Block::Facts { label, rows, .. } => ("facts", label.as_str(), facts(rows), false),
            Block::Table {
                label,
                columns,
                rows,
                private,
                class,
            } => (
                "table",
                label.as_str(),
                table(columns, rows, is_stacked(columns, class)),
                *private,
            ),
            Block::Prose {
                label,
                html,
                private,
            } => ("prose", label.as_str(), html.clone(), *private),
            Block::List {
                label,
                items,
                private,
            } => ("list", label.as_str(), list(items), *private),
            Block::Figure { label, html, .. } => ("figure", label.as_str(), html.clone(), false),
            Block::Alerts { html } => ("alerts", "", html.clone(), false),
            Block::Muted { .. } => ("muted", "", String::new(), false),
        };
        block.serialize_field("kind", kind)?;
        block.serialize_field("label", label)?;
        block.serialize_field("html", &html)?;
        block.serialize_field("private", &private)?;
        match self {
            Block::Facts { folded, .. } => block.serialize_field("folded", folded)?,
            Block::Table { columns, class, .. } => {
                block.serialize_field("class", class)?;
                block.serialize_field("wide", &is_stacked(columns, class))?;
            }
            Block::Figure { note, fold, .. } => {
                block.serialize_field("note", note)?;
                block.serialize_field("fold", fold)?;
            }
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

fn facts(rows: &[Fact]) -> String {
    let mut html = String::with_capacity(rows.len() * 64);
    for fact in rows {
        html.push_str("<div><dt>");
        escape(&fact.label, &mut html);
        if !fact.mark.is_empty() {
            html.push_str(" <i class=\"chip\">");
            escape(&fact.mark, &mut html);
            html.push_str("</i>");
        }
        html.push_str("</dt><dd>");
        html.push_str(&fact.html);
        html.push_str("</dd></div>");
    }
    html
}

fn list(items: &[String]) -> String {
    let mut html = String::new();
    for item in items {
        html.push_str("<li>");
        html.push_str(item);
        html.push_str("</li>");
    }
    html
}

/// Head and bodies of a table; a row of the class `group` begins a body of its own. The cells of a stacked table bear the
/// labels of their columns.
fn table(columns: &[Column], rows: &[Row], is_stacked: bool) -> String {
    let mut html = String::with_capacity(rows.len() * columns.len() * 48);
    html.push_str("<thead><tr>");
    for column in columns {
        if column.label.is_empty() {
            // The head of nothing: what stands below says what it is by itself.
            html.push_str("<td></td>");
            continue;
        }
        open("<th scope=\"col\"", column.class, &mut html);
        escape(&column.label, &mut html);
        html.push_str("</th>");
    }
    html.push_str("</tr></thead>\n<tbody>");
    for (index, row) in rows.iter().enumerate() {
        if row.class == "group" {
            if index > 0 {
                html.push_str("</tbody>\n<tbody>");
            }
            let span = columns.len();
            html.push_str(&format!(
                "<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"{span}\">"
            ));
            html.push_str(row.cells.first().map_or("", String::as_str));
            html.push_str("</th></tr>\n");
            continue;
        }
        open("<tr", row.class, &mut html);
        cells(columns, row, is_stacked, &mut html);
        html.push_str("</tr>\n");
    }
    html.push_str("</tbody>");
    html
}

fn cells(columns: &[Column], row: &Row, is_stacked: bool, html: &mut String) {
    for (index, (column, cell)) in columns.iter().zip(&row.cells).enumerate() {
        let class = class_of(column.class, cell);
        if index == 0 {
            open("<th scope=\"row\"", class, html);
            html.push_str(cell);
            html.push_str("</th>");
            continue;
        }
        html.push_str("<td");
        if !class.is_empty() {
            html.extend([" class=\"", class, "\""]);
        }
        if is_stacked && !column.label.is_empty() {
            html.push_str(" data-l=\"");
            escape(&column.label, html);
            html.push('"');
        }
        html.push('>');
        html.push_str(cell);
        html.push_str("</td>");
    }
}

/// The class of a cell: what does not break in its column breaks all the same where it is long.
fn class_of<'c>(class: &'c str, cell: &str) -> &'c str {
    match class {
        "k" if shown_width(cell) > LONGEST_UNBROKEN => "long",
        _ => class,
    }
}

/// How wide a piece of HTML is shown: a Chinese character counts two, a Latin letter one, tags nothing.
fn shown_width(html: &str) -> usize {
    let mut in_tag = false;
    let width = |letter: char| match letter {
        '<' => {
            in_tag = true;
            0
        }
        '>' => {
            in_tag = false;
            0
        }
        _ if in_tag => 0,
        _ if letter.is_ascii() => 1,
        _ => 2,
    };
    html.chars().map(width).sum()
}

/// An opening tag with its class, if it has one.
fn open(tag: &str, class: &str, html: &mut String) {
    html.push_str(tag);
    if !class.is_empty() {
        html.extend([" class=\"", class, "\""]);
    }
    html.push('>');
}
