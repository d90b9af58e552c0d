//! Writes SVG markup within HTML: attributes, escaped text, and coordinates in tenths of a pixel.
//!
//! A page has thousands of attributes, so values that HTML reads without quotes have none.
//!
//! Shapes and classes are in `svg` and `ink`.

use std::fmt::Write;

/// Drawing uses ten times the size, so that integers have one decimal.
pub const TENTHS_PER_PIXEL: f64 = 10.0;

/// Far beyond any page, and far enough from the end of `i32` that sums and differences are safe.
const FARTHEST_TENTHS: f64 = 100_000_000.0;

/// Converts a length in pixels to whole tenths. NaN becomes 0, huge values are clamped far outside the page.
pub fn tenths(pixels: f64) -> i32 {
    let tenths = (pixels * TENTHS_PER_PIXEL).round();
    tenths.clamp(-FARTHEST_TENTHS, FARTHEST_TENTHS) as i32
}

/// Writes tenths as a decimal number without a trailing zero: `1590` is `159`, `2158` is `215.8`.
pub fn push_tenths(out: &mut String, tenths: i32) {
    if tenths < 0 {
        out.push('-');
    }
    let (whole, rest) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
    // Writing to a string cannot fail.
    let _ = match rest {
        0 => write!(out, "{whole}"),
        _ => write!(out, "{whole}.{rest}"),
    };
}

/// Writes an attribute, unless it is empty.
pub fn push_attribute(out: &mut String, name: &str, value: &str) {
    if value.is_empty() {
        return;
    }
    out.extend([" ", name, "="]);
    if is_unquotable(value) {
        out.push_str(value);
    } else {
        out.push('"');
        push_escaped(out, value);
        out.push('"');
    }
}

/// Writes an attribute that is a length.
pub fn push_length(out: &mut String, name: &str, tenths: i32) {
    out.extend([" ", name, "="]);
    push_tenths(out, tenths);
}

/// The end of an empty tag. After an unquoted value a slash needs a space, or it would be part of the value.
pub const END: &str = " />";

/// Returns whether a value needs neither quotes nor escaping.
fn is_unquotable(value: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./#%:;,".contains(&byte);
    value.bytes().all(is_plain)
}

/// Writes text so that it is safe between tags and inside a double-quoted attribute.
///
/// Line breaks and tabs become spaces; control characters, which XML forbids, are removed.
pub fn push_escaped(out: &mut String, text: &str) {
    let mut plain_from = 0;
    for (at, character) in text.char_indices() {
        let replacement = match character {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\t' | '\n' | '\r' => " ",
            '\u{FFFE}' | '\u{FFFF}' => "",
            other if other.is_control() => "",
            _ => continue,
        };
        out.push_str(text.get(plain_from..at).unwrap_or_default());
        out.push_str(replacement);
        plain_from = at + character.len_utf8();
    }
    out.push_str(text.get(plain_from..).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(text: &str) -> String {
        let mut out = String::new();
        push_escaped(&mut out, text);
        out
    }

    fn number(pixels: f64) -> String {
        let mut out = String::new();
        push_tenths(&mut out, tenths(pixels));
        out
    }

    #[test]
    fn a_value_has_quotes_if_it_needs_them() {
        let mut out = String::from("<a");
        push_attribute(&mut out, "class", "card");
        push_attribute(&mut out, "id", "");
        push_attribute(&mut out, "href", "visits/2026-03-19.html#next-visit");
        push_attribute(&mut out, "title", "a b");
        push_attribute(&mut out, "lang", "x=\"1\"");
        push_length(&mut out, "x", -5);
        out.push_str(END);
        assert_eq!(
            out,
            "<a class=card href=visits/2026-03-19.html#next-visit title=\"a b\" lang=\"x=&quot;1&quot;\" x=-0.5 />"
        );
    }

    #[test]
    fn coordinates_have_at_most_one_decimal() {
        assert_eq!(number(159.0), "159");
        assert_eq!(number(215.84), "215.8");
        assert_eq!(number(-0.3), "-0.3");
        assert_eq!(number(-0.04), "0");
        assert_eq!(number(f64::NAN), "0");
        assert_eq!(number(f64::INFINITY), "10000000");
    }

    #[test]
    fn text_cannot_break_out_of_its_context() {
        assert_eq!(
            escaped("质量 < 价格 & \"服务\""),
            "质量 &lt; 价格 &amp; &quot;服务&quot;"
        );
        assert_eq!(escaped("</title><script>"), "&lt;/title&gt;&lt;script&gt;");
        assert_eq!(escaped("一行\n两行\u{0}\u{1b}"), "一行 两行");
    }
}
