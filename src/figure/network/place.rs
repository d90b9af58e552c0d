//! Places: which cell of the grid a card stands in.
//!
//! Lanes are columns, as many side by side as a sheet of A4 across takes; what is left over stands below the shortest.
//! Within a lane people follow their tree from top to bottom. A lane that lies across stands above all others, a row
//! for each of its layers, every card near the middle of those under it.

use super::forest::Forest;
use super::{Card, Lane};
use std::collections::BTreeMap;

/// Columns of a small map: as many as fit the matter of a page.
const LEAST_COLUMNS: usize = 5;
/// Columns of the largest: more could not be read on a sheet.
const MOST_COLUMNS: usize = 8;
/// Columns to rows of a map that has the shape of a sheet across; cells are about twice as wide as high.
const COLUMNS_TO_ROWS: f64 = 0.74;
/// A lane is not broken into columns below this height.
const LEAST_ROWS: usize = 5;

/// A cell of the grid, counted from the upper left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// The column.
    pub column: usize,
    /// The row.
    pub row: usize,
}

/// The part of the grid that a lane takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Plot {
    pub cell: Cell,
    pub columns: usize,
    /// Lanes without cards have none and are not drawn.
    pub rows: usize,
}

/// Which cell every card stands in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// The cells, by card.
    pub cells: Vec<Cell>,
    /// How many columns there are.
    pub columns: usize,
    /// How many rows.
    pub rows: usize,
    pub(super) plots: Vec<Plot>,
}

impl Grid {
    /// Places the cards.
    pub(super) fn of(cards: &[Card], lanes: &[Lane]) -> Grid {
        let forest = Forest::of(cards);
        let mut grid = Grid {
            cells: vec![Cell::default(); cards.len()],
            plots: vec![Plot::default(); lanes.len().max(1)],
            ..Grid::default()
        };
        let last = grid.plots.len() - 1;
        let mut members = vec![Vec::new(); grid.plots.len()];
        for card in &forest.order {
            members[cards[*card].lane.min(last)].push(*card);
        }
        let heads: Vec<bool> = members
            .iter()
            .map(|people| has_one_head(people, cards, &forest))
            .collect();
        let across = lanes.iter().position(|lane| lane.across);
        let upright: Vec<usize> = (0..=last).filter(|lane| Some(*lane) != across).collect();
        let budget = columns_for(cards.len());
        grid.place_upright(&upright, &members, &heads, budget);
        if let Some(lane) = across {
            grid.place_across(lane, &members[lane], budget, &forest);
        }
        grid
    }

    /// Places lanes side by side, each where the ground is lowest, no higher than makes the whole map low.
    fn place_upright(
        &mut self,
        lanes: &[usize],
        members: &[Vec<usize>],
        heads: &[bool],
        budget: usize,
    ) {
        let largest = lanes.iter().map(|lane| members[*lane].len()).max();
        let heights = LEAST_ROWS..=largest.unwrap_or(0).max(LEAST_ROWS);
        let lowest_map = heights
            .map(|height| plots(lanes, members, heads, budget, height))
            .min_by_key(|plots| {
                let plots = || plots.iter();
                let bottom = plots().map(|(_, plot)| plot.cell.row + plot.rows).max();
                (bottom, plots().map(|(_, plot)| plot.columns).sum::<usize>())
            });
        for (lane, plot) in lowest_map.unwrap_or_default() {
            let people = &members[lane];
            let within = within_lane(people.len(), plot.columns, heads[lane]);
            for (person, place) in people.iter().zip(within) {
                self.cells[*person] = Cell {
                    column: plot.cell.column + place.column,
                    row: plot.cell.row + place.row,
                };
            }
            self.columns = self.columns.max(plot.cell.column + plot.columns);
            self.rows = self.rows.max(plot.cell.row + plot.rows);
            self.plots[lane] = plot;
        }
    }

    /// Places a lane across the top, and moves all others down.
    fn place_across(&mut self, lane: usize, people: &[usize], budget: usize, forest: &Forest) {
        let layers = layers(people, forest);
        let widest = layers.iter().map(Vec::len).max().unwrap_or(0).min(budget);
        let columns = self.columns.max(widest);
        let rows: usize = layers
            .iter()
            .map(|layer| layer.len().div_ceil(columns))
            .sum();
        for cell in &mut self.cells {
            cell.row += rows;
        }
        for plot in &mut self.plots {
            plot.cell.row += rows;
        }
        let mut placed: Vec<bool> = vec![true; self.cells.len()];
        people.iter().for_each(|person| placed[*person] = false);
        // From the lowest layer up: a card stands above the middle of those under it.
        let mut row = rows;
        for layer in layers.iter().rev() {
            let barycentres = layer
                .iter()
                .map(|person| (*person, self.middle_below(*person, &placed, forest)));
            let mut ordered: Vec<(usize, Option<f64>)> = barycentres.collect();
            ordered.sort_by(|(_, one), (_, other)| {
                let or_last = |middle: &Option<f64>| middle.unwrap_or(f64::INFINITY);
                or_last(one).total_cmp(&or_last(other))
            });
            row -= layer.len().div_ceil(columns);
            self.place_layer(&ordered, row, columns);
            layer.iter().for_each(|person| placed[*person] = true);
        }
        self.columns = columns;
        self.rows += rows;
        self.plots[lane] = Plot {
            cell: Cell::default(),
            columns,
            rows,
        };
    }

