//! A site as a folder of files: its pages, and a copy of it elsewhere.

use std::collections::BTreeMap;
use std::path::Path;

/// A plausible folder name of a customer, with everything that an address must escape.
pub const ODD_NAME: &str = "客户 档案 #1 100% 好吗? a+b&c;d=e [新] 'x' %41";

/// Returns all pages of a folder, relative to it, with `/`, sorted.
pub fn pages_of(folder: &Path) -> Vec<String> {
    let mut pages = Vec::new();
    collect_pages(folder, "", &mut pages);
    pages.sort();
    pages
}

fn collect_pages(folder: &Path, route: &str, pages: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("the folder can be read") {
        let entry = entry.expect("the entry can be read");
        let name = entry.file_name().into_string().expect("names are UTF-8");
        let route = format!("{route}{name}");
        if entry.path().is_dir() {
            collect_pages(&entry.path(), &format!("{route}/"), pages);
        } else if name.ends_with(".html") {
            pages.push(route);
        }
    }
}

/// Copies a folder with all its content.
pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("the folder can be made");
    for entry in std::fs::read_dir(from).expect("the folder can be read") {
        let entry = entry.expect("the entry can be read");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), &target).expect("the file can be copied");
        }
    }
}

/// Returns the first pages of each kind: a template makes the same faults on all of its pages. The folder within an
/// account is the kind of its pages; every other page is of its own kind.
pub fn first_of_each_kind(pages: Vec<String>, most: usize) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut pages = pages;
    pages.retain(|page| {
        let mut folders = page.split('/');
        let kind = folders.nth(2).unwrap_or(page);
        let count = counts.entry(kind.to_owned()).or_default();
        *count += 1;
        *count <= most
    });
    pages
}
