//! What a proof makes twice: a site, or a document of one file.

use crate::build::{
    Build, BuildError, Cache, FormsRequest, Options, Probe, ReportRequest, changes, forms_document,
    reader, report,
};
use crate::domain::Audience;
use crate::forms::{Field, Level};
use crate::html::{Output, Progress};
use crate::text::Snapshot;
use jiff::civil::Date;

/// The name under which changes as JSON are proved, along with their page.
pub const CHANGES_JSON: &str = "changes.json";

/// What is published, from which notes and options.
pub struct Publication<'a> {
    /// The notes.
    pub snapshot: &'a Snapshot,
    /// The options.
    pub options: &'a Options,
    /// What is made.
    pub product: Product<'a>,
    /// The level of a field. Tests of the proof use other levels than the dictionary's.
    pub level_of: &'a (dyn Fn(&Field) -> Level + Sync),
}

/// What is made of notes. Documents have a file name.
#[derive(Clone, Copy)]
pub enum Product<'a> {
    /// A site.
    Site,
    /// A report about some accounts.
    Report(&'a ReportRequest, &'a str),
    /// The paper forms.
    Forms(&'a FormsRequest, &'a str),
    /// What changed since a day, as JSON (as [`CHANGES_JSON`]) and as a page.
    Changes(Date, &'a str),
}

impl<'a> Publication<'a> {
    /// Creates a publication with the levels of the dictionary.
    pub fn of(
        snapshot: &'a Snapshot,
        options: &'a Options,
        product: Product<'a>,
    ) -> Publication<'a> {
        Publication {
            snapshot,
            options,
            product,
            level_of: &|field| field.level,
        }
    }

    /// Returns the audience it is proved for; `None` if the reader sees everything, or if it contains no data.
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

    /// Whether it contains no data.
    fn is_blank(&self) -> bool {
        matches!(self.product, Product::Forms(request, _) if request.blank)
    }

    /// Makes it through a probe; a site reuses the cache of an earlier proof.
    pub(super) fn through(
        &self,
        cache: &mut Cache,
        output: &dyn Output,
        progress: &dyn Progress,
        probe: &Probe<'_>,
    ) -> Result<(), BuildError> {
        let (snapshot, options) = (self.snapshot, self.options);
        match self.product {
            Product::Site => {
                Build {
                    progress,
                    probe: Some(probe),
                    ..Build::new(snapshot, options, output)
                }
                .run(cache)?;
            }
            Product::Report(request, file) => {
                output.put(file, report(snapshot, options, request, Some(probe))?.html);
            }
            Product::Forms(request, file) => {
                output.put(
                    file,
                    forms_document(snapshot, options, request, Some(probe))?.html,
                );
            }
            Product::Changes(since, file) => {
                let made = changes(snapshot, options, since, Some(probe))?;
                output.put(CHANGES_JSON, made.to_json());
                output.put(file, made.html);
            }
        }
        Ok(())
    }
}
