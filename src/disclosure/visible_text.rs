//! Text as a person reads it: Markdown as it is rendered, without markup and entities.

use super::decoded::{END, entities_decoded, percent_decoded, split_at_tags, without_tags};
use super::packer::packed;
use super::probe::{Included, TextKind, Withheld};
use super::words::pieces;
use crate::note::markdown::{self, Body, LinkKind};

/// Markup that does not change the order of words.
const MARKS: [char; 9] = ['*', '_', '`', '\\', '>', '~', '=', '|', '#'];
/// Markup that changes the text itself: links, entities and tags.
const CHANGES: [char; 3] = ['[', '&', '<'];

/// Returns what readers see of an included text, in each of the encodings of files; packed.
pub(super) fn visible_views(value: &Included) -> Vec<String> {
    let words = &*value.words;
    if value.text_kind == TextKind::Path {
        return vec![packed(&percent_decoded(words))];
    }
    if value.text_kind != TextKind::Markdown || is_plain(words) {
        return vec![packed(words)];
    }
    if !words.contains(CHANGES) {
        return vec![packed(words), packed(&without_marks(words))];
    }
    let html = markdown::parse(words).bare_html();
    let text = without_tags(&html);
    let text = entities_decoded(&text);
    let mut visible_views = vec![
        packed(&percent_decoded(&entities_decoded(&html))),
        packed(&text),
    ];
    // The search index joins blocks into one text.
    if text.contains(END) {
        visible_views.push(packed(&text.replace(END, " ")));
    }
    visible_views
}

/// Returns the headings of an included text, packed.
pub(super) fn headings(value: &Included) -> Vec<String> {
    if value.text_kind != TextKind::Markdown || !value.words.contains(['#', '=', '-']) {
        return Vec::new();
    }
    let body = markdown::parse(&value.words);
    let headings = body.headings.iter();
    headings.map(|heading| packed(&heading.text)).collect()
}

/// Returns the pieces of a withheld value that are searched for.
pub(super) fn secret_pieces(value: &Withheld) -> Vec<String> {
    let words = &*value.words;
    match value.text_kind {
        // The target of a reference has its own value.
        TextKind::Reference | TextKind::Path => Vec::new(),
        TextKind::Markdown if !is_plain(words) => markdown_pieces(words),
        _ => pieces(words).collect(),
    }
}

fn markdown_pieces(words: &str) -> Vec<String> {
    let body = markdown::parse(words);
    let html = body.bare_html();
    let whole = without_tags(&html);
    let mut found: Vec<String> = pieces(&entities_decoded(&whole)).collect();
    // Parts of a sentence may be shown separately.
    let split = split_at_tags(&html);
    found.extend(pieces(&entities_decoded(&split)));
    found.extend(picture_texts(&body).flat_map(pieces));
    // Addresses are not part of the rendered text.
    found.extend(pieces(words).filter(|piece| piece.contains("://")));
    found
}

/// Returns the alternative texts of pictures and the titles of links.
fn picture_texts(body: &Body) -> impl Iterator<Item = &str> {
    let is_picture = |kind| matches!(kind, LinkKind::Image | LinkKind::Embed);
    body.links.iter().flat_map(move |link| {
        let words = is_picture(link.kind).then_some(link.text.as_str());
        words.into_iter().chain([link.title.as_str()])
    })
}

/// Whether Markdown is rendered as written, except for white space.
fn is_plain(text: &str) -> bool {
    let begins_block = |line: &str| without_bullet(line).len() < line.trim_start().len();
    !text.contains(MARKS) && !text.contains(CHANGES) && !text.lines().any(begins_block)
}

/// Removes markup and list markers from Markdown that changes no words.
fn without_marks(text: &str) -> String {
    let lines = text
        .lines()
        .map(|line| without_bullet(line.trim_start_matches([' ', '>'])));
    let words = lines.collect::<Vec<_>>().join(" ");
    words.replace(MARKS, "")
}

/// Returns a line without its list marker.
fn without_bullet(line: &str) -> &str {
    let line = line.trim_start();
    let number = line.trim_start_matches(|character: char| character.is_ascii_digit());
    let has_number = number.len() < line.len();
    match number.strip_prefix(['.', ')']).filter(|_| has_number) {
        Some(rest) => rest,
        None => line.strip_prefix(['-', '+', ':']).unwrap_or(line),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disclosure::probe::WithholdReason;
    use crate::text::Span;

    fn markdown_of(words: &str) -> Included {
        Included {
            path: None,
            span: Span::default(),
            words: words.into(),
            text_kind: TextKind::Markdown,
        }
    }

    #[test]
    fn visible_text_is_compared_as_it_is_read() {
        for (written, read) in [
            ("Visit **the key** account", "Visit the key account"),
            ("Smith &amp; Sons Ltd", "Smith & Sons Ltd"),
            ("> Visit the\n> key account", "Visit the key account"),
            ("- Visit\n- the key account", "Visit the key account"),
            ("底价 **九十二** 万", "底价九十二万"),
            ("[the key account](acme.md)", "the key account"),
            ("![the key account](a.png)", "the key account"),
            ("Visit  the\nkey account", "Visit the key account"),
        ] {
            let visible_views = visible_views(&markdown_of(written));
            let read = packed(read);
            assert!(
                visible_views.iter().any(|one| one.contains(&read)),
                "{visible_views:?}"
            );
        }
    }

    #[test]
    fn withheld_text_is_searched_for_as_it_is_read() {
        let secrets_of = |words: &str, text_kind| {
            secret_pieces(&Withheld {
                path: crate::disclosure::probe::ValuePath {
                    note: "".into(),
                    within: "".into(),
                    field: "".into(),
                },
                span: Span::default(),
                words: words.into(),
                text_kind,
                reason: WithholdReason::Private,
            })
        };
        let found = secrets_of(
            "底价 **九十二** 万\n\n[周总的老家](../other/index.md)",
            TextKind::Markdown,
        );
        assert_eq!(found, ["底价九十二万", "周总的老家", "周总的老家"]);
        let found = secrets_of("<https://example.org/周总>", TextKind::Markdown);
        assert!(
            found.contains(&"https://example.org/周总".to_owned()),
            "{found:?}"
        );
        assert_eq!(
            secrets_of("accounts/acme/index", TextKind::Reference),
            [""; 0]
        );
    }
}
