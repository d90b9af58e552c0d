//! The list of all competitors, with a note or only named in projects: where we met them, and our average lead.

use super::listing::Listing;
use crate::forms::Kind;
use crate::html::context::RenderContext;
use crate::html::pagination::Group;
use crate::html::view::{Column, Row};
use crate::site::links::{link, page_link};
use crate::site::list_page::{Included, ListInput, ListPage};
use crate::site::summary::{PageLink, RivalRow};
use crate::site::widgets::signed;
use std::collections::BTreeMap;

/// The page's row in the table.
pub(crate) const PAGE: ListPage = ListPage {
    key: "competitors",
    route: "competitors/index.html",
    template: "competitors.html",
    folders: &[],
    included: Included::WithCompetitors,
    in_navigation: true,
    shows_same: |one, other| one.rivals == other.rivals,
    render,
};

fn render(input: &ListInput<'_>) {
    let ListInput {
        context,
        summaries,
        others,
        output,
    } = *input;
    let words = |key: &str| context.words(key);
    let mut by_rival: BTreeMap<PageLink, Vec<&RivalRow>> = BTreeMap::new();
    for item in others.iter().filter(|item| item.kind == Kind::Competitor) {
        by_rival.insert(page_link(item), Vec::new());
    }
    for rival in summaries.iter().flat_map(|summary| &summary.rivals) {
        by_rival.entry(rival.rival.clone()).or_default().push(rival);
    }
    let listing = Listing {
        context,
        page: &PAGE,
        columns: vec![
            Column::short(words("competitor")),
            Column::number(words("projects-met")),
            Column::number(words("average-lead")),
            Column::text(words("where-met")),
        ],
        class: "sortable",
        summary: vec![words("competitors-summary")],
        lede: context.strings().with(
            "competitors-count",
            &[("count", &by_rival.len().to_string())],
        ),
        tail: Vec::new(),
    };
    let rows: Vec<(PageLink, Vec<&RivalRow>)> = by_rival.into_iter().collect();
    let groups = if rows.is_empty() {
        Vec::new()
    } else {
        vec![Group {
            label: words("all-competitors"),
            note: String::new(),
            rows,
        }]
    };
    listing.write(
        groups,
        |(rival, met), root| row(context, rival, met, root),
        output,
    );
}

fn row(context: &RenderContext<'_>, rival: &PageLink, met: &[&RivalRow], root: &str) -> Row {
    const MOST_NAMED: usize = 6;
    let average = average(met.iter().filter_map(|one| one.lead_number));
    let lead = average.map_or(String::new(), |lead| match lead < 0.0 {
        true => format!("<span class=bad>{}</span>", signed(lead)),
        false => signed(lead),
    });
    let mut projects: Vec<String> = met
        .iter()
        .take(MOST_NAMED)
        .map(|one| link(root, &one.project))
        .collect();
    if met.len() > MOST_NAMED {
        let more = (met.len() - MOST_NAMED).to_string();
        projects.push(context.strings().with("and-more", &[("count", &more)]));
    }
    Row::of(vec![
        link(root, rival),
        met.len().to_string(),
        lead,
        context.language().list(&projects),
    ])
}

/// The mean; `None` if there are no numbers.
pub(crate) fn average(numbers: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = numbers.fold((0.0, 0_u32), |(sum, count), number| {
        (sum + number, count + 1)
    });
    (count > 0).then(|| sum / f64::from(count))
}
