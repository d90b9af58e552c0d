//! `kafolio watch`: builds to disk, and again at every change, until it is stopped. A build that is interrupted leaves
//! nothing but the writer's stage, which the next run clears.

use super::arguments::{OutputArguments, SiteArguments};
use super::build::{open_writer, output_folder, target};
use super::exit::Exit;
use super::failure::Failure;
use super::options::options;
use crate::build::{BuildOutcome, Options};
use crate::console::progress::ProgressLine;
use crate::console::{Format, failure, notice, refusal_message};
use crate::disclosure::{Method, Product, Prover, Publication};
use crate::disk::{Blocked, WriteError, Writer, Written};
use crate::publish::{Files, NotPublished, Planned, RecordFile, Reporter, Target};
use crate::text::{Diagnostic, Diagnostics, Language};
use crate::watch::{Session, WatchMode, Watcher};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How often the date is checked.
const CLOCK_INTERVAL: Duration = Duration::from_secs(5);

/// Builds to disk at every change. Returns only if the start fails. `language` is that of messages until the language of the
/// site is known.
pub(super) fn watch(
    site: &SiteArguments,
    arguments: &OutputArguments,
    poll: bool,
    language: Language,
) -> Result<Exit, Failure> {
    let started = Instant::now();
    let options = options(site, None)?;
    let out = output_folder(site, arguments);
    let mode = if poll {
        WatchMode::Poll
    } else {
        WatchMode::Events
    };
    let mut watcher = Watcher::start(&site.site, mode, language);
    let session = Session::open(&site.site, options.clone())?;
    let target = target(site, &out, arguments);
    // Fail before the first build if the record cannot be written.
    Planned::new(
        &Publication::of(session.snapshot(), &options, Product::Site),
        Some(target),
    )?;
    let mut watching = WatchSession {
        session,
        writer: open_writer(site, (&out, arguments))?,
        out: &out,
        site,
        options,
        language,
        reported: Vec::new(),
        prover: Prover::repeated(Method::Inputs),
        files: Files::new(),
        target,
        record_path: None,
        blocked: None,
    };
    let page = out.join("index.html");
    watching.build(|reporter, built, written, _| {
        reporter.built(built, written, &page, started.elapsed());
    });
    if matches!(watching.blocked, Some(Blocked::Wider { .. })) {
        return Ok(Exit::Failed);
    }
    notice(language.phrase("cli.waiting").to_owned());
    loop {
        let changes = watcher.next(CLOCK_INTERVAL);
        let build_started = Instant::now();
        let differs = changes.is_some_and(|changes| watching.session.update(&changes));
        if let Some(error) = watching.session.take_read_error() {
            failure(&error.message(language));
        }
        if watching.session.refresh_today() || differs {
            watching.build(|reporter, built, written, changed| {
                reporter.rebuilt(changed, written, built, build_started.elapsed());
            });
        }
    }
}

/// The state that one build passes to the next.
struct WatchSession<'a> {
    session: Session,
    writer: Writer,
    out: &'a Path,
    site: &'a SiteArguments,
    options: Options,
    /// The language of messages that are not about the site.
    language: Language,
    /// The diagnostics after the last build, without line numbers.
    reported: Vec<String>,
    /// The state of the prover, if builds are proved.
    prover: Prover,
    /// The files of the last build, likewise.
    files: Files,
    /// Where the site goes.
    target: Target<'a>,
    /// The path of the last build's record.
    record_path: Option<PathBuf>,
    /// Why the last build did not replace the site, if it did not.
    blocked: Option<Blocked>,
}

impl WatchSession<'_> {
    /// Builds, writes and reports. A failure leaves the last good site.
    fn build(&mut self, line: impl FnOnce(&Reporter, &BuildOutcome, &Written, (usize, usize))) {
        let progress = ProgressLine::start(self.site.format, self.language);
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
            Err(error) => return failure(&error.message(self.language)),
            Ok(Ok(published)) => published,
            Ok(Err(NotPublished::Refused(refusal))) => {
                failure(&refusal_message(&refusal, self.language));
                return self.begin_anew();
            }
            Ok(Err(NotPublished::Leaks(leaks, built))) => {
                leaks.report(&built, self.site.format);
                return self.begin_anew();
            }
            Ok(Err(NotPublished::NotWritten(error, built))) => {
                return self.report_not_written(error, &built);
            }
        };
        self.blocked = None;
        if let Some(error) = &published.record_error {
            failure(&error.message(self.language));
        }
        self.files = published.files;
        if !published.is_proved_at_once {
            self.begin_anew();
        }
        let built = published.built;
        let changed = self.session.changed();
        let reporter = Reporter::new(self.site.format, built.language);
        line(&reporter, &built, &published.written, changed);
        self.report_record(published.record);
        reporter.diagnostics(&self.new_diagnostics(&built));
    }

    /// Forgets earlier builds and proofs. They are only comparable if they made the same accounts anew.
    fn begin_anew(&mut self) {
        self.session.clear_cache();
        self.prover = Prover::repeated(Method::Inputs);
    }

    /// Reports where the disclosure record is, unless that is unchanged.
    fn report_record(&mut self, record: Option<RecordFile>) {
        let Some(record) = record else {
            return;
        };
        if self.record_path.as_deref() != Some(record.path()) {
            record.report(self.language);
            record.report_obsolete(self.out, self.language);
            self.record_path = Some(record.path().to_path_buf());
        }
    }

    /// Reports why the site was not replaced, once for each reason.
    fn report_not_written(&mut self, error: WriteError, built: &BuildOutcome) {
        // The cache assumes files on disk that were not written.
        self.begin_anew();
        Reporter::new(self.site.format, built.language).diagnostics(&self.new_diagnostics(built));
        let message = error.message(self.out, built.language);
        let blocked = match error {
            WriteError::Blocked(blocked) => Some(blocked),
            WriteError::Faults(_) => None,
        };
        let both = blocked.as_ref().zip(self.blocked.as_ref());
        let is_known = both.is_some_and(|(blocked, before)| blocked.repeats(before));
        self.blocked = blocked;
        if is_known {
            return;
        }
        failure(&message);
        if matches!(
            self.blocked,
            Some(Blocked::NoAccount { .. } | Blocked::Shrinks { .. })
        ) {
            notice(built.language.phrase("cli.last-site-kept").to_owned());
        }
    }

    /// Returns the diagnostics that are new since the last build; all of them for machine-readable formats.
    fn new_diagnostics(&mut self, built: &BuildOutcome) -> Diagnostics {
        let reported: Vec<String> = built
            .diagnostics
            .iter()
            .map(|one| text_of(one, built.language))
            .collect();
        let mut before: HashMap<String, usize> = HashMap::new();
        for one in std::mem::replace(&mut self.reported, reported.clone()) {
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
        let is_new: Vec<bool> = reported.iter().map(is_new).collect();
        let all = built.diagnostics.iter().zip(is_new);
        let new_diagnostics = all.filter(|(_, new)| *new).map(|(one, _)| one.clone());
        Diagnostics::from_found(new_diagnostics.collect())
    }
}

/// Returns the text of a diagnostic without its line number: lines move while a note is edited.
fn text_of(diagnostic: &Diagnostic, language: Language) -> String {
    let path = &diagnostic.source.path;
    let message = diagnostic.message(language);
    format!("{} {path} {message}", diagnostic.code.name())
}
