//! The radar chart: values on several axes at once.
//!
//! A missing value is not zero: its spoke is dashed and has a `?`, and the outline is open there. With fewer than three
//! axes there is no area, with more than sixteen it is unreadable: then nothing is drawn, and the table next to it has
//! everything.

use super::canvas::{Canvas, Point, SMALL_PX};
use super::ink::{Ink, TextStyle};
use super::label::{width_px, wrap};
use super::shape::Party;

const WIDTH_PX: f64 = SMALL_PX;
const HEIGHT_PX: f64 = 320.0;
const MIDDLE_PX: Point = (190.0, 160.0);
const RADIUS_PX: f64 = 104.0;
const LABEL_GAP_PX: f64 = 13.0;
const LABEL_LINE_PX: f64 = 16.0;
/// The width of a label at the top or at the bottom.
const UPRIGHT_ROOM_PX: f64 = 160.0;
const RINGS: [u8; 3] = [1, 3, 5];
const MOST_POINTS: f64 = 5.0;

/// How many axes a radar can have.
pub const RADAR_AXES: std::ops::RangeInclusive<usize> = 3..=16;

/// One axis.
#[derive(Clone, Copy, Debug, Default)]
pub struct RadarAxis<'a> {
    /// Its name; broken into two lines or shortened.
    pub label: &'a str,
    /// Shown on hover of its mark and read aloud.
    pub title: &'a str,
    /// The note with its value.
    pub href: Option<&'a str>,
}

/// A value on an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RadarValue {
    /// From 0 to 5.
    pub points: u8,
    /// Whether no note supports it.
    pub hollow: bool,
}

/// One outline.
#[derive(Clone, Debug)]
pub struct RadarSeries {
    /// The ink of its outline.
    pub ink: Ink,
    /// Whose marks are at its corners; `None` for an outline alone.
    pub party: Option<Party>,
    /// Its values in the order of the axes; `None` if one is missing.
    pub values: Vec<Option<RadarValue>>,
}

/// The whole figure.
#[derive(Clone, Copy, Debug)]
pub struct Radar<'a> {
    /// The name of the figure.
    pub title: &'a str,
    /// What a reader would see, in a sentence.
    pub description: &'a str,
    /// The axes, clockwise from the top.
    pub axes: &'a [RadarAxis<'a>],
    /// The outlines, the last on top. Its marks have the titles and links of the axes.
    pub series: &'a [RadarSeries],
}

/// The position of a label.
struct LabelPlace {
    x: f64,
    /// The baseline of its first line.
    first: f64,
    style: TextStyle,
    lines: Vec<String>,
}

impl LabelPlace {
    /// Left, top, right, bottom.
    fn area(&self) -> (f64, f64, f64, f64) {
        let size_px = self.style.size_px();
        let widths = self.lines.iter().map(|line| width_px(line, size_px));
        let width = widths.fold(0.0, f64::max);
        let left = if self.style == TextStyle::SECOND.end() {
            self.x - width
        } else if self.style == TextStyle::SECOND.middle() {
            self.x - width / 2.0
        } else {
            self.x
        };
        let top = self.first - size_px;
        let height = self.lines.len() as f64 * LABEL_LINE_PX;
        (left, top, left + width, top + height)
    }

    fn touches(&self, other: &LabelPlace) -> bool {
        let (one, other) = (self.area(), other.area());
        one.0 < other.2 && other.0 < one.2 && one.1 < other.3 && other.1 < one.3
    }
}

