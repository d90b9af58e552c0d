//! A site in memory, for tests: files by their paths in, pages and diagnostics out. Reads the disk only for `folder`.
#![allow(clippy::disallowed_methods)]
#![allow(dead_code, reason = "each test uses its own part of this file")]

pub mod quoted;

use jiff::civil::date;
use kafolio::build::{Build, BuildError, Cache, Options};
use kafolio::html::Output;
use kafolio::text::{Asset, Diagnostic, Language, Snapshot, Source};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Mutex, OnceLock};

/// Files of a site's folder by their paths: notes, `site.yaml`, attachments, `themes/…`.
pub type Files = BTreeMap<String, String>;

/// What a build came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Site {
    /// Route and bytes of every page and asset.
    pub pages: BTreeMap<String, Vec<u8>>,
    /// Route of every attachment, and where it lies.
    pub attachments: BTreeMap<String, String>,
    /// A line for each diagnostic.
    pub diagnostics: Vec<String>,
    /// The pages as `page` gives them.
    read: Read,
}

/// Pages with all their quotes, once one is asked for. Sites are the same whether or not one was.
#[derive(Clone, Debug, Default)]
struct Read(OnceLock<BTreeMap<String, String>>);

impl PartialEq for Read {
    fn eq(&self, _: &Read) -> bool {
        true
    }
}

impl Eq for Read {}

impl Site {
    /// The text of a page, every attribute in quotes.
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

/// The snapshot of some files. The clock stands at 2026-03-20.
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

/// A clean build.
pub fn built(files: &Files, choice: &Options) -> Result<Site, BuildError> {
    rebuilt(files, choice, &mut Cache::default(), &Site::default())
}

/// A build with what earlier ones left; `before` is the site that the last of them made.
///
/// Panics where a file is kept that was not there, and where the search misses what it should find.
pub fn rebuilt(
    files: &Files,
    choice: &Options,
    cache: &mut Cache,
    before: &Site,
) -> Result<Site, BuildError> {
    let shelf = MemoryStore {
        before,
        now: Mutex::default(),
    };
    let outcome = Build::new(&snapshot(files), choice, &shelf).run(cache)?;
    let mut site = shelf.now.into_inner().expect("no build panicked");
    assert_eq!(outcome.search_gaps, [""; 0], "the search misses nothing");
    site.diagnostics = outcome.diagnostics.iter().map(short).collect();
    Ok(site)
}

/// Where files of a build are put; what it keeps is taken from the site before.
struct MemoryStore<'a> {
    before: &'a Site,
    now: Mutex<Site>,
}

impl MemoryStore<'_> {
    fn shelve(&self, route: &str, bytes: Vec<u8>) {
        let mut now = self.now.lock().expect("no build panicked");
        let earlier = now.pages.insert(route.to_owned(), bytes);
        assert!(earlier.is_none(), "{route} was emitted twice");
    }
}

impl Output for MemoryStore<'_> {
    fn put(&self, route: &str, bytes: Vec<u8>) {
        self.shelve(route, bytes);
    }

    fn keep(&self, route: &str) {
        let known = self.before.pages.get(route);
        let bytes = known.unwrap_or_else(|| panic!("{route} is kept and was never made"));
        self.shelve(route, bytes.clone());
    }

    fn copy(&self, route: &str, asset: &str) {
        let mut now = self.now.lock().expect("no build panicked");
        now.attachments.insert(route.to_owned(), asset.to_owned());
    }
}

/// A diagnostic on one line, in English.
pub fn short(diagnostic: &Diagnostic) -> String {
    let path = &diagnostic.source.path;
    let place = diagnostic.span.map_or(String::new(), |span| {
        let place = diagnostic.source.place(span);
        format!(":{}:{}", place.line, place.column)
    });
    let message = diagnostic.message(Language::English);
    let hint = diagnostic
        .hint(Language::English)
        .map_or(String::new(), |hint| format!(" ({hint})"));
    format!("{path}{place}: {} {message}{hint}", diagnostic.code.name())
}

/// The files of a folder of this repository, by their paths from its top; attachments with an empty text.
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
