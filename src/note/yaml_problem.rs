//! Diagnostics for YAML that cannot be parsed, in words that help someone who does not know YAML.

use super::tree::Limit;
use super::yaml_cause::{Cause, cause};
use crate::text::{Code, Diagnostic, Source, Span};
use granit_parser::{ErrorKind, ScanError};

/// The problem in Chinese and English, and what to do in Chinese and English.
struct Explanation {
    problem: (String, String),
    hint: (&'static str, &'static str),
}

fn explain(
    zh: impl Into<String>,
    en: impl Into<String>,
    hint: (&'static str, &'static str),
) -> Explanation {
    Explanation {
        problem: (zh.into(), en.into()),
        hint,
    }
}

/// Creates the diagnostic for front matter that cannot be parsed.
pub(super) fn syntax(source: &Source, part: Span, error: &ScanError) -> Diagnostic {
    let offset = error.marker().byte_offset().unwrap_or_default() + part.start as usize;
    if let Some(colon) = full_width_colon(source, part, offset) {
        let hint = (
            "冒号用半角 `:`，后面空一格",
            "use a half-width `:` followed by a space",
        );
        let explain = explain(
            "这一行用了全角冒号“：”",
            "this line has a full-width colon `：`",
            hint,
        );
        return diagnostic(source, colon, explain);
    }
    if let Some(tab) = leading_tab(source, part, offset) {
        let hint = (
            "缩进用空格，不用制表符",
            "indent with spaces, not with tabs",
        );
        let explain = explain(
            "这一行用制表符缩进",
            "this line is indented with a tab",
            hint,
        );
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
        Limit::TooDeep => explain(
            "层次太深",
            "nesting is too deep",
            ("把内容摊平", "flatten it"),
        ),
        Limit::TooLarge => explain(
            "内容太多",
            "the front matter is too large",
            ("拆成几篇笔记", "split it into several notes"),
        ),
        Limit::SecondDocument => {
            let hint = (
                "一篇笔记只有一段字段",
                "a note can have only one block of fields",
            );
            explain(
                "这里又开始了一段字段",
                "a second block of fields starts here",
                hint,
            )
        }
    };
    diagnostic(source, span, explain)
}

fn diagnostic(source: &Source, span: Span, explain: Explanation) -> Diagnostic {
    Diagnostic::at(Code::YamlSyntax, source, span)
        .with_term("problem", explain.problem.0, explain.problem.1)
        .with_term("hint", explain.hint.0, explain.hint.1)
}

fn explain_cause(cause: Cause, source: &Source) -> (Span, Explanation) {
    let colon = (
        "键后面写冒号，再空一格：`名称: 值`",
        "add a colon and a space after the key: `key: value`",
    );
    let close = |open: char| match open {
        '[' => ("补上 `]`", "add the `]`"),
        _ => ("补上 `}`", "add the `}`"),
    };
    match cause {
        Cause::Unclosed(open, span) => {
            let line = source.place(span).line;
            let zh = format!("第 {line} 行的 `{open}` 没有结束");
            let en = format!("the `{open}` on line {line} is not closed");
            (span, explain(zh, en, close(open)))
        }
        Cause::ClosedByOther(open, span) => {
            let zh = format!("`{open}` 用错了右括号");
            let en = format!("the `{open}` is closed by the wrong kind of bracket");
            (span, explain(zh, en, close(open)))
        }
        Cause::BetweenBrackets(span) => {
            let hint = (
                "逗号分开，冒号后空一格：`{名称: 值, 名称: 值}`",
                "separate entries with commas, and put a space after each colon: `{key: value, key: value}`",
            );
            let en = "invalid content between the brackets";
            (span, explain("括号里的写法不对", en, hint))
        }
        Cause::NoColon(span) => {
            let en = "this line has no colon";
            (span, explain("这一行没有冒号", en, colon))
        }
        Cause::NoSpace(span) => {
            let en = "this colon is not followed by a space";
            (span, explain("这个冒号后面没有空格", en, colon))
        }
        Cause::ValueAboveList(span) => {
            let hint = (
                "也写成列表里的一项：`- …`，或删掉",
                "make it a list item, `- …`, or delete it",
            );
            let en = "there is a value here and a list below it";
            (span, explain("这里已经写了值，下面又是列表", en, hint))
        }
        Cause::TooFar(span) => {
            let hint = (
                "缩进和上一行写成一样；如果属于上一行，上一行冒号后面就不写值",
                "indent it like the line above; if it belongs to that line, leave that line's value empty",
            );
            let en = "this line is indented too far";
            (span, explain("这一行缩进太多", en, hint))
        }
        Cause::FitsNoLine(span) => {
            let hint = (
                "和同一组的各行对齐",
                "align it with the lines it belongs to",
            );
            let en = "this line's indentation matches no line above";
            (span, explain("这一行的缩进和上面哪一行都对不上", en, hint))
        }
    }
}

fn explain_error(kind: &ErrorKind) -> Explanation {
    let quote = ("给整个值加上引号", "put the whole value in quotes");
    match kind {
        ErrorKind::MappingValueNotAllowed => explain(
            "值里的冒号后面不能有空格",
            "a value cannot contain a colon followed by a space",
            quote,
        ),
        ErrorKind::UnclosedQuotedScalar => explain(
            "引号没有结束",
            "a quotation mark is never closed",
            ("在值的末尾补上引号", "close it at the end of the value"),
        ),
        ErrorKind::UnclosedFlowCollection { open } => {
            let hint = ("补上对应的右括号", "add the closing bracket");
            explain(
                format!("`{open}` 没有结束"),
                format!("`{open}` is never closed"),
                hint,
            )
        }
        ErrorKind::UnexpectedCharacter { character } => explain(
            format!("值不能以 `{character}` 开头"),
            format!("a value cannot start with `{character}`"),
            quote,
        ),
        ErrorKind::TabInPlainScalar => explain(
            "这里有制表符",
            "there is a tab here",
            (
                "缩进用空格，不用制表符",
                "indent with spaces, not with tabs",
            ),
        ),
        ErrorKind::UnknownAnchor => explain(
            "`*` 开头的是引用，这里没有对应的 `&`",
            "`*` refers to an `&` anchor that does not exist",
            quote,
        ),
        ErrorKind::ExpectedBlockSequenceEntry => explain(
            "列表在这里断了",
            "the list breaks off here",
            (
                "每一项都以 `- ` 开头，缩进相同",
                "start each item with `- `, with the same indentation",
            ),
        ),
        _ => explain(
            "这一行的写法不对",
            "invalid line",
            (
                "写成 `名称: 值`，冒号后空一格；拿不准就给值加引号",
                "write `key: value` with a space after the colon; quote the value if in doubt",
            ),
        ),
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
