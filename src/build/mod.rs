//! One build: a pure function from a snapshot to the files of a site.
//!
//! The account is the unit of work. Its notes are read where one of them changed; each account is compiled by itself, in
//! parallel, and leaves a summary; the site-wide pages are made from the summaries. A cache keeps what was compiled, so
//! that a later build with the same cache compiles only what its changes touch. There is no second builder.

mod accounts;
mod cache;
mod changes;
mod choice;
mod document;
mod known;
mod lens;
mod paper;
mod person;
mod reading;
mod report;
mod site_file;

use crate::domain::{
    Directory, Item, Lookups, Scope, Settings, Viewpoint, cut_item, filter_item, link_item,
};
use crate::forms::Kind;
use crate::html::{Emit, Press, Work};
use crate::site::Summary;
use crate::site::{
    Beside, competitor_page, home_page, listing_pages, ordinary_page, rooms_of, search_others,
    shows_the_same,
};
use crate::text::{Diagnostic, Diagnostics, Snapshot, Source, fingerprint};
use crate::theme::{Theme, Tongue};
use accounts::{
    compile_accounts, compile_summed_up, known_account, sum_up_accounts, tell_as_withheld,
};
pub use cache::Cache;
use cache::{Compiled, Lists, Recorder};
pub use changes::{Changes, changes, changes_through};
pub use choice::{Choice, Matter, Refusal};
pub use known::{Known, NamedNote, ToCome, known};
pub use lens::Lens;
pub use paper::{Paper, PaperOrder, paper, paper_through};
pub use person::{Held, HeldLine, HeldPerson, held};
use rayon::prelude::*;
pub use reading::reader;
use reading::{Gathered, Read, gather};
pub use report::{Report, ReportOrder, report, report_through};
pub use site_file::Doubt;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a build came to. The files went to the `Emit`.
#[derive(Debug)]
pub struct Built {
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

/// Builds a site.
///
/// # Errors
/// Refuses what cannot be meant: an account or an audience that does not exist, an external audience without an
/// account. Nothing is wrong with the notes then, and nothing is emitted.
pub fn build(
    snapshot: &Snapshot,
    choice: &Choice,
    cache: &mut Cache,
    emit: &dyn Emit,
) -> Result<Built, Refusal> {
    built_through(snapshot, choice, cache, emit, None)
}

/// Builds a site and is told, meanwhile, of every value that is read; canaries may stand in the places that are withheld.
///
/// # Errors
/// See [`build`].
pub fn build_through(
    snapshot: &Snapshot,
    choice: &Choice,
    cache: &mut Cache,
    emit: &dyn Emit,
    lens: &Lens<'_>,
) -> Result<Built, Refusal> {
    built_through(snapshot, choice, cache, emit, Some(lens))
}

fn built_through(
    snapshot: &Snapshot,
    choice: &Choice,
    cache: &mut Cache,
    emit: &dyn Emit,
    lens: Option<&Lens<'_>>,
) -> Result<Built, Refusal> {
    emit.begins(Work::Notes, 0);
    let Gathered {
        settings,
        viewpoint,
        accounts,
        others,
        chosen,
        directory,
        mut found,
    } = gather(snapshot, choice, cache)?;
    let directory = match lens {
        Some(lens) => lens.site(&settings, &viewpoint, directory),
        None => directory,
    };
    emit.is_for(&viewpoint);
    let scope = scope(&directory, &viewpoint, chosen.as_deref());
    emit.covers(&scope, accounts.len());
    let theme = theme_of(snapshot, &settings, &viewpoint, cache, &mut found);
    let rooms = rooms(&directory, accounts.len(), &others, &viewpoint);
    let to_come = to_come(&accounts, chosen.as_deref());
    let press = Press::new(&theme, &settings, &viewpoint, &rooms);
    let desk = Desk {
        chosen: chosen.as_deref(),
        directory: &directory,
        press: &press,
        viewpoint: &viewpoint,
        emit,
        lens,
        base: fingerprint(&(&settings, &viewpoint, &rooms, theme_digest(snapshot))),
    };
    let (accounts, lists) =
        write_site(&desk, &theme, (accounts, others), &rooms, cache, &mut found);
    let of_accounts = accounts.iter().flat_map(|compiled| &compiled.found);
    found.extend(of_accounts.cloned());
    let theme_problems = press.problems();
    // A template that fails is reported by the pages it makes: these are made again until it is mended.
    let worth_keeping = theme_problems.is_empty();
    found.extend(theme_problems);
    let built = Built {
        notes: notes_of(snapshot),
        to_come,
        accounts: summaries_of(&accounts).len(),
        diagnostics: diagnostics_for(&viewpoint, found),
        language: viewpoint.language,
        as_of: viewpoint.as_of,
        scope,
        missed: missed_for(&viewpoint, press.missed()),
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
    desk: &Desk<'_>,
    theme: &Theme,
    (accounts, others): (Vec<Read>, Vec<Item>),
    rooms: &[&'static str],
    cache: &Cache,
    found: &mut Vec<Diagnostic>,
) -> (Vec<Arc<Compiled>>, Option<Lists>) {
    if cache.is_new() && desk.lens.is_none() {
        let accounts = sum_up_accounts(desk, accounts);
        let summaries = accounts.iter().filter_map(|one| one.summary.clone());
        let summaries: Vec<Arc<Summary>> = summaries.collect();
        write_theme(desk, theme);
        let lists = write_others(desk, others, &summaries, rooms, cache, found);
        return (compile_summed_up(desk, accounts, cache), lists);
    }
    let accounts = compile_accounts(desk, accounts, cache);
    let summaries = summaries_of(&accounts);
    let lists = write_others(desk, others, &summaries, rooms, cache, found);
    write_theme(desk, theme);
    (accounts, lists)
}

fn summaries_of(accounts: &[Arc<Compiled>]) -> Vec<Arc<Summary>> {
    let summaries = accounts.iter().map(|compiled| compiled.summary.clone());
    summaries.flatten().collect()
}

fn write_theme(desk: &Desk<'_>, theme: &Theme) {
    for (name, bytes) in &theme.assets {
        desk.emit.put(&format!("assets/{name}"), bytes.clone());
    }
    desk.press.copy_logo(desk.emit);
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
        &settings.tongue,
    );
    let make = |found: &mut Vec<Diagnostic>| {
        let name = settings.theme.as_deref();
        Theme::of(
            name,
            &snapshot.theme,
            &settings.looks,
            &Tongue {
                language: viewpoint.language,
                further: settings.tongue.as_deref(),
            },
            found,
        )
    };
    cache.theme(fingerprint(&key), make, found)
}

/// What every account's compilation shares.
struct Desk<'a> {
    directory: &'a Directory,
    press: &'a Press<'a>,
    viewpoint: &'a Viewpoint,
    /// The accounts that are in the site, by their places; nothing where all are.
    chosen: Option<&'a [usize]>,
    emit: &'a dyn Emit,
    /// Is told every value, where a build is proved.
    lens: Option<&'a Lens<'a>>,
    /// The digest of everything beside the notes that pages depend on.
    base: u64,
}

impl Desk<'_> {
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

/// The rooms of the site, for its navigation.
fn rooms(
    directory: &Directory,
    accounts: usize,
    others: &[Item],
    viewpoint: &Viewpoint,
) -> Vec<&'static str> {
    // Someone outside the house sees one account; lists would say of it what we reckon.
    if viewpoint.audience.external {
        return vec!["home"];
    }
    let visible = |item: &Item| {
        directory
            .target(item.id)
            .is_some_and(|target| target.visible)
    };
    let has_accounts = (0_u32..)
        .take(accounts)
        .any(|account| directory.shows(account));
    let has_competitors = others
        .iter()
        .any(|item| item.kind == Kind::Competitor && visible(item));
    let has_playbook = others
        .iter()
        .any(|item| item.route.as_ref() == "playbook/index.html" && visible(item));
    let mut rooms = vec!["home"];
    rooms.extend(rooms_of(has_accounts, has_competitors));
    rooms.extend(has_playbook.then_some("playbook"));
    rooms
}