impl Radar<'_> {
    /// Returns the figure as inline SVG; empty if it would be unreadable.
    pub fn draw(&self) -> String {
        if !RADAR_AXES.contains(&self.axes.len()) {
            return String::new();
        }
        let mut canvas =
            Canvas::new(WIDTH_PX, HEIGHT_PX, self.title, self.description).with_classes("small");
        self.draw_web(&mut canvas);
        for series in self.series {
            self.draw_outline(&mut canvas, series);
        }
        for (place, series) in self.series.iter().enumerate() {
            self.draw_marks(&mut canvas, series, place + 1 == self.series.len());
        }
        self.draw_labels(&mut canvas);
        canvas.finish()
    }

    fn draw_web(&self, canvas: &mut Canvas) {
        for ring in RINGS {
            let corners: Vec<Point> = (0..self.axes.len())
                .map(|axis| self.at(axis, f64::from(ring)))
                .collect();
            let ink = if ring == 5 { Ink::Axis } else { Ink::Hair };
            let mut closed = corners;
            closed.extend(closed.first().copied());
            canvas.line(&closed, ink);
        }
        for axis in 0..self.axes.len() {
            let known = |series: &RadarSeries| series.values.get(axis).is_some_and(Option::is_some);
            let is_known = self.series.last().is_none_or(known);
            let ink = if is_known { Ink::Hair } else { Ink::Limit };
            canvas.line(&[MIDDLE_PX, self.at(axis, MOST_POINTS)], ink);
            if !is_known {
                let (x, y) = self.at(axis, 2.0);
                canvas.text(x, y + 4.0, "?", TextStyle::SECOND.bold().middle().halo());
            }
        }
        for ring in RINGS {
            let (x, y) = self.at(0, f64::from(ring));
            canvas.text(
                x + 4.0,
                y + 12.0,
                &ring.to_string(),
                TextStyle::THIRD.halo(),
            );
        }
    }

    /// Draws a closed outline if all values are known, else its parts.
    fn draw_outline(&self, canvas: &mut Canvas, series: &RadarSeries) {
        let points: Vec<Option<Point>> = (0..self.axes.len())
            .map(|axis| {
                let value = series.values.get(axis).copied().flatten()?;
                Some(self.at(axis, f64::from(value.points).min(MOST_POINTS)))
            })
            .collect();
        let known: Vec<Point> = points.iter().flatten().copied().collect();
        if known.len() == points.len() {
            canvas.polygon(&known, series.ink);
            return;
        }
        for (place, from) in points.iter().enumerate() {
            let to = points.get(place + 1).or(points.first()).copied().flatten();
            if let Some((from, to)) = from.zip(to) {
                canvas.line(&[from, to], series.ink);
            }
        }
    }

    fn draw_marks(&self, canvas: &mut Canvas, series: &RadarSeries, is_last: bool) {
        let Some(party) = series.party else { return };
        for (axis, of) in self.axes.iter().enumerate() {
            let Some(value) = series.values.get(axis).copied().flatten() else {
                continue;
            };
            let at = self.at(axis, f64::from(value.points).min(MOST_POINTS));
            if is_last {
                canvas.mark(of.title, of.href, |canvas| {
                    canvas.hit_area(at.0 - 12.0, at.1 - 12.0, 24.0, 24.0);
                    party.draw(canvas, at, value.hollow);
                });
            } else {
                party.draw(canvas, at, value.hollow);
            }
        }
    }

    /// Draws the labels around the web. One that would overlap another gets a single line; if that does not help it is
    /// left out, and only shown on hover.
    fn draw_labels(&self, canvas: &mut Canvas) {
        let mut taken: Vec<LabelPlace> = Vec::new();
        for (axis, of) in self.axes.iter().enumerate() {
            let places = [2, 1].map(|lines| self.place_label(axis, of.label, lines));
            let is_free = |place: &LabelPlace| !taken.iter().any(|other| place.touches(other));
            let Some(place) = places.into_iter().find(is_free) else {
                continue;
            };
            for (line, words) in place.lines.iter().enumerate() {
                let y = place.first + line as f64 * LABEL_LINE_PX;
                canvas.text(place.x, y, words, place.style);
            }
            taken.push(place);
        }
    }

    fn place_label(&self, axis: usize, label: &str, most_lines: usize) -> LabelPlace {
        let (sine, cosine) = self.direction(axis);
        let x = MIDDLE_PX.0 + sine * (RADIUS_PX + LABEL_GAP_PX);
        let y = MIDDLE_PX.1 - cosine * (RADIUS_PX + LABEL_GAP_PX);
        let (style, room) = match (sine.abs() < 0.2, sine > 0.0) {
            (true, _) => (TextStyle::SECOND.middle(), UPRIGHT_ROOM_PX),
            (false, true) => (TextStyle::SECOND, WIDTH_PX - x),
            (false, false) => (TextStyle::SECOND.end(), x),
        };
        let lines = wrap(label, room, style.size_px(), most_lines);
        let lines: Vec<String> = lines.into_iter().map(Into::into).collect();
        let rest = lines.len().saturating_sub(1) as f64 * LABEL_LINE_PX;
        LabelPlace {
            x,
            // At the top a label grows upwards, at the bottom downwards, at the sides both ways.
            first: y + 4.0 - rest * (1.0 + cosine) / 2.0,
            style,
            lines,
        }
    }

    fn at(&self, axis: usize, points: f64) -> Point {
        let (sine, cosine) = self.direction(axis);
        let reach = RADIUS_PX * points / MOST_POINTS;
        (MIDDLE_PX.0 + sine * reach, MIDDLE_PX.1 - cosine * reach)
    }

    /// Returns sine and cosine of an axis, clockwise from the top.
    fn direction(&self, axis: usize) -> (f64, f64) {
        let turn = axis as f64 / self.axes.len() as f64;
        (turn * std::f64::consts::TAU).sin_cos()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(points: u8) -> Option<RadarValue> {
        Some(RadarValue {
            points,
            hollow: false,
        })
    }

    fn draw(values: Vec<Option<RadarValue>>) -> String {
        let axes = vec![RadarAxis::default(); values.len()];
        let series = [RadarSeries {
            ink: Ink::Area,
            party: Some(Party::Us),
            values,
        }];
        Radar {
            title: "大客户评估",
            description: "",
            axes: &axes,
            series: &series,
        }
        .draw()
    }

    #[test]
    fn four_axes_are_at_right_angles() {
        let svg = draw(vec![value(5), value(4), value(3), value(0)]);
        assert!(svg.contains(r#"<path class=area-us d="M190 56L273.2 160L190 222.4V160Z"/>"#));
        assert!(!svg.contains(">?</text>"));
    }

    #[test]
    fn a_missing_value_leaves_the_outline_open() {
        let svg = draw(vec![value(5), value(4), None, value(3)]);
        assert_eq!(svg.matches(">?</text>").count(), 1);
        assert_eq!(svg.matches(r#"class=area-us "#).count(), 2);
        assert!(!svg.contains('Z'));
    }

    #[test]
    fn too_few_or_too_many_axes_draw_nothing() {
        assert_eq!(draw(Vec::new()), "");
        assert_eq!(draw(vec![value(1); 2]), "");
        assert_eq!(draw(vec![value(1); 17]), "");
    }
}
