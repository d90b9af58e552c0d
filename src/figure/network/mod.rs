//! A network of people: cards in lanes, reporting lines, and lines of influence.
//!
//! Lays out and draws the network without knowing accounts: names, texts, links and the style of a card come from the
//! caller.
//!
//! The layout is the layered method of Sugiyama, Tagawa and Toda (“Methods for Visual Understanding of Hierarchical
//! System Structures”, 1981) on a grid: cycles are cut (`forest`), cards get layers and an order that follows the tree,
//! the layers above the lanes are ordered by barycentres (`place`). Lines are not drawn straight between the cards, as
//! there, but through the channels between rows and columns of the grid (`route`); lines that share a segment of a
//! channel get parallel tracks, as in the channel routing of Hashimoto and Stevens (“Wire routing by optimizing channel
//! assignment within large apertures”, 1971) (`tracks`), and positions at the sides of cards (`sides`). A line is never
//! in a cell of the grid with a card, so none passes under one, and channels grow with their tracks (`measure`).
//!
//! Cards and lines keep the given order, so that adding a person moves few of the others.

mod card;
mod draw;
mod forest;
mod layout;
mod measure;
mod parts;
mod place;
mod route;
mod sides;
mod tracks;

pub use card::{CardStyle, Stance};
pub use draw::{Sign, swatch};
pub use layout::{DrawnLine, Layout};
pub use parts::{CARD_HEIGHT_PX, CARD_WIDTH_PX, Card, Lane, Line, Network, Tie};
pub use place::{Cell, Grid};

impl Network {
    /// Lays out the network.
    pub fn layout(&self) -> Layout {
        self.layout_on(&self.grid())
    }

    /// Assigns the cards to cells of a grid.
    pub fn grid(&self) -> Grid {
        Grid::of(&self.cards, &self.lanes)
    }

    /// Lays out the network with the cards in given cells.
    pub fn layout_on(&self, grid: &Grid) -> Layout {
        let forest = forest::Forest::of(&self.cards);
        let ties = self.ties(&forest);
        let routes = route::routes(grid, &ties);
        let tracks = tracks::Tracks::of(&routes);
        measure::layout(self, grid, &routes, &tracks)
    }

    /// Returns all lines that can be drawn: between two existing cards.
    fn ties(&self, forest: &forest::Forest) -> Vec<route::Connection> {
        let count = self.cards.len();
        let above = (0..count).filter_map(|below| {
            let above = forest.drawn_above(below)?;
            Some(route::Connection {
                tie: Tie::Above,
                from: above,
                to: below,
                line: None,
            })
        });
        let others = self.lines.iter().enumerate();
        let others = others.filter(|(_, line)| {
            line.from != line.to && line.from < count && line.to < count && line.tie != Tie::Above
        });
        let others = others.map(|(place, line)| route::Connection {
            tie: line.tie,
            from: line.from,
            to: line.to,
            line: Some(place),
        });
        above.chain(others).collect()
    }
}
