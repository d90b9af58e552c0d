//! The other tests are worth something only if a bad page fails. This page does everything wrong.

use kafolio_browser_tests::{Fixture, address_of_folder};
use tempfile::TempDir;

const BAD_PAGE: &str = r##"<!DOCTYPE html>
<html lang="en"><meta charset="utf-8"><title> </title>
<body>
<p style="width: 2000px; text-align: right">Too far to the right</p>
<div style="overflow-x: auto"><p style="width: 2000px; text-align: right">Here one can scroll</p></div>
<svg width="50" height="20"><text x="0" y="15">Longer than its figure</text></svg>
<h2 id="需求">需求</h2><a href="missing.html#需求">nowhere</a>
<img src="http://127.0.0.1:9/tracking.png" alt="">
<script>console.warn("a warning"); nothing.at.all();</script>
</body></html>"##;

#[test]
fn a_bad_page_fails() {
    let fixture = Fixture::shared();
    let reader = fixture.reader();
    let folder = TempDir::new().expect("a temporary folder can be made");
    std::fs::write(folder.path().join("bad.html"), BAD_PAGE).expect("the page can be written");
    let address = address_of_folder(folder.path()).join("bad.html");
    reader.open(&address.expect("a page has an address"));

    let outside: Vec<String> = reader.eval(include_str!("../scripts/outside.js"));
    assert_eq!(outside.len(), 3, "{outside:?}");
    assert!(outside[0].starts_with("the document is"));
    assert_eq!(outside[1], "words cut off: Too far to the right");
    assert_eq!(outside[2], "figure cut off: Longer than its figure");

    let links: Vec<String> = reader.eval(include_str!("../scripts/links.js"));
    assert_eq!(
        links,
        ["missing.html#需求", "http://127.0.0.1:9/tracking.png"]
    );
    let places: Vec<String> = reader.eval(include_str!("../scripts/places.js"));
    assert_eq!(places, ["%E9%9C%80%E6%B1%82"]);

    let activity = reader.take_activity();
    let is_reported = |words: &str| {
        activity
            .complaints
            .iter()
            .any(|complaint| complaint.contains(words))
    };
    assert!(is_reported("a warning"), "{activity:?}");
    assert!(is_reported("nothing is not defined"), "{activity:?}");
    assert!(
        is_reported("ERR_CONNECTION_REFUSED") || is_reported("ERR_UNSAFE_PORT"),
        "{activity:?}"
    );
    assert!(
        activity
            .requests
            .iter()
            .any(|request| request.contains("tracking.png"))
    );
}
