//! A network of people: cards in lanes, who stands under whom, who moves whom.
//!
//! Owns the layout and the drawing; knows no accounts: names, words, links and what a card looks like are the caller's.
//!
//! The layout is the layered method of Sugiyama, Tagawa and Toda (“Methods for Visual Understanding of Hierarchical
//! System Structures”, 1981) on a grid: cycles are cut (`forest`), cards get layers and an order that follows the tree,
//! the layers above the lanes are ordered by barycentres (`place`). Lines are not drawn straight between the cards, as
//! there, but through the channels between rows and columns of the grid (`route`); lines that share a stretch of a
//! channel get tracks beside each other, as in the channel routing of Hashimoto and Stevens (“Wire routing by optimizing
//! channel assignment within large apertures”, 1971) (`tracks`), and places at the sides of cards (`sides`). A line is never in a cell of the grid that holds a card, so none can pass
//! under one, and channels grow with their tracks (`measure`).
//!
//! Cards and lines keep the order in which they are given, so one person more moves few of the others.

mod card;
mod draw;
mod forest;
mod measure;
mod place;
mod route;
mod sides;
mod tracks;

pub use card::{Look, Stance};
pub use draw::{Sign, swatch};
pub use place::{Cell, Grid};

use super::canvas::Point;

/// The width of a card in pixels.
pub const CARD_WIDTH_PX: f64 = 176.0;
/// The height of a card in pixels.
pub const CARD_HEIGHT_PX: f64 = 72.0;

/// One person, or a post that nobody is known to hold.
#[derive(Clone, Debug, Default)]
pub struct Card {
    /// The name; what does not fit is shortened.
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
    /// Where a click leads.
    pub href: Option<String>,
    /// What it looks like.
    pub look: Look,
    /// Other looks that a script may give it: it is drawn with the signs of all of them, and the style sheet shows those of one.
    pub other_looks: Vec<Look>,
    /// Whether it stands out among the cards around it.
    pub is_centre: bool,
    /// The lane it stands in, by its place among the lanes.
    pub lane: usize,
    /// The card it stands under.
    pub above: Option<usize>,
}

/// A lane: a department.
#[derive(Clone, Debug, Default)]
pub struct Lane {
    /// Its name.
    pub name: String,
    /// Words at its right end.
    pub note: String,
    /// Whether it lies across the top of all others.
    pub across: bool,
}

/// What a line between two cards says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tie {
    /// The second stands under the first. These lines follow from the cards.
    Above,
    /// The first moves the second: an arrow.
    Moves,
    /// They are close: dotted.
    Close,
    /// They are against each other: a cross in the middle.
    Against,
}

/// A line between two cards.
#[derive(Clone, Debug)]
pub struct Line {
    /// What it says.
    pub tie: Tie,
    /// The first card.
    pub from: usize,
    /// The second card.
    pub to: usize,
    /// How strong it is, 1 to 3: its width.
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
    /// Lines beside those of who stands under whom.
    pub lines: Vec<Line>,
}

/// Where everything stands, in pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// The width of the drawing.
    pub width_px: f64,
    /// Its height.
    pub height_px: f64,
    /// The upper left corners of the cards.
    pub cards: Vec<Point>,
    /// Of each lane its upper left corner and its width.
    pub lanes: Vec<(Point, f64)>,
    /// The lines, those of who stands under whom first.
    pub lines: Vec<Drawn>,
}

/// A line where it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// What it says.
    pub tie: Tie,
    /// The first card.
    pub from: usize,
    /// The second card.
    pub to: usize,
    /// Which of the lines given it is; nothing for who stands under whom.
    pub line: Option<usize>,
    /// Its corners.
    pub points: Vec<Point>,
}

impl Network {
    /// Where everything stands.
    pub fn layout(&self) -> Layout {
        self.layout_on(&self.grid())
    }

    /// The cells that the cards stand in.
    pub fn grid(&self) -> Grid {
        Grid::of(&self.cards, &self.lanes)
    }

    /// Where everything stands if the cards stand in these cells.
    pub fn layout_on(&self, grid: &Grid) -> Layout {
        let forest = forest::Forest::of(&self.cards);
        let ties = self.ties(&forest);
        let ways = route::ways(grid, &ties);
        let tracks = tracks::Tracks::of(&ways);
        measure::layout(self, grid, &ways, &tracks)
    }

    /// All lines that can be drawn: between two cards that are there.
    fn ties(&self, forest: &forest::Forest) -> Vec<route::Pair> {
        let count = self.cards.len();
        let above = (0..count).filter_map(|below| {
            let above = forest.drawn_above(below)?;
            Some(route::Pair {
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
        let others = others.map(|(place, line)| route::Pair {
            tie: line.tie,
            from: line.from,
            to: line.to,
            line: Some(place),
        });
        above.chain(others).collect()
    }
}
