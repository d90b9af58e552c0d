//! Screenshots of a page of every kind for review: `target/screenshots/`, two widths each.

use kafolio_browser_tests::Fixture;
use std::path::Path;

/// The name of the screenshot, and the page.
const PAGES: [(&str, &str); 19] = [
    ("home", "index.html"),
    ("accounts", "accounts/index.html"),
    ("account", "accounts/lanche/index.html"),
    ("account-english", "accounts/haldenbrix/index.html"),
    ("account-without-projects", "accounts/lanyu/index.html"),
    (
        "project",
        "accounts/lanche/projects/phase-two-monitoring.html",
    ),
    ("contact", "accounts/lanche/contacts/qiao-yiwei.html"),
    ("visit", "accounts/lanche/visits/2026-03-05.html"),
    (
        "exchange-planned",
        "accounts/lanche/exchanges/2026-03-24-layout-review.html",
    ),
    ("exchange-held", "accounts/lanche/exchanges/2025-12-12.html"),
    ("page-of-account", "accounts/lanche/annual-report-2025.html"),
    ("competitors", "competitors/index.html"),
    ("competitor", "competitors/tangyue.html"),
    ("timeline", "timeline.html"),
    ("people", "people.html"),
    ("actions", "actions.html"),
    ("week", "week.html"),
    ("pipeline", "pipeline.html"),
    ("playbook", "playbook/five-steps.html"),
];
/// Widths of a desktop and of a phone.
const WIDTHS_PX: [u32; 2] = [1440, 390];

#[test]
fn screenshots_of_every_kind_of_page() {
    let fixture = Fixture::shared();
    let reader = fixture.reader();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../screenshots");
    std::fs::create_dir_all(&folder).expect("the folder of pictures can be made");
    for (name, page) in PAGES {
        assert!(
            fixture.example.folder().join(page).is_file(),
            "the example has {page}"
        );
        for width_px in WIDTHS_PX {
            reader.set_width_px(width_px);
            reader.open(&fixture.example.page(page));
            let picture = folder.join(format!("{name}-{width_px}.png"));
            std::fs::write(&picture, reader.screenshot()).expect("the picture can be written");
        }
    }
}
