//! A report: the same notes, known on the same day to the same reader, as one document about some accounts.

use super::changes::{FirstDay, changed};
use super::document::{asked, document, each, known, numbered};
use super::{
    BuildContext, BuildError, BuildOutcome, Cache, Options, Probe, Read, gather, tell_as_withheld,
};
use crate::documents::{Chapter, Pack, Picture, report_file};
use crate::domain::Lookups;
use crate::text::{Diagnostic, Snapshot};
use jiff::ToSpan;
use jiff::civil::Date;
use rayon::prelude::*;

/// A review looks back this far where no day is named: a quarter, as long as coverage does.
const REVIEWED_DAYS: i32 = 90;

/// Which report is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportRequest {
    /// What it is for.
    pub pack: Pack,
    /// Since when changes are told; a review tells those of a quarter where it is not said.
    pub since: Option<Date>,
}

/// The document, the pictures that it names, and what was found on the way.
#[derive(Debug)]
pub struct Report {
    /// The document, as HTML. A picture's `src` is its name in `pictures` until its bytes come in.
    pub html: Vec<u8>,
    /// The pictures, each once.
    pub pictures: Vec<Picture>,
    /// What the notes came to.
    pub built: BuildOutcome,
}

/// Makes the document.
/// A `probe` sees every value that is read, where the document is part of a proof.
///
/// # Errors
/// Refuses what `build` refuses; changes for an audience outside the house; a first day after the day looked at.
pub fn report(
    snapshot: &Snapshot,
    options: &Options,
    order: &ReportRequest,
    probe: Option<&Probe<'_>>,
) -> Result<Report, BuildError> {
    let mut cache = Cache::default();
    let gathered = gather(snapshot, options, &mut cache)?;
    let now = &gathered.viewpoint;
    let since = since(order, now.as_of, now.audience.external);
    let first = since.map(|since| FirstDay::of(snapshot, options, since, now, &mut cache, probe));
    let first = first.transpose()?;
    let ((html, pictures), built) = document(
        snapshot,
        gathered,
        &mut cache,
        probe,
        |context, reads, found| {
            let chapters = chapters(context, first, reads, order.pack, found);
            let count = chapters.len();
            let pictures = pictures_of(&chapters);
            let html = report_file(context.render, order.pack, chapters);
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

/// The earlier day: the one asked for, and for a review within the house a quarter ago.
fn since(order: &ReportRequest, as_of: Date, is_external: bool) -> Option<Date> {
    let reviewed = (order.pack == Pack::Review && !is_external)
        .then(|| as_of.saturating_sub(REVIEWED_DAYS.days()));
    order.since.or(reviewed)
}

/// The accounts that were asked for, each by itself, in their order.
fn chapters(
    context: &BuildContext<'_>,
    mut first: Option<FirstDay<'_>>,
    reads: Vec<Read>,
    pack: Pack,
    found: &mut Vec<Diagnostic>,
) -> Vec<Chapter> {
    let taken = first.as_mut().map(FirstDay::take_reads);
    let mut before: Vec<Option<Read>> = taken.unwrap_or_default().into_iter().map(Some).collect();
    before.resize_with(reads.len(), || None);
    let then = first.as_ref().map(|first| first.context(context));
    let [asked, others] = asked(context, reads.into_iter().zip(before));
    others
        .into_par_iter()
        .for_each(|(place, (read, _))| drop(tell_as_withheld(context, place, read)));
    each(
        numbered(context, asked),
        found,
        |(number, (place, (read, before)))| {
            let (found, account) = known(context, place, read);
            let chapter = account.map(|account| {
                let told = then.as_ref().zip(before).map(|(then, before)| {
                    let told = changed(context, then, place, before, &account);
                    (then.viewpoint.as_of, told)
                });
                let told = told.as_ref().map(|(since, told)| (*since, told));
                let lookups = Lookups::new(context.directory, Some(place));
                let of = (pack, number);
                Chapter::of(context.render, &lookups, &account, &found, told, of)
            });
            (found, chapter)
        },
    )
}
