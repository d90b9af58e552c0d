//! A page about one thing, a tag or one of ours: tables of different columns under each other, split where it is long.

use super::anchor;
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
    /// The list page that it belongs to, whose template makes it.
    pub page: &'static ListPage,
    /// The first page.
    pub route: String,
    /// Its name.
    pub heading: String,
    /// What kind of thing it is.
    pub kind: String,
    /// A sentence under the heading.
    pub lede: String,
    /// Short facts under the heading.
    pub meta: Vec<Fact>,
}

impl Subject<'_> {
    /// Writes the pages, those that would be as they were only where nothing stands. `columns` of a row are those of all
    /// rows of its group, with the class of the table.
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
            let made_from = (&part.groups, &links, &self.heading, &self.kind);
            if output.is_unchanged(
                &part.route,
                fingerprint(&(made_from, &self.lede, &self.meta)),
            ) {
                continue;
            }
            let root = root_of(&part.route);
            let section = |(place, group): (usize, &Group<T>)| {
                let (columns, class) = group.rows.first().map(&columns).unwrap_or_default();
                let table = Block::Table {
                    label: String::new(),
                    columns,
                    rows: group.rows.iter().map(|one| row(one, &root)).collect(),
                    private: false,
                    class,
                };
                Section {
                    id: anchor(place, &group.label),
                    title: group.label.clone(),
                    count: group.rows.len().to_string(),
                    blocks: vec![table],
                    ..Section::default()
                }
            };
            let mut sections: Vec<Section> = part.groups.iter().enumerate().map(section).collect();
            if sections.is_empty() {
                sections.push(self.nothing());
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

    fn nothing(&self) -> Section {
        let text = self.context.words("nothing-yet");
        Section {
            id: self.page.key.to_owned(),
            blocks: vec![Block::Muted { text }],
            ..Section::default()
        }
    }
}
