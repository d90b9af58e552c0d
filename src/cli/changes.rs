//! `kafolio changes`: what changed between two dates, in the terminal, as JSON, and as a page.

use super::arguments::{ChangesArguments, SiteArguments};
use super::exit::Exit;
use super::options::{day, options};
use crate::build::{Changes, changes};
use crate::console::printed::{self, one_line};
use crate::console::{Format, locale, notice, sentence_of};
use crate::disclosure::{CHANGES_JSON, Product, Prover, Publication};
use crate::disk::site_folder;
use crate::documents::{ChangeLine, ChangedAccount};
use crate::html::NoProgress;
use crate::publish::{Planned, Reporter, Target, one_file};
use crate::text::{Language, Severity};
use jiff::civil::Date;
use std::fmt::Write as _;
use std::path::PathBuf;
use unicode_width::UnicodeWidthStr;

/// The default file name of the page.
const PAGE: &str = "changes.html";

/// Prints the changes, writes the page if requested, and returns the exit code.
pub(super) fn write(site: &SiteArguments, arguments: &ChangesArguments) -> Result<Exit, String> {
    let mut options = options(site, None)?;
    options.accounts.extend(arguments.accounts.iter().cloned());
    let language = options.language;
    if site.format == Format::Sarif {
        return Err(no_sarif(language));
    }
    let since = day("--since", &arguments.since, language)?;
    let page = arguments.out.clone();
    let page = page.or(arguments.page.then(|| PathBuf::from(PAGE)));
    let file = page.as_deref().map_or(PAGE.to_owned(), one_file::name);
    let snapshot = site_folder::read(&site.site, language)?;
    let publication = Publication::of(&snapshot, &options, Product::Changes(since, &file));
    let target = page.as_deref().map(|out| Target {
        site: &site.site,
        out,
        record: arguments.disclosure.as_deref(),
    });
    let planned = Planned::new(&publication, target)?;
    let proved = planned.prove(&mut Prover::once(), &NoProgress)?;
    let mut document = changes(&snapshot, &options, since, None)
        .map_err(|refusal| sentence_of(&refusal, language))?;
    let language = document.built.language;
    // The printed changes can leave the machine as well.
    let printed = document.to_json();
    let files = [(CHANGES_JSON, &*printed), (&file, &document.html)];
    let checked = match proved.check(&files, &mut document.built) {
        Ok(checked) => checked,
        Err(leaks) => {
            leaks.report(&document.built, site.format);
            return Ok(Exit::Failed);
        }
    };
    if let Some(page) = &page {
        one_file::check_scope(page, &document.built.scope, arguments.widen)
            .map_err(|error| error.message(page, language))?;
    }
    let lines = match site.format {
        Format::Json => lines_of(&document, json),
        Format::Short => lines_of(&document, short),
        _ => human(&document, since, language),
    };
    match site.format {
        Format::Json => printed::json(&lines),
        _ => printed::styled_out(&lines),
    }
    let errors = document.built.diagnostics.count(Severity::Error);
    if errors > 0 {
        notice(has_errors(errors, language));
    }
    if let Some(page) = page {
        let html = one_file::with_scope(document.html, &document.built.scope);
        one_file::write(&page, &html).map_err(|error| error.message(&page, language))?;
        checked.disclose((page.as_path(), &file), &html, &document.built)?;
        Reporter::new(site.format, language).document(&page);
    }
    Ok(Exit::after(&document.built, site.strict))
}

fn no_sarif(language: Option<Language>) -> String {
    let language = language.unwrap_or_else(locale::detect);
    let words = language.pick(
        "--format: 变化没有 sarif 格式；用 human、short 或 json",
        "--format: sarif is not available for changes; use human, short or json",
    );
    words.to_owned()
}

fn has_errors(count: usize, language: Language) -> String {
    match language {
        Language::Chinese => format!("笔记有 {count} 处错误，变化可能不全；用 kafolio check 看"),
        Language::English => {
            format!("errors in the notes: {count}; changes may be missing; run kafolio check")
        }
    }
}

/// Formats all changes, one line each.
fn lines_of(document: &Changes, line: fn(&ChangeLine) -> String) -> String {
    let all = document
        .accounts
        .iter()
        .flat_map(|account| &account.changes);
    all.map(line).collect()
}

/// Formats a change as a JSON object.
fn json(one: &ChangeLine) -> String {
    let object = serde_json::to_string(one);
    object.map(|line| line + "\n").unwrap_or_default()
}

/// `file:line: date account: change: whom: from → to`
fn short(one: &ChangeLine) -> String {
    let ChangeLine {
        file, line, date, ..
    } = one;
    let words = [&one.account, &one.label, &one.what, &turn(one)];
    let words: Vec<&str> = words.into_iter().map(String::as_str).collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    let text = format!("{file}:{line}: {date} {}", words.join(": "));
    one_line(&text).into_owned() + "\n"
}

/// Returns the old and new value; empty if the kind of change is all there is to show.
fn turn(one: &ChangeLine) -> String {
    match (&one.from, &one.to) {
        (Some(from), Some(to)) => format!("{from} → {to}"),
        (None, Some(to)) => to.clone(),
        (Some(from), None) => format!("{from} → ?"),
        (None, None) => String::new(),
    }
}

/// Formats changes for people: by account and kind. Styles are removed if the output is not a terminal.
fn human(document: &Changes, since: Date, language: Language) -> String {
    let changed = || {
        document
            .accounts
            .iter()
            .filter(|one| !one.changes.is_empty())
    };
    let (count, as_of) = (changed().count(), document.built.as_of);
    let unchanged = document.accounts.len() - count;
    let mut text = match (language, count) {
        (Language::Chinese, 0) => format!("{since} → {as_of}：没有变化\n"),
        (Language::Chinese, _) => {
            format!("{since} → {as_of}：{count} 家客户有变化，{unchanged} 家没有\n")
        }
        (Language::English, 0) => format!("{since} → {as_of}: nothing changed\n"),
        (Language::English, _) => {
            format!("{since} → {as_of}: accounts changed: {count}, unchanged: {unchanged}\n")
        }
    };
    changed().for_each(|account| write_account(account, language, &mut text));
    text
}

fn write_account(account: &ChangedAccount, language: Language, text: &mut String) {
    const BOLD: &str = "\u{1b}[1m";
    const FAINT: &str = "\u{1b}[2m";
    const PLAIN: &str = "\u{1b}[0m";
    let _ = writeln!(
        text,
        "\n{BOLD}{}{PLAIN}  {}",
        one_line(&account.name),
        account.changes.len()
    );
    let groups = account
        .changes
        .chunk_by(|one, other| one.group == other.group);
    for group in groups {
        let heading = group.first().map_or("", |first| &first.group);
        let widest = group.iter().map(|one| one.label.width()).max();
        let _ = writeln!(text, "  {heading}");
        for one in group {
            let gap = widest.unwrap_or_default() - one.label.width();
            let colon = language.pick("：", ": ");
            let words = [one.what.clone(), turn(one)];
            let words: Vec<String> = words.into_iter().filter(|word| !word.is_empty()).collect();
            let _ = writeln!(
                text,
                "    {}  {}{}  {}  {FAINT}{}:{}{PLAIN}",
                one.date,
                one_line(&one.label),
                " ".repeat(gap),
                one_line(&words.join(colon)),
                one_line(&one.file),
                one.line
            );
        }
    }
}
