//! A page about a tag or one of our people: tables with different columns, split over several pages if long.

use super::listing::anchor;
use crate::html::context::RenderContext;
use crate::html::output::Output;
use crate::html::pagination::{Group, ROWS_PER_PAGE, paginate, part_links};
use crate::html::route::root_of;
use crate::html::view::{Block, Column, Fact, Link, PageView, Row, Section};
use crate::site::list_page::ListPage;
use crate::text::fingerprint;
use std::hash::Hash;

/// What the page is about.
pub(crate) struct Subject<'a> {
    pub context: &'a RenderContext<'a>,
    /// The list page that it belongs to, which also names its template.
    pub page: &'static ListPage,
    /// The route of its first page.
    pub route: String,
    /// The heading.
    pub heading: String,
    /// The kind of thing it is about, in words.
    pub kind: String,
    /// A sentence under the heading.
    pub lede: String,
    /// Short facts under the heading.
    pub meta: Vec<Fact>,
}

impl Subject<'_> {
    /// Writes the pages that have changed. `columns` returns the columns and the table class for the group of a row.
    pub fn write<T: Hash>(
        &self,
        groups: Vec<Group<T>>,
        columns: impl Fn(&T) -> (Vec<Column>, &'static str),
        row: impl Fn(&T, &str) -> Row,
        output: &dyn Output,
    ) {
        let parts = paginate(&self.route, groups, ROWS_PER_PAGE);
        for (index, part) in parts.iter().enumerate() {
            let links = part_links(&parts, index);
            let inputs = (&part.groups, &links, &self.heading, &self.kind);
            if output.is_unchanged(&part.route, fingerprint(&(inputs, &self.lede, &self.meta))) {
                continue;
            }
            let root = root_of(&part.route);
            let section = |(index, group): (usize, &Group<T>)| {
                let (columns, class) = group.rows.first().map(&columns).unwrap_or_default();
                let table = Block::Table {
                    label: String::new(),
                    columns,
                    rows: group.rows.iter().map(|one| row(one, &root)).collect(),
                    private: false,
                    class,
                };
                Section {
                    id: anchor(index, &group.label),
                    title: group.label.clone(),
                    count: group.rows.len().to_string(),
                    blocks: vec![table],
                    ..Section::default()
                }
            };
            let mut sections: Vec<Section> = part.groups.iter().enumerate().map(section).collect();
            if sections.is_empty() {
                sections.push(self.empty_section());
            }
            let view = PageView {
                sections,
                parts: links,
                ..PageView::default()
            };
            let context = self.context;
            let mut head = context.head(&part.route, self.page.key, self.heading.as_str());
            head.kind = self.kind.clone();
            head.lede = self.lede.clone();
            head.meta = self.meta.clone();
            let here = Link {
                label: self.heading.clone(),
                href: String::new(),
            };
            head.crumbs = context.crumbs(&head.root, self.page.key, vec![here]);
            output.put(&part.route, context.print(self.page.template, &head, &view));
        }
    }

    fn empty_section(&self) -> Section {
        let text = self.context.words("nothing-yet");
        Section {
            id: self.page.key.to_owned(),
            blocks: vec![Block::Muted { text }],
            ..Section::default()
        }
    }
}
