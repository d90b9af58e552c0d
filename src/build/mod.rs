//! One build: a pure function from a snapshot to the files of a site.
//!
//! The account is the unit of work. Its notes are read where one of them changed; each account is compiled by itself, in
//! parallel, and leaves a summary; the site-wide pages are made from the summaries. A cache keeps what was compiled, so
//! that a later build with the same cache compiles only what its changes touch. There is no second builder.

mod accounts;
mod cache;
mod changes;
mod document;
mod known;
mod lists;
mod options;
mod paper;
mod person;
mod probe;
mod reading;
mod report;
mod site_file;

use crate::domain::{Directory, Item, Scope, Settings, Viewpoint};
use crate::html::{NoProgress, Output, Phase, Progress, RenderContext};
use crate::site::Summary;
use crate::text::{Diagnostic, Diagnostics, Snapshot, Source, fingerprint};
use crate::theme::{Locale, Theme};
use accounts::{
    compile_accounts, compile_summed_up, known_account, sum_up_accounts, tell_as_withheld,
};
pub use cache::Cache;
use cache::{Compiled, ListPages};
pub use changes::{Changes, changes};
pub use known::{Known, NamedNote, ToCome, known};
use lists::{SiteParts, write_others};
pub use options::{BuildError, InternalDocument, Options};
pub use paper::{FormsRequest, Paper, paper};
pub use person::{Held, HeldLine, HeldPerson, held};
pub use probe::Probe;
pub use reading::reader;
use reading::{Gathered, Read, gather};
pub use report::{Report, ReportRequest, report};
pub use site_file::Doubt;
use std::sync::Arc;

/// The result of a build, without its files: those went to the `Output`.
#[derive(Clone, Debug)]
pub struct BuildOutcome {
    /// Everything that is wrong with the notes, in order.
    pub diagnostics: Diagnostics,
    /// How many notes were read; the settings are none.
    pub notes: usize,
    /// How many of the notes are dated after the day, so that nothing is seen of them yet.
    pub to_come: usize,
    /// How many accounts are in the site.
    pub accounts: usize,
    /// The language that was built in.
    pub language: crate::text::Language,
    /// The day that counted as today.
    pub as_of: jiff::civil::Date,
    /// For whom it was made, and of which accounts.
    pub scope: Scope,
    /// What the search should find and does not: a fault of this program, not of the notes.
    pub missed: Vec<String>,
}

/// One build of a site: what is read, what was asked for, where the files go, and who follows it.
#[derive(Clone, Copy)]
pub struct Build<'a> {
    /// The notes, the theme and the day.
    pub snapshot: &'a Snapshot,
    /// What was asked for.
    pub options: &'a Options,
    /// Where the files go.
    pub output: &'a dyn Output,
    /// Follows how far the build is.
    pub progress: &'a dyn Progress,
    /// Sees every value that is read, where a build is part of a proof.
    pub probe: Option<&'a Probe<'a>>,
}

