//! Proves what is made for readers who do not see everything: nothing is shown before it is, and it is recorded what it
//! discloses.

use super::arguments::Site;
use super::choice::refused;
use super::disclosing::Disclosing;
use super::progress::Progress;
use super::report::{self, Reporter};
use crate::build::Built;
use crate::disclosure::{
    Attachments, By, Hash, Inspected, Inspector, Leak, Making, NoTrial, Trial, Trials, hash_of,
    trial,
};
use crate::html::{Emit, Work};
use crate::text::{Diagnostic, Diagnostics, Language, Severity};
use std::collections::BTreeMap;
use std::path::Path;

/// Files of a site: of each the digest of what is compared, and that of its bytes.
pub(super) type Files = BTreeMap<String, (Hash, Hash)>;

/// More leaks than this are told as a number.
const MOST_LEAKS: usize = 10;

/// Tries a site with canaries; nothing where the reader sees everything.
///
/// # Errors
/// What was asked for cannot be had.
pub(super) fn tried(making: &Making<'_>, progress: &Progress) -> Result<Option<Trial>, String> {
    trial(making, &Shown(Some(progress))).map_err(|none| why(none, making))
}

/// The same, after earlier trials of the site.
///
/// # Errors
/// What was asked for cannot be had.
pub(super) fn tried_again(
    trials: &mut Trials,
    making: &Making<'_>,
    progress: &Progress,
) -> Result<Option<Trial>, String> {
    let trial = trials.next(making, &Shown(Some(progress)));
    trial.map_err(|none| why(none, making))
}

/// Why there is no trial, in words.
fn why(none: NoTrial, making: &Making<'_>) -> String {
    match none {
        NoTrial::Refused(refusal) => refused(&refusal, making.choice.language),
        NoTrial::TooMuch(error) => error,
    }
}

/// Where it is recorded what something discloses; nothing where its reader sees everything. `site` and `asked` are the
/// site's folder and the file that was asked for, `out` is where it will lie.
///
/// # Errors
/// What was asked for cannot be had, or the record has no place there.
pub(super) fn disclosing(
    making: &Making<'_>,
    place: (&Path, Option<&Path>),
    out: &Path,
) -> Result<Option<Disclosing>, String> {
    let language = making.choice.language;
    let audience = making.reader();
    let audience = audience.map_err(|refusal| refused(&refusal, language))?;
    let disclosing = audience.map(|audience| Disclosing::at(place, out, &audience, language));
    disclosing.transpose()
}

/// The proof of a document of one file.
pub(super) struct Proof<'a> {
    making: &'a Making<'a>,
    /// What canaries left; nothing where the reader sees everything.
    trial: Option<Trial>,
    /// Where it is recorded.
    disclosing: Option<Disclosing>,
    inspected: Option<Inspected>,
}

impl<'a> Proof<'a> {
    /// Makes the document with canaries. `out` is where it will lie, if anywhere, `site` and `asked` are the site's folder and
    /// the file that its record was asked for in.
    ///
    /// # Errors
    /// What was asked for cannot be had.
    pub fn begin(
        making: &'a Making<'a>,
        out: Option<&Path>,
        (site, asked): (&Path, Option<&Path>),
    ) -> Result<Proof<'a>, String> {
        let disclosing = out.map(|out| disclosing(making, (site, asked), out));
        let disclosing = disclosing.transpose()?.flatten();
        let trial = trial(making, &Shown(None)).map_err(|none| why(none, making))?;
        Ok(Proof {
            making,
            trial,
            disclosing,
            inspected: None,
        })
    }

    /// Whether what was made in earnest gives something away; says what, behind what is wrong with the notes. What is no
    /// reason to refuse is added to that. Files by their names.
    pub fn leaks(&mut self, made: &[(&str, &[u8])], built: &mut Built, site: &Site) -> bool {
        let Some(trial) = &self.trial else {
            return false;
        };
        let inspector = Inspector::new(trial, Files::new());
        for (file, bytes) in made {
            inspector.file(file, bytes);
        }
        let verdict = Verdict::of(trial, inspector.done(), self.making);
        if verdict.is_refusal {
            verdict.say(built, site);
        }
        verdict.add_to(built);
        self.inspected = Some(verdict.inspected);
        verdict.is_refusal
    }

    /// Writes the record of it, where it was proved, and says where that is. The digest is that of the file that is sent, pictures and password in it.
    ///
    /// # Errors
    /// The system does not let it be written.
    pub fn disclose(
        self,
        (out, file): (&Path, &str),
        bytes: &[u8],
        built: &Built,
    ) -> Result<(), String> {
        let (Some(trial), Some(disclosing), Some(inspected)) =
            (self.trial, self.disclosing, self.inspected)
        else {
            return Ok(());
        };
        let hash = hash_of(bytes);
        let inspected = Inspected {
            files: BTreeMap::from([(file.to_owned(), (hash, hash))]),
            ..inspected
        };
        let attachments = Attachments::default();
        let accounts = &self.making.choice.accounts;
        disclosing.write(&trial, &inspected, built, accounts, &attachments)?;
        disclosing.say();
        disclosing.say_what_earlier_versions_left(out);
        Ok(())
    }
}

