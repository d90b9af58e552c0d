//! Formats a diagnostic on one line, for people and editors (`short`) and for programs (`json`).

use super::located::Located;
use super::phrase::sentence;
use crate::console::printed::one_line;
use crate::text::Language;
use serde::Serialize;

/// Formats a diagnostic as `file:line:column: severity[code]: message; hint`
pub(crate) fn short((diagnostic, place): &Located<'_>, language: Language) -> String {
    let path = one_line(&diagnostic.source.path);
    let place = place
        .map(|place| format!(":{}:{}", place.line, place.column))
        .unwrap_or_default();
    let texts = [
        Some(diagnostic.message(language)),
        diagnostic.hint(language),
    ];
    let texts = texts.into_iter().flatten();
    let texts: Vec<String> = texts.map(|text| sentence(&text)).collect();
    format!(
        "{path}{place}: {}[{}]: {}\n",
        diagnostic.severity().name(),
        diagnostic.code.name(),
        language.statements(&texts)
    )
}

/// A diagnostic as `--format json` prints it.
#[derive(Serialize)]
struct Json<'a> {
    code: &'a str,
    severity: &'a str,
    file: &'a str,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    message: String,
    hint: Option<String>,
}

/// Formats a diagnostic as a JSON object on one line.
pub(crate) fn json((diagnostic, place): &Located<'_>, language: Language) -> String {
    let object = Json {
        code: diagnostic.code.name(),
        severity: diagnostic.severity().name(),
        file: &diagnostic.source.path,
        line: place.map(|place| place.line),
        column: place.map(|place| place.column),
        end_line: place.map(|place| place.end_line),
        end_column: place.map(|place| place.end_column),
        message: diagnostic.message(language),
        hint: diagnostic.hint(language),
    };
    serde_json::to_string(&object)
        .map(|line| line + "\n")
        .unwrap_or_default()
}
