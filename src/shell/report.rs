//! Says what was found: to people, a line each, or as JSON.

use super::cli::Format;
use super::disk::Written;
use crate::compile::Built;
use crate::text::{Diagnostic, Diagnostics, Language, Severity};
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet, renderer::DecorStyle};
use serde::Serialize;
use std::io::{IsTerminal, Write};
use std::path::Path;
use std::time::Duration;

/// On a terminal nobody reads more than this; the rest is counted.
const MOST_ON_A_TERMINAL: usize = 40;

/// A failure that is not about the notes.
pub(super) fn failure(message: &str) {
    anstream::eprintln!("kafolio: {message}");
}

/// Shows diagnostics in a format and a language.
pub(super) struct Reporter {
    format: Format,
    language: Language,
}

impl Reporter {
    pub fn new(format: Format, language: Language) -> Reporter {
        Reporter { format, language }
    }

    /// Shows what is wrong with the notes, and how many of each severity there are.
    pub fn diagnostics(&mut self, diagnostics: &Diagnostics) {
        let on_terminal = std::io::stderr().is_terminal();
        let most = if on_terminal && self.format == Format::Human {
            MOST_ON_A_TERMINAL
        } else {
            usize::MAX
        };
        // The worst stand first, so that what is cut is the least.
        let mut all: Vec<&Diagnostic> = diagnostics.iter().collect();
        if most < all.len() {
            all.sort_by_key(|diagnostic| diagnostic.severity());
        }
        let text: String = all
            .iter()
            .take(most)
            .map(|diagnostic| self.one(diagnostic))
            .collect();
        match self.format {
            Format::Json => {
                let _ = std::io::stdout().lock().write_all(text.as_bytes());
            }
            _ => anstream::eprint!("{text}"),
        }
        if all.len() > most {
            let more = all.len() - most;
            let words = self.language.pick("另有", "and");
            let rest = self.language.pick(
                "条；用 --format short 全部列出",
                "more; list them all with --format short",
            );
            anstream::eprintln!("{words} {more} {rest}");
        }
    }

    fn one(&self, diagnostic: &Diagnostic) -> String {
        match self.format {
            Format::Human => human(diagnostic, self.language),
            Format::Short => short(diagnostic, self.language),
            Format::Json => json(diagnostic, self.language),
        }
    }

    /// One line about a build.
    pub fn built(&self, built: &Built, written: &Written, page: &Path, took: Duration) {
        let counts = self.counts(&built.diagnostics);
        let seconds = took.as_secs_f64();
        let page = page.display();
        match self.language {
            Language::Chinese => anstream::eprintln!(
                "{} 篇笔记，{} 家客户；写了 {} 个文件，{} 个没有变，删了 {} 个；{seconds:.2} 秒{counts}\n{page}",
                built.notes,
                built.accounts,
                written.written,
                written.unchanged,
                written.removed
            ),
            Language::English => anstream::eprintln!(
                "{}, {}; {} written, {} unchanged, {} removed; {seconds:.2} s{counts}\n{page}",
                counted(built.notes, "note"),
                counted(built.accounts, "account"),
                counted(written.written, "file"),
                written.unchanged,
                written.removed
            ),
        }
    }

    /// One line about a check.
    pub fn checked(&self, built: &Built) {
        let counts = self.counts(&built.diagnostics);
        let fine = if built.diagnostics.is_empty() {
            self.language.pick("；没有问题", "; nothing to mend")
        } else {
            ""
        };
        match self.language {
            Language::Chinese => anstream::eprintln!(
                "{} 篇笔记，{} 家客户{counts}{fine}",
                built.notes,
                built.accounts
            ),
            Language::English => anstream::eprintln!(
                "{}, {}{counts}{fine}",
                counted(built.notes, "note"),
                counted(built.accounts, "account")
            ),
        }
    }

    fn counts(&self, diagnostics: &Diagnostics) -> String {
        let names = [
            (Severity::Error, self.language.pick("处错误", "error")),
            (Severity::Warning, self.language.pick("处提醒", "warning")),
            (Severity::Info, self.language.pick("处可补充", "info")),
        ];
        let count = |(severity, name): (Severity, &str)| {
            let count = diagnostics.count(severity);
            let told = match self.language {
                Language::Chinese => format!("；{count} {name}"),
                Language::English => format!("; {}", counted(count, name)),
            };
            (count > 0).then_some(told)
        };
        names.into_iter().filter_map(count).collect()
    }
}

/// A count with its noun: `1 note`, `2 notes`.
fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// With the source line and the place marked.
fn human(diagnostic: &Diagnostic, language: Language) -> String {
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR.with_name(language.pick("错误", "error")),
        Severity::Warning => Level::WARNING.with_name(language.pick("提醒", "warning")),
        Severity::Info => Level::INFO.with_name(language.pick("可补充", "info")),
    };
    let message = diagnostic.message(language);
    let hint = diagnostic.hint(language);
    let source = &diagnostic.source;
    let range = diagnostic
        .span
        .map(|span| marked(&source.text, span.start as usize, span.end as usize));
    let mut group = level
        .primary_title(message.as_str())
        .id(diagnostic.code.name())
        .element(
            Snippet::source(source.text.as_ref())
                .path(source.path.as_ref())
                .annotations(
                    range
                        .clone()
                        .map(|range| AnnotationKind::Primary.span(range)),
                ),
        );
    if range.is_none() || source.text.is_empty() {
        let title = match diagnostic.severity() {
            Severity::Error => Level::ERROR.with_name(language.pick("错误", "error")),
            Severity::Warning => Level::WARNING.with_name(language.pick("提醒", "warning")),
            Severity::Info => Level::INFO.with_name(language.pick("可补充", "info")),
        };
        group = title
            .primary_title(message.as_str())
            .id(diagnostic.code.name())
            .element(annotate_snippets::Origin::path(source.path.as_ref()));
    }
    if let Some(hint) = &hint {
        group = group.element(
            Level::HELP
                .with_name(language.pick("怎么改", "help"))
                .message(hint.as_str()),
        );
    }
    let renderer = Renderer::styled().decor_style(DecorStyle::Unicode);
    format!("{}\n\n", renderer.render(&[group]))
}

/// The range to mark: within one line, on character boundaries, at least one character where there is one.
fn marked(text: &str, start: usize, end: usize) -> std::ops::Range<usize> {
    let floor = |mut offset: usize| {
        offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    };
    let start = floor(start);
    let line_end = text[start..]
        .find('\n')
        .map_or(text.len(), |newline| start + newline);
    let end = floor(end).clamp(start, line_end.max(start));
    let first = text[start..]
        .chars()
        .next()
        .filter(|character| *character != '\n')
        .map_or(0, char::len_utf8);
    start..end.max(start + first)
}

/// `file:line:column: severity[code]: message; hint`
fn short(diagnostic: &Diagnostic, language: Language) -> String {
    let path = &diagnostic.source.path;
    let place = diagnostic.span.map(|span| diagnostic.source.place(span));
    let place = place
        .map(|place| format!(":{}:{}", place.line, place.column))
        .unwrap_or_default();
    let hint = diagnostic
        .hint(language)
        .map(|hint| format!("{}{hint}", language.pick("；", "; ")))
        .unwrap_or_default();
    let severity = diagnostic.severity().name();
    format!(
        "{path}{place}: {severity}[{}]: {}{hint}\n",
        diagnostic.code.name(),
        diagnostic.message(language)
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

fn json(diagnostic: &Diagnostic, language: Language) -> String {
    let place = diagnostic.span.map(|span| diagnostic.source.place(span));
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
