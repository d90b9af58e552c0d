//! All diagnostics of a run as one SARIF 2.1.0 log, for code hosts and editors.
//!
//! Only the parts of the format that we emit are defined here; the names are those of the standard.

use super::located::Located;
use crate::text::{Code, Diagnostic, Language, MessageValue, Place, Severity, fill, message_of};
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};
use std::fmt::Write;

/// The address of the standard's schema.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The folder that contains `content/`; the consumer of the log knows its location.
const BASE: &str = "%SRCROOT%";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'a str,
    version: &'a str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    language: &'a str,
    column_kind: &'a str,
    results: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'a> {
    name: &'a str,
    semantic_version: &'a str,
    language: &'a str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    short_description: Text,
    help: Text,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

/// The standard's `result`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding<'a> {
    rule_id: &'a str,
    rule_index: usize,
    level: &'a str,
    message: Text,
    locations: [Location<'a>; 1],
    partial_fingerprints: Fingerprints,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    physical_location: PhysicalLocation<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation<'a> {
    artifact_location: ArtifactLocation<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactLocation<'a> {
    uri: String,
    uri_base_id: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct Fingerprints {
    #[serde(rename = "kafolio/v1")]
    kafolio: String,
}

/// Returns the log of a run; it is valid without findings, too.
pub(crate) fn log(found: &[Located<'_>], language: Language) -> String {
    let codes: BTreeSet<Code> = found
        .iter()
        .map(|(diagnostic, _)| diagnostic.code)
        .collect();
    let codes: Vec<Code> = codes.into_iter().collect();
    let mut seen: HashMap<String, usize> = HashMap::new();
    let results = found
        .iter()
        .map(|located| finding(located, &codes, &mut seen, language))
        .collect();
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: env!("CARGO_PKG_NAME"),
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    language: language.tag(),
                    rules: codes.iter().map(|code| rule(*code, language)).collect(),
                },
            },
            language: language.tag(),
            column_kind: "unicodeCodePoints",
            results,
        }],
    };
    serde_json::to_string_pretty(&log)
        .map(|log| log + "\n")
        .unwrap_or_default()
}

/// Describes a code in general: its message and hints with an ellipsis for each value.
fn rule(code: Code, language: Language) -> Rule {
    let message = message_of(code);
    let general = |template: &str| fill(template, |_| Some("…"));
    let text = general(message.text.of(language));
    let hints: Vec<String> = message
        .hints
        .iter()
        .map(|hint| general(hint.of(language)))
        .filter(|hint| hint != "…")
        .collect();
    let help = match hints.is_empty() {
        true => text.clone(),
        false => hints.join("\n"),
    };
    Rule {
        id: code.name(),
        short_description: Text { text },
        help: Text { text: help },
        default_configuration: Configuration {
            level: level(code.severity()),
        },
    }
}

fn finding<'a>(
    (diagnostic, place): &Located<'a>,
    codes: &[Code],
    seen: &mut HashMap<String, usize>,
    language: Language,
) -> Finding<'a> {
    let texts = [
        Some(diagnostic.message(language)),
        diagnostic.hint(language),
    ];
    let texts: Vec<String> = texts.into_iter().flatten().collect();
    Finding {
        rule_id: diagnostic.code.name(),
        rule_index: codes.binary_search(&diagnostic.code).unwrap_or_default(),
        level: level(diagnostic.severity()),
        message: Text {
            text: language.statements(&texts),
        },
        locations: [Location {
            physical_location: PhysicalLocation {
                artifact_location: ArtifactLocation {
                    uri: uri(&diagnostic.source.path),
                    uri_base_id: BASE,
                },
                region: place.map(region),
            },
        }],
        partial_fingerprints: Fingerprints {
            kafolio: fingerprint(diagnostic, seen),
        },
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn region(place: Place) -> Region {
    Region {
        start_line: place.line,
        start_column: place.column,
        end_line: place.end_line,
        end_column: place.end_column,
    }
}

/// Returns a fingerprint that does not change with line numbers or language: code, file, the author's words, and a
/// number among identical ones.
fn fingerprint(diagnostic: &Diagnostic, seen: &mut HashMap<String, usize>) -> String {
    let mut key = format!("{} {}", diagnostic.code.name(), diagnostic.source.path);
    for (name, words) in &diagnostic.values {
        if let MessageValue::Quoted(words) = words
            && !matches!(*name, "line" | "nearest")
        {
            let _ = write!(key, " {words}");
        }
    }
    let count = seen.entry(key.clone()).or_default();
    *count += 1;
    format!("{key} {count}")
}

/// Returns a path as a relative reference: all but letters, digits and `-._~/` percent-encoded (RFC 3986).
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            _ => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_percent_encoded() {
        assert_eq!(uri("content/a b/夏#1.md"), "content/a%20b/%E5%A4%8F%231.md");
    }

    #[test]
    fn a_rule_has_ellipses_for_values() {
        let rule = rule(Code::UnknownValue, Language::ENGLISH);
        assert_eq!(rule.short_description.text, "`…` is not a value of `…`");
        assert!(!rule.help.text.contains('{'));
    }
}
