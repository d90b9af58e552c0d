//! Formats a diagnostic for people: the source line with the place marked, and a hint.

use super::located::Located;
use super::phrase::sentence;
use crate::console::printed::{excerpt, one_line};
use crate::text::{Language, Severity};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use std::ops::Range;

/// Formats a diagnostic on a few lines, followed by an empty one.
pub(crate) fn human((diagnostic, place): &Located<'_>, language: Language) -> String {
    let level = level(diagnostic.severity(), language);
    let message = sentence(&diagnostic.message(language));
    let hint = diagnostic.hint(language);
    let hint = hint.map(|hint| sentence(&hint));
    let source = &diagnostic.source;
    let path = one_line(&source.path);
    let title = level
        .primary_title(message.as_str())
        .id(diagnostic.code.name());
    let group = match diagnostic.span.zip(*place) {
        Some((_, place)) if diagnostic.is_redacted => {
            let origin = Origin::path(path.as_ref()).line(place.line);
            title.element(origin.char_column(place.column))
        }
        Some((span, place)) if !source.text.is_empty() => {
            let (line, range) = marked(&source.text, span.start as usize, span.end as usize);
            if line.trim().is_empty() {
                // A blank line is not quoted.
                let origin = Origin::path(path.as_ref()).line(place.line);
                return rendered(title.element(origin), hint.as_deref(), language);
            }
            let (line, range) = escaped(line, range);
            let snippet = Snippet::source(line)
                .line_start(place.line)
                .path(path.as_ref());
            title.element(snippet.annotation(AnnotationKind::Primary.span(range)))
        }
        _ => title.element(Origin::path(path.as_ref())),
    };
    rendered(group, hint.as_deref(), language)
}

/// Renders a diagnostic with its hint.
fn rendered<'a>(mut group: Group<'a>, hint: Option<&'a str>, language: Language) -> String {
    if let Some(hint) = hint {
        let help = Level::HELP.with_name(language.phrase("publish.help"));
        group = group.element(help.message(hint));
    }
    let renderer = Renderer::styled().decor_style(DecorStyle::Unicode);
    format!("{}\n\n", renderer.render(&[group]))
}

fn level(severity: Severity, language: Language) -> Level<'static> {
    let (level, name) = match severity {
        Severity::Error => (Level::ERROR, "publish.error"),
        Severity::Warning => (Level::WARNING, "publish.warning"),
        Severity::Info => (Level::INFO, "publish.info"),
    };
    level.with_name(language.phrase(name))
}

/// Returns the line in which a range begins and the range to mark in it: on character boundaries, at least one
/// character if the line has one. Only that line is passed to the renderer, which scans all the text it is given.
fn marked(text: &str, start: usize, end: usize) -> (&str, Range<usize>) {
    let floor = |mut offset: usize| {
        offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    };
    let start = floor(start);
    let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let line_end = text[start..]
        .find('\n')
        .map_or(text.len(), |newline| start + newline);
    let line_end = match text[line_start..line_end].ends_with('\r') {
        true => line_end - 1,
        false => line_end,
    };
    let start = start.min(line_end);
    let end = floor(end).clamp(start, line_end);
    let first = text[start..line_end]
        .chars()
        .next()
        .map_or(0, char::len_utf8);
    let end = end.max(start + first);
    (
        &text[line_start..line_end],
        start - line_start..end - line_start,
    )
}

/// Returns a line with control characters escaped, and the marked range in it.
fn escaped(line: &str, marked: Range<usize>) -> (String, Range<usize>) {
    let part = |range: Range<usize>| excerpt(line.get(range).unwrap_or_default()).into_owned();
    let before = part(0..marked.start);
    let within = part(marked.clone());
    let (start, end) = (before.len(), before.len() + within.len());
    (before + &within + &part(marked.end..line.len()), start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invisible_characters_of_a_line_are_escaped() {
        let line = "名\u{202e}称\u{1b}[31m: x\ty";
        assert_eq!(
            escaped(line, 3..9),
            ("名\\u{202e}称\\u{1b}[31m: x\ty".to_owned(), 3..14)
        );
    }

    #[test]
    fn one_line_and_at_least_one_character_are_marked() {
        let text = "一\n二三\n四";
        assert_eq!(marked(text, 4, 7), ("二三", 0..3));
        assert_eq!(marked(text, 7, 99), ("二三", 3..6));
        assert_eq!(marked(text, 8, 8), ("二三", 3..6));
        assert_eq!(marked(text, 10, 10), ("二三", 6..6));
        assert_eq!(marked(text, 99, 99), ("四", 3..3));
        assert_eq!(marked("二三\r\n四", 3, 9), ("二三", 3..6));
        assert_eq!(marked("二三\r\n四", 7, 8), ("二三", 6..6));
        assert_eq!(marked("", 0, 0), ("", 0..0));
    }
}
