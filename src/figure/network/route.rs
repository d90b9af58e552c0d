//! Ways: through which channels of the grid a line goes.
//!
//! A channel lies above every row and below the last (row channels), left of every column and right of the last
//! (gutters). Who stands under whom leaves a card at its foot and comes in at the head; every other line uses the sides.

use super::Tie;
use super::place::{Cell, Grid};
use std::collections::{BTreeMap, BTreeSet};

/// What a way costs for every way that shares a channel with it already, in pixels.
const CROWDING_PX: usize = 12;
/// What a way costs along the edge of the map, which has to grow for it.
const OUTSIDE_PX: usize = 400;
/// What a way costs from a side along which lines to a team come down already.
const BUS_PX: usize = 90;
const COLUMN_PX: usize = 222;
const ROW_PX: usize = 116;

/// Two cards with a line between them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    pub tie: Tie,
    pub from: usize,
    pub to: usize,
    pub line: Option<usize>,
}

/// Lines of one net may lie on each other: those to all who stand under one card.
pub(super) type Net = usize;

/// Where a corner of a line lies between left and right.
#[derive(Clone, Copy, Debug)]
pub(super) enum Across {
    /// The middle of a column, or left of it where another line comes down.
    Middle { column: usize, beside: bool },
    /// A side of a card.
    Side { column: usize, right: bool },
    /// A gutter.
    Gutter { gutter: usize, net: Net },
}

/// Where a corner of a line lies between top and bottom.
#[derive(Clone, Copy, Debug)]
pub(super) enum Down {
    /// The head of a card.
    Head(usize),
    /// The foot of a card.
    Foot(usize),
    /// A row channel.
    Channel { channel: usize, net: Net },
    /// A place at the side of a card; where on it is settled by `sides`.
    Side { row: usize, net: Net, is_end: bool },
}

/// A line through the grid.
#[derive(Clone, Debug)]
pub(super) struct Way {
    pub pair: Pair,
    pub corners: Vec<(Across, Down)>,
}

/// The ways of all lines.
pub(super) fn ways(grid: &Grid, pairs: &[Pair]) -> Vec<Way> {
    let ground = Ground::of(grid, pairs);
    let mut ways: Vec<Way> = Vec::with_capacity(pairs.len());
    let mut sided: Vec<Sided> = Vec::new();
    let mut crowd = Crowd::default();
    for (place, pair) in pairs.iter().enumerate() {
        let (Some(from), Some(to)) = (grid.cells.get(pair.from), grid.cells.get(pair.to)) else {
            continue;
        };
        if pair.tie == Tie::Above {
            ways.push(Way {
                pair: *pair,
                corners: ground.down_to_head(pair, *from, *to, grid.columns),
            });
        } else {
            let sides = crowd.choose(grid, &ground, *from, *to);
            sided.push(Sided {
                pair: *pair,
                net: grid.cells.len() + place,
                from: *from,
                to: *to,
                sides,
            });
        }
    }
    ways.extend(sided.iter().map(|one| Way {
        pair: one.pair,
        corners: one.corners(),
    }));
    ways
}

/// Which cells hold cards, and from which of them lines come down.
struct Ground {
    /// By column and row, the card.
    cards: BTreeMap<(usize, usize), usize>,
    /// Whether others stand under a card.
    is_above: Vec<bool>,
    /// Gutters with lines that come down to cards below the first of their column, and those columns.
    buses: BTreeSet<(usize, usize)>,
}

impl Ground {
    fn of(grid: &Grid, pairs: &[Pair]) -> Ground {
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
        Ground {
            buses,
            cards: cards
                .map(|(card, cell)| ((cell.column, cell.row), card))
                .collect(),
            is_above,
        }
    }

    /// The way from a card down to one that stands under it.
    fn down_to_head(
        &self,
        pair: &Pair,
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
            beside: false,
        };
        let end = Across::Middle {
            column: to.column,
            beside: self.comes_down_above(to.column, arriving, pair.from),
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

    /// Whether lines to a team come down along a side of a cell.
    fn has_bus(&self, cell: Cell, gutter: usize) -> bool {
        self.buses.contains(&(gutter, cell.column))
    }

    /// Whether lines of another card come down in the middle of a column into a channel.
    fn comes_down_above(&self, column: usize, channel: usize, own: usize) -> bool {
        let above = channel.checked_sub(1);
        let card = above.and_then(|row| self.cards.get(&(column, row)));
        card.is_some_and(|card| *card != own && self.is_above.get(*card) == Some(&true))
    }
}

/// At which sides a line leaves and comes in, and along which row channel it goes between two gutters.
#[derive(Clone, Copy, Debug)]
struct Sides {
    from_right: bool,
    to_right: bool,
    /// Nothing where one gutter will do.
    channel: Option<usize>,
}

/// How many lines go through the channels already.
#[derive(Default)]
struct Crowd {
    gutters: BTreeMap<usize, usize>,
    channels: BTreeMap<usize, usize>,
}

impl Crowd {
    /// The cheapest way between the sides of two cards; the channels it takes are fuller then.
    fn choose(&mut self, grid: &Grid, ground: &Ground, from: Cell, to: Cell) -> Sides {
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
                let buses = [ground.has_bus(from, one), ground.has_bus(to, other)];
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
            // A row channel above row r lies half a row above its middle.
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

/// The gutter in which a line comes down to a card: at the side that looks to the card above; at the edge of the map the
/// inner one.
fn bus_gutter(from: Cell, to: Cell, columns: usize) -> usize {
    match to.column {
        0 => 1,
        column if column + 1 == columns || from.column <= column => column,
        column => column + 1,
    }
}

/// The gutter at a side of a cell.
fn gutter(cell: Cell, right: bool) -> usize {
    cell.column + usize::from(right)
}

/// A line from side to side.
struct Sided {
    pair: Pair,
    net: Net,
    from: Cell,
    to: Cell,
    sides: Sides,
}

impl Sided {
    /// Whether it goes straight from a card to the next one in its row.
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
        // A straight line is as high at its end as at its start.
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
