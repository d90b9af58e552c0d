//! Golden pages: what the example site looks like, as outlines that can be read and compared in a review.
//!
//! `tests/golden/site.txt` names every file of the site; beside it stands one outline for each kind of page. After a
//! change of the theme or the example, `KAFOLIO_BLESS=1 cargo test --test golden` writes them anew.
#![allow(clippy::disallowed_methods)]

mod golden_outline;
mod memory;

use kafolio::build::{Options, ReportRequest, report};
use kafolio::documents::Pack;
use memory::Site;
use std::path::PathBuf;
use std::sync::LazyLock;

/// One page of each kind: the name of its outline, its route.
const PAGES: &[(&str, &str)] = &[
    ("home", "index.html"),
    ("accounts", "accounts/index.html"),
    ("account-in-a-folder", "accounts/qinghe/index.html"),
    ("account-in-one-note", "accounts/danning/index.html"),
    ("account-in-english", "accounts/haldenbrix/index.html"),
    ("contact", "accounts/lanche/contacts/luo-chengyu.html"),
    (
        "project",
        "accounts/lanche/projects/phase-two-monitoring.html",
    ),
    ("visit", "accounts/lanche/visits/2026-03-12.html"),
    ("exchange", "accounts/lanche/exchanges/2025-12-12.html"),
    ("forms", "forms/index.html"),
    ("form-blank", "forms/form-5.html"),
    ("people", "people.html"),
    ("actions", "actions.html"),
    ("coverage", "coverage.html"),
    ("week", "week.html"),
    ("pipeline", "pipeline.html"),
    ("timeline", "timeline.html"),
    ("competitors", "competitors/index.html"),
    ("competitor", "competitors/yunxiu.html"),
    ("playbook", "playbook/index.html"),
];

static EXAMPLE: LazyLock<Site> = LazyLock::new(build);

fn build() -> Site {
    memory::built(&memory::folder("content"), &Options::default())
        .expect("the example can be built")
}

#[test]
fn every_file_of_the_site_is_known() {
    let attachments = EXAMPLE.attachments.iter();
    let attachments = attachments.map(|(route, path)| format!("{route} <- {path}\n"));
    let pages = EXAMPLE.pages.keys().map(|route| format!("{route}\n"));
    let routes: String = pages.chain(attachments).collect();
    compare(std::iter::once(("site", routes)));
}

