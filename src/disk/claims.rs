//! The paths that one build has written so far, so that no two of them end up in one file, and its faults. It does not
//! access the disk.

use std::collections::{BTreeSet, HashMap};

use super::fault::Fault;
use super::place::{Misplaced, check_place, fold_case, folder_of};

/// The paths that one build has claimed.
#[derive(Debug, Default)]
pub(crate) struct Claims {
    /// Path by its case-folded form.
    files: HashMap<String, String>,
    /// The folders that the files need, likewise.
    folders: HashMap<String, String>,
    pub(crate) faults: Vec<Fault>,
}

impl Claims {
    /// Claims a path and returns whether that succeeded; otherwise records the fault.
    pub(crate) fn claim(&mut self, path: &str) -> bool {
        match self.try_claim(path) {
            Ok(()) => true,
            Err(fault) => {
                self.faults.push(fault);
                false
            }
        }
    }

    /// Returns all claimed paths, sorted.
    pub(crate) fn paths(&self) -> BTreeSet<String> {
        self.files.values().cloned().collect()
    }

    /// Returns whether a path, ignoring case, is claimed as a file or needed as a folder.
    pub(crate) fn covers_ignoring_case(&self, path: &str) -> bool {
        let folded = fold_case(path);
        self.files.contains_key(&folded) || self.folders.contains_key(&folded)
    }

    /// Returns whether a folder above the path is claimed as a file, ignoring case.
    pub(crate) fn covers_above(&self, path: &str) -> bool {
        let folded = fold_case(path);
        let mut folder = folder_of(&folded);
        while !folder.is_empty() {
            if self.files.contains_key(folder) {
                return true;
            }
            folder = folder_of(folder);
        }
        false
    }

    fn try_claim(&mut self, path: &str) -> Result<(), Fault> {
        check_place(path).map_err(|misplaced| fault_of(misplaced, path))?;
        let folded = fold_case(path);
        if let Some(other) = self.files.get(&folded) {
            return Err(collision(path, other));
        }
        if let Some(folder) = self.folders.get(&folded) {
            return Err(Fault::Collision {
                one: path.to_owned(),
                other: format!("{folder}/"),
            });
        }
        self.claim_folders(path, &folded)?;
        self.files.insert(folded, path.to_owned());
        Ok(())
    }

    /// Claims the folders above a path, from the innermost outwards up to the first that is already claimed.
    fn claim_folders(&mut self, path: &str, folded: &str) -> Result<(), Fault> {
        let (mut folder, mut folded) = (folder_of(path), folder_of(folded));
        while !folder.is_empty() && !self.folders.contains_key(folded) {
            if let Some(file) = self.files.get(folded) {
                return Err(Fault::Collision {
                    one: file.clone(),
                    other: format!("{folder}/"),
                });
            }
            self.folders.insert(folded.to_owned(), folder.to_owned());
            (folder, folded) = (folder_of(folder), folder_of(folded));
        }
        Ok(())
    }
}

fn fault_of(misplaced: Misplaced, path: &str) -> Fault {
    match misplaced {
        Misplaced::Outside => Fault::outside(path),
        Misplaced::Reserved => Fault::Reserved {
            path: path.to_owned(),
        },
        Misplaced::Windows => Fault::Windows {
            path: path.to_owned(),
        },
    }
}

/// The two paths are sorted, so that the message does not depend on which thread was first.
fn collision(path: &str, other: &str) -> Fault {
    if path == other {
        return Fault::twice(path);
    }
    Fault::Collision {
        one: path.min(other).to_owned(),
        other: path.max(other).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    fn faults(paths: &[&str]) -> Vec<String> {
        let mut claims = Claims::default();
        for path in paths {
            claims.claim(path);
        }
        let faults = claims.faults.iter();
        faults
            .map(|fault| fault.message(Language::ENGLISH))
            .collect()
    }

    #[test]
    fn two_paths_that_differ_in_case_only_collide() {
        let expected =
            "`a/B.html` and `a/b.html` are the same file on many systems: rename one of them";
        assert_eq!(faults(&["a/b.html", "a/B.html"]), [expected]);
        assert_eq!(faults(&["a/B.html", "a/b.html"]), [expected]);
        assert_eq!(faults(&["a.html", "b.html", "a/b.html"]), [""; 0]);
    }

    #[test]
    fn a_file_and_a_folder_of_one_name_collide() {
        let expected = "`a` and `a/` are the same file on many systems: rename one of them";
        assert_eq!(faults(&["a", "a/b.html"]), [expected]);
        assert_eq!(faults(&["a/b.html", "a"]), [expected]);
    }

    #[test]
    fn a_path_is_claimed_once_and_only_inside() {
        let code = |paths: &[&str]| {
            let found = faults(paths).concat();
            found.split('`').nth(1).map(str::to_owned)
        };
        assert_eq!(code(&["a", "a"]).as_deref(), Some("output-twice"));
        assert_eq!(code(&["../a"]).as_deref(), Some("output-outside"));
    }
}
