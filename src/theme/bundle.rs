//! Bundles: what every page needs of styles and of scripts is one file each, so that a page's first paint waits for two files.
//!
//! A theme still has its sheets and scripts apart; one of its own takes the place of the built-in part of that name.

use super::built_in::FILES;
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
        own.map(|part| short(self.name, part)).collect()
    }
}

/// A sheet or a script without what only its authors read.
fn short(name: &str, text: &str) -> String {
    match name.rsplit_once('.') {
        Some((_, "css")) => tight(text),
        Some((_, "js")) => without_remarks(text),
        _ => text.to_owned(),
    }
}

/// A style sheet without its comments and most of its spaces: a quarter of it. One that cannot be read stays as it is.
fn tight(css: &str) -> String {
    minifier::css::minify(css).map_or_else(|_| css.to_owned(), |tight| tight.to_string())
}

/// A script without the lines that are remarks and without its indentation: a fifth of it. Names and statements stay as they
/// are; a script with a text that may reach over lines does so, too.
fn without_remarks(script: &str) -> String {
    if script.contains('`') {
        return script.to_owned();
    }
    let is_remark = |line: &&str| {
        line.is_empty() || line.starts_with("//") || line.starts_with("/*") && line.ends_with("*/")
    };
    let lines = script.lines().map(str::trim);
    let kept: Vec<&str> = lines.filter(|line| !is_remark(line)).collect();
    kept.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_of_a_script_go_and_its_statements_stay() {
        let script =
            "// What it is.\n(function () {\n  /** One. */\n\n  run(\"//\"); // then\n})();\n";
        assert_eq!(
            without_remarks(script),
            "(function () {\nrun(\"//\"); // then\n})();\n"
        );
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
    fn a_script_with_texts_over_lines_stays_as_it_is() {
        let script = "say(`\n  // not a remark\n`);\n";
        assert_eq!(without_remarks(script), script);
    }
}
