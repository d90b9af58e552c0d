//! A module uses only the modules above it, and only some modules use the system or a large crate.

use crate::sources::{File, files, has_word};

/// The modules of `src/`, from the first layer to the last.
const LAYERS: &[&str] = &[
    "text",
    "forms",
    "note",
    "domain",
    "insight",
    "scaffold",
    "figure",
    "theme",
    "html",
    "site",
    "documents",
    "build",
    "disclosure",
    "console",
    "disk",
    "publish",
    "watch",
    "preview",
    "cli",
];

/// Modules that may use fewer than those above them: the figures know nothing of accounts.
const NARROW_MODULES: &[(&str, &[&str])] = &[("figure", &["text"])];

/// Names that only some modules may use.
const RESTRICTED: &[(&str, &[&str])] = &[
    ("plotters", &["figure"]),
    ("plotters_backend", &["figure"]),
    ("granit_parser", &["note"]),
    ("pulldown_cmark", &["note"]),
    ("Tera", &["theme"]),
    ("tera", &["theme", "html"]),
    ("minifier", &["theme"]),
    ("ress", &["theme"]),
    ("icalendar", &["site"]),
    ("aho_corasick", &["note", "disclosure"]),
    ("sha2", &["text", "disclosure", "publish"]),
    ("image_webp", &["disclosure"]),
    ("moxcms", &["disclosure"]),
    ("zune_jpeg", &["disclosure"]),
    ("aes_gcm", &["publish"]),
    ("pbkdf2", &["publish"]),
    ("clap", &["console", "cli"]),
    ("clap_complete", &["cli"]),
    ("anstream", &["console", "main"]),
    ("annotate_snippets", &["publish"]),
    ("indicatif", &["console"]),
    ("notify", &["watch"]),
    ("sys_locale", &["console"]),
    ("hyper", &["preview"]),
    ("hyper_util", &["preview"]),
    ("tokio", &["console", "preview"]),
    ("lz4_flex", &["preview"]),
    ("getrandom", &["publish", "preview"]),
    ("subtle", &["preview"]),
    ("rlimit", &["preview"]),
    ("rustix", &["preview"]),
    ("std::fs", &["disk", "publish", "watch", "preview", "cli"]),
    (
        "std::env",
        &["console", "publish", "watch", "preview", "cli", "main"],
    ),
    (
        "std::process",
        &["publish", "preview", "disk", "cli", "main"],
    ),
    ("std::net", &["preview", "cli"]),
    (
        "std::time",
        &["console", "disk", "publish", "watch", "preview", "cli"],
    ),
    (
        "std::thread",
        &["console", "disk", "publish", "watch", "preview", "cli"],
    ),
    ("ZonedDateTime", &["disk", "publish"]),
    ("Timestamp", &["disk", "publish"]),
];

#[test]
fn a_module_names_only_modules_above_it() {
    for file in files("src", ".rs") {
        let Some(own) = layer_of(file.module()) else {
            continue;
        };
        for named in modules_named(&file) {
            let Some(place) = layer_of(&named) else {
                continue;
            };
            let narrow = NARROW_MODULES
                .iter()
                .find(|(module, _)| *module == file.module());
            let allowed = narrow.map_or(place <= own, |(module, known)| {
                named == *module || known.contains(&named.as_str())
            });
            assert!(allowed, "{} names crate::{named}", file.path);
        }
    }
}

#[test]
fn every_module_has_a_layer() {
    for file in files("src", ".rs") {
        let module = file.module();
        let known = LAYERS.contains(&module) || matches!(module, "lib" | "main");
        assert!(known, "{}: {module} is not in LAYERS", file.path);
    }
}

#[test]
fn large_crates_and_system_access_are_restricted_to_their_modules() {
    for file in files("src", ".rs") {
        let code = without_groups(&file.code);
        for (name, modules) in RESTRICTED {
            let free = modules.contains(&file.module());
            assert!(free || !has_word(&code, name), "{} names {name}", file.path);
        }
    }
}

/// Names of files and words of notes are escaped in one place: see `console::printed`.
#[test]
fn only_one_file_prints() {
    let ways = ["anstream", "stdout().lock", "stderr().lock", ".display()"];
    for file in files("src", ".rs") {
        let code = file.code_without_tests();
        let way = ways.iter().find(|way| code.contains(**way));
        let free = file.path == "src/console/printed.rs" || file.module() == "main";
        assert!(
            free || way.is_none(),
            "{}: print through console::printed, not by {way:?}",
            file.path
        );
    }
}

fn layer_of(module: &str) -> Option<usize> {
    LAYERS.iter().position(|one| *one == module)
}

/// Returns the modules that a file names: `crate::note::…`, `crate::{note, domain::Item}`.
fn modules_named(file: &File) -> Vec<String> {
    let code = without_groups(file.code_without_tests());
    let after = code
        .match_indices("crate::")
        .map(|(start, name)| &code[start + name.len()..]);
    let module = |rest: &str| -> String {
        rest.chars()
            .take_while(|one| one.is_alphanumeric() || *one == '_')
            .collect()
    };
    after.map(module).collect()
}

/// Returns code with `a::{b, c::D}` expanded to `a::b, a::c::D`, one level deep.
fn without_groups(code: &str) -> String {
    let mut plain = code.to_owned();
    for prefix in ["crate::", "std::"] {
        while let Some(start) = plain.find(&format!("{prefix}{{")) {
            let inner = start + prefix.len() + 1;
            let end = plain[inner..]
                .find(';')
                .map_or(plain.len(), |end| inner + end);
            let names = plain[inner..end].replace(['\n', '}'], " ");
            let names: Vec<String> = names
                .split(',')
                .map(|one| format!("{prefix}{}", one.trim()))
                .collect();
            plain.replace_range(start..end, &names.join(", "));
        }
    }
    plain
}
