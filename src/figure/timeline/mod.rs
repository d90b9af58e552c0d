//! A timeline: lanes with marks of what happened, bars of what was promised, bands behind them, and today.
//!
//! Owns what a timeline is made of; `layout` says where everything stands, `crowd` how marks that would hide each
//! other make room, `axis` the words of the time axis, `draw` the strokes. It knows no accounts: a lane is a name.
//! The script of the theme draws the same figure at other scales, by the same rules.

mod axis;
mod crowd;
mod draw;
mod layout;

use jiff::civil::Date;

pub use axis::AxisWords;
pub use draw::{line_swatch, many_swatch, swatch};

/// The width of the column of names, in pixels.
pub const NAMES_PX: f64 = 148.0;
/// The width of the plot, in pixels.
pub const PLOT_PX: f64 = 916.0;

/// A lane.
#[derive(Clone, Debug, Default)]
pub struct Lane<'a> {
    /// Its name; what does not fit is shortened.
    pub name: &'a str,
    /// Beside the name, in a quieter tone.
    pub note: &'a str,
    /// Where the name leads.
    pub href: Option<String>,
    /// Stretches behind its marks; their words are shown on hover.
    pub bands: Vec<Band>,
    /// What a script can choose lanes by: attributes such as `data-owner`.
    pub tags: Vec<(&'static str, &'a str)>,
}

/// What a mark says of its event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MarkKind {
    /// ■ The aim was reached.
    Commitment,
    /// ▲ Something moved on.
    Advance,
    /// ▷ Nothing moved.
    Continuation,
    /// ✕ It went back.
    Setback,
    /// A dot: nothing is said.
    Plain,
    /// ◆ A technical exchange.
    Exchange,
    /// ○ Agreed and to come.
    Agreed,
    /// A red ○: agreed, and passed without a report.
    Lapsed,
}

/// A mark in a lane.
#[derive(Clone, Debug)]
pub struct Mark<'a> {
    /// The place of its lane.
    pub lane: usize,
    /// Its day.
    pub day: Date,
    /// What it says.
    pub kind: MarkKind,
    /// Whether it is the first of its lane and bears a ring.
    pub first: bool,
    /// The number of its event: marks of one event are joined. Marks of an event follow each other.
    pub event: usize,
    /// Shown on hover and read aloud.
    pub title: String,
    /// Where it leads; empty for nowhere.
    pub href: &'a str,
}

/// A promise in a lane.
#[derive(Clone, Debug)]
pub struct Bar<'a> {
    /// The place of its lane.
    pub lane: usize,
    /// When it was made.
    pub from: Date,
    /// Until when; nothing for a promise without a date.
    pub due: Option<Date>,
    /// When it was kept.
    pub done: Option<Date>,
    /// Shown on hover and read aloud.
    pub title: String,
    /// Where it leads; empty for nowhere.
    pub href: &'a str,
}

/// A row of bands over the lanes, such as the stages of a project.
#[derive(Clone, Debug, Default)]
pub struct BandRow {
    /// Its name, in the column of names.
    pub name: String,
    /// Its bands.
    pub bands: Vec<Band>,
    /// Whether every second band is tinted down through the lanes.
    pub tints: bool,
}

/// A stretch of time.
#[derive(Clone, Debug)]
pub struct Band {
    /// Its first day.
    pub from: Date,
    /// The day after its last.
    pub to: Date,
    /// Its words.
    pub label: String,
    /// What stands where they do not fit, such as a number; empty where they are shortened.
    pub short: String,
    /// Shown on hover.
    pub title: String,
    /// How it is to be read.
    pub tone: BandTone,
}

/// How a band is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BandTone {
    /// As it is.
    Plain,
    /// Claimed, not evidenced: hatched.
    Claimed,
    /// To be watched: hatched.
    Warned,
}

/// The whole figure.
pub struct Timeline<'a> {
    /// Its name, for screen readers.
    pub title: &'a str,
    /// What a reader would see, in a sentence; may be empty.
    pub description: &'a str,
    /// The lanes, from the top.
    pub lanes: Vec<Lane<'a>>,
    /// The marks; those of one event follow each other.
    pub marks: Vec<Mark<'a>>,
    /// The promises.
    pub bars: Vec<Bar<'a>>,
    /// Bands over the lanes.
    pub rows: Vec<BandRow>,
    /// The day looked at.
    pub today: Date,
    /// What stands at the line of today.
    pub today_label: &'a str,
    /// The words of the time axis.
    pub words: AxisWords<'a>,
    /// What a cluster says of itself: of so many marks, from a day to a day.
    pub cluster_title: &'a dyn Fn(usize, Date, Date) -> String,
    /// Where a cluster leads: `#` and this, then its number from 0.
    pub cluster_anchor: &'a str,
}

/// Marks that stand too close to be told apart, drawn as one that counts them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cluster {
    /// The place of their lane.
    pub lane: usize,
    /// Their places among the marks, in the order of their days.
    pub marks: Vec<usize>,
}

/// A figure that is drawn.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// The column of names, as inline SVG.
    pub names: String,
    /// The plot, as inline SVG.
    pub plot: String,
    /// Its clusters, in the order of their numbers.
    pub clusters: Vec<Cluster>,
    /// The first day of the axis.
    pub first: Date,
    /// The days of the axis.
    pub days: i32,
}

impl Timeline<'_> {
    /// Draws the figure; nothing where it has no lane.
    pub fn draw(&self) -> Option<Drawn> {
        if self.lanes.is_empty() {
            return None;
        }
        Some(draw::drawn(self, &layout::Layout::of(self)))
    }
}

#[cfg(test)]
mod tests;
