//! Checks and converts the options that commands share.

use super::arguments::SiteArguments;
use crate::build::Options;
use crate::console::locale;
use crate::console::printed::one_line;
use crate::forms::Moment;
use crate::text::Language;
use jiff::civil::Date;

/// Returns the options of a build. `audience` is the default audience.
pub(super) fn options(site: &SiteArguments, audience: Option<&str>) -> Result<Options, String> {
    let language = language(site.lang.as_deref())?;
    let as_of = as_of(site.as_of.as_deref(), language)?;
    Ok(Options {
        as_of,
        audience: site.audience.clone().or(audience.map(str::to_owned)),
        accounts: site.account.clone(),
        language,
    })
}

/// Parses the value of `--lang`.
pub(super) fn language(tag: Option<&str>) -> Result<Option<Language>, String> {
    let parse = |tag: &str| {
        Language::from_tag(tag).ok_or_else(|| {
            let tag = one_line(tag);
            format!("--lang: `{tag}` 不是 zh 或 en / is neither zh nor en")
        })
    };
    tag.map(parse).transpose()
}

/// Parses the value of `--as-of`, the date that counts as today.
pub(super) fn as_of(
    text: Option<&str>,
    language: Option<Language>,
) -> Result<Option<Date>, String> {
    let parse = |text: &str| day("--as-of", text, language);
    text.map(parse).transpose()
}

/// Parses the date after an option.
pub(super) fn day(option: &str, text: &str, language: Option<Language>) -> Result<Date, String> {
    let words = language.unwrap_or_else(locale::detect).pick(
        "不是日期；写成 2026-03-12",
        "is not a date; write it as 2026-03-12",
    );
    let message = |_| format!("{option}: `{}` {words}", one_line(text));
    let moment = Moment::parse(text).map_err(message)?;
    Ok(moment.day)
}
