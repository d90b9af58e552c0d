//! Text as a person reads it: Markdown as its page shows it, with the markup and the entities undone.

use super::decoded::{END, entities_decoded, percent_decoded, torn_at_tags, without_tags};
use super::words::{packed, pieces};
use crate::domain::{Included, TextKind, Withheld};
use crate::note::markdown::{self, Body, LinkKind};

/// Marks within Markdown that leave its words in their order.
const MARKS: [char; 9] = ['*', '_', '`', '\\', '>', '~', '=', '|', '#'];
/// What changes the words themselves: links, entities and tags.
const CHANGES: [char; 3] = ['[', '&', '<'];

/// What readers see of an included text, in each of the ways in which files hold it; packed.
pub(super) fn shown(said: &Included) -> Vec<String> {
    let words = &*said.words;
    if said.shape == TextKind::Path {
        return vec![packed(&percent_decoded(words))];
    }
    if said.shape != TextKind::Markdown || is_plain(words) {
        return vec![packed(words)];
    }
    if !words.contains(CHANGES) {
        return vec![packed(words), packed(&without_marks(words))];
    }
    let html = markdown::parse(words).bare_html();
    let text = without_tags(&html);
    let text = entities_decoded(&text);
    let mut shown = vec![
        packed(&percent_decoded(&entities_decoded(&html))),
        packed(&text),
    ];
    // The search shows what stands in blocks as one text.
    if text.contains(END) {
        shown.push(packed(&text.replace(END, " ")));
    }
    shown
}

/// The headings of an included text, packed.
pub(super) fn headings(said: &Included) -> Vec<String> {
    if said.shape != TextKind::Markdown || !said.words.contains(['#', '=', '-']) {
        return Vec::new();
    }
    let body = markdown::parse(&said.words);
    let headings = body.headings.iter();
    headings.map(|heading| packed(&heading.text)).collect()
}

/// The pieces of a withheld value that are looked for.
pub(super) fn secrets(said: &Withheld) -> Vec<String> {
    let words = &*said.words;
    match said.shape {
        // What is referred to has a name of its own.
        TextKind::Reference | TextKind::Path => Vec::new(),
        TextKind::Markdown if !is_plain(words) => of_markdown(words),
        _ => pieces(words).collect(),
    }
}

fn of_markdown(words: &str) -> Vec<String> {
    let body = markdown::parse(words);
    let html = body.bare_html();
    let whole = without_tags(&html);
    let mut found: Vec<String> = pieces(&entities_decoded(&whole)).collect();
    // Part of a sentence may be shown without the other.
    let torn = torn_at_tags(&html);
    found.extend(pieces(&entities_decoded(&torn)));
    found.extend(of_pictures(&body).flat_map(pieces));
    // Addresses stand in no text.
    found.extend(pieces(words).filter(|piece| piece.contains("://")));
    found
}

/// What pictures show: words next to them, and titles of links.
fn of_pictures(body: &Body) -> impl Iterator<Item = &str> {
    let is_picture = |kind| matches!(kind, LinkKind::Image | LinkKind::Embed);
    body.links.iter().flat_map(move |link| {
        let words = is_picture(link.kind).then_some(link.words.as_str());
        words.into_iter().chain([link.title.as_str()])
    })
}

/// Whether Markdown is shown as it is written, but for white space.
fn is_plain(text: &str) -> bool {
    let begins_block = |line: &str| without_bullet(line).len() < line.trim_start().len();
    !text.contains(MARKS) && !text.contains(CHANGES) && !text.lines().any(begins_block)
}

/// The words of a Markdown that changes none: without marks, and without what begin the items of lists.
fn without_marks(text: &str) -> String {
    let lines = text
        .lines()
        .map(|line| without_bullet(line.trim_start_matches([' ', '>'])));
    let words = lines.collect::<Vec<_>>().join(" ");
    words.replace(MARKS, "")
}

/// A line without what makes it an item of a list.
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
    use crate::domain::WithholdReason;
    use crate::text::Span;

    fn markdown_of(words: &str) -> Included {
        Included {
            place: None,
            span: Span::default(),
            words: words.into(),
            shape: TextKind::Markdown,
        }
    }

    #[test]
    fn what_is_shown_is_compared_as_it_is_read() {
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
            let shown = shown(&markdown_of(written));
            let read = packed(read);
            assert!(shown.iter().any(|one| one.contains(&read)), "{shown:?}");
        }
    }

    #[test]
    fn a_withheld_text_is_looked_for_as_it_is_read() {
        let secrets_of = |words: &str, shape| {
            secrets(&Withheld {
                place: crate::domain::ValuePath {
                    note: "".into(),
                    within: "".into(),
                    field: "".into(),
                },
                span: Span::default(),
                words: words.into(),
                shape,
                why: WithholdReason::Private,
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
