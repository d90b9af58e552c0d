//! The list of what is known of every account: the five classes of questions by the departments that can answer them.
//! Every gap unfolds to the open questions and to who could answer.

use crate::html::context::RenderContext;
use crate::html::escape::escaped;
use crate::html::pagination::{Group, ListPart, paginate, part_links};
use crate::html::route::root_of;
use crate::html::view::{Block, Column, Link, PageView, Row, Section};
use crate::site::links::link;
use crate::site::list_page::{Included, ListInput, ListPage};
use crate::site::questions::departments_with_questions;
use crate::site::summary::{InformationCell, InformationRow, PageLink, Summary};
use crate::site::widgets::legend;
use crate::text::fingerprint;
use rayon::prelude::*;

/// Rows on one page, five per account: about 900 kB.
const ROWS_PER_PAGE: usize = 600;

/// An information class of an account, with the account.
type AccountInformation<'a> = (&'a PageLink, &'a InformationRow);

/// The page's row in the table.
pub(crate) const PAGE: ListPage = ListPage {
    key: "known",
    route: "coverage.html",
    template: "coverage.html",
    folders: &[],
    included: Included::WithAccounts,
    in_navigation: true,
    shows_same: |one, other| {
        one.row.account == other.row.account && one.information == other.information
    },
    render,
};

fn render(input: &ListInput<'_>) {
    let ListInput {
        context,
        summaries,
        output,
        ..
    } = *input;
    let groups = summaries.iter().map(|summary| Group {
        label: summary.row.account.name.clone(),
        note: String::new(),
        rows: summary
            .information
            .iter()
            .map(|row| (&summary.row.account, row))
            .collect(),
    });
    let lede = lede(context, summaries);
    let parts: Vec<ListPart<AccountInformation<'_>>> =
        paginate("coverage.html", groups.collect(), ROWS_PER_PAGE);
    parts.par_iter().enumerate().for_each(|(index, part)| {
        let links = part_links(&parts, index);
        if !output.is_unchanged(&part.route, fingerprint(&(&part.groups, &links, &lede))) {
            output.put(&part.route, page(context, part, links, &lede));
        }
    });
}

/// The number of answered questions of all accounts, in a sentence.
fn lede(context: &RenderContext<'_>, summaries: &[&Summary]) -> String {
    let rows = || summaries.iter().flat_map(|summary| &summary.information);
    let (answered, asked) = sum(rows());
    let values: [(&str, &dyn std::fmt::Display); 3] = [
        ("accounts", &summaries.len()),
        ("answered", &answered),
        ("asked", &asked),
    ];
    context.strings().with_args("known-lede", &values)
}

fn sum<'a>(rows: impl Iterator<Item = &'a InformationRow>) -> (usize, usize) {
    let counts = rows.flat_map(|row| &row.cells);
    let counts = counts.map(|cell| (cell.answered, cell.answered + cell.open.len()));
    counts.fold((0, 0), |(answered, asked), (more, of)| {
        (answered + more, asked + of)
    })
}

fn page(
    context: &RenderContext<'_>,
    part: &ListPart<AccountInformation<'_>>,
    links: Vec<Link>,
    lede: &str,
) -> Vec<u8> {
    let root = root_of(&part.route);
    let mut columns = vec![Column::short(context.words("information-class"))];
    let departments = departments_with_questions(context);
    columns.extend(departments.map(|department| Column::text(context.label_of(department))));
    columns.push(Column::text(context.words("known-themselves")));
    let mut rows = Vec::new();
    for group in &part.groups {
        rows.extend(group_rows(context, group, &root));
    }
    let marks = ["full", "half", "none"].map(mark);
    let words = ["known-full", "known-half", "known-none"].map(|key| escaped(&context.words(key)));
    let entries: Vec<(String, String)> = marks.into_iter().zip(words).collect();
    let table = Block::Table {
        label: String::new(),
        columns,
        rows,
        private: false,
        class: "known",
    };
    let section = Section {
        id: "known".to_owned(),
        title: context.words("known"),
        summary: vec![context.words("known-summary")],
        blocks: vec![Block::figure(legend(&entries)), table],
        ..Section::default()
    };
    let view = PageView {
        sections: vec![section],
        parts: links,
        ..PageView::default()
    };
    let mut head = context.head(&part.route, "known", context.words("known"));
    lede.clone_into(&mut head.lede);
    head.crumbs = context.crumbs(&head.root, "known", Vec::new());
    context.print(PAGE.template, &head, &view)
}

/// The rows of an account: a heading with its total, then its classes.
fn group_rows(
    context: &RenderContext<'_>,
    group: &Group<AccountInformation<'_>>,
    root: &str,
) -> Vec<Row> {
    let Some((account, _)) = group.rows.first() else {
        return Vec::new();
    };
    let (answered, asked) = sum(group.rows.iter().map(|(_, row)| *row));
    let heading = Row {
        cells: vec![format!(
            "{}<span>{answered} / {asked}</span>",
            link(root, account)
        )],
        class: "group",
    };
    let class = |(_, row): &AccountInformation<'_>| {
        let cells = row.cells.iter().map(|one| cell(context, one, root));
        Row::of(std::iter::once(escaped(&row.class)).chain(cells).collect())
    };
    let classes = group.rows.iter().map(class);
    std::iter::once(heading).chain(classes).collect()
}

/// A cell: answered of asked questions; the open ones unfold.
fn cell(context: &RenderContext<'_>, cell: &InformationCell, root: &str) -> String {
    let asked = cell.answered + cell.open.len();
    let share = match (cell.answered, cell.open.len()) {
        (0, 0) => return String::new(),
        (_, 0) => "full",
        (0, _) => "none",
        _ => "half",
    };
    let share_html = format!("{} {} / {asked}", mark(share), cell.answered);
    if cell.open.is_empty() {
        return format!("<span class=gap>{share_html}</span>");
    }
    let questions = cell.open.iter().map(|one| format!("<li>{}", escaped(one)));
    let respondents: Vec<String> = cell.respondents.iter().map(|one| link(root, one)).collect();
    let respondents = match respondents.is_empty() {
        true => String::new(),
        false => format!(
            "<p><small>{}</small> {}</p>",
            escaped(&context.words("to-ask")),
            context.language().list(&respondents)
        ),
    };
    format!(
        "<details class=gap><summary>{share_html}</summary><ul>{}</ul>{respondents}</details>",
        questions.collect::<String>()
    )
}

/// A full, half-full or empty square.
fn mark(share: &str) -> String {
    format!("<i class=\"sq {share}\"></i>")
}
