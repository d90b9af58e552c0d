//! From a plan to files on disk: plan → prove → write → disclose, the same for `build`, `watch` and every document.
//!
//! A `Planned` publication knows where its disclosure record goes; `Proved`, what its files must be; `Checked`, that
//! they leak nothing. `folder_output` writes a site, `one_file` a document. This module does not depend on the command
//! line.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod folder_output;
pub(crate) mod one_file;
pub(crate) mod pdf;
pub(crate) mod pictures;
mod record_file;
mod reporter;
pub(crate) mod sealed;
mod verdict;

use crate::build::{Build, BuildError, BuildOutcome, Cache, Observer};
use crate::console::{printed, refusal_message};
use crate::disclosure::{
    Attachments, Hash, InputCheck, Inspection, Inspector, Proof, ProofError, Prover, Publication,
    hash_of,
};
use crate::disk::{WriteError, Writer, Written};
use crate::html::{Phase, Progress};
use crate::text::Language;
use folder_output::FolderOutput;
pub(crate) use record_file::{RecordError, RecordFile};
pub(crate) use reporter::{Reporter, counted_severity};
use std::collections::BTreeMap;
use std::path::Path;
use thiserror::Error;
pub(crate) use verdict::Leaks;
use verdict::Verdict;

/// The files of a site, each with the digest of its compared content and that of its bytes.
pub(crate) type Files = BTreeMap<String, (Hash, Hash)>;

/// Where a publication goes.
#[derive(Clone, Copy)]
pub(crate) struct Target<'a> {
    /// The site's folder.
    pub site: &'a Path,
    /// The output folder, or the document.
    pub out: &'a Path,
    /// The file that the disclosure record was requested in; in the site's own folder if `None`.
    pub record: Option<&'a Path>,
}

/// A publication whose disclosure record has a verified path.
pub(crate) struct Planned<'a> {
    publication: &'a Publication<'a>,
    record: Option<RecordFile>,
}

/// A publication with the proof that its files must agree with; no proof if its readers see everything.
pub(crate) struct Proved<'a> {
    publication: &'a Publication<'a>,
    record: Option<RecordFile>,
    proof: Option<Proof>,
}

/// A document that was checked and leaks nothing.
pub(crate) struct Checked<'a> {
    publication: &'a Publication<'a>,
    record: Option<RecordFile>,
    proof: Option<(Proof, Inspection)>,
}

/// A site that was written.
pub(crate) struct Published {
    /// The result of the build.
    pub built: BuildOutcome,
    /// How many files were written.
    pub written: Written,
    /// The files, if they were proved; the next build compares the files it keeps with them.
    pub files: Files,
    /// Whether the site was made from what the proof expected, so that it was not rendered twice.
    pub is_proved_at_once: bool,
    /// Where the disclosure record is.
    pub record: Option<RecordFile>,
    /// Why the disclosure record was not written, if so. The site is.
    pub record_error: Option<RecordError>,
}

