//! `watch`: builds to disk, and again at every change, until it is ended. A build that is cut short leaves nothing but
//! the writer's stage, which the next run clears.

use super::{How, Session, Watcher};
use crate::build::{BuildOutcome, Options};
use crate::cli::arguments::{Format, OutputArguments, Site};
use crate::cli::building::{open_writer, out_of, progress};
use crate::cli::command::NOT_CARRIED_OUT;
use crate::cli::disclosing::Disclosing;
use crate::cli::options::{options, refused};
use crate::cli::proving::{Files, Verdict, disclosing, tried_again};
use crate::cli::report::{self, Reporter};
use crate::cli::to_disk::ToDisk;
use crate::console::locale;
use crate::disclosure::{Inspector, Product, Prover, Publication};
use crate::disk::{Held, WriteError, Writer, Written};
use crate::text::{Diagnostic, Diagnostics, Language};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The clock is looked at so often.
const PATIENCE: Duration = Duration::from_secs(5);

/// Builds to disk at every change. It does not come back but for an error at the start.
pub(in crate::cli) fn to_disk(
    site: &Site,
    output_arguments: &OutputArguments,
    poll: bool,
) -> Result<u8, String> {
    let started = Instant::now();
    let options = options(site, None)?;
    let language = options.language.unwrap_or_else(locale::spoken);
    let out = out_of(site, output_arguments);
    let how = if poll { How::Poll } else { How::Events };
    let mut watcher = Watcher::start(&site.site, how, language);
    let session = Session::open(&site.site, options.clone())?;
    let publication = Publication::of(session.snapshot(), &options, Product::Site);
    let place = (site.site.as_path(), output_arguments.disclosure.as_deref());
    if let Ok(Some(audience)) = publication.reader() {
        Disclosing::at(place, &out, &audience, options.language)?;
    }
    let mut desk = WatchSession {
        session,
        writer: open_writer(site, (&out, output_arguments), options.language)?,
        out: &out,
        site,
        options,
        told: Vec::new(),
        prover: Prover::default(),
        files: Files::new(),
        place,
        recorded: None,
        held: None,
    };
    let page = out.join("index.html");
    desk.build(|reporter, built, written, _| {
        reporter.built(built, written, &page, started.elapsed());
    });
    if matches!(desk.held, Some(Held::Wider { .. })) {
        return Ok(NOT_CARRIED_OUT);
    }
    report::notice(
        language
            .pick(
                "等着笔记的变化；按 Ctrl-C 结束",
                "waiting for notes to change; Ctrl-C ends it",
            )
            .to_owned(),
    );
    loop {
        let changes = watcher.next(PATIENCE);
        let began = Instant::now();
        let differs = changes.is_some_and(|changes| desk.session.take(&changes));
        if let Some(trouble) = desk.session.take_trouble(language) {
            report::failure(&trouble);
        }
        if desk.session.look_at_the_clock() || differs {
            desk.build(|reporter, built, written, changed| {
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
    /// Where it is recorded what the site discloses: the site's folder, and the file that was asked for.
    place: (&'a Path, Option<&'a Path>),
    /// The record of the last build.
    recorded: Option<PathBuf>,
    /// Why the last build did not take the place of the site, where it did not.
    held: Option<Held>,
}

impl WatchSession<'_> {
    /// Builds and says what came of it. A failure leaves the last good site.
    fn build(&mut self, line: impl FnOnce(&Reporter, &BuildOutcome, &Written, (usize, usize))) {
        let progress = progress(self.site, &self.options);
        let publication = Publication::of(self.session.snapshot(), &self.options, Product::Site);
        // The settings can name another audience by now.
        let disclosing = disclosing(&publication, self.place, self.out);
        let proof = disclosing.and_then(|disclosing| {
            let proof = tried_again(&mut self.prover, &publication, &progress)?;
            Ok((disclosing, proof))
        });
        let (disclosing, proof) = match proof {
            Ok(proof) => proof,
            Err(message) => {
                drop(progress);
                return report::failure(&message);
            }
        };
        let before = std::mem::take(&mut self.files);
        let inspector = proof.as_ref().map(|proof| Inspector::new(proof, before));
        let output = ToDisk::new(&self.writer, &self.site.site, inspector.as_ref());
        let mut built = match self.session.build(&output, &progress) {
            Ok(built) => BuildOutcome {
                diagnostics: output.with_attachments(&built.diagnostics),
                ..built
            },
            Err(refusal) => {
                drop(progress);
                return report::failure(&refused(&refusal, self.options.language));
            }
        };
        let attachments = output.attachments();
        let checked = proof.as_ref().zip(inspector.as_ref().map(Inspector::done));
        let publication = Publication::of(self.session.snapshot(), &self.options, Product::Site);
        let mut verdict = checked.map(|(proof, seen)| Verdict::of(proof, seen, &publication));
        if let Some(verdict) = verdict.as_ref().filter(|verdict| verdict.is_refusal) {
            drop(progress);
            self.writer.abandon();
            verdict.say(&built, self.site);
            return self.session.forget_builds();
        }
        if let Some(verdict) = &mut verdict {
            output.put_held(verdict.held());
            verdict.add_to(&mut built);
        }
        progress.finishes();
        let written = self.writer.finish();
        drop(progress);
        let written = match written {
            Ok(written) => written,
            Err(error) => return self.was_not_written(error, &built),
        };
        self.held = None;
        let checked = proof.as_ref().zip(verdict);
        if let Some(((proof, verdict), disclosing)) = checked.zip(disclosing.as_ref()) {
            let inspected = verdict.inspected;
            let accounts = &self.site.account;
            let disclosed = disclosing.write(proof, &inspected, &built, accounts, &attachments);
            disclosed.unwrap_or_else(|error| report::failure(&error));
            self.files = inspected.files;
        }
        let changed = self.session.changed();
        let reporter = Reporter::new(self.site.format, built.language);
        line(&reporter, &built, &written, changed);
        self.say_where_recorded(disclosing);
        reporter.diagnostics(&self.news(&built));
    }

    /// Says where the record is, where that was not said yet.
    fn say_where_recorded(&mut self, disclosing: Option<Disclosing>) {
        let Some(disclosing) = disclosing else {
            return;
        };
        if self.recorded.as_deref() != Some(disclosing.path()) {
            disclosing.say();
            disclosing.say_what_earlier_versions_left(self.out);
            self.recorded = Some(disclosing.path().to_path_buf());
        }
    }

    /// The site stays as it is. Why it is held is said once, until something else holds it.
    fn was_not_written(&mut self, error: WriteError, built: &BuildOutcome) {
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
        report::failure(&message);
        if matches!(
            self.held,
            Some(Held::NoAccount { .. } | Held::Shrinks { .. })
        ) {
            let words = built.language.pick(
                "网站停在上一次的样子；继续等着笔记的变化",
                "the site stays as it last was; still waiting for notes to change",
            );
            report::notice(words.to_owned());
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
