//! The list of all contacts, and who on our side knows them.

use super::listing::Listing;
use crate::html::context::RenderContext;
use crate::html::escape::escaped;
use crate::html::pagination::Group;
use crate::html::view::{Column, Row};
use crate::site::links::{link, owner_link};
use crate::site::list_page::{Included, ListInput, ListPage};
use crate::site::summary::PersonRow;
use crate::site::widgets::attitude_html;

/// The page's row in the table.
pub(crate) const PAGE: ListPage = ListPage {
    key: "people",
    route: "people.html",
    template: "people.html",
    folders: &[],
    included: Included::WithAccounts,
    in_navigation: true,
    shows_same: |one, other| one.row.account == other.row.account && one.people == other.people,
    render,
};

fn render(input: &ListInput<'_>) {
    let ListInput {
        context,
        summaries,
        output,
        ..
    } = *input;
    let words = |key: &str| context.words(key);
    let count: usize = summaries.iter().map(|summary| summary.people.len()).sum();
    let listing = Listing {
        context,
        page: &PAGE,
        columns: vec![
            Column::short(words("name")),
            Column::text(words("title")),
            Column::short(words("department")),
            Column::short(words("influence")),
            Column::short(words("attitude")),
            Column::short(words("relation")),
            Column::text(words("known-by")),
            Column::number(words("last-met")),
        ],
        class: "sortable",
        summary: Vec::new(),
        lede: context
            .strings()
            .with("people-count", &[("count", &count.to_string())]),
        tail: Vec::new(),
    };
    let with_people = summaries
        .iter()
        .filter(|summary| !summary.people.is_empty());
    let groups: Vec<Group<&PersonRow>> = with_people
        .map(|summary| Group {
            label: summary.row.account.name.clone(),
            note: String::new(),
            rows: summary.people.iter().collect(),
        })
        .collect();
    listing.write(groups, |person, root| row(context, person, root), output);
}

fn row(context: &RenderContext<'_>, person: &PersonRow, root: &str) -> Row {
    let attitude = match person.attitude_label.as_str() {
        "" => String::new(),
        label => attitude_html(person.attitude, label),
    };
    let known = person.known_by.iter().map(|known| {
        format!(
            "{} <small class=num>{}</small>",
            owner_link(context, &known.name, root),
            known.meetings
        )
    });
    let known: Vec<String> = known.collect();
    let mut name = link(root, &person.person);
    if person.left {
        name.push_str(&format!(
            " <span class=chip>{}</span>",
            escaped(context.strings().get("left"))
        ));
    }
    if person.placeholder {
        name.push_str(&format!(
            " <span class=\"chip dash\">{}</span>",
            escaped(context.strings().get("placeholder"))
        ));
    }
    Row {
        cells: vec![
            name,
            escaped(&person.title),
            escaped(&person.department),
            escaped(&person.influence),
            attitude,
            escaped(&person.relation),
            context.language().list(&known),
            person.last_met.clone(),
        ],
        class: if person.left { "gone" } else { "" },
    }
}
