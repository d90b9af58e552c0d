//! The notes of a starter site, embedded in the program; a test compares this table with the folder `starter`.

use super::yaml;
use crate::text::Language;
use jiff::ToSpan;
use jiff::civil::Date;

/// One file of a starter site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StarterFile {
    /// Relative to the site's folder, with `/`.
    pub path: String,
    /// Its text.
    pub text: String,
}

macro_rules! starters {
    ($($language:literal: $($name:literal)*;)*) => {
        /// The files of the starter sites by language: path and text.
        const STARTERS: &[(&str, &[(&str, &str)])] = &[$((
            $language,
            &[$(($name, include_str!(concat!("starter/", $language, "/", $name))),)*],
        ),)*];
    };
}

starters! {
    "zh":
    ".gitignore"
    "content/accounts/沐云食品/contacts/夏知秋.md"
    "content/accounts/沐云食品/index.md"
    "content/accounts/沐云食品/projects/灯检线改造.md"
    "content/accounts/沐云食品/visits/{last_week}.md"
    "content/competitors/棠越仪器.md"
    "content/index.md"
    "content/playbook/index.md"
    "content/site.yaml"
    "说明.md";

    "en":
    ".gitignore"
    "README.md"
    "content/accounts/muyun/contacts/xia-zhiqiu.md"
    "content/accounts/muyun/index.md"
    "content/accounts/muyun/projects/new-inspection-line.md"
    "content/accounts/muyun/visits/{last_week}.md"
    "content/competitors/corvane.md"
    "content/index.md"
    "content/playbook/index.md"
    "content/site.yaml";
}

/// Returns the files of a starter site in a language, in English if there is none in it, as of a day. In paths and texts `{today}`, `{last_week}`,
/// `{in_a_week}` and `{in_three_months}` stand for days, `{company}` for our company.
pub fn starter(language: Language, company: Option<&str>, today: Date) -> Vec<StarterFile> {
    let of = |language: Language| {
        let mut starters = STARTERS.iter();
        let starter = starters.find(|(key, _)| *key == language.key());
        starter.map(|(_, files)| *files)
    };
    let files = of(language).or_else(|| of(Language::ENGLISH));
    let company = company.unwrap_or(language.phrase("scaffold.our-company"));
    let words = [
        ("{today}", today.to_string()),
        ("{last_week}", (today.saturating_sub(7.days())).to_string()),
        ("{in_a_week}", (today.saturating_add(7.days())).to_string()),
        (
            "{in_three_months}",
            (today.saturating_add(3.months())).to_string(),
        ),
        ("{company}", yaml::scalar(company)),
    ];
    let filled = |text: &str| {
        words.iter().fold(text.to_owned(), |text, (name, word)| {
            text.replace(name, word)
        })
    };
    let file = |(path, text): &(&str, &str)| StarterFile {
        path: filled(path),
        text: filled(text),
    };
    files.unwrap_or_default().iter().map(file).collect()
}
