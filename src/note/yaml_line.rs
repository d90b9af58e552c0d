//! The lines of a YAML text as a person looking for a mistake sees them: their indentation and their keys.
//!
//! Only used to explain a problem: the parser decides what the text contains.

use super::yaml_cause::Cause;
use crate::text::Span;

/// The content of a line after its indentation and list dashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A key and its value, which may be empty; the offset of the colon in the content.
    Pair(usize),
    /// Text without a colon.
    Words,
    /// A list or a set of fields in brackets.
    Brackets,
}

/// A line that is neither blank nor a comment nor the continuation of a value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// Its offset in the file.
    pub start: usize,
    /// How many spaces it begins with.
    pub indent: usize,
    /// The offset of its content in the line, in bytes: after list dashes.
    pub column: usize,
    /// Its content, without a comment.
    pub content: &'a str,
    /// The shape of its content.
    pub shape: Shape,
}

impl<'a> Line<'a> {
    fn of(text: &'a str, start: usize) -> Line<'a> {
        let line = text[start..].lines().next().unwrap_or_default();
        let line = line.trim_end();
        let indent = line.len() - line.trim_start_matches(' ').len();
        let mut column = indent;
        while let Some(rest) = line[column..].strip_prefix("- ") {
            column = line.len() - rest.trim_start_matches(' ').len();
        }
        let content = without_comment(&line[column..]);
        Line {
            start,
            indent,
            column,
            content,
            shape: shape_of(content),
        }
    }

    /// Returns whether it is an item of a list.
    pub fn is_item(&self) -> bool {
        self.column > self.indent || self.content == "-"
    }

    /// Returns the position of its content.
    pub fn span(&self) -> Span {
        let start = self.start + self.column;
        Span::new(start, start + self.content.len())
    }

    /// Returns the offset of the colon after its key in the file.
    pub fn colon(&self) -> Option<usize> {
        match self.shape {
            Shape::Pair(at) => Some(self.start + self.column + at),
            _ => None,
        }
    }

    /// Returns what is after the key, or the whole content.
    fn value(&self) -> &'a str {
        match self.shape {
            Shape::Pair(at) => self.content[at + 1..].trim_start(),
            _ => self.content,
        }
    }

    /// Returns the position of its value.
    pub fn value_span(&self) -> Option<Span> {
        let end = self.span().end as usize;
        let length = self.value().len();
        (length > 0).then(|| Span::new(end - length, end))
    }

    /// Returns whether its key has a value.
    pub fn has_value(&self) -> bool {
        !self.value().is_empty() && self.content != "-"
    }

    /// Returns whether its value only says how to read what follows.
    pub fn has_property(&self) -> bool {
        self.value().starts_with(['&', '!', '|', '>'])
    }
}

fn shape_of(content: &str) -> Shape {
    if content.starts_with(['[', '{']) {
        return Shape::Brackets;
    }
    let quote = content
        .chars()
        .next()
        .filter(|one| matches!(one, '"' | '\''));
    let key_end = quote.and_then(|quote| Some(content.get(1..)?.find(quote)? + 2));
    let from = key_end.unwrap_or_default();
    let colon = content[from..].match_indices(':').find(|(at, _)| {
        let behind = content[from + at + 1..].chars().next();
        behind.is_none_or(char::is_whitespace)
    });
    colon.map_or(Shape::Words, |(at, _)| Shape::Pair(from + at))
}

fn without_comment(content: &str) -> &str {
    let comment = content
        .find(" #")
        .filter(|at| !content[..*at].contains(['"', '\'']));
    comment.map_or(content, |at| content[..at].trim_end())
}

