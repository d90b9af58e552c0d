//! Finds out from its lines why YAML cannot be parsed: the parser reports where it gave up, often a line too late.

use super::yaml_line::{Line, Shape, lines_up_to};
use crate::text::Span;

/// A mistake and its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// A bracket that is not closed.
    Unclosed(char, Span),
    /// A bracket closed by one of the other kind; the position of the latter.
    ClosedByOther(char, Span),
    /// Something between brackets.
    BetweenBrackets(Span),
    /// A line without a colon after its key.
    NoColon(Span),
    /// A colon without a space after it.
    NoSpace(Span),
    /// A value above a list.
    ValueAboveList(Span),
    /// A line that is indented more than the one above, which already has a value.
    TooFar(Span),
    /// A line whose indentation matches no line above.
    FitsNoLine(Span),
}

/// Returns the cause of a problem that the parser reported at an offset; `None` if the lines do not show it.
pub(super) fn cause(text: &str, part: Span, offset: usize) -> Option<Cause> {
    let lines = match lines_up_to(text, part, offset) {
        Ok(lines) => lines,
        Err(bracket) => return Some(bracket),
    };
    let (last, before) = lines.split_last()?;
    let at_key = last.colon().is_none_or(|colon| offset <= colon);
    without_colon(last, before)
        .or_else(|| value_above_list(last, before))
        .or_else(|| too_far(last, before).filter(|_| at_key))
        .or_else(|| fits_no_line(last, before))
}

/// Finds a line without a colon: the last one, or those above that the parser took for one long key together with it.
fn without_colon(last: &Line<'_>, before: &[Line<'_>]) -> Option<Cause> {
    let is_bare = |line: &&Line<'_>| line.shape == Shape::Words;
    if is_bare(&last) && !last.is_item() {
        let is_level = levels(before).contains(&last.indent) || before.is_empty();
        return is_level.then(|| no_colon(last));
    }
    if last.is_item() {
        return None;
    }
    let run = before
        .iter()
        .rev()
        .take_while(|line| is_bare(line) && line.column == last.column);
    let mut first = None;
    for line in run {
        first = Some(line);
        if line.is_item() {
            break;
        }
    }
    let first = first?;
    // Below a value, lines that are indented more continue it.
    let above = before.iter().rev().find(|line| line.start < first.start);
    let continues = above.is_some_and(|line| line.has_value() && line.column < first.column);
    match continues && !first.is_item() {
        true => Some(Cause::TooFar(last.span())),
        false => Some(no_colon(first)),
    }
}

fn no_colon(line: &Line<'_>) -> Cause {
    let colon = line.content.find(':');
    let colon = colon.filter(|at| {
        let (key, rest) = line.content.split_at(*at);
        !key.is_empty() && !key.contains(char::is_whitespace) && !rest.starts_with("://")
    });
    match colon {
        Some(at) => {
            let start = line.start + line.column + at;
            Cause::NoSpace(Span::new(start, start + 1))
        }
        None => Cause::NoColon(line.span()),
    }
}

fn value_above_list(last: &Line<'_>, before: &[Line<'_>]) -> Option<Cause> {
    if !last.is_item() {
        return None;
    }
    let above = before
        .iter()
        .rev()
        .find(|line| line.indent < last.indent || line.indent == last.indent && !line.is_item())?;
    let value = above.value_span()?;
    (above.has_value() && !above.has_property()).then_some(Cause::ValueAboveList(value))
}

fn too_far(last: &Line<'_>, before: &[Line<'_>]) -> Option<Cause> {
    let above = before.last()?;
    let own_indent = match above.shape {
        Shape::Words => above.indent,
        _ => above.column,
    };
    let further = last.indent > own_indent && !last.is_item();
    (further && above.has_value()).then(|| Cause::TooFar(last.span()))
}

fn fits_no_line(last: &Line<'_>, before: &[Line<'_>]) -> Option<Cause> {
    let levels = levels(before);
    let deepest = levels.last()?;
    let fits = levels.contains(&last.indent);
    (!fits && last.indent < *deepest).then(|| Cause::FitsNoLine(last.span()))
}

