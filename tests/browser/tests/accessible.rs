//! Pages by the rules of axe-core: WCAG 2.2 up to AA and best practices. A page of every kind in the dark scheme and on
//! a phone, where differences come from templates and not from notes; and what only the owner sees. `every_page.rs`
//! checks pages in the light scheme on a desktop.

use kafolio_browser_tests::{Example, Fixture, Reader, axe, first_of_each_kind, violations};
use std::path::Path;
use url::Url;

const DESKTOP_WIDTH_PX: u32 = 1440;
const PHONE_WIDTH_PX: u32 = 390;
const LIGHT: (&str, &str) = ("prefers-color-scheme", "light");
const DARK: (&str, &str) = ("prefers-color-scheme", "dark");
/// The number of checkers that share the pages.
const CHECKERS: usize = 2;

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

/// Opens pages and collects the violations that axe-core finds.
struct AxeChecker {
    reader: Reader,
    axe: String,
    faults: Vec<String>,
}

impl AxeChecker {
    fn new(fixture: &Fixture) -> Self {
        Self {
            reader: fixture.reader(),
            axe: axe(),
            faults: Vec::new(),
        }
    }

    fn open(&self, address: &Url) {
        self.reader.open(address);
        self.reader.run(&self.axe);
    }

    fn check(&mut self, page: &str, scheme: (&str, &str), width_px: u32) {
        self.reader.set_preferences(&[scheme]);
        self.reader.set_width_px(width_px);
        // The page learns its new width when the next frame is drawn.
        let drawn =
            "new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(true))))";
        assert!(self.reader.eval_promise::<bool>(drawn));
        let found = violations(&self.reader);
        let report = |fault| format!("{page} ({}, {width_px} px): {fault}", scheme.1);
        self.faults.extend(found.into_iter().map(report));
    }

    fn end(self) {
        assert_none(&self.faults);
    }
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
fn every_kind_of_page_passes_in_each_scheme_and_width() {
    let fixture = Fixture::shared();
    let home = fixture.example.address();
    let check = |first: usize| {
        let mut checker = AxeChecker::new(&fixture);
        for page in KINDS.into_iter().skip(first).step_by(CHECKERS) {
            checker.open(&home.join(page).expect("a page has an address"));
            checker.check(page, DARK, DESKTOP_WIDTH_PX);
            checker.check(page, LIGHT, PHONE_WIDTH_PX);
        }
        checker.faults
    };
    let faults: Vec<String> = std::thread::scope(|scope| {
        let check = &check;
        let checkers: Vec<_> = (0..CHECKERS)
            .map(|first| scope.spawn(move || check(first)))
            .collect();
        let faults = checkers.into_iter();
        faults
            .flat_map(|checker| checker.join().expect("a checker gets through"))
            .collect()
    });
    assert_none(&faults);
}

#[test]
fn owner_only_content_passes() {
    let fixture = Fixture::shared();
    let owner = Example::build_with(&["--audience", "owner"]);
    let mut checker = AxeChecker::new(&fixture);
    let differs = |page: &String| {
        let read = |folder: &Path| std::fs::read(folder.join(page)).unwrap_or_default();
        // The same page names its audience in its header and footer.
        read(owner.folder())
            .len()
            .abs_diff(read(fixture.example.folder()).len())
            > 40
    };
    let pages = owner.pages().into_iter().filter(differs);
    let pages = first_of_each_kind(pages.collect(), 4);
    assert!(pages.len() > 5, "the owner sees more: {pages:?}");
    for page in pages {
        checker.open(&owner.address().join(&page).expect("a page has an address"));
        checker.check(&page, LIGHT, DESKTOP_WIDTH_PX);
    }
    checker.end();
}

#[test]
fn a_bad_page_fails() {
    let fixture = Fixture::shared();
    let folder = tempfile::TempDir::new().expect("a temporary folder can be made");
    let page = "<!DOCTYPE html><html lang=\"en\"><title>Bad</title><main><h1>A</h1>
        <p style=\"color: #AAA; background: #FFF\">Hardly to be read</p><img src=\"data:,\"></main></html>";
    std::fs::write(folder.path().join("bad.html"), page).expect("the page can be written");
    let mut checker = AxeChecker::new(&fixture);
    let address = kafolio_browser_tests::address_of_folder(folder.path()).join("bad.html");
    checker.open(&address.expect("a page has an address"));
    checker.check("bad.html", LIGHT, DESKTOP_WIDTH_PX);
    let report = checker.faults.join("\n");
    assert!(
        report.contains("bad.html (light, 1440 px): color-contrast: "),
        "{report}"
    );
    assert!(report.contains("image-alt: "), "{report}");
}