fn theme_digest(snapshot: &Snapshot) -> u64 {
    let files: Vec<(&str, &str)> = snapshot
        .theme
        .iter()
        .map(|file| (file.path.as_ref(), file.text.as_ref()))
        .collect();
    fingerprint(&files)
}

/// Writes what lies beside the accounts, the lists and the home page.
fn write_others(
    desk: &Desk<'_>,
    mut others: Vec<Item>,
    summaries: &[Arc<Summary>],
    rooms: &[&'static str],
    cache: &Cache,
    found: &mut Vec<Diagnostic>,
) -> Option<Lists> {
    desk.emit.begins(Work::Lists, 0);
    let lookups = Lookups::new(desk.directory, None);
    for item in &mut others {
        link_item(item, &lookups, found);
        if let Some(lens) = desk.lens {
            lens.item(item, desk.viewpoint, &lookups);
        }
        cut_item(item, desk.viewpoint.as_of, &lookups);
        filter_item(item, &desk.viewpoint.audience, &lookups);
    }
    others.retain(|item| {
        desk.directory
            .target(item.id)
            .is_some_and(|target| target.visible)
    });
    others.sort_by_key(order_of);
    let home = others
        .iter()
        .find(|item| item.route.as_ref() == "index.html");
    let mut pages: BTreeMap<&str, Vec<&Item>> = BTreeMap::new();
    for page in others.iter().filter(|item| item.kind == Kind::Page) {
        pages.entry(folder_of(&page.route)).or_default().push(page);
    }
    let loose = others
        .iter()
        .filter(|item| item.kind == Kind::Page)
        // Outside the house the playbook is no room of its own.
        .filter(|item| desk.viewpoint.audience.external || !item.route.starts_with("playbook/"));
    let loose: Vec<&Item> = loose
        .filter(|item| item.route.as_ref() != "index.html")
        .collect();
    let refs: Vec<&Summary> = summaries.iter().map(AsRef::as_ref).collect();
    let beside = Beside {
        words: home,
        loose: &loose,
        all: &others,
    };
    home_page(desk.press, &lookups, &beside, &refs, desk.emit);
    let lists = write_lists(desk, summaries, &others, rooms, cache);
    let summaries = refs.as_slice();
    search_others(desk.press, &lookups, &others, summaries, rooms, desk.emit);
    others
        .par_iter()
        .filter(|item| item.route.as_ref() != "index.html")
        .for_each(|item| {
            let lookups = Lookups::new(desk.directory, None);
            if item.kind == Kind::Competitor {
                competitor_page(desk.press, &lookups, item, summaries, found, desk.emit);
                return;
            }
            let siblings = pages
                .get(folder_of(&item.route))
                .map_or(&[][..], Vec::as_slice);
            ordinary_page(
                desk.press, &lookups, item, siblings, summaries, found, desk.emit,
            );
        });
    lists
}

/// Writes the site-wide lists, or says that they are as the last build made them: a room's where it shows nothing of what
/// changed, a page's where its rows are the same.
fn write_lists(
    desk: &Desk<'_>,
    summaries: &[Arc<Summary>],
    others: &[Item],
    rooms: &[&'static str],
    cache: &Cache,
) -> Option<Lists> {
    let named = others
        .iter()
        .map(|item| (&item.route, item.name(), item.record.texts("tags")));
    let base = fingerprint(&(desk.base, named.collect::<Vec<_>>()));
    let before = cache.lists(base);
    let changed = before.and_then(|lists| lists.changed(summaries));
    let refs: Vec<&Summary> = summaries.iter().map(AsRef::as_ref).collect();
    let write = |room: &&'static str| {
        let known = before.and_then(|lists| lists.rooms.get(room));
        let is_same = |(one, other): &(&Summary, &Summary)| shows_the_same(room, one, other);
        if let (Some(known), Some(changed)) = (known, &changed)
            && changed.iter().all(is_same)
        {
            known.routes.iter().for_each(|route| desk.emit.keep(route));
            return (*room, known.clone());
        }
        let keys = known.map(|known| &known.keys);
        let recorder = Recorder::after(desk.emit, cache.is_kept(), keys);
        listing_pages(desk.press, room, &refs, others, &recorder);
        (*room, Arc::new(recorder.made()))
    };
    // The search stands in no navigation, and is there for every reader.
    let rooms = rooms.par_iter().chain(&["search"]);
    let rooms = rooms.map(write).collect();
    cache.is_kept().then(|| Lists {
        base,
        summaries: summaries.to_vec(),
        rooms,
    })
}

/// Pages stand by folder, the folder's own page first, then in the order they ask for.
fn order_of(item: &Item) -> (String, bool, i64, Box<str>) {
    let order = item.record.int("order").unwrap_or(i64::MAX);
    (
        folder_of(&item.route).to_owned(),
        item.slug.as_ref() != "index",
        order,
        item.slug.clone(),
    )
}

fn folder_of(route: &str) -> &str {
    route.rfind('/').map_or("", |slash| &route[..slash])
}
