//! The content of a list page, split over several pages if it is long.

use crate::html::context::RenderContext;
use crate::html::output::Output;
use crate::html::pagination::{Group, ROWS_PER_PAGE, paginate, part_links};
use crate::html::route::root_of;
use crate::html::view::{Block, Column, PageView, Row, Section};
use crate::site::list_page::ListPage;
use crate::text::fingerprint;
use rayon::prelude::*;
use std::hash::Hash;

/// What a list page shows besides its groups of rows.
pub(super) struct Listing<'a> {
    pub context: &'a RenderContext<'a>,
    pub page: &'static ListPage,
    pub columns: Vec<Column>,
    pub class: &'static str,
    /// Summary sentences in the margin of the first section.
    pub summary: Vec<String>,
    pub lede: String,
    /// Sections after the rows, on the first page only.
    pub tail: Vec<Section>,
}

impl Listing<'_> {
    /// Writes the pages that have changed. `row` gets the path to the top of the site; its result must depend on
    /// nothing else that changes.
    pub fn write<T: Sync + Hash>(
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
pub(super) fn anchor(index: usize, label: &str) -> String {
    let clean: String = label
        .chars()
        .map(|one| if one.is_alphanumeric() { one } else { '-' })
        .collect();
    format!("g{}-{clean}", index + 1)
}
