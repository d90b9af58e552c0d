//! How fields are laid out where their type alone does not decide it, from `overrides.yaml`.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The number of lines or rows to write on, unless the table says otherwise.
const DEFAULT_LINES: usize = 2;

/// The table; `overrides.yaml` explains each entry.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct Overrides {
    one_line: Vec<String>,
    full_width: BTreeMap<u8, Vec<String>>,
    lines: BTreeMap<u8, BTreeMap<String, usize>>,
    preprinted: BTreeMap<u8, BTreeMap<String, String>>,
}

#[expect(
    clippy::expect_used,
    reason = "overrides.yaml is embedded; its tests read it"
)]
static OVERRIDES: LazyLock<Overrides> = LazyLock::new(|| {
    serde_yaml::from_str(include_str!("overrides.yaml"))
        .expect("overrides.yaml is part of the program and tested")
});

impl Overrides {
    /// Returns the table.
    pub fn get() -> &'static Overrides {
        &OVERRIDES
    }

    /// Whether a list of texts is written on one line.
    pub fn is_one_line(&self, key: &str) -> bool {
        self.one_line.iter().any(|one| one == key)
    }

    /// Whether a short field of a form needs the full width.
    pub fn is_full_width(&self, form: u8, key: &str) -> bool {
        let of_form = self.full_width.get(&form);
        of_form.is_some_and(|keys| keys.iter().any(|one| one == key))
    }

    /// The number of lines or rows to write on.
    pub fn line_count(&self, form: u8, key: &str) -> usize {
        let lines = self.lines.get(&form).and_then(|lines| lines.get(key));
        lines.copied().unwrap_or(DEFAULT_LINES)
    }

    /// The dictionary's list for the first cells of the rows of a blank list.
    pub fn preprinted(&self, form: u8, key: &str) -> Option<&str> {
        self.preprinted.get(&form)?.get(key).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::Dictionary;

    #[test]
    fn the_overrides_name_existing_fields_and_lists() {
        let of = |form: u8| {
            let form = Dictionary::built_in()
                .forms
                .iter()
                .find(|one| one.form == form);
            Dictionary::built_in().fields_of_form(form.expect("there are seven forms"))
        };
        let has = |form: u8, key: &str| of(form).iter().any(|one| one.field.key == key);
        let all = Overrides::get();
        let full_width = all.full_width.iter();
        let full_width = full_width.flat_map(|(form, keys)| keys.iter().map(|key| (*form, key)));
        let lines = all.lines.iter();
        let lines = lines.flat_map(|(form, lines)| lines.keys().map(|key| (*form, key)));
        let preprinted = all.preprinted.iter();
        let preprinted = preprinted.flat_map(|(form, lists)| lists.keys().map(|key| (*form, key)));
        for (form, key) in full_width.chain(lines).chain(preprinted) {
            assert!(has(form, key), "form {form} has no {key}");
        }
        for key in &all.one_line {
            assert!((1..=7).any(|form| has(form, key)), "no form has {key}");
        }
        for list in all.preprinted.values().flat_map(BTreeMap::values) {
            let known = Dictionary::built_in().lists().get(list.as_str());
            assert!(known.is_some(), "there is no list {list}");
        }
    }
}
