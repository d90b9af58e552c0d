//! After any edits on a real disk a session holds what reading from scratch would give; what is the same stays.

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
    NoName(&'static str),
}

fn any() -> impl Strategy<Value = Edit> {
    let place = || (select(FOLDERS), select(NAMES));
    prop_oneof![
        12 => (place(), select(TEXTS)).prop_map(|((folder, name), text)| Edit::Write(folder, name, text)),
        1 => place().prop_map(|(folder, name)| Edit::Large(folder, name)),
        3 => place().prop_map(|(folder, name)| Edit::Delete(folder, name)),
        4 => (place(), place()).prop_map(|(from, to)| Edit::Rename(from, to)),
        2 => select(FOLDERS).prop_map(Edit::Folder),
        2 => select(FOLDERS).prop_map(Edit::DeleteFolder),
        3 => (select(FOLDERS), select(FOLDERS)).prop_map(|(from, to)| Edit::MoveFolder(from, to)),
        3 => (place(), select(TARGETS)).prop_map(|((folder, name), target)| Edit::Link(folder, name, target)),
        2 => select(TARGETS).prop_map(|target| Edit::Link("content", "link", target)),
        1 => select(FOLDERS).prop_map(Edit::NoName),
    ]
}

/// Does an edit as far as it can be done; the places that the system would tell of.
fn apply(edit: &Edit, site: &Path) -> Vec<PathBuf> {
    let at = |folder: &str, name: &str| site.join(folder).join(name);
    let (done, told) = match edit {
        Edit::Write(folder, name, text) => {
            let place = at(folder, name);
            (fs::write(&place, text), vec![place])
        }
        Edit::Large(folder, name) => {
            let place = at(folder, name);
            let grow = |file: fs::File| file.set_len(5 * 1024 * 1024);
            (fs::File::create(&place).and_then(grow), vec![place])
        }
        Edit::Delete(folder, name) => {
            let place = at(folder, name);
            (fs::remove_file(&place), vec![place])
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
            let place = at(folder, name);
            let _ = fs::remove_file(&place);
            (link(target, &place), vec![place])
        }
        Edit::NoName(folder) => {
            let place = site.join(folder).join(no_text());
            (fs::write(&place, ""), vec![place])
        }
    };
    // The system tells real places, and here and there something that was not done.
    let _ = done;
    let written = told.iter().filter_map(|place| fs::canonicalize(place).ok());
    let written: Vec<PathBuf> = written.collect();
    told.iter()
        .map(|place| real(place))
        .chain(written)
        .collect()
}

fn real(place: &Path) -> PathBuf {
    let parent = place
        .parent()
        .and_then(|parent| fs::canonicalize(parent).ok());
    match (parent, place.file_name()) {
        (Some(parent), Some(name)) => parent.join(name),
        _ => place.to_path_buf(),
    }
}

#[cfg(unix)]
fn link(target: &str, place: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(target, place)
}

#[cfg(not(unix))]
fn link(_: &str, _: &Path) -> std::io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn no_text() -> std::ffi::OsString {
    std::os::unix::ffi::OsStringExt::from_vec(b"\xff.md".to_vec())
}

#[cfg(not(unix))]
fn no_text() -> std::ffi::OsString {
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
    session.half_written = Duration::ZERO;
    session
}

/// All of a snapshot, to compare.
fn told(snapshot: &Snapshot) -> Vec<String> {
    let text = |source: &Source| format!("{} {:?}", source.path, source.text);
    let refused =
        |refused: &UnreadableFile| format!("{} refused {:?}", refused.path, refused.reason);
    let mut told = vec![snapshot.today.to_string()];
    told.extend(snapshot.sources.iter().map(text));
    told.extend(snapshot.assets.iter().map(|asset| asset.path.to_string()));
    told.extend(snapshot.unreadable.iter().map(refused));
    told.extend(snapshot.theme.iter().map(text));
    told
}

