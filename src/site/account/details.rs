//! The details page of an account, next to the account's own.
//!
//! Every chart has its data as a table, every key figure its evidence, and lists of meetings and alerts may be long.
//! With all of them the page of a large account would be half again as heavy, so it shows the first few and links to
//! the rest. Reports include everything: they are self-contained.

use crate::domain::Account;
use crate::html::context::RenderContext;
use crate::html::view::{Block, KeyFigure, Link, PageView, Section};
use crate::site::facts::AccountFacts;
use crate::site::map::{STANCES, TEAM};

/// The name of the page; no note of an account can have it.
const FILE: &str = "details.html";
/// The section with the list of meetings.
const MEETINGS: &str = "timeline";
/// The account's page lists this many of the last meetings.
const SHOWN_MEETINGS: usize = 5;
/// The account's page includes the other views of the map for up to this many people.
const SHOWN_PEOPLE: usize = 10;

/// The link to the details of a section, relative to the account's page.
pub(crate) fn href_of(section: &str) -> String {
    format!("{FILE}#{section}")
}

/// The route of the page: in the folder of the account's own, so that relative links in the moved tables stay valid.
pub(crate) fn route_of(account: &Account) -> String {
    let own = &account.item.route;
    let folder = own.rfind('/').map_or("", |slash| &own[..=slash]);
    format!("{folder}{FILE}")
}

/// Moves the tables of charts, and the rows of a long list of meetings, out of the sections and leaves links in their
/// place. The sections returned have the ids of those they come from. `agreed` is the number of rows that are still to
/// come.
pub(crate) fn move_details(
    context: &RenderContext<'_>,
    sections: &mut [Section],
    agreed: usize,
) -> Vec<Section> {
    let mut details = Vec::new();
    for section in sections {
        let mut own = Vec::new();
        if section.id == MEETINGS {
            own.extend(shorten(
                context,
                &mut section.blocks,
                agreed + SHOWN_MEETINGS,
            ));
        }
        for blocks in [&mut section.blocks, &mut section.aside] {
            own.extend(move_tables(context, blocks, &section.id));
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

/// Moves the evidence of key figures out and links their counts to it.
pub(crate) fn move_grounds(keys: &mut [KeyFigure]) -> Vec<Section> {
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

/// The full list of meetings, if the one among the blocks had to be cut to its first rows.
fn shorten(context: &RenderContext<'_>, blocks: &mut Vec<Block>, most: usize) -> Option<Block> {
    let is_long = |block: &Block| matches!(block, Block::Table { class, rows, .. } if *class != "data" && rows.len() > most);
    let index = blocks.iter().position(is_long)?;
    let whole = blocks.get(index)?.clone();
    let Some(Block::Table { rows, .. }) = blocks.get_mut(index) else {
        return None;
    };
    let count = rows.len().to_string();
    rows.truncate(most);
    let all = Link {
        label: context.strings().with("details-all", &[("count", &count)]),
        href: href_of(MEETINGS),
    };
    let link = Block::Links { links: vec![all] };
    blocks.insert(index + 1, link);
    Some(whole)
}

/// Moves the tables of charts, and the other views of a large map, out of the blocks as open tables and leaves links in
/// their place.
fn move_tables(context: &RenderContext<'_>, blocks: &mut Vec<Block>, section: &str) -> Vec<Block> {
    let is_long = |block: &Block| matches!(block, Block::Table { class: TEAM, rows, .. } if rows.len() > SHOWN_PEOPLE);
    let shows_map_only = blocks.iter().any(is_long);
    let mut tables = Vec::new();
    let mut remaining: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks.drain(..) {
        let prefix = match block {
            Block::Table { class: "data", .. } => context.strings().get("data-table"),
            Block::Table {
                class: STANCES | TEAM,
                ..
            } if shows_map_only => "",
            _ => {
                remaining.push(block);
                continue;
            }
        };
        let link = Link {
            label: format!("{prefix}{}", block.label()),
            href: href_of(section),
        };
        match remaining.last_mut() {
            Some(Block::Links { links }) => links.push(link),
            _ => remaining.push(Block::Links { links: vec![link] }),
        }
        tables.push(if prefix.is_empty() {
            block
        } else {
            block.with_class("")
        });
    }
    *blocks = remaining;
    tables
}

/// Renders the page.
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
