//! What a proof makes twice: a site, or a document of one file.

use crate::build::{
    Build, BuildError, Cache, Extent, FormsRequest, Observer, Options, ReportRequest, changes,
    forms_document, reader, report,
};
use crate::domain::Audience;
use crate::html::{NoOutput, Output, Progress};
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
    /// Creates a publication.
    pub fn of(
        snapshot: &'a Snapshot,
        options: &'a Options,
        product: Product<'a>,
    ) -> Publication<'a> {
        Publication {
            snapshot,
            options,
            product,
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

    /// Prepares the notes of a site while it is observed, and renders nothing.
    pub(super) fn prepared(
        &self,
        cache: &mut Cache,
        progress: &dyn Progress,
        observer: &dyn Observer,
    ) -> Result<(), BuildError> {
        let build = Build {
            progress,
            observer: Some(observer),
            extent: Extent::Inputs,
            ..Build::new(self.snapshot, self.options, &NoOutput)
        };
        build.run(cache).map(drop)
    }

    /// Makes it while it is observed; a site reuses the cache of an earlier proof.
    pub(super) fn observed(
        &self,
        cache: &mut Cache,
        output: &dyn Output,
        progress: &dyn Progress,
        observer: &dyn Observer,
    ) -> Result<(), BuildError> {
        let (snapshot, options) = (self.snapshot, self.options);
        match self.product {
            Product::Site => {
                Build {
                    progress,
                    observer: Some(observer),
                    ..Build::new(snapshot, options, output)
                }
                .run(cache)?;
            }
            Product::Report(request, file) => {
                output.put(
                    file,
                    report(snapshot, options, request, Some(observer))?.html,
                );
            }
            Product::Forms(request, file) => {
                output.put(
                    file,
                    forms_document(snapshot, options, request, Some(observer))?.html,
                );
            }
            Product::Changes(since, file) => {
                let made = changes(snapshot, options, since, Some(observer))?;
                output.put(CHANGES_JSON, made.to_json());
                output.put(file, made.html);
            }
        }
        Ok(())
    }
}
