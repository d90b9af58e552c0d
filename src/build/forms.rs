//! The paper forms as one document: the same notes, day and reader as a site, without the site around them.

use super::cache::Cache;
use super::context::BuildContext;
use super::document::{account_on_day, document, in_parallel, numbered, requested};
use super::load::{LoadedAccount, load};
use super::observer::Observer;
use super::options::{BuildError, InternalDocument, Options};
use super::outcome::BuildOutcome;
use crate::domain::Lookups;
use crate::site::{FormsFile, forms_file};
use crate::text::{Diagnostic, Snapshot};

/// Which forms are requested.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormsRequest {
    /// Blank forms, whatever the notes say.
    pub blank: bool,
    /// The numbers of the forms, 1 to 7; all if empty.
    pub forms: Vec<u8>,
}

/// The document and the outcome of its build.
#[derive(Debug)]
pub struct FormsDocument {
    /// The document, as HTML.
    pub html: Vec<u8>,
    /// The outcome of the build; for blank forms, only problems of the theme.
    pub built: BuildOutcome,
}

/// Makes the document. A snapshot without notes is enough for blank forms. An `observer` sees every note that is
/// read.
///
/// # Errors
/// Refuses what `build` refuses, and filled forms for an audience outside the company.
pub fn forms_document(
    snapshot: &Snapshot,
    options: &Options,
    request: &FormsRequest,
    observer: Option<&dyn Observer>,
) -> Result<FormsDocument, BuildError> {
    let mut cache = Cache::default();
    let site = load(snapshot, &options_for(options, request), &mut cache)?;
    let audience = &site.viewpoint.audience;
    if audience.external {
        let audience = audience.name.clone();
        let matter = InternalDocument::Forms;
        return Err(BuildError::InternalOnly { matter, audience });
    }
    let (html, mut built) = document(
        snapshot,
        site,
        &mut cache,
        observer,
        |context, loaded, found| {
            let (file, accounts) = match request.blank {
                true => {
                    found.clear();
                    (FormsFile::blank(context.render, &request.forms), 0)
                }
                false => filled(context, loaded, request, found),
            };
            (forms_file(context.render, file), accounts)
        },
    );
    if request.blank {
        built.upcoming = 0;
    }
    Ok(FormsDocument { html, built })
}

/// Blank forms contain no data: no `site.yaml` can forbid them.
fn options_for(options: &Options, request: &FormsRequest) -> Options {
    let mut options = options.clone();
    if request.blank {
        options.audience = Some("owner".to_owned());
    }
    options
}

/// The filled forms of the requested accounts in their order, and the number of accounts.
fn filled(
    context: &BuildContext<'_>,
    loaded: Vec<LoadedAccount>,
    request: &FormsRequest,
    found: &mut Vec<Diagnostic>,
) -> (FormsFile, usize) {
    let [requested, _] = requested(context, loaded.into_iter());
    let sheets = in_parallel(
        numbered(context, requested),
        found,
        |(number, (account_id, loaded))| {
            let (found, account) = account_on_day(context, account_id, loaded);
            let lookups = Lookups::new(context.directory, Some(account_id));
            let sheets = |account| {
                FormsFile::of_account(context.render, &lookups, account, &request.forms, number)
            };
            (found, account.as_ref().map(sheets))
        },
    );
    let accounts = sheets.len();
    let mut file = FormsFile::default();
    sheets.into_iter().for_each(|sheets| file.append(sheets));
    (file, accounts)
}
