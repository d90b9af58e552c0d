//! Golden pages: the example site as outlines that can be read and compared in a review.
//!
//! `tests/golden/site.txt` lists every file of the site, `frame.txt` has what all pages share, and each kind of page
//! has an outline of its own content. After a change of the theme or the example, `KAFOLIO_BLESS=1 cargo test --test
//! golden` rewrites them.
#![allow(clippy::disallowed_methods)]

mod golden_outline;
mod memory;

use kafolio::build::{Options, ReportRequest, report};
use kafolio::documents::Pack;
use memory::Site;
use similar::TextDiff;
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
    ("changes", "changes.html"),
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
fn the_site_has_exactly_the_listed_files() {
    let attachments = EXAMPLE.attachments.iter();
    let attachments = attachments.map(|(route, path)| format!("{route} <- {path}\n"));
    let pages = EXAMPLE.pages.keys().map(|route| format!("{route}\n"));
    let routes: String = pages.chain(attachments).collect();
    compare(std::iter::once(("site", routes)));
}

#[test]
fn pages_match_their_golden_outlines() {
    let outline = |(name, route): &(&'static str, &str)| {
        (*name, golden_outline::of_content(EXAMPLE.page(route)))
    };
    compare(PAGES.iter().map(outline));
}

/// The frame of one page, then the differences of the other pages from it.
#[test]
fn all_pages_share_one_frame() {
    let notes = memory::folder("content");
    let frame = |route: &str| {
        let frame = golden_outline::of_frame(EXAMPLE.page(route));
        let Some((before, rest)) = frame.split_once("出处 ") else {
            return frame;
        };
        let (source, after) = rest.split_once(" · ").expect("the context follows");
        assert!(notes.contains_key(source), "{route} is made of {source}");
        format!("{before}{after}")
    };
    let known = frame("playbook/index.html");
    let pages = EXAMPLE
        .pages
        .keys()
        .filter(|route| route.ends_with(".html"));
    let others = pages.filter_map(|route| {
        let own = frame(route);
        (own != known).then(|| format!("\n{route}\n{}", difference(&known, &own)))
    });
    let others: String = others.collect();
    compare(std::iter::once(("frame", known.clone() + &others)));
}

/// Maps of people: the name of the golden file, the page.
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
fn maps_match_their_golden_drawings() {
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
    ("report-review-customer", Pack::Review, "customer"),
    ("report-handover", Pack::Handover, "internal"),
    ("report-handover-customer", Pack::Handover, "customer"),
    ("report-visit", Pack::Visit, "internal"),
    ("report-visit-customer", Pack::Visit, "customer"),
];

#[test]
fn reports_match_their_golden_outlines() {
    let outline =
        |(name, pack, audience): &(&'static str, Pack, &str)| (*name, outline_of(*pack, audience));
    compare(REPORTS.iter().map(outline));
}

/// Differences between a report for the account's owner and the internal one: the name of the difference, the pack.
const REPORTS_OF_OWNER: &[(&str, Pack)] = &[
    ("report-review-owner", Pack::Review),
    ("report-handover-owner", Pack::Handover),
    ("report-visit-owner", Pack::Visit),
];

#[test]
fn owner_reports_differ_from_internal_ones_as_recorded() {
    let change = |(name, pack): &(&'static str, Pack)| {
        let (internal, owner) = (outline_of(*pack, "internal"), outline_of(*pack, "owner"));
        (*name, difference(&internal, &owner))
    };
    compare(REPORTS_OF_OWNER.iter().map(change));
}

fn outline_of(pack: Pack, audience: &str) -> String {
    golden_outline::of(&report_of("qinghe", pack, audience))
}

#[test]
fn a_report_links_only_within_itself() {
    for pack in [Pack::Review, Pack::Handover, Pack::Visit] {
        for account in ["zhiheng", "lanche", "haldenbrix", "danning"] {
            let html = report_of(account, pack, "owner");
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
    memory::quoted::quoted(&String::from_utf8(made.html).expect("it is text"))
}

#[test]
fn the_example_has_no_errors_or_warnings() {
    let worse = |line: &&String| !line.contains("no-next-visit") && !line.contains("promise");
    let found: Vec<&String> = EXAMPLE.diagnostics.iter().filter(worse).collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn the_same_notes_produce_the_same_bytes() {
    assert!(*EXAMPLE == build(), "two builds differ");
}

#[test]
fn any_number_of_threads_produces_the_same_bytes() {
    for threads in [1, 4] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let site = pool.expect("threads can be had").install(build);
        assert!(*EXAMPLE == site, "{threads} threads make another site");
    }
}

/// Compares texts with the golden files of their names, or rewrites these if `KAFOLIO_BLESS` is set.
fn compare(texts: impl Iterator<Item = (&'static str, String)>) {
    let top = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let is_blessing = std::env::var_os("KAFOLIO_BLESS").is_some();
    let mut differing = Vec::new();
    for (name, now) in texts {
        let path = top.join("tests/golden").join(format!("{name}.txt"));
        if is_blessing {
            std::fs::write(&path, now).expect("the golden file can be written");
            continue;
        }
        let golden = std::fs::read_to_string(&path).unwrap_or_default();
        if golden != now {
            differing.push(format!("{name}.txt:\n{}", difference(&golden, &now)));
        }
    }
    assert!(
        differing.is_empty(),
        "{}\nif this is meant, run: KAFOLIO_BLESS=1 cargo test --test golden",
        differing.join("\n")
    );
}

/// Returns the lines in which a text differs from an earlier one, under their headings.
fn difference(before: &str, after: &str) -> String {
    let lines = TextDiff::from_lines(before, after);
    let mut shown = String::new();
    let mut last_heading = "";
    for group in lines.grouped_ops(0) {
        let heading = heading_before(before, group[0].old_range().start);
        if heading != last_heading {
            shown.extend(["@@ ", heading, "\n"]);
        }
        last_heading = heading;
        for change in group.iter().flat_map(|one| lines.iter_changes(one)) {
            shown.push_str(&format!("{}{}", change.tag(), change.value()));
        }
    }
    shown
}

/// Returns the last heading before a line of an outline; empty before the first.
fn heading_before(outline: &str, line: usize) -> &str {
    let lines = outline.lines().take(line);
    let headings = lines.filter_map(|line| Some(line.split_once("h2 ")?.1));
    let heading = headings.last().unwrap_or_default();
    heading.split(['|', '}']).next().unwrap_or_default().trim()
}
