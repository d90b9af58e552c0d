//! How fast the search of a built site is in Chromium, from the disk. `benches/README.md` explains the figures.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a benchmark reads files and prints"
)]

use kafolio_browser_tests::{Browser, Reader, address_of_folder};
use std::path::{Path, PathBuf};
use std::time::Duration;
use url::Url;

/// Input for the field in the header of a page: the first loads the rest of the names.
const NAMES: [&str; 7] = ["韩", "韩欣", "王晓", "2026-09", "QC", "经理", "深圳 韩"];
/// The same in letters: the first loads the readings of characters.
const LETTERS: [&str; 5] = ["h", "hx", "hanxin", "szyh", "lim"];
/// Queries for the search page: the first loads all words.
const WORDS: [&str; 7] = [
    "良率",
    "良率 样品",
    "付款 试用 老板",
    "validated",
    "the",
    "风险",
    "验收",
];

/// Puts a word into a field and records when the page responds; `first` and `last` are conditions on the page.
const MEASURE: &str = "window.measure = (field, word, first, last) => {
    const began = performance.now();
    window.measured = null;
    let at = 0;
    const look = () => {
        if (!at && first()) at = performance.now() - began;
        if (!last(word)) return;
        seen.disconnect();
        requestAnimationFrame(() => setTimeout(() => { window.measured = [at, performance.now() - began]; }));
    };
    const seen = new MutationObserver(look);
    seen.observe(document.body, { childList: true, subtree: true, characterData: true });
    field.value = word;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    return true;
}";

fn main() {
    let folders: Vec<PathBuf> = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with("--"))
        .map(PathBuf::from)
        .collect();
    let [site, notes] = folders.as_slice() else {
        println!("which site? `-- SITE NOTES`");
        return;
    };
    let site = site.canonicalize().expect("the site is there");
    let index = bytes_of(&site.join("assets/search"), "js");
    println!(
        "index {:.1} MB, notes {:.1} MB",
        index / 1e6,
        bytes_of(notes, "md") / 1e6
    );
    let browser = Browser::start();
    let reader = browser.reader();
    names(&reader, &site);
    words(&reader, &site);
}

/// Measures the field in the header of a page.
fn names(reader: &Reader, site: &Path) {
    open(reader, site, "accounts/index.html");
    println!("before use {:.0} kB", loaded(reader, site));
    reader.press_key("/");
    reader.wait_until("window.kafolioSearch?.about && document.querySelector('.search-list')");
    std::thread::sleep(Duration::from_secs(3));
    println!("before the first letter {:.0} kB", loaded(reader, site));
    let first = "() => true";
    let last = "(word) => document.querySelector('.search-list li:last-child a')?.textContent.includes(word)";
    for words in [&NAMES[..], &LETTERS[..]] {
        let field = "document.querySelector('.search-box input')";
        let times = words
            .iter()
            .map(|word| measure(reader, field, word, first, last).1);
        report("names", times.collect());
    }
}

/// Measures the search page.
fn words(reader: &Reader, site: &Path) {
    open(reader, site, "search.html");
    std::thread::sleep(Duration::from_secs(3));
    println!(
        "page of the search, before the first letter {:.0} kB",
        loaded(reader, site)
    );
    let field = "document.querySelector('.search-page input[name=q]')";
    let first = "() => document.querySelector('.excerpt')";
    let last =
        "() => /(条|found|没有找到)$/.test(document.querySelector('.search-status').textContent)";
    let both: Vec<(f64, f64)> = WORDS
        .iter()
        .map(|word| measure(reader, field, word, first, last))
        .collect();
    report(
        "first excerpt",
        both.iter().map(|(first, _)| *first).collect(),
    );
    report("all notes", both.iter().map(|(_, last)| *last).collect());
}

fn measure(reader: &Reader, field: &str, word: &str, first: &str, last: &str) -> (f64, f64) {
    reader.eval::<bool>(&format!(
        "window.measure({field}, {word:?}, {first}, {last})"
    ));
    reader.wait_until("window.measured");
    reader.eval("window.measured")
}

/// Prints the first of some times, and the median and the worst of the others.
fn report(what: &str, mut times: Vec<f64>) {
    let first = times.remove(0);
    times.sort_by(f64::total_cmp);
    let worst = times.last().copied().unwrap_or_default();
    println!(
        "{what:<14} first {first:>6.0} ms   then {:>6.0} ms, at worst {worst:>6.0} ms",
        times[times.len() / 2]
    );
}

fn open(reader: &Reader, site: &Path, page: &str) {
    reader.open(
        &address_of_folder(site)
            .join(page)
            .expect("a page has an address"),
    );
    reader.eval::<bool>(&format!("({MEASURE}, true)"));
}

/// Returns the kilobytes of the search index requested since the last call.
fn loaded(reader: &Reader, site: &Path) -> f64 {
    let requests = reader.take_activity().requests;
    let of_search = requests
        .iter()
        .filter(|request| request.contains("/assets/search"));
    let paths = of_search.filter_map(|request| Url::parse(request).ok()?.to_file_path().ok());
    let bytes = |path: PathBuf| {
        path.starts_with(site)
            .then(|| path.metadata().map_or(0, |file| file.len()))
    };
    paths.filter_map(bytes).sum::<u64>() as f64 / 1e3
}

/// Returns the bytes of the files below a folder with an ending.
fn bytes_of(folder: &Path, ending: &str) -> f64 {
    let entries = std::fs::read_dir(folder).expect("the folder can be read");
    let bytes = entries.flatten().map(|entry| {
        let path = entry.path();
        if path.is_dir() {
            return bytes_of(&path, ending);
        }
        let counts = path.extension().is_some_and(|known| known == ending);
        if counts {
            path.metadata().map_or(0, |file| file.len()) as f64
        } else {
            0.0
        }
    });
    bytes.sum()
}
