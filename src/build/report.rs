//! A report: one document about some accounts, from the same notes, day and reader as a site.

use super::accounts::report_withheld;
use super::cache::Cache;
use super::changes::{StartOfPeriod, changed};
use super::context::BuildContext;
use super::document::{account_on_day, document, in_parallel, numbered, requested};
use super::load::{LoadedAccount, load};
use super::observer::Observer;
use super::options::{BuildError, Options};
use super::outcome::BuildOutcome;
use crate::documents::{Chapter, Pack, Picture, report_file};
use crate::domain::Lookups;
use crate::text::{Diagnostic, Snapshot};
use jiff::ToSpan;
use jiff::civil::Date;
use rayon::prelude::*;

/// A review covers this many days if no start is given: a quarter, as coverage does.
const REVIEWED_DAYS: i32 = 90;

/// Which report is requested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportRequest {
    /// The kind of report.
    pub pack: Pack,
    /// The first day of the changes it shows; `None` for no changes, except that a review shows those of a quarter.
    pub since: Option<Date>,
}

/// The document, its pictures, and the outcome of the build.
#[derive(Debug)]
pub struct Report {
    /// The document as HTML. A picture's `src` is its name in `pictures` until its bytes are embedded.
    pub html: Vec<u8>,
    /// The pictures, each once.
    pub pictures: Vec<Picture>,
    /// The outcome of the build.
    pub built: BuildOutcome,
}

/// Makes the document. An `observer` sees every note that is read.
///
/// # Errors
/// Refuses what `build` refuses, changes for an audience outside the company, and a first day after the last.
pub fn report(
    snapshot: &Snapshot,
    options: &Options,
    request: &ReportRequest,
    observer: Option<&dyn Observer>,
) -> Result<Report, BuildError> {
    let mut cache = Cache::default();
    let site = load(snapshot, options, &mut cache)?;
    let now = &site.viewpoint;
    let since = since(request, now.as_of, now.audience.external);
    let start =
        since.map(|since| StartOfPeriod::of(snapshot, options, since, now, &mut cache, observer));
    let start = start.transpose()?;
    let ((html, pictures), built) = document(
        snapshot,
        site,
        &mut cache,
        observer,
        |context, loaded, found| {
            let chapters = chapters(context, start, loaded, request.pack, found);
            let count = chapters.len();
            let pictures = pictures_of(&chapters);
            let html = report_file(context.render, request.pack, chapters);
            ((html, pictures), count)
        },
    );
    Ok(Report {
        html,
        pictures,
        built,
    })
}

/// The pictures of all chapters, each once.
fn pictures_of(chapters: &[Chapter]) -> Vec<Picture> {
    let all = chapters.iter().flat_map(|chapter| &chapter.pictures);
    let mut pictures: Vec<Picture> = all.cloned().collect();
    pictures.sort();
    pictures.dedup();
    pictures
}

/// The first day: the requested one, or a quarter ago for a review within the company.
fn since(request: &ReportRequest, as_of: Date, is_external: bool) -> Option<Date> {
    let reviewed = (request.pack == Pack::Review && !is_external)
        .then(|| as_of.saturating_sub(REVIEWED_DAYS.days()));
    request.since.or(reviewed)
}

/// The chapters of the requested accounts, in their order.
fn chapters(
    context: &BuildContext<'_>,
    mut start: Option<StartOfPeriod<'_>>,
    loaded: Vec<LoadedAccount>,
    pack: Pack,
    found: &mut Vec<Diagnostic>,
) -> Vec<Chapter> {
    let taken = start.as_mut().map(StartOfPeriod::take_accounts);
    let mut before: Vec<Option<LoadedAccount>> =
        taken.unwrap_or_default().into_iter().map(Some).collect();
    before.resize_with(loaded.len(), || None);
    let then = start.as_ref().map(|start| start.context(context));
    let [requested, others] = requested(context, loaded.into_iter().zip(before));
    others
        .into_par_iter()
        .for_each(|(account_id, (loaded, _))| drop(report_withheld(context, account_id, loaded)));
    in_parallel(
        numbered(context, requested),
        found,
        |(number, (account_id, (loaded, before)))| {
            let (found, account) = account_on_day(context, account_id, loaded);
            let chapter = account.map(|account| {
                let changes = then.as_ref().zip(before).map(|(then, before)| {
                    let changes = changed(context, then, account_id, before, &account);
                    (then.viewpoint.as_of, changes)
                });
                let changes = changes.as_ref().map(|(since, changes)| (*since, changes));
                let lookups = Lookups::new(context.directory, Some(account_id));
                let of = (pack, number);
                Chapter::of(context.render, &lookups, &account, &found, changes, of)
            });
            (found, chapter)
        },
    )
}
