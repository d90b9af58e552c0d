//! Carries a command out: reads the world, builds, writes, reports.

use super::cli::{Arguments, Command, Site};
use super::disk::{OpenError, Writer};
use super::progress::Progress;
use super::report::{self, Reporter};
use super::{browser, forms, help, locale, usage, world};
use crate::compile::{Built, Cache, Choice, Refusal, build};
use crate::forms::Moment;
use crate::render::{Emit, Work};
use crate::text::{Language, Severity};
use clap::FromArgMatches;
use clap::error::ErrorKind;
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard};
use std::time::Instant;

/// Done.
pub(super) const DONE: u8 = 0;
/// The notes have errors.
const NOTES_HAVE_ERRORS: u8 = 1;
/// Usage or environment.
const NOT_CARRIED_OUT: u8 = 2;

/// Runs the program with the arguments of the process; the exit code.
pub fn run() -> u8 {
    carry_out(std::env::args_os().collect())
}

/// Carries out a line, the program's name first.
fn carry_out(line: Vec<OsString>) -> u8 {
    let language = locale::spoken();
    let parsed = help::command(language)
        .try_get_matches_from(&line)
        .and_then(|matches| Arguments::from_arg_matches(&matches));
    let arguments = match parsed {
        Ok(arguments) => arguments,
        Err(error) => return answer(&error, &line, language),
    };
    let done = match arguments.command {
        Command::Build { site, out, open } => build_to_disk(&site, out.as_deref(), open),
        Command::Forms { site, forms } => forms::write(&site, &forms),
        Command::Check { site } => check(&site),
        Command::New(new) => super::new::write(&new),
        Command::Init(init) => super::init::write(&init),
        Command::Completions(asked) => Ok(super::completions::print(&asked)),
        Command::Help { of } => return carry_out(line_for_help(of)),
    };
    done.unwrap_or_else(|message| {
        report::failure(&message);
        NOT_CARRIED_OUT
    })
}

/// `kafolio help build` is `kafolio build --help`.
fn line_for_help(of: Vec<String>) -> Vec<OsString> {
    let words = std::iter::once("kafolio".to_owned()).chain(of);
    words
        .chain(["--help".to_owned()])
        .map(OsString::from)
        .collect()
}

/// Help and version where they are asked for; else what is wrong with the line.
fn answer(error: &clap::Error, line: &[OsString], language: Language) -> u8 {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let _ = error.print();
            DONE
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = error.print();
            NOT_CARRIED_OUT
        }
        _ => {
            report::usage(&usage::told(error, line, language));
            NOT_CARRIED_OUT
        }
    }
}

fn build_to_disk(site: &Site, out: Option<&Path>, open: bool) -> Result<u8, String> {
    let started = Instant::now();
    let choice = choice(site, None)?;
    let language = choice.language;
    let progress = progress(site, &choice);
    let snapshot = world::read(&site.site, language)?;
    let out = out.map_or_else(|| site.site.join("public"), Path::to_path_buf);
    let content = site.site.join("content");
    let themes = site.site.join("themes");
    let writer =
        Writer::open(&out, &[&content, &themes]).map_err(|error| cannot_open(&error, language))?;
    let emit = ToDisk {
        writer: &writer,
        site: &site.site,
        copied: Mutex::default(),
        progress: &progress,
    };
    let built = build(&snapshot, &choice, &mut Cache::default(), &emit)
        .map_err(|refusal| refused(&refusal, language))?;
    progress.finishes();
    let written = writer.finish().map_err(|error| error.to_string())?;
    drop(progress);
    let reporter = Reporter::new(site.format, built.language);
    reporter.diagnostics(&built.diagnostics);
    reporter.built(&built, &written, &out.join("index.html"), started.elapsed());
    if open {
        browser::open(&out.join("index.html"), built.language);
    }
    Ok(exit_code(&built, site.strict))
}

fn check(site: &Site) -> Result<u8, String> {
    let choice = choice(site, Some("owner"))?;
    let progress = progress(site, &choice);
    let snapshot = world::read(&site.site, choice.language)?;
    let nowhere = Nowhere {
        progress: &progress,
    };
    let built = build(&snapshot, &choice, &mut Cache::default(), &nowhere)
        .map_err(|refusal| refused(&refusal, choice.language))?;
    drop(progress);
    let reporter = Reporter::new(site.format, built.language);
    reporter.diagnostics(&built.diagnostics);
    reporter.checked(&built);
    Ok(exit_code(&built, site.strict))
}

fn progress(site: &Site, choice: &Choice) -> Progress {
    let language = choice.language.unwrap_or_else(locale::spoken);
    Progress::start(site.format, language)
}

pub(super) fn exit_code(built: &Built, strict: bool) -> u8 {
    let errors = built.diagnostics.count(Severity::Error);
    let warnings = built.diagnostics.count(Severity::Warning);
    if errors > 0 || (strict && warnings > 0) {
        NOTES_HAVE_ERRORS
    } else {
        DONE
    }
}

/// What was asked for, checked.
pub(super) fn choice(site: &Site, audience: Option<&str>) -> Result<Choice, String> {
    let language = language(site.lang.as_deref())?;
    let as_of = day(site.as_of.as_deref(), language)?;
    Ok(Choice {
        as_of,
        audience: site.audience.clone().or(audience.map(str::to_owned)),
        accounts: site.account.clone(),
        language,
    })
}

