//! The built-in theme, embedded in the program. A test compares this table with the folder `themes/default`.

macro_rules! files {
    ($($name:literal)*) => {
        /// All files of the built-in theme.
        pub(super) const FILES: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../../themes/default/", $name))),)*];
    };
}

files! {
    "account.html"
    "accounts.html"
    "actions.html"
    "alerts.css"
    "alerts.html"
    "alerts.yaml"
    "base.html"
    "blocks.html"
    "changes.html"
    "competitor.html"
    "competitors.html"
    "contact.html"
    "copy.js"
    "coverage.html"
    "elements.js"
    "exchange.html"
    "figures.css"
    "figures.js"
    "form.html"
    "forms.html"
    "frames.js"
    "home.html"
    "keys.html"
    "later.css"
    "later.js"
    "load.js"
    "map.css"
    "map.js"
    "navigation.css"
    "navigation.yaml"
    "notes.html"
    "owners.html"
    "page.html"
    "page.js"
    "paper.css"
    "patterns.html"
    "people.html"
    "pipeline.html"
    "print.html"
    "project.html"
    "report.css"
    "report.html"
    "report.yaml"
    "scheme.js"
    "search-box.js"
    "search-excerpts.js"
    "search-index.js"
    "search-match.js"
    "search-page.js"
    "search-ways.js"
    "search.css"
    "search.html"
    "search.js"
    "search.yaml"
    "search_box.html"
    "section_body.html"
    "seen.js"
    "sheet.html"
    "stack.css"
    "stack.js"
    "steps.html"
    "strings.yaml"
    "style.css"
    "switcher.js"
    "tables.js"
    "tags.html"
    "timeline-figure.js"
    "timeline-layout.js"
    "timeline.css"
    "timeline.html"
    "timeline.js"
    "tokens.css"
    "visit.html"
    "week.html"
}

/// The built-in catalogs.
pub(super) const CATALOGS: [&str; 5] = [
    include_str!("../../themes/default/strings.yaml"),
    include_str!("../../themes/default/alerts.yaml"),
    include_str!("../../themes/default/navigation.yaml"),
    include_str!("../../themes/default/report.yaml"),
    include_str!("../../themes/default/search.yaml"),
];

/// Returns whether a file of a theme is a catalog of texts.
pub(super) fn is_catalog(file: &str) -> bool {
    matches!(
        file,
        "strings.yaml" | "alerts.yaml" | "navigation.yaml" | "report.yaml" | "search.yaml"
    )
}
