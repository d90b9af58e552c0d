//! Templates, styles and words of the pages: the built-in theme, and what a site's own theme puts in its place.
//!
//! The only room that builds Tera. A theme of one's own needs only the files that differ.

mod built_in;
mod bundle;
mod labels;
mod originals;
mod renamed;
mod strings;
mod templates;
mod tokens;
mod word_list;

use crate::domain::Appearance;
use crate::forms::{AS_WRITTEN, dictionary, labels as labels_of};
use crate::text::{Diagnostic, Language, Source};
use labels::Labels;
pub use originals::{original, originals, to_translate};
use std::collections::BTreeMap;
pub use strings::Catalog;
pub(crate) use strings::Locale;
use templates::Templates;
use tera::Context;

/// The style sheet that holds the tokens; what `site.yaml` says of the looks is added to it.
const TOKENS: &str = "tokens.css";

/// The names of the accounts, which every site writes anew into `assets/`: no theme can bring its own.
pub const ACCOUNTS_SCRIPT: &str = "accounts.js";

/// A theme, ready to render in one language.
pub struct Theme {
    templates: Templates,
    /// The words of the pages.
    pub strings: Catalog,
    /// What the forms say, in a further language.
    pub labels: Labels,
    /// Style sheets and scripts that pages load: name within `assets/`, bytes.
    pub assets: Vec<(String, Vec<u8>)>,
    /// The sheets and scripts they are made of, for files that hold their style within them.
    parts: BTreeMap<String, String>,
}

impl Theme {
    /// The theme of a name: the built-in one, with the site's files of `themes/<name>/` in place of those of the same
    /// name, and with the looks that the site sets. What cannot be read is reported, and what is built in stands in.
    pub(crate) fn of(
        name: Option<&str>,
        sources: &[Source],
        looks: &Appearance,
        locale: &Locale<'_>,
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
        let labels = Labels::of(&own, locale, found);
        let parts = parts(&own, looks);
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

    /// The sheet of all pages.
    pub fn sheet(&self) -> &str {
        let mut assets = self.assets.iter();
        let sheet = assets.find(|(name, _)| name == bundle::SHEET);
        sheet.map_or("", |(_, bytes)| {
            std::str::from_utf8(bytes).unwrap_or_default()
        })
    }

    /// A sheet or a script by its name in the theme; empty where there is none.
    pub fn part(&self, name: &str) -> &str {
        self.parts.get(name).map_or("", String::as_str)
    }

    /// Renders a template into `out`. Where a template of the site's own fails, the built-in one makes the page, and
    /// what is wrong is given back.
    pub fn render(
        &self,
        template: &str,
        context: &Context,
        out: &mut Vec<u8>,
    ) -> Option<Diagnostic> {
        self.templates.render(template, context, out)
    }
}

/// Where the files of a theme lie.
fn folder_of(name: Option<&str>) -> String {
    format!("themes/{}/", name.unwrap_or("default"))
}

/// Whether a theme words its pages in a language, by its tag, or has words that cannot be read: nobody knows in which they are.
pub fn speaks(name: Option<&str>, sources: &[Source], tag: &str) -> bool {
    let folder = folder_of(name);
    sources.iter().any(|source| {
        let file = source.path.strip_prefix(&folder).unwrap_or_default();
        match file {
            labels::FILE => labels::speaks(source, tag),
            _ => built_in::holds_words(file) && strings::speaks(source, tag),
        }
    })
}

/// Style sheets and scripts, the theme's own in the place of the built-in ones of the same name.
fn parts(own: &[(String, Source)], looks: &Appearance) -> BTreeMap<String, String> {
    let is_part = |name: &str| !is_template(name) && !holds_words(name) && name != ACCOUNTS_SCRIPT;
    let mut parts: BTreeMap<String, String> = built_in::FILES
        .iter()
        .filter(|(name, _)| is_part(name))
        .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
        .collect();
    for (name, source) in own.iter().filter(|(name, _)| is_part(name)) {
        parts.insert(name.clone(), source.text.to_string());
    }
    if let Some(css) = parts.get_mut(TOKENS) {
        css.push_str(&tokens::overrides(looks));
    }
    parts
}

/// Everything that pages say by themselves, whatever the notes hold, in both languages: templates, words, style sheets and
/// scripts of ours, the forms with their labels, and what is said about notes.
pub fn own_words() -> Vec<&'static str> {
    let files = built_in::FILES.iter().map(|(_, text)| *text);
    let of_language = |language| labels_of(dictionary(), language);
    let labels = [Language::Chinese, Language::English].map(of_language);
    files
        .chain([AS_WRITTEN, crate::text::MESSAGES_AS_WRITTEN])
        .chain(labels.into_iter().flatten())
        .collect()
}

/// The files of a site's own theme that hold words of its pages.
pub fn word_lists(files: &[Source]) -> impl Iterator<Item = &Source> {
    files.iter().filter(|file| {
        let name = file.path.rsplit('/').next().unwrap_or_default();
        holds_words(name)
    })
}

/// Whether a file of a theme is for its words, and no page loads it.
fn holds_words(name: &str) -> bool {
    built_in::holds_words(name) || name == labels::FILE
}

fn is_template(name: &str) -> bool {
    name.ends_with(".html")
}
