//! Decides whether the settings of a site can be trusted to define who may see what.
//!
//! A `site.yaml` that is empty, broken, or under another name must not widen anybody's access: then nothing is built
//! for readers who do not see everything.

use crate::note::{Note, is_conflict_copy};
use crate::text::{Code, Diagnostic, Language, Snapshot, Source, Term, nearest_within};

/// Where the settings belong.
const PATH: &str = "content/site.yaml";

/// Why the settings are in doubt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// The file contains no setting.
    Empty,
    /// The file cannot be read; the cause, if it is known.
    Unreadable(Option<Box<Diagnostic>>),
    /// There is no such file, but one with a similar name.
    Misnamed(String),
    /// There is a second version of the file.
    Conflict(String),
}

impl Doubt {
    /// The file in doubt, with its line if that is known.
    pub fn place(&self) -> String {
        match self {
            Doubt::Misnamed(path) | Doubt::Conflict(path) => path.clone(),
            Doubt::Unreadable(Some(cause)) => match cause.span {
                Some(span) => format!("{PATH}:{}", cause.source.place(span).line),
                None => PATH.to_owned(),
            },
            _ => PATH.to_owned(),
        }
    }

    /// The doubt as a diagnostic; `None` if the file has a diagnostic of its own.
    pub(super) fn diagnostic(&self) -> Option<Diagnostic> {
        let path = match self {
            Doubt::Misnamed(path) | Doubt::Conflict(path) => path.as_str(),
            Doubt::Unreadable(Some(_)) => return None,
            _ => PATH,
        };
        let source = Source {
            path: path.into(),
            text: "".into(),
        };
        let problem = Term::each(|language| self.reason(language));
        Some(Diagnostic::of_file(Code::SettingsInDoubt, &source).with_term("problem", problem))
    }

    /// The problem and its remedy, in a language.
    pub fn reason(&self, language: Language) -> String {
        let phrase = match self {
            Doubt::Empty => "build.empty-settings",
            Doubt::Unreadable(None) => "build.unreadable-settings",
            Doubt::Unreadable(Some(cause)) => {
                let problem = cause.message(language);
                let parts: Vec<String> = std::iter::once(problem)
                    .chain(cause.hint(language))
                    .collect();
                return language.statements(&parts);
            }
            Doubt::Misnamed(_) => "build.misnamed-settings",
            Doubt::Conflict(_) => "build.other-settings",
        };
        language.phrase(phrase).to_owned()
    }
}

/// Returns why the settings are in doubt, if they are; `note` is the parsed `site.yaml`.
pub(super) fn doubt(snapshot: &Snapshot, note: Option<&Note>) -> Option<Doubt> {
    let refused = snapshot
        .unreadable
        .iter()
        .map(|refused| refused.path.as_ref());
    let sources = snapshot.sources.iter().map(|source| source.path.as_ref());
    let assets = snapshot.assets.iter().map(|asset| asset.path.as_ref());
    let mut all = refused.chain(sources).chain(assets);
    let is_folder = |path: &str| {
        path.strip_prefix(PATH)
            .is_some_and(|rest| rest.starts_with('/'))
    };
    match note {
        Some(note) if note.broken => {
            let cause = note.found.first().cloned().map(Box::new);
            Some(Doubt::Unreadable(cause))
        }
        Some(note)
            if note.record.entries.is_empty()
                && note.record.unknown.is_empty()
                && note.found.is_empty() =>
        {
            Some(Doubt::Empty)
        }
        Some(_) => {
            let copy = all.find(|path| is_similar(path) && is_conflict_copy(path))?;
            Some(Doubt::Conflict(copy.to_owned()))
        }
        None => all.find_map(|path| match path {
            _ if path == PATH || is_folder(path) => Some(Doubt::Unreadable(None)),
            _ if is_similar(path) => Some(Doubt::Misnamed(path.to_owned())),
            _ => None,
        }),
    }
}

/// Whether a file at the top of the notes has a name similar to `site.yaml`: `site.yml`, `Site.yaml`, `site
/// (copy).yaml`.
fn is_similar(path: &str) -> bool {
    // Next to the folder of the notes is a wrong place, too.
    let name = path.strip_prefix("content/").unwrap_or(path);
    if name.contains('/') {
        return false;
    }
    let lower = name.to_lowercase();
    let is_yaml = [".yaml", ".yml", ".json", ".toml"]
        .iter()
        .any(|ending| lower.contains(ending));
    let begin = ["site", "站点", "网站", "设置"]
        .iter()
        .any(|word| lower.starts_with(word));
    path != PATH
        && (begin && is_yaml || nearest_within(name, ["site.yaml", "site.yml"], |_| 2).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misspelled_names_of_the_settings_are_recognized() {
        for name in [
            "site.yml",
            "Site.yaml",
            "SITE.YAML",
            "site (冲突副本).yaml",
            "site.yaml.txt",
            "stie.yaml",
            "site - 副本.yaml",
            "site.json",
            "站点.yaml",
        ] {
            assert!(is_similar(&format!("content/{name}")), "{name}");
        }
        assert!(is_similar("site.yaml"));
        for name in [
            "site.yaml",
            "index.md",
            "sites/site.yml",
            "website.pdf",
            "_config.yml",
        ] {
            assert!(!is_similar(&format!("content/{name}")), "{name}");
        }
    }
}
