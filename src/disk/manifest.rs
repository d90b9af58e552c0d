//! The manifest `.kafolio.json`: the list of our files in an output folder, and the audience of the site. It contains
//! nothing that the readers of the site do not see, and its bytes depend on its content alone.

use std::collections::{BTreeSet, HashSet};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::fault::OpenError;
use super::place::{check_inside, fold_case};
use super::record::SiteRecord;
use crate::console::printed;
use crate::text::Language;

/// The name of the manifest, the list of our files in the output folder.
pub const MANIFEST_NAME: &str = ".kafolio.json";

/// The version of the manifest's format; a higher one was written by a later version of the program.
const FORMAT: u32 = 1;

/// Where a new manifest is written before it replaces the old one.
const DRAFT_NAME: &str = ".kafolio-manifest";

/// The names of the files that are ours.
#[derive(Debug, Default)]
pub(crate) struct Names {
    exact: BTreeSet<String>,
    folded: HashSet<String>,
}

impl Names {
    pub(crate) fn new(exact: BTreeSet<String>) -> Self {
        let folded = exact.iter().map(|name| fold_case(name)).collect();
        Self { exact, folded }
    }

    pub(crate) fn exact(&self) -> &BTreeSet<String> {
        &self.exact
    }

    pub(crate) fn contains(&self, path: &str) -> bool {
        self.exact.contains(path)
    }

    /// Returns whether a file system that ignores case would find one of ours under this path.
    pub(crate) fn contains_ignoring_case(&self, path: &str) -> bool {
        self.folded.contains(&fold_case(path))
    }

    /// Returns whether one of ours is below this folder.
    pub(crate) fn contains_below(&self, folder: &str) -> bool {
        let start = format!("{folder}/");
        self.exact
            .range(start.clone()..)
            .next()
            .is_some_and(|name| name.starts_with(&start))
    }
}

#[derive(Serialize, Deserialize)]
struct Manifest<Site, Files> {
    kafolio: u32,
    /// Missing in manifests of earlier versions.
    #[serde(skip_serializing_if = "Option::is_none", default = "none")]
    site: Option<Site>,
    files: Files,
}

fn none<T>() -> Option<T> {
    None
}

/// The content of a manifest.
#[derive(Debug, Default)]
pub(crate) struct Loaded {
    pub(crate) names: Names,
    /// `None` if it is not recorded or not understood.
    pub(crate) site: Option<SiteRecord>,
}

/// Why a manifest is not understood.
#[derive(Debug, Error)]
pub enum ManifestError {
    /// Something else has its name.
    #[error("disk.manifest-not-a-file")]
    NotAFile,
    /// The system does not let it be read.
    #[error(transparent)]
    System(#[from] io::Error),
    /// It is not JSON of the expected form.
    #[error(transparent)]
    Malformed(#[from] serde_json::Error),
    /// It was written by a later version of the program.
    #[error("disk.manifest-later")]
    Later {
        /// The version of its format.
        format: u32,
    },
    /// It lists a file outside the folder.
    #[error("disk.manifest-lists-outside")]
    ListsOutside {
        /// Which.
        name: String,
    },
}

impl ManifestError {
    /// Returns the reason for the user.
    pub fn message(&self, language: Language) -> String {
        let key = self.to_string();
        match self {
            Self::NotAFile => language.phrase(&key).to_owned(),
            Self::System(_) | Self::Malformed(_) => key,
            Self::Later { format } => printed::phrase(language, &key, &[("format", format)]),
            Self::ListsOutside { name } => printed::phrase(language, &key, &[("name", name)]),
        }
    }
}

/// Reads the manifest of an output folder; `None` if there is none.
///
/// # Errors
/// It cannot be read or understood, or lists a path outside the folder. Nothing in the folder may then be changed.
pub(crate) fn load(out: &Path) -> Result<Option<Loaded>, OpenError> {
    let path = out.join(MANIFEST_NAME);
    read(&path).map_err(|reason| OpenError::Manifest { path, reason })
}

fn read(path: &Path) -> Result<Option<Loaded>, ManifestError> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_file() => {}
        Ok(_) => return Err(ManifestError::NotAFile),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    }
    let bytes = fs::read(path)?;
    let manifest: Manifest<serde_json::Value, BTreeSet<String>> = serde_json::from_slice(&bytes)?;
    if manifest.kafolio > FORMAT {
        return Err(ManifestError::Later {
            format: manifest.kafolio,
        });
    }
    let mut names = manifest.files.iter();
    if let Some(name) = names.find(|name| check_inside(name).is_err()) {
        return Err(ManifestError::ListsOutside { name: name.clone() });
    }
    let site = manifest.site.map(serde_json::from_value::<SiteRecord>);
    Ok(Some(Loaded {
        names: Names::new(manifest.files),
        site: site.and_then(Result::ok),
    }))
}

