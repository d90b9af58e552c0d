//! Pages by the rules of axe-core: WCAG 2.2 up to AA and what is held to be good practice. A page of every kind in the dark
//! scheme and on a telephone, for templates make pages differ there and notes do not; what only the owner sees. How every
//! page is first seen, in the light scheme on a desk, is looked at in `every_page.rs`.

use kafolio_browser_tests::{Desk, Example, Reader, axe, violations};
use std::collections::BTreeMap;
use std::path::Path;
use url::Url;

const WIDTH_OF_DESK_PX: u32 = 1440;
const WIDTH_OF_TELEPHONE_PX: u32 = 390;
const LIGHT: (&str, &str) = ("prefers-color-scheme", "light");
const DARK: (&str, &str) = ("prefers-color-scheme", "dark");

/// A page of every kind.
const KINDS: [&str; 27] = [
    "index.html",
    "accounts/index.html",
    "accounts/lanche/index.html",
    "accounts/haldenbrix/index.html",
    "accounts/lanche/projects/phase-two-monitoring.html",
    "accounts/lanche/contacts/qiao-yiwei.html",
    "accounts/lanche/visits/2026-03-05.html",
    "accounts/lanche/exchanges/2025-12-12.html",
    "accounts/lanche/annual-report-2025.html",
    "competitors/index.html",
    "competitors/tangyue.html",
    "people.html",
    "actions.html",
    "alerts.html",
    "coverage.html",
    "pipeline.html",
    "timeline.html",
    "week.html",
    "playbook/five-steps.html",
    "forms/index.html",
    "forms/lanche/index.html",
    "forms/form-1.html",
    "search.html",
    "tags/index.html",
    "tags/export.html",
    "owners/index.html",
    "owners/沈砚秋.html",
];

/// Opens pages and gathers what axe-core finds wrong with them.
struct Judge {
    reader: Reader,
    axe: String,
    faults: Vec<String>,
}

impl Judge {
    fn new(desk: &Desk) -> Self {
        Self {
            reader: desk.reader(),
            axe: axe(),
            faults: Vec::new(),
        }
    }

    fn open(&self, address: &Url) {
        self.reader.open(address);
        self.reader.run(&self.axe);
    }

    fn judge(&mut self, page: &str, scheme: (&str, &str), width_px: u32) {
        self.reader.prefer(&[scheme]);
        self.reader.set_width_px(width_px);
        // The page hears of its new width with the next picture that is drawn of it.
        let drawn =
            "new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(true))))";
        assert!(self.reader.await_answer::<bool>(drawn));
        let found = violations(&self.reader);
        let told = |fault| format!("{page} ({}, {width_px} px): {fault}", scheme.1);
        self.faults.extend(found.into_iter().map(told));
    }

    fn end(self) {
        let count = self.faults.len();
        assert!(
            count == 0,
            "\n{}\n{count} faults; the first 60 are above\n",
            self.faults[..count.min(60)].join("\n")
        );
    }
}

#[test]
fn a_page_of_every_kind_is_without_violation_in_each_scheme_and_width() {
    let desk = Desk::shared();
    let mut judge = Judge::new(&desk);
    let home = desk.example.address();
    for page in KINDS {
        judge.open(&home.join(page).expect("a page has an address"));
        for (scheme, width_px) in [
            (DARK, WIDTH_OF_DESK_PX),
            (LIGHT, WIDTH_OF_TELEPHONE_PX),
            (DARK, WIDTH_OF_TELEPHONE_PX),
        ] {
            judge.judge(page, scheme, width_px);
        }
    }
    judge.end();
}

#[test]
fn what_only_the_owner_sees_is_without_violation() {
    let desk = Desk::shared();
    let owner = Example::build_with(&["--audience", "owner"]);
    let mut judge = Judge::new(&desk);
    let differs = |page: &String| {
        let read = |folder: &Path| std::fs::read(folder.join(page)).unwrap_or_default();
        // The same page says at its head and its foot for whom it is.
        read(owner.folder())
            .len()
            .abs_diff(read(desk.example.folder()).len())
            > 40
    };
    // The same template shows the same to the owner on every page of a kind: some of each are enough.
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let is_among_the_first = |page: &String| {
        let folders: Vec<&str> = page.split('/').collect();
        let kind = folders.get(2).map_or(page.as_str(), |folder| *folder);
        let count = seen.entry(kind.to_owned()).or_default();
        *count += 1;
        *count <= 4
    };
    let pages = owner.pages().into_iter().filter(differs);
    let pages: Vec<String> = pages.filter(is_among_the_first).collect();
    assert!(pages.len() > 5, "the owner sees more: {pages:?}");
    for page in pages {
        judge.open(&owner.address().join(&page).expect("a page has an address"));
        judge.judge(&page, LIGHT, WIDTH_OF_DESK_PX);
    }
    judge.end();
}

#[test]
fn a_bad_page_is_noticed() {
    let desk = Desk::shared();
    let folder = tempfile::TempDir::new().expect("a temporary folder can be made");
    let page = "<!DOCTYPE html><html lang=\"en\"><title>Bad</title><main><h1>A</h1>
        <p style=\"color: #AAA; background: #FFF\">Hardly to be read</p><img src=\"data:,\"></main></html>";
    std::fs::write(folder.path().join("bad.html"), page).expect("the page can be written");
    let mut judge = Judge::new(&desk);
    let address = kafolio_browser_tests::address_of_folder(folder.path()).join("bad.html");
    judge.open(&address.expect("a page has an address"));
    judge.judge("bad.html", LIGHT, WIDTH_OF_DESK_PX);
    let told = judge.faults.join("\n");
    assert!(
        told.contains("bad.html (light, 1440 px): color-contrast: "),
        "{told}"
    );
    assert!(told.contains("image-alt: "), "{told}");
}
