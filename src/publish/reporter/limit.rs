//! Limits how many diagnostics are shown on a terminal: the worst, in their order, and a count of the rest.

use super::phrase::counted_severity;
use crate::text::{Diagnostic, Language, Severity};

/// Returns the `most` worst diagnostics, in the order given (by file), and how many of each severity are omitted.
pub(crate) fn limit(all: Vec<&Diagnostic>, most: usize) -> (Vec<&Diagnostic>, Omitted) {
    let mut worst_first: Vec<usize> = (0..all.len()).collect();
    worst_first.sort_by_key(|index| all[*index].severity());
    let (shown, rest) = worst_first.split_at(most.min(all.len()));
    let mut omitted = Omitted::default();
    for index in rest {
        *omitted.count(all[*index].severity()) += 1;
    }
    let mut shown = shown.to_vec();
    shown.sort_unstable();
    (shown.into_iter().map(|index| all[index]).collect(), omitted)
}

/// The number of omitted diagnostics of each severity.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Omitted {
    errors: usize,
    warnings: usize,
    infos: usize,
}

impl Omitted {
    fn count(&mut self, severity: Severity) -> &mut usize {
        match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
            Severity::Info => &mut self.infos,
        }
    }

    /// Returns a line with these numbers and how to list all diagnostics; `None` if none is omitted.
    pub fn line(&self, language: Language) -> Option<String> {
        let counts = [
            (Severity::Error, self.errors),
            (Severity::Warning, self.warnings),
            (Severity::Info, self.infos),
        ];
        let counts_text: Vec<String> = counts
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(severity, count)| counted_severity(severity, count, language))
            .collect();
        (!counts_text.is_empty()).then(|| {
            let counts = language.list(&counts_text);
            language.phrase_with("publish.not-shown", &[("counts", &counts)])
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Code, Source};

    const INFO: Code = Code::NoNextVisit;
    const WARNING: Code = Code::BrokenLink;
    const ERROR: Code = Code::WrongValue;

    fn found(codes: &[(&str, Code)]) -> Vec<Diagnostic> {
        let diagnostic = |(path, code): &(&str, Code)| {
            let source = Source {
                path: (*path).into(),
                text: "".into(),
            };
            Diagnostic::of_file(*code, &source)
        };
        codes.iter().map(diagnostic).collect()
    }

    fn shown(found: &[Diagnostic], most: usize) -> (Vec<(&str, Code)>, Omitted) {
        let (shown, omitted) = limit(found.iter().collect(), most);
        let counts_text = shown.iter().map(|one| (one.source.path.as_ref(), one.code));
        (counts_text.collect(), omitted)
    }

    #[test]
    fn the_worst_are_shown_by_file_and_the_rest_is_counted() {
        let found = found(&[
            ("a.md", INFO),
            ("a.md", WARNING),
            ("b.md", ERROR),
            ("b.md", INFO),
            ("c.md", WARNING),
            ("c.md", ERROR),
        ]);
        let (three, omitted) = shown(&found, 3);
        assert_eq!(three, [("a.md", WARNING), ("b.md", ERROR), ("c.md", ERROR)]);
        assert_eq!(
            omitted.line(Language::CHINESE).as_deref(),
            Some("另有 1 处提醒、2 处可补充没有列出；用 --format short 全部列出")
        );
        assert_eq!(
            omitted.line(Language::ENGLISH).as_deref(),
            Some("not shown: 1 warning, 2 infos; list them all with --format short")
        );
    }

    #[test]
    fn errors_are_omitted_only_if_errors_fill_the_limit() {
        let found = found(&[("a.md", ERROR), ("b.md", INFO), ("c.md", ERROR)]);
        let (one, omitted) = shown(&found, 1);
        assert_eq!(one, [("a.md", ERROR)]);
        assert_eq!((omitted.errors, omitted.infos), (1, 1));
    }

    #[test]
    fn no_line_is_printed_if_all_are_shown() {
        let found = found(&[("a.md", INFO), ("b.md", ERROR)]);
        let (all, omitted) = shown(&found, 2);
        assert_eq!(all.len(), 2);
        assert_eq!(omitted.line(Language::CHINESE), None);
    }
}
