//! The pages of the paper forms: the list of all forms, the blank forms, and the filled forms of each account; also the
//! standalone document. The sheets themselves are laid out by `paper`.

pub(crate) mod paper;

use super::facts::AccountFacts;
use super::links::link;
use super::list_page::{Included, ListInput, ListPage};
use super::summary::FormsRow;
use crate::domain::{Account, Lookups};
use crate::forms::FormPart;
use crate::html::context::RenderContext;
use crate::html::escape::escaped;
use crate::html::output::Output;
use crate::html::pagination::{Group, ListPart, ROWS_PER_PAGE, paginate, part_links};
use crate::html::route::{href, relative, root_of};
use crate::html::view::{
    Block, Column, Fact, FormsView, Head, Link, PageView, Row, Section, SheetBook, SheetFile,
    SheetGroup,
};
use crate::text::fingerprint;
use paper::{blank_anchor, blank_sheet, form_number, standalone_page};

/// What each form is used for, as text keys.
const PURPOSES: [&str; 7] = [
    "use-of-form-1",
    "use-of-form-2",
    "use-of-form-3",
    "use-of-form-4",
    "use-of-form-5",
    "use-of-form-6",
    "use-of-form-7",
];

/// Writes the filled forms of an account; nothing for readers outside the company.
pub(crate) fn account_pages(facts: &AccountFacts<'_>, output: &dyn Output) {
    let Some(forms) = &facts.forms else { return };
    let context = facts.context;
    let name = facts.account.item.name();
    for (index, page) in forms.pages.iter().enumerate() {
        let part = |(at, other): (usize, &paper::FormsPage)| Link {
            label: contents(&other.groups),
            href: match at == index {
                true => String::new(),
                false => href(&relative(&page.route, &other.route)),
            },
        };
        let view = FormsView {
            parts: match forms.pages.len() {
                1 => Vec::new(),
                _ => forms.pages.iter().enumerate().map(part).collect(),
            },
            groups: page.groups.clone(),
            html: page.sheets.clone(),
            sections: Vec::new(),
        };
        let mut head = forms_head(context, &page.route, name.clone());
        head.meta.push(Fact {
            label: context.words("account"),
            html: format!(
                "<a href=\"{}\">{}</a>",
                escaped(&href(&relative(&page.route, &facts.account.item.route))),
                escaped(&name)
            ),
            mark: String::new(),
        });
        output.put(&page.route, context.print("form.html", &head, &view));
    }
}

/// The contents of a page of sheets in short: its first and last sheet.
fn contents(groups: &[SheetGroup]) -> String {
    let ends = groups.first().zip(groups.last());
    let words = |group: &SheetGroup, link: Option<&Link>| {
        let number = group.label.clone();
        link.map_or(number.clone(), |link| format!("{number} {}", link.label))
    };
    ends.map_or(String::new(), |(first, last)| {
        let from = words(first, first.links.first());
        let to = words(last, last.links.last());
        if from == to {
            from
        } else {
            format!("{from} – {to}")
        }
    })
}

/// The row of the list of all forms in the table. Blank forms are of use before there is any account.
pub(crate) const PAGE: ListPage = ListPage {
    key: "forms",
    route: "forms/index.html",
    template: "forms.html",
    folders: &["forms/"],
    included: Included::Internally,
    in_navigation: true,
    shows_same: |one, other| one.forms == other.forms,
    render,
};

/// Writes the list of the forms and of the accounts, and the blank forms.
fn render(input: &ListInput<'_>) {
    let ListInput {
        context,
        summaries,
        output,
        ..
    } = *input;
    let forms = &context.dictionary().forms;
    for (index, form) in forms.iter().enumerate() {
        blank_page(context, index, form, output);
    }
    let rows: Vec<&FormsRow> = summaries
        .iter()
        .filter_map(|one| one.forms.as_ref())
        .collect();
    let group = Group {
        label: context.words("filled-forms"),
        note: String::new(),
        rows,
    };
    let parts = paginate(PAGE.route, vec![group], ROWS_PER_PAGE);
    for (index, part) in parts.iter().enumerate() {
        let links = part_links(&parts, index);
        if output.is_unchanged(&part.route, fingerprint(&(&part.groups, &links))) {
            continue;
        }
        let mut head = context.head(&part.route, "forms", context.words("forms"));
        head.lede = context.words("forms-lede");
        head.crumbs = context.crumbs(&head.root, "forms", Vec::new());
        let view = PageView {
            sections: list_sections(context, part, index == 0),
            parts: links,
            ..PageView::default()
        };
        output.put(&part.route, context.print(PAGE.template, &head, &view));
    }
}

fn list_sections(
    context: &RenderContext<'_>,
    part: &ListPart<&FormsRow>,
    first: bool,
) -> Vec<Section> {
    let mut sections = Vec::new();
    if first {
        let mut blank = section(context, "blank-forms", forms_table(context));
        blank.summary = vec![context.words("blank-forms-summary")];
        sections.push(blank);
    }
    let accounts: Vec<&FormsRow> = part
        .groups
        .iter()
        .flat_map(|one| one.rows.clone())
        .collect();
    if !accounts.is_empty() {
        let root = root_of(&part.route);
        let mut filled = section(
            context,
            "filled-forms",
            accounts_table(context, &accounts, &root),
        );
        filled.summary = vec![context.words("filled-forms-summary")];
        filled.count = accounts.len().to_string();
        sections.push(filled);
    }
    sections
}

