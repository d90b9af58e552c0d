//! Prints diagnostics, for people, one a line, as JSON or as SARIF, and the summary line of each run.

mod human;
mod limit;
mod lines;
mod located;
mod phrase;
mod sarif;

use crate::build::BuildOutcome;
use crate::console::{Format, notice, printed};
use crate::disk::Written;
use crate::text::{Diagnostic, Diagnostics, Language, Severity};
use located::{Located, located};
pub(crate) use phrase::counted_severity;
use std::fmt::Display;
use std::io::IsTerminal;
use std::path::Path;
use std::time::Duration;

/// The most diagnostics listed on a terminal; the rest is counted.
const MOST_ON_A_TERMINAL: usize = 40;

/// Shows diagnostics in a format and a language.
pub(crate) struct Reporter {
    format: Format,
    language: Language,
}

impl Reporter {
    pub fn new(format: Format, language: Language) -> Reporter {
        Reporter { format, language }
    }

    /// Sets the language of everything printed from now on.
    pub fn set_language(&mut self, language: Language) {
        self.language = language;
    }

    /// Prints the diagnostics of the notes; on a terminal only the worst of them if there are very many.
    pub fn diagnostics(&self, diagnostics: &Diagnostics) {
        self.in_order(diagnostics.iter().collect());
    }

    /// Prints diagnostics in the order given; on a terminal only the worst of them if there are very many.
    pub fn in_order(&self, found: Vec<&Diagnostic>) {
        let limited = self.format == Format::Human && std::io::stderr().is_terminal();
        let most = if limited {
            MOST_ON_A_TERMINAL
        } else {
            usize::MAX
        };
        self.worst(found, most);
    }

    /// Prints the `most` worst of the diagnostics, in the order given, and counts the rest.
    pub fn worst(&self, found: Vec<&Diagnostic>, most: usize) {
        let language = self.language;
        let (shown, omitted) = limit::limit(found, most);
        let shown = located(&shown);
        let each = |format: fn(&Located<'_>, Language) -> String| -> String {
            shown.iter().map(|one| format(one, language)).collect()
        };
        match self.format {
            Format::Human => printed::styled_err(&each(human::human)),
            Format::Short => printed::err(&each(lines::short)),
            Format::Json => printed::json(&each(lines::json)),
            Format::Sarif => printed::json(&sarif::log(&shown, language)),
        }
        if let Some(line) = omitted.line(language) {
            notice(line);
        }
        let has_excerpt = |one: &Diagnostic| self.format == Format::Human && one.span.is_some();
        let has_redactions = |one: &Diagnostic| one.has_redactions() || has_excerpt(one);
        if shown
            .iter()
            .any(|(one, _)| one.is_redacted && has_redactions(one))
        {
            notice(language.phrase("publish.left-out").to_owned());
        }
    }

    /// Reports entries that the search should find and does not, which is always a bug in this program.
    fn report_search_gaps(&self, built: &BuildOutcome) {
        const MOST: usize = 3;
        if built.search_gaps.is_empty() {
            return;
        }
        let some: Vec<String> = built.search_gaps.iter().take(MOST).cloned().collect();
        let values: [(&str, &dyn Display); 2] = [
            ("count", &built.search_gaps.len()),
            ("some", &self.language.list(&some)),
        ];
        notice(printed::phrase(
            self.language,
            "publish.search-gaps",
            &values,
        ));
    }

    /// Prints the summary of a build.
    pub fn built(&self, built: &BuildOutcome, written: &Written, page: &Path, took: Duration) {
        self.report_search_gaps(built);
        let files = [
            self.count("publish.files-written", written.written),
            self.count("publish.files-unchanged", written.unchanged),
            self.count("publish.files-removed", written.removed),
        ];
        let mut summary = vec![
            self.size(built),
            self.language.clauses(&files),
            self.seconds(took),
        ];
        summary.extend(self.upcoming(built));
        summary.extend(self.counts(&built.diagnostics));
        let summary = self.language.statements(&summary);
        notice(format!("{summary}\n{}", printed::path(page)));
    }

