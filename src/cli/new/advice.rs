//! What to fill in next in a new note.

use super::Draft;
use crate::console::printed;
use crate::domain::{Account, FieldKey, Visit};
use crate::forms::Kind;
use crate::scaffold::ScaffoldContext;
use crate::text::Language;
use std::fmt::Display;

/// Returns one line about what to fill in next.
pub(super) fn advice(draft: &Draft, path: &str, context: &ScaffoldContext<'_>) -> String {
    let language = context.language;
    let next = match draft.kind {
        Kind::Account => {
            let first = [Account::TIER, Account::SOURCE, Account::MANAGER].into_iter();
            let is_open = |key: &FieldKey| !draft.scaffold.values.contains_key(key.as_str());
            let open = first.filter(is_open);
            let open: Vec<&str> = open.map(|key| label(context, draft.kind, key)).collect();
            let slug = path.rsplit('/').nth(1).unwrap_or_default();
            printed::phrase(
                language,
                "cli.advice-account",
                &[("fields", &language.list(&open)), ("slug", &slug)],
            )
        }
        Kind::Contact => language.phrase("cli.advice-contact").to_owned(),
        Kind::Project => language.phrase("cli.advice-project").to_owned(),
        Kind::Visit => {
            let label = |key: FieldKey| label(context, draft.kind, key);
            printed::phrase(
                language,
                "cli.advice-visit",
                &[
                    ("when", &date_text(draft, language)),
                    ("aim", &label(Visit::AIM)),
                    ("topics", &label(Visit::TOPICS)),
                    ("outcome", &label(Visit::OUTCOME)),
                ],
            )
        }
        Kind::Exchange => printed::phrase(
            language,
            "cli.advice-exchange",
            &[("when", &date_text(draft, language))],
        ),
        _ => language.phrase("cli.advice-competitor").to_owned(),
    };
    printed::phrase(language, "cli.advice", &[("next", &next)])
}

/// Returns the name of a field in the note.
fn label(context: &ScaffoldContext<'_>, kind: Kind, key: FieldKey) -> &'static str {
    let field = key.field(context.dictionary().schema(kind));
    field.map_or("", |field| field.written(context.language))
}

/// Describes the date, and the visit where it was agreed.
fn date_text(draft: &Draft, language: Language) -> String {
    let day = ("day", &draft.name as &dyn Display);
    match &draft.agreed_on {
        Some(agreed) => printed::phrase(language, "cli.on-agreed-day", &[day, ("agreed", agreed)]),
        None => printed::phrase(language, "cli.on-day", &[day]),
    }
}
