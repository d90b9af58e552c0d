//! Shapes: what marks look like, so that they can be told apart without colour.
//!
//! Us a disc, the first rival a diamond, the second a square, and so on; hollow where there is no
//! evidence. Owns forms and sizes; which ink they have is said by whoever they stand for.

use super::canvas::{Canvas, Point};
use super::ink::Ink;

/// The width and height of a mark in a legend, in pixels.
const SWATCH_PX: f64 = 16.0;

/// Who a mark stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Party {
    /// We.
    Us,
    /// A rival, by its place among the rivals, from 0.
    Rival(usize),
}

impl Party {
    /// Rivals beyond these share the last shape; no figure shows more.
    pub const MOST_RIVALS: usize = 5;

    /// Half the width of its mark in pixels.
    pub fn reach_px(self) -> f64 {
        match self {
            Party::Us => 6.0,
            Party::Rival(1) => 5.0,
            Party::Rival(_) => 6.5,
        }
    }

    /// Draws its mark around a point, hollow where there is no evidence.
    pub fn draw(self, canvas: &mut Canvas, at: Point, hollow: bool) {
        self.draw_sized(canvas, at, hollow, 1.0);
    }

    /// Draws its mark so many times as large.
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

    /// Its mark alone, for a legend: an SVG without a name, hidden from screen readers.
    pub fn swatch(self, hollow: bool) -> String {
        let mut canvas = Canvas::swatch(SWATCH_PX, SWATCH_PX);
        self.draw(&mut canvas, (SWATCH_PX / 2.0, SWATCH_PX / 2.0), hollow);
        canvas.finish()
    }
}

/// A bar of an ink alone, for a legend.
pub fn bar_swatch(ink: Ink) -> String {
    let mut canvas = Canvas::swatch(24.0, 8.0);
    canvas.rect(0.5, 1.5, 23.0, 5.0, ink);
    canvas.finish()
}

/// A disc of an ink alone, for a legend.
pub fn disc_swatch(ink: Ink) -> String {
    let mut canvas = Canvas::swatch(SWATCH_PX, SWATCH_PX);
    canvas.circle((SWATCH_PX / 2.0, SWATCH_PX / 2.0), 6.0, ink);
    canvas.finish()
}

/// Where marks that share a place stand: side by side, in their order, `step_px` apart.
pub fn side_by_side(count: usize, step_px: f64) -> impl Iterator<Item = f64> {
    let first = -(count.saturating_sub(1) as f64) * step_px / 2.0;
    (0..count).map(move |place| first + place as f64 * step_px)
}

fn pick(hollow: bool, full: Ink, empty: Ink) -> Ink {
    if hollow { empty } else { full }
}

/// The corners of an upright cross.
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
    fn marks_of_one_place_stand_side_by_side() {
        assert_eq!(side_by_side(1, 16.0).collect::<Vec<_>>(), [0.0]);
        assert_eq!(
            side_by_side(3, 16.0).collect::<Vec<_>>(),
            [-16.0, 0.0, 16.0]
        );
        assert_eq!(side_by_side(0, 16.0).count(), 0);
    }
}
