//! Who stands under whom, as a forest: circles are cut at the first of their members, which becomes a root.
//!
//! Owns nothing about places. The cut holds for the order of cards only; the line itself is drawn all the same.

use super::Card;

/// Cards with the card above each, and the order in which a reader would go through the trees.
pub(super) struct Forest {
    /// The card above each, as given, where it is another card that is there.
    given: Vec<Option<usize>>,
    /// The same without circles.
    above: Vec<Option<usize>>,
    below: Vec<Vec<usize>>,
    /// Every card once: a root, then those under it with all of theirs, in the order given.
    pub order: Vec<usize>,
}

impl Forest {
    pub fn of(cards: &[Card]) -> Forest {
        let there = |(place, card): (usize, &Card)| {
            card.above
                .filter(|above| *above < cards.len() && *above != place)
        };
        let given: Vec<Option<usize>> = cards.iter().enumerate().map(there).collect();
        let above = without_circles(given.clone());
        let mut below = vec![Vec::new(); above.len()];
        for (card, above) in above.iter().enumerate() {
            if let Some(above) = above {
                below[*above].push(card);
            }
        }
        Forest {
            order: in_order(&above, &below),
            given,
            above,
            below,
        }
    }

    /// The card above one, in the forest.
    pub fn above(&self, card: usize) -> Option<usize> {
        self.above.get(card).copied().flatten()
    }

    /// The cards directly under one, in the forest.
    pub fn below(&self, card: usize) -> &[usize] {
        self.below.get(card).map_or(&[], Vec::as_slice)
    }

    /// The card above one, to which a line is drawn; in a circle there is always one.
    pub fn drawn_above(&self, card: usize) -> Option<usize> {
        self.given.get(card).copied().flatten()
    }
}

/// Cuts every circle above its first member.
fn without_circles(mut above: Vec<Option<usize>>) -> Vec<Option<usize>> {
    #[derive(Clone, Copy, PartialEq)]
    enum Seen {
        Never,
        OnThisWay,
        Done,
    }
    let mut seen = vec![Seen::Never; above.len()];
    for start in 0..above.len() {
        let mut way = Vec::new();
        let mut here = Some(start);
        while let Some(card) = here.filter(|card| seen[*card] == Seen::Never) {
            seen[card] = Seen::OnThisWay;
            way.push(card);
            here = above[card];
        }
        if let Some(met) = here.filter(|card| seen[*card] == Seen::OnThisWay) {
            let circle = way.iter().skip_while(|card| **card != met);
            if let Some(first) = circle.min() {
                above[*first] = None;
            }
        }
        way.into_iter().for_each(|card| seen[card] = Seen::Done);
    }
    above
}

fn in_order(above: &[Option<usize>], below: &[Vec<usize>]) -> Vec<usize> {
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
    fn a_tree_is_gone_through_branch_by_branch() {
        let forest = forest(&[Some(2), Some(0), None, Some(2), Some(0)]);
        assert_eq!(forest.order, [2, 0, 1, 4, 3]);
    }

    #[test]
    fn a_circle_is_cut_at_its_first_member() {
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
