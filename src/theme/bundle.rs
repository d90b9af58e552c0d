//! Bundles: the style sheets and scripts of every page are one file each, so that the first paint waits for two files.
//!
//! A theme has its sheets and scripts as separate parts; a part of a site's theme replaces the built-in part of that
//! name.

use super::built_in::FILES;
use ress::Scanner;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

/// A file that pages load, concatenated from parts of a theme in this order. The built-in theme has no `site.css` and
/// no `site.js`: those of a site's theme come last and so take precedence.
pub(super) struct Bundle {
    /// Its name within `assets/`.
    pub(super) name: &'static str,
    /// The files of the theme that it consists of.
    pub(super) parts: &'static [&'static str],
}

/// The style sheet of all pages.
pub(super) const SHEET: &str = "site.css";

/// The bundles of a page. What only some pages need remains a separate file: the paper forms' sheet, the scripts that
/// `later.js` fetches when their figures come into view, and the sheet that `load.js` fetches with the first of them.
pub(super) const BUNDLES: [Bundle; 4] = [
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
            "elements.js",
            "frames.js",
            "page.js",
            "seen.js",
            "search.js",
            "later.js",
            "site.js",
        ],
    },
    Bundle {
        name: "timeline.js",
        parts: &["timeline-layout.js", "timeline-figure.js", "timeline.js"],
    },
];

/// Files that are only embedded in documents of one file.
const ONLY_IN_DOCUMENTS: [&str; 1] = ["report.css"];

/// Returns the files that pages load: the bundles, then all files that are in none. Files that only a site's theme has
/// are left unchanged.
pub(super) fn bundled(parts: &BTreeMap<String, String>) -> Vec<(String, Vec<u8>)> {
    let is_bundled = |name: &str| BUNDLES.iter().any(|bundle| bundle.parts.contains(&name));
    let alone = parts
        .iter()
        .filter(|(name, _)| !is_bundled(name) && !ONLY_IN_DOCUMENTS.contains(&name.as_str()))
        .map(|(name, text)| {
            let is_ours = FILES.iter().any(|(known, _)| known == name);
            let text = if is_ours {
                minified(name, text)
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
        // A comment at the end of a script must not continue in the next.
        let end = if self.name.ends_with(".js") { "\n" } else { "" };
        own.map(|part| minified(self.name, part) + end).collect()
    }
}

/// The built-in sheets and scripts, minified once.
static BUILT_IN: LazyLock<HashMap<&'static str, String>> = LazyLock::new(|| {
    let shorter = |(name, text): &(&str, &'static str)| {
        let shorter = match name.rsplit_once('.') {
            Some((_, "css")) => Some(minified_css(text)),
            Some((_, "js")) => without_comments(text),
            _ => None,
        };
        Some((*text, shorter?))
    };
    FILES.iter().filter_map(shorter).collect()
});

/// Minifies a sheet or a built-in script. A script of the site's own is unchanged: the scanner does not terminate on
/// every invalid one.
fn minified(name: &str, text: &str) -> String {
    match BUILT_IN.get(text) {
        Some(shorter) => shorter.clone(),
        None if name.ends_with(".css") => minified_css(text),
        None => text.to_owned(),
    }
}

/// Removes comments and most spaces from a style sheet, a quarter of its size. One that cannot be parsed is left
/// unchanged.
fn minified_css(css: &str) -> String {
    minifier::css::minify(css).map_or_else(|_| css.to_owned(), |minified| minified.to_string())
}

/// Removes comments and indentation from a script, a fifth of its size. Names, statements and line ends stay. `None` if
/// it cannot be parsed.
fn without_comments(script: &str) -> Option<String> {
    let mut shorter = String::with_capacity(script.len());
    let mut end = 0;
    for item in Scanner::new(script) {
        let item = item.ok()?;
        if item.token.is_comment() {
            continue;
        }
        let (before, token) = script
            .get(end..item.span.end)?
            .split_at(item.span.start - end);
        // A line end between two tokens may end a statement.
        shorter.push_str(match before {
            "" => "",
            _ if before.contains('\n') => "\n",
            _ => " ",
        });
        shorter.push_str(token);
        end = item.span.end;
    }
    Some(shorter.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_of_a_script_are_removed_and_statements_stay() {
        let script =
            "// What it is.\n(function () {\n  /** One. */\n\n  run(\"//\"); // then\n})();\n";
        let minified = "(function () {\nrun(\"//\");\n})();";
        assert_eq!(without_comments(script).as_deref(), Some(minified));
    }

    #[test]
    fn a_comment_over_lines_still_ends_a_statement() {
        let script = "let a = b /* one\n two */\n++c /* d */ + e";
        let minified = "let a = b\n++c + e";
        assert_eq!(without_comments(script).as_deref(), Some(minified));
    }

    #[test]
    fn a_file_that_only_the_sites_theme_has_is_unchanged() {
        let own = "/* Ours. */\n.a  { color : red }\n";
        let parts = ["ours.css", "paper.css"].map(|name| (name.to_owned(), own.to_owned()));
        let files: BTreeMap<String, Vec<u8>> =
            bundled(&BTreeMap::from(parts)).into_iter().collect();
        assert_eq!(files["ours.css"], own.as_bytes());
        assert_ne!(files["paper.css"], own.as_bytes());
    }

    #[test]
    fn text_that_only_looks_like_a_comment_stays() {
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
    fn a_script_of_the_site_is_unchanged() {
        for script in ["// One.\nrun();\n", "head.appe\\u{nd(button);", "say(`${"] {
            assert_eq!(minified("site.js", script), script);
        }
    }

    #[test]
    fn every_built_in_script_becomes_shorter() {
        for (name, script) in FILES.iter().filter(|(name, _)| name.ends_with(".js")) {
            let shorter = minified(name, script);
            assert!(shorter.len() < script.len(), "{name}");
            assert!(
                !shorter.lines().any(|line| line.starts_with("//")),
                "{name}"
            );
        }
    }
}
