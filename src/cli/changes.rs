//! `kafolio changes`: what became otherwise between two days, in the terminal, for programs, and as a page.

use super::arguments::{Site, Wanted};
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

/// The page, where it is not named.
const PAGE: &str = "changes.html";

/// Tells the changes and writes the page where one is wanted; the exit code.
pub(super) fn write(site: &Site, wanted: &Wanted) -> Result<Exit, String> {
    let mut options = options(site, None)?;
    options.accounts.extend(wanted.accounts.iter().cloned());
    let language = options.language;
    if site.format == Format::Sarif {
        return Err(no_sarif(language));
    }
    let since = day("--since", &wanted.since, language)?;
    let page = wanted.out.clone();
    let page = page.or(wanted.page.then(|| PathBuf::from(PAGE)));
    let file = page.as_deref().map_or(PAGE.to_owned(), one_file::name);
    let snapshot = site_folder::read(&site.site, language)?;
    let publication = Publication::of(&snapshot, &options, Product::Changes(since, &file));
    let target = page.as_deref().map(|out| Target {
        site: &site.site,
        out,
        record: wanted.disclosure.as_deref(),
    });
    let planned = Planned::new(&publication, target)?;
    let proved = planned.prove(&mut Prover::once(), &NoProgress)?;
    let mut made = changes(&snapshot, &options, since, None)
        .map_err(|refusal| sentence_of(&refusal, language))?;
    let language = made.built.language;
    // What is printed can be kept, too.
    let printed = made.to_json();
    let files = [(CHANGES_JSON, &*printed), (&file, &made.html)];
    let checked = match proved.check(&files, &mut made.built) {
        Ok(checked) => checked,
        Err(leaks) => {
            leaks.report(&made.built, site.format);
            return Ok(Exit::NotDone);
        }
    };
    if let Some(page) = &page {
        one_file::check_scope(page, &made.built.scope, wanted.widen)
            .map_err(|error| error.told(page, language))?;
    }
    let lines = match site.format {
        Format::Json => lines_of(&made, json),
        Format::Short => lines_of(&made, short),
        _ => human(&made, since, language),
    };
    match site.format {
        Format::Json => printed::json(&lines),
        _ => printed::styled_out(&lines),
    }
    let errors = made.built.diagnostics.count(Severity::Error);
    if errors > 0 {
        notice(has_errors(errors, language));
    }
    if let Some(page) = page {
        let html = one_file::with_scope(made.html, &made.built.scope);
        one_file::write(&page, &html).map_err(|error| error.told(&page, language))?;
        checked.disclose((page.as_path(), &file), &html, &made.built)?;
        Reporter::new(site.format, language).document(&page);
    }
    Ok(Exit::after(&made.built, site.strict))
}

fn no_sarif(language: Option<Language>) -> String {
    let language = language.unwrap_or_else(locale::spoken);
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

/// All changes, a line each.
fn lines_of(made: &Changes, line: fn(&ChangeLine) -> String) -> String {
    let all = made.accounts.iter().flat_map(|account| &account.changes);
    all.map(line).collect()
}

/// An object.
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
    let told = format!("{file}:{line}: {date} {}", words.join(": "));
    one_line(&told).into_owned() + "\n"
}

/// From what to what; empty where the kind of change says all.
fn turn(one: &ChangeLine) -> String {
    match (&one.from, &one.to) {
        (Some(from), Some(to)) => format!("{from} → {to}"),
        (None, Some(to)) => to.clone(),
        (Some(from), None) => format!("{from} → ?"),
        (None, None) => String::new(),
    }
}

/// For people: account by account, like with like. Escapes are taken out where there is no terminal.
fn human(made: &Changes, since: Date, language: Language) -> String {
    let changed = || made.accounts.iter().filter(|one| !one.changes.is_empty());
    let (count, as_of) = (changed().count(), made.built.as_of);
    let still = made.accounts.len() - count;
    let mut told = match (language, count) {
        (Language::Chinese, 0) => format!("{since} → {as_of}：没有变化\n"),
        (Language::Chinese, _) => {
            format!("{since} → {as_of}：{count} 家客户有变化，{still} 家没有\n")
        }
        (Language::English, 0) => format!("{since} → {as_of}: nothing changed\n"),
        (Language::English, _) => {
            format!("{since} → {as_of}: accounts changed: {count}, unchanged: {still}\n")
        }
    };
    changed().for_each(|account| tell_account(account, language, &mut told));
    told
}

fn tell_account(account: &ChangedAccount, language: Language, told: &mut String) {
    const BOLD: &str = "\u{1b}[1m";
    const FAINT: &str = "\u{1b}[2m";
    const PLAIN: &str = "\u{1b}[0m";
    let _ = writeln!(
        told,
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
        let _ = writeln!(told, "  {heading}");
        for one in group {
            let gap = widest.unwrap_or_default() - one.label.width();
            let colon = language.pick("：", ": ");
            let words = [one.what.clone(), turn(one)];
            let words: Vec<String> = words.into_iter().filter(|word| !word.is_empty()).collect();
            let _ = writeln!(
                told,
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
