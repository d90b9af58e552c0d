//! Sides: where on the side of a card a line leaves it or comes in.
//!
//! All lines that use a gutter beside a row share the height of a card, so that no two lie on each other. Those that go
//! up stand above those that go down, each so that it does not cut off its neighbour.

use super::route::{Across, Down, Net, Way};
use super::tracks::{Lie, Tracks};
use std::collections::BTreeMap;

/// How far down the side of a card a line meets it, as a share of its height, by net and end.
pub(super) struct Shares(BTreeMap<(Net, bool), f64>);

/// An end of a line that meets a gutter: which way it goes, how far its track is, what it is.
type End = (i32, i64, Net, bool);

impl Shares {
    pub fn of(ways: &[Way], tracks: &Tracks) -> Shares {
        let mut ends: BTreeMap<(usize, usize), Vec<End>> = BTreeMap::new();
        for way in ways {
            let forth: Vec<_> = way.corners.iter().collect();
            let back: Vec<_> = way.corners.iter().rev().collect();
            for corners in [forth, back] {
                if let Some((place, end)) = end(&corners, tracks) {
                    ends.entry(place).or_default().push(end);
                }
            }
        }
        let mut shares = BTreeMap::new();
        for group in ends.values_mut() {
            group.sort_unstable();
            group.dedup_by_key(|(_, _, net, is_end)| (*net, *is_end));
            for (place, (_, _, net, is_end)) in group.iter().enumerate() {
                let share = (place + 1) as f64 / (group.len() + 1) as f64;
                shares.insert((*net, *is_end), share);
            }
        }
        Shares(shares)
    }

    /// The share of an end.
    pub fn at(&self, net: Net, is_end: bool) -> f64 {
        self.0.get(&(net, is_end)).copied().unwrap_or(0.5)
    }
}

/// Row and gutter of the first end of a line, and what decides on its place among others.
fn end(corners: &[&(Across, Down)], tracks: &Tracks) -> Option<((usize, usize), End)> {
    let (Across::Side { column, right }, Down::Side { row, net, is_end }) = corners.first()? else {
        return None;
    };
    let gutter = column + usize::from(*right);
    let bearing = match corners.get(2).map(|(_, down)| down) {
        Some(Down::Channel { channel, .. }) if channel <= row => -1,
        Some(Down::Channel { .. }) => 1,
        Some(Down::Side { row: other, .. }) if other < row => -1,
        Some(Down::Side { row: other, .. }) if other > row => 1,
        _ => 0,
    };
    let track = (tracks.off_middle(Lie::Gutter(gutter), *net) * 2.0) as i64;
    let distance = if *right { track } else { -track };
    // Who goes up from a far track leaves low, who goes down from one leaves high.
    let order = if bearing < 0 { distance } else { -distance };
    Some(((*row, gutter), (bearing, order, *net, *is_end)))
}
