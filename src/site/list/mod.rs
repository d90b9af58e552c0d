//! The list pages, one a file, each with its row of the table in `list_page`; and what they share.

pub(crate) mod accounts;
pub(crate) mod actions;
pub(crate) mod alerts;
pub(crate) mod competitors;
pub(crate) mod known;
mod leads;
pub(crate) mod owners;
pub(crate) mod people;
pub(crate) mod pipeline;
pub(crate) mod portfolio;
mod subject;
mod switcher;
pub(crate) mod tags;
pub(crate) mod timeline;
pub(crate) mod week;

use super::list_page::ListPage;
use super::summary::Named;
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

/// The body of a list page: groups of rows, split into several pages where it is long.
struct Listing<'a> {
    context: &'a RenderContext<'a>,
    page: &'static ListPage,
    columns: Vec<Column>,
    class: &'static str,
    /// Sentences in the rail of the first section.
    summary: Vec<String>,
    lede: String,
    /// What stands below the rows, on the first page.
    tail: Vec<Section>,
}

impl Listing<'_> {
    /// Writes the pages, those whose rows are as they were only where nothing stands. `row` is given what leads to the
    /// top of the site; what it makes of a row depends on nothing else that changes.
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
            let made_from = fingerprint(&(&part.groups, &links, &self.summary, &self.lede, &below));
            if output.is_unchanged(&part.route, made_from) {
                return;
            }
            let root = root_of(&part.route);
            let section = |(place, group): (usize, &Group<T>)| {
                let rows = group.rows.iter().map(|one| row(one, &root)).collect();
                let block = Block::Table {
                    label: String::new(),
                    columns: self.columns.clone(),
                    rows,
                    private: false,
                    class: self.class,
                };
                Section {
                    id: anchor(place, &group.label),
                    title: group.label.clone(),
                    summary: note_of(group),
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
                let nothing = Block::Muted {
                    text: self.context.words("nothing-yet"),
                };
                view.sections.push(Section {
                    id: self.page.key.to_owned(),
                    blocks: vec![nothing],
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

/// The sentence under a group's heading, if it has one.
fn note_of<T>(group: &Group<T>) -> Vec<String> {
    [&group.note]
        .into_iter()
        .filter(|note| !note.is_empty())
        .cloned()
        .collect()
}

/// An anchor of a heading, by its place: two headings may differ in punctuation only.
fn anchor(place: usize, label: &str) -> String {
    let clean: String = label
        .chars()
        .map(|one| if one.is_alphanumeric() { one } else { '-' })
        .collect();
    format!("g{}-{clean}", place + 1)
}

/// The name of one of ours with a link to their page, where there are such pages.
pub(crate) fn owner_link(context: &RenderContext<'_>, name: &str, root: &str) -> String {
    if name.is_empty() || !context.reckons() {
        return escaped(name);
    }
    let route = href(&owner_route(name));
    let name = name.to_owned();
    link(root, &Named { name, route })
}

/// A link to what has a page, else its name.
pub(crate) fn link(root: &str, named: &Named) -> String {
    if named.route.is_empty() {
        return escaped(&named.name);
    }
    format!(
        "<a href=\"{root}{}\">{}</a>",
        escaped(&named.route),
        escaped(&named.name)
    )
}
