//! Undoes the escapes of output files: entities, percent signs, scripts, calendars; and removes tags.

use std::borrow::Cow;
use std::string::FromUtf8Error;

/// Inline elements, across which words continue. Others end a word.
const INLINE: [&str; 20] = [
    "a", "abbr", "b", "bdi", "cite", "code", "del", "em", "i", "kbd", "mark", "q", "s", "small",
    "span", "strong", "sub", "sup", "tspan", "wbr",
];
/// What ends a word.
pub(super) const END: char = '\u{1}';
/// Replaces an inline tag; ignored like white space.
pub(super) const JOINT: char = '\u{2060}';

/// Returns the text of a page as it is read: across inline tags, split at others.
pub(super) fn without_tags(html: &str) -> String {
    between_tags(html, stand_in_of)
}

/// Returns what replaces a tag in the text of a page, by the name of its element.
pub(super) fn stand_in_of(element: &str) -> char {
    let is_inline = INLINE.iter().any(|one| one.eq_ignore_ascii_case(element));
    if is_inline { JOINT } else { END }
}

/// Returns the name of the element of a tag, given what follows its `<`.
pub(super) fn element_of(tag: &str) -> &str {
    let name = tag.trim_start_matches('/');
    let is_end = |letter: char| !letter.is_ascii_alphanumeric();
    &name[..name.find(is_end).unwrap_or(name.len())]
}

/// Returns the text of a page, split at every tag.
pub(super) fn split_at_tags(html: &str) -> String {
    between_tags(html, |_| END)
}

fn between_tags(html: &str, stand_in: impl Fn(&str) -> char) -> String {
    let mut words = String::with_capacity(html.len() / 2);
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        words.push_str(&rest[..start]);
        let tag = &rest[start + 1..];
        let Some(end) = tag.find('>') else {
            return words;
        };
        words.push(stand_in(element_of(tag)));
        rest = &tag[end + 1..];
    }
    words.push_str(rest);
    words
}

pub(super) fn entities_decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return text.into();
    }
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        decoded.push_str(&rest[..start]);
        rest = &rest[start..];
        match entity(rest) {
            Some((character, length)) => {
                decoded.push(character);
                rest = &rest[length..];
            }
            None => {
                decoded.push('&');
                rest = &rest[1..];
            }
        }
    }
    decoded.push_str(rest);
    decoded.into()
}

/// Returns the character of an entity, and its length in bytes.
pub(super) fn entity(text: &str) -> Option<(char, usize)> {
    const LONGEST_BYTES: usize = 12;
    let end = text
        .bytes()
        .take(LONGEST_BYTES)
        .position(|byte| byte == b';')?;
    let name = text.get(1..end)?;
    let character = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
    };
    Some((character, end + 1))
}

pub(super) fn percent_decoded(text: &str) -> Cow<'_, str> {
    let mut parts = text.split('%');
    let first = parts.next().unwrap_or_default();
    if first.len() == text.len() {
        return text.into();
    }
    let mut bytes = Vec::with_capacity(text.len());
    bytes.extend_from_slice(first.as_bytes());
    for part in parts.map(str::as_bytes) {
        let digit = |place: usize| char::from(*part.get(place)?).to_digit(16);
        let byte = digit(0).zip(digit(1)).map(|(high, low)| high * 16 + low);
        match byte.and_then(|byte| u8::try_from(byte).ok()) {
            Some(byte) => {
                bytes.push(byte);
                bytes.extend_from_slice(&part[2..]);
            }
            None => {
                bytes.push(b'%');
                bytes.extend_from_slice(part);
            }
        }
    }
    let lossy = |error: FromUtf8Error| String::from_utf8_lossy(error.as_bytes()).into_owned();
    String::from_utf8(bytes).unwrap_or_else(lossy).into()
}

/// Decodes escapes in scripts and JSON.
pub(super) fn script_decoded(text: &str) -> String {
    let mut units: Vec<u16> = Vec::with_capacity(text.len());
    let mut rest = text.chars();
    let mut buffer = [0; 2];
    while let Some(character) = rest.next() {
        if character != '\\' {
            units.extend_from_slice(character.encode_utf16(&mut buffer));
            continue;
        }
        let escaped = rest.clone().next();
        let hexadecimal = |skip: usize, count: usize| {
            let digits: String = rest.clone().skip(skip).take(count).collect();
            u16::from_str_radix(&digits, 16).ok()
        };
        let (unit, length) = match escaped {
            Some('u') => (hexadecimal(1, 4), 5),
            Some('x') => (hexadecimal(1, 2), 3),
            Some('n' | 'r' | 't' | 'b' | 'f') => (Some(u16::from(b' ')), 1),
            _ => (None, 0),
        };
        units.extend(unit);
        if unit.is_some() {
            rest.by_ref().take(length).for_each(drop);
        }
    }
    String::from_utf16_lossy(&units)
}

/// Unfolds the lines of a calendar and removes its escapes.
pub(super) fn calendar_decoded(text: &str) -> String {
    let unfolded = text
        .replace("\r\n ", "")
        .replace("\n ", "")
        .replace("\r\n\t", "");
    let unescaped = unfolded.replace("\\n", " ").replace("\\N", " ");
    unescaped
        .replace("\\,", ",")
        .replace("\\;", ";")
        .replace("\\\\", "\\")
}
