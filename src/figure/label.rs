//! Labels: estimates the width of a text, and shortens or wraps one that does not fit.
//!
//! A page is written without access to its fonts, so widths are estimated: a Chinese character is 1 em wide, a Latin
//! letter or a digit 0.56 em. Text is wrapped, shortened or left out, never scaled down.

use std::borrow::Cow;

use unicode_width::UnicodeWidthChar;

/// The width of a Chinese character.
pub const WIDE_EM: f64 = 1.0;
/// The width of a Latin letter or a digit.
pub const NARROW_EM: f64 = 0.56;
const ELLIPSIS: char = '…';

/// Returns the width of a text in pixels at a font size of `size_px`.
pub fn width_px(text: &str, size_px: f64) -> f64 {
    text.chars().map(width_em).sum::<f64>() * size_px
}

/// Returns the text if it fits into `room_px`, else its beginning and `…`; empty if not even the `…` fits.
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

/// Wraps a text into lines of about the same length: at spaces, in Chinese anywhere. The last line is shortened if
/// there is no room for more.
pub fn wrap(text: &str, room_px: f64, size_px: f64, most_lines: usize) -> Vec<Cow<'_, str>> {
    let mut lines = Vec::new();
    let mut rest = text.trim();
    let even_px = width_px(rest, size_px) / most_lines as f64 + size_px;
    let aim_px = if width_px(rest, size_px) > room_px {
        even_px.min(room_px)
    } else {
        room_px
    };
    while !rest.is_empty() && lines.len() < most_lines {
        let is_last = lines.len() + 1 == most_lines;
        let end = if is_last {
            rest.len()
        } else {
            line_end(rest, aim_px, size_px)
        };
        let (line, further) = rest.split_at(end);
        lines.push(shorten(line.trim_end(), room_px, size_px));
        rest = further.trim_start();
    }
    lines
}

/// Returns where the first line of a text ends: as far as it fits, at a space or next to a wide character.
fn line_end(text: &str, room_px: f64, size_px: f64) -> usize {
    let mut width_px = 0.0;
    let mut end = 0;
    let mut before: Option<char> = None;
    for (at, character) in text.char_indices() {
        let may_break = before.is_some_and(|before| {
            before == ' ' || character == ' ' || is_wide(before) || is_wide(character)
        });
        if may_break && !is_closing(character) {
            end = at;
        }
        width_px += width_em(character) * size_px;
        if width_px > room_px && character != ' ' {
            // A word longer than the line is on its own line, to be shortened.
            return if end > 0 { end } else { word_end(text) };
        }
        before = Some(character);
    }
    text.len()
}

fn word_end(text: &str) -> usize {
    let end = text
        .char_indices()
        .skip(1)
        .find(|(_, one)| *one == ' ' || is_wide(*one));
    end.map_or(text.len(), |(at, _)| at)
}

fn is_wide(character: char) -> bool {
    width_em(character) == WIDE_EM
}

/// Returns whether no line begins with a character.
fn is_closing(character: char) -> bool {
    "，。、；：！？）》」』”’…/·,.;:!?)]".contains(character)
}

/// Moves labels on a line apart, so that neighbours are at least `gap_px` from each other and all are within the range,
/// as far as possible. Positions are middles, in any order; each moves as little as its neighbours allow.
pub fn spread(middles: &mut [f64], widths: &[f64], gap_px: f64, range: std::ops::Range<f64>) {
    let mut order: Vec<usize> = (0..middles.len().min(widths.len())).collect();
    order.sort_by(|&one, &other| {
        middles[one]
            .total_cmp(&middles[other])
            .then(one.cmp(&other))
    });
    let apart = |one: usize, other: usize| (widths[one] + widths[other]) / 2.0 + gap_px;
    // From the left, then back from the right end: the smallest moves.
    let mut least = range.start;
    for (place, &one) in order.iter().enumerate() {
        least = match place.checked_sub(1) {
            None => range.start + widths[one] / 2.0,
            Some(before) => middles[order[before]] + apart(order[before], one),
        }
        .max(least);
        middles[one] = middles[one].max(least);
    }
    let mut most = f64::INFINITY;
    for (place, &one) in order.iter().enumerate().rev() {
        most = match order.get(place + 1) {
            None => range.end - widths[one] / 2.0,
            Some(&after) => middles[after] - apart(one, after),
        }
        .min(most);
        middles[one] = middles[one].min(most);
    }
}

/// Returns the width of a character in em.
///
/// General punctuation such as `…`, `—` and `“` has an ambiguous width in Unicode; it is wide in the Chinese fonts that
/// our pages use first.
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
    fn labels_are_wrapped_at_natural_places() {
        let lines = |text, room| wrap(text, room, 13.0, 2).join("|");
        assert_eq!(lines("数据完整性与审计追踪", 80.0), "数据完整性与|审计追踪");
        assert_eq!(
            lines("会成为竞争对手突破对象", 135.0),
            "会成为竞争对|手突破对象"
        );
        assert_eq!(
            lines("Regulatory track record", 90.0),
            "Regulatory|track record"
        );
        assert_eq!(lines("Electromagnetic", 60.0), "Electr…");
        assert_eq!(
            lines("数据完整、审计、追踪、报警", 65.0),
            "数据完整、|审计、追…"
        );
        assert_eq!(lines("质量 / 性能", 80.0), "质量 / 性能");
        assert_eq!(lines("", 80.0), "");
    }

    #[test]
    fn labels_on_a_line_move_apart_and_stay_in_range() {
        let mut middles = [50.0, 48.0, 10.0];
        spread(&mut middles, &[20.0; 3], 4.0, 0.0..70.0);
        assert_eq!(middles, [60.0, 36.0, 10.0]);
        let mut alone = [500.0];
        spread(&mut alone, &[20.0], 4.0, 0.0..70.0);
        assert_eq!(alone, [60.0]);
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
