//! Decides whether a field name within a line is used as a field, by its surroundings.

use super::FieldNames;
use super::{is_decoration, without_tag};
use std::ops::Range;

/// A name within a line, and the text on either side of it.
pub(super) struct Occurrence<'l> {
    line: &'l str,
    before: &'l str,
    after: &'l str,
    /// The same without emphasis, quotation marks and spaces next to the name.
    left: &'l str,
    right: &'l str,
}

impl<'l> Occurrence<'l> {
    pub fn of(line: &'l str, name: &Range<usize>) -> Occurrence<'l> {
        let (before, after) = (&line[..name.start], &line[name.end..]);
        let is_mark = |one: char| one.is_whitespace() || "*_\"“”'`".contains(one);
        Occurrence {
            line,
            before,
            after,
            left: before.trim_end_matches(is_mark),
            right: without_tag(after).trim_start_matches(is_mark),
        }
    }

    /// Returns whether it is not part of a longer word.
    pub fn is_word(&self) -> bool {
        let is_part = |one: char| !is_decoration(one) || one == '_';
        !self.before.ends_with(is_part) && !self.after.starts_with(is_part)
    }

    pub fn is_link(&self) -> bool {
        self.left.ends_with("[[") || self.right.starts_with("](")
    }

    /// Returns whether a value follows, or the name is in brackets.
    pub fn is_labelled(&self) -> bool {
        let is_bracketed =
            self.left.ends_with(['【', '[', '［']) && self.right.starts_with(['】', ']', '］']);
        self.right.starts_with([':', '：', '=', '＝', '∶']) || is_bracketed
    }

    /// Returns whether it is the whole text of an HTML element, or the title of a callout.
    pub fn is_title(&self) -> bool {
        let is_callout = self.left.trim_start().starts_with('>')
            && self.left.ends_with([']', '］', '】', '-', '+']);
        self.left.ends_with('>') && self.right.starts_with('<')
            || self.right.is_empty() && is_callout
    }

    /// Returns whether it is a cell of a line that is divided into columns.
    pub fn is_in(&self, columns: &Columns) -> bool {
        let is_cell = |separator: &char| {
            let begins = self.left.is_empty() || self.left.ends_with(*separator);
            begins
                && (self.right.is_empty() || self.right.starts_with(*separator))
                && self.line.contains(*separator)
        };
        let is_bar = |separator: &char| matches!(separator, '|' | '｜');
        let is_separated = |(separator, names): (&char, &usize)| {
            is_cell(separator) && (*names > 1 || is_bar(separator))
        };
        let has_tab = self.before.ends_with('\t') || self.after.starts_with('\t');
        let is_blank = self.before.ends_with(char::is_whitespace) && columns.by_blanks > 1;
        has_tab
            || is_blank
            || SEPARATORS
                .iter()
                .zip(&columns.by_separator)
                .any(is_separated)
    }
}

/// Separators of columns.
const SEPARATORS: [char; 7] = ['|', '｜', '\t', ',', '，', '、', ';'];

/// How many cells of a line are field names, for each separator.
pub(super) struct Columns {
    by_separator: [usize; SEPARATORS.len()],
    by_blanks: usize,
}

impl Columns {
    pub fn of(line: &str, names: &FieldNames) -> Columns {
        let is_name = |cell: &&str| names.contains(cell);
        Columns {
            by_separator: SEPARATORS.map(|separator| line.split(separator).filter(is_name).count()),
            by_blanks: line.split_whitespace().filter(is_name).count(),
        }
    }
}
