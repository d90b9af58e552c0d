//! `build` and `check`: reads the notes, builds, writes the site or nothing, and says what was found.

use super::arguments::{OutputArguments, Site};
use super::command::{DONE, NOT_CARRIED_OUT, NOTES_HAVE_ERRORS};
use super::options::{options, refused};
use super::progress::ProgressLine;
use super::proving::{self, Files, Verdict};
use super::report::Reporter;
use super::to_disk::ToDisk;
use super::{browser, world};
use crate::build::{Build, BuildOutcome, Cache, Options};
use crate::console::locale;
use crate::disclosure::{Inspector, Product, Publication};
use crate::disk::{Allowed, OpenError, Writer};
use crate::html::NoOutput;
use crate::text::{Language, Severity};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Writes the site to disk; the exit code.
pub(super) fn build_to_disk(
    site: &Site,
    output_arguments: &OutputArguments,
    open: bool,
) -> Result<u8, String> {
    let started = Instant::now();
    let options = options(site, None)?;
    let language = options.language;
    let progress = progress(site, &options);
    let snapshot = world::read(&site.site, language)?;
    let out = out_of(site, output_arguments);
    let writer = open_writer(site, (&out, output_arguments), language)?;
    let publication = Publication::of(&snapshot, &options, Product::Site);
    let asked = output_arguments.disclosure.as_deref();
    let disclosing = proving::disclosing(&publication, (&site.site, asked), &out)?;
    let proof = proving::tried(&publication, &progress)?;
    let inspector = proof
        .as_ref()
        .map(|proof| Inspector::new(proof, Files::new()));
    let output = ToDisk::new(&writer, &site.site, inspector.as_ref());
    let build = Build {
        progress: &progress,
        ..Build::new(&snapshot, &options, &output)
    };
    let mut built = build
        .run(&mut Cache::default())
        .map_err(|refusal| refused(&refusal, language))?;
    built.diagnostics = output.with_attachments(&built.diagnostics);
    let attachments = output.attachments();
    let checked = proof.as_ref().zip(inspector.as_ref().map(Inspector::done));
    let mut verdict = checked.map(|(proof, seen)| Verdict::of(proof, seen, &publication));
    if let Some(verdict) = verdict.as_ref().filter(|verdict| verdict.is_refusal) {
        drop(progress);
        writer.abandon();
        verdict.say(&built, site);
        return Ok(NOT_CARRIED_OUT);
    }
    if let Some(verdict) = &mut verdict {
        output.put_held(verdict.held());
        verdict.add_to(&mut built);
    }
    progress.finishes();
    let written = writer.finish();
    drop(progress);
    let reporter = Reporter::new(site.format, built.language);
    let written = written.map_err(|error| {
        // They may say what is the matter, as where a folder cannot be read.
        reporter.diagnostics(&built.diagnostics);
        error.words(&out, built.language)
    })?;
    let checked = proof.as_ref().zip(verdict);
    if let Some(((proof, verdict), disclosing)) = checked.zip(disclosing.as_ref()) {
        let inspected = &verdict.inspected;
        disclosing.write(proof, inspected, &built, &site.account, &attachments)?;
    }
    reporter.diagnostics(&built.diagnostics);
    reporter.built(&built, &written, &out.join("index.html"), started.elapsed());
    if let Some(disclosing) = disclosing {
        disclosing.say();
        disclosing.say_what_earlier_versions_left(&out);
    }
    if open {
        browser::open(&out.join("index.html"), built.language);
    }
    Ok(exit_code(&built, site.strict))
}

/// Says what is wrong with the notes and writes nothing; the exit code.
pub(super) fn check(site: &Site) -> Result<u8, String> {
    let options = options(site, Some("owner"))?;
    let progress = progress(site, &options);
    let snapshot = world::read(&site.site, options.language)?;
    let build = Build {
        progress: &progress,
        ..Build::new(&snapshot, &options, &NoOutput)
    };
    let built = build
        .run(&mut Cache::default())
        .map_err(|refusal| refused(&refusal, options.language))?;
    drop(progress);
    let reporter = Reporter::new(site.format, built.language);
    reporter.diagnostics(&built.diagnostics);
    reporter.checked(&built);
    Ok(exit_code(&built, site.strict))
}

/// The output folder: the one asked for, else `public/` next to the notes.
pub(super) fn out_of(site: &Site, output_arguments: &OutputArguments) -> PathBuf {
    let out = output_arguments.out.clone();
    out.unwrap_or_else(|| site.site.join("public"))
}

/// Opens the output folder.
pub(super) fn open_writer(
    site: &Site,
    (out, output_arguments): (&Path, &OutputArguments),
    language: Option<Language>,
) -> Result<Writer, String> {
    let [content, themes] = ["content", "themes"].map(|name| site.site.join(name));
    let allowed = Allowed {
        shrink: output_arguments.allow_shrink,
        widen: output_arguments.widen,
    };
    Writer::open(out, &[&content, &themes], allowed).map_err(|error| cannot_open(&error, language))
}

pub(super) fn progress(site: &Site, options: &Options) -> ProgressLine {
    let language = options.language.unwrap_or_else(locale::spoken);
    ProgressLine::start(site.format, language)
}

/// What the notes came to: errors, and with `--strict` warnings, are told to whoever called.
pub(super) fn exit_code(built: &BuildOutcome, strict: bool) -> u8 {
    let errors = built.diagnostics.count(Severity::Error);
    let warnings = built.diagnostics.count(Severity::Warning);
    if errors > 0 || (strict && warnings > 0) {
        NOTES_HAVE_ERRORS
    } else {
        DONE
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
