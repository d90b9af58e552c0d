//! Templates, styles and words of the pages: the built-in theme, and what a site's own theme puts in its place.
//!
//! The only room that builds Tera. A theme of one's own needs only the files that differ.

mod built_in;
mod strings;

use crate::text::{Code, Diagnostic, Language, Source};
use std::collections::BTreeMap;
pub use strings::Strings;
use tera::{Context, Tera};

/// A theme, ready to render in one language.
pub struct Theme {
    tera: Tera,
    /// The built-in templates, for pages whose own template fails.
    fallback: Option<Tera>,
    /// The words of the pages.
    pub strings: Strings,
    /// Style sheets, scripts and pictures: name within `assets/`, bytes.
    pub assets: Vec<(String, Vec<u8>)>,
}

impl Theme {
    /// The theme of a name: the built-in one, with the site's files of `themes/<name>/` in place of those of the same
    /// name. A template that cannot be read is reported, and the built-in one stands in for it.
    pub fn of(
        name: Option<&str>,
        sources: &[Source],
        language: Language,
        found: &mut Vec<Diagnostic>,
    ) -> Theme {
        let mut files: BTreeMap<String, (&str, Option<&Source>)> = BTreeMap::new();
        for (name, text) in built_in::FILES {
            files.insert((*name).to_owned(), (text, None));
        }
        let folder = format!("themes/{}/", name.unwrap_or("default"));
        for source in sources {
            if let Some(file) = source.path.strip_prefix(&folder) {
                files.insert(file.to_owned(), (&source.text, Some(source)));
            }
        }
        let own_strings = files.get("strings.yaml").and_then(|(_, source)| *source);
        let strings = Strings::of(own_strings, language, found);
        let built_in = tera_of(
            built_in::FILES
                .iter()
                .filter(|(name, _)| is_template(name))
                .copied(),
            &strings,
        );
        let fallback = built_in.expect("the built-in templates are part of the program and tested");
        let has_own = files
            .iter()
            .any(|(name, (_, source))| is_template(name) && source.is_some());
        let templates = files
            .iter()
            .filter(|(name, _)| is_template(name))
            .map(|(name, (text, _))| (name.as_str(), *text));
        let (tera, fallback) = match has_own.then(|| tera_of(templates, &strings)) {
            None => (fallback, None),
            Some(Ok(tera)) => (tera, Some(fallback)),
            Some(Err(problem)) => {
                let own = files.values().filter_map(|(_, source)| *source);
                let culprit = own
                    .clone()
                    .find(|source| problem.contains(source.path.trim_start_matches(&folder)));
                if let Some(source) = culprit.or(own.clone().next()) {
                    found.push(
                        Diagnostic::of_file(Code::ThemeError, source).with("problem", problem),
                    );
                }
                (fallback, None)
            }
        };
        let is_asset = |name: &str| !is_template(name) && name != "strings.yaml";
        let assets = files.iter().filter(|(name, _)| is_asset(name));
        let assets = assets
            .map(|(name, (text, _))| (name.clone(), text.as_bytes().to_vec()))
            .collect();
        Theme {
            tera,
            fallback,
            strings,
            assets,
        }
    }

    /// Renders a template into `out`. Where a template of the site's own fails, the built-in one is used, and the
    /// problem is given back.
    pub fn render(&self, template: &str, context: &Context, out: &mut Vec<u8>) -> Option<String> {
        let Err(error) = self.tera.render_to(template, context, &mut *out) else {
            return None;
        };
        out.clear();
        if let Some(fallback) = &self.fallback
            && fallback.render_to(template, context, &mut *out).is_err()
        {
            out.clear();
        }
        Some(one_line(&error))
    }
}

fn is_template(name: &str) -> bool {
    name.ends_with(".html")
}

fn tera_of<'a>(
    templates: impl Iterator<Item = (&'a str, &'a str)>,
    strings: &Strings,
) -> Result<Tera, String> {
    let mut tera = Tera::new();
    tera.add_raw_templates(templates)
        .map_err(|error| one_line(&error))?;
    tera.global_context().insert("t", strings.all());
    Ok(tera)
}

fn one_line(error: &tera::Error) -> String {
    let text = error.to_string();
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
