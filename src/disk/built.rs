//! Recognizes a folder among the notes that a build wrote. The files that its manifest lists are not read; notes always are.

use std::path::Path;

use super::manifest::{self, Names};

/// Extensions, in any case, of files that people write by hand: notes and settings. A build writes no such file, so a
/// manifest that lists one is ignored there.
const WRITTEN_BY_HAND: [&str; 7] = ["md", "markdown", "mdown", "mkd", "mkdn", "yaml", "yml"];

/// A folder with a manifest, and the files that it lists.
#[derive(Debug)]
pub(crate) struct BuiltFolder {
    /// Relative to the folder of the notes.
    path: String,
    names: Names,
}

impl BuiltFolder {
    /// Returns the folder if it has a manifest that can be read and understood.
    pub(crate) fn of(path: &str, disk: &Path) -> Option<BuiltFolder> {
        let names = manifest::load(disk).ok().flatten()?.names;
        Some(BuiltFolder {
            path: path.to_owned(),
            names,
        })
    }

    /// Returns whether a file among the notes was written by that build.
    pub(crate) fn wrote(&self, file: &str) -> bool {
        let within = file.strip_prefix(&self.path);
        let within = within.and_then(|rest| rest.strip_prefix('/'));
        within.is_some_and(|within| self.names.contains(within)) && !is_written_by_hand(file)
    }
}

fn is_written_by_hand(file: &str) -> bool {
    let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension);
    WRITTEN_BY_HAND
        .iter()
        .any(|one| one.eq_ignore_ascii_case(extension))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::{read_folder, read_part};
    use proptest::prelude::*;
    use std::collections::BTreeSet;
    use std::fs;
    use tempfile::TempDir;

    fn site(files: &[(&str, &str)]) -> TempDir {
        let site = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = site.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        site
    }

    fn read(site: &TempDir) -> Vec<String> {
        let found = read_folder(site.path(), |path| path.ends_with(".md")).unwrap();
        found.files.into_iter().map(|file| file.path).collect()
    }

    #[test]
    fn only_files_that_a_manifest_lists_are_skipped() {
        let manifest = r#"{"kafolio":1,"files":["index.html","assets/a.css","a/b.pdf"]}"#;
        let site = site(&[
            ("public/.kafolio.json", manifest),
            ("public/index.html", ""),
            ("public/assets/a.css", ""),
            ("public/a/b.pdf", ""),
            ("public/a/c.pdf", ""),
            ("public/a/d.md", ""),
            ("index.html", ""),
            ("a/b.pdf", ""),
        ]);
        let expected = ["a/b.pdf", "index.html", "public/a/c.pdf", "public/a/d.md"];
        assert_eq!(read(&site), expected);
    }

    #[test]
    fn no_note_is_skipped() {
        let notes = [
            "index.md",
            "index.MD",
            "index.markdown",
            "site.yaml",
            "Site.YAML",
            "site.yml",
            "index (冲突副本).md",
        ];
        let manifest = serde_json::json!({"kafolio": 1, "files": notes}).to_string();
        let mut files = vec![("accounts/a/.kafolio.json", manifest.as_str())];
        let paths = notes.map(|note| format!("accounts/a/{note}"));
        files.extend(paths.iter().map(|path| (path.as_str(), "")));
        assert_eq!(
            read(&site(&files)).into_iter().collect::<BTreeSet<_>>(),
            paths.into_iter().collect()
        );
    }

    #[test]
    fn a_manifest_that_is_not_understood_hides_nothing() {
        let bad = [
            "",
            "{}",
            "[]",
            "null",
            r#"{"kafolio":1}"#,
            r#"{"kafolio":9,"files":["a.pdf"]}"#,
            r#"{"kafolio":1,"files":"a.pdf"}"#,
            r#"{"kafolio":1,"files":["a.pdf","../b.pdf"]}"#,
            r#"{"kafolio":1,"files":["a.pdf"]"#,
            r#"{"files":["a.pdf"]}"#,
        ];
        for text in bad {
            let site = site(&[("x/.kafolio.json", text), ("x/a.pdf", "")]);
            assert_eq!(read(&site), ["x/a.pdf"], "{text}");
        }
        let site = site(&[("x/.kafolio.json/y", ""), ("x/a.pdf", "")]);
        assert_eq!(read(&site), ["x/a.pdf"]);
    }

    #[test]
    fn the_manifest_of_the_notes_themselves_hides_nothing() {
        let manifest = r#"{"kafolio":1,"files":["a.pdf"]}"#;
        let site = site(&[(".kafolio.json", manifest), ("a.pdf", ""), ("b.md", "")]);
        assert_eq!(read(&site), ["a.pdf", "b.md"]);
    }

    #[test]
    fn nested_manifests_both_apply() {
        let outer = r#"{"kafolio":1,"files":["b/x.pdf"]}"#;
        let inner = r#"{"kafolio":1,"files":["y.pdf"]}"#;
        let site = site(&[
            ("a/.kafolio.json", outer),
            ("a/b/.kafolio.json", inner),
            ("a/b/x.pdf", ""),
            ("a/b/y.pdf", ""),
            ("a/b/z.pdf", ""),
            ("a/y.pdf", ""),
        ]);
        assert_eq!(read(&site), ["a/b/z.pdf", "a/y.pdf"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// Whatever a manifest lists and wherever it is: every note is read, and so is every file that it does not list.
        /// Reading one path gives the same result there as reading everything.
        #[test]
        fn a_manifest_anywhere_hides_no_note(
            folder in "(a|a/b|a/b/c)",
            listed in proptest::collection::vec("(b/)?(c/)?[xyz]\\.(md|pdf|html|MD|yaml)", 0..6),
            broken in proptest::bool::weighted(0.2),
        ) {
            let folders = ["a", "a/b", "a/b/c"];
            let names = ["x.md", "y.pdf", "z.html", "x.MD", "y.yaml", "z.md"];
            let paths = folders.iter().flat_map(|folder| {
                names.iter().map(move |name| format!("{folder}/{name}"))
            });
            let paths: Vec<String> = paths.collect();
            let mut manifest = serde_json::json!({"kafolio": 1, "files": listed}).to_string();
            if broken {
                manifest.truncate(manifest.len() / 2);
            }
            let place = format!("{folder}/.kafolio.json");
            let mut files = vec![(place.as_str(), manifest.as_str())];
            files.extend(paths.iter().map(|path| (path.as_str(), "")));
            let site = site(&files);
            let found = read(&site);
            for path in &paths {
                let is_listed = path
                    .strip_prefix(&format!("{folder}/"))
                    .is_some_and(|within| listed.iter().any(|one| one == within));
                let is_hidden = !broken && is_listed && !is_written_by_hand(path);
                prop_assert_eq!(!found.contains(path), is_hidden, "{}", path);
            }
            for path in paths.iter().map(String::as_str).chain(folders) {
                let part = read_part(site.path(), Path::new(path), |path| path.ends_with(".md")).unwrap();
                let there: Vec<String> = part.found.files.into_iter().map(|file| file.path).collect();
                let within = |one: &&String| *one == path || one.starts_with(&format!("{path}/"));
                let expected: Vec<String> = found.iter().filter(within).cloned().collect();
                prop_assert_eq!((part.path.as_str(), there), (path, expected));
            }
        }
    }
}
