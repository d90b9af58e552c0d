//! A site in memory, for tests: files by path in, pages and diagnostics out. Only `folder` reads the disk.
#![allow(clippy::disallowed_methods)]
#![allow(dead_code, reason = "each test uses its own part of this file")]

pub mod quoted;

use jiff::civil::date;
use kafolio::build::{Build, BuildError, Cache, Observer, Options};
use kafolio::html::Output;
use kafolio::text::{Asset, Diagnostic, Language, Snapshot, Source};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Mutex, OnceLock};

/// Files of a site's folder by their paths: notes, `site.yaml`, attachments, `themes/…`.
pub type Files = BTreeMap<String, String>;

/// The result of a build.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Site {
    /// Route and bytes of every page and asset.
    pub pages: BTreeMap<String, Vec<u8>>,
    /// Route of every attachment, and its source path.
    pub attachments: BTreeMap<String, String>,
    /// Each diagnostic on a line.
    pub diagnostics: Vec<String>,
    /// The pages as `page` returns them.
    read: QuotedPages,
}

/// Pages with quoted attributes, computed on first use and ignored by comparisons.
#[derive(Clone, Debug, Default)]
struct QuotedPages(OnceLock<BTreeMap<String, String>>);

impl PartialEq for QuotedPages {
    fn eq(&self, _: &QuotedPages) -> bool {
        true
    }
}

impl Eq for QuotedPages {}

impl Site {
    /// Returns the text of a page, with every attribute quoted.
    pub fn page(&self, route: &str) -> &str {
        let known = || self.pages.keys().cloned().collect::<Vec<_>>().join("\n");
        let pages = self.read.0.get_or_init(|| self.with_quotes());
        pages
            .get(route)
            .unwrap_or_else(|| panic!("no page {route} among\n{}", known()))
    }

    fn with_quotes(&self) -> BTreeMap<String, String> {
        let page = |(route, bytes): (&String, &Vec<u8>)| {
            let text = std::str::from_utf8(bytes).expect("pages are UTF-8");
            let text = match route.ends_with(".html") {
                true => quoted::quoted(text),
                false => text.to_owned(),
            };
            (route.clone(), text)
        };
        self.pages.iter().map(page).collect()
    }
}

/// Returns the snapshot of some files. The clock is set to 2026-03-20.
pub fn snapshot(files: &Files) -> Snapshot {
    let mut snapshot = Snapshot {
        today: date(2026, 3, 20),
        ..Snapshot::default()
    };
    for (path, text) in files {
        let source = || Source {
            path: path.as_str().into(),
            text: text.as_str().into(),
        };
        if path.starts_with("themes/") {
            snapshot.theme.push(source());
        } else if path.ends_with(".md") || path == "content/site.yaml" {
            snapshot.sources.push(source());
        } else {
            snapshot.assets.push(Asset {
                path: path.as_str().into(),
            });
        }
    }
    snapshot
}

/// Runs a clean build.
pub fn built(files: &Files, choice: &Options) -> Result<Site, BuildError> {
    rebuilt(files, choice, &mut Cache::default(), &Site::default())
}

/// Runs a build with an existing cache; `before` is the site of the previous build.
///
/// Panics if a build keeps a file that does not exist, or the search index misses an entry.
pub fn rebuilt(
    files: &Files,
    choice: &Options,
    cache: &mut Cache,
    before: &Site,
) -> Result<Site, BuildError> {
    run(files, choice, cache, before, None)
}

/// Runs a clean build with an observer.
pub fn observed(files: &Files, choice: &Options, observer: &dyn Observer) -> Site {
    let cache = &mut Cache::default();
    let built = run(files, choice, cache, &Site::default(), Some(observer));
    built.expect("it can be built")
}

fn run(
    files: &Files,
    choice: &Options,
    cache: &mut Cache,
    before: &Site,
    observer: Option<&dyn Observer>,
) -> Result<Site, BuildError> {
    let store = MemoryStore {
        before,
        site: Mutex::default(),
    };
    let snapshot = snapshot(files);
    let build = Build {
        observer,
        ..Build::new(&snapshot, choice, &store)
    };
    let outcome = build.run(cache)?;
    let mut site = store.site.into_inner().expect("no build panicked");
    assert_eq!(outcome.search_gaps, [""; 0], "the search misses nothing");
    site.diagnostics = outcome.diagnostics.iter().map(short).collect();
    Ok(site)
}

/// Collects the files of a build; kept files are taken from the site before.
struct MemoryStore<'a> {
    before: &'a Site,
    site: Mutex<Site>,
}

impl MemoryStore<'_> {
    fn store(&self, route: &str, bytes: Vec<u8>) {
        let mut site = self.site.lock().expect("no build panicked");
        let earlier = site.pages.insert(route.to_owned(), bytes);
        assert!(earlier.is_none(), "{route} was emitted twice");
    }
}

impl Output for MemoryStore<'_> {
    fn put(&self, route: &str, bytes: Vec<u8>) {
        self.store(route, bytes);
    }

    fn keep(&self, route: &str) {
        let known = self.before.pages.get(route);
        let bytes = known.unwrap_or_else(|| panic!("{route} is kept and was never made"));
        self.store(route, bytes.clone());
    }

    fn copy(&self, route: &str, asset: &str) {
        let mut site = self.site.lock().expect("no build panicked");
        site.attachments.insert(route.to_owned(), asset.to_owned());
    }
}

/// Returns a diagnostic on one line, in English.
pub fn short(diagnostic: &Diagnostic) -> String {
    let path = &diagnostic.source.path;
    let place = diagnostic.span.map_or(String::new(), |span| {
        let place = diagnostic.source.place(span);
        format!(":{}:{}", place.line, place.column)
    });
    let message = diagnostic.message(Language::ENGLISH);
    let hint = diagnostic
        .hint(Language::ENGLISH)
        .map_or(String::new(), |hint| format!(" ({hint})"));
    format!("{path}{place}: {} {message}{hint}", diagnostic.code.name())
}

/// Returns the files of a folder of this repository, by their paths from its top; attachments with an empty text.
pub fn folder(name: &str) -> Files {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Files::new();
    let mut folders = vec![top.join(name)];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder).expect("the folder is part of the repository");
        for entry in entries {
            let path = entry.expect("the folder can be read").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let within = path.strip_prefix(top).expect("it lies in the repository");
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            files.insert(within.to_string_lossy().replace('\\', "/"), text);
        }
    }
    files
}
