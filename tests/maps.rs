//! The layout of the map for random organisations: properties that hold for every one of them.

mod organisations;

use kafolio::figure::network::{CARD_HEIGHT_PX, CARD_WIDTH_PX, Cell, Grid, Layout, Network, Tie};
use organisations::{card, organisation, typical};
use proptest::prelude::*;

type Point = (f64, f64);

/// Returns the same organisation with one more person, at the end of the list.
fn with_one_more_person(network: &Network, lane: usize, above: usize) -> Network {
    let mut more = network.clone();
    let place = more.cards.len();
    more.cards.push(card(place, lane, Some(above % place)));
    more
}

/// Returns the segments of all lines, each with its net: lines to all subordinates of one person are one net.
fn segments(layout: &Layout) -> Vec<((Tie, usize), Point, Point)> {
    let mut all = Vec::new();
    for (place, line) in layout.lines.iter().enumerate() {
        let net = match line.tie {
            Tie::Above => (Tie::Above, line.from),
            tie => (tie, place),
        };
        all.extend(line.points.windows(2).map(|pair| (net, pair[0], pair[1])));
    }
    all
}

/// Returns whether a segment crosses the inside of a card.
fn passes_under(from: Point, to: Point, corner: Point) -> bool {
    let (left, right) = (from.0.min(to.0), from.0.max(to.0));
    let (top, bottom) = (from.1.min(to.1), from.1.max(to.1));
    left < corner.0 + CARD_WIDTH_PX
        && right > corner.0
        && top < corner.1 + CARD_HEIGHT_PX
        && bottom > corner.1
}

/// Counts the crossings of lines of different nets.
fn crossings(layout: &Layout) -> usize {
    let all = segments(layout);
    let is_level = |(_, from, to): &&((Tie, usize), Point, Point)| from.1 == to.1;
    let (level, upright): (Vec<_>, Vec<_>) = all.iter().partition(is_level);
    let crosses = |one: &((Tie, usize), Point, Point), other: &((Tie, usize), Point, Point)| {
        let (left, right) = (one.1.0.min(one.2.0), one.1.0.max(one.2.0));
        let (top, bottom) = (other.1.1.min(other.2.1), other.1.1.max(other.2.1));
        let (x, y) = (other.1.0, one.1.1);
        one.0 != other.0 && left < x && x < right && top < y && y < bottom
    };
    let pairs = level
        .iter()
        .map(|one| upright.iter().filter(|other| crosses(one, other)).count());
    pairs.sum()
}

/// Returns the baseline of the crossings: the same cells of the same lanes, filled in name order instead of tree order,
/// with the same routing.
fn in_name_order(network: &Network) -> Grid {
    let mut grid = network.grid();
    for lane in 0..network.lanes.len() {
        let mut people: Vec<usize> = (0..network.cards.len())
            .filter(|place| network.cards[*place].lane == lane)
            .collect();
        let mut cells: Vec<Cell> = people.iter().map(|place| grid.cells[*place]).collect();
        cells.sort();
        people.sort_by_key(|place| network.cards[*place].name.clone());
        for (place, cell) in people.into_iter().zip(cells) {
            grid.cells[place] = cell;
        }
    }
    grid
}

fn check(network: &Network) -> Result<(), TestCaseError> {
    let layout = network.layout();
    prop_assert_eq!(layout.cards.len(), network.cards.len());
    for (place, one) in layout.cards.iter().enumerate() {
        prop_assert!(one.0 >= 0.0 && one.0 + CARD_WIDTH_PX <= layout.width_px);
        prop_assert!(one.1 >= 0.0 && one.1 + CARD_HEIGHT_PX <= layout.height_px);
        for other in &layout.cards[place + 1..] {
            let apart = (one.0 - other.0).abs() >= CARD_WIDTH_PX
                || (one.1 - other.1).abs() >= CARD_HEIGHT_PX;
            prop_assert!(apart, "two cards overlap at {:?} and {:?}", one, other);
        }
    }
    let all = segments(&layout);
    for (net, from, to) in &all {
        prop_assert!(from.0 == to.0 || from.1 == to.1, "{net:?} is slanted");
        for point in [from, to] {
            prop_assert!(
                (0.0..=layout.width_px).contains(&point.0),
                "{net:?} at {point:?}"
            );
            prop_assert!(
                (0.0..=layout.height_px).contains(&point.1),
                "{net:?} at {point:?}"
            );
        }
        for corner in &layout.cards {
            prop_assert!(
                !passes_under(*from, *to, *corner),
                "{net:?} under {corner:?}"
            );
        }
    }
    for (place, (net, from, to)) in all.iter().enumerate() {
        for (other_net, other_from, other_to) in &all[place + 1..] {
            let shared = overlap_px((*from, *to), (*other_from, *other_to));
            prop_assert!(
                net == other_net || shared <= 0.0,
                "{net:?} lies on {other_net:?}"
            );
        }
    }
    Ok(())
}

