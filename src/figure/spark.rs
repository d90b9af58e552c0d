//! Small drawings in a line of text or under a key figure: sparklines, and our position between 1 and 5.
//!
//! A gap in a line is a time without data. The text next to it says what the line shows; so does its title on hover.

use super::canvas::Canvas;
use super::ink::{Ink, TextStyle};
use super::scale::Scale;
use super::shape::Party;

const HEIGHT_PX: f64 = 18.0;
const INSET_PX: f64 = 3.0;
const DOT_PX: f64 = 2.0;

/// Draws a sparkline from times and values, both from 0 to 1, the earliest first; `None` is a time without data. With
/// fewer than two values nothing is drawn.
pub fn spark(points: &[(f64, Option<f64>)], width_px: f64, title: &str) -> String {
    if points.iter().filter(|(_, value)| value.is_some()).count() < 2 {
        return String::new();
    }
    let (x, y) = (
        Scale::new(0.0..1.0, INSET_PX..width_px - INSET_PX),
        Scale::new(0.0..1.0, HEIGHT_PX - INSET_PX..INSET_PX),
    );
    let mut canvas = Canvas::new(width_px, HEIGHT_PX, title, "")
        .with_classes("inline")
        .with_size();
    let base = HEIGHT_PX - 0.5;
    canvas.line(&[(0.0, base), (width_px, base)], Ink::Hair);
    for run in points.split(|(_, value)| value.is_none()) {
        let run: Vec<_> = run
            .iter()
            .filter_map(|(time, value)| Some((x.at_px(*time), y.at_px((*value)?))))
            .collect();
        if run.len() > 1 {
            canvas.line(&run, Ink::Spark);
        }
    }
    let last = points
        .last()
        .and_then(|(time, value)| Some((*time, (*value)?)));
    if let Some((time, value)) = last {
        canvas.circle((x.at_px(time), y.at_px(value)), DOT_PX, Ink::Us);
    }
    canvas.finish()
}

/// Draws us and our competitors on an axis from 1 to 5, with labels if it is wide enough. Without our own value nothing
/// is drawn.
pub fn strip(us: Option<f64>, rivals: &[Option<f64>], width_px: f64, title: &str) -> String {
    let Some(us) = us.filter(|us| us.is_finite()) else {
        return String::new();
    };
    let is_wide = width_px >= 120.0;
    let height = if is_wide { 30.0 } else { HEIGHT_PX };
    let size = if is_wide { 1.0 } else { 0.62 };
    let inset = 8.0 * size;
    let scale = Scale::new(1.0..5.0, inset..width_px - inset);
    let mut canvas = Canvas::new(width_px, height, title, "")
        .with_classes("inline")
        .with_size();
    let middle = HEIGHT_PX / 2.0;
    canvas.line(&[(inset, middle), (width_px - inset, middle)], Ink::Hair);
    if is_wide {
        for points in 1..=5_u8 {
            let x = scale.at_px(f64::from(points));
            canvas.line(&[(x, middle - 3.0), (x, middle + 3.0)], Ink::Axis);
            canvas.text(
                x,
                height - 1.0,
                &points.to_string(),
                TextStyle::LEAST.middle(),
            );
        }
    }
    let known = rivals.iter().take(Party::MOST_RIVALS).enumerate();
    let known = known.filter_map(|(place, total)| Some((place, (*total)?)));
    let known: Vec<(usize, f64)> = known.filter(|(_, total)| total.is_finite()).collect();
    if let Some(best) = known.iter().map(|(_, total)| *total).reduce(f64::max) {
        let ends = [(scale.at_px(us), middle), (scale.at_px(best), middle)];
        canvas.line(&ends, Ink::Span);
    }
    for (place, total) in known.iter().rev() {
        let at = (scale.at_px(*total), middle);
        Party::Rival(*place).draw_sized(&mut canvas, at, false, size);
    }
    Party::Us.draw_sized(&mut canvas, (scale.at_px(us), middle), false, size);
    canvas.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_ends_in_a_dot_and_has_gaps_without_data() {
        let points = [
            (0.0, Some(0.0)),
            (0.25, Some(1.0)),
            (0.5, None),
            (0.75, Some(0.5)),
            (1.0, Some(0.5)),
        ];
        let svg = spark(&points, 66.0, "近一年");
        assert!(svg.contains(r#"<path class=spark d="M3 15L18 3"/>"#));
        assert!(svg.contains(r#"<path class=spark d="M48 9H63"/>"#));
        assert!(svg.contains(r#"<circle class=us cx=63 cy=9 r=2 />"#));
    }

    #[test]
    fn a_single_point_is_not_drawn() {
        assert_eq!(spark(&[(0.0, Some(1.0)), (1.0, None)], 66.0, ""), "");
        assert_eq!(spark(&[], 66.0, ""), "");
    }

    #[test]
    fn a_strip_draws_us_above_the_rivals() {
        let svg = strip(Some(4.0), &[Some(3.0), None], 66.0, "");
        let (us, rival) = (svg.find("class=us "), svg.find("class=ra "));
        assert!(rival < us && rival.is_some());
        assert_eq!(strip(None, &[Some(3.0)], 66.0, ""), "");
        assert_eq!(strip(Some(f64::NAN), &[], 66.0, ""), "");
    }
}
