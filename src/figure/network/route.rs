//! Routes lines through the channels of the grid.
//!
//! There is a channel above every row and below the last (row channels), left of every column and right of the last
//! (gutters). A reporting line starts at the bottom of a card and ends at the top of another; all other lines use the
//! sides.

use super::parts::Tie;
use super::place::{Cell, Grid};
use std::collections::{BTreeMap, BTreeSet};

/// The cost of a route for every route that already uses the same channel, in pixels.
const CROWDING_PX: usize = 12;
/// The cost of a route along the edge of the map, which has to grow for it.
const OUTSIDE_PX: usize = 400;
/// The cost of a side along which reporting lines already run.
const BUS_PX: usize = 90;
const COLUMN_PX: usize = 222;
const ROW_PX: usize = 116;

/// Two cards with a line between them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Connection {
    pub tie: Tie,
    pub from: usize,
    pub to: usize,
    pub line: Option<usize>,
}

/// Lines of one net may overlap: those to all who report to one card.
pub(super) type Net = usize;

/// The horizontal position of a corner of a line.
#[derive(Clone, Copy, Debug)]
pub(super) enum Across {
    /// The middle of a column, or left of it if another line starts there.
    Middle { column: usize, is_offset: bool },
    /// A side of a card.
    Side { column: usize, right: bool },
    /// A gutter.
    Gutter { gutter: usize, net: Net },
}

/// The vertical position of a corner of a line.
#[derive(Clone, Copy, Debug)]
pub(super) enum Down {
    /// The top of a card.
    Head(usize),
    /// The bottom of a card.
    Foot(usize),
    /// A row channel.
    Channel { channel: usize, net: Net },
    /// The side of a card; the exact position is decided in `sides`.
    Side { row: usize, net: Net, is_end: bool },
}

/// The route of a line through the grid.
#[derive(Clone, Debug)]
pub(super) struct Route {
    pub pair: Connection,
    pub corners: Vec<(Across, Down)>,
}

/// Returns the routes of all lines.
pub(super) fn routes(grid: &Grid, pairs: &[Connection]) -> Vec<Route> {
    let occupancy = Occupancy::of(grid, pairs);
    let mut routes: Vec<Route> = Vec::with_capacity(pairs.len());
    let mut side_lines: Vec<SideLine> = Vec::new();
    let mut channel_use = ChannelUse::default();
    for (place, pair) in pairs.iter().enumerate() {
        let (Some(from), Some(to)) = (grid.cells.get(pair.from), grid.cells.get(pair.to)) else {
            continue;
        };
        if pair.tie == Tie::Above {
            routes.push(Route {
                pair: *pair,
                corners: occupancy.down_to_head(pair, *from, *to, grid.columns),
            });
        } else {
            let sides = channel_use.choose(grid, &occupancy, *from, *to);
            side_lines.push(SideLine {
                pair: *pair,
                net: grid.cells.len() + place,
                from: *from,
                to: *to,
                sides,
            });
        }
    }
    routes.extend(side_lines.iter().map(|one| Route {
        pair: one.pair,
        corners: one.corners(),
    }));
    routes
}

/// Which cells contain cards, and from which of them lines start downwards.
struct Occupancy {
    /// The card by column and row.
    cards: BTreeMap<(usize, usize), usize>,
    /// Whether a card has cards under it.
    is_above: Vec<bool>,
    /// Gutters with reporting lines to cards below the first of their column, and those columns.
    buses: BTreeSet<(usize, usize)>,
}

impl Occupancy {
    fn of(grid: &Grid, pairs: &[Connection]) -> Occupancy {
        let cards = grid.cells.iter().enumerate();
        let mut is_above = vec![false; grid.cells.len()];
        let mut buses = BTreeSet::new();
        for pair in pairs.iter().filter(|pair| pair.tie == Tie::Above) {
            if let Some(one) = is_above.get_mut(pair.from) {
                *one = true;
            }
            if let (Some(from), Some(to)) = (grid.cells.get(pair.from), grid.cells.get(pair.to))
                && from.column == to.column
                && to.row > from.row + 1
            {
                buses.insert((bus_gutter(*from, *to, grid.columns), to.column));
            }
        }
        Occupancy {
            buses,
            cards: cards
                .map(|(card, cell)| ((cell.column, cell.row), card))
                .collect(),
            is_above,
        }
    }

    /// Returns the route from a card down to one that reports to it.
    fn down_to_head(
        &self,
        pair: &Connection,
        from: Cell,
        to: Cell,
        columns: usize,
    ) -> Vec<(Across, Down)> {
        let net = pair.from;
        let leaving = from.row + 1;
        let is_free = |row: usize| !self.cards.contains_key(&(to.column, row));
        let falls = to.row >= leaving && (leaving..to.row).all(is_free);
        let arriving = if falls { leaving } else { to.row };
        let start = Across::Middle {
            column: from.column,
            is_offset: false,
        };
        let end = Across::Middle {
            column: to.column,
            is_offset: self.has_other_line_above(to.column, arriving, pair.from),
        };
        let along = |channel: usize| Down::Channel { channel, net };
        let mut corners = vec![(start, Down::Foot(from.row)), (start, along(leaving))];
        if arriving != leaving {
            let gutter = Across::Gutter {
                gutter: bus_gutter(from, to, columns),
                net,
            };
            corners.extend([(gutter, along(leaving)), (gutter, along(arriving))]);
        }
        corners.extend([(end, along(arriving)), (end, Down::Head(to.row))]);
        corners
    }

    /// Returns whether reporting lines run along a side of a cell.
    fn has_bus(&self, cell: Cell, gutter: usize) -> bool {
        self.buses.contains(&(gutter, cell.column))
    }

