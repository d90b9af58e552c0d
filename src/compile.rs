//! One build: a pure function from a snapshot to the files of a site.
//!
//! The account is the unit of work. Notes are read once, keyed by their content; each account is compiled by itself, in
//! parallel, and leaves a summary; the site-wide pages are made from the summaries. A cache keeps what was compiled, so
//! that a later build with the same cache compiles only what its changes touch. There is no second builder.

mod cache;
mod choice;
mod known;
mod paper;

use crate::forms::Kind;
use crate::model::{
    Account, Asked, Directory, Draft, Item, Layout, Lookups, Settings, Viewpoint, account_of,
    check, cut, cut_item, draft_of, filter, filter_item, is_active, is_in_reserved_room, link,
    link_item, other_of,
};
use crate::note::{self, Conventions, Note};
use crate::render::pages::{
    account_pages, competitor_page, home_page, listing_pages, ordinary_page, rooms_of,
};
use crate::render::{Emit, Press, Summary, Work};
use crate::text::{Code, Diagnostic, Diagnostics, Snapshot, Source, nearest};
use crate::theme::Theme;
pub use cache::Cache;
use cache::{Compiled, Recorder, fingerprint};
pub use choice::{Choice, Refusal};
use choice::{chosen_accounts, viewpoint_of};
pub use known::{Known, NamedNote, ToCome, known};
pub use paper::{Paper, PaperOrder, paper};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a build came to. The files went to the `Emit`.
#[derive(Debug)]
pub struct Built {
    /// Everything that is wrong with the notes, in order.
    pub diagnostics: Diagnostics,
    /// How many notes were read.
    pub notes: usize,
    /// How many accounts are in the site.
    pub accounts: usize,
    /// The language that was built in.
    pub language: crate::text::Language,
    /// The day that counted as today.
    pub as_of: jiff::civil::Date,
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
    emit.begins(Work::Notes, 0);
    let Gathered {
        settings,
        viewpoint,
        drafts,
        others,
        chosen,
        directory,
        mut found,
    } = gather(snapshot, choice, cache)?;
    let theme = Theme::of(
        settings.theme.as_deref(),
        &snapshot.theme,
        &settings.looks,
        viewpoint.language,
        &mut found,
    );
    let rooms = rooms(&directory, &drafts, &others, &viewpoint);
    let press = Press::new(&theme, &settings, &viewpoint, &rooms);
    let base = fingerprint(&(&settings, &viewpoint, &rooms, theme_digest(snapshot)));
    let desk = Desk {
        chosen: chosen.as_deref(),
        directory: &directory,
        press: &press,
        viewpoint: &viewpoint,
        emit,
        base,
    };
    let accounts = compile_accounts(&desk, drafts, cache);
    let summaries: Vec<&Summary> = accounts
        .iter()
        .filter_map(|compiled| compiled.summary.as_ref())
        .collect();
    write_others(&desk, others, &summaries, &rooms, &mut found);
    for (name, bytes) in &theme.assets {
        emit.put(&format!("assets/{name}"), bytes.clone());
    }
    press.copy_logo(emit);
    found.extend(
        accounts
            .iter()
            .flat_map(|compiled| compiled.found.iter().cloned()),
    );
    let theme_problems = press.problems();
    // A template that fails is reported by the pages it makes: these are made again until it is mended.
    let worth_keeping = theme_problems.is_empty();
    found.extend(theme_problems);
    let built = Built {
        notes: snapshot.sources.len(),
        accounts: summaries.len(),
        diagnostics: Diagnostics::from_found(found),
        language: viewpoint.language,
        as_of: viewpoint.as_of,
    };
    cache.keep_accounts(if worth_keeping { accounts } else { Vec::new() });
    Ok(built)
}

/// The notes of a site, read and entered in its directory; nothing is linked yet.
struct Gathered {
    settings: Settings,
    viewpoint: Viewpoint,
    drafts: Vec<Draft>,
    /// Competitors and pages beside the accounts.
    others: Vec<Item>,
    /// The accounts that are asked for, by their places; nothing where all are.
    chosen: Option<Vec<usize>>,
    directory: Directory,
    found: Vec<Diagnostic>,
}

