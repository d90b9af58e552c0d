//! Diagnostics for YAML that cannot be parsed, in words that help someone who does not know YAML.

use super::tree::Limit;
use super::yaml_cause::{Cause, cause};
use crate::text::{Code, Diagnostic, Source, Span, Term};
use granit_parser::{ErrorKind, ScanError};
use std::fmt::Display;

/// The problem, and what to do about it.
struct Explanation {
    problem: Term,
    hint: Term,
}

/// Explains a problem by phrases of the catalog `yaml`.
fn explain(problem: &str, hint: &str) -> Explanation {
    Explanation {
        problem: Term::phrase(problem),
        hint: Term::phrase(hint),
    }
}

/// Creates the diagnostic for front matter that cannot be parsed.
pub(super) fn syntax(source: &Source, part: Span, error: &ScanError) -> Diagnostic {
    let offset = error.marker().byte_offset().unwrap_or_default() + part.start as usize;
    if let Some(colon) = full_width_colon(source, part, offset) {
        let explain = explain("yaml.full-width-colon", "yaml.use-half-width-colon");
        return diagnostic(source, colon, explain);
    }
    if let Some(tab) = leading_tab(source, part, offset) {
        let explain = explain("yaml.tab-indents", "yaml.indent-with-spaces");
        return diagnostic(source, tab, explain);
    }
    let may_be_in_lines = !matches!(
        error.kind(),
        ErrorKind::UnclosedQuotedScalar
            | ErrorKind::UnexpectedCharacter { .. }
            | ErrorKind::TabInPlainScalar
            | ErrorKind::UnknownAnchor
    );
    if may_be_in_lines && let Some(cause) = cause(&source.text, part, offset) {
        let (span, explain) = explain_cause(cause, source);
        return diagnostic(source, span, explain);
    }
    let start = offset.min(source.text.len());
    let end = source.text[floor(&source.text, start)..]
        .chars()
        .next()
        .map_or(start, |next| start + next.len_utf8());
    diagnostic(source, Span::new(start, end), explain_error(error.kind()))
}

/// Creates the diagnostic for front matter that exceeds a limit.
pub(super) fn limit(source: &Source, span: Span, limit: Limit) -> Diagnostic {
    let explain = match limit {
        Limit::TooDeep => explain("yaml.too-deep", "yaml.flatten"),
        Limit::TooLarge => explain("yaml.too-large", "yaml.split"),
        Limit::SecondDocument => explain("yaml.second-block", "yaml.only-one-block"),
    };
    diagnostic(source, span, explain)
}

fn diagnostic(source: &Source, span: Span, explain: Explanation) -> Diagnostic {
    Diagnostic::at(Code::YamlSyntax, source, span)
        .with_term("problem", explain.problem)
        .with_term("hint", explain.hint)
}

fn explain_cause(cause: Cause, source: &Source) -> (Span, Explanation) {
    let close = |open: char| {
        let bracket = if open == '[' { ']' } else { '}' };
        Term::phrase_with("yaml.add-bracket", &[("bracket", &bracket)])
    };
    match cause {
        Cause::Unclosed(open, span) => {
            let line = source.place(span).line;
            let values: [(&str, &dyn Display); 2] = [("line", &line), ("open", &open)];
            let problem = Term::phrase_with("yaml.unclosed-on-line", &values);
            let hint = close(open);
            (span, Explanation { problem, hint })
        }
        Cause::ClosedByOther(open, span) => {
            let problem = Term::phrase_with("yaml.closed-by-other", &[("open", &open)]);
            let hint = close(open);
            (span, Explanation { problem, hint })
        }
        Cause::BetweenBrackets(span) => {
            let explain = explain("yaml.between-brackets", "yaml.separate-entries");
            (span, explain)
        }
        Cause::NoColon(span) => (span, explain("yaml.no-colon", "yaml.add-colon")),
        Cause::NoSpace(span) => (span, explain("yaml.no-space", "yaml.add-colon")),
        Cause::ValueAboveList(span) => (span, explain("yaml.value-above-list", "yaml.make-item")),
        Cause::TooFar(span) => (span, explain("yaml.too-far", "yaml.indent-like-above")),
        Cause::FitsNoLine(span) => (span, explain("yaml.fits-no-line", "yaml.align")),
    }
}

fn explain_error(kind: &ErrorKind) -> Explanation {
    match kind {
        ErrorKind::MappingValueNotAllowed => explain("yaml.colon-in-value", "yaml.quote-value"),
        ErrorKind::UnclosedQuotedScalar => explain("yaml.open-quote", "yaml.close-quote"),
        ErrorKind::UnclosedFlowCollection { open } => Explanation {
            problem: Term::phrase_with("yaml.unclosed", &[("open", open)]),
            hint: Term::phrase("yaml.close-bracket"),
        },
        ErrorKind::UnexpectedCharacter { character } => Explanation {
            problem: Term::phrase_with("yaml.starts-with", &[("character", character)]),
            hint: Term::phrase("yaml.quote-value"),
        },
        ErrorKind::TabInPlainScalar => explain("yaml.tab", "yaml.indent-with-spaces"),
        ErrorKind::UnknownAnchor => explain("yaml.no-anchor", "yaml.quote-value"),
        ErrorKind::ExpectedBlockSequenceEntry => {
            explain("yaml.list-breaks-off", "yaml.begin-items")
        }
        _ => explain("yaml.invalid-line", "yaml.write-key-and-value"),
    }
}

/// Finds a full-width colon on the line of the problem or the one before, if it is where a key's colon should be.
fn full_width_colon(source: &Source, part: Span, offset: usize) -> Option<Span> {
    let text = &source.text;
    let offset = floor(text, offset.min(part.end as usize));
    let mut line_start = text[..offset].rfind('\n').map_or(0, |newline| newline + 1);
    for _ in 0..2 {
        if line_start < part.start as usize {
            return None;
        }
        let line = text[line_start..].lines().next().unwrap_or_default();
        if let Some(colon) = line
            .find('：')
            .filter(|colon| !line[..*colon].contains([':', '"', '\'', '#']))
        {
            return Some(Span::new(
                line_start + colon,
                line_start + colon + '：'.len_utf8(),
            ));
        }
        if line_start == 0 {
            return None;
        }
        line_start = text[..line_start - 1]
            .rfind('\n')
            .map_or(0, |newline| newline + 1);
    }
    None
}

/// Finds a tab that indents the line of the problem or one of the two after it: parsers report tabs late.
fn leading_tab(source: &Source, part: Span, offset: usize) -> Option<Span> {
    let text = &source.text;
    let offset = floor(text, offset.min(part.end as usize));
    let mut line_start = text[..offset].rfind('\n').map_or(0, |newline| newline + 1);
    for line in text[line_start..part.end as usize]
        .split_inclusive('\n')
        .take(3)
    {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if let Some(tab) = line[..indent].find('\t') {
            return Some(Span::new(line_start + tab, line_start + tab + 1));
        }
        line_start += line.len();
    }
    None
}

fn floor(text: &str, mut offset: usize) -> usize {
    offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}
