//! The loading and size of a page: one page and one style sheet before the first paint, scripts of figures on
//! scrolling.

use kafolio_browser_tests::{Fixture, Reader};
use url::Url;

fn page(fixture: &Fixture, route: &str) -> Url {
    fixture.example.page(route)
}

/// Returns the files a page has requested by the time it is shown, by name, except itself.
fn fetched(reader: &Reader) -> Vec<String> {
    // Whatever is near the screen is known once a frame is drawn.
    let two_frames = "new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => shown(true)))))";
    reader.eval_promise::<bool>(two_frames);
    let mut names: Vec<String> = reader
        .take_activity()
        .requests
        .iter()
        .filter(|request| !request.starts_with("data:") && !request.ends_with(".html"))
        .filter_map(|request| request.rsplit('/').next().map(str::to_owned))
        .collect();
    names.sort();
    names
}

#[test]
fn first_paint_needs_one_page_and_one_style_sheet() {
    let fixture = Fixture::shared();
    let reader = fixture.reader();
    reader.open_without_scrolling(&page(&fixture, "accounts/zhiheng/visits/2026-03-19.html"));
    assert_eq!(fetched(&reader), ["site.css", "site.js"]);
    let blocking: usize = reader.eval(
        "document.head.querySelectorAll('script[src]:not([defer]), link[rel=stylesheet]').length",
    );
    assert_eq!(blocking, 1, "the sheet");
}

/// The limit for an account's page with all its files, in bytes.
const MAX_BYTES: u64 = 150_000;

#[test]
fn an_account_page_is_below_the_size_limit() {
    let fixture = Fixture::shared();
    let accounts = fixture.example.folder().join("accounts");
    let size = |path: &std::path::Path| std::fs::metadata(path).map_or(0, |file| file.len());
    let mut seen = 0;
    for account in std::fs::read_dir(&accounts).expect("there are accounts") {
        let name = account.expect("it can be read").file_name();
        let name = name.to_string_lossy();
        let file = accounts.join(&*name).join("index.html");
        if !file.is_file() {
            continue;
        }
        let reader = fixture.reader();
        reader.open_without_scrolling(&page(&fixture, &format!("accounts/{name}/index.html")));
        let fetched = fetched(&reader);
        assert!(
            fetched.contains(&"site.css".to_owned()),
            "{name}: {fetched:?}"
        );
        let assets = fetched
            .iter()
            .map(|asset| size(&fixture.example.folder().join("assets").join(asset)));
        let all = size(&file) + assets.sum::<u64>();
        assert!(all <= MAX_BYTES, "{name} weighs {all} bytes: {fetched:?}");
        seen += 1;
    }
    assert!(seen > 10, "the example has {seen} accounts");
}

#[test]
fn figure_scripts_load_when_scrolled_into_view() {
    let fixture = Fixture::shared();
    let reader = fixture.reader();
    reader.open_without_scrolling(&page(&fixture, "accounts/zhiheng/index.html"));
    let has = |file: &str| format!("!!document.querySelector('script[src$=\"{file}\"]')");
    assert!(!reader.eval::<bool>(&has("timeline.js")));
    let slider = "!document.querySelector('.dates').hidden";
    assert!(!reader.eval::<bool>(slider));
    let scroll_to = |id: &str| {
        reader.eval::<bool>(&format!(
            "!document.getElementById('{id}').scrollIntoView()"
        ))
    };
    scroll_to("map");
    reader.wait_until(slider);
    scroll_to("timeline");
    reader.wait_until("!!document.querySelector('.tl-tools')");
}

#[test]
fn a_link_to_a_mark_loads_its_script() {
    let fixture = Fixture::shared();
    let reader = fixture.reader();
    let mut address = page(&fixture, "accounts/zhiheng/index.html");
    address.set_fragment(Some("promises"));
    reader.open_without_scrolling(&address);
    reader.wait_until("!!document.querySelector('.tl-tools')");
}

#[test]
fn the_bundled_sheet_equals_its_parts() {
    let fixture = Fixture::shared();
    let reader = fixture.reader();
    reader.open_without_scrolling(&page(&fixture, "index.html"));
    let rules = |css: &str| -> Vec<String> {
        let css = serde_json::to_string(css).expect("a text is JSON");
        reader.eval(&format!(
            "(() => {{ const sheet = new CSSStyleSheet(); sheet.replaceSync({css}); \
             return [...sheet.cssRules].map((rule) => rule.cssText.replace(/\\s*(\\/)\\s*|([,:])\\s+/g, '$1$2')); }})()"
        ))
    };
    let theme = |name: &str| -> String {
        std::fs::read_to_string(format!("../../themes/default/{name}"))
            .expect("the theme has the sheet")
    };
    let site = [
        "tokens",
        "style",
        "figures",
        "map",
        "timeline",
        "alerts",
        "navigation",
        "search",
    ];
    for (bundle, parts) in [("site.css", &site[..]), ("later.css", &["later", "stack"])] {
        let expected: String = parts
            .iter()
            .map(|part| theme(&format!("{part}.css")))
            .collect();
        let bundled = std::fs::read_to_string(fixture.example.folder().join("assets").join(bundle))
            .expect("the example has a sheet");
        let (bundled, expected) = (rules(&bundled), rules(&expected));
        assert!(
            expected.len() > 25 * parts.len(),
            "{bundle}: {}",
            expected.len()
        );
        for (bundled, expected) in bundled.iter().zip(&expected) {
            assert_eq!(bundled, expected);
        }
        assert_eq!(bundled.len(), expected.len());
    }
}
