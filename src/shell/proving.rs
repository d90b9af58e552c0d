//! Proves what is made for readers who do not see everything: nothing is shown before it is, and it is recorded what it
//! discloses.

use super::choice::refused;
use super::cli::Site;
use super::disclosing::Disclosing;
use super::disk::Writer;
use super::progress::Progress;
use super::report::{self, Reporter};
use crate::compile::Built;
use crate::render::{Emit, Work};
use crate::share::{
    Attachments, Hash, Inspected, Inspector, Making, NoTrial, Trial, Trials, hash_of, trial,
};
use crate::text::{Diagnostic, Diagnostics, Language};
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

    /// Whether what was made in earnest gives something away; says what. Files by their names.
    pub fn leaks(&mut self, made: &[(&str, &[u8])], (site, language): (&Site, Language)) -> bool {
        let Some(trial) = &self.trial else {
            return false;
        };
        let inspector = Inspector::new(trial, Files::new());
        for (file, bytes) in made {
            inspector.file(file, bytes);
        }
        let inspected = inspector.done();
        let leaks = !inspected.leaks.is_empty();
        if leaks {
            told(trial, &inspected, self.making, (site, language));
        }
        self.inspected = Some(inspected);
        leaks
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

/// Says which files give away what, and drops what was made of the site.
pub(super) fn leaked(
    writer: &Writer,
    trial: &Trial,
    inspected: &Inspected,
    making: &Making<'_>,
    spoken: (&Site, Language),
) {
    writer.abandon();
    told(trial, inspected, making, spoken);
}

/// Says which files give away what.
fn told(
    trial: &Trial,
    inspected: &Inspected,
    making: &Making<'_>,
    (site, language): (&Site, Language),
) {
    let mut told: Vec<Diagnostic> = Vec::new();
    for (index, leak) in inspected.leaks.iter().take(MOST_LEAKS).enumerate() {
        let real = inspected
            .files
            .get(&leak.file)
            .map(|(compared, _)| compared);
        // Finding one takes many builds; the others are told by their files.
        let leak = match index {
            0 => trial.located(making, leak.clone(), real),
            _ => leak.clone(),
        };
        told.push(leak.diagnostic(trial.audience()));
    }
    Reporter::new(site.format, language).diagnostics(&Diagnostics::from_found(told));
    let more = inspected.leaks.len().saturating_sub(MOST_LEAKS);
    if more > 0 {
        report::failure(&match language {
            Language::Chinese => format!("另有 {more} 处同样的泄露"),
            Language::English => format!("and {more} more leaks like these"),
        });
    }
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
