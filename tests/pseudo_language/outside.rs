//! Finds words that are outside of the marks of the pseudo-language.

use crate::entities::without_entities;
use kafolio::text::{CLOSING_MARK, OPENING_MARK};

/// Elements that do not end a text.
const INLINE_ELEMENTS: [&str; 23] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "em", "i", "ins", "kbd", "mark",
    "q", "s", "small", "span", "strong", "sub", "sup", "time", "wbr",
];

/// Elements whose content is not shown.
const HIDDEN_ELEMENTS: [&str; 3] = ["script", "style", "template"];

/// Attributes that are shown or read out.
const SHOWN_ATTRIBUTES: [&str; 5] = [
    "alt=",
    "aria-label=",
    "aria-description=",
    "placeholder=",
    "title=",
];

/// Returns the parts of a text that are outside of marks and contain a letter.
///
/// A text may have been shortened or wrapped: what follows a mark that is not closed, and what comes before one that was
/// not opened, counts as marked.
pub fn outside(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0_usize;
    for one in text.chars() {
        match one {
            OPENING_MARK => {
                depth += 1;
                parts.push(String::new());
            }
            CLOSING_MARK if depth == 0 => parts = vec![String::new()],
            CLOSING_MARK => depth -= 1,
            _ if depth == 0 => parts.last_mut().expect("there is one").push(one),
            _ => {}
        }
    }
    parts.retain(|part| part.contains(char::is_alphabetic));
    parts
}

/// Returns the texts of a page: of its blocks, and of attributes that are shown.
pub fn texts_of(page: &str) -> Vec<String> {
    let mut texts = vec![String::new()];
    let mut rest = page;
    while let Some((before, after)) = rest.split_once('<') {
        push(&mut texts, before);
        let (tag, tail) = after.split_once('>').unwrap_or((after, ""));
        let name = tag.trim_start_matches('/');
        let name = name.split([' ', '\n', '/']).next().unwrap_or_default();
        rest = tail;
        if HIDDEN_ELEMENTS.contains(&name) && !tag.starts_with('/') {
            let end = format!("</{name}>");
            rest = tail.split_once(end.as_str()).map_or("", |(_, tail)| tail);
        }
        let shown = SHOWN_ATTRIBUTES.iter().filter_map(|name| {
            let (_, value) = tag.split_once(&format!(" {name}\""))?;
            value.split('"').next().map(without_entities)
        });
        let last = texts.pop().unwrap_or_default();
        texts.extend(shown);
        texts.push(last);
        if !INLINE_ELEMENTS.contains(&name) {
            texts.push(String::new());
        }
    }
    push(&mut texts, rest);
    texts
}

fn push(texts: &mut [String], text: &str) {
    texts
        .last_mut()
        .expect("there is one")
        .push_str(&without_entities(text));
}

#[test]
fn what_is_between_marks_is_inside() {
    let none: [&str; 0] = [];
    assert_eq!(outside("⟦a ⟧1⟦ b⟧, 2"), none);
    assert_eq!(outside("⟦shortened te…"), none);
    assert_eq!(outside("end of a wrapped one⟧"), none);
    assert_eq!(outside("⟦a⟧ or ⟦b⟧"), [" or "]);
    let page = "<p>⟦see <b>this</b> one⟧ and<p title=\"that\">⟦x⟧<script>y</script>";
    let all = texts_of(page);
    let found: Vec<String> = all.iter().flat_map(|text| outside(text)).collect();
    assert_eq!(found, ["that", " and"]);
}
