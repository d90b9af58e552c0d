//! `kafolio changes`: what changed between two dates, in the terminal, as JSON, and as a page.

use super::arguments::{ChangesArguments, SiteArguments};
use super::exit::Exit;
use super::failure::{Failure, InLanguage};
use super::options::{OptionError, day, options};
use crate::build::{Changes, changes};
use crate::console::printed::{self, one_line};
use crate::console::{Format, notice};
use crate::disclosure::{CHANGES_JSON, Method, Product, Prover, Publication};
use crate::disk::site_folder;
use crate::documents::{ChangeLine, ChangedAccount};
use crate::html::NoProgress;
use crate::publish::{Planned, Reporter, Target, one_file};
use crate::text::{Language, Severity};
use jiff::civil::Date;
use std::fmt::{Display, Write as _};
use std::path::PathBuf;
use unicode_width::UnicodeWidthStr;

/// The default file name of the page.
const PAGE: &str = "changes.html";

/// Prints the changes, writes the page if requested, and returns the exit code. `language` is that of messages until the
/// language of the site is known.
pub(super) fn write(
    site: &SiteArguments,
    arguments: &ChangesArguments,
    language: Language,
) -> Result<Exit, Failure> {
    let mut options = options(site, None)?;
    options.accounts.extend(arguments.accounts.iter().cloned());
    if site.format == Format::Sarif {
        return Err(OptionError::NoSarifOfChanges.into());
    }
    let since = day("--since", &arguments.since)?;
    let page = arguments.out.clone();
    let page = page.or(arguments.page.then(|| PathBuf::from(PAGE)));
    let file = page.as_deref().map_or(PAGE.to_owned(), one_file::name);
    let snapshot = site_folder::read(&site.site)?;
    let publication = Publication::of(&snapshot, &options, Product::Changes(since, &file));
    let target = page.as_deref().map(|out| Target {
        site: &site.site,
        out,
        record: arguments.disclosure.as_deref(),
    });
    let planned = Planned::new(&publication, target)?;
    let proved = planned.prove(&mut Prover::once(Method::Files), &NoProgress)?;
    let mut document = changes(&snapshot, &options, since, None)?;
    // The printed changes can leave the machine as well.
    let printed = document.to_json();
    let files = [(CHANGES_JSON, &*printed), (&file, &document.html)];
    let checked = proved.check(&files, &mut document.built);
    let built = &document.built;
    let checked = checked.map_err(|leaks| Failure::of_leaks(&leaks, built, site.format))?;
    if let Some(page) = &page {
        one_file::check_scope(page, (&built.scope, built.dictionary), arguments.widen)
            .in_language(built.language)?;
    }
    print(&document, since, site.format);
    if let Some(page) = page {
        let built = &document.built;
        let html = one_file::with_scope(document.html, &built.scope);
        one_file::write(&page, &html).in_language(built.language)?;
        checked.disclose((page.as_path(), &file), &html, built, language)?;
        Reporter::new(site.format, built.language).document(&page);
    }
    Ok(Exit::after(&document.built, site.strict))
}

/// Prints the changes, and whether some may be missing.
fn print(document: &Changes, since: Date, format: Format) {
    match format {
        Format::Json => printed::json(&lines_of(document, json)),
        Format::Short => printed::styled_out(&lines_of(document, short)),
        _ => printed::styled_out(&human(document, since)),
    }
    let errors = document.built.diagnostics.count(Severity::Error);
    if errors > 0 {
        let language = document.built.language;
        notice(language.phrase_with("cli.changes-incomplete", &[("count", &errors)]));
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
fn human(document: &Changes, since: Date) -> String {
    let language = document.built.language;
    let changed = || {
        document
            .accounts
            .iter()
            .filter(|one| !one.changes.is_empty())
    };
    let (count, as_of) = (changed().count(), document.built.as_of);
    let unchanged = document.accounts.len() - count;
    let key = match count {
        0 => "cli.nothing-changed",
        _ => "cli.accounts-changed",
    };
    let values: [(&str, &dyn Display); 4] = [
        ("since", &since),
        ("as_of", &as_of),
        ("changed", &count),
        ("unchanged", &unchanged),
    ];
    let mut text = language.phrase_with(key, &values) + "\n";
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
            let words = [one.what.clone(), turn(one)];
            let words: Vec<String> = words.into_iter().filter(|word| !word.is_empty()).collect();
            let _ = writeln!(
                text,
                "    {}  {}{}  {}  {FAINT}{}:{}{PLAIN}",
                one.date,
                one_line(&one.label),
                " ".repeat(gap),
                one_line(&words.join(language.colon())),
                one_line(&one.file),
                one.line
            );
        }
    }
}