/// What a proof came to.
pub(super) struct Verdict {
    /// The files, after a second look at those that hold withheld words.
    pub inspected: Inspected,
    /// Whether nothing may be written.
    pub is_refusal: bool,
    /// What there is to say: leaks, and withheld values that stand in texts.
    found: Vec<Diagnostic>,
    more_leaks: usize,
}

impl Verdict {
    /// Judges what was inspected.
    pub fn of(trial: &Trial, inspected: Inspected, making: &Making<'_>) -> Verdict {
        let inspected = trial.settled(making, inspected);
        let mut found = trial.overlaps(making);
        let is_shown = found.iter().any(|one| one.severity() == Severity::Error);
        found.extend(leaks(trial, &inspected, making));
        Verdict {
            is_refusal: is_shown || !inspected.leaks.is_empty(),
            more_leaks: inspected.leaks.len().saturating_sub(MOST_LEAKS),
            found,
            inspected,
        }
    }

    /// Says what is wrong with the notes, and then why nothing is written.
    pub fn say(&self, built: &Built, site: &Site) {
        let found = Diagnostics::from_found(self.found.clone());
        let all = built.diagnostics.iter().chain(found.iter());
        Reporter::new(site.format, built.language).in_order(all.collect());
        let more = self.more_leaks;
        if more > 0 {
            report::failure(&match built.language {
                Language::Chinese => format!("另有 {more} 处同样的泄露"),
                Language::English => format!("and {more} more leaks like these"),
            });
        }
    }

    /// Adds what is no reason to refuse to what is wrong with the notes.
    pub fn add_to(&self, built: &mut Built) {
        let all = built.diagnostics.iter().chain(&self.found);
        built.diagnostics = Diagnostics::from_found(all.cloned().collect());
    }

    /// The files that were held for a second look and that may be written.
    pub fn held(&mut self) -> BTreeMap<String, Vec<u8>> {
        std::mem::take(&mut self.inspected.held)
    }
}

/// What is said of leaks.
fn leaks(trial: &Trial, inspected: &Inspected, making: &Making<'_>) -> Vec<Diagnostic> {
    let mut leaks: Vec<Leak> = inspected.leaks.iter().take(MOST_LEAKS).cloned().collect();
    // Finding one takes many builds; the others are named by their files.
    if let Some(first) = leaks.iter_mut().find(|leak| leak.by == By::Comparison) {
        let real = inspected.files.get(&first.file);
        let real = real.map(|(compared, _)| compared);
        *first = trial.located(making, first.clone(), real);
    }
    trial.diagnostics(making, &leaks)
}

/// Passes on how far the trial is, where that is shown.
struct Shown<'a>(Option<&'a Progress>);

impl Emit for Shown<'_> {
    fn put(&self, _: &str, _: Vec<u8>) {}
    fn keep(&self, _: &str) {}
    fn copy(&self, _: &str, _: &str) {}

    fn begins(&self, work: Work, parts: usize) {
        if let Some(progress) = self.0 {
            progress.begins(work, parts);
        }
    }

    fn one_done(&self) {
        if let Some(progress) = self.0 {
            progress.one_done();
        }
    }
}
