//! Organisations for the tests of the map: random ones, and a fixed set.
#![allow(dead_code, reason = "not every test needs all of it")]

use kafolio::figure::network::{Card, Lane, Line, Network, Tie};
use proptest::prelude::*;

/// The number of lanes of an organisation; the first is horizontal.
pub const LANES: usize = 7;

/// Generates a random organisation of this size: superiors anywhere, cycles among them.
pub fn organisation(
    people: impl Into<proptest::sample::SizeRange>,
) -> impl Strategy<Value = Network> {
    let person = (
        0..LANES + 1,
        proptest::option::weighted(0.8, any::<prop::sample::Index>()),
    );
    let line = (
        any::<prop::sample::Index>(),
        any::<prop::sample::Index>(),
        0..3_u8,
        1..4_u8,
    );
    let people = prop::collection::vec(person, people);
    (people, prop::collection::vec(line, 0..40)).prop_map(|(people, lines)| {
        let count = people.len();
        let cards = people
            .into_iter()
            .enumerate()
            .map(|(place, (lane, above))| card(place, lane, above.map(|above| above.index(count))));
        let cards: Vec<Card> = cards.collect();
        let lines = lines.into_iter().filter(|_| count > 0);
        let lines = lines.map(|(from, to, tie, strength)| Line {
            tie: [Tie::Moves, Tie::Close, Tie::Against][usize::from(tie)],
            from: from.index(count),
            to: to.index(count),
            strength,
            title: String::new(),
        });
        Network {
            lines: lines.collect(),
            ..network(cards)
        }
    })
}

/// Returns one of a fixed set of realistic organisations: a head, departments with heads, teams, some lines.
pub fn typical(people: usize, seed: usize) -> Network {
    let mut state = seed as u64 + 1;
    let mut random = move |sides: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % sides.max(1)
    };
    let cards: Vec<Card> = (0..people)
        .map(|place| match place {
            0 => card(place, 0, None),
            1..LANES => card(place, place, Some(0)),
            _ => {
                let lane = 1 + random(LANES - 1);
                let earlier = (place.saturating_sub(1)) / LANES;
                let above = if random(3) == 0 {
                    1 + lane + (LANES - 1) * random(earlier)
                } else {
                    lane
                };
                let above = if above < place && above % (LANES - 1) == lane % (LANES - 1) {
                    above
                } else {
                    lane
                };
                card(place, lane, Some(above))
            }
        })
        .collect();
    let lines = (0..people / 2).map(|_| {
        let from = random(people);
        // Every second line stays in the department, every fourth is between heads.
        let to = match random(4) {
            0 | 1 => {
                let near = (0..people).filter(|one| cards[*one].lane == cards[from].lane);
                let near: Vec<usize> = near.collect();
                near[random(near.len())]
            }
            2 => random(LANES.min(people)),
            _ => random(people),
        };
        Line {
            tie: [Tie::Moves, Tie::Moves, Tie::Close, Tie::Against][random(4)],
            from,
            to,
            strength: 1 + random(3) as u8,
            title: String::new(),
        }
    });
    let lines = lines.collect();
    Network {
        lines,
        ..network(cards)
    }
}

/// Returns a card named by its number.
pub fn card(place: usize, lane: usize, above: Option<usize>) -> Card {
    Card {
        // Names do not reflect the hierarchy.
        name: format!("员工{}", (place * 7919 + 13) % 1009),
        post: "岗位".to_owned(),
        lane,
        above,
        ..Card::default()
    }
}

fn network(cards: Vec<Card>) -> Network {
    let lane = |place: usize| Lane {
        name: format!("部门{place}"),
        note: String::new(),
        across: place == 0,
    };
    Network {
        title: "图".to_owned(),
        lanes: (0..LANES).map(lane).collect(),
        cards,
        ..Network::default()
    }
}
