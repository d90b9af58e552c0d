//! Where a note's fields end and its Markdown begins.
//!
//! Split by hand: a Markdown parser would take any `---…---` block for fields, also one in mid-text.

use crate::text::Span;

/// The two parts of a note.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Parts {
    /// The fields, without their `---` lines; nothing where the note has none.
    pub fields: Option<Span>,
    /// The Markdown.
    pub body: Span,
}

/// Splits a note, with or without byte order mark, with LF or CRLF.
///
/// # Errors
/// The place of an opening `---` that is never closed.
pub(super) fn split(text: &str) -> Result<Parts, Span> {
    let start = if text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let Some(opening) = marker_line(&text[start..], &["---"]) else {
        return Ok(Parts {
            fields: None,
            body: Span::new(start, text.len()),
        });
    };
    let fields_start = start + opening;
    let mut line_start = fields_start;
    while line_start < text.len() {
        if let Some(length) = marker_line(&text[line_start..], &["---", "..."]) {
            let body = Span::new(line_start + length, text.len());
            return Ok(Parts {
                fields: Some(Span::new(fields_start, line_start)),
                body,
            });
        }
        line_start = text[line_start..]
            .find('\n')
            .map_or(text.len(), |newline| line_start + newline + 1);
    }
    Err(Span::new(start, start + 3))
}

/// The length of the first line, its end included, if it is one of the markers.
fn marker_line(text: &str, markers: &[&str]) -> Option<usize> {
    let end = text.find('\n').map_or(text.len(), |newline| newline + 1);
    markers.contains(&text[..end].trim_end()).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Option<(Option<&str>, &str)> {
        let slice = |span: Span| &text[span.start as usize..span.end as usize];
        split(text)
            .ok()
            .map(|parts| (parts.fields.map(slice), slice(parts.body)))
    }

    #[test]
    fn fields_and_body() {
        assert_eq!(
            parts("---\na: 1\n---\nbody\n"),
            Some((Some("a: 1\n"), "body\n"))
        );
        assert_eq!(
            parts("\u{feff}---\r\na: 1\r\n---\r\nbody"),
            Some((Some("a: 1\r\n"), "body"))
        );
        assert_eq!(
            parts("no fields\n\n---\n\nrule"),
            Some((None, "no fields\n\n---\n\nrule"))
        );
        assert_eq!(parts(""), Some((None, "")));
        assert_eq!(parts("---\n---"), Some((Some(""), "")));
        assert_eq!(parts("---\na: 1\n"), None);
    }
}
