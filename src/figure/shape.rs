//! Shapes of marks, which can be distinguished without colour.
//!
//! We are a disc, the first competitor is a diamond, the second a square, and so on; hollow if there is no evidence.

use super::canvas::{Canvas, Point};
use super::ink::Ink;

/// The width and height of a mark in a legend, in pixels.
const SWATCH_PX: f64 = 16.0;

/// Who a mark represents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Party {
    /// We.
    Us,
    /// A competitor, by its index among them.
    Rival(usize),
}

impl Party {
    /// Further competitors share the last shape; no figure shows more.
    pub const MOST_RIVALS: usize = 5;

    /// Returns half the width of its mark in pixels.
    pub fn reach_px(self) -> f64 {
        match self {
            Party::Us => 6.0,
            Party::Rival(1) => 5.0,
            Party::Rival(_) => 6.5,
        }
    }

    /// Draws its mark around a point, hollow if there is no evidence.
    pub fn draw(self, canvas: &mut Canvas, at: Point, hollow: bool) {
        self.draw_sized(canvas, at, hollow, 1.0);
    }

    /// Draws its mark scaled by `size`.
    pub fn draw_sized(self, canvas: &mut Canvas, at: Point, hollow: bool, size: f64) {
        let reach = self.reach_px() * size;
        match self {
            Party::Us => canvas.circle(at, reach, pick(hollow, Ink::Us, Ink::UsHollow)),
            Party::Rival(1) => {
                let ink = pick(hollow, Ink::RivalSecond, Ink::RivalSecondHollow);
                let side = 2.0 * reach;
                canvas.rect(at.0 - reach, at.1 - reach, side, side, ink);
            }
            Party::Rival(place) => {
                let ink = pick(hollow, Ink::Rival, Ink::RivalHollow);
                let corners = match place {
                    0 => vec![(0.0, -6.5), (6.5, 0.0), (0.0, 6.5), (-6.5, 0.0)],
                    2 => vec![(0.0, -6.0), (6.5, 5.0), (-6.5, 5.0)],
                    3 => vec![(-6.5, -5.0), (6.5, -5.0), (0.0, 6.0)],
                    _ => plus(),
                };
                let corners: Vec<Point> = corners
                    .into_iter()
                    .map(|(x, y)| (at.0 + x * size, at.1 + y * size))
                    .collect();
                canvas.polygon(&corners, ink);
            }
        }
    }

    /// Returns its mark for a legend: an SVG without a title, hidden from screen readers.
    pub fn swatch(self, hollow: bool) -> String {
        let mut canvas = Canvas::swatch(SWATCH_PX, SWATCH_PX);
        self.draw(&mut canvas, (SWATCH_PX / 2.0, SWATCH_PX / 2.0), hollow);
        canvas.finish()
    }
}

/// Returns a bar of an ink for a legend.
pub fn bar_swatch(ink: Ink) -> String {
    let mut canvas = Canvas::swatch(24.0, 8.0);
    canvas.rect(0.5, 1.5, 23.0, 5.0, ink);
    canvas.finish()
}

/// Returns a disc of an ink for a legend.
pub fn disc_swatch(ink: Ink) -> String {
    let mut canvas = Canvas::swatch(SWATCH_PX, SWATCH_PX);
    canvas.circle((SWATCH_PX / 2.0, SWATCH_PX / 2.0), 6.0, ink);
    canvas.finish()
}

/// Returns the offsets of marks that share a position: side by side, in their order, `step_px` apart.
pub fn side_by_side(count: usize, step_px: f64) -> impl Iterator<Item = f64> {
    let first = -(count.saturating_sub(1) as f64) * step_px / 2.0;
    (0..count).map(move |place| first + place as f64 * step_px)
}

fn pick(hollow: bool, full: Ink, empty: Ink) -> Ink {
    if hollow { empty } else { full }
}

/// Returns the corners of a plus sign.
fn plus() -> Vec<Point> {
    let (long, short) = (6.0, 2.0);
    vec![
        (-short, -long),
        (short, -long),
        (short, -short),
        (long, -short),
        (long, short),
        (short, short),
        (short, long),
        (-short, long),
        (-short, short),
        (-long, short),
        (-long, -short),
        (-short, -short),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_party_has_a_shape_of_its_own() {
        let all = (0..Party::MOST_RIVALS).map(Party::Rival);
        let mut drawn: Vec<String> = std::iter::once(Party::Us)
            .chain(all)
            .map(|party| party.swatch(false))
            .collect();
        let count = drawn.len();
        drawn.dedup();
        assert_eq!(drawn.len(), count);
        assert!(Party::Us.swatch(true).contains("us hollow"));
    }

    #[test]
    fn marks_of_one_position_are_side_by_side() {
        assert_eq!(side_by_side(1, 16.0).collect::<Vec<_>>(), [0.0]);
        assert_eq!(
            side_by_side(3, 16.0).collect::<Vec<_>>(),
            [-16.0, 0.0, 16.0]
        );
        assert_eq!(side_by_side(0, 16.0).count(), 0);
    }
}
