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
mod measure;
mod place;
mod route;
mod sides;
mod tracks;

pub use card::{CardStyle, Stance};
pub use draw::{Sign, swatch};
pub use place::{Cell, Grid};

use super::canvas::Point;

/// The width of a card in pixels.
pub const CARD_WIDTH_PX: f64 = 176.0;
/// The height of a card in pixels.
pub const CARD_HEIGHT_PX: f64 = 72.0;

/// One person, or a post whose holder is unknown.
#[derive(Clone, Debug, Default)]
pub struct Card {
    /// The name, which is shortened if it does not fit.
    pub name: String,
    /// The post, below the name.
    pub post: String,
    /// The last line.
    pub foot: String,
    /// A character in a square; empty for none.
    pub badge: String,
    /// A character on a flag; empty for none.
    pub flag: String,
    /// Shown on hover and read aloud.
    pub title: String,
    /// The link of the card.
    pub href: Option<String>,
    /// The style of the card.
    pub style: CardStyle,
    /// Other styles that a script may apply: the card is drawn with the signs of all of them, and the style sheet shows
    /// those of one.
    pub other_styles: Vec<CardStyle>,
    /// Whether it is highlighted among the cards around it.
    pub is_centre: bool,
    /// The index of its lane.
    pub lane: usize,
    /// The card of its manager.
    pub above: Option<usize>,
}

/// A lane: a department.
#[derive(Clone, Debug, Default)]
pub struct Lane {
    /// Its name.
    pub name: String,
    /// A note at its right end.
    pub note: String,
    /// Whether it spans the top above all others.
    pub across: bool,
}

/// The meaning of a line between two cards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tie {
    /// The second reports to the first. These lines follow from the cards.
    Above,
    /// The first influences the second: an arrow.
    Moves,
    /// They are close: dotted.
    Close,
    /// They are against each other: a cross in the middle.
    Against,
}

/// A line between two cards.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its meaning.
    pub tie: Tie,
    /// The first card.
    pub from: usize,
    /// The second card.
    pub to: usize,
    /// Its strength, 1 to 3, shown as its width.
    pub strength: u8,
    /// Shown on hover.
    pub title: String,
}

/// The whole figure.
#[derive(Clone, Debug, Default)]
pub struct Network {
    /// The name of the figure.
    pub title: String,
    /// What a reader would see, in a sentence.
    pub description: String,
    /// The lanes, in the order in which they are drawn.
    pub lanes: Vec<Lane>,
    /// The cards.
    pub cards: Vec<Card>,
    /// Lines other than reporting lines.
    pub lines: Vec<Line>,
}

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