#[test]
fn pages_look_as_they_did() {
    let outline =
        |(name, route): &(&'static str, &str)| (*name, golden_outline::of(EXAMPLE.page(route)));
    compare(PAGES.iter().map(outline));
}

/// Maps of people, as they are drawn: the name of the golden file, the page.
const MAPS: &[(&str, &str)] = &[
    ("map-of-an-account", "accounts/lanche/index.html"),
    (
        "map-of-a-committee",
        "accounts/zhiheng/projects/building-three.html",
    ),
    (
        "map-around-a-person",
        "accounts/hedu/contacts/ji-yunzhou.html",
    ),
];

#[test]
fn maps_are_drawn_as_they_were() {
    let drawing = |(name, route): &(&'static str, &str)| {
        let page = EXAMPLE.page(route);
        let start = page.find("<svg class=\"map").expect("there is a map");
        let end = page[start..].find("</svg>").expect("it ends") + start;
        let elements = page[start..end].replace("><", ">\n<");
        (*name, format!("{elements}\n</svg>\n"))
    };
    compare(MAPS.iter().map(drawing));
}

/// Reports of one account: the name of the outline, the pack, the audience.
const REPORTS: &[(&str, Pack, &str)] = &[
    ("report-review", Pack::Review, "internal"),
    ("report-review-owner", Pack::Review, "owner"),
    ("report-review-customer", Pack::Review, "customer"),
    ("report-handover", Pack::Handover, "internal"),
    ("report-handover-owner", Pack::Handover, "owner"),
    ("report-handover-customer", Pack::Handover, "customer"),
    ("report-visit", Pack::Visit, "internal"),
    ("report-visit-owner", Pack::Visit, "owner"),
    ("report-visit-customer", Pack::Visit, "customer"),
];

#[test]
fn reports_read_as_they_did() {
    let outline = |(name, pack, audience): &(&'static str, Pack, &str)| {
        let html = report_of("qinghe", *pack, audience);
        (*name, golden_outline::of(&html))
    };
    compare(REPORTS.iter().map(outline));
}

#[test]
fn a_report_leads_nowhere_but_into_itself() {
    for pack in [Pack::Review, Pack::Handover, Pack::Visit] {
        for account in ["zhiheng", "lanche", "haldenbrix", "danning"] {
            let html = memory::quoted::quoted(&report_of(account, pack, "owner"));
            let values = |attribute: &str| -> Vec<String> {
                let before = format!(" {attribute}=\"");
                let parts = html.split(before.as_str()).skip(1);
                parts
                    .filter_map(|part| part.split('"').next().map(str::to_owned))
                    .collect()
            };
            let places = values("id");
            let mut once = places.clone();
            once.sort();
            once.dedup();
            assert_eq!(
                places.len(),
                once.len(),
                "{account}: a place of its own for each"
            );
            for href in values("href") {
                let is_place = href
                    .strip_prefix('#')
                    .is_some_and(|place| places.iter().any(|known| known == place));
                let is_outside = href.contains("://") || href.starts_with("mailto:");
                assert!(is_place || is_outside, "{account}: {href}");
            }
            assert!(
                !html.contains("<script") && !html.contains("<link"),
                "{account}"
            );
        }
    }
}

fn report_of(account: &str, pack: Pack, audience: &str) -> String {
    let snapshot = memory::snapshot(&memory::folder("content"));
    let choice = Options {
        accounts: vec![account.to_owned()],
        audience: Some(audience.to_owned()),
        ..Options::default()
    };
    let order = ReportRequest { pack, since: None };
    let made = report(&snapshot, &choice, &order, None).expect("the report can be made");
    String::from_utf8(made.html).expect("it is text")
}

#[test]
fn the_example_has_no_errors_and_warnings() {
    let worse = |line: &&String| !line.contains("no-next-visit") && !line.contains("promise");
    let found: Vec<&String> = EXAMPLE.diagnostics.iter().filter(worse).collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn the_same_notes_give_the_same_bytes() {
    assert!(*EXAMPLE == build(), "two builds differ");
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    for threads in [1, 4] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let site = pool.expect("threads can be had").install(build);
        assert!(*EXAMPLE == site, "{threads} threads make another site");
    }
}

/// Compares texts with those kept under their names, or writes them where asked to.
fn compare(pages: impl Iterator<Item = (&'static str, String)>) {
    let differing: Vec<String> = pages
        .filter_map(|(name, now)| difference(name, &now))
        .collect();
    assert!(
        differing.is_empty(),
        "{}\nif this is meant, run: KAFOLIO_BLESS=1 cargo test --test golden",
        differing.join("\n")
    );
}

/// The first line in which a text differs from the one kept under its name.
fn difference(name: &str, now: &str) -> Option<String> {
    let top = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let path = top.join("tests/golden").join(format!("{name}.txt"));
    if std::env::var_os("KAFOLIO_BLESS").is_some() {
        std::fs::write(&path, now).expect("the golden file can be written");
        return None;
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    if kept == now {
        return None;
    }
    let same = kept
        .lines()
        .zip(now.lines())
        .take_while(|(one, other)| one == other)
        .count();
    let line = |text: &str| {
        text.lines()
            .nth(same)
            .unwrap_or("(the end)")
            .trim()
            .to_owned()
    };
    let (was, is) = (line(&kept), line(now));
    Some(format!(
        "{name}.txt, line {}:\n  kept: {was}\n  now:  {is}",
        same + 1
    ))
}
