//! Separates marks that would hide each other: they move apart, then onto other levels, then become a cluster.
//!
//! Positions the marks of one lane. A mark moves right by at most `MOST_SHIFT_PX`, so that it stays near its day; if
//! that is not enough, it moves to the next level; if all levels are full, it becomes a cluster on the first level,
//! together with the marks in its way. Marks on one level never overlap, whatever their days.

/// Half the width and height of a mark, in pixels.
pub const REACH_PX: f64 = 6.5;
/// Half the width of a mark with a ring.
pub const RING_REACH_PX: f64 = 9.5;
/// The maximum distance of a mark from its day.
pub const MOST_SHIFT_PX: f64 = 6.0;
/// The number of levels of a lane.
pub const MOST_LEVELS: usize = 3;

/// A mark to be positioned.
#[derive(Clone, Copy, Debug)]
pub struct Preferred {
    /// The position of its day.
    pub x_px: f64,
    /// Half its width.
    pub reach_px: f64,
}

/// Marks that share a position.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// Their position.
    pub x_px: f64,
    /// Half the width of what is drawn.
    pub reach_px: f64,
    /// Their level, from 0, the lowest.
    pub level: usize,
    /// Their indices among the preferred positions, in order; one for a single mark.
    pub members: Vec<usize>,
}

impl Unit {
    /// Returns whether it represents several marks.
    pub fn is_cluster(&self) -> bool {
        self.members.len() > 1
    }

    fn end_px(&self) -> f64 {
        self.x_px + self.reach_px
    }
}

/// Returns half the width of a cluster with a number of marks or more, the largest first.
pub const CLUSTER_REACHES_PX: [(usize, f64); 4] = [(1000, 17.0), (100, 13.5), (10, 10.0), (0, 8.0)];

/// Half the width of a cluster of so many marks.
pub fn cluster_reach_px(count: usize) -> f64 {
    let reaches = CLUSTER_REACHES_PX.iter();
    let mut fitting = reaches.filter(|(least, _)| count >= *least);
    fitting.next().map_or(REACH_PX, |(_, reach_px)| *reach_px)
}

/// Positions marks, given in the order of their days.
pub fn place(preferred: &[Preferred]) -> Vec<Unit> {
    let mut levels: [Vec<Unit>; MOST_LEVELS] = Default::default();
    for (index, one) in preferred.iter().enumerate() {
        if joins_cluster(&mut levels, preferred, index) {
            continue;
        }
        let free = levels.iter().enumerate().find_map(|(level, units)| {
            let x_px = free_px(units, one.x_px, one.reach_px);
            (x_px - one.x_px <= MOST_SHIFT_PX).then_some((level, x_px))
        });
        match free {
            Some((level, x_px)) => levels[level].push(Unit {
                x_px,
                reach_px: one.reach_px,
                level,
                members: vec![index],
            }),
            None => form_cluster(&mut levels, preferred, index),
        }
    }
    let mut units: Vec<Unit> = levels.into_iter().flatten().collect();
    units.sort_by_key(|unit| (unit.members.first().copied(), unit.level));
    units
}

/// Returns the first free position on a level at or after a point.
fn free_px(units: &[Unit], x_px: f64, reach_px: f64) -> f64 {
    units
        .last()
        .map_or(x_px, |last| x_px.max(last.end_px() + reach_px))
}

/// Adds a mark to the last cluster, if its day is covered by it.
fn joins_cluster(
    levels: &mut [Vec<Unit>; MOST_LEVELS],
    preferred: &[Preferred],
    index: usize,
) -> bool {
    let is_under = levels[0]
        .last()
        .is_some_and(|last| last.is_cluster() && preferred[index].x_px < last.end_px());
    let Some(last) = levels[0].pop_if(|_| is_under) else {
        return false;
    };
    let mut members = last.members;
    members.push(index);
    place_cluster(levels, preferred, members);
    true
}

