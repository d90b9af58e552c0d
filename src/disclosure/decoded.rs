//! Decoded views of an output file: with its escapes undone, so that a value is found in any encoding.

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
const JOINT: char = '\u{2060}';
/// Shorter runs of base64 are too short to contain a value.
const LEAST_BASE64_BYTES: usize = 16;

/// Returns the views of a file.
pub(super) fn views(route: &str, bytes: &[u8]) -> Vec<Vec<u8>> {
    let ending = route.rsplit_once('.').map_or("", |(_, ending)| ending);
    let mut views = Vec::new();
    // Decoding leaves other text unchanged: one view of a page is its plain text, too.
    if !matches!(ending, "html" | "svg" | "xml") {
        views.push(bytes_packed(bytes));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        match ending {
            "html" | "svg" | "xml" => {
                views.push(packed(&percent_decoded(&entities_decoded(text))));
                views.push(packed(&entities_decoded(&without_tags(text))));
            }
            "ics" => views.push(packed(&calendar_decoded(text))),
            _ => {}
        }
        if matches!(ending, "html" | "js" | "json" | "svg") && text.contains('\\') {
            let unescaped = script_decoded(text);
            views.push(packed(&entities_decoded(&unescaped)));
        }
        views.push(base64_decoded(text));
    }
    views
}

/// Returns the decoded name of a file.
pub(super) fn name(route: &str) -> Vec<u8> {
    packed(&percent_decoded(route))
}

fn packed(text: &str) -> Vec<u8> {
    super::words::packed(text).into_bytes()
}

fn bytes_packed(bytes: &[u8]) -> Vec<u8> {
    match std::str::from_utf8(bytes) {
        Ok(text) => packed(text),
        // Binary files may contain text.
        Err(_) => packed(&String::from_utf8_lossy(bytes)),
    }
}

/// Returns the text of a page as it is read: across inline tags, split at others.
pub(super) fn without_tags(html: &str) -> String {
    between_tags(html, |element| {
        let is_inline = INLINE.iter().any(|one| one.eq_ignore_ascii_case(element));
        if is_inline { JOINT } else { END }
    })
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
        let name = tag.trim_start_matches('/');
        let length = name
            .find(|letter: char| !letter.is_ascii_alphanumeric())
            .unwrap_or(name.len());
        let element = &name[..length];
        words.push(stand_in(element));
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
fn entity(text: &str) -> Option<(char, usize)> {
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
fn script_decoded(text: &str) -> String {
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
fn calendar_decoded(text: &str) -> String {
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

/// Decodes all base64 in a text.
fn base64_decoded(text: &str) -> Vec<u8> {
    let is_digit =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_');
    let runs = text.as_bytes().split(|byte| !is_digit(*byte));
    let mut decoded = Vec::new();
    for run in runs.filter(|run| run.len() >= LEAST_BASE64_BYTES) {
        // It may follow other letters, such as an address or a name.
        for skip in 0..4 {
            decode_into(&mut decoded, &run[skip..]);
            decoded.push(1);
        }
    }
    bytes_packed(&decoded)
}

fn decode_into(bytes: &mut Vec<u8>, digits: &[u8]) {
    let value = |digit: &u8| match digit {
        b'A'..=b'Z' => digit - b'A',
        b'a'..=b'z' => digit - b'a' + 26,
        b'0'..=b'9' => digit - b'0' + 52,
        b'+' | b'-' => 62,
        _ => 63,
    };
    let (mut bits, mut count) = (0_u32, 0);
    for digit in digits {
        bits = ((bits << 6) | u32::from(value(digit))) & 0xFFFF;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from((bits >> count) & 0xFF).unwrap_or_default());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(route: &str, file: &str, words: &str) -> bool {
        let words = packed(words);
        views(route, file.as_bytes())
            .iter()
            .any(|view| view.windows(words.len()).any(|part| part == words))
    }

    #[test]
    fn a_value_is_found_in_every_encoding() {
        let found = [
            ("a.html", "<p>二十八万\n封口</p>", "二十八万封口"),
            (
                "a.html",
                "<text><tspan x=\"1\">二十八</tspan><tspan x=\"1\">万封口</tspan></text>",
                "二十八万封口",
            ),
            ("a.html", "<p>二十<b>八万</b>封口", "二十八万封口"),
            (
                "a.html",
                "<a title=\"A &amp; B &lt;secret&gt;\">",
                "A & B <secret>",
            ),
            ("a.html", "&#20108;&#x5341;八万", "二十八万"),
            (
                "a.html",
                "<a href=\"%E4%BA%8C%E5%8D%81%E5%85%AB%E4%B8%87.html\">",
                "二十八万",
            ),
            ("a.js", r#"x("\u4e8c\u5341八万 \"a\"")"#, "二十八万 \"a\""),
            (
                "a.json",
                r#"{"a":"two\nlines \ud83d\ude00"}"#,
                "two lines 😀",
            ),
            ("a.ics", "SUMMARY:二十八\r\n 万\\, 封口", "二十八万, 封口"),
            (
                "a.css",
                "url(data:text/plain;base64,5LqM5Y2B5YWr5LiH5bCB5Y+j)",
                "二十八万封口",
            ),
            ("a.pdf", "(floor price)", "floor price"),
        ];
        for (route, file, words) in found {
            assert!(holds(route, file, words), "{words} in {file}");
        }
    }

    #[test]
    fn words_of_two_cells_are_separate() {
        assert!(!holds("a.html", "<td>二十</td><td>八万</td>", "二十八万"));
        assert_eq!(name("a/%E4%BA%8C b.html"), "a/二b.html".as_bytes());
        assert_eq!(name("5%%e4%ba%8c%+1%4%zz%"), "5%二%+1%4%zz%".as_bytes());
    }
}
