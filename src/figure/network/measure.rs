//! Converts cells and tracks to pixels.
//!
//! A channel has its standard width, and more if its tracks need it.

use super::layout::{DrawnLine, Layout};
use super::parts::{CARD_HEIGHT_PX, CARD_WIDTH_PX, Network};
use super::place::Grid;
use super::route::{Across, Down, Route};
use super::sides::SidePositions;
use super::tracks::{Channel, Tracks};
use crate::figure::canvas::Point;

const GUTTER_PX: f64 = 46.0;
const ROW_GAP_PX: f64 = 44.0;
/// The space for lines above the name of a lane.
const ABOVE_STRIP_PX: f64 = 28.0;
/// The height of a lane's name, from its rule to the first card.
const STRIP_PX: f64 = 34.0;
const TRACK_PX: f64 = 7.0;
/// Between the outermost track and a card: space for an arrow head.
const MARGIN_PX: f64 = 12.0;
/// How far from the middle a line ends if another one starts there.
const ASIDE_PX: f64 = 18.0;

/// The positions of columns, rows and channels.
struct Positions<'t> {
    tracks: &'t Tracks,
    side_positions: SidePositions,
    columns_px: Vec<f64>,
    rows_px: Vec<f64>,
    gutters_px: Vec<f64>,
    channels_px: Vec<f64>,
    width_px: f64,
    height_px: f64,
}

pub(super) fn layout(network: &Network, grid: &Grid, routes: &[Route], tracks: &Tracks) -> Layout {
    let positions = Positions::of(grid, tracks, SidePositions::of(routes, tracks));
    let corner = |column: usize, row: usize| (positions.column(column), positions.row(row));
    let cells = grid.cells.iter();
    let lanes = grid
        .lane_areas
        .iter()
        .take(network.lanes.len())
        .map(|area| {
            let (left, top) = corner(area.cell.column, area.cell.row);
            let last = area.cell.column + area.columns.max(1) - 1;
            let width = positions.column(last) + CARD_WIDTH_PX - left;
            let is_drawn = area.rows > 0;
            ((left, top - STRIP_PX), if is_drawn { width } else { 0.0 })
        });
    let drawn = routes.iter().map(|route| DrawnLine {
        tie: route.pair.tie,
        from: route.pair.from,
        to: route.pair.to,
        line: route.pair.line,
        points: positions.points(route),
    });
    Layout {
        width_px: positions.width_px,
        height_px: positions.height_px,
        cards: cells.map(|cell| corner(cell.column, cell.row)).collect(),
        lanes: lanes.collect(),
        lines: drawn.collect(),
    }
}

impl<'t> Positions<'t> {
    fn of(grid: &Grid, tracks: &'t Tracks, side_positions: SidePositions) -> Positions<'t> {
        let mut positions = Positions {
            tracks,
            side_positions,
            columns_px: Vec::new(),
            rows_px: Vec::new(),
            gutters_px: Vec::new(),
            channels_px: Vec::new(),
            width_px: 0.0,
            height_px: 0.0,
        };
        for gutter in 0..=grid.columns {
            let is_edge = gutter == 0 || gutter == grid.columns;
            let width = channel_px(tracks.count(Channel::Gutter(gutter)), is_edge, GUTTER_PX);
            positions.gutters_px.push(positions.width_px + width / 2.0);
            positions.width_px += width;
            if gutter < grid.columns {
                positions.columns_px.push(positions.width_px);
                positions.width_px += CARD_WIDTH_PX;
            }
        }
        for channel in 0..=grid.rows {
            let begins = |area: &super::place::LaneArea| area.rows > 0 && area.cell.row == channel;
            let has_strip = grid.lane_areas.iter().any(begins);
            let is_edge = channel == 0 || channel == grid.rows;
            let least = if has_strip {
                ABOVE_STRIP_PX
            } else {
                ROW_GAP_PX
            };
            let height = channel_px(tracks.count(Channel::Row(channel)), is_edge, least);
            positions
                .channels_px
                .push(positions.height_px + height / 2.0);
            positions.height_px += height + if has_strip { STRIP_PX } else { 0.0 };
            if channel < grid.rows {
                positions.rows_px.push(positions.height_px);
                positions.height_px += CARD_HEIGHT_PX;
            }
        }
        positions
    }

    fn column(&self, column: usize) -> f64 {
        self.columns_px.get(column).copied().unwrap_or(0.0)
    }

    fn row(&self, row: usize) -> f64 {
        self.rows_px.get(row).copied().unwrap_or(STRIP_PX)
    }

    fn x(&self, across: &Across) -> f64 {
        match across {
            Across::Middle { column, is_offset } => {
                let aside = if *is_offset { ASIDE_PX } else { 0.0 };
                self.column(*column) + CARD_WIDTH_PX / 2.0 - aside
            }
            Across::Side { column, right } => {
                self.column(*column) + if *right { CARD_WIDTH_PX } else { 0.0 }
            }
            Across::Gutter { gutter, net } => {
                let middle = self.gutters_px.get(*gutter).copied().unwrap_or(0.0);
                middle + self.tracks.off_middle(Channel::Gutter(*gutter), *net) * TRACK_PX
            }
        }
    }

    fn y(&self, down: &Down) -> f64 {
        match down {
            Down::Head(row) => self.row(*row),
            Down::Foot(row) => self.row(*row) + CARD_HEIGHT_PX,
            Down::Side { row, net, is_end } => {
                let share = self.side_positions.at(*net, *is_end);
                self.row(*row) + (CARD_HEIGHT_PX * share).round()
            }
            Down::Channel { channel, net } => {
                let middle = self.channels_px.get(*channel).copied().unwrap_or(0.0);
                middle + self.tracks.off_middle(Channel::Row(*channel), *net) * TRACK_PX
            }
        }
    }

    /// Returns the corners of a route, without those on a straight segment.
    fn points(&self, route: &Route) -> Vec<Point> {
        let mut points: Vec<Point> = Vec::with_capacity(route.corners.len());
        for (across, down) in &route.corners {
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

/// Returns the width of a channel; at the edge of the map it only has what its tracks need.
fn channel_px(tracks: usize, is_edge: bool, least_px: f64) -> f64 {
    match (tracks, is_edge) {
        (0, true) => 0.0,
        (_, true) => (tracks - 1) as f64 * TRACK_PX + 2.0 * MARGIN_PX,
        (0, false) => least_px,
        (_, false) => least_px.max((tracks - 1) as f64 * TRACK_PX + 2.0 * MARGIN_PX),
    }
}
