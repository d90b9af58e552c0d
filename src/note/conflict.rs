//! Notes in conflict: copies that sync programs made of two versions, and files with conflict markers.
//!
//! Neither version is shown: it is unknown which is right and who may see it.

use super::line::{Line, lines};
use super::markdown::code_ranges;
use crate::text::{Code, Diagnostic, Source, Span, Term, fold};

/// What sync programs add to the name of a copy, in folded form. Read, never shown, so it is in no catalog.
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

/// Returns the diagnostic of a file in conflict; `None` if it is not.
pub(super) fn check(source: &Source) -> Option<Diagnostic> {
    if is_copy(&source.path) {
        let copy = Diagnostic::of_file(Code::ConflictCopy, source);
        return Some(copy.with_term("problem", Term::phrase("note.conflict-copy")));
    }
    let conflict_marker = conflict_marker(&source.text)?;
    let diagnostic = Diagnostic::at(Code::ConflictCopy, source, conflict_marker);
    Some(diagnostic.with_term("problem", Term::phrase("note.merge-conflict")))
}

/// Returns whether a file is named like a conflict copy.
pub fn is_copy(path: &str) -> bool {
    let name = fold(path.rsplit('/').next().unwrap_or(path));
    NAMES.iter().any(|mark| name.contains(mark))
}

/// Returns where a merge conflict begins; both of its markers must be present.
fn conflict_marker(text: &str) -> Option<Span> {
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
