//! Phrases of reports: a message on one line, and counts with their nouns.

use crate::console::printed;
use crate::text::{Language, Severity};

/// Returns a message on one line; messages of the system may have several.
pub(super) fn sentence(message: &str) -> String {
    printed::one_line(&message.replace(['\r', '\n'], " ")).into_owned()
}

/// Returns a count with the name of a severity: `3 处错误`, `3 errors`.
pub(super) fn counted_severity(severity: Severity, count: usize, language: Language) -> String {
    let (chinese, english) = match severity {
        Severity::Error => ("处错误", "error"),
        Severity::Warning => ("处提醒", "warning"),
        Severity::Info => ("处可补充", "info"),
    };
    match language {
        Language::Chinese => format!("{count} {chinese}"),
        Language::English => counted(count, english),
    }
}

/// Returns a count with its noun: `1 note`, `2 notes`.
pub(super) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
