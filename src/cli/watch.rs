//! `watch`: builds to disk, and again at every change, until it is ended. A build that is cut short leaves nothing but
//! the writer's stage, which the next run clears.

use super::arguments::{OutputArguments, Site};
use super::build::{open_writer, out_of, progress, target};
use super::exit::Exit;
use super::options::options;
use crate::build::{BuildOutcome, Options};
use crate::console::{Format, failure, locale, notice, sentence_of};
use crate::disclosure::{Product, Prover, Publication};
use crate::disk::{Held, WriteError, Writer, Written};
use crate::publish::{Files, NotPublished, Planned, RecordFile, Reporter, Target};
use crate::text::{Diagnostic, Diagnostics, Language};
use crate::watch::{How, Session, Watcher};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The clock is looked at so often.
const PATIENCE: Duration = Duration::from_secs(5);

/// Builds to disk at every change. It does not come back but for an error at the start.
pub(super) fn watch(site: &Site, arguments: &OutputArguments, poll: bool) -> Result<Exit, String> {
    let started = Instant::now();
    let options = options(site, None)?;
    let language = options.language.unwrap_or_else(locale::spoken);
    let out = out_of(site, arguments);
    let how = if poll { How::Poll } else { How::Events };
    let mut watcher = Watcher::start(&site.site, how, language);
    let session = Session::open(&site.site, options.clone())?;
    let target = target(site, &out, arguments);
    // Where the record has no place, nobody waits for the first build.
    Planned::new(
        &Publication::of(session.snapshot(), &options, Product::Site),
        Some(target),
    )?;
    let mut watching = WatchSession {
        session,
        writer: open_writer(site, (&out, arguments), options.language)?,
        out: &out,
        site,
        options,
        told: Vec::new(),
        prover: Prover::default(),
        files: Files::new(),
        target,
        recorded: None,
        held: None,
    };
    let page = out.join("index.html");
    watching.build(|reporter, built, written, _| {
        reporter.built(built, written, &page, started.elapsed());
    });
    if matches!(watching.held, Some(Held::Wider { .. })) {
        return Ok(Exit::NotDone);
    }
    notice(
        language
            .pick(
                "正在等笔记的变化；按 Ctrl-C 结束",
                "waiting for changes; stop with Ctrl-C",
            )
            .to_owned(),
    );
    loop {
        let changes = watcher.next(PATIENCE);
        let began = Instant::now();
        let differs = changes.is_some_and(|changes| watching.session.take(&changes));
        if let Some(trouble) = watching.session.take_trouble(language) {
            failure(&trouble);
        }
        if watching.session.look_at_the_clock() || differs {
            watching.build(|reporter, built, written, changed| {
                reporter.rebuilt(changed, written, built, began.elapsed());
            });
        }
    }
}

/// What one build hands to the next.
struct WatchSession<'a> {
    session: Session,
    writer: Writer,
    out: &'a Path,
    site: &'a Site,
    options: Options,
    /// What was said of the notes after the last build.
    told: Vec<String>,
    /// What prover left, where builds are proved.
    prover: Prover,
    /// What the last build made, likewise.
    files: Files,
    /// Where the site goes.
    target: Target<'a>,
    /// The record of the last build.
    recorded: Option<PathBuf>,
    /// Why the last build did not take the place of the site, where it did not.
    held: Option<Held>,
}

impl WatchSession<'_> {
    /// Builds, writes and reports. A failure leaves the last good site.
    fn build(&mut self, line: impl FnOnce(&Reporter, &BuildOutcome, &Written, (usize, usize))) {
        let progress = progress(self.site, &self.options);
        let (snapshot, cache) = self.session.parts();
        let publication = Publication::of(snapshot, &self.options, Product::Site);
        // The settings may have changed the audience.
        let planned = Planned::new(&publication, Some(self.target));
        let proved = planned.and_then(|planned| planned.prove(&mut self.prover, &progress));
        let place = (self.site.site.as_path(), &self.writer);
        let published = proved.map(|proved| {
            let before = std::mem::take(&mut self.files);
            proved.write_site(place, before, cache, &progress)
        });
        drop(progress);
        let published = match published {
            Err(message) => return failure(&message),
            Ok(Ok(published)) => published,
            Ok(Err(NotPublished::Refused(refusal))) => {
                failure(&sentence_of(&refusal, self.options.language));
                return self.session.forget_builds();
            }
            Ok(Err(NotPublished::Leaks(leaks, built))) => {
                leaks.report(&built, self.site.format);
                return self.session.forget_builds();
            }
            Ok(Err(NotPublished::NotWritten(error, built))) => {
                return self.report_not_written(error, &built);
            }
        };
        self.held = None;
        if let Some(fault) = &published.record_fault {
            failure(fault);
        }
        self.files = published.files;
        let built = published.built;
        let changed = self.session.changed();
        let reporter = Reporter::new(self.site.format, built.language);
        line(&reporter, &built, &published.written, changed);
        self.report_record(published.record);
        reporter.diagnostics(&self.news(&built));
    }

    /// Reports where the disclosure record is, unless it is where it was.
    fn report_record(&mut self, record: Option<RecordFile>) {
        let Some(record) = record else {
            return;
        };
        if self.recorded.as_deref() != Some(record.path()) {
            record.report();
            record.report_obsolete(self.out);
            self.recorded = Some(record.path().to_path_buf());
        }
    }

    /// The site stays as it is. Why it is held is said once, until something else holds it.
    fn report_not_written(&mut self, error: WriteError, built: &BuildOutcome) {
        // What the cache believes to be on disk is not.
        self.session.forget_builds();
        Reporter::new(self.site.format, built.language).diagnostics(&self.news(built));
        let message = error.words(self.out, built.language);
        let held = match error {
            WriteError::Held(held) => Some(held),
            WriteError::Faults(_) => None,
        };
        let both = held.as_ref().zip(self.held.as_ref());
        let is_known = both.is_some_and(|(held, before)| held.is_like(before));
        self.held = held;
        if is_known {
            return;
        }
        failure(&message);
        if matches!(
            self.held,
            Some(Held::NoAccount { .. } | Held::Shrinks { .. })
        ) {
            let words = built.language.pick(
                "网站停在上一次的样子；继续等笔记的变化",
                "keeping the last good site; still waiting for changes",
            );
            notice(words.to_owned());
        }
    }

    /// Of the diagnostics those that were not said after the last build; for programs all.
    fn news(&mut self, built: &BuildOutcome) -> Diagnostics {
        let told: Vec<String> = built
            .diagnostics
            .iter()
            .map(|one| told(one, built.language))
            .collect();
        let mut before: HashMap<String, usize> = HashMap::new();
        for one in std::mem::replace(&mut self.told, told.clone()) {
            *before.entry(one).or_default() += 1;
        }
        if matches!(self.site.format, Format::Json | Format::Sarif) {
            return built.diagnostics.clone();
        }
        let is_new = |one: &String| match before.get_mut(one) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        };
        let is_new: Vec<bool> = told.iter().map(is_new).collect();
        let all = built.diagnostics.iter().zip(is_new);
        let news = all.filter(|(_, new)| *new).map(|(one, _)| one.clone());
        Diagnostics::from_found(news.collect())
    }
}

/// What a diagnostic says, wherever in its file: lines move while a note is written.
fn told(diagnostic: &Diagnostic, language: Language) -> String {
    let path = &diagnostic.source.path;
    let message = diagnostic.message(language);
    format!("{} {path} {message}", diagnostic.code.name())
}
