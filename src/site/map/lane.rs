//! The lane of a department on the map.

use crate::figure::network::Lane;
use crate::site::facts::AccountFacts;

/// A lane, noting how many of its people we have met.
pub(super) fn department_lane(
    facts: &AccountFacts<'_>,
    name: String,
    met: usize,
    all: usize,
    across: bool,
) -> Lane {
    let values: [(&str, &dyn std::fmt::Display); 2] = [("met", &met), ("all", &all)];
    Lane {
        name,
        note: match all {
            0 => String::new(),
            _ => facts.context.strings().with_args("map-met", &values),
        },
        across,
    }
}
