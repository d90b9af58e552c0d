//! Messages for builds that were refused.

use super::joined_lines;
use super::printed::{self, one_line};
use crate::build::{BuildError, InternalDocument};
use crate::text::{Diagnostic, Language};

/// Returns the message for the user about a build that was refused.
pub(crate) fn refusal_message(refusal: &BuildError, language: Language) -> String {
    account_refusal_message(refusal, "--account", language)
}

/// Returns the message for the user about a build that was refused, if accounts are named by `option`.
pub(crate) fn account_refusal_message(
    refusal: &BuildError,
    option: &str,
    language: Language,
) -> String {
    match refusal {
        BuildError::NoSuchAccount {
            name,
            nearest,
            known,
        } => {
            let advice = match nearest {
                Some(near) => printed::phrase(language, "console.did-you-mean", &[("name", near)]),
                None => printed::phrase(
                    language,
                    "console.expected-one-of",
                    &[("names", &known.join(", "))],
                ),
            };
            printed::phrase(
                language,
                "console.no-such-account",
                &[("option", &option), ("name", name), ("advice", &advice)],
            )
        }
        BuildError::AccountWithheld { account, audience } => printed::phrase(
            language,
            "console.account-withheld",
            &[
                ("option", &option),
                ("account", account),
                ("audience", audience),
            ],
        ),
        BuildError::InternalOnly { matter, audience } => {
            let key = match matter {
                InternalDocument::Forms => "console.internal-forms",
                InternalDocument::Changes => "console.internal-changes",
            };
            printed::phrase(language, key, &[("audience", audience)])
        }
        BuildError::SinceLater { since, as_of } => printed::phrase(
            language,
            "console.since-later",
            &[("since", since), ("as_of", as_of)],
        ),
        BuildError::SettingsInDoubt(doubt) => printed::phrase(
            language,
            "console.settings-in-doubt",
            &[
                ("place", &doubt.place()),
                ("reason", &doubt.reason(language)),
            ],
        ),
        BuildError::NoSuchAudience { name, known } => printed::phrase(
            language,
            "console.no-such-audience",
            &[("name", name), ("known", &known.join(", "))],
        ),
        BuildError::AccountNeeded {
            because: Some(cause),
            ..
        } => audience_unclear(cause, language),
        BuildError::AccountNeeded { audience, .. } => printed::phrase(
            language,
            "console.account-needed",
            &[("audience", audience)],
        ),
    }
}

/// The settings do not define the audience: what is wrong with them, where, and what to do meanwhile.
fn audience_unclear(cause: &Diagnostic, language: Language) -> String {
    let place = cause.span.map(|span| cause.source.place(span).line);
    let line = place.map_or(String::new(), |line| format!(":{line}"));
    let problem = [
        cause.message(language),
        cause.hint(language).unwrap_or_default(),
    ];
    let problem = language.statements(&problem);
    let sentence = format!("{}{line}: {problem}", cause.source.path);
    let meanwhile = language.phrase("console.audience-unclear").to_owned();
    joined_lines(&[one_line(&sentence).into_owned(), meanwhile])
}
