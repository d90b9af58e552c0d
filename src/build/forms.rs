//! The paper forms as one document: the same notes, known on the same day to the same reader, and no site around them.

use super::document::{asked, document, each, known, numbered};
use super::options::InternalDocument;
use super::{BuildContext, BuildError, BuildOutcome, Cache, Options, Probe, Read, gather};
use crate::domain::Lookups;
use crate::site::{FormsFile, forms_file};
use crate::text::{Diagnostic, Snapshot};

/// Which forms are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormsRequest {
    /// Blank ones, whatever the notes say.
    pub blank: bool,
    /// The numbers of the forms, 1 to 7; all where it is empty.
    pub forms: Vec<u8>,
}

/// The document and what was found on the way.
#[derive(Debug)]
pub struct Paper {
    /// The document, as HTML.
    pub html: Vec<u8>,
    /// What the notes came to; of blank forms no more than the theme's problems.
    pub built: BuildOutcome,
}

/// Makes the document. A snapshot without notes is enough for blank forms.
/// A `probe` sees every value that is read, where the document is part of a proof.
///
/// # Errors
/// Refuses what `build` refuses, and filled forms for an audience outside the house.
pub fn paper(
    snapshot: &Snapshot,
    options: &Options,
    order: &FormsRequest,
    probe: Option<&Probe<'_>>,
) -> Result<Paper, BuildError> {
    let mut cache = Cache::default();
    let gathered = gather(snapshot, &choice_for(options, order), &mut cache)?;
    let audience = &gathered.viewpoint.audience;
    if audience.external {
        let audience = audience.name.clone();
        let matter = InternalDocument::Forms;
        return Err(BuildError::InternalOnly { matter, audience });
    }
    let (html, mut built) = document(
        snapshot,
        gathered,
        &mut cache,
        probe,
        |context, reads, found| {
            let (file, accounts) = match order.blank {
                true => {
                    found.clear();
                    (FormsFile::blank(context.render, &order.forms), 0)
                }
                false => filled(context, reads, order, found),
            };
            (forms_file(context.render, file), accounts)
        },
    );
    if order.blank {
        built.to_come = 0;
    }
    Ok(Paper { html, built })
}

/// Blank forms hold nothing of anybody's: no site.yaml can keep them from the house.
fn choice_for(options: &Options, order: &FormsRequest) -> Options {
    let mut options = options.clone();
    if order.blank {
        options.audience = Some("owner".to_owned());
    }
    options
}

/// The filled forms of the accounts that were asked for, in the order of the accounts, and how many accounts there are.
fn filled(
    context: &BuildContext<'_>,
    reads: Vec<Read>,
    order: &FormsRequest,
    found: &mut Vec<Diagnostic>,
) -> (FormsFile, usize) {
    let [asked, _] = asked(context, reads.into_iter());
    let sheets = each(
        numbered(context, asked),
        found,
        |(number, (place, read))| {
            let (found, account) = known(context, place, read);
            let lookups = Lookups::new(context.directory, Some(place));
            let sheets = |account| {
                FormsFile::of_account(context.render, &lookups, account, &order.forms, number)
            };
            (found, account.as_ref().map(sheets))
        },
    );
    let accounts = sheets.len();
    let mut file = FormsFile::default();
    sheets.into_iter().for_each(|sheets| file.append(sheets));
    (file, accounts)
}
