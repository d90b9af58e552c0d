//! Successive builds into one folder, with existing files and faults.

use super::*;
use crate::text::Language;
use std::fs;
use tempfile::TempDir;

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn open(out: &TempDir) -> Writer {
    Writer::open(out.path(), &[], Allowed::default()).unwrap()
}

/// Runs one build with a new writer.
fn build(out: &TempDir, files: &[(&str, &str)]) -> Result<Written, WriteError> {
    build_with(&open(out), files)
}

fn build_with(writer: &Writer, files: &[(&str, &str)]) -> Result<Written, WriteError> {
    files
        .iter()
        .for_each(|(path, text)| writer.put(path, text.as_bytes()));
    writer.finish()
}

fn counts(written: usize, unchanged: usize, removed: usize) -> Written {
    Written {
        written,
        unchanged,
        removed,
    }
}

fn faults(outcome: Result<Written, WriteError>) -> Vec<Fault> {
    match outcome {
        Err(WriteError::Faults(faults)) => faults,
        other => panic!("{other:?}"),
    }
}

fn fault_messages(outcome: Result<Written, WriteError>) -> Vec<String> {
    let faults = faults(outcome).into_iter();
    faults
        .map(|fault| fault.message(Language::ENGLISH))
        .collect()
}

fn in_the_way(path: &str) -> String {
    let fault = Fault::InTheWay {
        path: path.to_owned(),
    };
    fault.message(Language::ENGLISH)
}

fn text(out: &TempDir, path: &str) -> String {
    fs::read_to_string(out.path().join(path)).unwrap_or_else(|error| error.kind().to_string())
}

/// Returns every file and empty folder except the manifest, sorted.
fn tree(out: &TempDir) -> Vec<String> {
    fn visit(root: &Path, folder: &Path, found: &mut Vec<String>) {
        let mut entries = fs::read_dir(folder).unwrap().peekable();
        if entries.peek().is_none() {
            found.push(folder.strip_prefix(root).unwrap().display().to_string());
        }
        for place in entries.map(|entry| entry.unwrap().path()) {
            match fs::symlink_metadata(&place).unwrap().is_dir() {
                true => visit(root, &place, found),
                false => found.push(place.strip_prefix(root).unwrap().display().to_string()),
            }
        }
    }
    let mut found = Vec::new();
    visit(out.path(), out.path(), &mut found);
    found.retain(|path| path != crate::disk::MANIFEST_NAME);
    found.sort();
    found
}

#[test]
fn only_changed_files_are_written_and_stale_ones_removed() {
    let out = folder();
    let first = [
        ("index.html", "1"),
        ("a/b/old.html", "2"),
        ("a/c.html", "3"),
    ];
    assert_eq!(build(&out, &first).unwrap(), counts(3, 0, 0));
    let modified = || {
        fs::metadata(out.path().join("index.html"))
            .unwrap()
            .modified()
            .unwrap()
    };
    let before = modified();
    let second = [("index.html", "1"), ("a/c.html", "4"), ("d/e.html", "5")];
    assert_eq!(build(&out, &second).unwrap(), counts(2, 1, 1));
    assert_eq!(tree(&out), ["a/c.html", "d/e.html", "index.html"]);
    assert_eq!((text(&out, "a/c.html"), modified()), ("4".into(), before));
}

#[test]
fn many_threads_write_the_same_folder_as_one() {
    let (one, many) = (folder(), folder());
    let path = |number: usize| format!("{}/{}/{number}.html", number % 3, number % 7);
    let writer = open(&one);
    (0..200).for_each(|number| writer.put(&path(number), b"x"));
    writer.finish().unwrap();
    let writer = open(&many);
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let writer = &writer;
            scope.spawn(move || {
                (thread..200)
                    .step_by(4)
                    .for_each(|number| writer.put(&path(number), b"x"))
            });
        }
    });
    assert_eq!(writer.finish().unwrap(), counts(200, 0, 0));
    assert_eq!(tree(&one), tree(&many));
    assert_eq!(text(&one, ".kafolio.json"), text(&many, ".kafolio.json"));
}

#[test]
fn a_file_is_kept_only_after_a_good_build_of_the_same_writer() {
    let out = folder();
    let writer = open(&out);
    build_with(&writer, &[("a.html", "1"), ("b.html", "1")]).unwrap();
    writer.keep("a.html");
    writer.put("b.html", b"2");
    assert_eq!(writer.finish().unwrap(), counts(1, 1, 0));
    build_with(&writer, &[("../a", "")]).unwrap_err();
    assert!(!writer.remembers("a.html"));
    writer.keep("a.html");
    assert_eq!(
        fault_messages(writer.finish()),
        [
            "internal error `output-not-remembered`: a.html. This is a bug in kafolio, not in your notes; please report \
             it with this line"
        ]
    );
}

/// Runs a build for one of the built-in audiences, with some pages and one account.
fn build_for(out: &TempDir, audience: usize, pages: usize) -> Result<Written, WriteError> {
    let writer = open(out);
    let scope = Scope::sample(audience, Some(&["a"]));
    writer.declare(&scope, Dictionary::built_in(), 1);
    (0..pages).for_each(|number| writer.put(&format!("{number}.html"), b"x"));
    writer.finish()
}

