//! Notes in conflict: copies that a sync program made of two versions, and files that hold both between marks.
//!
//! Which version is right nobody can tell, nor who may see it: neither is shown.

use super::line::{Line, lines};
use super::markdown::code_ranges;
use crate::text::{Code, Diagnostic, Source, Span, fold};

/// What sync programs add to the name of a copy, without spaces and in lower case.
const NAMES: [&str; 12] = [
    "conflictedcopy",
    "conflictcopy",
    "sync-conflict",
    "(conflict",
    "-conflict-",
    "caseconflict",
    "冲突副本",
    "冲突版本",
    "(冲突",
    "冲突文件",
    "衝突副本",
    "版本冲突",
];

/// Why a file is in conflict, if it is.
pub(super) fn of(source: &Source) -> Option<Diagnostic> {
    if is_copy(&source.path) {
        let copy = Diagnostic::of_file(Code::ConflictCopy, source);
        return Some(copy.with_ours(
            "problem",
            "这是同步软件留下的冲突副本",
            "this is a conflict copy made by a sync program",
        ));
    }
    let marked = marked(&source.text)?;
    let diagnostic = Diagnostic::at(Code::ConflictCopy, source, marked);
    Some(diagnostic.with_ours(
        "problem",
        "这里有没有处理的合并冲突",
        "there is an unresolved merge conflict here",
    ))
}

/// Whether a file is named as sync programs name the copy of another version.
pub fn is_copy(path: &str) -> bool {
    let name = fold(path.rsplit('/').next().unwrap_or(path));
    NAMES.iter().any(|mark| name.contains(mark))
}

/// Where a merge conflict begins: both marks of one must be there.
fn marked(text: &str) -> Option<Span> {
    if !text.contains("<<<<<<<") {
        return None;
    }
    let code = code_ranges(text);
    let is_shown = |line: &Line<'_>| code.iter().any(|code| code.contains(&line.start));
    let begins = |line: &Line<'_>| line.text.starts_with("<<<<<<<") && !is_shown(line);
    let first = lines(text, 0).find(begins)?;
    let closes = lines(text, first.end).any(|line| line.text.starts_with(">>>>>>>"));
    closes.then(|| Span::new(first.start, first.start + first.text.len()))
}
