//! Files that use one another in a circle can only be understood together: no such circle is large.

use crate::imports::{Uses, uses};
use std::collections::{BTreeMap, BTreeSet};

/// The number of files that may depend on one another.
const MOST_FILES_IN_A_CYCLE: usize = 3;

#[test]
fn no_cycle_of_files_is_large() {
    for folder in ["src", "benches"] {
        let uses = uses(folder);
        for cycle in cycles(&uses) {
            let ties = ties_within(&cycle, &uses);
            assert!(
                cycle.len() <= MOST_FILES_IN_A_CYCLE,
                "these files depend on one another; move what ties them to a file of its own:\n{ties}"
            );
        }
    }
}

#[test]
fn a_name_is_used_from_the_file_that_defines_it() {
    let uses = uses("src");
    let by_citation = &uses["src/html/citation.rs"];
    // `use super::grounds::Grounds`, and `use crate::insight::Ground`, which `src/insight/mod.rs` re-exports.
    for file in ["src/html/grounds.rs", "src/insight/ground.rs"] {
        assert!(by_citation.contains(file), "{by_citation:?}");
    }
    // `markdown::parse`
    let by_links = &uses["src/domain/resolve/links_in_texts.rs"];
    assert!(
        by_links.contains("src/note/markdown/mod.rs"),
        "{by_links:?}"
    );
}

/// Returns the groups of files that use one another, directly or through others.
fn cycles(uses: &Uses) -> BTreeSet<BTreeSet<&str>> {
    let files = uses.keys().map(String::as_str);
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        files.map(|file| (file, reached_from(file, uses))).collect();
    let mut cycles = BTreeSet::new();
    for (file, used) in &reached {
        let back = used.iter().filter(|other| reached[**other].contains(file));
        cycles.insert(back.copied().collect());
    }
    cycles
}

/// Returns the files that a file uses, directly or through others.
fn reached_from<'u>(file: &str, uses: &'u Uses) -> BTreeSet<&'u str> {
    let mut reached = BTreeSet::new();
    let mut ahead: Vec<&str> = vec![file];
    while let Some(next) = ahead.pop() {
        for used in uses.get(next).into_iter().flatten() {
            if reached.insert(used.as_str()) {
                ahead.push(used);
            }
        }
    }
    reached
}

/// Returns a line for each use of one file of a cycle by another.
fn ties_within(cycle: &BTreeSet<&str>, uses: &Uses) -> String {
    let ties = cycle.iter().flat_map(|file| {
        let used = uses[*file].iter();
        let within = used.filter(|used| cycle.contains(used.as_str()));
        within.map(move |used| format!("{file} uses {used}\n"))
    });
    ties.collect()
}
