//! Templates: texts with placeholders, `{name}` for a value and `{name?day|days}` for a word that agrees with a number.

use std::fmt::Display;

/// A part of a template.
enum Piece<'t> {
    /// Shown as it is.
    Literal(&'t str),
    /// A placeholder: its name, and the forms of a word that agrees with it.
    Value {
        name: &'t str,
        forms: Option<(&'t str, &'t str)>,
        written: &'t str,
    },
}

/// The mark before a text in the pseudo-language.
pub const OPENING_MARK: char = '⟦';
/// The mark after a text in the pseudo-language.
pub const CLOSING_MARK: char = '⟧';

/// Replaces each `{name}` by its value, and each `{name?day|days}` by the first form where the value is 1, else by the
/// second. A placeholder without a value is left unchanged. Braces around anything but a name are text.
pub fn fill<'a>(template: &str, value_of: impl Fn(&str) -> Option<&'a str>) -> String {
    let mut text = String::with_capacity(template.len() + 32);
    for piece in pieces(template) {
        text.push_str(match piece {
            Piece::Literal(literal) => literal,
            Piece::Value {
                name,
                forms,
                written,
            } => match (value_of(name), forms) {
                (Some("1"), Some((one, _))) => one,
                (Some(_), Some((_, many))) => many,
                (Some(value), None) => value,
                (None, _) => written,
            },
        });
    }
    text
}

/// Like [`fill`], for anything that can be displayed, by the names of the placeholders.
pub fn fill_displayed(template: &str, values: &[(&str, &dyn Display)]) -> String {
    let shown: Vec<(&str, String)> = values
        .iter()
        .map(|(name, value)| (*name, value.to_string()))
        .collect();
    fill(template, |name| {
        let known = shown.iter().find(|(known, _)| *known == name);
        known.map(|(_, value)| value.as_str())
    })
}

/// Returns the names of a template's placeholders.
pub fn placeholders(template: &str) -> impl Iterator<Item = &str> {
    pieces(template).filter_map(|piece| match piece {
        Piece::Literal(_) => None,
        Piece::Value { name, .. } => Some(name),
    })
}

/// Puts each literal part of a template between the marks of the pseudo-language: `⟦text ⟧{x}⟦ more⟧`, and
/// `{days?⟦day⟧|⟦days⟧}`.
pub fn marked(template: &str) -> String {
    let mark = |literal: &str| match literal.is_empty() {
        true => String::new(),
        false => format!("{OPENING_MARK}{literal}{CLOSING_MARK}"),
    };
    let piece = |piece: Piece<'_>| match piece {
        Piece::Literal(literal) => mark(literal),
        Piece::Value {
            name,
            forms: Some((one, many)),
            ..
        } => format!("{{{name}?{}|{}}}", mark(one), mark(many)),
        Piece::Value { written, .. } => written.to_owned(),
    };
    pieces(template).map(piece).collect()
}

/// Splits a template.
fn pieces(template: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = template;
    std::iter::from_fn(move || {
        if let Some((piece, length)) = value_at_start(rest) {
            rest = rest.get(length..).unwrap_or_default();
            return Some(piece);
        }
        let mut openings = rest.match_indices('{').map(|(at, _)| at);
        let is_value = |at: &usize| {
            rest.get(*at..)
                .is_some_and(|rest| value_at_start(rest).is_some())
        };
        let end = openings.find(is_value).unwrap_or(rest.len());
        let (literal, tail) = rest.split_at_checked(end)?;
        rest = tail;
        (!literal.is_empty()).then_some(Piece::Literal(literal))
    })
}

/// Returns the placeholder that a text begins with, and its length.
fn value_at_start(text: &str) -> Option<(Piece<'_>, usize)> {
    let behind = text.strip_prefix('{')?;
    let (inner, end) = behind.split_at_checked(behind.find(['{', '}'])?)?;
    if !end.starts_with('}') {
        return None;
    }
    let (name, forms) = match inner.split_once('?') {
        Some((name, forms)) => (name, Some(forms.split_once('|')?)),
        None => (inner, None),
    };
    let is_part = |one: char| one.is_alphanumeric() || matches!(one, '_' | '-');
    let length = inner.len() + 2;
    let value = Piece::Value {
        name,
        forms,
        written: text.get(..length)?,
    };
    (!name.is_empty() && name.chars().all(is_part)).then_some((value, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_agrees_with_its_number() {
        let ago = |days: &str| fill("{days} {days?day|days} ago", |_| Some(days));
        assert_eq!(
            (ago("1"), ago("21")),
            ("1 day ago".to_owned(), "21 days ago".to_owned())
        );
        assert_eq!(fill("{days?day|days}", |_| None), "{days?day|days}");
    }

    #[test]
    fn values_are_never_read_as_templates() {
        let value_of = |name: &str| {
            [("value", "{path}"), ("path", "secret")]
                .iter()
                .find(|one| one.0 == name)
                .map(|one| one.1)
        };
        assert_eq!(
            fill("saw `{value}` and `{other}`", value_of),
            "saw `{path}` and `{other}`"
        );
    }

    #[test]
    fn braces_around_anything_but_a_name_are_text() {
        let text = "write {key: 90}, {}, {…} or {{value}} {";
        assert_eq!(placeholders(text).collect::<Vec<_>>(), ["value"]);
        assert_eq!(
            fill(text, |_| Some("x")),
            "write {key: 90}, {}, {…} or {x} {"
        );
    }

    #[test]
    fn literal_parts_are_marked_and_placeholders_are_not() {
        assert_eq!(marked("text {x} more"), "⟦text ⟧{x}⟦ more⟧");
        assert_eq!(marked("{x}"), "{x}");
        assert_eq!(
            marked("{days} {days?day|days} ago"),
            "{days}⟦ ⟧{days?⟦day⟧|⟦days⟧}⟦ ago⟧"
        );
        assert_eq!(marked("an {open one"), "⟦an {open one⟧");
        assert_eq!(marked(""), "");
    }
}
