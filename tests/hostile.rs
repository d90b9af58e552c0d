//! Notes that mean ill or are badly torn: whatever a note says, a build ends, and no script of the note's own reaches a
//! page. The changes are random and always the same; the table below holds the worst that was ever found.

mod memory;

use kafolio::build::Options;
use memory::{Files, built, folder};

/// How many torn notebooks are built.
const CASES: usize = 60;

/// What is put into notes: marks of YAML, of Markdown, of HTML and of templates, and values at the edge of their types.
#[rustfmt::skip]
const SPLINTERS: [&str; 40] = [
    "\0", "\r", "\t", "\u{feff}", "\u{2028}", "---\n", "...\n", "<<: *a\n", "&a ", "*a", "? ", ": ", "- ", "[", "]",
    "{", "}", "|\n", ">+9\n", "!!binary ", "\"", "'", "\\ud800", "%YAML 1.2\n", "```\n", "[[", "]]", "[^1]: x\n",
    "&#0;", "<script>alert(1)</script>", "\"><script>", "</script><script>", "[a](javascript:x)", "{{ x }}{% for %}",
    "9999-12-31", "-9999-01-01", "99999999999999999999亿", "2026-13-45", "sensitivity: private\n", "score: 9\n",
];

/// A source of chance that is the same in every run (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 16) % limit.max(1) as u64).unwrap_or_default()
    }

    /// A text with one thing done to it.
    fn torn(&mut self, text: &str) -> String {
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
                let splinter = SPLINTERS[self.below(SPLINTERS.len())];
                bytes.splice(place..place, splinter.bytes());
            }
        }
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

/// The scripts of the theme.
const OWN_SCRIPTS: &[&str] = &["site.js"];

/// Whether a piece of a page begins with the script of the theme that has this name.
fn is_own(script: &str, name: &str) -> bool {
    let own = script.split_once(&format!("assets/{name}\"></script>"));
    own.is_some_and(|(before, _)| before.trim_end_matches("../") == "<script defer src=\"")
}

/// Builds for the owner, who sees everything, and holds every page to the rule.
fn build_and_look(files: &Files, what: &str) {
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
        let foreign = scripts.filter(|script| !OWN_SCRIPTS.iter().any(|name| is_own(script, name)));
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

/// The notes of the example that belong to one account, and what is beside the accounts.
fn notebook_around(example: &Files, path: &str) -> Files {
    let account = |path: &str| {
        path.strip_prefix("content/accounts/")
            .map(|rest| rest.split(['/', '.']).next().map(str::to_owned))
    };
    let chosen = account(path);
    let belongs = |other: &String| match account(other) {
        None => !other.starts_with("content/playbook/"),
        some => some == chosen,
    };
    let notes = example
        .iter()
        .filter(|(other, _)| belongs(other) || *other == path);
    notes
        .map(|(path, text)| (path.clone(), text.clone()))
        .collect()
}

#[test]
fn torn_notes_cost_nobody_the_site() {
    let example = folder("content");
    let notes: Vec<&String> = example
        .keys()
        .filter(|path| path.ends_with(".md") || path.ends_with("site.yaml"))
        .collect();
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    for case in 0..CASES {
        let path = notes[chance.below(notes.len())];
        let mut files = notebook_around(&example, path);
        let mut text = files[path].clone();
        for _ in 0..=chance.below(3) {
            text = chance.torn(&text);
        }
        files.insert(path.clone(), text);
        build_and_look(&files, &format!("case {case}, {path}"));
    }
}

/// The worst notes: what they try, their fields, their body.
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
fn the_worst_notes_end_too() {
    for (what, fields, body) in worst_notes() {
        build_and_look(&account(format!("---\n{fields}---\n{body}")), what);
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
        build_and_look(&account(text.to_owned()), text);
    }
}

fn account(text: String) -> Files {
    Files::from([("content/accounts/lan/index.md".to_owned(), text)])
}