/// Makes a cluster of a mark without a position and the last unit of every level that is in its way.
fn form_cluster(levels: &mut [Vec<Unit>; MOST_LEVELS], preferred: &[Preferred], index: usize) {
    let one = preferred[index];
    let mut members = vec![index];
    for units in levels.iter_mut() {
        let in_the_way = units.pop_if(|last| last.end_px() > one.x_px - one.reach_px);
        members.extend(in_the_way.into_iter().flat_map(|unit| unit.members));
    }
    place_cluster(levels, preferred, members);
}

/// Puts a cluster on the first level, in the middle of its members; if there is no room, it absorbs the unit before.
fn place_cluster(
    levels: &mut [Vec<Unit>; MOST_LEVELS],
    preferred: &[Preferred],
    mut members: Vec<usize>,
) {
    loop {
        let reach_px = cluster_reach_px(members.len());
        let sum_px: f64 = members.iter().map(|member| preferred[*member].x_px).sum();
        let middle_px = sum_px / members.len() as f64;
        let x_px = free_px(&levels[0], middle_px, reach_px);
        let before = levels[0].pop_if(|_| x_px - middle_px > MOST_SHIFT_PX);
        let Some(before) = before else {
            members.sort_unstable();
            levels[0].push(Unit {
                x_px,
                reach_px,
                level: 0,
                members,
            });
            return;
        };
        members.extend(before.members);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn preferred(days: &[f64]) -> Vec<Preferred> {
        let one = |x_px: &f64| Preferred {
            x_px: *x_px,
            reach_px: REACH_PX,
        };
        days.iter().map(one).collect()
    }

    /// Returns level and number of members of each unit.
    fn levels_and_sizes(days: &[f64]) -> Vec<(usize, usize)> {
        let units = place(&preferred(days));
        units
            .iter()
            .map(|unit| (unit.level, unit.members.len()))
            .collect()
    }

    #[test]
    fn marks_move_apart_then_stack_then_cluster() {
        assert_eq!(levels_and_sizes(&[100.0, 108.0]), [(0, 1), (0, 1)]);
        assert_eq!(
            levels_and_sizes(&[100.0, 100.0, 100.0]),
            [(0, 1), (1, 1), (2, 1)]
        );
        assert_eq!(levels_and_sizes(&[100.0; 4]), [(0, 4)]);
        assert_eq!(levels_and_sizes(&[100.0; 200]), [(0, 200)]);
        let apart = place(&preferred(&[100.0, 108.0]));
        assert_eq!((apart[0].x_px, apart[1].x_px), (100.0, 113.0));
    }

    proptest! {
        #[test]
        fn nothing_overlaps_and_nothing_is_lost(
            days in prop::collection::vec((0_u32..900, any::<bool>()), 0..300),
        ) {
            let mut days = days;
            days.sort_unstable();
            let one = |(x_px, ring): &(u32, bool)| Preferred {
                x_px: f64::from(*x_px),
                reach_px: if *ring { RING_REACH_PX } else { REACH_PX },
            };
            let preferred: Vec<Preferred> = days.iter().map(one).collect();
            let units = place(&preferred);
            let mut members: Vec<usize> = units.iter().flat_map(|unit| unit.members.clone()).collect();
            members.sort_unstable();
            prop_assert_eq!(members, (0..preferred.len()).collect::<Vec<_>>());
            for level in 0..MOST_LEVELS {
                let mut row: Vec<&Unit> = units.iter().filter(|unit| unit.level == level).collect();
                row.sort_by(|one, other| one.x_px.total_cmp(&other.x_px));
                for pair in row.windows(2) {
                    let gap = pair[1].x_px - pair[0].x_px;
                    prop_assert!(gap + 1e-6 >= pair[0].reach_px + pair[1].reach_px);
                }
            }
            for unit in units.iter().filter(|unit| !unit.is_cluster()) {
                let shift = unit.x_px - preferred[unit.members[0]].x_px;
                prop_assert!((0.0..=MOST_SHIFT_PX).contains(&shift));
            }
        }
    }
}
