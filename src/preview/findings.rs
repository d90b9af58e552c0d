//! Reports the findings about the notes: as JSON to open pages, and new ones to the terminal. Pages whose readers do
//! not see everything get counts only.

use crate::build::BuildOutcome;
use crate::publish::{Reporter, counted_severity};
use crate::text::{Diagnostic, Diagnostics, Language, LineIndex, Severity};
use serde::Serialize;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The most findings listed on a page; the rest is counted.
const MOST_ON_A_PAGE: usize = 40;
/// The most findings printed to the terminal after a build.
const MOST_ON_THE_TERMINAL: usize = 8;
/// The longest excerpt of a note, in characters.
const MOST_EXCERPT_CHARACTERS: usize = 200;

/// The findings that an open page shows in its overlay.
#[derive(Serialize)]
struct Findings<'a> {
    language: &'a str,
    /// Why nothing could be built.
    trouble: Option<&'a str>,
    errors: usize,
    warnings: usize,
    found: Vec<Finding>,
    /// Whether the findings are withheld from the readers.
    withheld: bool,
    /// What the overlay is headed by: the trouble, or the numbers of errors and warnings; empty if there is neither.
    summary: String,
    /// Why findings that are counted are not listed; empty if all are.
    missing: &'a str,
}

#[derive(Serialize)]
struct Finding {
    severity: &'static str,
    code: &'static str,
    file: String,
    line: Option<usize>,
    column: Option<usize>,
    message: String,
    hint: Option<String>,
    /// The line of the note: before the marked range, the range, and after it.
    excerpt: Option<[String; 3]>,
}

/// The readers of the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Readers {
    /// Readers who see everything.
    Owner,
    /// Other readers.
    Others,
}

/// Returns the findings of a build as JSON: errors first, then warnings.
pub(crate) fn of_build(found: &Diagnostics, readers: Readers, language: Language) -> Vec<u8> {
    to_json(found, None, readers, language)
}

/// Returns, as JSON, why nothing could be built. Findings of the site that is still served are not repeated.
pub(crate) fn of_failure(trouble: &str, readers: Readers, language: Language) -> Vec<u8> {
    // The reason may name accounts, audiences and paths.
    let generic = language.phrase("preview.not-rebuilt");
    let trouble = match readers {
        Readers::Owner => trouble,
        Readers::Others => generic,
    };
    to_json(&Diagnostics::default(), Some(trouble), readers, language)
}

fn to_json(
    found: &Diagnostics,
    trouble: Option<&str>,
    readers: Readers,
    language: Language,
) -> Vec<u8> {
    let most = match readers {
        Readers::Owner => MOST_ON_A_PAGE,
        Readers::Others => 0,
    };
    let of = |severity| move |one: &&Diagnostic| one.severity() == severity;
    let errors = found.iter().filter(of(Severity::Error));
    let worst = errors.chain(found.iter().filter(of(Severity::Warning)));
    let (errors, warnings) = (found.count(Severity::Error), found.count(Severity::Warning));
    let counts = [(Severity::Error, errors), (Severity::Warning, warnings)];
    let counts = counts.into_iter().filter(|(_, count)| *count > 0);
    let counts: Vec<String> = counts
        .map(|(severity, count)| counted_severity(severity, count, language))
        .collect();
    let missing = match readers {
        Readers::Others if errors + warnings > 0 => language.phrase("preview.counts-only"),
        Readers::Owner if errors + warnings > most => language.phrase("preview.more-findings"),
        _ => "",
    };
    let findings = Findings {
        language: language.tag(),
        trouble,
        errors,
        warnings,
        found: worst.take(most).map(|one| finding(one, language)).collect(),
        withheld: readers == Readers::Others,
        summary: trouble.map_or_else(|| language.clauses(&counts), str::to_owned),
        missing,
    };
    serde_json::to_vec(&findings).unwrap_or_default()
}

fn finding(one: &Diagnostic, language: Language) -> Finding {
    let place = one.span.map(|span| LineIndex::of(&one.source).place(span));
    Finding {
        severity: one.severity().name(),
        code: one.code.name(),
        file: one.source.path.to_string(),
        line: place.map(|place| place.line),
        column: place.map(|place| place.column),
        message: one.message(language),
        hint: one.hint(language),
        excerpt: place.and_then(|place| {
            let line = one.source.text.lines().nth(place.line.checked_sub(1)?)?;
            let end = match place.end_line == place.line {
                true => place.end_column,
                false => usize::MAX,
            };
            Some(excerpt(line, place.column, end))
        }),
    }
}

/// Splits a line at two columns, which are counted in characters from 1.
fn excerpt(line: &str, start: usize, end: usize) -> [String; 3] {
    let mut parts = <[String; 3]>::default();
    for (column, character) in (1..=MOST_EXCERPT_CHARACTERS).zip(line.chars()) {
        let part = match column {
            _ if column < start => &mut parts[0],
            _ if column < end => &mut parts[1],
            _ => &mut parts[2],
        };
        part.push(character);
    }
    parts
}

/// The findings that were already printed to the terminal.
#[derive(Default)]
pub(crate) struct Terminal {
    known: BTreeSet<(Arc<str>, String)>,
}

impl Terminal {
    /// Prints the worst errors and warnings that the previous build did not have.
    pub fn report_new(&mut self, built: &BuildOutcome, reporter: &Reporter) {
        let matters = |one: &&Diagnostic| one.severity() != Severity::Info;
        let name = |one: &Diagnostic| (one.source.path.clone(), one.message(Language::ENGLISH));
        let all = || built.diagnostics.iter().filter(matters);
        let new = all().filter(|one| !self.known.contains(&name(one)));
        reporter.worst(new.collect(), MOST_ON_THE_TERMINAL);
        self.known = all().map(name).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Code, Source, Span, Term};

    #[test]
    fn readers_who_do_not_see_everything_get_counts() {
        let source = Source {
            path: "content/accounts/secret/index.md".into(),
            text: "生曰: 1980-03-12".into(),
        };
        let wrong = Diagnostic::at(Code::WrongValue, &source, Span::new(8, 18))
            .with("value", "1980-03-12")
            .with_term("expected", Term::phrase("values.amount"));
        let found = Diagnostics::from_found(vec![wrong]);
        let json = |readers| {
            let json = of_build(&found, readers, Language::ENGLISH);
            String::from_utf8(json).expect("JSON is UTF-8")
        };
        assert!(json(Readers::Owner).contains("1980-03-12"));
        assert_eq!(
            json(Readers::Others),
            r#"{"language":"en","trouble":null,"errors":1,"warnings":0,"found":[],"withheld":true,"summary":"1 error","missing":"Only counts are shown here; run kafolio check for details."}"#
        );
        let trouble = of_failure("content/secret: gone", Readers::Others, Language::ENGLISH);
        assert!(!String::from_utf8_lossy(&trouble).contains("secret"));
    }

    #[test]
    fn a_line_is_split_by_characters() {
        let parts = |start, end| excerpt("名称: 岚澈", start, end).join("|");
        assert_eq!(parts(5, 7), "名称: |岚澈|");
        assert_eq!(parts(1, 3), "|名称|: 岚澈");
        assert_eq!(parts(9, 12), "名称: 岚澈||");
    }
}
