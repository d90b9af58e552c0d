//! What was asked for on the command line, checked; and what is said where it cannot be had.

use super::arguments::Site;
use crate::build::Options;
use crate::console::locale;
use crate::console::printed::one_line;
use crate::forms::Moment;
use crate::text::Language;
use jiff::civil::Date;

/// What was asked for, checked.
pub(super) fn options(site: &Site, audience: Option<&str>) -> Result<Options, String> {
    let language = language(site.lang.as_deref())?;
    let as_of = as_of(site.as_of.as_deref(), language)?;
    Ok(Options {
        as_of,
        audience: site.audience.clone().or(audience.map(str::to_owned)),
        accounts: site.account.clone(),
        language,
    })
}

/// A language as it is typed.
pub(super) fn language(tag: Option<&str>) -> Result<Option<Language>, String> {
    let named = |tag: &str| {
        Language::from_tag(tag).ok_or_else(|| {
            let tag = one_line(tag);
            format!("--lang: `{tag}` 不是 zh 或 en / is neither zh nor en")
        })
    };
    tag.map(named).transpose()
}

/// The day that counts as today, as it is typed.
pub(super) fn as_of(
    text: Option<&str>,
    language: Option<Language>,
) -> Result<Option<Date>, String> {
    let named = |text: &str| day("--as-of", text, language);
    text.map(named).transpose()
}

/// A day as it is typed after an option.
pub(super) fn day(option: &str, text: &str, language: Option<Language>) -> Result<Date, String> {
    let words = language.unwrap_or_else(locale::spoken).pick(
        "不是日期；写成 2026-03-12",
        "is not a date; write it as 2026-03-12",
    );
    let wrong = |_| format!("{option}: `{}` {words}", one_line(text));
    let moment = Moment::parse(text).map_err(wrong)?;
    Ok(moment.day)
}
