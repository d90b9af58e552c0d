//! What a network consists of: cards in lanes, and lines between them.

use super::card::CardStyle;

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
