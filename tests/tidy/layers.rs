//! A room knows only the rooms above it, and only some rooms know the world or a large crate.

use crate::sources::{File, files, has_word};

/// The rooms of `src/`, from the first to the last.
const ROOMS: &[&str] = &[
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

/// Rooms that know fewer than those above them: the figures know nothing of accounts.
const NARROW: &[(&str, &[&str])] = &[("figure", &["text"])];

/// Names that stand in some rooms only.
const KEPT_TO: &[(&str, &[&str])] = &[
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
    ("sha2", &["disclosure", "publish"]),
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
fn a_room_names_only_rooms_above_it() {
    for file in files("src", ".rs") {
        let Some(own) = place_of(file.room()) else {
            continue;
        };
        for named in rooms_named(&file) {
            let Some(place) = place_of(&named) else {
                continue;
            };
            let narrow = NARROW.iter().find(|(room, _)| *room == file.room());
            let allowed = narrow.map_or(place <= own, |(room, known)| {
                named == *room || known.contains(&named.as_str())
            });
            assert!(allowed, "{} names crate::{named}", file.path);
        }
    }
}

#[test]
fn every_room_has_its_place() {
    for file in files("src", ".rs") {
        let room = file.room();
        let known = ROOMS.contains(&room) || matches!(room, "lib" | "main");
        assert!(known, "{}: where does the room {room} stand?", file.path);
    }
}

#[test]
fn large_crates_and_the_world_are_kept_to_their_rooms() {
    for file in files("src", ".rs") {
        let code = without_groups(&file.code);
        for (name, rooms) in KEPT_TO {
            let free = rooms.contains(&file.room());
            assert!(free || !has_word(&code, name), "{} names {name}", file.path);
        }
    }
}

/// Names of files and words of notes are escaped in one place: see `console::printed`.
#[test]
fn one_file_prints() {
    let ways = ["anstream", "stdout().lock", "stderr().lock", ".display()"];
    for file in files("src", ".rs") {
        let code = file.working_code();
        let way = ways.iter().find(|way| code.contains(**way));
        let free = file.path == "src/console/printed.rs" || file.room() == "main";
        assert!(
            free || way.is_none(),
            "{}: print through console::printed, not by {way:?}",
            file.path
        );
    }
}

fn place_of(room: &str) -> Option<usize> {
    ROOMS.iter().position(|one| *one == room)
}

/// The rooms that a file names: `crate::note::…`, `crate::{note, domain::Item}`.
fn rooms_named(file: &File) -> Vec<String> {
    let code = without_groups(file.working_code());
    let after = code
        .match_indices("crate::")
        .map(|(start, name)| &code[start + name.len()..]);
    let room = |rest: &str| -> String {
        rest.chars()
            .take_while(|one| one.is_alphanumeric() || *one == '_')
            .collect()
    };
    after.map(room).collect()
}

/// Code with `a::{b, c::D}` written out as `a::b, a::c::D`, one level deep.
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
