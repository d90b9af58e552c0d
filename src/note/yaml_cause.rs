//! Why YAML cannot be read, told from its lines: the parser says where it gave up, which often is a line too late.

use super::yaml_line::{Line, Shape, lines_up_to};
use crate::text::Span;

/// What somebody wrote, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// A bracket that is not closed.
    Unclosed(char, Span),
    /// A bracket that is closed by one of the other kind; where the latter stands.
    ClosedByOther(char, Span),
    /// Something between brackets.
    BetweenBrackets(Span),
    /// A line without a colon behind its key.
    NoColon(Span),
    /// A colon without a space behind it.
    NoSpace(Span),
    /// A value where a list stands below.
    ValueAboveList(Span),
    /// A line that is indented further than the one above, which has its value already.
    TooFar(Span),
    /// A line whose indentation is that of no line above.
    FitsNoLine(Span),
}

/// The cause of a problem that the parser met at an offset; nothing where the lines do not tell it.
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

/// A line without a colon: the one where the parser gave up, or those above that it took for one long key with it.
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
    // Below a value, words that are indented further go on with it.
    let above = before.iter().rev().find(|line| line.start < first.start);
    let goes_on = above.is_some_and(|line| line.has_value() && line.column < first.column);
    match goes_on && !first.is_item() {
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
    let own = match above.shape {
        Shape::Words => above.indent,
        _ => above.column,
    };
    let further = last.indent > own && !last.is_item();
    (further && above.has_value()).then(|| Cause::TooFar(last.span()))
}

fn fits_no_line(last: &Line<'_>, before: &[Line<'_>]) -> Option<Cause> {
    let levels = levels(before);
    let deepest = levels.last()?;
    let fits = levels.contains(&last.indent);
    (!fits && last.indent < *deepest).then(|| Cause::FitsNoLine(last.span()))
}

/// The indentations that a line may have below others, from the outermost.
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

    /// Where a text goes wrong, line and column, and why.
    fn told(text: &str) -> String {
        let source = Source {
            path: "a.md".into(),
            text: text.into(),
        };
        match tree::parse(&source, Span::new(0, text.len())) {
            Ok(_) => "fine".to_owned(),
            Err(problem) => {
                let place = source.place(problem.span.unwrap_or_default());
                let words = problem.message(Language::English);
                let words = words.trim_start_matches("this is not YAML: ");
                format!("{}:{} {words}", place.line, place.column)
            }
        }
    }

    const CASES: &[(&str, &str)] = &[
        (
            "name: A\nmanager Shen\ntier: vip\n",
            "2:1 there is no colon in this line",
        ),
        (
            "manager Shen\nname: A\n",
            "1:1 there is no colon in this line",
        ),
        (
            "客户经理 沈砚\n企业名称: A\n",
            "1:1 there is no colon in this line",
        ),
        (
            "name: A\nnext_visit\n  date: 2026-01-01\n",
            "2:1 there is no colon in this line",
        ),
        (
            "contacts:\n  - name B\n    role: c\n",
            "2:5 there is no colon in this line",
        ),
        (
            "name: A\nmanager:Shen\ntier: vip\n",
            "2:8 there is no space behind this colon",
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
            "2:1 this line is indented like no line above",
        ),
        (
            "products:\n  - a\n - b\n",
            "3:4 this line is indented like no line above",
        ),
        (
            "name: A\nproducts: [a, b\ntier: vip\n",
            "2:11 the `[` in line 2 is not closed",
        ),
        (
            "a: {b: 1, c: [d\ntier: vip\n",
            "1:14 the `[` in line 1 is not closed",
        ),
        (
            "list:\n  - {name: B, role: c\n  - {name: C}\n",
            "2:5 the `{` in line 2 is not closed",
        ),
        ("a: [b, # c ]\n  d\n", "1:4 the `[` in line 1 is not closed"),
        (
            "a: [b, c}\nd: e\n",
            "1:9 the `[` is closed by a bracket of the other kind",
        ),
        (
            "team: Shen\n- Li\n",
            "1:7 this stands above a list and is no item of it",
        ),
        (
            "team: Shen\n  - name: Li\n",
            "1:7 this stands above a list and is no item of it",
        ),
        (
            "name: A: B\ntier: vip\n",
            "1:8 a value cannot hold a colon followed by a space",
        ),
        (
            "name: \"A\ntier: vip\n",
            "1:7 a quotation mark is never closed",
        ),
        (
            "text: |\n  no colon\n  [ {\nlist: [\n  a, 'b]',\n]\ntier vip\nname: A\n",
            "7:1 there is no colon in this line",
        ),
    ];

    #[test]
    fn the_guilty_line_is_told() {
        for (text, words) in CASES {
            assert_eq!(told(text), *words, "{text}");
        }
    }

    #[test]
    fn whatever_is_written_can_be_told_of() {
        let slips = [
            "", ":", "[", "}", "'", "\"", "#", " # ", "\n", "\r\n  ", "- ", "中",
        ];
        for (text, _) in CASES {
            let ends = text
                .char_indices()
                .map(|(at, one)| (at, at + one.len_utf8()));
            for (start, end) in ends {
                for slip in slips {
                    told(&format!("{}{slip}{}", &text[..start], &text[end..]));
                    told(&format!("{}{slip}", &text[..start]));
                }
            }
        }
    }
}