/// Returns the lines up to that of an offset, or the bracket that makes it impossible to find them.
pub(super) fn lines_up_to(text: &str, part: Span, offset: usize) -> Result<Vec<Line<'_>>, Cause> {
    let text = text.get(..part.end as usize).unwrap_or(text);
    let mut lines = Vec::new();
    let mut start = part.start as usize;
    while start < text.len() && start <= offset {
        let line = Line::of(text, start);
        let mut end = line_end(text, start);
        if line.content.is_empty() || line.content.starts_with('#') {
            start = end;
            continue;
        }
        if let Some(value) = line.value_span() {
            let value = value.start as usize;
            end = match text[value..].chars().next() {
                Some('[' | '{') => line_end(text, closed_at(text, value, line.indent, offset)?),
                Some('|' | '>') => end_of_block(text, end, &line),
                Some(quote @ ('"' | '\'')) => end_of_quoted(text, value, quote).max(end),
                _ => end,
            };
        }
        lines.push(line);
        start = end;
    }
    Ok(lines)
}

/// Returns the offset after the end of a line.
fn line_end(text: &str, offset: usize) -> usize {
    let offset = offset.min(text.len());
    text[offset..]
        .find('\n')
        .map_or(text.len(), |at| offset + at + 1)
}

/// Returns the end of a block scalar.
fn end_of_block(text: &str, mut start: usize, key: &Line<'_>) -> usize {
    let own_indent = match key.shape {
        Shape::Pair(_) => key.column,
        _ => key.indent,
    };
    while start < text.len() {
        let line = Line::of(text, start);
        if !line.content.is_empty() && line.indent <= own_indent {
            break;
        }
        start = line_end(text, start);
    }
    start
}

/// Returns the end of the line in which a quoted text that begins at an offset ends.
fn end_of_quoted(text: &str, start: usize, quote: char) -> usize {
    let mut characters = text[start..].char_indices().skip(1);
    while let Some((at, character)) = characters.next() {
        if character == quote {
            return line_end(text, start + at);
        }
        if character == '\\' && quote == '"' {
            characters.next();
        }
    }
    text.len()
}

/// Returns where the bracket at an offset is closed; `indent` is that of its line, and `problem` is where the parser
/// gave up.
fn closed_at(text: &str, start: usize, indent: usize, problem: usize) -> Result<usize, Cause> {
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut at = start;
    let mut before = ' ';
    while let Some(character) = text[at..].chars().next() {
        match character {
            '[' | '{' => open.push((character, at)),
            ']' | '}' => match open.pop() {
                Some(('[', _)) if character == '}' => return Err(by_other('[', at)),
                Some(('{', _)) if character == ']' => return Err(by_other('{', at)),
                _ if open.is_empty() => {
                    let between = Span::new(problem, problem + 1);
                    return match problem > start && problem < at {
                        true => Err(Cause::BetweenBrackets(between)),
                        false => Ok(at),
                    };
                }
                _ => {}
            },
            '"' | '\'' if matches!(before, '[' | '{' | ',' | ':') => {
                let rest = text[at + 1..].find(character);
                at += rest.map_or(0, |length| length + 1);
            }
            '#' if text[..at].ends_with([' ', '\n']) => {
                at = text[at..]
                    .find('\n')
                    .map_or(text.len(), |length| at + length);
            }
            _ => {}
        }
        let is_newline = text[at..].starts_with('\n');
        if is_newline && is_separate_line(text, at + 1, indent) {
            break;
        }
        before = match character.is_whitespace() {
            true => before,
            false => character,
        };
        at += text[at..].chars().next().map_or(0, char::len_utf8);
    }
    let (bracket, at) = open.last().copied().unwrap_or(('[', start));
    Err(Cause::Unclosed(bracket, Span::new(at, at + 1)))
}

fn by_other(open: char, at: usize) -> Cause {
    Cause::ClosedByOther(open, Span::new(at, at + 1))
}

/// Returns whether a line is separate rather than inside brackets that a line with an indentation opened.
fn is_separate_line(text: &str, start: usize, indent: usize) -> bool {
    let line = Line::of(text, start);
    let has_key = matches!(line.shape, Shape::Pair(_));
    line.indent <= indent && (line.is_item() || has_key)
}
