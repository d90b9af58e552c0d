//! Every page of the example site, opened from the disk.

use kafolio_browser_tests::{Desk, Example, Reader};
use std::collections::{BTreeMap, BTreeSet};
use url::Url;

/// Widths of a desk and of a telephone.
const WIDTHS_PX: [u32; 2] = [1440, 390];
/// Where an author may send a reader; all else stays in the site.
const OUTWARD_SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// Opens every page and gathers what is wrong with it.
fn on_every_page(
    example: &Example,
    reader: &Reader,
    mut faults_of: impl FnMut(&str) -> Vec<String>,
) {
    let pages = example.pages();
    assert!(
        pages.len() > 50,
        "the example has pages of every kind: {}",
        pages.len()
    );
    let mut faults = Vec::new();
    for page in pages {
        reader.open(
            &example
                .address()
                .join(&page)
                .expect("a page has an address"),
        );
        faults.extend(
            faults_of(&page)
                .into_iter()
                .map(|fault| format!("{page}: {fault}")),
        );
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn every_page_is_quiet_and_has_a_title_and_asks_for_nothing_outside_its_folder() {
    let desk = Desk::shared();
    let reader = desk.reader();
    let home = desk.example.address();
    on_every_page(&desk.example, &reader, |_| {
        let title: String = reader.ask("document.title.trim()");
        let remarks = reader.take_remarks();
        let mut faults = remarks.complaints;
        let is_outside =
            |request: &String| !request.starts_with(home.as_str()) && !request.starts_with("data:");
        faults.extend(remarks.requests.into_iter().filter(is_outside));
        if title.is_empty() {
            faults.push("no title".to_owned());
        }
        faults
    });
}

#[test]
fn every_link_leads_to_a_place_that_is_there() {
    let desk = Desk::shared();
    let reader = desk.reader();
    let home = desk.example.address();
    let mut places: BTreeMap<Url, BTreeSet<String>> = BTreeMap::new();
    let mut links: Vec<(Url, String)> = Vec::new();
    on_every_page(&desk.example, &reader, |page| {
        let address = home.join(page).expect("a page has an address");
        let written: Vec<String> = reader.ask(include_str!("../scripts/links.js"));
        links.extend(written.into_iter().map(|link| (address.clone(), link)));
        places.insert(address, reader.ask(include_str!("../scripts/places.js")));
        Vec::new()
    });
    let broken: Vec<String> = links
        .iter()
        .filter_map(|(page, link)| {
            let fault = fault_of_link(page, link, &home, &places)?;
            Some(format!("{page}: {link}: {fault}"))
        })
        .collect();
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
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
fn every_page_fits_a_desk_and_a_telephone() {
    let desk = Desk::shared();
    let reader = desk.reader();
    on_every_page(&desk.example, &reader, |_| {
        WIDTHS_PX
            .into_iter()
            .flat_map(|width_px| {
                reader.set_width_px(width_px);
                let outside: Vec<String> = reader.ask(include_str!("../scripts/outside.js"));
                outside
                    .into_iter()
                    .map(move |what| format!("{width_px} px: {what}"))
            })
            .collect()
    });
}
