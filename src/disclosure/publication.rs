//! What a proof makes twice: a site, or a document of one file.

use crate::build::{
    Build, BuildError, Cache, FormsRequest, Options, Probe, ReportRequest, changes, paper, reader,
    report,
};
use crate::domain::Audience;
use crate::forms::{Field, Level};
use crate::html::{Output, Progress};
use crate::text::Snapshot;
use jiff::civil::Date;

/// What changes are called that are told and not written: beside their page they are made of the same.
pub const CHANGES_JSON: &str = "changes.json";

/// What is made, from which notes, and for whom.
pub struct Publication<'a> {
    /// The notes.
    pub snapshot: &'a Snapshot,
    /// What was asked for.
    pub options: &'a Options,
    /// What it becomes.
    pub what: Product<'a>,
    /// The level of a field; by others than the dictionary's the proof itself is tried.
    pub level_of: &'a (dyn Fn(&Field) -> Level + Sync),
}

/// What is made of notes. Of a document, the name of its file goes with it.
#[derive(Clone, Copy)]
pub enum Product<'a> {
    /// A site.
    Site,
    /// A report about some accounts.
    Report(&'a ReportRequest, &'a str),
    /// The paper forms.
    Forms(&'a FormsRequest, &'a str),
    /// What became otherwise since a day, as it is told (as [`CHANGES_JSON`]) and as a page.
    Changes(Date, &'a str),
}

impl<'a> Publication<'a> {
    /// Makes something by the levels of the dictionary.
    pub fn of(snapshot: &'a Snapshot, options: &'a Options, what: Product<'a>) -> Publication<'a> {
        Publication {
            snapshot,
            options,
            what,
            level_of: &|field| field.level,
        }
    }

    /// Who it is proved for; nothing where the reader sees everything, or where nothing of any note comes into it.
    ///
    /// # Errors
    /// Refuses an audience that does not exist, and one outside the company without an account.
    pub fn reader(&self) -> Result<Option<Audience>, BuildError> {
        if self.is_blank() {
            return Ok(None);
        }
        let audience = reader(self.snapshot, self.options)?;
        Ok((!audience.is_owner()).then_some(audience))
    }

    /// Whether nothing of any note comes into it.
    fn is_blank(&self) -> bool {
        matches!(self.what, Product::Forms(order, _) if order.blank)
    }

    /// Makes it, seen through a probe; a site with what an earlier proof left.
    pub(super) fn through(
        &self,
        cache: &mut Cache,
        output: &dyn Output,
        progress: &dyn Progress,
        probe: &Probe<'_>,
    ) -> Result<(), BuildError> {
        let (snapshot, options) = (self.snapshot, self.options);
        match self.what {
            Product::Site => {
                Build {
                    progress,
                    probe: Some(probe),
                    ..Build::new(snapshot, options, output)
                }
                .run(cache)?;
            }
            Product::Report(order, file) => {
                output.put(file, report(snapshot, options, order, Some(probe))?.html);
            }
            Product::Forms(order, file) => {
                output.put(file, paper(snapshot, options, order, Some(probe))?.html);
            }
            Product::Changes(since, file) => {
                let made = changes(snapshot, options, since, Some(probe))?;
                output.put(CHANGES_JSON, made.told());
                output.put(file, made.html);
            }
        }
        Ok(())
    }
}
