//! Decides where on the side of a card a line starts or ends.
//!
//! All lines that use a gutter next to a row share the height of a card, so that no two overlap. Those that go up are
//! above those that go down, ordered so that they do not cross.

use super::route::{Across, Down, Net, Route};
use super::tracks::{Channel, Tracks};
use std::collections::BTreeMap;

/// The position of a line on the side of a card, as a share of its height, by net and end.
pub(super) struct SidePositions(BTreeMap<(Net, bool), f64>);

/// An end of a line at a gutter: its direction, the distance of its track, its identity.
type End = (i32, i64, Net, bool);

impl SidePositions {
    pub fn of(routes: &[Route], tracks: &Tracks) -> SidePositions {
        let mut ends: BTreeMap<(usize, usize), Vec<End>> = BTreeMap::new();
        for route in routes {
            let forward: Vec<_> = route.corners.iter().collect();
            let backward: Vec<_> = route.corners.iter().rev().collect();
            for corners in [forward, backward] {
                if let Some((place, end)) = end(&corners, tracks) {
                    ends.entry(place).or_default().push(end);
                }
            }
        }
        let mut positions = BTreeMap::new();
        for group in ends.values_mut() {
            group.sort_unstable();
            group.dedup_by_key(|(_, _, net, is_end)| (*net, *is_end));
            for (place, (_, _, net, is_end)) in group.iter().enumerate() {
                let share = (place + 1) as f64 / (group.len() + 1) as f64;
                positions.insert((*net, *is_end), share);
            }
        }
        SidePositions(positions)
    }

    /// Returns the position of an end.
    pub fn at(&self, net: Net, is_end: bool) -> f64 {
        self.0.get(&(net, is_end)).copied().unwrap_or(0.5)
    }
}

/// Returns row and gutter of the first end of a line, and its sort key among the others.
fn end(corners: &[&(Across, Down)], tracks: &Tracks) -> Option<((usize, usize), End)> {
    let (Across::Side { column, right }, Down::Side { row, net, is_end }) = corners.first()? else {
        return None;
    };
    let gutter = column + usize::from(*right);
    let direction = match corners.get(2).map(|(_, down)| down) {
        Some(Down::Channel { channel, .. }) if channel <= row => -1,
        Some(Down::Channel { .. }) => 1,
        Some(Down::Side { row: other, .. }) if other < row => -1,
        Some(Down::Side { row: other, .. }) if other > row => 1,
        _ => 0,
    };
    let track = (tracks.off_middle(Channel::Gutter(gutter), *net) * 2.0) as i64;
    let distance = if *right { track } else { -track };
    // Lines that go up from a far track start low, lines that go down from one start high.
    let order = if direction < 0 { distance } else { -distance };
    Some(((*row, gutter), (direction, order, *net, *is_end)))
}