    /// Returns whether lines of another card start in the middle of a column into a channel.
    fn has_other_line_above(&self, column: usize, channel: usize, own: usize) -> bool {
        let above = channel.checked_sub(1);
        let card = above.and_then(|row| self.cards.get(&(column, row)));
        card.is_some_and(|card| *card != own && self.is_above.get(*card) == Some(&true))
    }
}

/// The sides at which a line starts and ends, and the row channel between two gutters.
#[derive(Clone, Copy, Debug)]
struct Sides {
    from_right: bool,
    to_right: bool,
    /// `None` if a single gutter is enough.
    channel: Option<usize>,
}

/// How many lines already use the channels.
#[derive(Default)]
struct ChannelUse {
    gutters: BTreeMap<usize, usize>,
    channels: BTreeMap<usize, usize>,
}

impl ChannelUse {
    /// Returns the cheapest route between the sides of two cards, and registers its use of channels.
    fn choose(&mut self, grid: &Grid, occupancy: &Occupancy, from: Cell, to: Cell) -> Sides {
        let mut best: Option<(usize, Sides)> = None;
        let (upper, lower) = (from.row.min(to.row), from.row.max(to.row));
        for (from_right, to_right) in [(true, false), (false, true), (true, true), (false, false)] {
            let (one, other) = (gutter(from, from_right), gutter(to, to_right));
            let channels: Vec<Option<usize>> = match (one == other, upper == lower) {
                (true, _) => vec![None],
                (false, true) => vec![Some(upper + 1), Some(upper)],
                (false, false) => (upper + 1..=lower).map(Some).collect(),
            };
            for channel in channels {
                let sides = Sides {
                    from_right,
                    to_right,
                    channel,
                };
                let buses = [occupancy.has_bus(from, one), occupancy.has_bus(to, other)];
                let cost = self.cost(grid, (from, one), (to, other), channel)
                    + buses.into_iter().filter(|has_bus| *has_bus).count() * BUS_PX;
                if best.is_none_or(|(known, _)| cost < known) {
                    best = Some((cost, sides));
                }
            }
        }
        let (_, sides) = best.unwrap_or((
            0,
            Sides {
                from_right: true,
                to_right: false,
                channel: None,
            },
        ));
        for gutter in [gutter(from, sides.from_right), gutter(to, sides.to_right)] {
            *self.gutters.entry(gutter).or_default() += 1;
        }
        if let Some(channel) = sides.channel {
            *self.channels.entry(channel).or_default() += 1;
        }
        sides
    }

    fn cost(
        &self,
        grid: &Grid,
        (from, one): (Cell, usize),
        (to, other): (Cell, usize),
        channel: Option<usize>,
    ) -> usize {
        let full = |known: Option<&usize>| known.copied().unwrap_or(0) * CROWDING_PX;
        let outside = |gutter: usize| match gutter == 0 || gutter == grid.columns {
            true => OUTSIDE_PX,
            false => 0,
        };
        let gutters = [one, other].map(|gutter| full(self.gutters.get(&gutter)) + outside(gutter));
        let down = match channel {
            None => from.row.abs_diff(to.row) * ROW_PX,
            // The row channel above row r is half a row above its middle.
            Some(channel) => {
                let half = |row: usize| (2 * channel).abs_diff(2 * row + 1) * ROW_PX / 2;
                half(from.row)
                    + half(to.row)
                    + full(self.channels.get(&channel))
                    + if channel == 0 || channel == grid.rows {
                        OUTSIDE_PX / 4
                    } else {
                        0
                    }
            }
        };
        one.abs_diff(other) * COLUMN_PX + gutters[0] + gutters[1] + down
    }
}

/// Returns the gutter in which a reporting line runs down to a card: at the side nearest to the card above; at the edge
/// of the map the inner one.
fn bus_gutter(from: Cell, to: Cell, columns: usize) -> usize {
    match to.column {
        0 => 1,
        column if column + 1 == columns || from.column <= column => column,
        column => column + 1,
    }
}

/// Returns the gutter at a side of a cell.
fn gutter(cell: Cell, right: bool) -> usize {
    cell.column + usize::from(right)
}

/// A line between sides of cards.
struct SideLine {
    pair: Connection,
    net: Net,
    from: Cell,
    to: Cell,
    sides: Sides,
}

impl SideLine {
    /// Returns whether it goes straight from a card to the next one in its row.
    fn is_straight(&self) -> bool {
        self.sides.channel.is_none()
            && self.from.row == self.to.row
            && self.sides.from_right != self.sides.to_right
    }

    fn corners(&self) -> Vec<(Across, Down)> {
        let side = |cell: Cell, right: bool| Across::Side {
            column: cell.column,
            right,
        };
        let net = self.net;
        let along = |gutter: usize| Across::Gutter { gutter, net };
        let (one, other) = (
            gutter(self.from, self.sides.from_right),
            gutter(self.to, self.sides.to_right),
        );
        let at = |cell: Cell, is_end: bool| Down::Side {
            row: cell.row,
            net,
            is_end,
        };
        let start = at(self.from, false);
        // A straight line has the same height at both ends.
        let end = at(self.to, !self.is_straight());
        let mut corners = vec![(side(self.from, self.sides.from_right), start)];
        if !self.is_straight() {
            corners.push((along(one), start));
            if let Some(channel) = self.sides.channel {
                let across = Down::Channel { channel, net };
                corners.extend([(along(one), across), (along(other), across)]);
            }
            corners.push((along(other), end));
        }
        corners.push((side(self.to, self.sides.to_right), end));
        corners
    }
}
