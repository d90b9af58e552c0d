//! Stacked bars: for each row its parts, on one scale for all rows.
//!
//! Each row has a label, parts with a gap between them, a caption under a part if it fits, and the sum at the right. A
//! row without parts shows a dash, not a bar of length zero.

use super::canvas::{Canvas, SMALL_PX};
use super::ink::{Ink, TextStyle};
use super::label::{shorten, width_px};

const WIDTH_PX: f64 = SMALL_PX;
const BAR_PX: f64 = 8.0;
const BAR_TOP_PX: f64 = 8.0;
const ROW_PX: f64 = 40.0;
/// A row whose parts have no captions.
const LOW_ROW_PX: f64 = 28.0;
const GUTTER_LEAST_PX: f64 = 60.0;
const GUTTER_MOST_PX: f64 = 160.0;
const GUTTER_GAP_PX: f64 = 14.0;
const SUM_GAP_PX: f64 = 14.0;
const PART_GAP_PX: f64 = 2.0;
/// Between the captions of two parts.
const WORDS_GAP_PX: f64 = 10.0;
/// The minimum length of a part.
const LEAST_PART_PX: f64 = 2.0;

/// One part of a row.
#[derive(Clone, Copy, Debug)]
pub struct StackedPart<'a> {
    /// Its size, in the unit of the figure. Only positive sizes are drawn.
    pub size: f64,
    /// Its kind.
    pub ink: Ink,
    /// Its caption, shown if it fits; may be empty.
    pub words: &'a str,
    /// A second caption in the colour of warnings.
    pub warning: &'a str,
    /// Shown on hover and read aloud.
    pub title: &'a str,
    /// Its link.
    pub href: Option<&'a str>,
}

/// One row.
#[derive(Clone, Copy, Debug, Default)]
pub struct StackedBar<'a> {
    /// Its label, which is shortened if it does not fit.
    pub label: &'a str,
    /// Its parts, from the left.
    pub parts: &'a [StackedPart<'a>],
    /// The sum, at the right.
    pub sum: &'a str,
}

/// The whole figure.
#[derive(Clone, Copy, Debug)]
pub struct StackedBars<'a> {
    /// The name of the figure.
    pub title: &'a str,
    /// What a reader would see, in a sentence.
    pub description: &'a str,
    /// The rows, in the order in which they are drawn.
    pub rows: &'a [StackedBar<'a>],
}

impl StackedBars<'_> {
    /// Returns the figure as inline SVG; empty if there are no rows.
    pub fn draw(&self) -> String {
        if self.rows.is_empty() {
            return String::new();
        }
        let layout = Layout::of(self);
        let height = layout.row_px * self.rows.len() as f64;
        let mut canvas =
            Canvas::new(WIDTH_PX, height, self.title, self.description).with_classes("small");
        for (place, row) in self.rows.iter().enumerate() {
            let top = place as f64 * layout.row_px;
            if place > 0 {
                canvas.line(&[(0.0, top + 0.5), (WIDTH_PX, top + 0.5)], Ink::Hair);
            }
            layout.draw_row(&mut canvas, row, top);
        }
        canvas.finish()
    }
}

/// The measures common to all rows.
struct Layout {
    row_px: f64,
    gutter_px: f64,
    room_px: f64,
    px_per_unit: f64,
}

impl Layout {
    fn of(figure: &StackedBars) -> Self {
        let widest = |words: &mut dyn Iterator<Item = f64>| words.fold(0.0, f64::max);
        let rows = || figure.rows.iter();
        let label_px = widest(&mut rows().map(|row| width_px(row.label, 13.0)));
        let sum_px = widest(&mut rows().map(|row| width_px(row.sum, 13.0)));
        let gutter_px = (label_px + GUTTER_GAP_PX)
            .ceil()
            .clamp(GUTTER_LEAST_PX, GUTTER_MOST_PX);
        let sum_px = (sum_px + SUM_GAP_PX).ceil().min(WIDTH_PX / 3.0);
        let most_parts = rows().map(|row| row.parts.len()).max().unwrap_or_default();
        let gaps_px = PART_GAP_PX * most_parts as f64;
        let room_px = (WIDTH_PX - gutter_px - sum_px).max(1.0);
        let longest = widest(&mut rows().map(|row| row.parts.iter().map(drawn_size).sum()));
        let has_words = rows()
            .flat_map(|row| row.parts)
            .any(|part| !part.words.is_empty() || !part.warning.is_empty());
        Self {
            row_px: if has_words { ROW_PX } else { LOW_ROW_PX },
            gutter_px,
            room_px,
            px_per_unit: (room_px - gaps_px).max(0.0) / longest.max(f64::MIN_POSITIVE),
        }
    }

    fn draw_row(&self, canvas: &mut Canvas, row: &StackedBar, top: f64) {
        let base = top + BAR_TOP_PX + BAR_PX;
        let label = shorten(row.label, self.gutter_px - GUTTER_GAP_PX, 13.0);
        // A label that is not shortened needs no title.
        match label == row.label {
            true => canvas.text(0.0, base, &label, TextStyle::FIRST),
            false => canvas.mark(row.label, None, |canvas| {
                canvas.text(0.0, base, &label, TextStyle::FIRST);
            }),
        }
        let style = TextStyle::FIRST.bold();
        let sum = shorten(row.sum, WIDTH_PX / 3.0, style.size_px());
        canvas.text(WIDTH_PX, base, &sum, style.end());
        let parts = || row.parts.iter().filter(|part| drawn_size(part) > 0.0);
        if parts().next().is_none() {
            canvas.text(self.gutter_px, base, "–", TextStyle::THIRD);
            return;
        }
        let captioned = self.captioned(row);
        let mut left = self.gutter_px;
        for (place, part) in parts().enumerate() {
            let width = self.width_px(part);
            canvas.mark(part.title, part.href, |canvas| {
                if part.href.is_some() {
                    canvas.hit_area(left, top + 3.0, width.max(12.0), self.row_px - 6.0);
                }
                draw_part(canvas, part, left, top + BAR_TOP_PX, width);
                if captioned.contains(&place) {
                    draw_words(canvas, part, left, base + 16.0);
                }
            });
            left += width + PART_GAP_PX;
        }
    }

