//! What a page waits for and what it weighs: one page and one sheet before it is painted, scripts of figures when one scrolls
//! to them.

use kafolio_browser_tests::{Desk, Reader};
use url::Url;

fn page(desk: &Desk, route: &str) -> Url {
    desk.example.page(route)
}

/// What a page has asked for by the time it is shown, by file name, beside itself.
fn fetched(reader: &Reader) -> Vec<String> {
    // What comes near the screen is known once a frame is drawn.
    let two_frames = "new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => shown(true)))))";
    reader.await_answer::<bool>(two_frames);
    let mut names: Vec<String> = reader
        .take_remarks()
        .requests
        .iter()
        .filter(|request| !request.starts_with("data:") && !request.ends_with(".html"))
        .filter_map(|request| request.rsplit('/').next().map(str::to_owned))
        .collect();
    names.sort();
    names
}

#[test]
fn a_page_is_painted_from_one_page_and_one_sheet() {
    let desk = Desk::shared();
    let reader = desk.reader();
    reader.open_top(&page(&desk, "accounts/zhiheng/visits/2026-03-19.html"));
    assert_eq!(fetched(&reader), ["site.css", "site.js"]);
    let blocking: usize = reader.ask(
        "document.head.querySelectorAll('script[src]:not([defer]), link[rel=stylesheet]').length",
    );
    assert_eq!(blocking, 1, "the sheet");
}

/// What issue and design ask for: an account's page, all told, in bytes.
const MOST_BYTES: u64 = 150_000;

#[test]
fn the_page_of_an_account_is_light() {
    let desk = Desk::shared();
    let accounts = desk.example.folder().join("accounts");
    let size = |path: &std::path::Path| std::fs::metadata(path).map_or(0, |file| file.len());
    let mut seen = 0;
    for account in std::fs::read_dir(&accounts).expect("there are accounts") {
        let name = account.expect("it can be read").file_name();
        let name = name.to_string_lossy();
        let file = accounts.join(&*name).join("index.html");
        if !file.is_file() {
            continue;
        }
        let reader = desk.reader();
        reader.open_top(&page(&desk, &format!("accounts/{name}/index.html")));
        let fetched = fetched(&reader);
        assert!(
            fetched.contains(&"site.css".to_owned()),
            "{name}: {fetched:?}"
        );
        let assets = fetched
            .iter()
            .map(|asset| size(&desk.example.folder().join("assets").join(asset)));
        let all = size(&file) + assets.sum::<u64>();
        assert!(all <= MOST_BYTES, "{name} weighs {all} bytes: {fetched:?}");
        seen += 1;
    }
    assert!(seen > 10, "the example has {seen} accounts");
}

#[test]
fn scripts_of_figures_come_as_one_scrolls_to_them() {
    let desk = Desk::shared();
    let reader = desk.reader();
    reader.open_top(&page(&desk, "accounts/zhiheng/index.html"));
    let has = |file: &str| format!("!!document.querySelector('script[src$=\"{file}\"]')");
    assert!(!reader.ask::<bool>(&has("timeline.js")));
    let slider = "!document.querySelector('.dates').hidden";
    assert!(!reader.ask::<bool>(slider));
    let scroll_to = |id: &str| {
        reader.ask::<bool>(&format!(
            "!document.getElementById('{id}').scrollIntoView()"
        ))
    };
    scroll_to("map");
    reader.wait_until(slider);
    scroll_to("timeline");
    reader.wait_until("!!document.querySelector('.tl-tools')");
}

#[test]
fn a_link_to_a_mark_brings_the_script_that_shows_it() {
    let desk = Desk::shared();
    let reader = desk.reader();
    let mut address = page(&desk, "accounts/zhiheng/index.html");
    address.set_fragment(Some("promises"));
    reader.open_top(&address);
    reader.wait_until("!!document.querySelector('.tl-tools')");
}

#[test]
fn the_bundled_sheet_says_what_its_parts_say() {
    let desk = Desk::shared();
    let reader = desk.reader();
    reader.open_top(&page(&desk, "index.html"));
    let rules = |css: &str| -> Vec<String> {
        let css = serde_json::to_string(css).expect("a text is JSON");
        reader.ask(&format!(
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
        let meant: String = parts
            .iter()
            .map(|part| theme(&format!("{part}.css")))
            .collect();
        let told = std::fs::read_to_string(desk.example.folder().join("assets").join(bundle))
            .expect("the example has a sheet");
        let (told, meant) = (rules(&told), rules(&meant));
        assert!(meant.len() > 25 * parts.len(), "{bundle}: {}", meant.len());
        for (told, meant) in told.iter().zip(&meant) {
            assert_eq!(told, meant);
        }
        assert_eq!(told.len(), meant.len());
    }
}
