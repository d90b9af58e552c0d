//! Malicious or badly damaged notes: whatever a note contains, a build ends, and no script of the note reaches a page.
//! The mutations are random with a fixed seed; the table below has the worst notes found so far.

mod memory;

use kafolio::build::Options;
use memory::{Files, built, folder};

/// The number of damaged notebooks to build.
const CASES: usize = 60;

/// Text inserted into notes: syntax of YAML, Markdown, HTML and templates, and boundary values.
#[rustfmt::skip]
const FRAGMENTS: [&str; 40] = [
    "\0", "\r", "\t", "\u{feff}", "\u{2028}", "---\n", "...\n", "<<: *a\n", "&a ", "*a", "? ", ": ", "- ", "[", "]",
    "{", "}", "|\n", ">+9\n", "!!binary ", "\"", "'", "\\ud800", "%YAML 1.2\n", "```\n", "[[", "]]", "[^1]: x\n",
    "&#0;", "<script>alert(1)</script>", "\"><script>", "</script><script>", "[a](javascript:x)", "{{ x }}{% for %}",
    "9999-12-31", "-9999-01-01", "99999999999999999999亿", "2026-13-45", "sensitivity: private\n", "score: 9\n",
];

/// A random number generator with a fixed sequence (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 16) % limit.max(1) as u64).unwrap_or_default()
    }

    /// Returns a text with one random mutation.
    fn mutated(&mut self, text: &str) -> String {
        let mut bytes = text.as_bytes().to_vec();
        let place = self.below(bytes.len() + 1);
        let mut lines: Vec<&str> = text.split('\n').collect();
        let (one, other) = (self.below(lines.len()), self.below(lines.len()));
        match self.below(7) {
            0 => bytes.truncate(place),
            1 => bytes
                .iter_mut()
                .skip(place)
                .take(1)
                .for_each(|byte| *byte ^= 1 << self.below(8)),
            2 => drop(bytes.drain(place..(place + self.below(40)).min(bytes.len()))),
            3 => {
                lines.swap(one, other);
                return lines.join("\n");
            }
            4 => {
                lines.insert(one, lines[other]);
                return lines.join("\n");
            }
            _ => {
                let fragment = FRAGMENTS[self.below(FRAGMENTS.len())];
                bytes.splice(place..place, fragment.bytes());
            }
        }
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

/// The scripts of the theme.
const THEME_SCRIPTS: &[&str] = &["site.js"];

/// Returns whether a piece of a page begins with the theme's script of this name.
fn is_theme_script(script: &str, name: &str) -> bool {
    let own = script.split_once(&format!("assets/{name}\"></script>"));
    own.is_some_and(|(before, _)| before.trim_end_matches("../") == "<script defer src=\"")
}

/// Builds for the owner, who sees everything, and checks every page for scripts.
fn build_and_check_pages(files: &Files, what: &str) {
    let choice = Options {
        audience: Some("owner".to_owned()),
        ..Options::default()
    };
    let site = built(files, &choice).unwrap_or_else(|refusal| panic!("{what}: {refusal:?}"));
    for (route, bytes) in site
        .pages
        .iter()
        .filter(|(route, _)| route.ends_with(".html"))
    {
        let page = String::from_utf8_lossy(bytes).to_lowercase();
        let scripts = page.match_indices("<script").map(|(at, _)| &page[at..]);
        let foreign = scripts.filter(|script| {
            !THEME_SCRIPTS
                .iter()
                .any(|name| is_theme_script(script, name))
        });
        let shown: Vec<String> = foreign
            .map(|script| script.chars().take(80).collect())
            .collect();
        assert!(shown.is_empty(), "{what}: {route} has {shown:?}");
        for scheme in ["\"javascript:", "\"data:text", "\"//"] {
            assert!(
                !page.contains(&format!("href={scheme}")),
                "{what}: {route} links to {scheme}"
            );
        }
    }
}

/// Returns the notes of the example that belong to one account, and the files outside the accounts.
fn files_around(example: &Files, path: &str) -> Files {
    let account = |path: &str| {
        path.strip_prefix("content/accounts/")
            .map(|rest| rest.split(['/', '.']).next().map(str::to_owned))
    };
    let chosen = account(path);
    let is_kept = |other: &String| match account(other) {
        None => !other.starts_with("content/playbook/"),
        some => some == chosen,
    };
    let notes = example
        .iter()
        .filter(|(other, _)| is_kept(other) || *other == path);
    notes
        .map(|(path, text)| (path.clone(), text.clone()))
        .collect()
}

#[test]
fn damaged_notes_do_not_stop_the_build() {
    let example = folder("content");
    let notes: Vec<&String> = example
        .keys()
        .filter(|path| path.ends_with(".md") || path.ends_with("site.yaml"))
        .collect();
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for case in 0..CASES {
        let path = notes[random.below(notes.len())];
        let mut files = files_around(&example, path);
        let mut text = files[path].clone();
        for _ in 0..=random.below(3) {
            text = random.mutated(&text);
        }
        files.insert(path.clone(), text);
        build_and_check_pages(&files, &format!("case {case}, {path}"));
    }
}

/// Returns the worst notes: their purpose, their fields, their body.
#[rustfmt::skip]
fn worst_notes() -> Vec<(&'static str, String, String)> {
    let many = |count: usize, line: &str| line.repeat(count);
    let keys = |count: usize| (0..count).map(|one| format!("contactz{one}: 1\n")).collect::<String>();
    let note = |what, fields: &str, body: &str| (what, format!("name: 岚\n{fields}\n"), body.to_owned());
    vec![
        note("zero bytes", "code: \"\0\"", "\0\0"),
        note("a byte order mark amid", "\u{feff}code: 1", "\u{feff}---\u{feff}"),
        note("carriage returns only", "code: 1\rphone: 2\r", "a\rb\r"),
        note("lists in lists", &format!("code: {}", many(50_000, "[")), &many(20_000, "> ")),
        note("maps in maps", &format!("code: {}", many(20_000, "{a: ")), &many(20_000, "- ")),
        note("one name for all", &format!("contacts:\n{}", many(150, "  - {name: 王}\n")), ""),
        note("visits of one day", &format!("visits:\n{}", many(100, "  - {date: 2026-01-01}\n")), ""),
        note("aliases of aliases", "a: &a [1,1,1]\nb: &b [*a,*a,*a]\nc: &c [*b,*b,*b]\nd: [*c,*c,*c]", ""),
        note("a long text by aliases", &format!("fax: &a {}\ntags: [{}]", many(20_000, "x"), many(50_000, "*a,")), ""),
        note("an alias of itself", "a: &a [*a]\nb: *nobody", ""),
        note("a merge key", "a: &a {tier: vip}\n<<: *a\n? [x, y]\n: z", ""),
        note("a field a thousand times", &many(1000, "phone: 1\n"), ""),
        note("strange keys", &keys(300), ""),
        note("people whom nobody knows", &format!("decision_maker: [{}]", many(300, "nobody, ")), ""),
        note("a person without a name", "contacts: [{name: 王}]\ndecision_maker: ['[[]]', '[[#a]]', '/']", "[[]] [[#a]] [[/]]"),
        note("numbers at the edge", "annual_output: 99999999999999999999亿\nmarket_share: -1e308%", ""),
        note("dates at the edge", "registered_on: 9999-12-31\nvisits: [{date: -9999-01-01}, {date: 0000-00-00}]", ""),
        note("names that are markup", "contacts: [{name: '\"><script>x</script>'}]", "[[\"><script>]] # <script>"),
        note("addresses in disguise", "", "[a](java\tscript:x) [b](&#106;avascript:x) [c](//h) [d](/\\h) <javascript:x>"),
        note("markup in raw HTML", "", "<script>x</script>\n\n<img src=x onerror=x>\n\n<!-- <script> -->"),
        note("open brackets and stars", "", &many(20_000, "[[*a **")),
        note("footnotes in a ring", "", "[^a]\n\n[^a]: [^b]\n\n[^b]: [^a]\n"),
    ]
}

#[test]
fn the_worst_notes_build_too() {
    for (what, fields, body) in worst_notes() {
        build_and_check_pages(&account(format!("---\n{fields}---\n{body}")), what);
    }
    for text in [
        "",
        "---\n",
        "---\n---",
        "---",
        "\u{feff}",
        "---\n- a\n---\n",
        "---\n...\n---\n",
    ] {
        build_and_check_pages(&account(text.to_owned()), text);
    }
}

fn account(text: String) -> Files {
    Files::from([("content/accounts/lan/index.md".to_owned(), text)])
}
