//! A name of a field within a line: whether what stands around it makes a field of it.

use super::names::is_name;
use super::{is_decoration, without_tag};
use std::ops::Range;

/// A name within a line, and what stands on either side of it.
pub(super) struct Spot<'l> {
    line: &'l str,
    before: &'l str,
    after: &'l str,
    /// The same without emphasis, quotation marks and blanks next to the name.
    left: &'l str,
    right: &'l str,
}

impl<'l> Spot<'l> {
    pub fn of(line: &'l str, name: &Range<usize>) -> Spot<'l> {
        let (before, after) = (&line[..name.start], &line[name.end..]);
        let is_mark = |one: char| one.is_whitespace() || "*_\"“”'`".contains(one);
        Spot {
            line,
            before,
            after,
            left: before.trim_end_matches(is_mark),
            right: without_tag(after).trim_start_matches(is_mark),
        }
    }

    /// Whether it is no part of a longer word.
    pub fn is_word(&self) -> bool {
        let is_part = |one: char| !is_decoration(one) || one == '_';
        !self.before.ends_with(is_part) && !self.after.starts_with(is_part)
    }

    pub fn is_link(&self) -> bool {
        self.left.ends_with("[[") || self.right.starts_with("](")
    }

    /// Whether a value follows, or the name stands in brackets of its own.
    pub fn is_labelled(&self) -> bool {
        let is_bracketed =
            self.left.ends_with(['【', '[', '［']) && self.right.starts_with(['】', ']', '］']);
        self.right.starts_with([':', '：', '=', '＝', '∶']) || is_bracketed
    }

    /// Whether it is all of an HTML element, or the title of a callout.
    pub fn is_title(&self) -> bool {
        let is_callout = self.left.trim_start().starts_with('>')
            && self.left.ends_with([']', '］', '】', '-', '+']);
        self.left.ends_with('>') && self.right.starts_with('<')
            || self.right.is_empty() && is_callout
    }

    /// Whether it is a cell of a line that is cut into columns, however they are cut.
    pub fn is_in(&self, columns: &Columns) -> bool {
        let is_cell = |cut: &char| {
            let begins = self.left.is_empty() || self.left.ends_with(*cut);
            begins
                && (self.right.is_empty() || self.right.starts_with(*cut))
                && self.line.contains(*cut)
        };
        let is_bar = |cut: &char| matches!(cut, '|' | '｜');
        let is_cut = |(cut, names): (&char, &usize)| is_cell(cut) && (*names > 1 || is_bar(cut));
        let has_tab = self.before.ends_with('\t') || self.after.starts_with('\t');
        let is_blank = self.before.ends_with(char::is_whitespace) && columns.by_blanks > 1;
        has_tab || is_blank || CUTS.iter().zip(&columns.by_cut).any(is_cut)
    }
}

/// What cuts a line into columns.
const CUTS: [char; 7] = ['|', '｜', '\t', ',', '，', '、', ';'];

/// How many names of fields a line has as columns, by what cuts it.
pub(super) struct Columns {
    by_cut: [usize; CUTS.len()],
    by_blanks: usize,
}

impl Columns {
    pub fn of(line: &str) -> Columns {
        Columns {
            by_cut: CUTS.map(|cut| line.split(cut).filter(|cell| is_name(cell)).count()),
            by_blanks: line.split_whitespace().filter(|cell| is_name(cell)).count(),
        }
    }
}
