//! One build: a pure function from a snapshot to the files of a site.
//!
//! The account is the unit of work. Notes are read again where one of their account changed; each account is compiled by itself, in
//! parallel, and leaves a summary; the site-wide pages are made from the summaries. A cache keeps what was compiled, so
//! that a later build with the same cache compiles only what its changes touch. There is no second builder.

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

use crate::forms::Kind;
use crate::insight::check_mutes;
use crate::model::{
    Account, Asked, Directory, Draft, Item, Lookups, Settings, Viewpoint, account_of, check,
    check_superiors, check_team, cut, cut_item, filter, filter_item, link, link_item,
};
use crate::render::pages::{
    Beside, account_pages, competitor_page, home_page, listing_pages, ordinary_page, rooms_of,
    search_others, shows_the_same,
};
use crate::render::{Emit, Press, Summary, Work};
use crate::text::{Diagnostic, Diagnostics, Snapshot, Source, fingerprint};
use crate::theme::{Theme, Tongue};
pub use cache::Cache;
use cache::{AccountKey, Compiled, Lists, Recorder};
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
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

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
    emit.is_for(&viewpoint.audience);
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
    let accounts = compile_accounts(&desk, accounts, cache);
    let summaries: Vec<Arc<Summary>> = accounts
        .iter()
        .filter_map(|compiled| compiled.summary.clone())
        .collect();
    let lists = write_others(&desk, others, &summaries, &rooms, cache, &mut found);
    for (name, bytes) in &theme.assets {
        emit.put(&format!("assets/{name}"), bytes.clone());
    }
    press.copy_logo(emit);
    let of_accounts = accounts.iter().flat_map(|compiled| &compiled.found);
    found.extend(of_accounts.cloned());
    let theme_problems = press.problems();
    // A template that fails is reported by the pages it makes: these are made again until it is mended.
    let worth_keeping = theme_problems.is_empty();
    found.extend(theme_problems);
    let built = Built {
        notes: notes_of(snapshot),
        to_come,
        accounts: summaries.len(),
        diagnostics: Diagnostics::from_found(found),
        language: viewpoint.language,
        as_of: viewpoint.as_of,
        missed: press.missed(),
    };
    cache.keep_accounts(if worth_keeping { accounts } else { Vec::new() });
    cache.keep_lists(lists.filter(|_| worth_keeping));
    Ok(built)
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

/// Compiles every account that is in the site; the others are checked only. Those that must be made anew come first:
/// whoever waits for a page waits for them.
fn compile_accounts(desk: &Desk<'_>, accounts: Vec<Read>, cache: &Cache) -> Vec<Arc<Compiled>> {
    desk.emit.begins(Work::Accounts, accounts.len());
    let numbered: Vec<(u32, Read)> = (0_u32..).zip(accounts).collect();
    let (known, fresh): (Vec<_>, Vec<_>) = numbered
        .into_par_iter()
        .map(|(place, read)| (as_before(desk, place, &read, cache), place, read))
        .partition(|(known, ..)| known.is_some());
    let made = fresh.into_par_iter().map(|(_, place, read)| {
        let compiled = compile_account(desk, place, read, cache);
        desk.emit.one_done();
        (place, Arc::new(compiled))
    });
    let mut compiled: Vec<(u32, Arc<Compiled>)> = made.collect();
    for (known, place, _) in known {
        let Some(known) = known else { continue };
        known.keep(desk.emit);
        if let Some(lens) = desk.lens {
            lens.take_down(&known.told);
        }
        desk.emit.one_done();
        compiled.push((place, known));
    }
    compiled.sort_by_key(|(place, _)| *place);
    compiled.into_iter().map(|(_, compiled)| compiled).collect()
}

/// The account as it was compiled before, if it would be compiled the same.
fn as_before(desk: &Desk<'_>, place: u32, read: &Read, cache: &Cache) -> Option<Arc<Compiled>> {
    let known = cache.account(&read.roll.slug)?;
    let holds = known.key == key_of(desk, place, read)
        && Lookups::still_holds(desk.directory, place, &known.asked);
    holds.then(|| known.clone())
}

