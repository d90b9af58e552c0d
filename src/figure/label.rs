//! Labels: how wide a text will be, and how to shorten one that does not fit.
//!
//! A page is written without its fonts at hand, so widths are estimated by one rule: a Chinese
//! character is 1 em wide, a Latin letter or a digit 0.56 em. A text is shortened or left out,
//! never shrunk.

use std::borrow::Cow;

use unicode_width::UnicodeWidthChar;

const WIDE_EM: f64 = 1.0;
const NARROW_EM: f64 = 0.56;
const ELLIPSIS: char = '…';

/// The width of a text in pixels when set in a type of `size_px`.
pub fn width_px(text: &str, size_px: f64) -> f64 {
    text.chars().map(width_em).sum::<f64>() * size_px
}

/// The text itself if it fits into `room_px`, else its beginning and `…`; nothing if not even the
/// `…` fits.
pub fn shorten(text: &str, room_px: f64, size_px: f64) -> Cow<'_, str> {
    if width_px(text, size_px) <= room_px {
        return Cow::Borrowed(text);
    }
    let mut rest_px = room_px - width_em(ELLIPSIS) * size_px;
    if rest_px.is_nan() || rest_px < 0.0 {
        return Cow::Borrowed("");
    }
    let fitting = text.chars().take_while(|&character| {
        rest_px -= width_em(character) * size_px;
        rest_px >= 0.0
    });
    let mut short: String = fitting.collect();
    short.truncate(short.trim_end().len());
    short.push(ELLIPSIS);
    Cow::Owned(short)
}

/// The width of one character in em.
///
/// General punctuation such as `…`, `—` and `“` has no width of its own in Unicode; the fonts of
/// our pages begin with Chinese ones, where it is wide.
fn width_em(character: char) -> f64 {
    let cells = match character {
        ' '..='~' => Some(1),
        '\u{80}'..'\u{2000}' => character.width(),
        _ => character.width_cjk(),
    };
    match cells {
        None | Some(0) => 0.0,
        Some(1) => NARROW_EM,
        Some(_) => WIDE_EM,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_one_em_and_latin_is_056() {
        assert_eq!(width_px("质量", 13.0), 26.0);
        assert_eq!(width_px("URS", 100.0).round(), 168.0);
        assert_eq!(width_px("e\u{301}", 100.0).round(), 56.0);
    }

    #[test]
    fn what_does_not_fit_is_shortened() {
        assert_eq!(shorten("质量 / 性能", 80.0, 13.0), "质量 / 性能");
        assert_eq!(shorten("数据完整性与审计追踪", 80.0, 13.0), "数据完整性…");
        assert_eq!(shorten("Data integrity", 60.0, 13.0), "Data i…");
        assert_eq!(shorten("Data integrity", 55.0, 13.0), "Data…");
        assert_eq!(shorten("服务", 12.0, 13.0), "");
    }
}
