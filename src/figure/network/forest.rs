//! The reporting lines as a forest: a cycle is cut at the first of its members, which becomes a root.
//!
//! The cut only affects the order of cards; the line itself is drawn nevertheless.

use super::parts::Card;

/// Cards with the card above each, and the order of a depth-first traversal.
pub(super) struct Forest {
    /// The card above each, as given, if it is another existing card.
    given: Vec<Option<usize>>,
    /// The same without cycles.
    above: Vec<Option<usize>>,
    below: Vec<Vec<usize>>,
    /// Every card once: a root, then those under it with all of theirs, in the given order.
    pub order: Vec<usize>,
}

impl Forest {
    pub fn of(cards: &[Card]) -> Forest {
        let existing = |(place, card): (usize, &Card)| {
            card.above
                .filter(|above| *above < cards.len() && *above != place)
        };
        let given: Vec<Option<usize>> = cards.iter().enumerate().map(existing).collect();
        let above = without_cycles(given.clone());
        let mut below = vec![Vec::new(); above.len()];
        for (card, above) in above.iter().enumerate() {
            if let Some(above) = above {
                below[*above].push(card);
            }
        }
        Forest {
            order: depth_first(&above, &below),
            given,
            above,
            below,
        }
    }

    /// Returns the card above one, in the forest.
    pub fn above(&self, card: usize) -> Option<usize> {
        self.above.get(card).copied().flatten()
    }

    /// Returns the cards directly under one, in the forest.
    pub fn below(&self, card: usize) -> &[usize] {
        self.below.get(card).map_or(&[], Vec::as_slice)
    }

    /// Returns the card above one to which a line is drawn, even in a cycle.
    pub fn drawn_above(&self, card: usize) -> Option<usize> {
        self.given.get(card).copied().flatten()
    }
}

/// Cuts every cycle above its first member.
fn without_cycles(mut above: Vec<Option<usize>>) -> Vec<Option<usize>> {
    #[derive(Clone, Copy, PartialEq)]
    enum Visit {
        Never,
        InProgress,
        Done,
    }
    let mut visits = vec![Visit::Never; above.len()];
    for start in 0..above.len() {
        let mut path = Vec::new();
        let mut here = Some(start);
        while let Some(card) = here.filter(|card| visits[*card] == Visit::Never) {
            visits[card] = Visit::InProgress;
            path.push(card);
            here = above[card];
        }
        if let Some(met) = here.filter(|card| visits[*card] == Visit::InProgress) {
            let cycle = path.iter().skip_while(|card| **card != met);
            if let Some(first) = cycle.min() {
                above[*first] = None;
            }
        }
        path.into_iter().for_each(|card| visits[card] = Visit::Done);
    }
    above
}

fn depth_first(above: &[Option<usize>], below: &[Vec<usize>]) -> Vec<usize> {
    let roots = (0..above.len()).filter(|card| above[*card].is_none());
    let mut waiting: Vec<usize> = roots.collect();
    waiting.reverse();
    let mut order = Vec::with_capacity(above.len());
    while let Some(card) = waiting.pop() {
        order.push(card);
        waiting.extend(below[card].iter().rev());
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forest(above: &[Option<usize>]) -> Forest {
        let cards: Vec<Card> = above
            .iter()
            .map(|above| Card {
                above: *above,
                ..Card::default()
            })
            .collect();
        Forest::of(&cards)
    }

    #[test]
    fn a_tree_is_traversed_depth_first() {
        let forest = forest(&[Some(2), Some(0), None, Some(2), Some(0)]);
        assert_eq!(forest.order, [2, 0, 1, 4, 3]);
    }

    #[test]
    fn a_cycle_is_cut_at_its_first_member() {
        let forest = forest(&[
            Some(3),
            Some(2),
            Some(1),
            Some(0),
            Some(1),
            Some(5),
            Some(99),
        ]);
        assert_eq!(forest.above(0), None);
        assert_eq!(forest.above(3), Some(0));
        assert_eq!(forest.drawn_above(0), Some(3));
        assert_eq!((forest.above(1), forest.above(2)), (None, Some(1)));
        assert_eq!(forest.drawn_above(5), None);
        assert_eq!(forest.order.len(), 7);
    }
}
