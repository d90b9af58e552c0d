//! Figures: turns numbers into inline SVG.
//!
//! This module decides how a drawing looks as bytes: coordinates, classes, labels that fit, titles for hover and for
//! screen readers. It knows no accounts, notes or languages: all text comes from the caller. Colours, font sizes and
//! dashes belong to the theme's style sheet, which styles the classes named in [`ink`].
//!
//! - [`canvas`] and `svg` are the only files that use plotters; a figure draws on a [`Canvas`].
//! - [`ink`] defines the classes, `markup` escapes text and formats numbers.
//! - [`shape`] draws marks.
//! - [`label`] measures and shortens text, [`scale`] maps values to pixels.
//! - Every other file is one kind of figure.
//!
//! No figure contains an id, so any number of them can be on one page, and the same input always gives the same bytes.

pub mod bubbles;
pub mod canvas;
pub mod ink;
pub mod label;
pub mod ladder;
pub(crate) mod markup;
pub mod network;
pub mod radar;
pub mod scale;
pub mod score_board;
pub mod shape;
pub mod share_bars;
pub mod spark;
pub mod stacked_bars;
mod svg;
pub mod timeline;
pub mod weighted_bars;

pub use bubbles::{Bubble, Bubbles, MOST_BUBBLES};
pub use canvas::Canvas;
pub use ink::{Ink, TextStyle};
pub use ladder::{Ladder, Ladders, Observation};
pub use radar::{RADAR_AXES, Radar, RadarAxis, RadarSeries, RadarValue};
pub use score_board::{BoardMark, BoardRow, BoardWords, DrawnBoard, ScoreBoard};
pub use shape::Party;
pub use share_bars::{Cell, ShareBar, ShareBars};
pub use stacked_bars::{StackedBar, StackedBars, StackedPart};
pub use weighted_bars::{WeightedBar, WeightedBars};