    fn width_px(&self, part: &StackedPart) -> f64 {
        (drawn_size(part) * self.px_per_unit).max(LEAST_PART_PX)
    }

    /// Returns the parts that have room for their captions, the longest first.
    fn captioned(&self, row: &StackedBar) -> Vec<usize> {
        let mut left = self.gutter_px;
        let parts = row.parts.iter().filter(|part| drawn_size(part) > 0.0);
        let mut candidates: Vec<(usize, f64, f64, f64)> = Vec::new();
        for (place, part) in parts.enumerate() {
            let width = self.width_px(part);
            candidates.push((place, width, left, left + words_px(part)));
            left += width + PART_GAP_PX;
        }
        candidates.sort_by(|one, other| other.1.total_cmp(&one.1));
        let mut taken: Vec<(f64, f64)> = Vec::new();
        let mut captioned = Vec::new();
        for (place, _, from, to) in candidates {
            let is_free = |(start, end): &(f64, f64)| to < *start || *end < from;
            if from < to && to <= self.gutter_px + self.room_px && taken.iter().all(is_free) {
                taken.push((from - WORDS_GAP_PX, to + WORDS_GAP_PX));
                captioned.push(place);
            }
        }
        captioned
    }
}

/// Between the caption of a part and its warning.
const WARNING_GAP_PX: f64 = 6.0;

fn words_px(part: &StackedPart) -> f64 {
    let size_px = TextStyle::SECOND.size_px();
    let warning_px = width_px(part.warning, size_px);
    let gap_px = if warning_px > 0.0 {
        WARNING_GAP_PX
    } else {
        0.0
    };
    width_px(part.words, size_px) + gap_px + warning_px
}

fn draw_words(canvas: &mut Canvas, part: &StackedPart, x: f64, y: f64) {
    let style = TextStyle::SECOND;
    canvas.text(x, y, part.words, style);
    let behind = x + width_px(part.words, style.size_px()) + WARNING_GAP_PX;
    canvas.text(behind, y, part.warning, style.bold().warn());
}

/// Draws a part; a hollow one is half a pixel smaller on each side, so that it is sharp and as high as the others.
fn draw_part(canvas: &mut Canvas, part: &StackedPart, left: f64, top: f64, width: f64) {
    match part.ink {
        Ink::BarEmpty | Ink::BarAgainst | Ink::BarClaimed => canvas.rect(
            left + 0.5,
            top + 0.5,
            (width - 1.0).max(0.0),
            BAR_PX - 1.0,
            part.ink,
        ),
        ink => canvas.rect(left, top, width, BAR_PX, ink),
    }
}

/// Returns the size to draw: 0 if it is not finite or not positive.
fn drawn_size(part: &StackedPart) -> f64 {
    if part.size.is_finite() {
        part.size.max(0.0)
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(size: f64, words: &str) -> StackedPart<'_> {
        StackedPart {
            size,
            ink: Ink::Bar,
            words,
            warning: "",
            title: words,
            href: None,
        }
    }

    fn draw(rows: &[StackedBar]) -> String {
        StackedBars {
            title: "管线",
            description: "",
            rows,
        }
        .draw()
    }

    #[test]
    fn parts_follow_each_other_on_one_scale() {
        let (long, short) = ([part(30.0, ""), part(10.0, "")], [part(20.0, "")]);
        let rows = [
            StackedBar {
                label: "商务谈判",
                parts: &long,
                sum: "40",
            },
            StackedBar {
                label: "成交",
                parts: &short,
                sum: "20",
            },
        ];
        let svg = draw(&rows);
        // 380 - 66 - (14.56 + 14, rounded up) = 285, less two gaps = 281 for 40.
        assert!(svg.contains(r#"<rect class=bar x=66 y=8 width=210.8 height=8 />"#));
        assert!(svg.contains(r#"<rect class=bar x=278.8 y=8 width=70.2 height=8 />"#));
        assert!(svg.contains(r#"<rect class=bar x=66 y=36 width=140.5 height=8 />"#));
    }

    #[test]
    fn captions_never_overlap() {
        let parts = [
            part(1.0, "芜湖第一净化设备"),
            part(1.0, "澜州疫苗二期"),
            part(98.0, "其余"),
        ];
        let svg = draw(&[StackedBar {
            label: "评估",
            parts: &parts,
            sum: "",
        }]);
        let starts: Vec<f64> = svg
            .split("<text class=t2 x=")
            .skip(1)
            .filter_map(|rest| rest.split(' ').next()?.parse().ok())
            .collect();
        // The longest part has its caption, which leaves no room for those of the narrow ones before it.
        assert_eq!(starts.len(), 1);
        assert!(svg.contains(">其余</text>"));
    }

    #[test]
    fn an_empty_row_is_a_dash_and_invalid_sizes_are_not_drawn() {
        let strange = [
            part(f64::NAN, "a"),
            part(-1.0, "b"),
            part(f64::INFINITY, "c"),
        ];
        let svg = draw(&[StackedBar {
            label: "成交",
            parts: &strange,
            sum: "–",
        }]);
        assert!(svg.contains(">–</text>") && !svg.contains("<rect"));
        assert_eq!(draw(&[]), "");
    }
}
