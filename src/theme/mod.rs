//! Themes: templates, styles and catalogs of the pages, built in or from a site's own theme.
//!
//! The only module that builds Tera. A site's own theme needs only the files that differ from the built-in ones.

mod built_in;
mod bundle;
mod catalog;
mod catalog_file;
mod labels;
mod originals;
mod renamed;
mod templates;
mod tokens;

use crate::domain::Appearance;
use crate::forms::{Dictionary, FORMS_YAML, labels as labels_of};
use crate::text::{Diagnostic, Language, Source};
pub use catalog::Catalog;
pub(crate) use catalog::Locale;
use labels::Labels;
pub use originals::{built_in_file, built_in_files, missing_translations};
use std::collections::BTreeMap;
use templates::Templates;
use tera::Context;

/// The style sheet with the tokens; the settings of `site.yaml` are appended to it.
const TOKENS: &str = "tokens.css";

/// A script with the names of the accounts, which every site writes into `assets/`: no theme can replace it.
pub const ACCOUNTS_SCRIPT: &str = "accounts.js";

/// A theme, ready to render in one language.
pub struct Theme {
    templates: Templates,
    /// The texts of the pages.
    pub strings: Catalog,
    /// The labels of the forms in a further language.
    pub labels: Labels,
    /// Style sheets and scripts that pages load: name within `assets/`, bytes.
    pub assets: Vec<(String, Vec<u8>)>,
    /// The style sheets and scripts they are made of, for files with embedded styles.
    parts: BTreeMap<String, String>,
}

impl Theme {
    /// Loads the theme with a name: files of `themes/<name>/` replace the built-in ones with the same name, and the
    /// appearance settings of the site are applied. A file that cannot be read is reported, and the built-in one is
    /// used.
    pub(crate) fn of(
        name: Option<&str>,
        sources: &[Source],
        appearance: &Appearance,
        locale: &Locale<'_>,
        dictionary: &'static Dictionary,
        found: &mut Vec<Diagnostic>,
    ) -> Theme {
        let folder = folder_of(name);
        let own: Vec<(String, Source)> = sources
            .iter()
            .filter_map(|source| {
                let file = source.path.strip_prefix(&folder)?;
                Some((file.to_owned(), source.clone()))
            })
            .collect();
        let strings = Catalog::of(&own, locale, found);
        let labels = Labels::of(&own, locale, dictionary, found);
        let parts = parts(&own, appearance);
        let own_templates: Vec<(String, Source)> = own
            .into_iter()
            .filter(|(file, _)| is_template(file))
            .collect();
        renamed::report(&own_templates, found);
        Theme {
            templates: Templates::of(own_templates, &strings, found),
            strings,
            labels,
            assets: bundle::bundled(&parts),
            parts,
        }
    }

    /// Returns the style sheet of all pages.
    pub fn sheet(&self) -> &str {
        let mut assets = self.assets.iter();
        let sheet = assets.find(|(name, _)| name == bundle::SHEET);
        sheet.map_or("", |(_, bytes)| {
            std::str::from_utf8(bytes).unwrap_or_default()
        })
    }

    /// Returns a style sheet or a script by its name in the theme; empty if there is none.
    pub fn part(&self, name: &str) -> &str {
        self.parts.get(name).map_or("", String::as_str)
    }

    /// Renders a template into `out`. If a template of the site's own fails, the built-in one is rendered instead, and
    /// the problem is returned.
    pub fn render(
        &self,
        template: &str,
        context: &Context,
        out: &mut Vec<u8>,
    ) -> Option<Diagnostic> {
        self.templates.render(template, context, out)
    }
}

/// Returns the folder of a theme's files.
fn folder_of(name: Option<&str>) -> String {
    format!("themes/{}/", name.unwrap_or("default"))
}

/// Returns whether a theme has texts in a language, by its tag, or has a catalog that cannot be read and might have
/// some.
pub fn supports(
    name: Option<&str>,
    sources: &[Source],
    tag: &str,
    dictionary: &'static Dictionary,
) -> bool {
    let folder = folder_of(name);
    sources.iter().any(|source| {
        let file = source.path.strip_prefix(&folder).unwrap_or_default();
        match file {
            labels::FILE => labels::supports(source, tag, dictionary),
            _ => built_in::is_catalog(file) && catalog::supports(source, tag),
        }
    })
}

/// Returns style sheets and scripts; those of the theme replace the built-in ones with the same name.
fn parts(own: &[(String, Source)], appearance: &Appearance) -> BTreeMap<String, String> {
    let is_part =
        |name: &str| !is_template(name) && !is_translatable(name) && name != ACCOUNTS_SCRIPT;
    let mut parts: BTreeMap<String, String> = built_in::FILES
        .iter()
        .filter(|(name, _)| is_part(name))
        .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
        .collect();
    for (name, source) in own.iter().filter(|(name, _)| is_part(name)) {
        parts.insert(name.clone(), source.text.to_string());
    }
    if let Some(css) = parts.get_mut(TOKENS) {
        css.push_str(&tokens::overrides(appearance));
    }
    parts
}

/// Returns all texts that pages contain regardless of the notes, in all languages: templates, catalogs, style sheets,
/// scripts, the forms with their labels, and diagnostic messages.
pub fn built_in_texts() -> Vec<&'static str> {
    let files = built_in::FILES.iter().map(|(_, text)| *text);
    let of_language = |language| labels_of(Dictionary::built_in(), language).into_values();
    let labels = Language::all().flat_map(of_language);
    files
        .chain([FORMS_YAML, crate::text::MESSAGES_YAML])
        .chain(labels)
        .collect()
}

/// Returns the files of a site's own theme that are catalogs or labels.
pub fn catalog_files(files: &[Source]) -> impl Iterator<Item = &Source> {
    files.iter().filter(|file| {
        let name = file.path.rsplit('/').next().unwrap_or_default();
        is_translatable(name)
    })
}

/// Returns whether a file of a theme is a catalog or a list of labels, which no page loads.
fn is_translatable(name: &str) -> bool {
    built_in::is_catalog(name) || name == labels::FILE
}

fn is_template(name: &str) -> bool {
    name.ends_with(".html")
}