fn section(context: &RenderContext<'_>, id: &str, block: Block) -> Section {
    Section {
        id: id.to_owned(),
        title: context.words(id),
        blocks: vec![block],
        ..Section::default()
    }
}

/// The seven forms: number, name, use.
fn forms_table(context: &RenderContext<'_>) -> Block {
    let row = |(form, key): (&FormPart, &&str)| {
        let title = escaped(context.label(form));
        let page = format!("<a href=\"form-{}.html\">{title}</a>", form.form);
        Row::of(vec![
            escaped(&form_number(context, form.form)),
            page,
            escaped(&context.words(key)),
        ])
    };
    let forms = context.dictionary().forms.iter().zip(&PURPOSES);
    Block::Table {
        label: String::new(),
        columns: vec![
            Column::short(context.words("form")),
            Column::short(context.words("form-name")),
            Column::text(context.words("form-use")),
        ],
        rows: forms.map(row).collect(),
        private: false,
        class: "",
    }
}

/// Accounts by form: how far the account's own form is filled, and how many sheets there are of the others.
fn accounts_table(context: &RenderContext<'_>, accounts: &[&FormsRow], root: &str) -> Block {
    let mut columns = vec![Column::short(context.words("account"))];
    let of_form = |form: &FormPart| Column::number(form_number(context, form.form));
    columns.extend(context.dictionary().forms.iter().map(of_form));
    let row = |row: &&FormsRow| {
        let cell = |(index, (count, route)): (usize, &(usize, String))| {
            let words = match index {
                0 => format!("{} / {}", row.filled, row.total),
                _ => count.to_string(),
            };
            match count {
                0 => String::new(),
                _ => format!("<a href=\"{root}{}\">{words}</a>", escaped(route)),
            }
        };
        let mut cells = vec![link(root, &row.account)];
        cells.extend(row.sheets.iter().enumerate().map(cell));
        Row::of(cells)
    };
    Block::Table {
        label: String::new(),
        columns,
        rows: accounts.iter().map(row).collect(),
        private: false,
        class: "sortable",
    }
}

/// The page of a blank form, with links to the previous and the next one.
fn blank_page(
    context: &RenderContext<'_>,
    index: usize,
    form: &'static FormPart,
    output: &dyn Output,
) {
    let route = blank_route(form);
    // It depends on nothing but the form.
    if output.is_unchanged(&route, 0) {
        return;
    }
    let title = context.label(form);
    let mut head = forms_head(context, &route, title.to_owned());
    let neighbour = |index: Option<usize>| {
        let form = context.dictionary().forms.get(index?)?;
        Some(Link {
            label: context.label(form).to_owned(),
            href: href(&relative(&route, &blank_route(form))),
        })
    };
    head.kind = form_number(context, form.form);
    head.previous = neighbour(index.checked_sub(1));
    head.next = neighbour(Some(index + 1));
    let view = FormsView {
        html: blank_sheet(context, form),
        ..FormsView::default()
    };
    output.put(&route, context.print("form.html", &head, &view));
}

fn blank_route(form: &FormPart) -> String {
    format!("forms/{}.html", blank_anchor(form))
}

/// The head of a page of sheets.
fn forms_head(context: &RenderContext<'_>, route: &str, heading: String) -> Head {
    let mut head = context.head(route, "forms", heading);
    let here = Link {
        label: head.heading.clone(),
        href: String::new(),
    };
    head.crumbs = context.crumbs(&head.root, "forms", vec![here]);
    head.kind = context.words("forms");
    head.lede = context.words("sheets-lede");
    head
}

/// A standalone document of paper forms: one self-contained file, ready to be printed.
#[derive(Debug, Default)]
pub struct FormsFile {
    books: Vec<SheetBook>,
    html: String,
}

impl FormsFile {
    /// The blank forms with these numbers; all if none is given.
    pub fn blank(context: &RenderContext<'_>, wanted: &[u8]) -> FormsFile {
        let mut file = FormsFile::default();
        let forms = context.dictionary().forms.iter();
        let mut links = Vec::new();
        for form in forms.filter(|form| wanted.is_empty() || wanted.contains(&form.form)) {
            file.html.push_str(&blank_sheet(context, form));
            let number = form_number(context, form.form);
            links.push(Link {
                label: format!("{number} {}", context.label(form)),
                href: format!("#{}", blank_anchor(form)),
            });
        }
        file.books.push(SheetBook {
            name: String::new(),
            groups: vec![SheetGroup {
                label: context.words("blank-forms"),
                links,
            }],
        });
        file
    }

    /// The filled forms of an account. `number` keeps its anchors apart from those of other accounts in the file.
    pub fn of_account(
        context: &RenderContext<'_>,
        lookups: &Lookups<'_>,
        account: &Account,
        wanted: &[u8],
        number: u32,
    ) -> FormsFile {
        let page = standalone_page(context, lookups, account, wanted, &format!("a{number}-"));
        FormsFile {
            books: vec![SheetBook {
                name: account.item.name(),
                groups: page.groups,
            }],
            html: page.sheets,
        }
    }

    /// Appends another document.
    pub fn append(&mut self, more: FormsFile) {
        self.books.extend(more.books);
        self.html.push_str(&more.html);
    }
}

/// Renders the document.
pub fn forms_file(context: &RenderContext<'_>, file: FormsFile) -> Vec<u8> {
    let head = context.head("forms.html", "forms", context.words("forms"));
    let view = SheetFile {
        style: [context.asset("tokens.css"), context.asset("paper.css")].concat(),
        generator: crate::html::GENERATOR,
        books: file.books,
        html: file.html,
    };
    context.print("print.html", &head, &view)
}