/// Returns the length over which two segments overlap.
fn overlap_px(one: (Point, Point), other: (Point, Point)) -> f64 {
    let span = |a: f64, b: f64, c: f64, d: f64| a.max(b).min(c.max(d)) - a.min(b).max(c.min(d));
    let (level, upright) = (
        one.0.1 == one.1.1 && other.0.1 == other.1.1 && one.0.1 == other.0.1,
        one.0.0 == one.1.0 && other.0.0 == other.1.0 && one.0.0 == other.0.0,
    );
    match (level, upright) {
        (true, _) => span(one.0.0, one.1.0, other.0.0, other.1.0),
        (_, true) => span(one.0.1, one.1.1, other.0.1, other.1.1),
        _ => 0.0,
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 150,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn nothing_overlaps_and_no_line_passes_under_a_card(network in organisation(1..=80)) {
        check(&network)?;
    }

    #[test]
    fn the_same_organisation_produces_the_same_bytes(network in organisation(1..=40)) {
        prop_assert_eq!(network.draw(), network.clone().draw());
    }

    #[test]
    fn adding_a_person_keeps_the_order_of_the_others(
        network in organisation(1..=60),
        lane in 0..organisations::LANES,
        above in any::<usize>(),
    ) {
        let more = with_one_more_person(&network, lane, above);
        let (before, after) = (network.grid(), more.grid());
        // A person above another in a column of a lane still is, or has moved to the next column.
        for (one, card) in network.cards.iter().enumerate() {
            for (other, its) in network.cards.iter().enumerate() {
                let same_lane = card.lane == its.lane && card.lane != 0;
                let (was, is) = ((before.cells[one], before.cells[other]), (after.cells[one], after.cells[other]));
                if same_lane && was.0 < was.1 {
                    prop_assert!(is.0 < is.1, "{one} and {other} have changed places");
                }
            }
        }
    }
}

#[test]
fn adding_a_person_moves_few_cards() {
    let (mut moved, mut all) = (0, 0);
    for people in [8, 25, 40, 80] {
        for seed in 0..10 {
            let network = typical(people, seed);
            let before = network.grid();
            for lane in 1..organisations::LANES {
                let after = with_one_more_person(&network, lane, lane).grid();
                let pairs = before.cells.iter().zip(&after.cells);
                moved += pairs.filter(|(was, is)| was != is).count();
                all += people;
            }
        }
    }
    let percent = moved as f64 * 100.0 / all as f64;
    assert!(
        percent <= 15.0,
        "{percent:.1} % of the people stand elsewhere"
    );
}

/// Returns the crossings of ten organisations of this size: ours, and those of the baseline.
fn crossings_of_ten(people: usize) -> (usize, usize) {
    let of_one = |seed| {
        let network = typical(people, seed);
        let names = network.layout_on(&in_name_order(&network));
        (crossings(&network.layout()), crossings(&names))
    };
    let sums = (0..10).map(of_one);
    sums.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
}

#[test]
fn lines_cross_less_often_than_in_name_order() {
    for (people, most_percent) in [(8, 100), (25, 70), (80, 95)] {
        let (ours, names) = crossings_of_ten(people);
        let allowed = names * most_percent / 100;
        assert!(
            ours <= allowed,
            "{people} people: {ours} crossings, {names} in the order of names"
        );
    }
}

#[test]
fn cycles_islands_and_people_without_department_are_placed() {
    let mut network = typical(9, 1);
    network.cards[1].above = Some(8);
    network.cards[8].above = Some(1);
    network.cards[2].above = Some(2);
    network.cards[3].above = None;
    network.cards[4].lane = 99;
    check(&network).expect("it is a map all the same");
    let lines = network.layout().lines;
    let circle = |line: &&kafolio::figure::network::DrawnLine| {
        line.tie == Tie::Above && [(1, 8), (8, 1)].contains(&(line.from, line.to))
    };
    assert_eq!(
        lines.iter().filter(circle).count(),
        2,
        "a circle shows as one"
    );
}

#[test]
fn a_map_without_people_is_empty() {
    assert_eq!(Network::default().draw(), "");
    assert_eq!(Network::default().layout().cards.len(), 0);
}
