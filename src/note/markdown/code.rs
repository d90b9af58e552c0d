//! Where a text is code: there every sign stands for itself.

use super::writer::OPTIONS;
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag};
use std::ops::Range;

/// The code spans and the contents of fenced blocks, in order. The line that opens a block is not among them, nor is code
/// that is only indented, or all that stands below a fence that is never closed: both happen by accident.
pub(in crate::note) fn code_ranges(source: &str) -> Vec<Range<usize>> {
    if !source.contains('`') && !source.contains("~~~") {
        return Vec::new();
    }
    let content = |block: Range<usize>| {
        let text = source.get(block.clone()).unwrap_or_default();
        let first_line = text.find('\n').map_or(text.len(), |end| end + 1);
        let last_line = text.trim_end().rsplit('\n').next().unwrap_or_default();
        let last_line = last_line.trim_matches(|one: char| one.is_whitespace() || one == '>');
        let is_closed = text.trim_end().contains('\n')
            && ["```", "~~~"].into_iter().any(|fence| {
                last_line.starts_with(fence) && last_line.trim_matches(['`', '~']).is_empty()
            });
        is_closed.then(|| block.start + first_line..block.end)
    };
    Parser::new_ext(source, OPTIONS)
        .into_offset_iter()
        .filter_map(|(event, range)| match event {
            Event::Code(_) => Some(range),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => content(range),
            _ => None,
        })
        .collect()
}

/// Whether a place lies in one of some ranges that are in order.
pub(super) fn is_in(ranges: &[Range<usize>], at: usize) -> bool {
    let before = ranges.partition_point(|range| range.start <= at);
    let last = before.checked_sub(1).and_then(|last| ranges.get(last));
    last.is_some_and(|range| range.contains(&at))
}
