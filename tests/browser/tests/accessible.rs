//! Every page by the rules of axe-core: WCAG 2.2 up to AA and what is held to be good practice, in the light and the
//! dark scheme, on a desk and on a telephone, for the house and for the owner.
//!
//! All rules run on every page once. What depends on the scheme or the width runs again where it may differ, and on a
//! page of every kind all rules run everywhere.

use kafolio_browser_tests::{Desk, Example, Reader, axe};
use std::path::Path;
use url::Url;

const WIDTH_OF_DESK_PX: u32 = 1440;
const WIDTH_OF_TELEPHONE_PX: u32 = 390;
const LIGHT: (&str, &str) = ("prefers-color-scheme", "light");
const DARK: (&str, &str) = ("prefers-color-scheme", "dark");

/// All rules that are held against a page.
const ALL: &str =
    r#"{ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }"#;
/// What depends on colours.
const OF_COLOURS: &str =
    r#"{ runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] } }"#;
/// What depends on the width.
const OF_WIDTH: &str =
    r#"{ runOnly: { type: "rule", values: ["target-size", "scrollable-region-focusable"] } }"#;

/// A page of every kind.
const KINDS: [&str; 22] = [
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

    fn judge(&mut self, page: &str, scheme: (&str, &str), width_px: u32, rules: &str) {
        self.reader.prefer(&[scheme]);
        self.reader.set_width_px(width_px);
        // The page hears of its new width with the next picture that is drawn of it.
        let drawn =
            "new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(true))))";
        assert!(self.reader.await_answer::<bool>(drawn));
        let question =
            include_str!("../scripts/axe.js").replace("...rules", &format!("...{rules}"));
        let found: Vec<String> = self.reader.await_answer(&question);
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

fn judge_every_page(which: impl Fn(usize) -> bool) {
    let desk = Desk::shared();
    let mut judge = Judge::new(&desk);
    let home = desk.example.address();
    let pages = desk.example.pages().into_iter().enumerate();
    for (_, page) in pages.filter(|(index, _)| which(*index)) {
        judge.open(&home.join(&page).expect("a page has an address"));
        judge.judge(&page, LIGHT, WIDTH_OF_DESK_PX, ALL);
        judge.judge(&page, DARK, WIDTH_OF_DESK_PX, OF_COLOURS);
        judge.judge(&page, LIGHT, WIDTH_OF_TELEPHONE_PX, OF_WIDTH);
    }
    judge.end();
}

// Two halves, so that two cores share the work.
#[test]
fn every_second_page_is_without_violation() {
    judge_every_page(|index| index % 2 == 0);
}

#[test]
fn every_other_page_is_without_violation() {
    judge_every_page(|index| index % 2 == 1);
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
            judge.judge(page, scheme, width_px, ALL);
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
    let pages: Vec<String> = owner.pages().into_iter().filter(differs).collect();
    assert!(pages.len() > 5, "the owner sees more: {pages:?}");
    for page in pages {
        judge.open(&owner.address().join(&page).expect("a page has an address"));
        judge.judge(&page, LIGHT, WIDTH_OF_DESK_PX, ALL);
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
    judge.judge("bad.html", LIGHT, WIDTH_OF_DESK_PX, ALL);
    let told = judge.faults.join("\n");
    assert!(
        told.contains("bad.html (light, 1440 px): color-contrast: "),
        "{told}"
    );
    assert!(told.contains("image-alt: "), "{told}");
}
