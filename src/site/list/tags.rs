//! Tags: an index, and a page for each with its notes by kind and account.

use super::listing::Listing;
use super::subject::Subject;
use crate::domain::Item;
use crate::forms::Kind;
use crate::html::context::RenderContext;
use crate::html::output::Output;
use crate::html::pagination::Group;
use crate::html::route::href;
use crate::html::topic_route::tag_route;
use crate::html::view::{Column, Row};
use crate::site::links::{link, page_link};
use crate::site::list_page::{Included, ListInput, ListPage};
use crate::site::search::Topic;
use crate::site::summary::{PageLink, Summary, TagRow};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// A tag with its notes.
struct Tagged {
    /// Its spelling that sorts first.
    name: String,
    notes: Vec<TagRow>,
}

/// A row of the index.
#[derive(Hash)]
struct IndexRow {
    tag: PageLink,
    notes: usize,
    accounts: usize,
}

/// The tags of a note, each once.
pub(crate) fn tags_of(item: &Item, account: &PageLink) -> Vec<TagRow> {
    let mut rows: Vec<TagRow> = Vec::new();
    for tag in item.tags() {
        let route = tag_route(tag);
        if tag.trim().is_empty() || rows.iter().any(|known| known.tag.route == route) {
            continue;
        }
        rows.push(TagRow {
            tag: PageLink {
                name: tag.trim().to_owned(),
                route,
            },
            kind: item.kind,
            note: page_link(item),
            account: account.clone(),
        });
    }
    rows
}

/// All tags by route.
fn all(summaries: &[&Summary], others: &[Item]) -> BTreeMap<String, Tagged> {
    let mut tags: BTreeMap<String, Tagged> = BTreeMap::new();
    let outside_accounts = others
        .iter()
        .flat_map(|item| tags_of(item, &PageLink::default()));
    let of_accounts = summaries.iter().flat_map(|summary| &summary.tags).cloned();
    for row in of_accounts.chain(outside_accounts) {
        let tagged = tags.entry(row.tag.route.clone()).or_insert_with(|| Tagged {
            name: row.tag.name.clone(),
            notes: Vec::new(),
        });
        if row.tag.name < tagged.name {
            tagged.name.clone_from(&row.tag.name);
        }
        tagged.notes.push(row);
    }
    tags
}

/// The tags with their number of notes, most used first.
pub(crate) fn most_used(summaries: &[&Summary], others: &[Item]) -> Vec<(PageLink, usize)> {
    let tags = all(summaries, others).into_iter();
    let mut counted: Vec<(PageLink, usize)> = tags
        .map(|(route, tagged)| {
            let name = tagged.name;
            let route = href(&route);
            (PageLink { name, route }, tagged.notes.len())
        })
        .collect();
    counted.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    counted
}

/// All tags, for the search.
pub(crate) fn topics(summaries: &[&Summary], others: &[Item]) -> Vec<Topic> {
    let topic = |(route, tagged): (String, Tagged)| Topic {
        letter: 'T',
        name: tagged.name,
        aliases: Vec::new(),
        title: String::new(),
        route,
    };
    all(summaries, others).into_iter().map(topic).collect()
}

/// The page's row in the table.
pub(crate) const PAGE: ListPage = ListPage {
    key: "tags",
    route: "tags/index.html",
    template: "tags.html",
    folders: &["tags/"],
    included: Included::Internally,
    in_navigation: false,
    shows_same: |one, other| one.tags == other.tags,
    render,
};

/// Writes the index and the pages; nothing if no note has a tag.
fn render(input: &ListInput<'_>) {
    let ListInput {
        context,
        summaries,
        others,
        output,
    } = *input;
    let tags = all(summaries, others);
    if tags.is_empty() {
        return;
    }
    index(context, &tags, output);
    let tags: Vec<(String, Tagged)> = tags.into_iter().collect();
    tags.into_par_iter().for_each(|(route, tagged)| {
        let subject = Subject {
            context,
            page: &PAGE,
            route,
            heading: tagged.name,
            kind: context.words("tag"),
            lede: note_count(context, tagged.notes.len()),
            meta: Vec::new(),
        };
        subject.write(
            by_kind(context, tagged.notes),
            |_| (columns(context), "sortable"),
            |row, root| Row::of(vec![link(root, &row.note), link(root, &row.account)]),
            output,
        );
    });
}

fn note_count(context: &RenderContext<'_>, count: usize) -> String {
    context
        .strings()
        .with_args("tag-notes", &[("count", &count)])
}

fn index(context: &RenderContext<'_>, tags: &BTreeMap<String, Tagged>, output: &dyn Output) {
    let line = |(route, tagged): (&String, &Tagged)| {
        let accounts: BTreeSet<&PageLink> = tagged
            .notes
            .iter()
            .map(|row| &row.account)
            .filter(|account| !account.name.is_empty())
            .collect();
        IndexRow {
            tag: PageLink {
                name: tagged.name.clone(),
                route: href(route),
            },
            notes: tagged.notes.len(),
            accounts: accounts.len(),
        }
    };
    let mut lines: Vec<IndexRow> = tags.iter().map(line).collect();
    lines.sort_by(|one, other| (other.notes, &one.tag).cmp(&(one.notes, &other.tag)));
    let listing = Listing {
        context,
        page: &PAGE,
        columns: vec![
            Column::text(context.words("tag")),
            Column::number(context.words("tag-notes-column")),
            Column::number(context.words("accounts")),
        ],
        class: "sortable",
        summary: Vec::new(),
        lede: context.words("tags-lede"),
        tail: Vec::new(),
    };
    let group = Group {
        label: context.words("all-tags"),
        note: String::new(),
        rows: lines,
    };
    let row = |line: &IndexRow, root: &str| {
        Row::of(vec![
            link(root, &line.tag),
            line.notes.to_string(),
            line.accounts.to_string(),
        ])
    };
    listing.write(vec![group], row, output);
}

fn columns(context: &RenderContext<'_>) -> Vec<Column> {
    vec![
        Column::text(context.words("page")),
        Column::text(context.words("account")),
    ]
}

/// The notes of a tag, grouped by kind and sorted by account.
fn by_kind(context: &RenderContext<'_>, notes: Vec<TagRow>) -> Vec<Group<TagRow>> {
    let mut kinds: BTreeMap<Kind, Vec<TagRow>> = BTreeMap::new();
    for row in notes {
        kinds.entry(row.kind).or_default().push(row);
    }
    let group = |(kind, mut rows): (Kind, Vec<TagRow>)| {
        rows.sort_by(|one, other| (&one.account, &one.note).cmp(&(&other.account, &other.note)));
        Group {
            label: context.words(kind_words(kind)),
            note: String::new(),
            rows,
        }
    };
    kinds.into_iter().map(group).collect()
}

/// The text key for notes of a kind.
fn kind_words(kind: Kind) -> &'static str {
    match kind {
        Kind::Account => "accounts",
        Kind::Contact => "people",
        Kind::Project => "projects",
        Kind::Visit => "tag-visits",
        Kind::Exchange => "tag-exchanges",
        Kind::Competitor => "competitors",
        Kind::Page | Kind::Site => "pages",
    }
}