/// A language as it is typed.
pub(super) fn language(tag: Option<&str>) -> Result<Option<Language>, String> {
    let named = |tag: &str| {
        Language::from_tag(tag)
            .ok_or_else(|| format!("--lang: `{tag}` 不是 zh 或 en / is neither zh nor en"))
    };
    tag.map(named).transpose()
}

/// The day that counts as today, as it is typed.
pub(super) fn day(text: Option<&str>, language: Option<Language>) -> Result<Option<Date>, String> {
    let words = language.unwrap_or_else(locale::spoken).pick(
        "不是日期；写成 2026-03-12",
        "is no date; write it as 2026-03-12",
    );
    let named = |text: &str| {
        let moment = Moment::parse(text).map_err(|_| format!("--as-of: `{text}` {words}"))?;
        Ok(moment.day)
    };
    text.map(named).transpose()
}

pub(super) fn refused(refusal: &Refusal, language: Option<Language>) -> String {
    let language = language.unwrap_or_else(locale::spoken);
    match refusal {
        Refusal::NoSuchAccount {
            name,
            nearest,
            known,
        } => {
            let words = language.pick("没有这家客户", "there is no such account");
            let advice = match (nearest, language) {
                (Some(near), Language::Chinese) => format!("是不是“{near}”？"),
                (Some(near), Language::English) => format!("did you mean `{near}`?"),
                (None, _) => format!("{}: {}", language.pick("可选", "one of"), known.join(", ")),
            };
            let stop = language.pick("；", "; ");
            format!("--account: {words}: `{name}`{stop}{advice}")
        }
        Refusal::HouseOnly { audience } => match language {
            Language::Chinese => {
                format!("表单只给自己公司的人用；读者“{audience}”是对外的")
            }
            Language::English => {
                format!(
                    "the paper forms are for the house alone, and the audience `{audience}` is outside it"
                )
            }
        },
        Refusal::NoSuchAudience { name, known } => {
            let words = language.pick("没有这种读者", "there is no such audience");
            let allowed = language.pick("可选", "one of");
            format!(
                "--audience: {words}: `{name}`; {allowed}: {}",
                known.join(", ")
            )
        }
        Refusal::AccountNeeded { audience } => match language {
            Language::Chinese => {
                format!("对外的读者“{audience}”只能看一家客户：用 `--account 客户` 指明是哪一家")
            }
            Language::English => {
                format!(
                    "the audience `{audience}` is outside the house and sees one account: name it with `--account NAME`"
                )
            }
        },
    }
}

fn cannot_open(error: &OpenError, language: Option<Language>) -> String {
    if language.unwrap_or_else(locale::spoken) == Language::English {
        return error.to_string();
    }
    let chinese = match error {
        OpenError::NotOurs { .. } => {
            "输出文件夹里有别的文件，而且不是 kafolio 写的；换一个空文件夹（--out 文件夹），或先自己清空它"
        }
        OpenError::NotAFolder { .. } => {
            "输出的位置是一个文件，不是文件夹；换一个位置（--out 文件夹）"
        }
        OpenError::HoldsNotes { .. } => {
            "输出文件夹不能是笔记所在的文件夹；换一个位置（--out 文件夹）"
        }
        OpenError::Busy { .. } => {
            "另一个 kafolio 正在写这个输出文件夹；等它结束，或换一个位置（--out 文件夹）"
        }
        OpenError::Manifest { .. } => "输出文件夹里的 .kafolio.json 读不懂；把输出文件夹删掉再来",
        OpenError::System { .. } => "打不开输出文件夹",
    };
    format!("{chinese}\n  {error}")
}

/// Writes the site to disk.
struct ToDisk<'a> {
    writer: &'a Writer,
    site: &'a Path,
    /// Attachments that are copied already: notes of several accounts may link to one file.
    copied: Mutex<BTreeSet<String>>,
    progress: &'a Progress,
}

impl Emit for ToDisk<'_> {
    fn put(&self, route: &str, bytes: Vec<u8>) {
        self.writer.put(route, &bytes);
    }

    fn keep(&self, route: &str) {
        self.writer.keep(route);
    }

    fn copy(&self, route: &str, asset: &str) {
        let is_first =
            |mut copied: MutexGuard<'_, BTreeSet<String>>| copied.insert(asset.to_owned());
        if !self.copied.lock().is_ok_and(is_first) {
            return;
        }
        let from: PathBuf = self.site.join(asset);
        self.writer.copy(route, &from);
    }

    fn begins(&self, work: Work, parts: usize) {
        self.progress.begins(work, parts);
    }

    fn one_done(&self) {
        self.progress.one_done();
    }
}

/// Writes nothing.
struct Nowhere<'a> {
    progress: &'a Progress,
}

impl Emit for Nowhere<'_> {
    fn put(&self, _: &str, _: Vec<u8>) {}
    fn keep(&self, _: &str) {}
    fn copy(&self, _: &str, _: &str) {}

    fn begins(&self, work: Work, parts: usize) {
        self.progress.begins(work, parts);
    }

    fn one_done(&self) {
        self.progress.one_done();
    }
}
