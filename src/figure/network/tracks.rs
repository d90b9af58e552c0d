//! Assigns tracks: lines that share a segment of a channel run in parallel.
//!
//! The nets of a channel are sorted so that they cross each other as little as possible: adjacent nets are swapped as
//! long as that reduces crossings. Then every net takes the first track that is free along its segment. The distance
//! between tracks is in `measure`.

use super::route::{Across, Down, Net, Route};
use std::collections::BTreeMap;

/// How many rounds of swaps are made at most; few channels need more than three.
const MOST_ROUNDS: usize = 12;

/// A channel of the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Channel {
    /// Between rows; 0 is above the first.
    Row(usize),
    /// Between columns; 0 is left of the first.
    Gutter(usize),
}

/// The track of every net in every channel that it uses, and the number of tracks of every channel.
#[derive(Debug, Default)]
pub(super) struct Tracks {
    tracks: BTreeMap<(Channel, Net), usize>,
    counts: BTreeMap<Channel, usize>,
}

/// A net's segment of a channel. Rows and columns are odd, channels between them even, so that ends can be compared.
struct Segment {
    net: Net,
    first: usize,
    last: usize,
    /// Where lines join from the left, or from above.
    before: Vec<usize>,
    /// Where lines join from the right, or from below.
    after: Vec<usize>,
}

impl Tracks {
    pub fn of(routes: &[Route]) -> Tracks {
        let mut segments: BTreeMap<(Channel, Net), Segment> = BTreeMap::new();
        for route in routes {
            for (place, pair) in route.corners.windows(2).enumerate() {
                let [one, other] = pair else { continue };
                let Some((channel, net, at)) = segment(one, other) else {
                    continue;
                };
                let known = segments.entry((channel, net)).or_insert_with(|| Segment {
                    net,
                    first: at[0],
                    last: at[0],
                    before: Vec::new(),
                    after: Vec::new(),
                });
                let outer = [place.checked_sub(1), Some(place + 2)];
                for (at, outer) in at.into_iter().zip(outer) {
                    let corner = outer.and_then(|outer| route.corners.get(outer));
                    known.extend(channel, at, corner);
                }
            }
        }
        let mut by_channel: BTreeMap<Channel, Vec<Segment>> = BTreeMap::new();
        for ((channel, _), segment) in segments {
            by_channel.entry(channel).or_default().push(segment);
        }
        let mut tracks = Tracks::default();
        for (channel, mut nets) in by_channel {
            reduce_crossings(&mut nets);
            tracks.assign(channel, &nets);
        }
        tracks
    }

    /// Gives every net the first track that earlier ones leave free, then moves those with more joints on the far side
    /// as near to it as later ones allow.
    fn assign(&mut self, channel: Channel, nets: &[Segment]) {
        let mut tracks: Vec<usize> = Vec::with_capacity(nets.len());
        for (place, net) in nets.iter().enumerate() {
            let before = nets.iter().zip(&tracks).take(place);
            let overlapping = before.filter(|(other, _)| other.overlaps(net));
            let track = overlapping.map(|(_, track)| track + 1).max().unwrap_or(0);
            tracks.push(track);
        }
        let count = tracks.iter().max().map_or(0, |last| last + 1);
        for place in (0..nets.len()).rev() {
            if nets[place].after.len() <= nets[place].before.len() {
                continue;
            }
            let after = nets.iter().zip(&tracks).skip(place + 1);
            let overlapping = after.filter(|(other, _)| other.overlaps(&nets[place]));
            tracks[place] = overlapping.map(|(_, track)| *track).min().unwrap_or(count) - 1;
        }
        for (net, track) in nets.iter().zip(&tracks) {
            self.tracks.insert((channel, net.net), *track);
        }
        self.counts.insert(channel, count);
    }

    /// Returns how many tracks a channel has.
    pub fn count(&self, channel: Channel) -> usize {
        self.counts.get(&channel).copied().unwrap_or(0)
    }

    /// Returns the distance of a net from the middle of a channel, in tracks.
    pub fn off_middle(&self, channel: Channel, net: Net) -> f64 {
        let track = self.tracks.get(&(channel, net)).copied().unwrap_or(0);
        track as f64 - (self.count(channel).max(1) - 1) as f64 / 2.0
    }
}

impl Segment {
    /// Extends the segment by one end of a line, and the corner beyond it.
    fn extend(&mut self, channel: Channel, at: usize, outer: Option<&(Across, Down)>) {
        self.first = self.first.min(at);
        self.last = self.last.max(at);
        let Some((across, down)) = outer else { return };
        let (there, here) = match channel {
            Channel::Row(channel) => (row_place(down), 2 * channel),
            Channel::Gutter(gutter) => (column_place(across), 2 * gutter),
        };
        let joints = if there < here {
            &mut self.before
        } else {
            &mut self.after
        };
        // Lines of one net share their joints.
        if !joints.contains(&at) {
            joints.push(at);
        }
    }

    fn overlaps(&self, other: &Segment) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    fn encloses(&self, joint: &usize) -> bool {
        self.first < *joint && *joint < self.last
    }

    /// Returns how often two nets cross if this one is before the other.
    fn crossings_before(&self, other: &Segment) -> usize {
        let ours = self.after.iter().filter(|joint| other.encloses(joint));
        let theirs = other.before.iter().filter(|joint| self.encloses(joint));
        ours.count() + theirs.count()
    }
}

/// Sorts nets so that they rarely cross: by the side of their joints, then by swapping neighbours.
fn reduce_crossings(nets: &mut [Segment]) {
    nets.sort_by_key(|net| {
        let pull = net.after.len() as i64 - net.before.len() as i64;
        (pull.signum(), net.last - net.first, net.first, net.net)
    });
    for _ in 0..MOST_ROUNDS {
        let mut is_settled = true;
        for place in 1..nets.len() {
            let (one, other) = (&nets[place - 1], &nets[place]);
            if other.crossings_before(one) < one.crossings_before(other) {
                nets.swap(place - 1, place);
                is_settled = false;
            }
        }
        if is_settled {
            break;
        }
    }
}

/// Returns the segment of a channel between two corners of a route, with the positions of both.
fn segment(one: &(Across, Down), other: &(Across, Down)) -> Option<(Channel, Net, [usize; 2])> {
    if let (Down::Channel { channel, net }, Down::Channel { channel: same, .. }) = (one.1, other.1)
        && channel == same
    {
        let places = [column_place(&one.0), column_place(&other.0)];
        return Some((Channel::Row(channel), net, places));
    }
    if let (Across::Gutter { gutter, net }, Across::Gutter { gutter: same, .. }) = (one.0, other.0)
        && gutter == same
    {
        let places = [row_place(&one.1), row_place(&other.1)];
        return Some((Channel::Gutter(gutter), net, places));
    }
    None
}

fn column_place(across: &Across) -> usize {
    match across {
        Across::Gutter { gutter, .. } => 2 * gutter,
        Across::Middle { column, .. } | Across::Side { column, .. } => 2 * column + 1,
    }
}

fn row_place(down: &Down) -> usize {
    match down {
        Down::Channel { channel, .. } => 2 * channel,
        Down::Head(row) | Down::Foot(row) | Down::Side { row, .. } => 2 * row + 1,
    }
}
