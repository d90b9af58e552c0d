//! Measures: cells and tracks become pixels.
//!
//! A channel has the width that the visual language gives it, and more where its tracks need it.

use super::place::Grid;
use super::route::{Across, Down, Way};
use super::sides::Shares;
use super::tracks::{Lie, Tracks};
use super::{CARD_HEIGHT_PX, CARD_WIDTH_PX, Drawn, Layout, Network};
use crate::figure::canvas::Point;

const GUTTER_PX: f64 = 46.0;
const ROW_GAP_PX: f64 = 44.0;
/// Above the name of a lane its rule leaves this to the lines.
const ABOVE_STRIP_PX: f64 = 28.0;
/// The name of a lane, from its rule to the first card.
const STRIP_PX: f64 = 34.0;
const TRACK_PX: f64 = 7.0;
/// Between the outermost track and a card: room for the head of an arrow.
const MARGIN_PX: f64 = 12.0;
/// How far beside the middle a line comes in where another comes down.
const BESIDE_PX: f64 = 18.0;

/// Where columns, rows and channels lie.
struct Ruler<'t> {
    tracks: &'t Tracks,
    shares: Shares,
    columns_px: Vec<f64>,
    rows_px: Vec<f64>,
    gutters_px: Vec<f64>,
    channels_px: Vec<f64>,
    width_px: f64,
    height_px: f64,
}

pub(super) fn layout(network: &Network, grid: &Grid, ways: &[Way], tracks: &Tracks) -> Layout {
    let ruler = Ruler::of(grid, tracks, Shares::of(ways, tracks));
    let corner = |column: usize, row: usize| (ruler.column(column), ruler.row(row));
    let cells = grid.cells.iter();
    let lanes = grid.plots.iter().take(network.lanes.len()).map(|plot| {
        let (left, top) = corner(plot.cell.column, plot.cell.row);
        let last = plot.cell.column + plot.columns.max(1) - 1;
        let width = ruler.column(last) + CARD_WIDTH_PX - left;
        let is_drawn = plot.rows > 0;
        ((left, top - STRIP_PX), if is_drawn { width } else { 0.0 })
    });
    let drawn = ways.iter().map(|way| Drawn {
        tie: way.pair.tie,
        from: way.pair.from,
        to: way.pair.to,
        line: way.pair.line,
        points: ruler.points(way),
    });
    Layout {
        width_px: ruler.width_px,
        height_px: ruler.height_px,
        cards: cells.map(|cell| corner(cell.column, cell.row)).collect(),
        lanes: lanes.collect(),
        lines: drawn.collect(),
    }
}

impl<'t> Ruler<'t> {
    fn of(grid: &Grid, tracks: &'t Tracks, shares: Shares) -> Ruler<'t> {
        let mut ruler = Ruler {
            tracks,
            shares,
            columns_px: Vec::new(),
            rows_px: Vec::new(),
            gutters_px: Vec::new(),
            channels_px: Vec::new(),
            width_px: 0.0,
            height_px: 0.0,
        };
        for gutter in 0..=grid.columns {
            let is_edge = gutter == 0 || gutter == grid.columns;
            let width = channel_px(tracks.count(Lie::Gutter(gutter)), is_edge, GUTTER_PX);
            ruler.gutters_px.push(ruler.width_px + width / 2.0);
            ruler.width_px += width;
            if gutter < grid.columns {
                ruler.columns_px.push(ruler.width_px);
                ruler.width_px += CARD_WIDTH_PX;
            }
        }
        for channel in 0..=grid.rows {
            let begins = |plot: &super::place::Plot| plot.rows > 0 && plot.cell.row == channel;
            let has_strip = grid.plots.iter().any(begins);
            let is_edge = channel == 0 || channel == grid.rows;
            let least = if has_strip {
                ABOVE_STRIP_PX
            } else {
                ROW_GAP_PX
            };
            let height = channel_px(tracks.count(Lie::Row(channel)), is_edge, least);
            ruler.channels_px.push(ruler.height_px + height / 2.0);
            ruler.height_px += height + if has_strip { STRIP_PX } else { 0.0 };
            if channel < grid.rows {
                ruler.rows_px.push(ruler.height_px);
                ruler.height_px += CARD_HEIGHT_PX;
            }
        }
        ruler
    }

    fn column(&self, column: usize) -> f64 {
        self.columns_px.get(column).copied().unwrap_or(0.0)
    }

    fn row(&self, row: usize) -> f64 {
        self.rows_px.get(row).copied().unwrap_or(STRIP_PX)
    }

    fn x(&self, across: &Across) -> f64 {
        match across {
            Across::Middle { column, beside } => {
                let aside = if *beside { BESIDE_PX } else { 0.0 };
                self.column(*column) + CARD_WIDTH_PX / 2.0 - aside
            }
            Across::Side { column, right } => {
                self.column(*column) + if *right { CARD_WIDTH_PX } else { 0.0 }
            }
            Across::Gutter { gutter, net } => {
                let middle = self.gutters_px.get(*gutter).copied().unwrap_or(0.0);
                middle + self.tracks.off_middle(Lie::Gutter(*gutter), *net) * TRACK_PX
            }
        }
    }

    fn y(&self, down: &Down) -> f64 {
        match down {
            Down::Head(row) => self.row(*row),
            Down::Foot(row) => self.row(*row) + CARD_HEIGHT_PX,
            Down::Side { row, net, is_end } => {
                let share = self.shares.at(*net, *is_end);
                self.row(*row) + (CARD_HEIGHT_PX * share).round()
            }
            Down::Channel { channel, net } => {
                let middle = self.channels_px.get(*channel).copied().unwrap_or(0.0);
                middle + self.tracks.off_middle(Lie::Row(*channel), *net) * TRACK_PX
            }
        }
    }

    /// The corners of a way, without those that lie on a straight stretch.
    fn points(&self, way: &Way) -> Vec<Point> {
        let mut points: Vec<Point> = Vec::with_capacity(way.corners.len());
        for (across, down) in &way.corners {
            let point = (self.x(across), self.y(down));
            let is_straight = match points.as_slice() {
                [.., before, last] => {
                    (before.0 == last.0 && last.0 == point.0)
                        || (before.1 == last.1 && last.1 == point.1)
                }
                _ => false,
            };
            if is_straight {
                points.pop();
            }
            if points.last() != Some(&point) {
                points.push(point);
            }
        }
        points
    }
}

/// The width of a channel: at the edge of the map only what its tracks need.
fn channel_px(tracks: usize, is_edge: bool, least_px: f64) -> f64 {
    match (tracks, is_edge) {
        (0, true) => 0.0,
        (_, true) => (tracks - 1) as f64 * TRACK_PX + 2.0 * MARGIN_PX,
        (0, false) => least_px,
        (_, false) => least_px.max((tracks - 1) as f64 * TRACK_PX + 2.0 * MARGIN_PX),
    }
}
