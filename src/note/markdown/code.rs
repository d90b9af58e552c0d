//! Finds code in a text, where every character is literal.

use super::dialect::OPTIONS;
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag};
use std::ops::Range;

/// Returns the code spans and the contents of fenced blocks, in order. Not included are the opening line of a block,
/// code that is only indented, and everything below an unclosed fence: both happen by accident. A fence within indented
/// code is intentional: tabs and admonitions of other programs are written that way.
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
    let mut ranges = Vec::new();
    for (event, range) in Parser::new_ext(source, OPTIONS).into_offset_iter() {
        match event {
            Event::Code(_) => ranges.push(range),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => ranges.extend(content(range)),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                fences_within(source, range, &mut ranges)
            }
            _ => {}
        }
    }
    ranges
}

/// Collects what is between fences within indented code.
fn fences_within(source: &str, block: Range<usize>, ranges: &mut Vec<Range<usize>>) {
    let mut open: Option<(usize, &str)> = None;
    let mut at = block.start;
    for line in source.get(block).unwrap_or_default().split_inclusive('\n') {
        let words = line.trim();
        let fence = ["```", "~~~"]
            .into_iter()
            .find(|fence| words.starts_with(fence));
        match (open, fence) {
            (None, Some(fence)) => open = Some((at + line.len(), fence)),
            (Some((start, first)), Some(fence))
                if fence == first && words.trim_matches(['`', '~']).is_empty() =>
            {
                ranges.push(start..at);
                open = None;
            }
            _ => {}
        }
        at += line.len();
    }
}

/// Returns whether an offset is in one of some ascending ranges.
pub(super) fn contains(ranges: &[Range<usize>], at: usize) -> bool {
    let before = ranges.partition_point(|range| range.start <= at);
    let last = before.checked_sub(1).and_then(|last| ranges.get(last));
    last.is_some_and(|range| range.contains(&at))
}
