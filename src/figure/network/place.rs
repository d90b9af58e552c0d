//! Places the cards in cells of a grid.
//!
//! Lanes are columns, as many side by side as fit a landscape A4 sheet; the rest are below the shortest ones. Within a
//! lane people follow their tree from top to bottom. A spanning lane is above all others, with a row for each of its
//! layers and every card near the middle of those under it.

use super::forest::Forest;
use super::parts::{Card, Lane};
use std::collections::BTreeMap;

/// Columns of a small map: as many as fit the text width of a page.
const LEAST_COLUMNS: usize = 5;
/// Columns of the largest map: more would be unreadable on a sheet.
const MOST_COLUMNS: usize = 8;
/// The ratio of columns to rows of a map with the shape of a landscape sheet; cells are about twice as wide as high.
const COLUMNS_TO_ROWS: f64 = 0.74;
/// A lower lane is not split into columns.
const LEAST_ROWS: usize = 5;

/// A cell of the grid, counted from the upper left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// The column.
    pub column: usize,
    /// The row.
    pub row: usize,
}

/// The area of a lane in the grid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct LaneArea {
    pub cell: Cell,
    pub columns: usize,
    /// 0 for a lane without cards, which is not drawn.
    pub rows: usize,
}

/// The cell of every card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// The cells, by card.
    pub cells: Vec<Cell>,
    /// How many columns there are.
    pub columns: usize,
    /// How many rows there are.
    pub rows: usize,
    pub(super) lane_areas: Vec<LaneArea>,
}

impl Grid {
    /// Places the cards.
    pub(super) fn of(cards: &[Card], lanes: &[Lane]) -> Grid {
        let forest = Forest::of(cards);
        let mut grid = Grid {
            cells: vec![Cell::default(); cards.len()],
            lane_areas: vec![LaneArea::default(); lanes.len().max(1)],
            ..Grid::default()
        };
        let last = grid.lane_areas.len() - 1;
        let mut members = vec![Vec::new(); grid.lane_areas.len()];
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

    /// Places lanes side by side, each at the highest free position, in the height that makes the whole map lowest.
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
            .map(|height| lane_areas(lanes, members, heads, budget, height))
            .min_by_key(|lane_areas| {
                let lane_areas = || lane_areas.iter();
                let bottom = lane_areas()
                    .map(|(_, area)| area.cell.row + area.rows)
                    .max();
                (
                    bottom,
                    lane_areas().map(|(_, area)| area.columns).sum::<usize>(),
                )
            });
        for (lane, area) in lowest_map.unwrap_or_default() {
            let people = &members[lane];
            let within = within_lane(people.len(), area.columns, heads[lane]);
            for (person, place) in people.iter().zip(within) {
                self.cells[*person] = Cell {
                    column: area.cell.column + place.column,
                    row: area.cell.row + place.row,
                };
            }
            self.columns = self.columns.max(area.cell.column + area.columns);
            self.rows = self.rows.max(area.cell.row + area.rows);
            self.lane_areas[lane] = area;
        }
    }

    /// Places a spanning lane at the top, and moves all others down.
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
        for area in &mut self.lane_areas {
            area.cell.row += rows;
        }
        let mut placed: Vec<bool> = vec![true; self.cells.len()];
        people.iter().for_each(|person| placed[*person] = false);
        // From the lowest layer up: a card is above the middle of those under it.
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
        self.lane_areas[lane] = LaneArea {
            cell: Cell::default(),
            columns,
            rows,
        };
    }

    /// Places a layer from left to right, every card as near to the middle of those under it as possible.
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

    /// Returns the middle column of the already placed cards directly under a card.
    fn middle_below(&self, person: usize, placed: &[bool], forest: &Forest) -> Option<f64> {
        let below = forest.below(person).iter().filter(|other| placed[**other]);
        let columns: Vec<usize> = below.map(|other| self.cells[*other].column).collect();
        let (first, last) = (columns.iter().min()?, columns.iter().max()?);
        // Rounded down to the left of two columns, so that lines to the right are short.
        Some(((first + last) / 2) as f64)
    }
}

/// Returns the areas of lanes if none may be higher than `height` rows.
fn lane_areas(
    lanes: &[usize],
    members: &[Vec<usize>],
    heads: &[bool],
    budget: usize,
    height: usize,
) -> Vec<(usize, LaneArea)> {
    let mut skyline = vec![0; budget];
    let filled = lanes.iter().filter(|lane| !members[**lane].is_empty());
    let lane_areas = filled.map(|lane| {
        let people = members[*lane].len();
        let columns = people.div_ceil(height).min(budget);
        let head = usize::from(heads[*lane] && columns > 1);
        let rows = head + (people - head).div_ceil(columns);
        let cell = lowest(&skyline, columns);
        for under in &mut skyline[cell.column..cell.column + columns] {
            *under = cell.row + rows;
        }
        let area = LaneArea {
            cell,
            columns,
            rows,
        };
        (*lane, area)
    });
    lane_areas.collect()
}

/// Returns the maximum number of columns for a number of cards.
fn columns_for(cards: usize) -> usize {
    let square = (cards as f64 * COLUMNS_TO_ROWS).sqrt().ceil() as usize;
    square.clamp(LEAST_COLUMNS, MOST_COLUMNS)
}

/// Returns whether all people of a lane report to one of them.
fn has_one_head(people: &[usize], cards: &[Card], forest: &Forest) -> bool {
    let lane = |card: usize| cards.get(card).map(|card| card.lane);
    let is_root = |person: &&usize| {
        let above = forest.above(**person);
        above.is_none_or(|above| lane(above) != lane(**person))
    };
    people.iter().filter(is_root).count() == 1
}

/// Returns the cells of a lane's people, counted from its upper left corner. A single head is alone on top.
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

/// Returns the leftmost position for a number of columns where the skyline is lowest.
fn lowest(skyline: &[usize], columns: usize) -> Cell {
    let spans = skyline.windows(columns).enumerate();
    let places = spans.map(|(column, span)| Cell {
        column,
        row: span.iter().copied().max().unwrap_or(0),
    });
    places
        .min_by_key(|cell| (cell.row, cell.column))
        .unwrap_or_default()
}

/// Groups the people of a lane by how many of it are above them.
fn layers(people: &[usize], forest: &Forest) -> Vec<Vec<usize>> {
    let mut layers: Vec<Vec<usize>> = Vec::new();
    let mut depths: BTreeMap<usize, usize> = BTreeMap::new();
    // A tree is traversed from its root, so the depth of the person above is known.
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
