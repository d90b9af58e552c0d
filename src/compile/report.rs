//! A report: the same notes, known on the same day to the same reader, as one document about some accounts.

use super::changes::{FirstDay, changed, known};
use super::choice::Matter;
use super::paper::Nowhere;
use super::{
    Built, Cache, Choice, Desk, Gathered, Lens, Read, Refusal, gather, notes_of, rooms, theme_of,
    to_come,
};
use crate::model::{Lookups, Viewpoint};
use crate::render::Press;
use crate::render::pages::{Chapter, Pack, Picture, report_file};
use crate::text::{Diagnostic, Diagnostics, Snapshot};
use jiff::ToSpan;
use jiff::civil::Date;
use rayon::prelude::*;

/// A review looks back this far where no day is named: a quarter, as long as coverage does.
const REVIEWED_DAYS: i32 = 90;

/// Which report is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportOrder {
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
    pub built: Built,
}

/// Makes the document.
///
/// # Errors
/// Refuses what `build` refuses; changes for an audience outside the house; a first day after the day looked at.
pub fn report(
    snapshot: &Snapshot,
    choice: &Choice,
    order: &ReportOrder,
) -> Result<Report, Refusal> {
    made_through(snapshot, choice, order, None)
}

/// Makes the document and is told, meanwhile, of every value that is read; canaries may stand in the places that are
/// withheld.
///
/// # Errors
/// See [`report`].
pub fn report_through(
    snapshot: &Snapshot,
    choice: &Choice,
    order: &ReportOrder,
    lens: &Lens<'_>,
) -> Result<Report, Refusal> {
    made_through(snapshot, choice, order, Some(lens))
}

fn made_through(
    snapshot: &Snapshot,
    choice: &Choice,
    order: &ReportOrder,
    lens: Option<&Lens<'_>>,
) -> Result<Report, Refusal> {
    let mut cache = Cache::default();
    let Gathered {
        settings,
        viewpoint,
        accounts: reads,
        chosen,
        others,
        directory,
        mut found,
    } = gather(snapshot, choice, &mut cache)?;
    let since = since(order, viewpoint.as_of, viewpoint.audience.external);
    let first = first_day(snapshot, choice, since, &viewpoint, &mut cache)?;
    let (directory, first) = match lens {
        None => (directory, first),
        Some(lens) => {
            lens.settings(&settings, &viewpoint);
            let first = first.map(|first| first.through(lens));
            (lens.directory(directory), first)
        }
    };
    let theme = theme_of(snapshot, &settings, &viewpoint, &mut cache, &mut found);
    let rooms = rooms(&directory, reads.len(), &others, &viewpoint);
    let to_come = to_come(&reads, chosen.as_deref());
    let press = Press::new(&theme, &settings, &viewpoint, &rooms);
    let desk = Desk {
        chosen: chosen.as_deref(),
        directory: &directory,
        press: &press,
        viewpoint: &viewpoint,
        emit: &Nowhere,
        lens,
        base: 0,
    };
    let chapters = chapters(&desk, first, reads, order.pack, &mut found);
    let mut pictures: Vec<Picture> = chapters
        .iter()
        .flat_map(|chapter| chapter.pictures.iter().cloned())
        .collect();
    pictures.sort();
    pictures.dedup();
    let accounts = chapters.len();
    let html = report_file(&press, order.pack, chapters);
    found.extend(press.problems());
    let built = Built {
        notes: notes_of(snapshot),
        to_come,
        accounts,
        missed: Vec::new(),
        diagnostics: Diagnostics::from_found(found),
        language: viewpoint.language,
        as_of: viewpoint.as_of,
    };
    Ok(Report {
        html,
        pictures,
        built,
    })
}

/// The notes as they were known on the earlier day, where changes are told.
fn first_day(
    snapshot: &Snapshot,
    choice: &Choice,
    since: Option<Date>,
    viewpoint: &Viewpoint,
    cache: &mut Cache,
) -> Result<Option<FirstDay>, Refusal> {
    let Some(since) = since else { return Ok(None) };
    let Viewpoint {
        as_of, audience, ..
    } = viewpoint;
    if audience.external {
        return Err(Refusal::HouseOnly {
            matter: Matter::Changes,
            audience: audience.name.clone(),
        });
    }
    if since > *as_of {
        let as_of = *as_of;
        return Err(Refusal::SinceLater { since, as_of });
    }
    FirstDay::of(snapshot, choice, since, cache).map(Some)
}

/// The earlier day: the one asked for, and for a review within the house a quarter ago.
fn since(order: &ReportOrder, as_of: Date, is_external: bool) -> Option<Date> {
    let reviewed = (order.pack == Pack::Review && !is_external)
        .then(|| as_of.saturating_sub(REVIEWED_DAYS.days()));
    order.since.or(reviewed)
}

/// The accounts that were asked for, each by itself, in their order.
fn chapters(
    desk: &Desk<'_>,
    first: Option<FirstDay>,
    reads: Vec<Read>,
    pack: Pack,
    found: &mut Vec<Diagnostic>,
) -> Vec<Chapter> {
    let mut first = first;
    let taken = first.as_mut().map(FirstDay::take_reads);
    let mut before: Vec<Option<Read>> = taken.unwrap_or_default().into_iter().map(Some).collect();
    before.resize_with(reads.len(), || None);
    let then = first.as_ref().map(|first| first.desk(desk));
    let numbered = (0_u32..).zip(reads.into_iter().zip(before));
    let is_chosen = |place: &u32| {
        let chosen = desk.chosen;
        chosen.is_none_or(|all| all.contains(&(*place as usize)))
    };
    let one = |(number, (place, (read, before))): (u32, (u32, (Read, Option<Read>)))| {
        let (found, account) = known(desk, place, read);
        let chapter = account.map(|account| {
            let changed = then.as_ref().zip(before).map(|(then, before)| {
                let (_, before) = known(then, place, before);
                let told = changed(desk, then, place, before.as_ref(), &account);
                (then.viewpoint.as_of, told)
            });
            let changed = changed.as_ref().map(|(since, told)| (*since, told));
            let lookups = Lookups::new(desk.directory, Some(place));
            Chapter::of(
                desk.press,
                &lookups,
                &account,
                &found,
                changed,
                (pack, number),
            )
        });
        (found, chapter)
    };
    let (asked, others): (Vec<_>, Vec<_>) = numbered.partition(|(place, _)| is_chosen(place));
    // What stands in the notes of the others is withheld as a whole from readers outside the house. Those of the house may
    // know of it, and one account may speak of another.
    if let Some(lens) = desk.lens.filter(|_| desk.viewpoint.audience.external) {
        others.into_par_iter().for_each(|(place, (read, _))| {
            let lookups = Lookups::new(desk.directory, Some(place));
            let mut draft = read.draft(desk.directory, place);
            lens.draft(&mut draft, desk.viewpoint, &lookups, false);
        });
    }
    // Chapters are counted among themselves: their numbers say nothing of how many accounts there are.
    let asked: Vec<_> = (0_u32..).zip(asked).collect();
    let made: Vec<(Vec<Diagnostic>, Option<Chapter>)> = asked.into_par_iter().map(one).collect();
    let mut chapters = Vec::new();
    for (of_account, chapter) in made {
        found.extend(of_account);
        chapters.extend(chapter);
    }
    chapters
}
