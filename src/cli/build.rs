//! `kafolio build` and `kafolio check`: build the site, write it to disk or not at all, and report the diagnostics.

use super::arguments::{OutputArguments, SiteArguments};
use super::exit::Exit;
use super::options::options;
use crate::build::{Build, Cache, Options};
use crate::console::progress::ProgressLine;
use crate::console::{locale, sentence_of};
use crate::disclosure::{Product, Prover, Publication};
use crate::disk::{Allowed, OpenError, Writer, site_folder};
use crate::html::NoOutput;
use crate::preview::browser;
use crate::publish::{Files, NotPublished, Planned, Published, Reporter, Target};
use crate::text::Language;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Writes the site to disk and returns the exit code.
pub(super) fn build_to_disk(
    site: &SiteArguments,
    arguments: &OutputArguments,
    open: bool,
) -> Result<Exit, String> {
    let started = Instant::now();
    let options = options(site, None)?;
    let language = options.language;
    let progress = progress(site, &options);
    let snapshot = site_folder::read(&site.site, language)?;
    let out = output_folder(site, arguments);
    let writer = open_writer(site, (&out, arguments), language)?;
    let publication = Publication::of(&snapshot, &options, Product::Site);
    let planned = Planned::new(&publication, Some(target(site, &out, arguments)))?;
    let proved = planned.prove(&mut Prover::once(), &progress)?;
    let place = (site.site.as_path(), &writer);
    let published = proved.write_site(place, Files::new(), &mut Cache::default(), &progress);
    drop(progress);
    let published = match published {
        Ok(published) => published,
        Err(NotPublished::Refused(refusal)) => return Err(sentence_of(&refusal, language)),
        Err(NotPublished::Leaks(leaks, built)) => {
            leaks.report(&built, site.format);
            return Ok(Exit::Failed);
        }
        Err(NotPublished::NotWritten(error, built)) => {
            // The diagnostics may explain it, for example if a folder cannot be read.
            Reporter::new(site.format, built.language).diagnostics(&built.diagnostics);
            return Err(error.words(&out, built.language));
        }
    };
    report(&published, site, &out, started)?;
    if open {
        browser::open(&out.join("index.html"), published.built.language);
    }
    Ok(Exit::after(&published.built, site.strict))
}

/// Reports a site that was written.
fn report(
    published: &Published,
    site: &SiteArguments,
    out: &Path,
    started: Instant,
) -> Result<(), String> {
    if let Some(fault) = &published.record_error {
        return Err(fault.clone());
    }
    let built = &published.built;
    let reporter = Reporter::new(site.format, built.language);
    reporter.diagnostics(&built.diagnostics);
    let home = out.join("index.html");
    reporter.built(built, &published.written, &home, started.elapsed());
    if let Some(record) = &published.record {
        record.report();
        record.report_obsolete(out);
    }
    Ok(())
}

/// Reports errors in the notes, writes nothing, and returns the exit code.
pub(super) fn check(site: &SiteArguments) -> Result<Exit, String> {
    let options = options(site, Some("owner"))?;
    let progress = progress(site, &options);
    let snapshot = site_folder::read(&site.site, options.language)?;
    let build = Build {
        progress: &progress,
        ..Build::new(&snapshot, &options, &NoOutput)
    };
    let built = build
        .run(&mut Cache::default())
        .map_err(|refusal| sentence_of(&refusal, options.language))?;
    drop(progress);
    let reporter = Reporter::new(site.format, built.language);
    reporter.diagnostics(&built.diagnostics);
    reporter.checked(&built);
    Ok(Exit::after(&built, site.strict))
}

/// Returns the output folder: the requested one, or `public/` next to the notes.
pub(super) fn output_folder(site: &SiteArguments, arguments: &OutputArguments) -> PathBuf {
    let out = arguments.out.clone();
    out.unwrap_or_else(|| site.site.join("public"))
}

/// Returns the target of a site.
pub(super) fn target<'a>(
    site: &'a SiteArguments,
    out: &'a Path,
    arguments: &'a OutputArguments,
) -> Target<'a> {
    Target {
        site: &site.site,
        out,
        record: arguments.disclosure.as_deref(),
    }
}

/// Opens the output folder.
pub(super) fn open_writer(
    site: &SiteArguments,
    (out, arguments): (&Path, &OutputArguments),
    language: Option<Language>,
) -> Result<Writer, String> {
    let [content, themes] = ["content", "themes"].map(|name| site.site.join(name));
    let allowed = Allowed {
        shrink: arguments.allow_shrink,
        widen: arguments.widen,
    };
    Writer::open(out, &[&content, &themes], allowed).map_err(|error| open_failure(&error, language))
}

/// Starts the progress line of a build.
pub(super) fn progress(site: &SiteArguments, options: &Options) -> ProgressLine {
    let language = options.language.unwrap_or_else(locale::detect);
    ProgressLine::start(site.format, language)
}

fn open_failure(error: &OpenError, language: Option<Language>) -> String {
    if language.unwrap_or_else(locale::detect) == Language::English {
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
