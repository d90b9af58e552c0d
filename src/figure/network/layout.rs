//! A network that is laid out: where everything is.

use super::parts::Tie;
use crate::figure::canvas::Point;

/// The positions of everything, in pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// The width of the drawing.
    pub width_px: f64,
    /// Its height.
    pub height_px: f64,
    /// The upper left corners of the cards.
    pub cards: Vec<Point>,
    /// For each lane its upper left corner and its width.
    pub lanes: Vec<(Point, f64)>,
    /// The lines, reporting lines first.
    pub lines: Vec<DrawnLine>,
}

/// A line with its path.
#[derive(Clone, Debug, PartialEq)]
pub struct DrawnLine {
    /// Its meaning.
    pub tie: Tie,
    /// The first card.
    pub from: usize,
    /// The second card.
    pub to: usize,
    /// The index of the given line; `None` for a reporting line.
    pub line: Option<usize>,
    /// Its corners.
    pub points: Vec<Point>,
}