fn key_of(desk: &Desk<'_>, place: u32, read: &Read) -> AccountKey {
    let own = desk.directory.account(place);
    AccountKey {
        base: desk.base,
        reading: read.number(),
        is_in_site: desk.has(place),
        folder: fingerprint(&own.map(|target| &target.route)),
    }
}

/// Compiles an account; what a proof is told of it stays with it.
fn compile_account(desk: &Desk<'_>, place: u32, read: Read, cache: &Cache) -> Compiled {
    let Some(lens) = desk.lens else {
        return compile_one(desk, place, read, cache);
    };
    let told = Mutex::default();
    let own = Lens {
        told: Some(&told),
        ..*lens
    };
    let desk = Desk {
        lens: Some(&own),
        ..*desk
    };
    let compiled = compile_one(&desk, place, read, cache);
    let told = told.into_inner().unwrap_or_else(PoisonError::into_inner);
    lens.take_down(&told);
    Compiled { told, ..compiled }
}

fn compile_one(desk: &Desk<'_>, place: u32, read: Read, cache: &Cache) -> Compiled {
    let key = key_of(desk, place, &read);
    let slug = read.roll.slug.clone();
    if !key.is_in_site {
        return Compiled {
            asked: tell_as_withheld(desk, place, read),
            ..Compiled::nothing(slug, key)
        };
    }
    let lookups = Lookups::new(desk.directory, Some(place));
    let (found, account) = known_account(desk, &lookups, read.draft(desk.directory, place));
    let Some(account) = account else {
        return Compiled {
            found,
            asked: lookups.asked(),
            ..Compiled::nothing(slug, key)
        };
    };
    let recorder = Recorder::new(desk.emit, cache.is_kept());
    let summary = account_pages(desk.press, &lookups, &account, &found, &recorder);
    // The lists are made again only where a summary differs.
    let before = cache
        .account(&slug)
        .and_then(|known| known.summary.clone())
        .filter(|known| **known == summary);
    let made = recorder.made();
    Compiled {
        slug,
        key,
        summary: Some(before.unwrap_or_else(|| Arc::new(summary))),
        found,
        asked: lookups.asked(),
        routes: made.routes,
        assets: made.assets,
        told: Vec::new(),
    }
}

/// Tells a proof that an account that is not in the site is withheld as a whole. From readers of the house it is not: they
/// may know of the other accounts, and one account may speak of another. Returns what was asked about others meanwhile.
fn tell_as_withheld(desk: &Desk<'_>, place: u32, read: Read) -> Asked {
    let lookups = Lookups::new(desk.directory, Some(place));
    if let Some(lens) = desk.lens.filter(|_| desk.viewpoint.audience.external) {
        let mut draft = read.draft(desk.directory, place);
        lens.draft(&mut draft, desk.viewpoint, &lookups, false);
    }
    lookups.asked()
}

/// An account as its reader may know it on the day, with what is wrong with its notes; nothing where the reader may not
/// know of it.
fn known_account(
    desk: &Desk<'_>,
    lookups: &Lookups<'_>,
    mut draft: Draft,
) -> (Vec<Diagnostic>, Option<Account>) {
    let own = desk.directory.target(draft.core.id);
    let visible = own.is_some_and(|target| target.visible);
    link(&mut draft, lookups);
    check(&mut draft, desk.viewpoint);
    check_superiors(&mut draft);
    check_mutes(&mut draft);
    check_team(&mut draft, desk.press.settings);
    let found = std::mem::take(&mut draft.found);
    if let Some(lens) = desk.lens {
        lens.draft(&mut draft, desk.viewpoint, lookups, true);
    }
    if !visible {
        return (found, None);
    }
    cut(&mut draft, desk.viewpoint, lookups);
    filter(&mut draft, desk.viewpoint, lookups);
    (found, Some(account_of(draft)))
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
    let lists = write_lists(desk, summaries, &others, rooms, cache);
    let summaries: Vec<&Summary> = summaries.iter().map(AsRef::as_ref).collect();
    let summaries = summaries.as_slice();
    search_others(desk.press, &lookups, &others, summaries.len(), desk.emit);
    let beside = Beside {
        words: home,
        loose: &loose,
        all: &others,
    };
    home_page(desk.press, &lookups, &beside, summaries, desk.emit);
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
