//! Marks that would hide each other make room: they move apart, then stand above each other, then become one that counts.
//!
//! Owns the places of the marks of one lane. A mark moves right by `MOST_SHIFT_PX` at the most, so that it stays at its
//! day; where that is not enough it stands on the next level; where all levels are full, the marks in its way and itself
//! become a cluster on the first level. What stands on one level never overlaps, whatever the days are.

/// Half the width and height of a mark, in pixels.
pub const REACH_PX: f64 = 6.5;
/// Half the width of a mark with a ring.
pub const RING_REACH_PX: f64 = 9.5;
/// A mark stands this far from its day at the most.
pub const MOST_SHIFT_PX: f64 = 6.0;
/// Levels of a lane.
pub const MOST_LEVELS: usize = 3;

/// A mark that wants a place.
#[derive(Clone, Copy, Debug)]
pub struct Wish {
    /// Where its day is.
    pub x_px: f64,
    /// Half its width.
    pub reach_px: f64,
}

/// Marks that share a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// Where they stand.
    pub x_px: f64,
    /// Half the width of what is drawn.
    pub reach_px: f64,
    /// Their level, from 0, the lowest.
    pub level: usize,
    /// Their places among the wishes, in order; one for a mark that stands by itself.
    pub members: Vec<usize>,
}

impl Unit {
    /// Whether it counts marks instead of showing one.
    pub fn is_cluster(&self) -> bool {
        self.members.len() > 1
    }

    fn end_px(&self) -> f64 {
        self.x_px + self.reach_px
    }
}

/// Half the width of a cluster of so many marks.
pub fn cluster_reach_px(count: usize) -> f64 {
    match count {
        ..10 => 8.0,
        10..100 => 10.0,
        100..1000 => 13.5,
        _ => 17.0,
    }
}

/// Places for wishes in the order of their days.
pub fn place(wishes: &[Wish]) -> Vec<Unit> {
    let mut levels: [Vec<Unit>; MOST_LEVELS] = Default::default();
    for (index, wish) in wishes.iter().enumerate() {
        if joins_cluster(&mut levels, wishes, index) {
            continue;
        }
        let free = levels.iter().enumerate().find_map(|(level, units)| {
            let x_px = free_px(units, wish.x_px, wish.reach_px);
            (x_px - wish.x_px <= MOST_SHIFT_PX).then_some((level, x_px))
        });
        match free {
            Some((level, x_px)) => levels[level].push(Unit {
                x_px,
                reach_px: wish.reach_px,
                level,
                members: vec![index],
            }),
            None => gather(&mut levels, wishes, index),
        }
    }
    let mut units: Vec<Unit> = levels.into_iter().flatten().collect();
    units.sort_by_key(|unit| (unit.members.first().copied(), unit.level));
    units
}

/// The first place at or after a point that is free on a level.
fn free_px(units: &[Unit], x_px: f64, reach_px: f64) -> f64 {
    units
        .last()
        .map_or(x_px, |last| x_px.max(last.end_px() + reach_px))
}

/// A mark whose day lies under the last cluster is counted by it.
fn joins_cluster(levels: &mut [Vec<Unit>; MOST_LEVELS], wishes: &[Wish], index: usize) -> bool {
    let is_under = levels[0]
        .last()
        .is_some_and(|last| last.is_cluster() && wishes[index].x_px < last.end_px());
    let Some(last) = levels[0].pop_if(|_| is_under) else {
        return false;
    };
    let mut members = last.members;
    members.push(index);
    settle(levels, wishes, members);
    true
}

/// A mark that finds no place, and the last of every level that is in its way, become a cluster.
fn gather(levels: &mut [Vec<Unit>; MOST_LEVELS], wishes: &[Wish], index: usize) {
    let wish = wishes[index];
    let mut members = vec![index];
    for units in levels.iter_mut() {
        let in_the_way = units.pop_if(|last| last.end_px() > wish.x_px - wish.reach_px);
        members.extend(in_the_way.into_iter().flat_map(|unit| unit.members));
    }
    settle(levels, wishes, members);
}

/// Puts a cluster on the first level, in the middle of its members; where that is taken, the one before joins it.
fn settle(levels: &mut [Vec<Unit>; MOST_LEVELS], wishes: &[Wish], mut members: Vec<usize>) {
    loop {
        let reach_px = cluster_reach_px(members.len());
        let sum_px: f64 = members.iter().map(|member| wishes[*member].x_px).sum();
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

    fn wishes(days: &[f64]) -> Vec<Wish> {
        let wish = |x_px: &f64| Wish {
            x_px: *x_px,
            reach_px: REACH_PX,
        };
        days.iter().map(wish).collect()
    }

    /// Level and members of each unit.
    fn told(days: &[f64]) -> Vec<(usize, usize)> {
        let units = place(&wishes(days));
        units
            .iter()
            .map(|unit| (unit.level, unit.members.len()))
            .collect()
    }

    #[test]
    fn marks_move_apart_then_stack_then_cluster() {
        assert_eq!(told(&[100.0, 108.0]), [(0, 1), (0, 1)]);
        assert_eq!(told(&[100.0, 100.0, 100.0]), [(0, 1), (1, 1), (2, 1)]);
        assert_eq!(told(&[100.0; 4]), [(0, 4)]);
        assert_eq!(told(&[100.0; 200]), [(0, 200)]);
        let apart = place(&wishes(&[100.0, 108.0]));
        assert_eq!((apart[0].x_px, apart[1].x_px), (100.0, 113.0));
    }

    proptest! {
        #[test]
        fn nothing_overlaps_and_nothing_is_lost(
            days in prop::collection::vec((0_u32..900, any::<bool>()), 0..300),
        ) {
            let mut days = days;
            days.sort_unstable();
            let wish = |(x_px, ring): &(u32, bool)| Wish {
                x_px: f64::from(*x_px),
                reach_px: if *ring { RING_REACH_PX } else { REACH_PX },
            };
            let wishes: Vec<Wish> = days.iter().map(wish).collect();
            let units = place(&wishes);
            let mut members: Vec<usize> = units.iter().flat_map(|unit| unit.members.clone()).collect();
            members.sort_unstable();
            prop_assert_eq!(members, (0..wishes.len()).collect::<Vec<_>>());
            for level in 0..MOST_LEVELS {
                let mut row: Vec<&Unit> = units.iter().filter(|unit| unit.level == level).collect();
                row.sort_by(|one, other| one.x_px.total_cmp(&other.x_px));
                for pair in row.windows(2) {
                    let gap = pair[1].x_px - pair[0].x_px;
                    prop_assert!(gap + 1e-6 >= pair[0].reach_px + pair[1].reach_px);
                }
            }
            for unit in units.iter().filter(|unit| !unit.is_cluster()) {
                let shift = unit.x_px - wishes[unit.members[0]].x_px;
                prop_assert!((0.0..=MOST_SHIFT_PX).contains(&shift));
            }
        }
    }
}
