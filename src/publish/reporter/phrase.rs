//! Phrases of reports: a message on one line, and counts with their nouns.

use crate::console::printed;
use crate::text::{Language, Severity};

/// Returns a message on one line; messages of the system may have several.
pub(super) fn sentence(message: &str) -> String {
    printed::one_line(&message.replace(['\r', '\n'], " ")).into_owned()
}

/// Returns a count with the name of a severity: `3 errors`.
pub(crate) fn counted_severity(severity: Severity, count: usize, language: Language) -> String {
    let key = match severity {
        Severity::Error => "publish.errors",
        Severity::Warning => "publish.warnings",
        Severity::Info => "publish.infos",
    };
    language.phrase_with(key, &[("count", &count)])
}
