//! Markup of blocks and of emphasis: paragraphs, headings, lists and tasks, quotations and callouts, code, tables.

use super::pieces::{Hole, Label};
use super::writer::Writer;
use crate::forms::Level;
use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Tag, TagEnd};

/// The check box of a task, which the style sheet draws.
const CHECK_BOX: &str = "<i class=\"task\"></i>";

impl Writer<'_> {
    pub(super) fn start_block(&mut self, tag: Tag) {
        if self.image.is_some() {
            return;
        }
        match tag {
            Tag::Emphasis => self.out.raw("<em>"),
            Tag::Strong => self.out.raw("<strong>"),
            Tag::Strikethrough => self.out.raw("<del>"),
            block => {
                self.start_line();
                self.start_block_element(block);
            }
        }
    }

    fn start_block_element(&mut self, tag: Tag) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.out.raw("<p>"),
            Tag::Heading { level, .. } => self.start_heading(level as u8),
            Tag::BlockQuote(Some(kind)) => self.start_callout(kind),
            Tag::CodeBlock(kind) => self.start_code(&kind),
            Tag::List(first_number) => self.start_list(first_number),
            Tag::Item => self.out.raw("<li>"),
            Tag::Table(alignments) => {
                self.alignments = alignments;
                self.has_table_body = false;
                self.out.raw("<div class=\"scroll\"><table>\n");
            }
            Tag::TableHead => {
                self.column = 0;
                self.is_in_table_head = true;
                self.out.raw("<thead><tr>");
            }
            Tag::TableRow => self.start_row(),
            Tag::TableCell => self.start_cell(),
            // Not part of the dialect, or handled elsewhere.
            _ => {}
        }
    }

    pub(super) fn end_block(&mut self, end: TagEnd) {
        if self.image.is_some() {
            return;
        }
        let markup = match end {
            TagEnd::Emphasis => "</em>",
            TagEnd::Strong => "</strong>",
            TagEnd::Strikethrough => "</del>",
            TagEnd::Paragraph | TagEnd::HtmlBlock => "</p>\n",
            TagEnd::Heading(level) => self.end_heading(level as u8),
            TagEnd::BlockQuote(None) => self.end_quotation(),
            TagEnd::BlockQuote(Some(_)) => "</div>\n",
            TagEnd::CodeBlock => {
                self.is_in_code = false;
                "</code></pre>\n"
            }
            TagEnd::List(is_ordered) => {
                self.lists.pop();
                if is_ordered { "</ol>\n" } else { "</ul>\n" }
            }
            TagEnd::Item => "</li>\n",
            TagEnd::Table if self.has_table_body => "</tbody></table></div>\n",
            TagEnd::Table => "</table></div>\n",
            TagEnd::TableHead => {
                self.is_in_table_head = false;
                "</tr></thead>\n"
            }
            TagEnd::TableRow => "</tr>\n",
            TagEnd::TableCell if self.is_in_table_head => self.end_head(),
            TagEnd::TableCell => "</td>",
            _ => "",
        };
        self.out.raw(markup);
        if !matches!(
            end,
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough
        ) {
            self.start_line();
        }
    }

    /// Ends a cell in a table head. The empty corner above the row names becomes a plain cell.
    fn end_head(&mut self) -> &'static str {
        let alignment = self.alignments.get(self.column.wrapping_sub(1));
        if !self.out.remove_end(head_tag(alignment)) {
            return "</th>";
        }
        self.out.raw("<td>");
        "</td>"
    }

    /// Registers the start of a line, which has no character before it.
    pub(super) fn start_line(&mut self) {
        self.last_character = None;
        self.line_break = None;
    }

    fn start_heading(&mut self, source_level: u8) {
        let level = shown_level(source_level);
        let index = self.add_heading(level);
        self.heading = Some(index);
        self.out.raw(heading_tags(level).0);
        self.out.hole(Hole::HeadingId(index));
        self.out.raw(">");
    }

    fn end_heading(&mut self, source_level: u8) -> &'static str {
        self.heading = None;
        if let Some(level) = self.heading_level.take() {
            self.out.hole(Hole::LevelOfHeading(level));
        }
        heading_tags(shown_level(source_level)).1
    }

    fn start_callout(&mut self, kind: BlockQuoteKind) {
        let (start, label) = match kind {
            BlockQuoteKind::Note => ("<div class=\"callout note\"><b>", Label::Note),
            BlockQuoteKind::Tip => ("<div class=\"callout tip\"><b>", Label::Tip),
            BlockQuoteKind::Important => ("<div class=\"callout important\"><b>", Label::Important),
            BlockQuoteKind::Warning => ("<div class=\"callout warning\"><b>", Label::Warning),
            BlockQuoteKind::Caution => ("<div class=\"callout caution\"><b>", Label::Caution),
        };
        self.out.raw(start);
        self.out.hole(Hole::Label(label));
        self.out.raw("</b>\n");
    }

    /// Starts a quotation, or a part of the text with its own level.
    pub(super) fn start_quotation(&mut self, level: Option<Level>) {
        if self.image.is_some() {
            return;
        }
        self.start_line();
        self.levelled_quotations.push(level.is_some());
        match level {
            Some(level) => drop(self.out.hole(Hole::LevelledPart(level))),
            None => self.out.raw("<blockquote>\n"),
        }
    }

    fn end_quotation(&mut self) -> &'static str {
        match self.levelled_quotations.pop() {
            Some(true) => "</div>\n",
            _ => "</blockquote>\n",
        }
    }

    fn start_code(&mut self, kind: &CodeBlockKind) {
        self.is_in_code = true;
        let information = match kind {
            CodeBlockKind::Fenced(information) => self.prepared.strip(information),
            CodeBlockKind::Indented => "".into(),
        };
        match information.split_whitespace().next() {
            Some(language) => {
                self.out.raw("<pre><code class=\"language-");
                self.out.escaped_attribute(language);
                self.out.raw("\">");
            }
            None => self.out.raw("<pre><code>"),
        }
    }

    fn start_list(&mut self, first_number: Option<u64>) {
        self.out
            .raw(if first_number.is_some() { "<ol" } else { "<ul" });
        // Only the items show whether it is a task list.
        let class = self.out.hole(Hole::Nothing);
        self.lists.push(class);
        match first_number {
            Some(number) if number != 1 => self.out.raw(&format!(" start=\"{number}\">\n")),
            _ => self.out.raw(">\n"),
        }
    }

    /// Writes the check box of the item that was just started.
    pub(super) fn task(&mut self, is_done: bool) {
        if let Some(class) = self.lists.last() {
            self.out.replace_hole(*class, Hole::TaskListClass);
        }
        if is_done {
            if self.out.remove_end("<li>") {
                self.out.raw("<li class=\"done\">");
            } else if self.out.remove_end("<li><p>") {
                self.out.raw("<li class=\"done\"><p>");
            }
        }
        self.out.raw(CHECK_BOX);
        let label = if is_done { Label::Done } else { Label::Open };
        self.out.hole(Hole::Label(label));
    }

    fn start_row(&mut self) {
        self.column = 0;
        if !self.has_table_body {
            self.has_table_body = true;
            self.out.raw("<tbody>");
        }
        self.out.raw("<tr>");
    }

    fn start_cell(&mut self) {
        let alignment = self.alignments.get(self.column);
        self.column += 1;
        let markup = match (self.is_in_table_head, alignment) {
            (true, alignment) => head_tag(alignment),
            (false, Some(Alignment::Right)) => "<td class=\"r\">",
            (false, Some(Alignment::Center)) => "<td class=\"c\">",
            (false, _) => "<td>",
        };
        self.out.raw(markup);
    }
}

/// Returns the start tag of a cell in a table head.
fn head_tag(alignment: Option<&Alignment>) -> &'static str {
    match alignment {
        Some(Alignment::Right) => "<th scope=\"col\" class=\"r\">",
        Some(Alignment::Center) => "<th scope=\"col\" class=\"c\">",
        _ => "<th scope=\"col\">",
    }
}

/// Returns the level shown for a heading: the headings of the page and of the note are above it, so `#` and `##` are
/// both a section.
fn shown_level(source_level: u8) -> u8 {
    (source_level + 1).clamp(3, 6)
}

/// Returns the start tag of a heading, up to its attributes, and its end tag.
fn heading_tags(level: u8) -> (&'static str, &'static str) {
    match level {
        3 => ("<h3", "</h3>\n"),
        4 => ("<h4", "</h4>\n"),
        5 => ("<h5", "</h5>\n"),
        _ => ("<h6", "</h6>\n"),
    }
}
