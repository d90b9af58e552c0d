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
use phrase::{counted, counted_severity};
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
            let words = language.pick(
                "笔记里的原话没有列出；用 kafolio check 看",
                "text from the notes is left out here; kafolio check shows it",
            );
            notice(words.to_owned());
        }
    }

    /// Reports entries that the search should find and does not, which is always a bug in this program.
    fn report_search_gaps(&self, built: &BuildOutcome) {
        const MOST: usize = 3;
        if built.search_gaps.is_empty() {
            return;
        }
        let some = built.search_gaps.iter().take(MOST);
        let some: Vec<_> = some.map(|words| printed::one_line(words)).collect();
        let count = built.search_gaps.len();
        match self.language {
            Language::Chinese => notice(format!(
                "搜索里少了 {count} 处：{}。这是 kafolio 的毛病，不是笔记的，请告诉我们",
                some.join("、")
            )),
            Language::English => notice(format!(
                "{count} missing from the search: {}. This is a bug in kafolio, not in your notes; please report it",
                some.join(", ")
            )),
        }
    }

    /// Prints the summary of a build.
    pub fn built(&self, built: &BuildOutcome, written: &Written, page: &Path, took: Duration) {
        self.report_search_gaps(built);
        let counts = self.upcoming(built) + &self.counts(&built.diagnostics);
        let seconds = took.as_secs_f64();
        let page = printed::path(page);
        match self.language {
            Language::Chinese => notice(format!(
                "{} 篇笔记，{} 家客户；写了 {} 个文件，{} 个没有变，删了 {} 个；{seconds:.2} 秒{counts}\n{page}",
                built.notes, built.accounts, written.written, written.unchanged, written.removed
            )),
            Language::English => notice(format!(
                "{}, {}; {} written, {} unchanged, {} removed; {seconds:.2} s{counts}\n{page}",
                counted(built.notes, "note"),
                counted(built.accounts, "account"),
                counted(written.written, "file"),
                written.unchanged,
                written.removed
            )),
        }
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
        let time = clock();
        let counts = self.counts(&built.diagnostics);
        let seconds = took.as_secs_f64();
        let (texts, others) = changed;
        let total = texts + others;
        let summary = match (self.language, others, written.removed) {
            (Language::Chinese, 0, 0) => {
                format!("{total} 篇变了，写了 {} 个文件", written.written)
            }
            (Language::Chinese, _, 0) => {
                format!("{total} 个文件变了，写了 {} 个文件", written.written)
            }
            (Language::Chinese, _, removed) => format!(
                "{total} 个文件变了，写了 {} 个文件，删了 {removed} 个",
                written.written
            ),
            (Language::English, _, 0) => format!(
                "{} changed, {} written",
                counted(total, "file"),
                counted(written.written, "file")
            ),
            (Language::English, _, removed) => format!(
                "{} changed, {} written, {removed} removed",
                counted(total, "file"),
                counted(written.written, "file")
            ),
        };
        match self.language {
            Language::Chinese => notice(format!("{time}  {summary}，{seconds:.2} 秒{counts}")),
            Language::English => notice(format!("{time}  {summary}, {seconds:.2} s{counts}")),
        }
    }

    /// Prints the summary of a build of the preview.
    pub fn served(&self, built: &BuildOutcome, changed: usize, removed: usize, took: Duration) {
        self.report_search_gaps(built);
        let time = clock();
        let counts = self.counts(&built.diagnostics);
        let milliseconds = took.as_millis();
        match self.language {
            Language::Chinese => notice(format!(
                "{time}  {} 篇笔记；更新 {changed} 个文件，删去 {removed} 个；{milliseconds} 毫秒{counts}",
                built.notes
            )),
            Language::English => notice(format!(
                "{time}  {}; {} changed, {removed} removed; {milliseconds} ms{counts}",
                counted(built.notes, "note"),
                counted(changed, "file"),
            )),
        }
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
        let counts = self.upcoming(built) + &self.counts(&built.diagnostics);
        let fine = if built.diagnostics.is_empty() {
            self.language.pick("；没有问题", "; no problems")
        } else {
            ""
        };
        match self.language {
            Language::Chinese => notice(format!(
                "{} 篇笔记，{} 家客户{counts}{fine}",
                built.notes, built.accounts
            )),
            Language::English => notice(format!(
                "{}, {}{counts}{fine}",
                counted(built.notes, "note"),
                counted(built.accounts, "account")
            )),
        }
    }

    /// Returns how many notes are dated after the reporting date and not shown yet; empty if none.
    fn upcoming(&self, built: &BuildOutcome) -> String {
        match (built.upcoming, self.language) {
            (0, _) => String::new(),
            (count, Language::Chinese) => {
                format!(
                    "；{count} 篇在截至日期 {} 之后，到那天才看得到",
                    built.as_of
                )
            }
            (count, Language::English) => {
                format!("; {count} dated after {}, not shown yet", built.as_of)
            }
        }
    }

    fn counts(&self, diagnostics: &Diagnostics) -> String {
        let count = |severity: Severity| {
            let count = diagnostics.count(severity);
            let summary = counted_severity(severity, count, self.language);
            let summary = match self.language {
                Language::Chinese => format!("；{summary}"),
                Language::English => format!("; {summary}"),
            };
            (count > 0).then_some(summary)
        };
        [Severity::Error, Severity::Warning, Severity::Info]
            .into_iter()
            .filter_map(count)
            .collect()
    }
}

/// Returns the time of day: `12:03:07`.
fn clock() -> String {
    let now = jiff::ZonedDateTime::now().time();
    format!("{:02}:{:02}:{:02}", now.hour(), now.minute(), now.second())
}