fn gather(snapshot: &Snapshot, choice: &Choice, cache: &mut Cache) -> Result<Gathered, Refusal> {
    let layout = Layout::of(&snapshot.sources);
    let mut found = layout.found.clone();
    found.extend(snapshot.refused.iter().map(refused));
    let settings = settings(snapshot, &layout, cache, &mut found);
    let viewpoint = viewpoint_of(snapshot, &settings, choice)?;
    let conventions = Conventions {
        currency: settings.currency,
    };
    let mut drafts = read_accounts(snapshot, &layout, cache, conventions);
    let mut others = read_others(snapshot, &layout, cache, conventions, &mut found);
    let chosen = chosen_accounts(&drafts, choice)?;
    let assets = attachments(snapshot);
    let directory = Directory::of(&mut drafts, &mut others, &assets, &viewpoint, &chosen);
    Ok(Gathered {
        settings,
        viewpoint,
        drafts,
        others,
        chosen,
        directory,
        found,
    })
}

/// What every account's compilation shares.
struct Desk<'a> {
    directory: &'a Directory,
    press: &'a Press<'a>,
    viewpoint: &'a Viewpoint,
    /// The accounts that are in the site, by their places; nothing where all are.
    chosen: Option<&'a [usize]>,
    emit: &'a dyn Emit,
    /// The digest of everything beside the notes that pages depend on.
    base: u64,
}

fn refused(refused: &crate::text::Refused) -> Diagnostic {
    let source = Source {
        path: refused.path.clone(),
        text: "".into(),
    };
    match &refused.reason {
        Some((chinese, english)) => {
            Diagnostic::of_file(Code::UnreadableFile, &source).with_ours("reason", chinese, english)
        }
        None => Diagnostic::of_file(Code::NotUtf8, &source),
    }
}

/// The settings of the site. Its amounts are read by the currency it names itself.
fn settings(
    snapshot: &Snapshot,
    layout: &Layout,
    cache: &mut Cache,
    found: &mut Vec<Diagnostic>,
) -> Settings {
    let Some(source) = layout.site.and_then(|index| snapshot.sources.get(index)) else {
        return match is_refused(snapshot, Kind::Site, None) {
            true => Settings::unreadable(),
            false => Settings::default(),
        };
    };
    let conventions = Conventions {
        currency: crate::forms::Currency::CNY,
    };
    let note = cache.note(source, Kind::Site, conventions);
    found.extend(note.found.iter().cloned());
    found.extend(missing_theme(&note, snapshot));
    Settings::of(&note, &attachments(snapshot), found)
}

/// The attachments that may stand in the site.
fn attachments(snapshot: &Snapshot) -> Vec<&str> {
    snapshot
        .assets
        .iter()
        .map(|asset| asset.path.as_ref())
        .filter(|path| !is_active(path) && !is_in_reserved_room(path))
        .collect()
}

/// A theme that site.yaml names and that has no file.
fn missing_theme(note: &Note, snapshot: &Snapshot) -> Option<Diagnostic> {
    let entry = note.record.entry("theme")?;
    let name = note
        .record
        .text("theme")
        .filter(|name| *name != "default")?;
    let mut names: Vec<&str> = snapshot
        .theme
        .iter()
        .filter_map(|file| file.path.split('/').nth(1))
        .collect();
    names.dedup();
    let missing = Diagnostic::at(Code::UnknownReference, &note.source, entry.span);
    let missing = missing
        .with("value", name)
        .with_ours("what", "主题", "theme");
    let near = nearest(name, names.iter().copied());
    (!names.contains(&name)).then(|| missing.maybe("nearest", near))
}

/// Reads the notes of all accounts, each note once for its content.
fn read_accounts(
    snapshot: &Snapshot,
    layout: &Layout,
    cache: &mut Cache,
    conventions: Conventions,
) -> Vec<Draft> {
    let known = &*cache;
    let read = |index: &usize| -> Option<Arc<Note>> {
        let source = snapshot.sources.get(*index)?;
        let kind = crate::model::place_of(&source.path)?.kind;
        Some(
            known
                .recall(source, kind, conventions)
                .unwrap_or_else(|| Arc::new(note::read(source, kind, conventions))),
        )
    };
    let account = |(slug, core, rest): &(String, Option<usize>, Vec<usize>)| {
        let core = core.as_ref().and_then(&read);
        let notes: Vec<Arc<Note>> = rest.iter().filter_map(&read).collect();
        let kept = known
            .is_kept()
            .then(|| core.iter().chain(&notes).cloned().collect::<Vec<_>>());
        // Nobody can tell the level of an account's note that could not be read: it counts as broken, hence private.
        let unreadable = core.is_none() && is_refused(snapshot, Kind::Account, Some(slug));
        let mut draft = draft_of(slug, core, notes);
        draft.core.broken |= unreadable;
        (draft, kept.unwrap_or_default())
    };
    let (drafts, kept): (Vec<Draft>, Vec<Vec<Arc<Note>>>) =
        layout.accounts.par_iter().map(account).unzip();
    cache.keep_notes(kept.into_iter().flatten(), conventions);
    drafts
}