impl<'a> Build<'a> {
    /// A build that nobody follows and that is part of no proof.
    pub fn new(snapshot: &'a Snapshot, options: &'a Options, output: &'a dyn Output) -> Build<'a> {
        Build {
            snapshot,
            options,
            output,
            progress: &NoProgress,
            probe: None,
        }
    }

    /// Builds the site, with what the last build left in the cache.
    ///
    /// # Errors
    /// What was asked for does not exist or is not for its audience: see [`BuildError`]. Nothing is wrong with the notes
    /// then, and no file goes out.
    pub fn run(self, cache: &mut Cache) -> Result<BuildOutcome, BuildError> {
        build(self, cache)
    }
}

fn build(run: Build<'_>, cache: &mut Cache) -> Result<BuildOutcome, BuildError> {
    let Build {
        snapshot,
        options,
        output,
        progress,
        probe,
    } = run;
    progress.begin(Phase::Notes, 0);
    let Gathered {
        settings,
        viewpoint,
        accounts,
        others,
        chosen,
        directory,
        mut found,
    } = gather(snapshot, options, cache)?;
    let directory = match probe {
        Some(probe) => probe.site(&settings, &viewpoint, directory),
        None => directory,
    };
    let scope = scope(&directory, &viewpoint, chosen.as_deref());
    output.begin(&viewpoint, &scope, accounts.len());
    let theme = theme_of(snapshot, &settings, &viewpoint, cache, &mut found);
    let parts = SiteParts::of(&directory, accounts.len(), &others, &viewpoint);
    let to_come = to_come(&accounts, chosen.as_deref());
    let render = RenderContext::new(&theme, &settings, &viewpoint, &parts.all);
    let context = BuildContext {
        chosen: chosen.as_deref(),
        directory: &directory,
        render: &render,
        viewpoint: &viewpoint,
        output,
        progress,
        probe,
        base: fingerprint(&(&settings, &viewpoint, &parts.all, theme_digest(snapshot))),
    };
    let (accounts, lists) = write_site(
        &context,
        &theme,
        (accounts, others),
        &parts,
        cache,
        &mut found,
    );
    let of_accounts = accounts.iter().flat_map(|compiled| &compiled.found);
    found.extend(of_accounts.cloned());
    let theme_problems = render.problems();
    // A template that fails is reported by the pages it makes: these are made again until it is mended.
    let worth_keeping = theme_problems.is_empty();
    found.extend(theme_problems);
    let built = BuildOutcome {
        notes: notes_of(snapshot),
        to_come,
        accounts: summaries_of(&accounts).len(),
        diagnostics: diagnostics_for(&viewpoint, found),
        language: viewpoint.language,
        as_of: viewpoint.as_of,
        scope,
        missed: missed_for(&viewpoint, render.missed()),
    };
    cache.keep_accounts(if worth_keeping { accounts } else { Vec::new() });
    cache.keep_lists(lists.filter(|_| worth_keeping));
    Ok(built)
}

/// What is wrong with the notes, as those may read it for whom the site is: of what a note says, only the owner's run
/// quotes anything.
fn diagnostics_for(viewpoint: &Viewpoint, found: Vec<Diagnostic>) -> Diagnostics {
    let all = Diagnostics::from_found(found);
    match viewpoint.audience.is_owner() {
        true => all,
        false => all.veiled(),
    }
}

/// What the search lacks, as those may read it for whom the site is.
fn missed_for(viewpoint: &Viewpoint, missed: Vec<String>) -> Vec<String> {
    match viewpoint.audience.is_owner() {
        true => missed,
        false => vec!["…".to_owned(); missed.len()],
    }
}

/// Writes everything. At a first build that others are to follow somebody waits for the home page: it comes before the
/// pages of the accounts then, from the same summaries. Later on it is a page of an account that is waited for.
fn write_site(
    context: &BuildContext<'_>,
    theme: &Theme,
    (accounts, others): (Vec<Read>, Vec<Item>),
    parts: &SiteParts,
    cache: &Cache,
    found: &mut Vec<Diagnostic>,
) -> (Vec<Arc<Compiled>>, Option<ListPages>) {
    if cache.is_new() && context.probe.is_none() {
        let accounts = sum_up_accounts(context, accounts);
        let summaries = accounts.iter().filter_map(|one| one.summary.clone());
        let summaries: Vec<Arc<Summary>> = summaries.collect();
        write_theme(context, theme);
        let lists = write_others(context, others, &summaries, parts, cache, found);
        return (compile_summed_up(context, accounts, cache), lists);
    }
    let accounts = compile_accounts(context, accounts, cache);
    let summaries = summaries_of(&accounts);
    let lists = write_others(context, others, &summaries, parts, cache, found);
    write_theme(context, theme);
    (accounts, lists)
}

fn summaries_of(accounts: &[Arc<Compiled>]) -> Vec<Arc<Summary>> {
    let summaries = accounts.iter().map(|compiled| compiled.summary.clone());
    summaries.flatten().collect()
}

fn write_theme(context: &BuildContext<'_>, theme: &Theme) {
    for (name, bytes) in &theme.assets {
        context.output.put(&format!("assets/{name}"), bytes.clone());
    }
    context.render.copy_logo(context.output);
}

/// The theme: that of the last build where nothing of it changed.
fn theme_of(
    snapshot: &Snapshot,
    settings: &Settings,
    viewpoint: &Viewpoint,
    cache: &mut Cache,
    found: &mut Vec<Diagnostic>,
) -> Arc<Theme> {
    let key = (
        theme_digest(snapshot),
        &settings.theme,
        &settings.looks,
        viewpoint.language,
        &settings.locale,
    );
    let make = |found: &mut Vec<Diagnostic>| {
        let name = settings.theme.as_deref();
        Theme::of(
            name,
            &snapshot.theme,
            &settings.looks,
            &Locale {
                language: viewpoint.language,
                further: settings.locale.as_deref(),
            },
            found,
        )
    };
    cache.theme(fingerprint(&key), make, found)
}

/// What every account's compilation shares.
struct BuildContext<'a> {
    directory: &'a Directory,
    render: &'a RenderContext<'a>,
    viewpoint: &'a Viewpoint,
    /// The accounts that are in the site, by their places; nothing where all are.
    chosen: Option<&'a [usize]>,
    output: &'a dyn Output,
    progress: &'a dyn Progress,
    /// Is told every value, where a build is proved.
    probe: Option<&'a Probe<'a>>,
    /// The digest of everything beside the notes that pages depend on.
    base: u64,
}

