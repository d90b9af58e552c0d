//! `kafolio build` and `kafolio check`: build the site, write it to disk or not at all, and report the diagnostics.

use super::arguments::{OutputArguments, SiteArguments};
use super::exit::Exit;
use super::failure::{CommandError, Failure, InLanguage};
use super::options::options;
use crate::build::{Build, Cache};
use crate::console::progress::ProgressLine;
use crate::disclosure::{Method, Product, Prover, Publication};
use crate::disk::{Allowed, OpenError, Writer, site_folder};
use crate::html::NoOutput;
use crate::preview::browser;
use crate::publish::{Files, NotPublished, Planned, Reporter, Target};
use crate::text::Language;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Writes the site to disk and returns the exit code. `language` is that of messages until the language of the site is known.
pub(super) fn build(
    site: &SiteArguments,
    arguments: &OutputArguments,
    open: bool,
    language: Language,
) -> Result<Exit, Failure> {
    let started = Instant::now();
    let options = options(site, None)?;
    let progress = ProgressLine::start(site.format, language);
    let snapshot = site_folder::read(&site.site)?;
    let out = output_folder(site, arguments);
    let writer = open_writer(site, (&out, arguments))?;
    let publication = Publication::of(&snapshot, &options, Product::Site);
    let planned = Planned::new(&publication, Some(target(site, &out, arguments)))?;
    let mut prover = Prover::once(Method::Inputs);
    let proved = planned.prove(&mut prover, &progress)?;
    let place = (site.site.as_path(), &writer);
    let published = proved.write_site(place, Files::new(), &mut prover.into_cache(), &progress);
    drop(progress);
    let published = match published {
        Ok(published) => published,
        Err(NotPublished::Refused(refusal)) => return Err(refusal.into()),
        Err(NotPublished::Leaks(leaks, built)) => {
            return Err(Failure::of_leaks(&leaks, &built, site.format));
        }
        Err(NotPublished::NotWritten(error, built)) => {
            // The diagnostics may explain it, for example if a folder cannot be read.
            Reporter::new(site.format, built.language).diagnostics(&built.diagnostics);
            let error = CommandError::NotWritten { out, error };
            return Err(error).in_language(built.language);
        }
    };
    if let Some(error) = published.record_error {
        return Err(error.into());
    }
    let built = &published.built;
    let reporter = Reporter::new(site.format, built.language);
    reporter.diagnostics(&built.diagnostics);
    let home = out.join("index.html");
    reporter.built(built, &published.written, &home, started.elapsed());
    if let Some(record) = &published.record {
        record.report(language);
        record.report_obsolete(&out, language);
    }
    if open {
        browser::open(&home, built.language);
    }
    Ok(Exit::after(built, site.strict))
}

/// Reports errors in the notes, writes nothing, and returns the exit code.
pub(super) fn check(site: &SiteArguments, language: Language) -> Result<Exit, Failure> {
    let options = options(site, Some("owner"))?;
    let progress = ProgressLine::start(site.format, language);
    let snapshot = site_folder::read(&site.site)?;
    let build = Build {
        progress: &progress,
        ..Build::new(&snapshot, &options, &NoOutput)
    };
    let built = build.run(&mut Cache::default())?;
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
) -> Result<Writer, OpenError> {
    let [content, themes] = ["content", "themes"].map(|name| site.site.join(name));
    let allowed = Allowed {
        shrink: arguments.allow_shrink,
        widen: arguments.widen,
    };
    Writer::open(out, &[&content, &themes], allowed)
}