/// Returns the indentations that a line may have below others, from the outermost.
fn levels(lines: &[Line<'_>]) -> Vec<usize> {
    let mut levels: Vec<usize> = Vec::new();
    for line in lines {
        levels.retain(|level| *level < line.indent);
        levels.push(line.indent);
        if line.is_item() {
            levels.push(line.column);
        }
    }
    levels
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::tree;
    use crate::text::{Language, Source};

    /// Returns line, column and message of the problem.
    fn problem_in(text: &str) -> String {
        let source = Source {
            path: "a.md".into(),
            text: text.into(),
        };
        match tree::parse(&source, Span::new(0, text.len())) {
            Ok(_) => "fine".to_owned(),
            Err(problem) => {
                let place = source.place(problem.span.unwrap_or_default());
                let words = problem.message(Language::ENGLISH);
                let words = words.trim_start_matches("invalid YAML: ");
                format!("{}:{} {words}", place.line, place.column)
            }
        }
    }

    const CASES: &[(&str, &str)] = &[
        (
            "name: A\nmanager Shen\ntier: vip\n",
            "2:1 this line has no colon",
        ),
        ("manager Shen\nname: A\n", "1:1 this line has no colon"),
        ("客户经理 沈砚\n企业名称: A\n", "1:1 this line has no colon"),
        (
            "name: A\nnext_visit\n  date: 2026-01-01\n",
            "2:1 this line has no colon",
        ),
        (
            "contacts:\n  - name B\n    role: c\n",
            "2:5 this line has no colon",
        ),
        (
            "name: A\nmanager:Shen\ntier: vip\n",
            "2:8 this colon is not followed by a space",
        ),
        (
            "name: A\n  tier: vip\n",
            "2:3 this line is indented too far",
        ),
        (
            "contacts:\n  - name: B\n     role: c\n",
            "3:6 this line is indented too far",
        ),
        (
            "address: one street\n  and more\n  tier: vip\n",
            "3:3 this line is indented too far",
        ),
        (
            "  name: A\ntier: vip\n",
            "2:1 this line's indentation matches no line above",
        ),
        (
            "products:\n  - a\n - b\n",
            "3:4 this line's indentation matches no line above",
        ),
        (
            "name: A\nproducts: [a, b\ntier: vip\n",
            "2:11 the `[` on line 2 is not closed",
        ),
        (
            "a: {b: 1, c: [d\ntier: vip\n",
            "1:14 the `[` on line 1 is not closed",
        ),
        (
            "list:\n  - {name: B, role: c\n  - {name: C}\n",
            "2:5 the `{` on line 2 is not closed",
        ),
        ("a: [b, # c ]\n  d\n", "1:4 the `[` on line 1 is not closed"),
        (
            "a: [b, c}\nd: e\n",
            "1:9 the `[` is closed by the wrong kind of bracket",
        ),
        (
            "team: Shen\n- Li\n",
            "1:7 there is a value here and a list below it",
        ),
        (
            "team: Shen\n  - name: Li\n",
            "1:7 there is a value here and a list below it",
        ),
        (
            "name: A: B\ntier: vip\n",
            "1:8 a value cannot contain a colon followed by a space",
        ),
        (
            "name: \"A\ntier: vip\n",
            "1:7 a quotation mark is never closed",
        ),
        (
            "text: |\n  no colon\n  [ {\nlist: [\n  a, 'b]',\n]\ntier vip\nname: A\n",
            "7:1 this line has no colon",
        ),
    ];

    #[test]
    fn the_line_with_the_mistake_is_reported() {
        for (text, words) in CASES {
            assert_eq!(problem_in(text), *words, "{text}");
        }
    }

    #[test]
    fn arbitrary_mistakes_are_handled() {
        let slips = [
            "", ":", "[", "}", "'", "\"", "#", " # ", "\n", "\r\n  ", "- ", "中",
        ];
        for (text, _) in CASES {
            let ends = text
                .char_indices()
                .map(|(at, one)| (at, at + one.len_utf8()));
            for (start, end) in ends {
                for slip in slips {
                    problem_in(&format!("{}{slip}{}", &text[..start], &text[end..]));
                    problem_in(&format!("{}{slip}", &text[..start]));
                }
            }
        }
    }
}