/// Whether the settings, or the own note of an account, are there and could not be read.
fn is_refused(snapshot: &Snapshot, kind: Kind, account: Option<&str>) -> bool {
    snapshot.refused.iter().any(|refused| {
        crate::model::place_of(&refused.path)
            .is_some_and(|place| place.kind == kind && place.account == account)
    })
}

/// Reads competitors and pages beside the accounts.
fn read_others(
    snapshot: &Snapshot,
    layout: &Layout,
    cache: &mut Cache,
    conventions: Conventions,
    found: &mut Vec<Diagnostic>,
) -> Vec<Item> {
    let mut others = Vec::with_capacity(layout.others.len());
    for source in layout
        .others
        .iter()
        .filter_map(|index| snapshot.sources.get(*index))
    {
        let Some(place) = crate::model::place_of(&source.path) else {
            continue;
        };
        others.push(other_of(cache.note(source, place.kind, conventions), found));
    }
    others
}

/// The rooms of the site, for its navigation.
fn rooms(
    directory: &Directory,
    drafts: &[Draft],
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
    let has_accounts = drafts.iter().any(|draft| visible(&draft.core));
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

/// Compiles every account that is in the site; the others are checked only.
fn compile_accounts(desk: &Desk<'_>, drafts: Vec<Draft>, cache: &Cache) -> Vec<Compiled> {
    desk.emit.begins(Work::Accounts, drafts.len());
    let numbered: Vec<(u32, Draft)> = (0_u32..).zip(drafts).collect();
    numbered
        .into_par_iter()
        .map(|(account, draft)| compile_account(desk, account, draft, cache))
        .inspect(|_| desk.emit.one_done())
        .collect()
}

fn compile_account(desk: &Desk<'_>, account: u32, draft: Draft, cache: &Cache) -> Compiled {
    let key = match cache.is_kept() {
        true => fingerprint(&(desk.base, cache::digest_of(&draft))),
        false => 0,
    };
    if let Some(known) = cache.account(&draft.slug, key)
        && Lookups::still_holds(desk.directory, account, &known.asked)
    {
        known.routes.iter().for_each(|route| desk.emit.keep(route));
        known
            .assets
            .iter()
            .for_each(|(route, path)| desk.emit.copy(route, path));
        return known.clone();
    }
    let slug = draft.slug.clone();
    if desk
        .chosen
        .is_some_and(|chosen| !chosen.contains(&(account as usize)))
    {
        return Compiled::nothing(slug, key);
    }
    let lookups = Lookups::new(desk.directory, Some(account));
    let (found, known) = known_account(desk, &lookups, draft);
    let Some(account) = known else {
        return Compiled {
            found,
            asked: lookups.asked(),
            ..Compiled::nothing(slug, key)
        };
    };
    let recorder = Recorder::new(desk.emit, cache.is_kept());
    let summary = account_pages(desk.press, &lookups, &account, &found, &recorder);
    let made = recorder.made();
    let asked: Asked = lookups.asked();
    Compiled {
        slug,
        key,
        summary: Some(summary),
        found,
        asked,
        routes: made.routes,
        assets: made.assets,
    }
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
    let found = std::mem::take(&mut draft.found);
    if !visible {
        return (found, None);
    }
    cut(&mut draft, desk.viewpoint, lookups);
    filter(&mut draft, desk.viewpoint);
    (found, Some(account_of(draft)))
}

/// Writes what lies beside the accounts, the lists and the home page.
fn write_others(
    desk: &Desk<'_>,
    mut others: Vec<Item>,
    summaries: &[&Summary],
    rooms: &[&'static str],
    found: &mut Vec<Diagnostic>,
) {
    desk.emit.begins(Work::Lists, 0);
    let lookups = Lookups::new(desk.directory, None);
    for item in &mut others {
        link_item(item, &lookups, found);
        cut_item(item, desk.viewpoint.as_of, &lookups);
        filter_item(item, &desk.viewpoint.audience);
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
        .filter(|item| item.kind == Kind::Page && !item.route.starts_with("playbook/"));
    let loose: Vec<&Item> = loose
        .filter(|item| item.route.as_ref() != "index.html")
        .collect();
    home_page(desk.press, &lookups, home, &loose, summaries, desk.emit);
    listing_pages(desk.press, summaries, rooms, desk.emit);
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
