//! Paper forms: the seven forms as on paper, blank or filled from the notes of an account.
//!
//! `layout` arranges the fields of a form on its sheet according to the dictionary; `cell` writes single values,
//! `table` lists, `sheet` one sheet. This module orders the sheets of an account and distributes them over pages of
//! limited size. The pages around the sheets are rendered by `site::forms`.

mod cell;
mod layout;
mod overrides;
mod sheet;
mod table;

use crate::domain::{Account, Item, Lookups, Project};
use crate::forms::{FormPart, Kind};
use crate::html::context::RenderContext;
use crate::html::route::{href, relative};
use crate::html::view::{Link, SheetGroup};
use cell::CellWriter;
use sheet::SheetSource;
use std::collections::BTreeMap;

/// The most bytes on a page of sheets, unless a single sheet is larger.
const MOST_BYTES: usize = 600_000;

/// The kinds of notes that have forms, in the order of the sheets.
const KINDS: [Kind; 5] = [
    Kind::Account,
    Kind::Project,
    Kind::Contact,
    Kind::Visit,
    Kind::Exchange,
];

/// The filled forms of an account, distributed over pages.
#[derive(Debug, Default)]
pub(crate) struct AccountForms {
    /// The pages, in order; the first holds the account's own form.
    pub pages: Vec<FormsPage>,
    /// The sheets of a note, by its id.
    locations: BTreeMap<u32, Vec<SheetLocation>>,
    /// For each form, the number of sheets and the route of the first one.
    first_sheets: BTreeMap<u8, (usize, String)>,
}

/// A page of sheets.
#[derive(Debug, Default)]
pub(crate) struct FormsPage {
    /// Its route.
    pub route: String,
    /// Its contents, form by form.
    pub groups: Vec<SheetGroup>,
    /// The sheets, as HTML.
    pub sheets: String,
}

/// The location of a sheet.
#[derive(Debug)]
struct SheetLocation {
    form: u8,
    route: String,
}

impl AccountForms {
    /// Links from a note's page to its forms.
    pub fn links(&self, context: &RenderContext<'_>, item: &Item) -> Vec<Link> {
        let locations = self.locations.get(&item.id).map(Vec::as_slice);
        let link = |location: &SheetLocation| Link {
            label: form_number(context, location.form),
            href: href_with_anchor(&item.route, &location.route),
        };
        locations.unwrap_or_default().iter().map(link).collect()
    }

    /// The number of sheets of a form, and the link to the first one from the top of the site.
    pub fn sheets_of_form(&self, form: u8) -> (usize, String) {
        let first = self.first_sheets.get(&form);
        first.map_or((0, String::new()), |(count, route)| {
            (*count, href_with_anchor("", route))
        })
    }
}

/// `Form 5`, `表 5`.
pub(crate) fn form_number(context: &RenderContext<'_>, form: u8) -> String {
    context
        .strings()
        .with("form-no", &[("number", &form.to_string())])
}

/// A relative link to an anchor on another page.
fn href_with_anchor(from: &str, to: &str) -> String {
    let (page, location) = to.rsplit_once('#').unwrap_or((to, ""));
    format!("{}#{location}", href(&relative(from, page)))
}

/// Fills the forms of an account and distributes them over pages of the site.
pub(crate) fn account_forms(
    context: &RenderContext<'_>,
    lookups: &Lookups<'_>,
    account: &Account,
) -> AccountForms {
    let folder = format!("forms/{}", account.item.slug);
    let first = format!("{folder}/index.html");
    let mut forms = AccountForms::default();
    each_sheet(context, lookups, account, &[], Some(&first), "", |one| {
        let is_full = |page: &FormsPage| page.sheets.len() + one.html.len() > MOST_BYTES;
        if forms.pages.last().is_none_or(is_full) {
            let route = match forms.pages.len() {
                0 => first.clone(),
                pages => format!("{folder}/index-{}.html", pages + 1),
            };
            forms.pages.push(FormsPage {
                route,
                ..FormsPage::default()
            });
        }
        if let Some(page) = forms.pages.last_mut() {
            let location = SheetLocation {
                form: one.form.form,
                route: format!("{}#{}", page.route, one.anchor),
            };
            let first = forms.first_sheets.entry(location.form);
            first.or_insert((0, location.route.clone())).0 += 1;
            forms
                .locations
                .entry(one.item.id)
                .or_default()
                .push(location);
            page.sheets.push_str(&one.html);
            add_to_contents(&mut page.groups, context, &one);
        }
    });
    forms
}

