//! Messages for builds that were refused.

use super::locale;
use super::printed::one_line;
use crate::build::{BuildError, Doubt, InternalDocument};
use crate::text::{Diagnostic, Language};

/// Returns the message for the user about a build that was refused.
pub(crate) fn sentence_of(refusal: &BuildError, language: Option<Language>) -> String {
    let language = language.unwrap_or_else(locale::detect);
    match refusal {
        BuildError::AccountNeeded {
            because: Some(cause),
            ..
        } => no_audience(cause, language),
        other => one_line(&short_sentence(other, language)).into_owned(),
    }
}

fn short_sentence(refusal: &BuildError, language: Language) -> String {
    match refusal {
        BuildError::NoSuchAccount {
            name,
            nearest,
            known,
        } => {
            let words = language.pick("没有这家客户", "unknown account");
            let advice = match (nearest, language) {
                (Some(near), Language::Chinese) => format!("是不是“{near}”？"),
                (Some(near), Language::English) => format!("did you mean `{near}`?"),
                (None, _) => format!(
                    "{}: {}",
                    language.pick("可选", "expected one of"),
                    known.join(", ")
                ),
            };
            let stop = language.pick("；", "; ");
            format!("--account: {words}: `{name}`{stop}{advice}")
        }
        BuildError::AccountWithheld { account, audience } => match language {
            Language::Chinese => {
                format!(
                    "--account: 客户“{account}”的密级不让读者“{audience}”看；在它的笔记里改密级，或换一个读者"
                )
            }
            Language::English => {
                format!(
                    "--account: the level of `{account}` withholds it from the audience `{audience}`; change `sensitivity` in its note, or choose another audience"
                )
            }
        },
        BuildError::InternalOnly { matter, audience } => internal_only(*matter, audience, language),
        BuildError::SinceLater { since, as_of } => match language {
            Language::Chinese => {
                format!(
                    "--since: {since} 在截至日期 {as_of} 之后；换一个更早的日子，或用 --as-of 指明更晚的一天"
                )
            }
            Language::English => {
                format!(
                    "--since: {since} is after the reporting date {as_of}; choose an earlier day, or set a later date with --as-of"
                )
            }
        },
        BuildError::SettingsInDoubt(doubt) => in_doubt(doubt, language),
        BuildError::NoSuchAudience { name, known } => {
            let words = language.pick("没有这种读者", "unknown audience");
            let allowed = language.pick("可选", "expected one of");
            format!(
                "--audience: {words}: `{name}`; {allowed}: {}",
                known.join(", ")
            )
        }
        BuildError::AccountNeeded { audience, .. } => match language {
            Language::Chinese => {
                format!("对外的读者“{audience}”只能看一家客户：用 `--account 客户` 指明是哪一家")
            }
            Language::English => {
                format!(
                    "the audience `{audience}` is outside the company and sees one account only: name it with `--account NAME`"
                )
            }
        },
    }
}

/// The settings leave open who may see what.
fn in_doubt(doubt: &Doubt, language: Language) -> String {
    let words = language.pick(
        "设置有疑问，不知道谁能看什么，什么都没有写",
        "without valid settings it is unclear who may see what, so nothing was written",
    );
    let stop = language.pick("；", "; ");
    format!("{}: {}{stop}{words}", doubt.place(), doubt.reason(language))
}

/// A document for internal use only was requested for an external audience.
fn internal_only(matter: InternalDocument, audience: &str, language: Language) -> String {
    let what = match matter {
        InternalDocument::Forms => language.pick("表单", "paper forms are"),
        InternalDocument::Changes => language.pick("变化", "changes are"),
    };
    match language {
        Language::Chinese => format!("{what}只给自己公司的人用；读者“{audience}”是对外的"),
        Language::English => {
            format!(
                "{what} for use within the company only; the audience `{audience}` is outside it"
            )
        }
    }
}

/// The settings do not define the audience: what is wrong with them, where, and what to do meanwhile.
fn no_audience(cause: &Diagnostic, language: Language) -> String {
    let place = cause.span.map(|span| cause.source.place(span).line);
    let line = place.map_or(String::new(), |line| format!(":{line}"));
    let message = cause.message(language);
    let hint = cause.hint(language).unwrap_or_default();
    let (path, stop) = (&cause.source.path, language.pick("；", "; "));
    let meanwhile = language.pick(
        "不知道给谁看，什么都没有写；改好它，或用 `--audience internal` 指明",
        "the audience is unclear, so nothing was written; fix it, or pass `--audience internal`",
    );
    let sentence = format!("{path}{line}: {message}{stop}{hint}");
    format!("{}\n  {meanwhile}", one_line(&sentence))
}