#[test]
fn a_blocked_site_leaves_the_existing_one() {
    let out = folder();
    build_for(&out, 2, 30).unwrap();
    let before = (tree(&out), text(&out, ".kafolio.json"));
    let outcome = build_for(&out, 1, 31);
    assert!(matches!(
        outcome,
        Err(WriteError::Blocked(Blocked::Wider { .. }))
    ));
    let outcome = build_for(&out, 2, 3);
    let shrinks = Blocked::Shrinks {
        gone: 27,
        pages: 30,
    };
    assert!(matches!(outcome, Err(WriteError::Blocked(blocked)) if blocked == shrinks));
    assert_eq!(before, (tree(&out), text(&out, ".kafolio.json")));
    build_for(&out, 2, 31).unwrap();
}

#[test]
fn a_wider_site_is_never_staged() {
    let out = folder();
    build_for(&out, 2, 1).unwrap();
    let writer = open(&out);
    writer.declare(&Scope::sample(0, None), Dictionary::built_in(), 1);
    writer.put("secret.html", b"x");
    assert_eq!(tree(&out), ["0.html"]);
    writer.abandon();
    writer.put("0.html", b"y");
    writer.finish().unwrap();
    assert_eq!(text(&out, "0.html"), "y");
}

#[test]
fn attachments_are_copied_by_content() {
    let (out, notes) = (folder(), folder());
    let from = notes.path().join("报价.pdf");
    let copy = |content: &str| {
        fs::write(&from, content).unwrap();
        let writer = open(&out);
        writer.copy("a/报价.pdf", &from);
        writer.finish().unwrap()
    };
    assert_eq!(copy("一"), counts(1, 0, 0));
    assert_eq!(copy("一"), counts(0, 1, 0));
    assert_eq!(copy("二"), counts(1, 0, 0));
    assert_eq!(text(&out, "a/报价.pdf"), "二");
}

#[test]
fn a_fault_leaves_the_last_good_site() {
    let out = folder();
    build(&out, &[("a.html", "1"), ("b.html", "1")]).unwrap();
    let manifest = text(&out, ".kafolio.json");
    let writer = open(&out);
    writer.copy("c.pdf", &out.path().join("missing.pdf"));
    let outcome = build_with(&writer, &[("a.html", "2"), ("new.html", "2")]);
    assert!(matches!(&faults(outcome)[..], [Fault::System { path, .. }] if path == "c.pdf"));
    assert_eq!(tree(&out), ["a.html", "b.html"]);
    assert_eq!(
        (text(&out, "a.html"), text(&out, ".kafolio.json")),
        ("1".into(), manifest)
    );
    assert_eq!(
        build_with(&writer, &[("a.html", "2")]).unwrap(),
        counts(1, 0, 1)
    );
}

#[test]
fn foreign_files_are_never_changed() {
    let out = folder();
    build(&out, &[("a/old.html", "1")]).unwrap();
    fs::write(out.path().join("a/theirs.txt"), "theirs").unwrap();
    fs::create_dir_all(out.path().join("folder.html/x")).unwrap();
    let outcome = build(
        &out,
        &[
            ("a/theirs.txt", "theirs"),
            ("folder.html", ""),
            ("b.html", ""),
        ],
    );
    assert_eq!(
        fault_messages(outcome),
        [in_the_way("a/theirs.txt"), in_the_way("folder.html")]
    );
    build(&out, &[("b.html", "")]).unwrap();
    assert_eq!(tree(&out), ["a/theirs.txt", "b.html", "folder.html/x"]);
}

#[test]
fn the_next_build_clears_up_after_a_killed_one() {
    let out = folder();
    let kill = |path: &str| {
        let writer = open(&out);
        writer.put(path, b"half");
        // Neither finished nor dropped; the lock would be released with the process.
        writer._lock.as_ref().map(|lock| lock.unlock());
        std::mem::forget(writer);
    };
    kill("a/b.html");
    build(&out, &[("c.html", "1")]).unwrap();
    assert_eq!(tree(&out), ["c.html"]);
    kill("c.html");
    assert_eq!(text(&out, "c.html"), "1");
    build(&out, &[("c.html", "1")]).unwrap();
    assert_eq!(tree(&out), ["c.html"]);
}

#[test]
fn files_and_folders_can_swap_and_names_change_case() {
    let out = folder();
    build(&out, &[("a", "1"), ("b/c/d", "1"), ("E/f.html", "1")]).unwrap();
    build(&out, &[("a/x", "2"), ("b", "2"), ("e/F.html", "2")]).unwrap();
    assert_eq!(tree(&out), ["a/x", "b", "e/F.html"]);
}

#[cfg(unix)]
#[test]
fn links_in_the_output_are_not_followed() {
    let (out, elsewhere) = (folder(), folder());
    build(&out, &[("a/b.html", "1"), ("c.html", "1")]).unwrap();
    fs::write(elsewhere.path().join("b.html"), "theirs").unwrap();
    fs::remove_dir_all(out.path().join("a")).unwrap();
    fs::remove_file(out.path().join("c.html")).unwrap();
    std::os::unix::fs::symlink(elsewhere.path(), out.path().join("a")).unwrap();
    std::os::unix::fs::symlink(elsewhere.path().join("b.html"), out.path().join("c.html")).unwrap();
    let outcome = build(&out, &[("a/b.html", "2"), ("c.html", "2")]);
    assert_eq!(
        fault_messages(outcome),
        [in_the_way("a"), in_the_way("c.html")]
    );
    assert_eq!(build(&out, &[]).unwrap(), counts(0, 0, 0));
    assert_eq!(text(&elsewhere, "b.html"), "theirs");
}
