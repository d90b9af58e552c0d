//! The details of an account, on a page of their own beside the account's.
//!
//! Every drawing has its data as a table, every key figure the places in the notes that it rests on; meetings and alerts may be
//! many. With all of them the page of a large account would be heavier by a half, so it shows the first and leads to the
//! rest. Reports keep everything: they stand alone.

use crate::domain::Account;
use crate::html::context::RenderContext;
use crate::html::view::{Block, KeyFigure, Link, PageView, Section};
use crate::site::facts::AccountFacts;
use crate::site::map::{STANCES, TEAM};

/// The name of the page; no note of an account can have it.
const FILE: &str = "details.html";
/// The section with the list of meetings.
const MEETINGS: &str = "timeline";
/// The page of an account lists so many of the last meetings.
const MOST_MEETINGS: usize = 5;
/// It has the other views of the map of so many people.
const MOST_PEOPLE: usize = 10;

/// Where the details of a section stand, from the account's page.
pub(crate) fn href_of(section: &str) -> String {
    format!("{FILE}#{section}")
}

/// Where the page lies: beside the account's own, so that links of its tables hold there too.
pub(crate) fn route_of(account: &Account) -> String {
    let own = &account.item.route;
    let folder = own.rfind('/').map_or("", |slash| &own[..=slash]);
    format!("{folder}{FILE}")
}

/// Takes the tables of drawings out of sections, and what is long of the list of meetings; where they stood, links lead to
/// them. The sections of the new page bear the names of those they come from. `agreed` rows of the list are still to come.
pub(crate) fn taken_from(
    context: &RenderContext<'_>,
    sections: &mut [Section],
    agreed: usize,
) -> Vec<Section> {
    let mut details = Vec::new();
    for section in sections {
        let mut own = Vec::new();
        if section.id == MEETINGS {
            own.extend(shortened(
                context,
                &mut section.blocks,
                agreed + MOST_MEETINGS,
            ));
        }
        for blocks in [&mut section.blocks, &mut section.aside] {
            own.extend(moved(context, blocks, &section.id));
        }
        if !own.is_empty() {
            details.push(Section {
                id: section.id.clone(),
                title: section.title.clone(),
                blocks: own,
                ..Section::default()
            });
        }
    }
    details
}

/// Takes what key figures rest on; their numbers lead there.
pub(crate) fn grounds_of(keys: &mut [KeyFigure]) -> Vec<Section> {
    let cited = keys.iter_mut().filter(|key| !key.grounds.notes.is_empty());
    let section = |key: &mut KeyFigure| {
        key.grounds.href = href_of(&key.id);
        Section {
            id: key.id.clone(),
            title: key.label.clone(),
            summary: vec![key.grounds.count.clone()],
            blocks: vec![Block::list(std::mem::take(&mut key.grounds.notes))],
            ..Section::default()
        }
    };
    cited.map(section).collect()
}

/// The whole list of meetings, where the one among the blocks is left with its first rows.
fn shortened(context: &RenderContext<'_>, blocks: &mut Vec<Block>, most: usize) -> Option<Block> {
    let is_long = |block: &Block| matches!(block, Block::Table { class, rows, .. } if *class != "data" && rows.len() > most);
    let place = blocks.iter().position(is_long)?;
    let whole = blocks.get(place)?.clone();
    let Some(Block::Table { rows, .. }) = blocks.get_mut(place) else {
        return None;
    };
    let count = rows.len().to_string();
    rows.truncate(most);
    let all = Link {
        label: context.strings().with("details-all", &[("count", &count)]),
        href: href_of(MEETINGS),
    };
    let link = Block::Links { links: vec![all] };
    blocks.insert(place + 1, link);
    Some(whole)
}

/// The tables of drawings among blocks, and the other views of a large map, as tables in the open; links stand in their places.
fn moved(context: &RenderContext<'_>, blocks: &mut Vec<Block>, section: &str) -> Vec<Block> {
    let is_long = |block: &Block| matches!(block, Block::Table { class: TEAM, rows, .. } if rows.len() > MOST_PEOPLE);
    let has_room_for_map_only = blocks.iter().any(is_long);
    let mut tables = Vec::new();
    let mut left: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks.drain(..) {
        let prefix = match block {
            Block::Table { class: "data", .. } => context.strings().get("data-table"),
            Block::Table {
                class: STANCES | TEAM,
                ..
            } if has_room_for_map_only => "",
            _ => {
                left.push(block);
                continue;
            }
        };
        let link = Link {
            label: format!("{prefix}{}", block.label()),
            href: href_of(section),
        };
        match left.last_mut() {
            Some(Block::Links { links }) => links.push(link),
            _ => left.push(Block::Links { links: vec![link] }),
        }
        tables.push(if prefix.is_empty() {
            block
        } else {
            block.with_class("")
        });
    }
    *blocks = left;
    tables
}

/// The page.
pub(crate) fn page(facts: &AccountFacts<'_>, sections: Vec<Section>) -> Vec<u8> {
    let context = facts.context;
    let item = &facts.account.item;
    let heading = context
        .strings()
        .with("details-of", &[("name", &item.name())]);
    let mut head = facts.head(item, "account", heading);
    if let Some(account) = head.crumbs.last_mut() {
        account.href = "index.html".to_owned();
    }
    head.crumbs.push(Link {
        label: context.words("details"),
        href: String::new(),
    });
    head.lede = context.words("details-lede");
    head.forms.clear();
    let view = PageView {
        sections,
        ..PageView::default()
    };
    context.print("page.html", &head, &view)
}