/// Why a publication is not made.
#[derive(Debug, Error)]
pub(crate) enum PublishError {
    /// The requested publication cannot be built.
    #[error(transparent)]
    Refused(#[from] BuildError),
    /// There is no proof of what its readers may see.
    #[error(transparent)]
    NoProof(#[from] ProofError),
    /// Its disclosure record cannot be written.
    #[error(transparent)]
    Record(#[from] RecordError),
}

impl PublishError {
    /// Returns the message for the user.
    pub fn message(&self, language: Language) -> String {
        match self {
            PublishError::Refused(refusal)
            | PublishError::NoProof(ProofError::Refused(refusal)) => {
                refusal_message(refusal, language)
            }
            PublishError::NoProof(ProofError::TooMuch(error)) => {
                printed::phrase(language, "publish.too-much-withheld", &[("error", error)])
            }
            PublishError::Record(error) => error.message(language),
        }
    }
}

/// Why a site was not written; the last one is still there.
pub(crate) enum NotPublished {
    /// The requested publication cannot be built.
    Refused(BuildError),
    /// Its files would leak withheld values.
    Leaks(Leaks, Box<BuildOutcome>),
    /// The output folder cannot be written.
    NotWritten(WriteError, Box<BuildOutcome>),
}

impl<'a> Planned<'a> {
    /// Chooses the path of the disclosure record, if there is a target and its readers do not see everything.
    ///
    /// # Errors
    /// The requested publication cannot be built, or the record cannot be written at its path.
    pub fn new(
        publication: &'a Publication<'a>,
        target: Option<Target<'_>>,
    ) -> Result<Planned<'a>, PublishError> {
        let record = publication
            .reader()?
            .zip(target)
            .map(|(audience, target)| RecordFile::at(target, &audience));
        Ok(Planned {
            publication,
            record: record.transpose()?,
        })
    }

    /// Builds the publication with canaries in all withheld places.
    ///
    /// # Errors
    /// The requested publication cannot be built, or more is withheld than can be searched for.
    pub fn prove(
        self,
        prover: &mut Prover,
        progress: &dyn Progress,
    ) -> Result<Proved<'a>, PublishError> {
        Ok(Proved {
            publication: self.publication,
            record: self.record,
            proof: prover.next(self.publication, progress)?,
        })
    }
}

impl<'a> Proved<'a> {
    /// Builds the site, writes it if its files leak nothing, and writes the disclosure record. `before` are the files
    /// of the last build with the same cache.
    ///
    /// # Errors
    /// See [`NotPublished`].
    pub fn write_site(
        self,
        (site, writer): (&Path, &Writer),
        before: Files,
        cache: &mut Cache,
        progress: &dyn Progress,
    ) -> Result<Published, NotPublished> {
        let publication = self.publication;
        let check = self.proof.as_ref().and_then(Proof::input_check);
        let inspector = self.proof.as_ref();
        let inspector = inspector.map(|proof| Inspector::new(proof, before));
        let output = FolderOutput::new(writer, site, inspector.as_ref());
        let build = Build {
            progress,
            observer: check.as_ref().map(|check| check as &dyn Observer),
            ..Build::new(publication.snapshot, publication.options, &output)
        };
        let mut built = build.run(cache).map_err(NotPublished::Refused)?;
        built.diagnostics = output.with_attachments(&built.diagnostics);
        let attachments = output.attachments();
        let mut inspected = None;
        let is_proved_at_once = check.as_ref().is_none_or(InputCheck::agrees);
        if let Some((proof, inspector)) = self.proof.as_ref().zip(inspector.as_ref()) {
            let mut found = inspector.finish();
            if !is_proved_at_once {
                proof.compare_files(publication, &mut found);
            }
            let verdict = Verdict::of(proof, found, publication);
            let mut clean = match verdict.into_inspection(&mut built) {
                Ok(clean) => clean,
                Err(leaks) => {
                    writer.abandon();
                    return Err(NotPublished::Leaks(leaks, Box::new(built)));
                }
            };
            output.put_quarantined(std::mem::take(&mut clean.quarantined));
            inspected = Some(clean);
        }
        progress.begin(Phase::Folder, 0);
        let written = match writer.finish() {
            Ok(written) => written,
            Err(error) => return Err(NotPublished::NotWritten(error, Box::new(built))),
        };
        let recorded = match (&self.proof, &inspected, &self.record) {
            (Some(proof), Some(inspected), Some(record)) => {
                record.write(proof, inspected, &built, publication, &attachments)
            }
            _ => Ok(()),
        };
        Ok(Published {
            built,
            written,
            files: inspected.map_or_else(Files::new, |inspected| inspected.files),
            is_proved_at_once,
            record: self.record,
            record_error: recorded.err(),
        })
    }

    /// Checks the files of a document, given with their names. Findings that do not block publication are added to the
    /// diagnostics of the notes.
    ///
    /// # Errors
    /// The files would leak withheld values.
    pub fn check(
        self,
        files: &[(&str, &[u8])],
        built: &mut BuildOutcome,
    ) -> Result<Checked<'a>, Leaks> {
        let proof = match self.proof {
            None => None,
            Some(proof) => {
                let inspector = Inspector::new(&proof, Files::new());
                for (file, bytes) in files {
                    inspector.inspect(file, bytes);
                }
                let verdict = Verdict::of(&proof, inspector.finish(), self.publication);
                let inspected = verdict.into_inspection(built)?;
                Some((proof, inspected))
            }
        };
        Ok(Checked {
            publication: self.publication,
            record: self.record,
            proof,
        })
    }
}

impl Checked<'_> {
    /// Writes the disclosure record of a document and reports its path in a language. `bytes` is the content of the file
    /// as it is sent, with pictures embedded and, if wanted, encrypted.
    ///
    /// # Errors
    /// The record cannot be written.
    pub fn disclose(
        self,
        (out, file): (&Path, &str),
        bytes: &[u8],
        built: &BuildOutcome,
        language: Language,
    ) -> Result<(), RecordError> {
        let (Some((proof, inspected)), Some(record)) = (self.proof, self.record) else {
            return Ok(());
        };
        let hash = hash_of(bytes);
        let inspected = Inspection {
            files: BTreeMap::from([(file.to_owned(), (hash, hash))]),
            ..inspected
        };
        let attachments = Attachments::default();
        record.write(&proof, &inspected, built, self.publication, &attachments)?;
        record.report(language);
        record.report_obsolete(out, language);
        Ok(())
    }
}
