//! Tracks: lines that share a stretch of a channel run beside each other.
//!
//! Owns which track of a channel a net takes. The nets of a channel are brought into the order in which they cross each
//! other least: of any two it is known how often they do either way round, and neighbours change places as long as
//! that helps. Then every net takes the first track that the nets before it leave free along its stretch. How far
//! apart tracks are is said in `measure`.

use super::route::{Across, Down, Net, Way};
use std::collections::BTreeMap;

/// How often all neighbours of a channel may change places; few channels need more than three.
const MOST_ROUNDS: usize = 12;

/// A channel of the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Lie {
    /// Between rows; 0 is above the first.
    Row(usize),
    /// Between columns; 0 is left of the first.
    Gutter(usize),
}

/// The track of every net in every channel that it uses, and how many tracks a channel has.
#[derive(Debug, Default)]
pub(super) struct Tracks {
    tracks: BTreeMap<(Lie, Net), usize>,
    counts: BTreeMap<Lie, usize>,
}

/// A net's stretch of a channel. Rows and columns are odd, channels between them even, so that ends can be compared.
struct Stretch {
    net: Net,
    first: usize,
    last: usize,
    /// Where it is joined from the left, or from above.
    before: Vec<usize>,
    /// Where it is joined from the right, or from below.
    after: Vec<usize>,
}

impl Tracks {
    pub fn of(ways: &[Way]) -> Tracks {
        let mut stretches: BTreeMap<(Lie, Net), Stretch> = BTreeMap::new();
        for way in ways {
            for (place, pair) in way.corners.windows(2).enumerate() {
                let [one, other] = pair else { continue };
                let Some((lie, net, at)) = stretch(one, other) else {
                    continue;
                };
                let known = stretches.entry((lie, net)).or_insert_with(|| Stretch {
                    net,
                    first: at[0],
                    last: at[0],
                    before: Vec::new(),
                    after: Vec::new(),
                });
                let outer = [place.checked_sub(1), Some(place + 2)];
                for (at, outer) in at.into_iter().zip(outer) {
                    let corner = outer.and_then(|outer| way.corners.get(outer));
                    known.take_in(lie, at, corner);
                }
            }
        }
        let mut by_channel: BTreeMap<Lie, Vec<Stretch>> = BTreeMap::new();
        for ((lie, _), stretch) in stretches {
            by_channel.entry(lie).or_default().push(stretch);
        }
        let mut tracks = Tracks::default();
        for (lie, mut nets) in by_channel {
            bring_into_order(&mut nets);
            tracks.assign(lie, &nets);
        }
        tracks
    }

    /// Gives every net the first track that those before it leave free, then moves those that are joined from the far
    /// side as near to it as those after them allow.
    fn assign(&mut self, lie: Lie, nets: &[Stretch]) {
        let mut tracks: Vec<usize> = Vec::with_capacity(nets.len());
        for (place, net) in nets.iter().enumerate() {
            let before = nets.iter().zip(&tracks).take(place);
            let beside = before.filter(|(other, _)| other.overlaps(net));
            let track = beside.map(|(_, track)| track + 1).max().unwrap_or(0);
            tracks.push(track);
        }
        let count = tracks.iter().max().map_or(0, |last| last + 1);
        for place in (0..nets.len()).rev() {
            if nets[place].after.len() <= nets[place].before.len() {
                continue;
            }
            let after = nets.iter().zip(&tracks).skip(place + 1);
            let beside = after.filter(|(other, _)| other.overlaps(&nets[place]));
            tracks[place] = beside.map(|(_, track)| *track).min().unwrap_or(count) - 1;
        }
        for (net, track) in nets.iter().zip(&tracks) {
            self.tracks.insert((lie, net.net), *track);
        }
        self.counts.insert(lie, count);
    }

    /// How many tracks a channel has.
    pub fn count(&self, lie: Lie) -> usize {
        self.counts.get(&lie).copied().unwrap_or(0)
    }

    /// How far a net lies from the middle of a channel, in tracks.
    pub fn off_middle(&self, lie: Lie, net: Net) -> f64 {
        let track = self.tracks.get(&(lie, net)).copied().unwrap_or(0);
        track as f64 - (self.count(lie).max(1) - 1) as f64 / 2.0
    }
}

impl Stretch {
    /// Takes in one end of a line's stretch, and the corner beyond it.
    fn take_in(&mut self, lie: Lie, at: usize, outer: Option<&(Across, Down)>) {
        self.first = self.first.min(at);
        self.last = self.last.max(at);
        let Some((across, down)) = outer else { return };
        let (there, here) = match lie {
            Lie::Row(channel) => (row_place(down), 2 * channel),
            Lie::Gutter(gutter) => (column_place(across), 2 * gutter),
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

    fn overlaps(&self, other: &Stretch) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    fn encloses(&self, joint: &usize) -> bool {
        self.first < *joint && *joint < self.last
    }

    /// How often two nets cross if this one lies before the other.
    fn crossings_before(&self, other: &Stretch) -> usize {
        let ours = self.after.iter().filter(|joint| other.encloses(joint));
        let theirs = other.before.iter().filter(|joint| self.encloses(joint));
        ours.count() + theirs.count()
    }
}

/// Brings nets into an order in which they cross seldom: by what they are joined to, then by changing places.
fn bring_into_order(nets: &mut [Stretch]) {
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

/// The stretch of a channel between two corners of a way, with the places of both.
fn stretch(one: &(Across, Down), other: &(Across, Down)) -> Option<(Lie, Net, [usize; 2])> {
    if let (Down::Channel { channel, net }, Down::Channel { channel: same, .. }) = (one.1, other.1)
        && channel == same
    {
        let places = [column_place(&one.0), column_place(&other.0)];
        return Some((Lie::Row(channel), net, places));
    }
    if let (Across::Gutter { gutter, net }, Across::Gutter { gutter: same, .. }) = (one.0, other.0)
        && gutter == same
    {
        let places = [row_place(&one.1), row_place(&other.1)];
        return Some((Lie::Gutter(gutter), net, places));
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