/// Replaces the manifest, unless it is unchanged. At any moment there is one complete manifest.
pub(crate) fn save(
    out: &Path,
    names: &BTreeSet<String>,
    site: Option<&SiteRecord>,
) -> io::Result<()> {
    let path = out.join(MANIFEST_NAME);
    let bytes = to_bytes(names, site)?;
    if fs::read(&path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    let draft = out.join(DRAFT_NAME);
    let mut file = File::create(&draft)?;
    file.write_all(&bytes)?;
    // Pages can be written again, but without their names nobody knows that they are ours.
    file.sync_all()?;
    drop(file);
    fs::rename(&draft, &path)
}

fn to_bytes(names: &BTreeSet<String>, site: Option<&SiteRecord>) -> io::Result<Vec<u8>> {
    let manifest = Manifest {
        kafolio: FORMAT,
        site,
        files: names,
    };
    let mut bytes = serde_json::to_vec_pretty(&manifest).map_err(io::Error::other)?;
    bytes.push(b'\n');
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Scope;

    fn names(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn record() -> SiteRecord {
        let scope = Scope::sample(1, Some(&["华芯"]));
        SiteRecord::of(&scope, 2)
    }

    #[test]
    fn a_manifest_is_sorted_and_complete() {
        let names = names(&["b.html", "accounts/华芯.html"]);
        let bytes = to_bytes(&names, Some(&record())).unwrap();
        let expected = r#"{
  "kafolio": 1,
  "site": {
    "audience": "internal",
    "level": "internal",
    "external": false,
    "fields": [],
    "accounts": [
      "华芯"
    ],
    "pages": 2
  },
  "files": [
    "accounts/华芯.html",
    "b.html"
  ]
}
"#;
        assert_eq!(String::from_utf8(bytes).unwrap(), expected);
    }

    #[test]
    fn an_invalid_record_is_ignored_and_the_names_are_read() {
        let out = tempfile::tempdir().unwrap();
        for site in [
            "",
            r#""site":7,"#,
            r#""site":null,"#,
            r#""site":{"pages":-1},"#,
        ] {
            let text = format!(r#"{{"kafolio":1,{site}"files":["a.html"]}}"#);
            fs::write(out.path().join(MANIFEST_NAME), text).unwrap();
            let loaded = load(out.path()).unwrap().unwrap();
            assert!(
                loaded.site.is_none() && loaded.names.contains("a.html"),
                "{site}"
            );
        }
    }

    #[test]
    fn a_saved_manifest_is_loaded() {
        let out = tempfile::tempdir().unwrap();
        assert!(load(out.path()).unwrap().is_none());
        save(out.path(), &names(&["a/B.html"]), Some(&record())).unwrap();
        let loaded = load(out.path()).unwrap().unwrap();
        assert_eq!(loaded.site, Some(record()));
        let loaded = loaded.names;
        assert!(loaded.contains("a/B.html") && !loaded.contains("a/b.html"));
        assert!(loaded.contains_ignoring_case("A/b.html"));
        assert!(loaded.contains_below("a") && !loaded.contains_below("a/B"));
    }

    #[test]
    fn an_invalid_manifest_is_refused() {
        let out = tempfile::tempdir().unwrap();
        let bad = [
            "",
            "[]",
            "{\"kafolio\":1}",
            "{\"kafolio\":2,\"files\":[]}",
            "{\"kafolio\":1,\"files\":[\"../x\"]}",
        ];
        for text in bad {
            fs::write(out.path().join(MANIFEST_NAME), text).unwrap();
            assert!(
                matches!(load(out.path()), Err(OpenError::Manifest { .. })),
                "{text}"
            );
        }
    }
}
