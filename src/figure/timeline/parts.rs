//! What a timeline consists of, and what a drawn one is.

use super::axis::AxisWords;
use jiff::civil::Date;

/// The width of the column of names, in pixels.
pub const NAMES_PX: f64 = 148.0;
/// The width of the plot, in pixels.
pub const PLOT_PX: f64 = 916.0;

/// A lane.
#[derive(Clone, Debug, Default)]
pub struct Lane<'a> {
    /// Its name, which is shortened if it does not fit.
    pub name: &'a str,
    /// A note next to the name, in a quieter tone.
    pub note: &'a str,
    /// The link of the name.
    pub href: Option<String>,
    /// Periods behind its marks; their labels are shown on hover.
    pub bands: Vec<Band>,
    /// Attributes by which a script can select lanes, such as `data-owner`.
    pub tags: Vec<(&'static str, &'a str)>,
}

/// The kind of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MarkKind {
    /// ■ The objective was reached.
    Commitment,
    /// ▲ Progress was made.
    Advance,
    /// ▷ No progress.
    Continuation,
    /// ✕ A setback.
    Setback,
    /// A dot: no outcome is stated.
    Plain,
    /// ◆ A technical exchange.
    Exchange,
    /// ○ Agreed, in the future.
    Agreed,
    /// A red ○: agreed, but passed without a report.
    Lapsed,
}

/// A mark in a lane.
#[derive(Clone, Debug)]
pub struct Mark<'a> {
    /// The index of its lane.
    pub lane: usize,
    /// Its day.
    pub day: Date,
    /// Its kind.
    pub kind: MarkKind,
    /// Whether it is the first of its lane and has a ring.
    pub first: bool,
    /// The number of its event: marks of one event are joined and must be consecutive.
    pub event: usize,
    /// Shown on hover and read aloud.
    pub title: String,
    /// Its link; empty for none.
    pub href: &'a str,
}

/// A promise in a lane.
#[derive(Clone, Debug)]
pub struct Bar<'a> {
    /// The index of its lane.
    pub lane: usize,
    /// When it was made.
    pub from: Date,
    /// The due date, if it has one.
    pub due: Option<Date>,
    /// When it was kept.
    pub done: Option<Date>,
    /// Shown on hover and read aloud.
    pub title: String,
    /// Its link; empty for none.
    pub href: &'a str,
}

/// A row of bands above the lanes, such as the stages of a project.
#[derive(Clone, Debug, Default)]
pub struct BandRow {
    /// Its name, in the column of names.
    pub name: String,
    /// Its bands.
    pub bands: Vec<Band>,
    /// Whether every second band is tinted across the lanes.
    pub tints: bool,
}

/// A period of time.
#[derive(Clone, Debug)]
pub struct Band {
    /// Its first day.
    pub from: Date,
    /// The day after its last.
    pub to: Date,
    /// Its label.
    pub label: String,
    /// A short label for when the label does not fit, such as a number; if empty, the label is shortened.
    pub short: String,
    /// Shown on hover.
    pub title: String,
    /// Its tone.
    pub tone: BandTone,
}

/// The tone of a band.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BandTone {
    /// Normal.
    Plain,
    /// Claimed without evidence: hatched.
    Claimed,
    /// Needs attention: hatched.
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
    /// The marks; those of one event are consecutive.
    pub marks: Vec<Mark<'a>>,
    /// The promises.
    pub bars: Vec<Bar<'a>>,
    /// Rows of bands above the lanes.
    pub rows: Vec<BandRow>,
    /// The current day.
    pub today: Date,
    /// The label of the line of today.
    pub today_label: &'a str,
    /// The templates of the time axis.
    pub words: AxisWords<'a>,
    /// Returns the title of a cluster, from the number of marks, the first and the last day.
    pub cluster_title: &'a dyn Fn(usize, Date, Date) -> String,
    /// The link of a cluster: `#` and this, then its number from 0.
    pub cluster_anchor: &'a str,
}

/// Marks that are too close to be distinguished, drawn as one that shows their number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cluster {
    /// The index of their lane.
    pub lane: usize,
    /// Their indices among the marks, in the order of their days.
    pub marks: Vec<usize>,
}

/// A drawn timeline.
#[derive(Clone, Debug)]
pub struct DrawnTimeline {
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
