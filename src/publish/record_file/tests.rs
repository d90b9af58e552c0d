//! Paths and names of records, and the files they may replace.

use super::*;

fn internal() -> Audience {
    let [_, internal, _] = Audience::built_in();
    internal
}

fn at(site: &Path, requested: Option<&Path>, out: &Path) -> Result<PathBuf, RecordError> {
    let target = Target {
        site,
        out,
        record: requested,
    };
    RecordFile::at(target, &internal()).map(|record| record.path)
}

#[test]
fn outputs_and_audiences_have_records_of_their_own() {
    let top = tempfile::tempdir().unwrap();
    let site = top.path().join("site");
    let places = [
        "site/public",
        "site/a/public",
        "b/public",
        "site/public.html",
    ];
    for place in places {
        fs::create_dir_all(top.path().join(place)).unwrap();
    }
    let name = |out: &str, audience: &str| name_of(&site, &top.path().join(out), audience);
    let plain = "public.internal.disclosure.json";
    assert_eq!(name("site/public", "internal"), plain);
    assert_eq!(name("b/../site/./public", "internal"), plain);
    assert_eq!(name("site/new", "客户"), "new.客户.disclosure.json");
    let audiences = ["internal", "a/b", "a_b", "a b", "../x", "", "."];
    let mut names: Vec<String> = Vec::new();
    for out in places {
        names.extend(audiences.map(|audience| name(out, audience)));
    }
    let long = "长".repeat(80);
    names.push(name(&format!("b/{long}"), &long));
    let count = names.len();
    for name in &names {
        assert!(
            !name.contains(['/', '\\']) && !name.starts_with('.'),
            "{name}"
        );
        assert!(name.len() <= 255, "{name}");
    }
    names.sort();
    names.dedup();
    assert_eq!(names.len(), count, "{names:#?}");
}

#[test]
fn checking_a_path_leaves_no_files() {
    let site = tempfile::tempdir().unwrap();
    let out = site.path().join("public");
    let path = at(site.path(), None, &out).unwrap();
    assert!(path.starts_with(site.path().join(OWN_FOLDER)));
    assert_eq!(fs::read_dir(site.path()).unwrap().count(), 0);
}

#[test]
fn a_record_in_the_output_is_refused() {
    let site = tempfile::tempdir().unwrap();
    let out = site.path().join("public");
    fs::create_dir(&out).unwrap();
    fs::create_dir(site.path().join("x")).unwrap();
    for requested in [
        "public/a.json",
        "public/b/a.json",
        "public",
        "x/../public/a.json",
    ] {
        let requested = site.path().join(requested);
        let error = at(site.path(), Some(&requested), &out).unwrap_err();
        assert!(matches!(error, RecordError::InOutput { .. }), "{error}");
    }
    let own = site.path().join(OWN_FOLDER);
    assert!(at(site.path(), None, &own).is_err());
    assert!(at(site.path(), Some(&site.path().join("a.json")), &out).is_ok());
}

#[test]
fn an_unwritable_record_is_refused_before_the_build() {
    let site = tempfile::tempdir().unwrap();
    let out = site.path().join("public");
    let missing = site.path().join("missing/a.json");
    let error = at(site.path(), Some(&missing), &out).unwrap_err();
    assert!(matches!(error, RecordError::Impossible { .. }), "{error}");
    fs::write(site.path().join(OWN_FOLDER), "").unwrap();
    let error = at(site.path(), None, &out).unwrap_err();
    assert!(matches!(error, RecordError::Impossible { .. }), "{error}");
}

#[test]
fn another_file_is_refused_and_a_broken_record_replaced() {
    let site = tempfile::tempdir().unwrap();
    let out = site.path().join("public");
    let requested = site.path().join("record.json");
    for text in ["", "{", "{\n  \"kafolio_disclosure\": 1,\n"] {
        fs::write(&requested, text).unwrap();
        assert!(at(site.path(), Some(&requested), &out).is_ok(), "{text}");
    }
    fs::write(&requested, "{\"name\": \"something else\"}").unwrap();
    assert!(at(site.path(), Some(&requested), &out).is_err());
    assert!(at(site.path(), Some(site.path()), &out).is_err());
    // In our own folder, any file may be replaced by a record.
    let own = at(site.path(), None, &out).unwrap();
    fs::create_dir(site.path().join(OWN_FOLDER)).unwrap();
    fs::write(&own, "broken").unwrap();
    assert_eq!(at(site.path(), None, &out).unwrap(), own);
    fs::remove_file(&own).unwrap();
    fs::create_dir(&own).unwrap();
    assert!(at(site.path(), None, &out).is_err());
}

#[cfg(unix)]
#[test]
fn a_linked_own_folder_is_refused() {
    let (site, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let own = site.path().join(OWN_FOLDER);
    std::os::unix::fs::symlink(elsewhere.path(), own).unwrap();
    let out = site.path().join("public");
    let error = at(site.path(), None, &out).unwrap_err();
    assert!(matches!(error, RecordError::Impossible { .. }), "{error}");
}