/// The filled forms of an account on a single page, for a standalone document. `prefix` keeps its anchors apart from
/// those of other accounts; `forms` are the numbers of the forms wanted, empty for all.
pub(crate) fn standalone_page(
    context: &RenderContext<'_>,
    lookups: &Lookups<'_>,
    account: &Account,
    forms: &[u8],
    prefix: &str,
) -> FormsPage {
    let mut page = FormsPage::default();
    each_sheet(context, lookups, account, forms, None, prefix, |one| {
        page.sheets.push_str(&one.html);
        add_to_contents(&mut page.groups, context, &one);
    });
    page
}

/// A blank form.
pub(crate) fn blank_sheet(context: &RenderContext<'_>, form: &FormPart) -> String {
    let cells = CellWriter {
        context,
        note: None,
    };
    let mut html = String::new();
    if let Some(layout) = layout::layout(context, form) {
        sheet::write_sheet(&cells, layout, None, &blank_anchor(form), &mut html);
    }
    html
}

/// The anchor of a blank form.
pub(crate) fn blank_anchor(form: &FormPart) -> String {
    format!("form-{}", form.form)
}

/// A finished sheet that is not on a page yet.
struct Sheet<'a> {
    form: &'static FormPart,
    item: &'a Item,
    anchor: String,
    html: String,
}

/// Adds a sheet to the contents of its page.
fn add_to_contents(groups: &mut Vec<SheetGroup>, context: &RenderContext<'_>, sheet: &Sheet<'_>) {
    let title = context.label(sheet.form);
    let label = format!("{} {title}", form_number(context, sheet.form.form));
    let link = Link {
        label: sheet.item.name(),
        href: format!("#{}", sheet.anchor),
    };
    match groups.iter_mut().find(|group| group.label == label) {
        Some(group) => group.links.push(link),
        None => groups.push(SheetGroup {
            label,
            links: vec![link],
        }),
    }
}

/// Writes the sheets of an account in order: its own form, then those of each project, contact, visit and exchange.
/// `page` is the page they will be on, for links back to the notes.
fn each_sheet<'a>(
    context: &RenderContext<'_>,
    lookups: &Lookups<'_>,
    account: &'a Account,
    wanted: &[u8],
    page: Option<&str>,
    prefix: &str,
    mut emit: impl FnMut(Sheet<'a>),
) {
    for kind in KINDS {
        let of_kind = |form: &&FormPart| {
            form.kind == kind && (wanted.is_empty() || wanted.contains(&form.form))
        };
        for (index, (item, project)) in notes_of_kind(account, kind).into_iter().enumerate() {
            let note = Some((lookups, &item.source));
            let cells = CellWriter { context, note };
            let source = SheetSource {
                item,
                account,
                project,
                href: page.map(|page| href(&relative(page, &item.route))),
            };
            for form in context.dictionary().forms.iter().filter(of_kind) {
                let anchor = format!("{prefix}form-{}-{}", form.form, index + 1);
                let mut html = String::with_capacity(8 * 1024);
                if let Some(layout) = layout::layout(context, form) {
                    sheet::write_sheet(&cells, layout, Some(&source), &anchor, &mut html);
                }
                emit(Sheet {
                    form,
                    item,
                    anchor,
                    html,
                });
            }
        }
    }
}

/// The notes of a kind; project notes with their projects.
fn notes_of_kind(account: &Account, kind: Kind) -> Vec<(&Item, Option<&Project>)> {
    let alone = |item| (item, None);
    match kind {
        Kind::Account => vec![alone(&account.item)],
        Kind::Project => {
            let projects = account.projects.iter();
            projects.map(|one| (&one.item, Some(one))).collect()
        }
        Kind::Contact => account
            .contacts
            .iter()
            .map(|one| alone(&one.item))
            .collect(),
        Kind::Visit => account.visits.iter().map(|one| alone(&one.item)).collect(),
        Kind::Exchange => account
            .exchanges
            .iter()
            .map(|one| alone(&one.item))
            .collect(),
        Kind::Competitor | Kind::Page | Kind::Site => Vec::new(),
    }
}
