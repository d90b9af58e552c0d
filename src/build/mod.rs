//! One build: a pure function from a snapshot to the files of a site.
//!
//! The account is the unit of work. Its notes are parsed if one of them changed; each account is built by itself, in
//! parallel, and yields a summary; the site-wide pages are made from the summaries. A cache keeps what was built, so
//! that a later build with the same cache rebuilds only what its changes affect. There is no second builder.

mod accounts;
mod author_view;
mod cache;
mod changes;
mod context;
mod document;
mod forms;
mod inputs;
mod lists;
mod load;
mod observer;
mod options;
mod outcome;
mod person;
mod report;
mod site_file;
mod site_theme;

use crate::domain::{Item, Scope};
use crate::html::{NoProgress, Output, Phase, Progress, RenderContext};
use crate::site::Summary;
use crate::text::{Diagnostic, Snapshot, fingerprint};
use crate::theme::Theme;
use accounts::{build_accounts, build_summarized, summarize_accounts};
pub use author_view::{AuthorView, NamedNote, Upcoming, author_view};
pub use cache::Cache;
use cache::{BuiltAccount, ListPages};
pub use changes::{Changes, changes};
use context::BuildContext;
pub use context::Extent;
pub use forms::{FormsDocument, FormsRequest, forms_document};
pub use inputs::SitePiece;
use lists::{SiteParts, write_others};
pub use load::reader;
use load::{Loaded, LoadedAccount, load};
pub use observer::Observer;
pub use options::{BuildError, InternalDocument, Options};
pub use outcome::BuildOutcome;
use outcome::{diagnostics_for, missed_for, notes_of, scope, upcoming};
pub use person::{PersonRecord, RecordLine, RecordedPerson, person_record};
pub use report::{Report, ReportRequest, report};
pub use site_file::Doubt;
use site_theme::{theme_digest, theme_of};
use std::sync::Arc;

/// One build of a site: its input, its options, its output, and who follows its progress.
#[derive(Clone, Copy)]
pub struct Build<'a> {
    /// The notes, the theme and the day.
    pub snapshot: &'a Snapshot,
    /// The options.
    pub options: &'a Options,
    /// Where the files go.
    pub output: &'a dyn Output,
    /// Follows how far the build is.
    pub progress: &'a dyn Progress,
    /// Who observes it, if anybody does.
    pub observer: Option<&'a dyn Observer>,
    /// How much of the site is made.
    pub extent: Extent,
}

impl<'a> Build<'a> {
    /// Creates a build that reports no progress and is not observed.
    pub fn new(snapshot: &'a Snapshot, options: &'a Options, output: &'a dyn Output) -> Build<'a> {
        Build {
            snapshot,
            options,
            output,
            progress: &NoProgress,
            observer: None,
            extent: Extent::Site,
        }
    }

    /// Builds the site, reusing what the last build left in the cache.
    ///
    /// # Errors
    /// The options name something that does not exist or is not for the audience: see [`BuildError`]. Then nothing is
    /// wrong with the notes, and no file is written.
    pub fn run(self, cache: &mut Cache) -> Result<BuildOutcome, BuildError> {
        build(self, cache)
    }
}

fn build(run: Build<'_>, cache: &mut Cache) -> Result<BuildOutcome, BuildError> {
    let Build {
        snapshot,
        output,
        progress,
        observer,
        extent,
        ..
    } = run;
    progress.begin(Phase::Notes, 0);
    let Loaded {
        settings,
        viewpoint,
        accounts,
        others,
        chosen,
        directory,
        mut found,
    } = notes_of_build(run, cache)?;
    let directory = match observer {
        Some(observer) => observer.begin(&settings, &viewpoint, directory),
        None => directory,
    };
    let scope = scope(&directory, &viewpoint, chosen.as_deref());
    output.begin(&viewpoint, &scope, accounts.len());
    let theme = theme_of(snapshot, &settings, &viewpoint, cache, &mut found);
    let parts = SiteParts::of(&directory, accounts.len(), &others, &viewpoint);
    let upcoming = upcoming(&accounts, chosen.as_deref());
    let render = RenderContext::new(&theme, &settings, &viewpoint, &parts.all);
    let context = BuildContext {
        chosen: chosen.as_deref(),
        directory: &directory,
        render: &render,
        viewpoint: &viewpoint,
        output,
        progress,
        observer,
        extent,
        base: fingerprint(&(&settings, &viewpoint, &parts.all, theme_digest(snapshot))),
    };
    let (accounts, lists) = write_site(
        &context,
        &theme,
        (accounts, others),
        (&parts, &scope),
        cache,
        &mut found,
    );
    let of_accounts = accounts.iter().flat_map(|built| &built.found);
    found.extend(of_accounts.cloned());
    let theme_problems = render.problems();
    // A failing template is reported by the pages it renders: they are rendered again until it is fixed.
    let worth_keeping = theme_problems.is_empty();
    found.extend(theme_problems);
    let built = BuildOutcome {
        notes: notes_of(snapshot),
        upcoming,
        accounts: summaries_of(&accounts).len(),
        diagnostics: diagnostics_for(&viewpoint, found),
        language: viewpoint.language,
        as_of: viewpoint.as_of,
        dictionary: viewpoint.dictionary,
        scope,
        search_gaps: missed_for(&viewpoint, render.search_gaps()),
    };
    cache.store_accounts(if worth_keeping { accounts } else { Vec::new() });
    cache.store_lists(lists.filter(|_| worth_keeping));
    Ok(built)
}

/// Loads the notes, unless the build before was one of the same notes for its inputs only.
fn notes_of_build(run: Build<'_>, cache: &mut Cache) -> Result<Loaded, BuildError> {
    let loaded = match cache.take_loaded() {
        Some(loaded) => loaded,
        None => load(run.snapshot, run.options, cache)?,
    };
    if run.extent == Extent::Inputs {
        cache.keep_loaded(&loaded);
    }
    Ok(loaded)
}

/// Writes everything. In the first of a series of builds somebody waits for the home page, so it is written before
/// the pages of the accounts. In later builds a page of an account is awaited.
fn write_site(
    context: &BuildContext<'_>,
    theme: &Theme,
    (accounts, others): (Vec<LoadedAccount>, Vec<Item>),
    (parts, scope): (&SiteParts, &Scope),
    cache: &Cache,
    found: &mut Vec<Diagnostic>,
) -> (Vec<Arc<BuiltAccount>>, Option<ListPages>) {
    if cache.is_new() && context.extent == Extent::Site {
        let accounts = summarize_accounts(context, accounts);
        let summaries = accounts.iter().filter_map(|one| one.summary.clone());
        let summaries: Vec<Arc<Summary>> = summaries.collect();
        write_theme(context, theme);
        let lists = write_others(context, others, &summaries, (parts, scope), cache, found);
        return (build_summarized(context, accounts, cache), lists);
    }
    let accounts = build_accounts(context, accounts, cache);
    let summaries = summaries_of(&accounts);
    let lists = write_others(context, others, &summaries, (parts, scope), cache, found);
    if context.extent == Extent::Site {
        write_theme(context, theme);
    }
    (accounts, lists)
}

fn summaries_of(accounts: &[Arc<BuiltAccount>]) -> Vec<Arc<Summary>> {
    let summaries = accounts.iter().map(|built| built.summary.clone());
    summaries.flatten().collect()
}

fn write_theme(context: &BuildContext<'_>, theme: &Theme) {
    for (name, bytes) in &theme.assets {
        context.output.put(&format!("assets/{name}"), bytes.clone());
    }
    context.render.copy_logo(context.output);
}
