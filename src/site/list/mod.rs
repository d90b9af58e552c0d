//! The list pages, one file each, with its row of the table in `list_page`; and what they share.

pub(crate) mod accounts;
pub(crate) mod actions;
pub(crate) mod alerts;
pub(crate) mod changes;
pub(crate) mod competitors;
pub(crate) mod event_rows;
pub(crate) mod information;
mod leads;
pub(crate) mod owners;
pub(crate) mod people;
pub(crate) mod pipeline;
mod subject;
mod switcher;
pub(crate) mod tags;
pub(crate) mod timeline;
pub(crate) mod week;

use super::list_page::ListPage;
use super::summary::PageLink;
use crate::html::context::RenderContext;
use crate::html::escape::escaped;
use crate::html::output::Output;
use crate::html::pagination::{Group, ROWS_PER_PAGE, paginate, part_links};
use crate::html::route::{href, root_of};
use crate::html::topic_route::owner_route;
use crate::html::view::{Block, Column, PageView, Row, Section};
use crate::text::fingerprint;
pub(crate) use owners::topics as owner_topics;
use rayon::prelude::*;
use std::hash::Hash;
pub(crate) use tags::{most_used, tags_of, topics as tag_topics};

/// The content of a list page: groups of rows, split over several pages if long.
struct Listing<'a> {
    context: &'a RenderContext<'a>,
    page: &'static ListPage,
    columns: Vec<Column>,
    class: &'static str,
    /// Summary sentences in the margin of the first section.
    summary: Vec<String>,
    lede: String,
    /// Sections after the rows, on the first page only.
    tail: Vec<Section>,
}

impl Listing<'_> {
    /// Writes the pages that have changed. `row` gets the path to the top of the site; its result must depend on
    /// nothing else that changes.
    fn write<T: Sync + Hash>(
        &self,
        groups: Vec<Group<T>>,
        row: impl Fn(&T, &str) -> Row + Sync,
        output: &dyn Output,
    ) {
        let parts = paginate(self.page.route, groups, ROWS_PER_PAGE);
        parts.par_iter().enumerate().for_each(|(index, part)| {
            let links = part_links(&parts, index);
            let tail = if index == 0 { &self.tail[..] } else { &[] };
            let below = format!("{tail:?}");
            let inputs = fingerprint(&(&part.groups, &links, &self.summary, &self.lede, &below));
            if output.is_unchanged(&part.route, inputs) {
                return;
            }
            let root = root_of(&part.route);
            let section = |(index, group): (usize, &Group<T>)| {
                let rows = group.rows.iter().map(|one| row(one, &root)).collect();
                let block = Block::Table {
                    label: String::new(),
                    columns: self.columns.clone(),
                    rows,
                    private: false,
                    class: self.class,
                };
                Section {
                    id: anchor(index, &group.label),
                    title: group.label.clone(),
                    summary: group_note(group),
                    count: group.rows.len().to_string(),
                    blocks: vec![block],
                    ..Section::default()
                }
            };
            let mut view = PageView {
                sections: part.groups.iter().enumerate().map(section).collect(),
                ..PageView::default()
            };
            if let Some(first) = view.sections.first_mut() {
                first.summary.extend(self.summary.iter().cloned());
            } else {
                let empty_text = Block::Muted {
                    text: self.context.words("nothing-yet"),
                };
                view.sections.push(Section {
                    id: self.page.key.to_owned(),
                    blocks: vec![empty_text],
                    ..Section::default()
                });
            }
            view.sections.extend(tail.iter().cloned());
            view.parts = links;
            let (context, key) = (self.context, self.page.key);
            let mut head = context.head(&part.route, key, context.words(key));
            head.lede = self.lede.clone();
            head.crumbs = context.crumbs(&head.root, key, Vec::new());
            output.put(&part.route, context.print(self.page.template, &head, &view));
        });
    }
}

/// The note under a group's heading, if it has one.
fn group_note<T>(group: &Group<T>) -> Vec<String> {
    [&group.note]
        .into_iter()
        .filter(|note| !note.is_empty())
        .cloned()
        .collect()
}

/// The anchor of a heading. Its index keeps headings apart that differ only in punctuation.
fn anchor(index: usize, label: &str) -> String {
    let clean: String = label
        .chars()
        .map(|one| if one.is_alphanumeric() { one } else { '-' })
        .collect();
    format!("g{}-{clean}", index + 1)
}

/// The name of one of our people, linked to their page if there are such pages.
pub(crate) fn owner_link(context: &RenderContext<'_>, name: &str, root: &str) -> String {
    if name.is_empty() || !context.is_internal() {
        return escaped(name);
    }
    let route = href(&owner_route(name));
    let name = name.to_owned();
    link(root, &PageLink { name, route })
}

/// A link to a page; only the name if there is none.
pub(crate) fn link(root: &str, target: &PageLink) -> String {
    if target.route.is_empty() {
        return escaped(&target.name);
    }
    format!(
        "<a href=\"{root}{}\">{}</a>",
        escaped(&target.route),
        escaped(&target.name)
    )
}
