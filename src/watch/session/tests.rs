//! After any edits on a real disk, a session's snapshot equals that of reading from scratch; unchanged texts are kept.

use super::*;
use crate::text::{Source, UnreadableFile};
use proptest::collection::vec;
use proptest::prelude::{Strategy, prop_oneof};
use proptest::sample::select;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::sync::Arc;
use tempfile::TempDir;

const FOLDERS: &[&str] = &[
    "content",
    "content/a",
    "content/a-b",
    "content/a/c",
    "content/b",
    "content/link",
    "content/.hidden",
    "content/b/old~",
    "themes",
    "themes/mine",
];
const NAMES: &[&str] = &[
    "x.md",
    "y.md",
    "a",
    "site.yaml",
    "plan.pdf",
    "style.css",
    "x.md~",
    "#x.md#",
    ".#x.md",
    ".x.md.swp",
    "x.md.tmp",
    "4913",
    "a\\b.md",
    "no text \u{1}.md",
    ".kafolio.json",
];
const TEXTS: &[&[u8]] = &[b"", b"one", b"two", b"three\n", b"\xff\xfe"];
const TARGETS: &[&str] = &["a", "../b", "a/x.md", ".hidden", "../..", "nothing", "link"];

#[derive(Clone, Debug)]
enum Edit {
    Write(&'static str, &'static str, &'static [u8]),
    Large(&'static str, &'static str),
    Delete(&'static str, &'static str),
    Rename((&'static str, &'static str), (&'static str, &'static str)),
    Folder(&'static str),
    DeleteFolder(&'static str),
    MoveFolder(&'static str, &'static str),
    Link(&'static str, &'static str, &'static str),
    InvalidName(&'static str),
}

fn any() -> impl Strategy<Value = Edit> {
    let path = || (select(FOLDERS), select(NAMES));
    prop_oneof![
        12 => (path(), select(TEXTS)).prop_map(|((folder, name), text)| Edit::Write(folder, name, text)),
        1 => path().prop_map(|(folder, name)| Edit::Large(folder, name)),
        3 => path().prop_map(|(folder, name)| Edit::Delete(folder, name)),
        4 => (path(), path()).prop_map(|(from, to)| Edit::Rename(from, to)),
        2 => select(FOLDERS).prop_map(Edit::Folder),
        2 => select(FOLDERS).prop_map(Edit::DeleteFolder),
        3 => (select(FOLDERS), select(FOLDERS)).prop_map(|(from, to)| Edit::MoveFolder(from, to)),
        3 => (path(), select(TARGETS)).prop_map(|((folder, name), target)| Edit::Link(folder, name, target)),
        2 => select(TARGETS).prop_map(|target| Edit::Link("content", "link", target)),
        1 => select(FOLDERS).prop_map(Edit::InvalidName),
    ]
}

/// Applies an edit if possible; returns the paths that the system would report.
fn apply(edit: &Edit, site: &Path) -> Vec<PathBuf> {
    let at = |folder: &str, name: &str| site.join(folder).join(name);
    let (done, reported) = match edit {
        Edit::Write(folder, name, text) => {
            let path = at(folder, name);
            (fs::write(&path, text), vec![path])
        }
        Edit::Large(folder, name) => {
            let path = at(folder, name);
            let grow = |file: fs::File| file.set_len(5 * 1024 * 1024);
            (fs::File::create(&path).and_then(grow), vec![path])
        }
        Edit::Delete(folder, name) => {
            let path = at(folder, name);
            (fs::remove_file(&path), vec![path])
        }
        Edit::Rename(from, to) => {
            let (from, to) = (at(from.0, from.1), at(to.0, to.1));
            (fs::rename(&from, &to), vec![from, to])
        }
        Edit::Folder(folder) => (fs::create_dir(site.join(folder)), vec![site.join(folder)]),
        Edit::DeleteFolder(folder) => (
            fs::remove_dir_all(site.join(folder)),
            vec![site.join(folder)],
        ),
        Edit::MoveFolder(from, to) => {
            let (from, to) = (site.join(from), site.join(to));
            (fs::rename(&from, &to), vec![from, to])
        }
        Edit::Link(folder, name, target) => {
            let path = at(folder, name);
            let _ = fs::remove_file(&path);
            (link(target, &path), vec![path])
        }
        Edit::InvalidName(folder) => {
            let path = site.join(folder).join(invalid_name());
            (fs::write(&path, ""), vec![path])
        }
    };
    // The system reports real paths, and sometimes edits that failed.
    let _ = done;
    let written = reported
        .iter()
        .filter_map(|path| fs::canonicalize(path).ok());
    let written: Vec<PathBuf> = written.collect();
    reported
        .iter()
        .map(|path| real(path))
        .chain(written)
        .collect()
}

fn real(path: &Path) -> PathBuf {
    let parent = path
        .parent()
        .and_then(|parent| fs::canonicalize(parent).ok());
    match (parent, path.file_name()) {
        (Some(parent), Some(name)) => parent.join(name),
        _ => path.to_path_buf(),
    }
}

#[cfg(unix)]
fn link(target: &str, path: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(target, path)
}

#[cfg(not(unix))]
fn link(_: &str, _: &Path) -> std::io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn invalid_name() -> std::ffi::OsString {
    std::os::unix::ffi::OsStringExt::from_vec(b"\xff.md".to_vec())
}

#[cfg(not(unix))]
fn invalid_name() -> std::ffi::OsString {
    "\u{fffd}.md".into()
}

fn site() -> TempDir {
    let site = tempfile::tempdir().unwrap();
    fs::create_dir_all(site.path().join("content/a/c")).unwrap();
    fs::create_dir_all(site.path().join("content/b")).unwrap();
    fs::write(site.path().join("content/a/x.md"), "one").unwrap();
    fs::write(site.path().join("content/b/y.md"), "two").unwrap();
    site
}

fn open(site: &TempDir) -> Session {
    let mut session = Session::open(site.path(), Options::default()).unwrap();
    session.half_written_delay = Duration::ZERO;
    session
}

/// Describes a whole snapshot, for comparison.
fn description(snapshot: &Snapshot) -> Vec<String> {
    let text = |source: &Source| format!("{} {:?}", source.path, source.text);
    let unreadable = |unreadable: &UnreadableFile| {
        format!("{} refused {:?}", unreadable.path, unreadable.reason)
    };
    let mut reported = vec![snapshot.today.to_string()];
    reported.extend(snapshot.sources.iter().map(text));
    reported.extend(snapshot.assets.iter().map(|asset| asset.path.to_string()));
    reported.extend(snapshot.unreadable.iter().map(unreadable));
    reported.extend(snapshot.theme.iter().map(text));
    reported
}

#[test]
fn after_any_edits_a_session_equals_a_fresh_read() {
    let requested = std::env::var("KAFOLIO_SEQUENCES").ok();
    let config = Config {
        cases: requested
            .and_then(|number| number.parse().ok())
            .unwrap_or(150),
        failure_persistence: None,
        max_shrink_iters: 2000,
        ..Config::default()
    };
    let random = TestRng::from_seed(RngAlgorithm::ChaCha, &[3; 32]);
    let mut runner = TestRunner::new_with_rng(config, random);
    let steps = vec(vec(any(), 1..4), 12);
    let outcome = runner.run(&steps, |steps| {
        let site = site();
        let mut session = open(&site);
        for edits in &steps {
            let path = fs::canonicalize(site.path()).unwrap();
            let paths = edits.iter().flat_map(|edit| apply(edit, &path)).collect();
            let before = description(session.snapshot());
            let differs = session.update(&Changes::Paths(paths));
            let Ok(clean) = site_folder::read(&path) else {
                proptest::prop_assert!(!differs);
                continue;
            };
            let now = description(session.snapshot());
            proptest::prop_assert_eq!(&now, &description(&clean), "after {:?}", edits);
            proptest::prop_assert!(differs || now == before);
            proptest::prop_assert!(!session.update(&Changes::Everything));
        }
        Ok(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn unchanged_texts_keep_their_allocation() {
    let site = site();
    let mut session = open(&site);
    let text = |session: &Session, path: usize| session.snapshot().sources[path].text.clone();
    let (one, two) = (text(&session, 0), text(&session, 1));
    fs::write(site.path().join("content/a/x.md"), "new").unwrap();
    assert!(session.update(&Changes::Everything));
    assert!(!Arc::ptr_eq(&text(&session, 0), &one) && Arc::ptr_eq(&text(&session, 1), &two));
    assert_eq!(session.changed(), (1, 0));
}

#[test]
fn a_rewritten_attachment_counts_as_changed() {
    let site = site();
    let plan = fs::canonicalize(site.path())
        .unwrap()
        .join("content/a/plan.pdf");
    fs::write(&plan, "1").unwrap();
    let mut session = open(&site);
    fs::write(&plan, "22").unwrap();
    let changes = Changes::Paths([plan].into());
    assert!(session.update(&changes));
    assert!(!session.update(&changes));
    assert_eq!(session.changed(), (0, 1));
}

#[test]
fn a_note_that_is_being_written_is_waited_for() {
    let site = site();
    let note = fs::canonicalize(site.path())
        .unwrap()
        .join("content/a/x.md");
    let mut session = open(&site);
    session.half_written_delay = Duration::from_secs(1);
    fs::write(&note, "").unwrap();
    let save = std::thread::spawn({
        let note = note.clone();
        move || {
            std::thread::sleep(Duration::from_millis(50));
            fs::write(note, "whole").unwrap();
        }
    });
    assert!(session.update(&Changes::Paths([note].into())));
    assert_eq!(session.snapshot().sources[0].text.as_ref(), "whole");
    save.join().unwrap();
}

#[test]
fn a_site_without_notes_is_kept_until_they_are_back() {
    let site = site();
    let content = fs::canonicalize(site.path()).unwrap().join("content");
    let mut session = open(&site);
    fs::rename(&content, site.path().join("away")).unwrap();
    assert!(!session.update(&Changes::Paths([content.clone()].into())));
    assert_eq!(session.snapshot().sources.len(), 2);
    let reported = session.take_read_error().unwrap();
    let reported = reported.message(Language::ENGLISH);
    assert!(reported.contains("content/ cannot be read"), "{reported}");
    assert!(!session.update(&Changes::Everything));
    assert!(session.take_read_error().is_none(), "it is said once");
    fs::rename(site.path().join("away"), &content).unwrap();
    fs::write(content.join("new.md"), "").unwrap();
    assert!(session.update(&Changes::Paths([content.clone()].into())));
    assert_eq!(session.snapshot().sources.len(), 3);
}

#[test]
fn notes_that_return_unchanged_are_built_again() {
    let site = site();
    let content = fs::canonicalize(site.path()).unwrap().join("content");
    let mut session = open(&site);
    fs::rename(&content, site.path().join("away")).unwrap();
    fs::write(&content, "a file, no folder").unwrap();
    assert!(!session.update(&Changes::Everything));
    assert!(session.take_read_error().is_some());
    fs::remove_file(&content).unwrap();
    fs::rename(site.path().join("away"), &content).unwrap();
    // The message about them must disappear.
    assert!(session.update(&Changes::Everything));
    assert!(!session.update(&Changes::Everything));
}

#[test]
fn a_new_day_is_noticed_unless_the_date_is_fixed() {
    let site = site();
    let mut session = open(&site);
    assert!(!session.refresh_today());
    session.current.snapshot.today = jiff::civil::date(2026, 1, 1);
    assert!(session.refresh_today());
    session.current.snapshot.today = jiff::civil::date(2026, 1, 1);
    session.options.as_of = Some(jiff::civil::date(2026, 3, 1));
    assert!(!session.refresh_today());
}
