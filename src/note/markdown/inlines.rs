//! Inline content other than links: text, code, raw HTML, line breaks.

use super::body::ProblemKind;
use super::pieces::Hole;
use super::writer::Writer;
use super::{bare, cjk};
use std::ops::Range;

impl Writer<'_> {
    /// Collects text until another kind of event.
    pub(super) fn collect_text(&mut self, text: &str, range: &Range<usize>) {
        if self.is_in_code {
            let text = self.prepared.strip(text);
            self.out.escaped(&text);
            return;
        }
        let span = self.prepared.source_range(range);
        if self.text.is_empty() {
            self.text_span = span;
        } else {
            self.text_span.end = span.end;
        }
        self.prepared.strip_into(text, &mut self.text);
    }

    /// Writes the collected text.
    pub(super) fn flush_text(&mut self) {
        if self.text.is_empty() {
            return;
        }
        let text = std::mem::take(&mut self.text);
        if text.contains(']') {
            self.find_links_with_spaces();
        }
        if self.begin_text(&text) {
            if text.contains(':') && self.open_links.is_empty() {
                self.text_with_addresses(&text);
            } else {
                self.out.escaped(&text);
            }
        }
        // Reuses the allocation.
        self.text = text;
        self.text.clear();
    }

    /// Registers the text that is written next; returns false if it does not go into the HTML.
    fn begin_text(&mut self, text: &str) -> bool {
        if let Some(image) = &mut self.image {
            if !image.is_muted {
                image.alternative.push_str(text);
            }
            return false;
        }
        if let Some(heading) = self.heading.and_then(|at| self.body.headings.get_mut(at)) {
            heading.text.push_str(text);
        }
        let neighbours = self.last_character.zip(text.chars().next());
        if let Some(hole) = self.line_break.take()
            && neighbours.is_some_and(|(before, after)| cjk::joins(before, after))
        {
            self.out.replace_hole(hole, Hole::Nothing);
        }
        self.last_character = text.chars().next_back();
        !self.open_links.last().is_some_and(|link| link.is_muted)
    }

    fn text_with_addresses(&mut self, text: &str) {
        let mut written = 0;
        for range in bare::addresses(text) {
            self.out
                .escaped(text.get(written..range.start).unwrap_or_default());
            written = range.end;
            let address = text.get(range).unwrap_or_default();
            self.out.external_link_start(address, "");
            self.out.escaped(address);
            self.out.raw("</a>");
        }
        self.out.escaped(text.get(written..).unwrap_or_default());
    }

    fn find_links_with_spaces(&mut self) {
        for span in bare::links_with_spaces(self.source, self.text_span.clone()) {
            self.problem(ProblemKind::LinkWithSpace, span);
        }
    }

    pub(super) fn code(&mut self, code: &str) {
        let code = self.prepared.strip(code);
        if self.begin_text(&code) {
            self.out.raw("<code>");
            self.out.escaped(&code);
            self.out.raw("</code>");
        }
    }

    /// Writes raw HTML as text.
    pub(super) fn raw_html(&mut self, html: &str) {
        let html = self.prepared.strip(html);
        if self.begin_text(&html) {
            self.out.escaped(&html);
        }
    }

    pub(super) fn soft_break(&mut self) {
        if let Some(image) = &mut self.image {
            image.alternative.push(' ');
            return;
        }
        if let Some(heading) = self.heading.and_then(|at| self.body.headings.get_mut(at)) {
            heading.text.push(' ');
        }
        // Between Chinese characters a browser would show a gap.
        if self.last_character.is_some_and(cjk::is_chinese) {
            self.line_break = Some(self.out.hole(Hole::LineBreak));
        } else {
            self.out.raw("\n");
        }
    }

    pub(super) fn hard_break(&mut self) {
        if self.image.is_some() {
            self.soft_break();
            return;
        }
        self.start_line();
        self.out.raw("<br>\n");
    }
}
