//! The program's own words, from the catalogs in `words/`: a key such as `notes.closing-line` has its texts in
//! `words/notes.yaml` under `closing-line`.

use super::{Language, Translated, fill_displayed};
use std::collections::{BTreeMap, HashMap};
use std::fmt::Display;
use std::sync::LazyLock;

macro_rules! catalogs {
    ($($name:literal)*) => {
        /// The catalogs by name.
        const CATALOGS: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("words/", $name, ".yaml"))),)*];
    };
}

catalogs! { "build" "cli" "console" "disclosure" "disk" "domain" "note" "preview" "publish" "scaffold" "theme" "values" "watch" "yaml" }

#[expect(
    clippy::expect_used,
    reason = "the catalogs are embedded; their tests read them"
)]
static PHRASES: LazyLock<HashMap<String, Translated>> = LazyLock::new(|| {
    let read = |(name, text): &(&str, &str)| -> Vec<(String, Translated)> {
        let entries: BTreeMap<String, Translated> = serde_yaml::from_str(text)
            .map_err(|error| format!("{name}.yaml: {error}"))
            .expect("catalogs are part of the program and tested");
        let entries = entries.into_iter();
        entries
            .map(|(key, text)| (format!("{name}.{key}"), text))
            .collect()
    };
    CATALOGS.iter().flat_map(read).collect()
});

impl Language {
    /// Returns a phrase of the catalogs; the key itself if there is none (`tests/tidy/phrases.rs` finds those).
    pub fn phrase(self, key: &str) -> &str {
        PHRASES.get(key).map_or(key, |text| text.of(self))
    }

    /// Returns a phrase of the catalogs with its placeholders `{…}` replaced by values.
    pub fn phrase_with(self, key: &str, values: &[(&str, &dyn Display)]) -> String {
        fill_displayed(self.phrase(key), values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::placeholders;
    use std::collections::BTreeSet;

    #[test]
    fn a_phrase_has_the_same_placeholders_in_all_languages() {
        for (key, text) in PHRASES.iter() {
            let sets = text.all().map(|text| placeholders(text).collect());
            let different: BTreeSet<BTreeSet<&str>> = sets.collect();
            assert_eq!(different.len(), 1, "{key}: {different:?}");
        }
    }
}