impl BuildContext<'_> {
    /// Whether an account is among those that were asked for.
    fn has(&self, account: u32) -> bool {
        let has = |chosen: &[usize]| chosen.contains(&(account as usize));
        self.chosen.is_none_or(has)
    }
}

/// How many notes a site has, its settings not counted.
fn notes_of(snapshot: &Snapshot) -> usize {
    let is_note = |source: &&Source| source.path.ends_with(".md");
    snapshot.sources.iter().filter(is_note).count()
}

/// How many notes of the accounts in the site are dated after the day, and left out as a whole.
fn to_come(accounts: &[Read], chosen: Option<&[usize]>) -> usize {
    let in_site = |place: usize| chosen.is_none_or(|chosen| chosen.contains(&place));
    let rolls = accounts.iter().map(|read| &read.roll).enumerate();
    rolls
        .filter(|(place, roll)| in_site(*place) && roll.own.visible)
        .map(|(_, roll)| roll.to_come)
        .sum()
}

/// For whom the site is and which accounts were asked for, by the folders in which their readers find them.
fn scope(directory: &Directory, viewpoint: &Viewpoint, chosen: Option<&[usize]>) -> Scope {
    let folder = |place: &usize| {
        let account = directory.account(u32::try_from(*place).ok()?)?;
        let folder = folder_of(&account.route);
        let name = folder.rsplit('/').next().unwrap_or(folder);
        account.visible.then(|| name.to_owned())
    };
    let accounts = chosen.map(|chosen| {
        let mut folders: Vec<String> = chosen.iter().filter_map(folder).collect();
        folders.sort();
        folders.dedup();
        folders
    });
    Scope {
        audience: viewpoint.audience.clone(),
        accounts,
    }
}

fn theme_digest(snapshot: &Snapshot) -> u64 {
    let files: Vec<(&str, &str)> = snapshot
        .theme
        .iter()
        .map(|file| (file.path.as_ref(), file.text.as_ref()))
        .collect();
    fingerprint(&files)
}

fn folder_of(route: &str) -> &str {
    route.rfind('/').map_or("", |slash| &route[..slash])
}
