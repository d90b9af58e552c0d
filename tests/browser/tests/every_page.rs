//! Every page of the example site, opened once from a folder that was moved and has an odd name: each loads without
//! errors or requests outside its folder, its links have targets, and it fits desktop and phone. axe-core finds nothing
//! on the first pages of each kind; with `KAFOLIO_ALL_PAGES=1`, on any page.
//!
//! Opening a page costs more than checking it, so all tests of this file use the results of one walk through the site.

use kafolio_browser_tests::{
    Fixture, ODD_NAME, Reader, address_of_folder, axe, copy, first_of_each_kind, violations,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;
use tempfile::TempDir;
use url::Url;

/// Widths of a desktop and of a phone.
const WIDTHS_PX: [u32; 2] = [1440, 390];
/// Schemes of links that may leave the site.
const OUTWARD_SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];
/// The number of readers that share the walk.
const READERS: usize = 2;
/// How many pages of a kind axe-core checks: it takes longer than all the rest.
const MOST_WITH_AXE: usize = 4;

/// The findings on the pages.
#[derive(Default)]
struct Walk {
    pages: usize,
    /// Complaints, outside requests, missing titles.
    load_faults: Vec<String>,
    /// Elements that do not fit.
    outside: Vec<String>,
    /// Violations that axe-core finds in the light scheme on a desktop.
    violations: Vec<String>,
    /// Links: page and address as written.
    links: Vec<(Url, String)>,
    /// The link targets on each page.
    places: BTreeMap<Url, BTreeSet<String>>,
    /// Returns the links without a target.
    broken: Vec<String>,
}

/// Returns the walk through all pages; the first test that needs it runs it.
fn walk() -> &'static Walk {
    static WALK: OnceLock<Walk> = OnceLock::new();
    WALK.get_or_init(|| {
        let fixture = Fixture::shared();
        let elsewhere = TempDir::new().expect("a temporary folder can be made");
        let moved = elsewhere.path().join(ODD_NAME);
        copy(fixture.example.folder(), &elsewhere.path().join("site"));
        std::fs::rename(elsewhere.path().join("site"), &moved).expect("the folder can be moved");
        let home = address_of_folder(&moved);
        let pages = fixture.example.pages();
        let with_axe = match std::env::var_os("KAFOLIO_ALL_PAGES") {
            Some(_) => pages.clone(),
            None => first_of_each_kind(pages.clone(), MOST_WITH_AXE),
        };
        let shares: Vec<Walk> = std::thread::scope(|scope| {
            let share = |first: usize| {
                let (fixture, home, with_axe) = (&fixture, &home, &with_axe);
                let pages: Vec<&String> = pages.iter().skip(first).step_by(READERS).collect();
                scope.spawn(move || walk_through(&fixture.reader(), home, &pages, with_axe))
            };
            let shares: Vec<_> = (0..READERS).map(share).collect();
            let shares = shares.into_iter();
            shares
                .map(|share| share.join().expect("a reader gets through"))
                .collect()
        });
        let mut whole = Walk::default();
        shares.into_iter().for_each(|share| whole.add(share));
        whole.broken = whole.broken_links(&home);
        whole
    })
}

impl Walk {
    fn add(&mut self, other: Walk) {
        self.pages += other.pages;
        self.load_faults.extend(other.load_faults);
        self.outside.extend(other.outside);
        self.violations.extend(other.violations);
        self.links.extend(other.links);
        self.places.extend(other.places);
    }

    fn broken_links(&self, home: &Url) -> Vec<String> {
        let broken = self.links.iter().filter_map(|(page, link)| {
            let fault = fault_of_link(page, link, home, &self.places)?;
            Some(format!("{page}: {link}: {fault}"))
        });
        broken.collect()
    }
}

fn walk_through(reader: &Reader, home: &Url, pages: &[&String], with_axe: &[String]) -> Walk {
    let axe = axe();
    let mut walk = Walk {
        pages: pages.len(),
        ..Walk::default()
    };
    for page in pages {
        let address = home.join(page).expect("a page has an address");
        let on_page = |faults: Vec<String>| {
            let faults = faults.into_iter();
            faults.map(move |fault| format!("{page}: {fault}"))
        };
        reader.open(&address);
        walk.load_faults.extend(on_page(load_faults(reader, home)));
        let written: Vec<String> = reader.eval(include_str!("../scripts/links.js"));
        walk.links
            .extend(written.into_iter().map(|link| (address.clone(), link)));
        let places = reader.eval(include_str!("../scripts/places.js"));
        walk.places.insert(address, places);
        if with_axe.contains(page) {
            reader.run(&axe);
            walk.violations.extend(on_page(violations(reader)));
        }
        // The desktop comes last, so that the next page is opened at its width.
        for width_px in WIDTHS_PX.into_iter().rev() {
            reader.set_width_px(width_px);
            let outside: Vec<String> = reader.eval(include_str!("../scripts/outside.js"));
            let outside = on_page(outside).map(|fault| format!("{width_px} px: {fault}"));
            walk.outside.extend(outside);
        }
    }
    walk
}

/// Returns the complaints of a page, and its requests outside its folder.
fn load_faults(reader: &Reader, home: &Url) -> Vec<String> {
    let title: String = reader.eval("document.title.trim()");
    let activity = reader.take_activity();
    let mut faults = activity.complaints;
    let is_outside =
        |request: &String| !request.starts_with(home.as_str()) && !request.starts_with("data:");
    faults.extend(activity.requests.into_iter().filter(is_outside));
    if title.is_empty() {
        faults.push("no title".to_owned());
    }
    faults
}

fn assert_none(faults: &[String]) {
    let count = faults.len();
    assert!(
        count == 0,
        "\n{}\n{count} faults; the first 60 are above\n",
        faults[..count.min(60)].join("\n")
    );
}

#[test]
fn every_page_loads_cleanly_with_a_title_and_no_outside_requests() {
    let walk = walk();
    assert!(
        walk.pages > 50,
        "the example has pages of every kind: {}",
        walk.pages
    );
    assert_none(&walk.load_faults);
}

#[test]
fn every_link_has_a_target() {
    let walk = walk();
    assert!(walk.links.len() > 10_000, "{}", walk.links.len());
    assert_none(&walk.broken);
}

fn fault_of_link(
    page: &Url,
    link: &str,
    home: &Url,
    places: &BTreeMap<Url, BTreeSet<String>>,
) -> Option<&'static str> {
    let Ok(mut target) = page.join(link) else {
        return Some("is no address");
    };
    if OUTWARD_SCHEMES.contains(&target.scheme()) {
        return None;
    }
    let is_relative = !link.starts_with('/') && Url::parse(link).is_err();
    if !is_relative || !target.as_str().starts_with(home.as_str()) {
        return Some("does not stay in the folder");
    }
    let anchor = target.fragment().map(str::to_owned);
    target.set_fragment(None);
    if !target.to_file_path().is_ok_and(|path| path.is_file()) {
        return Some("there is no such file");
    }
    let is_place = places.get(&target)?.contains(&anchor?);
    (!is_place).then_some("there is no such place on the page")
}

#[test]
fn every_page_fits_desktop_and_phone() {
    assert_none(&walk().outside);
}

#[test]
fn pages_of_each_kind_pass_axe() {
    assert_none(&walk().violations);
}
