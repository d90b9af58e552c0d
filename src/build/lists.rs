//! The pages outside the accounts: the home page, list pages, the search index, competitors and ordinary pages.

use super::cache::{Cache, ListPages, Recorder};
use super::context::{BuildContext, Extent};
use super::inputs::{SitePiece, others_input};
use crate::domain::{Directory, Item, Lookups, Scope, Viewpoint, cut_item, filter_item, link_item};
use crate::forms::Kind;
use crate::html::{HOME, Phase, SitePart, folder_of};
use crate::site::{
    HomeNotes, ListInput, ListPage, PLAYBOOK, SiteContent, Summary, competitor_page, home_page,
    list_pages, ordinary_page, search_others,
};
use crate::text::{Diagnostic, fingerprint};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The parts of a site.
pub(super) struct SiteParts {
    /// All parts, the home page first, for the navigation.
    pub all: Vec<SitePart>,
    /// The list pages among them.
    pub lists: Vec<&'static ListPage>,
}

impl SiteParts {
    /// Returns the parts that a site has for its readers.
    pub fn of(
        directory: &Directory,
        accounts: usize,
        others: &[Item],
        viewpoint: &Viewpoint,
    ) -> SiteParts {
        let is_visible = |item: &Item| {
            let target = directory.target(item.id);
            target.is_some_and(|target| target.visible)
        };
        let has =
            |is: &dyn Fn(&Item) -> bool| others.iter().any(|item| is(item) && is_visible(item));
        let is_external = viewpoint.audience.external;
        let lists = list_pages(SiteContent {
            is_external,
            has_accounts: (0_u32..)
                .take(accounts)
                .any(|account| directory.shows(account)),
            has_competitors: has(&|item| item.kind == Kind::Competitor),
        });
        let has_playbook = !is_external && has(&|item| item.route.as_ref() == PLAYBOOK.route);
        let mut all = vec![HOME];
        all.extend(lists.iter().map(|page| page.part()));
        all.extend(has_playbook.then_some(PLAYBOOK));
        SiteParts { all, lists }
    }
}

/// Writes the pages outside the accounts.
pub(super) fn write_others(
    context: &BuildContext<'_>,
    others: Vec<Item>,
    summaries: &[Arc<Summary>],
    (parts, scope): (&SiteParts, &Scope),
    cache: &Cache,
    found: &mut Vec<Diagnostic>,
) -> Option<ListPages> {
    context.progress.begin(Phase::Lists, 0);
    let lookups = Lookups::new(context.directory, None);
    let others = visible(context, others, &lookups, found);
    if let Some(observer) = context.observer {
        let settings = (context.render.settings, context.viewpoint, scope);
        let input = others_input(settings, &parts.all, &others, found);
        observer.input(SitePiece::Others, input);
    }
    if context.extent == Extent::Inputs {
        return None;
    }
    let refs: Vec<&Summary> = summaries.iter().map(AsRef::as_ref).collect();
    write_home(context, &lookups, &others, &refs);
    let lists = write_lists(context, summaries, &others, &parts.lists, cache);
    let (render, output) = (context.render, context.output);
    search_others(render, &lookups, &others, &refs, &parts.lists, output);
    write_notes(context, &others, &refs, found);
    if let Some(observer) = context.observer {
        observer.asked(SitePiece::Others, &lookups.into_answers());
    }
    lists
}

/// Links the notes outside the accounts and filters them for their reader; returns them in the order of their pages.
fn visible(
    context: &BuildContext<'_>,
    mut others: Vec<Item>,
    lookups: &Lookups<'_>,
    found: &mut Vec<Diagnostic>,
) -> Vec<Item> {
    for item in &mut others {
        link_item(item, lookups, found);
        if let Some(observer) = context.observer {
            observer.note(item, context.viewpoint, lookups);
        }
        cut_item(item, context.viewpoint.as_of, lookups);
        filter_item(item, &context.viewpoint.audience, lookups);
    }
    others.retain(|item| {
        let target = context.directory.target(item.id);
        target.is_some_and(|target| target.visible)
    });
    others.sort_by_key(order_of);
    others
}

