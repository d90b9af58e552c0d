//! A timeline: lanes with marks for events, bars for promises, bands behind them, and today.
//!
//! `parts` are what a timeline consists of; `layout` positions everything, `declutter` separates marks that would hide each
//! other, `axis` labels the time axis, `draw` draws. It knows no accounts: a lane is a name. A script of the theme
//! draws the same figure at other scales, by the numbers that `rules` gives it.

mod axis;
mod declutter;
mod draw;
mod layout;
mod parts;
mod rules;

pub use axis::{AxisWords, Tick, ticks};
pub use declutter::{Preferred, Unit, place};
pub use draw::{cluster_swatch, line_swatch, swatch};
pub use layout::MARGIN_PX;
pub use parts::{
    Band, BandRow, BandTone, Bar, Cluster, DrawnTimeline, Lane, Mark, MarkKind, NAMES_PX, PLOT_PX,
    Timeline,
};
pub use rules::Rules;

impl Timeline<'_> {
    /// Draws the figure; `None` if it has no lanes.
    pub fn draw(&self) -> Option<DrawnTimeline> {
        if self.lanes.is_empty() {
            return None;
        }
        Some(draw::draw(self, &layout::Layout::of(self)))
    }
}

#[cfg(test)]
mod tests;