    /// Places a layer from left to right, every card as near to the middle of those under it as the others allow.
    fn place_layer(&mut self, ordered: &[(usize, Option<f64>)], first_row: usize, columns: usize) {
        for (line, part) in ordered.chunks(columns.max(1)).enumerate() {
            let mut next = 0;
            for (place, (person, middle)) in part.iter().enumerate() {
                let last = columns - (part.len() - place);
                let wanted = middle.map_or(next, |middle| middle.round() as usize);
                let column = wanted.clamp(next.min(last), last);
                self.cells[*person] = Cell {
                    column,
                    row: first_row + line,
                };
                next = column + 1;
            }
        }
    }

    /// The middle column of those directly under a card that are placed already.
    fn middle_below(&self, person: usize, placed: &[bool], forest: &Forest) -> Option<f64> {
        let below = forest.below(person).iter().filter(|other| placed[**other]);
        let columns: Vec<usize> = below.map(|other| self.cells[*other].column).collect();
        let (first, last) = (columns.iter().min()?, columns.iter().max()?);
        // Rounded down: of two columns the left one, so that lines to the right are short.
        Some(((first + last) / 2) as f64)
    }
}

/// The plots of lanes none of which is higher than so many rows.
fn plots(
    lanes: &[usize],
    members: &[Vec<usize>],
    heads: &[bool],
    budget: usize,
    height: usize,
) -> Vec<(usize, Plot)> {
    let mut ground = vec![0; budget];
    let filled = lanes.iter().filter(|lane| !members[**lane].is_empty());
    let plots = filled.map(|lane| {
        let people = members[*lane].len();
        let columns = people.div_ceil(height).min(budget);
        let head = usize::from(heads[*lane] && columns > 1);
        let rows = head + (people - head).div_ceil(columns);
        let cell = lowest(&ground, columns);
        for under in &mut ground[cell.column..cell.column + columns] {
            *under = cell.row + rows;
        }
        let plot = Plot {
            cell,
            columns,
            rows,
        };
        (*lane, plot)
    });
    plots.collect()
}

/// How many columns a map of so many cards has at most.
fn columns_for(cards: usize) -> usize {
    let square = (cards as f64 * COLUMNS_TO_ROWS).sqrt().ceil() as usize;
    square.clamp(LEAST_COLUMNS, MOST_COLUMNS)
}

/// Whether all people of a lane stand under one of them.
fn has_one_head(people: &[usize], cards: &[Card], forest: &Forest) -> bool {
    let lane = |card: usize| cards.get(card).map(|card| card.lane);
    let is_root = |person: &&usize| {
        let above = forest.above(**person);
        above.is_none_or(|above| lane(above) != lane(**person))
    };
    people.iter().filter(is_root).count() == 1
}

/// The cells of a lane's people, counted from its upper left corner. A single head stands alone on top.
fn within_lane(people: usize, columns: usize, has_head: bool) -> Vec<Cell> {
    let head = usize::from(has_head && columns > 1);
    let rows = (people - head).div_ceil(columns.max(1)).max(1);
    let rest = (0..people - head).map(|place| Cell {
        column: place / rows,
        row: head + place % rows,
    });
    let top = (0..head).map(|_| Cell::default());
    top.chain(rest).collect()
}

/// The leftmost place for so many columns where the ground is lowest.
fn lowest(ground: &[usize], columns: usize) -> Cell {
    let spans = ground.windows(columns).enumerate();
    let places = spans.map(|(column, span)| Cell {
        column,
        row: span.iter().copied().max().unwrap_or(0),
    });
    places
        .min_by_key(|cell| (cell.row, cell.column))
        .unwrap_or_default()
}

/// The people of a lane by how many of it stand above them.
fn layers(people: &[usize], forest: &Forest) -> Vec<Vec<usize>> {
    let mut layers: Vec<Vec<usize>> = Vec::new();
    let mut depths: BTreeMap<usize, usize> = BTreeMap::new();
    // A tree is gone through from its root, so the depth of whoever stands above is known.
    for person in people {
        let above = forest.above(*person).and_then(|above| depths.get(&above));
        let depth = above.map_or(0, |depth| depth + 1);
        depths.insert(*person, depth);
        if layers.len() <= depth {
            layers.resize(depth + 1, Vec::new());
        }
        layers[depth].push(*person);
    }
    layers
}