#[test]
fn after_any_edits_a_session_holds_what_is_there() {
    let asked = std::env::var("KAFOLIO_SEQUENCES").ok();
    let config = Config {
        cases: asked.and_then(|number| number.parse().ok()).unwrap_or(150),
        failure_persistence: None,
        max_shrink_iters: 2000,
        ..Config::default()
    };
    let dice = TestRng::from_seed(RngAlgorithm::ChaCha, &[3; 32]);
    let mut runner = TestRunner::new_with_rng(config, dice);
    let steps = vec(vec(any(), 1..4), 12);
    let outcome = runner.run(&steps, |steps| {
        let site = site();
        let mut session = open(&site);
        for edits in &steps {
            let place = fs::canonicalize(site.path()).unwrap();
            let paths = edits.iter().flat_map(|edit| apply(edit, &place)).collect();
            let before = told(session.snapshot());
            let differs = session.take(&Changes::Paths(paths));
            let Ok(clean) = site_folder::read(&place, None) else {
                proptest::prop_assert!(!differs);
                continue;
            };
            let now = told(session.snapshot());
            proptest::prop_assert_eq!(&now, &told(&clean), "after {:?}", edits);
            proptest::prop_assert!(differs || now == before);
            proptest::prop_assert!(!session.take(&Changes::Everything));
        }
        Ok(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn texts_that_have_not_changed_stay_in_memory() {
    let site = site();
    let mut session = open(&site);
    let text = |session: &Session, place: usize| session.snapshot().sources[place].text.clone();
    let (one, two) = (text(&session, 0), text(&session, 1));
    fs::write(site.path().join("content/a/x.md"), "new").unwrap();
    assert!(session.take(&Changes::Everything));
    assert!(!Arc::ptr_eq(&text(&session, 0), &one) && Arc::ptr_eq(&text(&session, 1), &two));
    assert_eq!(session.changed(), (1, 0));
}

#[test]
fn an_attachment_that_is_written_anew_is_different() {
    let site = site();
    let plan = fs::canonicalize(site.path())
        .unwrap()
        .join("content/a/plan.pdf");
    fs::write(&plan, "1").unwrap();
    let mut session = open(&site);
    fs::write(&plan, "22").unwrap();
    let changes = Changes::Paths([plan].into());
    assert!(session.take(&changes));
    assert!(!session.take(&changes));
    assert_eq!(session.changed(), (0, 1));
}

#[test]
fn a_note_that_is_being_written_is_waited_for() {
    let site = site();
    let note = fs::canonicalize(site.path())
        .unwrap()
        .join("content/a/x.md");
    let mut session = open(&site);
    session.half_written = Duration::from_secs(1);
    fs::write(&note, "").unwrap();
    let save = std::thread::spawn({
        let note = note.clone();
        move || {
            std::thread::sleep(Duration::from_millis(50));
            fs::write(note, "whole").unwrap();
        }
    });
    assert!(session.take(&Changes::Paths([note].into())));
    assert_eq!(session.snapshot().sources[0].text.as_ref(), "whole");
    save.join().unwrap();
}

#[test]
fn a_site_whose_notes_are_away_stays_until_they_are_back() {
    let site = site();
    let content = fs::canonicalize(site.path()).unwrap().join("content");
    let mut session = open(&site);
    fs::rename(&content, site.path().join("away")).unwrap();
    assert!(!session.take(&Changes::Paths([content.clone()].into())));
    assert_eq!(session.snapshot().sources.len(), 2);
    let told = session.take_trouble(Language::English).unwrap();
    assert!(told.contains("content/ cannot be read"), "{told}");
    assert!(!session.take(&Changes::Everything));
    assert_eq!(
        session.take_trouble(Language::English),
        None,
        "it is said once"
    );
    fs::rename(site.path().join("away"), &content).unwrap();
    fs::write(content.join("new.md"), "").unwrap();
    assert!(session.take(&Changes::Paths([content.clone()].into())));
    assert_eq!(session.snapshot().sources.len(), 3);
}

#[test]
fn notes_that_are_back_as_they_were_are_built_again() {
    let site = site();
    let content = fs::canonicalize(site.path()).unwrap().join("content");
    let mut session = open(&site);
    fs::rename(&content, site.path().join("away")).unwrap();
    fs::write(&content, "a file, no folder").unwrap();
    assert!(!session.take(&Changes::Everything));
    assert!(session.take_trouble(Language::Chinese).is_some());
    fs::remove_file(&content).unwrap();
    fs::rename(site.path().join("away"), &content).unwrap();
    // What was said of them must go.
    assert!(session.take(&Changes::Everything));
    assert!(!session.take(&Changes::Everything));
}

#[test]
fn the_clock_is_looked_at() {
    let site = site();
    let mut session = open(&site);
    assert!(!session.look_at_the_clock());
    session.held.snapshot.today = jiff::civil::date(2026, 1, 1);
    assert!(session.look_at_the_clock());
    session.held.snapshot.today = jiff::civil::date(2026, 1, 1);
    session.options.as_of = Some(jiff::civil::date(2026, 3, 1));
    assert!(!session.look_at_the_clock());
}
