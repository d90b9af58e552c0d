//! Bundles: what every page needs of styles and of scripts is one file each, so that a page's first paint waits for two files.
//!
//! A theme still has its sheets and scripts apart; one of its own takes the place of the built-in part of that name.

use super::built_in::FILES;
use ress::Scanner;
use std::collections::BTreeMap;

/// A file that pages load, made of the parts of a theme in this order. The built-in theme has no `site.css` and no
/// `site.js` of its own: those of a site's theme come last, so they have the last word.
pub(super) struct Bundle {
    /// Its name within `assets/`.
    pub(super) name: &'static str,
    /// The files of the theme that go into it.
    pub(super) parts: &'static [&'static str],
}

/// The sheet of all pages.
pub(super) const SHEET: &str = "site.css";

/// The bundles of a page. What only some pages need stays a file of its own: the paper forms' sheet, the scripts that
/// `later.js` fetches once their figures come near, and the sheet that `load.js` fetches with the first of them.
pub(super) const BUNDLES: [Bundle; 3] = [
    Bundle {
        name: SHEET,
        parts: &[
            "tokens.css",
            "style.css",
            "figures.css",
            "map.css",
            "timeline.css",
            "alerts.css",
            "navigation.css",
            "search.css",
            "site.css",
        ],
    },
    Bundle {
        name: "later.css",
        parts: &["later.css", "stack.css", "site.css"],
    },
    Bundle {
        name: "site.js",
        parts: &[
            "scheme.js",
            "load.js",
            "frames.js",
            "page.js",
            "seen.js",
            "search.js",
            "later.js",
            "site.js",
        ],
    },
];

/// What only documents of one file hold within them.
const OF_DOCUMENTS: [&str; 1] = ["report.css"];

/// The files that pages load: the bundles in the place of their parts, then the rest; what only a theme of one's own has stays as
/// it is.
pub(super) fn bundled(parts: &BTreeMap<String, String>) -> Vec<(String, Vec<u8>)> {
    let is_bundled = |name: &str| BUNDLES.iter().any(|bundle| bundle.parts.contains(&name));
    let alone = parts
        .iter()
        .filter(|(name, _)| !is_bundled(name) && !OF_DOCUMENTS.contains(&name.as_str()))
        .map(|(name, text)| {
            let is_ours = FILES.iter().any(|(known, _)| known == name);
            let text = if is_ours {
                short(name, text)
            } else {
                text.clone()
            };
            (name.clone(), text.into_bytes())
        });
    let bundles = BUNDLES
        .iter()
        .map(|bundle| (bundle.name.to_owned(), bundle.of(parts).into_bytes()));
    alone.chain(bundles).collect()
}

impl Bundle {
    fn of(&self, parts: &BTreeMap<String, String>) -> String {
        let own = self.parts.iter().filter_map(|part| parts.get(*part));
        // A comment at the end of a script does not go on in the next.
        let end = if self.name.ends_with(".js") { "\n" } else { "" };
        own.map(|part| short(self.name, part) + end).collect()
    }
}

/// A sheet or a script without what only its authors read. A script of the site's own stays as it is: the scanner does not
/// end on every broken one.
fn short(name: &str, text: &str) -> String {
    let is_built_in = || FILES.iter().any(|(_, known)| *known == text);
    let shorter = match name.rsplit_once('.') {
        Some((_, "css")) => Some(tight(text)),
        Some((_, "js")) if is_built_in() => without_comments(text),
        _ => None,
    };
    shorter.unwrap_or_else(|| text.to_owned())
}

/// A style sheet without its comments and most of its spaces: a quarter of it. One that cannot be read stays as it is.
fn tight(css: &str) -> String {
    minifier::css::minify(css).map_or_else(|_| css.to_owned(), |tight| tight.to_string())
}

/// A script without its comments and its indentation: a fifth of it. Names, statements and line ends stay. `None` if it cannot
/// be read.
fn without_comments(script: &str) -> Option<String> {
    let mut kept = String::with_capacity(script.len());
    let mut end = 0;
    for item in Scanner::new(script) {
        let item = item.ok()?;
        if item.token.is_comment() {
            continue;
        }
        let (before, token) = script
            .get(end..item.span.end)?
            .split_at(item.span.start - end);
        // A line end may end a statement, wherever between two tokens it is.
        kept.push_str(match before {
            "" => "",
            _ if before.contains('\n') => "\n",
            _ => " ",
        });
        kept.push_str(token);
        end = item.span.end;
    }
    Some(kept.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_of_a_script_go_and_its_statements_stay() {
        let script =
            "// What it is.\n(function () {\n  /** One. */\n\n  run(\"//\"); // then\n})();\n";
        let short = "(function () {\nrun(\"//\");\n})();";
        assert_eq!(without_comments(script).as_deref(), Some(short));
    }

    #[test]
    fn a_comment_over_lines_still_ends_a_statement() {
        let script = "let a = b /* one\n two */\n++c /* d */ + e";
        let short = "let a = b\n++c + e";
        assert_eq!(without_comments(script).as_deref(), Some(short));
    }

    #[test]
    fn a_file_that_only_ones_own_theme_has_stays_as_it_is() {
        let own = "/* Ours. */\n.a  { color : red }\n";
        let parts = ["ours.css", "paper.css"].map(|name| (name.to_owned(), own.to_owned()));
        let files: BTreeMap<String, Vec<u8>> =
            bundled(&BTreeMap::from(parts)).into_iter().collect();
        assert_eq!(files["ours.css"], own.as_bytes());
        assert_ne!(files["paper.css"], own.as_bytes());
    }

    #[test]
    fn what_only_looks_like_a_comment_stays() {
        for script in [
            "say(`\n  // ${ready ? `/* ${name} */` : \"//\"}\n  two`);",
            "const mark = /[/*\"'`]\\/\\//u.test(text) ? a / 2 / 1 : b;",
            "class Row { #cells = 1_000n; get size() { return this.#cells ?? this.row?.size; } }",
            "if (ready) /\\/\\/'/.exec(text); else x ??= y => y / 2;",
        ] {
            assert_eq!(without_comments(script).as_deref(), Some(script));
        }
    }

    #[test]
    fn a_script_of_the_site_stays_as_it_is() {
        for script in ["// One.\nrun();\n", "head.appe\\u{nd(button);", "say(`${"] {
            assert_eq!(short("site.js", script), script);
        }
    }

    #[test]
    fn every_built_in_script_becomes_shorter() {
        for (name, script) in FILES.iter().filter(|(name, _)| name.ends_with(".js")) {
            let shorter = short(name, script);
            assert!(shorter.len() < script.len(), "{name}");
            assert!(
                !shorter.lines().any(|line| line.starts_with("//")),
                "{name}"
            );
        }
    }
}
