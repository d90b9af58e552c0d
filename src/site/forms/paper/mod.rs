//! Paper: the seven forms laid out as on paper, blank or filled from the notes of an account.
//!
//! `layout` says how the fields of a form stand on its sheet, after the dictionary; `cell` writes single values, `table`
//! lists, `sheet` one sheet. Here the sheets of an account are put in order and bound to pages that a browser is happy
//! with. What stands around the sheets is left to `pages::forms`.

mod cell;
mod layout;
mod sheet;
mod table;

use crate::domain::{Account, Item, Lookups, Project};
use crate::forms::{FormPart, Kind, dictionary};
use crate::html::context::RenderContext;
use crate::html::route::{href, relative};
use crate::html::view::{Link, SheetGroup};
use cell::Pen;
use sheet::Subject;
use std::collections::BTreeMap;

/// A page of sheets grows no larger than this, in bytes, unless a single sheet does.
const MOST_BYTES: usize = 600_000;

/// The kinds of notes that have forms, in the order of their sheets.
const KINDS: [Kind; 5] = [
    Kind::Account,
    Kind::Project,
    Kind::Contact,
    Kind::Visit,
    Kind::Exchange,
];

/// The filled forms of an account, bound to pages.
#[derive(Debug, Default)]
pub(crate) struct Binder {
    /// The pages, in order; the first holds the account's own form.
    pub pages: Vec<BoundPage>,
    /// Where the sheets of a note are: by the note's place in the directory.
    places: BTreeMap<u32, Vec<Place>>,
    /// How many sheets there are of each form, and where the first of them is.
    firsts: BTreeMap<u8, (usize, String)>,
}

/// A page of sheets.
#[derive(Debug, Default)]
pub(crate) struct BoundPage {
    /// Its route.
    pub route: String,
    /// What is on it, form by form.
    pub groups: Vec<SheetGroup>,
    /// The sheets, as HTML.
    pub sheets: String,
}

/// Where a sheet is.
#[derive(Debug)]
struct Place {
    form: u8,
    route: String,
}

impl Binder {
    /// The forms of a note, as links from its own page.
    pub fn links(&self, context: &RenderContext<'_>, item: &Item) -> Vec<Link> {
        let places = self.places.get(&item.id).map(Vec::as_slice);
        let link = |place: &Place| Link {
            label: form_number(context, place.form),
            href: href_with_place(&item.route, &place.route),
        };
        places.unwrap_or_default().iter().map(link).collect()
    }

    /// How many sheets there are of a form, and the link to the first of them from the top of the site.
    pub fn of_form(&self, form: u8) -> (usize, String) {
        let first = self.firsts.get(&form);
        first.map_or((0, String::new()), |(count, route)| {
            (*count, href_with_place("", route))
        })
    }
}

/// `Form 5`, `表 5`.
pub(crate) fn form_number(context: &RenderContext<'_>, form: u8) -> String {
    context
        .strings()
        .with("form-no", &[("number", &form.to_string())])
}

/// A link to a place on a page.
fn href_with_place(from: &str, to: &str) -> String {
    let (page, place) = to.rsplit_once('#').unwrap_or((to, ""));
    format!("{}#{place}", href(&relative(from, page)))
}

/// Binds the filled forms of an account for its pages in the site.
pub(crate) fn bound(
    context: &RenderContext<'_>,
    lookups: &Lookups<'_>,
    account: &Account,
) -> Binder {
    let folder = format!("forms/{}", account.item.slug);
    let first = format!("{folder}/index.html");
    let mut binder = Binder::default();
    each_sheet(context, lookups, account, &[], Some(&first), "", |one| {
        let full = |page: &BoundPage| page.sheets.len() + one.html.len() > MOST_BYTES;
        if binder.pages.last().is_none_or(full) {
            let route = match binder.pages.len() {
                0 => first.clone(),
                pages => format!("{folder}/index-{}.html", pages + 1),
            };
            binder.pages.push(BoundPage {
                route,
                ..BoundPage::default()
            });
        }
        if let Some(page) = binder.pages.last_mut() {
            let place = Place {
                form: one.form.form,
                route: format!("{}#{}", page.route, one.anchor),
            };
            let first = binder.firsts.entry(place.form);
            first.or_insert((0, place.route.clone())).0 += 1;
            binder.places.entry(one.item.id).or_default().push(place);
            page.sheets.push_str(&one.html);
            add(&mut page.groups, context, &one);
        }
    });
    binder
}

/// The filled forms of an account in one piece, for a document that stands alone. `prefix` tells its anchors from those
/// of other accounts; `forms` are the numbers of the forms wanted, all where it is empty.
pub(crate) fn loose(
    context: &RenderContext<'_>,
    lookups: &Lookups<'_>,
    account: &Account,
    forms: &[u8],
    prefix: &str,
) -> BoundPage {
    let mut page = BoundPage::default();
    each_sheet(context, lookups, account, forms, None, prefix, |one| {
        page.sheets.push_str(&one.html);
        add(&mut page.groups, context, &one);
    });
    page
}

/// A blank form.
pub(crate) fn blank(context: &RenderContext<'_>, form: &FormPart) -> String {
    let pen = Pen {
        context,
        note: None,
    };
    let mut html = String::new();
    if let Some(layout) = layout::layout(form, context.language()) {
        sheet::write(&pen, layout, None, &blank_anchor(form), &mut html);
    }
    html
}

/// The anchor of a blank form.
pub(crate) fn blank_anchor(form: &FormPart) -> String {
    format!("form-{}", form.form)
}

/// A sheet on its way to a page.
struct Sheet<'a> {
    form: &'static FormPart,
    item: &'a Item,
    anchor: String,
    html: String,
}

/// Adds a sheet to the contents of its page.
fn add(groups: &mut Vec<SheetGroup>, context: &RenderContext<'_>, sheet: &Sheet<'_>) {
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

/// Writes the sheets of an account in order: its own form, those of each project, contact, visit and exchange. `page`
/// is the page that they stand on, for the way back to the notes.
fn each_sheet<'a>(
    context: &RenderContext<'_>,
    lookups: &Lookups<'_>,
    account: &'a Account,
    wanted: &[u8],
    page: Option<&str>,
    prefix: &str,
    mut take: impl FnMut(Sheet<'a>),
) {
    for kind in KINDS {
        let of_kind = |form: &&FormPart| {
            form.kind == kind && (wanted.is_empty() || wanted.contains(&form.form))
        };
        for (index, (item, project)) in notes(account, kind).into_iter().enumerate() {
            let note = Some((lookups, &item.source));
            let pen = Pen { context, note };
            let subject = Subject {
                item,
                account: &account.item,
                project,
                href: page.map(|page| href(&relative(page, &item.route))),
            };
            for form in dictionary().forms.iter().filter(of_kind) {
                let anchor = format!("{prefix}form-{}-{}", form.form, index + 1);
                let mut html = String::with_capacity(8 * 1024);
                if let Some(layout) = layout::layout(form, context.language()) {
                    sheet::write(&pen, layout, Some(&subject), &anchor, &mut html);
                }
                take(Sheet {
                    form,
                    item,
                    anchor,
                    html,
                });
            }
        }
    }
}

/// The notes of a kind; those of projects as projects.
fn notes(account: &Account, kind: Kind) -> Vec<(&Item, Option<&Project>)> {
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
