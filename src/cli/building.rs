//! `build` and `check`: reads the notes, builds, writes the site or nothing, and says what was found.

use super::arguments::{Output, Site};
use super::choice::{choice, refused};
use super::command::{DONE, NOT_CARRIED_OUT, NOTES_HAVE_ERRORS};
use super::progress::Progress;
use super::proving::{self, Files, Verdict};
use super::report::Reporter;
use super::to_disk::ToDisk;
use super::{browser, world};
use crate::build::{Built, Cache, Choice, build};
use crate::console::locale;
use crate::disclosure::{Inspector, Making, What};
use crate::disk::{Allowed, OpenError, Writer};
use crate::html::{Emit, Work};
use crate::text::{Language, Severity};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Writes the site to disk; the exit code.
pub(super) fn build_to_disk(site: &Site, output: &Output, open: bool) -> Result<u8, String> {
    let started = Instant::now();
    let choice = choice(site, None)?;
    let language = choice.language;
    let progress = progress(site, &choice);
    let snapshot = world::read(&site.site, language)?;
    let out = out_of(site, output);
    let writer = open_writer(site, (&out, output), language)?;
    let making = Making::of(&snapshot, &choice, What::Site);
    let asked = output.disclosure.as_deref();
    let disclosing = proving::disclosing(&making, (&site.site, asked), &out)?;
    let trial = proving::tried(&making, &progress)?;
    let inspector = trial
        .as_ref()
        .map(|trial| Inspector::new(trial, Files::new()));
    let emit = ToDisk::new(&writer, &site.site, &progress, inspector.as_ref());
    let mut built = build(&snapshot, &choice, &mut Cache::default(), &emit)
        .map_err(|refusal| refused(&refusal, language))?;
    built.diagnostics = emit.with_attachments(&built.diagnostics);
    let attachments = emit.attachments();
    let proof = trial.as_ref().zip(inspector.as_ref().map(Inspector::done));
    let mut verdict = proof.map(|(trial, seen)| Verdict::of(trial, seen, &making));
    if let Some(verdict) = verdict.as_ref().filter(|verdict| verdict.is_refusal) {
        drop(progress);
        writer.abandon();
        verdict.say(&built, site);
        return Ok(NOT_CARRIED_OUT);
    }
    if let Some(verdict) = &mut verdict {
        emit.put_held(verdict.held());
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
    let proof = trial.as_ref().zip(verdict);
    if let Some(((trial, verdict), disclosing)) = proof.zip(disclosing.as_ref()) {
        let inspected = &verdict.inspected;
        disclosing.write(trial, inspected, &built, &site.account, &attachments)?;
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

/// The output folder: the one asked for, else `public/` next to the notes.
pub(super) fn out_of(site: &Site, output: &Output) -> PathBuf {
    let out = output.out.clone();
    out.unwrap_or_else(|| site.site.join("public"))
}

/// Opens the output folder.
pub(super) fn open_writer(
    site: &Site,
    (out, output): (&Path, &Output),
    language: Option<Language>,
) -> Result<Writer, String> {
    let [content, themes] = ["content", "themes"].map(|name| site.site.join(name));
    let allowed = Allowed {
        shrink: output.allow_shrink,
        widen: output.widen,
    };
    Writer::open(out, &[&content, &themes], allowed).map_err(|error| cannot_open(&error, language))
}

pub(super) fn progress(site: &Site, choice: &Choice) -> Progress {
    let language = choice.language.unwrap_or_else(locale::spoken);
    Progress::start(site.format, language)
}

/// What the notes came to: errors, and with `--strict` warnings, are told to whoever called.
pub(super) fn exit_code(built: &Built, strict: bool) -> u8 {
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
