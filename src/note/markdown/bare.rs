//! Things in running text that CommonMark does not treat as links: bare web addresses, which become links, and links
//! with a space in the address, which are reported.

use super::cjk::is_wide;
use std::ops::Range;

/// Returns the bare `http` and `https` addresses of a text, in order, as byte ranges.
pub(super) fn addresses(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut searched = 0;
    std::iter::from_fn(move || {
        loop {
            let colon = searched + text.get(searched..)?.find(':')?;
            let floor = searched;
            searched = colon + 1;
            if let Some(range) = address_around(text, floor, colon) {
                searched = range.end;
                return Some(range);
            }
        }
    })
}

/// Returns the address whose first colon is at `colon` and which starts at `floor` or later.
fn address_around(text: &str, floor: usize, colon: usize) -> Option<Range<usize>> {
    let before = text.get(floor..colon)?;
    let scheme = ["https", "http"]
        .into_iter()
        .find(|scheme| before.ends_with(scheme))?;
    let start = colon - scheme.len();
    let is_inside_a_word = text
        .get(floor..start)?
        .ends_with(|c: char| c.is_ascii_alphanumeric());
    let rest = text.get(colon..)?.strip_prefix("://")?;
    let length: usize = rest
        .chars()
        .take_while(|c| continues_an_address(*c))
        .map(char::len_utf8)
        .sum();
    let host_and_path = without_closing_punctuation(rest.get(..length)?);
    let starts_with_a_host = host_and_path.starts_with(char::is_alphanumeric);
    (starts_with_a_host && !is_inside_a_word)
        .then_some(start..colon + "://".len() + host_and_path.len())
}

fn continues_an_address(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_graphic()
            && !matches!(
                character,
                '<' | '>' | '"' | '`' | '{' | '}' | '|' | '\\' | '^' | '[' | ']'
            );
    }
    character.is_alphanumeric() && !is_wide(character)
}

/// Strips punctuation at the end, which belongs to the sentence, and closing brackets that the address did not open.
fn without_closing_punctuation(address: &str) -> &str {
    let is_sentence = |c: char| ".,;:!?'*_~".contains(c);
    let mut end = address.trim_end_matches(is_sentence);
    let count = |bracket: u8| address.bytes().filter(|byte| *byte == bracket).count();
    let mut unopened = count(b')').saturating_sub(count(b'('));
    while unopened > 0 && end.ends_with(')') {
        unopened -= 1;
        end = end
            .strip_suffix(')')
            .unwrap_or(end)
            .trim_end_matches(is_sentence);
    }
    end
}

/// How far back from `](` the start of a link is searched, in bytes.
const MAX_LINK_TEXT_BYTES: usize = 512;

/// Returns `[text](address with spaces)` in the part `within` of a source that the parser found to be text, as byte
/// ranges of the source. The link may begin before that part, on the same line.
pub(super) fn links_with_spaces(source: &str, within: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut searched = within.start;
    while let Some(part) = source.get(searched..within.end) {
        let Some(at) = part.find("](") else { break };
        let middle = searched + at;
        searched = middle + "](".len();
        if let Some(range) = link_around(source, middle) {
            searched = range.end.max(searched);
            found.push(range);
        }
    }
    found
}

fn link_around(source: &str, middle: usize) -> Option<Range<usize>> {
    let mut floor = middle.saturating_sub(MAX_LINK_TEXT_BYTES);
    while !source.is_char_boundary(floor) {
        floor += 1;
    }
    let text = source.get(floor..middle)?.rsplit('\n').next()?;
    let bracket = text.rfind('[')?;
    if text.ends_with('\\') || text.get(..bracket)?.ends_with('\\') {
        return None;
    }
    let address_start = middle + "](".len();
    let after = source.get(address_start..)?;
    let address = after.get(..after.find([')', '(', '\n', '\r'])?)?;
    let end = address_start + address.len();
    let is_closed = source.get(end..)?.starts_with(')');
    let has_space_inside = address.trim().contains(char::is_whitespace);
    let start = middle - (text.len() - bracket);
    (is_closed && has_space_inside).then_some(start..end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        addresses(text)
            .filter_map(|range| text.get(range))
            .collect()
    }

    #[test]
    fn an_address_ends_before_chinese_and_before_the_sentence() {
        assert_eq!(
            found("见https://a.example/x，然后"),
            ["https://a.example/x"]
        );
        assert_eq!(found("http://a.example/x中文"), ["http://a.example/x"]);
        assert_eq!(
            found("(see https://a.example/w_(x)). Then"),
            ["https://a.example/w_(x)"]
        );
        assert_eq!(
            found("a: https://a.example/?q=1&r=2#z！https://b.example."),
            ["https://a.example/?q=1&r=2#z", "https://b.example"]
        );
    }

    #[test]
    fn other_schemes_and_halves_are_no_addresses() {
        for text in [
            "ftp://a.example",
            "javascript://x",
            "xhttps://a.example",
            "https://",
            "https://，",
            "https:/a",
            "时间：10:30",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_link_with_a_space_is_found_with_its_words() {
        let source = "请看 [报价](报价 v2.pdf) 和 [b](c.pdf)";
        let ranges = links_with_spaces(source, 0..source.len());
        let texts: Vec<_> = ranges.iter().map(|r| &source[r.clone()]).collect();
        assert_eq!(texts, ["[报价](报价 v2.pdf)"]);
        for none in [
            r"\[a](b c)",
            r"[a\](b c)",
            "[a](b\nc)",
            "](b c)",
            "[a](b (c d))",
        ] {
            assert!(links_with_spaces(none, 0..none.len()).is_empty(), "{none}");
        }
    }
}