    /// Prints the summary of a build after a change.
    pub fn rebuilt(
        &self,
        changed: (usize, usize),
        written: &Written,
        built: &BuildOutcome,
        took: Duration,
    ) {
        self.report_search_gaps(built);
        let (texts, others) = changed;
        let has_only_notes = others == 0 && written.removed == 0;
        let changed = match has_only_notes {
            true => "publish.notes-changed",
            false => "publish.files-changed",
        };
        let mut files = vec![
            self.count(changed, texts + others),
            self.count("publish.files-written", written.written),
        ];
        if written.removed > 0 {
            files.push(self.count("publish.files-removed", written.removed));
        }
        files.push(self.seconds(took));
        let mut summary = vec![self.language.clauses(&files)];
        summary.extend(self.counts(&built.diagnostics));
        self.notice_with_time(&summary);
    }

    /// Prints the summary of a build of the preview.
    pub fn served(&self, built: &BuildOutcome, changed: usize, removed: usize, took: Duration) {
        self.report_search_gaps(built);
        let files = [
            self.count("publish.files-updated", changed),
            self.count("publish.files-dropped", removed),
        ];
        let mut summary = vec![
            self.count("publish.notes", built.notes),
            self.language.clauses(&files),
            self.count("publish.milliseconds", took.as_millis()),
        ];
        summary.extend(self.counts(&built.diagnostics));
        self.notice_with_time(&summary);
    }

    fn notice_with_time(&self, summary: &[String]) {
        notice(format!(
            "{}  {}",
            clock(),
            self.language.statements(summary)
        ));
    }

    /// Prints the path of a document for programs to read; to standard error if standard output is for diagnostics.
    pub fn document(&self, path: &Path) {
        let path = printed::path(path);
        match self.format {
            Format::Json | Format::Sarif => notice(path),
            _ => printed::out(&(path + "\n")),
        }
    }

    /// Prints the summary of a check.
    pub fn checked(&self, built: &BuildOutcome) {
        self.report_search_gaps(built);
        let mut summary = vec![self.size(built)];
        summary.extend(self.upcoming(built));
        summary.extend(self.counts(&built.diagnostics));
        if built.diagnostics.is_empty() {
            summary.push(self.language.phrase("publish.no-problems").to_owned());
        }
        notice(self.language.statements(&summary));
    }

    /// Returns how many notes and accounts there are.
    fn size(&self, built: &BuildOutcome) -> String {
        self.language.clauses(&[
            self.count("publish.notes", built.notes),
            self.count("publish.accounts", built.accounts),
        ])
    }

    /// Returns how many notes are dated after the reporting date and not shown yet; `None` if there are none.
    fn upcoming(&self, built: &BuildOutcome) -> Option<String> {
        let values: [(&str, &dyn Display); 2] =
            [("count", &built.upcoming), ("as_of", &built.as_of)];
        let upcoming = || self.language.phrase_with("publish.upcoming", &values);
        (built.upcoming > 0).then(upcoming)
    }

    /// Returns how many diagnostics there are of each severity.
    fn counts(&self, diagnostics: &Diagnostics) -> Vec<String> {
        let counted = |severity: Severity| {
            let count = diagnostics.count(severity);
            (count > 0).then(|| counted_severity(severity, count, self.language))
        };
        let all = [Severity::Error, Severity::Warning, Severity::Info];
        all.into_iter().filter_map(counted).collect()
    }

    fn seconds(&self, took: Duration) -> String {
        self.count("publish.seconds", format_args!("{:.2}", took.as_secs_f64()))
    }

    fn count(&self, phrase_key: &str, count: impl Display) -> String {
        let values: [(&str, &dyn Display); 1] = [("count", &count)];
        self.language.phrase_with(phrase_key, &values)
    }
}

/// Returns the time of day: `12:03:07`.
fn clock() -> String {
    let now = jiff::ZonedDateTime::now().time();
    format!("{:02}:{:02}:{:02}", now.hour(), now.minute(), now.second())
}