fn write_home(
    context: &BuildContext<'_>,
    lookups: &Lookups<'_>,
    others: &[Item],
    summaries: &[&Summary],
) {
    let is_external = context.viewpoint.audience.external;
    let is_loose = |item: &&Item| {
        // For readers outside the company the playbook is not a part of the site.
        item.kind == Kind::Page
            && (is_external || !item.route.starts_with("playbook/"))
            && item.route.as_ref() != HOME.route
    };
    let loose: Vec<&Item> = others.iter().filter(is_loose).collect();
    let is_home = |item: &&Item| item.route.as_ref() == HOME.route;
    let notes = HomeNotes {
        index_note: others.iter().find(is_home),
        loose: &loose,
        all: others,
    };
    home_page(context.render, lookups, &notes, summaries, context.output);
}

/// Writes the pages of competitors and of ordinary notes.
fn write_notes(
    context: &BuildContext<'_>,
    others: &[Item],
    summaries: &[&Summary],
    found: &[Diagnostic],
) {
    let mut folders: BTreeMap<&str, Vec<&Item>> = BTreeMap::new();
    for page in others.iter().filter(|item| item.kind == Kind::Page) {
        folders
            .entry(folder_of(&page.route))
            .or_default()
            .push(page);
    }
    let (render, output) = (context.render, context.output);
    let notes = others
        .par_iter()
        .filter(|item| item.route.as_ref() != HOME.route);
    notes.for_each(|item| {
        let lookups = Lookups::new(context.directory, None);
        if item.kind == Kind::Competitor {
            return competitor_page(render, &lookups, item, summaries, found, output);
        }
        let siblings = folders.get(folder_of(&item.route));
        let siblings = siblings.map_or(&[][..], Vec::as_slice);
        ordinary_page(render, &lookups, item, siblings, summaries, found, output);
    });
}

/// Writes the list pages. A list that shows nothing of what has changed is kept as a whole, and a single file if its
/// rows are the same.
fn write_lists(
    context: &BuildContext<'_>,
    summaries: &[Arc<Summary>],
    others: &[Item],
    pages: &[&'static ListPage],
    cache: &Cache,
) -> Option<ListPages> {
    let named = others
        .iter()
        .map(|item| (&item.route, item.name(), item.tags()));
    let base = fingerprint(&(context.base, named.collect::<Vec<_>>()));
    let before = cache.lists(base);
    let changed = before.and_then(|lists| lists.changed(summaries));
    let refs: Vec<&Summary> = summaries.iter().map(AsRef::as_ref).collect();
    let write = |page: &&'static ListPage| {
        let known = before.and_then(|lists| lists.pages.get(page.key));
        let is_same = |(one, other): &(&Summary, &Summary)| (page.shows_same)(one, other);
        if let (Some(known), Some(changed)) = (known, &changed)
            && changed.iter().all(is_same)
        {
            known
                .routes
                .iter()
                .for_each(|route| context.output.keep(route));
            return (page.key, known.clone());
        }
        let keys = known.map(|known| &known.keys);
        let recorder = Recorder::with_previous(context.output, cache.is_persistent(), keys);
        (page.render)(&ListInput {
            context: context.render,
            summaries: &refs,
            others,
            output: &recorder,
        });
        (page.key, Arc::new(recorder.finish()))
    };
    let pages = pages.par_iter().map(write).collect();
    cache.is_persistent().then(|| ListPages {
        base,
        summaries: summaries.to_vec(),
        pages,
    })
}

/// Sorts pages by folder, the folder's own page first, then by their `order`.
fn order_of(item: &Item) -> (String, bool, i64, Box<str>) {
    let order = item.order().unwrap_or(i64::MAX);
    (
        folder_of(&item.route).to_owned(),
        item.slug.as_ref() != "index",
        order,
        item.slug.clone(),
    )
}
